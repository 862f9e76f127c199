//! On which clock a calendar object gives its times.
//!
//! A zone goes by its name where that is a name of the zone database or of Windows (calcard's table).
//! Any other name means what the object itself says of it: Outlook writes "Customized Time Zone" with
//! rules of its own, and calcard reads such rules without following them. A clock that nobody knows is
//! not guessed, and neither is an hour that comes twice or not at all.

use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDay, ICalendarEntry,
    ICalendarFrequency, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
    ICalendarWeekday,
};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc, Weekday};
use chrono_tz::Europe::Amsterdam;

use crate::domain::time::{Instant, local};

/// A rule that found no day in so many years has none.
const YEARS_BACK: i32 = 30;

/// A time that is given in UTC.
pub(super) fn instant_of(entry: &ICalendarEntry) -> Option<Instant> {
    let moment = date_time(entry)?.to_date_time()?;
    let offset = moment.offset?;
    Some((moment.date_time - offset).and_utc())
}

/// A time of an event on our clock.
pub(super) fn on_our_clock(object: &ICalendar, entry: &ICalendarEntry) -> Option<NaiveDateTime> {
    let moment = date_time(entry).filter(|moment| moment.hour.is_some())?.to_date_time()?;
    let wall = moment.date_time;
    let ours = match (moment.offset, entry.tz_id()) {
        (Some(offset), _) => local((wall - offset).and_utc()),
        (None, None) => wall,
        (None, Some(zone)) => local(in_zone(object, zone, wall)?),
    };
    Amsterdam.from_local_datetime(&ours).single().map(|_| ours)
}

fn date_time(entry: &ICalendarEntry) -> Option<&PartialDateTime> {
    entry.values.first()?.as_partial_date_time()
}

fn in_zone(object: &ICalendar, name: &str, wall: NaiveDateTime) -> Option<Instant> {
    let zone = object.timezones().find(|zone| named(zone) == Some(name));
    if let Some(known) = known(name) {
        return Some(known.from_local_datetime(&wall).single()?.with_timezone(&Utc));
    }
    let seconds = offset(&observances(object, zone?), wall)?;
    Some((wall - Duration::seconds(seconds)).and_utc())
}

/// The zone that a name means. Of "(GMT+01.00) Amsterdam / Berlin" calcard takes the number, and so a
/// clock without summer time: that is no knowledge.
fn known(name: &str) -> Option<chrono_tz::Tz> {
    let Ok(Tz::Tz(zone)) = Tz::from_str(name) else { return None };
    let by_number = zone.name().starts_with("Etc/GMT") && zone.name() != name;
    (!by_number).then_some(zone)
}

fn named(zone: &ICalendarComponent) -> Option<&str> {
    zone.property(&ICalendarProperty::Tzid)?.values.first()?.as_text()
}

/// Since when a zone is so many seconds ahead of UTC (RFC 5545, 3.6.5).
struct Observance<'a> {
    /// On the clock as it was before.
    since: NaiveDateTime,
    before: i64,
    after: i64,
    rule: Option<&'a ICalendarRecurrenceRule>,
    also: Vec<NaiveDateTime>,
}

fn observances<'a>(object: &'a ICalendar, zone: &'a ICalendarComponent) -> Vec<Observance<'a>> {
    let parts = zone.component_ids.iter().filter_map(|id| object.component_by_id(*id));
    let kinds = [ICalendarComponentType::Standard, ICalendarComponentType::Daylight];
    parts.filter(|part| kinds.contains(&part.component_type)).filter_map(observance).collect()
}

fn observance(part: &ICalendarComponent) -> Option<Observance<'_>> {
    let seconds = |name| {
        let offset = date_time(part.property(name)?)?;
        let size = i64::from(offset.tz_hour?) * 3600 + i64::from(offset.tz_minute?) * 60;
        Some(if offset.tz_minus { -size } else { size })
    };
    let wall =
        |value: &ICalendarValue| Some(value.as_partial_date_time()?.to_date_time()?.date_time);
    let rule = part.property(&ICalendarProperty::Rrule).and_then(|entry| entry.values.first());
    let rule = rule.and_then(|value| {
        if let ICalendarValue::RecurrenceRule(rule) = value { Some(&**rule) } else { None }
    });
    let also = part.properties(&ICalendarProperty::Rdate).flat_map(|entry| &entry.values);
    Some(Observance {
        since: part.property(&ICalendarProperty::Dtstart)?.values.first().and_then(wall)?,
        before: seconds(&ICalendarProperty::Tzoffsetfrom)?,
        after: seconds(&ICalendarProperty::Tzoffsetto)?,
        rule,
        also: also.filter_map(wall).collect(),
    })
}

/// How many seconds a zone is ahead of UTC at this time on its clock.
fn offset(observances: &[Observance<'_>], wall: NaiveDateTime) -> Option<i64> {
    let onsets = || {
        observances.iter().flat_map(|observance| {
            let at = observance.onsets(wall.year()).into_iter();
            at.map(move |at| (at, observance.before, observance.after))
        })
    };
    let is_odd = |(at, before, after): (NaiveDateTime, i64, i64)| {
        let change = Duration::seconds((after - before).abs());
        let odd = if after > before { at..at + change } else { at - change..at };
        odd.contains(&wall)
    };
    if onsets().any(is_odd) {
        return None;
    }
    let last = onsets().filter(|(at, ..)| *at <= wall).max_by_key(|(at, ..)| *at);
    last.map(|(_, _, after)| after)
}

impl Observance<'_> {
    /// When it begins: those of this year and the last before it, as far as there are any.
    fn onsets(&self, year: i32) -> Vec<NaiveDateTime> {
        let mut onsets = self.also.clone();
        onsets.push(self.since);
        let Some(rule) = self.rule else { return onsets };
        let until = rule.until.as_ref().and_then(|until| Some(until.to_date_time()?.date_time));
        let last = until.map_or(year, |until| until.year().min(year));
        let years = (last - YEARS_BACK..=last).rev();
        let by_rule = years.filter_map(|year| onset_in(rule, self.since, year));
        let counts =
            |at: &NaiveDateTime| *at >= self.since && until.is_none_or(|until| *at <= until);
        onsets.extend(by_rule.filter(counts).take(2));
        onsets
    }
}

/// The day on which a yearly rule falls in a year: "the last Sunday of October", in the ways in which
/// calendars write that.
fn onset_in(
    rule: &ICalendarRecurrenceRule,
    since: NaiveDateTime,
    year: i32,
) -> Option<NaiveDateTime> {
    if rule.freq != ICalendarFrequency::Yearly {
        return None;
    }
    let month = rule.bymonth.first().map_or(since.month(), |month| u32::from(month.month()));
    let days = (1..=31).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    let fits = |day: &NaiveDate| match (rule.byday.first(), rule.bymonthday.as_slice()) {
        (None, []) => day.day() == since.day(),
        (None, dates) => on_date(dates, *day),
        (Some(named), []) => weekday(*named) == day.weekday(),
        (Some(named), dates) => weekday(*named) == day.weekday() && on_date(dates, *day),
    };
    let fitting: Vec<NaiveDate> = days.filter(fits).collect();
    let which = rule.byday.first().and_then(|day| day.ordwk).map(i32::from);
    let which = which.or(rule.bysetpos.first().copied()).unwrap_or(1);
    let from_the_end = usize::try_from(which.unsigned_abs()).unwrap_or(usize::MAX);
    let day = if which < 0 {
        fitting.iter().rev().nth(from_the_end.saturating_sub(1))
    } else {
        fitting.get(from_the_end.saturating_sub(1))
    };
    day.map(|day| day.and_time(since.time()))
}

fn on_date(dates: &[i8], day: NaiveDate) -> bool {
    dates.iter().any(|date| u32::try_from(*date) == Ok(day.day()))
}

fn weekday(day: ICalendarDay) -> Weekday {
    match day.weekday {
        ICalendarWeekday::Monday => Weekday::Mon,
        ICalendarWeekday::Tuesday => Weekday::Tue,
        ICalendarWeekday::Wednesday => Weekday::Wed,
        ICalendarWeekday::Thursday => Weekday::Thu,
        ICalendarWeekday::Friday => Weekday::Fri,
        ICalendarWeekday::Saturday => Weekday::Sat,
        ICalendarWeekday::Sunday => Weekday::Sun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Outlook writes a zone that has no name: the rules of Amsterdam.
    const CUSTOMIZED: &str = "TZID:Customized Time Zone\r\n\
        BEGIN:STANDARD\r\nDTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n\
        TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n\
        TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT";

    fn told(zone: &str, line: &str) -> Option<String> {
        let zone = if zone.is_empty() {
            String::new()
        } else {
            format!("BEGIN:VTIMEZONE\r\n{zone}\r\nEND:VTIMEZONE\r\n")
        };
        let text = format!(
            "BEGIN:VCALENDAR\r\n{zone}BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let object = ICalendar::parse(&text).unwrap();
        let event =
            |part: &&ICalendarComponent| part.component_type == ICalendarComponentType::VEvent;
        let event = object.components.iter().find(event).unwrap();
        let at = on_our_clock(&object, event.property(&ICalendarProperty::Dtstart).unwrap());
        at.map(|at| at.format("%Y-%m-%d %H:%M").to_string())
    }

    #[test]
    fn a_moment_in_another_zone_is_told_on_our_clock_and_an_unknown_zone_is_not_guessed() {
        for (line, hour) in [
            ("DTSTART:20270412T080000Z", Some("2027-04-12 10:00")),
            ("DTSTART;TZID=Europe/London:20270412T090000", Some("2027-04-12 10:00")),
            ("DTSTART:20270412T100000", Some("2027-04-12 10:00")),
            ("DTSTART;TZID=FLE Standard Time:20270412T110000", Some("2027-04-12 10:00")),
            (
                "DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\":20270412T100000",
                Some("2027-04-12 10:00"),
            ),
            (
                "DTSTART;TZID=\"/freeassociation.sourceforge.net/Tzfile/Europe/Amsterdam\":20270412T100000",
                Some("2027-04-12 10:00"),
            ),
            ("DTSTART;TZID=Customized Time Zone:20270412T100000", None),
            ("DTSTART;TZID=\"(GMT+01.00) Amsterdam / Berlin\":20270412T100000", None),
            ("DTSTART;TZID=Europe/Amsterdam:20270399T100000", None),
            ("DTSTART;VALUE=DATE:20270412", None),
            ("DTSTART:volgende week", None),
        ] {
            assert_eq!(told("", line).as_deref(), hour, "{line}");
        }
    }

    #[test]
    fn a_zone_that_the_object_defines_follows_its_own_rules() {
        let at =
            |wall: &str| told(CUSTOMIZED, &format!("DTSTART;TZID=Customized Time Zone:{wall}"));
        for day in
            ["2027-01-12", "2027-03-27", "2027-03-28", "2027-07-01", "2027-10-30", "2027-10-31"]
        {
            let wall = format!("{}T100000", day.replace('-', ""));
            assert_eq!(at(&wall), Some(format!("{day} 10:00")));
        }
        // Half an hour ahead of us in winter, two and a half in summer.
        let elsewhere = CUSTOMIZED.replace("+0200", "+0330").replace("+0100", "+0130");
        let at =
            |wall: &str| told(&elsewhere, &format!("DTSTART;TZID=Customized Time Zone:{wall}"));
        assert_eq!(at("20270112T100000").as_deref(), Some("2027-01-12 09:30"));
        assert_eq!(at("20270701T100000").as_deref(), Some("2027-07-01 08:30"));
    }

    #[test]
    fn the_ways_to_write_the_last_sunday_are_one() {
        for rule in ["BYDAY=SU;BYSETPOS=-1", "BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU"] {
            let zone = CUSTOMIZED.replace("BYDAY=-1SU", rule);
            let line = "DTSTART;TZID=Customized Time Zone:20270329T100000";
            assert_eq!(told(&zone, line).as_deref(), Some("2027-03-29 10:00"), "{rule}");
        }
    }

    #[test]
    fn an_hour_that_comes_twice_or_never_is_not_guessed() {
        for line in [
            "DTSTART;TZID=Europe/Amsterdam:20271031T023000",
            "DTSTART;TZID=Europe/Amsterdam:20270328T023000",
            "DTSTART;TZID=Customized Time Zone:20271031T023000",
            "DTSTART;TZID=Customized Time Zone:20270328T023000",
            "DTSTART:20271031T003000Z",
            "DTSTART:20270328T023000",
        ] {
            assert_eq!(told(CUSTOMIZED, line), None, "{line}");
        }
    }

    #[test]
    fn rules_that_ended_or_name_no_day_do_no_harm() {
        let line = "DTSTART;TZID=Customized Time Zone:20270701T100000";
        // Summer time was given up in 2015: the clock stands where it was put last.
        let ended = CUSTOMIZED.replace("BYMONTH=3", "BYMONTH=3;UNTIL=20150101T000000Z");
        assert_eq!(told(&ended, line).as_deref(), Some("2027-07-01 11:00"));
        let never = CUSTOMIZED.replace("BYDAY=-1SU;BYMONTH=3", "BYMONTHDAY=31;BYMONTH=2");
        assert_eq!(told(&never, line).as_deref(), Some("2027-07-01 11:00"));
        assert_eq!(told("TZID:Customized Time Zone", line), None);
    }
}
