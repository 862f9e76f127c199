//! Dates and times as letters write them: `vrijdag 15 januari 2027, 10.00 uur`.
//!
//! Always with the weekday written out, so that a slip in either shows. Each function is also a
//! filter in the templates; there the value is the string that serde makes of a date or a moment.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use minijinja::{Environment, Error, ErrorKind, Value};

use crate::domain::time::{Slot, local};

const WEEKDAYS_NL: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const WEEKDAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `vrijdag 15 januari 2027`
pub fn dutch_date(day: NaiveDate) -> String {
    let weekday = pick(&WEEKDAYS_NL, day.weekday().num_days_from_monday());
    format!("{weekday} {} {} {}", day.day(), pick(&MONTHS_NL, day.month0()), day.year())
}

/// `Friday 15 January 2027`
pub fn english_date(day: NaiveDate) -> String {
    let weekday = pick(&WEEKDAYS_EN, day.weekday().num_days_from_monday());
    format!("{weekday} {} {} {}", day.day(), pick(&MONTHS_EN, day.month0()), day.year())
}

/// `10.00`
pub fn dutch_time(time: NaiveTime) -> String {
    format!("{}.{:02}", time.hour(), time.minute())
}

/// `10:00`
pub fn english_time(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// `vrijdag 15 januari 2027, 10.00 tot 12.30 uur`
pub fn dutch_slot(slot: &Slot) -> String {
    format!(
        "{}, {} tot {} uur",
        dutch_date(slot.day()),
        dutch_time(slot.start.time()),
        dutch_time(slot.end.time())
    )
}

/// `Friday 15 January 2027, 10:00 to 12:30`
pub fn english_slot(slot: &Slot) -> String {
    format!(
        "{}, {} to {}",
        english_date(slot.day()),
        english_time(slot.start.time()),
        english_time(slot.end.time())
    )
}

/// `vrijdag 15 januari 2027, 10.00 uur`
pub fn dutch_moment(moment: NaiveDateTime) -> String {
    format!("{}, {} uur", dutch_date(moment.date()), dutch_time(moment.time()))
}

/// `Friday 15 January 2027, 10:00`
pub fn english_moment(moment: NaiveDateTime) -> String {
    format!("{}, {}", english_date(moment.date()), english_time(moment.time()))
}

fn pick(names: &[&'static str], index: u32) -> &'static str {
    names.get(index as usize).copied().unwrap_or("")
}

/// Adds the filters `datum`, `tijd`, `moment`, `slot` and their English twins `date`, `time`,
/// `moment_en`, `slot_en`.
pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("datum", |value: Value| Ok::<_, Error>(dutch_date(day_of(&value)?)));
    env.add_filter("date", |value: Value| Ok::<_, Error>(english_date(day_of(&value)?)));
    env.add_filter("tijd", |value: Value| Ok::<_, Error>(dutch_time(time_of(&value)?)));
    env.add_filter("time", |value: Value| Ok::<_, Error>(english_time(time_of(&value)?)));
    env.add_filter("moment", |value: Value| Ok::<_, Error>(dutch_moment(moment_of(&value)?)));
    env.add_filter("moment_en", |value: Value| Ok::<_, Error>(english_moment(moment_of(&value)?)));
    env.add_filter("slot", |value: Value| Ok::<_, Error>(dutch_slot(&slot_of(&value)?)));
    env.add_filter("slot_en", |value: Value| Ok::<_, Error>(english_slot(&slot_of(&value)?)));
}

fn text_of(value: &Value) -> Result<&str, Error> {
    value.as_str().ok_or_else(|| not_a("date", value))
}

/// The day of a date, of a local moment, or (in the Netherlands) of an instant in UTC.
fn day_of(value: &Value) -> Result<NaiveDate, Error> {
    if let Ok(day) = text_of(value)?.parse::<NaiveDate>() {
        return Ok(day);
    }
    Ok(moment_of(value)?.date())
}

/// A local moment, or an instant in UTC shown on Dutch clocks.
fn moment_of(value: &Value) -> Result<NaiveDateTime, Error> {
    let text = text_of(value)?;
    if let Ok(moment) = text.parse::<NaiveDateTime>() {
        return Ok(moment);
    }
    text.parse::<DateTime<Utc>>().map(local).map_err(|_| not_a("moment", value))
}

/// A time of day by itself, or that of a moment.
fn time_of(value: &Value) -> Result<NaiveTime, Error> {
    if let Ok(time) = text_of(value)?.parse::<NaiveTime>() {
        return Ok(time);
    }
    Ok(moment_of(value)?.time())
}

fn slot_of(value: &Value) -> Result<Slot, Error> {
    let start = moment_of(&value.get_attr("start")?)?;
    let end = moment_of(&value.get_attr("end")?)?;
    Ok(Slot { start, end })
}

fn not_a(what: &str, value: &Value) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("`{value}` is not a {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_names_its_weekday_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 15).unwrap();
        let slot = Slot::on(day, NaiveTime::from_hms_opt(10, 0, 0).unwrap(), 150);
        assert_eq!(dutch_slot(&slot), "vrijdag 15 januari 2027, 10.00 tot 12.30 uur");
        assert_eq!(english_slot(&slot), "Friday 15 January 2027, 10:00 to 12:30");
    }

    #[test]
    fn an_instant_is_shown_on_dutch_clocks() {
        let value = Value::from("2027-07-15T08:00:00Z");
        assert_eq!(dutch_moment(moment_of(&value).unwrap()), "donderdag 15 juli 2027, 10.00 uur");
    }
}
