//! The box in which mail lies until it is put away. It sees to it that nothing is moved whose record
//! is not on disk.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard};

use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::MailKey;
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::people::Address;
use werkbezoek::domain::state::{ArchiveKey, Record};
use werkbezoek::mail::maildir::{Folder, Maildir};
use werkbezoek::mail::parse::{parse, raw_key};
use werkbezoek::mail::{Arrived, Census, CensusFolder, CensusLine, MailError, Mailbox, Terms};
use werkbezoek::store::Store;

use crate::faults::{Disk, Faults};

/// A mail in the box.
#[derive(Debug, Clone)]
struct Lying {
    number: u32,
    key: MailKey,
    bytes: Vec<u8>,
}

#[derive(Debug, Default)]
struct Inside {
    lying: Vec<Lying>,
    /// Put away for a person to look at.
    reviewed: Vec<Lying>,
    /// Put away for good.
    done: Vec<(Folder, Lying)>,
    dropped: u32,
    broken: Vec<String>,
}

impl Inside {
    /// Takes a mail from where it lies: in the box, or among those under review.
    fn take(&mut self, number: u32) -> Lying {
        let places = [&mut self.lying, &mut self.reviewed];
        let mut found = places.into_iter().filter_map(|place| {
            let at = place.iter().position(|mail| mail.number == number)?;
            Some(place.remove(at))
        });
        found.next().unwrap()
    }
}

/// A handle on the box.
#[derive(Debug, Clone)]
pub(crate) struct Letterbox {
    inside: Arc<Mutex<Inside>>,
    disk: Disk,
    faults: Faults,
    bot: Address,
}

impl Letterbox {
    pub(crate) fn new(disk: Disk, faults: Faults, bot: Address) -> Self {
        Self { inside: Arc::default(), disk, faults, bot }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap()
    }

    /// Puts a mail in; its key is how the bot will know it.
    pub(crate) fn drop(&self, bytes: Vec<u8>) -> MailKey {
        let key = match parse(&bytes, None, &self.bot) {
            Ok(mail) => mail.key,
            Err(_) => raw_key(&bytes),
        };
        let mut inside = self.inside();
        inside.dropped += 1;
        let number = inside.dropped;
        inside.lying.push(Lying { number, key: key.clone(), bytes });
        key
    }

    pub(crate) fn holds(&self, key: &MailKey) -> bool {
        self.inside().lying.iter().any(|mail| mail.key == *key)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.inside().lying.is_empty()
    }

    pub(crate) fn broken(&self) -> Vec<String> {
        std::mem::take(&mut self.inside().broken)
    }

    fn event(&self, mail: &Lying) -> Event {
        let file = format!("{}.eml", mail.number);
        match parse(&mail.bytes, None, &self.bot) {
            Ok(mail) => {
                let (known, closed_visit) = (None, None);
                Event::MailArrived(Box::new(Incoming {
                    mail,
                    file,
                    arrived: None,
                    known,
                    closed_visit,
                }))
            }
            Err(why) => Event::MailUnreadable { key: raw_key(&mail.bytes), file, why, known: None },
        }
    }

    /// What is on disk about a mail.
    fn filing(&self, key: &MailKey) -> Option<Filing> {
        let live = self.disk.state().mail(key).map(|mail| mail.filing.clone());
        live.or_else(|| match self.disk.archived(&ArchiveKey::Mail(key.clone())).unwrap() {
            Some(Record::Mail(mail)) => Some(mail.filing),
            Some(_) | None => None,
        })
    }

    fn put_one_away(&mut self, entry: u32, folder: Folder) -> Result<(), MailError> {
        if self.faults.crashed() || self.faults.crashes_at_put_away() {
            return Err(cannot_move());
        }
        let mail = self.inside().take(entry);
        let wanted = match self.filing(&mail.key) {
            None => None,
            Some(Filing::Answered { .. } | Filing::Filed { .. }) => Some(Folder::Verwerkt),
            Some(Filing::WaitsForStaff { .. }) => Some(Folder::TerBeoordeling),
            Some(Filing::Quarantined { .. }) => Some(Folder::Quarantaine),
        };
        if wanted != Some(folder) {
            let broken = format!("mail {entry} went to {folder:?}, its record says {wanted:?}");
            self.inside().broken.push(broken);
        }
        if folder == Folder::TerBeoordeling {
            self.inside().reviewed.push(mail);
        } else {
            self.inside().done.push((folder, mail));
        }
        Ok(())
    }
}

impl Mailbox for Letterbox {
    type Entry = u32;

    fn fetch(
        &mut self,
        most: usize,
        under_way: &BTreeSet<u32>,
    ) -> Result<Vec<Arrived<u32>>, MailError> {
        let inside = self.inside();
        let free = inside.lying.iter().filter(|mail| !under_way.contains(&mail.number));
        let lying: Vec<Lying> = free.take(most).cloned().collect();
        drop(inside);
        let arrived: Vec<Arrived<u32>> = lying
            .iter()
            .map(|mail| Arrived { entry: mail.number, event: self.event(mail) })
            .collect();
        let events: Vec<Event> = arrived.iter().map(|arrived| arrived.event.clone()).collect();
        self.faults.in_hand(&events);
        Ok(arrived)
    }

    fn put_away(&mut self, entries: &[(u32, Folder)]) -> Vec<(u32, MailError)> {
        let put = |(entry, folder): &(u32, Folder)| {
            self.put_one_away(*entry, *folder).err().map(|error| (*entry, error))
        };
        entries.iter().filter_map(put).collect()
    }

    fn for_review(&mut self) -> Result<Vec<(u32, MailKey)>, MailError> {
        let inside = self.inside();
        Ok(inside.reviewed.iter().map(|mail| (mail.number, mail.key.clone())).collect())
    }

    fn count_failure(&mut self, _: &u32) -> u32 {
        1
    }

    fn leave_for_later(&mut self, entry: &u32) {
        // After a crash nobody is there to do so.
        if self.faults.crashed() {
            return;
        }
        let broken = format!("mail {entry} could not be handled");
        let mut inside = self.inside();
        inside.broken.push(broken);
        // Looked at again it would go round for ever.
        inside.lying.retain(|mail| mail.number != *entry);
    }

    fn forget(&mut self, _: Terms) -> Result<usize, MailError> {
        Ok(0)
    }

    fn wait(&mut self, _: std::time::Duration, _: &Arc<AtomicBool>) {}
}

impl Census for Letterbox {
    fn count(&mut self) -> Result<Vec<CensusFolder>, MailError> {
        let inside = self.inside();
        let line = |mail: &Lying| {
            let (name, key) = (mail.number.to_string(), Some(mail.key.clone()));
            CensusLine { name, key, since: None, is_deleted: false }
        };
        let folder = |folder: Option<Folder>, lines: Vec<CensusLine>| {
            let name = folder.map_or("inbox", Folder::name).to_owned();
            CensusFolder { folder, name, mails: lines.len(), lines }
        };
        let done = |wanted: Folder| {
            let lies = inside.done.iter().filter(|(folder, _)| *folder == wanted);
            folder(Some(wanted), lies.map(|(_, mail)| line(mail)).collect())
        };
        Ok(vec![
            folder(None, inside.lying.iter().map(line).collect()),
            folder(Some(Folder::TerBeoordeling), inside.reviewed.iter().map(line).collect()),
            done(Folder::Verwerkt),
            done(Folder::Quarantaine),
        ])
    }
}

/// An error of the real mailbox: only it can make one.
fn cannot_move() -> MailError {
    Maildir::open(Path::new("/dev/null/nowhere")).unwrap_err().into()
}
