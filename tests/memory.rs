//! What memory keeps of open visits, and that whatever it keeps, the same is known.
//!
//! One test and one thread, because the memory of a process is counted and not that of a thread.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::{Arc, Mutex};

use chrono::Duration;
use peak_alloc::PeakAlloc;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::people::Address;
use werkbezoek::domain::state::{Change, Key, Missing, Record, State, WHOLE_MAX};
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::store::sled::SledStore;
use werkbezoek::store::{Store, Version};
use werkbezoek::words::chat_specimen::{now, visit};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A visit that is away, its places in the indexes included.
const BYTES_MAX: usize = 2_000;
/// One that is whole is larger by this.
const TIMES_SMALLER: usize = 5;
const MANY: u32 = 300;

#[derive(Debug, Clone, Default)]
struct Missed(Arc<Mutex<Vec<VisitId>>>);

impl Missing for Missed {
    fn miss(&self, id: VisitId) {
        self.0.lock().unwrap().push(id);
    }
}

impl Missed {
    fn take(&self) -> Vec<VisitId> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[test]
fn of_a_visit_that_is_away_memory_keeps_little_and_knows_as_much() {
    the_indexes_do_not_ask_what_is_whole();
    what_is_away_is_missed_and_can_be_brought();
    an_open_visit_costs_little_when_nothing_happens_to_it();
}

/// Offers and appointments of many writers, spread over the days.
fn numbered(number: u32) -> Visit {
    let stage = if number.is_multiple_of(2) { Stage::Proposed } else { Stage::Confirmed };
    let mut visit = Visit { id: VisitId { year: 2026, number }, ..visit(stage) };
    visit.writer.mailbox.address = Address::parse(&format!("p{number}@kantoor.example")).unwrap();
    let days = Duration::days(i64::from(number));
    if let Some(agreed) = &mut visit.appointment {
        (agreed.slot.start, agreed.slot.end) = (agreed.slot.start + days, agreed.slot.end + days);
    }
    for option in visit.offer.iter_mut().flat_map(|offer| &mut offer.options) {
        (option.slot.start, option.slot.end) = (option.slot.start + days, option.slot.end + days);
    }
    visit
}

fn put(visit: Visit) -> Change {
    Change::Put { record: Record::Visit(Box::new(visit)) }
}

fn state_of(visits: impl IntoIterator<Item = Visit>) -> State {
    let mut state = State::default();
    visits.into_iter().for_each(|visit| state.apply(&put(visit)));
    state
}

fn the_indexes_do_not_ask_what_is_whole() {
    let whole = state_of((1..9).map(numbered));
    let mut away = whole.clone();
    away.let_go(0);
    assert_eq!(away, whole);
    let held = |state: &State| {
        let days = (now().date_naive(), now().date_naive() + Duration::days(400));
        format!("{:?}", state.holds_between(days.0, days.1, now()).collect::<Vec<_>>())
    };
    assert_eq!(held(&away), held(&whole));
    assert_eq!(away.next_due(), whole.next_due());
    // A visit that is replaced or goes while it is away leaves nothing behind.
    let moved = |number| Visit { id: VisitId { year: 2026, number }, ..numbered(20 + number) };
    (1..9).for_each(|number| away.apply(&put(moved(number))));
    assert_eq!(away, state_of((1..9).map(moved)));
    away.let_go(0);
    for number in 1..9 {
        away.apply(&Change::Remove { key: Key::Visit(VisitId { year: 2026, number }) });
    }
    assert_eq!(away, State::default());
}

fn what_is_away_is_missed_and_can_be_brought() {
    let mut state = state_of((1..4).map(numbered));
    state.let_go(1);
    let [first, last, unknown] = [1, 3, 7].map(|number| VisitId { year: 2026, number });
    assert_eq!(state.visit(last), Some(&numbered(3)), "the last that came stays");
    let missed = Missed::default();
    state.tell_missing(Box::new(missed.clone()));
    assert_eq!(state.visit(unknown), None);
    assert_eq!(missed.take(), []);
    assert_eq!((state.visit(first), state.is_open(first)), (None, true));
    assert_eq!(missed.take(), [first]);
    state.bring(numbered(1));
    assert_eq!(state.visit(first), Some(&numbered(1)));
    assert_eq!(state.visits().count(), 2);
    assert_eq!(missed.take().len(), 1, "whoever wants all hears what is not there");
}

fn an_open_visit_costs_little_when_nothing_happens_to_it() {
    let (few, many) = (WHOLE_MAX as u32, WHOLE_MAX as u32 + MANY);
    let before = MEMORY.current_usage();
    let whole = state_of((0..few).map(numbered));
    let of_whole = (MEMORY.current_usage() - before) / few as usize;
    drop(whole);
    let of_away = (loaded(many) - loaded(few)) / MANY as usize;
    assert!(of_away < BYTES_MAX, "{of_away}");
    assert!(of_away * TIMES_SMALLER < of_whole, "{of_away} of {of_whole}");
}

/// Bytes of memory that the state of so many visits takes as it is loaded from disk.
fn loaded(count: u32) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = SledStore::open(folder.path()).unwrap();
    let all: Vec<Change> = (0..count).map(numbered).map(put).collect();
    store.commit(Version(0), &all).unwrap();
    drop(all);
    let (state, _) = store.load().unwrap();
    let with = MEMORY.current_usage();
    drop(state);
    with - MEMORY.current_usage()
}
