//! The open cases in which every word stands: in names, organisation, address, subject or request; and
//! those of the wijken that the words name.

use crate::domain::ids::{VisitId, WijkId};
use crate::domain::visit::Visit;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// In lower case.
    words: Vec<String>,
    wijken: Vec<WijkId>,
    pub found: Vec<VisitId>,
}

impl Search {
    pub fn new(words: &str, wijken: &[WijkId]) -> Self {
        let words = words.split_whitespace().map(str::to_lowercase).collect();
        Self { words, wijken: wijken.to_vec(), found: Vec::new() }
    }

    pub(super) fn take(&mut self, visit: &Visit) {
        let text = searchable(visit);
        let is_there = visit.in_wijk().is_some_and(|wijk| self.wijken.contains(wijk));
        if is_there || self.words.iter().all(|word| text.contains(word.as_str())) {
            self.found.push(visit.id);
        }
    }
}

fn searchable(visit: &Visit) -> String {
    let writer = &visit.writer;
    let parts = [
        Some(visit.id.to_string()),
        visit.guest.name.clone(),
        writer.mailbox.name.clone(),
        Some(writer.mailbox.address.to_string()),
        writer.organisation.clone(),
        visit.wijk.as_ref().map(ToString::to_string),
        Some(visit.thread.subject.clone()),
        Some(visit.request.text.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase()
}
