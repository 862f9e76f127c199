//! Text -> tokens with spans.
//!
//! Numbers are taken whole (`lexer/number`), so that "10.00", "14/11" and "1.250.000" each are one
//! token; phone numbers, postcodes and amounts are recognised here (`lexer/guard`) and become
//! `OddNumber`: they must never turn into a date. Every word is looked up once. The trap is the
//! hyphen: "9-11" is one token, "9.00-11.00" is three.

use super::classes::Classes;
use super::cue::{Listed, Row};
use super::cursor::Tokens;
use super::lexicon::{self, Before, Entry, Letters, Lexicon};
use super::token::{Place, Token, Word};

mod guard;
mod lowered;
mod number;
mod plain;

pub(crate) use lowered::{Both, lowered};
pub(crate) use number::century;

/// Splits a text into tokens.
pub(crate) fn lex(text: Both<'_>) -> Vec<Token<'_>> {
    let mut lexer = Lexer {
        text: text.text,
        lexicon: lexicon::lexicon(),
        rest: text.lower,
        wide: 0,
        tokens: Vec::with_capacity(text.lower.len() / BYTES_PER_TOKEN + 4),
        last: &lexicon::UNLISTED,
        numbers: Vec::with_capacity(NUMBERS_USUAL),
        openings: Vec::with_capacity(NUMBERS_USUAL),
    };
    while lexer.step() {}
    if let Some(first) = lexer.tokens.first_mut() {
        first.glued = false;
    }
    guard::guard(&mut lexer.tokens, &lexer.numbers);
    lexer.close_rows();
    lexer.tokens
}

/// Few texts have shorter words.
const BYTES_PER_TOKEN: usize = 5;
/// Few mails have more numbers, or words that may open a phrase.
const NUMBERS_USUAL: usize = 16;

struct Lexer<'t> {
    /// As it was written.
    text: &'t str,
    lexicon: &'static Lexicon,
    /// What is not read yet, in small letters.
    rest: &'t str,
    /// So many bytes more than characters are read.
    wide: usize,
    tokens: Vec<Token<'t>>,
    /// The lists of the last token.
    last: &'static Listed,
    /// Where those in figures stand.
    numbers: Vec<usize>,
    /// Where the first two words of a phrase stand.
    openings: Vec<usize>,
}

impl<'t> Lexer<'t> {
    /// Takes the white space and the token behind it; says whether there was one.
    #[inline]
    fn step(&mut self) -> bool {
        let space = self.skip_space();
        if let Some((letters, word, rest)) = plain::split(self.rest) {
            match self.lexicon.get(letters, word) {
                Some(known) if !known.may_be_slip => {
                    self.push(word, word.len(), Class::of(known), space);
                }
                known => self.push(word, word.len(), self.odd_one(word, known, true), space),
            }
            self.rest = rest;
            return true;
        }
        match self.rest.as_bytes() {
            [] => return false,
            [sign, ..] if sign.is_ascii_punctuation() && *sign != b'\'' => {
                self.sign_step(*sign, space);
            }
            _ => self.odd_step(space),
        }
        true
    }

    /// Takes a sign of ASCII; a quote may be more than one.
    #[inline(never)]
    fn sign_step(&mut self, sign: u8, space: Space) {
        let (text, rest) = self.rest.split_at_checked(1).unwrap_or_default();
        let known = self.lexicon.get(Letters { head: sign.into(), tail: 0 }, text);
        let cues = known.map_or(&lexicon::UNLISTED, |known| &known.listed);
        self.push(text, 1, Class::shaped(Word::Sign(char::from(sign)), cues), space);
        self.rest = rest;
    }

    /// Takes what is neither a plain word nor a sign of ASCII.
    #[inline(never)]
    fn odd_step(&mut self, space: Space) {
        let Some(first) = self.rest.chars().next() else { return };
        let length = self.odd_length(first);
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        let (class, chars) = match first {
            '0'..='9' => {
                self.numbers.push(self.tokens.len());
                (self.shape(text, number::classify(text)), text.len())
            }
            // A curly quote that stands alone is no sign either.
            '\'' | '’' | '‘' if text.len() > 1 => {
                (self.word(text, false), text.chars().count())
            }
            _ if first.is_alphanumeric() => (self.word(text, true), text.chars().count()),
            _ => (self.shape(text, Word::Sign(first)), 1),
        };
        let length = text.len();
        let text = if FLEMISH_THROUGH.contains(&text) { "t/m" } else { text };
        self.push(text, chars, class, space);
        self.wide += length - chars;
        self.rest = rest;
    }

    /// The length in bytes of what is no plain word.
    fn odd_length(&self, first: char) -> usize {
        match first {
            '0'..='9' => number::length(self.rest),
            '\'' | '’' | '‘' => quoted_length(self.rest),
            't' if self.is_iso_hour() => 1,
            _ if first.is_alphanumeric() => odd_word_length(self.rest),
            _ => first.len_utf8(),
        }
    }

    /// The T of "2024-10-17T13:00".
    fn is_iso_hour(&self) -> bool {
        matches!(self.written().as_bytes(), [b'T', b'0'..=b'9', ..])
            && matches!(self.tokens.last(), Some(Token { word: Word::FullDate { .. }, .. }))
    }

    /// What is not read yet, as it was written.
    fn written(&self) -> &'t str {
        self.text.get(self.byte()..).unwrap_or("")
    }

    /// Where what is not read yet begins.
    #[inline(always)]
    fn byte(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    #[inline(always)]
    fn skip_space(&mut self) -> Space {
        match self.rest.as_bytes() {
            [b' ', b'!'..=b'~', ..] => {
                self.rest = self.rest.get(1..).unwrap_or("");
                Space { breaks: 0, none: false }
            }
            [b'!'..=b'~', ..] => Space { breaks: 0, none: true },
            _ => self.skip_odd_space(),
        }
    }

    /// Skips what is more, or less, than one blank.
    fn skip_odd_space(&mut self) -> Space {
        let (mut breaks, mut bytes) = (0_u16, 0);
        for c in self.rest.chars().take_while(|c| is_space(*c)) {
            breaks = breaks.saturating_add(u16::from(c == '\n'));
            bytes += c.len_utf8();
            self.wide += c.len_utf8() - 1;
        }
        self.rest = self.rest.get(bytes..).unwrap_or("");
        Space { breaks, none: bytes == 0 }
    }

    /// Adds the token that stands here.
    #[inline(always)]
    fn push(&mut self, lower: &'t str, chars: usize, class: Class, space: Space) {
        let Class { word, cues, classes } = class;
        let byte = self.byte();
        let start = byte - self.wide;
        let opens = cues.number().map_or(Row::default(), |second| self.last.followed_by(second));
        if !opens.is_empty()
            && let Some(last) = self.tokens.last_mut()
        {
            last.opens = opens;
            self.openings.push(self.tokens.len() - 1);
        }
        self.last = cues;
        let head = match self.text.as_bytes().get(byte) {
            Some(b'a'..=b'z') => Classes::LETTERS,
            Some(b'0') => Classes::FIGURES.or(Classes::DIALS),
            Some(b'1'..=b'9') => Classes::FIGURES,
            Some(b'A'..=b'Z' | 0x80..) => Classes::of_head(self.written(), lower.len()),
            _ => Classes::none(),
        };
        self.tokens.push(Token {
            lower,
            word,
            cues,
            classes: classes.or(head),
            place: Place::new(byte, start, chars),
            glued: space.none,
            breaks: space.breaks,
            opens: Row::default(),
        });
    }

    /// Most phrases of which the first two words stand somewhere do not go on: no reader looks there.
    fn close_rows(&mut self) {
        for &at in &self.openings {
            let open = Tokens(&self.tokens).opened(at).next().is_some();
            if let Some(token) = self.tokens.get_mut(at).filter(|_| !open) {
                token.opens = Row::default();
            }
        }
    }

    fn word(&self, lower: &str, may_be_month: bool) -> Class {
        match self.lexicon.get(Letters::of(lower.as_bytes()), lower) {
            Some(known) if !known.may_be_slip => Class::of(known),
            known => self.odd_one(lower, known, may_be_month),
        }
    }

    /// A sign or a number: its class is in its shape, but it may stand in a phrase.
    fn shape(&self, lower: &str, word: Word) -> Class {
        let known = self.lexicon.get(Letters::of(lower.as_bytes()), lower);
        let cues = known.map_or_else(|| lexicon::by_parts(lower), |known| &known.listed);
        Class::shaped(word, cues)
    }

    /// What is no word of the lexicon, or one without a class: it may be repaired.
    #[inline(never)]
    fn odd_one(&self, lower: &str, known: Option<&'static Entry>, may_be_month: bool) -> Class {
        let cues = known.map_or_else(|| lexicon::by_parts(lower), |known| &known.listed);
        let before = if may_be_month { self.before() } else { Before::Other };
        let word = lexicon::unlisted(lower, before).unwrap_or(Word::Other);
        let classes = Classes::of_unlisted(lower, word).or(cues.classes).or(Classes::UNKNOWN);
        Class { word, cues, classes }
    }

    /// Whether a month may be misspelled here.
    fn before(&self) -> Before {
        let Some(token) = self.tokens.last() else { return Before::Other };
        let number = matches!(
            token.word,
            Word::Digits { .. } | Word::Ordinal(_) | Word::Edge(_) | Word::Sign('.')
        );
        match () {
            () if number => Before::Number,
            () if token.is_any(&["van", "in", "of"]) => Before::Of,
            () => Before::Other,
        }
    }
}

/// The white space before a token.
#[derive(Clone, Copy)]
struct Space {
    /// How many lines end in it.
    breaks: u16,
    none: bool,
}

/// What a piece of text is.
struct Class {
    word: Word,
    cues: &'static Listed,
    classes: Classes,
}

impl Class {
    #[inline]
    fn of(known: &'static Entry) -> Self {
        Self { word: known.word, cues: &known.listed, classes: known.listed.classes }
    }

    /// A sign or a number.
    #[inline]
    fn shaped(word: Word, cues: &'static Listed) -> Self {
        Self { word, cues, classes: cues.classes.or(Classes::of_word(word)) }
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// A word with letters outside ASCII, an apostrophe, a dot or a slash in or behind it.
fn odd_word_length(rest: &str) -> usize {
    if let Some(length) = dotted_abbreviation(rest).or_else(|| till_and_including(rest)) {
        return length;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = matches!(c, '\'' | '’')
            && end > 0
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// `a.s.`, `d.d.`, `i.v.m.`: single letters with dots, at least two of them.
fn dotted_abbreviation(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let mut length = 0;
    let mut letters = 0;
    loop {
        let mut ahead = chars.clone();
        match (ahead.next(), ahead.next()) {
            (Some(letter), Some('.')) if letter.is_alphabetic() => {
                length += letter.len_utf8() + 1;
                letters += 1;
                chars = ahead;
            }
            (Some(letter), _) if letters > 0 && letter.is_alphanumeric() => return None,
            _ => return (letters >= 2).then_some(length),
        }
    }
}

/// How else "t/m" is written.
const FLEMISH_THROUGH: [&str; 2] = ["t.e.m.", "t.m."];

fn till_and_including(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let is =
        matches!((chars.next(), chars.next(), chars.next()), (Some('t'), Some('/'), Some('m')));
    (is && !chars.next().is_some_and(char::is_alphanumeric)).then_some(3)
}

/// `'26` is one token, so that it can be a year; `'s` and `'t` too; any other quote stands alone.
fn quoted_length(rest: &str) -> usize {
    let mut chars = rest.chars();
    let quote = chars.next().map_or(0, char::len_utf8);
    let tail: usize = chars.take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    quote + if tail <= 2 { tail } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        lex(Both { text, lower: &lowered(text) }).into_iter().map(|token| token.word).collect()
    }

    fn clock(hour: u32, minute: u32, second: u32) -> Word {
        Word::Clock { hour, minute, second, half: None }
    }

    #[test]
    fn numbers_keep_their_shape() {
        assert_eq!(words("13.30u"), [clock(13, 30, 0)]);
        assert_eq!(words("17u10"), [clock(17, 10, 0)]);
        assert_eq!(words("8:00:31"), [clock(8, 0, 31)]);
        assert_eq!(words("14.11.24"), [Word::FullDate { year: 2024, month: 11, day: 14 }]);
        assert_eq!(words("1.250.000"), [Word::OddNumber]);
        assert_eq!(words("16e"), [Word::Ordinal(16)]);
        assert_eq!(words("9.00-11.00").len(), 3);
        assert_eq!(words("9-11").len(), 1);
        assert_eq!(words("28:30pm"), [Word::OddNumber]);
    }

    #[test]
    fn what_is_no_date_is_an_odd_number() {
        for text in ["070 555 01 11", "06-55500111", "2511 AB", "+31 20 555 01 11"] {
            let odd = words(text).into_iter().any(|word| matches!(word, Word::Digits { .. }));
            assert!(!odd, "{text}");
        }
    }

    #[test]
    fn spans_count_characters() {
        let text = "Één à twee";
        let lower = lowered(text);
        let tokens = lex(Both { text, lower: &lower });
        assert_eq!(tokens.iter().map(Token::span).collect::<Vec<_>>(), [[0, 3], [4, 5], [6, 10]]);
    }
}
