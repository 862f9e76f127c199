//! Two programs on one store: the version of the store is the fence between them. Whoever commits
//! second loses, loads again, decides again, and says what is true by then.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/shipped.rs"]
mod desk;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::keys::message_id_for;
use werkbezoek::domain::letter::{Handover, Letter, Sighting};
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::instant;
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::engine::{Committed, Engine, Outcome};
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds::{self, Courier, rooms};
use werkbezoek::store::Store;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::shared::SharedStore;
use werkbezoek::words::Words;

type Shared = SharedStore<MemoryStore>;

struct Program {
    engine: Engine<Shared>,
    name: &'static str,
}

/// Two programs that have just started on one store.
fn two() -> (Shared, Program, Program) {
    let (mut desk, words) = desk::shipped();
    desk.limits.undo_seconds = 0;
    // The wijk has room for one visit at a time, and a second host who is free: only the residents
    // can be in the way.
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (9, 9);
    }
    // So late a choice is only in time with a short notice.
    desk.planning.notice_days.values_mut().for_each(|days| *days = 1);
    let (desk, words) = (Arc::new(desk), Arc::new(words));
    let store = Shared::default();
    let open = |name| program(&store, &desk, &words, name);
    let (one, other) = (open("Noor"), open("Bram"));
    (store, one, other)
}

fn program(store: &Shared, desk: &Arc<Desk>, words: &Arc<Words>, name: &'static str) -> Program {
    let clock = Clock::Fixed(instant(day(1, 9)));
    let engine = Engine::open(store.clone(), Arc::clone(desk), Arc::clone(words), clock).unwrap();
    Program { engine, name }
}

/// A day in March 2027.
fn day(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

/// A server that takes every letter.
struct Taken;

impl Courier for Taken {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::Seen
    }
}

impl Program {
    /// The letters leave: the clock of an offer begins with that.
    fn sends(&mut self) {
        rounds::send(&mut self.engine, &mut Taken).unwrap();
    }

    fn says(&mut self, line: &str) {
        let staff = Staff::new(self.name, self.name, Role::Planner);
        let desk = Arc::clone(self.engine.desk());
        let heard = rooms::heard(&desk, self.engine.now(), &staff, &Spot::default(), line).unwrap();
        self.engine.handle(vec![heard]).unwrap();
    }

    /// Takes a mail of an office in, as an answer to a letter if one is named.
    fn gets(&mut self, office: &str, number: u32, answers: Option<&str>, text: &str) -> Outcome {
        let desk = Arc::clone(self.engine.desk());
        let key = answers.map(|letter| message_id_for(&desk, &LetterId::new(letter)));
        let key = key.map_or(String::new(), |id| format!("In-Reply-To: <{id}>\r\n"));
        let bytes = format!(
            "From: Sanne <sanne@{office}.example>\r\nTo: {}\r\nSubject: Werkbezoek\r\n\
             Message-ID: <{number}@post.example>\r\n{key}\r\n{text}\r\n",
            desk.bot.address
        );
        let mail = parse(bytes.as_bytes(), None, &desk.bot.address).unwrap();
        let (file, known, closed_visit) = ("test.eml".to_owned(), None, None);
        let incoming = Incoming { mail, file, arrived: None, known, closed_visit };
        self.engine.handle(vec![Event::MailArrived(Box::new(incoming))]).unwrap().remove(0)
    }

    /// The last thing that this program told its room.
    fn last_word(&mut self) -> String {
        let notices = self.engine.notices(RoomName::Console);
        notices.last().map(|notice| notice.lines.join("\n")).unwrap_or_default()
    }

    fn set_clock(&mut self, at: NaiveDateTime) {
        self.engine.set_clock(Clock::Fixed(instant(at)));
    }
}

fn on_disk(store: &Shared) -> State {
    store.clone().load().unwrap().0
}

fn visit(state: &State, number: u32) -> &Visit {
    state.visits().find(|visit| visit.id.number == number).unwrap()
}

fn letters<'a>(state: &'a State, slug: &str) -> Vec<&'a Letter> {
    state.letters().filter(|letter| letter.id.slug() == slug).collect()
}

/// Two offices ask for the same wijk.
fn two_requests(one: &mut Program) {
    for (number, office) in [(1, "kamer"), (2, "raad")] {
        let text = "Graag komt Kamerlid De Vries op werkbezoek in de wijk Vollenhoven.";
        one.gets(office, number, None, text);
    }
    assert_eq!(one.engine.state().visits().count(), 2);
}

/// Makes each program know what the other did, and both equal to what is on disk.
fn agree(store: &Shared, mut one: Program, mut other: Program) {
    one.says("bezoek notitie WB-2027-001 gezien");
    assert_eq!(*one.engine.state(), on_disk(store));
    other.says("bezoek notitie WB-2027-002 gezien");
    assert_eq!(*other.engine.state(), on_disk(store));
    let desk = Arc::clone(other.engine.desk());
    let words = Arc::clone(other.engine.words());
    let again = program(store, &desk, &words, "Noor");
    assert_eq!(*again.engine.state(), on_disk(store));
}

#[test]
fn of_two_who_approve_the_same_slot_one_wins_and_the_other_hears_the_truth() {
    let (store, mut one, mut other) = two();
    two_requests(&mut one);
    one.says("bezoek stel-voor WB-2027-001 22-3-2027 10:00");
    other.says("bezoek stel-voor WB-2027-002 22-3-2027 10:00");
    // Now `one` is behind, and after its yes `other` is.
    one.says("ja");
    other.says("ja");
    let state = on_disk(&store);
    assert_eq!(visit(&state, 1).stage, Stage::Proposed);
    assert_eq!(visit(&state, 2).stage, Stage::AwaitingApproval);
    assert_eq!(visit(&state, 2).offer, None);
    assert_eq!(letters(&state, "voorstel").len(), 1);
    assert!(other.last_word().contains("WB-2027-001"), "{}", other.last_word());
    agree(&store, one, other);
}

#[test]
fn of_two_guests_who_choose_the_same_slot_one_gets_it_and_the_other_gets_fresh_dates() {
    let (store, mut one, mut other) = two();
    two_requests(&mut one);
    // Both were offered the slot, one after the other, and both offers have run out.
    one.says("bezoek stel-voor WB-2027-001 22-3-2027 10:00");
    one.says("ja");
    one.set_clock(day(1, 10));
    one.sends();
    one.set_clock(day(9, 9));
    one.engine.tick().unwrap();
    one.says("bezoek stel-voor WB-2027-002 22-3-2027 10:00");
    one.says("ja");
    one.set_clock(day(9, 10));
    one.sends();
    one.set_clock(day(17, 9));
    one.engine.tick().unwrap();
    other.set_clock(day(17, 9));
    other.says("wie ben ik");
    assert_eq!(other.engine.state().visits().count(), 2);
    let first = one.gets("kamer", 11, Some("wb-2027-001.voorstel.1"), "Optie 1 graag.");
    let second = other.gets("raad", 12, Some("wb-2027-002.voorstel.1"), "Optie 1 graag.");
    let slug = |outcome: &Outcome| match &outcome.filing {
        Some(Filing::Answered { letter }) => letter.slug().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!((slug(&first), slug(&second)), ("bevestiging".into(), "net-vergeven".into()));
    let state = on_disk(&store);
    let agreed: Vec<u32> = state
        .visits()
        .filter(|visit| visit.appointment.as_ref().is_some_and(|a| a.slot.start == day(22, 10)))
        .map(|visit| visit.id.number)
        .collect();
    assert_eq!(agreed, [1]);
    agree(&store, one, other);
}

#[test]
fn one_mail_in_two_hands_is_answered_once() {
    let (store, mut one, mut other) = two();
    two_requests(&mut one);
    let text = "Graag komt raadslid Smit op werkbezoek in de wijk Dommelbergen.";
    let first = one.gets("bureau", 3, None, text);
    let second = other.gets("bureau", 3, None, text);
    assert_eq!(first.filing, second.filing);
    let state = on_disk(&store);
    assert_eq!(state.visits().count(), 3);
    let answers = state.letters().filter(|letter| letter.to.address.domain() == "bureau.example");
    assert_eq!(answers.count(), 1);
}

#[test]
fn a_letter_that_one_program_tries_is_left_alone_by_the_other() {
    let (_store, mut one, mut other) = two();
    two_requests(&mut one);
    // `other` knows of the letters, and not that they are being tried.
    other.says("wie ben ik");
    let here = one.engine.take_letters(Vec::new(), 16).unwrap();
    let there = other.engine.take_letters(Vec::new(), 16).unwrap();
    assert_eq!((here.len(), there.len()), (2, 0));
}
