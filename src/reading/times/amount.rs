//! Reads lengths of time: "anderhalf uur", "drie kwartier", "1 dag 21 uur", "een paar weken",
//! "twee en een half uur", "2,5 uur", "een week of drie".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Amount, Grammar};
use crate::reading::classes::Classes;
use crate::reading::cue::{Cue, Cues, Phrases};
use crate::reading::numeral;
use crate::reading::token::{Unit, Word};

/// Words of no class of their own with which an amount may begin, or what is counted with one.
pub(crate) const OPENS: Phrases = &[
    "a",
    "an",
    "aantal",
    "anderhalf",
    "anderhalve",
    "enkele",
    "half",
    "halve",
    "halfuur",
    "halfuurtje",
    "het",
    "in",
    "kwartier",
    "kwartiertje",
    "na",
    "over",
    "paar",
    "several",
];

/// So many halves of a unit.
pub(super) fn of_unit(halves: i64, unit: Unit) -> Amount {
    let mut amount = Amount { months: 0, days: 0, working_days: 0, seconds: 0, unit };
    let whole = |halves: i64| i32::try_from(halves / 2).unwrap_or(i32::MAX);
    let months = |each: i64| whole(halves * each);
    match unit {
        Unit::Second => amount.seconds = halves / 2,
        Unit::Minute => amount.seconds = halves * 30,
        Unit::Hour => amount.seconds = halves * 1800,
        Unit::Day => {
            amount.days = whole(halves);
            amount.seconds = halves % 2 * 43_200;
        }
        Unit::WorkingDay => amount.working_days = whole(halves),
        Unit::Week | Unit::Weekend | Unit::WorkWeek => amount.days = whole(halves * 7 + 1),
        Unit::Month if halves % 2 == 0 => amount.months = whole(halves),
        Unit::Month => {
            amount.months = whole(halves);
            amount.days = 15;
        }
        Unit::Quarter => amount.months = months(3),
        Unit::HalfYear => amount.months = months(6),
        Unit::Year => amount.months = months(12),
        Unit::Decade => amount.months = months(120),
        Unit::Century => amount.months = months(1200),
    }
    amount
}

fn sum(a: Amount, b: Amount) -> Amount {
    Amount {
        months: a.months.saturating_add(b.months),
        days: a.days.saturating_add(b.days),
        working_days: a.working_days.saturating_add(b.working_days),
        seconds: a.seconds + b.seconds,
        unit: a.unit.min(b.unit),
    }
}

impl Grammar<'_, '_> {
    /// Whether an amount can begin here, by the class of the word.
    pub(crate) fn may_count(&self, at: usize) -> bool {
        match self.t.word(at) {
            Word::Number(_) | Word::Digits { .. } | Word::Pair { .. } | Word::Clock { .. } => true,
            Word::Sign('+' | '-') => self.policy.in_is_ahead,
            Word::Unit(Unit::HalfYear) => true,
            Word::Other => {
                let opens = self.t.get(at).is_some_and(|token| token.cues.has(Cue::OpensAmount));
                opens || self.is_half(at)
            }
            _ => false,
        }
    }

    /// `tweeënhalf`, `halve`.
    pub(super) fn is_half(&self, at: usize) -> bool {
        self.t.get(at).is_some_and(|token| token.may_be(Classes::HALF))
    }

    /// Whether one amount can begin here: behind a number stands what it counts.
    fn may_be_amount(&self, at: usize) -> bool {
        match self.t.word(at) {
            Word::Digits { .. } | Word::Number(_) => match self.t.word(at + 1) {
                Word::Unit(_) => true,
                // "twee kwartier", "een paar weken", "twee en een half uur".
                Word::Other => self.may_halve(at + 1) || self.t.is(at + 1, &["en", "few"]),
                _ => false,
            },
            Word::Pair { .. } => self.counted_unit(at + 1).is_some(),
            Word::Clock { .. } | Word::Unit(Unit::HalfYear) => true,
            Word::Other => self.may_halve(at) || self.is_half(at),
            _ => false,
        }
    }

    fn may_halve(&self, at: usize) -> bool {
        const LISTS: &Cues = &Cues::these(&[Cue::OpensAmount, Cue::InsideTime, Cue::OpensTime]);
        self.t.get(at).is_some_and(|token| token.cues.own().meets(LISTS))
    }

    /// The amount that starts at `at`, and where it ends.
    pub(crate) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        if !self.may_count(at) {
            return None;
        }
        let (mut total, mut next) = self.one_amount(at)?;
        loop {
            let joint = self.t.is(next, &["en", "and", "&"]) || self.t.is_sign(next, ',');
            let start = if joint { next + 1 } else { next };
            match self.one_amount(start) {
                Some((more, end))
                    if (more.unit < total.unit
                        || joint && self.tops(more, total, end)
                        || self.policy.lengths && more.unit != total.unit)
                        && !self.is_said_as_moment(start) =>
                {
                    total = sum(total, more);
                    next = end;
                }
                _ => return Some((total, next)),
            }
        }
    }

    /// The "2 jaar" of "1 maand, 2 jaar, 21 dagen geleden": an odd order, but an end that adds it up.
    fn tops(&self, more: Amount, total: Amount, end: usize) -> bool {
        let adds_up = self.t.is(end, &["geleden", "later"])
            || self
                .one_amount(end + 1)
                .is_some_and(|(_, next)| self.t.is(next, &["geleden", "later"]));
        more.unit > total.unit && more.unit > Unit::Day && adds_up
    }

    /// "10 uur" behind "1 dag" adds up; "om 10 uur" does not, and its "om" stands before.
    fn is_said_as_moment(&self, at: usize) -> bool {
        self.t.was(at, &["om", "at"])
    }

    fn one_amount(&self, at: usize) -> Option<(Amount, usize)> {
        if !self.may_be_amount(at) {
            return None;
        }
        self.named_amount(at).or_else(|| self.glued_clock(at)).or_else(|| {
            let (halves, next) = self.halves(at)?;
            let unit = self.counted_unit(next)?;
            Some(self.or_so((of_unit(halves, unit), next + 1)))
        })
    }

    /// The unit here; the "u" of "1,5 u" can only be hours.
    fn counted_unit(&self, at: usize) -> Option<Unit> {
        match self.t.word(at) {
            Word::Unit(unit) => Some(unit),
            _ => {
                let parted = matches!(self.t.word_before(at), Word::Pair { sign: ',', .. });
                (parted && self.t.is(at, &["u"])).then_some(Unit::Hour)
            }
        }
    }

    /// `een half uur`, `halfuurtje`, `een kwartier`, `drie kwartier`, `een half jaar`.
    fn named_amount(&self, at: usize) -> Option<(Amount, usize)> {
        let t = self.t;
        let count = t.count(at);
        let behind = if count.is_some() || t.is(at, &["a", "an", "het"]) { at + 1 } else { at };
        if t.is(behind, &["kwart"]) && t.is(behind + 1, &["uur"]) && count.is_none_or(|n| n == 1) {
            return Some((of_unit(30, Unit::Minute), behind + 2));
        }
        if t.is(behind, &["kwartier", "kwartiertje"]) {
            let count = i64::from(count.unwrap_or(1));
            return Some((of_unit(count * 30, Unit::Minute), behind + 1));
        }
        if count.is_some_and(|count| count > 1) {
            return None;
        }
        if t.is(behind, &["halfuur", "halfuurtje"]) {
            return Some((of_unit(1, Unit::Hour), behind + 1));
        }
        if let Word::Unit(Unit::HalfYear) = t.word(behind) {
            return Some((of_unit(1, Unit::Year), behind + 1));
        }
        if !t.is(behind, &["half", "halve", "½"]) {
            return None;
        }
        let unit_at = if t.is(behind + 1, &["an"]) { behind + 2 } else { behind + 1 };
        let Word::Unit(unit) = t.word(unit_at) else { return None };
        Some((of_unit(1, unit), unit_at + 1))
    }

    /// `2u5min`, `1u`: a clock that is a length where "geleden" or a sign says so.
    fn glued_clock(&self, at: usize) -> Option<(Amount, usize)> {
        let Word::Clock { hour, minute, second: 0, half: None } = self.t.word(at) else {
            return None;
        };
        let minutes = matches!(self.t.word(at + 1), Word::Unit(Unit::Minute))
            && self.t.get(at + 1).is_some_and(|token| token.glued);
        let amount = of_unit(i64::from(hour * 60 + minute) * 2, Unit::Minute);
        match (minute, minutes) {
            (0, false) => Some((of_unit(i64::from(hour) * 2, Unit::Hour), at + 1)),
            (_, true) => Some((amount, at + 2)),
            (_, false) => None,
        }
    }

    /// A count, in halves: `drie`, `2,5`, `anderhalf`, `twee en een half`, `een paar`, `enkele`.
    fn halves(&self, at: usize) -> Option<(i64, usize)> {
        let t = self.t;
        let few = i64::from(self.policy.few) * 2;
        let unsaid = matches!(t.word(at), Word::Other | Word::Number(_));
        if unsaid && let Some(words) = t.any_of(at, &[&["een", "paar"], &["paar"], &["a", "few"]]) {
            return Some((few, at + words));
        }
        if unsaid
            && let Some(words) =
                t.any_of(at, &[&["enkele"], &["enige"], &["een", "aantal"], &["aantal"]])
        {
            return Some((6, at + words));
        }
        match t.word(at) {
            Word::Pair { left, right: 5, sign: ',' | '.', right_len: 1 } if left < 1000 => {
                Some((i64::from(left) * 2 + 1, at + 1))
            }
            Word::Other => {
                let word = t.get(at)?;
                numeral::halves(word.lower).map(|halves| (i64::from(halves), at + 1))
            }
            _ => {
                let count = i64::from(t.count(at)?);
                let tail = t.any_of(at + 1, &[&["en", "een", "half"], &["en", "een", "halve"]]);
                Some((count * 2 + i64::from(tail.is_some()), at + 1 + tail.unwrap_or(0)))
            }
        }
    }

    /// `een week of drie`, `een dag of tien`: the number behind counts.
    fn or_so(&self, (amount, next): (Amount, usize)) -> (Amount, usize) {
        let hour = amount.unit == Unit::Hour && amount.seconds == 3600;
        let one = amount.days == 1 || amount.days == 7 || amount.months == 1 || hour;
        let number = self.t.count(next + 1).filter(|count| (2..=20).contains(count));
        let ends = !matches!(self.t.word(next + 2), Word::Unit(_) | Word::Month(_));
        match number {
            Some(number) if one && ends && self.t.is(next, &["of"]) => {
                let of = |each: i32| each * number as i32;
                let seconds = amount.seconds * i64::from(number);
                let (days, months) = (of(amount.days), of(amount.months));
                let more = Amount { days, months, seconds, ..amount };
                (more, next + 2)
            }
            _ => (amount, next),
        }
    }
}
