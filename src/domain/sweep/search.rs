//! The open cases in which every word stands: in names, organisation, address, subject or request.

use crate::domain::ids::VisitId;
use crate::domain::visit::Visit;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// In lower case.
    words: Vec<String>,
    pub found: Vec<VisitId>,
}

impl Search {
    pub fn new(words: &str) -> Self {
        let words = words.split_whitespace().map(str::to_lowercase).collect();
        Self { words, found: Vec::new() }
    }

    pub(super) fn take(&mut self, visit: &Visit) {
        let text = searchable(visit);
        if self.words.iter().all(|word| text.contains(word.as_str())) {
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
