//! Telephone numbers in the many shapes in which people write them.
//!
//! Digits with the signs between them, from a 0 or a plus on; a Dutch number is full at ten digits
//! (nine behind +31), so that two numbers in a row stay two. The traps are dates, account numbers
//! and registration numbers.

use super::super::lexer::lowered;

/// The first telephone number of a line, as written.
pub(super) fn phone(line: &str) -> Option<String> {
    phone_at(line).map(|(from, to)| line.get(from..to).unwrap_or("").to_owned())
}

/// The first telephone number of a text, which nearly never has one.
pub(crate) fn phone_in(text: &str) -> Option<String> {
    if may_have_phone(text) { phone(text) } else { None }
}

/// Whether the figures of a sentence are enough for a number. Nearly no sentence has so many, and
/// then its letters need not be looked at.
pub(super) fn may_have_phone(text: &str) -> bool {
    // So few at a time that they are counted in a byte.
    const CHUNK: usize = 128;
    let digits = |chunk: &[u8]| {
        chunk.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(byte.is_ascii_digit())))
    };
    let counts = text.as_bytes().chunks(CHUNK).map(|chunk| usize::from(digits(chunk)));
    counts.sum::<usize>() >= LEAST_DIGITS
}

/// The line without its first telephone number and the word before it ("T", "tel.").
pub(super) fn without_phone(line: &str) -> &str {
    phone_at(line).and_then(|(from, _)| line.get(..from)).map_or(line, |rest| {
        let rest = rest.trim_end_matches([' ', ':', '.', ',', '-', '–', '(', '|']);
        const LABELS: [&str; 12] = [
            " tel",
            " t",
            " m",
            " mob",
            " mobiel",
            " telefoon",
            " op",
            " gsm",
            " phone",
            " nummer",
            " via",
            " mobile",
        ];
        let lower = rest.to_lowercase();
        let label = LABELS.iter().find(|label| lower.ends_with(*label));
        let kept = label.map_or(rest.len(), |label| rest.len() - label.len());
        rest.get(..kept).unwrap_or(rest)
    })
}

const OTHER_NUMBERS: [&str; 5] = ["iban", "kvk", "btw", "bsn", "rekening"];

fn phone_at(line: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = next_start(line, from) {
        match number_end(line.get(start..)?) {
            Ok(length) if !is_fax(line.get(..start)?) => {
                return (!is_other_number(line)).then_some((start, start + length));
            }
            Ok(skip) | Err(skip) => from = start + skip.max(1),
        }
    }
    None
}

fn is_other_number(line: &str) -> bool {
    let lower = lowered(line);
    OTHER_NUMBERS.iter().any(|word| lower.contains(word))
}

/// A 0, a plus or a bracket before them, at the beginning of a word.
fn next_start(line: &str, from: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let may_open =
        (from..).zip(bytes.get(from..)?).filter(|(_, b)| matches!(b, b'0' | b'+' | b'('));
    may_open.map(|(at, _)| at).find(|&at: &usize| {
        let opens = bytes.get(at) != Some(&b'(') || matches!(bytes.get(at + 1), Some(b'0' | b'+'));
        opens && {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '/' | '@'))
        }
    })
}

/// Where the number ends, or how far to skip when it is none.
fn number_end(text: &str) -> Result<usize, usize> {
    let mut digits = Digits::default();
    let mut end = 0;
    let mut trunk = false;
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                // The zero in "+31 (0)70" is not dialled.
                if c == '0' && trunk {
                    trunk = false;
                    end = at + 1;
                    continue;
                }
                digits.push(c);
                end = at + 1;
            }
            '(' => trunk = digits.count > 0 && text.get(at..).is_some_and(|t| t.starts_with("(0)")),
            '+' if at <= 1 => {}
            ' ' | '-' | '.' | ')' | '/' | '–' | '\u{a0}' => {}
            _ => break,
        }
        if digits.count == full(text, &digits) {
            break;
        }
    }
    if digits.count < LEAST_DIGITS || looks_like_date(text) {
        return Err(end);
    }
    // The bracket of "(070 555 01 23)" is no part of it.
    if text.starts_with('(') && !text.get(..end).is_some_and(|number| number.contains(')')) {
        return Err(1);
    }
    Ok(end)
}

const LEAST_DIGITS: usize = 9;

/// The digits of a number: how many, and the first of them.
#[derive(Default)]
struct Digits {
    count: usize,
    first: [char; 4],
}

impl Digits {
    fn push(&mut self, digit: char) {
        if let Some(place) = self.first.get_mut(self.count) {
            *place = digit;
        }
        self.count += 1;
    }
}

/// With this many digits the number is whole.
fn full(text: &str, digits: &Digits) -> usize {
    let international = text.starts_with('+') || text.starts_with("(+");
    match (international, &digits.first) {
        (true, ['3', '1', ..]) => 11,
        (false, ['0', '0', '3', '1']) => 13,
        (false, ['0', '0', ..]) => 15,
        (true, _) => 14,
        (false, _) => 10,
    }
}

/// "06-10-2026 10.00".
fn looks_like_date(text: &str) -> bool {
    let Some(date) = text.as_bytes().first_chunk::<10>() else { return false };
    let shape = date.map(|byte| if byte.is_ascii_digit() { b'9' } else { byte });
    matches!(&shape, b"99-99-9999" | b"99/99/9999" | b"99.99.9999")
}

fn is_fax(before: &str) -> bool {
    let before = before.trim_end_matches([' ', ':', '.']).as_bytes();
    let word = matches!(before, [.., b'f' | b'F', b'a' | b'A', b'x' | b'X']);
    word || matches!(before, [b'f' | b'F'] | [.., b' ', b'f' | b'F'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_found_in_many_shapes() {
        for (line, number) in [
            ("Plein 12, T 070 555 01 23", "070 555 01 23"),
            ("Tel. 0297 555 088 (ma t/m do)", "0297 555 088"),
            ("T: +31 (0)70 - 555 03 17", "+31 (0)70 - 555 03 17"),
            ("070 555 03 17 / 06 5550 0111", "070 555 03 17"),
            ("0555/123400", "0555/123400"),
            ("(0416) 555 012", "(0416) 555 012"),
            ("gsm +32 470 55 01 23", "+32 470 55 01 23"),
            ("0031 6 5550 0111", "0031 6 5550 0111"),
            ("06.5550.1234", "06.5550.1234"),
            ("F 070 555 01 00 | T 070 555 01 23", "070 555 01 23"),
            ("+46 8 555 012 34", "+46 8 555 012 34"),
        ] {
            assert_eq!(phone(line).as_deref(), Some(number), "{line}");
        }
        for line in
            ["Stadsplein 8", "IBAN NL91 ABNA 0417 1643 00", "06-10-2026 10.00 uur", "7999 ZZ"]
        {
            assert_eq!(phone(line), None, "{line}");
        }
    }

    #[test]
    fn what_stands_before_a_phone_is_kept() {
        assert_eq!(without_phone("gemeente Hardenveld - 06 5550 0144"), "gemeente Hardenveld");
        assert_eq!(without_phone("Anna de Wit, tel. 06 5550 0144"), "Anna de Wit,");
        assert_eq!(without_phone("T 06 5550 0144"), "T");
    }
}
