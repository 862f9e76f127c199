//! The command line: `demo`, `run`, `check`, `audit`, `read`.
//!
//! Each subcommand has a file. What goes wrong is one line on standard error that names the place and
//! the remedy, and exit code 1; log lines (set `WERKBEZOEK_LOG=info`) go to standard error too.

mod audit;
pub mod check;
mod demo;
mod heap;
pub mod panics;
pub mod read;
mod run;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::desk::SigningKey;
use crate::domain::time::local;
use crate::mail::parse::parse;

/// A chat and e-mail bot that plans working visits to neighbourhoods.
///
/// Offices write free mail; the bot reads it, staff approve in chat, and the office gets a choice of
/// dates that are really free, a confirmation with a calendar invitation, and reminders.
///
/// New here? `werkbezoek demo` plays one whole visit on this machine in a few seconds. `werkbezoek
/// check` says what is missing from your config. `werkbezoek run` is the bot itself.
#[derive(Debug, Parser)]
#[command(name = "werkbezoek", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play one visit from the first mail to the thanks, in a folder of its own.
    ///
    /// Uses the real engine, store, mail folders and templates, and a clock that runs ahead. Shows
    /// every mail and chat line as it happens. Nothing leaves the machine. The exit code is 0 only if
    /// the story ended as it must.
    Demo(demo::DemoArgs),
    /// Run the bot: mail in and out, chat on the console.
    ///
    /// With the config that comes along, mail is read from `data/mail/inbox` and answers are put in
    /// `data/mail/sent`; drop a mail file (.eml) into the inbox and see. Type `hulp` for the commands
    /// of staff. Ctrl-C or SIGTERM stops the bot cleanly.
    Run(run::RunArgs),
    /// Look at config, templates, store and tables, and say what is not in order.
    ///
    /// A line for each thing; exit code 1 when the bot could not start like this.
    Check {
        /// The config file.
        #[arg(long, value_name = "FILE", default_value = "config.toml")]
        config: PathBuf,
    },
    /// Look whether every mail in the box is accounted for: answered, waiting for staff, filed with a
    /// reason, or set aside.
    ///
    /// A table with a row for each folder, and what is not accounted for with what to do about it; exit
    /// code 1 when there is such a mail. Changes nothing, and may be run while the bot works; then it
    /// looks twice before it calls something wrong.
    Audit {
        /// The config file.
        #[arg(long, value_name = "FILE", default_value = "config.toml")]
        config: PathBuf,
    },
    /// Read a mail or a piece of text and print what the bot understands of it.
    Read(read::ReadArgs),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    panics::say_where_only(|line| {
        // Nothing is left to tell if standard error is gone.
        let _ = writeln!(std::io::stderr(), "werkbezoek: {line}");
    });
    start_log();
    let result = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Run(args) => {
            heap::keep_small();
            run::run(&args)
        }
        Command::Check { config } => check_all(&config),
        Command::Audit { config } => audit::run(&config),
        Command::Read(args) => read_and_print(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            // Nothing is left to tell if standard error is gone.
            let _ = writeln!(std::io::stderr(), "werkbezoek: {error}");
            ExitCode::FAILURE
        }
    }
}

/// An error that ends the program, in words for whoever started it.
pub(crate) type Failure = Box<dyn std::error::Error>;

fn check_all(config: &std::path::Path) -> Result<ExitCode, Failure> {
    let health = check::check(config, &mut std::io::stdout().lock(), Clock::System.now())?;
    Ok(ExitCode::from(health.exit_code()))
}

/// Reads with the wijken of `config.toml` where the command is given, else of the one that ships.
fn read_and_print(args: &read::ReadArgs) -> Result<ExitCode, Failure> {
    let here = std::path::Path::new("config.toml");
    let config = if here.exists() {
        Config::look(here)?
    } else {
        Config::from_text(include_str!("../config.toml"), SigningKey::new([0; 32]))?
    };
    let bot = &config.desk.bot.address;
    let authserv_id = config.mail.authserv_id.as_ref();
    let surroundings = read::Surroundings {
        wijken: &config.desk.wijken,
        periods: &config.desk.recess,
        now: local(Clock::System.now()),
        parse: &|bytes| parse(bytes, authserv_id, bot).map_err(|why| format!("{why:?}")),
    };
    read::run(args, surroundings, &mut std::io::BufWriter::new(std::io::stdout().lock()))?;
    Ok(ExitCode::SUCCESS)
}

/// What is logged unless `WERKBEZOEK_LOG` says otherwise. What fails between us and a room is logged by
/// the room, once and with what it means.
const LOG: &str = "warn,serenity=error,matrix_sdk=error,matrix_sdk::http_client=off";

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("WERKBEZOEK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(LOG));
    // Colours are for a terminal; in a file they are noise.
    let log = tracing_subscriber::fmt().with_ansi(std::io::stderr().is_terminal());
    log.with_env_filter(filter).with_writer(std::io::stderr).init();
}
