//! A store that fails on command, because a disk cannot be told when to: it may refuse a commit, and be
//! unable to give a record.

use chrono::NaiveDate;
use werkbezoek::domain::state::{ArchiveKey, Change, Key, Record, State};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::{Store, StoreError, Version};

type Takes<'t> = Box<dyn FnMut(&State, &[Change]) -> bool + Send + 't>;
type Lost<'t> = Box<dyn Fn(&Key) -> Option<StoreError> + Send + 't>;

pub(crate) struct Unsound<'t> {
    pub(crate) inner: MemoryStore,
    takes: Takes<'t>,
    lost: Lost<'t>,
    /// So often it must be loaded until it gives everything again.
    lasts: usize,
}

impl<'t> Unsound<'t> {
    /// Asked before each commit whether it takes these changes of what is stored.
    pub(crate) fn taking(
        inner: MemoryStore,
        takes: impl FnMut(&State, &[Change]) -> bool + Send + 't,
    ) -> Self {
        Self { inner, takes: Box::new(takes), lost: Box::new(|_| None), lasts: 0 }
    }

    /// Cannot give a record for the reason that `lost` has, until it was loaded so often.
    pub(crate) fn losing(
        inner: MemoryStore,
        lasts: usize,
        lost: impl Fn(&Key) -> Option<StoreError> + Send + 't,
    ) -> Self {
        Self { inner, takes: Box::new(|_, _| true), lost: Box::new(lost), lasts }
    }

    /// One record is damaged for good.
    pub(crate) fn without(inner: MemoryStore, key: Key) -> Self {
        Self::losing(inner, usize::MAX, move |asked| (*asked == key).then(damaged))
    }
}

fn damaged() -> StoreError {
    let (place, detail) = ("data".to_owned(), "a record does not fit its crc".to_owned());
    StoreError::Damaged { place, at: 12, detail }
}

impl Store for Unsound<'_> {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.lasts = self.lasts.saturating_sub(1);
        self.inner.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        let (state, _) = self.inner.load()?;
        if !(self.takes)(&state, changes) {
            return Err(StoreError::Failed("no room".to_owned()));
        }
        self.inner.commit(at, changes)
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        match (self.lost)(key).filter(|_| self.lasts > 0) {
            Some(why) => Err(why),
            None => self.inner.open_record(at, key),
        }
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.inner.archived(key)
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        self.inner.archive_behind(path, most)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.inner.expired(by, most)
    }
}
