//! Personal data whose term is over: stripped from the archive step by step, then gone.
//!
//! Terms are in config; each step sets the day of the next one. What a guest needed goes first, then
//! the text, then who wrote, and last the case itself.

use chrono::NaiveDate;

use super::schedule::terms;
use super::work::Work;
use crate::domain::desk::Desk;
use crate::domain::people::{Address, Mailbox};
use crate::domain::reading::Language;
use crate::domain::state::{ArchiveKey, Change, Record};
use crate::domain::trail::Step;
use crate::domain::visit::{Correspondent, Visit};

/// `found` is what the store has of `records`: visits to be stripped, and entries of the logbook.
pub(super) fn term_over(work: &mut Work<'_>, records: &[ArchiveKey], found: &[Record], more: bool) {
    for key in records {
        let record = found.iter().find(|record| record.archive_key().as_ref() == Some(key));
        match record {
            Some(Record::Visit(visit)) => strip(work, (**visit).clone()),
            Some(Record::Logged(logged)) => {
                work.counters().log.cut(logged);
                work.change(Change::Erase { key: key.clone() });
            }
            Some(_) | None => work.change(Change::Erase { key: key.clone() }),
        }
    }
    if !more {
        let swept = Some(work.today());
        work.counters().swept = swept;
    }
}

/// A case that is closed late has needs whose term is over by then.
pub(super) fn forget_needs(desk: &Desk, visit: &mut Visit, today: NaiveDate) {
    let [needs, ..] = terms(desk, visit, today);
    if needs <= today {
        visit.guest.needs.clear();
        visit.guest.phone = None;
    }
}

fn strip(work: &mut Work<'_>, mut visit: Visit) {
    let today = work.today();
    let ended = visit.ended.as_ref().map_or(today, |ended| crate::domain::time::today(ended.at));
    let [needs, text, contact, all] = terms(work.desk, &visit, ended);
    if all <= today {
        return work.change(Change::Erase { key: ArchiveKey::Visit(visit.id) });
    }
    if needs <= today {
        visit.guest.needs.clear();
        visit.guest.phone = None;
    }
    // No letter waits for so long that it could be taken up again.
    if let Some(ended) = &mut visit.ended {
        ended.stood = None;
    }
    if text <= today {
        strip_text(&mut visit);
    }
    if contact <= today {
        strip_contact(&mut visit);
    }
    let next = [needs, text, contact, all].into_iter().find(|term| *term > today).unwrap_or(all);
    let record = Record::Visit(Box::new(visit));
    work.change(Change::Archive { record, erase_on: next });
}

/// The writer's own words, what was found in them, and what staff wrote for the visit sheet.
fn strip_text(visit: &mut Visit) {
    visit.request.text.clear();
    visit.asked = None;
    if let Some(agreed) = &mut visit.appointment {
        agreed.programme.clear();
        agreed.meeting_point = None;
    }
    for wish in &mut visit.request.wishes {
        wish.text.clear();
    }
    for entry in &mut visit.trail {
        match &mut entry.step {
            Step::MailRead { findings, doubts, .. } | Step::Telephoned { findings, doubts } => {
                findings.clear();
                doubts.clear();
            }
            Step::Noted { text } => text.clear(),
            Step::Away { text, deputy, .. } => {
                text.clear();
                *deputy = None;
            }
            Step::LetterDelayed { reply, .. } | Step::LetterRefused { reply, .. } => reply.clear(),
            Step::Ended { reason } => *reason = None,
            Step::CalendarAnswered { text, .. } => *text = None,
            Step::WijkChosen { .. }
            | Step::StageReached { .. }
            | Step::Offered { .. }
            | Step::NothingFree { .. }
            | Step::Chosen { .. }
            | Step::SlotWasTaken { .. }
            | Step::OfferLapsed { .. }
            | Step::OfferWithdrawn { .. }
            | Step::Waits { .. }
            | Step::WijkShut { .. }
            | Step::HostSet { .. }
            | Step::AwaitsYes { .. }
            | Step::VoiceSaid { .. }
            | Step::LetterDecided { .. }
            | Step::LetterAccepted { .. }
            | Step::LetterUnknown { .. }
            | Step::LetterCalledBack { .. }
            | Step::LetterSentAgain { .. }
            | Step::LetterLet { .. }
            | Step::ReminderDropped { .. }
            | Step::ReminderPutOff { .. }
            | Step::Held { .. }
            | Step::PutBack { .. }
            | Step::Taken { .. }
            | Step::WriterSet { .. }
            | Step::Together { .. }
            | Step::Apart { .. }
            | Step::Merged { .. }
            | Step::WentInto { .. }
            | Step::Released
            | Step::GuestCalledOff => {}
        }
    }
    if let Some(ended) = &mut visit.ended {
        ended.reason = None;
    }
}

/// Who wrote and who came; office and organisation stay.
fn strip_contact(visit: &mut Visit) {
    visit.guest.name = None;
    visit.thread = Default::default();
    if let Some(agreed) = &mut visit.appointment {
        // All are kept by address.
        agreed.answers.clear();
        agreed.sent.clear();
        agreed.told.clear();
    }
    for entry in &mut visit.trail {
        if let Step::WriterSet { name } = &mut entry.step {
            name.clear();
        }
    }
    visit.request.origin.passed_on_by = None;
    visit.request.call_back = None;
    visit.request.origin.answers_to = None;
    let organisation = visit.writer.organisation.take();
    if let Some(address) = Address::parse("gewist@erased.invalid") {
        visit.writer = Correspondent {
            mailbox: Mailbox { name: None, address },
            organisation,
            phone: None,
            language: Language::Nl,
            undeliverable: true,
            no_address: true,
        };
    }
}
