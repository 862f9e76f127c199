//! Reads single lines out of the journal and the snapshot, by the places that the index keeps.
//!
//! A place carries the crc of its line, so a line that rotted, or a place that is not one, is an error
//! that names file and byte, never another record.

use std::cell::OnceCell;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use super::folder::{damaged, io_at};
use super::{StoreError, lines};

/// Which of the two files of a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Snapshot,
    Journal,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LinePlace {
    pub(crate) source: Source,
    pub(crate) at: u64,
    pub(crate) length: u32,
    pub(crate) crc: u32,
    pub(crate) schema: u32,
}

impl LinePlace {
    /// How many bytes it takes in the index, where there is one for each open record.
    pub(crate) const BYTES: usize = 21;

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let source = match self.source {
            Source::Snapshot => 0,
            Source::Journal => 1,
        };
        let numbers = [self.length, self.crc, self.schema].map(u32::to_le_bytes);
        [&[source], self.at.to_le_bytes().as_slice(), numbers.as_flattened()].concat()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (source, rest) = bytes.split_first()?;
        let (at, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (crc, rest) = rest.split_first_chunk()?;
        let source = match source {
            0 => Source::Snapshot,
            1 => Source::Journal,
            _ => return None,
        };
        Some(Self {
            source,
            at: u64::from_le_bytes(*at),
            length: u32::from_le_bytes(*length),
            crc: u32::from_le_bytes(*crc),
            schema: u32::from_le_bytes(rest.try_into().ok()?),
        })
    }

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
        let closed = |path| Body { path, file: OnceCell::new() };
        Self { snapshot: closed(snapshot), journal: closed(journal.to_owned()) }
    }

    /// The line at `place`, as this program would write it.
    pub(crate) fn line(&self, place: LinePlace) -> Result<Vec<u8>, StoreError> {
        let body = match place.source {
            Source::Snapshot => &self.snapshot,
            Source::Journal => &self.journal,
        };
        let line = body.read(place.at, place.length).map_err(io_at(&body.path))?;
        if crc32fast::hash(&line) != place.crc {
            return Err(damaged(&body.path, place.at, "a record does not fit its crc"));
        }
        let fresh = lines::renew(place.schema, &line);
        Ok(fresh.map_err(|why| why.at(&body.path, place.at))?.into_owned())
    }
}

#[derive(Debug)]
struct Body {
    path: PathBuf,
    file: OnceCell<File>,
}

impl Body {
    fn read(&self, at: u64, length: u32) -> std::io::Result<Vec<u8>> {
        let file = match self.file.get() {
            Some(file) => file,
            None => {
                let opened = File::open(&self.path)?;
                self.file.get_or_init(|| opened)
            }
        };
        let mut line = vec![0; length as usize];
        file.read_exact_at(&mut line, at)?;
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_and_what_is_no_place_is_none() {
        for source in [Source::Snapshot, Source::Journal] {
            let at = 1 << 40;
            let place = LinePlace { source, at, length: 7, crc: u32::MAX, schema: 3 };
            let bytes = place.to_bytes();
            assert_eq!(bytes.len(), LinePlace::BYTES);
            assert_eq!(LinePlace::from_bytes(&bytes), Some(place));
            assert_eq!(LinePlace::from_bytes(&bytes[1..]), None);
            assert_eq!(LinePlace::from_bytes(&[bytes.as_slice(), &[0]].concat()), None);
        }
        assert_eq!(LinePlace::from_bytes(&[9; LinePlace::BYTES]), None);
    }
}
