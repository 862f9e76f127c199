//! The journal: every commit since the last snapshot, one frame each. It is the truth.
//!
//! Appending is all or nothing: when a write or a sync fails, the file is cut back to the last whole
//! frame, and when even that fails no more is written until the store is opened anew. A damaged place
//! found at start is cut off into a file beside it: nothing is thrown away, and nothing before it is
//! lost. What stands behind damage in the middle is not replayed, because what it builds on is gone.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::StoreError;
use super::bodies::{LinePlace, Source};
use super::folder::{Folder, damaged, io_at};
use super::frame::{Frame, FrameBuffer, FrameReader, HEAD, Next, find_behind};
use super::index::Entry;
use super::lines::{self, Unreadable};
use super::recovery::{Cut, CutKind};
use crate::domain::state::{Change, SCHEMA};

/// An open journal.
#[derive(Debug)]
pub(crate) struct Journal {
    folder: Folder,
    path: PathBuf,
    file: File,
    /// Bytes of whole frames.
    length: u64,
    /// Sequence of the last frame; that of the snapshot while there is none.
    last: u64,
    halted: Option<String>,
}

/// A commit, ready to be appended and applied.
#[derive(Debug)]
pub(crate) struct Batch<'a> {
    frame: FrameBuffer,
    changes: &'a [Change],
    /// Where the line of each change stands in the frame: offset and length.
    spans: Vec<(usize, usize)>,
}

impl<'a> Batch<'a> {
    /// In a buffer that `into_frame` gave back, or a new one.
    pub(crate) fn new(changes: &'a [Change], frame: FrameBuffer) -> io::Result<Self> {
        let mut frame = frame.cleared();
        lines::open(frame.payload());
        let mut spans = Vec::with_capacity(changes.len());
        for change in changes {
            let at = frame.len();
            let length = lines::push_change(frame.payload(), change).map_err(io::Error::other)?;
            spans.push((at, length));
        }
        Ok(Self { frame, changes, spans })
    }

    pub(crate) fn into_frame(self) -> FrameBuffer {
        self.frame
    }

    /// The changes as the index takes them, for a frame that begins at `at`.
    pub(crate) fn entries(&self, at: u64) -> Vec<Entry<'_>> {
        let bytes = self.frame.bytes();
        let pairs = self.changes.iter().zip(&self.spans);
        pairs
            .map(|(change, (offset, length))| {
                let line = bytes.get(*offset..offset + length).unwrap_or_default();
                let place = LinePlace::of(Source::Journal, at + *offset as u64, line, SCHEMA);
                Entry { change: Cow::Borrowed(change), place }
            })
            .collect()
    }
}

impl Journal {
    /// Opens the journal of a generation and checks all of it; makes it if it is not there.
    /// `after`: version of the snapshot before it.
    pub(crate) fn open(
        folder: &Folder,
        generation: u64,
        after: u64,
    ) -> Result<(Self, Option<Cut>), StoreError> {
        let path = folder.journal(generation);
        let made = !path.exists();
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io_at(&path))?;
        if made {
            folder.sync()?;
        }
        let length = file.metadata().map_err(io_at(&path))?.len();
        let folder = folder.clone();
        let mut journal = Self { folder, path, file, length, last: after, halted: None };
        let damage = journal.scan()?;
        let cut = damage.map(|(at, detail)| journal.cut_off(at, detail)).transpose()?;
        journal.file.seek(SeekFrom::Start(journal.length)).map_err(io_at(&journal.path))?;
        // What was written just before a crash may be in the system's memory only; it counts from
        // now on, so it must be on disk.
        journal.folder.disk.sync(&journal.file).map_err(io_at(&journal.path))?;
        Ok((journal, cut))
    }

    /// Makes the empty journal of a new generation, over whatever a crash left there.
    pub(crate) fn create(folder: &Folder, generation: u64, after: u64) -> Result<Self, StoreError> {
        let path = folder.journal(generation);
        let file = File::create(&path).map_err(io_at(&path))?;
        folder.disk.sync(&file).map_err(io_at(&path))?;
        let folder = folder.clone();
        Ok(Self { folder, path, file, length: 0, last: after, halted: None })
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Takes no more from now on: what is on disk is uncertain.
    pub(crate) fn halt(&mut self, why: impl ToString) {
        self.halted = Some(why.to_string());
    }

    /// Appends the batch as the next frame; it is on disk when this returns. Gives the byte at which
    /// the frame begins.
    pub(crate) fn append(&mut self, batch: &mut Batch<'_>) -> Result<u64, StoreError> {
        if let Some(why) = &self.halted {
            let place = self.path.display().to_string();
            return Err(StoreError::Halted { place, why: why.clone() });
        }
        let sequence = self.last + 1;
        let frame = batch.frame.seal(sequence).map_err(io_at(&self.path))?;
        let at = self.length;
        let disk = &self.folder.disk;
        let written = disk.write(&mut self.file, frame).and_then(|()| disk.sync(&self.file));
        if let Err(error) = written {
            self.undo();
            return Err(io_at(&self.path)(error));
        }
        self.length += frame.len() as u64;
        self.last = sequence;
        Ok(at)
    }

    /// Cuts a failed write off. After a failed fsync Linux takes the pages for clean, so they must be
    /// cut away and written anew; the pages of earlier frames were synced before.
    fn undo(&mut self) {
        let disk = &self.folder.disk;
        let undone = disk
            .truncate(&self.file, self.length)
            .and_then(|()| disk.sync(&self.file))
            .and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
        if let Err(error) = undone {
            self.halt(format!("a failed write could not be undone ({error})"));
        }
    }

    /// Reads all frames; gives the first damage, and sets `length` and `last` to what stands before.
    fn scan(&mut self) -> Result<Option<(u64, String)>, StoreError> {
        let mut reader = FrameReader::open(&self.path).map_err(io_at(&self.path))?;
        loop {
            match reader.next().map_err(io_at(&self.path))? {
                Next::End => return Ok(None),
                Next::Frame(frame) if frame.sequence == self.last + 1 => {
                    // A journal of a newer program is whole and not ours to judge.
                    lines::split(&frame.payload)
                        .map_err(|why: Unreadable| why.at(&self.path, frame.at))?;
                    self.last = frame.sequence;
                }
                Next::Frame(frame) => {
                    let (found, wanted) = (frame.sequence, self.last + 1);
                    let detail = format!("frame {found} stands where {wanted} is expected");
                    return Ok(Some((frame.at, detail)));
                }
                Next::Damage { at, detail } => return Ok(Some((at, detail))),
            }
        }
    }

    fn cut_off(&mut self, at: u64, detail: String) -> Result<Cut, StoreError> {
        let whole = io_at(&self.path);
        let behind = find_behind(&self.path, at, self.last).map_err(whole)?;
        let kind = behind.map_or(CutKind::Tail, |next| CutKind::Middle { next });
        let stem = self.path.with_extension(format!("cut-{at}"));
        let stem = stem.file_name().and_then(|name| name.to_str()).unwrap_or("journal.cut");
        let aside = self.folder.free_name(stem);
        let bytes = self.copy_tail(at, &aside).map_err(io_at(&aside))?;
        self.folder.sync()?;
        let disk = &self.folder.disk;
        disk.truncate(&self.file, at).map_err(io_at(&self.path))?;
        disk.sync(&self.file).map_err(io_at(&self.path))?;
        self.length = at;
        Ok(Cut { place: self.path.clone(), at, bytes, detail, kind, aside })
    }

    fn copy_tail(&self, at: u64, aside: &Path) -> io::Result<u64> {
        let mut from = File::open(&self.path)?;
        from.seek(SeekFrom::Start(at))?;
        let mut to = File::create(aside)?;
        let bytes = io::copy(&mut from, &mut to)?;
        self.folder.disk.sync(&to)?;
        Ok(bytes)
    }

    /// Hands the commits after version `after` to `each`, one at a time.
    pub(crate) fn replay(
        &self,
        after: u64,
        mut each: impl FnMut(u64, &[Entry<'_>]) -> Result<(), StoreError>,
    ) -> Result<u64, StoreError> {
        let mut replayed = 0;
        if after >= self.last {
            return Ok(replayed);
        }
        let mut reader = FrameReader::open(&self.path).map_err(io_at(&self.path))?;
        loop {
            match reader.next().map_err(io_at(&self.path))? {
                Next::End => return Ok(replayed),
                Next::Frame(frame) if frame.sequence <= after => {}
                Next::Frame(frame) => {
                    each(frame.sequence, &self.entries(&frame)?)?;
                    replayed += 1;
                }
                Next::Damage { at, detail } => return Err(damaged(&self.path, at, detail)),
            }
        }
    }

    fn entries(&self, frame: &Frame) -> Result<Vec<Entry<'static>>, StoreError> {
        let fail = |why: Unreadable| why.at(&self.path, frame.at);
        let (schema, all) = lines::split(&frame.payload).map_err(fail)?;
        let entry = |(offset, line): lines::Line<'_>| {
            let at = frame.at + (HEAD + offset) as u64;
            let place = LinePlace::of(Source::Journal, at, line, schema);
            Ok(Entry { change: Cow::Owned(lines::read(schema, line)?), place })
        };
        all.into_iter().map(|line| entry(line).map_err(fail)).collect()
    }
}
