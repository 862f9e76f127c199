//! The knowledge base as a table of terms: how rare each is, which entries hold it, and which terms a
//! word that nobody wrote down may still mean (a compound, a typing error of one edit).

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Reader, Word};
use crate::domain::desk::Knowledge;

/// The number of a term.
pub(super) type Term = usize;

/// How much of a word is there when only its kernel is: a "pilotwijk" is a "wijk".
const KERNEL: f64 = 0.8;
/// As above when only what it says about its kernel is: a "pilotwijk" has to do with a "pilot".
const MODIFIER: f64 = 0.6;
/// A word with one typing error.
const MISTYPED: f64 = 0.85;
/// Shorter words are too often another word after one edit.
const MISTYPED_LETTERS: usize = 6;
/// A part of a compound is no shorter than this.
const PART_LETTERS: usize = 4;
/// The share of its weight that a word keeps which fits any subject.
const LIGHT: f64 = 0.2;
/// Letters that may tie two parts together.
const TIES: [&str; 4] = ["", "s", "e", "en"];

/// A word asked for, with the terms that it may mean.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) terms: BTreeMap<Term, f64>,
    pub(super) weight: f64,
    pub(super) is_name: bool,
    pub(super) is_light: bool,
}

/// A wording under which an entry can be asked for.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) text: String,
    pub(super) terms: BTreeSet<Term>,
}

/// An entry in terms.
#[derive(Debug)]
pub(super) struct Entry<'k> {
    pub(super) known: &'k Knowledge,
    pub(super) phrases: Vec<Phrase>,
    /// The terms of its answers.
    pub(super) told: BTreeSet<Term>,
    /// How often each term stands in it; those of its questions count more.
    pub(super) counts: BTreeMap<Term, f64>,
    pub(super) length: f64,
}

/// All entries in terms.
#[derive(Debug)]
pub(super) struct Index<'k> {
    reader: Reader,
    /// Every word that was met, so that each is stemmed once.
    by_lower: BTreeMap<String, Term>,
    by_dutch: BTreeMap<String, Term>,
    by_english: BTreeMap<String, Term>,
    lowers: Vec<String>,
    pub(super) entries: Vec<Entry<'k>>,
    /// In how many entries each term stands.
    spread: Vec<usize>,
}

/// A term in a question counts as often as this many in an answer.
const QUESTION_COUNTS: f64 = 2.0;

impl<'k> Index<'k> {
    pub(super) fn new(knowledge: &'k [Knowledge]) -> Self {
        let mut index = Self {
            reader: Reader::new(),
            by_lower: BTreeMap::new(),
            by_dutch: BTreeMap::new(),
            by_english: BTreeMap::new(),
            lowers: Vec::new(),
            entries: Vec::new(),
            spread: Vec::new(),
        };
        for known in knowledge {
            let entry = index.entry(known);
            index.entries.push(entry);
        }
        index.spread = vec![0; index.lowers.len()];
        for entry in &index.entries {
            for term in entry.counts.keys() {
                if let Some(count) = index.spread.get_mut(*term) {
                    *count += 1;
                }
            }
        }
        index
    }

    fn entry(&mut self, known: &'k Knowledge) -> Entry<'k> {
        let mut counts: BTreeMap<Term, f64> = BTreeMap::new();
        let mut phrases = Vec::new();
        for question in &known.questions {
            let terms = self.learn(question);
            for term in &terms {
                *counts.entry(*term).or_insert(0.0) += QUESTION_COUNTS;
            }
            phrases.push(Phrase { text: question.clone(), terms: terms.into_iter().collect() });
        }
        let mut told = BTreeSet::new();
        for answer in [&known.answer, &known.answer_en] {
            for term in self.learn(answer) {
                *counts.entry(term).or_insert(0.0) += 1.0;
                told.insert(term);
            }
        }
        let length = counts.values().sum();
        Entry { known, phrases, told, counts, length }
    }

    fn learn(&mut self, text: &str) -> Vec<Term> {
        Reader::lowers(text).map(|lower| self.term(lower)).collect()
    }

    /// The term of a word, a new one if it is new.
    fn term(&mut self, lower: String) -> Term {
        if let Some(term) = self.by_lower.get(&lower) {
            return *term;
        }
        let word = self.reader.word(lower, false);
        let term = self.exact(&word).unwrap_or(self.lowers.len());
        if term == self.lowers.len() {
            self.by_dutch.insert(word.dutch, term);
            self.by_english.insert(word.english, term);
            self.lowers.push(word.lower.clone());
        }
        self.by_lower.insert(word.lower, term);
        term
    }

    fn exact(&self, word: &Word) -> Option<Term> {
        self.by_dutch.get(&word.dutch).or_else(|| self.by_english.get(&word.english)).copied()
    }

    /// The words of a question with what they may mean.
    pub(super) fn asked(&self, question: &str) -> Vec<Asked> {
        let mut out: Vec<Asked> = Vec::new();
        for word in self.reader.question(question) {
            let asked = self.meaning(&word);
            if !out.iter().any(|other| other.terms == asked.terms && !asked.terms.is_empty()) {
                out.push(asked);
            }
        }
        out
    }

    fn meaning(&self, word: &Word) -> Asked {
        let exact = self.exact(word);
        let mut terms = self.compounds_with(word);
        let mut weight = self.weight(usize::MAX);
        if let Some(term) = exact {
            terms.insert(term, 1.0);
            weight = self.weight(term);
        } else {
            if let Some(term) = self.mistyped(word) {
                terms.insert(term, MISTYPED);
                weight = self.weight(term);
            } else {
                self.parts_of(word, &mut terms);
            }
        }
        // What only this knowledge base lacks is not rare for that.
        let weight = if word.is_light && exact.is_none() { weight * LIGHT } else { weight };
        Asked { terms, weight, is_name: word.is_name, is_light: word.is_light }
    }

    /// The rarer a term, the more it says (the idf of BM25); one that nobody wrote down says most.
    pub(super) fn weight(&self, term: Term) -> f64 {
        let entries = self.entries.len() as f64;
        let with = self.spread.get(term).copied().unwrap_or(0) as f64;
        (1.0 + (entries - with + 0.5) / (with + 0.5)).ln()
    }

    /// Terms of which the word is a part: "fonds" in "leefbaarheidsfonds".
    fn compounds_with(&self, word: &Word) -> BTreeMap<Term, f64> {
        let mut found = BTreeMap::new();
        let letters = word.lower.chars().count();
        if letters < PART_LETTERS {
            return found;
        }
        // A stem stands unchanged in nearly every compound; only where it does, the parts are stemmed.
        let with_stem = |lower: &&String| lower.contains(word.dutch.as_str());
        for (term, lower) in self.lowers.iter().enumerate().filter(|(_, lower)| with_stem(lower)) {
            for (head, tail) in splits(lower) {
                let likeness = if self.reader.dutch(tail) == word.dutch {
                    KERNEL
                } else if untied(head).any(|head| self.reader.dutch(head) == word.dutch) {
                    MODIFIER
                } else {
                    continue;
                };
                let entry = found.entry(term).or_insert(likeness);
                *entry = likeness.max(*entry);
            }
        }
        found
    }

    /// Terms that are parts of the word: "aanpak" in "buurtaanpak".
    fn parts_of(&self, word: &Word, found: &mut BTreeMap<Term, f64>) {
        for (head, tail) in splits(&word.lower) {
            if let Some(term) = self.by_dutch.get(&self.reader.dutch(tail)) {
                found.insert(*term, KERNEL);
            }
            for head in untied(head) {
                if let Some(term) = self.by_dutch.get(&self.reader.dutch(head)) {
                    found.entry(*term).or_insert(MODIFIER);
                }
            }
        }
    }

    fn mistyped(&self, word: &Word) -> Option<Term> {
        let fits = |text: &str| {
            text.chars().count() >= MISTYPED_LETTERS && text.chars().all(char::is_alphabetic)
        };
        if !fits(&word.lower) {
            return None;
        }
        let near = |lower: &&String| {
            lower.chars().next() == word.lower.chars().next()
                && lower.len().abs_diff(word.lower.len()) <= 2
                && fits(lower)
                && strsim::osa_distance(lower, &word.lower) == 1
        };
        self.lowers.iter().position(|lower| near(&lower))
    }
}

/// The ways to cut a word in two parts that are long enough.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let letters = word.chars().count();
    word.char_indices()
        .enumerate()
        .skip(PART_LETTERS)
        .take_while(move |(count, _)| count + PART_LETTERS <= letters)
        .filter_map(|(_, (at, _))| word.split_at_checked(at))
}

/// A first part as it stands, and without the letters that tie it to the second.
fn untied(head: &str) -> impl Iterator<Item = &str> {
    TIES.into_iter()
        .filter_map(|tie| head.strip_suffix(tie))
        .filter(|head| head.chars().count() >= PART_LETTERS)
}
