//! The forty cases that the post must get right, each as a transcript in `tests/acceptance/` with the
//! mail as it came beside it. The bot's side is recorded; `UPDATE=1 cargo test --test acceptance` writes
//! it anew, `ONLY=23` plays one. The grammar stands in `tests/support/transcript.rs`.

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

use std::collections::BTreeSet;

use transcript::{Player, Records};

const PLAYER: Player =
    Player { folder: "acceptance", mails: "acceptance", records: Records::Filings };

#[test]
fn each_of_the_forty_cases_ends_as_recorded() {
    let wrong = PLAYER.differences();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_case_is_missing() {
    let names = PLAYER.transcripts();
    let number = |path: &std::path::PathBuf| {
        path.file_name()?.to_str()?.split('-').next()?.parse::<u32>().ok()
    };
    let found: BTreeSet<u32> = names.iter().filter_map(number).collect();
    assert_eq!(found, (1..=40).collect());
}
