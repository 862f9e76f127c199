//! What becomes of the letters that waited while the post stood still.
//!
//! They leave in order, as far as they are true: an offer is held from now on, of reminders the last
//! leaves with the days that are left, and what is about nothing any more stays here. Staff read which
//! leave and which do not, and whose visit nobody is reminded of.

use super::work::{Case, Work};
use super::{delivery, held_back, schedule};
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{Letter, LetterState};
use crate::domain::state::Brief;
use crate::domain::time::{Instant, instant};
use crate::domain::trail::Step;
use crate::domain::visit::Visit;

/// How the post goes again.
#[derive(Debug, Default)]
pub(super) struct Over {
    pub(super) leaving: Vec<LetterId>,
    pub(super) dropped: Vec<LetterId>,
    /// How many reminders waited that no letter is written of yet.
    pub(super) reminders: usize,
    /// The visits of which neither side was reminded, and is no more.
    pub(super) unreminded: Vec<VisitId>,
}

/// The post goes again, after it stood still `since` then.
pub(super) fn over(work: &mut Work<'_>, since: Instant) -> Over {
    let mut over = Over::default();
    let waits = |letter: &&Letter| matches!(letter.state, LetterState::Waiting { .. });
    let waiting: Vec<Letter> = work.state.letters().filter(waits).cloned().collect();
    for letter in waiting {
        if delivery::is_written_anew(work, &letter) || delivery::is_of_the_past(work, &letter) {
            over.dropped.push(letter.id);
        } else if !held_back::put_back(work, &letter) {
            over.leaving.push(letter.id);
        }
    }
    let held: Vec<VisitId> = ids(work, |visit| visit.marks.reminder_held);
    for case in held.into_iter().filter_map(|id| work.case(id)).collect::<Vec<Case>>() {
        let id = case.visit.id;
        work.keep(case);
        let after = work.visit_now(id);
        over.reminders += after.map_or(0, |visit| held_back::soon_due(visit, work.now));
    }
    over.leaving.extend(work.letters().iter().map(|draft| draft.id.clone()));
    let soon = schedule::in_office_hours(work.desk, work.now);
    let near = |visit: &Brief| {
        let start = visit.agreed().map(|agreed| instant(agreed.slot.start));
        start.is_some_and(|start| since < start && start <= soon)
    };
    let near: Vec<VisitId> = ids(work, near);
    let went_without =
        |id: &VisitId| work.visit_now(*id).is_some_and(|visit| is_unreminded(visit, since));
    over.unreminded = near.into_iter().filter(went_without).collect();
    over
}

fn ids(work: &Work<'_>, which: impl Fn(&Brief) -> bool) -> Vec<VisitId> {
    work.state.briefs().filter(|visit| which(visit)).map(|visit| visit.id).collect()
}

/// Something was to remind of it meanwhile, and nothing did.
fn is_unreminded(visit: &Visit, since: Instant) -> bool {
    let meanwhile = visit.trail.iter().rev().take_while(|entry| since <= entry.at);
    let mut steps = meanwhile.map(|entry| &entry.step);
    !schedule::sheet_went_out(visit)
        && steps
            .any(|step| matches!(step, Step::ReminderDropped { .. } | Step::ReminderPutOff { .. }))
}
