//! `werkbezoek run`: the live bot, or one pass of it.
//!
//! Live, three threads and one task share the engine through its queue: the engine itself, the mail
//! that comes in, the post that goes out, and the console. Each goes on when another is in trouble.
//! With `--once` the same rounds are walked once, in order, by a single thread.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::NaiveDateTime;
use clap::Args;
use tokio::sync::mpsc;

use super::Failure;
use crate::chat::console::{self, Console, Heard, Look};
use crate::clock::Clock;
use crate::config::{Config, Transport};
use crate::domain::event::Event;
use crate::domain::notice::Notice;
use crate::domain::people::Staff;
use crate::domain::time::{instant, local, today};
use crate::engine::Engine;
use crate::engine::queue::{Queue, Submit};
use crate::mail::MailError;
use crate::mail::maildir::{Arrival, MaildirBox, MaildirCourier, Terms};
use crate::rounds::{self, RoundError};
use crate::store::sled::SledStore;
use crate::words::Words;

/// How often the box and the outbox are looked at.
const ROUND: Duration = Duration::from_millis(250);
/// How often a thread that waits looks whether it should stop.
const NAP: Duration = Duration::from_millis(50);
/// After a failure, a round is tried again after this, so that one fault is one line and not many.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

/// Options of `run`.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// The config file.
    #[arg(long, value_name = "FILE", default_value = "config.toml")]
    config: PathBuf,
    /// One pass: the inbox, staff commands from standard input (one a line), everything that is due,
    /// the outbox. Prints the chat lines and ends.
    #[arg(long)]
    once: bool,
    /// Rehearse: take this for the present moment (local time, as in 2027-03-01T09:00).
    #[arg(long, value_name = "MOMENT", requires = "once", value_parser = moment)]
    at: Option<NaiveDateTime>,
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or_else(|| format!("`{text}` is no moment; write it as 2027-03-01T09:00"))
}

pub(super) fn run(args: &RunArgs) -> Result<ExitCode, Failure> {
    let config = Config::load(&args.config)?;
    let clock = match args.at {
        Some(at) => rehearsal(&config, at)?,
        None => Clock::System,
    };
    if args.once { once(&config, clock) } else { live(&config) }
}

/// A clock that stands still, where nobody outside can be hurt by it: letters dated next month must
/// not reach a server that really sends them.
fn rehearsal(config: &Config, at: NaiveDateTime) -> Result<Clock, Failure> {
    match &config.mail.transport {
        Transport::Maildir { .. } => Ok(Clock::Fixed(instant(at))),
    }
}

type SledEngine = Engine<SledStore>;

/// Opens everything that config names.
pub(super) fn open(config: &Config, clock: Clock) -> Result<SledEngine, Failure> {
    let words = Words::from_sources(config.templates.iter().cloned())?;
    let (store, recovery) = SledStore::open(&config.store.folder)?;
    // What was mended is said whether or not anybody reads the log.
    if !recovery.is_clean() {
        write!(std::io::stderr(), "{recovery}")?;
    }
    Ok(Engine::open(store, Arc::new(config.desk.clone()), Arc::new(words), clock)?)
}

/// The mail folders of a config.
pub(super) fn mail_folder(config: &Config) -> &Path {
    match &config.mail.transport {
        Transport::Maildir { folder } => folder,
    }
}

pub(super) fn mailbox(config: &Config, arrival: Arrival) -> Result<MaildirBox, Failure> {
    let authserv_id = config.mail.authserv_id.clone();
    let bot = config.desk.bot.address.clone();
    let most = config.desk.limits.mail_bytes_max;
    Ok(MaildirBox::open(mail_folder(config), authserv_id, bot, most, arrival)?)
}

// ---- one pass ----

fn once(config: &Config, clock: Clock) -> Result<ExitCode, Failure> {
    let mut engine = open(config, clock)?;
    let mut mailbox = mailbox(config, Arrival::AtOnce)?;
    let mut courier = MaildirCourier::open(mail_folder(config))?;
    let mut room = Console::new(std::io::stdout(), Look::detect());
    let staff = console::staff(Some(&config.chat.console_name));
    rounds::look(&mut engine, &mut courier)?;
    rounds::intake(&mut engine, &mut mailbox)?;
    rounds::tidy(&mut engine, &mut mailbox)?;
    show(&mut engine, &mut room)?;
    obey_stdin(&mut engine, &staff, &mut room)?;
    engine.tick()?;
    rounds::send(&mut engine, &mut courier)?;
    rounds::tidy(&mut engine, &mut mailbox)?;
    show(&mut engine, &mut room)?;
    say_what_waits(&engine)?;
    Ok(ExitCode::SUCCESS)
}

/// Commands are read from a pipe or a file; a terminal is not waited for.
fn obey_stdin(
    engine: &mut SledEngine,
    staff: &Staff,
    room: &mut Console<impl Write>,
) -> Result<(), Failure> {
    if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        return Ok(());
    }
    for line in std::io::stdin().lines() {
        let heard = rounds::heard(engine.desk(), engine.now(), staff, console::ROOM, &line?);
        if let Some(event) = heard {
            engine.handle(vec![event])?;
            show(engine, room)?;
        }
    }
    Ok(())
}

/// Shows what the engine has to say, in order.
pub(super) fn show(desk: &mut impl Submit, room: &mut Console<impl Write>) -> Result<(), Failure> {
    let mut shown = Vec::new();
    for notice in desk.notices() {
        if console::concerns(&notice) {
            room.show(&notice)?;
        }
        shown.push(Event::NoticeShown { notice: notice.id });
    }
    if !shown.is_empty() {
        desk.submit(shown)?;
    }
    Ok(())
}

/// Letters that can still be called back leave on a later pass; say so, or they seem lost.
fn say_what_waits(engine: &SledEngine) -> Result<(), Failure> {
    let until = engine.state().letters().map(|letter| letter.not_before).max();
    if let Some(until) = until {
        let count = engine.state().letters().count();
        let at = local(until).format("%Y-%m-%d %H:%M:%S");
        writeln!(std::io::stderr(), "{count} letter(s) still in the outbox, the last until {at}")?;
    }
    Ok(())
}

// ---- the live bot ----

fn live(config: &Config) -> Result<ExitCode, Failure> {
    let engine = open(config, Clock::System)?;
    let mailbox = mailbox(config, Arrival::WhenStable)?;
    let courier = MaildirCourier::open(mail_folder(config))?;
    let desk = engine.desk().clone();
    let keep_days = desk.retention.mail_file_days;
    let (queue, engine_thread) = Queue::start(engine)?;
    let stop = Arc::new(AtomicBool::new(false));
    let mail = rounds_thread("mail", &stop, intake_rounds(queue.clone(), mailbox, keep_days))?;
    let post = rounds_thread("post", &stop, post_rounds(queue.clone(), courier))?;
    let staff = console::staff(Some(&config.chat.console_name));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let talked = runtime.block_on(until_told(Talk { queue: queue.clone(), desk, staff }));
    stop.store(true, Ordering::Relaxed);
    let ended = [mail.join(), post.join()];
    queue.stop();
    let engine_ended = engine_thread.join();
    // A thread that blocks on standard input must not hold up the end.
    runtime.shutdown_background();
    talked?;
    if ended.iter().any(Result::is_err) {
        return Err("a thread ended in a panic; please report the lines above".into());
    }
    engine_ended.map_err(|_| "the engine ended in a panic; please report the lines above")??;
    writeln!(std::io::stderr(), "werkbezoek: stopped; everything is stored")?;
    Ok(ExitCode::SUCCESS)
}

type Round = Box<dyn FnMut() -> Result<(), RoundError> + Send>;

fn intake_rounds(mut queue: Queue, mut mailbox: MaildirBox, keep_days: u32) -> Round {
    let mut swept = None;
    Box::new(move || {
        rounds::intake(&mut queue, &mut mailbox)?;
        rounds::tidy(&mut queue, &mut mailbox)?;
        let now = Clock::System.now();
        let today = Some(today(now));
        if swept != today {
            let before = now - chrono::Duration::days(i64::from(keep_days));
            mailbox
                .forget(Terms { handled: before.into(), unwanted: before.into() })
                .map_err(MailError::from)?;
            swept = today;
        }
        Ok(())
    })
}

fn post_rounds(mut queue: Queue, mut courier: MaildirCourier) -> Round {
    Box::new(move || {
        rounds::look(&mut queue, &mut courier)?;
        rounds::send(&mut queue, &mut courier).map(drop)
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
        while !stop.load(Ordering::Relaxed) {
            let wait = match round() {
                Ok(()) => ROUND,
                Err(error) => {
                    tracing::error!(task, %error, "this round failed; the next one tries again");
                    AFTER_FAILURE
                }
            };
            nap(wait, &stop);
        }
    })
}

fn nap(wait: Duration, stop: &AtomicBool) {
    let mut left = wait;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        let now = left.min(NAP);
        thread::sleep(now);
        left -= now;
    }
}

/// What the conversation on the console needs.
struct Talk {
    queue: Queue,
    desk: Arc<crate::domain::desk::Desk>,
    staff: Staff,
}

/// Talks with staff until a signal comes. The end of the input ends the talking only.
async fn until_told(talk: Talk) -> Result<(), Failure> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let talking = talk_on_console(talk);
    tokio::pin!(talking);
    tokio::select! {
        ended = &mut talking => ended,
        _ = terminate.recv() => Ok(()),
        signal = tokio::signal::ctrl_c() => Ok(signal?),
    }
}

async fn talk_on_console(talk: Talk) -> Result<(), Failure> {
    let (notices, mut to_show) = mpsc::channel::<Notice>(64);
    let (heard, mut said) = mpsc::channel::<Heard>(64);
    let mut lines = console::stdin_lines()?;
    let mut room = Console::new(std::io::stdout(), Look::detect());
    let engine_side = async {
        let mut talk = talk;
        let mut last_shown = None;
        let mut beat = tokio::time::interval(Duration::from_millis(100));
        loop {
            tokio::select! {
                Some(heard) = said.recv() => talk.pass_on(heard)?,
                _ = beat.tick() => {}
            }
            for notice in talk.queue.notices() {
                if last_shown < Some(notice.id) {
                    last_shown = Some(notice.id);
                    if !console::concerns(&notice) || notices.is_closed() {
                        talk.queue.submit(vec![Event::NoticeShown { notice: notice.id }])?;
                    } else if notices.send((*notice).clone()).await.is_err() {
                        last_shown = None;
                    }
                }
            }
        }
    };
    let console_side = async {
        room.run(&mut lines, &mut to_show, &heard).await?;
        // The input is over; what the bot says is still printed.
        while let Some(notice) = to_show.recv().await {
            room.show(&notice)?;
            heard.send(Heard::Shown(notice.id)).await?;
        }
        Ok::<(), Failure>(())
    };
    tokio::select! {
        ended = engine_side => ended,
        ended = console_side => ended,
    }
}

impl Talk {
    fn pass_on(&mut self, heard: Heard) -> Result<(), Failure> {
        let event = match heard {
            Heard::Shown(notice) => Some(Event::NoticeShown { notice }),
            Heard::Said(line) => {
                let now = Clock::System.now();
                rounds::heard(&self.desk, now, &self.staff, console::ROOM, &line)
            }
        };
        if let Some(event) = event {
            self.queue.submit(vec![event])?;
        }
        Ok(())
    }
}
