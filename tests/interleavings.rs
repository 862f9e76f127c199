//! Two offices choose one slot at the same moment, while two programs work for the desk and either may
//! end at any commit: whatever the order, one office gets it and both are told the truth, once.
//!
//! Each run draws who takes which mail, who sends, and which commits fail: before anything is written,
//! or after, when the answer is lost. A program whose commit failed is gone and a new one starts on what
//! is stored. `RUNS=100000 cargo test --release --test interleavings` plays many; `RUN=7` one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "simulation/chance.rs"]
#[allow(dead_code, reason = "the simulation draws in more ways")]
mod chance;
#[path = "support/shipped.rs"]
mod shipped;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chance::Chance;
use chrono::{Duration, NaiveDate, NaiveDateTime};
use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::keys::message_id_for;
use werkbezoek::domain::letter::{Handover, Letter, LetterState, Sighting};
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{Spot, Staff};
use werkbezoek::domain::state::{ArchiveKey, Change, Key, Record, State};
use werkbezoek::domain::time::instant;
use werkbezoek::domain::visit::Visit;
use werkbezoek::engine::{Committed, Engine};
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds::{self, Courier, rooms};
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::store::shared::SharedStore;
use werkbezoek::store::{Store, StoreError, Version};
use werkbezoek::words::Words;

/// Played in an ordinary test run; `tests/run` plays ten times as many.
const RUNS: u64 = 200;
/// Steps of a run before everything is left to come to rest.
const STEPS: u64 = 14;
const OFFICES: [&str; 2] = ["kamer", "raad"];

#[test]
fn one_office_wins_and_both_are_told_the_truth_once() {
    let start = Start::new();
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse().ok());
    let runs: Vec<u64> = match number("RUN") {
        Some(one) => vec![one],
        None => (1..=number("RUNS").unwrap_or(RUNS)).collect(),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let told: Vec<(usize, u64)> = std::thread::scope(|scope| {
        let parts = runs.chunks(runs.len().div_ceil(threads));
        let hands: Vec<_> = parts
            .map(|part| {
                scope.spawn(|| part.iter().map(|run| play(&start, *run)).collect::<Vec<_>>())
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    });
    let won = |office| told.iter().filter(|(winner, _)| *winner == office).count();
    let crashes: u64 = told.iter().map(|(_, crashes)| crashes).sum();
    println!("{} runs, {crashes} crashes; won by {} and {}", runs.len(), won(0), won(1));
    if runs.len() >= 100 {
        // Otherwise the order that is drawn decides nothing, and the test shows nothing.
        assert!(won(0).min(won(1)) > runs.len() / 10);
        assert!(crashes > runs.len() as u64);
    }
}

/// Which office won, and how often a program ended.
fn play(start: &Start, run: u64) -> (usize, u64) {
    let mut world = World::of(start, run);
    world.play();
    let crashes = world.crashes;
    (world.comes_to_rest(), crashes)
}

// ---- a store whose commits can fail ----

/// How the next commit ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Well,
    /// Nothing was written.
    Before,
    /// All was written, and nobody hears of it.
    After,
}

#[derive(Debug)]
struct Failing {
    store: SharedStore<MemoryStore>,
    fate: Arc<Mutex<Fate>>,
}

impl Store for Failing {
    fn load(&mut self) -> Result<(State, Version), StoreError> {
        self.store.load()
    }

    fn commit(&mut self, at: Version, changes: &[Change]) -> Result<Version, StoreError> {
        let fate = std::mem::replace(&mut *self.fate.lock().unwrap(), Fate::Well);
        let lost = || StoreError::Failed("the program ended".to_owned());
        match fate {
            Fate::Well => self.store.commit(at, changes),
            Fate::Before => Err(lost()),
            Fate::After => self.store.commit(at, changes).and_then(|_| Err(lost())),
        }
    }

    fn open_record(&self, at: Version, key: &Key) -> Result<Option<Record>, StoreError> {
        self.store.open_record(at, key)
    }

    fn archived(&self, key: &ArchiveKey) -> Result<Option<Record>, StoreError> {
        self.store.archived(key)
    }

    fn archive_behind(&self, path: &str, most: usize) -> Result<Vec<Record>, StoreError> {
        self.store.archive_behind(path, most)
    }

    fn expired(&self, by: NaiveDate, most: usize) -> Result<Vec<ArchiveKey>, StoreError> {
        self.store.expired(by, most)
    }
}

// ---- the post ----

/// Everything that reached a server, in order.
#[derive(Debug, Default)]
struct Post(Vec<Letter>);

impl Courier for Post {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        self.0.push((**letter).clone());
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        let is_there = self.0.iter().any(|sent| sent.id == letter.id);
        if is_there { Sighting::Seen } else { Sighting::NotSeen }
    }
}

// ---- how it begins ----

/// Both offices were offered the slot, one after the other; both offers have run out, and nobody has
/// taken it.
struct Start {
    store: MemoryStore,
    desk: Arc<Desk>,
    words: Arc<Words>,
}

/// A moment in March 2027.
fn moment(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn wanted() -> NaiveDateTime {
    moment(22, 10)
}

impl Start {
    fn new() -> Self {
        let (mut desk, words) = shipped::shipped();
        desk.limits.undo_seconds = 0;
        // Room for more visits and a second host: only the residents can be in the way.
        for wijk in desk.wijken.values_mut() {
            (wijk.visits_per_week_max, wijk.visits_per_day_max) = (9, 9);
        }
        desk.planning.notice_days.values_mut().for_each(|days| *days = 1);
        let (desk, words) = (Arc::new(desk), Arc::new(words));
        let store = SharedStore::new(MemoryStore::default());
        let mut program = Program::new(store, &desk, &words, moment(1, 9));
        for office in OFFICES {
            let text = "Graag komt Kamerlid De Vries op werkbezoek in de wijk Vollenhoven.";
            program.take(&mail(&desk, office, None, text)).unwrap();
        }
        for (case, day) in [(1, 1), (2, 9)] {
            program.set_clock(moment(day, 9));
            program.engine.tick().unwrap();
            program.says(&format!("bezoek stel-voor WB-2027-00{case} 22-3-2027 10:00"));
            program.says("ja");
            // The clock of an offer begins when its letter leaves.
            rounds::send(&mut program.engine, &mut Post::default()).unwrap();
        }
        program.set_clock(moment(17, 9));
        program.engine.tick().unwrap();
        rounds::send(&mut program.engine, &mut Post::default()).unwrap();
        assert!(program.engine.state().visits().all(|visit| visit.offer.is_none()));
        let (state, _) = program.store.clone().load().unwrap();
        Self { store: stored(&state), desk, words }
    }
}

/// A store with this state in it.
fn stored(state: &State) -> MemoryStore {
    let mut store = MemoryStore::new();
    let put = |record| Change::Put { record };
    let visits = state.visits().cloned().map(|visit| put(Record::Visit(Box::new(visit))));
    let counters = put(Record::Counters(state.counters().clone()));
    let changes: Vec<Change> = visits.chain([counters]).collect();
    store.commit(Version::default(), &changes).unwrap();
    store
}

/// The mail of an office, as an answer to a letter if one is named.
fn mail(desk: &Desk, office: &str, answers: Option<&str>, text: &str) -> Vec<u8> {
    let key = answers.map(|letter| message_id_for(desk, &LetterId::new(letter)));
    let key = key.map_or(String::new(), |id| format!("In-Reply-To: <{id}>\r\n"));
    let number = u8::from(answers.is_some());
    format!(
        "From: Sanne <sanne@{office}.example>\r\nTo: {}\r\nSubject: Werkbezoek\r\n\
         Message-ID: <{office}{number}@post.example>\r\n{key}\r\n{text}\r\n",
        desk.bot.address
    )
    .into_bytes()
}

// ---- one program ----

struct Program {
    engine: Engine<Failing>,
    store: SharedStore<MemoryStore>,
    fate: Arc<Mutex<Fate>>,
    /// What became of letters and is not stored yet; it dies with the program.
    unreported: Vec<Event>,
}

impl Program {
    fn new(
        store: SharedStore<MemoryStore>,
        desk: &Arc<Desk>,
        words: &Arc<Words>,
        now: NaiveDateTime,
    ) -> Self {
        let fate = Arc::new(Mutex::new(Fate::Well));
        let failing = Failing { store: store.clone(), fate: Arc::clone(&fate) };
        let clock = Clock::Fixed(instant(now));
        let engine = Engine::open(failing, Arc::clone(desk), Arc::clone(words), clock).unwrap();
        Self { engine, store, fate, unreported: Vec::new() }
    }

    fn set_clock(&mut self, now: NaiveDateTime) {
        self.engine.set_clock(Clock::Fixed(instant(now)));
    }

    fn says(&mut self, line: &str) {
        let staff = Staff::new("noor", "Noor", Role::Planner);
        let desk = Arc::clone(self.engine.desk());
        let heard = rooms::heard(&desk, self.engine.now(), &staff, &Spot::default(), line).unwrap();
        self.engine.handle(vec![heard]).unwrap();
    }

    /// Whether the mail may be put away: its record is on disk.
    fn take(&mut self, bytes: &[u8]) -> Result<bool, StoreError> {
        let mail = parse(bytes, None, &self.engine.desk().bot.address).unwrap();
        let (file, known, closed_visit) = ("test.eml".to_owned(), None, None);
        let incoming = Incoming { mail, file, arrived: None, known, closed_visit };
        let outcome = self.engine.handle(vec![Event::MailArrived(Box::new(incoming))])?.remove(0);
        Ok(outcome.filing.is_some())
    }

    /// Hands at most one letter over; what became of it is stored at the next call.
    fn send(&mut self, post: &mut Post) -> Result<(), StoreError> {
        let letters = self.engine.take_letters(std::mem::take(&mut self.unreported), 1)?;
        for letter in &letters {
            let handover = post.deliver(letter);
            self.unreported.push(Event::Delivery { letter: letter.id.clone(), handover });
        }
        Ok(())
    }
}

// ---- one run ----

struct World<'s> {
    start: &'s Start,
    run: u64,
    programs: Vec<Program>,
    store: SharedStore<MemoryStore>,
    /// The answers of the two offices, as long as they lie in the box.
    inbox: BTreeMap<usize, Vec<u8>>,
    post: Post,
    now: NaiveDateTime,
    crashes: u64,
}

impl<'s> World<'s> {
    fn of(start: &'s Start, run: u64) -> Self {
        let store = SharedStore::new(start.store.clone());
        let now = moment(17, 9);
        let program = || Program::new(store.clone(), &start.desk, &start.words, now);
        let programs = vec![program(), program()];
        let answers = OFFICES.into_iter().enumerate().map(|(at, office)| {
            let offer = format!("wb-2027-00{}.voorstel.1", at + 1);
            (at, mail(&start.desk, office, Some(&offer), "Optie 1 graag."))
        });
        let (inbox, post) = (answers.collect(), Post::default());
        Self { start, run, programs, store, inbox, post, now, crashes: 0 }
    }

    fn play(&mut self) {
        for step in 0..STEPS {
            let mut chance = Chance::of(self.run, step);
            let who = chance.below(2);
            let fate = *chance.pick(&[Fate::Well, Fate::Well, Fate::Before, Fate::After]);
            *self.programs[who].fate.lock().unwrap() = fate;
            let went_well = match chance.below(4) {
                0 | 1 => self.take(who, chance.below(2)),
                2 => self.programs[who].send(&mut self.post).is_ok(),
                _ => self.programs[who].engine.tick().is_ok(),
            };
            *self.programs[who].fate.lock().unwrap() = Fate::Well;
            if !went_well {
                self.crash(who);
            }
        }
    }

    /// Takes the answer of an office in, if it still lies in the box.
    fn take(&mut self, who: usize, office: usize) -> bool {
        let Some(bytes) = self.inbox.get(&office) else { return true };
        match self.programs[who].take(bytes) {
            Ok(true) => drop(self.inbox.remove(&office)),
            Ok(false) => {}
            Err(_) => return false,
        }
        true
    }

    fn crash(&mut self, who: usize) {
        self.crashes += 1;
        let Start { desk, words, .. } = self.start;
        self.programs[who] = Program::new(self.store.clone(), desk, words, self.now);
    }

    /// Lets everything come to rest, checks what must be true then, and says which office won.
    fn comes_to_rest(mut self) -> usize {
        let run = self.run;
        for office in 0..2 {
            assert!(self.take(0, office) && !self.inbox.contains_key(&office), "run {run}");
        }
        // A program that still lives tells what became of its letters.
        let told: Vec<Event> =
            self.programs.iter_mut().flat_map(|program| program.unreported.drain(..)).collect();
        // What the other one stored, a program learns at its next commit; a new one knows it all.
        let Start { desk, words, .. } = self.start;
        let engine = &mut Program::new(self.store.clone(), desk, words, self.now).engine;
        engine.handle(told).unwrap();
        for _ in 0..6 {
            engine.tick().unwrap();
            rounds::look(engine, &mut self.post).unwrap();
            rounds::send(engine, &mut self.post).unwrap();
            self.now += Duration::minutes(61);
            engine.set_clock(Clock::Fixed(instant(self.now)));
        }
        let (state, _) = self.store.clone().load().unwrap();
        self.check(&state)
    }

    fn check(&self, state: &State) -> usize {
        let run = self.run;
        let visit = |office: usize| {
            let number = office as u32 + 1;
            state.visits().find(|visit| visit.id.number == number).unwrap()
        };
        let has_it = |visit: &Visit| {
            visit.appointment.as_ref().is_some_and(|agreed| agreed.slot.start == wanted())
        };
        let winners: Vec<usize> = (0..2).filter(|office| has_it(visit(*office))).collect();
        assert_eq!(winners.len(), 1, "run {run}: exactly one office has the slot");
        let (winner, loser) = (winners[0], 1 - winners[0]);
        assert!(visit(loser).appointment.is_none(), "run {run}");

        let to = |office: usize, slug: &str| -> Vec<&Letter> {
            let domain = format!("{}.example", OFFICES[office]);
            let theirs = |letter: &&Letter| letter.to.address.domain() == domain;
            self.post.0.iter().filter(theirs).filter(|letter| letter.id.slug() == slug).collect()
        };
        // A program that ended between the mark "is being tried" and the server leaves a letter of which
        // nobody knows whether it left: a person has it, and it is not sent again.
        let with_a_person = |office: usize, slug: &str| {
            let about = Some(visit(office).id);
            let same = |letter: &&Letter| letter.visit == about && letter.id.slug() == slug;
            let mut letters = state.letters().filter(same);
            letters.any(|letter| matches!(letter.state, LetterState::WithAPerson))
        };
        for (office, slug, other) in
            [(winner, "bevestiging", "net-vergeven"), (loser, "net-vergeven", "bevestiging")]
        {
            let told = to(office, slug).len() + usize::from(with_a_person(office, slug));
            assert_eq!(told, 1, "run {run}: {slug} once to {}", OFFICES[office]);
            assert_eq!(to(office, other).len(), 0, "run {run}: never {other}");
        }

        let fresh = visit(loser).offer.as_ref().map_or(&[][..], |offer| &offer.options);
        assert!(!fresh.is_empty(), "run {run}: the loser has something to choose from");
        let agreed = visit(winner).appointment.as_ref().unwrap().slot;
        assert!(fresh.iter().all(|option| !option.slot.overlaps(&agreed)), "run {run}");

        let mut ids: Vec<&str> = self.post.0.iter().map(|letter| letter.id.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "run {run}: no letter leaves twice");
        winner
    }
}
