//! Which card is of which case, kept in a file of JSON.
//!
//! Written whole to a file beside it and then renamed, so a crash leaves the old one or the new one.
//! What it says is of one room and not of the desk: in another room, or without the file, each case
//! gets a new card, and nothing else is lost.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::MatrixError;
use crate::domain::ids::VisitId;
use crate::whole;

/// The card of a case; its thread hangs on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) card: String,
    /// What the card shows, as a digest: the same is not shown twice.
    pub(super) shows: u32,
    /// How often it was edited; a part of the transaction of each edit, so that a card can show again
    /// what it once showed.
    pub(super) edits: u32,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    room: String,
    cases: BTreeMap<VisitId, Place>,
}

#[derive(Debug)]
pub(super) struct Places {
    path: PathBuf,
    kept: Mutex<Kept>,
}

impl Places {
    /// # Errors
    /// A file that is there and cannot be read.
    pub(super) fn open(path: &Path, room: &str) -> Result<Self, MatrixError> {
        let unusable = |why: String| MatrixError::Folder { path: path.to_owned(), why };
        let kept = match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| unusable(why.to_string()))?,
            Err(why) if why.kind() == io::ErrorKind::NotFound => Kept::default(),
            Err(why) => return Err(unusable(why.to_string())),
        };
        let ours = Some(kept).filter(|kept: &Kept| kept.room == room);
        let kept = ours.unwrap_or_else(|| Kept { room: room.to_owned(), ..Kept::default() });
        Ok(Self { path: path.to_owned(), kept: Mutex::new(kept) })
    }

    pub(super) fn of(&self, case: VisitId) -> Option<Place> {
        self.kept().cases.get(&case).cloned()
    }

    /// The case whose thread hangs on this message.
    pub(super) fn case_in(&self, thread: &str) -> Option<VisitId> {
        let kept = self.kept();
        let found = kept.cases.iter().find(|(_, place)| place.card == thread);
        found.map(|(case, _)| *case)
    }

    /// # Errors
    /// A disk that does not take it.
    pub(super) fn set(&self, case: VisitId, place: Place) -> Result<(), MatrixError> {
        let mut kept = self.kept();
        kept.cases.insert(case, place);
        let written = serde_json::to_vec_pretty(&*kept).map_err(io::Error::from);
        written
            .and_then(|json| whole::replace(&self.path, &json))
            .map_err(|why| MatrixError::Folder { path: self.path.clone(), why: why.to_string() })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_there_after_a_start_and_not_in_another_room() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        let case = VisitId { year: 2026, number: 1 };
        let place = Place { card: "$kaart".into(), shows: 7, edits: 2 };
        Places::open(&path, "!hier").unwrap().set(case, place.clone()).unwrap();
        let places = Places::open(&path, "!hier").unwrap();
        assert_eq!(places.of(case), Some(place));
        assert_eq!(places.case_in("$kaart"), Some(case));
        assert_eq!(Places::open(&path, "!elders").unwrap().of(case), None);
    }

    #[test]
    fn a_damaged_file_is_said_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("places.json");
        fs::write(&path, "{ half").unwrap();
        let error = Places::open(&path, "!hier").unwrap_err().to_string();
        assert!(error.contains("move the folder"), "{error}");
    }
}
