//! What became of a letter: accepted, delayed, refused, or unknown.
//!
//! Unknown is a fate of its own: the bytes may have gone out, so the letter is never sent again before
//! its own copy was looked for, and after some hours a person decides. The next try is always stored
//! before it is made.

use chrono::Duration;

use super::work::{Case, Work};
use super::{held_back, host, schedule, steps};
use crate::domain::ids::LetterId;
use crate::domain::letter::{
    CopyRefused, Handover, LOST_MINUTES, Letter, LetterKind, LetterState, Sighting,
};
use crate::domain::mail::DeliveryReport;
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Address, Mailbox};
use crate::domain::post::Side;
use crate::domain::state::{Change, Key, Record};
use crate::domain::time::{Instant, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{LetterFate, Loose, Told, Visit};

/// Minutes until the next try, by the number of tries made.
const BACKOFF_MINUTES: [f64; 8] = [7.5, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 960.0];
/// Minutes between two looks for our own copy.
const LOOK_MINUTES: i64 = 5;

/// A courier is about to try these letters: stored first, so that a crash cannot hide it.
pub(super) fn trying(work: &mut Work<'_>, letters: &[LetterId]) {
    if work.state.post().paused.is_some() {
        return;
    }
    for id in letters {
        let Some(letter) = work.state.letter(id) else { continue };
        if let Some(days_before) = reminds_in_vain(work, letter) {
            drop_reminder(work, letter, days_before);
        } else if is_about_nothing(work, letter) {
            work.change(Change::Remove { key: Key::Letter(id.clone()) });
        } else if was_overtaken(work, letter) {
            trace(work, letter, None, Step::LetterCalledBack { letter: id.clone() });
            work.change(Change::Remove { key: Key::Letter(id.clone()) });
        } else if is_written_anew(work, letter) {
            // It leaves as it is now, a moment later.
        } else if let Some(until) = held_back::waits_until(work, letter) {
            put(work, Letter { state: LetterState::Waiting { next: until }, ..letter.clone() });
        } else if matches!(letter.state, LetterState::Waiting { .. }) {
            let state = LetterState::Trying { since: work.now };
            put(work, Letter { attempts: letter.attempts + 1, state, ..letter.clone() });
        }
    }
}

/// A reminder waits for office hours, or for a server that was away. If by then its visit has begun,
/// moved, got another host or is off, it must not leave. Gives the days of its rule.
fn reminds_in_vain(work: &Work<'_>, letter: &Letter) -> Option<u32> {
    if !matches!(letter.kind, LetterKind::Reminder | LetterKind::HostReminder) {
        return None;
    }
    let ordinal = schedule::reminder_of(letter.id.ordinal());
    let days_before = schedule::days_before(ordinal)?;
    let visit = letter.visit.and_then(|id| work.state.visit(id));
    let same = |visit: &&Visit| {
        schedule::reminder_ordinal(visit, days_before).is_some_and(|now| now == ordinal)
    };
    let stands = visit.filter(same);
    let holds = stands.and_then(|visit| visit.appointment.as_ref()).is_some_and(|agreed| {
        let host = work.desk.contact(&agreed.host).map(|host| &host.address);
        agreed.shut.is_none()
            && work.now < instant(agreed.slot.start)
            && (letter.kind == LetterKind::Reminder || host == Some(&letter.to.address))
    });
    (!holds).then_some(days_before)
}

/// What confirms an appointment and was delayed must not arrive after its cancellation.
fn is_about_nothing(work: &Work<'_>, letter: &Letter) -> bool {
    let confirms = matches!(
        letter.kind,
        LetterKind::Confirmation
            | LetterKind::Change
            | LetterKind::HostInvitation
            | LetterKind::HostUpdate
    );
    confirms && letter.visit.is_some_and(|id| !work.state.is_open(id))
}

/// What a courier had when something overtook it, and did not get rid of.
fn was_overtaken(work: &Work<'_>, letter: &Letter) -> bool {
    let visit = letter.visit.and_then(|id| work.state.visit(id));
    let trace = visit.and_then(|visit| visit.letters.get(&letter.id));
    trace.is_some_and(|trace| trace.fate == LetterFate::CalledBack)
}

/// What it offers was held until a moment that has moved on while it lay here.
pub(super) fn is_written_anew(work: &mut Work<'_>, letter: &Letter) -> bool {
    let offers = letter.visit.filter(|_| letter.id.offer_version().is_some());
    let Some(mut case) = offers.and_then(|id| work.case(id)) else { return false };
    let anew = steps::written_anew(work, &mut case, letter);
    if anew {
        work.keep(case);
    }
    anew
}

/// Whether a letter would be dropped at its next try, because what it says is over.
pub(super) fn is_of_the_past(work: &Work<'_>, letter: &Letter) -> bool {
    reminds_in_vain(work, letter).is_some() || is_about_nothing(work, letter)
}

fn drop_reminder(work: &mut Work<'_>, letter: &Letter, days_before: u32) {
    work.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
    trace(work, letter, Some(LetterFate::CalledBack), Step::ReminderDropped { days_before });
}

/// At start: a letter that was on its way may have left.
pub(super) fn after_restart(work: &mut Work<'_>) {
    for letter in work.state.letters() {
        if let LetterState::Trying { since } = letter.state {
            let state = LetterState::Unknown { since, look: work.now };
            put(work, Letter { state, ..letter.clone() });
        }
    }
}

pub(super) fn tried(work: &mut Work<'_>, id: &LetterId, handover: &Handover) {
    let Some(letter) = work.state.letter(id).cloned() else { return };
    match handover {
        Handover::Accepted { copies_refused, .. } => {
            accepted(work, &letter);
            for copy in copies_refused {
                copy_refused(work, &letter.id, copy);
            }
        }
        Handover::Deferred { reply } => deferred(work, letter, reply),
        Handover::Refused { reply } => refused(work, &letter, reply),
        Handover::Unknown => {
            let state = LetterState::Unknown { since: work.now, look: work.now };
            trace(work, &letter, None, Step::LetterUnknown { letter: letter.id.clone() });
            put(work, Letter { state, ..letter });
        }
        Handover::NotTried => not_tried(work, letter),
        Handover::Unreadable => to_a_person(work, letter),
    }
}

/// Takes back the mark that it is being tried.
fn not_tried(work: &mut Work<'_>, letter: Letter) {
    if matches!(letter.state, LetterState::Trying { .. }) {
        let state = LetterState::Waiting { next: work.now };
        put(work, Letter { attempts: letter.attempts.saturating_sub(1), state, ..letter });
    }
}

/// Our own copy of a letter was looked for.
pub(super) fn looked_for(work: &mut Work<'_>, id: &LetterId, sighting: Sighting) {
    let Some(letter) = work.state.letter(id).cloned() else { return };
    match (sighting, in_doubt_since(work.now, &letter)) {
        // A copy proves that the letter went out, whatever we think of it.
        (Sighting::Seen, _) => accepted(work, &letter),
        (Sighting::SurelyNot, Some(_)) => {
            put(work, Letter { state: LetterState::Waiting { next: work.now }, ..letter });
        }
        (Sighting::NotSeen, Some(since)) => keep_looking(work, letter, since),
        // That there is no copy says nothing of a letter that is being tried again by now.
        (Sighting::SurelyNot | Sighting::NotSeen, None) => {}
    }
}

/// Since when nobody knows whether this letter has left; `None` when that is known, or when it is
/// being tried and the outcome may still be reported.
fn in_doubt_since(now: Instant, letter: &Letter) -> Option<Instant> {
    match letter.state {
        LetterState::Unknown { since, .. } => Some(since),
        LetterState::Trying { since } => {
            (now - since >= Duration::minutes(LOST_MINUTES)).then_some(since)
        }
        LetterState::Waiting { .. } | LetterState::WithAPerson => None,
    }
}

fn keep_looking(work: &mut Work<'_>, letter: Letter, since: Instant) {
    let hours = i64::from(work.desk.limits.unknown_hours_max);
    if work.now - since < Duration::hours(hours) {
        let look = work.now + Duration::minutes(LOOK_MINUTES);
        return put(work, Letter { state: LetterState::Unknown { since, look }, ..letter });
    }
    to_a_person(work, letter);
}

fn to_a_person(work: &mut Work<'_>, letter: Letter) {
    let step = Step::LetterUnknown { letter: letter.id.clone() };
    trace(work, &letter, Some(LetterFate::WithAPerson), step);
    let (id, to) = (letter.id.clone(), letter.to.address.to_string());
    work.tell(Saying::LetterUnknown { letter: id, to });
    put(work, Letter { state: LetterState::WithAPerson, ..letter });
}

fn accepted(work: &mut Work<'_>, letter: &Letter) {
    let step = Step::LetterAccepted { letter: letter.id.clone() };
    if let Some(mut case) = letter.visit.and_then(|id| work.case(id)) {
        remember_told(&mut case.visit, letter);
        note(&mut case, letter, Some(LetterFate::Accepted), step);
        work.keep(case);
    }
    work.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
}

fn deferred(work: &mut Work<'_>, letter: Letter, reply: &str) {
    let tries = usize::try_from(letter.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let Some(minutes) = BACKOFF_MINUTES.get(tries) else {
        return given_up(work, &letter, reply);
    };
    if letter.attempts <= 1 {
        let (id, to) = (letter.id.clone(), letter.to.address.to_string());
        // Of a server that is away staff hear once, and not once for each letter.
        if !work.state.post().outages.contains_key(&Side::Outbox) {
            work.tell(Saying::LetterDelayed { letter: id, to, reply: reply.to_owned() });
        }
        let step = Step::LetterDelayed { letter: letter.id.clone(), reply: reply.to_owned() };
        trace(work, &letter, None, step);
    }
    let wait = minutes * 60.0 * jitter(&letter.id, letter.attempts);
    let next = work.now + Duration::seconds(wait as i64);
    put(work, Letter { state: LetterState::Waiting { next }, ..letter });
}

/// Between 0.9 and 1.1, the same for the same letter and try: many letters do not come back at once.
fn jitter(id: &LetterId, attempts: u32) -> f64 {
    let sum = id
        .as_str()
        .bytes()
        .fold(attempts, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    0.9 + f64::from(sum % 200) / 1000.0
}

/// The reader's server does not want it there.
fn refused(work: &mut Work<'_>, letter: &Letter, reply: &str) {
    lost(work, letter, reply, Some(&letter.to.address));
}

/// Put off until the last try. That says nothing of the reader's address: the fault may be ours.
fn given_up(work: &mut Work<'_>, letter: &Letter, reply: &str) {
    lost(work, letter, reply, None);
}

/// The letter will not arrive, because of the address `at` if one is given.
fn lost(work: &mut Work<'_>, letter: &Letter, reply: &str, at: Option<&Address>) {
    let step = Step::LetterRefused { letter: letter.id.clone(), reply: reply.to_owned() };
    not_arrived(work, &letter.id, at, step, true);
    work.tell(Saying::LetterRefused {
        letter: letter.id.clone(),
        to: letter.to.address.to_string(),
        reply: reply.to_owned(),
        name: reader_of(work, &letter.id).and_then(|reader| reader.name),
        phone: phone_of(work, &letter.id),
        is_copy: false,
        is_given_up: at.is_none(),
    });
    work.change(Change::Remove { key: Key::Letter(letter.id.clone()) });
}

/// The letter went out without one of its copies: staff may know another way to whom it was for.
fn copy_refused(work: &mut Work<'_>, letter: &LetterId, copy: &CopyRefused) {
    let CopyRefused { address, reply } = copy.clone();
    let step = Step::LetterRefused { letter: letter.clone(), reply: reply.clone() };
    not_arrived(work, letter, Some(&address), step, false);
    let (letter, to) = (letter.clone(), address.to_string());
    let (name, phone, is_copy, is_given_up) = (None, None, true, false);
    work.tell(Saying::LetterRefused { letter, to, reply, name, phone, is_copy, is_given_up });
}

/// A letter that was accepted came back as a bounce. Only about the reader it was meant for does that
/// say that it did not arrive: a copy that went nowhere marks nobody.
pub(super) fn returned(work: &mut Work<'_>, id: &LetterId, report: Option<&DeliveryReport>) {
    let status = report.and_then(|report| report.status.clone()).unwrap_or_default();
    let recipient = report.and_then(|report| report.recipient.as_ref());
    let step = Step::LetterRefused { letter: id.clone(), reply: status.clone() };
    let reader = reader_of(work, id);
    let meant_for = reader.as_ref().map(|reader| &reader.address);
    let is_copy = recipient.is_some() && recipient != meant_for;
    not_arrived(work, id, recipient, step, recipient == meant_for);
    let phone = phone_of(work, id).filter(|_| !is_copy);
    let name = reader.and_then(|reader| reader.name).filter(|_| !is_copy);
    let to = recipient.map(ToString::to_string).unwrap_or_default();
    let (letter, reply, is_given_up) = (id.clone(), status, false);
    work.tell(Saying::LetterRefused { letter, to, reply, name, phone, is_copy, is_given_up });
}

/// A mail server is still trying to deliver a letter that was accepted: noted, nothing else.
pub(super) fn held_up(work: &mut Work<'_>, id: &LetterId, report: Option<&DeliveryReport>) {
    let Some(mut case) = id.visit().and_then(|visit| work.case(visit)) else { return };
    let reply = report.and_then(|report| report.status.clone()).unwrap_or_default();
    case.note(Actor::Bot, Step::LetterDelayed { letter: id.clone(), reply });
    work.keep(case);
}

/// Whom a letter about a visit was meant for: its host, or who asked for the visit.
fn reader_of(work: &Work<'_>, letter: &LetterId) -> Option<Mailbox> {
    let visit = letter.visit().and_then(|id| work.state.visit(id))?;
    if is_to_host(letter) {
        let host = steps::host_of(work, visit)?;
        return Some(Mailbox { name: Some(host.name), address: host.address });
    }
    Some(visit.writer.mailbox.clone())
}

/// The phone number of the reader that the letter did not reach.
fn phone_of(work: &Work<'_>, letter: &LetterId) -> Option<String> {
    let visit = letter.visit().and_then(|id| work.state.visit(id))?;
    if is_to_host(letter) {
        return steps::host_of(work, visit).and_then(|host| host.phone);
    }
    visit.writer.phone.clone()
}

fn is_to_host(letter: &LetterId) -> bool {
    letter.kind().is_some_and(LetterKind::is_for_host)
}

/// Notes that a letter did not reach an address; the writer is marked only if the address is theirs.
/// That the host was not reached stays open until they or staff say whether they receive.
/// The letter itself counts as refused when whoever it was `for_reader` did not get it.
fn not_arrived(
    work: &mut Work<'_>,
    letter: &LetterId,
    at: Option<&Address>,
    step: Step,
    for_reader: bool,
) {
    let Some(mut case) = letter.visit().and_then(|id| work.case(id)) else { return };
    case.note(Actor::Bot, step);
    if at == Some(&case.visit.writer.mailbox.address) {
        case.visit.writer.undeliverable = true;
        case.visit.leave_loose(Loose::NotReached, work.now);
    }
    // After the visit nobody has to say whether they receive.
    let is_asked = is_to_host(letter) && host::is_ahead(work, &case.visit);
    let host = steps::host_of(work, &case.visit).filter(|_| is_asked);
    if host.is_some_and(|host| at == Some(&host.address)) {
        case.visit.leave_loose(Loose::HostNotReached, work.now);
    }
    if let Some(trace) = case.visit.letters.get_mut(letter).filter(|_| for_reader) {
        trace.fate = LetterFate::Refused;
    }
    work.keep(case);
}

/// What its reader takes the appointment to be from now on. One that was overtaken while a courier had
/// it told of what no longer stood.
fn remember_told(visit: &mut Visit, letter: &Letter) {
    let tells = matches!(
        letter.kind,
        LetterKind::Confirmation
            | LetterKind::Change
            | LetterKind::HostInvitation
            | LetterKind::HostUpdate
    );
    let overtaken = visit.letters.get(&letter.id).map(|trace| trace.fate);
    if let Some(agreed) = visit.appointment.as_mut().filter(|_| tells)
        && overtaken != Some(LetterFate::CalledBack)
    {
        let told = Told { wijk: agreed.wijk.clone(), slot: agreed.slot };
        agreed.before = None;
        agreed.told.insert(letter.to.address.clone(), told);
    }
}

/// Notes on the visit what became of its letter.
fn trace(work: &mut Work<'_>, letter: &Letter, fate: Option<LetterFate>, step: Step) {
    let Some(mut case) = letter.visit.and_then(|id| work.case(id)) else { return };
    note(&mut case, letter, fate, step);
    work.keep(case);
}

fn note(case: &mut Case, letter: &Letter, fate: Option<LetterFate>, step: Step) {
    case.note(Actor::Bot, step);
    if let (Some(fate), Some(trace)) = (fate, case.visit.letters.get_mut(&letter.id)) {
        trace.fate = fate;
    }
}

fn put(work: &mut Work<'_>, letter: Letter) {
    work.put(Record::Letter(Box::new(letter)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use crate::domain::event::Event;
    use crate::domain::ids::VisitId;
    use crate::domain::people::{Address, Mailbox};
    use crate::domain::state::State;
    use crate::domain::visit::{LetterTrace, Stage};
    use crate::words::{chat_specimen, specimen};

    fn waiting(kind: LetterKind) -> Letter {
        let visit = VisitId { year: 2026, number: 14 };
        let address = Address::parse("b.postma@tweedekamer.example").unwrap();
        Letter {
            id: LetterId::about(visit, kind.slug(), "1"),
            kind,
            message_id: String::new(),
            visit: Some(visit),
            answers: None,
            to: Mailbox { name: None, address },
            cc: Vec::new(),
            subject: String::new(),
            mime: String::new(),
            decided: specimen::now(),
            not_before: specimen::now(),
            attempts: 1,
            state: LetterState::Waiting { next: specimen::now() },
        }
    }

    fn tried(kind: LetterKind) -> Vec<Change> {
        let (letter, mut state) = (waiting(kind), State::default());
        state.apply(&Change::Put { record: Record::Letter(Box::new(letter.clone())) });
        let event = Event::Trying { letters: vec![letter.id] };
        decide(&specimen::desk(), &state, specimen::now(), &event).changes
    }

    fn copy_refused(address: &str) -> CopyRefused {
        let address = Address::parse(address).unwrap();
        CopyRefused { address, reply: "550 unknown".to_owned() }
    }

    /// A letter of this visit, and a state with both.
    fn decided(visit: &mut Visit, letter: &Letter) -> State {
        let trace = LetterTrace { decided: specimen::now(), fate: LetterFate::Decided };
        visit.letters.insert(letter.id.clone(), trace);
        let mut state = State::default();
        state.apply(&Change::Put { record: Record::Visit(Box::new(visit.clone())) });
        state.apply(&Change::Put { record: Record::Letter(Box::new(letter.clone())) });
        state
    }

    #[test]
    fn copies_that_were_refused_are_told_to_staff_and_the_letter_counts_as_sent() {
        let mut visit = chat_specimen::visit(Stage::Proposed);
        let letter = waiting(LetterKind::Offer);
        let mut state = decided(&mut visit, &letter);
        let writer = visit.writer.mailbox.address.to_string();
        let copies = [writer.as_str(), "griffie@kantoor.example"];
        let copies_refused = copies.map(copy_refused).to_vec();
        let handover = Handover::Accepted { reply: "250 ok".to_owned(), copies_refused };
        let event = Event::Delivery { letter: letter.id.clone(), handover };
        let decision = decide(&specimen::desk(), &state, specimen::now(), &event);
        decision.changes.iter().for_each(|change| state.apply(change));
        assert!(state.letter(&letter.id).is_none(), "{:?}", decision.changes);
        let known = state.visit(visit.id).unwrap();
        assert_eq!(known.letters[&letter.id].fate, LetterFate::Accepted);
        assert!(known.writer.undeliverable);
        let noted: Vec<&Step> =
            known.trail[visit.trail.len()..].iter().map(|entry| &entry.step).collect();
        let refused =
            Step::LetterRefused { letter: letter.id.clone(), reply: "550 unknown".to_owned() };
        assert_eq!(
            noted,
            [&Step::LetterAccepted { letter: letter.id.clone() }, &refused, &refused]
        );
        let said: Vec<&Saying> = decision.notices.iter().map(|notice| &notice.saying).collect();
        let told = copies.map(|to| Saying::LetterRefused {
            letter: letter.id.clone(),
            to: to.to_owned(),
            reply: "550 unknown".to_owned(),
            name: None,
            phone: None,
            is_copy: true,
            is_given_up: false,
        });
        assert_eq!(said, told.iter().collect::<Vec<_>>());
    }

    /// What becomes of a letter to the writer of a visit after `attempts` tries; whether they are marked.
    fn marked(attempts: u32, handover: Handover) -> (Option<LetterFate>, bool) {
        let mut visit = chat_specimen::visit(Stage::Proposed);
        let to = visit.writer.mailbox.clone();
        let (visit_id, kind) = (visit.id, LetterKind::Offer);
        let id = LetterId::about(visit_id, kind.slug(), "1");
        let letter = Letter { id, visit: Some(visit_id), to, attempts, ..waiting(kind) };
        let mut state = decided(&mut visit, &letter);
        let event = Event::Delivery { letter: letter.id.clone(), handover };
        let decision = decide(&specimen::desk(), &state, specimen::now(), &event);
        decision.changes.iter().for_each(|change| state.apply(change));
        let visit = state.visit(visit_id).unwrap();
        (visit.letters.get(&letter.id).map(|trace| trace.fate), visit.writer.undeliverable)
    }

    #[test]
    fn only_a_refusal_for_good_says_that_an_address_takes_no_mail() {
        let reply = || "the server said so".to_owned();
        let refused = Some(LetterFate::Refused);
        assert_eq!(marked(1, Handover::Refused { reply: reply() }), (refused, true));
        assert_eq!(marked(9, Handover::Deferred { reply: reply() }), (refused, false));
        let decided = Some(LetterFate::Decided);
        assert_eq!(marked(8, Handover::Deferred { reply: reply() }), (decided, false));
    }

    #[test]
    fn a_refused_answer_to_a_colleague_of_the_writer_has_an_outcome_and_marks_nobody() {
        let mut visit = chat_specimen::visit(Stage::Proposed);
        let letter = Letter { visit: Some(visit.id), ..waiting(LetterKind::Receipt) };
        assert_ne!(letter.to.address, visit.writer.mailbox.address);
        let mut state = decided(&mut visit, &letter);
        let handover = Handover::Refused { reply: "550 unknown".to_owned() };
        let event = Event::Delivery { letter: letter.id.clone(), handover };
        let decision = decide(&specimen::desk(), &state, specimen::now(), &event);
        decision.changes.iter().for_each(|change| state.apply(change));
        let visit = state.visit(visit.id).unwrap();
        assert_eq!(visit.letters[&letter.id].fate, LetterFate::Refused);
        assert!(!visit.writer.undeliverable);
    }

    #[test]
    fn a_delayed_confirmation_of_a_visit_that_is_over_does_not_leave() {
        for kind in [LetterKind::Confirmation, LetterKind::Change, LetterKind::HostInvitation] {
            let gone = Change::Remove { key: Key::Letter(waiting(kind).id) };
            assert_eq!(tried(kind), [gone], "{kind:?}");
        }
        for kind in [LetterKind::CancelledByGuest, LetterKind::Thanks] {
            assert!(matches!(tried(kind).as_slice(), [Change::Put { .. }]), "{kind:?}");
        }
    }
}
