//! Text -> tokens with spans.
//!
//! Numbers are taken whole (`lexer/number`), so that "10.00", "14/11" and "1.250.000" each are one
//! token; phone numbers, postcodes and amounts are recognised here (`lexer/guard`) and become
//! `OddNumber`: they must never turn into a date. Every word is looked up once. The trap is the
//! hyphen: "9-11" is one token, "9.00-11.00" is three.

use std::borrow::Cow;

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
        let Some(first) = rest.chars().next() else { return false };
        let length = if first.is_ascii_digit() {
            number::length(rest)
        } else if self.is_iso_hour(rest) {
            1
        } else if first.is_alphanumeric() {
            word_length(rest)
        } else {
            sign_length(rest)
        };
        self.push(length.max(first.len_utf8()), !blank, breaks);
        true
    }

    /// The T of "2024-10-17T13:00".
    fn is_iso_hour(&self, rest: &str) -> bool {
        let after_date =
            || matches!(self.tokens.last(), Some(Token { word: Word::FullDate { .. }, .. }));
        rest.starts_with('T')
            && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
            && after_date()
    }

    /// Whether there was any, and the line ends in it.
    fn skip_space(&mut self) -> (bool, usize) {
        let rest = self.rest();
        let mut breaks = 0;
        let mut bytes = 0;
        for c in rest.chars().take_while(|c| is_space(*c)) {
            breaks += usize::from(c == '\n');
            bytes += c.len_utf8();
            self.char += 1;
        }
        self.byte += bytes;
        (bytes > 0, breaks)
    }

    fn push(&mut self, length: usize, glued: bool, breaks: usize) {
        let text = self.rest().get(..length).unwrap_or("");
        let lower = lowered(text);
        let after_number = self.tokens.last().is_some_and(|token| {
            matches!(token.word, Word::Digits { .. } | Word::Ordinal(_) | Word::Edge(_))
                || token.is_sign('.')
        });
        let Known { word, cues, opens, longer } = classify(text, &lower, after_number);
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        self.tokens.push(Token {
            text,
            lower,
            word,
            cues,
            opens,
            longer,
            span: [self.char, self.char + chars],
            bytes: [self.byte, self.byte + length],
            glued: glued && !self.tokens.is_empty(),
            breaks,
        });
        self.byte += length;
        self.char += chars;
    }
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

fn word_length(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match rest.as_bytes().get(plain) {
        None | Some(b' ' | b',' | b'\n' | b'\r' | b'?' | b'!' | b':' | b';' | b')') => plain,
        Some(_) => odd_word_length(rest),
    }
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

fn classify(text: &str, lower: &str, after_number: bool) -> Known {
    let shape = Known::plain;
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if c.is_ascii_digit() => shape(number::classify(text)),
        Some(c) if c.is_alphanumeric() => lexicon::look_up(lower, after_number),
        Some('\'' | '’' | '‘') if text.len() > 1 => lexicon::look_up(lower, false),
        Some(c) => shape(Word::Sign(c)),
        None => shape(Word::Other),
    }
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
