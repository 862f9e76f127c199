//! A set of days within one stretch of the calendar: a bit for each day.
//!
//! Most rules about days are a pattern of the week or a row of days, and a year of either is a few
//! words of bits. Nothing here knows what a day is for. Days outside the stretch are in no set, and
//! adding them adds nothing.

use chrono::{Datelike, Days, NaiveDate, Weekday};

const BITS: u32 = u64::BITS;
/// A bit in every seventh place: times a pattern of the week, that pattern over and over.
const EVERY_WEEK: u64 = 0x8102_0408_1020_4081;
/// A pattern of the week in which every day is in.
const WHOLE_WEEK: u8 = 0b111_1111;

/// Some of the days from `first` on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DaySet {
    first: NaiveDate,
    /// Of the first day, counted from Monday.
    weekday: u32,
    /// How many days the stretch has.
    length: u32,
    words: Vec<u64>,
}

/// Days of the week: a bit for each, Monday the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weekdays(u8);

impl Weekdays {
    /// Those of which this is true.
    pub(crate) fn that(is_meant: impl Fn(Weekday) -> bool) -> Self {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        let meant = [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().filter(|day| is_meant(*day));
        Self(meant.fold(0, |days, day| days | 1 << day.num_days_from_monday()))
    }

    fn starting_at(self, weekday: u32) -> u8 {
        ((u16::from(self.0) | u16::from(self.0) << 7) >> weekday) as u8 & WHOLE_WEEK
    }
}

impl DaySet {
    /// None of the days from `first` to `last`, both inclusive.
    pub(crate) fn none(first: NaiveDate, last: NaiveDate) -> Self {
        let days = (last - first).num_days() + 1;
        let length = u32::try_from(days).unwrap_or(0);
        let weekday = first.weekday().num_days_from_monday();
        Self { first, weekday, length, words: vec![0; length.div_ceil(BITS) as usize] }
    }

    /// Those of them that fall on these days of the week.
    pub(crate) fn of_weekdays(first: NaiveDate, last: NaiveDate, weekdays: Weekdays) -> Self {
        let mut set = Self::none(first, last);
        let mut weekday = set.weekday;
        for word in &mut set.words {
            *word = u64::from(weekdays.starting_at(weekday)).wrapping_mul(EVERY_WEEK);
            weekday = (weekday + BITS) % 7;
        }
        let over = set.length % BITS;
        if let Some(word) = set.words.last_mut().filter(|_| over > 0) {
            *word &= ones_below(over);
        }
        set
    }

    #[cfg(test)]
    fn contains(&self, day: NaiveDate) -> bool {
        self.has(days_between(self.first, day))
    }

    /// Whether the day of this number is in, counted from the first.
    pub(crate) fn has(&self, number: i64) -> bool {
        let place = u32::try_from(number).ok().map(|number| (number / BITS, number % BITS));
        let word = place.and_then(|(word, bit)| Some((self.words.get(word as usize)?, bit)));
        word.is_some_and(|(word, bit)| word >> bit & 1 == 1)
    }

    /// Adds the days from `from` up to but not including `until`.
    pub(crate) fn insert(&mut self, from: NaiveDate, until: NaiveDate) {
        self.change(from, until, |word, mask| *word |= mask);
    }

    /// Takes out the days from `from` up to but not including `until`.
    pub(crate) fn remove(&mut self, from: NaiveDate, until: NaiveDate) {
        self.change(from, until, |word, mask| *word &= !mask);
    }

    fn change(&mut self, from: NaiveDate, until: NaiveDate, change: impl Fn(&mut u64, u64)) {
        let number = |day| u32::try_from(days_between(self.first, day)).unwrap_or(0);
        let (from, until) = (number(from), number(until).min(self.length));
        let words = (0..).zip(&mut self.words).skip((from / BITS) as usize);
        for (number, word) in words.take_while(|(number, _)| number * BITS < until) {
            let below = |day: u32| ones_below(day.saturating_sub(number * BITS));
            change(word, below(until) & !below(from));
        }
    }

    /// Those of the days of which this is true.
    pub(crate) fn that(&self, is_meant: impl Fn(NaiveDate) -> bool) -> Self {
        let mut set = self.clone();
        let others = self.iter().filter(|day| !is_meant(*day));
        others.for_each(|day| set.remove(day, day.succ_opt().unwrap_or(day)));
        set
    }

    /// Takes out what is in the other set, which is of the same stretch.
    pub(crate) fn without(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
        self
    }

    /// Adds what is in the other set, which is of the same stretch.
    pub(crate) fn with(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// Leaves what is in the other set too, which is of the same stretch.
    pub(crate) fn within(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// In the order of time.
    pub(crate) fn iter(&self) -> impl Iterator<Item = NaiveDate> {
        self.numbers().map(|number| self.day(number))
    }

    /// The same as their numbers, counted from the first day of the stretch.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = i64> {
        let words = (0..).step_by(BITS as usize).zip(&self.words);
        words.flat_map(|(before, word)| ones(*word).map(move |bit| before + i64::from(bit)))
    }

    /// The number of a day, which may lie before the stretch or after it.
    pub(crate) fn number(&self, day: NaiveDate) -> i64 {
        days_between(self.first, day)
    }

    /// The day of this number.
    pub(crate) fn day(&self, number: i64) -> NaiveDate {
        let days = Days::new(number.unsigned_abs());
        let day = self.first.checked_add_days(days).filter(|_| number >= 0);
        day.unwrap_or(self.first)
    }

    /// Counted from Monday, for a number of the stretch.
    pub(crate) fn weekday(&self, number: i64) -> usize {
        (self.weekday as usize + usize::try_from(number).unwrap_or(0)) % 7
    }
}

/// What a subtraction of dates gives, in a third of the time.
pub(crate) fn days_between(from: NaiveDate, until: NaiveDate) -> i64 {
    i64::from(until.num_days_from_ce()) - i64::from(from.num_days_from_ce())
}

/// The places of the bits that are set, from the lowest.
fn ones(mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(lowest)
    })
}

/// The lowest `count` bits.
fn ones_below(count: u32) -> u64 {
    1u64.checked_shl(count).map_or(u64::MAX, |bit| bit - 1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn day(number: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Duration::days(number)
    }

    fn set(of: &DaySet) -> BTreeSet<NaiveDate> {
        let days: Vec<NaiveDate> = of.iter().collect();
        assert!(days.is_sorted());
        days.into_iter().collect()
    }

    proptest! {
        #[test]
        fn a_pattern_of_the_week_is_that_of_the_calendar(
            first in -400..400i64,
            length in 0..400i64,
            weekdays in prop::collection::btree_set(1..=7u8, 0..7),
        ) {
            let days = (day(first), day(first + length));
            let is_meant =
                |weekday: Weekday| weekdays.contains(&(weekday.number_from_monday() as u8));
            let ours = DaySet::of_weekdays(days.0, days.1, Weekdays::that(is_meant));
            let falls = |day: &NaiveDate| is_meant(day.weekday());
            let all = days.0.iter_days().take_while(|day| *day <= days.1);
            prop_assert_eq!(set(&ours), all.filter(falls).collect());
        }

        #[test]
        fn it_changes_as_a_set_of_days_does(
            length in 0..300i64,
            steps in prop::collection::vec((any::<bool>(), -20..320i64, 0..150i64), 0..12),
        ) {
            let mut ours = DaySet::none(day(0), day(length - 1));
            let mut plain = BTreeSet::new();
            for (inserts, from, days) in steps {
                let row = (from..from + days).filter(|number| (0..length).contains(number));
                if inserts {
                    ours.insert(day(from), day(from + days));
                    plain.extend(row.map(day));
                } else {
                    ours.remove(day(from), day(from + days));
                    plain.retain(|on| !row.clone().any(|number| day(number) == *on));
                }
            }
            prop_assert_eq!(&set(&ours), &plain);
            for number in -5..length + 5 {
                prop_assert_eq!(ours.contains(day(number)), plain.contains(&day(number)));
            }
        }

        #[test]
        fn two_sets_combine_as_sets_do(
            one in (0..200i64, 0..200i64),
            other in (0..200i64, 0..200i64),
        ) {
            let row = |(from, days): (i64, i64)| {
                let mut set = DaySet::none(day(0), day(250));
                set.insert(day(from), day(from + days));
                set
            };
            let (one, other) = (row(one), row(other));
            let (a, b) = (set(&one), set(&other));
            prop_assert_eq!(set(&one.clone().with(&other)), a.union(&b).copied().collect());
            prop_assert_eq!(set(&one.clone().without(&other)), a.difference(&b).copied().collect());
            prop_assert_eq!(set(&one.within(&other)), a.intersection(&b).copied().collect());
        }
    }

    #[test]
    fn a_stretch_that_ends_before_it_begins_has_no_days() {
        let all = DaySet::of_weekdays(day(3), day(1), Weekdays::that(|_| true));
        assert_eq!(all.iter().count(), 0);
    }
}
