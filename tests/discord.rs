//! The room on Discord, against a fake that is as strict as the real one (`support/discord.rs`). Each
//! test reads like a dialogue; the desk is a stand-in that answers whatever is said.
//!
//! The fake complains at the end of each test about anything that Discord would have refused, or that a
//! guest's words would have done.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "discord/answers.rs"]
mod answers;
#[path = "discord/cards.rs"]
mod cards;
#[path = "support/discord.rs"]
mod fake;
#[path = "discord/inert.rs"]
mod inert;
#[path = "discord/specimens.rs"]
mod specimens;
#[path = "discord/stage.rs"]
mod stage;
#[path = "discord/trouble.rs"]
mod trouble;
