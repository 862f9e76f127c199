//! Steps that several journeys take: offer dates, agree on one, cancel, replace the host, close.
//!
//! Each changes the case and writes the letters that go with it; who asked for it, and what becomes of
//! the mail or command that did, is up to the caller.

mod calendar;
mod hosts;
mod offering;
mod overtaken;
mod sheets;

use super::work::{Case, Work};
use super::{reply, schedule};
use crate::domain::ids::{ContactId, LetterId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::people::Actor;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Stage};
use calendar::{cancellation, invitation, new_uid};
use hosts::{cancel_host, tell_hosts};
use overtaken::withdraw_overtaken;

pub(super) use hosts::{host_of, replace_host};
pub(super) use offering::{offer, set_aside_offer, slot_gone};
pub(super) use sheets::{meet_at, remind, send_sheets};

/// What two sides agreed on.
#[derive(Debug, Clone)]
pub(super) struct Agreement {
    pub(super) wijk: WijkId,
    pub(super) slot: Slot,
    pub(super) host: ContactId,
    /// "Onder voorbehoud": the slot is held, invitations follow when it is final.
    pub(super) reserved: bool,
}

/// The visit is on, or moves. Returns the letter to the office.
pub(super) fn agree(
    work: &mut Work<'_>,
    case: &mut Case,
    agreement: Agreement,
    by: Actor,
    mail: Option<&Mail>,
) -> LetterId {
    let unheard = withdraw_overtaken(work, case);
    let previous = case.visit.appointment.take();
    let invited_before = case.visit.stage == Stage::Confirmed;
    let appointment = appointment_after(work, case, &agreement, previous.as_ref());
    let host_changed = case.visit.host.as_ref() != Some(&agreement.host) || previous.is_none();
    case.visit.wijk = Some(agreement.wijk.clone());
    case.visit.host = Some(agreement.host.clone());
    case.visit.appointment = Some(appointment);
    set_aside_offer(&mut case.visit);
    if host_changed {
        case.note(Actor::Bot, Step::HostSet { host: agreement.host.clone() });
    }
    let stage = if agreement.reserved { Stage::AcceptedWithReservation } else { Stage::Confirmed };
    case.enter(stage, by);
    schedule::agreed(work.desk, &mut case.visit, work.now);
    let moved_from = previous.filter(|_| invited_before);
    if !agreement.reserved {
        tell_hosts(work, case, moved_from.as_ref(), &unheard);
    }
    // To who never heard of the old moment nothing has moved.
    let moved_from = moved_from.filter(|_| !unheard.office);
    let kind = if moved_from.is_some() { LetterKind::Change } else { LetterKind::Confirmation };
    confirm_to_office(work, case, kind, moved_from.map(|agreed| agreed.slot), mail)
}

fn appointment_after(
    work: &Work<'_>,
    case: &Case,
    agreement: &Agreement,
    previous: Option<&Appointment>,
) -> Appointment {
    let invited = case.visit.stage == Stage::Confirmed;
    let here = previous.filter(|agreed| agreed.wijk == agreement.wijk);
    Appointment {
        wijk: agreement.wijk.clone(),
        slot: agreement.slot,
        host: agreement.host.clone(),
        uid: previous.map_or_else(|| new_uid(work, case), |agreed| agreed.uid.clone()),
        sequence: previous.filter(|_| invited).map_or(0, |agreed| agreed.sequence + 1),
        confirmed_at: work.now,
        // Another wijk has its own.
        meeting_point: here.and_then(|agreed| agreed.meeting_point.clone()),
        programme: here.map_or_else(Vec::new, |agreed| agreed.programme.clone()),
    }
}

fn confirm_to_office(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    previous_slot: Option<Slot>,
    mail: Option<&Mail>,
) -> LetterId {
    let invitation = invitation(&case.visit, &case.visit.writer.mailbox)
        .filter(|_| case.visit.stage == Stage::Confirmed);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.previous_slot = previous_slot;
    draft.invitation = invitation;
    let letter = draft.id.clone();
    reply::outcome(work, case, &letter, mail);
    letter
}

/// Who calls a visit off, and how the office hears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CalledOff {
    ByGuest,
    ByUs,
    /// Staff decline a request that was never confirmed.
    Declined,
}

/// Calls the visit off. Calendars that hold it get a CANCEL. Returns the letter to the office.
pub(super) fn cancel(
    work: &mut Work<'_>,
    case: &mut Case,
    how: CalledOff,
    by: Actor,
    reason: Option<String>,
    mail: Option<&Mail>,
) -> LetterId {
    let unheard = withdraw_overtaken(work, case);
    let invited = case.visit.stage == Stage::Confirmed;
    if let Some(agreed) = case.visit.appointment.as_mut().filter(|_| invited) {
        agreed.sequence += 1;
    }
    let stage = match how {
        CalledOff::ByGuest | CalledOff::ByUs => Stage::Cancelled,
        CalledOff::Declined => Stage::Declined,
    };
    let kind = match how {
        CalledOff::ByGuest => LetterKind::CancelledByGuest,
        CalledOff::ByUs | CalledOff::Declined => LetterKind::CancelledByUs,
    };
    if invited {
        cancel_host(work, case, &unheard);
    }
    let in_calendar = invited && !unheard.office;
    let id = cancel_office(work, case, kind, in_calendar, reason.clone(), mail);
    case.end(stage, by, reason);
    // What is called off holds nothing.
    case.visit.appointment = None;
    id
}

fn cancel_office(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    in_calendar: bool,
    reason: Option<String>,
    mail: Option<&Mail>,
) -> LetterId {
    let cancellation =
        cancellation(&case.visit, &case.visit.writer.mailbox).filter(|_| in_calendar);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.text = reason;
    draft.invitation = cancellation;
    let letter = draft.id.clone();
    reply::outcome(work, case, &letter, mail);
    letter
}

/// The visit took place, or it did not.
pub(super) fn held_or_not(work: &Work<'_>, case: &mut Case, held: bool, by: Actor) {
    if held {
        case.note(by, Step::Held { held });
        schedule::was_held(&mut case.visit, work.now);
    } else {
        case.note(by.clone(), Step::Held { held });
        case.end(Stage::NoShow, by, None);
    }
}
