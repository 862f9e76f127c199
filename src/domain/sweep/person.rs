//! What the archive and the notices that wait hold of one person.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::Notice;
use crate::domain::people::Address;
use crate::domain::state::Record;
use crate::domain::visit::Visit;

/// A person, and what was found of them. A visit is theirs if they wrote it; where else their address
/// stands, somebody else's data stands too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub address: Address,
    /// Their visits, open ones included.
    pub cases: BTreeSet<VisitId>,
    /// Names that stand in those: of whoever writes and of whoever comes.
    names: BTreeSet<String>,
    pub closed: Vec<Visit>,
    /// Visits of others in which the address stands.
    pub elsewhere: Vec<VisitId>,
    pub notices: Vec<NoticeId>,
}

impl Person {
    /// With the open visits that are known already.
    pub fn new<'v>(address: &Address, open: impl Iterator<Item = &'v Visit>) -> Self {
        let mut person = Self {
            address: address.clone(),
            cases: BTreeSet::new(),
            names: BTreeSet::new(),
            closed: Vec::new(),
            elsewhere: Vec::new(),
            notices: Vec::new(),
        };
        for visit in open {
            if person.wrote(visit) {
                person.know(visit);
            } else if person.stands_in(visit) {
                person.elsewhere.push(visit.id);
            }
        }
        person
    }

    pub fn wrote(&self, visit: &Visit) -> bool {
        visit.writer.mailbox.address == self.address
    }

    fn know(&mut self, visit: &Visit) {
        self.cases.insert(visit.id);
        let names = [&visit.writer.mailbox.name, &visit.guest.name];
        self.names.extend(names.into_iter().flatten().map(|name| name.to_lowercase()));
    }

    /// Whether the address stands anywhere in what is kept.
    pub fn stands_in(&self, kept: &impl Serialize) -> bool {
        let text = serde_json::to_string(kept).unwrap_or_default();
        text.to_lowercase().contains(self.address.as_str())
    }

    pub(super) fn take(&mut self, record: &Record) {
        if let Record::Visit(visit) = record {
            if self.wrote(visit) {
                self.know(visit);
                self.closed.push((**visit).clone());
            } else if self.stands_in(visit) {
                self.elsewhere.push(visit.id);
            }
        }
        if let Record::Notice(notice) = record
            && self.is_told_in(notice)
        {
            self.notices.push(notice.id);
        }
    }

    fn is_told_in(&self, notice: &Notice) -> bool {
        let text = notice.lines.join("\n").to_lowercase();
        let named = || self.names.iter().any(|name| !name.is_empty() && text.contains(name));
        let about = notice.about.is_some_and(|case| self.cases.contains(&case));
        about || text.contains(self.address.as_str()) || named()
    }
}
