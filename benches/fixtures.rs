//! What is made of a folder of odd mails: `cargo bench --bench fixtures -- FOLDER`. Each folder in it
//! is a set, and a line of the table; `--list` also shows what each mail was taken for, and why.
//!
//! Each file goes the whole way of an incoming mail on a fresh desk: parse, verdict, zones, reading,
//! decide. A letter to anybody but a person is a fault, and so are a panic and more than 100 ms. A
//! text without a header is taken for what a person wrote.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop and speak")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use werkbezoek::config::Config;
use werkbezoek::decide::decide;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::event::{Event, Incoming, Unreadable};
use werkbezoek::domain::mail::{Mail, SenderKind};
use werkbezoek::domain::state::State;
use werkbezoek::mail::parse::parse;

const MILLISECONDS_MAX: u128 = 100;
/// A head for texts without one.
const HEAD: &str = "From: Tineke Bos <t.bos@kamer.example>\nTo: werkbezoek@m50.example\n\
    Subject: Bericht\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n";

/// What became of one file.
struct Outcome {
    path: PathBuf,
    kind: String,
    signs: String,
    letter: Option<String>,
    taken: Duration,
    panicked: bool,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let list = words.iter().any(|word| word == "--list");
    let Some(folder) = words.iter().find(|word| !word.starts_with('-')) else {
        println!("no folder given: cargo bench --bench fixtures -- FOLDER [--list]");
        return;
    };
    let desk = Config::look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml"));
    let desk = desk.unwrap().desk;
    println!("{:<20} {:>6} {:>7} {:>11}  kinds", "set", "files", "letters", "slowest ms");
    let sets: Vec<(PathBuf, Vec<Outcome>)> =
        sets(Path::new(folder)).into_iter().map(|set| (set.clone(), run(&set, &desk))).collect();
    for (set, outcomes) in &sets {
        row(set, outcomes);
    }
    for outcome in sets.iter().flat_map(|(_, outcomes)| outcomes) {
        if list {
            println!("{}\t{}\t{}", outcome.path.display(), outcome.kind, outcome.signs);
        }
        for fault in faults(outcome) {
            println!("fault: {}: {fault}", outcome.path.display());
        }
    }
}

/// The folders in a folder, or itself when it holds none.
fn sets(folder: &Path) -> Vec<PathBuf> {
    let mut sets: Vec<PathBuf> = entries(folder).into_iter().filter(|path| path.is_dir()).collect();
    if sets.is_empty() {
        sets.push(folder.to_owned());
    }
    sets
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let within = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries(folder).into_iter().flat_map(within).collect()
}

fn run(set: &Path, desk: &Desk) -> Vec<Outcome> {
    files(set).into_iter().map(|path| outcome(path, desk)).collect()
}

fn outcome(path: PathBuf, desk: &Desk) -> Outcome {
    let mut bytes = std::fs::read(&path).unwrap();
    let is_text = path.extension().is_some_and(|extension| extension == "txt");
    if is_text && matches!(read(&bytes, desk), Err(Unreadable::NotAMail)) {
        bytes = [HEAD.as_bytes(), &bytes].concat();
    }
    let start = Instant::now();
    let read = read(&bytes, desk);
    let panicked =
        matches!(&read, Err(Unreadable::Poison { reason }) if reason.contains("gave up"));
    let (kind, signs, letter) = match read {
        Ok(mail) => decided(mail, desk),
        Err(why) => ("Unreadable".to_owned(), format!("{why:?}"), None),
    };
    Outcome { path, kind, signs, letter, taken: start.elapsed(), panicked }
}

fn read(bytes: &[u8], desk: &Desk) -> Result<Mail, Unreadable> {
    parse(bytes, Some("mx.m50.example"), &desk.bot.address)
}

fn decided(mail: Mail, desk: &Desk) -> (String, String, Option<String>) {
    let kind = format!("{:?}", mail.verdict.kind);
    let from = mail.from.as_ref().map_or("nobody".to_owned(), |from| from.address.to_string());
    let signs = format!("{from}: {}: {}", mail.subject, mail.verdict.signs.join("; "));
    let incoming =
        Incoming { mail, file: String::new(), known: None, closed_visit: None, arrived: None };
    let now = "2026-11-25T09:00:00Z".parse().unwrap();
    let event = Event::MailArrived(Box::new(incoming));
    let decision = decide(desk, &State::default(), now, &event);
    let letter = decision.letters.first().map(|letter| letter.kind.slug().to_owned());
    let filing = decision.filing.map(|filing| format!("{filing:?}")).unwrap_or_default();
    (kind, format!("{signs}: {filing}: {}", letter.as_deref().unwrap_or("no letter")), letter)
}

fn row(set: &Path, outcomes: &[Outcome]) {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes {
        *kinds.entry(&outcome.kind).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let slowest = outcomes.iter().map(|outcome| outcome.taken).max().unwrap_or_default();
    let letters = outcomes.iter().filter(|outcome| outcome.letter.is_some()).count();
    println!(
        "{:<20} {:>6} {:>7} {:>11.1}  {}",
        set.file_name().unwrap_or_default().to_string_lossy(),
        outcomes.len(),
        letters,
        slowest.as_secs_f64() * 1_000.0,
        kinds.join(", ")
    );
}

fn faults(outcome: &Outcome) -> Vec<String> {
    let mut faults = Vec::new();
    if outcome.panicked {
        faults.push("a parser panicked".to_owned());
    }
    if outcome.taken.as_millis() > MILLISECONDS_MAX {
        faults.push(format!("took {:?}", outcome.taken));
    }
    if outcome.letter.is_some() && outcome.kind != format!("{:?}", SenderKind::Human) {
        faults.push(format!("a letter to a machine ({})", outcome.kind));
    }
    faults
}
