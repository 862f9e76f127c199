//! Words that change what was read beside them: a condition, and one visit more.
//!
//! The reader tells what a mail asks and takes; whether a machine may act on that can hang on a word
//! beside it. Such a word sends the mail to a person and never does more.

use crate::domain::reading::{Intent, Reading, Span};

/// What is taken is taken only if something else is so.
const CONDITIONS: &[&str] = &[
    "mits",
    "tenzij",
    "voorwaarde",
    "voorwaarden",
    "alleen als",
    "enkel als",
    "provided",
    "unless",
    "condition",
    "only if",
];
/// What may come between for a guest: to take a moment unless that happens is to reserve it.
const OWN_AGENDA: &[&str] = &["agenda", "debat", "debatten", "stemming", "stemmingen"];
/// A visit beside the one that there is.
const ONE_MORE: &[&str] = &[
    "nog een",
    "ook een",
    "ook nog",
    "tweede bezoek",
    "tweede werkbezoek",
    "another visit",
    "another working visit",
    "also visit",
    "second visit",
];

/// The choice hangs on something that nobody of us has seen: "mits er een tolk bij is". That the guest's
/// own agenda allows it is what "onder voorbehoud" means.
pub(super) fn chooses_on_condition(reading: &Reading<'_>) -> bool {
    let said = words(&reading.text);
    reading.choice.is_some() && has(&said, CONDITIONS) && !has(&said, OWN_AGENDA)
}

/// The mail asks for a visit beside the one that there is, in as many words.
pub(super) fn asks_for_one_more(reading: &Reading<'_>) -> bool {
    let asks = reading.intents.iter().filter(|found| found.value == Intent::VisitRequest);
    asks.map(|found| sentence_at(&reading.text, found.span)).any(|said| has(&said, ONE_MORE))
}

/// The words of the sentence in which a span stands, with a blank before and behind each.
fn sentence_at(text: &str, [from, to]: Span) -> String {
    let ends = |c: char| matches!(c, '.' | '!' | '?');
    let before: Vec<char> = text.chars().take(from).collect();
    let begin = before.iter().rposition(|c| ends(*c)).map_or(0, |at| at + 1);
    let rest = text.chars().skip(to).take_while(|c| !ends(*c)).count();
    let sentence: String = text.chars().skip(begin).take(to - begin + rest).collect();
    words(&sentence)
}

/// The words of a text, with a blank before and behind each.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |said, word| format!("{said}{word} "))
}

fn has(sentence: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| sentence.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::{CONDITIONS, ONE_MORE, OWN_AGENDA, has, sentence_at, words};

    /// The sentence in which these words stand.
    fn around(text: &str, words: &str) -> String {
        let before = text.split(words).next().unwrap();
        let from = before.chars().count();
        sentence_at(text, [from, from + words.chars().count()])
    }

    #[test]
    fn a_condition_counts_wherever_it_stands() {
        for (text, on_condition) in [
            ("Vrijdag 9 april is goed, mits er een tolk bij is.", true),
            ("Vrijdag 9 april is goed,\nop voorwaarde dat de wethouder kan.", true),
            ("Optie 1 is akkoord. Dat is wel onder de voorwaarde dat er een tolk is.", true),
            ("Optie 1 is akkoord, alleen als er een tolk bij is.", true),
            ("Vrijdag 9 april is goed, mits de plenaire agenda het toelaat.", false),
            ("Vrijdag 9 april is goed.", false),
        ] {
            let said = words(text);
            assert_eq!(has(&said, CONDITIONS) && !has(&said, OWN_AGENDA), on_condition, "{text}");
        }
    }

    #[test]
    fn one_visit_more_is_asked_in_the_sentence_of_the_request() {
        for (text, one_more) in [
            ("Graag nog een bezoek aan Vollenhoven in juni.", true),
            ("Wij plannen graag een tweede bezoek, in juni.", true),
            ("Ik heb nog een vraag. Wij willen op bezoek in juni.", false),
            ("Namens de Tweede Kamer komt zij graag op bezoek in juni.", false),
        ] {
            assert_eq!(has(&around(text, "bezoek"), ONE_MORE), one_more, "{text}");
        }
    }
}
