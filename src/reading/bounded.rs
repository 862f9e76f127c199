//! Sentences cut to a length that may be looked through again and again.
//!
//! A reader that asks "does the sentence also say ...?" at each word costs the square of the sentence.
//! People write no sentence of hundreds of words; a text without full stops (a table, a log, a bomb)
//! is read in pieces.

use super::body::Body;
use super::sentence::Sentence;

/// The longest sentence that is read as one, in tokens.
const TOKENS_MOST: usize = 256;

/// The sentences of a text, the longest in pieces.
pub(crate) fn sentences(body: &Body<'_>) -> impl Iterator<Item = Sentence> {
    let t = body.tokens();
    body.sentences.iter().flat_map(move |&whole| {
        (whole.from..whole.to).step_by(TOKENS_MOST).map(move |from| {
            let to = whole.to.min(from + TOKENS_MOST);
            let split = to - from < whole.to - whole.from;
            let cues = if split { t.cues(from, to) } else { whole.cues };
            Sentence { from, to, cues, ..whole }
        })
    })
}
