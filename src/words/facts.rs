//! What a template of a letter sees. Every name is always there; what is absent is `none`.
//!
//! | name | what |
//! |---|---|
//! | `kind`, `language` | slug of the letter; `nl` or `en` |
//! | `to` | the addressee: `name`, `address` |
//! | `for_host`, `is_answer`, `is_last` | whom it is for; whether a program read a mail for it; the last automatic answer today |
//! | `case` | `WB-2026-014` |
//! | `visit` | the whole visit (`domain::visit::Visit`) |
//! | `asked` | each visit that the letter speaks of, with its `wijk`: more than one if a mail asks for more |
//! | `guest` | the guest: `name`, `office`, `party`, `needs`; always there, also without a visit |
//! | `stands` | whether an appointment stands and can go ahead |
//! | `slot`, `previous_slot` | the moment that the letter is about, and the one it replaces |
//! | `wijk`, `host` | the whole `Wijk` and `Contact` concerned; the wijk with the place agreed for this visit |
//! | `programme` | what happens when: lines of `at` and `what` |
//! | `facts` | the rest (`domain::letter::Facts`) |
//! | `invitation` | the calendar object that goes along |
//! | `bot`, `general`, `organisation` | from config |

use std::borrow::Cow;

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::domain::desk::Desk;
use crate::domain::letter::{LetterDraft, LetterKind};
use crate::domain::people::{Contact, Office};
use crate::domain::reading::Language;
use crate::domain::time::Slot;
use crate::domain::visit::{Appointment, Guest, Visit};
use crate::domain::wijk::{ProgrammeLine, Wijk};

/// The folder of templates and the `lang` of a letter. Contact persons are written to in Dutch;
/// a guest whose language we do not have gets English.
pub(super) fn language_of(draft: &LetterDraft) -> &'static str {
    match (draft.kind.is_for_host(), draft.language) {
        (true, _) | (false, Language::Nl) => "nl",
        (false, Language::En | Language::Other) => "en",
    }
}

/// The table above, filled for one letter.
pub(super) fn context_of(desk: &Desk, draft: &LetterDraft) -> Value {
    let visit = draft.visit.as_deref();
    let shown = Value::from(Serde(visit));
    let wijk = wijk_of(desk, draft);
    let wijk_shown = Value::from(Serde(&wijk));
    let asked = asked(desk, draft, &shown, (wijk.as_deref(), &wijk_shown));
    context! {
        kind => draft.kind.slug(),
        language => language_of(draft),
        to => Serde(&draft.to),
        for_host => draft.kind.is_for_host(),
        is_answer => draft.answers.is_some(),
        is_last => draft.is_last,
        case => Serde(visit.map(|visit| visit.id)),
        guest => guest(visit, &shown),
        visit => shown,
        asked => asked,
        stands => appointment_of(draft).is_some_and(|agreed| agreed.shut.is_none()),
        slot => Serde(slot_of(draft)),
        previous_slot => Serde(&draft.facts.previous_slot),
        wijk => wijk_shown,
        programme => programme(desk, draft),
        host => Serde(host_of(desk, draft)),
        facts => Serde(&draft.facts),
        invitation => Serde(&draft.invitation),
        bot => Serde(&desk.bot),
        general => Serde(&desk.general),
        organisation => desk.organisation.as_str(),
    }
}

/// The guest of a visit, as it is shown already.
fn guest(visit: Option<&Visit>, shown: &Value) -> Value {
    let nobody = || Value::from(Serde(nobody()));
    visit.and_then(|_| shown.get_attr("guest").ok()).unwrap_or_else(nobody)
}

/// The visit of a letter, as it is shown already, and those beside it, each with its wijk.
fn asked(
    desk: &Desk,
    draft: &LetterDraft,
    shown: &Value,
    (known, known_shown): (Option<&Wijk>, &Value),
) -> Vec<Value> {
    let wijk = |visit: &Visit| {
        let wijk = visit.wijk.as_ref().and_then(|id| desk.wijk(id));
        if wijk == known { known_shown.clone() } else { Value::from(Serde(wijk)) }
    };
    let own = draft.visit.as_deref();
    let own = own.map(|visit| context! { visit => shown.clone(), wijk => wijk(visit) });
    let beside = draft.facts.beside.iter();
    let beside = beside.map(|visit| context! { visit => Serde(visit), wijk => wijk(visit) });
    own.into_iter().chain(beside).collect()
}

/// The wijk that a letter is about: of the offer when it offers, else of the appointment.
pub(super) fn wijk_of<'a>(desk: &'a Desk, draft: &LetterDraft) -> Option<Cow<'a, Wijk>> {
    let visit = draft.visit.as_deref()?;
    let offered = visit.offer.as_ref().map(|offer| &offer.wijk);
    let agreed = visit.appointment.as_ref().map(|appointment| &appointment.wijk);
    let first = if is_about_offer(draft) { offered } else { agreed };
    let wijk = first.or(visit.wijk.as_ref()).or(agreed).and_then(|id| desk.wijk(id))?;
    let here = visit.appointment.as_ref().filter(|appointment| appointment.wijk == wijk.id);
    let place = here.and_then(|appointment| appointment.meeting_point.as_deref());
    Some(place.map_or(Cow::Borrowed(wijk), |place| Cow::Owned(wijk.meeting_at(place))))
}

/// The programme of the visit, or what its wijk usually does as far as this visit lasts.
fn programme(desk: &Desk, draft: &LetterDraft) -> Vec<Value> {
    let Some(agreed) = appointment_of(draft) else { return Vec::new() };
    let usual = desk.wijk(&agreed.wijk).map_or(&[][..], |wijk| &wijk.programme);
    let lines = if agreed.programme.is_empty() { usual } else { &agreed.programme };
    let moment = |line: &ProgrammeLine| {
        agreed.slot.start + chrono::Duration::minutes(i64::from(line.after_minutes))
    };
    let in_time = lines.iter().filter(|line| moment(line) < agreed.slot.end);
    in_time
        .map(|line| context! { at => Serde(moment(line).time()), what => line.what.as_str() })
        .collect()
}

fn is_about_offer(draft: &LetterDraft) -> bool {
    match draft.kind {
        LetterKind::Offer
        | LetterKind::SlotGone
        | LetterKind::NothingFree
        | LetterKind::CounterDeclined => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::AwaitsYes
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::Reminder
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::MailAnswer
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded => false,
    }
}

/// The contact person concerned; also the one of the calendar object.
pub(super) fn host_of<'a>(desk: &'a Desk, draft: &'a LetterDraft) -> Option<&'a Contact> {
    let agreed = appointment_of(draft).map(|appointment| &appointment.host);
    let set = draft.visit.as_ref().and_then(|visit| visit.host.as_ref());
    draft.host.as_ref().or_else(|| agreed.or(set).and_then(|id| desk.contact(id)))
}

fn slot_of(draft: &LetterDraft) -> Option<Slot> {
    let invited = draft.invitation.as_ref().map(|invitation| invitation.slot);
    let agreed = appointment_of(draft).map(|appointment| appointment.slot);
    draft.facts.slot.or(invited).or(agreed)
}

fn appointment_of(draft: &LetterDraft) -> Option<&Appointment> {
    draft.visit.as_deref().and_then(|visit: &Visit| visit.appointment.as_ref())
}

fn nobody() -> Guest {
    Guest {
        name: None,
        office: Office::Other,
        party: None,
        party_agreed: None,
        needs: Vec::new(),
        phone: None,
    }
}
