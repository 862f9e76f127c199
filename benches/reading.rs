//! What reading costs: `cargo bench --bench reading`.
//!
//! Four mails of 200 words (`benches/reading/mails.txt`, fictional) and one text of a megabyte, with
//! the allocations. The ratio against chrono-node is `benches/reading_rate.rs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop at once")]

use std::path::Path;

use chrono::NaiveDateTime;
use divan::{AllocProfiler, Bencher, counter::ItemsCount};
use werkbezoek::config::Config;
use werkbezoek::reading::{Context, Gazetteer, Policy, read_text};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Each mail with the moment at which it is read.
fn mails() -> Vec<(NaiveDateTime, &'static str)> {
    include_str!("reading/mails.txt")
        .split("\n=== ")
        .map(|part| {
            let (at, text) = part.trim_start_matches("=== ").split_once('\n').unwrap();
            (NaiveDateTime::parse_from_str(at.trim(), "%Y-%m-%dT%H:%M").unwrap(), text.trim())
        })
        .collect()
}

fn places() -> Gazetteer {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
    Gazetteer::new(&Config::look(&path).unwrap().desk.wijken)
}

fn context<'a>(now: NaiveDateTime, places: &'a Gazetteer, policy: &'a Policy) -> Context<'a> {
    Context::new(now, places, policy)
}

#[divan::bench]
fn four_mails_of_200_words(bencher: Bencher<'_, '_>) {
    let (mails, places, policy) = (mails(), places(), Policy::default());
    bencher.counter(ItemsCount::new(mails.len())).bench_local(|| {
        for (now, text) in &mails {
            divan::black_box(read_text(text, &context(*now, &places, &policy)));
        }
    });
}

#[divan::bench]
fn one_megabyte(bencher: Bencher<'_, '_>) {
    let (mails, places, policy) = (mails(), places(), Policy::default());
    // Without the closings: below the first one nothing would be read.
    let paragraphs: Vec<&str> = mails.iter().flat_map(|(_, text)| text.split("\n\n")).collect();
    let bodies = paragraphs.iter().filter(|text| text.len() > 120 && !text.contains("groet"));
    let mut text = String::new();
    for paragraph in bodies.cycle() {
        if text.len() >= 1_000_000 {
            break;
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    bencher.bench_local(|| read_text(&text, &context(mails[0].0, &places, &policy)));
}
