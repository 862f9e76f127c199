//! Matches a question to the knowledge base: the answer that fits it, or the passages nearest to it.
//!
//! Two things are weighed apart. *Which entries come near* is BM25 (Robertson and Zaragoza, 2009) over
//! the wordings of an entry and the words of its answers, by stem, with compounds and typing errors of
//! one edit; staff see the best three. *Whether one may be given as the answer* is stricter, for a
//! wrong answer is worse than none: the question must be covered by a wording of that entry and the
//! wording by the question, it must ask for the same kind of thing, and a name or number in it must be
//! known to the entry. Below the threshold a person answers.
//!
//! The threshold was set on the tables in `tests/questions`. Pure, the same in every run; the table of
//! terms is made anew for each mail that asks something: that takes less than a millisecond.

mod index;
mod kind;
mod lists;
mod words;

use index::{Asked, Entry, Index, Phrase};
use kind::{Kind, kind, likeness};
use words::pieces;

use crate::domain::desk::Knowledge;

/// An answer is given from this certainty on; see `tests/questions.rs`.
const THRESHOLD: f64 = 0.52;
/// Another entry that is this near makes it a question which of the two is meant.
const MARGIN: f64 = 0.02;
/// A word that only the answer has covers this share of itself.
const TOLD: f64 = 0.5;
/// How fast a term that stands there more often stops to count (`k1` of BM25).
const SATURATION: f64 = 1.2;
/// How much long entries are held against themselves (`b` of BM25).
const LENGTH: f64 = 0.75;

/// Makes the knowledge base ready for questions.
#[derive(Debug)]
pub struct Questions<'k> {
    index: Index<'k>,
}

impl<'k> Questions<'k> {
    pub fn new(knowledge: &'k [Knowledge]) -> Self {
        Self { index: Index::new(knowledge) }
    }

    /// The entry that answers the question, if one clearly does. An entry that leaves the answer to a
    /// person is no answer, and keeps others from being it.
    pub fn answer(&self, question: &str) -> Option<&'k Knowledge> {
        let mut scored = self.certainties(question);
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let (certainty, known) = scored.first().copied()?;
        let next = scored.get(1).map_or(0.0, |(next, _)| *next);
        let sure = certainty >= THRESHOLD && certainty - next >= MARGIN;
        (sure && !known.answer.is_empty()).then_some(known)
    }

    /// How certain it is that each entry answers the question, from 0 to 1.
    pub fn certainties(&self, question: &str) -> Vec<(f64, &'k Knowledge)> {
        let asked = self.index.asked(question);
        let wanted = kind(question);
        let entries = self.index.entries.iter();
        entries
            .map(|entry| (self.certainty(entry, question, &asked, wanted), entry.known))
            .collect()
    }

    fn certainty(&self, entry: &Entry<'_>, question: &str, asked: &[Asked], wanted: Kind) -> f64 {
        if asked.iter().any(|word| word.is_name && !is_known(entry, word)) {
            return 0.0;
        }
        let of_phrase = |phrase: &Phrase| {
            if same_words(&phrase.text, question) {
                return 1.0;
            }
            let asks = share(asked.iter().map(|word| (word.weight, covered(word, phrase, entry))));
            let says = share(phrase.terms.iter().map(|term| {
                let best = asked.iter().filter_map(|word| word.terms.get(term)).copied();
                (self.index.weight(*term), best.fold(0.0, f64::max))
            }));
            // Both must be covered: a long question that shares one word with a short wording is
            // another question.
            asks.min(says) * likeness(wanted, kind(&phrase.text))
        };
        entry.phrases.iter().map(of_phrase).fold(0.0, f64::max)
    }

    /// The entries nearest to the question, best first, each with its score; those that share nothing
    /// with it and those without an answer are left out.
    pub fn nearest(&self, question: &str, most: usize) -> Vec<(f64, &'k Knowledge)> {
        let mut asked = self.index.asked(question);
        asked.retain(|word| !word.is_light);
        let told = self.index.entries.iter().filter(|entry| !entry.known.answer.is_empty());
        let mut scored: Vec<(f64, &'k Knowledge)> =
            told.map(|entry| (self.score(entry, &asked), entry.known)).collect();
        scored.retain(|(score, _)| *score > 0.0);
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        scored.truncate(most);
        scored
    }

    /// BM25 of an entry for these words.
    fn score(&self, entry: &Entry<'_>, asked: &[Asked]) -> f64 {
        let lengths: f64 = self.index.entries.iter().map(|entry| entry.length).sum();
        let average = lengths / self.index.entries.len().max(1) as f64;
        let norm = 1.0 - LENGTH + LENGTH * entry.length / average.max(1.0);
        let of_word = |word: &Asked| {
            let of_term = |(term, like): (&index::Term, &f64)| {
                let count = entry.counts.get(term).copied().unwrap_or(0.0);
                let counts = count * (SATURATION + 1.0) / (count + SATURATION * norm);
                like * self.index.weight(*term) * counts
            };
            word.terms.iter().map(of_term).fold(0.0, f64::max)
        };
        asked.iter().map(of_word).sum()
    }
}

/// The share of the weight that is covered; nothing of nothing.
fn share(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (all, covered) = parts.fold((0.0, 0.0), |(all, covered), (weight, share)| {
        (all + weight, covered + weight * share)
    });
    if all > 0.0 { covered / all } else { 0.0 }
}

/// How much of a word of the question a wording covers, or else the answer of its entry.
fn covered(word: &Asked, phrase: &Phrase, entry: &Entry<'_>) -> f64 {
    let of_term = |(term, like): (&index::Term, &f64)| {
        if phrase.terms.contains(term) {
            *like
        } else if entry.told.contains(term) {
            like * TOLD
        } else {
            0.0
        }
    };
    word.terms.iter().map(of_term).fold(0.0, f64::max)
}

fn is_known(entry: &Entry<'_>, word: &Asked) -> bool {
    word.terms.keys().any(|term| entry.counts.contains_key(term))
}

fn same_words(a: &str, b: &str) -> bool {
    pieces(a).map(|word| word.to_lowercase()).eq(pieces(b).map(|word| word.to_lowercase()))
}
