//! A session with an IMAP server (RFC 3501): the few commands that the bot needs, each with a
//! deadline.
//!
//! Only plain attributes are asked for (UID, FLAGS, INTERNALDATE, RFC822.SIZE, BODY.PEEK[]): a server
//! that writes an odd ENVELOPE or BODYSTRUCTURE ends the client's understanding of the connection.
//! After an error that is no refusal the session is of no use any more: whoever has it drops it and
//! connects anew. The trap: the client library panics on some answers, so every step is guarded.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use imap::extensions::idle::{WaitOutcome, stop_on_any};
use imap::types::{Flag, Name};
use imap_proto::NameAttribute;

use super::error::{Failure, ImapError, TRIED_AGAIN};
use super::wire::{Control, Wire};
use crate::config::post::Server;
use crate::domain::time::Instant;
use crate::mail::oauth::Tokens;

/// How long an ordinary command may take.
const COMMAND: Duration = Duration::from_secs(45);
/// Bytes a second below which a transfer counts as dead.
const SLOWEST: u64 = 20_000;

/// A unique identifier of a mail in a folder (RFC 3501, 2.3.1.1).
pub(super) type Uid = u32;

/// A folder that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) folder: String,
    /// UIDVALIDITY: when it changes, UIDs mean other mails.
    pub(super) validity: u32,
    pub(super) exists: u32,
}

/// A mail in a folder, by what the server says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) uid: Uid,
    pub(super) bytes: u64,
    pub(super) arrived: Option<Instant>,
    /// Marked as deleted: somebody threw it away and the server keeps it until it is cleared.
    pub(super) is_deleted: bool,
}

/// What a server can do beyond the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Abilities {
    /// IDLE (RFC 2177).
    pub(super) idle: bool,
    /// MOVE (RFC 6851).
    pub(super) moves: bool,
    /// UIDPLUS (RFC 4315): one mail can be expunged and no other.
    pub(super) expunges_one: bool,
}

/// A folder as the server lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) delimiter: String,
    pub(super) usage: Option<Usage>,
}

/// What a folder is for (RFC 6154).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usage {
    Sent,
    Junk,
}

#[derive(Debug)]
pub(super) struct Session {
    inner: imap::Session<Wire>,
    control: Control,
    server: String,
    pub(super) abilities: Abilities,
    selected: Option<Selected>,
    /// Something went wrong that was no refusal.
    broken: bool,
}

impl Drop for Session {
    /// A word of goodbye could wait for ever; the end of the connection says it.
    fn drop(&mut self) {
        self.control.cut();
    }
}

impl Session {
    pub(super) fn new(
        inner: imap::Session<Wire>,
        control: Control,
        server: &Server,
    ) -> Result<Self, ImapError> {
        let (abilities, selected, broken) = Default::default();
        let server = format!("{}:{}", server.host, server.port);
        let mut session = Self { inner, control, server, abilities, selected, broken };
        session.abilities = session.ask("ask what the server can do", COMMAND, |inner| {
            let known = inner.capabilities()?;
            Ok(Abilities {
                idle: known.has_str("IDLE"),
                moves: known.has_str("MOVE"),
                expunges_one: known.has_str("UIDPLUS"),
            })
        })?;
        Ok(session)
    }

    /// Logs in at a server.
    pub(super) fn open(server: &Server, tokens: &Tokens) -> Result<Self, ImapError> {
        super::login::open(server, tokens)
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Carries out one step within `limit`. A panic of the client is an error like any other.
    fn ask<T>(
        &mut self,
        doing: &'static str,
        limit: Duration,
        step: impl FnOnce(&mut imap::Session<Wire>) -> imap::error::Result<T>,
    ) -> Result<T, ImapError> {
        self.control.allow(limit);
        let inner = &mut self.inner;
        let failure = match catch_unwind(AssertUnwindSafe(|| step(inner))) {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(error)) => Failure::from(error),
            Err(_) => Failure {
                what: "the server said something that the IMAP library gave up on".to_owned(),
                refused: false,
            },
        };
        if !failure.refused {
            self.broken = true;
            self.control.cut();
        }
        Err(self.error(doing, failure))
    }

    fn error(&self, doing: &'static str, failure: Failure) -> ImapError {
        let remedy = if failure.refused {
            "look at the rights and the quota of this mailbox"
        } else {
            TRIED_AGAIN
        };
        let Failure { what, refused } = failure;
        ImapError { server: self.server.clone(), doing, what, remedy, refused }
    }

    /// All folders that can be opened.
    pub(super) fn places(&mut self) -> Result<Vec<Place>, ImapError> {
        self.ask("list the folders", COMMAND, |inner| {
            let names = inner.list(Some(""), Some("*"))?;
            Ok(names.iter().filter(|name| can_be_opened(name)).map(place).collect())
        })
    }

    /// Makes a folder and subscribes to it, so that mail programs show it.
    pub(super) fn create(&mut self, folder: &str) -> Result<(), ImapError> {
        self.ask("make a folder", COMMAND, |inner| inner.create(folder))?;
        match self.ask("subscribe to a folder", COMMAND, |inner| inner.subscribe(folder)) {
            Err(error) if !error.refused => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Opens a folder; costs nothing when it is open already.
    pub(super) fn select(&mut self, folder: &str) -> Result<Selected, ImapError> {
        if let Some(selected) = self.selected.as_ref().filter(|open| open.folder == folder) {
            return Ok(selected.clone());
        }
        // A SELECT that fails leaves nothing open.
        self.selected = None;
        let found = self.ask("open a folder", COMMAND, |inner| inner.select(folder))?;
        let Some(validity) = found.uid_validity else {
            let what =
                format!("`{folder}` has no UIDVALIDITY, so no mail can be told from another");
            return Err(self.error("open a folder", Failure { what, refused: false }));
        };
        let selected = Selected { folder: folder.to_owned(), validity, exists: found.exists };
        self.selected = Some(selected.clone());
        Ok(selected)
    }

    /// How many mails lie in the inbox, and whether it can only be read: that is told when a folder is
    /// opened for writing.
    pub(super) fn examine_inbox(&mut self) -> Result<(u32, bool), ImapError> {
        self.selected = None;
        self.ask("open the inbox", COMMAND, |inner| {
            let inbox = inner.select("INBOX")?;
            Ok((inbox.exists, inbox.is_read_only))
        })
    }

    /// The mails of the open folder from `first` on, by UID.
    pub(super) fn list(&mut self, first: Uid) -> Result<Vec<Listed>, ImapError> {
        let set = format!("{}:*", first.max(1));
        let query = "(UID FLAGS INTERNALDATE RFC822.SIZE)";
        let mut listed = self.ask("list the mails", COMMAND, |inner| {
            let found = inner.uid_fetch(set, query)?;
            Ok(found.iter().filter_map(listed).collect::<Vec<Listed>>())
        })?;
        // `n:*` is the last mail even when that came before n.
        listed.retain(|mail| mail.uid >= first);
        listed.sort_by_key(|mail| mail.uid);
        Ok(listed)
    }

    /// Reads mails of the open folder, whole; of `bytes` together. What is gone by now is not among
    /// them. `read` sees each as it lies in the server's answer.
    pub(super) fn bodies<T>(
        &mut self,
        uids: &[Uid],
        bytes: u64,
        mut read: impl FnMut(Uid, &[u8]) -> T,
    ) -> Result<Vec<T>, ImapError> {
        self.bodies_by("BODY.PEEK[]", uids, bytes, |mail| {
            mail.uid.zip(mail.body()).map(|(uid, body)| read(uid, body))
        })
    }

    /// Reads the header and the first lines of a mail in the open folder.
    pub(super) fn head(&mut self, uid: Uid, bytes_max: u64) -> Result<Option<Vec<u8>>, ImapError> {
        let query = format!("BODY.PEEK[]<0.{bytes_max}>");
        let found = self.bodies_by(&query, &[uid], bytes_max, |mail| {
            mail.uid.filter(|found| *found == uid).and(mail.body()).map(<[u8]>::to_vec)
        })?;
        Ok(found.into_iter().next())
    }

    fn bodies_by<T>(
        &mut self,
        section: &str,
        uids: &[Uid],
        bytes: u64,
        mut read: impl FnMut(&imap::types::Fetch<'_>) -> Option<T>,
    ) -> Result<Vec<T>, ImapError> {
        let limit = COMMAND + Duration::from_secs(bytes / SLOWEST);
        let (set, query) = (set_of(uids), format!("(UID {section})"));
        let found = self.ask("read mails", limit, |inner| inner.uid_fetch(set, query))?;
        Ok(found.iter().filter_map(|mail| read(mail)).collect())
    }

    /// Moves mails of the open folder. Without MOVE they are copied and marked as deleted, and
    /// expunged where only these can be: never a whole folder (RFC 3501 EXPUNGE), never after a copy
    /// that failed.
    pub(super) fn move_to(&mut self, uids: &[Uid], folder: &str) -> Result<(), ImapError> {
        let (set, name) = (set_of(uids), quoted(folder));
        if self.abilities.moves {
            return self.ask("move mails", COMMAND, |inner| {
                inner.run_command_and_check_ok(format!("UID MOVE {set} {name}"))
            });
        }
        self.ask("copy mails", COMMAND, |inner| {
            inner.run_command_and_check_ok(format!("UID COPY {set} {name}"))
        })?;
        self.delete(uids)
    }

    /// Deletes mails of the open folder, and no other; where the server cannot expunge single mails
    /// they stay marked.
    pub(super) fn delete(&mut self, uids: &[Uid]) -> Result<(), ImapError> {
        let set = set_of(uids);
        self.ask("mark mails as deleted", COMMAND, |inner| {
            inner.run_command_and_check_ok(format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)"))
        })?;
        if self.abilities.expunges_one {
            self.ask("expunge mails", COMMAND, |inner| {
                inner.run_command_and_check_ok(format!("UID EXPUNGE {set}"))
            })?;
        }
        Ok(())
    }

    /// Whether a mail with this Message-ID lies in the open folder.
    pub(super) fn has(&mut self, message_id: &str) -> Result<bool, ImapError> {
        let query = format!("HEADER Message-ID {}", quoted(message_id));
        let found: BTreeSet<Uid> = self.ask("look for a letter", COMMAND, |inner| {
            Ok(inner.uid_search(query)?.into_iter().collect())
        })?;
        Ok(!found.is_empty())
    }

    /// The mails of the open folder that came before a day (RFC 3501: `1-Feb-2027`).
    pub(super) fn before(&mut self, day: &str) -> Result<Vec<Uid>, ImapError> {
        let query = format!("BEFORE {day}");
        let found: BTreeSet<Uid> = self.ask("look for old mails", COMMAND, |inner| {
            Ok(inner.uid_search(query)?.into_iter().collect())
        })?;
        Ok(found.into_iter().collect())
    }

    /// Puts a message into a folder, as read.
    pub(super) fn append(&mut self, folder: &str, message: &[u8]) -> Result<(), ImapError> {
        let limit = COMMAND + Duration::from_secs(message.len() as u64 / SLOWEST);
        self.ask("put a copy into a folder", limit, |inner| {
            inner.append(folder, message).flag(Flag::Seen).finish().map(drop)
        })
    }

    /// Waits until the server says that something changed, at the latest after `at_most`, or until
    /// told to stop.
    pub(super) fn idle(
        &mut self,
        at_most: Duration,
        stop: &Arc<AtomicBool>,
    ) -> Result<WaitOutcome, ImapError> {
        self.control.heed(Some(Arc::clone(stop)));
        let result = self.ask("wait for mail", at_most.max(COMMAND), |inner| {
            inner.idle().timeout(at_most).keepalive(false).wait_while(stop_on_any)
        });
        self.control.heed(None);
        result
    }

    /// Lets the server say what happened; it may only say so in answer to a command.
    pub(super) fn noop(&mut self) -> Result<(), ImapError> {
        self.ask("greet the server", COMMAND, |inner| inner.noop())
    }
}

fn can_be_opened(name: &Name<'_>) -> bool {
    name.attributes().iter().all(|attribute| match attribute {
        NameAttribute::NoSelect => false,
        NameAttribute::Extension(word) => !word.eq_ignore_ascii_case("\\NonExistent"),
        _ => true,
    })
}

fn place(name: &Name<'_>) -> Place {
    let usage = name.attributes().iter().find_map(|attribute| match attribute {
        NameAttribute::Sent => Some(Usage::Sent),
        NameAttribute::Junk => Some(Usage::Junk),
        _ => None,
    });
    let delimiter = name.delimiter().unwrap_or_default().to_owned();
    Place { name: name.name().to_owned(), delimiter, usage }
}

fn listed(mail: &imap::types::Fetch<'_>) -> Option<Listed> {
    Some(Listed {
        uid: mail.uid?,
        bytes: mail.size.map_or(0, u64::from),
        arrived: mail.internal_date().map(|date| date.to_utc()),
        is_deleted: mail.flags().contains(&Flag::Deleted),
    })
}

/// A set of UIDs: `3,4,9`. Ranges would save bytes, and mean mails that are not among them.
fn set_of(uids: &[Uid]) -> String {
    uids.iter().map(Uid::to_string).collect::<Vec<_>>().join(",")
}

/// A quoted string (RFC 3501, 9). Line breaks would end the command.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
