//! Which moments staff mean to offer, to agree or to move to: those that they name, or those that the
//! planner finds. Nothing is held here; whoever carries it out asks `free` again.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::super::dates::{ask_of, dates, not_on};
use super::super::facts;
use super::super::resolve;
use super::super::work::Work;
use super::open_case;
use crate::domain::command::{ConfirmChoice, Moment};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::notice::{HeldFor, PreviewOf, Refusal};
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::reason::Reason;
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Hold, Loose, OfferOption, Stage, Visit};
use crate::planning::{self, Ask};

pub(super) fn propose(
    work: &Work<'_>,
    id: VisitId,
    moments: &[Moment],
    wijk: Option<&WijkId>,
    regardless: bool,
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let visit = &case.visit;
    if !(visit.stage == Stage::Confirmed || visit.stage.may_become().contains(&Stage::Proposed)) {
        return Err(Refusal::WrongStage { case: id, stage: visit.stage });
    }
    let (wijk, options) = if moments.is_empty() {
        planned(work, &facts::with_what_waits(work, visit), wijk, regardless)?
    } else {
        chosen_by_staff(work, visit, moments, wijk)?
    };
    Ok(PreviewOf::Offer { case: id, wijk: Some(wijk), options })
}

/// The best slots that the planner finds, or the nearest to what was asked.
fn planned(
    work: &Work<'_>,
    visit: &Visit,
    wijk: Option<&WijkId>,
    regardless: bool,
) -> Result<(WijkId, Vec<OfferOption>), Refusal> {
    if wijk.is_none() {
        place_is_known(visit)?;
    }
    let mut ask = ask_of(visit);
    ask.party = ask.party.filter(|_| !regardless);
    if let Some(wijk) = wijk {
        ask.wijken = std::slice::from_ref(wijk);
    }
    let found = dates(work, &ask);
    let reasons = found.nothing_free;
    let found_there = found.plan.map(|plan| (plan.wijk, plan.options));
    found_there.ok_or(Refusal::NothingFree {
        case: visit.id,
        moves: visit.appointment.is_some(),
        day: None,
        reasons,
        held: Vec::new(),
    })
}

/// The moments that staff named, each checked; the planner picks the hour of a bare day.
fn chosen_by_staff(
    work: &Work<'_>,
    visit: &Visit,
    moments: &[Moment],
    wijk: Option<&WijkId>,
) -> Result<(WijkId, Vec<OfferOption>), Refusal> {
    let wijk = wijk_for(work, visit, wijk)?;
    let mut options: Vec<OfferOption> = Vec::new();
    for moment in moments {
        let (slot, host) = place(work, visit, &wijk, moment)?;
        let option = u32::try_from(options.len()).unwrap_or(u32::MAX).saturating_add(1);
        options.push(OfferOption::new(option, slot, host));
    }
    Ok((wijk, options))
}

/// Whoever named a place that we do not know wants to be there: elsewhere is for staff to say.
fn place_is_known(visit: &Visit) -> Result<(), Refusal> {
    match resolve::place_asked(visit) {
        Some(text) => Err(Refusal::NeedsWijk { case: visit.id, place: Some(text.to_owned()) }),
        None => Ok(()),
    }
}

/// The wijk that staff named, the agreed one, or the only one that was asked for.
pub(super) fn wijk_for(
    work: &Work<'_>,
    visit: &Visit,
    named: Option<&WijkId>,
) -> Result<WijkId, Refusal> {
    if named.is_none() {
        place_is_known(visit)?;
    }
    let agreed = visit.appointment.as_ref().map(|agreed| &agreed.wijk);
    let known = named.or(agreed).or(visit.wijk.as_ref()).or(visit.request.wijken.first());
    let planned = || planning::plan(work.desk, work.state, work.now, &ask_of(visit)).ok();
    known
        .cloned()
        .or_else(|| planned().map(|plan| plan.wijk))
        .ok_or(Refusal::NeedsWijk { case: visit.id, place: None })
}

fn place(
    work: &Work<'_>,
    visit: &Visit,
    wijk: &WijkId,
    moment: &Moment,
) -> Result<(Slot, ContactId), Refusal> {
    let slot = match moment {
        Moment::Exact { slot } => *slot,
        Moment::From { start } => {
            let minutes = duration(work, visit, wijk);
            Slot::on(start.date(), start.time(), minutes)
        }
        Moment::Day { day } => {
            let wish = on_day(*day);
            let ask = Ask {
                wishes: std::slice::from_ref(&wish),
                wijken: std::slice::from_ref(wijk),
                ..ask_of(visit)
            };
            let plan = planning::plan(work.desk, work.state, work.now, &ask);
            let nothing = |reasons: Vec<Reason>| {
                let held = offers_in_the_way(work, visit, wijk, *day, &reasons);
                let moves = visit.appointment.is_some();
                Refusal::NothingFree { case: visit.id, moves, day: Some(*day), reasons, held }
            };
            let plan = plan.map_err(|none| nothing(none.reasons))?;
            let first = plan.options.first().ok_or_else(|| nothing(Vec::new()))?;
            first.slot
        }
    };
    let host = free(work, visit, wijk, slot)?;
    Ok((slot, host))
}

fn on_day(day: NaiveDate) -> Wish {
    Wish {
        when: When::Date(day),
        modality: Modality::Want,
        text: String::new(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    }
}

fn duration(work: &Work<'_>, visit: &Visit, wijk: &WijkId) -> u32 {
    let usual = work.desk.wijk(wijk).map_or(120, |wijk| wijk.duration_minutes);
    visit.request.duration_minutes.unwrap_or(usual)
}

pub(super) fn free(
    work: &Work<'_>,
    visit: &Visit,
    wijk: &WijkId,
    slot: Slot,
) -> Result<ContactId, Refusal> {
    planning::host_for(work.desk, work.state, work.now, &ask_of(visit), wijk, slot, true).map_err(
        |reasons| {
            let moves = visit.stage == Stage::Confirmed;
            let held = offers_in_the_way(work, visit, wijk, slot.day(), &reasons);
            Refusal::SlotNotFree { case: visit.id, moves, slot, reasons, held }
        },
    )
}

/// The offers of other cases that keep the wijk full then, each with the end of its hold: what is no
/// more than offered may be free again soon.
pub(super) fn offers_in_the_way(
    work: &Work<'_>,
    visit: &Visit,
    wijk: &WijkId,
    day: NaiveDate,
    reasons: &[Reason],
) -> Vec<HeldFor> {
    let known: Vec<HeldFor> = reasons.iter().filter_map(HeldFor::of).collect();
    if !known.is_empty() {
        return known;
    }
    let is_full =
        |reason: &Reason| matches!(reason, Reason::WeekFull { .. } | Reason::DayFull { .. });
    let full = reasons.iter().any(is_full);
    let taken_by = |case: VisitId| {
        reasons.iter().any(|reason| matches!(reason, Reason::Taken { by, .. } if *by == case))
    };
    let week_full = reasons.iter().any(|reason| matches!(reason, Reason::WeekFull { .. }));
    let monday = day - Days::new(day.weekday().num_days_from_monday().into());
    let days = if week_full { (monday, monday + Days::new(7)) } else { (day, day + Days::new(1)) };
    // What stands at that hour comes free with no offer.
    let mut stands = work.state.held_in(wijk, days, work.now).filter(|hold| hold.firm);
    if stands.any(|hold| taken_by(hold.visit)) {
        return Vec::new();
    }
    let offers = work.state.held_in(wijk, days, work.now).filter(|hold| !hold.firm);
    let offers = offers.filter(|hold| full || taken_by(hold.visit));
    let until = |hold: &Hold<'_>| {
        let offer = work.state.visit(hold.visit)?.offer.as_ref()?;
        let option = offer.options.iter().find(|option| option.slot == hold.slot)?;
        Some((hold.visit, offer.held_until(option)))
    };
    let mut ends: BTreeMap<VisitId, Instant> = BTreeMap::new();
    for (case, until) in offers.filter(|hold| hold.visit != visit.id).filter_map(|it| until(&it)) {
        let end = ends.entry(case).or_insert(until);
        *end = until.max(*end);
    }
    ends.into_iter().map(|(case, until)| HeldFor { case, until }).collect()
}

pub(super) fn confirm(
    work: &Work<'_>,
    id: VisitId,
    choice: Option<&ConfirmChoice>,
    goal: Stage,
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let visit = &case.visit;
    // What is reserved already is moved, or becomes definite; what stands is moved to a moment.
    let reserved = goal == Stage::AcceptedWithReservation;
    let stands = visit.stage == Stage::Confirmed && visit.offer.is_none();
    let again = visit.stage == goal && (reserved || (stands && choice.is_none()));
    if again || !visit.stage.may_become().contains(&goal) {
        return Err(Refusal::WrongStage { case: id, stage: visit.stage });
    }
    let chosen = match choice {
        Some(ConfirmChoice::Option { number }) => option_of(visit, *number),
        Some(ConfirmChoice::Moment { moment }) => {
            let wijk = wijk_for(work, visit, None)?;
            let (slot, _) = place(work, visit, &wijk, moment)?;
            Some((wijk, slot))
        }
        None => the_only_one(visit),
    };
    let options =
        || visit.offer.iter().flat_map(|offer| offer.options.iter().map(|o| o.option)).collect();
    let none = || Refusal::NoSuchOption { case: id, options: options(), reserved };
    let (wijk, slot) = chosen.ok_or_else(none)?;
    free(work, visit, &wijk, slot)?;
    Ok(PreviewOf::Confirm { case: id, wijk: Some(wijk), slot, reserved })
}

/// The slot of an option, and the wijk of the offer that holds it: the visit may be in another one.
fn option_of(visit: &Visit, number: u32) -> Option<(WijkId, Slot)> {
    let mut offers = visit.offer.iter().chain(visit.older_offers.iter().rev());
    offers.find_map(|offer| offer.option(number).map(|found| (offer.wijk.clone(), found.slot)))
}

/// What a bare "bevestig" can mean: the reservation that stands, or an offer of one date.
fn the_only_one(visit: &Visit) -> Option<(WijkId, Slot)> {
    if visit.stage == Stage::AcceptedWithReservation {
        return visit.appointment.as_ref().map(|agreed| (agreed.wijk.clone(), agreed.slot));
    }
    let offer = visit.offer.as_ref()?;
    match offer.options.as_slice() {
        [only] => Some((offer.wijk.clone(), only.slot)),
        _ => None,
    }
}

/// Whoever moves a visit that its guest did not ask to move cannot keep to its day. What the guest said
/// of that day was answered by it.
fn leaving_its_day(visit: &Visit) -> Visit {
    let mut visit = visit.clone();
    let day = visit.appointment.as_ref().map(|agreed| agreed.slot.day());
    let Some(day) = day.filter(|_| !visit.is_loose(Loose::MoveWanted)) else { return visit };
    let wishes = &mut visit.request.wishes;
    let of_the_day = |wish: &&mut Wish| wish.when.day() == Some(day);
    for wish in wishes.iter_mut().filter(of_the_day).filter(|wish| wish.is_wanted()) {
        wish.modality = Modality::Prefer;
    }
    let after = day + Days::new(1);
    wishes.push(not_on(crate::domain::time::Days { start: day, end: after }));
    visit
}

/// One moment: staff agreed it by telephone, so the visit moves there, as firm as it was. More or
/// none: an offer.
pub(super) fn shift(
    work: &Work<'_>,
    id: VisitId,
    moments: &[Moment],
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    if case.visit.appointment.is_none() {
        return Err(Refusal::WrongStage { case: id, stage: case.visit.stage });
    }
    match moments {
        [only] => {
            let wijk = wijk_for(work, &case.visit, None)?;
            let (slot, _) = place(work, &case.visit, &wijk, only)?;
            let reserved = case.visit.stage == Stage::AcceptedWithReservation;
            Ok(PreviewOf::Confirm { case: id, wijk: Some(wijk), slot, reserved })
        }
        [] => {
            let visit = leaving_its_day(&facts::with_what_waits(work, &case.visit));
            let (wijk, options) = planned(work, &visit, None, false)?;
            Ok(PreviewOf::Offer { case: id, wijk: Some(wijk), options })
        }
        _ => propose(work, id, moments, None, false),
    }
}
