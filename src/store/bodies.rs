//! Reads single lines out of the journal and the snapshot, by the places that the index keeps.
//!
//! A place carries the crc of its line, so a line that rotted, or a place that is not one, is an error
//! that names file and byte, never another record.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::{damaged, io_at};
use super::journal::unreadable;
use super::{StoreError, lines};

/// Which of the two files of a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    Snapshot,
    Journal,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct LinePlace {
    pub(crate) source: Source,
    pub(crate) at: u64,
    pub(crate) length: u32,
    pub(crate) crc: u32,
    pub(crate) schema: u32,
}

impl LinePlace {
    /// The place of `line` at byte `at`. A frame is shorter than 2^32 bytes, and so is its line.
    pub(crate) fn of(source: Source, at: u64, line: &[u8], schema: u32) -> Self {
        Self { source, at, length: line.len() as u32, crc: crc32fast::hash(line), schema }
    }
}

/// The two files, opened when they are first needed.
#[derive(Debug)]
pub(crate) struct Bodies {
    snapshot: Body,
    journal: Body,
}

impl Bodies {
    pub(crate) fn new(snapshot: PathBuf, journal: &Path) -> Self {
        let journal = Body { path: journal.to_owned(), file: None };
        Self { snapshot: Body { path: snapshot, file: None }, journal }
    }

    /// The line at `place`, as this program would write it.
    pub(crate) fn line(&mut self, place: LinePlace) -> Result<Vec<u8>, StoreError> {
        let body = match place.source {
            Source::Snapshot => &mut self.snapshot,
            Source::Journal => &mut self.journal,
        };
        let line = body.read(place.at, place.length).map_err(io_at(&body.path))?;
        if crc32fast::hash(&line) != place.crc {
            return Err(damaged(&body.path, place.at, "a record does not fit its crc"));
        }
        let fresh = lines::renew(place.schema, &line);
        Ok(fresh.map_err(|why| unreadable(&body.path, place.at, why))?.into_owned())
    }
}

#[derive(Debug)]
struct Body {
    path: PathBuf,
    file: Option<File>,
}

impl Body {
    fn read(&mut self, at: u64, length: u32) -> std::io::Result<Vec<u8>> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(File::open(&self.path)?),
        };
        file.seek(SeekFrom::Start(at))?;
        let mut line = Vec::with_capacity(length as usize);
        file.take(u64::from(length)).read_to_end(&mut line)?;
        Ok(line)
    }
}
