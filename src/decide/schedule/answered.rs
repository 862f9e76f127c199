//! What is open no more once somebody said something about it.

use super::patience_ends;
use crate::domain::letter::Question;
use crate::domain::time::Instant;
use crate::domain::visit::{Due, Loose, Task, Visit};

/// Whoever asked for another moment, or declined this one, has heard of us, so nobody needs to be told
/// of it. What a wijk that closed asks of staff stays.
pub(in crate::decide) fn move_answered(visit: &mut Visit) {
    visit.tie_off(Loose::GuestDeclined);
    if visit.is_loose(Loose::MoveWanted) {
        visit.tie_off(Loose::MoveWanted);
        let is_shut = visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_some());
        visit.due.retain(|due| is_shut || due.task != Task::NudgeMove);
    }
}

/// Staff dealt with what the office wrote. Where the office is to say something now, it has time for
/// that.
pub(in crate::decide) fn office_answered(visit: &mut Visit, now: Instant) {
    if !visit.is_loose(Loose::OfficeWrote) {
        return;
    }
    visit.tie_off(Loose::OfficeWrote);
    let lapses = |due: &&mut Due| due.task == Task::QuestionLapses;
    let waits = visit.appointment.is_none();
    for due in visit.due.iter_mut().filter(lapses).filter(|_| waits) {
        due.at = due.at.max(patience_ends(now));
    }
}

/// How many come is known, or staff wrote to the office about it.
pub(in crate::decide) fn party_settled(visit: &mut Visit) {
    if visit.is_loose(Loose::PartyAsked) {
        visit.tie_off(Loose::PartyAsked);
        visit.asked.take_if(|asked| matches!(asked, Question::PartyTooLarge { .. }));
    }
}
