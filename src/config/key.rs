//! The key that signs our Message-IDs: from an environment variable or from a file.
//!
//! Both hold 64 hexadecimal characters (32 bytes), so that a key can be copied and backed up as text.
//! A key file that config names must be there; only the default one, in the store folder, is made at
//! the first start. The trap: with another key no running conversation is recognised any more, so none
//! is made in place of a damaged one, nor beside a store that has work already.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::fault::ConfigError;
use crate::domain::desk::SigningKey;

const KEY_BYTES: usize = 32;

/// Where the key was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// In the environment variable of this name.
    Environment { name: String },
    /// In this file; `made` when it was made just now.
    File { path: PathBuf, made: bool },
    /// Not there yet: `werkbezoek check` looks but makes nothing.
    NotYet { path: PathBuf },
    /// Handed in by a test.
    Given,
}

/// What to do when the default key file is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhenAbsent {
    Make,
    LeaveIt,
}

/// Where config says the key is.
#[derive(Debug)]
pub(super) struct KeyPlace<'a> {
    /// Name and value of the environment variable, if config names one and it is set.
    pub(super) environment: Option<(&'a str, String)>,
    /// The file that config names.
    pub(super) named: Option<PathBuf>,
    pub(super) default: PathBuf,
}

/// The key and where it came from.
///
/// # Errors
/// A key that is absent, malformed or readable by others, each with its remedy.
pub(super) fn read(
    place: KeyPlace<'_>,
    when_absent: WhenAbsent,
) -> Result<(SigningKey, KeySource), ConfigError> {
    if let Some((name, value)) = place.environment {
        let source = KeySource::Environment { name: name.to_owned() };
        return Ok((decode(&value, &format!("environment variable {name}"))?, source));
    }
    let path = place.named.as_ref().unwrap_or(&place.default).clone();
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            refuse_open_file(&path)?;
            Ok((decode(&text, &shown(&path))?, KeySource::File { path, made: false }))
        }
        Err(e) if e.kind() == ErrorKind::NotFound && place.named.is_none() => {
            refuse_beside_work(&path)?;
            match when_absent {
                WhenAbsent::Make => Ok((make(&path)?, KeySource::File { path, made: true })),
                WhenAbsent::LeaveIt => {
                    Ok((SigningKey::new(Vec::new()), KeySource::NotYet { path }))
                }
            }
        }
        Err(e) => Err(unreadable(&path, &e)),
    }
}

/// A store with a journal had a key once: what it sent was signed with that one.
fn refuse_beside_work(path: &Path) -> Result<(), ConfigError> {
    let entries = path.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let is_work = |name: &str| name.starts_with("journal-") || name.starts_with("snapshot-");
    let mut names = entries.into_iter().flatten().flatten().map(|entry| entry.file_name());
    if names.any(|name| name.to_str().is_some_and(is_work)) {
        let what = "the key is gone, and the store beside it holds work signed with it";
        let remedy = "put the key back from the backup, or in the variable that `key_env` names";
        return Err(ConfigError::about(&shown(path), what, remedy));
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn unreadable(path: &Path, error: &std::io::Error) -> ConfigError {
    let remedy = "put the key back from the backup; only for a new desk make one with \
                  `openssl rand -hex 32` and give it to the account that runs werkbezoek";
    ConfigError::about(&shown(path), format!("cannot read the key: {error}"), remedy)
}

fn decode(text: &str, place: &str) -> Result<SigningKey, ConfigError> {
    let digits: Option<Vec<u8>> =
        text.trim().chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    match digits {
        Some(digits) if digits.len() == 2 * KEY_BYTES => {
            Ok(SigningKey::new(digits.chunks(2).map(byte).collect::<Vec<u8>>()))
        }
        Some(_) | None => Err(ConfigError::about(
            place,
            format!("this is no key of {} hexadecimal characters", 2 * KEY_BYTES),
            "put the key back from the backup; only for a new desk make one with \
             `openssl rand -hex 32`",
        )),
    }
}

fn byte(pair: &[u8]) -> u8 {
    pair.iter().fold(0, |byte, digit| (byte << 4) | digit)
}

/// A secret that others on this machine can read is none.
#[cfg(unix)]
pub(super) fn refuse_open_file(path: &Path) -> Result<(), ConfigError> {
    use std::os::unix::fs::PermissionsExt;
    let mode =
        std::fs::metadata(path).map_err(|error| unreadable(path, &error))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let place = shown(path);
    let what = format!("others on this machine can read it (mode {:03o})", mode & 0o777);
    Err(ConfigError::about(&place, what, format!("run `chmod 600 {place}`")))
}

/// Elsewhere the rights of the folder decide.
#[cfg(not(unix))]
pub(super) fn refuse_open_file(_path: &Path) -> Result<(), ConfigError> {
    Ok(())
}

fn make(path: &Path) -> Result<SigningKey, ConfigError> {
    let failed = |error: &dyn std::fmt::Display| {
        let remedy = "let the account that runs werkbezoek write in this folder";
        ConfigError::about(&shown(path), format!("cannot make the key: {error}"), remedy)
    };
    let mut bytes = [0_u8; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(|error| failed(&error))?;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    write_new(path, &text).map_err(|error| failed(&error))?;
    Ok(SigningKey::new(bytes))
}

/// On disk before the first letter is signed with it: a key lost in a power cut would make every
/// answer to that letter look forged.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
