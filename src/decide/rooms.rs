//! Rooms that were away: what nobody needs to read any more is said in one line.

use chrono::Duration;

use super::work::Work;
use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::{Folded, Saying};
use crate::domain::room::{RoomName, Spot};
use crate::domain::state::Unread;

/// What waits longer than this is stale: how things stand now says more.
const STALE_HOURS: i64 = 1;
/// So few are shown as they are.
const FEW: usize = 3;

/// A room can be reached: stale notices become one, which says about which cases they were. Answers to
/// what somebody asked stay, and lists show everything that still waits. What the room has in its
/// hands it shows itself: folded too, it would be told twice.
pub(super) fn back(work: &mut Work<'_>, room: RoomName, in_hand: Option<NoticeId>) {
    let stale = |unread: &&Unread| {
        unread.room == room
            && !unread.is_answer
            && Some(unread.id) > in_hand
            && !unread.stays_whole
            && work.now - unread.at > Duration::hours(STALE_HOURS)
    };
    let stale: Vec<Unread> = work.state.unread().filter(stale).cloned().collect();
    if stale.len() <= FEW {
        return;
    }
    let Some(folded) = stale.iter().map(one).reduce(both) else { return };
    let open = |case: &VisitId| work.state.is_open(*case);
    let cases = folded.cases.into_iter().filter(open).collect();
    stale.iter().for_each(|unread| work.forget_notice(unread.id));
    work.answer(&Spot::in_room(room), Saying::WhileAway(Folded { cases, ..folded }));
}

/// What a notice stands for: itself, or what it took over before.
fn one(unread: &Unread) -> Folded {
    let itself =
        || Folded { since: unread.at, count: 1, cases: unread.about.into_iter().collect() };
    unread.folded.clone().unwrap_or_else(itself)
}

fn both(mut one: Folded, other: Folded) -> Folded {
    one.cases.extend(other.cases);
    Folded { since: one.since.min(other.since), count: one.count + other.count, ..one }
}
