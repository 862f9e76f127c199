//! Text -> tokens with spans.
//!
//! Numbers are taken whole (`lexer/number`), so that "10.00", "14/11" and "1.250.000" each are one
//! token; phone numbers, postcodes and amounts are recognised here (`lexer/guard`) and become
//! `OddNumber`: they must never turn into a date. Every word is looked up once. The trap is the
//! hyphen: "9-11" is one token, "9.00-11.00" is three.

use std::borrow::Cow;

use super::cue::Listed;
use super::lexicon::{self, Known};
use super::token::{Token, Word};

mod guard;
mod number;

pub(crate) use number::century;

/// Splits a text into tokens.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut lexer =
        Lexer { text, byte: 0, char: 0, tokens: Vec::with_capacity(text.len() / 5 + 4) };
    while lexer.step() {}
    guard::guard(&mut lexer.tokens);
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    byte: usize,
    char: usize,
    tokens: Vec<Token<'t>>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.byte..).unwrap_or("")
    }

    /// Takes the white space and the token behind it; says whether there was one.
    fn step(&mut self) -> bool {
        let (blank, breaks) = self.skip_space();
        let rest = self.rest();
        let plain = plain_word(rest).filter(|_| !self.is_iso_hour(rest));
        let (text, chars, class) = match plain {
            Some((text, has_capitals)) => (text, text.len(), self.word(text, has_capitals, true)),
            None => {
                let Some(first) = rest.chars().next() else { return false };
                let text = rest.get(..self.odd_length(first, rest)).unwrap_or("");
                let chars = if text.len() == 1 { 1 } else { text.chars().count() };
                (text, chars, self.classify(first, text))
            }
        };
        self.push(text, chars, class, !blank, breaks);
        true
    }

    /// The length in bytes of what is no plain word.
    fn odd_length(&self, first: char, rest: &str) -> usize {
        let length = if first.is_ascii_digit() {
            number::length(rest)
        } else if self.is_iso_hour(rest) {
            1
        } else if first.is_alphanumeric() {
            odd_word_length(rest)
        } else {
            sign_length(rest)
        };
        length.max(first.len_utf8())
    }

    /// The T of "2024-10-17T13:00".
    fn is_iso_hour(&self, rest: &str) -> bool {
        matches!(rest.as_bytes(), [b'T', b'0'..=b'9', ..])
            && matches!(self.tokens.last(), Some(Token { word: Word::FullDate { .. }, .. }))
    }

    /// Whether there was any, and the line ends in it.
    fn skip_space(&mut self) -> (bool, u16) {
        let before = self.byte;
        let mut breaks = 0_u16;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.byte) {
            let length = match byte {
                b'\n' => {
                    breaks = breaks.saturating_add(1);
                    1
                }
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => 1,
                _ if byte.is_ascii() => break,
                _ => match self.rest().chars().next().filter(|c| is_space(*c)) {
                    Some(space) => space.len_utf8(),
                    None => break,
                },
            };
            self.byte += length;
            self.char += 1;
        }
        (self.byte > before, breaks)
    }

    #[inline]
    fn push(&mut self, text: &'t str, chars: usize, class: Class<'t>, glued: bool, breaks: u16) {
        let Class { lower, word, cues } = class;
        self.tokens.push(Token {
            text,
            lower,
            word,
            cues,
            span: [self.char, self.char + chars],
            byte: self.byte,
            glued: glued && !self.tokens.is_empty(),
            breaks,
        });
        self.byte += text.len();
        self.char += chars;
    }

    fn classify(&self, first: char, text: &'t str) -> Class<'t> {
        let quoted = matches!(first, '\'' | '’' | '‘') && text.len() > 1;
        if first.is_ascii_digit() {
            Class::of_shape(text, number::classify(text))
        } else if quoted || first.is_alphanumeric() {
            self.word(text, text.chars().any(char::is_uppercase), !quoted)
        } else {
            Class::of_shape(text, Word::Sign(first))
        }
    }

    /// A word that the lexicon has, or one that is repaired.
    #[inline]
    fn word(&self, text: &'t str, has_capitals: bool, may_be_month: bool) -> Class<'t> {
        let (lower, known) = known_word(text, has_capitals);
        let cues = known.map_or_else(|| lexicon::by_parts(&lower), |known| known.listed);
        let word = known.and_then(|known| known.word).unwrap_or_else(|| {
            let after_number = may_be_month && self.is_behind_number();
            lexicon::unlisted(&lower, after_number).unwrap_or(Word::Other)
        });
        Class { lower, word, cues }
    }

    /// A month may be misspelled here.
    fn is_behind_number(&self) -> bool {
        self.tokens.last().is_some_and(|token| {
            matches!(
                token.word,
                Word::Digits { .. } | Word::Ordinal(_) | Word::Edge(_) | Word::Sign('.')
            )
        })
    }
}

/// What a piece of text is.
struct Class<'t> {
    lower: Cow<'t, str>,
    word: Word,
    cues: &'static Listed,
}

impl<'t> Class<'t> {
    /// A sign or a number: its class is in its shape, but it may stand in a phrase.
    fn of_shape(text: &'t str, word: Word) -> Self {
        let lower = lowered(text);
        let known = lexicon::look_up(lower.as_bytes());
        let cues = known.map_or_else(|| lexicon::by_parts(&lower), |known| known.listed);
        Self { lower, word, cues }
    }
}

/// A word in lower case, and what the lexicon knows of it. The lexicon has nearly every word that a
/// capital makes different from itself, so that its letters can be borrowed there.
#[inline]
fn known_word(text: &str, has_capitals: bool) -> (Cow<'_, str>, Option<Known>) {
    const LONGEST: usize = 24;
    let mut letters = [0; LONGEST];
    if has_capitals
        && text.is_ascii()
        && let Some(letters) = letters.get_mut(..text.len())
    {
        letters.copy_from_slice(text.as_bytes());
        letters.make_ascii_lowercase();
        let known = lexicon::look_up(letters);
        let own = || Cow::Owned(text.to_ascii_lowercase());
        return (known.map_or_else(own, |known| Cow::Borrowed(known.name)), known);
    }
    let lower = if has_capitals { lowered(text) } else { Cow::Borrowed(text) };
    let known = lexicon::look_up(lower.as_bytes());
    (lower, known)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
    } else if text.chars().any(char::is_uppercase) {
        return Cow::Owned(text.to_lowercase());
    }
    Cow::Borrowed(text)
}

/// A word of letters and figures in ASCII alone, as most words are, and whether it has capitals.
fn plain_word(rest: &str) -> Option<(&str, bool)> {
    let bytes = rest.as_bytes();
    let first = bytes.first().filter(|first| first.is_ascii_alphabetic())?;
    let mut has_capitals = first.is_ascii_uppercase();
    let mut length = 1 + small_letters(bytes.get(1..)?);
    loop {
        match bytes.get(length).map_or(ENDS, |byte| kind(*byte)) {
            ENDS => return Some((rest.get(..length)?, has_capitals)),
            0 => return None,
            inside => has_capitals |= inside & CAPITAL != 0,
        }
        length += 1;
    }
}

/// How many small letters of ASCII stand at the beginning; eight bytes are looked at in one step.
fn small_letters(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH_BITS: u64 = EACH << 7;
    let (eights, _) = bytes.as_chunks();
    let mut letters = 0;
    for eight in eights {
        let eight = u64::from_le_bytes(*eight);
        let low = eight & !HIGH_BITS;
        // The high bit of a byte tells that it is `a` or behind it, and that it is behind `z`.
        let from_a = low + EACH * u64::from(0x80 - b'a');
        let behind_z = low + EACH * u64::from(0x7f - b'z');
        let other = !(from_a & !behind_z & !eight) & HIGH_BITS;
        if other != 0 {
            return letters + (other.trailing_zeros() / u8::BITS) as usize;
        }
        letters += 8;
    }
    letters
}

/// What a byte is to a plain word; the compiler makes a table of it.
fn kind(byte: u8) -> u8 {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => INSIDE,
        b'A'..=b'Z' => INSIDE | CAPITAL,
        b' ' | b',' | b'\n' | b'\r' | b'?' | b'!' | b':' | b';' | b')' => ENDS,
        _ => 0,
    }
}

const INSIDE: u8 = 1;
const CAPITAL: u8 = 2;
/// It may stand behind a word, and never inside one.
const ENDS: u8 = 4;

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

fn till_and_including(rest: &str) -> Option<usize> {
    let mut chars = rest.chars();
    let is = matches!(
        (chars.next(), chars.next(), chars.next()),
        (Some('t' | 'T'), Some('/'), Some('m' | 'M'))
    );
    (is && !chars.next().is_some_and(char::is_alphanumeric)).then_some(3)
}

/// `'26` is one token, so that it can be a year; `'s` and `'t` too; any other sign stands alone.
fn sign_length(rest: &str) -> usize {
    let mut chars = rest.chars();
    let first = chars.next();
    if !matches!(first, Some('\'' | '’' | '‘')) {
        return first.map_or(1, char::len_utf8);
    }
    let tail: usize = chars.take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    first.map_or(1, char::len_utf8) + if tail <= 2 { tail } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        lex(text).into_iter().map(|token| token.word).collect()
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
        assert_eq!(lex("9.00-11.00").len(), 3);
        assert_eq!(lex("9-11").len(), 1);
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
        let tokens = lex("Één à twee");
        assert_eq!(tokens.iter().map(|t| t.span).collect::<Vec<_>>(), [[0, 3], [4, 5], [6, 10]]);
    }
}
