//! The room on Discord: slash commands, buttons, a thread and a card for each case.
//!
//! It translates, in both directions, and decides nothing (`chat::room`). What comes in over the
//! gateway is read by serenity (`gateway`, `interaction`); what goes out is ours (`api`), because
//! serenity's rate limiter forgets the base address and would speak to the real Discord in a test.
//! `show` brings notices and cards to their place, `answers` brings answers to whoever asked,
//! `text` makes guest text inert, `places` remembers which thread is of which case.
//!
//! The trap: `run` never tries the real Discord when settings name another address.

mod answers;
mod api;
mod backlog;
mod custom;
mod gateway;
mod interaction;
mod open;
mod places;
mod register;
mod show;
pub mod text;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::completion::Completions;
use super::room::{self, Heard, Owed, RoomError};
use crate::domain::people::Role;
use answers::Answers;
use api::Api;
use backlog::Backlog;
use places::Places;

pub use register::About;

/// What config says of the room.
#[derive(Debug, Clone)]
pub struct DiscordSettings {
    pub token: SecretString,
    pub guild: u64,
    /// Where what is about no case is said, and where the threads hang.
    pub channel: u64,
    /// What the roles of that server may do here, by their ids.
    pub roles: BTreeMap<String, Role>,
    /// Another address than that of Discord, for tests.
    pub api: Option<String>,
    /// The file that remembers which thread and which card are of which case.
    pub places: PathBuf,
}

/// Why the room cannot go on, although trying again was tried. The caller tells staff elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    #[error(
        "Discord refuses the token; make a new one at discord.com/developers/applications under \
         `Bot`, and put it in place of the old one"
    )]
    WrongToken,
    #[error(
        "Discord refuses the intents; none of the privileged ones is needed, so this is a fault in \
         this program or a change at Discord"
    )]
    Intents,
    #[error(
        "there is no channel {0} that the bot can see; check `channel` in [chat.discord], and give \
         the bot `View Channel` there"
    )]
    UnknownChannel(u64),
    #[error("channel {0} is not in guild {1}; check both numbers in [chat.discord]")]
    OtherGuild(u64, u64),
    #[error(
        "the bot may not do this in channel {0}: {1}; give it `View Channel`, `Send Messages`, \
         `Send Messages in Threads`, `Create Public Threads` and `Manage Threads` there"
    )]
    NotAllowed(u64, String),
    #[error(
        "the bot may not set its commands in guild {0}; invite it with the scopes `bot` and \
         `applications.commands`, and check `guild` in [chat.discord]"
    )]
    NotInvited(u64),
    #[error("Discord does not take our commands: {0}")]
    Commands(String),
    #[error(
        "Discord names `{found}` as its gateway while `{api}` is set as its address; a test must \
         not leave its machine"
    )]
    OtherGateway { api: String, found: String },
    #[error("the gateway gives up: {0}")]
    Gateway(String),
    #[error("no client for HTTPS: {0}")]
    Client(String),
    #[error(
        "`{path}` cannot be used: {why}; repair it, or remove it and every case gets a new thread"
    )]
    Places { path: PathBuf, why: String },
}

/// How long the gateway may be gone before staff elsewhere should know.
const AWAY_AFTER: Duration = Duration::from_secs(60);

/// What may still be shown after the desk has closed.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A room on Discord.
#[derive(Debug)]
pub struct Discord {
    settings: DiscordSettings,
    about: About,
    completions: Completions,
}

/// What the parts of a running room share.
struct Room {
    settings: DiscordSettings,
    completions: Completions,
    api: Api,
    heard: mpsc::Sender<Heard>,
    backlog: Backlog,
    answers: Answers,
    places: Places,
    /// Whether the gateway has us.
    connected: watch::Sender<bool>,
}

impl Discord {
    /// `about` has a sentence for each page of help.
    pub fn new(settings: DiscordSettings, about: About, completions: Completions) -> Self {
        Self { settings, about, completions }
    }

    /// Brings what is owed into the room and what is heard out of it, until `owed` closes.
    ///
    /// # Errors
    /// What connecting again does not mend. What it mends, such as a server that is away for a night,
    /// is waited for here, and said as `Heard::Away` and `Heard::Back`.
    pub async fn run(
        &mut self,
        owed: &mut mpsc::Receiver<Owed>,
        heard: &mpsc::Sender<Heard>,
    ) -> Result<(), DiscordError> {
        let room = Arc::new(self.room(heard)?);
        _ = heard.send(Heard::Holds(room.places.held())).await;
        let connected = room.connected.subscribe();
        let ended = tokio::select! {
            () = take_in(owed, &room) => Ok(()),
            error = self.serve(&room) => Err(error),
            () = watch_over(connected, heard, AWAY_AFTER) => Ok(()),
        };
        room.answers.close();
        ended
    }

    fn room(&self, heard: &mpsc::Sender<Heard>) -> Result<Room, DiscordError> {
        Ok(Room {
            api: Api::new(&self.settings)?,
            places: Places::open(&self.settings.places)?,
            settings: self.settings.clone(),
            completions: self.completions.clone(),
            heard: heard.clone(),
            backlog: Backlog::default(),
            answers: Answers::default(),
            connected: watch::channel(false).0,
        })
    }

    /// Ends with what cannot be mended, and with nothing else.
    async fn serve(&self, room: &Arc<Room>) -> DiscordError {
        let gateway = match room.open(&register::commands(&self.about)).await {
            Ok(gateway) => gateway,
            Err(error) => return error,
        };
        tokio::select! {
            error = gateway::run(room, gateway) => error,
            error = show::run(room) => error,
        }
    }
}

impl room::Room for Discord {
    async fn run(
        &mut self,
        owed: &mut mpsc::Receiver<Owed>,
        heard: &mpsc::Sender<Heard>,
    ) -> Result<(), RoomError> {
        Discord::run(self, owed, heard).await.map_err(|why| RoomError(why.to_string()))
    }
}

/// Takes in what is owed until the desk closes, and then gives the rest a moment.
async fn take_in(owed: &mut mpsc::Receiver<Owed>, room: &Arc<Room>) {
    while let Some(owed) = owed.recv().await {
        match owed {
            Owed::Notice(notice) => {
                if let Some(notice) = room.answers.hand_over(notice) {
                    room.backlog.add_notice(notice);
                }
            }
            Owed::Card(card) => room.backlog.add_card(*card),
            Owed::Aside { place, lines } => room.answers.say_aside(&place, lines),
        }
    }
    let rest = async {
        room.answers.close();
        room.answers.until_empty().await;
        room.backlog.until_empty().await;
    };
    // What does not make it in time is still owed, and comes again.
    _ = timeout(LAST_WORDS, rest).await;
}

/// Says when the gateway is gone, and not just for a moment. That it is back is said by `gateway`.
async fn watch_over(
    mut connected: watch::Receiver<bool>,
    heard: &mpsc::Sender<Heard>,
    away_after: Duration,
) {
    // Ends when the room does.
    while connected.wait_for(|connected| !*connected).await.is_ok() {
        if timeout(away_after, connected.wait_for(|connected| *connected)).await.is_err() {
            let why = "no connection with the gateway of Discord for a minute".to_owned();
            _ = heard.send(Heard::Away { why }).await;
            _ = connected.wait_for(|connected| *connected).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::sleep;

    use super::*;

    #[tokio::test]
    async fn staff_elsewhere_hear_once_of_a_discord_that_stays_away() {
        let (connection, connected) = watch::channel(false);
        let (heard, mut hears) = mpsc::channel(8);
        let away_after = Duration::from_millis(100);
        tokio::spawn(async move { watch_over(connected, &heard, away_after).await });
        for _ in 0..10 {
            connection.send_replace(false);
            sleep(away_after / 10).await;
            connection.send_replace(true);
            sleep(away_after / 10).await;
        }
        assert!(hears.try_recv().is_err(), "a hiccup is no outage");
        connection.send_replace(false);
        sleep(away_after * 5).await;
        assert!(matches!(hears.try_recv(), Ok(Heard::Away { .. })));
        assert!(hears.try_recv().is_err(), "said once");
    }
}
