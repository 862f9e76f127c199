//! Specimens of what staff hear who ask for a line to copy or for a file.

use super::{Saying, case};
use crate::domain::letter::LetterKind;
use crate::domain::notice::ExportSaying;
use crate::words::specimen::specimens;

pub(super) fn sayings() -> Vec<Saying> {
    let letter = specimens().into_iter().find(|letter| letter.kind == LetterKind::Confirmation);
    let line = letter.map(|letter| ExportSaying::PublicLine { letter: Box::new(letter) });
    let path = |name: &str| format!("data/export/{name}");
    let invitation =
        ExportSaying::Invitation { case: case(14), export_path: path("wb-2026-014.ics") };
    let table = |visits| ExportSaying::Table { visits, export_path: path("bezoeken.csv") };
    let dossier =
        ExportSaying::Dossier { case: case(14), export_path: path("wb-2026-014.dossier.zip") };
    line.into_iter().chain([invitation, table(1), table(12), dossier]).map(Saying::Export).collect()
}
