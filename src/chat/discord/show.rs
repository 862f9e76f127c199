//! Brings notices and cards to their place, one after the other.
//!
//! A case has a message in the channel, its card, and the thread that hangs on it; so a thread has
//! the number of its message, and making it twice is noticed. What is posted carries a nonce, so
//! that Discord knows a second try for what it is. What was deleted by hand is made anew.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::answers::{NO_EMBEDS, message_body};
use super::api::Refused;
use super::backlog::Item;
use super::open::id_of;
use super::places::{CardAt, Place};
use super::{DiscordError, Room, text};
use crate::chat::room::{Card, Heard};
use crate::domain::ids::VisitId;
use crate::domain::notice::Notice;
use crate::domain::people::Role;
use crate::domain::room::Button;

/// Units of UTF-16 in the name of a thread.
const TITLE_MAX: usize = 100;

/// Minutes after which Discord puts a quiet thread away by itself: a week, the longest.
const QUIET_MINUTES: u32 = 10_080;

/// A thread may be renamed twice in ten minutes. Whoever has to wait tries with the next card.
const TIDY_WITHIN: Duration = Duration::from_secs(3);

// Discord's codes for what can be mended.
const THREAD_IS_THERE: i64 = 160_004;
const THREAD_IS_ARCHIVED: i64 = 50_083;
const NO_SUCH_MESSAGE: i64 = 10_008;

/// What became of a call about a case.
enum Told {
    Done(Value),
    /// What it was about is no more.
    Gone(Refused),
    Refused(Refused),
}

/// Brings what waits to its place, until something is wrong that waiting does not mend.
pub(super) async fn run(room: &Room) -> DiscordError {
    loop {
        let brought = match room.backlog.first().await {
            Item::Notice(notice) => room.show_notice(&notice).await,
            Item::Card(card) => room.show_card(&card).await,
        };
        if let Err(error) = brought {
            return error;
        }
        room.backlog.done();
    }
}

impl Room {
    async fn show_notice(&self, notice: &Notice) -> Result<(), DiscordError> {
        let mut told = match notice.about {
            None => self.post_notice(self.settings.channel, notice).await?,
            Some(case) => self.post_about(case, notice).await?,
        };
        if let Told::Refused(refused) = &told {
            tracing::warn!(?refused, id = notice.id.0, "a notice is refused; without its buttons");
            let bare = Notice { buttons: Vec::new(), ..notice.clone() };
            told = self.post_notice(self.settings.channel, &bare).await?;
        }
        match told {
            Told::Done(_) => _ = self.heard.send(Heard::Shown(notice.id)).await,
            Told::Gone(refused) => return Err(self.hopeless(self.settings.channel, refused)),
            // Kept, it would stand before all others for ever.
            Told::Refused(refused) => {
                tracing::error!(?refused, id = notice.id.0, "Discord takes a notice in no form");
                _ = self.heard.send(Heard::Shown(notice.id)).await;
            }
        }
        Ok(())
    }

    /// Posts in the thread of the case. What a thread does not take is said in the channel.
    async fn post_about(&self, case: VisitId, notice: &Notice) -> Result<Told, DiscordError> {
        let thread = self.thread_of(case).await?;
        let told = match self.post_notice(thread, notice).await? {
            Told::Gone(_) if thread != self.settings.channel => {
                let place = self.start_anew(case, &Face::number(case)).await?;
                self.post_notice(place.thread.unwrap_or(self.settings.channel), notice).await?
            }
            told @ (Told::Done(_) | Told::Gone(_) | Told::Refused(_)) => told,
        };
        self.put_away_again(case).await;
        match told {
            Told::Refused(refused) if thread != self.settings.channel => {
                tracing::error!(?refused, %case, "a thread takes no notice");
                self.post_notice(self.settings.channel, notice).await
            }
            told @ (Told::Done(_) | Told::Gone(_) | Told::Refused(_)) => Ok(told),
        }
    }

    async fn post_notice(&self, channel: u64, notice: &Notice) -> Result<Told, DiscordError> {
        let called = self.called(notice);
        let messages = text::calling(&called, text::messages(&notice.lines));
        let mut told = Told::Done(Value::Null);
        for (at, message) in messages.iter().enumerate() {
            let buttons = if at + 1 == messages.len() { notice.buttons.as_slice() } else { &[] };
            let nonce = format!("n{}.{at}", notice.id.0);
            let mut body = message_body(message, buttons, NO_EMBEDS);
            if at == 0 && !called.is_empty() {
                call(&mut body, &called);
            }
            told = self.post(channel, body, &nonce).await?;
            if !matches!(told, Told::Done(_)) {
                break;
            }
        }
        Ok(told)
    }

    /// The roles of this server that the notice calls.
    fn called(&self, notice: &Notice) -> Vec<&str> {
        let roles = self.settings.roles.iter();
        let is_called = |role: &Role| notice.mentions == Some(*role);
        roles.filter(|(_, role)| is_called(role)).map(|(id, _)| id.as_str()).collect()
    }

    async fn post(&self, channel: u64, mut body: Value, nonce: &str) -> Result<Told, DiscordError> {
        if let Some(body) = body.as_object_mut() {
            body.insert("nonce".to_owned(), nonce.into());
            body.insert("enforce_nonce".to_owned(), true.into());
        }
        self.tell(Method::POST, &format!("/channels/{channel}/messages"), channel, &body).await
    }

    /// # Errors
    /// A token that is refused, and our channel when we may not use it: no other call would do better.
    async fn tell(
        &self,
        method: Method,
        path: &str,
        channel: u64,
        body: &Value,
    ) -> Result<Told, DiscordError> {
        match self.api.call(method, path, Some(body)).await {
            Ok(answer) => Ok(Told::Done(answer)),
            Err(refused) => match refused.status {
                404 => Ok(Told::Gone(refused)),
                401 => Err(self.hopeless(channel, refused)),
                403 if channel == self.settings.channel => Err(self.hopeless(channel, refused)),
                _ => Ok(Told::Refused(refused)),
            },
        }
    }

    /// The thread of a case, made when there is none; the channel when Discord gives it none.
    async fn thread_of(&self, case: VisitId) -> Result<u64, DiscordError> {
        let mut place = self.places.of(case);
        if place.card.is_none() {
            place = self.make(case, &Face::number(case)).await?;
        }
        Ok(place.thread.unwrap_or(self.settings.channel))
    }

    /// Makes the card and its thread.
    async fn make(&self, case: VisitId, face: &Face<'_>) -> Result<Place, DiscordError> {
        let channel = self.settings.channel;
        let before = self.places.of(case);
        let nonce = nonce(case, before.made);
        let body = message_body(&face.content(), face.buttons, NO_EMBEDS);
        let message = match self.post(channel, body, &nonce).await? {
            Told::Done(answer) => id_of(&answer, "id").unwrap_or_default(),
            Told::Gone(refused) => return Err(self.hopeless(channel, refused)),
            Told::Refused(refused) => {
                tracing::error!(?refused, %case, "a card is refused");
                return Ok(Place::default());
            }
        };
        let place = Place {
            thread: self.hang_thread(message, face).await?,
            card: Some(CardAt { channel, message }),
            title: face.title.clone(),
            archived: false,
            shows: Some(face.digest()),
            made: before.made.saturating_add(1),
        };
        self.remember(case, place)
    }

    fn remember(&self, case: VisitId, place: Place) -> Result<Place, DiscordError> {
        self.places.set(case, place.clone())?;
        Ok(place)
    }

    /// Hangs a thread on a message, whose number it has; `None` when Discord gives none.
    async fn hang_thread(
        &self,
        message: u64,
        face: &Face<'_>,
    ) -> Result<Option<u64>, DiscordError> {
        let channel = self.settings.channel;
        let path = format!("/channels/{channel}/messages/{message}/threads");
        let name = text::label(&face.title, TITLE_MAX);
        let body = json!({ "name": name, "auto_archive_duration": QUIET_MINUTES });
        match self.tell(Method::POST, &path, channel, &body).await? {
            Told::Done(_) | Told::Refused(Refused { code: THREAD_IS_THERE, .. }) => {
                Ok(Some(message))
            }
            Told::Gone(refused) | Told::Refused(refused) => {
                tracing::error!(
                    ?refused,
                    "Discord gives no thread; what is about the case goes to the channel"
                );
                Ok(None)
            }
        }
    }

    /// Makes card and thread of a case whose thread was deleted, and takes the old card away.
    async fn start_anew(&self, case: VisitId, face: &Face<'_>) -> Result<Place, DiscordError> {
        let before = self.places.of(case);
        let titled = Face { title: before.title.clone(), ..face.clone() };
        let face = if before.title.is_empty() { face } else { &titled };
        let place = self.make(case, face).await?;
        if let Some(CardAt { channel, message }) = before.card {
            let path = format!("/channels/{channel}/messages/{message}");
            // It may be gone already; that it stays does no harm either.
            _ = timeout(TIDY_WITHIN, self.api.call(Method::DELETE, &path, None)).await;
        }
        Ok(place)
    }

    async fn show_card(&self, card: &Card) -> Result<(), DiscordError> {
        let face = Face::of(card);
        let place = match self.places.of(card.case) {
            // Nothing was ever shown of it, and nothing will happen any more.
            place if place.card.is_none() && card.closed => return Ok(()),
            place if place.card.is_none() => self.make(card.case, &face).await?,
            // Of a case that is gone: what stands there stays.
            place if card.lines.is_empty() => place,
            place => self.edit(card.case, &face, place).await?,
        };
        self.tidy(card, place).await
    }

    /// Brings the card up to date; one that was deleted is made anew in its thread. One that shows this
    /// already is left alone: after a start every case comes by, and notices wait behind them.
    async fn edit(
        &self,
        case: VisitId,
        face: &Face<'_>,
        place: Place,
    ) -> Result<Place, DiscordError> {
        let Some(CardAt { channel, message }) = place.card else {
            return self.make(case, face).await;
        };
        let shows = Some(face.digest());
        if place.shows == shows {
            return Ok(place);
        }
        let path = format!("/channels/{channel}/messages/{message}");
        let body = message_body(&face.content(), face.buttons, NO_EMBEDS);
        match self.tell(Method::PATCH, &path, channel, &body).await? {
            Told::Done(_) => self.remember(case, Place { shows, ..place }),
            Told::Gone(Refused { code: NO_SUCH_MESSAGE, .. }) => {
                self.card_anew(case, face, place).await
            }
            Told::Gone(_) if channel != self.settings.channel => self.make(case, face).await,
            Told::Gone(refused) => Err(self.hopeless(channel, refused)),
            Told::Refused(Refused { code: THREAD_IS_ARCHIVED, .. }) => {
                self.set_thread(channel, &json!({ "archived": false })).await;
                self.tell(Method::PATCH, &path, channel, &body).await?;
                self.remember(case, Place { archived: false, shows, ..place })
            }
            Told::Refused(refused) => {
                tracing::error!(?refused, %case, "a card is refused");
                Ok(place)
            }
        }
    }

    async fn card_anew(
        &self,
        case: VisitId,
        face: &Face<'_>,
        place: Place,
    ) -> Result<Place, DiscordError> {
        let thread = place.thread.unwrap_or(self.settings.channel);
        let nonce = nonce(case, place.made);
        let body = message_body(&face.content(), face.buttons, NO_EMBEDS);
        match self.post(thread, body, &nonce).await? {
            Told::Done(answer) => {
                let message = id_of(&answer, "id").unwrap_or_default();
                let card = Some(CardAt { channel: thread, message });
                let (made, shows) = (place.made.saturating_add(1), Some(face.digest()));
                self.remember(case, Place { card, made, shows, ..place })
            }
            // The thread went with it.
            Told::Gone(_) => self.make(case, face).await,
            Told::Refused(refused) => {
                tracing::error!(?refused, %case, "a card is refused");
                Ok(place)
            }
        }
    }

    /// Gives the thread the name of its card, and puts it away when the case is over.
    async fn tidy(&self, card: &Card, place: Place) -> Result<(), DiscordError> {
        let Some(thread) = place.thread else { return Ok(()) };
        let title = if card.title.is_empty() { &place.title } else { &card.title };
        let renamed = *title != place.title;
        if !renamed && place.archived == card.closed {
            return Ok(());
        }
        let name = text::label(title, TITLE_MAX);
        let body = if renamed {
            json!({ "name": name, "archived": card.closed })
        } else {
            json!({ "archived": card.closed })
        };
        match self.set_thread(thread, &body).await {
            Some(Ok(_)) => {
                let title = title.clone();
                self.places.set(card.case, Place { title, archived: card.closed, ..place })
            }
            Some(Err(Refused { status: 404, .. })) if !card.closed => {
                let face = Face::of(card);
                self.start_anew(card.case, &face).await.map(|_| ())
            }
            // With the next card.
            Some(Err(_)) | None => Ok(()),
        }
    }

    /// A notice in a thread that was put away takes it out again.
    async fn put_away_again(&self, case: VisitId) {
        let place = self.places.of(case);
        if let Some(thread) = place.thread.filter(|_| place.archived) {
            self.set_thread(thread, &json!({ "archived": true })).await;
        }
    }

    /// `None` when it takes too long.
    async fn set_thread(&self, thread: u64, body: &Value) -> Option<Result<Value, Refused>> {
        let path = format!("/channels/{thread}");
        let set = timeout(TIDY_WITHIN, self.api.call(Method::PATCH, &path, Some(body))).await.ok();
        if let Some(Err(refused)) = &set {
            tracing::warn!(?refused, "a thread cannot be renamed or put away");
        }
        set
    }
}

/// What a card shows.
#[derive(Clone)]
struct Face<'a> {
    title: String,
    lines: &'a [String],
    buttons: &'a [Button],
}

impl<'a> Face<'a> {
    fn of(card: &'a Card) -> Self {
        Self { title: card.title.clone(), lines: &card.lines, buttons: &card.buttons }
    }

    /// Of a case whose card has not come yet.
    fn number(case: VisitId) -> Self {
        Self { title: case.to_string(), lines: &[], buttons: &[] }
    }

    /// A number that is another one when something else would stand there.
    fn digest(&self) -> u32 {
        let body = message_body(&self.content(), self.buttons, NO_EMBEDS);
        crc32fast::hash(body.to_string().as_bytes())
    }

    /// A card is one message.
    fn content(&self) -> String {
        let lines =
            if self.lines.is_empty() { std::slice::from_ref(&self.title) } else { self.lines };
        let mut messages = text::messages(lines).into_iter();
        let first = messages.next().unwrap_or_default();
        let more = messages.next().is_some();
        first + if more { text::ELLIPSIS } else { "" }
    }
}

/// Lets the message call these roles, and nobody else.
fn call(body: &mut Value, roles: &[&str]) {
    if let Some(body) = body.as_object_mut() {
        let allowed = json!({ "parse": [], "roles": roles });
        body.insert("allowed_mentions".to_owned(), allowed);
    }
}

/// At most 25 characters.
fn nonce(case: VisitId, made: u32) -> String {
    format!("c{}-{}.{made}", case.year, case.number)
}
