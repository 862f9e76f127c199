//! Dates that were offered: the options of one letter, and what has their numbers later.

use serde::{Deserialize, Serialize};

use super::ids::{ContactId, LetterId, WijkId};
use super::reason::Reason;
use super::time::{Instant, Slot};

/// Up to three slots, held for all parties until the last of them is held no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// 1 for the first offer of the visit.
    pub version: u32,
    pub wijk: WijkId,
    pub options: Vec<OfferOption>,
    pub expires: Instant,
    /// It is held longer than was written, because the office waits for us: once, whatever else comes.
    #[serde(default)]
    pub prolonged: bool,
}

impl Offer {
    /// Until when this option of it is held.
    pub fn held_until(&self, option: &OfferOption) -> Instant {
        option.until.unwrap_or(self.expires)
    }

    pub fn option(&self, number: u32) -> Option<&OfferOption> {
        self.options.iter().find(|option| option.option == number)
    }
}

/// One numbered slot of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferOption {
    /// 1-based, as in the letter.
    pub option: u32,
    pub slot: Slot,
    pub host: ContactId,
    /// Why it was picked.
    pub reasons: Vec<Reason>,
    /// Until when it is held, where that is not as long as the rest of its offer.
    #[serde(default)]
    pub until: Option<Instant>,
}

impl OfferOption {
    /// As somebody named it, so that nobody need say why, and held as long as its offer.
    pub fn new(option: u32, slot: Slot, host: ContactId) -> Self {
        Self { option, slot, host, reasons: Vec::new(), until: None }
    }
}

/// Moments that a question of ours named by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    pub letter: LetterId,
    pub options: Vec<OfferOption>,
}
