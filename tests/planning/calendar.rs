//! The calendar's rules against facts that somebody else computed.

use chrono::{Datelike, NaiveDate, Weekday};
use werkbezoek::domain::calendar::{easter, holiday};

use crate::world::day;

/// `datum;weekdag;naam;grond`, every holiday of nine years.
pub(crate) const HOLIDAYS: &str = include_str!("../data/holidays_2024_2032.csv");

pub(crate) fn facts() -> impl Iterator<Item = (NaiveDate, &'static str)> {
    HOLIDAYS.lines().skip(1).map(|line| {
        let mut fields = line.split(';');
        let date = day(fields.next().unwrap());
        (date, fields.nth(1).unwrap())
    })
}

#[test]
fn the_holidays_of_nine_years_are_those_of_the_table_and_no_others() {
    let ours: Vec<(NaiveDate, &str)> = day("2024-01-01")
        .iter_days()
        .take_while(|day| day.year() <= 2032)
        .filter_map(|day| Some((day, holiday(day)?.name)))
        .collect();
    assert_eq!(ours, facts().collect::<Vec<_>>());
}

#[test]
fn easter_is_where_the_almanac_has_it() {
    for text in [
        "1900-04-15",
        "1913-03-23",
        "1943-04-25",
        "1954-04-18",
        "1961-04-02",
        "1981-04-19",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2099-04-12",
    ] {
        assert_eq!(easter(day(text).year()), day(text));
    }
}

/// Gauss's rule, with his two exceptions, holds for the years 1900-2099.
fn by_gauss(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year % 4, year % 7);
    let d = (19 * a + 24) % 30;
    let e = (2 * b + 4 * c + 6 * d + 5) % 7;
    let after = match (d, e) {
        (29, 6) => 28,
        (28, 6) if a > 10 => 27,
        _ => d + e,
    };
    NaiveDate::from_ymd_opt(year, 3, 22).unwrap() + chrono::Duration::days(i64::from(after))
}

#[test]
fn easter_agrees_with_gauss_for_two_centuries() {
    for year in 1900..=2099 {
        assert_eq!(easter(year), by_gauss(year));
        assert_eq!(easter(year).weekday(), Weekday::Sun);
    }
}
