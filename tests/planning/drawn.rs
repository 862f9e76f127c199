//! Worlds drawn at random: when it is, what config says, what staff decided, who holds what.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate, NaiveTime};
use proptest::prelude::*;
use werkbezoek::domain::availability::Availability;
use werkbezoek::domain::desk::{Busy, Desk, OfficeRule, SchoolHoliday};
use werkbezoek::domain::ids::{ContactId, VisitId, WijkId};
use werkbezoek::domain::people::Office;
use werkbezoek::domain::reading::NamedPeriod;
use werkbezoek::domain::state::{Change, Record, State};
use werkbezoek::domain::time::{Days, Instant, Slot, instant, local};
use werkbezoek::domain::visit::{OfferOption, Visit};
use werkbezoek::domain::wijk::*;

use crate::world::*;

pub(crate) const WIJKEN: [&str; 3] = ["vollenhoven", "wilgensingel", "dommelbergen"];
/// The first two are the same person.
pub(crate) const GUESTS: [&str; 3] = ["Anna Smit", "A. Smit", "Kim Bos"];
const HOSTS: [&str; 5] = ["v-1", "v-2", "w-1", "d-1", "rond"];

/// Everything that a plan depends on, but the ask.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) desk: Desk,
    pub(crate) now: Instant,
    pub(crate) visits: Vec<Visit>,
    /// Closed by staff.
    pub(crate) shut: Vec<(WijkId, ClosedPeriod)>,
    /// Visits that took place and are closed.
    pub(crate) over: Vec<(WijkId, NaiveDate)>,
}

impl World {
    pub(crate) fn state(&self) -> State {
        let mut state = state(self.visits.clone());
        for wijk in WIJKEN.map(wijk_id) {
            let shut = self.shut.iter().filter(|(id, _)| *id == wijk);
            let closed = shut.map(|(_, period)| period.clone()).collect();
            let book = Record::WijkBook(WijkBook { wijk: wijk.clone(), closed });
            let mut year = WijkYear::new(wijk.clone());
            let over = (1..).zip(self.over.iter().filter(|(id, _)| *id == wijk));
            for (number, (_, day)) in over {
                let visit = visit_id(9_000 + number);
                let held = HeldVisit { day: *day, visit, host: contact_id(HOSTS[0]) };
                year.add(held, local(self.now).date());
            }
            for record in [book, Record::WijkYear(year)] {
                state.apply(&Change::Put { record });
            }
        }
        state
    }
}

/// A world in one of seven years, with so many visits at most.
pub(crate) fn random_world(visits_max: usize) -> impl Strategy<Value = World> {
    (0..2_500i64, 0..24 * 60i64).prop_flat_map(move |(days, minute)| {
        let now = wall("2024-06-01 00:00") + Duration::days(days) + Duration::minutes(minute);
        let on = now.date();
        let shut = prop::collection::vec((wijk(), random_days(on, 30)), 0..4);
        let over = prop::collection::vec((wijk(), 0..9i64), 0..4);
        (random_desk(on), random_visits(on, visits_max), shut, over).prop_map(
            move |(desk, visits, shut, over)| World {
                desk,
                now: instant(now),
                visits,
                shut: shut.into_iter().map(|(wijk, days)| (wijk, period(days))).collect(),
                over: over
                    .into_iter()
                    .map(|(wijk, ago)| (wijk, on - Duration::days(ago)))
                    .collect(),
            },
        )
    })
}

fn wijk() -> impl Strategy<Value = WijkId> {
    prop::sample::select(WIJKEN.to_vec()).prop_map(wijk_id)
}

fn period(days: Days) -> ClosedPeriod {
    ClosedPeriod { days, why: "dicht".to_owned() }
}

/// Some days in the year that is planned, and a little before.
fn random_days(on: NaiveDate, length: i64) -> impl Strategy<Value = Days> {
    (-20..380i64, 1..=length).prop_map(move |(from, days)| {
        let start = on + Duration::days(from);
        Days { start, end: start + Duration::days(days) }
    })
}

fn random_desk(on: NaiveDate) -> impl Strategy<Value = Desk> {
    let wijken = [random_wijk(on), random_wijk(on), random_wijk(on)];
    let roads = prop::collection::vec(prop::option::of(0..200u32), 3);
    let apart = prop::collection::vec(any::<bool>(), 3);
    let notice = prop::collection::btree_map(random_office(), 0..60u32, 0..8);
    let holidays = prop::sample::subsequence(vec!["Goede Vrijdag", "Bevrijdingsdag"], 0..=2);
    let recess = prop::collection::vec(random_days(on, 40), 0..4);
    let school = prop::collection::vec((random_days(on, 20), random_regions()), 0..4);
    let offices = prop::collection::btree_map(random_office(), random_rule(), 0..Office::ALL.len());
    let people = prop::collection::vec(random_availability(on), HOSTS.len());
    let ours = (offices, people);
    (wijken, (roads, apart), notice, 1..400u32, holidays, (recess, school), ours).prop_map(
        |(wijken, (roads, apart), notice, ahead, holidays, (recess, school), (offices, people))| {
            let mut desk = desk();
            for (drawn, wijk) in wijken.into_iter().zip(desk.wijken.values_mut()) {
                *wijk = drawn.over(wijk.clone());
            }
            let pairs =
                [(0, 1), (1, 2), (2, 0)].map(|(a, b)| (wijk_id(WIJKEN[a]), wijk_id(WIJKEN[b])));
            for ((here, there), minutes) in pairs.iter().zip(&roads) {
                let roads = &mut desk.wijken.get_mut(here).unwrap().travel_minutes;
                roads.extend(minutes.map(|minutes| (there.clone(), minutes)));
            }
            let apart = pairs.into_iter().zip(apart).filter(|(_, apart)| *apart);
            desk.planning.never_same_day = apart.map(|(pair, _)| pair).collect();
            desk.planning.notice_days = notice;
            desk.planning.offices = offices;
            for (contact, available) in desk.contacts.values_mut().zip(people) {
                contact.available = available;
            }
            desk.planning.ahead_days_max = ahead;
            desk.planning.also_closed = holidays.into_iter().map(str::to_owned).collect();
            let recess = recess.into_iter().map(|days| NamedPeriod {
                name: "reces".to_owned(),
                start: days.start,
                end: days.end,
            });
            desk.recess = recess.collect();
            let school = school.into_iter().map(|(days, regions)| SchoolHoliday {
                name: "vakantie".to_owned(),
                days,
                regions,
            });
            desk.school_holidays = school.collect();
            desk
        },
    )
}

fn random_regions() -> impl Strategy<Value = Vec<SchoolRegion>> {
    let regions = vec![SchoolRegion::Noord, SchoolRegion::Midden, SchoolRegion::Zuid];
    prop::sample::subsequence(regions, 1..=3)
}

/// What is drawn of a wijk.
#[derive(Debug, Clone)]
struct DrawnWijk {
    opening: BTreeMap<OpenDay, Vec<Hours>>,
    closed: Vec<ClosedPeriod>,
    open_on: BTreeMap<NaiveDate, Vec<Hours>>,
    hosts: Vec<ContactId>,
    /// Visits in a day and in a week.
    caps: (u32, u32),
    /// Of a visit and of the buffer.
    minutes: (u32, u32),
    carnival: bool,
}

impl DrawnWijk {
    fn over(self, wijk: Wijk) -> Wijk {
        Wijk {
            opening: self.opening,
            closed: self.closed,
            open_on: self.open_on,
            hosts: self.hosts,
            visits_per_day_max: self.caps.0,
            visits_per_week_max: self.caps.1,
            duration_minutes: self.minutes.0,
            buffer_minutes: self.minutes.1,
            carnival: self.carnival,
            travel_minutes: BTreeMap::new(),
            ..wijk
        }
    }
}

fn random_wijk(on: NaiveDate) -> impl Strategy<Value = DrawnWijk> {
    let week = prop::collection::btree_map((1..=7u8).prop_map(OpenDay), random_opening(), 1..7);
    let closed = prop::collection::vec(random_days(on, 40).prop_map(period), 0..3);
    let day = (0..380i64).prop_map(move |days| on + Duration::days(days));
    let open_on = prop::collection::btree_map(day, random_opening(), 0..6);
    let hosts = prop::sample::subsequence(HOSTS.to_vec(), 1..=4).prop_shuffle();
    let minutes = (prop::sample::select(vec![20u32, 45, 60, 90, 150, 240]), 0..130u32);
    (week, (closed, open_on), hosts, (1..4u32, 1..5u32), minutes, any::<bool>()).prop_map(
        |(opening, (closed, open_on), hosts, caps, minutes, carnival)| DrawnWijk {
            opening,
            closed,
            open_on,
            hosts: hosts.into_iter().map(contact_id).collect(),
            caps,
            minutes,
            carnival,
        },
    )
}

/// What config says of an office: some days, all day or for some hours.
fn random_rule() -> impl Strategy<Value = OfficeRule> {
    let days = prop::sample::subsequence((1..=7u8).map(OpenDay).collect::<Vec<_>>(), 1..4);
    let hours = prop::option::of(random_opening().prop_map(|hours| hours[0]));
    let why = "raad".to_owned();
    let busy = (days, hours).prop_map(move |(days, hours)| Busy { days, hours, why: why.clone() });
    (prop::collection::vec(busy, 0..3), prop::option::of(1..300u32))
        .prop_map(|(busy, ahead_days_max)| OfficeRule { busy, ahead_days_max })
}

/// Half of the hosts can always, the others at some hours, or not at some days.
fn random_availability(on: NaiveDate) -> impl Strategy<Value = Availability> {
    let week = prop::collection::btree_map((1..=7u8).prop_map(OpenDay), random_opening(), 0..6);
    let away = prop::collection::vec(random_days(on, 40).prop_map(period), 0..3);
    let limited = (week, away).prop_map(|(hours, away)| Availability { hours, away });
    prop_oneof![Just(Availability::default()), limited]
}

/// One stretch or two, apart, in steps of five minutes.
fn random_opening() -> impl Strategy<Value = Vec<Hours>> {
    let moments = prop::collection::btree_set(70..287u32, 4);
    (moments, 1..=2usize).prop_map(|(moments, stretches)| {
        let at = |five: &u32| NaiveTime::from_hms_opt(five / 12, five % 12 * 5, 0).unwrap();
        let times: Vec<NaiveTime> = moments.iter().map(at).collect();
        times
            .chunks(2)
            .map(|ends| Hours { from: ends[0], until: ends[1] })
            .take(stretches)
            .collect()
    })
}

pub(crate) fn random_office() -> impl Strategy<Value = Office> {
    prop::sample::select(Office::ALL.to_vec())
}

pub(crate) fn random_guest() -> impl Strategy<Value = Option<usize>> {
    prop::option::of(0..GUESTS.len())
}

/// A moment of the year, on the five minutes.
pub(crate) fn random_slot(on: NaiveDate) -> impl Strategy<Value = Slot> {
    (-9..400i64, 60..288i64, 3..60i64).prop_map(move |(days, five, length)| {
        let start = (on + Duration::days(days)).and_time(NaiveTime::MIN);
        let start = start + Duration::minutes(5 * five);
        Slot { start, end: start + Duration::minutes(5 * length) }
    })
}

/// Who asks, as far as other cases matter to them.
#[derive(Debug, Clone)]
pub(crate) struct Asker {
    /// The case itself, which may hold something already.
    pub(crate) visit: Option<VisitId>,
    pub(crate) guest: Option<usize>,
    /// With which cases staff put it on one day.
    pub(crate) day_with: Vec<VisitId>,
    /// Who receives them as it stands.
    pub(crate) host: Option<ContactId>,
    pub(crate) beside: Vec<Given>,
}

/// What is given to another case in the same decision.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) visit: VisitId,
    pub(crate) wijk: WijkId,
    pub(crate) host: ContactId,
    pub(crate) slot: Slot,
}

/// Somebody new, or one of so many cases; a few of their numbers are nobody's.
pub(crate) fn random_asker(on: NaiveDate, visits_max: usize) -> impl Strategy<Value = Asker> {
    let case = move || (1..visits_max as u32 + 3).prop_map(visit_id);
    let host = || prop::sample::select(HOSTS.to_vec()).prop_map(contact_id);
    let given = (case(), wijk(), host(), random_slot(on))
        .prop_map(|(visit, wijk, host, slot)| Given { visit, wijk, host, slot });
    let others = (prop::collection::vec(case(), 0..3), prop::collection::vec(given, 0..4));
    let own = (prop::option::of(case()), random_guest(), prop::option::of(host()));
    (own, others).prop_map(|((visit, guest, host), (day_with, beside))| {
        let day_with = day_with.into_iter().filter(|with| Some(*with) != visit).collect();
        Asker { visit, guest, day_with, host, beside }
    })
}

/// A wijk, a host and a guest, each as its number.
type Who = (usize, usize, Option<usize>);

fn random_visits(on: NaiveDate, max: usize) -> impl Strategy<Value = Vec<Visit>> {
    let who = (0..3usize, 0..5usize, random_guest());
    let one = (who, prop::collection::vec(random_slot(on), 1..4), 0..3u8);
    let visit = move |(number, (who, slots, kind)): (u32, (Who, Vec<Slot>, u8))| {
        let (wijk, host, guest) = who;
        let option = |(number, slot): (u32, &Slot)| option(number, *slot, HOSTS[host]);
        let options: Vec<OfferOption> = (1..).zip(&slots).map(option).collect();
        let expires = |days| instant((on + Duration::days(days)).and_time(NaiveTime::MIN));
        let visit = match kind {
            0 => confirmed(number, WIJKEN[wijk], HOSTS[host], slots[0]),
            1 => offered(number, &wijk_id(WIJKEN[wijk]), options, expires(7)),
            _ => offered(number, &wijk_id(WIJKEN[wijk]), options, expires(-2)),
        };
        guest.map_or(visit.clone(), |guest| named(visit, GUESTS[guest]))
    };
    prop::collection::vec(one, 0..max).prop_map(move |all| (1..).zip(all).map(visit).collect())
}
