//! A case that ended without a visit is asked for again: it comes back from the archive and waits for
//! staff, as if its dates were never found.
//!
//! Nobody is written to, and a refusal that did not leave yet stays here. What was offered or agreed
//! is not taken up again: it may be somebody else's. Only where nobody knows that it is off, as when
//! staff called it off in a pause, and the moment is free, it stands as it did: everybody counts on
//! it still. Otherwise what says so leaves, and whoever opens the case again reads that.

use super::super::work::{Case, Work};
use super::super::{calls, dates, schedule, steps};
use super::{Speaker, done, owner};
use crate::domain::command::Case as CaseId;
use crate::domain::letter::Letter;
use crate::domain::notice::{DoneWhat, Refusal};
use crate::domain::people::{Actor, Address};
use crate::domain::state::{ArchiveKey, Change};
use crate::domain::time::instant;
use crate::domain::visit::{Appointment, LetterFate, LetterTrace, Stage, Visit};
use crate::planning;

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
    let stood = unheard_of(work, visit).filter(|agreed| is_free(work, visit, agreed));
    if visit.stage == Stage::Declined || stood.is_some() {
        steps::withdraw_refusal(work, &mut case);
    }
    begin_again(&mut case.visit);
    let stands = stood.is_some();
    if let Some(agreed) = stood {
        stand(work, &mut case, agreed, speaker.actor());
        if let Some(ended) = &visit.ended {
            calls::taken_back(work, &case.visit, ended.at);
        }
    }
    owner::give(&mut case, speaker, speaker.staff.name.clone());
    let visit = Box::new(case.visit.clone());
    let leaving = if stands { Vec::new() } else { refusals(work, &visit).collect() };
    let leaving = leaving.into_iter().map(|letter| letter.id.clone()).collect();
    work.change(Change::Erase { key: ArchiveKey::Visit(id) });
    work.finish(case);
    done(work, speaker, DoneWhat::Reopened { visit, stands, leaving });
    Ok(())
}

/// The letters here that say that it is off, and that did not leave yet.
fn refusals<'w>(work: &'w Work<'_>, visit: &'w Visit) -> impl Iterator<Item = &'w Letter> {
    let decided = |trace: &LetterTrace| trace.fate == LetterFate::Decided;
    let own = visit.letters.iter().filter(move |(_, trace)| decided(trace)).map(|(id, _)| id);
    let here = own.filter_map(|id| work.state.letter(id));
    here.filter(|letter| steps::says_no(letter.kind) && letter.is_unsent())
}

/// What was agreed, if all that says that it is off lies here unread, and everybody knew of it as it
/// was.
fn unheard_of(work: &Work<'_>, visit: &Visit) -> Option<Appointment> {
    // Whoever called it off knows that it is.
    let ended = visit.ended.as_ref().filter(|ended| ended.by != Actor::Guest)?;
    let said = visit
        .letters
        .iter()
        .filter(|(id, trace)| trace.decided == ended.at && id.kind().is_some_and(steps::says_no));
    let unread = refusals(work, visit).filter(|letter| letter.decided == ended.at).count();
    let nobody = unread > 0 && said.count() == unread;
    let agreed = ended.stood.as_deref().filter(|_| nobody)?;
    let host = work.desk.contact(&agreed.host).map(|host| &host.address)?;
    let knows = |reader: &Address| {
        let told = agreed.told.get(reader);
        told.is_some_and(|told| told.slot == agreed.slot && told.wijk == agreed.wijk)
    };
    (knows(host) && knows(&visit.writer.mailbox.address)).then(|| agreed.clone())
}

/// Whether nobody else got the moment.
fn is_free(work: &Work<'_>, visit: &Visit, agreed: &Appointment) -> bool {
    let Work { desk, state, now, .. } = *work;
    let (ask, slot) = (dates::ask_of(visit), agreed.slot);
    now < instant(slot.start)
        && planning::host_for(desk, state, now, &ask, &agreed.wijk, slot, true).is_ok()
        && planning::host_is_free(desk, state, now, Some(visit.id), &agreed.host, slot).is_ok()
}

/// Who said yes said it of this.
fn stand(work: &Work<'_>, case: &mut Case, agreed: Appointment, by: Actor) {
    case.visit.wijk = Some(agreed.wijk.clone());
    case.visit.host = Some(agreed.host.clone());
    case.visit.appointment = Some(agreed);
    case.enter(Stage::Confirmed, by);
    schedule::agreed(work.desk, &mut case.visit, work.now);
    if !steps::host_said_yes(work, &case.visit) {
        schedule::host_has_time(&mut case.visit, work.now);
    }
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
