//! The mailbox on files: what waits, where it is filed, and where our letters go.
//!
//! `inbox/` is a Maildir into which plain files may be dropped as well; `sent/` is a Maildir; the
//! folders for what is done hold plain files. One program at a time uses a mailbox (the store's
//! version is the fence). Mail is moved by rename, after its record is flushed; nothing is ever
//! overwritten, deleted or sent twice. The trap: a rename is on disk only when both folders are.

mod census;
mod inbox;
mod sent;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

pub use census::MaildirCensus;
pub use inbox::{Arrival, MaildirBox};
pub use sent::MaildirCourier;

use crate::clock::Clock;
use crate::mail::opener::HEAD_BYTES;
pub use crate::mail::{Folder, Terms};

/// A plain file in the inbox counts as whole when it did not change for this long.
const STILL_FOR: Duration = Duration::from_secs(1);

/// What went wrong with the box, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{action} {path}: {remedy}", path = path.display())]
pub struct MaildirError {
    /// What was tried: `cannot read`.
    action: &'static str,
    path: PathBuf,
    remedy: String,
    source: io::Error,
}

const REMEDIES: [(ErrorKind, &str); 7] = [
    (
        ErrorKind::PermissionDenied,
        "no permission; give the user that runs the bot read and write access to it",
    ),
    (ErrorKind::StorageFull, "no space left; make room on this disk"),
    (ErrorKind::QuotaExceeded, "the quota is used up; make room or raise it"),
    (ErrorKind::ReadOnlyFilesystem, "the disk is read-only; mount it for writing"),
    (ErrorKind::NotFound, "not there; check the path, and that nothing else moves mail"),
    (ErrorKind::NotADirectory, "a file stands where a folder must be; move it away"),
    (ErrorKind::AlreadyExists, "a file stands where a folder must be; move it away"),
];

impl MaildirError {
    fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        let kind = source.kind();
        let remedy = REMEDIES.iter().find(|(known, _)| *known == kind);
        let remedy = remedy.map_or("the disk did not do it", |(_, remedy)| *remedy);
        let remedy = format!("{remedy} ({source})");
        Self { action, path: path.to_owned(), remedy, source }
    }

    /// The kind of the cause, for whoever wants to try again.
    pub fn kind(&self) -> ErrorKind {
        self.source.kind()
    }
}

impl Folder {
    /// The name of the folder on disk.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verwerkt => "verwerkt",
            Self::TerBeoordeling => "ter-beoordeling",
            Self::Quarantaine => "quarantaine",
        }
    }
}

/// A mail that waits in the inbox.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name of its file, for messages to staff.
    pub name: String,
    path: PathBuf,
}

impl Entry {
    /// The file itself.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A mailbox on files.
#[derive(Debug)]
pub struct Maildir {
    root: PathBuf,
    /// Size and time of the plain files at the last look, and since when they are so: one that still
    /// changes is still written.
    seen: BTreeMap<PathBuf, (About, Instant)>,
}

impl Maildir {
    /// Opens the mailbox in `root` and creates the folders that are missing. Touches no mail.
    ///
    /// Errors: a folder that cannot be created or read.
    pub fn open(root: &Path) -> Result<Self, MaildirError> {
        for maildir in ["inbox", "sent"] {
            for part in ["tmp", "new", "cur"] {
                create(&root.join(maildir).join(part))?;
            }
        }
        for folder in Folder::ALL {
            create(&root.join(folder.name()))?;
        }
        Ok(Self { root: root.to_owned(), seen: BTreeMap::new() })
    }

    /// The mails that wait, by name: names in a Maildir begin with the second of arrival.
    ///
    /// A plain file in `inbox/` may still be growing. When `live`, it waits until its size and time
    /// have been the same for a second; a single pass takes it at once.
    pub fn waiting(&mut self, live: bool) -> Result<Vec<Entry>, MaildirError> {
        self.waiting_at(Instant::now(), live)
    }

    fn waiting_at(&mut self, now: Instant, live: bool) -> Result<Vec<Entry>, MaildirError> {
        let inbox = self.root.join("inbox");
        let mut entries = Vec::new();
        for part in ["new", "cur"] {
            entries.extend(files_in(&inbox.join(part))?.into_iter().map(|(entry, _)| entry));
        }
        let mut seen = BTreeMap::new();
        for (entry, about) in files_in(&inbox)? {
            if !is_unfinished(&entry.name) {
                let before = self.seen.get(&entry.path).filter(|(seen, _)| *seen == about);
                let since = before.map_or(now, |(_, since)| *since);
                let whole = !live || now.duration_since(since) >= STILL_FOR;
                seen.insert(entry.path.clone(), (about, since));
                entries.extend(whole.then_some(entry));
            }
        }
        self.seen = seen;
        entries.sort();
        Ok(entries)
    }

    /// The bytes of a mail; of one larger than `bytes_max` only the beginning, with its size.
    ///
    /// Errors: `NotFound` when it was moved meanwhile, or it cannot be read.
    pub fn read(
        &self,
        entry: &Entry,
        bytes_max: u64,
    ) -> Result<(Vec<u8>, Option<u64>), MaildirError> {
        let failed = |source| MaildirError::new("cannot read", &entry.path, source);
        let file = File::open(&entry.path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        let limit = if size > bytes_max { HEAD_BYTES.min(bytes_max) } else { bytes_max };
        let mut bytes = Vec::new();
        // The limit holds even if the file grows while it is read.
        file.take(limit).read_to_end(&mut bytes).map_err(failed)?;
        Ok((bytes, (size > bytes_max).then_some(size)))
    }

    /// Moves a mail to where it ends up and answers its new place, on disk when this returns. Only
    /// after its record is flushed. Doing it again after a crash is harmless.
    ///
    /// Errors: it cannot be moved; then it still waits.
    pub fn file(&self, entry: &Entry, folder: Folder) -> Result<PathBuf, MaildirError> {
        let target = self.root.join(folder.name());
        let to = free_name(&target, &entry.name);
        if entry.path.starts_with(self.root.join("inbox")) {
            mark_arrival(&entry.path);
        }
        match fs::rename(&entry.path, &to) {
            Ok(()) => {}
            // Moved before, and the crash came before anybody was told.
            Err(e) if e.kind() == ErrorKind::NotFound && target.join(&entry.name).exists() => {
                return Ok(target.join(&entry.name));
            }
            Err(e) => return Err(MaildirError::new("cannot move mail to", &to, e)),
        }
        sync_folder(&target)?;
        if let Some(from) = entry.path.parent() {
            sync_folder(from)?;
        }
        Ok(to)
    }

    /// The mails in a folder, in order of their names.
    ///
    /// Errors: the folder cannot be read.
    pub fn in_folder(&self, folder: Folder) -> Result<Vec<Entry>, MaildirError> {
        let listed = files_in(&self.root.join(folder.name()))?;
        let mut entries: Vec<Entry> = listed.into_iter().map(|(entry, _)| entry).collect();
        entries.sort();
        Ok(entries)
    }

    /// Deletes what was handled, quarantined or sent and came before its term; never what waits.
    ///
    /// Errors: a folder that cannot be read, or a file that cannot be removed.
    pub fn forget(&self, terms: Terms) -> Result<usize, MaildirError> {
        let Terms { handled, unwanted } = terms;
        let mut gone = 0;
        for (name, before) in [
            (Folder::Verwerkt.name(), handled),
            (Folder::Quarantaine.name(), unwanted),
            ("sent/new", handled),
            ("sent/cur", handled),
        ] {
            let listed = files_in(&self.root.join(name))?.into_iter();
            for (entry, _) in listed.filter(|(_, (_, time))| time.is_some_and(|t| t < before)) {
                let removed = fs::remove_file(&entry.path);
                removed.map_err(|e| MaildirError::new("cannot remove", &entry.path, e))?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// What lies in `junk/`, each with the time of its last change.
    ///
    /// Errors: the folder is there and cannot be read.
    pub fn junk(&self) -> Result<Vec<(Entry, SystemTime)>, MaildirError> {
        let folder = self.root.join("junk");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let files = files_in(&folder)?.into_iter();
        Ok(files.filter_map(|(entry, (_, changed))| Some((entry, changed?))).collect())
    }

    /// The names of the files in a folder, in order: with `waiting` they are all mail that ever came.
    pub fn filed(&self, folder: Folder) -> Result<Vec<String>, MaildirError> {
        let mut names: Vec<String> = files_in(&self.root.join(folder.name()))?
            .into_iter()
            .map(|(entry, _)| entry.name)
            .collect();
        names.sort();
        Ok(names)
    }
}

fn create(folder: &Path) -> Result<(), MaildirError> {
    fs::create_dir_all(folder).map_err(|e| MaildirError::new("cannot create folder", folder, e))
}

/// Makes names in a folder durable (POSIX keeps them in memory until then).
fn sync_folder(folder: &Path) -> Result<(), MaildirError> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|e| MaildirError::new("cannot flush folder", folder, e))
}

/// Names that mail programs and copying programs give to files that are not finished.
fn is_unfinished(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".part", ".tmp", ".partial", ".crdownload", ".swp", "~"].iter().any(|end| lower.ends_with(end))
}

/// Terms go by the time of a file. A file that was copied in may bear the time of its original and
/// would be swept at once, so it gets the moment at which it was taken in.
fn mark_arrival(path: &Path) {
    let now = SystemTime::from(Clock::System.now());
    if let Err(error) = File::open(path).and_then(|file| file.set_modified(now)) {
        // The mail is handled all the same; only its term may be over too soon.
        let path = path.display();
        tracing::warn!(%path, %error, "the time of arrival cannot be set; let the bot own its mail");
    }
}

/// Size in bytes, and time of the last change.
type About = (u64, Option<SystemTime>);
type Listed = (Entry, About);

/// The plain files in a folder, hidden ones and links left out.
fn files_in(folder: &Path) -> Result<Vec<Listed>, MaildirError> {
    let failed = |source| MaildirError::new("cannot list", folder, source);
    let mut files = Vec::new();
    for item in fs::read_dir(folder).map_err(failed)? {
        let path = item.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_file() => {
                files.push((Entry { name, path }, (about.len(), about.modified().ok())));
            }
            // Another program took it between listing and looking.
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            Ok(_) => {}
            Err(e) => return Err(MaildirError::new("cannot look at", &path, e)),
        }
    }
    Ok(files)
}

/// A path in `folder` that is not taken: `name`, else `name-2`, `name-3`, ... before the extension.
fn free_name(folder: &Path, name: &str) -> PathBuf {
    let plain = folder.join(name);
    let taken = |path: &Path| fs::symlink_metadata(path).is_ok();
    if !taken(&plain) {
        return plain;
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        Some(_) | None => (name, String::new()),
    };
    (2_u64..)
        .map(|nth| folder.join(format!("{stem}-{nth}{extension}")))
        .find(|path| !taken(path))
        .unwrap_or(plain)
}

#[cfg(test)]
mod tests;
