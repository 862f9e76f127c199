//! A look through the whole archive, for the few commands that need more than a record or two.
//!
//! The engine hands the records over one by one, in the order of their keys, so that only what is
//! looked for is in memory; open visits go the same way. Config on disk is no record, and is looked at
//! in the same way: beforehand.

mod mails;
mod person;
mod rows;
mod search;

pub use super::config_fault::ConfigFault;
use super::figures::Tally;
use super::logbook::{Fault, Inspection, LogHead, Logged};
use super::state::Record;
use super::visit::Visit;
pub use mails::Mails;
pub use person::Person;
pub use rows::{Row, Rows};
pub use search::Search;

/// What is looked for, and what was found so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sweep {
    Log(LogPage),
    Checkup(Checkup),
    Person(Person),
    Closed(Closed),
    Rows(Rows),
    Figures(Tally),
    Mails(Mails),
    Search(Search),
    Config(Reread),
}

impl Sweep {
    /// The path behind which it begins; `None` when no record is wanted.
    pub fn begins(&self) -> Option<&'static str> {
        match self {
            Self::Log(_) | Self::Checkup(_) => Some("log/"),
            Self::Mails(_) => Some("mail/"),
            Self::Person(_) | Self::Closed(_) | Self::Rows(_) | Self::Figures(_) => Some("visit/"),
            Self::Search(_) | Self::Config(_) => None,
        }
    }

    /// Whether it wants the notices too that no room has shown yet, behind the archive.
    pub fn wants_notices(&self) -> bool {
        match self {
            Self::Person(_) => true,
            Self::Log(_)
            | Self::Checkup(_)
            | Self::Closed(_)
            | Self::Rows(_)
            | Self::Figures(_)
            | Self::Mails(_)
            | Self::Search(_)
            | Self::Config(_) => false,
        }
    }

    /// Whether it wants the open visits too, before the archive.
    pub fn wants_open(&self) -> bool {
        match self {
            Self::Person(_) | Self::Rows(_) | Self::Figures(_) | Self::Search(_) => true,
            Self::Log(_)
            | Self::Checkup(_)
            | Self::Closed(_)
            | Self::Mails(_)
            | Self::Config(_) => false,
        }
    }

    /// Takes an open visit.
    pub fn take_open(&mut self, visit: &Visit) {
        match self {
            Self::Person(person) => person.see(visit),
            Self::Rows(rows) => rows.take(visit),
            Self::Figures(tally) => tally.take(visit),
            Self::Search(search) => search.take(visit),
            Self::Log(_)
            | Self::Checkup(_)
            | Self::Closed(_)
            | Self::Mails(_)
            | Self::Config(_) => {}
        }
    }

    /// Takes a record; `false` for the first that is of no interest, behind which none is.
    pub fn take(&mut self, record: &Record) -> bool {
        match (self, record) {
            (Self::Log(page), Record::Logged(logged)) => {
                page.take(logged);
                true
            }
            (Self::Checkup(checkup), Record::Logged(logged)) => {
                checkup.log.take(logged);
                true
            }
            (Self::Person(person), record) => {
                person.take(record);
                true
            }
            (Self::Closed(closed), Record::Visit(visit)) => {
                closed.visits.push((**visit).clone());
                true
            }
            (Self::Rows(rows), Record::Visit(visit)) => {
                rows.take(visit);
                true
            }
            (Self::Figures(tally), Record::Visit(visit)) => {
                tally.take(visit);
                true
            }
            (Self::Mails(mails), Record::Mail(mail)) => {
                mails.take(mail);
                true
            }
            (
                Self::Log(_)
                | Self::Checkup(_)
                | Self::Closed(_)
                | Self::Rows(_)
                | Self::Figures(_)
                | Self::Mails(_)
                | Self::Search(_)
                | Self::Config(_),
                _,
            ) => false,
        }
    }
}

/// The visits in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closed {
    pub visits: Vec<Visit>,
}

/// How config and templates on disk stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reread {
    /// Nobody here can read them: a single pass has just done so.
    Impossible,
    Faulty(Vec<ConfigFault>),
    /// The bot can begin anew with them.
    Good,
}

/// All that is kept, looked over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkup {
    pub log: Inspection,
    /// What is wrong with the store, which reads itself back as a whole.
    pub store: Option<String>,
}

impl Checkup {
    pub fn new(head: &LogHead) -> Self {
        Self { log: Inspection::of(head), store: None }
    }
}

/// A page of the logbook, the newest entries first; every entry is held against the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    pub page: usize,
    pub pages: usize,
    pub total: u64,
    /// The numbers on this page: behind the first, up to the second.
    numbers: (u64, u64),
    pub entries: Vec<Logged>,
    inspection: Inspection,
}

impl LogPage {
    /// Pages count from 1; behind the last one there is none.
    pub fn new(head: &LogHead, page: usize, per_page: u64) -> Self {
        let total = head.last.saturating_sub(head.gone);
        let pages = usize::try_from(total.div_ceil(per_page)).unwrap_or(usize::MAX).max(1);
        let page = page.clamp(1, pages);
        let newer = (page as u64 - 1) * per_page;
        let until = head.last.saturating_sub(newer);
        let numbers = (until.saturating_sub(per_page), until);
        let inspection = Inspection::of(head);
        Self { page, pages, total, numbers, entries: Vec::new(), inspection }
    }

    fn take(&mut self, logged: &Logged) {
        self.inspection.take(logged);
        let (behind, until) = self.numbers;
        if logged.number > behind && logged.number <= until {
            self.entries.insert(0, logged.clone());
        }
    }

    /// What is wrong with the chain, now that all of it was seen.
    pub fn fault(&self) -> Option<Fault> {
        self.inspection.ended()
    }
}
