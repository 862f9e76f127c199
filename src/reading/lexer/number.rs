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
        let clock =
            matches!(sign, b'u' | b'h' | b'U' | b'H') && first_sign.is_none() && digit(end + 1);
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

const SUFFIXES: [&str; 12] =
    ["e", "ste", "de", "th", "st", "nd", "rd", "u", "uur", "h", "am", "pm"];

fn suffix_length(rest: &str) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let suffix = rest.get(..letters).unwrap_or("");
    let followed =
        rest.get(letters..).and_then(|r| r.chars().next()).is_some_and(char::is_alphabetic);
    let known = letters > 0 && SUFFIXES.iter().any(|known| suffix.eq_ignore_ascii_case(known));
    if known && !followed { letters } else { 0 }
}

/// What the shape of a number says.
pub(super) fn classify(text: &str) -> Word {
    let body = text.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = text.get(body.len()..).unwrap_or("").to_ascii_lowercase();
    let mut parts = [(0_u32, 0_u8); 3];
    let mut count = 0;
    for part in body.split(|c: char| !c.is_ascii_digit()) {
        let (Ok(value), Some(place)) = (part.parse(), parts.get_mut(count)) else {
            return Word::OddNumber;
        };
        *place = (value, u8::try_from(part.len()).unwrap_or(u8::MAX));
        count += 1;
    }
    let sign = body.chars().find(|c| !c.is_ascii_digit());
    let [(a, a_len), (b, b_len), (c, c_len)] = parts;
    match (count, sign, suffix.as_str()) {
        (1, _, "") => Word::Digits { value: a, len: a_len },
        (1, _, "e" | "ste" | "de" | "th" | "st" | "nd" | "rd") => Word::Ordinal(a),
        (1, _, "u" | "uur" | "h") => clock(a, 0, 0, None),
        (1, _, "am" | "pm") if a_len > 2 => clock(a / 100, a % 100, 0, half(&suffix)),
        (1, _, "am" | "pm") => clock(a, 0, 0, half(&suffix)),
        (2, Some('.' | ':'), "am" | "pm") => clock(a, b, 0, half(&suffix)),
        (2, Some('.' | ':'), "u" | "uur" | "h") => clock(a, b, 0, None),
        (2, Some('u' | 'h' | 'U' | 'H'), _) => clock(a, b, 0, None),
        (2, Some(sign), "") => Word::Pair { left: a, right: b, sign, right_len: b_len },
        (3, Some(':'), "" | "am" | "pm" | "u") => clock(a, b, c, half(&suffix)),
        // "het is 1-2-3 geregeld" has no year.
        (3, Some('-' | '/' | '.'), "") if a_len == 4 || c_len >= 2 => {
            full_date(a, b, c, a_len == 4)
        }
        _ => Word::OddNumber,
    }
}

fn half(suffix: &str) -> Option<Half> {
    match suffix {
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        _ => None,
    }
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
