//! When somebody can receive a guest: a host, or through their contact the residents.
//!
//! What config says; whom it keeps from which slot is for the planner. Everything is wall clock.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::time::{Days, Slot};

/// Hours of one day, from `from` up to `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// A day of the week that can be a key in config, 1 = Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpenDay(pub u8);

impl From<Weekday> for OpenDay {
    fn from(day: Weekday) -> Self {
        Self(day.number_from_monday() as u8)
    }
}

/// Days on which a wijk receives nobody, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedPeriod {
    pub days: Days,
    pub why: String,
}

/// The hours of a week in which somebody can, and the days on which they cannot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Availability {
    /// In the order of time. No day at all: any.
    pub hours: BTreeMap<OpenDay, Vec<Hours>>,
    pub away: Vec<ClosedPeriod>,
}

impl Availability {
    pub fn is_always(&self) -> bool {
        self.hours.is_empty() && self.away.is_empty()
    }

    /// Whether they can for the whole of a slot.
    pub fn allows(&self, slot: Slot) -> bool {
        self.is_always() || !self.gaps(slot.day()).iter().any(|gap| gap.overlaps(&slot))
    }

    /// The parts of a day in which they cannot, in the order of time.
    pub fn gaps(&self, day: NaiveDate) -> Vec<Slot> {
        let (dawn, dusk) = (midnight(day), midnight(day.succ_opt().unwrap_or(day)));
        if self.away.iter().any(|period| period.days.contains(day)) {
            return vec![Slot { start: dawn, end: dusk }];
        }
        if self.hours.is_empty() {
            return Vec::new();
        }
        let hours = self.hours.get(&OpenDay::from(day.weekday())).into_iter().flatten();
        let ends = hours.flat_map(|hours| [day.and_time(hours.from), day.and_time(hours.until)]);
        let ends: Vec<NaiveDateTime> = std::iter::once(dawn).chain(ends).chain([dusk]).collect();
        let gaps = ends.chunks_exact(2).filter_map(|gap| match gap {
            [start, end] if start < end => Some(Slot { start: *start, end: *end }),
            _ => None,
        });
        gaps.collect()
    }
}

/// What lies in both of two rows of hours, each in the order of time.
pub fn in_both(one: &[Hours], other: &[Hours]) -> Vec<Hours> {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    let both = pairs.map(|(a, b)| Hours { from: a.from.max(b.from), until: a.until.min(b.until) });
    both.filter(|hours| hours.from < hours.until).collect()
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}
