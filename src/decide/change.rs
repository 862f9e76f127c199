//! Changes that the office asks for: other dates, a move, new facts, a cancellation.

use super::mail as post;
use super::request::{Planned, ask_of, courtesy, plan_ask, shown};
use super::schedule;
use super::steps::{self, CalledOff, Offering};
use super::work::{Case, Work};
use crate::domain::desk::Approval;
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::visit::Stage;

/// None of the offered dates suits: they are let go, and others are looked for.
pub(super) fn other_dates(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    steps::set_aside_offer(&mut case.visit);
    match (work.desk.approval, plan_ask(work, &ask_of(&case.visit))) {
        (Approval::Never, Ok(planned)) => offer_at_once(work, case, mail, planned),
        (Approval::Always | Approval::Never, _) => {
            case.enter(Stage::AwaitingApproval, Actor::Guest);
            schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
            let (plan, nothing_free) = shown(work, &case.visit);
            case.tell(|visit| Saying::GuestWantsOther { visit, plan, nothing_free });
            courtesy(work, &mut case, mail, LetterKind::ChangeReceived, Vec::new());
            work.finish(case);
        }
    }
}

/// A confirmed visit should move: what stands keeps standing until a new date is agreed.
pub(super) fn move_wanted(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    match (work.desk.approval, plan_ask(work, &ask_of(&case.visit))) {
        (Approval::Never, Ok(planned)) if case.visit.stage == Stage::Confirmed => {
            offer_at_once(work, case, mail, planned);
        }
        (Approval::Always | Approval::Never, _) => {
            let (plan, nothing_free) = shown(work, &case.visit);
            case.tell(|visit| Saying::GuestMoves { visit, plan, nothing_free });
            courtesy(work, &mut case, mail, LetterKind::ChangeReceived, Vec::new());
            work.finish(case);
        }
    }
}

fn offer_at_once(work: &mut Work<'_>, mut case: Case, mail: &Mail, planned: Planned) {
    let letter = steps::offer(work, &mut case, Offering::of(planned), Actor::Bot, Some(mail));
    work.file(mail, Some(case.visit.id), post::answered(letter));
    work.finish(case);
}

/// New facts about a visit under way: noted, staff see them.
pub(super) fn details(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    case.tell(|visit| Saying::GuestDetails { visit });
    courtesy(work, &mut case, mail, LetterKind::DetailsNoted, Vec::new());
    work.finish(case);
}

/// The office calls it off; its last word counts.
pub(super) fn cancelled_by_guest(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let letter = steps::cancel(work, &mut case, CalledOff::ByGuest, Actor::Guest, None, Some(mail));
    case.tell(|visit| Saying::GuestCancelled { visit });
    work.file(mail, Some(case.visit.id), post::answered(letter));
    work.finish(case);
}
