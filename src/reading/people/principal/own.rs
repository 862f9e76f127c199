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
        let ends = |word: &Token<'_>| {
            word.word.is_other() && word.lower.ends_with('e') && word.lower != "de"
        };
        t.is(i, SMALL) || t.get(i).is_some_and(ends)
    };
    let first = s.from.max(at.saturating_sub(DESCRIBED + 1));
    let head = (first..at).rev().find(|&i| !describes(i));
    // "Als een wethouder erbij is", "ik zie u als wethouder komen": of somebody else.
    let says = head.is_some_and(|i| {
        t.is(i, &["als", "as"]) && !t.is(i + 1, &["een", "a"])
            || t.is(i, &["ben", "am"])
            || t.is(i, FIRST_PERSON) && t.was(i, &["ben"])
    });
    says && t.any(s.from, s.to, FIRST_PERSON) && !t.any(s.from, at, YOU) && !denies(t, s)
}

const FIRST_PERSON: &[&str] = &["ik", "i"];
const YOU: &[&str] = &["u", "jou", "je", "jij", "jullie", "you"];

/// "Ik ben geen wethouder", "zelf kom ik niet": nothing of it is told.
fn denies(t: Tokens<'_, '_>, s: Sentence) -> bool {
    t.any(s.from, s.to, &["niet", "geen", "not", "no", "nooit", "never"])
}

/// Whether the writer comes, in their own words: who only asks, invites or gives thanks does not.
fn comes_themselves(body: &Body<'_>) -> bool {
    const VISITS: &Cues = &Cues::these(&[Cue::GuestComes, Cue::GuestVisits]);
    const OTHERWISE: &[&str] =
        &["uit", "uitnodigen", "invite", "dank", "dankjewel", "bedankt", "bedanken", "thank"];
    let t = body.tokens();
    body.saying(VISITS).any(|s| {
        s.cues.meets(VISITS)
            && t.any(s.from, s.to, FIRST_PERSON)
            && !t.any(s.from, s.to, OTHERWISE)
            && !denies(t, s)
    })
}

/// Who signs with an office of their own, or tells of it, and comes, as they say themselves.
pub(super) fn office(body: &Body<'_>, writer: Option<&Writer>) -> Option<Principal> {
    let writer = writer.filter(|_| comes_themselves(body))?;
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
    let t = body.tokens();
    body.saying(OFFICE).find_map(|s| {
        let at = (s.from..s.to).find(|at| office_at(t, *at).is_some())?;
        let (office, next) = office_at(t, at)?;
        says_to_be(t, s, at).then(|| (office, t.span(at, next)))
    })
}

/// "Met ons team Preventie willen we komen kijken", from a ministry or a gemeente.
pub(super) fn unit(body: &Body<'_>, writer: Option<&Writer>) -> Option<Principal> {
    const COMES: &Cues = &Cues::these(&[Cue::GuestComes]);
    const COME: &[&str] =
        &["wil", "willen", "kom", "komt", "komen", "zou", "zouden", "would", "come", "comes"];
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
    // "Ons bureau regelt het bezoek van de delegatie": they come themselves.
    let comes = body.saying(COMES).filter(|s| t.any(s.from, s.to, COME) && !denies(t, *s));
    let at = comes.filter(|s| s.cues.meets(COMES)).find_map(|s| (s.from..s.to).find(ours))?;
    Some(Principal::new(None, Some(Office::Ambtenaar), t.span(at, at + 1)))
}

/// They sign with a body of government, or make policy and name nothing else.
fn serves_the_public(writer: &Writer) -> bool {
    const BODIES: &[&str] = &[
        "ministerie",
        "gemeente",
        "provincie",
        "waterschap",
        "rijksoverheid",
        "rijkswaterstaat",
        "rijksdienst",
        "ministry",
        "municipality",
        "city",
    ];
    let policy = |function: &str| function.split(' ').any(|word| word.starts_with("beleids"));
    match (&writer.organisation, &writer.function) {
        (Some(body), _) => {
            let lower = lowered(body);
            lower.split(' ').next().is_some_and(|word| BODIES.contains(&word))
        }
        (None, Some(function)) => policy(&lowered(function)),
        (None, None) => false,
    }
}
