//! The store on disk: journal and snapshot are the truth, sled is the index.
//!
//! A commit is one frame in the journal and one sync; then it is applied to sled in one transaction.
//! From the moment the frame is synced the commit stands, so trouble in sled cannot fail it: the index
//! is then built again. sled keeps places, not records, which makes the transaction cheap beside the
//! sync (`benches/store.rs`); so it is not done in the background, and `load` and `archived` need not
//! look at pending work.
//!
//! What it does not do: repair snapshots. Their only second copy is a backup, and a snapshot in which a
//! record rotted is not compacted either: `compact` says where, and the old files stay as they are.
//!
//! The trap: after a compaction took its new name, only the new generation counts. A commit that
//! went to the old journal then would be lost, so when that name is not surely on disk, the store
//! takes no more commits until it is opened anew.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::bodies::Bodies;
use super::disk::{Disk, RealDisk};
use super::folder::{Folder, io_at};
use super::frame::FrameBuffer;
use super::index::{Broken, Entry, Index, Place};
use super::journal::{Batch, Journal};
use super::recovery::IndexRebuilt;
pub use super::recovery::{Cut, CutKind, IndexRebuilt as Rebuilt, Recovery};
use super::snapshot::{Archived, Snapshot, Writer};
use super::{Store, StoreError, Version};
use crate::domain::state::{ArchiveKey, Change, Key, Record, State, WHOLE_MAX, stays_on_disk};

/// A journal longer than this many bytes is compacted after the commit that made it so. It bounds
/// the time to start: all of a journal is read then.
pub const JOURNAL_MAX: u64 = 32 << 20;
/// Open records put into a new index in one transaction.
const FILL: usize = 256;

/// How a store works; the default is right outside tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// In bytes.
    pub journal_max: u64,
    pub disk: Arc<dyn Disk>,
}

impl Default for Options {
    fn default() -> Self {
        Self { journal_max: JOURNAL_MAX, disk: Arc::new(RealDisk) }
    }
}

/// Keeps one desk in one folder.
#[derive(Debug)]
pub struct SledStore {
    folder: Folder,
    options: Options,
    generation: u64,
    snapshot: Option<Snapshot>,
    journal: Journal,
    /// What the last commit was written in, for the next.
    frame: FrameBuffer,
    /// The same two files, for reading.
    bodies: Bodies,
    /// `None` when sled failed: it is built again at the next chance.
    index: Option<Index>,
    /// The length of journal at which it is compacted; moves up when that failed.
    compact_at: u64,
    /// Let go of last.
    _lock: File,
}

impl From<Broken> for StoreError {
    fn from(broken: Broken) -> Self {
        Self::Index { place: "index".to_owned(), why: broken.0 }
    }
}

impl SledStore {
    /// Opens the store in the folder `path`, or makes one there; says what it had to mend.
    ///
    /// # Errors
    /// `InUse` when another process (or this one) has it open, `NewerSchema`, `Io`, and `Damaged` for
    /// a snapshot that cannot be read or a journal that is missing.
    pub fn open(path: impl AsRef<Path>) -> Result<(Self, Recovery), StoreError> {
        Self::open_with(path, Options::default())
    }

    /// The same with other options.
    pub fn open_with(
        path: impl AsRef<Path>,
        options: Options,
    ) -> Result<(Self, Recovery), StoreError> {
        let (folder, lock) = Folder::take(path.as_ref(), Arc::clone(&options.disk))?;
        // A name that a crash left half on disk must be on it before anything is built upon it.
        folder.sync()?;
        let generation = folder.generation()?;
        let snapshot = open_snapshot(&folder, generation)?;
        folder.check_whole(generation)?;
        let after = snapshot.as_ref().map_or(0, Snapshot::version);
        let (journal, cut) = Journal::open(&folder, generation, after)?;
        folder.remove_leftovers(generation, false)?;
        let compact_at = options.journal_max;
        let bodies = Bodies::new(folder.snapshot(generation), journal.path());
        let mut store = Self {
            folder,
            options,
            generation,
            snapshot,
            journal,
            frame: FrameBuffer::default(),
            bodies,
            index: None,
            compact_at,
            _lock: lock,
        };
        let mut recovery = Recovery { journal: cut, ..Recovery::default() };
        store.open_index(&mut recovery).map_err(|error| {
            if let StoreError::Index { why, .. } = error {
                let place = path.as_ref().display().to_string();
                return StoreError::Index { place, why };
            }
            error
        })?;
        Ok((store, recovery))
    }

    /// Bytes in the journal since the last snapshot.
    pub fn journal_bytes(&self) -> u64 {
        self.journal.length()
    }

    fn open_index(&mut self, recovery: &mut Recovery) -> Result<(), StoreError> {
        let path = self.folder.index(self.generation);
        if !path.exists() {
            if self.journal.last() > 0 {
                let why = "it was not there".to_owned();
                recovery.index = Some(IndexRebuilt { why, aside: None });
            }
            return self.rebuild();
        }
        match Index::open(&path, self.generation) {
            Ok(index) => self.take_over(index, recovery),
            Err(broken) => self.replace("index.damaged", broken.0, recovery),
        }
    }

    /// Brings a sound index up to the journal.
    fn take_over(&mut self, mut index: Index, recovery: &mut Recovery) -> Result<(), StoreError> {
        let (has, last) = (index.version(), self.journal.last());
        let first = self.snapshot.as_ref().map_or(0, Snapshot::version);
        if has > last || has < first {
            index.close();
            let why =
                format!("it is at version {has}, snapshot and journal hold {first} to {last}");
            return self.replace("index.ahead", why, recovery);
        }
        match self.journal.replay(has, |version, entries| Ok(index.apply(version, entries)?)) {
            Ok(replayed) => {
                recovery.replayed = replayed;
                self.index = Some(index);
                Ok(())
            }
            Err(StoreError::Index { why, .. }) => {
                index.close();
                self.replace("index.damaged", why, recovery)
            }
            Err(other) => Err(other),
        }
    }

    fn replace(
        &mut self,
        stem: &str,
        why: String,
        recovery: &mut Recovery,
    ) -> Result<(), StoreError> {
        let aside = self.folder.set_aside(&self.folder.index(self.generation), stem)?;
        recovery.index = Some(IndexRebuilt { why, aside: Some(aside) });
        self.rebuild()
    }

    /// Builds the index of this generation from snapshot and journal; none may be there.
    fn rebuild(&mut self) -> Result<(), StoreError> {
        let mut index = fill(&self.folder, self.generation, self.snapshot.as_ref())?;
        let from = index.version();
        self.journal.replay(from, |version, entries| Ok(index.apply(version, entries)?))?;
        self.index = Some(index);
        Ok(())
    }

    /// Sees to it that there is an index, after sled failed at work.
    fn heal(&mut self) -> Result<(), StoreError> {
        if self.index.is_some() {
            return Ok(());
        }
        // Removed and not set aside: on a full disk this is tried again and again, and each try
        // would leave a folder behind.
        let path = self.folder.index(self.generation);
        if path.exists() {
            self.folder.remove(&path)?;
        }
        self.rebuild()
    }

    fn give_up_index(&mut self, why: impl std::fmt::Display) {
        tracing::warn!(%why, "the index failed and is built again");
        self.close_index();
    }

    fn close_index(&mut self) {
        if let Some(index) = self.index.take() {
            index.close();
        }
    }

    fn is_still(&self, at: Version) -> Result<(), StoreError> {
        let now = Version(self.journal.last());
        if at == now { Ok(()) } else { Err(StoreError::Conflict(now)) }
    }

    fn sound_index(&self) -> Result<&Index, StoreError> {
        self.index.as_ref().ok_or_else(|| Broken("sled failed".to_owned()).into())
    }

    /// Applies a commit that stands already. Whatever sled does now, it cannot fail the commit.
    fn apply(&mut self, at: u64, batch: &Batch<'_>) {
        let version = self.journal.last();
        let Some(index) = &mut self.index else { return };
        let Err(broken) = index.apply(version, &batch.entries(at)) else { return };
        self.give_up_index(broken);
        if let Err(error) = self.heal() {
            tracing::warn!(%error, "the index could not be built again yet");
        }
    }

    fn compact_when_long(&mut self) {
        if self.journal.length() <= self.compact_at {
            return;
        }
        if let Err(error) = self.compact() {
            tracing::warn!(%error, "the journal could not be cut; tried again when it has grown");
            self.compact_at = self.journal.length() + self.options.journal_max;
        }
    }

    fn state(&self) -> Result<State, StoreError> {
        let mut places = Vec::new();
        for pair in self.sound_index()?.open_records() {
            let (path, place) = pair?;
            if !stays_on_disk(&path) {
                places.push(place);
            }
        }
        // In the order in which they stand on disk.
        places.sort_unstable();
        let mut state = State::default();
        for place in places {
            state.apply(&parse(&self.bodies.line(place)?)?);
            state.let_go(WHOLE_MAX);
        }
        Ok(state)
    }

    // ---- compaction ----

    /// Makes all of the next generation but the name of its snapshot. The old index is closed on the
    /// way: sled keeps megabytes of each in memory, and the old one can be built again.
    fn next_generation(&mut self) -> Result<(Snapshot, Journal, Index), StoreError> {
        let next = self.generation + 1;
        let version = self.journal.last();
        let path = self.folder.snapshot_in_making();
        let mut writer = Writer::create(self.folder.disk.as_ref(), &path)?;
        let index = self.sound_index()?;
        let open_count = index.open_count();
        for record in index.open_records() {
            let (path, place) = record?;
            writer.open_record(&path, &self.bodies.line(place)?)?;
        }
        self.copy_archive(index, &mut writer)?;
        let snapshot = writer.finish(next, version)?;
        let journal = Journal::create(&self.folder, next, version)?;
        let index_path = self.folder.index(next);
        if index_path.exists() {
            self.folder.remove(&index_path)?;
        }
        self.close_index();
        let index = fill(&self.folder, next, Some(&snapshot))?;
        if index.open_count() != open_count {
            return Err(Broken("not every open record came across".to_owned()).into());
        }
        Ok((snapshot, journal, index))
    }

    fn copy_archive(&self, index: &Index, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        self.each_archived(index, "", |path, erase_on, line| {
            writer.archived(path, erase_on, line).map(|()| true)
        })
    }

    /// Hands over the archive behind `path` until `each` says that it is enough: that of the snapshot,
    /// merged with what the journal archived and erased since.
    fn each_archived(
        &self,
        index: &Index,
        path: &str,
        mut each: impl FnMut(&[u8], NaiveDate, &[u8]) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let kept = self.snapshot.as_ref().map(|snapshot| snapshot.archive_behind(path));
        let mut kept = kept.transpose()?.into_iter().flatten().peekable();
        for place in index.places_behind(path) {
            let (path, place) = place?;
            while let Some(old) = kept.next_if(|old| !is_behind(old, &path)) {
                let old = old?;
                let is_old = old.path.as_bytes() == path;
                if !is_old && !each(old.path.as_bytes(), old.erase_on, &old.line)? {
                    return Ok(());
                }
            }
            if let Place::Kept { line, erase_on } = place
                && !each(&path, erase_on, &self.bodies.line(line)?)?
            {
                return Ok(());
            }
        }
        for old in kept {
            let old = old?;
            if !each(old.path.as_bytes(), old.erase_on, &old.line)? {
                break;
            }
        }
        Ok(())
    }

    /// Gives the next generation its name; from here on it is the store.
    fn switch(
        &mut self,
        snapshot: Snapshot,
        journal: Journal,
        index: Index,
    ) -> Result<(), StoreError> {
        let next = self.generation + 1;
        let path = self.folder.snapshot(next);
        let made = self.folder.snapshot_in_making();
        if let Err(error) = self.folder.disk.rename(&made, &path) {
            index.close();
            if path.exists() {
                self.journal.halt(format!("`{}` may or may not count ({error})", path.display()));
            }
            return Err(io_at(&path)(error));
        }
        self.generation = next;
        self.bodies = Bodies::new(path.clone(), journal.path());
        self.snapshot = Some(snapshot.renamed(path));
        self.journal = journal;
        self.compact_at = self.options.journal_max;
        self.index = Some(index);
        if let Err(error) = self.folder.sync() {
            self.journal.halt(&error);
            return Err(error);
        }
        self.folder.remove_leftovers(next, true)
    }
}

impl Store for SledStore {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.heal()?;
        let state = match self.state() {
            Err(StoreError::Index { why, .. }) => {
                self.give_up_index(why);
                self.heal()?;
                self.state()?
            }
            other => other?,
        };
        Ok((state, Version(self.journal.last())))
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        self.is_still(at)?;
        let frame = std::mem::take(&mut self.frame);
        let mut batch = Batch::new(changes, frame).map_err(io_at(self.journal.path()))?;
        let at = self.journal.append(&mut batch)?;
        self.apply(at, &batch);
        self.frame = batch.into_frame();
        self.compact_when_long();
        Ok(Version(self.journal.last()))
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        self.is_still(at)?;
        let place = self.sound_index()?.open_place(&key.to_path())?;
        let line = place.map(|place| self.bodies.line(place)).transpose()?;
        Ok(line.map(|line| parse(&line)).transpose()?.and_then(record_of))
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        let path = key.to_path();
        let line = match (self.sound_index()?.place(&path)?, &self.snapshot) {
            (Some(Place::Kept { line, .. }), _) => Some(self.bodies.line(line)?),
            (Some(Place::Erased), _) | (None, None) => None,
            (None, Some(snapshot)) => snapshot.find(&path)?.map(|archived| archived.line),
        };
        Ok(line.map(|line| parse(&line)).transpose()?.and_then(record_of))
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        let mut found = Vec::new();
        if most > 0 {
            self.each_archived(self.sound_index()?, path, |_, _, line| {
                found.extend(record_of(parse(line)?));
                Ok(found.len() < most)
            })?;
        }
        Ok(found)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        let index = self.sound_index()?;
        let mut found: Vec<(NaiveDate, String, ArchiveKey)> = Vec::new();
        for (day, key) in index.expired(by, most)? {
            found.push((day, key.to_path(), key));
        }
        if let Some(snapshot) = &self.snapshot {
            let counts = |path: &str| Ok(index.place(path)?.is_none());
            for archived in snapshot.expired(by, most, counts)? {
                let key = record_of(parse(&archived.line)?).and_then(|r| r.archive_key());
                found.extend(key.map(|key| (archived.erase_on, archived.path, key)));
            }
        }
        found.sort();
        Ok(found.into_iter().take(most).map(|(_, _, key)| key).collect())
    }

    fn verify(&self) -> Result<(), StoreError> {
        if let Some(snapshot) = &self.snapshot {
            snapshot.verify()?;
        }
        let after = self.snapshot.as_ref().map_or(0, Snapshot::version);
        self.journal.replay(after, |_, _| Ok(()))?;
        self.sound_index()?.check()?;
        self.state().map(drop)
    }

    /// Writes everything that counts into a new snapshot and begins a new journal and a new index.
    /// Needs room for the whole store once more while it runs. A crash at any moment leaves the old
    /// generation or the new one, both whole.
    fn compact(&mut self) -> Result<(), StoreError> {
        self.heal()?;
        // What goes into a snapshot is the truth from then on, so the index must prove itself first.
        if let Err(broken) = self.sound_index()?.check() {
            self.give_up_index(broken);
            self.heal()?;
        }
        let made = self.next_generation();
        let next = self.generation + 1;
        let result =
            made.and_then(|(snapshot, journal, index)| self.switch(snapshot, journal, index));
        if result.is_err() && self.generation < next && !self.folder.snapshot(next).exists() {
            // Also done at the next start; the error that counts is the first one.
            let _removed = self.folder.remove_leftovers(self.generation, false);
        }
        // Of a compaction that came to nothing the old generation still counts, and needs an index.
        result.and(self.heal())
    }
}

/// Whether it comes after `path`. An error does not: it is to be taken at once.
fn is_behind(old: &Result<Archived, StoreError>, path: &[u8]) -> bool {
    old.as_ref().is_ok_and(|old| old.path.as_bytes() > path)
}

/// The record in a line that this program wrote or renewed.
fn parse(line: &[u8]) -> Result<Change, StoreError> {
    serde_json::from_slice(line).map_err(|error| Broken(error.to_string()).into())
}

fn record_of(change: Change) -> Option<Record> {
    match change {
        Change::Put { record } | Change::Archive { record, .. } => Some(record),
        Change::Remove { .. } | Change::Erase { .. } => None,
    }
}

fn open_snapshot(folder: &Folder, generation: u64) -> Result<Option<Snapshot>, StoreError> {
    let path = folder.snapshot(generation);
    (generation > 0).then(|| Snapshot::open(&path, generation)).transpose()
}

/// A new index with the open records of the snapshot.
fn fill(
    folder: &Folder,
    generation: u64,
    snapshot: Option<&Snapshot>,
) -> Result<Index, StoreError> {
    let version = snapshot.map_or(0, Snapshot::version);
    let mut index = Index::create(&folder.index(generation), generation, version)?;
    let mut waiting: Vec<Entry<'static>> = Vec::with_capacity(FILL);
    if let Some(snapshot) = snapshot {
        snapshot.each_open(|entry| {
            waiting.push(entry);
            if waiting.len() == FILL {
                index.apply(version, &waiting)?;
                waiting.clear();
            }
            Ok(())
        })?;
    }
    index.apply(version, &waiting)?;
    index.filled()?;
    Ok(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::VisitId;
    use crate::domain::state::Counters;

    fn counted(notices: u64) -> Change {
        Change::Put { record: Record::Counters(Counters { notices, ..Counters::default() }) }
    }

    #[test]
    fn an_index_that_fails_at_work_fails_no_commit_and_is_built_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SledStore::open(folder.path()).unwrap().0;
        store.commit(Version(0), &[counted(1)]).unwrap();
        store.give_up_index("as if sled had panicked");
        assert_eq!(store.commit(Version(1), &[counted(2)]).unwrap(), Version(2));
        let key = ArchiveKey::Visit(VisitId { year: 2026, number: 1 });
        assert!(matches!(store.archived(&key), Err(StoreError::Index { .. })));
        let (state, version) = store.load().unwrap();
        assert_eq!((state.counters().notices, version), (2, Version(2)));
        assert_eq!(store.archived(&key).unwrap(), None);
        store.commit(Version(2), &[counted(3)]).unwrap();
        drop(store);
        let (mut store, recovery) = SledStore::open(folder.path()).unwrap();
        assert!(recovery.is_clean(), "{recovery}");
        assert_eq!(store.load().unwrap().0.counters().notices, 3);
    }
}
