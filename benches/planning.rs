//! How long a plan takes: all free slots of a year, an offer beside many open visits, a reasoned no.
//!
//! Run with `cargo bench --bench planning`. The desk is that of the tests, so that what is measured
//! is what is tested. Cases with an argument show growth: 100, 1,000 and 10,000 open visits; with
//! `-- table` that growth alone is printed, as a table.

#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may stop at once, and prints its table"
)]

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
use werkbezoek::domain::wijk::Wijk;
use werkbezoek::planning::{self, Ask};

use world::*;

const OPEN_VISITS: [u32; 3] = [100, 1_000, 10_000];
const HOSTS: [(&str, &str); 3] =
    [("vollenhoven", "v-2"), ("wilgensingel", "w-1"), ("dommelbergen", "d-1")];
const CONTACTS: [(&str, &str); 3] =
    [("vollenhoven", "v-1"), ("wilgensingel", "w-1"), ("dommelbergen", "d-1")];

fn main() {
    if std::env::args().any(|argument| argument == "table") {
        return table_of_growth();
    }
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
            OfferOption::new(option, slot, contact_id(host))
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

/// The same without writing them out: what a plan pays.
#[divan::bench]
fn free_starts_of_a_year_for_one_wijk(bencher: Bencher<'_, '_>) {
    let (desk, state, wijk) = (a_desk_with_room(), State::default(), wijk_id("vollenhoven"));
    let ask = ask(Office::Ambtenaar, &[]);
    bencher.bench(|| planning::count_free_slots(black_box(&desk), &state, now(), &ask, &wijk));
}

/// As many wijken, each with its own host and as many bookings in a year.
fn many_wijken(wijken: u32, bookings: u32) -> (Desk, State) {
    let mut desk = a_desk_with_room();
    let one = desk.wijken[&wijk_id("vollenhoven")].clone();
    desk.wijken = (1..=wijken)
        .map(|number| wijk_id(&format!("wijk-{number}")))
        .map(|id| (id.clone(), Wijk { id, ..one.clone() }))
        .collect();
    let all = (0..wijken * bookings).map(|number| {
        let (wijk, booking) = (number % wijken + 1, number / wijken);
        let day = day("2027-02-01") + Duration::days(i64::from(booking * 7) % 365);
        let hour = time(["09:00", "11:00", "14:00", "15:00"][booking as usize % 4]);
        let (wijk, slot) = (format!("wijk-{wijk}"), Slot::on(day, hour, 90));
        confirmed(number + 1, &wijk, "w-1", slot)
    });
    (desk, state(all))
}

/// Everything that is free in fifty wijken with 200 bookings each.
#[divan::bench]
fn free_starts_of_a_year_for_fifty_wijken(bencher: Bencher<'_, '_>) {
    let ((desk, state), ask) = (many_wijken(50, 200), ask(Office::Ambtenaar, &[]));
    bencher.bench(|| free_in_all(black_box(&desk), &state, &ask));
}

fn free_in_all(desk: &Desk, state: &State, ask: &Ask<'_>) -> u32 {
    let count = |wijk| planning::count_free_slots(desk, state, now(), ask, wijk);
    desk.wijken.keys().map(count).sum()
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

// ---- growth ----

/// A line of the table: what is done, and how long it takes beside so many open visits.
type Line = (&'static str, fn(u32) -> Nanoseconds);
type Nanoseconds = f64;

const LINES: [Line; 5] = [
    ("free starts of a year, one of three wijken", |open| {
        let (desk, state) = (a_desk_with_room(), open_visits(open, HOSTS, "13:00"));
        let (wijk, ask) = (wijk_id("vollenhoven"), ask(Office::Ambtenaar, &[]));
        fastest(|| planning::count_free_slots(&desk, &state, now(), &ask, &wijk))
    }),
    ("free starts of a year in all of fifty wijken", |open| {
        let ((desk, state), ask) = (many_wijken(50, open / 50), ask(Office::Ambtenaar, &[]));
        fastest(|| free_in_all(&desk, &state, &ask))
    }),
    ("plan, three wijken: three dates", |open| {
        let (desk, state) = (a_desk_with_room(), open_visits(open, HOSTS, "13:00"));
        let (wijken, wishes) = (vollenhoven(), dated_wishes());
        let ask = Ask { wijken: &wijken, ..ask(Office::Kamerlid, &wishes) };
        fastest(|| planning::plan(&desk, &state, now(), &ask))
    }),
    ("plan, three wijken: nothing said", |open| {
        let (desk, state) = (a_desk_with_room(), open_visits(open, HOSTS, "13:00"));
        let ask = ask(Office::Kamerlid, &[]);
        fastest(|| planning::plan(&desk, &state, now(), &ask))
    }),
    ("plan, fifty wijken: nothing said", |open| {
        let ((desk, state), ask) = (many_wijken(50, open / 50), ask(Office::Kamerlid, &[]));
        fastest(|| planning::plan(&desk, &state, now(), &ask))
    }),
];

/// Tenfold work is tenfold time, or a little more for the logarithm: n log n is 13 to 15 times.
fn table_of_growth() {
    println!("{:<48}{:>10}{:>10}{:>10}   tenfold, twice", "open visits", 100, 1_000, 10_000);
    for (what, measure) in LINES {
        let times = OPEN_VISITS.map(measure);
        let micro = times.map(|nanoseconds| format!("{:.1} us", nanoseconds / 1_000.0));
        let growth = [times[1] / times[0], times[2] / times[1]];
        let [few, more, many] = micro;
        println!("{what:<48}{few:>10}{more:>10}{many:>10}   x{:.1} x{:.1}", growth[0], growth[1]);
    }
}

/// Of many runs, since others use the machine too.
fn fastest<T>(run: impl Fn() -> T) -> Nanoseconds {
    let once = || {
        let begun = std::time::Instant::now();
        black_box(run());
        begun.elapsed().as_nanos() as Nanoseconds
    };
    (0..300).map(|_| once()).fold(Nanoseconds::MAX, Nanoseconds::min)
}
