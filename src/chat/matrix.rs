//! The room on Matrix: lines that staff type, reactions on a preview, a thread and a card for each
//! case.
//!
//! It translates, in both directions, and decides nothing (`chat::room`). `session` logs in, once;
//! `listen` hears what happens and keeps the bot in its one room; `event` reads what was said there;
//! `show` brings what is owed to its place; `content` writes messages in which nothing of a guest does
//! anything; `places` remembers which card is of which case.
//!
//! The traps: a homeserver can forge what is not encrypted, so in an encrypted room only reactions,
//! which Matrix never encrypts, are taken unencrypted. And the SDK stores how far it has read before
//! we have passed on what it read: a crash in between loses what was typed, and never does it twice.

mod content;
mod event;
mod listen;
mod places;
mod session;
mod show;
mod standing;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use matrix_sdk::Client;
use matrix_sdk::ruma::{OwnedRoomId, OwnedUserId};
use secrecy::SecretString;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use super::room::{self, Directory, Heard, Owed, RoomError};
use places::Places;
use standing::Standing;

/// What config says of the room.
#[derive(Debug, Clone)]
pub struct MatrixSettings {
    pub homeserver: String,
    /// As in `@werkbezoek:m50.example`.
    pub user: String,
    pub proof: Proof,
    /// The id of the room, or its address.
    pub room: String,
    pub allow_unencrypted: bool,
    /// Certificates to trust besides those of the operating system, as DER.
    pub roots: Vec<Vec<u8>>,
    /// Where the session, its keys and the places of cards are kept.
    pub folder: PathBuf,
    /// Who may invite the bot.
    pub directory: Directory,
}

/// What proves that we are who we say.
#[derive(Debug, Clone)]
pub enum Proof {
    Password(SecretString),
    Token(SecretString),
}

/// Why the room cannot go on, although trying again was tried. The caller tells staff elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum MatrixError {
    #[error("`{0}` is not what Matrix takes; check [chat.matrix]")]
    Name(String),
    #[error(
        "the homeserver refuses `{0}` with this password; put the right one where `password_env` or \
         `password_file` says"
    )]
    WrongPassword(String),
    #[error(
        "the homeserver refuses the token; make a new one, and put it where `token_env` or \
         `token_file` says"
    )]
    WrongToken,
    #[error("the token is of `{found}`, and `user` says `{expected}`; make both the same")]
    OtherUser { expected: String, found: String },
    #[error(
        "the homeserver has ended the session of the bot; move the folder `{0}` away, and at the next \
         try the bot logs in anew"
    )]
    SessionEnded(PathBuf),
    #[error("the homeserver knows no room `{0}`; check `room` in [chat.matrix]")]
    UnknownRoom(String),
    #[error(
        "the bot may not do this in its room: {0}; let everybody send messages and reactions there, \
         or give the bot the right"
    )]
    NotAllowed(String),
    #[error("no client for Matrix: {0}")]
    Client(String),
    #[error(
        "`{path}` cannot be used: {why}; repair it, or move the folder that it is in away: then the \
         bot logs in anew and every case gets a new card"
    )]
    Folder { path: PathBuf, why: String },
}

/// How long the homeserver may be gone before staff elsewhere should know.
const AWAY_AFTER: Duration = Duration::from_secs(60);

/// How often it is looked whether the desk has closed, while there is nobody to talk with.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A room on Matrix.
#[derive(Debug)]
pub struct Matrix {
    settings: MatrixSettings,
}

/// What the parts of a running room share.
struct Room<'a> {
    settings: &'a MatrixSettings,
    client: Client,
    /// Who we are.
    user: OwnedUserId,
    /// The one room that we are in.
    id: OwnedRoomId,
    heard: &'a mpsc::Sender<Heard>,
    places: Places,
    standing: &'a watch::Sender<Standing>,
    /// Whoever has no role was told so once: another bot might answer, for ever.
    told: Mutex<BTreeSet<String>>,
}

impl Matrix {
    pub fn new(settings: MatrixSettings) -> Self {
        Self { settings }
    }

    /// Brings what is owed into the room and what is heard out of it, until `owed` closes.
    ///
    /// # Errors
    /// What trying again does not mend. A homeserver that is away for a night, or a room that the bot
    /// is not in yet, is waited for here, and said as `Heard::Away` and `Heard::Back`.
    pub async fn run(
        &mut self,
        owed: &mut mpsc::Receiver<Owed>,
        heard: &mpsc::Sender<Heard>,
    ) -> Result<(), MatrixError> {
        let standing = watch::channel(Standing::Lost).0;
        let changes = standing.subscribe();
        tokio::select! {
            ended = self.serve(owed, heard, &standing) => ended,
            () = standing::watch_over(changes, heard, AWAY_AFTER) => Ok(()),
        }
    }

    async fn serve(
        &self,
        owed: &mut mpsc::Receiver<Owed>,
        heard: &mpsc::Sender<Heard>,
        standing: &watch::Sender<Standing>,
    ) -> Result<(), MatrixError> {
        let room = tokio::select! {
            room = self.open(heard, standing) => room?,
            () = closed(owed) => return Ok(()),
        };
        tokio::select! {
            error = room.listen() => Err(error),
            ended = room.show(owed) => ended,
        }
    }

    async fn open<'a>(
        &'a self,
        heard: &'a mpsc::Sender<Heard>,
        standing: &'a watch::Sender<Standing>,
    ) -> Result<Room<'a>, MatrixError> {
        let settings = &self.settings;
        let session = session::open(settings).await?;
        let id = session::find_room(&session, settings).await?;
        let user = session.user_id().ok_or_else(|| MatrixError::Name(settings.user.clone()))?;
        Ok(Room {
            settings,
            user: user.to_owned(),
            places: Places::open(&settings.folder.join("places.json"), id.as_str())?,
            client: session,
            id,
            heard,
            standing,
            told: Mutex::default(),
        })
    }
}

impl room::Room for Matrix {
    async fn run(
        &mut self,
        owed: &mut mpsc::Receiver<Owed>,
        heard: &mpsc::Sender<Heard>,
    ) -> Result<(), RoomError> {
        Matrix::run(self, owed, heard).await.map_err(|why| RoomError(why.to_string()))
    }
}

async fn closed(owed: &mpsc::Receiver<Owed>) {
    while !owed.is_closed() {
        sleep(LOOK_EVERY).await;
    }
}
