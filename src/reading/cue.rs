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
    Plan,
    Falls,
    Elsewhere,
    Well,
    Closes,
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
    (Cue::Plan, super::modality::PLAN),
    (Cue::Falls, super::modality::FALLS),
    (Cue::Elsewhere, super::modality::ELSEWHERE),
    (Cue::Well, super::modality::WELL),
    (Cue::Closes, super::modality::CLOSES),
    (Cue::Verb, super::modality::VERB),
    (Cue::LooksBack, super::modality::LOOKS_BACK),
    (Cue::Written, super::modality::WRITTEN),
    (Cue::Turns, super::modality::TURNS),
    (Cue::Dutch, super::language::DUTCH),
    (Cue::English, super::language::ENGLISH),
    (Cue::OtherLanguage, super::language::OTHER),
];

/// A set of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cues(u128);

impl Cues {
    pub(crate) fn of(cue: Cue) -> Self {
        Self(1 << cue as u32)
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & Self::of(cue).0 != 0
    }
}
