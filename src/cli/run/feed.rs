//! Keeps the files of the agenda current: one for staff, one for each wijk (`words::feed`).
//!
//! A file is replaced at once or not at all, so that whoever reads it never sees half of one, and only
//! when it differs. A folder that cannot be written holds up nothing: it is logged when it begins and
//! when it is over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::desk::Desk;
use crate::domain::ids::VisitId;
use crate::domain::time::Instant;
use crate::engine::queue::{Changed, Submit, Those};
use crate::store::StoreError;
use crate::words::feed::{self, AgendaFile, Entry};
use crate::words::{Words, WordsError};

/// Expired options go when something else changes, or after this.
const WRITE_AGAIN_MINUTES: i64 = 10;
/// Visits that are read in one look, so that none holds up the desk.
const VISITS_A_LOOK: usize = 64;

/// The folder with the agenda, and what it shows.
#[derive(Debug)]
pub(super) struct AgendaFolder {
    folder: PathBuf,
    desk: Arc<Desk>,
    words: Arc<Words>,
    /// Every open visit that has a moment, also where its wijk closed since.
    shown: BTreeMap<VisitId, Shown>,
    /// When the files were last as they should be.
    written: Option<Instant>,
    is_failing: bool,
}

/// What is kept for one visit, in one version of it.
#[derive(Debug, Default)]
struct Shown {
    version: u32,
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
        let (shown, written, is_failing) = (BTreeMap::new(), None, false);
        Self { folder, desk, words, shown, written, is_failing }
    }

    /// Brings the files in line with the visits at `now`.
    pub(super) fn follow(&mut self, engine: &mut impl Submit, now: Instant) {
        match self.renew(engine, now) {
            Ok(()) => {
                if std::mem::take(&mut self.is_failing) {
                    tracing::info!("the agenda is written again");
                }
            }
            // The bot is about to end, or to begin anew.
            Err(Fault::Store(StoreError::Stopped)) => {}
            Err(error) => {
                self.written = None;
                if !std::mem::replace(&mut self.is_failing, true) {
                    tracing::error!(%error, "the agenda cannot be written");
                }
            }
        }
    }

    fn renew(&mut self, engine: &mut impl Submit, now: Instant) -> Result<(), Fault> {
        loop {
            let changed = engine.changed(Those::WithAMoment, self.known(), VISITS_A_LOOK)?;
            if !self.take_in(changed) {
                break;
            }
            self.written = None;
        }
        let is_old = |at: Instant| now - at >= chrono::Duration::minutes(WRITE_AGAIN_MINUTES);
        // Whoever throws it away gets it back, though nothing in it changed.
        let is_there = self.folder.join(feed::AGENDA_OF_ALL).exists();
        if !is_there || self.written.is_none_or(is_old) {
            self.write(now)?;
            self.written = Some(now);
        }
        Ok(())
    }

    fn known(&self) -> BTreeMap<VisitId, u32> {
        self.shown.iter().map(|(visit, shown)| (*visit, shown.version)).collect()
    }

    /// Whether anything was not as it is shown.
    fn take_in(&mut self, Changed { visits, lost, gone }: Changed) -> bool {
        let is_news = !(visits.is_empty() && lost.is_empty() && gone.is_empty());
        for visit in visits {
            let entries = feed::of_visit(&self.desk, &visit).collect();
            self.shown.insert(visit.id, Shown { version: visit.version, entries });
        }
        // The last that is known of it stays in the agenda.
        for (visit, version) in lost {
            self.shown.entry(visit).or_default().version = version;
        }
        for visit in gone {
            self.shown.remove(&visit);
        }
        is_news
    }

    fn write(&self, now: Instant) -> Result<(), Fault> {
        let kept = self.shown.values().flat_map(|shown| &shown.entries);
        let files = self.words.agenda(&self.desk, &feed::standing(kept, now))?;
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
    use crate::domain::stage::Stage;
    use crate::words::chat_specimen as specimen;

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
    fn of_a_visit_that_is_lost_the_last_that_is_known_stays_until_it_is_gone() {
        let words = Arc::new(Words::from_sources([]).unwrap());
        let mut agenda = AgendaFolder::new(PathBuf::new(), Arc::new(specimen::desk()), words);
        let visit = specimen::visit(Stage::Confirmed);
        let (id, version) = (visit.id, visit.version);
        assert!(agenda.take_in(Changed { visits: vec![visit], ..Changed::default() }));
        let lost = vec![(id, version + 1)];
        assert!(agenda.take_in(Changed { lost, ..Changed::default() }));
        assert_eq!(agenda.known(), BTreeMap::from([(id, version + 1)]));
        assert_eq!(agenda.shown[&id].entries.len(), 1);
        assert!(agenda.take_in(Changed { gone: vec![id], ..Changed::default() }));
        assert!(agenda.shown.is_empty() && !agenda.take_in(Changed::default()));
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
