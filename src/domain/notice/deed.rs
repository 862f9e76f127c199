//! What a command will do once somebody says yes, and what it did at once.

use serde::{Deserialize, Serialize};

use crate::domain::command::{CancelWish, ProgrammeAt};
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, LetterId, VisitId, WijkId};
use crate::domain::people::Office;
use crate::domain::reason::Reason;
use crate::domain::time::{Days, Instant, Slot};
use crate::domain::visit::{OfferOption, Visit};

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

/// What a preview will do when it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum PreviewOf {
    Offer {
        case: VisitId,
        #[serde(default)]
        wijk: Option<WijkId>,
        options: Vec<OfferOption>,
    },
    Confirm {
        case: VisitId,
        #[serde(default)]
        wijk: Option<WijkId>,
        slot: Slot,
        /// The office said "onder voorbehoud", and still does.
        #[serde(default)]
        reserved: bool,
    },
    Cancel {
        case: VisitId,
        #[serde(default)]
        wish: CancelWish,
    },
    Decline {
        case: VisitId,
    },
    Reply {
        case: VisitId,
    },
    /// Who comes to what is agreed, or how many.
    Guest {
        case: VisitId,
        size: Option<u32>,
        name: Option<String>,
        /// That of whoever comes then: a name without an office leaves it as it was.
        office: Office,
    },
    /// On the waiting list.
    Wait {
        case: VisitId,
    },
    /// A mail from the queue to a contact person.
    ForwardMail {
        number: u32,
        contact: ContactId,
        /// Part of the identity of the letter.
        nth: u32,
    },
    /// To whoever wrote a mail in the queue; in the case that they receive the guest of, if they do.
    AnswerMail {
        number: u32,
        case: Option<VisitId>,
        /// The visit that the mail is put with, when the answer leaves outside its case: to a colleague
        /// of the office, say.
        #[serde(default)]
        beside: Option<VisitId>,
        nth: u32,
    },
    /// Staff pass on the yes or no of somebody, or give their own.
    Consent {
        case: VisitId,
        voice: Voice,
        yes: bool,
        /// The moment that it is for.
        #[serde(default)]
        slot: Option<Slot>,
    },
    ReplaceHost {
        cases: Vec<VisitId>,
        host: ContactId,
    },
    /// What happens in the visit; the guest reads it with the next reminder.
    Programme {
        case: VisitId,
        lines: Vec<ProgrammeAt>,
    },
    /// Another place to meet.
    Place {
        case: VisitId,
    },
    /// The confirmation, to an office whose address became known after the visit was agreed.
    Invite {
        case: VisitId,
    },
    /// The visit sheet, now and not only with the reminders.
    Sheet {
        case: VisitId,
    },
    /// A letter that may have arrived already goes once more.
    SendAgain {
        letter: LetterId,
        to: String,
        subject: String,
    },
    /// Nobody is received in these days; who has a moment in them is offered others.
    CloseWijk {
        wijk: WijkId,
        days: Days,
        why: String,
        moves: Vec<NewDates>,
    },
}

/// A visit whose moment falls away, and what it is offered instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDates {
    pub case: VisitId,
    /// What was agreed, and cannot be; `None` when that was only offered.
    pub slot: Option<Slot>,
    pub wijk: WijkId,
    /// Empty when nothing is free, or nobody can be reached by mail: then a person calls.
    pub options: Vec<OfferOption>,
    /// Only the second choice beside a reservation falls in these days: it is let go, and the guest
    /// is asked nothing.
    #[serde(default)]
    pub second_choice: Option<Slot>,
}

impl NewDates {
    /// Whether a person must call: what was agreed or offered is gone, and nothing takes its place.
    pub fn needs_a_call(&self) -> bool {
        self.options.is_empty() && self.second_choice.is_none()
    }
}

/// A thing done at once because no guest hears of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "done")]
pub enum DoneWhat {
    Noted {
        case: VisitId,
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
    Reopened {
        visit: Box<Visit>,
    },
    Merged {
        visit: Box<Visit>,
        other: VisitId,
    },
    Completed {
        visit: Box<Visit>,
        held: bool,
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
    Linked {
        number: u32,
        case: VisitId,
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
