//! The real program under load, killed at fifty random moments in a row. Afterwards every mail lies in
//! exactly one place, every request was answered exactly once, and nobody is booked twice.
//!
//! Offices write all the time and answer the offers they get, staff approve on the console; all of
//! that goes on while the program is down. The config is the shipped one, with limits that let the
//! load through.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "simulation/chance.rs"]
#[allow(dead_code, reason = "the simulation draws more")]
mod chance;
#[path = "support/program.rs"]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{ChildStdin, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chance::Chance;
use mail_parser::{Message, MessageParser, MimeHeaders};
use program::{Home, request};

const KILLS: usize = 50;
/// More requests than this would only fill the calendars.
const REQUESTS: usize = 90;

#[test]
fn fifty_kills_lose_nothing_and_do_nothing_twice() {
    let home = Home::new();
    home.set("undo_seconds = 60", "undo_seconds = 0");
    home.set("answers_per_day = 200", "answers_per_day = 10000");
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    let over = AtomicBool::new(false);
    let fed = thread::scope(|scope| {
        let feeder = scope.spawn(|| feed(&home, &over));
        let mut chance = Chance::of(7, 0);
        for _ in 0..KILLS {
            let mut program = home.live();
            let until = Instant::now() + Duration::from_millis(chance.between(40, 900) as u64);
            approve(&home, &mut program.stdin.take().unwrap(), until);
            program.kill().unwrap();
            program.wait().unwrap();
        }
        over.store(true, Ordering::Relaxed);
        feeder.join().unwrap()
    });
    ends_in_order(&home);
    assert!(fed.len() > REQUESTS / 2, "hardly any load: {} mails", fed.len());
    each_mail_lies_in_one_place(&home, &fed);
    each_mail_is_answered_once(&home, &fed);
    nobody_is_booked_twice(&home);
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
}

/// A mail that was fed: its file and its Message-ID.
struct Fed {
    file: String,
    id: String,
}

/// Drops mails into the inbox until it is over: requests, and answers to the offers that went out.
/// An office answers the first offer only, so that each of its mails asks for something new. Half of
/// the mails arrive as in a Maildir, half as plain files that grow while they are looked at.
fn feed(home: &Home, over: &AtomicBool) -> Vec<Fed> {
    let mut fed = Vec::new();
    let mut answered = BTreeSet::new();
    let mut requests = 0;
    while !over.load(Ordering::Relaxed) {
        if requests < REQUESTS {
            requests += 1;
            let id = format!("verzoek{requests}@kantoor{requests}.example");
            let file = format!("verzoek{requests}.eml");
            put(home, &file, &request(requests), requests % 2 == 0);
            fed.push(Fed { file, id });
        }
        let offers =
            home.sent("data/mail").into_iter().filter(|(name, _)| name.contains(".voorstel.1."));
        for (name, bytes) in offers {
            if answered.insert(name.clone()) {
                let file = format!("antwoord-{name}");
                let id = format!("{name}@antwoord.example");
                put(home, &file, &choice(&bytes, &id), answered.len() % 2 == 0);
                fed.push(Fed { file, id });
            }
        }
        thread::sleep(Duration::from_millis(120));
    }
    fed
}

fn put(home: &Home, file: &str, mail: &str, as_maildir: bool) {
    let inbox = home.path("data/mail/inbox");
    if as_maildir {
        fs::write(home.path(file), mail).unwrap();
        fs::rename(home.path(file), inbox.join("new").join(file)).unwrap();
    } else {
        let mut plain = fs::File::create(inbox.join(file)).unwrap();
        for piece in mail.as_bytes().chunks(100) {
            plain.write_all(piece).unwrap();
        }
    }
}

/// The office takes the first option of an offer.
fn choice(offer: &[u8], id: &str) -> String {
    let offer = parsed(offer);
    let to = offer.to().unwrap().first().unwrap().address().unwrap();
    let key = offer.message_id().unwrap();
    format!(
        "From: Sanne <{to}>\r\nTo: werkbezoek@m50.example\r\nSubject: RE: Werkbezoek\r\n\
         Message-ID: <{id}>\r\nIn-Reply-To: <{key}>\r\nReferences: <{key}>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nOptie 1 graag.\r\n"
    )
}

/// Staff approve what came in, as they see it, until it is time.
fn approve(home: &Home, console: &mut ChildStdin, until: Instant) {
    let mut said = BTreeSet::new();
    while Instant::now() < until {
        let sent = home.sent("data/mail");
        let offered = |case: &str| {
            sent.iter().any(|(name, _)| name.starts_with(&format!("{case}.voorstel.")))
        };
        let cases = sent.iter().filter_map(|(name, _)| name.strip_suffix(".ontvangst.1.eml"));
        for case in cases.filter(|case| !offered(case)) {
            if said.insert(case.to_owned()) {
                // The program may be gone by now; then the next one hears it.
                let _ = write!(console, "bezoek stel-voor {case}\nja\n");
            }
        }
        thread::sleep(Duration::from_millis(60).min(until - Instant::now().min(until)));
    }
}

/// Live once more, a second program is refused, SIGTERM ends it well, and a last pass clears up.
fn ends_in_order(home: &Home) {
    let mut program = home.live();
    let mut console = program.stdin.take().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let left = || {
        let inbox = home.path("data/mail/inbox");
        let files = |path: &Path| {
            let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_type());
            entries.filter(|kind| kind.as_ref().unwrap().is_file()).count()
        };
        files(&inbox) + files(&inbox.join("new"))
    };
    // At least once, so that the program has taken hold of its store.
    let mut pause = Duration::from_secs(2);
    while !pause.is_zero() {
        approve(home, &mut console, Instant::now() + pause);
        assert_eq!(program.try_wait().unwrap(), None, "{}", log(home));
        let goes_on = left() > 0 && Instant::now() < deadline;
        pause = Duration::from_millis(if goes_on { 300 } else { 0 });
    }
    assert_eq!(left(), 0, "mail is left in the inbox\n{}", log(home));
    let (ok, _, errors) = home.once("");
    assert!(!ok && errors.contains("another werkbezoek"), "a second program: {errors}");
    assert_eq!(errors.trim().lines().count(), 1, "{errors}");
    let pid = program.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let status = program.wait().unwrap();
    assert_eq!(status.code(), Some(0), "{}", log(home));
    for _ in 0..2 {
        let (ok, _, errors) = home.once("");
        assert!(ok, "{errors}");
    }
}

fn log(home: &Home) -> String {
    let log = fs::read_to_string(home.path("log")).unwrap_or_default();
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

fn each_mail_lies_in_one_place(home: &Home, fed: &[Fed]) {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for folder in ["verwerkt", "ter-beoordeling", "quarantaine", "inbox", "inbox/new", "inbox/cur"]
    {
        for entry in fs::read_dir(home.path("data/mail").join(folder)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                places.entry(name).or_default().push(folder);
            }
        }
    }
    for mail in fed {
        let found = places.remove(&mail.file).unwrap_or_default();
        assert_eq!(found.len(), 1, "{} lies in {found:?}", mail.file);
        assert!(!found[0].starts_with("inbox"), "{} was never handled", mail.file);
    }
    assert!(places.is_empty(), "files that nobody fed: {places:?}");
}

/// A request gets one receipt, an answer to an offer gets one letter.
fn each_mail_is_answered_once(home: &Home, fed: &[Fed]) {
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut identities = BTreeSet::new();
    for (name, bytes) in home.sent("data/mail") {
        let letter = parsed(&bytes);
        let id = letter.message_id().unwrap().to_owned();
        assert!(identities.insert(id), "{name}: sent twice");
        if let Some(about) = letter.in_reply_to().as_text() {
            answers.entry(about.to_owned()).or_default().push(name);
        }
    }
    for mail in fed {
        let letters = answers.remove(&mail.id).unwrap_or_default();
        // Offers come from staff, who may make a second one when they did not see the first leave.
        let automatic = letters.iter().filter(|name| !name.contains(".voorstel."));
        assert_eq!(automatic.count(), 1, "{} was answered with {letters:?}", mail.file);
    }
}

/// What the hosts have in their calendars, the latest state of each event, does not overlap: not for
/// a host, and not for a wijk (whose hosts share a domain in the shipped config).
fn nobody_is_booked_twice(home: &Home) {
    let mut events: BTreeMap<(String, String), (u32, Times)> = BTreeMap::new();
    for (name, bytes) in home.sent("data/mail") {
        if !name.contains(".gastheer-") {
            continue;
        }
        let letter = parsed(&bytes);
        let host = letter.to().unwrap().first().unwrap().address().unwrap().to_owned();
        let Some(entry) = calendar(&letter) else { continue };
        let known = events.entry((host, entry.uid)).or_insert((0, None));
        if entry.sequence >= known.0 {
            let times = (entry.start, entry.end);
            *known = (entry.sequence, (entry.method == "REQUEST").then_some(times));
        }
    }
    let mut wijken: BTreeMap<String, Vec<(String, String, String)>> = BTreeMap::new();
    for ((host, uid), (_, times)) in events {
        let wijk = host.split('@').nth(1).unwrap().to_owned();
        let Some((start, end)) = times else { continue };
        wijken.entry(wijk).or_default().push((start, end, uid));
    }
    assert!(wijken.values().map(Vec::len).sum::<usize>() > 2, "hardly any visit was agreed");
    for (wijk, mut booked) in wijken {
        booked.sort();
        for pair in booked.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{wijk}: {} and {} overlap", pair[0].2, pair[1].2);
        }
    }
}

/// Start and end of a visit; none when it is off.
type Times = Option<(String, String)>;

struct Entry {
    uid: String,
    method: String,
    sequence: u32,
    start: String,
    end: String,
}

fn calendar(letter: &Message<'_>) -> Option<Entry> {
    let part = letter
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar")))?;
    let text = part.text_contents()?.replace("\r\n ", "");
    // The last one: the time zone of the object has a DTSTART of its own.
    let value = |name: &str| {
        let line = text.lines().rfind(|line| line.starts_with(name))?;
        Some(line.rsplit_once(':')?.1.trim().to_owned())
    };
    Some(Entry {
        uid: value("UID")?,
        method: value("METHOD")?,
        sequence: value("SEQUENCE")?.parse().ok()?,
        start: value("DTSTART")?,
        end: value("DTEND")?,
    })
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}
