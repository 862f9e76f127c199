//! Which questions choose: "zou u ons op 22 januari willen inplannen?" asks us to do it.
//!
//! The trap is who asks to be told: "kunt u bevestigen dat 9 april lukt?", "wie kan optie 2 bevestigen?"
//! have the same verbs. And who asks us to keep a day until they know has not chosen it.

use super::{Cue, Phrases};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;

/// What a question asks for that is a choice all the same.
pub(crate) const FIX: Phrases = &[
    "inplannen",
    "vastleggen",
    "vastzetten",
    "reserveren",
    "noteren",
    "boeken",
    "bevestigen",
    "kiezen",
    "opteren",
    "inschrijven",
    "confirm",
    "book",
    "put us down",
    "take option",
    "take number",
    "take the first",
    "take the second",
    "take the third",
    "take the last",
    "have option",
    "have the first",
    "have the second",
    "have the third",
    "have the last",
    "go for",
    "go with",
];
/// Verbs with which something is asked to be done.
const REQUESTS: &[&str] = &[
    "can", "could", "graag", "kan", "kun", "kunnen", "kunt", "mag", "may", "mogen", "shall", "wil",
    "will", "willen", "wilt", "would", "zou", "zouden", "zoudt",
];
/// With these it is asked who, or how; before the verb they make its question another.
const WHO: &[&str] = &[
    "hoe", "how", "waar", "waarom", "wanneer", "wat", "welke", "what", "when", "where", "which",
    "who", "why", "wie",
];
/// Behind the verb these open what is to be told.
const WHETHER: &[&str] = &["dat", "if", "of", "that", "whether"];
/// Only for the time being.
const MEANWHILE: &[&str] = &["alvast", "provisionally", "tentatively", "voorlopig", "zolang"];

/// A question that wants to know whether it can be.
pub(super) fn asks_whether(t: Tokens<'_, '_>, s: Sentence) -> bool {
    let Some((verb, words)) = t.first(s.from, s.to, Cue::FixesOption) else { return s.asks };
    s.asks && !(is_request(t, s, verb) && !is_to_tell(t, verb + words, s.to) && !is_meanwhile(t, s))
}

/// "Kunt u ... reserveren", "reserveren jullie"; not "wie kan ... reserveren".
fn is_request(t: Tokens<'_, '_>, s: Sentence, verb: usize) -> bool {
    let before = |list: &[&str]| (s.from..verb).any(|at| t.is(at, list));
    let heads = verb == s.from && t.is(verb + 1, &["jullie", "u"]);
    (before(REQUESTS) || heads) && !before(WHO)
}

/// "Bevestigen dat", "confirm to us that".
fn is_to_tell(t: Tokens<'_, '_>, behind: usize, end: usize) -> bool {
    const OBJECT_TOKENS: usize = 3;
    (behind..end.min(behind + OBJECT_TOKENS)).any(|at| t.is(at, WHETHER))
}

/// "Alvast", "until Friday"; the "tot" of "10.00 tot 12.30 uur" stands behind an hour.
fn is_meanwhile(t: Tokens<'_, '_>, s: Sentence) -> bool {
    let until = |at: usize| t.is(at, &["tot", "until", "till"]) && t.word_before(at).is_other();
    (s.from + 1..s.to).any(|at| t.is(at, MEANWHILE) || until(at))
}
