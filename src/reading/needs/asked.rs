//! Asking whether there is something is not asking for it: "is er een lunch?", "komt er pers?".
//!
//! Host and guest would read as agreed what is only a question. Of what there is, the plainest form
//! counts: a verb of being there, and then the noun itself; "is een lunch mogelijk?" and "is er een
//! laadpaal voor onze auto?" tell of a need. Who asks whether press may come waits for an answer.

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
    "any",
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

/// What those who have a guest for it ask: "is er een lift?".
const EXISTS: &[&str] =
    &["is", "zijn", "hebben", "heeft", "hebt", "zit", "zitten", "are", "do", "does"];
/// Behind the noun: there is somebody who needs it.
const FOR_WHOM: &[&str] = &[
    "ons", "onze", "mij", "mijn", "zijn", "haar", "hem", "hun", "us", "our", "me", "my", "his",
    "her", "their",
];

/// Whether the sentence only asks if what stands at `at` is there.
pub(super) fn is_asked(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    let from = clause_start(t, s, at);
    let plain = t.is(from, THERE_IS) && (from + 1..at).all(|i| t.is(i, SMALL));
    let how = t.is_cue(from, Cue::Wh);
    let asked = s.asks && (plain || how) && !(at + 1..s.to).any(|i| t.is(i, ASKS_FOR));
    asked || wonders(t, s.from, at)
}

/// Whether the sentence only asks if there is a lift, or a place to park: where those are, somebody
/// wants to know who needs them.
pub(super) fn is_there(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    let from = clause_start(t, s, at);
    let exists = s.asks && t.is(from, EXISTS);
    let wonders = || wonders(t, s.from, at);
    (exists && (from + 1..at).all(|i| t.is(i, SMALL)) || wonders())
        && !(at + 1..s.to).any(|i| t.is(i, ASKS_FOR) || t.is(i, FOR_WHOM))
}

const MAY: &[&str] = &["mag", "mogen", "may"];
/// "Kan er een cameraploeg mee?", "is het goed als wij een fotograaf meenemen?"
const PERMIT: &[&[&str]; 13] = &[
    &["kan", "er"],
    &["kunnen", "er"],
    &["zou", "er"],
    &["zouden", "er"],
    &["can", "we", "bring"],
    &["could", "we", "bring"],
    &["is", "het", "goed"],
    &["is", "het", "akkoord"],
    &["vindt", "u", "het", "goed"],
    &["vinden", "jullie", "het", "goed"],
    &["is", "it", "ok"],
    &["is", "it", "okay"],
    &["is", "it", "all", "right"],
];

/// Whether the sentence asks if what stands at `at` may come.
pub(super) fn is_permission(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    let from = clause_start(t, s, at);
    s.asks && (t.is(from, MAY) || t.any_of(from, PERMIT).is_some())
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
