//! How long a plan takes: all free slots of a year, an offer beside many open visits, a reasoned no.
//!
//! Run with `cargo bench --bench planning`. The desk is that of the tests, so that what is measured
//! is what is tested. Cases with an argument show growth: 100, 1,000 and 10,000 open visits.

#[path = "../tests/planning/world.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
#[allow(clippy::unwrap_used, reason = "a helper of the tests, where a wrong date may panic")]
mod world;

use chrono::Duration;
use divan::{Bencher, black_box};
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::ids::WijkId;
use werkbezoek::domain::people::Office;
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, Slot};
use werkbezoek::domain::visit::OfferOption;
use werkbezoek::planning::{self, Ask};

use world::*;

const OPEN_VISITS: [u32; 3] = [100, 1_000, 10_000];
const HOSTS: [(&str, &str); 3] =
    [("vollenhoven", "v-2"), ("wilgensingel", "w-1"), ("dommelbergen", "d-1")];
const CONTACTS: [(&str, &str); 3] =
    [("vollenhoven", "v-1"), ("wilgensingel", "w-1"), ("dommelbergen", "d-1")];

fn main() {
    divan::main();
}

fn now() -> Instant {
    at("2027-02-01 09:00")
}

/// Open offers of three slots each, spread over a year and over three wijken, all at this hour.
fn open_visits(count: u32, by: [(&str, &str); 3], hour: &str) -> State {
    let visits = by.iter().cycle().zip(1..=count).map(|((wijk, host), number)| {
        let option = |option: u32| {
            let day = day("2027-02-01") + Duration::days(i64::from(number * 7 + option * 9) % 365);
            let slot = Slot::on(day, time(hour), 150);
            OfferOption { option, slot, host: contact_id(host), reasons: vec![] }
        };
        offered(number, &wijk_id(wijk), (1..=3).map(option).collect(), at("2027-02-08 17:00"))
    });
    state(visits)
}

fn a_desk_with_room() -> Desk {
    let mut desk = desk();
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (100_000, 100_000);
    }
    desk
}

/// What most mails say: "maandag 12 april of vrijdag 16 april, of anders 21 mei, na 9 uur".
fn dated_wishes() -> [Wish; 4] {
    [
        want(When::Date(day("2027-04-12")), "maandag 12 april"),
        want(When::Date(day("2027-04-16")), "vrijdag 16 april"),
        want(When::Date(day("2027-05-21")), "anders 21 mei"),
        want(When::TimeRange { from: Some(time("09:00")), until: None }, "na 9 uur"),
    ]
}

fn vollenhoven() -> [WijkId; 1] {
    [wijk_id("vollenhoven")]
}

#[divan::bench]
fn all_slots_of_a_year_for_one_wijk(bencher: Bencher<'_, '_>) {
    let (desk, state, wijk) = (a_desk_with_room(), State::default(), wijk_id("vollenhoven"));
    let ask = ask(Office::Ambtenaar, &[]);
    bencher.bench(|| planning::free_slots(black_box(&desk), &state, now(), &ask, &wijk));
}

#[divan::bench(args = OPEN_VISITS)]
fn all_slots_of_a_year_beside_open_visits(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state) = (a_desk_with_room(), open_visits(count, HOSTS, "13:00"));
    let (wijk, ask) = (wijk_id("vollenhoven"), ask(Office::Ambtenaar, &[]));
    bencher.bench(|| planning::free_slots(black_box(&desk), &state, now(), &ask, &wijk));
}

#[divan::bench(args = OPEN_VISITS)]
fn plan_for_a_named_wijk_and_three_dates(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state) = (a_desk_with_room(), open_visits(count, HOSTS, "13:00"));
    let (wijken, wishes) = (vollenhoven(), dated_wishes());
    let ask = Ask { wijken: &wijken, ..ask(Office::Kamerlid, &wishes) };
    bencher.bench(|| planning::plan(black_box(&desk), &state, now(), &ask));
}

#[divan::bench(args = OPEN_VISITS)]
fn plan_for_who_says_nothing_about_time(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state) = (a_desk_with_room(), open_visits(count, HOSTS, "13:00"));
    let ask = ask(Office::Kamerlid, &[]);
    bencher.bench(|| planning::plan(black_box(&desk), &state, now(), &ask));
}

/// What is preferred is filled up with what is near, so the whole year is looked at.
#[divan::bench(args = OPEN_VISITS)]
fn plan_for_who_prefers_a_date(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state, wijken) =
        (a_desk_with_room(), open_visits(count, HOSTS, "13:00"), vollenhoven());
    let wishes = [wish(Modality::Prefer, When::Date(day("2027-06-18")), "liefst 18 juni")];
    let ask = Ask { wijken: &wijken, ..ask(Office::Kamerlid, &wishes) };
    bencher.bench(|| planning::plan(black_box(&desk), &state, now(), &ask));
}

/// Caps of one a week: nothing is free all year, in any wijk.
#[divan::bench(args = OPEN_VISITS)]
fn a_reasoned_no_over_three_wijken(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state) = (desk(), open_visits(count, HOSTS, "13:00"));
    let ask = ask(Office::Kamerlid, &[]);
    bencher.bench(|| planning::plan(black_box(&desk), &state, now(), &ask));
}

#[divan::bench(args = OPEN_VISITS)]
fn a_host_for_one_slot(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, state) = (a_desk_with_room(), open_visits(count, HOSTS, "13:00"));
    let (wijk, ask) = (wijk_id("vollenhoven"), ask(Office::Ambtenaar, &[]));
    let slot = slot("2027-04-12 09:00-11:30");
    bencher.bench(|| planning::host_for(black_box(&desk), &state, now(), &ask, &wijk, slot, false));
}

/// The contact person is taken elsewhere, so the backups are weighed by all that they have.
#[divan::bench(args = OPEN_VISITS)]
fn a_backup_for_one_slot(bencher: Bencher<'_, '_>, count: u32) {
    let (desk, mut state) = (a_desk_with_room(), open_visits(count, CONTACTS, "13:00"));
    put(&mut state, confirmed(20_000, "dommelbergen", "v-1", slot("2027-04-12 09:00-11:30")));
    let (wijk, ask) = (wijk_id("vollenhoven"), ask(Office::Ambtenaar, &[]));
    let slot = slot("2027-04-12 09:00-11:30");
    bencher.bench(|| planning::host_for(black_box(&desk), &state, now(), &ask, &wijk, slot, false));
}
