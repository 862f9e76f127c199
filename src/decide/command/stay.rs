//! A visit that was to move stays where it is: what was proposed beside it is let go.
//!
//! The office may have read those moments, so it reads that they are gone. While others are asked
//! for their yes to one of them, the office chose it: taking that back is a move of its own.

use super::super::dates::ask_of;
use super::super::work::{Case, Work};
use super::super::{schedule, steps};
use super::{may_write, open_case};
use crate::domain::command::Case as CaseId;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::reading::Wish;
use crate::domain::trail::Step;
use crate::domain::visit::{LetterFate, Loose, Stage, Visit};
use crate::planning::{self, Ask};

/// What it would come to, if a move of the visit is open.
pub(super) fn meant(work: &Work<'_>, id: CaseId) -> Result<PreviewOf, Refusal> {
    moving(work, id)?;
    Ok(PreviewOf::Stay { case: id })
}

pub(super) fn carry_out(work: &mut Work<'_>, id: CaseId, by: &Actor) -> Result<(), Refusal> {
    let mut case = moving(work, id)?;
    steps::withdraw_offers(work, &mut case);
    let told = case.visit.offer.as_ref().is_some_and(|offer| was_told(&case.visit, offer.version));
    let let_go = case.visit.offer.as_ref().map(|offer| (offer.version, offer.options.clone()));
    steps::set_aside_offer(&mut case.visit);
    schedule::move_answered(&mut case.visit);
    forget_the_move(work, &mut case.visit);
    let asked = case.visit.is_loose(Loose::OfficeWrote);
    if let Some((version, _)) = &let_go {
        case.note(by.clone(), Step::OfferWithdrawn { version: *version });
    }
    steps::stand_again(work, &mut case, by.clone());
    // Who never read of other moments is told nothing, unless they wait for an answer.
    if (told || let_go.is_none() || asked) && may_write(&case).is_ok() {
        let draft = case.to_office(work, LetterKind::DetailsNoted);
        draft.facts.reassures = true;
        draft.facts.options = let_go.map(|(_, options)| options).unwrap_or_default();
    }
    schedule::office_answered(&mut case.visit, work.now);
    work.finish(case);
    Ok(())
}

/// What the guest wanted of another moment counts no more; what the one that stands was picked for
/// does.
fn forget_the_move(work: &Work<'_>, visit: &mut Visit) {
    let Some(slot) = visit.appointment.as_ref().map(|agreed| agreed.slot) else { return };
    let stands = |wish: &Wish| {
        let ask = Ask { wishes: std::slice::from_ref(wish), ..ask_of(visit) };
        !wish.is_wanted() || planning::is_asked_for(work.desk, work.now, &ask, slot)
    };
    let wishes = visit.request.wishes.iter().filter(|wish| stands(wish)).cloned().collect();
    visit.request.wishes = wishes;
}

/// The case, if something else than what is agreed was asked for or proposed.
fn moving(work: &Work<'_>, id: CaseId) -> Result<Case, Refusal> {
    let case = open_case(work, id)?;
    let visit = &case.visit;
    let is_open = visit.offer.is_some() || visit.is_loose(Loose::MoveWanted);
    let stands = visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none());
    let moves = matches!(visit.stage, Stage::Confirmed | Stage::Proposed) && is_open && stands;
    if moves && visit.consent.is_none() {
        Ok(case)
    } else {
        Err(Refusal::WrongStage { case: id, stage: visit.stage })
    }
}

/// Whether a letter with this offer may have been read.
fn was_told(visit: &Visit, version: u32) -> bool {
    visit.letters.iter().any(|(id, trace)| {
        id.offer_version() == Some(version) && trace.fate != LetterFate::CalledBack
    })
}
