//! Whether two names can be of one person: "mevrouw De Wit", "S. de Wit" and "Sanne de Witt" may all be
//! the Sanne de Wit that we know.
//!
//! Says nothing of whether they are: one secretariat may write for an Anna and an Anton Smit.

use std::collections::BTreeSet;

/// From so many letters on, two family names that differ in one are taken for one that is misspelt.
const LONG_NAME_LETTERS: usize = 6;
/// What stands before a family name and is part of it.
const PARTICLES: [&str; 16] = [
    "van", "von", "de", "der", "den", "het", "'t", "ten", "ter", "te", "in", "op", "aan", "la",
    "le", "el",
];

/// Word by word from the family name back, as far as both go; an initial stands for any name that
/// begins with it. A family name may be misspelt beside a first name that agrees.
pub fn can_be_one_person(name: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split_whitespace().rev().map(str::to_lowercase).collect()
    };
    let (name, other) = (words(name), words(other));
    let (Some((family, first)), Some((other_family, other_first))) =
        (name.split_first(), other.split_first())
    else {
        return false;
    };
    let has_first_name =
        |words: &[String]| words.iter().any(|word| !PARTICLES.contains(&word.as_str()));
    let both_go_on = has_first_name(first) && has_first_name(other_first);
    let family = family == other_family || both_go_on && is_misspelt(family, other_family);
    family && first.iter().zip(other_first).all(|(one, two)| is_same_word(one, two))
}

/// The words of a text that may be names of people: written with a capital, and no particle.
pub fn words_of_names(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_particle = |word: &&str| PARTICLES.contains(&word.to_lowercase().as_str());
    words.filter(is_capital).filter(|word| word.len() > 1 && !is_particle(word)).collect()
}

fn is_same_word(one: &str, two: &str) -> bool {
    let initials = one.ends_with('.') || two.ends_with('.');
    one == two || (initials && one.chars().next() == two.chars().next())
}

/// "Wit" and "Witt", "Verhoeven" and "Verhoevem": the last letter written twice, or one of a long name
/// amiss. "Bos" and "Vos" are two families, and so are "Smit" and "Smits", "Pot" and "Poot".
fn is_misspelt(one: &str, two: &str) -> bool {
    let letters = |name: &str| name.chars().count();
    let twice = |short: &str, long: &str| {
        short.chars().last().is_some_and(|last| long.strip_suffix(last) == Some(short))
    };
    let is_long = letters(one).min(letters(two)) >= LONG_NAME_LETTERS;
    let opens_alike = one.chars().next() == two.chars().next();
    twice(one, two)
        || twice(two, one)
        || is_long && opens_alike && strsim::osa_distance(one, two) == 1
}

#[cfg(test)]
mod tests {
    use super::can_be_one_person;

    #[test]
    fn a_name_is_known_again_however_much_of_it_is_written() {
        for (name, other, same) in [
            ("Anna Smit", "anna smit", true),
            ("Smit", "Anna Smit", true),
            ("A. Smit", "Anna Smit", true),
            ("A.B. Smit", "Anna Smit", true),
            ("Anna van den Berg", "van den Berg", true),
            ("Anna Smit", "Peter Smit", false),
            ("P. Smit", "Anna Smit", false),
            ("Anna Smit", "Anna Smits", false),
            ("Anna", "Anna Smit", false),
            ("", "Anna Smit", false),
            ("", "", false),
        ] {
            assert_eq!(can_be_one_person(name, other), same, "{name} / {other}");
            assert_eq!(can_be_one_person(other, name), same, "{other} / {name}");
        }
    }

    #[test]
    fn a_misspelt_family_name_is_known_beside_a_first_name() {
        for (name, other, same) in [
            ("Sanne de Wit", "Sanne de Witt", true),
            ("S. de Witt", "Sanne de Wit", true),
            ("Anna Verhoeven", "Anna Verhoevem", true),
            ("Anna Verhoeven", "A. Verhoven", true),
            ("Verhoeven", "Anna Verhoevem", false),
            ("Jan Bos", "Jan Vos", false),
            ("Anna Verhoeven", "Peter Verhoevem", false),
            ("Anna Verhoeven", "Anna Verhagen", false),
            ("van Houten", "van Houtem", false),
            ("van Houten", "Anna van Houtem", false),
            ("Anna van Houten", "A. van Houtem", true),
            ("Jan Pot", "Jan Poot", false),
            ("Jan Maas", "Jan Mas", false),
        ] {
            assert_eq!(can_be_one_person(name, other), same, "{name} / {other}");
            assert_eq!(can_be_one_person(other, name), same, "{other} / {name}");
        }
    }
}
