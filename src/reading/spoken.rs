//! Tells the day of a word between the writer and us, which is no day for the visit: somebody rings, an
//! answer is hoped for, names follow.
//!
//! For the reader of times such a day is wanted or told of as any other; here it is told apart. The
//! trap: "bellen over het bezoek op 15 april" names the day of the visit. So where a day suits, or
//! somebody comes, or a visit stands before it, it is of the visit.

use super::body::Body;
use super::cue::Cue;
use super::cursor::Tokens;
use super::lexer::{Both, lowered};
use super::sentence::clauses;
use super::token::Word;
use crate::domain::reading::{Modality, Reading, Span, Wish};

/// Talks on the telephone.
#[rustfmt::skip]
const CALLS: &[&str] = &[
    "bel", "belt", "bellen", "gebeld", "belletje", "telefoneren", "telefoontje", "telefonisch",
    "telefonische", "terugbellen", "terugbelt", "opbellen", "call", "phone",
];
/// A day that is said of these is one for the visit.
#[rustfmt::skip]
const SUITS: &[&str] = &[
    "past", "passen", "schikt", "schikken", "lukt", "lukken", "uitkomt", "uitkomen", "gelegen",
    "ontvangen", "ontvangt", "ontmoeten", "suits", "suit", "meet", "visit", "bezoek", "werkbezoek",
];
/// What a call is about.
const ABOUT: &[&str] = &["over", "voor", "omtrent", "inzake", "about", "regarding"];
/// Passes a word on to somebody.
#[rustfmt::skip]
const TELLS: &[&str] = &[
    "hoor", "hoort", "horen", "verneemt", "vernemen", "stuur", "stuurt", "sturen", "mail", "mailt",
    "mailen", "meld", "meldt", "melden", "volgt", "volgen", "doorgeven", "bericht", "antwoord",
    "beslist", "beslissen", "besluit", "overleg", "overlegt", "overleggen", "bespreekt",
    "bespreken", "reageer", "reageert", "reageren", "namen", "deelnemerslijst", "hear", "send",
    "decide", "discuss", "names",
];
/// These do so where somebody else is told: "Dan krijgt u de lijst".
const GIVES: &[&str] = &["krijgt", "krijgen", "ontvangt", "geef", "geven", "laat", "laten", "let"];
const TO_SOMEBODY: &[&str] = &["u", "jij", "je", "jullie", "you", "door", "weten", "know"];
/// "Dan weten wij wie er meegaat": not known yet.
const KNOWS: &[&str] = &["weet", "weten", "know"];
const ASKED: &[&str] = &["wie", "hoeveel", "welke", "of", "hoe", "who", "how", "which", "whether"];

/// A reading in which the day of a call or of an answer is told of, and not wanted for the visit.
pub(crate) fn of_the_visit(mut reading: Reading<'_>) -> Reading<'_> {
    if !reading.when.iter().any(is_wanted) {
        return reading;
    }
    let lower = lowered(&reading.text);
    let body = Body::new(Both { text: &reading.text, lower: &lower });
    let spoken = spoken(&body, &reading);
    for (wish, spoken) in reading.when.iter_mut().zip(spoken) {
        if spoken && is_wanted(wish) {
            wish.modality = Modality::Fixed;
        }
    }
    reading
}

/// Whether a time is wanted for the visit.
pub(super) fn wants_time(body: &Body<'_>, reading: &Reading<'_>) -> bool {
    let mut each = reading.when.iter().zip(spoken(body, reading));
    each.any(|(wish, spoken)| is_wanted(wish) && !spoken)
}

fn is_wanted(wish: &Wish) -> bool {
    matches!(wish.modality, Modality::Want | Modality::Prefer)
}

/// Of each time whether it is of a word between the writer and us.
fn spoken(body: &Body<'_>, reading: &Reading<'_>) -> Vec<bool> {
    let times: Vec<Span> = reading.when.iter().map(|wish| wish.span).collect();
    times.iter().map(|time| is_spoken(body, &times, *time)).collect()
}

/// Whether what is said of this time is that a word passes then: "voor donderdag hoort u wie er
/// meekomt", "de namen volgen vrijdag".
pub(crate) fn passes_word(text: &str, time: Span) -> bool {
    let lower = lowered(text);
    let body = Body::new(Both { text, lower: &lower });
    let Some((from, to)) = clause_of(&body, time) else { return false };
    let says = |words: &[&str]| (from..to).any(|at| body.tokens().is(at, words));
    says(TELLS) || says(CALLS) || says(GIVES) && says(TO_SOMEBODY) || says(KNOWS) && says(ASKED)
}

/// "Belt u ons woensdag even?", "ik hoor graag vrijdag van u", "woensdag ben ik bereikbaar".
fn is_spoken(body: &Body<'_>, times: &[Span], time: Span) -> bool {
    let t = body.tokens();
    let Some(clause) = clause_of(body, time) else { return false };
    let (from, to) = clause;
    let begins = |at: &usize| t.get(*at).is_some_and(|word| word.span()[0] >= time[0]);
    let ends = |at: &usize| t.get(*at).is_some_and(|word| word.span()[0] >= time[1]);
    let first = (from..to).find(begins).unwrap_or(to);
    let next = (from..to).find(ends).unwrap_or(to);
    is_call(t, times, clause, (first, next))
        || is_heard(t, from, (first, next))
        || is_reached(t, clause)
}

fn clause_of(body: &Body<'_>, time: Span) -> Option<(usize, usize)> {
    let t = body.tokens();
    clauses(t, body.sentence_at(time)?).into_iter().find(|(from, to)| {
        let [begin, end] = t.span(*from, *to);
        begin <= time[0] && time[0] < end
    })
}

/// A call is spoken of right beside the day, and nothing that is said of a visit has it.
fn is_call(
    t: Tokens<'_, '_>,
    times: &[Span],
    (from, to): (usize, usize),
    (first, next): (usize, usize),
) -> bool {
    let apart = |at: usize| {
        let timed = |word: Span| times.iter().any(|time| time[0] <= word[0] && word[0] < time[1]);
        matches!(t.word(at), Word::Sign(_)) || t.get(at).is_some_and(|word| timed(word.span()))
    };
    let near = |call: usize| match call < first {
        true => !(call..first).any(apart),
        false => !(next..call).any(apart),
    };
    let comes = || t.has(from, to, Cue::GoesVisiting) || t.has(from, to, Cue::Coming);
    // "Woensdag bellen over het werkbezoek".
    let about = || (next..to).find(|at| t.is(*at, ABOUT)).unwrap_or(to);
    let suits = || (from..about()).any(|at| t.is(at, SUITS));
    (from..to).any(|at| t.is(at, CALLS) && near(at)) && !comes() && !suits()
}

/// "Ik hoor graag vrijdag van u".
fn is_heard(t: Tokens<'_, '_>, from: usize, (first, next): (usize, usize)) -> bool {
    let hears = |at: usize| t.is(at, &["hoor", "horen", "verneem", "vernemen"]);
    let of_you = t.is(next, &["van"]) && t.is(next + 1, &["u", "je", "jullie"]);
    of_you && (from..first).any(hears)
}

/// "Woensdag ben ik bereikbaar op 06 5550 0199".
fn is_reached(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    let says = |words: &[&str]| (from..to).any(|at| t.is(at, words));
    says(&["bereikbaar", "bereiken"]) && says(&["ben", "zijn"]) && says(&["ik", "wij", "we"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Context, Gazetteer, Policy, read_text};
    use chrono::NaiveDate;

    /// The words of the times that are wanted for the visit.
    fn wanted(text: &str) -> Vec<String> {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let context = Context::new(day.and_hms_opt(9, 0, 0).unwrap(), &places, &policy);
        let reading = of_the_visit(read_text(text, &context));
        let wanted = |wish: &&Wish| matches!(wish.modality, Modality::Want | Modality::Prefer);
        reading.when.iter().filter(wanted).map(|wish| wish.text.clone()).collect()
    }

    #[test]
    fn the_day_of_a_call_is_not_wanted_for_the_visit() {
        let calls = [
            "Belt u ons woensdag even?",
            "Kunt u mij woensdag bellen?",
            "Zullen we woensdag even bellen over het werkbezoek?",
            "Graag woensdag even telefonisch overleg.",
            "Graag een belletje woensdag.",
            "Woensdag ben ik bereikbaar op 06-12345678.",
            "Ik hoor graag vrijdag van u.",
            "Could you call me on Wednesday?",
        ];
        for text in calls {
            assert_eq!(wanted(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_day_of_the_visit_beside_a_call_is() {
        let both = [
            ("Kunt u mij bellen over een bezoek op 15 april?", "15 april"),
            ("Wilt u mij bellen als 15 april past?", "15 april"),
            ("15 april is prima, bel mij woensdag.", "15 april"),
            ("Wij willen op 15 april langskomen of even bellen.", "15 april"),
            ("Graag 15 april, en vrijdag bel ik u.", "15 april"),
        ];
        for (text, day) in both {
            let found = wanted(text);
            assert!(found.len() == 1 && found.concat().contains(day), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_day_on_which_a_word_passes_answers_no_question() {
        let passes = |text: &str, day: &str| {
            let at = text.find(day).unwrap();
            passes_word(text, [at, at + day.len()])
        };
        assert!(passes("Voor donderdag hoort u wie er meekomt.", "donderdag"));
        assert!(passes("De namen volgen vrijdag.", "vrijdag"));
        assert!(passes("Vrijdag krijgt u de lijst.", "Vrijdag"));
        assert!(passes("Donderdag weten we wie er meegaat.", "Donderdag"));
        assert!(!passes("Het moet donderdag 15 april zijn.", "donderdag 15 april"));
        assert!(!passes("De 16e. Maandag hoort u wie er meekomt.", "De 16e"));
    }
}
