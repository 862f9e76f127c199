//! One letter, from MAIL to the answer after the final dot, and what became of it.
//!
//! Until the server has answered 354 nothing was sent, whatever happens. From the first byte of the
//! letter until the answer after the dot was read, nobody knows; there the letter must not be tried
//! again. All get the letter or nobody: only who is refused for good is left out, and only if it is a
//! copy.

use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

use super::fault::Fault;
use super::session::Session;
use super::wire::{Class, Reply};
use crate::domain::letter::{CopyRefused, Handover, Letter};
use crate::domain::people::Address;

/// It is about us and not about the letter: log in first, the password is wrong or too weak a proof
/// (RFC 4954, 6).
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// The only answer to DATA after which a letter may be said.
const LISTENING: u16 = 354;

/// Who is to get the letter.
#[derive(Debug)]
pub(super) struct Envelope {
    pub(super) sender: lettre::Address,
    to: lettre::Address,
    copies: Vec<(Address, lettre::Address)>,
    /// Ourselves, as a blind recipient.
    own: Option<lettre::Address>,
    /// Copies to addresses that no server takes.
    unsendable: Vec<CopyRefused>,
}

/// What stops a letter before any of it is sent.
#[derive(Debug)]
pub(super) enum Stop {
    Fault(Fault),
    Later(Reply),
    Never(Reply),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Envelope {
    /// `None` when the reader's address or ours is none that can be written to.
    pub(super) fn of(letter: &Letter, sender: &Address, own_copy: bool) -> Option<Self> {
        let from = sendable(sender)?;
        let to = sendable(&letter.to.address)?;
        let mut envelope = Self {
            own: own_copy.then(|| from.clone()),
            sender: from,
            to,
            copies: Vec::new(),
            unsendable: Vec::new(),
        };
        for address in letter.cc.iter().map(|copy| &copy.address) {
            if !envelope.has(address) {
                match sendable(address) {
                    Some(copy) => envelope.copies.push((address.clone(), copy)),
                    None => envelope.unsendable.push(CopyRefused {
                        address: address.clone(),
                        reply: "553 this is no address that can be written to".to_owned(),
                    }),
                }
            }
        }
        Some(envelope)
    }

    /// Nobody gets the same letter twice.
    fn has(&self, address: &Address) -> bool {
        let same = |known: &lettre::Address| known.to_string() == address.as_str();
        same(&self.to) || self.copies.iter().any(|(known, _)| known == address)
    }
}

/// International addresses would need SMTPUTF8 (RFC 6531), which the bot does not write.
fn sendable(address: &Address) -> Option<lettre::Address> {
    address.as_str().parse().ok().filter(|_| address.is_sendable())
}

/// MAIL: whether the server will hear of a letter of ours at all.
pub(super) fn begin(session: &mut Session, envelope: &Envelope) -> Result<(), Stop> {
    let step = "MAIL";
    let reply = session.ask(step, &Mail::new(Some(envelope.sender.clone()), Vec::new()))?;
    taken(step, reply)
}

/// The rest of the letter, once it was begun.
pub(super) fn hand_over(
    session: &mut Session,
    envelope: Envelope,
    text: &str,
    server: &str,
) -> Handover {
    let prepared = ask_for_readers(session, envelope).and_then(|refused| {
        let step = "DATA";
        let reply = session.ask(step, &Data)?;
        if reply.code != LISTENING {
            return Err(not_listening(step, reply));
        }
        session.is_quiet(step)?;
        Ok(refused)
    });
    match prepared {
        Ok(copies_refused) => submit(session, text, copies_refused),
        Err(stop) => {
            if !session.is_broken() {
                session.reset();
            }
            stop.handover(server)
        }
    }
}

/// The copies that are refused for good.
fn ask_for_readers(session: &mut Session, envelope: Envelope) -> Result<Vec<CopyRefused>, Stop> {
    let Envelope { to, copies, own, unsendable, .. } = envelope;
    let mut refused = unsendable;
    reader(session, to)?;
    for (address, copy) in copies {
        match reader(session, copy) {
            Ok(()) => {}
            Err(Stop::Never(reply)) => {
                refused.push(CopyRefused { address, reply: reply.to_string() });
            }
            Err(stop @ (Stop::Later(_) | Stop::Fault(_))) => return Err(stop),
        }
    }
    match own.map(|own| reader(session, own)) {
        // Our own copy is a proof that we can do without.
        None | Some(Ok(()) | Err(Stop::Later(_) | Stop::Never(_))) => Ok(refused),
        Some(Err(stop @ Stop::Fault(_))) => Err(stop),
    }
}

fn reader(session: &mut Session, address: lettre::Address) -> Result<(), Stop> {
    let step = "RCPT";
    let reply = session.ask(step, &Rcpt::new(address, Vec::new()))?;
    taken(step, reply)
}

fn taken(step: &'static str, reply: Reply) -> Result<(), Stop> {
    match reply.class() {
        Class::Done => Ok(()),
        Class::GoOn | Class::Later | Class::Never => Err(not_listening(step, reply)),
    }
}

fn not_listening(step: &'static str, reply: Reply) -> Stop {
    match reply.class() {
        Class::Never if ABOUT_US.contains(&reply.code) => Fault::NotLetIn { reply }.into(),
        Class::Never => Stop::Never(reply),
        Class::Later => Stop::Later(reply),
        // An answer to another question: what comes next cannot be trusted either.
        Class::Done | Class::GoOn => Fault::Stuck { step, reply }.into(),
    }
}

fn submit(session: &mut Session, text: &str, copies_refused: Vec<CopyRefused>) -> Handover {
    let Ok(reply) = session.submit(&dotted(text)) else { return Handover::Unknown };
    let said = reply.to_string();
    match reply.class() {
        Class::Done => Handover::Accepted { reply: said, copies_refused },
        Class::Later => Handover::Deferred { reply: said },
        Class::Never => Handover::Refused { reply: said },
        Class::GoOn => Handover::Unknown,
    }
}

impl Stop {
    /// What the letter's fate is; what is wrong with the server bears its name.
    pub(super) fn handover(self, server: &str) -> Handover {
        match self {
            Self::Fault(fault) => Handover::Deferred { reply: format!("{server}: {fault}") },
            Self::Later(reply) => Handover::Deferred { reply: reply.to_string() },
            Self::Never(reply) => Handover::Refused { reply: reply.to_string() },
        }
    }
}

/// The letter as it goes over the wire: a dot before a line that begins with one, and a dot alone at
/// the end (RFC 5321, 4.5.2). A line break at its end is the one before that dot, so none is added.
fn dotted(text: &str) -> Vec<u8> {
    let mut wire = Vec::with_capacity(text.len() + 64);
    // Also behind a lone line feed, which some servers take for the end of a line.
    for line in text.split_inclusive('\n') {
        if line.starts_with('.') {
            wire.push(b'.');
        }
        wire.extend_from_slice(line.as_bytes());
    }
    let end: &[u8] = if text.ends_with("\r\n") { b".\r\n" } else { b"\r\n.\r\n" };
    wire.extend_from_slice(end);
    wire
}

#[cfg(test)]
mod tests {
    use super::dotted;

    #[test]
    fn a_line_that_begins_with_a_dot_gets_another_and_no_line_is_added() {
        for (text, wire) in [
            ("a\r\n", "a\r\n.\r\n"),
            ("a", "a\r\n.\r\n"),
            ("a\r\n\r\n", "a\r\n\r\n.\r\n"),
            (".\r\n", "..\r\n.\r\n"),
            ("a\r\n.b\r\n..\r\nc.\r\n", "a\r\n..b\r\n...\r\nc.\r\n.\r\n"),
            ("a\n.\r\nb\r\n", "a\n..\r\nb\r\n.\r\n"),
        ] {
            assert_eq!(dotted(text), wire.as_bytes(), "{text:?}");
        }
    }
}
