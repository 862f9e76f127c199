//! The planner under random load, judged by a second implementation that shares no code with it:
//! minute by minute, with the holidays from the table of facts and Prinsjesdag from the newspaper.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use proptest::prelude::*;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::{ContactId, VisitId, WijkId};
use werkbezoek::domain::people::{Address, Office};
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, Slot, iso_week};
use werkbezoek::domain::visit::{OfferOption, Visit};
use werkbezoek::domain::wijk::{OpenDay, Wijk};
use werkbezoek::planning::{self, Ask, GuestKey};

use crate::calendar::facts;
use crate::world::*;

const NOW: &str = "2027-02-01 09:00";
const WIJKEN: [&str; 3] = ["vollenhoven", "wilgensingel", "dommelbergen"];
/// The first two are the same person.
const GUESTS: [&str; 3] = ["Anna Smit", "A. Smit", "Kim Bos"];
const HOSTS: [&str; 5] = ["v-1", "v-2", "w-1", "d-1", "rond"];

/// A hold with everything that the naive judge looks at.
#[derive(Debug, Clone)]
struct Held {
    visit: VisitId,
    wijk: WijkId,
    host: ContactId,
    /// Who comes, as a number of `GUESTS`; two of them are one person.
    guest: Option<usize>,
    slot: Slot,
}

fn held_at(visits: &[Visit], now: Instant) -> Vec<Held> {
    let mut all = Vec::new();
    for visit in visits {
        let guest = GUESTS.iter().position(|name| visit.guest.name.as_deref() == Some(*name));
        if let Some(a) = &visit.appointment {
            let (wijk, host) = (a.wijk.clone(), a.host.clone());
            all.push(Held { visit: visit.id, wijk, host, guest, slot: a.slot });
        }
        for offer in visit.offer.iter().filter(|offer| offer.expires > now) {
            for option in &offer.options {
                let (wijk, host) = (offer.wijk.clone(), option.host.clone());
                all.push(Held { visit: visit.id, wijk, host, guest, slot: option.slot });
            }
        }
    }
    all
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

fn meet(slot: Slot, other: Slot, margin: u32) -> bool {
    (slot.day() - other.day()).num_days().abs() < 2
        && minutes_of(slot, margin).any(|minute| is_during(minute, other))
}

/// The holidays of the table on which people are free.
static FREE_DAYS: LazyLock<BTreeSet<NaiveDate>> = LazyLock::new(|| {
    let works = ["Goede Vrijdag", "Bevrijdingsdag"];
    facts().filter(|(_, name)| !works.contains(name)).map(|(date, _)| date).collect()
});

fn is_free_day(day: NaiveDate) -> bool {
    FREE_DAYS.contains(&day)
}

fn is_squeezed_in(day: NaiveDate) -> bool {
    let after_thursday = day.weekday() == Weekday::Fri && is_free_day(day.pred_opt().unwrap());
    let before_tuesday = day.weekday() == Weekday::Mon && is_free_day(day.succ_opt().unwrap());
    after_thursday || before_tuesday
}

fn in_prinsjesdag_week(on: NaiveDate) -> bool {
    ["2027-09-21", "2028-09-19"].iter().any(|tuesday| iso_week(day(tuesday)) == iso_week(on))
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

fn is_open(wijk: &Wijk, slot: Slot) -> bool {
    let day = slot.day();
    let stretches = wijk.opening.get(&OpenDay(day.weekday().number_from_monday() as u8));
    let hours: Vec<Slot> = stretches
        .into_iter()
        .flatten()
        .map(|hours| Slot { start: day.and_time(hours.from), end: day.and_time(hours.until) })
        .collect();
    minutes_of(slot, 0).all(|minute| hours.iter().any(|open| is_during(minute, *open)))
        && !wijk.closed.iter().any(|closed| closed.days.contains(day))
}

fn host_can(desk: &Desk, wijk: &Wijk, held: &[Held], host: &ContactId, slot: Slot) -> bool {
    held.iter().filter(|other| other.host == *host).all(|other| {
        let there = &desk.wijken[&other.wijk];
        let road = wijk.travel_minutes.get(&there.id).max(there.travel_minutes.get(&wijk.id));
        let margin = wijk.buffer_minutes.max(there.buffer_minutes).max(*road.unwrap_or(&0));
        let pair = BTreeSet::from([&wijk.id, &there.id]);
        let mut apart = desk.planning.never_same_day.iter();
        let too_far = apart.any(|(a, b)| BTreeSet::from([a, b]) == pair);
        let same_day = slot.day() == other.slot.day();
        !(meet(slot, other.slot, margin) || (too_far && same_day))
    })
}

fn is_one_person(guest: Option<usize>, other: Option<usize>) -> bool {
    let person = |guest: Option<usize>| guest.map(|number| number.max(1));
    guest.is_some() && person(guest) == person(other)
}

/// Nobody is in two places at once, nor in two wijken on one day unless a person says so.
fn guest_can(wijk: &Wijk, held: &[Held], guest: Option<usize>, slot: Slot) -> bool {
    held.iter().filter(|other| is_one_person(guest, other.guest)).all(|other| {
        let elsewhere = other.wijk != wijk.id && other.slot.day() == slot.day();
        !(meet(slot, other.slot, 0) || elsewhere)
    })
}

fn below_caps(wijk: &Wijk, held: &[Held], slot: Slot) -> bool {
    let distinct = |same: &dyn Fn(Slot) -> bool| {
        let theirs = held.iter().filter(|h| h.wijk == wijk.id && same(h.slot));
        theirs.map(|h| h.visit).collect::<BTreeSet<_>>().len() as u32
    };
    distinct(&|other| other.day() == slot.day()) < wijk.visits_per_day_max
        && distinct(&|other| iso_week(other.day()) == iso_week(slot.day()))
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

/// Everything but the host.
fn may_be(desk: &Desk, held: &[Held], ask: &Ask<'_>, wijk: &Wijk, slot: Slot) -> bool {
    let (today, day) = (day("2027-02-01"), slot.day());
    let days_ahead = (day - today).num_days();
    let residents = |h: &Held| h.wijk == wijk.id && meet(slot, h.slot, wijk.buffer_minutes);
    days_ahead >= i64::from(desk.planning.notice_days_for(ask.office))
        && days_ahead <= 365
        && is_open(wijk, slot)
        && suits_guest(ask.wishes, slot)
        && !is_free_day(day)
        && !is_squeezed_in(day)
        && !is_away(desk, ask.office, slot, names_day(ask.wishes, day))
        && below_caps(wijk, held, slot)
        && guest_can(wijk, held, guest_of(ask), slot)
        && !held.iter().any(residents)
}

/// Every slot on the half hour that may be, found by trying all of them.
fn naive_slots(desk: &Desk, held: &[Held], ask: &Ask<'_>, wijk: &Wijk) -> BTreeSet<Slot> {
    let minutes = ask.duration_minutes.unwrap_or(wijk.duration_minutes);
    let half_hours = (0..40).map(|n| time("00:00") + Duration::minutes(30 * n));
    let starts: Vec<NaiveTime> = half_hours.collect();
    let days = day("2027-01-20").iter_days().take_while(|on| *on < day("2028-02-20"));
    days.filter(|on| on.weekday().number_from_monday() < 6 && !is_free_day(*on))
        .flat_map(|on| starts.iter().map(move |start| Slot::on(on, *start, minutes)))
        .filter(|slot| suits_guest(ask.wishes, *slot) && may_be(desk, held, ask, wijk, *slot))
        .filter(|slot| wijk.hosts.iter().any(|host| host_can(desk, wijk, held, host, *slot)))
        .collect()
}

fn guest_of(ask: &Ask<'_>) -> Option<usize> {
    let name = ask.guest?.name?;
    GUESTS.iter().position(|guest| *guest == name)
}

/// As every visit of these worlds: written by one secretariat.
fn key(writer: &Address, guest: Option<usize>) -> GuestKey<'_> {
    GuestKey { writer, name: guest.map(|number| GUESTS[number]), beside: &[], day_with: &[] }
}

fn secretariat() -> Address {
    visit(0).writer.mailbox.address
}

fn random_guest() -> impl Strategy<Value = Option<usize>> {
    prop::option::of(0..GUESTS.len())
}

// ---- random worlds ----

fn random_slot() -> impl Strategy<Value = Slot> {
    (0..370i64, 16..36i64, 2..6i64).prop_map(|(days, half_hours, length)| {
        let start = wall("2027-02-01 00:00") + Duration::days(days);
        let start = start + Duration::minutes(30 * half_hours);
        Slot { start, end: start + Duration::minutes(30 * length) }
    })
}

/// A wijk, a host and a guest, each as its number.
type Who = (usize, usize, Option<usize>);

fn random_visits(max: usize) -> impl Strategy<Value = Vec<Visit>> {
    let who = (0..3usize, 0..5usize, random_guest());
    let one = (who, prop::collection::vec(random_slot(), 1..4), 0..3u8);
    prop::collection::vec(one, 0..max).prop_map(|all| {
        let visit = |(number, (who, slots, kind)): (u32, (Who, Vec<Slot>, u8))| {
            let (wijk, host, guest) = who;
            let option = |(option, slot): (u32, &Slot)| OfferOption {
                option,
                slot: *slot,
                host: contact_id(HOSTS[host]),
                reasons: vec![],
            };
            let options: Vec<OfferOption> = (1..).zip(&slots).map(option).collect();
            let visit = match kind {
                0 => confirmed(number, WIJKEN[wijk], HOSTS[host], slots[0]),
                1 => offered(number, &wijk_id(WIJKEN[wijk]), options, at("2027-02-08 17:00")),
                _ => offered(number, &wijk_id(WIJKEN[wijk]), options, at("2027-01-29 17:00")),
            };
            guest.map_or(visit.clone(), |guest| named(visit, GUESTS[guest]))
        };
        (1..).zip(all).map(visit).collect()
    })
}

fn random_day() -> impl Strategy<Value = NaiveDate> {
    (0..400i64).prop_map(|days| day("2027-01-25") + Duration::days(days))
}

fn random_when() -> impl Strategy<Value = When> {
    let range = |(start, length): (NaiveDate, i64)| When::DateRange {
        start: Some(start),
        end: Some(start + Duration::days(length)),
    };
    let set = |weekdays: BTreeSet<u8>| When::Set {
        weekdays: weekdays.into_iter().collect(),
        from: None,
        until: None,
        within: None,
    };
    prop_oneof![
        random_day().prop_map(When::Date),
        (random_day(), 2..60i64).prop_map(range),
        prop::collection::btree_set(1..=5u8, 1..3).prop_map(set),
    ]
}

fn random_wishes() -> impl Strategy<Value = Vec<Wish>> {
    let modality = prop_oneof![Just(Modality::Want), Just(Modality::Prefer)];
    let after = prop::option::of((9..15u32).prop_map(|hour| When::TimeRange {
        from: NaiveTime::from_hms_opt(hour, 0, 0),
        until: None,
    }));
    let said = (modality, prop::option::of(random_when()), after);
    (said, prop::collection::vec(random_when(), 0..2)).prop_map(|((modality, days, after), not)| {
        let positive = days.into_iter().chain(after).map(|when| wish(modality, when, "graag"));
        let negative = not.into_iter().map(|when| wish(Modality::Cannot, when, "niet"));
        positive.chain(negative).collect()
    })
}

fn random_office() -> impl Strategy<Value = Office> {
    prop::sample::select(Office::ALL.to_vec())
}

fn busier_desk() -> Desk {
    let mut desk = desk();
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (3, 2);
    }
    desk
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn the_free_slots_are_those_that_trying_every_half_hour_finds(
        visits in random_visits(60),
        wishes in random_wishes(),
        office in random_office(),
        minutes in prop::sample::select(vec![60u32, 90, 150]),
        wijk in prop::sample::select(WIJKEN.to_vec()),
        guest in random_guest(),
    ) {
        let (desk, now) = (busier_desk(), at(NOW));
        let (state, held) = (state(visits.clone()), held_at(&visits, now));
        let writer = secretariat();
        let guest = Some(key(&writer, guest));
        let ask = Ask { duration_minutes: Some(minutes), guest, ..ask(office, &wishes) };
        let wijk = &desk.wijken[&wijk_id(wijk)];
        let ours = planning::free_slots(&desk, &state, now, &ask, &wijk.id);
        for (slot, host) in &ours {
            prop_assert!(host_can(&desk, wijk, &held, host, *slot), "{host} at {slot:?}");
        }
        let ours: BTreeSet<Slot> = ours.into_iter().map(|(slot, _)| slot).collect();
        prop_assert_eq!(ours, naive_slots(&desk, &held, &ask, wijk));
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn every_offer_keeps_every_rule_and_every_refusal_has_a_reason(
        visits in random_visits(150),
        wishes in random_wishes(),
        office in random_office(),
        guest in random_guest(),
    ) {
        let (desk, now) = (busier_desk(), at(NOW));
        let (state, held) = (state(visits.clone()), held_at(&visits, now));
        let writer = secretariat();
        let ask = Ask { guest: Some(key(&writer, guest)), ..ask(office, &wishes) };
        match planning::plan(&desk, &state, now, &ask) {
            Err(refused) => prop_assert!(!refused.reasons.is_empty()),
            Ok(plan) => {
                let wijk = &desk.wijken[&plan.wijk];
                prop_assert!((1..=3).contains(&plan.options.len()));
                for (number, option) in (1..).zip(&plan.options) {
                    prop_assert_eq!(option.option, number);
                    prop_assert!(may_be(&desk, &held, &ask, wijk, option.slot), "{:?}", option);
                    prop_assert!(host_can(&desk, wijk, &held, &option.host, option.slot));
                    let again = planning::host_for(
                        &desk, &state, now, &ask, &plan.wijk, option.slot, false,
                    );
                    prop_assert_eq!(again.as_ref(), Ok(&option.host));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn offers_that_follow_one_another_never_overlap(
        guests in prop::collection::vec((random_guest(), random_office(), random_wishes()), 1..30),
    ) {
        let (desk, now) = (busier_desk(), at(NOW));
        let (mut state, mut visits) = (State::default(), Vec::<Visit>::new());
        let writer = secretariat();
        for (number, (guest, office, wishes)) in (1..).zip(&guests) {
            let ask = Ask { guest: Some(key(&writer, *guest)), ..ask(*office, wishes) };
            let Ok(plan) = planning::plan(&desk, &state, now, &ask) else { continue };
            let visit = offered(number, &plan.wijk, plan.options, at("2027-02-08 17:00"));
            let visit = guest.map_or(visit.clone(), |guest| named(visit, GUESTS[guest]));
            put(&mut state, visit.clone());
            visits.push(visit);
        }
        let held = held_at(&visits, now);
        for (n, one) in held.iter().enumerate() {
            for other in held.iter().skip(n + 1).filter(|other| other.visit != one.visit) {
                let apart = !meet(one.slot, other.slot, 30);
                prop_assert!(apart || (one.wijk != other.wijk && one.host != other.host));
                if is_one_person(one.guest, other.guest) {
                    let one_day = one.slot.day() == other.slot.day();
                    prop_assert!(!meet(one.slot, other.slot, 0));
                    prop_assert!(one.wijk == other.wijk || !one_day);
                }
            }
        }
        for wijk in desk.wijken.values() {
            for one in held.iter().filter(|one| one.wijk == wijk.id) {
                let same_week = |h: &&Held| {
                    h.wijk == wijk.id && iso_week(h.slot.day()) == iso_week(one.slot.day())
                };
                let visits: BTreeSet<_> = held.iter().filter(same_week).map(|h| h.visit).collect();
                prop_assert!(visits.len() <= 3);
            }
        }
    }
}
