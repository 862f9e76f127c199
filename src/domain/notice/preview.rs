//! What a command will do once somebody says yes, and what can be asked of it: which visits it
//! touches, which moments it is about, who reads of it later.

use serde::{Deserialize, Serialize};

use crate::domain::command::{CancelWish, ProgrammeAt};
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, LetterId, VisitId, WijkId};
use crate::domain::people::{Mailbox, Office};
use crate::domain::time::{Days, Slot};
use crate::domain::visit::OfferOption;

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
    /// What is agreed stays: the moments that were proposed beside it are let go.
    Stay {
        case: VisitId,
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
    /// It took place, or did not; `goes_on` in a case of its own then.
    Complete {
        case: VisitId,
        held: bool,
        goes_on: bool,
    },
    /// Who comes to what is agreed, or how many.
    Guest {
        case: VisitId,
        size: Option<u32>,
        name: Option<String>,
        /// That of whoever comes then: a name without an office leaves it as it was.
        office: Office,
    },
    /// Somebody else writes for the guest from now on; in the cases of `also` whoever wrote until now
    /// still does.
    Writer {
        case: VisitId,
        to: Mailbox,
        #[serde(default)]
        also: Vec<VisitId>,
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
        /// Those in which this host could not at this very moment, and stood down.
        #[serde(default)]
        declined: Vec<VisitId>,
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

impl PreviewOf {
    /// The visits that it touches.
    pub fn cases(&self) -> Vec<VisitId> {
        match self {
            Self::Offer { case, .. }
            | Self::Confirm { case, .. }
            | Self::Stay { case }
            | Self::Cancel { case, .. }
            | Self::Decline { case }
            | Self::Reply { case }
            | Self::Complete { case, .. }
            | Self::Guest { case, .. }
            | Self::Writer { case, .. }
            | Self::Consent { case, .. }
            | Self::Wait { case }
            | Self::Programme { case, .. }
            | Self::Place { case }
            | Self::Invite { case }
            | Self::Sheet { case } => vec![*case],
            Self::ReplaceHost { cases, .. } => cases.clone(),
            Self::SendAgain { letter, .. } => letter.visit().into_iter().collect(),
            Self::CloseWijk { moves, .. } => moves.iter().map(|new| new.case).collect(),
            Self::AnswerMail { case, .. } => case.iter().copied().collect(),
            Self::ForwardMail { .. } => Vec::new(),
        }
    }

    /// Whether it can be called back: a case that went on in another one cannot.
    pub fn can_return(&self) -> bool {
        !matches!(self, Self::Complete { goes_on: true, .. })
    }

    /// Whether it is the same command about the same case, mail, letter or wijk.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && self.cases() == other.cases()
            && match (self, other) {
                (Self::ForwardMail { number, .. }, Self::ForwardMail { number: other, .. })
                | (Self::AnswerMail { number, .. }, Self::AnswerMail { number: other, .. }) => {
                    number == other
                }
                (Self::SendAgain { letter, .. }, Self::SendAgain { letter: other, .. }) => {
                    letter == other
                }
                (Self::CloseWijk { wijk, .. }, Self::CloseWijk { wijk: other, .. }) => {
                    wijk == other
                }
                (Self::Consent { voice, .. }, Self::Consent { voice: other, .. }) => voice == other,
                (_, _) => true,
            }
    }

    /// The one visit that it is about. A wijk that shuts is about the wijk.
    pub fn about(&self) -> Option<VisitId> {
        if matches!(self, Self::CloseWijk { .. }) {
            return None;
        }
        let cases = self.cases();
        cases.first().filter(|_| cases.len() == 1).copied()
    }

    /// The visits that must be as they were when it was shown: those it touches, and the one that a
    /// mail answered outside its case is about.
    pub fn judged_by(&self) -> Vec<VisitId> {
        self.cases().into_iter().chain(self.beside()).collect()
    }

    /// The visit that an answer outside its case is about.
    pub fn beside(&self) -> Option<VisitId> {
        if let Self::AnswerMail { beside, .. } = self { *beside } else { None }
    }

    /// The visit whose office reads later what staff typed, or is another from now on, though no letter
    /// need leave now.
    pub fn read_later(&self) -> Option<VisitId> {
        match self {
            Self::Programme { case, .. } | Self::Place { case } | Self::Writer { case, .. } => {
                Some(*case)
            }
            Self::Offer { .. }
            | Self::Confirm { .. }
            | Self::Stay { .. }
            | Self::Cancel { .. }
            | Self::Decline { .. }
            | Self::Reply { .. }
            | Self::Complete { .. }
            | Self::Guest { .. }
            | Self::Consent { .. }
            | Self::Wait { .. }
            | Self::Invite { .. }
            | Self::Sheet { .. }
            | Self::ReplaceHost { .. }
            | Self::ForwardMail { .. }
            | Self::AnswerMail { .. }
            | Self::SendAgain { .. }
            | Self::CloseWijk { .. } => None,
        }
    }

    /// The moments that it offers or agrees on.
    pub fn moments(&self) -> Option<(VisitId, &WijkId, Vec<Slot>)> {
        match self {
            Self::Offer { case, wijk, options } => {
                let slots = options.iter().map(|option| option.slot).collect();
                Some((*case, wijk.as_ref()?, slots))
            }
            Self::Confirm { case, wijk, slot, .. } => Some((*case, wijk.as_ref()?, vec![*slot])),
            Self::Stay { .. }
            | Self::Cancel { .. }
            | Self::Decline { .. }
            | Self::Reply { .. }
            | Self::Complete { .. }
            | Self::Guest { .. }
            | Self::Writer { .. }
            | Self::Consent { .. }
            | Self::Wait { .. }
            | Self::Programme { .. }
            | Self::Place { .. }
            | Self::Invite { .. }
            | Self::Sheet { .. }
            | Self::CloseWijk { .. }
            | Self::ReplaceHost { .. }
            | Self::ForwardMail { .. }
            | Self::AnswerMail { .. }
            | Self::SendAgain { .. } => None,
        }
    }
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
