//! What is only weighed is no need yet: "wij overwegen een fotograaf", "misschien komt er pers mee".
//!
//! Host and guest would read as agreed what nobody decided. The trap is politeness: "kunt u misschien
//! een lunch regelen?" asks for one.

use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::dropped::clause;
use crate::domain::people::Need;

/// Without one of these nothing is weighed.
pub(crate) const TELLS: Phrases = &[
    "overweegt",
    "overwegen",
    "overweeg",
    "twijfelen",
    "twijfelt",
    "twijfel",
    "considering",
    "misschien",
    "wellicht",
    "mogelijk",
    "perhaps",
    "maybe",
    "possibly",
    "may",
    "might",
    "nog",
    "later",
    "yet",
    "still",
];
/// Nothing is decided while these are said.
const WEIGHS: &[&str] =
    &["overweegt", "overwegen", "overweeg", "twijfelen", "twijfelt", "twijfel", "considering"];
const PERHAPS: &[&str] = &["misschien", "wellicht", "mogelijk", "perhaps", "maybe", "possibly"];
const MAY: &[&str] = &["may", "might"];
/// What may be done: otherwise "mogelijk" says that something can be.
const COMES_ALONG: &[&str] = &[
    "komt", "komen", "kom", "meekomt", "meekomen", "neemt", "nemen", "meeneemt", "meenemen",
    "brengt", "brengen", "gaat", "gaan", "reist", "reizen", "bring", "brings", "come", "comes",
    "join", "joins", "be", "need", "have",
];
const BRINGS: &[&str] =
    &["brengt", "brengen", "neemt", "nemen", "meeneemt", "meenemen", "bring", "brings"];
const ABOUT: &[&str] = &["over", "about"];
const DETERMINERS: &[&str] = &["de", "het", "een", "the", "a", "an", "onze", "our"];
const YET: &[&str] = &["nog", "later", "yet", "still"];
const WHETHER: &[&str] = &["of", "whether"];
const OPENS_WHETHER: &[&str] =
    &["er", "de", "het", "een", "wij", "we", "zij", "ze", "hij", "onze", "there", "our", "a"];

/// Whether the words around what is named at `at` leave open that it comes.
pub(super) fn is_weighed(t: Tokens<'_, '_>, s: &Sentence, at: usize, need: Need) -> bool {
    if !s.cues.has(Cue::NeedWeighed) {
        return false;
    }
    let (from, to) = clause(t, s, at);
    // "One guest may be in a wheelchair", "we may need an interpreter": better ready than sorry.
    let brought = || (from..to).any(|i| t.is(i, BRINGS));
    let cannot_do_without = matches!(need, Need::Rolstoel | Need::Dieet | Need::Zintuigen)
        || need == Need::Tolk && !brought();
    weighs(t, from, at)
        || !cannot_do_without && (!s.asks && may_come(t, from, to) || follows(t, s, from, to, at))
}

/// "Wij overwegen een tolk"; "na lang overwegen nemen wij een tolk mee" has weighed it.
fn weighs(t: Tokens<'_, '_>, from: usize, at: usize) -> bool {
    let weighs = (from..at).find(|&i| t.is(i, WEIGHS));
    weighs.is_some_and(|weighs| !(from..weighs).any(|i| t.is(i, &["na", "after"])))
}

fn may_come(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let comes = || (from..to).any(|i| t.is(i, COMES_ALONG));
    let may = |i: usize| t.is(i, MAY) && t.is(i + 1, COMES_ALONG);
    // "Indien mogelijk", "zo veel mogelijk" ask for something.
    let perhaps = |i: usize| {
        t.is(i, PERHAPS) && (!t.is(i, &["mogelijk"]) || i == from || t.was(i, COMES_ALONG))
    };
    (from..to).any(may) || (from..to).any(perhaps) && comes()
}

/// "Of er pers meekomt, weten wij nog niet", "over de lunch hoort u nog".
fn follows(t: Tokens<'_, '_>, s: &Sentence, from: usize, to: usize, at: usize) -> bool {
    let whether = |i: usize| t.is(i, WHETHER) && t.is(i + 1, OPENS_WHETHER);
    let noun = if t.was(at, DETERMINERS) { at - 1 } else { at };
    // "Nog iets over de lunch" opens what follows.
    let yet = |from: usize, to: usize| (from + 1..to).any(|i| t.is(i, YET));
    (from..at).any(whether) && yet(s.from, s.to) || t.was(noun, ABOUT) && yet(from, to)
}
