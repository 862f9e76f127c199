//! What staff get to see and nobody is sent: a file that is kept for them, and the confirmation as it
//! would read now.

use super::super::work::{Case, Work};
use crate::domain::export::Export;
use crate::domain::letter::{LetterDraft, LetterKind};

/// The confirmation as it would read now; nothing of the case changes by it.
pub(super) fn unsent(work: &Work<'_>, mut case: Case) -> LetterDraft {
    let visit = Some(Box::new(case.visit.clone()));
    let draft = case.to_office(work, LetterKind::Confirmation).clone();
    LetterDraft { visit, ..draft }
}

/// Has it written, and says where it will lie.
pub(super) fn keep(work: &mut Work<'_>, export: Export) -> String {
    let path = work.desk.export_folder.join(&export.name).display().to_string();
    work.export(export);
    path
}
