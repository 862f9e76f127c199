//! Reads what leans on the time just named: "daarna is er ruimte", "een dag eerder of later", "vanaf 22
//! februari twee weken", "in maart alleen de derde week".
//!
//! The trap is the "daarna" of a programme ("ontvangst, daarna lunch"): it is a time only where its
//! clause says whether somebody is free then.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::edge::half;
use super::phrase::is_row;
use super::{Bound, Days, Grammar, Kind, Phrase, Point, Time};
use crate::reading::cue::{Cue, Phrases};
use crate::reading::token::{Unit, Word};

/// From the end of what was named, or up to its beginning.
pub(crate) const LEANS: Phrases = &["daarna", "nadien", "erna", "daarvoor", "ervoor"];
const BEFORE: &[&str] = &["daarvoor", "ervoor"];
/// Up to the beginning of what was named; "tot dan!" takes leave.
const UP_TO_IT: &[&[&str]; 8] = &[
    &["tot", "die", "tijd"],
    &["tot", "dat", "moment"],
    &["tot", "dan", "toe"],
    &["tot", "dan"],
    &["until", "then"],
    &["voor", "die", "tijd"],
    &["vóór", "die", "tijd"],
    &["voor", "die", "datum"],
];
/// Words behind which it is another thing: "kort daarna", "de week daarna", "graag daarna".
const NEAR: &[&str] =
    &["kort", "direct", "snel", "meteen", "vlak", "spoedig", "gelijk", "en", "of"];
/// Somebody is free, or is not.
const FREE: &[&str] = &[
    "ruimte",
    "beschikbaar",
    "bereikbaar",
    "vrij",
    "volop",
    "mogelijk",
    "mogelijkheden",
    "lucht",
    "weer",
    "wel",
    "niet",
    "lukt",
    "past",
    "schikt",
    "verhinderd",
    "afwezig",
    "vakantie",
    "verlof",
    "kunt",
    "terecht",
    "welkom",
    "aansluiten",
    "langskomen",
    "afspreken",
];
const FREE_BEFORE: &[&str] =
    &["wel", "niet", "lukt", "past", "schikt", "weer", "fijn", "liever", "verhinderd", "afwezig"];
/// Verbs that say it at the end of their clause: "daarna kan het", "daarna kan alles".
const CAN: &[&str] = &["kan", "kunnen"];
/// A clause that says whether somebody is free is short.
const CLAUSE_TOKENS: usize = 9;
/// So many words may stand between a month and its week.
const WEEK_TOKENS: usize = 6;

fn beside_last(from: usize, to: usize, bound: Bound) -> Phrase {
    let start = Point { days: Some(Days::LastSaid), time: None };
    Phrase { from, to, bound: Some(bound), start, ..Phrase::default() }
}

impl Grammar<'_, '_> {
    /// `daarna is er ruimte`, `daarvoor kan het niet`, `tot die tijd lukt het niet`.
    pub(super) fn onward(&self, at: usize) -> Option<Phrase> {
        let t = self.t;
        if !t.word(at).is_other() {
            return None;
        }
        if t.listed(at, Cue::OpensBound)
            && let Some(words) = t.any_of(at, UP_TO_IT)
        {
            let ends = t.get(at + words).is_none_or(|end| matches!(end.word, Word::Sign(_)));
            let wished = ends && t.was(at, &["nog", "graag", "liever", "liefst"]);
            let said = wished || self.says_who_is_free(at + words, FREE);
            return said.then(|| beside_last(at, at + words, Bound::Before));
        }
        let leads = t.is(at, LEANS) && !t.was(at, NEAR);
        let counted = matches!(t.word_before(at), Word::Unit(_) | Word::Weekday { .. });
        let before = t.is(at, BEFORE);
        // "Daarvoor is ruimte" may be "for that"; "daarvoor lukt het niet" is not.
        let heads = t.before(at).is_none_or(|word| {
            matches!(word.word, Word::Sign(_)) || word.is_any(&["maar", "dus", "want"])
        });
        let free = if before { FREE_BEFORE } else { FREE };
        if !leads || counted || before && !heads {
            return None;
        }
        if let Some(stretch) = self.stretch_behind_last(at).filter(|_| !before) {
            return Some(stretch);
        }
        // "..., dus liever daarna".
        let ends = |at: usize| t.get(at).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        let wish: &[&str] = &["liever", "liefst", "graag"];
        let wished =
            !before && (ends(at + 1) && t.was(at, wish) || t.is(at + 1, wish) && ends(at + 2));
        if !wished && !self.says_who_is_free(at + 1, free) {
            return None;
        }
        Some(beside_last(at, at + 1, if before { Bound::Before } else { Bound::After }))
    }

    /// `daarna twee weken niet`: so long from the end of what was named.
    fn stretch_behind_last(&self, at: usize) -> Option<Phrase> {
        let (length, to) = self.amount(at + 1)?;
        let stretch = Phrase { length: Some(length), ..beside_last(at, to, Bound::After) };
        (!length.is_clock() && self.says_who_is_free(to, FREE)).then_some(stretch)
    }

    fn says_who_is_free(&self, from: usize, free: &[&str]) -> bool {
        let t = self.t;
        let ends = |at: usize| {
            t.get(at).is_none_or(|end| matches!(end.word, Word::Sign(_)) || end.is("behalve"))
        };
        let Some(to) = (from..=from + CLAUSE_TOKENS).find(|&at| ends(at)) else { return false };
        // "daarna pas weer eind februari": the time is named.
        let any_day = |at| t.is(at, &["dag", "dagen"]) && t.was(at, &["alle", "elke", "iedere"]);
        let timely = |at| {
            !matches!(t.word(at), Word::Other | Word::Number(1)) && !t.is(at, free) && !any_day(at)
        };
        if (from..to).any(timely) {
            return false;
        }
        let can = to.saturating_sub(2).max(from);
        (from..to).any(|at| t.is(at, free) || any_day(at)) || (can..to).any(|at| t.is(at, CAN))
    }

    /// The "de 2e" of "de 2e of 3e week van oktober", which is no day, and where its joint ends.
    pub(super) fn first_of_two(&self, from: usize) -> Option<(Phrase, usize)> {
        let t = self.t;
        let behind_article = |at: usize| if t.is(at, &["de", "het", "the"]) { at + 1 } else { at };
        let at = behind_article(from);
        let nth = self.nth(at)?;
        let joint = t.is(at + 1, &["of", "en", "or", "and"]);
        let second = behind_article(at + 2);
        if !joint || self.nth(second).is_none() || self.nth_of_each_month(from).is_some() {
            return None;
        }
        let days = match self.ordinal(second)?.0 {
            Days::Nth { count: 1, kind, of, .. } => Days::Nth { nth, count: 1, kind, of },
            Days::Part { of, .. } => Days::Part { edge: half(nth)?, of },
            _ => return None,
        };
        let start = Point { days: Some(days), time: None };
        Some((Phrase { from, to: at + 1, start, ..Phrase::default() }, at + 2))
    }

    /// The other side of "een dag eerder of later", "een week ervoor of erna", and where it ends.
    pub(super) fn other_side(&self, phrase: &Phrase) -> Option<Phrase> {
        let t = self.t;
        if let Some(Days::Beside { unit, offset }) = phrase.start.days {
            return self.other_unit(phrase, unit, offset);
        }
        let Some(Days::Shift { from, by }) = &phrase.start.days else { return None };
        let later: &[&str] = &["later", "erna", "daarna"];
        let sooner: &[&str] = &["eerder", "vroeger", "ervoor", "daarvoor"];
        let words = if by.whole_seconds() < 0 { later } else { sooner };
        let joined = t.is(phrase.to, &["of", "en"]) && t.is(phrase.to + 1, words);
        if **from != Days::Previous || !joined {
            return None;
        }
        // Counted from the side that was just read, so twice as far.
        let back = by.negated();
        let by = super::Amount {
            months: back.months.saturating_mul(2),
            days: back.days.saturating_mul(2),
            working_days: back.working_days.saturating_mul(2),
            seconds: 2 * back.seconds,
            unit: back.unit,
        };
        let days = Some(Days::Shift { from: Box::new(Days::Previous), by });
        let start = Point { days, time: None };
        Some(Phrase { from: phrase.to + 1, to: phrase.to + 2, start, ..Phrase::default() })
    }

    /// The other side of "de week ervoor of erna", "het weekend erna of ervoor".
    fn other_unit(&self, phrase: &Phrase, unit: Unit, offset: i64) -> Option<Phrase> {
        let t = self.t;
        let words: &[&str] = if offset < 0 { &["erna", "daarna"] } else { &["ervoor", "daarvoor"] };
        let joined = t.is(phrase.to, &["of", "en"]) && t.is(phrase.to + 1, words);
        // A weekday lies in a week and beside a weekend.
        let far = if unit == Unit::Weekend { 1 } else { 2 };
        let days = Some(Days::Beside { unit, offset: -offset * far });
        let start = Point { days, time: None };
        let other = Phrase { from: phrase.to + 1, to: phrase.to + 2, start, ..Phrase::default() };
        joined.then_some(other)
    }

    /// `de avond ervoor`, `de ochtend erna`: of the day beside the one just named.
    pub(super) fn part_beside(&self, p: &mut Phrase) {
        let t = self.t;
        let part = matches!(p.start.time, Some(Time::Part(_))) && p.start.days.is_none();
        let days = if t.is(p.to, BEFORE) { -1 } else { 1 };
        if part && p.set.is_none() && t.is(p.from, &["de"]) && t.is(p.to, LEANS) {
            let by =
                super::Amount { months: 0, days, working_days: 0, seconds: 0, unit: Unit::Day };
            p.start.days = Some(Days::Shift { from: Box::new(Days::Previous), by });
            p.to += 1;
        }
    }

    /// `vanaf 22 februari twee weken`: so long, and no longer.
    pub(super) fn lasts_from(&self, p: &mut Phrase) {
        let Some(first) = &p.start.days else { return };
        let open = p.bound == Some(Bound::From) && p.end.is_none() && p.start.time.is_none();
        if !open || is_row(first) {
            return;
        }
        let led = self.t.is(p.to, &["voor", "gedurende"]);
        let Some((by, next)) = self.amount(if led { p.to + 1 } else { p.to }) else { return };
        if by.is_clock() || self.counted(p.to).is_some() {
            return;
        }
        let last = Days::Shift { from: Box::new(first.clone()), by };
        p.end = Some((Point { days: Some(last), time: None }, false));
        p.bound = None;
        p.to = next;
    }

    /// `wij zijn er van 7 tot 9 juni en komen graag op de laatste dag`: the first or the last of the
    /// days just named.
    pub(super) fn edge_of_last(&self, last: Option<&Phrase>, at: usize) -> Option<Phrase> {
        let t = self.t;
        let (end, _) = last?.end.as_ref()?;
        let from = at;
        let at = at + usize::from(t.is(at, &["op"]));
        let at = at + usize::from(t.is(at, &["de"]));
        let days = match t.get(at)? {
            word if word.is("eerste") => last?.start.days.clone(),
            word if word.is("laatste") => end.days.clone(),
            _ => None,
        }?;
        let led = t.was(at, &["de"]) && t.is(at + 1, &["dag"]) && !t.is(at + 2, &["van"]);
        let start = Point { days: Some(days), time: None };
        led.then(|| Phrase { from, to: at + 2, start, ..Phrase::default() })
    }

    /// `in maart lukt alleen de derde week`, `in mei graag, het liefst de tweede helft`: a week of the
    /// month that was just named. With "alleen" the month itself is not what is meant.
    pub(super) fn part_of_last(&self, last: Option<&mut Phrase>, at: usize) -> Option<Phrase> {
        let t = self.t;
        let last = last.filter(|last| {
            last.end.is_none() && last.bound.is_none() && last.start.time.is_none()
        })?;
        // "De tweede helft van mei is druk, de eerste helft niet": of that same month.
        let month = match last.start.days.as_ref()? {
            Days::Part { of, .. } | Days::Nth { of, .. } => of.as_ref(),
            days => days,
        };
        let is_month = matches!(month, Days::Month { .. } | Days::Unit { unit: Unit::Month, .. });
        let month = Some(month).filter(|_| is_month)?;
        let plain = |i: usize| !matches!(t.word(i), Word::Sign(sign) if sign != ',');
        let at = if t.is(at, &["de"]) { at + 1 } else { at };
        let led = t.was(at, &["de"])
            || t.before(at).is_some_and(|sign| matches!(sign.word, Word::Sign(',' | ';')));
        if !led || at - last.to > WEEK_TOKENS || !(last.to..at).all(plain) {
            return None;
        }
        let nth = self.nth(at)?;
        let of = Box::new(month.clone());
        let days = match (t.word(at + 1), half(nth)) {
            (Word::Unit(Unit::Week), _) => {
                Days::Nth { nth, count: 1, kind: Kind::Unit(Unit::Week), of }
            }
            (_, Some(edge)) if t.is(at + 1, &["helft"]) => Days::Part { edge, of },
            _ => return None,
        };
        if t.is(at + 2, &["van", "na", "voor", "in", "of"]) {
            return None;
        }
        let start = Point { days: Some(days), time: None };
        let only = (last.to..at).any(|i| {
            t.is(i, &["alleen", "enkel", "uitsluitend", "slechts"]) && !t.is(i + 1, &["niet"])
        });
        let from = if only { last.from } else { at - 1 };
        Some(Phrase { from, to: at + 2, start, ..Phrase::default() })
    }
}
