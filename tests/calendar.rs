//! Every calendar object that we write: as golden files, judged by two parsers that share no code
//! (calcard and icalendar) and by the rules of RFC 5545 that neither of them checks.
//!
//! `UPDATE=1 cargo test --test calendar` writes the golden files anew; read the diff before you
//! commit it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test may stop where it fails; clippy.toml exempts the test functions, not their helpers"
)]

use std::fs;
use std::path::Path;

use calcard::icalendar::{
    ICalendar, ICalendarComponentType, ICalendarEntry, ICalendarParameterName, ICalendarProperty,
};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};
use icalendar::{Component, Event};
use proptest::prelude::*;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::letter::{Invitation, Method};
use werkbezoek::domain::people::{Address, Mailbox};
use werkbezoek::domain::time::{Slot, instant, local};
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::words::chat_specimen::{contact, desk, now, visit, wijk};
use werkbezoek::words::ical;

#[path = "support/object.rs"]
mod object;

/// Facts of one object; each case changes what it is about.
struct Case {
    file: &'static str,
    desk: Desk,
    visit: Visit,
    host: Option<&'static str>,
    meeting_point: Option<&'static str>,
    invitation: Invitation,
    summary: String,
    description: String,
}

impl Case {
    fn text(&self) -> String {
        let host = self.host.map(|name| contact("vollenhoven-1", name));
        let mut place = wijk("vollenhoven", "Vollenhoven", "Zeist");
        place.meeting_point = self.meeting_point.map(str::to_owned);
        ical::object(
            &self.desk,
            now(),
            &self.visit,
            &place,
            host.as_ref(),
            &self.invitation,
            &self.summary,
            &self.description,
        )
    }
}

fn request() -> Case {
    Case {
        file: "request",
        desk: desk(),
        visit: visit(Stage::Confirmed),
        host: Some("Anna de Wit"),
        meeting_point: Some("Wijkcentrum De Koppeling, Voorbeeldlaan 1, Zeist"),
        invitation: Invitation {
            method: Method::Request,
            uid: "wb-2026-014.0123456789abcdef@m50.example".to_owned(),
            sequence: 0,
            slot: slot("2027-01-15 10:00", "2027-01-15 12:30"),
            attendee: mailbox("Sam Secretaris", "sam@fractie.example"),
            event_is_off: false,
        },
        summary: "Werkbezoek Vollenhoven: Kamerlid Jip Fictief".to_owned(),
        description: "Zaak WB-2026-014.\nVerzetten of annuleren? Antwoord op de mail.".to_owned(),
    }
}

fn cases() -> Vec<Case> {
    let mut update = Case { file: "update", host: Some("Bram Yıldız"), ..request() };
    update.invitation.sequence = 1;
    update.invitation.slot = slot("2027-01-18 13:00", "2027-01-18 15:30");

    let mut cancel = Case { file: "cancel", visit: visit(Stage::Cancelled), ..request() };
    cancel.invitation.method = Method::Cancel;
    cancel.invitation.sequence = 2;
    cancel.invitation.event_is_off = true;

    let mut removed = Case { file: "attendee-removed", ..request() };
    removed.invitation.method = Method::Cancel;
    removed.invitation.sequence = 2;
    removed.invitation.attendee = mailbox("Anna de Wit", "anna@wijk.example");

    let mut summer = Case { file: "day-after-clock-change", ..request() };
    summer.invitation.slot = slot("2027-03-30 10:00", "2027-03-30 12:30");

    let mut weekend = Case { file: "day-of-clock-change", host: None, ..request() };
    weekend.invitation.slot = slot("2027-10-31 10:00", "2027-10-31 12:30");

    let mut reserved = Case { file: "with-reservation", meeting_point: None, ..request() };
    reserved.visit = visit(Stage::AcceptedWithReservation);

    let mut two_wijken = Case { file: "two-wijken-on-one-day", ..request() };
    two_wijken.visit.day_with = vec![VisitId { year: 2026, number: 15 }];

    let mut counter = Case { file: "counter-declined", ..request() };
    counter.invitation.method = Method::DeclineCounter;
    counter.invitation.slot = slot("2027-01-22 13:00", "2027-01-22 15:30");

    let plain = [request(), update, cancel, removed, summer, weekend, reserved];
    plain.into_iter().chain([two_wijken, counter, long_names()]).collect()
}

fn long_names() -> Case {
    let mut case =
        Case { file: "long-names", host: Some("Ânne-Fleur \"Fleur\" d'Hoogh; wijk"), ..request() };
    case.desk.bot.name = Some("Werkbezoeken \"M50\", één; team: wijk & welzijn ^n".to_owned());
    case.invitation.attendee = mailbox(
        "mr. dr. Cornélie \"Cor\" van 't Hooge-Verzonnen, secretaris; plv. 🧭 afdeling Zorg: Wonen",
        "c+bezoek%1@fractie.example",
    );
    case.summary = "Werkbezoek 🏘️ Vollenhoven; „één”, twee, drie: een lange titel met \\ en een \
                    nieuwe\nregel, en nog wat Dutch als coördinatie en geïnteresseerd zijn"
        .to_owned();
    case.description = "é".repeat(200) + ";" + "🏘️".repeat(40).as_str();
    case
}

fn slot(start: &str, end: &str) -> Slot {
    Slot { start: wall(start), end: wall(end) }
}

fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox { name: Some(name.to_owned()), address: Address::parse(address).unwrap() }
}

#[test]
fn objects_are_as_recorded() {
    for case in cases() {
        let path = Path::new("tests/calendar").join(format!("{}.ics", case.file));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, case.text()).unwrap();
        }
        let recorded = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(case.text(), recorded, "{} differs; UPDATE=1 records it", path.display());
    }
}

/// What calcard makes of an object.
struct Parsed(ICalendar);

impl Parsed {
    fn of(text: &str) -> Self {
        Self(ICalendar::parse(text).unwrap_or_else(|entry| panic!("calcard: {entry:?}\n{text}")))
    }

    fn entry(&self, property: &ICalendarProperty) -> Option<&ICalendarEntry> {
        let event = |kind: &ICalendarComponentType| *kind == ICalendarComponentType::VEvent;
        self.0.components.iter().find(|c| event(&c.component_type))?.property(property)
    }

    fn text(&self, property: ICalendarProperty) -> Option<String> {
        Some(self.entry(&property)?.values.first()?.as_text()?.to_owned())
    }

    fn name(&self, property: ICalendarProperty) -> Option<String> {
        let entry = self.entry(&property)?;
        Some(entry.parameter(&ICalendarParameterName::Cn)?.as_text()?.to_owned())
    }

    fn utc(&self, property: ICalendarProperty) -> String {
        let entry = self.entry(&property).unwrap();
        let tzid = entry.parameter(&ICalendarParameterName::Tzid).and_then(|tz| tz.as_text());
        let tz = self.0.build_tz_resolver().resolve_or_default(tzid);
        let moment = entry.values.first().unwrap().as_partial_date_time().unwrap();
        let at = moment.to_date_time_with_tz(tz).unwrap();
        at.with_timezone(&chrono::Utc).to_rfc3339()
    }
}

#[test]
fn calcard_reads_the_right_instants() {
    for case in cases() {
        let parsed = Parsed::of(&case.text());
        let at = |moment| instant(moment).to_rfc3339();
        let Slot { start, end } = case.invitation.slot;
        assert_eq!(parsed.utc(ICalendarProperty::Dtstart), at(start), "{}", case.file);
        assert_eq!(parsed.utc(ICalendarProperty::Dtend), at(end), "{}", case.file);
    }
    let summer = cases().into_iter().find(|case| case.file == "day-after-clock-change").unwrap();
    let parsed = Parsed::of(&summer.text());
    assert_eq!(parsed.utc(ICalendarProperty::Dtstart), "2027-03-30T08:00:00+00:00");
}

#[test]
fn calcard_reads_our_time_zone_as_amsterdam() {
    let parsed = Parsed::of(&request().text());
    let zone = parsed.0.components.iter().find_map(|component| component.timezone());
    assert_eq!(
        zone.map(|(id, tz)| (id, tz.name())),
        Some(("Europe/Amsterdam", Some("Europe/Amsterdam".into())))
    );
}

/// A calendar that does not know the name `Europe/Amsterdam` follows our two rules; calcard and
/// icalendar go by the name, so the rules are held against the time zone data here.
#[test]
fn the_rules_of_our_time_zone_are_those_of_amsterdam() {
    let lines = unfolded(&request().text());
    for block in ["DAYLIGHT", "STANDARD"] {
        let start = lines.iter().position(|line| *line == format!("BEGIN:{block}")).unwrap();
        let value = |name: &str| {
            let rest = lines[start..].iter().find_map(|line| line.strip_prefix(name));
            rest.unwrap().trim_start_matches(':').to_owned()
        };
        let hours = |name: &str| value(name).parse::<i64>().unwrap() / 100;
        let (from, to) = (hours("TZOFFSETFROM"), hours("TZOFFSETTO"));
        let begins = NaiveDateTime::parse_from_str(&value("DTSTART"), "%Y%m%dT%H%M%S").unwrap();
        let month = begins.month();
        assert_eq!(value("RRULE"), format!("FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU"));
        assert_eq!(begins.date(), last_sunday(1970, month));
        for year in 2026..=2036 {
            let wall = last_sunday(year, month).and_time(begins.time());
            let utc = (wall - Duration::hours(from)).and_utc();
            assert_eq!(local(utc - Duration::seconds(1)), wall - Duration::seconds(1));
            assert_eq!(local(utc), wall + Duration::hours(to - from), "{block} of {year}");
        }
    }
}

/// March and October both have 31 days.
fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
    last - Duration::days(i64::from(last.weekday().num_days_from_sunday()))
}

#[test]
fn icalendar_reads_the_same_fields() {
    for case in cases() {
        let text = case.text();
        let calendar: icalendar::Calendar = text.parse().unwrap();
        assert_eq!(calendar.property_value("METHOD"), Some(case.invitation.method.name()));
        let events: Vec<&Event> = calendar.events().collect();
        assert_eq!(events.len(), 1);
        let event = events[0];
        let local = |moment: NaiveDateTime| moment.format("%Y%m%dT%H%M%S").to_string();
        assert_eq!(event.get_uid(), Some(case.invitation.uid.as_str()));
        assert_eq!(event.property_value("SEQUENCE"), Some(&*case.invitation.sequence.to_string()));
        let start = event.properties().get("DTSTART").unwrap();
        assert_eq!(start.value(), local(case.invitation.slot.start));
        assert_eq!(start.params()["TZID"].value(), "Europe/Amsterdam");
        assert!(event.property_value("ORGANIZER").unwrap().starts_with("mailto:"));
        assert_eq!(event.get_summary(), Some(case.summary.as_str()), "{}", case.file);
        assert_eq!(event.get_description(), Some(case.description.as_str()), "{}", case.file);
    }
}

/// The content lines of an object, unfolded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The rules of calendar mail that no parser insists on.
fn check_shape(text: &str, invitation: &Invitation) {
    assert_eq!(object::faults(text.as_bytes()), Vec::<String>::new(), "{text}");
    let lines = unfolded(text);
    let places = |wanted: &str| -> Vec<usize> {
        let hits = lines.iter().enumerate().filter(|(_, line)| line.starts_with(wanted));
        hits.map(|(n, _)| n).collect()
    };
    let once = |wanted: &str| {
        assert_eq!(places(wanted).len(), 1, "{wanted} once in:\n{text}");
        places(wanted)[0]
    };
    let event = once("BEGIN:VEVENT");
    assert!(once(&format!("METHOD:{}", invitation.method.name())) < event);
    assert!(once("TZID:Europe/Amsterdam") < event, "a TZID needs its definition");
    let attendee = &lines[once("ATTENDEE;")];
    assert!(attendee.contains(";PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"), "{attendee}");
    for person in [attendee, &lines[once("ORGANIZER;")]] {
        assert_eq!(person.matches('"').count(), 2, "{person}");
    }
    for property in ["UID:", "SEQUENCE:", "DTSTAMP:20261125T093000Z", "SUMMARY:", "LOCATION:"] {
        assert!(once(property) > event);
    }
    assert!(places("BEGIN:VALARM").is_empty());
}

/// What is done to a good object, and a word of the fault that must be found then.
const SPOILT: &[(&str, &str, &str)] = &[
    ("METHOD:REQUEST", "METHOD:VERZOEK", "METHOD"),
    ("METHOD:REQUEST\r\n", "", "METHOD"),
    ("PARTSTAT=NEEDS-ACTION", "PARTSTAT=MAYBE", "PARTSTAT"),
    (":mailto:sam@fractie.example", ":sam@fractie.example", "mailto"),
    ("\r\nTZID:Europe/Amsterdam", "\r\nTZID:Europe/Rome", "VTIMEZONE"),
    ("DTEND;TZID=Europe/Amsterdam:20270115T123000", "DTEND;VALUE=DATE:20270116", "from"),
    ("T123000", "T093000", "from"),
    ("De Koppeling\\,", "De Koppeling,", "escaped"),
    ("WB-2026-014.\\n", "WB-2026-014.\\x", "escaped"),
    ("STATUS:CONFIRMED", "STATUS:BEVESTIGD", "unknown"),
    ("\r\nSTATUS", "\nSTATUS", "CRLF"),
    ("\r\nSTATUS", "\r\n\r\nSTATUS", "empty"),
    ("END:VEVENT\r\n", "", "not closed"),
    ("\r\nUID:", "\r\nX-UID:", "UID"),
    ("\r\nDTSTAMP:", "\r\nX-DTSTAMP:", "DTSTAMP"),
    ("SUMMARY:Werkbezoek", "SUMMARY:Werkbezoek Werkbezoek Werkbezoek Werkbezoek", "octets"),
    ("TRANSP:OPAQUE", "TRANSP:OPAQUE\r\nSUMMARY:nog een", "SUMMARY"),
    ("TRANSP:OPAQUE", "TRANSP:OPAQUE\r\nRRULE:FREQ=DAILY", "RRULE"),
    ("TRANSP:OPAQUE", "TRANSP:OPAQUE\r\nDURATION:PT1H", "DURATION"),
];

#[test]
fn our_own_checks_find_what_is_spoilt() {
    let good = request().text();
    for (old, new, fault) in SPOILT {
        assert!(good.contains(old), "the object has no {old:?} any more");
        let found = object::faults(good.replacen(old, new, 1).as_bytes());
        assert!(found.iter().any(|one| one.contains(fault)), "{old:?} -> {new:?}: {found:?}");
    }
    let mut split = "\u{e9}".repeat(40).into_bytes();
    split.splice(41..41, *b"\r\n ");
    let summary = b"SUMMARY:".iter().chain(&split);
    let at = good.find("SUMMARY:").unwrap();
    let bytes: Vec<u8> =
        good.as_bytes()[..at].iter().chain(summary).chain(b"\r\n").copied().collect();
    assert!(object::faults(&bytes).iter().any(|one| one.contains("inside a character")));
}

#[test]
fn objects_keep_the_rules_that_parsers_let_pass() {
    for case in cases() {
        check_shape(&case.text(), &case.invitation);
    }
}

#[test]
fn status_says_whether_the_event_stands() {
    let status = |file: &str| {
        let case = cases().into_iter().find(|case| case.file == file).unwrap();
        unfolded(&case.text()).into_iter().find(|line| line.starts_with("STATUS:"))
    };
    assert_eq!(status("request").as_deref(), Some("STATUS:CONFIRMED"));
    assert_eq!(status("with-reservation").as_deref(), Some("STATUS:TENTATIVE"));
    assert_eq!(status("cancel").as_deref(), Some("STATUS:CANCELLED"));
    assert_eq!(status("attendee-removed"), None, "the event itself stands (RFC 5546, 3.2.5)");
}

#[test]
fn the_organizer_is_the_bot_whoever_receives() {
    let organizer = |case: &Case| Parsed::of(&case.text()).text(ICalendarProperty::Organizer);
    for case in cases() {
        assert_eq!(organizer(&case).as_deref(), Some("mailto:werkbezoek@m50.example"));
    }
}

#[test]
fn the_time_zone_is_the_same_bytes_in_every_object() {
    let zone = |text: &str| {
        let (from, until) =
            (text.find("BEGIN:VTIMEZONE").unwrap(), text.find("END:VTIMEZONE").unwrap());
        text[from..until].to_owned()
    };
    let first = zone(&request().text());
    assert!(cases().iter().all(|case| zone(&case.text()) == first));
}

#[test]
fn an_address_with_odd_characters_stays_one_uri() {
    let parsed = Parsed::of(&long_names().text());
    let attendee = parsed.text(ICalendarProperty::Attendee);
    assert_eq!(attendee.as_deref(), Some("mailto:c+bezoek%251@fractie.example"));
}

/// What a TEXT value is allowed to lose: control characters become spaces, breaks become one kind.
fn as_text(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    value.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// What a name is allowed to lose: it has one line, and no `"`, `^` or `\`.
fn as_name(value: &str) -> String {
    let plain = |c: char| match c {
        '"' | '^' | '\\' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    value.chars().map(plain).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_line_or_gets_lost(
        summary in "\\PC{0,40}|(?s).{0,200}|[a\\\\;,:\"\n\r\t ]{0,80}",
        description in "(?s).{0,300}|[\\\\nN;,\r\n]{0,60}",
        attendee in "(?s).{1,120}|[\"^\\\\n';:,=\r\n]{1,60}",
        host in "(?s).{1,80}",
        minutes in 0u32..500_000,
    ) {
        let mut case = request();
        let start = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(10, 0, 0).unwrap()
            + Duration::minutes(i64::from(minutes));
        case.invitation.slot = Slot { start, end: start + Duration::minutes(90) };
        case.invitation.attendee.name = Some(attendee.clone());
        case.summary = summary.clone();
        case.description = description.clone();
        let host = contact("vollenhoven-1", &host);
        let place = wijk("vollenhoven", "Vollenhoven", "Zeist");
        let text = ical::object(
            &case.desk, now(), &case.visit, &place, Some(&host), &case.invitation,
            &summary, &description,
        );
        check_shape(&text, &case.invitation);
        let parsed = Parsed::of(&text);
        let read = |property| parsed.text(property).unwrap_or_default();
        prop_assert_eq!(read(ICalendarProperty::Summary), as_text(&summary));
        prop_assert_eq!(read(ICalendarProperty::Description), as_text(&description));
        prop_assert_eq!(
            parsed.name(ICalendarProperty::Attendee).unwrap_or_default(),
            as_name(&attendee)
        );
        prop_assert!(text.parse::<icalendar::Calendar>().is_ok(), "icalendar: {}", text);
    }
}
