//! Whether an answer about a visit that stands agrees with it and says no more: "ja, akkoord",
//! "ontvangen en in de agenda gezet, tot vrijdag 9 april".
//!
//! Nobody looks at such a mail, so its words are a list of their own: agreeing, having noted it, thanks
//! and until then. Words of courtesy would not do: "met vakantie", "wij hebben vragen" and "kunt u mij
//! bellen" are made of them. A name stands in a greeting or below, or with "zin in"; whoever is named
//! elsewhere may stay away or come instead.

use chrono::NaiveDate;

use super::is_name;
use super::is_within;
use super::words::aside::GREETS;
use super::words::{PARTICLES, SETTLES};
use crate::domain::reading::{Reading, Span, Wish};
use crate::reading::Context;
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::intents::is_closing;
use crate::reading::sentence::{Sentence, clauses};
use crate::reading::token::Word;

/// What is noted of it, or how they have it.
#[rustfmt::skip]
const NOTED: &[&str] = &[
    "afgesproken", "agenda", "calendar", "diary", "genoteerd", "gezet", "noted", "ontvangen",
    "received", "vastgelegd",
];

/// What else may stand beside these.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "a", "all", "alles", "allright", "alvast", "bedankt", "best", "beste", "bevestiging", "bezoek", "blij",
    "cheers", "confirmation", "dag", "dan", "dank", "danken", "dankjewel", "dankuwel", "dat", "de",
    "dear", "deze", "die", "dit", "duidelijk", "een", "en", "er", "ernaar", "erg", "excellent",
    "fijn", "fijne", "for", "forward", "geachte", "goede", "goedemiddag", "goedemorgen",
    "goedenavond", "great", "hallo", "hartelijk", "hartelijke", "heb", "hebben", "heeft", "heel",
    "helder", "hello", "helemaal", "hem", "het", "hi", "hierbij", "hoi", "i", "ik", "in",
    "inderdaad", "is", "it", "je", "jou", "jullie", "leuk", "look", "looking", "mail", "many",
    "merci", "met", "mooi", "much", "natuurlijk", "netjes", "nogmaals", "nu", "on", "ons", "onze",
    "ook", "op", "our", "perfect", "reactie", "see", "seeing", "snel", "snelle", "staat", "super",
    "team", "thank", "thanks", "that", "the", "then", "this", "thx", "to", "top", "tot", "u",
    "uitnodiging", "uitstekend", "understood", "uw", "van", "veel", "very", "visit", "voor",
    "vriendelijk", "vriendelijke", "we", "werkbezoek", "wij", "you", "your", "zeer", "zie", "zien",
    "ziens", "zin", "zo",
];

/// "Wij kijken ernaar uit": whatever else goes "uit" is out of something.
const LOOKS: &[&str] = &["kijk", "kijken", "kijkt", "zie", "zien"];
/// "Karin heeft er zin in".
const GLAD: &[&str] = &["zin"];
/// "Graag ontvangen wij het programma" asks for it.
const WISHES: &[&str] = &["gaarne", "graag", "please"];

/// Whether a text has no words but those.
pub(super) fn agrees(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    day: NaiveDate,
) -> bool {
    let t = body.tokens();
    let own = |wish: &Wish| wish.alternatives.is_empty() && wish.when.day() == Some(day);
    let times: Vec<Span> = reading.when.iter().map(|wish| wish.span).collect();
    let words = Agreeing { t, reading, context, times: &times };
    let said = || body.sentences.iter().take_while(|s| !is_closing(t, s));
    let settles = |s: &Sentence| (s.from..s.to).any(|at| t.is(at, SETTLES) || t.is(at, NOTED));
    said().any(settles)
        && says_nothing_else(reading)
        && reading.when.iter().all(own)
        && said().all(|s| !s.asks && words.are_all(*s))
}

/// Nothing was read that somebody must know or do.
fn says_nothing_else(reading: &Reading<'_>) -> bool {
    reading.party.is_none()
        && reading.party_change.is_none()
        && reading.needs.is_empty()
        && reading.no_press.is_none()
        && reading.questions.is_empty()
        && reading.call_back.is_none()
        && reading.stays_away.is_none()
        && reading.errand.is_none()
        && !reading.principal.as_ref().is_some_and(|found| found.instead || found.comes_along)
}

/// The words of a text that may agree.
struct Agreeing<'a, 't> {
    t: Tokens<'a, 't>,
    reading: &'a Reading<'a>,
    context: &'a Context<'a>,
    times: &'a [Span],
}

impl Agreeing<'_, '_> {
    fn are_all(&self, s: Sentence) -> bool {
        self.is_of_names(s) || clauses(self.t, s).into_iter().all(|it| self.agrees(s, it))
    }

    /// "Joost", "Karin Bos" in a line of its own.
    fn is_of_names(&self, s: Sentence) -> bool {
        let part = |at: usize| self.t.is(at, PARTICLES) || self.is_sign(at);
        (s.from..s.to).all(|at| self.is_name(at) || part(at))
    }

    fn agrees(&self, s: Sentence, (from, to): (usize, usize)) -> bool {
        let t = self.t;
        let says = |list: &[&str]| (from..to).any(|at| t.is(at, list));
        let named = || from == s.from && t.is(from, GREETS) || says(GLAD);
        let known = |at: usize| {
            let listed = [SETTLES, NOTED, BESIDE, LOOKS].into_iter().any(|list| t.is(at, list));
            let out = t.is(at, &["uit"]) && says(LOOKS);
            let timed = !t.word(at).is_other() && is_within(t, self.times, at);
            listed || out || timed || self.is_sign(at) || self.is_name(at) && named()
        };
        !says(WISHES) && (from..to).all(known)
    }

    fn is_name(&self, at: usize) -> bool {
        is_name(self.t, self.reading, self.context, at)
    }

    fn is_sign(&self, at: usize) -> bool {
        matches!(self.t.word(at), Word::Sign(_))
    }
}
