//! Lists of words and phrases that colour or signal a finding, each known by its name.
//!
//! A list lives in the file of the reader that uses it; here each gets a bit. The lexicon marks every
//! word of the text with the bits of its lists when it is read, so that asking "is there a word of
//! refusal in this clause?" is a look at one number per word, however long the list is.

/// The words of a list; a space separates the words of a phrase.
pub(crate) type Phrases = &'static [&'static str];

/// A named list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    // Where a time may begin: `times/phrase`.
    OpensTime,
    InsideTime,
    // What may stand between two times that belong together: `times/link`.
    Joins,
    Leans,
    // The feeling of a clause about a time: `modality`.
    No,
    NoProblem,
    Away,
    Impossible,
    Want,
    Prefer,
    States,
    Except,
    Answer,
    Subject,
    Plan,
    Falls,
    Elsewhere,
    Well,
    Closes,
    Finishes,
    Verb,
    LooksBack,
    Written,
    Turns,
    // The language of a text: `language`.
    Dutch,
    English,
    OtherLanguage,
}

/// Every list with its words.
pub(crate) const LISTS: &[(Cue, Phrases)] = &[
    (Cue::OpensTime, super::times::phrase::OPENS),
    (Cue::InsideTime, super::times::phrase::INSIDE),
    (Cue::Joins, super::times::link::JOINS),
    (Cue::Leans, super::times::link::LEANS),
    (Cue::No, super::modality::NO),
    (Cue::NoProblem, super::modality::NO_PROBLEM),
    (Cue::Away, super::modality::AWAY),
    (Cue::Impossible, super::modality::IMPOSSIBLE),
    (Cue::Want, super::modality::WANT),
    (Cue::Prefer, super::modality::PREFER),
    (Cue::States, super::modality::STATES),
    (Cue::Except, super::modality::EXCEPT),
    (Cue::Answer, super::modality::ANSWER),
    (Cue::Subject, super::modality::SUBJECT),
    (Cue::Plan, super::modality::PLAN),
    (Cue::Falls, super::modality::FALLS),
    (Cue::Elsewhere, super::modality::ELSEWHERE),
    (Cue::Well, super::modality::WELL),
    (Cue::Closes, super::modality::CLOSES),
    (Cue::Finishes, super::modality::FINISHES),
    (Cue::Verb, super::modality::VERB),
    (Cue::LooksBack, super::modality::LOOKS_BACK),
    (Cue::Written, super::modality::WRITTEN),
    (Cue::Turns, super::modality::TURNS),
    (Cue::Dutch, super::language::DUTCH),
    (Cue::English, super::language::ENGLISH),
    (Cue::OtherLanguage, super::language::OTHER),
];

/// So many words of 64 lists each.
const SIZE: usize = 6;

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cues([u64; SIZE]);

impl Cues {
    pub(crate) fn of(cue: Cue) -> Self {
        let place = cue as usize;
        let mut bits = [0; SIZE];
        if let Some(word) = bits.get_mut(place / 64) {
            *word = 1 << (place % 64);
        }
        Self(bits)
    }

    pub(crate) fn add(&mut self, other: Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    pub(crate) fn has(self, cue: Cue) -> bool {
        let place = cue as usize;
        self.0.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_bit_of_its_own() {
        assert!(LISTS.len() <= SIZE * 64, "widen `SIZE`");
        for (place, (cue, phrases)) in LISTS.iter().enumerate() {
            assert_eq!(*cue as usize, place, "{cue:?} stands at another place in the enum");
            assert!(!phrases.is_empty(), "{cue:?}");
        }
    }
}
