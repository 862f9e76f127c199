//! The engine: one state, one writer. An event goes in, is decided, rendered and committed; what
//! comes out can be sent, because it is on disk.
//!
//! Events are handled in batches with one flush (group commit). If the store moved on in between,
//! state is loaded again and the batch decided again; if a template is broken, or the program has a
//! fault, only the event that met it fails. `Committed` is the proof that couriers and rooms ask for:
//! nobody else can make one.

mod batch;
mod bodies;
mod exports;
mod files;
mod guard;
mod letters;
mod look;
mod notices;
pub mod queue;
mod reread;
pub mod visits;
mod writing;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use crate::clock::Clock;
use crate::domain::command::Command;
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::ids::{MailKey, NoticeId, VisitId};
use crate::domain::mail::Filing;
use crate::domain::notice::Notice;
use crate::domain::room::RoomName;
use crate::domain::state::{ArchiveKey, Key, Record, State, WHOLE_MAX};
use crate::domain::time::{Instant, today};
use crate::store::{Store, StoreError, Version};
use crate::words::Words;
use batch::{Alarms, Batch, Pace};
use exports::Exports;
pub use reread::ConfigOnDisk;
use writing::Pen;

/// How often a batch is decided anew when others keep committing in between.
const CONFLICTS_MAX: u32 = 16;
/// Visits whose due work is done in one batch.
const DUE_MAX: usize = 64;
/// After a failure, due work is tried again after this.
const STUCK_MINUTES: i64 = 10;
/// Notices handed to a room in one go.
const NOTICES_MAX: usize = 256;
/// Records whose term is looked at in one go.
const SWEEP_MAX: usize = 256;

/// Something that is on disk, and may therefore leave the building. Only the engine makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T>(T);

impl<T> Deref for Committed<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Records that were read, and the names of those that are lost: they keep no other here. What is
/// wrong with the disk, and not with a record, is an error.
fn readable<T, N>(
    read: impl IntoIterator<Item = (N, Result<T, StoreError>)>,
    most: usize,
) -> Result<(Vec<T>, Vec<N>), StoreError> {
    let (mut records, mut lost) = (Vec::new(), Vec::new());
    for (name, record) in read {
        match record {
            Ok(record) => records.push(record),
            Err(error) if error.is_lost_record() => {
                tracing::error!(%error, "a record cannot be read");
                lost.push(name);
            }
            // It comes again, and one bad place of a disk keeps nothing else here.
            Err(error @ StoreError::Io { .. }) => {
                tracing::error!(%error, "a record cannot be read now");
            }
            Err(error) => return Err(error),
        }
        if records.len() == most {
            break;
        }
    }
    Ok((records, lost))
}

/// Whose due work failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Waits {
    Visit(VisitId),
    Staff,
}

/// Whether these events can all be decided before the first has its words. A command may look at the
/// words of letters, and its files are written at once.
fn can_wait_for_words(events: &[Event]) -> bool {
    let is_command = |event: &Event| matches!(event, Event::StaffSaid { .. });
    events.len() > 1 && !events.iter().any(is_command)
}

/// What handling an event came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// For a mail: where it belongs, now that its record is on disk.
    pub filing: Option<Filing>,
    /// The event could not be carried out (a broken template, a fault in the program); it was not
    /// recorded either, so it can come again.
    pub failed: Option<String>,
}

/// One desk at work.
#[derive(Debug)]
pub struct Engine<S> {
    store: S,
    state: State,
    version: Version,
    /// How often something was stored or loaded.
    revision: u64,
    /// How many visits are kept whole in memory when all that it holds is on disk.
    whole_max: usize,
    /// What is in memory may be ahead of the disk: it must not be seen outside.
    stale: bool,
    /// Whose due work failed, and when to try again.
    stuck: BTreeMap<Waits, Instant>,
    /// Failures that staff were told of.
    alarms: Alarms,
    desk: Arc<Desk>,
    words: Arc<Words>,
    clock: Clock,
    exports: Exports,
    /// `None` in a single pass, which has just read it.
    config: Option<Box<dyn ConfigOnDisk>>,
}

impl<S: Store> Engine<S> {
    /// Loads what is open and brings terms in line with config.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn open(
        mut store: S,
        desk: Arc<Desk>,
        words: Arc<Words>,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let (state, version) = store.load()?;
        let (stuck, alarms, stale, revision, exports, config) = Default::default();
        let mut engine = Self {
            store,
            state,
            version,
            revision,
            whole_max: WHOLE_MAX,
            stale,
            stuck,
            alarms,
            desk,
            words,
            clock,
            exports,
            config,
        };
        engine.handle(vec![Event::Started])?;
        engine.follow_config()?;
        Ok(engine)
    }

    /// Has files for staff written to the folder that the desk names; without this they go nowhere.
    pub fn exporting(mut self) -> Self {
        self.exports = Exports::to(self.desk.export_folder.clone());
        self
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// A number that is another one whenever something was stored or loaded.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Rehearsals and demonstrations set the clock by hand.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Hands the store back, for tests that look into it.
    pub fn into_store(self) -> S {
        self.store
    }

    /// Decides, renders and commits a batch; all of it is on disk when this returns.
    ///
    /// # Errors
    /// When the store cannot be written: then nothing of the batch has happened.
    pub fn handle(&mut self, mut events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        let mut tries = 0;
        loop {
            self.freshen()?;
            match self.attempt(&mut events) {
                Err(StoreError::Conflict(version)) if tries < CONFLICTS_MAX => {
                    tracing::info!(?version, "somebody else committed; deciding again");
                    tries += 1;
                }
                Err(error) => return Err(self.undone(error)),
                Ok(outcomes) => {
                    self.forget_at_once(&events);
                    return Ok(outcomes);
                }
            }
        }
    }

    /// What was erased on request is gone from the disk now, and not only tonight. Where that fails,
    /// the night does it.
    fn forget_at_once(&mut self, events: &[Event]) {
        let erases = |event: &Event| {
            let Event::StaffSaid { said: Ok(Command::Privacy(command)), .. } = event else {
                return false;
            };
            matches!(command, PrivacyCommand::Erase { .. })
        };
        if events.iter().any(erases)
            && let Err(error) = self.store.compact()
        {
            tracing::warn!(%error, "what was erased is gone from the disk after the next compaction");
        }
    }

    fn attempt(&mut self, events: &mut [Event]) -> Result<Vec<Outcome>, StoreError> {
        let batch = self.decided(events)?;
        if !batch.changes().is_empty() {
            self.version = self.store.commit(self.version, batch.changes())?;
            self.revision += 1;
            self.exports.forget(batch.changes());
        }
        self.state.let_go(self.whole_max);
        self.stale = false;
        let (outcomes, alarms) = batch.into_outcomes();
        self.alarms = alarms;
        Ok(outcomes)
    }

    /// What these events come to, in words. Where some cannot be written, they are decided again one by
    /// one: so only the event that met it fails.
    fn decided(&mut self, events: &mut [Event]) -> Result<Batch, StoreError> {
        let now = self.now();
        // From the first decision until the commit returns, memory is ahead of the disk.
        self.stale = true;
        if !can_wait_for_words(events) {
            return self.decided_at(Pace::OneByOne, now, events);
        }
        let mut batch = self.decided_at(Pace::Together, now, events)?;
        let (desk, words) = (&*self.desk, &*self.words);
        match batch.write(Pen { desk, words, now }, &mut self.state) {
            Ok(()) => Ok(batch),
            Err(_) => {
                self.reload()?;
                self.stale = true;
                self.decided_at(Pace::OneByOne, now, events)
            }
        }
    }

    fn decided_at(
        &mut self,
        pace: Pace,
        now: Instant,
        events: &mut [Event],
    ) -> Result<Batch, StoreError> {
        let mut batch = Batch::new(pace, now, &self.alarms);
        for event in events.iter_mut() {
            match self.look(event, &batch)? {
                Ok(()) => {
                    let pen = Pen { desk: &self.desk, words: &self.words, now };
                    let store = (&self.store, self.version);
                    batch.decide((pen, &self.exports), store, &mut self.state, event)?;
                }
                Err(failed) => batch.fail((&self.desk, &mut self.state), now, event, failed),
            }
        }
        Ok(batch)
    }

    /// What could not be stored has not happened: memory goes back to what is on disk. If even that
    /// fails, nothing is shown or sent until it succeeds.
    fn undone(&mut self, error: StoreError) -> StoreError {
        if let Err(why) = self.reload() {
            tracing::warn!(%why, "the store cannot be loaded again; the next event tries");
        }
        error
    }

    fn freshen(&mut self) -> Result<(), StoreError> {
        if self.stale { self.reload() } else { Ok(()) }
    }

    /// Looks up what the archive knows that this event depends on.
    fn recall(
        &self,
        event: &mut Event,
        keys: Vec<ArchiveKey>,
        batch: &Batch,
    ) -> Result<(), StoreError> {
        match event {
            Event::MailArrived(incoming) => {
                incoming.known = self.state.mail(&incoming.mail.key).cloned();
                incoming.closed_visit = None;
            }
            Event::MailUnreadable { key, known, .. } => {
                *known = self.state.mail(key).cloned().map(Box::new);
            }
            Event::StaffSaid { closed, swept, .. } => (*closed, *swept) = (None, None),
            Event::Started
            | Event::StartedWith { .. }
            | Event::Due { .. }
            | Event::MemosDue
            | Event::DigestDue
            | Event::DayBegan
            | Event::Trying { .. }
            | Event::Delivery { .. }
            | Event::OwnCopy { .. }
            | Event::Outage { .. }
            | Event::Recovered { .. }
            | Event::BoxNumbered { .. }
            | Event::JunkSeen { .. }
            | Event::NoticeShown { .. }
            | Event::RoomBack { .. }
            | Event::TermOver { .. } => return Ok(()),
        }
        for key in keys {
            let found = match batch.archived(&key) {
                Some(record) => Some(record.clone()),
                None => self.store.archived(&key)?,
            };
            match (&mut *event, found) {
                (Event::MailArrived(incoming), Some(Record::Mail(mail))) => {
                    incoming.known = Some(*mail);
                }
                (Event::MailArrived(incoming), Some(Record::Visit(visit))) => {
                    incoming.closed_visit = Some(*visit);
                }
                (Event::MailUnreadable { known, .. }, Some(Record::Mail(mail))) => {
                    *known = Some(mail);
                }
                (Event::StaffSaid { closed, .. }, Some(Record::Visit(visit))) => {
                    *closed = Some(visit);
                }
                (_, Some(_) | None) => {}
            }
        }
        Ok(())
    }

    fn reload(&mut self) -> Result<(), StoreError> {
        (self.state, self.version) = self.store.load()?;
        self.state.let_go(self.whole_max);
        self.revision += 1;
        self.stale = false;
        Ok(())
    }

    /// What a room has not shown yet, in order; no more than a screen can take.
    pub fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>> {
        let unread = self.freshen().and_then(|()| self.unread(room));
        self.or_later(unread)
    }

    /// A notice that is lost is forgotten, and keeps none of those after it.
    fn unread(&mut self, room: RoomName) -> Result<Vec<Notice>, StoreError> {
        let here = self.state.unread().filter(|unread| unread.room == room).take(NOTICES_MAX);
        let stored = here.map(|unread| (unread.id, self.notice(unread.id)));
        // One that will be read later keeps those after it here: a room takes none for seen that came
        // before the last it showed.
        let not_yet =
            |read: &Result<Notice, StoreError>| matches!(read, Err(StoreError::Io { .. }));
        let (notices, lost) = readable(stored.take_while(|(_, read)| !not_yet(read)), NOTICES_MAX)?;
        if !lost.is_empty() {
            let forgotten = |notice| Event::NoticeShown { notice };
            self.handle(lost.into_iter().map(forgotten).collect())?;
        }
        Ok(notices)
    }

    /// What cannot be read now comes again, from a store that was loaded again.
    fn or_later<T>(&mut self, read: Result<Vec<T>, StoreError>) -> Vec<Committed<T>> {
        let records = read.unwrap_or_else(|error| {
            tracing::error!(%error, "records cannot be read");
            self.undone(error);
            Vec::new()
        });
        records.into_iter().map(Committed).collect()
    }

    fn notice(&self, id: NoticeId) -> Result<Notice, StoreError> {
        match self.store.open_record(self.version, &Key::Notice(id))? {
            Some(Record::Notice(notice)) => Ok(notice),
            Some(_) | None => Err(StoreError::Missing(format!("notice {}", id.0))),
        }
    }

    /// What became of those of these mails that wait no more. Of one without a record: nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mails_done(
        &mut self,
        keys: &[MailKey],
    ) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        self.freshen()?;
        let mut done = BTreeMap::new();
        for key in keys.iter().filter(|key| self.state.mail(key).is_none()) {
            if let Some(Record::Mail(mail)) = self.store.archived(&ArchiveKey::Mail(key.clone()))? {
                done.insert(key.clone(), mail.filing);
            }
        }
        Ok(done)
    }

    /// Lets time pass: what is due happens, and once a day terms are looked at.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn tick(&mut self) -> Result<(), StoreError> {
        self.freshen()?;
        let now = self.now();
        self.stuck.retain(|_, again| *again > now);
        loop {
            let is_stuck = |id: &VisitId| self.stuck.contains_key(&Waits::Visit(*id));
            let due = self.state.visits_due(now).filter(|id| !is_stuck(id));
            let due: Vec<VisitId> = due.take(DUE_MAX).collect();
            if due.is_empty() {
                self.tell_staff(now)?;
                return self.begin_day();
            }
            let events = due.iter().map(|visit| Event::Due { visit: *visit }).collect();
            let outcomes = self.handle(events)?;
            for (visit, outcome) in due.iter().zip(outcomes) {
                // It stays due; one visit with a broken letter must not hold up the others.
                let still_due = self.state.visits_due(now).any(|id| id == *visit);
                if outcome.failed.is_some() || still_due {
                    self.set_aside(Waits::Visit(*visit), now);
                }
            }
        }
    }

    /// What staff are told by the clock; a digest that cannot be written keeps no reminder here.
    fn tell_staff(&mut self, now: Instant) -> Result<(), StoreError> {
        let is_due = |state: &State| state.staff().next_due().is_some_and(|at| at <= now);
        if self.stuck.contains_key(&Waits::Staff) || !is_due(&self.state) {
            return Ok(());
        }
        self.handle(vec![Event::MemosDue, Event::DigestDue])?;
        if is_due(&self.state) {
            self.set_aside(Waits::Staff, now);
        }
        Ok(())
    }

    fn set_aside(&mut self, what: Waits, now: Instant) {
        self.stuck.insert(what, now + chrono::Duration::minutes(STUCK_MINUTES));
    }

    /// Once a day: records whose term is over are stripped or erased, and tallies start anew.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn begin_day(&mut self) -> Result<(), StoreError> {
        self.freshen()?;
        let today = today(self.now());
        // A day that is still to come was counted by a clock that went wrong.
        if self.state.counters().swept == Some(today) {
            return Ok(());
        }
        // Files bear real times: a rehearsal of next year would sweep them all.
        if matches!(self.clock, Clock::System) {
            self.exports.forget_old(self.now());
        }
        self.handle(vec![Event::DayBegan])?;
        loop {
            let records = self.store.expired(today, SWEEP_MAX)?;
            let more = records.len() == SWEEP_MAX;
            let mut found = Vec::new();
            for key in records.iter().filter(|key| !matches!(key, ArchiveKey::Mail(_))) {
                found.extend(self.store.archived(key)?);
            }
            let outcomes = self.handle(vec![Event::TermOver { records, found, more }])?;
            // What failed would be found again and again.
            if outcomes.iter().any(|outcome| outcome.failed.is_some()) {
                return Ok(());
            }
            if !more {
                // What was erased is gone from the disk only after this.
                return self.store.compact();
            }
        }
    }

    /// When the clock will next make something happen by itself; `None` also while what is due cannot
    /// be done and waits for another try.
    pub fn next_due(&self) -> Option<Instant> {
        self.state.next_due().filter(|_| self.stuck.is_empty())
    }
}
