//! The inbox as the rounds see it: parsed mails come out, handled ones are put away.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{Entry, Folder, Maildir, MaildirError, Terms};
use crate::domain::event::Event;
use crate::domain::ids::MailKey;
use crate::domain::post::JunkLine;
use crate::domain::time::Instant as Moment;
use crate::mail::opener::{HEAD_BYTES, Opener, Raw};
use crate::mail::{Arrived, MailError, Mailbox, nap};

/// A mail that could not be handled is looked at again after this.
const LATER: Duration = Duration::from_secs(600);
/// How often the folder is looked at.
const ROUND: Duration = Duration::from_millis(250);

/// When a plain file that was dropped into the inbox counts as whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// When it did not change for a second: it may still be copied.
    WhenStable,
    /// At once: nobody copies during a single pass.
    AtOnce,
}

/// The inbox of a mailbox on files.
#[derive(Debug)]
pub struct MaildirBox {
    maildir: Maildir,
    opener: Opener,
    arrival: Arrival,
    later: BTreeMap<Entry, Instant>,
    /// How often a mail could not be handled.
    failures: BTreeMap<Entry, u32>,
    /// The keys of the mails under review, so that each is read once; without one it is no mail.
    under_review: BTreeMap<Entry, Option<MailKey>>,
}

impl MaildirBox {
    /// Opens the mailbox in `root`.
    ///
    /// # Errors
    /// When a folder cannot be made or read.
    pub fn open(root: &Path, opener: Opener, arrival: Arrival) -> Result<Self, MaildirError> {
        let maildir = Maildir::open(root)?;
        let (later, failures, under_review) = Default::default();
        Ok(Self { maildir, opener, arrival, later, failures, under_review })
    }

    /// The key of a mail under review. One file that is no mail, or cannot be read, is said once and
    /// must not hold up the others.
    fn key(&self, entry: &Entry) -> Option<MailKey> {
        match self.read(entry) {
            Ok(Event::MailArrived(incoming)) => return Some(incoming.mail.key),
            Ok(_) => tracing::warn!(file = entry.name, "a file under review is no mail; move it"),
            Err(error) => tracing::warn!(%error, "a mail under review cannot be read"),
        }
        None
    }

    fn read(&self, entry: &Entry) -> Result<Event, MaildirError> {
        let (bytes, size) = self.maildir.read(entry, self.opener.bytes_max)?;
        let raw = match size {
            None => Raw::Whole(&bytes),
            Some(size) => Raw::Head { head: &bytes, size },
        };
        // Files may have been copied here from anywhere: their times say nothing of an arrival.
        Ok(self.opener.event(raw, entry.name.clone(), None))
    }
}

impl Mailbox for MaildirBox {
    type Entry = Entry;

    fn fetch(
        &mut self,
        most: usize,
        under_way: &BTreeSet<Entry>,
    ) -> Result<Vec<Arrived<Entry>>, MailError> {
        let now = Instant::now();
        self.later.retain(|_, until| *until > now);
        let waiting = self.maildir.waiting(self.arrival == Arrival::WhenStable)?;
        // Another mail may come under the name of one that somebody took away.
        self.failures.retain(|entry, _| waiting.contains(entry));
        let can_wait = |entry: &Entry| self.later.contains_key(entry) || under_way.contains(entry);
        let ready = waiting.into_iter().filter(|entry| !can_wait(entry));
        let mut arrived = Vec::new();
        for entry in ready.take(most).collect::<Vec<_>>() {
            match self.read(&entry) {
                Ok(event) => arrived.push(Arrived { entry, event }),
                Err(error) => {
                    // One file that cannot be read must not hold up the others.
                    tracing::warn!(%error, "a mail cannot be read; it stays where it is");
                    self.leave_for_later(&entry);
                }
            }
        }
        Ok(arrived)
    }

    fn put_away(&mut self, entries: &[(Entry, Folder)]) -> Vec<(Entry, MailError)> {
        let mut failed = Vec::new();
        for (entry, folder) in entries {
            match self.maildir.file(entry, *folder) {
                Ok(_) => drop(self.failures.remove(entry)),
                Err(error) => failed.push((entry.clone(), error.into())),
            }
        }
        failed
    }

    fn for_review(&mut self) -> Result<Vec<(Entry, MailKey)>, MailError> {
        let entries = self.maildir.in_folder(Folder::TerBeoordeling)?;
        self.under_review.retain(|entry, _| entries.contains(entry));
        for entry in entries {
            if !self.under_review.contains_key(&entry) {
                let key = self.key(&entry);
                self.under_review.insert(entry, key);
            }
        }
        let known = self.under_review.iter();
        Ok(known.filter_map(|(entry, key)| Some((entry.clone(), key.clone()?))).collect())
    }

    fn count_failure(&mut self, entry: &Entry) -> u32 {
        let failures = self.failures.entry(entry.clone()).or_default();
        *failures = failures.saturating_add(1);
        *failures
    }

    fn leave_for_later(&mut self, entry: &Entry) {
        self.later.insert(entry.clone(), Instant::now() + LATER);
    }

    /// A folder `junk/`, if somebody made one.
    fn junk(&mut self, since: Moment) -> Result<Vec<JunkLine>, MailError> {
        let mut lines = Vec::new();
        for (entry, at) in self.maildir.junk()? {
            let at = Moment::from(at);
            let read = if at >= since { self.maildir.read(&entry, HEAD_BYTES).ok() } else { None };
            lines.extend(read.map(|(head, _)| self.opener.junk_line(&head, at)));
        }
        Ok(lines)
    }

    fn forget(&mut self, terms: Terms) -> Result<usize, MailError> {
        Ok(self.maildir.forget(terms)?)
    }

    /// Nobody tells that a file came: the folder is looked at four times a second.
    fn wait(&mut self, at_most: Duration, stop: &Arc<AtomicBool>) {
        nap(at_most.min(ROUND), stop);
    }
}
