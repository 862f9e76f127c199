//! Asking whether there is something is not asking for it: "is er een lunch?", "komt er pers?".
//!
//! Who asks for a lift or a place to park needs one; of a lunch, of press and of guards the answer is a
//! fact. Only the plainest form counts: a verb of being there, and then the noun itself. "Is het goed als
//! wij een fotograaf meenemen?" and "is een lunch mogelijk?" tell of a need.

use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;

const THERE_IS: &[&str] = &[
    "is", "zijn", "wordt", "worden", "zit", "zitten", "hoort", "komt", "komen", "krijgen", "krijg",
    "hebben", "heeft", "bieden", "biedt", "moeten", "moet", "are", "do", "does", "will",
];
/// All that may stand between the verb and the noun.
const SMALL: &[&str] = &[
    "iets",
    "wat",
    "van",
    "koffie",
    "thee",
    "en",
    "of",
    "zelf",
    "er",
    "ook",
    "een",
    "de",
    "het",
    "nog",
    "al",
    "eigenlijk",
    "trouwens",
    "daar",
    "bij",
    "dan",
    "voor",
    "we",
    "wij",
    "jullie",
    "u",
    "ons",
    "there",
    "a",
    "you",
    "offer",
    "have",
    "provide",
];
/// Behind the noun: it is asked for after all.
const ASKS_FOR: &[&str] =
    &["mogelijk", "regelen", "verzorgen", "bestellen", "possible", "mag", "mogen", "welkom"];
const KNOW: &[&str] =
    &["weten", "hoor", "horen", "benieuwd", "vraag", "vragen", "vroeg", "vroegen", "know"];

/// Whether the sentence only asks if what stands at `at` is there.
pub(super) fn is_asked(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    let from = clause_start(t, s, at);
    let plain = t.is(from, THERE_IS) && (from + 1..at).all(|i| t.is(i, SMALL));
    let how = t.is_cue(from, Cue::Wh);
    let asked = s.asks && (plain || how) && !(at + 1..s.to).any(|i| t.is(i, ASKS_FOR));
    asked || wonders(t, s.from, at)
}

/// Behind the comma or the "en" that the question may follow.
fn clause_start(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> usize {
    let ends = |i: &usize| {
        matches!(t.word(*i), Word::Sign(_)) || t.is(*i, &["en", "maar"]) && t.is(i + 1, THERE_IS)
    };
    (s.from..at).rev().find(ends).map_or(s.from, |i| i + 1)
}

/// "Wij willen graag weten of er lunch is."
fn wonders(t: Tokens<'_, '_>, from: usize, at: usize) -> bool {
    let whether = (from..at).rev().find(|&i| t.is(i, &["of", "whether"]));
    whether.is_some_and(|whether| {
        (whether + 1..at).all(|i| t.is(i, SMALL))
            && t.is(whether + 1, &["er", "de", "een", "there"])
            && (from..whether).any(|i| t.is(i, KNOW))
    })
}
