//! The words of a question that say nothing about its subject, and those that say a little.
//!
//! Kept in lines of many words, which rustfmt would not: nobody reads such a list word by word.

/// Words that say nothing about the subject, or only how politely it is asked.
#[rustfmt::skip]
pub(super) const EMPTY: &[&str] = &[
    "aan", "aangeven", "achter", "actually", "af", "afvragen", "al", "alle", "alles", "als",
    "alvast", "an", "and", "anders", "any", "are", "as", "at", "be", "been", "ben", "benieuwd",
    "bent", "beste", "bij", "by", "can", "collega", "could", "daar", "daarna", "dan", "dat", "de",
    "deze", "die", "dit", "do", "doen", "does", "doet", "door", "dus", "een", "eens", "eigen",
    "eigenlijk", "en", "er", "exactly", "for", "from", "gaan", "gaat", "geachte", "gebeurt", "get",
    "graag", "haar", "has", "have", "he", "heb", "hebben", "heeft", "heer", "helpen", "hem", "hen",
    "het", "hier", "hij", "hoe", "hoeveel", "houdt", "how", "hun", "iets", "if", "ik", "in",
    "inhouden", "inhoudt", "into", "is", "it", "its", "ja", "je", "jij", "jou", "jouw", "jullie",
    "just", "kan", "komen", "komt", "kunnen", "kunt", "la", "laten", "leggen", "like", "maar",
    "many", "me", "mee", "meer", "met", "mevrouw", "mij", "mijn", "moet", "moeten", "mogelijk",
    "mogen", "much", "must", "my", "na", "naar", "namelijk", "nog", "nou", "nu", "of", "om",
    "omdat", "on", "ongeveer", "ons", "onze", "ook", "op", "or", "our", "out", "over", "per",
    "please", "precies", "samen", "she", "should", "sinds", "some", "staat", "stuk", "te", "tell",
    "tellen", "telt", "terecht", "terwijl", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "to", "toch", "toelichten", "toen", "tot", "uit", "uitleggen",
    "us", "uw", "vallen", "valt", "van", "verder", "vertellen", "via", "voor", "vraag", "waar",
    "waarom", "waarvoor", "wanneer", "want", "was", "wat", "we", "wel", "welk", "welke", "were",
    "weten", "what", "when", "where", "which", "who", "why", "wie", "wij", "will", "wilt", "with",
    "worden", "wordt", "would", "you", "your", "ze", "zeggen", "zelf", "zich", "zij", "zijn", "zit",
    "zitten", "zo", "zoal", "zodat", "zou", "zouden", "zullen",
];

/// Words that say a little: common verbs and adverbs that fit any subject. A question stays the same
/// question with another one of these.
#[rustfmt::skip]
pub(super) const LIGHT: &[&str] = &[
    "algemeen", "allemaal", "available", "bedoeld", "bedoelen", "bedoeling", "bedoelt", "beetje",
    "begrijpen", "behaald", "behelst", "bekend", "belangrijk", "bereiken", "beschikbaar",
    "betekenen", "betekent", "bijvoorbeeld", "bijzonder", "bijzonders", "concreet", "concrete",
    "currently", "daarover", "deel", "diverse", "draait", "eruit", "even", "goed", "heet", "heten",
    "houden", "inmiddels", "juist", "kort", "laat", "maakt", "make", "maken", "makes", "mean",
    "means", "momenteel", "noemen", "noemt", "omvat", "omvatten", "onder", "onderdeel", "part",
    "plaats", "show", "soort", "specifiek", "speelt", "spelen", "take", "uitziet", "verschillende",
    "visible", "vormen", "vormt", "waarmee", "waarover", "weer", "wil", "willen", "work", "works",
    "zal", "zeg", "zichtbaar", "ziet", "zoiets",
];

/// Both lists are in order, so that a word is found by halving.
pub(super) fn among(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order() {
        assert!(EMPTY.is_sorted() && LIGHT.is_sorted());
        assert!(EMPTY.iter().all(|word| !among(LIGHT, word)));
    }
}
