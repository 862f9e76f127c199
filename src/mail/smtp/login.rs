//! Who we are to the server: the secret is had before we connect, and shown in no error.
//!
//! PLAIN and LOGIN for a password, XOAUTH2 for an access token; the words are lettre's. The trap: a
//! server that refuses a token says why in a challenge, which must be answered with an empty line
//! before it says no.

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::Auth;
use secrecy::{ExposeSecret, SecretString};

use super::Patience;
use super::fault::Fault;
use super::session::Session;
use super::wire::{Class, Reply};
use crate::config::post::{Login, Proof, Server};
use crate::mail::oauth::Tokens;

const STEP: &str = "AUTH";

/// What opens the door.
#[derive(Debug)]
pub(super) enum Key {
    /// The server asks for no name.
    None,
    Password {
        user: String,
        secret: SecretString,
    },
    Token {
        user: String,
        secret: SecretString,
    },
}

impl Key {
    pub(super) fn fetch(login: Option<&Login>, tokens: &Tokens) -> Result<Self, Fault> {
        let Some(Login { user, proof }) = login else { return Ok(Self::None) };
        let user = user.clone();
        Ok(match proof {
            Proof::Password(place) => Self::Password { user, secret: place.read()? },
            Proof::OAuth(oauth) => Self::Token { user, secret: tokens.token(oauth)? },
        })
    }
}

/// A session, logged in. `name` is how we introduce ourselves.
pub(super) fn open(
    server: &Server,
    name: &str,
    key: &Key,
    patience: Patience,
) -> Result<Session, Fault> {
    let mut session = Session::open(server, name, patience)?;
    log_in(&mut session, key)?;
    Ok(session)
}

fn log_in(session: &mut Session, key: &Key) -> Result<(), Fault> {
    let (user, secret, known, wanted): (_, _, &[_], _) = match key {
        Key::None => return Ok(()),
        Key::Password { user, secret } => {
            (user, secret, &[Mechanism::Plain, Mechanism::Login], "PLAIN or LOGIN")
        }
        Key::Token { user, secret } => (user, secret, &[Mechanism::Xoauth2], "XOAUTH2"),
    };
    let offered = session.ways_in();
    let is_offered = |way: &&Mechanism| offered.contains(&way.to_string());
    let Some(mechanism) = known.iter().find(is_offered) else {
        return Err(Fault::NoWayIn { offered: named(&offered), wanted });
    };
    let credentials = Credentials::new(user.clone(), secret.expose_secret().to_owned());
    let reply = match mechanism {
        Mechanism::Login => by_login(session, &credentials)?,
        Mechanism::Plain | Mechanism::Xoauth2 => at_once(session, *mechanism, &credentials)?,
    };
    match reply.class() {
        Class::Done => Ok(()),
        Class::Never => Err(Fault::NotLetIn { reply }),
        Class::GoOn | Class::Later => Err(Fault::Stuck { step: STEP, reply }),
    }
}

fn named(offered: &[String]) -> String {
    if offered.is_empty() { "none at all".to_owned() } else { offered.join(", ") }
}

fn at_once(
    session: &mut Session,
    mechanism: Mechanism,
    credentials: &Credentials,
) -> Result<Reply, Fault> {
    let reply = session.ask(STEP, &words(mechanism, credentials, None)?)?;
    if reply.class() == Class::GoOn { session.ask(STEP, &"\r\n") } else { Ok(reply) }
}

/// The server asks for the name and then for the password; no server asks otherwise.
fn by_login(session: &mut Session, credentials: &Credentials) -> Result<Reply, Fault> {
    let mut reply = session.ask(STEP, &words(Mechanism::Login, credentials, None)?)?;
    for question in ["Username:", "Password:"] {
        if reply.class() != Class::GoOn {
            return Ok(reply);
        }
        reply = session.ask(STEP, &words(Mechanism::Login, credentials, Some(question))?)?;
    }
    Ok(reply)
}

fn words(
    mechanism: Mechanism,
    credentials: &Credentials,
    question: Option<&str>,
) -> Result<Auth, Fault> {
    Auth::new(mechanism, credentials.clone(), question.map(ToOwned::to_owned))
        .map_err(|error| Fault::Lost { step: STEP, why: std::io::Error::other(error.to_string()) })
}
