//! Whether the server would take letters from us: for `werkbezoek check`. It says who we are, and
//! nothing more; no letter is begun.

use lettre::transport::smtp::commands::Noop;

use super::Patience;
use super::fault::Fault;
use super::login::{self, Key};
use super::wire::Class;
use crate::config::post::Server;
use crate::domain::people::Address;
use crate::mail::oauth::Tokens;

/// Why no letter could leave, with the remedy.
#[derive(Debug, thiserror::Error)]
#[error("{server}: {fault}")]
pub struct SmtpError {
    /// `mail.m50.example:465`.
    server: String,
    fault: Fault,
}

/// Connects and logs in as the courier does, and leaves.
///
/// # Errors
/// When the server cannot be reached, does not let us in, or does not go on after that.
pub fn examine(
    server: &Server,
    sender: &Address,
    tokens: &Tokens,
    patience: Patience,
) -> Result<(), SmtpError> {
    visit(server, sender, tokens, patience).map_err(|fault| {
        let server = format!("{}:{}", server.host, server.port);
        SmtpError { server, fault }
    })
}

fn visit(
    server: &Server,
    sender: &Address,
    tokens: &Tokens,
    patience: Patience,
) -> Result<(), Fault> {
    let key = Key::fetch(server.login.as_ref(), tokens)?;
    let mut session = login::open(server, sender.domain(), &key, patience)?;
    let step = "NOOP";
    let reply = session.ask(step, &Noop)?;
    session.close();
    if reply.class() == Class::Done { Ok(()) } else { Err(Fault::Stuck { step, reply }) }
}
