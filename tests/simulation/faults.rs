//! A store that fails when it is told to: full, gone in the middle of a commit, or overtaken by a
//! second engine. What is really on disk is the `Disk`, which outlives every crash.

use std::sync::{Arc, Mutex, MutexGuard};

use chrono::NaiveDate;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::letter::Body;
use werkbezoek::domain::state::{ArchiveKey, Change, Key, Record, State};
use werkbezoek::engine::Engine;
use werkbezoek::rounds;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, StoreError, Version};

use crate::post::Post;

/// What is really on disk; cloning gives another handle.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk(Arc<Mutex<Inside>>);

#[derive(Debug, Default)]
struct Inside {
    store: MemoryStore,
    /// The state in the store, for looks that cost nothing.
    state: Arc<State>,
    version: Version,
}

impl Disk {
    /// The state as it is on disk.
    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.0.lock().unwrap().state)
    }

    /// The bytes of a letter as they are on disk.
    pub(crate) fn body(&self, letter: &LetterId) -> Option<Body> {
        let inside = self.0.lock().unwrap();
        match inside.store.open_record(inside.version, &Key::Body(letter.clone())).unwrap() {
            Some(Record::Body(body)) => Some(body),
            Some(_) | None => None,
        }
    }
}

impl Store for Disk {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.0.lock().unwrap().store.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        let mut inside = self.0.lock().unwrap();
        let version = inside.store.commit(at, changes)?;
        let state = Arc::make_mut(&mut inside.state);
        changes.iter().for_each(|change| state.apply(change));
        inside.version = version;
        Ok(version)
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        self.0.lock().unwrap().store.open_record(at, key)
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.0.lock().unwrap().store.archived(key)
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        self.0.lock().unwrap().store.archive_behind(path, most)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.0.lock().unwrap().store.expired(by, most)
    }
}

/// What goes wrong, and where.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    FullDisk,
    CrashBeforeCommit,
    CrashAfterCommit,
    /// A look into the archive fails.
    Archive,
    CrashAtPutAway,
    /// The process ends between the server's yes and the record of it.
    CrashAfterHandover,
    /// A second engine is quicker.
    Rival(Deed),
}

/// What the second engine does in between.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// The very events that the first one has in hand.
    Same,
    Events(Vec<Event>),
    Tick,
    Send,
}

#[derive(Debug, Default)]
struct Plan {
    armed: Option<(u32, Fault)>,
    crashed: bool,
    in_hand: Vec<Event>,
    rival: Option<Rival>,
    struck: Option<String>,
    /// Whether the first engine made the last commit.
    ours_is_last: bool,
}

/// The second engine.
#[derive(Debug)]
pub(crate) struct Rival {
    pub(crate) engine: Engine<Disk>,
    pub(crate) post: Post,
}

/// A handle on the faults of one run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<Plan>>);

impl Faults {
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap()
    }

    /// Lets `fault` strike at its `nth` opportunity.
    pub(crate) fn arm(&self, nth: u32, fault: Fault) {
        self.plan().armed = Some((nth, fault));
    }

    pub(crate) fn disarm(&self) {
        self.plan().armed = None;
    }

    /// The process is gone; nothing it does reaches the world any more.
    pub(crate) fn crashed(&self) -> bool {
        self.plan().crashed
    }

    pub(crate) fn restarted(&self) {
        let mut plan = self.plan();
        plan.crashed = false;
        plan.in_hand.clear();
    }

    pub(crate) fn in_hand(&self, events: &[Event]) {
        self.plan().in_hand = events.to_vec();
    }

    pub(crate) fn set_rival(&self, rival: Option<Rival>) {
        self.plan().rival = rival;
    }

    pub(crate) fn take_rival(&self) -> Option<Rival> {
        self.plan().rival.take()
    }

    /// The second engine worked while the first was at rest.
    pub(crate) fn rival_wrote(&self) {
        self.plan().ours_is_last = false;
    }

    pub(crate) fn ours_is_last(&self) -> bool {
        self.plan().ours_is_last
    }

    /// What struck since the last question.
    pub(crate) fn struck(&self) -> Option<String> {
        self.plan().struck.take()
    }

    /// The armed fault if this is its place and its turn.
    fn strikes(&self, here: impl Fn(&Fault) -> bool) -> Option<Fault> {
        let mut plan = self.plan();
        let (nth, fault) = plan.armed.take()?;
        if !here(&fault) {
            plan.armed = Some((nth, fault));
            return None;
        }
        if nth > 1 {
            plan.armed = Some((nth - 1, fault));
            return None;
        }
        plan.struck = Some(match &fault {
            Fault::Rival(Deed::Events(_)) => "a rival handles an event".to_owned(),
            other => format!("{other:?}"),
        });
        Some(fault)
    }

    pub(crate) fn crashes_at_put_away(&self) -> bool {
        let strikes = self.strikes(|fault| matches!(fault, Fault::CrashAtPutAway)).is_some();
        self.plan().crashed |= strikes;
        strikes
    }

    pub(crate) fn crashes_after_handover(&self) -> bool {
        let strikes = self.strikes(|fault| matches!(fault, Fault::CrashAfterHandover)).is_some();
        self.plan().crashed |= strikes;
        strikes
    }

    fn let_rival(&self, deed: Deed) {
        let Some(mut rival) = self.take_rival() else { return };
        let events = match deed {
            Deed::Same => self.plan().in_hand.clone(),
            Deed::Events(events) => events,
            Deed::Tick => {
                rival.engine.tick().unwrap();
                Vec::new()
            }
            Deed::Send => {
                rounds::send(&mut rival.engine, &mut rival.post).unwrap();
                Vec::new()
            }
        };
        rival.engine.handle(events).unwrap();
        self.plan().ours_is_last = false;
        self.set_rival(Some(rival));
    }
}

/// The store as the first engine sees it.
#[derive(Debug)]
pub(crate) struct FaultyStore {
    pub(crate) disk: Disk,
    pub(crate) faults: Faults,
}

impl FaultyStore {
    fn write(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        let version = self.disk.commit(at, changes)?;
        self.faults.plan().ours_is_last = true;
        Ok(version)
    }
}

impl Store for FaultyStore {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        if self.faults.crashed() {
            return Err(StoreError::Stopped);
        }
        self.disk.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        if self.faults.crashed() {
            return Err(StoreError::Stopped);
        }
        let at_commit = |fault: &Fault| match fault {
            Fault::FullDisk
            | Fault::CrashBeforeCommit
            | Fault::CrashAfterCommit
            | Fault::Rival(_) => true,
            Fault::Archive | Fault::CrashAtPutAway | Fault::CrashAfterHandover => false,
        };
        match self.faults.strikes(at_commit) {
            Some(Fault::FullDisk) => Err(full_disk()),
            Some(Fault::CrashBeforeCommit) => {
                self.faults.plan().crashed = true;
                Err(StoreError::Stopped)
            }
            Some(Fault::CrashAfterCommit) => {
                self.write(at, changes)?;
                self.faults.plan().crashed = true;
                Err(StoreError::Stopped)
            }
            Some(Fault::Rival(deed)) => {
                self.faults.let_rival(deed);
                self.write(at, changes)
            }
            Some(Fault::Archive | Fault::CrashAtPutAway | Fault::CrashAfterHandover) | None => {
                self.write(at, changes)
            }
        }
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        if self.faults.crashed() {
            Err(StoreError::Stopped)
        } else {
            self.disk.open_record(at, key)
        }
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        if self.faults.crashed() {
            return Err(StoreError::Stopped);
        }
        match self.faults.strikes(|fault| matches!(fault, Fault::Archive)) {
            Some(_) => Err(full_disk()),
            None => self.disk.archived(key),
        }
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        match self.faults.strikes(|fault| matches!(fault, Fault::Archive)) {
            Some(_) => Err(full_disk()),
            None => self.disk.archive_behind(path, most),
        }
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.disk.expired(by, most)
    }
}

fn full_disk() -> StoreError {
    let source = std::io::Error::from(std::io::ErrorKind::StorageFull);
    StoreError::Io { place: "the disk of the simulation".to_owned(), source }
}
