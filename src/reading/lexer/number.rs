//! Numbers as people write them, taken whole with the signs inside them: `10.00`, `14/11`, `17u10`,
//! `14.11.24`, `8:00:31`, `16e`. What the shape cannot decide is left to the grammar.

use crate::reading::token::{Half, Word};

/// The length in bytes of the number that starts `rest`, with the signs between its digits and a
/// suffix such as `e`, `ste`, `u` or `uur`.
pub(super) fn length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let run = |mut at: usize| {
        while digit(at) {
            at += 1;
        }
        at
    };
    let mut end = run(0);
    let mut first_sign = None;
    while let Some(&sign) = bytes.get(end) {
        let joins = matches!(sign, b'.' | b'/' | b':' | b'-' | b',') && digit(end + 1);
        let clock = matches!(sign, b'u' | b'h') && first_sign.is_none() && digit(end + 1);
        if !(joins || clock) || first_sign.is_some_and(|first| first != sign) {
            break;
        }
        let next = run(end + 1);
        // In "9-11.30" the hyphen joins two clocks, it does not make a number.
        let continues = matches!(bytes.get(next), Some(b'u' | b'h'))
            || matches!(bytes.get(next), Some(b'.' | b':')) && digit(next + 1);
        if sign == b'-' && continues {
            break;
        }
        first_sign = Some(sign);
        end = next;
    }
    end + suffix_length(rest.get(end..).unwrap_or(""))
}

/// The letters that may stand behind a number.
#[derive(Clone, Copy)]
enum Suffix {
    Ordinal,
    U,
    Hour,
    Half(Half),
}

const SUFFIXES: [(&str, Suffix); 12] = [
    ("e", Suffix::Ordinal),
    ("ste", Suffix::Ordinal),
    ("de", Suffix::Ordinal),
    ("th", Suffix::Ordinal),
    ("st", Suffix::Ordinal),
    ("nd", Suffix::Ordinal),
    ("rd", Suffix::Ordinal),
    ("u", Suffix::U),
    ("uur", Suffix::Hour),
    ("h", Suffix::Hour),
    ("am", Suffix::Half(Half::Am)),
    ("pm", Suffix::Half(Half::Pm)),
];

impl Suffix {
    fn of(letters: &str) -> Option<Self> {
        let is = |name: &str| letters == name;
        SUFFIXES.iter().find(|(name, _)| is(name)).map(|(_, suffix)| *suffix)
    }
}

fn suffix_length(rest: &str) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some((suffix, behind)) = rest.split_at_checked(letters).filter(|_| letters > 0) else {
        return 0;
    };
    let followed = behind.chars().next().is_some_and(char::is_alphabetic);
    if !followed && Suffix::of(suffix).is_some() { letters } else { 0 }
}

/// What the shape of a number says.
pub(super) fn classify(text: &str) -> Word {
    let body = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = text.get(body.len()..).and_then(Suffix::of);
    let Some((parts, count)) = parts(body.as_bytes()) else { return Word::OddNumber };
    let sign = body.bytes().find(|byte| !byte.is_ascii_digit()).map(char::from);
    let [(a, a_len), (b, b_len), (c, c_len)] = parts;
    match (count, sign, suffix) {
        (1, _, None) => Word::Digits { value: a, len: a_len },
        (1, _, Some(Suffix::Ordinal)) => Word::Ordinal(a),
        (1, _, Some(Suffix::U | Suffix::Hour)) => clock(a, 0, 0, None),
        (1, _, Some(Suffix::Half(half))) if a_len > 2 => clock(a / 100, a % 100, 0, Some(half)),
        (1, _, Some(Suffix::Half(half))) => clock(a, 0, 0, Some(half)),
        (2, Some('.' | ':'), Some(Suffix::Half(half))) => clock(a, b, 0, Some(half)),
        (2, Some('.' | ':'), Some(Suffix::U | Suffix::Hour)) => clock(a, b, 0, None),
        (2, Some('u' | 'h'), _) => clock(a, b, 0, None),
        (2, Some(sign), None) => Word::Pair { left: a, right: b, sign, right_len: b_len },
        (3, Some(':'), None | Some(Suffix::U)) => clock(a, b, c, None),
        (3, Some(':'), Some(Suffix::Half(half))) => clock(a, b, c, Some(half)),
        // "het is 1-2-3 geregeld" has no year.
        (3, Some('-' | '/' | '.'), None) if a_len == 4 || c_len >= 2 => {
            full_date(a, b, c, a_len == 4)
        }
        _ => Word::OddNumber,
    }
}

/// The values and the lengths of the runs of digits in a number, and how many there are: three at
/// most, and none that is too great.
fn parts(body: &[u8]) -> Option<([(u32, u8); 3], usize)> {
    let mut parts = [(0_u32, 0_u8); 3];
    let mut count = 0;
    for part in body.split(|byte| !byte.is_ascii_digit()) {
        let mut digits = part.iter().map(|digit| u32::from(digit & 0xf));
        let value = digits.try_fold(0_u32, |all, digit| all.checked_mul(10)?.checked_add(digit))?;
        let length = u8::try_from(part.len()).unwrap_or(u8::MAX);
        *parts.get_mut(count)? = (value, length);
        count += 1;
    }
    Some((parts, count))
}

fn clock(hour: u32, minute: u32, second: u32, half: Option<Half>) -> Word {
    let valid = hour < 24 && minute < 60 && second < 60 || (hour, minute, second) == (24, 0, 0);
    let fits = half.is_none() || (1..=12).contains(&hour);
    if valid && fits { Word::Clock { hour, minute, second, half } } else { Word::OddNumber }
}

/// Two digits of a year: this century, unless that is far ahead.
pub(crate) fn century(year: u32) -> i32 {
    let year = year as i32;
    if year >= 100 {
        year
    } else if year < 70 {
        2000 + year
    } else {
        1900 + year
    }
}

fn full_date(a: u32, b: u32, c: u32, year_first: bool) -> Word {
    let plausible = |year: i32, month: u32, day: u32| {
        (1500..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    let (year, month, day) = if year_first { (century(a), b, c) } else { (century(c), b, a) };
    if plausible(year, month, day) { Word::FullDate { year, month, day } } else { Word::OddNumber }
}
