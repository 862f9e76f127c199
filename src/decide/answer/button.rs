//! A button that somebody of the office pressed in a calendar, held against the words beside it.

use super::gist::Gist;
use crate::decide::request;
use crate::domain::letter::Question;
use crate::domain::mail::Why;
use crate::domain::visit::Visit;
use crate::reading::may_still_come;

/// What somebody of the office pressed in a calendar before they wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decide) enum Button {
    /// They come, or perhaps.
    Comes,
    Declines,
}

/// What words come down to beside the button that was pressed with them; `None` where the one does
/// not go with the other, or the words say something that no button says: "staat dubbel in mijn agenda"
/// with a no means neither of what we could ask.
pub(super) fn held_against(button: Button, visit: &Visit, text: &str, gist: Gist) -> Option<Gist> {
    match (button, gist) {
        (_, gist @ Gist::Person(Why::Privacy | Why::Complaint)) => Some(gist),
        (
            Button::Comes,
            gist @ (Gist::Thanks | Gist::Details | Gist::Inquiry | Gist::Stays | Gist::TakesBack),
        ) => Some(gist),
        (
            Button::Declines,
            gist @ (Gist::Cancel | Gist::NotDefinite | Gist::Other | Gist::Ask(_)),
        ) => Some(gist),
        // Whether the visit is off or moves is asked once, unless the words may mean that they come.
        (Button::Declines, Gist::Person(Why::NotUnderstood | Why::MayCallOff) | Gist::Thanks) => {
            let open = !request::asked_since_agreed(visit) && !may_still_come(text);
            open.then_some(Gist::Ask(Question::CancelOrMove))
        }
        (
            Button::Comes | Button::Declines,
            Gist::Person(_)
            | Gist::Cancel
            | Gist::Choose(_)
            | Gist::Reserve(..)
            | Gist::Definite
            | Gist::NotDefinite
            | Gist::Stays
            | Gist::TakesBack
            | Gist::Ask(_)
            | Gist::Other
            | Gist::Details
            | Gist::Inquiry,
        ) => None,
    }
}
