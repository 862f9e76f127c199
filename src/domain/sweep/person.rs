//! What the archive and the notices that wait hold of one person.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::domain::ids::{MailKey, NoticeId, VisitId};
use crate::domain::notice::Notice;
use crate::domain::people::{Address, Mailbox};
use crate::domain::state::Record;
use crate::domain::trail::Step;
use crate::domain::visit::Visit;

/// Marks before a letter with which a word or an address may still go on.
const MARKS_BEFORE: &str = "._-+'@";
/// Those behind one: not the apostrophe of "Jan's".
const MARKS_BEHIND: &str = "._-@";

/// A person, and what was found of them. A visit is theirs if they wrote it; where else their address
/// stands, somebody else's data stands too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub address: Address,
    /// Their visits, open ones included.
    pub cases: BTreeSet<VisitId>,
    /// Names that stand in those: of whoever writes and of whoever comes.
    names: BTreeSet<String>,
    /// The mails that were read for those.
    read: BTreeSet<MailKey>,
    pub closed: Vec<Visit>,
    /// Visits of others in which the address stands.
    named_in: BTreeSet<VisitId>,
    /// Visits of others, each with one that was merged into it.
    merged: Vec<(VisitId, VisitId)>,
    pub notices: Vec<NoticeId>,
}

impl Person {
    /// Of whom nothing was found yet.
    pub fn new(address: &Address) -> Self {
        Self {
            address: address.clone(),
            cases: BTreeSet::new(),
            names: BTreeSet::new(),
            read: BTreeSet::new(),
            closed: Vec::new(),
            named_in: BTreeSet::new(),
            merged: Vec::new(),
            notices: Vec::new(),
        }
    }

    pub fn wrote(&self, visit: &Visit) -> bool {
        self.is(Some(&visit.writer.mailbox))
    }

    pub fn is(&self, mailbox: Option<&Mailbox>) -> bool {
        mailbox.is_some_and(|mailbox| mailbox.address == self.address)
    }

    /// The mails that were read for their visits.
    pub fn read(&self) -> impl Iterator<Item = &MailKey> {
        self.read.iter()
    }

    fn know(&mut self, visit: &Visit) {
        self.cases.insert(visit.id);
        let names = [&visit.writer.mailbox.name, &visit.guest.name];
        self.names.extend(names.into_iter().flatten().cloned());
        self.read.extend(visit.trail.iter().filter_map(|entry| {
            let Step::MailRead { mail, .. } = &entry.step else { return None };
            Some(mail.clone())
        }));
    }

    /// Visits of others in which something of theirs stands.
    pub fn elsewhere(&self) -> BTreeSet<VisitId> {
        let merged = self.merged.iter().filter(|(_, with)| self.cases.contains(with));
        merged.map(|(case, _)| *case).chain(self.named_in.iter().copied()).collect()
    }

    /// Whether the address stands anywhere in what is kept.
    pub fn stands_in(&self, kept: &impl Serialize) -> bool {
        serde_json::to_value(kept).is_ok_and(|kept| self.stands_in_value(&kept))
    }

    /// Each text by itself: in the whole as one text a line would begin with the `n` of `\n`.
    fn stands_in_value(&self, kept: &Value) -> bool {
        match kept {
            Value::String(text) => self.is_addressed_in(text),
            Value::Array(values) => values.iter().any(|value| self.stands_in_value(value)),
            Value::Object(fields) => fields
                .iter()
                .any(|(key, value)| self.is_addressed_in(key) || self.stands_in_value(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// Whether what staff typed is about them.
    pub fn is_meant_in(&self, text: &str) -> bool {
        self.is_addressed_in(text) || self.is_named_in(text)
    }

    fn is_addressed_in(&self, text: &str) -> bool {
        stands(&text.to_lowercase(), self.address.as_str())
    }

    /// By a full name. One word may be the name of anybody.
    fn is_named_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let full = self.names.iter().filter(|name| is_full(name));
        full.map(|name| name.to_lowercase()).any(|name| stands(&text, &name))
    }

    pub(super) fn see(&mut self, visit: &Visit) {
        if self.wrote(visit) {
            self.know(visit);
            return;
        }
        if self.stands_in(visit) {
            self.named_in.insert(visit.id);
        }
        self.merged.extend(visit.trail.iter().filter_map(|entry| {
            let Step::Merged { with } = entry.step else { return None };
            Some((visit.id, with))
        }));
    }

    pub(super) fn take(&mut self, record: &Record) {
        if let Record::Visit(visit) = record {
            self.see(visit);
            if self.wrote(visit) {
                self.closed.push((**visit).clone());
            }
        }
        if let Record::Notice(notice) = record
            && self.is_told_in(notice)
        {
            self.notices.push(notice.id);
        }
    }

    fn is_told_in(&self, notice: &Notice) -> bool {
        let text = notice.lines.join("\n");
        let about = notice.about.is_some_and(|case| self.cases.contains(&case));
        // A short name as it is written: "jan" is a month.
        let named = || self.names.iter().any(|name| !is_full(name) && stands(&text, name));
        about || self.is_meant_in(&text) || named()
    }
}

fn is_full(name: &str) -> bool {
    name.split_whitespace().nth(1).is_some()
}

/// Whether this stands in the text by itself, and not as a part of another word or address.
fn stands(text: &str, sought: &str) -> bool {
    text.match_indices(sought).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at.saturating_add(sought.len())..).unwrap_or_default();
        let is_part =
            goes_on(before.chars().rev(), MARKS_BEFORE) || goes_on(behind.chars(), MARKS_BEHIND);
        !sought.is_empty() && !is_part
    })
}

/// With a letter or a digit, or with marks that one follows.
fn goes_on(mut chars: impl Iterator<Item = char>, marks: &str) -> bool {
    chars.find(|c| !marks.contains(*c)).is_some_and(char::is_alphanumeric)
}
