//! Everything that can happen to a desk: one closed enum, one queue.

use serde::{Deserialize, Serialize};

use super::command::{Command, CommandError};
use super::ids::{LetterId, MailKey, NoticeId, VisitId};
use super::letter::{Handover, Sighting};
use super::mail::{Mail, MailRecord};
use super::post::{JunkLine, Side};
use super::room::{RoomName, Seen, Spot, Staff};
use super::state::{ArchiveKey, Record};
use super::sweep::Sweep;
use super::time::Instant;
use super::visit::Visit;

/// Something that happened outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The program started.
    Started,
    /// The program started with this visit: its schedule is brought in line with config.
    StartedWith { visit: VisitId },
    /// A mail lies in the box.
    MailArrived(Box<Incoming>),
    /// Something lies in the box that cannot be read as a mail.
    MailUnreadable {
        key: MailKey,
        file: String,
        why: Unreadable,
        /// What was recorded of it before; the engine fills it in.
        known: Option<Box<MailRecord>>,
    },
    /// Staff typed something.
    StaffSaid {
        staff: Staff,
        spot: Spot,
        said: Result<Command, CommandError>,
        /// The case as the button showed it that says this.
        seen: Option<Seen>,
        /// The closed visit that they want to look at; the engine fills it in.
        closed: Option<Box<Visit>>,
        /// What a look through the archive found; the engine fills it in.
        swept: Option<Box<Sweep>>,
    },
    /// Something of this visit has come due.
    Due { visit: VisitId },
    /// Staff asked to be reminded of something about now.
    MemosDue,
    /// Staff are to be told how everything stands.
    DigestDue,
    /// A new day began: what belongs to the old one is forgotten.
    DayBegan,
    /// A courier is about to try these letters.
    Trying { letters: Vec<LetterId> },
    /// A courier tried a letter.
    Delivery { letter: LetterId, handover: Handover },
    /// A letter whose fate was unknown was looked for in the Sent folder.
    OwnCopy { letter: LetterId, sighting: Sighting },
    /// A server cannot be reached, and not just for a moment.
    Outage { side: Side, since: Instant, reason: String },
    /// A server answers again; `mails` were taken in since.
    Recovered { side: Side, mails: usize },
    /// The box counts its mails under this number (UIDVALIDITY).
    BoxNumbered { numbering: u32 },
    /// What lies in Junk.
    JunkSeen { mails: Vec<JunkLine> },
    /// A room has shown a notice.
    NoticeShown { notice: NoticeId },
    /// A room can be reached again, or for the first time.
    RoomBack {
        room: RoomName,
        /// The last notice that the room has taken: up to it, it shows them by itself.
        in_hand: Option<NoticeId>,
    },
    /// Records whose term is over, with what the store has of them; are there `more`, the day counts
    /// as swept only after those.
    TermOver { records: Vec<ArchiveKey>, found: Vec<Record>, more: bool },
}

/// A mail with what the store remembers of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    pub mail: Mail,
    /// The name of its file or its UID, for messages to staff.
    pub file: String,
    /// When the server took it in, if the box knows.
    pub arrived: Option<Instant>,
    /// This very mail, handled before.
    pub known: Option<MailRecord>,
    /// The closed visit that it answers, if that left the live state.
    pub closed_visit: Option<Visit>,
}

/// Why something in the box is no mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "unreadable")]
pub enum Unreadable {
    Empty,
    NotAMail,
    /// Parsing it ended in a panic or ran out of bounds, or it could not be handled three times.
    Poison {
        reason: String,
    },
}
