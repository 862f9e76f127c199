//! The records of notices: where each is to be read, under which number, and about which version of a
//! case.

use crate::domain::desk::Desk;
use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::{Audience, Notice};
use crate::domain::room::{Seen, Spot};
use crate::domain::state::{Change, Counters, Record, State};
use crate::domain::time::Instant;

/// Numbers for notices, on top of the counters that a decision may have changed itself.
pub(super) struct Numbers {
    counters: Counters,
    used: bool,
}

impl Numbers {
    pub(super) fn after(state: &State, changes: &[Change]) -> Self {
        let changed = changes.iter().rev().find_map(|change| match change {
            Change::Put { record: Record::Counters(counters) } => Some(counters),
            Change::Put { .. }
            | Change::Archive { .. }
            | Change::Remove { .. }
            | Change::Erase { .. } => None,
        });
        Self { counters: changed.unwrap_or(state.counters()).clone(), used: false }
    }

    /// The number that a notice gets, and its record.
    pub(super) fn notice(&mut self, notice: Notice) -> (NoticeId, Change) {
        self.counters.notices += 1;
        self.used = true;
        let id = NoticeId(self.counters.notices);
        (id, Change::Put { record: Record::Notice(Notice { id, ..notice }) })
    }

    pub(super) fn stored(self) -> Option<Change> {
        self.used.then_some(Change::Put { record: Record::Counters(self.counters) })
    }
}

/// Where a notice is to be read: in each room by itself, so that each shows it in its own time.
pub(super) fn spots_of(desk: &Desk, audience: &Audience) -> Vec<Spot> {
    match audience {
        Audience::Everyone => desk.rooms.iter().copied().map(Spot::in_room).collect(),
        Audience::Spot(spot) => vec![spot.clone()],
    }
}

/// Lines alone; the number comes when it is counted.
pub(super) fn plain(at: Instant, spot: Spot, lines: Vec<String>) -> Notice {
    let (about, buttons, folded, mentions, stays_whole) = Default::default();
    Notice { id: NoticeId(0), at, spot, about, lines, buttons, folded, mentions, stays_whole }
}

/// A case in the version that it has after these changes.
pub(super) fn seen(state: &State, changes: &[Change], case: VisitId) -> Option<Seen> {
    let put = changes.iter().rev().find_map(|change| match change {
        Change::Put { record: Record::Visit(visit) } if visit.id == case => Some(visit.version),
        Change::Put { .. }
        | Change::Archive { .. }
        | Change::Remove { .. }
        | Change::Erase { .. } => None,
    });
    let version = put.or_else(|| state.brief(case).map(|visit| visit.version))?;
    Some(Seen { case, version })
}
