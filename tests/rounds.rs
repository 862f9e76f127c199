//! The rounds when something is in their way: a letter that cannot be rendered, a file that cannot be
//! moved, a store that refuses just then. Box, courier and store are made up here, because a disk
//! cannot be told when to fail.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on should stop, helpers included"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{Duration, NaiveDate};
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::desk::{Desk, SigningKey};
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::MailKey;
use werkbezoek::domain::letter::{Handover, Letter, LetterState, Sighting};
use werkbezoek::domain::mail::{Filing, MailRecord, Why};
use werkbezoek::domain::post::PostSide;
use werkbezoek::domain::state::{ArchiveKey, Change, Record, State};
use werkbezoek::domain::time::{Instant, instant, today};
use werkbezoek::engine::{Committed, Engine};
use werkbezoek::mail::maildir::{Folder, Maildir};
use werkbezoek::mail::parse::{parse, raw_key};
use werkbezoek::mail::{Arrived, MailError, Mailbox, Terms};
use werkbezoek::rounds::outage::Watch;
use werkbezoek::rounds::{self, Courier, RoundError};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, StoreError, Version};
use werkbezoek::words::Words;

// ---- surroundings that can be made to fail ----

/// A store that refuses some commits.
struct Moody {
    inner: MemoryStore,
    refuses: fn(&[Change]) -> bool,
    awake: Arc<AtomicBool>,
}

impl Store for Moody {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.inner.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        if self.awake.load(Ordering::Relaxed) && (self.refuses)(changes) {
            return Err(StoreError::Failed("no room".to_owned()));
        }
        self.inner.commit(at, changes)
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.inner.archived(key)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.inner.expired(by, most)
    }
}

/// Mails by number; of some the file cannot be moved.
#[derive(Default)]
struct Letterbox {
    lying: BTreeMap<u32, Vec<u8>>,
    stuck: BTreeSet<u32>,
    later: BTreeSet<u32>,
    failures: BTreeMap<u32, u32>,
    filed: Vec<(u32, Folder)>,
}

impl Letterbox {
    fn of(mails: &[(u32, &str)]) -> Self {
        let lying = mails.iter().map(|(number, text)| (*number, text.as_bytes().to_vec()));
        Self { lying: lying.collect(), ..Self::default() }
    }
}

impl Mailbox for Letterbox {
    type Entry = u32;

    fn fetch(&mut self, most: usize) -> Result<Vec<Arrived<u32>>, MailError> {
        let ready = self.lying.iter().filter(|(number, _)| !self.later.contains(number));
        Ok(ready
            .take(most)
            .map(|(entry, mail)| Arrived { entry: *entry, event: event(mail) })
            .collect())
    }

    fn put_away(&mut self, entries: &[(u32, Folder)]) -> Vec<(u32, MailError)> {
        let mut failed = Vec::new();
        for (entry, folder) in entries {
            if self.stuck.contains(entry) {
                // An error of the real mailbox: only it can make one.
                let error = Maildir::open(Path::new("/dev/null/nowhere")).unwrap_err();
                failed.push((*entry, error.into()));
            } else {
                self.lying.remove(entry);
                self.filed.push((*entry, *folder));
            }
        }
        failed
    }

    fn for_review(&mut self) -> Result<Vec<(u32, MailKey)>, MailError> {
        Ok(Vec::new())
    }

    fn count_failure(&mut self, entry: &u32) -> u32 {
        *self.failures.entry(*entry).and_modify(|n| *n += 1).or_insert(1)
    }

    fn leave_for_later(&mut self, entry: &u32) {
        self.later.insert(*entry);
    }

    fn forget(&mut self, _: Terms) -> Result<usize, MailError> {
        Ok(0)
    }

    fn wait(&mut self, _: std::time::Duration, _: &Arc<AtomicBool>) {}
}

fn event(bytes: &[u8]) -> Event {
    let file = "een.eml".to_owned();
    let bot = shipped().0.bot.address;
    match parse(bytes, None, &bot) {
        Ok(mail) => {
            let (known, closed_visit) = (None, None);
            Event::MailArrived(Box::new(Incoming {
                mail,
                file,
                arrived: None,
                known,
                closed_visit,
            }))
        }
        Err(why) => Event::MailUnreadable { key: raw_key(bytes), file, why },
    }
}

const REQUEST: &str = "From: Sanne <sanne@kantoor.example>\r\nTo: werkbezoek@m50.example\r\n\
    Subject: Werkbezoek\r\nMessage-ID: <een@kantoor.example>\r\n\r\n\
    Graag komt wethouder Bakker op werkbezoek in de wijk Vollenhoven.\r\n\r\nSanne\r\n";

fn shipped() -> (Desk, Vec<(String, String)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let mut config = Config::look(&path).unwrap();
    config.desk.key = SigningKey::new(*b"a key that only the tests know");
    (config.desk, config.templates.into_iter().collect())
}

fn nine() -> Instant {
    instant(NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap())
}

/// An engine at nine o'clock, with the templates that `keeps` keeps.
fn engine<S: Store>(store: S, keeps: fn(&str) -> bool) -> Engine<S> {
    let (desk, templates) = shipped();
    let kept = templates.into_iter().filter(|(name, _)| keeps(name));
    let words = Words::from_sources(kept).unwrap();
    Engine::open(store, Arc::new(desk), Arc::new(words), Clock::Fixed(nine())).unwrap()
}

fn all(_: &str) -> bool {
    true
}

// ---- the inbox ----

#[test]
fn a_mail_that_cannot_be_handled_three_times_is_set_aside_and_staff_hear_each_thing_once() {
    let mut engine = engine(MemoryStore::new(), |name| name.starts_with("chat/"));
    let mut inbox = Letterbox::of(&[(1, REQUEST)]);
    for _ in 0..2 {
        rounds::intake(&mut engine, &mut inbox).unwrap();
        assert_eq!((inbox.filed.len(), inbox.later.len()), (0, 1));
        inbox.later.clear();
    }
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!(inbox.filed, [(1, Folder::Quarantaine)]);
    let notices = engine.notices();
    let told: Vec<String> = notices.iter().map(|notice| notice.lines.join(" ")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("template"), "{told:?}");
    assert!(told[1].contains("een.eml"), "{told:?}");
}

#[test]
fn whoever_types_a_command_hears_every_time_that_it_failed() {
    let mut engine = engine(MemoryStore::new(), |_| false);
    let desk = engine.desk().clone();
    let staff = werkbezoek::chat::console::staff(Some("Noor"));
    for told in 1..=2 {
        let heard = rounds::heard(&desk, nine(), &staff, "console", "wie ben ik").unwrap();
        engine.handle(vec![heard]).unwrap();
        assert_eq!(engine.notices().len(), told);
    }
}

#[test]
fn one_mail_that_cannot_be_moved_does_not_hold_up_the_others() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut inbox = Letterbox::of(&[(1, ""), (2, REQUEST), (3, "")]);
    inbox.stuck.insert(2);
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!(inbox.filed, [(1, Folder::Quarantaine), (3, Folder::Quarantaine)]);
    // Its record is on disk: it is known when it comes again, and answered once.
    inbox.stuck.clear();
    inbox.later.clear();
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!(inbox.filed[2], (2, Folder::Verwerkt));
    assert_eq!(engine.state().visits().count(), 1);
}

#[test]
fn the_live_bot_can_be_stopped_between_two_batches() {
    let mut engine = engine(MemoryStore::new(), all);
    let mails: Vec<(u32, &str)> = (0..134).map(|number| (number, "")).collect();
    let mut inbox = Letterbox::of(&mails);
    let handled = [(); 3].map(|()| rounds::intake_some(&mut engine, &mut inbox).unwrap());
    assert_eq!(handled, [128, 6, 0]);
}

// ---- the post ----

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

/// A letter whose outcome was not stored: the state it is in, after more than an hour was waited.
fn a_lost_outcome(goes_out: bool) -> (Engine<Moody>, Unlucky) {
    let refuses = Arc::new(AtomicBool::new(false));
    let awake = Arc::clone(&refuses);
    let store = Moody { inner: MemoryStore::new(), refuses: |_| true, awake };
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

fn send_all(
    engine: &mut Engine<Moody>,
    courier: &mut Unlucky,
    unreported: &mut Vec<Event>,
) -> Result<rounds::Sent, RoundError> {
    let mut watch = Watch::new(PostSide::Outbox);
    rounds::send_watched(engine, courier, &mut watch, unreported, nine(), || true)
}

#[test]
fn what_could_not_be_stored_of_a_try_is_stored_first_on_the_next_round() {
    let refuses = Arc::new(AtomicBool::new(false));
    let awake = Arc::clone(&refuses);
    let store = Moody { inner: MemoryStore::new(), refuses: |_| true, awake };
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

fn told(engine: &mut Engine<MemoryStore>) -> Vec<String> {
    let notices = engine.notices();
    let shown = notices.iter().map(|n| Event::NoticeShown { notice: n.id }).collect();
    engine.handle(shown).unwrap();
    notices.iter().map(|notice| notice.lines[0].clone()).collect()
}

#[test]
fn while_a_server_is_away_no_letter_is_tried_and_all_go_when_it_is_back() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut watch = Watch::new(PostSide::Outbox);
    let mut courier = Far { away: true, tried: 0 };
    let mails = [1, 2, 3].map(|n| (n, REQUEST.replace("een@", &format!("mail{n}@"))));
    let mails = mails.each_ref().map(|(n, mail)| (*n, mail.as_str()));
    rounds::intake(&mut engine, &mut Letterbox::of(&mails)).unwrap();
    told(&mut engine);
    let mut round = |engine: &mut Engine<MemoryStore>, courier: &mut Far, minute| {
        let now = nine() + Duration::minutes(minute);
        engine.set_clock(Clock::Fixed(now));
        let sent = rounds::send_watched(engine, courier, &mut watch, &mut Vec::new(), now, || true)
            .unwrap();
        rounds::tell(engine, &mut watch, now).unwrap();
        sent.accepted
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
fn a_letter_that_is_put_off_by_a_server_that_answers_is_no_outage() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut watch = Watch::new(PostSide::Outbox);
    let mut courier = Greylisting;
    rounds::intake(&mut engine, &mut Letterbox::of(&[(1, REQUEST)])).unwrap();
    let mut unreported = Vec::new();
    rounds::send_watched(&mut engine, &mut courier, &mut watch, &mut unreported, nine(), || true)
        .unwrap();
    assert!(!watch.is_down());
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

// ---- terms ----

fn forgotten_mail(number: u32) -> Change {
    let record = MailRecord {
        key: MailKey::new(format!("mail{number}")),
        message_id: String::new(),
        received: nine(),
        from: None,
        subject: String::new(),
        text: String::new(),
        in_reply_to: None,
        references: Vec::new(),
        visit: None,
        filing: Filing::Filed { why: Why::Noted },
        queue_number: None,
        remarks: Vec::new(),
    };
    let erase_on = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    Change::Archive { record: Record::Mail(Box::new(record)), erase_on }
}

#[test]
fn a_day_counts_as_swept_only_when_everything_was_looked_at() {
    let mut inner = MemoryStore::new();
    let mails: Vec<Change> = (0..300).map(forgotten_mail).collect();
    inner.commit(Version::default(), &mails).unwrap();
    let awake = Arc::new(AtomicBool::new(true));
    // The second part of the sweep does not fit.
    let refuses = |changes: &[Change]| {
        let erased = changes.iter().filter(|c| matches!(c, Change::Erase { .. })).count();
        (1..256).contains(&erased)
    };
    let mut engine = engine(Moody { inner, refuses, awake: Arc::clone(&awake) }, all);
    engine.tick().unwrap_err();
    assert_ne!(engine.state().counters().swept, Some(today(nine())));
    awake.store(false, Ordering::Relaxed);
    engine.tick().unwrap();
    assert_eq!(engine.state().counters().swept, Some(today(nine())));
    assert_eq!(engine.into_store().inner.archived_count(), 0);
}

#[test]
fn a_mail_that_lay_in_the_box_for_weeks_is_for_a_person() {
    let mut engine = engine(MemoryStore::new(), |_| true);
    let mut after = |days: i64| {
        let mut event = event(REQUEST.replace("een@", &format!("{days}@")).as_bytes());
        if let Event::MailArrived(incoming) = &mut event {
            incoming.arrived = Some(nine() - Duration::days(days));
        }
        engine.handle(vec![event]).unwrap().remove(0).filing.unwrap()
    };
    assert!(matches!(after(13), Filing::Answered { .. }));
    assert_eq!(after(15), Filing::WaitsForStaff { why: Why::CameLongAgo });
}
