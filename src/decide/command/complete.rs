//! `bezoek afronden`: staff say that a visit took place, or that it did not. The one ends in thanks,
//! the other in a new case, so it is shown first.

use super::super::steps;
use super::super::work::{Case, Work};
use super::open_case;
use crate::domain::command::Case as CaseId;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::time::instant;
use crate::domain::visit::Stage;

pub(super) fn meant(work: &Work<'_>, id: CaseId, held: bool) -> Result<PreviewOf, Refusal> {
    let case = begun(work, id)?;
    let goes_on = !held && case.visit.request.origin.missed.is_none();
    Ok(PreviewOf::Complete { case: id, held, goes_on })
}

pub(super) fn carry_out(
    work: &mut Work<'_>,
    id: CaseId,
    held: bool,
    by: &Actor,
) -> Result<(), Refusal> {
    let mut case = begun(work, id)?;
    if case.visit.stage == Stage::Confirmed {
        case.enter(Stage::HeldVisit, by.clone());
    }
    steps::held_or_not(work, &mut case, held, by.clone());
    work.finish(case);
    Ok(())
}

/// A visit that has not begun cannot be completed.
fn begun(work: &Work<'_>, id: CaseId) -> Result<Case, Refusal> {
    let case = open_case(work, id)?;
    let stage = case.visit.stage;
    let agreed = case.visit.appointment.as_ref();
    let begun = agreed.is_some_and(|agreed| instant(agreed.slot.start) <= work.now);
    match stage {
        Stage::Confirmed if begun => Ok(case),
        Stage::HeldVisit => Ok(case),
        Stage::Requested
        | Stage::AskedForDetails
        | Stage::AwaitingApproval
        | Stage::Proposed
        | Stage::AcceptedWithReservation
        | Stage::Confirmed
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow => Err(Refusal::WrongStage { case: id, stage }),
    }
}
