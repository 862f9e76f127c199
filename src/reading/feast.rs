//! Named days: holidays, days of remembrance, Prinsjesdag, by rule and not by table.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use super::cue::Phrases;
use crate::domain::calendar::easter;

/// A day with a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// So many days after Easter Sunday.
    FromEaster(i16),
    Fixed {
        month: u8,
        day: u8,
    },
    /// The nth such weekday of a month; -1 is the last.
    Nth {
        nth: i8,
        weekday: Weekday,
        month: u8,
    },
    Koningsdag,
    /// The day after the fourth Thursday of November.
    BlackFriday,
    /// A day of the lunar calendar, by its arithmetical form: a day off at most.
    Islamic {
        month: u8,
        day: u8,
    },
}

impl Feast {
    /// The day in a year; `None` where the year has none.
    pub(crate) fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::FromEaster(days) => Some(easter(year) + Duration::days(days.into())),
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
            Self::Nth { nth, weekday, month } if nth > 0 => {
                NaiveDate::from_weekday_of_month_opt(year, month.into(), weekday, nth as u8)
            }
            Self::Nth { weekday, month, .. } => (1..=5)
                .rev()
                .find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month.into(), weekday, n)),
            Self::Koningsdag => {
                let day = NaiveDate::from_ymd_opt(year, 4, 27)?;
                Some(if day.weekday() == Weekday::Sun { day - Duration::days(1) } else { day })
            }
            Self::BlackFriday => {
                let fourth = NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)?;
                fourth.succ_opt()
            }
            Self::Islamic { month, day } => islamic_day(year, month.into(), day.into()),
        }
    }
}

/// Days from the epoch of the Islamic calendar (16 July 622, Julian) to the epoch of chrono.
const ISLAMIC_EPOCH: i64 = 227_015;

/// The first such day of the arithmetical Islamic calendar that falls in a year of ours.
fn islamic_day(year: i32, month: i64, day: i64) -> Option<NaiveDate> {
    let first = (i64::from(year) - 622) * 33 / 32;
    (first - 1..first + 3).find_map(|hijri| {
        let days = (hijri - 1) * 354
            + (3 + 11 * hijri) / 30
            + (month - 1) * 59 / 2
            + i64::from((month - 1) % 2 == 1 && (month - 1) * 59 % 2 == 1)
            + day
            + ISLAMIC_EPOCH
            - 1;
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
            .filter(|date| date.year() == year)
    })
}

const fn fixed(month: u8, day: u8) -> Feast {
    Feast::Fixed { month, day }
}

/// Names of one word.
pub(crate) const NAMES: &[(&str, Feast)] = &[
    ("pasen", Feast::FromEaster(0)),
    ("easter", Feast::FromEaster(0)),
    ("paasmaandag", Feast::FromEaster(1)),
    ("palmzondag", Feast::FromEaster(-7)),
    ("palmpasen", Feast::FromEaster(-7)),
    ("paaszondag", Feast::FromEaster(0)),
    ("carnaval", Feast::FromEaster(-49)),
    ("carnavalszaterdag", Feast::FromEaster(-50)),
    ("carnavalszondag", Feast::FromEaster(-49)),
    ("carnavalsmaandag", Feast::FromEaster(-48)),
    ("carnavalsdinsdag", Feast::FromEaster(-47)),
    ("paaszaterdag", Feast::FromEaster(-1)),
    ("aswoensdag", Feast::FromEaster(-46)),
    ("hemelvaart", Feast::FromEaster(39)),
    ("hemelvaartsdag", Feast::FromEaster(39)),
    ("pinksteren", Feast::FromEaster(49)),
    ("pinksterzondag", Feast::FromEaster(49)),
    ("pinkstermaandag", Feast::FromEaster(50)),
    ("koningsdag", Feast::Koningsdag),
    ("koninginnedag", fixed(4, 30)),
    ("prinsjesdag", Feast::Nth { nth: 3, weekday: Weekday::Tue, month: 9 }),
    ("bevrijdingsdag", fixed(5, 5)),
    ("dodenherdenking", fixed(5, 4)),
    ("veteranendag", Feast::Nth { nth: -1, weekday: Weekday::Sat, month: 6 }),
    ("boomfeestdag", Feast::Nth { nth: 3, weekday: Weekday::Wed, month: 3 }),
    ("boomplantdag", Feast::Nth { nth: 3, weekday: Weekday::Wed, month: 3 }),
    ("moederdag", Feast::Nth { nth: 2, weekday: Weekday::Sun, month: 5 }),
    ("vaderdag", Feast::Nth { nth: 3, weekday: Weekday::Sun, month: 6 }),
    ("thanksgiving", Feast::Nth { nth: 4, weekday: Weekday::Thu, month: 11 }),
    ("dankzeggingsdag", Feast::Nth { nth: 4, weekday: Weekday::Thu, month: 11 }),
    ("ketikoti", fixed(7, 1)),
    ("valentijnsdag", fixed(2, 14)),
    ("driekoningen", fixed(1, 6)),
    ("allerheiligen", fixed(11, 1)),
    ("allerzielen", fixed(11, 2)),
    ("halloween", fixed(10, 31)),
    ("sinterklaas", fixed(12, 5)),
    ("sinterklaasavond", fixed(12, 5)),
    ("pakjesavond", fixed(12, 5)),
    ("kerst", fixed(12, 25)),
    ("kerstmis", fixed(12, 25)),
    ("kerstdag", fixed(12, 25)),
    ("christmas", fixed(12, 25)),
    ("kerstavond", fixed(12, 24)),
    ("nieuwjaar", fixed(1, 1)),
    ("nieuwjaarsdag", fixed(1, 1)),
    ("jaarwisseling", fixed(1, 1)),
    ("oudjaar", fixed(12, 31)),
    ("oudjaarsdag", fixed(12, 31)),
    ("oudejaarsdag", fixed(12, 31)),
    ("oudjaarsavond", fixed(12, 31)),
    ("oudejaarsavond", fixed(12, 31)),
    ("silvester", fixed(12, 31)),
    ("silvesteravond", fixed(12, 31)),
    ("suikerfeest", Feast::Islamic { month: 10, day: 1 }),
    ("offerfeest", Feast::Islamic { month: 12, day: 10 }),
    ("ramadan", Feast::Islamic { month: 9, day: 1 }),
    ("onafhankelijkheidsdag", fixed(7, 4)),
    ("juneteenth", fixed(6, 19)),
    ("vrijheidsdag", fixed(6, 19)),
    ("mlkdag", Feast::Nth { nth: 3, weekday: Weekday::Mon, month: 1 }),
    ("yuandan", fixed(1, 1)),
];

/// The words that a name of several begins with.
pub(crate) const OPENS: Phrases = &[
    "dag",
    "feest",
    "martin",
    "jubilee",
    "nationale",
    "oud",
    "keti",
    "black",
    "goede",
    "good",
    "king's",
    "king’s",
    "witte",
    "stille",
    "beloken",
];

/// Names of several words, the longest first.
pub(crate) const LONG_NAMES: &[(&[&str], Feast)] = &[
    (&["dag", "van", "de", "arbeid"], fixed(5, 1)),
    (&["feest", "van", "de", "arbeid"], fixed(5, 1)),
    (&["dag", "van", "de", "leraar"], fixed(10, 5)),
    (&["dag", "van", "de", "leerkracht"], fixed(10, 5)),
    (&["dag", "van", "de", "aarde"], fixed(4, 22)),
    (&["martin", "luther", "kingdag"], Feast::Nth { nth: 3, weekday: Weekday::Mon, month: 1 }),
    (&["jubilee", "day"], fixed(6, 19)),
    (&["nationale", "herdenking"], fixed(5, 4)),
    (&["oud", "en", "nieuw"], fixed(12, 31)),
    (&["keti", "koti"], fixed(7, 1)),
    (&["keti", "-", "koti"], fixed(7, 1)),
    (&["black", "friday"], Feast::BlackFriday),
    (&["goede", "vrijdag"], Feast::FromEaster(-2)),
    (&["good", "friday"], Feast::FromEaster(-2)),
    (&["witte", "donderdag"], Feast::FromEaster(-3)),
    (&["stille", "zaterdag"], Feast::FromEaster(-1)),
    (&["beloken", "pasen"], Feast::FromEaster(7)),
    (&["tweede", "paasdag"], Feast::FromEaster(1)),
    (&["2e", "paasdag"], Feast::FromEaster(1)),
    (&["eerste", "paasdag"], Feast::FromEaster(0)),
    (&["1e", "paasdag"], Feast::FromEaster(0)),
    (&["tweede", "pinksterdag"], Feast::FromEaster(50)),
    (&["2e", "pinksterdag"], Feast::FromEaster(50)),
    (&["eerste", "pinksterdag"], Feast::FromEaster(49)),
    (&["1e", "pinksterdag"], Feast::FromEaster(49)),
    (&["tweede", "kerstdag"], fixed(12, 26)),
    (&["2e", "kerstdag"], fixed(12, 26)),
    (&["eerste", "kerstdag"], fixed(12, 25)),
    (&["1e", "kerstdag"], fixed(12, 25)),
    (&["king's", "day"], Feast::Koningsdag),
    (&["king’s", "day"], Feast::Koningsdag),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lunar_feasts_are_a_day_off_at_most() {
        for (year, month, day, feast) in [
            (2024, 4, 10, Feast::Islamic { month: 10, day: 1 }),
            (2025, 3, 30, Feast::Islamic { month: 10, day: 1 }),
            (2026, 3, 20, Feast::Islamic { month: 10, day: 1 }),
            (2026, 5, 27, Feast::Islamic { month: 12, day: 10 }),
        ] {
            let found = feast.in_year(year).unwrap();
            let known = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert!((found - known).num_days().abs() <= 1, "{found} {known}");
        }
    }
}
