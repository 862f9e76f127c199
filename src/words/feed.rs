//! The agenda as files to subscribe to (RFC 5545, METHOD:PUBLISH): one of all wijken for staff, and
//! one of each wijk.
//!
//! A function of the visits alone. DTSTAMP and LAST-MODIFIED are the last step of the case and never
//! now, so the same visits give the same bytes and a file is written only when something changed. A
//! feed invites nobody: no ATTENDEE, and nothing in it that only one reader may know (needs, telephone
//! numbers, the writer). Calendars fetch a feed every 8 to 24 hours, so it never
//! takes the place of an invitation or a CANCEL.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::ical::{Lines, TIMEZONE, TZID, location, organizer, text, wall_clock};
use super::letter::TITLE_MARKS;
use super::markup::{read, unwrapped};
use super::{Words, WordsError};
use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Appointment, Guest, Offer, OfferOption, Stage, Visit};
use crate::domain::wijk::Wijk;

/// The words of the feed: staff and the wijken read Dutch.
const TEMPLATE: &str = "kalender/agenda.md";
/// How often a calendar is asked to come back (RFC 7986, 5.7).
const REFRESH: &str = "PT1H";

/// One file of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaFile {
    /// `agenda.ics` or `agenda-<wijk>.ics`.
    pub name: String,
    /// Lines end in CRLF.
    pub text: String,
}

/// A moment that is kept for a visit, with all that a feed tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    slot: Slot,
    /// When an option expires; what is agreed stays.
    expires: Option<Instant>,
    held: Held,
    case: VisitId,
    uid: String,
    sequence: u32,
    /// The last step of the case.
    changed: Instant,
    wijk: WijkId,
    host: ContactId,
    /// Where to meet, if not at the place of the wijk.
    meeting_point: Option<String>,
    guest: Guest,
}

/// How firm it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Agreed,
    /// Chosen "onder voorbehoud".
    Reserved,
    Offered,
}

impl Held {
    /// In templates.
    fn slug(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Reserved => "reserved",
            Self::Offered => "offered",
        }
    }

    /// Of the event (RFC 5545, 3.8.1.11).
    fn status(self) -> &'static str {
        match self {
            Self::Agreed => "CONFIRMED",
            Self::Reserved | Self::Offered => "TENTATIVE",
        }
    }
}

/// The file with the agenda of all wijken.
pub const AGENDA_OF_ALL: &str = "agenda.ics";

/// What is kept at `now`, in the order of time.
pub fn standing<'e>(kept: impl IntoIterator<Item = &'e Entry>, now: Instant) -> Vec<&'e Entry> {
    let stands = |entry: &&Entry| entry.expires.is_none_or(|expires| now < expires);
    let mut kept: Vec<&Entry> = kept.into_iter().filter(stands).collect();
    kept.sort_by(|a, b| (a.slot, &a.uid).cmp(&(b.slot, &b.uid)));
    kept
}

/// Everything that is kept for one visit, and that may have expired.
pub fn of_visit(desk: &Desk, visit: &Visit) -> impl Iterator<Item = Entry> {
    let standing = visit.appointment.iter().filter(|agreed| agreed.shut.is_none());
    let agreed = standing.map(|appointment| of_appointment(desk, visit, appointment));
    let offered = visit.offer.iter().flat_map(move |offer| {
        offer.options.iter().map(move |option| of_option(desk, visit, offer, option))
    });
    agreed.chain(offered)
}

/// Not under the UID of the invitations: that is a key of ours, and a file may be read by anybody.
fn of_appointment(desk: &Desk, visit: &Visit, appointment: &Appointment) -> Entry {
    let reserved = visit.stage == Stage::AcceptedWithReservation;
    Entry {
        slot: appointment.slot,
        expires: None,
        held: if reserved { Held::Reserved } else { Held::Agreed },
        case: visit.id,
        uid: uid(desk, &visit.id.to_string().to_lowercase()),
        sequence: appointment.sequence,
        changed: last_step(visit),
        wijk: appointment.wijk.clone(),
        host: appointment.host.clone(),
        meeting_point: appointment.meeting_point.clone(),
        guest: without_needs(&visit.guest),
    }
}

/// An option has a UID of its own: what is agreed later is another event, and this one goes.
fn of_option(desk: &Desk, visit: &Visit, offer: &Offer, option: &OfferOption) -> Entry {
    let name = format!("{}-v{}-o{}", visit.id, offer.version, option.option).to_lowercase();
    Entry {
        slot: option.slot,
        expires: Some(offer.held_until(option)),
        held: Held::Offered,
        case: visit.id,
        uid: uid(desk, &name),
        sequence: 0,
        changed: last_step(visit),
        wijk: offer.wijk.clone(),
        host: option.host.clone(),
        meeting_point: None,
        guest: without_needs(&visit.guest),
    }
}

fn uid(desk: &Desk, name: &str) -> String {
    let secret = desk.key.sign(&format!("feed {name}"));
    format!("{name}-{secret}@{}", desk.bot.address.domain())
}

fn last_step(visit: &Visit) -> Instant {
    visit.trail.iter().map(|entry| entry.at).max().unwrap_or(visit.opened)
}

/// What a guest needs, and where to call them, is for those who receive them and not for a file.
fn without_needs(guest: &Guest) -> Guest {
    Guest { needs: Vec::new(), phone: None, ..guest.clone() }
}

impl Words {
    /// The files of the agenda: of all wijken, and of each wijk that config has.
    ///
    /// # Errors
    /// A template that is missing or does not fit its facts.
    pub fn agenda(&self, desk: &Desk, entries: &[&Entry]) -> Result<Vec<AgendaFile>, WordsError> {
        let text = self.feed(desk, None, entries.iter().copied())?;
        let mut files = vec![AgendaFile { name: AGENDA_OF_ALL.to_owned(), text }];
        for wijk in desk.wijken.values() {
            let here = entries.iter().copied().filter(|entry| entry.wijk == wijk.id);
            let text = self.feed(desk, Some(wijk), here)?;
            files.push(AgendaFile { name: format!("agenda-{}.ics", wijk.id), text });
        }
        Ok(files)
    }

    fn feed<'e>(
        &self,
        desk: &Desk,
        wijk: Option<&Wijk>,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Result<String, WordsError> {
        let (name, _) = self.titled(TEMPLATE, facts(desk, wijk, None), TITLE_MARKS)?;
        let mut lines = Lines::default();
        lines.add("BEGIN:VCALENDAR");
        lines.add("PRODID:-//werkbezoek//werkbezoek//NL");
        lines.add("VERSION:2.0");
        lines.add("CALSCALE:GREGORIAN");
        lines.add("METHOD:PUBLISH");
        // Each twice: as RFC 7986 has it, and as calendars knew it before.
        lines.add(&format!("NAME:{}", text(&name)));
        lines.add(&format!("X-WR-CALNAME:{}", text(&name)));
        lines.add(&format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"));
        lines.add(&format!("X-PUBLISHED-TTL:{REFRESH}"));
        lines.add_raw(TIMEZONE);
        for entry in entries {
            self.event(desk, entry, &mut lines)?;
        }
        lines.add("END:VCALENDAR");
        Ok(lines.0)
    }

    fn event(&self, desk: &Desk, entry: &Entry, lines: &mut Lines) -> Result<(), WordsError> {
        // A wijk that config no longer has keeps its visits; there is nothing to say about the place.
        let Some(wijk) = desk.wijk(&entry.wijk) else { return Ok(()) };
        let elsewhere = entry.meeting_point.as_deref().map(|place| wijk.meeting_at(place));
        let wijk = elsewhere.as_ref().unwrap_or(wijk);
        let facts = facts(desk, Some(wijk), Some(entry));
        let (summary, body) = self.titled(TEMPLATE, facts, TITLE_MARKS)?;
        let changed = entry.changed.format("%Y%m%dT%H%M%SZ");
        lines.add("BEGIN:VEVENT");
        lines.add(&format!("UID:{}", text(&entry.uid)));
        lines.add(&format!("SEQUENCE:{}", entry.sequence));
        lines.add(&format!("DTSTAMP:{changed}"));
        lines.add(&format!("LAST-MODIFIED:{changed}"));
        lines.add(&format!("DTSTART;TZID={TZID}:{}", wall_clock(entry.slot.start)));
        lines.add(&format!("DTEND;TZID={TZID}:{}", wall_clock(entry.slot.end)));
        lines.add(&format!("SUMMARY:{}", text(&summary)));
        lines.add(&format!("DESCRIPTION:{}", text(&unwrapped(&read(&body)))));
        lines.add(&format!("LOCATION:{}", text(&location(wijk))));
        // PUBLISH has one too (RFC 5546, 3.2.1), and it is the same as in the invitations.
        lines.add(&organizer(desk));
        lines.add(&format!("STATUS:{}", entry.held.status()));
        lines.add("TRANSP:OPAQUE");
        lines.add("END:VEVENT");
        Ok(())
    }
}

/// What the template sees. Without an entry it names the whole calendar.
fn facts(desk: &Desk, wijk: Option<&Wijk>, entry: Option<&Entry>) -> Value {
    context! {
        case => Serde(entry.map(|entry| entry.case)),
        held => entry.map(|entry| entry.held.slug()),
        guest => Serde(entry.map(|entry| &entry.guest)),
        host => Serde(entry.and_then(|entry| desk.contact(&entry.host))),
        wijk => Serde(wijk),
        organisation => desk.organisation.as_str(),
    }
}
