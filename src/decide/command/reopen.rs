//! A case that ended without a visit is asked for again: it comes back from the archive and waits for
//! staff, as if its dates were never found.
//!
//! Nobody is written to, and a refusal that did not leave yet stays here. What was offered or agreed
//! is not taken up again: it may be somebody else's.

use super::super::steps;
use super::super::work::{Case, Work};
use super::{Speaker, done, owner};
use crate::domain::command::Case as CaseId;
use crate::domain::notice::{DoneWhat, Refusal};
use crate::domain::state::{ArchiveKey, Change};
use crate::domain::visit::{Stage, Visit};

pub(super) fn reopen(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    closed: Option<&Visit>,
) -> Result<(), Refusal> {
    if work.state.is_open(id) {
        return Err(Refusal::StillOpen { case: id });
    }
    let visit = closed.filter(|visit| visit.id == id).ok_or(Refusal::NoSuchCase { case: id })?;
    let mut case = Case::of(visit.clone(), work.now);
    if !case.enter(Stage::AwaitingApproval, speaker.actor()) {
        return Err(Refusal::CannotReopen { case: id, stage: visit.stage });
    }
    if visit.stage == Stage::Declined {
        steps::withdraw_refusal(work, &mut case);
    }
    begin_again(&mut case.visit);
    owner::give(&mut case, speaker, speaker.staff.name.clone());
    let visit = Box::new(case.visit.clone());
    work.change(Change::Erase { key: ArchiveKey::Visit(id) });
    work.finish(case);
    done(work, speaker, DoneWhat::Reopened { visit });
    Ok(())
}

/// What is known of the guest and the wish stays; what came of it does not.
fn begin_again(visit: &mut Visit) {
    visit.ended = None;
    visit.appointment = None;
    visit.offer = None;
    visit.plan_b = None;
    visit.waits = None;
    visit.asked = None;
    visit.day_with.clear();
    // Its term is over.
    visit.writer.no_address |= visit.writer.mailbox.address.is_nowhere();
}
