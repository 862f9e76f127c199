//! Looks whether a store would open, without touching it: `werkbezoek check` promises to change
//! nothing, and opening mends what is damaged. So a copy is opened, of the truth only: journal and
//! snapshot; the index would be made from them.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::folder::io_at;
use super::sled::{Recovery, SledStore};
use super::{Store, StoreError, Version};

/// What lies in the folder of a store.
#[derive(Debug)]
pub enum Found {
    /// No store yet.
    Nothing,
    /// A running bot has it.
    InUse,
    /// A store that opens, with what opening it would mend.
    Opens { version: Version, open_visits: usize, recovery: Recovery },
}

/// Looks at the store in `folder`.
///
/// # Errors
/// What opening the store would run into.
pub fn look(folder: &Path) -> Result<Found, StoreError> {
    let parts = parts(folder)?;
    if parts.is_empty() {
        return Ok(Found::Nothing);
    }
    if is_locked(folder)? {
        return Ok(Found::InUse);
    }
    let copy = std::env::temp_dir().join(format!("werkbezoek-check-{}", std::process::id()));
    let looked = open_copy(&parts, &copy);
    // The copy holds personal data: it goes, whatever came of it.
    let removed = fs::remove_dir_all(&copy).map_err(io_at(&copy));
    let found = looked?;
    removed?;
    Ok(found)
}

/// The files that are the truth.
fn parts(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder).map_err(io_at(folder))? {
        let path = entry.map_err(io_at(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && (name.starts_with("journal-") || name.starts_with("snapshot-")) {
            parts.push(path);
        }
    }
    Ok(parts)
}

fn is_locked(folder: &Path) -> Result<bool, StoreError> {
    let path = folder.join("lock");
    if !path.exists() {
        return Ok(false);
    }
    let lock = File::open(&path).map_err(io_at(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(source)) => Err(io_at(&path)(source)),
    }
}

fn open_copy(parts: &[PathBuf], copy: &Path) -> Result<Found, StoreError> {
    fs::create_dir_all(copy).map_err(io_at(copy))?;
    restrict(copy)?;
    for part in parts {
        fs::copy(part, copy.join(part.file_name().unwrap_or_default())).map_err(io_at(part))?;
    }
    let (mut store, recovery) = SledStore::open(copy)?;
    let (state, version) = store.load()?;
    Ok(Found::Opens { version, open_visits: state.visits().count(), recovery })
}

/// Nobody else reads along.
fn restrict(folder: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;
    let only_me = fs::Permissions::from_mode(0o700);
    fs::set_permissions(folder, only_me).map_err(io_at(folder))
}
