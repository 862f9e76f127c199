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
use super::{ClockTime, Grammar, Time};
use crate::reading::cue::Cue;
use crate::reading::token::{Edge, Half, Part, Unit, Word};

/// How sure the words are of being a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A bare number.
    Bare,
    /// A number and "uur": as likely a length.
    Hours,
    /// `10.00`.
    Dotted,
    Sure,
}

struct Point {
    clock: ClockTime,
    next: usize,
    strength: Strength,
}

impl Point {
    fn new(hour: u32, minute: u32, spoken: bool, next: usize, strength: Strength) -> Option<Self> {
        let valid = hour < 24 && minute < 60 || (hour, minute) == (24, 0);
        let clock = ClockTime { hour, minute, second: 0, spoken, part_said: false };
        valid.then_some(Self { clock, next, strength })
    }
}

const ASKS: &[&str] = &[
    "om", "tegen", "at", "rond", "omstreeks", "around", "circa", "ca", "aanvang", "te", "aanvangstijd",
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
            Word::Part(_) | Word::Edge(_) | Word::Day(1) | Word::Relative(_) => self.part_of_day(at),
            Word::Other if self.t.get(at)?.cues.has(Cue::OpensTime) => self
                .opened_range(at, has_day)
                .or_else(|| self.joined_range(at, has_day))
                .or_else(|| self.asked_range(at))
                .or_else(|| self.spoken_range(at, has_day))
                .or_else(|| self.bounded_time(at, has_day))
                .or_else(|| self.pointed(at, has_day))
                .or_else(|| self.part_of_day(at)),
            _ => None,
        }
    }

    /// `van 9.30 tot 11.00 uur`, `tussen 10 en 15 uur`.
    fn opened_range(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        if !self.t.is(at, &["van", "tussen", "from", "between", "vanaf"]) {
            return None;
        }
        self.joined_range(at + 1, true)
            .filter(|(_, next)| {
                let part = matches!(self.t.word_before(*next), Word::Part(_) | Word::Day(1));
                has_day || part || self.ends_in_hour(at + 1)
            })
            .or_else(|| self.bare_range(at + 1, has_day))
            .or_else(|| self.pair_of_hours(at + 1, has_day))
    }

    /// `vandaag vijf tot zeven`, once the day is known.
    fn spoken_range(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        self.bare_range(at, has_day).filter(|_| has_day && self.t.is(at + 1, &["tot"]))
    }

    /// `om 14.00 - 14.30`.
    fn asked_range(self, at: usize) -> Option<(Time, usize)> {
        if !self.t.is(at, &["om", "at"]) {
            return None;
        }
        self.joined_range(at + 1, false)
    }

    /// Whether a day follows: "van 5 tot 6 op 22 april".
    fn on_a_day(self, at: usize) -> bool {
        let led = self.t.is(at, &["op", "on"]) && self.days(at + 1).is_some();
        led || matches!(self.t.word(at), Word::Relative(_)) && self.relative(at).is_some()
    }

    /// `maandag 11-4`, `8-9 's ochtends`: hours where the policy or a part of the day says so.
    fn pair_of_hours(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let Word::Pair { left, right, sign: '-', .. } = self.t.word(at) else { return None };
        let part = self.part_behind(at + 1);
        if !(part.is_some() || has_day && self.policy.dash_is_hours) || left == right {
            return None;
        }
        let mut from = Point::new(left, 0, true, at + 1, Strength::Sure)?.clock;
        let mut until = Point::new(right, 0, true, at + 1, Strength::Sure)?.clock;
        let Some((part, next)) = part else { return Some((Time::Range(from, until), at + 1)) };
        shift(&mut from, part);
        shift(&mut until, part);
        Some((Time::Range(from, until), next))
    }

    /// `van 9 tot 11`, once the day is known, or where a part of the day or a day follows: "tussen 4
    /// en 5 's middags", "van 3 tot 5 op 1 december".
    fn bare_range(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        let mut first = self.clock_point(at)?;
        let mut second = self.clock_point(self.clock_joint(first.next, true)?)?;
        let timed = self.join_parts(&mut first, &mut second);
        let is_date = matches!(t.word(second.next), Word::Month(_) | Word::Unit(_))
            || self.counts_something(second.next);
        (!is_date && second.clock.hour != first.clock.hour && (has_day || timed || self.on_a_day(second.next)))
            .then_some((Time::Range(first.clock, second.clock), second.next))
    }

    /// Takes the part of the day behind either end of a range; says whether there was one. "Van 10
    /// tot 2 uur 's middags" begins before noon.
    fn join_parts(self, first: &mut Point, second: &mut Point) -> bool {
        let Some((part, next)) = self.part_behind(second.next) else { return false };
        let morning = first.clock.hour > second.clock.hour;
        shift(&mut second.clock, part);
        shift(&mut first.clock, if morning { Part::Ochtend } else { part });
        second.next = next;
        true
    }

    /// Whether the range from `at` says that it is about hours somewhere.
    fn ends_in_hour(self, at: usize) -> bool {
        (at..at + 8).any(|i| {
            self.t.is(i, &["uur", "u", "h", "am", "pm"])
                || matches!(
                    self.t.word(i),
                    Word::Clock { .. } | Word::Pair { sign: '.' | ':', .. }
                )
        })
    }

    /// `9-11 uur`.
    fn hours_range(self, at: usize) -> Option<(Time, usize)> {
        let Word::Pair { left, right, sign: '-', .. } = self.t.word(at) else { return None };
        if !self.t.is(at + 1, &["uur", "u", "h"]) || left >= right {
            return None;
        }
        if left >= 100 {
            let first = Point::new(left / 100, left % 100, false, at, Strength::Sure)?;
            let second = Point::new(right / 100, right % 100, false, at + 2, Strength::Sure)?;
            return Some((Time::Range(first.clock, second.clock), second.next));
        }
        if right > 24 {
            return None;
        }
        let clock = |hour| ClockTime { hour, minute: 0, second: 0, spoken: true, part_said: false };
        Some((Time::Range(clock(left), clock(right)), at + 2))
    }

    fn joined_range(self, at: usize, opened: bool) -> Option<(Time, usize)> {
        let mut first = self.clock_point(at)?;
        let own = self.part_behind(first.next);
        if let Some((part, next)) = own {
            shift(&mut first.clock, part);
            (first.next, first.strength) = (next, Strength::Sure);
        }
        let joint = self.clock_joint(first.next, opened)?;
        let mut second = self.clock_point(joint)?;
        let best = first.strength.max(second.strength);
        let is_date = matches!(self.t.word(second.next), Word::Month(_));
        let part = self.part_behind(second.next);
        let plausible = part.is_some() || match best {
            Strength::Bare => false,
            Strength::Hours => opened || first.strength == Strength::Bare,
            Strength::Dotted => opened || first.strength == second.strength,
            Strength::Sure => true,
        };
        if let Some((part, next)) = part {
            shift(&mut second.clock, part);
            if own.is_none() {
                first.clock = before_part(first.clock, second.clock, part);
            }
            second.next = next;
        }
        (plausible && !is_date).then_some((Time::Range(first.clock, second.clock), second.next))
    }

    fn clock_joint(self, at: usize, opened: bool) -> Option<usize> {
        let t = self.t;
        if t.get(at)?.is_dash() || t.is(at, &["t/m", "to", "until", "till"]) {
            return Some(at + 1);
        }
        if t.is(at, &["tot"]) {
            let long = t.any_of(at, &[&["tot", "en", "met"], &["tot", "ongeveer"], &["tot", "uiterlijk"], &["tot", "maximaal"], &["tot", "circa"]]);
            return Some(at + long.unwrap_or(1));
        }
        (opened && t.is(at, &["en", "and"])).then_some(at + 1)
    }

    /// `vanaf 13.00 uur`, `na 16.00 uur`, `vóór 12 uur`.
    fn bounded_time(self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        let later: &[&[&str]] = &[
            &["vanaf"],
            &["na"],
            &["after"],
            &["from"],
            &["later", "dan"],
            &["niet", "eerder", "dan"],
            &["niet", "voor"],
            &["niet", "vóór"],
            &["op", "zijn", "vroegst", "om"],
            &["op", "zijn", "vroegst"],
        ];
        let sooner: &[&[&str]] = &[
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
        if t.is(at, &["voor"]) && self.is_set_for(at) {
            return None;
        }
        let is_later = t.any_of(at, later);
        let words = is_later.or_else(|| t.any_of(at, sooner))?;
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
            || matches!(t.word(next), Word::Digits { len: 4, .. }) && point.strength == Strength::Dotted;
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
        let asks = t.is(at, ASKS) || alarm;
        let mut start = if asks { at + 1 } else { at };
        if asks && t.is_sign(start, '.') {
            start += 1;
        }
        if asks && t.is(start, &["ongeveer", "circa", "ca", "de", "rond", "klokslag"]) {
            start += 1;
        }
        let mut point = self.clock_point(start)?;
        let asked = asks || t.was(at, ASKS);
        if !asked && point.clock.minute == 0 && t.is(point.next, LENGTH_ENDS) {
            return None;
        }
        let asked_exactly = t.is(start.saturating_sub(1), &["om", "at", "tegen"]);
        let enough = match point.strength {
            Strength::Sure => true,
            Strength::Dotted => {
                let bare = self.policy.bare && !t.was(at, &["op"]);
                asked || has_day || bare || self.is_hour_of_day(at, point.next)
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
        day || named || t.is(next, &["uur", "u"])
            || t.was(at, &["naar"]) && (at.saturating_sub(8)..at).any(|i| t.is(i, &["uur", "tijd", "tijdstip"]))
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

    /// A bare number counts things when a plain word follows: "om 3 redenen".
    fn followed_by_thing(self, at: usize) -> bool {
        let t = self.t;
        match t.word(at) {
            Word::Month(_) | Word::Unit(_) | Word::Digits { .. } | Word::Pair { .. } => true,
            _ if t.get(at).is_none() => false,
            Word::Other => {
                !t.is(
                    at,
                    &[
                        "op", "in", "of", "en", "graag", "is", "past", "kan", "lukt", "terug", "weg",
                        "afspreken", "beschikbaar", "vrij", "aanwezig", "afwezig", "bezet", "gebeuren",
                        "vergaderen", "afgesproken", "zijn",
                    ],
                )
            }
            _ => false,
        }
    }

    fn clock_point(self, at: usize) -> Option<Point> {
        self.half_or_quarter(at)
            .or_else(|| self.minutes_before_or_after(at))
            .or_else(|| self.about_hours(at))
            .or_else(|| self.named_point(at))
            .or_else(|| self.half_named(at))
            .or_else(|| self.plainly_written(at))
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
        if t.was(at, &["na", "voor", "vóór", "tegen", "rond", "niet"])
            && let Some(hour) = HOURS_IN_GROUPS.iter().position(|name| t.is(at, &[name]))
        {
            return Point::new(hour as u32 + 1, 0, true, at + 1, Strength::Sure);
        }
        None
    }

    /// `9 am`, `2.30 p.m.`, `5pm`: the half of the day is said behind it.
    fn half_named(self, at: usize) -> Option<Point> {
        let t = self.t;
        let (hour, minute, second, own, mut next) = match t.word(at) {
            Word::Pair { left, right, sign: '.' | ':', right_len: 2 } => (left, right, 0, None, at + 1),
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
        (dotted || glued).then_some((half, if dotted { at + 2 } else { at + 1 }))
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
            Word::Digits { value, len: 4 } if hours || t.was(at, &["van", "tot", "om"]) => {
                let strength = if hours { Strength::Sure } else { Strength::Dotted };
                Point::new(value / 100, value % 100, false, next, strength)
            }
            _ => self.counted_hours(at),
        }
    }

    /// `14 uur 15`, `drie uur`, `10 u`, a bare number.
    fn counted_hours(self, at: usize) -> Option<Point> {
        let t = self.t;
        let hour = t.count(at).filter(|hour| *hour <= 24)?;
        let spoken = hour < 12 && !t.get(at)?.text.starts_with('0');
        let article = t.is(at, &["een", "a"]);
        if t.is(at + 1, &["uur", "u", "h", "o'clock", "o’clock"]) {
            if let Some(minute) = t.count(at + 2).filter(|m| (1..60).contains(m) && !article)
                && t.get(at + 3).is_none_or(|next| {
                    !matches!(next.word, Word::Unit(_) | Word::Month(_) | Word::Other)
                        || next.is_any(&["'s", "’s", "‘s"])
                })
            {
                return Point::new(hour, minute, spoken, at + 3, Strength::Sure);
            }
            return Point::new(hour, 0, spoken, at + 2, Strength::Hours);
        }
        if t.is(at + 1, &["uren"]) {
            return Point::new(hour, 0, spoken, at + 2, Strength::Hours);
        }
        (!article).then(|| Point::new(hour, 0, spoken, at + 1, Strength::Bare)).flatten()
    }

    /// `'s avonds`, `in de ochtend`, `vanavond` behind a clock: the half of the day it is in.
    fn part_behind(self, at: usize) -> Option<(Part, usize)> {
        let t = self.t;
        if t.word(at) != Word::Other {
            return None;
        }
        let next = if let Some(words) = t.any_of(at, &[&["in", "de"], &["in", "the"]]) {
            at + words
        } else if t.is(at, &["'s", "’s", "‘s"]) {
            at + 1
        } else {
            return None;
        };
        match t.word(next) {
            Word::Part(part) => Some((part, next + 1)),
            Word::Day(1) => Some((Part::Ochtend, next + 1)),
            _ => None,
        }
    }

    /// `in de ochtend`, `einde van de middag`, `'s avonds`, `de hele dag`, `rond lunchtijd`.
    pub(crate) fn part_of_day(self, at: usize) -> Option<(Time, usize)> {
        let t = self.t;
        if let Some(words) = t.any_of(
            at,
            &[
                &["op", "hetzelfde", "tijdstip"],
                &["hetzelfde", "tijdstip"],
                &["dezelfde", "tijd"],
                &["zelfde", "tijd"],
                &["same", "time"],
            ],
        ) {
            return Some((Time::Same, at + words));
        }
        if let Some(found) = self.midday(at) {
            return Some(found);
        }
        let mut next = at;
        let (mut early, mut late) = (false, false);
        while next < at + 4 && t.is(next, PART_LEADS) {
            if t.is(next, &["hele", "gehele", "heel"]) && self.policy.lengths {
                return None;
            }
            if t.is(next, &["hele", "gehele", "heel"]) {
                let dag = if t.is(next + 1, &["de"]) { next + 2 } else { next + 1 };
                // "de hele middag" is the middag.
                return match t.word(dag) {
                    Word::Part(part) => Some((Time::Part(part), dag + 1)),
                    _ => t.is(dag, &["dag"]).then_some((Time::WholeDay, dag + 1)),
                };
            }
            early |= t.is(next, &["vroeg", "vroege", "early"]);
            late |= t.is(next, &["laat", "late", "later"]);
            next += 1;
        }
        let edge = self.edge_of_part(next);
        if let Some((_, start)) = edge {
            next = start;
        }
        let (part, end) = self.part_of(next)?;
        let time = match edge {
            Some((Edge::Begin, _)) => Time::BeginOf(part),
            Some((Edge::Middle, _)) => Time::MiddleOf(part),
            Some(_) => Time::EndOf(part),
            None if early => Time::BeginOf(part),
            None if late => Time::EndOf(part),
            None => Time::Part(part),
        };
        Some((time, end))
    }

    /// `tussen de middag`, `rond lunchtijd`, `rond de middag`.
    fn midday(self, at: usize) -> Option<(Time, usize)> {
        let t = self.t;
        let words = t.any_of(
            at,
            &[
                &["tussen", "de", "middag"],
                &["rond", "de", "lunch"],
                &["rond", "het", "middaguur"],
                &["rond", "lunchtijd"],
                &["around", "lunchtime"],
                &["at", "lunchtime"],
                &["tijdens", "de", "lunch"],
                &["tijdens", "lunchtijd"],
            ],
        );
        if let Some(words) = words {
            return Some((Time::Lunch, at + words));
        }
        if t.is(at, &["midmorgen"]) && self.policy.bare {
            return Some((Time::MiddleOf(Part::Ochtend), at + 1));
        }
        let noon: &[&[&str]] =
            &[&["rond", "de", "middag"], &["om", "lunchtijd"], &["met", "lunchtijd"], &["lunchtijd"]];
        t.any_of(at, noon).map(|words| (Time::Midday, at + words))
    }

    /// The "begin van de" of "begin van de middag", and where it ends.
    fn edge_of_part(self, at: usize) -> Option<(Edge, usize)> {
        let t = self.t;
        let edge = match t.word(at) {
            Word::Edge(edge @ (Edge::Begin | Edge::End | Edge::Middle)) => edge,
            _ if t.is(at, &["start"]) => Edge::Begin,
            _ => return None,
        };
        let mut next = at + 1;
        while t.is(next, &["van", "de", "of", "the"]) {
            next += 1;
        }
        matches!(t.word(next), Word::Part(_)).then_some((edge, next))
    }

    /// `ochtenden`, but "in de avonden" is the part of any one day.
    pub(super) fn is_every_part(self, at: usize) -> bool {
        self.t.is(at, PLURALS) && !self.t.was(at, &["de", "the"])
    }

    fn part_of(self, at: usize) -> Option<(Part, usize)> {
        let t = self.t;
        let greets = t.was(at, &["goede", "good", "fijne", "prettige", "gezellige"]);
        match t.word(at) {
            // "ochtenden" is every one of them.
            Word::Part(_) if self.policy.lengths && self.is_every_part(at) => None,
            Word::Part(part) if !greets => Some((part, at + 1)),
            // "in de morgen", "deze morgen".
            Word::Day(1)
                if t.was(
                    at,
                    &["de", "deze", "'s", "’s", "‘s", "iedere", "elke", "vroege", "late"],
                ) =>
            {
                Some((Part::Ochtend, at + 1))
            }
            _ => None,
        }
    }
}

/// Parts of the day that recur.
const PLURALS: &[&str] =
    &["ochtenden", "middagen", "namiddagen", "avonden", "mornings", "afternoons", "evenings"];

/// What may stand before a part of the day.
const PART_LEADS: &[&str] = &[
    "rond", "in", "op", "aan", "de", "het", "een", "the", "'s", "’s", "‘s", "loop", "van", "hele",
    "gehele", "heel", "late", "laat", "later", "vroege", "vroeg", "early",
];

/// The first hour of a range whose second one names the part of the day: "van 10 tot 2 uur 's
/// middags" begins before noon, "van 11 tot 3 's ochtends" the evening before.
fn before_part(first: ClockTime, second: ClockTime, part: Part) -> ClockTime {
    let mut same = first;
    shift(&mut same, part);
    if same.hour <= second.hour {
        return same;
    }
    let evening = matches!(part, Part::Ochtend | Part::Nacht) && (6..12).contains(&first.hour);
    let hour = if evening { first.hour + 12 } else { first.hour };
    ClockTime { hour, spoken: false, part_said: true, ..first }
}

/// Moves an hour that stands before the part of a day: "om half zes morgenavond", but not "11.30
/// vrijdagmiddag".
pub(super) fn shift_early(clock: &mut ClockTime, part: Part) {
    if clock.hour < 9 || part == Part::Avond {
        shift(clock, part);
    }
}

/// Moves a spoken hour into the part of the day that is named with it.
pub(super) fn shift(clock: &mut ClockTime, part: Part) {
    clock.part_said = true;
    match part {
        Part::Ochtend => {
            if clock.hour == 12 && clock.spoken {
                clock.hour = 0;
            }
            clock.spoken = false;
        }
        Part::Nacht => {
            if (8..12).contains(&clock.hour) && clock.spoken {
                clock.hour += 12;
            } else if clock.hour == 12 {
                clock.hour = 0;
            }
            clock.spoken = false;
        }
        Part::Middag | Part::Namiddag | Part::Avond => {
            if clock.hour < 12 {
                clock.hour += 12;
            }
            clock.spoken = false;
        }
    }
}

/// A time of day before the word that tells its half: "voor half zes morgenochtend".
pub(super) fn shifted(time: Time, part: Part) -> Time {
    let move_in = |mut clock: ClockTime| {
        shift_early(&mut clock, part);
        clock
    };
    match time {
        Time::At(clock) => Time::At(move_in(clock)),
        Time::From(clock) => Time::From(move_in(clock)),
        Time::Until(clock) => Time::Until(move_in(clock)),
        other => other,
    }
}

/// The same for a part of the day that is named first: "vanmiddag om 4", but "13.00" stays.
pub(super) fn shift_spoken(clock: &mut ClockTime, part: Part) {
    if clock.spoken || matches!(part, Part::Ochtend | Part::Nacht | Part::Avond) || clock.hour < 6 {
        shift(clock, part);
    }
}
