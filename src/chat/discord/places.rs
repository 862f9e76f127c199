//! Which thread and which card are of which case, kept in a file of JSON.
//!
//! Written whole to a file beside it and then renamed, so a crash leaves the old one or the new
//! one. What it says is Discord's and not the desk's: without the file each case gets a new thread,
//! and nothing else is lost.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::DiscordError;
use crate::domain::ids::VisitId;
use crate::whole;

/// Where a case is on Discord.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    pub(super) thread: Option<u64>,
    pub(super) card: Option<CardAt>,
    /// The name of the thread; empty until there is a card.
    pub(super) title: String,
    pub(super) archived: bool,
    /// A digest of what the card shows, so that the same is not written again.
    pub(super) shows: Option<u32>,
    /// How often the card was made; a part of its nonce, so that one deleted by hand can come again.
    pub(super) made: u32,
}

/// The message that is the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CardAt {
    pub(super) channel: u64,
    pub(super) message: u64,
}

type ByCase = BTreeMap<VisitId, Place>;

#[derive(Debug)]
pub(super) struct Places {
    path: PathBuf,
    places: Mutex<ByCase>,
}

impl Places {
    /// # Errors
    /// A file that is there and cannot be read.
    pub(super) fn open(path: &Path) -> Result<Self, DiscordError> {
        let unusable = |why: String| DiscordError::Places { path: path.to_owned(), why };
        let places = match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| unusable(why.to_string()))?,
            Err(why) if why.kind() == io::ErrorKind::NotFound => ByCase::new(),
            Err(why) => return Err(unusable(why.to_string())),
        };
        Ok(Self { path: path.to_owned(), places: Mutex::new(places) })
    }

    pub(super) fn of(&self, case: VisitId) -> Place {
        self.places().get(&case).cloned().unwrap_or_default()
    }

    /// The case whose thread this is.
    pub(super) fn case_in(&self, channel: u64) -> Option<VisitId> {
        let places = self.places();
        let found = places.iter().find(|(_, place)| place.thread == Some(channel));
        found.map(|(case, _)| *case)
    }

    /// The cases whose card stands open.
    pub(super) fn held(&self) -> Vec<VisitId> {
        let places = self.places();
        let open = places.iter().filter(|(_, place)| place.card.is_some() && !place.archived);
        open.map(|(case, _)| *case).collect()
    }

    /// The number and the title of every case whose thread is open, the newest first.
    pub(super) fn open_cases(&self) -> Vec<(String, String)> {
        let places = self.places();
        let open =
            places.iter().rev().filter(|(_, place)| place.thread.is_some() && !place.archived);
        let shown = |case: &VisitId, place: &Place| match place.title.as_str() {
            "" => case.to_string(),
            title => title.to_owned(),
        };
        open.map(|(case, place)| (case.to_string(), shown(case, place))).collect()
    }

    /// # Errors
    /// A disk that does not take it.
    pub(super) fn set(&self, case: VisitId, place: Place) -> Result<(), DiscordError> {
        let mut places = self.places();
        places.insert(case, place);
        self.write(&places)
            .map_err(|why| DiscordError::Places { path: self.path.clone(), why: why.to_string() })
    }

    fn write(&self, places: &ByCase) -> io::Result<()> {
        whole::replace(&self.path, &serde_json::to_vec_pretty(places)?)
    }

    fn places(&self) -> MutexGuard<'_, ByCase> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(number: u32) -> VisitId {
        VisitId { year: 2026, number }
    }

    fn place(thread: u64, title: &str, archived: bool) -> Place {
        let card = Some(CardAt { channel: 5, message: thread });
        let title = title.to_owned();
        Place { thread: Some(thread), card, title, archived, shows: Some(7), made: 1 }
    }

    #[test]
    fn what_was_written_is_there_after_a_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("discord.json");
        let places = Places::open(&path).unwrap();
        places.set(case(1), place(71, "WB-2026-001 · Noord", false)).unwrap();
        places.set(case(2), place(72, "", false)).unwrap();
        places.set(case(3), place(73, "WB-2026-003 · Noord", true)).unwrap();
        let places = Places::open(&path).unwrap();
        assert_eq!(places.of(case(1)), place(71, "WB-2026-001 · Noord", false));
        assert_eq!(places.of(case(9)), Place::default());
        assert_eq!(places.case_in(72), Some(case(2)));
        assert_eq!(places.held(), [case(1), case(2)]);
        let open = places.open_cases();
        let shown: Vec<&str> = open.iter().map(|(_, title)| title.as_str()).collect();
        assert_eq!(shown, ["WB-2026-002", "WB-2026-001 · Noord"]);
    }

    #[test]
    fn a_damaged_file_is_said_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("discord.json");
        fs::write(&path, "{ half").unwrap();
        let error = Places::open(&path).unwrap_err().to_string();
        assert!(error.contains("remove it"), "{error}");
    }
}
