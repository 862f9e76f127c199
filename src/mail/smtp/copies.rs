//! Our own copies in the mailbox: put there after a letter left, and looked for when its fate is
//! unknown.
//!
//! A copy that cannot be kept now is tried again a few times, from memory: it is for people who look
//! into the box, and no letter waits for it or fails by it.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use crate::domain::ids::LetterId;
use crate::domain::letter::{Letter, Sighting};
use crate::mail::MailError;

/// After the first try and four more the copy is given up.
const TRIES_MAX: u32 = 5;
/// Copies that wait in memory: some megabytes.
const WAITING_MAX: usize = 200;

/// The folder of our own copies, whatever reads the mailbox.
pub trait CopyFinder {
    /// Whether a letter with this Message-ID (without angle brackets) is there.
    ///
    /// # Errors
    /// When the mailbox cannot be asked.
    fn find(&mut self, message_id: &str) -> Result<bool, MailError>;

    /// Puts a copy of a whole message there.
    ///
    /// # Errors
    /// When it is not kept.
    fn append(&mut self, mime: &[u8]) -> Result<(), MailError>;
}

#[derive(Debug)]
struct Unfiled {
    letter: LetterId,
    mime: String,
    tries: u32,
}

/// Keeps and finds our own copies.
pub(super) struct Copies {
    finder: Box<dyn CopyFinder + Send>,
    /// Until the first new try.
    wait: Duration,
    waiting: VecDeque<Unfiled>,
    /// When the mailbox is asked again.
    next: Instant,
}

impl fmt::Debug for Copies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copies").field("waiting", &self.waiting.len()).finish_non_exhaustive()
    }
}

impl Copies {
    pub(super) fn new(finder: Box<dyn CopyFinder + Send>, wait: Duration) -> Self {
        Self { finder, wait, waiting: VecDeque::new(), next: Instant::now() }
    }

    /// Keeps a copy of a letter that left: now, or after those that wait already.
    pub(super) fn file(&mut self, letter: &Letter) {
        let is_open = self.waiting.is_empty();
        let (id, mime) = (letter.id.clone(), letter.mime.clone());
        self.waiting.push_back(Unfiled { letter: id, mime, tries: 0 });
        if is_open {
            self.file_first();
        } else if self.waiting.len() > WAITING_MAX {
            self.waiting.pop_front().iter().for_each(give_up);
        }
    }

    /// Tries the next copy that waits, if it is time. One at a time: letters may have come due.
    pub(super) fn catch_up(&mut self) {
        if Instant::now() >= self.next {
            self.file_first();
        }
    }

    fn file_first(&mut self) {
        let Some(copy) = self.waiting.pop_front() else { return };
        let Err(error) = self.finder.append(copy.mime.as_bytes()) else { return };
        tracing::warn!(letter = %copy.letter, %error, "no copy of this letter in the mailbox yet");
        let copy = Unfiled { tries: copy.tries + 1, ..copy };
        self.next = Instant::now() + self.wait * 4_u32.pow(copy.tries - 1);
        if copy.tries < TRIES_MAX {
            self.waiting.push_back(copy);
        } else {
            give_up(&copy);
        }
    }

    pub(super) fn sighting(&mut self, letter: &Letter) -> Sighting {
        match self.finder.find(&letter.message_id) {
            Ok(true) => Sighting::Seen,
            Ok(false) => Sighting::NotSeen,
            Err(error) => {
                tracing::warn!(letter = %letter.id, %error, "our own copy cannot be looked for");
                Sighting::NotSeen
            }
        }
    }
}

fn give_up(copy: &Unfiled) {
    tracing::warn!(letter = %copy.letter, "the letter left; no copy of it is kept in the mailbox");
}
