//! `bezoek akkoord`: staff pass on what somebody said whose yes a visit needs, or give their own.

use super::super::steps;
use super::super::work::{Case, Work};
use super::open_case;
use crate::domain::consent::Voice;
use crate::domain::ids::VisitId;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;

pub(super) fn meant(
    work: &Work<'_>,
    id: VisitId,
    voice: Voice,
    yes: bool,
) -> Result<PreviewOf, Refusal> {
    may_say(work, &open_case(work, id)?, voice, yes)?;
    Ok(PreviewOf::Consent { case: id, voice, yes })
}

/// A yes is for who still owes one; a no also takes a yes back.
fn may_say(work: &Work<'_>, case: &Case, voice: Voice, yes: bool) -> Result<(), Refusal> {
    let waits = case.visit.consent_at(work.now).is_some_and(|consent| {
        consent.open.contains(&voice) || (!yes && consent.said.contains(&voice))
    });
    if waits { Ok(()) } else { Err(Refusal::NoYesNeeded { case: case.visit.id, voice }) }
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
    if yes {
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
