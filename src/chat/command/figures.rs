//! `statistiek`: the month, quarter or year of today or the one before it, or a year by its number.

use chrono::{Datelike, Months, NaiveDate};

use super::arguments::{Arguments, read_number};
use super::near::{not_a_choice, squash};
use crate::domain::command::{Command, CommandError};
use crate::domain::time::Days;

/// Meant when nothing is named.
const MONTH: &str = "maand";
const YEAR: &str = "jaar";

/// The periods by the names that staff use, with their months.
const PERIODS: [(&str, u32); 3] = [(MONTH, 1), ("kwartaal", 3), (YEAR, 12)];

/// `statistiek [vorige] [maand | kwartaal | jaar [<jaartal>]]`
pub(super) fn figures(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let of_before = of.skip("vorige") || of.skip("vorig");
    let word = of.word().unwrap_or(MONTH);
    let period = PERIODS.into_iter().find(|(name, _)| *name == squash(word));
    let choices = PERIODS.map(|(name, _)| name);
    let (name, months) = period.ok_or_else(|| match read_number(word) {
        Some(_) => CommandError::Unknown {
            word: word.to_owned(),
            did_you_mean: Some(format!("statistiek {YEAR} {word}")),
        },
        None => not_a_choice(word, &choices),
    })?;
    let today = of.context.now.date();
    let days = if of_before {
        around(today, months).and_then(|days| around(days.start.pred_opt()?, months))
    } else {
        let day = if name == YEAR { year(of)? } else { None };
        around(day.unwrap_or(today), months)
    };
    days.map(|days| Command::Figures { days }).ok_or_else(|| of.not_a_number(word))
}

/// The first day of the year whose number follows, if one does.
fn year(of: &mut Arguments<'_>) -> Result<Option<NaiveDate>, CommandError> {
    let Some(word) = of.word() else { return Ok(None) };
    let day = word.parse().ok().and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1));
    day.map(Some).ok_or_else(|| of.not_a_number(word))
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
