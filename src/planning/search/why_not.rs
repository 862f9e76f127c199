//! Why nothing can be offered: the reasons for exactly the days that were asked for.
//!
//! Worked out only after a search that found nothing, so it may take its time. A reason that explains
//! many days comes before one that explains few.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::reason::Reason;

use super::Search;

/// Reasons given for a refusal: more would be a list, not an answer.
const REASONS_MAX: usize = 6;

impl Search<'_> {
    /// Why nothing was found: a list of reasons for each day that was asked for.
    pub(crate) fn why_nothing(&self) -> Vec<Vec<Reason>> {
        match self.refusal() {
            Some(refusal) => vec![vec![refusal]],
            None => self.days_asked_for().into_iter().map(|day| self.why_not(day)).collect(),
        }
    }

    /// The days that were named, wherever they lie; and those of the periods and weekdays, as far as
    /// they are within reach. Days too soon count only for somebody who asked for some days.
    fn days_asked_for(&self) -> Vec<NaiveDate> {
        let wants = &self.wishes.wants;
        let (first, last) = (self.calendar.first, self.calendar.last);
        let from = if wants.has_days() { self.now.date() } else { first };
        let mut days: Vec<NaiveDate> = from
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| wants.asks_for(*day))
            .chain(wants.named_dates())
            .collect();
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

    /// Why a day has nothing to offer, without repeats.
    fn why_not(&self, day: NaiveDate) -> Vec<Reason> {
        let judged = self.calendar.judge(day, self.word(day));
        if !judged.closed.is_empty() {
            return judged.closed;
        }
        let mut reasons = self.holds.caps_reached(day);
        reasons.extend(judged.rather_not.into_iter().filter(|r| *r == Reason::BridgeDay));
        if !reasons.is_empty() {
            return reasons;
        }
        for slot in self.wanted(day) {
            match self.in_the_way(slot) {
                Some(reason) => reasons.push(reason),
                None => reasons.extend(self.host(slot).err().unwrap_or_default()),
            }
        }
        if reasons.is_empty() {
            reasons.push(Reason::OutsideOpeningHours);
        }
        without_repeats(reasons)
    }
}

/// The reasons of a refusal, those that explain the most days first and what is told by its nature
/// before what is told by chance; closing hours last, since every week has a weekend. Never empty.
pub(crate) fn most_telling(days: Vec<Vec<Reason>>) -> Vec<Reason> {
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    for reason in days.into_iter().flatten() {
        *counts.entry(reason).or_default() += 1;
    }
    let mut reasons: Vec<(Reason, usize)> = counts.into_iter().collect();
    reasons.sort_by_key(|(reason, days)| {
        (*reason == Reason::OutsideOpeningHours, Reverse(*days), weight(reason))
    });
    reasons.truncate(REASONS_MAX);
    if reasons.is_empty() {
        // A desk without wijken.
        return vec![Reason::NoHost];
    }
    reasons.into_iter().map(|(reason, _)| reason).collect()
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
        Reason::KamerDay => 8,
        Reason::BridgeDay => 9,
        Reason::GuestCannot { .. } => 10,
        Reason::Taken { .. } => 11,
        Reason::DayFull { .. } => 12,
        Reason::WeekFull { .. } => 13,
        Reason::NoHost => 14,
        Reason::OtherWijkSameDay { .. } => 15,
        Reason::OutsideOpeningHours => 16,
        Reason::RatherNotHoliday { .. }
        | Reason::SchoolHoliday { .. }
        | Reason::Carnival
        | Reason::GuestWants { .. }
        | Reason::GuestPrefers { .. }
        | Reason::SuitsOffice { .. }
        | Reason::InRecess { .. } => 17,
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
