//! Where a visit stands, and the legal steps from there: one table, drawn in ARCHITECTURE.md and tested
//! against that drawing.

use serde::{Deserialize, Serialize};

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Requested,
    AskedForDetails,
    AwaitingApproval,
    Proposed,
    AcceptedWithReservation,
    Confirmed,
    HeldVisit,
    Closed,
    Cancelled,
    Declined,
    Lapsed,
    NoShow,
}

impl Stage {
    pub const ALL: [Self; 12] = [
        Self::Requested,
        Self::AskedForDetails,
        Self::AwaitingApproval,
        Self::Proposed,
        Self::AcceptedWithReservation,
        Self::Confirmed,
        Self::HeldVisit,
        Self::Closed,
        Self::Cancelled,
        Self::Declined,
        Self::Lapsed,
        Self::NoShow,
    ];

    /// The stages that may follow this one: the whole law of the house on one page.
    pub fn may_become(self) -> &'static [Self] {
        use Stage::*;
        match self {
            Requested => {
                &[AskedForDetails, AwaitingApproval, Proposed, Cancelled, Declined, Lapsed]
            }
            AskedForDetails => &[AwaitingApproval, Proposed, Cancelled, Declined, Lapsed],
            AwaitingApproval => {
                &[AskedForDetails, Proposed, Confirmed, Cancelled, Declined, Lapsed]
            }
            Proposed => &[
                Proposed,
                AwaitingApproval,
                AcceptedWithReservation,
                Confirmed,
                Cancelled,
                Declined,
                Lapsed,
            ],
            AcceptedWithReservation => {
                &[AcceptedWithReservation, Proposed, Confirmed, Cancelled, Declined, Lapsed]
            }
            Confirmed => &[Confirmed, HeldVisit, Cancelled, NoShow],
            HeldVisit => &[Closed, NoShow],
            // Staff may open again what never led to a visit.
            Cancelled | Declined | Lapsed => &[AwaitingApproval],
            NoShow | Closed => &[],
        }
    }

    /// The case has ended: it leaves the desk, unless staff open it again.
    pub fn is_final(self) -> bool {
        match self {
            Self::Closed | Self::Cancelled | Self::Declined | Self::Lapsed | Self::NoShow => true,
            Self::Requested
            | Self::AskedForDetails
            | Self::AwaitingApproval
            | Self::Proposed
            | Self::AcceptedWithReservation
            | Self::Confirmed
            | Self::HeldVisit => false,
        }
    }

    /// The name on disk and in diagrams.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::AskedForDetails => "asked_for_details",
            Self::AwaitingApproval => "awaiting_approval",
            Self::Proposed => "proposed",
            Self::AcceptedWithReservation => "accepted_with_reservation",
            Self::Confirmed => "confirmed",
            Self::HeldVisit => "held_visit",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::NoShow => "no_show",
        }
    }
}
