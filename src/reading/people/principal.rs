//! The guest for whom is asked.
//!
//! An office with a name goes before an office alone, that before a name with "mevrouw" or "de heer",
//! that before a bare name that wants to come. An office that is met, greeted or thanked is not the
//! guest's.

use super::super::body::Body;
use super::super::classes::Classes;
use super::super::cue::{Cue, Cues, Phrases};
use super::super::cursor::Tokens;
use super::super::lexer::{self, Both, lowered};
use super::super::token::Word;
use super::name::{name_end, skip_titles};
use super::office::{is_group, of_council, office_at};
use crate::domain::people::Office;
use crate::domain::reading::{Principal, Span, Writer};

mod names;
mod own;
pub(in crate::reading) mod scene;

use scene::Scene;

/// The guest; `writer` is who signed.
pub(crate) fn principal(
    body: &Body<'_>,
    signature: &[&str],
    writer: Option<&Writer>,
) -> Option<Principal> {
    let name = writer.and_then(|writer| writer.name.as_deref());
    let found = match best(body, signature, name) {
        Some(found) => own::named(body, name, found),
        None => signed(signature, own::office(body, writer), writer)
            .or_else(|| own::unit(body, writer))?,
    };
    let comes_along = comes_along(body, found.span);
    Some(Principal { comes_along, instead: is_instead(body, found.span), ..found })
}

fn best(body: &Body<'_>, signature: &[&str], writer: Option<&str>) -> Option<Principal> {
    let seen = Seen::look(body, signature, writer);
    let Seen { named, office, titled, bare } = seen;
    if named.is_some() {
        return named;
    }
    match (office, titled.or(bare)) {
        (_, Some(leader)) if leader.office.is_some() => Some(leader),
        (Some(office), Some(person)) if office.office != Some(Office::Ambtenaar) => {
            Some(Principal { office: office.office, ..person })
        }
        (Some(office), _) => Some(office),
        (None, Some(person)) => Some(person),
        (None, None) => None,
    }
}

/// Whom the signature names, or the writer by an office of their own: "raadslid Zuiderdam" names a town.
fn signed(
    signature: &[&str],
    own: Option<Principal>,
    writer: Option<&Writer>,
) -> Option<Principal> {
    let named = in_signature(signature);
    let function = writer.and_then(|writer| writer.function.as_deref());
    let is_of_post = |found: &Principal| {
        let name = found.name.as_deref();
        name.zip(function).is_some_and(|(name, function)| function.contains(name))
    };
    if own.is_some() && named.as_ref().is_none_or(is_of_post) { own } else { named }
}

/// "Wethouder Jan Bos komt ook mee": whether the words of the clause add them to those who come.
fn comes_along(body: &Body<'_>, span: Span) -> bool {
    let t = body.tokens();
    let named = t.0.partition_point(|token| token.span()[0] < span[0]);
    let sentence = body.sentences.iter().find(|s| named < s.to);
    // What stands below the text has no place in it.
    let Some(sentence) = sentence.filter(|_| span[1] > 0) else { return false };
    let signs = |at: &usize| matches!(t.word(*at), Word::Sign(_));
    let from = (sentence.from..named).rev().find(signs).map_or(sentence.from, |sign| sign + 1);
    let to = (named..sentence.to).find(signs).unwrap_or(sentence.to);
    let says = |words: &[&str]| (from..to).any(|at| t.is(at, words));
    says(&["ook", "eveneens", "tevens", "also", "too"]) && says(&["mee", "aan", "erbij", "along"])
}

/// "In haar plaats komt Kamerlid Visser": whether the sentence puts them in somebody's place.
fn is_instead(body: &Body<'_>, span: Span) -> bool {
    const WORDS: &[&str] = &[
        "plaats",
        "i.p.v.",
        "ipv",
        "vervangt",
        "vervangen",
        "vervanger",
        "waar",
        "waarneemt",
        "plaatsvervanger",
        "instead",
        "replaces",
        "replaced",
        "place",
    ];
    let t = body.tokens();
    let sentence = body.sentence_at(span).filter(|s| span[1] > 0 && !s.asks);
    sentence.is_some_and(|s| {
        let find = |words: &[&[&str]]| t.find(s.from, s.to, words);
        let takes_over =
            find(&[&["neemt"], &["nemen"]]).and_then(|at| t.find(at, s.to, &[&["over"]]));
        let not = || find(&[&["niet"], &["not"]]).filter(|_| s.cues.has(Cue::No));
        let not_but = || not().and_then(|at| t.find(at, s.to, &[&["maar"], &["but"]]));
        t.any(s.from, s.to, WORDS) || takes_over.or_else(not_but).is_some()
    })
}

/// The best of each kind that the text holds.
#[derive(Default)]
struct Seen {
    named: Option<Principal>,
    office: Option<Principal>,
    titled: Option<Principal>,
    bare: Option<Principal>,
}

impl Seen {
    fn look(body: &Body<'_>, signature: &[&str], writer: Option<&str>) -> Self {
        let t = body.tokens();
        let mut seen = Self::default();
        let mut civil = None;
        for sentence in body.sentences.iter().copied() {
            let scene = Scene { body, t, sentence, signature, writer };
            let officials = scene.says(Cue::Office) || scene.says(Cue::OfficePhrase);
            let office_at = |at| if officials { office_at(t, at) } else { None };
            let (visits, leads) = (scene.says(Cue::GuestVisits), scene.says(Cue::Leader));
            for (at, token) in t.being(sentence.from, sentence.to, TELLS) {
                if let Some((office, next)) = office_at(at) {
                    scene.take_office(office, at, next, &mut seen);
                } else if visits && seen.office.is_none() && civil.is_none() {
                    civil = scene.civil_servants(at);
                }
                if seen.named.is_some() {
                    return seen;
                }
                if leads {
                    scene.take_leader(at, &mut seen);
                }
                scene.take_person(token, at, &mut seen);
            }
        }
        seen.office = seen.office.or_else(|| fraction(body)).or(civil);
        seen
    }
}

/// What may name somebody, beside a capital.
pub(crate) const NAMES_SOMEBODY: &Cues = &Cues::these(&[
    Cue::Office,
    Cue::OfficePhrase,
    Cue::Leader,
    Cue::Honorific,
    Cue::CivilServant,
    Cue::PartyPersonPart,
]);

const TELLS: Classes = Classes::CAPITAL.or(Classes::SOMEBODY);

/// Bodies of which the members come.
pub(crate) const BODIES: Phrases =
    &["fractie", "fractievoorzitter", "fractieleden", "gemeenteraad", "fractiegenoten"];

/// "De fractie van Lokaal Vooruit in de gemeenteraad": the guests are its members.
fn fraction(body: &Body<'_>) -> Option<Principal> {
    let t = body.tokens();
    const BODY: &Cues = &Cues::these(&[Cue::GuestBody]);
    body.saying(BODY).filter(|s| s.cues.has(Cue::GuestVisits)).find_map(|s| {
        let (at, _) = t.first(s.from, s.to, Cue::GuestBody)?;
        let office = of_council(t, s.from, s.to)?;
        let span = t.span(at, at + 1);
        Some(Principal::new(None, Some(office), span))
    })
}

/// "namens Kamerlid Fenna Kooistra" under the sign-off, "secretaresse van wethouder Bos" below it.
fn in_signature(signature: &[&str]) -> Option<Principal> {
    const LINES_READ: usize = 6;
    signature.iter().take(LINES_READ).find_map(|line| {
        let lower = lowered(line);
        let tokens = lexer::lex(Both { text: line, lower: &lower });
        let t = Tokens(&tokens);
        let namens = t.find(0, tokens.len(), &[&["namens"]]).map(|at| at + 1);
        let behind = namens.map(|at| if t.is(at, &["de", "het", "onze"]) { at + 1 } else { at });
        let person = |at: &usize| office_at(t, *at).is_some() && !group(t, *at);
        let at = behind.or_else(|| (1..tokens.len()).find(person))?;
        let (office, next) =
            office_at(t, at).map_or((None, at), |(office, next)| (Some(office), next));
        let start = skip_titles(t, next);
        let named = (office.is_some() || start > next) && !group(t, at);
        let end = name_end(t, start).filter(|end| named && !is_portfolio(t, start, *end));
        let name = end.map(|end| t.slice(line, start, end).to_owned());
        let told = name.is_some() || office.is_some() && namens.is_some();
        told.then_some(Principal::new(name, office, [0, 0]))
    })
}

/// "minister van VRO": what the office is of, no name.
fn is_portfolio(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let last = to.checked_sub(1).and_then(|at| t.get(at));
    t.is(from, &["van", "voor", "of", "for"]) && last.is_some_and(scene::is_body)
}

fn group(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_some_and(|token| is_group(token.lower))
}
