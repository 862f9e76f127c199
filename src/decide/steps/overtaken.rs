//! Letters that wait and say nothing true any more.

use crate::decide::work::{Case, Work};
use crate::domain::letter::{Letter, LetterKind, LetterState};
use crate::domain::people::{Actor, Address};
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, LetterFate, Told};

/// Readers who never heard of the appointment as it stood: its invitation was withdrawn unsent. And
/// those of whom nobody knows, because a letter to them may have left.
#[derive(Debug, Default)]
pub(super) struct Unheard {
    pub(super) office: bool,
    hosts: Vec<Address>,
    in_doubt: Vec<Address>,
}

impl Unheard {
    pub(super) fn host(&self, address: &Address) -> bool {
        self.hosts.contains(address)
    }

    /// Nobody may have read of it all the same.
    pub(super) fn is_sure(&self) -> bool {
        self.in_doubt.is_empty()
    }

    /// Where and when this reader takes the appointment to be.
    pub(super) fn known_to(&self, address: &Address, agreed: &Appointment) -> Told {
        let heard = agreed.told.get(address).filter(|_| !self.in_doubt.contains(address));
        let stands = || Told { wijk: agreed.wijk.clone(), slot: agreed.slot };
        heard.cloned().unwrap_or_else(stands)
    }
}

/// Letters about what no longer stands, such as a confirmation that can still be called back or a
/// reminder that waits for the morning, do not leave: or they would arrive after the letter that
/// overtakes them.
pub(super) fn withdraw_overtaken(work: &mut Work<'_>, case: &mut Case) -> Unheard {
    let id = case.visit.id;
    let overtaken = |letter: &&Letter| {
        letter.visit == Some(id)
            && letter.state != LetterState::WithAPerson
            && is_overtaken(letter.kind)
    };
    let own = case.visit.letters.keys().filter_map(|id| work.state.letter(id));
    let letters: Vec<Letter> = own.filter(overtaken).cloned().collect();
    let mut unheard = Unheard::default();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
            trace.fate = LetterFate::CalledBack;
        }
        if !letter.is_unsent() {
            unheard.in_doubt.push(letter.to.address.clone());
        }
        // One that a courier has may leave yet; if it does not, it is not tried again.
        if !matches!(letter.state, LetterState::Waiting { .. }) {
            continue;
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

/// Somebody else writes for the guest from now on: what was not sent to the one before stays here.
/// Returns what kinds of letters those are, so that the next letter is whole.
pub(in crate::decide) fn withdraw_from(work: &mut Work<'_>, case: &mut Case) -> Vec<LetterKind> {
    let before = case.visit.writer.mailbox.address.clone();
    // What a person wrote is theirs to send again.
    let is_ours = |kind| !matches!(kind, LetterKind::FreeText | LetterKind::MailAnswer);
    withdraw_unsent(work, case, |letter| letter.to.address == before && is_ours(letter.kind))
}

/// Somebody else receives: what was not sent to the one before stays here, so that they keep what they
/// heard last until they read that it is off. Returns what kinds of letters those are.
pub(super) fn withdraw_from_host(
    work: &mut Work<'_>,
    case: &mut Case,
    host: &Address,
) -> Vec<LetterKind> {
    withdraw_unsent(work, case, |letter| letter.to.address == *host && is_overtaken(letter.kind))
}

/// What is on offer no more must not be read as an offer: a letter that was never tried stays here.
pub(in crate::decide) fn withdraw_offers(work: &mut Work<'_>, case: &mut Case) {
    withdraw_unsent(work, case, |letter| letter.id.offer_version().is_some());
}

/// A case that is open again was neither refused nor called off, if nobody did read it yet.
pub(in crate::decide) fn withdraw_refusal(work: &mut Work<'_>, case: &mut Case) {
    withdraw_unsent(work, case, |letter| says_no(letter.kind));
}

/// The letters that say of a case that it is off.
pub(in crate::decide) fn says_no(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::CancelledByUs | LetterKind::CancelledByGuest | LetterKind::HostCancellation
    )
}

pub(super) fn withdraw_unsent(
    work: &mut Work<'_>,
    case: &mut Case,
    which: impl Fn(&Letter) -> bool,
) -> Vec<LetterKind> {
    let letters = case.visit.letters.keys().filter_map(|id| work.state.letter(id));
    let letters: Vec<Letter> =
        letters.filter(|letter| letter.is_unsent() && which(letter)).cloned().collect();
    let kinds = letters.iter().map(|letter| letter.kind).collect();
    for letter in letters {
        if let Some(trace) = case.visit.letters.get_mut(&letter.id) {
            trace.fate = LetterFate::CalledBack;
        }
        case.note(Actor::Bot, Step::LetterCalledBack { letter: letter.id.clone() });
        work.withdraw(letter);
    }
    kinds
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
        | LetterKind::ChangeReceived
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
        | LetterKind::CancelledByUs
        | LetterKind::CancelledByGuest
        | LetterKind::Thanks
        | LetterKind::HandOver
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::MailAnswer
        | LetterKind::HostCancellation
        | LetterKind::YesNotNeeded => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::decide;
    use crate::domain::event::Event;
    use crate::domain::ids::LetterId;
    use crate::domain::letter::Handover;
    use crate::domain::state::{Change, Record, State};
    use crate::domain::visit::{LetterTrace, Stage, Visit};
    use crate::words::{chat_specimen, specimen};

    /// A confirmation that a courier has at this moment.
    fn confirmation(visit: &Visit) -> Letter {
        let kind = LetterKind::Confirmation;
        Letter {
            id: LetterId::about(visit.id, kind.slug(), "1"),
            kind,
            message_id: String::new(),
            visit: Some(visit.id),
            answers: None,
            to: visit.writer.mailbox.clone(),
            cc: Vec::new(),
            subject: String::new(),
            mime: String::new(),
            decided: specimen::now(),
            not_before: specimen::now(),
            attempts: 1,
            state: LetterState::Trying { since: specimen::now() },
        }
    }

    /// The confirmation after it was overtaken and had this outcome: what is known of it, and whether
    /// it is still to leave when its time comes again.
    fn overtaken(handover: Handover) -> (LetterFate, bool) {
        let (desk, now, mut state) = (specimen::desk(), specimen::now(), State::default());
        let mut visit = chat_specimen::visit(Stage::Confirmed);
        let letter = confirmation(&visit);
        let trace = LetterTrace { decided: now, fate: LetterFate::Decided };
        visit.letters.insert(letter.id.clone(), trace);
        state.apply(&Change::Put { record: Record::Visit(Box::new(visit.clone())) });
        state.apply(&Change::Put { record: Record::Letter(Box::new(letter.clone())) });
        let mut work = Work::new(&desk, &state, now);
        let mut case = work.case(visit.id).unwrap();
        assert!(!withdraw_overtaken(&mut work, &mut case).office, "they may have read it");
        work.finish(case);
        let changes = crate::decide::outcome::of(work).changes;
        changes.iter().for_each(|change| state.apply(change));
        let id = letter.id;
        let events = [
            Event::Delivery { letter: id.clone(), handover },
            Event::Trying { letters: vec![id.clone()] },
        ];
        for event in events {
            let decision = decide(&desk, &state, now, &event);
            decision.changes.iter().for_each(|change| state.apply(change));
        }
        let fate = state.visit(visit.id).unwrap().letters[&id].fate;
        (fate, state.letter(&id).is_some())
    }

    #[test]
    fn what_is_overtaken_while_a_courier_has_it_is_not_tried_again() {
        let deferred = Handover::Deferred { reply: "450 later".to_owned() };
        assert_eq!(overtaken(deferred), (LetterFate::CalledBack, false));
        assert_eq!(overtaken(Handover::NotTried), (LetterFate::CalledBack, false));
        assert_eq!(overtaken(Handover::accepted("250 ok")), (LetterFate::Accepted, false));
    }
}
