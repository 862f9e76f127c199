//! The last word about the number: "het zijn er 16", "dat moet elf zijn", "van vier naar zes", "geen 40
//! maar 14 personen".
//!
//! Such a word says the new number whatever stood there before. The trap is everything else of which
//! there may be so many: it only counts where the text speaks of people who come, and not behind "als".
//! A number that is told as what was thought before (`is_outdated`) counts nobody.

use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::figure::skip_about;
use super::nouns::{is_company, is_other_crowd};
use super::{Size, amount};

/// The new number, if this sentence corrects one; `people`: this sentence speaks of them, or the one
/// before it.
pub(super) fn corrected(t: Tokens<'_, '_>, s: &Sentence, people: bool) -> Option<Size> {
    if !people || (s.from..s.to).any(|at| t.is(at, IF)) {
        return None;
    }
    let mut numbers = (s.from..s.to).rev().filter(|&at| t.count(at).is_some());
    numbers.find_map(|at| new_number(t, s, at))
}

const IF: &[&str] = &["als", "indien", "mocht", "if", "wanneer", "dan"];

/// A sentence that says of whom there are so many.
pub(super) fn speaks_of_people(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    let has = |cue| s.cues.has(cue);
    let noun = |at: usize| t.listed(at, Cue::PartyPeople) || t.get(at).is_some_and(is_company);
    let counted = |at: usize| t.count(at).is_some() && noun(at + 1);
    has(Cue::PartyField)
        || has(Cue::PartyGroup)
        || (s.from..s.to).any(counted)
        || has(Cue::PartyWe) && (s.from..s.to).any(|at| is_with(t, at))
}

/// "Met acht".
fn is_with(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &["met", "with"]) && t.count(at + 1).is_some()
}

fn new_number(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Size> {
    let (min, max, next) = amount(t, at).filter(|_| !t.is(at, &["een", "a", "one"]))?;
    let noun = usize::from(t.listed(next, Cue::PartyPeople));
    let to = next + noun;
    let about = (s.from..at).rev().take_while(|&i| t.listed(i, Cue::PartyAbout)).last();
    let lead = about.unwrap_or(at);
    let ends = ends(t, to) || t.is(to, CLOSES);
    let people = noun > 0 || ends && !is_other_crowd(t, next);
    let said = people && are_so_many(t, lead)
        || must_be(t, lead, to)
        || goes_to(t, at, next)
        || noun > 0 && replaces(t, s, at)
        || noun > 0 && becomes(t, lead);
    said.then_some(Size { min, max, from: at, to })
}

const CLOSES: &[&str] = &["geworden", "over", "of", "en", "want", "dus"];

/// "Het zijn er zes", "dat worden er acht", "worden het er 15", "blijven er vijf over".
fn are_so_many(t: Tokens<'_, '_>, at: usize) -> bool {
    const ARE: &[&str] = &["zijn", "worden", "blijven", "werden"];
    const IT: &[&str] = &["het", "'t", "dat", "’t", "t"];
    if !t.was(at, &["er"]) || at < 3 {
        return false;
    }
    t.is(at - 2, ARE) && (t.is(at - 3, IT) || t.is(at - 2, &["blijven"]))
        || t.is(at - 2, IT) && t.is(at - 3, ARE)
}

/// "Dat moet elf zijn", "3 moest 13 zijn", "it should be eight".
fn must_be(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    let dutch = t.was(at, &["moet", "moest", "moeten", "moesten"]) && t.is(to, &["zijn", "worden"]);
    let english = t.was(at, &["be"]) && at >= 2 && t.is(at - 2, &["should", "must"]);
    dutch || english && ends(t, to)
}

/// "Van vier naar zes", "from 15 to 11".
fn goes_to(t: Tokens<'_, '_>, at: usize, next: usize) -> bool {
    let from = at >= 3 && t.is(at - 3, &["van", "from"]) && t.count(at - 2).is_some();
    from && t.was(at, &["naar", "to"]) && !is_other_crowd(t, next) && !t.is(next, &["uur", "u"])
}

/// "Geen acht tot tien maar tien tot twaalf personen".
fn replaces(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    let denied = |i: usize| t.is(i, &["geen", "niet", "not"]) && t.count(i + 1).is_some();
    t.was(at, &["maar", "but"]) && (s.from..at).any(denied)
}

/// "Wordt: 7 deelnemers", behind what it was.
fn becomes(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is_sign(at.saturating_sub(1), ':') && at >= 2 && t.is(at - 2, &["wordt", "worden", "nu"])
}

fn ends(t: Tokens<'_, '_>, at: usize) -> bool {
    t.get(at).is_none_or(|token| matches!(token.word, Word::Sign(_)) || token.breaks > 0)
}

/// "Wij hadden tien leden aangemeld, maar ...", "eerst dachten we aan 25 man", "vergeet de 14 mensen",
/// "onze opgave van zes klopt niet meer": a number that was said or thought before, and is no more.
pub(super) fn is_outdated(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> bool {
    const SAID: &[&str] = &[
        "hadden",
        "had",
        "stond",
        "schreef",
        "schreven",
        "gaf",
        "gaven",
        "dachten",
        "dacht",
        "meldde",
        "meldden",
        "noemde",
        "bevestigde",
        "waren",
        "was",
        "wrote",
        "said",
        "told",
    ];
    const TURNS: &[&str] = &["maar", "but", "echter", "however"];
    const FORGETS: &[&str] = &["vergeet", "eerst", "forget", "originally", "aanvankelijk"];
    let from = turn_before(t, s, size.from);
    let said = (from..size.from).any(|at| t.is(at, SAID));
    let turned = (size.to..s.to).any(|at| t.is(at, TURNS));
    let forgets = (from..size.from).any(|at| t.is(at, FORGETS));
    let wrong = t.find(size.to, s.to, &[&["klopt", "niet"], &["kloppen", "niet"]]).is_some();
    let was = t.was(size.from, &["was"])
        || t.is_sign(size.from.saturating_sub(1), ':')
            && size.from >= 2
            && t.is(size.from - 2, &["was"]);
    said && turned || forgets || wrong || was
}

/// Where the part of the sentence begins that nothing turns: "we waren met vier, nu met drie".
fn turn_before(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> usize {
    let turns = |i: &usize| t.is(*i, &["maar", "but", "nu", "now"]) || t.is_sign(*i, ';');
    (s.from..at).rev().find(turns).map_or(s.from, |turn| turn + 1)
}

/// "Ons gezelschap van vier verdubbelt", "de groep wordt 2 kleiner": by so much, and to how many is not
/// said.
pub(super) fn grows(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const GROWS: &[&str] = &[
        "verdubbelt",
        "verdubbeld",
        "groeit",
        "gegroeid",
        "krimpt",
        "gekrompen",
        "kleiner",
        "shrunk",
        "grown",
        "doubled",
        "geslonken",
    ];
    s.cues.has(Cue::PartyGroup) && (s.from..s.to).any(|at| t.is(at, GROWS))
}

/// Where the number stands that is in the place of the one before, a word further than "about".
pub(super) fn after_now(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let now = (s.from..s.to).rev().find(|&at| t.is(at, &["nu", "now"]))?;
    let with = (now..s.to).find(|&at| is_with(t, at))?;
    let (min, max, to) = amount(t, skip_about(t, with + 1))?;
    ends(t, to).then_some(Size { min, max, from: with + 1, to })
}
