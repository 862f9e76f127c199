//! What staff keep beside the cases: reminders to themselves, whom they still have to ring, questions
//! that the knowledge base does not answer, and when they are next told how everything stands.
//!
//! What is due is a property of these records, never a timer: `StaffBook::next_due` says when.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{ContactId, VisitId, WijkId};
use super::room::{RoomName, StaffId};
use super::time::{Instant, Slot};

/// Something that staff asked to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    pub number: u32,
    pub at: Instant,
    pub case: Option<VisitId>,
    pub text: String,
    /// Who asked for it, as the room knows them and by name.
    pub of: StaffId,
    pub by: String,
    /// Where it was typed, and where it is told unless it is for all.
    pub room: RoomName,
    /// For all staff, in every room.
    pub for_all: bool,
}

impl Memo {
    /// Whether this member of staff sees it in their list.
    pub fn is_for(&self, staff: &StaffId) -> bool {
        self.for_all || self.of == *staff
    }
}

/// A question that the knowledge base should answer and does not, for whoever keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenQuestion {
    pub number: u32,
    pub at: Instant,
    pub by: String,
    pub room: RoomName,
    pub text: String,
}

/// Somebody has no more than a letter of what became of a visit, and that may be too late: staff ring
/// them, and say so. It names nobody from outside, and is kept until the day is past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub case: VisitId,
    pub wijk: WijkId,
    /// When they would stand there, or be missed.
    pub slot: Slot,
    /// The visit is off; otherwise it stands and they may not know.
    pub is_off: bool,
    /// The contact persons who are to be told: who receives, and who need not any more.
    pub hosts: Vec<ContactId>,
    /// Whoever asked for the visit is to be told.
    pub office: bool,
    /// When staff told them, as long as their letters lie here: in a pause those ask for it again.
    pub made: Option<Instant>,
    /// When this was decided, so that what is taken back takes no older call along.
    #[serde(default)]
    pub decided: Option<Instant>,
    /// What was owed before that.
    #[serde(default)]
    pub before: Option<Box<Call>>,
    /// Who was told by telephone that they receive; no letter says so yet.
    #[serde(default)]
    pub receives: Option<ContactId>,
    /// No letter tells them: what they know, they were told by telephone.
    #[serde(default)]
    pub by_phone: bool,
}

/// When staff are told how everything stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DigestBook {
    /// `None` when config wants none.
    pub next: Option<Instant>,
    pub told: Option<Instant>,
}

/// A record of the staff room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRecord {
    Memo(Memo),
    Question(OpenQuestion),
    Call(Call),
    Digest(DigestBook),
}

/// The key of a record of the staff room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffKey {
    Memo(u32),
    Question(u32),
    Call(VisitId),
    Digest,
}

impl StaffRecord {
    pub fn key(&self) -> StaffKey {
        match self {
            Self::Memo(memo) => StaffKey::Memo(memo.number),
            Self::Question(question) => StaffKey::Question(question.number),
            Self::Call(call) => StaffKey::Call(call.case),
            Self::Digest(_) => StaffKey::Digest,
        }
    }
}

impl StaffKey {
    pub fn to_path(self) -> String {
        match self {
            Self::Memo(number) => format!("memo/{number:010}"),
            Self::Question(number) => format!("question/{number:010}"),
            Self::Call(case) => format!("call/{case}"),
            Self::Digest => "digest".to_owned(),
        }
    }
}

/// All records of the staff room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffBook {
    memos: BTreeMap<u32, Memo>,
    questions: BTreeMap<u32, OpenQuestion>,
    calls: BTreeMap<VisitId, Call>,
    digest: DigestBook,
}

impl StaffBook {
    pub(super) fn put(&mut self, record: &StaffRecord) {
        match record {
            StaffRecord::Memo(memo) => {
                self.memos.insert(memo.number, memo.clone());
            }
            StaffRecord::Question(question) => {
                self.questions.insert(question.number, question.clone());
            }
            StaffRecord::Call(call) => {
                self.calls.insert(call.case, call.clone());
            }
            StaffRecord::Digest(digest) => self.digest = *digest,
        }
    }

    pub(super) fn remove(&mut self, key: StaffKey) {
        match key {
            StaffKey::Memo(number) => drop(self.memos.remove(&number)),
            StaffKey::Question(number) => drop(self.questions.remove(&number)),
            StaffKey::Call(case) => drop(self.calls.remove(&case)),
            StaffKey::Digest => self.digest = DigestBook::default(),
        }
    }

    pub fn memos(&self) -> impl Iterator<Item = &Memo> {
        self.memos.values()
    }

    pub fn memo(&self, number: u32) -> Option<&Memo> {
        self.memos.get(&number)
    }

    pub fn questions(&self) -> impl Iterator<Item = &OpenQuestion> {
        self.questions.values()
    }

    pub fn question(&self, number: u32) -> Option<&OpenQuestion> {
        self.questions.get(&number)
    }

    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.values()
    }

    pub fn call(&self, case: VisitId) -> Option<&Call> {
        self.calls.get(&case)
    }

    pub fn digest(&self) -> DigestBook {
        self.digest
    }

    /// When staff must be told something by the clock.
    pub fn next_due(&self) -> Option<Instant> {
        self.memos.values().map(|memo| memo.at).chain(self.digest.next).min()
    }
}
