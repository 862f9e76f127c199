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
pub(crate) fn sentences<'b>(body: &'b Body<'_>) -> impl Iterator<Item = Sentence> + 'b {
    all(body).iter().copied()
}

/// Those in which a phrase of one of these lists stands or begins; most texts have none.
#[inline(always)]
pub(crate) fn saying<'b>(
    body: &'b Body<'_>,
    lists: &'static Cues,
) -> impl Iterator<Item = Sentence> + 'b {
    let all = if body.cues.meets(lists) { all(body) } else { &[] };
    all.iter().filter(|s| s.cues.meets(lists) || s.runs_on).copied()
}

fn all<'b>(body: &'b Body<'_>) -> &'b [Sentence] {
    body.pieces.as_ref().unwrap_or(&body.sentences)
}

/// The sentences with the longest in pieces; none if all are short, as nearly always.
pub(super) fn pieces(t: Tokens<'_, '_>, sentences: &[Sentence]) -> Option<Vec<Sentence>> {
    let long = |whole: &Sentence| whole.to - whole.from > TOKENS_MOST;
    let cut = |whole: &Sentence| {
        let whole = *whole;
        (whole.from..whole.to).step_by(TOKENS_MOST).map(move |from| piece(t, whole, from))
    };
    sentences.iter().any(long).then(|| sentences.iter().flat_map(cut).collect())
}

/// What begins here of a long sentence; a phrase of any list may run from one piece into the next.
fn piece(t: Tokens<'_, '_>, whole: Sentence, from: usize) -> Sentence {
    let to = whole.to.min(from + TOKENS_MOST);
    let (cues, classes) = (t.cues(from, to), t.classes(from, to));
    Sentence { from, to, cues, classes, runs_on: true, ..whole }
}
