//! Keeps the files of the agenda current: one for staff, one for each wijk (`words::feed`).
//!
//! A file is replaced at once or not at all, so that whoever reads it never sees half of one, and only
//! when it differs. A folder that cannot be written holds up nothing: it is logged when it begins and
//! when it is over.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::desk::Desk;
use crate::domain::ids::VisitId;
use crate::domain::time::Instant;
use crate::engine::visits::Lookup;
use crate::store::StoreError;
use crate::words::feed::{self, AgendaFile, Entry};
use crate::words::{Words, WordsError};

/// Expired options go when something else changes, or after this.
const LOOK_AGAIN_MINUTES: i64 = 10;

/// The folder with the agenda, and what was last written there.
#[derive(Debug)]
pub(super) struct AgendaFolder {
    folder: PathBuf,
    desk: Arc<Desk>,
    words: Arc<Words>,
    written: Option<Seen>,
    is_failing: bool,
}

/// The visits at a look, and when that was.
type Seen = (Vec<(VisitId, u32)>, Instant);

/// What a look at the state found.
#[derive(Debug)]
pub(super) struct Look {
    seen: Seen,
    entries: Vec<Entry>,
}

/// Why the agenda was not written.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Words(#[from] WordsError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{}: {error}; make the folder writable for the bot, or name another under [feed]", folder.display())]
    Disk { folder: PathBuf, error: io::Error },
}

impl AgendaFolder {
    pub(super) fn new(folder: PathBuf, desk: Arc<Desk>, words: Arc<Words>) -> Self {
        Self { folder, desk, words, written: None, is_failing: false }
    }

    /// What to ask of the state, wherever it is: nothing comes back if nothing changed.
    pub(super) fn question(
        &self,
    ) -> impl FnOnce(&dyn Lookup, Instant) -> Result<Option<Look>, StoreError> + Send + use<> {
        let (desk, written) = (Arc::clone(&self.desk), self.written.clone());
        move |kept, now| {
            let versions = feed::versions(kept.state());
            let is_old = |at: Instant| now - at >= chrono::Duration::minutes(LOOK_AGAIN_MINUTES);
            if written.is_some_and(|(before, at)| before == versions && !is_old(at)) {
                return Ok(None);
            }
            let mut entries = Vec::new();
            for visit in feed::holders(kept.state(), now) {
                entries.extend(feed::of_visit(&desk, &*kept.visit(visit)?, now));
            }
            Ok(Some(Look { entries: feed::in_order(entries), seen: (versions, now) }))
        }
    }

    /// Writes what was found.
    pub(super) fn keep(&mut self, found: Result<Option<Look>, StoreError>) {
        let written = found
            .map_err(Fault::from)
            .and_then(|look| look.map(|look| self.write(&look.entries).map(|()| look)).transpose());
        match written {
            Ok(None) => {}
            Ok(Some(look)) => {
                if std::mem::take(&mut self.is_failing) {
                    tracing::info!("the agenda is written again");
                }
                self.written = Some(look.seen);
            }
            Err(error) => {
                if !std::mem::replace(&mut self.is_failing, true) {
                    tracing::error!(%error, "the agenda cannot be written");
                }
            }
        }
    }

    fn write(&self, entries: &[Entry]) -> Result<(), Fault> {
        let files = self.words.agenda(&self.desk, entries)?;
        replace(&self.folder, &files)
            .map_err(|error| Fault::Disk { folder: self.folder.clone(), error })
    }
}

/// Makes the folder hold exactly these files of the agenda.
fn replace(folder: &Path, files: &[AgendaFile]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut changed = false;
    for AgendaFile { name, text } in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
            continue;
        }
        let half = folder.join(format!(".{name}.half"));
        let mut file = File::create(&half)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&half, &path)?;
        changed = true;
    }
    changed |= remove_others(folder, files)?;
    if changed { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes the agenda of a wijk that is no more. Files of other names are not ours.
fn remove_others(folder: &Path, files: &[AgendaFile]) -> io::Result<bool> {
    let ours: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let mut removed = false;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("agenda-") && name.ends_with(".ics") && !ours.contains(name.as_str()) {
            fs::remove_file(entry.path())?;
            removed = true;
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> AgendaFile {
        AgendaFile { name: name.to_owned(), text: text.to_owned() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_only_when_it_differs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda.ics");
        replace(folder.path(), &[file("agenda.ics", "one")]).unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        replace(folder.path(), &[file("agenda.ics", "one")]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        replace(folder.path(), &[file("agenda.ics", "two")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    }

    #[test]
    fn the_file_of_a_wijk_that_is_gone_goes_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("lees-mij.txt"), "of a colleague").unwrap();
        let both = [file("agenda.ics", ""), file("agenda-oude-wijk.ics", "")];
        replace(folder.path(), &both).unwrap();
        replace(folder.path(), &[file("agenda.ics", "")]).unwrap();
        assert_eq!(names(folder.path()), ["agenda.ics", "lees-mij.txt"]);
    }
}
