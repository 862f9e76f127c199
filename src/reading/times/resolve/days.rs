//! Which day the words name, and which other days they may name as well.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::super::{Amount, DayRange, Days, Kind, Which, Year};
use super::algebra::{
    add, add_days, monday, nearest_weekday, next, nth_weekday, weekday_after, weekday_before,
};
use super::{Dated, Resolver, Value, cut};
use crate::reading::policy::{
    Ahead, BareWeekday, DateWithoutYear, MissingDate, NextWeekday, PreviousWeekday,
};
use crate::reading::token::Unit;

impl Resolver<'_> {
    /// What a tree of days evaluates to; `None` where the calendar has no such day.
    pub(super) fn value(&self, days: &Days, past: bool) -> Option<Value> {
        let day = |found: Option<NaiveDate>| found.map(Value::day);
        match days {
            Days::FromToday(days) => day(add_days(self.today, *days)),
            Days::Date { weekday, day, month: Some(month), year } => {
                self.full_date(*weekday, *day, *month, *year, past).map(Value::Day)
            }
            Days::Date { weekday, day, month: None, .. } => {
                self.day_of_month(*weekday, *day, past).map(Value::Day)
            }
            Days::LoneDay(number) => day(self.lone_day(*number)),
            Days::Weekday(weekday, which) => self.weekday(*weekday, *which, past).map(Value::Day),
            Days::Feast(feast, year) => day(self.yearly(*year, past, |year| feast.in_year(year))),
            Days::Shift { from, by } => self.shift(from, *by, past),
            Days::Ahead(by) => self.ahead(*by),
            Days::Previous => day(self.previous.filter(|_| self.previous_row.is_none())),
            // "In de laatste week" of no month that was named: the one that has been.
            Days::Nth { nth: -1, of, .. }
                if **of == Days::MonthSaid && self.month_said().is_none() =>
            {
                self.row_of(&Days::Unit { unit: Unit::Week, offset: -1 }, past)
            }
            Days::Nth { nth, count, kind, of } => {
                self.nth((*nth, i64::from(*count)), *kind, of, past)
            }
            Days::NthNear { nth, kind, of } => {
                day(nth_near(*nth, *kind, self.value(of, past)?.range()))
            }
            Days::In { what, frame } => self.inside(what, frame, past),
            Days::LastSaid => None,
            Days::MonthSaid => self.month_said().map(Value::Row),
            Days::Beside { .. }
            | Days::Part { .. }
            | Days::Month { .. }
            | Days::Year(_)
            | Days::Years { .. }
            | Days::Quarter { .. }
            | Days::Season(..)
            | Days::Weeks { .. }
            | Days::UnitOf { .. }
            | Days::Unit { .. }
            | Days::Coming(_)
            | Days::Rest(_)
            | Days::Named(_)
            | Days::SummerRecess
            | Days::Festivities => self.row_of(days, past),
        }
    }

    /// The month that was named before, if it is still to come.
    fn month_said(&self) -> Option<DayRange> {
        let said = self.frame.filter(|(start, _)| self.today < *start)?;
        (self.month_of(said.0)? == said).then_some(said)
    }

    fn shift(&self, from: &Days, by: Amount, past: bool) -> Option<Value> {
        if matches!(from, Days::Previous) {
            if by.is_clock() {
                let at = self.previous?.and_time(self.previous_start()?);
                return Some(Value::Moment(at + Duration::try_seconds(by.seconds)?));
            }
            if let Some((start, end)) = self.previous_row {
                return Some(Value::Row((add(start, by)?, add(end, by)?)));
            }
        }
        let base = match from {
            // "Een dag eerder" than nothing that was named is no day at all.
            Days::Previous if by.whole_seconds() < 0 && !past && !self.policy.bare => {
                self.previous?
            }
            Days::Previous => self.previous.unwrap_or(self.today),
            other => self.value(other, past)?.range().0,
        };
        let day = add(base, by)?;
        if by.is_clock() {
            let start = if matches!(from, Days::FromToday(0)) {
                day.and_time(self.now.time())
            } else {
                day.and_hms_opt(0, 0, 0)?
            };
            return Some(Value::Moment(start + Duration::try_seconds(by.seconds)?));
        }
        Some(Value::day(day))
    }

    /// The hour at which what was spoken of last begins.
    fn previous_start(&self) -> Option<chrono::NaiveTime> {
        let (from, until) = self.hours(self.previous_time?);
        from.or(until)
    }

    fn ahead(&self, by: Amount) -> Option<Value> {
        if by.is_clock() {
            return Some(Value::Moment(self.elapsed(by)?));
        }
        let day = add(self.today, by)?;
        if self.policy.ahead == Ahead::Day {
            return Some(Value::day(day));
        }
        match by.unit {
            Unit::Day => Some(Value::Moment(cut(day.and_time(self.now.time()), Unit::Hour))),
            Unit::Year => self.month_of(day).map(Value::Row),
            _ => Some(Value::day(day)),
        }
    }

    /// `derde dinsdag van september`, `laatste dag van de maand`, `eerste week van 2019`.
    fn nth(&self, (nth, count): (i64, i64), kind: Kind, of: &Days, past: bool) -> Option<Value> {
        if let (Kind::Weekday(weekday), Days::Month { month, year }) = (kind, of) {
            let find = |year| nth_weekday(year, *month, weekday, nth);
            return self.yearly(*year, past, find).map(Value::day);
        }
        let (start, end) = self.value(of, past)?.range();
        let inside = |day: NaiveDate| (start <= day && day < end).then_some(day);
        match kind {
            Kind::Weekday(weekday) if nth > 0 => {
                let first = weekday_after(start.pred_opt()?, weekday);
                inside(add_days(first, 7 * (nth - 1))?).map(Value::day)
            }
            Kind::Weekday(weekday) => {
                inside(add_days(weekday_before(end, weekday), 7 * (nth + 1))?).map(Value::day)
            }
            Kind::Unit(Unit::Day) if nth > 0 && count == 1 => {
                inside(add_days(start, nth - 1)?).map(Value::day)
            }
            Kind::Unit(Unit::Day) if count == 1 => inside(add_days(end, nth)?).map(Value::day),
            Kind::Unit(Unit::WorkingDay) => {
                let days: Vec<NaiveDate> = start
                    .iter_days()
                    .take_while(|day| *day < end)
                    .filter(|day| crate::domain::calendar::is_working_day(*day))
                    .collect();
                let place = if nth > 0 { nth - 1 } else { days.len() as i64 + nth };
                days.get(usize::try_from(place).ok()?).copied().map(Value::day)
            }
            Kind::Unit(unit) => self.nth_row((nth, count), unit, of, (start, end)),
        }
    }

    /// A day in a row: "vrijdag in week 47", "de 20e van volgende maand", "maart volgend jaar".
    fn inside(&self, what: &Days, frame: &Days, past: bool) -> Option<Value> {
        let Some(frame_days) = self.value(frame, past) else {
            return self.in_unnamed_week(what, frame, past);
        };
        let (start, end) = frame_days.range();
        match what {
            Days::Weekday(weekday, _) => {
                let from = if end > next(self.today) { start.max(self.today) } else { start };
                let running =
                    matches!(frame, Days::Unit { .. } | Days::Weeks { .. } | Days::UnitOf { .. });
                let from = if running { start } else { from };
                let found = weekday_after(from.pred_opt()?, *weekday);
                (found < end).then(|| Value::day(found))
            }
            Days::Date { day, month: None, .. } => {
                let found = NaiveDate::from_ymd_opt(start.year(), start.month(), *day)?;
                (start <= found && found < end).then(|| Value::day(found))
            }
            Days::Month { month, .. } => {
                let year = if *month >= start.month() { start.year() } else { start.year() + 1 };
                self.month_part(year, *month, None).map(Value::Row)
            }
            Days::Previous => {
                let found = weekday_after(start.pred_opt()?, self.previous?.weekday());
                (found < end).then(|| Value::day(found))
            }
            Days::Feast(feast, _) => {
                let years = [start.year(), end.year()];
                let found = years.into_iter().filter_map(|year| feast.in_year(year));
                found.into_iter().find(|day| start <= *day && *day < end).map(Value::day)
            }
            other => self.value(other, past),
        }
    }

    /// "Die week alleen op donderdag", and no week was named: the next Thursday, or another.
    fn in_unnamed_week(&self, what: &Days, frame: &Days, past: bool) -> Option<Value> {
        let (Days::Weekday(weekday, _), Days::UnitOf { .. } | Days::Beside { .. }) = (what, frame)
        else {
            return None;
        };
        let Value::Day(dated) = self.value(what, past)? else { return None };
        Some(Value::Day(Dated { others: vec![weekday_after(dated.day, *weekday)], ..dated }))
    }

    /// A yearly day: in the year that is said, else the first one not past (or the last one past).
    pub(super) fn yearly(
        &self,
        year: Year,
        past: bool,
        find: impl Fn(i32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let this = self.today.year();
        if let Some(year) = self.year(year) {
            return find(year);
        }
        if past || year == Year::Behind {
            let before = |day: &NaiveDate| *day < self.today || past && *day == self.today;
            return (this - 8..=this).rev().filter_map(find).find(before);
        }
        match self.policy.date_without_year {
            DateWithoutYear::ThisYear => return find(this),
            DateWithoutYear::Nearest => {
                return (this - 1..=this + 1)
                    .filter_map(find)
                    .min_by_key(|day| (*day - self.today).num_days().abs());
            }
            DateWithoutYear::Ahead => {}
        }
        (this..this + 9)
            .filter_map(&find)
            .find(|day| *day >= self.today)
            .filter(|day| self.policy.missing_date == MissingDate::Open || day.year() <= this + 1)
    }

    fn full_date(
        &self,
        weekday: Option<Weekday>,
        day: u32,
        month: u32,
        year: Year,
        past: bool,
    ) -> Option<Dated> {
        let find = |year| NaiveDate::from_ymd_opt(year, month, day);
        let offered = |date: &NaiveDate| date.day() == day && date.month() == month;
        if let Some(offered) = self.offered_once(offered).filter(|_| year == Year::Unsaid) {
            return Some(Dated::sure(offered));
        }
        let plain = self.yearly(year, past, find)?;
        let Some(weekday) = weekday.filter(|weekday| plain.weekday() != *weekday) else {
            return Some(Dated::sure(plain));
        };
        if self.policy.date_without_year == DateWithoutYear::Nearest {
            return Some(Dated::sure(plain));
        }
        // The weekday contradicts the date. Another year near by may be meant.
        let this = self.today.year();
        let looks_back = past;
        let years =
            if looks_back { [this, this - 1, this + 1] } else { [this, this + 1, this + 2] };
        let fits = years
            .into_iter()
            .filter_map(find)
            .find(|date| date.weekday() == weekday && (looks_back || *date >= self.today));
        let same_week = nearest_weekday(plain, weekday);
        // "zondag 10 februari" on the Tuesday after.
        let behind = self.just_behind(|date| offered(date) && date.weekday() == weekday);
        if let (None, Some(behind), Year::Unsaid) = (fits, behind, year) {
            return Some(Dated { day: behind, others: vec![plain] });
        }
        Some(match (fits, year) {
            (Some(day), Year::Unsaid) if looks_back || plain < self.today => Dated::sure(day),
            // Whoever names no year means the next one, and is more likely wrong in the weekday.
            (Some(day), Year::Unsaid) => Dated { day: plain, others: vec![same_week, day] },
            (Some(day), _) => Dated { day, others: vec![plain, same_week] },
            (None, _) => Dated { day: plain, others: vec![same_week] },
        })
    }

    /// A day without a month: among the offers, in the period just spoken of, in the month of the visit
    /// that the conversation is about, else the next one.
    fn day_of_month(&self, weekday: Option<Weekday>, day: u32, past: bool) -> Option<Dated> {
        let fits = |date: &NaiveDate| {
            date.day() == day && weekday.is_none_or(|weekday| date.weekday() == weekday)
        };
        if let Some(offered) = self.offered_once(fits) {
            return Some(Dated::sure(offered));
        }
        if self.policy.weekday_in_this_month && weekday.is_some() {
            let first = self.today.with_day(1)?;
            return first.iter_days().take(1500).find(fits).map(Dated::sure);
        }
        let in_frame = self.frame.and_then(|(start, end)| {
            let from = if past { start } else { start.max(self.today) };
            from.iter_days().take_while(|date| *date < end).take(400).find(fits)
        });
        let beside_visit = || {
            let first = self.context.about.filter(|_| !past)?.with_day(1)?;
            let month = first.iter_days().take_while(|date| date.month() == first.month());
            month.filter(|date| *date >= self.today).find(fits)
        };
        let found = in_frame.or_else(beside_visit).or_else(|| {
            if past {
                (0..62)
                    .filter_map(|back| self.today.checked_sub_signed(Duration::days(back)))
                    .find(fits)
            } else {
                self.today.iter_days().take(62).find(fits)
            }
        });
        if let Some(found) = found {
            return Some(Dated::sure(found));
        }
        let plain = self.today.iter_days().take(62).find(|date| date.day() == day)?;
        // "donderdag de 21e" on the 27th, when no 21st to come is a Thursday and the last one was.
        if let Some(behind) = self.just_behind(fits) {
            return Some(Dated { day: behind, others: vec![plain] });
        }
        let others = weekday.map(|weekday| nearest_weekday(plain, weekday)).into_iter().collect();
        Some(Dated { day: plain, others })
    }

    /// A bare number: the one offer on that day of the month, or the day in the month just spoken of.
    /// Never one that is also the number of an option.
    fn lone_day(&self, number: u32) -> Option<NaiveDate> {
        if self.context.offered.iter().any(|offer| offer.option == number) {
            return None;
        }
        let fits = |date: &NaiveDate| date.day() == number;
        self.offered_once(fits).or_else(|| {
            let (start, end) =
                self.frame.filter(|(start, end)| (*end - *start).num_days() <= 31)?;
            start.iter_days().take_while(|date| *date < end).find(fits)
        })
    }

    /// The last such day, if that is no longer ago than a month.
    fn just_behind(&self, fits: impl Fn(&NaiveDate) -> bool) -> Option<NaiveDate> {
        (1..31).filter_map(|back| add_days(self.today, -back)).find(fits)
    }

    pub(super) fn offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> Option<NaiveDate> {
        let mut days = self.context.offered.iter().map(|option| option.slot.day()).filter(fits);
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    }

    pub(super) fn is_offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> bool {
        self.offered_once(fits).is_some()
    }

    fn weekday(&self, weekday: Weekday, which: Which, past: bool) -> Option<Dated> {
        let today = self.today;
        let in_week = |weeks: i64| {
            add_days(monday(today), 7 * weeks + i64::from(weekday.num_days_from_monday()))
        };
        let coming = weekday_after(today, weekday);
        let day = match which {
            Which::Bare if past => weekday_before(today, weekday),
            Which::Bare => match self.offered_once(|day| day.weekday() == weekday) {
                Some(day) => day,
                None => self.bare_weekday(weekday),
            },
            Which::Coming => coming,
            Which::Next => return self.next_weekday(coming, in_week(1)?),
            Which::This if self.policy.this_weekday_is_this_week => in_week(0)?,
            Which::This => self.bare_weekday(weekday),
            Which::Previous if self.policy.previous_weekday == PreviousWeekday::LastWeek => {
                in_week(-1)?
            }
            Which::Last | Which::Previous => weekday_before(today, weekday),
            Which::InWeek(weeks) => in_week(weeks)?,
            Which::AfterPrevious => weekday_after(self.previous.unwrap_or(today), weekday),
            // Of a row it is before its first day.
            Which::BeforePrevious => {
                let day = self.previous_row.map_or(self.previous, |(start, _)| Some(start))?;
                weekday_before(day, weekday)
            }
        };
        Some(Dated::sure(day))
    }

    /// "Volgende vrijdag" has two readings in Dutch: the first Friday to come, and the one of next
    /// week. Where they differ, the other is kept.
    fn next_weekday(&self, coming: NaiveDate, next_week: NaiveDate) -> Option<Dated> {
        let (day, other) = match self.policy.next_weekday {
            NextWeekday::NextWeek => (next_week, coming),
            NextWeekday::Coming => (coming, next_week),
        };
        let others = if day == other { Vec::new() } else { vec![other] };
        Some(Dated { day, others })
    }

    fn bare_weekday(&self, weekday: Weekday) -> NaiveDate {
        let is_today = self.today.weekday() == weekday;
        match self.policy.bare_weekday {
            BareWeekday::TodayOrAfter | BareWeekday::Nearest if is_today => self.today,
            BareWeekday::AfterToday | BareWeekday::TodayOrAfter => {
                weekday_after(self.today, weekday)
            }
            BareWeekday::Nearest => nearest_weekday(self.today, weekday),
        }
    }
}

/// The nth of its kind behind a row of days; below zero it is counted back from the first of them.
fn nth_near(nth: i64, kind: Kind, (start, end): DayRange) -> Option<NaiveDate> {
    let base = if nth < 0 { start } else { end.pred_opt()? };
    let count = i32::try_from(nth).ok()?;
    let none = Amount { months: 0, days: 0, working_days: 0, seconds: 0, unit: Unit::Day };
    match kind {
        Kind::Weekday(weekday) if nth < 0 => add_days(weekday_before(base, weekday), 7 * (nth + 1)),
        Kind::Weekday(weekday) => add_days(weekday_after(base, weekday), 7 * (nth - 1)),
        Kind::Unit(Unit::WorkingDay) => add(base, Amount { working_days: count, ..none }),
        Kind::Unit(_) => add_days(base, nth),
    }
}
