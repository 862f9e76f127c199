//! The options that are left when some are taken out: "any but the first", "niet de eerste, de rest mag".

use std::collections::{BTreeMap, BTreeSet};

use super::{Cue, Phrases, Rank, put};
use crate::domain::reading::{Offered, Span};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// All of the options, but for one that is named next.
const ALL_BUT: &[&str] = &[
    "any",
    "anything",
    "everything",
    "all",
    "alle",
    "alles",
    "elke",
    "iedere",
    "elk",
    "ieder",
    "either",
];
/// What takes an option out of all.
pub(crate) const BUT: Phrases = &[
    "but",
    "except",
    "behalve",
    "save",
    "uitgezonderd",
    "other than",
    "met uitzondering van",
    "with the exception of",
];
/// Those that are left.
pub(crate) const LEFT: Phrases = &[
    "de rest",
    "de andere",
    "de anderen",
    "de overige",
    "andere twee",
    "overige twee",
    "the rest",
    "the others",
    "the other two",
    "the other dates",
    "the other options",
];
/// What they are, for the writer.
const SUITS: &[&str] = &["mag", "mogen", "wel", "allemaal", "allebei", "beide"];
/// What is all of them, between "any" and "but". A verb there makes of "but" a mere "maar": "either
/// works but option 2 is best".
const THEM: &[&str] = &[
    "of", "them", "the", "de", "data", "opties", "momenten", "dagen", "option", "options", "date",
    "dates", "optie", "datum", "slots", "three", "drie",
];
/// What is said of all others is that they fall off: "alle data behalve de tweede vallen af".
const FALLS_OFF: &[&str] =
    &["af", "afvallen", "out", "impossible", "onmogelijk", "bezet", "vervallen", "unavailable"];
/// Of the rest of something else, or what the rest do: "de rest van de groep mag mee".
const NO_OPTIONS: &[&str] = &["van", "of", "mee", "komen", "komt", "vervallen", "weg", "along"];
/// Between "any" and "but", and between "but" and the option.
const NEAR_TOKENS: usize = 3;

/// Whether the option that is named at this place is taken out of all of them: "any but the first".
pub(super) fn is_taken_out(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let near = |from: usize| from.saturating_sub(NEAR_TOKENS).max(s.from)..from;
    let but = near(at).rev().find(|&but| t.cue(but, Cue::AllButOption).is_some());
    but.is_some_and(|but| {
        let all = near(but).rev().find(|&all| t.is(all, ALL_BUT));
        let name = |i: usize| t.is_cue(i, Cue::OptionWord) || !t.word(i).is_other();
        let behind = (at + 1..s.to).find(|&i| matches!(t.word(i), Word::Sign(_)) || !name(i));
        // "Everything works but the second one", and no word more.
        let ends = behind.is_none_or(|i| matches!(t.word(i), Word::Sign(_)));
        let them = |all: usize| (all + 1..but).all(|i| t.is(i, THEM));
        let plain = |all: usize| !t.is(but, &["but"]) || ends || them(all);
        all.is_some_and(plain)
    })
}

/// "Geen van de drie past, behalve de tweede": the one that is left when none is.
pub(super) fn is_left_of_none(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    /// "Met uitzondering van de tweede optie".
    const LEAD_TOKENS: usize = 5;
    let none = s.cues.has(Cue::NoneOfOptions).then(|| t.at(s.from, at, Cue::NoneOfOptions));
    let Some(none) = none.flatten() else { return false };
    let first = at.saturating_sub(LEAD_TOKENS).max(none);
    let excepts = |i: usize| {
        let but = t.cue(i, Cue::AllButOption).is_some() && !t.is(i, &["but"]);
        but || t.is(i, &["alleen", "enkel", "only"])
    };
    let name = |i: usize| t.is_cue(i, Cue::OptionWord) || !t.word(i).is_other();
    let behind = (at + 1..s.to).find(|&i| matches!(t.word(i), Word::Sign(_)) || !name(i));
    let ends = behind.is_none_or(|i| matches!(t.word(i), Word::Sign(_)));
    !s.asks && ends && (first..at).any(excepts)
}

/// Whether all others are said to fall off: "all but option 2 are impossible".
pub(super) fn is_all_that_is_left(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    is_taken_out(t, s, at) && (at + 1..s.to).any(|i| t.is(i, FALLS_OFF))
}

/// Of the options that are not refused none is named, but all of them suit: that is a doubt, also where
/// only one is left.
pub(super) fn of_the_rest(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    refused: &BTreeSet<u32>,
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let rest = |s: &Sentence| {
        let but = (s.from..s.to)
            .find(|&at| t.cue(at, Cue::AllButOption).is_some() && is_taken_out(t, *s, at + 1));
        let left = || {
            let at = t.at(s.from, s.to, Cue::OptionsLeft).filter(|_| !s.asks)?;
            let suits = t.has(at, s.to, Cue::OptionsFit) || (at..s.to).any(|at| t.is(at, SUITS));
            let other = (at..s.to).any(|at| t.is(at, NO_OPTIONS));
            (suits && !other && !t.has(at, s.to, Cue::DeniesOptions)).then_some(at)
        };
        but.or_else(left)
    };
    let Some(at) = sentences.iter().find_map(rest) else { return };
    for offer in offered.iter().filter(|offer| !refused.contains(&offer.option)) {
        put(taken, offer.option, Rank::Asked, t.span(at, at + 1));
    }
}
