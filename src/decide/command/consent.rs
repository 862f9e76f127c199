//! `bezoek akkoord`: staff pass on what somebody said whose yes a visit needs, or give their own.
//!
//! A host who did not answer the invitation, or not with a plain yes, can say yes the same way: staff
//! rang them, or read what they wrote.

use super::super::work::{Case, Work};
use super::super::{schedule, steps};
use super::open_case;
use crate::domain::consent::Voice;
use crate::domain::ids::VisitId;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::trail::Step;
use crate::domain::visit::Loose;

pub(super) fn meant(
    work: &Work<'_>,
    id: VisitId,
    voice: Voice,
    yes: bool,
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    may_say(work, &case, voice, yes)?;
    let chosen = case.visit.consent_at(work.now).map(|consent| consent.slot);
    let slot = chosen.or(case.visit.appointment.as_ref().map(|agreed| agreed.slot));
    Ok(PreviewOf::Consent { case: id, voice, yes, slot })
}

/// A yes is for who still owes one; a no also takes a yes back. A host who was invited is
/// replaced, not passed over, if they cannot.
fn may_say(work: &Work<'_>, case: &Case, voice: Voice, yes: bool) -> Result<(), Refusal> {
    if is_host_waited_for(case, voice) {
        let (id, stage) = (case.visit.id, case.visit.stage);
        return if yes { Ok(()) } else { Err(Refusal::WrongStage { case: id, stage }) };
    }
    let waits = case.visit.consent_at(work.now).is_some_and(|consent| {
        consent.open.contains(&voice) || (!yes && consent.said.contains(&voice))
    });
    if waits { Ok(()) } else { Err(Refusal::NoYesNeeded { case: case.visit.id, voice }) }
}

/// They say nothing to the invitation, or nothing that counts.
fn is_host_waited_for(case: &Case, voice: Voice) -> bool {
    let visit = &case.visit;
    let unsure = [Loose::HostSilent, Loose::HostAway, Loose::HostNotReached];
    let is_unsure = unsure.into_iter().any(|end| visit.is_loose(end));
    let waits = is_unsure || visit.host_in_doubt();
    voice == Voice::Host && visit.consent.is_none() && waits
}

pub(super) fn carry_out(
    work: &mut Work<'_>,
    id: VisitId,
    voice: Voice,
    yes: bool,
    by: &Actor,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    may_say(work, &case, voice, yes)?;
    if is_host_waited_for(&case, voice) {
        case.note(by.clone(), Step::VoiceSaid { voice, yes });
        schedule::host_answered(&mut case.visit);
    } else if yes {
        steps::say_yes(work, &mut case, voice, by.clone());
    } else {
        steps::say_no(work, &mut case, voice, by.clone());
    }
    work.finish(case);
    Ok(())
}

/// Whose yes nobody heard yet for a moment that staff set themselves.
pub(super) fn unheard(work: &Work<'_>, action: &PreviewOf) -> Vec<Voice> {
    let PreviewOf::Confirm { case, wijk, slot, reserved: false } = action else {
        return Vec::new();
    };
    let Some(visit) = work.state.visit(*case) else { return Vec::new() };
    let consent = visit.consent.as_ref().filter(|consent| consent.slot == *slot);
    let said = consent.map_or(&[][..], |consent| &consent.said);
    let wijk = wijk.as_ref().or(visit.in_wijk());
    let needed = wijk.map(|wijk| work.desk.voices_in(wijk)).unwrap_or_default();
    needed.into_iter().filter(|voice| !said.contains(voice)).collect()
}
