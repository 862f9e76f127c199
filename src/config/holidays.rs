//! The table of school holidays, decided year by year for three regions.
//!
//! Public holidays are not here: they follow from rules (`domain::calendar`). The table is typed over
//! from public lists, and such lists have held a year or a month too many; a holiday longer than any
//! real one, or two at once in a region, is therefore refused.

use serde::Deserialize;
use toml::Spanned;

use super::explain;
use super::fault::{ConfigError, Faults};
use super::values::{Day, Text, days};
use crate::domain::desk::SchoolHoliday;
use crate::domain::wijk::SchoolRegion;

/// Summer takes six weeks and a weekend; none is longer than this.
const DAYS_MAX: i64 = 60;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysFile {
    #[serde(rename = "laatst_gecontroleerd")]
    _checked_on: Day,
    #[serde(default)]
    vakantie: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    naam: Text,
    van: Spanned<Day>,
    /// The last day itself.
    tot_en_met: Spanned<Day>,
    regios: Spanned<Vec<SchoolRegion>>,
}

/// Reads the text of the table, sorted by first day; `file` is its name in messages.
///
/// # Errors
/// What is no TOML, or every holiday that breaks a rule.
pub fn parse(file: &str, text: &str) -> Result<Vec<SchoolHoliday>, ConfigError> {
    let read: HolidaysFile = explain::parse(file, text)?;
    let mut faults = Faults::new(file, text);
    let mut holidays: Vec<SchoolHoliday> = Vec::new();
    for entry in &read.vakantie {
        let holiday = SchoolHoliday {
            name: entry.naam.0.clone(),
            days: days(*entry.van.get_ref(), *entry.tot_en_met.get_ref()),
            regions: entry.regios.get_ref().clone(),
        };
        length(entry, &mut faults);
        alone(entry, &holiday, &holidays, &mut faults);
        holidays.push(holiday);
    }
    faults.finish()?;
    holidays.sort_by_key(|holiday| holiday.days);
    Ok(holidays)
}

fn length(entry: &Entry, faults: &mut Faults<'_>) {
    let span = entry.tot_en_met.span();
    match (entry.tot_en_met.get_ref().0 - entry.van.get_ref().0).num_days() + 1 {
        ..1 => faults.at(span, "`tot_en_met` lies before `van`", "put the first day in `van`"),
        1..=DAYS_MAX => {}
        days => faults.at(
            span,
            format!("a school holiday of {days} days does not exist"),
            "check the month and the year",
        ),
    }
}

fn alone(
    entry: &Entry,
    holiday: &SchoolHoliday,
    others: &[SchoolHoliday],
    faults: &mut Faults<'_>,
) {
    if holiday.regions.is_empty() {
        let remedy = "write \"noord\", \"midden\", \"zuid\" or several";
        faults.at(entry.regios.span(), "no region has this holiday", remedy);
    }
    let clash = others.iter().find(|other| {
        holiday.days.start < other.days.end
            && other.days.start < holiday.days.end
            && holiday.regions.iter().any(|region| other.regions.contains(region))
    });
    if let Some(other) = clash {
        let what = format!("this overlaps `{}` in the same region", other.name);
        faults.at(entry.van.span(), what, "check the dates and the regions of both");
    }
}
