//! Closing and opening a wijk.
//!
//! Who has a moment in the days of a closing is offered two others. They are planned one after the
//! other, each with what those before were given held, so that all of it can be shown at once, and
//! one yes carries it out whole: the book of the wijk, the offers, the letters. What was agreed stays
//! held until the guest has chosen, and is marked as what cannot be.

use super::super::calls::{self, ToldOff};
use super::super::dates::{Offering, ask_of, dates, not_on};
use super::super::work::{Case, Work};
use super::super::{schedule, steps};
use super::{Speaker, done, open_case};
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::notice::{DoneWhat, NewDates, PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::reading::Wish;
use crate::domain::reason::Reason;
use crate::domain::state::{BookChange, Change, Key, Record};
use crate::domain::time::{Days, Slot, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Hold, Stage, Visit};
use crate::domain::wijk::{ClosedPeriod, WijkBook};
use crate::planning::{self, Ask};

/// Dates offered to a visit whose moment falls away.
const NEW_DATES: usize = 2;

/// What closing a wijk comes down to, with new dates for each visit in these days.
pub(super) fn closing(
    work: &Work<'_>,
    wijk: &WijkId,
    days: Days,
    why: &str,
) -> Result<PreviewOf, Refusal> {
    must_be_open(&book(work, wijk), days)?;
    let mut moves: Vec<NewDates> = Vec::new();
    for id in affected(work, wijk, days) {
        let Some(visit) = work.state.visit(id) else { continue };
        moves.push(new_dates(work, visit, wijk, days, &moves));
    }
    Ok(PreviewOf::CloseWijk { wijk: wijk.clone(), days, why: why.to_owned(), moves })
}

fn must_be_open(book: &WijkBook, days: Days) -> Result<(), Refusal> {
    let closed = book.closed.iter().any(|period| period.days == days);
    if closed { Err(Refusal::AlreadyClosed { wijk: book.wijk.clone() }) } else { Ok(()) }
}

/// Two dates for a visit, none of them what was given to those before it.
fn new_dates(
    work: &Work<'_>,
    visit: &Visit,
    wijk: &WijkId,
    days: Days,
    given: &[NewDates],
) -> NewDates {
    if let Some(slot) = second_choice(visit, wijk, days) {
        let (case, wijk, slot, second_choice) = (visit.id, wijk.clone(), None, Some(slot));
        return NewDates { case, slot, wijk, options: Vec::new(), second_choice };
    }
    let beside = held_for(given);
    let wishes: Vec<Wish> = visit.request.wishes.iter().cloned().chain([not_on(days)]).collect();
    let ask = Ask { wishes: &wishes, beside: &beside, ..ask_of(visit) };
    let plan = dates(work, &ask).plan.filter(|_| !visit.writer.undeliverable);
    let slot = falls_away(visit, wijk, days).map(|agreed| agreed.slot);
    let (wijk, mut options) =
        plan.map_or_else(|| (wijk.clone(), Vec::new()), |plan| (plan.wijk, plan.options));
    options.truncate(NEW_DATES);
    NewDates { case: visit.id, slot, wijk, options, second_choice: None }
}

/// What was agreed with a visit, if it falls in these days of the wijk.
fn falls_away<'v>(visit: &'v Visit, wijk: &WijkId, days: Days) -> Option<&'v Appointment> {
    let agreed = visit.appointment.as_ref();
    agreed.filter(|agreed| agreed.wijk == *wijk && days.contains(agreed.slot.day()))
}

/// The second choice beside a reservation, where that is all a visit has in these days: the
/// reservation stands, and what the guest was asked about it too.
fn second_choice(visit: &Visit, wijk: &WijkId, days: Days) -> Option<Slot> {
    let reserved = visit.stage == Stage::AcceptedWithReservation;
    let second = visit.plan_b.as_ref().filter(|_| reserved && visit.offer.is_some())?;
    falls_away(visit, wijk, days).is_none().then_some(second.slot)
}

/// What is given to visits, as others must see it.
fn held_for(given: &[NewDates]) -> Vec<Hold<'_>> {
    let options = given.iter().flat_map(|new| new.options.iter().map(move |option| (new, option)));
    let holds = options.map(|(new, option)| Hold {
        visit: new.case,
        wijk: &new.wijk,
        host: &option.host,
        slot: option.slot,
        firm: false,
    });
    holds.collect()
}

/// Whether other visits than those of the preview have a moment in the days of a closing by now.
pub(super) fn has_changed(work: &Work<'_>, action: &PreviewOf) -> bool {
    let PreviewOf::CloseWijk { wijk, days, moves, .. } = action else { return false };
    !affected(work, wijk, *days).iter().eq(moves.iter().map(|new| &new.case))
}

/// Closes the wijk and makes the offers, all of them or none.
pub(super) fn close(
    work: &mut Work<'_>,
    wijk: &WijkId,
    days: Days,
    why: &str,
    moves: &[NewDates],
    by: &Actor,
) -> Result<(), Refusal> {
    let book = book(work, wijk);
    must_be_open(&book, days)?;
    put_book(work, closed_too(book, days, why));
    let mut given: Vec<NewDates> = Vec::new();
    for new in moves {
        let case = open_case(work, new.case)?;
        given.push(relocate(work, case, new, why, &given, by)?);
    }
    Ok(())
}

/// Says that what was agreed cannot be, and offers the new dates. Returns them with who receives: the
/// host of the preview may have been taken since, and another one be free.
fn relocate(
    work: &mut Work<'_>,
    mut case: Case,
    new: &NewDates,
    why: &str,
    given: &[NewDates],
    by: &Actor,
) -> Result<NewDates, Refusal> {
    let mut new = new.clone();
    let beside = held_for(given);
    let moves = case.visit.stage == Stage::Confirmed;
    let ask = Ask { beside: &beside, ..ask_of(&case.visit) };
    for option in &mut new.options {
        let (desk, state, now, slot) = (work.desk, work.state, work.now, option.slot);
        option.host = planning::host_for(desk, state, now, &ask, &new.wijk, slot, true).map_err(
            |reasons| Refusal::SlotNotFree {
                case: new.case,
                moves,
                slot,
                reasons,
                held: Vec::new(),
            },
        )?;
    }
    let slot = new.slot.or(new.second_choice);
    case.note(by.clone(), Step::WijkShut { slot, why: why.to_owned() });
    if new.second_choice.is_some() {
        steps::give_up_plan_b(&mut case);
        work.finish(case);
        return Ok(new);
    }
    if let Some(agreed) = case.visit.appointment.as_mut().filter(|_| new.slot.is_some()) {
        agreed.shut = Some(why.to_owned());
        // It does not go ahead: nobody need receive, and other dates are found for all.
        case.visit.loose_ends.clear();
    }
    steps::withdraw_offers(work, &mut case);
    if new.options.is_empty() {
        call(work, &mut case, by);
    } else {
        offer(work, &mut case, &new, why, by);
    }
    if let Some(slot) = new.slot.filter(|_| moves) {
        let host = case.visit.host.clone().map(|host| (host, slot));
        let told = ToldOff { host, office: Some(slot), office_knows: false };
        calls::owe(work, &case.visit, told);
    }
    steps::stand_down(work, &mut case);
    work.finish(case);
    Ok(new)
}

fn offer(work: &mut Work<'_>, case: &mut Case, new: &NewDates, why: &str, by: &Actor) {
    let (wijk, options) = (new.wijk.clone(), new.options.clone());
    let offering = Offering { wijk, why: None, options, instead: Vec::new() };
    let letter = steps::offer(work, case, offering, by.clone(), None);
    let reasons = vec![Reason::WijkClosed { why: why.to_owned() }];
    case.amend(&letter, |draft| draft.facts.reasons = reasons);
}

/// Nothing can be offered: what was on offer is gone, and a person must call.
fn call(work: &Work<'_>, case: &mut Case, by: &Actor) {
    steps::set_aside_offer(&mut case.visit);
    if case.visit.stage == Stage::Proposed {
        case.enter(Stage::AwaitingApproval, by.clone());
    }
    schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
}

/// What closing would make of the book of the wijk.
pub(super) fn book_change(work: &Work<'_>, action: &PreviewOf) -> Option<BookChange> {
    let PreviewOf::CloseWijk { wijk, days, why, .. } = action else { return None };
    let before = book(work, wijk);
    let after = closed_too(before.clone(), *days, why);
    Some(BookChange { before, after })
}

fn closed_too(mut book: WijkBook, days: Days, why: &str) -> WijkBook {
    book.closed.push(ClosedPeriod { days, why: why.to_owned() });
    book.closed.sort_by_key(|period| period.days);
    book
}

/// Takes back what staff closed: everything, or the part within some days.
pub(super) fn open(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    wijk: &WijkId,
    days: Option<Days>,
) -> Result<(), Refusal> {
    let mut book = book(work, wijk);
    let before = book.closed.clone();
    book.closed = match days {
        Some(days) => book.closed.iter().flat_map(|period| without(period, days)).collect(),
        None => Vec::new(),
    };
    if book.closed == before {
        return Err(Refusal::NotClosed { wijk: wijk.clone() });
    }
    let again = go_ahead(work, &book);
    work.free(wijk.clone());
    put_book(work, book);
    done(work, speaker, DoneWhat::WijkOpened { wijk: wijk.clone(), again });
    Ok(())
}

/// The visits that can go ahead after all.
fn go_ahead(work: &mut Work<'_>, book: &WijkBook) -> Vec<VisitId> {
    let still = |slot: Slot| book.closed.iter().any(|period| period.days.contains(slot.day()));
    let again = |visit: &&Visit| {
        let agreed = visit.appointment.as_ref().filter(|agreed| agreed.wijk == book.wijk);
        agreed.is_some_and(|agreed| agreed.shut.is_some() && !still(agreed.slot))
    };
    let shut = work.state.briefs().filter(|visit| visit.marks.is_shut);
    let visits = shut.filter_map(|visit| work.state.visit(visit.id));
    let visits: Vec<Visit> = visits.filter(again).cloned().collect();
    let ids = visits.iter().map(|visit| visit.id).collect();
    for mut visit in visits {
        if let Some(agreed) = &mut visit.appointment {
            agreed.shut = None;
        }
        let mut case = Case::of(visit, work.now);
        steps::ask_again(work, &mut case);
        work.finish(case);
    }
    ids
}

pub(super) fn book(work: &Work<'_>, wijk: &WijkId) -> WijkBook {
    let none = || WijkBook { wijk: wijk.clone(), closed: Vec::new() };
    work.state.book(wijk).cloned().unwrap_or_else(none)
}

/// An empty book is none.
pub(super) fn put_book(work: &mut Work<'_>, book: WijkBook) {
    if book.closed.is_empty() {
        work.change(Change::Remove { key: Key::WijkBook(book.wijk) });
    } else {
        work.put(Record::WijkBook(book));
    }
}

/// What is left of a closed period when some days of it open again.
fn without(period: &ClosedPeriod, open: Days) -> Vec<ClosedPeriod> {
    let Days { start, end } = period.days;
    let before = Days { start, end: end.min(open.start) };
    let after = Days { start: start.max(open.end), end };
    [before, after]
        .into_iter()
        .filter(|days| days.start < days.end)
        .map(|days| ClosedPeriod { days, why: period.why.clone() })
        .collect()
}

/// The visits to come that hold something in the wijk on these days.
fn affected(work: &Work<'_>, wijk: &WijkId, days: Days) -> Vec<VisitId> {
    let holds = work.state.holds_between(days.start, days.end, work.now);
    let to_come = |hold: &Hold<'_>| hold.wijk == wijk && instant(hold.slot.start) > work.now;
    let mut ids: Vec<VisitId> = holds.filter(to_come).map(|hold| hold.visit).collect();
    ids.sort();
    ids.dedup();
    ids
}
