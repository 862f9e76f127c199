//! What goes out to Discord: one call at a time over HTTP, tried until it is clear what became of
//! it.
//!
//! Waits when Discord says so (429, or a route that is used up), tries again what may not have
//! arrived (timeouts, 5xx), and hands back what Discord refuses. Callers see to it that a second
//! try does no harm: with a nonce, or because the call says what should be and not what should
//! change.
//!
//! The traps: serenity's own rate limiter (0.12) forgets the address that a test gives it and would
//! go to the real Discord; its errors carry addresses with the token of an interaction in them. So
//! none of it is used, and no address is ever part of an error here.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use reqwest::{Client, Method, StatusCode, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::time::{Instant, sleep_until};

use super::{DiscordError, DiscordSettings};
use crate::chat::patience::wait;

const DISCORD: &str = "https://discord.com";
const AGENT: &str = concat!("DiscordBot (werkbezoek, ", env!("CARGO_PKG_VERSION"), ")");

/// How long one try may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// Discord, as far as it is asked.
pub(super) struct Api {
    client: Client,
    base: String,
    /// Given in settings: a server of a test.
    stays_here: bool,
    token: SecretString,
    gate: Gate,
}

/// What Discord does not do, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    /// Discord's own number for it; 0 when it gives none.
    pub(super) code: i64,
    pub(super) message: String,
}

/// What became of one try.
enum Tried {
    Done(Value),
    Refused(Refused),
    /// Not now.
    Later(Duration),
    /// It may have arrived or not.
    Unclear(String),
}

impl Api {
    pub(super) fn new(settings: &DiscordSettings) -> Result<Self, DiscordError> {
        let client = Client::builder()
            .user_agent(AGENT)
            .timeout(ANSWER_WITHIN)
            .connect_timeout(CONNECT_WITHIN)
            .redirect(redirect::Policy::none());
        let client = if settings.api.is_some() { client.no_proxy() } else { client };
        let base = settings.api.as_deref().unwrap_or(DISCORD);
        Ok(Self {
            client: client.build().map_err(|why| DiscordError::Client(why.to_string()))?,
            base: base.trim_end_matches('/').to_owned(),
            stays_here: settings.api.is_some(),
            token: settings.token.clone(),
            gate: Gate::default(),
        })
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn stays_here(&self) -> bool {
        self.stays_here
    }

    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Asks until there is an answer. Whoever cannot wait for ever puts a timeout around it.
    ///
    /// # Errors
    /// What Discord refuses, which asking again would not change.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, Refused> {
        let route = route(&method, path);
        for nth in 0.. {
            self.gate.pass(&route).await;
            match self.once(method.clone(), path, body, &route).await {
                Tried::Done(answer) => return Ok(answer),
                Tried::Refused(refused) => return Err(refused),
                Tried::Later(pause) => tracing::debug!(?pause, "Discord says: later"),
                Tried::Unclear(why) => {
                    tracing::warn!(%method, why, "Discord does not answer; trying again");
                    wait(nth).await;
                }
            }
        }
        Err(Refused { status: 0, code: 0, message: "given up".to_owned() })
    }

    async fn once(&self, method: Method, path: &str, body: Option<&Value>, route: &str) -> Tried {
        let token = format!("Bot {}", self.token.expose_secret().trim_start_matches("Bot "));
        let mut request = self
            .client
            .request(method, format!("{}/api/v10{path}", self.base))
            .header(AUTHORIZATION, token);
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(why) => return Tried::Unclear(why.without_url().to_string()),
        };
        let status = response.status();
        let headers = response.headers().clone();
        let answer = match response.bytes().await {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            Err(why) => return Tried::Unclear(why.without_url().to_string()),
        };
        self.gate.learn(route, &headers);
        self.read(status, &headers, answer, route)
    }

    fn read(&self, status: StatusCode, headers: &HeaderMap, answer: Value, route: &str) -> Tried {
        if status.is_success() {
            return Tried::Done(answer);
        }
        if status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = answer.get("retry_after").and_then(Value::as_f64);
            let pause = seconds.or_else(|| number(headers, "retry-after")).map_or(SHORT, span);
            let global = headers.contains_key("x-ratelimit-global");
            self.gate.shut(if global { EVERYWHERE } else { route }, pause);
            return Tried::Later(pause);
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            return Tried::Unclear(format!("status {status}"));
        }
        let code = answer.get("code").and_then(Value::as_i64).unwrap_or_default();
        Tried::Refused(Refused { status: status.as_u16(), code, message: message(&answer) })
    }
}

/// Discord's words for what is wrong, with the fields that it names.
fn message(answer: &Value) -> String {
    let said = answer.get("message").and_then(Value::as_str).unwrap_or("no reason given");
    match answer.get("errors") {
        Some(errors) => format!("{said}: {errors}"),
        None => said.to_owned(),
    }
}

/// What Discord counts together: the method and the head of the path, as in
/// `POST /channels/5/messages`.
fn route(method: &Method, path: &str) -> String {
    let head: Vec<&str> = path.split('/').take(4).collect();
    format!("{method} {}", head.join("/"))
}

/// Where a wait for all calls is kept.
const EVERYWHERE: &str = "*";

/// When Discord says to wait and not how long.
const SHORT: Duration = Duration::from_secs(1);

/// Until when which calls have to wait.
#[derive(Default)]
struct Gate {
    shut_until: Mutex<BTreeMap<String, Instant>>,
}

impl Gate {
    /// Returns when a call may go.
    async fn pass(&self, route: &str) {
        // Answers to whoever waits there and then do not count for the limit of the whole bot.
        let free = route.contains("/interactions/") || route.contains("/webhooks/");
        loop {
            let until = {
                let shut = self.shut_until.lock().unwrap_or_else(PoisonError::into_inner);
                let everywhere = shut.get(EVERYWHERE).filter(|_| !free);
                shut.get(route).max(everywhere).copied()
            };
            match until {
                Some(until) if until > Instant::now() => sleep_until(until).await,
                Some(_) | None => return,
            }
        }
    }

    /// A route that is used up opens when Discord says so.
    fn learn(&self, route: &str, headers: &HeaderMap) {
        if number(headers, "x-ratelimit-remaining") == Some(0.0)
            && let Some(after) = number(headers, "x-ratelimit-reset-after")
        {
            self.shut(route, span(after));
        }
    }

    fn shut(&self, route: &str, pause: Duration) {
        let now = Instant::now();
        let mut shut = self.shut_until.lock().unwrap_or_else(PoisonError::into_inner);
        shut.retain(|_, until| *until > now);
        shut.insert(route.to_owned(), now + pause);
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// Seconds as Discord writes them, at most an hour: a longer one is asked for again.
fn span(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds.min(3600.0)).unwrap_or(SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_what_discord_counts_together() {
        let of = |path| route(&Method::PATCH, path);
        assert_eq!(of("/channels/5/messages/7"), "PATCH /channels/5/messages");
        assert_eq!(of("/channels/5"), "PATCH /channels/5");
        assert_eq!(of("/webhooks/1/token/messages/@original"), "PATCH /webhooks/1/token");
    }

    #[tokio::test]
    async fn whoever_is_told_to_wait_waits_and_nobody_else() {
        const PAUSE: Duration = Duration::from_millis(200);
        let gate = Gate::default();
        gate.shut("POST /channels/5/messages", PAUSE);
        gate.shut(EVERYWHERE, PAUSE / 2);
        let began = Instant::now();
        gate.pass("PATCH /webhooks/1/token").await;
        assert!(began.elapsed() < PAUSE / 2);
        gate.pass("POST /channels/6/messages").await;
        assert!(began.elapsed() >= PAUSE / 2);
        gate.pass("POST /channels/5/messages").await;
        assert!(began.elapsed() >= PAUSE);
    }
}
