//! `werkbezoek audit`: is every mail in the box accounted for? The table goes to standard output.
//!
//! Looks and changes nothing; the store is read from a copy. While a bot works, what looks wrong may
//! only be under way: then a second look, a while later, must find the same.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use super::Failure;
use super::run::opener;
use crate::audit::{Audit, Records, audit};
use crate::clock::Clock;
use crate::config::{Config, Transport};
use crate::mail::Census;
use crate::mail::imap::{ImapCensus, Patience};
use crate::mail::maildir::MaildirCensus;
use crate::mail::oauth::Tokens;
use crate::store::look::Copied;
use crate::store::memory::MemoryStore;

/// Longer than the bot waits between two rounds.
const SECOND_LOOK: Duration = Duration::from_secs(25);

pub(super) fn run(config: &Path) -> Result<ExitCode, Failure> {
    let config = Config::look(config)?;
    let mut census = census(&config);
    let (mut found, bot_works) = look(&config, census.as_mut())?;
    if bot_works && !found.findings.is_empty() {
        thread::sleep(SECOND_LOOK);
        found = look(&config, census.as_mut())?.0.confirming(&found);
    }
    write!(std::io::stdout(), "{found}")?;
    Ok(if found.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn census(config: &Config) -> Box<dyn Census> {
    match &config.mail.transport {
        Transport::Maildir { folder } => {
            Box::new(MaildirCensus::new(folder.clone(), opener(config)))
        }
        Transport::Imap(settings) => {
            let (settings, patience) = (settings.as_ref().clone(), Patience::default());
            Box::new(ImapCensus::new(settings, Tokens::new(), opener(config), patience))
        }
    }
}

/// One look, and whether a bot works there. The box comes first: a mail that is handled in between
/// then lies where it lay, with a record, and not the other way round.
fn look(config: &Config, census: &mut dyn Census) -> Result<(Audit, bool), Failure> {
    let folders = census.count()?;
    let now = Clock::System.now();
    match Copied::of(&config.store.folder, "audit")? {
        None => Ok((audit(&folders, &Records::of(MemoryStore::new())?, now)?, false)),
        Some(copied) => {
            let bot_works = copied.is_in_use();
            let (store, _) = copied.open()?;
            Ok((audit(&folders, &Records::of(store)?, now)?, bot_works))
        }
    }
}
