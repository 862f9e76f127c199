//! The conversation with an engine whose store refuses for a while.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;

use super::*;
use crate::chat::console;
use crate::chat::room::Speaker;
use crate::domain::ids::MailKey;
use crate::domain::letter::Letter;
use crate::domain::mail::Filing;
use crate::domain::notice::Notice;
use crate::domain::room::StaffId;
use crate::engine::{Committed, Outcome};
use crate::words::specimen;

/// Refuses so many times, and remembers what it took.
#[derive(Debug, Clone, Default)]
struct Refusing(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    refusals: usize,
    taken: Vec<Event>,
    /// How often somebody looked for notices.
    looks: usize,
    /// What the cards were said to be.
    cards: BTreeMap<VisitId, u32>,
    /// What becomes of the next question after the cases; then nothing changes.
    changes: VecDeque<Result<Changed, StoreError>>,
}

impl Refusing {
    fn taken(&self) -> usize {
        self.0.lock().unwrap().taken.len()
    }
}

impl Submit for Refusing {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        let mut inside = self.0.lock().unwrap();
        if inside.refusals > 0 {
            inside.refusals -= 1;
            return Err(StoreError::Failed("no room".into()));
        }
        inside.taken.extend(events);
        Ok(Vec::new())
    }

    fn take_letters(
        &mut self,
        _: Vec<Event>,
        _: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        Ok(Vec::new())
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        Vec::new()
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        Ok(BTreeSet::new())
    }

    fn mails_done(&mut self, _: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        Ok(BTreeMap::new())
    }

    fn changed(
        &mut self,
        _: Those,
        known: BTreeMap<VisitId, u32>,
        _: usize,
    ) -> Result<Changed, StoreError> {
        let mut inside = self.0.lock().unwrap();
        inside.cards = known;
        inside.changes.pop_front().unwrap_or_else(|| Ok(Changed::default()))
    }

    fn notices(&mut self, _: RoomName) -> Vec<Committed<Notice>> {
        self.0.lock().unwrap().looks += 1;
        Vec::new()
    }

    fn revision(&mut self) -> u64 {
        self.taken() as u64
    }
}

fn talk(refusals: usize) -> (Refusing, Talk<Refusing>) {
    talk_in(RoomName::Console, refusals)
}

fn talk_in(room: RoomName, refusals: usize) -> (Refusing, Talk<Refusing>) {
    let engine = Refusing::default();
    engine.0.lock().unwrap().refusals = refusals;
    let desk = (Arc::new(specimen::desk()), Arc::new(words()));
    let directory = console::directory("Noor");
    (engine.clone(), Talk::new(engine, desk, room, directory))
}

fn words() -> Words {
    let sources = ["vreemde.txt", "niet-bewaard.txt", "te-laat.txt"].map(|name| {
        let text = std::fs::read_to_string(format!("templates/chat/{name}")).unwrap();
        (format!("chat/{name}"), text)
    });
    Words::from_sources(sources).unwrap()
}

fn said(account: &str) -> Heard {
    let from = Speaker { id: StaffId(account.to_owned()), name: "Noor".into(), roles: vec![] };
    Heard::Said(Said { from, place: "hier".into(), line: "wieben".into(), seen: None })
}

fn aside(owed: &[Owed]) -> &[String] {
    let [Owed::Aside { place, lines }] = owed else { panic!("{owed:?}") };
    assert_eq!(place, "hier");
    lines
}

fn nine() -> Instant {
    crate::domain::time::instant("2027-03-01T09:00:00".parse().unwrap())
}

#[test]
fn whoever_says_what_cannot_be_stored_hears_that_it_was_not_done() {
    let (engine, mut talk) = talk(1);
    let owed = talk.round(nine(), vec![said("console")]).unwrap();
    assert!(aside(&owed)[0].contains("niet gedaan"), "{owed:?}");
    assert_eq!(talk.round(nine(), vec![said("console")]).unwrap(), []);
    assert_eq!(engine.taken(), 1, "the first was refused, the second taken");
}

#[test]
fn a_stranger_does_nothing_and_hears_what_to_ask_for() {
    let (engine, mut talk) = talk(0);
    let owed = talk.round(nine(), vec![said("discord:5")]).unwrap();
    assert!(aside(&owed).iter().any(|line| line.ends_with("discord:5")), "{owed:?}");
    assert_eq!(engine.taken(), 0);
}

#[test]
fn what_came_too_late_is_not_done_and_only_staff_hear_that() {
    let (engine, mut talk) = talk(0);
    let late = |account: &str| {
        let from = Speaker { id: StaffId(account.to_owned()), name: "Noor".into(), roles: vec![] };
        Heard::TooLate { from, place: "hier".into() }
    };
    let owed = talk.round(nine(), vec![late("console")]).unwrap();
    assert!(aside(&owed)[0].contains("nog eens"), "{owed:?}");
    assert_eq!(talk.round(nine(), vec![late("matrix:@piet:m50.example")]).unwrap(), []);
    assert_eq!(engine.taken(), 0);
}

#[test]
fn that_a_notice_was_seen_is_stored_once_the_store_takes_it() {
    let (engine, mut talk) = talk(1);
    talk.round(nine(), vec![Heard::Shown(NoticeId(7))]).unwrap();
    talk.round(nine(), vec![]).unwrap();
    assert_eq!(engine.taken(), 0, "it waits before it tries again");
    talk.again = None;
    talk.round(nine(), vec![]).unwrap();
    talk.round(nine(), vec![]).unwrap();
    assert_eq!(engine.0.lock().unwrap().taken, [Event::NoticeShown { notice: NoticeId(7) }]);
}

#[test]
fn nothing_is_handed_out_before_somebody_can_read_it_nor_while_nobody_can() {
    let (_, mut talk) = talk(0);
    assert!(!talk.open);
    talk.round(nine(), vec![Heard::Back]).unwrap();
    assert!(talk.open);
    talk.round(nine(), vec![Heard::Away { why: "gone".into() }]).unwrap();
    assert!(!talk.open);
    talk.round(nine(), vec![Heard::Back]).unwrap();
    talk.begin();
    assert!(!talk.open);
}

#[test]
fn nothing_is_looked_for_while_nothing_is_stored() {
    let (engine, mut talk) = talk(0);
    let looks = || engine.0.lock().unwrap().looks;
    talk.round(nine(), vec![Heard::Back]).unwrap();
    assert_eq!(looks(), 1);
    for _ in 0..50 {
        talk.round(nine(), vec![]).unwrap();
    }
    assert_eq!(looks(), 1, "there is nothing new to find");
    engine.clone().submit(vec![Event::DayBegan]).unwrap();
    talk.round(nine(), vec![]).unwrap();
    assert_eq!(looks(), 2);
}

#[test]
fn a_case_whose_card_stands_in_the_room_is_asked_after() {
    let (engine, mut talk) = talk_in(RoomName::Discord, 0);
    let case = VisitId { year: 2027, number: 1 };
    talk.begin();
    talk.round(nine(), vec![Heard::Holds(vec![case]), Heard::Back]).unwrap();
    assert_eq!(engine.0.lock().unwrap().cards, [(case, u32::MAX)].into());
}

#[test]
fn a_room_with_many_cases_takes_them_in_turns_and_then_hears_what_is_new() {
    let (engine, mut talk) = talk_in(RoomName::Discord, 0);
    let case = |number| (VisitId { year: 2027, number }, 3);
    let lost: Vec<_> = (1..=CARDS_A_LOOK as u32).map(case).collect();
    let some = Changed { lost: lost.clone(), ..Changed::default() };
    engine.0.lock().unwrap().changes.push_back(Ok(some));
    talk.begin();
    talk.round(nine(), vec![Heard::Back]).unwrap();
    assert_eq!(engine.0.lock().unwrap().looks, 0, "the thread of a notice may not be there yet");
    talk.round(nine(), vec![]).unwrap();
    let inside = engine.0.lock().unwrap();
    assert_eq!((inside.looks, &inside.cards), (1, &lost.into_iter().collect()));
}

#[test]
fn cases_that_cannot_be_read_keep_nobody_from_the_notices() {
    let (engine, mut talk) = talk_in(RoomName::Discord, 0);
    let failed = |error| engine.0.lock().unwrap().changes.push_back(Err(error));
    failed(StoreError::Failed("the index is away".into()));
    assert_eq!(talk.round(nine(), vec![Heard::Back]).unwrap(), []);
    assert_eq!(engine.0.lock().unwrap().looks, 1);
    failed(StoreError::Stopped);
    engine.clone().submit(vec![Event::DayBegan]).unwrap();
    assert!(matches!(talk.round(nine(), vec![]), Err(StoreError::Stopped)));
}
