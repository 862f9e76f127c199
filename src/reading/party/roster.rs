//! A party told without a sum: a list of names, each on its own line, or one who comes alone.

use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::Size;
use super::list::sum;
use super::nouns::is_company;

/// Words that announce a list.
pub(crate) const HEADINGS: Phrases = &[
    "deelnemers",
    "namen",
    "gasten",
    "aanwezig",
    "delegatie",
    "komen",
    "gezelschap",
    "participants",
    "names",
    "deelnemerslijst",
    "gastenlijst",
    "meekomen",
    "guests",
    "personen",
];
pub(crate) const ALONE: Phrases = &[
    "komt alleen",
    "kom alleen",
    "comes alone",
    "come alone",
    "reist alleen",
    "reis alleen",
    "coming alone",
    "ik ben alleen",
    "hij is alleen",
    "zij is alleen",
    "ze is alleen",
    "toch alleen",
];
pub(crate) const ON_ONES_OWN: Phrases = &[
    "in mijn eentje",
    "in zijn eentje",
    "in haar eentje",
    "in m'n eentje",
    "zonder gevolg",
    "zonder begeleiding",
    "on my own",
    "by myself",
    "onvergezeld",
    "ik alleen",
    "hij alleen",
    "zij alleen",
    "op mijn eentje",
    "op zijn eentje",
    "op haar eentje",
    "geheel solo",
    "komt solo",
];

/// A list of names, each on its own line: "De deelnemers zijn:" and bullets.
pub(super) fn roster(t: Tokens<'_, '_>, sentences: &[Sentence]) -> Option<Size> {
    let opens = |s: &Sentence| {
        let colon = s.to.checked_sub(1).is_some_and(|at| matches!(t.word(at), Word::Sign(':')));
        colon && s.cues.has(Cue::PartyHeading)
    };
    let heading = sentences.iter().position(opens)?;
    let mut size: Option<Size> = None;
    for s in sentences.iter().skip(heading + 1) {
        let bullet = matches!(t.word(s.from), Word::Sign('-' | '*' | '•' | '·' | '–'));
        let numbered =
            t.count(s.from).is_some() && matches!(t.word(s.from + 1), Word::Sign('.' | ')'));
        let from = s.from
            + if bullet {
                1
            } else if numbered {
                2
            } else {
                0
            };
        let Some(list) = sum(t, from, s.to, false) else { break };
        // "Daan Olthof, woordvoerder" is one person and what they are; "Piet Vos, Karin Smit" are two.
        let several = (from..s.to).any(|at| {
            t.is(at, &["en", "and", "plus", "&"])
                || t.count(at).is_some_and(|count| count > 1)
                || t.is_sign(at, ',') && is_full_name(t, at + 1)
        });
        let old = size.map_or(0, |size| size.max);
        let count = old + if several { list.size.max } else { 1 };
        let start = size.map_or(from, |size| size.from);
        size = Some(Size { min: count, max: count, from: start, to: list.size.to });
    }
    size.filter(|size| size.max > 1)
}

/// Two words with capitals of which the first is no office.
fn is_full_name(t: Tokens<'_, '_>, at: usize) -> bool {
    let capital = |at: usize| t.get(at).is_some_and(|word| word.starts_upper());
    capital(at) && capital(at + 1) && !t.get(at).is_some_and(is_company)
}

/// "Hij komt alleen."
pub(super) fn alone(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let size = |at, to| Some(Size { min: 1, max: 1, from: at, to });
    let first = |cue| s.cues.has(cue).then(|| t.first(s.from, s.to, cue)).flatten();
    if let Some((at, words)) = first(Cue::PartyAlone)
        && ends_thought(t, at + words)
    {
        return size(at, at + words);
    }
    let (at, words) = first(Cue::PartyOnOnesOwn)?;
    let end = at + words;
    let whole = !t.is(at + 1, &["alleen"]) || ends_thought(t, end);
    if whole { size(at, end) } else { None }
}

/// "Zij zou een adviseur meenemen, maar komt toch alleen": whatever was said before.
pub(super) fn after_all_alone(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let size = alone(t, s)?;
    let turned = (s.from..size.from).any(|at| t.is(at, &["maar", "but"]));
    let comes = (s.from..size.to).any(|at| t.is(at, &["komt", "kom", "comes", "come"]));
    (turned && comes).then_some(size)
}

/// "Ze komt alleen, of met haar adviseur": one or two; "of met de trein" is how.
pub(super) fn perhaps_alone(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let size = alone(t, s)?;
    let or = (size.to..s.to.min(size.to + 2)).find(|&at| t.is(at, &["of", "or"]))?;
    let with = (or + 1..s.to.min(or + 4)).find(|&at| t.is(at, &["met", "with"]))?;
    let company = sum(t, with + 1, s.to, false)?;
    Some(Size { max: size.max + company.size.max, ..size })
}

fn ends_thought(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_none_or(|next| {
        matches!(next.word, Word::Sign(_)) || next.is_any(&["en", "and", "of", "or"])
    })
}
