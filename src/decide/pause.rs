//! What becomes of the letters that waited while the post stood still.
//!
//! They leave in order, as far as they are true: an offer is held from now on, of reminders the last
//! leaves with the days that are left, and what is about nothing any more, or of a day that is past,
//! stays here. Staff read which leave and which do not, and whose visit nobody is reminded of.

use super::work::{Case, Work};
use super::{delivery, held_back, schedule};
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::people::Actor;
use crate::domain::state::{Brief, Change, Key};
use crate::domain::time::{Instant, Slot, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{LetterFate, Visit};

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
        } else if is_of_a_past_day(work, &letter) {
            let_lie(work, &letter);
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

/// It is about a visit whose day is past, and was decided before that began: whoever read it now would
/// be asked to come, or told not to, for nothing.
fn is_of_a_past_day(work: &Work<'_>, letter: &Letter) -> bool {
    let visit = letter.visit.and_then(|id| work.visit_now(id));
    let agreed = visit.and_then(|visit| visit.appointment.as_ref());
    // They may still have it in their calendars for a day to come.
    let known = agreed.and_then(|agreed| agreed.before.as_ref());
    if known.is_some_and(|before| before.slot.day() >= work.today()) {
        return false;
    }
    let slot = match visit {
        Some(visit) => visit.appointment.as_ref().map(|agreed| agreed.slot),
        None => letter.visit.and_then(|id| work.state.staff().call(id)).map(|call| call.slot),
    };
    let is_past = |slot: Slot| {
        slot.day() < work.today()
            && letter.decided < instant(slot.start)
            && is_of_its_day(letter.kind)
    };
    letter.is_unsent() && slot.is_some_and(is_past)
}

/// Whether a letter of this kind is of no use any more once the day of its visit is past. What offers
/// other days is, and so is what asks how it went.
fn is_of_its_day(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::Reminder
        | LetterKind::HandOver
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostReminder
        | LetterKind::HostCancellation => true,
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::AwaitsYes
        | LetterKind::CounterDeclined
        | LetterKind::Thanks
        | LetterKind::HostHeldQuestion
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded
        // What answers a question, or what a person wrote, is of use on any day.
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::MailAnswer
        | LetterKind::HostMail => false,
    }
}

/// It stays here, and staff read so.
fn let_lie(work: &mut Work<'_>, letter: &Letter) {
    work.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
    let Some(mut case) = letter.visit.and_then(|id| work.case(id)) else { return };
    if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
        trace.fate = LetterFate::CalledBack;
    }
    case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.id.clone() });
    work.keep(case);
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
