//! The length that the visit should have.
//!
//! A mail names other lengths too: of a journey, of a delay, of each talk. A length beside a word
//! that says so is no length of the visit, and one beside "duurt" or "genoeg" goes before the others.

use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::numeral;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::{Found, Span, When, Wish};

const SHORTEST_MINUTES: u32 = 15;
const LONGEST_MINUTES: u32 = 720;

pub(crate) const OTHER_LENGTH: Phrases = &[
    "schuiven",
    "opschuiven",
    "schuift",
    "schuif",
    "verschuiven",
    "later",
    "eerder",
    "vertraging",
    "vertraagd",
    "verlaat",
    "rijden",
    "reizen",
    "reistijd",
    "reis",
    "rit",
    "onderweg",
    "antwoord",
    "reactie",
    "delay",
    "delayed",
    "drive",
    "travel",
    "journey",
    "postpone",
    "earlier",
    "per",
    "pauze",
    "treinreis",
    "bellen",
    "telefonisch",
    "korter",
    "verlengen",
    "inkorten",
    "uitlopen",
    "extend",
    "shorter",
    "spreektijd",
    "speaking",
];
const BEGINS: &[&str] = &["aanvang", "vertrek", "aankomst", "begin", "opening", "start"];
const EACH_VISIT: &[&str] =
    &["wijk", "pilotwijk", "locatie", "bezoek", "neighbourhood", "location", "visit"];
const MOVES_BY: &[&str] = &["over", "binnen", "within"];
pub(crate) const TELLS_LENGTH: Phrases = &[
    "duurt",
    "duren",
    "duur",
    "tijdsduur",
    "genoeg",
    "voldoende",
    "nodig",
    "uittrekken",
    "trekken",
    "uitgetrokken",
    "beschikbaar",
    "bezoek",
    "werkbezoek",
    "last",
    "lasts",
    "enough",
    "visit",
    "lang",
    "max",
    "maximaal",
    "ongeveer",
    "gereserveerd",
    "blijven",
    "tijd",
    "programma",
    "volstaat",
];

/// The length that the visit should have, in minutes.
pub(crate) fn length_of_visit(body: &Body<'_>, durations: &[Wish]) -> Option<Found<u32>> {
    let t = body.tokens();
    let lengths = durations.iter().filter_map(minutes).filter_map(|found| {
        let clause = clause_of(body, found.span)?;
        (!is_another_length(t, clause, found.span)).then_some((found, clause))
    });
    let told = |s: Sentence| t.has(s.from, s.to, Cue::TellsLength);
    let mut first = None;
    for (found, clause) in lengths {
        if told(clause) {
            return Some(found);
        }
        first.get_or_insert(found);
    }
    first.or_else(|| in_quarters(body))
}

pub(crate) const UNITS: Phrases = &["kwartier", "uur", "hour"];

/// "vijf kwartier", "tweeënhalf uur", "an hour and a half": lengths that are no expressions of time elsewhere.
fn in_quarters(body: &Body<'_>) -> Option<Found<u32>> {
    let t = body.tokens();
    let units = body.sentences.iter().filter(|s| s.cues.has(Cue::LengthUnit));
    units.flat_map(|s| s.from..s.to).find_map(|at| {
        if !t.listed(at + 1, Cue::LengthUnit) {
            return None;
        }
        let token = t.get(at)?;
        let quarters = t.count(at).filter(|_| t.is(at + 1, &["kwartier"])).map(|count| count * 15);
        let halves = || {
            let whole = token.lower.strip_suffix("half")?;
            let whole = whole.strip_suffix("ën").or_else(|| whole.strip_suffix("en"))?;
            numeral::number(whole).filter(|_| t.is(at + 1, &["uur"])).map(|hours| hours * 60 + 30)
        };
        let and_a_half = t.is(at, &["an", "one"]) && t.are(at + 1, &["hour", "and", "a", "half"]);
        let value = quarters
            .or_else(halves)
            .or(and_a_half.then_some(90))
            .filter(|n| (SHORTEST_MINUTES..=LONGEST_MINUTES).contains(n))?;
        let span = t.span(at, at + 2);
        let clause = clause_of(body, span)?;
        (!is_another_length(t, clause, span)).then_some(Found { value, span })
    })
}

fn minutes(wish: &Wish) -> Option<Found<u32>> {
    let When::Duration { seconds } = wish.when else { return None };
    let value = u32::try_from(seconds / 60).ok()?;
    let sane = (SHORTEST_MINUTES..=LONGEST_MINUTES).contains(&value);
    sane.then_some(Found { value, span: wish.span })
}

/// The clause that holds a length: commas and semicolons bound it.
fn clause_of(body: &Body<'_>, span: Span) -> Option<Sentence> {
    let t = body.tokens();
    let holds = |s: &&Sentence| {
        let [from, to] = t.span(s.from, s.to);
        from <= span[0] && span[1] <= to
    };
    let s = body.sentences.iter().find(holds).copied()?;
    let bounds = |at: &usize| matches!(t.word(*at), Word::Sign(',' | ';' | ':' | '('));
    let before = |at: &usize| t.get(*at).is_some_and(|token| token.span()[1] <= span[0]);
    let behind = |at: &usize| t.get(*at).is_some_and(|token| token.span()[0] >= span[1]);
    let from = (s.from..s.to).filter(before).rfind(bounds).map_or(s.from, |at| at + 1);
    let to = (s.from..s.to).filter(behind).find(bounds).unwrap_or(s.to);
    Some(Sentence { from, to, ..s })
}

/// "twee uur voor vertrek rondkijken": what is done for so long until they leave.
fn fills_it(t: Tokens<'_, '_>, leaves: usize, to: usize) -> bool {
    let verb = t.get(leaves + 1).filter(|verb| verb.word.is_other());
    let ends = leaves + 2 >= to || matches!(t.word(leaves + 2), Word::Sign(_));
    let infinitive = verb.is_some_and(|verb| verb.lower.len() > 4 && verb.lower.ends_with("en"));
    t.is(leaves, &["vertrek"]) && ends && infinitive
}

fn is_another_length(t: Tokens<'_, '_>, s: Sentence, span: Span) -> bool {
    let starts = |at: &usize| t.get(*at).is_some_and(|token| token.span()[0] >= span[0]);
    let at = (s.from..s.to).find(starts).unwrap_or(s.to);
    // "Niet langer duren dan 75 minuten" bounds the visit.
    let longer = (s.from..s.to).any(|at| {
        let than = at + 1 + usize::from(t.is(at + 1, &["duren", "blijven", "last"]));
        t.is(at, &["langer", "longer"]) && !t.is(than, &["dan", "than"])
    });
    // "Ik ben twee uur weg" is no visit of two hours.
    let behind = (at..s.to).find(|at| t.get(*at).is_some_and(|token| token.span()[0] >= span[1]));
    let away = behind.is_some_and(|at| t.is(at, &["weg", "afwezig", "away"]));
    // "Een uur voor aanvang": when something else begins.
    let ahead = behind.is_some_and(|at| {
        t.is(at, &["ervoor", "vooraf", "tevoren"])
            || t.is(at, &["voor", "vóór", "before"])
                && t.is(at + 1, BEGINS)
                && !fills_it(t, at + 1, s.to)
    });
    // "Per wijk trekt zij drie uur uit": each wijk is a visit; "per spreker" is none.
    let visit = |at: usize| t.is(at, &["per"]) && t.is(at + 1, EACH_VISIT);
    let other = (s.from..s.to).any(|at| t.listed(at, Cue::OtherLength) && !visit(at));
    // "Geen twee uur maar anderhalf uur": the first is corrected.
    let corrected = t.was(at, &["geen", "niet", "not"])
        && behind.is_some_and(|at| t.is(at, &["maar", "but"]) || t.is(at + 1, &["maar", "but"]));
    longer || away || ahead || corrected || t.was(at, MOVES_BY) || other
}
