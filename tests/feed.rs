//! The files of the agenda: what stands in them, when they change, and that the program keeps them.
//!
//! `UPDATE=1 cargo test --test feed` writes the golden files anew; read the diff before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it fails; clippy.toml exempts the test functions, not their helpers"
)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

use calcard::icalendar::ICalendar;
use chrono::Duration as Span;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{VisitId, WijkId};
use werkbezoek::domain::people::Need;
use werkbezoek::domain::state::{Change, Record, State};
use werkbezoek::domain::time::{Instant, instant};
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::words::chat_specimen::{desk, now, visit};
use werkbezoek::words::feed::{self, AgendaFile, Entry};

#[path = "support/object.rs"]
mod object;
#[path = "support/program.rs"]
mod program;
#[path = "support/shipped.rs"]
mod shipped;

fn numbered(number: u32, stage: Stage) -> Visit {
    let mut visit = Visit { id: VisitId { year: 2026, number }, ..visit(stage) };
    if let Some(appointment) = &mut visit.appointment {
        appointment.uid = format!("wb-2026-{number:03}.0123456789abcdef@m50.example");
    }
    if !matches!(stage, Stage::Proposed) {
        visit.offer = None;
    }
    visit
}

fn state_of(visits: &[Visit]) -> State {
    let mut state = State::default();
    for visit in visits {
        state.apply(&Change::Put { record: Record::Visit(Box::new(visit.clone())) });
    }
    state
}

/// An appointment, a reservation and an open offer.
fn visits() -> [Visit; 3] {
    let mut reserved = numbered(15, Stage::AcceptedWithReservation);
    if let Some(appointment) = &mut reserved.appointment {
        appointment.slot.start += Span::days(74);
        appointment.slot.end += Span::days(74);
    }
    [numbered(14, Stage::Confirmed), reserved, numbered(16, Stage::Proposed)]
}

/// What is kept for all visits.
fn entries(desk: &Desk, state: &State) -> Vec<Entry> {
    let visits = state.briefs().filter_map(|visit| state.visit(visit.id));
    visits.flat_map(|visit| feed::of_visit(desk, visit)).collect()
}

fn files(state: &State, at: Instant) -> Vec<AgendaFile> {
    let (_, words) = shipped::shipped();
    let desk = desk();
    words.agenda(&desk, &feed::standing(&entries(&desk, state), at)).unwrap()
}

fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn count(text: &str, line: &str) -> usize {
    lines(text).iter().filter(|one| *one == line).count()
}

#[test]
fn files_are_as_recorded() {
    for file in files(&state_of(&visits()), now()) {
        let path = Path::new("tests/calendar/feed").join(&file.name);
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &file.text).unwrap();
        }
        let recorded = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(file.text, recorded, "{} differs; UPDATE=1 records it", path.display());
    }
}

#[test]
fn what_is_agreed_stands_firm_and_what_is_offered_does_not() {
    let all = files(&state_of(&visits()), now());
    let options = numbered(16, Stage::Proposed).offer.unwrap().options.len();
    assert_eq!(all[0].name, "agenda.ics");
    assert_eq!(count(&all[0].text, "STATUS:CONFIRMED"), 1);
    assert_eq!(count(&all[0].text, "STATUS:TENTATIVE"), 1 + options);
    assert_eq!(count(&all[0].text, "METHOD:PUBLISH"), 1);
}

#[test]
fn a_wijk_sees_its_own_visits_only() {
    let elsewhere = WijkId::new("noord");
    let mut there = numbered(17, Stage::Confirmed);
    if let Some(appointment) = &mut there.appointment {
        appointment.wijk = elsewhere;
    }
    let all = files(&state_of(&[numbered(14, Stage::Confirmed), there]), now());
    let events = |name: &str| {
        let file = all.iter().find(|file| file.name == name).unwrap();
        count(&file.text, "BEGIN:VEVENT")
    };
    assert_eq!(events("agenda.ics"), 2);
    assert_eq!(events("agenda-vollenhoven.ics"), 1);
    assert_eq!(events("agenda-noord.ics"), 1);
}

#[test]
fn a_feed_tells_nothing_that_only_one_reader_may_know() {
    let mut visit = numbered(14, Stage::Confirmed);
    visit.guest.needs = vec![Need::Rolstoel, Need::Beveiliging];
    visit.guest.phone = Some("06 5550 0199".to_owned());
    visit.writer.phone = Some("070 555 01 23".to_owned());
    let all = files(&state_of(&[visit]), now());
    for file in all {
        for secret in ["ATTENDEE", "rolstoel", "eveiliging", "070 555", "06 5550", "030 000"] {
            assert!(!file.text.contains(secret), "{secret} stands in {}", file.name);
        }
        assert!(!file.text.contains(visit_writer().as_str()), "the writer stands in {}", file.name);
    }
}

fn visit_writer() -> werkbezoek::domain::people::Address {
    visit(Stage::Confirmed).writer.mailbox.address
}

#[test]
fn the_same_visits_give_the_same_bytes_whenever_one_looks() {
    let state = state_of(&[numbered(14, Stage::Confirmed)]);
    assert_eq!(files(&state, now()), files(&state, now() + Span::days(3)));
}

#[test]
fn an_option_goes_when_its_offer_is_over() {
    let visit = numbered(16, Stage::Proposed);
    let expires = visit.offer.as_ref().unwrap().expires;
    let state = state_of(&[visit]);
    let events = |at| count(&files(&state, at)[0].text, "BEGIN:VEVENT");
    assert!(events(expires - Span::seconds(1)) > 0);
    assert_eq!(events(expires), 0);
}

#[test]
fn each_event_has_a_uid_of_its_own_and_the_wall_clock_of_its_visit() {
    let state = state_of(&visits());
    let text = files(&state, now()).remove(0).text;
    let mut uids: Vec<String> =
        lines(&text).into_iter().filter(|line| line.starts_with("UID:")).collect();
    let all = uids.len();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), all);
    for visit in visits() {
        for hold in visit.holds(now()) {
            let start = hold.slot.start.format("DTSTART;TZID=Europe/Amsterdam:%Y%m%dT%H%M%S");
            assert!(count(&text, &start.to_string()) > 0, "{start}");
        }
    }
    let parsed = ICalendar::parse(&text).unwrap();
    assert_eq!(parsed.components.len(), text.matches("BEGIN:").count());
    assert!(text.parse::<icalendar::Calendar>().is_ok());
    assert_eq!(object::faults(text.as_bytes()), Vec::<String>::new());
}

#[test]
fn moments_are_those_of_the_last_step_never_of_now() {
    let text = files(&state_of(&[numbered(14, Stage::Confirmed)]), now() + Span::days(2)).remove(0);
    let visit = numbered(14, Stage::Confirmed);
    let last = visit.trail.iter().map(|entry| entry.at).max().unwrap_or(visit.opened);
    assert!(last < instant(chrono::NaiveDateTime::MAX - Span::days(1)));
    assert_eq!(count(&text.text, &last.format("LAST-MODIFIED:%Y%m%dT%H%M%SZ").to_string()), 1);
    assert_eq!(count(&text.text, &last.format("DTSTAMP:%Y%m%dT%H%M%SZ").to_string()), 1);
}

#[test]
fn one_pass_writes_the_agenda_and_the_next_leaves_it_as_it_is() {
    let home = program::Home::new();
    fs::create_dir_all(home.path("data/mail/inbox")).unwrap();
    fs::write(home.path("data/mail/inbox/1.eml"), program::request(1)).unwrap();
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    let path = home.path("data/agenda/agenda.ics");
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    assert!(home.path("data/agenda/agenda-vollenhoven.ics").is_file());
    home.once("");
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[test]
fn the_live_bot_puts_back_an_agenda_that_was_thrown_away_once_a_visit_changes() {
    let home = program::Home::new();
    let mut bot = home.live();
    let path = home.path("data/agenda/agenda.ics");
    let appears = |why: &str| {
        let begun = Stopwatch::now();
        while !path.is_file() {
            assert!(begun.elapsed() < Duration::from_secs(30), "no agenda {why}");
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    appears("at the start");
    fs::remove_file(&path).unwrap();
    fs::write(home.path("data/mail/inbox/1.eml"), program::request(1)).unwrap();
    appears("after a request");
    bot.kill().unwrap();
    bot.wait().unwrap();
}
