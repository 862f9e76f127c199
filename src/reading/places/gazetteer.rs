//! The names of places, compiled once from config, so that reading a mail only compares.
//!
//! A word is looked at closely only if it begins as a name does, or ends as one: then it can be the
//! name itself, its adjective ("Raaltse"), the name in two words ("Dommel bergen") or a slip of the
//! pen. The trap is a name that is one edit from another name ("Vollenhove" is no slip for
//! Vollenhoven): what is a name of its own is never repaired.

use std::collections::BTreeMap;

use crate::domain::ids::WijkId;
use crate::domain::wijk::Wijk;
use crate::reading::classes::Classes;
use crate::reading::cursor::Tokens;
use crate::reading::lexer::{self, Both, lowered};
use crate::reading::lexicon::is_one_edit;
use crate::reading::sieve::Sieve;
use crate::reading::token::Token;

/// Names shorter than this are only recognised when spelled right.
const REPAIRABLE_BYTES: usize = 8;
/// From this length on two edits are still the same word.
const TWO_EDITS_BYTES: usize = 11;
/// A slip has no more letters too many, too few or wrong.
const EDITS_MOST: usize = 2;
/// The first half of a name in two words is at least this long.
const HALF_NAME_BYTES: usize = 4;
/// What is this short stands for the initials of a province.
const INITIALS_BYTES_MOST: usize = 4;

/// The names of all wijken, ready to be compared with the words of a mail.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    pub(super) wijken: Vec<Known>,
    names: Vec<Name>,
    /// Names of other places that are no names of ours.
    foreign: Vec<String>,
    /// The names that a slip of the pen may stand for.
    repairable: Vec<Repairable>,
    /// How the names begin.
    heads: Sieve,
    /// The names by their first letters; those that begin alike in their own order.
    by_head: Vec<(u32, usize)>,
    /// How a slip for a name begins, and how it ends where its beginning is wrong.
    slip_heads: Sieve,
    slip_tails: Sieve,
}

/// What tells one wijk from places of the same name.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) id: WijkId,
    /// The province in the forms that mail uses: each a row of words.
    province: Vec<Vec<String>>,
    /// Words that give the other place of a name away.
    surroundings: Vec<String>,
}

#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    wijk: usize,
    shared: bool,
    gemeente: bool,
}

/// What a word must be like to be a slip for a name: nearly all are told apart by their letters.
#[derive(Debug, Clone, Copy)]
struct Repairable {
    name: usize,
    bytes: usize,
    initial: u32,
    tail: u32,
    /// Of a name in ASCII.
    letters: Option<Letters>,
}

/// A bit for each letter that a word has.
#[derive(Debug, Clone, Copy)]
struct Letters(u32);

impl Letters {
    fn of(word: &str) -> Option<Self> {
        let letters = word.bytes().fold(0, |letters, byte| letters | 1 << (byte & 31));
        word.is_ascii().then_some(Self(letters))
    }

    /// Two letters changed take two bits away and bring two others.
    fn may_be(self, other: Self) -> bool {
        const CHANGED_MOST: u32 = 4;
        (self.0 ^ other.0).count_ones() <= CHANGED_MOST
    }
}

/// A name in the text.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) wijk: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    /// A place elsewhere has this name too.
    pub(super) shared: bool,
    pub(super) gemeente: bool,
    name: usize,
    exact: bool,
}

impl Gazetteer {
    /// Compiles the names of these wijken.
    pub fn new(wijken: &BTreeMap<WijkId, Wijk>) -> Self {
        let mut all = Self::default();
        for wijk in wijken.values() {
            all.add(wijk);
        }
        for (index, name) in all.names.iter().enumerate() {
            if let [own] = name.words.as_slice()
                && own.len() >= REPAIRABLE_BYTES
            {
                let (initial, tail, letters) = (initial(own), tail(own), Letters::of(own));
                let bytes = own.len();
                all.repairable.push(Repairable { name: index, bytes, initial, tail, letters });
                for bytes in bytes - EDITS_MOST..=bytes + EDITS_MOST {
                    all.slip_heads.add(sized(initial, bytes));
                    all.slip_tails.add(sized(tail, bytes));
                }
            }
            if let Some(first) = name.words.first() {
                all.heads.add(head(first));
                all.by_head.push((head(first), index));
            }
        }
        all.by_head.sort_unstable();
        all
    }

    fn add(&mut self, wijk: &Wijk) {
        let index = self.wijken.len();
        let mut surroundings = Vec::new();
        let mut others = Vec::new();
        for text in &wijk.not_to_confuse_with {
            let (name, rest) = text.split_once('(').unwrap_or((text, ""));
            others.push(words(name));
            surroundings.extend(places_in(rest));
        }
        let aliases = wijk.also_known_as.iter().map(|name| name.split('(').next().unwrap_or(name));
        let own = std::iter::once(wijk.name.as_str()).chain(aliases).map(|name| (name, false));
        for (name, gemeente) in own.chain([(wijk.municipality.as_str(), true)]) {
            let words = words(name);
            let shared = others.contains(&words);
            for words in adjectives(&words).into_iter().chain([words]) {
                if !words.is_empty() && !self.has(index, &words) {
                    self.names.push(Name { words, wijk: index, shared, gemeente });
                }
            }
        }
        self.foreign.extend(others.iter().filter(|name| name.len() == 1).flatten().cloned());
        let id = wijk.id.clone();
        self.wijken.push(Known { id, province: province(&wijk.province), surroundings });
    }

    fn has(&self, wijk: usize, words: &[String]) -> bool {
        self.names.iter().any(|name| name.wijk == wijk && name.words == words)
    }

    /// The names in a text, in the order in which they stand; a slip only where the name itself does
    /// not stand too.
    pub(super) fn scan(&self, t: Tokens<'_, '_>) -> Vec<Seen> {
        let mut found = Vec::new();
        for (at, token) in t.those(0, t.0.len(), |token| self.may_name(token)) {
            if self.heads.may_have(head(token.lower)) {
                self.exact(t, at, &mut found);
            }
            // A word that is known is no slip for another.
            if token.may_be(Classes::UNKNOWN)
                && self.may_be_slip(token.lower)
                && found.last().is_none_or(|f| f.to <= at)
            {
                self.slip(token, at, &mut found);
            }
        }
        let exact: Vec<usize> = found.iter().filter(|f| f.exact).map(|f| f.name).collect();
        found.retain(|seen| seen.exact || !exact.contains(&seen.name));
        found
    }

    /// Whether a name may begin with this word, or it may be a slip for one.
    #[inline]
    fn may_name(&self, token: &Token<'_>) -> bool {
        token.may_be(Classes::UNKNOWN) || self.heads.may_have(head(token.lower))
    }

    fn may_be_slip(&self, lower: &str) -> bool {
        let bytes = lower.len();
        bytes + EDITS_MOST >= REPAIRABLE_BYTES
            && (self.slip_heads.may_have(sized(initial(lower), bytes))
                || self.slip_tails.may_have(sized(tail(lower), bytes)))
    }

    #[inline(never)]
    fn exact(&self, t: Tokens<'_, '_>, at: usize, found: &mut Vec<Seen>) {
        let Some(token) = t.get(at) else { return };
        let head = head(token.lower);
        let from = self.by_head.partition_point(|(other, _)| *other < head);
        for &(_, index) in self.by_head.iter().skip(from).take_while(|(other, _)| *other == head) {
            let Some(name) = self.names.get(index) else { continue };
            let Some((first, rest)) = name.words.split_first() else { continue };
            if token.is(first) {
                let next =
                    |(i, word): (usize, &String)| t.get(at + 1 + i).is_some_and(|t| t.is(word));
                if rest.iter().enumerate().all(next) {
                    found.push(name.seen(index, at, at + name.words.len(), true));
                }
            } else if rest.is_empty()
                && token.lower.len() >= HALF_NAME_BYTES
                && let Some(rest) = first.strip_prefix(token.lower)
                && let Some(to) = second_half(t, at + 1, rest)
            {
                found.push(name.seen(index, at, to, true));
            }
        }
    }

    /// A word one edit from a name (two from a long one), unless it is a name of its own.
    #[inline(never)]
    fn slip(&self, token: &Token<'_>, at: usize, found: &mut Vec<Seen>) {
        let word: &str = token.lower;
        let (initial, tail) = (initial(word), tail(word));
        for own in &self.repairable {
            let begins = own.initial == initial;
            if !begins && own.tail != tail || word.len().abs_diff(own.bytes) > EDITS_MOST {
                continue;
            }
            let index = own.name;
            let letters = Letters::of(word).zip(own.letters);
            if letters.is_some_and(|(mine, own)| !mine.may_be(own)) {
                continue;
            }
            let Some(name) = self.names.get(index) else { continue };
            let [own] = name.words.as_slice() else { continue };
            let near = if begins {
                is_one_edit(word, own) || own.len() >= TWO_EDITS_BYTES && is_two_edits(word, own)
            } else {
                own.get(2..).is_some_and(|tail| word.ends_with(tail)) && is_one_edit(word, own)
            };
            if near && !self.is_name(word) {
                found.push(name.seen(index, at, at + 1, false));
            }
        }
    }

    fn is_name(&self, word: &str) -> bool {
        self.foreign.iter().any(|name| name == word)
            || self.names.iter().any(|name| matches!(name.words.as_slice(), [own] if own == word))
    }
}

impl Name {
    fn seen(&self, name: usize, from: usize, to: usize, exact: bool) -> Seen {
        let Self { wijk, shared, gemeente, .. } = *self;
        Seen { wijk, from, to, shared, gemeente, name, exact }
    }
}

impl Known {
    pub(super) fn province_in(&self, t: Tokens<'_, '_>) -> bool {
        // "NB" is the province behind a name only: "Oosterhout (NB)"; elsewhere it is a nota bene.
        let stands = |at: usize, name: &Vec<String>| {
            name.iter().enumerate().all(|(i, word)| t.get(at + i).is_some_and(|t| t.is(word)))
                && (name.iter().any(|word| word.len() > INITIALS_BYTES_MOST)
                    || t.was(at, &["(", ","])
                    || t.before(at).is_some_and(Token::starts_upper))
        };
        (0..t.0.len()).any(|at| self.province.iter().any(|name| stands(at, name)))
    }

    /// "Steenwijk" is enough for Steenwijkerland, "Betuwe" for Overbetuwe.
    pub(super) fn other_place_in(&self, t: Tokens<'_, '_>) -> bool {
        t.0.iter().filter(|token| token.lower.len() >= 6).any(|token| {
            self.surroundings.iter().any(|place| {
                place.starts_with(token.lower)
                    || place.ends_with(token.lower)
                    || token.lower.strip_suffix("se").is_some_and(|stem| place.starts_with(stem))
            })
        })
    }
}

/// The first bytes of a word, as a number.
fn head(word: &str) -> u32 {
    match word.as_bytes() {
        [a, b, c, ..] => u32::from_le_bytes([*a, *b, *c, 0]),
        [a, b] => u32::from_le_bytes([*a, *b, 0, 0]),
        [a] => u32::from(*a),
        [] => 0,
    }
}

fn initial(word: &str) -> u32 {
    word.as_bytes().first().map_or(0, |first| u32::from(*first))
}

/// The last bytes of a word, which is as long as a slip at least.
fn tail(word: &str) -> u32 {
    word.as_bytes().last_chunk().map_or(0, |last| u32::from_le_bytes(*last))
}

/// A few letters of a word, and its length.
fn sized(letters: u32, bytes: usize) -> u32 {
    letters.wrapping_add((bytes as u32).wrapping_mul(0x0101_0101))
}

/// Where the second half of a name ends: behind a space or a hyphen.
fn second_half(t: Tokens<'_, '_>, at: usize, rest: &str) -> Option<usize> {
    let at = if t.get(at).is_some_and(Token::is_dash) { at + 1 } else { at };
    (!rest.is_empty() && t.get(at).is_some_and(|token| token.is(rest))).then_some(at + 1)
}

/// `raalte` -> `raaltse`, `raalter`; `zeist` -> `zeister`.
fn adjectives(name: &[String]) -> Vec<Vec<String>> {
    let [name] = name else { return Vec::new() };
    let stem = name.strip_suffix("en").or_else(|| name.strip_suffix('e')).unwrap_or(name);
    [format!("{name}se"), format!("{stem}se"), format!("{stem}er")].map(|word| vec![word]).into()
}

/// `Noord-Brabant` -> also "Noord Brabant", "Brabant" and "NB".
fn province(name: &str) -> Vec<Vec<String>> {
    let whole = words(name);
    let parts: Vec<String> = whole.iter().filter(|word| word.len() > 1).cloned().collect();
    let mut forms = vec![whole];
    if let [first, last] = parts.as_slice() {
        let initials: String =
            [first, last].iter().filter_map(|word| word.chars().next()).collect();
        let dotted: String = initials.chars().flat_map(|letter| [letter, '.']).collect();
        forms.extend([vec![last.clone()], vec![initials], vec![dotted], vec![format!("{last}se")]]);
        let hyphened = initials_of(&parts).flat_map(|letter| [letter, "-".to_owned()]);
        forms.push(hyphened.take(3).collect());
        forms.push(parts.clone());
    }
    forms.retain(|form| !form.is_empty());
    forms
}

fn initials_of(words: &[String]) -> impl Iterator<Item = String> {
    words.iter().filter_map(|word| word.chars().next()).map(String::from)
}

fn places_in(text: &str) -> impl Iterator<Item = String> {
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(capital)
        .filter(|word| word.len() > 4)
        .map(str::to_lowercase)
}

/// The words of a name as the lexer cuts them, in lower case.
fn words(name: &str) -> Vec<String> {
    let (text, lower) = (name.trim(), lowered(name.trim()));
    let tokens = lexer::lex(Both { text, lower: &lower });
    tokens.into_iter().map(|token| token.lower.to_owned()).collect()
}

/// Whether two letters added, left out or changed make `a` into `b`; for words of a sane length.
fn is_two_edits(a: &str, b: &str) -> bool {
    const MOST: usize = 40;
    if a.len() > MOST || b.len() > MOST {
        return false;
    }
    let mut row = [0_usize; MOST + 1];
    for (at, cell) in row.iter_mut().enumerate() {
        *cell = at;
    }
    let mut width = 0;
    for (y, right) in b.chars().enumerate() {
        let mut diagonal = y;
        let mut left = y + 1;
        if let Some(cell) = row.first_mut() {
            *cell = left;
        }
        width = 0;
        for (cell, letter) in row.iter_mut().skip(1).zip(a.chars()) {
            let changed = diagonal + usize::from(letter != right);
            diagonal = *cell;
            left = changed.min(diagonal + 1).min(left + 1);
            *cell = left;
            width += 1;
        }
    }
    row.get(width).is_some_and(|&edits| edits <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_edits_are_two_edits() {
        assert!(is_two_edits("volenhofen", "vollenhoven"));
        assert!(is_two_edits("dommelberge", "dommelbergen"));
        assert!(!is_two_edits("dommelstraat", "dommelbergen"));
        assert!(!is_two_edits("", "dommelbergen"));
    }

    #[test]
    fn a_province_has_short_forms() {
        let forms: Vec<String> = province("Noord-Brabant").iter().map(|f| f.join(" ")).collect();
        assert!(
            ["brabant", "nb", "n.b.", "noord brabant"].iter().all(|f| forms.contains(&(*f).into()))
        );
        assert_eq!(province("Utrecht"), [["utrecht"]]);
    }
}
