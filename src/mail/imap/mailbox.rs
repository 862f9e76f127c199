//! The mailbox on a server as the rounds see it: parsed mails come out, handled ones are put away.
//!
//! Everything waits for the next look: a connection that broke is made anew, and then the whole inbox
//! is compared. IDLE is a hint to look earlier and proves nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::Patience;
use super::error::ImapError;
use super::folders::Folders;
use super::inbox::Inbox;
use super::login;
use super::session::{Copied, Listed, Session, Uid};
use crate::config::post::PostSettings;
use crate::domain::event::{Event, Unreadable};
use crate::domain::ids::MailKey;
use crate::domain::post::JunkLine;
use crate::domain::time::Instant as Moment;
use crate::mail::oauth::Tokens;
use crate::mail::opener::{HEAD_BYTES, Opener, Raw};
use crate::mail::parse::raw_key;
use crate::mail::{Arrived, Folder, MailError, Mailbox, Terms, nap};

const INBOX: &str = "INBOX";
/// Bytes of mail in memory at once, unless one mail alone is larger.
const BATCH_BYTES: u64 = 8 * 1024 * 1024;
/// A mail that could not be read this often will not be.
const READ_TRIES: u32 = 5;
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
    must_connect: bool,
    copied: Copied,
    /// So many mails are read alone, because one among as many could not be read.
    one_at_a_time: usize,
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

impl Open {
    fn move_from(
        &mut self,
        (from, validity): (Lies, u32),
        uids: &[Uid],
        to: Folder,
        copied: &mut Copied,
    ) -> Result<(), ImapError> {
        let from = match from {
            Lies::InTheInbox => INBOX.to_owned(),
            Lies::UnderReview => self.folders.name(Folder::TerBeoordeling).to_owned(),
        };
        if self.session.select(&from)?.validity != validity {
            return Err(self.session.renumbered());
        }
        let target = self.folders.name(to).to_owned();
        self.session.move_to(uids, &target, copied)
    }
}

type Read = Arrived<ImapEntry>;

impl ImapBox {
    /// Connects when something is asked of it, not before.
    pub fn new(settings: PostSettings, tokens: Tokens, opener: Opener, patience: Patience) -> Self {
        Self {
            settings,
            tokens,
            opener,
            patience,
            open: None,
            must_connect: false,
            copied: Copied::new(),
            one_at_a_time: 0,
            never_tells: false,
            inbox: Inbox::default(),
            under_review: BTreeMap::new(),
        }
    }

    /// After a refusal the next look connects anew: a folder may have gone, and some servers say no to
    /// everything on a connection that they have given up.
    fn heed<T>(&mut self, result: Result<T, ImapError>) -> Result<T, ImapError> {
        self.must_connect |= result.as_ref().is_err_and(|error| error.refused);
        result
    }

    /// The connection: the one that is open, or a new one.
    fn open(&mut self) -> Result<&mut Open, ImapError> {
        let is_good = |open: &Open| !open.session.is_broken();
        let must_connect = std::mem::take(&mut self.must_connect);
        let open = match self.open.take().filter(|open| !must_connect && is_good(open)) {
            Some(open) => open,
            None => self.connected()?,
        };
        Ok(self.open.insert(open))
    }

    fn connected(&mut self) -> Result<Open, ImapError> {
        let mut session = login::open(&self.settings.imap, &self.tokens, self.patience)?;
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

    /// Reads what is ready. One mail that the server does not give must not keep the others: after a
    /// batch that failed, as many mails are read one at a time.
    fn read_ready(&mut self, ready: &[Listed], validity: u32) -> Result<Vec<Read>, ImapError> {
        let failed = match self.read(ready, Lies::InTheInbox, validity) {
            Ok(arrived) => return Ok(self.with_missing(arrived, ready, validity)),
            Err(error) => error,
        };
        let [alone] = ready else {
            self.one_at_a_time = if failed.is_about_reading() { ready.len() } else { 0 };
            return Err(failed);
        };
        if !failed.is_about_reading() {
            return Err(failed);
        }
        let poison = self.given_up(*alone, validity, &failed.to_string());
        poison.map(|poison| vec![poison]).ok_or(failed)
    }

    /// What was read, and what will never be. A mail that was listed and is not there now may have been
    /// taken away; one that is listed again and again is one that the server does not give.
    fn with_missing(
        &mut self,
        mut arrived: Vec<Read>,
        ready: &[Listed],
        validity: u32,
    ) -> Vec<Read> {
        let is_missing = |mail: &&Listed| arrived.iter().all(|it| it.entry.uid != mail.uid);
        let missing = ready.iter().filter(is_missing);
        for mail in missing.copied().collect::<Vec<Listed>>() {
            self.inbox.not_given(mail.uid);
            arrived.extend(self.given_up(
                mail,
                validity,
                "the server lists it and does not give it",
            ));
        }
        arrived
    }

    /// Counts that a mail could not be read: the first time it may have been the network, later it
    /// comes after the others, and in the end nobody can read it.
    fn given_up(&mut self, mail: Listed, validity: u32, why: &str) -> Option<Read> {
        let tries = self.inbox.count_failure(mail.uid);
        if tries > 1 {
            self.inbox.leave_until(Instant::now() + self.patience.later, mail.uid);
        }
        if tries < READ_TRIES {
            return None;
        }
        let entry = ImapEntry { lies: Lies::InTheInbox, validity, uid: mail.uid };
        let key = raw_key(format!("{validity} {}", mail.uid).as_bytes());
        let why = Unreadable::Poison { reason: why.to_owned() };
        Some(Arrived {
            entry,
            event: Event::MailUnreadable { key, file: mail.uid.to_string(), why, known: None },
        })
    }

    /// Reads mails of the open folder; those that are gone by now are not among them.
    fn read(
        &mut self,
        mails: &[Listed],
        lies: Lies,
        validity: u32,
    ) -> Result<Vec<Read>, ImapError> {
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
    fn move_from(&mut self, from: (Lies, u32), uids: &[Uid], to: Folder) -> Result<(), ImapError> {
        let mut copied = std::mem::take(&mut self.copied);
        let moved = self.open().and_then(|open| open.move_from(from, uids, to, &mut copied));
        self.copied = copied;
        moved
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

    /// In Sent, which colleagues may share, only what the bot wrote is deleted.
    fn forget_each(&mut self, terms: Terms) -> Result<usize, ImapError> {
        let bot = self.opener.bot.to_string();
        let Open { session, folders } = self.open()?;
        let mut gone = 0;
        for (folder, before) in
            [(Folder::Verwerkt, terms.handled), (Folder::Quarantaine, terms.unwanted)]
        {
            session.select(folders.name(folder))?;
            let old = session.before(before.into())?;
            gone += delete(session, &old)?;
        }
        if let Some(sent) = &folders.sent {
            session.select(sent)?;
            let old = session.written_before(terms.handled.into(), &bot)?;
            gone += delete(session, &old)?;
        }
        Ok(gone)
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

fn delete(session: &mut Session, uids: &[Uid]) -> Result<usize, ImapError> {
    for some in uids.chunks(DELETE_MAX) {
        session.delete(some)?;
    }
    Ok(uids.len())
}

fn key_of(event: Event) -> Option<MailKey> {
    if let Event::MailArrived(incoming) = event { Some(incoming.mail.key) } else { None }
}

impl Mailbox for ImapBox {
    type Entry = ImapEntry;

    fn fetch(
        &mut self,
        most: usize,
        under_way: &BTreeSet<ImapEntry>,
    ) -> Result<Vec<Arrived<ImapEntry>>, MailError> {
        let looked = self.look();
        self.heed(looked)?;
        let Some(validity) = self.inbox.validity() else { return Ok(Vec::new()) };
        let most = if self.one_at_a_time > 0 { 1 } else { most };
        let entry = |uid| ImapEntry { lies: Lies::InTheInbox, validity, uid };
        let is_free = |uid: Uid| !under_way.contains(&entry(uid));
        let ready = self.inbox.ready(Instant::now(), (most, BATCH_BYTES), is_free);
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        self.one_at_a_time = self.one_at_a_time.saturating_sub(1);
        let read = self.read_ready(&ready, validity);
        Ok(self.heed(read)?)
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
                        self.must_connect |= error.refused;
                        failed.extend(those.map(|entry| (entry, MailError::Imap(error.again()))));
                    }
                }
            }
        }
        failed
    }

    fn for_review(&mut self) -> Result<Vec<(ImapEntry, MailKey)>, MailError> {
        let reviewed = self.review();
        self.heed(reviewed)?;
        let known = self.under_review.iter();
        Ok(known.filter_map(|(entry, key)| Some((*entry, key.clone()?))).collect())
    }

    fn count_failure(&mut self, entry: &ImapEntry) -> u32 {
        self.inbox.count_failure(entry.uid)
    }

    fn leave_for_later(&mut self, entry: &ImapEntry) {
        if entry.lies == Lies::InTheInbox {
            self.inbox.leave_until(Instant::now() + self.patience.later, entry.uid);
        }
    }

    fn junk(&mut self, since: Moment) -> Result<Vec<JunkLine>, MailError> {
        let junk = self.junk_since(since);
        Ok(self.heed(junk)?)
    }

    fn numbering(&self) -> Option<u32> {
        self.inbox.validity()
    }

    fn forget(&mut self, terms: Terms) -> Result<usize, MailError> {
        let gone = self.forget_each(terms);
        Ok(self.heed(gone)?)
    }

    fn wait(&mut self, at_most: Duration, stop: &Arc<AtomicBool>) {
        let look = self.patience.look;
        let Some(open) = &mut self.open else { return nap(at_most.min(look), stop) };
        if self.never_tells || !open.session.abilities.idle {
            return nap(at_most.min(look), stop);
        }
        if open.session.select(INBOX).is_err() {
            // The next look meets the same, and says it.
            return nap(at_most.min(look), stop);
        }
        match open.session.idle(at_most, stop) {
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
