//! A text made ready for reading: its tokens, its sentences, and where the sign-off begins.
//!
//! What stands under the sign-off is the signature: it tells who wrote, never what is wanted. The
//! office hours and the closing notice in a signature are the classic false dates.

use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::lexer::{self, Both, lowered};
use super::sentence::{self, Sentence};
use super::token::{Token, Word};
use crate::domain::reading::Span;

/// The writer's text, cut in two at the sign-off.
#[derive(Debug)]
pub(crate) struct Body<'t> {
    pub(crate) text: &'t str,
    tokens: Vec<Token<'t>>,
    /// The sentences above the sign-off.
    pub(crate) sentences: Vec<Sentence>,
    /// The lists of which a phrase stands in them, be it across the end of one: writers break their
    /// lines anywhere.
    pub(crate) cues: Cues,
    /// The tokens above the sign-off.
    pub(crate) end: usize,
    /// The lines from the sign-off on; the greeting itself is cut off.
    pub(crate) signature: Vec<&'t str>,
}

impl<'t> Body<'t> {
    pub(crate) fn new(both: Both<'t>) -> Self {
        let text = both.text;
        let tokens = lexer::lex(both);
        let sign_off = sign_off(Tokens(&tokens));
        let end = sign_off.map_or(tokens.len(), |(at, _)| at);
        let signature = sign_off.map_or_else(Vec::new, |(_, next)| lines_from(text, &tokens, next));
        let above = tokens.get(..end).unwrap_or(&tokens);
        let mut sentences = sentence::sentences(above);
        let cues = all_cues(Tokens(above), &mut sentences);
        Self { text, tokens, sentences, cues, end, signature }
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

    /// The sentences in which a phrase of one of these lists stands or begins; most texts have none.
    #[inline(always)]
    pub(crate) fn saying(&self, lists: &'static Cues) -> impl Iterator<Item = Sentence> {
        let all: &[Sentence] = if self.cues.meets(lists) { &self.sentences } else { &[] };
        all.iter().filter(|s| s.cues.meets(lists) || s.runs_on).copied()
    }

    /// The sentence in which a span begins; sentences stand in the order of the text.
    pub(crate) fn sentence_at(&self, span: Span) -> Option<Sentence> {
        let t = self.tokens();
        let begins_behind = |s: &Sentence| t.get(s.from).is_some_and(|w| w.span()[0] > span[0]);
        let behind = self.sentences.partition_point(|s| !begins_behind(s));
        behind.checked_sub(1).and_then(|at| self.sentences.get(at)).copied()
    }

    pub(crate) fn sentence_text(&self, sentence: Sentence) -> &'t str {
        self.words(sentence.from, sentence.to)
    }
}

/// The lists of which a phrase stands in the sentences or across the end of one.
fn all_cues(t: Tokens<'_, '_>, sentences: &mut [Sentence]) -> Cues {
    let mut all = Cues::none();
    for sentence in sentences {
        all.add(&sentence.cues);
        if let Some(running) = t.running_on(sentence.from, sentence.to) {
            sentence.runs_on = true;
            all.add(&running);
        }
    }
    all
}

/// The lines of a signature zone, without the greeting that may open it.
fn below_greeting(zone: &str) -> Vec<&str> {
    if zone.is_empty() {
        return Vec::new();
    }
    let lower = lowered(zone);
    let tokens = lexer::lex(Both { text: zone, lower: &lower });
    let next = sign_off(Tokens(&tokens)).map_or(0, |(_, next)| next);
    lines_from(zone, &tokens, next)
}

fn lines_from<'t>(text: &'t str, tokens: &[Token<'_>], from: usize) -> Vec<&'t str> {
    let byte = tokens.get(from).map(Token::byte);
    let rest = byte.and_then(|byte| text.get(byte..)).unwrap_or("");
    rest.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric)).collect()
}

/// The greeting that opens a signature.
pub(crate) const GREETINGS: Phrases = &[
    "met vriendelijke groet",
    "met vriendelijke groeten",
    "met groet",
    "met hartelijke groet",
    "met hartelijke groeten",
    "met beste groeten",
    "vriendelijke groet",
    "vriendelijke groeten",
    "hartelijke groet",
    "hartelijke groeten",
    "alvast bedankt en met vriendelijke groeten",
    "alvast bedankt en met vriendelijke groet",
    "met hoogachting",
    "groet",
    "groeten",
    "groetjes",
    "gr",
    "grt",
    "mvg",
    "hoogachtend",
    "liefs",
    "vr.gr",
    "vr . gr",
    "m.v.g.",
    "v.g.",
    "with kind regards",
    "kind regards",
    "best regards",
    "warm regards",
    "regards",
    "yours sincerely",
    "yours faithfully",
    "sincerely",
    "best wishes",
    "mit freundlichen grüßen",
    "hgr",
    "h . gr",
    "vgr",
    "met vr . gr",
    "met vr.gr",
    "best",
    "all the best",
    "cheers",
    "warme groet",
    "fijne groet",
    "beste groet",
    "beste groeten",
];
/// Wishes that end a letter where only short lines follow: "Fijn weekend! / Jan".
pub(crate) const FAREWELLS: Phrases = &[
    "fijn weekend",
    "fijne dag",
    "fijne avond",
    "fijne week",
    "prettig weekend",
    "prettige dag",
    "goed weekend",
    "hoor graag",
    "ik hoor graag",
    "hoor het graag",
    "alvast bedankt",
    "alvast dank",
    "bij voorbaat dank",
    "dank alvast",
    "tot dan",
    "tot gauw",
    "tot snel",
    "tot ziens",
    "have a nice",
    "many thanks",
    "thx",
    "thanks in advance",
];

/// A greeting inside a line and its name are no longer than this.
const CLOSING_TOKENS: usize = 10;

/// A signature without a greeting has no more tokens.
const SIGNATURE_TOKENS_MAX: usize = 80;
/// A line of a signature has no more.
const SIGNATURE_LINE_TOKENS_MAX: usize = 9;

/// A line of dashes or underscores, or a farewell, with nothing but short lines below it.
fn soft_sign_off(t: Tokens<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let rest = t.0.len() - at;
    if at == 0 || rest > SIGNATURE_TOKENS_MAX {
        return None;
    }
    let is_dash = |i: usize| t.get(i).is_some_and(|token| token.is_dash() || token.is_sign('_'));
    let mut next = at;
    while is_dash(next) && (next == at || t.get(next).is_some_and(|token| token.glued)) {
        next += 1;
    }
    let ruled = next >= at + 2 && t.get(next).is_none_or(|token| token.breaks > 0);
    if !ruled {
        next = at + t.cue(at, Cue::Farewell)?;
        // "Fijne dag verder allemaal!": up to the end of its line.
        let end = (next..t.0.len().min(next + 5))
            .find(|&i| t.get(i).is_some_and(|token| token.breaks > 0));
        next = end.or((next + 4 >= t.0.len()).then_some(t.0.len()))?;
    }
    let mut line = 0;
    for i in next..t.0.len() {
        let token = t.get(i)?;
        line = if token.breaks > 0 { 1 } else { line + 1 };
        if line > SIGNATURE_LINE_TOKENS_MAX || token.is_sign('?') {
            return None;
        }
    }
    (next < t.0.len()).then_some((at, next))
}

/// Where a greeting begins a line, and the first token behind it.
fn sign_off(t: Tokens<'_, '_>) -> Option<(usize, usize)> {
    let closing = t.0.len().saturating_sub(CLOSING_TOKENS);
    let lines = t.those(0, closing, |token| token.breaks > 0);
    let first = t.those(0, closing.min(1), |token| token.breaks == 0);
    for (at, token) in first.chain(lines).chain(t.those(closing, t.0.len(), |_| true)) {
        let starts_line = at == 0 || token.breaks > 0;
        if let Some(found) = starts_line.then(|| soft_sign_off(t, at)).flatten() {
            return Some(found);
        }
        // "..., tot dan. Groet, Piet" closes a mail of one line.
        let closes = at >= closing
            && t.before(at).is_some_and(|b| matches!(b.word, Word::Sign('.' | '!' | '?')));
        if let Some(found) = (starts_line || closes).then(|| greeting(t, at)).flatten() {
            return Some(found);
        }
    }
    None
}

/// "Groeten van Truus en de rest": who greets, and nothing behind it.
fn is_from_somebody(t: Tokens<'_, '_>, van: usize) -> bool {
    const LONGEST: usize = 6;
    let ends = |at: usize| t.get(at).is_none_or(|token| token.breaks > 0);
    t.is(van, &["van", "from"])
        && t.get(van + 1).is_some_and(|name| name.starts_upper() && name.breaks == 0)
        && (van + 2..van + 2 + LONGEST).any(ends)
}

/// "Zonnige groet", "winterse groeten": a line of its own, or with no more than a name behind it.
fn described_greeting(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let described = t.get(at).is_some_and(|word| word.word.is_other() && word.lower.ends_with('e'));
    let starts = at == 0 || t.get(at).is_some_and(|word| word.breaks > 0);
    let ends = |next: usize| {
        t.get(next).is_none_or(|word| word.breaks > 0 || matches!(word.word, Word::Sign(',' | '!')))
    };
    (described && starts && t.is(at + 1, &["groet", "groeten", "groetjes"]) && ends(at + 2))
        .then_some(2)
}

/// "Met excuses voor het ongemak en vriendelijke groet": a line that ends with a greeting, and before it
/// what is said with it.
fn joined_greeting(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let opens = t.is(at, &["met", "nogmaals", "alvast", "dank", "excuses"]);
    let inside = |i: &usize| {
        t.get(*i).is_some_and(|word| word.breaks == 0 && !matches!(word.word, Word::Sign(_)))
    };
    let mut line = (at + 1..at + CLOSING_TOKENS).take_while(inside);
    let and = line.find(|&i| t.is(i, &["en", "and"])).filter(|_| opens)?;
    let next = and + 1 + t.cue(and + 1, Cue::SignsOff)?;
    let ends = t
        .get(next)
        .is_none_or(|word| word.breaks > 0 || matches!(word.word, Word::Sign(',' | '!')));
    ends.then_some(next - at)
}

/// The greeting here, and the first token behind it.
fn greeting(t: Tokens<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let length = t
        .cue(at, Cue::SignsOff)
        .or_else(|| described_greeting(t, at))
        .or_else(|| joined_greeting(t, at))?;
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
            || is_from_somebody(t, next)
    });
    (!inline || name_like).then_some((at, next))
}
