//! A visit that moves and moves back before anybody could read of it: it stands as it did, and nobody
//! hears a word.
//!
//! Calendars and hosts know the version from before the move, so all of that comes back: its number,
//! who said yes to it, and what they were told. Anything else that was to be told since forbids it.

use super::Agreement;
use super::overtaken::withdraw_unsent;
use crate::decide::steps::host_said_yes;
use crate::decide::work::{Case, Work};
use crate::decide::{calls, schedule};
use crate::domain::ids::LetterId;
use crate::domain::letter::{Letter, LetterKind};
use crate::domain::people::Actor;
use crate::domain::visit::{Appointment, LetterFate, LetterTrace, Stage};

/// What everybody knows of an appointment that moves on: itself, or what stood before it if nobody can
/// have read of it either.
pub(super) fn known(previous: &Appointment) -> Option<Box<Appointment>> {
    match &previous.before {
        Some(before) => Some(before.clone()),
        None if previous.shut.is_none() => Some(Box::new(previous.clone())),
        None => None,
    }
}

/// Takes back what stood before, if that is what is agreed again and nobody can have read anything
/// else. Says whether it did.
pub(in crate::decide) fn stands_as_before(
    work: &mut Work<'_>,
    case: &mut Case,
    agreement: &Agreement,
    by: &Actor,
) -> bool {
    let Some(now) = case.visit.appointment.clone() else { return false };
    let is_it = |before: &Appointment| {
        let Agreement { wijk, slot, host, reserved, .. } = agreement;
        !reserved && (&before.wijk, &before.slot, &before.host) == (wijk, slot, host)
    };
    let Some(before) = now.before.clone().filter(|before| is_it(before)) else { return false };
    // What a calendar said meanwhile was held against the move.
    let is_plain = case.visit.stage == Stage::Confirmed
        && case.visit.consent.is_none()
        && now.answers == before.answers;
    let mut told = case.visit.letters.iter().filter(|(_, trace)| now.confirmed_at <= trace.decided);
    if !is_plain || !told.all(|(id, trace)| is_of_the_move(work, &now, id, trace)) {
        return false;
    }
    withdraw_unsent(work, case, |letter| now.confirmed_at <= letter.decided);
    // A courtesy of before the move names the day that it moved from, or to.
    withdraw_unsent(work, case, |letter| letter.kind == LetterKind::ChangeReceived);
    super::set_aside_offer(&mut case.visit);
    (case.visit.wijk, case.visit.host) = (Some(before.wijk.clone()), Some(before.host.clone()));
    // A programme that staff set meanwhile writes no letter, and holds on any day.
    let programme = if now.programme.is_empty() { before.programme.clone() } else { now.programme };
    case.visit.appointment = Some(Appointment { programme, ..*before });
    case.visit.loose_ends.clear();
    case.enter(Stage::Confirmed, by.clone());
    schedule::agreed(work.desk, &mut case.visit, work.now);
    if !host_said_yes(work, &case.visit) {
        schedule::host_has_time(&mut case.visit, work.now);
    }
    calls::taken_back(work, &case.visit, now.confirmed_at);
    true
}

/// Whether a letter that was decided since the move tells of nothing else, and lies here unread, or was
/// called back. A courtesy for a mail of the office says nothing of its own.
fn is_of_the_move(work: &Work<'_>, now: &Appointment, id: &LetterId, trace: &LetterTrace) -> bool {
    let unread = work.state.letter(id).is_some_and(Letter::is_unsent);
    let courtesy = matches!(id.kind(), Some(LetterKind::ChangeReceived | LetterKind::DetailsNoted));
    let of_move = trace.decided == now.confirmed_at || courtesy;
    trace.fate == LetterFate::CalledBack || unread && of_move
}
