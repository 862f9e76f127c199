//! Which offered option the writer takes, however it is named: "optie 2", "de tweede", "donderdag",
//! "24 september past", "die van half twee", "doe ons dan 3".
//!
//! A choice must be the only one that fits. Two that fit equally are a doubt, and so is an option
//! that is named and refused in the same breath.

pub(super) mod agree;
pub(super) mod altered;
pub(super) mod asked;
pub(super) mod clause;
pub(super) mod condition;
pub(super) mod corrected;
mod dated;
mod fallback;
mod given_back;
pub(super) mod inline;
pub(super) mod left_to_us;
pub(super) mod named;
pub(super) mod rest;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::Context;
use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::promise::promises;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::{
    Choice, Doubt, Modality, Offered, Span, Taken, When, Wish, recurs_on,
};

use asked::asks_whether;
pub(crate) use condition::on_condition;
pub(crate) use given_back::gives_back;
pub(crate) use inline::{between_the_lines, under_other_lines};

/// What the text says about the offer.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) choice: Option<Choice>,
    pub(crate) doubt: Option<Doubt>,
    /// Words about the choice that only a person can answer.
    pub(crate) beside: Option<Doubt>,
    /// A time is wanted that is not among the offers.
    pub(crate) wants_other: bool,
    /// None of the offers suits, in so many words.
    pub(crate) refuses_all: bool,
}

/// Reads the choice among the offers of the context.
///
/// `minutes`: how long the visit is to last, if the text says so.
pub(crate) fn read(
    body: &Body<'_>,
    wishes: &[Wish],
    minutes: Option<u32>,
    context: &Context<'_>,
) -> Chosen {
    let offered = context.offered;
    if offered.is_empty() {
        return Chosen::default();
    }
    let t = body.tokens();
    let mut weighed = weigh(body, wishes, offered);
    if body.sentences.iter().any(|s| left_to_us::asks_how_long(t, s)) {
        weighed.taken.values_mut().for_each(|(rank, _)| *rank = Rank::Asked);
    }
    let Weighed { taken, refused, otherwise, wants_other, refuses_all, taken_back } = &weighed;
    if taken.is_empty() && refused.is_empty() && adds_one(body, wishes, offered) || *taken_back {
        let options = offered.iter().map(|offer| offer.option).collect();
        return Chosen { doubt: Some(Doubt::Choice { options }), ..Chosen::default() };
    }
    let mut chosen = decide(taken);
    if let Some(choice) = &mut chosen.choice {
        let other = |option: &u32| *option != choice.option && taken.contains_key(option);
        choice.otherwise = otherwise.filter(other);
        let altered = altered::is_altered(body, wishes, minutes, choice, offered);
        if altered || on_condition(body, choice.span) {
            choice.taken = Taken::Altered;
        }
    } else {
        let many = named::count(t, &body.sentences, offered) > 1;
        chosen.beside = left_to_us::doubt_of(body, offered, many);
    }
    chosen.wants_other = *wants_other;
    chosen.refuses_all = *refuses_all;
    if *refuses_all {
        chosen.choice = None;
        chosen.doubt = None;
        chosen.beside = None;
    }
    chosen
}

/// What the text takes of the offer and what it refuses.
#[derive(Debug, Default)]
struct Weighed {
    taken: BTreeMap<u32, (Rank, Span)>,
    refused: BTreeSet<u32>,
    otherwise: Option<u32>,
    wants_other: bool,
    refuses_all: bool,
    /// What was taken was taken back, or all was refused beside it.
    taken_back: bool,
}

fn weigh(body: &Body<'_>, wishes: &[Wish], offered: &[Offered]) -> Weighed {
    let mut weighed = Weighed::default();
    let Weighed { taken, refused, wants_other, .. } = &mut weighed;
    let t = body.tokens();
    for wish in wishes {
        let sentence = body.sentence_at(wish.span).map(head);
        by_time(t, wish, sentence, offered, taken, refused, wants_other);
    }
    let mut otherwise = None;
    for &sentence in &body.sentences {
        let second = named::by_name(t, sentence, offered, taken, refused);
        otherwise = otherwise.or(second);
    }
    let taken_back = corrected::correct(t, &body.sentences, offered, taken, refused);
    if taken.is_empty() {
        for &sentence in &body.sentences {
            dated::by_day(t, sentence, offered, taken);
        }
    }
    if taken.is_empty() {
        agree::all_of_them(t, &body.sentences, offered, taken);
        rest::of_the_rest(t, &body.sentences, offered, refused, taken);
    }
    let took = !taken.is_empty();
    taken.retain(|option, _| !refused.contains(option));
    let nothing = taken.is_empty();
    let each = offered.len() > 1 && offered.iter().all(|offer| refused.contains(&offer.option));
    let refuses_all = each || refuses_all(t, &body.sentences, nothing, offered);
    // "Optie 2 graag. Om 10.00 uur kunnen wij nog niet", and all are at 10.00.
    let contradicts = match each {
        true => took,
        false => refuses_all && named::takes_one(t, &body.sentences, offered, refused),
    };
    if taken.is_empty() && refused.is_empty() && !*wants_other {
        agree::agree(t, &body.sentences, offered, taken);
    }
    if taken.is_empty() && refused.is_empty() && !*wants_other && !refuses_all {
        for &sentence in &body.sentences {
            named::bare(t, sentence, offered, taken);
        }
    }
    let taken_back = taken_back || contradicts;
    Weighed { otherwise, refuses_all, taken_back, ..weighed }
}

/// The options that a piece of text takes by their name, and those that it refuses.
pub(crate) fn named_in(
    t: Tokens<'_, '_>,
    s: Sentence,
    offered: &[Offered],
) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut taken, mut refused) = (BTreeMap::new(), BTreeSet::new());
    named::by_name(t, s, offered, &mut taken, &mut refused);
    (taken.into_keys().collect(), refused)
}

/// None of the offers suits, and no one of them is named as the exception.
fn refuses_all(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    nothing: bool,
    offered: &[Offered],
) -> bool {
    let together = || {
        named::count(t, sentences, offered) == 0
            && agree::refuses_offers(t, sentences, offered.len())
    };
    (agree::refuses_all(t, sentences, nothing) || together())
        && !named::leaves_one(t, sentences, offered)
}

/// "Maandag 5 april mag ook": a moment that is not among the offers, beside them.
fn adds_one(body: &Body<'_>, wishes: &[Wish], offered: &[Offered]) -> bool {
    let t = body.tokens();
    wishes.iter().any(|wish| {
        let sentence = body.sentence_at(wish.span).map(head);
        let offers = offered.iter().any(|offer| fits(&wish.when, offer));
        !offers && sentence.is_some_and(|s| adds(t, s, wish))
    })
}

/// How plainly an option is taken; the plainest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Named in a question: worth asking back, no choice.
    Asked,
    /// A day of which something is told: "op 9 april staat mevrouw in Utrecht". Beside an option that is
    /// taken in so many words it takes nothing.
    Stated,
    Possible,
    Wanted,
    Preferred,
}

fn decide(taken: &BTreeMap<u32, (Rank, Span)>) -> Chosen {
    let best = taken.values().map(|(rank, _)| *rank).max();
    let tops: Vec<(u32, Span)> = taken
        .iter()
        .filter(|(_, (rank, _))| Some(*rank) == best)
        .map(|(option, (_, span))| (*option, *span))
        .collect();
    match tops.as_slice() {
        [] => Chosen::default(),
        &[(option, span)] if best != Some(Rank::Asked) => {
            let choice = Choice { option, span, otherwise: None, taken: Taken::Named };
            Chosen { choice: Some(choice), ..Chosen::default() }
        }
        many => {
            let options = many.iter().map(|(option, _)| *option).collect();
            Chosen { doubt: Some(Doubt::Choice { options }), ..Chosen::default() }
        }
    }
}

/// Verbs of choosing: behind them "voor donderdag" is what is chosen, not what comes before it.
pub(crate) const CHOOSES: Phrases = &[
    "kies",
    "kiest",
    "kiezen",
    "koos",
    "gekozen",
    "ga",
    "gaat",
    "gaan",
    "opteer",
    "opteert",
    "opteren",
    "geopteerd",
    "go",
    "opt",
    "chosen",
    "kan",
    "voorkeur",
    "graag",
    "inplannen",
    "reserveren",
    "reserveer",
];

/// The beginning of a sentence: a text without full stops must not be searched for every time in it.
fn head(s: Sentence) -> Sentence {
    Sentence { to: s.to.min(s.from + SENTENCE_TOKENS_MAX), ..s }
}

/// No sentence that says something about a choice is longer.
const SENTENCE_TOKENS_MAX: usize = 150;

fn by_time(
    t: Tokens<'_, '_>,
    wish: &Wish,
    sentence: Option<Sentence>,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
    refused: &mut BTreeSet<u32>,
    wants_other: &mut bool,
) {
    let chosen = sentence.and_then(|s| chosen_moment(t, s, wish));
    let when = chosen.as_ref().unwrap_or(&wish.when);
    let mut fits: Vec<u32> =
        offered.iter().filter(|offer| fits(when, offer)).map(|offer| offer.option).collect();
    if fits.is_empty() && wish.modality != Modality::Cannot {
        fits = on_weekday(t, sentence, wish, offered);
    }
    if sentence.is_some_and(|s| promises(t, &s) || is_replaced(t, s, wish)) {
        return;
    }
    if sentence.is_some_and(|s| is_given_back(t, s, wish)) {
        refused.extend(fits.into_iter().filter(|_| wish.when.day().is_some()));
        return;
    }
    let asks = sentence.is_some_and(|s| asks_whether(t, s));
    let rank = match wish.modality {
        Modality::Deadline if chosen.is_some() && !fits.is_empty() => Rank::Wanted,
        Modality::Cannot => {
            refused.extend(fits);
            return;
        }
        Modality::Past | Modality::Deadline => return,
        Modality::Prefer | Modality::Want | Modality::Fixed if asks => Rank::Asked,
        Modality::Prefer => Rank::Preferred,
        Modality::Fixed if sentence.is_some_and(|s| is_mentioned(t, s, wish)) => return,
        // "We cancel the meeting of 9 April" takes nothing.
        Modality::Fixed if sentence.is_some_and(|s| s.cues.has(Cue::Cancel)) => return,
        // "Hij is pas donderdag weer op kantoor": where somebody is takes nothing.
        Modality::Fixed if sentence.is_some_and(|s| s.cues.has(Cue::Whereabouts)) => return,
        Modality::Fixed if !sentence.is_some_and(|s| is_noted(t, s)) => Rank::Stated,
        Modality::Want | Modality::Fixed => Rank::Wanted,
    };
    if fits.is_empty() {
        *wants_other |=
            wish.modality != Modality::Fixed && !matches!(wish.when, When::Duration { .. });
    }
    for option in fits {
        put(taken, option, rank, wish.span);
    }
}

/// "Prima, vrijdag": a day of the week alone means an option on that day, and not the next of all; of
/// more than one it does not say which.
fn on_weekday(
    t: Tokens<'_, '_>,
    sentence: Option<Sentence>,
    wish: &Wish,
    offered: &[Offered],
) -> Vec<u32> {
    let (When::Date(day), Some(s)) = (&wish.when, sentence) else { return Vec::new() };
    let inside = |at: &usize| {
        wish.span[0] <= t.span(*at, at + 1)[0] && t.span(*at, at + 1)[1] <= wish.span[1]
    };
    let mut words = (s.from..s.to).filter(inside).filter(|&at| !t.is(at, &["op", "on"]));
    let named = words.next().is_some_and(|at| matches!(t.word(at), Word::Weekday { .. }));
    let is_bare = named && words.next().is_none();
    let there = offered.iter().filter(|offer| offer.slot.day().weekday() == day.weekday());
    let there = there.filter(|_| is_bare);
    match counted(t, s, wish) {
        Some(n) => {
            there.skip(n).take(1).filter(|it| is_in_month(n, it)).map(|it| it.option).collect()
        }
        None => there.map(|offer| offer.option).collect(),
    }
}

/// "De tweede vrijdag": how many of those on offer stand before it.
fn counted(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> Option<usize> {
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= wish.span[0])?;
    let Word::Ordinal(n) = t.word_before(at) else { return None };
    let led = at >= s.from + 2 && t.is(at - 2, &["de", "the", "uw", "your"]);
    usize::try_from(n).ok()?.checked_sub(1).filter(|_| led)
}

/// Whether it is the same one of its month, so that it cannot be meant otherwise.
fn is_in_month(n: usize, offer: &Offered) -> bool {
    usize::try_from(offer.slot.day().day0() / 7).is_ok_and(|nth| nth == n)
}

/// "Maandag 5 april mag ook": beside what is offered, of which nothing is taken and nothing refused.
fn adds(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> bool {
    const ADDS: &[&[&str]] = &[
        &["mag", "ook"],
        &["kan", "ook"],
        &["past", "ook"],
        &["lukt", "ook"],
        &["zou", "ook"],
        &["is", "ook"],
        &["would", "also"],
        &["also", "works"],
        &["is", "also"],
    ];
    let inside = |at: usize| t.span(at, at + 1)[1] <= wish.span[1];
    let behind = (s.from..s.to).rev().find(|&at| inside(at)).map_or(s.from, |at| at + 1);
    !s.asks && t.find(behind, s.to.min(behind + 3), ADDS) == Some(behind)
}

/// "Het verslag van 2 april", "op 2 april zijn wij ook in Zeist": a fact of that day takes no option.
fn is_mentioned(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> bool {
    const OFFERED: &[&str] = &[
        "voorstel",
        "optie",
        "keuze",
        "keus",
        "datum",
        "dag",
        "moment",
        "bezoek",
        "werkbezoek",
        "ochtend",
        "middag",
        "afspraak",
    ];
    let first = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= wish.span[0]);
    let behind = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= wish.span[1]);
    let of = first.filter(|&at| at >= s.from + 2 && t.was(at, &["van"]));
    of.is_some_and(|at| !t.is(at - 2, OFFERED) && t.word(at - 2).is_other())
        || behind.is_some_and(|at| t.is(at, &["ook", "also"]))
}

/// "9 april staat in de agenda": a fact that takes what it names.
fn is_noted(t: Tokens<'_, '_>, s: Sentence) -> bool {
    const NOTED: &[&str] = &[
        "genoteerd",
        "noteer",
        "noteren",
        "vast",
        "vastgelegd",
        "agenda",
        "gereserveerd",
        "reserveren",
        "geblokt",
        "geblokkeerd",
        "houden",
        "wordt",
        "worden",
        "komen",
        "komt",
        "bevestigd",
        "bevestigen",
        "confirmed",
        "booked",
        "noted",
        "diary",
        "calendar",
    ];
    let agrees = [Cue::Agrees, Cue::AgreesAtHead, Cue::OptionsFit, Cue::PicksOption];
    agrees.iter().any(|cue| s.cues.has(*cue)) || (s.from..s.to).any(|at| t.is(at, NOTED))
}

/// "De andere twee vrijdagen mogen jullie vrijgeven": it takes none of them.
fn is_given_back(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> bool {
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[1] > wish.span[0]);
    at.is_some_and(|at| given_back::is_given_back(t, s, at))
}

/// "9 in plaats van 10 december", "9 boven 10 december": the second is not what is taken.
fn is_replaced(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> bool {
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= wish.span[0]);
    at.is_some_and(|at| {
        t.was(at, &["i.p.v.", "ipv", "boven"]) || at >= 3 && t.are(at - 3, &["in", "plaats", "van"])
    })
}

/// "Ik kies voor donderdag 12 november": the day itself, where the grammar reads "before" it.
fn chosen_moment(t: Tokens<'_, '_>, s: Sentence, wish: &Wish) -> Option<When> {
    let opens = wish.text.get(..3)?;
    let voor = opens.eq_ignore_ascii_case("voo") || opens.eq_ignore_ascii_case("for");
    t.at(s.from, s.to, Cue::Chooses).filter(|_| voor)?;
    match wish.when {
        When::DateTimeRange { start: None, end: Some(end) } => Some(When::DateTime(end)),
        When::DateRange { start: None, end: Some(end) } => Some(When::Date(end)),
        When::Date(_)
        | When::DateTime(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => None,
    }
}

fn put(taken: &mut BTreeMap<u32, (Rank, Span)>, option: u32, rank: Rank, span: Span) {
    let entry = taken.entry(option).or_insert((rank, span));
    if rank > entry.0 {
        *entry = (rank, span);
    }
}

/// Whether an offer is what these words name.
fn fits(when: &When, offer: &Offered) -> bool {
    let (start, end) = (offer.slot.start, offer.slot.end);
    match when {
        When::Date(day) => *day == start.date(),
        When::DateTime(at) => *at == start,
        When::Time(at) => *at == start.time(),
        When::DateTimeRange { start: from, end: until } => {
            from.is_none_or(|from| from <= start)
                && until.is_none_or(|until| end <= until)
                && from.is_some_and(|from| from.date() == start.date())
        }
        When::Set { weekdays, nth, from, until, within } => {
            !weekdays.is_empty()
                && recurs_on(start.date(), weekdays, nth)
                && from.is_none_or(|from| from <= start.time())
                && until.is_none_or(|until| end.time() <= until)
                && within.is_none_or(|days| days.contains(start.date()))
        }
        When::TimeRange { from, until } => {
            from.is_none_or(|from| from <= start.time()) && until.is_none_or(|u| end.time() <= u)
        }
        When::DateRange { .. } | When::Duration { .. } => false,
    }
}
