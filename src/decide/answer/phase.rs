//! How far a visit is, as an answer to us sees it.

use crate::domain::visit::Stage;

/// How far a visit is, as an answer to us sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// No dates went out yet.
    Asking,
    Offered,
    Reserved,
    Confirmed,
    /// The day is past, or it never came to a visit.
    Over,
}

pub(super) fn phase(stage: Stage) -> Phase {
    match stage {
        Stage::Requested | Stage::AskedForDetails | Stage::AwaitingApproval => Phase::Asking,
        Stage::Proposed => Phase::Offered,
        Stage::AcceptedWithReservation => Phase::Reserved,
        Stage::Confirmed => Phase::Confirmed,
        Stage::HeldVisit
        | Stage::Closed
        | Stage::Cancelled
        | Stage::Declined
        | Stage::Lapsed
        | Stage::NoShow => Phase::Over,
    }
}
