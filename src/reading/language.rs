//! The language of a text, by its small words. Too little text counts as Dutch: that is what the
//! desk answers in.

use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use crate::domain::reading::Language;

pub(crate) const DUTCH: Phrases = &[
    "de", "het", "een", "en", "van", "ik", "wij", "we", "op", "te", "dat", "niet", "met", "voor",
    "zijn", "uw", "u", "graag", "naar", "kan", "om", "bij", "ons", "onze", "geachte", "beste",
    "dank", "hoi", "je", "maar", "geen", "wordt", "kunt", "groet", "aan", "als",
];
pub(crate) const ENGLISH: Phrases = &[
    "the",
    "and",
    "to",
    "we",
    "you",
    "your",
    "would",
    "like",
    "could",
    "is",
    "are",
    "for",
    "with",
    "our",
    "dear",
    "please",
    "this",
    "that",
    "on",
    "of",
    "it",
    "have",
    "from",
    "be",
    "i",
    "us",
    "cannot",
    "unfortunately",
    "or",
    "next",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "january",
    "february",
    "june",
    "july",
    "october",
    "visit",
    "works",
    "thank",
    "thanks",
];
pub(crate) const OTHER: Phrases = &[
    "und", "der", "die", "das", "wir", "sie", "ich", "nicht", "sehr", "mit", "für", "eine", "ihr",
    "wenn", "bitte", "le", "la", "les", "des", "nous", "vous", "est", "et", "une", "pour", "dans",
    "que", "bonjour", "madame", "monsieur", "el", "los", "para", "ist", "zu",
];

/// The language whose small words stand most in the text.
pub(crate) fn language(t: Tokens<'_, '_>) -> Language {
    let (mut dutch, mut english, mut other) = (0, 0, 0);
    for token in t.0 {
        dutch += usize::from(token.cues.has(Cue::Dutch));
        english += usize::from(token.cues.has(Cue::English));
        other += usize::from(token.cues.has(Cue::OtherLanguage));
    }
    if other > dutch && other > english {
        Language::Other
    } else if english > dutch {
        Language::En
    } else {
        Language::Nl
    }
}
