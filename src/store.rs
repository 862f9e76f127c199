//! The seam between the engine and whatever keeps the state.
//!
//! Three promises hold for every store: `commit` is all or nothing, it is on disk when it returns, and
//! it refuses when somebody else committed since `at` (the version is the fence between two programs
//! on one store). `tests/store.rs` holds each store to them.
//!
//! Map: `sled` is the store on disk and ties the parts together: `journal` (the truth since the last
//! snapshot), `snapshot` (the truth before it), `index` (sled, derived from both), `folder` (names of
//! files, generations), `disk` (the seam at which tests inject faults), `frame` and `lines` (bytes).
//! `memory` forgets; `shared` lets two engines in one program use one store.

mod bodies;
pub mod disk;
mod folder;
mod frame;
mod index;
mod journal;
mod lines;
pub mod look;
pub mod memory;
mod recovery;
pub mod shared;
pub mod sled;
mod snapshot;

use chrono::NaiveDate;

use crate::domain::state::{ArchiveKey, Change, Key, Record, State};

/// Rises by one with every commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Version(pub u64);

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody committed in between; load again and decide again.
    #[error("the store moved on to version {0:?}; load it again")]
    Conflict(Version),
    #[error(
        "another werkbezoek works in `{0}`; stop that one first, or give this one a folder of its own"
    )]
    InUse(String),
    #[error(
        "cannot write to `{place}`: {source}; free some space or mend the rights, nothing was lost"
    )]
    Io { place: String, source: std::io::Error },
    /// An earlier write failed and could not be undone, so what is on disk is uncertain.
    #[error(
        "no more is written to `{place}`: {why}; mend the disk and start werkbezoek again, nothing that was confirmed is lost"
    )]
    Halted { place: String, why: String },
    /// The index broke while it was in use.
    #[error(
        "the index in `{place}` cannot be built ({why}); free some space or mend the disk and start werkbezoek again, nothing was lost"
    )]
    Index { place: String, why: String },
    /// What snapshot or journal hold cannot be read, and there is no second copy.
    #[error("`{place}` is damaged at byte {at}: {detail}")]
    Damaged { place: String, at: u64, detail: String },
    #[error(
        "`{place}` was written by a newer werkbezoek (schema {found}, this one knows {known}); install that version"
    )]
    NewerSchema { place: String, found: u32, known: u32 },
    /// A record that the state knows of is not there.
    #[error("{0} is missing in the store")]
    Missing(String),
    /// A commit that was shared with others failed.
    #[error("{0}")]
    Failed(String),
    #[error("the engine has stopped; start werkbezoek again")]
    Stopped,
}

impl StoreError {
    /// Whether one record is lost for good, and nothing is wrong with the others.
    pub fn is_lost_record(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Missing(_))
    }
}

/// Keeps the state of one desk.
pub trait Store: Send {
    /// Everything that is open, at start and after a conflict.
    fn load(&mut self) -> Result<(State, Version), StoreError>;

    /// All or nothing, and on disk when this returns. `at` must be the version last seen.
    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError>;

    /// An open record as it was last put, for those that `State` does not hold. `at` must be the
    /// version last seen, as for `commit`: what a state knows of may be gone by now.
    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError>;

    /// A closed visit, a mail that was handled.
    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError>;

    /// At most `most` archived records whose paths come behind `path`, in the order of their paths.
    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError>;

    /// At most `most` archived records whose `erase_on` is `by` or earlier, oldest first.
    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError>;

    /// Reads everything back and compares it with what was written; changes nothing.
    fn verify(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Gives back room. What was erased or replaced before is physically gone when this returns:
    /// call it daily, so that a term that is over is kept to within a day. A store without files
    /// has nothing to do.
    fn compact(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}
