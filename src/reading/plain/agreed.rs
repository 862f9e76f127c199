//! Whether an answer about a visit that stands agrees with it and says no more: "ja, akkoord",
//! "ontvangen en in de agenda gezet, tot vrijdag 9 april".
//!
//! Nobody has to look at such a mail. Every word of it is one of agreeing or of courtesy, and every
//! time in it is the day that stands; with any other word it is read as any other mail.

use chrono::NaiveDate;

use super::words::{COURTEOUS, SETTLES};
use super::{is_in, is_within};
use crate::domain::reading::{Reading, Span, Wish};
use crate::reading::Context;
use crate::reading::body::Body;
use crate::reading::intents::is_closing;
use crate::reading::token::Word;

/// What is noted of it, or how they have it.
const NOTED: &[&str] = &[
    "afgesproken",
    "agenda",
    "calendar",
    "diary",
    "genoteerd",
    "gezet",
    "noted",
    "ontvangen",
    "received",
    "vastgelegd",
];
/// What else may stand beside these.
const BESIDE: &[&str] = &[
    "all",
    "alles",
    "allright",
    "best",
    "cheers",
    "dank",
    "helemaal",
    "hem",
    "merci",
    "met",
    "natuurlijk",
    "netjes",
    "nu",
    "ook",
    "thx",
    "zeker",
    "zo",
];

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
    let known = |at: usize| match t.word(at).is_other() {
        true => {
            [COURTEOUS, SETTLES].into_iter().any(|list| is_in(t, reading, context, list, at))
                || t.is(at, NOTED)
                || t.is(at, BESIDE)
        }
        false => {
            is_within(t, &times, at) || t.is(at, BESIDE) || matches!(t.word(at), Word::Sign(_))
        }
    };
    let mut said = body.sentences.iter().take_while(|s| !is_closing(t, s)).peekable();
    let first = said.clone().flat_map(|s| s.from..s.to);
    let settles = first.into_iter().any(|at| t.is(at, SETTLES) || t.is(at, NOTED));
    settles
        && reading.when.iter().all(own)
        && reading.party.is_none()
        && said.all(|s| !s.asks && (s.from..s.to).all(known))
}
