//! The confirmation of a visit that was agreed by telephone, once there is an address to send it to.
//!
//! Staff put a mail with the case, or two cases together, and so the address became known. What follows
//! is a letter, so it is shown first.

use super::super::steps;
use super::super::work::{Case, Work};
use super::sheet;
use crate::domain::command::Case as CaseId;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::time::instant;
use crate::domain::visit::{Loose, Stage, Visit};

/// The office of this case can be written to at last: until it is, that is for staff to see to.
pub(super) fn owe(work: &Work<'_>, case: &mut Case) {
    if may_send(work, case).is_ok() {
        case.visit.leave_loose(Loose::NotConfirmed, work.now);
    }
}

/// Whether the confirmation of what stands as `stage` was shown, and never sent.
pub(super) fn is_owed(work: &Work<'_>, id: CaseId, stage: Stage) -> bool {
    let owed = |visit: &Visit| visit.stage == stage && visit.is_loose(Loose::NotConfirmed);
    work.state.visit(id).is_some_and(owed)
}

/// The confirmation of what is agreed and still to come, to be shown.
pub(super) fn to_show(work: &Work<'_>, id: CaseId) -> Option<PreviewOf> {
    let case = work.case(id).filter(|case| may_send(work, case).is_ok());
    case.map(|_| PreviewOf::Invite { case: id })
}

fn may_send(work: &Work<'_>, case: &Case) -> Result<(), Refusal> {
    let (id, stage) = (case.visit.id, case.visit.stage);
    let to_come = instant(sheet::agreed(case)?.slot.start) > work.now;
    if to_come { Ok(()) } else { Err(Refusal::WrongStage { case: id, stage }) }
}

pub(super) fn send(work: &mut Work<'_>, mut case: Case) -> Result<(), Refusal> {
    may_send(work, &case)?;
    steps::confirm_late(work, &mut case);
    case.visit.tie_off(Loose::NotConfirmed);
    case.visit.tie_off(Loose::OfficeWrote);
    work.finish(case);
    Ok(())
}
