//! The few slots that are offered, out of all that are free.
//!
//! What the guest prefers comes before what leaves them time to answer, that before what suits their
//! office, and that before the rest; within
//! each, the earliest days in different weeks, since a guest who cannot come this week is not helped
//! by three days of it. A day has one slot in an offer, unless there are too few days. Nothing here
//! decides whether a slot may be offered: `search` did.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveTime, Timelike};

use crate::domain::reason::Reason;
use crate::domain::time::{Slot, iso_week};
use crate::domain::visit::OfferOption;

use super::search::{Free, FreeDay, Search};
use super::wishes::Fit;

/// A day that may be offered. Most are never chosen, so its slots are looked at only then.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    day: NaiveDate,
    rank: Rank,
}

/// How good a day is; the smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    prefers: Fit,
    /// So early a day leaves less time to answer, and the guest did not ask for it.
    hurried: bool,
    neutral: bool,
}

/// At most `max` options, numbered from 1: what the guest prefers first, then in the order of time;
/// empty when nothing is free.
pub(crate) fn options(search: &Search<'_>, max: usize) -> Vec<OfferOption> {
    let candidates = in_order(search, candidates(search, max));
    let mut chosen = fill_up(search, choose(&candidates, max), max);
    chosen.sort_by_key(|free| (search.wishes.prefers.fit(free.slot), free.slot));
    let numbered = (1..).zip(chosen);
    numbered
        .map(|(option, free)| OfferOption {
            option,
            slot: free.slot,
            host: free.host.clone(),
            reasons: reasons(search, free),
            until: None,
        })
        .collect()
}

/// The days that are good, or that the guest named; the others only when there are none.
///
/// Ends as soon as `max` different weeks have a day that none can surpass: the days come in the order
/// of time, so those would be chosen whatever follows.
fn candidates(search: &Search<'_>, max: usize) -> Vec<Candidate> {
    let unsurpassed =
        Rank { prefers: Fit::Whole, hurried: false, neutral: !search.calendar.can_favour() };
    let (mut good, mut rather_not) = (Vec::new(), Vec::new());
    let unhurried = search.calendar.unhurried();
    let (mut weeks, mut last_week) = (0, None);
    search.each_open_day(|free| {
        let day = free.day();
        let candidate = Candidate { day, rank: rank(search, unhurried, free) };
        if search.calendar.is_rather_not(day) && !search.wishes.name_the_date(day) {
            rather_not.push(candidate);
            return ControlFlow::Continue(());
        }
        good.push(candidate);
        if candidate.rank == unsurpassed && last_week != Some(iso_week(day)) {
            (weeks, last_week) = (weeks + 1, Some(iso_week(day)));
        }
        if weeks < max { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    if good.is_empty() { rather_not } else { good }
}

fn rank(search: &Search<'_>, unhurried: NaiveDate, free: &FreeDay<'_, '_>) -> Rank {
    let day = free.day();
    let neutral = search.calendar.favour(day).next().is_none();
    let hurried = day < unhurried && !search.wishes.pin_down(day);
    Rank { prefers: best_fit(search, free), hurried, neutral }
}

/// How well the slot that fits best is what they prefer.
fn best_fit(search: &Search<'_>, free: &FreeDay<'_, '_>) -> Fit {
    let prefers = search.wishes.prefers.of(free.day());
    let best = || free.slots().map(|free| prefers.fit(free.slot)).min();
    prefers.fit_of_all().or_else(best).unwrap_or(Fit::No)
}

/// How good a slot is on its day; the smaller, the better.
fn goodness(search: &Search<'_>, slot: Slot) -> impl Ord + use<> {
    (search.wishes.prefers.fit(slot), oddness(slot.start.time()))
}

/// The best rank first. Days of equal rank in the order of time; those that only fill up what the
/// guest prefers, the nearest to it first. The nearest of all is among them though it leaves little
/// time to answer: who asks for May is not helped by three days in August.
fn in_order(search: &Search<'_>, mut all: Vec<Candidate>) -> Vec<Candidate> {
    let near = search.wishes.prefers.nearest(search.calendar.first, search.calendar.last);
    let away = |candidate: &Candidate| match (candidate.rank.prefers, near) {
        (Fit::DayOnly | Fit::HoursOnly | Fit::No, Some(near)) => {
            (candidate.day - near).num_days().abs()
        }
        (Fit::Whole, _) | (_, None) => 0,
    };
    all.sort_by_key(|candidate| (candidate.rank, away(candidate), candidate.day));
    let unhurried = |it: &Candidate| (Rank { hurried: false, ..it.rank }, away(it), it.day);
    let nearest = (0..all.len()).filter(|_| near.is_some());
    let nearest = nearest.min_by_key(|at| all.get(*at).map(unhurried));
    if let Some(first) = nearest.and_then(|at| all.get_mut(..=at)) {
        first.rotate_right(1);
    }
    all
}

/// Walks the ranks from the best: first days in new weeks, then other days.
fn choose(all: &[Candidate], max: usize) -> Vec<Candidate> {
    let mut chosen: Vec<Candidate> = Vec::new();
    for rank in all.chunk_by(|a, b| a.rank == b.rank) {
        for candidate in rank {
            let new_week = chosen.iter().all(|c| iso_week(c.day) != iso_week(candidate.day));
            if new_week && chosen.len() < max {
                chosen.push(*candidate);
            }
        }
        for candidate in rank {
            let new_day = chosen.iter().all(|c| c.day != candidate.day);
            if new_day && chosen.len() < max {
                chosen.push(*candidate);
            }
        }
    }
    chosen
}

/// The best slot of each day that was chosen; where there are too few days, more of each.
fn fill_up<'a>(search: &Search<'a>, chosen: Vec<Candidate>, max: usize) -> Vec<Free<'a>> {
    let (mut slots, mut more) = (Vec::new(), Vec::new());
    for candidate in chosen {
        let mut all = search.free_on(candidate.day);
        all.sort_by_cached_key(|free| goodness(search, free.slot));
        let mut all = all.into_iter();
        slots.extend(all.next());
        more.extend(all);
    }
    for free in more {
        let apart = slots.iter().all(|other: &Free<'_>| !other.slot.overlaps(&free.slot));
        if slots.len() < max && apart {
            slots.push(free);
        }
    }
    slots
}

/// How far from the hours that people keep, in minutes: about ten, else about half past one, else
/// the early evening.
fn oddness(start: NaiveTime) -> (u8, u32, Reverse<NaiveTime>) {
    let minute = |hour, minute| hour * 60 + minute;
    let at = minute(start.hour(), start.minute());
    let (part, ideal) = match start.hour() {
        0..12 => (0, minute(10, 0)),
        12..18 => (1, minute(13, 30)),
        _ => (2, minute(19, 0)),
    };
    (part, at.abs_diff(ideal), Reverse(start))
}

/// Why this slot: the guest's words, then what is in its favour, then what is against it, and why not
/// the contact person.
fn reasons(search: &Search<'_>, Free { slot, host }: Free<'_>) -> Vec<Reason> {
    let (calendar, day) = (&search.calendar, slot.day());
    let favour = search.wishes.in_favour(slot).into_iter().chain(calendar.favour(day));
    favour.chain(calendar.rather_not(day)).chain(search.stands_in(host)).collect()
}
