//! One letter, from MAIL to the answer after the final dot, and what became of it.
//!
//! Until the server has answered 354 nothing was sent, whatever happens. From the first byte of the
//! letter until the answer after the dot was read, nobody knows; there the letter must not be tried
//! again. A server that offers it hears the questions before the letter at once; the letter itself is
//! not said before each of them is answered. All get the letter or nobody: only who is refused for
//! good is left out, and only if it is a copy. The trap: a server says no for good to a sender it does
//! not want in the same words as to a reader it does not know, and the reader must not pay for the
//! sender.

use lettre::transport::smtp::commands::{Data, Mail, Rcpt};

use super::fault::Fault;
use super::session::Session;
use super::wire::{Class, Reply};
use crate::domain::letter::{CopyRefused, Handover, Letter};
use crate::domain::people::Address;

/// It is about us and not about the letter: log in first, the password is wrong or too weak a proof
/// (RFC 4954, 6).
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

/// The step at which the server has heard of nobody but us.
const MAIL: &str = "MAIL";

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

/// What stops a letter: nothing of it was sent, or the server has said that it does not keep it.
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

    /// The questions before the letter, in the order in which they are asked below.
    fn questions(&self) -> Vec<String> {
        let copies = self.copies.iter().map(|(_, copy)| copy);
        let readers = std::iter::once(&self.to).chain(copies).chain(&self.own);
        let readers = readers.map(|reader| Rcpt::new(reader.clone(), Vec::new()).to_string());
        let mail = Mail::new(Some(self.sender.clone()), Vec::new()).to_string();
        std::iter::once(mail).chain(readers).chain([Data.to_string()]).collect()
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
    session.say_ahead(MAIL, &envelope.questions())?;
    let reply = session.ask(MAIL, &Mail::new(Some(envelope.sender.clone()), Vec::new()))?;
    taken(MAIL, reply)
}

/// The rest of the letter, once it was begun.
pub(super) fn hand_over(
    session: &mut Session,
    envelope: Envelope,
    text: &str,
) -> Result<Handover, Stop> {
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
            Err(stop)
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
            // The reader was taken from us, so that this is said of the copy, whatever its words.
            Err(Stop::Never(reply) | Stop::Fault(Fault::NotFromUs { reply, .. })) => {
                refused.push(CopyRefused { address, reply: reply.to_string() });
            }
            Err(stop @ (Stop::Later(_) | Stop::Fault(_))) => return Err(stop),
        }
    }
    match own.map(|own| reader(session, own)) {
        // Our own copy is a proof that we can do without.
        None
        | Some(
            Ok(()) | Err(Stop::Later(_) | Stop::Never(_) | Stop::Fault(Fault::NotFromUs { .. })),
        ) => Ok(refused),
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
        Class::Never if step == MAIL || is_about_us(&reply) => {
            Fault::NotFromUs { step, reply }.into()
        }
        Class::Never => Stop::Never(reply),
        Class::Later => Stop::Later(reply),
        // An answer to another question: what comes next cannot be trusted either.
        Class::Done | Class::GoOn => Fault::Stuck { step, reply }.into(),
    }
}

/// Whether a refusal is about who sends (RFC 3463: 5.1.7 and 5.1.8, the sender's address; 5.7, what we
/// may). Exchange Online says 5.2.252 to an account that may not send as this address. A server that
/// takes our words for spam says 5.7.1 as well: that is no fault of the reader's either.
fn is_about_us(reply: &Reply) -> bool {
    matches!(reply.status(), Some((5, 1, 7 | 8) | (5, 7, _) | (5, 2, 252)))
}

fn submit(
    session: &mut Session,
    text: &str,
    copies_refused: Vec<CopyRefused>,
) -> Result<Handover, Stop> {
    let Ok(reply) = session.submit(&dotted(text)) else { return Ok(Handover::Unknown) };
    let said = reply.to_string();
    Ok(match reply.class() {
        Class::Done => Handover::Accepted { reply: said, copies_refused },
        Class::Later => Handover::Deferred { reply: said },
        Class::Never if is_about_us(&reply) => {
            return Err(Fault::NotFromUs { step: "the end of the letter", reply }.into());
        }
        Class::Never => Handover::Refused { reply: said },
        Class::GoOn => Handover::Unknown,
    })
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
