//! How many open visits each wijk has ahead. Derived from the visits and never on disk.
//!
//! Counted as they come and go, so that a look costs the few visits that are over and not yet closed,
//! not all that are open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::brief::Brief;
use crate::domain::ids::{VisitId, WijkId};

/// The open visits of each wijk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Ahead(BTreeMap<WijkId, Open>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Open {
    count: usize,
    /// When those that have a moment are over.
    ends: BTreeSet<(NaiveDateTime, VisitId)>,
}

impl Ahead {
    pub(super) fn add(&mut self, visit: &Brief) {
        let Some(wijk) = wijk_of(visit) else { return };
        let open = self.0.entry(wijk.clone()).or_default();
        open.count += 1;
        open.ends.extend(end_of(visit).map(|end| (end, visit.id)));
    }

    pub(super) fn remove(&mut self, visit: &Brief) {
        let Some(wijk) = wijk_of(visit) else { return };
        let Some(open) = self.0.get_mut(wijk) else { return };
        open.count = open.count.saturating_sub(1);
        if let Some(end) = end_of(visit) {
            open.ends.remove(&(end, visit.id));
        }
        if open.count == 0 {
            self.0.remove(wijk);
        }
    }

    /// The visits of this wijk that are not over, apart from `except`.
    pub(super) fn count(&self, wijk: &WijkId, now: NaiveDateTime, except: Option<&Brief>) -> usize {
        let Some(open) = self.0.get(wijk) else { return 0 };
        let over = open.ends.iter().take_while(|(end, _)| *end <= now).count();
        let is_counted = |visit: &Brief| {
            wijk_of(visit) == Some(wijk) && end_of(visit).is_none_or(|end| now < end)
        };
        open.count - over - usize::from(except.is_some_and(is_counted))
    }
}

/// The wijk of a visit that is open and has one.
fn wijk_of(visit: &Brief) -> Option<&WijkId> {
    visit.in_wijk().filter(|_| !visit.stage.is_final())
}

fn end_of(visit: &Brief) -> Option<NaiveDateTime> {
    visit.agreed().map(|agreed| agreed.slot.end)
}
