//! The courier that hands letters to a server over SMTP, and says what became of each.
//!
//! The phases are told apart: before the server listens nothing was sent, whatever goes wrong; while
//! the letter is on its way nobody knows. A connection is kept between letters; one that takes no MAIL
//! any more counts for nothing, and the letter begins anew over a new one. Nothing else is tried twice
//! here: when and whether to try again is decided elsewhere (`decide::delivery`).

mod copies;
mod examine;
mod fault;
mod letter;
mod login;
mod session;
mod wire;

use std::time::{Duration, Instant};

use self::copies::Copies;
pub use self::copies::CopyFinder;
pub use self::examine::{SmtpError, examine};
use self::fault::Fault;
use self::letter::{Envelope, Stop};
use self::login::Key;
use self::session::Session;
use super::oauth::Tokens;
use crate::config::post::{OwnCopy, PostSettings, Proof, Server};
use crate::domain::letter::{Handover, Letter, Sighting};
use crate::domain::people::Address;
use crate::engine::Committed;
use crate::mail::Courier;
use crate::mail::latch::Latch;

/// How long the courier waits for what. RFC 5321 (4.5.3.2) allows minutes; we keep a letter for the
/// next try rather than the others waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a connection, and again for TLS.
    pub connect: Duration,
    /// For a command and its whole reply.
    pub reply: Duration,
    /// For a letter and the answer after its final dot. The longest of all: when this is over, nobody
    /// knows whether the letter left.
    pub dot: Duration,
    /// A connection that was used this recently is used again without asking whether it still lives.
    pub fresh: Duration,
    /// A connection that was not used for so long is closed.
    pub idle: Duration,
    /// After a session that did not come about, the next letters do not try another for so long: a
    /// server that is down costs one wait and not one for each letter.
    pub closed: Duration,
    /// Until the first new try to keep our own copy; then four times as long each time.
    pub copy: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            reply: Duration::from_secs(60),
            dot: Duration::from_secs(120),
            fresh: Duration::from_secs(2),
            idle: Duration::from_secs(30),
            closed: Duration::from_secs(20),
            copy: Duration::from_secs(60),
        }
    }
}

/// Carries letters to a server.
#[derive(Debug)]
pub struct SmtpCourier {
    server: Server,
    sender: Address,
    own_copy: OwnCopy,
    tokens: Tokens,
    patience: Patience,
    copies: Copies,
    kept: Option<Session>,
    /// When a session last did not come about, or letters of ours were not wanted; and why.
    closed: Option<(Instant, String)>,
    latch: Latch,
    /// The server has said so of a letter, and has taken none since.
    is_unwanted: bool,
}

impl SmtpCourier {
    /// `sender` is the bot's own address. Connects to nothing yet.
    pub fn new(
        post: &PostSettings,
        sender: Address,
        tokens: Tokens,
        finder: Box<dyn CopyFinder + Send>,
        patience: Patience,
    ) -> Self {
        Self {
            server: post.smtp.clone(),
            sender,
            own_copy: post.own_copy,
            tokens,
            patience,
            copies: Copies::new(finder, patience.copy),
            kept: None,
            closed: None,
            latch: Latch::of(post.smtp.login.as_ref()),
            is_unwanted: false,
        }
    }

    fn carry(&mut self, letter: &Letter) -> Handover {
        let own_copy = self.own_copy == OwnCopy::Bcc;
        let Some(envelope) = Envelope::of(letter, &self.sender, own_copy) else {
            let reply = "553 the letter is to or from an address that cannot be written to";
            return Handover::Refused { reply: reply.to_owned() };
        };
        let carried = self.begun(&envelope).and_then(|mut session| {
            let carried = letter::hand_over(&mut session, envelope, &letter.mime);
            self.keep(session);
            carried
        });
        self.heed(&carried);
        let server = format!("{}:{}", self.server.host, self.server.port);
        carried.unwrap_or_else(|stop| stop.handover(&server))
    }

    /// Who does not want letters from us does not want the next one either.
    fn heed(&mut self, carried: &Result<Handover, Stop>) {
        match carried {
            Err(Stop::Fault(fault @ Fault::NotFromUs { .. })) => {
                self.closed = Some((Instant::now(), fault.to_string()));
                self.is_unwanted = true;
                if let Some(session) = self.kept.take() {
                    session.close();
                }
            }
            Ok(Handover::Accepted { .. }) => self.is_unwanted = false,
            Ok(_) | Err(_) => {}
        }
    }

    /// A session in which the server has heard that a letter comes. A kept connection may have died, or
    /// the server may want no more over it; neither is said of the letter.
    fn begun(&mut self, envelope: &Envelope) -> Result<Session, Stop> {
        if let Some(mut session) = self.revived() {
            match letter::begin(&mut session, envelope) {
                Ok(()) => return Ok(session),
                Err(_) => session.close(),
            }
        }
        let mut session = self.open()?;
        match letter::begin(&mut session, envelope) {
            Ok(()) => Ok(session),
            Err(stop) => {
                session.close();
                Err(stop)
            }
        }
    }

    /// The kept session, if it still lives.
    fn revived(&mut self) -> Option<Session> {
        let mut session = self.kept.take()?;
        if session.idle() >= self.patience.idle {
            session.close();
            return None;
        }
        if session.idle() >= self.patience.fresh {
            session.reset();
        }
        (!session.is_broken()).then_some(session)
    }

    fn open(&mut self) -> Result<Session, Fault> {
        if let Some((since, why)) = &self.closed
            && (since.elapsed() < self.patience.closed || self.latch.is_shut())
        {
            return Err(Fault::Again(why.clone()));
        }
        let login = self.server.login.as_ref();
        let opened = Key::fetch(login, &self.tokens)
            .and_then(|key| login::open(&self.server, self.sender.domain(), &key, self.patience));
        let failed = opened.as_ref().err();
        self.closed = failed.map(|fault| (Instant::now(), fault.to_string()));
        if let Some(Fault::NotLetIn { .. }) = failed {
            self.latch.shut();
            // A token may be withdrawn before its time: the next try asks for a new one.
            if let Some(Proof::OAuth(oauth)) = login.map(|login| &login.proof) {
                self.tokens.forget(oauth);
            }
        }
        opened
    }

    fn keep(&mut self, session: Session) {
        self.kept = (!session.is_broken()).then_some(session);
    }
}

impl Courier for SmtpCourier {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        let handover = self.carry(letter);
        if self.own_copy == OwnCopy::Append && matches!(handover, Handover::Accepted { .. }) {
            self.copies.file(letter);
        }
        handover
    }

    /// Never `SurelyNot`: a copy can come late, and a server can take a letter and lose the copy.
    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        match self.own_copy {
            OwnCopy::Append | OwnCopy::Server => self.copies.sighting(letter),
            // It comes in with the other mail, and is known there as our own.
            OwnCopy::Bcc => Sighting::NotSeen,
        }
    }

    /// Whether we get as far as being let in; a letter shows the rest.
    fn trouble(&mut self) -> Option<String> {
        let opened = self.revived().map_or_else(|| self.open(), Ok);
        match opened {
            Ok(session) => {
                self.keep(session);
                None
            }
            Err(fault) => Some(format!("{}:{}: {fault}", self.server.host, self.server.port)),
        }
    }

    fn must_prove(&self) -> bool {
        self.is_unwanted
    }

    fn rest(&mut self) {
        self.copies.catch_up();
        if let Some(session) = self.kept.take_if(|session| session.idle() >= self.patience.idle) {
            session.close();
        }
    }
}

impl Drop for SmtpCourier {
    fn drop(&mut self) {
        if let Some(session) = self.kept.take() {
            session.close();
        }
    }
}
