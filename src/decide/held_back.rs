//! Reminders that are held back while nobody knows whether the visit stands, or no letter leaves.
//!
//! A mail waits that may call it off, or the host may not come: until a person has looked, nobody is
//! told to come. What falls due meanwhile is put off to the moment at which the visit begins, when
//! nobody is reminded any more; what was decided and did not leave yet waits in the outbox until then.
//! In a pause nobody can be told anything, and what was true when it fell due may not be afterwards.
//! Once the doubt is gone, or the pause, the last of them is due soon after, so that nobody goes
//! without their sheet and nobody gets two.

use chrono::{Duration, NaiveDate};

use super::schedule;
use super::work::{Case, Work};
use crate::domain::desk::Recipient;
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::people::Actor;
use crate::domain::state::{Change, Key, Record};
use crate::domain::time::{Instant, instant, today};
use crate::domain::trail::{Entry, Step};
use crate::domain::visit::{Due, LetterFate, LetterTrace, Loose, Task, Visit};

/// Who puts a mail away may call the visit off with their next command.
const SECOND_THOUGHTS_MINUTES: i64 = 15;

/// Whether a reminder to this reader waits, whatever config says.
pub(super) fn waits(work: &Work<'_>, visit: &Visit, to: Recipient) -> bool {
    work.is_paused() || is_in_doubt(work, visit, to)
}

/// Whether this reader must not be told to come, or that a guest comes.
pub(super) fn is_in_doubt(work: &Work<'_>, visit: &Visit, to: Recipient) -> bool {
    let host_in_doubt = match to {
        Recipient::Office => false,
        Recipient::Host => visit.host_in_doubt(),
    };
    host_in_doubt || visit.is_loose(Loose::GuestDeclined) || may_be_off(work, visit)
}

/// A mail waits that may call off what was agreed before it came.
pub(super) fn may_be_off(work: &Work<'_>, visit: &Visit) -> bool {
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.confirmed_at);
    let waits = Filing::WaitsForStaff { why: Why::MayCallOff };
    let of_it = |mail: &MailRecord| {
        // What it says of two visits stands in one conversation, and holds for both.
        let both = mail.visit.is_some() && mail.names == Some(visit.id);
        (both || mail.visit == Some(visit.id)) && agreed.is_none_or(|since| since <= mail.received)
    };
    work.mails_waiting().any(|mail| of_it(mail) && mail.filing == waits)
}

/// Puts a reminder off. Of those for one reader the last one counts; older ones are dropped.
pub(super) fn put_off(case: &mut Case, until: Instant, to: Recipient, days_before: u32) {
    let older = case.visit.due.extract_if(.., |due| due.is_put_off(until) && is_to(due, to));
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

/// Of what was held back the last reminder to each reader is due soon, where nobody is in doubt any
/// more.
pub(super) fn let_go(work: &mut Work<'_>, visit: &mut Visit) {
    let Some(slot) = visit.appointment.as_ref().map(|agreed| agreed.slot) else { return };
    let start = instant(slot.start);
    let soon = work.now + Duration::minutes(SECOND_THOUGHTS_MINUTES);
    let leaves = schedule::in_office_hours(work.desk, soon);
    for to in [Recipient::Office, Recipient::Host].into_iter().filter(|_| leaves < start) {
        let is_held = |due: &Due| due.is_put_off(start) && is_to(due, to);
        let in_outbox = letters(work, visit, start, to);
        let put_off = visit.due.iter().any(is_held);
        if (in_outbox.is_empty() && !put_off) || waits(work, visit, to) {
            continue;
        }
        if comes_by_itself(visit, to, today(leaves)) {
            drop_held(work, visit, to, start);
            in_outbox.iter().for_each(|letter| drop_letter(work, visit, letter));
            continue;
        }
        visit.due.iter_mut().filter(|due| is_held(due)).for_each(|due| due.at = soon);
        let days_left = u32::try_from((slot.day() - today(leaves)).num_days()).unwrap_or_default();
        let (true_still, outdated): (Vec<_>, Vec<_>) = in_outbox.into_iter().partition(|letter| {
            !put_off && schedule::days_before(letter.id.ordinal()) == Some(days_left)
        });
        if !put_off && true_still.is_empty() {
            let task = Task::Remind { days_before: days_left, to };
            visit.due.push(Due { at: soon, task });
        }
        outdated.iter().for_each(|letter| drop_letter(work, visit, letter));
        for letter in true_still {
            let state = LetterState::Waiting { next: leaves };
            work.put(Record::Letter(Box::new(Letter { state, ..letter })));
        }
    }
}

/// How many of the reminders that were held back are due soon.
pub(super) fn soon_due(visit: &Visit, now: Instant) -> usize {
    let soon = now + Duration::minutes(SECOND_THOUGHTS_MINUTES);
    let is_soon = |due: &&Due| matches!(due.task, Task::Remind { .. }) && due.at <= soon;
    visit.due.iter().filter(is_soon).count()
}

/// Whether config has another reminder of that same day for this reader: one is enough.
fn comes_by_itself(visit: &Visit, to: Recipient, day: NaiveDate) -> bool {
    let Some(start) = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.start)) else {
        return false;
    };
    visit.due.iter().any(|due| is_to(due, to) && due.at < start && today(due.at) == day)
}

fn drop_held(work: &Work<'_>, visit: &mut Visit, to: Recipient, start: Instant) {
    for due in visit.due.extract_if(.., |due| due.is_put_off(start) && is_to(due, to)) {
        if let Task::Remind { days_before, .. } = due.task {
            let step = Step::ReminderDropped { days_before };
            visit.trail.push(Entry { at: work.now, by: Actor::Bot, step });
        }
    }
}

/// A reminder that was written before a pause, or while it lasted, says how many days are left. What it
/// says wrong by now waits as if it had fallen due now. Says whether it does.
pub(super) fn put_back(work: &mut Work<'_>, letter: &Letter) -> bool {
    let ordinal = letter.id.ordinal();
    let to = reader(letter.kind).filter(|_| schedule::reminder_of(ordinal) == ordinal);
    let Some((to, mut case)) = to.zip(letter.visit.and_then(|id| work.case(id))) else {
        return false;
    };
    let Some(slot) = case.visit.appointment.as_ref().map(|agreed| agreed.slot) else {
        return false;
    };
    let leaves = schedule::in_office_hours(work.desk, work.now);
    let days_left = (slot.day() - today(leaves)).num_days();
    let is_true = schedule::days_before(ordinal).map(i64::from) == Some(days_left);
    if !letter.is_unsent() {
        return false;
    }
    if is_true {
        let state = LetterState::Waiting { next: leaves };
        work.put(Record::Letter(Box::new(Letter { state, ..letter.clone() })));
        return false;
    }
    let (start, days_before) = (instant(slot.start), u32::try_from(days_left).unwrap_or_default());
    drop_letter(work, &mut case.visit, letter);
    put_off(&mut case, start, to, days_before);
    work.keep(case);
    true
}

/// What it says is no longer so, or a later one leaves in its place.
fn drop_letter(work: &mut Work<'_>, visit: &mut Visit, letter: &Letter) {
    work.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
    let trace = LetterTrace { decided: letter.decided, fate: LetterFate::CalledBack };
    visit.letters.insert(letter.id.clone(), trace);
    let step = Step::LetterCalledBack { letter: letter.id.clone() };
    visit.trail.push(Entry { at: work.now, by: Actor::Bot, step });
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

fn is_to(due: &Due, reader: Recipient) -> bool {
    matches!(due.task, Task::Remind { to, .. } if to == reader)
}

/// To whom a reminder of this kind goes; `None` for what is no reminder.
fn reader(kind: LetterKind) -> Option<Recipient> {
    let is_sheet = |to: &Recipient| schedule::sheet_to(*to) == kind;
    [Recipient::Office, Recipient::Host].into_iter().find(is_sheet)
}
