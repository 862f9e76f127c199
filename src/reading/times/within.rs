//! Narrows what was read: days inside a month or a week ("volgende maand van 4 tot 22"), the begin or
//! end of a part of the day ("dinsdagavond laat"), the year behind the hour.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Days, Grammar, Phrase, Point, Time, Which, Year};
use crate::reading::token::{Unit, Word};

/// Who may follow "laat" and "vroeg" where they are verbs: "dinsdagavond laat ik het weten".
const SUBJECTS: &[&str] = &[
    "ik", "we", "wij", "je", "jij", "u", "hij", "ze", "zij", "men", "het", "de", "ons", "me",
    "mij", "hem", "haar", "hen", "jullie", "weten", "dat", "die", "mijn", "onze", "staan", "zien",
    "maar",
];

impl Grammar<'_, '_> {
    /// `volgende maand van 4 tot 22`, `november 19-20`, `volgende week tussen woensdag en vrijdag`.
    pub(super) fn within_row(&self, p: &mut Phrase) {
        if p.start.time.is_some() || p.end.is_some() || p.bound.is_some() {
            return;
        }
        let Some(frame) = &p.start.days else { return };
        let found = match frame {
            Days::Month { .. } | Days::Unit { unit: Unit::Month, .. } => self.days_of_month(p.to),
            Days::Unit { unit: Unit::Week, .. } | Days::Weeks { .. } => self.days_of_week(p.to),
            _ => None,
        };
        let Some((first, last, inclusive, mut next)) = found else { return };
        let frame = match (frame, self.year_number(next)) {
            (Days::Month { month, year: Year::Unsaid }, Some((year, end))) => {
                next = end;
                Days::Month { month: *month, year: Year::Number(year) }
            }
            (frame, _) => frame.clone(),
        };
        let inside = |what| Some(Days::In { what: Box::new(what), frame: Box::new(frame.clone()) });
        p.start.days = inside(first);
        p.end = Some((Point { days: inside(last), time: None }, inclusive));
        p.to = next;
    }

    pub(super) fn days_of_month(&self, at: usize) -> Option<(Days, Days, bool, usize)> {
        let t = self.t;
        let led = t.is(at, &["van", "tussen", "from", "between"]);
        let start = if led { at + 1 } else { at };
        let (first, last, inclusive, next) = match t.word(start) {
            Word::Pair { left, right, sign: '-', .. } => (left, right, true, start + 1),
            _ => {
                let first = t.count(start)?;
                let (joint, inclusive) = self.plain_joint(start + 1)?;
                (first, t.count(joint)?, inclusive, joint + 1)
            }
        };
        let hours = matches!(t.word(next), Word::Unit(_) | Word::Month(_) | Word::Part(_))
            || t.is(next, &["u", "h", "'s", "’s", "‘s"])
            || self.counts_something(next);
        let day = |day| super::date::named(day, None, Year::Unsaid);
        (first < last && last <= 31 && first > 0 && !hours)
            .then(|| (day(first), day(last), inclusive, next))
    }

    fn days_of_week(&self, at: usize) -> Option<(Days, Days, bool, usize)> {
        if !self.t.is(at, &["van", "tussen", "from", "between"]) {
            return None;
        }
        let first = self.plain_weekday(at + 1)?;
        let (joint, inclusive) = self.plain_joint(at + 2)?;
        let last = self.plain_weekday(joint)?;
        let day = |weekday| Days::Weekday(weekday, Which::Bare);
        Some((day(first), day(last), inclusive, joint + 1))
    }

    fn plain_joint(&self, at: usize) -> Option<(usize, bool)> {
        let t = self.t;
        let through: &[&[&str]; 4] = &[&["tot", "en", "met"], &["t/m"], &["en"], &["and"]];
        if let Some(words) = t.any_of(at, through) {
            return Some((at + words, true));
        }
        if t.get(at)?.is_dash() {
            return Some((at + 1, true));
        }
        t.is(at, &["tot"]).then_some((at + 1, false))
    }

    /// `dinsdagochtend vroeg`, `dinsdagmiddag aan het einde`.
    pub(super) fn finer_part(&self, p: &mut Phrase) {
        let Some(Time::Part(part)) = p.start.time else { return };
        let t = self.t;
        let begin: &[&[&str]; 3] = &[&["vroeg"], &["in", "het", "begin"], &["aan", "het", "begin"]];
        let end: &[&[&str]; 3] = &[&["laat"], &["aan", "het", "einde"], &["aan", "het", "eind"]];
        let (time, words) = if let Some(words) = t.any_of(p.to, begin) {
            (Time::BeginOf(part), words)
        } else if let Some(words) = t.any_of(p.to, end) {
            (Time::EndOf(part), words)
        } else {
            return;
        };
        let behind_part = p.to > p.from
            && matches!(
                t.word(p.to - 1),
                Word::Part(_) | Word::WeekdayPart(..) | Word::PartOfDay(..)
            );
        let of_other = words > 1 && t.is(p.to + words, &["van", "of"]);
        if behind_part && !of_other && !(words == 1 && t.is(p.to + 1, SUBJECTS)) {
            p.start.time = Some(time);
            p.to += words;
        }
    }

    /// `wo 26 okt 15:50:06 2016`: programs put the year behind the hour.
    pub(super) fn year_behind(&self, p: &mut Phrase) {
        let timed = matches!(p.start.time, Some(Time::At(_))) && self.policy.bare;
        if let Some(Days::Date { year: year @ Year::Unsaid, month: Some(_), .. }) =
            &mut p.start.days
            && timed
            && p.end.is_none()
            && matches!(self.t.word(p.to), Word::Digits { len: 4, .. })
            && let Some((said, next)) = self.year_number(p.to)
        {
            *year = Year::Number(said);
            p.to = next;
        }
    }
}
