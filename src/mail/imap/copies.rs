//! Our own copies in the folder of what was sent, over a connection of the post's own.

use super::error::ImapError;
use super::folders;
use super::session::Session;
use crate::config::post::PostSettings;
use crate::mail::oauth::Tokens;

/// What the folder is called when we make it.
const SENT: &str = "Sent";

/// The folder of what was sent.
#[derive(Debug)]
pub struct SentFolder {
    settings: PostSettings,
    tokens: Tokens,
    open: Option<(Session, String)>,
}

impl SentFolder {
    /// Connects when something is asked of it, not before.
    pub fn new(settings: PostSettings, tokens: Tokens) -> Self {
        Self { settings, tokens, open: None }
    }

    fn open(&mut self) -> Result<&mut (Session, String), ImapError> {
        let open = match self.open.take().filter(|(session, _)| !session.is_broken()) {
            Some(open) => open,
            None => self.connected()?,
        };
        Ok(self.open.insert(open))
    }

    fn connected(&self) -> Result<(Session, String), ImapError> {
        let mut session = Session::open(&self.settings.imap, &self.tokens)?;
        let places = session.places()?;
        if let Some(folder) = folders::sent(&places, &self.settings.folders) {
            return Ok((session, folder));
        }
        session.create(SENT)?;
        Ok((session, SENT.to_owned()))
    }

    /// A connection that was quiet for long may have died in silence: it is tried, and made anew.
    fn fresh(&mut self) -> Result<&mut (Session, String), ImapError> {
        let (session, _) = self.open()?;
        if session.noop().is_err() {
            self.open = None;
        }
        self.open()
    }

    /// Whether a letter with this Message-ID lies there.
    pub(crate) fn has(&mut self, message_id: &str) -> Result<bool, ImapError> {
        let (session, folder) = self.fresh()?;
        let folder = folder.clone();
        session.select(&folder)?;
        session.has(message_id)
    }

    /// Puts a copy of a letter there.
    pub(crate) fn put(&mut self, message: &[u8]) -> Result<(), ImapError> {
        let (session, folder) = self.fresh()?;
        let folder = folder.clone();
        session.append(&folder, message)
    }
}
