//! What is written to a file because staff ask for it, as facts; `words::export` makes the bytes, and
//! the engine keeps them in the folder that the desk names.

use serde::Serialize;

use super::ids::{LetterId, MailKey};
use super::letter::{Letter, LetterDraft};
use super::sweep::Row;
use super::time::Instant;
use super::visit::Visit;

/// A file to be. Asked for again it takes the place of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Of the file, without a folder. Of a case it begins with the number of the case and a full stop.
    pub name: String,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The calendar object of a letter that is not sent.
    Invitation(Box<LetterDraft>),
    Table(Vec<Row>),
    Dossier(Box<Dossier>),
}

/// All that we have of a case, and where the rest of it is to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    pub visit: Visit,
    /// Those that lie in the outbox. The engine puts their bytes in; of one that it cannot read there
    /// are none.
    pub letters: Vec<Letter>,
    /// The invitation as it stands, in a letter that is not sent.
    pub invitation: Option<Box<LetterDraft>>,
    pub elsewhere: Elsewhere,
}

/// What we do not have, by the names that it has elsewhere. Message-IDs are without angle brackets.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Elsewhere {
    /// Letters that left, or may have.
    pub sent: Vec<Sent>,
    /// Mails that came in.
    pub mails: Vec<Received>,
    /// What else the conversation names, in the order in which it was written.
    pub conversation: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sent {
    pub letter: LetterId,
    pub message_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Received {
    pub key: MailKey,
    /// When we read it, if that is known still.
    pub received: Option<Instant>,
    /// Known while it waits in the queue.
    pub message_id: Option<String>,
}

impl Dossier {
    /// The moment of its last step: what is written of the same case at the same state is the same.
    pub fn at(&self) -> Instant {
        self.visit.trail.iter().map(|entry| entry.at).max().unwrap_or(self.visit.opened)
    }
}
