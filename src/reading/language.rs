//! The language of a text, by its small words. Too little text counts as Dutch: that is what the
//! desk answers in.
//!
//! The trap is the word that two languages share ("is", "of", "we", "die"): such words prove nothing
//! and stand in no list. A text in which almost no word is known is in another language.

use super::cursor::Tokens;
use crate::domain::reading::Language;

const DUTCH: &[&str] = &[
    "aan", "afspraak", "akkoord", "alle", "als", "bedankt", "beste", "bezoek", "bij", "daar",
    "dag", "dan", "dank", "dat", "de", "deze", "dinsdag", "dit", "doe", "donderdag", "door", "dus",
    "een", "eerste", "en", "er", "fijn", "gaat", "geachte", "geen", "goed", "goedemiddag",
    "goedemorgen", "graag", "groet", "groeten", "heb", "hebben", "heeft", "helaas", "het", "hij",
    "hoi", "ik", "ivm", "ja", "je", "jullie", "kan", "kies", "kiezen", "komen", "komt", "kunnen",
    "kunt", "laatste", "maandag", "maar", "mag", "met", "mij", "mijn", "moet", "moeten", "mvg",
    "naar", "namiddag", "nee", "niet", "nog", "nu", "om", "onder", "ons", "onze", "ook", "optie",
    "over", "past", "prima", "reis", "svp", "te", "tot", "toch", "tweede", "u", "uit", "uur", "uw",
    "van", "vanaf", "voor", "voormiddag", "vrijdag", "wat", "weer", "wel", "werkbezoek", "wij",
    "wil", "willen", "woensdag", "wordt", "zaterdag", "zien", "zijn", "zij", "zondag", "zou",
    "middag", "ochtend", "avond", "morgen", "vandaag", "personen", "weken", "dagen", "januari",
    "februari", "maart", "mei", "juni", "juli", "augustus", "oktober",
];
const ENGLISH: &[&str] = &[
    "the", "and", "to", "you", "your", "would", "like", "could", "are", "for", "with", "our",
    "dear", "please", "this", "that", "it", "have", "from", "be", "i", "us", "cannot", "can",
    "unfortunately", "next", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "january", "february", "march", "may", "june", "july", "august", "october", "visit",
    "works", "thank", "thanks", "fine", "see", "then", "yes", "sounds", "good", "cheers", "will",
    "should", "suits", "suit", "looking", "forward", "which", "what", "how", "there", "at", "my",
    "not", "but", "all", "morning", "afternoon", "hello", "regards", "these", "they", "has",
    "th", "does", "about", "by", "meeting", "great", "perfect", "let", "me", "know",
];
const OTHER: &[&str] = &[
    // German
    "und", "wir", "sie", "ich", "nicht", "sehr", "mit", "für", "eine", "ihr", "ihre", "wenn",
    "bitte", "ist", "zu", "zum", "zur", "das", "dem", "auf", "guten", "uns", "wäre", "möchten",
    "gern", "gerne", "danke", "können", "besuch", "oder", "dienstag", "montag",
    // French
    "le", "la", "les", "nous", "vous", "est", "et", "une", "pour", "dans", "que", "qui", "bonjour",
    "madame", "monsieur", "avec", "votre", "merci", "serait", "sur", "du", "au", "jeudi", "mardi",
    // Spanish, Italian, Portuguese
    "el", "los", "para", "por", "una", "con", "nos", "del", "gracias", "buenos", "días", "grazie",
    "per", "che", "vorremmo", "obrigado", "não", "com",
    // Scandinavian, Polish, Turkish
    "och", "att", "vi", "på", "gärna", "jag", "tack", "med", "og", "ikke", "jeg", "dzień", "dobry",
    "się", "nie", "proszę", "ve", "bir", "için", "merhaba", "teşekkürler",
];

/// Shorter texts than this are not judged by how few of their words are known.
const WORDS_MIN: usize = 9;
/// One word in so many must be known for a text to be in a known language.
const KNOWN_OF: usize = 12;

/// The language whose small words stand most in the text.
pub(crate) fn language(t: Tokens<'_, '_>) -> Language {
    let (mut dutch, mut english, mut other, mut words) = (0, 0, 0, 0);
    for token in t.0.iter().filter(|token| token.text.starts_with(char::is_alphabetic)) {
        words += 1;
        let lower: &str = &token.lower;
        dutch += usize::from(DUTCH.contains(&lower));
        english += usize::from(ENGLISH.contains(&lower));
        other += usize::from(OTHER.contains(&lower));
    }
    let unknown = words >= WORDS_MIN && (dutch + english) * KNOWN_OF < words;
    if other > dutch && other > english || unknown {
        Language::Other
    } else if english > dutch {
        Language::En
    } else {
        Language::Nl
    }
}
