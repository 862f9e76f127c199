//! Those beside a number of guests, and those who are taken off it: "en een griffier", "plus 1
//! begeleider", "min 2 zieken", "van wie 2 verhinderd", "ieder met een medewerker".

use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::figure::in_group;
use super::list::{skip_attachment, sum};
use super::nouns::ANIMALS;
use super::{MOST, Size, amount};

/// "De commissie telt dertien leden; er gaan er tien mee": behind `from`, so many of those who could.
pub(super) fn with_leave(t: Tokens<'_, '_>, s: &Sentence, from: usize) -> Option<Size> {
    let goes = t.find(from, s.to, &[&["gaan", "er"], &["komen", "er"], &["reizen", "er"]])?;
    let (min, max, next) = amount(t, goes + 2)?;
    let along = t.is(next, &["mee", "langs"]).then_some(next + 1)?;
    let rest = if t.is_sign(along, ',') { along + 1 } else { along };
    let size = Size { min, max, from: goes + 2, to: along };
    let beside = others(t, s, rest);
    Some(beside.map_or(size, |more| size.plus(more)))
}

/// "Vijf Kamerleden, ieder met een medewerker": each brings as many.
pub(super) fn each_with(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> Size {
    let from = if t.is_sign(size.to, ',') { size.to + 1 } else { size.to };
    // "Beide leden komen, elk met een adviseur".
    let later = (from..s.to.min(from + 3)).find(|&at| t.is_sign(at, ',')).map(|comma| comma + 1);
    let behind = |from: usize| {
        let with = usize::from(t.is(from, &["met", "with"]));
        let each = from + with;
        let again = usize::from(t.is(each + 1, &["met", "with"]));
        let said = t.is(each, &["ieder", "elk", "each", "allen"]) && with + again == 1;
        said.then_some(each + 1 + again)
    };
    let start = behind(from).or_else(|| later.and_then(behind));
    let list = start.and_then(|start| sum(t, start, s.to, false));
    match list.map(|list| list.size) {
        Some(beside) => Size {
            min: size.min * (1 + beside.min),
            max: size.max * (1 + beside.max),
            to: beside.to,
            ..size
        },
        None => size,
    }
}

/// "..., plus de directeur", "..., aangevuld met een tolk", "... en mijn collega gaat ook mee": further on
/// in the sentence, somebody who is not in the number.
pub(super) fn tail(t: Tokens<'_, '_>, s: &Sentence, from: usize) -> Option<Size> {
    const SUMS_UP: &[&str] = &["dus", "totaal", "samen", "total", "altogether"];
    if (from..s.to).any(|at| t.is(at, SUMS_UP)) {
        return None;
    }
    (from..s.to).find_map(|at| {
        let plus = t.is(at, &["plus"]) && t.is_sign(at.saturating_sub(1), ',');
        let filled = t.is(at, &["aangevuld"]) && t.is(at + 1, &["met", "door"]);
        if plus || filled {
            return sum(t, at + 1 + usize::from(filled), s.to, false).map(|list| list.size);
        }
        let joined = t.is(at, &["en", "and", "maar", "but"]);
        let list = joined.then(|| sum(t, at + 1, s.to, false)).flatten()?;
        (!list.myself && joins_too(t, s, list.size.to)).then_some(list.size)
    })
}

/// "Gaat mee", "sluit ook aan", "joins us", right behind whoever it is.
fn joins_too(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    const JOINS: &[&str] =
        &["gaat", "gaan", "komt", "komen", "reist", "reizen", "sluit", "sluiten", "joins", "join"];
    let verb = skip_attachment(t, at, s.to);
    let verb = (at..=verb.max(at + 4).min(s.to)).find(|&i| t.is(i, JOINS));
    verb.is_some_and(|verb| {
        (verb + 1..s.to.min(verb + 4)).any(|i| t.is(i, &["mee", "aan", "erbij", "us", "along"]))
    })
}

/// "We zijn met 9 en komen met de trein": behind "en" stands a verb or who does it, and nobody else.
pub(super) fn goes_on(t: Tokens<'_, '_>, at: usize) -> bool {
    const DOES: &[&str] = &[
        "er",
        "we",
        "wij",
        "ik",
        "dat",
        "reizen",
        "nemen",
        "hebben",
        "blijven",
        "eten",
        "willen",
        "rijden",
        "zien",
        "vertrekken",
        "arriveren",
        "would",
        "will",
        "travel",
        "we",
    ];
    t.listed(at, Cue::Verb) || t.is(at, DOES)
}

/// "9 leden, min 2 zieken", "met z'n vijven min Bas": those are taken off at once.
pub(super) fn less(t: Tokens<'_, '_>, size: Size) -> Size {
    let from = if t.is_sign(size.to, ',') { size.to + 1 } else { size.to };
    if !t.is(from, &["min", "minus"]) {
        return size;
    }
    let counted = t.count(from + 1).filter(|_| t.word(from + 2).is_other());
    let counted = counted.map(|count| (count, from + 3));
    match counted.or_else(|| people_at(t, from + 1, t.0.len())) {
        Some((count, to)) if count < size.min => {
            Size { min: size.min - count, max: size.max - count, to, ..size }
        }
        Some(_) | None => size,
    }
}

/// "Exclusief Ilse en mijzelf", "de minister niet meegerekend": they come beside the number.
pub(super) fn apart(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> Size {
    const LEADS: &[&[&str]; 6] = &[
        &["exclusief"],
        &["excl"],
        &["excluding"],
        &["not", "counting"],
        &["not", "including"],
        &["los", "van"],
    ];
    const NOT_COUNTED: &[&[&str]; 5] = &[
        &["niet", "meegerekend"],
        &["niet", "meegeteld"],
        &["niet", "inbegrepen"],
        &["niet", "meegenomen"],
        &["not", "included"],
    ];
    let to = if t.are(size.to, &["of", "us"]) { size.to + 2 } else { size.to };
    let from = if t.is_sign(to, ',') { to + 1 } else { to };
    let leads = t.any_of(from, LEADS);
    let dot = leads.is_some_and(|words| t.is_sign(from + words, '.'));
    let start = from + leads.unwrap_or(0) + usize::from(dot);
    match people_at(t, start, s.to) {
        Some((count, to)) if leads.is_some() || t.any_of(to, NOT_COUNTED).is_some() => {
            Size { min: size.min + count, max: size.max + count, to, ..size }
        }
        Some(_) | None => size,
    }
}

/// "Zonder Ilse zijn we met vier": whether she comes beside them nobody knows.
pub(super) fn is_without(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    if !s.cues.has(Cue::NeedNone) {
        return false;
    }
    let sign = |at: &usize| matches!(t.word(*at), Word::Sign(_));
    let from = (s.from..at).rev().find(sign).map_or(s.from, |sign| sign + 1);
    let without = (from..at).find(|&i| t.is(i, &["zonder", "without"]));
    without.is_some_and(|without| people_at(t, without + 1, at).is_some())
}

/// So many people are named here, the one by a first name only: "Ilse en mijzelf"; and where they end.
fn people_at(t: Tokens<'_, '_>, at: usize, to: usize) -> Option<(u32, usize)> {
    let named = |i: usize| t.get(i).is_some_and(|w| w.word.is_other() && w.starts_upper());
    let (mut count, mut start) = (0, at);
    loop {
        let list = sum(t, start, to, false).map(|list| (list.size.min, list.size.to));
        let end = (start..to).find(|&i| !named(i)).unwrap_or(to);
        let (more, end) = list.or_else(|| (end > start).then_some((1, end)))?;
        count += more;
        let joined = t.is(end, &["en", "and"]) && end + 1 < to;
        start = end + 1;
        // "Ilse and me".
        if joined && t.is(start, &["me", "mij"]) {
            return Some((count + 1, start + 1));
        }
        if !joined || !named(start) && sum(t, start, to, false).is_none() {
            return Some((count, end));
        }
    }
}

/// "Acht leden nemen deel, vergezeld van twee ondersteuners": further on in the sentence.
pub(super) fn accompanied(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> Size {
    let led = |i: &usize| t.is(*i, &["vergezeld", "accompanied"]) && t.is_sign(*i - 1, ',');
    let led = (size.to..s.to).find(led);
    let by = led.filter(|at| t.is(at + 1, &["van", "door", "by"]));
    match by.and_then(|at| sum(t, at + 2, s.to, true)) {
        Some(list) => size.plus(list.size),
        None => size,
    }
}

/// "Met z'n vijven, als Karel meekan met z'n zessen", "four of us, or five if ...", "sluit zij aan, dan
/// zijn het er twaalf": how many it may become.
pub(super) fn perhaps(t: Tokens<'_, '_>, to: usize, size: Size) -> Size {
    /// No more than so many come on such a condition.
    const MORE_MOST: u32 = 5;
    const IF: &[&str] = &["als", "indien", "mocht", "if", "mits", "wanneer"];
    const TOGETHER: &[&[&str]; 3] = &[&["met", "z'n"], &["met", "zn"], &["met", "zijn"]];
    const THEN: &[&[&str]; 2] = &[&["dan", "zijn", "het", "er"], &["dan", "zijn", "we", "met"]];
    let condition = |at: usize| (size.to..at).any(|i| t.is(i, IF));
    let start = |at: usize| {
        let or = (t.is(at, &["of", "or"]) && t.is(at + 2, IF)).then_some(1);
        let together = || t.any_of(at, TOGETHER).filter(|_| condition(at));
        or.or_else(|| t.any_of(at, THEN)).or_else(together).map(|words| at + words)
    };
    let number = |at: usize| t.count(at).or_else(|| in_group(t.get(at)?.lower));
    let more = |count: &u32| *count > size.max && *count <= size.max + MORE_MOST;
    let max = (size.to..to).filter_map(start).filter_map(number).find(more);
    Size { max: max.unwrap_or(size.max), ..size }
}

/// "15 leden en 3 medewerkers": what a second number counts beside them comes too.
pub(super) fn with_others(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> Size {
    match others(t, s, skip_attachment(t, size.to, s.to)) {
        Some(others) => size.plus(others),
        None => size,
    }
}

/// "11 leden, van wie 2 verhinderd": those do not come.
pub(super) fn without_absent(t: Tokens<'_, '_>, s: &Sentence, size: Size) -> Size {
    const ABSENT: &[&str] = &["verhinderd", "afwezig", "ziek", "afgemeld", "absent"];
    let from = if t.is_sign(size.to, ',') { size.to + 1 } else { size.to };
    let of = t.any_of(from, &[&["van", "wie"], &["waarvan"], &["of", "whom"]]);
    let absent = of.and_then(|words| t.count(from + words).map(|count| (from + words, count)));
    match absent {
        Some((at, count))
            if count < size.min
                && (at..s.to.min(at + 4))
                    .any(|i| t.is(i, ABSENT) || t.is(i, ANIMALS) || stays_away(t, s, i)) =>
        {
            Size { min: size.min - count, max: size.max - count, to: at + 1, ..size }
        }
        Some(_) | None => size,
    }
}

/// "Niet mee kunnen", "niet komen", and nothing more: not "niet roken".
fn stays_away(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    const COMING: &[&str] = &[
        "komen", "komt", "kunnen", "kan", "mee", "meekomen", "meegaan", "gaan", "erbij", "er",
        "bij", "zijn", "aanwezig", "meer",
    ];
    let end = (at..s.to).find(|&i| matches!(t.word(i), Word::Sign(_))).unwrap_or(s.to);
    t.is(at, &["niet"]) && at + 1 < end && (at + 1..end).all(|i| t.is(i, COMING))
}

/// Those whom "en", "plus" or "en dan nog" counts beside a number: "en nemen 2 gasten mee" too.
pub(super) fn others(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Size> {
    let at = if t.is_sign(at, ',') && t.is(at + 1, &["plus"]) { at + 1 } else { at };
    let plus = t.is(at, &["plus"]) || t.is_sign(at, '+') && t.word(at + 1).is_other();
    if !plus && !t.is(at, &["en", "and"]) {
        return None;
    }
    let counted = t.count(at + 1).is_some_and(|count| count > 1);
    if plus && !counted {
        return sum(t, at + 1, s.to, false).map(|list| list.size);
    }
    if goes_on(t, at + 1) {
        let joins = |i: usize| t.is(i, &["mee", "bij", "erbij", "nog", "along"]);
        let counted = (at + 1..s.to).find(|&i| t.count(i).is_some_and(|count| count <= MOST))?;
        let list = sum(t, counted, s.to, false).filter(|_| (at + 1..s.to).any(joins))?;
        return Some(list.size);
    }
    let start = (at + 1..at + 4).find(|&i| !t.is(i, &["dan", "nog", "ook", "daarnaast"]))?;
    let list = sum(t, start, s.to, false)?;
    let more = start > at + 1;
    (t.count(start).is_some() || more || comes_too(t, list.size.to)).then_some(list.size)
}

/// "Drie leden en de voorzitter willen": they do it together, and "6 personen en de wethouder ontvangt" not.
fn comes_too(t: Tokens<'_, '_>, at: usize) -> bool {
    const TOGETHER: &[&str] = &["willen", "komen", "gaan", "bezoeken", "zouden", "kunnen"];
    t.is(at, TOGETHER)
}
