//! The logbook: who gave which command, when, about what, and what came of it.
//!
//! Each entry is sealed over the seal of the one before it, so that nothing can be changed, taken out
//! or moved without breaking the chain. It holds ids and words of the program, never text that anybody
//! typed: no guest can be found in it. Entries go to the archive at once and are erased from the front
//! when their term is over; the seal of the last one erased stays as the anchor of the chain.
//!
//! What the chain cannot show is that somebody wrote it anew from the first entry to the last and the
//! head too. Against that helps a seal that was noted elsewhere: `systeem logboek` names the last one.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::ids::{LetterId, VisitId, WijkId};
use super::room::{RoomName, StaffId};
use super::time::Instant;

/// A SHA-256 in hexadecimal; empty before the first entry.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seal(String);

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a command was about, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "object")]
pub enum Object {
    Case {
        case: VisitId,
    },
    /// By its number in the queue, which is given out once.
    Mail {
        number: u32,
    },
    Letter {
        letter: LetterId,
    },
    Wijk {
        wijk: WijkId,
    },
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum Ending {
    Done,
    /// It waits for a yes.
    Shown,
    /// `why` is the name of the refusal.
    Refused {
        why: String,
    },
    /// `why` is the name of the error: the line itself is not kept.
    NotUnderstood {
        why: String,
    },
    /// A template or the program is at fault; nothing of it was done.
    Failed,
}

/// A command that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub at: Instant,
    pub by: StaffId,
    pub room: RoomName,
    /// The key of its help page; `None` for what was not understood.
    pub verb: Option<String>,
    pub object: Option<Object>,
    /// The preview that it made, or that it answered.
    pub preview: Option<u32>,
    #[serde(flatten)]
    pub ending: Ending,
}

/// A deed in its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Counts from 1.
    pub number: u64,
    #[serde(flatten)]
    pub deed: Deed,
    /// The seal of the entry before it.
    pub before: Seal,
    pub seal: Seal,
}

impl Logged {
    fn new(number: u64, deed: Deed, before: Seal) -> Self {
        let seal = sealed(number, &deed, &before);
        Self { number, deed, before, seal }
    }

    fn is_whole(&self) -> bool {
        self.seal == sealed(self.number, &self.deed, &self.before)
    }
}

/// The seal of an entry. What is sealed is JSON, in which no two entries read the same.
fn sealed(number: u64, deed: &Deed, before: &Seal) -> Seal {
    // Numbers and strings can always be written.
    let bytes = serde_json::to_vec(&(number, deed, before)).unwrap_or_default();
    Seal(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Both ends of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LogHead {
    /// The number and the seal of the last entry.
    pub last: u64,
    pub seal: Seal,
    /// The number and the seal of the last entry that was erased.
    pub gone: u64,
    pub anchor: Seal,
    /// The last term that an entry got. None gets an earlier one, so that they go in order.
    pub erase_on: Option<NaiveDate>,
}

impl LogHead {
    /// Adds a deed to the chain, to be kept until `erase_on` or later.
    pub fn add(&mut self, deed: Deed, erase_on: NaiveDate) -> (Logged, NaiveDate) {
        let logged = Logged::new(self.last + 1, deed, self.seal.clone());
        self.last = logged.number;
        self.seal = logged.seal.clone();
        let erase_on = self.erase_on.map_or(erase_on, |last| last.max(erase_on));
        self.erase_on = Some(erase_on);
        (logged, erase_on)
    }

    /// The term of an entry is over. One that is not next in line moves nothing: then the chain is
    /// broken, and stays so.
    pub fn cut(&mut self, logged: &Logged) {
        if logged.number == self.gone + 1 && logged.is_whole() {
            self.gone = logged.number;
            self.anchor = logged.seal.clone();
        }
    }
}

/// Where a chain is broken first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    Missing {
        number: u64,
    },
    /// It, or the one before it, is not as it was written.
    Changed {
        number: u64,
    },
    /// It stands where another belongs, or was never written.
    Foreign {
        number: u64,
    },
}

/// Looks the chain over, entry by entry in the order in which they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    head: LogHead,
    next: u64,
    seal: Seal,
    fault: Option<Fault>,
}

impl Inspection {
    pub fn of(head: &LogHead) -> Self {
        let (next, seal) = (head.gone + 1, head.anchor.clone());
        Self { head: head.clone(), next, seal, fault: None }
    }

    pub fn take(&mut self, logged: &Logged) {
        if self.fault.is_some() {
            return;
        }
        let number = logged.number;
        if number > self.next {
            self.fault = Some(Fault::Missing { number: self.next });
        } else if number < self.next || number > self.head.last {
            self.fault = Some(Fault::Foreign { number });
        } else if logged.before != self.seal || !logged.is_whole() {
            self.fault = Some(Fault::Changed { number });
        }
        self.next = number.saturating_add(1);
        self.seal = logged.seal.clone();
    }

    /// The first fault, now that all entries were seen.
    pub fn ended(&self) -> Option<Fault> {
        let short = (self.next <= self.head.last).then_some(Fault::Missing { number: self.next });
        let other = || {
            let fits = self.seal == self.head.seal;
            (!fits).then_some(Fault::Changed { number: self.head.last })
        };
        self.fault.or(short).or_else(other)
    }
}
