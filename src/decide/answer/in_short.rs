//! What a mail in a conversation comes down to, from what was read in it and how the visit stands.
//!
//! Nothing is done here. The order counts: what ends or endangers a visit is looked for before what is
//! chosen, and what is chosen before what is told.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::gist::Gist;
use super::phase::{Phase, phase};
use super::standing::{
    agrees, answers_with_a_moment, answers_with_a_place, asks_about_one, cannot_be_kept, chooses,
    keeps_what_stands, names_another_wijk, names_what_stands, off, says_neither, seeks_another,
    takes_over, wants_change,
};
use crate::decide::work::Work;
use crate::decide::{facts, in_queue, older, request, schedule};
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, Question};
use crate::domain::mail::Why;
use crate::domain::reading::{Doubt, Intent, Modality, Moves, Reading, Taken, When, Wish};
use crate::domain::time::Slot;
use crate::domain::visit::{Appointment, Offer, OfferOption, Stage, Visit};
use crate::reading::bare_yes_no;

/// What an answer about a reservation says of it: definite, off, or neither. A bare yes or no counts
/// only as the answer to the letter that asked for it.
fn about_reservation(
    visit: &Visit,
    letter: Option<&LetterId>,
    offer: Option<&Offer>,
    reading: &Reading,
) -> Option<Gist> {
    let agreed = visit.appointment.as_ref()?;
    let moves = reading.has(Intent::Change) || reading.has(Intent::Reserve);
    if visit.stage != Stage::AcceptedWithReservation || moves || !reading.questions.is_empty() {
        return None;
    }
    match bare_yes_no(&reading.text).filter(|_| letter.is_some_and(schedule::asks_whether_definite))
    {
        Some(true) => Some(Gist::Definite),
        Some(false) if visit.plan_b.is_some() => Some(Gist::NotDefinite),
        Some(false) => Some(Gist::Cancel),
        None => {
            // A number counts in the offer that is answered: elsewhere it is another moment.
            let option = reading.choice.as_ref().and_then(|choice| offer?.option(choice.option));
            let same = |option: &&OfferOption| option.slot == agreed.slot;
            // "De kans op 5 april is klein", "dank voor het vasthouden" name it and settle nothing.
            let plainly = taken(reading) == Some(Taken::Plainly);
            option.filter(same).filter(|_| plainly).map(|_| Gist::Definite)
        }
    }
}

/// What a mail comes down to.
pub(super) fn gist(
    work: &Work<'_>,
    visit: &Visit,
    letter: Option<&LetterId>,
    offer: Option<&Offer>,
    reading: &Reading,
) -> Gist {
    let gist = plain_gist(work, visit, letter, offer, reading);
    let unread = matches!(gist, Gist::Person(Why::NotUnderstood));
    let gist = if unread && agrees(visit, letter, reading) { Gist::Thanks } else { gist };
    if may_stay_away(visit, reading, &gist) {
        Gist::Person(Why::MayCallOff)
    } else if matches!(gist, Gist::Thanks) && notes_another(visit, reading) {
        Gist::Person(Why::MayMove)
    } else {
        gist
    }
}

/// "Dank, genoteerd: 6 april", where the visit is on the 5th: who thanks for another day or hour comes at
/// the wrong one.
fn notes_another(visit: &Visit, reading: &Reading) -> bool {
    let Some(agreed) = visit.appointment.as_ref() else { return false };
    let stands = matches!(phase(visit.stage), Phase::Reserved | Phase::Confirmed);
    let (slot, start) = (agreed.slot, agreed.slot.start.time());
    let another = |wish: &Wish| match &wish.when {
        When::Date(day) => *day != slot.day(),
        When::DateTime(moment) => *moment != slot.start,
        When::Time(time) => *time != start,
        When::DateTimeRange { start, end } => is_other_stretch(slot, *start, *end),
        When::TimeRange { from, until } => {
            let on_its_day = |time: Option<NaiveTime>| time.map(|time| slot.day().and_time(time));
            is_other_stretch(slot, on_its_day(*from), on_its_day(*until))
        }
        When::DateRange { .. } | When::Duration { .. } | When::Set { .. } => false,
    };
    let to_come = |wish: &&Wish| wish.modality != Modality::Past;
    stands && reading.when.iter().filter(to_come).any(another)
}

/// Hours in which the visit does not begin. A stretch no longer than the visit is the visit's own and
/// begins with it; the morning is longer.
fn is_other_stretch(slot: Slot, from: Option<NaiveDateTime>, until: Option<NaiveDateTime>) -> bool {
    let later = from.is_some_and(|from| slot.start < from);
    let before = until.is_some_and(|until| until <= slot.start);
    let own = from.zip(until).filter(|(from, until)| *until - *from <= slot.end - slot.start);
    later || before || own.is_some_and(|(from, _)| from != slot.start)
}

/// "Mevrouw is helaas verhinderd" calls nothing off in so many words, but nobody may hear that the visit
/// stands. Whoever names another day says what is to be done.
fn may_stay_away(visit: &Visit, reading: &Reading, gist: &Gist) -> bool {
    let stands = matches!(phase(visit.stage), Phase::Reserved | Phase::Confirmed);
    let open = match gist {
        Gist::Person(why) => matches!(why, Why::NotUnderstood | Why::MayMove),
        Gist::Details | Gist::Inquiry | Gist::Thanks => true,
        Gist::Cancel
        | Gist::Choose(_)
        | Gist::Reserve(..)
        | Gist::Definite
        | Gist::NotDefinite
        | Gist::Stays
        | Gist::TakesBack
        | Gist::Ask(_)
        | Gist::Other => false,
    };
    let mut wanted = reading.when.iter().filter(|wish| wish.is_wanted());
    // "Wij moeten passen voor 9 april" has the shape of a day to come before.
    let before = |wish: &Wish| matches!(wish.when, When::DateRange { start: None, .. });
    // "Morgen dan toch maar niet" names the day that stands.
    let own = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    let is_own = |wish: &Wish| wish.when.day().is_some_and(|day| Some(day) == own);
    let names_no_other = wanted.all(|wish| before(wish) || is_own(wish));
    stands && open && reading.stays_away.is_some() && names_no_other
}

fn plain_gist(
    work: &Work<'_>,
    visit: &Visit,
    letter: Option<&LetterId>,
    offer: Option<&Offer>,
    reading: &Reading,
) -> Gist {
    if reading.has(Intent::Privacy) {
        return Gist::Person(Why::Privacy);
    }
    if reading.has(Intent::Complaint) {
        return Gist::Person(Why::Complaint);
    }
    if keeps_what_stands(visit, reading) {
        return if seeks_another(visit) { Gist::TakesBack } else { Gist::Stays };
    }
    let settled = off(visit, reading).or_else(|| about_reservation(visit, letter, offer, reading));
    if let Some(gist) = settled {
        return gist;
    }
    let option = reading.choice.as_ref().and_then(|choice| offer?.option(choice.option));
    if let Some(question) = request::party_question(work, visit).filter(|_| reading.party.is_some())
    {
        return if request::asked_before(visit) {
            Gist::Person(Why::QuestionForAPerson)
        } else {
            Gist::Ask(question)
        };
    }
    match option.filter(|option| chooses(visit, option, reading)) {
        // Who comes is not what was offered: the choice and the news wait together.
        Some(_) if facts::names_somebody_else(visit, reading) => Gist::Person(Why::NotUnderstood),
        Some(option) => gist_of_choice(work, visit, letter, offer, option, reading),
        None => unless_beside_a_choice(visit, letter, gist_without_choice(work, visit, reading)),
    }
}

/// Asked whether fewer can come, the office says so and no more: which moment they took before they
/// were asked must not be lost.
fn unless_beside_a_choice(visit: &Visit, letter: Option<&LetterId>, gist: Gist) -> Gist {
    let to_question = letter.is_some_and(|id| id.slug() == LetterKind::Question.slug());
    let tells = to_question && visit.stage == Stage::Proposed && matches!(gist, Gist::Details);
    if tells { Gist::Person(Why::NotUnderstood) } else { gist }
}

/// What taking an option of the offer comes down to.
fn gist_of_choice(
    work: &Work<'_>,
    visit: &Visit,
    letter: Option<&LetterId>,
    offer: Option<&Offer>,
    option: &OfferOption,
    reading: &Reading,
) -> Gist {
    let option = older::as_offered(visit, option).clone();
    if taken(reading) == Some(Taken::Altered) || names_another_wijk(visit, &option, reading) {
        return Gist::Person(Why::OptionChanged { option: option.option });
    }
    let asks_back = |question| match request::asked_before(visit) {
        true => Gist::Person(Why::NotUnderstood),
        false => Gist::Ask(question),
    };
    if older::is_forgotten(visit, letter) && !older::names_its_day(reading, &option) {
        return match visit.offer {
            // While others are asked, what is open is what they chose themselves.
            Some(_) if visit.consent.is_none() => asks_back(Question::WhichOption),
            Some(_) | None => Gist::Person(Why::NotUnderstood),
        };
    }
    if let Some(question) = older::question(work, visit, offer, &option, reading) {
        return asks_back(question);
    }
    let otherwise = || offer?.option(reading.choice.as_ref()?.otherwise?).cloned();
    let stands = visit.appointment.as_ref().is_some_and(|agreed| agreed.slot == option.slot);
    let replaced = reading.principal.as_ref().is_some_and(|found| found.instead);
    let with_more = taken(reading) == Some(Taken::WithMore);
    match reading.has(Intent::Reserve) {
        true => Gist::Reserve(option, otherwise()),
        false if !with_more || stands && replaced => Gist::Choose(option),
        // "Mijn griffier vraagt of 9 april doorgaat" is about what stands, and chooses nothing.
        false if stands => Gist::Person(Why::NotUnderstood),
        false => Gist::Person(Why::OptionChanged { option: option.option }),
    }
}

fn taken(reading: &Reading) -> Option<Taken> {
    reading.choice.as_ref().map(|choice| choice.taken)
}

fn gist_without_choice(work: &Work<'_>, visit: &Visit, reading: &Reading) -> Gist {
    if cannot_be_kept(work, visit, reading) {
        return Gist::Person(Why::MayCallOff);
    }
    if let Some(errand) = takes_over(reading) {
        return Gist::Person(Why::Errand { errand });
    }
    if reading.party_change.is_some() {
        return Gist::Person(Why::NotUnderstood);
    }
    if let Some(option) = asks_about_one(visit, reading) {
        return Gist::Person(Why::OptionChanged { option });
    }
    if let Some(question) = request::open_question(work, visit, reading) {
        return Gist::Ask(question);
    }
    let options = |doubt: &Doubt| matches!(doubt, Doubt::Choice { .. });
    let stays = names_what_stands(visit, reading);
    let names_moments = facts::names_moments(reading) && !stays;
    // Once a visit stands and nothing else is on offer, a day is one to move to and no choice.
    let can_choose = visit.stage != Stage::Confirmed || visit.offer.is_some() || !names_moments;
    let in_doubt =
        request::leaves_time_open(reading) || (can_choose && reading.doubts.iter().any(options));
    if says_neither(visit, reading) {
        return Gist::Person(Why::NotUnderstood);
    }
    let asked = reading.moves == Some(Moves::Asked) && !stays;
    let wants_other =
        asked || wants_change(reading) || names_moments || answers_with_a_moment(visit, reading);
    let unsure = visit.stage == Stage::Confirmed && reading.has(Intent::Reserve);
    if unsure {
        Gist::Person(Why::MayCallOff)
    } else if in_doubt {
        Gist::Person(Why::NotUnderstood)
    } else if wants_other || stays && seeks_another(visit) {
        other(work, visit, reading)
    } else if facts::names_somebody_else(visit, reading) && reading.questions.is_empty() {
        Gist::Person(Why::NotUnderstood)
    } else if facts::brings_details(reading) || answers_with_a_place(visit, reading) {
        Gist::Details
    } else if reading.has(Intent::Inquiry) || !reading.questions.is_empty() {
        Gist::Inquiry
    } else if reading.has(Intent::Details) || facts::brings_phone(visit, reading) {
        Gist::Details
    } else if stays {
        Gist::Stays
    } else if reading.has(Intent::Thanks) {
        Gist::Thanks
    } else {
        Gist::Person(Why::NotUnderstood)
    }
}

/// What stands is moved, and what is on offer let go, only where the words plainly ask for that: a day
/// may be named for any reason.
/// What is as near as tomorrow nobody moves by letter: the contact person has to be called.
fn other(work: &Work<'_>, visit: &Visit, reading: &Reading) -> Gist {
    let stands = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none());
    let asked = reading.moves == Some(Moves::Asked);
    let by_person = |agreed: &Appointment| !asked || in_queue::is_near(work, agreed.slot);
    match stands {
        Some(agreed) if by_person(agreed) => Gist::Person(Why::MayMove),
        None if holds_the_offer(visit) && !asked => Gist::Person(Why::NotUnderstood),
        None if names_no_day_to_come(work, visit, reading) => Gist::Person(Why::NotUnderstood),
        Some(_) | None => Gist::Other,
    }
}

/// The days on offer are known to the office, and none of them was chosen yet.
fn holds_the_offer(visit: &Visit) -> bool {
    let told = visit.offer.as_ref().is_some_and(|offer| visit.was_told(offer));
    visit.stage == Stage::Proposed && visit.consent.is_none() && told
}

/// "Wij kiezen morgen", "kan het ook om 11.00 uur?": moments that are named, and none on which a visit
/// could be. The days on offer are not refused by that.
fn names_no_day_to_come(work: &Work<'_>, visit: &Visit, reading: &Reading) -> bool {
    let first = work.desk.first_day_for(visit.guest.office, work.now);
    let is_soon = |day: NaiveDate| day < first;
    let mut wanted = reading.when.iter().filter(|wish| wish.is_wanted()).peekable();
    visit.stage == Stage::Proposed
        && wanted.peek().is_some()
        && wanted.all(|wish| match wish.when {
            When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => true,
            When::Date(day) => is_soon(day),
            When::DateTime(at) => is_soon(at.date()),
            When::DateRange { end, .. } => end.is_some_and(is_soon),
            When::DateTimeRange { end, .. } => end.is_some_and(|end| is_soon(end.date())),
            When::Set { .. } => false,
        })
}
