//! `werkbezoek run`: its options, and what a single pass (`once`) and the live bot (`live`) open alike.

mod console;
#[cfg(feature = "discord")]
mod discord;
mod feed;
mod live;
#[cfg(feature = "matrix")]
mod matrix;
mod once;
mod process;
mod reread;
mod rooms;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use chrono::{Days, NaiveDateTime};
use clap::Args;

use super::Failure;
use crate::clock::Clock;
use crate::config::post::PostSettings;
use crate::config::{Config, Transport};
use crate::domain::desk::Retention;
use crate::domain::time::{Instant, instant};
use crate::engine::Engine;
use crate::engine::queue::Submit;
use crate::mail::imap::{self, ImapBox, SentFolder};
use crate::mail::latch::Latch;
use crate::mail::maildir::{Arrival, MaildirBox, MaildirCourier};
use crate::mail::oauth::Tokens;
use crate::mail::opener::Opener;
use crate::mail::smtp::{Patience, SmtpCourier};
use crate::mail::{Courier, Mailbox, Terms};
use crate::rounds::{self, RoundError};
use crate::store::sled::SledStore;
use crate::words::Words;
use process::Process;

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
    if args.once {
        let clock = match args.at {
            Some(at) => rehearsal(&config, at)?,
            None => Clock::System,
        };
        walk(&config, How::Once(clock))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut process = Process::new()?;
    let mut next = Some(Box::new(config));
    while let Some(config) = next {
        next = walk(&config, How::Live(&mut process))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// One pass at a time that may be given, or the live bot until it is told to stop.
#[derive(Debug)]
enum How<'a> {
    Once(Clock),
    Live(&'a mut Process),
}

/// Opens the post that config names and works with it. Gives the config to begin anew with, if staff
/// asked for that.
fn walk(config: &Config, how: How<'_>) -> Result<Option<Box<Config>>, Failure> {
    match &config.mail.transport {
        Transport::Maildir { folder } => {
            let arrival = match how {
                How::Once(_) => Arrival::AtOnce,
                How::Live(_) => Arrival::WhenStable,
            };
            let mailbox = maildir_box(config, folder, arrival)?;
            let courier = MaildirCourier::open(folder)?;
            let place = folder.join("inbox").display().to_string();
            let latch = Latch::default();
            work(config, Post { mailbox, courier, place, latch }, how)
        }
        Transport::Imap(settings) => work(config, servers(config, settings), how),
    }
}

fn work<M, C>(
    config: &Config,
    post: Post<M, C>,
    how: How<'_>,
) -> Result<Option<Box<Config>>, Failure>
where
    M: Mailbox + Send + 'static,
    C: Courier + Send + 'static,
{
    match how {
        How::Once(clock) => once::once(config, clock, post).map(|()| None),
        How::Live(process) => live::live(config, post, process),
    }
}

/// What carries mail in and out, whatever it is.
#[derive(Debug)]
struct Post<M, C> {
    mailbox: M,
    courier: C,
    /// Where mail is read, for whoever started the bot.
    place: String,
    /// Of the mailbox; the courier has its own.
    latch: Latch,
}

/// A clock that stands still, where nobody outside can be hurt by it: letters dated next month must
/// not reach a server that really sends them.
fn rehearsal(config: &Config, at: NaiveDateTime) -> Result<Clock, Failure> {
    match &config.mail.transport {
        Transport::Maildir { .. } => Ok(Clock::Fixed(instant(at))),
        Transport::Imap(_) => {
            Err("--at is for a mailbox on files; with a server, letters would really leave".into())
        }
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
    let engine = Engine::open(store, Arc::new(config.desk.clone()), Arc::new(words), clock)?;
    Ok(engine.exporting())
}

/// The mailbox and the sending server of a config. Nothing is connected yet: a server that is away
/// must not keep the bot from starting.
fn servers(config: &Config, settings: &PostSettings) -> Post<ImapBox, SmtpCourier> {
    let tokens = Tokens::new();
    let copies =
        Box::new(SentFolder::new(settings.clone(), tokens.clone(), imap::Patience::default()));
    let sender = config.desk.bot.address.clone();
    let patience = Patience::default();
    Post {
        mailbox: ImapBox::new(
            settings.clone(),
            tokens.clone(),
            opener(config),
            imap::Patience::default(),
        ),
        courier: SmtpCourier::new(settings, sender, tokens, copies, patience),
        place: format!("the inbox at {}:{}", settings.imap.host, settings.imap.port),
        latch: Latch::of(settings.imap.login.as_ref()),
    }
}

/// The mailbox on files of a config.
pub(super) fn maildir_box(
    config: &Config,
    folder: &Path,
    arrival: Arrival,
) -> Result<MaildirBox, Failure> {
    Ok(MaildirBox::open(folder, opener(config), arrival)?)
}

/// What it takes to read a mail for this desk.
pub(super) fn opener(config: &Config) -> Opener {
    Opener {
        authserv_id: config.mail.authserv_id.clone(),
        bot: config.desk.bot.address.clone(),
        bytes_max: config.desk.limits.mail_bytes_max,
    }
}

/// Tells staff what lies in Junk. That it cannot be read keeps no other mail waiting.
fn show_junk(desk: &mut impl Submit, mailbox: &mut impl Mailbox, now: Instant) {
    if let Err(error) = rounds::junk(desk, mailbox, now) {
        tracing::warn!(%error, "the folder for junk cannot be shown");
    }
}

/// Deletes the mails whose term is over at `now`.
fn forget_mails(
    mailbox: &mut impl Mailbox,
    retention: &Retention,
    now: Instant,
) -> Result<(), RoundError> {
    let before = |days: u32| (now - Days::new(days.into())).into();
    let terms = Terms {
        handled: before(retention.mail_file_days),
        unwanted: before(retention.unwanted_days),
    };
    mailbox.forget(terms)?;
    Ok(())
}
