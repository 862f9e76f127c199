//! Another moment that is liked better than the one that stands. What is preferred for the lunch, or
//! for something else beside the visit, moves no visit.

use super::super::{Cue, Sentence, Span, Text};
use crate::domain::reading::{Modality, When, Wish};

/// "Liever om 11.00 uur", "de vrijdag erna schikt beter": another moment than the one that stands.
pub(super) fn prefers_another(text: &Text<'_, '_>) -> Option<Span> {
    let about = text.about.filter(|_| !text.offered)?;
    let another = |wish: &&Wish| match &wish.when {
        When::Date(day) => *day != about,
        When::Time(_) | When::DateTime(_) | When::DateTimeRange { .. } => true,
        When::DateRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    };
    // "De lunch liever om 12.00 uur", "belt u mij liever om 11.00 uur" move no visit.
    let of_visit = |s: &Sentence| {
        [Cue::Need, Cue::NeedPart, Cue::ErrandCall].into_iter().all(|cue| !s.cues.has(cue))
    };
    let preferred = |s: &Sentence| {
        let mut wishes = text.times_in(s).filter(|wish| wish.modality == Modality::Prefer);
        wishes.find(another).map(|wish| wish.span)
    };
    text.sentences().filter(|s| of_visit(s)).find_map(preferred)
}
