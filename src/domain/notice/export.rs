//! What staff hear when they ask for a line to copy or for a file.

use serde::Serialize;

use crate::domain::ids::VisitId;
use crate::domain::letter::LetterDraft;

/// Answers to `export ...`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "export")]
pub enum ExportSaying {
    /// The line for the public agenda, as the letters of this visit have it.
    PublicLine {
        letter: Box<LetterDraft>,
    },
    Invitation {
        case: VisitId,
        export_path: String,
    },
    Table {
        visits: usize,
        export_path: String,
    },
    Dossier {
        case: VisitId,
        export_path: String,
    },
}

impl ExportSaying {
    pub(super) fn about(&self) -> Option<VisitId> {
        match self {
            Self::PublicLine { letter } => letter.visit.as_ref().map(|visit| visit.id),
            Self::Invitation { case, .. } | Self::Dossier { case, .. } => Some(*case),
            Self::Table { .. } => None,
        }
    }
}
