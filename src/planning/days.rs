//! What a day is like for a wijk and a guest: closed, rather not, or good, with every reason.
//!
//! Judges by the calendar only; what is held on the day is `holds`' business. A rule binds on
//! somebody's word: a guest who names a day themselves has looked at their own agenda, and staff may
//! go against everything that is not closed for the wijk.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::calendar;
use crate::domain::desk::{Desk, SchoolHoliday};
use crate::domain::people::Office;
use crate::domain::reason::{CabinetDuty, Reason};
use crate::domain::state::State;
use crate::domain::time::{Instant, today};
use crate::domain::wijk::{ClosedPeriod, OpenDay, Wijk};

use super::office;

/// On whose word a day is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    /// Nobody's: the planner looks around.
    Planner,
    /// The guest named this day: the habits of the Kamer no longer count, the rest does.
    Guest,
    /// Staff: neither notice nor the days of the office count.
    Staff,
}

/// A day with everything there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Judged {
    pub(crate) closed: Vec<Reason>,
    pub(crate) rather_not: Vec<Reason>,
    pub(crate) favour: Vec<Reason>,
}

/// The calendar of one wijk for guests of one office.
#[derive(Debug)]
pub(crate) struct Calendar<'a> {
    desk: &'a Desk,
    wijk: &'a Wijk,
    office: Option<Office>,
    closed_by_staff: &'a [ClosedPeriod],
    today: NaiveDate,
    /// The first day that notice allows.
    pub(crate) first: NaiveDate,
    /// The last day that is not too far ahead.
    pub(crate) last: NaiveDate,
}

impl<'a> Calendar<'a> {
    pub(crate) fn new(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        wijk: &'a Wijk,
        office: Option<Office>,
    ) -> Self {
        let today = today(now);
        let ahead = Days::new(u64::from(desk.planning.ahead_days_max));
        Self {
            desk,
            wijk,
            office,
            closed_by_staff: state.book(&wijk.id).map_or(&[], |book| &book.closed),
            today,
            first: office.map_or(today, |office| desk.first_day_for(office, now)),
            last: today.checked_add_days(ahead).unwrap_or(NaiveDate::MAX),
        }
    }

    pub(crate) fn judge(&self, day: NaiveDate, word: Word) -> Judged {
        let closed = self.closed(day, word);
        if !closed.is_empty() {
            return Judged { closed, ..Judged::default() };
        }
        Judged { closed, rather_not: self.rather_not(day), favour: self.favour(day) }
    }

    /// Every reason why nobody can be received, the most telling first.
    pub(crate) fn closed(&self, day: NaiveDate, word: Word) -> Vec<Reason> {
        if day < self.today {
            return vec![Reason::InThePast];
        }
        let mut reasons = Vec::new();
        reasons.extend(self.holiday(day));
        reasons.extend(self.prinsjesdag(day, word));
        reasons.extend(self.wijk_closed(day));
        reasons.extend(self.too_soon(day, word));
        reasons.extend((day > self.last).then_some(Reason::TooFarAhead));
        reasons.extend(self.away(day, word));
        reasons.extend(self.not_open(day).then_some(Reason::OutsideOpeningHours));
        reasons
    }

    fn holiday(&self, day: NaiveDate) -> Option<Reason> {
        let holiday = calendar::holiday(day)?;
        let also = self.desk.planning.also_closed.iter().any(|name| name == holiday.name);
        (holiday.closed || also).then(|| Reason::Holiday { name: holiday.name.to_owned() })
    }

    fn prinsjesdag(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        let national = self.office.is_some_and(Office::is_national) && word != Word::Staff;
        (national && calendar::is_week_of_prinsjesdag(day)).then_some(Reason::Prinsjesdag)
    }

    fn wijk_closed(&self, day: NaiveDate) -> Option<Reason> {
        let mut periods = self.wijk.closed.iter().chain(self.closed_by_staff);
        let period = periods.find(|period| period.days.contains(day))?;
        Some(Reason::WijkClosed { why: period.why.clone() })
    }

    fn too_soon(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        let office = self.office?;
        (day < self.first && word != Word::Staff).then(|| Reason::TooSoon {
            office,
            notice_days: self.desk.planning.notice_days_for(office),
            first: self.first,
        })
    }

    /// The duties in The Hague that take the whole day.
    fn away(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        match (self.office?, word) {
            (_, Word::Staff) => None,
            (Office::Kamerlid, Word::Planner) => self.kamer_sits(day).then_some(Reason::KamerDay),
            (Office::Bewindspersoon, Word::Planner | Word::Guest) => {
                let whole_day = |(duty, hours): (CabinetDuty, Option<_>)| {
                    hours.is_none().then_some(Reason::CabinetDay { what: duty })
                };
                office::duties_on(day).into_iter().find_map(whole_day)
            }
            (
                Office::Kamerlid
                | Office::Wethouder
                | Office::Burgemeester
                | Office::Raadslid
                | Office::Statenlid
                | Office::Ambtenaar
                | Office::Other,
                Word::Planner | Word::Guest,
            ) => None,
        }
    }

    fn kamer_sits(&self, day: NaiveDate) -> bool {
        office::is_kamer_day(day) && self.desk.recess_on(day).is_none()
    }

    fn not_open(&self, day: NaiveDate) -> bool {
        self.wijk.opening.get(&OpenDay::from(day.weekday())).is_none_or(Vec::is_empty)
    }

    fn rather_not(&self, day: NaiveDate) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let Some(holiday) = calendar::holiday(day) {
            reasons.push(Reason::RatherNotHoliday { name: holiday.name.to_owned() });
        }
        let in_region = |holiday: &&SchoolHoliday| {
            holiday.days.contains(day) && holiday.regions.contains(&self.wijk.school_region)
        };
        if let Some(holiday) = self.desk.school_holidays.iter().find(in_region) {
            reasons.push(Reason::SchoolHoliday { name: holiday.name.clone() });
        }
        if self.wijk.carnival && calendar::is_carnival(day) {
            reasons.push(Reason::Carnival);
        }
        if calendar::is_bridge_day(day) {
            reasons.push(Reason::BridgeDay);
        }
        reasons.extend(self.half_away(day));
        reasons
    }

    /// What speaks against a day that is not closed on somebody's word: a Kamerlid who named a day
    /// on which the Kamer sits, the Tuesday of a member of the cabinet.
    fn half_away(&self, day: NaiveDate) -> Vec<Reason> {
        match self.office {
            Some(Office::Kamerlid) if self.kamer_sits(day) => vec![Reason::KamerDay],
            Some(Office::Bewindspersoon) => office::duties_on(day)
                .into_iter()
                .map(|(what, _)| Reason::CabinetDay { what })
                .collect(),
            Some(
                Office::Kamerlid
                | Office::Wethouder
                | Office::Burgemeester
                | Office::Raadslid
                | Office::Statenlid
                | Office::Ambtenaar
                | Office::Other,
            )
            | None => Vec::new(),
        }
    }

    fn favour(&self, day: NaiveDate) -> Vec<Reason> {
        let Some(office) = self.office else { return Vec::new() };
        let mut reasons = Vec::new();
        if office::suits(office, day) {
            reasons.push(Reason::SuitsOffice { office });
        }
        if let Some(recess) = self.desk.recess_on(day).filter(|_| office.is_national()) {
            reasons.push(Reason::InRecess { name: recess.name.clone() });
        }
        reasons
    }
}
