//! What can be wrong with a mailbox on a server, with the place and the remedy.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enums are a library's")]

use std::fmt;
use std::io;

/// What reading mails is called in an error.
pub(super) const READ: &str = "read mails";

/// Something that did not work, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{server}: cannot {doing}: {what}; {remedy}")]
pub struct ImapError {
    /// `mail.m50.example:993`.
    pub(super) server: String,
    /// What was tried: `log in`.
    pub(super) doing: &'static str,
    pub(super) what: String,
    pub(super) remedy: &'static str,
    /// The server said no, and the connection is as good as before.
    pub(super) refused: bool,
}

impl ImapError {
    /// A mail that the server does not give; the connection may be good or gone.
    pub(super) fn is_about_reading(&self) -> bool {
        self.doing == READ
    }

    /// The server says no to the name and the secret. That it cannot tell now (RFC 5530) is no such no.
    pub(in crate::mail) fn is_login_refused(&self) -> bool {
        self.refused && self.doing == "log in" && !self.what.starts_with("[UNAVAILABLE]")
    }

    /// The same once more: what failed for several mails at once is said of each.
    pub(super) fn again(&self) -> Self {
        let Self { server, doing, what, remedy, refused } = self;
        let (server, what) = (server.clone(), what.clone());
        Self { server, doing, what, remedy, refused: *refused }
    }
}

/// What the remedy is when the connection itself failed.
pub(super) const TRIED_AGAIN: &str =
    "it is tried again by itself; if it stays, look at that server";

/// Why a step failed: the words, and whether the server merely said no.
pub(super) struct Failure {
    pub(super) what: String,
    pub(super) refused: bool,
}

impl From<imap::Error> for Failure {
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "the library may name more, and all the rest is said alike"
    )]
    fn from(error: imap::Error) -> Self {
        match error {
            imap::Error::No(no) => Self { what: shown(&no.information), refused: true },
            imap::Error::Bad(bad) => Self { what: shown(&bad.information), refused: true },
            imap::Error::Bye(bye) => Self {
                what: format!(
                    "the server ended it, or was not understood: {}",
                    shown(&bye.information)
                ),
                refused: false,
            },
            // A mail may be quoted in what could not be read, and has no business in an error.
            imap::Error::Parse(_) | imap::Error::Unexpected(_) => {
                Self { what: "the server's answer is not understood".to_owned(), refused: false }
            }
            imap::Error::Io(error) => error.into(),
            imap::Error::ConnectionLost => io::Error::from(io::ErrorKind::UnexpectedEof).into(),
            imap::Error::Append => {
                Self { what: "the server does not take it".to_owned(), refused: false }
            }
            other => Self { what: shown(&other), refused: false },
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::UnexpectedEof => "the server hung up".to_owned(),
            _ => shown(&error),
        };
        Self { what, refused: false }
    }
}

/// What a server wrote, on one line and not without end.
pub(super) fn shown(what: &impl fmt::Display) -> String {
    let text: String =
        what.to_string().chars().take(300).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().is_empty() { "no reason given".to_owned() } else { text }
}
