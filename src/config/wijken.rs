//! The wijken and their contact persons: what must fit together between them.
//!
//! Every rule notes its fault and goes on, so that one look at the errors is enough to mend the file.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};
use toml::Spanned;

use super::fault::{Faults, choice};
use super::file::{ClosedFile, ContactFile, OpeningFile, PeriodFile, WijkFile};
use super::values::{self, Hours, Text};
use crate::domain::availability::{Availability, in_both};
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, WijkId};
use crate::domain::people::{Address, Contact};
use crate::domain::wijk::{self, ClosedPeriod, OpenDay, OwnHoliday, ProgrammeLine, Wijk};

/// The contact persons by id. `bot` cannot be one of them: it would write to itself.
pub(super) fn contacts(
    file: &[ContactFile],
    bot: &Address,
    faults: &mut Faults<'_>,
) -> BTreeMap<ContactId, Contact> {
    let mut contacts: BTreeMap<ContactId, Contact> = BTreeMap::new();
    for entry in file {
        let contact = Contact {
            id: ContactId::new(&entry.id.get_ref().0),
            name: entry.name.0.clone(),
            address: entry.address.get_ref().0.clone(),
            phone: entry.phone.clone().map(|Text(phone)| phone),
            available: Availability {
                hours: entry
                    .hours
                    .as_ref()
                    .map_or_else(BTreeMap::new, |week| by_week(week, faults)),
                away: periods(&entry.away, faults),
            },
        };
        contact_hours(&contact, entry, faults);
        contact_address(&contact, entry.address.span(), bot, &contacts, faults);
        if contacts.contains_key(&contact.id) {
            let what = format!("contact `{}` is there twice", contact.id);
            faults.at(entry.id.span(), what, "give one of the two another id");
        }
        contacts.insert(contact.id.clone(), contact);
    }
    contacts
}

/// Who named hours and left all of them empty could never receive.
fn contact_hours(contact: &Contact, entry: &ContactFile, faults: &mut Faults<'_>) {
    if let Some(week) = entry.hours.as_ref().filter(|_| contact.available.hours.is_empty()) {
        let what = format!("contact `{}` has no hour in which they can", contact.id);
        faults.at(week.span(), what, "name their days and hours, or take `hours` out");
    }
}

fn contact_address(
    contact: &Contact,
    span: Range<usize>,
    bot: &Address,
    others: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) {
    if contact.address == *bot {
        let what = "this is the address of the bot itself";
        faults.at(span.clone(), what, "write the address of a person");
    }
    if let Some(other) = others.values().find(|other| other.address == contact.address) {
        let what = format!("contact `{}` has this address too", other.id);
        faults.at(span, what, "give each person an address of their own, or use one contact");
    }
}

/// The wijken by id.
pub(super) fn wijken(
    file: &[WijkFile],
    contacts: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) -> BTreeMap<WijkId, Wijk> {
    names(file, faults);
    let mut wijken = BTreeMap::new();
    for entry in file {
        let wijk = one(entry, contacts, faults);
        if wijken.contains_key(&wijk.id) {
            let what = format!("wijk `{}` is there twice", wijk.id);
            faults.at(entry.id.span(), what, "give one of the two another id");
        }
        wijken.insert(wijk.id.clone(), wijk);
    }
    travel(file, &mut wijken, faults);
    wijken
}

fn one(entry: &WijkFile, contacts: &BTreeMap<ContactId, Contact>, faults: &mut Faults<'_>) -> Wijk {
    let text = |text: &Option<Text>| text.clone().map(|Text(text)| text);
    let texts = |texts: &[Text]| texts.iter().map(|Text(text)| text.clone()).collect();
    let mut wijk = Wijk {
        id: WijkId::new(&entry.id.get_ref().0),
        name: entry.name.get_ref().0.clone(),
        also_known_as: entry.also_known_as.iter().map(|a| a.get_ref().0.clone()).collect(),
        municipality: entry.municipality.0.clone(),
        not_to_confuse_with: texts(&entry.not_to_confuse_with),
        province: entry.province.0.clone(),
        school_region: entry.school_region,
        carnival: entry.carnival,
        description: text(&entry.description).unwrap_or_default(),
        meeting_point: text(&entry.meeting_point),
        programme: programme(entry),
        station: text(&entry.station),
        themes: entry.themes.clone(),
        hosts: hosts(entry, contacts, faults),
        residents: residents(entry, contacts, faults),
        confirm: entry.confirm.as_ref().map(|needs| voices(needs, faults)),
        opening: opening(entry, faults),
        closed: periods(&entry.closed, faults),
        open_on: BTreeMap::new(),
        school_holidays: school_holidays(&entry.school_holidays, faults),
        visits_per_week_max: entry.visits_per_week_max.map_or(1, |n| n.0),
        visits_per_day_max: entry.visits_per_day_max.map_or(1, |n| n.0),
        party_max: entry.party_max.map_or(12, |n| n.0),
        duration_minutes: entry.duration_minutes.as_ref().map_or(150, |n| n.get_ref().0),
        buffer_minutes: entry.buffer_minutes.map_or(30, |n| n.0),
        // Filled once all wijken are known.
        travel_minutes: BTreeMap::new(),
    };
    with_residents(entry, &mut wijk, contacts, faults);
    wijk.open_on = open_on(entry, &wijk, faults);
    duration_fits(entry, &wijk, faults);
    programme_fits(entry, &wijk, faults);
    wijk
}

/// A name that two wijken share would send a guest to the wrong town.
fn names(file: &[WijkFile], faults: &mut Faults<'_>) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for entry in file {
        let id = entry.id.get_ref().0.as_str();
        for name in std::iter::once(&entry.name).chain(&entry.also_known_as) {
            let owner = owners.entry(name.get_ref().0.to_lowercase()).or_insert(id);
            if *owner != id {
                let what = format!("wijk `{owner}` is called `{}` too", name.get_ref().0);
                faults.at(name.span(), what, "leave this name to one of the two");
            }
        }
    }
}

fn hosts(
    entry: &WijkFile,
    contacts: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) -> Vec<ContactId> {
    if entry.hosts.is_empty() {
        let what = format!("no contact person for wijk `{}`", entry.id.get_ref().0);
        let remedy = "add `hosts = [\"...\"]` with the id of a [[contact]]";
        faults.at(entry.id.span(), what, remedy);
    }
    let mut hosts = Vec::new();
    for host in &entry.hosts {
        let id = known_contact(host, contacts, faults);
        if hosts.contains(&id) {
            faults.at(host.span(), format!("`{id}` is there twice"), "name each host once");
        }
        hosts.push(id);
    }
    hosts
}

/// The contact that a value names; a fault when there is none.
fn known_contact(
    named: &Spanned<String>,
    contacts: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) -> ContactId {
    let id = ContactId::new(named.get_ref());
    if !contacts.contains_key(&id) {
        let known: Vec<&str> = contacts.keys().map(ContactId::as_str).collect();
        let what = format!("no [[contact]] has the id `{id}`");
        faults.at(named.span(), what, choice(id.as_str(), &known));
    }
    id
}

/// Who answers for the residents. Who receives guests there answers as that already.
fn residents(
    entry: &WijkFile,
    contacts: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) -> Option<ContactId> {
    let named = entry.residents.as_ref()?;
    if entry.hosts.iter().any(|host| host.get_ref() == named.get_ref()) {
        let what = format!("`{}` receives guests in this wijk", named.get_ref());
        faults.at(named.span(), what, "name somebody else, or leave `residents` out");
    }
    Some(known_contact(named, contacts, faults))
}

/// Whose yes a visit needs.
pub(super) fn voices(needs: &Spanned<Vec<Voice>>, faults: &mut Faults<'_>) -> Vec<Voice> {
    let mut voices: Vec<Voice> = Vec::new();
    for voice in needs.get_ref() {
        if voices.contains(voice) {
            faults.at(needs.span(), "somebody is there twice", "name each of them once");
        }
        voices.push(*voice);
    }
    if !voices.contains(&Voice::Office) {
        let what = "no visit is without the yes of the office";
        faults.at(needs.span(), what, "add \"office\" to the list");
    }
    voices
}

fn opening(entry: &WijkFile, faults: &mut Faults<'_>) -> BTreeMap<OpenDay, Vec<wijk::Hours>> {
    let week = entry.opening.as_ref();
    let opening = week.map_or_else(BTreeMap::new, |week| by_week(week, faults));
    if opening.is_empty() {
        let what = format!("wijk `{}` is never open", entry.id.get_ref().0);
        let remedy = "add `opening = { monday = [\"09:00-17:00\"] }` with its own days and hours";
        let span = entry.opening.as_ref().map_or(entry.id.span(), Spanned::span);
        faults.at(span, what, remedy);
    }
    opening
}

fn by_week(
    week: &Spanned<OpeningFile>,
    faults: &mut Faults<'_>,
) -> BTreeMap<OpenDay, Vec<wijk::Hours>> {
    let mut opening = BTreeMap::new();
    for (day, name, hours) in by_day(week.get_ref()) {
        let sorted = in_order(hours, name, faults);
        if !sorted.is_empty() {
            opening.insert(OpenDay::from(day), sorted);
        }
    }
    opening
}

/// The hours of one day in the order of time.
fn in_order(hours: &[Spanned<Hours>], day: &str, faults: &mut Faults<'_>) -> Vec<wijk::Hours> {
    let mut sorted: Vec<&Spanned<Hours>> = hours.iter().collect();
    sorted.sort_by_key(|hours| hours.get_ref().0.from);
    for (before, after) in sorted.iter().zip(sorted.iter().skip(1)) {
        if after.get_ref().0.from < before.get_ref().0.until {
            let what = format!("hours on {day} overlap");
            faults.at(after.span(), what, "make one stretch of the two, or part them");
        }
    }
    sorted.iter().map(|hours| hours.get_ref().0).collect()
}

/// The wijk receives when its residents can, too.
fn with_residents(
    entry: &WijkFile,
    wijk: &mut Wijk,
    contacts: &BTreeMap<ContactId, Contact>,
    faults: &mut Faults<'_>,
) {
    let contact = wijk.residents.as_ref().and_then(|id| contacts.get(id));
    let Some(Availability { hours, away }) = contact.map(|contact| &contact.available) else {
        return;
    };
    wijk.closed.extend(away.iter().cloned());
    if hours.is_empty() {
        return;
    }
    let theirs = |day: &OpenDay| hours.get(day).map(Vec::as_slice).unwrap_or_default();
    let both = wijk.opening.iter().map(|(day, ours)| (*day, in_both(ours, theirs(day))));
    wijk.opening = both.filter(|(_, hours)| !hours.is_empty()).collect();
    if let Some(named) = entry.residents.as_ref().filter(|_| wijk.opening.is_empty()) {
        let what = format!("wijk `{}` is open when its residents cannot", wijk.id);
        faults.at(named.span(), what, "widen `opening`, or the `hours` of this contact");
    }
}

/// The whole hours of the dates on which the wijk is open more than its week says.
fn open_on(
    entry: &WijkFile,
    wijk: &Wijk,
    faults: &mut Faults<'_>,
) -> BTreeMap<NaiveDate, Vec<wijk::Hours>> {
    let mut dates = BTreeMap::new();
    for more in &entry.open_on {
        let day = more.on.get_ref().0;
        if dates.contains_key(&day) {
            faults.at(more.on.span(), "this date is there twice", "put all its hours in one line");
        }
        let usual = wijk.opening.get(&OpenDay::from(day.weekday())).cloned().unwrap_or_default();
        let mut hours = in_order(more.hours.get_ref(), "this date", faults);
        if hours.is_empty() {
            let remedy = "write for example hours = [\"10:00-14:00\"], or use `closed`";
            faults.at(more.hours.span(), "there are no hours to add", remedy);
        }
        let overlaps = |more: &wijk::Hours| {
            usual.iter().any(|usual| usual.from < more.until && more.from < usual.until)
        };
        if hours.iter().any(overlaps) {
            let what = "the wijk is open at some of these hours already";
            faults.at(more.hours.span(), what, "name only the hours to add");
        }
        hours.extend(usual);
        hours.sort_by_key(|hours| hours.from);
        dates.insert(day, joined(hours));
    }
    dates
}

/// Hours that follow on each other are one stretch: a visit may last from the one into the other.
fn joined(hours: Vec<wijk::Hours>) -> Vec<wijk::Hours> {
    let mut joined: Vec<wijk::Hours> = Vec::new();
    for hours in hours {
        match joined.last_mut().filter(|before| before.until == hours.from) {
            Some(before) => before.until = hours.until,
            None => joined.push(hours),
        }
    }
    joined
}

fn school_holidays(file: &[PeriodFile], faults: &mut Faults<'_>) -> Vec<OwnHoliday> {
    let own = |period: &PeriodFile| {
        if period.until.get_ref() < period.from.get_ref() {
            let what = "`until` lies before `from`";
            faults.at(period.until.span(), what, "put the first day in `from`");
        }
        let days = values::days(*period.from.get_ref(), *period.until.get_ref());
        OwnHoliday { name: period.name.0.clone(), days }
    };
    file.iter().map(own).collect()
}

fn by_day(week: &OpeningFile) -> [(Weekday, &'static str, &[Spanned<Hours>]); 7] {
    [
        (Weekday::Mon, "monday", &week.monday),
        (Weekday::Tue, "tuesday", &week.tuesday),
        (Weekday::Wed, "wednesday", &week.wednesday),
        (Weekday::Thu, "thursday", &week.thursday),
        (Weekday::Fri, "friday", &week.friday),
        (Weekday::Sat, "saturday", &week.saturday),
        (Weekday::Sun, "sunday", &week.sunday),
    ]
}

fn duration_fits(entry: &WijkFile, wijk: &Wijk, faults: &mut Faults<'_>) {
    let minutes = i64::from(wijk.duration_minutes);
    let stretch = |hours: &wijk::Hours| (hours.until - hours.from).num_minutes();
    let longest = wijk.opening.values().flatten().map(stretch).max();
    if longest.is_some_and(|longest| longest < minutes) {
        let what = format!("a visit of {minutes} minutes fits in no opening hours of the wijk");
        let span = entry.duration_minutes.as_ref().map_or(entry.id.span(), Spanned::span);
        faults.at(span, what, "shorten `duration_minutes` or widen `opening`");
    }
}

fn programme(entry: &WijkFile) -> Vec<ProgrammeLine> {
    let lines = entry.programme.iter();
    lines
        .map(|line| ProgrammeLine {
            after_minutes: line.after_minutes.get_ref().0,
            what: line.what.0.clone(),
        })
        .collect()
}

/// In the order of the day, and over before the visit is.
fn programme_fits(entry: &WijkFile, wijk: &Wijk, faults: &mut Faults<'_>) {
    let mut before = 0;
    for line in &entry.programme {
        let minutes = line.after_minutes.get_ref().0;
        if minutes < before {
            let what = "this line comes before the one above it";
            faults.at(line.after_minutes.span(), what, "put the lines in the order of the day");
        }
        if minutes >= wijk.duration_minutes {
            let what = format!("the visit is over after {} minutes", wijk.duration_minutes);
            let remedy = "`after_minutes` counts from the beginning of the visit; lower it";
            faults.at(line.after_minutes.span(), what, remedy);
        }
        before = minutes;
    }
}

fn periods(file: &[ClosedFile], faults: &mut Faults<'_>) -> Vec<ClosedPeriod> {
    let mut closed = Vec::new();
    for period in file {
        if *period.until.get_ref() < period.from {
            let what = "`until` lies before `from`";
            faults.at(period.until.span(), what, "put the first day in `from`");
        }
        closed.push(ClosedPeriod {
            days: values::days(period.from, *period.until.get_ref()),
            why: period.why.0.clone(),
        });
    }
    closed
}

/// Travel takes as long either way, so one side may leave it to the other.
fn travel(file: &[WijkFile], wijken: &mut BTreeMap<WijkId, Wijk>, faults: &mut Faults<'_>) {
    let mut known: BTreeMap<(WijkId, WijkId), u32> = BTreeMap::new();
    for entry in file {
        let here = WijkId::new(&entry.id.get_ref().0);
        for (there, minutes) in &entry.travel_minutes {
            let other = WijkId::new(there.get_ref());
            if other == here {
                let what = "this is the way from the wijk to itself";
                faults.at(there.span(), what, "take it out");
            } else {
                known_wijk(there, wijken, faults);
            }
            if known.get(&(other.clone(), here.clone())).is_some_and(|back| *back != minutes.0) {
                let what = format!("the way back from `{other}` takes another time");
                faults.at(there.span(), what, "write the same number on both sides, or only one");
            }
            known.insert((here.clone(), other), minutes.0);
        }
    }
    for ((here, there), minutes) in known {
        for (at, to) in [(&here, &there), (&there, &here)] {
            if let Some(wijk) = wijken.get_mut(at) {
                wijk.travel_minutes.insert(to.clone(), minutes);
            }
        }
    }
}

/// The wijk that a key or a value names; a fault when there is none.
pub(super) fn known_wijk(
    named: &Spanned<String>,
    wijken: &BTreeMap<WijkId, Wijk>,
    faults: &mut Faults<'_>,
) -> WijkId {
    let id = WijkId::new(named.get_ref());
    if !wijken.contains_key(&id) {
        let known: Vec<&str> = wijken.keys().map(WijkId::as_str).collect();
        let what = format!("no [[wijk]] has the id `{id}`");
        faults.at(named.span(), what, choice(id.as_str(), &known));
    }
    id
}
