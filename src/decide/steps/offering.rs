//! Offering dates: they are held for all parties until one moment, and each offer has a version, so
//! that a late answer to an older one can be understood.

use crate::decide::dates::{Dates, Offering, dates_for};
use crate::decide::work::{Case, Work};
use crate::decide::{reply, schedule};
use crate::domain::ids::LetterId;
use crate::domain::letter::LetterKind;
use crate::domain::mail::{Filing, Mail, MailRecord};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::reading::{When, Wish};
use crate::domain::reason::Reason;
use crate::domain::time::{Instant, Slot};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Offer, OfferOption, Stage, Visit};
use crate::planning::Plan;

/// Staff see the request with a plan.
pub(in crate::decide) fn before_staff(work: &Work<'_>, case: &mut Case) {
    let dates = dates_for(work, &case.visit);
    case.enter(Stage::AwaitingApproval, Actor::Bot);
    schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    let there = dates.there(&case.visit);
    let (plan, nothing_free) = dates.shown(case);
    case.tell(|visit| Saying::NewRequest { visit, plan, nothing_free, there });
}

/// Replaced offers that are remembered, so that a late answer to one can be understood.
const OLDER_OFFERS_MAX: usize = 3;

/// No part of a day is so long.
const WHOLE_DAY_MINUTES: i64 = 7 * 60;

/// Offers dates and holds them. Returns the letter.
pub(in crate::decide) fn offer(
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

/// Holds dates without a letter: what the guest proposed, until staff have looked at it.
pub(in crate::decide) fn hold(work: &Work<'_>, case: &mut Case, plan: Offering) {
    put_offer(work, case, plan, Actor::Guest);
}

pub(super) fn put_offer(work: &Work<'_>, case: &mut Case, plan: Offering, by: Actor) {
    set_aside_offer(&mut case.visit);
    // With dates on the table, a question about the day is past.
    case.visit.asked = None;
    let version = case.visit.offers_made + 1;
    case.visit.offers_made = version;
    let mut held = plan.options;
    let end =
        |it: &OfferOption| schedule::slot_held_until(work.desk, &case.visit, it.slot, work.now);
    let expires = hold_each(&mut held, end, work.now);
    if let Some(why) = plan.why {
        case.note(Actor::Bot, Step::WijkChosen { wijk: plan.wijk.clone(), why: why.clone() });
        case.visit.wijk_choice = Some(why);
    }
    if !plan.instead.is_empty() {
        case.note(Actor::Bot, Step::NothingFree { reasons: plan.instead });
    }
    let options = held.iter().map(|option| (option.slot, option.reasons.clone())).collect();
    case.note(by.clone(), Step::Offered { version, options });
    if case.visit.appointment.is_none() {
        case.visit.wijk = Some(plan.wijk.clone());
        case.visit.host = held.first().map(|option| option.host.clone());
    }
    let offer = Offer { version, wijk: plan.wijk, options: held, expires, prolonged: false };
    // A confirmed visit that moves stays confirmed: its old slot stands until the new one does.
    if case.visit.stage != Stage::Confirmed {
        case.enter(Stage::Proposed, by);
    }
    schedule::offer_made(&mut case.visit, &offer);
    case.visit.offer = Some(offer);
}

/// The office took a moment with a change, and waits for us: what is on offer stays held as long as an
/// offer that were made now. Once, or mail after mail could hold it for ever. Gives until when.
pub(in crate::decide) fn hold_longer(work: &Work<'_>, case: &mut Case) -> Option<Instant> {
    let visit = &mut case.visit;
    let is_choice = visit.consent.is_none() && visit.stage != Stage::AcceptedWithReservation;
    let open = visit.offer.as_ref().filter(|offer| is_choice && work.now < offer.expires);
    let mut offer = open.filter(|offer| !offer.prolonged).cloned()?;
    let mut options = std::mem::take(&mut offer.options);
    let longer = |it: &OfferOption| {
        let held = offer.held_until(it);
        let anew = schedule::slot_held_until(work.desk, visit, it.slot, work.now);
        // What is held no more may be somebody else's by now.
        if work.now < held { anew.max(held) } else { held }
    };
    let expires = hold_each(&mut options, longer, work.now);
    let offer = Offer { options, expires, prolonged: true, ..offer };
    schedule::offer_ends(visit, &offer);
    visit.offer = Some(offer);
    Some(expires)
}

/// Holds each option until its own end, so that a moment near its notice does not take the others with
/// it. Gives the last of those: until then the offer is open.
pub(super) fn hold_each(
    options: &mut [OfferOption],
    end: impl Fn(&OfferOption) -> Instant,
    now: Instant,
) -> Instant {
    let ends: Vec<Instant> = options.iter().map(end).collect();
    let last = ends.iter().copied().fold(now, Instant::max);
    for (option, end) in options.iter_mut().zip(ends) {
        option.until = (end < last).then_some(end);
    }
    last
}

/// Whether a mail of the office waits for staff, in its conversation, beside it or put with it: it may
/// be the answer.
pub(in crate::decide) fn answer_waits(work: &Work<'_>, visit: &Visit) -> bool {
    let address = |mail: &MailRecord| mail.from.as_ref().map(|from| from.address.clone());
    let is_of_office = |mail: &MailRecord| {
        let from = address(mail);
        // Who only names the number of a case may be anybody.
        let names = mail.names.filter(|_| mail.visit.is_some());
        let of_visit = [mail.visit, names].contains(&Some(visit.id))
            && from.as_ref().is_none_or(|from| work.desk.contact_at(from).is_none());
        of_visit || (mail.visit.is_none() && from.as_ref() == Some(&visit.writer.mailbox.address))
    };
    visit.is_loose(Loose::OfficeWrote) || work.mails_waiting().any(is_of_office)
}

fn letter_with_options(
    work: &mut Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    mail: Option<&Mail>,
) -> LetterId {
    let offer = case.visit.offer.clone();
    let letter = draft_with_options(work, case, kind, offer);
    reply::outcome(work, case, &letter, mail);
    letter
}

/// A letter that shows an offer if there is one, not yet the answer to any mail.
pub(super) fn draft_with_options(
    work: &Work<'_>,
    case: &mut Case,
    kind: LetterKind,
    offer: Option<Offer>,
) -> LetterId {
    let previous_slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let ordinal = match &offer {
        Some(offer) => offer.version.to_string(),
        None => format!("zonder-{}", case.visit.letters.len()),
    };
    let lasts = offer.as_ref().and_then(|offer| lasts_otherwise(&case.visit, offer));
    let draft = case.to_office_as(work, kind, &ordinal);
    (draft.facts.previous_slot, draft.facts.lasts) = (previous_slot, lasts);
    if let Some(offer) = offer {
        draft.facts.options = offer.options;
        draft.facts.expires = Some(offer.expires);
    }
    draft.id.clone()
}

/// How many minutes the options last, where the guest asked for another length: in so many words, or
/// by the hours from which and until which they want to come.
fn lasts_otherwise(visit: &Visit, offer: &Offer) -> Option<i64> {
    let minutes = |wish: &Wish| match wish.when {
        When::DateTimeRange { start, end } => {
            let (start, end) = (start?, end?);
            // Days between which they can come are no length.
            (start.date() == end.date()).then(|| (end - start).num_minutes())
        }
        When::TimeRange { from, until } | When::Set { from, until, .. } => {
            Some((until? - from?).num_minutes())
        }
        When::Date(_)
        | When::DateTime(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::Duration { .. } => None,
    };
    let wishes = visit.request.wishes.iter().filter(|wish| wish.is_wanted());
    let told = visit.request.duration_minutes.map(i64::from);
    let hours: Vec<i64> = wishes.filter_map(minutes).collect();
    // "Vrijdagochtend" says when, and not how long.
    let is_no_part = |asked: &i64, length| *asked < length || *asked >= WHOLE_DAY_MINUTES;
    let mut lengths = offer.options.iter().map(|it| (it.slot.end - it.slot.start).num_minutes());
    // One sentence cannot tell the lengths of several.
    let length = lengths.next().filter(|first| lengths.all(|other| other == *first))?;
    let otherwise = match told {
        Some(told) => told != length,
        None => hours.iter().any(|asked| is_no_part(asked, length)),
    };
    otherwise.then_some(length)
}

/// The open offer, if any, becomes an older one: nothing is held for it any more.
pub(in crate::decide) fn set_aside_offer(visit: &mut Visit) {
    let offer = visit.offer.take();
    // A moment for which others are asked stands in the offer that it came from.
    let was_chosen = visit.consent.take().is_some();
    if let Some(offer) = offer.filter(|_| !was_chosen) {
        visit.older_offers.push(offer);
        let surplus = visit.older_offers.len().saturating_sub(OLDER_OFFERS_MAX);
        visit.older_offers.drain(..surplus);
    }
    schedule::offer_gone(visit);
}

/// Nothing is on offer any more beside a reservation: it stands as it did.
pub(in crate::decide) fn stand_again(work: &Work<'_>, case: &mut Case, by: Actor) {
    if case.visit.stage == Stage::Proposed && case.visit.appointment.is_some() {
        case.enter(Stage::AcceptedWithReservation, by);
        schedule::agreed(work.desk, &mut case.visit, work.now);
    }
}

/// The slot that the office took is no longer free: apologise, and offer what is.
pub(in crate::decide) fn slot_gone(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    slot: Slot,
    reasons: Vec<Reason>,
) {
    let letter = put_instead(work, &mut case, slot, reasons.clone(), Some(mail));
    case.tell(move |visit| Saying::SlotWasGone { visit, reasons });
    work.file(mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

/// Offers what is free instead of a moment that cannot be, or leaves it to staff. Returns the letter.
pub(super) fn put_instead(
    work: &mut Work<'_>,
    case: &mut Case,
    slot: Slot,
    reasons: Vec<Reason>,
    mail: Option<&Mail>,
) -> LetterId {
    case.note(Actor::Bot, Step::SlotWasTaken { slot, reasons: reasons.clone() });
    match dates_for(work, &case.visit) {
        Dates { plan: Some(Plan { wijk, why, options }), .. } => {
            let offering = Offering { wijk, why: Some(why), options, instead: Vec::new() };
            put_offer(work, case, offering, Actor::Bot);
        }
        Dates { plan: None, nothing_free } => {
            set_aside_offer(&mut case.visit);
            case.note(Actor::Bot, Step::NothingFree { reasons: nothing_free });
            stand_again(work, case, Actor::Bot);
            if case.visit.stage == Stage::Proposed {
                case.enter(Stage::AwaitingApproval, Actor::Bot);
            }
            schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
        }
    }
    let letter = letter_with_options(work, case, LetterKind::SlotGone, mail);
    case.amend(&letter, |draft| {
        draft.facts.slot = Some(slot);
        draft.facts.reasons = reasons;
    });
    letter
}

#[cfg(test)]
mod tests {
    use super::lasts_otherwise;
    use crate::domain::time::Slot;
    use crate::domain::visit::Stage;
    use crate::words::chat_specimen;

    #[test]
    fn a_length_is_told_where_another_was_asked_and_all_options_have_one() {
        let mut visit = chat_specimen::visit(Stage::Proposed);
        let Some(mut offer) = visit.offer.clone() else { return };
        visit.request.wishes.clear();
        let last = |offer: &mut super::Offer, minutes: [i64; 2]| {
            for (option, minutes) in offer.options.iter_mut().zip(minutes) {
                let start = option.slot.start;
                option.slot = Slot { start, end: start + chrono::Duration::minutes(minutes) };
            }
        };
        last(&mut offer, [150, 150]);
        visit.request.duration_minutes = Some(60);
        assert_eq!(lasts_otherwise(&visit, &offer), Some(150));
        visit.request.duration_minutes = Some(150);
        assert_eq!(lasts_otherwise(&visit, &offer), None, "as it was asked");
        last(&mut offer, [150, 90]);
        visit.request.duration_minutes = Some(60);
        assert_eq!(lasts_otherwise(&visit, &offer), None, "no one sentence tells two lengths");
    }
}
