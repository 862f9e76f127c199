//! Reminders of staff: each is told once, also when its moment passed while the bot was off.
//!
//! A reminder of a case that ended is told too, and says so: somebody set it on purpose, and what they
//! wanted to be reminded of may well come after the end.

use super::work::Work;
use crate::domain::notice::{MemoLine, MemoSaying, Saying};
use crate::domain::room::{RoomName, Spot};
use crate::domain::staffroom::{Memo, StaffKey};
use crate::domain::state::{Change, Key};

/// Everything that has come due.
pub(super) fn due(work: &mut Work<'_>) {
    let come = work.state.staff().memos().filter(|memo| memo.at <= work.now);
    let come: Vec<Memo> = come.cloned().collect();
    come.iter().for_each(|memo| tell(work, memo));
}

fn tell(work: &mut Work<'_>, memo: &Memo) {
    wipe(work, memo.number);
    let rooms = work.desk.rooms.clone();
    // In a room that config no longer names nobody would read it.
    let for_all = memo.for_all || !rooms.contains(&memo.room);
    for room in rooms.into_iter().filter(|room| for_all || *room == memo.room) {
        let line = line(work, memo, room);
        work.answer(&Spot::in_room(room), Saying::Memo(MemoSaying::Told { line }));
    }
}

pub(super) fn wipe(work: &mut Work<'_>, number: u32) {
    work.change(Change::Remove { key: Key::Staff(StaffKey::Memo(number)) });
}

/// As it reads in this room.
pub(super) fn line(work: &Work<'_>, memo: &Memo, room: RoomName) -> MemoLine {
    let is_open = memo.case.is_some_and(|case| work.state.is_open(case));
    MemoLine::new(memo, is_open, room)
}
