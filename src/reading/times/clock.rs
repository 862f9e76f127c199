//! Reads times of day: "10.00 – 12.30 uur", "half elf", "vanaf 19.30 uur", "einde van de middag".
//!
//! The trap is that "10.00" may be a price, "twee uur" a length and "9-11" a date. A reading
//! therefore has a strength, and what is weak only counts beside a word that asks for a time or
//! inside a phrase that already has a day.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::length::LENGTH_ENDS;
use super::shift::shift;
use super::{ClockTime, Grammar, Time};
use crate::reading::cue::{Cue, Phrases};
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
        let clock = ClockTime { hour, minute, second: 0, spoken, part_said: false };
        valid.then_some(Self { clock, next, strength })
    }
}

/// Words that lead to an hour.
pub(crate) const ASKS: Phrases = &[
    "om",
    "tegen",
    "at",
    "rond",
    "omstreeks",
    "around",
    "circa",
    "ca",
    "aanvang",
    "te",
    "aanvangstijd",
];

/// What stands before the hour from which on a time counts; each begins with a word of `bound`.
const LATER: &[&[&str]; 11] = &[
    &["vanaf"],
    &["na"],
    &["after"],
    &["from"],
    &["later", "dan"],
    &["niet", "eerder", "dan"],
    &["niet", "vroeger", "dan"],
    &["niet", "voor"],
    &["niet", "vóór"],
    &["op", "zijn", "vroegst", "om"],
    &["op", "zijn", "vroegst"],
];
/// What stands before the hour up to which it counts.
const SOONER: &[&[&str]; 15] = &[
    &["tot", "en", "met"],
    &["tot"],
    &["voor"],
    &["vóór"],
    &["until"],
    &["before"],
    &["till"],
    &["op", "of", "eerder", "dan"],
    &["eerder", "dan"],
    &["voorafgaand", "aan"],
    &["zo", "laat", "als"],
    &["niet", "later", "dan"],
    &["op", "zijn", "laatst", "om"],
    &["op", "zijn", "laatst"],
    &["uiterlijk", "om"],
];

/// One o'clock and on, as they stand behind "na" and "voor".
const HOURS_IN_GROUPS: [&str; 12] = [
    "enen", "tweeën", "drieën", "vieren", "vijven", "zessen", "zevenen", "achten", "negenen",
    "tienen", "elven", "twaalven",
];

impl Grammar<'_, '_> {
    /// The time of day that starts at `at`, and where it ends.
    pub(crate) fn time(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        match self.t.word(at) {
            Word::Digits { .. } | Word::Number(_) | Word::Pair { .. } | Word::Clock { .. } => self
                .hours_range(at)
                .or_else(|| self.pair_of_hours(at, has_day))
                .or_else(|| self.joined_range(at, has_day))
                .or_else(|| self.spoken_range(at, has_day))
                .or_else(|| self.pointed(at, has_day))
                .or_else(|| self.part_of_day(at)),
            Word::Unit(Unit::Hour) => self.pointed(at, has_day),
            Word::Part(_) | Word::Edge(_) | Word::Day(1) | Word::Relative(_) => {
                self.part_of_day(at)
            }
            Word::Other if self.t.get(at)?.cues.has(Cue::OpensTime) => self
                .opened_range(at, has_day)
                .or_else(|| self.joined_range(at, has_day))
                .or_else(|| self.asked_range(at))
                .or_else(|| self.bounded_time(at, has_day))
                .or_else(|| self.pointed(at, has_day))
                .or_else(|| self.part_of_day(at))
                .or_else(|| self.beside_lunch(at, has_day)),
            _ => None,
        }
    }

    /// `vanaf 13.00 uur`, `na 16.00 uur`, `vóór 12 uur`.
    fn bounded_time(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        if !t.listed(at, Cue::OpensBound) || t.is(at, &["voor"]) && self.is_set_for(at) {
            return None;
        }
        let is_later = t.any_of(at, LATER);
        let words = is_later.or_else(|| t.any_of(at, SOONER))?;
        let mut next = at + words;
        while t.is(next, &["ongeveer", "circa", "ca", "om", "de", "rond"]) {
            next += 1;
        }
        if is_later.is_some() && t.is(next, &["lunch", "middag"]) && t.is(next, &["lunch"]) {
            return None;
        }
        let weakest = if has_day && self.policy.bare { Strength::Bare } else { Strength::Hours };
        let mut point = self.clock_point(next).filter(|point| {
            point.strength >= weakest || has_day && self.part_behind(point.next).is_some()
        })?;
        // "voor een uur", "voor vierentwintig uur": nobody means one o'clock or midnight by that.
        let spelled = t.is(at, &["voor"])
            && (t.is(next, &["een"]) && !has_day || t.count(next).is_some_and(|hour| hour > 23));
        let is_length = self.amount(next).is_some_and(|(_, end)| end > point.next)
            || point.strength == Strength::Hours && (t.is(point.next - 1, &["uren"]) || spelled)
            || matches!(t.word(next), Word::Digits { len: 4, .. })
                && point.strength == Strength::Dotted;
        if is_length || matches!(t.word(point.next), Word::Month(_)) {
            return None;
        }
        if let Some((part, behind)) = self.part_behind(point.next) {
            shift(&mut point.clock, part);
            point.next = behind;
        }
        let time =
            if is_later.is_some() { Time::From(point.clock) } else { Time::Until(point.clock) };
        Some((time, point.next))
    }

    /// A point in time, with or without "om" before it.
    fn pointed(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        // "een alarm voor kwart voor elf".
        let alarm = t.is(at, &["voor"]) && self.is_set_for(at);
        let asks = t.listed(at, Cue::AsksHour) || alarm;
        let mut start = if asks { at + 1 } else { at };
        if asks && t.is_sign(start, '.') {
            start += 1;
        }
        // "om en bij 14u", "rond de klok van 14 uur".
        if asks && let Some(words) = t.any_of(start, &[&["en", "bij"], &["de", "klok", "van"]]) {
            start += words;
        }
        if asks && t.is(start, &["ongeveer", "circa", "ca", "de", "rond", "klokslag"]) {
            start += 1;
        }
        let mut point = self.clock_point(start)?;
        // "circa twee uur" is as likely a length.
        let about = t.is(at, &["circa", "ca"]) || !asks && t.was(at, &["circa", "ca"]);
        let early = point.strength == Strength::Hours && point.clock.hour < 9 && !has_day;
        // "in plaats van 10 uur".
        let instead = at > 2 && t.are(at - 3, &["in", "plaats", "van"]);
        let asked = instead || (asks || t.was_cue(at, Cue::AsksHour)) && !(about && early);
        if !asked && point.clock.minute == 0 && t.is(point.next, LENGTH_ENDS) {
            return None;
        }
        let asked_exactly = t.is(start.saturating_sub(1), &["om", "at", "tegen"]);
        let enough = match point.strength {
            Strength::Sure => true,
            Strength::Dotted => {
                let bare = self.policy.bare && !t.was(at, &["op"]);
                let shared = self.is_lent_hours(point.next);
                let told = || self.is_hour_of_day(at, point.next) || self.lone_hour(at, &point);
                asked || has_day || bare || shared || told()
            }
            Strength::Hours => self.hours_are_clock(at, &point, asked, has_day),
            Strength::Bare => {
                self.names_half(point.next)
                    || asked && has_day && !matches!(t.word(point.next), Word::Month(_))
                    || asked_exactly && !self.followed_by_thing(point.next)
                    || self.before_part_of_today(at, point.next)
            }
        };
        if !enough {
            return None;
        }
        if let Some((part, next)) = self.part_behind(point.next) {
            shift(&mut point.clock, part);
            point.next = next;
        }
        if t.is(point.next, &["middernacht", "midnight"]) {
            // "12 uur middernacht".
            point.clock.hour = if point.clock.hour == 12 { 24 } else { point.clock.hour };
            point.clock.spoken = false;
            point.next += 1;
        }
        if let Some(words) = t.any_of(point.next, &[&["of", "later"], &["op", "zijn", "vroegst"]]) {
            return Some((Time::From(point.clock), point.next + words));
        }
        if let Some(words) = t.any_of(point.next, &[&["of", "eerder"], &["op", "zijn", "laatst"]]) {
            return Some((Time::Until(point.clock), point.next + words));
        }
        Some((Time::At(point.clock), point.next))
    }

    /// `20.30 vandaag`, `15.00 op 3-12-2026`, `verplaatsen naar 20.00`: a dotted number that a day
    /// follows, or that something is moved to.
    fn is_hour_of_day(self, at: usize, next: usize) -> bool {
        let t = self.t;
        let on = if t.is(next, &["op", "on"]) { next + 1 } else { next };
        let day = match t.word(on) {
            Word::Day(_) | Word::FullDate { .. } | Word::PartOfDay(..) => true,
            Word::Weekday { short, .. } => !short || on > next,
            _ => false,
        };
        let named = t.was(at, &["is", "wordt"])
            && at > 1
            && t.get(at - 2).is_some_and(|noun| noun.lower.ends_with("tijd"));
        day || named
            || t.is(next, &["uur", "u"])
            || t.was(at, &["naar"])
                && (at.saturating_sub(8)..at).any(|i| t.is(i, &["uur", "tijd", "tijdstip"]))
    }

    /// The "8" of "op 8 vanmorgen", "10, vanavond"; "met 8, vanavond" counts guests.
    fn before_part_of_today(self, at: usize, next: usize) -> bool {
        let t = self.t;
        let behind = if t.is_sign(next, ',') { next + 1 } else { next };
        matches!(t.word(behind), Word::PartOfDay(..))
            && matches!(t.word(at), Word::Digits { .. })
            && !t.was(at, &["met", "van", "z'n", "z’n", "optie", "voor"])
    }

    /// Something that goes off at an hour stands before: its "voor" leads to that hour.
    fn is_set_for(self, at: usize) -> bool {
        self.t.was(at, &["alarm", "wekker", "herinnering", "reminder", "kookwekker"])
    }

    /// `8 vanmorgen`, `10, vanavond`: the part of a day behind a bare number makes it an hour.
    fn names_half(self, at: usize) -> bool {
        let at = if self.t.is_sign(at, ',') { at + 1 } else { at };
        self.policy.bare && matches!(self.t.word(at), Word::PartOfDay(..))
    }

    /// Whether "drie uur" is the clock here, and not a length.
    fn hours_are_clock(self, at: usize, point: &Point, asked: bool, has_day: bool) -> bool {
        let t = self.t;
        let about =
            t.was(at, &["van", "circa", "ongeveer", "maximaal", "minimaal", "duur", "voor"]);
        let part = self.part_behind(point.next).is_some()
            || self.part_of_day(point.next).is_some()
            || t.is(point.next, &["middernacht", "midnight"]);
        // "nog een uur", "drie uur weg", "blok 1 uur".
        let lasts = t.was(at, &["nog", "dan", "gedurende", "hooguit"])
            || t.is(point.next, &["weg", "lang"])
            || self.policy.lengths
                && point.clock.hour == 1
                && !(has_day || part)
                && self.named_point(point.next).is_none();
        if lasts && !asked {
            return false;
        }
        // Nobody comes for nine hours: from there on "15 uur" is the clock.
        let late = (9..24).contains(&point.clock.hour) && !t.is(point.next - 1, &["uren"]);
        let bare = self.policy.bare && !t.is(point.next - 1, &["uren"]);
        // "het is zeven uur".
        let told = t.was(at, &["is"]) && at > 1 && t.is(at - 2, &["het", "nu"]);
        asked || part || told || !about && (has_day || late || bare)
    }

    /// The "10.00" of "10.00 of 11.00 uur", "liever 10.00 dan 11.00 uur", "van 10.00 naar 11.00 uur".
    fn is_lent_hours(self, at: usize) -> bool {
        let t = self.t;
        let next = if t.is(at + 1, &["om", "at"]) { at + 2 } else { at + 1 };
        t.is(at, &["of", "en", "dan", "naar", "or", "and", "than", "to"])
            && matches!(t.word(next), Word::Pair { sign: '.' | ':', .. })
            && t.is(next + 1, &["uur", "u", "h"])
    }

    /// A bare number counts things when a plain word follows: "om 3 redenen".
    pub(super) fn followed_by_thing(self, at: usize) -> bool {
        let t = self.t;
        match t.word(at) {
            Word::Month(_) | Word::Unit(_) | Word::Digits { .. } | Word::Pair { .. } => true,
            _ if t.get(at).is_none() => false,
            Word::Other => !t.is(
                at,
                &[
                    "op",
                    "in",
                    "of",
                    "en",
                    "graag",
                    "is",
                    "past",
                    "kan",
                    "lukt",
                    "terug",
                    "weg",
                    "afspreken",
                    "beschikbaar",
                    "vrij",
                    "aanwezig",
                    "afwezig",
                    "bezet",
                    "gebeuren",
                    "vergaderen",
                    "afgesproken",
                    "zijn",
                ],
            ),
            _ => false,
        }
    }

    /// A point on the clock, by the class of the word that it begins with.
    pub(super) fn clock_point(self, at: usize) -> Option<Point> {
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
    fn half_or_quarter(self, at: usize) -> Option<Point> {
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
    fn minutes_before_or_after(self, at: usize) -> Option<Point> {
        let minutes = self.t.count(at).filter(|n| (1..30).contains(n))?;
        let mut next = at + 1;
        let said = matches!(self.t.word(next), Word::Unit(Unit::Minute));
        if said {
            next += 1;
        }
        self.before_or_after_of(next, minutes, said)
    }

    fn before_or_after(self, at: usize, minutes: u32) -> Option<Point> {
        self.before_or_after_of(at, minutes, true)
    }

    fn before_or_after_of(self, at: usize, minutes: u32, said: bool) -> Option<Point> {
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
        let hours = total / 60 % 24;
        said.then(|| Point::new(hours, total % 60, spoken, next, Strength::Sure)).flatten()
    }

    /// `een uur of elf`.
    fn about_hours(self, at: usize) -> Option<Point> {
        let says = self.t.any_of(at, &[&["een", "uur", "of"], &["uur", "of"]])?;
        let hour = self.t.count(at + says).filter(|h| *h <= 24)?;
        let is_length = self.t.was(at, &["duurt", "duren", "voor", "van", "ongeveer"]);
        (!is_length).then(|| Point::new(hour, 0, true, at + says + 1, Strength::Sure)).flatten()
    }

    /// `middernacht`, `het middaguur`, `noon`.
    fn named_point(self, at: usize) -> Option<Point> {
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
    fn half_named(self, at: usize) -> Option<Point> {
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
        Some(Point { clock: ClockTime { second, ..point.clock }, ..point })
    }

    fn half_of_day(self, at: usize) -> Option<(Half, usize)> {
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
        // "12a" is a house.
        (dotted || glued && self.policy.bare)
            .then_some((half, if dotted { at + 2 } else { at + 1 }))
    }

    fn plainly_written(self, at: usize) -> Option<Point> {
        let t = self.t;
        let hours = t.is(at + 1, &["uur", "u", "h", "hrs", "o'clock", "o’clock"]);
        let next = if hours { at + 2 } else { at + 1 };
        match t.word(at) {
            Word::Clock { hour, minute, second, half: _ } => {
                let text = t.get(at)?.text;
                let spoken = minute == 0 && !text.starts_with('0') && !text.contains(['.', ':']);
                let point = Point::new(hour, minute, spoken, next, Strength::Sure)?;
                Some(Point { clock: ClockTime { second, ..point.clock }, ..point })
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
    fn follows_clock(self, at: usize) -> bool {
        let t = self.t;
        let dash = t.before(at).is_some_and(|dash| dash.is_dash())
            && at >= 2
            && matches!(t.word(at - 2), Word::Pair { sign: '.' | ':', .. } | Word::Clock { .. });
        dash || t.was(at, &["van", "tot", "om"])
    }

    /// `14 uur 15`, `drie uur`, `10 u`, a bare number.
    fn counted_hours(self, at: usize) -> Option<Point> {
        let t = self.t;
        let hour = t.count(at).filter(|hour| *hour <= 24)?;
        let spoken = hour < 12 && !t.get(at)?.text.starts_with('0');
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

#[cfg(test)]
mod tests {
    use super::super::bound::OPENS;
    use super::*;

    #[test]
    fn every_bound_begins_with_a_word_that_opens_one() {
        for words in LATER.iter().chain(SOONER) {
            assert!(words.first().is_some_and(|first| OPENS.contains(first)), "{words:?}");
        }
    }
}
