//! Reads times of day: "10.00 – 12.30 uur", "half elf", "vanaf 19.30 uur", "einde van de middag".
//!
//! The trap is that "10.00" may be a price, "twee uur" a length and "9-11" a date. A reading
//! therefore has a strength, and what is weak only counts beside a word that asks for a time or
//! inside a phrase that already has a day.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::hour::{Point, Strength};
use super::length::LENGTH_ENDS;
use super::shift::shift;
use super::{ClockTime, Grammar, Time};
use crate::reading::cue::{Cue, Phrases};
use crate::reading::token::{Unit, Word};

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

/// Before an hour in figures: where the visit begins or ends.
const BORDERS: &[&str] =
    &["start", "begin", "starttijd", "begintijd", "einde", "eind", "eindtijd", "uiterlijk"];
/// What stands before the hour from which on a time counts; each begins with a word of `bound`.
pub(crate) const LATER: Phrases = &[
    "vanaf",
    "na",
    "after",
    "from",
    "later dan",
    "niet eerder dan",
    "niet vroeger dan",
    "niet voor",
    "niet vóór",
    "op zijn vroegst om",
    "op zijn vroegst",
    "op z'n vroegst om",
    "op z'n vroegst",
    "op z’n vroegst om",
    "op z’n vroegst",
];
/// What stands before the hour up to which it counts.
pub(crate) const SOONER: Phrases = &[
    "uiterlijk tot",
    "tot uiterlijk",
    "tot en met",
    "tot",
    "voor",
    "vóór",
    "until",
    "before",
    "till",
    "op of eerder dan",
    "eerder dan",
    "voorafgaand aan",
    "zo laat als",
    "niet later dan",
    "op zijn laatst om",
    "op zijn laatst",
    "op z'n laatst om",
    "op z'n laatst",
    "op z’n laatst om",
    "op z’n laatst",
    "uiterlijk om",
    "no later than",
];

/// "Twee en een half uur vanaf 10.00": so far from its first word the hour of a length stands.
const FROM_TOKENS: usize = 6;

impl Grammar<'_, '_> {
    /// The time of day that starts at `at`, and where it ends.
    pub(crate) fn time(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        match self.t.word(at) {
            // "17 november".
            Word::Digits { len: 1 | 2, .. } if matches!(self.t.word(at + 1), Word::Month(_)) => {
                None
            }
            Word::Pair { sign: '-', .. } => {
                self.hours_range(at).or_else(|| self.pair_of_hours(at, has_day))
            }
            Word::Digits { .. } | Word::Number(_) | Word::Pair { .. } | Word::Clock { .. } => {
                self.written_time(at, has_day).or_else(|| self.part_of_day(at))
            }
            Word::Unit(Unit::Hour) => self.pointed(at, self.clock_point(at), has_day),
            Word::Part(_) | Word::Edge(_) | Word::Day(1) | Word::Relative(_) => {
                self.part_of_day(at)
            }
            Word::Other if self.t.get(at)?.cues.has(Cue::OpensTime) => {
                let here = self.clock_point(at);
                self.opened_range(at, has_day)
                    .or_else(|| {
                        let first = here.or_else(|| self.point_behind_part(at))?;
                        self.joined_from(first, has_day)
                    })
                    .or_else(|| self.asked_range(at))
                    .or_else(|| self.bounded_time(at, has_day))
                    .or_else(|| self.pointed(at, here, has_day))
                    .or_else(|| self.part_of_day(at))
                    .or_else(|| self.beside_lunch(at, has_day))
                    .or_else(|| self.lasting_from(at))
            }
            _ => None,
        }
    }

    /// `anderhalf uur vanaf 14.00 uur`, `twee uur vanaf 10.00`.
    fn lasting_from(&self, at: usize) -> Option<(Time, usize)> {
        if !self.may_count(at) {
            return None;
        }
        let begins = (at + 2..at + FROM_TOKENS).find(|&i| self.t.is(i, &["vanaf", "from"]))?;
        let (length, next) =
            self.amount(at).filter(|(by, next)| by.is_clock() && *next == begins)?;
        let from = self.clock_point(next + 1).filter(|point| point.strength >= Strength::Hours)?;
        let end =
            i64::from(from.clock.hour) * 60 + i64::from(from.clock.minute) + length.seconds / 60;
        let (hour, minute) = (u8::try_from(end / 60).ok()?, u8::try_from(end % 60).ok()?);
        let until = ClockTime { hour, minute, ..from.clock };
        (hour < 24).then_some((Time::Range(from.clock, until), from.next))
    }

    /// What begins with an hour: a range, or a point in time.
    fn written_time(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        if let Some(found) = self.lasting_from(at) {
            return Some(found);
        }
        let first = self.clock_point(at)?;
        self.joined_from(first, has_day)
            .or_else(|| self.spoken_range(at, first, has_day))
            .or_else(|| self.pointed_at((at, at), first, has_day))
    }

    /// `vanaf 13.00 uur`, `na 16.00 uur`, `vóór 12 uur`.
    fn bounded_time(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        if !t.listed(at, Cue::OpensBound) || t.is(at, &["voor"]) && self.is_set_for(at) {
            return None;
        }
        let is_later = t.cue(at, Cue::LaterThan);
        let words = is_later.or_else(|| t.cue(at, Cue::SoonerThan))?;
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

    /// A point in time, with or without "om" before it; `here` is the hour that begins at once.
    fn pointed(&self, at: usize, here: Option<Point>, has_day: bool) -> Option<(Time, usize)> {
        let t = self.t;
        // "een alarm voor kwart voor elf".
        let alarm = t.is(at, &["voor"]) && self.is_set_for(at);
        let asks = t.listed(at, Cue::AsksHour) || alarm;
        if !asks {
            return self.pointed_at((at, at), here?, has_day);
        }
        let mut start = at + 1;
        if t.is_sign(start, '.') {
            start += 1;
        }
        // "om en bij 14u", "rond de klok van 14 uur".
        if let Some(words) = t.any_of(start, &[&["en", "bij"], &["de", "klok", "van"]]) {
            start += words;
        }
        if t.is(start, &["ongeveer", "circa", "ca", "de", "rond", "klokslag"]) {
            start += 1;
        }
        self.pointed_at((at, start), self.clock_point(start)?, has_day)
    }

    /// A point in time: from what leads to its hour, and from the hour itself.
    fn pointed_at(
        &self,
        (at, start): (usize, usize),
        mut point: Point,
        has_day: bool,
    ) -> Option<(Time, usize)> {
        let t = self.t;
        let asks = start > at;
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
                asked || has_day || bare || shared || t.was(at, BORDERS) || told()
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
    fn is_hour_of_day(&self, at: usize, next: usize) -> bool {
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
    fn before_part_of_today(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let behind = if t.is_sign(next, ',') { next + 1 } else { next };
        matches!(t.word(behind), Word::PartOfDay(..))
            && matches!(t.word(at), Word::Digits { .. })
            && !t.was(at, &["met", "van", "z'n", "z’n", "optie", "voor"])
    }

    /// Something that goes off at an hour stands before: its "voor" leads to that hour.
    fn is_set_for(&self, at: usize) -> bool {
        self.t.was(at, &["alarm", "wekker", "herinnering", "reminder", "kookwekker"])
    }

    /// `8 vanmorgen`, `10, vanavond`: the part of a day behind a bare number makes it an hour.
    fn names_half(&self, at: usize) -> bool {
        let at = if self.t.is_sign(at, ',') { at + 1 } else { at };
        self.policy.bare && matches!(self.t.word(at), Word::PartOfDay(..))
    }

    /// Whether "drie uur" is the clock here, and not a length.
    fn hours_are_clock(&self, at: usize, point: &Point, asked: bool, has_day: bool) -> bool {
        let t = self.t;
        let about =
            t.was(at, &["van", "circa", "ongeveer", "maximaal", "minimaal", "duur", "voor"]);
        let part = self.part_behind(point.next).is_some()
            || self.part_of_day(point.next).is_some()
            || t.is(point.next, &["middernacht", "midnight"]);
        // "nog een uur", "drie uur weg", "blok 1 uur".
        let lasts = t.was(at, &["nog", "dan", "gedurende", "hooguit"])
            || t.is(point.next, &["weg", "lang"])
            // "Morgen een uur naar achteren": so far it moves.
            || point.clock.hour <= SHIFTS_HOURS_MOST && t.any_of(point.next, SHIFTED).is_some()
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
    fn is_lent_hours(&self, at: usize) -> bool {
        let t = self.t;
        let next = if t.is(at + 1, &["om", "at"]) { at + 2 } else { at + 1 };
        t.is(at, &["of", "en", "dan", "naar", "or", "and", "than", "to"])
            && matches!(t.word(next), Word::Pair { sign: '.' | ':', .. })
            && t.is(next + 1, &["uur", "u", "h"])
    }

    /// A bare number counts things when a plain word follows: "om 3 redenen".
    pub(super) fn followed_by_thing(&self, at: usize) -> bool {
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
}

/// By no more hours a visit is moved on its day.
const SHIFTS_HOURS_MOST: u8 = 3;
/// Behind an amount of time: that is how far something moves.
const SHIFTED: &[&[&str]; 8] = &[
    &["naar", "achteren"],
    &["naar", "voren"],
    &["naar", "later"],
    &["opschuiven"],
    &["verschuiven"],
    &["doorschuiven"],
    &["uitstellen"],
    &["vooruit"],
];

#[cfg(test)]
mod tests {
    use super::super::bound::OPENS;
    use super::super::phrase::begin::goes_on_at;
    use super::*;

    #[test]
    fn every_bound_begins_with_a_word_that_opens_one() {
        for words in LATER.iter().chain(SOONER) {
            assert!(words.split(' ').next().is_some_and(|first| OPENS.contains(&first)), "{words}");
            assert!(words.split(' ').all(goes_on_at), "{words}");
        }
    }
}
