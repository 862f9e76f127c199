//! The queue: mails that need a person. Letters that need one are shown beside them.

use super::super::filing::remembered;
use super::super::work::{Case, Work};
use super::super::{dates, facts, inquiry, schedule, steps};
use super::show::on_page;
use super::{Speaker, done, letters, open_case, owner};
use crate::domain::command::Case as CaseId;
use crate::domain::ids::MailKey;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::notice::{DoneWhat, Refusal, Saying};
use crate::domain::reading::Doubt;
use crate::domain::state::{ArchiveKey, Change, Record};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Stage, Thread, Visit};

pub(super) fn list(work: &mut Work<'_>, speaker: Speaker<'_>, page: usize) {
    let mut mails: Vec<&MailRecord> = work.state.mails().collect();
    mails.sort_by_key(|mail| mail.queue_number);
    let (mails, page) = on_page(mails, page);
    let mails = mails.into_iter().cloned().collect();
    let letters = letters::in_doubt(work);
    work.answer(speaker.spot, Saying::Queue { mails, page, letters });
}

pub(super) fn read(work: &mut Work<'_>, speaker: Speaker<'_>, number: u32) -> Result<(), Refusal> {
    let mail = Box::new(waiting(work, number)?);
    let asks = match mail.filing {
        Filing::WaitsForStaff {
            why: Why::QuestionForAPerson | Why::NotUnderstood | Why::MayCallOff | Why::MayMove,
        } => true,
        Filing::WaitsForStaff { .. }
        | Filing::Answered { .. }
        | Filing::Filed { .. }
        | Filing::Quarantined { .. } => false,
    };
    let passages = if asks { inquiry::near_to(work, &mail) } else { Vec::new() };
    let doubts = doubts(work, &mail);
    work.answer(speaker.spot, Saying::Mail { mail, passages, doubts });
    Ok(())
}

/// What was not understood when it was read: in its case, or else by itself.
fn doubts(work: &Work<'_>, mail: &MailRecord) -> Vec<Doubt> {
    let of_it = |step: &Step| {
        let Step::MailRead { mail: read, doubts, .. } = step else { return None };
        (*read == mail.key).then(|| doubts.clone())
    };
    let visit = mail.visit.and_then(|id| work.state.visit(id));
    let in_case = visit.and_then(|visit| visit.trail.iter().rev().find_map(|e| of_it(&e.step)));
    let unclear = mail.filing == Filing::WaitsForStaff { why: Why::NotUnderstood };
    let alone = || facts::read_text(work, &mail.text, mail.received).doubts;
    match in_case {
        Some(doubts) => doubts,
        None if unclear && visit.is_none() => alone(),
        None => Vec::new(),
    }
}

/// The mail is a request after all: it gets a case, and staff go on from there.
pub(super) fn open(work: &mut Work<'_>, speaker: Speaker<'_>, number: u32) -> Result<(), Refusal> {
    let mail = waiting(work, number)?;
    if let Some(case) = mail.visit.filter(|id| work.state.is_open(*id)) {
        return Err(Refusal::MailHasCase { number, case });
    }
    let Some(from) = mail.first_writer.clone().or_else(|| mail.from.clone()) else {
        return Err(Refusal::NoSuchMail { number });
    };
    if let Some(host) = work.desk.contact_at(&from.address) {
        return Err(Refusal::MailOfHost { number, host: host.id.clone() });
    }
    let reading = facts::read_text(work, &mail.text, mail.received);
    let mut case = facts::blank_case(work, &from, reading.language);
    facts::take_in(work.desk, &mut case, &reading);
    if mail.first_writer.is_some() {
        // Whoever asks did not write to us: no letter of ours answers the mail that they never sent.
        case.visit.request.origin.passed_on_by = mail.from.clone();
    } else {
        case.visit.thread = thread_of(&mail);
    }
    case.visit.request.mail = Some(mail.in_box().clone());
    case.visit.request.written = Some(mail.received);
    case.visit.request.text = mail.text.clone();
    let visit = begin(work, speaker, case);
    settled(work, mail, Some(visit.id));
    done(work, speaker, DoneWhat::Opened { number, visit });
    Ok(())
}

/// The mail that a case began with holds another request: it waits once more, so that a case of its
/// own can be made of it. Its words are kept with the case; the mail in the box lies where it lay, so
/// what waits has a key of its own.
pub(super) fn again(work: &mut Work<'_>, speaker: Speaker<'_>, id: CaseId) -> Result<(), Refusal> {
    let visit = open_case(work, id)?.visit;
    let received = visit.written();
    let Visit { writer, request, thread, .. } = visit;
    let key = request.mail.filter(|_| !request.text.is_empty());
    let in_box = key.ok_or(Refusal::NoMailKept { case: id })?;
    let key = again_as(work, &in_box);
    if let Some(number) = work.state.mail(&key).and_then(|mail| mail.queue_number) {
        return Err(Refusal::MailWaitsAlready { number, case: id });
    }
    let counters = work.counters();
    counters.queue += 1;
    let number = counters.queue;
    let passed_on_by = request.origin.passed_on_by;
    let first_writer = passed_on_by.is_some().then(|| writer.mailbox.clone());
    // It may have waited before.
    work.change(Change::Erase { key: ArchiveKey::Mail(key.clone()) });
    work.put(Record::Mail(Box::new(MailRecord {
        key,
        message_id: thread.in_reply_to.unwrap_or_default(),
        received,
        from: Some(passed_on_by.unwrap_or(writer.mailbox)),
        first_writer,
        subject: thread.subject,
        text: request.text,
        in_reply_to: None,
        references: thread.references,
        visit: None,
        names: Some(id),
        perhaps: Vec::new(),
        report: None,
        filing: Filing::WaitsForStaff { why: Why::TwoVisits },
        remarks: Vec::new(),
        quoted_lines: 0,
        queue_number: Some(number),
        again_of: Some(in_box),
    })));
    done(work, speaker, DoneWhat::QueuedAgain { number, case: id });
    Ok(())
}

fn again_as(work: &Work<'_>, mail: &MailKey) -> MailKey {
    let half = |half| work.desk.key.sign(&format!("again {half} {mail}"));
    MailKey::new(format!("{}{}", half(1), half(2)))
}

/// A case that somebody of staff opens is theirs, and all see it with dates.
pub(super) fn begin(work: &mut Work<'_>, speaker: Speaker<'_>, mut case: Case) -> Box<Visit> {
    case.enter(Stage::AwaitingApproval, speaker.actor());
    owner::give(&mut case, speaker, speaker.staff.name.clone());
    let dates = dates::dates_for(work, &case.visit);
    let there = dates.there(&case.visit);
    let (plan, nothing_free) = dates.shown(&mut case);
    let visit = Box::new(case.visit.clone());
    case.tell(|visit| Saying::NewRequest { visit, plan, nothing_free, there });
    work.finish(case);
    visit
}

pub(super) fn dismiss(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    number: u32,
) -> Result<(), Refusal> {
    let mail = waiting(work, number)?;
    let visit = mail.visit;
    settled(work, mail, visit);
    done(work, speaker, DoneWhat::Dismissed { number });
    Ok(())
}

pub(super) fn waiting(work: &Work<'_>, number: u32) -> Result<MailRecord, Refusal> {
    work.state.mail_in_queue(number).cloned().ok_or(Refusal::NoSuchMail { number })
}

pub(super) fn thread_of(mail: &MailRecord) -> Thread {
    Thread {
        subject: mail.subject.clone(),
        in_reply_to: Some(mail.message_id.clone()),
        references: mail.references.clone(),
    }
}

/// Somebody dealt with the mail.
pub(super) fn settled(work: &mut Work<'_>, mail: MailRecord, visit: Option<CaseId>) {
    host_was_read(work, &mail);
    choice_was_read(work, &mail);
    decline_was_read(work, &mail);
    put_away(work, mail, visit);
}

/// The mail leaves the queue; only its key is kept. What was held back because of it waits no longer.
pub(super) fn put_away(work: &mut Work<'_>, mail: MailRecord, visit: Option<CaseId>) {
    // Only one that is in a case can hold back what is of another too.
    let about = [mail.visit, mail.names.filter(|_| mail.visit.is_some())];
    let filing = Filing::Filed { why: Why::ByStaff };
    let memory = remembered(&mail.key, mail.received, visit, filing);
    work.archive_mail(MailRecord { again_of: mail.again_of, ..memory });
    for id in about.into_iter().flatten() {
        if let Some(case) = work.case(id) {
            work.keep(case);
        }
    }
}

/// Somebody dealt with the last choice of an open visit that came with more.
pub(super) fn choice_was_read(work: &mut Work<'_>, mail: &MailRecord) {
    let is_choice = |mail: &MailRecord| {
        matches!(mail.filing, Filing::WaitsForStaff { why: Why::OptionChanged { .. } })
    };
    let Some(mut case) = mail.visit.and_then(|id| work.case(id)) else { return };
    let another = |other: &MailRecord| other.visit == mail.visit && other.key != mail.key;
    let more = work.state.mails().any(|other| another(other) && is_choice(other));
    if is_choice(mail) && !more && case.visit.is_loose(Loose::ChoiceWaits) {
        case.visit.tie_off(Loose::ChoiceWaits);
        work.finish(case);
    }
}

/// Whoever read what the office wrote after a no in its calendar knows what it meant.
fn decline_was_read(work: &mut Work<'_>, mail: &MailRecord) {
    let of_office =
        mail.from.as_ref().is_none_or(|from| work.desk.contact_at(&from.address).is_none());
    let case = mail.visit.filter(|_| of_office).and_then(|id| work.case(id));
    let Some(mut case) = case.filter(|case| case.visit.is_loose(Loose::GuestDeclined)) else {
        return;
    };
    case.visit.tie_off(Loose::GuestDeclined);
    work.finish(case);
}

/// Somebody dealt with the last of what the host of an open visit wrote.
fn host_was_read(work: &mut Work<'_>, mail: &MailRecord) {
    let Some(mut case) = mail.visit.and_then(|id| work.case(id)) else { return };
    let Some(host) = steps::host_of(work, &case.visit) else { return };
    let is_theirs = |mail: &MailRecord| {
        let writes = mail.from.as_ref().is_some_and(|from| from.address == host.address);
        writes && mail.visit == Some(case.visit.id)
    };
    let more = work.state.mails().any(|other| other.key != mail.key && is_theirs(other));
    if is_theirs(mail) && !more && case.visit.is_loose(Loose::HostWrote) {
        case.visit.tie_off(Loose::HostWrote);
        // What they wrote was no yes, so they are as silent as they were.
        if !steps::host_said_yes(work, &case.visit) {
            schedule::host_has_time(&mut case.visit, work.now);
        }
        work.finish(case);
    }
}
