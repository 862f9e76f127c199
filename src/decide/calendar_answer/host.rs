//! The contact person answered in a calendar: they receive the guest, or somebody else must.

use super::{Said, noted, to_staff};
use crate::decide::work::{Case, Work};
use crate::decide::{schedule, steps};
use crate::domain::ids::ContactId;
use crate::domain::mail::Why;
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Contact};
use crate::domain::time::instant;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Visit, Word};
use crate::planning;

/// Nobody waits any longer; when it is a backup who says so, the office hears who receives them.
pub(super) fn receives(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    schedule::host_answered(&mut case.visit);
    let shut = case.visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_some());
    let was_asked_instead = schedule::awaits_backup(&case.visit) && !shut;
    if was_asked_instead {
        steps::update_office(work, &mut case);
    }
    match said.text.clone() {
        Some(text) => wrote(work, case, said, text),
        None if was_asked_instead => {
            work.noted(said.mail, Some(case.visit.id));
            work.finish(case);
        }
        None => noted(work, case, said),
    }
}

/// What a contact person writes is for a person, whatever they pressed.
fn wrote(work: &mut Work<'_>, mut case: Case, said: Said<'_>, text: String) {
    case.note(Actor::Host, Step::Noted { text: text.clone() });
    case.tell(move |visit| Saying::HostReplied { visit, text });
    work.hear_calendar(said.news);
    work.wait(said.mail, Some(case.visit.id), Why::NotUnderstood);
    work.finish(case);
}

/// The first backup who is free is asked; where there is none, staff are told at once.
pub(super) fn declined(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    let ahead =
        |agreed: &&Appointment| agreed.shut.is_none() && instant(agreed.slot.start) > work.now;
    let Some(agreed) = case.visit.appointment.as_ref().filter(ahead) else {
        // The guest stands at the door, or has left; or nobody is received that day anyway.
        return to_staff(work, case, said, Why::CalendarAnswer);
    };
    let host = agreed.host.clone();
    schedule::host_answered(&mut case.visit);
    let backup = free_backup(work, &case.visit);
    let (asked, comment) = (backup.as_ref().map(|backup| backup.id.clone()), said.text.clone());
    case.tell(move |visit| Saying::HostDeclined { visit, host, backup: asked, comment });
    match backup {
        Some(backup) => {
            steps::ask_backup(work, &mut case, &backup);
            work.noted(said.mail, Some(case.visit.id));
        }
        None => {
            // Who receives them is not known any more, so there is nothing to tell the office yet.
            schedule::office_heard(&mut case.visit);
            work.hear_calendar(said.news);
            work.wait(said.mail, Some(case.visit.id), Why::CalendarAnswer);
        }
    }
    work.finish(case);
}

/// In the order of config; not who said no to this very moment, nor who has another visit then.
fn free_backup(work: &Work<'_>, visit: &Visit) -> Option<Contact> {
    let agreed = visit.appointment.as_ref()?;
    let wijk = work.desk.wijk(&agreed.wijk)?;
    let contacts = wijk.hosts.iter().filter_map(|id| work.desk.contact(id));
    let has_declined = |contact: &Contact| {
        let last = agreed.answers.get(&contact.address);
        last.is_some_and(|last| last.word == Word::Declined && last.at >= agreed.confirmed_at)
    };
    let is_free = |host: &ContactId| {
        planning::host_can(work.desk, work.state, work.now, visit, host, agreed.slot)
    };
    let mut backups = contacts.filter(|it| it.id != agreed.host && !has_declined(it));
    backups.find(|contact| is_free(&contact.id)).cloned()
}
