//! The planner's promises, each as a test that bears its number in the list of forty.
//!
//! The calendar itself is held against a table of facts in `tests/data`; that the planner breaks no
//! rule under any load is for `planning/at_random.rs`, which judges it by a second implementation.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "clippy spares tests, but not the helpers they share"
)]

#[path = "planning/at_random.rs"]
mod at_random;
#[path = "planning/calendar.rs"]
mod calendar;
#[path = "planning/choices.rs"]
mod choices;
#[path = "planning/drawn.rs"]
mod drawn;
#[path = "planning/guest.rs"]
mod guest;
#[path = "planning/naive.rs"]
mod naive;
#[path = "planning/world.rs"]
mod world;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::people::Office;
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::reason::{CabinetDuty, DayVerdict, Reason, Suits};
use werkbezoek::domain::state::State;
use werkbezoek::domain::time::{Instant, Slot, iso_week};
use werkbezoek::domain::wijk::{Hours, OpenDay};
use werkbezoek::planning::{self, Ask, Plan};

use world::*;

fn dates(plan: &Plan) -> Vec<NaiveDate> {
    plan.options.iter().map(|option| option.slot.day()).collect()
}

/// Every slot that could be offered in Vollenhoven.
fn all_slots(desk: &Desk, state: &State, now: Instant, ask: &Ask<'_>) -> Vec<Slot> {
    let free = planning::free_slots(desk, state, now, ask, &wijk_id("vollenhoven"));
    free.into_iter().map(|(slot, _)| slot).collect()
}

fn all_days(desk: &Desk, now: Instant, ask: &Ask<'_>) -> BTreeSet<NaiveDate> {
    all_slots(desk, &State::default(), now, ask).iter().map(Slot::day).collect()
}

fn verdict(desk: &Desk, now: &str, office: Office, on: &str) -> DayVerdict {
    let wijk = wijk_id("vollenhoven");
    planning::day(desk, &State::default(), at(now), &wijk, Some(office), day(on))
}

/// Vollenhoven opens on Sundays too, 13:00-17:00.
fn open_on_sundays() -> Desk {
    let mut desk = desk();
    let hours = vec![Hours { from: time("13:00"), until: time("17:00") }];
    let wijk = desk.wijken.get_mut(&wijk_id("vollenhoven")).unwrap();
    wijk.opening.insert(OpenDay(7), hours);
    desk
}

#[test]
fn promise_3_openings_on_a_day_when_the_clock_changes_give_the_slots_of_any_day() {
    // Forward on 26 March 2028 (in 2027 it is Easter), back on 31 October 2027.
    let desk = open_on_sundays();
    let slots =
        all_slots(&desk, &State::default(), at("2027-10-01 09:00"), &ask(Office::Other, &[]));
    let on = |date: &str| -> Vec<NaiveTime> {
        let day = day(date);
        slots.iter().filter(|slot| slot.day() == day).map(|slot| slot.start.time()).collect()
    };
    let any_sunday = on("2027-11-07");
    assert_eq!(any_sunday, ["13:00", "13:30", "14:00", "14:30"].map(time));
    assert_eq!(on("2027-10-31"), any_sunday);
    assert_eq!(on("2028-03-26"), any_sunday);
}

#[test]
fn promise_4_notice_that_ends_on_a_day_when_the_clock_changes_removes_exactly_the_days_before() {
    let desk = open_on_sundays();
    // Fourteen days before 31 October 2027; half past midnight here is still the 16th in UTC.
    for now in ["2027-10-17 00:30", "2027-10-17 23:30"] {
        let too_soon = |on: &str| {
            let reasons = verdict(&desk, now, Office::Kamerlid, on).reasons;
            reasons.iter().any(|reason| matches!(reason, Reason::TooSoon { .. }))
        };
        assert!(too_soon("2027-10-30"), "{now}");
        assert!(!too_soon("2027-10-31"), "{now}");
        let days = all_days(&desk, at(now), &ask(Office::Kamerlid, &[]));
        assert_eq!(days.first(), Some(&day("2027-10-31")), "{now}");
    }
    let spring = |on: &str| verdict(&desk, "2027-03-14 12:00", Office::Kamerlid, on);
    let notice =
        Reason::TooSoon { office: Office::Kamerlid, notice_days: 14, first: day("2027-03-28") };
    assert!(spring("2027-03-27").reasons.contains(&notice));
    assert!(!spring("2027-03-28").reasons.contains(&notice));
}

#[test]
fn promise_5_easter_2027_is_never_offered_and_easter_monday_says_so() {
    let desk = open_on_sundays();
    let (now, state) = (at("2027-03-08 09:00"), State::default());
    let days = all_days(&desk, now, &ask(Office::Kamerlid, &[]));
    assert!(!days.contains(&day("2027-03-28")) && !days.contains(&day("2027-03-29")));

    let wishes = [want(When::Date(day("2027-03-29")), "maandag 29 maart")];
    let refused = planning::plan(&desk, &state, now, &ask(Office::Kamerlid, &wishes)).unwrap_err();
    assert_eq!(refused.reasons, [Reason::Holiday { name: "Tweede Paasdag".to_owned() }]);

    let others = planning::plan(&desk, &state, now, &ask(Office::Kamerlid, &[])).unwrap();
    assert!(others.options.len() >= 2);
}

#[test]
fn promise_6_koningsdag_is_the_27th_or_the_saturday_before_a_sunday() {
    let mut desk = desk();
    desk.planning.ahead_days_max = 5000;
    let wijk = desk.wijken.get_mut(&wijk_id("vollenhoven")).unwrap();
    let weekdays = wijk.opening[&OpenDay(1)].clone();
    wijk.opening.insert(OpenDay(6), weekdays);
    let suits = |on| verdict(&desk, "2027-01-04 09:00", Office::Ambtenaar, on).suits;
    assert_eq!(suits("2027-04-27"), Suits::Closed);
    assert_eq!(suits("2031-04-26"), Suits::Closed);
    assert_eq!(suits("2031-04-28"), Suits::Good);
}

#[test]
fn promise_7_hemelvaart_and_pinksteren_are_closed_and_the_friday_after_is_for_staff_to_give() {
    let (desk, now, state) = (desk(), at("2027-03-01 09:00"), State::default());
    let on = |date| verdict(&desk, "2027-03-01 09:00", Office::Kamerlid, date);
    assert_eq!(on("2027-05-06").suits, Suits::Closed);
    assert_eq!(on("2027-05-17").suits, Suits::Closed);
    assert!(on("2027-05-07").reasons.contains(&Reason::BridgeDay));

    let wishes = [want(When::Date(day("2027-05-07")), "vrijdag 7 mei")];
    let asked = ask(Office::Kamerlid, &wishes);
    let refused = planning::plan(&desk, &state, now, &asked).unwrap_err();
    assert_eq!(refused.reasons, [Reason::BridgeDay]);

    let (wijk, slot) = (wijk_id("vollenhoven"), slot("2027-05-07 10:00-12:30"));
    let by_staff = planning::host_for(&desk, &state, now, &asked, &wijk, slot, true);
    assert_eq!(by_staff, Ok(contact_id("v-1")));
}

#[test]
fn promise_8_the_29th_of_february_2028_can_be_booked() {
    let wishes = [want(When::Date(day("2028-02-29")), "29 februari")];
    let plan = planning::plan(
        &desk(),
        &State::default(),
        at("2027-12-01 09:00"),
        &ask(Office::Wethouder, &wishes),
    )
    .unwrap();
    assert!(dates(&plan).iter().all(|date| *date == day("2028-02-29")));
}

#[test]
fn promise_10_a_kamerlid_gets_all_of_the_recess_and_a_minister_no_friday_of_it() {
    let desk = desk();
    let (start, end) = (Some(day("2027-10-15")), Some(day("2027-10-26")));
    let wishes = [want(When::DateRange { start, end }, "in het herfstreces")];
    let now = at("2027-06-01 09:00");
    let offered = |office| all_days(&desk, now, &ask(office, &wishes));
    let workdays: BTreeSet<_> = day("2027-10-15")
        .iter_days()
        .take_while(|on| *on <= day("2027-10-25"))
        .filter(|on| on.weekday().number_from_monday() <= 5)
        .collect();
    assert_eq!(offered(Office::Kamerlid), workdays, "the Friday before to the Monday after");
    let minister = offered(Office::Bewindspersoon);
    assert!(!minister.is_empty() && minister.iter().all(|on| on.weekday() != Weekday::Fri));
}

#[test]
fn promise_11_a_minister_is_never_offered_the_hours_of_the_cabinet() {
    let desk = desk();
    let minister = Ask { duration_minutes: Some(60), ..ask(Office::Bewindspersoon, &[]) };
    let slots = all_slots(&desk, &State::default(), at("2027-01-04 09:00"), &minister);
    let duty = |slot: &Slot| {
        let within = |from, until| slot.start.time() < time(until) && time(from) < slot.end.time();
        slot.day().weekday() == Weekday::Tue
            && (within("09:00", "12:00") || within("14:00", "15:00"))
    };
    assert!(slots.iter().any(|slot| slot.day().weekday() == Weekday::Tue));
    assert!(!slots.iter().any(duty));
    assert!(slots.iter().all(|slot| slot.day().weekday() != Weekday::Fri));

    let friday = [want(When::Date(day("2027-05-21")), "vrijdag 21 mei")];
    let asked = ask(Office::Bewindspersoon, &friday);
    let refused = planning::plan(&desk, &State::default(), at("2027-01-04 09:00"), &asked);
    let ministerraad = Reason::CabinetDay { what: CabinetDuty::Ministerraad };
    assert_eq!(refused.unwrap_err().reasons, [ministerraad]);
}

#[test]
fn promise_11_a_kamerlid_gets_friday_or_monday_first() {
    let plan = |office| {
        planning::plan(&desk(), &State::default(), at("2027-03-10 09:00"), &ask(office, &[]))
            .unwrap()
    };
    let kamerlid = plan(Office::Kamerlid);
    assert_eq!(kamerlid.options.len(), 3);
    for option in &kamerlid.options {
        assert!(matches!(option.slot.day().weekday(), Weekday::Mon | Weekday::Fri));
        assert!(option.reasons.contains(&Reason::SuitsOffice { office: Office::Kamerlid }));
    }
    let first = dates(&plan(Office::Bewindspersoon));
    assert!(first.iter().all(|date| date.weekday() == Weekday::Mon), "{first:?}");
}

#[test]
fn promise_11_nobody_from_the_hague_comes_in_the_week_of_prinsjesdag() {
    for (now, prinsjesdag) in [
        ("2026-05-01 09:00", "2026-09-15"),
        ("2027-05-01 09:00", "2027-09-21"),
        ("2028-05-01 09:00", "2028-09-19"),
    ] {
        let week = iso_week(day(prinsjesdag));
        let in_week = |office| {
            let days = all_days(&desk(), at(now), &ask(office, &[]));
            days.into_iter().filter(|on| iso_week(*on) == week).count()
        };
        assert_eq!(in_week(Office::Kamerlid), 0);
        assert_eq!(in_week(Office::Bewindspersoon), 0);
        assert_eq!(in_week(Office::Wethouder), 5);
    }
}

#[test]
fn promise_13_an_offer_holds_its_slots_until_it_expires() {
    let (desk, now, expires) = (desk(), at("2027-03-10 09:00"), at("2027-03-17 17:00"));
    let vollenhoven = [wijk_id("vollenhoven")];
    let kamerlid = |visit| Ask { wijken: &vollenhoven, visit, ..ask(Office::Kamerlid, &[]) };
    let first = planning::plan(&desk, &State::default(), now, &kamerlid(None)).unwrap();
    let state = state([offered(1, &first.wijk, first.options.clone(), expires)]);

    let to_b = planning::plan(&desk, &state, now, &kamerlid(None)).unwrap();
    let taken: Vec<Slot> = first.options.iter().map(|option| option.slot).collect();
    assert!(to_b.options.iter().all(|b| taken.iter().all(|a| !a.overlaps(&b.slot))));

    let to_a_again = planning::plan(&desk, &state, now, &kamerlid(Some(visit_id(1)))).unwrap();
    assert_eq!(to_a_again, first, "its own offer does not stand in the way of a visit");

    let wijk = &vollenhoven[0];
    let host = |now| planning::host_for(&desk, &state, now, &kamerlid(None), wijk, taken[2], false);
    let by = visit_id(1);
    assert!(
        host(expires - chrono::Duration::seconds(1)).unwrap_err().contains(&Reason::Taken { by })
    );
    assert_eq!(host(expires), Ok(contact_id("v-1")));
}

#[test]
fn promise_14_two_hosts_of_one_wijk_never_have_the_residents_at_one_time() {
    let mut desk = desk();
    let wijk = desk.wijken.get_mut(&wijk_id("vollenhoven")).unwrap();
    (wijk.visits_per_day_max, wijk.visits_per_week_max) = (5, 5);
    let now = at("2027-03-01 09:00");
    let state = state([confirmed(1, "vollenhoven", "v-1", slot("2027-03-22 09:00-11:30"))]);
    let vollenhoven = wijk_id("vollenhoven");
    let guest = ask(Office::Ambtenaar, &[]);
    let host =
        |text| planning::host_for(&desk, &state, now, &guest, &vollenhoven, slot(text), false);
    let taken = vec![Reason::Taken { by: visit_id(1) }];
    assert_eq!(
        host("2027-03-22 10:00-12:30"),
        Err(taken.clone()),
        "v-2 is free, the residents not"
    );
    assert_eq!(host("2027-03-22 11:30-12:30"), Err(taken), "the buffer counts too");
    assert_eq!(host("2027-03-22 13:00-15:30"), Ok(contact_id("v-1")));
}

#[test]
fn promise_18_the_weekly_cap_holds_across_a_week_in_which_the_clock_changes() {
    let (desk, now) = (desk(), at("2027-10-01 09:00"));
    // The clock goes back on Sunday 31 October 2027, the last day of ISO week 43.
    let state = state([confirmed(1, "vollenhoven", "v-1", slot("2027-10-25 10:00-12:30"))]);
    let vollenhoven = wijk_id("vollenhoven");
    let on = |date| planning::day(&desk, &state, now, &vollenhoven, Some(Office::Other), day(date));
    for full in ["2027-10-25", "2027-10-27", "2027-10-29"] {
        assert!(on(full).reasons.contains(&Reason::WeekFull { max: 1 }), "{full}");
        assert_eq!(on(full).suits, Suits::Closed);
    }
    assert_eq!(on("2027-11-01").suits, Suits::Good);
    assert_eq!(on("2027-10-22").suits, Suits::Good);
    let slots = all_slots(&desk, &state, now, &ask(Office::Other, &[]));
    assert!(slots.iter().all(|slot| iso_week(slot.day()) != (2027, 43)));

    // The Sunday itself belongs to the week, and the Monday after it does not.
    let state = world::state([confirmed(1, "vollenhoven", "v-1", slot("2027-10-31 13:00-15:30"))]);
    let on = |date| planning::day(&desk, &state, now, &vollenhoven, Some(Office::Other), day(date));
    assert_eq!((on("2027-10-25").suits, on("2027-11-01").suits), (Suits::Closed, Suits::Good));
}

#[test]
fn promise_20_a_counter_proposal_leads_to_a_slot_that_fits_or_to_the_reason_why_not() {
    let (desk, now) = (desk(), at("2027-03-01 09:00"));
    let until = None;
    let wishes: [Wish; 2] = [
        want(When::Date(day("2027-04-22")), "donderdag 22 april"),
        want(When::TimeRange { from: Some(time("14:00")), until }, "na 14 uur"),
    ];
    let asked = ask(Office::Ambtenaar, &wishes);
    let plan = planning::plan(&desk, &State::default(), now, &asked).unwrap();
    assert_eq!(plan.options[0].slot, slot("2027-04-22 14:00-16:30"));

    let cannot = wish(Modality::Cannot, When::Date(day("2027-04-22")), "de 22e toch niet");
    let wishes = [wishes[0].clone(), wishes[1].clone(), cannot];
    let refused = planning::plan(&desk, &State::default(), now, &ask(Office::Ambtenaar, &wishes));
    let text = "de 22e toch niet".to_owned();
    assert_eq!(refused.unwrap_err().reasons, [Reason::GuestCannot { text }]);
}

#[test]
fn who_comes_home_from_far_on_sunday_night_does_not_receive_on_monday_morning() {
    let mut desk = desk();
    let vollenhoven = desk.wijken.get_mut(&wijk_id("vollenhoven")).unwrap();
    vollenhoven.hosts = vec![contact_id("rond")];
    vollenhoven.travel_minutes = [(wijk_id("dommelbergen"), 720)].into();
    let wijk = wijk_id("vollenhoven");
    let state = state([confirmed(1, "dommelbergen", "rond", slot("2027-03-21 19:30-22:00"))]);
    let ask = ask(Office::Kamerlid, &[]);
    let host = |now, monday| planning::host_for(&desk, &state, at(now), &ask, &wijk, monday, true);
    for now in ["2027-03-19 09:00", "2027-03-22 06:00"] {
        assert!(host(now, slot("2027-03-22 09:30-12:00")).is_err(), "{now}");
        assert!(host(now, slot("2027-03-22 13:30-16:00")).is_ok(), "{now}");
    }
}
