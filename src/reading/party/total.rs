//! A number of guests that is said as a whole.

use super::super::classes::Classes;
use super::super::cue::{Cue, Cues, Phrases};
use super::super::cursor::Tokens;
use super::super::numeral;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::counted::{Scene, reckoned};
use super::figure::{in_group, skip_about};
use super::list::sum;
use super::more::{apart, is_without, less, with_others, without_absent};
use super::nouns::{is_company, is_other_crowd};
use super::{MOST, Size, amount};

pub(crate) const PEOPLE: Phrases = &[
    "personen",
    "mensen",
    "man",
    "leden",
    "people",
    "persons",
    "deelnemers",
    "persoon",
    "pers",
    "koppen",
    "gasten",
    "bezoekers",
    "participants",
    "guests",
    "pax",
    "person",
    "p",
    "personnen",
];

/// What the first number is instead of.
pub(crate) const INSTEAD: Phrases =
    &["inplaats van", "in plaats van", "instead of", "i.p.v.", "ipv", "i.p.v"];
/// Words before a number of people as a group.
pub(crate) const WITH: Phrases = &[
    "met z'n",
    "met z’n",
    "met zn",
    "met z 'n",
    "met ons",
    "met hun",
    "met zijn",
    "met",
    "the",
    "alle",
];
/// Fields of a form.
pub(crate) const FIELDS: Phrases = &[
    "aantal personen",
    "aantal gasten",
    "aantal bezoekers",
    "aantal deelnemers",
    "aantal mensen",
    "groepsgrootte",
    "deelnemers",
    "gezelschap",
    "aantal",
    "number of people",
    "number of guests",
    "number of participants",
    "group size",
    "party size",
];
/// All of them are counted.
pub(crate) const IN_ALL: Phrases = &["in totaal", "totaal", "in total", "in all", "all told"];
pub(crate) const BESIDE: Phrases = &["mee", "naast", "behalve", "along"];

/// "in totaal met vijf mensen", "met z'n zevenen", "Aantal personen: 5", "4 man", "a group of seven".
pub(super) fn total<'a>(t: Tokens<'a, '_>, s: &'a Sentence) -> Option<Size> {
    let scene = Scene::new(t, s);
    let has = |cue| s.cues.has(cue);
    if has(Cue::PartyComes)
        && let Some(size) = reckoned(t, s)
    {
        return Some(size);
    }
    let (with, field, group_named) =
        (has(Cue::PartyTogether), has(Cue::PartyField), has(Cue::PartyGroup));
    let tells = with || field || group_named;
    let telling = Classes::COUNTS.or(Classes::TELLS_TOTAL.if_so(tells));
    let mut told = t.being(s.from, s.to, telling);
    // "Twee mensen zijn ziek, wij komen met z'n zessen": what is said as a whole goes first.
    let whole = || told.clone().find_map(|(at, _)| together(t, at));
    let whole = with.then(whole).flatten().or_else(|| heads_group(t, s));
    let changes = |size: &Size| is_change(t, size.to);
    if whole.is_some_and(|size| changes(&size)) {
        return None;
    }
    if let Some(size) = whole.filter(|size| !is_without(t, s, size.from)) {
        let present = less(t, size);
        return Some(apart(t, s, without_absent(t, s, with_others(t, s, present))));
    }
    told.find_map(|(at, token)| {
        let by_word = if field { form_field(t, at) } else { None };
        if token.may_be(Classes::COUNTS) {
            let instead = || if has(Cue::PartyInstead) { instead(t, s, at) } else { None };
            by_word.or_else(instead).or_else(|| scene.counted(at))
        } else {
            by_word.or_else(|| if group_named { group(t, s, at) } else { None })
        }
    })
}

/// "Met z'n drieën minder": so many fewer, and not how many come.
fn is_change(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &["minder", "meer", "extra", "fewer", "more"])
}

/// "Drieën, Ilse niet meegerekend": the number alone, and who comes beside it.
fn heads_group(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    let count = in_group(t.get(s.from)?.lower)?;
    let size = Size { min: count, max: count, from: s.from, to: s.from + 1 };
    (apart(t, s, size) != size).then_some(size)
}

/// With these words a number of guests may begin.
pub(crate) const TELLS_TOTAL: &Cues =
    &Cues::these(&[Cue::PartyTogether, Cue::PartyField, Cue::PartyGroup]);

/// "6 in plaats van 8 personen": the first number is the new one. "6 in plaats van 8 uur" is a time.
fn instead(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Size> {
    let new = t.count(at).filter(|n| (1..=MOST).contains(n))?;
    if let Some(size) = becomes(t, s, at) {
        return Some(size);
    }
    let people =
        |at: usize| t.listed(at, Cue::PartyPeople) || t.get(at).is_some_and(|w| is_company(w));
    let next = if people(at + 1) { at + 2 } else { at + 1 };
    let words = t.cue(next, Cue::PartyInstead)?;
    t.count(next + words)?;
    let after = next + words + 1;
    let ends = t
        .get(after)
        .is_none_or(|token| matches!(token.word, Word::Sign('.' | ',' | ';' | '!' | ')')));
    let comes = t.was(at, &["met", "we", "wij", "komen", "zijn", "naar", "with"]);
    // "Half 11 in plaats van 10": hours.
    let hours = t.was(at, HOUR_LEADS);
    (people(at + 1) || people(after) || (ends || comes) && !hours).then_some(Size {
        min: new,
        max: new,
        from: at,
        to: after,
    })
}

const HOUR_LEADS: &[&str] = &["half", "kwart", "voor", "over", "om", "tegen", "vanaf", "tot"];

/// "In plaats van 4 worden het er 6": the old number goes before the new one.
fn becomes(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Size> {
    let (old, words) = t.first(s.from, at, Cue::PartyInstead)?;
    t.count(old + words).filter(|_| old + words < at)?;
    let (min, max, next) = amount(t, at)?;
    let about = |i: &usize| t.listed(*i, Cue::PartyAbout);
    let from = (s.from..at).rev().take_while(about).last().unwrap_or(at);
    let ends = matches!(t.word(next), Word::Sign(_)) || t.get(next).is_none();
    let counts = t.was(from, &["er", "met", "zijn", "komen", "worden"]);
    (ends && counts).then_some(Size { min, max, from: at, to: next })
}

fn together(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let words = t.cue(at, Cue::PartyTogether)?;
    // "Met z'n 5en" is two words for the lexer.
    let figures = || t.count(at + words).filter(|_| t.is(at + words + 1, &["en"]));
    let glued = t.get(at + words + 1).is_some_and(|end| end.glued);
    if let Some(count) = figures().filter(|count| glued && (1..=MOST).contains(count)) {
        return Some(Size { min: count, max: count, from: at, to: at + words + 2 });
    }
    let count = in_group(t.get(at + words)?.lower)
        .or_else(|| t.is(at, &["the"]).then(|| of_us(t, at + 1)).flatten())?;
    Some(Size { min: count, max: count, from: at, to: at + words + 1 })
}

/// "the two of us".
fn of_us(t: Tokens<'_, '_>, at: usize) -> Option<u32> {
    t.count(at).filter(|_| t.are(at + 1, &["of", "us"]))
}

fn form_field(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let words = t.cue(at, Cue::PartyField)?;
    let says = behind_bracket(t, at + words);
    let sign = t.is_sign(says, ':') || t.is_sign(says, '=');
    if !sign && !t.is(says, &["bedraagt", "is", "wordt", "komt"]) {
        return None;
    }
    let start = skip_about(t, says + 1);
    let (min, max, next) = amount(t, start)?;
    (!opens_list(t, start)).then_some(Size { min, max, from: at, to: next })
}

/// "Aantal bezoekers (inclusief uzelf)": what explains a field belongs to its name.
fn behind_bracket(t: Tokens<'_, '_>, at: usize) -> usize {
    const BRACKET_TOKENS: usize = 8;
    let opens = t.is_sign(at, '(');
    let close = (at..at + BRACKET_TOKENS).find(|&i| opens && t.is_sign(i, ')'));
    close.map_or(at, |close| close + 1)
}

/// "Deelnemers: 1. K. Postma 2. W. Bakker": the first of a list, and not how many.
fn opens_list(t: Tokens<'_, '_>, at: usize) -> bool {
    const NAME_TOKENS: usize = 10;
    let numbers = |at: usize, number: u32| {
        t.count(at) == Some(number) && matches!(t.word(at + 1), Word::Sign('.' | ')'))
    };
    numbers(at, 1) && (at + 2..at + 2 + NAME_TOKENS).any(|next| numbers(next, 2))
}

pub(crate) const ABOUT: Phrases = &[
    "ongeveer",
    "circa",
    "ca",
    "plusminus",
    "ca.",
    "maximaal",
    "max",
    "hooguit",
    "zo'n",
    "zo’n",
    "about",
    "approximately",
    "around",
    "up",
    "de",
    "tussen",
    "between",
    "nog",
    "minstens",
    "minimaal",
    "naar",
    "verwachting",
    "nu",
    "dan",
    "in",
    "totaal",
    "slechts",
    "precies",
    "rond",
    "min",
    "minimum",
];

pub(crate) const GROUPS: Phrases = &[
    "groep",
    "groepje",
    "delegatie",
    "gezelschap",
    "clubje",
    "club",
    "group",
    "delegation",
    "party",
    "afvaardiging",
    "team",
];

/// "een groep van negen beleidsmedewerkers", "a delegation of six", "onze groep telt acht leden".
fn group(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Size> {
    // "In gezelschap van twee adviseurs": they are beside a guest.
    if !t.listed(at, Cue::PartyGroup) || t.was(at, &["in"]) {
        return None;
    }
    const HOLDS: &[&[&str]; 14] = &[
        &["van"],
        &["of"],
        &["telt"],
        &["à"],
        &["is"],
        &["met"],
        &["bestaat", "uit"],
        &["bestaande", "uit"],
        &["zal", "bestaan", "uit"],
        &["bestaat", "nu", "uit"],
        &["consists", "of"],
        &["is", "met"],
        &["wordt"],
        &["will", "be"],
    ];
    let near = (at + 1..at + 4).find(|&i| t.any_of(i, HOLDS).is_some())?;
    let start = skip_about(t, near + t.any_of(near, HOLDS)?);
    // "The party consists of the Mayor, two councillors and myself".
    let list = |loose| sum(t, start, s.to, loose).filter(|list| list.items > 1);
    let Some((min, max, next)) = amount(t, start) else {
        let holds = t.is(near, &["bestaat", "bestaande", "zal", "consists"]);
        return holds.then(|| list(true)).flatten().map(|list| Size { from: at, ..list.size });
    };
    if is_other_crowd(t, next) || t.is(start, &["een", "one", "a"]) {
        return None;
    }
    let people = t.listed(next, Cue::PartyPeople);
    let whole = Size { min, max, from: at, to: next + usize::from(people) };
    Some(list(false).map_or_else(|| apart(t, s, whole), |list| Size { from: at, ..list.size }))
}

/// "een vijftiental raadsleden", "een zestal collega's".
pub(super) fn collective(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    (s.from..s.to).find_map(|at| {
        let stem = t.get(at)?.lower.strip_suffix("tal")?;
        let count = numeral::number(stem)?;
        (!is_other_crowd(t, at + 1)).then_some(Size {
            min: count,
            max: count,
            from: at,
            to: at + 1,
        })
    })
}
