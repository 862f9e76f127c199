//! Open visits that are away from memory, on the disk of the program itself, and one of them lost: what
//! is seen of the others, and what becomes of whatever asks for it.

use std::collections::BTreeMap;

use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::room::{RoomName, Spot};
use werkbezoek::domain::state::Key;
use werkbezoek::engine::queue::{Changed, Submit, Those};
use werkbezoek::engine::visits::Lookup;
use werkbezoek::engine::{Engine, Outcome};
use werkbezoek::rounds::rooms;
use werkbezoek::store::Store;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::sled::SledStore;

use super::unsound::Unsound;
use super::{all, engine, nine, with_many_letters};

const VISITS: u32 = 5;

/// Some open visits, of which the third cannot be read any more, and none is in memory.
fn with_a_lost_visit() -> (Engine<Unsound<'static>>, VisitId) {
    let before = with_many_letters(MemoryStore::new(), VISITS);
    let lost = before.state().briefs().nth(2).unwrap().id;
    let store = Unsound::without(before.into_store(), Key::Visit(lost));
    (engine(store, all).keeping_whole(0), lost)
}

fn say<S: Store>(engine: &mut Engine<S>, line: &str) -> Outcome {
    let staff = werkbezoek::chat::console::staff("Noor");
    let heard = rooms::heard(engine.desk(), nine(), &staff, &Spot::default(), line).unwrap();
    engine.handle(vec![heard]).unwrap().remove(0)
}

fn last_told<S: Store>(engine: &mut Engine<S>) -> String {
    engine.notices(RoomName::Console).last().unwrap().lines.join(" ")
}

#[test]
fn whoever_follows_the_visits_sees_some_at_a_time_and_one_that_is_lost_once() {
    let (mut engine, lost) = with_a_lost_visit();
    let (mut known, mut seen, mut missing) = (BTreeMap::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let Changed { visits, lost, gone } = engine.changed(Those::Open, known.clone(), 2).unwrap();
        assert!(visits.len() + lost.len() <= 2 && gone.is_empty());
        known.extend(visits.iter().map(|visit| (visit.id, visit.version)));
        known.extend(lost.iter().copied());
        seen.extend(visits.into_iter().map(|visit| visit.id));
        missing.extend(lost.into_iter().map(|(visit, _)| visit));
    }
    assert_eq!((seen.len() as u32, missing), (VISITS - 1, vec![lost]));
    assert!(!seen.contains(&lost));
    known.insert(VisitId { year: 1999, number: 1 }, 1);
    let after = engine.changed(Those::Open, known, 2).unwrap();
    assert!(after.visits.is_empty() && after.lost.is_empty());
    assert_eq!(after.gone, [VisitId { year: 1999, number: 1 }]);
}

#[test]
fn what_asks_for_a_visit_that_is_lost_fails_alone_and_says_which() {
    let (mut engine, lost) = with_a_lost_visit();
    let failed = say(&mut engine, &format!("bezoek toon {lost}")).failed.unwrap();
    assert!(failed.contains("does not fit its crc"), "{failed}");
    // A search looks into every open visit.
    assert!(say(&mut engine, "bezoek zoek Bakker").failed.is_some());
    let others: Vec<VisitId> = engine.state().briefs().map(|visit| visit.id).collect();
    for case in others.into_iter().filter(|case| *case != lost) {
        assert_eq!(say(&mut engine, &format!("bezoek toon {case}")).failed, None);
        assert!(last_told(&mut engine).contains(&case.to_string()));
    }
}

#[test]
fn on_disk_a_desk_that_keeps_no_visit_in_memory_says_the_same_as_one_that_keeps_all() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = SledStore::open(folder.path()).unwrap();
    let before = with_many_letters(store, VISITS);
    let cases: Vec<VisitId> = before.state().briefs().map(|visit| visit.id).collect();
    drop(before);
    let ask = |most: usize| {
        let (store, _) = SledStore::open(folder.path()).unwrap();
        let mut engine = engine(store, all).keeping_whole(most);
        let in_memory = cases.iter().filter(|case| engine.state().at_hand(**case).is_some());
        assert_eq!(in_memory.count(), most.min(cases.len()));
        let lines = cases
            .iter()
            .flat_map(|case| ["toon", "waarom"].map(|verb| format!("bezoek {verb} {case}")));
        let told = lines.chain(["bezoek zoek Bakker".to_owned()]).map(|line| {
            assert_eq!(say(&mut engine, &line).failed, None, "{line}");
            last_told(&mut engine)
        });
        let told: Vec<String> = told.collect();
        let visits = cases.iter().map(|case| engine.visit(*case).unwrap().into_owned());
        let visits: Vec<_> = visits.collect();
        (told, visits)
    };
    let (first, second) = (ask(0), ask(usize::MAX));
    assert_eq!(first, second);
}
