//! The rounds of the post: letters that leave, wait, are handed back, and outcomes that must not be lost.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::Duration;
use werkbezoek::clock::Clock;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::letter::{Handover, Letter, LetterState, Sighting};
use werkbezoek::domain::post::Side;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::state::{Change, Key, State};
use werkbezoek::engine::{Committed, Engine};
use werkbezoek::rounds::outage::Watch;
use werkbezoek::rounds::{self, Courier, RoundError};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, StoreError};

use super::unsound::Unsound;
use super::{Letterbox, REQUEST, all, engine, nine, told, with_many_letters};

/// Nobody tells the round to stop.
static GO_ON: AtomicBool = AtomicBool::new(false);

/// A courier whose letter goes out, and then the store has no room for the outcome.
struct Unlucky {
    store_refuses: Arc<AtomicBool>,
    goes_out: bool,
    sent: usize,
}

impl Courier for Unlucky {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        self.sent += usize::from(self.goes_out);
        self.store_refuses.store(self.sent < 2, Ordering::Relaxed);
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        if self.sent > 0 { Sighting::Seen } else { Sighting::SurelyNot }
    }
}

/// A store that takes nothing while it is told so.
fn full_while(refuses: &Arc<AtomicBool>) -> Unsound<'static> {
    let refuses = Arc::clone(refuses);
    Unsound::taking(MemoryStore::new(), move |_, _| !refuses.load(Ordering::Relaxed))
}

/// A letter whose outcome was not stored: the state it is in, after more than an hour was waited.
fn a_lost_outcome(goes_out: bool) -> (Engine<Unsound<'static>>, Unlucky) {
    let refuses = Arc::new(AtomicBool::new(false));
    let store = full_while(&refuses);
    let mut engine = engine(store, all);
    rounds::intake(&mut engine, &mut Letterbox::of(&[(1, REQUEST)])).unwrap();
    let mut courier = Unlucky { store_refuses: refuses, goes_out, sent: 0 };
    rounds::send(&mut engine, &mut courier).unwrap_err();
    courier.store_refuses.store(false, Ordering::Relaxed);
    rounds::look(&mut engine, &mut courier).unwrap();
    let letter = engine.state().letters().next().unwrap();
    assert!(matches!(letter.state, LetterState::Trying { .. }), "{letter:?}");
    engine.set_clock(Clock::Fixed(nine() + Duration::minutes(61)));
    rounds::look(&mut engine, &mut courier).unwrap();
    (engine, courier)
}

#[test]
fn a_letter_that_left_while_the_store_was_full_is_not_forgotten() {
    let (engine, courier) = a_lost_outcome(true);
    assert_eq!(engine.state().letters().count(), 0);
    assert_eq!(courier.sent, 1);
}

#[test]
fn a_letter_that_did_not_leave_while_the_store_was_full_is_tried_again() {
    let (mut engine, mut courier) = a_lost_outcome(false);
    let letter = engine.state().letters().next().unwrap();
    assert!(matches!(letter.state, LetterState::Waiting { .. }), "{letter:?}");
    (courier.goes_out, courier.sent) = (true, 1);
    rounds::send(&mut engine, &mut courier).unwrap();
    assert_eq!(engine.state().letters().count(), 0);
}

fn send_all<S: Store>(
    engine: &mut Engine<S>,
    courier: &mut (impl Courier + Send),
    unreported: &mut Vec<Event>,
) -> Result<rounds::Sent, RoundError> {
    let mut watch = Watch::new(Side::Outbox);
    rounds::send_watched(engine, courier, &mut watch, unreported, nine(), &GO_ON)
}

#[test]
fn what_could_not_be_stored_of_a_try_is_stored_first_on_the_next_round() {
    let refuses = Arc::new(AtomicBool::new(false));
    let store = full_while(&refuses);
    let mut engine = engine(store, all);
    rounds::intake(&mut engine, &mut Letterbox::of(&[(1, REQUEST)])).unwrap();
    let mut courier = Unlucky { store_refuses: refuses, goes_out: true, sent: 0 };
    let mut unreported = Vec::new();
    send_all(&mut engine, &mut courier, &mut unreported).unwrap_err();
    courier.store_refuses.store(false, Ordering::Relaxed);
    let sent = send_all(&mut engine, &mut courier, &mut unreported).unwrap();
    assert_eq!((sent.tried, courier.sent), (0, 1));
    assert_eq!((engine.state().letters().count(), unreported), (0, Vec::new()));
}

/// A courier whose server is away, or back.
#[derive(Default)]
struct Far {
    away: bool,
    tried: usize,
}

impl Courier for Far {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        self.tried += 1;
        match self.trouble() {
            Some(reply) => Handover::Deferred { reply },
            None => Handover::Accepted { reply: "250 ok".to_owned(), copies_refused: Vec::new() },
        }
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::NotSeen
    }

    fn trouble(&mut self) -> Option<String> {
        self.away.then(|| "relay.example: no answer".to_owned())
    }
}

/// An engine with three letters that are due, of which staff have heard.
fn with_three_letters() -> Engine<MemoryStore> {
    let mut engine = engine(MemoryStore::new(), all);
    let mails = [1, 2, 3].map(|n| (n, REQUEST.replace("een@", &format!("mail{n}@"))));
    let mails = mails.each_ref().map(|(n, mail)| (*n, mail.as_str()));
    rounds::intake(&mut engine, &mut Letterbox::of(&mails)).unwrap();
    told(&mut engine);
    engine
}

/// How many letters leave in a round so many minutes after nine.
fn sent_at(
    minute: i64,
    engine: &mut Engine<MemoryStore>,
    courier: &mut (impl Courier + Send),
    watch: &mut Watch,
) -> usize {
    let now = nine() + Duration::minutes(minute);
    engine.set_clock(Clock::Fixed(now));
    let sent = rounds::send_watched(engine, courier, watch, &mut Vec::new(), now, &GO_ON).unwrap();
    rounds::tell(engine, watch, now).unwrap();
    sent.accepted
}

#[test]
fn while_a_server_is_away_no_letter_is_tried_and_all_go_when_it_is_back() {
    let mut engine = with_three_letters();
    let mut watch = Watch::new(Side::Outbox);
    let mut courier = Far { away: true, tried: 0 };
    let mut round = |engine: &mut Engine<MemoryStore>, courier: &mut Far, minute| {
        sent_at(minute, engine, courier, &mut watch)
    };
    // One letter goes ahead and is told as delayed; the others were not tried.
    round(&mut engine, &mut courier, 0);
    assert_eq!(told(&mut engine).len(), 1);
    for minute in 1..=600 {
        round(&mut engine, &mut courier, minute);
    }
    assert_eq!(courier.tried, 1);
    let said = told(&mut engine);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("niet bereikbaar"), "{said:?}");
    courier.away = false;
    let accepted: usize = (601..=602).map(|minute| round(&mut engine, &mut courier, minute)).sum();
    assert_eq!(accepted, 3);
    let said = told(&mut engine);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("weer bereikbaar"), "{said:?}");
}

#[test]
fn a_server_that_does_not_want_our_letters_is_told_once_and_is_back_when_it_takes_one() {
    let mut engine = with_three_letters();
    let mut watch = Watch::new(Side::Outbox);
    let mut courier = Unwilling::default();
    for minute in 0..=600 {
        assert_eq!(sent_at(minute, &mut engine, &mut courier, &mut watch), 0);
    }
    let said = told(&mut engine);
    let outages = said.iter().filter(|line| line.contains("niet bereikbaar")).count();
    let back = said.iter().filter(|line| line.contains("weer bereikbaar")).count();
    assert_eq!((outages, back), (1, 0), "{said:?}");
    // Each letter comes back as it would from any server, and no sooner.
    assert!(courier.tried <= 3 * 8, "{}", courier.tried);
    courier.is_mended = true;
    let sent: usize =
        (601..=1200).map(|minute| sent_at(minute, &mut engine, &mut courier, &mut watch)).sum();
    assert_eq!(sent, 3);
    let said = told(&mut engine);
    assert!(said.len() == 1 && said[0].contains("weer bereikbaar"), "{said:?}");
}

#[test]
fn a_letter_that_is_put_off_by_a_server_that_answers_is_no_outage() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut watch = Watch::new(Side::Outbox);
    let mut courier = Greylisting;
    rounds::intake(&mut engine, &mut Letterbox::of(&[(1, REQUEST)])).unwrap();
    let mut unreported = Vec::new();
    rounds::send_watched(&mut engine, &mut courier, &mut watch, &mut unreported, nine(), &GO_ON)
        .unwrap();
    assert!(!watch.is_down());
}

/// A server that lets us in and takes no letter of ours, until somebody mends it.
#[derive(Default)]
struct Unwilling {
    is_mended: bool,
    tried: usize,
    just_tried: bool,
    must_prove: bool,
}

impl Courier for Unwilling {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        self.tried += 1;
        self.just_tried = true;
        self.must_prove = !self.is_mended;
        match self.is_mended {
            false => Handover::Deferred { reply: "554 5.2.252 SendAsDenied".to_owned() },
            true => Handover::accepted("250 ok"),
        }
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::NotSeen
    }

    /// Right after a letter it is closed; a minute later it lets us in.
    fn trouble(&mut self) -> Option<String> {
        let just_tried = std::mem::take(&mut self.just_tried);
        (just_tried && self.must_prove).then(|| "relay.example: it takes none from us".to_owned())
    }

    fn must_prove(&self) -> bool {
        self.must_prove
    }
}

/// A courier during whose first letter the bot is told to stop.
struct Stopped {
    stop: Arc<AtomicBool>,
    tried: usize,
}

impl Courier for Stopped {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        self.tried += 1;
        self.stop.store(true, Ordering::Relaxed);
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        panic!("no letter is in doubt");
    }
}

#[test]
fn when_the_bot_is_to_stop_the_letters_that_were_not_tried_are_as_if_never_marked() {
    let mut engine = with_three_letters();
    let waiting: Vec<Letter> = engine.state().letters().skip(1).cloned().collect();
    let stop = Arc::new(AtomicBool::new(false));
    let mut courier = Stopped { stop: Arc::clone(&stop), tried: 0 };
    let mut watch = Watch::new(Side::Outbox);
    watch.worked(nine(), 0);
    let mut unreported = Vec::new();
    let sent =
        rounds::send_watched(&mut engine, &mut courier, &mut watch, &mut unreported, nine(), &stop)
            .unwrap();
    assert_eq!((courier.tried, sent.tried, sent.accepted), (1, 1, 1));
    let left: Vec<Letter> = engine.state().letters().cloned().collect();
    assert_eq!(left, waiting);
}

/// A server that answers: not now.
struct Greylisting;

impl Courier for Greylisting {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        Handover::Deferred { reply: "451 later".to_owned() }
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::NotSeen
    }
}

// ---- many letters, tried and marked at once ----

/// A server that takes so many letters and then none.
struct Tiring {
    takes: usize,
    tried: Vec<LetterId>,
}

impl Courier for Tiring {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        self.tried.push(letter.id.clone());
        match self.trouble() {
            Some(reply) => Handover::Deferred { reply },
            None => Handover::accepted("250 ok"),
        }
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        panic!("no letter is in doubt");
    }

    fn trouble(&mut self) -> Option<String> {
        let is_tired = self.tried.len() > self.takes;
        is_tired.then(|| "relay.example: no answer".to_owned())
    }
}

fn sure() -> Watch {
    let mut watch = Watch::new(Side::Outbox);
    watch.worked(nine(), 0);
    watch
}

#[test]
fn many_letters_leave_once_each_and_in_order() {
    let mut engine = with_many_letters(MemoryStore::new(), 70);
    let due: Vec<LetterId> =
        engine.state().letters_due(nine()).map(|letter| letter.id.clone()).collect();
    let mut courier = Tiring { takes: usize::MAX, tried: Vec::new() };
    assert_eq!(rounds::send(&mut engine, &mut courier).unwrap(), 70);
    assert_eq!(courier.tried, due);
    assert_eq!(engine.state().letters().count(), 0);
}

fn index_failed() -> StoreError {
    StoreError::Index { place: "data".to_owned(), why: "sled failed".to_owned() }
}

#[test]
fn an_index_that_fails_at_work_stops_neither_post_nor_rooms() {
    let broken = || {
        let inner = with_many_letters(MemoryStore::new(), 3).into_store();
        engine(Unsound::losing(inner, 2, |_| Some(index_failed())), all)
    };
    let (mut post, mut room) = (broken(), broken());
    let mut courier = Tiring { takes: usize::MAX, tried: Vec::new() };
    rounds::send(&mut post, &mut courier).unwrap_err();
    assert_eq!(rounds::send(&mut post, &mut courier).unwrap(), 3);
    assert!(room.notices(RoomName::Console).is_empty());
    assert_eq!(room.notices(RoomName::Console).len(), 3);
}

#[test]
fn a_letter_of_which_the_bytes_are_lost_is_for_a_person_and_keeps_no_other_here() {
    let before = with_three_letters();
    let lost = before.state().letters().next().unwrap().id.clone();
    let store = Unsound::without(before.into_store(), Key::Body(lost.clone()));
    let mut engine = engine(store, all);
    let mut courier = Tiring { takes: usize::MAX, tried: Vec::new() };
    assert_eq!(rounds::send(&mut engine, &mut courier).unwrap(), 2);
    let left: Vec<_> =
        engine.state().letters().map(|it| (it.id.clone(), it.state.clone())).collect();
    assert_eq!(left, [(lost.clone(), LetterState::WithAPerson)]);
    let notices = engine.notices(RoomName::Console);
    let about = |lines: &[String]| lines.iter().any(|line| line.contains(lost.as_str()));
    assert_eq!((notices.len(), about(&notices[0].lines)), (1, true));
}

#[test]
fn a_notice_that_is_lost_keeps_none_of_those_after_it() {
    let mut before = with_many_letters(MemoryStore::new(), 3);
    let lost = before.notices(RoomName::Console)[0].id;
    let mut engine = engine(Unsound::without(before.into_store(), Key::Notice(lost)), all);
    assert_eq!(engine.notices(RoomName::Console).len(), 2);
    assert!(engine.state().unread().all(|unread| unread.id != lost));
}

fn trying(state: &State) -> usize {
    let marked = |letter: &&Letter| matches!(letter.state, LetterState::Trying { .. });
    state.letters().filter(marked).count()
}

/// After a crash all of them are in doubt.
#[test]
fn at_most_24_letters_bear_a_mark_at_once() {
    let most = AtomicUsize::new(0);
    let takes = |state: &State, _: &[Change]| {
        most.fetch_max(trying(state), Ordering::Relaxed);
        true
    };
    let mut engine = with_many_letters(Unsound::taking(MemoryStore::new(), takes), 70);
    let mut courier = Tiring { takes: usize::MAX, tried: Vec::new() };
    rounds::send(&mut engine, &mut courier).unwrap();
    assert!((16..=24).contains(&most.load(Ordering::Relaxed)), "{most:?}");
}

#[test]
fn when_a_server_goes_away_amid_many_letters_those_not_marked_yet_are_not_tried() {
    let mut engine = with_many_letters(MemoryStore::new(), 70);
    let mut courier = Tiring { takes: 20, tried: Vec::new() };
    let mut unreported = Vec::new();
    let sent = rounds::send_watched(
        &mut engine,
        &mut courier,
        &mut sure(),
        &mut unreported,
        nine(),
        &GO_ON,
    )
    .unwrap();
    assert_eq!((sent.accepted, sent.tried), (20, courier.tried.len()));
    assert!(sent.tried <= 20 + 24 + 16, "{sent:?}");
    let untouched = engine.state().letters().filter(|letter| letter.attempts == 0).count();
    assert_eq!((untouched, trying(engine.state())), (70 - sent.tried, 0));
}

#[test]
fn when_the_bot_is_to_stop_amid_many_letters_each_is_sent_or_as_if_never_marked() {
    let mut engine = with_many_letters(MemoryStore::new(), 40);
    let stop = Arc::new(AtomicBool::new(false));
    let mut courier = Stopped { stop: Arc::clone(&stop), tried: 0 };
    let sent = rounds::send_watched(
        &mut engine,
        &mut courier,
        &mut sure(),
        &mut Vec::new(),
        nine(),
        &stop,
    )
    .unwrap();
    assert_eq!((courier.tried, sent.tried, sent.accepted), (1, 1, 1));
    assert!(engine.state().letters().all(|letter| letter.attempts == 0));
    assert_eq!(engine.state().letters().count(), 39);
}

/// Takes so many letters, and meets a fault at the next.
struct Faulty {
    takes: usize,
}

impl Courier for Faulty {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        self.takes = self.takes.checked_sub(1).unwrap();
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::NotSeen
    }
}

#[test]
fn when_the_courier_meets_a_fault_no_letter_is_marked_that_it_does_not_have() {
    let mut engine = with_many_letters(MemoryStore::new(), 70);
    let mut courier = Faulty { takes: 9 };
    let sent = catch_unwind(AssertUnwindSafe(|| rounds::send(&mut engine, &mut courier)));
    assert!(sent.is_err(), "the fault was swallowed");
    assert_eq!(engine.state().letters().count(), 70 - 9);
    assert!(trying(engine.state()) < 24, "{}", trying(engine.state()));
}

#[test]
fn when_the_disk_is_full_amid_many_letters_no_outcome_is_lost_and_none_leaves_twice() {
    // Room for the mark on the letter that goes ahead and those on the next, and for no more.
    let room = AtomicUsize::new(usize::MAX);
    let takes = |_: &State, _: &[Change]| {
        let left = |left: usize| left.checked_sub(1);
        room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok()
    };
    let mut engine = with_many_letters(Unsound::taking(MemoryStore::new(), takes), 70);
    room.store(2, Ordering::Relaxed);
    let mut courier = Tiring { takes: usize::MAX, tried: Vec::new() };
    let mut unreported = Vec::new();
    send_all(&mut engine, &mut courier, &mut unreported).unwrap_err();
    assert!(!unreported.is_empty());
    room.store(usize::MAX, Ordering::Relaxed);
    send_all(&mut engine, &mut courier, &mut unreported).unwrap();
    assert_eq!((engine.state().letters().count(), unreported), (0, Vec::new()));
    let once: BTreeSet<&LetterId> = courier.tried.iter().collect();
    assert_eq!((courier.tried.len(), once.len()), (70, 70));
}
