//! What is forgotten, and when: what guests need and where to call them go first.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::{Days, NaiveTime};
use werkbezoek::decide::decide;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::people::Actor;
use werkbezoek::domain::state::{ArchiveKey, Change, Record, State};
use werkbezoek::domain::time::{Instant, instant};
use werkbezoek::domain::visit::{Ended, Stage, Visit};
use werkbezoek::domain::wijk::ProgrammeLine;
use werkbezoek::words::chat_specimen::{desk, visit};

const PLACE: &str = "Buurtkamer Noord";

/// A visit that ended on its own day, with a sheet of its own.
fn closed() -> Visit {
    let at = days_after_the_visit(0);
    let ended = Some(Ended { at, by: Actor::Bot, reason: None, stood: None });
    let mut visit = Visit { ended, ..visit(Stage::Confirmed) };
    let agreed = visit.appointment.as_mut().unwrap();
    agreed.meeting_point = Some(PLACE.to_owned());
    agreed.programme = vec![ProgrammeLine { after_minutes: 0, what: "ontvangst".to_owned() }];
    visit
}

fn days_after_the_visit(days: u64) -> Instant {
    let day = visit(Stage::Confirmed).appointment.unwrap().slot.day() + Days::new(days);
    instant(day.and_time(NaiveTime::from_hms_opt(18, 0, 0).unwrap()))
}

/// The visit as the archive has it after the look at terms of that day.
fn kept_after(days: u64) -> Visit {
    let visit = Visit { stage: Stage::Closed, ..closed() };
    let records = vec![ArchiveKey::Visit(visit.id)];
    let event =
        Event::TermOver { records, found: vec![Record::Visit(Box::new(visit))], more: false };
    let decision = decide(&desk(), &State::default(), days_after_the_visit(days), &event);
    let kept = decision.changes.into_iter().find_map(|change| {
        let Change::Archive { record: Record::Visit(visit), .. } = change else { return None };
        Some(*visit)
    });
    kept.unwrap()
}

#[test]
fn needs_and_the_number_for_the_day_are_forgotten_seven_days_after_the_visit() {
    let before = kept_after(6).guest;
    assert!(!before.needs.is_empty() && before.phone.is_some());
    let after = kept_after(7).guest;
    assert!(after.needs.is_empty() && after.phone.is_none());
    assert_eq!(after.name, before.name);
}

#[test]
fn the_programme_and_the_place_go_with_the_text() {
    let sheet_after = |days| {
        let agreed = kept_after(days).appointment.unwrap();
        (agreed.meeting_point, agreed.programme)
    };
    let term = u64::from(desk().retention.text_days);
    let (place, programme) = sheet_after(term - 1);
    assert_eq!((place.as_deref(), programme.len()), (Some(PLACE), 1));
    assert_eq!(sheet_after(term), (None, Vec::new()));
}
