//! After a visit that did not take place: a new date is offered, once, in a case of its own.
//!
//! The old case is over, so that nothing is reminded of or thanked for. What the guest once said about
//! days was about that visit and is not asked again.

use super::offering::{before_staff, offer};
use crate::decide::dates::{at_once, dates_for};
use crate::decide::work::{Case, Work};
use crate::decide::{facts, schedule};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::visit::{Guest, Origin, Request, Visit};

/// Offers a new date, or has staff do it: where they decide, on their own word, and where no mail
/// arrives. A visit that was offered so before is not offered again.
pub(super) fn offer_again(work: &mut Work<'_>, missed: &Visit, by: &Actor) {
    let Some(mut case) = new_case(work, missed) else { return };
    let reachable = !case.visit.writer.undeliverable && matches!(by, Actor::Host);
    match at_once(work, &case.visit, dates_for(work, &case.visit)) {
        Ok(offering) if reachable => {
            let (plan, nothing_free) = (offering.options.clone(), offering.instead.clone());
            let office_hours = schedule::in_office_hours(work.desk, work.now);
            let leave_at = std::mem::replace(&mut work.leave_at, office_hours);
            offer(work, &mut case, offering, Actor::Bot, None);
            work.leave_at = leave_at;
            case.tell(|visit| Saying::NewRequest { visit, plan, nothing_free, there: None });
        }
        Ok(_) | Err(_) => before_staff(work, &mut case),
    }
    work.finish(case);
}

/// The same guest, for the same wijk, on any day, with who looked after it; `None` for who was
/// offered a new date before.
fn new_case(work: &mut Work<'_>, missed: &Visit) -> Option<Case> {
    let agreed = missed.appointment.as_ref()?;
    if missed.request.origin.missed.is_some() {
        return None;
    }
    let writer = &missed.writer;
    let mut case = facts::blank_case(work, &writer.mailbox, writer.language);
    case.visit.guest = Guest { phone: None, ..missed.guest.clone() };
    case.visit.writer = writer.clone();
    case.visit.wijk = Some(agreed.wijk.clone());
    case.visit.owner.clone_from(&missed.owner);
    case.visit.thread = missed.thread.clone();
    case.visit.request = Request {
        wijken: vec![agreed.wijk.clone()],
        themes: missed.request.themes.clone(),
        duration_minutes: missed.request.duration_minutes,
        no_press: missed.request.no_press,
        origin: Origin { follows: Some(missed.id), missed: Some(agreed.slot), ..Origin::default() },
        ..Request::default()
    };
    Some(case)
}
