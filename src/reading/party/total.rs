//! A number of guests that is said as a whole.

use super::super::classes::Classes;
use super::super::cue::{Cue, Cues, Phrases};
use super::super::cursor::Tokens;
use super::super::numeral;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::change::draw_back;
use super::list::{includes, is_company, sum};
use super::more::{
    apart, each_with, goes_on, is_without, less, others, with_leave, with_others, without_absent,
};
use super::{MOST, Size, amount, has_guest};

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
pub(crate) const INSTEAD: Phrases = &["in plaats van", "instead of", "i.p.v.", "ipv", "i.p.v"];
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
    let (with, field, group_named) =
        (has(Cue::PartyTogether), has(Cue::PartyField), has(Cue::PartyGroup));
    let tells = with || field || group_named;
    let telling = Classes::COUNTS.or(Classes::TELLS_TOTAL.if_so(tells));
    let tokens = t.0.get(s.from..s.to).unwrap_or_default().iter().zip(s.from..);
    let mut told = tokens.filter(|(token, _)| token.may_be(telling));
    // "Twee mensen zijn ziek, wij komen met z'n zessen": what is said as a whole goes first.
    let whole = || told.clone().find_map(|(_, at)| together(t, at));
    if let Some(size) = with.then(whole).flatten().filter(|size| !is_without(t, s, size.from)) {
        let present = less(t, size);
        return Some(apart(t, s, without_absent(t, s, with_others(t, s, present))));
    }
    told.find_map(|(token, at)| {
        let by_word = if field { form_field(t, at) } else { None };
        if token.may_be(Classes::COUNTS) {
            let instead = || if has(Cue::PartyInstead) { instead(t, s, at) } else { None };
            by_word.or_else(instead).or_else(|| scene.counted(at))
        } else {
            by_word.or_else(|| if group_named { group(t, s, at) } else { None })
        }
    })
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

/// `tweeën`, `drieën`, `zevenen`.
fn in_group(lower: &str) -> Option<u32> {
    Some(match lower {
        "tweeën" | "tweeen" | "tweeeen" | "beiden" | "tweetjes" | "tweëen" => 2,
        "drieën" | "drieen" | "drietjes" | "driëen" => 3,
        "vieren" | "viertjes" => 4,
        "vijven" => 5,
        "zessen" => 6,
        "zevenen" => 7,
        "achten" => 8,
        "negenen" => 9,
        "tienen" => 10,
        "elven" => 11,
        "twaalven" => 12,
        "dertienen" => 13,
        "veertienen" => 14,
        "vijftienen" => 15,
        _ => return None,
    })
}

fn form_field(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let words = t.cue(at, Cue::PartyField)?;
    let colon =
        t.get(at + words).filter(|s| s.is_sign(':') || s.is_sign('=')).map(|_| at + words + 1)?;
    let start = skip_about(t, colon);
    let (min, max, next) = amount(t, start)?;
    (!opens_list(t, start)).then_some(Size { min, max, from: at, to: next })
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

pub(super) fn skip_about(t: Tokens<'_, '_>, at: usize) -> usize {
    let about = |at: usize| t.listed(at, Cue::PartyAbout) || t.is_sign(at, '.');
    (at..at + 4).find(|&next| !about(next)).unwrap_or(at)
}

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
    let (min, max, next) = amount(t, start)?;
    if is_other_crowd(t, next) || t.is(start, &["een", "one", "a"]) {
        return None;
    }
    let people = t.listed(next, Cue::PartyPeople);
    let whole = Size { min, max, from: at, to: next + usize::from(people) };
    let listed = sum(t, start, s.to, false).filter(|list| list.items > 1);
    Some(listed.map_or_else(|| apart(t, s, whole), |list| Size { from: at, ..list.size }))
}

fn is_other_crowd(t: Tokens<'_, '_>, at: usize) -> bool {
    const CROWDS: &[&str] = &[
        "bewoners",
        "inwoners",
        "wijken",
        "gemeenten",
        "woningen",
        "kinderen",
        "jongeren",
        "flats",
        "uur",
        "dagen",
        "weken",
        "jaar",
        "minuten",
        "residents",
        "municipalities",
        "maanden",
        "euro",
        "dag",
        "week",
        "hours",
        "days",
        "wijkbewoners",
        "gezinnen",
        "huishoudens",
        "organisaties",
    ];
    t.is(at, CROWDS) || t.is(at + 1, CROWDS) || matches!(t.word(at), Word::Unit(_) | Word::Month(_))
}

/// What a sentence says around a number.
struct Scene<'a, 't> {
    t: Tokens<'a, 't>,
    s: &'a Sentence,
    comes: bool,
    eats: bool,
    short: bool,
    /// The number comes with a guest who is not in it.
    beside: bool,
}

pub(crate) const COMES: Phrases = &[
    "wij",
    "we",
    "zijn",
    "komen",
    "komt",
    "met",
    "with",
    "totaal",
    "telt",
    "delegatie",
    "groep",
    "reken",
    "are",
    "come",
    "group",
    "zullen",
    "bestaat",
    "deelname",
    "meekomen",
    "uit",
    "wordt",
    "worden",
    "rekenen",
    "gaat",
    "kom",
    "gezelschap",
    "us",
    "komt",
    "will be",
];
pub(crate) const EATS: Phrases =
    &["eten", "eet", "gebruikt", "gebruiken", "rolstoel", "vegetarisch", "eats", "eat"];
/// A telegram has no verb: "2 pers.", "Vier personen."
const TELEGRAM_TOKENS: usize = 7;

impl<'a, 't> Scene<'a, 't> {
    fn new(t: Tokens<'a, 't>, s: &'a Sentence) -> Self {
        let has = |cue| s.cues.has(cue);
        let short = s.to - s.from <= TELEGRAM_TOKENS;
        let beside = has(Cue::PartyBeside) && has_guest(s);
        Self { t, s, comes: has(Cue::PartyComes), eats: has(Cue::PartyEats), short, beside }
    }

    fn counted(&self, at: usize) -> Option<Size> {
        let (t, s) = (self.t, self.s);
        if self.eats && self.eats_here(at) || t.is(at, &["een", "a"]) {
            return None;
        }
        let (min, max, next) = amount(t, at)?;
        let whole = t.cue(next, Cue::PartyInAll).is_some();
        let people = t.listed(next, Cue::PartyPeople) && self.is_really_people(next);
        let with = || {
            let heads = at == s.from + 1 && t.is_sign(next, '(');
            let to = if heads { s.to } else { at };
            let ours = || (s.from..to).any(|i| t.is(i, &["wij", "we", "ze", "zij"]));
            // "Daarmee komen we op acht."
            let reaches = || t.was(at, &["op"]) && (s.from..at).any(|i| t.is(i, &["daarmee"]));
            let first = self.before_about(at);
            // "Wij denken aan 8 plus een tolk"; "wij denken aan 8 of 9" may be days.
            let thinks = || {
                let plus = t.is(next, &["plus"]) && others(t, s, next).is_some();
                plus && t.was(at, &["aan"]) && (s.from..at).any(|i| t.is(i, &["denken"]))
            };
            let counts =
                t.was(first, &["met", "with", "zijn", "nu", "are"]) || reaches() || thinks();
            self.ends_count(next) && counts && ours()
        };
        let inside = || {
            let opens = t.before(at).is_some_and(|b| b.is_sign('(')) || t.was(at, &["dus"]);
            let end = next + 1;
            let stands = self.is_tail(at, end) || self.is_part(at, end) || self.is_in_row(at, end);
            people && (opens || stands)
        };
        let answers = || at == s.from && self.is_counted_in(next);
        let telegram = self.short && people;
        let said = (whole || people || with()) && (self.comes || telegram || inside()) || answers();
        let of_us = || t.are(next, &["of", "us"]) && !some_of_us(t, next + 2);
        let in_all = || self.in_all(at) && !is_other_crowd(t, next);
        let meant = (said || of_us() || in_all()) && !self.is_another_number(at, next);
        let whole = Size { min, max, from: at, to: next + usize::from(people) };
        if meant
            && t.was(at, &["telt"])
            && let Some(size) = with_leave(t, s, next)
        {
            return Some(size);
        }
        meant.then(|| {
            let present = less(t, whole);
            apart(t, s, without_absent(t, s, each_with(t, s, with_others(t, s, present))))
        })
    }

    /// The words of eating stand in the clause of the number: "twee personen eten vegetarisch".
    fn eats_here(&self, at: usize) -> bool {
        let t = self.t;
        let ends = |i: &usize| matches!(t.word(*i), Word::Sign(',' | ';' | ':' | '('));
        let from = (self.s.from..at).rfind(ends).unwrap_or(self.s.from);
        let to = (at..self.s.to).find(ends).unwrap_or(self.s.to);
        t.has(from, to, Cue::PartyEats)
    }

    /// The number with the words before it that say about how many: "minimaal 6".
    fn before_about(&self, at: usize) -> usize {
        let about = |at: &usize| self.t.listed(*at, Cue::PartyAbout);
        (self.s.from..at).rev().take_while(about).last().unwrap_or(at)
    }

    /// "... wil graag naar Vollenhoven, 2 personen.": behind the last comma, and nothing more.
    fn is_tail(&self, at: usize, end: usize) -> bool {
        let visits = self.s.cues.has(Cue::PartyVisits) || has_guest(self.s);
        let ends = || end >= self.s.to || matches!(self.t.word(end), Word::Sign('.' | ',' | ';'));
        visits && at > self.s.from && self.t.is_sign(at - 1, ',') && ends()
    }

    /// "Vollenhoven, 2 pers., ca. 1,5 uur": a sentence without a verb, and in one of its parts nothing
    /// but how many come.
    fn is_part(&self, at: usize, end: usize) -> bool {
        let (t, s) = (self.t, self.s);
        let heads = at == s.from || t.is_sign(at - 1, ',');
        let closes = end >= s.to || matches!(t.word(end), Word::Sign('.' | ',' | ';'));
        let verb = self.is_list() || (s.from..s.to).any(|i| t.listed(i, Cue::Verb));
        heads && closes && !self.eats && !verb
    }

    /// "Drie, ondergetekende meegerekend.": behind the number, and the whole of what is said.
    fn is_counted_in(&self, next: usize) -> bool {
        self.t.is_sign(next, ',') && includes(self.t, next + 1, self.s.to)
    }

    /// "4 personen, 3 auto's, 2 vegetariërs": a row of numbers, each with what it counts; "drie leden, een
    /// griffier en vier gasten" is a list of who comes.
    fn is_in_row(&self, at: usize, end: usize) -> bool {
        let (t, s) = (self.t, self.s);
        let closes = |i: usize| i >= s.to || matches!(t.word(i), Word::Sign('.' | ','));
        let commas = (s.from..s.to).filter(|&i| t.is_sign(i, ','));
        let starts = || commas.clone().map(|comma| comma + 1);
        let heads = at == s.from || t.is_sign(at - 1, ',');
        heads
            && closes(end)
            && starts().next().is_some()
            && t.count(s.from).is_some()
            && starts().all(|start| t.count(start).is_some())
            && !self.is_list()
    }

    /// Whoever is joined to others, or does something, is one of those who come.
    fn is_list(&self) -> bool {
        let joined = (self.s.from..self.s.to).any(|at| self.t.is(at, &["en", "and"]));
        joined || self.s.cues.has(Cue::PartyVerbs)
    }

    /// "Wij zijn met vier.", "met vijf want ...", "met vier en dan nog twee raadsleden": the number
    /// counts people that no noun names.
    fn ends_count(&self, next: usize) -> bool {
        let t = self.t;
        matches!(t.word(next), Word::Sign('.' | ',' | '!' | ';' | ')' | '(' | '?' | ':'))
            || t.is(next, &["te"]) && t.is(next + 1, &["zijn", "komen"])
            || t.is(next, &["want", "omdat", "maar", "dus", "because", "but"])
            || t.is(next, &["en", "and"]) && goes_on(t, next + 1)
            || others(t, self.s, next).is_some()
    }

    fn is_another_number(&self, at: usize, next: usize) -> bool {
        let (t, s) = (self.t, self.s);
        // "Er komen twee mensen extra", "Naast de minister komen er drie mensen mee": not the whole.
        let more = t.is(next + 1, &["extra", "minder", "meer", "erbij", "more", "fewer"]);
        let whole = t.cue(next + 1, Cue::PartyInAll).is_some() || t.was(at, &["dus"]);
        let beside = || self.beside && !whole && !(s.from..at).any(|i| t.is(i, &["wij", "we"]));
        more || is_bound(t, at)
            || draw_back(t, s, at)
            || is_without(t, s, at)
            || self.of_something(at)
            || self.is_old_number(at)
            || self.is_help(at, next)
            || beside()
    }

    /// "of er 4 man zijn die kunnen tillen", "2 personen moeten helpen": who is to be there for the guests.
    fn is_help(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let asked = t.was(at, &["er"])
            && t.is(next + 1, &["zijn", "is"])
            && t.is(next + 2, &["die", "om", "nodig", "beschikbaar"]);
        let must = t.is(next + 1, &["moeten"])
            && (next..self.s.to).any(|i| t.is(i, &["helpen", "tillen", "dragen"]));
        asked || must
    }

    /// "in totaal zes", "een man of tien": said before the number.
    fn in_all(&self, at: usize) -> bool {
        let t = self.t;
        let before = |words: &[&str]| at >= words.len() && t.are(at - words.len(), words);
        before(&["in", "totaal"])
            || before(&["in", "totaal", "met"])
            || before(&["totaal", ":"])
            || before(&["een", "man", "of"])
            || before(&["in", "total"])
            || before(&["dus", "samen"])
            || before(&["samen", "dus"])
    }

    /// "1 pers" is a person, "de pers" is the press; "4 p" only at the end of a clause.
    fn is_really_people(&self, at: usize) -> bool {
        !self.t.is(at, &["p"])
            || matches!(self.t.word(at + 1), Word::Sign(_))
            || self.t.get(at + 1).is_none()
    }

    /// "één van de 40 personen", "over 30 personen": not the party; "een groep van 12" is.
    fn of_something(&self, at: usize) -> bool {
        let t = self.t;
        let near = |i: usize| t.listed(i, Cue::PartyGroup) || t.is(i, &["totaal"]);
        t.was(at, &["van", "over", "of"])
            && !(at.saturating_sub(3)..at).any(near)
            && !self.in_all(at)
    }

    /// "In plaats van acht komen er zes personen", "niet acht maar zes", "van 8 naar 6 personen".
    fn is_old_number(&self, at: usize) -> bool {
        let t = self.t;
        let stands = |words: &[&str]| at >= words.len() && t.are(at - words.len(), words);
        stands(&["in", "plaats", "van"])
            || stands(&["i.p.v."])
            || stands(&["ipv"])
            || stands(&["instead", "of"])
            || t.was(at, &["niet", "not", "geen"])
            || stands(&["niet", "met"])
            || stands(&["not", "with"])
            || t.was(at, &["van", "from"])
                && (t.is(at + 1, &["naar", "to"]) || t.is(at + 2, &["naar"]))
    }
}

/// "Two of us are vegetarians": some of those who come. "Five of us are coming" is all of them.
fn some_of_us(t: Tokens<'_, '_>, at: usize) -> bool {
    const THEIRS: &[&str] =
        &["need", "needs", "use", "uses", "eat", "eats", "don't", "cannot", "can't", "require"];
    const DIETS: &[&str] =
        &["vegetarian", "vegetarians", "vegan", "vegans", "allergic", "in", "a", "an", "not", "no"];
    t.is(at, THEIRS) || t.is(at, &["are", "is", "have", "has", "do"]) && t.is(at + 1, DIETS)
}

/// "Wij houden niet van groepen van meer dan 6 personen": a bound, and not how many come.
pub(super) fn is_bound(t: Tokens<'_, '_>, at: usize) -> bool {
    const MORE: &[&str] = &["meer", "groter", "more", "larger", "bigger"];
    let than = at >= 2 && t.was(at, &["dan", "than"]) && t.is(at - 2, MORE);
    than && !t.was(at - 2, &["niet", "not", "no"])
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
