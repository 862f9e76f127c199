//! Sentences that tell when the writer will do something, not when they come.

use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::sentence::Sentence;

/// "Ik kom er volgende week op terug": when the writer will do something, not when they come.
pub(crate) fn promises(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    s.cues.has(Cue::Promises) && t.has(s.from, s.to, Cue::Promises)
}

/// What the writer will do themselves.
pub(crate) const PROMISES: Phrases = &[
    "op terug",
    "hierop terug",
    "laat weten",
    "laten u weten",
    "laten het u",
    "laat het u",
    "laat het je",
    "laat ik u",
    "laat u",
    "neem ik",
    "neem contact",
    "contact met u",
    "hoort u",
    "u hoort",
    "je hoort",
    "hoor je",
    "jullie horen",
    "horen jullie",
    "laat ik je",
    "laten we je",
    "laten wij u",
    "laten we u",
    "hear from",
    "bel ik",
    "bel u",
    "ik bel",
    "get back",
    "let you know",
    "reageer",
    "beslissen",
    "beslist",
    "besluit",
    "neemt een besluit",
    "overleggen",
    "spreek ik",
];
