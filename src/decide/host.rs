//! What a contact person says about a visit: they receive the guest, or somebody else must.
//!
//! It comes in a mail, or from a calendar (`calendar_answer::host`), and leads to the same. A mail
//! counts when it is a plain yes or no to the invitation, from whom our own server does not doubt.
//! Anything else is for a person, and nobody counts on the host until one has looked.

use super::work::{Case, Work};
use super::{in_queue, schedule, steps};
use crate::domain::calendar::working_days_after;
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, LetterId, VisitId};
use crate::domain::letter::{Changed, LetterKind};
use crate::domain::mail::{Mail, MailRecord, Why};
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Contact};
use crate::domain::time::instant;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Stage, Visit, Word};
use crate::planning;
use crate::reading::{beside_answer, can_receive, yes_no};

/// A contact person wrote.
pub(super) fn wrote(work: &mut Work<'_>, id: VisitId, mail: &Mail, letter: Option<&LetterId>) {
    let Some(mut case) = work.case(id) else {
        return work.wait(mail, Some(id), Why::CaseClosed);
    };
    let held = says_whether_held(work, &mut case, mail, letter);
    let answers = held
        || steps::heard_yes_or_no(work, &mut case, mail, letter)
        || says_whether_they_receive(work, &mut case, mail, letter);
    let says_more = held && beside_answer(&mail.own_text()).is_some();
    match (answers, says_more) {
        (true, false) => {
            work.noted(mail, Some(id));
            work.finish(case);
        }
        (true, true) => to_staff(work, case, mail, Why::SaysMore),
        (false, _) => {
            if is_host(work, &case.visit, mail) {
                schedule::host_wrote(&mut case.visit, work.now);
            }
            to_staff(work, case, mail, Why::NotUnderstood);
        }
    }
}

/// Staff read what the contact person wrote.
fn to_staff(work: &mut Work<'_>, mut case: Case, mail: &Mail, why: Why) {
    let text = mail.own_text().into_owned();
    case.note(Actor::Host, Step::Noted { text: text.clone() });
    let urgent = is_soon(work, &case.visit);
    if urgent {
        work.told_at_once();
    }
    case.tell(move |visit| Saying::HostReplied { visit, text, urgent });
    work.wait(mail, Some(case.visit.id), why);
    work.finish(case);
}

/// The answer to the question of the morning after. "Nee, het is verzet naar vrijdag" is no plain no: what
/// is to become of such a visit is for a person.
fn says_whether_held(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    letter: Option<&LetterId>,
) -> bool {
    let asked = letter.is_some_and(|letter| letter.kind() == Some(LetterKind::HostHeldQuestion));
    let text = mail.own_text();
    let held = yes_no(&text).filter(|_| asked && case.visit.stage == Stage::HeldVisit);
    let Some(held) = held.filter(|held| *held || beside_answer(&text).is_none()) else {
        return false;
    };
    steps::held_or_not(work, case, held, Actor::Host);
    let mails = in_queue::about(work, case.visit.id);
    case.tell(move |visit| Saying::Held { visit, held, mails });
    true
}

/// Whether a report of the host waits to be read: whoever asks them now did not look.
pub(super) fn has_reported(work: &Work<'_>, visit: &Visit) -> bool {
    let end = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.end));
    let host = steps::host_of(work, visit).map(|host| host.address);
    let wrote = |mail: &MailRecord| mail.from.as_ref().map(|from| &from.address) == host.as_ref();
    let since = |mail: &MailRecord| end.is_some_and(|end| end <= mail.received);
    work.mails_waiting().any(|mail| mail.visit == Some(visit.id) && wrote(mail) && since(mail))
}

/// The answer to an invitation, as a button in a calendar would give it.
fn says_whether_they_receive(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    letter: Option<&LetterId>,
) -> bool {
    let text = mail.own_text();
    let asked = letter.is_some_and(|letter| invites_to_it(&case.visit, letter));
    let counts = asked && is_host(work, &case.visit, mail) && !work.is_unproven(mail);
    let name = steps::host_of(work, &case.visit).map(|host| host.name).unwrap_or_default();
    let said = can_receive(&text, &name);
    let Some(yes) = said.filter(|_| counts && is_ahead(work, &case.visit)) else { return false };
    case.note(Actor::Host, Step::VoiceSaid { voice: Voice::Host, yes });
    if yes {
        receives(work, case);
    } else {
        cannot(work, case, Some(text.into_owned()));
    }
    true
}

/// Whether this letter asked for what is agreed now. A later one that tells of a change, or reminds of
/// the visit, asks the other way round: a bare no to that is for a person.
fn invites_to_it(visit: &Visit, letter: &LetterId) -> bool {
    let decided = visit.letters.get(letter).map(|trace| trace.decided);
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.confirmed_at);
    letter.kind() == Some(LetterKind::HostInvitation) && decided >= agreed
}

/// Whether the one who is to receive the guest wrote this.
fn is_host(work: &Work<'_>, visit: &Visit, mail: &Mail) -> bool {
    let host = steps::host_of(work, visit);
    host.zip(mail.from.as_ref()).is_some_and(|(host, from)| host.address == from.address)
}

/// Whether the visit is on, and still to come: then it matters who receives.
pub(super) fn is_ahead(work: &Work<'_>, visit: &Visit) -> bool {
    let agreed = visit.appointment.as_ref().filter(|_| visit.stage == Stage::Confirmed);
    agreed.is_some_and(|agreed| agreed.shut.is_none() && instant(agreed.slot.start) > work.now)
}

/// Whether the visit is on the next working day, or before it.
pub(super) fn is_soon(work: &Work<'_>, visit: &Visit) -> bool {
    let day = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    is_ahead(work, visit) && day.is_some_and(|day| day <= working_days_after(work.today(), 1))
}

/// Nobody waits any longer. When it is a backup who says so, the office hears who receives them; says
/// whether it is.
pub(super) fn receives(work: &Work<'_>, case: &mut Case) -> bool {
    schedule::host_answered(&mut case.visit);
    let shut = case.visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_some());
    let was_asked_instead = schedule::awaits_backup(&case.visit) && !shut;
    if was_asked_instead {
        steps::update_office(work, case, vec![Changed::Host]);
    }
    was_asked_instead
}

/// The first backup who is free is asked; where there is none, staff are told at once, and see it each
/// day until somebody is found. Says whether anybody was asked.
pub(super) fn cannot(work: &mut Work<'_>, case: &mut Case, comment: Option<String>) -> bool {
    let Some(host) = case.visit.appointment.as_ref().map(|agreed| agreed.host.clone()) else {
        return false;
    };
    schedule::host_answered(&mut case.visit);
    let backup = free_backup(work, &case.visit);
    let asked = backup.as_ref().map(|backup| backup.id.clone());
    let is_asked = asked.is_some();
    if !is_asked {
        case.visit.leave_loose(Loose::NoHost, work.now);
    }
    case.tell(move |visit| Saying::HostDeclined { visit, host, backup: asked, comment });
    match backup {
        Some(backup) => steps::ask_backup(work, case, &backup),
        // Who receives them is not known any more, so there is nothing to tell the office yet.
        None => schedule::office_heard(&mut case.visit),
    }
    is_asked
}

/// In the order of config; nobody who was to receive at this very moment before, nor who has another
/// visit then.
fn free_backup(work: &Work<'_>, visit: &Visit) -> Option<Contact> {
    let agreed = visit.appointment.as_ref()?;
    let wijk = work.desk.wijk(&agreed.wijk)?;
    let contacts = wijk.hosts.iter().filter_map(|id| work.desk.contact(id));
    let is_free = |host: &ContactId| {
        planning::host_can(work.desk, work.state, work.now, visit, host, agreed.slot)
    };
    // Older records know them by the answer of their calendar alone.
    let has_declined = |contact: &Contact| {
        let last = agreed.answers.get(&contact.address);
        last.is_some_and(|last| last.word == Word::Declined && last.at >= agreed.confirmed_at)
    };
    let stood_down = |it: &Contact| agreed.stood_down.contains(&it.id) || has_declined(it);
    let mut backups = contacts.filter(|it| it.id != agreed.host && !stood_down(it));
    backups.find(|contact| is_free(&contact.id)).cloned()
}
