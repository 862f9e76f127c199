//! Whose yes a visit needs.

use serde::{Deserialize, Serialize};

/// Somebody whose yes a visit needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    Office,
    Host,
    /// The resident group; through their contact, or on the word of staff where they have none.
    Residents,
    Staff,
}

impl Voice {
    pub const ALL: [Self; 4] = [Self::Office, Self::Host, Self::Residents, Self::Staff];

    /// As it stands in the identity of a letter that asks them.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Office => "kantoor",
            Self::Host => "contactpersoon",
            Self::Residents => "bewoners",
            Self::Staff => "collega",
        }
    }
}
