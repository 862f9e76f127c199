//! Somebody else writes for the guest from now on: whoever asked has a successor, or a colleague who
//! takes over.
//!
//! Letters, reminders and the calendar follow the new address, and the word of the office comes from
//! there. Whoever wrote before hears nothing of it: they may be gone. The trap is the address of a
//! stranger in a mail: a person says whose it is, and sees in the preview what goes there.

use super::super::steps;
use super::super::work::{Case, Work};
use super::{guest, open_case, telephoned};
use crate::domain::command::Case as CaseId;
use crate::domain::letter::Changed;
use crate::domain::notice::{NoOffice, PreviewOf, Refusal};
use crate::domain::people::{Actor, Mailbox};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Visit};

/// Who is to write, to be shown first.
pub(super) fn meant(work: &Work<'_>, id: CaseId, to: &Mailbox) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let no_office = |why| Refusal::NoOffice { why, case: Some(id) };
    telephoned::usable(work, Some(&to.address)).map_err(no_office)?;
    if case.visit.writer.mailbox.address == to.address && to.name.is_none() {
        return Err(no_office(NoOffice::Known));
    }
    Ok(PreviewOf::Writer { case: id, to: to.clone() })
}

/// Once the visit stands, who writes and whoever receives hear of it, calendars included.
pub(super) fn hand_over(
    work: &mut Work<'_>,
    id: CaseId,
    to: &Mailbox,
    by: &Actor,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    let was_unknown = case.visit.writer.no_address;
    set(&mut case.visit, to);
    case.note(by.clone(), Step::Noted { text: to.label().to_owned() });
    if guest::is_counted_on(work, &case) {
        tell(work, &mut case, was_unknown);
    }
    work.finish(case);
    Ok(())
}

/// Who never had a confirmation gets that; whoever takes over gets what is agreed as it is now.
fn tell(work: &mut Work<'_>, case: &mut Case, was_unknown: bool) {
    if was_unknown {
        steps::confirm_late(work, case);
        case.visit.tie_off(Loose::NotConfirmed);
    } else {
        steps::update_both(work, case, vec![Changed::Contact]);
    }
}

/// What was known of the one before is not of this one: their number, what their calendar answered.
fn set(visit: &mut Visit, to: &Mailbox) {
    let before = std::mem::replace(&mut visit.writer.mailbox, to.clone()).address;
    if before != to.address {
        visit.writer.phone = None;
        if let Some(agreed) = &mut visit.appointment {
            agreed.answers.remove(&before);
            agreed.sent.remove(&before);
            agreed.told.remove(&before);
        }
    }
    (visit.writer.no_address, visit.writer.undeliverable) = (false, false);
    visit.tie_off(Loose::NotReached);
}
