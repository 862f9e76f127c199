//! What an answer from a calendar does, as one table; "Answers from a calendar" in ARCHITECTURE.md
//! writes it out, and `tests/answers.rs` tries each cell of that.
//!
//! Knows no visit: who answers, about which version, in which order and what is all that counts. An
//! answer whose sender does not fit never comes here.

use crate::domain::notice::Attendee;
use crate::domain::visit::Word;

/// Which version of the invitation is answered, seen from the one that the attendee was sent last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Lower,
    Current,
    /// We never sent it.
    Higher,
}

/// How an answer stands to the last one of the same attendee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Older,
    Same,
    Newer,
}

/// What is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A person looks, nothing changes.
    Staff,
    /// It was given before, or something newer was said: one step on the trail.
    Noted,
    /// The guest answers what was replaced: asked once whether it holds for what is agreed now.
    AskedAgain,
    /// Remembered; no letter.
    Comes,
    /// Remembered; staff hear.
    Perhaps,
    /// The guest declines: what they wrote with it decides, or they are asked once what they mean.
    WhatIsMeant,
    /// Another moment: taken over if it is free and the rule lets it, otherwise staff or other
    /// dates.
    Weighed,
    /// The host receives the guest: nobody waits for them any more.
    Receives,
    /// The host cannot: a backup is asked.
    BackupAsked,
}

impl Verdict {
    /// Whether it can lead to another appointment than the one that stands.
    pub(super) fn changes(self) -> bool {
        match self {
            Self::WhatIsMeant | Self::Weighed | Self::BackupAsked => true,
            Self::Staff
            | Self::Noted
            | Self::AskedAgain
            | Self::Comes
            | Self::Perhaps
            | Self::Receives => false,
        }
    }
}

/// The table; the first line that fits counts.
pub(super) fn verdict(
    invited: Option<Attendee>,
    version: Version,
    age: Age,
    word: Option<&Word>,
) -> Verdict {
    use Attendee::{Guest, Host};
    let Some(word) = word else { return Verdict::Staff };
    match (version, age, invited, word) {
        (Version::Higher, _, _, _) => Verdict::Staff,
        (_, Age::Same | Age::Older, _, _) => Verdict::Noted,
        (_, Age::Newer, None, _) => Verdict::Staff,
        (_, Age::Newer, Some(Guest | Host), Word::Delegated) => Verdict::Staff,
        (Version::Lower, Age::Newer, Some(Guest), _) => Verdict::AskedAgain,
        // They were sent the new version, and `Task::HostSilent` waits for the answer to that.
        (Version::Lower, Age::Newer, Some(Host), _) => Verdict::Noted,
        (Version::Current, Age::Newer, Some(Guest), Word::Accepted) => Verdict::Comes,
        (Version::Current, Age::Newer, Some(Guest), Word::Declined) => Verdict::WhatIsMeant,
        (Version::Current, Age::Newer, Some(Guest), Word::OtherMoment { .. }) => Verdict::Weighed,
        (Version::Current, Age::Newer, Some(Host), Word::Accepted) => Verdict::Receives,
        (Version::Current, Age::Newer, Some(Host), Word::Declined) => Verdict::BackupAsked,
        (Version::Current, Age::Newer, Some(Host), Word::OtherMoment { .. }) => Verdict::Staff,
        (Version::Current, Age::Newer, Some(Guest | Host), Word::Tentative) => Verdict::Perhaps,
    }
}
