//! The index: where each open record stands, and each that this journal archived, kept in sled.
//!
//! Places, not records: with the records in sled too a commit wrote everything twice and cost up to
//! twice as much (`benches/store.rs`), and what is erased would stay in sled's old pages.
//!
//! Derived, never the only copy. sled 0.34 may panic on damage, or open and be silently short of
//! records, so every call runs under `catch_unwind`, and a digest for each tree, kept in the same
//! transaction as its records, must fit what a scan finds when it is opened.
//!
//! The digest is the XOR of 128 bits of SHA-256 over each key and value: it does not depend on order
//! and can be kept up change by change. A crc would not do: it is linear, so under XOR two values
//! that changed places cancel out.
//!
//! It holds open work and what one journal archived, never the history, so scanning all of it at
//! each start stays cheap however many visits are closed. sled flushes when its buffers are full and
//! when it is closed; what it lacks after a crash is replayed from the journal.

use std::borrow::Cow;
use std::fmt;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use ::sled::transaction::{
    ConflictableTransactionResult as Attempt, TransactionError, Transactional, TransactionalTree,
};
use ::sled::{Db, Tree};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bodies::LinePlace;
use super::folder::PATIENCE;
use crate::domain::state::{ArchiveKey, Change, SCHEMA};

/// Bytes that sled may keep of its pages.
const CACHE: u64 = 2 << 20;
const META: &[u8] = b"meta";

/// Where an archived record is, when the archive of the snapshot is not the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Kept {
        line: LinePlace,
        erase_on: NaiveDate,
    },
    /// Nowhere any more, whatever the snapshot holds.
    Erased,
}

impl Place {
    fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Kept { line, erase_on } => {
                [line.to_bytes(), day_bytes(*erase_on).into()].concat()
            }
            Self::Erased => Vec::new(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() {
            return Some(Self::Erased);
        }
        let (line, day) = bytes.split_at_checked(LinePlace::BYTES)?;
        Some(Self::Kept { line: LinePlace::from_bytes(line)?, erase_on: day_of(day)? })
    }
}

/// One change, and where the line stands that carries it.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) change: Cow<'a, Change>,
    pub(crate) place: LinePlace,
}

/// Why the index cannot be used; it is to be built again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Number and digest of the records of one tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Sum {
    pub(crate) count: u64,
    digest: u128,
}

impl Sum {
    fn add(&mut self, key: &[u8], value: &[u8]) {
        self.count += 1;
        self.digest ^= fingerprint(key, value);
    }

    fn take(&mut self, key: &[u8], value: &[u8]) {
        self.count = self.count.saturating_sub(1);
        self.digest ^= fingerprint(key, value);
    }
}

fn fingerprint(key: &[u8], value: &[u8]) -> u128 {
    let mut hasher = Sha256::new();
    hasher.update((key.len() as u64).to_le_bytes());
    hasher.update(key);
    hasher.update(value);
    let whole: [u8; 32] = hasher.finalize().into();
    whole.iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

/// What the index says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Meta {
    schema: u32,
    generation: u64,
    /// Not all of the snapshot is in it yet. What sled has of it fits its digest all the same, so
    /// without this flag a crash while filling would pass for the whole.
    filling: bool,
    version: u64,
    open: Sum,
    archive: Sum,
    expiry: Sum,
}

/// The open index of one generation.
#[derive(Debug)]
pub(crate) struct Index {
    // Before `db`, so that the trees are let go of first.
    open: Tree,
    archive: Tree,
    expiry: Tree,
    db: Db,
    meta: Meta,
}

impl Index {
    /// Opens what stands in `path`, and checks every record of it.
    pub(crate) fn open(path: &Path, generation: u64) -> Result<Self, Broken> {
        let mut index = Self::start(path)?;
        let kept = guarded(|| index.db.get(META))?.ok_or_else(|| broken("it is empty"))?;
        index.meta = serde_json::from_slice(&kept).map_err(broken)?;
        if index.meta.generation != generation {
            return Err(broken(format!("it belongs to generation {}", index.meta.generation)));
        }
        if index.meta.schema != SCHEMA {
            return Err(broken(format!("it has schema {}", index.meta.schema)));
        }
        if index.meta.filling {
            return Err(broken("it was not finished"));
        }
        index.check()?;
        Ok(index)
    }

    /// Makes an empty index in `path`, which must not exist; `filled` finishes it.
    pub(crate) fn create(path: &Path, generation: u64, version: u64) -> Result<Self, Broken> {
        let mut index = Self::start(path)?;
        index.meta = Meta { schema: SCHEMA, generation, version, filling: true, ..Meta::default() };
        index.write_meta()?;
        Ok(index)
    }

    /// Says that all records of the snapshot are in. Flushed, so that a crash right after it does not
    /// leave an index that looks damaged.
    pub(crate) fn filled(&mut self) -> Result<(), Broken> {
        self.meta.filling = false;
        self.write_meta()?;
        guarded(|| self.db.flush()).map(drop)
    }

    fn write_meta(&self) -> Result<(), Broken> {
        let meta = serde_json::to_vec(&self.meta).map_err(broken)?;
        guarded(|| self.db.insert(META, meta)).map(drop)
    }

    fn start(path: &Path) -> Result<Self, Broken> {
        let config = ::sled::Config::new()
            .path(path)
            .cache_capacity(CACHE)
            .use_compression(false)
            // No flusher thread: its fsyncs would stand in the way of the journal's.
            .flush_every_ms(None);
        let db = guarded(|| open_patiently(&config))?;
        let tree = |name: &str| guarded(|| db.open_tree(name));
        let (open, archive, expiry) = (tree("open")?, tree("archive")?, tree("expiry")?);
        Ok(Self { open, archive, expiry, db, meta: Meta::default() })
    }

    /// Scans all of it and compares what is found with what was written.
    pub(crate) fn check(&self) -> Result<(), Broken> {
        let trees = [
            ("open", &self.open, self.meta.open),
            ("archive", &self.archive, self.meta.archive),
            ("expiry", &self.expiry, self.meta.expiry),
        ];
        for (name, tree, kept) in trees {
            let found = guarded(|| {
                let mut sum = Sum::default();
                for pair in tree.iter() {
                    let (key, value) = pair?;
                    sum.add(&key, &value);
                }
                Ok(sum)
            })?;
            if found != kept {
                return Err(broken(format!(
                    "`{name}` holds {} records where {} were written, or other ones",
                    found.count, kept.count
                )));
            }
        }
        Ok(())
    }

    /// The last version applied.
    pub(crate) fn version(&self) -> u64 {
        self.meta.version
    }

    /// How many records are open.
    pub(crate) fn open_count(&self) -> u64 {
        self.meta.open.count
    }

    /// Applies the changes of one commit, all or none.
    pub(crate) fn apply(&mut self, version: u64, entries: &[Entry<'_>]) -> Result<(), Broken> {
        let steps = entries.iter().flat_map(steps_of).collect::<Result<Vec<Step>, Broken>>()?;
        let trees: (&Tree, &Tree, &Tree, &Tree) =
            (&self.open, &self.archive, &self.expiry, &self.db);
        let before = Meta { version, ..self.meta.clone() };
        self.meta = guarded(|| {
            trees
                .transaction(|(open, archive, expiry, meta)| {
                    let mut next = before.clone();
                    let mut views = Views { open, archive, expiry, meta: &mut next };
                    steps.iter().try_for_each(|step| views.take(step))?;
                    // Serialising numbers into a Vec cannot fail.
                    meta.insert(META, serde_json::to_vec(&next).unwrap_or_default())?;
                    Ok(next)
                })
                .map_err(|error: TransactionError<()>| match error {
                    TransactionError::Storage(error) => error,
                    TransactionError::Abort(()) => ::sled::Error::Unsupported("abort".into()),
                })
        })?;
        Ok(())
    }

    /// Every open record's path and place, in the order of their paths.
    pub(crate) fn open_records(
        &self,
    ) -> impl Iterator<Item = Result<(Vec<u8>, LinePlace), Broken>> + use<> {
        pairs(self.open.iter(), LinePlace::from_bytes)
    }

    /// Where the open record of this path stands.
    pub(crate) fn open_place(&self, path: &str) -> Result<Option<LinePlace>, Broken> {
        let found = guarded(|| self.open.get(path))?;
        found.map(|value| LinePlace::from_bytes(&value).ok_or_else(no_place)).transpose()
    }

    /// Every path behind `path` that this journal archived or erased, in order.
    pub(crate) fn places_behind(
        &self,
        path: &str,
    ) -> impl Iterator<Item = Result<(Vec<u8>, Place), Broken>> + use<> {
        let behind = (Bound::Excluded(path.as_bytes()), Bound::Unbounded);
        pairs(self.archive.range::<&[u8], _>(behind), Place::from_bytes)
    }

    /// Where the archived record of this path went since the snapshot; `None`: ask the snapshot.
    pub(crate) fn place(&self, path: &str) -> Result<Option<Place>, Broken> {
        let found = guarded(|| self.archive.get(path))?;
        found.map(|value| Place::from_bytes(&value).ok_or_else(no_place)).transpose()
    }

    /// The first `most` records of this journal that are to be erased by `by`.
    pub(crate) fn expired(
        &self,
        by: NaiveDate,
        most: usize,
    ) -> Result<Vec<(NaiveDate, ArchiveKey)>, Broken> {
        let end = by.succ_opt().map(day_bytes).unwrap_or([u8::MAX; 4]);
        let found = guarded(|| {
            self.expiry.range(..end).take(most).collect::<Result<Vec<_>, ::sled::Error>>()
        })?;
        let named = found.iter().map(|(key, value)| {
            let day = key.get(..4).and_then(day_of).ok_or_else(|| broken("a term has no day"))?;
            Ok((day, serde_json::from_slice(value).map_err(broken)?))
        });
        named.collect()
    }

    /// Closes it; a panic of sled stays inside. Files of sled that are removed or moved afterwards
    /// are no longer written to.
    pub(crate) fn close(self) {
        // An index that cannot be closed in order is found damaged at the next start.
        let _closed = guarded(|| {
            drop(self);
            Ok(())
        });
    }
}

/// Opens sled, and waits for its lock if it must: after a close in this process sled's own threads may
/// let go of it a little later. No other process can have it, because the folder of the store is ours.
fn open_patiently(config: &::sled::Config) -> Result<Db, ::sled::Error> {
    for _ in 0..PATIENCE {
        match config.open() {
            // sled gives this error no kind of its own.
            Err(::sled::Error::Io(error)) if error.to_string().contains("acquire lock") => {}
            other => return other,
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    config.open()
}

/// Keys and values of a tree, in order.
fn pairs<T>(
    mut pairs: ::sled::Iter,
    read: fn(&[u8]) -> Option<T>,
) -> impl Iterator<Item = Result<(Vec<u8>, T), Broken>> + use<T> {
    std::iter::from_fn(move || match guarded(|| pairs.next().transpose()) {
        Ok(Some((key, value))) => {
            Some(read(&value).map(|value| (key.to_vec(), value)).ok_or_else(no_place))
        }
        Ok(None) => None,
        Err(error) => Some(Err(error)),
    })
}

/// What a change means for the trees.
#[derive(Debug)]
enum Step {
    Put { path: String, place: Vec<u8> },
    Remove { path: String },
    Place { path: String, place: Vec<u8>, expiry: Option<(Vec<u8>, Vec<u8>)> },
}

fn steps_of(entry: &Entry<'_>) -> Vec<Result<Step, Broken>> {
    match entry.change.as_ref() {
        Change::Put { record } => {
            let place = entry.place.to_bytes();
            vec![Ok(Step::Put { path: record.key().to_path(), place })]
        }
        Change::Remove { key } => vec![Ok(Step::Remove { path: key.to_path() })],
        Change::Archive { record, erase_on } => {
            let leave = Ok(Step::Remove { path: record.key().to_path() });
            let keep = record.archive_key().map(|key| keep_step(&key, entry.place, *erase_on));
            std::iter::once(leave).chain(keep).collect()
        }
        Change::Erase { key } => vec![Ok(place_step(key.to_path(), &Place::Erased, None))],
    }
}

fn keep_step(key: &ArchiveKey, line: LinePlace, erase_on: NaiveDate) -> Result<Step, Broken> {
    let place = Place::Kept { line, erase_on };
    let path = key.to_path();
    let named = serde_json::to_vec(key).map_err(broken)?;
    let expiry = Some((expiry_key(erase_on, &path), named));
    Ok(place_step(path, &place, expiry))
}

fn place_step(path: String, place: &Place, expiry: Option<(Vec<u8>, Vec<u8>)>) -> Step {
    Step::Place { path, place: place.to_bytes(), expiry }
}

fn expiry_key(erase_on: NaiveDate, path: &str) -> Vec<u8> {
    [day_bytes(erase_on).as_slice(), path.as_bytes()].concat()
}

/// A day as bytes that sort as days do, also before the year 1.
fn day_bytes(day: NaiveDate) -> [u8; 4] {
    (day.num_days_from_ce() as u32 ^ 1 << 31).to_be_bytes()
}

fn day_of(bytes: &[u8]) -> Option<NaiveDate> {
    let number = u32::from_be_bytes(bytes.try_into().ok()?);
    NaiveDate::from_num_days_from_ce_opt((number ^ 1 << 31) as i32)
}

/// The trees within one transaction.
struct Views<'a> {
    open: &'a TransactionalTree,
    archive: &'a TransactionalTree,
    expiry: &'a TransactionalTree,
    meta: &'a mut Meta,
}

impl Views<'_> {
    fn take(&mut self, step: &Step) -> Attempt<(), ()> {
        match step {
            Step::Put { path, place } => {
                put(self.open, &mut self.meta.open, path.as_bytes(), place)?;
            }
            Step::Remove { path } => {
                if let Some(old) = self.open.remove(path.as_bytes())? {
                    self.meta.open.take(path.as_bytes(), &old);
                }
            }
            Step::Place { path, place, expiry } => {
                self.forget_term(path)?;
                put(self.archive, &mut self.meta.archive, path.as_bytes(), place)?;
                if let Some((key, named)) = expiry {
                    put(self.expiry, &mut self.meta.expiry, key, named)?;
                }
            }
        }
        Ok(())
    }

    /// The record of `path` gets another term, or none: the one it had no longer counts.
    fn forget_term(&mut self, path: &str) -> Attempt<(), ()> {
        let Some(old) = self.archive.get(path.as_bytes())? else { return Ok(()) };
        // What cannot be read has no term that could be forgotten; the digest guards the rest.
        if let Some(Place::Kept { erase_on, .. }) = Place::from_bytes(&old) {
            let key = expiry_key(erase_on, path);
            if let Some(named) = self.expiry.remove(key.as_slice())? {
                self.meta.expiry.take(&key, &named);
            }
        }
        Ok(())
    }
}

fn put(tree: &TransactionalTree, sum: &mut Sum, key: &[u8], value: &[u8]) -> Attempt<(), ()> {
    if let Some(old) = tree.insert(key, value)? {
        sum.take(key, &old);
    }
    sum.add(key, value);
    Ok(())
}

fn no_place() -> Broken {
    broken("what stands for a place is none")
}

fn broken(why: impl ToString) -> Broken {
    Broken(why.to_string())
}

/// Runs a call of sled; a panic in it is an answer like another.
fn guarded<T>(call: impl FnOnce() -> Result<T, ::sled::Error>) -> Result<T, Broken> {
    // What the closure holds is either thrown away after a panic, with the whole index, or not
    // changed by sled at all.
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(broken),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(Broken(format!("sled panicked: {}", text.unwrap_or("no reason given"))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_does_not_depend_on_order_and_sees_values_that_changed_places() {
        let sum = |pairs: &[(&str, &str)]| {
            let mut sum = Sum::default();
            pairs.iter().for_each(|(key, value)| sum.add(key.as_bytes(), value.as_bytes()));
            sum
        };
        assert_eq!(sum(&[("a", "1"), ("b", "2")]), sum(&[("b", "2"), ("a", "1")]));
        assert_ne!(sum(&[("a", "1"), ("b", "2")]), sum(&[("a", "2"), ("b", "1")]));
        assert_ne!(sum(&[("a", "12")]), sum(&[("a1", "2")]));
        let mut emptied = sum(&[("a", "1")]);
        emptied.take(b"a", b"1");
        assert_eq!(emptied, Sum::default());
    }

    #[test]
    fn days_sort_as_bytes() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        let days = [day(-1, 5), day(1, 1), day(2026, 11), day(2026, 12), day(12026, 1)];
        assert!(days.map(day_bytes).is_sorted());
        assert_eq!(days.map(|day| day_of(&day_bytes(day))), days.map(Some));
    }

    #[test]
    fn a_panic_is_an_answer() {
        let answer: Result<(), Broken> = guarded(|| panic!("torn page"));
        assert_eq!(answer, Err(Broken("sled panicked: torn page".into())));
    }
}
