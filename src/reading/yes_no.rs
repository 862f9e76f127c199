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
pub fn yes_no(text: &str) -> Option<bool> {
    text.lines().map(plain).filter(|line| !line.is_empty()).take(3).find_map(|line| {
        let is_greeting = GREETING.iter().any(|word| begins(&line, word));
        if is_greeting { None } else { Some(answer(&line)) }
    })?
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
    use super::yes_no;

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
