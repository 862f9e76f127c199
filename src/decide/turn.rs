//! Whose turn it is with a case, from what is known of it in brief.

use crate::domain::state::{Brief, Marks};
use crate::domain::time::{Instant, instant};
use crate::domain::visit::Stage;

/// Something that only staff can do.
pub(super) fn waits_for_us(visit: &Brief, now: Instant) -> bool {
    let Marks { is_loose, has_offer, is_shut, held_lapses, .. } = visit.marks;
    match visit.stage {
        Stage::Requested | Stage::AwaitingApproval => visit.waits.is_none() || is_loose,
        Stage::Confirmed | Stage::AcceptedWithReservation => {
            let agreed = visit.agreed();
            let to_come = agreed.is_some_and(|agreed| instant(agreed.slot.start) > now);
            (to_come && is_loose) || (!has_offer && is_shut)
        }
        Stage::HeldVisit => held_lapses,
        Stage::Proposed => is_loose || !has_offer || others_are_silent(visit),
        Stage::AskedForDetails => is_loose,
        Stage::Closed | Stage::Cancelled | Stage::Declined | Stage::Lapsed | Stage::NoShow => false,
    }
}

/// Their yes is needed, they were reminded of it, and say nothing.
fn others_are_silent(visit: &Brief) -> bool {
    visit.marks.consent_reminded
}

/// Nothing waits for who cannot be reached, or has nothing to choose from any more.
pub(super) fn waits_for_writer(visit: &Brief) -> bool {
    let Marks { is_loose, has_offer, is_shut, .. } = visit.marks;
    match visit.stage {
        Stage::AskedForDetails => !is_loose,
        Stage::Proposed => !is_loose && has_offer && !others_are_silent(visit),
        Stage::Confirmed => {
            (visit.marks.has_offer && !visit.marks.move_wanted) || (visit.marks.asks && !is_loose)
        }
        // Whether it is definite is for them to say.
        Stage::AcceptedWithReservation => {
            !is_loose && !is_shut || (visit.marks.has_offer && !visit.marks.move_wanted)
        }
        Stage::Requested
        | Stage::AwaitingApproval
        | Stage::HeldVisit
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow => false,
    }
}
