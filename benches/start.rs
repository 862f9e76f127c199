//! How long the program takes to start and end: `run --once` with an empty inbox, beside a program
//! that does nothing: `cargo bench --bench start`. The aim is less than 50 ms.

#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop at once")]

#[path = "../tests/support/program.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod program;

use std::process::Command;
use std::time::{Duration, Instant};

use program::Home;

const ROUNDS: usize = 31;

fn main() {
    let home = Home::new();
    // The first start makes folders and key; it is not what happens every day.
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    let (mut ours, mut nothing) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(timed(|| drop(home.once(""))));
        nothing.push(timed(|| drop(Command::new("true").output().unwrap())));
    }
    let (ours, nothing) = (median(ours), median(nothing));
    println!("{:>24} {:>8.1} ms", "run --once, no mail", ours);
    println!("{:>24} {:>8.1} ms", "true", nothing);
    println!("{:>24} {:>8.1} x", "ratio", ours / nothing);
}

fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// In milliseconds.
fn median(mut all: Vec<Duration>) -> f64 {
    all.sort();
    all.get(all.len() / 2).map_or(0.0, |middle| middle.as_secs_f64() * 1000.0)
}
