//! Each reason why a command is not carried out, with what it can carry.

use super::*;
use crate::domain::command::CancelWish;
use crate::domain::notice::{Apart, HeldFor, OpenPreview};

fn open_preview(number: u32) -> OpenPreview {
    let what = PreviewOf::Cancel { case: case(14), wish: CancelWish::Guest };
    OpenPreview { number, made: now(), what }
}

pub(super) fn refusals() -> Vec<Refusal> {
    let id = case(14);
    let wijk = || WijkId::new("vollenhoven");
    vec![
        Refusal::NoRight { role: Role::Lezer, needs: Role::Planner },
        Refusal::NoSuchCase { case: case(99) },
        Refusal::CaseClosed { case: id, stage: Stage::Cancelled },
        Refusal::WrongStage { case: id, stage: Stage::Requested },
        Refusal::NoSuchOption { case: id, options: vec![1, 2], reserved: false },
        Refusal::NoSuchOption { case: id, options: vec![1, 2], reserved: true },
        Refusal::NoSuchOption { case: id, options: Vec::new(), reserved: false },
        Refusal::SlotNotFree {
            case: id,
            moves: false,
            slot: slot(15, 13),
            reasons: reasons(),
            held: vec![HeldFor { case: case(19), until: now() }],
        },
        Refusal::NothingFree {
            case: id,
            moves: true,
            day: Some(slot(15, 13).day()),
            reasons: vec![Reason::WeekFull { max: 1 }],
            held: Vec::new(),
        },
        Refusal::NeedsWijk { case: id, place: None },
        Refusal::NeedsWijk { case: id, place: Some("Vollenhove".to_owned()) },
        Refusal::Outdated { number: 7 },
        Refusal::OldButton { case: id },
        Refusal::NoPreview,
        Refusal::NothingToUndo,
        Refusal::WhichPreview { previews: vec![open_preview(3), open_preview(7)] },
        Refusal::NoSuchMail { number: 9 },
        Refusal::CannotAnswer { number: 9 },
        Refusal::MailOfHost { number: 9, host: contact("vollenhoven-1", "").id },
        Refusal::MailHasCase { number: 9, case: id },
        Refusal::NoMailKept { case: id },
        Refusal::MailWaitsAlready { number: 9, case: id },
        Refusal::AlreadyClosed { wijk: wijk() },
        Refusal::NotClosed { wijk: wijk() },
        Refusal::OutsideVisit { case: id, slot: slot(15, 13), at: slot(15, 12).start.time() },
        Refusal::AlreadyPaused { paused: post::paused() },
        Refusal::NotPaused,
        Refusal::NoSuchLetter { letter: LetterId::new("wb-2026-014.voorstel.9") },
        Refusal::LetterOfThePast { letter: LetterId::new("wb-2026-014.herinnering.1") },
        Refusal::AlreadyWaiting { case: id, until: now() },
        Refusal::CannotJoin { case: id, other: id, why: Apart::OneCase },
        Refusal::CannotJoin { case: id, other: id, why: Apart::NotTogether },
        Refusal::CannotJoin { case: id, other: case(15), why: Apart::OtherGuest },
        Refusal::CannotJoin { case: id, other: case(15), why: Apart::OneWijk },
        Refusal::CannotJoin { case: id, other: case(15), why: Apart::ThirdWijk },
        Refusal::CannotJoin { case: id, other: case(15), why: Apart::TooFar },
        Refusal::HostBusy { case: id, host: ContactId::new("vollenhoven-2"), by: case(19) },
    ]
}
