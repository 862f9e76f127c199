//! A real room at work beside a transcript: its task runs on a runtime of its own, with the talk of the
//! desk (`rounds::rooms`) between it and the engine of the world.
//!
//! The engine is lent for one step at a time, so the transcript keeps its clock while the room runs in
//! real time. A step waits for what the room says and sleeps for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;
use werkbezoek::chat::room::{Directory, Heard, Owed, Room, Said};
use werkbezoek::domain::event::Event;
use werkbezoek::domain::ids::{MailKey, VisitId};
use werkbezoek::domain::letter::Letter;
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::notice::Notice;
use werkbezoek::domain::room::{RoomName, StaffId};
use werkbezoek::engine::queue::{Changed, Submit, Those};
use werkbezoek::engine::{Committed, Engine, Outcome};
use werkbezoek::rounds::rooms::Talk;
use werkbezoek::store::StoreError;
use werkbezoek::store::memory::MemoryStore;

use crate::mouth::{PEOPLE, ROLES, account};
use crate::world::World;

/// A room that says nothing for so long is broken.
const PATIENCE: Duration = Duration::from_secs(60);
/// More than any step makes.
const UNDER_WAY: usize = 1000;

/// The engine of the world while it is lent, and an idle one otherwise.
#[derive(Clone)]
struct Lent(Arc<Mutex<Engine<MemoryStore>>>);

impl Submit for Lent {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = self.0.lock().unwrap().submit(events)?;
        assert!(outcomes.iter().all(|outcome| outcome.failed.is_none()), "{outcomes:?}");
        Ok(outcomes)
    }

    fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        self.0.lock().unwrap().take_letters(told, most)
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        Submit::letters_in_doubt(&mut *self.0.lock().unwrap())
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        self.0.lock().unwrap().mails_waiting()
    }

    fn mails_done(&mut self, keys: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        Submit::mails_done(&mut *self.0.lock().unwrap(), keys)
    }

    fn changed(
        &mut self,
        those: Those,
        known: BTreeMap<VisitId, u32>,
        most: usize,
    ) -> Result<Changed, StoreError> {
        self.0.lock().unwrap().changed(those, known, most)
    }

    fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>> {
        Submit::notices(&mut *self.0.lock().unwrap(), room)
    }

    fn revision(&mut self) -> u64 {
        Submit::revision(&mut *self.0.lock().unwrap())
    }
}

/// A room, and the desk's side of the talk with it.
pub(crate) struct AtWork {
    engine: Lent,
    talk: Talk<Lent>,
    owed: Sender<Owed>,
    heard: Receiver<Heard>,
    pub(crate) runtime: Runtime,
}

impl AtWork {
    /// Opens a room that `makes` makes, and waits until somebody can read there.
    pub(crate) fn open<R: Room + 'static>(
        world: &mut World,
        name: RoomName,
        makes: impl FnOnce(&Runtime) -> R,
    ) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let (desk, words) = (Arc::clone(world.engine.desk()), Arc::clone(world.engine.words()));
        let idle = world.engine_beside();
        let engine = Lent(Arc::new(Mutex::new(idle)));
        let talk = Talk::new(engine.clone(), (desk, words), name, directory());
        let (owed, mut to_show) = channel(UNDER_WAY);
        let (says, heard) = channel(UNDER_WAY);
        let mut room = makes(&runtime);
        runtime.spawn(async move { room.run(&mut to_show, &says).await.unwrap() });
        let mut at_work = Self { engine, talk, owed, heard, runtime };
        let mut news = Vec::new();
        while news.last() != Some(&Heard::Back) {
            news.push(at_work.next());
        }
        at_work.pass_on(world, news, |_, _| {});
        at_work
    }

    /// Waits for a line to be said, has it decided and everything shown that is owed for it. `shown` sees
    /// each notice once it stands there. Who spoke, as the room knows them; what they may do, the
    /// transcript says.
    pub(crate) fn hear(
        &mut self,
        world: &mut World,
        shown: impl FnMut(&Runtime, &Notice),
    ) -> StaffId {
        let mut said = self.next_said();
        let spoke = std::mem::replace(&mut said.from.id, world.staff.id.clone());
        self.pass_on(world, vec![Heard::Said(said)], shown);
        spoke
    }

    /// Has everything shown that is owed.
    pub(crate) fn show(&mut self, world: &mut World, shown: impl FnMut(&Runtime, &Notice)) {
        self.pass_on(world, Vec::new(), shown);
    }

    fn pass_on(
        &mut self,
        world: &mut World,
        mut news: Vec<Heard>,
        mut shown: impl FnMut(&Runtime, &Notice),
    ) {
        loop {
            let now = world.engine.now();
            std::mem::swap(&mut *self.engine.0.lock().unwrap(), &mut world.engine);
            let owed = self.talk.round(now, std::mem::take(&mut news)).unwrap();
            std::mem::swap(&mut *self.engine.0.lock().unwrap(), &mut world.engine);
            for owed in owed {
                let notice = match &owed {
                    Owed::Notice(notice) => Some(notice.clone()),
                    Owed::Card(_) => None,
                    Owed::Aside { lines, .. } => panic!("nothing is said aside here: {lines:?}"),
                };
                self.owed.try_send(owed).unwrap();
                if let Some(notice) = notice {
                    news.push(self.next());
                    assert_eq!(news.last(), Some(&Heard::Shown(notice.id)));
                    shown(&self.runtime, &notice);
                }
            }
            if news.is_empty() {
                return;
            }
        }
    }

    fn next_said(&mut self) -> Said {
        match self.next() {
            Heard::Said(said) => said,
            other => panic!("a line is said, and the room says {other:?}"),
        }
    }

    fn next(&mut self) -> Heard {
        let Self { heard, runtime, .. } = self;
        let next = runtime.block_on(async { timeout(PATIENCE, heard.recv()).await });
        next.expect("the room says nothing").expect("the room has ended")
    }
}

fn directory() -> Directory {
    let pairs = PEOPLE.iter().flat_map(|name| ROLES.map(|role| (name, role)));
    let people = pairs.map(|(name, role)| {
        let id = StaffId(format!("discord:{}", account(name, role)));
        (id, ((*name).to_owned(), role))
    });
    Directory { people: people.collect(), roles: BTreeMap::new() }
}
