//! A wijk that receives guests: what it is, who receives, when it is open.

use std::collections::BTreeMap;

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, WijkId};
use super::people::Theme;
use super::time::Days;

/// The three regions in which school holidays are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolRegion {
    Noord,
    Midden,
    Zuid,
}

/// Hours of one day, from `from` up to `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    pub from: NaiveTime,
    pub until: NaiveTime,
}

/// What config says of one wijk. Durations are minutes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wijk {
    pub id: WijkId,
    /// As the bot writes it: `Vollenhoven`.
    pub name: String,
    /// Other spellings that mail uses.
    pub also_known_as: Vec<String>,
    pub municipality: String,
    /// Places elsewhere with the same name: seen in a mail, they make the name ambiguous.
    pub not_to_confuse_with: Vec<String>,
    pub province: String,
    pub school_region: SchoolRegion,
    pub carnival: bool,
    pub description: String,
    /// Where guests are received; `None` while unknown, and then the letters say that it follows.
    pub meeting_point: Option<String>,
    /// What usually happens in a visit; none while it is not agreed.
    #[serde(default)]
    pub programme: Vec<ProgrammeLine>,
    pub station: Option<String>,
    pub themes: Vec<Theme>,
    /// The contact person first, then the backups in order.
    pub hosts: Vec<ContactId>,
    pub opening: BTreeMap<OpenDay, Vec<Hours>>,
    /// Periods in which nobody is received, known beforehand.
    pub closed: Vec<ClosedPeriod>,
    pub visits_per_week_max: u32,
    pub visits_per_day_max: u32,
    pub party_max: u32,
    pub duration_minutes: u32,
    pub buffer_minutes: u32,
    /// Minutes by road to the other wijken.
    pub travel_minutes: BTreeMap<WijkId, u32>,
}

/// One line of the programme of a visit. It counts from the beginning, so that it moves along with the
/// visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeLine {
    pub after_minutes: u32,
    pub what: String,
}

impl Wijk {
    /// The wijk as a visit finds it for which another place to meet was agreed.
    pub fn meeting_at(&self, place: &str) -> Self {
        Self { meeting_point: Some(place.to_owned()), ..self.clone() }
    }
}

/// A day of the week that can be a key in config, 1 = Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpenDay(pub u8);

impl From<Weekday> for OpenDay {
    fn from(day: Weekday) -> Self {
        Self(day.number_from_monday() as u8)
    }
}

/// Days on which a wijk receives nobody, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedPeriod {
    pub days: Days,
    pub why: String,
}

/// What staff decided about a wijk in chat: kept in state, on top of config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WijkBook {
    pub wijk: WijkId,
    pub closed: Vec<ClosedPeriod>,
}
