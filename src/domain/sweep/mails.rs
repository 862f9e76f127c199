//! The mails of a case: those that were read for it, and those that were put beside it.

use std::collections::BTreeSet;

use crate::domain::ids::{MailKey, VisitId};
use crate::domain::mail::MailRecord;
use crate::domain::trail::Step;
use crate::domain::visit::Visit;

/// What is looked for, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mails {
    case: VisitId,
    /// By its trail, which knows also what was read for a case that went into this one.
    read: BTreeSet<MailKey>,
    found: Vec<MailRecord>,
}

impl Mails {
    /// With the mails that wait looked through.
    pub fn of<'m>(visit: &Visit, waiting: impl Iterator<Item = &'m MailRecord>) -> Self {
        let read = visit.trail.iter().filter_map(|entry| {
            let Step::MailRead { mail, .. } = &entry.step else { return None };
            Some(mail.clone())
        });
        let mut mails = Self { case: visit.id, read: read.collect(), found: Vec::new() };
        waiting.for_each(|mail| mails.take(mail));
        mails
    }

    pub(super) fn take(&mut self, mail: &MailRecord) {
        // One that was read for this case and waited once more was put beside it under another name.
        let beside = mail.visit == Some(self.case) && !self.read.contains(mail.in_box());
        if beside || self.read.contains(&mail.key) {
            self.found.push(mail.clone());
        }
    }

    /// The oldest first.
    pub fn found(&self) -> Vec<&MailRecord> {
        let mut found: Vec<&MailRecord> = self.found.iter().collect();
        found.sort_by_key(|mail| (mail.received, &mail.key));
        found
    }

    /// Those that were read, and of which the store knows nothing any more.
    pub fn forgotten(&self) -> impl Iterator<Item = &MailKey> {
        let is_found = |key: &MailKey| self.found.iter().any(|mail| mail.key == *key);
        self.read.iter().filter(move |key| !is_found(key))
    }
}
