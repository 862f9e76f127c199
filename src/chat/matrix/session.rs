//! Logs in once and keeps the session: the same device, with the same keys, after every start.
//!
//! Below one folder, for the bot's account alone: `session.json` says who we are and holds the token,
//! `store/` has the keys. They belong together: with a new session the old keys are thrown away,
//! because a device that lost its keys can read nothing and is trusted by nobody.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::encryption::EncryptionSettings;
use matrix_sdk::reqwest::Certificate;
use matrix_sdk::ruma::api::client::uiaa::{
    AuthData, MatrixUserIdentifier, Password, UserIdentifier,
};
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::ruma::{OwnedRoomId, RoomAliasId, RoomId, UserId};
use matrix_sdk::store::RoomLoadSettings;
use matrix_sdk::{Client, ClientBuilder, SessionMeta, SessionTokens};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::{MatrixError, MatrixSettings, Proof};
use crate::chat::patience::wait;
use crate::whole;

/// The name of our device, as staff see it in their list of who reads along.
const DEVICE: &str = "werkbezoek";

/// How long the homeserver may take to answer, beside what we ask it to wait.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// Who we are on the homeserver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    user: String,
    device: String,
    token: String,
}

/// What went wrong with a call, by what can be done about it.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It may work later.
    Passing(String),
    /// Our session is no more.
    Ended,
    /// We have no right to.
    Forbidden(String),
    /// Trying again leads to the same.
    Refused(String),
}

impl From<matrix_sdk::Error> for Trouble {
    fn from(error: matrix_sdk::Error) -> Self {
        let said = error.to_string();
        let Some(answer) = error.as_client_api_error() else { return Self::Passing(said) };
        match answer.error_kind() {
            Some(ErrorKind::UnknownToken(_) | ErrorKind::MissingToken) => Self::Ended,
            Some(ErrorKind::Forbidden) => Self::Forbidden(said),
            Some(_) | None => match answer.status_code.as_u16() {
                408 | 429 | 500.. => Self::Passing(said),
                _ => Self::Refused(said),
            },
        }
    }
}

/// A client that is logged in.
pub(super) async fn open(settings: &MatrixSettings) -> Result<Client, MatrixError> {
    let folder = Folder::open(&settings.folder)?;
    let kept = folder.kept()?.filter(|kept| kept.user == settings.user);
    let session = match &settings.proof {
        Proof::Password(_) => kept,
        Proof::Token(token) => {
            let session = owner(settings, token).await?;
            if kept.as_ref() != Some(&session) {
                folder.begin()?;
                folder.keep(&session)?;
            }
            Some(session)
        }
    };
    if session.is_none() {
        folder.begin()?;
    }
    let unusable = |why: String| MatrixError::Folder { path: folder.0.clone(), why };
    let client = builder(settings)?.sqlite_store(folder.store(), None).build().await;
    let client = client.map_err(|why| unusable(why.to_string()))?;
    match (session, &settings.proof) {
        (Some(session), _) => restore(&client, session).await.map_err(unusable)?,
        (None, Proof::Password(password)) => {
            folder.keep(&log_in(&client, settings, password).await?)?;
        }
        (None, Proof::Token(_)) => return Err(MatrixError::WrongToken),
    }
    client.encryption().wait_for_e2ee_initialization_tasks().await;
    sign_device(&client, settings).await;
    Ok(client)
}

fn builder(settings: &MatrixSettings) -> Result<ClientBuilder, MatrixError> {
    let roots: Result<Vec<_>, _> =
        settings.roots.iter().map(|root| Certificate::from_der(root)).collect();
    let roots = roots.map_err(|why| MatrixError::Client(why.to_string()))?;
    let encryption =
        EncryptionSettings { auto_enable_cross_signing: true, ..EncryptionSettings::default() };
    Ok(Client::builder()
        .homeserver_url(&settings.homeserver)
        // A homeserver that names another address would be given the password there.
        .respect_login_well_known(false)
        .add_root_certificates(roots)
        .with_encryption_settings(encryption)
        // What is tried again is decided here, and said when it takes long.
        .request_config(RequestConfig::new().disable_retry().timeout(ANSWER_WITHIN)))
}

async fn log_in(
    client: &Client,
    settings: &MatrixSettings,
    password: &SecretString,
) -> Result<Kept, MatrixError> {
    let mut nth = 0;
    loop {
        let login = client.matrix_auth().login_username(&settings.user, password.expose_secret());
        match login.initial_device_display_name(DEVICE).send().await {
            Ok(answer) => {
                let found = answer.user_id.to_string();
                let session = Kept {
                    user: found,
                    device: answer.device_id.to_string(),
                    token: answer.access_token,
                };
                return as_config_says(settings, session);
            }
            Err(error) => match Trouble::from(error) {
                Trouble::Passing(why) => tracing::warn!(why, "the login on Matrix is tried again"),
                Trouble::Ended | Trouble::Forbidden(_) => {
                    return Err(MatrixError::WrongPassword(settings.user.clone()));
                }
                Trouble::Refused(why) => return Err(MatrixError::Client(why)),
            },
        }
        wait(nth).await;
        nth += 1;
    }
}

/// Programs of staff warn of a device that its owner did not sign. The first device of an account
/// makes the keys for that by itself; one that came after they were lost makes new ones, for which the
/// homeserver asks the password once more.
async fn sign_device(client: &Client, settings: &MatrixSettings) {
    let encryption = client.encryption();
    if encryption.cross_signing_status().await.is_some_and(|status| status.is_complete()) {
        return;
    }
    let signed = match (&settings.proof, client.user_id()) {
        (Proof::Password(password), Some(user)) => {
            let user = UserIdentifier::Matrix(MatrixUserIdentifier::new(user.to_string()));
            let password = Password::new(user, password.expose_secret().to_owned());
            let made = encryption.bootstrap_cross_signing(Some(AuthData::Password(password))).await;
            made.map_err(|why| why.to_string())
        }
        (Proof::Password(_), None) => Err("nobody is logged in".to_owned()),
        (Proof::Token(_), _) => Err("that takes the password once".to_owned()),
    };
    if let Err(why) = signed {
        tracing::warn!(
            why,
            "the device of the bot is not signed: programs of staff will warn of it"
        );
    }
}

async fn restore(client: &Client, session: Kept) -> Result<(), String> {
    let user_id = UserId::parse(&session.user).map_err(|why| why.to_string())?;
    let meta = SessionMeta { user_id, device_id: session.device.into() };
    let tokens = SessionTokens { access_token: session.token, refresh_token: None };
    let session = MatrixSession { meta, tokens };
    let auth = client.matrix_auth();
    let restored = auth.restore_session(session, RoomLoadSettings::default()).await;
    restored.map_err(|why| why.to_string())
}

/// Whose token it is, and of which device. The SDK cannot ask without taking up a session first.
async fn owner(settings: &MatrixSettings, token: &SecretString) -> Result<Kept, MatrixError> {
    let failed = |why: String| MatrixError::Client(why);
    let client = builder(settings)?.build().await.map_err(|why| failed(why.to_string()))?;
    let base = settings.homeserver.trim_end_matches('/');
    let address = format!("{base}/_matrix/client/v3/account/whoami");
    let mut nth = 0;
    loop {
        let ask = client.http_client().get(&address).bearer_auth(token.expose_secret());
        match ask.send().await {
            Ok(answer) if answer.status().as_u16() == 401 => return Err(MatrixError::WrongToken),
            Ok(answer) if answer.status().is_success() => {
                let body = answer.bytes().await.map_err(|why| failed(why.to_string()))?;
                let who: Whoami =
                    serde_json::from_slice(&body).map_err(|why| failed(why.to_string()))?;
                let token = token.expose_secret().to_owned();
                let session = Kept { user: who.user_id, device: who.device_id, token };
                return as_config_says(settings, session);
            }
            Ok(answer) => {
                tracing::warn!(status = %answer.status(), "Matrix is asked again who we are")
            }
            Err(why) => tracing::warn!(%why, "Matrix is asked again who we are"),
        }
        wait(nth).await;
        nth += 1;
    }
}

#[derive(Deserialize)]
struct Whoami {
    user_id: String,
    device_id: String,
}

fn as_config_says(settings: &MatrixSettings, session: Kept) -> Result<Kept, MatrixError> {
    if session.user == settings.user {
        return Ok(session);
    }
    Err(MatrixError::OtherUser { expected: settings.user.clone(), found: session.user })
}

/// Why a session that is no more cannot be made again without a person.
pub(super) fn ended(settings: &MatrixSettings) -> MatrixError {
    match settings.proof {
        Proof::Password(_) => MatrixError::SessionEnded(settings.folder.clone()),
        Proof::Token(_) => MatrixError::WrongToken,
    }
}

/// The id of the room that config names.
pub(super) async fn find_room(
    client: &Client,
    settings: &MatrixSettings,
) -> Result<OwnedRoomId, MatrixError> {
    let name = settings.room.as_str();
    let wrong = |_| MatrixError::Name(name.to_owned());
    if name.starts_with('!') {
        return RoomId::parse(name).map_err(wrong);
    }
    let alias = RoomAliasId::parse(name).map_err(wrong)?;
    let mut nth = 0;
    loop {
        let found = client.resolve_room_alias(&alias).await;
        match found.map_err(|error| Trouble::from(matrix_sdk::Error::from(error))) {
            Ok(found) => return Ok(found.room_id),
            Err(Trouble::Passing(why)) => tracing::warn!(why, "the room is looked up again"),
            Err(Trouble::Ended) => return Err(ended(settings)),
            Err(Trouble::Forbidden(_) | Trouble::Refused(_)) => {
                return Err(MatrixError::UnknownRoom(name.to_owned()));
            }
        }
        wait(nth).await;
        nth += 1;
    }
}

/// Where all of it is kept.
struct Folder(PathBuf);

impl Folder {
    fn open(path: &Path) -> Result<Self, MatrixError> {
        let folder = Self(path.to_owned());
        let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|why| folder.unusable(why))?;
        Ok(folder)
    }

    fn store(&self) -> PathBuf {
        self.0.join("store")
    }

    fn kept(&self) -> Result<Option<Kept>, MatrixError> {
        match fs::read(self.session()) {
            Ok(json) => serde_json::from_slice(&json).map_err(|why| self.unusable(why.into())),
            Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(why) => Err(self.unusable(why)),
        }
    }

    fn keep(&self, session: &Kept) -> Result<(), MatrixError> {
        let json = serde_json::to_vec_pretty(session).map_err(io::Error::from);
        json.and_then(|json| whole::replace(&self.session(), &json))
            .map_err(|why| self.unusable(why))
    }

    /// A new session has new keys.
    fn begin(&self) -> Result<(), MatrixError> {
        match fs::remove_dir_all(self.store()) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(self.unusable(why)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn session(&self) -> PathBuf {
        self.0.join("session.json")
    }

    fn unusable(&self, why: io::Error) -> MatrixError {
        MatrixError::Folder { path: self.0.clone(), why: why.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_session_is_kept_for_our_own_account_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("matrix");
        let session =
            Kept { user: "@bot:m50.example".into(), device: "D".into(), token: "geheim".into() };
        Folder::open(&path).unwrap().keep(&session).unwrap();
        assert_eq!(Folder::open(&path).unwrap().kept().unwrap(), Some(session));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join("session.json"))), (0o700, 0o600));
    }

    #[test]
    fn a_new_session_throws_the_old_keys_away() {
        let folder = tempfile::tempdir().unwrap();
        let ours = Folder::open(folder.path()).unwrap();
        fs::create_dir(ours.store()).unwrap();
        fs::write(ours.store().join("keys"), "old").unwrap();
        ours.begin().unwrap();
        ours.begin().unwrap();
        assert!(!ours.store().exists());
        assert_eq!(ours.kept().unwrap(), None);
    }
}
