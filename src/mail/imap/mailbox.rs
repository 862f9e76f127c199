//! The mailbox on a server as the rounds see it: parsed mails come out, handled ones are put away.
//!
//! Everything waits for the next look: a connection that broke is made anew, and then the whole inbox
//! is compared. IDLE is a hint to look earlier and proves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};

use super::error::ImapError;
use super::folders::Folders;
use super::inbox::Inbox;
use super::session::{Listed, Session, Uid};
use crate::config::post::PostSettings;
use crate::domain::event::Event;
use crate::domain::ids::MailKey;
use crate::mail::oauth::Tokens;
use crate::mail::opener::{HEAD_BYTES, Opener, Raw};
use crate::mail::{Arrived, Folder, MailError, Mailbox, Terms, nap};

const INBOX: &str = "INBOX";
/// Bytes of mail in memory at once, unless one mail alone is larger.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// Mails deleted with one command.
const DELETE_MAX: usize = 200;
/// How often the inbox is looked at on a server that tells nothing by itself.
const LOOK: Duration = Duration::from_secs(20);

/// A mailbox on a server.
#[derive(Debug)]
pub struct ImapBox {
    settings: PostSettings,
    tokens: Tokens,
    opener: Opener,
    open: Option<Open>,
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
    pub fn new(settings: PostSettings, tokens: Tokens, opener: Opener) -> Self {
        let (open, inbox, under_review) = Default::default();
        Self { settings, tokens, opener, open, inbox, under_review }
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
        let mut session = Session::open(&self.settings.imap, &self.tokens)?;
        let folders = Folders::prepare(&mut session, &self.settings.folders)?;
        self.inbox.must_compare();
        Ok(Open { session, folders })
    }

    /// Hears what lies in the inbox.
    fn look(&mut self) -> Result<(), ImapError> {
        let every = self.settings.poll;
        let validity = self.open()?.session.select(INBOX)?.validity;
        if self.inbox.opened(validity) {
            tracing::warn!(
                validity,
                "the server gave all mails new numbers; known ones stay known"
            );
        }
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

    fn move_from(&mut self, from: Lies, uids: &[Uid], to: Folder) -> Result<(), ImapError> {
        let open = self.open()?;
        let from = match from {
            Lies::InTheInbox => INBOX.to_owned(),
            Lies::UnderReview => open.folders.name(Folder::TerBeoordeling).to_owned(),
        };
        open.session.select(&from)?;
        let target = open.folders.name(to).to_owned();
        open.session.move_to(uids, &target)
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
                let key = match event {
                    Event::MailArrived(incoming) => Some(incoming.mail.key),
                    _ => {
                        let uid = entry.uid;
                        tracing::warn!(uid, "something under review is no mail; move it");
                        None
                    }
                };
                self.under_review.insert(entry, key);
            }
        }
        Ok(())
    }

    fn delete_before(&mut self, folder: &str, before: SystemTime) -> Result<usize, ImapError> {
        let day = DateTime::<Utc>::from(before).format("%-d-%b-%Y").to_string();
        let session = &mut self.open()?.session;
        session.select(folder)?;
        let old = session.before(&day)?;
        for some in old.chunks(DELETE_MAX) {
            session.delete(some)?;
        }
        Ok(old.len())
    }
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
        for ((lies, _, folder), entries) in together {
            let uids: Vec<Uid> = entries.iter().map(|entry| entry.uid).collect();
            match self.move_from(lies, &uids, folder) {
                Ok(()) if lies == Lies::InTheInbox => {
                    uids.iter().for_each(|uid| self.inbox.gone(*uid));
                }
                Ok(()) => self.under_review.retain(|entry, _| !entries.contains(entry)),
                Err(error) => {
                    let again = |entry| (entry, MailError::Imap(error.again()));
                    failed.extend(entries.into_iter().map(again));
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
        let Some(open) = &mut self.open else { return nap(at_most.min(LOOK), stop) };
        if !open.session.abilities.idle {
            return nap(at_most.min(LOOK), stop);
        }
        let waited = open.session.select(INBOX).and_then(|_| open.session.idle(at_most, stop));
        match waited {
            Ok(_) => {}
            Err(error) if error.refused => {
                tracing::info!(%error, "this server will not tell; it is asked every so often");
                open.session.abilities.idle = false;
            }
            // The next look connects anew, and says it if that fails.
            Err(error) => tracing::info!(%error, "the connection ended while waiting"),
        }
    }
}
