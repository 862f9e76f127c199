//! Actions that reach a guest: what a command means, and carrying it out.
//!
//! `meant` turns a command into an action that can be shown; `carry_out` does it. Between the two lies
//! a person's yes, so `carry_out` checks again what may have changed.

use super::super::dates::{Offering, ask_of, dates, why_else};
use super::super::steps::{self, Agreement, CalledOff};
use super::super::work::{Case, Work};
use super::super::{resolve, schedule, waiting};
use super::{
    answer_mail, consent, forward, guest, invite, letters, open_case, replace, sheet, wijk,
};
use crate::domain::command::{CancelWish, Command, ConfirmChoice, Moment};
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::notice::{PreviewOf, Refusal, TooMany};
use crate::domain::people::Actor;
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::reason::WijkChoice;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{OfferOption, Stage, Visit};
use crate::planning::{self, Ask};

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
        Command::Cancel { case, wish, reason } => {
            open_case(work, *case)?;
            Ok((PreviewOf::Cancel { case: *case, wish: *wish }, reason.clone()))
        }
        Command::Decline { case, reason } => {
            open_case(work, *case)?;
            Ok((PreviewOf::Decline { case: *case }, reason.clone()))
        }
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
        | Command::PassOn { .. }
        | Command::Reopen { .. }
        | Command::Merge { .. }
        | Command::Contacts { .. }
        | Command::Complete { .. }
        | Command::Note { .. }
        | Command::Party { .. }
        | Command::Together { .. }
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

/// A letter to the office can go out: somebody knows where.
fn may_write(case: &Case) -> Result<(), Refusal> {
    let nowhere = case.visit.writer.no_address;
    if nowhere { Err(Refusal::NoAddress { case: case.visit.id }) } else { Ok(()) }
}

fn propose(
    work: &Work<'_>,
    id: VisitId,
    moments: &[Moment],
    wijk: Option<&WijkId>,
    regardless: bool,
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let visit = &case.visit;
    if !(visit.stage == Stage::Confirmed || visit.stage.may_become().contains(&Stage::Proposed)) {
        return Err(Refusal::WrongStage { case: id, stage: visit.stage });
    }
    let (wijk, options) = if moments.is_empty() {
        planned(work, visit, wijk, regardless)?
    } else {
        chosen_by_staff(work, visit, moments, wijk)?
    };
    Ok(PreviewOf::Offer { case: id, wijk: Some(wijk), options })
}

/// The best slots that the planner finds, or the nearest to what was asked.
fn planned(
    work: &Work<'_>,
    visit: &Visit,
    wijk: Option<&WijkId>,
    regardless: bool,
) -> Result<(WijkId, Vec<OfferOption>), Refusal> {
    if wijk.is_none() {
        place_is_known(visit)?;
    }
    let mut ask = ask_of(visit);
    ask.party = ask.party.filter(|_| !regardless);
    if let Some(wijk) = wijk {
        ask.wijken = std::slice::from_ref(wijk);
    }
    let found = dates(work, &ask);
    let reasons = found.nothing_free;
    let found_there = found.plan.map(|plan| (plan.wijk, plan.options));
    found_there.ok_or(Refusal::NothingFree { case: visit.id, reasons })
}

/// The moments that staff named, each checked; the planner picks the hour of a bare day.
fn chosen_by_staff(
    work: &Work<'_>,
    visit: &Visit,
    moments: &[Moment],
    wijk: Option<&WijkId>,
) -> Result<(WijkId, Vec<OfferOption>), Refusal> {
    let wijk = wijk_for(work, visit, wijk)?;
    let mut options: Vec<OfferOption> = Vec::new();
    for moment in moments {
        let (slot, host) = place(work, visit, &wijk, moment)?;
        let option = u32::try_from(options.len()).unwrap_or(u32::MAX).saturating_add(1);
        options.push(OfferOption { option, slot, host, reasons: Vec::new() });
    }
    Ok((wijk, options))
}

/// Whoever named a place that we do not know wants to be there: elsewhere is for staff to say.
fn place_is_known(visit: &Visit) -> Result<(), Refusal> {
    match resolve::place_asked(visit) {
        Some(text) => Err(Refusal::NeedsWijk { case: visit.id, place: Some(text.to_owned()) }),
        None => Ok(()),
    }
}

/// The wijk that staff named, the agreed one, or the only one that was asked for.
fn wijk_for(work: &Work<'_>, visit: &Visit, named: Option<&WijkId>) -> Result<WijkId, Refusal> {
    if named.is_none() {
        place_is_known(visit)?;
    }
    let agreed = visit.appointment.as_ref().map(|agreed| &agreed.wijk);
    let known = named.or(agreed).or(visit.wijk.as_ref()).or(visit.request.wijken.first());
    let planned = || planning::plan(work.desk, work.state, work.now, &ask_of(visit)).ok();
    known
        .cloned()
        .or_else(|| planned().map(|plan| plan.wijk))
        .ok_or(Refusal::NeedsWijk { case: visit.id, place: None })
}

fn place(
    work: &Work<'_>,
    visit: &Visit,
    wijk: &WijkId,
    moment: &Moment,
) -> Result<(Slot, ContactId), Refusal> {
    let slot = match moment {
        Moment::Exact { slot } => *slot,
        Moment::From { start } => {
            let minutes = duration(work, visit, wijk);
            Slot::on(start.date(), start.time(), minutes)
        }
        Moment::Day { day } => {
            let wish = on_day(*day);
            let ask = Ask {
                wishes: std::slice::from_ref(&wish),
                wijken: std::slice::from_ref(wijk),
                ..ask_of(visit)
            };
            let plan = planning::plan(work.desk, work.state, work.now, &ask)
                .map_err(|none| Refusal::NothingFree { case: visit.id, reasons: none.reasons })?;
            let first = plan.options.first();
            let first =
                first.ok_or(Refusal::NothingFree { case: visit.id, reasons: Vec::new() })?;
            first.slot
        }
    };
    let host = free(work, visit, wijk, slot)?;
    Ok((slot, host))
}

fn on_day(day: chrono::NaiveDate) -> Wish {
    Wish {
        when: When::Date(day),
        modality: Modality::Want,
        text: String::new(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    }
}

fn duration(work: &Work<'_>, visit: &Visit, wijk: &WijkId) -> u32 {
    let usual = work.desk.wijk(wijk).map_or(120, |wijk| wijk.duration_minutes);
    visit.request.duration_minutes.unwrap_or(usual)
}

fn free(work: &Work<'_>, visit: &Visit, wijk: &WijkId, slot: Slot) -> Result<ContactId, Refusal> {
    planning::host_for(work.desk, work.state, work.now, &ask_of(visit), wijk, slot, true).map_err(
        |reasons| {
            let moves = visit.stage == Stage::Confirmed;
            Refusal::SlotNotFree { case: visit.id, moves, slot, reasons }
        },
    )
}

fn confirm(
    work: &Work<'_>,
    id: VisitId,
    choice: Option<&ConfirmChoice>,
    goal: Stage,
) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    let visit = &case.visit;
    // What is reserved already is moved, or becomes definite; what stands is moved to a moment.
    let reserved = goal == Stage::AcceptedWithReservation;
    let stands = visit.stage == Stage::Confirmed && visit.offer.is_none();
    let again = visit.stage == goal && (reserved || (stands && choice.is_none()));
    if again || !visit.stage.may_become().contains(&goal) {
        return Err(Refusal::WrongStage { case: id, stage: visit.stage });
    }
    let chosen = match choice {
        Some(ConfirmChoice::Option { number }) => option_of(visit, *number),
        Some(ConfirmChoice::Moment { moment }) => {
            let wijk = wijk_for(work, visit, None)?;
            let (slot, _) = place(work, visit, &wijk, moment)?;
            Some((wijk, slot))
        }
        None => the_only_one(visit),
    };
    let options =
        || visit.offer.iter().flat_map(|offer| offer.options.iter().map(|o| o.option)).collect();
    let none = || Refusal::NoSuchOption { case: id, options: options(), reserved };
    let (wijk, slot) = chosen.ok_or_else(none)?;
    free(work, visit, &wijk, slot)?;
    Ok(PreviewOf::Confirm { case: id, wijk: Some(wijk), slot, reserved })
}

/// The slot of an option, and the wijk of the offer that holds it: the visit may be in another one.
fn option_of(visit: &Visit, number: u32) -> Option<(WijkId, Slot)> {
    let mut offers = visit.offer.iter().chain(visit.older_offers.iter().rev());
    offers.find_map(|offer| offer.option(number).map(|found| (offer.wijk.clone(), found.slot)))
}

/// What a bare "bevestig" can mean: the reservation that stands, or an offer of one date.
fn the_only_one(visit: &Visit) -> Option<(WijkId, Slot)> {
    if visit.stage == Stage::AcceptedWithReservation {
        return visit.appointment.as_ref().map(|agreed| (agreed.wijk.clone(), agreed.slot));
    }
    let offer = visit.offer.as_ref()?;
    match offer.options.as_slice() {
        [only] => Some((offer.wijk.clone(), only.slot)),
        _ => None,
    }
}

/// One moment: staff agreed it by telephone, so the visit moves there, as firm as it was. More or
/// none: an offer.
fn shift(work: &Work<'_>, id: VisitId, moments: &[Moment]) -> Result<PreviewOf, Refusal> {
    let case = open_case(work, id)?;
    if case.visit.appointment.is_none() {
        return Err(Refusal::WrongStage { case: id, stage: case.visit.stage });
    }
    match moments {
        [only] => {
            let wijk = wijk_for(work, &case.visit, None)?;
            let (slot, _) = place(work, &case.visit, &wijk, only)?;
            let reserved = case.visit.stage == Stage::AcceptedWithReservation;
            Ok(PreviewOf::Confirm { case: id, wijk: Some(wijk), slot, reserved })
        }
        _ => propose(work, id, moments, None, false),
    }
}

/// The visits that an action touches.
pub(super) fn cases(action: &PreviewOf) -> Vec<VisitId> {
    match action {
        PreviewOf::Offer { case, .. }
        | PreviewOf::Confirm { case, .. }
        | PreviewOf::Cancel { case, .. }
        | PreviewOf::Decline { case }
        | PreviewOf::Reply { case }
        | PreviewOf::Guest { case, .. }
        | PreviewOf::Consent { case, .. }
        | PreviewOf::Wait { case }
        | PreviewOf::Programme { case, .. }
        | PreviewOf::Place { case }
        | PreviewOf::Invite { case }
        | PreviewOf::Sheet { case } => vec![*case],
        PreviewOf::ReplaceHost { cases, .. } => cases.clone(),
        PreviewOf::SendAgain { letter, .. } => letter.visit().into_iter().collect(),
        PreviewOf::CloseWijk { moves, .. } => moves.iter().map(|new| new.case).collect(),
        PreviewOf::AnswerMail { case, .. } => case.iter().copied().collect(),
        PreviewOf::ForwardMail { .. } => Vec::new(),
    }
}

/// The visits that must be as they were when it was shown: those it touches, and the one that a mail
/// answered outside its case is about.
pub(super) fn judged_by(action: &PreviewOf) -> Vec<VisitId> {
    cases(action).into_iter().chain(beside(action)).collect()
}

/// The visit that an answer outside its case is about.
pub(super) fn beside(action: &PreviewOf) -> Option<VisitId> {
    match action {
        PreviewOf::AnswerMail { beside, .. } => *beside,
        PreviewOf::Offer { .. }
        | PreviewOf::Confirm { .. }
        | PreviewOf::Cancel { .. }
        | PreviewOf::Decline { .. }
        | PreviewOf::Reply { .. }
        | PreviewOf::Guest { .. }
        | PreviewOf::Consent { .. }
        | PreviewOf::Wait { .. }
        | PreviewOf::Programme { .. }
        | PreviewOf::Place { .. }
        | PreviewOf::Invite { .. }
        | PreviewOf::Sheet { .. }
        | PreviewOf::ReplaceHost { .. }
        | PreviewOf::ForwardMail { .. }
        | PreviewOf::SendAgain { .. }
        | PreviewOf::CloseWijk { .. } => None,
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
        PreviewOf::Reply { case } => {
            let mut case = open_case(work, *case)?;
            may_write(&case)?;
            case.to_office(work, LetterKind::FreeText).facts.text = text.map(str::to_owned);
            schedule::move_answered(&mut case.visit);
            work.finish(case);
            Ok(())
        }
        PreviewOf::Guest { case, size, name, office } => {
            guest::write_down(work, *case, (*size, name.as_deref(), *office), by)
        }
        PreviewOf::Consent { case, voice, yes, .. } => {
            consent::carry_out(work, *case, *voice, *yes, by)
        }
        PreviewOf::Wait { case } => {
            let mut case = open_case(work, *case)?;
            waiting::may_wait(&case.visit)?;
            waiting::put_on_the_list(work, &mut case, by.clone(), None);
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
        PreviewOf::ReplaceHost { cases, host } => replace::carry_out(work, cases, host, by),
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
    agree_to_party(work, &mut case.visit, &wijk);
    let why = (!case.visit.request.wijken.contains(&wijk)).then_some(WijkChoice::ByStaff);
    let slots: Vec<Slot> = options.iter().map(|option| option.slot).collect();
    let instead = why_else(work, &case.visit, &slots);
    let offering = Offering { wijk, why, options, instead };
    steps::offer(work, &mut case, offering, by.clone(), None);
    work.finish(case);
    Ok(())
}

/// Staff saw that more come than the wijk takes, and said yes: nobody is asked about it again.
pub(super) fn agree_to_party(work: &Work<'_>, visit: &mut Visit, wijk: &WijkId) {
    if let Some(many) = too_many(work, visit, wijk) {
        visit.guest.party_agreed = Some(many.guests);
    }
}

fn too_many(work: &Work<'_>, visit: &Visit, wijk: &WijkId) -> Option<TooMany> {
    beyond(work, wijk, visit.guest.party_to_fit()?.max)
}

fn beyond(work: &Work<'_>, wijk: &WijkId, guests: u32) -> Option<TooMany> {
    let max = work.desk.wijk(wijk)?.party_max;
    (guests > max).then_some(TooMany { guests, max })
}

/// How many come more than the wijk takes, if what is previewed goes beyond that.
pub(super) fn party_beyond(work: &Work<'_>, action: &PreviewOf) -> Option<TooMany> {
    match action {
        PreviewOf::Offer { case, wijk, .. } | PreviewOf::Confirm { case, wijk, .. } => {
            too_many(work, work.state.visit(*case)?, wijk.as_ref()?)
        }
        PreviewOf::Guest { case, size, .. } => {
            beyond(work, work.state.visit(*case)?.in_wijk()?, (*size)?)
        }
        PreviewOf::Cancel { .. }
        | PreviewOf::Decline { .. }
        | PreviewOf::Reply { .. }
        | PreviewOf::Consent { .. }
        | PreviewOf::Wait { .. }
        | PreviewOf::Programme { .. }
        | PreviewOf::Place { .. }
        | PreviewOf::Invite { .. }
        | PreviewOf::Sheet { .. }
        | PreviewOf::ReplaceHost { .. }
        | PreviewOf::ForwardMail { .. }
        | PreviewOf::AnswerMail { .. }
        | PreviewOf::SendAgain { .. }
        | PreviewOf::CloseWijk { .. } => None,
    }
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
    agree_to_party(work, &mut case.visit, &wijk);
    let agreement = Agreement { wijk, slot, host, reserved, otherwise: None };
    steps::agree(work, &mut case, agreement, by.clone(), None);
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
