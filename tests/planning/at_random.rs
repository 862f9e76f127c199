//! The planner in worlds drawn at random, judged by a second one that tries every minute (`naive`).

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate, NaiveTime};
use proptest::prelude::*;
use werkbezoek::domain::ids::{ContactId, VisitId};
use werkbezoek::domain::people::Address;
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::reason::Suits;
use werkbezoek::domain::time::{Slot, iso_week, local};
use werkbezoek::domain::visit::{Hold, Visit};
use werkbezoek::domain::wijk::{Hours, Wijk};
use werkbezoek::planning::{self, Ask, GuestKey};

use crate::drawn::*;
use crate::naive::{self, Held, held_against, held_at, host_can, is_one_person, meet};
use crate::world::*;

/// As every visit of these worlds: written by one secretariat.
fn key<'a>(writer: &'a Address, guest: Option<usize>, day_with: &'a [VisitId]) -> GuestKey<'a> {
    GuestKey { writer, name: guest.map(|number| GUESTS[number]), beside: &[], day_with }
}

/// What is given to others beside an asker, as a planner sees it.
fn given_beside(asker: &Asker) -> Vec<Hold<'_>> {
    let beside = asker.beside.iter().map(|given| Hold {
        visit: given.visit,
        wijk: &given.wijk,
        host: &given.host,
        slot: given.slot,
        firm: false,
    });
    beside.collect()
}

fn ask_of<'a>(
    asker: &'a Asker,
    writer: &'a Address,
    beside: &'a [Hold<'a>],
    ask: Ask<'a>,
) -> Ask<'a> {
    let guest = Some(key(writer, asker.guest, &asker.day_with));
    Ask { visit: asker.visit, guest, host: asker.host.as_ref(), beside, ..ask }
}

/// Whoever receives them as it stands, receives them if they can.
fn stays(
    world: &World,
    held: &[Held],
    asker: &Asker,
    wijk: &Wijk,
    slot: Slot,
) -> Option<ContactId> {
    let host = asker.host.clone().filter(|host| wijk.hosts.contains(host))?;
    host_can(&world.desk, wijk, held, &host, slot).then_some(host)
}

fn secretariat() -> Address {
    visit(0).writer.mailbox.address
}

// ---- what is asked ----

fn random_day(on: NaiveDate) -> impl Strategy<Value = NaiveDate> {
    (-7..400i64).prop_map(move |days| on + Duration::days(days))
}

fn random_when(on: NaiveDate) -> impl Strategy<Value = When> {
    let range = |(start, length): (NaiveDate, i64)| When::DateRange {
        start: Some(start),
        end: Some(start + Duration::days(length)),
    };
    let set = |weekdays: BTreeSet<u8>| When::Set {
        weekdays: weekdays.into_iter().collect(),
        nth: Vec::new(),
        from: None,
        until: None,
        within: None,
    };
    prop_oneof![
        random_day(on).prop_map(When::Date),
        (random_day(on), 2..60i64).prop_map(range),
        prop::collection::btree_set(1..=7u8, 1..3).prop_map(set),
    ]
}

/// One day-like wish, a "from", and days that cannot be.
fn random_wishes(on: NaiveDate) -> impl Strategy<Value = Vec<Wish>> {
    let modality = prop_oneof![Just(Modality::Want), Just(Modality::Prefer)];
    let after = prop::option::of((9..15u32, 0..60u32).prop_map(|(hour, minute)| When::TimeRange {
        from: NaiveTime::from_hms_opt(hour, minute, 0),
        until: None,
    }));
    let said = (modality, prop::option::of(random_when(on)), after);
    let not = prop::collection::vec(random_when(on), 0..2);
    (said, not).prop_map(|((modality, days, after), not)| {
        let positive = days.into_iter().chain(after).map(|when| wish(modality, when, "graag"));
        let negative = not.into_iter().map(|when| wish(Modality::Cannot, when, "niet"));
        positive.chain(negative).collect()
    })
}

/// A world, and what somebody asks in it.
fn random_case(visits_max: usize) -> impl Strategy<Value = (World, Vec<Wish>, Asker)> {
    let case = random_world(visits_max).prop_flat_map(move |world| {
        let on = local(world.now).date();
        (Just(world), random_wishes(on), random_asker(on, visits_max))
    });
    (case, random_particulars()).prop_map(|(case, kept)| with_particulars(case, kept))
}

/// Which particulars a case keeps: openings of one day, rules of an office, wishes, and what the guest
/// has elsewhere. Without any the planner takes days of one weekday as alike: half of the cases have
/// none, and most of the others have one.
fn random_particulars() -> impl Strategy<Value = [bool; 4]> {
    prop_oneof![
        4 => Just([false; 4]),
        3 => (0..4usize).prop_map(|only| std::array::from_fn(|nth| nth == only)),
        1 => Just([true; 4]),
    ]
}

fn with_particulars(
    (mut world, mut wishes, mut asker): (World, Vec<Wish>, Asker),
    [openings, rules, wished, elsewhere]: [bool; 4],
) -> (World, Vec<Wish>, Asker) {
    if !openings {
        world.desk.wijken.values_mut().for_each(|wijk| wijk.open_on.clear());
    }
    if !rules {
        world.desk.planning.offices.clear();
    }
    if !wished {
        wishes.clear();
    }
    if !elsewhere {
        asker.guest = None;
        asker.day_with.clear();
    }
    (world, wishes, asker)
}

/// Moments of the year, and some close to what is held already.
fn random_moments(world: &World) -> impl Strategy<Value = Vec<Slot>> + use<> {
    let on = local(world.now).date();
    let held: Vec<Slot> = held_at(&world.visits, world.now).iter().map(|held| held.slot).collect();
    let held = if held.is_empty() { vec![Slot::on(on, NaiveTime::MIN, 60)] } else { held };
    let near = (prop::sample::select(held), -6..=6i64).prop_map(|(slot, quarters)| {
        let shift = Duration::minutes(15 * quarters);
        Slot { start: slot.start + shift, end: slot.end + shift }
    });
    prop::collection::vec(prop_oneof![random_slot(on), near], 20)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn the_free_slots_are_those_that_trying_them_all_finds(
        (world, wishes, asker) in random_case(60),
        office in random_office(),
        minutes in prop::option::of(prop::sample::select(vec![60u32, 95, 150])),
        wijk in prop::sample::select(WIJKEN.to_vec()),
    ) {
        let (desk, now, state) = (&world.desk, world.now, world.state());
        let held = held_against(&world, &asker);
        let (writer, beside) = (secretariat(), given_beside(&asker));
        let ask = Ask { duration_minutes: minutes, ..ask(office, &wishes) };
        let ask = ask_of(&asker, &writer, &beside, ask);
        let wijk = &desk.wijken[&wijk_id(wijk)];
        let ours = planning::free_slots(desk, &state, now, &ask, &wijk.id);
        for (slot, host) in &ours {
            prop_assert!(host_can(desk, wijk, &held, host, *slot), "{host} at {slot:?}");
            let stays = stays(&world, &held, &asker, wijk, *slot);
            prop_assert!(stays.is_none_or(|stays| stays == **host), "{host} at {slot:?}");
        }
        prop_assert!(ours.is_sorted_by_key(|(slot, _)| *slot));
        let count = planning::count_free_slots(desk, &state, now, &ask, &wijk.id);
        prop_assert_eq!(count as usize, ours.len());
        let ours: BTreeSet<Slot> = ours.into_iter().map(|(slot, _)| slot).collect();
        prop_assert_eq!(ours, naive::slots(&world, &held, &ask, wijk));
    }

    #[test]
    fn the_hours_that_a_day_has_free_are_those_of_its_slots(
        world in random_world(60),
        office in random_office(),
        wijk in prop::sample::select(WIJKEN.to_vec()),
        days in -3..300i64,
    ) {
        let held = held_at(&world.visits, world.now);
        let (wijk, ask) = (&world.desk.wijken[&wijk_id(wijk)], ask(office, &[]));
        let day = local(world.now).date() + Duration::days(days);
        let (desk, state) = (&world.desk, world.state());
        let ours = planning::day(desk, &state, world.now, &wijk.id, Some(office), day);
        let free = naive::slots_of(&ask, wijk, day);
        let free: Vec<Slot> =
            free.filter(|slot| naive::can_be(&world, &held, &ask, wijk, *slot)).collect();
        let minutes = |hours: &Hours| {
            let start = day.and_time(hours.from);
            let length = (hours.until - hours.from).num_minutes();
            (0..length).map(move |minute| start + Duration::minutes(minute))
        };
        let named: BTreeSet<_> = ours.free.iter().flat_map(minutes).collect();
        let in_slot =
            |slot: &Slot| minutes(&Hours { from: slot.start.time(), until: slot.end.time() });
        prop_assert_eq!(named, free.iter().flat_map(in_slot).collect());
        prop_assert_eq!(ours.suits == Suits::Closed, free.is_empty());
        prop_assert!(ours.suits == Suits::Good || !ours.reasons.is_empty());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_offer_keeps_every_rule_and_every_refusal_has_a_reason(
        (world, wishes, asker) in random_case(150),
        office in random_office(),
    ) {
        let (desk, now, state) = (&world.desk, world.now, world.state());
        let held = held_against(&world, &asker);
        let (writer, beside) = (secretariat(), given_beside(&asker));
        let ask = ask_of(&asker, &writer, &beside, ask(office, &wishes));
        match planning::plan(desk, &state, now, &ask) {
            Err(refused) => prop_assert!(!refused.reasons.is_empty()),
            Ok(plan) => {
                let wijk = &desk.wijken[&plan.wijk];
                prop_assert!((1..=3).contains(&plan.options.len()));
                for (number, option) in (1..).zip(&plan.options) {
                    prop_assert_eq!(option.option, number);
                    let may = naive::may_be_offered(&world, &held, &ask, wijk, option.slot);
                    prop_assert!(may, "{:?}", option);
                    prop_assert!(host_can(desk, wijk, &held, &option.host, option.slot));
                    let stays = stays(&world, &held, &asker, wijk, option.slot);
                    prop_assert!(stays.is_none_or(|stays| stays == option.host), "{:?}", option);
                    let again = planning::host_for(
                        desk, &state, now, &ask, &plan.wijk, option.slot, false,
                    );
                    prop_assert_eq!(again.as_ref(), Ok(&option.host));
                }
            }
        }
    }

    #[test]
    fn a_moment_can_be_agreed_on_exactly_when_no_rule_is_against_it(
        (world, slots, asker) in random_world(60).prop_flat_map(|world| {
            let moments = random_moments(&world);
            let asker = random_asker(local(world.now).date(), 60);
            (Just(world), moments, asker)
        }),
        office in random_office(),
        wijk in prop::sample::select(WIJKEN.to_vec()),
    ) {
        let (desk, now, state) = (&world.desk, world.now, world.state());
        let held = held_against(&world, &asker);
        let (writer, beside) = (secretariat(), given_beside(&asker));
        let ask = ask_of(&asker, &writer, &beside, ask(office, &[]));
        let wijk = &desk.wijken[&wijk_id(wijk)];
        for slot in slots {
            let can = naive::can_be(&world, &held, &ask, wijk, slot);
            match planning::host_for(desk, &state, now, &ask, &wijk.id, slot, false) {
                Ok(host) => prop_assert!(can && host_can(desk, wijk, &held, &host, slot)),
                Err(reasons) => prop_assert!(!can && !reasons.is_empty(), "{:?} {:?}", slot, reasons),
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn offers_that_follow_one_another_never_overlap(
        (world, guests) in random_world(1).prop_flat_map(|world| {
            let wishes = random_wishes(local(world.now).date());
            let guests = prop::collection::vec((random_guest(), random_office(), wishes), 1..30);
            (Just(world), guests)
        }),
    ) {
        let (desk, now) = (&world.desk, world.now);
        let (mut state, mut visits) = (world.state(), world.visits.clone());
        let writer = secretariat();
        for (number, (guest, office, wishes)) in (100..).zip(&guests) {
            let ask = Ask { guest: Some(key(&writer, *guest, &[])), ..ask(*office, wishes) };
            let Ok(plan) = planning::plan(desk, &state, now, &ask) else { continue };
            let visit = offered(number, &plan.wijk, plan.options, now + Duration::days(7));
            let visit = guest.map_or(visit.clone(), |guest| named(visit, GUESTS[guest]));
            put(&mut state, visit.clone());
            visits.push(visit);
        }
        check_that_all_are_apart(&world, &visits)?;
    }
}

fn check_that_all_are_apart(world: &World, visits: &[Visit]) -> Result<(), TestCaseError> {
    let held = held_at(visits, world.now);
    for (n, one) in held.iter().enumerate() {
        let buffer = |held: &Held| world.desk.wijken[&held.wijk].buffer_minutes;
        for other in held.iter().skip(n + 1).filter(|other| other.visit != one.visit) {
            let apart = !meet(one.slot, other.slot, buffer(one).max(buffer(other)));
            prop_assert!(apart || (one.wijk != other.wijk && one.host != other.host));
            if is_one_person(one.guest, other.guest) {
                let one_day = one.slot.day() == other.slot.day();
                prop_assert!(!meet(one.slot, other.slot, 0));
                prop_assert!(one.wijk == other.wijk || !one_day);
            }
        }
        let wijk = &world.desk.wijken[&one.wijk];
        let same_week =
            |h: &&Held| h.wijk == wijk.id && iso_week(h.slot.day()) == iso_week(one.slot.day());
        let week: BTreeSet<_> = held.iter().filter(same_week).map(|h| h.visit).collect();
        prop_assert!(week.len() <= wijk.visits_per_week_max as usize);
    }
    Ok(())
}
