//! Reminders that are held back while nobody knows whether the visit stands.
//!
//! A mail waits that may call it off, or the host may not come: until a person has looked, nobody is
//! told to come. What falls due meanwhile is put off to the moment at which the visit begins, when
//! nobody is reminded any more; what was decided and did not leave yet waits in the outbox until then.
//! Once the doubt is gone both are due soon after, so that nobody goes without their sheet.

use chrono::Duration;

use super::schedule;
use super::work::{Case, Work};
use crate::domain::desk::Recipient;
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::people::Actor;
use crate::domain::state::Record;
use crate::domain::time::{Instant, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Due, LetterFate, Task, Visit};

/// Who puts a mail away may call the visit off with their next command.
const SECOND_THOUGHTS_MINUTES: i64 = 15;

/// Whether this reader must not be told to come, or that a guest comes.
pub(super) fn is_in_doubt(work: &Work<'_>, visit: &Visit, to: Recipient) -> bool {
    let host_in_doubt = match to {
        Recipient::Office => false,
        Recipient::Host => visit.host_in_doubt(),
    };
    host_in_doubt || may_be_off(work, visit)
}

/// A mail waits that may call off what was agreed before it came.
pub(super) fn may_be_off(work: &Work<'_>, visit: &Visit) -> bool {
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.confirmed_at);
    let waits = Filing::WaitsForStaff { why: Why::MayCallOff };
    let of_it = |mail: &MailRecord| {
        mail.visit == Some(visit.id) && agreed.is_none_or(|since| since <= mail.received)
    };
    work.mails_waiting().any(|mail| of_it(mail) && mail.filing == waits)
}

/// Puts a reminder off. Of those for one reader the last one counts; older ones are dropped.
pub(super) fn put_off(case: &mut Case, until: Instant, to: Recipient, days_before: u32) {
    let older = case.visit.due.extract_if(.., |due| is_put_off(due, until) && is_to(due, to));
    let older: Vec<Due> = older.collect();
    for due in older {
        if let Task::Remind { days_before, .. } = due.task {
            case.note(Actor::Bot, Step::ReminderDropped { days_before });
        }
    }
    case.visit.due.push(Due { at: until, task: Task::Remind { days_before, to } });
    case.note(Actor::Bot, Step::ReminderPutOff { days_before });
}

/// Until when a reminder in the outbox waits, if it must not leave now. A sheet that staff ask for is
/// no reminder of the clock.
pub(super) fn waits_until(work: &Work<'_>, letter: &Letter) -> Option<Instant> {
    let to = reader(letter.kind)?;
    let visit = letter.visit.and_then(|id| work.state.visit(id))?;
    let start = instant(visit.appointment.as_ref()?.slot.start);
    let ordinal = letter.id.ordinal();
    let is_of_the_clock = schedule::reminder_of(ordinal) == ordinal;
    let waits = matches!(letter.state, LetterState::Waiting { .. });
    (is_of_the_clock && waits && is_in_doubt(work, visit, to)).then_some(start)
}

/// What was held back of a visit is due soon, where nobody is in doubt any more.
pub(super) fn let_go(work: &mut Work<'_>, visit: &mut Visit) {
    let Some(start) = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.start)) else {
        return;
    };
    let soon = start.min(work.now + Duration::minutes(SECOND_THOUGHTS_MINUTES));
    for to in [Recipient::Office, Recipient::Host] {
        let held = |due: &&mut Due| is_put_off(due, start) && is_to(due, to);
        let in_outbox = letters(work, visit, start, to);
        let is_held = visit.due.iter_mut().any(|due| held(&due));
        if (in_outbox.is_empty() && !is_held) || is_in_doubt(work, visit, to) {
            continue;
        }
        visit.due.iter_mut().filter(held).for_each(|due| due.at = soon);
        for letter in in_outbox {
            let state = LetterState::Waiting { next: soon };
            work.put(Record::Letter(Box::new(Letter { state, ..letter })));
        }
    }
}

/// The reminders to one reader that lie in the outbox until the visit begins.
fn letters(work: &Work<'_>, visit: &Visit, start: Instant, to: Recipient) -> Vec<Letter> {
    let own = visit.letters.iter().filter(|(_, trace)| trace.fate == LetterFate::Decided);
    let own = own.filter(|(id, _)| id.kind().and_then(reader) == Some(to));
    let own = own.filter_map(|(id, _)| work.state.letter(id));
    let held =
        |letter: &&Letter| matches!(letter.state, LetterState::Waiting { next } if next >= start);
    own.filter(held).cloned().collect()
}

/// Whether a reminder waits for a person; by itself it is due before the visit begins.
pub(super) fn is_put_off(due: &Due, start: Instant) -> bool {
    matches!(due.task, Task::Remind { .. }) && due.at >= start
}

fn is_to(due: &Due, reader: Recipient) -> bool {
    matches!(due.task, Task::Remind { to, .. } if to == reader)
}

/// To whom a reminder of this kind goes; `None` for what is no reminder.
fn reader(kind: LetterKind) -> Option<Recipient> {
    let is_sheet = |to: &Recipient| schedule::sheet_to(*to) == kind;
    [Recipient::Office, Recipient::Host].into_iter().find(is_sheet)
}
