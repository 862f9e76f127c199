//! What a command did at once, and what staff should know before they say yes to the rest.

use serde::Serialize;

use crate::domain::ids::{LetterId, VisitId, WijkId};
use crate::domain::people::Party;
use crate::domain::reading::Wish;
use crate::domain::reason::Reason;
use crate::domain::time::Instant;
use crate::domain::visit::{Guest, Visit};

/// A party larger than the wijk takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TooMany {
    pub guests: u32,
    pub max: u32,
}

/// When the office reads what is put on the visit sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OnSheet {
    /// With the next reminder, if the clock sends one more.
    pub next: Option<Instant>,
    /// No sheet goes out before the visit is certain.
    pub reserved: bool,
    /// One that says something else went out already.
    pub sent: bool,
}

/// A mail about a case, or probably about it, that waits while staff decide on that case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WaitingMail {
    pub number: u32,
    pub case: VisitId,
}

/// What a mail says that staff put with a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct HeardInMail {
    /// What is new of when and where the visit is wanted: dates are looked for with it from now on.
    pub wishes: Vec<Wish>,
    pub wijken: Vec<WijkId>,
    pub minutes: Option<u32>,
    pub party: Option<Party>,
    /// As many as that are for staff to write down: somebody counts on another number, or it is more
    /// than the wijk takes.
    pub party_left: Option<Party>,
}

/// A thing done at once because no guest hears of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "done")]
pub enum DoneWhat {
    /// `settles`: what the office waited for is dealt with. `open`: it is not.
    Noted {
        case: VisitId,
        settles: bool,
        open: bool,
    },
    Taken {
        case: VisitId,
        name: String,
    },
    /// A request by telephone has its case.
    Telephoned {
        visit: Box<Visit>,
    },
    Released {
        case: VisitId,
    },
    /// It is on one day with these no more.
    Apart {
        case: VisitId,
        others: Vec<VisitId>,
    },
    /// `told`: whoever was to be told of the case by telephone knows. `visit`: what somebody said when
    /// they were rung is still to be heard.
    Called {
        case: VisitId,
        told: bool,
        visit: Option<Box<Visit>>,
    },
    /// `stands`: nobody had read that it was off, and it is as it was. `leaving` are the letters here
    /// that still say that it is off.
    Reopened {
        visit: Box<Visit>,
        stands: bool,
        leaving: Vec<LetterId>,
    },
    /// `heard` is what it took over; `guest` was to come in the other case, and is not taken over.
    Merged {
        visit: Box<Visit>,
        other: VisitId,
        heard: HeardInMail,
        guest: Option<Guest>,
    },
    PartySet {
        case: VisitId,
        size: u32,
    },
    GuestSet {
        visit: Box<Visit>,
    },
    /// `call`: the visits in these days that were offered nothing else.
    WijkClosed {
        wijk: WijkId,
        call: Vec<VisitId>,
    },
    /// `again`: the visits that can go ahead after all.
    WijkOpened {
        wijk: WijkId,
        again: Vec<VisitId>,
    },
    Dismissed {
        number: u32,
    },
    /// The mail of a case waits once more.
    QueuedAgain {
        number: u32,
        case: VisitId,
    },
    /// A mail is of a case; `of_host`: whether its host receives the guest is open still. `too_many`:
    /// more than the wijk takes want to come.
    Linked {
        number: u32,
        visit: Box<Visit>,
        of_host: bool,
        heard: HeardInMail,
        too_many: Option<TooMany>,
    },
    Opened {
        number: u32,
        visit: Box<Visit>,
    },
    Dropped {
        number: u32,
    },
    LetterLet {
        letter: LetterId,
    },
    /// Two cases share a day from now on; `against` is what stands in the way of the moments they have.
    Together {
        case: VisitId,
        other: VisitId,
        against: Vec<Reason>,
    },
}
