//! "Een week later, zelfde tijd": another day, at the hour of the visit that stands.
//!
//! Only where the sentence asks, or names a time that is wanted: "op dezelfde tijd is er een debat" says
//! when something else is.

use super::body::Body;
use super::cue::{Cue, Phrases};
use super::sentence::Sentence;
use crate::domain::reading::{Modality, Reading, Span, When};

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

/// Where it says so.
pub(super) fn same_hour(body: &Body<'_>, reading: &Reading<'_>) -> Option<Span> {
    let t = body.tokens();
    let wants = |s: &Sentence| {
        let [from, to] = t.span(s.from, s.to);
        reading.when.iter().any(|wish| {
            let wanted = matches!(wish.modality, Modality::Want | Modality::Prefer);
            // "Dezelfde tijd" is read as hours of which nothing is said.
            let says_when = wish.when != When::TimeRange { from: None, until: None };
            wanted && says_when && from <= wish.span[0] && wish.span[1] <= to
        })
    };
    body.sentences.iter().filter(|s| s.asks || wants(s)).find_map(|s| {
        let (at, length) = t.first(s.from, s.to, Cue::SameHour)?;
        Some(t.span(at, at + length))
    })
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
        ] {
            assert_eq!(read_text(text, &context).same_hour.is_some(), wanted, "{text}");
        }
    }
}
