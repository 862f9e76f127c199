//! Letters that wait and say nothing true any more.

use crate::decide::work::{Case, Work};
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::people::{Actor, Address};
use crate::domain::trail::Step;
use crate::domain::visit::LetterFate;

/// Readers who never heard of the appointment as it stood: its invitation was withdrawn unsent.
#[derive(Debug, Default)]
pub(super) struct Unheard {
    pub(super) office: bool,
    hosts: Vec<Address>,
}

impl Unheard {
    pub(super) fn host(&self, address: &Address) -> bool {
        self.hosts.contains(address)
    }
}

/// Letters about what no longer stands, such as a confirmation that can still be called back or a
/// reminder that waits for the morning, do not leave: or they would arrive after the letter that
/// overtakes them.
pub(super) fn withdraw_overtaken(work: &mut Work<'_>, case: &mut Case) -> Unheard {
    let id = case.visit.id;
    let overtaken = |letter: &&Letter| {
        letter.visit == Some(id)
            && matches!(letter.state, LetterState::Waiting { .. })
            && is_overtaken(letter.kind)
    };
    let own = case.visit.letters.keys().filter_map(|id| work.state.letter(id));
    let letters: Vec<Letter> = own.filter(overtaken).cloned().collect();
    let mut unheard = Unheard::default();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
            trace.fate = LetterFate::CalledBack;
        }
        case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.id.clone() });
        // A letter that was tried may have been read all the same.
        if letter.attempts == 0 {
            unheard.office |= letter.kind == LetterKind::Confirmation;
            let invited = letter.kind == LetterKind::HostInvitation;
            unheard.hosts.extend(invited.then(|| letter.to.address.clone()));
        }
        work.withdraw(letter);
    }
    unheard
}

/// What is on offer no more must not be read as an offer: a letter that was never tried stays here.
pub(in crate::decide) fn withdraw_offers(work: &mut Work<'_>, case: &mut Case) {
    let own = case.visit.letters.keys().filter(|id| id.offer_version().is_some());
    let letters = own.filter_map(|id| work.state.letter(id));
    let unsent = |letter: &&Letter| {
        letter.attempts == 0 && matches!(letter.state, LetterState::Waiting { .. })
    };
    let letters: Vec<Letter> = letters.filter(unsent).cloned().collect();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
            trace.fate = LetterFate::CalledBack;
        }
        case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.id.clone() });
        work.withdraw(letter);
    }
}

/// Whether a letter of this kind says nothing true any more once a visit is agreed, moved or off.
fn is_overtaken(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed
        | LetterKind::AwaitsYes
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::CounterDeclined
        | LetterKind::Reminder
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::YesQuestion => true,
        LetterKind::Receipt
        | LetterKind::Question
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::HostCancellation
        | LetterKind::YesNotNeeded => false,
    }
}
