//! `wachtrij koppel`: a mail is of a case.
//!
//! That says nothing of whether anybody dealt with it. What an office plainly says is heard as it was
//! while the mail waited, and the case is ours to act on until somebody answers. What a host writes
//! leaves open whether they receive the guest.

use super::super::work::{Case, Work};
use super::super::{facts, host, schedule, steps, which};
use super::{Speaker, done, fit, invite, open_case, preview, queue};
use crate::domain::command::Case as CaseId;
use crate::domain::ids::MailKey;
use crate::domain::letter::LetterKind;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::notice::{DoneWhat, PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::trail::{Entry, Step};
use crate::domain::visit::{Loose, Stage, Visit};

/// The mail belongs to a case: its text goes into the trail, and later letters answer it.
pub(super) fn link(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    number: u32,
    id: CaseId,
) -> Result<(), Refusal> {
    let mail = queue::waiting(work, number)?;
    let mut case = open_case(work, id)?;
    let of_host = is_of_host(work, &case.visit, &mail);
    note_words(work, &mut case, &mail);
    let was_unknown = case.visit.writer.no_address;
    take_office(work, &mut case, &mail);
    let known_now = was_unknown && !case.visit.writer.no_address;
    if mail.from.as_ref().is_some_and(|from| from.address == case.visit.writer.mailbox.address) {
        case.visit.thread = queue::thread_of(&mail);
    }
    if known_now {
        invite::owe(work, &mut case);
    }
    let of_office = is_of_office(work, &case.visit, &mail);
    let is_open = of_office && waits_for_answer(work, &case.visit, &mail);
    let heard =
        if of_office { facts::hear(work, &mut case.visit, &mail) } else { Default::default() };
    if of_host {
        schedule::host_wrote(&mut case.visit, mail.received);
    } else if is_open {
        leave_open(work, &mut case, &mail);
    }
    work.finish(case);
    put_away(work, mail, id, of_host || is_open);
    let visit = Box::new(open_case(work, id)?.visit);
    let wijk = visit.in_wijk().filter(|_| is_open && visit.appointment.is_none());
    let too_many = wijk.and_then(|wijk| fit::too_many(work, &visit, wijk));
    done(work, speaker, DoneWhat::Linked { number, visit, of_host, heard, too_many });
    let confirmation = invite::to_show(work, id).filter(|_| known_now);
    preview::show_any(work, speaker, confirmation)
}

/// What a host wrote in the conversation of the visit was noted when it came.
fn note_words(work: &Work<'_>, case: &mut Case, mail: &MailRecord) {
    let from = mail.from.as_ref().map(|from| &from.address);
    let of_contact = from.is_some_and(|from| work.desk.contact_at(from).is_some());
    let by = if of_contact { Actor::Host } else { Actor::Guest };
    if !of_contact || mail.visit != Some(case.visit.id) {
        case.note(by, Step::Noted { text: mail.text.clone() });
    }
}

/// Where nobody knew an address, whoever wrote this is the office from now on.
fn take_office(work: &Work<'_>, case: &mut Case, mail: &MailRecord) {
    let writer = &mut case.visit.writer;
    let from = mail.from.as_ref().filter(|_| writer.no_address);
    let from = from.filter(|from| work.desk.contact_at(&from.address).is_none());
    if let Some(from) = from.filter(|from| from.address.is_sendable()) {
        writer.mailbox = from.clone();
        (writer.no_address, writer.undeliverable) = (false, false);
    }
}

/// Whether whoever is to receive the guest wrote it, and it is still to come.
fn is_of_host(work: &Work<'_>, visit: &Visit, mail: &MailRecord) -> bool {
    let host = steps::host_of(work, visit).filter(|_| host::is_ahead(work, visit));
    host.zip(mail.from.as_ref()).is_some_and(|(host, from)| host.address == from.address)
}

/// Whether it stands in the conversation of the visit, or whoever asked for it or a colleague of theirs
/// wrote it. What somebody else says with it, such as a journalist, is no wish of the guest.
fn is_of_office(work: &Work<'_>, visit: &Visit, mail: &MailRecord) -> bool {
    let of_visit = mail.visit == Some(visit.id);
    let Some(from) = mail.from.as_ref().map(|from| &from.address) else { return of_visit };
    let writer = &visit.writer.mailbox.address;
    let writes = from == writer || which::is_of_one_office(from, writer);
    work.desk.contact_at(from).is_none() && (of_visit || writes)
}

/// Whether staff did nothing for the office since it came. Once the day of the visit is over there is
/// nothing to plan.
fn waits_for_answer(work: &Work<'_>, visit: &Visit, mail: &MailRecord) -> bool {
    let is_it = |of: &MailKey| *of == mail.key;
    let read = |entry: &Entry| matches!(&entry.step, Step::MailRead { mail, .. } if is_it(mail));
    let came = visit.trail.iter().rposition(read);
    let since = visit.trail.iter().skip(came.map_or(0, |came| came + 1));
    let mut since = since.filter(|entry| entry.at >= mail.received);
    visit.stage != Stage::HeldVisit && !since.any(is_answer) && !was_answered(work, mail)
}

/// What staff did about a visit that an office reads.
fn is_answer(entry: &Entry) -> bool {
    let Entry { by, step, .. } = entry;
    if let Step::LetterDecided { letter } = step {
        return letter.kind() == Some(LetterKind::FreeText);
    }
    let acts =
        matches!(step, Step::Offered { .. } | Step::StageReached { .. } | Step::Waits { .. });
    acts && matches!(by, Actor::Staff { .. })
}

/// Whether staff answered the mail itself, outside any case, a short while ago.
fn was_answered(work: &Work<'_>, mail: &MailRecord) -> bool {
    let mut said = work.state.previews().filter(|preview| preview.confirmed.is_some());
    said.any(|preview| {
        let PreviewOf::AnswerMail { number, .. } = preview.action else { return false };
        Some(number) == mail.queue_number
    })
}

/// Until staff answer it the case is ours, whatever we asked the office before; and what may call it
/// off keeps reminders back.
fn leave_open(work: &Work<'_>, case: &mut Case, mail: &MailRecord) {
    if case.visit.stage == Stage::AskedForDetails {
        case.enter(Stage::AwaitingApproval, Actor::Guest);
        schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    }
    let visit = &mut case.visit;
    visit.leave_loose(Loose::OfficeWrote, mail.received);
    let agreed = visit.appointment.as_ref().filter(|agreed| agreed.confirmed_at <= mail.received);
    let may_be_off = mail.filing == Filing::WaitsForStaff { why: Why::MayCallOff };
    if may_be_off && agreed.is_some() {
        visit.leave_loose(Loose::GuestDeclined, mail.received);
    }
}

/// What waits for us in this case goes on to wait there.
fn put_away(work: &mut Work<'_>, mail: MailRecord, id: CaseId, is_open: bool) {
    if is_open && mail.visit.is_none_or(|of| of == id) {
        queue::choice_was_read(work, &mail);
        queue::put_away(work, mail, Some(id));
    } else {
        queue::settled(work, mail, Some(id));
    }
}
