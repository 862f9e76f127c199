//! The folder with the files that staff asked for.
//!
//! A file is written before the answer that names it is committed: whoever reads the answer finds the
//! file. What fails after that leaves a file of which nobody heard; the next one takes its place. They
//! hold personal data, so only the user of the bot can read them, and they stay no longer than what
//! they were made from, nor than some days.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::Duration;

use crate::domain::ids::VisitId;
use crate::domain::state::{ArchiveKey, Change, Key};
use crate::domain::time::Instant;
use crate::whole;

/// A file is for now: it can be asked for again.
const KEPT: Duration = Duration::days(7);

/// A file with its bytes.
pub(super) type Written = (String, Vec<u8>);

/// Where files for staff go; nowhere in a rehearsal that has no folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Exports {
    folder: Option<PathBuf>,
}

impl Exports {
    pub(super) fn to(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// Writes them, each at once or not at all.
    ///
    /// # Errors
    /// In words for staff: what to mend.
    pub(super) fn write(&self, files: &[Written]) -> Result<(), String> {
        let Some(folder) = self.folder.as_deref().filter(|_| !files.is_empty()) else {
            return Ok(());
        };
        let all =
            || files.iter().try_for_each(|(name, bytes)| whole::replace(&folder.join(name), bytes));
        fs::create_dir_all(folder).and_then(|()| all()).map_err(|error| {
            format!("{}: {error}; make the folder writable for the bot", folder.display())
        })
    }

    /// What is erased from the records is erased here too.
    pub(super) fn forget(&self, changes: &[Change]) {
        for case in changes.iter().filter_map(erased) {
            let prefix = format!("{case}.").to_lowercase();
            self.remove(|name, _| name.starts_with(&prefix));
        }
    }

    /// Files that lie there for long go.
    pub(super) fn forget_old(&self, now: Instant) {
        let before = SystemTime::from(now - KEPT);
        self.remove(|_, written| written < before);
    }

    /// A folder that cannot be read or written holds up nothing else.
    fn remove(&self, which: impl Fn(&str, SystemTime) -> bool) {
        let Some(folder) = &self.folder else { return };
        if let Err(error) = remove(folder, which) {
            tracing::error!(%error, "files for staff whose term is over cannot be deleted");
        }
    }
}

fn erased(change: &Change) -> Option<VisitId> {
    match change {
        Change::Remove { key: Key::Visit(case) }
        | Change::Erase { key: ArchiveKey::Visit(case) } => Some(*case),
        Change::Put { .. }
        | Change::Archive { .. }
        | Change::Remove { .. }
        | Change::Erase { .. } => None,
    }
}

fn remove(folder: &Path, which: impl Fn(&str, SystemTime) -> bool) -> io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if which(&name, entry.metadata()?.modified()?) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
