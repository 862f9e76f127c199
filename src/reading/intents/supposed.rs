//! Whether a sentence only supposes that a visit is called off.

use super::{Cue, Sentence, Text};

/// "als wij annuleren", "kan ik kosteloos annuleren?".
pub(super) fn is_supposed(text: &Text<'_, '_>, s: &Sentence, char_at: usize) -> bool {
    let t = text.t;
    let to = (s.from..s.to)
        .find(|&at| t.get(at).is_some_and(|token| token.span()[0] >= char_at))
        .unwrap_or(s.to);
    let supposed = t.at(s.from, s.to.min(to + 1), Cue::Supposed);
    // "Als gevolg van het debat moeten wij annuleren" and "als vervallen beschouwen" suppose nothing.
    supposed.is_some_and(|at| {
        let who = ["wij", "we", "ik", "u", "het", "dat", "er", "de", "onze", "iemand", "you"];
        !t.is(at, &["als", "if"]) || t.is(at + 1, &who)
    })
}
