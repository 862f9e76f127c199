//! The bytes of the files that staff asked for: what `words` wrote, and a dossier packed as one file.

use sha2::{Digest, Sha256};

use super::exports::Written;
use super::zip::{Files, zip};
use crate::domain::desk::Desk;
use crate::domain::export::{Content, Export};
use crate::domain::time::Instant;
use crate::words::Words;

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

/// The files and their sums in a folder of this name. The same files give the same bytes.
fn packed(folder: &str, mut files: Files) -> Result<Vec<u8>, String> {
    files.push((SUMS.to_owned(), sums(&files).into_bytes()));
    for (name, _) in &mut files {
        *name = format!("{folder}/{name}");
    }
    zip(&files).ok_or_else(|| format!("{folder}: larger than a zip file can be"))
}

fn sums(files: &Files) -> String {
    let sum = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", sum(bytes))).collect()
}
