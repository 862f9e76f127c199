//! The folder of a store: the names in it, the lock on it, and which generation counts.
//!
//! Every compaction begins a generation `n`: `snapshot-n` (all up to a version), `journal-n` (all
//! since) and `index-n` (derived from both). The snapshot gets its name last, by one rename: from that
//! moment generation `n` is the store, before it generation `n - 1` is, and what belongs to another
//! generation is a leftover. Generation 0 has no snapshot.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::StoreError;
use super::disk::Disk;

/// Times that something held by this program is waited for, 10 ms each.
pub(crate) const PATIENCE: u32 = 100;

/// The folder with the seam to the file system.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) disk: Arc<dyn Disk>,
}

/// Turns an error of the file system into one that names its place.
pub(crate) fn io_at(place: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let place = place.display().to_string();
    move |source| StoreError::Io { place, source }
}

pub(crate) fn damaged(place: &Path, at: u64, detail: impl ToString) -> StoreError {
    StoreError::Damaged { place: place.display().to_string(), at, detail: detail.to_string() }
}

impl Folder {
    /// Makes the folder if it is not there, and takes it for this process. The system takes the lock
    /// back when the process ends, however it ends; the file stays and means nothing by itself.
    pub(crate) fn take(path: &Path, disk: Arc<dyn Disk>) -> Result<(Self, File), StoreError> {
        if !path.exists() {
            fs::create_dir_all(path).map_err(io_at(path))?;
            let above = path.parent().filter(|above| !above.as_os_str().is_empty());
            let above = above.unwrap_or(Path::new("."));
            disk.sync_folder(above).map_err(io_at(above))?;
        }
        let lock_path = path.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(io_at(&lock_path))?;
        // A lock goes along with a fork, so while this program starts another one, a lock that was
        // just let go may be held a moment longer, until that one's exec.
        for _ in 0..PATIENCE / 2 {
            match lock.try_lock() {
                Ok(()) => return Ok((Self { path: path.to_owned(), disk }, lock)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
                Err(TryLockError::Error(source)) => return Err(io_at(&lock_path)(source)),
            }
        }
        Err(StoreError::InUse(path.display().to_string()))
    }

    pub(crate) fn snapshot(&self, generation: u64) -> PathBuf {
        self.path.join(format!("snapshot-{generation}"))
    }

    pub(crate) fn snapshot_in_making(&self) -> PathBuf {
        self.path.join("snapshot.tmp")
    }

    pub(crate) fn journal(&self, generation: u64) -> PathBuf {
        self.path.join(format!("journal-{generation}"))
    }

    pub(crate) fn index(&self, generation: u64) -> PathBuf {
        self.path.join(format!("index-{generation}"))
    }

    /// The generation that counts: that of the newest snapshot.
    pub(crate) fn generation(&self) -> Result<u64, StoreError> {
        let numbers = self.names()?.into_iter();
        Ok(numbers.filter_map(|name| number_behind(&name, "snapshot-")).max().unwrap_or(0))
    }

    /// A name that is free, for something set aside: `index.damaged-1`.
    pub(crate) fn free_name(&self, stem: &str) -> PathBuf {
        let name = |number: u64| self.path.join(format!("{stem}-{number}"));
        (1..).map(name).find(|path| !path.exists()).unwrap_or_else(|| self.path.join(stem))
    }

    /// Sets aside under a name made of `stem`, and gives that name.
    pub(crate) fn set_aside(&self, what: &Path, stem: &str) -> Result<PathBuf, StoreError> {
        let aside = self.free_name(stem);
        self.disk.rename(what, &aside).map_err(io_at(what))?;
        self.sync()?;
        Ok(aside)
    }

    /// Refuses a folder from which a part of the truth was taken away, before anything is made anew
    /// in its place: every store has the journal of its generation, from its first moment on.
    pub(crate) fn check_whole(&self, generation: u64) -> Result<(), StoreError> {
        let journal = self.journal(generation);
        let names = self.names()?;
        let of_a_store = |name: &String| generation_of(name).is_some();
        if !journal.exists() && names.iter().any(of_a_store) {
            return Err(damaged(
                &journal,
                0,
                "it is missing; put it back from the backup, or go on \
                without it by making an empty file of that name",
            ));
        }
        let later = names.iter().filter_map(|name| number_behind(name, "journal-"));
        for path in later.filter(|later| *later > generation).map(|later| self.journal(later)) {
            if path.metadata().map_err(io_at(&path))?.len() > 0 {
                return Err(damaged(
                    &path,
                    0,
                    "the snapshot before it is missing; put that back \
                    from the backup",
                ));
            }
        }
        Ok(())
    }

    /// Removes what other generations left. Damaged copies of an index go too when `tidy` is set:
    /// they hold nothing that is not elsewhere, except what should have been erased.
    pub(crate) fn remove_leftovers(&self, generation: u64, tidy: bool) -> Result<(), StoreError> {
        let mut removed = false;
        for name in self.names()? {
            let of = generation_of(&name);
            let outdated = of.is_some_and(|of| of != generation) || name == "snapshot.tmp";
            if outdated || (tidy && name.starts_with("index.damaged-")) {
                let path = self.path.join(&name);
                self.remove(&path)?;
                removed = true;
            }
        }
        if removed { self.sync() } else { Ok(()) }
    }

    /// Removes a file or a folder. sled's own threads may still put a file into the folder of an index
    /// that was just closed, so a folder that is not empty after all is tried again for a while.
    pub(crate) fn remove(&self, path: &Path) -> Result<(), StoreError> {
        for _ in 0..PATIENCE {
            match self.disk.remove(path) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::NotFound && !path.exists() => {
                    return Ok(());
                }
                Err(error)
                    if matches!(
                        error.kind(),
                        ErrorKind::DirectoryNotEmpty | ErrorKind::NotFound
                    ) => {}
                Err(error) => return Err(io_at(path)(error)),
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        self.disk.remove(path).map_err(io_at(path))
    }

    /// Returns when the names in the folder are on disk.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        self.disk.sync_folder(&self.path).map_err(io_at(&self.path))
    }

    fn names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(io_at(&self.path))? {
            let entry = entry.map_err(io_at(&self.path))?;
            names.extend(entry.file_name().into_string());
        }
        names.sort();
        Ok(names)
    }
}

/// The generation that a file or folder belongs to.
fn generation_of(name: &str) -> Option<u64> {
    ["snapshot-", "journal-", "index-"].iter().find_map(|kind| number_behind(name, kind))
}

/// `7` for `journal-7`; nothing for `journal-7.cut-120`.
fn number_behind(name: &str, kind: &str) -> Option<u64> {
    name.strip_prefix(kind)?.parse().ok()
}
