//! Calling off an agreed visit.
//!
//! The trap is the supposition: "kost het iets als wij annuleren?" calls nothing off. Typing errors in
//! the heavy verbs are common in such mail, which is written in a hurry.

mod object;

use super::decline::turns_away;
use super::other_date::other_date;
use super::supposed::is_supposed;
use super::visit::{any_agreed, is_agreed};
use super::{Cue, Cues, Phrases, Sentence, Span, Text};
use crate::reading::classes::Classes;
use crate::reading::party::change::draw_back;
use crate::reading::party::nouns::is_company;
use crate::reading::promise::promises;
use crate::reading::slip::is_one_letter_off;
use crate::reading::token::Word;

pub(crate) use object::not_plainly_the_visit;

pub(crate) const CANCEL: Phrases = &[
    "annuleren",
    "annuleer",
    "annuleert",
    "annulering",
    "geannuleerd",
    "cancelen",
    "cancellen",
    "cancel",
    "gecanceld",
    "gecancelled",
    "cancelled",
    "canceled",
    "cancelling",
    "cancellation",
    "afzeggen",
    "afgezegd",
    "afzegging",
    "afbellen",
    "afblazen",
    "afgeblazen",
    "afgelasten",
    "afgelast",
    "zeg af",
    "vervalt",
    "komt te vervallen",
    "komen te vervallen",
    "laten vervallen",
    "is vervallen",
    "van de baan",
    "geen doorgang",
    "verstek laten gaan",
    "laten schieten",
    "called off",
    "call off",
    "off the table",
    "niet doorgaat",
    "gaat niet meer door",
    "gaat niet lukken",
    "gaat hem niet worden",
    "not go ahead",
    "not be able to come",
    "unable to come",
    "longer able to come",
    "longer able to visit",
    "longer be able to come",
    "longer be able to visit",
    "afhaken",
    "uit de agenda",
    "uit uw agenda",
    "uit de planning",
    "uit uw planning",
    "komen niet .",
    "komen niet !",
    "komt niet .",
];
/// Heavy verbs in which a letter may be missing or doubled.
const MISSPELT: &[&str] = &["annuleren", "afzeggen", "geannuleerd", "afgezegd", "cancelen"];
/// Verbs that call something off only where a visit or a date stands beside them.
pub(crate) const STRIKE: Phrases = &[
    "schrappen",
    "schrap",
    "doorstrepen",
    "streep",
    "geschrapt",
    "vervallen",
    "intrekken",
    "laten vallen",
];
/// Before them nothing is called off: "als wij annuleren", "mochten wij afzeggen".
pub(crate) const SUPPOSED: Phrases = &[
    "als",
    "indien",
    "mocht",
    "mochten",
    "wanneer",
    "if",
    "stel",
    "in geval",
    "tot wanneer",
    "kosteloos",
];
/// Calling off that is past, or that nobody does: "annuleren doen we liever niet".
pub(crate) const LONG_AGO: Phrases =
    &["vorig jaar", "vorige keer", "destijds", "liever niet", "last year", "last time"];
/// Whether a sentence calls off or turns down, so that the visit in it is none that is asked for.
pub(super) fn ends_it(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let cancels = text.place_in(s, Cue::Cancel).or_else(|| misspelt(text, s));
    let ends = cancels.or_else(|| calls_off(text, s)).or_else(|| falls_through(text, s));
    ends.is_some() || turns_away(text, s)
}

/// What may call a visit off, beside a verb that is misspelt.
const CALLS_OFF: &Cues = &Cues::these(&[
    Cue::Cancel,
    Cue::SaysOff,
    Cue::Strike,
    Cue::NotOn,
    Cue::NotComing,
    Cue::NietWord,
    Cue::AfterAll,
]);

/// An agreed visit does not go ahead.
///
/// `asked`: a visit is asked for, so that "vrijdag kunnen wij niet komen" is part of the wish.
pub(super) fn cancels(text: &Text<'_, '_>, asked: bool) -> Option<Span> {
    text.acting(CALLS_OFF, text.classes.meets(Classes::SLIP_IN_VERB)).find_map(|s| {
        let firm = text
            .place_in(s, Cue::Cancel)
            .or_else(|| misspelt(text, s))
            .or_else(|| calls_off(text, s))
            .or_else(|| {
                text.place_in(s, Cue::Strike)
                    .filter(|_| text.has(s, Cue::Visit) || is_dated(text, s))
            });
        firm.filter(|span| !is_supposed(text, s, span[0]) && !about_something_else(text, s))
            .filter(|span| !is_of_some(text, s, span[0]))
            .or_else(|| falls_through(text, s).filter(|_| !about_something_else(text, s)))
            .filter(|_| (!asked || is_agreed(text, s)) && !text.has(s, Cue::LongAgo))
            .or_else(|| cannot_come(text, s).filter(|_| !asked))
    })
}

fn is_dated(text: &Text<'_, '_>, s: &Sentence) -> bool {
    text.names_time(s)
}

/// "Helaas moeten twee van ons afzeggen": the others come.
fn is_of_some(text: &Text<'_, '_>, s: &Sentence, char_at: usize) -> bool {
    const WHOLE: &[&str] = &["wij", "we", "ik", "alle", "all", "i"];
    /// From the number to those whom it counts.
    const NEAR: usize = 3;
    let t = text.t;
    let sign = |at: &usize| matches!(t.word(*at), Word::Sign(_));
    let word = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= char_at).unwrap_or(s.to);
    let from = (s.from..word).rev().find(sign).map_or(s.from, |sign| sign + 1);
    let to = (word..s.to).find(sign).unwrap_or(s.to);
    let people = |at: usize| {
        t.listed(at, Cue::PartyPeople)
            || t.get(at).is_some_and(is_company)
            || t.are(at, &["van", "ons"])
            || t.are(at, &["of", "us"])
    };
    let counted = |at: usize| t.count(at).is_some() && (at + 1..to.min(at + NEAR)).any(people);
    let says = |words: &[&str]| (from..to).any(|at| t.is(at, words));
    let whole = says(WHOLE) || t.has(from, to, Cue::Visit) || t.has(from, to, Cue::PartyGroup);
    (from..to).any(counted) && !whole
}

/// "het debat is afgelast, dus wij komen": what is off is another matter.
fn about_something_else(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let t = text.t;
    let subject = t.at(s.from, s.to.min(s.from + 4), Cue::OffElsewhere);
    let visit = text.has(s, Cue::Visit);
    subject.is_some_and(|at| t.cue(at + 1, Cue::OffVerb).is_some()) && !visit
}

/// The verb behind what is off.
pub(crate) const SUBJECT: Phrases = &["is", "zijn", "vervalt", "gaat", "wordt", "komt", "hoeft"];

/// What may be off beside a visit.
pub(crate) const ELSEWHERE: Phrases = &[
    "debat",
    "vergadering",
    "overleg",
    "trein",
    "ministerraad",
    "lunch",
    "parkeerplaats",
    "tolk",
    "raad",
];

fn misspelt(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if !text.classes.meets(Classes::SLIP_IN_VERB) {
        return None;
    }
    let at =
        (s.from..s.to).find(|&at| text.t.get(at).is_some_and(|token| is_misspelt(token.lower)))?;
    Some(text.t.span(at, at + 1))
}

/// Whether a word is a heavy verb with a letter too many or too few.
pub(in crate::reading) fn is_misspelt(lower: &str) -> bool {
    lower.len() >= 7
        && matches!(lower.as_bytes().first(), Some(b'a' | b'c' | b'g'))
        && MISSPELT.iter().any(|word| is_one_letter_off(lower, word))
}

/// "zeggen het bezoek af", "blazen het af", "meld ons af"; "er haken twee af" says how many do not come.
fn calls_off(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let t = text.t;
    let some = || (s.from..s.to).any(|at| t.count(at).is_some() && draw_back(t, s, at));
    text.apart(s, Cue::SaysOff, &["af", "off"]).filter(|_| !some())
}

/// Verbs of calling off, with "af" further on.
pub(crate) const SAY: Phrases = &[
    "zeggen", "zeg", "zegt", "blazen", "blaas", "blaast", "bel", "bellen", "gelasten", "gelast",
    "meld", "melden", "haken", "call",
];

/// "gaat niet door", "niet door kan gaan"; not "hoeft niet door u geregeld te worden".
fn falls_through(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if !text.has(s, Cue::NotOn) || !text.has(s, Cue::GoesThrough) {
        return None;
    }
    let t = text.t;
    let at = t.at(s.from, s.to, Cue::NotOn)?;
    let by_somebody = t.cue(at + 2, Cue::ByWhom).is_some();
    let supposed = t.find(s.from, at, &[&["mocht"], &["als"], &["indien"]]).is_some();
    (!by_somebody && !supposed).then(|| t.span(at, at + 2))
}

/// Behind "niet door": by whom something need not be done.
pub(crate) const BY_WHOM: Phrases =
    &["u", "jullie", "ons", "mij", "hem", "haar", "hen", "de", "het"];

/// Something does not go ahead.
pub(crate) const NOT_ON: Phrases = &["niet door", "niet doorgaan", "onmogelijk doorgaan"];

/// Verbs of going ahead.
pub(crate) const GOES: Phrases = &["gaat", "gaan", "ging", "doorgaan", "gaan door"];

/// "komen wij morgen niet", "niet kunnen komen": the verb and its "niet" some words apart.
fn stays_away(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let t = text.t;
    if !text.has(s, Cue::ComesAlong) || !text.has(s, Cue::NietWord) {
        return None;
    }
    let comes = t.at(s.from, s.to, Cue::ComesAlong)?;
    let from = comes.saturating_sub(4).max(s.from);
    let not = t.find(from, s.to.min(comes + 6), &[&["niet"]])?;
    (!text.has(s, Cue::ComesOtherwise)).then(|| t.span(comes.min(not), comes.max(not) + 1))
}

/// Coming in another sense.
pub(crate) const OTHER: Phrases = &["uit", "mee", "alleen", "terug", "als", "zeker"];

/// Verbs of coming.
pub(crate) const COMES: Phrases = &["komen", "komt", "kom", "aanwezig", "langskomen"];

/// "wij kunnen 14 januari toch niet komen": a fixed day that falls through, and nothing is on offer.
fn cannot_come(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if text.offered {
        return None;
    }
    let not = text.place_in(s, Cue::NotComing).or_else(|| stays_away(text, s));
    let not = not.or_else(|| text.place_in(s, Cue::AfterAll))?;
    let negated = text.has(s, Cue::NegatedComing);
    let comes = text.has(s, Cue::ToCome);
    let comes = comes || stays_away(text, s).is_some();
    let agreed = is_agreed(text, s)
        || comes && text.names_time(s) && !s.asks
        || text.has(s, Cue::AfterAll) && (text.names_time(s) || any_agreed(text));
    let facts = text.has(s, Cue::FactsOfVisit) || goes_on(text).is_some();
    let moves_on = text.wants_time() || other_date(text).is_some();
    (negated && agreed && !facts && !moves_on).then_some(not)
}

/// Somebody else comes, or all stays as it was: "de staatssecretaris neemt het bezoek van haar over".
pub(super) fn goes_on(text: &Text<'_, '_>) -> Option<Span> {
    const GOES_ON: &Cues = &Cues::these(&[Cue::StandsInFor, Cue::TakesOverVerb]);
    // "Ik neem hier contact met u over op" takes over nothing.
    let visit = |s: &&Sentence| {
        let denied: &[&[&str]] =
            &[&["niet"], &["niemand"], &["wie"], &["geen"], &["not"], &["nobody"]];
        let told = text.has(s, Cue::Visit) || text.has(s, Cue::ComesAlong);
        told && text.t.find(s.from, s.to, denied).is_none()
    };
    let told = text.saying(GOES_ON).filter(|s| !s.asks && !promises(text.t, s));
    told.filter(visit).find_map(|s| {
        let stays = text.place_in(s, Cue::StandsInFor);
        stays.or_else(|| text.apart(s, Cue::TakesOverVerb, &["over", "waar"]))
    })
}

/// The visit goes on with somebody else, or as it was.
pub(crate) const STANDS_IN: Phrases = &[
    "vervangt",
    "in haar plaats",
    "in zijn plaats",
    "in mijn plaats",
    "blijft ongewijzigd",
    "blijven ongewijzigd",
    "gaat gewoon door",
    "gaat wel door",
    "kan gewoon doorgaan",
    "in her place",
    "in his place",
    "on her behalf",
    "on his behalf",
    "goes ahead",
    "remains unchanged",
];

/// Verbs of standing in, with "over" or "waar" further on.
pub(crate) const TAKES: Phrases = &["neemt", "nemen", "neem"];

/// An agreed day does not suit after all.
pub(crate) const AFTER_ALL: Phrases = &[
    "toch niet",
    "niet meer",
    "bij nader inzien",
    "onverhoopt",
    "no longer",
    "ziek",
    "alsnog",
    "plotseling",
    "onverwacht",
];

/// The writer does not come.
pub(crate) const NOT_COMING: Phrases = &[
    "niet komen",
    "niet aanwezig",
    "niet bij zijn",
    "niet erbij",
    "niet langskomen",
    "niet lukken",
    "lukt niet",
    "lukt helaas niet",
    "lukt ons niet",
    "lukt het niet",
    "verhinderd",
    "onmogelijk",
    "niet meer haalbaar",
    "niet haalbaar",
    "cannot come",
    "can't come",
    "not make it",
    "can't make",
    "cannot make",
    "can’t make",
];

/// Coming is denied.
pub(crate) const NEGATED: Phrases =
    &["niet", "not", "verhinderd", "onmogelijk", "no", "cannot", "can't", "can’t"];

/// Verbs of coming.
pub(crate) const TO_COME: Phrases = &["komen", "aanwezig", "make it", "come"];

/// Facts about a visit that goes on.
pub(crate) const FACTS: Phrases = &["nodig", "pers", "lunch", "mee", "met de"];
