//! Steps that several journeys take: offer dates, agree on one, cancel, replace the host, close.
//!
//! Each changes the case and writes the letters that go with it; who asked for it, and what becomes of
//! the mail or command that did, is up to the caller.

mod again;
mod back;
mod calendar;
mod consent;
mod counter;
mod hosts;
mod offering;
mod overtaken;
mod plan_b;
mod sheets;
mod unsent;

use super::calls::{self, ToldOff};
use super::work::{Case, Work};
use super::{dates, reply, schedule};
use crate::domain::ids::{ContactId, LetterId, VisitId, WijkId};
use crate::domain::keys;
use crate::domain::letter::{Changed, LetterKind};
use crate::domain::mail::Mail;
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Loose, OfferOption, Stage, Told, Visit};
use crate::planning;
pub(super) use back::stands_as_before;
pub(super) use calendar::invitation as standing_invitation;
use calendar::{cancellation, invite};
use hosts::{cancel_host, tell_hosts};
use overtaken::{Unheard, withdraw_overtaken};

pub(super) use consent::{
    heard as heard_yes_or_no, let_chosen_go, let_fall, let_go as let_asked_go,
    missing as yes_missing, say_no, say_yes, settle,
};
pub(super) use counter::decline_counter;
pub(super) use hosts::{
    ask_again, ask_backup, host_of, host_said_no, host_said_yes, host_word, replace_host,
    stand_down, update_both, update_office,
};
pub(super) use offering::{
    answer_waits, before_staff, hold, hold_longer, offer, set_aside_offer, slot_gone, stand_again,
};
pub(super) use overtaken::{says_no, withdraw_from, withdraw_offers, withdraw_refusal};
pub(super) use plan_b::{
    fall_back, give_up as give_up_plan_b, let_go as let_plan_b_go, still_free,
};
pub(super) use sheets::{meet_at, place_is_known, remind, send_sheets};
pub(super) use unsent::{hold_anew, is_unheard, written_anew};

/// What two sides agreed on.
#[derive(Debug, Clone)]
pub(super) struct Agreement {
    pub(super) wijk: WijkId,
    pub(super) slot: Slot,
    pub(super) host: ContactId,
    /// "Onder voorbehoud": the slot is held, invitations follow when it is final.
    pub(super) reserved: bool,
    /// What is taken if that cannot be.
    pub(super) otherwise: Option<OfferOption>,
}

/// The visit is on, or moves. Returns the letter to the office.
pub(super) fn agree(
    work: &mut Work<'_>,
    case: &mut Case,
    agreement: Agreement,
    by: Actor,
    mail: Option<&Mail>,
) -> LetterId {
    if let Some(slot) = case.visit.appointment.as_ref().map(|agreed| agreed.slot) {
        calls::no_more_standing(work, &case.visit, slot);
    }
    let unheard = withdraw_overtaken(work, case);
    let previous = case.visit.appointment.take();
    let invited_before = case.visit.stage == Stage::Confirmed;
    let mut appointment = appointment_after(work, case, &agreement, previous.as_ref());
    let surely = invited_before && unheard.is_sure();
    appointment.before = previous.as_ref().filter(|_| surely).and_then(back::known);
    let host_changed = case.visit.host.as_ref() != Some(&agreement.host) || previous.is_none();
    case.visit.wijk = Some(agreement.wijk.clone());
    case.visit.host = Some(agreement.host.clone());
    case.visit.appointment = Some(appointment);
    set_aside_offer(&mut case.visit);
    (case.visit.plan_b, case.visit.numbered) = (None, None);
    // What the office wrote before it chose waits for an answer as it did.
    let by_staff = matches!(by, Actor::Staff { .. });
    case.visit.loose_ends.retain(|end| !by_staff && end.what == Loose::OfficeWrote);
    if host_changed {
        case.note(Actor::Bot, Step::HostSet { host: agreement.host.clone() });
    }
    let stage = if agreement.reserved { Stage::AcceptedWithReservation } else { Stage::Confirmed };
    case.enter(stage, by);
    schedule::agreed(work.desk, &mut case.visit, work.now);
    if let Some(option) = agreement.otherwise.filter(|_| agreement.reserved) {
        plan_b::keep(work, case, option);
    }
    tell_if_apart(work, case);
    let moved_from = previous.filter(|_| invited_before);
    if !agreement.reserved {
        tell_hosts(work, case, moved_from.as_ref(), &unheard);
    }
    let moved_from = moved_from.and_then(|agreed| known_to_office(case, &agreed, &unheard));
    confirm_to_office(work, case, moved_from, mail)
}

/// Where the office takes a visit to be that moved. To who never heard of the old moment, or heard of
/// nothing but the new one, nothing has moved.
fn known_to_office(case: &Case, before: &Appointment, unheard: &Unheard) -> Option<Told> {
    let known = unheard.known_to(&case.visit.writer.mailbox.address, before);
    let now = case.visit.appointment.as_ref();
    let stands = now.is_some_and(|now| now.slot == known.slot && now.wijk == known.wijk);
    let had_news = known.slot != before.slot || known.wijk != before.wijk;
    (!unheard.office && (!stands || !had_news)).then_some(known)
}

fn appointment_after(
    work: &Work<'_>,
    case: &Case,
    agreement: &Agreement,
    previous: Option<&Appointment>,
) -> Appointment {
    let invited = case.visit.stage == Stage::Confirmed;
    let uid = || keys::uid_for(work.desk, case.visit.id);
    let last = previous.filter(|_| invited).map(|agreed| agreed.sequence);
    let last = last.or(case.visit.called_off);
    let reserved = case.visit.consent.as_ref().and_then(|consent| consent.reserved.as_deref());
    let here = previous.or(reserved).filter(|agreed| agreed.wijk == agreement.wijk);
    Appointment {
        wijk: agreement.wijk.clone(),
        slot: agreement.slot,
        host: agreement.host.clone(),
        uid: previous.map_or_else(uid, |agreed| agreed.uid.clone()),
        sequence: last.map_or(0, |last| last + 1),
        confirmed_at: work.now,
        stood_down: previous
            .filter(|agreed| agreed.slot == agreement.slot)
            .map(|agreed| agreed.stood_down.clone())
            .unwrap_or_default(),
        answers: previous.map(|agreed| agreed.answers.clone()).unwrap_or_default(),
        sent: previous.map(|agreed| agreed.sent.clone()).unwrap_or_default(),
        shut: None,
        before: None,
        told: previous.map(|agreed| agreed.told.clone()).unwrap_or_default(),
        shut_told: Default::default(),
        // Another wijk has its own.
        meeting_point: here.and_then(|agreed| agreed.meeting_point.clone()),
        programme: here.map_or_else(Vec::new, |agreed| agreed.programme.clone()),
    }
}

/// What was agreed while nobody knew where to write to goes to the office after all.
pub(super) fn confirm_late(work: &mut Work<'_>, case: &mut Case) {
    confirm_to_office(work, case, None, None);
}

/// `moved_from`: what its reader knew until now.
fn confirm_to_office(
    work: &mut Work<'_>,
    case: &mut Case,
    moved_from: Option<Told>,
    mail: Option<&Mail>,
) -> LetterId {
    let kind = if moved_from.is_some() { LetterKind::Change } else { LetterKind::Confirmation };
    let writer = case.visit.writer.mailbox.clone();
    let is_firm = case.visit.stage == Stage::Confirmed;
    let invitation = is_firm.then(|| invite(case, &writer)).flatten();
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let changed = elsewhere(&case.visit, moved_from.as_ref());
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.previous_slot = moved_from.map(|known| known.slot);
    draft.facts.changed = changed;
    draft.invitation = invitation;
    let letter = draft.id.clone();
    reply::outcome(work, case, &letter, mail);
    letter
}

/// Whoever knew of another wijk must read that it is another.
fn elsewhere(visit: &Visit, known: Option<&Told>) -> Vec<Changed> {
    let agreed = visit.appointment.as_ref();
    let moved = known.zip(agreed).is_some_and(|(known, agreed)| known.wijk != agreed.wijk);
    moved.then_some(Changed::Wijk).into_iter().collect()
}

/// The other visit of the same day is on another day now, or too near in time to travel: that is
/// open until they fit again, or staff part them.
fn tell_if_apart(work: &mut Work<'_>, case: &mut Case) {
    let Some(agreed) = &case.visit.appointment else { return };
    let Work { desk, state, now, .. } = *work;
    let agreed_there =
        |id: &VisitId| state.visit(*id).is_some_and(|other| other.appointment.is_some());
    if !case.visit.day_with.iter().any(agreed_there) {
        return;
    }
    let ask = dates::ask_of(&case.visit);
    let reasons = planning::guest_elsewhere(desk, state, now, &ask, &agreed.wijk, agreed.slot);
    if reasons.is_empty() {
        for id in case.visit.day_with.clone() {
            let Some(mut other) = work.case(id) else { continue };
            other.visit.tie_off(Loose::DayApart);
            work.keep(other);
        }
    } else {
        case.visit.leave_loose(Loose::DayApart, now);
        case.tell(|visit| Saying::CameApart { visit, reasons });
    }
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
    let stage = match how {
        CalledOff::ByGuest | CalledOff::ByUs => Stage::Cancelled,
        CalledOff::Declined => Stage::Declined,
    };
    let kind = match how {
        CalledOff::ByGuest => LetterKind::CancelledByGuest,
        CalledOff::ByUs | CalledOff::Declined => LetterKind::CancelledByUs,
    };
    let (known, host) = cancel_with_host(work, case);
    let id = cancel_office(work, case, kind, known, reason.clone(), mail);
    // Whoever calls it off themselves knows.
    let office_knows = how != CalledOff::ByUs;
    let office = known.filter(|_| !office_knows);
    calls::owe(work, &case.visit, ToldOff { host, office, office_knows });
    end_agreed(case, stage, by, reason);
    id
}

/// What is called off holds nothing; what it was is remembered, as nobody has read yet that it is off.
fn end_agreed(case: &mut Case, stage: Stage, by: Actor, reason: Option<String>) {
    let was_firm = case.visit.stage == Stage::Confirmed;
    case.end(stage, by, reason);
    let stood = case.visit.appointment.take().filter(|_| was_firm);
    if let Some(ended) = &mut case.visit.ended {
        ended.stood = stood.map(Box::new);
    }
}

/// The same without a word to the office, which asked for that.
pub(super) fn cancel_unwritten(
    work: &mut Work<'_>,
    case: &mut Case,
    by: Actor,
    reason: Option<String>,
) {
    let (_, host) = cancel_with_host(work, case);
    calls::owe(work, &case.visit, ToldOff { host, office: None, office_knows: true });
    end_agreed(case, Stage::Cancelled, by, reason);
}

/// The host hears that it is off, if they were invited. Returns when the office takes it to be, if its
/// calendar has it, and which host heard so of which moment.
fn cancel_with_host(
    work: &mut Work<'_>,
    case: &mut Case,
) -> (Option<Slot>, Option<(ContactId, Slot)>) {
    let unheard = withdraw_overtaken(work, case);
    let invited = case.visit.stage == Stage::Confirmed;
    if let Some(agreed) = case.visit.appointment.as_mut().filter(|_| invited) {
        agreed.sequence += 1;
        case.visit.called_off = Some(agreed.sequence);
    }
    let host = if invited { cancel_host(work, case, &unheard) } else { None };
    let writer = &case.visit.writer.mailbox.address;
    let agreed = case.visit.appointment.as_ref().filter(|_| invited && !unheard.office);
    (agreed.map(|agreed| unheard.known_to(writer, agreed).slot), host)
}

fn cancel_office(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    known: Option<Slot>,
    reason: Option<String>,
    mail: Option<&Mail>,
) -> LetterId {
    let cancellation = cancellation(&case.visit, &case.visit.writer.mailbox, known);
    let slot = known.or(case.visit.appointment.as_ref().map(|agreed| agreed.slot));
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.text = reason;
    draft.invitation = cancellation;
    let letter = draft.id.clone();
    reply::outcome(work, case, &letter, mail);
    letter
}

/// The visit took place, or it did not, and then a new date is offered.
pub(super) fn held_or_not(work: &mut Work<'_>, case: &mut Case, held: bool, by: Actor) {
    if held {
        case.note(by, Step::Held { held });
        schedule::was_held(&mut case.visit, work.now);
    } else {
        case.note(by.clone(), Step::Held { held });
        case.end(Stage::NoShow, by.clone(), None);
        again::offer_again(work, &case.visit, &by);
    }
}
