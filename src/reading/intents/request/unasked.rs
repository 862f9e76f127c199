//! What names a visit and asks for none: a sentence that looks back or only asks, a visit that need not
//! be, wares that are offered with one.

use super::super::{Cue, Phrases, Sentence, Text, is_wanted};
use super::asks_only;
use crate::domain::reading::Modality;
use crate::reading::sentence::clauses;

/// A question for information, or a sentence that looks back.
pub(super) fn is_idle(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let past = text.times_in(s).any(|wish| wish.modality == Modality::Past);
    let wishes = text.has(s, Cue::Gladly) || is_decided(text, s);
    let looks_back = (text.has(s, Cue::TellsOfPast) || past) && !wishes;
    let thanks = text.has(s, Cue::ThanksForVisit) && (past || text.has(s, Cue::GoneBy));
    looks_back || thanks || asks_only(text, s)
}

/// "De commissie heeft in haar vergadering van 11 november besloten tot een werkbezoek": the day of the
/// decision has been, and not that of the visit.
fn is_decided(text: &Text<'_, '_>, s: &Sentence) -> bool {
    (s.from..s.to).any(|at| text.t.is(at, &["besloten", "besloot", "ingestemd", "voornemens"]))
}

/// "Op bezoek komen hoeft niet, een linkje is genoeg": what need not be is not asked for.
pub(super) fn is_unneeded(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const NEEDS: &[&str] = &["hoeft", "hoeven", "nodig", "needed", "necessary"];
    let t = text.t;
    let says = |from: usize, to: usize| (from..to).any(|at| t.is(at, NEEDS));
    if !text.has(s, Cue::DeniesPlainly) || !says(s.from, s.to) {
        return false;
    }
    let part = |(from, to): &(usize, usize)| {
        let visits = [Cue::VisitNoun, Cue::GoesVisiting].iter().any(|cue| t.has(*from, *to, *cue));
        visits && says(*from, *to) && t.has(*from, *to, Cue::DeniesPlainly)
    };
    clauses(t, *s).iter().any(part)
}

/// "Door een debat kan zij op 16 april niet naar Dommelbergen komen": of a day it says that nobody comes,
/// and asks for no other.
pub(super) fn is_kept_away(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const ABLE: &[&str] = &["kan", "kunnen", "zal", "zullen", "can", "cannot", "can't", "will"];
    let t = text.t;
    let another = text.reading.when.iter().any(|wish| is_wanted(wish.modality));
    // "Wij kunnen vandaag niet naar Raalte komen": nobody asks for a day that has begun.
    let at_hand =
        || (s.from..s.to).any(|at| t.is(at, &["vandaag", "vanochtend", "vanmiddag", "today"]));
    if s.asks
        || !another && !at_hand()
        || text.has(s, Cue::PlainWish)
        || !text.has(s, Cue::DeniesPlainly)
    {
        return false;
    }
    let mut times = text.times_in(s).peekable();
    let days = times.peek().is_some() && times.all(|wish| wish.modality == Modality::Cannot);
    let able = (s.from..s.to).find(|&at| t.is(at, ABLE));
    days && able
        .is_some_and(|able| (able..s.to).any(|at| t.is(at, &["niet", "not", "cannot", "can't"])))
}

/// What only whoever sells something says.
pub(crate) const WARES: Phrases = &[
    "% korting",
    "korting op uw",
    "korting op je",
    "uw bestelling",
    "eerste bestelling",
    "vrijblijvende offerte",
    "vrijblijvend bellen",
    "vrijblijvende afspraak",
    "gratis demo",
    "gratis proefpakket",
    "gratis proefperiode",
    "gratis adviesgesprek",
    "onze tarieven",
    "onze actie loopt",
    "antwoord met stop",
    "% off",
    "% discount",
    "free sample",
    "free trial",
    "free demo",
    "first order",
    "special offer",
    "no obligation",
];

/// "Onze adviseur komt gratis bij u langs voor een offerte": who sells something visits nobody.
pub(super) fn sells(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const OFFERS: &[&str] =
        &["offerte", "korting", "aanbieding", "gratis", "vrijblijvend", "vrijblijvende", "demo"];
    let any = |words: &[&str]| (s.from..s.to).any(|at| text.t.is(at, words));
    let offers = any(OFFERS) && any(&["u", "jullie", "uw"]) && !s.asks;
    offers || text.says(Cue::Wares) && any(&["u", "jullie", "uw", "your", "you"])
}
