//! What a reading adds to a visit: facts of the guest, the writer and the wish, and the findings that
//! staff can look up later.

mod asked;
mod wishes;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::alike;
use super::work::{Case, Work};
use crate::domain::desk::Desk;
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::mail::{Mail, MailRecord};
use crate::domain::names::can_be_one_person;
use crate::domain::people::{Actor, Mailbox, Office, Party, natural_name};
use crate::domain::reading::{
    Language, NamedPeriod, Offered, PhoneTold, Principal, Reading, Span, When, Wish,
};
use crate::domain::reason::WijkChoice;
use crate::domain::time::{Instant, local};
use crate::domain::trail::{Finding, Step};
use crate::domain::visit::{Correspondent, Guest, Offer, Request, Stage, Thread, Visit};
use crate::domain::wijk::Wijk;
use crate::reading::{self, Context, Gazetteer, Meant, Policy, meant, of_the_visit, read};

pub(super) use asked::{Asked, hear, with_what_waits};
pub(super) use wishes::{
    forget_the_move, keep as keep_wishes, names_moments, rule_out_declined, turn_down,
    want_the_day, wants_only_hours,
};

/// A mail whose date lies further back than this is read as of today: its clock is wrong, or it was
/// on its way too long for "morgen" to mean anything.
const DATE_TRUSTED_DAYS: i64 = 14;

/// Reads a mail in its conversation: relative dates count from the day it was written, and options
/// are those of the offer that it answers.
pub(super) fn read_mail<'m>(work: &Work<'_>, mail: &'m Mail, offer: Option<&Offer>) -> Reading<'m> {
    let offered = offered(offer);
    in_context(work, written(mail, work.now), &offered, |context| of_the_visit(read(mail, context)))
}

/// Reads a mail in the conversation of a visit, which may have its day.
pub(super) fn read_about<'m>(
    work: &Work<'_>,
    mail: &'m Mail,
    offer: Option<&Offer>,
    visit: &Visit,
) -> Reading<'m> {
    let about = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    let names = [&visit.guest.name, &visit.writer.mailbox.name];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    in_context(work, written(mail, work.now), &offered(offer), |context| {
        let guest = Some(&visit.guest);
        of_the_visit(read(mail, &Context { about, names: &names, guest, ..context.clone() }))
    })
}

fn offered(offer: Option<&Offer>) -> Vec<Offered> {
    let options = offer.iter().flat_map(|offer| &offer.options);
    options.map(|option| Offered { option: option.option, slot: option.slot }).collect()
}

/// The one of the moments asked about that a mail means.
pub(super) fn meant_moment(work: &Work<'_>, mail: &Mail, moments: &[When]) -> Option<Meant> {
    let at = written(mail, work.now);
    in_context(work, at, &[], |context| meant(&mail.own_text(), moments, context))
}

/// Reads the text of a mail that waited in the queue.
pub(super) fn read_text<'t>(work: &Work<'_>, text: &'t str, received: Instant) -> Reading<'t> {
    in_context(work, received, &[], |context| of_the_visit(reading::read_text(text, context)))
}

/// Reads a mail in the conversation of a visit that waited in the queue.
fn read_waiting<'t>(work: &Work<'_>, mail: &'t MailRecord, visit: &Visit) -> Reading<'t> {
    let about = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    let names = [&visit.guest.name, &visit.writer.mailbox.name];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    in_context(work, mail.received, &[], |context| {
        let guest = Some(&visit.guest);
        let context = Context { about, names: &names, guest, ..context.clone() };
        of_the_visit(reading::read_text(&mail.text, &context))
    })
}

fn in_context<R>(
    work: &Work<'_>,
    at: Instant,
    offered: &[Offered],
    read: impl FnOnce(&Context<'_>) -> R,
) -> R {
    let periods = named_periods(work.desk);
    let policy = Policy::default();
    let places = places_of(work.desk);
    read(&Context {
        now: local(at),
        places: &places,
        offered,
        periods: &periods,
        policy: &policy,
        explain: true,
        about: None,
        names: &[],
        guest: None,
    })
}

thread_local! {
    /// The wijken that were asked for last, and their names.
    static PLACES: RefCell<(BTreeMap<WijkId, Wijk>, Rc<Gazetteer>)> = RefCell::default();
}

/// The names of our wijken. Every mail asks for them and config hardly ever changes: they are compiled
/// anew only for other wijken than the last.
fn places_of(desk: &Desk) -> Rc<Gazetteer> {
    PLACES.with_borrow_mut(|(wijken, places)| {
        if *wijken != desk.wijken {
            (*wijken, *places) = (desk.wijken.clone(), Gazetteer::new(&desk.wijken).into());
        }
        Rc::clone(places)
    })
}

pub(super) fn written(mail: &Mail, now: Instant) -> Instant {
    match mail.date {
        Some(date) if date <= now && (now - date).num_days() <= DATE_TRUSTED_DAYS => date,
        Some(_) | None => now,
    }
}

/// The recesses and school holidays that mail may name.
fn named_periods(desk: &Desk) -> Vec<NamedPeriod> {
    let school = desk.school_holidays.iter().map(|holiday| NamedPeriod {
        name: holiday.name.clone(),
        start: holiday.days.start,
        end: holiday.days.end,
    });
    desk.recess.iter().cloned().chain(school).collect()
}

/// A new visit with what its first mail says.
pub(super) fn new_case(
    work: &mut Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    reading: &Reading,
) -> Case {
    let mut case = blank_case(work, from, reading.language);
    case.visit.request.written = Some(written(mail, work.now));
    receive(&mut case, mail, reading, Actor::Guest);
    take_in(work.desk, &mut case, reading);
    let guest = &mut case.visit.guest;
    guest.name = guest.name.take().or_else(|| principal_of(mail, from));
    if let Some((office, name)) = writer_who_comes(guest, reading) {
        (guest.office, guest.name) = (office, Some(name));
    }
    case.visit.request.like = alike::of(work, &case.visit);
    case
}

/// Who holds an office, signs with it and names nobody else asks for themselves: "ik kom graag langs",
/// signed by a councillor.
fn writer_who_comes(guest: &Guest, reading: &Reading) -> Option<(Office, String)> {
    let writer = reading.writer.as_ref().filter(|_| guest.name.is_none())?;
    let function = writer.function.as_deref()?.to_lowercase();
    let word = function.split_whitespace().next()?;
    // Who works for an office signs with their own work.
    let elected = |office: &Office| !matches!(office, Office::Other | Office::Ambtenaar);
    let mut offices = Office::ALL.into_iter().filter(elected);
    let office = offices.find(|office| office.slug() == word)?;
    let told = [Office::Other, office].contains(&guest.office);
    told.then_some(office).zip(writer.name.clone())
}

/// What is known of the office since its last visit: where the same writer names no other guest, it is
/// the same. How many come and what they need is asked anew.
pub(super) fn remember(visit: &mut Visit, before: &Visit, reading: &Reading) {
    let (writer, known) = (&mut visit.writer, &before.writer);
    if writer.mailbox.address != known.mailbox.address {
        return;
    }
    writer.organisation = writer.organisation.take().or_else(|| known.organisation.clone());
    writer.phone = writer.phone.take().or_else(|| known.phone.clone());
    let unnamed = reading.principal.is_none() && visit.guest.name.is_none();
    if unnamed && before.guest.name.is_some() {
        visit.guest.name = before.guest.name.clone();
        visit.guest.office = before.guest.office;
    }
}

/// For whom a secretary presses the button, as From names them.
fn principal_of(mail: &Mail, writer: &Mailbox) -> Option<String> {
    let principal = mail.from.as_ref().filter(|from| from.address != writer.address)?;
    principal.name.as_deref().map(natural_name)
}

/// A new visit of which nothing is known but who wrote.
pub(super) fn blank_case(work: &mut Work<'_>, from: &Mailbox, language: Language) -> Case {
    let id = work.next_visit_id();
    Case::of(blank_visit(id, from, language, work.now), work.now)
}

fn blank_visit(id: VisitId, from: &Mailbox, language: Language, now: Instant) -> Visit {
    Visit {
        id,
        version: 0,
        stage: Stage::Requested,
        opened: now,
        guest: Guest {
            name: None,
            office: Office::Other,
            party: None,
            party_agreed: None,
            needs: Vec::new(),
            phone: None,
        },
        writer: Correspondent {
            mailbox: Mailbox {
                name: from.name.as_deref().map(natural_name),
                address: from.address.clone(),
            },
            organisation: None,
            phone: None,
            language,
            undeliverable: false,
            no_address: false,
        },
        thread: Thread::default(),
        request: Request::default(),
        wijk: None,
        wijk_choice: None,
        host: None,
        offer: None,
        offers_made: 0,
        loose_ends: Vec::new(),
        day_with: Vec::new(),
        older_offers: Vec::new(),
        asked: None,
        numbered: None,
        waits: None,
        plan_b: None,
        called_off: None,
        consent: None,
        appointment: None,
        owner: None,
        letters: Default::default(),
        trail: Vec::new(),
        due: Vec::new(),
        ended: None,
    }
}

/// Notes that a mail came in and lets later letters answer it.
pub(super) fn receive(case: &mut Case, mail: &Mail, reading: &Reading, by: Actor) {
    let step = Step::MailRead {
        mail: mail.key.clone(),
        findings: findings(reading),
        doubts: reading.doubts.clone(),
    };
    case.note(by.clone(), step);
    let writer = &case.visit.writer.mailbox.address;
    if let Some(colleague) = super::conversation::writer(mail).filter(|it| it.address != *writer) {
        let text = colleague.address.to_string();
        case.note(by, Step::Noted { text });
    }
    follow(case, mail);
    if case.visit.request.mail.is_none() {
        case.visit.request.mail = Some(mail.key.clone());
        case.visit.request.text = reading.text.to_string();
    }
}

/// What was read in the words of who took a call.
pub(super) fn telephoned(reading: &Reading) -> Step {
    Step::Telephoned { findings: findings(reading), doubts: reading.doubts.clone() }
}

/// Lets later letters answer this mail.
pub(super) fn follow(case: &mut Case, mail: &Mail) {
    let thread = &mut case.visit.thread;
    // The subject of an answer from a calendar ("Geaccepteerd: ...") is the calendar's, not the writer's.
    if mail.calendar.is_none() {
        thread.subject = mail.subject.clone();
    }
    thread.references = mail.references.clone();
    thread.in_reply_to = Some(mail.message_id.clone());
}

/// Lays what a mail says over what is known. New wishes replace old ones; anything else is added.
pub(super) fn take_in(desk: &Desk, case: &mut Case, reading: &Reading) {
    take_in_guest(&mut case.visit, reading);
    take_in_phone(&mut case.visit, reading);
    take_in_writer(&mut case.visit, reading);
    let request = &mut case.visit.request;
    request.no_press |= reading.no_press.is_some();
    request.call_back = reading.call_back.clone().or(request.call_back.take());
    take_in_request(desk, &mut case.visit, reading);
}

/// Where and when a visit is wanted, how long and what about.
fn take_in_request(desk: &Desk, visit: &mut Visit, reading: &Reading) {
    take_in_wijken(desk, visit, reading);
    let request = &mut visit.request;
    for found in &reading.themes {
        if !request.themes.contains(&found.value) {
            request.themes.push(found.value);
        }
    }
    if let Some(minutes) = &reading.duration_minutes {
        request.duration_minutes = Some(minutes.value);
    }
    wishes::take_in(visit, reading);
}

/// Wijken that are named replace those named before. The only one named is the wijk of the visit,
/// as long as nothing was offered or agreed.
fn take_in_wijken(desk: &Desk, visit: &mut Visit, reading: &Reading) {
    let mut named: Vec<WijkId> = Vec::new();
    for found in &reading.wijken {
        if !named.contains(&found.value) {
            named.push(found.value.clone());
        }
    }
    if named.is_empty() {
        return;
    }
    let is_free = visit.offers_made == 0 && visit.appointment.is_none();
    if let ([only], true) = (named.as_slice(), is_free) {
        visit.wijk = Some(only.clone());
        let by_municipality = is_by_municipality(desk, reading, only);
        let named = WijkChoice::Named;
        let why = if by_municipality { WijkChoice::ByMunicipality } else { named };
        visit.wijk_choice = Some(why);
    }
    let by_municipality = named.iter().filter(|wijk| is_by_municipality(desk, reading, wijk));
    visit.request.by_municipality = by_municipality.cloned().collect();
    visit.request.wijken = named;
}

/// Whether the words that name a wijk are those of its municipality, all of them.
fn is_by_municipality(desk: &Desk, reading: &Reading, wijk: &WijkId) -> bool {
    let Some(wijk) = desk.wijk(wijk) else { return false };
    let municipality = wijk.municipality.to_lowercase();
    let words = |[from, until]: Span| -> String {
        reading.text.chars().skip(from).take(until.saturating_sub(from)).collect()
    };
    let mut found = reading.wijken.iter().filter(|found| found.value == wijk.id);
    municipality != wijk.name.to_lowercase()
        && found.all(|found| words(found.span).to_lowercase() == municipality)
}

fn take_in_guest(visit: &mut Visit, reading: &Reading) {
    let guest = &mut visit.guest;
    if let Some(principal) = reading.principal.as_ref().filter(|found| is_guest(guest, found)) {
        guest.office = principal.office.unwrap_or(guest.office);
        guest.name = fuller(guest.name.take(), principal.name.clone());
    }
    if let Some(party) = &reading.party {
        guest.party = Some(Party { min: party.min, max: party.max });
    }
    for found in &reading.needs {
        if !guest.needs.contains(&found.value) {
            guest.needs.push(found.value);
        }
    }
}

/// Whether who is found is the guest, or takes their place in so many words. An office without a name
/// and not the guest's is of somebody else, as in "de burgemeester komt ook mee", and so is another
/// name: it may come along or only be spoken of. What stands below a mail is of its writer.
fn is_guest(guest: &Guest, found: &Principal) -> bool {
    let is_told = guest.name.is_some() || guest.office != Office::Other;
    !is_told || !is_below(found) && !is_somebody_else(guest, found)
}

fn is_somebody_else(guest: &Guest, found: &Principal) -> bool {
    let office = found.office.filter(|_| found.name.is_none() && guest.office != Office::Other);
    let known = guest.name.as_deref().zip(found.name.as_deref());
    let another = known.is_some_and(|(guest, who)| !can_be_one_person(guest, who));
    another && (found.comes_along || !found.instead)
        || office.is_some_and(|office| office != guest.office)
}

/// The text of a mail names nobody; its signature does.
fn is_below(found: &Principal) -> bool {
    found.span == [0, 0]
}

/// Whether a mail names somebody beside the guest. Who comes along in a number says nothing new ("met de
/// burgemeester zijn wij met zijn vijven").
pub(super) fn names_somebody_else(visit: &Visit, reading: &Reading) -> bool {
    let along = |found: &&Principal| found.comes_along || found.name.is_none();
    let counted = |found: &&Principal| along(found) && reading.party.is_some();
    let mut found = reading.principal.iter().filter(|found| !is_below(found) && !counted(found));
    found.any(|found| is_somebody_else(&visit.guest, found))
}

/// Whether the guest goes by this name, or by a part of it.
pub(super) fn is_known_as(visit: &Visit, name: &str) -> bool {
    visit.guest.name.as_deref().is_some_and(|known| can_be_one_person(known, name))
}

/// "mevrouw De Wit" in a later mail is the Sanne de Wit that we know, and adds nothing; "Sanne de Wit" tells
/// more than the "S. de Wit" that we had.
fn fuller(known: Option<String>, found: Option<String>) -> Option<String> {
    let length = |name: &str| name.chars().count();
    match (known, found) {
        (Some(known), Some(found)) if can_be_one_person(&known, &found) => {
            let misspelt = known.split_whitespace().last() != found.split_whitespace().last();
            Some(if misspelt || length(&found) <= length(&known) { known } else { found })
        }
        (known, found) => found.or(known),
    }
}

/// A number for the day goes to the guest, and only there: it is forgotten sooner than that of the
/// writer, and chat shows none of it.
fn take_in_phone(visit: &mut Visit, reading: &Reading) {
    if let Some(told) = reading.phone_told.as_ref().filter(|told| is_for_the_day(visit, told)) {
        visit.guest.phone = Some(told.number.clone());
    }
}

/// Beside an appointment a number answers our question, unless the mail says otherwise.
fn is_for_the_day(visit: &Visit, told: &PhoneTold) -> bool {
    told.for_the_day || visit.appointment.is_some()
}

/// Whether a mail brings the number for the day.
pub(super) fn brings_phone(visit: &Visit, reading: &Reading) -> bool {
    reading.phone_told.as_ref().is_some_and(|told| is_for_the_day(visit, told))
}

fn take_in_writer(visit: &mut Visit, reading: &Reading) {
    let Some(found) = &reading.writer else { return };
    let for_the_day = visit.guest.phone.clone();
    let writer = &mut visit.writer;
    writer.organisation = found.organisation.clone().or(writer.organisation.take());
    let phone = found.phone.clone().filter(|phone| Some(phone) != for_the_day.as_ref());
    writer.phone = phone.or(writer.phone.take());
    if writer.mailbox.name.is_none() {
        writer.mailbox.name = found.name.clone();
    }
}

/// Whether a reading brings a fact that a host or an offer depends on.
pub(super) fn brings_details(reading: &Reading) -> bool {
    reading.party.is_some()
        || reading.party_change.is_some()
        || !reading.needs.is_empty()
        || reading.no_press.is_some()
        || reading.duration_minutes.is_some()
}

/// What was found and in which words, for `bezoek waarom`.
fn findings(reading: &Reading) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut add = |what: &str, value: String, span: [usize; 2]| {
        out.push(finding(what, value, cut(&reading.text, span), span));
    };
    for found in &reading.intents {
        add("intent", tag(&found.value), found.span);
    }
    for found in &reading.wijken {
        add("wijk", found.value.to_string(), found.span);
    }
    for found in &reading.themes {
        add("theme", tag(&found.value), found.span);
    }
    out.extend(reading.when.iter().map(time_found));
    let mut add = |what: &str, value: String, span: [usize; 2]| {
        out.push(finding(what, value, cut(&reading.text, span), span));
    };
    if let Some(party) = &reading.party {
        let size = if party.min == party.max {
            party.max.to_string()
        } else {
            format!("{}-{}", party.min, party.max)
        };
        add("party", size, party.span);
    }
    if let Some(principal) = &reading.principal {
        let office = principal.office.map_or("", Office::slug);
        add("principal", office.to_owned(), principal.span);
    }
    for found in &reading.needs {
        add("need", tag(&found.value), found.span);
    }
    if let Some(choice) = &reading.choice {
        add("choice", choice.option.to_string(), choice.span);
    }
    for found in &reading.questions {
        add("question", String::new(), found.span);
    }
    out
}

fn finding(what: &str, value: String, words: String, span: [usize; 2]) -> Finding {
    let (moments, why) = (Vec::new(), None);
    Finding { what: what.to_owned(), value, words, span, moments, why }
}

/// A time with everything that it was read as, and how.
fn time_found(wish: &Wish) -> Finding {
    let moments = std::iter::once(&wish.when).chain(&wish.alternatives).cloned().collect();
    let value = tag(&wish.modality);
    Finding {
        moments,
        why: wish.why.clone(),
        ..finding("when", value, wish.text.clone(), wish.span)
    }
}

/// The name of a unit variant as it stands on disk.
fn tag(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(_) | Err(_) => String::new(),
    }
}

fn cut(text: &str, [from, to]: [usize; 2]) -> String {
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}
