//! The few slots that are offered, out of all that are free.
//!
//! What the guest prefers comes before what suits their office, and that before the rest; within
//! each, the earliest days in different weeks, since a guest who cannot come this week is not helped
//! by three days of it. A day has one slot in an offer, unless there are too few days. Nothing here
//! decides whether a slot may be offered: `search` did.

use std::cmp::Reverse;

use chrono::{NaiveTime, Timelike};

use crate::domain::reason::Reason;
use crate::domain::time::{Slot, iso_week};
use crate::domain::visit::OfferOption;

use super::search::{Free, Open, Search};
use super::wishes::Fit;

/// A day that may be offered, with its slots, the best first.
#[derive(Debug)]
struct Candidate<'a> {
    open: Open<'a>,
    rank: Rank,
}

/// How good a day is; the smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    prefers: Fit,
    neutral: bool,
}

/// At most `max` options in the order of time, numbered from 1; empty when nothing is free.
pub(crate) fn options(search: &Search<'_>, max: usize) -> Vec<OfferOption> {
    let candidates = in_order(search, candidates(search));
    let mut chosen = choose(&candidates, max);
    chosen.sort_by_key(|(free, _)| free.slot);
    let numbered = (1..).zip(chosen);
    numbered
        .map(|(option, (free, candidate))| OfferOption {
            option,
            slot: free.slot,
            host: free.host.clone(),
            reasons: reasons(search, free.slot, candidate),
        })
        .collect()
}

/// The days that are good, or that the guest named; the others only when there are none.
fn candidates<'a>(search: &Search<'a>) -> Vec<Candidate<'a>> {
    let asked = |open: &Open<'_>| search.wishes.name_the_date(open.day);
    let (good, rather_not): (Vec<_>, Vec<_>) =
        search.open_days().partition(|open| open.judged.rather_not.is_empty() || asked(open));
    let days = if good.is_empty() { rather_not } else { good };
    days.into_iter().map(|open| ranked(search, open)).collect()
}

fn ranked<'a>(search: &Search<'a>, mut open: Open<'a>) -> Candidate<'a> {
    let prefers = &search.wishes.prefers;
    open.slots.sort_by_cached_key(|free| (prefers.fit(free.slot), oddness(free.slot.start.time())));
    let best = open.slots.first().map_or(Fit::No, |free| prefers.fit(free.slot));
    let neutral = open.judged.favour.is_empty();
    Candidate { rank: Rank { prefers: best, neutral }, open }
}

/// The best rank first. Days of equal rank in the order of time; those that only fill up what the
/// guest prefers, the nearest to it first.
fn in_order<'a>(search: &Search<'_>, mut all: Vec<Candidate<'a>>) -> Vec<Candidate<'a>> {
    let near = search.wishes.prefers.earliest(search.calendar.first, search.calendar.last);
    all.sort_by_key(|candidate| {
        let day = candidate.open.day;
        let away = match (candidate.rank.prefers, near) {
            (Fit::DayOnly | Fit::HoursOnly | Fit::No, Some(near)) => (day - near).num_days().abs(),
            (Fit::Whole, _) | (_, None) => 0,
        };
        (candidate.rank, away, day)
    });
    all
}

/// One slot of each chosen day; when the days are too few, more of the same days.
fn choose<'c, 'a>(all: &'c [Candidate<'a>], max: usize) -> Vec<(Free<'a>, &'c Candidate<'a>)> {
    let days = choose_days(all, max);
    let first = |candidate: &&'c Candidate<'a>| Some((*candidate.open.slots.first()?, *candidate));
    let mut chosen: Vec<_> = days.iter().filter_map(first).collect();
    for candidate in days {
        for free in &candidate.open.slots {
            let apart = chosen.iter().all(|(other, _)| !other.slot.overlaps(&free.slot));
            if apart && chosen.len() < max {
                chosen.push((*free, candidate));
            }
        }
    }
    chosen
}

/// Walks the ranks from the best: in each, first days in new weeks, then other days.
fn choose_days<'c, 'a>(all: &'c [Candidate<'a>], max: usize) -> Vec<&'c Candidate<'a>> {
    let mut chosen: Vec<&'c Candidate<'a>> = Vec::new();
    for rank in all.chunk_by(|a, b| a.rank == b.rank) {
        for candidate in rank {
            let week = iso_week(candidate.open.day);
            if chosen.len() < max && chosen.iter().all(|c| iso_week(c.open.day) != week) {
                chosen.push(candidate);
            }
        }
        for candidate in rank {
            let day = candidate.open.day;
            if chosen.len() < max && chosen.iter().all(|c| c.open.day != day) {
                chosen.push(candidate);
            }
        }
    }
    chosen
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

/// Why this slot: the guest's words, then what is in its favour, then what is against it.
fn reasons(search: &Search<'_>, slot: Slot, candidate: &Candidate<'_>) -> Vec<Reason> {
    let judged = &candidate.open.judged;
    [search.wishes.in_favour(slot), judged.favour.clone(), judged.rather_not.clone()].concat()
}
