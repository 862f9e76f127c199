//! The identities of reminders: which moment each is about, what it asks, and whether its reader
//! has it.

use super::in_office_hours;
use crate::domain::desk::{Desk, Recipient};
use crate::domain::ids::LetterId;
use crate::domain::letter::LetterKind;
use crate::domain::time::{Instant, instant, today};
use crate::domain::visit::{Due, LetterFate, Stage, Task, Visit};

/// Behind the ordinal of a reminder that asks whether a reservation is definite.
const DEFINITE: &str = "-zeker";

/// Whether this letter asks whether a reservation is definite.
pub(in crate::decide) fn asks_whether_definite(letter: &LetterId) -> bool {
    letter.kind() == Some(LetterKind::Reminder) && letter.ordinal().ends_with(DEFINITE)
}

/// How a moment stands in the ordinal of a reminder.
const MOMENT: &str = "%Y%m%dt%H%M";

/// The ordinal of a reminder of this visit as it stands, `None` when there is nothing to remind of.
///
/// The moment is part of it: after a move the reminders of the new date are new letters. So is what it
/// asks: whether a reservation is certain is another letter than a reminder of an appointment.
pub(in crate::decide) fn reminder_ordinal(visit: &Visit, days_before: u32) -> Option<String> {
    let moment = visit.appointment.as_ref()?.slot.start.format(MOMENT);
    match visit.stage {
        Stage::Confirmed => Some(format!("{days_before}-{moment}")),
        Stage::AcceptedWithReservation => Some(format!("{days_before}-{moment}{DEFINITE}")),
        Stage::Requested
        | Stage::AskedForDetails
        | Stage::AwaitingApproval
        | Stage::Proposed
        | Stage::HeldVisit
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow => None,
    }
}

/// How many days before the visit the reminder with this ordinal comes.
pub(in crate::decide) fn days_before(ordinal: &str) -> Option<u32> {
    ordinal.split('-').next()?.parse().ok()
}

/// Behind the ordinal of a sheet that staff asked for: it is no reminder of the clock.
const ASKED: &str = "-blad-";

/// The next sheet that staff ask for to this reader, and how many days before the visit that is.
pub(in crate::decide) fn asked_sheet(
    visit: &Visit,
    to: Recipient,
    now: Instant,
) -> Option<(String, u32)> {
    let day = visit.appointment.as_ref()?.slot.day();
    let days_before = u32::try_from((day - today(now)).num_days()).unwrap_or_default();
    let opening = format!("{}{ASKED}", reminder_ordinal(visit, days_before)?);
    let of_reader = visit.letters.keys().filter(|id| id.kind() == Some(sheet_to(to)));
    let number = of_reader.filter(|id| id.ordinal().starts_with(&opening)).count() + 1;
    Some((format!("{opening}{number}"), days_before))
}

/// The ordinal of the reminder that a sheet is, or comes in place of.
pub(in crate::decide) fn reminder_of(ordinal: &str) -> &str {
    ordinal.split_once(ASKED).map_or(ordinal, |(reminder, _)| reminder)
}

/// Whether a reminder was decided before, as after a clock that ran back, or staff sent the sheet on
/// the same day: one a day is enough.
pub(in crate::decide) fn has_sheet(visit: &Visit, to: Recipient, ordinal: &str) -> bool {
    visit.letters.iter().any(|(id, trace)| {
        let asked = reminder_of(id.ordinal()) == ordinal && trace.fate != LetterFate::CalledBack;
        id.kind() == Some(sheet_to(to)) && (id.ordinal() == ordinal || asked)
    })
}

/// When the clock sends the office its next sheet.
pub(in crate::decide) fn next_sheet(desk: &Desk, visit: &Visit) -> Option<Instant> {
    let office = Recipient::Office;
    let is_sheet = |due: &&Due| {
        let Task::Remind { days_before, to } = &due.task else { return false };
        let ordinal = reminder_ordinal(visit, *days_before);
        let start = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.start));
        let waits = start.is_some_and(|start| due.is_put_off(start));
        *to == office
            && !waits
            && ordinal.is_some_and(|ordinal| !has_sheet(visit, office, &ordinal))
    };
    let sheets = visit.due.iter().filter(|_| !visit.writer.undeliverable).filter(is_sheet);
    sheets.map(|due| in_office_hours(desk, due.at)).min()
}

/// Whether a sheet about the appointment as it stands went out to anybody.
pub(in crate::decide) fn sheet_went_out(visit: &Visit) -> bool {
    let Some(agreed) = &visit.appointment else { return false };
    let moment = agreed.slot.start.format(MOMENT).to_string();
    visit.letters.iter().any(|(id, trace)| {
        let sheet = matches!(id.kind(), Some(LetterKind::Reminder | LetterKind::HostReminder));
        let about = reminder_of(id.ordinal()).ends_with(&moment);
        sheet && about && trace.fate != LetterFate::CalledBack
    })
}

pub(in crate::decide) fn sheet_to(to: Recipient) -> LetterKind {
    match to {
        Recipient::Office => LetterKind::Reminder,
        Recipient::Host => LetterKind::HostReminder,
    }
}
