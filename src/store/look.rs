//! Looks into a store without touching it: `werkbezoek check` and `audit` promise to change nothing,
//! and opening mends what is damaged. So a copy is opened, of the truth only: journal and snapshot; the
//! index is made from them.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::folder::io_at;
use super::sled::{Recovery, SledStore};
use super::{Store, StoreError, Version};

/// Times that the files of a store may vanish while they are copied.
const TRIES_MAX: u32 = 5;

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
    if is_locked(folder)? {
        return Ok(Found::InUse);
    }
    let Some(copied) = Copied::of(folder, "check")? else { return Ok(Found::Nothing) };
    let (mut store, recovery) = copied.open()?;
    let (state, version) = store.load()?;
    Ok(Found::Opens { version, open_visits: state.briefs().count(), recovery })
}

/// A copy of a store. It holds personal data: it goes when this is dropped.
#[derive(Debug)]
pub struct Copied {
    copy: PathBuf,
    is_in_use: bool,
}

impl Copied {
    /// Copies the store in `folder`, `None` when there is none. A running bot may go on writing: what
    /// it was writing just then is missing from the copy, as after a crash. `purpose` names the copy.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn of(folder: &Path, purpose: &str) -> Result<Option<Self>, StoreError> {
        let is_in_use = is_locked(folder)?;
        let name = format!("werkbezoek-{purpose}-{}", std::process::id());
        let copied = Self { copy: std::env::temp_dir().join(name), is_in_use };
        let mut tries = 1;
        loop {
            let parts = parts(folder)?;
            if parts.is_empty() {
                return Ok(None);
            }
            match copied.take(&parts) {
                Ok(()) => return Ok(Some(copied)),
                // The bot compacted its store, and the files that were listed are gone.
                Err(error) if error.kind() == ErrorKind::NotFound && tries < TRIES_MAX => {
                    tries += 1
                }
                Err(error) => return Err(io_at(folder)(error)),
            }
        }
    }

    /// Whether a bot works with the store.
    pub fn is_in_use(&self) -> bool {
        self.is_in_use
    }

    /// Opens the copy, and says what that mended.
    ///
    /// # Errors
    /// What opening the store would run into.
    pub fn open(&self) -> Result<(SledStore, Recovery), StoreError> {
        SledStore::open(&self.copy)
    }

    fn take(&self, parts: &[PathBuf]) -> io::Result<()> {
        self.remove();
        fs::create_dir_all(&self.copy)?;
        restrict(&self.copy)?;
        for part in parts {
            fs::copy(part, self.copy.join(part.file_name().unwrap_or_default()))?;
        }
        Ok(())
    }

    fn remove(&self) {
        match fs::remove_dir_all(&self.copy) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                let place = self.copy.display();
                tracing::warn!(%place, %error, "a copy of the store is left; remove it");
            }
            Ok(()) | Err(_) => {}
        }
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.remove();
    }
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

/// Nobody else reads along.
fn restrict(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}
