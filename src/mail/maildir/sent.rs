//! The courier that writes letters into `sent/`: the outgoing half of the mailbox on files.
//!
//! A letter's file is named after the letter, so that a second delivery finds the first. It is
//! written in `tmp`, flushed, and only then gets its name in `new`: there are no half letters. The
//! trap: a store that was restored from a backup gives the same identities to other letters, so a
//! file counts as this letter only when its bytes are the same.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Maildir, MaildirError, files_in, sync_folder};
use crate::domain::ids::LetterId;
use crate::domain::letter::{Handover, Letter, Sighting};
use crate::engine::Committed;
use crate::mail::Courier;

/// Carries letters into `sent/`.
#[derive(Debug)]
pub struct MaildirCourier {
    maildir: Maildir,
}

impl MaildirCourier {
    /// Opens the mailbox in `root`.
    ///
    /// # Errors
    /// When a folder cannot be made or read.
    pub fn open(root: &Path) -> Result<Self, MaildirError> {
        Ok(Self { maildir: Maildir::open(root)? })
    }
}

impl Courier for MaildirCourier {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        self.maildir.deliver(letter)
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        match self.maildir.find_copy(letter) {
            Ok(true) => Sighting::Seen,
            // The file is its own proof: where it is not, the letter never went out.
            Ok(false) => Sighting::SurelyNot,
            Err(_) => Sighting::NotSeen,
        }
    }
}

impl Maildir {
    /// Writes a letter into `sent/new`. `Accepted` when it is on disk, now or from an earlier try;
    /// `Deferred` with the reason when the disk refuses; `Refused` when another letter bears its name.
    /// Never `Unknown`: the file is its own proof.
    pub fn deliver(&self, letter: &Letter) -> Handover {
        self.try_deliver(letter)
            .unwrap_or_else(|error| Handover::Deferred { reply: error.to_string() })
    }

    /// Whether a copy of this letter lies in `sent/`; another letter under its name is none.
    pub fn find_copy(&self, letter: &Letter) -> Result<bool, MaildirError> {
        match self.copy_of(&letter.id)? {
            Some(found) => self.is_same(&found, letter),
            None => Ok(false),
        }
    }

    fn try_deliver(&self, letter: &Letter) -> Result<Handover, MaildirError> {
        let name = file_name(&letter.id);
        let new = self.root.join("sent/new");
        if let Some(found) = self.copy_of(&letter.id)? {
            if !self.is_same(&found, letter)? {
                return Ok(Handover::Refused { reply: name_is_taken(&found) });
            }
            // The earlier try may have ended between naming the file and flushing the folder.
            sync_folder(&new)?;
            return Ok(Handover::accepted(format!("already in {}", found.display())));
        }
        let draft = self.root.join("sent/tmp").join(&name);
        let written = || {
            let mut file = File::create(&draft)?;
            file.write_all(letter.mime.as_bytes())?;
            file.sync_all()
        };
        written().map_err(|e| MaildirError::new("cannot write letter", &draft, e))?;
        let place = new.join(&name);
        fs::rename(&draft, &place)
            .map_err(|e| MaildirError::new("cannot file letter", &place, e))?;
        sync_folder(&new)?;
        Ok(Handover::accepted(format!("written to sent/new/{name}")))
    }

    fn is_same(&self, found: &Path, letter: &Letter) -> Result<bool, MaildirError> {
        let path = self.root.join(found);
        let bytes = fs::read(&path).map_err(|e| MaildirError::new("cannot read", &path, e))?;
        Ok(bytes == letter.mime.as_bytes())
    }

    /// The copy in `new`, or in `cur` when a mail program has seen it and put its flags behind it.
    fn copy_of(&self, letter: &LetterId) -> Result<Option<PathBuf>, MaildirError> {
        let name = file_name(letter);
        let new = Path::new("sent/new").join(&name);
        if self.root.join(&new).exists() {
            return Ok(Some(new));
        }
        let seen = files_in(&self.root.join("sent/cur"))?.into_iter().find(|(entry, _)| {
            entry.name == name || entry.name.strip_prefix(&name).is_some_and(is_flags)
        });
        Ok(seen.map(|(entry, _)| Path::new("sent/cur").join(entry.name)))
    }
}

fn name_is_taken(found: &Path) -> String {
    format!(
        "another letter lies in {}, so this one was not sent; if the store was restored from a \
         backup, see what was sent since and write to the guest by hand",
        found.display()
    )
}

/// `:2,S` behind the name of a file in a Maildir; `;2,S` where `:` is not allowed.
fn is_flags(behind: &str) -> bool {
    behind.starts_with(":2,") || behind.starts_with(";2,")
}

/// The letter's identity as a file name. Two letters never share one: what is not plain is written
/// as its code.
fn file_name(letter: &LetterId) -> String {
    let mut name = String::new();
    for c in letter.as_str().chars() {
        if c.is_ascii_alphanumeric() || c == '-' || c == '_' || (c == '.' && !name.is_empty()) {
            name.push(c);
        } else {
            name.push_str(&format!("%{:x}%", u32::from(c)));
        }
    }
    // Without a name it would be hidden.
    let name = if name.is_empty() { "%" } else { &name };
    format!("{name}.eml")
}
