//! The conventions under which relative expressions resolve: a plain struct, read from TOML.
//!
//! The default is the house's own; another set of conventions (such as that of a public corpus) is
//! a file, so that no reader has to be patched to be measured. Every key may be left out.

use chrono::NaiveTime;
use serde::Deserialize;

use crate::domain::wijk::Hours;

/// What words such as "middag", "volgende vrijdag" and "medio" mean.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    pub ochtend: Hours,
    pub middag: Hours,
    pub avond: Hours,
    pub begin_van_de_middag: Hours,
    pub eind_van_de_middag: Hours,
    pub lunch: Hours,
    /// Whether a bare weekday may mean today.
    pub weekday_may_be_today: bool,
    /// Whether "volgende vrijdag" is the Friday of the next ISO week; otherwise the first one to
    /// come, as "komende vrijdag" is.
    pub next_weekday_is_next_week: bool,
    /// Spoken hours up to this one are in the afternoon ("om twee uur"); 0 leaves them alone.
    pub afternoon_hours_up_to: u32,
    /// Whether a date without a year that is past this year means next year.
    pub dates_look_ahead: bool,
    /// Last day of "begin april".
    pub begin_last_day: u32,
    /// Last day of "medio april"; the rest is "eind april".
    pub medio_last_day: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            ochtend: hours(8, 0, 12, 0),
            middag: hours(12, 0, 18, 0),
            avond: hours(18, 0, 23, 0),
            begin_van_de_middag: hours(12, 0, 14, 0),
            eind_van_de_middag: hours(16, 0, 18, 0),
            lunch: hours(12, 0, 13, 30),
            weekday_may_be_today: false,
            next_weekday_is_next_week: true,
            afternoon_hours_up_to: 7,
            dates_look_ahead: true,
            begin_last_day: 10,
            medio_last_day: 20,
        }
    }
}

fn hours(from: u32, from_minute: u32, until: u32, until_minute: u32) -> Hours {
    Hours { from: clock(from, from_minute), until: clock(until, until_minute) }
}

/// A time of day; midnight for what no clock shows, which the callers above never ask.
fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}
