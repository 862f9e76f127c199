//! That more come than was said before, or fewer: "1 persoon minder", "twee erbij", "er komt nog een
//! collega bij".
//!
//! Only that it is said, and where: from which number it counts, and whether two of these are the
//! same, the words do not tell. The trap is everything else of which there can be more: hours, days.

use super::amount;
use super::figure::in_group;
use super::nouns::is_company;
use crate::domain::reading::Span;
use crate::reading::cue::{Cue, Phrases};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// Words that make more or fewer of a number before them, or of those who come.
pub(crate) const MORE_OR_FEWER: Phrases =
    &["meer", "minder", "erbij", "eraf", "extra", "more", "fewer", "bij"];
/// Only what joins, and no number.
const JOINED: [&str; 2] = ["bij", "erbij"];
/// Those that stand before the people as well: "twee extra gasten".
const BEFORE_PEOPLE: [&str; 3] = ["extra", "more", "fewer"];
/// People who join: "komt", some words on, "bij".
const JOINS: [&str; 2] = ["komt", "komen"];

/// Verbs of drawing back; "af", "uit" or "terug" stands further on.
pub(crate) const DRAWS_BACK: Phrases = &[
    "haken",
    "haakt",
    "vallen",
    "valt",
    "trekken",
    "trekt",
    "zijn ziek",
    "ziek",
    "verhinderd",
    "dropped out",
    "drop out",
    "fell ill",
];

/// The words of this sentence that change how many come.
pub(super) fn change(t: Tokens<'_, '_>, s: &Sentence) -> Option<Span> {
    let found = t.each(s.from, s.to, Cue::PartyChanges).find_map(|at| {
        let from = counted(t, s, at).or_else(|| joined(t, s, at))?;
        Some(t.span(from, at + 1))
    });
    found.or_else(|| {
        let draws = s.cues.has(Cue::PartyDrawsBack);
        let mut numbers = (s.from..s.to).filter(|&at| draws && t.count(at).is_some());
        numbers.find(|&at| draw_back(t, s, at)).map(|at| t.span(at, at + 1))
    })
}

/// "Er haken twee mensen af", "drie leden zijn ziek": so many fewer come.
pub(in crate::reading) fn draw_back(t: Tokens<'_, '_>, s: &Sentence, number: usize) -> bool {
    const CLAUSE_TOKENS: usize = 8;
    if !s.cues.has(Cue::PartyDrawsBack) {
        return false;
    }
    let sign = |at: &usize| matches!(t.word(*at), Word::Sign(_));
    let first = number.saturating_sub(CLAUSE_TOKENS).max(s.from);
    let from = (first..number).rev().find(sign).map_or(first, |sign| sign + 1);
    let to = (number..s.to.min(number + CLAUSE_TOKENS)).find(sign);
    let to = to.unwrap_or(s.to.min(number + CLAUSE_TOKENS));
    // "Er haken twee af", "er vallen er twee af", "two of us have dropped out".
    let verb = number.checked_sub(1).filter(|verb| t.listed(*verb, Cue::PartyDrawsBack));
    let there = verb.is_some_and(|verb| verb > from && t.was(verb, &["er"]));
    let of_us = t.are(number + 1, &["of", "us"]) || t.are(number + 1, &["van", "ons"]);
    let people = (number..to.min(number + 3)).any(|at| is_people(t, at))
        || t.was(number, &["er"])
        || there
        || of_us;
    let says = |words: &[&str]| (from..to).any(|at| t.is(at, words));
    let apart = ["af", "uit", "terug"].iter().any(|end| t.is(to - 1, &[*end]));
    let ill = says(&["ziek", "verhinderd"]) && says(&["zijn", "is", "worden", "werden"]);
    // "Twee man ziek", in a telegram.
    let noun = (number + 1..to).find(|&at| is_people(t, at));
    let ill = ill || noun.is_some_and(|noun| t.is(noun + 1, &["ziek", "verhinderd"]));
    let whole = says(&["out", "ill"]);
    people && t.has(from, to, Cue::PartyDrawsBack) && (apart || ill || whole)
}

/// Where the number begins of which this word makes more or fewer.
fn counted(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<usize> {
    if t.is(at, &["bij"]) || at == s.from {
        return None;
    }
    let people = at.checked_sub(2).filter(|_| is_people(t, at - 1));
    let group = |from: usize| t.get(from).is_some_and(|word| in_group(word.lower).is_some());
    let number = |from: usize| from >= s.from && (amount(t, from).is_some() || group(from));
    let bare = at - 1;
    // "Twee meer" is two of whatever was spoken of; "twee erbij" and "twee minder" are people.
    let is_bare = number(bare) && (ends(t, s, at + 1) || is_before_people(t, at));
    people.filter(|from| number(*from)).or_else(|| is_bare.then_some(bare))
}

fn is_before_people(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &BEFORE_PEOPLE) && is_people(t, at + 1)
}

/// Where "er komt nog een collega bij" begins that ends with this word.
fn joined(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<usize> {
    if !t.is(at, &JOINED) || !ends(t, s, at + 1) {
        return None;
    }
    let from = (s.from..at).rev().find(|&from| t.is(from, &JOINS))?;
    (from..at).any(|word| is_people(t, word)).then_some(from)
}

/// Nothing of the clause follows.
fn ends(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    at >= s.to || matches!(t.word(at), Word::Sign(_)) || t.is(at, &["en", "dan", "and"])
}

fn is_people(t: Tokens<'_, '_>, at: usize) -> bool {
    t.listed(at, Cue::PartyPeople) || t.get(at).is_some_and(is_company)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::reading::{Context, Gazetteer, Policy, read_text};

    fn changes(text: &str) -> bool {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        read_text(text, &context).party_change.is_some()
    }

    #[test]
    fn more_or_fewer_people_and_nothing_else_of_which_there_can_be_more() {
        for text in [
            "We komen met 1 persoon minder, en wij willen graag optie 2.",
            "Dus twee erbij.",
            "Er komt nog een collega bij.",
            "Wij komen met twee extra gasten.",
        ] {
            assert!(changes(text), "{text}");
        }
        for text in [
            "Kan het bezoek een uur extra duren?",
            "Wij hebben 2 dagen meer nodig.",
            "Wij komen graag bij u langs.",
            "De wethouder is er bij.",
            "Wij komen met 6 personen in plaats van 8, dus twee minder.",
            "Dat is een week minder dan vorig jaar.",
        ] {
            assert!(!changes(text), "{text}");
        }
    }
}
