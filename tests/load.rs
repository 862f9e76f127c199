//! Two hundred commands a second, typed at the real program with its store on disk: each is answered
//! once, and soon.
//!
//! `SECONDS=60 cargo test --release --test load -- --nocapture` is the minute; without it a few seconds
//! are played. How soon is held to only where the program is built to be fast; the rest always.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "clippy.toml frees test functions only, not their helpers; a load needs a real clock"
)]

#[path = "support/program.rs"]
#[allow(dead_code, reason = "the other tests of the program use the rest")]
mod program;
#[path = "support/typist.rs"]
mod typist;

use std::time::Duration;

use program::Home;
use typist::Typist;

const A_SECOND: u32 = 200;
const SECONDS: u64 = 5;
/// Of a hundred answers ninety-nine are there within this.
const SOON: Duration = Duration::from_millis(100);

#[test]
fn two_hundred_commands_a_second_are_each_answered_once() {
    let seconds = std::env::var("SECONDS").map_or(SECONDS, |seconds| seconds.parse().unwrap());
    let home = Home::new();
    let load = Typist::at(&home).types(A_SECOND, Duration::from_secs(seconds));
    let [half, most, nearly_all] = [50, 90, 99].map(|of_hundred| load.percentile(of_hundred));
    println!(
        "{A_SECOND} a second for {seconds} s: half within {half:?}, 90 % within {most:?}, 99 % within {nearly_all:?}"
    );
    assert!(load.not_once.is_empty(), "lost or doubled: {:?}", load.not_once);
    if !cfg!(debug_assertions) {
        assert!(nearly_all < SOON, "{nearly_all:?}");
    }
}
