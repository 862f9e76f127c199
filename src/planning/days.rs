//! What a day is like for a wijk and a guest: closed, rather not, or good, with every reason.
//!
//! Judges by the calendar only; what is held on the day is `holds`' business. A rule binds on
//! somebody's word: a guest who names a day themselves has looked at their own agenda, and staff may
//! go against everything that is not closed for the wijk.
//!
//! Each rule says its reason or nothing, and the rules are asked one by one: a search that only wants
//! to know whether there is any stops at the first, and no reason is built for a day that is good.
//! `rows` says the same of a whole year at once.

mod rows;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::calendar::{self, Holiday, Year, working_days_after};
use crate::domain::desk::{Busy, Desk, SchoolHoliday};
use crate::domain::people::Office;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot, today};
use crate::domain::wijk::{ClosedPeriod, Hours, OpenDay, Wijk};

use super::office::{self, AwayOn, Duty, Word};

type Rule<Calendar> = fn(&Calendar, NaiveDate, Word) -> Option<Reason>;

/// The calendar of one wijk for guests of one office.
#[derive(Debug)]
pub(crate) struct Calendar<'a> {
    desk: &'a Desk,
    wijk: &'a Wijk,
    office: Option<Office>,
    closed_by_staff: &'a [ClosedPeriod],
    /// This year and the next, which is as far as most searches look.
    years: [Year; 2],
    /// From Monday to Sunday.
    opening: [&'a [Hours]; 7],
    today: NaiveDate,
    /// The first day that notice allows.
    pub(crate) first: NaiveDate,
    /// The last day that is not too far ahead.
    pub(crate) last: NaiveDate,
}

impl<'a> Calendar<'a> {
    /// What closes a day, the most telling first.
    const CLOSES: [Rule<Self>; 8] = [
        Self::closed_for_holiday,
        Self::prinsjesdag,
        Self::wijk_closed,
        Self::too_soon,
        Self::too_far_ahead,
        Self::away,
        Self::busy_all_day,
        Self::not_open,
    ];

    pub(crate) fn new(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        wijk: &'a Wijk,
        office: Option<Office>,
    ) -> Self {
        let today = today(now);
        let first = office.map_or(today, |office| desk.first_day_for(office, now));
        let ahead = Days::new(u64::from(desk.planning.ahead_days_for(office)));
        Self {
            desk,
            wijk,
            office,
            closed_by_staff: state.book(&wijk.id).map_or(&[], |book| &book.closed),
            years: [today.year(), today.year() + 1].map(Year::new),
            opening: [1, 2, 3, 4, 5, 6, 7].map(|number| {
                wijk.opening.get(&OpenDay(number)).map(Vec::as_slice).unwrap_or_default()
            }),
            today,
            first,
            last: today.checked_add_days(ahead).unwrap_or(NaiveDate::MAX),
        }
    }

    /// The first day for which an offer holds its slots in full before notice begins.
    pub(crate) fn unhurried(&self) -> NaiveDate {
        let answered = working_days_after(self.today, self.desk.planning.hold_working_days);
        self.first + (answered - self.today)
    }

    /// Every reason why nobody can be received, the most telling first.
    pub(crate) fn closed(&self, day: NaiveDate, word: Word) -> impl Iterator<Item = Reason> {
        let past = day < self.today;
        let rules = if past { &[] } else { Self::CLOSES.as_slice() };
        let reasons = rules.iter().filter_map(move |rule| rule(self, day, word));
        past.then_some(Reason::InThePast).into_iter().chain(reasons)
    }

    /// The opening hours of the wijk on this day.
    pub(crate) fn opening(&self, day: NaiveDate) -> &'a [Hours] {
        let on_this_day = self.wijk.open_on.get(&day).map(Vec::as_slice);
        on_this_day.unwrap_or_else(|| self.opening_on(day.weekday()))
    }

    /// Whether this day has other hours than the week has.
    pub(crate) fn has_own_hours(&self, day: NaiveDate) -> bool {
        self.wijk.open_on.contains_key(&day)
    }

    fn opening_on(&self, weekday: Weekday) -> &'a [Hours] {
        let weekday = weekday.num_days_from_monday() as usize;
        self.opening.get(weekday).copied().unwrap_or_default()
    }

    /// From Monday to Sunday.
    pub(crate) fn opening_by_weekday(&self) -> [&'a [Hours]; 7] {
        self.opening
    }

    fn year(&self, day: NaiveDate) -> Year {
        self.year_of(day.year())
    }

    fn year_of(&self, number: i32) -> Year {
        let known = self.years.iter().find(|year| year.number() == number);
        known.copied().unwrap_or_else(|| Year::new(number))
    }

    fn holiday(&self, day: NaiveDate) -> Option<Holiday> {
        self.year(day).holiday(day)
    }

    pub(crate) fn is_bridge_day(&self, day: NaiveDate) -> bool {
        calendar::is_squeezed(day, |day| self.holiday(day))
    }

    fn closed_for_holiday(&self, day: NaiveDate, _: Word) -> Option<Reason> {
        let holiday = self.holiday(day).filter(|holiday| self.is_closed_for(holiday))?;
        Some(Reason::Holiday { name: holiday.name.to_owned() })
    }

    fn is_closed_for(&self, holiday: &Holiday) -> bool {
        holiday.closed || self.desk.planning.also_closed.iter().any(|name| name == holiday.name)
    }

    fn prinsjesdag(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        let minds = self.minds_prinsjesdag(word);
        (minds && self.year(day).is_week_of_prinsjesdag(day)).then_some(Reason::Prinsjesdag)
    }

    fn minds_prinsjesdag(&self, word: Word) -> bool {
        self.office.is_some_and(Office::is_national) && word != Word::Staff
    }

    fn wijk_closed(&self, day: NaiveDate, _: Word) -> Option<Reason> {
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

    fn too_far_ahead(&self, day: NaiveDate, _: Word) -> Option<Reason> {
        (day > self.last).then_some(Reason::TooFarAhead)
    }

    /// The duties in The Hague that take the whole day.
    fn away(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        match office::away(self.office?, word)? {
            AwayOn::KamerDays => self.kamer_sits(day).then_some(Reason::KamerDay),
            AwayOn::CabinetDays => {
                let whole_day = |(what, hours): &Duty| {
                    hours.is_none().then_some(Reason::CabinetDay { what: *what })
                };
                office::duties_on(day.weekday()).iter().find_map(whole_day)
            }
        }
    }

    fn busy_all_day(&self, day: NaiveDate, word: Word) -> Option<Reason> {
        let all_day = |busy: &&Busy| busy.hours.is_none() && busy.is_on(day.weekday());
        let found = self.busy().iter().find(all_day).filter(|_| word != Word::Staff)?;
        Some(Reason::OfficeBusy { why: found.why.clone() })
    }

    fn busy(&self) -> &'a [Busy] {
        self.desk.planning.busy(self.office)
    }

    /// What config says keeps the guest during (a part of) this slot.
    pub(crate) fn busy_during(&self, slot: Slot) -> Option<Reason> {
        let found = self.busy().iter().find(|busy| busy.is_during(slot))?;
        Some(Reason::OfficeBusy { why: found.why.clone() })
    }

    /// Whether config says that the guest is kept for some of this day.
    pub(crate) fn is_busy_on(&self, day: NaiveDate) -> bool {
        self.busy().iter().any(|busy| busy.is_on(day.weekday()))
    }

    /// Whether each week has the same hours, for the wijk as for the guest.
    pub(crate) fn is_regular(&self) -> bool {
        self.wijk.open_on.is_empty() && self.busy().is_empty()
    }

    fn kamer_sits(&self, day: NaiveDate) -> bool {
        office::is_kamer_day(day.weekday()) && self.desk.recess_on(day).is_none()
    }

    fn not_open(&self, day: NaiveDate, _: Word) -> Option<Reason> {
        self.opening(day).is_empty().then_some(Reason::OutsideOpeningHours)
    }

    /// Whether there is anything to say for having the visit on another day.
    pub(crate) fn is_rather_not(&self, day: NaiveDate) -> bool {
        self.holiday(day).is_some()
            || self.school_holiday(day).is_some()
            || self.is_carnival(day)
            || self.is_bridge_day(day)
            || self.half_away(day).next().is_some()
    }

    /// What speaks against a day that is not closed.
    pub(crate) fn rather_not(&self, day: NaiveDate) -> Vec<Reason> {
        let holiday = |holiday: Holiday| Reason::RatherNotHoliday { name: holiday.name.to_owned() };
        let school = |name: &str| Reason::SchoolHoliday { name: name.to_owned() };
        let mut reasons = Vec::new();
        reasons.extend(self.holiday(day).map(holiday));
        reasons.extend(self.school_holiday(day).map(school));
        reasons.extend(self.is_carnival(day).then_some(Reason::Carnival));
        reasons.extend(self.is_bridge_day(day).then_some(Reason::BridgeDay));
        reasons.extend(self.half_away(day));
        reasons
    }

    fn school_holiday(&self, day: NaiveDate) -> Option<&'a str> {
        if let Some(own) = self.own_school_holiday(day) {
            return own;
        }
        let in_region = |holiday: &&SchoolHoliday| {
            holiday.days.contains(day) && holiday.regions.contains(&self.wijk.school_region)
        };
        Some(self.desk.school_holidays.iter().find(in_region)?.name.as_str())
    }

    /// Where the schools of the wijk have holidays of their own, those are all.
    fn own_school_holiday(&self, day: NaiveDate) -> Option<Option<&'a str>> {
        let own = Some(&self.wijk.school_holidays).filter(|own| !own.is_empty())?;
        let now = own.iter().find(|holiday| holiday.days.contains(day));
        Some(now.map(|holiday| holiday.name.as_str()))
    }

    fn is_carnival(&self, day: NaiveDate) -> bool {
        self.wijk.carnival && self.year(day).is_carnival(day)
    }

    /// What speaks against a day that is not closed on somebody's word: a Kamerlid who named a day
    /// on which the Kamer sits, the Tuesday of a member of the cabinet.
    fn half_away(&self, day: NaiveDate) -> impl Iterator<Item = Reason> {
        let kamerlid = self.office == Some(Office::Kamerlid);
        let sits = (kamerlid && self.kamer_sits(day)).then_some(Reason::KamerDay);
        let cabinet = self.office == Some(Office::Bewindspersoon);
        let duties = if cabinet { office::duties_on(day.weekday()) } else { &[] };
        let duties = duties.iter().map(|(what, _)| Reason::CabinetDay { what: *what });
        let busy = self.busy().iter().filter(move |busy| busy.is_on(day.weekday()));
        let busy = busy.map(|busy| Reason::OfficeBusy { why: busy.why.clone() });
        sits.into_iter().chain(duties).chain(busy)
    }

    /// What speaks for a day.
    pub(crate) fn favour(&self, day: NaiveDate) -> impl Iterator<Item = Reason> {
        self.office.into_iter().flat_map(move |office| {
            let suits = office::suits(office, day).then_some(Reason::SuitsOffice { office });
            suits.into_iter().chain(self.in_recess(day, office))
        })
    }

    fn in_recess(&self, day: NaiveDate, office: Office) -> Option<Reason> {
        let recess = office.is_national().then(|| self.desk.recess_on(day)).flatten()?;
        Some(Reason::InRecess { name: recess.name.clone() })
    }

    /// Whether any day at all can have something that speaks for it.
    pub(crate) fn can_favour(&self) -> bool {
        self.office.is_some_and(Office::is_national)
    }
}
