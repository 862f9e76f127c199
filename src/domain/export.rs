//! What is written to a file because staff ask for it, as facts; `words::export` makes the bytes, and
//! the engine keeps them in the folder that the desk names.

use super::letter::LetterDraft;
use super::sweep::Row;

/// A file to be. Asked for again it takes the place of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Of the file, without a folder. Of a case it begins with the number of the case and a full stop.
    pub name: String,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The calendar object of a letter that is not sent.
    Invitation(Box<LetterDraft>),
    Table(Vec<Row>),
}
