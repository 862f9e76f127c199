//! What a word can be to the reader: the closed classes of the grammar, and a token in the text.
//!
//! A token knows its place twice: in bytes (to cut the text without copying) and in characters (for
//! the spans of findings). Nothing here decides what a phrase means.

use chrono::Weekday;

use super::classes::Classes;
use super::cue::{Cue, Listed, Row};
use super::feast::Feast;
use crate::domain::reading::Span;

/// The class of a word; whatever the grammar has no use for is `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// `dinsdag`; `short` for the two-letter forms that are also ordinary words ("do", "zo").
    Weekday {
        day: Weekday,
        short: bool,
    },
    /// `vrijdagochtend`.
    WeekdayPart(Weekday, Part),
    /// `vrijdagen`, `maandags`: every one of them.
    Weekdays(Weekday),
    /// `dinsdagavonden`.
    WeekdaysPart(Weekday, Part),
    Month(u32),
    Part(Part),
    /// `vanmiddag`, `morgenochtend`: a part of a day counted from today.
    PartOfDay(i8, Part),
    /// Days from today: `morgen` is 1.
    Day(i8),
    /// `nu`.
    Now,
    /// A number in words: `twee`, `achtentwintig`, `tweeduizend`.
    Number(u32),
    /// `tweede`, `2e`, `21st`.
    Ordinal(u32),
    Unit(Unit),
    /// `komende`, `volgende`, `deze`, `vorige`: which one, seen from now.
    Relative(Relative),
    /// `begin`, `half`, `eind`: which part of what follows.
    Edge(Edge),
    Season(Season),
    Feast(Feast),
    Digits {
        value: u32,
        len: u8,
    },
    /// Two numbers joined by a sign: `10.00`, `14/11`, `9-11`, `17u10`.
    Pair {
        left: u32,
        right: u32,
        sign: char,
        right_len: u8,
    },
    /// `14-11-2024`, `14.11.24`, `2025-04-03`, in the order year, month, day.
    FullDate {
        year: i32,
        month: u32,
        day: u32,
    },
    /// `13.30u`, `10u`, `8:00:31`: a clock that says so itself; `half` is the one it names.
    Clock {
        hour: u32,
        minute: u32,
        second: u32,
        half: Option<Half>,
    },
    /// A number of another shape: an amount, a version, a phone number.
    OddNumber,
    Sign(char),
    Other,
}

impl Word {
    /// It has no class of its own.
    #[inline]
    pub(crate) const fn is_other(self) -> bool {
        matches!(self, Self::Other)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Ochtend,
    Middag,
    /// The Flemish word; where the policy does not tell them apart it is the middag.
    Namiddag,
    Avond,
    Nacht,
}

/// Half of the day, as a clock with twelve hours names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Am,
    Pm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    WorkingDay,
    Weekend,
    WorkWeek,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

/// Which one of its kind, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relative {
    /// `deze`, `huidige`, `dezelfde`.
    This,
    /// `komende`, `aanstaande`: the first one to come.
    Coming,
    /// `volgende`.
    Next,
    /// `vorige`.
    Previous,
    /// `afgelopen`, `jongstleden`: the last one that was.
    Past,
}

/// A part of a row of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Begin,
    Middle,
    End,
    /// What is left of it: `later deze maand`.
    Later,
    /// What is over of it: `eerder deze maand`.
    Earlier,
    FirstHalf,
    SecondHalf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Where a token stands in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    byte: u32,
    /// In characters.
    from: u32,
    to: u32,
}

impl Place {
    /// From a byte and a character on, so many characters. No mail has billions of them.
    #[inline]
    pub(crate) fn new(byte: usize, from: usize, chars: usize) -> Self {
        Self { byte: byte as u32, from: from as u32, to: (from + chars) as u32 }
    }
}

/// One word, number or sign of the text. Hundreds of them are walked through again and again, so
/// each fills one line of the processor's memory.
#[derive(Debug, Clone)]
#[repr(align(64))]
pub(crate) struct Token<'t> {
    /// In small letters; how it was written `Tokens::slice` cuts out of the text.
    pub(crate) lower: &'t str,
    pub(crate) word: Word,
    /// The lists of words and phrases that this one is in.
    pub(crate) cues: &'static Listed,
    /// What it may be to the readers.
    pub(crate) classes: Classes,
    pub(crate) place: Place,
    /// Line ends between the token before and this one.
    pub(crate) breaks: u16,
    /// No white space before it.
    pub(crate) glued: bool,
    /// The phrases that begin with this word and go on with the next.
    pub(crate) opens: Row,
}

impl Token<'_> {
    #[inline]
    pub(crate) fn is(&self, word: &str) -> bool {
        same(self.lower, word)
    }

    #[inline(always)]
    pub(crate) fn is_any<W: Words + ?Sized>(&self, words: &W) -> bool {
        words.have(self.lower)
    }

    #[inline]
    pub(crate) fn may_be(&self, classes: Classes) -> bool {
        self.classes.meets(classes)
    }

    /// Whether a phrase of the list may begin with it.
    #[inline]
    pub(crate) fn may_begin(&self, cue: Cue) -> bool {
        !self.opens.is_empty() || self.cues.has(cue)
    }

    #[inline]
    pub(crate) fn starts_upper(&self) -> bool {
        self.may_be(Classes::CAPITAL)
    }

    /// It is a number, but no time and no count.
    pub(crate) fn make_odd(&mut self) {
        self.word = Word::OddNumber;
        self.classes = self.classes.only(Classes::WRITTEN);
    }

    #[inline]
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        matches!(self.word, Word::Sign(own) if own == sign)
    }

    /// In characters.
    #[inline]
    pub(crate) fn span(&self) -> Span {
        [self.place.from as usize, self.place.to as usize]
    }

    /// So many characters.
    pub(crate) fn length(&self) -> usize {
        let [from, to] = self.span();
        to - from
    }

    /// Where it begins, in bytes.
    pub(crate) fn byte(&self) -> usize {
        self.place.byte as usize
    }

    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.byte() + self.lower.len()
    }

    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.word, Word::Sign('-' | '–' | '—'))
    }
}

/// Words to compare with.
pub(crate) trait Words {
    fn have(&self, lower: &str) -> bool;
}

/// A list that stands where it is asked for: the compiler knows each word, and no loop is left of it.
impl<const N: usize> Words for [&str; N] {
    #[inline(always)]
    fn have(&self, lower: &str) -> bool {
        self.iter().any(|word| lower.len() == word.len() && lower == *word)
    }
}

impl Words for [&str] {
    fn have(&self, lower: &str) -> bool {
        self.iter().any(|word| same(lower, word))
    }
}

/// Whether two words are equal: nearly all that are not differ in length or in the first letter.
#[inline]
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.as_bytes().first() == b.as_bytes().first() && a == b
}
