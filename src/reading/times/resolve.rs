//! From a phrase to dates: the calendar algebra under the reference time and the policy.
//!
//! Every row of days is half-open. Words that name two moments keep both: a weekday that does not
//! fit its date, a year that does not fit its weekday. A date that no calendar has is not moved to
//! a neighbour; it comes back as `NoSuchDate` with the days around it.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::{Amount, Bound, DayRange, Days, Phrase, Time, Weekly, Which, Year};
use crate::domain::reading::{Modality, When};
use crate::domain::time::Days as WholeDays;
use crate::reading::judgement::Judgement;
use crate::reading::policy::{MissingDate, RangeEnd, Seasons, Within};
use crate::reading::token::{Edge, Part, Unit};
use crate::reading::{Context, Policy};

mod algebra;
mod days;
mod ends;
mod hours;
mod leaning;
mod rows;

use algebra::{add, add_days, last_of_month, next, weekday_after};

/// A longer row has several of each weekday.
const WEEK_DAYS: i64 = 7;

/// What a phrase came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    Read {
        when: When,
        alternatives: Vec<When>,
    },
    /// Read, but on a rule of thumb: worth asking.
    Guess {
        when: When,
    },
    NoSuchDate {
        nearest: Vec<NaiveDate>,
    },
    Nothing,
}

/// A day with the other days that the same words may name.
#[derive(Debug, Clone)]
struct Dated {
    day: NaiveDate,
    others: Vec<NaiveDate>,
}

impl Dated {
    fn sure(day: NaiveDate) -> Self {
        Self { day, others: Vec::new() }
    }
}

/// What a tree of days evaluates to.
#[derive(Debug, Clone)]
enum Value {
    Day(Dated),
    Row(DayRange),
    Moment(NaiveDateTime),
    Moments(NaiveDateTime, NaiveDateTime),
}

impl Value {
    fn day(day: NaiveDate) -> Self {
        Self::Day(Dated::sure(day))
    }

    /// The first day and the day after the last.
    fn range(&self) -> DayRange {
        match self {
            Self::Day(dated) => (dated.day, next(dated.day)),
            Self::Row(range) => *range,
            Self::Moment(at) => (at.date(), next(at.date())),
            Self::Moments(from, to) => (from.date(), next(to.date())),
        }
    }
}

/// Resolves the phrases of one text, in order: later ones may lean on earlier ones ("de donderdag
/// erna", "behalve de 12e").
pub(crate) struct Resolver<'c> {
    today: NaiveDate,
    now: NaiveDateTime,
    context: &'c Context<'c>,
    policy: &'c Policy,
    /// The day spoken of last, its hour if one was said, and the row if it was one.
    previous: Option<NaiveDate>,
    previous_time: Option<Time>,
    previous_row: Option<DayRange>,
    /// The row of days in which a day without a month lies.
    frame: Option<DayRange>,
    /// What the last time came to, and whether a day of it may be picked.
    last: Option<When>,
    last_has_room: bool,
    /// The single days that were wanted so far.
    asked: Vec<NaiveDate>,
}

impl<'c> Resolver<'c> {
    pub(crate) fn new(context: &'c Context<'c>) -> Self {
        Self {
            today: context.now.date(),
            now: context.now,
            context,
            policy: context.policy,
            previous: context.about,
            previous_time: None,
            previous_row: None,
            frame: None,
            last: None,
            last_has_room: true,
            asked: Vec::new(),
        }
    }

    /// How a phrase is to be read follows from the words around it (`modality`).
    pub(crate) fn resolve(&mut self, phrase: &Phrase, judged: Judgement) -> Outcome {
        let spoken_of = (self.previous, self.previous_row);
        let outcome = self.outcome(phrase, judged);
        // "Ik hoor morgen meer. Kan het een week later?" is about the appointment still.
        let beside_it =
            matches!(judged.modality, Modality::Fixed | Modality::Deadline | Modality::Past)
                && !judged.may_be_agreed;
        if beside_it && self.context.about.is_some() {
            (self.previous, self.previous_row) = spoken_of;
        }
        if let Outcome::Read { when, .. } | Outcome::Guess { when } = &outcome
            && phrase.length.is_none()
        {
            // "Vóór het reces niet, erna wel": after the recess itself.
            let row =
                self.previous_row.filter(|_| phrase.bound.is_some() && !phrase.leans_on_last());
            self.last_has_room = judged.has_room;
            if let (When::Date(day), Modality::Want) = (when, judged.modality) {
                self.asked.push(*day);
            }
            self.last = Some(match row {
                Some((start, end)) => When::DateRange { start: Some(start), end: Some(end) },
                None => when.clone(),
            });
        }
        outcome
    }

    fn outcome(&mut self, phrase: &Phrase, judged: Judgement) -> Outcome {
        let Judgement { past, habit, .. } = judged;
        if let Some(length) = phrase.length.filter(|_| !phrase.leans_on_last()) {
            return read(When::Duration { seconds: length.whole_seconds() });
        }
        if let Some(amount) = phrase.within {
            return self.within(amount);
        }
        if phrase.now {
            return read(When::DateTime(self.now));
        }
        if let Some(agreed) = self.agreed_day(phrase, judged) {
            return agreed;
        }
        let among = self.day_of_row(phrase, judged);
        if let Some(day) = among.or_else(|| self.day_of_asked(phrase, judged)) {
            return day;
        }
        // "Volgende week alle dagen behalve maandag": the Monday of that week.
        let of_week = judged.excepted
            && self.frame.is_some_and(|(start, end)| (end - start).num_days() <= WEEK_DAYS);
        if habit
            && !of_week
            && let Some(weekday) = phrase.bare_weekday()
            && !self.is_offered_once(|day| day.weekday() == weekday)
        {
            return read(self.set(&[weekday], phrase.start.time, None));
        }
        if let Some(set) = &phrase.set {
            return self.recurring(set, phrase.start.time, past);
        }
        match (&phrase.start.days, phrase.start.time) {
            (Some(Days::Weekday(weekday, Which::Bare)), _) if judged.excepted => {
                self.excepted(*weekday, phrase)
            }
            (Some(Days::LastSaid), _) => {
                let outcome = self.beside_last(phrase.bound == Some(Bound::Before));
                match phrase.length {
                    Some(length) => leaning::lasting(outcome, length),
                    None => outcome,
                }
            }
            (Some(Days::Rest(Unit::Day)), None) => self
                .rest_of_day(judged)
                .unwrap_or_else(|| self.in_days(&Days::Rest(Unit::Day), phrase, past)),
            (Some(days), _) => self.in_days(days, phrase, past),
            (None, Some(time)) => read(self.time_alone(time)),
            (None, None) => Outcome::Nothing,
        }
    }

    /// "week 7, behalve woensdag": the Wednesday of that week.
    fn excepted(&mut self, weekday: Weekday, phrase: &Phrase) -> Outcome {
        let in_frame = self.frame.and_then(|(start, end)| {
            let found = weekday_after(start.pred_opt()?, weekday);
            (found < end).then_some(found)
        });
        let time = phrase.start.time;
        // Of a month it is each of them.
        let long = self.frame.filter(|(start, end)| (*end - *start).num_days() > WEEK_DAYS);
        match in_frame {
            Some(_) if long.is_some() => read(self.set(&[weekday], time, long)),
            Some(day) => self.on_day(&Dated::sure(day), phrase),
            // "Alle dagen behalve dinsdag": every one of them.
            None if !self.is_offered_once(|day| day.weekday() == weekday) => {
                read(self.set(&[weekday], time, None))
            }
            None => self.in_days(&Days::Weekday(weekday, Which::Bare), phrase, false),
        }
    }

    fn recurring(&mut self, set: &Weekly, time: Option<Time>, past: bool) -> Outcome {
        let within = set.within.as_ref().and_then(|days| Some(self.value(days, past)?.range()));
        if let Some(within) = within {
            self.frame = Some(within);
        }
        let mut read_as = self.set(&set.weekdays, time, within);
        if let When::Set { nth, .. } = &mut read_as {
            nth.clone_from(&set.nth);
        }
        read(read_as)
    }

    fn within(&self, amount: Amount) -> Outcome {
        if amount.is_clock() {
            let end = add(self.today, amount)
                .map(|day| day.and_time(self.now.time()) + Duration::seconds(amount.seconds));
            return match (end, self.policy.within) {
                (None, _) => Outcome::Nothing,
                (Some(end), Within::End) => read(When::DateTime(end)),
                (Some(end), Within::Including | Within::UpTo) => {
                    read(When::DateTimeRange { start: Some(self.now), end: Some(end) })
                }
            };
        }
        let Some(day) = add(self.today, amount) else { return Outcome::Nothing };
        let end = match self.policy.within {
            Within::End => return read(When::Date(day)),
            Within::UpTo => day,
            Within::Including => next(day),
        };
        read(When::DateRange { start: Some(self.today), end: Some(end) })
    }

    fn set(&self, weekdays: &[Weekday], time: Option<Time>, within: Option<DayRange>) -> When {
        let (from, until) = time.map_or((None, None), |time| self.hours(time));
        When::Set {
            weekdays: weekdays.iter().map(|day| day.number_from_monday() as u8).collect(),
            nth: Vec::new(),
            from,
            until,
            within: within.map(|(start, end)| WholeDays { start, end }),
        }
    }

    fn in_days(&mut self, days: &Days, phrase: &Phrase, past: bool) -> Outcome {
        if matches!(days, Days::Season(..)) && self.policy.seasons == Seasons::Open {
            return read(When::DateRange { start: None, end: None });
        }
        // "De ochtend erna kan ook", and nothing was named: an hour, and no day.
        let beside = matches!(days, Days::Shift { from, .. } if **from == Days::Previous);
        if let (true, None, Some(time @ Time::Part(_))) = (beside, self.previous, phrase.start.time)
        {
            return read(self.time_alone(time));
        }
        // "Er was vannacht een explosie": the night that has been.
        let last_night = past
            && *days == Days::FromToday(0)
            && phrase.start.time == Some(Time::Part(Part::Nacht));
        let days = if last_night { &Days::FromToday(-1) } else { days };
        let dated = self.with_year_of_end(days, phrase);
        let Some(value) = self.value(dated.as_ref().unwrap_or(days), past) else {
            return self.without_day(days, phrase);
        };
        self.remember(days, &value, past);
        if phrase.start.time.is_some() && phrase.start.time != Some(Time::Same) {
            self.previous_time = phrase.start.time;
        }
        if let Some((end, inclusive)) = &phrase.end {
            return self.row(&value, phrase, (end, *inclusive), past);
        }
        match value {
            Value::Day(dated) => self.on_day(&dated, phrase),
            Value::Row(range) => self.in_row(days, range, phrase),
            Value::Moment(at) => read(half_moment(phrase.bound, at)),
            Value::Moments(start, end) => {
                read(When::DateTimeRange { start: Some(start), end: Some(end) })
            }
        }
    }

    /// "april tot juni 2017", "jan-feb 2017": the year at the end is the year of the beginning.
    fn with_year_of_end(&self, days: &Days, phrase: &Phrase) -> Option<Days> {
        let (last, _) = phrase.end.as_ref()?;
        match (days, last.days.as_ref()?) {
            (Days::Month { month, year: Year::Unsaid }, Days::Month { year, month: last })
                if *year != Year::Unsaid && month <= last =>
            {
                Some(Days::Month { month: *month, year: *year })
            }
            // "nov-feb 2027" begins in the year before.
            (
                Days::Month { month, year: Year::Unsaid },
                Days::Month { year: Year::Number(year), .. },
            ) => Some(Days::Month { month: *month, year: Year::Number(*year - 1) }),
            (
                Days::Date { weekday, day, month: Some(month), year: Year::Unsaid },
                Days::Date { year, month: Some(last), .. } | Days::Month { year, month: last },
            ) if *year != Year::Unsaid && month <= last => {
                Some(Days::Date { weekday: *weekday, day: *day, month: Some(*month), year: *year })
            }
            _ => None,
        }
    }

    /// Keeps what later words may lean on.
    fn remember(&mut self, days: &Days, value: &Value, past: bool) {
        match value {
            Value::Day(dated) => {
                self.previous = Some(dated.day);
                self.previous_row = None;
                if matches!(days, Days::Date { month: Some(_), .. }) && !past {
                    // "op 12 januari of op de 14e": the month goes without saying.
                    self.frame = self.month_of(dated.day);
                }
            }
            Value::Row((start, end)) => {
                self.frame = Some((*start, *end));
                self.previous = end.pred_opt();
                self.previous_row = Some((*start, *end));
            }
            Value::Moment(_) | Value::Moments(..) => {}
        }
    }

    fn on_day(&self, dated: &Dated, phrase: &Phrase) -> Outcome {
        let alternatives =
            dated.others.iter().map(|day| self.bounded(*day, next(*day), phrase)).collect();
        Outcome::Read { when: self.bounded(dated.day, next(dated.day), phrase), alternatives }
    }

    fn in_row(&self, days: &Days, (start, end): DayRange, phrase: &Phrase) -> Outcome {
        let any_day =
            phrase.bound.is_none() && phrase.start.time.is_some_and(|t| t != Time::WholeDay);
        if any_day {
            return read(self.set(&[], phrase.start.time, Some((start, end))));
        }
        let start = if before_the_end(days, phrase.bound) { end } else { start };
        let when = self.bounded(start, end, phrase);
        if *days == Days::SummerRecess { Outcome::Guess { when } } else { read(when) }
    }

    /// "Die ochtend spreekt zij elders en is er vanaf 13.00 uur": which morning was not said, the hour was.
    fn without_day(&self, days: &Days, phrase: &Phrase) -> Outcome {
        match phrase.start.time {
            Some(time @ (Time::At(_) | Time::From(_) | Time::Until(_) | Time::Range(..)))
                if *days == Days::Previous =>
            {
                read(self.time_alone(time))
            }
            _ => self.missing(days),
        }
    }

    /// What to say of days that no calendar has: the 30th of February, week 53 of most years.
    fn missing(&self, days: &Days) -> Outcome {
        match days {
            Days::Date { day, month: Some(month), year, .. } => {
                self.missing_day(*day, *month, *year)
            }
            Days::Weeks { last, year, .. } => self.missing_week(*last, *year),
            Days::In { frame, .. } => self.missing(frame),
            _ => Outcome::Nothing,
        }
    }

    /// The Mondays of the last week of that year and of the first one of the next.
    fn missing_week(&self, week: u32, year: Year) -> Outcome {
        const LONG_YEAR_WEEKS: u32 = 53;
        let year = self.year(year).unwrap_or_else(|| self.today.iso_week().year());
        let monday = |year, week| NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
        if week != LONG_YEAR_WEEKS || monday(year, week).is_some() {
            return Outcome::Nothing;
        }
        let around = [monday(year, LONG_YEAR_WEEKS - 1), monday(year + 1, 1)];
        Outcome::NoSuchDate { nearest: around.into_iter().flatten().collect() }
    }

    fn missing_day(&self, day: u32, month: u32, year: Year) -> Outcome {
        let year = self.year(year).unwrap_or_else(|| {
            let over = NaiveDate::from_ymd_opt(self.today.year(), month, 28)
                .is_some_and(|d| d < self.today);
            self.today.year() + i32::from(over)
        });
        if self.policy.missing_date == MissingDate::Open {
            return if day > 28 {
                read(When::DateRange { start: None, end: None })
            } else {
                Outcome::Nothing
            };
        }
        let last = last_of_month(year, month);
        let nearest: Vec<NaiveDate> =
            last.into_iter().flat_map(|last| [last, next(last)]).collect();
        if day > 28 { Outcome::NoSuchDate { nearest } } else { Outcome::Nothing }
    }

    /// Whether the far end of a row is in it.
    fn holds_end(&self, said: bool) -> bool {
        match self.policy.range_end {
            RangeEnd::AsSaid => said,
            RangeEnd::Inclusive => true,
            RangeEnd::Exclusive => false,
        }
    }

    /// Elapsed time is counted on a clock that does not jump; the wall shows where it ends.
    fn elapsed(&self, by: Amount) -> Option<NaiveDateTime> {
        let day = add(self.today, by)?;
        let at = crate::domain::time::instant(day.and_time(self.now.time()))
            + Duration::try_seconds(by.seconds)?;
        Some(crate::domain::time::local(at))
    }
}

/// "vóór het eind van het jaar" is before it ends, not before its last part begins.
fn before_the_end(days: &Days, bound: Option<Bound>) -> bool {
    matches!(days, Days::Part { edge: Edge::End | Edge::Later, .. })
        && matches!(bound, Some(Bound::Before | Bound::BeforeOrFor))
}

fn half_moment(bound: Option<Bound>, at: NaiveDateTime) -> When {
    match bound {
        None => When::DateTime(at),
        Some(Bound::Before | Bound::BeforeOrFor | Bound::UpTo | Bound::Through) => {
            When::DateTimeRange { start: None, end: Some(at) }
        }
        Some(Bound::After | Bound::From) => When::DateTimeRange { start: Some(at), end: None },
    }
}

fn read(when: When) -> Outcome {
    Outcome::Read { when, alternatives: Vec::new() }
}

/// The day with a unit finer than a day cut off.
fn cut(at: NaiveDateTime, unit: Unit) -> NaiveDateTime {
    use chrono::Timelike;
    let time = at.time();
    let (hour, minute, second) = match unit {
        Unit::Second => (time.hour(), time.minute(), time.second()),
        Unit::Minute => (time.hour(), time.minute(), 0),
        _ if unit == Unit::Hour => (time.hour(), 0, 0),
        _ => (0, 0, 0),
    };
    at.date().and_time(NaiveTime::from_hms_opt(hour, minute, second).unwrap_or(time))
}

/// Whether a weekday is named without a word that says which.
fn is_open_weekday(days: &Days) -> Option<Weekday> {
    match days {
        Days::Weekday(weekday, Which::Bare | Which::This | Which::Coming) => Some(*weekday),
        _ => None,
    }
}

fn shifted(day: NaiveDate, days: i64) -> NaiveDate {
    add_days(day, days).unwrap_or(day)
}
