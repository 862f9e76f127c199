//! How long a plan takes: all free slots of a year, and an offer beside a thousand open visits.
//!
//! Run with `cargo bench --bench planning`. The desk is that of the tests, so that what is measured
//! is what is tested.

#[path = "../tests/planning/world.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
#[allow(clippy::unwrap_used, reason = "a helper of the tests, where a wrong date may panic")]
mod world;

use chrono::Duration;
use divan::{Bencher, black_box};
use werkbezoek::domain::people::Office;
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::Slot;
use werkbezoek::domain::visit::OfferOption;
use werkbezoek::planning;

use world::*;

fn main() {
    divan::main();
}

/// Open offers of three slots each, spread over a year, a thousand of them over three wijken.
fn thousand_visits() -> State {
    let wijken = [("vollenhoven", "v-2"), ("wilgensingel", "w-1"), ("dommelbergen", "d-1")];
    let visits = wijken.iter().cycle().zip(1..=1000).map(|((wijk, host), number)| {
        let option = |option: u32| {
            let day = day("2027-02-01") + Duration::days(i64::from(number * 7 + option * 9) % 365);
            let slot = Slot::on(day, time("13:00"), 150);
            OfferOption { option, slot, host: contact_id(host), reasons: vec![] }
        };
        offered(number, &wijk_id(wijk), (1..=3).map(option).collect(), at("2027-02-08 17:00"))
    });
    state(visits)
}

fn a_desk_with_room() -> werkbezoek::domain::desk::Desk {
    let mut desk = desk();
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (1000, 1000);
    }
    desk
}

#[divan::bench]
fn all_slots_of_a_year_for_one_wijk(bencher: Bencher<'_, '_>) {
    let (desk, state, wijk) = (a_desk_with_room(), State::default(), wijk_id("vollenhoven"));
    let (now, ask) = (at("2027-02-01 09:00"), ask(Office::Ambtenaar, &[]));
    bencher.bench(|| planning::free_slots(black_box(&desk), &state, now, &ask, &wijk));
}

#[divan::bench]
fn all_slots_of_a_year_beside_a_thousand_visits(bencher: Bencher<'_, '_>) {
    let (desk, state, wijk) = (a_desk_with_room(), thousand_visits(), wijk_id("vollenhoven"));
    let (now, ask) = (at("2027-02-01 09:00"), ask(Office::Ambtenaar, &[]));
    bencher.bench(|| planning::free_slots(black_box(&desk), &state, now, &ask, &wijk));
}

#[divan::bench]
fn plan_with_a_thousand_open_visits(bencher: Bencher<'_, '_>) {
    let (desk, state) = (a_desk_with_room(), thousand_visits());
    let (now, ask) = (at("2027-02-01 09:00"), ask(Office::Kamerlid, &[]));
    bencher.bench(|| planning::plan(black_box(&desk), &state, now, &ask));
}

#[divan::bench]
fn a_reasoned_no_with_a_thousand_open_visits(bencher: Bencher<'_, '_>) {
    // Caps of one a week: nothing is free all year.
    let (desk, state) = (desk(), thousand_visits());
    let (now, ask) = (at("2027-02-01 09:00"), ask(Office::Kamerlid, &[]));
    bencher.bench(|| planning::plan(black_box(&desk), &state, now, &ask));
}
