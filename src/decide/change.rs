//! Changes that the office asks for: other dates, a move, new facts, a cancellation.

use super::dates::{Offering, at_once, dates_for, soften};
use super::reply::{self, courtesy};
use super::steps::{self, CalledOff};
use super::work::{Case, Work};
use super::{calls, facts, schedule};
use crate::domain::letter::{Changed, LetterKind, Noted};
use crate::domain::mail::{Filing, Mail};
use crate::domain::names::can_be_one_person;
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Need};
use crate::domain::reading::{Intent, Reading};
use crate::domain::reason::Reason;
use crate::domain::visit::{Guest, OfferOption, Stage, Visit};

/// None of the offered dates suits: they are let go, and others are looked for.
pub(super) fn other_dates(work: &mut Work<'_>, mut case: Case, mail: &Mail, reading: &Reading) {
    facts::turn_down(&mut case.visit, !facts::names_moments(reading));
    steps::withdraw_offers(work, &mut case);
    steps::set_aside_offer(&mut case.visit);
    match at_once(work, &case.visit, dates_for(work, &case.visit)) {
        Ok(offering) => offer_at_once(work, case, mail, offering, |visit, plan, nothing_free| {
            Saying::GuestWantsOther { visit, plan, nothing_free }
        }),
        Err(dates) => {
            case.enter(Stage::AwaitingApproval, Actor::Guest);
            schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
            let (plan, nothing_free) = dates.shown(&mut case);
            case.tell(|visit| Saying::GuestWantsOther { visit, plan, nothing_free });
            courtesy(work, &mut case, mail, LetterKind::ChangeReceived);
            work.finish(case);
        }
    }
}

/// A confirmed visit should move: what stands keeps standing until a new date is agreed. Who names no
/// other day had their wish when this one was agreed: what is left of it is a preference. Who names
/// another hour and no day keeps the day: another one is for staff to think of. Whatever was on offer
/// is let go; that it does not suit counts where they say so, or name nothing in its place.
pub(super) fn move_wanted(work: &mut Work<'_>, mut case: Case, mail: &Mail, reading: &Reading) {
    if case.visit.offer.is_some() && case.visit.consent.is_none() {
        let names = facts::names_moments(reading);
        // "Kan het ook op de 19e?" refuses none of those in so many words.
        if !names || reading.has(Intent::ProposeOther) {
            facts::turn_down(&mut case.visit, !names);
        }
        steps::withdraw_offers(work, &mut case);
        steps::set_aside_offer(&mut case.visit);
    }
    let keeps_day = facts::wants_only_hours(reading);
    if keeps_day {
        facts::want_the_day(&mut case.visit);
    } else if !facts::names_moments(reading) {
        soften(&mut case.visit.request.wishes);
        facts::rule_out_declined(&mut case.visit);
    }
    let by_itself = |offering: &Offering| !keeps_day || offering.instead.is_empty();
    match at_once(work, &case.visit, dates_for(work, &case.visit)) {
        Ok(offering) if case.visit.stage == Stage::Confirmed && by_itself(&offering) => {
            offer_at_once(work, case, mail, offering, |visit, plan, nothing_free| {
                Saying::GuestMoves { visit, plan, nothing_free }
            });
        }
        Ok(Offering { options, instead, .. }) => move_by_staff(work, case, mail, options, instead),
        Err(dates) => {
            let (plan, nothing_free) = dates.shown(&mut case);
            move_by_staff(work, case, mail, plan, nothing_free);
        }
    }
}

/// The office keeps what stands: nothing else is held for it or looked for any more.
pub(super) fn move_taken_back(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let options = case.visit.offer.as_ref().map(|offer| offer.options.clone());
    steps::withdraw_offers(work, &mut case);
    steps::set_aside_offer(&mut case.visit);
    schedule::move_answered(&mut case.visit);
    facts::forget_the_move(&mut case.visit);
    case.tell(|visit| Saying::MoveTakenBack { visit });
    if let Some(letter) = courtesy(work, &mut case, mail, LetterKind::DetailsNoted) {
        case.amend(&letter, |draft| draft.facts.options = options.unwrap_or_default());
    }
    work.finish(case);
}

/// Staff look for another moment; what stands keeps standing.
pub(super) fn move_by_staff(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    plan: Vec<OfferOption>,
    nothing_free: Vec<Reason>,
) {
    steps::let_chosen_go(work, &mut case);
    schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    case.tell(|visit| Saying::GuestMoves { visit, plan, nothing_free });
    courtesy(work, &mut case, mail, LetterKind::ChangeReceived);
    work.finish(case);
}

pub(super) fn offer_at_once(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    offering: Offering,
    saying: impl FnOnce(Box<Visit>, Vec<OfferOption>, Vec<Reason>) -> Saying + 'static,
) {
    let (plan, nothing_free) = (offering.options.clone(), offering.instead.clone());
    let letter = steps::offer(work, &mut case, offering, Actor::Bot, Some(mail));
    case.tell(|visit| saying(visit, plan, nothing_free));
    work.file(mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

/// New facts about a visit under way: noted, staff see them, and so does the host who counts on them.
/// Who comes stands in the calendars too: where that changes both have a new version.
pub(super) fn details(work: &mut Work<'_>, mut case: Case, mail: &Mail, before: &Guest) {
    let updated = if is_another(&case.visit, before) && !work.is_unproven(mail) {
        let changed = changed(before, &case.visit.guest);
        steps::update_both(work, &mut case, changed)
    } else {
        tell_host(work, &mut case, before);
        None
    };
    case.tell(|visit| Saying::GuestDetails { visit, mails: Vec::new() });
    work.hears_of_a_call();
    match updated {
        Some(letter) => {
            reply::outcome(work, &mut case, &letter, Some(mail));
            work.file(mail, Some(case.visit.id), Filing::Answered { letter });
        }
        None => {
            let noted = noted(work, &case.visit, before);
            if let Some(letter) = courtesy(work, &mut case, mail, LetterKind::DetailsNoted) {
                case.amend(&letter, |draft| draft.facts.noted = noted);
            }
        }
    }
    work.finish(case);
}

/// What the writer of a mail reads back: what is new with it, and nothing that we knew.
fn noted(work: &Work<'_>, visit: &Visit, before: &Guest) -> Noted {
    let now = &visit.guest;
    let no_press = |visit: &Visit| visit.request.no_press;
    let is_new = |need: &&Need| !before.needs.contains(*need);
    Noted {
        guest: (&before.name, before.office) != (&now.name, now.office),
        party: before.party != now.party,
        needs: now.needs.iter().filter(is_new).copied().collect(),
        no_press: no_press(visit) && !work.visit_now(visit.id).is_some_and(no_press),
        phone: before.phone != now.phone,
    }
}

/// Whom host and calendars expect stays whom we expect, as long as a person must still read who comes.
pub(super) fn keep_who_comes(visit: &mut Visit, before: &Guest) {
    if is_another(visit, before) {
        visit.guest.name.clone_from(&before.name);
        visit.guest.office = before.office;
    }
}

/// Whether somebody else comes than stands in the calendars.
pub(super) fn is_another(visit: &Visit, before: &Guest) -> bool {
    let stands = visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    visit.stage == Stage::Confirmed && stands && is_somebody_else(before, &visit.guest)
}

/// A fuller name of the same person is no news: it stands on the next sheet.
fn is_somebody_else(before: &Guest, now: &Guest) -> bool {
    let may_be_one = match (&before.name, &now.name) {
        (Some(before), Some(now)) => can_be_one_person(before, now),
        (before, now) => before == now,
    };
    before.office != now.office || !may_be_one
}

/// The host counts on what they know of the guest: how many come, what they need.
pub(super) fn tell_host(work: &Work<'_>, case: &mut Case, before: &Guest) {
    let stands = case.visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    let changed = changed(before, &case.visit.guest);
    let is_news = case.visit.stage == Stage::Confirmed && stands && !changed.is_empty();
    if let Some(host) = steps::host_of(work, &case.visit).filter(|_| is_news) {
        case.to_host(work, LetterKind::HostUpdate, &host).facts.changed = changed;
    }
}

/// What is new of the guest, as the host is told it.
pub(super) fn changed(before: &Guest, now: &Guest) -> Vec<Changed> {
    let news = [
        (Changed::Guest, is_somebody_else(before, now)),
        (Changed::Party, before.party != now.party),
        (Changed::Needs, before.needs != now.needs),
        (Changed::Phone, before.phone != now.phone),
    ];
    news.into_iter().filter(|(_, is_new)| *is_new).map(|(what, _)| what).collect()
}

/// The office calls it off; its last word counts.
pub(super) fn cancelled_by_guest(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    let letter = steps::cancel(work, &mut case, CalledOff::ByGuest, Actor::Guest, None, Some(mail));
    let call = calls::about(work, case.visit.id);
    case.tell(move |visit| Saying::GuestCancelled { visit, slot, call });
    work.told_at_once();
    work.file(mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

#[cfg(test)]
mod tests {
    use super::changed;
    use crate::domain::letter::Changed;
    use crate::domain::people::Office;
    use crate::domain::visit::Guest;

    #[test]
    fn a_fuller_name_is_no_other_guest() {
        let guest = |name: Option<&str>| Guest {
            name: name.map(str::to_owned),
            office: Office::Kamerlid,
            party: None,
            party_agreed: None,
            needs: Vec::new(),
            phone: None,
        };
        let news = |before, now| changed(&guest(before), &guest(now));
        assert_eq!(news(Some("S. de Wit"), Some("Sanne de Wit")), []);
        assert_eq!(news(Some("S. de Wit"), Some("Anna Smit")), [Changed::Guest]);
        assert_eq!(news(None, Some("Sanne de Wit")), [Changed::Guest]);
    }
}
