//! The parts of what is said in chat: what a calendar answered, what became of a yes, the lines of
//! lists.

use serde::Serialize;

use crate::domain::consent::Voice;
use crate::domain::ids::WijkId;
use crate::domain::mail::Attendance;
use crate::domain::people::{Address, Contact, Role};
use crate::domain::time::Slot;
use crate::domain::visit::{OfferOption, Visit};

/// What the contact person of a visit that is agreed was asked, and said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HostWord {
    NotAsked,
    Asked,
    Yes,
    /// They cannot, and nobody else was asked.
    No,
}

/// What a calendar answer says of a visit, held against the visit as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarNews {
    /// `None` when another moment is proposed, or when it says something that we do not know.
    pub attendance: Option<Attendance>,
    pub address: Option<Address>,
    /// As whom the answerer was invited; `None` for somebody who was not.
    pub attendee: Option<Attendee>,
    /// Who is to come instead.
    pub delegated_to: Option<Address>,
    pub proposed: Option<Slot>,
    pub comment: Option<String>,
    /// The mail came from another address than the one that answers.
    pub sent_by_another: bool,
    /// It answers an older version of the invitation.
    pub outdated: bool,
    /// What is agreed, and stays so.
    pub agreed: Option<Slot>,
}

/// What became of the yes that a moment needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ConsentNews {
    /// The office chose, and the others are asked.
    Asked,
    /// One more said yes; others must still.
    Yes {
        voice: Voice,
    },
    /// Everybody did: the visit is on.
    On,
    /// The moment stands all the same: this contact person is asked instead.
    OtherHost {
        declined: crate::domain::ids::ContactId,
        asked: crate::domain::ids::ContactId,
    },
    /// Somebody said no, or nothing until the end: the moment is let go, and these are on offer.
    No {
        voice: Voice,
        plan: Vec<OfferOption>,
    },
    Reminded,
    /// Reminded, and silent still.
    Missing,
}

/// Who gets an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    Guest,
    Host,
}

/// A part of a list: the `page`th of `pages`, of `total` in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Page {
    pub page: usize,
    pub pages: usize,
    pub total: usize,
}

/// One line of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgendaLine {
    pub slot: Slot,
    pub wijk: WijkId,
    pub visit: Box<Visit>,
    pub firm: bool,
    /// How it stands with who is to receive the guest, where that is looked up.
    pub word: Option<HostWord>,
}

/// A wijk as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WijkView {
    pub wijk: WijkId,
    pub hosts: Vec<Contact>,
    pub closed: Vec<crate::domain::wijk::ClosedPeriod>,
    pub ahead: u32,
}

/// Help on one command, an example included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HelpPage {
    pub group: &'static str,
    pub verb: &'static str,
    pub usage: &'static str,
    pub example: &'static str,
    pub role: Role,
    /// Key of the sentence in `templates/chat/hulp.txt`.
    pub key: &'static str,
}
