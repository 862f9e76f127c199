//! A plain yes or no: what a contact person answers when asked whether a visit went ahead.
//!
//! Only the first words count, and only when they are one or the other; anything else is for a person.

const YES: [&str; 9] =
    ["ja", "jazeker", "zeker", "klopt", "jawel", "doorgegaan", "yes", "uiteraard", "inderdaad"];
const NO: [&str; 5] = ["nee", "neen", "no", "helaas niet", "niet doorgegaan"];
/// Words that may stand before the answer.
const GREETING: [&str; 8] =
    ["hoi", "hallo", "dag", "beste", "goedemorgen", "goedemiddag", "goedendag", "geachte"];

/// Whether a text begins with a plain yes (`true`) or no (`false`).
fn yes_no(text: &str) -> Option<bool> {
    text.lines().map(plain).filter(|line| !line.is_empty()).take(3).find_map(|line| {
        let is_greeting = GREETING.iter().any(|word| begins(&line, word));
        if is_greeting { None } else { Some(answer(&line)) }
    })?
}

/// Words that may stand in a bare answer beside the yes or the no itself.
const BESIDE: [&str; 40] = [
    "het",
    "bezoek",
    "werkbezoek",
    "gaat",
    "door",
    "komt",
    "komen",
    "wij",
    "we",
    "er",
    "graag",
    "is",
    "dat",
    "definitief",
    "akkoord",
    "goed",
    "dank",
    "bedankt",
    "u",
    "tot",
    "dan",
    "helaas",
    "niet",
    "hoor",
    "it",
    "the",
    "visit",
    "will",
    "go",
    "ahead",
    "not",
    "kan",
    "kunnen",
    "ik",
    "die",
    "dag",
    "dit",
    "moment",
    "past",
    "prima",
];

/// Words of who came or did not, beside a yes or a no.
const WHO_CAME: &[&str] = &[
    "niemand",
    "iedereen",
    "gekomen",
    "kwam",
    "kwamen",
    "verschenen",
    "weer",
    "geweest",
    "was",
    "waren",
    "ze",
    "hij",
    "zij",
    "hebben",
    "heeft",
    "nobody",
    "came",
    "they",
    "did",
];

/// Whether a word in small letters says no more than a yes or a no to "is het doorgegaan?".
pub(crate) fn is_bare_word(lower: &str) -> bool {
    let known = [&BESIDE[..], &YES[..], &NO[..], WHO_CAME];
    lower.chars().all(|c| !c.is_alphanumeric()) || known.iter().any(|list| list.contains(&lower))
}

/// Longer lines than this, beside the answer, are no name and no closing.
const ASIDE_WORDS_MAX: usize = 4;

/// Whether a text is a plain yes (`true`) or no (`false`) and nothing else: greeting, answer, name.
/// "Ja, het gaat niet door" and "nee, er komt geen pers" are no such thing.
pub fn bare_yes_no(text: &str) -> Option<bool> {
    let says = yes_no(text)?;
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.is_empty()).collect();
    let (answers, aside): (Vec<&String>, Vec<&String>) =
        lines.iter().partition(|line| answer(line).is_some());
    let [only] = answers.as_slice() else { return None };
    let short = aside.iter().all(|line| line.split(' ').count() <= ASIDE_WORDS_MAX);
    let is_beside =
        |word: &str| BESIDE.contains(&word) || YES.contains(&word) || NO.contains(&word);
    let mut words = only.split(' ');
    let bare = short && words.all(is_beside);
    let has = |wanted: &str| only.split(' ').any(|word| word == wanted);
    let off = has("niet") || has("not");
    let goes_on = has("door")
        || has("definitief")
        || has("komen")
        || has("ahead")
        || has("kan")
        || has("kunnen")
        || has("past");
    let fits = if says { !off } else { off || !goes_on };
    (bare && fits).then_some(says)
}

fn answer(line: &str) -> Option<bool> {
    let says = |words: &[&str]| words.iter().any(|word| begins(line, word));
    match (says(&YES), says(&NO)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (true, true) | (false, false) => None,
    }
}

fn begins(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Lower case, letters and single spaces only.
fn plain(line: &str) -> String {
    let letters: String =
        line.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect::<String>();
    letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{bare_yes_no, yes_no};

    #[test]
    fn a_bare_answer_says_nothing_else() {
        for (text, wanted) in [
            ("Ja, het gaat door.\n\nBram", Some(true)),
            ("Geachte heer, mevrouw,\n\nJa.\n\nMet vriendelijke groet,\nBram Postma", Some(true)),
            ("Nee, helaas gaat het niet door.", Some(false)),
            ("Nee.", Some(false)),
            ("Ja, dat kan.", Some(true)),
            ("Ja, ik kan die dag.", Some(true)),
            ("Ja, maar ik kan die dag niet.", None),
            ("Nee, ik kan die dag niet.", Some(false)),
            ("Nee, dat kan.", None),
            ("Nee, er komt geen pers mee.", None),
            ("Nee, het is nog niet zeker.", None),
            ("Zeker weten doen we het nog niet.", None),
            ("Ja, het gaat niet door.", None),
            ("Ja.\nMaar wij willen graag een uur later beginnen.", None),
            ("Ja\nNee", None),
        ] {
            assert_eq!(bare_yes_no(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_first_words_count() {
        assert_eq!(yes_no("Ja, het was een mooi bezoek."), Some(true));
        assert_eq!(yes_no("Beste M50,\n\nNee, de minister was ziek."), Some(false));
        assert_eq!(yes_no("Helaas niet: er was een storing op het spoor."), Some(false));
        assert_eq!(yes_no("Jan kwam wel."), None);
        assert_eq!(yes_no("Ik ben ziek."), None);
        assert_eq!(yes_no(""), None);
    }
}
