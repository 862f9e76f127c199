//! Days that are not like other days: public holidays by rule, carnival, bridge days, Prinsjesdag,
//! and the working days that terms are counted in.
//!
//! Rules, no tables: they hold for every year from 1900 on. Recess and school holidays are decided by
//! people year by year, so those come from config (`domain::desk`).
//!
//! Source: Algemene termijnenwet, article 3; Easter by the anonymous Gregorian algorithm
//! (Meeus/Jones/Butcher).

use chrono::{Datelike, Days as Step, NaiveDate, Weekday};

use super::time::Days;

/// A public holiday on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    pub name: &'static str,
    /// False for Goede Vrijdag and Bevrijdingsdag, on which many work: rather not, unless config
    /// says closed.
    pub closed: bool,
}

/// The date of Easter Sunday.
pub fn easter(year: i32) -> NaiveDate {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    date(year, month as u32, day as u32)
}

/// The days of one year that move: worked out once for whoever asks about many days of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    number: i32,
    // Days of the year, counted from 1.
    easter: i32,
    koningsdag: i32,
    prinsjesdag: i32,
}

impl Year {
    pub fn new(number: i32) -> Self {
        let of_year = |day: NaiveDate| day.ordinal() as i32;
        Self {
            number,
            easter: of_year(easter(number)),
            koningsdag: of_year(koningsdag(number)),
            prinsjesdag: of_year(prinsjesdag(number)),
        }
    }

    pub fn number(&self) -> i32 {
        self.number
    }

    /// The public holiday on a day of this year, if there is one.
    pub fn holiday(&self, day: NaiveDate) -> Option<Holiday> {
        let closed = |name| Some(Holiday { name, closed: true });
        let rather_not = |name| Some(Holiday { name, closed: false });
        match (self.after(self.easter, day), day.month(), day.day()) {
            (0, ..) => closed("Eerste Paasdag"),
            (1, ..) => closed("Tweede Paasdag"),
            (39, ..) => closed("Hemelvaartsdag"),
            (49, ..) => closed("Eerste Pinksterdag"),
            (50, ..) => closed("Tweede Pinksterdag"),
            (_, 1, 1) => closed("Nieuwjaarsdag"),
            (_, 12, 25) => closed("Eerste Kerstdag"),
            (_, 12, 26) => closed("Tweede Kerstdag"),
            _ if self.after(self.koningsdag, day) == 0 => closed("Koningsdag"),
            (-2, ..) => rather_not("Goede Vrijdag"),
            (_, 5, 5) => rather_not("Bevrijdingsdag"),
            _ => None,
        }
    }

    /// All public holidays, in no order; a day on which two of them fall comes twice.
    pub fn holidays(&self) -> impl Iterator<Item = (NaiveDate, Holiday)> {
        let by_easter = [-2, 0, 1, 39, 49, 50].map(|days| self.easter + days);
        let moving = by_easter.into_iter().chain([self.koningsdag]);
        let moving = moving.filter_map(|of_year| self.day(of_year));
        let fixed = [(1, 1), (5, 5), (12, 25), (12, 26)];
        let fixed = fixed.into_iter().map(|(month, day)| date(self.number, month, day));
        moving.chain(fixed).filter_map(|day| Some((day, self.holiday(day)?)))
    }

    /// The week of Prinsjesdag, from its Monday.
    pub fn week_of_prinsjesdag(&self) -> Option<Days> {
        let monday = self.day(self.prinsjesdag - 1)?;
        Some(Days { start: monday, end: monday + Step::new(7) })
    }

    fn day(&self, of_year: i32) -> Option<NaiveDate> {
        NaiveDate::from_yo_opt(self.number, u32::try_from(of_year).ok()?)
    }

    /// Sunday to Tuesday before Ash Wednesday.
    pub fn is_carnival(&self, day: NaiveDate) -> bool {
        (-49..=-47).contains(&self.after(self.easter, day))
    }

    /// The third Tuesday of September, and the week around it in which The Hague receives nobody.
    pub fn is_week_of_prinsjesdag(&self, day: NaiveDate) -> bool {
        (-1..=5).contains(&self.after(self.prinsjesdag, day))
    }

    /// Days from a day of the year to `day`.
    fn after(&self, of_year: i32, day: NaiveDate) -> i32 {
        day.ordinal() as i32 - of_year
    }
}

/// The public holiday on `day`, if there is one. Koningsdag: from 2014 27 April, or the 26th when
/// the 27th is a Sunday.
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    Year::new(day.year()).holiday(day)
}

fn koningsdag(year: i32) -> NaiveDate {
    let day = date(year, 4, 27);
    if day.weekday() == Weekday::Sun { date(year, 4, 26) } else { day }
}

/// The third Tuesday of September.
fn prinsjesdag(year: i32) -> NaiveDate {
    let first = date(year, 9, 1);
    let to_tuesday = (8 - first.weekday().num_days_from_monday()) % 7;
    first + Step::new(u64::from(to_tuesday) + 14)
}

/// A working day squeezed between a holiday and a weekend: the Friday after Hemelvaart, or a Monday
/// or Friday next to a holiday on Tuesday or Thursday.
pub fn is_squeezed(day: NaiveDate, holiday: impl Fn(NaiveDate) -> Option<Holiday>) -> bool {
    let is_closed = |d: Option<NaiveDate>| d.and_then(&holiday).is_some_and(|h| h.closed);
    let neighbour = match day.weekday() {
        Weekday::Fri => day.pred_opt(),
        Weekday::Mon => day.succ_opt(),
        Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => None,
    };
    is_closed(neighbour) && !is_closed(Some(day))
}

/// Monday to Friday and no public holiday on which people are free.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
        && !holiday(day).is_some_and(|holiday| holiday.closed)
}

/// The `count`-th working day after `day`; `day` itself for 0.
pub fn working_days_after(day: NaiveDate, count: u32) -> NaiveDate {
    walk(day, count, 1)
}

/// The `count`-th working day before `day`.
pub fn working_days_before(day: NaiveDate, count: u32) -> NaiveDate {
    walk(day, count, -1)
}

fn walk(day: NaiveDate, count: u32, step: i64) -> NaiveDate {
    let mut at = day;
    let mut left = count;
    while left > 0 {
        at += chrono::Duration::days(step);
        if is_working_day(at) {
            left -= 1;
        }
    }
    at
}

/// The first working day that is `day` or later.
pub fn working_day_from(day: NaiveDate) -> NaiveDate {
    if is_working_day(day) { day } else { working_days_after(day, 1) }
}

/// A date that the rules above build; they only build dates that exist, and the fallback keeps the
/// core free of panics should one ever not.
fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}
