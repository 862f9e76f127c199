//! A day with a name, where it stands in a text.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::feast::{Feast, LONG_NAMES};
use crate::reading::token::Word;

/// The named day at `at`, and where its name ends.
pub(super) fn feast(t: Tokens<'_, '_>, at: usize) -> Option<(Feast, usize)> {
    if let Word::Feast(feast) = t.word(at) {
        // "de Koningsdag-nasleep" is something else.
        let glued = |at: usize| t.get(at).is_some_and(|token| token.glued);
        let compound = t.get(at + 1).is_some_and(|dash| dash.is_dash())
            && glued(at + 1)
            && glued(at + 2)
            && t.word(at + 2).is_other();
        return (!compound).then_some((feast, at + 1));
    }
    let first = t.get(at)?;
    let opens = match first.word {
        Word::Ordinal(_) => true,
        Word::Other | Word::Unit(_) => first.cues.has(Cue::OpensFeast),
        _ => false,
    };
    if !opens {
        return None;
    }
    let begins = |words: &[&str]| words.first().is_some_and(|word| first.is(word));
    let mut names = LONG_NAMES.iter().filter(|(words, _)| begins(words));
    let (words, feast) = names.find(|(words, _)| t.are(at, words))?;
    Some((*feast, at + words.len()))
}
