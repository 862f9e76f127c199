//! Two wijken on one day: staff put two cases together, and each is planned with an eye on the other.
//!
//! Sends nothing by itself. What is agreed already stays as it is; staff read what is against it.

use super::super::dates::ask_of;
use super::super::work::Work;
use super::{Speaker, done, open_case};
use crate::domain::ids::VisitId;
use crate::domain::notice::{Apart, DoneWhat, Refusal};
use crate::domain::reason::Reason;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Stage, Visit};
use crate::planning;

/// Puts two cases on one day.
pub(super) fn join(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: VisitId,
    other: VisitId,
) -> Result<(), Refusal> {
    let (mut one, mut two) = (open_case(work, id)?, open_case(work, other)?);
    for visit in [&one.visit, &two.visit] {
        may_still_come(visit)?;
    }
    if let Some(why) = apart(work, &one.visit, &two.visit) {
        return Err(Refusal::CannotJoin { case: id, other, why });
    }
    for (case, with) in [(&mut one, other), (&mut two, id)] {
        case.visit.day_with = vec![with];
        case.note(speaker.actor(), Step::Together { with });
    }
    let mut against = against(work, &one.visit);
    against.extend(self::against(work, &two.visit));
    work.finish(one);
    work.finish(two);
    done(work, speaker, DoneWhat::Together { case: id, other, against });
    Ok(())
}

/// Takes a case off the day that it shares with another: each is planned by itself again.
pub(super) fn part(work: &mut Work<'_>, speaker: Speaker<'_>, id: VisitId) -> Result<(), Refusal> {
    let mut one = open_case(work, id)?;
    let others = std::mem::take(&mut one.visit.day_with);
    one.visit.tie_off(Loose::DayApart);
    if others.is_empty() {
        return Err(Refusal::CannotJoin { case: id, other: id, why: Apart::NotTogether });
    }
    for &with in &others {
        one.note(speaker.actor(), Step::Apart { with });
        let Some(mut other) = work.case(with) else { continue };
        other.visit.day_with.retain(|shared| *shared != id);
        other.visit.tie_off(Loose::DayApart);
        other.note(speaker.actor(), Step::Apart { with: id });
        work.finish(other);
    }
    work.finish(one);
    done(work, speaker, DoneWhat::Apart { case: id, others });
    Ok(())
}

fn may_still_come(visit: &Visit) -> Result<(), Refusal> {
    match visit.stage {
        Stage::Requested
        | Stage::AskedForDetails
        | Stage::AwaitingApproval
        | Stage::Proposed
        | Stage::AcceptedWithReservation
        | Stage::Confirmed => Ok(()),
        stage @ (Stage::HeldVisit
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow) => Err(Refusal::WrongStage { case: visit.id, stage }),
    }
}

/// Why two cases cannot be put on one day.
fn apart(work: &Work<'_>, one: &Visit, two: &Visit) -> Option<Apart> {
    if one.id == two.id {
        return Some(Apart::OneCase);
    }
    let (here, there) = (wijk_meant(one), wijk_meant(two));
    let wijken = here.zip(there);
    if wijken.is_some_and(|(here, there)| here == there) {
        return Some(Apart::OneWijk);
    }
    if with_a_third(work, one, two).or_else(|| with_a_third(work, two, one)).is_some() {
        return Some(Apart::ThirdWijk);
    }
    let too_far = |(here, there)| planning::are_too_far_apart(work.desk, here, there);
    wijken.is_some_and(too_far).then_some(Apart::TooFar)
}

/// The open case, other than `two`, with which this one shares its day already.
fn with_a_third(work: &Work<'_>, one: &Visit, two: &Visit) -> Option<VisitId> {
    let mut others = one.day_with.iter().copied();
    others.find(|other| *other != two.id && work.state.is_open(*other))
}

fn wijk_meant(visit: &Visit) -> Option<&crate::domain::ids::WijkId> {
    let only = match visit.request.wijken.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    visit.in_wijk().or(only)
}

/// What is against the moment that a visit has.
fn against(work: &Work<'_>, visit: &Visit) -> Vec<Reason> {
    let Work { desk, state, now, .. } = *work;
    let Some(agreed) = &visit.appointment else { return Vec::new() };
    planning::guest_elsewhere(desk, state, now, &ask_of(visit), &agreed.wijk, agreed.slot)
}
