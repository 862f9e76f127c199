//! A text made ready for reading: its tokens, its sentences, and where the sign-off begins.
//!
//! What stands under the sign-off is the signature: it tells who wrote, never what is wanted. The
//! office hours and the closing notice in a signature are the classic false dates.

use super::cursor::Tokens;
use super::lexer::{self, Sentence};
use super::token::{Token, Word};
use crate::domain::reading::Span;

/// The writer's text, cut in two at the sign-off.
#[derive(Debug)]
pub(crate) struct Body<'t> {
    pub(crate) text: &'t str,
    tokens: Vec<Token<'t>>,
    /// The sentences above the sign-off.
    pub(crate) sentences: Vec<Sentence>,
    /// The tokens above the sign-off.
    pub(crate) end: usize,
    /// The lines from the sign-off on; the greeting itself is cut off.
    pub(crate) signature: Vec<&'t str>,
}

impl<'t> Body<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let tokens = lexer::lex(text);
        let sign_off = sign_off(Tokens(&tokens));
        let end = sign_off.map_or(tokens.len(), |(at, _)| at);
        let signature = sign_off.map_or_else(Vec::new, |(_, next)| lines_from(text, &tokens, next));
        let above = tokens.get(..end).unwrap_or(&tokens);
        let sentences = lexer::sentences(above);
        Self { text, tokens, sentences, end, signature }
    }

    /// The tokens above the sign-off.
    pub(crate) fn tokens(&self) -> Tokens<'_, 't> {
        Tokens(self.tokens.get(..self.end).unwrap_or(&self.tokens))
    }

    /// The lines that tell who wrote: those under the sign-off, then those of the signature zone.
    pub(crate) fn signature_lines(&self, zone: &'t str) -> Vec<&'t str> {
        self.signature.iter().copied().chain(below_greeting(zone)).collect()
    }

    /// The text of some tokens.
    pub(crate) fn words(&self, from: usize, to: usize) -> &'t str {
        Tokens(&self.tokens).slice(self.text, from, to)
    }

    /// The sentence in which a span begins; sentences stand in the order of the text.
    pub(crate) fn sentence_at(&self, span: Span) -> Option<Sentence> {
        let t = self.tokens();
        let begins_behind = |s: &Sentence| t.get(s.from).is_some_and(|w| w.span[0] > span[0]);
        let behind = self.sentences.partition_point(|s| !begins_behind(s));
        behind.checked_sub(1).and_then(|at| self.sentences.get(at)).copied()
    }

    pub(crate) fn sentence_text(&self, sentence: Sentence) -> &'t str {
        self.words(sentence.from, sentence.to)
    }
}

/// The lines of a signature zone, without the greeting that may open it.
fn below_greeting(zone: &str) -> Vec<&str> {
    let tokens = lexer::lex(zone);
    let next = sign_off(Tokens(&tokens)).map_or(0, |(_, next)| next);
    lines_from(zone, &tokens, next)
}

fn lines_from<'t>(text: &'t str, tokens: &[Token<'t>], from: usize) -> Vec<&'t str> {
    let byte = tokens.get(from).map(|token| token.bytes[0]);
    let rest = byte.and_then(|byte| text.get(byte..)).unwrap_or("");
    rest.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

const GREETINGS: &[&[&str]] = &[
    &["met", "vriendelijke", "groet"],
    &["met", "vriendelijke", "groeten"],
    &["met", "groet"],
    &["met", "hartelijke", "groet"],
    &["met", "hartelijke", "groeten"],
    &["met", "beste", "groeten"],
    &["vriendelijke", "groet"],
    &["vriendelijke", "groeten"],
    &["hartelijke", "groet"],
    &["hartelijke", "groeten"],
    &["alvast", "bedankt", "en", "met", "vriendelijke", "groeten"],
    &["alvast", "bedankt", "en", "met", "vriendelijke", "groet"],
    &["met", "hoogachting"],
    &["groet"],
    &["groeten"],
    &["groetjes"],
    &["gr"],
    &["grt"],
    &["mvg"],
    &["hoogachtend"],
    &["liefs"],
    &["vr.gr"],
    &["vr", ".", "gr"],
    &["m.v.g."],
    &["v.g."],
    &["with", "kind", "regards"],
    &["kind", "regards"],
    &["best", "regards"],
    &["warm", "regards"],
    &["regards"],
    &["yours", "sincerely"],
    &["yours", "faithfully"],
    &["sincerely"],
    &["best", "wishes"],
    &["mit", "freundlichen", "grüßen"],
    &["--"],
];

/// A greeting inside a line and its name are no longer than this.
const CLOSING_TOKENS: usize = 10;

/// Where a greeting begins a line, and the first token behind it.
fn sign_off(t: Tokens<'_, '_>) -> Option<(usize, usize)> {
    (0..t.0.len()).find_map(|at| {
        let starts_line = at == 0 || t.get(at).is_some_and(|token| token.breaks > 0);
        // "..., tot dan. Groet, Piet" closes a mail of one line.
        let closes = t.0.len() - at <= CLOSING_TOKENS
            && t.before(at).is_some_and(|b| matches!(b.word, Word::Sign('.' | '!' | '?')));
        if !starts_line && !closes {
            return None;
        }
        let length = GREETINGS.iter().filter(|g| t.are(at, g)).map(|g| g.len()).max()?;
        let mut next = at + length;
        while t
            .get(next)
            .is_some_and(|token| token.is_sign(',') || token.is_sign('.') || token.is_sign('!'))
        {
            next += 1;
        }
        let inline = t.get(next).is_some_and(|token| token.breaks == 0);
        let name_like = t.get(next).is_none_or(|n| {
            n.starts_upper()
                || length > 1
                || t.get(next + 1).is_none_or(|m| m.breaks > 0)
                || t.get(next + 2).is_none_or(|m| m.breaks > 0)
        });
        (!inline || name_like).then_some((at, next))
    })
}
