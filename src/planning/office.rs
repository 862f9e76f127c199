//! The week of a guest from The Hague: when a Kamerlid sits, when ministers meet.
//!
//! Facts of the weekly rhythm only; whether they bind is for `days` and `search` to say. Other
//! offices have no fixed days here: a college or a council evening differs by municipality.
//!
//! Source: the Kamer's published debates (no committee debate on Friday, 0.4 % on Monday) and the
//! fixed hours of ministerraad, onderraden and vragenuur.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::domain::people::Office;
use crate::domain::reason::CabinetDuty;
use crate::domain::time::Slot;

/// Whether the Kamer sits on this weekday outside recess.
pub(crate) fn is_kamer_day(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Tue | Weekday::Wed | Weekday::Thu)
}

/// The days on which this office travels best.
pub(crate) fn suits(office: Office, day: NaiveDate) -> bool {
    match office {
        Office::Kamerlid => matches!(day.weekday(), Weekday::Mon | Weekday::Fri),
        Office::Bewindspersoon => day.weekday() == Weekday::Mon,
        Office::Wethouder
        | Office::Burgemeester
        | Office::Raadslid
        | Office::Statenlid
        | Office::Ambtenaar
        | Office::Other => false,
    }
}

/// What keeps a member of the cabinet in The Hague during (a part of) this slot.
pub(crate) fn duty_during(slot: Slot) -> Option<CabinetDuty> {
    duties_on(slot.day()).into_iter().find_map(|(duty, hours)| {
        let busy = match hours {
            None => true,
            Some((from, until)) => slot.start.time() < until && from < slot.end.time(),
        };
        busy.then_some(duty)
    })
}

/// The duties of a day; without hours when they take all of it.
pub(crate) fn duties_on(day: NaiveDate) -> Vec<(CabinetDuty, Option<(NaiveTime, NaiveTime)>)> {
    match day.weekday() {
        Weekday::Fri => vec![(CabinetDuty::Ministerraad, None)],
        Weekday::Tue => vec![
            (CabinetDuty::Onderraden, Some((hour(9), hour(12)))),
            (CabinetDuty::Vragenuur, Some((hour(14), hour(15)))),
        ],
        Weekday::Mon | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => Vec::new(),
    }
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}
