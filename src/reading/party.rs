//! How many guests come: "met z'n drieën", "acht tot tien personen", "de minister en vier
//! ambtenaren", "vergezeld door een adviseur en door mijzelf".
//!
//! A total that is said (`total`) goes before one that is added up (`company`), and what is added up
//! counts the principal. The trap is every other crowd in a mail: residents, visitors of an evening,
//! gasten who eat vegetarian, an earlier visit. A number of people only counts beside a word that
//! says that they come.

use super::body::Body;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::{PartyFound, Span};

pub(super) mod change;
pub(super) mod company;
mod corrected;
pub(super) mod counted;
mod figure;
pub(super) mod list;
mod more;
pub(crate) mod nouns;
pub(super) mod roster;
pub(super) mod total;

/// The size of the party, if the text says it.
pub(crate) fn party(body: &Body<'_>) -> Option<PartyFound> {
    let t = body.tokens();
    let mut about_us = Vec::with_capacity(body.sentences.len());
    let ours = |s: &Sentence| {
        (!speaks_of_others(s) || heads_with_us(t, s))
            && !comes_elsewhere(t, s)
            && !corrected::grows(t, s)
    };
    about_us.extend(body.sentences.iter().copied().filter(ours));
    let stands =
        |s: &Sentence, size: Option<Size>| size.filter(|x| !corrected::is_outdated(t, s, *x));
    let guests = about_us.iter().filter(|s| has_guest(s)).count();
    let summed = |s: &Sentence| {
        let beside = guests > usize::from(has_guest(s));
        company::summed(t, s, Guests { someone: guests > 0, beside })
    };
    let whole = last_word(body)
        .or_else(|| first(&about_us, |s| roster::after_all_alone(t, s)))
        .or_else(|| first(&about_us, |s| stands(s, total::total(t, s))))
        .or_else(|| first(&about_us, |s| total::collective(t, s)))
        .or_else(|| first(&about_us, |s| roster::perhaps_alone(t, s)))
        .or_else(|| roster::roster(t, &about_us))
        .or_else(|| first(&about_us, |s| company::whole(t, s)))
        .or_else(|| taken(t, &about_us));
    let summed = |s: &Sentence| stands(s, summed(s));
    let summed = if whole.is_none() { first(&about_us, summed) } else { None };
    let is_whole = whole.is_some_and(|size| !is_beside(t, &about_us, size))
        || summed.is_some_and(|size| counts_us(t, &about_us, size));
    let found = whole
        .or_else(|| summed.map(|size| with_writer(t, &about_us, size)))
        .or_else(|| first(&about_us, |s| roster::alone(t, s)));
    let found = found.map(|size| perhaps(t, &about_us, with_more(t, &about_us, size)))?;
    let (min, max, span) = (found.min, found.max, t.span(found.from, found.to));
    Some(PartyFound { min: min.max(1), max, span, beside: !is_whole })
}

/// The number that corrects what was said before, if one does.
fn last_word(body: &Body<'_>) -> Option<Size> {
    let t = body.tokens();
    let (mut before, mut found) = (false, None);
    for s in body.sentences.iter().copied() {
        let past = s.cues.has(Cue::PartyThen) && s.cues.has(Cue::PartyWe);
        let people = corrected::speaks_of_people(t, &s);
        let now = || corrected::corrected(t, &s, before || people);
        let told = if past { corrected::after_now(t, &s).or_else(now) } else { now() };
        found = told.or(found);
        before = people;
    }
    found
}

/// "Bij ons beginnen tien trainees. Wij nemen ze graag mee": those who were counted just before.
fn taken(t: Tokens<'_, '_>, sentences: &[Sentence]) -> Option<Size> {
    const THEM: &[&str] = &["ze", "hen", "them"];
    let takes = |s: &Sentence| {
        let them = (s.from..s.to).any(|at| t.is(at, THEM));
        let ours = s.cues.has(Cue::PartyTakes) && s.cues.has(Cue::PartyWe);
        ours && them && (s.from..s.to).any(|at| t.is(at, &["mee", "along"]))
    };
    let pair = sentences.windows(2).find(|pair| pair.get(1).is_some_and(takes))?;
    let before = pair.first()?;
    let counted = |at: &usize| t.count(*at).is_some_and(|count| count > 1);
    let list = |at| list::sum(t, at, before.to, false).map(|list| list.size);
    (before.from..before.to).filter(counted).find_map(list).filter(|size| size.min > 1)
}

/// "Wij komen met 10 personen, en een van ons zit in een rolstoel."
fn counts_us(t: Tokens<'_, '_>, sentences: &[Sentence], size: Size) -> bool {
    let said = sentences.iter().find(|s| s.from <= size.from && size.from < s.to);
    let people = (size.from..size.to).any(|at| t.listed(at, Cue::PartyPeople));
    people && said.is_some_and(|s| s.cues.has(Cue::PartyWe))
}

/// "Is het goed als er nog twee collega's meekomen?", "er komt een cameraploeg van drie mensen mee": not
/// all who come.
fn is_beside(t: Tokens<'_, '_>, sentences: &[Sentence], size: Size) -> bool {
    const ALONG: &[&str] =
        &["mee", "meekomen", "meegaan", "meenemen", "meebrengen", "meereizen", "along"];
    const ALL: &[&str] =
        &["wij", "we", "totaal", "total", "z'n", "zijn", "ons", "rekenen", "reken"];
    let said = sentences.iter().find(|s| s.from <= size.from && size.from < s.to);
    said.is_some_and(|s| {
        let says = |words: &[&str]| (s.from..s.to).any(|at| t.is(at, words));
        // "Er reizen negen leden en een griffier mee, tien personen dus."
        let sums_up = t.is(size.to, &["dus"]) || t.was(size.from, &["dus", "so"]);
        says(ALONG) && !says(ALL) && !sums_up
    })
}

/// "Ik sluit zelf ook aan", behind a sum in which the writer is not.
fn with_writer(t: Tokens<'_, '_>, sentences: &[Sentence], size: Size) -> Size {
    let counted = (size.from..size.to).any(|at| t.listed(at, Cue::PartyMyself));
    let behind = |s: &Sentence| {
        s.from >= size.to && company::myself_too(t, s)
            || s.from <= size.from && size.to < s.to && company::joins_them(t, s, size.to)
    };
    let too = !counted && sentences.iter().any(behind);
    size.and(u32::from(too))
}

/// "Daarnaast reist de griffier mee": a later sentence that adds to the number.
fn with_more(t: Tokens<'_, '_>, sentences: &[Sentence], size: Size) -> Size {
    let adds = |s: &&Sentence| s.from >= size.to && t.is(s.from, &["daarnaast", "bovendien"]);
    let here = sentences.iter().find(|s| s.from <= size.from && size.to < s.to);
    let tail = here.and_then(|s| more::tail(t, s, size.to));
    let more = tail.or_else(|| sentences.iter().filter(adds).find_map(|s| company::more(t, s)));
    more.map_or(size, |more| Size { min: size.min + more.min, max: size.max + more.max, ..size })
}

/// "Als Karel meekan met z'n zessen", there or in the sentence behind: how many it may become.
fn perhaps(t: Tokens<'_, '_>, sentences: &[Sentence], size: Size) -> Size {
    let here = sentences.iter().position(|s| s.from <= size.from && size.from < s.to);
    let near = here.and_then(|at| sentences.get(at + 1).or(sentences.get(at)));
    near.map_or(size, |last| more::perhaps(t, last.to, size))
}

/// Where the text says that more come than was said before, or fewer.
pub(crate) fn change(body: &Body<'_>) -> Option<Span> {
    const CHANGES: &Cues = &Cues::these(&[Cue::PartyChanges, Cue::PartyDrawsBack]);
    let t = body.tokens();
    let mut about_us = body.saying(CHANGES).filter(|sentence| !speaks_of_others(sentence));
    about_us.find_map(|sentence| change::change(t, &sentence))
}

fn first(sentences: &[Sentence], rule: impl Fn(&Sentence) -> Option<Size>) -> Option<Size> {
    sentences.iter().find_map(rule)
}

/// Whom the mail names beside the company that a sentence speaks of.
#[derive(Debug, Clone, Copy)]
struct Guests {
    /// A guest, in whichever sentence.
    someone: bool,
    /// A guest in another sentence.
    beside: bool,
}

/// How many, and the tokens that say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    min: u32,
    max: u32,
    from: usize,
    to: usize,
}

impl Size {
    fn and(self, others: u32) -> Self {
        Self { min: self.min + others, max: self.max + others, ..self }
    }

    /// With those who are counted behind it.
    fn plus(self, others: Self) -> Self {
        Self { min: self.min + others.min, max: self.max + others.max, to: others.to, ..self }
    }
}

/// More than this is no party.
const MOST: u32 = 200;

pub(crate) const OTHERS: Phrases = &[
    "inwoners",
    "bewoners",
    "bezoekers",
    "woningen",
    "huishoudens",
    "residents",
    "inhabitants",
    "afgemeld",
    "afgevallen",
    "verhinderd",
    "plaats",
    "plek",
    "zaal",
    "capaciteit",
    "maximum",
    "abonnees",
    "tellen niet mee",
    "telt niet mee",
    "niet meegeteld",
    "niet meegerekend",
];
pub(crate) const THEN: Phrases =
    &["bezochten", "kwamen", "stonden", "destijds", "visited", "waren", "liepen", "gingen", "went"];

/// They come after all.
pub(crate) const COMING: Phrases = &["wij", "we", "komen", "komt"];
pub(crate) const RESIDENTS: Phrases = &["bewoners", "inwoners"];
pub(crate) const PRESENT: Phrases = &["aanwezig waren"];
/// "vorige keer", "last time": another visit.
pub(crate) const OCCASION: Phrases = &["keer", "time", "bezoek"];
pub(crate) const LAST: Phrases = &["vorige", "vorig", "last"];

fn speaks_of_others(s: &Sentence) -> bool {
    let has = |cue| s.cues.has(cue);
    // "Acht in plaats van zes personen" speaks of no place.
    let people = || has(Cue::PartyPeople) || has(Cue::PartyGroup) || has(Cue::PartyComes);
    let replaced = || has(Cue::PartyInstead) && people();
    has(Cue::PartyOthers)
        && ![Cue::PartyComing, Cue::PartyField].into_iter().any(has)
        && !replaced()
        || has(Cue::PartyResidents) && has(Cue::PartyPresent)
        || has(Cue::PartyThen)
        || has(Cue::PartyOccasion) && has(Cue::PartyLast)
}

/// A verb of meeting so near to its head is what the sentence says.
const MEETS_TOKENS: usize = 4;

/// "U zou met z'n drieën hierheen komen", "de commissie vergadert met 14 leden": of no visit of theirs.
fn comes_elsewhere(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const COME: &[&str] = &["zou", "zouden", "komt", "komen", "would", "will"];
    let meets = |at: usize| t.is(at, &["vergadert", "vergaderen", "meets"]);
    t.is(s.from, &["u", "jullie", "you"]) && t.is(s.from + 1, COME)
        || (s.from..s.from + MEETS_TOKENS).any(meets)
}

/// "Vijf in plaats van zes.", "Met z'n drieën, Ilse niet meegerekend": a telegram that begins with the
/// number speaks of those who come.
fn heads_with_us(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    let group = t.get(s.from).is_some_and(|word| figure::in_group(word.lower).is_some());
    // "10 in plaats van 11" may be hours.
    let spelled = !matches!(t.word(s.from), Word::Digits { .. });
    let number = t.count(s.from).is_some();
    let reckons = t.is(s.from, &["reken"]);
    reckons
        || t.cue(s.from, Cue::PartyTogether).is_some() && !t.is(s.from, &["the", "alle"])
        || group
        || number && spelled && t.cue(s.from + 1, Cue::PartyInstead).is_some()
        || number && t.is_sign(s.from + 1, ',')
}

const DOZEN: u32 = 12;

/// Words between two numbers that are one amount.
pub(crate) const RANGES: Phrases =
    &["tot en met", "t/m", "tot", "à", "a", "of", "to", "or", "en", "and"];

/// One number or a range, from `at`; and where it ends.
fn amount(t: Tokens<'_, '_>, at: usize) -> Option<(u32, u32, usize)> {
    if t.is(at, &["een", "a"]) && t.is(at + 1, &["dozijn", "dozen"]) {
        return Some((DOZEN, DOZEN, at + 2));
    }
    // "een stuk of zes"
    let at = if t.are(at, &["een", "stuk", "of"]) { at + 3 } else { at };
    if let Word::Pair { left, right, sign: '-' | '/', .. } = t.word(at) {
        return (left < right && right <= 100).then_some((left, right, at + 1));
    }
    // "Op 20 mei komt de minister": a day of the month counts nobody.
    let is_day = matches!(t.word(at + 1), Word::Month(_));
    let min = t.count(at).filter(|n| (1..=MOST).contains(n) && !is_day)?;
    if let Some((max, next)) = at_most(t, at, min) {
        return Some((min, max, next));
    }
    let joint =
        t.cue(at + 1, Cue::PartyRange).or_else(|| t.get(at + 1).filter(|s| s.is_dash()).map(|_| 1));
    if let Some(n) = joint {
        // "Tussen de acht en de tien".
        let most = at + 1 + n + usize::from(t.is(at + 1 + n, &["de"]) && t.was(at, &["de"]));
        let max = t.count(most).filter(|max| *max > min && *max <= MOST);
        let between = !t.is(at + 1, &["en", "and"]) || t.was(at, &["tussen", "de", "between"]);
        if let Some(max) = max.filter(|_| between) {
            return Some((min, max, most + 1));
        }
    }
    Some((min, min, at + 1))
}

/// "Minimaal 6, maximaal 8": behind the least, the most; and where it ends.
fn at_most(t: Tokens<'_, '_>, at: usize, least: u32) -> Option<(u32, usize)> {
    const LEAST: &[&str] = &["min", "min.", "minimaal", "minimum", "minstens", "least"];
    const MOST_WORDS: &[&str] =
        &["max", "max.", "maximaal", "maximum", "hooguit", "hoogstens", "most"];
    let dot = at >= 2 && t.is_sign(at - 1, '.') && t.is(at - 2, LEAST);
    if !dot && !t.was(at, LEAST) {
        return None;
    }
    let word = (at + 1..at + 5).find(|&word| t.is(word, MOST_WORDS))?;
    let number = if t.is_sign(word + 1, '.') { word + 2 } else { word + 1 };
    let max = t.count(number).filter(|max| *max > least && *max <= MOST)?;
    Some((max, number + 1))
}

pub(crate) const PRONOUNS: Phrases = &[
    "hij", "zij", "ze", "mevrouw", "heer", "he", "she", "ik", "i", "hem", "haar", "him", "her",
    "mw", "dhr",
];

/// Somebody who comes stands before this place: an office, a person, or "hij" and "zij".
fn has_principal(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| t.listed(at, Cue::PartyGuest) || t.listed(at, Cue::Office))
}

/// The same of a whole sentence.
fn has_guest(s: &Sentence) -> bool {
    s.cues.has(Cue::PartyGuest) || s.cues.has(Cue::Office)
}
