//! The trail of a visit: every step with who took it and why (`bezoek waarom` prints it).
//!
//! Values, not sentences; the words stand in `templates/`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::appointment::Word;
use super::consent::Voice;
use super::ids::{ContactId, LetterId, MailKey, VisitId, WijkId};
use super::people::Actor;
use super::reading::{Doubt, Span, When};
use super::reason::{Reason, WijkChoice};
use super::stage::Stage;
use super::time::{Instant, Slot};

/// Characters of free text in one step.
pub const TEXT_MAX: usize = 2_000;

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
    MailRead {
        mail: MailKey,
        findings: Vec<Finding>,
        doubts: Vec<Doubt>,
    },
    /// A request by telephone was read, in the words of who took the call.
    Telephoned {
        findings: Vec<Finding>,
        doubts: Vec<Doubt>,
    },
    WijkChosen {
        wijk: WijkId,
        why: WijkChoice,
    },
    StageReached {
        stage: Stage,
    },
    Offered {
        version: u32,
        options: Vec<(Slot, Vec<Reason>)>,
    },
    NothingFree {
        reasons: Vec<Reason>,
    },
    Chosen {
        slot: Slot,
    },
    SlotWasTaken {
        slot: Slot,
        reasons: Vec<Reason>,
    },
    OfferLapsed {
        version: u32,
    },
    /// The guest keeps what was agreed, so what was proposed beside it is let go.
    OfferWithdrawn {
        version: u32,
    },
    /// The wijk closed for the day that was agreed or offered.
    WijkShut {
        slot: Option<Slot>,
        why: String,
    },
    /// On the waiting list, until then.
    Waits {
        until: Instant,
    },
    HostSet {
        host: ContactId,
    },
    /// The moment is held; these must still say yes to it.
    AwaitsYes {
        slot: Slot,
        voices: Vec<Voice>,
    },
    /// One of them did, or did not.
    VoiceSaid {
        voice: Voice,
        yes: bool,
    },
    /// Staff put it on one day with another visit.
    Together {
        with: VisitId,
    },
    /// Staff put it on one day with another visit no more.
    Apart {
        with: VisitId,
    },
    /// Another case of the same request went into this one.
    Merged {
        with: VisitId,
    },
    /// It went into another case of the same request, and ended.
    WentInto {
        case: VisitId,
    },
    LetterDecided {
        letter: LetterId,
    },
    LetterAccepted {
        letter: LetterId,
    },
    LetterDelayed {
        letter: LetterId,
        reply: String,
    },
    LetterRefused {
        letter: LetterId,
        reply: String,
    },
    LetterUnknown {
        letter: LetterId,
    },
    LetterCalledBack {
        letter: LetterId,
    },
    /// Staff let it go once more.
    LetterSentAgain {
        letter: LetterId,
    },
    /// Staff settled it without.
    LetterLet {
        letter: LetterId,
    },
    ReminderDropped {
        days_before: u32,
    },
    /// It waits until a person has looked whether the visit stands, or who receives the guest.
    ReminderPutOff {
        days_before: u32,
    },
    Taken {
        name: String,
    },
    /// Nobody of staff looks after it any more.
    Released,
    /// Somebody else writes for the guest from now on, or their name was put right.
    WriterSet {
        name: String,
    },
    /// A calendar answered our invitation.
    CalendarAnswered {
        word: Word,
        /// False for an answer that was given before or is older than the last one.
        counts: bool,
        /// What was written with it.
        text: Option<String>,
    },
    Noted {
        text: String,
    },
    /// `until` is the last day of the absence.
    Away {
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deputy: Option<String>,
    },
    /// A yes was called back: the visit stands as it did before.
    PutBack {
        stage: Stage,
    },
    /// Somebody said whether the visit went ahead.
    Held {
        held: bool,
    },
    /// Staff pass on that the guest wants it called off.
    GuestCalledOff,
    Ended {
        reason: Option<String>,
    },
}

impl Step {
    /// The step with its free text cut to `TEXT_MAX` characters: a trail is read line by line, and a
    /// whole mail stays where it came in.
    pub fn shortened(mut self) -> Self {
        let text = match &mut self {
            Self::Noted { text } | Self::Away { text, .. } => Some(text),
            Self::LetterDelayed { reply, .. } | Self::LetterRefused { reply, .. } => Some(reply),
            Self::WijkShut { why, .. } => Some(why),
            Self::Ended { reason } => reason.as_mut(),
            Self::CalendarAnswered { text, .. } => text.as_mut(),
            Self::MailRead { .. }
            | Self::Telephoned { .. }
            | Self::WijkChosen { .. }
            | Self::StageReached { .. }
            | Self::Offered { .. }
            | Self::NothingFree { .. }
            | Self::Chosen { .. }
            | Self::SlotWasTaken { .. }
            | Self::OfferLapsed { .. }
            | Self::OfferWithdrawn { .. }
            | Self::Waits { .. }
            | Self::HostSet { .. }
            | Self::AwaitsYes { .. }
            | Self::VoiceSaid { .. }
            | Self::Together { .. }
            | Self::Apart { .. }
            | Self::Merged { .. }
            | Self::WentInto { .. }
            | Self::Released
            | Self::GuestCalledOff
            | Self::LetterDecided { .. }
            | Self::LetterAccepted { .. }
            | Self::LetterUnknown { .. }
            | Self::LetterCalledBack { .. }
            | Self::LetterSentAgain { .. }
            | Self::LetterLet { .. }
            | Self::PutBack { .. }
            | Self::ReminderDropped { .. }
            | Self::ReminderPutOff { .. }
            | Self::Taken { .. }
            | Self::WriterSet { .. }
            | Self::Held { .. } => None,
        };
        if let Some(text) = text
            && let Some((end, _)) = text.char_indices().nth(TEXT_MAX)
        {
            text.truncate(end);
            text.push('…');
        }
        self
    }
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
    /// The times that the words were read as: the first reading and its alternatives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<When>,
    /// How the reader came to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters_and_a_short_one_is_not() {
        let Step::Noted { text } = (Step::Noted { text: "é".repeat(5_000) }).shortened() else {
            panic!("another step");
        };
        assert_eq!(text.chars().count(), TEXT_MAX + 1);
        assert!(text.ends_with("é…"));
        let whole = Step::Noted { text: "é".repeat(TEXT_MAX) };
        assert_eq!(whole.clone().shortened(), whole);
    }
}
