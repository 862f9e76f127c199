//! The calendar object of a visit, as facts. The first invitation has sequence 0; every later object
//! about the same visit has a higher one, and the same UID (RFC 5546, 2.1.4).

use crate::decide::work::Case;
use crate::domain::letter::{Invitation, Method};
use crate::domain::mail::CalendarAnswer;
use crate::domain::people::Mailbox;
use crate::domain::time::Slot;
use crate::domain::visit::Visit;

/// The visit as it stands, for one calendar; that this attendee was sent this version is remembered.
pub(super) fn invite(case: &mut Case, attendee: &Mailbox) -> Option<Invitation> {
    let agreed = case.visit.appointment.as_mut()?;
    agreed.sent.insert(attendee.address.clone(), agreed.sequence);
    invitation(&case.visit, attendee)
}

/// The visit as it stands, for one calendar that it is not sent to.
pub(in crate::decide) fn invitation(visit: &Visit, attendee: &Mailbox) -> Option<Invitation> {
    visit.appointment.as_ref().map(|agreed| Invitation {
        method: Method::Request,
        uid: agreed.uid.clone(),
        sequence: agreed.sequence,
        slot: agreed.slot,
        attendee: attendee.clone(),
        event_is_off: false,
    })
}

/// The visit taken out of one calendar, because it is off. `known` is when that calendar has it;
/// `None` where it does not.
pub(super) fn cancellation(
    visit: &Visit,
    attendee: &Mailbox,
    known: Option<Slot>,
) -> Option<Invitation> {
    let (request, slot) = invitation(visit, attendee).zip(known)?;
    Some(Invitation { method: Method::Cancel, event_is_off: true, slot, ..request })
}

/// No to a moment that was proposed; it carries the moment and the version of the proposal.
pub(super) fn declined(
    visit: &Visit,
    attendee: &Mailbox,
    counter: &CalendarAnswer,
    slot: Slot,
) -> Option<Invitation> {
    let sequence = counter.sequence;
    invitation(visit, attendee).map(|request| Invitation {
        method: Method::DeclineCounter,
        sequence,
        slot,
        ..request
    })
}
