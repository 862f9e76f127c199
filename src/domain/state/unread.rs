//! Notices that wait for their room, as far as memory needs to know them.

use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::{Folded, Notice};
use crate::domain::room::RoomName;
use crate::domain::time::Instant;

/// A notice that its room has not shown yet. Its lines stay on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub id: NoticeId,
    pub room: RoomName,
    pub at: Instant,
    pub about: Option<VisitId>,
    /// Somebody asked for it, there and then.
    pub is_answer: bool,
    pub folded: Option<Folded>,
    pub stays_whole: bool,
}

impl Unread {
    pub(super) fn of(notice: &Notice) -> Self {
        let is_answer = !notice.spot.place.is_empty();
        let Notice { id, at, about, stays_whole, .. } = *notice;
        let folded = notice.folded.clone();
        Self { id, room: notice.spot.room, at, about, is_answer, folded, stays_whole }
    }
}
