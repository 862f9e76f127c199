//! The live bot: its threads share the engine through its queue.
//!
//! The engine, the mail that comes in, the post that goes out, the files of the agenda and each room
//! have a thread. Each goes on when another is in trouble; when a thread is dead, the bot ends, so that
//! whoever watches the process starts it anew. When staff have it begin anew with other config, all of
//! them end as at a stop, so that none keeps the old.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::console::{self, Keyboard};
use super::feed::AgendaFolder;
use super::process::{Process, Told};
use super::reread::{Good, OnDisk};
use super::rooms::chance;
use super::{Post, SledEngine, forget_mails, open, show_junk};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::desk::{Desk, Retention};
use crate::domain::post::Side;
use crate::domain::room::RoomName;
use crate::domain::time::today;
use crate::engine::queue::{EngineThread, Queue};
use crate::mail::latch::Latch;
use crate::mail::{Courier, Mailbox, nap};
use crate::rounds::backoff::Backoff;
use crate::rounds::outage::Watch;
use crate::rounds::{self, Review, RoundError};
use crate::words::Words;

/// How often the outbox is looked at when nobody says that a letter is due.
const ROUND: Duration = Duration::from_millis(250);
/// How often the files of the agenda are held against the visits.
const AGENDA_ROUND: Duration = Duration::from_secs(2);
/// The longest wait for mail: what staff have dealt with is put away within this.
const MAIL_WAIT: Duration = Duration::from_secs(20);

/// Works until told to stop; gives the config to begin anew with, if it was told that.
pub(super) fn live<M, C>(
    config: &Config,
    post: Post<M, C>,
    process: &mut Process,
) -> Result<Option<Box<Config>>, Failure>
where
    M: Mailbox + Send + 'static,
    C: Courier + Send + 'static,
{
    let mut engine = open(config, Clock::System)?;
    let good = Good::default();
    engine.lend_config(Box::new(OnDisk::of(config, &good)));
    let place = post.place.clone();
    let stop = Arc::new(AtomicBool::new(false));
    let (queue, threads) = threads(config, engine, post, &stop, &mut process.keyboard)?;
    writeln!(
        std::io::stderr(),
        "werkbezoek: started with {place}; type `hulp` for what you can say"
    )?;
    let anew = || queue.begins_anew().then(|| good.take()).flatten();
    let told = process.until_told(|| threads.ended(), anew);
    stop.store(true, Ordering::Relaxed);
    threads.join(&queue)?;
    match told {
        Told::ToStop => writeln!(std::io::stderr(), "werkbezoek: stopped; everything is stored")?,
        Told::ThreadEnded => return Err("a thread ended by itself; everything is stored".into()),
        Told::ToBeginAnew(config) => {
            writeln!(std::io::stderr(), "werkbezoek: begins anew; everything is stored")?;
            return Ok(Some(config));
        }
    }
    Ok(None)
}

/// Starts them all. Rooms first: what is missing for them is known before a letter is tried.
fn threads<M, C>(
    config: &Config,
    engine: SledEngine,
    post: Post<M, C>,
    stop: &Arc<AtomicBool>,
    keyboard: &mut Option<Keyboard>,
) -> Result<(Queue, Threads), Failure>
where
    M: Mailbox + Send + 'static,
    C: Courier + Send + 'static,
{
    let (desk, words) = (Arc::clone(engine.desk()), Arc::clone(engine.words()));
    let agenda = AgendaFolder::new(config.feed.folder.clone(), desk.clone(), words.clone());
    let retention = desk.retention.clone();
    let (queue, engine) = Queue::start(engine)?;
    let rooms = rooms(config, stop, &queue, &(desk, words), keyboard)?;
    let Post { mailbox, courier, latch, .. } = post;
    let intake = intake_rounds(queue.clone(), mailbox, latch, retention);
    let mail = rounds_thread("mail", stop, intake)?;
    let post = rounds_thread("post", stop, post_rounds(queue.clone(), courier))?;
    let agenda = rounds_thread("agenda", stop, agenda_rounds(queue.clone(), agenda))?;
    Ok((queue, Threads { rounds: vec![mail, post, agenda], rooms, engine }))
}

/// A thread for each room that config names.
fn rooms(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    desk: &(Arc<Desk>, Arc<Words>),
    keyboard: &mut Option<Keyboard>,
) -> Result<Vec<JoinHandle<()>>, Failure> {
    let open = |room: &RoomName| match room {
        RoomName::Console => console::thread(config, stop, queue, desk.clone(), keyboard),
        RoomName::Discord => discord_thread(config, stop, queue, desk.clone()),
        RoomName::Matrix => matrix_thread(config, stop, queue, desk.clone()),
    };
    config.desk.rooms.iter().map(open).collect()
}

#[cfg(feature = "discord")]
fn discord_thread(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    desk: (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    let given = config.chat.discord.as_ref().ok_or("[chat.discord] is missing in config")?;
    super::discord::thread(config, given, stop, queue, desk)
}

#[cfg(not(feature = "discord"))]
fn discord_thread(
    _: &Config,
    _: &Arc<AtomicBool>,
    _: &Queue,
    _: (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    Err("this program was built without Discord; build it with `--features discord`".into())
}

#[cfg(feature = "matrix")]
fn matrix_thread(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    desk: (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    let given = config.chat.matrix.as_ref().ok_or("[chat.matrix] is missing in config")?;
    super::matrix::thread(config, given, stop, queue, desk)
}

#[cfg(not(feature = "matrix"))]
fn matrix_thread(
    _: &Config,
    _: &Arc<AtomicBool>,
    _: &Queue,
    _: (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    Err("this program was built without Matrix; build it with `--features matrix`".into())
}

/// The threads of the bot. None of them ends by itself.
struct Threads {
    rounds: Vec<JoinHandle<()>>,
    rooms: Vec<JoinHandle<()>>,
    engine: EngineThread,
}

impl Threads {
    fn ended(&self) -> bool {
        self.rounds.iter().chain(&self.rooms).any(JoinHandle::is_finished)
            || self.engine.is_finished()
    }

    /// Waits until all have ended, the engine last.
    fn join(self, queue: &Queue) -> Result<(), Failure> {
        let threads = self.rounds.into_iter().chain(self.rooms);
        let ended: Vec<_> = threads.map(JoinHandle::join).collect();
        queue.stop();
        let engine = self.engine.join();
        engine.map_err(|_| "the engine ended in a panic; please report the lines above")??;
        if ended.iter().any(Result::is_err) {
            return Err("a thread ended in a panic; please report the lines above".into());
        }
        Ok(())
    }
}

/// A round; it waits until there may be something to do, when there was nothing. Short, so that the
/// bot can be stopped while much mail waits.
type Round = Box<dyn FnMut(&Arc<AtomicBool>) -> Result<(), RoundError> + Send>;

fn intake_rounds(
    mut queue: Queue,
    mut mailbox: impl Mailbox + Send + 'static,
    mut latch: Latch,
    retention: Retention,
) -> Round {
    let mut intake = Intake { retention, review: Review::default(), numbering: None, swept: None };
    let mut watch = Watch::new(Side::Inbox);
    Box::new(move |stop| {
        if latch.is_shut() {
            rounds::tell(&mut queue, &mut watch, Clock::System.now())?;
            nap(MAIL_WAIT, stop);
            return Ok(());
        }
        let round = intake.round(&mut queue, &mut mailbox, stop);
        let now = Clock::System.now();
        match &round {
            Ok(handled) => watch.worked(now, *handled),
            Err(RoundError::Mail(error)) => {
                watch.failed(now, error.to_string());
                if error.is_login_refused() {
                    latch.shut();
                }
            }
            // Our own machine is no server.
            Err(RoundError::Store(_) | RoundError::NoThread(_)) => {}
        }
        rounds::tell(&mut queue, &mut watch, now)?;
        if round? == 0 {
            mailbox.wait(MAIL_WAIT, stop);
        }
        Ok(())
    })
}

/// What a round of the intake remembers of the ones before.
struct Intake {
    retention: Retention,
    review: Review,
    /// The numbering of the box that the engine knows of.
    numbering: Option<u32>,
    /// The day on which the box was last swept.
    swept: Option<NaiveDate>,
}

impl Intake {
    /// Says how many mails were handled.
    fn round(
        &mut self,
        queue: &mut Queue,
        mailbox: &mut (impl Mailbox + Send),
        stop: &AtomicBool,
    ) -> Result<usize, RoundError> {
        let handled = rounds::intake_while(queue, mailbox, stop)?;
        rounds::number(queue, mailbox, &mut self.numbering)?;
        self.review.tidy(queue, mailbox)?;
        let now = Clock::System.now();
        let today = Some(today(now));
        if self.swept != today {
            self.swept = today;
            show_junk(queue, mailbox, now);
            // A folder that cannot be swept keeps no mail waiting; tomorrow comes again.
            if let Err(error) = forget_mails(mailbox, &self.retention, now) {
                tracing::error!(%error, "mail whose term is over cannot be deleted");
            }
        }
        Ok(handled)
    }
}

fn post_rounds(mut queue: Queue, mut courier: impl Courier + Send + 'static) -> Round {
    let mut unreported = Vec::new();
    let mut watch = Watch::new(Side::Outbox);
    let mut backoff = Backoff::default();
    Box::new(move |stop| {
        let now = Clock::System.now();
        let sent =
            rounds::send_watched(&mut queue, &mut courier, &mut watch, &mut unreported, now, stop)?;
        rounds::look(&mut queue, &mut courier)?;
        rounds::tell(&mut queue, &mut watch, Clock::System.now())?;
        if watch.is_down() {
            nap(backoff.next(chance()), stop);
            return Ok(());
        }
        backoff.reset();
        if sent.tried == 0 {
            queue.wait_for_letters(ROUND);
        }
        Ok(())
    })
}

fn agenda_rounds(mut queue: Queue, mut agenda: AgendaFolder) -> Round {
    Box::new(move |stop| {
        agenda.follow(&mut queue, Clock::System.now());
        nap(AGENDA_ROUND, stop);
        Ok(())
    })
}

/// Walks rounds until told to stop; a round that fails is said once and tried again later.
fn rounds_thread(
    name: &str,
    stop: &Arc<AtomicBool>,
    mut round: Round,
) -> std::io::Result<JoinHandle<()>> {
    let stop = Arc::clone(stop);
    let task = name.to_owned();
    thread::Builder::new().name(name.to_owned()).spawn(move || {
        let mut backoff = Backoff::default();
        while !stop.load(Ordering::Relaxed) {
            match round(&stop) {
                Ok(()) => backoff.reset(),
                Err(error) => {
                    tracing::error!(task, %error, "this round failed; the next one tries again");
                    nap(backoff.next(chance()), &stop);
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::process::NAP;
    use super::*;

    #[test]
    fn a_thread_with_endless_work_stops_when_told() {
        let stop = Arc::new(AtomicBool::new(false));
        let busy = rounds_thread("busy", &stop, Box::new(|_| Ok(()))).unwrap();
        thread::sleep(NAP);
        assert!(!busy.is_finished());
        stop.store(true, Ordering::Relaxed);
        busy.join().unwrap();
    }
}
