//! What kind of thing a question wants to hear: a person, a place, a moment, a reason, a number.
//!
//! "Wie betaalt het fonds?" and "Wat is het fonds?" share every word that says something; the kind is
//! what tells them apart.

use super::words::pieces;

/// The kind of answer that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What, which, how.
    Thing,
    Person,
    Place,
    Moment,
    Length,
    Reason,
    Number,
    /// Yes or no.
    Whether,
    /// No question by its form.
    Open,
}

/// How much of the certainty is left when one kind is asked and the other is answered.
pub(super) fn likeness(asked: Kind, known: Kind) -> f64 {
    match (asked, known) {
        (a, b) if a == b => 1.0,
        // A question without a question word can be any; what a thing does is told by what it is.
        (Kind::Open, _) | (_, Kind::Open) => 0.9,
        (
            Kind::Thing
            | Kind::Person
            | Kind::Place
            | Kind::Moment
            | Kind::Length
            | Kind::Reason
            | Kind::Number
            | Kind::Whether,
            Kind::Thing
            | Kind::Person
            | Kind::Place
            | Kind::Moment
            | Kind::Length
            | Kind::Reason
            | Kind::Number
            | Kind::Whether,
        ) => 0.5,
    }
}

/// The kind of a question, from its first question word, else from its form.
pub(super) fn kind(question: &str) -> Kind {
    let words: Vec<String> = pieces(question).map(|word| word.to_lowercase()).collect();
    let hinted = (0..words.len()).find_map(|at| named(&words, at));
    hinted.unwrap_or_else(|| {
        let first = words.iter().find(|word| !OPENERS.contains(&word.as_str()));
        let verb = first.is_some_and(|word| VERBS.contains(&word.as_str()));
        if verb { Kind::Whether } else { Kind::Open }
    })
}

/// Words that may stand before the question itself.
const OPENERS: &[&str] = &["en", "maar", "of", "and", "but", "or", "ook", "verder"];

/// Verbs that open a question for yes or no.
const VERBS: &[&str] = &[
    "is", "zijn", "was", "waren", "kan", "kunnen", "kunt", "mag", "mogen", "moet", "moeten",
    "heeft", "hebben", "hebt", "heb", "zit", "zitten", "hoort", "horen", "krijgt", "krijgen",
    "doet", "doen", "gaat", "gaan", "komt", "komen", "wordt", "worden", "zal", "zullen", "zou",
    "zouden", "wil", "willen", "wilt", "bestaat", "bestaan", "steunt", "steunen", "geldt", "werkt",
    "staat", "are", "do", "does", "did", "can", "could", "may", "has", "have", "will", "would",
    "should",
];

fn named(words: &[String], at: usize) -> Option<Kind> {
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    let ends_in = |ends: &[&str]| words.last().is_some_and(|last| ends.contains(&last.as_str()));
    Some(match (word(at), word(at + 1)) {
        ("hoe", "lang") | ("how", "long") => Kind::Length,
        ("hoe", "laat") => Kind::Moment,
        ("hoe", "groot" | "vaak" | "veel" | "duur" | "ver") | ("how", "many" | "much" | "far") => {
            Kind::Number
        }
        ("wat" | "what", "kost" | "kosten" | "does") if costs(words) => Kind::Number,
        ("hoe" | "how" | "wat" | "what" | "welk" | "welke" | "which", _) => Kind::Thing,
        ("wie" | "who" | "whom", _) => Kind::Person,
        ("waar", _) if ends_in(PARTICLES) => Kind::Thing,
        ("waar" | "where" | "waarheen", _) => Kind::Place,
        ("waarover" | "waarmee" | "waaruit" | "waaraan" | "waarin", _) => Kind::Thing,
        ("wanneer" | "when", _) => Kind::Moment,
        ("waarom" | "waarvoor" | "why", _) => Kind::Reason,
        ("hoeveel", _) => Kind::Number,
        _ => return None,
    })
}

/// "Waar gaat het over?" asks for no place.
const PARTICLES: &[&str] =
    &["over", "voor", "mee", "aan", "uit", "van", "bij", "om", "door", "naar", "op", "tegen"];

fn costs(words: &[String]) -> bool {
    words.iter().any(|word| matches!(word.as_str(), "kost" | "kosten" | "cost"))
}
