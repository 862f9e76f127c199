//! Options by their day of the month alone: "zet de 22e maar vast", "13e ok".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use std::collections::BTreeMap;

use super::clause::{clause, refuses};
use super::named::on_day;
use super::rest::is_taken_out;
use super::{Cue, Rank, put};
use crate::domain::reading::{Offered, Span};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// Takes the offer whose day of the month is named: "zet de 22e maar vast", "13e ok". For texts in which
/// nothing else is taken: a date that was read as such says more.
pub(super) fn by_day(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let t = t.until(sentence.to);
    for at in sentence.from..sentence.to {
        let Word::Ordinal(n) = t.word(at) else { continue };
        if !is_day_of_month(t, at) {
            continue;
        }
        let Some((option, next)) = on_day(t, at, n, offered) else { continue };
        let out = refuses(t, clause(t, sentence, at), at) || is_taken_out(t, sentence, at);
        if !out && !sentence.asks {
            put(taken, option, Rank::Wanted, t.span(at, next));
        }
    }
}

/// "De 22e", "vrijdag de tweede", "13e ok"; "tweede datum" and "tweede vrijdag" count in a row.
fn is_day_of_month(t: Tokens<'_, '_>, at: usize) -> bool {
    let weekday = matches!(t.word_before(at), Word::Weekday { .. });
    let led = weekday || t.was(at, &["de", "den", "the"]);
    let counted = t.is_cue(at + 1, Cue::OptionWord)
        || t.is_cue(at + 1, Cue::OptionRank)
        || matches!(t.word(at + 1), Word::Weekday { .. } | Word::Unit(_));
    (led || t.is_in_figures(at)) && !counted
}
