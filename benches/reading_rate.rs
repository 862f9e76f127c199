//! Mails a second on one core: `cargo bench --bench reading_rate`, or beside chrono-node and Python's
//! dateparser, with a folder in which `benches/reading/install_others.sh FOLDER` was run:
//! `cargo bench --bench reading_rate -- FOLDER`.
//!
//! All read the same four mails of 200 words in turns, five rounds each; the best round counts, as
//! whatever else the machine does only makes a round slower. The others find dates and hours only;
//! here everything is read: times with their modality, places, people, intents, questions.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark may stop and speak"
)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use chrono::NaiveDateTime;
use werkbezoek::config::Config;
use werkbezoek::reading::{Context, Gazetteer, Policy, read_text};

const ROUNDS: usize = 5;
const MAILS_A_ROUND: usize = 20_000;

/// Whoever reads beside us: a script that prints mails a second, and what runs it.
struct Other {
    name: &'static str,
    program: PathBuf,
    script: &'static str,
}

fn main() {
    let folder = std::env::args().skip(1).find(|word| !word.starts_with('-')).map(PathBuf::from);
    let mails = mails();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let places = Gazetteer::new(&Config::look(&path).unwrap().desk.wijken);
    let mut ours = 0.0_f64;
    let mut others = folder.as_deref().map(others).unwrap_or_default();
    for _ in 0..ROUNDS {
        ours = ours.max(rate(&mails, &places));
        for (other, best) in &mut others {
            *best = best.max(rate_of(other, folder.as_deref().unwrap()));
        }
    }
    println!("{:<12} {:>10} {:>16}", "", "mails/s", "werkbezoek is");
    println!("{:<12} {ours:>10.0}", "werkbezoek");
    for (other, theirs) in &others {
        println!("{:<12} {theirs:>10.1} {:>10.1} times", other.name, ours / theirs);
    }
}

/// Each with its best round so far.
fn others(folder: &Path) -> Vec<(Other, f64)> {
    let chrono = Other { name: "chrono-node", program: "node".into(), script: "chrono.cjs" };
    let python = folder.join("bin/python");
    let dateparser = Other { name: "dateparser", program: python, script: "search_dates.py" };
    vec![(chrono, 0.0), (dateparser, 0.0)]
}

fn mails() -> Vec<(NaiveDateTime, String)> {
    include_str!("reading/mails.txt")
        .split("\n=== ")
        .map(|part| {
            let (at, text) = part.trim_start_matches("=== ").split_once('\n').unwrap();
            let at = NaiveDateTime::parse_from_str(at.trim(), "%Y-%m-%dT%H:%M").unwrap();
            (at, text.trim().to_owned())
        })
        .collect()
}

fn rate(mails: &[(NaiveDateTime, String)], places: &Gazetteer) -> f64 {
    let policy = Policy::default();
    let start = Instant::now();
    for (now, text) in mails.iter().cycle().take(MAILS_A_ROUND) {
        let context = Context::new(*now, places, &policy);
        black_box(read_text(black_box(text), &context));
    }
    MAILS_A_ROUND as f64 / start.elapsed().as_secs_f64()
}

/// What the script beside this file prints.
fn rate_of(other: &Other, folder: &Path) -> f64 {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/reading");
    let ran = Command::new(&other.program)
        .arg(here.join(other.script))
        .arg(here.join("mails.txt"))
        .env("NODE_PATH", folder.join("node_modules"))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}; {}", other.program.display(), remedy(folder)));
    let said = String::from_utf8_lossy(&ran.stdout);
    said.trim().parse().unwrap_or_else(|_| {
        let complaint = String::from_utf8_lossy(&ran.stderr);
        panic!("{} said `{said}` {complaint}; {}", other.script, remedy(folder))
    })
}

fn remedy(folder: &Path) -> String {
    format!("run benches/reading/install_others.sh {}", folder.display())
}
