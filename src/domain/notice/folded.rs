//! Notices that became one, because nobody could read them in time.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Saying;
use crate::domain::ids::VisitId;
use crate::domain::time::Instant;

/// What one line stands for. It says as much of the notices as a later line can take over, when that
/// one is not read in time either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folded {
    /// When the first of them was due.
    pub since: Instant,
    pub count: usize,
    /// The cases that they were about, as far as these were open.
    pub cases: BTreeSet<VisitId>,
}

impl Saying {
    /// The notices that it stands for; `None` for one that stands for itself.
    pub fn folded(&self) -> Option<&Folded> {
        if let Self::WhileAway(folded) = self { Some(folded) } else { None }
    }
}
