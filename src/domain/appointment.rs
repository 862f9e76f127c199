//! What is agreed, and what each calendar was sent of it and said.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ids::{ContactId, WijkId};
use super::people::Address;
use super::time::{Instant, Slot};
use super::wijk::ProgrammeLine;

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    pub wijk: WijkId,
    pub slot: Slot,
    pub host: ContactId,
    /// Of the calendar object: constant for the visit.
    pub uid: String,
    /// Of the calendar object: +1 when time, place or status changes.
    pub sequence: u32,
    pub confirmed_at: Instant,
    /// Who was to receive the guest then, and does not: they are not asked for this moment again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub stood_down: BTreeSet<ContactId>,
    /// What the calendar of each attendee said last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Address, Answered>,
    /// The version that each attendee was sent last: who has not heard of a newer one cannot answer it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sent: BTreeMap<Address, u32>,
    /// The wijk and the moment that each attendee heard last, in a letter that left: what they were to
    /// hear since may still wait here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub told: BTreeMap<Address, Told>,
    /// Why the wijk receives nobody that day after all: staff closed it when this was agreed already,
    /// so it cannot go ahead. The slot stays held until another moment is agreed.
    #[serde(default)]
    pub shut: Option<String>,
    /// Which hosts were told of that: they are told once, whatever becomes of the visit.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub shut_told: BTreeSet<ContactId>,
    /// What was agreed before, as long as nobody can have read that this is: all that tells of it lies
    /// here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Appointment>>,
    /// Where to meet, if not at the place of the wijk.
    #[serde(default)]
    pub meeting_point: Option<String>,
    /// What happens, if not what the wijk usually does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programme: Vec<ProgrammeLine>,
}

impl Appointment {
    /// The version that this attendee was sent last.
    pub fn sent_to(&self, attendee: &Address) -> u32 {
        self.sent.get(attendee).copied().unwrap_or(self.sequence)
    }

    /// What the calendar of this attendee says of that version.
    pub fn word_of(&self, attendee: &Address) -> Option<&Word> {
        let answer = self.answers.get(attendee)?;
        (answer.sequence == self.sent_to(attendee)).then_some(&answer.word)
    }
}

/// The last answer of one attendee from a calendar (RFC 5546, 2.1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The version that was answered.
    pub sequence: u32,
    /// When the calendar wrote it, as far as it says so.
    pub stamp: Option<Instant>,
    pub word: Word,
    /// When it came in.
    pub at: Instant,
}

/// What somebody says about an appointment with a button in a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "says")]
pub enum Word {
    Accepted,
    Tentative,
    Declined,
    /// Somebody else comes.
    Delegated,
    /// A COUNTER; `None` for a moment that cannot be read.
    OtherMoment {
        slot: Option<Slot>,
    },
}

/// What a reader was told of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub wijk: WijkId,
    pub slot: Slot,
}
