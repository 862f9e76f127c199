//! A store that lives as long as the program: for tests, for trying the bot out, for simulation.
//!
//! It keeps every promise of the seam but one: nothing of it is on disk. To let it outlive an engine
//! that "crashes", put it in a `SharedStore`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::NaiveDate;

use super::{Store, StoreError, Version};
use crate::domain::state::{ArchiveKey, Change, Key, Record, State};

/// Keeps one desk in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    state: State,
    version: Version,
    /// Everything that is open, with what `state` leaves out.
    open: BTreeMap<Key, Record>,
    /// By path, so that keys sort as they do on disk.
    archive: BTreeMap<String, Archived>,
    expiry: BTreeSet<(NaiveDate, String)>,
}

#[derive(Debug, Clone)]
struct Archived {
    key: ArchiveKey,
    record: Record,
    erase_on: NaiveDate,
}

impl MemoryStore {
    /// An empty store at version 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many records the archive holds.
    pub fn archived_count(&self) -> usize {
        self.archive.len()
    }

    fn apply(&mut self, change: &Change) {
        self.state.apply(change);
        match change {
            Change::Put { record } => drop(self.open.insert(record.key(), record.clone())),
            Change::Remove { key } => drop(self.open.remove(key)),
            Change::Archive { record, erase_on } => {
                self.open.remove(&record.key());
                self.archive(record, *erase_on);
            }
            Change::Erase { key } => self.erase(&key.to_path()),
        }
    }

    fn archive(&mut self, record: &Record, erase_on: NaiveDate) {
        let Some(key) = record.archive_key() else { return };
        let path = key.to_path();
        self.erase(&path);
        self.expiry.insert((erase_on, path.clone()));
        self.archive.insert(path, Archived { key, record: record.clone(), erase_on });
    }

    fn erase(&mut self, path: &str) {
        if let Some(old) = self.archive.remove(path) {
            self.expiry.remove(&(old.erase_on, path.to_owned()));
        }
    }
}

impl Store for MemoryStore {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        Ok((self.state.clone(), self.version))
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        if at != self.version {
            return Err(StoreError::Conflict(self.version));
        }
        changes.iter().for_each(|change| self.apply(change));
        self.version = Version(self.version.0 + 1);
        Ok(self.version)
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        if at != self.version {
            return Err(StoreError::Conflict(self.version));
        }
        Ok(self.open.get(key).cloned())
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        Ok(self.archive.get(&key.to_path()).map(|archived| archived.record.clone()))
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        let behind = (Bound::Excluded(path), Bound::Unbounded);
        let found = self.archive.range::<str, _>(behind).take(most);
        Ok(found.map(|(_, archived)| archived.record.clone()).collect())
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        let paths = self.expiry.iter().take_while(|(day, _)| *day <= by);
        let found = paths.filter_map(|(_, path)| self.archive.get(path));
        Ok(found.take(most).map(|archived| archived.key.clone()).collect())
    }
}
