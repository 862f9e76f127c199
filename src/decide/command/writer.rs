//! Somebody else writes for the guest from now on: whoever asked has a successor, or a colleague who
//! takes over.
//!
//! Letters, reminders and the calendar follow the new address, and the word of the office comes from
//! there. Whoever wrote before hears nothing of it: they may be gone. The trap is the address of a
//! stranger in a mail: a person says whose it is, and sees in the preview what goes there.

use super::super::dates::Offering;
use super::super::work::{Case, Work};
use super::super::{request, steps};
use super::{open_case, telephoned, who_comes};
use crate::domain::command::Case as CaseId;
use crate::domain::letter::{Changed, LetterKind};
use crate::domain::notice::{NoOffice, PreviewOf, Refusal};
use crate::domain::people::{Actor, Mailbox};
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Offer, Stage, Visit};

/// Who is to write, to be shown first.
pub(super) fn meant(work: &Work<'_>, id: CaseId, to: &Mailbox) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let no_office = |why| Refusal::NoOffice { why, case: Some(id) };
    telephoned::usable(work, Some(&to.address)).map_err(no_office)?;
    if case.visit.writer.mailbox.address == to.address && to.name.is_none() {
        return Err(no_office(NoOffice::Known));
    }
    let before = &case.visit.writer.mailbox.address;
    let others = work.state.briefs().filter(|other| other.id != id && other.writer == *before);
    let also = others.map(|other| other.id).collect();
    Ok(PreviewOf::Writer { case: id, to: to.clone(), also })
}

/// Once the visit stands, who writes and whoever receives hear of it, calendars included. What was on
/// its way to whoever wrote before goes to them, and what is on offer is offered to them.
pub(super) fn hand_over(
    work: &mut Work<'_>,
    id: CaseId,
    to: &Mailbox,
    by: &Actor,
) -> Result<(), Refusal> {
    let no_office = |why| Refusal::NoOffice { why, case: Some(id) };
    // The address may be somebody else's by now.
    telephoned::usable(work, Some(&to.address)).map_err(no_office)?;
    let mut case = open_case(work, id)?;
    let was_unknown = case.visit.writer.no_address;
    let is_somebody_else = case.visit.writer.mailbox.address != to.address;
    let held = if is_somebody_else { steps::withdraw_from(work, &mut case) } else { Vec::new() };
    let known = known_moment(&case.visit);
    set(&mut case.visit, to);
    case.note(by.clone(), Step::WriterSet { name: to.label().to_owned() });
    if is_somebody_else {
        take_up(work, &mut case, &held, by);
        let unconfirmed = was_unknown || held.contains(&LetterKind::Confirmation);
        if who_comes::is_counted_on(work, &case) || held.contains(&LetterKind::Confirmation) {
            tell(work, &mut case, unconfirmed, known);
        }
    }
    work.finish(case);
    Ok(())
}

/// What waits for an answer of the office is put to who writes now: they never saw it.
fn take_up(work: &mut Work<'_>, case: &mut Case, held: &[LetterKind], by: &Actor) {
    let is_asked = case.visit.stage == Stage::AskedForDetails;
    let is_plain = case.visit.consent.is_none() && case.visit.plan_b.is_none();
    if let Some(offer) = case.visit.offer.clone().filter(|_| is_plain) {
        let Offer { wijk, options, .. } = offer;
        let offering = Offering { wijk, why: None, options, instead: Vec::new() };
        steps::offer(work, case, offering, by.clone(), None);
    } else if let Some(question) = case.visit.asked.clone().filter(|_| is_asked) {
        request::put(work, case, question);
    } else if held.contains(&LetterKind::Receipt) {
        case.to_office(work, LetterKind::Receipt);
    }
}

/// When the one before takes the visit to be, where that is another moment than it has.
fn known_moment(visit: &Visit) -> Option<Slot> {
    let agreed = visit.appointment.as_ref()?;
    let told = agreed.told.get(&visit.writer.mailbox.address)?;
    (told.slot != agreed.slot).then_some(told.slot)
}

/// Who never had a confirmation gets that; whoever takes over gets what is agreed as it is now, and
/// reads when it was as far as their office knows.
fn tell(work: &mut Work<'_>, case: &mut Case, was_unknown: bool, known: Option<Slot>) {
    if was_unknown {
        steps::confirm_late(work, case);
        case.visit.tie_off(Loose::NotConfirmed);
    } else {
        let letter = steps::update_both(work, case, vec![Changed::Contact]);
        if let Some(letter) = letter.filter(|_| known.is_some()) {
            case.amend(&letter, |draft| draft.facts.previous_slot = known);
        }
    }
}

/// What was known of the one before is not of this one: their number, what their calendar answered,
/// and for whom they work.
fn set(visit: &mut Visit, to: &Mailbox) {
    let before = std::mem::replace(&mut visit.writer.mailbox, to.clone()).address;
    if before != to.address {
        visit.writer.phone = None;
        if before.domain() != to.address.domain() {
            visit.writer.organisation = None;
        }
        if let Some(agreed) = &mut visit.appointment {
            agreed.answers.remove(&before);
            agreed.sent.remove(&before);
            agreed.told.remove(&before);
        }
    }
    (visit.writer.no_address, visit.writer.undeliverable) = (false, false);
    visit.tie_off(Loose::NotReached);
}
