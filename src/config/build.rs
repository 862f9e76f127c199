//! From the file to the desk: the defaults, and the rules between one line and another.
//!
//! No I/O: what comes from other files is handed in. The wijken have a file of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{Datelike, NaiveDate, NaiveTime};
use toml::Spanned;

use super::chat;
use super::fault::{Faults, choice};
use super::file::{
    ApprovalFile, BeforeOfferFile, ConfigFile, LimitsFile, OfficeHoursFile, PeriodFile,
    PlanningFile, ReminderFile, RetentionFile,
};
use super::offices::offices;
use super::values::{self, Text, Time, Whole};
use super::wijken::{contacts, known_wijk, voices, wijken};
use crate::domain::calendar::holiday;
use crate::domain::consent::Voice;
use crate::domain::desk::{
    Approval, Desk, GeneralContact, Knowledge, Limits, OfficeHours, Planning, Recipient,
    ReminderRule, Retention, SchoolHoliday, SigningKey,
};
use crate::domain::ids::WijkId;
use crate::domain::people::{Mailbox, Office};
use crate::domain::reading::NamedPeriod;
use crate::domain::room::{RoomName, Staff};
use crate::domain::wijk::Wijk;

/// Days of notice where config says nothing. Ninety for a bewindspersoon is what ministries ask.
const NOTICE_DAYS: [(Office, u32); 8] = [
    (Office::Kamerlid, 14),
    (Office::Bewindspersoon, 90),
    (Office::Wethouder, 14),
    (Office::Burgemeester, 14),
    (Office::Raadslid, 14),
    (Office::Statenlid, 14),
    (Office::Ambtenaar, 10),
    (Office::Other, 14),
];

/// Nobody is reminded before or after these hours.
const DAY: (u32, u32) = (8, 20);

/// What the desk needs from other files than config itself.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) knowledge: Vec<Knowledge>,
    pub(super) school_holidays: Vec<SchoolHoliday>,
    pub(super) export_folder: PathBuf,
    pub(super) key: SigningKey,
}

/// The desk as config describes it. Usable only if no fault was noted.
pub(super) fn desk(file: &ConfigFile, tables: Tables, faults: &mut Faults<'_>) -> Desk {
    let bot = bot(file, faults);
    let general = general(file, &bot, faults);
    let contacts = contacts(&file.contact, &bot.address, faults);
    let wijken = wijken(&file.wijk, &contacts, faults);
    if wijken.is_empty() {
        let what = "there is no wijk to visit";
        faults.at(None, what, "add a [[wijk]] with at least id, name, hosts and opening");
    }
    Desk {
        organisation: file.desk.organisation.0.clone(),
        general,
        planning: planning(&file.planning, &wijken, faults),
        recess: recess(&file.recess, faults),
        school_holidays: tables.school_holidays,
        approval: approval(&file.approval),
        confirm: file
            .confirm
            .needs
            .as_ref()
            .map_or(vec![Voice::Office], |needs| voices(needs, faults)),
        checks_senders: file.mail.authserv_id.is_some(),
        // Where the server does not take them, every answer would bounce. The Message-ID is a key too.
        plus_addresses: file.mail.plus_addresses.unwrap_or(false),
        vip_domains: file.security.vip_domains.iter().map(|domain| domain.0.clone()).collect(),
        reminders: reminders(&file.reminder, faults),
        office_hours: office_hours(&file.office_hours, faults),
        limits: limits(file),
        rooms: rooms(file),
        digest: chat::digest(file, faults),
        staff: staff(file),
        four_eyes: file.chat.four_eyes.as_ref().is_some_and(|asked| *asked.get_ref()),
        retention: retention(&file.retention, faults),
        export_folder: tables.export_folder,
        knowledge: tables.knowledge,
        key: tables.key,
        bot,
        contacts,
        wijken,
    }
}

fn bot(file: &ConfigFile, faults: &mut Faults<'_>) -> Mailbox {
    let address = &file.desk.address;
    if address.get_ref().0.local_part().contains('+') {
        let what = "the bot puts its own key behind a plus in its address";
        faults.at(address.span(), what, "choose an address without a plus");
    }
    Mailbox { name: Some(file.desk.name.0.clone()), address: address.get_ref().0.clone() }
}

fn general(file: &ConfigFile, bot: &Mailbox, faults: &mut Faults<'_>) -> GeneralContact {
    let contact = &file.general_contact;
    if contact.address.get_ref().0 == bot.address {
        let what = "this is the address of the bot itself";
        faults.at(contact.address.span(), what, "write the address of a person");
    }
    GeneralContact {
        name: contact.name.0.clone(),
        address: contact.address.get_ref().0.clone(),
        phone: contact.phone.clone().map(|Text(phone)| phone),
    }
}

fn planning(
    file: &PlanningFile,
    wijken: &BTreeMap<WijkId, Wijk>,
    faults: &mut Faults<'_>,
) -> Planning {
    let mut notice_days = BTreeMap::from(NOTICE_DAYS);
    notice_days.extend(file.notice_days.iter().map(|(office, days)| (*office, days.get_ref().0)));
    let ahead_days_max = file.ahead_days_max.as_ref().map_or(270, |days| days.get_ref().0);
    notice_fits(file, &notice_days, ahead_days_max, faults);
    let never_same_day = file.never_same_day.iter().map(|(one, other)| {
        if one.get_ref() == other.get_ref() {
            let what = format!("`{}` is paired with itself", one.get_ref());
            faults.at(other.span(), what, "name two wijken");
        }
        (known_wijk(one, wijken, faults), known_wijk(other, wijken, faults))
    });
    Planning {
        never_same_day: never_same_day.collect(),
        offices: offices(&file.office, &notice_days, faults),
        notice_days,
        ahead_days_max,
        options_max: file.options_max.map_or(3, |n| n.0 as usize),
        hold_working_days: file.hold_working_days.map_or(5, |n| n.0),
        also_closed: also_closed(&file.also_closed, faults),
    }
}

/// An office whose notice reaches past the horizon could never be offered a day.
fn notice_fits(
    file: &PlanningFile,
    notice_days: &BTreeMap<Office, u32>,
    ahead_days_max: u32,
    faults: &mut Faults<'_>,
) {
    for (office, days) in notice_days.iter().filter(|(_, days)| **days >= ahead_days_max) {
        let span = match (file.notice_days.get(office), &file.ahead_days_max) {
            (Some(days), _) => Some(days.span()),
            (None, Some(ahead)) => Some(ahead.span()),
            (None, None) => None,
        };
        let what = format!(
            "notice of {days} days for a {} leaves no day within `ahead_days_max` = {ahead_days_max}",
            office.slug()
        );
        faults.at(span, what, "shorten the notice or raise `ahead_days_max`");
    }
}

fn also_closed(file: &[Spanned<String>], faults: &mut Faults<'_>) -> Vec<String> {
    let known = days_one_may_close();
    for name in file.iter().filter(|name| !known.contains(&name.get_ref().as_str())) {
        let what = format!("`{}` is no holiday that one can choose to close on", name.get_ref());
        faults.at(name.span(), what, choice(name.get_ref(), &known));
    }
    file.iter().map(|name| name.get_ref().clone()).collect()
}

/// The holidays on which work goes on in principle, from the rules themselves. Any year will do.
fn days_one_may_close() -> Vec<&'static str> {
    let year = NaiveDate::default().year();
    NaiveDate::default()
        .iter_days()
        .take_while(|day| day.year() == year)
        .filter_map(holiday)
        .filter(|holiday| !holiday.closed)
        .map(|holiday| holiday.name)
        .collect()
}

fn recess(file: &[PeriodFile], faults: &mut Faults<'_>) -> Vec<NamedPeriod> {
    let mut periods: Vec<NamedPeriod> = Vec::new();
    for entry in file {
        if entry.until.get_ref() < entry.from.get_ref() {
            let what = "`until` lies before `from`";
            faults.at(entry.until.span(), what, "put the first day in `from`");
        }
        let days = values::days(*entry.from.get_ref(), *entry.until.get_ref());
        let overlaps = |other: &&NamedPeriod| days.start < other.end && other.start < days.end;
        if let Some(other) = periods.iter().find(overlaps) {
            let what = format!("this recess overlaps `{}`", other.name);
            faults.at(entry.from.span(), what, "check the dates of both with the Kamer");
        }
        periods.push(NamedPeriod { name: entry.name.0.clone(), start: days.start, end: days.end });
    }
    periods.sort_by_key(|period| period.start);
    periods
}

fn approval(file: &ApprovalFile) -> Approval {
    match file.before_offer {
        None | Some(BeforeOfferFile::Always) => Approval::Always,
        Some(BeforeOfferFile::Never) => Approval::Never,
    }
}

fn reminders(file: &[ReminderFile], faults: &mut Faults<'_>) -> Vec<ReminderRule> {
    let mut seen: BTreeSet<(u32, Recipient)> = BTreeSet::new();
    for entry in file {
        at_day(&entry.at, faults);
        if entry.to.get_ref().is_empty() {
            let remedy = "write \"office\", \"host\" or both, or take the reminder out";
            faults.at(entry.to.span(), "nobody is reminded", remedy);
        }
        for to in entry.to.get_ref() {
            if !seen.insert((entry.days_before.get_ref().0, *to)) {
                let what = "the same people are reminded on this day already";
                faults.at(entry.days_before.span(), what, "take one of the two out");
            }
        }
    }
    let rule = |entry: &ReminderFile| ReminderRule {
        days_before: entry.days_before.get_ref().0,
        at: entry.at.get_ref().0,
        to: entry.to.get_ref().clone(),
    };
    file.iter().map(rule).collect()
}

fn at_day(at: &Spanned<Time>, faults: &mut Faults<'_>) {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    let time = at.get_ref().0;
    if time < hour(DAY.0) || time > hour(DAY.1) {
        let what = format!("nobody wants a reminder at {}", time.format("%H:%M"));
        faults.at(at.span(), what, "choose a time from 08:00 to 20:00");
    }
}

fn office_hours(file: &OfficeHoursFile, faults: &mut Faults<'_>) -> OfficeHours {
    let time = |at: &Option<Spanned<Time>>, hour| match at {
        Some(at) => at.get_ref().0,
        None => NaiveTime::from_hms_opt(hour, 30, 0).unwrap_or_default(),
    };
    let hours = OfficeHours { from: time(&file.from, 8), until: time(&file.until, 17) };
    if hours.until <= hours.from {
        let span = file.until.as_ref().or(file.from.as_ref()).map(Spanned::span);
        faults.at(span, "office hours end before they begin", "put the earlier time in `from`");
    }
    hours
}

/// Three of them stand in the section that they are about.
fn rooms(file: &ConfigFile) -> Vec<RoomName> {
    let named = file.chat.rooms.as_ref().map(toml::Spanned::get_ref);
    named.cloned().unwrap_or_else(|| vec![RoomName::Console])
}

/// Those who have an account; that they are accounts, `chat` checks.
fn staff(file: &ConfigFile) -> Vec<Staff> {
    let staff = file.chat.staff.iter();
    staff
        .map(|person| Staff::new(&person.account.get_ref().0, &person.name.0, person.role))
        .collect()
}

fn limits(file: &ConfigFile) -> Limits {
    let limits: &LimitsFile = &file.limits;
    Limits {
        mail_bytes_max: u64::from(file.mail.mail_bytes_max.map_or(26_214_400, |n| n.0)),
        answers_per_address_per_day: limits.answers_per_address_per_day.map_or(5, |n| n.0),
        answers_per_day: limits.answers_per_day.map_or(200, |n| n.0),
        undo_seconds: file.chat.undo_seconds.map_or(60, |n| n.0),
        nudge_hours: file.chat.nudge_hours.map_or(4, |n| n.0),
        answer_within_days: limits.answer_within_days.map_or(14, |n| n.0),
        unknown_hours_max: limits.unknown_hours_max.map_or(4, |n| n.0),
    }
}

fn retention(file: &RetentionFile, faults: &mut Faults<'_>) -> Retention {
    let days = |days: &Option<Spanned<Whole<1, 36_500>>>, default| {
        days.as_ref().map_or(default, |days| days.get_ref().0)
    };
    let retention = Retention {
        text_days: days(&file.text_days, 90),
        contact_days: days(&file.contact_days, 365),
        unwanted_days: file.unwanted_days.map_or(30, |n| n.0),
        core_days: days(&file.core_days, 1_826),
        mail_file_days: days(&file.mail_file_days, 400),
        log_days: file.log_days.map_or(730, |n| n.0),
    };
    let core_days = retention.core_days;
    for (key, days, value) in [
        ("text_days", retention.text_days, &file.text_days),
        ("contact_days", retention.contact_days, &file.contact_days),
    ] {
        if days > core_days {
            let what =
                format!("`{key}` = {days} would outlive the case, kept for {core_days} days");
            let span = value.as_ref().or(file.core_days.as_ref()).map(Spanned::span);
            faults.at(span, what, format!("make `{key}` at most `core_days`"));
        }
    }
    retention
}
