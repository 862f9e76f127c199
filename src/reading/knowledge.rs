//! Matches a question to the knowledge base: by the words they share, rare words weighing more.
//!
//! Below the threshold there is no answer; a person then gives it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::desk::Knowledge;

/// The share of a question's weight that an entry must cover.
const THRESHOLD: f64 = 0.6;
/// Words that say nothing about the subject.
const STOP_WORDS: [&str; 49] = [
    "aan",
    "alle",
    "als",
    "bij",
    "dan",
    "dat",
    "deze",
    "die",
    "dit",
    "door",
    "een",
    "eens",
    "graag",
    "hebben",
    "heeft",
    "het",
    "hoe",
    "kan",
    "kunnen",
    "kunt",
    "laten",
    "meer",
    "met",
    "mij",
    "naar",
    "nog",
    "onze",
    "ook",
    "over",
    "van",
    "voor",
    "waar",
    "was",
    "wat",
    "weten",
    "welke",
    "wie",
    "wij",
    "wilt",
    "zijn",
    "zou",
    "the",
    "what",
    "your",
    "precies",
    "eigenlijk",
    "ongeveer",
    "exactly",
    "actually",
];

/// The entry that answers the question, if one clearly does.
pub fn best<'k>(knowledge: &'k [Knowledge], question: &str) -> Option<&'k Knowledge> {
    let asked = words(question);
    if asked.is_empty() {
        return None;
    }
    let spread = spread(knowledge);
    let weight = |word: &String| 1.0 / f64::from(spread.get(word).copied().unwrap_or(1));
    let total: f64 = asked.iter().map(weight).sum();
    let score = |entry: &Knowledge| {
        let of_phrase = |phrase: &String| {
            let known = words(phrase);
            let shared: f64 = asked.intersection(&known).map(weight).sum();
            let wanted: f64 = known.iter().map(weight).sum();
            // Both must be covered: a long question that shares one word with a short phrase is
            // another question.
            (shared / total).min(shared / wanted.max(f64::EPSILON))
        };
        entry.questions.iter().map(of_phrase).fold(0.0, f64::max)
    };
    let scored = knowledge.iter().map(|entry| (score(entry), entry));
    let (score, entry) = scored.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (score >= THRESHOLD && !entry.answer.is_empty()).then_some(entry)
}

/// In how many entries each word stands.
fn spread(knowledge: &[Knowledge]) -> BTreeMap<String, u32> {
    let mut spread = BTreeMap::new();
    for entry in knowledge {
        let in_entry: BTreeSet<String> =
            entry.questions.iter().flat_map(|phrase| words(phrase)).collect();
        for word in in_entry {
            *spread.entry(word).or_insert(0) += 1;
        }
    }
    spread
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 2 && !STOP_WORDS.contains(&word.as_str()))
        .collect()
}
