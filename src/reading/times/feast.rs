//! Named days: holidays and Prinsjesdag, by rule from the Easter date.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

use crate::domain::calendar::easter;
use crate::reading::cursor::Tokens;

/// A day with a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feast {
    /// So many days after Easter Sunday.
    FromEaster(i64),
    Fixed {
        month: u32,
        day: u32,
    },
    Koningsdag,
    Prinsjesdag,
}

impl Feast {
    /// The day in a year; `None` for a fixed date that the year has not.
    pub(crate) fn in_year(self, year: i32) -> Option<NaiveDate> {
        match self {
            Self::FromEaster(days) => Some(easter(year) + Duration::days(days)),
            Self::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Koningsdag => {
                let day = NaiveDate::from_ymd_opt(year, 4, 27)?;
                Some(if day.weekday() == Weekday::Sun { day - Duration::days(1) } else { day })
            }
            Self::Prinsjesdag => NaiveDate::from_weekday_of_month_opt(year, 9, Weekday::Tue, 3),
        }
    }
}

/// The named day at `at`, and where its name ends.
pub(crate) fn feast(t: Tokens<'_, '_>, at: usize) -> Option<(Feast, usize)> {
    let two = |word: &str| -> Option<Feast> {
        let second = t.is(at, &["tweede", "2e", "2de"]);
        let first = t.is(at, &["eerste", "1e", "1ste"]);
        let nth = if second {
            1
        } else if first {
            0
        } else {
            return None;
        };
        match word {
            "paasdag" => Some(Feast::FromEaster(nth)),
            "pinksterdag" => Some(Feast::FromEaster(49 + nth)),
            "kerstdag" => Some(Feast::Fixed { month: 12, day: 25 + nth as u32 }),
            _ => None,
        }
    };
    if let Some(found) = t.get(at + 1).and_then(|token| two(&token.lower)) {
        return Some((found, at + 2));
    }
    if t.any_of(at, &[&["goede", "vrijdag"], &["good", "friday"]]).is_some() {
        return Some((Feast::FromEaster(-2), at + 2));
    }
    one_word(&t.get(at)?.lower).map(|feast| (feast, at + 1))
}

fn one_word(lower: &str) -> Option<Feast> {
    Some(match lower {
        "pasen" | "easter" => Feast::FromEaster(0),
        "paasmaandag" => Feast::FromEaster(1),
        "hemelvaart" | "hemelvaartsdag" => Feast::FromEaster(39),
        "pinksteren" => Feast::FromEaster(49),
        "pinkstermaandag" => Feast::FromEaster(50),
        "koningsdag" => Feast::Koningsdag,
        "prinsjesdag" => Feast::Prinsjesdag,
        "bevrijdingsdag" => Feast::Fixed { month: 5, day: 5 },
        "dodenherdenking" => Feast::Fixed { month: 5, day: 4 },
        "sinterklaas" => Feast::Fixed { month: 12, day: 5 },
        "kerst" | "kerstmis" | "christmas" => Feast::Fixed { month: 12, day: 25 },
        "kerstavond" => Feast::Fixed { month: 12, day: 24 },
        "nieuwjaar" | "nieuwjaarsdag" => Feast::Fixed { month: 1, day: 1 },
        "oudjaar" | "oudjaarsdag" => Feast::Fixed { month: 12, day: 31 },
        _ => return None,
    })
}
