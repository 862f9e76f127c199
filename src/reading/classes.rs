//! What a word may be to the readers, a bit for each question that one of them asks of every word.
//!
//! A text has hundreds of words and some twenty readers, and to nearly every reader nearly every word is
//! nothing. So a word is looked at once, by the lexer; from then on a reader finds the few words that
//! concern it by one bit, and passes over a sentence of which no word has it. A bit says "look here" and
//! decides nothing. The trap: where it is not set nobody looks, so it must be set too often rather than
//! too seldom.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::cue::{Cue, Listed};
use super::intents::{leave, request, shift};
use super::party::total;
use super::people::principal;
use super::token::Word;

/// A set of answers about a word, or about the words of a sentence together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u32);

impl Classes {
    /// It begins with a capital.
    pub(crate) const CAPITAL: Self = Self(1);
    /// Another letter is one too; and all of them are.
    pub(crate) const CAPITAL_INSIDE: Self = Self(1 << 16);
    pub(crate) const SHOUTED: Self = Self(1 << 17);
    /// It begins with a letter.
    pub(crate) const LETTERS: Self = Self(1 << 1);
    /// It begins with a figure.
    pub(crate) const FIGURES: Self = Self(1 << 2);
    /// It stands in no list, and may have a slip in it.
    pub(crate) const UNKNOWN: Self = Self(1 << 15);
    // The language of a text: `language`.
    pub(crate) const DUTCH: Self = Self(1 << 3);
    pub(crate) const ENGLISH: Self = Self(1 << 4);
    pub(crate) const OTHER_LANGUAGE: Self = Self(1 << 5);
    /// A sentence may end with it: `sentence`.
    pub(crate) const ENDS: Self = Self(1 << 6);
    /// A clause may begin with it: `modality`.
    pub(crate) const PARTS: Self = Self(1 << 7);
    /// It can be part of a time, or lead to one: `times/phrase`.
    pub(crate) const TIMELY: Self = Self(1 << 8);
    pub(crate) const LEADS: Self = Self(1 << 9);
    /// A piece of a time may begin with it.
    pub(crate) const PIECE: Self = Self(1 << 10);
    /// "anderhalf", "tweeënhalve".
    pub(crate) const HALF: Self = Self(1 << 11);
    /// A number that may count people, and what may lead to one: `party`.
    pub(crate) const COUNTS: Self = Self(1 << 12);
    pub(crate) const TELLS_TOTAL: Self = Self(1 << 13);
    /// It may name somebody, without a capital: `people`.
    pub(crate) const SOMEBODY: Self = Self(1 << 14);

    /// What is seen of a word as it was written.
    pub(crate) const WRITTEN: Self = Self(
        Self::CAPITAL.0
            | Self::CAPITAL_INSIDE.0
            | Self::SHOUTED.0
            | Self::LETTERS.0
            | Self::FIGURES.0,
    );

    /// It may be a verb of calling off or moving, or a word for a visit, with a slip in it: `intents`.
    pub(crate) const SLIP_IN_VERB: Self = Self(1 << 18);
    pub(crate) const SLIP_IN_VISIT: Self = Self(1 << 19);

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
        let mut letters = text.get(..bytes).unwrap_or(text).chars();
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
            Word::Sign('+' | '-' | '=') => Self::LEADS.or(Self::PIECE),
            Word::Sign(_) => Self::LEADS,
            Word::Number(_) | Word::Digits { .. } | Word::Pair { .. } => {
                Self::COUNTS.or(Self::TIMELY).or(Self::PIECE)
            }
            Word::OddNumber | Word::Other => Self::none(),
            _ => Self::TIMELY.or(Self::PIECE),
        }
    }

    fn of_letters(lower: &str, word: Word) -> Self {
        if word != Word::Other {
            return Self::none();
        }
        let half = lower.ends_with("half") || lower.ends_with("halve");
        let quoted = lower.len() > 1 && lower.starts_with(['\'', '’', '‘']);
        let of_time = Self::LEADS.or(Self::PIECE);
        let by_name = match lower {
            "a.s." | "j.l." | "e.d." | "e.v." => Self::ENDS,
            "en" | "and" => Self::PARTS,
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
            all = all.or(classes.if_so(word == Word::Other && listed.has(*cue)));
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
