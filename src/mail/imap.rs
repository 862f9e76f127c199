//! The mailbox on a server, over IMAP (RFC 3501).
//!
//! `wire` is the connection with deadlines that hold; `login` goes from nothing to a `session`, which
//! knows the few commands that we need; `folders` finds and makes what we put mail into; `inbox` is
//! what we know of the mails that wait; `mailbox` is the whole as the rounds use it, and `copies` the
//! folder of what was sent, as the post uses it; `examine` only looks. One thread has one connection; nothing is shared.

mod copies;
mod error;
mod examine;
mod folders;
mod inbox;
mod login;
mod mailbox;
mod session;
mod wire;

pub use copies::SentFolder;
pub use error::ImapError;
pub use examine::{Examined, examine};
pub use mailbox::{ImapBox, ImapEntry};
