//! Closing and opening a wijk. No guest hears of it: visits that stand in the way are listed, and
//! staff move them one by one.

use super::super::work::Work;
use super::{Speaker, done};
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::notice::{DoneWhat, Refusal};
use crate::domain::state::Change;
use crate::domain::state::{Key, Record};
use crate::domain::time::Days;
use crate::domain::wijk::{ClosedPeriod, WijkBook};

pub(super) fn close(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    wijk: &WijkId,
    days: Days,
    why: &str,
) -> Result<(), Refusal> {
    let mut book = book(work, wijk);
    if book.closed.iter().any(|period| period.days == days) {
        return Err(Refusal::AlreadyClosed { wijk: wijk.clone() });
    }
    book.closed.push(ClosedPeriod { days, why: why.to_owned() });
    book.closed.sort_by_key(|period| period.days);
    work.put(Record::WijkBook(book));
    let affected = affected(work, wijk, days);
    done(work, speaker, DoneWhat::WijkClosed { wijk: wijk.clone(), affected });
    Ok(())
}

/// Takes back what staff closed: everything, or the part within some days.
pub(super) fn open(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    wijk: &WijkId,
    days: Option<Days>,
) -> Result<(), Refusal> {
    let mut book = book(work, wijk);
    let before = book.closed.clone();
    book.closed = match days {
        Some(days) => book.closed.iter().flat_map(|period| without(period, days)).collect(),
        None => Vec::new(),
    };
    if book.closed == before {
        return Err(Refusal::NotClosed { wijk: wijk.clone() });
    }
    if book.closed.is_empty() {
        work.change(Change::Remove { key: Key::WijkBook(wijk.clone()) });
    } else {
        work.put(Record::WijkBook(book));
    }
    done(work, speaker, DoneWhat::WijkOpened { wijk: wijk.clone() });
    Ok(())
}

fn book(work: &Work<'_>, wijk: &WijkId) -> WijkBook {
    let none = || WijkBook { wijk: wijk.clone(), closed: Vec::new() };
    work.state.book(wijk).cloned().unwrap_or_else(none)
}

/// What is left of a closed period when some days of it open again.
fn without(period: &ClosedPeriod, open: Days) -> Vec<ClosedPeriod> {
    let Days { start, end } = period.days;
    let before = Days { start, end: end.min(open.start) };
    let after = Days { start: start.max(open.end), end };
    [before, after]
        .into_iter()
        .filter(|days| days.start < days.end)
        .map(|days| ClosedPeriod { days, why: period.why.clone() })
        .collect()
}

/// The visits that hold something in the wijk on these days.
fn affected(work: &Work<'_>, wijk: &WijkId, days: Days) -> Vec<VisitId> {
    let holds = work.state.holds_between(days.start, days.end, work.now);
    let mut ids: Vec<VisitId> =
        holds.filter(|hold| hold.wijk == wijk).map(|hold| hold.visit).collect();
    ids.sort();
    ids.dedup();
    ids
}
