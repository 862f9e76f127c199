//! The mails that wait for staff, seen from the visits that they are about.
//!
//! A key of ours tells that for sure. Without one nobody knows: that its writer has a visit to come is
//! a hint for staff, who are shown the visit, and changes nothing.

use super::work::Work;
use crate::domain::ids::VisitId;
use crate::domain::mail::{Filing, MailRecord, Why};
use crate::domain::people::Address;
use crate::domain::state::Brief;
use crate::domain::time::{Slot, instant};

/// A contact person who writes within so many days of a visit means that one, as far as anybody can
/// tell.
const NEAR_DAYS: i64 = 7;

/// The numbers in the queue of the mails about this visit, or probably about it.
pub(super) fn about(work: &Work<'_>, visit: VisitId) -> Vec<u32> {
    let is_about = |mail: &&MailRecord| [mail.visit, mail.names].contains(&Some(visit));
    let mails = work.mails_waiting().filter(is_about);
    let mut numbers: Vec<u32> = mails.filter_map(|mail| mail.queue_number).collect();
    numbers.sort_unstable();
    numbers
}

/// The visits about which a mail waits.
pub(super) fn cases(work: &Work<'_>) -> Vec<VisitId> {
    let mut cases: Vec<VisitId> =
        work.mails_waiting().flat_map(|mail| [mail.visit, mail.names]).flatten().collect();
    cases.sort_unstable();
    cases.dedup();
    cases
}

/// The open visit that whoever writes without a key of ours probably means: for who asked for one,
/// their only one, or the next; for a contact person the next, if it is near.
pub(super) fn probably(work: &Work<'_>, from: &Address) -> Option<VisitId> {
    let asked: Vec<&Brief> = work.state.briefs().filter(|visit| visit.writer == *from).collect();
    if let [only] = asked.as_slice() {
        return Some(only.id);
    }
    let host = work.desk.contact_at(from).map(|host| &host.id);
    let receives = |visit: &&Brief| {
        let agreed = visit.agreed();
        agreed.is_some_and(|agreed| {
            Some(agreed.host) == host && days_to(work, agreed.slot) <= NEAR_DAYS
        })
    };
    let hosts = work.state.briefs().filter(receives);
    let to_come = asked.into_iter().chain(hosts).filter_map(|visit| {
        let slot = visit.agreed()?.slot;
        (work.now < instant(slot.end)).then_some((slot, visit.id))
    });
    to_come.min().map(|(_, id)| id)
}

/// Whether a moment is so near, today or tomorrow, that staff must act at once.
pub(super) fn is_near(work: &Work<'_>, slot: Slot) -> bool {
    (0..=1).contains(&days_to(work, slot)) && work.now < instant(slot.end)
}

fn days_to(work: &Work<'_>, slot: Slot) -> i64 {
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
