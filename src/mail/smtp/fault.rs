//! What keeps a letter from leaving before any of it was sent, each with its remedy.
//!
//! None of these is the fault of the letter: it waits, and staff read the reason.

use std::io;

use super::wire::Reply;
use crate::config::ConfigError;
use crate::mail::oauth::TokenError;
use crate::mail::tls::TlsError;

/// Why the session with the server did not come about or did not go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(
        "no connection ({0}); check `host` and `port` under [mail.smtp], and that the network lets \
         the bot through"
    )]
    NoConnection(io::Error),
    #[error(
        "no TLS ({0}); check that the certificate is in date and names this host, that `security` \
         fits the port, and name the issuer's certificate as `ca_file` if the system does not know it"
    )]
    NotPrivate(io::Error),
    #[error(
        "it offers no STARTTLS, and nothing is sent in plain text; set `security = \"tls\"` if this \
         port speaks TLS at once, or use port 465"
    )]
    NoStartTls,
    #[error(
        "it offers no way to log in that we know ({offered}); check `port` and `security`, and that \
         the server allows {wanted}"
    )]
    NoWayIn { offered: String, wanted: &'static str },
    #[error(
        "it does not let us in: {reply}; check `user` and its password or token, and that this \
         account may send over SMTP"
    )]
    NotLetIn { reply: Reply },
    #[error(
        "it takes no letters from us (at {step}: {reply}); check that this account may send as the \
         bot's address, such as with the right Send As, and that the server sends for this domain"
    )]
    NotFromUs { step: &'static str, reply: Reply },
    #[error("it ended the session at {step}: {reply}")]
    Ended { step: &'static str, reply: Reply },
    #[error("it does not go on at {step}: {reply}")]
    Stuck { step: &'static str, reply: Reply },
    #[error("the connection was lost at {step}: {why}")]
    Lost { step: &'static str, why: io::Error },
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Secret(#[from] ConfigError),
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The same as with the letter before, a moment ago.
    #[error("{0}")]
    Again(String),
}
