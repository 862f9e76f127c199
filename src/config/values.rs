//! The kinds of value that config files hold: text, names, addresses, hours, days, numbers.
//!
//! Each checks itself while it is read, so that a value that exists is a value that can be used. What
//! depends on another line of the file is not checked here but in `build` and `wijken`.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;
use toml::value::Datetime;

use crate::domain::people;
use crate::domain::time::Days;
use crate::domain::wijk;

const TEXT_CHARS_MAX: usize = 1_000;

/// Text of one line. It may end up in a mail header, so control characters are refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Text(pub(super) String);

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err("this is empty; fill it in, or take the line out if it is not known".into());
        }
        if trimmed.chars().any(char::is_control) {
            return Err("this holds a line break or a tab; write it on one line".into());
        }
        if trimmed.chars().count() > TEXT_CHARS_MAX {
            return Err(format!("this is longer than {TEXT_CHARS_MAX} characters; shorten it"));
        }
        Ok(Self(trimmed.to_owned()))
    }
}

/// The name by which config and staff call a thing: `vollenhoven-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Slug(pub(super) String);

impl TryFrom<String> for Slug {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !text.is_empty() && text.chars().all(fits) {
            return Ok(Self(text));
        }
        Err(format!("`{text}` cannot be an id; use small letters, digits and hyphens only"))
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Address(pub(super) people::Address);

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        people::Address::parse(&text).map(Self).ok_or_else(|| {
            format!("`{text}` is not an e-mail address; write it as name@organisation.example")
        })
    }
}

/// The part of an e-mail address behind the at-sign, in lower case: `organisation.example`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Domain(pub(super) String);

impl TryFrom<String> for Domain {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let address = people::Address::parse(&format!("name@{}", text.trim()));
        let fits = |address: &people::Address| {
            let domain = address.domain();
            address.is_sendable() && address.local_part() == "name" && domain.contains('.')
        };
        match address.filter(fits) {
            Some(address) => Ok(Self(address.domain().to_owned())),
            None => Err(format!(
                "`{text}` is not a domain; write what stands behind the @, as organisation.example"
            )),
        }
    }
}

/// A time on the clock: `09:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Time(pub(super) NaiveTime);

impl TryFrom<String> for Time {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        NaiveTime::parse_from_str(text.trim(), "%H:%M")
            .map(Self)
            .map_err(|_| format!("`{text}` is not a time; write it as \"09:00\""))
    }
}

/// A stretch of one day: `09:00-17:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Hours(pub(super) wijk::Hours);

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (from, until) = text
            .split_once('-')
            .ok_or_else(|| format!("`{text}` are not hours; write them as \"09:00-17:00\""))?;
        let Time(from) = Time::try_from(from.to_owned())?;
        let Time(until) = Time::try_from(until.to_owned())?;
        if until <= from {
            return Err(format!("`{text}` ends before it begins; put the earlier time first"));
        }
        Ok(Self(wijk::Hours { from, until }))
    }
}

/// A day: `2027-05-03`, without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Datetime")]
pub(super) struct Day(pub(super) NaiveDate);

impl TryFrom<Datetime> for Day {
    type Error = String;

    fn try_from(datetime: Datetime) -> Result<Self, String> {
        let remedy = "write a date alone, such as 2027-05-03";
        let (Some(date), None) = (datetime.date, datetime.time) else {
            return Err(format!("`{datetime}` is not a date; {remedy}"));
        };
        NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            .map(Self)
            .ok_or_else(|| format!("`{datetime}` does not exist; {remedy}"))
    }
}

/// The days from `from` up to and including `until`, as people write them down.
pub(super) fn days(from: Day, until: Day) -> Days {
    Days { start: from.0, end: until.0.succ_opt().unwrap_or(until.0) }
}

/// A whole number between two bounds that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Whole<const MIN: u32, const MAX: u32>(pub(super) u32);

impl<const MIN: u32, const MAX: u32> TryFrom<i64> for Whole<MIN, MAX> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        match u32::try_from(number) {
            Ok(number) if (MIN..=MAX).contains(&number) => Ok(Self(number)),
            Ok(_) | Err(_) => {
                Err(format!("{number} is out of bounds; choose a number from {MIN} to {MAX}"))
            }
        }
    }
}

/// A file or folder, seen from the folder that holds config.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Place(pub(super) PathBuf);

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let Text(text) = Text::try_from(text)?;
        Ok(Self(PathBuf::from(text)))
    }
}
