//! What config says of the agenda of an office: which days and hours keep its guests, and how far
//! ahead it plans.

use std::collections::BTreeMap;

use super::fault::Faults;
use super::file::{BusyFile, DayFile, OfficeFile};
use crate::domain::desk::{Busy, OfficeRule};
use crate::domain::people::Office;
use crate::domain::wijk::OpenDay;

pub(super) fn offices(
    file: &BTreeMap<Office, OfficeFile>,
    notice_days: &BTreeMap<Office, u32>,
    faults: &mut Faults<'_>,
) -> BTreeMap<Office, OfficeRule> {
    let rule = |(office, entry): (&Office, &OfficeFile)| {
        let notice = notice_days.get(office).copied().unwrap_or(0);
        if let Some(ahead) =
            entry.ahead_days_max.as_ref().filter(|ahead| ahead.get_ref().0 <= notice)
        {
            let what = format!("notice of {notice} days leaves no day for a {}", office.slug());
            faults.at(ahead.span(), what, "raise it, or shorten the notice in `notice_days`");
        }
        let busy = entry.busy.iter().map(|busy| kept(busy, faults)).collect();
        let ahead_days_max = entry.ahead_days_max.as_ref().map(|days| days.get_ref().0);
        (*office, OfficeRule { busy, ahead_days_max })
    };
    file.iter().map(rule).collect()
}

fn kept(entry: &BusyFile, faults: &mut Faults<'_>) -> Busy {
    let mut days: Vec<OpenDay> = Vec::new();
    for day in entry.days.get_ref() {
        let day = OpenDay(number(*day));
        if days.contains(&day) {
            faults.at(entry.days.span(), "a day is there twice", "name each day once");
        }
        days.push(day);
    }
    if days.is_empty() {
        let remedy = "write for example days = [\"tuesday\"], or take the line out";
        faults.at(entry.days.span(), "this keeps nobody on any day", remedy);
    }
    if days.len() == 7 && entry.hours.is_none() {
        let what = "nobody of this office could ever come";
        faults.at(entry.days.span(), what, "leave some days out, or add `hours`");
    }
    Busy { days, hours: entry.hours.map(|hours| hours.0), why: entry.why.0.clone() }
}

/// 1 = Monday.
fn number(day: DayFile) -> u8 {
    match day {
        DayFile::Monday => 1,
        DayFile::Tuesday => 2,
        DayFile::Wednesday => 3,
        DayFile::Thursday => 4,
        DayFile::Friday => 5,
        DayFile::Saturday => 6,
        DayFile::Sunday => 7,
    }
}
