//! What a contact person says about a visit: they receive the guest, or somebody else must.
//!
//! It comes in a mail, or from a calendar (`calendar_answer::host`), and leads to the same. A mail
//! counts when it is a plain yes or no to the invitation or a reminder, from whom our own server does
//! not doubt; what stands beside it is for a person. Anything else is for one too, and nobody counts on
//! the host until one has looked.

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
use crate::domain::visit::{Loose, Stage, Visit, Word as Pressed};
use crate::planning;
use crate::reading::{Asked, AskedVisit, Word, beside_answer, host_says, went_ahead};

/// What came of a mail that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    All,
    /// They receive the guest. More stands in it, and staff read it all.
    YesAndMore,
    /// More stands in it, and staff read it all.
    AndMore,
    /// Something is asked beside what staff are told anyway.
    AndAsks,
}

/// A contact person wrote.
pub(super) fn wrote(work: &mut Work<'_>, id: VisitId, mail: &Mail, letter: Option<&LetterId>) {
    let Some(mut case) = work.case(id) else {
        return work.wait(mail, Some(id), Why::CaseClosed);
    };
    let mut heard = says_whether_held(work, &mut case, mail, letter);
    if heard.is_none() && steps::heard_yes_or_no(work, &mut case, mail, letter) {
        heard = Some(Heard::All);
    }
    match heard.or_else(|| says_whether_they_receive(work, &mut case, mail, letter)) {
        Some(Heard::All) => {
            work.noted(mail, Some(id));
            work.finish(case);
        }
        Some(Heard::YesAndMore) => to_staff(work, case, mail, Why::SaysMore, true),
        Some(Heard::AndMore) => to_staff(work, case, mail, Why::SaysMore, false),
        Some(Heard::AndAsks) => {
            work.wait(mail, Some(id), Why::SaysMore);
            work.finish(case);
        }
        None => {
            if is_host(work, &case.visit, mail) {
                schedule::host_wrote(&mut case.visit, work.now);
            }
            to_staff(work, case, mail, Why::NotUnderstood, false);
        }
    }
}

/// Staff read what the contact person wrote.
fn to_staff(work: &mut Work<'_>, mut case: Case, mail: &Mail, why: Why, said_yes: bool) {
    let text = mail.own_text().into_owned();
    case.note(Actor::Host, Step::Noted { text: text.clone() });
    let urgent = is_soon(work, &case.visit);
    if urgent {
        work.told_at_once();
    }
    case.tell(move |visit| Saying::HostReplied { visit, text, urgent, said_yes });
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
) -> Option<Heard> {
    let asked = letter.is_some_and(|letter| letter.kind() == Some(LetterKind::HostHeldQuestion));
    let text = mail.own_text();
    let held = went_ahead(&text).filter(|_| asked && case.visit.stage == Stage::HeldVisit)?;
    steps::held_or_not(work, case, held, Actor::Host);
    let mails = in_queue::about(work, case.visit.id);
    case.tell(move |visit| Saying::Held { visit, held, mails });
    let more = beside_answer(&text).is_some();
    Some(if more { Heard::AndMore } else { Heard::All })
}

/// Whether a report of the host waits to be read: whoever asks them now did not look.
pub(super) fn has_reported(work: &Work<'_>, visit: &Visit) -> bool {
    let end = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.end));
    let host = steps::host_of(work, visit).map(|host| host.address);
    let wrote = |mail: &MailRecord| mail.from.as_ref().map(|from| &from.address) == host.as_ref();
    let since = |mail: &MailRecord| end.is_some_and(|end| end <= mail.received);
    work.mails_waiting().any(|mail| mail.visit == Some(visit.id) && wrote(mail) && since(mail))
}

/// The answer to an invitation, as a button in a calendar would give it, or to a reminder.
fn says_whether_they_receive(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    letter: Option<&LetterId>,
) -> Option<Heard> {
    let asked = letter.and_then(|letter| asked_in(&case.visit, letter))?;
    let counts = is_host(work, &case.visit, mail) && !work.is_unproven(mail);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot)?;
    if !counts || !is_ahead(work, &case.visit) {
        return None;
    }
    let text = mail.own_text();
    let name = steps::host_of(work, &case.visit).map(|host| host.name).unwrap_or_default();
    let guest = case.visit.guest.name.clone().unwrap_or_default();
    let says = host_says(&text, &AskedVisit::new(&name, &guest, slot, work.today()), asked)?;
    let yes = says.word == Word::Yes;
    // "Oké" behind a no may be an answer to what became of it.
    if yes && steps::host_said_no(&case.visit) {
        return None;
    }
    match says.word {
        Word::Heard if !says.more => {
            let text = text.clone().into_owned();
            case.note(Actor::Host, Step::Noted { text });
        }
        Word::Heard => {}
        Word::Yes | Word::No => {
            case.note(Actor::Host, Step::VoiceSaid { voice: Voice::Host, yes });
        }
    }
    Some(match says.word {
        Word::Yes => {
            receives(work, case);
            if says.more { Heard::YesAndMore } else { Heard::All }
        }
        // What stands beside a no is shown with it.
        Word::No => {
            cannot(work, case, Some(text.into_owned()));
            if says.asks { Heard::AndAsks } else { Heard::All }
        }
        Word::Heard if says.more => Heard::AndMore,
        Word::Heard => Heard::All,
    })
}

/// What this letter asked of what is agreed now. One that tells of a change asks neither.
fn asked_in(visit: &Visit, letter: &LetterId) -> Option<Asked> {
    let decided = visit.letters.get(letter).map(|trace| trace.decided);
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.confirmed_at);
    let kind = letter.kind().filter(|_| decided >= agreed)?;
    let asks =
        [(LetterKind::HostInvitation, Asked::ToReceive), (LetterKind::HostReminder, Asked::ToWarn)];
    asks.into_iter().find(|(asking, _)| *asking == kind).map(|(_, asked)| asked)
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
        last.is_some_and(|last| last.word == Pressed::Declined && last.at >= agreed.confirmed_at)
    };
    let stood_down = |it: &Contact| agreed.stood_down.contains(&it.id) || has_declined(it);
    let mut backups = contacts.filter(|it| it.id != agreed.host && !stood_down(it));
    backups.find(|contact| is_free(&contact.id)).cloned()
}
