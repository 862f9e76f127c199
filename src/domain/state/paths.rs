//! Keys as they stand on disk, where their order is that of their bytes.

use super::{ArchiveKey, Key};

impl Key {
    /// The key as bytes on disk. Notices sort in the order of their numbers.
    pub fn to_path(&self) -> String {
        match self {
            Self::Visit(id) => format!("visit/{id}"),
            Self::Mail(key) => format!("mail/{key}"),
            Self::Letter(id) => format!("letter/{id}"),
            Self::Body(id) => format!("body/{id}"),
            Self::Notice(id) => format!("notice/{:020}", id.0),
            Self::Preview(number) => format!("preview/{number:010}"),
            Self::WijkBook(id) => format!("wijk/{id}"),
            Self::WijkYear(id) => format!("year/{id}"),
            Self::Tally(address) => format!("tally/{address}"),
            Self::Logged(number) => log_path(*number),
            Self::Counters => "counters".to_owned(),
            Self::PostBook => "post".to_owned(),
            Self::Staff(key) => key.to_path(),
        }
    }
}

/// Whether the live state leaves out the record of this path, so that nobody need read it at start.
pub fn stays_on_disk(path: &[u8]) -> bool {
    path.starts_with(b"body/")
}

impl ArchiveKey {
    pub fn to_path(&self) -> String {
        match self {
            Self::Visit(id) => format!("visit/{id}"),
            Self::Mail(key) => format!("mail/{key}"),
            Self::Logged(number) => log_path(*number),
        }
    }
}

/// Entries sort in the order of their numbers.
fn log_path(number: u64) -> String {
    format!("log/{number:020}")
}
