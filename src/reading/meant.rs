//! Which of some moments an answer names: "de 21e", "die van 21 november", "de eerste", "ja, de 14e".
//!
//! The moments are those that the bot asked about ("Bedoelt u vrijdag 14 of vrijdag 21 november?"), so
//! a bare "de 21e" is the one among them, not the first one to come. Only one that fits is an answer;
//! words that count from today ("morgen", "volgende week") are read from today.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Context, read_text};
use crate::domain::reading::{Modality, Offered, Reading, Span, When, Wish};
use crate::domain::time::Slot;

/// The moment that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// With the hours that the answer adds ("de 21e om tien uur").
    pub when: When,
    /// The words that name it.
    pub text: String,
    pub span: Span,
}

/// The one of the moments that the text names, if it names one.
pub fn meant(text: &str, moments: &[When], context: &Context<'_>) -> Option<Meant> {
    let offered = offered(moments);
    let from_today = read_text(text, &Context { offered: &offered, ..context.clone() });
    // The hours that an answer adds count, also where the day alone would have been an option.
    let hours = || with_hours(&from_today, &offered);
    chosen(&from_today, moments, false).map(|day| hours().unwrap_or(day)).or_else(|| {
        let on_its_eve = |offer: &Offered| {
            let eve = offer.slot.start.date().checked_sub_days(Days::new(1))?;
            let now = eve.and_time(NaiveTime::MIN);
            let near = read_text(text, &Context { now, offered: &offered, ..context.clone() });
            chosen(&near, moments, true).or_else(|| with_hours(&near, &offered))
        };
        // "Vrijdag" is each of two Fridays, from the day before it.
        let mut found = offered.iter().filter_map(on_its_eve);
        let first = found.next()?;
        found.all(|other| other.when == first.when).then_some(first)
    })
}

/// The moments as options, so that the reader of choices knows them.
fn offered(moments: &[When]) -> Vec<Offered> {
    let options = moments.iter().zip(1..);
    options.filter_map(|(when, option)| Some(Offered { option, slot: slot(when)? })).collect()
}

fn slot(when: &When) -> Option<Slot> {
    let hour = |start: NaiveDateTime| Slot { start, end: start + TimeDelta::hours(1) };
    let day = |day: NaiveDate| hour(day.and_time(NaiveTime::MIN));
    match when {
        When::Date(date) => Some(day(*date)),
        When::DateTime(at) => Some(hour(*at)),
        When::DateRange { start, .. } => start.map(day),
        When::DateTimeRange { start: Some(start), end: Some(end) } => {
            Some(Slot { start: *start, end: *end })
        }
        When::DateTimeRange { start, .. } => start.map(hour),
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => None,
    }
}

/// The option that the reading takes. Read from another day than today, words that count from today
/// do not count.
fn chosen(reading: &Reading, moments: &[When], not_from_today: bool) -> Option<Meant> {
    let choice = reading.choice.as_ref()?;
    let text = cut(&reading.text, choice.span);
    if not_from_today && counts_from_today(&text) {
        return None;
    }
    let when = moments.get(usize::try_from(choice.option.checked_sub(1)?).ok()?)?.clone();
    Some(Meant { when, text, span: choice.span })
}

/// "De 21e om tien uur": the day is one of the moments, the hours are new.
fn with_hours(reading: &Reading, offered: &[Offered]) -> Option<Meant> {
    let on_a_moment = |wish: &&Wish| {
        let day = match &wish.when {
            When::DateTime(at) => Some(at.date()),
            When::DateTimeRange { start: Some(start), .. } => Some(start.date()),
            When::DateTimeRange { start: None, .. }
            | When::Date(_)
            | When::DateRange { .. }
            | When::Time(_)
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => None,
        };
        day.is_some_and(|day| offered.iter().any(|offer| offer.slot.start.date() == day))
            && !counts_from_today(&wish.text)
    };
    let says =
        |wish: &&Wish| matches!(wish.modality, Modality::Want | Modality::Prefer | Modality::Fixed);
    let mut fits = reading.when.iter().filter(says).filter(on_a_moment);
    let only = fits.next().filter(|_| fits.next().is_none())?;
    Some(Meant { when: only.when.clone(), text: only.text.clone(), span: only.span })
}

/// Words whose meaning hangs on the day on which they are written.
const FROM_TODAY: &[&str] = &[
    "vandaag",
    "morgen",
    "overmorgen",
    "volgende",
    "komende",
    "aanstaande",
    "aankomende",
    "eerstvolgende",
    "deze",
    "over",
    "today",
    "tomorrow",
    "next",
    "coming",
    "this",
    "in",
];

fn counts_from_today(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.any(|word| FROM_TODAY.contains(&word.as_str()))
}

fn cut(text: &str, [from, to]: Span) -> String {
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}

#[cfg(test)]
mod tests {
    use crate::reading::Gazetteer;

    use super::*;
    use crate::reading::Policy;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    /// Asked on Monday 20 October 2025.
    fn named(text: &str, moments: &[When]) -> Option<When> {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = day(10, 20).and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        meant(text, moments, &context).map(|meant| meant.when)
    }

    #[test]
    fn one_of_two_fridays_is_named_in_many_ways() {
        let (first, second) = (When::Date(day(11, 14)), When::Date(day(11, 21)));
        let moments = [first.clone(), second.clone()];
        for (text, wanted) in [
            ("de 21e", Some(&second)),
            ("De 21e graag.", Some(&second)),
            ("21 november", Some(&second)),
            ("Die van 21 november.", Some(&second)),
            ("vrijdag 14 november", Some(&first)),
            ("Ja, de 14e.", Some(&first)),
            ("Ja, vrijdag 14 november bedoelen wij.", Some(&first)),
            ("de eerste", Some(&first)),
            ("De tweede graag.", Some(&second)),
            ("de laatste", Some(&second)),
            ("Beste mensen,\n\nWij bedoelen de 21e.\n\nGroet,\nEva", Some(&second)),
            ("Het moet vrijdag de 21e zijn.", Some(&second)),
            ("Niet de 14e maar de 21e.", Some(&second)),
            ("14 nov.", Some(&first)),
            ("the 21st please", Some(&second)),
            ("The second one.", Some(&second)),
            ("Ja.", None),
            ("vrijdag", None),
            ("De 22e.", None),
            ("Allebei kan.", None),
            ("Nee, het moet 3 december zijn.", None),
            ("morgen", None),
            ("Wij komen met 14 personen.", None),
        ] {
            assert_eq!(named(text, &moments).as_ref(), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_and_a_date_that_differ_are_told_apart_by_either() {
        let (date, weekday) = (When::Date(day(11, 13)), When::Date(day(11, 14)));
        let moments = [date.clone(), weekday.clone()];
        for (text, wanted) in [
            ("donderdag", Some(&date)),
            ("Op vrijdag dus.", Some(&weekday)),
            ("de 14e", Some(&weekday)),
            ("aanstaande donderdag", None),
        ] {
            assert_eq!(named(text, &moments).as_ref(), wanted, "{text}");
        }
    }

    #[test]
    fn hours_that_the_answer_adds_are_kept() {
        let moments = [When::Date(day(11, 14)), When::Date(day(11, 21))];
        let ten = day(11, 21).and_hms_opt(10, 0, 0).unwrap();
        assert_eq!(named("De 21e om 10.00 uur.", &moments), Some(When::DateTime(ten)));
    }

    #[test]
    fn the_first_may_be_a_number_or_a_day_and_then_is_neither() {
        let moments = [
            When::Date(NaiveDate::from_ymd_opt(2026, 2, 28).unwrap()),
            When::Date(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()),
        ];
        assert_eq!(named("1 maart", &moments).as_ref(), moments.get(1));
        assert_eq!(named("De 28e.", &moments).as_ref(), moments.first());
        assert_eq!(named("De 1e.", &moments), None);
    }
}
