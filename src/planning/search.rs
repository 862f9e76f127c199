//! The free slots of one wijk for one ask.
//!
//! One pass over the days that may be offered at all, which are a set: is the day full, and which of
//! its starts are left when everything is taken out that stands in the way. No reason is built on the
//! way: most searches succeed, so `why_not` works them out afterwards, for exactly the days that were
//! asked for.

mod why_not;

use std::borrow::Cow;
use std::ops::ControlFlow;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::domain::desk::Desk;
use crate::domain::ids::ContactId;
use crate::domain::people::Office;
use crate::domain::reason::Reason;
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot, local, today};
use crate::domain::wijk::{Hours, Wijk};

use super::Ask;
use super::day_set::DaySet;
use super::days::Calendar;
use super::guest::Elsewhere;
use super::holds::{Holds, Near, OnDay, Weeks, plus};
use super::office;
use super::office::Word;
use super::starts::{StartSet, Starts};
use super::wishes::{Fit, Wishes};

pub(crate) use why_not::most_telling;
pub(super) use why_not::without_repeats;

/// Minutes between two slots that are tried.
const STEP_MINUTES: u32 = 30;
/// Weeks whose holds are fetched first: most searches end within them. Then twice as many, and so on.
const WEEKS_AT_FIRST: u64 = 4;

/// A search in one wijk.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    wijk: &'a Wijk,
    office: Office,
    party_size: u32,
    pub(crate) wishes: Wishes<'a>,
    pub(crate) calendar: Calendar<'a>,
    holds: Holds<'a>,
    guest: Elsewhere<'a>,
    minutes: u32,
    now: NaiveDateTime,
    /// Whether a day after today differs from others of its weekday by what is held on it only.
    is_regular: bool,
}

/// A free slot and who would receive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Free<'a> {
    pub(crate) slot: Slot,
    pub(crate) host: &'a ContactId,
}

/// What is free on one day: never nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FreeDay<'s, 'a> {
    /// The day, as one of these; a date is only made of it for who asks.
    days: &'s DaySet,
    number: i64,
    starts: &'s Starts,
    /// Who would receive at which starts, each start once.
    shares: &'s [(&'a ContactId, StartSet)],
}

impl<'a> FreeDay<'_, 'a> {
    pub(crate) fn day(&self) -> NaiveDate {
        self.days.day(self.number)
    }

    /// How many slots are free.
    pub(crate) fn count(&self) -> u32 {
        self.shares.iter().map(|(_, starts)| starts.count()).sum()
    }

    /// In the order of time.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Free<'a>> {
        slots(self.starts, self.shares, self.day())
    }
}

fn slots<'a>(
    starts: &Starts,
    shares: &[(&'a ContactId, StartSet)],
    day: NaiveDate,
) -> impl Iterator<Item = Free<'a>> {
    let all = shares.iter().fold(StartSet::default(), |all, (_, share)| all.with(*share));
    starts.slots(all, day).filter_map(|(start, slot)| {
        let (host, _) = shares.iter().find(|(_, share)| share.contains(start))?;
        Some(Free { slot, host })
    })
}

impl<'a> Search<'a> {
    pub(crate) fn new(
        desk: &'a Desk,
        state: &'a State,
        now: Instant,
        ask: &Ask<'a>,
        wijk: &'a Wijk,
    ) -> Self {
        let calendar = Calendar::new(desk, state, now, wijk, Some(ask.office));
        let days = (today(now), calendar.last);
        let held = (days.0, plus(days.1, 1));
        let wishes = Wishes::new(ask.wishes, calendar.first, calendar.last);
        let guest = Elsewhere::new(desk, state, now, wijk, ask, held);
        Self {
            wijk,
            office: ask.office,
            party_size: ask.party.map_or(0, |party| party.max),
            is_regular: wishes.are_none()
                && guest.is_nowhere()
                && ask.office != Office::Bewindspersoon
                && calendar.is_regular(),
            wishes,
            calendar,
            holds: Holds::between(desk, state, now, wijk, days, ask.visit, ask.beside)
                .staying(ask.host),
            guest,
            minutes: ask.duration_minutes.unwrap_or(wijk.duration_minutes).max(1),
            now: local(now),
        }
    }

    /// Why no day of this wijk will do, whatever the date.
    pub(crate) fn refusal(&self) -> Option<Reason> {
        if !self.holds.has_host() {
            return Some(Reason::NoHost);
        }
        let max = self.wijk.party_max;
        (self.party_size > max).then_some(Reason::PartyTooLarge { max })
    }

    /// Shows each day with free slots that fit what the guest wants, in the order of time, until
    /// `see` has seen enough.
    pub(crate) fn each_open_day(&self, mut see: impl FnMut(&FreeDay<'_, 'a>) -> ControlFlow<()>) {
        let (days, timetable) = (self.days(), self.timetable());
        let Some(first) = days.numbers().next() else { return };
        let mut agenda = self.holds.agenda(days.day(first), WEEKS_AT_FIRST);
        let mut monday = days.number(agenda.monday());
        let today = days.number(self.now.date());
        let mut shares = Vec::new();
        for number in days.numbers() {
            if !agenda.covers(number - monday) {
                agenda = self.holds.agenda(days.day(number), 2 * agenda.weeks());
                monday = days.number(agenda.monday());
            }
            let held = agenda.on(number - monday);
            if held.is_full() {
                continue;
            }
            // What each week has the same needs no date.
            let (starts, fitting) = match self.is_regular && number != today {
                true => timetable.starts(days.weekday(number)),
                false => self.starts_that_fit(days.day(number), &timetable),
            };
            self.share_out(&starts, fitting, held, &mut shares);
            let free = FreeDay { days: &days, number, starts: &starts, shares: &shares };
            if !shares.is_empty() && see(&free).is_break() {
                return;
            }
        }
    }

    /// The days that were asked for and may be offered, held or not.
    fn days(&self) -> DaySet {
        let asked = self.wishes.wants.has_days().then(|| self.days_wanted());
        let asked_of = |word| {
            let days = self.calendar.days_to_offer(word);
            asked.iter().fold(days, DaySet::within)
        };
        let days = asked_of(Word::Planner);
        if !self.wishes.name_days() {
            return days;
        }
        let named = asked_of(Word::Guest).without(&days);
        days.with(&named.that(|day| self.word(day) == Word::Guest))
    }

    fn days_wanted(&self) -> DaySet {
        let (first, last) = (self.calendar.first, self.calendar.last);
        let mut wanted = DaySet::none(first, last);
        let days = self.wishes.wants.days(first, last);
        days.for_each(|day| wanted.insert(day, plus(day, 1)));
        wanted
    }

    /// Why this host and not the contact person.
    pub(crate) fn stands_in(&self, host: &ContactId) -> Option<Reason> {
        self.holds.stands_in(host)
    }

    /// Everything that is free on a day that is neither closed nor full.
    pub(crate) fn free_on(&self, day: NaiveDate) -> Vec<Free<'a>> {
        let (timetable, agenda) = (self.timetable(), self.holds.agenda(day, 1));
        let (starts, fitting) = self.starts_that_fit(day, &timetable);
        let mut shares = Vec::new();
        self.share_out(&starts, fitting, agenda.on_date(day), &mut shares);
        slots(&starts, &shares, day).collect()
    }

    /// Within which hours of such a day a visit can be.
    pub(crate) fn free_hours_on(&self, day: NaiveDate) -> Vec<Hours> {
        let slots = self.free_on(day).into_iter().map(|free| free.slot);
        let mut hours: Vec<Hours> = Vec::new();
        for Slot { start, end } in slots {
            match hours.last_mut().filter(|before| start.time() <= before.until) {
                Some(before) => before.until = end.time(),
                None => hours.push(Hours { from: start.time(), until: end.time() }),
            }
        }
        hours
    }

    /// Gives each of these starts of a day that is free to the first host who can.
    fn share_out(
        &self,
        starts: &Starts,
        fitting: StartSet,
        held: OnDay<'_, 'a>,
        shares: &mut Vec<(&'a ContactId, StartSet)>,
    ) {
        shares.clear();
        let mut free = fitting.without(held.for_residents(starts));
        let mut give = |host: Option<&'a ContactId>, theirs: StartSet| {
            shares.extend(host.filter(|_| !theirs.is_empty()).map(|host| (host, theirs)));
            theirs
        };
        // On most days the first host can have all of it.
        let first = self.holds.first_host();
        free = free.without(give(first, free.without(held.first_host_elsewhere(starts))));
        let mut others = (!free.is_empty()).then(|| self.holds.hosts()).into_iter().flatten();
        while !free.is_empty() {
            let Some(host) = others.next() else { return };
            let elsewhere = held.elsewhere(&self.holds, host, starts);
            free = free.without(give(Some(host), free.without(elsewhere)));
        }
    }

    /// On whose word this day is looked at.
    fn word(&self, day: NaiveDate) -> Word {
        if self.wishes.name_the_day(day) { Word::Guest } else { Word::Planner }
    }

    /// What stands in the way of a slot, apart from what is held: the clock, the duties of the guest,
    /// their own words, where they are already.
    fn in_the_way(&self, slot: Slot) -> Option<Reason> {
        if slot.start <= self.now {
            return Some(Reason::InThePast);
        }
        let cannot = |text: &str| Reason::GuestCannot { text: text.to_owned() };
        let said = || self.wishes.against(slot).map(cannot);
        let elsewhere = || self.guest_elsewhere(slot).into_iter().next();
        self.duty(slot).or_else(said).or_else(elsewhere)
    }

    /// The same for many starts of a day: those with nothing in the way.
    fn without_what_is_in_the_way(
        &self,
        day: NaiveDate,
        starts: &Starts,
        set: StartSet,
    ) -> StartSet {
        let cabinet = self.office == Office::Bewindspersoon && office::has_duties(day);
        let is_kept = cabinet || self.calendar.is_busy_on(day);
        let is_quiet = day != self.now.date()
            && !is_kept
            && !self.wishes.are_against_some_of(day)
            && self.guest.is_free_on(day);
        match is_quiet {
            true => set,
            false => starts.retain(set, day, |slot| self.in_the_way(slot).is_none()),
        }
    }

    /// What the guest has elsewhere and the planner minds.
    pub(crate) fn guest_elsewhere(&self, slot: Slot) -> Vec<Reason> {
        self.guest.against(slot, Word::Planner)
    }

    fn duty(&self, slot: Slot) -> Option<Reason> {
        let cabinet = self.office == Office::Bewindspersoon;
        let what = cabinet.then(|| office::duty_during(slot)).flatten();
        let duty = what.map(|what| Reason::CabinetDay { what });
        duty.or_else(|| self.calendar.busy_during(slot))
    }

    /// A host for exactly this slot, or everything that is against it. Staff go against the notice
    /// period and the days of the office, and may have a guest in two wijken on one day.
    pub(crate) fn host_for(&self, slot: Slot, by_staff: bool) -> Result<ContactId, Vec<Reason>> {
        let day = slot.day();
        let word = if by_staff { Word::Staff } else { self.word(day) };
        let weeks = self.holds.weeks(day, 1);
        let mut reasons: Vec<Reason> = self.calendar.closed(day, word).collect();
        reasons.extend((slot.start <= self.now).then_some(Reason::InThePast));
        reasons.extend((!self.is_open_during(slot)).then_some(Reason::OutsideOpeningHours));
        reasons.extend(self.duty(slot).filter(|_| !by_staff));
        reasons.extend(self.holds.caps_reached(&weeks, day));
        reasons.extend(self.guest.against(slot, word));
        match host(slot, weeks.near(&self.holds, day)) {
            Ok(host) if reasons.is_empty() => return Ok(host.clone()),
            Ok(_) => {}
            Err(held) => reasons.extend(held),
        }
        Err(without_repeats(reasons))
    }

    fn is_open_during(&self, slot: Slot) -> bool {
        let day = slot.day();
        self.calendar.opening(day).iter().any(|hours| {
            day.and_time(hours.from) <= slot.start && slot.end <= day.and_time(hours.until)
        })
    }
}

/// The first host who is free, with the residents; or who has the slot.
fn host<'a>(slot: Slot, near: Near<'_, 'a>) -> Result<&'a ContactId, Vec<Reason>> {
    if let Some(by) = near.residents_held_by(slot) {
        return Err(vec![Reason::Taken { by }]);
    }
    let held = || std::iter::once(Reason::NoHost).chain(near.hosts_held(slot)).collect();
    near.host(slot).ok_or_else(held)
}

// ---- the hours of a week ----

/// The starts that are tried on each day of the week, from Monday to Sunday.
#[derive(Debug)]
struct Timetable<'a> {
    /// Most weeks have the same hours on five days.
    kinds: Vec<(&'a [Hours], Starts)>,
    kind_of: [usize; 7],
}

impl Timetable<'_> {
    fn starts(&self, weekday: usize) -> (Cow<'_, Starts>, StartSet) {
        let kind = self.kind_of.get(weekday).and_then(|kind| self.kinds.get(*kind));
        kind.map_or_else(Default::default, |(_, starts)| (Cow::Borrowed(starts), starts.all()))
    }
}

impl<'a> Search<'a> {
    /// Every half hour from the opening of each stretch.
    fn timetable(&self) -> Timetable<'a> {
        let mut kinds: Vec<(&'a [Hours], Starts)> = Vec::new();
        let kind_of = self.calendar.opening_by_weekday().map(|opening| {
            let known = kinds.iter().position(|(hours, _)| *hours == opening);
            known.unwrap_or_else(|| {
                kinds.push((opening, self.starts_within(opening)));
                kinds.len() - 1
            })
        });
        Timetable { kinds, kind_of }
    }

    fn starts_within(&self, opening: &[Hours]) -> Starts {
        let whole = opening.iter().filter_map(|hours| self.whole_visits(hours));
        let starts = whole.flat_map(|starts| starts.step_by(STEP_MINUTES as usize));
        Starts::new(starts, self.minutes)
    }

    /// The starts of one day, and those of them that fit what the guest wants and that nothing but
    /// what is held stands in the way of.
    fn starts_that_fit<'t>(
        &self,
        day: NaiveDate,
        timetable: &'t Timetable<'_>,
    ) -> (Cow<'t, Starts>, StartSet) {
        let starts = self.starts(day, timetable);
        let wanted = self.wanted(day, &starts);
        let fitting = self.without_what_is_in_the_way(day, &starts, wanted);
        (starts, fitting)
    }

    /// The starts of one day, with those that the guest named.
    fn starts<'t>(&self, day: NaiveDate, timetable: &'t Timetable<'_>) -> Cow<'t, Starts> {
        let opening = self.calendar.opening(day);
        let usual = match self.calendar.has_own_hours(day) {
            true => Cow::Owned(self.starts_within(opening)),
            false => timetable.starts(day.weekday().num_days_from_monday() as usize).0,
        };
        if self.wishes.are_silent() {
            return usual;
        }
        let is_within = |start: &u32| {
            let mut whole = opening.iter().filter_map(|hours| self.whole_visits(hours));
            whole.any(|starts| starts.contains(start))
        };
        let named = self.wishes.starts_on(day).map(minute_of_day).filter(is_within);
        usual.with(named).map_or(usual, Cow::Owned)
    }

    /// The starts that fit what the guest wants, free or not.
    fn wanted(&self, day: NaiveDate, starts: &Starts) -> StartSet {
        let (wants, all) = (&self.wishes.wants, starts.all());
        match wants.take_the_whole_of(day) {
            true => all,
            false => {
                let wants = wants.of(day);
                starts.retain(all, day, |slot| wants.fit(slot) == Fit::Whole)
            }
        }
    }

    /// The minutes after midnight from which a whole visit lies within these hours.
    fn whole_visits(&self, hours: &Hours) -> Option<std::ops::RangeInclusive<u32>> {
        let last = minute_of_day(hours.until).checked_sub(self.minutes)?;
        Some(minute_of_day(hours.from)..=last)
    }
}

fn minute_of_day(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}
