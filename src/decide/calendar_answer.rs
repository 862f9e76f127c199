//! A calendar answer (RFC 5546 REPLY or COUNTER): shown to staff with its case and with what it says;
//! nothing changes by itself.
//!
//! The UID says which visit is meant. Anybody can write one down, so staff also hear when the answerer
//! was not invited, when another sent the mail, and when an old version is answered.

use super::conversation::{self, Conversation};
use super::work::Work;
use crate::domain::event::Incoming;
use crate::domain::mail::{Authenticity, CalendarAnswer, Filing, Mail, Why};
use crate::domain::notice::{Attendee, CalendarNews};
use crate::domain::people::Address;
use crate::domain::visit::Visit;

pub(super) fn received(work: &mut Work<'_>, incoming: &Incoming) {
    let mail = &incoming.mail;
    let answer = mail.calendar.as_ref().and_then(|calendar| calendar.answer.as_ref());
    let by_uid = answer.and_then(|answer| by_uid(work, answer));
    let visit = by_uid.or_else(|| match conversation::of(work, incoming) {
        Conversation::Open { visit, .. } | Conversation::Ended { visit, .. } => Some(visit),
        Conversation::None | Conversation::Forgotten | Conversation::TwoVisits => None,
    });
    let id = visit.map(|visit| visit.id);
    if let Some(answer) = answer {
        let news = news(work, mail, answer, visit);
        work.hear_calendar(news);
    }
    work.file(mail, id, Filing::WaitsForStaff { why: Why::CalendarAnswer });
}

/// The open visit whose calendar object is answered.
fn by_uid<'a>(work: &Work<'a>, answer: &CalendarAnswer) -> Option<&'a Visit> {
    work.state.visits().find(|visit| {
        let agreed = visit.appointment.as_ref();
        agreed.is_some_and(|agreed| agreed.uid.to_lowercase() == answer.uid)
    })
}

/// An answer held against the visit that it is about.
fn news(
    work: &Work<'_>,
    mail: &Mail,
    answer: &CalendarAnswer,
    visit: Option<&Visit>,
) -> CalendarNews {
    let agreed = visit.and_then(|visit| visit.appointment.as_ref());
    let current = agreed.filter(|agreed| agreed.uid.to_lowercase() == answer.uid);
    let counters = mail.calendar.as_ref().is_some_and(|calendar| calendar.method == "COUNTER");
    let text = mail.own_text();
    let comment = answer.comment.clone().or_else(|| Some(text.trim().to_owned()));
    let attendee = answer.attendee.as_ref();
    CalendarNews {
        attendance: answer.attendance.filter(|_| !counters),
        address: attendee.cloned(),
        attendee: attendee.zip(visit).and_then(|(address, visit)| invited(work, visit, address)),
        proposed: answer.slot.filter(|_| counters),
        comment: comment.filter(|comment| !comment.is_empty()),
        sent_by_another: attendee.is_some_and(|address| !fits(mail, address)),
        outdated: current.is_some_and(|agreed| answer.sequence < agreed.sequence),
        agreed: agreed.map(|agreed| agreed.slot),
    }
}

/// As whom this address was invited to the visit, if it was.
fn invited(work: &Work<'_>, visit: &Visit, address: &Address) -> Option<Attendee> {
    let host = visit.appointment.as_ref().and_then(|agreed| work.desk.contact(&agreed.host));
    if *address == visit.writer.mailbox.address {
        Some(Attendee::Guest)
    } else {
        host.filter(|host| host.address == *address).map(|_| Attendee::Host)
    }
}

/// Whoever answers writes the mail; a colleague may, when our own server knows the organisation.
fn fits(mail: &Mail, attendee: &Address) -> bool {
    mail.from.as_ref().is_some_and(|from| {
        let colleague = from.address.domain() == attendee.domain();
        from.address == *attendee || (colleague && mail.authenticity == Authenticity::Pass)
    })
}
