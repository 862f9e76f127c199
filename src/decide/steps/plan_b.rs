//! The second choice of a guest who took a moment with a reservation.
//!
//! It stays on offer beside the reservation until the guest is asked whether that is definite, and is
//! offered first when it is not. What somebody else got in between is no plan any more.

use super::offering::{offer, set_aside_offer};
use crate::decide::dates::{Dates, ask_of, at_once, host_for};
use crate::decide::schedule;
use crate::decide::work::{Case, Work};
use crate::domain::ids::LetterId;
use crate::domain::mail::Mail;
use crate::domain::people::Actor;
use crate::domain::reason::WijkChoice;
use crate::domain::visit::{Due, Offer, OfferOption, Stage, Task, Visit};
use crate::planning::{self, Plan};

/// Keeps an option of the offer that was just set aside, alone, until the first thing that is due: the
/// question whether the reservation is definite.
pub(super) fn keep(work: &Work<'_>, case: &mut Case, option: OfferOption) {
    let visit = &mut case.visit;
    let Some(expires) = visit.next_due().filter(|due| *due > work.now) else { return };
    let Some(offer) = visit.older_offers.iter().rev().find(|o| o.options.contains(&option)) else {
        return;
    };
    // The offer may be over, and somebody else have the moment by now.
    let Ok(host) = host_for(work, visit, &option, &offer.wijk) else { return };
    let option = OfferOption { host, until: None, ..option };
    let offer = Offer { options: vec![option.clone()], expires, ..offer.clone() };
    let version = offer.version;
    visit.plan_b = Some(option);
    visit.offer = Some(offer);
    visit.due.push(Due { at: expires, task: Task::OfferLapses { version } });
}

/// The second choice is held no longer; it is remembered. Says whether it was that what lapsed.
pub(in crate::decide) fn let_go(case: &mut Case) -> bool {
    let kept = case.visit.stage == Stage::AcceptedWithReservation && case.visit.plan_b.is_some();
    if kept {
        // It stands in the older offer that it came from.
        case.visit.offer = None;
    }
    kept
}

/// The second choice cannot be any more: it is no plan, and nothing lapses.
pub(in crate::decide) fn give_up(case: &mut Case) {
    if let_go(case) {
        case.visit.plan_b = None;
        schedule::offer_gone(&mut case.visit);
    }
}

/// The reservation does not go ahead: the second choice is offered, if it is free and an offer may go
/// out without a person.
pub(in crate::decide) fn fall_back(
    work: &mut Work<'_>,
    case: &mut Case,
    by: Actor,
    mail: Option<&Mail>,
) -> Option<LetterId> {
    let wijk = case.visit.appointment.as_ref()?.wijk.clone();
    let option = still_free(work, &case.visit)?;
    let plan = Plan { wijk, why: WijkChoice::Named, options: vec![option] };
    let dates = Dates { plan: Some(plan), nothing_free: Vec::new() };
    let offering = at_once(work, &case.visit, dates).ok()?;
    set_aside_offer(&mut case.visit);
    (case.visit.plan_b, case.visit.appointment) = (None, None);
    case.visit.due.clear();
    let letter = offer(work, case, offering, by, mail);
    case.amend(&letter, |draft| draft.facts.plan_b = true);
    Some(letter)
}

/// The second choice with who can receive. It was judged when it was offered, so notice and the days of
/// the office are not judged again.
pub(in crate::decide) fn still_free(work: &Work<'_>, visit: &Visit) -> Option<OfferOption> {
    let option = visit.plan_b.as_ref()?;
    let wijk = &visit.appointment.as_ref()?.wijk;
    let Work { desk, state, now, .. } = *work;
    let host =
        planning::host_for(desk, state, now, &ask_of(visit), wijk, option.slot, true).ok()?;
    Some(OfferOption { option: 1, host, ..option.clone() })
}
