//! Who must say yes to a moment before a visit is on, and who has not yet.
//!
//! The office says yes by choosing. While others are asked the moment is held as an offer of one date:
//! what lets go of an offer lets go of this too.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::appointment::Appointment;
use super::ids::ContactId;
use super::time::Slot;
pub use super::voice::Voice;

/// A moment that the office chose and others must still say yes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub slot: Slot,
    /// Who must still say yes; never empty.
    pub open: Vec<Voice>,
    /// Who did, the office apart.
    pub said: Vec<Voice>,
    /// Who was asked by mail.
    pub asked: BTreeMap<Voice, ContactId>,
    /// The contact persons who cannot.
    pub declined: Vec<ContactId>,
    /// Whoever is silent heard so once; the next time is for staff.
    pub reminded: bool,
    /// The reservation that becomes definite with the last yes: what was arranged for it goes along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved: Option<Box<Appointment>>,
}

impl Consent {
    /// Whether this very contact was asked, and has not answered yet.
    pub fn waits_for(&self, voice: Voice, contact: &ContactId) -> bool {
        self.open.contains(&voice) && self.asked.get(&voice) == Some(contact)
    }
}
