//! `kennis ...`: what staff ask the knowledge base, and what they miss in it.

use serde::{Deserialize, Serialize};

use crate::domain::people::Role;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "knowledge")]
pub enum KnowledgeCommand {
    Ask {
        question: String,
    },
    /// One entry, or the names of all.
    Show {
        topic: Option<String>,
    },
    /// Keeps a question for whoever looks after the knowledge base.
    Report {
        text: String,
    },
    /// The questions that were kept.
    Reported,
    /// Such a question is dealt with.
    Settle {
        number: u32,
    },
}

impl KnowledgeCommand {
    pub(super) fn role(&self) -> Role {
        match self {
            Self::Ask { .. } | Self::Show { .. } | Self::Report { .. } | Self::Reported => {
                Role::Lezer
            }
            Self::Settle { .. } => Role::Beheerder,
        }
    }
}
