//! The edge for mail: raw bytes become a `domain::Mail`, and finished letters leave through a box.
//!
//! `parse` is pure and total: whatever arrives, it answers with a mail or with a reason, in bounded
//! time. `maildir` is the mailbox on files, `imap` the one on a server and `smtp` the courier to one;
//! `oauth`, `tls` and `latch` are what these two share, and `dns` is what `check` asks. Nothing here
//! decides what a mail leads to.
//!
//! A `Mailbox` gives mails out as events and puts them away when their record is on disk; the rounds
//! (`crate::rounds`) know no other side of it. A `Courier` carries letters out.

mod body;
mod calendar;
pub mod dns;
mod headers;
pub mod html;
pub mod imap;
pub mod latch;
pub mod maildir;
pub mod oauth;
pub mod opener;
pub mod parse;
mod phrases;
pub mod smtp;
pub mod tls;
pub mod verdict;
pub mod zones;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::domain::event::Event;
use crate::domain::ids::MailKey;
use crate::domain::letter::{Handover, Letter, Sighting};
use crate::domain::post::JunkLine;
use crate::domain::time::Instant;
use crate::engine::Committed;
use imap::ImapError;
use maildir::MaildirError;

/// Where mail waits, and where it is put away.
pub trait Mailbox {
    /// What names a mail in the box.
    type Entry: Clone + Ord + Send;

    /// At most `most` mails that wait, as events. What is left for later is not among them, nor what is
    /// `under_way`: whoever asks has those already.
    ///
    /// # Errors
    /// When the box cannot be read.
    fn fetch(
        &mut self,
        most: usize,
        under_way: &BTreeSet<Self::Entry>,
    ) -> Result<Vec<Arrived<Self::Entry>>, MailError>;

    /// Moves mails to where they end up, and gives those that could not be moved: they still wait,
    /// and are known when they come again. Only after their records are on disk.
    fn put_away(&mut self, entries: &[(Self::Entry, Folder)]) -> Vec<(Self::Entry, MailError)>;

    /// The mails that were put away for review, each with the key of its record.
    ///
    /// # Errors
    /// When the box cannot be read.
    fn for_review(&mut self) -> Result<Vec<(Self::Entry, MailKey)>, MailError>;

    /// Counts one more time that a mail could not be handled, and gives how often that was so far.
    fn count_failure(&mut self, entry: &Self::Entry) -> u32;

    /// The mail could not be handled now: it stays, and comes again after a while.
    fn leave_for_later(&mut self, entry: &Self::Entry);

    /// What came into Junk since `since`. Nobody answers it or reads further.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn junk(&mut self, since: Instant) -> Result<Vec<JunkLine>, MailError> {
        // A box without such a folder has nothing to show.
        let _ = since;
        Ok(Vec::new())
    }

    /// Under which number the server counts its mails (UIDVALIDITY, RFC 3501), as far as known. When
    /// it changes, all mails have other numbers than before.
    fn numbering(&self) -> Option<u32> {
        None
    }

    /// Deletes handled mail and copies of letters whose term is over, and says how many.
    ///
    /// # Errors
    /// When the box cannot be read, or something in it not be deleted.
    fn forget(&mut self, terms: Terms) -> Result<usize, MailError>;

    /// Returns when something may have come, at the latest after `at_most`, and early when told to
    /// stop. That it returns is a hint and proves nothing.
    fn wait(&mut self, at_most: Duration, stop: &Arc<AtomicBool>);
}

/// What came before these moments has no business in the box any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Handled mail, and copies of letters sent.
    pub handled: SystemTime,
    /// What lies in quarantine.
    pub unwanted: SystemTime,
}

/// How often somebody who waits looks whether to stop.
const NAP: Duration = Duration::from_millis(50);

/// Sleeps, and returns early when told to stop.
pub fn nap(at_most: Duration, stop: &AtomicBool) {
    let mut left = at_most;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        let now = left.min(NAP);
        thread::sleep(now);
        left -= now;
    }
}

/// Where a mail ends up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// Answered, or filed with a reason.
    Verwerkt,
    /// Waits for staff.
    TerBeoordeling,
    /// Could not be read.
    Quarantaine,
}

impl Folder {
    pub const ALL: [Self; 3] = [Self::Verwerkt, Self::TerBeoordeling, Self::Quarantaine];
}

/// A mail that waits, with the event that it is.
#[derive(Debug, Clone)]
pub struct Arrived<E> {
    pub entry: E,
    pub event: Event,
}

/// Counts what lies in a box, and changes nothing in it.
pub trait Census {
    /// The inbox and the folders of handled mail.
    ///
    /// # Errors
    /// When the box cannot be read.
    fn count(&mut self) -> Result<Vec<CensusFolder>, MailError>;
}

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CensusFolder {
    /// `None`: the inbox.
    pub folder: Option<Folder>,
    /// As the box calls it.
    pub name: String,
    /// How many mails the box says there are.
    pub mails: usize,
    pub lines: Vec<CensusLine>,
}

/// A mail that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CensusLine {
    /// Its file or UID, and who wrote about what, for whoever looks for it.
    pub name: String,
    /// `None` when it cannot be read.
    pub key: Option<MailKey>,
    /// Since when it is in the box, if that is known.
    pub since: Option<Instant>,
    /// Marked as deleted, and kept until somebody clears the folder.
    pub is_deleted: bool,
}

/// Carries letters out of the building.
pub trait Courier {
    /// Hands one letter over. Only what is on disk can be handed over.
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover;

    /// Looks for our own copy of a letter whose fate is unknown.
    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting;

    /// No letter is due: the time for what could wait.
    fn rest(&mut self) {}

    /// Why the server cannot be reached, with the remedy; `None` when it can. Asked when letters were
    /// tried and none was accepted, and from then on now and then while there is a reason: no letter
    /// is tried until there is none, so a courier that gives one must try to reach the server here.
    fn trouble(&mut self) -> Option<String> {
        None
    }

    /// The server lets us in and does not take our letters: only one that it takes shows that it does
    /// again.
    fn must_prove(&self) -> bool {
        false
    }
}

/// What is wrong with the box.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(transparent)]
    Maildir(#[from] MaildirError),
    #[error(transparent)]
    Imap(#[from] ImapError),
}

impl MailError {
    /// The server has heard who we are, and does not let us in: trying again at once may lock the
    /// account.
    pub fn is_login_refused(&self) -> bool {
        match self {
            Self::Maildir(_) => false,
            Self::Imap(error) => error.is_login_refused(),
        }
    }
}
