//! Text -> tokens with spans, and tokens -> sentences.
//!
//! Numbers are taken whole, with the signs inside them, so that "10.00", "14/11" and "1.250.000"
//! each are one token; what their shape cannot decide (is "14.11" a time or a day?) is left to the
//! grammar. Phone numbers, postcodes and amounts are recognised here and become `OddNumber`: they
//! must never turn into a date. The trap is the hyphen: "9-11" is one token, "9.00-11.00" is three.

use std::borrow::Cow;

use super::lexicon;
use super::token::{Token, Word};

/// Splits a text into tokens.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, byte: 0, char: 0, tokens: Vec::with_capacity(text.len() / 5) };
    while lexer.step() {}
    guard(&mut lexer.tokens);
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

    fn step(&mut self) -> bool {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start_matches(is_space).len();
        let blank = rest.get(..space).unwrap_or("");
        self.byte += space;
        self.char += blank.chars().count();
        let breaks = blank.matches('\n').count();
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return false };
        let length = if first.is_ascii_digit() {
            number_length(rest)
        } else if first.is_alphanumeric() {
            word_length(rest)
        } else {
            sign_length(rest)
        };
        self.push(length.max(first.len_utf8()), space == 0, breaks);
        true
    }

    fn push(&mut self, length: usize, glued: bool, breaks: usize) {
        let text = self.rest().get(..length).unwrap_or("");
        let lower = lowered(text);
        let after_number = self.tokens.last().is_some_and(|token| {
            matches!(token.word, Word::Digits { .. } | Word::Ordinal(_)) || token.is_sign('.')
        });
        let word = classify(text, &lower, after_number);
        let chars = text.chars().count();
        self.tokens.push(Token {
            text,
            lower,
            word,
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

fn lowered(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

fn word_length(rest: &str) -> usize {
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
    if !matches!(first, Some('\'' | '’')) {
        return first.map_or(1, char::len_utf8);
    }
    let tail: usize = chars.take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    first.map_or(1, char::len_utf8) + if tail <= 2 { tail } else { 0 }
}

/// Digits with the signs between them, and a suffix such as `e`, `ste`, `u` or `uur`.
fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let run = |mut at: usize| {
        while digit(at) {
            at += 1;
        }
        at
    };
    let mut end = run(0);
    let mut first_sign = None;
    while let Some(&sign) = bytes.get(end) {
        let joins = matches!(sign, b'.' | b'/' | b':' | b'-' | b',') && digit(end + 1);
        let clock = matches!(sign, b'u' | b'h') && first_sign.is_none() && digit(end + 1);
        if !(joins || clock) || first_sign.is_some_and(|first| first != sign) {
            break;
        }
        let next = run(end + 1);
        // In "9-11.30" the hyphen joins two clocks, it does not make a number.
        let continues = matches!(bytes.get(next), Some(b'u' | b'h'))
            || matches!(bytes.get(next), Some(b'.' | b':')) && digit(next + 1);
        if sign == b'-' && continues {
            break;
        }
        first_sign = Some(sign);
        end = next;
    }
    end + suffix_length(rest.get(end..).unwrap_or(""))
}

fn suffix_length(rest: &str) -> usize {
    let letters: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let suffix = rest.get(..letters).unwrap_or("").to_lowercase();
    let known = ["e", "ste", "de", "th", "st", "nd", "rd", "u", "uur", "h", "am", "pm", "x"];
    if known.contains(&suffix.as_str()) { letters } else { 0 }
}

fn classify(text: &str, lower: &str, after_number: bool) -> Word {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if c.is_ascii_digit() => number(text),
        Some(c) if c.is_alphanumeric() => lexicon::look_up(lower, after_number),
        Some('\'' | '’') if text.len() > 1 => Word::Other,
        Some(c) => Word::Sign(c),
        None => Word::Other,
    }
}

fn number(text: &str) -> Word {
    let body = text.trim_end_matches(char::is_alphabetic);
    let suffix = text.get(body.len()..).unwrap_or("").to_lowercase();
    let parts: Vec<&str> = body.split(|c: char| !c.is_ascii_digit()).collect();
    let values: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let sign = body.chars().find(|c| !c.is_ascii_digit());
    if values.len() != parts.len() {
        return Word::OddNumber;
    }
    match (values.as_slice(), sign, suffix.as_str()) {
        (&[value], _, "") => Word::Digits { value, len: body.len() },
        (&[value], _, "e" | "ste" | "de" | "th" | "st" | "nd" | "rd") => Word::Ordinal(value),
        (&[hour], _, "u" | "uur" | "h") if hour <= 24 => Word::Clock { hour, minute: 0 },
        (&[hour], _, "am" | "pm") => with_half(hour, 0, &suffix),
        (&[hour, minute], Some('.' | ':'), "am" | "pm") => with_half(hour, minute, &suffix),
        (&[hour, minute], Some('.' | ':'), "u" | "uur" | "h") => clock(hour, minute),
        (&[hour, minute], Some('u' | 'h'), _) => clock(hour, minute),
        (&[left, right], Some(sign), "") => {
            let right_len = parts.last().map_or(0, |part| part.len());
            Word::Pair { left, right, sign, right_len }
        }
        (&[a, b, c], Some('-' | '/' | '.'), "") => full_date(a, b, c, parts.first()),
        _ => Word::OddNumber,
    }
}

fn clock(hour: u32, minute: u32) -> Word {
    if hour <= 24 && minute < 60 { Word::Clock { hour, minute } } else { Word::OddNumber }
}

fn with_half(hour: u32, minute: u32, half: &str) -> Word {
    match (hour, half) {
        (12, "am") => clock(0, minute),
        (1..=11, "pm") => clock(hour + 12, minute),
        _ => clock(hour, minute),
    }
}

fn full_date(a: u32, b: u32, c: u32, first: Option<&&str>) -> Word {
    let century = |year: u32| if year < 100 { year as i32 + 2000 } else { year as i32 };
    let plausible = |year: i32, month: u32, day: u32| {
        (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let (year, month, day) =
        if first.is_some_and(|f| f.len() == 4) { (a as i32, b, c) } else { (century(c), b, a) };
    if plausible(year, month, day) { Word::FullDate { year, month, day } } else { Word::OddNumber }
}

/// Takes phone numbers, postcodes, amounts and numbered references out of the running for dates.
fn guard(tokens: &mut [Token<'_>]) {
    let mut odd = Vec::new();
    for at in 0..tokens.len() {
        let Some(token) = tokens.get(at) else { break };
        if !token.text.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| tokens.get(i));
        // "nummer 3" is how people pick from a list of three.
        let pick = token.text.len() == 1 && before.is_some_and(|b| b.is_any(&["nummer", "nr"]));
        let is_reference = !pick && before.is_some_and(introduces_reference);
        let is_amount = before.is_some_and(|b| b.is_any(&["€", "eur"]))
            || tokens.get(at + 1).is_some_and(|a| a.is_any(&["euro", "%", "procent"]));
        let is_postcode = tokens.get(at + 1).is_some_and(|next| is_postcode(token, next));
        if is_reference || is_amount || is_postcode {
            odd.push(at);
        }
        odd.extend(phone_number(tokens, at));
    }
    for at in odd {
        if let Some(token) = tokens.get_mut(at) {
            token.word = Word::OddNumber;
        }
    }
}

fn introduces_reference(token: &Token<'_>) -> bool {
    token.is_any(&[
        "artikel",
        "art",
        "versie",
        "nr",
        "nummer",
        "bijlage",
        "pagina",
        "blz",
        "kenmerk",
        "paragraaf",
        "kamerstuk",
        "kamerstukken",
        "postbus",
        "kamer",
        "lid",
        "article",
        "page",
        "version",
        "room",
        "zaaknummer",
        "dossier",
        "motie",
    ])
}

fn is_postcode(number: &Token<'_>, letters: &Token<'_>) -> bool {
    number.text.len() == 4
        && matches!(number.word, Word::Digits { .. })
        && letters.text.len() == 2
        && letters.text.chars().all(|c| c.is_ascii_uppercase())
}

/// The indices of a row of digit groups that together make a phone number: nine digits or more,
/// beginning with 0 or behind a plus sign.
fn phone_number(tokens: &[Token<'_>], at: usize) -> Vec<usize> {
    let plus = at.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| t.is_sign('+'));
    let zero = tokens.get(at).is_some_and(|t| t.text.starts_with('0'));
    if !plus && !zero {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut digits = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        let groups = token.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'));
        let joint = matches!(token.word, Word::Sign('(' | ')' | '-'));
        if index > at && (token.breaks > 0 || !(groups || joint)) {
            break;
        }
        digits += token.text.chars().filter(char::is_ascii_digit).count();
        if !joint {
            found.push(index);
        }
    }
    if digits >= 9 { found } else { Vec::new() }
}

/// A stretch of tokens that belongs together: a sentence, a bullet, a line of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Indices of tokens, half-open.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) asks: bool,
}

/// Lines shorter than this were ended by the writer, not wrapped by a mail program.
const WRAPPED_LINE_CHARS: usize = 45;

/// Splits tokens into sentences: at full stops, blank lines, bullets and lines ended on purpose.
pub(crate) fn sentences(tokens: &[Token<'_>]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut line_start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.breaks > 0 {
            let previous = at.checked_sub(1).and_then(|i| tokens.get(i));
            let end_of_line = previous.map_or(0, |t| t.span[1]);
            let is_short = end_of_line.saturating_sub(line_start) < WRAPPED_LINE_CHARS;
            let comma = previous.is_some_and(|t| t.is_sign(',')) && token.breaks == 1;
            if at > from && (token.breaks > 1 || starts_item(tokens, at) || is_short && !comma) {
                found.push(Sentence { from, to: at, asks: false });
                from = at;
            }
            line_start = token.span[0];
        }
        if ends_sentence(tokens, at) {
            found.push(Sentence { from, to: at + 1, asks: token.is_sign('?') });
            from = at + 1;
        }
    }
    if from < tokens.len() {
        found.push(Sentence { from, to: tokens.len(), asks: false });
    }
    found
}

fn starts_item(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let bullet = matches!(token.word, Word::Sign('-' | '*' | '•' | '·' | '–'));
    let numbered = matches!(token.word, Word::Digits { .. })
        && tokens.get(at + 1).is_some_and(|t| t.glued && matches!(t.word, Word::Sign('.' | ')')));
    bullet || numbered
}

fn ends_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.is_sign('?') || token.is_sign('!') {
        return !tokens
            .get(at + 1)
            .is_some_and(|next| next.glued && matches!(next.word, Word::Sign('?' | '!')));
    }
    // "vrijdag a.s. Dag!": these abbreviations end what they belong to, others ("i.v.m.") begin it.
    if token.is_any(&["a.s.", "j.l.", "e.d.", "e.v."]) {
        return tokens.get(at + 1).is_some_and(Token::starts_upper);
    }
    if !token.is_sign('.') {
        return false;
    }
    let previous = at.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(at + 1);
    let abbreviated = previous.is_some_and(|word| is_abbreviation(word, next));
    let inside = next.is_some_and(|next| next.glued);
    let numbered = previous.is_some_and(|word| {
        matches!(word.word, Word::Digits { .. }) && (at == 1 || word.breaks > 0)
    });
    !abbreviated && !inside && !numbered
}

fn is_abbreviation(word: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let title = word.is_any(&[
        "mr", "drs", "dr", "ir", "ing", "prof", "nr", "tel", "ca", "st", "bijv", "resp", "incl",
        "excl", "evt", "mw", "dhr", "mevr", "t.a.v", "jl", "ds",
    ]);
    let initial = word.text.chars().count() == 1 && word.starts_upper();
    let short_day = matches!(word.word, Word::Weekday { short: true, .. } | Word::Month(_))
        && word.text.chars().count() <= 4
        && next.is_some_and(|n| n.text.starts_with(|c: char| c.is_ascii_digit()));
    title || initial || short_day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        lex(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn numbers_keep_their_shape() {
        assert_eq!(words("13.30u"), [Word::Clock { hour: 13, minute: 30 }]);
        assert_eq!(words("17u10"), [Word::Clock { hour: 17, minute: 10 }]);
        assert_eq!(words("14.11.24"), [Word::FullDate { year: 2024, month: 11, day: 14 }]);
        assert_eq!(words("1.250.000"), [Word::OddNumber]);
        assert_eq!(words("16e"), [Word::Ordinal(16)]);
        assert_eq!(lex("9.00-11.00").len(), 3);
        assert_eq!(lex("9-11").len(), 1);
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

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let tokens = lex("Graag vr. 4 juli a.s. Dag!");
        assert_eq!(sentences(&tokens).len(), 2);
    }
}
