//! What staff should know of moments before they say yes to them: that the planner would not have
//! chosen them, that something stands already, that they were proposed before.

use std::collections::BTreeSet;

use super::super::dates::{ask_of, why_else};
use super::super::work::Work;
use crate::domain::notice::{HeldFor, PreviewOf};
use crate::domain::reason::{Reason, WijkChoice};
use crate::domain::time::Slot;
use crate::domain::visit::{Offer, Stage, Visit};
use crate::planning;

/// What staff let a guest have that the planner would not: two wijken on one day, a short journey, less
/// time to prepare than the wijk needs.
pub(super) fn against(work: &Work<'_>, action: &PreviewOf) -> Vec<(Slot, Vec<Reason>)> {
    let Some((case, wijk, slots)) = action.moments() else { return Vec::new() };
    let Some(visit) = work.state.visit(case) else { return Vec::new() };
    // The time to prepare what is reserved, and no more than made definite, was looked at then.
    let stands = visit.appointment.as_ref().map(|agreed| agreed.slot);
    let ask = ask_of(visit);
    let against = |slot: Slot| {
        let Work { desk, state, now, .. } = *work;
        let mut reasons = planning::guest_elsewhere(desk, state, now, &ask, wijk, slot);
        reasons.extend(too_soon(work, visit, slot).filter(|_| stands != Some(slot)));
        (slot, reasons)
    };
    slots.into_iter().map(against).filter(|(_, reasons)| !reasons.is_empty()).collect()
}

fn too_soon(work: &Work<'_>, visit: &Visit, slot: Slot) -> Option<Reason> {
    let office = visit.guest.office;
    let first = work.desk.first_day_for(office, work.now);
    let notice_days = work.desk.planning.notice_days_for(office);
    (slot.day() < first).then_some(Reason::TooSoon { office, notice_days, first })
}

/// The offers to others that keep a guest from what they asked for: who waits may have it after all.
pub(super) fn held(work: &Work<'_>, action: &PreviewOf) -> Vec<HeldFor> {
    let PreviewOf::Offer { case, options, .. } = action else { return Vec::new() };
    let Some(visit) = work.state.visit(*case) else { return Vec::new() };
    let slots: Vec<Slot> = options.iter().map(|option| option.slot).collect();
    why_else(work, visit, &slots).iter().filter_map(HeldFor::of).collect()
}

/// The appointment that stands while other moments are proposed or one is agreed.
pub(super) fn stands(work: &Work<'_>, action: &PreviewOf) -> Option<Slot> {
    let agreed = |case| {
        let visit = work.state.visit(case)?;
        let agreed = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none());
        agreed.map(|agreed| (visit.stage, agreed.slot))
    };
    if let PreviewOf::Confirm { case, slot, .. } = action {
        return agreed(*case).map(|(_, stands)| stands).filter(|stands| stands != slot);
    }
    let PreviewOf::Offer { case, .. } = action else { return None };
    agreed(*case).filter(|(stage, _)| *stage == Stage::Confirmed).map(|(_, stands)| stands)
}

/// Why the moments are in this wijk, if the request leaves open where.
pub(super) fn picked(work: &Work<'_>, action: &PreviewOf) -> Option<WijkChoice> {
    let PreviewOf::Offer { case, wijk: Some(wijk), .. } = action else { return None };
    let visit = work.state.visit(*case)?;
    let named = visit.in_wijk() == Some(wijk) || visit.request.wijken == [wijk.clone()];
    let plan = || planning::plan(work.desk, work.state, work.now, &ask_of(visit)).ok();
    let why = |plan: planning::Plan| (plan.wijk == *wijk).then_some(plan.why);
    (!named).then(|| plan().and_then(why).unwrap_or(WijkChoice::ByStaff))
}

/// Whether the office had these very moments before.
pub(super) fn is_again(work: &Work<'_>, action: &PreviewOf) -> bool {
    let PreviewOf::Offer { case, options, .. } = action else { return false };
    let Some(visit) = work.state.visit(*case) else { return false };
    let slots: BTreeSet<Slot> = options.iter().map(|option| option.slot).collect();
    let same =
        |offer: &Offer| offer.options.iter().map(|o| o.slot).collect::<BTreeSet<_>>() == slots;
    visit.offer.iter().chain(&visit.older_offers).any(same)
}
