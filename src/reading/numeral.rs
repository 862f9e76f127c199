//! Dutch and English numerals: `drie`, `achtentwintig`, `tweeduizend`, `vierentwintigste`.
//!
//! `names` and `ordinals` spell what the dictionary lists; `number` reads what is too long to list.

const UNITS: [(&str, u32); 22] = [
    ("een", 1),
    ("één", 1),
    ("twee", 2),
    ("drie", 3),
    ("vier", 4),
    ("vijf", 5),
    ("zes", 6),
    ("zeven", 7),
    ("acht", 8),
    ("negen", 9),
    ("tien", 10),
    ("elf", 11),
    ("twaalf", 12),
    ("dertien", 13),
    ("veertien", 14),
    ("vijftien", 15),
    ("zestien", 16),
    ("zeventien", 17),
    ("achttien", 18),
    ("negentien", 19),
    ("eén", 1),
    ("èèn", 1),
];

const TENS: [(&str, u32); 8] = [
    ("twintig", 20),
    ("dertig", 30),
    ("veertig", 40),
    ("vijftig", 50),
    ("zestig", 60),
    ("zeventig", 70),
    ("tachtig", 80),
    ("negentig", 90),
];

const ENGLISH: [(&str, u32); 20] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("sixty", 60),
];

fn of(table: &[(&str, u32)], word: &str) -> Option<u32> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The number that a word in lower case names, below ten thousand.
pub(crate) fn number(word: &str) -> Option<u32> {
    of(&UNITS, word)
        .or_else(|| of(&ENGLISH, word))
        .or_else(|| below_hundred(word))
        .or_else(|| thousands(word))
        .or_else(|| hundreds(word))
        .or_else(|| year(word))
}

/// `negentiennegenennegentig`: a year said in two halves.
fn year(word: &str) -> Option<u32> {
    let tail = word.strip_prefix("negentien")?;
    below_hundred(tail)
        .or_else(|| of(&UNITS, tail))
        .filter(|tail| *tail > 9)
        .map(|tail| 1900 + tail)
}

/// Whether the first letters are those of a number: a quick no for most words.
pub(crate) fn may_begin(word: &str) -> bool {
    matches!(
        word.as_bytes().first_chunk(),
        Some(
            b"een"
                | b"twe"
                | b"dri"
                | b"vie"
                | b"vij"
                | b"zes"
                | b"zev"
                | b"ach"
                | b"neg"
                | b"tie"
                | b"elf"
                | b"twa"
                | b"der"
                | b"vee"
                | b"hon"
                | b"dui"
                | b"tac"
        )
    )
}

/// `achtentwintig`, `drieëntwintig`, `vijftig`.
fn below_hundred(word: &str) -> Option<u32> {
    let (name, ten) = TENS.iter().find(|(name, _)| word.ends_with(name))?;
    let head = word.strip_suffix(name)?;
    if head.is_empty() {
        return Some(*ten);
    }
    let unit = head.strip_suffix("en").or_else(|| head.strip_suffix("ën"))?;
    of(&UNITS, unit).filter(|unit| *unit < 10).map(|unit| ten + unit)
}

/// `negentienhonderdachtenzeventig`, `honderd`.
fn hundreds(word: &str) -> Option<u32> {
    joined(word, "honderd", 100, 99)
}

/// `tweeduizend`, `tweeduizendveertien`.
fn thousands(word: &str) -> Option<u32> {
    joined(word, "duizend", 1000, 9)
}

fn joined(word: &str, name: &str, value: u32, most: u32) -> Option<u32> {
    let (head, tail) = word.split_once(name)?;
    let count = if head.is_empty() {
        1
    } else {
        of(&UNITS, head).or_else(|| below_hundred(head)).filter(|count| *count <= most)?
    };
    let tail = tail.strip_prefix("en").unwrap_or(tail);
    let rest = if tail.is_empty() {
        0
    } else {
        of(&UNITS, tail)
            .or_else(|| below_hundred(tail))
            .or_else(|| (value == 1000).then(|| hundreds(tail)).flatten())?
    };
    Some(count * value + rest)
}

/// The ways to write a number below a hundred, in lower case.
pub(crate) fn names(value: u32) -> Vec<String> {
    let plain = UNITS.iter().chain(&TENS).chain(&ENGLISH).filter(|(_, of)| *of == value);
    let mut names: Vec<String> = plain.map(|(name, _)| (*name).to_owned()).collect();
    let (ten, unit) = (value / 10 * 10, value % 10);
    let Some((tens, _)) = TENS.iter().find(|(_, of)| *of == ten && unit > 0) else { return names };
    for (name, _) in UNITS.iter().filter(|(_, of)| *of == unit) {
        names.push(format!("{name}en{tens}"));
        if name.ends_with('e') {
            names.push(format!("{name}ën{tens}"));
        }
    }
    names
}

/// The ways to write a place in a row below a hundred, in lower case.
pub(crate) fn ordinals(value: u32) -> Vec<String> {
    let special: &[&str] = match value {
        1 => &["eerste", "first"],
        2 => &["tweede", "second"],
        3 => &["derde", "third"],
        4 => &["vierde", "fourth"],
        5 => &["vijfde", "fifth"],
        6 => &["zesde", "sixth"],
        8 => &["achtste"],
        _ => &[],
    };
    if !special.is_empty() {
        return special.iter().map(|name| (*name).to_owned()).collect();
    }
    let ending = if value < 20 { "de" } else { "ste" };
    names(value).into_iter().map(|name| format!("{name}{ending}")).collect()
}

/// `tweeënhalf`, `drieëneenhalf`, `anderhalf`: a number and a half, in halves.
pub(crate) fn halves(word: &str) -> Option<u32> {
    if word == "anderhalf" || word == "anderhalve" {
        return Some(3);
    }
    let head = word.strip_suffix("eenhalf").or_else(|| word.strip_suffix("half"))?;
    let head = head.strip_suffix("en").or_else(|| head.strip_suffix("ën"))?;
    of(&UNITS, head).map(|whole| 2 * whole + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (word, value) in [
            ("drie", 3),
            ("achtentwintig", 28),
            ("drieëntwintig", 23),
            ("tweeduizend", 2000),
            ("tweeduizendveertien", 2014),
            ("zeventienhonderdnegenentachtig", 1789),
            ("negentienhonderd", 1900),
            ("honderdtwintig", 120),
            ("negentienachtentwintig", 1928),
        ] {
            assert_eq!(number(word), Some(value), "{word}");
        }
        for word in ["meen", "bezoeken", "morgen", "duizendpoot", "zestigers"] {
            assert_eq!(number(word), None, "{word}");
        }
    }

    #[test]
    fn ordinals_and_halves() {
        assert!(ordinals(8).contains(&"achtste".to_owned()));
        assert!(ordinals(24).contains(&"vierentwintigste".to_owned()));
        assert!(names(23).contains(&"drieëntwintig".to_owned()));
        assert_eq!(halves("tweeëneenhalf"), Some(5));
        assert_eq!(halves("anderhalf"), Some(3));
    }
}
