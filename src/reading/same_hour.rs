//! "Een week later, zelfde tijd": another day, at the hour of the visit that stands.
//!
//! Only where the sentence asks for another day, and says nothing else of that time: "op dezelfde tijd is
//! er een debat" says when something else is, "niet op dezelfde tijd" asks for another.

use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::sentence::Sentence;
use crate::domain::reading::{Intent, Modality, Reading, Span, When};

pub(crate) const SAME_HOUR: Phrases = &[
    "zelfde tijd",
    "dezelfde tijd",
    "zelfde tijden",
    "dezelfde tijden",
    "zelfde tijdstip",
    "hetzelfde tijdstip",
    "zelfde uur",
    "hetzelfde uur",
    "zelfde uren",
    "dezelfde uren",
    "same time",
    "same hour",
    "same hours",
];

/// What parts a sentence in two.
const PARTS: &[&str] = &["maar", "wel", "want", "omdat", "but", "because"];
/// What says that it is another time, or the time of something else.
const OF_ANOTHER: &[&str] = &["niet", "geen", "nooit", "not", "er", "there"];
/// Opens what is told of that time.
const IS: &[&str] = &["is", "zijn", "was", "heeft", "hebben", "begint", "staat", "moet", "moeten"];

/// Where it says so.
pub(super) fn same_hour(body: &Body<'_>, reading: &Reading<'_>) -> Option<Span> {
    let t = body.tokens();
    let moves = |s: &Sentence| wants(t, reading, s) || s.asks && asks_to_move(t, reading, s);
    // "Kan het een week later? Zelfde tijd, zelfde mensen."
    let goes_on = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| body.sentences.get(at));
        let opens = |s: &Sentence| t.cue(s.from, Cue::SameHour).is_some();
        body.sentences.get(at).is_some_and(opens) && before.is_some_and(moves)
    };
    let says_so =
        |(at, s): &(usize, &Sentence)| s.cues.has(Cue::SameHour) && (moves(s) || goes_on(*at));
    body.sentences.iter().enumerate().filter(says_so).find_map(|(_, s)| {
        let (at, length) = t.first(s.from, s.to, Cue::SameHour)?;
        let said = is_wanted(t, s, at, at + length);
        said.then(|| t.span(at, at + length))
    })
}

/// Whether the sentence names a time that is wanted.
fn wants(t: Tokens<'_, '_>, reading: &Reading<'_>, s: &Sentence) -> bool {
    let [from, to] = t.span(s.from, s.to);
    reading.when.iter().any(|wish| {
        let wanted = matches!(wish.modality, Modality::Want | Modality::Prefer);
        // "Dezelfde tijd" is read as hours of which nothing is said.
        let says_when = wish.when != When::TimeRange { from: None, until: None };
        wanted && says_when && from <= wish.span[0] && wish.span[1] <= to
    })
}

/// "Kan het een week naar voren?" names no day by itself.
fn asks_to_move(t: Tokens<'_, '_>, reading: &Reading<'_>, s: &Sentence) -> bool {
    let shifts = || (s.from..s.to).any(|at| t.is(at, &["eerder", "later", "earlier"]));
    reading.has(Intent::Change) || shifts()
}

/// Whether the part of the sentence round these words wants that time.
fn is_wanted(t: Tokens<'_, '_>, s: &Sentence, at: usize, end: usize) -> bool {
    let parts = |at: &usize| t.is_sign(*at, ',') || t.is(*at, PARTS);
    let from = (s.from..at).rev().find(parts).unwrap_or(s.from);
    let to = (end..s.to).find(parts).unwrap_or(s.to);
    !t.is(end, IS) && !(from..to).any(|at| t.is(at, OF_ANOTHER))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Context, Gazetteer, Policy, read_text};

    #[test]
    fn the_hour_that_stands_is_told_from_that_of_something_else() {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        for (text, wanted) in [
            ("Kan het een week later, zelfde tijd?", true),
            ("Wij komen liever op vrijdag 23 april op hetzelfde tijdstip.", true),
            ("Could we come on 23 April at the same time?", true),
            ("Vrijdag 16 april kan niet. Op dezelfde tijd is er een debat.", false),
            ("Kan het een week later?", false),
            ("Kan het een week later? Zelfde tijd, zelfde mensen.", true),
            ("Kan het een week later? Dezelfde tijd is bezet.", false),
            ("Kan het bezoek een week naar voren, zelfde tijd?", true),
            ("Kan het een dag eerder op hetzelfde tijdstip?", true),
            ("De 9e lukt niet, kan het een week later op dezelfde tijd?", true),
            ("Kan het een week later, maar liever niet op dezelfde tijd?", false),
            ("Kan het een week later? Niet op hetzelfde tijdstip, graag in de middag.", false),
            ("Kan het op een ander moment, want op dezelfde tijd is er een debat?", false),
            ("Is op dezelfde tijd ook de wethouder aanwezig?", false),
        ] {
            assert_eq!(read_text(text, &context).same_hour.is_some(), wanted, "{text}");
        }
    }
}
