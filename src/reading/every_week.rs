//! Turns a weekday that is refused by itself into every such day: "Graag in oktober. Maandag en dinsdag
//! zijn lastig."
//!
//! A bare weekday is the next one, and of an answer to an offer that is right. Who asks for a day in
//! some weeks or months to come speaks of all of them. It takes the whole text to know: the days that
//! are asked for may stand behind those that are refused.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::Context;
use crate::domain::reading::{Intent, Modality, Reading, Span, When, Wish};

/// A longer row has several of each weekday.
const WEEK_DAYS: i64 = 7;

/// `alone`: where weekdays stand that are refused in a sentence of their own.
pub(crate) fn widen(reading: &mut Reading<'_>, alone: &[Span], context: &Context<'_>) {
    if alone.is_empty() {
        return;
    }
    let asks = reading.has(Intent::VisitRequest);
    let wanted: Vec<When> = reading.when.iter().filter(is_wanted).map(|w| w.when.clone()).collect();
    for wish in reading.when.iter_mut().filter(|wish| alone.contains(&wish.span)) {
        let Some((day, from, until)) = hours_of(&wish.when) else { continue };
        let known = context.about == Some(day)
            || context.offered.iter().any(|offered| offered.slot.day() == day);
        let asked = if wanted.is_empty() { asks } else { wanted.iter().any(|w| is_beyond(w, day)) };
        if asked && !known {
            let weekdays = vec![day.weekday().number_from_monday() as u8];
            wish.when = When::Set { weekdays, nth: Vec::new(), from, until, within: None };
        }
    }
}

fn is_wanted(wish: &&Wish) -> bool {
    matches!(wish.modality, Modality::Want | Modality::Prefer)
}

/// The day of a time that lies within one, and the hours of a part of it.
fn hours_of(when: &When) -> Option<(NaiveDate, Option<NaiveTime>, Option<NaiveTime>)> {
    match when {
        When::Date(day) => Some((*day, None, None)),
        When::DateTimeRange { start: Some(start), end } => {
            let until = end.as_ref().map(NaiveDateTime::time);
            Some((start.date(), Some(start.time()), until))
        }
        When::DateTime(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::DateTimeRange { start: None, .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => None,
    }
}

/// Whether these days are a row that leaves the day out, or has more than one of its kind.
fn is_beyond(wanted: &When, day: NaiveDate) -> bool {
    let (start, end) = match wanted {
        When::DateRange { start, end } => (*start, *end),
        When::Set { within: Some(days), .. } => (Some(days.start), Some(days.end)),
        When::Date(_)
        | When::DateTime(_)
        | When::Time(_)
        | When::DateTimeRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { within: None, .. } => return false,
    };
    match (start, end) {
        (Some(start), Some(end)) => {
            day < start || end <= day || (end - start).num_days() > WEEK_DAYS
        }
        // "Donderdag zit ik vol. Daarna kan het": no other Thursday lies between.
        (Some(start), None) => day >= start || (start - day).num_days() >= WEEK_DAYS,
        (None, _) => true,
    }
}
