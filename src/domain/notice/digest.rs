//! How everything stands, once on a working day.

use serde::Serialize;

use super::AgendaLine;
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::post::{LetterInDoubt, Paused};
use crate::domain::time::{Days, Instant};
use crate::domain::visit::Visit;

/// Lists are as long as a screen; what is left out is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Cases {
    pub shown: Vec<Visit>,
    pub more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// The last time that this was told.
    pub since: Instant,
    /// What was asked for since, and is open.
    pub came: Cases,
    /// What waits for us.
    pub ours: Cases,
    /// What waits for whoever asked.
    pub theirs: Vec<VisitId>,
    /// What waits until something comes free.
    pub listed: Vec<VisitId>,
    pub today: Vec<AgendaLine>,
    /// The next working days.
    pub coming: Vec<AgendaLine>,
    /// Letters of which a person must say whether they go again.
    pub letters: Vec<LetterInDoubt>,
    /// Mails in the queue.
    pub mails: usize,
    /// The cases that they are about, or probably about.
    pub mail_cases: Vec<VisitId>,
    /// Wijken that receive nobody on one of these days.
    pub closed: Vec<Shut>,
    pub paused: Option<Paused>,
    /// In a pause, the cases of which somebody has not read yet what was decided.
    pub untold: Vec<VisitId>,
}

/// A wijk that is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shut {
    pub wijk: WijkId,
    pub days: Days,
}
