//! What a calendar answer says (RFC 5545, RFC 5546): whose it is, about which version, and what.
//!
//! Reads one event, and only what staff need to see of it. Whether the answerer was invited and the
//! version is the current one, `decide` knows. The trap: Exchange names its zones as Windows does.

use chrono::{NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::headers::clean;
use crate::domain::mail::{Attendance, CalendarAnswer};
use crate::domain::people::Address;
use crate::domain::time::{Slot, local};

/// The Windows names of zones from which guests of ours write, with a zone that has the same clock.
const WINDOWS_ZONES: [(&str, Tz); 6] = [
    ("W. Europe Standard Time", Tz::Europe__Amsterdam),
    ("Romance Standard Time", Tz::Europe__Brussels),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("GMT Standard Time", Tz::Europe__London),
    ("UTC", Tz::UTC),
];

/// One line of a calendar object: `NAME;PARAMETER=...:value`.
struct Property<'a> {
    name: &'a str,
    parameters: Vec<(&'a str, &'a str)>,
    value: &'a str,
}

/// The answer in a calendar object; `None` without an event that has a UID.
pub(crate) fn answer(text: &str) -> Option<CalendarAnswer> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let event: Vec<Property<'_>> = unfolded
        .lines()
        .skip_while(|line| !line.trim().eq_ignore_ascii_case("BEGIN:VEVENT"))
        .skip(1)
        .take_while(|line| !begins_or_ends(line))
        .filter_map(property)
        .collect();
    let find = |name: &str| event.iter().find(|property| property.name.eq_ignore_ascii_case(name));
    let uid = find("UID").map(|uid| clean(uid.value).to_lowercase())?;
    let attendee = find("ATTENDEE");
    let start = find("DTSTART").and_then(moment);
    let end = find("DTEND").and_then(moment);
    let slot = start.zip(end).filter(|(start, end)| start < end);
    Some(CalendarAnswer {
        uid,
        sequence: find("SEQUENCE").and_then(|it| it.value.trim().parse().ok()).unwrap_or(0),
        attendee: attendee.and_then(|attendee| address(attendee.value)),
        attendance: attendee.and_then(attendance),
        slot: slot.map(|(start, end)| Slot { start, end }),
        comment: find("COMMENT").map(|it| plain(it.value)).filter(|text| !text.is_empty()),
    })
}

/// An alarm inside the event, or the end of it.
fn begins_or_ends(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or_default().trim();
    name.eq_ignore_ascii_case("BEGIN") || name.eq_ignore_ascii_case("END")
}

/// Colons and semicolons between double quotes belong to the value of a parameter.
fn property(line: &str) -> Option<Property<'_>> {
    let mut quoted = false;
    let outside = |c: char, mark: char, quoted: &mut bool| {
        *quoted ^= c == '"';
        c == mark && !*quoted
    };
    let (head, value) = line.split_at(line.find(|c| outside(c, ':', &mut quoted))?);
    let mut quoted = false;
    let mut pieces = head.split(|c| outside(c, ';', &mut quoted));
    let name = pieces.next()?.trim();
    let parameters = pieces.filter_map(|piece| piece.split_once('=')).collect();
    Some(Property { name, parameters, value: value.strip_prefix(':')? })
}

fn parameter<'a>(property: &Property<'a>, name: &str) -> Option<&'a str> {
    let mut parameters = property.parameters.iter();
    let (_, value) = parameters.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"'))
}

/// `mailto:a@b.example`, in any case.
fn address(value: &str) -> Option<Address> {
    let (scheme, address) = value.trim().split_once(':')?;
    scheme.eq_ignore_ascii_case("mailto").then(|| Address::parse(address.trim())).flatten()
}

fn attendance(attendee: &Property<'_>) -> Option<Attendance> {
    match parameter(attendee, "PARTSTAT")?.to_ascii_uppercase().as_str() {
        "ACCEPTED" => Some(Attendance::Accepted),
        "TENTATIVE" => Some(Attendance::Tentative),
        "DECLINED" => Some(Attendance::Declined),
        "DELEGATED" => Some(Attendance::Delegated),
        _ => None,
    }
}

/// A moment on our clock; `None` in a zone that nobody here knows.
fn moment(property: &Property<'_>) -> Option<NaiveDateTime> {
    let value = property.value.trim();
    let wall = |text: &str| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok();
    if let Some(utc) = value.strip_suffix('Z') {
        return Some(local(wall(utc)?.and_utc()));
    }
    let wall = wall(value)?;
    let Some(name) = parameter(property, "TZID") else { return Some(wall) };
    let windows = WINDOWS_ZONES.iter().find(|(zone, _)| *zone == name).map(|(_, zone)| *zone);
    let zone = windows.or_else(|| name.parse().ok())?;
    let there = zone.from_local_datetime(&wall).earliest()?;
    Some(local(there.with_timezone(&Utc)))
}

/// TEXT without its escapes (RFC 5545, 3.3.11), in one line.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'N')) => out.push(' '),
            ('\\', Some(escaped)) => out.push(escaped),
            (other, _) => out.push(other),
        }
    }
    clean(&out).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(lines: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    #[test]
    fn an_answer_is_read_through_folds_quotes_and_capitals() {
        let text = event(
            "ATTENDEE;CN=\"Bos; Anna: gedeputeerde\";PARTSTAT=DECLINED:MAILTO:\r\n A.Bos@provincie.example\r\n\
             UID:WB-2027-001-AB@M50.EXAMPLE\r\nSEQUENCE:2\r\nCOMMENT:Helaas\\, die dag\\nkan niet\r\n\
             DTSTART;TZID=W. Europe Standard Time:20270412T100000\r\n\
             DTEND;TZID=\"W. Europe Standard Time\":20270412T123000\r\n\
             BEGIN:VALARM\r\nUID:other\r\nEND:VALARM",
        );
        let answer = answer(&text).unwrap();
        assert_eq!(answer.uid, "wb-2027-001-ab@m50.example");
        assert_eq!(answer.sequence, 2);
        assert_eq!(answer.attendee, Address::parse("a.bos@provincie.example"));
        assert_eq!(answer.attendance, Some(Attendance::Declined));
        assert_eq!(answer.comment.as_deref(), Some("Helaas, die dag kan niet"));
        let slot = answer.slot.unwrap();
        assert_eq!(slot.start.to_string(), "2027-04-12 10:00:00");
        assert_eq!(slot.minutes(), 150);
    }

    #[test]
    fn a_moment_in_another_zone_is_told_on_our_clock_and_an_unknown_zone_is_not_guessed() {
        for (line, hour) in [
            ("DTSTART:20270412T080000Z", Some("10:00:00")),
            ("DTSTART;TZID=Europe/London:20270412T090000", Some("10:00:00")),
            ("DTSTART:20270412T100000", Some("10:00:00")),
            ("DTSTART;TZID=Customized Time Zone:20270412T100000", None),
            ("DTSTART;TZID=Europe/Amsterdam:20270399T100000", None),
            ("DTSTART;VALUE=DATE:20270412", None),
        ] {
            let time = moment(&property(line).unwrap()).map(|at| at.time().to_string());
            assert_eq!(time.as_deref(), hour, "{line}");
        }
    }

    #[test]
    fn what_is_no_event_of_ours_is_no_answer() {
        assert_eq!(answer(""), None);
        assert_eq!(answer("UID:a\n"), None);
        assert_eq!(answer(&event("SUMMARY:x")), None);
        let bare = answer(&event("UID:a\r\nATTENDEE;PARTSTAT=X-MAYBE:nobody")).unwrap();
        assert_eq!((bare.attendee, bare.attendance, bare.slot), (None, None, None));
    }
}
