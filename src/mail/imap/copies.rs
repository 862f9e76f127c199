//! Our own copies in the folder of what was sent, over a connection of the post's own.

use std::time::{Duration, Instant};

use super::Patience;
use super::error::ImapError;
use super::folders;
use super::session::Session;
use crate::config::post::PostSettings;
use crate::mail::MailError;
use crate::mail::oauth::Tokens;
use crate::mail::smtp::CopyFinder;

/// A connection that was not used for so long is tried first.
const QUIET: Duration = Duration::from_secs(20);
/// What the folder is called when we make it.
const SENT: &str = "Sent";

/// The folder of what was sent.
#[derive(Debug)]
pub struct SentFolder {
    settings: PostSettings,
    tokens: Tokens,
    patience: Patience,
    open: Option<(Session, String)>,
    used: Option<Instant>,
}

impl SentFolder {
    /// Connects when something is asked of it, not before.
    pub fn new(settings: PostSettings, tokens: Tokens, patience: Patience) -> Self {
        Self { settings, tokens, patience, open: None, used: None }
    }

    fn open(&mut self) -> Result<&mut (Session, String), ImapError> {
        let open = match self.open.take().filter(|(session, _)| !session.is_broken()) {
            Some(open) => open,
            None => self.connected()?,
        };
        Ok(self.open.insert(open))
    }

    fn connected(&self) -> Result<(Session, String), ImapError> {
        let mut session = Session::open(&self.settings.imap, &self.tokens, self.patience)?;
        let places = session.places()?;
        if let Some(folder) = folders::sent(&places, &self.settings.folders) {
            return Ok((session, folder));
        }
        session.create(SENT)?;
        Ok((session, SENT.to_owned()))
    }

    /// A connection that was quiet for long may have died in silence: it is tried, and made anew.
    fn fresh(&mut self) -> Result<&mut (Session, String), ImapError> {
        let quiet = self.used.is_none_or(|used| used.elapsed() >= QUIET);
        self.used = Some(Instant::now());
        if quiet && self.open()?.0.noop().is_err() {
            self.open = None;
        }
        self.open()
    }
}

impl CopyFinder for SentFolder {
    fn find(&mut self, message_id: &str) -> Result<bool, MailError> {
        let (session, folder) = self.fresh()?;
        session.select(folder)?;
        Ok(session.has(message_id)?)
    }

    fn append(&mut self, mime: &[u8]) -> Result<(), MailError> {
        let (session, folder) = self.fresh()?;
        Ok(session.append(folder, mime)?)
    }
}
