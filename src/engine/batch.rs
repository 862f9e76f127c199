//! A batch in the making: events decided and rendered one after the other, each seeing what the ones
//! before it did, none of it on disk yet.
//!
//! A panic while an event is decided is a failure of that event alone: state changes only when its
//! decision is whole. What cannot be caught (memory that runs out, a process that is killed) ends the
//! program, and the event comes first again.

use std::collections::BTreeMap;

use chrono::Duration;

use super::exports::Exports;
use super::guard::guarded;
use super::notices::{Numbers, plain, spots_of};
use super::writing::{self, Pen, Unwritten, put_body};
use super::{Outcome, bodies, files, visits};
use crate::decide::{decide, undecided};
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::ids::NoticeId;
use crate::domain::letter::Letter;
use crate::domain::notice::{Audience, Notice};
use crate::domain::room::Spot;
use crate::domain::state::{ArchiveKey, Change, Record, State};
use crate::domain::time::Instant;
use crate::store::{Store, StoreError, Version};

/// Archived records of a batch that is not committed yet, by the number of the change.
type Overlay = BTreeMap<ArchiveKey, usize>;
/// Failures that staff were told of, and when.
pub(super) type Alarms = BTreeMap<String, Instant>;

/// The same failure is told again after this.
const ALARM_AGAIN: Duration = Duration::hours(24);
/// What a room outside the house hears of any failure.
const ELSEWHERE: &str = "something could not be decided, and nothing of it was done; the console says \
                         what is wrong";

/// When what is decided gets its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// All of the batch when the last event is decided.
    Together,
    /// Each event's own before the next is decided, so that one that fails changes nothing.
    OneByOne,
}

#[derive(Debug)]
pub(super) struct Batch {
    pace: Pace,
    unwritten: Vec<Unwritten>,
    changes: Vec<Change>,
    outcomes: Vec<Outcome>,
    archive: Overlay,
    /// The change that holds the counters: each event may count on, and only the last sum is written.
    counters: Option<usize>,
    /// What was told before this batch, and what it adds.
    alarms: Alarms,
}

impl Batch {
    /// A batch at `now`, after the alarms that earlier ones raised.
    pub(super) fn new(pace: Pace, now: Instant, told: &Alarms) -> Self {
        let recent = told.iter().filter(|(_, at)| now - **at < ALARM_AGAIN);
        let alarms = recent.map(|(failed, at)| (failed.clone(), *at)).collect();
        let (unwritten, changes, outcomes, archive, counters) = Default::default();
        Self { pace, unwritten, changes, outcomes, archive, counters, alarms }
    }

    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What the events came to, and the alarms raised so far.
    pub(super) fn into_outcomes(self) -> (Vec<Outcome>, Alarms) {
        (self.outcomes, self.alarms)
    }

    /// What an earlier event of this batch put into the archive.
    pub(super) fn archived(&self, key: &ArchiveKey) -> Option<&Record> {
        match self.changes.get(*self.archive.get(key)?)? {
            Change::Archive { record, .. } => Some(record),
            Change::Put { .. } | Change::Remove { .. } | Change::Erase { .. } => None,
        }
    }

    /// What the events of this batch put into the archive, in the order of their paths.
    pub(super) fn archive(&self) -> impl Iterator<Item = &Record> {
        self.archive.keys().filter_map(|key| self.archived(key))
    }

    /// A notice that an event of this batch made.
    pub(super) fn notice(&self, id: NoticeId) -> Option<&Notice> {
        self.changes.iter().find_map(|change| match change {
            Change::Put { record: Record::Notice(notice) } if notice.id == id => Some(notice),
            Change::Put { .. }
            | Change::Archive { .. }
            | Change::Remove { .. }
            | Change::Erase { .. } => None,
        })
    }

    /// Whether an event of this batch put this into the archive or took it out.
    pub(super) fn touches(&self, key: &ArchiveKey) -> bool {
        self.changes.iter().any(|change| match change {
            Change::Archive { record, .. } => record.archive_key().as_ref() == Some(key),
            Change::Erase { key: erased } => erased == key,
            Change::Put { .. } | Change::Remove { .. } => false,
        })
    }

    /// Decides one event and adds what it changes. An error is of the store, and of the whole batch.
    pub(super) fn decide(
        &mut self,
        (pen, exports): (Pen<'_>, &Exports),
        store: (&impl Store, Version),
        state: &mut State,
        event: &Event,
    ) -> Result<(), StoreError> {
        let Pen { desk, words, now } = pen;
        let mut decided = visits::decided(state, store, |state| decide(desk, state, now, event))?;
        if let Ok(decision) = &mut decided {
            bodies::put_into(&mut decision.exports, &self.changes, store)?;
        }
        let decided = decided.and_then(|decision| {
            guarded(|| {
                let filing = decision.filing.clone();
                let files = files::written(desk, words, now, &decision.exports)?;
                let (mut changes, mut unwritten) = writing::sketched(pen, state, decision);
                if self.pace == Pace::OneByOne {
                    let mut written = writing::written(pen, std::mem::take(&mut unwritten))?;
                    written.fill(&mut changes);
                    changes.extend(written.into_letters().map(put_body));
                }
                exports.write(&files)?;
                Ok((changes, unwritten, filing))
            })
        });
        match decided {
            Ok((changes, unwritten, filing)) => {
                let changes = bodies::parted(changes, &self.changes, store)?;
                self.add(state, changes);
                self.unwritten.extend(unwritten);
                self.outcomes.push(Outcome { filing, failed: None });
            }
            Err(failed) => self.fail((desk, state), now, event, failed),
        }
        Ok(())
    }

    /// Writes what was decided and has no words yet. After an error nothing of the batch can be used:
    /// nobody knows which event it was, and what came after it saw what it did.
    pub(super) fn write(&mut self, pen: Pen<'_>, state: &mut State) -> Result<(), String> {
        let mut written = writing::written(pen, std::mem::take(&mut self.unwritten))?;
        written.fill(&mut self.changes);
        for letter in written.into_letters() {
            // An event after it may have withdrawn the letter.
            let Some(known) = state.letter(&letter.id).cloned() else { continue };
            let known = Letter { subject: letter.subject.clone(), ..known };
            state.apply(&Change::Put { record: Record::Letter(Box::new(known)) });
            self.changes.push(put_body(letter));
        }
        Ok(())
    }

    /// The event could not be decided, and changes nothing.
    pub(super) fn fail(
        &mut self,
        (desk, state): (&Desk, &mut State),
        now: Instant,
        event: &Event,
        failed: String,
    ) {
        let mut spots = Vec::new();
        if self.is_news(now, &failed) {
            spots = spots_of(desk, &Audience::Everyone);
        }
        // Whoever typed a command wants an answer, each time and there.
        if let Event::StaffSaid { spot, .. } = event {
            spots.retain(|other| other.room != spot.room);
            spots.push(spot.clone());
        }
        self.add(state, undecided(desk, state, now, event));
        self.add(state, alarm(state, now, &failed, spots));
        self.outcomes.push(Outcome { filing: None, failed: Some(failed) });
    }

    /// An event that fails comes again and again; staff need not hear that each time.
    fn is_news(&mut self, now: Instant, failed: &str) -> bool {
        let told = self.alarms.contains_key(failed);
        self.alarms.entry(failed.to_owned()).or_insert(now);
        !told
    }

    fn add(&mut self, state: &mut State, changes: Vec<Change>) {
        for change in changes {
            state.apply(&change);
            match &change {
                Change::Archive { record, .. } => {
                    if let Some(key) = record.archive_key() {
                        self.archive.insert(key, self.changes.len());
                    }
                }
                Change::Erase { key } => drop(self.archive.remove(key)),
                Change::Put { record: Record::Counters(_) } => {
                    let before = self.counters.and_then(|at| self.changes.get_mut(at));
                    if let Some(before) = before {
                        *before = change;
                        continue;
                    }
                    self.counters = Some(self.changes.len());
                }
                Change::Put { .. } | Change::Remove { .. } => {}
            }
            self.changes.push(change);
        }
    }
}

/// A broken template is told to staff in the plain words of its error. Those may quote what the
/// template was to print, so a room outside the house only hears that there is one.
fn alarm(state: &State, now: Instant, failed: &str, spots: Vec<Spot>) -> Vec<Change> {
    let mut numbers = Numbers::after(state, &[]);
    let mut changes = Vec::new();
    for spot in spots {
        let line = if spot.room.is_ours() { failed } else { ELSEWHERE };
        changes.push(numbers.notice(plain(now, spot, vec![line.to_owned()])).1);
    }
    changes.into_iter().chain(numbers.stored()).collect()
}
