//! A number of people in a later mail: it takes the place of the one that we have only where it plainly
//! is the whole.
//!
//! "Mevrouw brengt haar secretaris mee" makes two of whoever counts, and perhaps none more of the six
//! that were told before. What may be meant is for a person, who sees the words.

use crate::domain::reading::{Doubt, PartyFound, Reading, Span};
use crate::domain::visit::Visit;

/// Turns a number that may not be the whole into words for a person.
pub(super) fn weigh(visit: &Visit, reading: &mut Reading) {
    let Some(party) = reading.party.take_if(|party| !is_the_whole(visit, party)) else { return };
    reading.party_change = Some(party.span);
    let (text, sentence) = (cut(&reading.text, party.span), around(&reading.text, party.span));
    reading.doubts.push(Doubt::Unclear { text, sentence, span: party.span });
}

fn is_the_whole(visit: &Visit, found: &PartyFound) -> bool {
    let known = visit.guest.party;
    !found.beside || known.is_none_or(|known| (known.min, known.max) == (found.min, found.max))
}

fn cut(text: &str, [from, to]: Span) -> String {
    text.chars().skip(from).take(to.saturating_sub(from)).collect()
}

/// The sentence around these words, on one line.
fn around(text: &str, [from, to]: Span) -> String {
    let ends = |c: &char| matches!(c, '.' | '!' | '?');
    let chars: Vec<char> = text.chars().collect();
    let start = chars.iter().take(from).rposition(|c| ends(c) || *c == '\n').map_or(0, |at| at + 1);
    let behind = chars.iter().skip(to).position(|c| ends(c) || *c == '\n');
    let end = behind.map_or(chars.len(), |at| to + at + 1);
    let said: String = chars.iter().skip(start).take(end - start).collect();
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}
