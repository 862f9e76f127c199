//! What was decided becomes words: letters and notices.
//!
//! The core decides without them, so those of many events are written together, all letters and then
//! all notices, by as many hands as the machine has: while one processor decides, the others have
//! little to do. Until then state has the letters and notices of the batch without their words.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::guard::guarded;
use super::notices::{Numbers, plain, seen, spots_of};
use crate::decide::Decision;
use crate::domain::desk::Desk;
use crate::domain::ids::{LetterId, NoticeId};
use crate::domain::keys;
use crate::domain::letter::{Body, Letter, LetterDraft};
use crate::domain::notice::{Notice, Saying};
use crate::domain::room::{Button, RoomName, Seen};
use crate::domain::state::{Change, Record, State};
use crate::domain::time::Instant;
use crate::words::Words;
use crate::words::chat::{Teller, Told};

/// Fewer are written by one hand: another takes as long to begin as one of them.
const FEW: usize = 8;
/// More hands than this find nothing to do.
const HANDS_MAX: usize = 4;

/// What words are written with, and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'e> {
    pub(super) desk: &'e Desk,
    pub(super) words: &'e Words,
    pub(super) now: Instant,
}

/// A letter or a notice that has a record, and no words yet.
#[derive(Debug)]
pub(super) enum Unwritten {
    Letter(Box<LetterDraft>),
    Notice { id: NoticeId, room: RoomName, saying: Box<Saying>, seen: Option<Seen> },
}

/// Words for records.
#[derive(Debug, Default)]
pub(super) struct Written {
    letters: BTreeMap<LetterId, Letter>,
    notices: BTreeMap<NoticeId, Told>,
}

/// The changes of a decision, with a record for each letter and notice, and what is to be written in
/// them.
pub(super) fn sketched(
    Pen { desk, now, .. }: Pen<'_>,
    state: &State,
    decision: Decision,
) -> (Vec<Change>, Vec<Unwritten>) {
    let mut changes = decision.changes;
    let mut unwritten = Vec::new();
    for draft in decision.letters {
        let letter = draft.unwritten(keys::message_id_for(desk, &draft.id), now);
        changes.push(Change::Put { record: Record::Letter(Box::new(letter)) });
        unwritten.push(Unwritten::Letter(Box::new(draft)));
    }
    let mut numbers = Numbers::after(state, &changes);
    for draft in decision.notices {
        let saying = &draft.saying;
        let about = saying.about();
        let seen = about.and_then(|case| seen(state, &changes, case));
        for spot in spots_of(desk, &draft.audience) {
            let (room, folded) = (spot.room, saying.folded().cloned());
            let (mentions, stays_whole) = (saying.mentions(), saying.stays_whole());
            let bare = plain(now, spot, Vec::new());
            let (id, put) = numbers.notice(Notice { about, folded, mentions, stays_whole, ..bare });
            changes.push(put);
            unwritten.push(Unwritten::Notice { id, room, saying: Box::new(saying.clone()), seen });
        }
    }
    changes.extend(numbers.stored());
    (changes, unwritten)
}

/// Writes all of these.
///
/// # Errors
/// The first that cannot be written, in words for staff: a template that is broken, or a fault in the
/// program.
pub(super) fn written(pen: Pen<'_>, mut unwritten: Vec<Unwritten>) -> Result<Written, String> {
    unwritten.sort_by_key(|piece| matches!(piece, Unwritten::Notice { .. }));
    let next = AtomicUsize::new(0);
    let others = if unwritten.len() < FEW { 0 } else { hands().saturating_sub(1) };
    let mut written = Written::default();
    thread::scope(|hands| {
        let hand = || write_on(pen, &unwritten, &next);
        // Where the system has no thread to give, this hand does all by itself.
        let spawn =
            |_| thread::Builder::new().name("words".to_owned()).spawn_scoped(hands, hand).ok();
        let others: Vec<_> = (0..others).filter_map(spawn).collect();
        written.add(hand()?);
        for other in others {
            written.add(other.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))?);
        }
        Ok(())
    })
    .map(|()| written)
}

fn hands() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get).min(HANDS_MAX)
}

/// One hand: writes what no other has begun.
fn write_on(pen: Pen<'_>, unwritten: &[Unwritten], next: &AtomicUsize) -> Result<Written, String> {
    let mut written = Written::default();
    let mut tellers = BTreeMap::new();
    while let Some(piece) = unwritten.get(next.fetch_add(1, Ordering::Relaxed)) {
        guarded(|| written.take(pen, piece, &mut tellers))?;
    }
    Ok(written)
}

impl Written {
    fn take<'e>(
        &mut self,
        Pen { desk, words, now }: Pen<'e>,
        piece: &Unwritten,
        tellers: &mut BTreeMap<RoomName, Teller<'e>>,
    ) -> Result<(), String> {
        match piece {
            Unwritten::Letter(draft) => {
                let letter = words.letter(desk, now, draft).map_err(|error| error.to_string())?;
                self.letters.insert(letter.id.clone(), letter);
            }
            Unwritten::Notice { id, room, saying, seen } => {
                let teller = tellers.entry(*room).or_insert_with(|| words.teller(desk, now, *room));
                let mut told = teller.notice(saying).map_err(|error| error.to_string())?;
                told.buttons =
                    told.buttons.into_iter().map(|it| Button { seen: *seen, ..it }).collect();
                self.notices.insert(*id, told);
            }
        }
        Ok(())
    }

    fn add(&mut self, mut other: Self) {
        self.letters.append(&mut other.letters);
        self.notices.append(&mut other.notices);
    }

    /// Puts the words into the records, wherever these changes have them.
    pub(super) fn fill(&mut self, changes: &mut [Change]) {
        for change in changes {
            match change {
                Change::Put { record: Record::Letter(letter) } => {
                    if let Some(written) = self.letters.get(&letter.id) {
                        letter.subject.clone_from(&written.subject);
                    }
                }
                Change::Put { record: Record::Notice(notice) } => {
                    if let Some(Told { lines, buttons }) = self.notices.remove(&notice.id) {
                        (notice.lines, notice.buttons) = (lines, buttons);
                    }
                }
                Change::Put { .. }
                | Change::Archive { .. }
                | Change::Remove { .. }
                | Change::Erase { .. } => {}
            }
        }
    }

    /// The letters: their bytes are still to be stored.
    pub(super) fn into_letters(self) -> impl Iterator<Item = Letter> {
        self.letters.into_values()
    }
}

/// The bytes of a letter, as they are stored apart from it.
pub(super) fn put_body(letter: Letter) -> Change {
    Change::Put { record: Record::Body(Body { letter: letter.id, mime: letter.mime }) }
}
