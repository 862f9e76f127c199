//! A snapshot: everything up to one version in one file that never changes once it has its name.
//!
//! ```text
//! open records, in order of path        frame: schema, path, line
//! archived records, in order of path    frame: schema, path, erase_on, line
//! table                                 8 bytes for each archived record: where its frame begins
//! terms, in order of day                12 bytes for each: day, number of the record, crc
//! foot                                  frame: what stands where, SHA-256 of all before it
//! where the foot begins                 8 bytes
//! ```
//! The archive stays here, on disk: a closed visit is found by bisecting the table, which costs some
//! twenty small reads and no memory, so neither memory nor the time to start grows with history.
//! In sled, the archive or only the places of it, would have to be scanned at each start before any
//! of it can be believed, and that scan grows with history (`benches/store.rs`). Here every frame
//! carries its number and a crc, so a rotten byte is an error that names its place and never a wrong
//! answer.
//!
//! Opening reads the foot only. The whole is read back and compared once, when it is made.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::StoreError;
use super::bodies::{LinePlace, Source};
use super::disk::Disk;
use super::folder::{damaged, io_at};
use super::frame::{Frame, FrameBuffer, FrameReader, HEAD, Next};
use super::index::Entry;
use super::lines::{self, Unreadable};

const FOOT_SEQUENCE: u64 = u64::MAX;
const TABLE_ENTRY: u64 = 8;
const TERM_ENTRY: usize = 12;
/// Written to the file in pieces of this many bytes.
const PIECE: usize = 1 << 18;

/// What the foot says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Foot {
    generation: u64,
    version: u64,
    open: u64,
    archived: u64,
    /// Byte at which the table begins; the archive ends there.
    table: u64,
    /// Byte at which the terms begin.
    terms: u64,
    sha256: [u8; 32],
}

/// An open snapshot.
#[derive(Debug)]
pub(crate) struct Snapshot {
    path: PathBuf,
    foot: Foot,
}

/// An archived record as the snapshot keeps it, its line as this program would write it.
#[derive(Debug)]
pub(crate) struct Archived {
    pub(crate) path: String,
    pub(crate) erase_on: NaiveDate,
    pub(crate) line: Vec<u8>,
}

impl Snapshot {
    /// Opens `path` by its foot.
    pub(crate) fn open(path: &Path, generation: u64) -> Result<Self, StoreError> {
        let at = foot_at(path).map_err(io_at(path))?;
        let mut reader = FrameReader::with_capacity(path, 1 << 12).map_err(io_at(path))?;
        let frame = read_frame(&mut reader, path, at, FOOT_SEQUENCE)?;
        let (_, all) = lines::split(&frame.payload).map_err(|why: Unreadable| why.at(path, at))?;
        let line = all.first().map(|(_, line)| *line).unwrap_or_default();
        let foot: Foot = serde_json::from_slice(line).map_err(|why| damaged(path, at, why))?;
        if foot.generation != generation {
            return Err(damaged(path, at, "it carries the name of another generation"));
        }
        Ok(Self { path: path.to_owned(), foot })
    }

    pub(crate) fn version(&self) -> u64 {
        self.foot.version
    }

    /// The same file under the name it has now.
    pub(crate) fn renamed(self, path: PathBuf) -> Self {
        Self { path, ..self }
    }

    /// Reads the whole file back and compares it with what was meant to be written.
    pub(crate) fn verify(&self) -> Result<(), StoreError> {
        let read = || {
            let end = foot_at(&self.path)?;
            let mut file = File::open(&self.path)?.take(end);
            let mut hasher = Sha256::new();
            let mut piece = vec![0; PIECE];
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok(hasher.finalize().into()),
                    count => hasher.update(piece.get(..count).unwrap_or_default()),
                }
            }
        };
        let found: [u8; 32] = read().map_err(io_at(&self.path))?;
        if found != self.foot.sha256 {
            return Err(damaged(&self.path, 0, "what is read back is not what was written"));
        }
        Ok(())
    }

    /// Hands each open record to `each`, as the index takes it.
    pub(crate) fn each_open(
        &self,
        mut each: impl FnMut(Entry<'static>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut reader = FrameReader::open(&self.path).map_err(io_at(&self.path))?;
        for number in 0..self.foot.open {
            let frame = next_frame(&mut reader, &self.path, number)?;
            each(parse_open(&frame).map_err(|why: Unreadable| why.at(&self.path, frame.at))?)?;
        }
        Ok(())
    }

    /// The archived record of this path.
    pub(crate) fn find(&self, path: &str) -> Result<Option<Archived>, StoreError> {
        let mut here = self.browse()?;
        let (mut low, mut high) = (0, self.foot.archived);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = here.archived(middle)?;
            match found.path.as_str().cmp(path) {
                std::cmp::Ordering::Equal => return Ok(Some(found)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    /// The first `most` records that are to be erased by `by`, oldest first, as far as `counts`
    /// says that they count.
    pub(crate) fn expired(
        &self,
        by: NaiveDate,
        most: usize,
        counts: impl Fn(&str) -> Result<bool, StoreError>,
    ) -> Result<Vec<Archived>, StoreError> {
        let mut here = self.browse()?;
        let mut terms = File::open(&self.path).map(BufReader::new).map_err(io_at(&self.path))?;
        terms.seek(SeekFrom::Start(self.foot.terms)).map_err(io_at(&self.path))?;
        let mut found = Vec::new();
        for number in 0..self.foot.archived {
            let mut bytes = [0; TERM_ENTRY];
            terms.read_exact(&mut bytes).map_err(io_at(&self.path))?;
            let at = self.foot.terms + number * TERM_ENTRY as u64;
            let term = Term::from_bytes(bytes)
                .ok_or_else(|| damaged(&self.path, at, "a term does not fit its crc"))?;
            if term.day > by.num_days_from_ce() || found.len() == most {
                break;
            }
            let archived = here.archived(u64::from(term.number))?;
            if counts(&archived.path)? {
                found.push(archived);
            }
        }
        Ok(found)
    }

    /// The archived records behind `path`, in order of their paths.
    pub(crate) fn archive_behind(
        &self,
        path: &str,
    ) -> Result<impl Iterator<Item = Result<Archived, StoreError>> + use<>, StoreError> {
        let mut here = self.browse()?;
        let mut reader = FrameReader::open(&self.path).map_err(io_at(&self.path))?;
        let first = here.first_behind(path)?;
        if first < self.foot.archived {
            let start = here.offset(first)?;
            reader.seek(start).map_err(io_at(&self.path))?;
        }
        let numbers = self.foot.open + first..self.foot.open + self.foot.archived;
        let path = self.path.clone();
        Ok(numbers.map(move |number| {
            let frame = next_frame(&mut reader, &path, number)?;
            parse_archived(&path, &frame)
        }))
    }

    fn browse(&self) -> Result<Browser<'_>, StoreError> {
        let table = File::open(&self.path).map_err(io_at(&self.path))?;
        let frames = FrameReader::with_capacity(&self.path, 1 << 12).map_err(io_at(&self.path))?;
        Ok(Browser { snapshot: self, table, frames })
    }
}

/// Reads archived records here and there.
struct Browser<'a> {
    snapshot: &'a Snapshot,
    table: File,
    frames: FrameReader,
}

impl Browser<'_> {
    fn offset(&mut self, number: u64) -> Result<u64, StoreError> {
        let mut bytes = [0; TABLE_ENTRY as usize];
        let at = self.snapshot.foot.table + number * TABLE_ENTRY;
        let read = self.table.seek(SeekFrom::Start(at));
        read.and_then(|_| self.table.read_exact(&mut bytes)).map_err(io_at(&self.snapshot.path))?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// The number of the first record behind `path`.
    fn first_behind(&mut self, path: &str) -> Result<u64, StoreError> {
        let (mut low, mut high) = (0, self.snapshot.foot.archived);
        // Behind nothing stand all.
        while low < high && !path.is_empty() {
            let middle = low + (high - low) / 2;
            if self.archived(middle)?.path.as_str() > path {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok(low)
    }

    fn archived(&mut self, number: u64) -> Result<Archived, StoreError> {
        let at = self.offset(number)?;
        let Snapshot { path, foot } = self.snapshot;
        let frame = read_frame(&mut self.frames, path, at, foot.open + number)?;
        parse_archived(path, &frame)
    }
}

fn parse_open(frame: &Frame) -> Result<Entry<'static>, Unreadable> {
    let (schema, all) = lines::split(&frame.payload)?;
    let [_, (offset, line)] = all.as_slice() else {
        return Err(Unreadable::Bad("an open record lacks a line".to_owned()));
    };
    let at = frame.at + (HEAD + offset) as u64;
    let place = LinePlace::of(Source::Snapshot, at, line, schema);
    Ok(Entry { change: Cow::Owned(lines::read(schema, line)?), place })
}

fn parse_archived(file: &Path, frame: &Frame) -> Result<Archived, StoreError> {
    let fail = |why: Unreadable| why.at(file, frame.at);
    let (schema, all) = lines::split(&frame.payload).map_err(fail)?;
    let bad = || damaged(file, frame.at, "an archived record lacks its path, term or contents");
    let [(_, path), (_, day), (_, line)] = all.as_slice() else { return Err(bad()) };
    let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| bad());
    let erase_on = text(day)?.parse().map_err(|_| bad())?;
    let line = lines::renew(schema, line).map_err(fail)?.into_owned();
    Ok(Archived { path: text(path)?, erase_on, line })
}

fn foot_at(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut bytes = [0; 8];
    file.seek(SeekFrom::End(-8))?;
    file.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

fn read_frame(
    reader: &mut FrameReader,
    path: &Path,
    at: u64,
    sequence: u64,
) -> Result<Frame, StoreError> {
    if at >= reader.end() {
        return Err(damaged(
            path,
            at,
            format!("a record should stand here, behind the end; {REMEDY}"),
        ));
    }
    reader.seek(at).map_err(io_at(path))?;
    next_frame(reader, path, sequence)
}

fn next_frame(reader: &mut FrameReader, path: &Path, sequence: u64) -> Result<Frame, StoreError> {
    match reader.next().map_err(io_at(path))? {
        Next::Frame(frame) if frame.sequence == sequence => Ok(frame),
        Next::Frame(frame) => {
            let detail = format!("record {} stands where {sequence} belongs", frame.sequence);
            Err(damaged(path, frame.at, detail))
        }
        Next::Damage { at, detail } => Err(damaged(path, at, format!("{detail}; {REMEDY}"))),
        Next::End => Err(damaged(path, 0, format!("it ends too early; {REMEDY}"))),
    }
}

const REMEDY: &str = "put the folder back from the backup";

/// When an archived record is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    /// Days since the year 0, as chrono counts them.
    day: i32,
    /// Number of the record within the archive; the order of paths.
    number: u32,
}

impl Term {
    fn to_bytes(self) -> [u8; TERM_ENTRY] {
        let both = (self.day as u32 as u64) << 32 | u64::from(self.number);
        let crc = crc32fast::hash(&both.to_be_bytes());
        let all = u128::from(both) << 32 | u128::from(crc);
        let mut bytes = [0; TERM_ENTRY];
        bytes.copy_from_slice(all.to_be_bytes().last_chunk::<TERM_ENTRY>().unwrap_or(&[0; 12]));
        bytes
    }

    fn from_bytes(bytes: [u8; TERM_ENTRY]) -> Option<Self> {
        let all = bytes.iter().fold(0_u128, |all, byte| all << 8 | u128::from(*byte));
        let both = (all >> 32) as u64;
        let fits = crc32fast::hash(&both.to_be_bytes()) == all as u32;
        fits.then_some(Self { day: (both >> 32) as u32 as i32, number: both as u32 })
    }
}

/// Writes a snapshot. Keeps some twenty bytes for each archived record while it does.
pub(crate) struct Writer<'d> {
    disk: &'d dyn Disk,
    path: PathBuf,
    file: File,
    piece: Vec<u8>,
    hasher: Sha256,
    at: u64,
    open: u64,
    table: Vec<u64>,
    terms: Vec<Term>,
}

impl<'d> Writer<'d> {
    /// Begins in `path`, over whatever stands there.
    pub(crate) fn create(disk: &'d dyn Disk, path: &Path) -> Result<Self, StoreError> {
        let file = File::create(path).map_err(io_at(path))?;
        let path = path.to_owned();
        let (piece, hasher) = (Vec::with_capacity(2 * PIECE), Sha256::new());
        let (table, terms) = (Vec::new(), Vec::new());
        Ok(Self { disk, path, file, piece, hasher, at: 0, open: 0, table, terms })
    }

    /// Adds an open record; all of them come before the archived ones, in order of path.
    pub(crate) fn open_record(&mut self, path: &[u8], line: &[u8]) -> Result<(), StoreError> {
        self.frame(self.open, &[path, line])?;
        self.open += 1;
        Ok(())
    }

    /// Adds an archived record, in order of path.
    pub(crate) fn archived(
        &mut self,
        path: &[u8],
        erase_on: NaiveDate,
        line: &[u8],
    ) -> Result<(), StoreError> {
        let number = self.table.len();
        let term = Term { day: erase_on.num_days_from_ce(), number: number as u32 };
        self.table.push(self.at);
        self.terms.push(term);
        let day = erase_on.to_string();
        self.frame(self.open + number as u64, &[path, day.as_bytes(), line])
    }

    /// Finishes the file, gets it on disk, and reads it back.
    pub(crate) fn finish(mut self, generation: u64, version: u64) -> Result<Snapshot, StoreError> {
        self.terms.sort_unstable();
        let table = self.at;
        for offset in std::mem::take(&mut self.table) {
            self.push(&offset.to_le_bytes())?;
        }
        let terms = self.at;
        let archived = self.terms.len() as u64;
        for term in std::mem::take(&mut self.terms) {
            self.push(&term.to_bytes())?;
        }
        self.write_out()?;
        let sha256 = std::mem::take(&mut self.hasher).finalize().into();
        let open = self.open;
        let foot = Foot { generation, version, open, archived, table, terms, sha256 };
        self.foot(&foot)?;
        let snapshot = Snapshot { path: self.path, foot };
        snapshot.verify()?;
        Snapshot::open(&snapshot.path, generation)
    }

    fn foot(&mut self, foot: &Foot) -> Result<(), StoreError> {
        let at = self.at;
        let line = serde_json::to_vec(foot).map_err(|why| damaged(&self.path, at, why))?;
        self.frame(FOOT_SEQUENCE, &[&line])?;
        self.push(&at.to_le_bytes())?;
        self.write_out()?;
        self.disk.sync(&self.file).map_err(io_at(&self.path))
    }

    fn frame(&mut self, sequence: u64, parts: &[&[u8]]) -> Result<(), StoreError> {
        let mut frame = FrameBuffer::default();
        lines::open(frame.payload());
        parts.iter().for_each(|part| lines::push(frame.payload(), part));
        let sealed = frame.seal(sequence).map_err(io_at(&self.path))?;
        self.push(sealed)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.piece.extend_from_slice(bytes);
        self.at += bytes.len() as u64;
        if self.piece.len() >= PIECE { self.write_out() } else { Ok(()) }
    }

    fn write_out(&mut self) -> Result<(), StoreError> {
        self.hasher.update(&self.piece);
        self.disk.write(&mut self.file, &self.piece).map_err(io_at(&self.path))?;
        self.piece.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_and_a_flip_is_seen() {
        for (day, number) in [(739_000, 0), (-3, 7), (i32::MAX, u32::MAX)] {
            let term = Term { day, number };
            assert_eq!(Term::from_bytes(term.to_bytes()), Some(term));
            let mut bytes = term.to_bytes();
            bytes[2] ^= 4;
            assert_eq!(Term::from_bytes(bytes), None);
        }
    }
}
