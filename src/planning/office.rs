//! The week of a guest from The Hague: when a Kamerlid sits, when ministers meet.
//!
//! Facts of the weekly rhythm only; whether they bind is for `days` and `search` to say. Other
//! offices have no fixed days here: a college or a council evening differs by municipality, so config
//! has it (`Planning::offices`).
//!
//! Source: the Kamer's published debates (no committee debate on Friday, 0.4 % on Monday) and the
//! fixed hours of ministerraad, onderraden and vragenuur.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::domain::people::Office;
use crate::domain::reason::CabinetDuty;
use crate::domain::time::Slot;

/// On whose word a day is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Nobody's: the planner looks around.
    Planner,
    /// The guest named this day: the habits of the Kamer no longer count, the rest does.
    Guest,
    /// Staff: neither notice nor the days of the office count.
    Staff,
}

/// Whether the Kamer sits on this weekday outside recess.
pub(crate) fn is_kamer_day(weekday: Weekday) -> bool {
    matches!(weekday, Weekday::Tue | Weekday::Wed | Weekday::Thu)
}

/// What keeps a guest of an office in The Hague for whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AwayOn {
    /// The days on which the Kamer sits, outside recess.
    KamerDays,
    /// The days that a duty of the cabinet takes whole.
    CabinetDays,
}

/// Which days bind this office, on whose word a day is looked at. Staff go against all; a Kamerlid who
/// names a day has looked at their own agenda.
pub(crate) fn away(office: Office, word: Word) -> Option<AwayOn> {
    match (office, word) {
        (_, Word::Staff) => None,
        (Office::Kamerlid, Word::Planner) => Some(AwayOn::KamerDays),
        (Office::Bewindspersoon, Word::Planner | Word::Guest) => Some(AwayOn::CabinetDays),
        (
            Office::Kamerlid
            | Office::Wethouder
            | Office::Burgemeester
            | Office::Raadslid
            | Office::Statenlid
            | Office::Ambtenaar
            | Office::Other,
            Word::Planner | Word::Guest,
        ) => None,
    }
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

/// A duty, and its hours when it does not take the whole day.
pub(crate) type Duty = (CabinetDuty, Option<(NaiveTime, NaiveTime)>);

const FRIDAY: [Duty; 1] = [(CabinetDuty::Ministerraad, None)];
const TUESDAY: [Duty; 2] = [
    (CabinetDuty::Onderraden, Some((hour(9), hour(12)))),
    (CabinetDuty::Vragenuur, Some((hour(14), hour(15)))),
];

/// What keeps a member of the cabinet in The Hague during (a part of) this slot.
pub(crate) fn duty_during(slot: Slot) -> Option<CabinetDuty> {
    duties_on(slot.day().weekday()).iter().find_map(|(duty, hours)| {
        let busy = match hours {
            None => true,
            Some((from, until)) => slot.start.time() < *until && *from < slot.end.time(),
        };
        busy.then_some(*duty)
    })
}

/// Whether there are duties on a day.
pub(crate) fn has_duties(day: NaiveDate) -> bool {
    !duties_on(day.weekday()).is_empty()
}

/// Whether a duty takes the whole of this day of the week.
pub(crate) fn is_busy_all_day(weekday: Weekday) -> bool {
    duties_on(weekday).iter().any(|(_, hours)| hours.is_none())
}

/// The duties of a day of the week.
pub(crate) fn duties_on(weekday: Weekday) -> &'static [Duty] {
    match weekday {
        Weekday::Fri => &FRIDAY,
        Weekday::Tue => &TUESDAY,
        Weekday::Mon | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => &[],
    }
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}
