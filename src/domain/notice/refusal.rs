//! Why a command was not carried out, as facts; `templates/chat/niet-uitgevoerd.txt` has the words.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::preview::PreviewOf;
use crate::domain::config_fault::ConfigFault;
use crate::domain::consent::Voice;
use crate::domain::ids::{ContactId, LetterId, VisitId, WijkId};
use crate::domain::people::Role;
use crate::domain::post::Paused;
use crate::domain::reason::Reason;
use crate::domain::stage::Stage;
use crate::domain::time::{Instant, Slot};

/// Why two cases cannot be put on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// It shares its day with no other case.
    NotTogether,
    OneCase,
    /// Who comes is known of both, and is not one person.
    OtherGuest,
    OneWijk,
    ThirdWijk,
    TooFar,
}

/// Why letters about a case cannot go to the address that staff gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoOffice {
    /// More than one was given.
    Several,
    /// No letter can be sent there, or nobody reads it.
    Unusable,
    /// A contact person or the bot itself: they receive guests, they are none.
    Ours,
    /// Letters go there already.
    Known,
}

/// A case that keeps others out with an offer, and until when: after that it may be free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HeldFor {
    pub case: VisitId,
    pub until: Instant,
}

impl HeldFor {
    /// A reason that comes down to that.
    pub fn of(reason: &Reason) -> Option<Self> {
        let Reason::Offered { by, until } = reason else { return None };
        Some(Self { case: *by, until: *until })
    }
}

/// What waits for a yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenPreview {
    pub number: u32,
    pub made: Instant,
    pub what: PreviewOf,
}

/// Why a command was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "refusal")]
pub enum Refusal {
    NoRight {
        role: Role,
        needs: Role,
    },
    NoSuchCase {
        case: VisitId,
    },
    CaseClosed {
        case: VisitId,
        stage: Stage,
    },
    WrongStage {
        case: VisitId,
        stage: Stage,
    },
    NoSuchOption {
        case: VisitId,
        options: Vec<u32>,
        /// They wanted it with a reservation.
        reserved: bool,
    },
    SlotNotFree {
        case: VisitId,
        /// An appointment stands and was to move.
        moves: bool,
        slot: Slot,
        reasons: Vec<Reason>,
        held: Vec<HeldFor>,
    },
    NothingFree {
        case: VisitId,
        /// An appointment stands and was to move.
        moves: bool,
        /// The day that was named without an hour: with one it is for staff to say.
        day: Option<NaiveDate>,
        reasons: Vec<Reason>,
        held: Vec<HeldFor>,
    },
    /// Nobody waits for a yes of theirs.
    NoYesNeeded {
        case: VisitId,
        voice: Voice,
    },
    /// No wijk was named, or by a name that we do not know (`place`).
    NeedsWijk {
        case: VisitId,
        place: Option<String>,
    },
    CannotJoin {
        case: VisitId,
        other: VisitId,
        why: Apart,
    },
    /// Nobody is left for this host to take over from: in the case, or in the wijk.
    AlreadyReceives {
        wijk: WijkId,
        host: ContactId,
        case: Option<VisitId>,
    },
    Outdated {
        number: u32,
    },
    /// The case is no longer as the button showed it.
    OldButton {
        case: VisitId,
    },
    NoPreview,
    /// A bare yes, and several things it could mean, or one from long ago.
    WhichPreview {
        previews: Vec<OpenPreview>,
    },
    NothingToUndo,
    /// Whoever made the preview of a letter to a bewindspersoon does not say yes to it; `staff` may.
    FourEyes {
        number: u32,
        staff: Vec<String>,
    },
    NoOffice {
        why: NoOffice,
        /// That they were to write about from now on; `None` for a request that has none yet.
        case: Option<VisitId>,
    },
    /// What was typed as a request by telephone is about nobody.
    NamesNobody,
    /// What is asked is a letter to the office, and nobody knows its address.
    NoAddress {
        case: VisitId,
    },
    /// Nobody need be rung about the case.
    NobodyToCall {
        case: VisitId,
    },
    /// Nobody took the case.
    NotTaken {
        case: VisitId,
    },
    /// Whoever speaks would pass the case on to themselves.
    ToOneself {
        case: VisitId,
    },
    /// Nobody of this name; `staff` are those who can take a case.
    NoSuchStaff {
        word: String,
        staff: Vec<String>,
    },
    /// It ended in a visit, or in none: another one is another case.
    CannotReopen {
        case: VisitId,
        stage: Stage,
    },
    /// The case has not ended.
    StillOpen {
        case: VisitId,
    },
    /// Something was offered or agreed in it already: its guest would wait for nothing.
    CannotMerge {
        case: VisitId,
        stage: Stage,
    },
    NoSuchMail {
        number: u32,
    },
    /// A contact person wrote it: they receive guests, they are none.
    MailOfHost {
        number: u32,
        host: ContactId,
    },
    /// Nobody is known to have written it, or nobody reads what is sent there.
    CannotAnswer {
        number: u32,
    },
    /// It belongs to an open case: a second one would stand beside it.
    MailHasCase {
        number: u32,
        case: VisitId,
    },
    /// The case began with a telephone call, or its words are erased.
    NoMailKept {
        case: VisitId,
    },
    /// The mail of the case is in the queue as it is.
    MailWaitsAlready {
        number: u32,
        case: VisitId,
    },
    AlreadyClosed {
        wijk: WijkId,
    },
    NotClosed {
        wijk: WijkId,
    },
    AlreadyWaiting {
        case: VisitId,
        until: Instant,
    },
    HostBusy {
        case: VisitId,
        host: ContactId,
        by: VisitId,
    },
    AlreadyPaused {
        paused: Paused,
    },
    /// A line of the programme lies before or after the visit.
    OutsideVisit {
        case: VisitId,
        slot: Slot,
        at: NaiveTime,
    },
    NotPaused,
    /// There is no running bot whose config could have changed.
    NotLive,
    /// Config on disk cannot be used; `more` faults are not named.
    ConfigFaulty {
        faults: Vec<ConfigFault>,
        more: usize,
    },
    /// Personal data is shown in rooms of our own only.
    NotInThisRoom,
    /// Nothing is kept of this person.
    NothingKept,
    /// It would erase a visit that is still to come.
    VisitAhead {
        case: VisitId,
        slot: Slot,
    },
    /// The number is that of another look, or something changed since.
    NotThisNumber,
    /// No letter of this name waits for the word of a person.
    NoSuchLetter {
        letter: LetterId,
    },
    /// What the letter says is over.
    LetterOfThePast {
        letter: LetterId,
    },
}
