//! The production engine in a world that goes wrong: seeded runs with crashes at every step, full
//! disks, lost answers, a second engine on the same store, two of staff at once and a clock that
//! jumps. After every step everything that the house promises is checked by code of its own.
//!
//! `cargo test --test simulation` plays 100 seeds; `SEED=7` replays one and tells its story,
//! `SEEDS=100000` plays many. A run that breaks a promise is made shorter before it is told: steps
//! that do not matter are left out. What the rounds carry is real (decide, words, templates, rounds);
//! the store is the one in memory, the post office and the box are made for this.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop where it stands"
)]

#[path = "simulation/agreed.rs"]
mod agreed;
#[path = "simulation/calendars.rs"]
mod calendars;
#[path = "simulation/chance.rs"]
mod chance;
#[path = "simulation/desk.rs"]
mod desk;
#[path = "simulation/faults.rs"]
mod faults;
#[path = "simulation/letterbox.rs"]
mod letterbox;
#[path = "simulation/post.rs"]
mod post;
#[path = "simulation/promises.rs"]
mod promises;
#[path = "simulation/run.rs"]
mod run;
#[path = "support/shipped.rs"]
mod shipped;
#[path = "simulation/staff.rs"]
mod staff;
#[path = "simulation/writers.rs"]
mod writers;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use run::{Broken, Given, STEPS, play};

/// Seeds in an ordinary test run: some twenty seconds without optimisation. Play a thousand and more
/// with `SEEDS=1000 cargo test --release --test simulation`.
const SEEDS: u64 = 100;
/// Lines of the story that are printed when a promise is broken.
const TOLD: usize = 40;

#[test]
fn every_promise_holds_whatever_goes_wrong() {
    let (desk, words) = shipped::shipped();
    let given = Given { desk, words: Arc::new(words) };
    if let Some(seed) = number("SEED") {
        let mut told = Vec::new();
        let result = survive(&given, seed, &BTreeSet::new(), STEPS, &mut told);
        println!("{}", told.join("\n"));
        assert!(result.is_ok(), "seed {seed}: {:#?}", result.unwrap_err().what);
        return;
    }
    let seeds = number("SEEDS").unwrap_or(SEEDS);
    let first = number("FROM").unwrap_or(1);
    let next = AtomicU64::new(first);
    let broken: Mutex<Vec<(u64, Broken)>> = Mutex::default();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first + seeds || broken.lock().unwrap().len() >= 3 {
                        return;
                    }
                    if let Err(why) = survive(&given, seed, &BTreeSet::new(), STEPS, &mut vec![]) {
                        broken.lock().unwrap().push((seed, why));
                    }
                }
            });
        }
    });
    let broken = broken.into_inner().unwrap();
    let stories: Vec<String> =
        broken.into_iter().map(|(seed, why)| story(seed, &shrunk(&given, seed, why))).collect();
    assert!(stories.is_empty(), "{}", stories.join("\n"));
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Plays a run; a panic is a broken promise too.
fn survive(
    given: &Given,
    seed: u64,
    left_out: &BTreeSet<usize>,
    last: usize,
    told: &mut Vec<String>,
) -> Result<(), Broken> {
    let played = catch_unwind(AssertUnwindSafe(|| play(given, seed, left_out, last, told)));
    played.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        let what = vec![format!("panic: {}", text.unwrap_or_default())];
        Err(Broken { step: last.saturating_sub(1), what, told: told.clone() })
    })
}

/// Leaves out what does not matter: half of the steps, a quarter, ... down to single ones.
fn shrunk(given: &Given, seed: u64, found: Broken) -> Broken {
    let last = (found.step + 1).min(STEPS);
    let mut left_out = BTreeSet::new();
    let mut best = found;
    let mut size = (last / 2).max(1);
    loop {
        for start in (0..last).step_by(size) {
            let mut fewer = left_out.clone();
            fewer.extend(start..(start + size).min(last));
            if let Err(broken) = survive(given, seed, &fewer, last, &mut Vec::new()) {
                (left_out, best) = (fewer, broken);
            }
        }
        if size == 1 {
            return best;
        }
        size /= 2;
    }
}

fn story(seed: u64, broken: &Broken) -> String {
    let from = broken.told.len().saturating_sub(TOLD);
    format!(
        "seed {seed} breaks a promise in step {}:\n  {}\nthe story, made shorter:\n  {}\n",
        broken.step,
        broken.what.join("\n  "),
        broken.told[from..].join("\n  ")
    )
}
