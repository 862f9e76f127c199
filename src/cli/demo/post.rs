//! Reading our own letters back as their receiver would: text, calendar objects, headers.
//!
//! From the bytes that left, not from what was decided, so that the demo can be a judge. Calendar
//! objects are read only as far as this needs: one event, properties without surprises.

use chrono::NaiveDateTime;
use mail_parser::{MessageParser, MimeHeaders};

use crate::words::dates::english_date;

/// A calendar object in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CalendarObject {
    /// The whole object.
    pub(super) text: String,
    pub(super) method: String,
    pub(super) uid: String,
    pub(super) sequence: String,
    pub(super) attendee: String,
    start: String,
    end: String,
}

/// What a letter holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Received {
    pub(super) text: String,
    /// The address in `To`.
    pub(super) to: String,
    /// The same object in two forms (RFC 6047 and an attachment) counts once.
    pub(super) objects: Vec<CalendarObject>,
}

/// Reads the bytes of a letter; `None` when they are no mail.
pub(super) fn received(mime: &[u8]) -> Option<Received> {
    let message = MessageParser::default().parse(mime)?;
    let to = message.to().and_then(|to| to.first()).and_then(|to| to.address());
    let mut objects: Vec<CalendarObject> = Vec::new();
    for part in &message.parts {
        let kind = part.content_type().map(|kind| (kind.ctype(), kind.subtype()));
        if matches!(kind, Some(("text", Some("calendar")) | ("application", Some("ics")))) {
            let object = calendar_object(&String::from_utf8_lossy(part.contents()));
            if !objects.contains(&object) {
                objects.push(object);
            }
        }
    }
    Some(Received {
        text: message.body_text(0).unwrap_or_default().replace('\r', ""),
        to: to.unwrap_or_default().to_owned(),
        objects,
    })
}

fn calendar_object(text: &str) -> CalendarObject {
    // Long lines are folded (RFC 5545, 3.1).
    let unfolded = text.replace("\r\n ", "");
    let (calendar, event) = unfolded.split_once("BEGIN:VEVENT").unwrap_or((&unfolded, ""));
    CalendarObject {
        text: text.to_owned(),
        method: property(calendar, "METHOD"),
        uid: property(event, "UID"),
        sequence: property(event, "SEQUENCE"),
        attendee: property(event, "ATTENDEE").replace("mailto:", ""),
        start: property(event, "DTSTART"),
        end: property(event, "DTEND"),
    }
}

/// The value of the first line of this name, parameters left out.
fn property(text: &str, name: &str) -> String {
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
    let rest = lines.find(|rest| rest.starts_with(':') || rest.starts_with(';'));
    rest.map(after_parameters).unwrap_or_default().to_owned()
}

/// What follows the first colon outside quotes.
fn after_parameters(rest: &str) -> &str {
    let mut quoted = false;
    let colon = rest.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    });
    colon.and_then(|(at, _)| rest.get(at + 1..)).unwrap_or_default()
}

impl CalendarObject {
    /// `invitation REQUEST, sequence 0, Friday 16 April 2027, 10:00-12:30, for j@x.example`
    pub(super) fn in_words(&self) -> String {
        format!(
            "invitation {}, sequence {}, {}, for {}",
            self.method,
            self.sequence,
            when(&self.start, &self.end),
            self.attendee
        )
    }
}

fn when(start: &str, end: &str) -> String {
    let moment = |text| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok();
    match (moment(start), moment(end)) {
        (Some(start), Some(end)) => {
            let (day, from, until) = (english_date(start.date()), start.time(), end.time());
            format!("{day}, {}-{}", from.format("%H:%M"), until.format("%H:%M"))
        }
        _ => format!("{start} to {end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_line_and_a_colon_in_a_name_are_no_obstacle() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nDTSTART:19700329T020000\r\n\
                    END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a@b\r\nSEQUENCE:1\r\n\
                    DTSTART;TZID=Europe/Amsterdam:20270514T100000\r\n\
                    DTEND;TZID=Europe/Amsterdam:20270514T123000\r\n\
                    ATTENDEE;CN=\"A: B\":mailto:a@wijk.\r\n example\r\nEND:VEVENT\r\n";
        let words = calendar_object(text).in_words();
        let expected =
            "invitation REQUEST, sequence 1, Friday 14 May 2027, 10:00-12:30, for a@wijk.example";
        assert_eq!(words, expected);
    }
}
