//! Reads one hour: "half elf", "kwart over negen", "2.30 p.m.", "14 uur 15", "middernacht", and how sure
//! the words are of being one.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{ClockTime, Grammar};
use crate::reading::token::{Half, Unit, Word};

/// How sure the words are of being a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A bare number.
    Bare,
    /// A number and "uur": as likely a length.
    Hours,
    /// `10.00`.
    Dotted,
    Sure,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) clock: ClockTime,
    pub(super) next: usize,
    pub(super) strength: Strength,
}

impl Point {
    pub(super) fn new(
        hour: u32,
        minute: u32,
        spoken: bool,
        next: usize,
        strength: Strength,
    ) -> Option<Self> {
        let valid = hour < 24 && minute < 60 || (hour, minute) == (24, 0);
        let (hour, minute) = (hour as u8, minute as u8);
        let clock = ClockTime { hour, minute, second: 0, spoken, part_said: false };
        valid.then_some(Self { clock, next, strength })
    }

    fn at_second(self, second: u32) -> Self {
        Self { clock: ClockTime { second: second as u8, ..self.clock }, ..self }
    }
}

/// One o'clock and on, as they stand behind "na" and "voor".
const HOURS_IN_GROUPS: [&str; 12] = [
    "enen", "tweeën", "drieën", "vieren", "vijven", "zessen", "zevenen", "achten", "negenen",
    "tienen", "elven", "twaalven",
];

impl Grammar<'_, '_> {
    /// A point on the clock, by the class of the word that it begins with.
    pub(super) fn clock_point(&self, at: usize) -> Option<Point> {
        match self.t.word(at) {
            Word::Digits { .. } | Word::Number(_) => self
                .minutes_before_or_after(at)
                .or_else(|| self.about_hours(at))
                .or_else(|| self.half_named(at))
                .or_else(|| self.plainly_written(at)),
            Word::Pair { .. } | Word::Clock { .. } => {
                self.half_named(at).or_else(|| self.plainly_written(at))
            }
            Word::Unit(Unit::Hour) => self.about_hours(at),
            // "quarter past two".
            Word::Unit(Unit::Quarter) => self.half_or_quarter(at),
            Word::Other => self.half_or_quarter(at).or_else(|| self.named_point(at)),
            _ => None,
        }
    }

    /// `half elf`, `kwart over negen`, `half past two`.
    fn half_or_quarter(&self, at: usize) -> Option<Point> {
        let t = self.t;
        if t.is(at, &["half"]) {
            if t.is(at + 1, &["past"]) {
                let hour = t.count(at + 2).filter(|h| *h <= 12)?;
                return Point::new(hour, 30, true, at + 3, Strength::Sure);
            }
            let hour = t.count(at + 1).filter(|h| (1..=12).contains(h))?;
            let hour = if hour == 1 { 12 } else { hour - 1 };
            let next = if t.is(at + 2, &["uur"]) { at + 3 } else { at + 2 };
            let dated = matches!(t.word(next), Word::Month(_));
            return if dated { None } else { Point::new(hour, 30, true, next, Strength::Sure) };
        }
        t.is(at, &["kwart", "quarter"]).then(|| self.before_or_after(at + 1, 15)).flatten()
    }

    /// `tien voor half elf`, `vijf over drie`.
    fn minutes_before_or_after(&self, at: usize) -> Option<Point> {
        let minutes = self.t.count(at).filter(|n| (1..30).contains(n))?;
        let mut next = at + 1;
        let said = matches!(self.t.word(next), Word::Unit(Unit::Minute));
        if said {
            next += 1;
        }
        self.before_or_after_of(next, minutes, said)
    }

    fn before_or_after(&self, at: usize, minutes: u32) -> Option<Point> {
        self.before_or_after_of(at, minutes, true)
    }

    fn before_or_after_of(&self, at: usize, minutes: u32, said: bool) -> Option<Point> {
        let t = self.t;
        let after = t.is(at, &["over", "past"]);
        if !after && !t.is(at, &["voor", "to"]) {
            return None;
        }
        let half = t.is(at + 1, &["half"]);
        let at = if half { at + 2 } else { at + 1 };
        let hour = t.count(at).filter(|h| (1..=24).contains(h))?;
        if matches!(t.word(at + 1), Word::Month(_)) {
            return None;
        }
        let base = if half { hour * 60 - 30 } else { hour * 60 };
        let total = if after { base + minutes } else { base.checked_sub(minutes)? };
        let next = if t.is(at + 1, &["uur"]) { at + 2 } else { at + 1 };
        // "twee over drie" (two out of three) is no time unless it is said as one.
        let said = said || half || matches!(minutes, 5 | 10 | 15 | 20) || t.is(at + 1, &["uur"]);
        let spoken = hour <= 12;
        // "Kwart voor een" is spoken of by day.
        let hours = if spoken && total < 60 { 12 } else { total / 60 % 24 };
        said.then(|| Point::new(hours, total % 60, spoken, next, Strength::Sure)).flatten()
    }

    /// `een uur of elf`.
    fn about_hours(&self, at: usize) -> Option<Point> {
        let says = self.t.any_of(at, &[&["een", "uur", "of"], &["uur", "of"]])?;
        let hour = self.t.count(at + says).filter(|h| *h <= 24)?;
        // "vanaf 10 uur, een uur of twee".
        let behind_hour =
            at > 1 && self.t.is_sign(at - 1, ',') && self.t.is(at - 2, &["uur", "u", "h"]);
        let reckons =
            at > 1 && self.t.was(at, &["op"]) && self.t.is(at - 2, &["reken", "rekenen", "rekent"]);
        let is_length = behind_hour
            || reckons
            || self.t.was(at, &["duurt", "duren", "voor", "van", "ongeveer", "kost", "kosten"]);
        (!is_length).then(|| Point::new(hour, 0, true, at + says + 1, Strength::Sure)).flatten()
    }

    /// `middernacht`, `het middaguur`, `noon`.
    pub(super) fn named_point(&self, at: usize) -> Option<Point> {
        let t = self.t;
        let at = if t.is(at, &["het"]) { at + 1 } else { at };
        if t.is(at, &["middernacht", "midnight"]) {
            return Point::new(24, 0, false, at + 1, Strength::Sure);
        }
        if t.is(at, &["middaguur", "noon"]) {
            return Point::new(12, 0, false, at + 1, Strength::Sure);
        }
        // "na drieën", "voor tienen".
        if t.was(at, &["na", "voor", "vóór", "tegen", "rond", "niet", "vanaf", "tot"])
            && let Some(hour) = HOURS_IN_GROUPS.iter().position(|name| t.is(at, &[*name]))
        {
            return Point::new(hour as u32 + 1, 0, true, at + 1, Strength::Sure);
        }
        None
    }

    /// `9 am`, `2.30 p.m.`, `5pm`: the half of the day is said behind it.
    fn half_named(&self, at: usize) -> Option<Point> {
        let t = self.t;
        let (hour, minute, second, own, mut next) = match t.word(at) {
            Word::Pair { left, right, sign: '.' | ':', right_len: 2 } => {
                (left, right, 0, None, at + 1)
            }
            Word::Clock { hour, minute, second, half } => (hour, minute, second, half, at + 1),
            _ => (t.count(at)?, 0, 0, None, at + 1),
        };
        let half = match own {
            Some(half) => half,
            None => {
                let (half, end) = self.half_of_day(next)?;
                next = end;
                half
            }
        };
        let hour = match (hour, half) {
            (12, Half::Am) => 0,
            (1..=11, Half::Pm) => hour + 12,
            _ => hour,
        };
        let point = Point::new(hour, minute, false, next, Strength::Sure)?;
        Some(point.at_second(second))
    }

    fn half_of_day(&self, at: usize) -> Option<(Half, usize)> {
        let t = self.t;
        if t.is(at, &["am", "a.m.", "a.m"]) {
            return Some((Half::Am, at + 1));
        }
        if t.is(at, &["pm", "p.m.", "p.m"]) {
            return Some((Half::Pm, at + 1));
        }
        let dotted = t.get(at + 1).is_some_and(|dot| dot.is_sign('.') && dot.glued);
        let glued = t.get(at).is_some_and(|token| token.glued);
        let half = if t.is(at, &["a"]) {
            Half::Am
        } else if t.is(at, &["p"]) {
            Half::Pm
        } else {
            return None;
        };
        // "12a" is a house; "2 p." are two guests, unless "om" asks for an hour.
        let asked = || t.was(at.saturating_sub(1), &["om", "at", "vanaf", "tot", "na", "voor"]);
        let guests = half == Half::Pm && !self.policy.bare && !asked();
        (dotted && !guests || glued && self.policy.bare)
            .then_some((half, if dotted { at + 2 } else { at + 1 }))
    }

    fn plainly_written(&self, at: usize) -> Option<Point> {
        let t = self.t;
        let hours = t.is(at + 1, &["uur", "u", "h", "hrs", "o'clock", "o’clock"]);
        let next = if hours { at + 2 } else { at + 1 };
        match t.word(at) {
            Word::Clock { hour, minute, second, half: _ } => {
                let text = t.get(at)?.lower;
                let spoken = minute == 0 && !text.starts_with('0') && !text.contains(['.', ':']);
                let point = Point::new(hour, minute, spoken, next, Strength::Sure)?;
                Some(point.at_second(second))
            }
            Word::Pair { left, right, sign: '.' | ':', right_len: 2 } => {
                let colon = matches!(t.word(at), Word::Pair { sign: ':', .. });
                let strength = if hours || colon { Strength::Sure } else { Strength::Dotted };
                Point::new(left, right, false, next, strength)
            }
            // "van 2014 tot 2018" is about years where anything may be.
            Word::Digits { value: 1900..2100, len: 4 }
                if !hours && self.policy.bare && !t.was(at, &["om"]) =>
            {
                None
            }
            Word::Digits { value, len: 4 } if hours || self.follows_clock(at) => {
                let strength = if hours { Strength::Sure } else { Strength::Dotted };
                Point::new(value / 100, value % 100, false, next, strength)
            }
            _ => self.counted_hours(at),
        }
    }

    /// "van 1400", "10.00-1130": four figures are a clock behind these.
    fn follows_clock(&self, at: usize) -> bool {
        let t = self.t;
        let dash = t.before(at).is_some_and(|dash| dash.is_dash())
            && at >= 2
            && matches!(t.word(at - 2), Word::Pair { sign: '.' | ':', .. } | Word::Clock { .. });
        dash || t.was(at, &["van", "tot", "om"])
    }

    /// `14 uur 15`, `drie uur`, `10 u`, a bare number.
    fn counted_hours(&self, at: usize) -> Option<Point> {
        let t = self.t;
        let hour = t.count(at).filter(|hour| *hour <= 24)?;
        let spoken = hour < 12 && !t.get(at)?.lower.starts_with('0');
        let article = t.is(at, &["een", "a"]);
        // "14 30 uur".
        if let Word::Digits { value, len: 2 } = t.word(at + 1)
            && value < 60
            && matches!(t.word(at), Word::Digits { .. })
            && t.is(at + 2, &["uur", "u"])
        {
            return Point::new(hour, value, false, at + 3, Strength::Sure);
        }
        if t.is(at + 1, &["uur", "u", "h", "o'clock", "o’clock"]) {
            if let Some(minute) = t.count(at + 2).filter(|m| (1..60).contains(m) && !article)
                && t.get(at + 3).is_none_or(|next| {
                    !matches!(next.word, Word::Unit(_) | Word::Month(_) | Word::Other)
                        || next.is_any(&["'s", "’s", "‘s", "tot"])
                })
            {
                return Point::new(hour, minute, spoken, at + 3, Strength::Sure);
            }
            return Point::new(hour, 0, spoken, at + 2, Strength::Hours);
        }
        // "na 5en".
        if t.is(at + 1, &["en"])
            && t.get(at + 1).is_some_and(|end| end.glued)
            && t.was(at, &["na", "voor", "vóór", "tegen", "rond", "vanaf", "tot"])
        {
            return Point::new(hour, 0, spoken, at + 2, Strength::Sure);
        }
        if t.is(at + 1, &["uren"]) {
            return Point::new(hour, 0, spoken, at + 2, Strength::Hours);
        }
        (!article).then(|| Point::new(hour, 0, spoken, at + 1, Strength::Bare)).flatten()
    }
}
