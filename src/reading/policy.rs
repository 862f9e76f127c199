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
    pub namiddag: Hours,
    pub avond: Hours,
    pub nacht: Hours,
    pub begin_van_de_middag: Hours,
    pub eind_van_de_middag: Hours,
    pub lunch: Hours,
    pub part_of_day: PartOfDay,
    pub bare_weekday: BareWeekday,
    pub next_weekday: NextWeekday,
    /// Whether "deze maandag" on a Thursday is the Monday of this week; otherwise the next one.
    pub this_weekday_is_this_week: bool,
    pub date_without_year: DateWithoutYear,
    /// Spoken hours up to this one are in the afternoon ("om twee uur"); 0 leaves them alone.
    pub afternoon_hours_up_to: u32,
    /// Whether a spoken hour is the next one on a clock with twelve hours.
    pub hours_look_ahead: bool,
    pub bare_time: BareTime,
    pub month: MonthAlone,
    pub unit: RelativeUnit,
    pub coming: Coming,
    pub within: Within,
    pub ahead: Ahead,
    pub range_end: RangeEnd,
    pub edges: Edges,
    /// Last day of "begin april".
    pub begin_last_day: u32,
    /// Last day of "medio april"; the rest is "eind april".
    pub medio_last_day: u32,
    pub seasons: Seasons,
    /// Hour of the Friday at which a weekend begins; 24 is the Saturday itself.
    pub weekend_begins_friday_at: u32,
    /// How many "een paar" is.
    pub few: u32,
    /// Whether a month, a year, a number with a dash or a time of day counts without a word that
    /// leads to it.
    pub bare: bool,
    /// Whether "in twee weken" is a moment ahead, as "over twee weken" is.
    pub in_is_ahead: bool,
    /// Whether a length is a finding of its own beside times.
    pub lengths: bool,
    /// Whether this year (week, month) begins today when it has begun already.
    pub this_unit_from_today: bool,
    /// Whether "voor vrijdag" is before it unless a plan stands before the words ("een afspraak voor
    /// vrijdag"); otherwise all words of the clause decide whether something is meant for that day.
    pub voor_is_before: bool,
    /// Whether neighbouring times share what one of them says ("vrijdag om 10.00 of 14.00 uur").
    pub share: bool,
    /// Whether "vrijdag tot 16.00 uur" begins at midnight; otherwise its beginning is open.
    pub until_from_midnight: bool,
    /// Whether "na vrijdag" begins on the Friday itself.
    pub after_includes_day: bool,
    /// The moment that "eind van de dag" is; without one it is that day.
    pub end_of_day: Option<NaiveTime>,
    pub previous_weekday: PreviousWeekday,
    /// Whether "vrijdag de 15e" is the 15th of this month if that is a Friday, past or not.
    pub weekday_in_this_month: bool,
    pub missing_date: MissingDate,
    /// Whether "rond de middag" and "lunchtijd" are the moment of noon; otherwise the lunch hours.
    pub midday_is_noon: bool,
    /// Whether "maandag 11-4" is about hours; otherwise it is a date.
    pub dash_is_hours: bool,
}

/// What a part of a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    Hours,
    /// The moment at which it begins.
    Start,
}

/// Which one "vrijdag" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareWeekday {
    /// The first one after today.
    AfterToday,
    TodayOrAfter,
    /// The nearest one, before or after.
    Nearest,
}

/// Which one "volgende vrijdag" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextWeekday {
    /// That of the next ISO week.
    NextWeek,
    /// The first one to come, as "komende vrijdag".
    Coming,
}

/// Which one "vorige vrijdag" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreviousWeekday {
    /// The last one that was.
    BeforeToday,
    /// That of the ISO week before this one.
    LastWeek,
}

/// What becomes of a date that no calendar has, such as 30 February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingDate {
    /// It is asked after.
    Ask,
    /// It is a finding without a date; 29 February is the next one that there is.
    Open,
}

/// In which year a date without one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateWithoutYear {
    /// The first that is not past.
    Ahead,
    /// The nearest, before or after.
    Nearest,
    ThisYear,
}

/// What a time of day without a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BareTime {
    Time,
    Today,
    /// Today, or tomorrow when it is past.
    Next,
}

/// What a month is when nothing but its name is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthAlone {
    Whole,
    FirstDay,
    /// The day of the month that today is.
    SameDay,
}

/// What "volgende week" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelativeUnit {
    /// The whole of it.
    Whole,
    /// The day so many units from today; the current unit is its first day.
    Shifted,
}

/// What "de komende drie weken" are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// Whole units from the next one on.
    WholeUnits,
    /// From tomorrow on (up to yesterday, for the past ones).
    Rolling,
    /// The day on which they end.
    End,
}

/// What "binnen drie weken" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// From now up to and including that day.
    Including,
    /// From now up to that day.
    UpTo,
    /// The day on which it ends.
    End,
}

/// How exact "over drie weken" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ahead {
    Day,
    /// One unit finer than the words: years to a month, days to an hour.
    Finer,
}

/// Whether "van 3 tot 5 mei" holds the 5th. "Tot en met" always does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RangeEnd {
    /// "Tot" excludes, a dash includes.
    AsSaid,
    Inclusive,
    Exclusive,
}

/// What begin, medio and eind of a month, a week or a year are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edges {
    Thirds,
    /// The first and the second half.
    Halves,
}

/// When the seasons begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seasons {
    /// On the first of a month, as planners use them.
    Meteorological,
    /// On the 21st of a month.
    Astronomical,
    /// They have no dates: the name is found and no more.
    Open,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            ochtend: hours(8, 0, 12, 0),
            middag: hours(12, 0, 18, 0),
            namiddag: hours(12, 0, 18, 0),
            avond: hours(18, 0, 23, 0),
            nacht: hours(23, 0, 6, 0),
            begin_van_de_middag: hours(12, 0, 14, 0),
            eind_van_de_middag: hours(16, 0, 18, 0),
            lunch: hours(12, 0, 13, 30),
            part_of_day: PartOfDay::Hours,
            bare_weekday: BareWeekday::AfterToday,
            next_weekday: NextWeekday::NextWeek,
            this_weekday_is_this_week: true,
            date_without_year: DateWithoutYear::Ahead,
            afternoon_hours_up_to: 7,
            hours_look_ahead: false,
            bare_time: BareTime::Time,
            month: MonthAlone::Whole,
            unit: RelativeUnit::Whole,
            coming: Coming::WholeUnits,
            within: Within::Including,
            ahead: Ahead::Day,
            range_end: RangeEnd::AsSaid,
            edges: Edges::Thirds,
            begin_last_day: 10,
            medio_last_day: 20,
            seasons: Seasons::Meteorological,
            weekend_begins_friday_at: 24,
            few: 2,
            bare: false,
            in_is_ahead: false,
            lengths: false,
            this_unit_from_today: true,
            voor_is_before: false,
            share: true,
            until_from_midnight: true,
            after_includes_day: false,
            end_of_day: None,
            previous_weekday: PreviousWeekday::BeforeToday,
            weekday_in_this_month: false,
            missing_date: MissingDate::Ask,
            midday_is_noon: false,
            dash_is_hours: false,
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
