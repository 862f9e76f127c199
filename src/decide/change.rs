//! Changes that the office asks for: other dates, a move, new facts, a cancellation.

use super::mail as post;
use super::request::{courtesy, plan_for, shown};
use super::schedule;
use super::steps::{self, CalledOff, Offering};
use super::work::{Case, Work};
use crate::domain::desk::Approval;
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::trail::Step;
use crate::domain::visit::{Stage, Visit};
use crate::planning::{NothingFree, Plan};

/// None of the offered dates suits: they are let go, and others are looked for.
pub(super) fn other_dates(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    steps::set_aside_offer(&mut case.visit);
    let planned = plan_for(work, &case.visit);
    match (work.desk.approval, planned) {
        (Approval::Never, Ok(plan)) => offer_at_once(work, case, mail, plan),
        (Approval::Always | Approval::Never, planned) => {
            case.enter(Stage::AwaitingApproval, Actor::Guest);
            schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
            tell_with_plan(&mut case, planned, |visit, plan, nothing_free| {
                Saying::GuestWantsOther { visit, plan, nothing_free }
            });
            courtesy(work, &mut case, mail, LetterKind::ChangeReceived, Vec::new());
            work.finish(case);
        }
    }
}

/// A confirmed visit should move: what stands keeps standing until a new date is agreed.
pub(super) fn move_wanted(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let planned = plan_for(work, &case.visit);
    match (work.desk.approval, planned) {
        (Approval::Never, Ok(plan)) if case.visit.stage == Stage::Confirmed => {
            offer_at_once(work, case, mail, plan);
        }
        (Approval::Always | Approval::Never, planned) => {
            tell_with_plan(&mut case, planned, |visit, plan, nothing_free| Saying::GuestMoves {
                visit,
                plan,
                nothing_free,
            });
            courtesy(work, &mut case, mail, LetterKind::ChangeReceived, Vec::new());
            work.finish(case);
        }
    }
}

fn offer_at_once(work: &mut Work<'_>, mut case: Case, mail: &Mail, plan: Plan) {
    let offering = Offering { wijk: plan.wijk, why: Some(plan.why), options: plan.options };
    let letter = steps::offer(work, &mut case, offering, Actor::Bot, Some(mail));
    work.file(mail, Some(case.visit.id), post::answered(letter));
    work.finish(case);
}

fn tell_with_plan(
    case: &mut Case,
    planned: Result<Plan, NothingFree>,
    saying: impl FnOnce(
        Box<Visit>,
        Vec<crate::domain::visit::OfferOption>,
        Vec<crate::domain::reason::Reason>,
    ) -> Saying
    + 'static,
) {
    let (plan, nothing_free) = shown(planned);
    if !nothing_free.is_empty() {
        case.note(Actor::Bot, Step::NothingFree { reasons: nothing_free.clone() });
    }
    case.tell(move |visit| saying(visit, plan, nothing_free));
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
