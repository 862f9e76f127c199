//! What it is that somebody has no need of: the visit, or something beside it.
//!
//! "Geen behoefte aan publiciteit" and "wij zien af van de lunch" decline no visit. Where an object is
//! named, only a visit, an invitation, the wijk or a word that points at them makes a refusal of it: a
//! visit wrongly closed is worse than a mail that a person reads.

use super::super::{Cue, Sentence, Text};
use crate::reading::cursor::Tokens;
use crate::reading::token::Word;

/// Words of having no need, behind or before which an object may stand.
const NO_NEED: &[&str] = &[
    "behoefte",
    "belangstelling",
    "interesse",
    "interested",
    "gebruik",
    "geïnteresseerd",
    "afzien",
    "afgezien",
    "zien",
    "zie",
    "ziet",
    "ziend",
];
/// Wishing not: what is not wished is a verb further on.
const WISHES: &[&str] = &["wenst", "wensen"];
const LEADS: &[&str] = &["aan", "in", "van", "voor"];
/// The same where the object comes first: "aan publiciteit hebben wij geen behoefte".
const LEADS_FIRST: &[&str] = &["aan", "van"];
/// What is declined beside a visit by its name.
const MEANT: &[&str] = &[
    "komst",
    "bezoeken",
    "werkbezoeken",
    "deelname",
    "deelnemen",
    "deel",
    "kennismaking",
    "gesprek",
    "ontmoeting",
    "wijk",
    "wijken",
    "buurt",
    "gemeente",
    "pilot",
    "pilots",
    "pilotwijk",
    "project",
    "aanpak",
    "programma",
    "m50",
    "dit",
    "dat",
    "hier",
    "daar",
    "het",
    "it",
    "this",
    "that",
    "deze",
    "ons",
    "mogelijkheid",
    "gelegenheid",
    "komen",
    "gaan",
    "af",
    "meer",
];

/// Whether what is turned down in the sentence is something beside the visit.
pub(super) fn is_aside(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let t = text.t;
    let found = (s.from..s.to).find(|&at| t.is(at, NO_NEED));
    let Some(at) = found else {
        return (s.from..s.to).any(|at| t.is(at, WISHES)) && !speaks_of_visit(text, s);
    };
    let (from, to) = clause(t, s, at);
    let named = |i: usize| i + 1 < to && !is_time(t.word(i + 1));
    let behind = (at + 1..to).find(|&i| t.is(i, LEADS) && named(i));
    // "Dat van de lunch wordt afgezien": the passive has its object before it, wherever that stands.
    let passive = t.is(at, &["afgezien"]);
    let opens = |i: usize| i == from || passive || t.is(from, BEGINS);
    let before = (from..at).find(|&i| t.is(i, LEADS_FIRST) && opens(i));
    // "Van een rondleiding wordt afgezien, van het bezoek niet."
    if passive && (at + 1..s.to).any(|i| t.is(i, &["niet", "wel", "not"])) {
        return true;
    }
    let Some(lead) = behind.or(before) else { return false };
    let end = if lead < at { at } else { to };
    let head = (lead + 2..end).find(|&i| t.is(i, ENDS_HEAD)).unwrap_or(end);
    !names_visit(text, lead + 1, head) || is_of_press(t, head, end) || contrasts(t, to, s.to)
}

/// Behind these words stands what the object is about, and not the object.
const ENDS_HEAD: &[&str] =
    &["tijdens", "bij", "in", "van", "voor", "na", "met", "door", "op", "over", "om", "during"];

/// "een bezoek van de pers".
fn is_of_press(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    t.is(from, &["van", "door"]) && t.has(from, to, Cue::Need)
}

/// "geen behoefte in januari": when, not what.
fn is_time(word: Word) -> bool {
    matches!(word, Word::Month(_) | Word::Relative(_) | Word::Weekday { .. } | Word::Season(_))
}

const BEGINS: &[&str] = &["en", "maar", "ook", "daarnaast", "verder"];

/// "geen behoefte aan een rondleiding, alleen aan een gesprek".
fn contrasts(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    t.find(from, to, &[&["alleen", "aan"], &["wel", "aan"], &["slechts", "aan"], &["wel", "in"]])
        .is_some()
}

fn clause(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> (usize, usize) {
    let ends = |i: usize| {
        matches!(t.word(i), Word::Sign(',' | ';' | ':' | '.' | '!' | '(' | ')'))
            || t.is(i, &["maar", "but", "omdat", "want"])
    };
    let from = (s.from..at).rev().find(|&i| ends(i)).map_or(s.from, |i| i + 1);
    (from, (at..s.to).find(|&i| ends(i)).unwrap_or(s.to))
}

fn names_visit(text: &Text<'_, '_>, from: usize, to: usize) -> bool {
    let t = text.t;
    let named = |cue| t.has(from, to, cue);
    let span = t.span(from, to);
    let inside = |place: [usize; 2]| span[0] <= place[0] && place[1] <= span[1];
    [Cue::TheVisit, Cue::Visit, Cue::VisitNoun, Cue::Invitation, Cue::OtherHost]
        .into_iter()
        .any(named)
        || (from..to).any(|at| t.is(at, MEANT))
        || text.reading.wijken.iter().any(|wijk| inside(wijk.span))
}

/// "De minister wenst niet te komen"; not "wenst niet gefotografeerd te worden".
fn speaks_of_visit(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let has = |cue| text.has(s, cue);
    has(Cue::TheVisit)
        || has(Cue::Accepts)
        || has(Cue::Invitation)
        || has(Cue::GoesVisiting)
        || has(Cue::Coming)
}
