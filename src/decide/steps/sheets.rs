//! The visit sheet to both readers, and another place to meet.

use super::hosts::{host_of, update_both};
use crate::decide::schedule;
use crate::decide::work::{Case, Work};
use crate::domain::desk::Recipient;
use crate::domain::letter::{Changed, LetterDraft, LetterKind};
use crate::domain::people::Actor;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Stage, Visit};

/// A reminder to one reader: the visit sheet as it stands. `None` when the reader cannot be written to.
pub(in crate::decide) fn remind<'c>(
    work: &Work<'_>,
    case: &'c mut Case,
    to: Recipient,
    ordinal: &str,
) -> Option<&'c mut LetterDraft> {
    let slot = case.visit.appointment.as_ref()?.slot;
    let draft = match to {
        Recipient::Office if case.visit.writer.undeliverable => return None,
        Recipient::Office => case.to_office_as(work, LetterKind::Reminder, ordinal),
        Recipient::Host => {
            let host = host_of(work, &case.visit)?;
            case.to_host_as(work, LetterKind::HostReminder, &host, ordinal)
        }
    };
    draft.facts.slot = Some(slot);
    Some(draft)
}

/// The sheet to the office and the host, because staff ask for it.
pub(in crate::decide) fn send_sheets(work: &Work<'_>, case: &mut Case) {
    for to in [Recipient::Office, Recipient::Host] {
        let Some((ordinal, days_before)) = schedule::asked_sheet(&case.visit, to, work.now) else {
            continue;
        };
        if let Some(draft) = remind(work, case, to, &ordinal) {
            (draft.facts.days_before, draft.facts.asked_for) = (Some(days_before), true);
        }
    }
}

/// The visit begins at another place than the wijk usually has. Who was invited gets an update.
pub(in crate::decide) fn meet_at(work: &Work<'_>, case: &mut Case, place: &str, by: Actor) {
    case.note(by, Step::Noted { text: place.to_owned() });
    let invited = case.visit.stage == Stage::Confirmed;
    let Some(agreed) = &mut case.visit.appointment else { return };
    agreed.meeting_point = Some(place.to_owned());
    case.visit.tie_off(Loose::NoPlace);
    if !invited {
        return;
    }
    // A place is news that cannot wait; with it the office sees the backup who was asked meanwhile.
    update_both(work, case, vec![Changed::Place]);
}

/// Whether the guest can read where to meet.
pub(in crate::decide) fn place_is_known(work: &Work<'_>, visit: &Visit) -> bool {
    let Some(agreed) = &visit.appointment else { return true };
    let of_wijk = || work.desk.wijk(&agreed.wijk).is_some_and(|wijk| wijk.meeting_point.is_some());
    agreed.meeting_point.is_some() || of_wijk()
}
