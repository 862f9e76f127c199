//! Whether a new request is one that we have already: the same mail sent once more, or what was agreed
//! by telephone and is now confirmed by mail.
//!
//! Staff are told and nothing is put together by itself: two visits of one guest are as common. Looked
//! at are the cases opened last and what is held on the days that are asked for, so that the cost does
//! not grow with the desk.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::conversation::is_shared;
use super::work::Work;
use crate::domain::ids::VisitId;
use crate::domain::names::can_be_one_person;
use crate::domain::reading::{When, Wish};
use crate::domain::state::Brief;
use crate::domain::visit::Visit;

/// How many of the cases opened last are looked at in brief.
const LOOKED_AT: u32 = 50;
/// How many of those are looked at whole: they may have to come from disk.
const FETCHED_MOST: usize = 10;

/// The open case that this new one may be the same as: of more, the oldest.
pub(super) fn of(work: &Work<'_>, visit: &Visit) -> Option<VisitId> {
    let VisitId { year, number } = visit.id;
    let lately = (number.saturating_sub(LOOKED_AT)..number).map(|number| VisitId { year, number });
    let day_after = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
    let days = days_wanted(visit);
    let held =
        days.iter().flat_map(|day| work.state.holds_between(*day, day_after(*day), work.now));
    let is_near = |id: &VisitId| {
        let brief = work.state.brief(*id).filter(|brief| brief.id != visit.id);
        brief.is_some_and(|brief| share_wijk(visit, brief))
    };
    let near: BTreeSet<VisitId> =
        lately.chain(held.map(|hold| hold.visit)).filter(is_near).collect();
    let latest = near.into_iter().rev().take(FETCHED_MOST);
    let mut whole = latest.rev().filter_map(|id| work.state.visit(id));
    whole.find(|other| is_alike(visit, other)).map(|other| other.id)
}

fn is_alike(visit: &Visit, other: &Visit) -> bool {
    let of_writer = visit.writer.mailbox.address == other.writer.mailbox.address;
    let text = visit.request.text.trim();
    let again = of_writer && !text.is_empty() && text == other.request.text.trim();
    let meet = meet(visit, other);
    // Who asks twice for one day and one wijk may name another guest the second time.
    again
        || of_writer && meet
        || is_same_guest(visit, other) && (meet || of_one_office(visit, other))
}

/// Two who work together ask for the same guest, and nothing is agreed yet: the one may not know of the
/// other. Of one writer two requests are as common as one.
fn of_one_office(visit: &Visit, other: &Visit) -> bool {
    let [one, two] = [visit, other].map(|visit| &visit.writer.mailbox.address);
    let colleagues = one != two && one.domain() == two.domain() && !is_shared(one.domain());
    colleagues && other.appointment.is_none()
}

fn is_same_guest(visit: &Visit, other: &Visit) -> bool {
    let names = visit.guest.name.as_deref().zip(other.guest.name.as_deref());
    names.is_some_and(|(one, other)| can_be_one_person(one, other))
}

/// Whether a wijk stands in both, or none in either.
fn share_wijk(visit: &Visit, other: &Brief) -> bool {
    let here = || visit.request.wijken.iter().chain(&visit.wijk);
    let mut there = other.wanted.iter().chain(&other.wijk).peekable();
    if there.peek().is_none() {
        return here().next().is_none();
    }
    there.any(|wijk| here().any(|other| other == wijk))
}

/// Both ask for one moment, or the one asks for a day on which the other is agreed or on offer.
fn meet(visit: &Visit, other: &Visit) -> bool {
    let agreed = other.appointment.as_ref().map(|agreed| agreed.slot.day());
    let offered: Vec<NaiveDate> =
        other.offer.iter().flat_map(|offer| &offer.options).map(|o| o.slot.day()).collect();
    let asked = |when: &When| wanted(other).any(|wish| wish.when == *when);
    days_wanted(visit).iter().any(|day| agreed == Some(*day) || offered.contains(day))
        || wanted(visit).any(|wish| asked(&wish.when))
}

fn wanted(visit: &Visit) -> impl Iterator<Item = &Wish> {
    visit.request.wishes.iter().filter(|wish| wish.is_wanted())
}

fn days_wanted(visit: &Visit) -> Vec<NaiveDate> {
    wanted(visit).filter_map(|wish| wish.when.day()).collect()
}
