//! The post as a whole: whether letters may leave, and whether the servers on either side answer.
//!
//! One record for the desk, so that a pause and an outage that staff were told of survive a restart.
//! What becomes of one letter stands in `letter`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::LetterId;
use super::letter::{Letter, LetterState};
use super::room::RoomName;
use super::time::Instant;

/// What the bot stands in touch with and can lose: mail that comes in, letters that go out, its rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Inbox,
    Outbox,
    Console,
    Discord,
    Matrix,
}

impl From<RoomName> for Side {
    fn from(room: RoomName) -> Self {
        match room {
            RoomName::Console => Self::Console,
            RoomName::Discord => Self::Discord,
            RoomName::Matrix => Self::Matrix,
        }
    }
}

/// Staff hold all letters back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    pub since: Instant,
    pub by: String,
    pub reason: Option<String>,
}

/// Staff had the bot begin anew with config as it lies on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anew {
    pub at: Instant,
    pub by: String,
    /// Where they asked, and read that it does.
    pub room: RoomName,
}

/// A server that cannot be reached, and of which staff know that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    pub since: Instant,
    /// What went wrong, with its remedy.
    pub reason: String,
}

/// What the desk must remember of its post.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PostBook {
    pub paused: Option<Paused>,
    /// The outages that staff were told of and that are not over.
    pub outages: BTreeMap<Side, Outage>,
    /// The last mail that came in, to within a minute.
    pub last_mail: Option<Instant>,
    /// When staff were last told of what lies in Junk, and when the newest of that had come. The clock
    /// of the server is not ours.
    pub junk_told: Option<Instant>,
    pub junk_newest: Option<Instant>,
    /// Under which number the box counts its mails.
    pub numbering: Option<u32>,
    /// Until the bot has begun anew, and staff were told so.
    pub anew: Option<Anew>,
}

/// A mail in the folder Junk, as far as anybody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JunkLine {
    pub from: String,
    pub subject: String,
    pub at: Instant,
}

/// The letters in the outbox, counted by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Outbox {
    pub waiting: usize,
    /// With a courier at this moment: they may leave whatever is said.
    pub under_way: usize,
    pub in_doubt: usize,
    pub with_a_person: usize,
}

impl Outbox {
    pub fn count<'a>(letters: impl Iterator<Item = &'a Letter>) -> Self {
        letters.fold(Self::default(), |mut sum, letter| {
            let one = match letter.state {
                LetterState::Waiting { .. } => &mut sum.waiting,
                LetterState::Trying { .. } => &mut sum.under_way,
                LetterState::Unknown { .. } => &mut sum.in_doubt,
                LetterState::WithAPerson => &mut sum.with_a_person,
            };
            *one += 1;
            sum
        })
    }
}

/// A letter of which a person must say whether it goes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LetterInDoubt {
    pub letter: LetterId,
    pub to: String,
    pub subject: String,
    pub decided: Instant,
}

/// How the bot stands, for `systeem status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    pub version: String,
    /// The address that the bot reads and writes from.
    pub address: String,
    pub last_mail: Option<Instant>,
    pub mails_waiting: usize,
    pub cases: usize,
    pub outbox: Outbox,
    pub paused: Option<Paused>,
    pub outages: BTreeMap<Side, Outage>,
}
