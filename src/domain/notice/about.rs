//! Which case a saying is about: in rooms with threads it stands in that of the case.

use super::{DoneWhat, Refusal, Saying};
use crate::domain::ids::VisitId;
use crate::domain::people::Role;

impl Saying {
    /// The case; `None` for what is about several, or about none.
    pub fn about(&self) -> Option<VisitId> {
        match self {
            Self::NewRequest { visit, .. }
            | Self::AskedForDetails { visit }
            | Self::GuestChose { visit, .. }
            | Self::Consent { visit, .. }
            | Self::GuestWantsOther { visit, .. }
            | Self::GuestMoves { visit, .. }
            | Self::MoveTakenBack { visit }
            | Self::GuestCancelled { visit, .. }
            | Self::GuestDetails { visit, .. }
            | Self::SlotWasGone { visit, .. }
            | Self::CameApart { visit, .. }
            | Self::MayBeOff { visit, .. }
            | Self::Away { visit, .. }
            | Self::OfferLapsed { visit, .. }
            | Self::SlotFreed { visit, .. }
            | Self::WaitLapsed { visit, .. }
            | Self::SecondChoice { visit }
            | Self::Nudge { visit, .. }
            | Self::PassedOn { visit, .. }
            | Self::VisitToday { visit, .. }
            | Self::HeldQuestion { visit }
            | Self::Held { visit, .. }
            | Self::HostReplied { visit, .. }
            | Self::CalendarSays { visit, .. }
            | Self::HostDeclined { visit, .. }
            | Self::HostSilent { visit }
            | Self::GuestCounters { visit, .. }
            | Self::Case { visit, .. }
            | Self::Title { visit }
            | Self::Trail { visit, .. } => Some(visit.id),
            Self::LetterDelayed { letter, .. }
            | Self::LetterRefused { letter, .. }
            | Self::LetterUnknown { letter, .. } => letter.visit(),
            Self::MailWaits { mail, .. } | Self::Mail { mail, .. } => mail.visit,
            Self::Going { visit, .. } => visit.as_ref().map(|visit| visit.id),
            Self::Preview { what, .. } => what.about(),
            Self::Gone { case } => Some(*case),
            Self::Memo(memo) => memo.about(),
            Self::Export(export) => export.about(),
            Self::Done { what } => what.about(),
            Self::Refused { refusal } => refusal.about(),
            Self::MailQuarantined { .. }
            | Self::Paused { .. }
            | Self::Resumed { .. }
            | Self::BeginsAnew
            | Self::BegunAnew { .. }
            | Self::Outage { .. }
            | Self::Recovered { .. }
            | Self::BoxRenumbered
            | Self::Junk { .. }
            | Self::WhileAway { .. }
            | Self::Stranger { .. }
            | Self::SaidTooLate
            | Self::NotStored { .. }
            | Self::Overview { .. }
            | Self::Agenda { .. }
            | Self::Day { .. }
            | Self::Found { .. }
            | Self::Wijken { .. }
            | Self::Contacts { .. }
            | Self::Queue { .. }
            | Self::CalledBack { .. }
            | Self::NotUnderstood { .. }
            | Self::Status { .. }
            | Self::Checkup { .. }
            | Self::Logbook { .. }
            | Self::Digest(_)
            | Self::Knowledge(_)
            | Self::Privacy(_)
            | Self::Figures { .. }
            | Self::WhoAmI { .. }
            | Self::Help { .. } => None,
        }
    }
}

impl Saying {
    /// The role that is mentioned with it: there is no other mention.
    pub fn mentions(&self) -> Option<Role> {
        if let Self::MayBeOff { .. } = self {
            return Some(Role::Planner);
        }
        let Self::Nudge { visit, moving: false, .. } = self else { return None };
        let nobody_took_it = visit.owner.is_none() && visit.appointment.is_none();
        nobody_took_it.then_some(Role::Planner)
    }

    /// The mails about the case that nobody has dealt with: where it is our turn for them, they are
    /// shown.
    pub fn set_mails(&mut self, waiting: Vec<u32>) {
        if let Self::GuestChose { mails, .. }
        | Self::GuestDetails { mails, .. }
        | Self::CalendarSays { mails, .. }
        | Self::Nudge { mails, .. } = self
        {
            *mails = waiting;
        }
    }

    /// Whether somebody counts on reading it, however late.
    pub fn stays_whole(&self) -> bool {
        matches!(self, Self::Memo(_))
    }
}

impl DoneWhat {
    fn about(&self) -> Option<VisitId> {
        match self {
            Self::Noted { case, .. }
            | Self::Taken { case, .. }
            | Self::Released { case }
            | Self::Called { case, .. }
            | Self::PartySet { case, .. }
            | Self::QueuedAgain { case, .. }
            | Self::Together { case, .. }
            | Self::Apart { case, .. } => Some(*case),
            Self::Telephoned { visit }
            | Self::Reopened { visit, .. }
            | Self::Merged { visit, .. }
            | Self::GuestSet { visit }
            | Self::Linked { visit, .. }
            | Self::Opened { visit, .. } => Some(visit.id),
            Self::LetterLet { letter } => letter.visit(),
            Self::WijkClosed { .. }
            | Self::WijkOpened { .. }
            | Self::Dismissed { .. }
            | Self::Dropped { .. } => None,
        }
    }
}

impl Refusal {
    fn about(&self) -> Option<VisitId> {
        match self {
            Self::NoOffice { case, .. } => *case,
            Self::NoSuchCase { case }
            | Self::CaseClosed { case, .. }
            | Self::WrongStage { case, .. }
            | Self::NoSuchOption { case, .. }
            | Self::SlotNotFree { case, .. }
            | Self::NothingFree { case, .. }
            | Self::NeedsWijk { case, .. }
            | Self::CannotJoin { case, .. }
            | Self::OldButton { case }
            | Self::NoAddress { case }
            | Self::NotTaken { case }
            | Self::NobodyToCall { case }
            | Self::ToOneself { case }
            | Self::CannotReopen { case, .. }
            | Self::StillOpen { case }
            | Self::CannotMerge { case, .. }
            | Self::MailHasCase { case, .. }
            | Self::NoMailKept { case }
            | Self::MailWaitsAlready { case, .. }
            | Self::AlreadyWaiting { case, .. }
            | Self::HostBusy { case, .. }
            | Self::NoYesNeeded { case, .. }
            | Self::VisitAhead { case, .. }
            | Self::OutsideVisit { case, .. } => Some(*case),
            Self::AlreadyReceives { case, .. } => *case,
            Self::NoSuchLetter { letter } | Self::LetterOfThePast { letter } => letter.visit(),
            Self::NoRight { .. }
            | Self::Outdated { .. }
            | Self::NoPreview
            | Self::WhichPreview { .. }
            | Self::NothingToUndo
            | Self::FourEyes { .. }
            | Self::NamesNobody
            | Self::NoSuchStaff { .. }
            | Self::NoSuchMail { .. }
            | Self::CannotAnswer { .. }
            | Self::MailOfHost { .. }
            | Self::AlreadyClosed { .. }
            | Self::NotClosed { .. }
            | Self::AlreadyPaused { .. }
            | Self::NotInThisRoom
            | Self::NothingKept
            | Self::NotThisNumber
            | Self::NotLive
            | Self::ConfigFaulty { .. }
            | Self::NotPaused => None,
        }
    }
}
