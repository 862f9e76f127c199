//! The newest refresh token that the server handed out, kept beside the one that config names: from
//! then on a server may take the older one no more, and a restart must not need the owner of the
//! mailbox again.
//!
//! Only beside a file; a token that comes from the environment has no place where another could lie.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use crate::config::post::{OAuth, SecretPlace};
use crate::whole;

/// The newest token, unless somebody has put another where config looks since.
pub(super) fn read(oauth: &OAuth) -> Option<SecretString> {
    let (named, newest) = places(oauth)?;
    let written = |file: &Path| fs::metadata(file).and_then(|about| about.modified()).ok();
    if written(named) > written(&newest) {
        return None;
    }
    SecretPlace::File(newest).read().ok()
}

/// Whether the token is on disk now.
pub(super) fn keep(oauth: &OAuth, token: &SecretString) -> bool {
    let Some((_, newest)) = places(oauth) else { return false };
    let written = whole::replace(&newest, &[token.expose_secret().as_bytes(), b"\n"].concat());
    if let Err(error) = &written {
        let file = newest.display();
        tracing::warn!(%file, %error, "the newest refresh token is lost when the bot ends; let its \
            account write there");
    }
    written.is_ok()
}

/// The token does not hold any more.
pub(super) fn forget(oauth: &OAuth) {
    if let Some((_, newest)) = places(oauth)
        && let Err(error) = fs::remove_file(&newest)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(file = %newest.display(), %error, "a refresh token that is over stays there");
    }
}

/// The file that config names, and ours.
fn places(oauth: &OAuth) -> Option<(&Path, PathBuf)> {
    match oauth.refresh_token.as_ref()? {
        SecretPlace::File(named) => Some((named, beside(named, ".newest"))),
        SecretPlace::Environment(_) => None,
    }
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
