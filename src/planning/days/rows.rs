//! The rules of `days` for a whole row of days at once, without their reasons.
//!
//! A search looks at a year, and most of its rules are the same every week or hold for a row of days.
//! Each rule here has its twin there, which can say why; that the two agree is for the tests, which
//! draw worlds and ask both.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::calendar::Holiday;
use crate::domain::desk::Busy;
use crate::domain::time::Days;

use super::super::day_set::{DaySet, Weekdays};
use super::super::office::{self, AwayOn};
use super::{Calendar, Word};

impl Calendar<'_> {
    /// The days from the first to the last that can be offered on this word: not closed, and no
    /// bridge days.
    pub(crate) fn days_to_offer(&self, word: Word) -> DaySet {
        let open = Weekdays::that(|weekday| !self.opening_on(weekday).is_empty());
        let mut days = DaySet::of_weekdays(self.first, self.last, open);
        for (day, hours) in &self.wijk.open_on {
            let until = day.succ_opt().unwrap_or(*day);
            days.insert(*day, if hours.is_empty() { *day } else { until });
        }
        for year in (self.first.year()..=self.last.year()).map(|year| self.year_of(year)) {
            if self.minds_prinsjesdag(word) {
                year.week_of_prinsjesdag().iter().for_each(|week| take_out(*week, &mut days));
            }
            year.holidays()
                .for_each(|(day, holiday)| self.take_out_holiday(day, holiday, &mut days));
        }
        // New Year's Day makes a bridge day of the year before.
        let new_year = NaiveDate::from_ymd_opt(self.last.year() + 1, 1, 1);
        let new_year = new_year.and_then(|day| Some((day, self.holiday(day)?)));
        new_year.into_iter().for_each(|(day, holiday)| {
            self.take_out_holiday(day, holiday, &mut days);
        });
        for closed in self.wijk.closed.iter().chain(self.closed_by_staff) {
            take_out(closed.days, &mut days);
        }
        let kept = [self.days_away(word), self.days_busy(word)].into_iter().flatten();
        kept.fold(days, |days, away| days.without(&away))
    }

    /// The holiday, and the working day that it leaves between itself and a weekend.
    fn take_out_holiday(&self, day: NaiveDate, holiday: Holiday, days: &mut DaySet) {
        if self.is_closed_for(&holiday) {
            take_out_day(day, days);
        }
        let squeezed = match day.weekday() {
            Weekday::Tue => day.pred_opt(),
            Weekday::Thu => day.succ_opt(),
            Weekday::Mon | Weekday::Wed | Weekday::Fri | Weekday::Sat | Weekday::Sun => None,
        };
        let squeezed = squeezed.filter(|day| holiday.closed && self.is_bridge_day(*day));
        squeezed.into_iter().for_each(|day| take_out_day(day, days));
    }

    /// The days that config says are taken whole, if there are any.
    fn days_busy(&self, word: Word) -> Option<DaySet> {
        let busy = self.busy().iter().filter(|busy| busy.hours.is_none() && word != Word::Staff);
        let all: Vec<&Busy> = busy.collect();
        let weekdays = Weekdays::that(|day| all.iter().any(|busy| busy.is_on(day)));
        (!all.is_empty()).then(|| DaySet::of_weekdays(self.first, self.last, weekdays))
    }

    /// The days that duties in The Hague take whole, if there are any.
    fn days_away(&self, word: Word) -> Option<DaySet> {
        let on = |weekdays| DaySet::of_weekdays(self.first, self.last, weekdays);
        Some(match office::away(self.office?, word)? {
            AwayOn::KamerDays => {
                let mut away = on(Weekdays::that(office::is_kamer_day));
                for recess in &self.desk.recess {
                    away.remove(recess.start, recess.end);
                }
                away
            }
            AwayOn::CabinetDays => on(Weekdays::that(office::is_busy_all_day)),
        })
    }
}

fn take_out(row: Days, days: &mut DaySet) {
    days.remove(row.start, row.end);
}

fn take_out_day(day: NaiveDate, days: &mut DaySet) {
    days.remove(day, day.succ_opt().unwrap_or(day));
}
