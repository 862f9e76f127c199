//! Our own copies in the folder of what was sent, over a connection of the post's own.
//!
//! Letters wait for nothing here: a mailbox that is away costs one wait, and not one for each letter
//! in doubt.

use std::time::{Duration, Instant};

use super::Patience;
use super::error::ImapError;
use super::folders;
use super::login;
use super::session::Session;
use crate::config::post::PostSettings;
use crate::mail::MailError;
use crate::mail::latch::Latch;
use crate::mail::oauth::Tokens;
use crate::mail::smtp::CopyFinder;

/// A connection that was not used for so long is tried first.
const QUIET: Duration = Duration::from_secs(20);
/// After a connection that did not come about none is tried for so long.
const AWAY: Duration = Duration::from_secs(60);
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
    /// When a connection last did not come about, and why.
    failed: Option<(Instant, ImapError)>,
    latch: Latch,
}

impl SentFolder {
    /// Connects when something is asked of it, not before.
    pub fn new(settings: PostSettings, tokens: Tokens, patience: Patience) -> Self {
        let latch = Latch::of(settings.imap.login.as_ref());
        Self { settings, tokens, patience, open: None, used: None, failed: None, latch }
    }

    fn open(&mut self) -> Result<&mut (Session, String), ImapError> {
        let open = match self.open.take().filter(|(session, _)| !session.is_broken()) {
            Some(open) => open,
            None => self.connected_again()?,
        };
        Ok(self.open.insert(open))
    }

    fn connected_again(&mut self) -> Result<(Session, String), ImapError> {
        if let Some((since, error)) = &self.failed
            && (since.elapsed() < AWAY || self.latch.is_shut())
        {
            return Err(error.again());
        }
        let connected = self.connected();
        let failed = connected.as_ref().err();
        if failed.is_some_and(ImapError::is_login_refused) {
            self.latch.shut();
        }
        self.failed = failed.map(|error| (Instant::now(), error.again()));
        connected
    }

    fn connected(&self) -> Result<(Session, String), ImapError> {
        let mut session = login::open(&self.settings.imap, &self.tokens, self.patience)?;
        let places = session.places()?;
        if let Some(folder) = folders::sent(&places, &self.settings.folders) {
            return Ok((session, folder));
        }
        let name = self.settings.folders.sent.as_deref().unwrap_or(SENT);
        let made = folders::found_or_made(&mut session, &places, name)?;
        Ok((session, made))
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

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::config::post::{FolderNames, Login, OwnCopy, Proof, SecretPlace, Security, Server};

    /// A server that hangs up on everybody, and how often it did.
    fn hangs_up() -> (u16, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let times = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&times);
        std::thread::spawn(move || {
            for peer in listener.incoming() {
                counted.fetch_add(1, Ordering::SeqCst);
                drop(peer);
            }
        });
        (port, times)
    }

    fn settings(port: u16) -> PostSettings {
        let proof = Proof::Password(SecretPlace::Environment("PATH".to_owned()));
        let imap = Server {
            host: "127.0.0.1".to_owned(),
            port,
            security: Security::None,
            ca_file: None,
            login: Some(Login { user: "bot".to_owned(), proof }),
        };
        let folders = FolderNames::default();
        PostSettings {
            smtp: imap.clone(),
            imap,
            folders,
            own_copy: OwnCopy::Append,
            poll: AWAY,
            dkim_selectors: Vec::new(),
        }
    }

    #[test]
    fn a_mailbox_that_is_away_costs_one_wait_and_not_one_for_each_letter() {
        let (port, times) = hangs_up();
        let mut sent = SentFolder::new(settings(port), Tokens::new(), Patience::default());
        let why: Vec<String> =
            ["een", "twee", "drie"].map(|id| sent.find(id).unwrap_err().to_string()).into();
        assert!(why.iter().all(|error| error.contains("hung up")), "{why:?}");
        assert_eq!(times.load(Ordering::SeqCst), 1);
        let a_while_ago = Instant::now().checked_sub(AWAY).unwrap();
        sent.failed.as_mut().unwrap().0 = a_while_ago;
        sent.append(b"").unwrap_err();
        assert_eq!(times.load(Ordering::SeqCst), 2);
    }
}
