//! Which wijken a text names, and which place names fit more than one place.
//!
//! Names come from config, so nothing here knows Zeist or Oosterhout. A gemeente counts as naming
//! its wijk. A name that `not_to_confuse_with` also carries is ours only when something else in the
//! text says so (the gemeente, the province, another name of the wijk), is the other place when the
//! text names that one's surroundings, and is ambiguous otherwise.

use std::collections::BTreeMap;

use super::body::Body;
use super::cursor::Tokens;
use super::lexicon::is_one_edit;
use crate::domain::ids::WijkId;
use crate::domain::reading::{Found, Span};
use crate::domain::wijk::Wijk;

/// Names shorter than this are only recognised when spelled right.
const REPAIRABLE_LETTERS: usize = 8;

/// What the text says about places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) wijken: Vec<Found<WijkId>>,
    pub(crate) ambiguous: Vec<Found<String>>,
}

/// Reads the places above the sign-off.
pub(crate) fn read(body: &Body<'_>, wijken: &BTreeMap<WijkId, Wijk>) -> Places {
    let t = body.tokens();
    let mut places = Places::default();
    let known: Vec<String> = wijken.values().flat_map(spellings).collect();
    for wijk in wijken.values() {
        let mut seen: Vec<Seen> =
            names(wijk).iter().filter_map(|name| find(t, name, &known)).collect();
        seen.sort_by_key(|seen| seen.span);
        let Some(first) = seen.first() else { continue };
        match judge(t, wijk, &seen) {
            Verdict::Ours(span) => places.wijken.push(Found { value: wijk.id.clone(), span }),
            Verdict::Elsewhere => {}
            Verdict::Unclear => {
                let value = body.words(first.from, first.to).to_owned();
                places.ambiguous.push(Found { value, span: first.span });
            }
        }
    }
    places.wijken.sort_by_key(|found| found.span);
    places
}

struct Seen {
    name: String,
    from: usize,
    to: usize,
    span: Span,
}

enum Verdict {
    Ours(Span),
    Elsewhere,
    Unclear,
}

fn judge(t: Tokens<'_, '_>, wijk: &Wijk, seen: &[Seen]) -> Verdict {
    let others: Vec<Elsewhere> =
        wijk.not_to_confuse_with.iter().map(|s| Elsewhere::parse(s)).collect();
    let is_shared = |name: &str| others.iter().any(|other| other.name == name);
    if let Some(own) = seen.iter().find(|seen| !is_shared(&seen.name)) {
        return Verdict::Ours(own.span);
    }
    let Some(first) = seen.first() else { return Verdict::Elsewhere };
    let near_other = others.iter().filter(|o| o.name == first.name).any(|o| o.surroundings_in(t));
    let near_us = find(t, &words(&wijk.province), &[]).is_some();
    match (near_other, near_us) {
        (true, _) => Verdict::Elsewhere,
        (false, true) => Verdict::Ours(first.span),
        (false, false) => Verdict::Unclear,
    }
}

/// Another place of the same name, with the words that give it away: `Vollenhove (gemeente
/// Steenwijkerland, Overijssel)`.
struct Elsewhere {
    name: String,
    surroundings: Vec<String>,
}

impl Elsewhere {
    fn parse(text: &str) -> Self {
        let (name, rest) = text.split_once('(').unwrap_or((text, ""));
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        let surroundings = rest
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(capital)
            .filter(|word| word.len() > 4)
            .map(str::to_lowercase)
            .collect();
        Self { name: words(name).join(" "), surroundings }
    }

    /// "Steenwijk" is enough for Steenwijkerland.
    fn surroundings_in(&self, t: Tokens<'_, '_>) -> bool {
        t.0.iter().any(|token| {
            self.surroundings.iter().any(|place| {
                *place == token.lower || token.lower.len() >= 7 && place.starts_with(&*token.lower)
            })
        })
    }
}

fn names(wijk: &Wijk) -> Vec<Vec<String>> {
    let aliases = wijk.also_known_as.iter().map(|alias| alias.split('(').next().unwrap_or(alias));
    let mut names: Vec<Vec<String>> = std::iter::once(wijk.name.as_str())
        .chain(aliases)
        .chain([wijk.municipality.as_str()])
        .map(words)
        .collect();
    names.retain(|name| !name.is_empty());
    names.dedup();
    names
}

/// All names that this wijk brings into play, its own and those of the places it is mixed up with.
fn spellings(wijk: &Wijk) -> Vec<String> {
    let others = wijk.not_to_confuse_with.iter().map(|text| Elsewhere::parse(text).name);
    names(wijk).iter().map(|name| name.join(" ")).chain(others).collect()
}

/// The words of a name as the lexer cuts them, in lower case.
fn words(name: &str) -> Vec<String> {
    super::lexer::lex(name.trim()).into_iter().map(|token| token.lower.into_owned()).collect()
}

fn find(t: Tokens<'_, '_>, name: &[String], known: &[String]) -> Option<Seen> {
    let exact: Vec<&str> = name.iter().map(String::as_str).collect();
    let at =
        (0..t.0.len()).find(|&at| t.are(at, &exact)).or_else(|| misspelled(t, &exact, known))?;
    let to = at + exact.len();
    Some(Seen { name: exact.join(" "), from: at, to, span: t.span(at, to) })
}

/// A word one edit from the name, unless it is a name of its own ("Vollenhove" is not a slip).
fn misspelled(t: Tokens<'_, '_>, name: &[&str], known: &[String]) -> Option<usize> {
    let &[name] = name else { return None };
    if name.chars().count() < REPAIRABLE_LETTERS {
        return None;
    }
    t.0.iter().position(|token| {
        is_one_edit(&token.lower, name) && !known.iter().any(|known| *known == token.lower)
    })
}
