//! One store in the hands of several engines of one program.
//!
//! It adds no order of its own: each call has the store to itself, and the version decides who was
//! first. The loser gets `StoreError::Conflict`, loads again and decides again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use super::{Store, StoreError, Version};
use crate::domain::state::{ArchiveKey, Change, Key, Record, State};

/// A handle on a store; cloning it gives another handle on the same one.
#[derive(Debug, Default)]
pub struct SharedStore<S>(Arc<Mutex<S>>);

impl<S> Clone for SharedStore<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> SharedStore<S> {
    /// Takes `store` in; it lives as long as the last handle.
    pub fn new(store: S) -> Self {
        Self(Arc::new(Mutex::new(store)))
    }

    fn hold(&self) -> MutexGuard<'_, S> {
        // A thread that panicked with the store in its hands leaves no half commit: a store changes
        // what it holds only after the journal took the whole batch.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: Store> Store for SharedStore<S> {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.hold().load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        self.hold().commit(at, changes)
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        self.hold().open_record(at, key)
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.hold().archived(key)
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        self.hold().archive_behind(path, most)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.hold().expired(by, most)
    }

    fn verify(&self) -> Result<(), StoreError> {
        self.hold().verify()
    }

    fn compact(&mut self) -> Result<(), StoreError> {
        self.hold().compact()
    }
}
