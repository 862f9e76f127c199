//! Access tokens for mail servers (OAuth 2.0, RFC 6749): asked for, kept while they hold, never shown.
//!
//! For ourselves by client credentials (4.4), or in the name of a mailbox with a refresh token (6). A
//! server may hand out a new refresh token each time; the newest is kept, and the one that config names
//! is used again when the server says that that one is over. Clones share what they know, so that
//! reading and sending mail ask once.

mod endpoint;
mod newest;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use secrecy::SecretString;

use self::endpoint::Granted;
use crate::config::ConfigError;
use crate::config::post::OAuth;
use crate::mail::tls::TlsError;

/// A token is not used in its last minute: it must still hold when the mail server looks at it.
const MARGIN: Duration = Duration::from_secs(60);

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error(
        "no answer from {endpoint} ({why}); check `token_endpoint` under [mail.oauth], and that the \
         network lets the bot through"
    )]
    NoAnswer { endpoint: String, why: String },
    /// `said` is the server's `error` and `error_description`; with `is_grant_over` the refresh token
    /// does not hold any more.
    #[error("no token from {endpoint}: {said}; {remedy}")]
    Refused { endpoint: String, said: String, remedy: &'static str, is_grant_over: bool },
    #[error(
        "{endpoint} answered {status} and no token; check that `token_endpoint` under [mail.oauth] \
         is the address for tokens"
    )]
    Nonsense { endpoint: String, status: u16 },
    #[error(transparent)]
    Secret(#[from] ConfigError),
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// The tokens that are known.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Arc<Mutex<BTreeMap<OAuth, Known>>>);

#[derive(Debug, Default)]
struct Known {
    /// The token, and until when it is used.
    access: Option<(SecretString, Instant)>,
    /// The newest refresh token that the server handed out, when it could not be kept on disk.
    refresh: Option<SecretString>,
}

impl Tokens {
    pub fn new() -> Self {
        Self::default()
    }

    /// A token that holds for a while yet. Whoever asks meanwhile waits for the same answer.
    ///
    /// # Errors
    /// When none can be had; each names the endpoint and what to do, and shows no secret.
    pub fn token(&self, oauth: &OAuth) -> Result<SecretString, TokenError> {
        let mut all = self.known();
        let known = all.entry(oauth.clone()).or_default();
        if let Some((token, until)) = &known.access
            && Instant::now() < *until
        {
            return Ok(token.clone());
        }
        known.renew(oauth)
    }

    /// The mail server did not take the token: the next one is asked for anew.
    pub fn forget(&self, oauth: &OAuth) {
        if let Some(known) = self.known().get_mut(oauth) {
            known.access = None;
        }
    }

    /// What a thread that panicked knew is still true.
    fn known(&self) -> MutexGuard<'_, BTreeMap<OAuth, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn renew(&mut self, oauth: &OAuth) -> Result<SecretString, TokenError> {
        let asked = Instant::now();
        let newest = self.refresh.clone().or_else(|| newest::read(oauth));
        let granted = match endpoint::ask(oauth, newest.as_ref()) {
            // The one that config names may hold yet.
            Err(TokenError::Refused { is_grant_over: true, .. }) if newest.is_some() => {
                self.refresh = None;
                newest::forget(oauth);
                endpoint::ask(oauth, None)?
            }
            answer => answer?,
        };
        let Granted { access, lifetime, refresh } = granted;
        self.access = Some((access.clone(), asked + lifetime.saturating_sub(MARGIN)));
        if let Some(refresh) = refresh {
            self.refresh = (!newest::keep(oauth, &refresh)).then_some(refresh);
        }
        Ok(access)
    }
}
