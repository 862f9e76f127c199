//! Words that say that nothing stands in the way: they hold a negation and agree all the same.
//!
//! "Niets staat in de weg", "geen enkel beletsel", "stuit niet op bezwaren": what is denied is the
//! hindrance. The negation must be that of the hindrance: "niet, vanwege een probleem" is a refusal.

use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::token::Word;

/// What may be in the way.
pub(crate) const HINDRANCES: Phrases = &[
    "bezwaar",
    "bezwaren",
    "beletsel",
    "beletselen",
    "beletsels",
    "belemmering",
    "belemmeringen",
    "obstakel",
    "obstakels",
    "hindernis",
    "hindernissen",
    "probleem",
    "problemen",
    "objection",
    "objections",
    "obstacle",
    "obstacles",
    "problem",
    "problems",
];
/// Hindrances as adjectives, behind a "niet".
pub(crate) const HINDERS: Phrases =
    &["bezwaarlijk", "problematisch", "lastig", "moeilijk", "onmogelijk", "uitgesloten"];
const NO: &[&str] = &["geen", "géén", "no", "zonder", "without", "nauwelijks"];
pub(crate) const NOTHING: Phrases = &["niets", "niks", "nothing"];
/// What nothing does.
const STANDS: &[&[&str]] = &[
    &["in", "de", "weg"],
    &["in", "the", "way"],
    &["tegen"],
    &["tegenhoudt"],
    &["weerhoudt"],
    &["belet"],
    &["verhindert"],
];

/// Between "geen" and what it denies stand at most so many words: "geen enkel echt bezwaar".
const ADJECTIVES_MOST: usize = 2;

/// Whether some words of `from..to` say that nothing stands in the way.
pub(crate) fn is_denied(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        t.listed(at, Cue::Hindrance) && denies_noun(t, from, at)
            || t.listed(at, Cue::Hinders) && at > from && t.was(at, &["niet", "not"])
    }) || nothing_stands(t, from, to)
}

/// "Geen van de data is een probleem": the negation is of the days, and they are no hindrance.
pub(crate) fn is_said_of(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    const IS: &[&str] =
        &["is", "zijn", "vormt", "vormen", "geeft", "geven", "levert", "leveren", "op", "are"];
    (from..to).any(|at| {
        let noun = if t.was(at, &["een", "a"]) { at - 1 } else { at };
        t.listed(at, Cue::Hindrance) && noun > from && t.was(noun, IS)
    })
}

/// "geen bezwaar", "no real objections", "niet op bezwaren".
fn denies_noun(t: Tokens<'_, '_>, from: usize, noun: usize) -> bool {
    let first = noun.saturating_sub(ADJECTIVES_MOST + 1).max(from);
    let plain = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
    let before = || (first..noun).rev().take_while(plain);
    before().any(|at| t.is(at, NO)) || noun >= from + 2 && t.are(noun - 2, &["niet", "op"])
}

/// "staat niets in de weg", "niets op tegen".
fn nothing_stands(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| t.listed(at, Cue::NothingAtAll)) && t.find(from, to, STANDS).is_some()
}
