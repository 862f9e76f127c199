//! Whether every mail in the box is accounted for: what lies there, held against the records.
//!
//! Looks and changes nothing. A mail that came a moment ago is for the bot to handle; every other one
//! must have a record and lie where that record says, and an answer must be in the outbox or have an
//! outcome. The limit: an outcome stands on the visit, so of a letter outside any visit, or of a visit
//! that is over, only that it left the outbox is known. Mail of staff in other folders, Junk among
//! them, is not looked at.

mod table;

use std::collections::BTreeSet;
use std::fmt;

use chrono::Duration;

use crate::domain::ids::{LetterId, MailKey};
use crate::domain::mail::{Filing, MailRecord};
use crate::domain::state::{ArchiveKey, Key, Record, State};
use crate::domain::time::Instant;
use crate::domain::visit::LetterFate;
use crate::mail::{CensusFolder, CensusLine, Folder};
use crate::rounds;
use crate::store::{Store, StoreError, Version};

/// A mail that lies in the inbox for less than this is still to be handled.
const FRESH: Duration = Duration::minutes(1);

/// The records of a desk.
#[derive(Debug)]
pub struct Records<S> {
    store: S,
    state: State,
    version: Version,
}

impl<S: Store> Records<S> {
    /// # Errors
    /// When the store cannot be read.
    pub fn of(mut store: S) -> Result<Self, StoreError> {
        let (state, version) = store.load()?;
        Ok(Self { store, state, version })
    }

    fn mail(&self, key: &MailKey) -> Result<Option<MailRecord>, StoreError> {
        if let Some(waits) = self.state.mail(key) {
            return Ok(Some(waits.clone()));
        }
        let found = self.store.archived(&ArchiveKey::Mail(key.clone()))?;
        Ok(found
            .and_then(|record| if let Record::Mail(mail) = record { Some(*mail) } else { None }))
    }

    /// Whether a letter is nowhere: not in the outbox, and without an outcome.
    fn is_lost(&self, letter: &LetterId) -> Result<bool, StoreError> {
        let Some(id) = letter.visit() else { return Ok(false) };
        let kept = self.store.open_record(self.version, &Key::Visit(id))?;
        let Some(Record::Visit(visit)) = kept else { return Ok(false) };
        let outcome = visit.letters.get(letter).map(|trace| trace.fate);
        let has_outcome = outcome.is_some_and(|fate| fate != LetterFate::Decided);
        Ok(!has_outcome && self.state.letter(letter).is_none())
    }
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    Answered,
    Waits,
    Filed,
    Quarantined,
    /// It came a moment ago, or is about to be put away.
    NotYet,
    /// Marked as deleted: somebody threw it away, or the server can move it in no other way.
    ThrownAway,
    Unaccounted(Fault),
}

/// Why a mail is not accounted for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It lies in the inbox for longer than the bot needs.
    NotHandled,
    NoRecord,
    Misplaced {
        belongs: Folder,
    },
    Unreadable,
    /// Its answer is neither in the outbox nor has it an outcome.
    AnswerLost {
        letter: LetterId,
    },
    /// It waits for staff, and lies in none of the folders.
    Gone,
    /// The box counts more mails than it lists.
    Unlisted {
        mails: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotHandled => {
                f.write_str("not handled; see that the bot runs, and what its log says of this mail")
            }
            Self::NoRecord => f.write_str(
                "no record of it; if nobody has answered it, move it to the inbox and the bot handles \
                 it, else out of the bot's folders",
            ),
            Self::Misplaced { belongs } => {
                let name = belongs.name();
                write!(f, "its record says `{name}`; the bot moves it there, or move it yourself")
            }
            Self::Unreadable => f.write_str("cannot be read; mend the rights or the disk"),
            Self::AnswerLost { letter } => write!(
                f,
                "its answer {letter} is not in the outbox and has no outcome; look in the folder of \
                 what was sent, and write yourself if it is not there"
            ),
            Self::Gone => f.write_str(
                "waits for staff and lies in no folder of the bot; `wachtrij` shows it, put the mail \
                 back or deal with it there",
            ),
            Self::Unlisted { mails } => {
                write!(f, "the server counts {mails} more than it lists; look with a mail program")
            }
        }
    }
}

/// A mail that is not accounted for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub folder: String,
    /// Its file or its UID; its number in the queue when it lies nowhere.
    pub mail: String,
    pub fault: Fault,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    folder: String,
    /// By the box's own count.
    mails: usize,
    /// Each mail by its name.
    lines: Vec<(String, Standing)>,
}

/// How the box stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    rows: Vec<Row>,
    pub findings: Vec<Finding>,
}

impl Audit {
    /// What this look and an earlier one both found: while the bot works, a mail may be between two
    /// places at the moment of a look.
    #[must_use]
    pub fn confirming(mut self, earlier: &Self) -> Self {
        self.findings.retain(|finding| earlier.findings.contains(finding));
        for Row { folder, lines, .. } in &mut self.rows {
            let stands = |name: &String, fault: &Fault| {
                let is_it = |found: &Finding| {
                    found.folder == *folder && found.mail == *name && found.fault == *fault
                };
                self.findings.iter().any(is_it)
            };
            for (name, standing) in lines {
                if matches!(standing, Standing::Unaccounted(fault) if !stands(name, fault)) {
                    *standing = Standing::NotYet;
                }
            }
        }
        self
    }
}

/// Holds what lies in the box against the records.
///
/// # Errors
/// When a record cannot be read.
pub fn audit<S: Store>(
    census: &[CensusFolder],
    records: &Records<S>,
    now: Instant,
) -> Result<Audit, StoreError> {
    let mut audit = Audit { rows: Vec::new(), findings: Vec::new() };
    for CensusFolder { folder, name, mails, lines } in census {
        let mut row = Row { folder: name.clone(), mails: *mails, lines: Vec::new() };
        for line in lines {
            let standing = standing(*folder, line, records, now)?;
            if let Standing::Unaccounted(fault) = &standing {
                audit.found(name, &line.name, fault.clone());
            }
            row.lines.push((line.name.clone(), standing));
        }
        audit.rows.push(row);
        let unlisted = mails.saturating_sub(lines.len());
        if unlisted > 0 {
            audit.found(name, "?", Fault::Unlisted { mails: unlisted });
        }
    }
    let lying = census.iter().flat_map(|folder| &folder.lines);
    let lying: BTreeSet<&MailKey> = lying.filter_map(|line| line.key.as_ref()).collect();
    // What waits once more has been put away since it came.
    let waiting = records.state.mails().filter(|mail| mail.again_of.is_none());
    for waits in waiting.filter(|mail| !lying.contains(&mail.key)) {
        let number = waits.queue_number.unwrap_or_default();
        audit.found(Folder::TerBeoordeling.name(), &format!("queue {number}"), Fault::Gone);
    }
    Ok(audit)
}

impl Audit {
    fn found(&mut self, folder: &str, mail: &str, fault: Fault) {
        self.findings.push(Finding { folder: folder.to_owned(), mail: mail.to_owned(), fault });
    }
}

fn standing<S: Store>(
    lies: Option<Folder>,
    line: &CensusLine,
    records: &Records<S>,
    now: Instant,
) -> Result<Standing, StoreError> {
    if line.is_deleted {
        return Ok(Standing::ThrownAway);
    }
    if lies.is_none() && line.since.is_some_and(|since| now - since < FRESH) {
        return Ok(Standing::NotYet);
    }
    let Some(key) = &line.key else { return Ok(Standing::Unaccounted(Fault::Unreadable)) };
    Ok(match (records.mail(key)?, lies) {
        // One from quarantine was put back by a colleague, and is decided anew.
        (None, None) | (Some(MailRecord { filing: Filing::Quarantined { .. }, .. }), None) => {
            Standing::Unaccounted(Fault::NotHandled)
        }
        (Some(record), _) => recorded(lies, &record.filing, records)?,
        (None, Some(_)) => Standing::Unaccounted(Fault::NoRecord),
    })
}

fn recorded<S: Store>(
    lies: Option<Folder>,
    filing: &Filing,
    records: &Records<S>,
) -> Result<Standing, StoreError> {
    let belongs = rounds::folder(filing);
    if lies != Some(belongs) {
        return Ok(Standing::Unaccounted(Fault::Misplaced { belongs }));
    }
    Ok(match filing {
        Filing::Answered { letter } if records.is_lost(letter)? => {
            Standing::Unaccounted(Fault::AnswerLost { letter: letter.clone() })
        }
        Filing::Answered { .. } => Standing::Answered,
        Filing::WaitsForStaff { .. } => Standing::Waits,
        Filing::Filed { .. } => Standing::Filed,
        Filing::Quarantined { .. } => Standing::Quarantined,
    })
}

#[cfg(test)]
mod tests;
