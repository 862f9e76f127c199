//! Files that are there whole or not at all, for our own account alone: tokens, sessions, what staff
//! asked for. The store has its own way (`store::disk`); what others are to read is not written here.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Puts a file in the place of the one that is there, if any; on disk when this returns.
///
/// # Errors
/// When the folder is not there or the disk does not take it; then the old file stands as it stood.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let half = path.with_file_name(format!(".{}.half", name.to_string_lossy()));
    // What a crash left keeps its own mode.
    match fs::remove_file(&half) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&half, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_replaced_for_us_alone_whatever_a_crash_left() {
        let folder = tempfile::tempdir().unwrap();
        let (path, half) = (folder.path().join("sessie"), folder.path().join(".sessie.half"));
        fs::write(&half, "half").unwrap();
        fs::set_permissions(&half, fs::Permissions::from_mode(0o644)).unwrap();
        for text in ["een", "twee"] {
            replace(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            assert!(!half.exists());
        }
    }
}
