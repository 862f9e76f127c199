//! The mailbox on a server as the rounds see it: parsed mails come out, handled ones are put away.
//!
//! Everything waits for the next look: a connection that broke is made anew, and then the whole inbox
//! is compared. IDLE is a hint to look earlier and proves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant, SystemTime};

use super::Patience;
use super::error::ImapError;
use super::folders::Folders;
use super::inbox::Inbox;
use super::session::{Listed, Session, Uid};
use crate::config::post::PostSettings;
use crate::domain::event::Event;
use crate::domain::ids::MailKey;
use crate::domain::post::JunkLine;
use crate::domain::time::Instant as Moment;
use crate::mail::oauth::Tokens;
use crate::mail::opener::{HEAD_BYTES, Opener, Raw};
use crate::mail::{Arrived, Folder, MailError, Mailbox, Terms, nap};

const INBOX: &str = "INBOX";
/// Bytes of mail in memory at once, unless one mail alone is larger.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// Mails deleted with one command.
const DELETE_MAX: usize = 200;
/// Mails of Junk that are looked at, the newest.
const JUNK_MAX: usize = 200;

/// A mailbox on a server.
#[derive(Debug)]
pub struct ImapBox {
    settings: PostSettings,
    tokens: Tokens,
    opener: Opener,
    patience: Patience,
    open: Option<Open>,
    /// The server says that it can IDLE, and refuses.
    never_tells: bool,
    inbox: Inbox,
    /// The keys of the mails under review, so that each is read once; without one it is no mail.
    under_review: BTreeMap<ImapEntry, Option<MailKey>>,
}

#[derive(Debug)]
struct Open {
    session: Session,
    folders: Folders,
}

/// A mail in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImapEntry {
    lies: Lies,
    validity: u32,
    uid: Uid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lies {
    InTheInbox,
    UnderReview,
}

impl ImapBox {
    /// Connects when something is asked of it, not before.
    pub fn new(settings: PostSettings, tokens: Tokens, opener: Opener, patience: Patience) -> Self {
        let (open, never_tells, inbox, under_review) = Default::default();
        Self { settings, tokens, opener, patience, open, never_tells, inbox, under_review }
    }

    /// The connection: the one that is open, or a new one.
    fn open(&mut self) -> Result<&mut Open, ImapError> {
        let open = match self.open.take().filter(|open| !open.session.is_broken()) {
            Some(open) => open,
            None => self.connected()?,
        };
        Ok(self.open.insert(open))
    }

    fn connected(&mut self) -> Result<Open, ImapError> {
        let mut session = Session::open(&self.settings.imap, &self.tokens, self.patience)?;
        let folders = Folders::prepare(&mut session, &self.settings.folders)?;
        self.inbox.must_compare();
        Ok(Open { session, folders })
    }

    /// Hears what lies in the inbox.
    fn look(&mut self) -> Result<(), ImapError> {
        let every = self.settings.poll;
        let validity = self.open()?.session.select(INBOX)?.validity;
        self.inbox.opened(validity);
        let now = Instant::now();
        let first = self.inbox.list_from(now, every);
        let listed = self.open()?.session.list(first)?;
        self.inbox.heard(now, first, &listed);
        Ok(())
    }

    /// Reads mails of the open folder; those that are gone by now are not among them.
    fn read(
        &mut self,
        mails: &[Listed],
        lies: Lies,
        validity: u32,
    ) -> Result<Vec<Arrived<ImapEntry>>, ImapError> {
        let opener = self.opener.clone();
        let (whole, large): (Vec<&Listed>, Vec<&Listed>) =
            mails.iter().partition(|mail| mail.bytes <= opener.bytes_max);
        let arrived = |uid: Uid, raw: Raw<'_>| {
            let listed = mails.iter().find(|mail| mail.uid == uid);
            let event = opener.event(raw, uid.to_string(), listed.and_then(|mail| mail.arrived));
            Arrived { entry: ImapEntry { lies, validity, uid }, event }
        };
        let mut found = Vec::new();
        if !whole.is_empty() {
            let uids: Vec<Uid> = whole.iter().map(|mail| mail.uid).collect();
            let bytes = whole.iter().map(|mail| mail.bytes).sum();
            let session = &mut self.open()?.session;
            found = session.bodies(&uids, bytes, |uid, body| arrived(uid, Raw::Whole(body)))?;
        }
        for mail in large {
            let head = self.open()?.session.head(mail.uid, HEAD_BYTES.min(opener.bytes_max))?;
            let size = mail.bytes;
            found.extend(head.map(|head| arrived(mail.uid, Raw::Head { head: &head, size })));
        }
        // In the order in which they came, whatever the order of the answer.
        found.sort_by_key(|mail| mail.entry);
        Ok(found)
    }

    /// Under another UIDVALIDITY these numbers may be other mails: then nothing is moved.
    fn move_from(
        &mut self,
        (from, validity): (Lies, u32),
        uids: &[Uid],
        to: Folder,
    ) -> Result<(), ImapError> {
        let open = self.open()?;
        let from = match from {
            Lies::InTheInbox => INBOX.to_owned(),
            Lies::UnderReview => open.folders.name(Folder::TerBeoordeling).to_owned(),
        };
        if open.session.select(&from)?.validity != validity {
            return Err(open.session.renumbered());
        }
        let target = open.folders.name(to).to_owned();
        open.session.move_to(uids, &target)
    }

    /// Moves mails together, or each alone when the server refuses: a colleague may have taken one of
    /// them away, and that must not keep the others. What became of which.
    fn move_or_each(
        &mut self,
        from: (Lies, u32),
        uids: &[Uid],
        to: Folder,
    ) -> Vec<(Vec<Uid>, Result<(), ImapError>)> {
        match self.move_from(from, uids, to) {
            Err(error) if error.refused && uids.len() > 1 => {
                // The server may only now say what is gone.
                if let Err(error) = self.open().and_then(|open| open.session.noop()) {
                    return vec![(uids.to_vec(), Err(error))];
                }
                uids.iter().map(|uid| (vec![*uid], self.move_from(from, &[*uid], to))).collect()
            }
            moved => vec![(uids.to_vec(), moved)],
        }
    }

    /// The mail lies no more where it lay.
    fn gone(&mut self, entry: ImapEntry) {
        match entry.lies {
            Lies::InTheInbox => self.inbox.gone(entry.uid),
            Lies::UnderReview => {
                self.under_review.remove(&entry);
            }
        }
    }

    /// Reads the mails under review that were not read before. One that is no mail is said once.
    fn review(&mut self) -> Result<(), ImapError> {
        let open = self.open()?;
        let folder = open.folders.name(Folder::TerBeoordeling).to_owned();
        let validity = open.session.select(&folder)?.validity;
        let mut listed = open.session.list(1)?;
        listed.retain(|mail| !mail.is_deleted);
        let entry = |mail: &Listed| ImapEntry { lies: Lies::UnderReview, validity, uid: mail.uid };
        let lying: Vec<ImapEntry> = listed.iter().map(entry).collect();
        self.under_review.retain(|entry, _| lying.contains(entry));
        listed.retain(|mail| !self.under_review.contains_key(&entry(mail)));
        for mail in listed {
            for Arrived { entry, event } in self.read(&[mail], Lies::UnderReview, validity)? {
                let key = key_of(event);
                if key.is_none() {
                    let uid = entry.uid;
                    tracing::warn!(uid, "something under review is no mail; move it");
                }
                self.under_review.insert(entry, key);
            }
        }
        Ok(())
    }

    fn delete_before(&mut self, folder: &str, before: SystemTime) -> Result<usize, ImapError> {
        let session = &mut self.open()?.session;
        session.select(folder)?;
        let old = session.before(before.into())?;
        for some in old.chunks(DELETE_MAX) {
            session.delete(some)?;
        }
        Ok(old.len())
    }

    fn junk_since(&mut self, since: Moment) -> Result<Vec<JunkLine>, ImapError> {
        let Open { session, folders } = self.open()?;
        let Some(junk) = &folders.junk else { return Ok(Vec::new()) };
        session.examine(junk)?;
        let mut uids = session.since(since)?;
        uids.drain(..uids.len().saturating_sub(JUNK_MAX));
        let heads = if uids.is_empty() { Vec::new() } else { session.envelopes(&uids)? };
        // The search knows days, not hours.
        let fresh = heads.into_iter().filter(|(at, _)| *at >= since);
        Ok(fresh.map(|(at, head)| self.opener.junk_line(&head, at)).collect())
    }
}

fn key_of(event: Event) -> Option<MailKey> {
    if let Event::MailArrived(incoming) = event { Some(incoming.mail.key) } else { None }
}

impl Mailbox for ImapBox {
    type Entry = ImapEntry;

    fn fetch(&mut self, most: usize) -> Result<Vec<Arrived<ImapEntry>>, MailError> {
        self.look()?;
        let ready = self.inbox.ready(Instant::now(), most, BATCH_BYTES);
        let Some(validity) = self.inbox.validity().filter(|_| !ready.is_empty()) else {
            return Ok(Vec::new());
        };
        let arrived = self.read(&ready, Lies::InTheInbox, validity)?;
        for mail in ready.iter().filter(|mail| arrived.iter().all(|a| a.entry.uid != mail.uid)) {
            // Somebody took it away between listing and reading.
            self.inbox.gone(mail.uid);
        }
        Ok(arrived)
    }

    fn put_away(&mut self, entries: &[(ImapEntry, Folder)]) -> Vec<(ImapEntry, MailError)> {
        let mut together: BTreeMap<(Lies, u32, Folder), Vec<ImapEntry>> = BTreeMap::new();
        for (entry, folder) in entries {
            together.entry((entry.lies, entry.validity, *folder)).or_default().push(*entry);
        }
        let mut failed = Vec::new();
        for ((lies, validity, folder), entries) in together {
            let uids: Vec<Uid> = entries.iter().map(|entry| entry.uid).collect();
            for (some, moved) in self.move_or_each((lies, validity), &uids, folder) {
                let those = some.iter().map(|uid| ImapEntry { lies, validity, uid: *uid });
                match moved {
                    Ok(()) => those.for_each(|entry| self.gone(entry)),
                    Err(error) => {
                        failed.extend(those.map(|entry| (entry, MailError::Imap(error.again()))));
                    }
                }
            }
        }
        failed
    }

    fn for_review(&mut self) -> Result<Vec<(ImapEntry, MailKey)>, MailError> {
        self.review()?;
        let known = self.under_review.iter();
        Ok(known.filter_map(|(entry, key)| Some((*entry, key.clone()?))).collect())
    }

    fn count_failure(&mut self, entry: &ImapEntry) -> u32 {
        self.inbox.count_failure(entry.uid)
    }

    fn leave_for_later(&mut self, entry: &ImapEntry) {
        if entry.lies == Lies::InTheInbox {
            self.inbox.leave_for_later(Instant::now(), entry.uid);
        }
    }

    fn junk(&mut self, since: Moment) -> Result<Vec<JunkLine>, MailError> {
        Ok(self.junk_since(since)?)
    }

    fn numbering(&self) -> Option<u32> {
        self.inbox.validity()
    }

    fn forget(&mut self, terms: Terms) -> Result<usize, MailError> {
        let folders = self.open()?.folders.clone();
        let handled = folders.name(Folder::Verwerkt).to_owned();
        let unwanted = folders.name(Folder::Quarantaine).to_owned();
        let mut gone = self.delete_before(&handled, terms.handled)?;
        gone += self.delete_before(&unwanted, terms.unwanted)?;
        if let Some(sent) = folders.sent {
            gone += self.delete_before(&sent, terms.handled)?;
        }
        Ok(gone)
    }

    fn wait(&mut self, at_most: Duration, stop: &Arc<AtomicBool>) {
        let look = self.patience.look;
        let Some(open) = &mut self.open else { return nap(at_most.min(look), stop) };
        if self.never_tells || !open.session.abilities.idle {
            return nap(at_most.min(look), stop);
        }
        let waited = open.session.select(INBOX).and_then(|_| open.session.idle(at_most, stop));
        match waited {
            Ok(()) => {}
            Err(error) if error.refused => {
                tracing::info!(%error, "this server will not tell; it is asked every so often");
                self.never_tells = true;
            }
            // The next look connects anew, and says it if that fails.
            Err(error) => tracing::info!(%error, "the connection ended while waiting"),
        }
    }
}
