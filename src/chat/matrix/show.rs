//! Brings notices and cards to their place, one after the other.
//!
//! A case has a message in the room, its card; what is about the case stands in the thread below it.
//! Every message has a transaction that follows from what it is, so that the homeserver knows a second
//! try for what it is, also after a crash.

use matrix_sdk::ruma::OwnedTransactionId;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::content::{self, Where};
use super::event::placed;
use super::places::Place;
use super::session::Trouble;
use super::standing::Standing;
use super::{MatrixError, Room};
use crate::chat::patience::pause;
use crate::chat::room::{Card, Heard, Owed};
use crate::domain::ids::VisitId;
use crate::domain::notice::Notice;

const MESSAGE: &str = "m.room.message";
const REACTION: &str = "m.reaction";

impl Room<'_> {
    /// Brings what is owed, until no more is, or something is wrong that waiting does not mend.
    pub(super) async fn show(&self, owed: &mut mpsc::Receiver<Owed>) -> Result<(), MatrixError> {
        while let Some(next) = owed.recv().await {
            match next {
                Owed::Notice(notice) => self.show_notice(&notice).await?,
                Owed::Card(card) => self.show_card(&card).await?,
                Owed::Aside { place, lines } => self.say_aside(&place, &lines).await?,
            }
        }
        Ok(())
    }

    async fn show_notice(&self, notice: &Notice) -> Result<(), MatrixError> {
        let card;
        let place = match (notice.spot.place.as_str(), notice.about) {
            ("", None) => Where::Room,
            ("", Some(case)) => {
                card = self.card_of(case).await?;
                card.as_deref().map_or(Where::Room, Where::Thread)
            }
            (asked, _) => placed(asked),
        };
        let id = notice.id.0;
        let bodies = content::bodies(&notice.lines);
        let mut last = None;
        for (at, body) in bodies.iter().enumerate() {
            let buttons = if at + 1 == bodies.len() { notice.buttons.as_slice() } else { &[] };
            let name = format!("n{id}.{at}");
            last = self.post(MESSAGE, content::message(body, place, buttons), &name).await?;
            if last.is_none() && place != Where::Room {
                let message = content::message(body, Where::Room, buttons);
                last = self.post(MESSAGE, message, &name).await?;
            }
        }
        for (nth, (key, _)) in content::reactions(&notice.buttons).enumerate() {
            let Some(message) = &last else { break };
            let reaction = content::reaction(message, key);
            self.post(REACTION, reaction, &format!("n{id}.b{nth}")).await?;
        }
        // Kept, one that is refused would stand before all others for ever.
        _ = self.heard.send(Heard::Shown(notice.id)).await;
        Ok(())
    }

    async fn say_aside(&self, asked: &str, lines: &[String]) -> Result<(), MatrixError> {
        let message = content::message(&content::card_body(lines), placed(asked), &[]);
        self.post(MESSAGE, message, &format!("a{asked}").replace(' ', ".")).await.map(|_| ())
    }

    /// The card of a case, made when there is none yet; `None` when the homeserver refuses it.
    async fn card_of(&self, case: VisitId) -> Result<Option<String>, MatrixError> {
        match self.places.of(case) {
            Some(place) => Ok(Some(place.card)),
            None => self.make(case, &case.to_string()).await,
        }
    }

    async fn make(&self, case: VisitId, body: &str) -> Result<Option<String>, MatrixError> {
        let message = content::message(body, Where::Room, &[]);
        let Some(card) = self.post(MESSAGE, message, &format!("c{case}")).await? else {
            return Ok(None);
        };
        let place = Place { card: card.clone(), shows: digest(body), edits: 0 };
        self.places.set(case, place)?;
        Ok(Some(card))
    }

    async fn show_card(&self, card: &Card) -> Result<(), MatrixError> {
        // Of a case that is gone: what stands there stays.
        if card.lines.is_empty() {
            return Ok(());
        }
        let body = content::card_body(&card.lines);
        match self.places.of(card.case) {
            // Nothing was ever shown of it, and nothing will happen any more.
            None if card.closed => Ok(()),
            None => self.make(card.case, &body).await.map(|_| ()),
            Some(place) if place.shows == digest(&body) => Ok(()),
            Some(place) => self.edit(card.case, place, &body).await,
        }
    }

    async fn edit(&self, case: VisitId, place: Place, body: &str) -> Result<(), MatrixError> {
        let (edits, shows) = (place.edits.saturating_add(1), digest(body));
        let name = format!("c{case}.{edits}");
        self.post(MESSAGE, content::edit(&place.card, body), &name).await?;
        self.places.set(case, Place { edits, shows, ..place })
    }

    /// The event that it became; `None` when the homeserver refuses it. `name` says what it is; the
    /// transaction also says what stands in it, so that after a backup was put back another notice with
    /// the same number is not taken for this one.
    ///
    /// # Errors
    /// A session or a right that is gone: no other message would do better.
    async fn post(
        &self,
        kind: &str,
        content: Value,
        name: &str,
    ) -> Result<Option<String>, MatrixError> {
        let transaction = format!("{name}.{:08x}", digest(&content.to_string()));
        let mut nth = 0;
        loop {
            self.until_here().await;
            let why = match self.send(kind, content.clone(), &transaction).await {
                Ok(event) => return Ok(Some(event)),
                Err(why) => why,
            };
            match why {
                Trouble::Passing(why) => {
                    tracing::warn!(why, transaction, "a message is tried again")
                }
                Trouble::Ended => return Err(self.session_ended()),
                Trouble::Forbidden(why) => return Err(MatrixError::NotAllowed(why)),
                Trouble::Refused(why) => {
                    tracing::error!(why, transaction, "the homeserver does not take a message");
                    return Ok(None);
                }
            }
            let mut changes = self.standing.subscribe();
            _ = timeout(pause(nth), changes.changed()).await;
            nth += 1;
        }
    }

    async fn send(&self, kind: &str, content: Value, transaction: &str) -> Result<String, Trouble> {
        let room = self.client.get_room(&self.id);
        let room = room.ok_or_else(|| Trouble::Passing("the room is not here yet".to_owned()))?;
        let transaction = OwnedTransactionId::from(transaction);
        let sent = room.send_raw(kind, content).with_transaction_id(&transaction).await?;
        Ok(sent.response.event_id.to_string())
    }

    async fn until_here(&self) {
        _ = self.standing.subscribe().wait_for(|standing| *standing == Standing::Here).await;
    }
}

fn digest(body: &str) -> u32 {
    crc32fast::hash(body.as_bytes())
}
