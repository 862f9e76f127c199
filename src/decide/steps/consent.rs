//! The yes of others: of the host, the residents and staff, where config says that a visit needs it.
//!
//! The office chose, and the moment is held as an offer of that one date until everybody has said yes.
//! Whoever is silent is asked once more, then staff hear of it. A no of a host leads to a backup; any
//! other no, and no backup, to other dates. Whoever was asked for a moment that falls away hears so
//! (`let_go`), whatever it was that let go of it.

use super::hosts::mailbox;
use super::offering::{put_instead, set_aside_offer, stand_again};
use super::overtaken::withdraw_offers;
use super::{Agreement, agree};
use crate::decide::dates::not_on;
use crate::decide::work::{Case, Work};
use crate::decide::{reply, schedule};
use crate::domain::consent::{Consent, Voice};
use crate::domain::ids::{ContactId, LetterId, VisitId};
use crate::domain::letter::{LetterKind, LetterState};
use crate::domain::mail::Mail;
use crate::domain::notice::{ConsentNews, Saying};
use crate::domain::people::{Actor, Contact};
use crate::domain::reason::Reason;
use crate::domain::time::{Days, Slot};
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, LetterFate, Offer, OfferOption, Stage, Visit};
use crate::planning;
use crate::reading::{AskedVisit, bare_yes_no, can_receive};

/// The office said yes: the visit is on, or the others are asked. Returns the letter to the office.
/// What is taken with a reservation is held as such; the others are asked once it is definite.
pub(in crate::decide) fn settle(
    work: &mut Work<'_>,
    case: &mut Case,
    agreement: Agreement,
    mail: &Mail,
) -> LetterId {
    let open = work.desk.voices_in(&agreement.wijk);
    if agreement.reserved || open.is_empty() {
        let letter = agree(work, case, agreement, Actor::Guest, Some(mail));
        case.tell(|visit| Saying::GuestChose { visit, mails: Vec::new() });
        return letter;
    }
    let slot = agreement.slot;
    let reserved = hold_chosen(work, case, agreement);
    case.note(Actor::Bot, Step::AwaitsYes { slot, voices: open.clone() });
    case.visit.consent = Some(Consent {
        slot,
        open: open.clone(),
        said: Vec::new(),
        asked: Default::default(),
        declined: Vec::new(),
        reminded: false,
        reserved: reserved.map(Box::new),
    });
    open.into_iter().for_each(|voice| ask(work, case, voice));
    case.tell(|visit| Saying::Consent { visit, news: ConsentNews::Asked });
    let letter = case.to_office(work, LetterKind::AwaitsYes);
    letter.facts.slot = Some(slot);
    let letter = letter.id.clone();
    reply::outcome(work, case, &letter, Some(mail));
    letter
}

/// Lets go of the other dates and keeps this one, under the number and the version that it had. Returns
/// the reservation of this very moment, which is held as this offer now; one of another moment stands
/// beside it until the last yes.
fn hold_chosen(work: &mut Work<'_>, case: &mut Case, agreement: Agreement) -> Option<Appointment> {
    withdraw_offers(work, case);
    set_aside_offer(&mut case.visit);
    let Agreement { wijk, slot, host, .. } = agreement;
    let visit = &mut case.visit;
    let offers = visit.older_offers.iter().rev();
    let mut known = offers.flat_map(|offer| offer.options.iter().map(|one| (offer.version, one)));
    let known =
        known.find(|(_, one)| one.slot == slot).map(|(version, one)| (version, one.clone()));
    let (version, option) =
        known.unwrap_or_else(|| (visit.offers_made + 1, OfferOption::new(1, slot, host.clone())));
    visit.offers_made = visit.offers_made.max(version);
    let reserves = visit.stage == Stage::AcceptedWithReservation;
    let reserved = visit.appointment.take_if(|agreed| reserves && agreed.slot == slot);
    if reserved.is_some() {
        visit.due.clear();
    }
    if visit.appointment.is_none() {
        (visit.wijk, visit.host) = (Some(wijk.clone()), Some(host.clone()));
    }
    let expires = schedule::consent_ends(slot, work.now);
    let options = vec![OfferOption { host, until: None, ..option }];
    let offer = Offer { version, wijk, options, expires, prolonged: false };
    visit.asked = None;
    visit.plan_b.take_if(|plan_b| reserved.is_some() || plan_b.slot == slot);
    if visit.stage != Stage::Confirmed {
        case.enter(Stage::Proposed, Actor::Guest);
    }
    schedule::offer_made(&mut case.visit, &offer);
    case.visit.offer = Some(offer);
    schedule::yes_asked(&mut case.visit, work.now);
    reserved
}

/// Asks one of them by mail, as far as there is an address: staff speak for who has none.
fn ask(work: &Work<'_>, case: &mut Case, voice: Voice) {
    let Some(contact) = contact_of(work, &case.visit, voice) else { return };
    let Some(consent) = &mut case.visit.consent else { return };
    consent.asked.insert(voice, contact.id.clone());
    let slot = consent.slot;
    let ordinal = ordinal(case, voice, slot);
    let letter = case.to_host_as(work, LetterKind::YesQuestion, &contact, &ordinal);
    (letter.facts.slot, letter.facts.voice) = (Some(slot), Some(voice));
}

fn contact_of(work: &Work<'_>, visit: &Visit, voice: Voice) -> Option<Contact> {
    let offer = visit.offer.as_ref()?;
    let id = match voice {
        Voice::Host => offer.options.first().map(|option| option.host.clone()),
        Voice::Residents => work.desk.wijk(&offer.wijk)?.residents.clone(),
        Voice::Office | Voice::Staff => None,
    };
    work.desk.contact(&id?).cloned()
}

/// Whom it asks and about which moment: `bewoners-20270409t1000-1`. The last number tells one try from
/// another.
fn ordinal(case: &Case, voice: Voice, slot: Slot) -> String {
    let asked = case.visit.letters.keys();
    let count = asked.filter(|id| id.kind() == Some(LetterKind::YesQuestion)).count();
    format!("{}{}", about(voice, slot), count + 1)
}

/// A yes to a moment that fell away is no yes to the one that is held now.
fn about(voice: Voice, slot: Slot) -> String {
    format!("{}-{}-", voice.slug(), slot.start.format("%Y%m%dt%H%M"))
}

/// Whose yes a letter of ours asked for, if it is about the moment that is held now and this contact is
/// who must still answer.
fn voice_asked(
    work: &Work<'_>,
    visit: &Visit,
    letter: &LetterId,
    contact: &ContactId,
) -> Option<Voice> {
    let consent = visit.consent_at(work.now)?;
    let is_meant = |voice: &Voice| letter.ordinal().starts_with(&about(*voice, consent.slot));
    let voice = Voice::ALL.into_iter().find(is_meant)?;
    let is_question = letter.kind() == Some(LetterKind::YesQuestion);
    (is_question && consent.waits_for(voice, contact)).then_some(voice)
}

/// One of them said yes; with the last one the visit is on.
pub(in crate::decide) fn say_yes(work: &mut Work<'_>, case: &mut Case, voice: Voice, by: Actor) {
    case.note(by.clone(), Step::VoiceSaid { voice, yes: true });
    let Some(consent) = &mut case.visit.consent else { return };
    consent.open.retain(|open| *open != voice);
    consent.said.push(voice);
    let host_knows = consent.said.contains(&Voice::Host);
    if !consent.open.is_empty() {
        return case.tell(move |visit| Saying::Consent { visit, news: ConsentNews::Yes { voice } });
    }
    let Some(agreement) = held(&case.visit) else { return };
    agree(work, case, agreement, by, None);
    if host_knows {
        schedule::host_answered(&mut case.visit);
    }
    case.tell(|visit| Saying::Consent { visit, news: ConsentNews::On });
}

/// The moment that is held while others are asked.
fn held(visit: &Visit) -> Option<Agreement> {
    let offer = visit.offer.as_ref().filter(|_| visit.consent.is_some())?;
    let OfferOption { slot, host, .. } = offer.options.first()?.clone();
    Some(Agreement { wijk: offer.wijk.clone(), slot, host, reserved: false, otherwise: None })
}

/// One of them said no. In the place of a host a backup is asked; for the others there is none.
pub(in crate::decide) fn say_no(work: &mut Work<'_>, case: &mut Case, voice: Voice, by: Actor) {
    case.note(by, Step::VoiceSaid { voice, yes: false });
    // Who said no need not hear that it is off; who was silent must.
    let asked = case.visit.consent.as_ref().and_then(|one| one.asked.get(&voice)).cloned();
    asked.into_iter().for_each(|contact| case.knows(contact));
    let host = case.visit.offer.as_ref().and_then(|offer| offer.options.first());
    let host = host.map(|option| option.host.clone()).filter(|_| voice == Voice::Host);
    let Some(declined) = host else { return let_fall(work, case, voice) };
    if let Some(consent) = &mut case.visit.consent {
        consent.declined.push(declined.clone());
    }
    case.knows(declined.clone());
    match free_backup(work, &case.visit) {
        Some(backup) => ask_instead(work, case, declined, backup),
        None => let_fall(work, case, voice),
    }
}

/// In the order of config; nobody who said no to this very moment.
fn free_backup(work: &Work<'_>, visit: &Visit) -> Option<ContactId> {
    let (offer, consent) = (visit.offer.as_ref()?, visit.consent.as_ref()?);
    let wijk = work.desk.wijk(&offer.wijk)?;
    let is_free = |host: &ContactId| {
        let (desk, state, now) = (work.desk, work.state, work.now);
        planning::host_can(desk, state, now, visit, host, consent.slot)
    };
    let known = wijk.hosts.iter().filter(|id| work.desk.contact(id).is_some());
    known.filter(|id| !consent.declined.contains(id)).find(|id| is_free(id)).cloned()
}

fn ask_instead(work: &Work<'_>, case: &mut Case, declined: ContactId, asked: ContactId) {
    let visit = &mut case.visit;
    let options = visit.offer.iter_mut().flat_map(|offer| &mut offer.options);
    options.for_each(|option| option.host = asked.clone());
    if visit.appointment.is_none() {
        visit.host = Some(asked.clone());
    }
    if let Some(consent) = &mut visit.consent {
        consent.reminded = false;
        if !consent.open.contains(&Voice::Host) {
            consent.open.push(Voice::Host);
        }
        consent.said.retain(|said| *said != Voice::Host);
    }
    case.note(Actor::Bot, Step::HostSet { host: asked.clone() });
    schedule::yes_asked(&mut case.visit, work.now);
    ask(work, case, Voice::Host);
    case.tell(move |visit| Saying::Consent {
        visit,
        news: ConsentNews::OtherHost { declined, asked },
    });
}

/// The moment cannot be: the office hears so, with other dates.
pub(in crate::decide) fn let_fall(work: &mut Work<'_>, case: &mut Case, voice: Voice) {
    let Some(slot) = case.visit.consent.as_ref().map(|consent| consent.slot) else { return };
    // Who cannot then, hardly can an hour later.
    let day = Days { start: slot.day(), end: slot.day() + chrono::Days::new(1) };
    case.visit.request.wishes.push(not_on(day));
    put_instead(work, case, slot, vec![Reason::NoYes { voice }], None);
    let offer = case.visit.offer.as_ref();
    let plan = offer.map(|offer| offer.options.clone()).unwrap_or_default();
    case.tell(move |visit| Saying::Consent { visit, news: ConsentNews::No { voice, plan } });
}

/// Somebody is silent: asked once more; the next time staff hear of it.
pub(in crate::decide) fn missing(work: &Work<'_>, case: &mut Case) {
    let id = case.visit.id;
    // Caught up on after its time there is nothing to ask for any more.
    let is_held = case.visit.consent_at(work.now).is_some();
    let Some(consent) = case.visit.consent.as_mut().filter(|_| is_held) else { return };
    if consent.reminded {
        return case.tell(|visit| Saying::Consent { visit, news: ConsentNews::Missing });
    }
    consent.reminded = true;
    let asked = consent.asked.clone();
    // Whoever wrote has been heard; what they wrote is for a person.
    let open = consent.open.iter().copied();
    let open: Vec<Voice> = open.filter(|voice| !wrote(work, id, asked.get(voice))).collect();
    // Of whom we have no address nobody can be asked: somebody rings them.
    let can_be_asked = open.iter().any(|voice| asked.contains_key(voice));
    let news = if can_be_asked { ConsentNews::Reminded } else { ConsentNews::Missing };
    open.into_iter().for_each(|voice| ask(work, case, voice));
    schedule::yes_asked(&mut case.visit, work.now);
    case.tell(|visit| Saying::Consent { visit, news });
}

/// Whether a mail of this contact about the visit waits for a person.
fn wrote(work: &Work<'_>, visit: VisitId, contact: Option<&ContactId>) -> bool {
    let address = contact.and_then(|id| work.desk.contact(id)).map(|contact| &contact.address);
    work.mails_waiting().any(|mail| {
        let from = mail.from.as_ref().map(|from| &from.address);
        mail.visit == Some(visit) && address.is_some() && from == address
    })
}

/// Whoever was asked for a moment that this decision lets go of hears that nobody needs them then. A
/// question that did not leave yet stays here instead.
pub(in crate::decide) fn let_go(work: &mut Work<'_>, case: &mut Case) {
    // Also what it became earlier in this decision: who was told once is not told again.
    let before = work.visit_now(case.visit.id).and_then(|visit| visit.consent.clone());
    let Some(before) = before else { return };
    for (voice, contact) in &before.asked {
        if case.is_told(contact) || is_wanted(&case.visit, &before, *voice, contact) {
            continue;
        }
        let Some(contact) = work.desk.contact(contact).cloned() else { continue };
        if !withdraw_question(work, case, &contact) {
            let letter = case.to_host(work, LetterKind::YesNotNeeded, &contact);
            letter.facts.slot = Some(before.slot);
        }
    }
}

/// The office wants another moment than the one that it chose: nobody is asked for that any more.
pub(in crate::decide) fn let_chosen_go(work: &Work<'_>, case: &mut Case) {
    if case.visit.consent.is_some() {
        set_aside_offer(&mut case.visit);
        stand_again(work, case, Actor::Guest);
    }
}

/// Whether this contact is asked for the same moment still, or the visit is on.
fn is_wanted(after: &Visit, before: &Consent, voice: Voice, contact: &ContactId) -> bool {
    let asked = after.consent.as_ref().filter(|consent| consent.slot == before.slot);
    let asked = asked.is_some_and(|consent| consent.asked.get(&voice) == Some(contact));
    let agreed = after.appointment.as_ref().filter(|agreed| agreed.slot == before.slot);
    let is_on = agreed.is_some_and(|agreed| voice != Voice::Host || agreed.host == *contact);
    asked || (is_on && !after.stage.is_final())
}

fn withdraw_question(work: &mut Work<'_>, case: &mut Case, contact: &Contact) -> bool {
    let own = case.visit.letters.keys().filter_map(|id| work.state.letter(id));
    let to_them = own.filter(|letter| letter.kind == LetterKind::YesQuestion);
    let mut to_them = to_them.filter(|letter| letter.to == mailbox(contact));
    let unsent = to_them
        .find(|letter| letter.attempts == 0 && matches!(letter.state, LetterState::Waiting { .. }));
    let Some(letter) = unsent.cloned() else { return false };
    if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
        // What overtook the whole visit may have withdrawn it already.
        if trace.fate == LetterFate::CalledBack {
            return true;
        }
        trace.fate = LetterFate::CalledBack;
    }
    case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.id.clone() });
    work.withdraw(letter);
    true
}

/// A contact answered our question: what it says counts only when it is a bare yes or no of whom we
/// asked, whom our own server does not doubt. `false`: it is for a person.
pub(in crate::decide) fn heard(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    letter: Option<&LetterId>,
) -> bool {
    let contact = mail.from.as_ref().and_then(|from| work.desk.contact_at(&from.address));
    let asked = letter.zip(contact);
    let voice =
        asked.and_then(|(letter, contact)| voice_asked(work, &case.visit, letter, &contact.id));
    let text = mail.own_text();
    // Whoever answers for the residents may write of themselves: only a bare word counts.
    let said = match voice {
        Some(Voice::Host) => contact.and_then(|contact| {
            let slot = case.visit.consent.as_ref()?.slot;
            let guest = case.visit.guest.name.clone().unwrap_or_default();
            can_receive(&text, &AskedVisit::new(&contact.name, &guest, slot, work.today()))
        }),
        Some(Voice::Residents | Voice::Office | Voice::Staff) | None => bare_yes_no(&text),
    };
    let (Some(voice), Some(yes)) = (voice, said) else { return false };
    if work.is_unproven(mail) {
        return false;
    }
    match yes {
        true => say_yes(work, case, voice, Actor::Host),
        false => say_no(work, case, voice, Actor::Host),
    }
    true
}
