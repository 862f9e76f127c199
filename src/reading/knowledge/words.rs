//! The words of a question or an answer, brought to a form in which they can be compared.
//!
//! A word has a stem by the rules of Dutch and one by those of English: who asks mixes them ("position
//! paper"), and a word list with both costs little. Does not know which words matter; `index` weighs.

use frostem::{Algorithm, Stemmer};

use super::lists::{EMPTY, LIGHT, among};

/// One word that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) lower: String,
    pub(super) dutch: String,
    pub(super) english: String,
    /// It says a little, and fits any subject.
    pub(super) is_light: bool,
    /// A name, or a number: a question that has one is about that very thing.
    pub(super) is_name: bool,
}

/// Makes words out of text.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    dutch: Stemmer,
    english: Stemmer,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self { dutch: Stemmer::new(Algorithm::Dutch), english: Stemmer::new(Algorithm::English) }
    }

    /// The words of a question, without the polite words around it: "Zou u ons willen uitleggen wat
    /// dat is?" asks what it is.
    pub(super) fn question(&self, text: &str) -> Vec<Word> {
        let before = |at: &usize| self.words(text.get(..*at).unwrap_or(""));
        let start = asks_at(text).filter(|at| before(at).iter().all(|word| word.is_light));
        let question = start.and_then(|at| text.get(at..)).unwrap_or(text);
        self.words(question)
    }

    /// The words that say something, in their order.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let shouts = !text.chars().any(char::is_lowercase);
        let mut opens = true;
        let mut out = Vec::new();
        for piece in pieces(text) {
            let is_capital = piece.chars().next().is_some_and(char::is_uppercase);
            let has_digit = piece.chars().any(|c| c.is_ascii_digit());
            let lower = piece.to_lowercase();
            if !among(EMPTY, &lower) && lower.chars().count() > 1 {
                let is_name = has_digit || is_capital && !opens && !shouts;
                out.push(self.word(lower, is_name));
            }
            opens = false;
        }
        out
    }

    /// As `words`, without looking at what each word is.
    pub(super) fn lowers(text: &str) -> impl Iterator<Item = String> + '_ {
        pieces(text)
            .map(|piece| piece.to_lowercase())
            .filter(|lower| !among(EMPTY, lower) && lower.chars().count() > 1)
    }

    pub(super) fn word(&self, lower: String, is_name: bool) -> Word {
        let dutch = self.dutch.stem(&lower).into_owned();
        let english = self.english.stem(&lower).into_owned();
        let is_light = among(LIGHT, &lower);
        Word { lower, dutch, english, is_light, is_name }
    }

    pub(super) fn dutch(&self, lower: &str) -> String {
        self.dutch.stem(lower).into_owned()
    }
}

/// Words that open a question, wherever they stand in a sentence.
const ASKING: &[&str] = &[
    "hoe", "hoeveel", "how", "waar", "waarom", "waarover", "wanneer", "wat", "welk", "welke",
    "what", "when", "where", "which", "who", "why", "wie",
];

/// Where the first word of asking begins, in bytes.
fn asks_at(text: &str) -> Option<usize> {
    let starts = text.char_indices().scan(false, |inside, (at, c)| {
        let opens = c.is_alphanumeric() && !*inside;
        *inside = c.is_alphanumeric();
        Some(opens.then_some(at))
    });
    starts.flatten().find(|at| {
        let word =
            text.get(*at..).and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        word.is_some_and(|word| ASKING.contains(&word.to_lowercase().as_str()))
    })
}

/// Words as they stand: letters and digits, with the hyphens and apostrophes inside them left out, so
/// that "L-flat" and "Lflat" are one.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && !is_joint(c))
        .map(|piece| piece.chars().filter(|c| !is_joint(*c)).collect::<String>())
        .filter(|piece| !piece.is_empty())
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '‑')
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polite_words_around_a_question_fall_away() {
        let words = |text: &str| -> Vec<String> {
            Reader::new().question(text).into_iter().map(|word| word.lower).collect()
        };
        assert_eq!(words("Zou u ons willen uitleggen wat de L-flat is?"), ["lflat"]);
        assert_eq!(words("Kent de wethouder wat daar staat?"), ["kent", "wethouder"]);
    }

    #[test]
    fn inflections_share_a_stem() {
        let stem = |word: &str| Reader::new().dutch(word);
        for (one, other) in [("wijk", "wijken"), ("gemeente", "gemeenten"), ("bezoek", "bezoeken")]
        {
            assert_eq!(stem(one), stem(other));
        }
    }
}
