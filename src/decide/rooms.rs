//! Rooms that were away: what nobody needs to read any more is said in one line.

use std::collections::BTreeSet;

use chrono::Duration;

use super::work::Work;
use crate::domain::ids::VisitId;
use crate::domain::notice::Saying;
use crate::domain::room::{RoomName, Spot};
use crate::domain::state::Unread;

/// What waits longer than this is stale: how things stand now says more.
const STALE_HOURS: i64 = 1;
/// So few are shown as they are.
const FEW: usize = 3;

/// A room can be reached: stale notices become one, which says about which cases they were. Answers to
/// what somebody asked stay, and lists show everything that still waits.
pub(super) fn back(work: &mut Work<'_>, room: RoomName) {
    let stale = |unread: &&Unread| {
        unread.room == room
            && !unread.is_answer
            && !unread.stays_whole
            && work.now - unread.at > Duration::hours(STALE_HOURS)
    };
    let stale: Vec<Unread> = work.state.unread().filter(stale).cloned().collect();
    let Some(first) = stale.first().filter(|_| stale.len() > FEW) else { return };
    let (since, count) = (first.at, stale.len());
    let open = |case: &VisitId| work.state.visit(*case).is_some();
    let cases: BTreeSet<VisitId> =
        stale.iter().filter_map(|unread| unread.about).filter(open).collect();
    let saying = Saying::WhileAway { since, count, cases: cases.into_iter().collect() };
    stale.iter().for_each(|unread| work.forget_notice(unread.id));
    work.answer(&Spot::in_room(room), saying);
}
