//! A room at the desk: what is said there is decided, and what is owed there is handed out.
//!
//! Each room has one of these, so that none waits for another: what all of them are to be told lies
//! ready for each by itself. A store that refuses ends nothing: whoever said something hears that it
//! was not done, and that a notice was shown is stored as soon as that works.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant as Beat};

use crate::chat::command::{ParseContext, parse};
use crate::chat::room::{Card, Directory, Heard, Owed, Said, Speaker};
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::ids::{NoticeId, VisitId};
use crate::domain::notice::Saying;
use crate::domain::room::{Button, RoomName, Seen, Spot, Staff};
use crate::domain::time::{Instant, local};
use crate::domain::visit::Visit;
use crate::engine::queue::{Changed, Submit, Those};
use crate::reading::{Context, Gazetteer, Policy, read_text};
use crate::store::StoreError;
use crate::words::Words;

use super::outage::Watch;

/// After a failure to store what was shown, it is tried again after this.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// What could not be read is asked for again after this, and everything else as soon as it is there.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// Of a card that stands in the room, and of which nobody knows what it shows.
const UNKNOWN_VERSION: u32 = u32::MAX;
/// Cases that are read in one look, so that a room that begins anew does not hold up the desk.
const CARDS_A_LOOK: usize = 64;
/// Lines that are decided with one flush.
pub const LINES_MAX: usize = 64;

/// The side of the desk in a conversation with one room.
#[derive(Debug)]
pub struct Talk<D> {
    engine: D,
    desk: Arc<Desk>,
    words: Arc<Words>,
    room: RoomName,
    directory: Directory,
    watch: Watch,
    /// The last notice that was handed out: each is handed out once, unless the room begins anew.
    last: Option<NoticeId>,
    /// Notices that were shown, which is not stored yet.
    shown: Vec<NoticeId>,
    /// After a failure: when to try again.
    again: Option<Beat>,
    /// The open cases as the room knows them.
    cards: BTreeMap<VisitId, u32>,
    /// What the engine was at when it was last asked for news, and when that was.
    looked: Option<(u64, Beat)>,
    /// Somebody can read there now. What is owed waits until then, so that stale news becomes one line.
    open: bool,
}

impl<D: Submit> Talk<D> {
    pub fn new(
        engine: D,
        (desk, words): (Arc<Desk>, Arc<Words>),
        room: RoomName,
        directory: Directory,
    ) -> Self {
        Self {
            engine,
            desk,
            words,
            room,
            directory,
            watch: Watch::new(room.into()),
            last: None,
            shown: Vec::new(),
            again: None,
            cards: BTreeMap::new(),
            looked: None,
            open: false,
        }
    }

    /// The room begins anew, and may have lost what it was handed.
    pub fn begin(&mut self) {
        self.last = None;
        self.open = false;
        self.cards.clear();
    }

    /// The room ended by itself.
    pub fn ended(&mut self, now: Instant, why: String) {
        self.watch.failed(now, why);
    }

    /// Passes on what was heard and says what is owed since.
    ///
    /// # Errors
    /// The engine has stopped.
    pub fn round(&mut self, now: Instant, heard: Vec<Heard>) -> Result<Vec<Owed>, StoreError> {
        let mut owed = self.pass_on(now, heard)?;
        self.store_shown()?;
        self.tell(now)?;
        if self.open && self.may_be_news() {
            owed.extend(self.changed_cards(now)?);
            // A notice goes to the thread of its case: first every case has one.
            if self.looked.is_some() {
                owed.extend(self.news());
            }
        }
        Ok(owed)
    }

    fn pass_on(&mut self, now: Instant, heard: Vec<Heard>) -> Result<Vec<Owed>, StoreError> {
        let (mut events, mut places, mut owed) = (Vec::new(), Vec::new(), Vec::new());
        for heard in heard {
            match heard {
                Heard::Shown(notice) => self.shown.push(notice),
                Heard::Holds(cases) => {
                    self.cards.extend(cases.into_iter().map(|case| (case, UNKNOWN_VERSION)));
                }
                Heard::Away { why } => {
                    self.open = false;
                    self.watch.failed(now, why);
                }
                Heard::Back => {
                    self.open = true;
                    self.watch.worked(now, 0);
                    self.looked = None;
                    events.push(Event::RoomBack { room: self.room, in_hand: self.last });
                }
                Heard::TooLate { from, place } => owed.extend(self.too_late(now, &from, place)),
                Heard::Said(said) => match self.directory.staff(&said.from) {
                    Some(staff) => {
                        events.extend(self.event(now, &staff, &said));
                        places.push(said.place);
                    }
                    None => owed.extend(self.stranger(now, said)),
                },
            }
        }
        if events.is_empty() {
            return Ok(owed);
        }
        match self.engine.submit(events) {
            Ok(_) => {}
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            Err(error) => {
                let saying = Saying::NotStored { why: error.to_string() };
                owed.extend(places.into_iter().filter_map(|at| self.aside(now, at, &saying)));
            }
        }
        Ok(owed)
    }

    fn event(&self, now: Instant, staff: &Staff, said: &Said) -> Option<Event> {
        let spot = Spot { room: self.room, place: said.place.clone() };
        let mut event = heard(&self.desk, now, staff, &spot, &said.line)?;
        if let Event::StaffSaid { seen, .. } = &mut event {
            *seen = said.seen;
        }
        Some(event)
    }

    /// Whoever has no right here is not told that trying again would help.
    fn too_late(&self, now: Instant, from: &Speaker, place: String) -> Option<Owed> {
        self.directory.staff(from)?;
        self.aside(now, place, &Saying::SaidTooLate)
    }

    fn stranger(&self, now: Instant, said: Said) -> Option<Owed> {
        let saying = Saying::Stranger { account: said.from.id.0 };
        self.aside(now, said.place, &saying)
    }

    fn aside(&self, now: Instant, place: String, saying: &Saying) -> Option<Owed> {
        let told = self.words.notice(&self.desk, now, saying, self.room);
        let told = told.inspect_err(|error| tracing::error!(%error, "a line cannot be written"));
        told.ok().map(|told| Owed::Aside { place, lines: told.lines })
    }

    /// Stores which notices were shown; after a failure only when some time has passed.
    fn store_shown(&mut self) -> Result<(), StoreError> {
        let waits = self.again.is_some_and(|again| Beat::now() < again);
        if self.shown.is_empty() || waits {
            return Ok(());
        }
        let shown = self.shown.iter().map(|id| Event::NoticeShown { notice: *id }).collect();
        match self.engine.submit(shown) {
            Ok(_) => {
                self.shown.clear();
                self.again = None;
            }
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            Err(error) => {
                tracing::error!(%error, "that notices were shown is not stored yet");
                self.again = Some(Beat::now() + AFTER_FAILURE);
            }
        }
        Ok(())
    }

    /// Tells staff in every room that this one is away, or back.
    fn tell(&mut self, now: Instant) -> Result<(), StoreError> {
        let Some(news) = self.watch.news(now) else { return Ok(()) };
        match self.engine.submit(vec![news]) {
            Ok(_) => self.watch.told(),
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            Err(error) => tracing::error!(%error, "how a room fares is not stored yet"),
        }
        Ok(())
    }

    /// Whether anything was stored since it was last asked for: the engine has better to do than to go
    /// through its cases ten times a second.
    fn may_be_news(&mut self) -> bool {
        let (revision, now) = (self.engine.revision(), Beat::now());
        let is_new = self.looked.is_none_or(|(then, at)| then != revision || now - at > LOOK_AGAIN);
        if is_new {
            self.looked = Some((revision, now));
        }
        is_new
    }

    /// The notices for this room that were not handed out yet.
    fn news(&mut self) -> Vec<Owed> {
        let notices = self.engine.notices(self.room).into_iter();
        let is_new = |id: NoticeId| Some(id) > self.last && !self.shown.contains(&id);
        let new: Vec<_> = notices.filter(|notice| is_new(notice.id)).collect();
        self.last = new.last().map(|notice| notice.id).or(self.last);
        new.into_iter().map(|notice| Owed::Notice(Box::new((*notice).clone()))).collect()
    }

    /// A card for each case that is not as the room knows it, or for the first of them: then the next
    /// round looks again.
    fn changed_cards(&mut self, now: Instant) -> Result<Vec<Owed>, StoreError> {
        if !self.room.has_cards() {
            return Ok(Vec::new());
        }
        let changed = self.engine.changed(Those::Open, self.cards.clone(), CARDS_A_LOOK);
        let Changed { visits, lost, gone } = match changed {
            Err(StoreError::Stopped) => return Err(StoreError::Stopped),
            // The room goes on without; the next look asks again.
            Err(error) => {
                tracing::warn!(%error, "the cards of the cases cannot be renewed");
                return Ok(Vec::new());
            }
            Ok(changed) => changed,
        };
        let mut cards = Vec::new();
        if visits.len() + lost.len() == CARDS_A_LOOK {
            self.looked = None;
        }
        // What cannot be read shows the card that it had.
        self.cards.extend(lost);
        for visit in visits {
            self.cards.insert(visit.id, visit.version);
            cards.extend(self.card(now, visit));
        }
        for case in gone {
            self.cards.remove(&case);
            cards.extend(self.last_card(now, case));
        }
        Ok(cards.into_iter().map(|card| Owed::Card(Box::new(card))).collect())
    }

    /// What stands on the card of a case that has left the desk.
    fn last_card(&self, now: Instant, case: VisitId) -> Option<Card> {
        let told = self.words.notice(&self.desk, now, &Saying::Gone { case }, self.room);
        let told = told.inspect_err(|error| tracing::error!(%error, "a card is not written"));
        Some(Card { lines: told.ok()?.lines, ..Card::closed(case) })
    }

    fn card(&self, now: Instant, visit: Visit) -> Option<Card> {
        let (case, version) = (visit.id, visit.version);
        let title = Saying::Title { visit: Box::new(visit.clone()) };
        // A card is not renewed when another case ends, nor by a pause of the post.
        let mut shown = Box::new(visit);
        shown.request.like = None;
        let saying =
            Saying::Case { visit: shown, waiting: 0, mails: Vec::new(), call: None, word: None };
        let write = |saying| self.words.notice(&self.desk, now, saying, self.room);
        let written = write(&title).and_then(|title| Ok((title, write(&saying)?)));
        let written = written.inspect_err(|error| tracing::error!(%error, "a card is not written"));
        let (title, told) = written.ok()?;
        let title = title.lines.join(" ");
        let seen = Some(Seen { case, version });
        let buttons = told.buttons.into_iter().map(|button| Button { seen, ..button }).collect();
        Some(Card { case, version, title, lines: told.lines, buttons, closed: false })
    }
}

/// A line that staff said, as an event; `None` when there is nothing on it.
pub fn heard(desk: &Desk, now: Instant, staff: &Staff, spot: &Spot, line: &str) -> Option<Event> {
    let policy = Policy::default();
    let places = Gazetteer::new(&desk.wijken);
    let context = Context { periods: &desk.recess, ..Context::new(local(now), &places, &policy) };
    let read = |text: &str| read_text(text, &context).when;
    let said = parse(
        line,
        &ParseContext {
            now: local(now),
            wijken: &desk.wijken,
            contacts: &desk.contacts,
            read: &read,
        },
    )?;
    let (staff, spot) = (staff.clone(), spot.clone());
    Some(Event::StaffSaid { staff, spot, said, seen: None, closed: None, swept: None })
}

#[cfg(test)]
mod tests;
