//! Calendar objects as Outlook, Gmail, Apple and Thunderbird accept them: one event, one method, one
//! attendee (RFC 5545, 5546 and 6047).
//!
//! An own writer. calcard could write the properties, but not these bytes: it generates a VTIMEZONE
//! of its own form, where Outlook wants the RRULE form and a constant text, and it writes a `"` in a
//! name as `\"`, which no grammar allows. What comes back calcard reads (`mail::calendar`). The feed
//! (`words/feed`) is written with the same lines.
//!
//! Does not choose words: summary and description come in finished. The trap is text from outside;
//! it enters through `text`, `parameter` and `mailto` only, so that no value can begin a line.

use chrono::NaiveDateTime;

use crate::domain::desk::Desk;
use crate::domain::keys;
use crate::domain::letter::{Invitation, Method};
use crate::domain::people::{Address, Contact, Mailbox};
use crate::domain::time::Instant;
use crate::domain::visit::{Stage, Visit};
use crate::domain::wijk::Wijk;

/// The name under which our times are given; defined by `TIMEZONE` in every object.
pub(super) const TZID: &str = "Europe/Amsterdam";

/// The same bytes in every message. RRULE form: Outlook ignores the RDATE form, and is an hour off
/// without a definition.
pub(super) const TIMEZONE: &str = "\
BEGIN:VTIMEZONE\r\n\
TZID:Europe/Amsterdam\r\n\
X-LIC-LOCATION:Europe/Amsterdam\r\n\
BEGIN:DAYLIGHT\r\n\
TZOFFSETFROM:+0100\r\n\
TZOFFSETTO:+0200\r\n\
TZNAME:CEST\r\n\
DTSTART:19700329T020000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
END:DAYLIGHT\r\n\
BEGIN:STANDARD\r\n\
TZOFFSETFROM:+0200\r\n\
TZOFFSETTO:+0100\r\n\
TZNAME:CET\r\n\
DTSTART:19701025T030000\r\n\
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
END:STANDARD\r\n\
END:VTIMEZONE\r\n";

/// Octets on one line, the line break not counted (RFC 5545, 3.1).
const LINE_OCTETS_MAX: usize = 75;

/// The whole text of a calendar object, lines ending in CRLF, for one recipient.
///
/// `REQUEST` is a new or a changed event; `DECLINECOUNTER` says no to a moment that was proposed, with
/// the moment and the version of that proposal (RFC 5546, 3.2.8); `CANCEL` ends the event, or, when
/// `event_is_off` is false, takes one attendee out of an event that stands, which is said by leaving
/// STATUS out (RFC 5546, 3.2.5). ORGANIZER is the bot, for ever; a new contact person changes CONTACT
/// only.
#[allow(
    clippy::too_many_arguments,
    reason = "each is another record that a calendar object copies from; a struct would only rename them"
)]
pub fn object(
    desk: &Desk,
    now: Instant,
    visit: &Visit,
    wijk: &Wijk,
    host: Option<&Contact>,
    invitation: &Invitation,
    summary: &str,
    description: &str,
) -> String {
    let mut lines = Lines::default();
    lines.add("BEGIN:VCALENDAR");
    lines.add("PRODID:-//werkbezoek//werkbezoek//NL");
    lines.add("VERSION:2.0");
    lines.add("CALSCALE:GREGORIAN");
    lines.add(&format!("METHOD:{}", invitation.method.name()));
    lines.add_raw(TIMEZONE);
    lines.add("BEGIN:VEVENT");
    identity(&mut lines, now, invitation);
    lines.add(&format!("SUMMARY:{}", text(summary)));
    lines.add(&format!("DESCRIPTION:{}", text(description)));
    lines.add(&format!("LOCATION:{}", text(&location(wijk))));
    people(&mut lines, desk, host, invitation);
    related(&mut lines, desk, visit, invitation);
    standing(&mut lines, visit, invitation);
    lines.add("END:VEVENT");
    lines.add("END:VCALENDAR");
    lines.0
}

/// Which event, which version of it, and when.
fn identity(lines: &mut Lines, now: Instant, invitation: &Invitation) {
    lines.add(&format!("UID:{}", text(&invitation.uid)));
    lines.add(&format!("SEQUENCE:{}", invitation.sequence));
    lines.add(&format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")));
    lines.add(&format!("DTSTART;TZID={TZID}:{}", wall_clock(invitation.slot.start)));
    lines.add(&format!("DTEND;TZID={TZID}:{}", wall_clock(invitation.slot.end)));
}

/// Who invites, who is invited, who receives.
fn people(lines: &mut Lines, desk: &Desk, host: Option<&Contact>, invitation: &Invitation) {
    lines.add(&organizer(desk));
    // Never preset ACCEPTED: some calendars then show the visit as agreed before anybody answered.
    lines.add(&format!(
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;{}:{}",
        name(&invitation.attendee),
        mailto(&invitation.attendee.address)
    ));
    if let Some(host) = host {
        lines.add(&format!("CONTACT:{}", text(&contact(host))));
    }
}

/// The bot, for ever: contact persons change, an organizer must not.
pub(super) fn organizer(desk: &Desk) -> String {
    format!("ORGANIZER;{}:{}", name(&desk.bot), mailto(&desk.bot.address))
}

/// The other visits of the same day (RFC 5545, 3.8.4.5): a UID follows from its case, so it can be
/// named before that visit has a moment.
fn related(lines: &mut Lines, desk: &Desk, visit: &Visit, invitation: &Invitation) {
    let uids = visit.day_with.iter().map(|other| keys::uid_for(desk, *other));
    for uid in uids.filter(|_| invitation.method == Method::Request) {
        lines.add(&format!("RELATED-TO;RELTYPE=SIBLING:{}", text(&uid)));
    }
}

/// Whether the event stands, and how it shows among other appointments.
fn standing(lines: &mut Lines, visit: &Visit, invitation: &Invitation) {
    match (invitation.method, invitation.event_is_off) {
        (Method::Cancel, true) => lines.add("STATUS:CANCELLED"),
        (Method::Cancel, false) | (Method::DeclineCounter, _) => {}
        (Method::Request, _) if visit.stage == Stage::AcceptedWithReservation => {
            lines.add("STATUS:TENTATIVE");
        }
        (Method::Request, _) => lines.add("STATUS:CONFIRMED"),
    }
    lines.add("TRANSP:OPAQUE");
    lines.add("X-MICROSOFT-CDO-BUSYSTATUS:BUSY");
    lines.add("X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY");
    lines.add("X-MICROSOFT-DISALLOW-COUNTER:FALSE");
}

/// The meeting point; while that is unknown, the wijk and its municipality.
pub(super) fn location(wijk: &Wijk) -> String {
    match &wijk.meeting_point {
        Some(point) => point.clone(),
        None => format!("{}, {}", wijk.name, wijk.municipality),
    }
}

fn contact(host: &Contact) -> String {
    match &host.phone {
        Some(phone) => format!("{}, {phone}, {}", host.name, host.address),
        None => format!("{}, {}", host.name, host.address),
    }
}

fn name(mailbox: &Mailbox) -> String {
    format!("CN=\"{}\"", parameter(mailbox.label()))
}

pub(super) fn wall_clock(moment: NaiveDateTime) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}

/// Escapes a TEXT value (RFC 5545, 3.3.11). Control characters other than a line break have no place
/// in one and become spaces.
pub(super) fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Makes a name fit between double quotes (RFC 5545, 3.2): there is no escape for a `"`, so it
/// becomes `'`. So does what some calendars take for an escape and others do not: `^` (RFC 6868) and
/// `\` (calcard, for one, then misses the closing quote).
fn parameter(value: &str) -> String {
    let plain = |c: char| match c {
        '"' | '^' | '\\' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    value.chars().map(plain).collect()
}

/// The address as a URI (RFC 6068). What may stand in an address but not in a URI is written in
/// percents, and so is what would begin another part of it.
fn mailto(address: &Address) -> String {
    let mut uri = String::from("mailto:");
    for byte in address.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"@.+-_~!$&'*=/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// The object so far.
#[derive(Default)]
pub(super) struct Lines(pub(super) String);

impl Lines {
    /// Adds one content line, folded where it is too long, never inside a character (RFC 5545, 3.1).
    pub(super) fn add(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > LINE_OCTETS_MAX {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds lines that are finished.
    pub(super) fn add_raw(&mut self, lines: &str) {
        self.0.push_str(lines);
    }
}
