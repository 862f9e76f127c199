//! The room on Matrix: which homeserver, which account and which room.
//!
//! Only the shape of names is looked at here; whether they exist is for the homeserver to say.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::token_in_file;
use crate::config::fault::Faults;
use crate::config::file::MatrixFile;
use crate::config::post::{SecretPlace, ca_file, is_this_machine, password_in_file, secret};

/// What the section must have.
pub(super) const KEYS: &str = "`homeserver`, `user`, `room` and `password_env`";

/// An account on a homeserver, and the room in it where staff are told what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixAccount {
    pub homeserver: String,
    /// As in `@werkbezoek:m50.example`.
    pub user: String,
    pub proof: MatrixProof,
    /// The id of the room or its address: `!...` or `#...`.
    pub room: String,
    /// Whether the bot may talk in that room when it is not encrypted.
    pub allow_unencrypted: bool,
    /// Certificates to trust besides those of the operating system, as PEM.
    pub ca_file: Option<PathBuf>,
}

/// What proves that we are who we say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixProof {
    /// Needed once: then the bot has a session of its own.
    Password(SecretPlace),
    /// Of a session that somebody made for the bot.
    Token(SecretPlace),
}

impl MatrixProof {
    pub fn place(&self) -> &SecretPlace {
        match self {
            Self::Password(place) | Self::Token(place) => place,
        }
    }
}

pub(super) fn account(
    file: &Spanned<MatrixFile>,
    path: &Path,
    faults: &mut Faults<'_>,
) -> Option<MatrixAccount> {
    let given = file.get_ref();
    let homeserver = given.homeserver.get_ref().0.clone();
    if !is_safe(&homeserver) {
        let what = format!("`{homeserver}` is no https address");
        let remedy =
            "write it as in \"https://matrix.m50.example\"; \"http\" is for 127.0.0.1 only";
        faults.at(given.homeserver.span(), what, remedy);
    }
    let user = given.user.get_ref().0.clone();
    if !is_user(&user) {
        let what = format!("`{user}` is no account on Matrix");
        let remedy = "write the whole name, as in \"@werkbezoek:m50.example\"";
        faults.at(given.user.span(), what, remedy);
    }
    let room = given.room.get_ref().0.clone();
    if !is_room(&room) {
        let what = format!("`{room}` is no room on Matrix");
        let remedy = "write its id, which begins with `!`, or its address, as in \
                      \"#werkbezoeken:m50.example\"; in Element they stand under the settings of the room";
        faults.at(given.room.span(), what, remedy);
    }
    Some(MatrixAccount {
        homeserver,
        user,
        room,
        proof: proof(given, file.span(), path, faults)?,
        allow_unencrypted: given.allow_unencrypted.unwrap_or(false),
        ca_file: ca_file(given.ca_file.as_ref(), file.span(), path, faults),
    })
}

fn proof(
    given: &MatrixFile,
    section: Range<usize>,
    path: &Path,
    faults: &mut Faults<'_>,
) -> Option<MatrixProof> {
    if let Some(token) = &given.token {
        token_in_file(token.span(), "the homeserver", faults);
        return None;
    }
    if let Some(password) = &given.password {
        password_in_file(password.span(), faults);
        return None;
    }
    let variables = given.password_env.iter().chain(&given.token_env).count();
    let files = given.password_file.iter().chain(&given.token_file).count();
    match variables + files {
        0 => {
            let what = "nothing proves to the homeserver who we are";
            faults.at(section, what, "add `password_env` or `password_file`");
        }
        1 => {}
        _ => {
            let what = "more than one line says what proves who we are";
            faults.at(section, what, "leave one `..._env` or `..._file`");
        }
    }
    let password = secret(given.password_env.as_ref(), given.password_file.as_ref(), path);
    let token = || secret(given.token_env.as_ref(), given.token_file.as_ref(), path);
    password.map(MatrixProof::Password).or_else(|| token().map(MatrixProof::Token))
}

/// Encrypted on its way, or on no way at all.
fn is_safe(address: &str) -> bool {
    let host = |rest: &str| rest.split(['/', ':']).next().is_some_and(is_this_machine);
    match address.split_once("://") {
        Some(("https", rest)) => !rest.is_empty(),
        Some(("http", rest)) => host(rest),
        Some(_) | None => false,
    }
}

/// `@` name `:` server.
pub(super) fn is_user(name: &str) -> bool {
    name.strip_prefix('@').is_some_and(has_server)
}

/// An id has no server in rooms of version 12 and later.
fn is_room(name: &str) -> bool {
    let id = |id: &str| !id.is_empty() && !id.contains(char::is_whitespace);
    name.strip_prefix('!').is_some_and(id) || name.strip_prefix('#').is_some_and(has_server)
}

fn has_server(rest: &str) -> bool {
    let parts = rest.split_once(':');
    let full = parts.is_some_and(|(name, server)| !name.is_empty() && !server.is_empty());
    full && !rest.contains(char::is_whitespace)
}
