//! Another host for what is agreed and still to come: in one case, or in all of a wijk.

use super::super::steps;
use super::super::work::Work;
use super::open_case;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::state::Brief;
use crate::domain::time::instant;
use crate::domain::visit::{Appointment, Stage, Visit};
use crate::planning;

/// The cases in which this host receives the guest from now on, if they are free in each.
pub(super) fn plan(
    work: &Work<'_>,
    wijk: &WijkId,
    host: &ContactId,
    case: Option<VisitId>,
) -> Result<PreviewOf, Refusal> {
    let in_wijk = |visit: &&Visit| {
        let agreed = visit.appointment.as_ref();
        let to_come = |agreed: &Appointment| instant(agreed.slot.start) > work.now;
        let receives = |agreed: &Appointment| agreed.wijk == *wijk && agreed.shut.is_none();
        agreed.is_some_and(|agreed| receives(agreed) && agreed.host != *host && to_come(agreed))
            && visit.stage == Stage::Confirmed
            && case.is_none_or(|case| case == visit.id)
    };
    let here = |visit: &&Brief| visit.agreed().is_some_and(|agreed| agreed.wijk == wijk);
    let visits = work.state.briefs().filter(here).filter_map(|visit| work.state.visit(visit.id));
    let visits: Vec<&Visit> = visits.filter(in_wijk).collect();
    if visits.is_empty() {
        return Err(nobody_to_replace(work, wijk, host, case));
    }
    for visit in &visits {
        host_must_be_free(work, visit, host)?;
    }
    let stood_down = |visit: &&&Visit| {
        let agreed = visit.appointment.as_ref();
        agreed.is_some_and(|agreed| agreed.stood_down.contains(host))
    };
    let declined = visits.iter().filter(stood_down).map(|visit| visit.id).collect();
    let cases = visits.iter().map(|visit| visit.id).collect();
    Ok(PreviewOf::ReplaceHost { cases, host: host.clone(), declined })
}

/// Why no visit here can be given to this host.
fn nobody_to_replace(
    work: &Work<'_>,
    wijk: &WijkId,
    host: &ContactId,
    case: Option<VisitId>,
) -> Refusal {
    let visit = case.and_then(|case| work.state.visit(case));
    let agreed = visit.and_then(|visit| visit.appointment.as_ref());
    let receives = agreed.is_none_or(|agreed| agreed.host == *host);
    match (case, visit) {
        (Some(case), None) => Refusal::NoSuchCase { case },
        (Some(case), Some(visit)) if visit.stage != Stage::Confirmed || !receives => {
            Refusal::WrongStage { case, stage: visit.stage }
        }
        (Some(_), Some(_)) | (None, _) => {
            Refusal::AlreadyReceives { wijk: wijk.clone(), host: host.clone(), case }
        }
    }
}

fn host_must_be_free(work: &Work<'_>, visit: &Visit, host: &ContactId) -> Result<(), Refusal> {
    let Some(agreed) = &visit.appointment else { return Ok(()) };
    planning::host_is_free(work.desk, work.state, work.now, Some(visit.id), host, agreed.slot)
        .map_err(|by| Refusal::HostBusy { case: visit.id, host: host.clone(), by })
}

pub(super) fn carry_out(
    work: &mut Work<'_>,
    cases: &[VisitId],
    host: &ContactId,
    by: &Actor,
) -> Result<(), Refusal> {
    let Some(contact) = work.desk.contact(host).cloned() else { return Err(Refusal::NoPreview) };
    for id in cases {
        let mut case = open_case(work, *id)?;
        host_must_be_free(work, &case.visit, host)?;
        steps::replace_host(work, &mut case, &contact, by.clone());
        work.finish(case);
    }
    Ok(())
}
