//! The bytes of the files that staff asked for: what `words` wrote, and a dossier packed as one file.

use std::io::Write;

use rawzip::ZipArchiveWriter;
use rawzip::time::UtcDateTime;
use sha2::{Digest, Sha256};

use super::exports::Written;
use crate::domain::desk::Desk;
use crate::domain::export::{Content, Export};
use crate::domain::time::Instant;
use crate::words::Words;

/// Files by their names in a dossier.
type Files = Vec<(String, Vec<u8>)>;

/// A file for its owner alone.
const RIGHTS: u32 = 0o600;
/// 1 January 1980, the first moment that a zip can name.
const NO_TIME: i64 = 315_532_800;
/// As `sha256sum` writes it and `sha256sum -c` reads it.
const SUMS: &str = "SHA256SUMS";

/// The files of a decision.
///
/// # Errors
/// In words for staff: what to mend.
pub(super) fn written(
    desk: &Desk,
    words: &Words,
    now: Instant,
    exports: &[Export],
) -> Result<Vec<Written>, String> {
    let write = |export: &Export| {
        let bytes = match &export.content {
            Content::Invitation(letter) => words.invitation_file(desk, now, letter),
            Content::Table(rows) => words.table(desk, rows),
            Content::Dossier(dossier) => {
                let files = words.dossier(desk, dossier).map_err(|error| error.to_string())?;
                let folder = dossier.visit.id.to_string().to_lowercase();
                let packed = packed(&folder, files)?;
                return Ok((export.name.clone(), packed));
            }
        };
        let text = bytes.map_err(|error| error.to_string())?;
        Ok((export.name.clone(), text.into_bytes()))
    };
    exports.iter().map(write).collect()
}

/// The files and their sums in a folder of this name, stored as they are: mails are small. All have the
/// same time, so that the same files give the same bytes.
fn packed(folder: &str, mut files: Files) -> Result<Vec<u8>, String> {
    files.push((SUMS.to_owned(), sums(&files).into_bytes()));
    zip(folder, &files).map_err(|error| format!("{folder}: {error}"))
}

fn zip(folder: &str, files: &Files) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let path = format!("{folder}/{name}");
        let file = archive.new_file(&path).unix_permissions(RIGHTS);
        let (mut entry, config) = file.last_modified(UtcDateTime::from_unix(NO_TIME)).start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes)?;
        let (_, written) = writer.finish()?;
        entry.finish(written)?;
    }
    archive.finish()
}

fn sums(files: &Files) -> String {
    let sum = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", sum(bytes))).collect()
}
