//! One question to the token endpoint, and its answer (RFC 6749, 4.4, 5 and 6).
//!
//! Secrets go in the body of the question, as Microsoft and Google want them, to that address only: a
//! redirection is not followed. What the server says of an error is shown to staff without any secret
//! that it may repeat.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::TokenError;
use crate::config::post::{OAuth, SecretPlace};
use crate::mail::tls::{self, TlsError};

/// For the whole question, from the name of the endpoint to the last byte of its answer.
const PATIENCE: Duration = Duration::from_secs(15);
const ANSWER_BYTES_MAX: u64 = 64 * 1024;
/// Where the server does not say how long a token holds.
const LIFETIME: Duration = Duration::from_secs(300);
/// No token is believed to hold longer, whatever number the server writes.
const LIFETIME_MAX: Duration = Duration::from_secs(24 * 60 * 60);
/// What a server says of a refresh token that does not hold any more (RFC 6749, 5.2).
const GRANT_OVER: &str = "invalid_grant";
/// As much of what the server says is kept for staff.
const SAID_CHARS_MAX: usize = 300;

/// What was granted.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) access: SecretString,
    pub(super) lifetime: Duration,
    pub(super) refresh: Option<SecretString>,
}

/// The fields of an answer, good or bad.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Answer {
    access_token: Option<String>,
    refresh_token: Option<String>,
    /// Seconds; some servers write the number as a string.
    expires_in: Value,
    error: Option<String>,
    error_description: Option<String>,
}

/// Asks for a token; `newest` stands for the refresh token that config names.
pub(super) fn ask(oauth: &OAuth, newest: Option<&SecretString>) -> Result<Granted, TokenError> {
    let client = oauth.client_secret.as_ref().map(SecretPlace::read).transpose()?;
    let refresh = match newest {
        Some(newest) => Some(newest.clone()),
        None => oauth.refresh_token.as_ref().map(SecretPlace::read).transpose()?,
    };
    let form = form(oauth, client.as_ref(), refresh.as_ref());
    let (status, body) = post(oauth, &form)?;
    let answer: Answer = serde_json::from_str(&body).unwrap_or_default();
    if let Some(access) = answer.access_token {
        let lifetime = seconds(&answer.expires_in).map_or(LIFETIME, Duration::from_secs);
        let lifetime = lifetime.min(LIFETIME_MAX);
        let refresh = answer.refresh_token.map(SecretString::from);
        return Ok(Granted { access: access.into(), lifetime, refresh });
    }
    let endpoint = oauth.token_endpoint.clone();
    let Some(error) = answer.error else { return Err(TokenError::Nonsense { endpoint, status }) };
    let said = [error.clone(), answer.error_description.unwrap_or_default()].join(": ");
    let secrets = [client, refresh];
    let said = without_secrets(said, secrets.iter().flatten());
    let is_grant_over = error == GRANT_OVER;
    Err(TokenError::Refused { endpoint, said, remedy: remedy(&error), is_grant_over })
}

type Form<'a> = Vec<(&'static str, &'a str)>;

fn form<'a>(
    oauth: &'a OAuth,
    client: Option<&'a SecretString>,
    refresh: Option<&'a SecretString>,
) -> Form<'a> {
    let mut form = vec![("client_id", oauth.client_id.as_str())];
    match refresh {
        Some(token) => {
            form.extend([("grant_type", "refresh_token"), ("refresh_token", token.expose_secret())])
        }
        None => form.push(("grant_type", "client_credentials")),
    }
    form.extend(client.map(|secret| ("client_secret", secret.expose_secret())));
    form.extend(oauth.scope.as_deref().map(|scope| ("scope", scope)));
    form
}

fn post(oauth: &OAuth, form: &Form<'_>) -> Result<(u16, String), TokenError> {
    let no_answer = |error: ureq::Error| TokenError::NoAnswer {
        endpoint: oauth.token_endpoint.clone(),
        why: error.to_string(),
    };
    let question = agent(oauth)?.post(&oauth.token_endpoint).header("Accept", "application/json");
    let mut answer = question.send_form(form.iter().copied()).map_err(no_answer)?;
    let body = answer.body_mut().with_config().limit(ANSWER_BYTES_MAX).lossy_utf8(true);
    let body = body.read_to_string().map_err(no_answer)?;
    Ok((answer.status().as_u16(), body))
}

/// Made anew for each question, so that a renewed certificate needs no restart: a token holds for an
/// hour.
fn agent(oauth: &OAuth) -> Result<Agent, TlsError> {
    let trusted = tls::trusted(oauth.ca_file.as_deref())?;
    let roots = trusted.iter().map(|certificate| Certificate::from_der(certificate).to_owned());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::from(roots))
        .unversioned_rustls_crypto_provider(tls::provider())
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(PATIENCE))
        // What the server says about an error stands in the body.
        .http_status_as_error(false)
        .max_redirects(0)
        .build();
    Ok(config.new_agent())
}

fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn without_secrets<'a>(said: String, secrets: impl Iterator<Item = &'a SecretString>) -> String {
    let hidden = secrets.fold(said, |said, secret| said.replace(secret.expose_secret(), "***"));
    let visible = hidden.chars().map(|c| if c.is_control() { ' ' } else { c });
    visible.take(SAID_CHARS_MAX).collect()
}

/// What to do about an error of RFC 6749, 5.2.
fn remedy(error: &str) -> &'static str {
    match error {
        "invalid_client" => {
            "check `client_id` and the client secret under [mail.oauth]: it may have run out"
        }
        GRANT_OVER => {
            "the refresh token does not hold any more: let the owner of the mailbox grant access \
             again, and put the new token in its place"
        }
        "invalid_scope" => "check `scope` under [mail.oauth]",
        _ => "check what the provider allows this client to do",
    }
}
