//! Reasons: why a day suits or does not, why a mail was filed, why a step was taken.
//!
//! Values, not sentences: the words for them stand in `templates/`, so that staff can edit them and
//! both languages say the same thing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::consent::Voice;
use super::ids::VisitId;
use super::people::Office;
use super::time::Instant;
use super::wijk::Hours;

/// Why a day or a slot is closed or less suitable. In templates: `reason.kind` and its fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Reason {
    // Closed.
    InThePast,
    TooSoon {
        office: Office,
        notice_days: u32,
        first: NaiveDate,
    },
    TooFarAhead,
    Holiday {
        name: String,
    },
    WijkClosed {
        why: String,
    },
    OutsideOpeningHours,
    Taken {
        by: VisitId,
    },
    WeekFull {
        max: u32,
    },
    DayFull {
        max: u32,
    },
    /// Offered to another guest, who did not choose yet. Lapses that, it is free again.
    Offered {
        by: VisitId,
        until: Instant,
    },
    /// Outside recess a Kamerlid sits in the Kamer from Tuesday to Thursday.
    KamerDay,
    /// Ministerraad on Friday, onderraden on Tuesday morning, vragenuur on Tuesday 14:00-15:00.
    CabinetDay {
        what: CabinetDuty,
    },
    Prinsjesdag,
    /// What config says of the agenda of an office.
    OfficeBusy {
        why: String,
    },
    GuestCannot {
        text: String,
    },
    NoHost,
    /// Config says that a host cannot then.
    HostAway,
    /// Somebody whose yes it needs said no, or nothing.
    NoYes {
        voice: Voice,
    },
    PartyTooLarge {
        max: u32,
    },
    /// The host receives in a wijk that is too far away.
    OtherWijkSameDay {
        by: VisitId,
    },
    /// The guest has another visit at that time, or in another wijk on that day.
    GuestElsewhere {
        by: VisitId,
    },
    /// The guest has a visit in another wijk, and cannot travel there in the time between.
    TravelTooShort {
        minutes: u32,
        by: VisitId,
    },
    /// A guest sees two wijken on one day at most.
    ThreeWijken,
    /// Staff put it on one day with another visit, and that one is on another day.
    NotTogether {
        with: VisitId,
    },
    // Rather not.
    RatherNotHoliday {
        name: String,
    },
    SchoolHoliday {
        name: String,
    },
    Carnival,
    BridgeDay,
    // In its favour.
    /// The contact person is taken; of the others this one has the fewest visits, ahead and of the last
    /// 52 weeks.
    StandsIn {
        visits: usize,
    },
    GuestWants {
        text: String,
    },
    GuestPrefers {
        text: String,
    },
    SuitsOffice {
        office: Office,
    },
    InRecess {
        name: String,
    },
}

/// What keeps a member of the cabinet in The Hague.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CabinetDuty {
    Ministerraad,
    Onderraden,
    Vragenuur,
}

/// Whether a day suits, always with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct DayVerdict {
    pub suits: Suits,
    pub reasons: Vec<Reason>,
    /// Within which hours a visit of the usual length can still be; none on a day that is closed.
    #[serde(default)]
    pub free: Vec<Hours>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suits {
    Good,
    RatherNot,
    Closed,
}

/// Why this wijk and not another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WijkChoice {
    Named,
    ByTheme {
        themes: Vec<super::people::Theme>,
    },
    /// The guest named the municipality it lies in.
    ByMunicipality,
    /// The fewest visits, those ahead and those of the last 52 weeks together.
    ByLoad {
        visits_ahead: u32,
        #[serde(default)]
        held: u32,
    },
    ByStaff,
}
