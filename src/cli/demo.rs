//! `werkbezoek demo`: one visit in a folder of its own, from the first mail to the thanks.
//!
//! Everything is the real thing (engine, store, mail folders, templates, config) but the people, who
//! are `demo/story.rs` and the sample mails beside it, and the clock. What differs from the config it
//! is given: the folders, the signing key, staff approve first, and what a fixed story leans on. The
//! exit code is 0 only if `demo/ending.rs` finds nothing to say.

mod ending;
mod post;
mod samples;
mod screen;
mod stage;
mod story;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Failure;
use crate::config::{Config, Transport};
use crate::domain::desk::{Approval, SigningKey};
use crate::domain::ids::WijkId;
use screen::Screen;
use stage::Stage;
use story::Cast;

/// The wijk that the story prefers; without it, the first one that config names.
const WIJK: &str = "vollenhoven";
/// Folders that earlier demos left behind before we give up looking for a free name.
const FOLDERS_MAX: u32 = 10_000;

/// Options of `demo`.
#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// The config file: its wijken, contact persons, templates and reminders are used.
    #[arg(long, value_name = "FILE", default_value = "config.toml")]
    config: PathBuf,
    /// Where mails, calendar objects and store are left; empty or not there yet. Without it, a new
    /// folder among the temporary files of the system.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
}

/// Plays the story and judges it.
///
/// # Errors
/// When config, templates or the folder cannot be used.
pub(super) fn run(args: &DemoArgs) -> Result<ExitCode, Failure> {
    if !args.config.exists() {
        let place = args.config.display();
        let remedy =
            "start the demo in the folder with config.toml, or name the file with --config";
        return Err(format!("no config file {place} here; {remedy}").into());
    }
    let mut config = Config::look(&args.config)?;
    let cast = cast(&config)?;
    let folder = folder(args.folder.as_deref())?;
    adapt(&mut config, &folder);
    fs::create_dir_all(folder.join("agenda"))?;
    let out = io::BufWriter::new(io::stdout().lock());
    let mut screen = Screen::new(out, screen::wants_colour());
    screen.tell(&format!(
        "One visit to {}, on a clock that runs ahead. Nothing leaves this machine.",
        cast.wijk.name
    ))?;
    let stage = Stage::open(&config, &folder, story::beginning(), screen)?;
    perform(stage, &config, &folder, &cast)
}

fn perform<W: Write>(
    mut stage: Stage<'_, W>,
    config: &Config,
    folder: &Path,
    cast: &Cast,
) -> Result<ExitCode, Failure> {
    let played = story::play(&mut stage, cast);
    let (mut screen, state) = stage.close();
    let found = match played {
        Ok(()) => ending::differences(config, folder, cast, &state)?,
        Err(why) => vec![format!("it stopped: {why}")],
    };
    screen.scene("The end")?;
    if found.is_empty() {
        screen.tell("The story ended as it must.")?;
    } else {
        screen.tell("The story did not end as it must:")?;
        for difference in &found {
            screen.tell(&format!("  - {difference}"))?;
        }
    }
    say_where(&mut screen, folder)?;
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn say_where<W: Write>(screen: &mut Screen<W>, folder: &Path) -> io::Result<()> {
    let places = [
        ("mails from the office", "mail/verwerkt"),
        ("letters of the bot", "mail/sent/new"),
        ("calendar objects (.ics)", "agenda"),
        ("store", "store"),
    ];
    for (what, place) in places {
        screen.tell(&format!("{what:<25}{}", folder.join(place).display()))?;
    }
    screen.flush()
}

/// Who can play: a wijk of this config and its first contact person.
fn cast(config: &Config) -> Result<Cast, Failure> {
    let desk = &config.desk;
    let wijk = desk.wijk(&WijkId::new(WIJK)).or_else(|| desk.wijken.values().next());
    let host = wijk.and_then(|wijk| wijk.hosts.first()).and_then(|host| desk.contact(host));
    match (wijk, host) {
        (Some(wijk), Some(host)) => Ok(Cast { wijk: wijk.clone(), host: host.clone() }),
        _ => Err("no wijk with a contact person in this config; add `hosts` under [[wijk]]".into()),
    }
}

/// What a story on fixed dates needs, whatever config says.
fn adapt(config: &mut Config, folder: &Path) {
    config.store.folder = folder.join("store");
    config.mail.transport = Transport::Maildir { folder: mail_folder(folder) };
    config.desk.approval = Approval::Always;
    config.desk.limits.undo_seconds = 60;
    // Six weeks of mornings would hide the one visit.
    config.desk.digest = None;
    config.desk.planning.options_max = 3;
    config.desk.key = SigningKey::new(*b"the demo signs with a key that is no secret");
}

/// Where the mail of a demonstration in `folder` lies.
fn mail_folder(folder: &Path) -> PathBuf {
    folder.join("mail")
}

/// The folder asked for if it is free, else a new one.
fn folder(wanted: Option<&Path>) -> Result<PathBuf, Failure> {
    let Some(wanted) = wanted else { return new_folder(&std::env::temp_dir()) };
    fs::create_dir_all(wanted)
        .map_err(|e| format!("cannot make folder {}: {e}; name another place", wanted.display()))?;
    let mut inside = fs::read_dir(wanted)
        .map_err(|e| format!("cannot read folder {}: {e}; name another place", wanted.display()))?;
    if inside.next().is_some() {
        let place = wanted.display();
        return Err(format!("folder {place} is not empty; name an empty or a new one").into());
    }
    Ok(wanted.to_owned())
}

fn new_folder(parent: &Path) -> Result<PathBuf, Failure> {
    for nth in 1..FOLDERS_MAX {
        let place = parent.join(format!("werkbezoek-demo-{nth}"));
        match fs::create_dir(&place) {
            Ok(()) => return Ok(place),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                let place = place.display();
                return Err(format!("cannot make folder {place}: {error}; use --folder").into());
            }
        }
    }
    Err(format!("no free name for a folder in {}; use --folder", parent.display()).into())
}
