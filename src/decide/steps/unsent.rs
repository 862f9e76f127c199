//! An offer whose letter has not left, as in a pause or while a server is away: nobody could read it,
//! so its clock has not begun.
//!
//! What it holds stays held meanwhile. When the letter leaves, it says until when by then; what is past
//! by then stands in it no more.

use chrono::Duration;

use super::offering::{draft_with_options, hold_each, set_aside_offer, stand_again};
use super::overtaken::withdraw_offers;
use crate::decide::dates::ask_of;
use crate::decide::schedule;
use crate::decide::work::{Case, Work};
use crate::domain::ids::LetterId;
use crate::domain::letter::{Letter, LetterDraft, LetterKind};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::time::{Instant, Slot, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Offer, OfferOption, Stage, Visit};
use crate::planning;

/// A letter that waits for office hours leaves within this: the clock of its offer may begin before it.
const FRESH_HOURS: i64 = 24;

/// Whether the letter that makes this offer lies here, and nobody can have read it.
pub(in crate::decide) fn is_unheard(work: &Work<'_>, visit: &Visit, offer: &Offer) -> bool {
    let makes_it = |letter: &&Letter| letter.id.offer_version() == Some(offer.version);
    let letters = visit.letters.keys().filter_map(|id| work.state.letter(id));
    // What others are asked about has a time of its own.
    visit.consent.is_none() && letters.filter(makes_it).any(Letter::is_unsent)
}

/// Its clock begins now, as far as anybody can tell: it is held as an offer that were made now. Where
/// nothing of it is to come any more, staff find something else.
pub(in crate::decide) fn hold_anew(work: &mut Work<'_>, case: &mut Case) {
    let Some(offer) = case.visit.offer.clone() else { return };
    let free = offer.options.iter().filter(|option| is_free(work, &case.visit, &offer, option));
    let mut options: Vec<OfferOption> =
        (1..).zip(free.cloned()).map(|(option, it)| OfferOption { option, ..it }).collect();
    if options.is_empty() {
        return nothing_left(work, case);
    }
    let end = |it: &OfferOption| held_from(work, &case.visit, it, work.now);
    let expires = hold_each(&mut options, end, work.now);
    let offer = Offer { options, expires, ..offer };
    schedule::offer_ends(&mut case.visit, &offer);
    case.visit.offer = Some(offer);
}

/// Whether a moment is to come, and nobody got it: a bot that was off lets an offer lapse later than
/// its hold did.
fn is_free(work: &Work<'_>, visit: &Visit, offer: &Offer, option: &OfferOption) -> bool {
    let Work { desk, state, now, .. } = *work;
    let (ask, slot) = (ask_of(visit), option.slot);
    now < instant(slot.start)
        && !grew_too_near(work, visit, offer, slot)
        && planning::host_for(desk, state, now, &ask, &offer.wijk, slot, true).is_ok()
        && planning::host_is_free(desk, state, now, Some(visit.id), &option.host, slot).is_ok()
}

/// A day that was in time when it was offered, and is not by now. One that staff offered nearer than
/// that stays.
fn grew_too_near(work: &Work<'_>, visit: &Visit, offer: &Offer, slot: Slot) -> bool {
    let first = |at: Instant| work.desk.first_day_for(visit.guest.office, at);
    let makes_it = |id: &LetterId| id.offer_version() == Some(offer.version);
    let decided = visit.letters.iter().find(|(id, _)| makes_it(id)).map(|(_, trace)| trace.decided);
    slot.day() < first(work.now) && decided.is_some_and(|at| first(at) <= slot.day())
}

fn nothing_left(work: &mut Work<'_>, case: &mut Case) {
    withdraw_offers(work, case);
    set_aside_offer(&mut case.visit);
    stand_again(work, case, Actor::Bot);
    if case.visit.stage == Stage::Proposed {
        case.enter(Stage::AwaitingApproval, Actor::Bot);
    }
    schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    case.tell(|visit| Saying::OfferLapsed { visit, unanswered: false, unsent: true });
}

fn held_from(work: &Work<'_>, visit: &Visit, option: &OfferOption, from: Instant) -> Instant {
    schedule::slot_held_until(work.desk, visit, option.slot, from)
}

/// A letter that is about to leave, and says of an offer what held when it was written: it is written
/// anew. Says whether it was, or is no letter any more.
pub(in crate::decide) fn written_anew(
    work: &mut Work<'_>,
    case: &mut Case,
    letter: &Letter,
) -> bool {
    let version = letter.id.offer_version();
    let is_open = |offer: &Offer| version == Some(offer.version) && case.visit.consent.is_none();
    let Some(offer) = case.visit.offer.clone().filter(is_open) else { return false };
    let says = |it: &OfferOption| held_from(work, &case.visit, it, letter.decided);
    let is_as_said = offer.options.iter().all(|it| offer.held_until(it) == says(it));
    let is_fresh = work.now - letter.decided < Duration::hours(FRESH_HOURS);
    // Only the calendar that proposed a moment can say which no goes with it.
    let can_be = letter.is_unsent() && letter.kind != LetterKind::CounterDeclined;
    if !can_be || (is_as_said && is_fresh) {
        return false;
    }
    hold_anew(work, case);
    if case.visit.offer.is_some() {
        withdraw_offers(work, case);
        write(work, case, letter);
    }
    true
}

/// An identity stands for one text, so the letter is another, of an offer that has the next number. The
/// one that stays here was the answer to a mail; a mail has one.
fn write(work: &Work<'_>, case: &mut Case, letter: &Letter) {
    let version = case.visit.offers_made + 1;
    let offer = case.visit.offer.take().map(|offer| Offer { version, ..offer });
    case.visit.offers_made = version;
    schedule::offer_gone(&mut case.visit);
    offer.iter().for_each(|offer| schedule::offer_ends(&mut case.visit, offer));
    case.visit.offer.clone_from(&offer);
    let trail = case.visit.trail.clone();
    let id = draft_with_options(work, case, letter.kind, offer);
    case.amend(&id, |draft| {
        draft.to = letter.to.clone();
        draft.cc.clone_from(&letter.cc);
        trail.iter().rev().find(|entry| explains(draft, &entry.step));
    });
}

/// Why this is on offer and not what was asked for, as the trail has it. Says whether this step tells.
fn explains(draft: &mut LetterDraft, step: &Step) -> bool {
    match (draft.kind, step) {
        (LetterKind::NothingFree, Step::NothingFree { reasons }) => {
            draft.facts.reasons.clone_from(reasons);
            true
        }
        (LetterKind::SlotGone, Step::SlotWasTaken { slot, reasons }) => {
            (draft.facts.slot, draft.facts.reasons) = (Some(*slot), reasons.clone());
            true
        }
        (_, _) => false,
    }
}
