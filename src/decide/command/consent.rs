//! `bezoek akkoord`: staff pass on what somebody said whose yes a visit needs, or give their own.
//!
//! A host who was invited can say yes or no the same way: staff rang them, or read what they wrote. It
//! leads to what their own answer to the invitation would.

use super::super::work::{Case, Work};
use super::super::{host, steps};
use super::open_case;
use crate::domain::consent::Voice;
use crate::domain::ids::VisitId;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Visit};

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

/// A yes is for who still owes one; a no also takes a yes back.
fn may_say(work: &Work<'_>, case: &Case, voice: Voice, yes: bool) -> Result<(), Refusal> {
    let waits = if is_invited_host(work, &case.visit, voice) {
        if yes { is_unsure(work, &case.visit) } else { !case.visit.is_loose(Loose::NoHost) }
    } else {
        case.visit.consent_at(work.now).is_some_and(|consent| {
            consent.open.contains(&voice) || (!yes && consent.said.contains(&voice))
        })
    };
    if waits { Ok(()) } else { Err(Refusal::NoYesNeeded { case: case.visit.id, voice }) }
}

/// The host of what is agreed and still to come: they were asked by letter, and nobody else needs to
/// say yes to it.
fn is_invited_host(work: &Work<'_>, visit: &Visit, voice: Voice) -> bool {
    voice == Voice::Host && visit.consent.is_none() && host::is_ahead(work, visit)
}

/// They did not say yes, or said something since that leaves it open.
fn is_unsure(work: &Work<'_>, visit: &Visit) -> bool {
    let open = [Loose::HostSilent, Loose::HostAway, Loose::HostNotReached]
        .into_iter()
        .any(|end| visit.is_loose(end));
    open || visit.host_in_doubt() || !steps::host_said_yes(work, visit)
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
    if is_invited_host(work, &case.visit, voice) {
        case.note(by.clone(), Step::VoiceSaid { voice, yes });
        if yes {
            host::receives(work, &mut case);
        } else {
            host::cannot(work, &mut case, None);
        }
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
