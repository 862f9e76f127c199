//! How everything stands, once on a working day.

use serde::Serialize;

use super::AgendaLine;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::post::{LetterInDoubt, Paused};
use crate::domain::time::{Days, Instant, Slot};
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
    /// Whom to ring first: no letter tells them in time.
    pub calls: Vec<ToCall>,
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

/// Whom staff must ring about a visit, because a letter is too late or lies here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToCall {
    pub case: VisitId,
    pub wijk: WijkId,
    /// When they would stand there, or be missed.
    pub slot: Slot,
    /// The visit is off; otherwise it stands and they may not know.
    pub is_off: bool,
    /// It stands at another moment than they take it to be.
    pub now_at: Option<Slot>,
    /// There is haste: it is today or on the next working day.
    pub is_near: bool,
    /// No letter of it leaves now.
    pub is_unsent: bool,
    /// No letter tells them: what they know, they were told by telephone.
    pub by_phone: bool,
    pub hosts: Vec<HostPhone>,
    pub office: Option<OfficePhone>,
}

/// A contact person, and their number as config has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct HostPhone {
    pub host: ContactId,
    pub host_phone: Option<String>,
    /// The visit stands, and they need not receive.
    pub need_not: bool,
}

/// Whoever asked for a visit; of a closed case the record tells who that is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OfficePhone {
    pub name: Option<String>,
    pub phone: Option<String>,
}

/// A wijk that is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shut {
    pub wijk: WijkId,
    pub days: Days,
}
