//! A session with the server: open, private if config says so, and logged in.
//!
//! It asks one thing at a time and waits for the answer, or says some questions ahead in one piece to
//! a server that offers PIPELINING (RFC 2920); each answer is still heard on its own. After anything
//! but a whole answer it counts as broken and is not used again: what comes next could be the answer
//! to an earlier question.

use std::fmt::Display;
use std::time::{Duration, Instant};

use lettre::transport::smtp::commands::{Ehlo, Quit, Rset, Starttls};
use lettre::transport::smtp::extension::ClientId;

use super::Patience;
use super::fault::Fault;
use super::wire::{Class, Reply, Wire};
use crate::config::post::{Security, Server};
use crate::mail::tls;

/// The server is about to end the connection, whatever was asked (RFC 5321, 3.8).
pub(super) const CLOSING: u16 = 421;
const GREETING: u16 = 220;
/// The last words are not waited for.
const GOODBYE: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(super) struct Session {
    wire: Wire,
    patience: Patience,
    /// What the server says it can (RFC 5321, 4.1.1.1), in capitals.
    offers: Vec<String>,
    /// Questions that were said and whose answers are still to be heard.
    ahead: usize,
    is_broken: bool,
    used: Instant,
}

impl Session {
    /// Connects, greets and makes the connection private. `name` is how we introduce ourselves: the
    /// domain of our address, which every server can look up.
    pub(super) fn open(server: &Server, name: &str, patience: Patience) -> Result<Self, Fault> {
        let host = tls::bare(&server.host);
        let wire = Wire::connect(host, server.port, patience.connect);
        let mut wire = wire.map_err(Fault::NoConnection)?;
        if server.security == Security::Tls {
            wire = secured(wire, server, patience)?;
        }
        let mut session = Self::on(wire, patience);
        session.hear_greeting()?;
        session.introduce(name)?;
        if server.security == Security::StartTls {
            session = session.made_private(server)?;
            session.introduce(name)?;
        }
        Ok(session)
    }

    fn on(wire: Wire, patience: Patience) -> Self {
        Self {
            wire,
            patience,
            offers: Vec::new(),
            ahead: 0,
            is_broken: false,
            used: Instant::now(),
        }
    }

    fn hear_greeting(&mut self) -> Result<(), Fault> {
        let step = "the greeting";
        self.wire.allow(self.patience.reply);
        let reply = self.wire.reply().map_err(|why| Fault::Lost { step, why })?;
        if reply.code == GREETING { Ok(()) } else { Err(Fault::Stuck { step, reply }) }
    }

    fn introduce(&mut self, name: &str) -> Result<(), Fault> {
        let step = "EHLO";
        let reply = self.ask(step, &Ehlo::new(ClientId::Domain(name.to_owned())))?;
        let lines = done(step, reply)?.lines;
        // The first line is the server's own name.
        self.offers = lines.iter().skip(1).map(|line| line.to_ascii_uppercase()).collect();
        Ok(())
    }

    fn made_private(mut self, server: &Server) -> Result<Self, Fault> {
        let step = "STARTTLS";
        if !self.does_offer(step) {
            return Err(Fault::NoStartTls);
        }
        let reply = self.ask(step, &Starttls)?;
        done(step, reply)?;
        let patience = self.patience;
        // What it offered in plain text is forgotten: somebody else may have said it.
        Ok(Self::on(secured(self.wire, server, patience)?, patience))
    }

    fn does_offer(&self, name: &str) -> bool {
        self.offers.iter().any(|offer| offer.trim_end() == name)
    }

    /// The ways to log in that the server offers (RFC 4954; some write `AUTH=`).
    pub(super) fn ways_in(&self) -> Vec<String> {
        let ways = self.offers.iter().filter_map(|offer| offer.strip_prefix("AUTH"));
        let ways = ways.filter_map(|ways| ways.strip_prefix([' ', '=']));
        ways.flat_map(str::split_ascii_whitespace).map(ToOwned::to_owned).collect()
    }

    /// Says the next questions at once, if the server is up to that. Each is then to be asked in this
    /// order, or given up with `reset`.
    pub(super) fn say_ahead(
        &mut self,
        step: &'static str,
        questions: &[String],
    ) -> Result<(), Fault> {
        if !self.does_offer("PIPELINING") {
            return Ok(());
        }
        self.wire.allow(self.patience.reply);
        let said = self.wire.say(questions.concat().as_bytes());
        self.is_broken |= said.is_err();
        self.ahead = questions.len();
        said.map_err(|why| Fault::Lost { step, why })
    }

    /// Says a command, if that was not done ahead, and hears its reply. Whatever goes wrong ends the
    /// session.
    pub(super) fn ask(
        &mut self,
        step: &'static str,
        command: &impl Display,
    ) -> Result<Reply, Fault> {
        self.wire.allow(self.patience.reply);
        let reply = match self.ahead.checked_sub(1) {
            Some(ahead) => {
                self.ahead = ahead;
                self.hear()
            }
            None => self.converse(command.to_string().as_bytes()),
        };
        match reply {
            Ok(reply) if reply.code == CLOSING => Err(Fault::Ended { step, reply }),
            Ok(reply) => Ok(reply),
            Err(why) => Err(Fault::Lost { step, why }),
        }
    }

    /// Before a letter is said: the answer after its dot must not be one that lies here already.
    pub(super) fn is_quiet(&mut self, step: &'static str) -> Result<(), Fault> {
        let quiet = self.wire.refuse_unasked();
        self.is_broken |= quiet.is_err();
        quiet.map_err(|why| Fault::Lost { step, why })
    }

    /// Says the text of a letter, dot and all, and hears whether the server took it.
    pub(super) fn submit(&mut self, text: &[u8]) -> std::io::Result<Reply> {
        self.wire.allow(self.patience.dot);
        self.converse(text)
    }

    fn converse(&mut self, words: &[u8]) -> std::io::Result<Reply> {
        match self.wire.say(words) {
            Ok(()) => self.hear(),
            Err(why) => {
                self.is_broken = true;
                Err(why)
            }
        }
    }

    fn hear(&mut self) -> std::io::Result<Reply> {
        let reply = self.wire.reply();
        self.is_broken |= reply.as_ref().map_or(true, |reply| reply.code == CLOSING);
        self.used = Instant::now();
        reply
    }

    /// Forgets a letter that was begun.
    pub(super) fn reset(&mut self) {
        while self.ahead > 0 && !self.is_broken {
            self.ahead -= 1;
            self.wire.allow(self.patience.reply);
            // A server that listens for the letter now takes whatever comes for a part of it: only the
            // end of the connection says that there is none.
            self.is_broken |= self.hear().is_ok_and(|reply| reply.class() == Class::GoOn);
        }
        if self.is_broken {
            return;
        }
        let reset = self.ask("RSET", &Rset);
        self.is_broken |= !reset.is_ok_and(|reply| reply.class() == Class::Done);
    }

    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    pub(super) fn idle(&self) -> Duration {
        self.used.elapsed()
    }

    /// Says goodbye, if there is anybody to hear it.
    pub(super) fn close(mut self) {
        if !self.is_broken && self.ahead == 0 {
            self.wire.allow(GOODBYE);
            // The connection ends either way.
            let _said = self.wire.say(Quit.to_string().as_bytes());
        }
    }
}

fn secured(wire: Wire, server: &Server, patience: Patience) -> Result<Wire, Fault> {
    let config = tls::client(server.ca_file.as_deref())?;
    let name = tls::server_name(&server.host)?;
    wire.secured(config, name, patience.connect).map_err(Fault::NotPrivate)
}

fn done(step: &'static str, reply: Reply) -> Result<Reply, Fault> {
    if reply.class() == Class::Done { Ok(reply) } else { Err(Fault::Stuck { step, reply }) }
}
