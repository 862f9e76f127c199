//! What the guest said about time, as questions that can be put to a slot.
//!
//! How wishes combine, for what is wanted and again for what is preferred:
//! - a day (`Date`, `DateTime`, a range within one day) stands by itself: any of them will do;
//! - a period and days of the week narrow each other ("een vrijdag in maart");
//! - hours by themselves ("na 14 uur") narrow every day that carries no hours of its own;
//! - a period that contains a day that was named is only where that day was said to be;
//! - two periods of which one cuts the other ("in maart", "na de 15e") are one.
//!
//! What has more than one reading counts as not said: `decide` asks. The trap is the deadline, which
//! mail uses for the answer far more often than for the visit: it binds only when something of what
//! was asked lies before it, and never by the hour.

mod said;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::reading::{Modality, Wish};
use crate::domain::reason::Reason;
use crate::domain::time::Slot;

use said::{Said, What, Window, cut_by_each_other, end_of, midnight};

/// Everything that was said, sorted by how it was meant.
#[derive(Debug)]
pub(crate) struct Wishes<'a> {
    pub(crate) wants: Stated<'a>,
    pub(crate) prefers: Stated<'a>,
    cannots: Vec<Refused<'a>>,
    deadline: Option<(NaiveDateTime, &'a str)>,
}

/// What cannot be, and the days within it that were left out of that: "alle vrijdagen bezet, behalve de
/// laatste".
#[derive(Debug)]
struct Refused<'a> {
    said: Said<'a>,
    except: Vec<Said<'a>>,
}

impl<'a> Refused<'a> {
    /// Every refusal, with the wanted days that stand right behind it and lie within it.
    fn all(wishes: &[&'a Wish]) -> Vec<Self> {
        let refused = wishes.iter().enumerate().filter(|(_, w)| w.modality == Modality::Cannot);
        let with_exceptions = refused.filter_map(|(at, wish)| {
            let said = Said::read(wish)?;
            let behind = wishes.iter().skip(at + 1).map_while(|wish| {
                let day = Said::read(wish).filter(|_| wish.modality != Modality::Cannot)?;
                let inside = day.is_within_a_day() && said.window(day.first_day()?).is_some();
                inside.then_some(day)
            });
            let except = if said.is_within_a_day() { Vec::new() } else { behind.collect() };
            Some(Self { said, except })
        });
        with_exceptions.collect()
    }

    fn touches(&self, slot: Slot) -> bool {
        self.said.touches(slot) && !self.except.iter().any(|day| day.admits(slot))
    }
}

/// How well a slot fits what was stated; the better, the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Also when nothing was stated.
    Whole,
    DayOnly,
    HoursOnly,
    No,
}

/// The wishes of one modality.
#[derive(Debug, Default)]
pub(crate) struct Stated<'a> {
    days: Vec<Said<'a>>,
    periods: Vec<Said<'a>>,
    weekly: Vec<Said<'a>>,
    hours: Vec<Said<'a>>,
    /// Whether any day, period or weekday was stated.
    has_days: bool,
    /// Whether nothing was stated at all: every slot will do.
    silent: bool,
}

/// The same for one day.
#[derive(Debug)]
pub(crate) struct StatedOfDay<'s, 'a> {
    stated: &'s Stated<'a>,
    /// The windows of the day.
    pairs: Vec<(Window, Window)>,
    asked: bool,
}

impl StatedOfDay<'_, '_> {
    pub(crate) fn fit(&self, slot: Slot) -> Fit {
        if self.stated.silent {
            return Fit::Whole;
        }
        let admitted = |(a, b): &(Window, Window)| {
            let own_hours = *a != Window::Any || *b != Window::Any;
            a.admits(slot) && b.admits(slot) && (own_hours || self.stated.hours_admit(slot))
        };
        let hours_fit = !self.stated.hours.is_empty() && self.stated.hours_admit(slot);
        match (self.asked, self.pairs.iter().any(admitted), hours_fit) {
            (_, true, _) => Fit::Whole,
            (true, false, _) => Fit::DayOnly,
            (false, false, true) => Fit::HoursOnly,
            (false, false, false) => Fit::No,
        }
    }

    /// How every slot of the day fits, when that needs no look at its hours.
    pub(crate) fn fit_of_all(&self) -> Option<Fit> {
        if self.stated.silent {
            return Some(Fit::Whole);
        }
        (self.pairs.is_empty() && self.stated.hours.is_empty()).then_some(Fit::No)
    }
}

/// Whether these words say that a slot cannot be, in any of their readings.
pub(crate) fn rules_out(wish: &Wish, slot: Slot) -> bool {
    let readings = std::iter::once(&wish.when).chain(&wish.alternatives);
    let mut readings = readings.filter_map(|when| Said::of(when, &wish.text));
    wish.modality == Modality::Cannot && readings.any(|said| said.touches(slot))
}

impl<'a> Wishes<'a> {
    /// `first` and `last` bound the days that can be offered at all.
    pub(crate) fn new(wishes: &'a [Wish], first: NaiveDate, last: NaiveDate) -> Self {
        let clear = || wishes.iter().filter(|wish| wish.alternatives.is_empty());
        let of = |modality: Modality| clear().filter(move |wish| wish.modality == modality);
        let wants = Stated::new(of(Modality::Want).filter_map(Said::read));
        let prefers = Stated::new(of(Modality::Prefer).filter_map(Said::read));
        let deadlines = of(Modality::Deadline)
            .filter_map(|wish| Some((end_of(&wish.when)?, wish.text.as_str())));
        let asked_from = || {
            let asked = [&wants, &prefers].into_iter().filter_map(|s| s.earliest(first, last));
            midnight(asked.max().unwrap_or(first).max(first))
        };
        let deadline = deadlines.filter(|(end, _)| asked_from() < *end).min();
        Self { wants, prefers, cannots: Refused::all(&clear().collect::<Vec<_>>()), deadline }
    }

    /// What of the guest's words speaks against this slot.
    pub(crate) fn against(&self, slot: Slot) -> Option<&'a str> {
        let cannot = self.cannots.iter().find(|refused| refused.touches(slot));
        let cannot = cannot.map(|refused| refused.said.text);
        let late = self.deadline.filter(|(end, _)| *end < slot.end).map(|(_, text)| text);
        cannot.or(late)
    }

    /// Whether nothing at all was said about time.
    pub(crate) fn are_none(&self) -> bool {
        self.are_silent() && self.cannots.is_empty() && self.deadline.is_none()
    }

    /// Whether nothing was said of when they want or would like to come.
    pub(crate) fn are_silent(&self) -> bool {
        self.wants.silent && self.prefers.silent
    }

    /// Whether anything they said can speak against a slot of this day.
    pub(crate) fn are_against_some_of(&self, day: NaiveDate) -> bool {
        self.cannots.iter().any(|refused| refused.said.window(day).is_some())
            || self.deadline.is_some_and(|(end, _)| end.date() <= day)
    }

    /// What of the guest's words speaks for this slot, wants first; no words twice.
    pub(crate) fn in_favour(&self, slot: Slot) -> Vec<Reason> {
        let wants = self.wants.texts(slot).map(|text| Reason::GuestWants { text: text.to_owned() });
        let more =
            self.prefers.texts(slot).filter(|text| self.wants.texts(slot).all(|of| of != *text));
        let prefers = more.map(|text| Reason::GuestPrefers { text: text.to_owned() });
        wants.chain(prefers).collect()
    }

    /// The guest named this very date.
    pub(crate) fn name_the_date(&self, day: NaiveDate) -> bool {
        self.wants.names_the_date(day) || self.prefers.names_the_date(day)
    }

    /// The guest named this date, or so short a stretch that each day of it is as good as named.
    pub(crate) fn pin_down(&self, day: NaiveDate) -> bool {
        self.name_the_date(day)
            || self.wants.names_a_week_of(day)
            || self.prefers.names_a_week_of(day)
    }

    /// The guest named this date or its day of the week.
    pub(crate) fn name_the_day(&self, day: NaiveDate) -> bool {
        self.name_the_date(day)
            || self.wants.names_the_weekday(day)
            || self.prefers.names_the_weekday(day)
    }

    /// Whether `name_the_day` is true of any day.
    pub(crate) fn name_days(&self) -> bool {
        self.wants.has_days || self.prefers.has_days
    }

    /// Times of day that were named, so that a slot can begin at 10:15 sharp.
    pub(crate) fn starts_on(&self, day: NaiveDate) -> impl Iterator<Item = NaiveTime> {
        self.wants.starts_on(day).chain(self.prefers.starts_on(day))
    }
}

impl<'a> Stated<'a> {
    fn new(said: impl Iterator<Item = Said<'a>>) -> Self {
        let mut stated = Self::default();
        for one in said {
            match one.what {
                What::Moment(_) => stated.days.push(one),
                What::Stretch { .. } if one.is_within_a_day() => stated.days.push(one),
                What::Stretch { .. } => stated.periods.push(one),
                What::Weekly { weekdays: [], window, within: None, .. } => {
                    stated.hours.push(Said { what: What::Hours(window), ..one });
                }
                What::Weekly { .. } => stated.weekly.push(one),
                What::Hours(_) => stated.hours.push(one),
            }
        }
        stated.settle();
        stated
    }

    fn settle(&mut self) {
        let days = &self.days;
        self.periods.retain(|period| {
            !days.iter().any(|day| day.first_day().is_some_and(|d| period.window(d).is_some()))
        });
        self.periods = cut_by_each_other(std::mem::take(&mut self.periods));
        self.has_days =
            !(self.days.is_empty() && self.periods.is_empty() && self.weekly.is_empty());
        self.silent = !self.has_days && self.hours.is_empty();
        // From here on a period and a day of the week always come in pairs: one that nobody said
        // stands in for the one that is missing.
        let any_period = What::Stretch { start: None, end: None };
        let any_weekday =
            What::Weekly { weekdays: &[], nth: &[], window: Window::Any, within: None };
        if self.periods.is_empty() && (!self.weekly.is_empty() || self.days.is_empty()) {
            self.periods.push(Said { what: any_period, text: "" });
        }
        if self.weekly.is_empty() && !self.periods.is_empty() {
            self.weekly.push(Said { what: any_weekday, text: "" });
        }
    }

    /// Whether any day, period or day of the week was stated.
    pub(crate) fn has_days(&self) -> bool {
        self.has_days
    }

    /// The days stated from `first` to `last`, both inclusive, in the order of time; every day when
    /// none is. Only those are looked at that some wish can mean.
    pub(crate) fn days(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> {
        let days = |(from, until): (NaiveDate, NaiveDate)| {
            from.iter_days().take_while(move |day| *day <= until)
        };
        self.stretches(first, last).into_iter().flat_map(days).filter(|day| self.asks_for(*day))
    }

    /// The stretches of days, first and last, that some wish can mean; apart and in order.
    fn stretches(&self, first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let clip = |said: &Said<'_>, (from, until): (NaiveDate, NaiveDate)| {
            let from = said.first_day().map_or(from, |day| day.max(from));
            (from, said.last_day().map_or(until, |day| day.min(until)))
        };
        let named = self.days.iter().map(|said| clip(said, (first, last)));
        let paired = self.periods.iter().flat_map(|period| {
            let period = clip(period, (first, last));
            self.weekly.iter().map(move |weekly| clip(weekly, period))
        });
        let all = named.chain(paired).filter(|(from, until)| from <= until);
        let mut stretches: Vec<(NaiveDate, NaiveDate)> = all.collect();
        stretches.sort_unstable();
        stretches.dedup_by(|(from, until), (_, end)| {
            let joined = *from <= *end;
            if joined {
                *end = (*end).max(*until);
            }
            joined
        });
        stretches
    }

    /// Whether the day is among those stated; true for every day when none is.
    fn asks_for(&self, day: NaiveDate) -> bool {
        !self.has_days || self.pairs(day).next().is_some()
    }

    /// Whether every slot of the day fits as a whole.
    pub(crate) fn take_the_whole_of(&self, day: NaiveDate) -> bool {
        let whole_day = (Window::Any, Window::Any);
        self.silent || (self.hours.is_empty() && self.pairs(day).any(|pair| pair == whole_day))
    }

    pub(crate) fn fit(&self, slot: Slot) -> Fit {
        self.of(slot.day()).fit(slot)
    }

    /// What was stated of one day: looked up once for all of its slots.
    pub(crate) fn of(&self, day: NaiveDate) -> StatedOfDay<'_, 'a> {
        let pairs: Vec<_> = if self.silent { Vec::new() } else { self.pairs(day).collect() };
        StatedOfDay { asked: !self.has_days || !pairs.is_empty(), pairs, stated: self }
    }

    /// The days that were named one by one, in the order of time, wherever they lie.
    pub(crate) fn named_dates(&self) -> Vec<NaiveDate> {
        let mut dates: Vec<NaiveDate> = self.days.iter().filter_map(Said::first_day).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// A day of each period that was stated, to give a reason for when all of it lies out of reach.
    pub(crate) fn one_day_of_each_period(&self) -> Vec<NaiveDate> {
        self.periods.iter().filter_map(|period| period.first_day().or(period.last_day())).collect()
    }

    /// The first day stated; `None` when no day is.
    pub(crate) fn earliest(&self, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        let named = || self.named_dates().into_iter().find(|day| first <= *day);
        let asked = || self.days(first, last).next();
        self.has_days.then(|| named().or_else(asked)).flatten()
    }

    /// The day nearest to what was stated: the first stated, or the first of all where all that was
    /// named comes before it.
    pub(crate) fn nearest(&self, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        let too_soon = || self.named_dates().last().is_some_and(|day| *day < first);
        self.earliest(first, last).or_else(|| too_soon().then_some(first))
    }

    fn names_the_date(&self, day: NaiveDate) -> bool {
        self.days.iter().any(|said| said.window(day).is_some())
    }

    fn names_a_week_of(&self, day: NaiveDate) -> bool {
        self.periods.iter().any(|said| said.is_within_a_week() && said.window(day).is_some())
    }

    /// Naming every working day names none.
    fn names_the_weekday(&self, day: NaiveDate) -> bool {
        self.weekly.iter().any(|said| match said.what {
            What::Weekly { weekdays, .. } => {
                (1..5).contains(&weekdays.len()) && said.window(day).is_some()
            }
            What::Stretch { .. } | What::Moment(_) | What::Hours(_) => false,
        }) && self.asks_for(day)
    }

    /// The windows that a day has to fit both of, one pair for each way in which it was stated.
    fn pairs(&self, day: NaiveDate) -> impl Iterator<Item = (Window, Window)> {
        let named = self.days.iter().filter_map(move |said| Some((said.window(day)?, Window::Any)));
        let paired =
            self.periods.iter().filter_map(move |said| said.window(day)).flat_map(move |period| {
                let weekly = self.weekly.iter().filter_map(move |said| said.window(day));
                weekly.map(move |weekly| (period, weekly))
            });
        named.chain(paired)
    }

    fn hours_admit(&self, slot: Slot) -> bool {
        self.hours.is_empty() || self.hours.iter().any(|said| said.admits(slot))
    }

    fn texts(&self, slot: Slot) -> impl Iterator<Item = &'a str> {
        let fits = self.fit(slot) == Fit::Whole;
        self.every()
            .filter(move |said| fits && !said.text.is_empty() && said.admits(slot))
            .map(|said| said.text)
    }

    fn starts_on(&self, day: NaiveDate) -> impl Iterator<Item = NaiveTime> {
        self.every().filter(|_| !self.silent).filter_map(move |said| match said.window(day)? {
            Window::At(time) => Some(time),
            Window::Between { from, .. } => from,
            Window::Any => None,
        })
    }

    fn every(&self) -> impl Iterator<Item = &Said<'a>> {
        self.days.iter().chain(&self.periods).chain(&self.weekly).chain(&self.hours)
    }
}
