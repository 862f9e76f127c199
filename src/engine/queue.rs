//! One queue before the engine: many may submit, one thread decides and writes.
//!
//! The thread drains what is waiting and handles it as one batch with one flush; answers follow the
//! flush. While the queue is empty it sleeps until something is due.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::visits::Lookup;
use super::{Committed, Engine, Outcome};
use crate::domain::event::Event;
use crate::domain::ids::{MailKey, VisitId};
use crate::domain::letter::Letter;
use crate::domain::mail::Filing;
use crate::domain::notice::Notice;
use crate::domain::room::RoomName;
use crate::domain::state::Brief;
use crate::domain::visit::Visit;
use crate::store::{Store, StoreError};

/// Events in one batch.
const BATCH_MAX: usize = 64;
/// The longest sleep: a clock that is set, or a laptop that slept, is noticed within this.
const SLEEP_MAX: Duration = Duration::from_secs(1);

/// What can be asked of a desk, whether it is at hand or behind the queue.
pub trait Submit {
    /// Handles events; when this returns they are on disk.
    ///
    /// # Errors
    /// When nothing could be written; then none of it has happened.
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError>;

    /// Handles what became of earlier letters, and gives those to try now, marked as being tried.
    ///
    /// # Errors
    /// As for `submit`.
    fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError>;

    /// The letters whose own copy should be looked for.
    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>>;

    /// The mails that wait for staff.
    ///
    /// # Errors
    /// When the engine has stopped: nothing is known then, which is not the same as nothing waiting.
    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError>;

    /// What became of those of these mails that wait no more. Of one without a record: nothing.
    ///
    /// # Errors
    /// When the store cannot be read, or the engine has stopped.
    fn mails_done(&mut self, keys: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError>;

    /// At most so many of `those` visits that are not as `known` says, by their versions, and the ones
    /// in it that are gone. Whoever takes them in and asks again ends with nothing.
    ///
    /// # Errors
    /// When the store cannot be read, or the engine has stopped.
    fn changed(
        &mut self,
        those: Those,
        known: BTreeMap<VisitId, u32>,
        most: usize,
    ) -> Result<Changed, StoreError>;

    /// The notices that a room has not shown yet.
    fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>>;

    /// A number that is another one whenever something was stored or loaded: while it stays, whoever
    /// looked finds nothing new.
    fn revision(&mut self) -> u64;
}

/// Which visits somebody follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Those {
    Open,
    /// Open, and a moment is agreed or offered, also one that has expired: none of the others is read.
    WithAMoment,
}

/// How the visits that somebody follows differ from what they know.
#[derive(Debug, Default)]
pub struct Changed {
    pub visits: Vec<Visit>,
    /// Open, and cannot be read any more: with the version that it was in.
    pub lost: Vec<(VisitId, u32)>,
    pub gone: Vec<VisitId>,
}

impl<S: Store> Submit for Engine<S> {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        self.handle(events)
    }

    fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        Engine::take_letters(self, told, most)
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        Engine::letters_in_doubt(self)
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        self.freshen()?;
        Ok(waiting(self))
    }

    fn mails_done(&mut self, keys: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        Engine::mails_done(self, &keys)
    }

    fn changed(
        &mut self,
        those: Those,
        known: BTreeMap<VisitId, u32>,
        most: usize,
    ) -> Result<Changed, StoreError> {
        self.freshen()?;
        changed(self, those, &known, most)
    }

    fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>> {
        Engine::notices(self, room)
    }

    fn revision(&mut self) -> u64 {
        Engine::revision(self)
    }
}

type Answer<T> = Sender<T>;
/// How many events of a batch are whose, and where the answer goes.
type Asked = (usize, Answer<Result<Vec<Outcome>, StoreError>>);
type Look = Box<dyn FnOnce(&dyn Lookup) + Send>;

enum Job {
    Events(Vec<Event>, Answer<Result<Vec<Outcome>, StoreError>>),
    TakeLetters(Vec<Event>, usize, Answer<Result<Vec<Committed<Letter>>, StoreError>>),
    LettersInDoubt(Answer<Vec<Committed<Letter>>>),
    MailsDone(Vec<MailKey>, Answer<Result<BTreeMap<MailKey, Filing>, StoreError>>),
    Notices(RoomName, Answer<Vec<Committed<Notice>>>),
    Look(Look),
    Stop,
}

/// A way to the engine for everybody who is not its thread.
#[derive(Debug, Clone)]
pub struct Queue {
    jobs: Sender<Job>,
    bell: Arc<Bell>,
}

/// Rings when events have made letters due, so that the post need not keep looking; and shows what the
/// engine is at, so that rooms need not either, and whether it is to begin anew.
#[derive(Debug, Default)]
struct Bell {
    has_rung: Mutex<bool>,
    rings: Condvar,
    revision: AtomicU64,
    begins_anew: AtomicBool,
}

impl Bell {
    fn show<S: Store>(&self, engine: &Engine<S>) {
        self.revision.store(engine.revision(), Ordering::Release);
        self.begins_anew.store(engine.begins_anew(), Ordering::Release);
    }

    fn ring(&self) {
        *self.has_rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.rings.notify_all();
    }

    fn wait(&self, at_most: Duration) {
        let has_rung = self.has_rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.rings.wait_timeout_while(has_rung, at_most, |has_rung| !*has_rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// The thread that owns the engine; joining it gives back the reason why it stopped.
pub type EngineThread = JoinHandle<Result<(), StoreError>>;

impl Queue {
    /// Gives the engine a thread of its own.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start<S: Store + 'static>(engine: Engine<S>) -> std::io::Result<(Self, EngineThread)> {
        let (jobs, inbox) = mpsc::channel();
        let bell = Arc::<Bell>::default();
        let rung = Arc::clone(&bell);
        let thread = std::thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || serve(engine, &inbox, &rung))?;
        Ok((Self { jobs, bell }, thread))
    }

    /// Returns when events have made a letter due, at the latest after `at_most`: the clock makes some
    /// due too, and says nothing.
    pub fn wait_for_letters(&self, at_most: Duration) {
        self.bell.wait(at_most);
    }

    /// Whether staff had the bot begin anew, and whoever asked has read that it does.
    pub fn begins_anew(&self) -> bool {
        self.bell.begins_anew.load(Ordering::Acquire)
    }

    /// Asks the engine to finish what waits and end.
    pub fn stop(&self) {
        // An engine that has ended already needs no telling.
        let _ = self.jobs.send(Job::Stop);
    }

    /// Looks something up.
    pub fn look<T: Send + 'static>(
        &self,
        what: impl FnOnce(&dyn Lookup) -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, inbox) = mpsc::channel();
        let look: Look = Box::new(move |desk| {
            let _ = answer.send(what(desk));
        });
        self.jobs.send(Job::Look(look)).ok()?;
        inbox.recv().ok()
    }

    fn ask<T>(&self, job: impl FnOnce(Answer<T>) -> Job) -> Option<T> {
        let (answer, inbox) = mpsc::channel();
        self.jobs.send(job(answer)).ok()?;
        inbox.recv().ok()
    }
}

impl Submit for Queue {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        self.ask(|answer| Job::Events(events, answer)).unwrap_or_else(stopped)
    }

    fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        self.ask(|answer| Job::TakeLetters(told, most, answer)).unwrap_or_else(stopped)
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        self.ask(Job::LettersInDoubt).unwrap_or_default()
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        self.look(waiting).ok_or(StoreError::Stopped)
    }

    fn mails_done(&mut self, keys: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        self.ask(|answer| Job::MailsDone(keys, answer)).unwrap_or_else(stopped)
    }

    fn changed(
        &mut self,
        those: Those,
        known: BTreeMap<VisitId, u32>,
        most: usize,
    ) -> Result<Changed, StoreError> {
        self.look(move |desk| changed(desk, those, &known, most)).unwrap_or_else(stopped)
    }

    fn notices(&mut self, room: RoomName) -> Vec<Committed<Notice>> {
        self.ask(|answer| Job::Notices(room, answer)).unwrap_or_default()
    }

    fn revision(&mut self) -> u64 {
        self.bell.revision.load(Ordering::Acquire)
    }
}

fn changed(
    desk: &dyn Lookup,
    those: Those,
    known: &BTreeMap<VisitId, u32>,
    most: usize,
) -> Result<Changed, StoreError> {
    let state = desk.state();
    let is_meant = |visit: &Brief| those == Those::Open || visit.numbered().next().is_some();
    let differs = |visit: &&Brief| is_meant(visit) && known.get(&visit.id) != Some(&visit.version);
    let mut changed = Changed::default();
    for open in state.briefs().filter(differs).take(most) {
        match desk.visit(open.id) {
            Ok(visit) => changed.visits.push(visit.into_owned()),
            // It does not keep the others from being seen.
            Err(error) if error.is_lost_record() => {
                tracing::error!(%error, "a visit is lost");
                changed.lost.push((open.id, open.version));
            }
            Err(error) => return Err(error),
        }
    }
    let is_gone = |case: &&VisitId| !state.brief(**case).is_some_and(is_meant);
    changed.gone = known.keys().filter(is_gone).copied().collect();
    Ok(changed)
}

fn waiting(desk: &dyn Lookup) -> BTreeSet<MailKey> {
    desk.state().mails().map(|mail| mail.key.clone()).collect()
}

fn stopped<T>() -> Result<T, StoreError> {
    Err(StoreError::Stopped)
}

fn serve<S: Store>(
    mut engine: Engine<S>,
    inbox: &Receiver<Job>,
    bell: &Bell,
) -> Result<(), StoreError> {
    loop {
        match inbox.recv_timeout(sleep(&engine)) {
            Ok(job) => {
                if !work_off(&mut engine, inbox, bell, job) {
                    return Ok(());
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        let ticked = engine.tick();
        bell.show(&engine);
        if let Err(error) = ticked {
            // The next round tries again; what could not be written has not happened.
            tracing::error!(%error, "the clock's work could not be stored");
            std::thread::sleep(SLEEP_MAX);
        }
    }
}

fn sleep<S: Store>(engine: &Engine<S>) -> Duration {
    let until = engine.next_due().map(|due| (due - engine.now()).to_std().unwrap_or_default());
    until.map_or(SLEEP_MAX, |until| until.clamp(Duration::from_millis(20), SLEEP_MAX))
}

/// Handles a job and all events that wait behind it; false when told to stop.
fn work_off<S: Store>(
    engine: &mut Engine<S>,
    inbox: &Receiver<Job>,
    bell: &Bell,
    first: Job,
) -> bool {
    let mut next = Some(first);
    while let Some(job) = next.take() {
        match job {
            Job::Events(events, answer) => {
                next = drain(engine, inbox, bell, (events, answer));
                if engine.has_letters_ready() {
                    bell.ring();
                }
            }
            Job::TakeLetters(told, most, answer) => {
                let taken = engine.take_letters(told, most);
                bell.show(engine);
                let _ = answer.send(taken);
            }
            Job::LettersInDoubt(answer) => {
                let _ = answer.send(engine.letters_in_doubt());
            }
            Job::MailsDone(keys, answer) => {
                let _ = answer.send(engine.mails_done(&keys));
            }
            Job::Notices(room, answer) => {
                let _ = answer.send(engine.notices(room));
            }
            // Nobody may see what could not be stored; who asks is not answered then.
            Job::Look(look) => match engine.freshen() {
                Ok(()) => look(engine),
                Err(error) => tracing::warn!(%error, "the store cannot be loaded again"),
            },
            Job::Stop => return false,
        }
    }
    true
}

/// Gathers the events that wait into one batch, handles it, and answers everybody after the flush.
/// Returns the first job that was not an event.
fn drain<S: Store>(
    engine: &mut Engine<S>,
    inbox: &Receiver<Job>,
    bell: &Bell,
    (events, answer): (Vec<Event>, Answer<Result<Vec<Outcome>, StoreError>>),
) -> Option<Job> {
    let mut asked = vec![(events.len(), answer)];
    let mut batch = events;
    let mut other = None;
    while batch.len() < BATCH_MAX {
        match inbox.try_recv() {
            Ok(Job::Events(mut more, answer)) => {
                asked.push((more.len(), answer));
                batch.append(&mut more);
            }
            Ok(job) => {
                other = Some(job);
                break;
            }
            Err(_) => break,
        }
    }
    let handled = engine.handle(batch);
    // Before the answer: whoever has it looks at once.
    bell.show(engine);
    reply(handled, asked);
    other
}

fn reply(result: Result<Vec<Outcome>, StoreError>, asked: Vec<Asked>) {
    match result {
        Ok(mut outcomes) => {
            for (count, answer) in asked {
                let rest = outcomes.split_off(count.min(outcomes.len()));
                let _ = answer.send(Ok(std::mem::replace(&mut outcomes, rest)));
            }
        }
        Err(error) => {
            let mut asked = asked.into_iter();
            let detail = error.to_string();
            if let Some((_, answer)) = asked.next() {
                let _ = answer.send(Err(error));
            }
            for (_, answer) in asked {
                let _ = answer.send(Err(StoreError::Failed(detail.clone())));
            }
        }
    }
}
