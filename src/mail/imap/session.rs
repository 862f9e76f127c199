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

use imap::Error;
use imap::types::{Flag, Name, UnsolicitedResponse};
use imap_proto::NameAttribute;

use super::Patience;
use super::error::{Failure, ImapError, READ, TRIED_AGAIN};
use super::wire::{Control, Wire};
use crate::config::post::Server;
use crate::domain::time::Instant;

/// Bytes a second below which a transfer counts as dead.
const SLOWEST: u64 = 20_000;

/// A unique identifier of a mail in a folder (RFC 3501, 2.3.1.1).
pub(super) type Uid = u32;

/// What was copied from where to where, and could not be deleted yet: it must not be copied again.
pub(super) type Copied = BTreeSet<(Selected, Uid, String)>;

/// A folder that is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Selected {
    pub(super) folder: String,
    /// UIDVALIDITY: when it changes, UIDs mean other mails.
    pub(super) validity: u32,
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
    patience: Patience,
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
        patience: Patience,
    ) -> Result<Self, ImapError> {
        let (abilities, selected, broken) = Default::default();
        let server = format!("{}:{}", server.host, server.port);
        let mut session = Self { inner, control, server, patience, abilities, selected, broken };
        session.abilities = session.ask("ask what the server can do", |inner| {
            let known = inner.capabilities()?;
            Ok(Abilities {
                idle: known.has_str("IDLE"),
                moves: known.has_str("MOVE"),
                expunges_one: known.has_str("UIDPLUS"),
            })
        })?;
        Ok(session)
    }

    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Carries out one ordinary step.
    fn ask<T>(
        &mut self,
        doing: &'static str,
        step: impl FnOnce(&mut imap::Session<Wire>) -> imap::error::Result<T>,
    ) -> Result<T, ImapError> {
        self.ask_within(self.patience.command, doing, step)
    }

    /// Carries out one step within `limit`. A panic of the client is an error like any other.
    fn ask_within<T>(
        &mut self,
        limit: Duration,
        doing: &'static str,
        step: impl FnOnce(&mut imap::Session<Wire>) -> imap::error::Result<T>,
    ) -> Result<T, ImapError> {
        self.control.allow(limit);
        let inner = &mut self.inner;
        // What was said between two commands is looked up, not remembered: the crate would keep it.
        drop(inner.take_all_unsolicited());
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
        self.ask("list the folders", |inner| {
            let names = inner.list(Some(""), Some("*"))?;
            Ok(names.iter().filter(|name| can_be_opened(name)).map(place).collect())
        })
    }

    /// Makes a folder and subscribes to it, so that mail programs show it.
    pub(super) fn create(&mut self, folder: &str) -> Result<(), ImapError> {
        self.ask("make a folder", |inner| inner.create(folder))?;
        match self.ask("subscribe to a folder", |inner| inner.subscribe(folder)) {
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
        let found = self.ask("open a folder", |inner| inner.select(folder))?;
        let Some(validity) = found.uid_validity else {
            let what =
                format!("`{folder}` has no UIDVALIDITY, so no mail can be told from another");
            return Err(self.error("open a folder", Failure { what, refused: false }));
        };
        if may_not_move(&found) {
            let what =
                format!("mail in `{folder}` may be read and not moved, and would be lost track of");
            return Err(self.error("open a folder", Failure { what, refused: true }));
        }
        let selected = Selected { folder: folder.to_owned(), validity };
        self.selected = Some(selected.clone());
        Ok(selected)
    }

    /// What to say when UIDs of before mean other mails now.
    pub(super) fn renumbered(&self) -> ImapError {
        let what = "the server gave all mails new numbers since they were read".to_owned();
        self.error("move mails", Failure { what, refused: false })
    }

    /// Opens a folder for looking only, so that nothing in it loses a mark (RFC 3501, 6.3.2), and says
    /// how many mails lie in it.
    pub(super) fn examine(&mut self, folder: &str) -> Result<u32, ImapError> {
        self.selected = None;
        let found = self.ask("look into a folder", |inner| inner.examine(folder))?;
        Ok(found.exists)
    }

    /// How many mails lie in the inbox, and whether they may not be moved: that is told when a folder
    /// is opened for writing.
    pub(super) fn examine_inbox(&mut self) -> Result<(u32, bool), ImapError> {
        self.selected = None;
        self.ask("open the inbox", |inner| {
            let inbox = inner.select("INBOX")?;
            Ok((inbox.exists, may_not_move(&inbox)))
        })
    }

    /// The mails of the open folder from `first` on, by UID.
    pub(super) fn list(&mut self, first: Uid) -> Result<Vec<Listed>, ImapError> {
        let set = format!("{}:*", first.max(1));
        let query = "(UID FLAGS INTERNALDATE RFC822.SIZE)";
        let mut listed = self.ask("list the mails", |inner| {
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
            let asked = mail.uid.filter(|uid| uids.contains(uid));
            asked.zip(mail.body()).map(|(uid, body)| read(uid, body))
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

    /// When mails of the open folder came, and the lines of their headers that say who wrote and about
    /// what.
    pub(super) fn envelopes(&mut self, uids: &[Uid]) -> Result<Vec<(Instant, Vec<u8>)>, ImapError> {
        let query = "(UID INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT DATE)])";
        let set = set_of(uids);
        let found = self.ask("read headers", |inner| inner.uid_fetch(set, query))?;
        let read = |mail: &imap::types::Fetch<'_>| {
            Some((mail.internal_date()?.to_utc(), mail.header()?.to_vec()))
        };
        Ok(found.iter().filter_map(read).collect())
    }

    fn bodies_by<T>(
        &mut self,
        section: &str,
        uids: &[Uid],
        bytes: u64,
        read: impl FnMut(&imap::types::Fetch<'_>) -> Option<T>,
    ) -> Result<Vec<T>, ImapError> {
        let limit = self.patience.command + Duration::from_secs(bytes / SLOWEST);
        let (set, query) = (set_of(uids), format!("(UID {section})"));
        let found = self.ask_within(limit, READ, |inner| inner.uid_fetch(set, query))?;
        Ok(found.iter().filter_map(read).collect())
    }

    /// Moves mails of the open folder. Without MOVE they are copied and marked as deleted, and
    /// expunged where only these can be: never a whole folder (RFC 3501 EXPUNGE), never after a copy
    /// that failed.
    pub(super) fn move_to(
        &mut self,
        uids: &[Uid],
        folder: &str,
        copied: &mut Copied,
    ) -> Result<(), ImapError> {
        let name = quoted(folder);
        if self.abilities.moves {
            let set = set_of(uids);
            return self.ask("move mails", |inner| {
                inner.run_command_and_check_ok(format!("UID MOVE {set} {name}"))
            });
        }
        let Some(from) = self.selected.clone() else { return Ok(()) };
        let copy = |uid: &Uid| (from.clone(), *uid, folder.to_owned());
        let fresh: Vec<Uid> =
            uids.iter().filter(|uid| !copied.contains(&copy(uid))).copied().collect();
        if !fresh.is_empty() {
            let set = set_of(&fresh);
            self.ask("copy mails", |inner| {
                inner.run_command_and_check_ok(format!("UID COPY {set} {name}"))
            })?;
            copied.extend(fresh.iter().map(copy));
        }
        self.delete(uids)?;
        for uid in uids {
            copied.remove(&copy(uid));
        }
        Ok(())
    }

    /// Deletes mails of the open folder, and no other; where the server cannot expunge single mails
    /// they stay marked.
    pub(super) fn delete(&mut self, uids: &[Uid]) -> Result<(), ImapError> {
        let set = set_of(uids);
        self.ask("mark mails as deleted", |inner| {
            inner.run_command_and_check_ok(format!("UID STORE {set} +FLAGS.SILENT (\\Deleted)"))
        })?;
        if !self.abilities.expunges_one {
            return Ok(());
        }
        match self.ask("expunge mails", |inner| {
            inner.run_command_and_check_ok(format!("UID EXPUNGE {set}"))
        }) {
            // They stay marked, as where nothing can be expunged.
            Err(error) if error.refused => Ok(()),
            other => other,
        }
    }

    /// Whether a mail with this Message-ID lies in the open folder.
    pub(super) fn has(&mut self, message_id: &str) -> Result<bool, ImapError> {
        let query = format!("HEADER Message-ID {}", quoted(message_id));
        let found: BTreeSet<Uid> = self
            .ask("look for a letter", |inner| Ok(inner.uid_search(query)?.into_iter().collect()))?;
        Ok(!found.is_empty())
    }

    /// The mails of the open folder that came before a day, oldest first.
    pub(super) fn before(&mut self, moment: Instant) -> Result<Vec<Uid>, ImapError> {
        self.search(format!("UNDELETED BEFORE {}", day(moment)))
    }

    /// Of these, the ones that a machine wrote in the name of this address (RFC 3834).
    pub(super) fn written_before(
        &mut self,
        moment: Instant,
        from: &str,
    ) -> Result<Vec<Uid>, ImapError> {
        let (day, from) = (day(moment), quoted(from));
        self.search(format!("UNDELETED BEFORE {day} FROM {from} HEADER Auto-Submitted \"auto-\""))
    }

    /// The mails of the open folder that came on a day or later, oldest first.
    pub(super) fn since(&mut self, moment: Instant) -> Result<Vec<Uid>, ImapError> {
        self.search(format!("SINCE {}", day(moment)))
    }

    fn search(&mut self, query: String) -> Result<Vec<Uid>, ImapError> {
        let found: BTreeSet<Uid> = self.ask("look for mails by their day", |inner| {
            Ok(inner.uid_search(query)?.into_iter().collect())
        })?;
        Ok(found.into_iter().collect())
    }

    /// Puts a message into a folder, as read.
    pub(super) fn append(&mut self, folder: &str, message: &[u8]) -> Result<(), ImapError> {
        let limit = self.patience.command + Duration::from_secs(message.len() as u64 / SLOWEST);
        self.ask_within(limit, "put a copy into a folder", |inner| {
            inner.append(folder, message).flag(Flag::Seen).finish().map(drop)
        })
    }

    /// Waits until the server says that something changed, at the latest after `at_most`, or until
    /// told to stop. The trap: the client says DONE whatever happened, also to a server that refused to
    /// wait, and tells nobody what became of it; so after anything odd the session is over.
    pub(super) fn idle(
        &mut self,
        at_most: Duration,
        stop: &Arc<AtomicBool>,
    ) -> Result<(), ImapError> {
        const DOING: &str = "wait for mail";
        self.control.heed(Some(Arc::clone(stop)));
        let mut is_ending = false;
        let result = self.ask_within(at_most.max(self.patience.command), DOING, |inner| {
            inner.idle().timeout(at_most).keepalive(false).wait_while(|said| {
                is_ending = matches!(said, UnsolicitedResponse::Bye { .. });
                false
            })
        });
        self.control.heed(None);
        let failure = match result {
            Err(error) => Err(error),
            Ok(_) if is_ending => Err(self.error(DOING, Failure::from(Error::ConnectionLost))),
            Ok(_) if self.control.has_failed() => Err(self.error(DOING, no_end_of_waiting())),
            Ok(_) => Ok(()),
        };
        if failure.is_err() {
            self.broken = true;
            self.control.cut();
        }
        failure
    }

    /// Lets the server say what happened; it may only say so in answer to a command.
    pub(super) fn noop(&mut self) -> Result<(), ImapError> {
        self.ask("greet the server", |inner| inner.noop())
    }
}

/// A server that says which flags can be kept, and not \Deleted among them, lets us move nothing
/// (RFC 3501, 7.1: PERMANENTFLAGS).
fn may_not_move(folder: &imap::types::Mailbox) -> bool {
    let kept = &folder.permanent_flags;
    folder.is_read_only || (!kept.is_empty() && !kept.contains(&Flag::Deleted))
}

fn no_end_of_waiting() -> Failure {
    Failure { what: "the server did not answer DONE".to_owned(), refused: false }
}

fn can_be_opened(name: &Name<'_>) -> bool {
    !name.attributes().iter().any(|attribute| {
        let NameAttribute::Extension(word) = attribute else {
            return *attribute == NameAttribute::NoSelect;
        };
        word.eq_ignore_ascii_case("\\NonExistent")
    })
}

fn place(name: &Name<'_>) -> Place {
    let is_for = |what: NameAttribute<'_>| name.attributes().contains(&what);
    let sent = is_for(NameAttribute::Sent).then_some(Usage::Sent);
    let usage = sent.or_else(|| is_for(NameAttribute::Junk).then_some(Usage::Junk));
    let delimiter = name.delimiter().unwrap_or_default().to_owned();
    Place { name: name.name().to_owned(), delimiter, usage }
}

fn listed(mail: &imap::types::Fetch<'_>) -> Option<Listed> {
    Some(Listed {
        uid: mail.uid?,
        // Without a size it is no answer to the listing, but flags that somebody changes meanwhile.
        bytes: u64::from(mail.size?),
        arrived: mail.internal_date().map(|date| date.to_utc()),
        is_deleted: mail.flags().contains(&Flag::Deleted),
    })
}

/// A day as it is searched for (RFC 3501: `1-Feb-2027`).
fn day(moment: Instant) -> String {
    moment.format("%-d-%b-%Y").to_string()
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
