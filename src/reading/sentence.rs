//! Tokens -> sentences: at full stops, blank lines, bullets and lines ended on purpose.
//!
//! The trap is the full stop that ends nothing: "mr.", "vr. 4 juli", "i.v.m.", "10.30".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::classes::Classes;
use super::cue::Cues;
use super::cursor::Tokens;
use super::token::{Token, Word};

/// A stretch of tokens that belongs together: a sentence, a bullet, a line of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Indices of tokens, half-open.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) asks: bool,
    /// The lists of which a phrase stands in it.
    pub(crate) cues: Cues,
    /// What its words may be.
    pub(crate) classes: Classes,
    /// A phrase of some list begins in it and ends in the next.
    pub(crate) runs_on: bool,
}

/// Lines shorter than this were ended by the writer, not wrapped by a mail program.
const WRAPPED_LINE_CHARS: usize = 45;

/// The longest sentence that is read as one. A reader that asks "does it also say ...?" at each word
/// costs the square of the sentence, and people write none of hundreds of words.
const TOKENS_MOST: usize = 256;
/// A chain without a space ("a-b-c-...") is cut so many tokens further, be it in the middle.
const GLUED_MOST: usize = 64;

/// Few sentences are shorter.
const TOKENS_USUAL: usize = 12;

/// Splits tokens into sentences: at full stops, blank lines, bullets and lines ended on purpose.
pub(crate) fn sentences(tokens: &[Token<'_>]) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(tokens.len() / TOKENS_USUAL + 1);
    let mut from = 0;
    let mut line_start = 0;
    let may_end = |token: &Token<'_>| token.breaks > 0 || token.may_be(Classes::ENDS);
    for (at, token) in Tokens(tokens).those(0, tokens.len(), may_end) {
        from = cut_long(tokens, from, at, &mut found);
        if token.breaks > 0 {
            if at > from && ends_line(tokens, at, token, line_start) {
                found.push(sentence(tokens, from, at, false));
                from = at;
            }
            line_start = token.span()[0];
        }
        from = cut_long(tokens, from, at + 1, &mut found);
        if token.may_be(Classes::ENDS) && ends_sentence(tokens, at, token) {
            found.push(sentence(tokens, from, at + 1, token.is_sign('?')));
            from = at + 1;
        }
    }
    from = cut_long(tokens, from, tokens.len(), &mut found);
    if from < tokens.len() {
        found.push(sentence(tokens, from, tokens.len(), false));
    }
    found
}

/// A text without full stops (a table, a log, a bomb) is read in pieces: says where the last one begins
/// that may go on at `to`.
fn cut_long(tokens: &[Token<'_>], from: usize, to: usize, found: &mut Vec<Sentence>) -> usize {
    let mut from = from;
    let apart = |at: &usize| tokens.get(*at).is_some_and(|token| !token.glued);
    let cut = |from: usize| {
        let (first, last) = (from + (TOKENS_MOST - 1), from + (TOKENS_MOST + GLUED_MOST));
        (first..to.min(last)).find(apart).or((last < to).then_some(last))
    };
    while let Some(at) = cut(from) {
        found.push(sentence(tokens, from, at, false));
        from = at;
    }
    from
}

fn sentence(tokens: &[Token<'_>], from: usize, to: usize, asks: bool) -> Sentence {
    let t = Tokens(tokens);
    let (cues, classes) = (t.cues(from, to), t.classes(from, to));
    Sentence { from, to, asks, cues, classes, runs_on: false }
}

/// The parts of a sentence between its commas.
pub(crate) fn clauses(t: Tokens<'_, '_>, s: Sentence) -> Vec<(usize, usize)> {
    let mut from = s.from;
    let mut all = Vec::new();
    for at in s.from..=s.to {
        if at == s.to || matches!(t.word(at), Word::Sign(',' | ';' | ':')) {
            all.push((from, at));
            from = at + 1;
        }
    }
    all
}

/// Whether a sentence ends with the line before this token.
fn ends_line(tokens: &[Token<'_>], at: usize, token: &Token<'_>, line_start: usize) -> bool {
    let previous = at.checked_sub(1).and_then(|i| tokens.get(i));
    let end_of_line = previous.map_or(0, |t| t.span()[1]);
    let is_short = end_of_line.saturating_sub(line_start) < WRAPPED_LINE_CHARS;
    let comma = previous.is_some_and(|t| t.is_sign(',')) && token.breaks == 1;
    token.breaks > 1 || starts_item(tokens, at, token) || is_short && !comma || is_field(tokens, at)
}

/// "Voorkeursdatum: ...", "Aantal deelnemers: ...": a line of a form, also below a long one.
fn is_field(tokens: &[Token<'_>], at: usize) -> bool {
    const LABEL_WORDS: usize = 3;
    let rest = tokens.get(at..).unwrap_or_default();
    let words = rest.iter().take_while(|token| token.word.is_other()).count();
    let labelled = rest.get(words).is_some_and(|token| token.is_sign(':'));
    let upper = rest.first().is_some_and(Token::starts_upper);
    upper && labelled && (1..=LABEL_WORDS).contains(&words)
}

fn starts_item(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let bullet = matches!(token.word, Word::Sign('-' | '*' | '•' | '·' | '–'));
    let numbered = matches!(token.word, Word::Digits { .. })
        && tokens.get(at + 1).is_some_and(|t| t.glued && matches!(t.word, Word::Sign('.' | ')')));
    bullet || numbered
}

fn ends_sentence(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let next = || tokens.get(at + 1);
    match token.word {
        Word::Sign('?' | '!') => {
            !next().is_some_and(|next| next.glued && matches!(next.word, Word::Sign('?' | '!')))
        }
        Word::Sign('.') => is_full_stop(tokens, at),
        // "vrijdag a.s. Dag!": these abbreviations end what they belong to, others ("i.v.m.") begin it.
        _ => next().is_some_and(Token::starts_upper),
    }
}

fn is_full_stop(tokens: &[Token<'_>], at: usize) -> bool {
    let previous = at.checked_sub(1).and_then(|i| tokens.get(i));
    let next = tokens.get(at + 1);
    let abbreviated = previous.is_some_and(|word| is_abbreviation(word, next));
    let inside = next.is_some_and(|next| next.glued);
    let numbered = previous.is_some_and(|word| {
        matches!(word.word, Word::Digits { .. }) && (at == 1 || word.breaks > 0)
    });
    !abbreviated && !inside && !numbered
}

/// No title has more.
const TITLE_BYTES_MOST: usize = 5;

fn is_abbreviation(word: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let title = word.lower.len() <= TITLE_BYTES_MOST
        && word.is_any(&[
            "mr", "drs", "dr", "ir", "ing", "prof", "nr", "tel", "ca", "st", "bijv", "resp",
            "incl", "excl", "evt", "mw", "dhr", "mevr", "t.a.v", "jl", "ds",
        ]);
    let initial = word.starts_upper() && word.length() == 1;
    let short_day = matches!(word.word, Word::Weekday { short: true, .. } | Word::Month(_))
        && word.length() <= 4
        && next.is_some_and(|n| n.breaks == 0 && !n.starts_upper());
    title || initial || short_day
}

#[cfg(test)]
mod tests {
    use super::super::lexer::{Both, lex, lowered};
    use super::*;

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let text = "Graag vr. 4 juli a.s. Dag!";
        let lower = lowered(text);
        let tokens = lex(Both { text, lower: &lower });
        assert_eq!(sentences(&tokens).len(), 2);
    }
}
