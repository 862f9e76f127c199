//! What was found and mended when a store was opened; `Display` says it to the person who started it.

use std::fmt;
use std::path::PathBuf;

/// The report of one opening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Set when the index could not be used and was built again; nothing is lost by it.
    pub index: Option<IndexRebuilt>,
    /// Set when a part of the journal could not be read and was cut off.
    pub journal: Option<Cut>,
    /// Commits that the journal had beyond the index.
    pub replayed: u64,
}

/// An index that was built again from snapshot and journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRebuilt {
    pub why: String,
    /// Where the old one is now; `None` if there was none.
    pub aside: Option<PathBuf>,
}

/// The part of a journal from a byte on, set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub place: PathBuf,
    /// The byte from which it could not be read.
    pub at: u64,
    pub bytes: u64,
    pub detail: String,
    pub kind: CutKind,
    /// The file that holds what was cut off. Nobody removes it but a person.
    pub aside: PathBuf,
}

/// What stood behind the damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutKind {
    /// Nothing whole: a write that a crash broke off, or damage in the last commit.
    Tail,
    /// Whole commits, the first at byte `next`: these were confirmed once, and are set aside.
    Middle { next: u64 },
}

impl Recovery {
    /// Nothing was wrong. Replaying commits is no damage.
    pub fn is_clean(&self) -> bool {
        self.index.is_none() && self.journal.is_none()
    }
}

impl fmt::Display for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(index) = &self.index {
            writeln!(f, "the index was built again, nothing is lost: {}", index.why)?;
            if let Some(aside) = &index.aside {
                let aside = aside.display();
                writeln!(f, "  the old one is `{aside}`; it holds personal data, remove it")?;
            }
        }
        if let Some(cut) = &self.journal {
            writeln!(f, "{cut}")?;
        }
        if self.replayed > 0 {
            writeln!(f, "{} commits were taken over from the journal", self.replayed)?;
        }
        Ok(())
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, bytes, detail, .. } = self;
        let (place, aside) = (self.place.display(), self.aside.display());
        write!(f, "`{place}` cannot be read from byte {at} on: {detail}; ")?;
        match self.kind {
            CutKind::Tail => write!(
                f,
                "most likely a write that a crash broke off and that nobody was told of; its \
                 {bytes} bytes are set aside in `{aside}`"
            )?,
            CutKind::Middle { next } => write!(
                f,
                "whole commits follow from byte {next} on, which were confirmed once: CHECK the \
                 cases of the last days, or put a backup back; {bytes} bytes are set aside in \
                 `{aside}`"
            )?,
        }
        write!(f, ". Remove that file when it is of no more use: it holds personal data")
    }
}
