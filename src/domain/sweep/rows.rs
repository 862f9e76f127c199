//! Visits in a line each, open and closed: what can be counted, and nothing of a person.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::ids::{VisitId, WijkId};
use crate::domain::people::{Office, Party};
use crate::domain::stage::Stage;
use crate::domain::time::{Days, Instant, today};
use crate::domain::visit::Visit;

/// The visits in these days, or all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    days: Option<Days>,
    rows: Vec<Row>,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    pub case: VisitId,
    pub wijk: Option<WijkId>,
    pub office: Office,
    pub stage: Stage,
    pub asked: Instant,
    pub confirmed: Option<Instant>,
    /// On which it is or was to be; what was called off has none.
    pub day: Option<NaiveDate>,
    pub party: Option<Party>,
}

impl Rows {
    pub fn new(days: Option<Days>) -> Self {
        Self { days, rows: Vec::new() }
    }

    pub fn take(&mut self, visit: &Visit) {
        let row = Row::of(visit);
        if self.days.is_none_or(|days| row.falls_in(days)) {
            self.rows.push(row);
        }
    }

    /// In the order of their numbers.
    pub fn sorted(&self) -> Vec<Row> {
        let mut rows = self.rows.clone();
        rows.sort_by_key(|row| row.case);
        rows
    }
}

impl Row {
    fn of(visit: &Visit) -> Self {
        let agreed = visit.appointment.as_ref();
        Self {
            case: visit.id,
            wijk: visit.in_wijk().cloned(),
            office: visit.guest.office,
            stage: visit.stage,
            asked: visit.opened,
            confirmed: visit.first_confirmed(),
            day: agreed.map(|agreed| agreed.slot.day()),
            party: visit.guest.party,
        }
    }

    /// By its day, or by the day on which it was asked for while it has none.
    fn falls_in(&self, days: Days) -> bool {
        days.contains(self.day.unwrap_or(today(self.asked)))
    }
}
