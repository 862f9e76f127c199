//! The contact person answered in a calendar: they receive the guest, or somebody else must.

use super::{Said, noted, to_staff};
use crate::decide::work::{Case, Work};
use crate::decide::{host, schedule};
use crate::domain::mail::Why;
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::trail::Step;
use crate::reading::may_still_come;

pub(super) fn receives(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    let was_asked_instead = host::receives(work, &mut case);
    match said.text.clone() {
        Some(text) => wrote(work, case, said, text),
        None if was_asked_instead => {
            work.noted(said.mail, Some(case.visit.id));
            work.finish(case);
        }
        None => noted(work, case, said),
    }
}

/// They receive perhaps, and say on what that depends: until a person has read it, nobody counts on
/// them.
pub(super) fn wavers(work: &mut Work<'_>, mut case: Case, said: Said<'_>, text: String) {
    schedule::host_wrote(&mut case.visit, work.now);
    wrote(work, case, said, text);
}

/// What a contact person writes is for a person, whatever they pressed.
fn wrote(work: &mut Work<'_>, mut case: Case, said: Said<'_>, text: String) {
    case.note(Actor::Host, Step::Noted { text: text.clone() });
    let urgent = host::is_soon(work, &case.visit);
    case.tell(move |visit| Saying::HostReplied { visit, text, urgent, said_yes: false });
    work.hear_calendar(said.news);
    work.wait(said.mail, Some(case.visit.id), Why::NotUnderstood);
    work.finish(case);
}

pub(super) fn declined(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    if !host::is_ahead(work, &case.visit) {
        // The guest stands at the door, or has left; or nobody is received that day anyway.
        return to_staff(work, case, said, Why::CalendarAnswer);
    }
    if let Some(text) = said.text.clone().filter(|text| may_still_come(text)) {
        // They may have taken it out of one calendar only, and be there all the same.
        schedule::host_wrote(&mut case.visit, work.now);
        return wrote(work, case, said, text);
    }
    if host::cannot(work, &mut case, said.text.clone()) {
        work.noted(said.mail, Some(case.visit.id));
    } else {
        work.hear_calendar(said.news);
        work.wait(said.mail, Some(case.visit.id), Why::CalendarAnswer);
    }
    work.finish(case);
}
