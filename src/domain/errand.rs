//! What a mail is after, where it is after no visit.

use serde::{Deserialize, Serialize};

/// What a mail is after that is no visit of its own party, though it may speak of one. A person
/// handles it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Errand {
    /// Whoever makes news asks something, a visit perhaps.
    Press,
    /// Somebody wants no visit.
    Protest,
    /// Documents by law (Woo).
    Records,
    /// Somebody wants to learn the work.
    Training,
    /// Nobody may hear of it, our rooms included.
    Secret,
    /// We are asked to come.
    Invitation,
    /// A room is wanted, and nobody to receive.
    Room,
    /// Whether a visit that they heard of takes place.
    Hearsay,
    /// The writer wants to be called.
    Call,
    /// Somebody else writes for the guest from now on.
    TakesOver,
}

impl Errand {
    pub const ALL: [Self; 10] = [
        Self::Press,
        Self::Protest,
        Self::Records,
        Self::Training,
        Self::Secret,
        Self::Invitation,
        Self::Room,
        Self::Hearsay,
        Self::Call,
        Self::TakesOver,
    ];
}
