//! How the planner chooses: wijk, host, days, hours; and what it answers when it cannot.

use chrono::{Datelike, Weekday};
use werkbezoek::domain::availability::Availability;
use werkbezoek::domain::desk::{Busy, OfficeRule};
use werkbezoek::domain::ids::WijkId;
use werkbezoek::domain::people::{Office, Party, Theme};
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::reason::{Reason, Suits, WijkChoice};
use werkbezoek::domain::state::{Change, Record, State};
use werkbezoek::domain::time::{Days, Slot};
use werkbezoek::domain::wijk::{
    ClosedPeriod, HeldVisit, Hours, OpenDay, OwnHoliday, WijkBook, WijkYear,
};
use werkbezoek::planning::{self, Ask, Plan};

use crate::world::*;

const NOW: &str = "2027-03-01 09:00";

fn planned(office: Office, wishes: &[Wish]) -> Result<Plan, Vec<Reason>> {
    let plan = planning::plan(&desk(), &State::default(), at(NOW), &ask(office, wishes));
    plan.map_err(|refused| refused.reasons)
}

/// The start of each option: `2027-03-22 10:00`.
fn starts(office: Office, wishes: &[Wish]) -> Vec<String> {
    let plan = planned(office, wishes).unwrap();
    plan.options.iter().map(|o| o.slot.start.format("%Y-%m-%d %H:%M").to_string()).collect()
}

fn date(text: &str) -> When {
    When::Date(day(text))
}

fn range(start: &str, end: &str) -> When {
    let end_of = |text: &str| (!text.is_empty()).then(|| day(text));
    When::DateRange { start: end_of(start), end: end_of(end) }
}

fn hours(from: &str, until: &str) -> When {
    let end_of = |text: &str| (!text.is_empty()).then(|| time(text));
    When::TimeRange { from: end_of(from), until: end_of(until) }
}

fn weekdays(weekdays: &[u8]) -> When {
    When::Set {
        weekdays: weekdays.to_vec(),
        nth: Vec::new(),
        from: None,
        until: None,
        within: None,
    }
}

#[test]
fn who_says_nothing_gets_three_weeks_to_choose_from_at_ten() {
    assert_eq!(
        starts(Office::Ambtenaar, &[]),
        ["2027-03-18 10:00", "2027-03-22 10:00", "2027-03-30 10:00"]
    );
    let options = planned(Office::Ambtenaar, &[]).unwrap().options;
    assert_eq!(options.iter().map(|o| o.option).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn who_says_nothing_has_the_whole_hold_to_answer_unless_no_such_day_is_left() {
    // Notice is ten days; five working days to answer before it begins makes the 18th the first.
    let mut desk = desk();
    desk.planning.ahead_days_max = 16;
    let plan = planning::plan(&desk, &State::default(), at(NOW), &ask(Office::Ambtenaar, &[]));
    let days: Vec<_> = plan.unwrap().options.iter().map(|option| option.slot.day()).collect();
    assert_eq!(days, [day("2027-03-11"), day("2027-03-12"), day("2027-03-15")]);
}

#[test]
fn a_day_that_was_asked_for_is_all_that_is_offered() {
    let wishes = [want(date("2027-03-24"), "woensdag 24 maart")];
    assert_eq!(starts(Office::Wethouder, &wishes), ["2027-03-24 10:00", "2027-03-24 13:30"]);
    let reasons = planned(Office::Wethouder, &wishes).unwrap().options[0].reasons.clone();
    assert_eq!(reasons, [Reason::GuestWants { text: "woensdag 24 maart".to_owned() }]);
}

#[test]
fn days_of_the_week_and_a_period_narrow_each_other() {
    let wishes = [
        want(weekdays(&[2, 4]), "dinsdag of donderdag"),
        want(range("2027-04-05", "2027-04-12"), "week 14"),
    ];
    assert_eq!(
        starts(Office::Raadslid, &wishes),
        ["2027-04-06 10:00", "2027-04-06 13:30", "2027-04-08 10:00"]
    );
}

#[test]
fn two_periods_of_which_one_cuts_the_other_are_one() {
    let wishes = [
        want(range("2027-04-01", "2027-05-01"), "in april"),
        want(range("2027-04-16", ""), "na de 15e"),
    ];
    let plan = planned(Office::Ambtenaar, &wishes).unwrap();
    for option in &plan.options {
        assert!((day("2027-04-16")..day("2027-05-01")).contains(&option.slot.day()));
    }
    assert_eq!(plan.options.len(), 3);
}

#[test]
fn separate_periods_are_alternatives() {
    let wishes = [
        want(range("2027-03-15", "2027-03-22"), "week 11"),
        want(range("2027-06-01", ""), "na 1 juni"),
    ];
    let plan = planned(Office::Ambtenaar, &wishes).unwrap();
    let days: Vec<_> = plan.options.iter().map(|o| o.slot.day()).collect();
    assert_eq!(days, [day("2027-03-15"), day("2027-06-01"), day("2027-06-07")]);
}

#[test]
fn a_part_of_the_day_is_when_a_visit_begins_and_mostly_takes_place() {
    let on_friday = |from, until| {
        let start = Some(day("2027-03-26").and_time(time(from)));
        let end = Some(day("2027-03-26").and_time(time(until)));
        starts(Office::Kamerlid, &[want(When::DateTimeRange { start, end }, "vrijdag")])
    };
    assert_eq!(on_friday("08:00", "12:00"), ["2027-03-26 10:00"]);
    assert_eq!(on_friday("12:00", "18:00"), ["2027-03-26 13:30"]);
    // Hours that were named hold all of it; in fewer hours than it takes, it begins.
    assert_eq!(on_friday("09:00", "12:00"), ["2027-03-26 09:30"]);
    assert_eq!(on_friday("09:45", "10:45"), ["2027-03-26 10:00"]);
}

#[test]
fn a_time_off_the_half_hour_is_taken_as_it_was_said() {
    let moment = When::DateTime(wall("2027-03-26 09:45"));
    assert_eq!(
        starts(Office::Kamerlid, &[want(moment, "om kwart voor tien")]),
        ["2027-03-26 09:45"]
    );
    let outside = When::DateTime(wall("2027-03-26 20:00"));
    let refused = planned(Office::Kamerlid, &[want(outside, "om acht uur 's avonds")]);
    assert_eq!(refused.unwrap_err(), [Reason::OutsideOpeningHours]);
}

#[test]
fn what_is_preferred_comes_first_and_is_filled_up_with_what_is_near() {
    let wishes = [wish(Modality::Prefer, date("2027-06-16"), "liefst 16 juni")];
    assert_eq!(
        starts(Office::Ambtenaar, &wishes),
        ["2027-06-16 10:00", "2027-06-11 10:00", "2027-06-21 10:00"]
    );
}

#[test]
fn what_cannot_be_is_not_offered() {
    let wishes = [
        wish(Modality::Cannot, weekdays(&[1, 2, 4, 5]), "alleen woensdag"),
        wish(Modality::Cannot, hours("", "12:00"), "niet voor twaalven"),
        wish(Modality::Cannot, date("2027-03-17"), "de 17e niet"),
    ];
    assert_eq!(
        starts(Office::Ambtenaar, &wishes),
        ["2027-03-24 13:30", "2027-03-31 13:30", "2027-04-07 13:30"]
    );
}

#[test]
fn a_day_left_out_of_what_cannot_be_is_offered() {
    let refused = wish(Modality::Cannot, range("2027-03-22", "2027-03-27"), "die week niet");
    let wishes = [refused, want(date("2027-03-24"), "behalve de woensdag")];
    assert_eq!(starts(Office::Ambtenaar, &wishes), ["2027-03-24 10:00", "2027-03-24 13:30"]);
}

#[test]
fn hours_that_cannot_be_leave_the_rest_of_the_day() {
    let wishes = [
        want(date("2027-03-17"), "de 17e"),
        wish(Modality::Cannot, hours("13:30", ""), "na half twee kan ik niet"),
    ];
    assert_eq!(starts(Office::Ambtenaar, &wishes), ["2027-03-17 10:00"]);
}

#[test]
fn a_deadline_binds_the_visit_only_when_the_visit_can_be_before_it() {
    let wednesdays = want(weekdays(&[3]), "op een woensdag");
    let deadline = |end| wish(Modality::Deadline, range("", end), "voor");
    let within = [wednesdays.clone(), deadline("2027-03-25")];
    let days = ["2027-03-17 10:00", "2027-03-24 10:00", "2027-03-24 13:30"];
    assert_eq!(starts(Office::Ambtenaar, &within), days);
    let about_the_answer = [wednesdays, deadline("2027-03-06")];
    assert_eq!(starts(Office::Ambtenaar, &about_the_answer).len(), 3);
}

#[test]
fn days_that_can_be_held_in_full_come_first_where_the_guest_did_not_ask_for_others() {
    let in_march = [want(range("2027-03-01", "2027-04-01"), "in maart")];
    assert_eq!(
        starts(Office::Ambtenaar, &in_march),
        ["2027-03-18 10:00", "2027-03-22 10:00", "2027-03-30 10:00"]
    );
    let in_a_week = [want(range("2027-03-15", "2027-03-22"), "in week 11")];
    assert_eq!(
        starts(Office::Ambtenaar, &in_a_week),
        ["2027-03-15 10:00", "2027-03-16 10:00", "2027-03-17 10:00"]
    );
}

#[test]
fn a_wish_that_can_be_read_in_two_ways_counts_as_not_said() {
    let mut doubtful = want(date("2027-03-29"), "maandag 29 februari");
    doubtful.alternatives = vec![date("2027-03-28")];
    assert_eq!(starts(Office::Ambtenaar, &[doubtful]), starts(Office::Ambtenaar, &[]));
}

#[test]
fn a_kamerlid_who_names_a_tuesday_is_believed_and_one_who_names_a_month_gets_no_tuesday() {
    let named = [want(date("2027-03-23"), "dinsdag 23 maart")];
    let reasons = planned(Office::Kamerlid, &named).unwrap().options[0].reasons.clone();
    assert!(reasons.contains(&Reason::KamerDay), "and the reason is noted");
    let month = [want(range("2027-04-01", "2027-05-01"), "in april")];
    for option in planned(Office::Kamerlid, &month).unwrap().options {
        assert!(matches!(option.slot.day().weekday(), Weekday::Mon | Weekday::Fri));
    }
    let midweek = [want(range("2027-04-06", "2027-04-09"), "6 tot en met 8 april")];
    assert_eq!(planned(Office::Kamerlid, &midweek).unwrap_err(), [Reason::KamerDay]);
}

#[test]
fn rather_not_is_offered_when_it_was_asked_for_or_nothing_better_is_there() {
    // Goede Vrijdag 2027 is 26 March.
    let desk = desk();
    let suits = |on| {
        let wijk = WijkId::new("dommelbergen");
        planning::day(&desk, &State::default(), at("2027-01-04 09:00"), &wijk, None, day(on))
    };
    let good_friday = Reason::RatherNotHoliday { name: "Goede Vrijdag".to_owned() };
    assert_eq!(suits("2027-03-26").suits, Suits::RatherNot);
    assert_eq!(suits("2027-03-26").reasons, std::slice::from_ref(&good_friday));
    assert_eq!(suits("2027-02-08").reasons, [Reason::Carnival]);

    let week = [want(range("2027-03-22", "2027-03-29"), "week 12")];
    let offered = planned(Office::Ambtenaar, &week).unwrap().options;
    assert!(offered.iter().all(|option| option.slot.day() != day("2027-03-26")));
    let named = [want(date("2027-03-26"), "de 26e"), want(date("2027-03-25"), "de 25e")];
    let offered = planned(Office::Ambtenaar, &named).unwrap().options;
    assert!(offered.iter().any(|option| option.reasons.contains(&good_friday)));
    let only = [want(range("2027-03-26", "2027-03-29"), "het lange weekend")];
    assert!(planned(Office::Ambtenaar, &only).is_ok());
}

#[test]
fn a_holiday_that_the_desk_closes_on_is_closed() {
    let mut desk = desk();
    desk.planning.also_closed = vec!["Bevrijdingsdag".to_owned()];
    let wijk = WijkId::new("vollenhoven");
    let verdict = planning::day(&desk, &State::default(), at(NOW), &wijk, None, day("2027-05-05"));
    assert_eq!(verdict.reasons, [Reason::Holiday { name: "Bevrijdingsdag".to_owned() }]);
}

#[test]
fn a_school_holiday_speaks_against_a_day_in_its_own_region_only() {
    let desk = desk();
    let on = |wijk: &str| {
        let (wijk, now) = (WijkId::new(wijk), at("2027-01-04 09:00"));
        planning::day(&desk, &State::default(), now, &wijk, None, day("2027-02-24")).suits
    };
    assert_eq!((on("vollenhoven"), on("dommelbergen")), (Suits::RatherNot, Suits::Good));
}

#[test]
fn a_wijk_that_staff_closed_says_why() {
    let days = Days { start: day("2027-05-03"), end: day("2027-05-15") };
    let why = "verhuizing van het buurthuis".to_owned();
    let closed = vec![ClosedPeriod { days, why: why.clone() }];
    let mut state = State::default();
    let book = WijkBook { wijk: WijkId::new("vollenhoven"), closed };
    state.apply(&Change::Put { record: Record::WijkBook(book) });
    let vollenhoven = [WijkId::new("vollenhoven")];
    let wishes = [want(date("2027-05-10"), "10 mei")];
    let asked = Ask { wijken: &vollenhoven, ..ask(Office::Ambtenaar, &wishes) };
    let refused = planning::plan(&desk(), &state, at(NOW), &asked).unwrap_err();
    assert_eq!(refused.reasons, [Reason::WijkClosed { why }]);
    assert_eq!(refused.wijk, Some(WijkId::new("vollenhoven")));
}

#[test]
fn too_soon_and_too_far_say_what_the_bounds_are() {
    let soon = planned(Office::Kamerlid, &[want(date("2027-03-12"), "vrijdag")]).unwrap_err();
    let first = day("2027-03-15");
    assert_eq!(soon, [Reason::TooSoon { office: Office::Kamerlid, notice_days: 14, first }]);
    let far = planned(Office::Kamerlid, &[want(date("2028-03-13"), "over een jaar")]).unwrap_err();
    assert_eq!(far, [Reason::TooFarAhead]);
    let past = planned(Office::Kamerlid, &[want(range("2027-01-01", "2027-02-01"), "januari")]);
    assert_eq!(past.unwrap_err(), [Reason::InThePast]);
}

#[test]
fn a_wijk_is_chosen_by_name_by_theme_and_else_by_load() {
    let (desk, now) = (desk(), at(NOW));
    let state = state([
        confirmed(1, "dommelbergen", "d-1", slot("2027-04-02 10:00-12:30")),
        confirmed(2, "wilgensingel", "w-1", slot("2027-04-02 10:00-12:30")),
    ]);
    let choice = |ask: &Ask<'_>| {
        let plan = planning::plan(&desk, &state, now, ask).unwrap();
        (plan.wijk.to_string(), plan.why)
    };
    let nobody = ask(Office::Ambtenaar, &[]);
    let named = [WijkId::new("dommelbergen"), WijkId::new("wilgensingel")];
    let by_name = Ask { wijken: &named, ..nobody.clone() };
    assert_eq!(choice(&by_name), ("dommelbergen".to_owned(), WijkChoice::Named));
    let themes = [Theme::Veiligheid];
    let by_theme = Ask { themes: &themes, ..nobody.clone() };
    let why = WijkChoice::ByTheme { themes: themes.to_vec() };
    assert_eq!(choice(&by_theme), ("dommelbergen".to_owned(), why));
    let why = WijkChoice::ByLoad { visits_ahead: 0, held: 0 };
    assert_eq!(choice(&nobody), ("vollenhoven".to_owned(), why));
}

#[test]
fn the_second_wijk_that_was_named_is_tried_when_the_first_is_taken() {
    let state = state([confirmed(1, "dommelbergen", "d-1", slot("2027-04-02 10:00-12:30"))]);
    let named = [WijkId::new("dommelbergen"), WijkId::new("wilgensingel")];
    let wishes = [want(date("2027-04-02"), "2 april")];
    let asked = Ask { wijken: &named, ..ask(Office::Kamerlid, &wishes) };
    let plan = planning::plan(&desk(), &state, at(NOW), &asked).unwrap();
    assert_eq!(plan.wijk, named[1]);
}

#[test]
fn a_party_that_is_too_large_is_for_staff() {
    let party = Some(Party { min: 14, max: 14 });
    let asked = Ask { party, ..ask(Office::Raadslid, &[]) };
    let refused = planning::plan(&desk(), &State::default(), at(NOW), &asked).unwrap_err();
    assert_eq!(refused.reasons, [Reason::PartyTooLarge { max: 12 }]);
    assert_eq!(refused.wijk, None);
}

#[test]
fn the_contact_person_receives_unless_taken_and_travel_counts() {
    let (desk, now) = (desk(), at(NOW));
    let (vollenhoven, guest) = (WijkId::new("vollenhoven"), ask(Office::Ambtenaar, &[]));
    let elsewhere = [
        confirmed(1, "dommelbergen", "v-1", slot("2027-04-13 09:00-11:00")),
        confirmed(2, "dommelbergen", "v-2", slot("2027-04-13 09:00-11:00")),
        confirmed(3, "dommelbergen", "v-2", slot("2027-04-20 09:00-11:00")),
    ];
    let state = state(elsewhere);
    let host =
        |text| planning::host_for(&desk, &state, now, &guest, &vollenhoven, slot(text), false);
    assert_eq!(host("2027-04-13 13:00-15:30"), Ok(contact_id("v-1")));
    // An hour on the road; `rond` has nothing yet, so is asked before v-2.
    assert_eq!(host("2027-04-13 09:30-12:00"), Ok(contact_id("rond")));
    let free = |host, text| {
        planning::host_is_free(&desk, &state, now, None, &contact_id(host), slot(text))
    };
    assert_eq!(free("v-1", "2027-04-13 11:00-12:00"), Err(visit_id(1)), "half an hour of buffer");
    assert_eq!(free("v-1", "2027-04-13 11:30-12:30"), Ok(()));
}

#[test]
fn staff_go_against_notice_and_office_but_not_against_what_is_closed_or_taken() {
    let (desk, now) = (desk(), at(NOW));
    let state = state([confirmed(1, "vollenhoven", "v-1", slot("2027-03-19 10:00-12:30"))]);
    let (vollenhoven, guest) = (WijkId::new("vollenhoven"), ask(Office::Bewindspersoon, &[]));
    let host = |text, staff| {
        planning::host_for(&desk, &state, now, &guest, &vollenhoven, slot(text), staff)
    };
    assert!(host("2027-03-05 10:00-12:30", false).is_err());
    assert_eq!(host("2027-03-05 10:00-12:30", true), Ok(contact_id("v-1")));
    let (easter, week) = ("2027-03-29 10:00-12:30", "2027-03-19 13:30-16:00");
    assert_eq!(
        host(easter, true),
        Err(vec![Reason::Holiday { name: "Tweede Paasdag".to_owned() }])
    );
    let full = vec![Reason::DayFull { max: 1 }, Reason::WeekFull { max: 1 }];
    assert_eq!(host(week, true), Err(full));
    assert_eq!(host("2027-03-05 18:00-20:30", true), Err(vec![Reason::OutsideOpeningHours]));
    assert_eq!(host("2027-02-26 10:00-12:30", true).unwrap_err()[0], Reason::InThePast);
}

#[test]
fn a_wijk_that_opens_in_the_evening_is_offered_in_the_evening_when_asked() {
    let mut desk = desk();
    let evening = Hours { from: time("19:00"), until: time("22:00") };
    let wijk = desk.wijken.get_mut(&WijkId::new("vollenhoven")).unwrap();
    wijk.opening.get_mut(&OpenDay(3)).unwrap().push(evening);
    let wishes = [want(hours("18:00", "23:00"), "een avond")];
    let asked = ask(Office::Raadslid, &wishes);
    let plan = planning::plan(&desk, &State::default(), at(NOW), &asked).unwrap();
    assert!(plan.options.iter().all(|option| option.slot.start.time() == time("19:00")));
    assert_eq!(plan.options.len(), 3);
}

#[test]
fn a_full_desk_gives_few_reasons_and_the_most_telling_first() {
    let taken = (0..10).map(|n| {
        let monday = day("2027-03-08") + chrono::Duration::weeks(i64::from(n));
        let slot = Slot::on(monday, time("10:00"), 150);
        confirmed(n + 1, "wilgensingel", "w-1", slot)
    });
    let state = state(taken);
    let wilgensingel = [WijkId::new("wilgensingel")];
    let wishes = [want(range("2027-03-15", "2027-05-01"), "dit voorjaar")];
    let asked = Ask { wijken: &wilgensingel, ..ask(Office::Ambtenaar, &wishes) };
    let refused = planning::plan(&desk(), &state, at(NOW), &asked).unwrap_err();
    assert_eq!(refused.reasons[0], Reason::WeekFull { max: 1 });
    assert!(refused.reasons.len() <= 6);
}

fn held(number: u32, on: &str, host: &str) -> HeldVisit {
    HeldVisit { day: day(on), visit: visit_id(number), host: contact_id(host) }
}

fn put_year(state: &mut State, wijk: &str, held: Vec<HeldVisit>) {
    let year = WijkYear { wijk: WijkId::new(wijk), held };
    state.apply(&Change::Put { record: Record::WijkYear(year) });
}

#[test]
fn a_visit_closed_earlier_this_week_still_counts_against_the_cap_of_the_week() {
    let mut state = State::default();
    // Held on Monday, thanked for and closed on Tuesday; the next ask comes on Wednesday.
    put_year(&mut state, "vollenhoven", vec![held(1, "2027-03-15", "v-1")]);
    let wijk = WijkId::new("vollenhoven");
    let on = |text| {
        let guest = ask(Office::Ambtenaar, &[]);
        planning::host_for(&desk(), &state, at("2027-03-17 09:00"), &guest, &wijk, slot(text), true)
    };
    assert_eq!(on("2027-03-19 10:00-12:30"), Err(vec![Reason::WeekFull { max: 1 }]));
    assert_eq!(on("2027-03-23 10:00-12:30"), Ok(contact_id("v-1")));
}

#[test]
fn work_is_shared_out_over_a_year_and_the_reason_is_told() {
    let mut state = state([confirmed(9, "vollenhoven", "v-1", slot("2027-04-13 09:00-11:00"))]);
    put_year(
        &mut state,
        "vollenhoven",
        vec![held(1, "2026-06-02", "v-2"), held(2, "2026-01-05", "rond")],
    );
    put_year(
        &mut state,
        "dommelbergen",
        vec![held(3, "2026-09-01", "d-1"), held(4, "2026-10-01", "d-1")],
    );
    // Wilgensingel had none; Vollenhoven one in a year and one ahead, Dommelbergen two.
    let shared = planning::plan(&desk(), &state, at(NOW), &ask(Office::Ambtenaar, &[])).unwrap();
    assert_eq!(shared.wijk, WijkId::new("wilgensingel"));
    assert_eq!(shared.why, WijkChoice::ByLoad { visits_ahead: 0, held: 0 });
    // `rond` received more than a year ago, v-2 within it.
    let mut taken = state.clone();
    put(&mut taken, confirmed(10, "wilgensingel", "v-1", slot("2027-04-20 09:00-12:00")));
    let wishes = [want(When::DateTime(wall("2027-04-20 10:00")), "20 april")];
    let named = [WijkId::new("vollenhoven")];
    let asked = Ask { wijken: &named, ..ask(Office::Ambtenaar, &wishes) };
    let option = planning::plan(&desk(), &taken, at(NOW), &asked).unwrap().options.remove(0);
    assert_eq!(option.host, contact_id("rond"));
    assert!(option.reasons.contains(&Reason::StandsIn { visits: 0 }), "{:?}", option.reasons);
}

#[test]
fn who_names_the_municipality_is_told_so() {
    let named = [WijkId::new("vollenhoven"), WijkId::new("wilgensingel")];
    let asked = Ask { wijken: &named, by_municipality: &named[..1], ..ask(Office::Other, &[]) };
    let plan = planning::plan(&desk(), &State::default(), at(NOW), &asked).unwrap();
    assert_eq!(plan.why, WijkChoice::ByMunicipality);
}

#[test]
fn a_day_is_judged_for_an_office_and_says_who_has_it() {
    let state = state([confirmed(19, "vollenhoven", "v-1", slot("2027-04-13 10:00-12:30"))]);
    let (wijk, day) = (WijkId::new("vollenhoven"), day("2027-04-13"));
    let judged = |office| planning::day(&desk(), &state, at(NOW), &wijk, office, day).reasons;
    let full = [
        Reason::Taken { by: visit_id(19) },
        Reason::DayFull { max: 1 },
        Reason::WeekFull { max: 1 },
    ];
    assert_eq!(judged(None), full);
    assert_eq!(judged(Some(Office::Kamerlid))[0], Reason::KamerDay);
    assert_eq!(judged(Some(Office::Kamerlid))[1..], full);
}

#[test]
fn who_receives_already_stays_and_gives_way_when_taken_or_not_of_the_wijk() {
    let named = [wijk_id("vollenhoven")];
    let wishes = [want(date("2027-03-22"), "22 maart")];
    let host_of = |state: &State, host: &str| {
        let host = contact_id(host);
        let asked = Ask { wijken: &named, host: Some(&host), ..ask(Office::Ambtenaar, &wishes) };
        let plan = planning::plan(&desk(), state, at(NOW), &asked).unwrap();
        plan.options[0].host.as_str().to_owned()
    };
    assert_eq!(host_of(&State::default(), "v-1"), "v-1");
    assert_eq!(host_of(&State::default(), "v-2"), "v-2");
    assert_eq!(host_of(&State::default(), "w-1"), "v-1");
    let all_day = slot("2027-03-22 09:00-17:30");
    let busy = state([confirmed(7, "dommelbergen", "v-2", all_day)]);
    assert_eq!(host_of(&busy, "v-2"), "v-1");
}

// ---- what config says of hosts, offices and dates ----

fn hours_of(day: u8, from: &str, until: &str) -> Availability {
    let hours = Hours { from: time(from), until: time(until) };
    Availability { hours: [(OpenDay(day), vec![hours])].into(), away: vec![] }
}

#[test]
fn a_host_who_cannot_then_is_passed_over_and_the_day_says_so_when_none_can() {
    let (mut desk, now, wijk) = (desk(), at(NOW), WijkId::new("vollenhoven"));
    let away = Days { start: day("2027-04-12"), end: day("2027-04-17") };
    let contact = desk.contacts.get_mut(&contact_id("v-1")).unwrap();
    contact.available.away = vec![ClosedPeriod { days: away, why: "vakantie".to_owned() }];
    let host = |desk: &_, text| {
        let guest = ask(Office::Ambtenaar, &[]);
        planning::host_for(desk, &State::default(), now, &guest, &wijk, slot(text), false)
    };
    assert_eq!(host(&desk, "2027-04-13 09:30-12:00"), Ok(contact_id("v-2")));
    assert_eq!(host(&desk, "2027-04-20 09:30-12:00"), Ok(contact_id("v-1")));
    for id in ["v-2", "rond"] {
        desk.contacts.get_mut(&contact_id(id)).unwrap().available = hours_of(2, "13:00", "17:30");
    }
    assert_eq!(host(&desk, "2027-04-13 13:00-15:30"), Ok(contact_id("v-2")));
    let refused = host(&desk, "2027-04-13 09:30-12:00").unwrap_err();
    assert_eq!(refused, [Reason::NoHost, Reason::HostAway]);
    let on = day("2027-04-14");
    let verdict = planning::day(&desk, &State::default(), now, &wijk, Some(Office::Ambtenaar), on);
    assert_eq!(verdict.suits, Suits::Closed);
    assert!(verdict.reasons.contains(&Reason::HostAway), "{:?}", verdict.reasons);
}

#[test]
fn the_agenda_of_an_office_is_what_config_says_and_staff_may_go_against_it() {
    let (mut desk, now, wijk) = (desk(), at(NOW), WijkId::new("vollenhoven"));
    let busy = |days: &[u8], hours, why: &str| Busy {
        days: days.iter().copied().map(OpenDay).collect(),
        hours,
        why: why.to_owned(),
    };
    let morning = Hours { from: time("09:00"), until: time("12:00") };
    let rule = OfficeRule {
        busy: vec![busy(&[2], Some(morning), "college"), busy(&[4], None, "raad")],
        ahead_days_max: Some(60),
    };
    desk.planning.offices.insert(Office::Wethouder, rule);
    let verdict =
        |office, on| planning::day(&desk, &State::default(), now, &wijk, Some(office), day(on));
    let reason = |why: &str| Reason::OfficeBusy { why: why.to_owned() };
    let tuesday = verdict(Office::Wethouder, "2027-04-13");
    assert_eq!((tuesday.suits, tuesday.reasons), (Suits::RatherNot, vec![reason("college")]));
    assert_eq!(tuesday.free, [Hours { from: time("13:00"), until: time("17:30") }]);
    assert_eq!(verdict(Office::Wethouder, "2027-04-15").reasons, [reason("raad")]);
    assert_eq!(verdict(Office::Wethouder, "2027-05-11").reasons[0], Reason::TooFarAhead);
    assert_eq!(verdict(Office::Raadslid, "2027-04-15").suits, Suits::Good);
    let host = |by_staff| {
        let (guest, slot) = (ask(Office::Wethouder, &[]), slot("2027-04-15 09:30-12:00"));
        planning::host_for(&desk, &State::default(), now, &guest, &wijk, slot, by_staff)
    };
    assert_eq!(host(false), Err(vec![reason("raad")]));
    assert_eq!(host(true), Ok(contact_id("v-1")));
}

#[test]
fn a_wijk_opens_on_one_date_more_and_has_school_holidays_of_its_own() {
    let (mut desk, now, wijk) = (desk(), at("2027-01-04 09:00"), WijkId::new("vollenhoven"));
    let open = desk.wijken.get_mut(&wijk).unwrap();
    let hours = vec![Hours { from: time("10:00"), until: time("14:00") }];
    open.open_on = [(day("2027-04-17"), hours.clone())].into();
    let days = Days { start: day("2027-02-08"), end: day("2027-02-15") };
    open.school_holidays = vec![OwnHoliday { name: "eigen week".to_owned(), days }];
    let verdict = |on| planning::day(&desk, &State::default(), now, &wijk, None, day(on));
    assert_eq!((verdict("2027-04-17").suits, verdict("2027-04-17").free), (Suits::Good, hours));
    assert_eq!(verdict("2027-04-24").reasons, [Reason::OutsideOpeningHours]);
    let own = Reason::SchoolHoliday { name: "eigen week".to_owned() };
    assert_eq!(verdict("2027-02-10").reasons, [own]);
    assert_eq!(verdict("2027-02-24").suits, Suits::Good, "the region has its holiday then");
    let wishes = [want(date("2027-04-17"), "17 april")];
    let plan = planning::plan(&desk, &State::default(), now, &ask(Office::Raadslid, &wishes));
    assert_eq!(plan.unwrap().options[0].slot, slot("2027-04-17 10:00-12:30"));
}

#[test]
fn a_host_is_not_free_on_a_day_in_a_wijk_too_far_away() {
    let (desk, now) = (desk(), at(NOW));
    let state = state([
        confirmed(1, "dommelbergen", "rond", slot("2027-04-13 09:00-11:00")),
        confirmed(2, "wilgensingel", "w-1", slot("2027-04-13 15:00-17:00")),
    ]);
    let free = |visit, text| {
        planning::host_is_free(&desk, &state, now, visit, &contact_id("rond"), slot(text))
    };
    assert_eq!(free(Some(visit_id(2)), "2027-04-13 15:00-17:00"), Err(visit_id(1)));
    assert_eq!(free(Some(visit_id(2)), "2027-04-14 15:00-17:00"), Ok(()));
}
