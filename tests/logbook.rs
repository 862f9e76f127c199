//! The logbook: what is changed, taken out or moved in it is found, nothing that anybody typed stands
//! in it, and its terms leave a chain that still holds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop where it stands"
)]
#![allow(dead_code, reason = "a part of the world is used")]

#[path = "support/world.rs"]
mod world;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use werkbezoek::config::Config;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::logbook::{Deed, Ending, Fault, Inspection, LogHead, Logged, Object};
use werkbezoek::domain::notice::Saying;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Staff, StaffId};
use werkbezoek::domain::state::{ArchiveKey, Change, Record};
use werkbezoek::domain::time::Instant;
use werkbezoek::store::Store;
use werkbezoek::store::sled::SledStore;
use werkbezoek::words::Words;
use werkbezoek::words::chat_specimen::{chat_specimens, desk, now};

use world::{World, moment};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap()
}

fn deed(number: u32) -> Deed {
    Deed {
        at: Instant::UNIX_EPOCH + Days::new(number.into()),
        by: StaffId(format!("discord:{}", number % 3)),
        room: if number.is_multiple_of(2) { RoomName::Console } else { RoomName::Discord },
        verb: (!number.is_multiple_of(5)).then(|| "bezoek_neem".to_owned()),
        object: Some(Object::Case { case: VisitId { year: 2027, number } }),
        preview: number.is_multiple_of(7).then_some(number),
        ending: Ending::Done,
    }
}

/// A logbook of which the first entries are gone.
fn logbook(entries: u32, gone: usize) -> (LogHead, Vec<Logged>) {
    let mut head = LogHead::default();
    let mut all: Vec<Logged> = (1..=entries).map(|n| head.add(deed(n), day()).0).collect();
    all.drain(..gone).for_each(|logged| head.cut(&logged));
    (head, all)
}

fn inspected(head: &LogHead, entries: &[Logged]) -> Option<Fault> {
    let mut inspection = Inspection::of(head);
    entries.iter().for_each(|logged| inspection.take(logged));
    inspection.ended()
}

/// One thing that somebody may do to a logbook.
#[derive(Debug, Clone)]
enum Tampering {
    Remove,
    Swap(prop::sample::Index),
    Double,
    At,
    By,
    Room,
    Verb,
    Object,
    Preview,
    Ending,
    Number,
    Seal,
    Before,
    /// Changed and sealed anew, so that the entry itself is whole.
    Forged,
    CutAfter,
    Append,
}

fn tampering() -> impl Strategy<Value = Tampering> {
    use Tampering::*;
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Swap),
        prop::sample::select(vec![
            Remove, Double, At, By, Room, Verb, Object, Preview, Ending, Number, Seal, Before,
            Forged, CutAfter, Append,
        ]),
    ]
}

fn tamper(head: &LogHead, entries: &mut Vec<Logged>, at: usize, how: &Tampering) {
    let other = logbook(3, 0).1.remove(2);
    let count = entries.len();
    let entry = &mut entries[at];
    match how {
        Tampering::Remove => drop(entries.remove(at)),
        Tampering::Swap(with) => entries.swap(at, with.index(count)),
        Tampering::Double => entries.insert(at, entries[at].clone()),
        Tampering::At => entry.deed.at += chrono::Duration::days(1),
        Tampering::By => entry.deed.by = StaffId("console".to_owned()),
        Tampering::Room => {
            entry.deed.room = match entry.deed.room {
                RoomName::Console => RoomName::Discord,
                RoomName::Discord => RoomName::Matrix,
                RoomName::Matrix => RoomName::Console,
            }
        }
        Tampering::Verb => entry.deed.verb = Some("bezoek_toon".to_owned()),
        Tampering::Object => entry.deed.object = None,
        Tampering::Preview => entry.deed.preview = Some(999),
        Tampering::Ending => entry.deed.ending = Ending::Failed,
        Tampering::Number => entry.number += 1,
        Tampering::Seal => entry.seal = head.anchor.clone(),
        Tampering::Before => entry.before = other.seal,
        Tampering::Forged => {
            let mut forged = LogHead { last: entry.number - 1, ..LogHead::default() };
            forged.seal = entry.before.clone();
            *entry = forged.add(Deed { preview: Some(999), ..entry.deed.clone() }, day()).0;
        }
        Tampering::CutAfter => entries.truncate(at),
        Tampering::Append => entries.push(head.clone().add(deed(1), day()).0),
    }
}

proptest! {
    #[test]
    fn what_is_changed_removed_or_moved_is_found(
        entries in 1_u32..40,
        gone in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        how in tampering(),
    ) {
        let (head, before) = logbook(entries, gone.index(entries as usize));
        prop_assert_eq!(inspected(&head, &before), None);
        let mut after = before.clone();
        tamper(&head, &mut after, at.index(before.len()), &how);
        prop_assume!(after != before);
        prop_assert!(inspected(&head, &after).is_some(), "{:?}", how);
    }

    #[test]
    fn an_entry_comes_back_from_disk_as_it_was_sealed(number in 1_u32..500) {
        let logged = LogHead::default().add(deed(number), day()).0;
        let text = serde_json::to_string(&logged).unwrap();
        let read: Logged = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &logged);
    }
}

#[test]
fn a_shorter_term_waits_for_the_longer_one_before_it() {
    let mut head = LogHead::default();
    let (_, first) = head.add(deed(1), day() + Days::new(730));
    let (_, second) = head.add(deed(2), day() + Days::new(30));
    assert_eq!((first, second), (day() + Days::new(730), day() + Days::new(730)));
}

fn kept(store: &impl Store) -> Vec<Logged> {
    let records = store.archive_behind("log/", 1000).unwrap().into_iter();
    let logged = records.map_while(|record| match record {
        Record::Logged(logged) => Some(*logged),
        _ => None,
    });
    logged.collect()
}

/// What the last answer says first.
fn answer(world: &mut World, line: &str) -> String {
    world.say(line);
    let (_, notices) = world.settle();
    notices.last().unwrap().lines[0].clone()
}

#[test]
fn nothing_that_was_typed_stands_in_it() {
    let mut world = World::new("2027-03-01 09:00", |_| {});
    for line in [
        "bezoek zoek geheimwoord",
        "bezoek notitie 1 geheimwoord",
        "brief laat geheimwoord",
        "brief opnieuw wb-2027-001.geheimwoord.1",
        "wijk sluit vollenhoven 3-5-2027 wegens geheimwoord",
        "systeem pauze wegens geheimwoord",
        "geheimwoord",
        "bezoek geheimwoord",
        "bezoek toon geheimwoord",
        "wijk toon geheimwoord",
        "hulp geheimwoord",
    ] {
        world.say(line);
    }
    let entries = kept(&world.engine.into_store());
    assert_eq!(entries.len(), 11);
    assert!(!format!("{entries:?}").contains("geheim"), "{entries:#?}");
}

#[test]
fn every_command_is_in_it_once_whoever_gave_it() {
    let mut world = World::new("2027-03-01 09:00", |_| {});
    world.staff = Staff::new("discord:7", "Noor", Role::Lezer);
    world.say("systeem pauze");
    world.say("wieben");
    let entries = kept(&world.engine.into_store());
    let seen: Vec<_> = entries.iter().map(|e| (e.deed.by.0.as_str(), &e.deed.ending)).collect();
    let refused = Ending::Refused { why: "no_right".to_owned() };
    assert_eq!(seen, [("discord:7", &refused), ("discord:7", &Ending::Done)]);
}

#[test]
fn commands_of_one_batch_are_each_in_it() {
    let mut world = World::new("2027-03-01 09:00", |_| {});
    let desk = world.engine.desk().clone();
    let now = world.engine.now();
    let spot = werkbezoek::domain::room::Spot::default();
    let lines = ["wieben", "systeem", "systeem logboek", "wieben", "systeem logboek"];
    let said = lines.map(|line| {
        werkbezoek::rounds::rooms::heard(&desk, now, &world.staff, &spot, line).unwrap()
    });
    world.engine.handle(said.to_vec()).unwrap();
    let (_, notices) = world.settle();
    assert!(notices[4].lines[0].starts_with("Het logboek klopt"), "{notices:#?}");
    assert!(notices[4].lines[1].starts_with("4 opdrachten"), "{notices:#?}");
}

#[test]
fn its_terms_end_from_the_front_and_the_chain_holds() {
    let mut world = World::new("2027-03-01 09:00", |desk| desk.retention.log_days = 30);
    for day in 1..=40_u64 {
        world.set_clock(moment("2027-03-01 09:00") + Days::new(day));
        world.settle();
        world.say("wieben");
    }
    let first = answer(&mut world, "systeem logboek");
    assert!(first.starts_with("Het logboek klopt"), "{first}");
    let head = world.engine.state().counters().log.clone();
    assert!(head.gone > 5, "{head:?}");
    let world = world.restart();
    let numbers: BTreeSet<u64> =
        kept(&world.engine.into_store()).iter().map(|e| e.number).collect();
    assert_eq!(numbers, (head.gone + 1..=head.last).collect());
}

/// Somebody takes an entry out of the store on disk.
#[test]
fn a_store_that_was_tampered_with_is_told() {
    for compacted in [false, true] {
        let mut world = World::new("2027-03-01 09:00", |_| {});
        (0..12).for_each(|_| world.say("wieben"));
        let head = world.engine.state().counters().clone();
        let entries = kept(&world.engine.into_store());
        let folder = tempfile::tempdir().unwrap();
        let (mut store, _) = SledStore::open(folder.path()).unwrap();
        let keep = |logged: &Logged| Change::Archive {
            record: Record::Logged(Box::new(logged.clone())),
            erase_on: day() + Days::new(900),
        };
        let mut changes: Vec<Change> = entries.iter().map(keep).collect();
        changes.push(Change::Put { record: Record::Counters(head.clone()) });
        let (_, version) = store.load().unwrap();
        let version = store.commit(version, &changes).unwrap();
        if compacted {
            store.compact().unwrap();
        }
        assert_eq!(inspected(&head.log, &kept(&store)), None);
        store.commit(version, &[Change::Erase { key: ArchiveKey::Logged(5) }]).unwrap();
        assert_eq!(inspected(&head.log, &kept(&store)), Some(Fault::Missing { number: 5 }));
        store.compact().unwrap();
        assert_eq!(kept(&store).len(), 11);
    }
}

/// The logbook keeps only the name of why something was not done: each has its own words there.
#[test]
fn the_logbook_has_words_for_every_refusal_and_error() {
    let shipped = Config::look(std::path::Path::new("config.toml")).unwrap();
    let words = Words::from_sources(shipped.templates).unwrap();
    let mut logbook = chat_specimens().into_iter().find_map(|saying| match saying {
        Saying::Logbook { ref entries, .. } if !entries.is_empty() => Some(saying),
        _ => None,
    });
    for saying in chat_specimens() {
        let told = serde_json::to_value(&saying).unwrap();
        let name = |of: &str| told[of][of].as_str().unwrap().to_owned();
        let ended = match saying {
            Saying::Refused { .. } => Ending::Refused { why: name("refusal") },
            Saying::NotUnderstood { .. } => Ending::NotUnderstood { why: name("error") },
            _ => continue,
        };
        let Some(Saying::Logbook { entries, .. }) = &mut logbook else { unreachable!() };
        entries[0].deed.ending = ended.clone();
        let saying = logbook.as_ref().unwrap();
        let told = words.notice(&desk(), now(), saying, RoomName::Console).unwrap();
        let is_vague = |line: &String| line.contains("een andere reden");
        assert!(!told.lines.iter().any(is_vague), "{ended:?}");
    }
}
