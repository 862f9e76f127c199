//! Hears what happens on the homeserver, and keeps the bot in its one room.
//!
//! The bot comes into that room when somebody with a role invites it, and nowhere else. A room that
//! is not encrypted it leaves again, unless config allows it.

use std::sync::PoisonError;
use std::time::Duration;

use matrix_sdk::config::SyncSettings;
use matrix_sdk::deserialized_responses::{TimelineEventKind, VerificationLevel, VerificationState};
use matrix_sdk::ruma::EventId;
use matrix_sdk::ruma::api::client::filter::FilterDefinition;
use matrix_sdk::ruma::api::client::sync::sync_events::v3::Filter;
use matrix_sdk::store::StateStoreDataKey;
use matrix_sdk::sync::SyncResponse;
use serde_json::json;

use super::event::{Event, Spoken, place};
use super::session::Trouble;
use super::standing::Standing;
use super::{MatrixError, Room, content};
use crate::chat::command::with_case;
use crate::chat::patience::wait;
use crate::chat::room::{Heard, Said, Speaker};
use crate::domain::room::StaffId;

/// How long the homeserver waits for something to tell us.
const LONG_POLL: Duration = Duration::from_secs(30);

/// How many events of a room come at once; of a longer silence the older ones are not heard.
const EVENTS_MAX: u32 = 200;

const NOT_INVITED: &str = "the bot is not in its room; invite it there, from an account that has a \
                           role under [[chat.staff]]";

const NOT_ENCRYPTED: &str = "the room is not encrypted, so the bot left it; turn encryption on and \
                             invite it again, or set `allow_unencrypted` under [chat.matrix]";

impl Room<'_> {
    /// Ends with what cannot be mended, and with nothing else.
    pub(super) async fn listen(&self) -> MatrixError {
        // What was said before the bot was first here is not for it.
        let mut is_first = self.never_listened().await;
        let mut nth = 0;
        loop {
            let settings = SyncSettings::new().timeout(LONG_POLL);
            let settings = filter().map_or(settings.clone(), |filter| settings.filter(filter));
            let turn = match self.client.sync_once(settings).await {
                Ok(response) => {
                    let settled = self.settle().await;
                    // What was said comes once: it counts whatever became of an invitation.
                    if !is_first {
                        self.hear(&response).await;
                    }
                    is_first = false;
                    settled
                }
                Err(error) => Err(error),
            };
            match turn.map_err(Trouble::from) {
                Ok(()) => {
                    nth = 0;
                    continue;
                }
                Err(Trouble::Ended) => return self.session_ended(),
                Err(Trouble::Passing(why) | Trouble::Forbidden(why) | Trouble::Refused(why)) => {
                    tracing::warn!(why, "no connection with the homeserver")
                }
            }
            self.stand(Standing::Lost);
            wait(nth).await;
            nth += 1;
        }
    }

    pub(super) fn session_ended(&self) -> MatrixError {
        MatrixError::SessionEnded(self.settings.folder.clone())
    }

    async fn never_listened(&self) -> bool {
        let token = self.client.state_store().get_kv_data(StateStoreDataKey::SyncToken).await;
        !token.is_ok_and(|token| token.is_some())
    }

    fn stand(&self, now: Standing) {
        self.standing.send_if_modified(|was| {
            let other = *was != now;
            if let (true, Standing::Barred(why)) = (other, &now) {
                tracing::warn!(why, "nobody can be reached on Matrix");
            }
            *was = now;
            other
        });
    }

    /// Comes into our room and leaves all others. What does not work now is tried again after a while;
    /// an invitation from a server that is gone must not keep us from our own room.
    async fn settle(&self) -> matrix_sdk::Result<()> {
        for room in self.client.invited_rooms() {
            let done = match room.invite_details().await {
                Ok(invite)
                    if room.room_id() == self.id && self.has_role(invite.inviter_id.as_str()) =>
                {
                    room.join().await
                }
                Ok(_) | Err(_) => room.leave().await,
            };
            tracing::warn!(room = %room.room_id(), ?done, "an invitation is answered");
        }
        for room in self.client.joined_rooms() {
            if room.room_id() != self.id {
                let done = room.leave().await;
                tracing::warn!(room = %room.room_id(), ?done, "a room that is not ours is left");
            }
        }
        let room = self.client.joined_rooms().into_iter().find(|room| room.room_id() == self.id);
        let Some(room) = room else {
            if !matches!(*self.standing.borrow(), Standing::Barred(_)) {
                self.stand(Standing::Barred(NOT_INVITED.to_owned()));
            }
            return Ok(());
        };
        if self.settings.allow_unencrypted || room.latest_encryption_state().await?.is_encrypted() {
            self.stand(Standing::Here);
            return Ok(());
        }
        room.leave().await?;
        self.stand(Standing::Barred(NOT_ENCRYPTED.to_owned()));
        Ok(())
    }

    fn has_role(&self, user: &str) -> bool {
        self.settings.directory.staff(&speaker(user)).is_some()
    }

    /// Passes on what was said in our room. Of what came too late only the last is answered.
    async fn hear(&self, response: &SyncResponse) {
        let Some(update) = response.rooms.joined.get(&self.id) else { return };
        let events: Vec<_> = update.timeline.events.iter().map(|event| &event.kind).collect();
        let arrival = |kind: &&TimelineEventKind| {
            read(kind).is_some_and(|event| event.is_arrival_of(self.user.as_str()))
        };
        let before_us = events.iter().rposition(arrival).map_or(0, |at| at + 1);
        let mut too_late = None;
        for kind in events.into_iter().skip(before_us) {
            match self.heard(kind).await {
                Some(Heard::TooLate { from, place }) => {
                    too_late = Some(Heard::TooLate { from, place });
                }
                Some(heard) => _ = self.heard.send(heard).await,
                None => {}
            }
        }
        if let Some(too_late) = too_late {
            _ = self.heard.send(too_late).await;
        }
    }

    async fn heard(&self, kind: &TimelineEventKind) -> Option<Heard> {
        let event = read(kind).filter(|event| event.sender != self.user.as_str())?;
        let from = speaker(&event.sender);
        match kind {
            TimelineEventKind::UnableToDecrypt { .. } => {
                let place = place(&event.event_id, event.thread());
                return Some(Heard::TooLate { from, place });
            }
            TimelineEventKind::Decrypted(_) if !is_of_its_sender(kind) => return None,
            // Reactions are never encrypted.
            TimelineEventKind::PlainText { .. }
                if event.kind != "m.reaction" && self.must_be_encrypted() =>
            {
                return None;
            }
            TimelineEventKind::Decrypted(_) | TimelineEventKind::PlainText { .. } => {}
        }
        let said = match event.spoken()? {
            Spoken::Line { line, thread } => {
                let case = thread.as_deref().and_then(|thread| self.places.case_in(thread));
                let line = case.map_or(line.clone(), |case| with_case(&line, case));
                Said { from, place: place(&event.event_id, thread.as_deref()), line, seen: None }
            }
            Spoken::Pressed { on, key } => self.pressed(from, &on, &key).await?,
        };
        if !self.may_be_answered(&said.from) {
            return None;
        }
        if event.is_too_old() {
            return Some(Heard::TooLate { from: said.from, place: said.place });
        }
        Some(Heard::Said(said))
    }

    /// What a reaction says, if it stands on a message of ours that has such a button.
    async fn pressed(&self, from: Speaker, on: &str, key: &str) -> Option<Said> {
        let room = self.client.get_room(&self.id)?;
        let message = room.event(&EventId::parse(on).ok()?, None).await;
        let message = message.inspect_err(|why| tracing::warn!(%why, "a reaction is lost")).ok()?;
        let ours = read(&message.kind).filter(|event| event.sender == self.user.as_str())?;
        if self.is_encrypted() && !is_of_its_sender(&message.kind) {
            return None;
        }
        let (line, seen) = content::pressed(&ours.content, key)?;
        Some(Said { from, place: place(on, ours.thread()), line, seen })
    }

    /// Whether what is said in plain text counts for nothing. What the room is may not be known yet.
    fn must_be_encrypted(&self) -> bool {
        !self.settings.allow_unencrypted || self.is_encrypted()
    }

    fn is_encrypted(&self) -> bool {
        let room = self.client.get_room(&self.id);
        room.is_some_and(|room| room.encryption_state().is_encrypted())
    }

    /// Whoever has no role is told so once.
    fn may_be_answered(&self, from: &Speaker) -> bool {
        self.settings.directory.staff(from).is_some()
            || self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(from.id.0.clone())
    }
}

fn read(kind: &TimelineEventKind) -> Option<Event> {
    let read = Event::read(kind.raw().json().get());
    read.inspect_err(|why| tracing::debug!(%why, "an event that is none")).ok()
}

/// Whether the keys of a message are of whom the homeserver says that it is.
fn is_of_its_sender(kind: &TimelineEventKind) -> bool {
    let TimelineEventKind::Decrypted(event) = kind else { return false };
    event.encryption_info.verification_state
        != VerificationState::Unverified(VerificationLevel::MismatchedSender)
}

fn speaker(user: &str) -> Speaker {
    let name = user.trim_start_matches('@').split(':').next().unwrap_or(user).to_owned();
    Speaker { id: StaffId(format!("matrix:{user}")), name, roles: Vec::new() }
}

/// Nothing of presence, typing and receipts.
fn filter() -> Option<Filter> {
    let nothing = json!({ "types": [] });
    let room = json!({ "timeline": { "limit": EVENTS_MAX }, "ephemeral": nothing });
    let filter = json!({ "presence": nothing, "account_data": nothing, "room": room });
    let filter: FilterDefinition = serde_json::from_value(filter).ok()?;
    Some(filter.into())
}
