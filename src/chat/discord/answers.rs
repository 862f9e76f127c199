//! Answers to whoever asked: one task for each question, which alone has the token that Discord gave
//! for it.
//!
//! A token lives for fifteen minutes and is not kept on disk. What is answered later, or after a start,
//! goes to the thread of the case or to the channel. The first answer takes the place of the waiting
//! mark, which can be done twice without harm. What follows has no nonce at Discord: one whose arrival
//! is unclear is sent again, because a page that stands there twice is better than one that is missing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout, timeout_at};

use super::api::Refused;
use super::interaction::Asked;
use super::{Room, custom, text};
use crate::chat::room::{Heard, Said};
use crate::domain::notice::Notice;
use crate::domain::room::Button;

/// A little less than Discord's fifteen minutes.
const TOKEN_LIVES: Duration = Duration::from_secs(14 * 60 + 30);

/// Discord gives three seconds for a first sign; after that it tells the asker that nothing happened.
const SIGN_WITHIN: Duration = Duration::from_millis(2500);

/// Seen by the asker alone; without previews of links.
pub(super) const QUIET: u64 = 64;
pub(super) const NO_EMBEDS: u64 = 4;

/// Discord's code for a second sign to one question: the first arrived after all.
const ALREADY_THERE: i64 = 40060;

/// Something to say to whoever asked.
#[derive(Debug)]
enum Answer {
    Notice(Box<Notice>),
    Aside(Vec<String>),
}

/// Who waits for an answer, by place.
#[derive(Debug)]
pub(super) struct Answers {
    waiting: Mutex<BTreeMap<String, mpsc::UnboundedSender<Answer>>>,
    /// How many tasks there are.
    tasks: watch::Sender<usize>,
}

impl Default for Answers {
    fn default() -> Self {
        Self { waiting: Mutex::default(), tasks: watch::channel(0).0 }
    }
}

impl Answers {
    /// Hands a notice to whoever waits at its place; gives it back when nobody does.
    pub(super) fn hand_over(&self, notice: Box<Notice>) -> Option<Box<Notice>> {
        let waiting = self.waiting();
        let Some(asker) = waiting.get(&notice.spot.place) else { return Some(notice) };
        match asker.send(Answer::Notice(notice)) {
            Ok(()) => None,
            Err(back) => back.0.notice(),
        }
    }

    /// Says something beside the record; when the asker waits no more there is nobody to tell.
    pub(super) fn say_aside(&self, place: &str, lines: Vec<String>) {
        if let Some(asker) = self.waiting().get(place) {
            _ = asker.send(Answer::Aside(lines));
        }
    }

    /// No answer comes any more. What was handed over is still brought.
    pub(super) fn close(&self) {
        self.waiting().clear();
    }

    pub(super) async fn until_empty(&self) {
        _ = self.tasks.subscribe().wait_for(|tasks| *tasks == 0).await;
    }

    fn expect(&self, place: &str) -> mpsc::UnboundedReceiver<Answer> {
        let (answer, answers) = mpsc::unbounded_channel();
        self.waiting().insert(place.to_owned(), answer);
        answers
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<String, mpsc::UnboundedSender<Answer>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Answer {
    fn notice(self) -> Option<Box<Notice>> {
        match self {
            Self::Notice(notice) => Some(notice),
            Self::Aside(_) => None,
        }
    }

    fn lines(&self) -> &[String] {
        match self {
            Self::Notice(notice) => &notice.lines,
            Self::Aside(lines) => lines,
        }
    }

    fn buttons(&self) -> &[Button] {
        match self {
            Self::Notice(notice) => &notice.buttons,
            Self::Aside(_) => &[],
        }
    }
}

impl Room {
    /// Passes a question on and brings what is answered, as long as the token lives.
    pub(super) async fn converse(self: &Arc<Self>, asked: Asked) {
        self.answers.tasks.send_modify(|tasks| *tasks += 1);
        if self.give_a_sign(&asked).await {
            self.pass_on(&asked).await;
        }
        self.answers.tasks.send_modify(|tasks| *tasks -= 1);
    }

    async fn pass_on(self: &Arc<Self>, asked: &Asked) {
        let place = asked.place();
        let until = Instant::now() + TOKEN_LIVES;
        let mut answers = self.answers.expect(&place);
        let Asked { from, line, seen, .. } = asked.clone();
        let said = Said { from, place: place.clone(), line, seen };
        if self.heard.send(Heard::Said(said)).await.is_err() {
            return;
        }
        let mut nth = 0;
        while let Ok(Some(answer)) = timeout_at(until, answers.recv()).await {
            let brought = timeout_at(until, self.answer(asked, &answer, &mut nth)).await;
            match brought {
                Ok(Ok(())) => self.shown(answer).await,
                Ok(Err(refused)) => {
                    tracing::warn!(?refused, "an answer goes to the channel instead");
                    self.elsewhere(answer);
                }
                Err(_) => self.elsewhere(answer),
            }
        }
        self.answers.waiting().remove(&place);
        while let Ok(answer) = answers.try_recv() {
            self.elsewhere(answer);
        }
    }

    /// Says that we are at work. `false` when the asker was told by Discord that nothing happened; then
    /// nothing must happen.
    async fn give_a_sign(&self, asked: &Asked) -> bool {
        let flags = if asked.quiet { QUIET } else { 0 };
        self.respond(asked.id, &asked.token, &json!({ "type": 5, "data": { "flags": flags } }))
            .await
    }

    /// The first answer to an interaction, in time. Whether Discord took it.
    pub(super) async fn respond(&self, id: u64, token: &str, response: &Value) -> bool {
        let path = format!("/interactions/{id}/{token}/callback");
        match timeout(SIGN_WITHIN, self.api.call(Method::POST, &path, Some(response))).await {
            Ok(Ok(_)) => true,
            Ok(Err(Refused { code: ALREADY_THERE, .. })) => true,
            Ok(Err(refused)) => {
                tracing::warn!(?refused, "Discord does not take our sign; nothing is done");
                false
            }
            Err(_) => {
                tracing::warn!("Discord does not answer in time; nothing is done");
                false
            }
        }
    }

    async fn answer(&self, asked: &Asked, answer: &Answer, nth: &mut u32) -> Result<(), Refused> {
        let hook = format!("/webhooks/{}/{}", asked.application, asked.token);
        let messages = text::messages(answer.lines());
        let last = messages.len();
        for (at, message) in messages.iter().enumerate() {
            let buttons = if at + 1 == last { answer.buttons() } else { &[] };
            if *nth == 0 {
                let original = format!("{hook}/messages/@original");
                let body = message_body(message, buttons, NO_EMBEDS);
                self.api.call(Method::PATCH, &original, Some(&body)).await?;
            } else {
                let quiet = if asked.quiet { QUIET } else { 0 };
                let body = message_body(message, buttons, NO_EMBEDS | quiet);
                self.api.call(Method::POST, &hook, Some(&body)).await?;
            }
            *nth += 1;
        }
        Ok(())
    }

    async fn shown(&self, answer: Answer) {
        if let Some(notice) = answer.notice() {
            _ = self.heard.send(Heard::Shown(notice.id)).await;
        }
    }

    /// The asker cannot be reached any more.
    fn elsewhere(&self, answer: Answer) {
        if let Some(notice) = answer.notice() {
            self.backlog.add_notice(notice);
        }
    }
}

/// A message that calls nobody.
pub(super) fn message_body(content: &str, buttons: &[Button], flags: u64) -> Value {
    json!({
        "content": content,
        "components": custom::rows(buttons),
        "allowed_mentions": { "parse": [] },
        "flags": flags,
    })
}
