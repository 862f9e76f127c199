//! The open visits that memory has whole: those that were put or brought last.
//!
//! A whole visit is some ten kilobytes, most of it words that are read again when its turn comes. The
//! rest lie on disk. The core does not fetch: it says what it misses, and whoever asked brings that and
//! asks again. Until then a visit that is away looks like one that is not there, so an answer
//! counts only when nothing was missed.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::ids::VisitId;
use crate::domain::visit::Visit;

#[derive(Debug, Clone, Default)]
pub(super) struct Whole {
    /// Boxed: a node of the map keeps room for eleven, and a visit is large.
    visits: BTreeMap<VisitId, (u64, Box<Visit>)>,
    /// The same in the order in which they came.
    order: BTreeMap<u64, VisitId>,
    last: u64,
    heard: Heard,
}

/// Hears of each visit that was asked for and is away.
pub trait Missing: fmt::Debug + Send + Sync {
    fn miss(&self, id: VisitId);
}

#[derive(Debug, Default)]
struct Heard(Option<Box<dyn Missing>>);

/// Whoever asks the one does not ask the other.
impl Clone for Heard {
    fn clone(&self) -> Self {
        Self(None)
    }
}

/// Which visits are whole says nothing of what is open.
impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        let same =
            |id, visit: &Visit| other.visits.get(id).is_none_or(|(_, there)| **there == *visit);
        self.visits.iter().all(|(id, (_, visit))| same(id, visit))
    }
}

impl Eq for Whole {}

impl Whole {
    pub(super) fn get(&self, id: VisitId) -> Option<&Visit> {
        self.visits.get(&id).map(|(_, visit)| visit.as_ref())
    }

    pub(super) fn put(&mut self, visit: Visit) {
        let id = visit.id;
        self.last += 1;
        self.order.insert(self.last, id);
        if let Some((came, _)) = self.visits.insert(id, (self.last, Box::new(visit))) {
            self.order.remove(&came);
        }
    }

    pub(super) fn remove(&mut self, id: VisitId) {
        if let Some((came, _)) = self.visits.remove(&id) {
            self.order.remove(&came);
        }
    }

    /// Keeps those that came last.
    pub(super) fn let_go(&mut self, most: usize) {
        while self.visits.len() > most
            && let Some((_, first)) = self.order.pop_first()
        {
            self.visits.remove(&first);
        }
    }

    pub(super) fn miss(&self, id: VisitId) {
        if let Some(heard) = &self.heard.0 {
            heard.miss(id);
        }
    }

    pub(super) fn tell(&mut self, missing: Box<dyn Missing>) {
        self.heard = Heard(Some(missing));
    }
}
