//! Why nothing can be offered: the reasons for exactly the days that were asked for.
//!
//! Worked out only after a search that found nothing. A day counts once for each of its reasons, and
//! nothing is kept of it but the counts; a reason that explains many days comes before one that
//! explains few.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::reason::Reason;

use super::{Search, Timetable, WEEKS_AT_FIRST, Weeks, host};

/// Reasons given for a refusal: more would be a list, not an answer.
const REASONS_MAX: usize = 6;

/// On how many days each reason holds.
type Counts = BTreeMap<Reason, usize>;

/// The reasons of a refusal, those that explain the most days first and what is told by its nature
/// before what is told by chance; closing hours last, since every week has a weekend, unless the hours
/// that were asked for lie outside them on every day. Never empty.
pub(crate) fn most_telling(refused: &[Search<'_>]) -> Vec<Reason> {
    let mut counts = Counts::new();
    for search in refused {
        search.count_reasons(&mut counts);
    }
    let mut reasons: Vec<(Reason, usize)> = counts.into_iter().collect();
    let never_open = !refused.is_empty() && refused.iter().all(Search::is_never_open_then);
    if never_open {
        reasons.retain(|(reason, _)| holds_at_any_hour(reason));
    }
    reasons.sort_by_key(|(reason, days)| {
        let by_hours = *reason == Reason::OutsideOpeningHours;
        (by_hours != never_open, Reverse(*days), weight(reason))
    });
    reasons.truncate(REASONS_MAX);
    if reasons.is_empty() {
        // A desk without wijken.
        return vec![Reason::NoHost];
    }
    reasons.into_iter().map(|(reason, _)| reason).collect()
}

impl<'a> Search<'a> {
    fn count_reasons(&self, counts: &mut Counts) {
        let mut add = |reason| *counts.entry(reason).or_default() += 1;
        if let Some(refusal) = self.refusal() {
            return add(refusal);
        }
        let timetable = self.timetable();
        let mut weeks: Option<Weeks<'a>> = None;
        for day in self.days_asked_for() {
            let mut closed = self.calendar.closed(day, self.word(day)).peekable();
            if closed.peek().is_some() {
                closed.for_each(&mut add);
                continue;
            }
            let still_good = weeks.take().filter(|weeks| weeks.cover(day));
            let fresh = || self.holds.weeks(day, WEEKS_AT_FIRST);
            let weeks = weeks.insert(still_good.unwrap_or_else(fresh));
            let bridge_day = self.calendar.is_bridge_day(day).then_some(Reason::BridgeDay);
            let full: Vec<Reason> = self.holds.caps_reached(weeks, day).chain(bridge_day).collect();
            let why = if full.is_empty() { self.why_no_slot(weeks, &timetable, day) } else { full };
            let why = why.into_iter().flat_map(|reason| self.holds.if_offered(weeks, day, reason));
            without_repeats(why.collect()).into_iter().for_each(&mut add);
        }
    }

    /// Whether the hours that are wanted lie outside those of the wijk on each day that was asked for
    /// and on which it is open at all.
    fn is_never_open_then(&self) -> bool {
        let timetable = self.timetable();
        let open = |day: &NaiveDate| !self.starts(*day, &timetable).all().is_empty();
        let mut days = self.days_asked_for().into_iter().filter(open).peekable();
        self.refusal().is_none()
            && days.peek().is_some()
            && days.all(|day| self.wanted(day, &self.starts(day, &timetable)).is_empty())
    }

    /// The days that were named, wherever they lie; and those of the periods and weekdays, as far as
    /// they are within reach. Days too soon count only for somebody who asked for some days.
    fn days_asked_for(&self) -> Vec<NaiveDate> {
        let wants = &self.wishes.wants;
        let (first, last) = (self.calendar.first, self.calendar.last);
        let from = if wants.has_days() { self.now.date() } else { first };
        let mut days: Vec<NaiveDate> = wants.days(from, last).chain(wants.named_dates()).collect();
        if days.is_empty() {
            days = wants.one_day_of_each_period();
        }
        if days.is_empty() {
            days = vec![first];
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Why nothing is free on a day that is neither closed nor full.
    pub(crate) fn why_nothing_on(&self, day: NaiveDate) -> Vec<Reason> {
        self.why_no_slot(&self.holds.weeks(day, 1), &self.timetable(), day)
    }

    /// Why no slot of a day that is neither closed nor full will do, without repeats.
    fn why_no_slot(&self, weeks: &Weeks<'a>, timetable: &Timetable, day: NaiveDate) -> Vec<Reason> {
        let near = weeks.near(&self.holds, day);
        let mut reasons = Vec::new();
        let starts = self.starts(day, timetable);
        for (_, slot) in starts.slots(self.wanted(day, &starts), day) {
            match self.in_the_way(slot) {
                Some(reason) => reasons.push(reason),
                None => reasons.extend(host(slot, near).err().unwrap_or_default()),
            }
        }
        if reasons.is_empty() {
            reasons.push(Reason::OutsideOpeningHours);
        }
        without_repeats(reasons)
    }
}

/// What is worth telling to who asks for an evening: that some of those days are holidays is not.
fn holds_at_any_hour(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::OutsideOpeningHours
            | Reason::InThePast
            | Reason::TooSoon { .. }
            | Reason::TooFarAhead
    )
}

/// The smaller, the more it tells a guest about a day.
fn weight(reason: &Reason) -> u8 {
    match reason {
        Reason::InThePast => 0,
        Reason::PartyTooLarge { .. } => 1,
        Reason::Holiday { .. } => 2,
        Reason::Prinsjesdag => 3,
        Reason::WijkClosed { .. } => 4,
        Reason::TooSoon { .. } => 5,
        Reason::TooFarAhead => 6,
        Reason::CabinetDay { .. } => 7,
        Reason::OfficeBusy { .. } => 7,
        Reason::KamerDay => 8,
        Reason::BridgeDay => 9,
        Reason::GuestCannot { .. } => 10,
        Reason::GuestElsewhere { .. } => 11,
        Reason::TravelTooShort { .. } => 12,
        Reason::ThreeWijken => 13,
        Reason::NotTogether { .. } => 14,
        Reason::Offered { .. } => 15,
        Reason::Taken { .. } => 15,
        Reason::DayFull { .. } => 16,
        Reason::WeekFull { .. } => 17,
        // Never the planner's own reason.
        Reason::NoHost | Reason::HostAway | Reason::NoYes { .. } => 18,
        Reason::OtherWijkSameDay { .. } => 19,
        Reason::OutsideOpeningHours => 20,
        Reason::RatherNotHoliday { .. }
        | Reason::SchoolHoliday { .. }
        | Reason::Carnival
        | Reason::StandsIn { .. }
        | Reason::GuestWants { .. }
        | Reason::GuestPrefers { .. }
        | Reason::SuitsOffice { .. }
        | Reason::InRecess { .. } => 21,
    }
}

pub(crate) fn without_repeats(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut seen = Vec::with_capacity(reasons.len());
    for reason in reasons {
        if !seen.contains(&reason) {
            seen.push(reason);
        }
    }
    seen
}
