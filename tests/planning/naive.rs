//! A second planner, to judge the first by: it shares no code with it and tries every minute.
//!
//! The holidays are those of the table of facts, Prinsjesdag is from the newspaper. It knows only what
//! the guests of `at_random` say.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Timelike, Weekday};
use werkbezoek::domain::desk::{Busy, Desk};
use werkbezoek::domain::ids::{ContactId, VisitId, WijkId};
use werkbezoek::domain::people::Office;
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::time::{Instant, Slot, iso_week, local};
use werkbezoek::domain::visit::Visit;
use werkbezoek::domain::wijk::{ClosedPeriod, Hours, OpenDay, Wijk};
use werkbezoek::planning::Ask;

use crate::calendar::facts;
use crate::drawn::{Asker, GUESTS, World};
use crate::world::*;

/// A hold with everything that the naive judge looks at.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) visit: VisitId,
    pub(crate) wijk: WijkId,
    pub(crate) host: ContactId,
    /// Who comes, as a number of `GUESTS`; two of them are one person.
    pub(crate) guest: Option<usize>,
    pub(crate) slot: Slot,
    /// Agreed, and not only offered.
    pub(crate) firm: bool,
}

pub(crate) fn held_at(visits: &[Visit], now: Instant) -> Vec<Held> {
    let mut all = Vec::new();
    for visit in visits {
        let guest = GUESTS.iter().position(|name| visit.guest.name.as_deref() == Some(*name));
        if let Some(a) = &visit.appointment {
            let (wijk, host) = (a.wijk.clone(), a.host.clone());
            let (slot, firm) = (a.slot, true);
            all.push(Held { visit: visit.id, wijk, host, guest, slot, firm });
        }
        for offer in visit.offer.iter().filter(|offer| offer.expires > now) {
            for option in &offer.options {
                let (wijk, host) = (offer.wijk.clone(), option.host.clone());
                let (slot, firm) = (option.slot, false);
                all.push(Held { visit: visit.id, wijk, host, guest, slot, firm });
            }
        }
    }
    all
}

/// What stands in the way of this asker: what the others hold, and what is given to others beside.
pub(crate) fn held_against(world: &World, asker: &Asker) -> Vec<Held> {
    let guest_of = |id: VisitId| {
        let visit = world.visits.iter().find(|visit| visit.id == id)?;
        GUESTS.iter().position(|name| visit.guest.name.as_deref() == Some(*name))
    };
    let beside = asker.beside.iter().map(|given| Held {
        visit: given.visit,
        wijk: given.wijk.clone(),
        host: given.host.clone(),
        guest: guest_of(given.visit),
        slot: given.slot,
        firm: false,
    });
    let all = held_at(&world.visits, world.now).into_iter().chain(beside);
    all.filter(|held| Some(held.visit) != asker.visit).collect()
}

/// The minutes of a slot, as numbers of seconds, with a margin in minutes on both sides.
fn minutes_of(slot: Slot, margin: u32) -> impl Iterator<Item = i64> {
    let margin = i64::from(margin) * 60;
    let (start, end) = (slot.start.and_utc().timestamp(), slot.end.and_utc().timestamp());
    (start - margin..end + margin).step_by(60)
}

fn is_during(minute: i64, slot: Slot) -> bool {
    slot.start.and_utc().timestamp() <= minute && minute < slot.end.and_utc().timestamp()
}

pub(crate) fn meet(slot: Slot, other: Slot, margin: u32) -> bool {
    (slot.day() - other.day()).num_days().abs() < 2
        && minutes_of(slot, margin).any(|minute| is_during(minute, other))
}

/// The days of the table, and what each is called.
static HOLIDAYS: LazyLock<Vec<(NaiveDate, &str)>> = LazyLock::new(|| facts().collect());

/// Work goes on, unless the desk says otherwise.
const WORKDAYS: [&str; 2] = ["Goede Vrijdag", "Bevrijdingsdag"];

fn is_free_day(day: NaiveDate) -> bool {
    HOLIDAYS.iter().any(|(date, name)| *date == day && !WORKDAYS.contains(name))
}

fn is_closed_by_desk(desk: &Desk, day: NaiveDate) -> bool {
    let also = |name: &&str| desk.planning.also_closed.iter().any(|closed| closed == name);
    HOLIDAYS.iter().any(|(date, name)| *date == day && also(name))
}

fn is_squeezed_in(day: NaiveDate) -> bool {
    let after_thursday = day.weekday() == Weekday::Fri && is_free_day(day.pred_opt().unwrap());
    let before_tuesday = day.weekday() == Weekday::Mon && is_free_day(day.succ_opt().unwrap());
    after_thursday || before_tuesday
}

const PRINSJESDAG: [&str; 9] = [
    "2024-09-17",
    "2025-09-16",
    "2026-09-15",
    "2027-09-21",
    "2028-09-19",
    "2029-09-18",
    "2030-09-17",
    "2031-09-16",
    "2032-09-21",
];

fn in_prinsjesdag_week(on: NaiveDate) -> bool {
    PRINSJESDAG.iter().any(|tuesday| iso_week(day(tuesday)) == iso_week(on))
}

/// Whether the guest of this office is kept in The Hague at some minute of the slot.
fn is_away(desk: &Desk, office: Office, slot: Slot, named: bool) -> bool {
    let on = slot.day();
    let recess = desk.recess.iter().any(|r| r.start <= on && on < r.end);
    let in_duty = minutes_of(slot, 0).any(|minute| [9, 10, 11, 14].contains(&(minute / 3600 % 24)));
    match office {
        Office::Kamerlid if in_prinsjesdag_week(on) => true,
        Office::Kamerlid => {
            !recess && !named && [Weekday::Tue, Weekday::Wed, Weekday::Thu].contains(&on.weekday())
        }
        Office::Bewindspersoon => {
            in_prinsjesdag_week(on)
                || on.weekday() == Weekday::Fri
                || (on.weekday() == Weekday::Tue && in_duty)
        }
        _ => false,
    }
}

fn stretches(wijk: &Wijk, day: NaiveDate) -> Vec<Hours> {
    let weekly = wijk.opening.get(&OpenDay(day.weekday().number_from_monday() as u8));
    wijk.open_on.get(&day).or(weekly).cloned().unwrap_or_default()
}

fn is_open(wijk: &Wijk, slot: Slot) -> bool {
    let day = slot.day();
    let hours: Vec<Slot> = stretches(wijk, day)
        .into_iter()
        .map(|hours| Slot { start: day.and_time(hours.from), end: day.and_time(hours.until) })
        .collect();
    minutes_of(slot, 0).all(|minute| hours.iter().any(|open| is_during(minute, *open)))
}

fn is_shut(world: &World, wijk: &Wijk, day: NaiveDate) -> bool {
    let by_staff = world.shut.iter().filter(|(id, _)| *id == wijk.id).map(|(_, period)| period);
    let shut = |period: &ClosedPeriod| period.days.start <= day && day < period.days.end;
    wijk.closed.iter().chain(by_staff).any(shut)
}

/// Whether config keeps the guest of this office at some minute of the slot.
fn is_busy(desk: &Desk, office: Office, slot: Slot) -> bool {
    let Some(rule) = desk.planning.offices.get(&office) else { return false };
    let weekday = OpenDay(slot.day().weekday().number_from_monday() as u8);
    let kept = |busy: &Busy, minute: i64| {
        let of_day = minute.rem_euclid(86_400) / 60;
        let at = |time: NaiveTime| i64::from(time.hour() * 60 + time.minute());
        busy.hours.is_none_or(|hours| at(hours.from) <= of_day && of_day < at(hours.until))
    };
    let today = |busy: &&Busy| busy.days.contains(&weekday);
    rule.busy.iter().filter(today).any(|busy| minutes_of(slot, 0).any(|m| kept(busy, m)))
}

/// Whether this host is there at every minute of the slot.
fn is_there(desk: &Desk, host: &ContactId, slot: Slot) -> bool {
    let (day, there) = (slot.day(), &desk.contacts[host].available);
    let away = there.away.iter().any(|p| p.days.start <= day && day < p.days.end);
    let weekly = there.hours.get(&OpenDay(day.weekday().number_from_monday() as u8));
    let hours = weekly.into_iter().flatten();
    let hours: Vec<Slot> = hours
        .map(|hours| Slot { start: day.and_time(hours.from), end: day.and_time(hours.until) })
        .collect();
    let here = |minute| hours.iter().any(|open| is_during(minute, *open));
    !away && (there.hours.is_empty() || minutes_of(slot, 0).all(here))
}

pub(crate) fn host_can(
    desk: &Desk,
    wijk: &Wijk,
    held: &[Held],
    host: &ContactId,
    slot: Slot,
) -> bool {
    let free = held.iter().filter(|other| other.host == *host).all(|other| {
        let there = &desk.wijken[&other.wijk];
        let road = wijk.travel_minutes.get(&there.id).max(there.travel_minutes.get(&wijk.id));
        let margin = wijk.buffer_minutes.max(there.buffer_minutes).max(*road.unwrap_or(&0));
        let pair = BTreeSet::from([&wijk.id, &there.id]);
        let mut apart = desk.planning.never_same_day.iter();
        let too_far = apart.any(|(a, b)| BTreeSet::from([a, b]) == pair);
        let same_day = slot.day() == other.slot.day();
        !(meet(slot, other.slot, margin) || (too_far && same_day))
    });
    free && is_there(desk, host, slot)
}

pub(crate) fn is_one_person(guest: Option<usize>, other: Option<usize>) -> bool {
    let person = |guest: Option<usize>| guest.map(|number| number.max(1));
    guest.is_some() && person(guest) == person(other)
}

/// Whether the guest can be here then, by what they have elsewhere. A moment that is theirs already is
/// not undone by what is only offered in another case.
fn guest_can(world: &World, held: &[Held], ask: &Ask<'_>, wijk: &Wijk, slot: Slot) -> bool {
    let day_with = ask.guest.map_or(&[][..], |guest| guest.day_with);
    let together = |held: &Held| day_with.contains(&held.visit);
    let theirs = |held: &&Held| together(held) || is_one_person(guest_of(ask), held.guest);
    let theirs: Vec<&Held> = held.iter().filter(theirs).collect();
    let today: Vec<&Held> =
        theirs.iter().copied().filter(|held| held.slot.day() == slot.day()).collect();
    let wijken: BTreeSet<&WijkId> = today.iter().map(|held| &held.wijk).chain([&wijk.id]).collect();
    let own = held_at(&world.visits, world.now);
    let is_own = own.iter().any(|held| Some(held.visit) == ask.visit && held.slot == slot);
    let in_the_way = |held: &&&Held| held.firm || !is_own;
    let mut in_the_way = today.iter().filter(in_the_way);
    let fits = in_the_way.all(|held| goes_with(&world.desk, wijk, slot, held, together(held)));
    let is_the_day = today.iter().any(|held| together(held));
    fits && wijken.len() <= 2 && (is_the_day || !theirs.iter().any(|held| together(held)))
}

/// Nobody is in two places at once, nor in two wijken on one day unless staff say so: then one before
/// noon and one after, or in the evening, with time to travel.
fn goes_with(desk: &Desk, wijk: &Wijk, slot: Slot, held: &Held, together: bool) -> bool {
    if meet(slot, held.slot, 0) {
        return false;
    }
    if held.wijk == wijk.id {
        return true;
    }
    let there = &desk.wijken[&held.wijk];
    let road = wijk.travel_minutes.get(&there.id).max(there.travel_minutes.get(&wijk.id));
    let pair = BTreeSet::from([&wijk.id, &there.id]);
    let mut apart = desk.planning.never_same_day.iter();
    let too_far = apart.any(|(a, b)| BTreeSet::from([a, b]) == pair);
    let part = |slot: Slot| [12, 18].iter().filter(|hour| slot.start.hour() >= **hour).count();
    together
        && !too_far
        && !meet(slot, held.slot, *road.unwrap_or(&0))
        && part(slot) != part(held.slot)
}

fn below_caps(world: &World, wijk: &Wijk, held: &[Held], slot: Slot) -> bool {
    let distinct = |same: &dyn Fn(Slot) -> bool| {
        let theirs = held.iter().filter(|h| h.wijk == wijk.id && same(h.slot));
        theirs.map(|h| h.visit).collect::<BTreeSet<_>>().len() as u32
    };
    let week = iso_week(slot.day());
    let over = world.over.iter().filter(|(id, day)| {
        *id == wijk.id && iso_week(*day) == week && iso_week(local(world.now).date()) == week
    });
    distinct(&|other| other.day() == slot.day()) < wijk.visits_per_day_max
        && distinct(&|other| iso_week(other.day()) == week) + (over.count() as u32)
            < wijk.visits_per_week_max
}

/// The one day-like want, the one `from` and the days that cannot be, which is all that these
/// random guests say.
fn suits_guest(wishes: &[Wish], slot: Slot) -> bool {
    wishes.iter().all(|wish| {
        let day = slot.day();
        let number = day.weekday().number_from_monday() as u8;
        let fits = match &wish.when {
            When::Date(date) => day == *date,
            When::DateRange { start, end } => start.unwrap() <= day && day < end.unwrap(),
            When::Set { weekdays, .. } => weekdays.contains(&number),
            When::TimeRange { from, .. } => slot.start.time() >= from.unwrap(),
            _ => unreachable!("not among the random wishes"),
        };
        match wish.modality {
            Modality::Want => fits,
            Modality::Cannot => !fits,
            _ => true,
        }
    })
}

fn names_day(wishes: &[Wish], day: NaiveDate) -> bool {
    let number = day.weekday().number_from_monday() as u8;
    wishes.iter().filter(|w| [Modality::Want, Modality::Prefer].contains(&w.modality)).any(|wish| {
        match &wish.when {
            When::Date(date) => *date == day,
            When::Set { weekdays, .. } => weekdays.contains(&number),
            _ => false,
        }
    })
}

/// Everything but the host, the words of the guest and what only the planner minds.
fn is_possible(world: &World, held: &[Held], ask: &Ask<'_>, wijk: &Wijk, slot: Slot) -> bool {
    let (desk, day) = (&world.desk, slot.day());
    let days_ahead = (day - local(world.now).date()).num_days();
    let residents = |h: &Held| h.wijk == wijk.id && meet(slot, h.slot, wijk.buffer_minutes);
    days_ahead >= i64::from(desk.planning.notice_days_for(ask.office))
        && days_ahead <= ahead_max(desk, ask.office)
        && !is_busy(desk, ask.office, slot)
        && slot.start > local(world.now)
        && is_open(wijk, slot)
        && !is_shut(world, wijk, day)
        && !is_free_day(day)
        && !is_closed_by_desk(desk, day)
        && !is_away(desk, ask.office, slot, names_day(ask.wishes, day))
        && below_caps(world, wijk, held, slot)
        && guest_can(world, held, ask, wijk, slot)
        && !held.iter().any(residents)
}

fn ahead_max(desk: &Desk, office: Office) -> i64 {
    let own = desk.planning.offices.get(&office).and_then(|rule| rule.ahead_days_max);
    i64::from(own.unwrap_or(u32::MAX).min(desk.planning.ahead_days_max))
}

fn has_host(world: &World, held: &[Held], wijk: &Wijk, slot: Slot) -> bool {
    wijk.hosts.iter().any(|host| host_can(&world.desk, wijk, held, host, slot))
}

/// Whether this very slot can be agreed on.
pub(crate) fn can_be(world: &World, held: &[Held], ask: &Ask<'_>, wijk: &Wijk, slot: Slot) -> bool {
    is_possible(world, held, ask, wijk, slot) && has_host(world, held, wijk, slot)
}

/// Whether the planner may offer it.
pub(crate) fn may_be_offered(
    world: &World,
    held: &[Held],
    ask: &Ask<'_>,
    wijk: &Wijk,
    slot: Slot,
) -> bool {
    suits_guest(ask.wishes, slot)
        && !is_squeezed_in(slot.day())
        && can_be(world, held, ask, wijk, slot)
}

/// Every half hour from each opening, and what the guest named, to the minute.
fn starts(ask: &Ask<'_>, wijk: &Wijk, day: NaiveDate) -> BTreeSet<NaiveTime> {
    let half_hours = stretches(wijk, day).into_iter().flat_map(|hours| {
        let minutes = (hours.until - hours.from).num_minutes();
        (0..minutes).step_by(30).map(move |minute| hours.from + Duration::minutes(minute))
    });
    let asked = ask.wishes.iter().filter(|wish| wish.modality != Modality::Cannot);
    let named = asked.filter_map(|wish| match &wish.when {
        When::TimeRange { from, .. } => *from,
        _ => None,
    });
    half_hours.chain(named).collect()
}

/// Every slot that the planner may offer, found by trying all of them.
pub(crate) fn slots(world: &World, held: &[Held], ask: &Ask<'_>, wijk: &Wijk) -> BTreeSet<Slot> {
    let first = local(world.now).date() - Duration::days(3);
    let days = first.iter_days().take(world.desk.planning.ahead_days_max as usize + 9);
    days.flat_map(|day| slots_of(ask, wijk, day))
        .filter(|slot| may_be_offered(world, held, ask, wijk, *slot))
        .collect()
}

/// Every slot of a day that is tried.
pub(crate) fn slots_of(
    ask: &Ask<'_>,
    wijk: &Wijk,
    day: NaiveDate,
) -> impl Iterator<Item = Slot> + use<> {
    let minutes = ask.duration_minutes.unwrap_or(wijk.duration_minutes);
    let ends_today = move |start: &NaiveTime| start.hour() * 60 + start.minute() + minutes < 1440;
    let starts = starts(ask, wijk, day).into_iter().filter(ends_today);
    starts.map(move |start| Slot::on(day, start, minutes))
}

pub(crate) fn guest_of(ask: &Ask<'_>) -> Option<usize> {
    let name = ask.guest?.name?;
    GUESTS.iter().position(|guest| *guest == name)
}
