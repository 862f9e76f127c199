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

#[path = "rounds/login.rs"]
mod login;
#[path = "rounds/post.rs"]
mod post;
#[path = "rounds/unsound.rs"]
mod unsound;
#[path = "rounds/visits.rs"]
mod visits;
#[path = "rounds/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{Duration, NaiveDate};
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::desk::{Desk, SigningKey};
use werkbezoek::domain::event::{Event, Incoming, Unreadable};
use werkbezoek::domain::ids::MailKey;
use werkbezoek::domain::mail::{Filing, MailRecord, Why};
use werkbezoek::domain::room::{RoomName, Spot};
use werkbezoek::domain::state::{Change, Record};
use werkbezoek::domain::time::{Instant, instant, today};
use werkbezoek::engine::Engine;
use werkbezoek::mail::maildir::{Folder, Maildir};
use werkbezoek::mail::parse::{parse, raw_key};
use werkbezoek::mail::{Arrived, MailError, Mailbox, Terms};
use werkbezoek::rounds::{self, Review, rooms};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, Version};
use werkbezoek::words::Words;

use unsound::Unsound;

// ---- surroundings that can be made to fail ----

/// Mails by number; of some the file cannot be moved.
#[derive(Default)]
struct Letterbox {
    lying: BTreeMap<u32, Vec<u8>>,
    under_review: BTreeMap<u32, Vec<u8>>,
    stuck: BTreeSet<u32>,
    later: BTreeSet<u32>,
    /// A new mail arrives whenever somebody looks.
    fills_up: bool,
    /// So often it can be looked into, if not always.
    looks: Option<usize>,
    failures: BTreeMap<u32, u32>,
    filed: Vec<(u32, Folder)>,
}

impl Letterbox {
    fn of(mails: &[(u32, &str)]) -> Self {
        let lying = mails.iter().map(|(number, text)| (*number, text.as_bytes().to_vec()));
        Self { lying: lying.collect(), ..Self::default() }
    }
}

/// An error of the real mailbox: only it can make one.
fn broken() -> MailError {
    Maildir::open(Path::new("/dev/null/nowhere")).unwrap_err().into()
}

impl Mailbox for Letterbox {
    type Entry = u32;

    fn fetch(
        &mut self,
        most: usize,
        under_way: &BTreeSet<u32>,
    ) -> Result<Vec<Arrived<u32>>, MailError> {
        self.looks = self.looks.map(|left| left.checked_sub(1).ok_or_else(broken)).transpose()?;
        if self.fills_up {
            let next = self.lying.keys().chain(self.filed.iter().map(|(number, _)| number)).max();
            self.lying.insert(next.map_or(0, |last| last + 1), Vec::new());
        }
        let can_wait = |number| self.later.contains(number) || under_way.contains(number);
        let ready = self.lying.iter().filter(|(number, _)| !can_wait(*number));
        Ok(ready
            .take(most)
            .map(|(entry, mail)| Arrived { entry: *entry, event: event(mail) })
            .collect())
    }

    fn put_away(&mut self, entries: &[(u32, Folder)]) -> Vec<(u32, MailError)> {
        let mut failed = Vec::new();
        for (entry, folder) in entries {
            if self.stuck.contains(entry) {
                failed.push((*entry, broken()));
            } else {
                self.lying.remove(entry);
                self.filed.push((*entry, *folder));
            }
        }
        failed
    }

    fn for_review(&mut self) -> Result<Vec<(u32, MailKey)>, MailError> {
        Ok(self.under_review.iter().map(|(entry, mail)| (*entry, key(mail))).collect())
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
        Err(why) => Event::MailUnreadable { key: raw_key(bytes), file, why, known: None },
    }
}

fn key(bytes: &[u8]) -> MailKey {
    parse(bytes, None, &shipped().0.bot.address).map_or_else(|_| raw_key(bytes), |mail| mail.key)
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

/// The bot was stopped and started again, with all its templates.
fn restarted(engine: Engine<MemoryStore>) -> Engine<MemoryStore> {
    self::engine(engine.into_store(), all)
}

/// An engine with many letters that are due, each to an office of its own.
fn with_many_letters<S: Store>(store: S, count: u32) -> Engine<S> {
    let mut engine = engine(store, all);
    let mails = (0..count).map(|n| {
        let own = REQUEST.replace("een@", &format!("mail{n}@"));
        (n, own.replace("sanne@kantoor", &format!("sanne@kantoor{n}")))
    });
    let mails: Vec<(u32, String)> = mails.collect();
    let mails: Vec<(u32, &str)> = mails.iter().map(|(n, mail)| (*n, mail.as_str())).collect();
    rounds::intake(&mut engine, &mut Letterbox::of(&mails)).unwrap();
    assert_eq!(engine.state().letters().count(), count as usize);
    engine
}

fn all(_: &str) -> bool {
    true
}

fn told(engine: &mut Engine<MemoryStore>) -> Vec<String> {
    let notices = engine.notices(RoomName::Console);
    let shown = notices.iter().map(|n| Event::NoticeShown { notice: n.id }).collect();
    engine.handle(shown).unwrap();
    notices.iter().map(|notice| notice.lines[0].clone()).collect()
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
    let notices = engine.notices(RoomName::Console);
    let told: Vec<String> = notices.iter().map(|notice| notice.lines.join(" ")).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("template"), "{told:?}");
    assert!(told[1].contains("een.eml"), "{told:?}");
}

#[test]
fn a_mail_from_quarantine_that_is_put_back_after_mending_is_handled() {
    let mut engine = engine(MemoryStore::new(), |name| name.starts_with("chat/"));
    let mut inbox = Letterbox::of(&[(1, REQUEST)]);
    for _ in 0..3 {
        rounds::intake(&mut engine, &mut inbox).unwrap();
        inbox.later.clear();
    }
    assert_eq!(inbox.filed, [(1, Folder::Quarantaine)]);
    let mut mended = restarted(engine);
    let mut inbox = Letterbox::of(&[(1, REQUEST)]);
    rounds::intake(&mut mended, &mut inbox).unwrap();
    assert_eq!(inbox.filed, [(1, Folder::Verwerkt)]);
    assert_eq!(mended.state().visits().count(), 1);
}

#[test]
fn what_is_no_mail_and_cannot_be_moved_is_told_once() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut inbox = Letterbox::of(&[(1, "")]);
    inbox.stuck.insert(1);
    for _ in 0..2 {
        rounds::intake(&mut engine, &mut inbox).unwrap();
        inbox.later.clear();
    }
    assert_eq!(told(&mut engine).len(), 1);
}

/// The answers of a mail that cannot be handled any more are not forgotten: what it was filed as stays.
#[test]
fn a_mail_that_was_answered_stays_so_whatever_happens_when_it_comes_again() {
    let mut engine = engine(MemoryStore::new(), all);
    rounds::intake(&mut engine, &mut Letterbox::of(&[(1, REQUEST)])).unwrap();
    let (key, file) = (key(REQUEST.as_bytes()), "een.eml".to_owned());
    let why = Unreadable::Poison { reason: "a fault".to_owned() };
    let outcomes = engine.handle(vec![Event::MailUnreadable { key, file, why, known: None }]);
    let filing = outcomes.unwrap().remove(0).filing;
    assert!(matches!(filing, Some(Filing::Answered { .. })), "{filing:?}");
}

#[test]
fn a_mail_at_which_the_program_panics_waits_and_ends_nothing() {
    let mut engine = engine(MemoryStore::new(), all);
    let mut inbox = Letterbox::of(&[(1, REQUEST)]);
    let before = engine.state().clone();
    // No day comes after the last one that can be written: to count on from there is a panic.
    engine.set_clock(Clock::Fixed(Instant::MAX_UTC));
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!((inbox.filed.len(), inbox.later.len()), (0, 1));
    assert_eq!((engine.state().visits().count(), engine.state().letters().count()), (0, 0));
    assert_eq!(engine.state().counters().visits, before.counters().visits);
    let told = told(&mut engine);
    assert!(told.len() == 1 && told[0].contains("a fault in the program"), "{told:?}");
    engine.set_clock(Clock::Fixed(nine()));
    inbox.later.clear();
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!(inbox.filed, [(1, Folder::Verwerkt)]);
}

#[test]
fn whoever_types_a_command_hears_every_time_that_it_failed() {
    let mut engine = engine(MemoryStore::new(), |_| false);
    let desk = engine.desk().clone();
    let staff = werkbezoek::chat::console::staff("Noor");
    for told in 1..=2 {
        let heard = rooms::heard(&desk, nine(), &staff, &Spot::default(), "wie ben ik").unwrap();
        engine.handle(vec![heard]).unwrap();
        assert_eq!(engine.notices(RoomName::Console).len(), told);
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
fn only_a_mail_that_was_dealt_with_leaves_the_folder_of_those_that_wait() {
    let mut engine = engine(MemoryStore::new(), all);
    let complaint =
        REQUEST.replace("Graag komt", "Een klacht over het vorige bezoek: wij komen met");
    let stray = REQUEST.replace("een@", "nooit-gezien@");
    let mails = [(1, REQUEST), (2, complaint.as_str()), (3, ""), (4, stray.as_str())];
    rounds::intake(&mut engine, &mut Letterbox::of(&mails[..3])).unwrap();
    assert_eq!(
        engine.state().mails().map(|mail| &mail.key).collect::<Vec<_>>(),
        [&key(complaint.as_bytes())]
    );
    // A colleague put three of the four there; one of them the bot never had.
    let mut inbox = Letterbox { under_review: Letterbox::of(&mails).lying, ..Letterbox::default() };
    Review::default().tidy(&mut engine, &mut inbox).unwrap();
    assert_eq!(inbox.filed, [(1, Folder::Verwerkt), (3, Folder::Quarantaine)]);
}

#[test]
fn the_live_bot_can_be_stopped_between_two_batches() {
    let mut engine = engine(MemoryStore::new(), all);
    let mails: Vec<(u32, &str)> = (0..70).map(|number| (number, "")).collect();
    let mut inbox = Letterbox::of(&mails);
    let stop = AtomicBool::new(true);
    let handled = [(); 3].map(|()| rounds::intake_while(&mut engine, &mut inbox, &stop).unwrap());
    assert_eq!(handled, [64, 6, 0]);
}

#[test]
fn much_mail_is_fetched_while_it_is_recorded_and_none_of_it_twice() {
    let mut engine = engine(MemoryStore::new(), all);
    let mails: Vec<(u32, &str)> = (0..200).map(|number| (number, "")).collect();
    let mut inbox = Letterbox::of(&mails);
    assert_eq!(rounds::intake(&mut engine, &mut inbox).unwrap(), 200);
    let filed: Vec<u32> = inbox.filed.iter().map(|(number, _)| *number).collect();
    assert_eq!(filed, (0..200).collect::<Vec<u32>>());
}

#[test]
fn what_cannot_be_recorded_among_much_mail_waits_and_keeps_none_of_the_rest() {
    let mut engine = engine(MemoryStore::new(), |name| name.starts_with("chat/"));
    let mut mails: Vec<(u32, &str)> = (0..150).map(|number| (number, "")).collect();
    mails[70].1 = REQUEST;
    let mut inbox = Letterbox::of(&mails);
    rounds::intake(&mut engine, &mut inbox).unwrap();
    assert_eq!((inbox.filed.len(), &inbox.later), (149, &BTreeSet::from([70])));
}

#[test]
fn what_cannot_be_recorded_counts_though_the_box_cannot_be_read_any_more() {
    let mut engine = engine(MemoryStore::new(), |name| name.starts_with("chat/"));
    let mut mails: Vec<(u32, &str)> = (0..64).map(|number| (number, "")).collect();
    mails[10].1 = REQUEST;
    let mut inbox = Letterbox { looks: Some(1), ..Letterbox::of(&mails) };
    let never = AtomicBool::new(false);
    rounds::intake_while(&mut engine, &mut inbox, &never).unwrap_err();
    assert_eq!((inbox.filed.len(), inbox.failures), (63, BTreeMap::from([(10, 1)])));
}

#[test]
fn a_box_that_is_never_empty_keeps_nobody_else_waiting() {
    let mut engine = engine(MemoryStore::new(), all);
    let mails: Vec<(u32, &str)> = (0..64).map(|number| (number, "")).collect();
    let mut inbox = Letterbox { fills_up: true, ..Letterbox::of(&mails) };
    let never = AtomicBool::new(false);
    let handled = rounds::intake_while(&mut engine, &mut inbox, &never).unwrap();
    assert_eq!((handled, inbox.filed.len()), (64 + 16, 64 + 16));
}

#[test]
fn mail_that_could_not_be_stored_is_not_put_away_though_more_was_fetched() {
    let store = Unsound::taking(MemoryStore::new(), |_, changes| !opens_a_visit(changes));
    let mut engine = self::engine(store, all);
    let mut mails: Vec<(u32, &str)> = (0..300).map(|number| (number, "")).collect();
    mails[140].1 = REQUEST;
    let mut inbox = Letterbox::of(&mails);
    rounds::intake(&mut engine, &mut inbox).unwrap_err();
    let filed: Vec<u32> = inbox.filed.iter().map(|(number, _)| *number).collect();
    assert_eq!(filed, (0..128).collect::<Vec<u32>>());
}

fn opens_a_visit(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change, Change::Put { record: Record::Visit(_) }))
}

// ---- terms ----

fn forgotten_mail(number: u32) -> Change {
    let record = MailRecord {
        key: MailKey::new(format!("mail{number}")),
        message_id: String::new(),
        received: nine(),
        from: None,
        first_writer: None,
        subject: String::new(),
        text: String::new(),
        in_reply_to: None,
        references: Vec::new(),
        visit: None,
        filing: Filing::Filed { why: Why::Noted },
        queue_number: None,
        again_of: None,
        remarks: Vec::new(),
        quoted_lines: 0,
        names: None,
        perhaps: Vec::new(),
        report: None,
    };
    let erase_on = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    Change::Archive { record: Record::Mail(Box::new(record)), erase_on }
}

#[test]
fn a_day_counts_as_swept_only_when_everything_was_looked_at() {
    let mut inner = MemoryStore::new();
    let mails: Vec<Change> = (0..300).map(forgotten_mail).collect();
    inner.commit(Version::default(), &mails).unwrap();
    let awake = AtomicBool::new(true);
    // The second part of the sweep does not fit.
    let store = Unsound::taking(inner, |_, changes| {
        let erased = changes.iter().filter(|c| matches!(c, Change::Erase { .. })).count();
        !awake.load(Ordering::Relaxed) || !(1..256).contains(&erased)
    });
    let mut engine = engine(store, all);
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
