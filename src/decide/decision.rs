//! What deciding about an event gives.

use crate::domain::export::Export;
use crate::domain::letter::LetterDraft;
use crate::domain::mail::Filing;
use crate::domain::notice::NoticeDraft;
use crate::domain::state::Change;

/// What an event leads to. Nothing of it has happened yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    pub changes: Vec<Change>,
    pub letters: Vec<LetterDraft>,
    pub notices: Vec<NoticeDraft>,
    /// Files for staff; they lie there before anybody hears of them.
    pub exports: Vec<Export>,
    /// For a mail: what becomes of it.
    pub filing: Option<Filing>,
}
