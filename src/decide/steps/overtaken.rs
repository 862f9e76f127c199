//! Letters that wait and say nothing true any more.

use crate::decide::work::{Case, Work};
use crate::domain::ids::LetterId;
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::people::Actor;
use crate::domain::state::{Change, Key};
use crate::domain::trail::Step;
use crate::domain::visit::LetterFate;

/// Letters about what no longer stands, such as a reminder that waits for the morning, do not leave.
pub(super) fn withdraw_overtaken(work: &mut Work<'_>, case: &mut Case) {
    let id = case.visit.id;
    let overtaken = |letter: &&Letter| {
        letter.visit == Some(id)
            && matches!(letter.state, LetterState::Waiting { .. })
            && is_overtaken(letter.kind)
    };
    let letters: Vec<LetterId> =
        work.state.letters().filter(overtaken).map(|letter| letter.id.clone()).collect();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter) {
            trace.fate = LetterFate::CalledBack;
        }
        case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.clone() });
        work.change(Change::Remove { key: Key::Letter(letter) });
    }
}

/// Whether a letter of this kind says nothing true any more once a visit is agreed, moved or off.
fn is_overtaken(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::OfferLapsed
        | LetterKind::Reminder
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation => false,
    }
}
