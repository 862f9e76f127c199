//! Actions that reach a guest: what a command means, and carrying it out.
//!
//! `meant` turns a command into an action that can be shown; `carry_out` does it. Between the two lies
//! a person's yes, so `carry_out` checks again what may have changed.

use super::super::dates::{Offering, why_else};
use super::super::steps::{self, Agreement, CalledOff};
use super::super::work::{Case, Work};
use super::super::{facts, schedule, waiting};
use super::moments::{confirm, free, propose, shift, wijk_for};
use super::{
    answer_mail, complete, consent, fit, forward, invite, letters, may_write, open_case, replace,
    sheet, stay, who_comes, wijk, writer,
};
use crate::domain::command::{CancelWish, Command};
use crate::domain::ids::WijkId;
use crate::domain::letter::LetterKind;
use crate::domain::notice::{PreviewOf, Refusal};
use crate::domain::people::Actor;
use crate::domain::reason::WijkChoice;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{OfferOption, Stage};

/// What a command comes down to, with the free text that goes along.
pub(super) fn meant(
    work: &Work<'_>,
    command: &Command,
) -> Result<(PreviewOf, Option<String>), Refusal> {
    match command {
        Command::Propose { case, slots, wijk, regardless } => {
            Ok((propose(work, *case, slots, wijk.as_ref(), *regardless)?, None))
        }
        Command::Confirm { case, choice: None }
            if invite::is_owed(work, *case, Stage::Confirmed) =>
        {
            Ok((PreviewOf::Invite { case: *case }, None))
        }
        Command::Reserve { case, choice: None }
            if invite::is_owed(work, *case, Stage::AcceptedWithReservation) =>
        {
            Ok((PreviewOf::Invite { case: *case }, None))
        }
        Command::Confirm { case, choice } => {
            Ok((confirm(work, *case, choice.as_ref(), Stage::Confirmed)?, None))
        }
        Command::Reserve { case, choice } => {
            Ok((confirm(work, *case, choice.as_ref(), Stage::AcceptedWithReservation)?, None))
        }
        Command::Move { case, slots } => Ok((shift(work, *case, slots)?, None)),
        Command::Stay { case } => Ok((stay::meant(work, *case)?, None)),
        Command::Cancel { case, wish, reason } => {
            open_case(work, *case)?;
            Ok((PreviewOf::Cancel { case: *case, wish: *wish }, reason.clone()))
        }
        Command::Decline { case, reason } => {
            open_case(work, *case)?;
            Ok((PreviewOf::Decline { case: *case }, reason.clone()))
        }
        Command::Complete { case, held } => Ok((complete::meant(work, *case, *held)?, None)),
        Command::Reply { case, text } => {
            may_write(&open_case(work, *case)?)?;
            Ok((PreviewOf::Reply { case: *case }, Some(text.clone())))
        }
        Command::Consent { case, voice, yes } => {
            Ok((consent::meant(work, *case, *voice, *yes)?, None))
        }
        Command::Wait { case } => {
            waiting::may_wait(&open_case(work, *case)?.visit)?;
            Ok((PreviewOf::Wait { case: *case }, None))
        }
        Command::Writer { case, to } => Ok((writer::meant(work, *case, to)?, None)),
        Command::Programme { case, lines } => Ok((sheet::programme(work, *case, lines)?, None)),
        Command::Place { case, place } => Ok((sheet::place(work, *case)?, Some(place.clone()))),
        Command::Sheet { case } => Ok((sheet::sheet(work, *case)?, None)),
        Command::SendAgain { letter } => Ok((letters::again(work, letter)?, None)),
        Command::ForwardMail { number, contact } => {
            Ok((forward::meant(work, *number, contact)?, None))
        }
        Command::AnswerMail { number, text } => {
            Ok((answer_mail::meant(work, *number)?, Some(text.clone())))
        }
        Command::CloseWijk { wijk, days, why } => {
            Ok((wijk::closing(work, wijk, *days, why)?, None))
        }
        Command::ReplaceHost { wijk, host, case } => {
            Ok((replace::plan(work, wijk, host, *case)?, None))
        }
        Command::Overview { .. }
        | Command::Agenda { .. }
        | Command::Day { .. }
        | Command::Show { .. }
        | Command::Search { .. }
        | Command::Why { .. }
        | Command::New { .. }
        | Command::Take { .. }
        | Command::Release { .. }
        | Command::Called { .. }
        | Command::PassOn { .. }
        | Command::Reopen { .. }
        | Command::Merge { .. }
        | Command::Contacts { .. }
        | Command::Note { .. }
        | Command::Party { .. }
        | Command::Together { .. }
        | Command::Apart { .. }
        | Command::ShowWijk { .. }
        | Command::OpenWijk { .. }
        | Command::Queue { .. }
        | Command::ReadMail { .. }
        | Command::LinkMail { .. }
        | Command::OpenMail { .. }
        | Command::DismissMail { .. }
        | Command::QueueAgain { .. }
        | Command::LetGo { .. }
        | Command::Memo(_)
        | Command::Knowledge(_)
        | Command::Status
        | Command::Pause { .. }
        | Command::Resume
        | Command::Reload
        | Command::Checkup
        | Command::Privacy(_)
        | Command::Logbook { .. }
        | Command::Yes { .. }
        | Command::No { .. }
        | Command::Undo { .. }
        | Command::WhoAmI
        | Command::Export(_)
        | Command::Figures { .. }
        | Command::Help { .. } => Err(Refusal::NoPreview),
    }
}

/// Does it. Whatever may have changed since the preview is checked again.
pub(super) fn carry_out(
    work: &mut Work<'_>,
    action: &PreviewOf,
    text: Option<&str>,
    by: &Actor,
) -> Result<(), Refusal> {
    match action {
        PreviewOf::Offer { case, wijk, options } => {
            make_offer(work, open_case(work, *case)?, wijk.as_ref(), options, by)
        }
        PreviewOf::Confirm { case, wijk, slot, reserved } => {
            let case = open_case(work, *case)?;
            let wijk = wijk_for(work, &case.visit, wijk.as_ref())?;
            settle_on(work, case, wijk, *slot, *reserved, by)
        }
        PreviewOf::Stay { case } => stay::carry_out(work, *case, by),
        PreviewOf::Cancel { case, wish } => {
            let case = open_case(work, *case)?;
            match wish {
                CancelWish::Ours => call_off(work, case, CalledOff::ByUs, text, by),
                CancelWish::Guest => call_off(work, case, CalledOff::ByGuest, text, by),
                CancelWish::GuestUnwritten => close_unwritten(work, case, text, by),
            }
        }
        PreviewOf::Decline { case } => {
            call_off(work, open_case(work, *case)?, CalledOff::Declined, text, by)
        }
        PreviewOf::Complete { case, held, .. } => complete::carry_out(work, *case, *held, by),
        PreviewOf::Reply { case } => {
            let mut case = open_case(work, *case)?;
            may_write(&case)?;
            case.to_office(work, LetterKind::FreeText).facts.text = text.map(str::to_owned);
            schedule::move_answered(&mut case.visit);
            schedule::office_answered(&mut case.visit, work.now);
            work.finish(case);
            Ok(())
        }
        PreviewOf::Guest { case, size, name, office } => {
            who_comes::write_down(work, *case, (*size, name.as_deref(), *office), by)
        }
        PreviewOf::Writer { case, to, .. } => writer::hand_over(work, *case, to, by),
        PreviewOf::Consent { case, voice, yes, .. } => {
            consent::carry_out(work, *case, *voice, *yes, by)
        }
        PreviewOf::Wait { case } => {
            let mut case = open_case(work, *case)?;
            waiting::may_wait(&case.visit)?;
            waiting::put_on_the_list(work, &mut case, by.clone(), None);
            schedule::office_answered(&mut case.visit, work.now);
            work.finish(case);
            Ok(())
        }
        PreviewOf::Programme { case, lines } => {
            sheet::set_programme(work, open_case(work, *case)?, lines, by)
        }
        PreviewOf::Place { case } => {
            sheet::meet_at(work, open_case(work, *case)?, text.unwrap_or_default(), by)
        }
        PreviewOf::Invite { case } => invite::send(work, open_case(work, *case)?),
        PreviewOf::Sheet { case } => sheet::send(work, open_case(work, *case)?),
        PreviewOf::ReplaceHost { cases, host, .. } => replace::carry_out(work, cases, host, by),
        PreviewOf::SendAgain { letter, .. } => letters::send_again(work, letter, by),
        PreviewOf::ForwardMail { number, contact, nth } => {
            forward::send(work, *number, contact, *nth)
        }
        PreviewOf::AnswerMail { number, case, nth, .. } => {
            answer_mail::send(work, *number, *case, *nth, text.unwrap_or_default())
        }
        PreviewOf::CloseWijk { wijk, days, why, moves } => {
            wijk::close(work, wijk, *days, why, moves, by)
        }
    }
}

fn make_offer(
    work: &mut Work<'_>,
    mut case: Case,
    wijk: Option<&WijkId>,
    options: &[OfferOption],
    by: &Actor,
) -> Result<(), Refusal> {
    let wijk = wijk_for(work, &case.visit, wijk)?;
    let mut options = options.to_vec();
    for option in &mut options {
        // The host of the preview may have been taken since; another one may be free.
        option.host = free(work, &case.visit, &wijk, option.slot)?;
    }
    fit::agree_to_party(work, &mut case.visit, &wijk);
    // What a mail asks for that waits beside it is answered now, and holds when it is put away.
    case.visit.request.wishes = facts::with_what_waits(work, &case.visit).request.wishes;
    let why = (!case.visit.request.wijken.contains(&wijk)).then_some(WijkChoice::ByStaff);
    let slots: Vec<Slot> = options.iter().map(|option| option.slot).collect();
    let instead = why_else(work, &case.visit, &slots);
    let offering = Offering { wijk, why, options, instead };
    steps::offer(work, &mut case, offering, by.clone(), None);
    schedule::office_answered(&mut case.visit, work.now);
    work.finish(case);
    Ok(())
}

fn settle_on(
    work: &mut Work<'_>,
    mut case: Case,
    wijk: WijkId,
    slot: Slot,
    reserved: bool,
    by: &Actor,
) -> Result<(), Refusal> {
    let stage = case.visit.stage;
    let goal = if reserved { Stage::AcceptedWithReservation } else { Stage::Confirmed };
    if !stage.may_become().contains(&goal) {
        return Err(Refusal::WrongStage { case: case.visit.id, stage });
    }
    let host = free(work, &case.visit, &wijk, slot)?;
    fit::agree_to_party(work, &mut case.visit, &wijk);
    let agreement = Agreement { wijk, slot, host, reserved, otherwise: None };
    if !steps::stands_as_before(work, &mut case, &agreement, by) {
        steps::agree(work, &mut case, agreement, by.clone(), None);
    }
    work.finish(case);
    Ok(())
}

fn call_off(
    work: &mut Work<'_>,
    mut case: Case,
    how: CalledOff,
    reason: Option<&str>,
    by: &Actor,
) -> Result<(), Refusal> {
    let stage = case.visit.stage;
    let goal = match how {
        CalledOff::ByGuest | CalledOff::ByUs => Stage::Cancelled,
        CalledOff::Declined => Stage::Declined,
    };
    if !stage.may_become().contains(&goal) {
        return Err(Refusal::WrongStage { case: case.visit.id, stage });
    }
    let by = match how {
        CalledOff::ByGuest => on_behalf_of_guest(&mut case, by),
        CalledOff::ByUs | CalledOff::Declined => by.clone(),
    };
    steps::cancel(work, &mut case, how, by, reason.map(str::to_owned), None);
    work.finish(case);
    Ok(())
}

/// The guest wants neither the visit nor a letter; whoever would receive them hears of it.
fn close_unwritten(
    work: &mut Work<'_>,
    mut case: Case,
    reason: Option<&str>,
    by: &Actor,
) -> Result<(), Refusal> {
    let stage = case.visit.stage;
    if !stage.may_become().contains(&Stage::Cancelled) {
        return Err(Refusal::WrongStage { case: case.visit.id, stage });
    }
    let guest = on_behalf_of_guest(&mut case, by);
    steps::cancel_unwritten(work, &mut case, guest, reason.map(str::to_owned));
    work.finish(case);
    Ok(())
}

/// The guest ends it, and the trail tells who of staff says so.
fn on_behalf_of_guest(case: &mut Case, by: &Actor) -> Actor {
    case.note(by.clone(), Step::GuestCalledOff);
    Actor::Guest
}
