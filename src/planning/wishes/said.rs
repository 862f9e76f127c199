//! One wish in the few shapes that planning tells apart, and the hours it leaves on a day.
//!
//! Says of a single wish whether it means a day or a slot; how wishes combine is for `wishes`.
//! Everything is wall clock: a stretch of days runs from midnight to midnight as the clock shows it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::reading::{When, Wish, recurs_on};
use crate::domain::time::{Days, Slot};

/// One wish in the few shapes that planning tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Said<'a> {
    pub(crate) what: What<'a>,
    /// Empty for what nobody said: any period, any day of the week.
    pub(crate) text: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What<'a> {
    /// A stretch of time; open where an end is absent.
    Stretch {
        start: Option<NaiveDateTime>,
        end: Option<NaiveDateTime>,
    },
    Moment(NaiveDateTime),
    /// Days of the week, 1 = Monday; all of them when empty.
    Weekly {
        weekdays: &'a [u8],
        /// Which of the month; each when empty.
        nth: &'a [i8],
        window: Window,
        /// Only in these days.
        within: Option<Days>,
    },
    Hours(Window),
}

/// The hours that a wish leaves on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    Any,
    At(NaiveTime),
    Between { from: Option<NaiveTime>, until: Option<NaiveTime> },
}

impl<'a> Said<'a> {
    pub(crate) fn read(wish: &'a Wish) -> Option<Self> {
        Self::of(&wish.when, &wish.text)
    }

    /// `None` for what says nothing about when: a length, or a range without ends.
    pub(crate) fn of(when: &'a When, text: &'a str) -> Option<Self> {
        let what = match when {
            When::Date(day) => stretch_of_days(Some(*day), day.succ_opt()),
            When::DateTime(at) => What::Moment(*at),
            When::Time(time) => What::Hours(Window::At(*time)),
            When::DateRange { start, end } => stretch_of_days(*start, *end),
            When::DateTimeRange { start, end } => hours_of_a_day(*start, *end),
            When::TimeRange { from, until } => What::Hours(Window::between(*from, *until)),
            When::Set { weekdays, nth, from, until, within } => {
                let window = Window::between(*from, *until);
                What::Weekly { weekdays, nth, window, within: *within }
            }
            When::Duration { .. } => return None,
        };
        let says_nothing = matches!(
            what,
            What::Stretch { start: None, end: None }
                | What::Hours(Window::Any)
                | What::Weekly { weekdays: [], window: Window::Any, within: None, .. }
        );
        (!says_nothing).then_some(Self { what, text })
    }

    /// The hours left on this day; `None` when the day is not meant.
    pub(crate) fn window(&self, day: NaiveDate) -> Option<Window> {
        match self.what {
            What::Hours(window) => Some(window),
            What::Moment(at) => (at.date() == day).then(|| Window::At(at.time())),
            What::Weekly { weekdays, nth, window, within } => {
                let meant = recurs_on(day, weekdays, nth);
                (meant && within.is_none_or(|days| days.contains(day))).then_some(window)
            }
            What::Stretch { start, end } => {
                let (dawn, dusk) = (midnight(day), midnight(day.succ_opt()?));
                let outside = start.is_some_and(|s| dusk <= s) || end.is_some_and(|e| e <= dawn);
                let from = start.filter(|s| dawn < *s).map(|s| s.time());
                let until = end.filter(|e| *e < dusk).map(|e| e.time());
                (!outside).then(|| Window::between(from, until))
            }
        }
    }

    pub(crate) fn admits(&self, slot: Slot) -> bool {
        self.window(slot.day()).is_some_and(|window| window.admits(slot))
    }

    pub(crate) fn touches(&self, slot: Slot) -> bool {
        self.window(slot.day()).is_some_and(|window| window.touches(slot))
    }

    pub(crate) fn is_within_a_day(&self) -> bool {
        let (Some(first), Some(last)) = (self.first_day(), self.last_day()) else { return false };
        first == last
    }

    pub(crate) fn is_within_a_week(&self) -> bool {
        let (Some(first), Some(last)) = (self.first_day(), self.last_day()) else { return false };
        (last - first).num_days() < 7
    }

    /// The first day that can be meant; `None` when there is no bound.
    pub(crate) fn first_day(&self) -> Option<NaiveDate> {
        match self.what {
            What::Moment(at) => Some(at.date()),
            What::Stretch { start, .. } => start.map(|start| start.date()),
            What::Weekly { within, .. } => within.map(|days| days.start),
            What::Hours(_) => None,
        }
    }

    /// The last day that can be meant; `None` when there is no bound.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        match self.what {
            What::Moment(at) => Some(at.date()),
            What::Stretch { end, .. } => {
                let end = end?;
                if end.time() == NaiveTime::MIN { end.date().pred_opt() } else { Some(end.date()) }
            }
            What::Weekly { within, .. } => within.and_then(|days| days.end.pred_opt()),
            What::Hours(_) => None,
        }
    }
}

impl Window {
    /// Midnight as an end is the end of the day; an end before the beginning is open.
    fn between(from: Option<NaiveTime>, until: Option<NaiveTime>) -> Self {
        let from = from.filter(|from| *from != NaiveTime::MIN);
        let until = until.filter(|until| from.unwrap_or(NaiveTime::MIN) < *until);
        match (from, until) {
            (None, None) => Self::Any,
            (from, until) => Self::Between { from, until },
        }
    }

    /// Whether a visit in this slot is what was meant.
    ///
    /// A range that is long enough holds the whole visit; in a shorter one it begins. A part of the
    /// day is when a visit begins and mostly takes place: one from 10:00 to 12:30 is a morning.
    pub(crate) fn admits(self, slot: Slot) -> bool {
        let (start, end) = (slot.start.time(), slot.end.time());
        match self {
            Self::Any => true,
            Self::At(time) => start == time,
            Self::Between { from, until: None } => from.is_none_or(|from| from <= start),
            Self::Between { from: None, until: Some(until) } => end <= until,
            Self::Between { from: Some(from), until: Some(until) } => {
                let (length, minutes) = ((until - from).num_minutes(), slot.minutes());
                let begins = from <= start && start < until;
                let mostly = minutes <= 2 * (until - start).num_minutes();
                begins && (end <= until || length < minutes || (mostly && is_dagdeel(from, until)))
            }
        }
    }

    /// Whether any of the slot lies in the window.
    pub(crate) fn touches(self, slot: Slot) -> bool {
        let (start, end) = (slot.start.time(), slot.end.time());
        match self {
            Self::Any => true,
            Self::At(time) => start <= time && time < end,
            Self::Between { from, until } => {
                from.is_none_or(|from| from < end) && until.is_none_or(|until| start < until)
            }
        }
    }
}

/// The parts of a day as mail means them: ochtend until 12, middag 12-18, avond from 18.
fn is_dagdeel(from: NaiveTime, until: NaiveTime) -> bool {
    use chrono::Timelike;
    let whole = from.minute() == 0 && until.minute() == 0;
    whole && matches!((from.hour(), until.hour()), (6 | 8, 12) | (12, 18) | (18, 23))
}

/// Makes one of two periods of which an open one ends or begins within the other.
pub(crate) fn cut_by_each_other(mut periods: Vec<Said<'_>>) -> Vec<Said<'_>> {
    let mut settled: Vec<Said<'_>> = Vec::new();
    // The closed ones first, so that the open ones find what they cut.
    periods.sort_by_key(|said| match said.what {
        What::Stretch { start: Some(_), end: Some(_) } => 0,
        What::Stretch { .. } | What::Moment(_) | What::Weekly { .. } | What::Hours(_) => 1,
    });
    for period in periods {
        match settled.iter_mut().find_map(|other| Some((cut(other.what, period.what)?, other))) {
            Some((what, other)) => other.what = what,
            None => settled.push(period),
        }
    }
    settled
}

fn cut<'a>(whole: What<'a>, open: What<'a>) -> Option<What<'a>> {
    let What::Stretch { start, end } = whole else { return None };
    let inside =
        |at: NaiveDateTime| start.is_none_or(|start| start < at) && end.is_none_or(|end| at < end);
    match open {
        What::Stretch { start: Some(after), end: None } if inside(after) => {
            Some(What::Stretch { start: Some(after), end })
        }
        What::Stretch { start: None, end: Some(before) } if inside(before) => {
            Some(What::Stretch { start, end: Some(before) })
        }
        What::Stretch { .. } | What::Moment(_) | What::Weekly { .. } | What::Hours(_) => None,
    }
}

/// The moment by which a visit must be over; hours without a day bound nothing, since they are
/// about the answer or the train.
pub(crate) fn end_of(when: &When) -> Option<NaiveDateTime> {
    match when {
        When::Date(day) => day.succ_opt().map(midnight),
        When::DateTime(at) => Some(*at),
        When::DateRange { end, .. } => end.map(midnight),
        When::DateTimeRange { end, .. } => *end,
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => None,
    }
}

/// "Donderdag 22 april na 13 uur": hours of one day, though the words leave one end open.
fn hours_of_a_day<'a>(start: Option<NaiveDateTime>, end: Option<NaiveDateTime>) -> What<'a> {
    let hour = |at: &NaiveDateTime| at.time() != NaiveTime::MIN;
    match (start, end) {
        (Some(from), None) if hour(&from) => {
            What::Stretch { start, end: from.date().succ_opt().map(midnight) }
        }
        (None, Some(until)) if hour(&until) => {
            What::Stretch { start: Some(midnight(until.date())), end }
        }
        (Some(_) | None, _) => What::Stretch { start, end },
    }
}

fn stretch_of_days<'a>(start: Option<NaiveDate>, end: Option<NaiveDate>) -> What<'a> {
    What::Stretch { start: start.map(midnight), end: end.map(midnight) }
}

pub(crate) fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}
