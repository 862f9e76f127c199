//! Options that are given back, in a clause that does nothing else: "de andere twee vrijdagen mogen jullie
//! weer vrijgeven", "1 en 2 kunnen naar een ander".
//!
//! What stands in such a clause takes nothing, be it a day, a number or a day of the week. The trap is
//! what is not given back after all, or something else that is let go; so a clause with any other word
//! is none of these.

use crate::reading::cursor::Tokens;
use crate::reading::sentence::{Sentence, clauses};
use crate::reading::token::Word;

/// Verbs that give back.
const GIVES_BACK: &[&str] = &[
    "drop",
    "dropped",
    "loslaten",
    "losgelaten",
    "release",
    "released",
    "schrappen",
    "vervallen",
    "vervalt",
    "vrijgegeven",
    "vrijgeven",
    "vrijkomen",
    "weggeven",
];
/// To whom: "naar een ander", "aan anderen", "voor iemand anders".
const TO: &[&str] = &["aan", "for", "naar", "to", "voor"];
const ANOTHER: &[&str] = &["ander", "anderen", "anders", "else", "others"];
/// The rest of what is on offer.
const OTHERS: &[&str] =
    &["andere", "anderen", "overige", "overigen", "rest", "other", "others", "overgebleven"];
/// "Geef ze vrij".
const FREE: &[&str] = &["free", "up", "vrij"];
/// What may stand beside them, and says nothing.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "a", "aan", "again", "also", "and", "be", "beide", "betreft", "can", "dagen", "dan", "dat",
    "data", "date", "dates", "datum", "datums", "days", "de", "deze", "die", "dus", "een", "en",
    "ervan", "feel", "for", "gaan", "gaat", "geef", "gerust", "geven", "graag", "hebben", "het",
    "hierbij", "iemand", "ik", "is", "je", "jullie", "kan", "kun", "kunnen", "kunt", "laat",
    "laten", "maar", "mag", "may", "mogen", "momenten", "naar", "nodig", "now", "nu", "of",
    "ones", "ons", "ook", "op", "optie", "opties", "option", "options", "please", "slots",
    "somebody", "someone", "the", "tijden", "times", "to", "two", "u", "van", "voor",
    "voorstellen", "wat", "we", "weer", "wij", "worden", "wordt", "you", "zijn",
];

/// Whether a clause gives back what it names, and does nothing else. "Optie 2 en laat de rest vervallen"
/// does more.
pub(crate) fn gives_back(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    let says = |list: &[&str]| (from..to).any(|at| t.is(at, list));
    let handed = |at: usize| {
        let next = if t.is(at + 1, &["een", "iemand", "someone", "somebody"]) { 2 } else { 1 };
        t.is(at, TO) && t.is(at + next, ANOTHER)
    };
    let freed = || says(&["geef", "geven"]) && says(&["vrij"]) || says(&["free"]) && says(&["up"]);
    let gives = says(GIVES_BACK) || freed() || (from..to).any(handed);
    let names = |at: usize| !t.word(at).is_other() && !is_sign(t, at) && !t.is(at, BESIDE);
    let others = (from..to).find(|&at| t.is(at, OTHERS));
    let named = match others {
        Some(others) => !(from..others).any(names),
        None => (from..to).any(names),
    };
    let known = |at: usize| {
        let listed = [GIVES_BACK, OTHERS, BESIDE, ANOTHER, FREE].into_iter().any(|it| t.is(at, it));
        !t.word(at).is_other() || listed
    };
    gives && named && (from..to).all(known)
}

/// The clause around a place, if it gives back what it names.
pub(super) fn is_given_back(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let around = clauses(t, s).into_iter().find(|&(from, to)| from <= at && at < to);
    around.is_some_and(|clause| gives_back(t, clause))
}

fn is_sign(t: Tokens<'_, '_>, at: usize) -> bool {
    matches!(t.word(at), Word::Sign(_))
}
