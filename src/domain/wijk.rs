//! A wijk that receives guests: what it is, who receives, when it is open.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use super::availability::{ClosedPeriod, Hours, OpenDay};
use super::ids::{ContactId, VisitId, WijkId};
use super::people::Theme;
use super::time::Days;
use super::voice::Voice;

/// The three regions in which school holidays are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SchoolRegion {
    Noord,
    Midden,
    Zuid,
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
    /// Who answers for the residents; `None` where staff say so for them.
    #[serde(default)]
    pub residents: Option<ContactId>,
    /// Whose yes a visit needs; `None`: as everywhere.
    #[serde(default)]
    pub confirm: Option<Vec<Voice>>,
    pub opening: BTreeMap<OpenDay, Vec<Hours>>,
    /// Days with other hours than the week has: all the hours of such a day.
    #[serde(default)]
    pub open_on: BTreeMap<NaiveDate, Vec<Hours>>,
    /// Of the schools here, where they are not those of the region.
    #[serde(default)]
    pub school_holidays: Vec<OwnHoliday>,
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
    /// A `text` like any other: a room outside the house does not show it.
    #[serde(rename = "text", alias = "what")]
    pub what: String,
}

impl Wijk {
    /// The wijk as a visit finds it for which another place to meet was agreed.
    pub fn meeting_at(&self, place: &str) -> Self {
        Self { meeting_point: Some(place.to_owned()), ..self.clone() }
    }
}

/// A school holiday of one wijk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnHoliday {
    pub name: String,
    pub days: Days,
}

/// What staff decided about a wijk in chat: kept in state, on top of config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WijkBook {
    pub wijk: WijkId,
    pub closed: Vec<ClosedPeriod>,
}

/// Days of which a visit that took place counts for who receives next.
const YEAR_DAYS: u64 = 7 * 52;

/// The visits that a wijk received in the last 52 weeks. A closed visit leaves the live state; this is
/// what stays of it, so that caps hold to the end of the week and work is shared out over a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WijkYear {
    pub wijk: WijkId,
    /// In the order of time.
    pub held: Vec<HeldVisit>,
}

/// A visit that took place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HeldVisit {
    pub day: NaiveDate,
    pub visit: VisitId,
    pub host: ContactId,
}

impl WijkYear {
    pub fn new(wijk: WijkId) -> Self {
        Self { wijk, held: Vec::new() }
    }

    /// Adds a visit, once, and forgets what is more than 52 weeks ago.
    pub fn add(&mut self, visit: HeldVisit, today: NaiveDate) {
        let known = |other: &HeldVisit| other.visit == visit.visit;
        self.held.retain(|other| !known(other) && is_of_this_year(other.day, today));
        self.held.push(visit);
        self.held.sort_unstable();
    }

    /// Those of the 52 weeks before today.
    pub fn held_by(&self, today: NaiveDate) -> impl Iterator<Item = &HeldVisit> {
        self.held.iter().filter(move |visit| is_of_this_year(visit.day, today))
    }
}

fn is_of_this_year(day: NaiveDate, today: NaiveDate) -> bool {
    today.checked_sub_days(chrono::Days::new(YEAR_DAYS)).is_none_or(|from| from < day)
}
