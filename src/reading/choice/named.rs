//! Options by their name: "optie 2", "de tweede", "de middelste", "de laatste", "B", a lone "3".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::clause::{clause, rank_in, refuses};
use super::fallback::supposes_gone;
use super::given_back::is_given_back;
use super::rest::{is_all_that_is_left, is_left_of_none, is_taken_out};
use super::{Cue, Phrases, Rank, put};
use crate::domain::reading::{Offered, Span};
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// Puts the options that a sentence names among the taken or the refused. Returns the one that is taken
/// only if another, named before, cannot be.
pub(super) fn by_name(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
    refused: &mut BTreeSet<u32>,
) -> Option<u32> {
    let t = t.until(sentence.to);
    let mut otherwise = None;
    let ranked = t.at(sentence.from, sentence.to, Cue::RankedOptions).is_some();
    let mut first = true;
    let mut before_refused = false;
    for at in sentence.from..sentence.to {
        if let Some((options, next)) = several(t, at, offered) {
            let refuses = refuses(t, clause(t, sentence, at), at);
            for option in options {
                if refuses {
                    refused.insert(option);
                } else {
                    put(taken, option, Rank::Possible, t.span(at, next));
                }
            }
            continue;
        }
        let Some((option, next)) = named(t, sentence, at, offered) else { continue };
        if !offered.iter().any(|offer| offer.option == option) {
            continue;
        }
        if is_left_of_none(t, sentence, at) {
            put(taken, option, Rank::Wanted, t.span(at, next));
            continue;
        }
        let falls_back = t.has(sentence.from, at, Cue::FallsBack);
        if !taken.is_empty() && (falls_back || supposes_gone(t, sentence, at)) {
            otherwise = otherwise.or(Some(option));
            put(taken, option, Rank::Possible, t.span(at, next));
            continue;
        }
        if is_all_that_is_left(t, sentence, at) {
            put(taken, option, Rank::Asked, t.span(at, next));
            continue;
        }
        let clause = clause(t, sentence, at);
        let out = is_taken_out(t, sentence, at) || is_given_back(t, sentence, at);
        let refuses = refuses(t, clause, at) || before_refused && is_likewise(t, clause);
        before_refused = refuses || out;
        if before_refused {
            refused.insert(option);
            continue;
        }
        let rank = match (super::asks_whether(t, super::head(sentence)), ranked) {
            (true, _) => Rank::Asked,
            (false, true) if first => Rank::Preferred,
            (false, true) => Rank::Possible,
            (false, false) => rank_in(t, sentence, clause, at),
        };
        first = false;
        put(taken, option, rank, t.span(at, next));
        if let Some((day, _)) = day_or_number(t, at, offered).filter(|(day, _)| *day != option) {
            refused.remove(&day);
            put(taken, day, rank, t.span(at, next));
        }
    }
    otherwise
}

/// "Optie 1 valt af en optie 2 helaas ook": a clause without a verb says the same as the one before it.
fn is_likewise(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    const LIKEWISE: &[&str] = &["ook", "eveneens", "idem", "evenmin", "too", "neither"];
    let says = [Cue::OptionVerb, Cue::PicksOption, Cue::OptionsFit, Cue::Agrees];
    let likewise = (from..to).any(|at| t.is(at, LIKEWISE));
    likewise && !says.iter().any(|cue| t.has(from, to, *cue))
}

/// Whether a text refuses all but one that it names: "geen van deze, behalve de tweede".
pub(super) fn leaves_one(t: Tokens<'_, '_>, sentences: &[Sentence], offered: &[Offered]) -> bool {
    sentences.iter().filter(|s| s.cues.has(Cue::NoneOfOptions)).any(|&s| {
        let t = t.until(s.to);
        let left = |at: usize| is_left_of_none(t, s, at) && named(t, s, at, offered).is_some();
        (s.from..s.to).any(left)
    })
}

/// Whether a text takes an option by its name, whatever it says of all of them.
pub(super) fn takes_one(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    refused: &BTreeSet<u32>,
) -> bool {
    let (mut taken, mut refused) = (BTreeMap::new(), refused.clone());
    for &sentence in sentences {
        by_name(t, sentence, offered, &mut taken, &mut refused);
    }
    taken.keys().any(|option| !refused.contains(option))
}

/// "De laatste twee", "the first two": so many of the options, and no one of them.
fn several(t: Tokens<'_, '_>, at: usize, offered: &[Offered]) -> Option<(Vec<u32>, usize)> {
    let first = t.word(at) == Word::Ordinal(1);
    let named = counts_first_or_last(t, at) && t.was(at, &["de", "the", "uw", "your"]);
    let many = t.count(at + 1).and_then(|count| usize::try_from(count).ok());
    let many = many.filter(|many| (2..=offered.len()).contains(many))?;
    if !named || is_noun(t, at + 2) {
        return None;
    }
    let mut options: Vec<u32> = offered.iter().map(|offer| offer.option).collect();
    options.sort_unstable();
    if !first {
        options.reverse();
    }
    options.truncate(many);
    Some((options, at + 2))
}

fn counts_first_or_last(t: Tokens<'_, '_>, at: usize) -> bool {
    let end = t.word(at) == Word::Ordinal(1) || t.is(at, &["laatste", "last"]);
    end && t.count(at + 1).is_some_and(|count| (2..=4).contains(&count))
}

/// "De 2e": the second option, or the one on the second of the month. "De tweede" is the option.
fn day_or_number(t: Tokens<'_, '_>, at: usize, offered: &[Offered]) -> Option<(u32, usize)> {
    let Word::Ordinal(n) = t.word(at) else { return None };
    let said = t.is_cue(at + 1, Cue::OptionWord);
    on_day(t, at, n, offered).filter(|_| t.is_in_figures(at) && !said)
}

/// "Donderdag de 3e": what stands behind its own weekday is a day of the month, and no third option.
fn behind_weekday(t: Tokens<'_, '_>, at: usize, offered: &[Offered]) -> Option<(u32, usize)> {
    let Word::Ordinal(n) = t.word(at) else { return None };
    let before = if t.was(at, &["de", "the"]) { at.checked_sub(2)? } else { at.checked_sub(1)? };
    let Word::Weekday { day, .. } = t.word(before) else { return None };
    let is_that = |option: u32| {
        let mut slots = offered.iter().filter(|offer| offer.option == option);
        slots.any(|offer| offer.slot.start.date().weekday() == day)
    };
    on_day(t, at, n, offered).filter(|(option, _)| is_that(*option))
}

/// How many of the options a text names.
pub(super) fn count(t: Tokens<'_, '_>, sentences: &[Sentence], offered: &[Offered]) -> usize {
    let is_offered = |option: &u32| offered.iter().any(|offer| offer.option == *option);
    let named = sentences.iter().flat_map(|&s| {
        let t = t.until(s.to);
        (s.from..s.to).filter_map(move |at| named(t, s, at, offered).map(|(option, _)| option))
    });
    named.filter(is_offered).collect::<BTreeSet<u32>>().len()
}

/// Before an option that is taken only if another cannot be.
pub(crate) const FALLS_BACK: Phrases = &[
    "anders",
    "zo niet",
    "zo nee",
    "plan b",
    "reserve",
    "tweede keus",
    "tweede keuze",
    "mocht dat niet",
    "mocht dit niet",
    "mocht het niet",
    "mocht die niet",
    "als dat niet",
    "als dit niet",
    "als het niet",
    "als die niet",
    "indien dat niet",
    "indien dit niet",
    "indien het niet",
    "lukt dat niet",
    "kan dat niet",
    "gaat dat niet",
    "otherwise",
    "if not",
    "if that does not",
    "if that doesn't",
    "second choice",
    "fallback",
];

pub(crate) const OPTION_WORDS: Phrases = &[
    "optie",
    "option",
    "voorstel",
    "nummer",
    "numero",
    "keuze",
    "keus",
    "mogelijkheid",
    "alternatief",
    "moment",
    "datum",
    "nr",
    "no",
    "number",
    "choice",
    "proposal",
    "slot",
    "variant",
    "opte",
    "opti",
    "otpie",
    "optei",
    "voorstelnummer",
    "tijdstip",
    "dag",
    "data",
    "date",
    "one",
    "time",
];

/// The option named at `at`, and where its name ends.
pub(super) fn named(
    t: Tokens<'_, '_>,
    s: Sentence,
    at: usize,
    offered: &[Offered],
) -> Option<(u32, usize)> {
    // "De eerste twee gasten": so many of something, and no option.
    if counts_first_or_last(t, at) {
        return None;
    }
    if let Some(option) = by_place(t, at, offered) {
        return Some((option, at + 1));
    }
    if t.is_cue(at, Cue::OptionWord) || t.get(at).is_some_and(|token| token.is_sign('#')) {
        return by_number(t, at);
    }
    if let Some(day) = behind_weekday(t, at, offered) {
        return Some(day);
    }
    if let Word::Ordinal(n) = t.word(at) {
        let article = t.was(at, &["de", "het", "the", "uw", "eerste", "jullie", "your", "ons"])
            || is_counted_option(t, at)
            || at == s.from && (is_one(t, at + 1) || is_taken_bare(t, at));
        let day = t.was(at, &["de"]) && n > 9;
        let option = article && !day && !is_noun(t, at + 1) && !t.is_cue(at + 1, Cue::OptionRank);
        return option.then_some((n, at + 1));
    }
    if let Some(option) = by_letter(t, s, at) {
        return Some((option, at + 1));
    }
    let Word::Digits { value, len: 1 } = t.word(at) else { return None };
    // The 2 of "optie 1 of 2".
    let listed = t.was(at, &["of", "en", "or", "and"])
        && at >= 3
        && t.is_cue(at - 3, Cue::OptionWord)
        && number(t, at - 2).is_some();
    (listed || is_bare_pick(t, s, at) || is_praised(t, s, at)).then_some((value, at + 1))
}

/// "Tweede datum", "2e keuze"; not "een tweede moment", and of "first one" more must be said.
fn is_counted_option(t: Tokens<'_, '_>, at: usize) -> bool {
    let option = t.is_cue(at + 1, Cue::OptionWord) && !t.is(at + 1, &["one"]);
    option && !t.was(at, &["een", "a", "nog"])
}

/// "Tweede graag", "tweede is prima".
fn is_taken_bare(t: Tokens<'_, '_>, at: usize) -> bool {
    is_subject(t, at) || t.is(at + 1, &["graag", "please", "svp", "aub"])
}

/// The "one" of "Second one works for us" and "Second one, please", not that of "First one question".
fn is_one(t: Tokens<'_, '_>, at: usize) -> bool {
    let judged = &["works", "suits", "is", "would", "looks", "sounds", "fits", "please"];
    let ends = t.get(at + 1).is_none_or(|end| matches!(end.word, Word::Sign(_)));
    t.is(at, &["one"]) && (ends || t.is(at + 1, judged))
}

/// "de 22e": the one offer on that day of the month.
pub(super) fn on_day(
    t: Tokens<'_, '_>,
    at: usize,
    day: u32,
    offered: &[Offered],
) -> Option<(u32, usize)> {
    let mut offers = offered.iter().filter(|offer| offer.slot.start.date().day() == day);
    let only = offers.next().filter(|_| offers.next().is_none())?;
    let bare = !matches!(t.word(at + 1), Word::Month(_));
    bare.then_some((only.option, at + 1))
}

/// "optie 2", "optie B", "nr. 2", "keuze: 2", "de eerste keuze is 2".
fn by_number(t: Tokens<'_, '_>, at: usize) -> Option<(u32, usize)> {
    let mut next = at + 1;
    while t.get(next).is_some_and(|token| token.is_sign('.') || token.is_sign(':'))
        || t.is(next, &["is", "nr", "nummer"])
    {
        next += 1;
        if next > at + 3 {
            return None;
        }
    }
    let letter = t.get(next).filter(|_| t.is(at, &["optie", "option", "voorstel", "variant"]));
    let letter = letter.and_then(|token| letter_of(token.lower));
    // "de dag 2 december": a date, no option.
    let dated = t
        .is(at, &["dag", "datum", "data", "date", "one", "time", "tijdstip", "moment", "no"])
        && !matches!(t.word(next + 1), Word::Other | Word::Sign(_));
    number(t, next).or(letter).filter(|_| !dated).map(|n| (n, next + 1))
}

fn number(t: Tokens<'_, '_>, at: usize) -> Option<u32> {
    match t.word(at) {
        Word::Ordinal(n) => Some(n),
        _ => t.count(at),
    }
}

fn letter_of(lower: &str) -> Option<u32> {
    match lower {
        "a" => Some(1),
        "b" => Some(2),
        "c" => Some(3),
        "d" => Some(4),
        _ => None,
    }
}

/// A capital that is all of the sentence, or stands behind a word of choosing: "wij kiezen B".
fn by_letter(t: Tokens<'_, '_>, s: Sentence, at: usize) -> Option<u32> {
    let token = t.get(at).filter(|token| token.lower.len() == 1)?;
    let capital = token.starts_upper()
        && !t.get(at + 1).is_some_and(|next| next.is_sign('.') && at + 2 < s.to);
    let alone = at == s.from && s.to - s.from <= 2;
    let picked = t.was(at, &["kies", "kiezen", "kiest", "voor", "doe", "graag", "choose"])
        || t.is(at + 1, &["graag", "please", "svp"]);
    letter_of(token.lower).filter(|_| capital && (alone || picked))
}

/// An option by its place among the others: "de laatste", "de middelste", "de vroegste".
fn by_place(t: Tokens<'_, '_>, at: usize, offered: &[Offered]) -> Option<u32> {
    let options = || offered.iter().map(|offer| offer.option);
    let by_start = |offer: &&Offered| offer.slot.start;
    let article = t.was(at, &["de", "het", "the", "uw", "jullie", "die", "that"]);
    let noun = is_noun(t, at + 1);
    let place: &str = t.get(at)?.lower;
    match place {
        "laatste" | "last" | "laatstgenoemde" if article && !noun => options().max(),
        "eerstgenoemde" if !noun => options().min(),
        "middelste" | "middle" if !noun && offered.len() % 2 == 1 => {
            let mut sorted: Vec<u32> = options().collect();
            sorted.sort_unstable();
            sorted.get(offered.len() / 2).copied()
        }
        "vroegste" | "earliest" if !noun => {
            offered.iter().min_by_key(by_start).map(|offer| offer.option)
        }
        "laatst" | "latest" if article && !noun => {
            offered.iter().max_by_key(by_start).map(|offer| offer.option)
        }
        _ => None,
    }
}

/// A noun that makes "de tweede" something else than an option.
fn is_noun(t: Tokens<'_, '_>, at: usize) -> bool {
    let option = t.is_cue(at, Cue::OptionWord)
        || t.is(at, &["slot", "tijdstip", "dag", "genoemde", "voorgestelde", "van"]);
    let verb = t.is(
        at,
        &[
            "is",
            "past",
            "kan",
            "lukt",
            "graag",
            "komt",
            "heeft",
            "schikt",
            "zou",
            "lijkt",
            "works",
            "suits",
            "please",
            "dan",
            "maar",
            "van",
            "en",
            "of",
            "wel",
            "niet",
            "kunnen",
            "passen",
            "lukken",
            "schikken",
            "vallen",
            "lijken",
            "hebben",
            "are",
            "suit",
            "work",
            "zijn",
            "nog",
            "helaas",
            "heeft",
            "svp",
            "s.v.p",
            "s.v.p.",
            "aub",
            "ajb",
            "valt",
            "wordt",
            "vast",
            "houden",
            "doen",
            "nemen",
            "vastleggen",
            "die",
            "dat",
            "omdat",
            "want",
            "om",
            "op",
            "in",
            "and",
            "but",
            "or",
            "would",
            "will",
            "fits",
            "looks",
            "we",
            "wij",
            "ik",
            "gaat",
            "vallen",
            "liever",
            "bevestigen",
            "inplannen",
            "reserveren",
            "als",
            "for",
            "mits",
            "onder",
            "prima",
            "akkoord",
            "goed",
            "voor",
            "past",
            "verdient",
            "geniet",
            "met",
            "kies",
            "kiezen",
            "kiest",
            "uit",
            // Whom it suits: "schikt de middelste de minister het best".
            "de",
            "het",
            "ons",
            "onze",
            "mij",
            "hem",
            "haar",
            "us",
            "me",
            // "Blijft de derde over", "dan resteert de derde nog".
            "over",
            "resteert",
        ],
    );
    match t.word(at) {
        _ if t.get(at).is_none() => false,
        Word::Other => !option && !verb,
        Word::Month(_) | Word::Unit(_) | Word::Weekday { .. } => !option,
        _ => false,
    }
}

/// A lone digit is a pick in a sentence that picks, or that is nothing but the digit.
fn is_bare_pick(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    // "We'll go with 2" picks; "we go with 2" may as well count who come.
    let counts = at >= 3 && t.is(at - 3, &["we", "i"]);
    let goes_with = t.was(at, &["with"]) && at >= 2 && t.is(at - 2, &["go", "ahead", "going"]);
    let goes_with = goes_with && !counts;
    if t.was(at, &["met", "om", "van", "tot", "over", "na", "vanaf", "with", "at", "dan"])
        && !goes_with
    {
        return t.was(at, &["dan"])
            && t.at(at.saturating_sub(40).max(s.from), at, Cue::PicksOption).is_some();
    }
    // Not the whole sentence: a text without full stops would be searched for each digit in it.
    let picks = t.at(at.saturating_sub(40).max(s.from), s.to.min(at + 40), Cue::PicksOption);
    let next = t.get(at + 1).filter(|_| at + 1 < s.to);
    let plain = next.is_none_or(|next| {
        matches!(next.word, Word::Sign(_))
            || next.is_any(&[
                "graag", "en", "of", "dan", "is", "past", "kan", "kunnen", "akkoord", "vallen",
                "valt", "please", "and", "or", "svp", "lukt", "maar", "niet", "wel", "heeft",
                "gaan", "doen", "nemen", "kiezen",
            ])
    });
    let numbered = at == s.from
        && next.is_some_and(|next| next.glued && matches!(next.word, Word::Sign('.' | ')')));
    let alone = s.to - s.from <= 2;
    plain && (alone || picks.is_some() && !numbered)
}

/// "1 is top", "2 lijkt ons prima", "2 it is": a digit at the head of a sentence that is praised.
fn is_praised(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    const PRAISE_TOKENS: usize = 5;
    let end = s.to.min(at + 2 + PRAISE_TOKENS);
    at == s.from
        && is_subject(t, at)
        && (t.are(at + 1, &["it", "is"])
            || t.has(at + 1, end, Cue::OptionsFit)
            || t.has(at + 1, end, Cue::AgreesAtHead))
}

/// A digit with a verb behind it: "1 is", "2 lijkt", "3 works".
fn is_subject(t: Tokens<'_, '_>, at: usize) -> bool {
    const VERBS: &[&str] = &[
        "is", "lijkt", "past", "kan", "schikt", "komt", "lukt", "heeft", "werkt", "wordt", "it",
        "works", "suits", "looks", "seems", "would",
    ];
    t.is(at + 1, VERBS)
}

/// A number that opens a sentence as one of the options would, in a text that takes none: "2 is nog de
/// vraag". It is asked about.
pub(super) fn bare(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let at = sentence.from;
    let Word::Digits { value, len: 1 } = t.word(at) else { return };
    if is_subject(t, at) && offered.iter().any(|offer| offer.option == value) {
        put(taken, value, Rank::Asked, t.span(at, at + 1));
    }
}

/// Words of picking, beside which a lone digit is an option.
pub(crate) const PICKS: Phrases = &[
    "doe",
    "doen",
    "graag",
    "kies",
    "kiezen",
    "kiest",
    "liefst",
    "liever",
    "voorkeur",
    "allebei",
    "gaan voor",
    "gaat voor",
    "ga voor",
    "akkoord",
    "keuze",
    "keus",
    "prefer",
    "please",
    "vallen",
    "valt",
    "choose",
    "pick",
    "gaan",
    "nemen",
    "neem",
    "go ahead with",
    "go with",
];

/// The options are named in order of liking.
pub(crate) const RANKED: Phrases = &["volgorde", "order of"];
