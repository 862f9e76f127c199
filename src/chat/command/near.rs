//! Near misses: how names are compared, and what somebody may have meant by an unknown name.
//!
//! A suggestion is only ever shown. Nothing here may be used to accept a word.

use crate::domain::command::CommandError;
pub(crate) use crate::domain::help::squash;

/// The first word of `text` and what follows it, both without spaces around them.
pub(crate) fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim_start()),
        None => (text, ""),
    }
}

/// The candidate nearest to `word`, if one is near: one slip away, or two in a word of six letters
/// or more. The first of equals.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> = squash(word).chars().take(LETTERS_MAX).collect();
    let slips_max = if word.len() < 6 { 1 } else { 2 };
    candidates
        .into_iter()
        .map(|candidate| (slips(&word, &squash(candidate).chars().collect::<Vec<_>>()), candidate))
        .filter(|(slips, candidate)| *slips <= slips_max && *slips < candidate.chars().count())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// What was meant, where a choice is near; otherwise what there is to choose from.
pub(crate) fn not_a_choice(word: &str, choices: &[&str]) -> CommandError {
    let word = word.to_owned();
    match nearest(&word, choices.iter().copied()) {
        Some(near) => CommandError::Unknown { did_you_mean: Some(near.to_owned()), word },
        None => {
            let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
            CommandError::NotAChoice { text: word, choices }
        }
    }
}

/// No name is as long as this; a longer word is not compared to its end.
const LETTERS_MAX: usize = 60;

/// The number of slips between two words: a letter too many, too few or wrong, or two neighbours
/// swapped (Damerau-Levenshtein, restricted to one swap per pair). Row by row.
fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut letter_above = None;
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let wrong = at(&above, j) + usize::from(x != y);
            let extra = at(&above, j + 1).min(at(&row, j)) + 1;
            let swapped = match j.checked_sub(1) {
                Some(left) if letter_above == Some(y) && b.get(left) == Some(&x) => {
                    at(&before, left).saturating_add(1)
                }
                Some(_) | None => usize::MAX,
            };
            row.push(wrong.min(extra).min(swapped));
        }
        before = std::mem::replace(&mut above, row);
        letter_above = Some(x);
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> usize {
        slips(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn slips_are_counted_as_people_make_them() {
        assert_eq!(distance("bezoek", "bezoek"), 0);
        assert_eq!(distance("bezok", "bezoek"), 1, "one too few");
        assert_eq!(distance("bezoeek", "bezoek"), 1, "one too many");
        assert_eq!(distance("bezoel", "bezoek"), 1, "one wrong");
        assert_eq!(distance("beozek", "bezoek"), 1, "two swapped");
        assert_eq!(distance("", "ja"), 2);
        assert_eq!(distance("ja", ""), 2);
        assert_eq!(distance("eb", "be"), 1, "swapped at the start");
    }

    #[test]
    fn a_short_word_may_hold_one_slip_a_long_word_two() {
        assert_eq!(nearest("neen", ["ja", "nee"]), Some("nee"));
        assert_eq!(nearest("dg", ["dag", "agenda"]), Some("dag"));
        assert_eq!(nearest("xx", ["dag", "ja", "nee"]), None);
        assert_eq!(nearest("overizchtt", ["overzicht"]), Some("overzicht"));
        assert_eq!(nearest("", ["ja"]), None);
    }
}
