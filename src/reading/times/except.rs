//! Reads what stands behind "behalve" and leans on the time before it: "alle vrijdagen in april, behalve
//! de laatste", "april, behalve tussen 10 en 20", "9/4 hele dag, behalve 11-12".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::hour::{Point as Hour, Strength};
use super::phrase::is_row;
use super::{Days, Grammar, Kind, Phrase, Point, Time};
use crate::reading::cue::Cue;
use crate::reading::token::Word;

/// When people meet: what is no such hour is a day of the month.
const MEETING_HOURS: std::ops::RangeInclusive<u32> = 7..=22;

impl Grammar<'_, '_> {
    /// The part of the last time that is left out of it.
    pub(super) fn left_out_of_last(&self, found: &[Phrase], at: usize) -> Option<Phrase> {
        let last = found.last()?;
        self.nth_of_set(found, last, at)
            .or_else(|| self.days_left_out(last, at))
            .or_else(|| self.hours_left_out(last, at))
    }

    /// The "de eerste" and "de laatste" of "alle dinsdagen in mei, behalve de eerste en de laatste".
    fn nth_of_set(&self, found: &[Phrase], last: &Phrase, at: usize) -> Option<Phrase> {
        let t = self.t;
        let nth_at = at + usize::from(t.is(at, &["de"]));
        let nth = self.nth(nth_at)?;
        let ends = matches!(t.word(nth_at + 1), Word::Sign(_))
            || t.get(nth_at + 1).is_none()
            || t.is(nth_at + 1, &["en", "of", "na"]);
        let (kind, of) = match (&last.set, &last.start.days) {
            (Some(set), _) if self.is_behind_except(at) => {
                let [weekday] = set.weekdays[..] else { return None };
                // "In april zijn alle vrijdagen bezet": the month stands before them.
                let named = || found.iter().rev().find_map(|before| before.start.days.clone());
                let of = set.within.clone().or_else(named).filter(is_row)?;
                (Kind::Weekday(weekday), Box::new(of))
            }
            (None, Some(Days::Nth { kind: kind @ Kind::Weekday(_), of, .. }))
                if t.was(at, &["en", "of"])
                    && last.to + 1 == at
                    && self.is_behind_except(last.from) =>
            {
                (*kind, of.clone())
            }
            _ => return None,
        };
        let days = Some(Days::Nth { nth, count: 1, kind, of });
        let start = Point { days, time: None };
        ends.then(|| Phrase { from: at, to: nth_at + 1, start, ..Phrase::default() })
    }

    /// The "tussen 10 en 20" of a month that was named.
    fn days_left_out(&self, last: &Phrase, at: usize) -> Option<Phrase> {
        let month = last.start.days.as_ref().filter(|days| matches!(days, Days::Month { .. }))?;
        let open = last.end.is_none() && last.bound.is_none() && last.start.time.is_none();
        if !open || !self.is_behind_except(at) {
            return None;
        }
        let (first, until, inclusive, to) = self.days_of_month(at)?;
        let of = |what| Days::In { what: Box::new(what), frame: Box::new(month.clone()) };
        let start = Point { days: Some(of(first)), time: None };
        let end = Some((Point { days: Some(of(until)), time: None }, inclusive));
        Some(Phrase { from: at, to, start, end, ..Phrase::default() })
    }

    /// The "11-12" of a day that was named.
    fn hours_left_out(&self, last: &Phrase, at: usize) -> Option<Phrase> {
        let days = last.start.days.as_ref().filter(|days| !is_row(days))?;
        let whole = matches!(last.start.time, None | Some(Time::WholeDay));
        if !whole || last.end.is_some() || !self.is_behind_except(at) {
            return None;
        }
        let (time, to) = self.pair_of_meeting_hours(at)?;
        let start = Point { days: Some(days.clone()), time: Some(time) };
        Some(Phrase { from: at, to, start, ..Phrase::default() })
    }

    /// `10-12`, where a day makes hours of it.
    pub(super) fn pair_of_meeting_hours(&self, at: usize) -> Option<(Time, usize)> {
        let Word::Pair { left, right, sign: '-', .. } = self.t.word(at) else { return None };
        let meets = MEETING_HOURS.contains(&left) && MEETING_HOURS.contains(&right);
        let hour = |hour| Some(Hour::new(hour, 0, true, at + 1, Strength::Sure)?.clock);
        let range = Time::Range(hour(left)?, hour(right)?);
        (meets && left < right).then_some((range, at + 1))
    }

    fn is_behind_except(&self, at: usize) -> bool {
        let led = at - usize::from(self.t.was(at, &["op", "in", "van"]));
        (led.saturating_sub(2)..led)
            .any(|i| self.t.cue(i, Cue::Except).is_some_and(|words| i + words == led))
    }
}
