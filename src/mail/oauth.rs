//! Access tokens (placeholder until the real one is merged).
use crate::config::post::OAuth;
use secrecy::SecretString;

#[derive(Debug, Clone, Default)]
pub struct Tokens;

#[derive(Debug, thiserror::Error)]
#[error("no tokens")]
pub struct OAuthError;

impl Tokens {
    pub fn token(&self, _: &OAuth) -> Result<SecretString, OAuthError> {
        Err(OAuthError)
    }
}
