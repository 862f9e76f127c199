//! The visit sheet: its programme, its place to meet, and sending it before the clock does.
//!
//! The sheet is no letter of its own: every reminder carries it as it stands then. Both programme and
//! place belong to the appointment, so they go when it is called off and move along when it moves.

use super::super::work::{Case, Work};
use super::super::{schedule, steps};
use super::open_case;
use crate::domain::command::{Case as CaseId, ProgrammeAt};
use crate::domain::notice::{OnSheet, PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Stage};
use crate::domain::wijk::ProgrammeLine;

/// The programme, to be shown first: the guest reads it with the next reminder.
pub(super) fn programme(
    work: &Work<'_>,
    id: CaseId,
    lines: &[ProgrammeAt],
) -> Result<PreviewOf, Refusal> {
    agreed(&open_case(work, id)?)?;
    let mut lines = lines.to_vec();
    lines.sort_by_key(|line| line.at);
    Ok(PreviewOf::Programme { case: id, lines })
}

pub(super) fn set_programme(
    work: &mut Work<'_>,
    mut case: Case,
    lines: &[ProgrammeAt],
    by: &Actor,
) -> Result<(), Refusal> {
    let (id, slot) = (case.visit.id, agreed(&case)?.slot);
    let programme =
        lines.iter().map(|line| in_visit(id, slot, line)).collect::<Result<Vec<_>, _>>()?;
    if let Some(agreed) = &mut case.visit.appointment {
        agreed.programme = programme;
    }
    let text: Vec<String> =
        lines.iter().map(|line| format!("{} {}", line.at.format("%H.%M"), line.what)).collect();
    case.note(by.clone(), Step::Noted { text: text.join("; ") });
    work.finish(case);
    Ok(())
}

/// When the office reads the programme that is previewed.
pub(super) fn on_sheet(work: &Work<'_>, action: &PreviewOf) -> Option<OnSheet> {
    let PreviewOf::Programme { case, .. } = action else { return None };
    let visit = work.state.visit(*case)?;
    Some(OnSheet {
        next: schedule::next_sheet(work.desk, visit),
        reserved: visit.stage == Stage::AcceptedWithReservation,
        sent: schedule::sheet_went_out(visit),
    })
}

/// A line counts from the beginning of the visit, and must lie in it.
fn in_visit(case: CaseId, slot: Slot, line: &ProgrammeAt) -> Result<ProgrammeLine, Refusal> {
    let moment = slot.day().and_time(line.at);
    let after = u32::try_from((moment - slot.start).num_minutes()).ok();
    let after = after.filter(|_| moment < slot.end);
    let after_minutes = after.ok_or(Refusal::OutsideVisit { case, slot, at: line.at })?;
    Ok(ProgrammeLine { after_minutes, what: line.what.clone() })
}

pub(super) fn agreed(case: &Case) -> Result<&Appointment, Refusal> {
    let (id, stage) = (case.visit.id, case.visit.stage);
    let stands = matches!(stage, Stage::Confirmed | Stage::AcceptedWithReservation);
    case.visit
        .appointment
        .as_ref()
        .filter(|agreed| stands && agreed.shut.is_none())
        .ok_or(Refusal::WrongStage { case: id, stage })
}

/// Another place to meet, to be shown first: calendars hear of it.
pub(super) fn place(work: &Work<'_>, id: CaseId) -> Result<PreviewOf, Refusal> {
    agreed(&open_case(work, id)?)?;
    Ok(PreviewOf::Place { case: id })
}

pub(super) fn meet_at(
    work: &mut Work<'_>,
    mut case: Case,
    place: &str,
    by: &Actor,
) -> Result<(), Refusal> {
    agreed(&case)?;
    steps::meet_at(work, &mut case, place, by.clone());
    work.finish(case);
    Ok(())
}

/// The sheet, to be shown first.
pub(super) fn sheet(work: &Work<'_>, id: CaseId) -> Result<PreviewOf, Refusal> {
    may_send(&open_case(work, id)?)?;
    Ok(PreviewOf::Sheet { case: id })
}

/// A reservation has no sheet: it is not certain that there is a visit.
fn may_send(case: &Case) -> Result<(), Refusal> {
    let (id, stage) = (case.visit.id, case.visit.stage);
    agreed(case)?;
    if stage == Stage::Confirmed { Ok(()) } else { Err(Refusal::WrongStage { case: id, stage }) }
}

pub(super) fn send(work: &mut Work<'_>, mut case: Case) -> Result<(), Refusal> {
    may_send(&case)?;
    steps::send_sheets(work, &mut case);
    work.finish(case);
    Ok(())
}
