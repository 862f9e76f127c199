//! The seam to the file system: every write of the store that must not fail half-way.
//!
//! The default methods are the real thing; a test overrides some to run out of space or to stop at a
//! given step. sled's own files do not pass here: they are derived, and may be lost at any moment.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// What the store asks of a file system.
pub trait Disk: std::fmt::Debug + Send + Sync {
    /// Writes all of `bytes` at the position of `file`.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    /// Returns when the contents are on disk (fdatasync).
    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }

    /// Makes `file` `length` bytes long.
    fn truncate(&self, file: &File, length: u64) -> io::Result<()> {
        file.set_len(length)
    }

    /// Gives a file or folder another name, at once or not at all.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    /// Removes a file, or a folder with all it holds.
    fn remove(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    }

    /// Returns when names made, changed or removed in `folder` are on disk: syncing a file does not
    /// sync its name (fsync(2)).
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}

/// The file system as it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {}
