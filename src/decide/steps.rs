//! Steps that several journeys take: offer dates, agree on one, cancel, replace the host, close.
//!
//! Each changes the case and writes the letters that go with it; who asked for it, and what becomes of
//! the mail or command that did, is up to the caller. The first invitation is a REQUEST with sequence
//! 0; every later object about the same visit has a higher one, and the same UID (RFC 5546, 2.1.4).

use super::mail::{Weight, address_to, permit};
use super::request::{self, Dates};
use super::work::{Case, Work};
use super::{mail as post, schedule};
use crate::domain::ids::{ContactId, LetterId, WijkId};
use crate::domain::letter::{Invitation, Letter, LetterKind, LetterState, Method};
use crate::domain::mail::Mail;
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Contact, Mailbox};
use crate::domain::reason::{Reason, WijkChoice};
use crate::domain::state::{Change, Key};
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, LetterFate, Offer, OfferOption, Stage, Visit};
use crate::planning::Plan;

/// Replaced offers that are remembered, so that a late answer to one can be understood.
const OLDER_OFFERS_MAX: usize = 3;

/// Offers dates and holds them. Returns the letter.
pub(super) fn offer(
    work: &mut Work<'_>,
    case: &mut Case,
    plan: Offering,
    by: Actor,
    mail: Option<&Mail>,
) -> LetterId {
    let reasons = plan.instead.clone();
    let kind = if reasons.is_empty() { LetterKind::Offer } else { LetterKind::NothingFree };
    put_offer(work, case, plan, by);
    let letter = letter_with_options(work, case, kind, mail);
    case.amend(&letter, |draft| draft.facts.reasons = reasons);
    letter
}

/// What is offered.
#[derive(Debug, Clone)]
pub(super) struct Offering {
    pub(super) wijk: WijkId,
    pub(super) why: Option<WijkChoice>,
    pub(super) options: Vec<OfferOption>,
    /// Why not what was asked for; empty when this is what was asked for.
    pub(super) instead: Vec<Reason>,
}

fn put_offer(work: &Work<'_>, case: &mut Case, plan: Offering, by: Actor) {
    set_aside_offer(&mut case.visit);
    let version = case.visit.offers_made + 1;
    case.visit.offers_made = version;
    let expires = schedule::offer_expires(work.desk, &case.visit, &plan.options, work.now);
    if let Some(why) = plan.why {
        case.note(Actor::Bot, Step::WijkChosen { wijk: plan.wijk.clone(), why: why.clone() });
        case.visit.wijk_choice = Some(why);
    }
    if !plan.instead.is_empty() {
        case.note(Actor::Bot, Step::NothingFree { reasons: plan.instead });
    }
    let options = plan.options.iter().map(|option| (option.slot, option.reasons.clone())).collect();
    case.note(by.clone(), Step::Offered { version, options });
    if case.visit.appointment.is_none() {
        case.visit.wijk = Some(plan.wijk.clone());
        case.visit.host = plan.options.first().map(|option| option.host.clone());
    }
    case.visit.offer = Some(Offer { version, wijk: plan.wijk, options: plan.options, expires });
    // A confirmed visit that moves stays confirmed: its old slot stands until the new one does.
    if case.visit.stage != Stage::Confirmed {
        case.enter(Stage::Proposed, by);
    }
    schedule::offer_made(&mut case.visit, version, expires);
}

fn letter_with_options(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    mail: Option<&Mail>,
) -> LetterId {
    let is_last = mail.is_some_and(|mail| {
        let address = case.visit.writer.mailbox.address.clone();
        permit(work, mail, &address, Weight::Outcome).unwrap_or(true)
    });
    let offer = case.visit.offer.clone();
    let previous_slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let ordinal = match &offer {
        Some(offer) => offer.version.to_string(),
        None => format!("zonder-{}", case.visit.letters.len()),
    };
    let draft = case.to_office_as(work, kind, &ordinal);
    draft.facts.previous_slot = previous_slot;
    if let Some(offer) = offer {
        draft.facts.options = offer.options;
        draft.facts.expires = Some(offer.expires);
    }
    if let Some(mail) = mail {
        address_to(work, draft, mail, is_last);
    }
    draft.id.clone()
}

/// The open offer, if any, becomes an older one: nothing is held for it any more.
pub(super) fn set_aside_offer(visit: &mut Visit) {
    if let Some(offer) = visit.offer.take() {
        visit.older_offers.push(offer);
        let surplus = visit.older_offers.len().saturating_sub(OLDER_OFFERS_MAX);
        visit.older_offers.drain(..surplus);
    }
    schedule::offer_gone(visit);
}

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
    withdraw_overtaken(work, case);
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
        tell_hosts(work, case, moved_from.as_ref());
    }
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
    Appointment {
        wijk: agreement.wijk.clone(),
        slot: agreement.slot,
        host: agreement.host.clone(),
        uid: previous.map_or_else(|| new_uid(work, case), |agreed| agreed.uid.clone()),
        sequence: previous.filter(|_| invited).map_or(0, |agreed| agreed.sequence + 1),
        confirmed_at: work.now,
    }
}

/// Unguessable and the same for ever: signed, not drawn.
fn new_uid(work: &Work<'_>, case: &Case) -> String {
    let id = case.visit.id;
    let secret = work.desk.key.sign(&format!("uid {id}"));
    format!("{}-{secret}@{}", id.to_string().to_lowercase(), work.desk.bot.address.domain())
}

fn confirm_to_office(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    previous_slot: Option<Slot>,
    mail: Option<&Mail>,
) -> LetterId {
    let is_last = mail.is_some_and(|mail| {
        let address = case.visit.writer.mailbox.address.clone();
        permit(work, mail, &address, Weight::Outcome).unwrap_or(true)
    });
    let invitation = invitation(&case.visit, &case.visit.writer.mailbox)
        .filter(|_| case.visit.stage == Stage::Confirmed);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.previous_slot = previous_slot;
    draft.invitation = invitation;
    if let Some(mail) = mail {
        address_to(work, draft, mail, is_last);
    }
    draft.id.clone()
}

/// Invites the host, updates them, or swaps the old one for the new.
fn tell_hosts(work: &Work<'_>, case: &mut Case, moved_from: Option<&Appointment>) {
    let Some(host) = host_of(work, &case.visit) else { return };
    let kind = match moved_from {
        Some(previous) if previous.host == host.id => LetterKind::HostUpdate,
        Some(previous) => {
            remove_host(work, case, &previous.host.clone(), previous.slot);
            LetterKind::HostInvitation
        }
        None => LetterKind::HostInvitation,
    };
    let invitation = invitation(&case.visit, &mailbox(&host));
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_host(work, kind, &host);
    draft.facts.slot = slot;
    draft.facts.previous_slot = moved_from.map(|previous| previous.slot);
    draft.invitation = invitation;
}

/// One attendee less: a CANCEL to that one, the event itself stands (RFC 5546, 3.2.5).
fn remove_host(work: &Work<'_>, case: &mut Case, host: &ContactId, slot: Slot) {
    let Some(contact) = work.desk.contact(host).cloned() else { return };
    let invitation = case.visit.appointment.as_ref().map(|agreed| Invitation {
        method: Method::Cancel,
        uid: agreed.uid.clone(),
        sequence: agreed.sequence,
        slot,
        attendee: mailbox(&contact),
        event_is_off: false,
    });
    let draft = case.to_host(work, LetterKind::HostCancellation, &contact);
    draft.facts.slot = Some(slot);
    draft.invitation = invitation;
}

/// Another host receives: the office sees an update, the old host a CANCEL, the new one an invitation.
pub(super) fn replace_host(work: &Work<'_>, case: &mut Case, host: &Contact, by: Actor) {
    case.note(by, Step::HostSet { host: host.id.clone() });
    case.visit.host = Some(host.id.clone());
    let Some(agreed) = &mut case.visit.appointment else { return };
    let old = std::mem::replace(&mut agreed.host, host.id.clone());
    agreed.sequence += 1;
    let slot = agreed.slot;
    if case.visit.stage != Stage::Confirmed {
        return;
    }
    remove_host(work, case, &old, slot);
    let to_host = invitation(&case.visit, &mailbox(host));
    let draft = case.to_host(work, LetterKind::HostInvitation, host);
    draft.facts.slot = Some(slot);
    draft.invitation = to_host;
    let to_office = invitation(&case.visit, &case.visit.writer.mailbox);
    let draft = case.to_office(work, LetterKind::Change);
    draft.facts.slot = Some(slot);
    draft.invitation = to_office;
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
    withdraw_overtaken(work, case);
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
        cancel_host(work, case);
    }
    let id = cancel_office(work, case, kind, invited, reason.clone(), mail);
    case.end(stage, by, reason);
    // What is called off holds nothing.
    case.visit.appointment = None;
    id
}

fn cancel_host(work: &Work<'_>, case: &mut Case) {
    let Some(host) = host_of(work, &case.visit) else { return };
    let cancellation = cancellation(&case.visit, &mailbox(&host));
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_host(work, LetterKind::HostCancellation, &host);
    draft.facts.slot = slot;
    draft.invitation = cancellation;
}

fn cancel_office(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    invited: bool,
    reason: Option<String>,
    mail: Option<&Mail>,
) -> LetterId {
    let is_last = mail.is_some_and(|mail| {
        let address = case.visit.writer.mailbox.address.clone();
        permit(work, mail, &address, Weight::Outcome).unwrap_or(true)
    });
    let cancellation = cancellation(&case.visit, &case.visit.writer.mailbox).filter(|_| invited);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let draft = case.to_office(work, kind);
    draft.facts.slot = slot;
    draft.facts.text = reason;
    draft.invitation = cancellation;
    if let Some(mail) = mail {
        address_to(work, draft, mail, is_last);
    }
    draft.id.clone()
}

/// The slot that the office took is no longer free: apologise, and offer what is.
pub(super) fn slot_gone(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    slot: Slot,
    reasons: Vec<Reason>,
) {
    case.note(Actor::Bot, Step::SlotWasTaken { slot, reasons: reasons.clone() });
    match request::dates_for(work, &case.visit) {
        Dates { plan: Some(Plan { wijk, why, options }), .. } => {
            let offering = Offering { wijk, why: Some(why), options, instead: Vec::new() };
            put_offer(work, &mut case, offering, Actor::Bot);
        }
        Dates { plan: None, nothing_free } => {
            set_aside_offer(&mut case.visit);
            case.note(Actor::Bot, Step::NothingFree { reasons: nothing_free });
            if case.visit.stage == Stage::Proposed {
                case.enter(Stage::AwaitingApproval, Actor::Bot);
            }
        }
    }
    let letter = letter_with_options(work, &mut case, LetterKind::SlotGone, Some(mail));
    case.amend(&letter, |draft| {
        draft.facts.slot = Some(slot);
        draft.facts.reasons = reasons.clone();
    });
    let told = reasons.clone();
    case.tell(move |visit| Saying::SlotWasGone { visit, reasons: told });
    work.file(mail, Some(case.visit.id), post::answered(letter));
    work.finish(case);
}

/// The visit took place, or it did not.
pub(super) fn held_or_not(work: &Work<'_>, case: &mut Case, held: bool, by: Actor) {
    if held {
        case.note(by, Step::Noted { text: String::new() });
        schedule::was_held(work.desk, &mut case.visit, work.now);
    } else {
        case.end(Stage::NoShow, by, None);
    }
}

/// Letters about what no longer stands, such as a reminder that waits for the morning, do not leave.
fn withdraw_overtaken(work: &mut Work<'_>, case: &mut Case) {
    let id = case.visit.id;
    let overtaken = |letter: &&Letter| {
        letter.visit == Some(id)
            && matches!(letter.state, LetterState::Waiting { .. })
            && is_overtaken(letter.kind)
    };
    let letters: Vec<LetterId> =
        work.state.letters().filter(overtaken).map(|letter| letter.id.clone()).collect();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter) {
            trace.fate = LetterFate::CalledBack;
        }
        case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.clone() });
        work.change(Change::Remove { key: Key::Letter(letter) });
    }
}

/// Whether a letter of this kind says nothing true any more once a visit is agreed, moved or off.
fn is_overtaken(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::OfferLapsed
        | LetterKind::Reminder
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation => false,
    }
}

/// The contact person of a visit.
pub(super) fn host_of(work: &Work<'_>, visit: &Visit) -> Option<Contact> {
    visit.host.as_ref().and_then(|host| work.desk.contact(host)).cloned()
}

fn mailbox(contact: &Contact) -> Mailbox {
    Mailbox { name: Some(contact.name.clone()), address: contact.address.clone() }
}

/// The visit as it stands, for one calendar.
fn invitation(visit: &Visit, attendee: &Mailbox) -> Option<Invitation> {
    visit.appointment.as_ref().map(|agreed| Invitation {
        method: Method::Request,
        uid: agreed.uid.clone(),
        sequence: agreed.sequence,
        slot: agreed.slot,
        attendee: attendee.clone(),
        event_is_off: false,
    })
}

/// The visit taken out of one calendar, because it is off.
fn cancellation(visit: &Visit, attendee: &Mailbox) -> Option<Invitation> {
    invitation(visit, attendee).map(|request| Invitation {
        method: Method::Cancel,
        event_is_off: true,
        ..request
    })
}
