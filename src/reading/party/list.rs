//! A list of people, added up: "burgemeester Hanneke Vroom, vier wethouders en de gemeentesecretaris".
//!
//! A list that names a number of people nobody counted ("haar collega's") has no sum.

use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::people::{name_end, office, skip_titles};
use super::super::token::{Token, Word};
use super::nouns::{ANIMALS, ANYBODY, THINGS, is_company, is_plural};
use super::{Size, amount};

/// The sum of a list, how many things it names, and whether the writer is one of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) size: Size,
    pub(super) items: usize,
    pub(super) myself: bool,
}

/// Adds up the list that begins at `at`; `loose` takes any noun with an article for a person.
pub(super) fn sum(t: Tokens<'_, '_>, at: usize, to: usize, loose: bool) -> Option<Sum> {
    if let Some(sum) = first_names(t, at, to) {
        return Some(sum);
    }
    let mut sum: Option<Sum> = None;
    let mut next = at;
    while sum.is_none_or(|sum| sum.items < ITEMS_MOST) {
        let start = skip_joints(t, next, sum.is_some());
        if start >= to || sum.is_some() && start == next {
            break;
        }
        let plus = sum.and_then(|_| plus_one(t, start));
        let same = || match item(t, start, to, loose) {
            Item::Nobody if sum.is_some() => of_the_same(t, start),
            item @ (Item::Some { .. } | Item::Uncounted | Item::Nobody) => item,
        };
        match plus.unwrap_or_else(same) {
            Item::Some { end, .. } if t.is(end, COUNTED_ALREADY) => break,
            Item::Some { min, end, .. } if is_sum(t, (start, end), sum, min) => break,
            Item::Some { min, max, end, myself } => {
                let old =
                    sum.map_or((0, 0, 0, false), |s| (s.size.min, s.size.max, s.items, s.myself));
                let size = Size { min: old.0 + min, max: old.1 + max, from: at, to: end };
                sum = Some(Sum { size, items: old.2 + 1, myself: old.3 || myself });
                next = skip_attachment(t, skip_apposition(t, start, end, to), to);
            }
            Item::Uncounted => return None,
            Item::Nobody => break,
        }
    }
    sum
}

/// "Bart, Fatima en ondergetekende": who is named beside the writer is somebody.
fn first_names(t: Tokens<'_, '_>, at: usize, to: usize) -> Option<Sum> {
    let named = |i: usize| t.get(i).is_some_and(|w| w.word.is_other() && w.starts_upper());
    let (mut next, mut items) = (at, 0);
    while next + 2 < to && named(next) && t.get(next).is_some_and(|word| !is_company(word)) {
        items += 1;
        if !matches!(t.word(next + 1), Word::Sign(',')) && !t.is(next + 1, &["en", "and"]) {
            return None;
        }
        next += 2;
    }
    let count = u32::try_from(items + 1).ok().filter(|count| *count > 1)?;
    let last = t.listed(next, Cue::PartyMyself) && t.was(next, &["en", "and"]);
    let size = Size { min: count, max: count, from: at, to: next + 1 };
    last.then_some(Sum { size, items: items + 1, myself: true })
}

/// "Veertien trainees en twee begeleiders, zestien personen dus": the last number is what the others make.
/// "En vier gasten" is one thing more, however many the others are.
fn is_sum(t: Tokens<'_, '_>, (start, end): (usize, usize), sum: Option<Sum>, count: u32) -> bool {
    let people = end.checked_sub(1).is_some_and(|noun| t.is(noun, ANYBODY));
    let joined = t.was(start, &["en", "and", "plus", "&"]);
    let told = t.is(end, &["dus", "samen", "totaal", "altogether"]);
    people && (told || !joined) && sum.is_some_and(|sum| sum.items > 1 && sum.size.min == count)
}

/// "ondergetekende meegerekend", "inclusief de burgemeester": somebody who is in the number before.
pub(super) fn includes(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    let including = t.is(at, &["inclusief", "incl.", "including"]);
    match item(t, at + usize::from(including), to, false) {
        Item::Some { end, .. } => including || t.is(end, COUNTED_ALREADY),
        Item::Uncounted | Item::Nobody => false,
    }
}

/// "mijn begeleider, professor Mori, komt mee": between commas the name of the one before.
fn skip_apposition(t: Tokens<'_, '_>, start: usize, end: usize, to: usize) -> usize {
    let described = t.listed(start, Cue::PartyDeterminer) && t.is_sign(end, ',');
    let named = person(t, end + 1).filter(|&close| described && t.is_sign(close, ','));
    let closed = named.filter(|close| matches!(item(t, close + 1, to, false), Item::Nobody));
    closed.unwrap_or(end)
}

/// A longer list is no party.
const ITEMS_MOST: usize = 24;

enum Item {
    Some {
        min: u32,
        max: u32,
        end: usize,
        myself: bool,
    },
    /// People, but not how many.
    Uncounted,
    Nobody,
}

/// "acht tot tien personen, de griffier inbegrepen".
const COUNTED_ALREADY: &[&str] = &["inbegrepen", "meegerekend", "meegeteld", "incluis", "included"];
pub(crate) const MYSELF: Phrases = &[
    "ik",
    "ikzelf",
    "mijzelf",
    "mezelf",
    "ondergetekende",
    "me",
    "myself",
    "i",
    "undersigned",
    "mij",
];
pub(crate) const ITSELF: Phrases =
    &["hijzelf", "zijzelf", "haarzelf", "hemzelf", "himself", "herself", "hij", "he", "she"];
pub(crate) const DETERMINERS: Phrases = &[
    "de", "het", "zijn", "haar", "hun", "mijn", "m'n", "m’n", "men", "onze", "ons", "uw", "een",
    "één", "eén", "'n", "the", "a", "an", "his", "her", "my", "our", "their", "nog", "ook", "z'n",
    "z’n", "d'r", "diens", "eigen", "zn", "mn", "alle", "all", "den",
];
/// The longest row of words between an article and the noun: "haar nieuwe politiek adviseur".
const ADJECTIVES_MOST: usize = 3;

fn item(t: Tokens<'_, '_>, at: usize, to: usize, loose: bool) -> Item {
    let one = |end: usize, myself: bool| Item::Some { min: 1, max: 1, end, myself };
    let myself = t.listed(at, Cue::PartyMyself);
    if myself || t.listed(at, Cue::PartyItself) {
        return one(at + 1, myself);
    }
    if t.is(at, &["de", "the"]) && t.listed(at + 1, Cue::PartyMyself) {
        return one(at + 2, true);
    }
    if let Some((count, end)) = namesakes(t, at) {
        return Item::Some { min: count, max: count, end, myself: false };
    }
    if let Some(end) = person(t, at) {
        return one(end, false);
    }
    if t.is(at, SOMEBODY) {
        return one(at + 1, false);
    }
    let Lead { counted, determined, start } = lead(t, at);
    // Only behind an article or a number can words stand before the noun.
    let adjectives = if determined || counted.is_some() { ADJECTIVES_MOST } else { 0 };
    for noun in start..to.min(start + adjectives + 1) {
        let Some(token) = t.get(noun) else { break };
        if matches!(token.word, Word::Sign(_)) && !token.is_dash() {
            break;
        }
        if is_company(token) {
            let noun = compound_end(t, noun);
            let end = name_end(t, noun + 1).filter(|end| end - noun >= 2).unwrap_or(noun + 1);
            return match counted {
                // "Both my deputy and I".
                Some(_) if t.is(at, BOTH) && !is_plural(token.lower) => one(end, false),
                Some((min, max, _)) => Item::Some { min, max, end, myself: false },
                None if is_plural(token.lower) => Item::Uncounted,
                None => one(end, false),
            };
        }
        const ENDS: &[&str] =
            &["en", "and", "van", "of", "mee", "met", "uit", "voor", "maar", "but"];
        if noun > start && t.is(noun, ENDS) {
            break;
        }
    }
    // "Ik kom met mijn man": elsewhere that word counts people.
    if determined && t.is(start, &["man"]) && t.was(start, &["mijn", "m'n", "m’n", "mn", "haar"])
    {
        return one(start + 1, false);
    }
    if !loose {
        return counted.map_or(Item::Nobody, |counted| with_myself(t, start, counted));
    }
    let is_thing = |token: &Token<'_>| {
        token.is_any(THINGS) || ANIMALS.iter().any(|animal| token.lower.ends_with(animal))
    };
    let noun = t.get(start).filter(|token| token.word.is_other() && !is_thing(token));
    match noun {
        Some(noun) if counted.is_some() || determined && !is_plural(noun.lower) => {
            let (min, max, _) = counted.unwrap_or((1, 1, start));
            Item::Some { min, max, end: title_end(t, start + 1, to), myself: false }
        }
        _ => Item::Nobody,
    }
}

/// What stands before a noun: how many, or an article.
struct Lead {
    counted: Option<(u32, u32, usize)>,
    determined: bool,
    start: usize,
}

/// "drie", "de twee", "nog een", "allebei de", "hooguit twee": of the last perhaps nobody comes.
fn lead(t: Tokens<'_, '_>, at: usize) -> Lead {
    let articles = |from: usize| {
        (from..from + ARTICLES_MOST).find(|&i| !t.listed(i, Cue::PartyDeterminer)).unwrap_or(from)
    };
    if t.is(at, BOTH) {
        let start = articles(at + 1);
        return Lead { counted: Some((2, 2, start)), determined: false, start };
    }
    let counts = |at: usize| {
        let single = |next: usize| next == at + 1 && t.listed(at, Cue::PartyDeterminer);
        amount(t, at).filter(|(_, _, next)| !single(*next))
    };
    // "Een stuk of zes", before "een" is an article.
    let start = if counts(at).is_some() { at } else { articles(at) };
    let most = t.is(start, AT_MOST);
    let counted = counts(start + usize::from(most)).map(|(min, max, next)| {
        let least = if most { 0 } else { min };
        (least, max, next)
    });
    match counted {
        Some((_, _, start)) => Lead { counted, determined: false, start },
        None => Lead { counted, determined: start > at, start },
    }
}

const ARTICLES_MOST: usize = 4;
const BOTH: &[&str] = &["allebei", "beide", "both"];
const AT_MOST: &[&str] = &["hooguit", "hoogstens", "maximaal"];
/// Whoever it is: "iemand van de corporatie".
const SOMEBODY: &[&str] = &["iemand", "someone", "somebody"];

/// "6 ambtenaren van Wonen, 3 van Zorg": the noun is said once.
fn of_the_same(t: Tokens<'_, '_>, at: usize) -> Item {
    let from = |end: usize| {
        let whose = t.get(end + 1).is_some_and(|whose| whose.starts_upper() || whose.is("de"));
        t.is(end, &["van", "uit", "from"]) && whose
    };
    match amount(t, at).filter(|(_, _, end)| from(*end)) {
        Some((min, max, end)) => Item::Some { min, max, end, myself: false },
        None => Item::Nobody,
    }
}

/// "Raadslid Mol + 1": so many with whoever stands before it, and no noun of something else behind it.
fn plus_one(t: Tokens<'_, '_>, at: usize) -> Option<Item> {
    let plus = t.was(at, &["plus"]) || matches!(t.word_before(at), Word::Sign('+'));
    let (min, max, end) = plus.then(|| amount(t, at)).flatten()?;
    let closes = t.get(end).is_none_or(|next| next.breaks > 0)
        || matches!(t.word(end), Word::Sign('.' | ',' | ';' | ')' | '!'))
        || t.is(end, &["naar", "komen", "komt", "in", "bij"]);
    closes.then_some(Item::Some { min, max, end, myself: false })
}

/// "directeur-bestuurder", "directeur-generaal": one person, whose last word this is.
fn compound_end(t: Tokens<'_, '_>, noun: usize) -> usize {
    let joined = t.get(noun + 1).is_some_and(|dash| dash.is_dash() && dash.glued);
    if joined && t.get(noun + 2).is_some_and(|next| next.glued && next.word.is_other()) {
        noun + 2
    } else {
        noun
    }
}

/// "zes diakenen en ondergetekende": whoever is counted with the writer is one of us.
fn with_myself(t: Tokens<'_, '_>, noun: usize, (min, max, _): (u32, u32, usize)) -> Item {
    let named = t.get(noun).is_some_and(|w| w.word.is_other() && is_plural(w.lower));
    let joined = t.is(noun + 1, &["en", "and"]) && t.listed(noun + 2, Cue::PartyMyself);
    if named && joined {
        Item::Some { min, max, end: noun + 1, myself: false }
    } else {
        Item::Nobody
    }
}

/// "the Deputy Head of Mission", "our housing attaché": up to where the list goes on, if it does soon.
fn title_end(t: Tokens<'_, '_>, at: usize, to: usize) -> usize {
    const LONGEST: usize = 3;
    let ends = |i: &usize| {
        matches!(t.word(*i), Word::Sign(_)) || t.listed(*i, Cue::PartyJoint) || is_attached(t, *i)
    };
    (at..to.min(at + LONGEST + 1)).find(ends).unwrap_or(at)
}

/// "Kamerleden Haakma, Ostendorf en Sluiter": one noun for several names.
fn namesakes(t: Tokens<'_, '_>, at: usize) -> Option<(u32, usize)> {
    let many = t.get(at).is_some_and(|w| is_company(w) && is_plural(w.lower));
    let mut next = at + 1;
    let mut count = 0;
    while many
        && t.get(next).is_some_and(|w| w.word.is_other() && w.starts_upper())
        && let Some(end) = name_end(t, next)
    {
        count += 1;
        next = end;
        let joint = matches!(t.word(next), Word::Sign(',')) || t.is(next, &["en", "and"]);
        if !joint || !t.get(next + 1).is_some_and(Token::starts_upper) {
            break;
        }
        next += 1;
    }
    (count > 1).then_some((count, next))
}

/// "mevrouw Jansen", "wethouder De Vries", "Anna de Wit": one person by name.
fn person(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let start = skip_titles(t, at);
    let titled = start > at;
    let official = t.get(start).is_some_and(|w| office(w).is_some() && !is_plural(w.lower));
    let start = if official { skip_titles(t, start + 1) } else { start };
    let end = name_end(t, start)?;
    let named = t.get(start).is_some_and(|w| {
        (w.word.is_other() || is_jan(t, start)) && w.starts_upper() && !is_company(w)
    });
    let whole = end - start >= 2 && !t.listed(start, Cue::PartyDeterminer);
    (titled || official || named && whole).then_some(end)
}

/// "Jan Pot", "Mei Ling": a month for the lexer, and here somebody's name.
fn is_jan(t: Tokens<'_, '_>, at: usize) -> bool {
    let family = t.get(at + 1).is_some_and(|next| next.word.is_other() && next.starts_upper());
    matches!(t.word(at), Word::Month(_))
        && family
        && at.checked_sub(1).is_none_or(|before| t.count(before).is_none())
}

pub(crate) const JOINTS: Phrases = &["en", "and", "plus", "alsmede", "evenals", "alsook"];
/// Words of "vergezeld door" and its like.
pub(crate) const AGAIN: Phrases =
    &["door", "met", "van", "by", "with", "uit", "of", "samen", "ook", "nog", "aan"];

/// Commas, "en", "plus" and the words of "vergezeld door" repeated.
fn skip_joints(t: Tokens<'_, '_>, at: usize, inside: bool) -> usize {
    let mut next = at;
    if inside {
        let joint = |i: usize| {
            matches!(t.word(i), Word::Sign(',' | '&' | '+')) || t.listed(i, Cue::PartyJoint)
        };
        while joint(next) {
            next += 1;
        }
        if next == at {
            return at;
        }
    }
    while t.listed(next, Cue::PartyAgain) {
        next += 1;
    }
    next
}

fn is_attached(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &["van", "voor", "uit", "bij", "of", "from", "at", "(", "mee"])
}

/// "een adviseur van het ministerie": up to the next joint.
pub(super) fn skip_attachment(t: Tokens<'_, '_>, at: usize, to: usize) -> usize {
    const LONGEST: usize = 10;
    if !is_attached(t, at) {
        return at;
    }
    let joins = |i: &usize| {
        matches!(t.word(*i), Word::Sign(',' | '.'))
            || t.is(*i, &["en", "and", "plus", "evenals", "alsmede"])
    };
    let end = (at..to.min(at + LONGEST)).find(joins).unwrap_or(at);
    // "van Sociale Zaken en Werkgelegenheid" goes on.
    let goes_on = t.get(end + 1).is_some_and(Token::starts_upper)
        && t.get(at + 1).is_some_and(Token::starts_upper);
    if goes_on { at } else { end }
}
