//! Reads lengths that stand by themselves: "anderhalf uur", "voor twee weken", "drie dagen weg",
//! "meer dan een week", "binnen vijf werkdagen".
//!
//! An hour or two is how long a visit takes; "drie weken" in a mail may be anything, so a longer
//! stretch is a finding only where a word beside it says that it is a length.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Amount, Grammar};
use crate::reading::token::{Unit, Word};

/// Longer than this nobody visits.
const VISIT_SECONDS: i64 = 36_000;

fn amount_of(months: i32, days: i32, unit: Unit) -> Amount {
    Amount { months, days, working_days: 0, seconds: 0, unit }
}

impl Grammar<'_, '_> {
    /// `binnen vijf werkdagen`, `within two weeks`, `binnen de komende 10 maanden`.
    pub(super) fn within(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        if !t.is(at, &["binnen", "within"]) {
            return None;
        }
        let mut next = at + 1;
        while t.is(next, &["de", "the", "nu", "ongeveer"])
            || t.is(next, &["komende", "eerstkomende", "uiterlijk", "volgende"])
        {
            next += 1;
        }
        if t.is(next, &["dag", "week", "maand", "jaar", "uur"]) {
            // "binnen een week" without its article: "binnen de week".
            let Word::Unit(unit) = t.word(next) else { return None };
            let days = match unit {
                Unit::Week => 7,
                Unit::Day => 1,
                _ => return None,
            };
            return Some((amount_of(0, days, unit), next + 1));
        }
        let (amount, next) = self.amount(next)?;
        // "binnen twee weken vanaf vandaag".
        let from_here: &[&[&str]; 4] =
            &[&["vanaf", "vandaag"], &["vanaf", "nu"], &["na", "vandaag"], &["na", "nu"]];
        Some((amount, next + t.any_of(next, from_here).unwrap_or(0)))
    }

    /// `anderhalf uur`, `maximaal twee uur`, `90 minuten`, `voor twee weken`.
    pub(super) fn length(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        let leads = t.is(at, &["maximaal", "circa", "ca", "ongeveer", "minimaal"]);
        let start = if leads { at + 1 } else { at };
        if t.was(at, &["over", "om", "na", "per", "al", "of", "binnen", "elke", "iedere"]) {
            return None;
        }
        let (mut amount, mut next) = self
            .amount(start)
            .or_else(|| self.whole_unit(start))
            .or_else(|| self.short_hours(start))?;
        // "anderhalf tot twee uur": the longer one is planned.
        if let Some((longer, end)) = self.longer(start) {
            (amount, next) = (longer, end);
        }
        let visit =
            amount.is_clock() && amount.unit != Unit::Second && amount.seconds <= VISIT_SECONDS;
        let wanted = visit || self.policy.lengths || self.is_said_as_length(at, next);
        let moved = self.shifts(next) || self.shifts(next + 1) && t.is(next, &["te"]);
        (wanted && !moved).then_some((amount, next))
    }

    /// `voor twee weken`, `nog een maand`, `meer dan vier dagen`, `drie dagen weg`, `een week lang`.
    fn is_said_as_length(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        t.is(next, LENGTH_ENDS)
            || t.was(at, &["voor", "gedurende", "nog", "during", "for"])
            || t.was(at, &["dan", "than"])
                && t.was(at - 1, &["meer", "minder", "langer", "korter", "more"])
    }

    /// The `3u` or `3 u` of "3u weg"; anywhere else it is the clock.
    fn short_hours(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        let (hours, next) = match t.word(at) {
            Word::Clock { hour, minute: 0, second: 0, half: None } => (hour, at + 1),
            Word::Digits { value, .. } if t.is(at + 1, &["u", "h"]) => (value, at + 2),
            _ => return None,
        };
        let seconds = i64::from(hours) * 3600;
        (t.is(next, LENGTH_ENDS) || t.was(at, &["gedurende", "nog"]))
            .then(|| (Amount { seconds, ..amount_of(0, 0, Unit::Hour) }, next))
    }

    /// "een uur eerder", "een half uur later": how far a time moves, no length.
    fn shifts(&self, at: usize) -> bool {
        self.t.is(at, &["later", "eerder", "vroeger", "earlier"])
    }

    /// The "de hele dag", "het hele jaar" that is a length where lengths are asked for.
    fn whole_unit(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        let at = if t.is(at, &["de", "het"]) { at + 1 } else { at };
        if !self.policy.lengths || !t.is(at, &["hele", "gehele", "volle"]) {
            return None;
        }
        let Word::Unit(unit) = t.word(at + 1) else { return None };
        match unit {
            Unit::Day => Some((amount_of(0, 1, unit), at + 2)),
            Unit::Week => Some((amount_of(0, 7, unit), at + 2)),
            Unit::Month => Some((amount_of(1, 0, unit), at + 2)),
            Unit::Year => Some((amount_of(12, 0, unit), at + 2)),
            _ => None,
        }
    }

    fn longer(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        let joint = (at + 1..at + 3)
            .find(|&i| t.is(i, &["tot", "à", "a"]) || t.get(i).is_some_and(|s| s.is_dash()))?;
        let counts = t.count(at).is_some() || t.is(at, &["anderhalf", "een"]);
        self.amount(joint + 1).filter(|(amount, _)| counts && amount.is_clock())
    }
}

/// What may stand behind a length and makes it one.
pub(super) const LENGTH_ENDS: &[&str] = &["weg", "lang", "afwezig", "away", "long"];
