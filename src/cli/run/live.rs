//! The live bot: its threads share the engine through its queue.
//!
//! The engine, the mail that comes in, the post that goes out, the files of the agenda and each room
//! have a thread. Each goes on when another is in trouble; when a thread is dead, the bot ends, so that
//! whoever watches the process starts it anew.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDate;

use super::feed::AgendaFolder;
use super::rooms::room_thread;
use super::{Post, forget_mails, open, show_junk};
use crate::chat::completion::Completions;
use crate::chat::console::terminal::{self, KeptTerminal, OpenCases, Typing};
use crate::chat::console::{self, Console, Look};
use crate::cli::Failure;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::desk::{Desk, Retention};
use crate::domain::notice::Saying;
use crate::domain::post::Side;
use crate::domain::room::RoomName;
use crate::domain::time::today;
use crate::domain::visit::Visit;
use crate::engine::queue::{EngineThread, Queue};
use crate::mail::latch::Latch;
use crate::mail::{Courier, Mailbox, nap};
use crate::rounds::backoff::Backoff;
use crate::rounds::outage::Watch;
use crate::rounds::rooms::Talk;
use crate::rounds::{self, Review, RoundError};
use crate::words::Words;

/// How often the outbox is looked at when nobody says that a letter is due.
const ROUND: Duration = Duration::from_millis(250);
/// How often the files of the agenda are held against the visits.
const AGENDA_ROUND: Duration = Duration::from_secs(2);
/// How often the bot looks whether its threads live.
const NAP: Duration = Duration::from_millis(50);
/// The longest wait for mail: what staff have dealt with is put away within this.
const MAIL_WAIT: Duration = Duration::from_secs(20);

pub(super) fn live<M, C>(config: &Config, post: Post<M, C>) -> Result<ExitCode, Failure>
where
    M: Mailbox + Send + 'static,
    C: Courier + Send + 'static,
{
    let engine = open(config, Clock::System)?;
    let Post { mailbox, courier, place, latch } = post;
    let desk = engine.desk().clone();
    let words = Arc::clone(engine.words());
    let agenda = AgendaFolder::new(config.feed.folder.clone(), desk.clone(), words.clone());
    let retention = desk.retention.clone();
    let (queue, engine) = Queue::start(engine)?;
    let stop = Arc::new(AtomicBool::new(false));
    let _terminal = KeptTerminal::new();
    // Rooms first: what is missing for them is known before a letter is tried.
    let rooms = rooms(config, &stop, &queue, &(desk, words))?;
    let intake = intake_rounds(queue.clone(), mailbox, latch, retention);
    let mail = rounds_thread("mail", &stop, intake)?;
    let post = rounds_thread("post", &stop, post_rounds(queue.clone(), courier))?;
    let agenda = rounds_thread("agenda", &stop, agenda_rounds(queue.clone(), agenda))?;
    let threads = Threads { rounds: vec![mail, post, agenda], rooms, engine };
    writeln!(
        std::io::stderr(),
        "werkbezoek: started with {place}; type `hulp` for what you can say"
    )?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let told = runtime.block_on(until_told(|| threads.ended()));
    stop.store(true, Ordering::Relaxed);
    threads.join(&queue)?;
    match told? {
        Told::ToStop => writeln!(std::io::stderr(), "werkbezoek: stopped; everything is stored")?,
        Told::ThreadEnded => return Err("a thread ended by itself; everything is stored".into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// A thread for each room that config names.
fn rooms(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    desk: &(Arc<Desk>, Arc<Words>),
) -> Result<Vec<JoinHandle<()>>, Failure> {
    let open = |room: &RoomName| match room {
        RoomName::Console => console_thread(config, stop, queue, desk.clone()),
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

fn console_thread(
    config: &Config,
    stop: &Arc<AtomicBool>,
    queue: &Queue,
    (desk, words): (Arc<Desk>, Arc<Words>),
) -> Result<JoinHandle<()>, Failure> {
    let directory = console::directory(&config.chat.console_name);
    let typing = Typing {
        history: config.store.folder.join("console-history"),
        completions: Completions::new(&desk),
        cases: open_cases(queue.clone(), desk.clone(), words.clone()),
    };
    let talk = Talk::new(queue.clone(), (desk, words), RoomName::Console, directory);
    let (name, look) = (RoomName::Console.slug(), Look::detect());
    match terminal::open(typing) {
        Some((printer, lines)) => {
            let room = Console::new(printer, look.with_editor()).hearing(lines);
            Ok(room_thread(name, stop, talk, room)?)
        }
        None => {
            let room = Console::new(std::io::stdout(), look).hearing(console::stdin_lines()?);
            Ok(room_thread(name, stop, talk, room)?)
        }
    }
}

/// The open cases as their threads are called, the newest first.
fn open_cases(queue: Queue, desk: Arc<Desk>, words: Arc<Words>) -> OpenCases {
    Box::new(move || {
        let visits = queue.look(|state| state.visits().cloned().collect::<Vec<_>>());
        let case = |visit: Visit| {
            let (id, now) = (visit.id.to_string(), Clock::System.now());
            let title = Saying::Title { visit: Box::new(visit) };
            let title = words.notice(&desk, now, &title, RoomName::Console);
            let title = title.map_or_else(|_| id.clone(), |told| told.lines.join(" "));
            (id, title)
        };
        visits.unwrap_or_default().into_iter().rev().map(case).collect()
    })
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

/// Why the bot stops.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    ToStop,
    ThreadEnded,
}

/// Waits until a signal comes or a thread is dead.
async fn until_told(ended: impl Fn() -> bool) -> Result<Told, Failure> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        _ = terminate.recv() => Ok(Told::ToStop),
        signal = tokio::signal::ctrl_c() => Ok(signal.map(|()| Told::ToStop)?),
        () = until(ended) => Ok(Told::ThreadEnded),
    }
}

async fn until(ended: impl Fn() -> bool) {
    while !ended() {
        tokio::time::sleep(NAP).await;
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

fn agenda_rounds(queue: Queue, mut agenda: AgendaFolder) -> Round {
    Box::new(move |stop| {
        let question = agenda.question();
        let look = queue.look(move |state| question(state, Clock::System.now()));
        look.flatten().into_iter().for_each(|look| agenda.keep(look));
        nap(AGENDA_ROUND, stop);
        Ok(())
    })
}

/// Spreads the tries of bots that lost the same server.
pub(super) fn chance() -> f64 {
    f64::from(Clock::System.now().timestamp_subsec_micros() % 1_000) / 1_000.0
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
    use super::*;

    const LONG: Duration = Duration::from_secs(5);

    #[tokio::test]
    async fn a_dead_thread_ends_the_bot() {
        let dead = thread::spawn(|| {});
        let told = until_told(|| dead.is_finished());
        let told = tokio::time::timeout(LONG, told).await.expect("nobody noticed").unwrap();
        assert_eq!(told, Told::ThreadEnded);
    }

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
