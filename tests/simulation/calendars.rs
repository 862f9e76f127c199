//! Calendars: what the letters put into them, and the answers that people press in them (RFC 5546).
//!
//! An answer says anything about any version: accepted, tentative, declined, delegated, another
//! moment; of the invited, of others, twice, late. What each of them may move is known here, without
//! the code under test.

use chrono::{Datelike, Days, Duration, NaiveDateTime, Weekday};
use mail_parser::{MessageParser, MimeHeaders};
use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::letter::{Letter, LetterKind};
use werkbezoek::domain::time::{Instant, Slot, instant, today};

use crate::chance::Chance;
use crate::writers::{Says, View, Written, moment_words, office_address, rfc2822};

/// A calendar object, as it stands in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) method: String,
    pub(crate) uid: String,
    pub(crate) attendee: String,
    pub(crate) sequence: u32,
    /// On the clock of the wall.
    pub(crate) start: NaiveDateTime,
}

/// The calendar object in a letter, if it bears one.
pub(crate) fn object_in(mime: &str) -> Option<Object> {
    let message = MessageParser::default().parse(mime.as_bytes())?;
    let part = message
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar")))?;
    let text = part.text_contents()?.replace("\r\n ", "").replace("\r\n\t", "");
    // The time zone before the event has moments of its own.
    let (head, event) = text.split_once("BEGIN:VEVENT")?;
    let value = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.rsplit_once(':')?.1.trim().to_owned())
    };
    Some(Object {
        method: value(head, "METHOD")?,
        uid: value(event, "UID")?.to_lowercase(),
        attendee: value(event, "ATTENDEE")?.to_lowercase(),
        sequence: value(event, "SEQUENCE")?.parse().ok()?,
        start: NaiveDateTime::parse_from_str(&value(event, "DTSTART")?, "%Y%m%dT%H%M%S").ok()?,
    })
}

/// Whether letters of this kind can bear a calendar object.
pub(crate) fn may_bear_one(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::Confirmation
            | LetterKind::Change
            | LetterKind::CancelledByUs
            | LetterKind::CancelledByGuest
            | LetterKind::HostInvitation
            | LetterKind::HostUpdate
            | LetterKind::HostCancellation
    )
}

/// What is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Status(&'static str),
    Counter(Slot),
}

/// An answer in the making.
struct Answer {
    from: String,
    attendee: String,
    sequence: u32,
    stamp: Instant,
    press: Press,
    text: Option<String>,
    /// Whether it is of the guest, about the version that went out last or is about to.
    is_good: bool,
}

/// An answer from a calendar to something that went out; `None` as long as nothing did.
pub(crate) fn answer(view: &View<'_>, chance: &mut Chance) -> Option<Written> {
    let letter = invitation(view, chance)?;
    let object = object_in(&letter.mime)?;
    let answer = drawn(view, chance, letter, &object);
    let by_rule = view.desk.approval == Approval::Never && answer.is_good;
    let moves_to = match answer.press {
        Press::Counter(slot) if by_rule => Some((slot, answer.sequence)),
        Press::Counter(_) | Press::Status(_) => None,
    };
    let visit = letter.visit;
    let says = Says { visit, words: answer.text.is_some(), moves_to };
    let about = format!(
        "calendar of {} (from {}) on {}: {:?} to version {} of {}, stamp {}, {:?}",
        answer.attendee,
        answer.from,
        letter.id,
        answer.press,
        answer.sequence,
        object.sequence,
        answer.stamp,
        answer.text,
    );
    let bytes = answer.written(view, chance, &object);
    Some(Written { bytes, about, by_machine: false, says })
}

/// Mostly what stands still, and the newest of it.
fn invitation<'v>(view: &View<'v>, chance: &mut Chance) -> Option<&'v Letter> {
    let all: Vec<&Letter> = view.posted.iter().filter(|letter| may_bear_one(letter.kind)).collect();
    let stands = |letter: &&&Letter| {
        let visit = letter.visit.and_then(|id| view.state.visit(id));
        visit.is_some_and(|visit| visit.appointment.is_some())
    };
    let live: Vec<&Letter> = all.iter().filter(stands).copied().collect();
    match (live.is_empty(), all.is_empty()) {
        (_, true) => None,
        (false, _) if !chance.one_in(6) => {
            let newest = live.len() - 1 - chance.below(live.len().min(3));
            Some(live[newest])
        }
        (_, false) => Some(*chance.pick(&all)),
    }
}

/// The highest version that the guest was sent.
fn newest_sent(view: &View<'_>, visit: Option<VisitId>, guest: &str) -> Option<u32> {
    let same = |other: &&Letter| {
        other.visit == visit
            && other.to.address.to_string() == guest
            && may_bear_one(other.kind)
            && !other.kind.is_for_host()
    };
    let sent = view.posted.iter().filter(same);
    sent.filter_map(|other| object_in(&other.mime)).map(|object| object.sequence).max()
}

fn drawn(view: &View<'_>, chance: &mut Chance, letter: &Letter, object: &Object) -> Answer {
    let reader = letter.to.address.to_string();
    let (from, attendee) = match chance.below(12) {
        0 => ("iemand@elders.example".to_owned(), reader.clone()),
        1 => (format!("collega@{}", letter.to.address.domain()), reader.clone()),
        2 => {
            let other = office_address(chance.below(view.offices), false);
            (other.clone(), address_in(&other))
        }
        _ => (reader.clone(), reader.clone()),
    };
    let sequence = match chance.below(8) {
        0 => object.sequence.saturating_sub(1),
        1 => object.sequence + 1,
        _ => object.sequence,
    };
    // Some calendars write no new moment when the same person answers again.
    let stamp = match chance.below(4) {
        0 => letter.decided,
        1 => view.now - Duration::hours(chance.between(1, 72)),
        _ => view.now,
    };
    let press = match chance.below(10) {
        0..=2 => Press::Status("ACCEPTED"),
        3 => Press::Status("TENTATIVE"),
        4 | 5 => Press::Status("DECLINED"),
        6 => Press::Status("DELEGATED"),
        _ => Press::Counter(other_moment(view, chance, object)),
    };
    let text = chance.one_in(3).then(|| typed(view, chance));
    // Drawn as another office, it may be the guest all the same, also in the event of the host.
    let is_host = letter.kind.is_for_host() && attendee == reader;
    let is_one = address_in(&from) == attendee && !is_host;
    let newest = newest_sent(view, letter.visit, &attendee);
    let is_good = is_one && newest.is_some_and(|newest| newest <= sequence);
    Answer { from, attendee, sequence, stamp, press, text, is_good }
}

fn address_in(mailbox: &str) -> String {
    let inside = mailbox.split_once('<').map_or(mailbox, |(_, address)| address);
    inside.trim_end_matches('>').to_owned()
}

/// A moment that somebody else has, the one that stands, or any working hour of the next weeks.
fn other_moment(view: &View<'_>, chance: &mut Chance, object: &Object) -> Slot {
    let held: Vec<Slot> =
        view.state.visits().flat_map(|visit| visit.holds(view.now)).map(|hold| hold.slot).collect();
    match chance.below(6) {
        0 => Slot::on(object.start.date(), object.start.time(), 150),
        1 if !held.is_empty() => *chance.pick(&held),
        _ => {
            let day = today(view.now) + Days::new(chance.between(1, 60) as u64);
            let day = match day.weekday() {
                Weekday::Sat | Weekday::Sun => day + Days::new(2),
                _ => day,
            };
            let start =
                chrono::NaiveTime::from_hms_opt(chance.between(9, 15) as u32, 0, 0).unwrap();
            Slot::on(day, start, *chance.pick(&[60, 90, 150]))
        }
    }
}

/// What is typed into the field beside the button.
fn typed(view: &View<'_>, chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => "Akkoord.".to_owned(),
        1 => "Helaas moeten wij het werkbezoek annuleren.".to_owned(),
        2 => format!("Optie {} graag.", chance.between(1, 3)),
        3 => format!("Kan het op een andere dag? {}", moment_words(view, chance)),
        4 => "Hoe lang duurt een bezoek?".to_owned(),
        _ => "Daar kom ik nog op terug.".to_owned(),
    }
}

impl Answer {
    /// As calendars send it: the object alone, or behind what was typed. Exchange writes the UID in
    /// capitals.
    fn written(&self, view: &View<'_>, chance: &mut Chance, object: &Object) -> Vec<u8> {
        let method = match self.press {
            Press::Status(_) => "REPLY",
            Press::Counter(_) => "COUNTER",
        };
        let event = self.event(chance, object, method);
        let head = format!(
            "From: {}\nTo: {}\nSubject: Antwoord op uw uitnodiging\nDate: {}\n\
             Message-ID: <m{}@post.example>\nMIME-Version: 1.0\n",
            self.from,
            view.desk.bot.address,
            rfc2822(view.now),
            view.number,
        );
        let kind = format!("Content-Type: text/calendar; charset=utf-8; method={method}\n");
        let whole = match &self.text {
            Some(text) if chance.one_in(2) => format!(
                "{head}Content-Type: multipart/alternative; boundary=\"grens\"\n\n\
                 --grens\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n\
                 --grens\n{kind}\n{event}\n--grens--\n"
            ),
            Some(_) | None => format!("{head}{kind}\n{event}"),
        };
        whole.replace('\n', "\r\n").into_bytes()
    }

    fn event(&self, chance: &mut Chance, object: &Object, method: &str) -> String {
        let uid = if chance.one_in(3) { object.uid.to_uppercase() } else { object.uid.clone() };
        let utc = |at: Instant| at.format("%Y%m%dT%H%M%SZ").to_string();
        let (status, start, end) = match self.press {
            Press::Status(status) => (status, object.start, object.start + Duration::minutes(150)),
            Press::Counter(slot) => ("TENTATIVE", slot.start, slot.end),
        };
        let delegate = match status {
            "DELEGATED" => ";DELEGATED-TO=\"mailto:collega@elders.example\"",
            _ => "",
        };
        let comment =
            self.text.as_ref().map(|text| format!("COMMENT:{text}\n")).unwrap_or_default();
        format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{uid}\n\
             SEQUENCE:{}\nDTSTAMP:{}\nDTSTART:{}\nDTEND:{}\n\
             ATTENDEE;PARTSTAT={status}{delegate}:mailto:{}\n{comment}END:VEVENT\nEND:VCALENDAR\n",
            self.sequence,
            utc(self.stamp),
            utc(instant(start)),
            utc(instant(end)),
            self.attendee,
        )
    }
}
