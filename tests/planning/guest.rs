//! The guest as a party: one guest is in one place at a time, and in two wijken on one day only when
//! staff say so.

use werkbezoek::domain::people::{Address, Office};
use werkbezoek::domain::reading::{When, Wish};
use werkbezoek::domain::reason::Reason;
use werkbezoek::domain::time::Slot;
use werkbezoek::domain::visit::{Hold, Visit};
use werkbezoek::planning::{self, Ask, GuestKey};

use crate::world::*;

const NOW: &str = "2027-03-01 09:00";

fn of_smit(visit: Visit) -> Visit {
    named(visit, "Anna Smit")
}

/// What a case of this guest asks for, in this wijk.
fn ask_of<'a>(visit: &'a Visit, wishes: &'a [Wish]) -> Ask<'a> {
    let guest = Some(GuestKey::of(visit));
    Ask {
        visit: Some(visit.id),
        guest,
        wijken: &visit.request.wijken,
        ..ask(Office::Wethouder, wishes)
    }
}

fn request(number: u32, wijk: &str) -> Visit {
    let mut visit = of_smit(visit(number));
    visit.request.wijken = vec![wijk_id(wijk)];
    visit
}

/// The reasons against a slot for this case, with what is held by the others; empty when it is free.
fn against(others: Vec<Visit>, case: &Visit, text: &str, by_staff: bool) -> Vec<Reason> {
    let state = state(others.into_iter().chain([case.clone()]));
    let (wijk, slot) = (&case.request.wijken[0], slot(text));
    planning::host_for(&desk(), &state, at(NOW), &ask_of(case, &[]), wijk, slot, by_staff)
        .err()
        .unwrap_or_default()
}

fn in_vollenhoven(text: &str) -> Visit {
    of_smit(confirmed(1, "vollenhoven", "v-1", slot(text)))
}

fn elsewhere() -> Vec<Reason> {
    vec![Reason::GuestElsewhere { by: visit_id(1) }]
}

const MORNING: &str = "2027-04-16 10:00-12:30";
const AFTERNOON: &str = "2027-04-16 14:00-16:30";

#[test]
fn nobody_is_in_two_places_at_once_whoever_says_so() {
    let case = request(2, "wilgensingel");
    for by_staff in [false, true] {
        let overlap = "2027-04-16 09:30-12:00";
        assert_eq!(against(vec![in_vollenhoven(MORNING)], &case, overlap, by_staff), elsewhere());
        let other = named(in_vollenhoven(MORNING), "Kim Bos");
        assert_eq!(against(vec![other], &case, overlap, by_staff), []);
        let mut other = in_vollenhoven(MORNING);
        other.writer.mailbox.address = Address::parse("iemand@elders.example").unwrap();
        assert_eq!(against(vec![other], &case, overlap, by_staff), []);
    }
}

#[test]
fn two_wijken_on_one_day_are_for_staff_to_allow() {
    let case = request(2, "wilgensingel");
    let others = || vec![in_vollenhoven(MORNING)];
    assert_eq!(against(others(), &case, AFTERNOON, false), elsewhere());
    assert_eq!(against(others(), &case, AFTERNOON, true), []);
    // Two wijken too far apart for one day, and a third wijk, are for nobody to allow.
    let there = of_smit(confirmed(1, "dommelbergen", "d-1", slot(MORNING)));
    assert_eq!(against(vec![there], &case, AFTERNOON, true), elsewhere());
    let mut near = desk();
    near.planning.never_same_day.clear();
    let late = of_smit(confirmed(3, "dommelbergen", "d-1", slot("2027-04-16 16:30-17:30")));
    let state = state([in_vollenhoven("2027-04-16 09:00-11:00"), late, case.clone()]);
    let third = planning::host_for(
        &near,
        &state,
        at(NOW),
        &ask_of(&case, &[]),
        &wijk_id("wilgensingel"),
        slot("2027-04-16 13:00-15:30"),
        true,
    );
    assert_eq!(third, Err(vec![Reason::ThreeWijken]));
}

#[test]
fn the_time_to_travel_is_told_to_who_looks_around_and_to_staff_as_a_warning() {
    let case = request(2, "dommelbergen");
    let soon = "2027-04-16 13:00-15:30";
    let state = state([in_vollenhoven(MORNING), case.clone()]);
    let travel = vec![Reason::TravelTooShort { minutes: 60, by: visit_id(1) }];
    assert_eq!(against(vec![in_vollenhoven(MORNING)], &case, soon, false), travel);
    assert_eq!(against(vec![in_vollenhoven(MORNING)], &case, soon, true), []);
    let warned = planning::guest_elsewhere(
        &desk(),
        &state,
        at(NOW),
        &ask_of(&case, &[]),
        &wijk_id("dommelbergen"),
        slot(soon),
    );
    assert_eq!(warned, travel);
}

#[test]
fn who_asks_for_a_day_on_which_they_are_elsewhere_reads_that() {
    let case = request(2, "wilgensingel");
    let state = state([in_vollenhoven(MORNING), case.clone()]);
    let wishes = [want(When::Date(day("2027-04-16")), "vrijdag 16 april")];
    let refused = planning::plan(&desk(), &state, at(NOW), &ask_of(&case, &wishes)).unwrap_err();
    assert_eq!(refused.reasons, elsewhere());
}

#[test]
fn without_a_name_only_the_cases_of_one_mail_are_of_one_guest() {
    let nameless = |mut visit: Visit| {
        visit.guest.name = None;
        visit
    };
    let mut case = nameless(request(2, "wilgensingel"));
    assert_eq!(against(vec![nameless(in_vollenhoven(MORNING))], &case, MORNING, true), []);
    case.request.origin.beside = vec![visit_id(1)];
    assert_eq!(against(vec![nameless(in_vollenhoven(MORNING))], &case, MORNING, true), elsewhere());
}

#[test]
fn an_offer_elsewhere_does_not_undo_what_the_case_holds_already() {
    let hold = |case: Visit, firm: bool| {
        let slot: Slot = slot(MORNING);
        let option = option(1, slot, "w-1");
        let offer = offered(2, &wijk_id("wilgensingel"), vec![option], at("2027-03-08 17:00"));
        let other = match firm {
            true => in_vollenhoven(MORNING),
            false => {
                let option = super::world::option(1, slot, "v-1");
                of_smit(offered(1, &wijk_id("vollenhoven"), vec![option], at("2027-03-08 17:00")))
            }
        };
        let case = Visit { offer: offer.offer, ..case };
        against(vec![other], &case, MORNING, true)
    };
    assert_eq!(hold(request(2, "wilgensingel"), false), []);
    assert_eq!(hold(request(2, "wilgensingel"), true), elsewhere());
}

#[test]
fn who_comes_twice_on_staffs_word_comes_on_one_day_with_time_to_travel() {
    let mut case = request(2, "dommelbergen");
    case.day_with = vec![visit_id(1)];
    let state = state([in_vollenhoven("2027-04-16 09:30-12:00"), case.clone()]);
    let plan = planning::plan(&desk(), &state, at(NOW), &ask_of(&case, &[])).unwrap();
    let starts: Vec<String> =
        plan.options.iter().map(|o| o.slot.start.format("%F %R").to_string()).collect();
    assert_eq!(starts, ["2027-04-16 13:30"]);
    let another_day = "2027-04-19 13:30-16:00";
    let others = vec![in_vollenhoven("2027-04-16 09:30-12:00")];
    let apart = vec![Reason::NotTogether { with: visit_id(1) }];
    assert_eq!(against(others.clone(), &case, another_day, false), apart);
    assert_eq!(against(others, &case, another_day, true), []);
}

#[test]
fn what_another_case_of_the_guest_is_given_in_the_same_decision_stands_in_the_way() {
    let (case, other) = (request(2, "wilgensingel"), request(1, "vollenhoven"));
    let host = contact_id("v-1");
    let given = |visit| Hold {
        visit: visit_id(visit),
        wijk: &other.request.wijken[0],
        host: &host,
        slot: slot(MORNING),
        firm: false,
    };
    let state = state([other.clone(), case.clone(), named(visit(3), "Kim Bos")]);
    let against = |beside: &[Hold<'_>], text: &str, by_staff: bool| {
        let ask = Ask { beside, ..ask_of(&case, &[]) };
        let (wijk, slot) = (&case.request.wijken[0], slot(text));
        let host = planning::host_for(&desk(), &state, at(NOW), &ask, wijk, slot, by_staff);
        host.err().unwrap_or_default()
    };
    assert_eq!(against(&[given(1)], MORNING, true), elsewhere());
    assert_eq!(against(&[given(1)], AFTERNOON, false), elsewhere());
    assert_eq!(against(&[given(1)], AFTERNOON, true), []);
    assert_eq!(against(&[given(3)], MORNING, false), [], "it is given to somebody else");
}
