//! The mails that wait for staff, seen from the visits that they are about.
//!
//! A key of ours tells that for sure. Without one nobody knows: which visits its writer may mean
//! (`which`) is a hint for staff, who are shown them, and changes nothing.

use super::work::Work;
use crate::domain::ids::VisitId;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::time::{Slot, instant};

/// The numbers in the queue of the mails about this visit, or probably about it.
pub(super) fn about(work: &Work<'_>, visit: VisitId) -> Vec<u32> {
    let is_about = |mail: &&MailRecord| named(mail).any(|id| id == visit);
    let mails = work.mails_waiting().filter(is_about);
    let mut numbers: Vec<u32> = mails.filter_map(|mail| mail.queue_number).collect();
    numbers.sort_unstable();
    numbers
}

/// The visits about which a mail waits.
pub(super) fn cases(work: &Work<'_>) -> Vec<VisitId> {
    let mut cases: Vec<VisitId> = work.mails_waiting().flat_map(named).collect();
    cases.sort_unstable();
    cases.dedup();
    cases
}

/// The visits that a mail is about, or may be.
fn named(mail: &MailRecord) -> impl Iterator<Item = VisitId> {
    mail.visit.into_iter().chain(mail.names).chain(mail.perhaps.iter().copied())
}

/// Whether a moment is so near, today or tomorrow, that staff must act at once.
pub(super) fn is_near(work: &Work<'_>, slot: Slot) -> bool {
    (0..=1).contains(&days_to(work, slot)) && work.now < instant(slot.end)
}

pub(super) fn days_to(work: &Work<'_>, slot: Slot) -> i64 {
    (slot.day() - work.today()).num_days()
}

/// Whether nothing says that somebody else wrote a mail than it shows.
pub(super) fn is_of_its_sender(filing: &Filing) -> bool {
    let Filing::WaitsForStaff { why } = filing else { return false };
    is_of_a_person(why) && *why != Why::VipNotProven
}

/// Whether a mail that waits for this reason is a person's, who may be waiting at a door.
pub(super) fn is_of_a_person(why: &Why) -> bool {
    match why {
        Why::NotUnderstood
        | Why::MayCallOff
        | Why::MayMove
        | Why::OptionChanged { .. }
        | Why::KeyWithoutFittingSender
        | Why::Errand { .. }
        | Why::OtherDomain
        | Why::WantsNoAutoReply
        | Why::LimitReached
        | Why::Privacy
        | Why::Complaint
        | Why::QuestionForAPerson
        | Why::SaysMore
        | Why::TooLarge
        | Why::CaseClosed
        | Why::CalendarAnswer
        | Why::NothingToRead
        | Why::TwoVisits
        | Why::AnotherRequest
        | Why::SenderNotProven
        | Why::VipNotProven => true,
        Why::MachineWrote { .. }
        | Why::OwnCopy
        | Why::Noted
        | Why::Duplicate
        | Why::ForgedSender
        | Why::LetterReturned
        | Why::CameLongAgo
        | Why::AddressUnusable
        | Why::ByStaff => false,
    }
}
