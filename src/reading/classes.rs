//! What a word may be to the readers, a bit for each question that one of them asks of every word.
//!
//! A text has hundreds of words and some twenty readers, and to nearly every reader nearly every
//! word is nothing. So a word is looked at once, by the lexer; from then on a reader finds the
//! few words that concern it by one bit. Lists of words are `cue`, of which each has a bit as
//! well; here are the questions to which several lists, the class of a word or its letters answer
//! together. A bit says "look here" and decides nothing. The trap: where it is not set nobody
//! looks, so it must be set too often rather than too seldom.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::cue::{Cue, Listed};
use super::intents::{leave, request, shift};
use super::party::total;
use super::people::principal;
use super::token::Word;

/// A set of answers about a word, or about several words together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u32);

impl Classes {
    // As it was written.
    /// It begins with a letter, with a capital, with a figure.
    pub(crate) const LETTERS: Self = Self(1);
    pub(crate) const CAPITAL: Self = Self(1 << 1);
    pub(crate) const FIGURES: Self = Self(1 << 2);
    /// It begins with a capital, and further on stands another; all of it is capitals.
    pub(crate) const CAPITAL_INSIDE: Self = Self(1 << 3);
    pub(crate) const SHOUTED: Self = Self(1 << 4);
    // Whether the lexicon has it: `places`.
    pub(crate) const UNKNOWN: Self = Self(1 << 5);
    // The language of a text: `language`.
    pub(crate) const DUTCH: Self = Self(1 << 6);
    pub(crate) const ENGLISH: Self = Self(1 << 7);
    pub(crate) const OTHER_LANGUAGE: Self = Self(1 << 8);
    /// A sentence may end with it: `sentence`.
    pub(crate) const ENDS: Self = Self(1 << 9);
    /// A clause may begin with it: `modality`.
    pub(crate) const PARTS: Self = Self(1 << 10);
    // Where a time can begin and go on: `times/phrase`.
    /// It can be part of a time.
    pub(crate) const TIMELY: Self = Self(1 << 11);
    /// It can lead to what is part of one.
    pub(crate) const LEADS: Self = Self(1 << 12);
    /// A piece of a time can begin with it.
    pub(crate) const PIECE: Self = Self(1 << 13);
    /// "anderhalf", "tweeënhalve".
    pub(crate) const HALF: Self = Self(1 << 14);
    // How many come: `party`.
    /// A number that may count them.
    pub(crate) const COUNTS: Self = Self(1 << 15);
    /// It may lead to such a number.
    pub(crate) const TELLS_TOTAL: Self = Self(1 << 16);
    /// It may name somebody, also without a capital: `people`.
    pub(crate) const SOMEBODY: Self = Self(1 << 17);
    // Words that weigh so much that they are known with a letter too many or too few: `intents`.
    /// A verb of calling off or moving.
    pub(crate) const SLIP_IN_VERB: Self = Self(1 << 18);
    /// A word for a visit.
    pub(crate) const SLIP_IN_VISIT: Self = Self(1 << 19);
    /// A telephone number may begin with it: `people`.
    pub(crate) const DIALS: Self = Self(1 << 20);

    /// What is seen of a word as it was written, whatever it turns out to be.
    pub(crate) const WRITTEN: Self = Self::LETTERS
        .or(Self::CAPITAL)
        .or(Self::FIGURES)
        .or(Self::CAPITAL_INSIDE)
        .or(Self::SHOUTED)
        .or(Self::DIALS);

    pub(crate) const fn none() -> Self {
        Self(0)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn but(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// These classes where something holds, and none where it does not.
    #[inline]
    pub(crate) const fn if_so(self, holds: bool) -> Self {
        if holds { self } else { Self::none() }
    }

    /// Whether it is in one of these.
    #[inline]
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What a word is by its letters, its class in the grammar and its lists.
    pub(crate) fn of(lower: &str, word: Word, listed: &Listed) -> Self {
        let all = Self::of_unlisted(lower, word).or(Self::of_lists(word, listed));
        // What can be part of a time does not lead to one as well.
        if all.meets(Self::TIMELY) { all.but(Self::LEADS) } else { all }
    }

    /// What a word is that stands in no list.
    pub(crate) fn of_unlisted(lower: &str, word: Word) -> Self {
        let verb = leave::is_misspelt(lower) || shift::is_misspelt(lower);
        Self::of_letters(lower, word)
            .or(Self::of_word(word))
            .or(Self::SLIP_IN_VERB.if_so(verb))
            .or(Self::SLIP_IN_VISIT.if_so(request::is_nearly_visit(lower)))
    }

    /// What so many bytes of a text are by the letters with which they begin, as they were written.
    pub(crate) fn of_head(text: &str, bytes: usize) -> Self {
        let text = text.get(..bytes).unwrap_or(text);
        if let Some(([b'A'..=b'Z'], further)) = text.as_bytes().split_first_chunk()
            && further.iter().all(u8::is_ascii_lowercase)
        {
            let all = Self::SHOUTED.if_so(further.is_empty());
            return Self::CAPITAL.or(Self::LETTERS).or(all);
        }
        let mut letters = text.chars();
        let Some(first) = letters.next() else { return Self::none() };
        let alphabetic = Self::LETTERS.if_so(first.is_alphabetic());
        if !first.is_uppercase() {
            return alphabetic;
        }
        let all = Self::SHOUTED.if_so(letters.clone().all(char::is_uppercase));
        let inside = Self::CAPITAL_INSIDE.if_so(letters.any(char::is_uppercase));
        Self::CAPITAL.or(alphabetic).or(all).or(inside)
    }

    /// What every word of a class is.
    #[inline]
    pub(crate) fn of_word(word: Word) -> Self {
        match word {
            Word::Sign('.') => Self::ENDS.or(Self::PARTS),
            Word::Sign('?' | '!') => Self::ENDS,
            Word::Sign(',' | ';') => Self::PARTS,
            Word::Sign(':' | '(') => Self::PARTS.or(Self::LEADS),
            Word::Sign('+') => Self::LEADS.or(Self::PIECE).or(Self::DIALS),
            Word::Sign('-' | '=') => Self::LEADS.or(Self::PIECE),
            Word::Sign(')') => Self::PARTS.or(Self::LEADS),
            Word::Sign(_) => Self::LEADS,
            Word::Number(_) | Word::Digits { .. } | Word::Pair { .. } => {
                Self::COUNTS.or(Self::TIMELY).or(Self::PIECE)
            }
            Word::OddNumber | Word::Other => Self::none(),
            _ => Self::TIMELY.or(Self::PIECE),
        }
    }

    fn of_letters(lower: &str, word: Word) -> Self {
        if !word.is_other() {
            return Self::none();
        }
        let half = lower.ends_with("half") || lower.ends_with("halve");
        let quoted = lower.len() > 1 && lower.starts_with(['\'', '’', '‘']);
        let of_time = Self::LEADS.or(Self::PIECE);
        let by_name = match lower {
            "a.s." | "j.l." | "e.d." | "e.v." => Self::ENDS,
            "en" | "and" | "niet" | "geen" | "not" => Self::PARTS,
            "each" | "zomerreces" => Self::PIECE,
            _ => Self::none(),
        };
        by_name.or(Self::HALF.or(of_time).if_so(half)).or(of_time.if_so(quoted))
    }

    fn of_lists(word: Word, listed: &Listed) -> Self {
        let mut all = Self::none();
        for (cue, classes) in BY_LIST {
            all = all.or(classes.if_so(listed.has(*cue)));
        }
        for (cue, classes) in OTHERS_BY_LIST {
            all = all.or(classes.if_so(word.is_other() && listed.has(*cue)));
        }
        all.or(Self::TELLS_TOTAL.if_so(listed.begins(total::TELLS_TOTAL)))
            .or(Self::SOMEBODY.if_so(listed.begins(principal::NAMES_SOMEBODY)))
    }
}

/// What every word of a list is.
const BY_LIST: &[(Cue, Classes)] = &[
    (Cue::Dutch, Classes::DUTCH),
    (Cue::English, Classes::ENGLISH),
    (Cue::OtherLanguage, Classes::OTHER_LANGUAGE),
    (Cue::Turns, Classes::PARTS),
];

/// What a word of a list is if it has no class of its own.
const OTHERS_BY_LIST: &[(Cue, Classes)] = &[
    (Cue::InsideTime, Classes::TIMELY.or(Classes::PIECE)),
    (Cue::OpensTime, Classes::LEADS.or(Classes::PIECE)),
    (Cue::OpensAmount, Classes::LEADS.or(Classes::PIECE)),
    (Cue::OpensFeast, Classes::LEADS.or(Classes::PIECE)),
    (Cue::OpensBound, Classes::LEADS),
    (Cue::OpensMidday, Classes::LEADS),
    (Cue::LeadsPart, Classes::LEADS),
    (Cue::AsksHour, Classes::LEADS),
    (Cue::GluesTime, Classes::LEADS),
    (Cue::LeadsToTime, Classes::LEADS),
];

#[cfg(test)]
mod tests {
    use super::super::cue::{Cues, LISTS};
    use super::super::lexer::{Both, lex, lowered};
    use super::*;

    fn classes(text: &str) -> Vec<Classes> {
        let lower = lowered(text);
        lex(Both { text, lower: &lower }).iter().map(|token| token.classes).collect()
    }

    #[test]
    fn a_word_is_known_by_its_letters_its_class_and_its_lists() {
        for (word, is, is_not) in [
            ("Graag", Classes::CAPITAL, Classes::CAPITAL_INSIDE),
            ("GroenLinks", Classes::CAPITAL_INSIDE, Classes::SHOUTED),
            ("VNG", Classes::SHOUTED, Classes::FIGURES),
            ("wordt", Classes::DUTCH, Classes::UNKNOWN),
            ("kwistenbiebel", Classes::UNKNOWN, Classes::CAPITAL),
            ("vrijdag", Classes::TIMELY, Classes::LEADS),
            ("op", Classes::LEADS, Classes::TIMELY),
            ("tweeënhalf", Classes::HALF, Classes::CAPITAL),
            ("maar", Classes::PARTS, Classes::ENDS),
            ("twaalf", Classes::COUNTS, Classes::SOMEBODY),
            ("wethouder", Classes::SOMEBODY, Classes::COUNTS),
            ("verzeten", Classes::SLIP_IN_VERB, Classes::TIMELY),
            ("werkbzoek", Classes::SLIP_IN_VISIT, Classes::TIMELY),
        ] {
            let [class] = classes(word)[..] else { panic!("{word} is one word") };
            assert!(class.meets(is) && !class.meets(is_not), "{word}: {class:?}");
        }
    }

    #[test]
    fn whoever_asks_by_a_class_finds_every_phrase_of_its_lists() {
        for (lists, class) in [
            (total::TELLS_TOTAL, Classes::TELLS_TOTAL),
            (principal::NAMES_SOMEBODY, Classes::SOMEBODY),
        ] {
            let asked = LISTS.iter().filter(|(cue, _)| lists.meets(&Cues::of(*cue)));
            for phrase in asked.flat_map(|(_, phrases)| *phrases) {
                assert!(classes(phrase)[0].meets(class), "{phrase}");
            }
        }
    }
}
