//! Sentences cut to a length that may be looked through again and again.
//!
//! A reader that asks "does the sentence also say ...?" at each word costs the square of the sentence.
//! People write no sentence of hundreds of words; a text without full stops (a table, a log, a bomb)
//! is read in pieces.

use super::body::Body;
use super::cue::Cues;
use super::cursor::Tokens;
use super::sentence::Sentence;

/// The longest sentence that is read as one, in tokens.
const TOKENS_MOST: usize = 256;

/// The sentences of a text, the longest in pieces.
pub(crate) fn sentences(body: &Body<'_>) -> impl Iterator<Item = Sentence> {
    body.sentences.iter().flat_map(|whole| pieces(body.tokens(), whole))
}

/// Those in which a phrase of one of these lists stands or begins; most texts have none.
#[inline(always)]
pub(crate) fn saying<'b>(
    body: &'b Body<'_>,
    lists: &'static Cues,
) -> impl Iterator<Item = Sentence> + 'b {
    let t = body.tokens();
    let all: &[Sentence] = if body.cues.meets(lists) { &body.sentences } else { &[] };
    let said = all.iter().filter(|whole| whole.cues.meets(lists) || whole.runs_on);
    said.flat_map(move |whole| pieces(t, whole))
}

/// A sentence, in pieces if it is very long.
fn pieces(t: Tokens<'_, '_>, whole: &Sentence) -> impl Iterator<Item = Sentence> {
    let whole = *whole;
    let split = whole.to - whole.from > TOKENS_MOST;
    let mut from = whole.from;
    std::iter::from_fn(move || {
        let to = whole.to.min(from + TOKENS_MOST);
        let piece = (from < to).then(|| {
            if split {
                let (cues, classes) = (t.cues(from, to), t.classes(from, to));
                Sentence { from, to, cues, classes, ..whole }
            } else {
                whole
            }
        });
        from = to;
        piece
    })
}
