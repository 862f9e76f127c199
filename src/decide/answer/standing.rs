//! What an answer says of the moment that stands: named once more it is no choice and no move, and
//! whoever calls it off does so in as many words.

use super::gist::Gist;
use super::phase::{Phase, phase};
use crate::decide::work::Work;
use crate::decide::{facts, in_queue};
use crate::domain::ids::{LetterId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::mail::Why;
use crate::domain::reading::{Doubt, Errand, Intent, Modality, Moves, Reading, When, Wish};
use crate::domain::time::Slot;
use crate::domain::visit::{Loose, Offer, OfferOption, Stage, Visit};
use crate::planning;

/// Once a visit stands, a day that is named is a day to move to, also where an offer of before had it;
/// unless the mail answers that very offer, or the day is the one that stands. A day that is only
/// mentioned ("het verslag van 2 april volgt") takes nothing of an offer that is over.
pub(super) fn asks_for_a_move(
    visit: &Visit,
    letter: Option<&LetterId>,
    offer: Option<&Offer>,
    reading: &Reading,
) -> bool {
    let is_open = visit.offer.as_ref().is_some_and(|offer| visit.was_told(offer));
    let to_offer = letter.and_then(LetterId::offer_version).is_some();
    let names = facts::names_moments(reading) && !to_offer;
    let mentioned = |wish: &Wish| wish.modality == Modality::Fixed;
    let mentions = !facts::names_moments(reading) && reading.when.iter().any(mentioned);
    // "Geen van beide" answers no offer that is over.
    let refuses = reading.has(Intent::ProposeOther) && !to_offer;
    visit.stage == Stage::Confirmed
        && (names || mentions || refuses)
        && !is_open
        && !chooses_what_stands(visit, offer, reading)
        && !names_what_stands(visit, reading)
}

/// "Op 29 januari is er een debat, kan het op 22 januari?" names the day that stands and does not
/// choose it.
fn chooses_what_stands(visit: &Visit, offer: Option<&Offer>, reading: &Reading) -> bool {
    let chosen = reading.choice.as_ref().and_then(|choice| offer?.option(choice.option));
    let Some(agreed) = visit.appointment.as_ref().map(|agreed| agreed.slot) else { return false };
    let mut wanted = reading.when.iter().filter(|wish| wish.is_wanted());
    chosen.is_some_and(|option| option.slot == agreed)
        && !wants_change(reading)
        && !wanted.any(|wish| is_on_another_day(&wish.when, agreed))
}

fn is_on_another_day(when: &When, slot: Slot) -> bool {
    let day = slot.day();
    match *when {
        When::Date(named) => named != day,
        When::DateTime(named) => named.date() != day,
        When::DateRange { start, end } => {
            start.is_some_and(|start| day < start) || end.is_some_and(|end| end <= day)
        }
        When::DateTimeRange { start, end } => {
            start.is_some_and(|start| slot.end <= start) || end.is_some_and(|end| end <= slot.start)
        }
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => false,
    }
}

/// "Wij komen graag op vrijdag 9 april", and that is when they come: nothing is to move.
pub(super) fn names_what_stands(visit: &Visit, reading: &Reading) -> bool {
    let stands = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none());
    let Some(agreed) = stands.filter(|_| visit.stage == Stage::Confirmed) else { return false };
    let mut wanted = reading.when.iter().filter(|wish| wish.is_wanted());
    facts::names_moments(reading)
        && !wants_change(reading)
        && wanted.all(|wish| wish.alternatives.is_empty() && is_at(&wish.when, agreed.slot))
}

/// "Bij nader inzien houden we 9 april", said of a visit that stands.
pub(super) fn keeps_what_stands(visit: &Visit, reading: &Reading) -> bool {
    let stands = visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    let chosen = visit.consent.is_some();
    visit.stage == Stage::Confirmed && stands && !chosen && reading.moves == Some(Moves::TakenBack)
}

/// "Ja, akkoord": the visit stands, and nothing was asked or is on offer that such an answer could mean.
pub(super) fn agrees(visit: &Visit, letter: Option<&LetterId>, reading: &Reading) -> bool {
    let stands = visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    let asked = letter.is_some_and(|id| id.slug() == LetterKind::Question.slug());
    let open = asked
        || visit.offer.is_some()
        || visit.consent.is_some()
        || seeks_another(visit)
        || visit.is_loose(Loose::GuestDeclined)
        || visit.is_loose(Loose::ChoiceWaits);
    visit.stage == Stage::Confirmed && stands && !open && reading.moves == Some(Moves::Agreed)
}

/// Whether another moment than the one that stands is on offer, or looked for.
pub(super) fn seeks_another(visit: &Visit) -> bool {
    let offered = visit.offer.as_ref().is_some_and(|offer| visit.was_told(offer));
    visit.stage == Stage::Confirmed && (offered || visit.is_loose(Loose::MoveWanted))
}

/// Whoever declined an entry and was asked whether the visit is off or moves means neither: nothing is
/// on offer of which "geen van beide" could turn down two moments.
pub(super) fn says_neither(visit: &Visit, reading: &Reading) -> bool {
    visit.is_loose(Loose::GuestDeclined)
        && visit.offer.is_none()
        && !reading.has(Intent::Change)
        && !facts::names_moments(reading)
        && reading.has(Intent::ProposeOther)
}

pub(super) fn wants_change(reading: &Reading) -> bool {
    reading.has(Intent::Change) || reading.has(Intent::ProposeOther)
}

/// Whether words about a time can be about this slot, as far as they say a day or hours.
fn is_at(when: &When, slot: Slot) -> bool {
    let (from, to) = (slot.start, slot.end);
    match *when {
        When::Date(day) => day == slot.day(),
        When::DateTime(at) => at == from,
        When::Time(at) => at == from.time(),
        When::DateTimeRange { start, end } => {
            start.is_none_or(|start| start == from) && end.is_none_or(|end| end == to)
        }
        When::TimeRange { from: start, until } => {
            start.is_none_or(|start| start == from.time())
                && until.is_none_or(|until| until == to.time())
        }
        When::DateRange { .. } | When::Duration { .. } | When::Set { .. } => false,
    }
}

/// "Vrijdag 9 april, akkoord. Graag wel in Wilgensingel": an option is of the wijk that it was offered in.
pub(super) fn names_another_wijk(visit: &Visit, option: &OfferOption, reading: &Reading) -> bool {
    let wijk = visit.wijk_of(option);
    let is_another = |named: &WijkId| wijk.is_some_and(|wijk| wijk != named);
    reading.wijken.iter().any(|found| is_another(&found.value))
}

/// Whether an option that is named is a choice. What stands is none beside facts that are new.
pub(super) fn chooses(visit: &Visit, option: &OfferOption, reading: &Reading) -> bool {
    let agreed = visit.appointment.as_ref().filter(|_| visit.stage == Stage::Confirmed);
    let stands = agreed.is_some_and(|agreed| agreed.slot == option.slot);
    let tells = stands && visit.consent.is_none() && facts::brings_details(reading);
    !reading.has(Intent::Change) && !tells
}

/// What a mail that calls something off comes down to. To cancel cannot be undone by the guest, so the
/// program does it only when the mail says that and nothing else; a person reads the rest. "Geen
/// behoefte meer" ends a request, but of an agreed visit it may be about the parking place.
pub(super) fn off(visit: &Visit, reading: &Reading) -> Option<Gist> {
    let cancels = reading.has(Intent::Cancel);
    if !cancels && !reading.has(Intent::Decline) {
        return None;
    }
    let alone = !falls_out_of_several(visit, reading)
        && !falls_out_for_another(visit, reading)
        && !is_of_another(visit, reading)
        && reading.questions.is_empty()
        && reading.doubts.is_empty()
        && reading.choice.is_none()
        && !reading.has(Intent::Change)
        && !reading.has(Intent::ProposeOther)
        && !facts::names_moments(reading)
        && !facts::brings_details(reading);
    let counts = match phase(visit.stage) {
        Phase::Asking | Phase::Offered => true,
        Phase::Reserved | Phase::Confirmed | Phase::Over => cancels,
    };
    Some(if alone && counts { Gist::Cancel } else { Gist::Person(Why::MayCallOff) })
}

/// "Het bezoek aan Zeist vervalt", "de 9e gaat niet door", in a mail about a visit that is elsewhere or on
/// another day: the writer may have two.
fn is_of_another(visit: &Visit, reading: &Reading) -> bool {
    let Some(agreed) = visit.appointment.as_ref() else { return false };
    let elsewhere =
        !reading.wijken.is_empty() && reading.wijken.iter().all(|found| found.value != agreed.wijk);
    let mut days = reading.when.iter().filter_map(|wish| wish.when.day()).peekable();
    elsewhere || days.peek().is_some() && days.all(|day| day != agreed.slot.day())
}

/// "9 april is vervallen", while other days are on offer too: that calls off no more than that day.
fn falls_out_of_several(visit: &Visit, reading: &Reading) -> bool {
    let Some(offer) = visit.offer.as_ref().filter(|_| visit.appointment.is_none()) else {
        return false;
    };
    let is_named = |it: &&OfferOption| reading.when.iter().any(|wish| is_at(&wish.when, it.slot));
    let named = offer.options.iter().filter(is_named).count();
    0 < named && named < offer.options.len()
}

/// "9 april vervalt", while another day is looked for: the old day falls, and the visit need not.
fn falls_out_for_another(visit: &Visit, reading: &Reading) -> bool {
    let agreed = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    seeks_another(visit) && reading.when.iter().any(|wish| wish.when.day() == agreed)
}

/// "Wij halen het niet meer vandaag": the words rule out what stands and ask for nothing in its place,
/// or it is so near that no other date could be agreed first. Nobody may hear that it simply stands.
pub(super) fn cannot_be_kept(work: &Work<'_>, visit: &Visit, reading: &Reading) -> bool {
    let agreed = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none());
    let Some(slot) = agreed.map(|agreed| agreed.slot) else { return false };
    let asks_another = wants_change(reading) || facts::names_moments(reading);
    let is_near = in_queue::is_near(work, slot);
    planning::is_ruled_out(&reading.when, slot) && (is_near || !asks_another)
}

/// "Kan de eerste optie ook in Dommelbergen?", "optie 3, maar kunnen we dan ook de burgemeester
/// spreken?": which option is meant is plain, and what is asked with it is for a person.
pub(super) fn asks_about_one(visit: &Visit, reading: &Reading) -> Option<u32> {
    let asks = visit.offer.is_some() && reading.text.contains('?');
    let mut doubts = reading.doubts.iter().filter(|_| asks);
    doubts.find_map(|doubt| match doubt {
        Doubt::Choice { options } => match options.as_slice() {
            [option] => Some(*option),
            [] | [_, _, ..] => None,
        },
        Doubt::When { .. }
        | Doubt::NoSuchDate { .. }
        | Doubt::Place { .. }
        | Doubt::Unclear { .. } => None,
    })
}

/// Asked which place is meant, the office names a wijk.
pub(super) fn answers_with_a_place(visit: &Visit, reading: &Reading) -> bool {
    visit.stage == Stage::AskedForDetails && !reading.wijken.is_empty()
}

/// Asked for a moment, the office names one, however it is put.
pub(super) fn answers_with_a_moment(visit: &Visit, reading: &Reading) -> bool {
    let names = reading.when.iter().any(|wish| wish.modality == Modality::Fixed);
    visit.stage == Stage::AskedForDetails && names
}

/// "Ik neem dit over van Petra": to whom we write is for a person to say.
pub(super) fn takes_over(reading: &Reading) -> Option<Errand> {
    let errand = reading.errand.as_ref().map(|found| found.value);
    errand.filter(|errand| *errand == Errand::TakesOver)
}
