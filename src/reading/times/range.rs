//! Reads ranges of hours: "van 9.30 tot 11.00 uur", "9-11 uur", "om 14.00 - 14.30", "van 10 tot 2 uur 's
//! middags".
//!
//! The trap is the same as that of a single hour: "van 3 tot 5" may be people and "9-11" a date, so a
//! bare range needs a day beside it.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::hour::{Point, Strength};
use super::phrase::is_row;
use super::shift::shift;
use super::{ClockTime, Grammar, Phrase, Time};
use crate::reading::cue::Cue;
use crate::reading::token::{Part, Word};

/// So many words may stand between a day and its bare hours: "dinsdag kan de wethouder".
const SUIT_TOKENS: usize = 5;

impl Grammar<'_, '_> {
    /// `van 9.30 tot 11.00 uur`, `tussen 10 en 15 uur`.
    pub(super) fn opened_range(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        if !self.t.is(at, &["van", "tussen", "from", "between", "vanaf"]) {
            return None;
        }
        let Some(first) = self.parted_point(at + 1) else {
            return self.pair_of_hours(at + 1, has_day);
        };
        self.joined_from(first, true)
            .filter(|(_, next)| {
                let part = matches!(self.t.word_before(*next), Word::Part(_) | Word::Day(1));
                has_day || part || self.ends_in_hour(at + 1)
            })
            .or_else(|| self.bare_range(at + 1, first, has_day))
    }

    /// `vandaag vijf tot zeven`, once the day is known.
    pub(super) fn spoken_range(
        &self,
        at: usize,
        first: Point,
        has_day: bool,
    ) -> Option<(Time, usize)> {
        if !has_day || !self.t.is(at + 1, &["tot"]) {
            return None;
        }
        self.bare_range(at, first, true)
    }

    /// `om 14.00 - 14.30`.
    pub(super) fn asked_range(&self, at: usize) -> Option<(Time, usize)> {
        if !self.t.is(at, &["om", "at"]) {
            return None;
        }
        self.joined_range(at + 1, false)
    }

    /// Whether a day follows: "van 5 tot 6 op 22 april".
    fn on_a_day(&self, at: usize) -> bool {
        let led = self.t.is(at, &["op", "on"]) && self.days(at + 1).is_some();
        led || matches!(self.t.word(at), Word::Relative(_)) && self.relative(at).is_some()
    }

    /// `maandag 11-4`, `8-9 's ochtends`: hours where the policy or a part of the day says so.
    pub(super) fn pair_of_hours(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let Word::Pair { left, right, sign: '-', .. } = self.t.word(at) else { return None };
        let part = self.part_behind(at + 1);
        // "6/4 10-12", "7 april 10-12": right behind a date stands no second one.
        let dated = matches!(
            self.t.word_before(at),
            Word::Pair { .. } | Word::FullDate { .. } | Word::Month(_)
        );
        if part.is_none() && has_day && dated && !self.policy.dash_is_hours {
            return self.pair_of_meeting_hours(at).filter(|(_, next)| !self.names_things(*next));
        }
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

    /// "9 april 10-12 gasten", "5 mei 10-12 mei": what stands behind the two numbers is counted by them.
    fn names_things(&self, at: usize) -> bool {
        let plural = self.t.get(at).is_some_and(|word| {
            let judges = [Cue::Verb, Cue::Want, Cue::Prefer, Cue::No, Cue::States];
            word.word.is_other()
                && word.breaks == 0
                && word.lower.len() > 4
                && (word.lower.ends_with("en") || word.lower.ends_with('s'))
                && !judges.iter().any(|cue| word.cues.has(*cue))
        });
        plural || self.counts_something(at)
    }

    /// `van 9 tot 11`, once the day is known, or where a part of the day or a day follows: "tussen 4
    /// en 5 's middags", "van 3 tot 5 op 1 december".
    fn bare_range(&self, at: usize, mut first: Point, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        let mut second = self.clock_point(self.clock_joint(first.next, true)?)?;
        let timed = self.join_parts(&mut first, &mut second);
        let is_date = matches!(t.word(second.next), Word::Month(_) | Word::Unit(_))
            || self.counts_something(second.next);
        // "een gat van 9 tot 11".
        let room = t.was(at.saturating_sub(1), ROOM);
        // "Van 10 tot 11 kan niet": a verb behind it, and people meet then.
        let meets = 7..=22;
        let judged = t.was(at, &["van"])
            && t.listed(second.next, Cue::Verb)
            && meets.contains(&first.clock.hour)
            && meets.contains(&second.clock.hour)
            && first.clock.hour < second.clock.hour;
        // "Kan het van vier tot vijf?": in words, to the end of the clause, people count nothing.
        let spelled = |at: usize| matches!(t.word(at), Word::Number(2..=12));
        let ends = || {
            t.get(second.next).is_none_or(|end| matches!(end.word, Word::Sign(_)))
                || t.listed(second.next + 1, Cue::Subject)
        };
        let told = t.was(at, &["van", "tussen"])
            && spelled(at)
            && spelled(second.next - 1)
            && (first.clock.hour < second.clock.hour
                || first.clock.hour > 9 && second.clock.hour < 6)
            && ends();
        // "tussen elf en half twaalf": the second is a clock and no count.
        let clock = t.was(at, &["van", "tussen"]) && second.strength == Strength::Sure;
        let meant =
            has_day || timed || room || judged || told || clock || self.on_a_day(second.next);
        let minute = |point: &Point| (point.clock.hour, point.clock.minute);
        (!is_date && minute(&second) != minute(&first) && meant)
            .then_some((Time::Range(first.clock, second.clock), second.next))
    }

    /// "Dinsdag kan ik van 10 tot 11 en van 2 tot 3": bare hours, behind a day and a word that says
    /// whether it suits, or behind other hours of it.
    pub(super) fn hours_of_last(&self, last: Option<&Phrase>, at: usize) -> Option<Phrase> {
        let t = self.t;
        let last = last.filter(|last| t.is(at, &["van", "tussen"]) && last.to < at)?;
        let range = matches!(last.start.time, Some(Time::Range(..)));
        let further = range && last.to + 1 == at && t.is(last.to, &["en", "of"]);
        let day = last.start.days.as_ref().is_some_and(|days| !is_row(days)) || last.set.is_some();
        let plain = last.start.time.is_none() && last.bound.is_none();
        let open = || {
            let straight = (last.to..at).all(|i| !matches!(t.word(i), Word::Sign(_)));
            day && plain
                && straight
                && at - last.to <= SUIT_TOKENS
                && t.has(last.from.saturating_sub(4), at, Cue::Want)
        };
        if !further && !open() {
            return None;
        }
        let (time @ Time::Range(..), to) = self.time(at, true)? else { return None };
        let ends = t.get(to).is_none_or(|end| matches!(end.word, Word::Sign(_)))
            || t.is(to, &["en", "of", "maar"])
            || t.is(to, ROOM)
            || t.is(to, &["tijd", "terecht", "kunnen", "komen", "langskomen", "afspreken"]);
        let start = super::Point { days: None, time: Some(time) };
        ends.then(|| Phrase { from: at, to, start, ..Phrase::default() })
    }

    /// "Op 5 maart kan het om 10 uur, op 9 maart om 11 uur": an hour is of the day before it, and what
    /// stands behind the comma is another time.
    pub(super) fn own_hours(&self, last: Option<&Phrase>, phrase: &mut Phrase) {
        let timed = phrase.start.time.is_some() && phrase.start.days.is_some();
        let open = last.filter(|_| timed).is_some_and(|last| {
            let day = last.start.days.as_ref().is_some_and(|days| !is_row(days));
            let straight =
                || (last.to..phrase.from).all(|i| !matches!(self.t.word(i), Word::Sign(_)));
            day && last.start.time.is_none()
                && last.end.is_none()
                && phrase.from <= last.to + SUIT_TOKENS
                && straight()
        });
        if !open {
            return;
        }
        let comma = (phrase.from..phrase.to).find(|&i| self.t.is_sign(i, ','));
        let alone = comma.and_then(|comma| {
            Self { t: self.t.until(comma), ..*self }
                .phrase(phrase.from)
                .filter(Phrase::is_hours_only)
        });
        if let Some(alone) = alone {
            *phrase = alone;
        }
    }

    /// Takes the part of the day behind a range; says whether there was one.
    fn join_parts(&self, first: &mut Point, second: &mut Point) -> bool {
        let Some((part, next)) = self.part_behind(second.next) else { return false };
        shift(&mut second.clock, part);
        first.clock = before_part(first.clock, second.clock, part);
        second.next = next;
        true
    }

    /// Whether the range from `at` says that it is about hours somewhere.
    fn ends_in_hour(&self, at: usize) -> bool {
        (at..at + 8).any(|i| {
            self.t.is(i, &["uur", "u", "h", "am", "pm"])
                || matches!(self.t.word(i), Word::Clock { .. } | Word::Pair { sign: '.' | ':', .. })
        })
    }

    /// `9-11 uur`.
    pub(super) fn hours_range(&self, at: usize) -> Option<(Time, usize)> {
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
        let first = Point::new(left, 0, true, at, Strength::Sure)?;
        let second = Point::new(right, 0, true, at + 2, Strength::Sure)?;
        Some((Time::Range(first.clock, second.clock), second.next))
    }

    pub(super) fn joined_range(&self, at: usize, opened: bool) -> Option<(Time, usize)> {
        self.joined_from(self.parted_point(at)?, opened)
    }

    /// The range that begins with this hour.
    pub(super) fn joined_from(&self, mut first: Point, opened: bool) -> Option<(Time, usize)> {
        let own = self.part_behind(first.next);
        if let Some((part, next)) = own {
            shift(&mut first.clock, part);
            (first.next, first.strength) = (next, Strength::Sure);
        }
        let joint = self.clock_joint(first.next, opened)?;
        let mut second = self.parted_point(joint)?;
        let best = first.strength.max(second.strength);
        let is_date = matches!(self.t.word(second.next), Word::Month(_));
        let part = self.part_behind(second.next);
        let plausible = part.is_some()
            || match best {
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

    /// "'s ochtends tien" or plainly "tien".
    pub(super) fn parted_point(&self, at: usize) -> Option<Point> {
        self.point_behind_part(at).or_else(|| self.clock_point(at))
    }

    /// "'s ochtends tien".
    pub(super) fn point_behind_part(&self, at: usize) -> Option<Point> {
        let (part, next) = self.part_behind(at).filter(|_| !self.t.is(at, &["in"]))?;
        let mut point = self.clock_point(next)?;
        shift(&mut point.clock, part);
        Some(Point { strength: Strength::Sure, ..point })
    }

    fn clock_joint(&self, at: usize, opened: bool) -> Option<usize> {
        let t = self.t;
        if t.get(at)?.is_dash() || t.is(at, &["t/m", "to", "until", "till", "à"]) {
            return Some(at + 1);
        }
        if t.is(at, &["tot"]) {
            let long = t.any_of(
                at,
                &[
                    &["tot", "en", "met"],
                    &["tot", "ongeveer"],
                    &["tot", "uiterlijk"],
                    &["tot", "maximaal"],
                    &["tot", "circa"],
                ],
            );
            return Some(at + long.unwrap_or(1));
        }
        (opened && t.is(at, &["en", "and"])).then_some(at + 1)
    }
}

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

/// What there is from one hour to the next in an agenda.
const ROOM: &[&str] = &[
    "duurt",
    "loopt",
    "bereikbaar",
    "aanwezig",
    "open",
    "geopend",
    "terecht",
    "gat",
    "gaatje",
    "gaatjes",
    "ruimte",
    "plek",
    "vrij",
    "beschikbaar",
    "blok",
];
