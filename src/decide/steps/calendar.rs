//! The calendar object of a visit, as facts. The first invitation has sequence 0; every later object
//! about the same visit has a higher one, and the same UID (RFC 5546, 2.1.4).

use crate::decide::work::{Case, Work};
use crate::domain::keys;
use crate::domain::letter::{Invitation, Method};
use crate::domain::people::Mailbox;
use crate::domain::visit::Visit;

pub(super) fn new_uid(work: &Work<'_>, case: &Case) -> String {
    keys::calendar_uid(work.desk, case.visit.id)
}

/// The visit as it stands, for one calendar.
pub(super) fn invitation(visit: &Visit, attendee: &Mailbox) -> Option<Invitation> {
    visit.appointment.as_ref().map(|agreed| Invitation {
        method: Method::Request,
        uid: agreed.uid.clone(),
        sequence: agreed.sequence,
        slot: agreed.slot,
        attendee: attendee.clone(),
        event_is_off: false,
    })
}

/// The visit taken out of one calendar, because it is off.
pub(super) fn cancellation(visit: &Visit, attendee: &Mailbox) -> Option<Invitation> {
    invitation(visit, attendee).map(|request| Invitation {
        method: Method::Cancel,
        event_is_off: true,
        ..request
    })
}
