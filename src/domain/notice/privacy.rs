//! What staff hear about the personal data of somebody.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::desk::Retention;
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::mail::MailRecord;
use crate::domain::people::Address;
use crate::domain::visit::Visit;

/// Answers to `privacy ...`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "privacy")]
pub enum PrivacySaying {
    /// All that is kept of a person.
    File {
        file: Box<PersonFile>,
    },
    Erased {
        erased: Erased,
    },
    /// What is kept how long, and what goes next.
    Terms {
        retention: Retention,
        next: Vec<NextTerm>,
        more: usize,
    },
}

/// All that is kept of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonFile {
    pub address: Address,
    pub cases: Vec<PersonCase>,
    /// Those that wait in the queue.
    pub mails: Vec<MailRecord>,
    /// Those that have not left.
    pub letters: Vec<LetterId>,
    pub previews: Vec<u32>,
    /// Reminders of staff about them, and questions that were kept.
    pub memos: Vec<u32>,
    pub questions: Vec<u32>,
    /// Lines that a room has not shown yet.
    pub notices: usize,
    /// Automatic answers of today are counted by address.
    pub is_counted: bool,
    /// Visits of others in which something of theirs stands.
    pub elsewhere: Vec<VisitId>,
    /// To be typed to erase it.
    pub number: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonCase {
    pub visit: Box<Visit>,
    /// `None` while it is open: terms count from its end.
    pub terms: Option<CaseTerms>,
}

/// The days on which something is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CaseTerms {
    pub needs: NaiveDate,
    pub text: NaiveDate,
    pub contact: NaiveDate,
    pub all: NaiveDate,
}

/// What was erased, in numbers; and what it did not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    pub cases: Vec<VisitId>,
    pub mails: usize,
    pub letters: usize,
    pub previews: usize,
    pub memos: usize,
    pub questions: usize,
    pub notices: usize,
    pub elsewhere: Vec<VisitId>,
}

/// A case of which something is erased.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NextTerm {
    pub on: NaiveDate,
    pub case: VisitId,
    pub part: CasePart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CasePart {
    Needs,
    Text,
    Contact,
    All,
}
