//! `statistiek`: the month, the quarter or the year that today lies in.

use chrono::{Datelike, Months, NaiveDate};

use super::arguments::Arguments;
use super::near::{nearest, squash};
use crate::domain::command::{Command, CommandError};
use crate::domain::time::Days;

/// Meant when nothing is named.
const MONTH: &str = "maand";

/// The periods by the names that staff use, with their months.
const PERIODS: [(&str, u32); 3] = [(MONTH, 1), ("kwartaal", 3), ("jaar", 12)];

/// `statistiek [maand | kwartaal | jaar]`
pub(super) fn figures(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let today = of.context.now.date();
    let word = of.word().unwrap_or(MONTH);
    let period = PERIODS.iter().find(|(name, _)| *name == squash(word));
    let days = period.and_then(|(_, months)| around(today, *months));
    days.map(|days| Command::Figures { days }).ok_or_else(|| {
        let near = nearest(word, PERIODS.iter().map(|(name, _)| *name));
        CommandError::Unknown { word: word.to_owned(), did_you_mean: near.map(str::to_owned) }
    })
}

/// The days of the period of so many months that `day` lies in; `None` at the end of the calendar.
fn around(day: NaiveDate, months: u32) -> Option<Days> {
    let start = NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?;
    Some(Days { start, end: start.checked_add_months(Months::new(months))? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    #[test]
    fn a_period_is_the_one_that_the_day_lies_in() {
        let first = |day, months| around(day, months).unwrap().start;
        let last = |day, months| around(day, months).unwrap().end.pred_opt().unwrap();
        assert_eq!(first(day(12, 31), 1), day(12, 1));
        assert_eq!(last(day(2, 1), 1), day(2, 28));
        assert_eq!(first(day(3, 31), 3), day(1, 1));
        assert_eq!(first(day(4, 1), 3), day(4, 1));
        assert_eq!(last(day(12, 1), 3), day(12, 31));
        assert_eq!((first(day(6, 1), 12), last(day(6, 1), 12)), (day(1, 1), day(12, 31)));
        assert_eq!(around(NaiveDate::MAX, 12), None);
    }
}
