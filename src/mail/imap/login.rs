//! From nothing to a session: connecting, TLS, greeting, and saying who we are.
//!
//! Nothing secret is said before the connection is private. The traps: a greeting that claims we are
//! logged in already (PREAUTH) would skip STARTTLS, and bytes that came before TLS began may be
//! anybody's, so they are thrown away.

use std::cell::Cell;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use imap::{Authenticator, Client};
use secrecy::{ExposeSecret, SecretString};

use super::Patience;
use super::error::{Failure, ImapError, TRIED_AGAIN, shown};
use super::session::Session;
use super::wire::Wire;
use crate::config::post::{Login, Proof, Security, Server};
use crate::mail::oauth::Tokens;
use crate::mail::tls;

/// A line of a greeting.
const LINE_BYTES_MAX: usize = 8 * 1024;

/// A session, logged in.
pub(super) fn open(
    server: &Server,
    tokens: &Tokens,
    patience: Patience,
) -> Result<Session, ImapError> {
    let said = |doing, failure, remedy| error(server, doing, failure, remedy);
    let mut wire = Wire::connect(&server.host, server.port, patience)
        .map_err(|e| said("connect", e.into(), "is it on, and are `host` and `port` right?"))?;
    let control = wire.control();
    control.allow(patience.login);
    let tls_remedy =
        "check `security` and `port`; a certificate of your own is named with `ca_file`";
    wire = match server.security {
        Security::Tls => {
            secured(wire, server).map_err(|e| said("use TLS", e.into(), tls_remedy))?
        }
        Security::StartTls => {
            start_tls(wire, server).map_err(|e| said("use STARTTLS", e.into(), tls_remedy))?
        }
        Security::None => wire,
    };
    let mut client = Client::new(wire);
    if server.security != Security::StartTls {
        greeted(&mut client).map_err(|e| said("be greeted", e, TRIED_AGAIN))?;
    }
    let Some(login) = &server.login else {
        let failure = Failure { what: "config names no user".to_owned(), refused: true };
        return Err(said("log in", failure, "add `user` to [mail.imap]"));
    };
    let secret = secret(login, tokens).map_err(|what| {
        said("log in", Failure { what, refused: true }, "mend that, or name another proof")
    })?;
    // A token may have taken its time.
    control.allow(patience.login);
    let inner = logged_in(client, login, &secret).map_err(|failure| {
        // A token may be withdrawn before its time: the next try asks for a new one.
        if let Proof::OAuth(oauth) = &login.proof {
            tokens.forget(oauth);
        }
        said("log in", failure, "check `user` and the password or [mail.oauth] of this mailbox")
    })?;
    Session::new(inner, control, server, patience)
}

fn error(
    server: &Server,
    doing: &'static str,
    failure: Failure,
    remedy: &'static str,
) -> ImapError {
    let Failure { what, refused } = failure;
    ImapError { server: format!("{}:{}", server.host, server.port), doing, what, remedy, refused }
}

fn secured(wire: Wire, server: &Server) -> io::Result<Wire> {
    let config = tls::client(server.ca_file.as_deref()).map_err(io::Error::other)?;
    wire.secured(tls::server_name(&server.host).map_err(io::Error::other)?, config)
}

/// Asks for TLS in plain text and says nothing else before it is there (RFC 3501, 6.2.1).
fn start_tls(mut wire: Wire, server: &Server) -> io::Result<Wire> {
    let greeting = line(&mut wire)?;
    if !greeting.starts_with("* OK") {
        return Err(io::Error::other(format!("the server greets with `{greeting}`")));
    }
    wire.write_all(b"tls STARTTLS\r\n")?;
    wire.flush()?;
    loop {
        let answer = line(&mut wire)?;
        if answer.starts_with("tls OK") {
            return secured(wire, server);
        }
        if !answer.starts_with("* ") {
            return Err(io::Error::other(format!("the server refuses it: `{answer}`")));
        }
    }
}

/// One line, byte by byte: what comes behind it belongs to TLS.
fn line(wire: &mut Wire) -> io::Result<String> {
    let mut bytes = Vec::new();
    let mut byte = [0_u8; 1];
    while !bytes.ends_with(b"\n") && bytes.len() < LINE_BYTES_MAX {
        wire.read_exact(&mut byte)?;
        bytes.extend(byte);
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

fn greeted(client: &mut Client<Wire>) -> Result<(), Failure> {
    let greeting = client.read_greeting()?;
    if greeting.starts_with(b"* OK") {
        return Ok(());
    }
    let what = format!("it says `{}`", shown(&String::from_utf8_lossy(&greeting).trim_end()));
    Err(Failure { what, refused: false })
}

fn secret(login: &Login, tokens: &Tokens) -> Result<SecretString, String> {
    match &login.proof {
        Proof::Password(place) => place.read().map_err(|error| error.to_string()),
        Proof::OAuth(oauth) => tokens.token(oauth).map_err(|error| error.to_string()),
    }
}

fn logged_in(
    mut client: Client<Wire>,
    login: &Login,
    secret: &SecretString,
) -> Result<imap::Session<Wire>, Failure> {
    let attempt = move || {
        let plain = client.capabilities().map_err(Failure::from)?.has_str("AUTH=PLAIN");
        let secret = secret.expose_secret();
        let answer = match &login.proof {
            Proof::OAuth(_) => {
                let answer = format!("user={}\x01auth=Bearer {secret}\x01\x01", login.user);
                client.authenticate("XOAUTH2", &Once::new(answer))
            }
            // PLAIN (RFC 4616) takes any character; LOGIN is for servers without it.
            Proof::Password(_) if plain => {
                client.authenticate("PLAIN", &Once::new(format!("\0{}\0{secret}", login.user)))
            }
            Proof::Password(_) => client.login(&login.user, secret),
        };
        answer.map_err(|(error, _)| Failure::from(error))
    };
    catch_unwind(AssertUnwindSafe(attempt)).unwrap_or_else(|_| {
        Err(Failure { what: "its answer is not understood".to_owned(), refused: false })
    })
}

/// Answers the first challenge with what there is to say, and any other with nothing: a server that
/// refuses a token sends its reasons as a second one.
struct Once {
    answer: Cell<Option<String>>,
}

impl Once {
    fn new(answer: String) -> Self {
        Self { answer: Cell::new(Some(answer)) }
    }
}

impl Authenticator for Once {
    type Response = String;

    fn process(&self, _challenge: &[u8]) -> String {
        self.answer.take().unwrap_or_default()
    }
}
