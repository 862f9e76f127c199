//! The trail of a visit: every step with who took it and why (`bezoek waarom` prints it).
//!
//! Values, not sentences; the words stand in `templates/`.

use serde::{Deserialize, Serialize};

use super::ids::{ContactId, LetterId, MailKey, WijkId};
use super::people::Actor;
use super::reading::{Doubt, Span};
use super::reason::{Reason, WijkChoice};
use super::stage::Stage;
use super::time::{Instant, Slot};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: Instant,
    pub by: Actor,
    #[serde(flatten)]
    pub step: Step,
}

/// What happened. In templates: `entry.step` and its fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    MailRead { mail: MailKey, findings: Vec<Finding>, doubts: Vec<Doubt> },
    WijkChosen { wijk: WijkId, why: WijkChoice },
    StageReached { stage: Stage },
    Offered { version: u32, options: Vec<(Slot, Vec<Reason>)> },
    NothingFree { reasons: Vec<Reason> },
    Chosen { slot: Slot },
    SlotWasTaken { slot: Slot, reasons: Vec<Reason> },
    OfferLapsed { version: u32 },
    HostSet { host: ContactId },
    LetterDecided { letter: LetterId },
    LetterAccepted { letter: LetterId },
    LetterDelayed { letter: LetterId, reply: String },
    LetterRefused { letter: LetterId, reply: String },
    LetterUnknown { letter: LetterId },
    LetterCalledBack { letter: LetterId },
    ReminderDropped { days_before: u32 },
    Taken { name: String },
    Noted { text: String },
    Away { text: String },
    HandedOver { why: String },
    Ended { reason: Option<String> },
}

/// What the reader found and in which words, shortened for staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// `intent`, `wijk`, `when`, `party`, `choice`, ...: the key of the reading.
    pub what: String,
    pub value: String,
    /// The writer's own words.
    pub words: String,
    pub span: Span,
}
