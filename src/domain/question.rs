//! What is asked back, one thing at a time.

use serde::{Deserialize, Serialize};

use super::offer::OfferOption;

/// The one thing asked back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Question {
    /// Which of these moments is meant? `text` is what the writer wrote.
    WhichMoment {
        text: String,
        moments: Vec<super::reading::When>,
    },
    NoSuchDate {
        text: String,
        nearest: Vec<chrono::NaiveDate>,
    },
    WhichPlace {
        text: String,
    },
    WhichOption,
    /// When would it suit?
    WhenSuits,
    PartyTooLarge {
        max: u32,
        asked: u32,
    },
    /// A number taken from an offer that was replaced, which means another moment by now: the first is
    /// what was taken, the second what has that number now.
    OlderOption {
        options: Vec<OfferOption>,
    },
    PlainText,
    /// Somebody declined in a calendar and did not say what is meant: is it off, or should it move?
    CancelOrMove,
    /// Somebody answered an invitation that was replaced: does it hold for what is agreed now?
    StillComing,
}
