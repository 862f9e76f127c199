//! `herinner ...`: what staff ask to be reminded of.

use serde::{Deserialize, Serialize};

use super::{Case, Moment};
use crate::domain::people::Role;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "memo")]
pub enum MemoCommand {
    Set {
        /// `None` for what is about no case.
        case: Option<Case>,
        /// All staff are told, not only who asked.
        for_all: bool,
        moment: Moment,
        text: String,
    },
    List,
    Wipe {
        number: u32,
    },
}

impl MemoCommand {
    pub(super) fn role(&self) -> Role {
        match self {
            Self::Set { .. } | Self::List | Self::Wipe { .. } => Role::Planner,
        }
    }

    pub(super) fn case(&self) -> Option<Case> {
        match self {
            Self::Set { case, .. } => *case,
            Self::List | Self::Wipe { .. } => None,
        }
    }
}
