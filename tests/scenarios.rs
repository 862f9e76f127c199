//! Plays the transcripts in `tests/scenarios/`: what people do stands in them by hand, what the bot
//! says is recorded. Anything that differs shows as a diff; `UPDATE=1 cargo test --test scenarios`
//! (or `just record`) writes the recordings anew. The
//! grammar stands in `tests/support/transcript.rs`.

#![allow(dead_code, reason = "what is shared has more than this test uses")]
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

#[path = "support/mouth.rs"]
mod mouth;
#[path = "support/transcript.rs"]
mod transcript;
#[path = "support/world.rs"]
mod world;

use transcript::{Player, Records};

#[test]
fn every_transcript_ends_as_recorded() {
    let player = Player { folder: "scenarios", mails: "corpus", records: Records::LettersWhole };
    let count = player.transcripts().len();
    assert!(count >= 25, "one transcript for each promise; only {count} found");
    let wrong = player.differences();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
