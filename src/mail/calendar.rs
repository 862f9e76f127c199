//! What a calendar answer says (RFC 5545, RFC 5546): whose it is, about which version, and what.
//!
//! Reads one event, and only what decides something. Whether the answerer was invited and the
//! version is the current one, `decide` knows. Lines, folds, quotes and escapes are calcard's work;
//! it has read whatever Exchange, Google, Apple and Thunderbird wrote so far. The trap is time:
//! `zone` says on which clock.

mod zone;

use std::panic::{AssertUnwindSafe, catch_unwind};

use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName,
    ICalendarParameterValue, ICalendarParticipationStatus, ICalendarProperty, ICalendarValue,
};
use chrono::NaiveDateTime;

use super::headers::clean;
use crate::domain::mail::{Attendance, CalendarAnswer};
use crate::domain::people::Address;
use crate::domain::time::Slot;

/// Stands in PRODID of what Outlook and Exchange write.
const MICROSOFT: &str = "microsoft";

/// The answer in a calendar object; `None` without an event that has a UID. The size of `text` is
/// bounded by whoever calls.
pub(crate) fn answer(text: &str) -> Option<CalendarAnswer> {
    // A calendar object that breaks its parser is no answer; the mail around it is read all the
    // same.
    let parsed = catch_unwind(AssertUnwindSafe(|| ICalendar::parse(text)));
    let object = parsed.ok()?.ok()?;
    let event = object.components.iter().find(|it| is(it, &ICalendarComponentType::VEvent))?;
    let uid =
        text_of(event, &ICalendarProperty::Uid).map(|uid| clean(uid.trim()).to_lowercase())?;
    let attendee = answering(event);
    let status = attendee.and_then(status_of);
    let comment = text_of(event, &ICalendarProperty::Comment).map(in_one_line);
    Some(CalendarAnswer {
        uid,
        sequence: event.property(&ICalendarProperty::Sequence).map_or(0, sequence),
        stamp: event.property(&ICalendarProperty::Dtstamp).and_then(zone::instant_of),
        attendee: attendee.and_then(|it| address(it.values.first()?.as_text()?)),
        attendance: status.and_then(attendance),
        delegated_to: attendee.and_then(delegated_to),
        slot: slot(&object, event),
        comment: comment.filter(|text| !text.is_empty()),
        text_is_typed: product(&object).contains(MICROSOFT),
    })
}

fn is(component: &ICalendarComponent, kind: &ICalendarComponentType) -> bool {
    component.component_type == *kind
}

fn text_of<'a>(event: &'a ICalendarComponent, name: &ICalendarProperty) -> Option<&'a str> {
    event.property(name)?.values.first()?.as_text()
}

/// Which program wrote the object, in lower case.
fn product(object: &ICalendar) -> String {
    let calendar = object.components.first();
    let product = calendar.and_then(|calendar| text_of(calendar, &ICalendarProperty::Prodid));
    product.unwrap_or_default().to_lowercase()
}

/// The attendee who answers: who sends somebody else names that one as an attendee too, who has not
/// answered yet (RFC 5546, 3.2.2.3).
fn answering(event: &ICalendarComponent) -> Option<&ICalendarEntry> {
    let has_answered = |attendee: &&ICalendarEntry| {
        status_of(attendee)
            .is_some_and(|status| *status != ICalendarParticipationStatus::NeedsAction)
    };
    let mut attendees = event.properties(&ICalendarProperty::Attendee);
    let answered = event.properties(&ICalendarProperty::Attendee).find(has_answered);
    answered.or_else(|| attendees.next())
}

fn status_of(attendee: &ICalendarEntry) -> Option<&ICalendarParticipationStatus> {
    attendee.parameters(&ICalendarParameterName::Partstat).find_map(|value| {
        if let ICalendarParameterValue::Partstat(status) = value { Some(status) } else { None }
    })
}

fn attendance(status: &ICalendarParticipationStatus) -> Option<Attendance> {
    match status {
        ICalendarParticipationStatus::Accepted => Some(Attendance::Accepted),
        ICalendarParticipationStatus::Tentative => Some(Attendance::Tentative),
        ICalendarParticipationStatus::Declined => Some(Attendance::Declined),
        ICalendarParticipationStatus::Delegated => Some(Attendance::Delegated),
        ICalendarParticipationStatus::NeedsAction
        | ICalendarParticipationStatus::Completed
        | ICalendarParticipationStatus::InProcess
        | ICalendarParticipationStatus::Failed => None,
    }
}

fn delegated_to(attendee: &ICalendarEntry) -> Option<Address> {
    let mut named = attendee.parameters(&ICalendarParameterName::DelegatedTo);
    named.find_map(|value| address(value.as_text()?))
}

/// `mailto:a@b.example`, in any case.
fn address(value: &str) -> Option<Address> {
    let (scheme, address) = value.trim().split_once(':')?;
    scheme.eq_ignore_ascii_case("mailto").then(|| Address::parse(address.trim())).flatten()
}

/// A version that is no number is higher than any of ours: a person looks.
fn sequence(entry: &ICalendarEntry) -> u32 {
    match entry.values.first() {
        Some(ICalendarValue::Integer(number)) => u32::try_from(*number).unwrap_or(u32::MAX),
        Some(_) | None => u32::MAX,
    }
}

/// When the event would be, on our clock; its end may be given as how long it takes.
fn slot(object: &ICalendar, event: &ICalendarComponent) -> Option<Slot> {
    let moment = |name| zone::on_our_clock(object, event.property(name)?);
    let start = moment(&ICalendarProperty::Dtstart)?;
    let end = moment(&ICalendarProperty::Dtend).or_else(|| ends_after(event, start))?;
    (start < end).then_some(Slot { start, end })
}

fn ends_after(event: &ICalendarComponent, start: NaiveDateTime) -> Option<NaiveDateTime> {
    let lasts = event.property(&ICalendarProperty::Duration)?.values.first()?;
    let ICalendarValue::Duration(lasts) = lasts else { return None };
    start.checked_add_signed(lasts.to_time_delta()?)
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    clean(&words.join(" ")).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::local;

    fn object(zone: &str, event: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\n{zone}BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    fn read(event: &str) -> CalendarAnswer {
        answer(&object("", event)).unwrap()
    }

    #[test]
    fn an_answer_is_read_through_folds_quotes_and_capitals() {
        let answer = read(
            "ATTENDEE;CN=\"Bos; Anna: gedeputeerde\";partstat=declined:MAILTO:\r\n\tA.Bos@provincie.example\r\n\
             UID:WB-2027-001-AB@M50.EXAMPLE\r\nSEQUENCE:2\r\nDTSTAMP:20270301T080000Z\r\n\
             COMMENT;LANGUAGE=nl-NL:Helaas\\, die dag\\nkan niet\r\n\
             DTSTART;TZID=W. Europe Standard Time:20270412T100000\r\n\
             DTEND;TZID=\"W. Europe Standard Time\":20270412T123000\r\n\
             BEGIN:VALARM\r\nUID:other\r\nEND:VALARM",
        );
        assert_eq!(answer.uid, "wb-2027-001-ab@m50.example");
        assert_eq!(answer.sequence, 2);
        assert_eq!(answer.stamp.map(local).unwrap().to_string(), "2027-03-01 09:00:00");
        assert_eq!(answer.attendee, Address::parse("a.bos@provincie.example"));
        assert_eq!(answer.attendance, Some(Attendance::Declined));
        assert_eq!(answer.comment.as_deref(), Some("Helaas, die dag kan niet"));
        let slot = answer.slot.unwrap();
        assert_eq!(slot.start.to_string(), "2027-04-12 10:00:00");
        assert_eq!(slot.minutes(), 150);
    }

    #[test]
    fn the_end_may_be_given_as_a_duration() {
        let minutes = |lasts: &str| {
            let event = format!("UID:a\r\nDTSTART:20270412T080000Z\r\nDURATION:{lasts}");
            read(&event).slot.map(|slot| slot.minutes())
        };
        assert_eq!(minutes("PT2H30M"), Some(150));
        assert_eq!(minutes("P1D"), Some(1440));
        assert_eq!(minutes("-PT1H"), None);
        assert_eq!(minutes("anderhalf uur"), None);
    }

    #[test]
    fn who_sends_somebody_else_is_the_one_who_answers() {
        let instead = "ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM=\"mailto:a@x.example\":mailto:b@x.example";
        let own =
            "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:b@x.example\":mailto:a@x.example";
        for order in [[instead, own], [own, instead]] {
            let answer = read(&format!("UID:a\r\n{}", order.join("\r\n")));
            assert_eq!(answer.attendee, Address::parse("a@x.example"));
            assert_eq!(answer.attendance, Some(Attendance::Delegated));
            assert_eq!(answer.delegated_to, Address::parse("b@x.example"));
        }
    }

    #[test]
    fn a_version_that_is_no_number_is_none_of_ours() {
        let sequence = |line: &str| read(&format!("UID:a{line}")).sequence;
        assert_eq!(sequence(""), 0);
        assert_eq!(sequence("\r\nSEQUENCE:3"), 3);
        for odd in ["-1", "99999999999999999999", "laatste"] {
            assert_eq!(sequence(&format!("\r\nSEQUENCE:{odd}")), u32::MAX, "{odd}");
        }
    }

    #[test]
    fn what_is_torn_off_is_read_as_far_as_it_goes() {
        let torn = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:a\r\n\
                    ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@x.example\r\nDTSTA";
        assert_eq!(answer(torn).unwrap().attendance, Some(Attendance::Accepted));
    }

    #[test]
    fn only_exchange_leaves_the_text_of_the_mail_to_the_attendee() {
        let typed = |product: &str| {
            let text = object("", "UID:a").replace("VERSION:2.0", &format!("PRODID:{product}"));
            answer(&text).unwrap().text_is_typed
        };
        assert!(typed("Microsoft Exchange Server 2010"));
        assert!(typed("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN"));
        assert!(!typed("-//Google Inc//Google Calendar 70.9054//EN"));
    }

    #[test]
    fn what_is_no_event_of_ours_is_no_answer() {
        for text in ["", "UID:a\n", "BEGIN:VCALENDAR", &object("", "SUMMARY:x")] {
            assert_eq!(answer(text), None, "{text}");
        }
        let bare = read("UID:a\r\nATTENDEE;PARTSTAT=X-MAYBE:nobody");
        assert_eq!((bare.attendee, bare.attendance, bare.slot), (None, None, None));
    }
}
