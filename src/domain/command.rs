//! What staff can say in chat: one closed enum for all rooms. The grammar is in `chat/command.rs`.

pub mod export;
mod knowledge;
mod memo;
pub mod privacy;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use self::export::ExportCommand;
use self::privacy::PrivacyCommand;
use super::consent::Voice;
use super::ids::{ContactId, LetterId, VisitId, WijkId};
use super::logbook::Object;
use super::people::{Mailbox, Office, Role};
use super::time::{Days, Slot};
use super::visit::Stage;
pub use knowledge::KnowledgeCommand;
pub use memo::MemoCommand;

/// A case as staff name it: `WB-2026-014`, `2026-014` or `14` (of this year).
pub type Case = VisitId;

/// Something staff said that was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    Overview {
        filter: OverviewFilter,
        page: usize,
    },
    Agenda {
        days: Days,
        #[serde(default = "first")]
        page: usize,
    },
    Day {
        day: NaiveDate,
        wijk: Option<WijkId>,
        /// For a guest of this office; for anybody when absent.
        #[serde(default)]
        office: Option<Office>,
    },
    Show {
        case: Case,
    },
    Search {
        words: String,
        /// The wijken that the words name, by their own name or that of their municipality.
        #[serde(default)]
        wijken: Vec<WijkId>,
        #[serde(default = "first")]
        page: usize,
    },
    Why {
        case: Case,
        page: usize,
    },
    /// A request that came by telephone, in the words of who took the call.
    New {
        text: String,
    },
    Take {
        case: Case,
    },
    /// Nobody looks after it from now on.
    Release {
        case: Case,
    },
    /// Whoever was to be told by telephone knows.
    Called {
        case: Case,
    },
    /// Somebody else of staff looks after it from now on.
    PassOn {
        case: Case,
        to: String,
    },
    /// With slots: exactly these; without: the best the planner finds. With `wijk`: there. Regardless
    /// of how many come, if that is said.
    Propose {
        case: Case,
        slots: Vec<Moment>,
        wijk: Option<WijkId>,
        regardless: bool,
    },
    /// Take an option of the open offer, or a moment, for the guest.
    Confirm {
        case: Case,
        choice: Option<ConfirmChoice>,
    },
    /// The same under reservation: the guest holds the moment, and says later whether it is definite.
    Reserve {
        case: Case,
        choice: Option<ConfirmChoice>,
    },
    Move {
        case: Case,
        slots: Vec<Moment>,
    },
    /// What is agreed stays; nothing else is held for the guest or looked for any more.
    Stay {
        case: Case,
    },
    Cancel {
        case: Case,
        wish: CancelWish,
        reason: Option<String>,
    },
    Decline {
        case: Case,
        reason: Option<String>,
    },
    /// A case that ended is asked for again.
    Reopen {
        case: Case,
    },
    Complete {
        case: Case,
        held: bool,
    },
    Reply {
        case: Case,
        text: String,
    },
    /// Somebody whose yes the moment needs said yes, or no.
    Consent {
        case: Case,
        voice: Voice,
        yes: bool,
    },
    /// Puts the guest on the waiting list.
    Wait {
        case: Case,
    },
    /// With `settles` what the office waits for is dealt with; without it a note is a note.
    Note {
        case: Case,
        text: String,
        #[serde(default)]
        settles: bool,
    },
    /// How many come, or who: one of the two at least.
    Party {
        case: Case,
        size: Option<u32>,
        name: Option<String>,
    },
    /// Somebody else writes for the guest from now on.
    Writer {
        case: Case,
        to: Mailbox,
    },
    /// Two wijken on one day.
    Together {
        case: Case,
        other: Case,
    },
    /// A visit need not be on one day with another any more.
    Apart {
        case: Case,
    },
    /// Two cases of one request become one: the first. Whoever comes, if `regardless`.
    Merge {
        case: Case,
        other: Case,
        #[serde(default)]
        regardless: bool,
    },
    /// What happens in the visit, in place of what the wijk usually does.
    Programme {
        case: Case,
        lines: Vec<ProgrammeAt>,
    },
    /// Another place to meet than that of the wijk.
    Place {
        case: Case,
        place: String,
    },
    /// The visit sheet to the office and to the host, now.
    Sheet {
        case: Case,
    },
    ShowWijk {
        wijk: Option<WijkId>,
    },
    /// Who receives in a wijk, and how they are reached.
    Contacts {
        wijk: WijkId,
    },
    CloseWijk {
        wijk: WijkId,
        days: Days,
        why: String,
    },
    OpenWijk {
        wijk: WijkId,
        days: Option<Days>,
    },
    /// Another host for one case, or for all open cases of the wijk in these days.
    ReplaceHost {
        wijk: WijkId,
        host: ContactId,
        case: Option<Case>,
    },
    Queue {
        #[serde(default = "first")]
        page: usize,
    },
    ReadMail {
        number: u32,
    },
    LinkMail {
        number: u32,
        case: Case,
    },
    /// Make a case of a mail that waits.
    OpenMail {
        number: u32,
    },
    DismissMail {
        number: u32,
    },
    /// To whoever wrote it.
    AnswerMail {
        number: u32,
        text: String,
    },
    /// The mail that a case began with waits once more: it asks for another visit too.
    QueueAgain {
        case: Case,
    },
    /// To a contact person, who is to know of it.
    ForwardMail {
        number: u32,
        contact: ContactId,
    },
    /// Carry out the preview: the last one of this person, or the one named.
    Yes {
        preview: Option<u32>,
    },
    No {
        preview: Option<u32>,
    },
    /// Call back the letters of the last confirmed preview that have not left yet.
    /// What the last yes did, or that to this preview.
    Undo {
        #[serde(default)]
        preview: Option<u32>,
    },
    /// A letter of which nobody knows whether it arrived goes again.
    SendAgain {
        letter: LetterId,
    },
    /// Such a letter is settled without.
    LetGo {
        letter: LetterId,
    },
    Memo(MemoCommand),
    Knowledge(KnowledgeCommand),
    Status,
    /// From now on no letter leaves.
    Pause {
        reason: Option<String>,
    },
    Resume,
    /// Reads config and templates again: begins anew with them, or says what is wrong.
    Reload,
    /// Looks over all that is kept, and changes nothing.
    Checkup,
    /// The last commands, and whether the logbook is whole.
    Logbook {
        page: usize,
    },
    Privacy(PrivacyCommand),
    Export(ExportCommand),
    /// What is counted of the visits in these days.
    Figures {
        days: Days,
    },
    WhoAmI,
    Help {
        about: Option<String>,
    },
}

/// Who wants a visit called off, and so what the office reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelWish {
    #[default]
    Ours,
    /// Of the guest, who told a person.
    Guest,
    /// Of the guest, who does not want to be written to any more.
    GuestUnwritten,
}

/// A moment as staff name it: a whole slot, or a start (the length then follows from the wijk), or a
/// day (the planner then picks the hour).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "moment")]
pub enum Moment {
    Exact { slot: Slot },
    From { start: chrono::NaiveDateTime },
    Day { day: NaiveDate },
}

/// A line of a programme as staff name it: by the clock. Its words are a `text` like any other: a room
/// outside the house does not show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeAt {
    pub at: NaiveTime,
    #[serde(rename = "text")]
    pub what: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "choice")]
pub enum ConfirmChoice {
    Option { number: u32 },
    Moment { moment: Moment },
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OverviewFilter {
    /// Everybody's cases, not only one's own and those nobody took.
    pub all: bool,
    /// Only one's own.
    #[serde(default)]
    pub mine: bool,
    /// Only what waits for us.
    #[serde(default)]
    pub ours: bool,
    /// One of these; anywhere when empty.
    #[serde(default)]
    pub wijken: Vec<WijkId>,
    pub stage: Option<Stage>,
}

/// Something staff said that was not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum CommandError {
    Unknown { word: String, did_you_mean: Option<String> },
    Missing { what: String, example: String },
    NotAMoment { text: String, example: String },
    AmbiguousMoment { text: String, moments: Vec<String> },
    NoSuchCase { text: String },
    NoSuchWijk { text: String, did_you_mean: Option<String> },
    NoSuchHost { text: String, known: Vec<String> },
    NotANumber { text: String, example: String },
    UnknownKey { key: String, did_you_mean: Option<String> },
    NotAnAddress { text: String, example: String },
    NotAChoice { text: String, choices: Vec<String> },
}

fn first() -> usize {
    1
}

impl Command {
    /// The least role that may say this.
    pub fn role(&self) -> Role {
        match self {
            Self::Memo(memo) => memo.role(),
            Self::Knowledge(knowledge) => knowledge.role(),
            Self::Export(export) => export.role(),
            Self::Overview { .. }
            | Self::Agenda { .. }
            | Self::Day { .. }
            | Self::Show { .. }
            | Self::Search { .. }
            | Self::Why { .. }
            | Self::ShowWijk { .. }
            | Self::Contacts { .. }
            | Self::Status
            | Self::Figures { .. }
            | Self::WhoAmI
            | Self::Help { .. } => Role::Lezer,
            Self::New { .. }
            | Self::Take { .. }
            | Self::Release { .. }
            | Self::Called { .. }
            | Self::PassOn { .. }
            | Self::Propose { .. }
            | Self::Confirm { .. }
            | Self::Reserve { .. }
            | Self::Move { .. }
            | Self::Stay { .. }
            | Self::Cancel { .. }
            | Self::Decline { .. }
            | Self::Reopen { .. }
            | Self::Complete { .. }
            | Self::Reply { .. }
            | Self::Consent { .. }
            | Self::Wait { .. }
            | Self::Note { .. }
            | Self::Party { .. }
            | Self::Writer { .. }
            | Self::Together { .. }
            | Self::Apart { .. }
            | Self::Merge { .. }
            | Self::Programme { .. }
            | Self::Place { .. }
            | Self::Sheet { .. }
            | Self::CloseWijk { .. }
            | Self::OpenWijk { .. }
            | Self::ReplaceHost { .. }
            | Self::Queue { .. }
            | Self::ReadMail { .. }
            | Self::LinkMail { .. }
            | Self::OpenMail { .. }
            | Self::DismissMail { .. }
            | Self::AnswerMail { .. }
            | Self::QueueAgain { .. }
            | Self::ForwardMail { .. }
            | Self::SendAgain { .. }
            | Self::LetGo { .. }
            | Self::Yes { .. }
            | Self::No { .. }
            | Self::Undo { .. } => Role::Planner,
            Self::Privacy(command) => command.role(),
            Self::Pause { .. }
            | Self::Resume
            | Self::Reload
            | Self::Checkup
            | Self::Logbook { .. } => Role::Beheerder,
        }
    }

    /// The case that it is about, open or not.
    pub fn names(&self) -> Option<Case> {
        if let Self::LinkMail { case, .. } = self {
            return Some(*case);
        }
        let Some(Object::Case { case }) = self.object() else { return None };
        Some(case)
    }

    /// What it is about, for the logbook: an id, never text.
    pub fn object(&self) -> Option<Object> {
        match self {
            Self::Show { case }
            | Self::Why { case, .. }
            | Self::Take { case }
            | Self::Release { case }
            | Self::Called { case }
            | Self::PassOn { case, .. }
            | Self::Reserve { case, .. }
            | Self::Reopen { case }
            | Self::Merge { case, .. }
            | Self::Propose { case, .. }
            | Self::Confirm { case, .. }
            | Self::Move { case, .. }
            | Self::Stay { case }
            | Self::Cancel { case, .. }
            | Self::Decline { case, .. }
            | Self::Complete { case, .. }
            | Self::Reply { case, .. }
            | Self::Consent { case, .. }
            | Self::Wait { case }
            | Self::Note { case, .. }
            | Self::Party { case, .. }
            | Self::Writer { case, .. }
            | Self::Together { case, .. }
            | Self::Apart { case }
            | Self::Programme { case, .. }
            | Self::Place { case, .. }
            | Self::QueueAgain { case }
            | Self::Sheet { case } => Some(Object::Case { case: *case }),
            Self::Memo(memo) => memo.case().map(|case| Object::Case { case }),
            Self::Export(export) => export.case().map(|case| Object::Case { case }),
            Self::ReadMail { number }
            | Self::LinkMail { number, .. }
            | Self::OpenMail { number }
            | Self::ForwardMail { number, .. }
            | Self::AnswerMail { number, .. }
            | Self::DismissMail { number } => Some(Object::Mail { number: *number }),
            Self::SendAgain { letter } | Self::LetGo { letter } => {
                Some(Object::Letter { letter: letter.clone() })
            }
            Self::ShowWijk { wijk } | Self::Day { wijk, .. } => {
                wijk.clone().map(|wijk| Object::Wijk { wijk })
            }
            Self::CloseWijk { wijk, .. }
            | Self::OpenWijk { wijk, .. }
            | Self::ReplaceHost { wijk, .. }
            | Self::Contacts { wijk } => Some(Object::Wijk { wijk: wijk.clone() }),
            Self::Overview { .. }
            | Self::Agenda { .. }
            | Self::Search { .. }
            | Self::New { .. }
            | Self::Queue { .. }
            | Self::Knowledge(_)
            | Self::Yes { .. }
            | Self::No { .. }
            | Self::Undo { .. }
            | Self::Status
            | Self::Pause { .. }
            | Self::Resume
            | Self::Reload
            | Self::Checkup
            | Self::Logbook { .. }
            | Self::Privacy(_)
            | Self::Figures { .. }
            | Self::WhoAmI
            | Self::Help { .. } => None,
        }
    }
}
