//! Counts what lies in a mailbox on files. Makes no folder and moves no mail, as `Maildir::open` would.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use chrono::DateTime;

use super::{Entry, Folder, Maildir, MaildirError, files_in, is_unfinished};
use crate::domain::time::Instant;
use crate::mail::opener::{Opener, Raw};
use crate::mail::{Census, CensusFolder, CensusLine, MailError};

/// A mailbox on files, for looking only.
#[derive(Debug)]
pub struct MaildirCensus {
    maildir: Maildir,
    opener: Opener,
}

impl MaildirCensus {
    pub fn new(root: PathBuf, opener: Opener) -> Self {
        Self { maildir: Maildir { root, seen: BTreeMap::new() }, opener }
    }

    fn inbox(&self) -> Result<Vec<Entry>, MaildirError> {
        let mut entries = self.entries("inbox/new")?;
        entries.extend(self.entries("inbox/cur")?);
        let dropped = self.entries("inbox")?.into_iter();
        entries.extend(dropped.filter(|entry| !is_unfinished(&entry.name)));
        Ok(entries)
    }

    fn entries(&self, name: &str) -> Result<Vec<Entry>, MaildirError> {
        let folder = self.maildir.root.join(name);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut entries: Vec<Entry> =
            files_in(&folder)?.into_iter().map(|(entry, _)| entry).collect();
        entries.sort();
        Ok(entries)
    }

    fn counted(&self, name: &str, folder: Option<Folder>, entries: Vec<Entry>) -> CensusFolder {
        let lines: Vec<CensusLine> = entries.into_iter().map(|entry| self.line(entry)).collect();
        CensusFolder { folder, name: name.to_owned(), mails: lines.len(), lines }
    }

    fn line(&self, entry: Entry) -> CensusLine {
        let read = self.maildir.read(&entry, self.opener.bytes_max).ok();
        let label = read.map(|(bytes, size)| {
            self.opener.label(match size {
                None => Raw::Whole(&bytes),
                Some(size) => Raw::Head { head: &bytes, size },
            })
        });
        let (key, about) = label.unzip();
        let name = format!("{} {}", entry.name, about.unwrap_or_default());
        CensusLine { name, key, since: lies_since(&entry), is_deleted: false }
    }
}

/// When the file came to lie where it does: a copied file may bear the time of its original.
fn lies_since(entry: &Entry) -> Option<Instant> {
    let about = fs::symlink_metadata(&entry.path).ok()?;
    DateTime::from_timestamp(about.ctime(), 0)
}

impl Census for MaildirCensus {
    fn count(&mut self) -> Result<Vec<CensusFolder>, MailError> {
        let mut folders = vec![self.counted("inbox", None, self.inbox()?)];
        for folder in Folder::ALL {
            let entries = self.entries(folder.name())?;
            folders.push(self.counted(folder.name(), Some(folder), entries));
        }
        Ok(folders)
    }
}
