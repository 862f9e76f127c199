//! A calendar answer (RFC 5546 REPLY or COUNTER): shown to staff with its case, nothing changes by
//! itself. What each answer means for an appointment is judged by a person for now.

use super::conversation::{self, Conversation};
use super::work::Work;
use crate::domain::event::Incoming;
use crate::domain::mail::{Filing, Why};

pub(super) fn received(work: &mut Work<'_>, incoming: &Incoming) {
    let visit = match conversation::of(work, incoming) {
        Conversation::Open { visit, .. } | Conversation::Ended { visit, .. } => Some(visit.id),
        Conversation::None | Conversation::Forgotten => by_uid(work, incoming),
        Conversation::TwoVisits => None,
    };
    work.file(&incoming.mail, visit, Filing::WaitsForStaff { why: Why::CalendarAnswer });
}

/// The visit whose UID stands in the object; Exchange echoes it in capitals.
fn by_uid(work: &Work<'_>, incoming: &Incoming) -> Option<crate::domain::ids::VisitId> {
    let calendar = incoming.mail.calendar.as_ref()?;
    let text = calendar.text.to_lowercase();
    work.state
        .visits()
        .find(|visit| {
            let uid = visit.appointment.as_ref().map(|agreed| agreed.uid.to_lowercase());
            uid.is_some_and(|uid| text.contains(&uid))
        })
        .map(|visit| visit.id)
}
