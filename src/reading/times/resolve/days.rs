//! Which day the words name, and which other days they may name as well.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::super::{Day, Which};
use super::algebra::{monday, nearest_weekday, nth_weekday, step, weekday_after, weekday_before};
use super::{Dated, Resolver};
use crate::domain::calendar::working_days_after;
use crate::reading::token::Unit;

impl Resolver<'_> {
    pub(super) fn day(&self, day: &Day, past: bool) -> Option<Dated> {
        match day {
            Day::FromToday(days) => Some(Dated::sure(self.today + Duration::days(*days))),
            Day::Named { weekday, day, month: Some(month), year } => {
                self.full_date(*weekday, *day, *month, *year, past)
            }
            Day::Named { weekday, day, month: None, .. } => self.day_of_month(*weekday, *day, past),
            Day::Weekday(weekday, which) => self.weekday(*weekday, *which, past).map(Dated::sure),
            Day::Feast { feast, year } => {
                let find = |year| feast.in_year(year);
                self.yearly(*year, past, find).map(Dated::sure)
            }
            Day::WeekdayAfter(weekday, anchor) => {
                let anchor = self.day(anchor, past)?.day;
                Some(Dated::sure(weekday_after(anchor, *weekday)))
            }
            Day::NthOfMonth { nth, weekday, month, year } => {
                let find = |year| nth_weekday(year, *month, *weekday, *nth);
                self.yearly(*year, past, find).map(Dated::sure)
            }
            Day::Ahead { count, unit } => self.steps(self.today, *count, *unit).map(Dated::sure),
            Day::Later { count, unit } => {
                self.steps(self.previous.unwrap_or(self.today), *count, *unit).map(Dated::sure)
            }
        }
    }

    pub(super) fn steps(&self, from: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
        match unit {
            Unit::WorkingDay => Some(working_days_after(from, count.clamp(0, 400) as u32)),
            Unit::Minute | Unit::Hour => Some(from),
            Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year => {
                step(from, count, unit)
            }
        }
    }

    /// A yearly day: in the year that is said, else the first one not past (or the last one past).
    pub(super) fn yearly(
        &self,
        year: Option<i32>,
        past: bool,
        find: impl Fn(i32) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let this = self.today.year();
        if let Some(year) = year {
            return find(year);
        }
        if past {
            return [this, this - 1].into_iter().filter_map(find).find(|day| *day <= self.today);
        }
        if !self.policy.dates_look_ahead {
            return find(this);
        }
        (this..this + 9)
            .filter_map(&find)
            .find(|day| *day >= self.today)
            .filter(|day| day.year() <= this + 1)
    }

    pub(super) fn full_date(
        &self,
        weekday: Option<Weekday>,
        day: u32,
        month: u32,
        year: Option<i32>,
        past: bool,
    ) -> Option<Dated> {
        let find = |year| NaiveDate::from_ymd_opt(year, month, day);
        let offered = |date: &NaiveDate| date.day() == day && date.month() == month;
        if let Some(offered) = self.offered_once(offered).filter(|_| year.is_none()) {
            return Some(Dated::sure(offered));
        }
        let plain = self.yearly(year, past, find)?;
        let Some(weekday) = weekday.filter(|weekday| plain.weekday() != *weekday) else {
            return Some(Dated::sure(plain));
        };
        // The weekday contradicts the date. Another year near by may be meant.
        let this = self.today.year();
        let years = if past { [this, this - 1, this + 1] } else { [this, this + 1, this + 2] };
        let fits = years
            .into_iter()
            .filter_map(find)
            .find(|date| date.weekday() == weekday && (past || *date >= self.today));
        let same_week = nearest_weekday(plain, weekday);
        Some(match (fits, year) {
            (Some(day), None) => Dated::sure(day),
            (Some(day), Some(_)) => Dated { day, others: vec![plain, same_week] },
            (None, _) => Dated { day: plain, others: vec![same_week] },
        })
    }

    /// A day without a month: among the offers, in the period just spoken of, else the next one.
    pub(super) fn day_of_month(
        &self,
        weekday: Option<Weekday>,
        day: u32,
        past: bool,
    ) -> Option<Dated> {
        let fits = |date: &NaiveDate| {
            date.day() == day && weekday.is_none_or(|weekday| date.weekday() == weekday)
        };
        if let Some(offered) = self.offered_once(fits) {
            return Some(Dated::sure(offered));
        }
        let in_frame = self.frame.and_then(|(start, end)| {
            let from = if past { start } else { start.max(self.today) };
            from.iter_days().take_while(|date| *date < end).take(400).find(fits)
        });
        let found = in_frame.or_else(|| {
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
        let others = weekday.map(|weekday| nearest_weekday(plain, weekday)).into_iter().collect();
        Some(Dated { day: plain, others })
    }

    pub(super) fn offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> Option<NaiveDate> {
        let mut days: Vec<NaiveDate> =
            self.context.offered.iter().map(|option| option.slot.day()).filter(fits).collect();
        days.dedup();
        match days.as_slice() {
            &[day] => Some(day),
            _ => None,
        }
    }

    pub(super) fn is_offered_once(&self, fits: impl Fn(&NaiveDate) -> bool) -> bool {
        self.offered_once(fits).is_some()
    }

    pub(super) fn weekday(&self, weekday: Weekday, which: Which, past: bool) -> Option<NaiveDate> {
        let today = self.today;
        let in_week = |weeks: i64| {
            monday(today) + Duration::days(7 * weeks + i64::from(weekday.num_days_from_monday()))
        };
        Some(match which {
            Which::Bare if past => weekday_before(today, weekday),
            Which::Bare => match self.offered_once(|day| day.weekday() == weekday) {
                Some(day) => day,
                None if self.policy.weekday_may_be_today && today.weekday() == weekday => today,
                None => weekday_after(today, weekday),
            },
            Which::Coming => weekday_after(today, weekday),
            Which::Next if self.policy.next_weekday_is_next_week => in_week(1),
            Which::Next => weekday_after(today, weekday),
            Which::Last => weekday_before(today, weekday),
            Which::InWeek(weeks) => in_week(weeks),
            Which::AfterPrevious => weekday_after(self.previous.unwrap_or(today), weekday),
        })
    }
}
