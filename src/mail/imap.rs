//! The mailbox on a server, over IMAP (RFC 3501).
//!
//! `wire` is the connection with deadlines that hold; `login` goes from nothing to a `session`, which
//! knows the few commands that we need; `folders` finds and makes what we put mail into; `inbox` is
//! what we know of the mails that wait; `mailbox` is the whole as the rounds use it, and `copies` the
//! folder of what was sent, as the post uses it; `examine` and `census` only look. One thread has one
//! connection; nothing is shared.

mod census;
mod copies;
mod error;
mod examine;
mod folders;
mod inbox;
mod login;
mod mailbox;
mod session;
mod wire;

pub use census::ImapCensus;
pub use copies::SentFolder;
pub use error::ImapError;
pub use examine::{Examined, examine};
pub use mailbox::{ImapBox, ImapEntry};

use std::time::Duration;

/// How long we wait for a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For each address of the server to answer.
    pub connect: Duration,
    /// For everything from there until we are logged in.
    pub login: Duration,
    /// For an ordinary command; reading and writing mail gets more, by its size.
    pub command: Duration,
    /// For the end of IDLE once we have said DONE.
    pub done: Duration,
    /// Between two looks at a server that tells nothing by itself.
    pub look: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            login: Duration::from_secs(30),
            command: Duration::from_secs(45),
            done: Duration::from_secs(30),
            look: Duration::from_secs(20),
        }
    }
}
