//! What staff can say about the personal data of somebody.

use serde::{Deserialize, Serialize};

use crate::domain::people::{Address, Role};

/// `privacy ...`. The person is known by their address: whoever writes to us has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "privacy")]
pub enum PrivacyCommand {
    /// All that is kept of a person.
    Look { address: Address },
    /// Erase that, with the number that the look gave.
    Erase { address: Address, number: u32 },
    /// What is kept how long, and what goes next.
    Terms,
}

impl PrivacyCommand {
    pub fn role(&self) -> Role {
        match self {
            Self::Look { .. } | Self::Erase { .. } | Self::Terms => Role::Beheerder,
        }
    }
}
