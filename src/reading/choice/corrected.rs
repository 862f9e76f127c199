//! A choice that is taken back in the same breath: "optie twee, of wacht, nee, toch drie".
//!
//! The last word counts, and what was named before it is not taken. Where the writer takes back what
//! they named and names nothing instead, none of it counts. The trap is a "toch" or a "sorry" that
//! takes nothing back: only an option that stands right behind such words does, a bare number only
//! where nothing else is said ("het worden er toch drie" counts guests), and a second best or a
//! question never.

use std::collections::{BTreeMap, BTreeSet};

use super::named::named;
use super::{Cue, Phrases, Rank};
use crate::domain::reading::{Offered, Span};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// Whoever says this had another option in mind than the one they named.
pub(crate) const CORRECTS: Phrases = &[
    "of nee",
    "of wacht",
    "nee wacht",
    "nee , wacht",
    "nee toch",
    "nee , toch",
    "toch",
    "correctie",
    "excuus",
    "sorry",
    "pardon",
    "bedoel",
    "bedoelde",
    "bedoelden",
    "bedoelen",
    "no wait",
    "no , wait",
    "or rather",
    "scratch that",
    "make that",
    "make it",
    "meant",
    "mean",
    "correction",
];

/// Of these a mail may hold any number and still mean what it said before.
const TAKES_NOTHING_BACK: &[&str] = &[
    "toch",
    "correctie",
    "excuus",
    "sorry",
    "pardon",
    "bedoel",
    "bedoelde",
    "bedoelden",
    "bedoelen",
    "make",
    "meant",
    "mean",
    "correction",
];

/// What may stand between such words and the option.
const BETWEEN: &[&str] = &[
    "nee", "wacht", "toch", "maar", "liever", "doe", "doen", "dan", "we", "wij", "ik", "bedoel",
    "de", "het", "the", "that", "it", "i", "meant", "mean", "make", "no", "wait", "moet",
];

/// Beside what may stand between, all that a sentence says that is nothing but a correction.
const SAYS_NO_MORE: &[&str] = &["optie", "option", "graag", "please", "of", "or", "rather"];

/// Behind them stands what holds only if something else fails.
const SUPPOSES: &[&str] = &[
    "als",
    "mocht",
    "mochten",
    "indien",
    "anders",
    "wanneer",
    "tenzij",
    "if",
    "otherwise",
    "should",
    "unless",
];

/// The longest way from the words to the option.
const WAY_TOKENS: usize = 9;

/// Lets the last word count among the options that were named; says whether they were taken back and
/// nothing was named instead.
pub(super) fn correct(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
    refused: &mut BTreeSet<u32>,
) -> bool {
    let mut taken_back = false;
    for &s in sentences {
        if !s.cues.has(Cue::CorrectsChoice) {
            continue;
        }
        for at in s.from..s.to {
            let Some(long) = t.cue(at, Cue::CorrectsChoice) else { continue };
            let begins = t.span(at, at + 1)[0];
            let named_before = taken.values().any(|(_, span)| span[1] <= begins);
            if !named_before || is_second_best(t, s, at) {
                continue;
            }
            let open = s.asks || s.cues.has(Cue::LeavesChoice) || t.was(at, &["of"]);
            match instead(t.until(s.to), s, at + long, offered, taken) {
                Some((option, span)) if open => {
                    taken.values_mut().for_each(|(rank, _)| *rank = Rank::Asked);
                    taken.insert(option, (Rank::Asked, span));
                }
                None if open => {}
                Some((option, span)) => {
                    taken.clear();
                    refused.remove(&option);
                    taken.insert(option, (Rank::Wanted, span));
                    taken_back = false;
                }
                None => taken_back |= !t.is(at, TAKES_NOTHING_BACK),
            }
        }
    }
    taken_back
}

/// "Mocht die niet vrij zijn, dan toch optie 3": what was named still stands.
fn is_second_best(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    t.has(s.from, at, Cue::FallsBack) || (s.from..at).any(|i| t.is(i, SUPPOSES))
}

/// The option right behind such words, if it is all that they lead to: not "toch drie personen".
fn instead(
    t: Tokens<'_, '_>,
    s: Sentence,
    from: usize,
    offered: &[Offered],
    taken: &BTreeMap<u32, (Rank, Span)>,
) -> Option<(u32, Span)> {
    let passes = |at: usize| matches!(t.word(at), Word::Sign(',' | ':')) || t.is(at, BETWEEN);
    let at = (from..s.to.min(from + WAY_TOKENS)).find(|&at| !passes(at))?;
    // "Ik bedoel de 17e": a day that was read as a time.
    let begins = t.span(at, at + 1)[0];
    let by_time = taken.iter().find(|(_, (_, span))| span[0] <= begins && begins < span[1]);
    if let Some((option, (_, span))) = by_time {
        return Some((*option, *span));
    }
    let is_bare = t.count(at).is_some();
    if is_bare && !says_no_more(t, s, at) {
        return None;
    }
    let by_name = named(t, s, at, offered);
    let (option, next) = by_name.or_else(|| t.count(at).map(|option| (option, at + 1)))?;
    let ends = |at: usize| {
        t.get(at).is_none_or(|token| matches!(token.word, Word::Sign(_)))
            || t.is(at, &["graag", "maar", "please", "aub", "svp", "dus", "then", "instead"])
    };
    let is_offered = offered.iter().any(|offer| offer.option == option);
    (is_offered && ends(next)).then(|| (option, t.span(at, next)))
}

/// Nothing before this number in its sentence is about anything but options.
fn says_no_more(t: Tokens<'_, '_>, s: Sentence, number: usize) -> bool {
    let mut at = s.from;
    while at < number {
        let correction = t.cue(at, Cue::CorrectsChoice);
        let option = || {
            let before = t.was(at, SAYS_NO_MORE) || at == s.from;
            (before && t.count(at).is_some()).then_some(1)
        };
        let sign = matches!(t.word(at), Word::Sign(_));
        let plain = sign || t.is(at, BETWEEN) || t.is(at, SAYS_NO_MORE);
        match correction.or_else(|| plain.then_some(1)).or_else(option) {
            Some(words) => at += words,
            None => return false,
        }
    }
    true
}
