//! The real program, killed at every step of its talk with the mail servers and at every flush: before
//! each piece that passes between them, before each call that puts a file on the disk, and in another
//! run after it and once more when started anew. However far it got, it is started until it has nothing
//! to do, and then the sums must be right: every mail lies in the one place where its record says, no
//! letter was sent twice, and none is lost.
//!
//! One gap is in the nature of mail. From the mark that a letter is about to be sent until its fate is
//! on disk, a crash leaves it open whether it left. Such a letter is not sent again: its copy in Sent
//! settles it, and without one it ends with a person. How often is counted and printed.
//!
//! Flushes are counted by a small library in C (`support/flush.c`) that stands between the program and
//! its own. What was written and not flushed outlives a kill all the same: `damage.rs` tears every write,
//! as a power failure would, and `kill.rs` kills at any moment.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/program.rs"]
mod program;
#[path = "support/servers.rs"]
mod servers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;
use program::{FlushCounter, Home, plain, request};
use servers::{Dovecot, Ended, Kill, Sink, Stepper, User};
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::letter::{Handover, Letter, LetterState, Sighting};
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::state::{ArchiveKey, Record};
use werkbezoek::engine::{Committed, Engine};
use werkbezoek::mail::Courier;
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds;
use werkbezoek::store::Store;
use werkbezoek::store::sled::SledStore;
use werkbezoek::words::Words;

/// Programs that run at once; they wait for disk and network more than they work.
const AT_ONCE: usize = 4;
/// More steps than any run takes.
const BOXES: usize = 1000;
/// Passes after a kill until there must be nothing left to do.
const PASSES_MAX: usize = 4;
/// Still in the inbox, and as good as gone.
const DELETED: &str = "INBOX, marked as deleted";
/// With what the library ends the program.
const SIGKILL: i32 = 9;
/// The letters that a box leads to: one to each person who wrote.
const LETTERS: usize = 3;

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn killed_at_every_step_nothing_is_lost_and_nothing_is_sent_twice() {
    let sums = killed_at_each_step(None, |number| {
        // Before each step; and after it, at once or some milliseconds later, and when started anew
        // once more.
        let (step, pauses) = (number / 2 + 1, [0, 2, 5, 10]);
        let pause = Duration::from_millis(pauses[step % pauses.len()]);
        let twice = vec![Blow::Step(Kill::After(step, pause)), Blow::Step(Kill::Before(step))];
        Some(if number.is_multiple_of(2) { vec![Blow::Step(Kill::Before(step))] } else { twice })
    });
    assert!(sums.kills > 100, "the program was hardly ever killed");
    assert!(sums.found_by_copy > 0, "no kill fell between a letter and its record");
    assert_eq!((sums.mails_copied_twice, sums.mails_left_deleted), (0, 0));
}

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn killed_at_every_flush_nothing_is_lost_and_nothing_is_sent_twice() {
    let sums = killed_at_each_step(None, |number| {
        let flush = number / 2 + 1;
        let (before, after) = (Blow::BeforeFlush(flush), Blow::AfterFlush(flush));
        // What a start does to mend a store is flushed among the first.
        let again = Blow::BeforeFlush(flush % 10 + 1);
        Some(if number.is_multiple_of(2) { vec![before] } else { vec![after, again] })
    });
    assert!(sums.kills > 60, "the program was hardly ever killed");
    assert_eq!((sums.mails_copied_twice, sums.mails_left_deleted), (0, 0));
}

/// There a mail is copied, marked as deleted and expunged. Killed after the copy, the program finds the
/// mail once more, knows it, and copies it again; killed after the mark, it leaves it to whoever clears
/// the inbox.
#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn on_a_server_that_cannot_move_a_mail_may_be_copied_twice_and_is_answered_once() {
    let sums = killed_at_each_step(Some("MOVE"), |number| {
        // The steps around those three, and some to spare.
        (number < 30).then(|| vec![Blow::Step(Kill::Before(number + 20))])
    });
    assert!(sums.mails_copied_twice > 0, "no kill fell between a copy and its mark");
    assert!(sums.mails_left_deleted > 0, "no kill fell between a mark and its end");
}

/// Runs until there is no kill any more, or the program ends before it is killed.
fn killed_at_each_step(
    hidden: Option<&'static str>,
    blows: impl Fn(usize) -> Option<Vec<Blow>> + Sync,
) -> Sums {
    let begun = Instant::now();
    let dovecot = Dovecot::start_in_memory();
    let flushes = FlushCounter::build();
    let users: Vec<User> = (0..BOXES).map(user).collect();
    dovecot.welcome(&users);
    let (next, over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sums, faults) = (Mutex::new(Sums::default()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let sink = Sink::start(&[]);
                let stepper = Stepper::start(&[dovecot.imap, sink.port], hidden);
                while !over.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    let Some(blows) = blows(number) else { break };
                    let (user, flushes) = (users[number], &flushes);
                    let post = Post { number, user, dovecot: &dovecot, sink: &sink, flushes };
                    let survived = post.survives(&stepper, &blows);
                    if survived.at.is_empty() {
                        over.store(true, Ordering::SeqCst);
                    }
                    sums.lock().unwrap().add(&survived);
                    let at = survived.at.join("\n");
                    let named = survived.faults.iter().map(|fault| format!("{at}\n    {fault}"));
                    faults.lock().unwrap().extend(named);
                }
            });
        }
    });
    let (sums, faults) = (sums.into_inner().unwrap(), faults.into_inner().unwrap());
    println!("{hidden:?} hidden: {sums:#?}\n{:?}", begun.elapsed());
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    sums
}

fn user(number: usize) -> User {
    let name = Box::leak(format!("bot{number}@m50.example").into_boxed_str());
    User { name, password: "bot-geheim" }
}

/// When the program is killed.
#[derive(Debug, Clone, Copy)]
enum Blow {
    /// At a piece that passes between it and the servers.
    Step(Kill),
    /// At a flush; the first is 1.
    BeforeFlush(usize),
    AfterFlush(usize),
}

/// How the runs ended, all together.
#[derive(Debug, Default)]
struct Sums {
    runs: usize,
    kills: usize,
    mails_in_their_place: usize,
    /// Of these, the ones that lie there twice.
    mails_copied_twice: usize,
    /// Of these, the ones that are in the inbox too, marked as deleted.
    mails_left_deleted: usize,
    letters_sent_once: usize,
    /// The program was killed before it knew that they had left, and found the copy in Sent.
    found_by_copy: usize,
    /// They left, and nobody knows: these end with a person.
    in_doubt_and_sent: usize,
    /// They did not leave, and nobody knows: these end with a person.
    in_doubt_and_not_sent: usize,
}

impl Sums {
    fn add(&mut self, ended: &Survived) {
        self.runs += 1;
        self.kills += ended.at.len();
        self.mails_in_their_place += ended.mails_in_their_place;
        self.mails_copied_twice += ended.mails_copied_twice;
        self.mails_left_deleted += ended.mails_left_deleted;
        self.letters_sent_once += ended.sent_once;
        self.found_by_copy += ended.found_by_copy;
        self.in_doubt_and_sent += ended.in_doubt_and_sent;
        self.in_doubt_and_not_sent += ended.in_doubt_and_not_sent;
    }
}

/// What came of one run.
#[derive(Debug, Default)]
struct Survived {
    /// Where the program was killed.
    at: Vec<String>,
    mails_in_their_place: usize,
    mails_copied_twice: usize,
    mails_left_deleted: usize,
    sent_once: usize,
    found_by_copy: usize,
    in_doubt_and_sent: usize,
    in_doubt_and_not_sent: usize,
    faults: Vec<String>,
}

/// The mailbox of one run, and the world outside.
struct Post<'a> {
    number: usize,
    user: User,
    dovecot: &'a Dovecot,
    sink: &'a Sink,
    flushes: &'a FlushCounter,
}

/// A mail of the box, and what must become of it.
struct Mail {
    id: String,
    bytes: String,
    folder: &'static str,
    filing: &'static str,
}

impl Post<'_> {
    fn survives(&self, stepper: &Stepper, blows: &[Blow]) -> Survived {
        let mails = self.mails();
        mails.iter().for_each(|mail| self.dovecot.deliver_to(self.user.name, &mail.bytes));
        let home = self.home(stepper);
        let mut survived = Survived::default();
        let mut open_when_killed = BTreeSet::new();
        for blow in blows {
            match self.pass(stepper, &home, *blow) {
                Ended::Killed(at) => {
                    survived.at.push(at);
                    open_when_killed.extend(self.sent_and_not_recorded(&home));
                }
                Ended::ByItself(status) if !status.success() => {
                    survived.faults.push(format!("a pass failed: {}", log(&home)));
                }
                Ended::ByItself(_) => {}
            }
        }
        self.run_until_idle(stepper, &home, &mut survived);
        self.count_mails(&home, &mails, &mut survived);
        self.count_letters(&home, &open_when_killed, &mut survived);
        survived
    }

    /// One pass of the program that is killed, if it gets so far.
    fn pass(&self, stepper: &Stepper, home: &Home, blow: Blow) -> Ended {
        let side = match blow {
            Blow::Step(kill) => return stepper.run(|| home.begin_once(), kill),
            Blow::BeforeFlush(flush) => format!("before {flush}"),
            Blow::AfterFlush(flush) => format!("after {flush}"),
        };
        match stepper.run(|| home.begin_once_counting(self.flushes, &side), Kill::Never) {
            Ended::ByItself(status) if status.signal() == Some(SIGKILL) => {
                Ended::Killed(log(home).lines().last().unwrap_or_default().trim().to_owned())
            }
            ended @ (Ended::ByItself(_) | Ended::Killed(_)) => ended,
        }
    }

    /// A request, a question, a reply by a machine, and something for staff.
    fn mails(&self) -> Vec<Mail> {
        let number = self.number;
        let mail = |name: &str, header: &str, text: &str| {
            format!(
                "From: Eva <eva@{name}{number}.example>\r\nTo: werkbezoek@m50.example\r\n\
                 Subject: Vraag\r\nMessage-ID: <{name}{number}@kantoor{number}.example>\r\n{header}\
                 Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nEva\r\n"
            )
        };
        let away = "Auto-Submitted: auto-replied\r\n";
        let about_me = "Welke persoonsgegevens hebt u van mij? Ik doe een beroep op de AVG.";
        let lies = |name: &str, bytes, folder, filing| {
            let id = format!("{name}{number}@kantoor{number}.example");
            Mail { id, bytes, folder, filing }
        };
        vec![
            lies("verzoek", request(number), "Verwerkt", "answered"),
            lies("vraag", mail("vraag", "", "Wat is de M50?"), "Verwerkt", "answered"),
            lies("weg", mail("weg", away, "Ik ben er niet."), "Verwerkt", "filed"),
            lies("inzage", mail("inzage", "", about_me), "Ter beoordeling", "with staff"),
        ]
    }

    /// The shipped config, with this mailbox behind the stepper.
    fn home(&self, stepper: &Stepper) -> Home {
        let home = Home::new();
        home.set("undo_seconds = 60", "undo_seconds = 0");
        let [imap, smtp] = [stepper.ports[0], stepper.ports[1]].map(plain);
        home.over_servers((self.user.name, self.user.password), &imap, &smtp);
        home
    }

    /// Starts the program again and again, until a pass has found nothing to do.
    fn run_until_idle(&self, stepper: &Stepper, home: &Home, survived: &mut Survived) {
        let mut before = None;
        for _ in 0..PASSES_MAX {
            let ended = stepper.run(|| home.begin_once(), Kill::Never);
            if !matches!(&ended, Ended::ByItself(status) if status.success()) {
                survived.faults.push(format!("{ended:?}: {}", log(home)));
            }
            let after = (self.lying(), self.letters());
            if before.as_ref() == Some(&after) {
                return;
            }
            before = Some(after);
        }
        survived.faults.push("the program never comes to rest".to_owned());
    }

    /// Where each mail lies, by its Message-ID.
    fn lying(&self) -> BTreeMap<String, Vec<String>> {
        let mut onlooker = servers::Onlooker::enter(self.dovecot.imap, self.user).unwrap();
        let mut lying: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for folder in onlooker.folders().unwrap() {
            let deleted = onlooker.deleted(&folder).unwrap();
            for (uid, id) in onlooker.listing(&folder).unwrap() {
                let place = if deleted.contains(&uid) { DELETED } else { &folder };
                lying.entry(id).or_default().push(place.to_owned());
            }
        }
        lying
    }

    /// The letters of this run that the world has got, by Message-ID.
    fn letters(&self) -> Vec<String> {
        let ours = format!("{}.example", self.number);
        let of_this_run = |to: &String| {
            let name = to.strip_suffix(&ours).unwrap_or_default();
            name.ends_with(|c: char| c.is_ascii_alphabetic())
        };
        let mails = self.sink.mails().into_iter().filter(|mail| mail.to.iter().all(of_this_run));
        mails.map(|mail| message_id(&mail.bytes)).collect()
    }

    /// The letters that have left and of which the program did not know it when it was killed. A copy
    /// of the store is looked at: the program itself must mend the real one.
    fn sent_and_not_recorded(&self, home: &Home) -> BTreeSet<String> {
        let sent = self.letters();
        if sent.is_empty() {
            return BTreeSet::new();
        }
        let copy = home.path("copy");
        let _ = fs::remove_dir_all(&copy);
        let copied = Command::new("cp").arg("-r").arg(home.path("data")).arg(&copy).status();
        assert!(copied.unwrap().success());
        let (state, _) = SledStore::open(&copy).unwrap().0.load().unwrap();
        let open = state.letters().map(|letter| letter.message_id.clone());
        open.filter(|id| sent.contains(id)).collect()
    }

    fn count_mails(&self, home: &Home, mails: &[Mail], survived: &mut Survived) {
        let bot = shipped().desk.bot.address;
        let (mut store, _) = SledStore::open(home.path("data")).unwrap();
        let (state, _) = store.load().unwrap();
        let mut lying = self.lying();
        for mail in mails {
            let key = parse(mail.bytes.as_bytes(), None, &bot).unwrap().key;
            let record = match store.archived(&ArchiveKey::Mail(key.clone())).unwrap() {
                Some(Record::Mail(archived)) => Some(*archived),
                Some(_) | None => state.mail(&key).cloned(),
            };
            let filing = record.map_or("unknown", |record| name_of(&record.filing));
            let mut places = lying.remove(&mail.id).unwrap_or_default();
            let all = places.len();
            places.retain(|place| place != DELETED);
            survived.mails_left_deleted += all - places.len();
            survived.mails_copied_twice += usize::from(places.len() > 1);
            places.dedup();
            if filing == mail.filing && places == [mail.folder] {
                survived.mails_in_their_place += 1;
            } else {
                survived.faults.push(format!("{} is {filing} and lies in {places:?}", mail.id));
            }
        }
        let visits = state.visits().count();
        if visits != 1 {
            survived.faults.push(format!("one request became {visits} visits"));
        }
        for (id, places) in lying {
            if places != ["Sent"] {
                survived.faults.push(format!("a copy of {id} lies in {places:?}"));
            }
        }
    }

    fn count_letters(&self, home: &Home, open: &BTreeSet<String>, survived: &mut Survived) {
        let in_doubt = ends_with_a_person(home, survived);
        let sent = self.letters();
        let once: BTreeSet<&String> = sent.iter().collect();
        if once.len() != sent.len() {
            survived.faults.push(format!("sent more than once: {sent:?}"));
        }
        for id in &once {
            if in_doubt.contains(*id) {
                survived.in_doubt_and_sent += 1;
            } else {
                survived.sent_once += 1;
                survived.found_by_copy += usize::from(open.contains(*id));
            }
        }
        let not_sent = in_doubt.iter().filter(|id| !once.contains(id)).count();
        survived.in_doubt_and_not_sent += not_sent;
        if once.len() + not_sent != LETTERS {
            let sent = once.len();
            survived.faults.push(format!("{sent} letters sent and {not_sent} in doubt"));
        }
    }
}

/// What the program's own config says of all that is not changed here.
fn shipped() -> Config {
    Config::look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml")).unwrap()
}

/// Lets the hours pass in which a copy could still turn up: then a person knows of each letter in
/// doubt, and it is never tried again. Gives their Message-IDs.
fn ends_with_a_person(home: &Home, survived: &mut Survived) -> BTreeSet<String> {
    let config = shipped();
    let words = Words::from_sources(config.templates).unwrap();
    let (store, _) = SledStore::open(home.path("data")).unwrap();
    let hours = i64::from(config.desk.limits.unknown_hours_max);
    let later = Clock::Fixed(Clock::System.now() + chrono::Duration::hours(hours + 1));
    let mut engine = Engine::open(store, Arc::new(config.desk), Arc::new(words), later).unwrap();
    let in_doubt: Vec<Letter> = engine.state().letters().cloned().collect();
    rounds::look(&mut engine, &mut NoCopy).unwrap();
    let told: Vec<String> =
        engine.notices(RoomName::Console).iter().flat_map(|n| n.lines.clone()).collect();
    for letter in &in_doubt {
        let state = engine.state().letter(&letter.id).map(|letter| letter.state.clone());
        if state != Some(LetterState::WithAPerson)
            || !told.iter().any(|line| line.contains(letter.id.as_str()))
        {
            survived.faults.push(format!("{} is {state:?} and nobody hears of it", letter.id));
        }
    }
    if rounds::send(&mut engine, &mut NoCopy).unwrap() > 0 {
        survived.faults.push("a letter in doubt was sent again".to_owned());
    }
    in_doubt.into_iter().map(|letter| letter.message_id).collect()
}

/// Sees no copy of anything, and takes every letter.
struct NoCopy;

impl Courier for NoCopy {
    fn deliver(&mut self, _: &Committed<Letter>) -> Handover {
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, _: &Committed<Letter>) -> Sighting {
        Sighting::NotSeen
    }
}

fn name_of(filing: &Filing) -> &'static str {
    match filing {
        Filing::Answered { .. } => "answered",
        Filing::WaitsForStaff { .. } => "with staff",
        Filing::Filed { .. } => "filed",
        Filing::Quarantined { .. } => "quarantined",
    }
}

fn message_id(mail: &[u8]) -> String {
    MessageParser::default().parse(mail).unwrap().message_id().unwrap().to_owned()
}

fn log(home: &Home) -> String {
    let log = fs::read_to_string(home.path("log")).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n    ")
}
