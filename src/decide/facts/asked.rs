//! Where and when a visit is asked for, as long as a person must first read what a mail says of it.
//!
//! Who comes and what they need is told of the case at once. A day or a place that a mail only names
//! may be for anything ("de namen krijgt u maandag"), so it is no wish of the visit until staff act on
//! it: what they have looked for then follows the mails that still wait. Of one that they say is of the
//! visit it stays, and they read what; nothing of one that they throw away does.

use super::super::in_queue;
use super::super::work::Work;
use crate::domain::ids::WijkId;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::notice::HeardInMail;
use crate::domain::people::Party;
use crate::domain::reading::Wish;
use crate::domain::reason::WijkChoice;
use crate::domain::trail::{Finding, Step};
use crate::domain::visit::{Request, Stage, Visit};

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
    for mail in mails.into_iter().filter(|mail| !is_overtaken(visit, mail, is_wish)) {
        let reading = super::read_waiting(work, mail, visit);
        super::take_in_request(work.desk, &mut heard, &reading);
    }
    heard
}

/// Staff say that a mail is of this visit: what it says of it counts from now on as it did while the
/// mail waited. Gives what is new. A number on which somebody counts, or that the wijk does not take,
/// is for staff to write down.
pub(in crate::decide) fn hear(
    work: &Work<'_>,
    visit: &mut Visit,
    mail: &MailRecord,
) -> HeardInMail {
    if !is_of_office(work, mail) {
        return HeardInMail::default();
    }
    let reading = super::read_waiting(work, mail, visit);
    let before = visit.request.clone();
    if !is_overtaken(visit, mail, is_wish) {
        super::take_in_request(work.desk, visit, &reading);
    }
    if visit.waits.is_some() {
        // Whoever waits and names another day waits for the first as well.
        super::keep_wishes(visit, before.wishes.clone());
    }
    let told = reading.party.as_ref().map(|told| Party { min: told.min, max: told.max });
    let told = told.filter(|told| visit.guest.party != Some(*told));
    let told = told.filter(|_| !is_overtaken(visit, mail, is_number));
    let may_set = visit.stage != Stage::Confirmed && told.is_some_and(|it| fits(work, visit, it));
    let (party, party_left) = if may_set { (told, None) } else { (None, told) };
    visit.guest.party = party.or(visit.guest.party);
    let Request { wishes, wijken, duration_minutes, .. } = &visit.request;
    let is_new = |wish: &&Wish| !before.wishes.contains(wish);
    HeardInMail {
        wishes: wishes.iter().filter(is_new).cloned().collect(),
        wijken: if *wijken == before.wijken { Vec::new() } else { wijken.clone() },
        minutes: duration_minutes.filter(|_| *duration_minutes != before.duration_minutes),
        party,
        party_left,
    }
}

/// Whether the office said such a thing in a later mail that was taken in: the last word counts,
/// however long an older mail waits for its answer.
fn is_overtaken(visit: &Visit, mail: &MailRecord, is_such: fn(&Visit, &Finding) -> bool) -> bool {
    let read = |step: &Step| matches!(step, Step::MailRead { mail: key, .. } if *key == mail.key);
    let came = visit.trail.iter().rposition(|entry| read(&entry.step));
    let later = visit.trail.iter().skip(came.map_or(0, |came| came + 1));
    later.filter(|entry| came.is_some() || entry.at > mail.received).any(|entry| {
        let Step::MailRead { findings, .. } = &entry.step else { return false };
        findings.iter().any(|found| is_such(visit, found))
    })
}

/// When the visit is wanted. Of a mail that a person must read first, or threw away, it is no wish.
fn is_wish(visit: &Visit, found: &Finding) -> bool {
    let mut wanted = visit.request.wishes.iter().filter(|wish| wish.is_wanted());
    found.what == "when" && wanted.any(|wish| found.moments.first() == Some(&wish.when))
}

/// How many come, which is told of the case at once.
fn is_number(_: &Visit, found: &Finding) -> bool {
    found.what == "party"
}

/// Whether the wijk takes so many, as far as it is known.
fn fits(work: &Work<'_>, visit: &Visit, party: Party) -> bool {
    let wijk = visit.in_wijk().and_then(|wijk| work.desk.wijk(wijk));
    wijk.is_none_or(|wijk| party.max <= wijk.party_max)
}

/// Whether it is of the office, in the conversation of this visit, and nobody doubts who wrote it.
fn is_to_be_heard(work: &Work<'_>, mail: &MailRecord, visit: &Visit) -> bool {
    mail.visit == Some(visit.id) && is_of_office(work, mail)
}

/// Whether it is of a person who is no contact person, and nobody doubts who wrote it.
fn is_of_office(work: &Work<'_>, mail: &MailRecord) -> bool {
    let Filing::WaitsForStaff { why } = &mail.filing else { return false };
    let of_host =
        mail.from.as_ref().is_some_and(|from| work.desk.contact_at(&from.address).is_some());
    !of_host
        && in_queue::is_of_a_person(why)
        && !matches!(why, Why::SenderNotProven | Why::VipNotProven | Why::OtherDomain)
}
