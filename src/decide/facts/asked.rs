//! Where and when a visit is asked for, as long as a person must first read what a mail says of it.
//!
//! Who comes and what they need is told of the case at once. A day or a place that a mail only names
//! may be for anything ("de namen krijgt u maandag"), so it is no wish of the visit until staff act on
//! it: what they have looked for then follows the mails that still wait, and nothing of one that is put
//! away stays.

use super::super::in_queue;
use super::super::work::Work;
use crate::domain::ids::WijkId;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::reason::WijkChoice;
use crate::domain::visit::{Request, Visit};

/// What was asked for before a mail was taken in.
#[derive(Debug, Clone)]
pub(in crate::decide) struct Asked {
    request: Request,
    wijk: Option<WijkId>,
    wijk_choice: Option<WijkChoice>,
}

impl Asked {
    pub(in crate::decide) fn of(visit: &Visit) -> Self {
        let Visit { request, wijk, wijk_choice, .. } = visit;
        Self { request: request.clone(), wijk: wijk.clone(), wijk_choice: wijk_choice.clone() }
    }

    /// What the mail says of where and when was taken in too early: a person must read it first.
    pub(in crate::decide) fn put_back(self, visit: &mut Visit) {
        let Request { wijken, by_municipality, themes, wishes, duration_minutes, .. } =
            self.request;
        let request = &mut visit.request;
        (request.wijken, request.by_municipality) = (wijken, by_municipality);
        (request.themes, request.wishes) = (themes, wishes);
        request.duration_minutes = duration_minutes;
        (visit.wijk, visit.wijk_choice) = (self.wijk, self.wijk_choice);
    }
}

/// The visit as staff look for dates: with what its mails say that wait for them, the oldest first.
pub(in crate::decide) fn with_what_waits(work: &Work<'_>, visit: &Visit) -> Visit {
    let mut mails: Vec<&MailRecord> =
        work.mails_waiting().filter(|mail| is_to_be_heard(work, mail, visit)).collect();
    mails.sort_by_key(|mail| (mail.received, mail.queue_number));
    let mut heard = visit.clone();
    for mail in mails {
        let reading = super::read_waiting(work, mail, visit);
        super::take_in_request(work.desk, &mut heard, &reading);
    }
    heard
}

/// Whether it is of the office, in the conversation of this visit, and nobody doubts who wrote it.
fn is_to_be_heard(work: &Work<'_>, mail: &MailRecord, visit: &Visit) -> bool {
    let Filing::WaitsForStaff { why } = &mail.filing else { return false };
    let of_host =
        mail.from.as_ref().is_some_and(|from| work.desk.contact_at(&from.address).is_some());
    mail.visit == Some(visit.id)
        && !of_host
        && in_queue::is_of_a_person(why)
        && !matches!(why, Why::SenderNotProven | Why::VipNotProven | Why::OtherDomain)
}
