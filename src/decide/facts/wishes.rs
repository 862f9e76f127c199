//! What a visit is wished to be: the moments that mails ask for, rule out and turn down.

use super::cut;
use crate::domain::reading::{Modality, Reading, When, Wish};
use crate::domain::time::Slot;
use crate::domain::visit::{Stage, Visit, Word};
use crate::reading::passes_word;

/// Lays the moments that a mail names over those that are known.
pub(super) fn take_in(visit: &mut Visit, reading: &Reading) {
    let asked = visit.stage == Stage::AskedForDetails;
    let answers = |wish: &Wish| asked && !passes_word(&reading.text, wish.span);
    let as_answered = |wish: &Wish| if answers(wish) { as_answer(wish) } else { wish.clone() };
    let mut wishes: Vec<Wish> = reading.when.iter().map(as_answered).collect();
    let stands = visit.appointment.as_ref().map(|agreed| agreed.slot);
    wishes.extend(stands.and_then(|slot| at_the_same_hour(reading, slot)));
    replace(&mut visit.request.wishes, &wishes);
}

/// "Een week later, zelfde tijd": on whatever day is named, at the hour of what stands.
fn at_the_same_hour(reading: &Reading, slot: Slot) -> Option<Wish> {
    let span = reading.same_hour?;
    Some(Wish {
        when: When::Time(slot.start.time()),
        modality: Modality::Want,
        text: cut(&reading.text, span),
        span,
        alternatives: Vec::new(),
        why: None,
    })
}

/// "Het moet donderdag 15 april zijn" states a fact, but to our question it is what is wanted; "voor
/// donderdag hoort u wie er meekomt" is not.
fn as_answer(wish: &Wish) -> Wish {
    let fact = wish.modality == Modality::Fixed;
    Wish { modality: if fact { Modality::Want } else { wish.modality }, ..wish.clone() }
}

fn replace(wishes: &mut Vec<Wish>, found: &[Wish]) {
    let says_when = |wish: &Wish| matches!(wish.modality, Modality::Want | Modality::Prefer);
    if found.iter().any(says_when) {
        wishes.retain(|wish| wish.modality == Modality::Cannot);
    }
    let wished = found.iter().filter(|wish| match wish.modality {
        Modality::Want | Modality::Prefer | Modality::Cannot | Modality::Deadline => true,
        Modality::Fixed | Modality::Past => false,
    });
    for wish in wished {
        if !wishes.iter().any(|known| known.when == wish.when && known.modality == wish.modality) {
            wishes.push(wish.clone());
        }
    }
}

/// Wishes that a new one does not replace after all.
pub(in crate::decide) fn keep(visit: &mut Visit, kept: Vec<Wish>) {
    for wish in kept {
        if !visit.request.wishes.contains(&wish) {
            visit.request.wishes.push(wish);
        }
    }
}

/// The options of an offer that was turned down are not offered again: those hours, or those days when
/// nothing else was said about them.
pub(in crate::decide) fn turn_down(visit: &mut Visit, whole_days: bool) {
    let Some(offer) = &visit.offer else { return };
    let refused = offer.options.iter().map(|option| refused(option.slot, whole_days));
    visit.request.wishes.extend(refused);
}

/// Who declined in a calendar what stands, and names nothing in its place, cannot at that hour,
/// whatever they said of the day before. A word about an older invitation says nothing of this one.
pub(in crate::decide) fn rule_out_declined(visit: &mut Visit) {
    let Some(agreed) = &visit.appointment else { return };
    let address = &visit.writer.mailbox.address;
    if agreed.word_of(address) != Some(&Word::Declined) {
        return;
    }
    let day = When::Date(agreed.slot.day());
    let refused = refused(agreed.slot, false);
    let wishes = &mut visit.request.wishes;
    wishes.retain(|wish| wish.when != day || wish.modality == Modality::Cannot);
    wishes.push(refused);
}

fn refused(slot: Slot, whole_day: bool) -> Wish {
    let hours = When::DateTimeRange { start: Some(slot.start), end: Some(slot.end) };
    Wish {
        when: if whole_day { When::Date(slot.day()) } else { hours },
        modality: Modality::Cannot,
        text: slot.start.format("%-d-%-m-%Y %H:%M").to_string(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    }
}

/// Whether a reading names a moment that would suit.
pub(in crate::decide) fn names_moments(reading: &Reading) -> bool {
    reading.when.iter().any(Wish::is_wanted)
}

/// "Een uur later, om 11 uur": another hour, and nothing of another day.
pub(in crate::decide) fn wants_only_hours(reading: &Reading) -> bool {
    let is_hour = |wish: &Wish| match wish.when {
        When::Time(_) | When::TimeRange { .. } => true,
        When::Date(_)
        | When::DateTime(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    };
    let wanted = || reading.when.iter().filter(|wish| wish.is_wanted());
    names_moments(reading) && wanted().all(is_hour)
}

/// Whatever hour is wanted, it is on the day that stands.
pub(in crate::decide) fn want_the_day(visit: &mut Visit) {
    let Some(slot) = visit.appointment.as_ref().map(|agreed| agreed.slot) else { return };
    let text = String::new();
    visit.request.wishes.push(Wish { text, modality: Modality::Want, ..refused(slot, true) });
}

/// The day that stands suits after all, and nothing else is wanted.
pub(in crate::decide) fn forget_the_move(visit: &mut Visit) {
    let day = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    visit.request.wishes.retain(|wish| !wish.is_wanted() && wish.when.day() != day);
}
