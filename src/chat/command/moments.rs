//! Moments and days in a command, read by the reader of mail.
//!
//! A colleague who names a moment means it, so nothing is rounded or filled in: a part of a day, a
//! bare hour, a word the reader did not use or a date with two readings is an error, not a guess.

use chrono::{Datelike, Days as Step, Months, NaiveDate, Weekday};

use super::arguments::{Arguments, read_number};
use super::near::squash;
use crate::domain::command::{CommandError, Moment};
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::time::{Days, Slot};

/// Words that may stand around a moment without changing it. Not `t/m` or `tot`: if the reader left
/// those, it did not see the range.
const AROUND: [&str; 10] = ["naar", "op", "om", "en", "of", "uur", "u", "de", "dan", "in"];

/// Parts of a day: mail may ask for one, an appointment cannot be one.
const DAGDELEN: [&str; 3] = ["ochtend", "middag", "avond"];

/// Nothing is closed or listed for longer than this.
const DAYS_MAX: i64 = 2 * 366;

/// No moment takes more words than this.
const MOMENT_WORDS_MAX: usize = 8;

/// How far the agenda looks when it is not told.
const AGENDA_DAYS: u64 = 14;

impl Arguments<'_> {
    /// The moments in `text`, at least one.
    pub(super) fn moments_in(&self, text: &str) -> Result<Vec<Moment>, CommandError> {
        let wishes = self.wishes_in(text)?;
        wishes
            .iter()
            .map(|wish| moment(wish).ok_or_else(|| self.not_a_moment(&wish.text)))
            .collect()
    }

    /// The one moment in `text`.
    pub(super) fn moment_in(&self, text: &str) -> Result<Moment, CommandError> {
        let moments = self.moments_in(text)?;
        match moments.as_slice() {
            [one] => Ok(one.clone()),
            several => Err(CommandError::AmbiguousMoment {
                text: text.to_owned(),
                moments: several.iter().map(show_moment).collect(),
            }),
        }
    }

    /// The moment that the rest begins with, as many words as make one, and the text behind it.
    pub(super) fn moment_and_text(&mut self) -> Result<(Moment, String), CommandError> {
        let rest = self.take_rest().split_whitespace().collect::<Vec<_>>().join(" ");
        let words = rest.split(' ').count().min(MOMENT_WORDS_MAX);
        let heads = (1..=words).rev().map(|count| rest.split(' ').take(count).collect::<Vec<_>>());
        let mut unclear = None;
        for head in heads.map(|words| words.join(" ")) {
            match self.moment_at_front(head.trim_end_matches([',', ':', ';'])) {
                Ok((moment, end)) => {
                    let text: String = rest.chars().skip(end).collect();
                    let text = text.trim_start_matches([' ', ',', ':', ';']);
                    return match text {
                        "" => Err(self.missing("tekst")),
                        text => Ok((moment, text.to_owned())),
                    };
                }
                Err(error @ CommandError::AmbiguousMoment { .. }) => unclear = Some(error),
                Err(_) => {}
            }
        }
        let nothing =
            if rest.is_empty() { self.missing("moment") } else { self.not_a_moment(&rest) };
        Err(unclear.unwrap_or(nothing))
    }

    /// The one moment that `text` is, and the character behind which nothing of it is left.
    fn moment_at_front(&self, text: &str) -> Result<(Moment, usize), CommandError> {
        let moment = self.moment_in(text)?;
        let end = self.wishes_in(text)?.iter().filter_map(|wish| wish.span.last()).copied().max();
        Ok((moment, end.unwrap_or_default()))
    }

    /// The one day or the one row of days in `text`.
    pub(super) fn days_in(&self, text: &str) -> Result<Days, CommandError> {
        let wishes = self.wishes_in(text)?;
        match wishes.as_slice() {
            [wish] => days(&wish.when).ok_or_else(|| self.not_a_moment(text)),
            several => Err(CommandError::AmbiguousMoment {
                text: text.to_owned(),
                moments: several.iter().map(|wish| show_when(&wish.when)).collect(),
            }),
        }
    }

    /// `[ 'week' [nummer] | 'maand' | dagen ]`; nothing means two weeks from today.
    pub(super) fn agenda_in(&self, text: &str) -> Result<Days, CommandError> {
        let today = self.context.now.date();
        let words: Vec<String> = text.split_whitespace().map(squash).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let days = match words.as_slice() {
            [] => {
                today.checked_add_days(Step::new(AGENDA_DAYS)).map(|end| Days { start: today, end })
            }
            ["week"] => week(today.iso_week().year(), today.iso_week().week()),
            ["week", number] => read_number(number).and_then(|number| week_from(today, number)),
            ["maand"] => month(today),
            _ => return self.days_in(text),
        };
        days.ok_or_else(|| self.not_a_moment(text))
    }

    /// What the reader finds in `text`, provided that it used every word and is sure of each.
    fn wishes_in(&self, text: &str) -> Result<Vec<Wish>, CommandError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let wishes = (self.context.read)(&text);
        let unread = unread(&text, &wishes);
        if wishes.is_empty() {
            return Err(self.not_a_moment(&text));
        }
        if !unread.is_empty() {
            return Err(self.not_a_moment(&unread));
        }
        if let Some(wish) = wishes.iter().find(|wish| !is_meant(wish.modality)) {
            return Err(self.not_a_moment(&wish.text));
        }
        match wishes.iter().find(|wish| !wish.alternatives.is_empty()) {
            Some(wish) => Err(ambiguous(wish)),
            None => Ok(wishes),
        }
    }

    pub(super) fn not_a_moment(&self, text: &str) -> CommandError {
        CommandError::NotAMoment { text: text.to_owned(), example: self.example() }
    }
}

/// Whether somebody who says a time like this means that time: not "vrijdag kan niet" and not "voor
/// vrijdag". The past may be looked at; whether anything can be planned in it is decided elsewhere.
fn is_meant(modality: Modality) -> bool {
    match modality {
        Modality::Want | Modality::Prefer | Modality::Fixed | Modality::Past => true,
        Modality::Cannot | Modality::Deadline => false,
    }
}

fn ambiguous(wish: &Wish) -> CommandError {
    let all = std::iter::once(&wish.when).chain(&wish.alternatives);
    CommandError::AmbiguousMoment { text: wish.text.clone(), moments: all.map(show_when).collect() }
}

/// The words of `text` that lie outside every span and mean something.
fn unread(text: &str, wishes: &[Wish]) -> String {
    let inside =
        |at: usize| wishes.iter().any(|w| w.span.first() <= Some(&at) && Some(&at) < w.span.last());
    let outside: String =
        text.chars().enumerate().map(|(at, c)| if inside(at) { ' ' } else { c }).collect();
    let words = outside.split_whitespace().filter(|word| {
        let word = squash(word);
        !word.is_empty() && !AROUND.contains(&word.as_str())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn moment(wish: &Wish) -> Option<Moment> {
    match wish.when {
        When::Date(day) => Some(Moment::Day { day }),
        When::DateTime(start) => Some(Moment::From { start }),
        When::DateTimeRange { start: Some(start), end: Some(end) } => (start < end
            && names_hours(&wish.text))
        .then_some(Moment::Exact { slot: Slot { start, end } }),
        When::DateRange { start: Some(day), end } => {
            (end == day.succ_opt()).then_some(Moment::Day { day })
        }
        When::DateRange { start: None, .. }
        | When::DateTimeRange { .. }
        | When::Time(_)
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => None,
    }
}

/// Whether a range was named by its hours. `vrijdagmiddag` is a range to the reader of mail, but
/// not an appointment.
fn names_hours(text: &str) -> bool {
    let text = text.to_lowercase();
    let by_clock = text.contains([':', '.']) || text.contains("uur");
    by_clock || !DAGDELEN.iter().any(|dagdeel| text.contains(dagdeel))
}

fn days(when: &When) -> Option<Days> {
    let days = match *when {
        When::Date(day) => Days { start: day, end: day.succ_opt()? },
        When::DateRange { start: Some(start), end: Some(end) } => Days { start, end },
        When::DateRange { .. }
        | When::DateTime(_)
        | When::DateTimeRange { .. }
        | When::Time(_)
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => return None,
    };
    (1..=DAYS_MAX).contains(&(days.end - days.start).num_days()).then_some(days)
}

/// The next week of this number that is not over yet.
fn week_from(today: NaiveDate, number: u32) -> Option<Days> {
    let this_year = today.iso_week().year();
    [this_year, this_year + 1]
        .into_iter()
        .filter_map(|year| week(year, number))
        .find(|week| today < week.end)
}

fn week(year: i32, number: u32) -> Option<Days> {
    let start = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
    Some(Days { start, end: start.checked_add_days(Step::new(7))? })
}

fn month(today: NaiveDate) -> Option<Days> {
    let start = today.with_day(1)?;
    Some(Days { start, end: start.checked_add_months(Months::new(1))? })
}

fn show_moment(moment: &Moment) -> String {
    match moment {
        Moment::Exact { slot } => show_range(slot.start, slot.end),
        Moment::From { start } => start.format("%Y-%m-%d %H:%M").to_string(),
        Moment::Day { day } => day.to_string(),
    }
}

fn show_range(start: chrono::NaiveDateTime, end: chrono::NaiveDateTime) -> String {
    format!("{}-{}", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"))
}

/// In figures that every reader of dates takes back; `..` where an end is open.
fn show_when(when: &When) -> String {
    fn or_open<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    match when {
        When::Date(day) => day.to_string(),
        When::DateTime(start) => start.format("%Y-%m-%d %H:%M").to_string(),
        When::Time(time) => time.format("%H:%M").to_string(),
        When::DateRange { start, end } => {
            format!("{}..{}", or_open(*start), or_open(end.and_then(|end| end.pred_opt())))
        }
        When::DateTimeRange { start: Some(start), end: Some(end) } => show_range(*start, *end),
        When::DateTimeRange { start, end } => format!("{}..{}", or_open(*start), or_open(*end)),
        When::TimeRange { from, until } => format!("{}..{}", or_open(*from), or_open(*until)),
        When::Duration { seconds } => format!("{} min", seconds / 60),
        When::Set { weekdays, .. } => {
            weekdays.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
        }
    }
}
