//! What the bot says about reminders of staff.

use serde::Serialize;

use crate::domain::ids::VisitId;
use crate::domain::room::RoomName;
use crate::domain::staffroom::Memo;
use crate::domain::time::Instant;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "memo")]
pub enum MemoSaying {
    /// Its moment came.
    Told {
        line: MemoLine,
    },
    Set {
        line: MemoLine,
    },
    List {
        lines: Vec<MemoLine>,
    },
    Wiped {
        number: u32,
    },
    /// Nobody can be reminded before now.
    InThePast {
        at: Instant,
    },
    NoSuchMemo {
        number: u32,
    },
}

/// A reminder as it reads in one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemoLine {
    pub number: u32,
    pub at: Instant,
    pub case: Option<VisitId>,
    pub is_open: bool,
    pub text: String,
    /// The text, in the room where it was typed: there it may be read although the room is not ours.
    pub typed_here: Option<String>,
    pub by: String,
    pub for_all: bool,
}

impl MemoLine {
    pub fn new(memo: &Memo, is_open: bool, room: RoomName) -> Self {
        Self {
            number: memo.number,
            at: memo.at,
            case: memo.case,
            is_open,
            text: memo.text.clone(),
            typed_here: (memo.room == room).then(|| memo.text.clone()),
            by: memo.by.clone(),
            for_all: memo.for_all,
        }
    }
}

impl MemoSaying {
    /// The case, as long as it is open: then it has a thread.
    pub(super) fn about(&self) -> Option<VisitId> {
        match self {
            Self::Told { line } | Self::Set { line } => line.case.filter(|_| line.is_open),
            Self::List { .. }
            | Self::Wiped { .. }
            | Self::InThePast { .. }
            | Self::NoSuchMemo { .. } => None,
        }
    }
}
