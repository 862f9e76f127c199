//! Which offered option the writer takes, however it is named: "optie 2", "de tweede", "donderdag",
//! "24 september past", "die van half twee", "doe ons dan 3".
//!
//! A choice must be the only one that fits. Two that fit equally are a doubt, and so is an option
//! that is named and refused in the same breath.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::body::Body;
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::{Choice, Doubt, Modality, Offered, Span, When, Wish};

/// What the text says about the offer.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) choice: Option<Choice>,
    pub(crate) doubt: Option<Doubt>,
    /// A time is wanted that is not among the offers.
    pub(crate) wants_other: bool,
    /// None of the offers suits, in so many words.
    pub(crate) refuses_all: bool,
}

/// Reads the choice among the offers of the context.
pub(crate) fn read(body: &Body<'_>, wishes: &[Wish], context: &Context<'_>) -> Chosen {
    let offered = context.offered;
    if offered.is_empty() {
        return Chosen::default();
    }
    let mut taken: BTreeMap<u32, (Rank, Span)> = BTreeMap::new();
    let mut refused = BTreeSet::new();
    let mut wants_other = false;
    let t = body.tokens();
    for wish in wishes {
        let asks = body.sentences.iter().any(|s| s.asks && holds(t.span(s.from, s.to), wish.span));
        by_time(wish, asks, offered, &mut taken, &mut refused, &mut wants_other);
    }
    for &sentence in &body.sentences {
        by_name(t, sentence, offered, &mut taken, &mut refused);
    }
    if taken.is_empty() {
        all_of_them(t, &body.sentences, offered, &mut taken);
    }
    taken.retain(|option, _| !refused.contains(option));
    let refuses_all = refuses_all(t, &body.sentences);
    if taken.is_empty() && refused.is_empty() && !wants_other {
        agree(t, &body.sentences, offered, &mut taken);
    }
    let mut chosen = decide(&taken);
    chosen.wants_other = wants_other;
    chosen.refuses_all = refuses_all;
    if refuses_all {
        chosen.choice = None;
        chosen.doubt = None;
    }
    chosen
}

/// How plainly an option is taken; the plainest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Named in a question: worth asking back, no choice.
    Asked,
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
            Chosen { choice: Some(Choice { option, span }), ..Chosen::default() }
        }
        many => {
            let options = many.iter().map(|(option, _)| *option).collect();
            Chosen { doubt: Some(Doubt::Choice { options }), ..Chosen::default() }
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer[0] <= inner[0] && inner[1] <= outer[1]
}

fn by_time(
    wish: &Wish,
    asks: bool,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
    refused: &mut BTreeSet<u32>,
    wants_other: &mut bool,
) {
    let fits: Vec<u32> =
        offered.iter().filter(|offer| fits(&wish.when, offer)).map(|offer| offer.option).collect();
    let rank = match wish.modality {
        Modality::Cannot => {
            refused.extend(fits);
            return;
        }
        Modality::Past | Modality::Deadline => return,
        Modality::Prefer | Modality::Want | Modality::Fixed if asks => Rank::Asked,
        Modality::Prefer => Rank::Preferred,
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
        When::Set { weekdays, from, until, within } => {
            weekdays
                .contains(&(chrono::Datelike::weekday(&start.date()).number_from_monday() as u8))
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

fn by_name(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
    refused: &mut BTreeSet<u32>,
) {
    let t = t.until(sentence.to);
    for at in sentence.from..sentence.to {
        let Some((option, next)) = named(t, sentence, at, offered) else { continue };
        if !offered.iter().any(|offer| offer.option == option) {
            continue;
        }
        let (from, to) = clause(t, sentence, at);
        let has = |phrases: &[&[&str]]| t.find(from, to, phrases).is_some();
        let fine = has(&[&["geen", "probleem"], &["geen", "bezwaar"], &["no", "problem"]]);
        if has(&[&["niet"], &["geen"], &["not"], &["cannot"]]) && !fine {
            refused.insert(option);
            continue;
        }
        let prefers = has(&[
            &["dan"],
            &["liefst"],
            &["voorkeur"],
            &["liever"],
            &["doe"],
            &["kies"],
            &["kiezen"],
            &["prefer"],
        ]);
        let possible = has(&[&["kunnen"], &["kan"], &["allebei"], &["beide"], &["eventueel"]]);
        let rank = if sentence.asks {
            Rank::Asked
        } else if prefers {
            Rank::Preferred
        } else if possible {
            Rank::Possible
        } else {
            Rank::Wanted
        };
        put(taken, option, rank, t.span(at, next));
    }
}

/// "Dat past", "Ja, graag": whatever was offered is taken. With one offer that is a choice; with more
/// it is a doubt about which.
fn agree(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let mut opening = sentences.iter().filter(|s| !is_greeting(t, **s)).take(2);
    let Some(s) = opening.find(|s| agrees(t, **s)) else { return };
    for offer in offered {
        put(taken, offer.option, Rank::Wanted, t.span(s.from, s.to));
    }
}

fn is_greeting(t: Tokens<'_, '_>, s: Sentence) -> bool {
    t.is(s.from, &["beste", "geachte", "hoi", "hallo", "dag", "goedemorgen", "goedemiddag", "dear"])
}

fn agrees(t: Tokens<'_, '_>, s: Sentence) -> bool {
    let begins = t
        .any_of(
            s.from,
            &[&["ja"], &["akkoord"], &["prima"], &["graag"], &["uitstekend"], &["yes"], &["ok"]],
        )
        .is_some();
    let says = t
        .find(
            s.from,
            s.to,
            &[
                &["dat", "past"],
                &["dit", "past"],
                &["past", "ons"],
                &["past", "mij"],
                &["dat", "is", "goed"],
                &["is", "akkoord"],
                &["gaan", "akkoord"],
                &["ga", "akkoord"],
                &["is", "prima"],
                &["komt", "goed", "uit"],
                &["that", "works"],
                &["that", "suits"],
                &["is", "fine"],
            ],
        )
        .is_some();
    let but = t
        .find(
            s.from,
            s.to,
            &[
                &["niet"],
                &["geen"],
                &["maar"],
                &["helaas"],
                &["not"],
                &["none"],
                &["but"],
                &["als"],
            ],
        )
        .is_some();
    (begins || says) && !but && !s.asks
}

/// The clause around a place: from and to the nearest comma or "maar".
fn clause(t: Tokens<'_, '_>, sentence: Sentence, at: usize) -> (usize, usize) {
    let ends =
        |i: usize| matches!(t.word(i), Word::Sign(',' | ';' | ':')) || t.is(i, &["maar", "but"]);
    let from = (sentence.from..at).rev().find(|&i| ends(i)).unwrap_or(sentence.from);
    let to = (at + 1..sentence.to).find(|&i| ends(i)).unwrap_or(sentence.to);
    (from, to)
}

const OPTION_WORDS: &[&str] = &[
    "optie",
    "option",
    "voorstel",
    "nummer",
    "keuze",
    "mogelijkheid",
    "alternatief",
    "moment",
    "datum",
    "nr",
];

/// The option named at `at`, and where its name ends.
fn named(t: Tokens<'_, '_>, s: Sentence, at: usize, offered: &[Offered]) -> Option<(u32, usize)> {
    if t.is(at, OPTION_WORDS) {
        return number(t, at + 1).map(|n| (n, at + 2));
    }
    if t.is(at, &["laatste", "last"]) && t.was(at, &["de", "het", "the"]) && !is_noun(t, at + 1) {
        return offered.iter().map(|offer| offer.option).max().map(|last| (last, at + 1));
    }
    if let Word::Ordinal(n) = t.word(at) {
        let article = t.was(at, &["de", "het", "the", "uw", "eerste"]);
        return (article && !is_noun(t, at + 1)).then_some((n, at + 1));
    }
    let Word::Digits { value, len: 1 } = t.word(at) else { return None };
    // The 2 of "optie 1 of 2".
    let listed = t.was(at, &["of", "en", "or", "and"])
        && at >= 3
        && t.is(at - 3, OPTION_WORDS)
        && number(t, at - 2).is_some();
    (listed || is_bare_pick(t, s, at)).then_some((value, at + 1))
}

fn number(t: Tokens<'_, '_>, at: usize) -> Option<u32> {
    match t.word(at) {
        Word::Ordinal(n) => Some(n),
        _ => t.count(at),
    }
}

/// A noun that makes "de tweede" something else than an option.
fn is_noun(t: Tokens<'_, '_>, at: usize) -> bool {
    let option = t.is(at, OPTION_WORDS) || t.is(at, &["slot", "tijdstip", "dag"]);
    let verb = t.is(
        at,
        &[
            "is", "past", "kan", "lukt", "graag", "komt", "heeft", "schikt", "zou", "lijkt",
            "works", "suits", "please", "dan", "maar", "van", "en", "of", "wel", "niet", "kunnen",
            "zijn", "nog", "helaas", "heeft",
        ],
    );
    match t.word(at) {
        _ if t.get(at).is_none() => false,
        Word::Other => !option && !verb,
        Word::Month(_) | Word::Unit(_) | Word::Weekday { .. } => true,
        _ => false,
    }
}

/// A lone digit is a pick in a sentence that picks, or that is nothing but the digit.
fn is_bare_pick(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    let picks = t.find(
        s.from,
        s.to,
        &[
            &["doe"],
            &["doen"],
            &["graag"],
            &["kies"],
            &["kiezen"],
            &["liefst"],
            &["voorkeur"],
            &["allebei"],
            &["gaan", "voor"],
            &["akkoord"],
        ],
    );
    let next = t.get(at + 1).filter(|_| at + 1 < s.to);
    let plain = next.is_none_or(|next| {
        matches!(next.word, Word::Sign(_))
            || next.is_any(&["graag", "en", "of", "dan", "is", "past", "kan", "kunnen", "akkoord"])
    });
    let numbered = at == s.from
        && next.is_some_and(|next| next.glued && matches!(next.word, Word::Sign('.' | ')')));
    let alone = s.to - s.from <= 2;
    plain && (alone || picks.is_some() && !numbered)
}

/// "allebei de data passen": every option, and so a question which.
fn all_of_them(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let all: &[&[&str]] = &[
        &["allebei"],
        &["beide"],
        &["alle", "drie"],
        &["alle", "data"],
        &["alle", "opties"],
        &["alle", "momenten"],
        &["both"],
        &["all", "three"],
    ];
    for s in sentences {
        let Some(at) = t.find(s.from, s.to, all) else { continue };
        let fits = t.find(
            s.from,
            s.to,
            &[&["passen"], &["kunnen"], &["goed"], &["prima"], &["fine"], &["akkoord"]],
        );
        let denied = t.find(s.from, s.to, &[&["niet"], &["geen"], &["not"]]);
        if fits.is_some() && denied.is_none() {
            for offer in offered {
                put(taken, offer.option, Rank::Possible, t.span(at, at + 1));
            }
        }
    }
}

/// "geen van deze", "none of these".
fn refuses_all(t: Tokens<'_, '_>, sentences: &[Sentence]) -> bool {
    sentences.iter().any(|s| {
        t.find(
            s.from,
            s.to,
            &[
                &["geen", "van", "deze"],
                &["geen", "van", "die"],
                &["geen", "van", "de"],
                &["geen", "enkele"],
                &["none", "of"],
                &["alle", "drie", "niet"],
                &["geen", "van", "drie"],
                &["geen", "van", "beide"],
                &["past", "ons", "niet"],
                &["past", "helaas", "niet"],
                &["past", "dat", "niet"],
                &["passen", "ons", "niet"],
                &["passen", "helaas", "niet"],
                &["does", "not", "suit"],
            ],
        )
        .is_some()
    })
}
