//! The closed-class dictionary: what each word is to the grammar and to which lists it belongs, and
//! the repair of typing errors in the names of days and months.
//!
//! Dutch (with Flemish) and English side by side: a mail mixes them, and no word of one is a
//! harmful word of the other. It is built once, from the tables here and the lists of `cue`; a word
//! of the text is looked up once. Repair reaches one edit far, keeps the first letter, and never
//! touches a word of the dictionary. A month is only repaired behind a number: "maakt" is one letter
//! from "maart".

use std::sync::LazyLock;

use chrono::Weekday;

use super::classes::Classes;
use super::cue::{self, Cue, Listed, Number};
use super::parts::{self, Parts};
use super::token::{Edge, Part, Relative, Season, Unit, Word};
use super::{feast, numeral};

mod letters;
mod table;

pub(crate) use letters::{Letters, eight};
use table::Draft;
pub(crate) use table::{Entry, Lexicon};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(draft()));

/// The words that the dictionary has; most words of a text are not among them.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The lists of a word that is not in the dictionary: those of the parts that stand in it.
pub(crate) fn by_parts(lower: &str) -> &'static Listed {
    static BY_PARTS: LazyLock<ByParts> = LazyLock::new(ByParts::new);
    if lower.len() < parts::SHORTEST {
        return &UNLISTED;
    }
    let mut kinds = 0;
    BY_PARTS.parts.take_kinds(lower, |kind| kinds |= 1 << kind);
    BY_PARTS.listed.get(kinds).unwrap_or(&UNLISTED)
}

/// In no list, and no phrase begins with it.
pub(crate) static UNLISTED: Listed = Listed::none();

/// What may be said of a word by its parts: nothing, one of the lists of parts, or several.
struct ByParts {
    /// Each with the number of its list.
    parts: Parts<usize>,
    /// The place has a bit for each list.
    listed: Vec<Listed>,
}

impl ByParts {
    fn new() -> Self {
        let mut kinds: Vec<Cue> = cue::parts().map(|(kind, _)| kind).collect();
        kinds.dedup();
        let mut listed = vec![UNLISTED.clone()];
        for kind in &kinds {
            for at in 0..listed.len() {
                let mut with = listed.get(at).cloned().unwrap_or_default();
                with.add(*kind);
                listed.push(with);
            }
        }
        for listed in &mut listed {
            listed.classes = Classes::of("", Word::Other, listed);
        }
        let number = |cue| kinds.iter().position(|kind| *kind == cue);
        let parts = cue::parts().filter_map(|(cue, part)| Some((number(cue)?, part)));
        Self { parts: Parts::new(parts), listed }
    }
}

fn draft() -> Draft {
    let mut draft = Draft::default();
    for (text, word) in words() {
        draft.put(&text, word);
    }
    for (cue, phrases) in cue::LISTS {
        for phrase in *phrases {
            let mut words = phrase.split(' ');
            let Some(first) = words.next().filter(|first| is_word(first)) else { continue };
            let rest: Vec<Number> =
                words.filter_map(|word| draft.entry(word).listed.number()).collect();
            let entry = draft.entry(first);
            entry.may_be_slip = false;
            match rest.as_slice() {
                [] => entry.listed.add(*cue),
                [second, further @ ..] => entry.listed.open(*cue, *second, further.into()),
            }
        }
    }
    draft.add_parts(&Parts::new(cue::parts()));
    draft
}

/// Signs and numbers stand in a phrase behind its first word only.
fn is_word(text: &str) -> bool {
    let quoted = text.len() > 1 && text.starts_with(['\'', '’', '‘']);
    quoted || text.starts_with(|c: char| c.is_alphanumeric() && !c.is_ascii_digit())
}

/// Every word of the grammar of times.
fn words() -> Vec<(String, Word)> {
    let mut all: Vec<(String, Word)> = Vec::new();
    let mut put = |names: &[&str], word: Word| {
        all.extend(names.iter().map(|name| ((*name).to_owned(), word)));
    };
    for (names, day) in WEEKDAYS {
        put(names, Word::Weekday { day: *day, short: false });
    }
    for (names, day) in SHORT_WEEKDAYS {
        put(names, Word::Weekday { day: *day, short: true });
    }
    for (names, month) in MONTHS {
        put(names, Word::Month(*month));
    }
    for (names, part) in PARTS {
        put(names, Word::Part(*part));
    }
    for (names, unit) in UNITS {
        put(names, Word::Unit(*unit));
    }
    for (names, relative) in RELATIVES {
        put(names, Word::Relative(*relative));
    }
    for (names, edge) in EDGES {
        put(names, Word::Edge(*edge));
    }
    for (names, season) in SEASONS {
        put(names, Word::Season(*season));
    }
    for (names, days) in DAYS {
        put(names, Word::Day(*days));
    }
    for (names, (days, part)) in PARTS_OF_DAYS {
        put(names, Word::PartOfDay(*days, *part));
    }
    put(&["nu", "now", "heden", "zojuist", "direct"], Word::Now);
    for (name, feast) in feast::NAMES {
        put(&[name], Word::Feast(*feast));
    }
    for value in 1..=99 {
        all.extend(numeral::names(value).into_iter().map(|name| (name, Word::Number(value))));
        all.extend(numeral::ordinals(value).into_iter().map(|name| (name, Word::Ordinal(value))));
    }
    all.extend(compounds());
    all.extend(possessives(&all));
    all
}

/// `today's`, `this afternoon's`, `Friday's`: said of a visit, it is that time.
fn possessives(all: &[(String, Word)]) -> Vec<(String, Word)> {
    const ENGLISH: &[&str] = &[
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "morning",
        "afternoon",
        "evening",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let english = all.iter().filter(|(name, _)| ENGLISH.contains(&name.as_str()));
    english.flat_map(|(name, word)| ["'s", "’s"].map(|of| (format!("{name}{of}"), *word))).collect()
}

/// `vrijdagmiddag`, `maandagen`, `dinsdags`.
fn compounds() -> Vec<(String, Word)> {
    let mut all = Vec::new();
    for (names, day) in WEEKDAYS {
        let Some(name) = names.first() else { continue };
        for (part_name, part) in PART_ENDS {
            all.push((format!("{name}{part_name}"), Word::WeekdayPart(*day, *part)));
            all.push((format!("{name}{part_name}en"), Word::WeekdaysPart(*day, *part)));
            all.push((format!("{name}{part_name}s"), Word::WeekdaysPart(*day, *part)));
        }
        all.push((format!("{name}en"), Word::Weekdays(*day)));
        all.push((format!("{name}s"), Word::Weekdays(*day)));
    }
    for (stem, days) in
        [("morgen", 1), ("overmorgen", 2), ("gister", -1), ("gisteren", -1), ("eergisteren", -2)]
    {
        for (part_name, part) in PART_ENDS {
            all.push((format!("{stem}{part_name}"), Word::PartOfDay(days, *part)));
        }
    }
    all
}

use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};

const WEEKDAYS: &[(&[&str], Weekday)] = &[
    (&["maandag", "monday"], Mon),
    (&["dinsdag", "tuesday"], Tue),
    (&["woensdag", "wednesday"], Wed),
    (&["donderdag", "thursday"], Thu),
    (&["vrijdag", "friday"], Fri),
    (&["zaterdag", "saturday"], Sat),
    (&["zondag", "sunday"], Sun),
];

const SHORT_WEEKDAYS: &[(&[&str], Weekday)] = &[
    (&["ma", "mon", "maa"], Mon),
    (&["di", "din", "dins", "tue"], Tue),
    (&["wo", "woe", "woens", "wed"], Wed),
    (&["do", "don", "thu"], Thu),
    (&["vr", "vrij", "vrijd", "fri"], Fri),
    (&["za", "zat", "sat"], Sat),
    (&["zo", "zon", "sun"], Sun),
];

const MONTHS: &[(&[&str], u32)] = &[
    (&["januari", "january", "jan"], 1),
    (&["februari", "february", "feb", "febr"], 2),
    (&["maart", "march", "mrt", "mar"], 3),
    (&["april", "apr"], 4),
    (&["mei", "may"], 5),
    (&["juni", "june", "jun"], 6),
    (&["juli", "july", "jul"], 7),
    (&["augustus", "august", "aug"], 8),
    (&["september", "sept", "sep"], 9),
    (&["oktober", "october", "okt", "oct"], 10),
    (&["november", "nov"], 11),
    (&["december", "dec"], 12),
];

const PARTS: &[(&[&str], Part)] = &[
    (
        &[
            "ochtend",
            "ochtends",
            "morgens",
            "voormiddag",
            "morning",
            "ochtenden",
            "mornings",
            "sochtends",
            "smorgens",
            "s'ochtends",
            "s'morgens",
            "ochtenduren",
            "morgenuren",
            "vm",
        ],
        Part::Ochtend,
    ),
    (
        &[
            "middag",
            "middags",
            "smiddags",
            "s'middags",
            "middaguren",
            "afternoon",
            "middagen",
            "afternoons",
        ],
        Part::Middag,
    ),
    (&["namiddag", "namiddags", "snamiddags", "namiddagen", "nm"], Part::Namiddag),
    (
        &["avond", "avonds", "savonds", "s'avonds", "avonduren", "evening", "avonden", "evenings"],
        Part::Avond,
    ),
    (&["nacht", "nachts", "snachts", "night"], Part::Nacht),
];

const PART_ENDS: &[(&str, Part)] = &[
    ("voormiddag", Part::Ochtend),
    ("namiddag", Part::Namiddag),
    ("ochtend", Part::Ochtend),
    ("morgen", Part::Ochtend),
    ("middag", Part::Middag),
    ("avond", Part::Avond),
    ("nacht", Part::Nacht),
];

const UNITS: &[(&[&str], Unit)] = &[
    (&["seconde", "seconden", "secondes", "sec", "seconds", "second", "secs"], Unit::Second),
    (
        &["minuut", "minuten", "minuutje", "minuutjes", "minute", "minutes", "min", "mins"],
        Unit::Minute,
    ),
    (&["uur", "uren", "uurtje", "uurtjes", "hour", "hours"], Unit::Hour),
    (&["dag", "dagen", "day", "days", "daagjes", "etmaal"], Unit::Day),
    (&["werkdag", "werkdagen", "weekdag", "weekdagen"], Unit::WorkingDay),
    (&["week", "weken", "wk", "wkn", "weeks", "weekje", "weekjes"], Unit::Week),
    (&["werkweek"], Unit::WorkWeek),
    (&["maand", "maanden", "maandje", "mnd", "mndn", "month", "months"], Unit::Month),
    (&["kwartaal", "kwartalen", "quarter"], Unit::Quarter),
    (&["halfjaar"], Unit::HalfYear),
    (&["jaar", "jaren", "jaartje", "jr", "year", "years"], Unit::Year),
    (&["decennium", "decennia", "decade", "decades"], Unit::Decade),
    (&["eeuw", "eeuwen", "century", "centuries"], Unit::Century),
    (&["weekend", "weekeinde", "weekends", "weekenden"], Unit::Weekend),
];

const RELATIVES: &[(&[&str], Relative)] = &[
    (&["deze", "dit", "huidige", "this"], Relative::This),
    (
        &[
            "komende",
            "komend",
            "aanstaande",
            "aanstaand",
            "aankomende",
            "aankomend",
            "eerstkomende",
            "eerstvolgende",
            "coming",
        ],
        Relative::Coming,
    ),
    (&["volgende", "volgend", "next"], Relative::Next),
    (&["vorige", "vorig", "voorgaande", "voorgaand", "previous"], Relative::Previous),
    (&["afgelopen", "voorbije", "voorbij", "jongstleden", "verleden"], Relative::Past),
];

const EDGES: &[(&[&str], Edge)] = &[
    (&["begin", "early"], Edge::Begin),
    (&["medio", "midden", "mid", "halverwege"], Edge::Middle),
    (&["eind", "einde", "end"], Edge::End),
];

const SEASONS: &[(&[&str], Season)] = &[
    (&["lente", "voorjaar"], Season::Spring),
    (&["zomer", "summer"], Season::Summer),
    (&["herfst", "najaar", "autumn"], Season::Autumn),
    (&["winter"], Season::Winter),
];

const DAYS: &[(&[&str], i8)] = &[
    (&["vandaag", "today"], 0),
    (&["morgen", "tomorrow"], 1),
    (&["overmorgen"], 2),
    (&["gisteren", "yesterday", "gister"], -1),
    (&["eergisteren"], -2),
];

const PARTS_OF_DAYS: &[(&[&str], (i8, Part))] = &[
    (&["vanochtend", "vanmorgen"], (0, Part::Ochtend)),
    (&["vanmiddag"], (0, Part::Middag)),
    (&["vannamiddag"], (0, Part::Namiddag)),
    (&["vanavond", "tonight"], (0, Part::Avond)),
    (&["vannacht"], (0, Part::Nacht)),
    (&["morgenochtend", "morgenvroeg", "morgenvoormiddag"], (1, Part::Ochtend)),
    (&["morgenmiddag"], (1, Part::Middag)),
    (&["morgennamiddag"], (1, Part::Namiddag)),
    (&["morgenavond"], (1, Part::Avond)),
    (&["morgennacht"], (1, Part::Nacht)),
    (&["overmorgenochtend"], (2, Part::Ochtend)),
    (&["overmorgenmiddag"], (2, Part::Middag)),
    (&["overmorgenavond"], (2, Part::Avond)),
    (&["gisterochtend", "gisterenochtend", "gistermorgen", "gisterenmorgen"], (-1, Part::Ochtend)),
    (&["gistermiddag", "gisterenmiddag"], (-1, Part::Middag)),
    (&["gisternamiddag", "gisterennamiddag"], (-1, Part::Namiddag)),
    (&["gisteravond", "gisterenavond"], (-1, Part::Avond)),
    (&["gisternacht", "gisterennacht"], (-1, Part::Nacht)),
];

/// A word that stands in no table: a great number, or a day or month with a typing error.
pub(crate) fn unlisted(lower: &str, before: Before) -> Option<Word> {
    if lower.len() < SHORTEST_SLIP {
        return None;
    }
    if lower.len() > 6
        && numeral::may_begin(lower)
        && (lower.contains("honderd")
            || lower.contains("duizend")
            || lower.starts_with("negentien"))
    {
        return numeral::number(lower).map(Word::Number);
    }
    repaired(lower, before)
}

/// What stands before a word: whether a month may be misspelt there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Before {
    /// "10 jnui".
    Number,
    /// "de laatste week van febuari", "in", "of": only the long names, for many a word is near the
    /// short ones.
    Of,
    Other,
}

/// Words of a day that are long enough to be recognised with a typing error in them.
const REPAIRABLE: &[(&str, Word)] = &[
    ("overmorgen", Word::Day(2)),
    ("morgenochtend", Word::PartOfDay(1, Part::Ochtend)),
    ("morgenmiddag", Word::PartOfDay(1, Part::Middag)),
    ("morgenavond", Word::PartOfDay(1, Part::Avond)),
    ("vanochtend", Word::PartOfDay(0, Part::Ochtend)),
    ("vanmiddag", Word::PartOfDay(0, Part::Middag)),
    ("vanavond", Word::PartOfDay(0, Part::Avond)),
];

/// A day or a month with fewer letters is not repaired.
const SHORTEST_SLIP: usize = 4;

fn repaired(lower: &str, before: Before) -> Option<Word> {
    if lower.len() >= 8 && matches!(lower.as_bytes().first_chunk(), Some(b"mor" | b"ove" | b"van"))
    {
        let found = REPAIRABLE.iter().find(|(name, _)| near(lower, name));
        if let Some((_, word)) = found {
            return Some(*word);
        }
    }
    if let Some(day) = repaired_weekday(lower) {
        return Some(Word::Weekday { day, short: false });
    }
    if let Some(found) = repaired_compound(lower) {
        return Some(found);
    }
    if near(lower, "overmorgen") {
        return Some(Word::Day(2));
    }
    let near_one = |names: &[&str]| {
        names.first().is_some_and(|name| match before {
            Before::Number if name.len() > 4 => near(lower, name),
            // "10 jnui": the same letters, for many a word is near a short name.
            Before::Number => name.len() == 4 && near(lower, name) && same_letters(lower, name),
            Before::Of => name.len() > 6 && near(lower, name),
            Before::Other => false,
        })
    };
    MONTHS.iter().find(|(names, _)| near_one(names)).map(|(_, month)| Word::Month(*month))
}

fn same_letters(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().all(|byte| b.as_bytes().contains(&byte))
}

fn repaired_weekday(lower: &str) -> Option<Weekday> {
    if lower.len() < 5 || lower.len() > 11 || !may_be_weekday(lower) {
        return None;
    }
    let near_one = |names: &[&str]| names.first().is_some_and(|name| near(lower, name));
    WEEKDAYS.iter().find(|(names, _)| near_one(names)).map(|(_, day)| *day)
}

/// A slip in a weekday leaves the first three letters as they are, or the last two: a quick no for
/// most words.
fn may_be_weekday(lower: &str) -> bool {
    let bytes = lower.as_bytes();
    matches!(
        bytes.first_chunk(),
        Some(b"maa" | b"din" | b"woe" | b"don" | b"vri" | b"zat" | b"zon")
    ) || bytes.ends_with(b"ag")
}

/// `donerdagmiddag`, `vrijdagenn`.
fn repaired_compound(lower: &str) -> Option<Word> {
    if lower.len() < SHORTEST_COMPOUND || !lower.starts_with(['m', 'd', 'w', 'v', 'z']) {
        return None;
    }
    PART_ENDS.iter().find_map(|(name, part)| {
        let day = repaired_weekday(lower.strip_suffix(name)?)?;
        Some(Word::WeekdayPart(day, *part))
    })
}

/// A weekday with a slip, and the shortest part of a day.
const SHORTEST_COMPOUND: usize = 10;

fn near(word: &str, name: &str) -> bool {
    word.as_bytes().first() == name.as_bytes().first() && is_one_edit(word, name)
}

/// Whether one letter added, left out, changed or swapped with its neighbour makes `a` into `b`.
pub(crate) fn is_one_edit(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > 2 {
        return false;
    }
    let (mut left, mut right) = (a.chars(), b.chars());
    loop {
        let (rest_left, rest_right) = (left.clone(), right.clone());
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y => {}
            (x, y) => return one_edit_here((x, left, rest_left), (y, right, rest_right)),
        }
    }
}

type At<'w> = (Option<char>, std::str::Chars<'w>, std::str::Chars<'w>);

/// The two words differ here for the first time: does one edit at this place make them equal?
fn one_edit_here(a: At<'_>, b: At<'_>) -> bool {
    let ((x, after_x, from_x), (y, after_y, from_y)) = (a, b);
    let changed = after_x.as_str() == after_y.as_str();
    let added = x.is_some() && after_x.as_str() == from_y.as_str();
    let missing = y.is_some() && from_x.as_str() == after_y.as_str();
    let (mut swap_x, mut swap_y) = (after_x.clone(), after_y.clone());
    let swapped = x.is_some()
        && x == swap_y.next()
        && y == swap_x.next()
        && swap_x.as_str() == swap_y.as_str();
    changed || added || missing || swapped
}

#[cfg(test)]
mod tests {
    use super::super::cue::Cue;
    use super::*;

    #[test]
    fn one_edit_is_one_edit() {
        for (a, b) in
            [("donerdag", "donderdag"), ("vrijdga", "vrijdag"), ("novmber", "november"), ("a", "a")]
        {
            assert!(is_one_edit(a, b), "{a} {b}");
        }
        assert!(!is_one_edit("donrdg", "donderdag"));
        assert!(!is_one_edit("zonder", "zondag"));
    }

    #[test]
    fn every_slip_in_a_weekday_is_repaired() {
        for (names, day) in WEEKDAYS {
            let name: Vec<char> = names[0].chars().collect();
            for at in 1..=name.len() {
                let (head, tail) = name.split_at(at);
                let slip = |now: &[char], skip: usize| {
                    let rest = tail.get(skip..)?;
                    Some(head.iter().chain(now).chain(rest).collect::<String>())
                };
                let swapped: Vec<char> = tail.iter().take(2).rev().copied().collect();
                let slips = [slip(&['x'], 0), slip(&[], 1), slip(&['x'], 1), slip(&swapped, 2)];
                for slip in slips.into_iter().flatten() {
                    assert_eq!(repaired_weekday(&slip), Some(*day), "{slip}");
                }
            }
        }
    }

    #[test]
    fn an_ordinary_word_is_no_month() {
        assert_eq!(unlisted("maakt", Before::Other), None);
        assert_eq!(unlisted("novemeber", Before::Number), Some(Word::Month(11)));
        assert_eq!(unlisted("jnui", Before::Number), Some(Word::Month(6)));
        assert_eq!(unlisted("juin", Before::Other), None);
        assert_eq!(unlisted("febuari", Before::Of), Some(Word::Month(2)));
        assert_eq!(unlisted("maat", Before::Of), None);
        assert_eq!(
            unlisted("donerdagmiddag", Before::Other),
            Some(Word::WeekdayPart(Thu, Part::Middag))
        );
        assert_eq!(unlisted("tweeduizendveertien", Before::Other), Some(Word::Number(2014)));
    }

    #[test]
    fn a_word_knows_its_lists() {
        let known = |word: &str| lexicon().get(Letters::of(word.as_bytes()), word).unwrap();
        assert!(known("graag").listed.has(Cue::Want));
        assert!(known("geen").listed.opens(Cue::NoProblem));
        assert_eq!(known("zeventien").word, Word::Number(17));
        assert_eq!(known("vierentwintigste").word, Word::Ordinal(24));
    }

    #[test]
    fn every_word_has_a_number() {
        let last = draft().entry("a word that no list can have").listed.number();
        assert!(last.is_some(), "widen `Number`");
    }
}
