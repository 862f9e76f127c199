//! What staff can ask for as a file, or as a line to copy.

use serde::{Deserialize, Serialize};

use super::Case;
use crate::domain::people::Role;
use crate::domain::time::Days;

/// `export ...`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "export")]
pub enum ExportCommand {
    /// The line for the public agenda of a guest.
    PublicLine { case: Case },
    /// The invitation, for a calendar that did not get it by mail.
    Invitation { case: Case },
    /// All that we have of a case, as one file.
    Dossier { case: Case },
    /// All visits, or those in these days.
    Table { days: Option<Days> },
}

impl ExportCommand {
    pub fn role(&self) -> Role {
        match self {
            Self::PublicLine { .. } | Self::Invitation { .. } | Self::Table { .. } => Role::Lezer,
            Self::Dossier { .. } => Role::Beheerder,
        }
    }

    pub fn case(&self) -> Option<Case> {
        match self {
            Self::PublicLine { case } | Self::Invitation { case } | Self::Dossier { case } => {
                Some(*case)
            }
            Self::Table { .. } => None,
        }
    }
}
