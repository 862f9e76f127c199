//! The live state of a desk: everything that is open, and the one way in which it changes.
//!
//! `State::apply` is used by the engine while it runs and by the store at start, so what is on disk
//! and what is in memory cannot drift apart. A change is a whole record or a key: applying it twice
//! does no harm. Closed visits leave the live state, so memory grows with open work only, and slowly:
//! of a visit to which nothing happens it keeps a few words (`Brief`), and what is long and read once,
//! the bytes of a letter and the lines of a notice, stays on disk until then.

mod ahead;
mod brief;
mod held;
mod offices;
mod paths;
mod unread;
mod visits;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, LetterId, MailKey, NoticeId, VisitId, WijkId};
use super::letter::{Body, LOST_MINUTES, Letter, LetterState};
use super::logbook::{LogHead, Logged};
use super::mail::MailRecord;
use super::notice::{Notice, PreviewOf};
use super::people::Address;
use super::post::PostBook;
use super::room::{RoomName, StaffId};
use super::staffroom::{StaffBook, StaffKey, StaffRecord};
use super::time::{Instant, local};
use super::visit::{Hold, Visit};
use super::wijk::{WijkBook, WijkYear};
pub use brief::{Brief, Marks};
pub use paths::stays_on_disk;
pub use unread::Unread;
pub use visits::WHOLE_MAX;
pub use whole::Missing;

/// The layout of records on disk. Rises when an older program could not read them.
pub const SCHEMA: u32 = 5;

/// Something kept on disk under its own key. Without a serde `tag`: that makes serde hold a record
/// in between, where keys of maps that are numbers (`Counters::visits`) are no longer understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    Visit(Box<Visit>),
    Mail(Box<MailRecord>),
    Letter(Box<Letter>),
    /// Stays on disk: the live state has the letter without it.
    Body(Body),
    /// Stays on disk: the live state has its number.
    Notice(Notice),
    Preview(Preview),
    WijkBook(WijkBook),
    WijkYear(WijkYear),
    Tally(Tally),
    /// Goes to the archive at once.
    Logged(Box<Logged>),
    Counters(Counters),
    PostBook(PostBook),
    Staff(StaffRecord),
}

/// The key of a record in the live state: `visit/WB-2026-014`, `letter/wb-2026-014.voorstel.1`, ...
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "key", content = "id")]
pub enum Key {
    Visit(VisitId),
    Mail(MailKey),
    Letter(LetterId),
    Body(LetterId),
    Notice(NoticeId),
    Preview(u32),
    WijkBook(WijkId),
    WijkYear(WijkId),
    Tally(Address),
    Logged(u64),
    Counters,
    PostBook,
    Staff(StaffKey),
}

/// The key of a record in the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "key", content = "id")]
pub enum ArchiveKey {
    Visit(VisitId),
    Mail(MailKey),
    Logged(u64),
}

/// One change of the state, on disk and in memory. No serde `tag`, as with `Record`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The record as it now is; it replaces an older one with the same key.
    Put { record: Record },
    /// The record is no longer open: it leaves the live state and stays in the store until
    /// `erase_on`, when `Event::TermOver` asks what is to become of it. Only visits, mails
    /// and the logbook have an archive.
    Archive { record: Record, erase_on: NaiveDate },
    /// Gone; nothing of it is kept.
    Remove { key: Key },
    /// Gone from the archive.
    Erase { key: ArchiveKey },
}

/// The numbers given out so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    pub visits: BTreeMap<i32, u32>,
    pub notices: u64,
    pub previews: u32,
    pub queue: u32,
    #[serde(default)]
    pub memos: u32,
    #[serde(default)]
    pub questions: u32,
    /// The day on which terms were last looked at.
    pub swept: Option<NaiveDate>,
    #[serde(default)]
    pub log: LogHead,
}

/// A step that waits for the word of the person who asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub number: u32,
    /// Whoever asked for it, later whoever said yes; nobody while one of the bot itself waits.
    #[serde(default)]
    pub by: Option<StaffId>,
    #[serde(default)]
    pub shown_in: Option<RoomName>,
    pub made: Instant,
    pub action: PreviewOf,
    /// The free text that goes with it: a reason, a reply.
    pub text: Option<String>,
    /// Versions of the visits concerned, as they were when the preview was made.
    pub versions: BTreeMap<VisitId, u32>,
    pub confirmed: Option<Box<Confirmed>>,
    /// Whether it is the last thing between this person and the bot: only then does a bare yes mean it.
    #[serde(default)]
    pub in_sight: bool,
}

/// What a confirmed preview did, so that it can be called back while nothing has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    pub at: Instant,
    /// The visits as they were before.
    pub before: Vec<Visit>,
    /// Their versions after.
    pub after: BTreeMap<VisitId, u32>,
    pub letters: Vec<LetterId>,
    /// The letters that waited and that it withdrew.
    #[serde(default)]
    pub withdrawn: Vec<Letter>,
    /// The book of the wijk that it closed.
    #[serde(default)]
    pub book: Option<BookChange>,
}

/// What staff decided about a wijk, before and after a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookChange {
    pub before: WijkBook,
    pub after: WijkBook,
}

/// Automatic answers to one address on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub address: Address,
    pub day: NaiveDate,
    pub answers: u32,
}

impl Record {
    pub fn key(&self) -> Key {
        match self {
            Self::Visit(visit) => Key::Visit(visit.id),
            Self::Mail(mail) => Key::Mail(mail.key.clone()),
            Self::Letter(letter) => Key::Letter(letter.id.clone()),
            Self::Body(body) => Key::Body(body.letter.clone()),
            Self::Notice(notice) => Key::Notice(notice.id),
            Self::Preview(preview) => Key::Preview(preview.number),
            Self::WijkBook(book) => Key::WijkBook(book.wijk.clone()),
            Self::WijkYear(year) => Key::WijkYear(year.wijk.clone()),
            Self::Tally(tally) => Key::Tally(tally.address.clone()),
            Self::Logged(logged) => Key::Logged(logged.number),
            Self::Counters(_) => Key::Counters,
            Self::PostBook(_) => Key::PostBook,
            Self::Staff(record) => Key::Staff(record.key()),
        }
    }

    /// Its key in the archive; `None` for a kind of record that has no archive.
    pub fn archive_key(&self) -> Option<ArchiveKey> {
        match self {
            Self::Visit(visit) => Some(ArchiveKey::Visit(visit.id)),
            Self::Mail(mail) => Some(ArchiveKey::Mail(mail.key.clone())),
            Self::Logged(logged) => Some(ArchiveKey::Logged(logged.number)),
            Self::Letter(_)
            | Self::Body(_)
            | Self::Notice(_)
            | Self::Preview(_)
            | Self::WijkBook(_)
            | Self::WijkYear(_)
            | Self::Tally(_)
            | Self::Counters(_)
            | Self::PostBook(_)
            | Self::Staff(_) => None,
        }
    }
}

/// Everything that is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    // Boxed: a node of the map keeps room for eleven.
    visits: BTreeMap<VisitId, Box<Brief>>,
    whole: whole::Whole,
    mails: BTreeMap<MailKey, MailRecord>,
    letters: BTreeMap<LetterId, Letter>,
    notices: BTreeMap<NoticeId, Unread>,
    previews: BTreeMap<u32, Preview>,
    books: BTreeMap<WijkId, WijkBook>,
    years: BTreeMap<WijkId, WijkYear>,
    tallies: BTreeMap<Address, Tally>,
    /// Derived: the answers in all tallies of a day.
    answers: BTreeMap<NaiveDate, u32>,
    counters: Counters,
    post_book: PostBook,
    staff: StaffBook,
    /// Derived: what is held in each wijk, for each host and by each writer.
    held: held::Held,
    /// Derived: how many open visits each wijk has ahead.
    ahead: ahead::Ahead,
    /// Derived: from which domain they were asked for.
    offices: offices::Offices,
    /// Derived: when which visit wants the clock's attention.
    due: BTreeSet<(Instant, VisitId)>,
    /// Derived: who waits for something to come free, and since when.
    waiting: BTreeSet<(Instant, VisitId)>,
    /// Derived: when which letter can be tried.
    post: BTreeSet<(Instant, LetterId)>,
}

impl State {
    /// The one way in which state changes.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put { record } => self.put(record),
            Change::Archive { record, .. } => self.remove(&record.key()),
            Change::Remove { key } => self.remove(key),
            Change::Erase { .. } => {}
        }
    }

    fn put(&mut self, record: &Record) {
        match record {
            Record::Visit(visit) => self.put_visit(visit),
            Record::Mail(mail) => {
                self.mails.insert(mail.key.clone(), (**mail).clone());
            }
            Record::Letter(letter) => self.put_letter(letter),
            Record::Body(_) | Record::Logged(_) => {}
            Record::Notice(notice) => {
                self.notices.insert(notice.id, Unread::of(notice));
            }
            Record::Preview(preview) => {
                self.previews.insert(preview.number, preview.clone());
            }
            Record::WijkBook(book) => {
                self.books.insert(book.wijk.clone(), book.clone());
            }
            Record::WijkYear(year) => {
                self.years.insert(year.wijk.clone(), year.clone());
            }
            Record::Tally(tally) => self.put_tally(tally),
            Record::Counters(counters) => self.counters = counters.clone(),
            Record::PostBook(book) => self.post_book = book.clone(),
            Record::Staff(record) => self.staff.put(record),
        }
    }

    fn remove(&mut self, key: &Key) {
        match key {
            Key::Visit(id) => self.remove_visit(*id),
            Key::Mail(key) => drop(self.mails.remove(key)),
            Key::Letter(id) => self.remove_letter(id),
            Key::Body(_) | Key::Logged(_) => {}
            Key::Notice(id) => {
                self.notices.remove(id);
            }
            Key::Preview(number) => drop(self.previews.remove(number)),
            Key::WijkBook(id) => drop(self.books.remove(id)),
            Key::WijkYear(id) => drop(self.years.remove(id)),
            Key::Tally(address) => self.remove_tally(address),
            Key::Counters => self.counters = Counters::default(),
            Key::PostBook => self.post_book = PostBook::default(),
            Key::Staff(key) => self.staff.remove(*key),
        }
    }

    fn put_tally(&mut self, tally: &Tally) {
        self.remove_tally(&tally.address);
        *self.answers.entry(tally.day).or_default() += tally.answers;
        self.tallies.insert(tally.address.clone(), tally.clone());
    }

    fn remove_tally(&mut self, address: &Address) {
        let Some(old) = self.tallies.remove(address) else { return };
        if let Some(answers) = self.answers.get_mut(&old.day) {
            *answers = answers.saturating_sub(old.answers);
            if *answers == 0 {
                self.answers.remove(&old.day);
            }
        }
    }

    fn put_letter(&mut self, letter: &Letter) {
        self.remove_letter(&letter.id);
        if let Some(at) = attention(letter) {
            self.post.insert((at, letter.id.clone()));
        }
        self.letters.insert(letter.id.clone(), letter.clone());
    }

    fn remove_letter(&mut self, id: &LetterId) {
        let Some(old) = self.letters.remove(id) else { return };
        if let Some(at) = attention(&old) {
            self.post.remove(&(at, old.id));
        }
    }

    // ---- what is open ----

    /// The mails that wait for staff.
    pub fn mails(&self) -> impl Iterator<Item = &MailRecord> {
        self.mails.values()
    }

    pub fn mail(&self, key: &MailKey) -> Option<&MailRecord> {
        self.mails.get(key)
    }

    pub fn mail_in_queue(&self, number: u32) -> Option<&MailRecord> {
        self.mails.values().find(|mail| mail.queue_number == Some(number))
    }

    pub fn letters(&self) -> impl Iterator<Item = &Letter> {
        self.letters.values()
    }

    pub fn letter(&self, id: &LetterId) -> Option<&Letter> {
        self.letters.get(id)
    }

    /// The notices that were not shown yet, in order.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.notices.values()
    }

    pub fn previews(&self) -> impl DoubleEndedIterator<Item = &Preview> {
        self.previews.values()
    }

    pub fn preview(&self, number: u32) -> Option<&Preview> {
        self.previews.get(&number)
    }

    pub fn book(&self, wijk: &WijkId) -> Option<&WijkBook> {
        self.books.get(wijk)
    }

    /// What this wijk received in the last 52 weeks.
    pub fn year(&self, wijk: &WijkId) -> Option<&WijkYear> {
        self.years.get(wijk)
    }

    pub fn years(&self) -> impl Iterator<Item = &WijkYear> {
        self.years.values()
    }

    pub fn tally(&self, address: &Address) -> Option<&Tally> {
        self.tallies.get(address)
    }

    pub fn tallies(&self) -> impl Iterator<Item = &Tally> {
        self.tallies.values()
    }

    /// Automatic answers to all addresses together on a day.
    pub fn answers_on(&self, day: NaiveDate) -> u32 {
        self.answers.get(&day).copied().unwrap_or_default()
    }

    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    pub fn post(&self) -> &PostBook {
        &self.post_book
    }

    /// What staff keep beside the cases.
    pub fn staff(&self) -> &StaffBook {
        &self.staff
    }

    // ---- indexes ----

    /// Everything held on the days from `from` up to `until`, by any visit, at `now`: day by day, and
    /// on a day visit by visit.
    pub fn holds_between(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        now: Instant,
    ) -> impl Iterator<Item = Hold<'_>> {
        self.held.between((from, until), now).into_iter()
    }

    /// As `holds_between`, of one wijk only and in the order of the slots.
    pub fn held_in(
        &self,
        wijk: &WijkId,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'_>> {
        self.held.in_wijk(wijk, days, now)
    }

    /// As `holds_between`, for one host only, one wijk after the other.
    pub fn held_for(
        &self,
        host: &ContactId,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'_>> {
        self.held.for_host(host, |_| true, days, now)
    }

    /// As `held_for`, in other wijken than this one.
    pub fn held_elsewhere(
        &self,
        host: &ContactId,
        wijk: &WijkId,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'_>> {
        self.held.for_host(host, move |other| other != wijk, days, now)
    }

    /// As `holds_between`, of one writer only, in the order of the slots.
    pub fn held_by(
        &self,
        writer: &Address,
        days: (NaiveDate, NaiveDate),
        now: Instant,
    ) -> impl Iterator<Item = Hold<'_>> {
        let own = self.held.visits_of(writer).filter_map(|id| self.brief(id));
        let within = |hold: &Hold<'_>| (days.0..days.1).contains(&hold.slot.day());
        let mut holds: Vec<Hold<'_>> =
            own.flat_map(|brief| brief.holds(now)).filter(within).collect();
        holds.sort_by_key(|hold| (hold.slot, hold.visit));
        holds.into_iter()
    }

    /// How many open visits of this wijk are still to come, agreed or not, apart from `except`.
    pub fn visits_ahead(&self, wijk: &WijkId, now: Instant, except: Option<VisitId>) -> usize {
        let except = except.and_then(|id| self.brief(id));
        self.ahead.count(wijk, local(now), except)
    }

    /// The visits whose time has come, earliest first.
    pub fn visits_due(&self, now: Instant) -> impl Iterator<Item = VisitId> {
        self.due.iter().take_while(move |(at, _)| *at <= now).map(|(_, id)| *id)
    }

    /// The visits on the waiting list, whoever waits longest first.
    pub fn visits_waiting(&self) -> impl Iterator<Item = &Brief> {
        self.waiting.iter().filter_map(|(_, id)| self.brief(*id))
    }

    /// The letters whose time has come, earliest first: to be tried, or to be looked for. During a
    /// pause none is tried.
    pub fn letters_due(&self, now: Instant) -> impl Iterator<Item = &Letter> {
        self.letters_by_time().take_while(move |(at, _)| *at <= now).map(|(_, letter)| letter)
    }

    fn letters_by_time(&self) -> impl Iterator<Item = (Instant, &Letter)> {
        let held_back = |letter: &Letter| {
            self.post_book.paused.is_some() && matches!(letter.state, LetterState::Waiting { .. })
        };
        let letters = self.post.iter().filter_map(|(at, id)| Some((*at, self.letters.get(id)?)));
        letters.filter(move |(_, letter)| !held_back(letter))
    }

    /// When the engine must wake by itself.
    pub fn next_due(&self) -> Option<Instant> {
        let visit = self.due.first().map(|(at, _)| *at);
        let letter = self.letters_by_time().next().map(|(at, _)| at);
        visit.into_iter().chain(letter).chain(self.staff.next_due()).min()
    }
}

fn attention(letter: &Letter) -> Option<Instant> {
    match letter.state {
        LetterState::Waiting { next } => Some(next.max(letter.not_before)),
        LetterState::Unknown { look, .. } => Some(look),
        LetterState::Trying { since } => Some(since + chrono::Duration::minutes(LOST_MINUTES)),
        LetterState::WithAPerson => None,
    }
}

#[cfg(test)]
mod tests;
