//! Where in a text something was read. What stands elsewhere, no reader understood.

use crate::domain::people::Need;
use crate::domain::reading::{Intent, Modality, Reading, Span};

/// Where something was read that leads to something. That a day is named does not say what is told
/// of it.
pub(super) fn spans(reading: &Reading<'_>) -> Vec<Span> {
    let wished = reading.when.iter().filter(|wish| wish.modality != Modality::Fixed);
    let named = wished
        .map(|wish| wish.span)
        .chain(reading.themes.iter().map(|theme| theme.span))
        .chain(reading.wijken.iter().map(|wijk| wijk.span));
    facts(reading).into_iter().chain(named).collect()
}

/// Where something was read that says by itself what it is for. Who guards the guest is for a person.
pub(super) fn facts(reading: &Reading<'_>) -> Vec<Span> {
    let asked = reading.questions.iter().map(|found| found.span);
    let needs = reading.needs.iter().filter(|need| need.value != Need::Beveiliging);
    let intents = reading.intents.iter().filter(|found| found.value != Intent::Other);
    let one = [
        reading.party.as_ref().map(|party| party.span),
        reading.party_change,
        reading.no_press,
        reading.choice.as_ref().map(|choice| choice.span),
        reading.duration_minutes.as_ref().map(|found| found.span),
        reading.errand.as_ref().map(|found| found.span),
    ];
    let several = asked.chain(needs.map(|need| need.span)).chain(intents.map(|intent| intent.span));
    several.chain(one.into_iter().flatten()).collect()
}
