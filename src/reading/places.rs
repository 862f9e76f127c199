//! Which wijken a text names, and which place names fit more than one place.
//!
//! Names come from config (`gazetteer` compiles them once), so nothing here knows Zeist or
//! Oosterhout. A gemeente counts as naming its wijk, unless it is where the writer works and another
//! wijk is named to visit. A name that `not_to_confuse_with` also carries is ours only when something
//! else in the text says so (the gemeente, the province, another name of the wijk), is the other
//! place when the text names that one's surroundings, and is ambiguous otherwise. A school or a club
//! that is called after a wijk is another matter (`institution`).

use super::body::Body;
use super::cursor::Tokens;
use super::people::office;
use super::token::Word;
use crate::domain::ids::WijkId;
use crate::domain::reading::Found;

mod gazetteer;
mod institution;

pub use gazetteer::Gazetteer;
use gazetteer::{Known, Seen};

/// What the text says about places.
#[derive(Debug, Default)]
pub(crate) struct Places {
    pub(crate) wijken: Vec<Found<WijkId>>,
    pub(crate) ambiguous: Vec<Found<String>>,
    /// The wijken that the ambiguous names may mean, in the same order.
    meant: Vec<WijkId>,
}

impl Places {
    /// Takes an ambiguous name for ours where another part of the mail names that wijk for certain.
    pub(crate) fn settle(&mut self, elsewhere: &Self) {
        let mut at = 0;
        while let Some(id) = self.meant.get(at) {
            if elsewhere.wijken.iter().any(|found| found.value == *id) {
                let (value, span) = (self.meant.remove(at), self.ambiguous.remove(at).span);
                self.wijken.push(Found { value, span });
            } else {
                at += 1;
            }
        }
        self.wijken.sort_by_key(|found| found.span);
    }
}

/// Reads the places above the sign-off.
pub(crate) fn read(body: &Body<'_>, gazetteer: &Gazetteer) -> Places {
    let t = body.tokens();
    let mut places = Places::default();
    let mut seen = gazetteer.scan(t);
    let theirs = |seen: &&Seen| institution::is_of_writer(t, seen);
    let home: Vec<usize> = seen.iter().filter(theirs).map(|seen| seen.to).collect();
    // "Wij zijn van basisschool Dommelbergen in Oosterhout": neither chooses a wijk.
    let at_home = |seen: &Seen| {
        home.contains(&seen.to)
            || t.was(seen.from, &["in", "te"]) && home.contains(&(seen.from - 1))
    };
    seen.retain(|seen| !is_of_person(t, seen.from) && !at_home(seen));
    let mut aside = Vec::new();
    for (index, known) in gazetteer.wijken.iter().enumerate() {
        let mine: Vec<&Seen> = seen.iter().filter(|seen| seen.wijk == index).collect();
        let Some(&first) = mine.first() else { continue };
        match judge(t, known, &mine) {
            Verdict::Ours(own) => {
                let found = Found { value: known.id.clone(), span: t.span(own.from, own.to) };
                if mine.iter().all(|seen| is_beside(t, seen)) {
                    aside.push(found);
                } else {
                    places.wijken.push(found);
                }
            }
            Verdict::Elsewhere => {}
            Verdict::Unclear if mine.iter().all(|seen| is_beside(t, seen)) => {}
            Verdict::Unclear => {
                let value = body.words(first.from, first.to).to_owned();
                let span = t.span(first.from, first.to);
                places.ambiguous.push(Found { value, span });
                places.meant.push(known.id.clone());
            }
        }
    }
    if places.wijken.is_empty() && places.ambiguous.is_empty() {
        places.wijken = aside;
    }
    places.wijken.sort_by_key(|found| found.span);
    places
}

enum Verdict<'s> {
    Ours(&'s Seen),
    Elsewhere,
    Unclear,
}

fn judge<'s>(t: Tokens<'_, '_>, known: &Known, seen: &[&'s Seen]) -> Verdict<'s> {
    let Some(&first) = seen.first() else { return Verdict::Elsewhere };
    if let Some(own) = seen.iter().find(|seen| !seen.shared) {
        return Verdict::Ours(own);
    }
    match (known.other_place_in(t), known.province_in(t)) {
        (true, _) => Verdict::Elsewhere,
        (false, true) => Verdict::Ours(first),
        (false, false) => Verdict::Unclear,
    }
}

const INSTEAD: &[&[&str]] = &[&["in", "plaats", "van"], &["i.p.v."], &["instead", "of"]];
const NOT: &[&str] = &["niet", "not", "geen"];
const ON_THE_WAY: &[&str] = &["naar", "in", "aan", "meer", "to", "de", "wijk", "het"];
const LIVES: &[&str] = &["woon", "wonen", "woonachtig", "werk", "werkzaam"];
const NEAR_NAME: &[&str] = &["de", "het", "gemeente", "stad", "raad", "college"];
const BELONGS: &[&str] = &["van", "in", "uit", "bij", "voor", "of", "from"];
const WORKS: &[&str] = &["werk", "werkzaam", "werken", "gemeenteraad", "college", "namens"];

/// The place is named beside the visit: not this one, or the one that the writer works for.
fn is_beside(t: Tokens<'_, '_>, seen: &Seen) -> bool {
    let mut at = seen.from;
    while t.was(at, ON_THE_WAY) {
        at -= 1;
    }
    let instead = INSTEAD.iter().any(|words| at >= words.len() && t.are(at - words.len(), words));
    instead
        || t.was(at, NOT)
        || at < seen.from && t.was(at, LIVES)
        || was_visited(t, seen)
        || institution::noun_of(t, seen).is_some()
        || seen.gemeente && (is_employer(t, seen.from) || t.was(seen.from, &["uit", "vanuit"]))
}

/// "Mevrouw Oosterhout", "de heer Van Raalte": a person of that name.
fn is_of_person(t: Tokens<'_, '_>, from: usize) -> bool {
    let van = t.before(from).is_some_and(|token| token.is("van") && token.starts_upper());
    let at = if van { from - 1 } else { from };
    t.before(at).is_some_and(|token| {
        let initial = token.is_sign('.')
            && at >= 2
            && t.get(at - 2).is_some_and(|t| t.starts_upper() && t.length() == 1);
        token.is_any(TITLES) || office(token).is_some() || initial
    })
}

/// "We zijn al in Vollenhoven geweest en ...", "na ons bezoek aan Wilgensingel".
fn was_visited(t: Tokens<'_, '_>, seen: &Seen) -> bool {
    const NEAR: usize = 8;
    let goes_on = |at: &usize| {
        !matches!(t.word(*at), Word::Sign('.' | ',' | ';')) && !t.is(*at, &["en", "and", "maar"])
    };
    let behind = (seen.to..seen.to + NEAR).take_while(goes_on).any(|at| t.is(at, BEEN));
    let visit = (seen.from.saturating_sub(4)..seen.from).find(|&at| t.is(at, &["bezoek", "visit"]));
    let after =
        visit.is_some_and(|at| (at.saturating_sub(2)..at).any(|i| t.is(i, &["na", "after"])));
    behind || after
}

const BEEN: &[&str] = &["geweest", "bezocht", "been", "visited"];
const TITLES: &[&str] = &["mevrouw", "heer", "mw", "dhr", "mevr", "meneer", "mr", "mrs", "ms"];

/// "namens de gemeente Zeist", "raadslid in Raalte", "adviseur bij de gemeente Oosterhout".
fn is_employer(t: Tokens<'_, '_>, from: usize) -> bool {
    let mut at = from;
    while t.was(at, NEAR_NAME) {
        at -= 1;
    }
    if t.was(at, &["namens"]) {
        return true;
    }
    if !t.was(at, BELONGS) || at < 2 {
        return false;
    }
    at -= 1;
    while t.was(at, NEAR_NAME) && !t.was(at, WORKS) {
        at -= 1;
    }
    t.before(at).is_some_and(|token| {
        token.is_any(WORKS) || office(token).is_some() || is_position(token.lower)
    })
}

fn is_position(lower: &str) -> bool {
    const ENDS: &[&str] =
        &["medewerker", "adviseur", "secretaris", "griffier", "fractie", "leden", "delegatie"];
    ENDS.iter().any(|end| lower.ends_with(end))
}
