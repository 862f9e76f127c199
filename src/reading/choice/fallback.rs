//! The option that is taken if the one before it is gone by now: "mocht die inmiddels vergeven zijn, dan
//! optie 3", "is die al weg, dan de derde", "if that is taken, option 3".
//!
//! The trap is what is supposed of something else: only the choice that was named before may be gone.

use super::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

const SUPPOSES: &[&str] = &["mocht", "als", "indien", "wanneer", "if", "should", "in"];
/// At the head of a clause the verb supposes: "is die al weg, dan ...".
const SUPPOSES_AT_HEAD: &[&str] = &["is", "blijkt", "zou"];
const IT: &[&str] = &["die", "dat", "deze", "dit", "hij", "het", "that", "this", "it"];
const GONE: &[&str] = &[
    "vergeven",
    "bezet",
    "weg",
    "vol",
    "geboekt",
    "gereserveerd",
    "ingevuld",
    "vervallen",
    "gone",
    "taken",
    "full",
    "booked",
    "unavailable",
    "niet",
    "not",
];
/// From the word that supposes to what is supposed.
const SUPPOSED_TOKENS: usize = 9;

/// Whether what stands at `at` comes behind such a clause.
pub(super) fn supposes_gone(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let sign = |i: &usize| matches!(t.word(*i), Word::Sign(_));
    // "Is dat al bezet? Dan optie 3."
    if t.is(s.from, &["dan", "then"]) && s.from > 0 && t.is_sign(s.from - 1, '?') {
        let end = s.from - 1;
        let first = end.saturating_sub(SUPPOSED_TOKENS);
        let from = (first..end).rev().find(sign).map_or(first, |sign| sign + 1);
        let gone = (from + 2..end).any(|word| t.is(word, GONE));
        return t.is(from, SUPPOSES_AT_HEAD) && t.is(from + 1, IT) && gone && !s.asks;
    }
    (s.from..at).any(|i| {
        let heads = i == s.from || sign(&(i - 1));
        let leads = t.is(i, SUPPOSES) || heads && t.is(i, SUPPOSES_AT_HEAD);
        let subject = if t.are(i, &["in", "case"]) { i + 2 } else { i + 1 };
        let it = t.is(subject, IT) || t.is_cue(subject, Cue::OptionWord);
        let end = (subject..at).find(sign).unwrap_or(at).min(i + SUPPOSED_TOKENS);
        let gone = (subject + 1..end).any(|word| t.is(word, GONE));
        leads && it && gone && !s.asks && (end < at || t.was(at, &["dan", "then"]))
    })
}
