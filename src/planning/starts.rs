//! The moments of one day at which a visit can begin, and sets of them: a bit for each.
//!
//! The grid is that of the day itself: each half hour from each opening, and what a guest named, to
//! the minute. So whatever is held takes out a row of bits, whether or not it keeps to half hours.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::time::Slot;

/// More than the half hours of a day. Of a day that has more starts, those late in the evening are
/// left out.
const STARTS_MAX: usize = u128::BITS as usize;
/// What most days need.
const HALF_HOURS: usize = 48;

/// A stretch of time from the first second up to but not including the other.
pub(crate) type Seconds = (i64, i64);

/// When a visit of one length can begin on a day, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Starts {
    /// Minutes after midnight.
    minutes: Vec<u16>,
    length_minutes: u32,
    all: StartSet,
}

/// Some of the starts of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StartSet(u128);

impl Starts {
    /// `minutes` are counted from midnight; a visit that would not end on the day itself has no place
    /// in it.
    pub(crate) fn new(minutes: impl Iterator<Item = u32>, length_minutes: u32) -> Self {
        let on_the_day = |start: &u32| start + length_minutes < 24 * 60;
        let on_the_day = minutes.filter(on_the_day).filter_map(|start| u16::try_from(start).ok());
        let mut minutes = Vec::with_capacity(HALF_HOURS);
        minutes.extend(on_the_day);
        minutes.sort_unstable();
        minutes.dedup();
        minutes.truncate(STARTS_MAX);
        Self { all: ones_below(minutes.len()), minutes, length_minutes }
    }

    /// These, and those of the named moments that are not among them; `None` when all of them are.
    pub(crate) fn with(&self, named: impl Iterator<Item = u32>) -> Option<Self> {
        let is_new = |start: &u32| !self.minutes.iter().any(|known| u32::from(*known) == *start);
        let unusual: Vec<u32> = named.filter(is_new).collect();
        let usual = self.minutes.iter().copied().map(u32::from);
        (!unusual.is_empty()).then(|| Self::new(usual.chain(unusual), self.length_minutes))
    }

    pub(crate) fn all(&self) -> StartSet {
        self.all
    }

    /// Those from which a visit would touch the stretch from `from` up to `until`, in seconds after
    /// midnight of the day; it may begin before the day and end after it.
    pub(crate) fn touching(&self, (from, until): Seconds) -> StartSet {
        let length = i64::from(self.length_minutes) * 60;
        let second = |start: &u16| i64::from(*start) * 60;
        let before = self.minutes.partition_point(|start| second(start) + length <= from);
        let begun = self.minutes.partition_point(|start| second(start) < until);
        ones_below(begun).without(ones_below(before))
    }

    /// The set without those whose visit does not suit.
    pub(crate) fn retain(
        &self,
        set: StartSet,
        day: NaiveDate,
        suits: impl Fn(Slot) -> bool,
    ) -> StartSet {
        let unsuited = self.slots(set, day).filter(|(_, slot)| !suits(*slot));
        unsuited.fold(set, |set, (start, _)| set.without(StartSet(start.0)))
    }

    /// The visits that begin at these starts, in the order of time.
    pub(crate) fn slots(
        &self,
        mut set: StartSet,
        day: NaiveDate,
    ) -> impl Iterator<Item = (Start, Slot)> {
        std::iter::from_fn(move || {
            let lowest = (!set.is_empty()).then(|| set.0.trailing_zeros())?;
            set.0 &= set.0 - 1;
            let from = u32::from(*self.minutes.get(lowest as usize)?);
            let at = |minute: u32| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0);
            let (start, end) = (at(from)?, at(from + self.length_minutes)?);
            Some((Start(1 << lowest), Slot { start: day.and_time(start), end: day.and_time(end) }))
        })
    }
}

/// One start: the bit it has in a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start(u128);

impl StartSet {
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(crate) fn contains(self, start: Start) -> bool {
        self.0 & start.0 != 0
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

fn ones_below(count: usize) -> StartSet {
    let bit = u32::try_from(count).ok().and_then(|count| 1u128.checked_shl(count));
    StartSet(bit.map_or(u128::MAX, |bit| bit - 1))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, 28).unwrap()
    }

    fn slots(starts: &Starts, set: StartSet) -> Vec<Slot> {
        starts.slots(set, day()).map(|(_, slot)| slot).collect()
    }

    fn at(second: i64) -> chrono::NaiveDateTime {
        day().and_time(NaiveTime::MIN) + Duration::seconds(second)
    }

    proptest! {
        #[test]
        fn touching_is_what_overlaps(
            minutes in prop::collection::vec(0..24 * 60u32, 0..60),
            length in 1..300u32,
            from in -90_000..180_000i64,
            seconds in 1..90_000i64,
        ) {
            let starts = Starts::new(minutes.into_iter(), length);
            let held = Slot { start: at(from), end: at(from + seconds) };
            let all = slots(&starts, starts.all());
            let touching = slots(&starts, starts.touching((from, from + seconds)));
            let overlapping: Vec<Slot> =
                all.iter().copied().filter(|slot| slot.overlaps(&held)).collect();
            prop_assert_eq!(&touching, &overlapping);
            let apart = starts.retain(starts.all(), day(), |slot| !slot.overlaps(&held));
            let free = starts.all().without(starts.touching((from, from + seconds)));
            prop_assert_eq!(apart, free);
            prop_assert_eq!(free.count() as usize + touching.len(), all.len());
        }

        #[test]
        fn named_moments_take_their_place_among_the_usual_ones(
            named in prop::collection::vec(0..20 * 60u32, 0..9),
        ) {
            let usual = Starts::new((18..34).map(|half_hour| half_hour * 30), 90);
            let both = Starts::new((18..34).map(|half_hour| half_hour * 30).chain(named.clone()), 90);
            prop_assert_eq!(usual.with(named.into_iter()).unwrap_or(usual), both);
        }
    }

    #[test]
    fn a_visit_ends_on_the_day_on_which_it_begins() {
        let starts = Starts::new([22 * 60, 23 * 60].into_iter(), 60);
        assert_eq!(slots(&starts, starts.all()).len(), 1);
    }

    #[test]
    fn a_day_has_room_for_every_half_hour_and_many_moments_between() {
        let minutes: Vec<u32> = (0..24 * 60).step_by(7).collect();
        let starts = Starts::new(minutes.into_iter(), 1);
        assert_eq!(starts.all().count() as usize, STARTS_MAX);
    }
}
