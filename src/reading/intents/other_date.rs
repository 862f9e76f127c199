//! Whether another date is asked for, in so many words.

use super::{Cue, Cues, Span, Text};

/// "Kunnen we een nieuwe datum prikken?"; "een nieuwe datum is nu niet te geven" asks for none.
pub(super) fn other_date(text: &Text<'_, '_>) -> Option<Span> {
    const OTHER: &Cues = &Cues::these(&[Cue::OtherDate]);
    text.saying(OTHER).find_map(|s| {
        let at = text.t.at(s.from, s.to, Cue::OtherDate)?;
        let denied = text.t.was(at, &["geen"]) || text.t.find(at, s.to, &[&["niet"]]).is_some();
        (!denied).then(|| text.t.span(at, at + 2))
    })
}
