//! Reads parts of the day: "in de ochtend", "einde van de middag", "halverwege de ochtend", "rond
//! lunchtijd", "de hele dag".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Grammar, Time};
use crate::reading::cue::{Cue, Phrases};
use crate::reading::token::{Edge, Part, Word};

impl Grammar<'_, '_> {
    /// `in de ochtend`, `einde van de middag`, `'s avonds`, `de hele dag`, `rond lunchtijd`.
    pub(crate) fn part_of_day(&self, at: usize) -> Option<(Time, usize)> {
        let t = self.t;
        if t.listed(at, Cue::OpensMidday) {
            if let Some(words) = t.any_of(at, SAME) {
                return Some((Time::Same, at + words));
            }
            if let Some(found) = self.midday(at) {
                return Some(found);
            }
        }
        let mut next = at;
        let (mut early, mut late) = (false, false);
        while next < at + 4 && t.listed(next, Cue::LeadsPart) {
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
    fn midday(&self, at: usize) -> Option<(Time, usize)> {
        let t = self.t;
        if let Some(words) = t.any_of(at, LUNCH) {
            return Some((Time::Lunch, at + words));
        }
        if t.are(at + 1, &["de", "middag"]) && t.is(at, &["na", "voor", "vóór"]) {
            let part = if t.is(at, &["na"]) { Part::Middag } else { Part::Ochtend };
            return Some((Time::Part(part), at + 3));
        }
        if t.is(at, &["midmorgen"]) && self.policy.bare {
            return Some((Time::MiddleOf(Part::Ochtend), at + 1));
        }
        t.any_of(at, NOON).map(|words| (Time::Midday, at + words))
    }

    /// The "begin van de" of "begin van de middag", and where it ends.
    fn edge_of_part(&self, at: usize) -> Option<(Edge, usize)> {
        let t = self.t;
        let edge = match t.word(at) {
            Word::Edge(edge @ (Edge::Begin | Edge::End | Edge::Middle)) => edge,
            _ if t.is(at, &["start"]) => Edge::Begin,
            _ => return None,
        };
        let mut next = at + 1;
        while t.is(next, &["van", "de", "vd", "of", "the"]) {
            next += 1;
        }
        matches!(t.word(next), Word::Part(_)).then_some((edge, next))
    }

    /// `'s avonds`, `in de ochtend`, `vanavond` behind a clock: the half of the day it is in.
    pub(super) fn part_behind(&self, at: usize) -> Option<(Part, usize)> {
        let t = self.t;
        match t.word(at) {
            Word::Part(part) if t.is(at, GLUED) => return Some((part, at + 1)),
            Word::Other => {}
            _ => return None,
        }
        let next = if let Some(words) = t.any_of(at, &[&["in", "de"], &["in", "the"]]) {
            at + words
        } else if t.is(at, &["'s", "’s", "‘s", "s"]) {
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

    /// "vrijdag 5 maart na de lunch"; without a day somebody may see to the lunch.
    pub(super) fn beside_lunch(&self, at: usize, has_day: bool) -> Option<(Time, usize)> {
        let after = self.t.is(at, &["na"]);
        let beside = after || self.t.is(at, &["voor", "vóór"]);
        let part = if after { Part::Middag } else { Part::Ochtend };
        let led = has_day || after && self.t.is(at + 3, &["op"]);
        (led && beside && self.t.are(at + 1, &["de", "lunch"]))
            .then_some((Time::Part(part), at + 3))
    }

    /// `ochtenden`, but "in de avonden" is the part of any one day.
    pub(super) fn is_every_part(&self, at: usize) -> bool {
        self.t.is(at, PLURALS) && !self.t.was(at, &["de", "the"])
    }

    fn part_of(&self, at: usize) -> Option<(Part, usize)> {
        let t = self.t;
        let greets = || t.was(at, &["goede", "good", "fijne", "prettige", "gezellige"]);
        match t.word(at) {
            // "ochtenden" is every one of them.
            Word::Part(_) if self.policy.lengths && self.is_every_part(at) => None,
            Word::Part(part) if !greets() => Some((part, at + 1)),
            // "in de morgen", "deze morgen".
            Word::Day(1)
                if t.was(
                    at,
                    &[
                        "de", "deze", "'s", "’s", "‘s", "s", "vd", "v/d", "iedere", "elke",
                        "vroege", "late",
                    ],
                ) =>
            {
                Some((Part::Ochtend, at + 1))
            }
            _ => None,
        }
    }
}

/// "'s Middags" in one breath.
pub(super) const GLUED: &[&str] = &[
    "sochtends",
    "smorgens",
    "smiddags",
    "snamiddags",
    "savonds",
    "snachts",
    "s'ochtends",
    "s'morgens",
    "s'middags",
    "s'avonds",
];

/// Parts of the day that recur.
const PLURALS: &[&str] =
    &["ochtenden", "middagen", "namiddagen", "avonden", "mornings", "afternoons", "evenings"];

/// What may stand before a part of the day.
pub(crate) const LEADS: Phrases = &[
    "rond", "in", "op", "aan", "de", "het", "een", "the", "'s", "’s", "‘s", "s", "des", "loop",
    "van", "vd", "v/d", "hele", "gehele", "heel", "late", "laat", "later", "vroege", "vroeg",
    "early",
];

/// The first words of what is said of the middle of the day, and of an hour named before: where none
/// of them stands, none is looked for.
pub(crate) const OPENS: Phrases = &[
    "around",
    "at",
    "dezelfde",
    "hetzelfde",
    "lunchtijd",
    "met",
    "midmorgen",
    "na",
    "om",
    "op",
    "rond",
    "same",
    "tijdens",
    "tussen",
    "voor",
    "vóór",
    "zelfde",
];
const SAME: &[&[&str]; 8] = &[
    &["op", "hetzelfde", "tijdstip"],
    &["hetzelfde", "tijdstip"],
    &["om", "hetzelfde", "uur"],
    &["hetzelfde", "uur"],
    &["zelfde", "uur"],
    &["dezelfde", "tijd"],
    &["zelfde", "tijd"],
    &["same", "time"],
];
const LUNCH: &[&[&str]; 8] = &[
    &["tussen", "de", "middag"],
    &["rond", "de", "lunch"],
    &["rond", "het", "middaguur"],
    &["rond", "lunchtijd"],
    &["around", "lunchtime"],
    &["at", "lunchtime"],
    &["tijdens", "de", "lunch"],
    &["tijdens", "lunchtijd"],
];
const NOON: &[&[&str]; 4] =
    &[&["rond", "de", "middag"], &["om", "lunchtijd"], &["met", "lunchtijd"], &["lunchtijd"]];

#[cfg(test)]
mod tests {
    use super::super::phrase::begin::goes_on_at;
    use super::*;

    #[test]
    fn every_midday_begins_with_a_word_that_opens_one() {
        for words in SAME.iter().chain(LUNCH).chain(NOON) {
            assert!(words.first().is_some_and(|first| OPENS.contains(first)), "{words:?}");
            assert!(words.iter().all(|word| goes_on_at(word)), "{words:?}");
        }
    }
}
