//! The closed-class dictionary: which words the grammar of times knows, and the repair of typing
//! errors in the names of days and months.
//!
//! Dutch (with Flemish) and English side by side: a mail mixes them, and no word of one is a
//! harmful word of the other. Repair reaches one edit far, keeps the first letter, and never touches
//! a word of the dictionary. A month is only repaired behind a number (`can_be_month`): "maakt" is
//! one letter from "maart".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use chrono::Weekday;

use super::token::{Part, Unit, Word};

/// The class of a word in lower case.
pub(crate) fn look_up(lower: &str, after_number: bool) -> Word {
    weekday(lower)
        .or_else(|| month(lower).map(Word::Month))
        .or_else(|| part(lower).map(Word::Part))
        .or_else(|| day(lower))
        .or_else(|| number(lower).map(Word::Number))
        .or_else(|| ordinal(lower).map(Word::Ordinal))
        .or_else(|| unit(lower).map(Word::Unit))
        .or_else(|| compound(lower))
        .or_else(|| repaired(lower, after_number))
        .unwrap_or(Word::Other)
}

fn weekday(lower: &str) -> Option<Word> {
    use Weekday::*;
    let (day, short) = match lower {
        "maandag" | "monday" => (Mon, false),
        "dinsdag" | "tuesday" => (Tue, false),
        "woensdag" | "wednesday" => (Wed, false),
        "donderdag" | "thursday" => (Thu, false),
        "vrijdag" | "friday" => (Fri, false),
        "zaterdag" | "saturday" => (Sat, false),
        "zondag" | "sunday" => (Sun, false),
        "ma" | "mon" | "maa" => (Mon, true),
        "di" | "din" | "tue" => (Tue, true),
        "wo" | "woe" | "wed" => (Wed, true),
        "do" | "don" | "thu" => (Thu, true),
        "vr" | "vrij" | "vrijd" | "fri" => (Fri, true),
        "za" | "zat" => (Sat, true),
        "zo" | "zon" => (Sun, true),
        _ => return None,
    };
    Some(Word::Weekday { day, short })
}

fn month(lower: &str) -> Option<u32> {
    Some(match lower {
        "januari" | "january" | "jan" => 1,
        "februari" | "february" | "feb" | "febr" => 2,
        "maart" | "march" | "mrt" => 3,
        "april" | "apr" => 4,
        "mei" | "may" => 5,
        "juni" | "june" | "jun" => 6,
        "juli" | "july" | "jul" => 7,
        "augustus" | "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "october" | "okt" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn part(lower: &str) -> Option<Part> {
    Some(match lower {
        "ochtend" | "ochtends" | "morgens" | "voormiddag" | "morning" | "ochtenden"
        | "mornings" => Part::Ochtend,
        "middag" | "middags" | "namiddag" | "afternoon" | "middagen" | "afternoons" => Part::Middag,
        "avond" | "avonds" | "evening" | "avonden" | "evenings" => Part::Avond,
        _ => return None,
    })
}

fn day(lower: &str) -> Option<Word> {
    Some(match lower {
        "vandaag" | "today" => Word::Day(0),
        "morgen" | "tomorrow" => Word::Day(1),
        "overmorgen" => Word::Day(2),
        "gisteren" | "yesterday" => Word::Day(-1),
        "eergisteren" => Word::Day(-2),
        "vanochtend" | "vanmorgen" => Word::PartOfDay(0, Part::Ochtend),
        "vanmiddag" => Word::PartOfDay(0, Part::Middag),
        "vanavond" | "tonight" => Word::PartOfDay(0, Part::Avond),
        "morgenochtend" | "morgenvroeg" => Word::PartOfDay(1, Part::Ochtend),
        "morgenmiddag" => Word::PartOfDay(1, Part::Middag),
        "morgenavond" => Word::PartOfDay(1, Part::Avond),
        "gisterochtend" | "gisterenochtend" => Word::PartOfDay(-1, Part::Ochtend),
        "gistermiddag" | "gisterenmiddag" => Word::PartOfDay(-1, Part::Middag),
        "gisteravond" | "gisterenavond" => Word::PartOfDay(-1, Part::Avond),
        _ => return None,
    })
}

/// Numbers in words, as people write them in mail.
pub(crate) fn number(lower: &str) -> Option<u32> {
    Some(match lower {
        "één" | "een" | "eén" | "one" => 1,
        "twee" | "two" => 2,
        "drie" | "three" => 3,
        "vier" | "four" => 4,
        "vijf" | "five" => 5,
        "zes" | "six" => 6,
        "zeven" | "seven" => 7,
        "acht" | "eight" => 8,
        "negen" | "nine" => 9,
        "tien" | "ten" => 10,
        "elf" | "eleven" => 11,
        "twaalf" | "twelve" => 12,
        "dertien" | "thirteen" => 13,
        "veertien" | "fourteen" => 14,
        "vijftien" | "fifteen" => 15,
        "zestien" | "sixteen" => 16,
        "zeventien" | "seventeen" => 17,
        "achttien" | "eighteen" => 18,
        "negentien" | "nineteen" => 19,
        "twintig" | "twenty" => 20,
        "dertig" | "thirty" => 30,
        "veertig" | "forty" => 40,
        "vijftig" | "fifty" => 50,
        "zestig" | "sixty" => 60,
        "negentig" | "ninety" => 90,
        _ => return tens(lower),
    })
}

/// `eenentwintig` to `negenendertig`, with or without the diaeresis.
fn tens(lower: &str) -> Option<u32> {
    let (head, ten) = match (lower.strip_suffix("twintig"), lower.strip_suffix("dertig")) {
        (Some(head), _) => (head, 20),
        (None, Some(head)) => (head, 30),
        (None, None) => return None,
    };
    let unit = head.strip_suffix("en").or_else(|| head.strip_suffix("ën"))?;
    number(unit).filter(|unit| *unit < 10).map(|unit| ten + unit)
}

pub(crate) fn ordinal(lower: &str) -> Option<u32> {
    Some(match lower {
        "eerste" | "first" => 1,
        "tweede" | "second" => 2,
        "derde" | "third" => 3,
        "vierde" | "fourth" => 4,
        "vijfde" | "fifth" => 5,
        "zesde" | "sixth" => 6,
        "zevende" => 7,
        "achtste" => 8,
        "negende" => 9,
        "tiende" => 10,
        "elfde" => 11,
        "twaalfde" => 12,
        "dertiende" => 13,
        "veertiende" => 14,
        "vijftiende" => 15,
        "zestiende" => 16,
        "zeventiende" => 17,
        "achttiende" => 18,
        "negentiende" => 19,
        "twintigste" => 20,
        "eenentwintigste" => 21,
        "tweeëntwintigste" => 22,
        "drieëntwintigste" => 23,
        "vierentwintigste" => 24,
        "vijfentwintigste" => 25,
        "zesentwintigste" => 26,
        "zevenentwintigste" => 27,
        "achtentwintigste" => 28,
        "negenentwintigste" => 29,
        "dertigste" => 30,
        "eenendertigste" => 31,
        _ => return None,
    })
}

fn unit(lower: &str) -> Option<Unit> {
    Some(match lower {
        "minuut" | "minuten" | "minute" | "minutes" | "min" => Unit::Minute,
        "uur" | "uren" | "uurtje" | "hour" | "hours" => Unit::Hour,
        "dag" | "dagen" | "day" | "days" => Unit::Day,
        "werkdag" | "werkdagen" => Unit::WorkingDay,
        "week" | "weken" | "wk" | "weeks" => Unit::Week,
        "maand" | "maanden" | "month" | "months" => Unit::Month,
        "kwartaal" | "quarter" => Unit::Quarter,
        "jaar" | "jaren" | "year" | "years" => Unit::Year,
        "weekend" | "weekeinde" | "weekends" => Unit::Weekend,
        _ => return None,
    })
}

/// `vrijdagmiddag`, `maandagen`, `dinsdags`.
fn compound(lower: &str) -> Option<Word> {
    let parts = [
        ("voormiddag", Part::Ochtend),
        ("namiddag", Part::Middag),
        ("ochtend", Part::Ochtend),
        ("morgen", Part::Ochtend),
        ("middag", Part::Middag),
        ("avond", Part::Avond),
    ];
    for (name, part) in parts {
        if let Some(head) = lower.strip_suffix(name)
            && let Some(day) = full_weekday(head)
        {
            return Some(Word::WeekdayPart(day, part));
        }
    }
    let singular = lower.strip_suffix("en").or_else(|| lower.strip_suffix('s'))?;
    full_weekday(singular).map(Word::Weekdays)
}

fn full_weekday(lower: &str) -> Option<Weekday> {
    match weekday(lower)? {
        Word::Weekday { day, short: false } => Some(day),
        _ => repaired_weekday(lower),
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("maandag", Weekday::Mon),
    ("dinsdag", Weekday::Tue),
    ("woensdag", Weekday::Wed),
    ("donderdag", Weekday::Thu),
    ("vrijdag", Weekday::Fri),
    ("zaterdag", Weekday::Sat),
    ("zondag", Weekday::Sun),
];

const MONTHS: [(&str, u32); 9] = [
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("april", 4),
    ("augustus", 8),
    ("september", 9),
    ("oktober", 10),
    ("november", 11),
    ("december", 12),
];

fn repaired(lower: &str, after_number: bool) -> Option<Word> {
    if let Some(day) = repaired_weekday(lower) {
        return Some(Word::Weekday { day, short: false });
    }
    if !after_number || lower.len() < 4 {
        return None;
    }
    MONTHS.iter().find(|(name, _)| near(lower, name)).map(|(_, month)| Word::Month(*month))
}

fn repaired_weekday(lower: &str) -> Option<Weekday> {
    if lower.len() < 5 {
        return None;
    }
    WEEKDAYS.iter().find(|(name, _)| near(lower, name)).map(|(_, day)| *day)
}

fn near(word: &str, name: &str) -> bool {
    word.chars().next() == name.chars().next() && is_one_edit(word, name)
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
    fn an_ordinary_word_is_no_month() {
        assert_eq!(look_up("maakt", false), Word::Other);
        assert_eq!(look_up("novemeber", true), Word::Month(11));
    }
}
