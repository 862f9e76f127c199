//! What is forgotten, and when: what guests need and where to call them go first.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use chrono::{Days, NaiveTime};
use werkbezoek::decide::decide;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::people::Actor;
use werkbezoek::domain::state::{ArchiveKey, Change, Record, State};
use werkbezoek::domain::time::{Instant, instant};
use werkbezoek::domain::visit::{Ended, Guest, Stage, Visit};
use werkbezoek::words::chat_specimen::{desk, visit};

/// A visit that ended on its own day.
fn closed() -> Visit {
    let at = days_after_the_visit(0);
    let ended = Some(Ended { at, by: Actor::Bot, reason: None });
    Visit { ended, ..visit(Stage::Confirmed) }
}

fn days_after_the_visit(days: u64) -> Instant {
    let day = visit(Stage::Confirmed).appointment.unwrap().slot.day() + Days::new(days);
    instant(day.and_time(NaiveTime::from_hms_opt(18, 0, 0).unwrap()))
}

/// The guest as the archive has them after the look at terms of that day.
fn guest_after(days: u64) -> Guest {
    let visit = Visit { stage: Stage::Closed, ..closed() };
    let records = vec![ArchiveKey::Visit(visit.id)];
    let event =
        Event::TermOver { records, found: vec![Record::Visit(Box::new(visit))], more: false };
    let decision = decide(&desk(), &State::default(), days_after_the_visit(days), &event);
    let kept = decision.changes.into_iter().find_map(|change| {
        let Change::Archive { record: Record::Visit(visit), .. } = change else { return None };
        Some(visit.guest)
    });
    kept.unwrap()
}

#[test]
fn needs_and_the_number_for_the_day_are_forgotten_seven_days_after_the_visit() {
    let before = guest_after(6);
    assert!(!before.needs.is_empty() && before.phone.is_some());
    let after = guest_after(7);
    assert!(after.needs.is_empty() && after.phone.is_none());
    assert_eq!(after.name, before.name);
}
