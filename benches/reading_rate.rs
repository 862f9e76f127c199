//! Mails a second on one core, and against chrono-node: `cargo bench --bench reading_rate`, or with a
//! folder in which `npm install chrono-node` was run: `cargo bench --bench reading_rate -- FOLDER`.
//!
//! Both read the same four mails of 200 words in turns, five rounds each; the best round counts, as
//! whatever else the machine does only makes a round slower. chrono-node finds dates and hours only;
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

fn main() {
    let folder = std::env::args().skip(1).find(|word| !word.starts_with('-')).map(PathBuf::from);
    let mails = mails();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    let places = Gazetteer::new(&Config::look(&path).unwrap().desk.wijken);
    let (mut ours, mut theirs) = (0.0_f64, 0.0_f64);
    for _ in 0..ROUNDS {
        ours = ours.max(rate(&mails, &places));
        if let Some(folder) = &folder {
            theirs = theirs.max(rate_of_chrono(folder));
        }
    }
    println!("werkbezoek   {ours:>9.0} mails/s");
    if folder.is_some() {
        println!("chrono-node  {theirs:>9.0} mails/s");
        println!("ratio        {:>9.1}", ours / theirs);
    }
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
        let context = Context {
            now: *now,
            places,
            offered: &[],
            periods: &[],
            policy: &policy,
            explain: false,
            about: None,
        };
        black_box(read_text(black_box(text), &context));
    }
    MAILS_A_ROUND as f64 / start.elapsed().as_secs_f64()
}

/// What the script beside this file prints: mails a second.
fn rate_of_chrono(folder: &Path) -> f64 {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/reading");
    let ran = Command::new("node")
        .arg(here.join("chrono.cjs"))
        .arg(here.join("mails.txt"))
        .env("NODE_PATH", folder.join("node_modules"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    said.trim().parse().unwrap_or_else(|_| {
        panic!(
            "chrono.cjs said `{said}` {}; run `npm install chrono-node` in {}",
            String::from_utf8_lossy(&ran.stderr),
            folder.display()
        )
    })
}
