//! What happens to a named option, judged in its own clause: refused, possible, wanted, preferred.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use std::ops::Range;

use super::{Cue, Phrases, Rank};
use crate::reading::cursor::Tokens;
use crate::reading::hindrance;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

pub(crate) const REFUSES: Phrases = &[
    "niet",
    "geen",
    "not",
    "cannot",
    "can't",
    "nooit",
    "af",
    "afvalt",
    "afvallen",
    "onmogelijk",
    "uitgesloten",
    "bezet",
    "zit vol",
    "zitten vol",
    "verhinderd",
    "lastig",
    "noch",
    "behalve",
    "impossible",
    "out",
    "unavailable",
    "is full",
    "are full",
    "don't",
    "doesn't",
    "neither",
    "except",
    "minder goed",
    "reces",
    "valt in",
    "vallen in",
    "te kort dag",
    "te vroeg",
    "te laat",
    "schikt minder",
    "geweest",
    "tussengekomen",
    "nee",
    "no",
    "verlof",
    // It would have suited, and does not.
    "would have been",
    "would have worked",
    "would have suited",
    "would have preferred",
    "had gekund",
    "had gepast",
];
/// Verbs that give back the option before them: "laat optie 3 maar vervallen".
const GIVEN_AWAY: &[&str] = &[
    "vervallen",
    "vervalt",
    "vrijgeven",
    "vrijgegeven",
    "loslaten",
    "schrappen",
    "schieten",
    "weggeven",
    "cancelled",
    "dropped",
    "released",
];
/// The same of the option behind them: "cancel option 3".
const GIVES_AWAY: &[&str] = &["cancel", "drop", "skip", "release", "schrap", "annuleer"];
/// A reason or another noun between such a verb and the option makes it the verb of something else:
/// "optie 2, omdat mijn overleg vervalt", "optie 2 en laat de rest vervallen".
const OF_SOMETHING_ELSE: &[&str] = &[
    "omdat",
    "want",
    "aangezien",
    "doordat",
    "nu",
    "zodat",
    "since",
    "because",
    "as",
    "een",
    "mijn",
    "onze",
    "a",
    "an",
    "my",
    "our",
    "om",
    "rest",
    "andere",
    "anderen",
    "overige",
    "other",
    "others",
];
/// "Optie 2 is weg", "bij optie 2 ben ik weg"; not "optie 2, en wij moeten op tijd weg".
const GONE: &[&str] = &[
    "optie",
    "option",
    "en",
    "of",
    "is",
    "zijn",
    "ben",
    "mag",
    "mogen",
    "kan",
    "kunnen",
    "valt",
    "vallen",
    "gaat",
    "gaan",
    "ik",
    "wij",
    "we",
    "zij",
    "er",
    "al",
    "dan",
    "ook",
    "toch",
    "maar",
    "helaas",
    "inmiddels",
];
/// A plain negation.
pub(crate) const NOT_AT_ALL: Phrases = &["niet", "not", "geen"];
pub(crate) const FINE: Phrases = &[
    "geen probleem",
    "geen bezwaar",
    "geen enkel probleem",
    "no problem",
    "niet alleen",
    "spreken af",
    "spreek af",
    "niets in de weg",
];
pub(crate) const PREFERS: Phrases = &[
    "dan",
    "liefst",
    "voorkeur",
    "liever",
    "doe",
    "kies",
    "kiezen",
    "kiest",
    "prefer",
    "preferred",
    "preference",
    "rather",
    "wordt",
    "bij uitstek",
    "best",
    "beste",
    "mooist",
    "ideaal",
    "favoriet",
];
pub(crate) const POSSIBLE: Phrases = &[
    "kunnen",
    "kan",
    "allebei",
    "beide",
    "eventueel",
    "desnoods",
    "reserve",
    "anders",
    "alternatief",
    "possible",
    "also",
    "otherwise",
    "backup",
    "mocht",
];

/// Whether the clause refuses the option named at `at`: "optie 1 kan niet"; not "geen probleem", not
/// "alleen optie 1", not "zo niet dan optie 1".
pub(super) fn refuses(t: Tokens<'_, '_>, (from, to): (usize, usize), at: usize) -> bool {
    let from = falls_back(t, from, at).unwrap_or(from);
    let has = |cue: Cue| t.has(from, to, cue);
    let only = ["alleen", "enkel", "only"];
    let only = t.was(at, &only) || at > from + 1 && t.is(at - 2, &only) && !has(Cue::NotAtAll);
    let fine = has(Cue::OptionFine) || hindrance::is_denied(t, from, to);
    (has(Cue::RefusesOption) || is_given_away(t, from, to, at)) && !fine && !only
}

/// "Optie 3 mag vervallen", "cancel option 3"; not "optie 2 en laat de rest vervallen".
fn is_given_away(t: Tokens<'_, '_>, from: usize, to: usize, at: usize) -> bool {
    let number = |i: usize| t.count(i).is_some() || matches!(t.word(i), Word::Ordinal(_));
    let gone = |between: Range<usize>| between.into_iter().all(|i| number(i) || t.is(i, GONE));
    let another = |i: usize| {
        let noun = t.is(i, &["de", "het", "the"]) && !number(i + 1);
        t.is(i, OF_SOMETHING_ELSE) || noun && !t.is_cue(i + 1, Cue::OptionWord)
    };
    // "Optie 2 als de vergadering vervalt" takes nothing yet.
    let supposes = |i: usize| t.is(i, &["als", "indien", "mits", "wanneer", "if", "once"]);
    let its_verb =
        |between: Range<usize>| between.clone().any(supposes) || !between.into_iter().any(another);
    let behind = |verb: usize| {
        t.is(verb, GIVEN_AWAY) && its_verb(at + 1..verb)
            || t.is(verb, &["weg"]) && gone(at + 1..verb)
    };
    (at + 1..to).any(behind)
        || (from..at).any(|verb| t.is(verb, GIVES_AWAY) && its_verb(verb + 1..at))
}

/// The place behind the words that make what stands at `at` a second best: "zo niet", "anders".
pub(super) fn falls_back(t: Tokens<'_, '_>, from: usize, at: usize) -> Option<usize> {
    let (place, words) = t.first(from, at, Cue::FallsBack)?;
    Some(place + words)
}

/// How plainly the option is taken, in a clause that does not refuse it.
pub(super) fn rank_in(t: Tokens<'_, '_>, s: Sentence, clause: (usize, usize), at: usize) -> Rank {
    let has = |cue: Cue| t.has(clause.0, clause.1, cue);
    if is_compared(t, s, at) || second_best(t, clause) {
        Rank::Possible
    } else if has(Cue::PrefersOption) {
        Rank::Preferred
    } else if has(Cue::OptionPossible) && !has(Cue::OnlyOption) {
        Rank::Possible
    } else {
        Rank::Wanted
    }
}

/// The one that is less liked: "liever de tweede dan de eerste", "voorkeur boven optie 3".
fn is_compared(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let from = at.saturating_sub(3).max(s.from);
    let than = (from..at).rev().find(|&i| t.is(i, &["dan", "boven", "than", "over"]));
    let prefers: &[&[&str]] = &[&["liever"], &["voorkeur"], &["eerder"], &["prefer"], &["rather"]];
    than.is_some_and(|than| t.find(than.saturating_sub(20).max(s.from), than, prefers).is_some())
}

/// "tweede keus: optie 3".
fn second_best(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| {
        matches!(t.word(at), Word::Ordinal(n) if n > 1) && t.is_cue(at + 1, Cue::OptionRank)
    })
}

/// "Tweede keus": a rank, not the name of an option.
pub(crate) const RANKS: Phrases = &["keus", "keuze", "voorkeur", "choice", "preference"];

/// No clause is longer; keeps the search linear in a text without commas.
const CLAUSE_TOKENS_MAX: usize = 40;

/// Behind a "maar" that begins no clause: "laat de eerste maar vervallen".
const GIVEN_BACK: &[&str] =
    &["vervallen", "schieten", "weg", "los", "schrappen", "lopen", "zitten"];

/// The clause around a place: from and to the nearest comma, "maar", or "en" before another option.
pub(super) fn clause(t: Tokens<'_, '_>, sentence: Sentence, at: usize) -> (usize, usize) {
    let ends = |i: usize| {
        matches!(t.word(i), Word::Sign(',' | ';' | ':' | '(' | ')'))
            || t.is(i, &["maar", "but", "dus", "so"]) && !t.is(i + 1, GIVEN_BACK)
            || t.is(i, &["en", "and"]) && joins_clauses(t, sentence, i)
    };
    let low = at.saturating_sub(CLAUSE_TOKENS_MAX).max(sentence.from);
    let high = sentence.to.min(at + CLAUSE_TOKENS_MAX);
    let from = (low..at).rev().find(|&i| ends(i)).unwrap_or(low);
    // "Optie 2: ja" is one clause.
    let to = (at + 1..high).find(|&i| ends(i) && !(i <= at + 2 && is_colon(t, i))).unwrap_or(high);
    // A colon joins: "voorkeur: optie 2".
    let colon = matches!(t.word(from), Word::Sign(':' | '('));
    (if colon { from.saturating_sub(3).max(sentence.from) } else { from }, to)
}

fn is_colon(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_some_and(|token| token.is_sign(':'))
}

/// An "en" with a verb before it begins a new clause: "optie 1 kan niet en optie 3 wel", "cancel option 3
/// and take option 2"; but "cancel option 3 and 1" is one.
fn joins_clauses(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let from = at.saturating_sub(6).max(s.from);
    let gives_back = (from..at).any(|verb| t.is(verb, GIVES_AWAY));
    t.at(from, at, Cue::OptionVerb).is_some() || gives_back && t.count(at + 1).is_none()
}

/// Verbs that make a clause of what stands before an "en".
pub(crate) const VERBS: Phrases = &[
    "kan", "valt", "is", "past", "lukt", "gaat", "komt", "heeft", "works", "kunnen", "vallen",
    "zijn",
];

/// The option that is possible is the only one.
pub(crate) const ONLY: Phrases = &["alleen", "only", "enkel"];
