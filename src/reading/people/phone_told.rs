//! A telephone number that the text tells, for the day of the visit.
//!
//! A number under the text is that of the writer's desk, also where no greeting stands above it. "Bel mij
//! even op ..." asks to be called and says nothing of the day.

use super::super::body::Body;
use super::super::classes::Classes;
use super::super::cue::{Cue, Phrases};
use super::phone::phone_in;
use super::sender::sender_name;
use super::writer::unannounced;
use crate::domain::reading::PhoneTold;

/// Words for the day of the visit.
pub(crate) const DAY: Phrases = &[
    "op de dag",
    "de dag zelf",
    "die dag",
    "tijdens het bezoek",
    "ter plaatse",
    "ter plekke",
    "onderweg",
    "on the day",
    "that day",
    "during the visit",
];
/// Words of who wants to be called.
pub(crate) const CALLS: Phrases =
    &["bel", "bellen", "belt", "terugbellen", "terugbelt", "terug", "call", "calling", "ring"];

/// Whoever guards the guest is not whom our contact person calls on the day.
pub(crate) const GUARDS: Phrases =
    &["beveiliging", "beveiligers", "persoonsbeveiliging", "dkdb", "security"];
/// Somebody else than the writer can be reached at it, and nothing says that it is on the day.
pub(crate) const OTHERS: Phrases = &[
    "collega",
    "opvolger",
    "opvolgster",
    "vervanger",
    "vervangster",
    "vervangt",
    "secretariaat",
    "vakantie",
    "verlof",
    "afwezigheid",
    "colleague",
    "successor",
    "holiday",
    "on leave",
];

/// The first number that the text tells.
pub(crate) fn phone_told(
    body: &Body<'_>,
    signature: &[&str],
    sender: Option<&str>,
) -> Option<PhoneTold> {
    let dialled = body.sentences.iter().copied().filter(|s| s.classes.meets(Classes::DIALS));
    let mut told = dialled.filter_map(|sentence| {
        let number = phone_in(body.sentence_text(sentence))?;
        let for_the_day = sentence.cues.has(Cue::PhoneOfDay);
        let others = sentence.cues.has(Cue::PhoneOfGuards)
            || !for_the_day && sentence.cues.has(Cue::PhoneOfOthers);
        let back = sentence.asks || sentence.cues.has(Cue::CallsBack);
        let counts = !others && (for_the_day || !back);
        counts.then_some(PhoneTold { number, for_the_day })
    });
    let first = told.next()?;
    let person = sender.and_then(sender_name);
    let under = unannounced(body, signature, person.as_deref()).unwrap_or_default();
    let of_desk = under.iter().any(|line| line.contains(first.number.as_str()));
    (first.for_the_day || !of_desk).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::super::lexer::{Both, lowered};
    use super::*;

    fn told(text: &str) -> Option<(String, bool)> {
        let lower = lowered(text);
        let body = Body::new(Both { text, lower: &lower });
        let found = phone_told(&body, &body.signature_lines(""), Some("Bram Postma"));
        found.map(|told| (told.number, told.for_the_day))
    }

    #[test]
    fn a_number_in_the_text_is_told_and_one_under_it_is_not() {
        let number = "06 5550 0199".to_owned();
        for (text, for_the_day) in [
            ("Op de dag zelf zijn wij bereikbaar op 06 5550 0199.", true),
            ("U kunt ons die dag bellen op 06 5550 0199.", true),
            ("On the day itself you can call 06 5550 0199.", true),
            ("Telefoon: 06 5550 0199", false),
            ("Ons nummer is 06 5550 0199.\n\nMet vriendelijke groet,\nBram Postma", false),
        ] {
            assert_eq!(told(text), Some((number.clone(), for_the_day)), "{text}");
        }
        for text in [
            "Kunt u mij bellen? 06 5550 0199 is mijn nummer, bel gerust.",
            "Bel mij even op 06 5550 0199.",
            "Optie 2 graag.\n\nMet vriendelijke groet,\nBram Postma\n06 5550 0199",
            "Optie 2 graag.\n\nBram Postma\nTweede Kamer\nT 06 5550 0199",
            "Wij komen op 6 april 2027.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
