//! Writers who come themselves: "Als wethouder kom ik graag kijken", a Kamerlid who signs as one, a team
//! of a ministry.

use super::super::super::body::Body;
use super::super::super::cue::{Cue, Cues};
use super::super::super::cursor::Tokens;
use super::super::super::lexer::{self, Both, lowered};
use super::super::super::sentence::Sentence;
use super::super::super::token::Token;
use super::super::office::{held, office_at};
use crate::domain::people::Office;
use crate::domain::reading::{Principal, Span, Writer};

/// "Als nieuwe burgemeester kom ik", "ik ben statenlid": an office without a name, which the writer says
/// to have, is theirs.
pub(super) fn named(body: &Body<'_>, writer: Option<&str>, found: Principal) -> Principal {
    let t = body.tokens();
    let own = found.name.is_none() && found.office.is_some() && {
        let at = t.0.partition_point(|token| token.span()[0] < found.span[0]);
        body.sentence_at(found.span).is_some_and(|s| says_to_be(t, s, at))
    };
    let name = writer.filter(|_| own).map(str::to_owned);
    Principal { name: found.name.or(name), ..found }
}

/// Whether a writer has, in their own words, the office that stands at a token of the sentence.
fn says_to_be(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    /// "Als kersverse tweede".
    const DESCRIBED: usize = 3;
    const SMALL: &[&str] = &["een", "tweede", "eerste", "nu", "sinds", "zelf", "a", "the"];
    let describes = |i: usize| {
        let ends = |word: &Token<'_>| word.word.is_other() && word.lower.ends_with('e');
        t.is(i, SMALL) || t.get(i).is_some_and(ends)
    };
    let first = s.from.max(at.saturating_sub(DESCRIBED + 1));
    let head = (first..at).rev().find(|&i| !describes(i));
    let says = head.is_some_and(|i| {
        t.is(i, &["als", "as", "ben", "am"]) || t.is(i, FIRST_PERSON) && t.was(i, &["ben"])
    });
    says && t.any(s.from, s.to, FIRST_PERSON)
}

const FIRST_PERSON: &[&str] = &["ik", "i"];

/// Who signs with an office of their own, or tells of it, in a mail in which somebody comes whom it
/// does not name.
pub(super) fn office(body: &Body<'_>, writer: Option<&Writer>) -> Option<Principal> {
    const COMES: &Cues = &Cues::these(&[Cue::GuestComes, Cue::GuestVisits]);
    let writer = writer.filter(|_| body.cues.meets(COMES))?;
    let name = writer.name.as_ref()?;
    let signed = || {
        let function = writer.function.as_deref()?;
        let lower = lowered(function);
        let tokens = lexer::lex(Both { text: function, lower: &lower });
        Some((held(Tokens(&tokens))?, [0, 0]))
    };
    let (office, span) = told(body).or_else(signed)?;
    Some(Principal::new(Some(name.clone()), Some(office), span))
}

/// "Als burgemeester maak ik me zorgen. Kan ik langskomen?"
fn told(body: &Body<'_>) -> Option<(Office, Span)> {
    const OFFICE: &Cues = &Cues::these(&[Cue::Office, Cue::OfficePhrase]);
    const VISITS: &Cues = &Cues::these(&[Cue::GuestVisits]);
    let t = body.tokens();
    let told = body.saying(OFFICE).find_map(|s| {
        let at = (s.from..s.to).find(|at| office_at(t, *at).is_some())?;
        let (office, next) = office_at(t, at)?;
        says_to_be(t, s, at).then(|| (office, t.span(at, next)))
    })?;
    let comes = |s: Sentence| s.cues.meets(VISITS) && t.any(s.from, s.to, FIRST_PERSON);
    body.saying(VISITS).any(comes).then_some(told)
}

/// "Met ons team Preventie willen we komen kijken", from a ministry or a gemeente.
pub(super) fn unit(body: &Body<'_>, writer: Option<&Writer>) -> Option<Principal> {
    const VISITS: &Cues = &Cues::these(&[Cue::GuestVisits]);
    const OURS: &[&str] = &["ons", "onze", "mijn", "our", "my", "collega's", "collega’s"];
    const UNITS: &[&str] = &[
        "team",
        "afdeling",
        "directie",
        "dienst",
        "cluster",
        "unit",
        "bureau",
        "mt",
        "managementteam",
        "department",
        "directorate",
        "division",
    ];
    if !writer.is_some_and(serves_the_public) {
        return None;
    }
    let t = body.tokens();
    let ours = |at: &usize| t.is(*at, UNITS) && t.was(*at, OURS);
    let at = body.saying(VISITS).find_map(|s| (s.from..s.to).find(ours))?;
    Some(Principal::new(None, Some(Office::Ambtenaar), t.span(at, at + 1)))
}

/// They sign with a body of government, or make policy and name nothing else.
fn serves_the_public(writer: &Writer) -> bool {
    const BODIES: &[&str] = &[
        "ministerie",
        "gemeente",
        "provincie",
        "waterschap",
        "rijks",
        "ministry",
        "municipality",
        "city",
    ];
    let policy = |function: &str| function.split(' ').any(|word| word.starts_with("beleids"));
    match (&writer.organisation, &writer.function) {
        (Some(body), _) => {
            let lower = lowered(body);
            BODIES.iter().any(|word| lower.starts_with(word)) && !lower.starts_with("gemeenteraad")
        }
        (None, Some(function)) => policy(&lowered(function)),
        (None, None) => false,
    }
}
