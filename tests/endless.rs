//! An endless corpus: moments and wishes drawn by chance, written as Dutch in many ways, and read back
//! exactly. And what holds for every text: the reference time moved by whole weeks moves what is read
//! with it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use proptest::prelude::*;
use werkbezoek::domain::reading::{Modality, When};
use werkbezoek::reading::{Context, Gazetteer, Policy, read_text};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// How a wish is put, and what that makes of the moment in it.
const FRAMES: &[(&str, Modality)] = &[
    ("Graag komen wij {} langs.", Modality::Want),
    ("Kan ons Kamerlid {} op werkbezoek komen?", Modality::Want),
    ("Het liefst komen wij {}.", Modality::Prefer),
    ("Bij voorkeur {}.", Modality::Prefer),
    ("Helaas kunnen wij {} niet.", Modality::Cannot),
    ("{} lukt ons niet.", Modality::Cannot),
    ("{} slaan wij over.", Modality::Cannot),
    ("{} raden wij af.", Modality::Cannot),
    ("{} past ons het best.", Modality::Prefer),
    ("{} ontvangen wij u met genoegen.", Modality::Want),
    ("Zoals afgesproken komen wij {}.", Modality::Fixed),
];

/// Who does something that is no visit, and whether more than one does.
const OTHERS: &[(&str, bool)] = &[
    ("de imker", false),
    ("het zwembad", false),
    ("onze nieuwe buurman", false),
    ("de bewakers van het depot", true),
    ("de bewoners en hun hond", true),
];
/// What they do, one of them and several, and what stands behind it: none of these is in a list of words.
const DEEDS: &[(&str, &str, &str)] = &[
    ("timmert", "timmeren", "aan de gevel"),
    ("promoveert", "promoveren", "in Leiden"),
    ("zingt", "zingen", "bij de fontein"),
    ("wisselt", "wisselen", "van rooster"),
    ("herdenkt", "herdenken", "de watersnood"),
    ("rommelt", "rommelen", "op zolder"),
];

/// Hours behind a day, and where they begin and end.
const HOURS: &[(&str, Option<u32>, Option<u32>)] = &[
    ("van 9.00 tot 11.00 uur", Some(9), Some(11)),
    ("tussen 13.00 en 15.00 uur", Some(13), Some(15)),
    ("na 15.00 uur", Some(15), None),
    ("vanaf 10.00 uur", Some(10), None),
];

/// Where a negation is about another matter than the day.
const NOT_OF_THE_DAY: &[&str] = &[
    "Als het niet regent, komen wij graag {}.",
    "Wij komen graag, als het niet stormt, {}.",
    "De commissie (negen leden, van wie drie ziek) komt graag {}.",
    "Wij willen niet naar Zeist maar naar Raalte, {}.",
    "Zij wil {} niet zonder haar hond komen.",
];

/// How hours of a day are denied: the denial stands before them, between them and behind.
const DENIALS: &[&str] = &[
    "{day} kan {hours} niet.",
    "{day} kan niet {hours}.",
    "{day} lukt het ons niet {hours}.",
    "{day} kunnen wij helaas niet {hours}.",
    "Helaas kunnen wij niet {day} {hours}.",
    "{hours} kunnen wij {day} niet.",
    "{hours} kunnen wij niet {day}.",
    "{hours} gaat niet {day}.",
    "{day} liever niet {hours}.",
];

/// A fact about a day, and what the clause behind it, or where somebody is kept, makes of it.
const FACTS: &[(&str, Modality)] = &[
    ("{} zitten wij in Delft, dus dat gaat niet.", Modality::Cannot),
    ("{} is zij bij de rechtbank, waardoor zij dan niet kan.", Modality::Cannot),
    ("Het debat is verzet naar {}, zodat zij die dag niet kan.", Modality::Cannot),
    ("{} moeten wij op kantoor blijven.", Modality::Cannot),
    ("{} is het hele team weg.", Modality::Cannot),
    ("{} zijn wij er allemaal, kom gerust langs.", Modality::Want),
    ("{} is zij bij de rechtbank, en dat duurt niet lang.", Modality::Fixed),
    ("{} ben ik weer terug van vakantie.", Modality::Fixed),
];

fn monday() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

/// What is read in a text at a moment: every time with how it is meant.
fn read(text: &str, now: NaiveDateTime) -> Vec<(Modality, When)> {
    let (places, policy) = (Gazetteer::default(), Policy::default());
    let context = Context::new(now, &places, &policy);
    read_text(text, &context).when.into_iter().map(|wish| (wish.modality, wish.when)).collect()
}

/// A day in words; none of these depends on the moment of reading.
fn day_in_words(day: NaiveDate, way: usize) -> String {
    let (number, year) = (day.day(), day.year());
    let month = MONTHS[day.month0() as usize];
    let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
    match way {
        0 => format!("op {number} {month} {year}"),
        1 => format!("op {weekday} {number} {month} {year}"),
        2 => format!("op {weekday} {number} {month}"),
        3 => format!("op {}-{}-{year}", number, day.month()),
        4 => format!("op {number:02}-{:02}-{year}", day.month()),
        _ => format!("{weekday} {number} {month} {year}"),
    }
}

/// A whole or half hour between seven and nineteen, in words that leave no doubt about the half of the
/// day.
fn hour_in_words(time: NaiveTime, way: usize) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match way {
        0 => format!("om {hour}.{minute:02} uur"),
        1 => format!("om {hour}:{minute:02}"),
        2 if minute == 0 => format!("om {hour} uur"),
        _ => format!("om {hour:02}.{minute:02} uur"),
    }
}

prop_compose! {
    fn future_day()(days in 2_u64..270) -> NaiveDate {
        monday().date() + Days::new(days)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_day_is_read_back_however_it_is_written(
        day in future_day(), way in 0_usize..6, frame in prop::sample::select(FRAMES),
    ) {
        let (words, modality) = frame;
        let text = words.replace("{}", &day_in_words(day, way));
        prop_assert_eq!(read(&text, monday()), [(modality, When::Date(day))], "{}", text);
    }

    #[test]
    fn a_day_and_an_hour_are_read_back(
        day in future_day(), way in 0_usize..6, half_hours in 19_u32..38, clock in 0_usize..4,
        frame in prop::sample::select(FRAMES),
    ) {
        let (words, modality) = frame;
        let time = NaiveTime::from_hms_opt(half_hours / 2, half_hours % 2 * 30, 0).unwrap();
        let moment = format!("{} {}", day_in_words(day, way), hour_in_words(time, clock));
        let text = words.replace("{}", &moment);
        let expected = [(modality, When::DateTime(day.and_time(time)))];
        prop_assert_eq!(read(&text, monday()), expected, "{}", text);
    }

    #[test]
    fn what_others_do_on_a_day_is_a_fact_whatever_it_is(
        day in future_day(), way in 0_usize..6, who in prop::sample::select(OTHERS),
        deed in prop::sample::select(DEEDS), heads in any::<bool>(),
    ) {
        let (who, many) = who;
        let (one, several, behind) = deed;
        let (verb, day_in_words) = (if many { several } else { one }, day_in_words(day, way));
        let text = if heads {
            format!("{day_in_words} {verb} {who} {behind}.")
        } else {
            format!("{who} {verb} {day_in_words} {behind}.")
        };
        prop_assert_eq!(read(&text, monday()), [(Modality::Fixed, When::Date(day))], "{}", text);
    }

    #[test]
    fn a_negation_of_another_matter_refuses_no_day(
        day in future_day(), way in 0_usize..5, frame in prop::sample::select(NOT_OF_THE_DAY),
    ) {
        let text = frame.replace("{}", &day_in_words(day, way));
        prop_assert_eq!(read(&text, monday()), [(Modality::Want, When::Date(day))], "{}", text);
    }

    #[test]
    fn hours_that_are_denied_of_a_day_are_refused_wherever_the_denial_stands(
        day in future_day(), way in 0_usize..5, denial in prop::sample::select(DENIALS),
        hours in prop::sample::select(&["in de ochtend", "'s middags", "tussen 13.00 en 15.00 uur",
            "na 15.00 uur", "vanaf 10.00 uur"][..]),
    ) {
        let text = denial.replace("{day}", &day_in_words(day, way)).replace("{hours}", hours);
        let read = read(&text, monday());
        let refused = read.iter().all(|(modality, _)| *modality == Modality::Cannot);
        prop_assert!(refused && !read.is_empty(), "{}: {:?}", text, read);
    }

    #[test]
    fn a_fact_is_what_the_clause_behind_it_makes_of_it(
        day in future_day(), way in 0_usize..3, fact in prop::sample::select(FACTS),
    ) {
        let (words, modality) = fact;
        let day_in_words = day_in_words(day, way);
        let bare = day_in_words.trim_start_matches("op ");
        let led = words.replace("naar {}", &format!("naar {bare}"));
        let text = led.replace("{}", &day_in_words);
        prop_assert_eq!(read(&text, monday()), [(modality, When::Date(day))], "{}", text);
    }

    #[test]
    fn a_refusal_right_behind_a_wish_is_of_its_own_days(
        days in prop::collection::btree_set(2_u64..270, 3), way in 0_usize..5,
        negation in prop::sample::select(&["niet", "liever niet", "en niet", "maar niet"][..]),
    ) {
        let days: Vec<NaiveDate> = days.into_iter().map(|ahead| monday().date() + Days::new(ahead))
            .collect();
        let words: Vec<String> = days.iter().map(|day| day_in_words(*day, way)).collect();
        let text = format!("Graag {}, {negation} {} of {}.", words[0], words[1], words[2]);
        let modality = [Modality::Want, Modality::Cannot, Modality::Cannot];
        let expected: Vec<_> =
            modality.into_iter().zip(days.iter().map(|day| When::Date(*day))).collect();
        prop_assert_eq!(read(&text, monday()), expected, "{}", text);
    }

    #[test]
    fn what_is_left_out_of_a_refusal_is_wanted(
        month in 4_u32..=12, weekday in 0_usize..7, nth in 0_u8..4,
        frame in prop::sample::select(&[
            "In {month} zijn alle {weekday}en bezet, behalve de {nth}.",
            "Alle {weekday}en in {month} zijn bezet, behalve de {nth}.",
        ][..]),
    ) {
        let of_month = |nth| {
            let weekday = chrono::Weekday::try_from(weekday as u8).unwrap();
            NaiveDate::from_weekday_of_month_opt(2027, month, weekday, nth)
        };
        let (place, day) = match nth {
            0 => ("laatste", of_month(5).or_else(|| of_month(4))),
            nth => (["eerste", "tweede", "derde"][usize::from(nth) - 1], of_month(nth)),
        };
        let text = frame.replace("{month}", MONTHS[month as usize - 1])
            .replace("{weekday}", WEEKDAYS[weekday]).replace("{nth}", place);
        let read = read(&text, monday());
        let [(Modality::Cannot, When::Set { .. }), left_out] = &read[..] else {
            return Err(TestCaseError::fail(format!("{text}: {read:?}")));
        };
        prop_assert_eq!(left_out, &(Modality::Want, When::Date(day.unwrap())), "{}", text);
    }

    #[test]
    fn two_days_that_are_a_choice_are_both_read(
        first in future_day(), second in future_day(), way in 0_usize..2,
    ) {
        prop_assume!(first != second);
        let text = format!(
            "Graag komen wij {} of {}.", day_in_words(first, way), day_in_words(second, way)
        );
        let expected = [first, second].map(|day| (Modality::Want, When::Date(day)));
        prop_assert_eq!(read(&text, monday()), expected, "{}", text);
    }

    #[test]
    fn hours_behind_days_that_are_a_choice_are_for_all_of_them(
        days in prop::collection::btree_set(2_u64..270, 2..5), way in 0_usize..5,
        hours in prop::sample::select(HOURS), last in prop::sample::select(&["of", "en"][..]),
    ) {
        let days: Vec<NaiveDate> = days.into_iter().map(|ahead| monday().date() + Days::new(ahead))
            .collect();
        let words: Vec<String> =
            days.iter().map(|day| day_in_words(*day, way).replace("op ", "")).collect();
        let (final_one, row) = words.split_last().unwrap();
        let (words, start, end) = hours;
        let text = format!("Graag komen wij op {} {last} {final_one} {words}.", row.join(", "));
        let at = |day: &NaiveDate, hour: Option<u32>| {
            hour.map(|hour| day.and_hms_opt(hour, 0, 0).unwrap())
        };
        let expected: Vec<_> = days.iter().map(|day| {
            (Modality::Want, When::DateTimeRange { start: at(day, start), end: at(day, end) })
        }).collect();
        prop_assert_eq!(read(&text, monday()), expected, "{}", text);
    }

    #[test]
    fn which_weekday_of_every_month_is_read_back(
        nth in prop::sample::subsequence(vec![1_i8, 2, 3, 4, -1], 1..3), weekday in 0_usize..7,
        opens in prop::sample::select(&["elke", "op de", "de"][..]),
        frame in prop::sample::select(&FRAMES[..3]),
    ) {
        let places: Vec<&str> = nth.iter()
            .map(|nth| ["laatste", "", "eerste", "tweede", "derde", "vierde"][(nth + 1) as usize])
            .collect();
        let (words, modality) = frame;
        let name = WEEKDAYS[weekday];
        let day = format!("{opens} {} {name} van de maand", places.join(" en "));
        let weekdays = vec![weekday as u8 + 1];
        let set = When::Set { weekdays, nth, from: None, until: None, within: None };
        let text = words.replace("{}", &day);
        prop_assert_eq!(read(&text, monday()), [(modality, set)], "{}", text);
    }

    #[test]
    fn a_period_of_days_is_read_back(
        first in future_day(), days in 1_u64..20,
        (opens, through) in prop::sample::select(
            &[("tussen", "en"), ("van", "t/m"), ("van", "t.e.m."), ("van", "tot en met")][..]
        ),
    ) {
        let last = first + Days::new(days);
        let text = format!(
            "Graag komen wij {opens} {} {through} {}.",
            day_in_words(first, 0).replace("op ", ""), day_in_words(last, 0).replace("op ", "")
        );
        let read = read(&text, monday());
        let [(Modality::Want, When::DateRange { start: Some(start), end: Some(end) })] = &read[..]
        else {
            return Err(TestCaseError::fail(format!("{text}: {read:?}")));
        };
        prop_assert_eq!((*start, *end), (first, last + Days::new(1)), "{}", text);
    }

    #[test]
    fn the_nth_weekday_beside_a_day_is_read_back(
        day in future_day(), nth in 1_u64..4, weekday in 0_usize..7,
    ) {
        let place = ["eerste", "tweede", "derde"][nth as usize - 1];
        let text = format!(
            "Graag komen wij de {place} {} na {}.",
            WEEKDAYS[weekday], day_in_words(day, 0).replace("op ", "")
        );
        let ahead = (weekday as u64 + 6 - u64::from(day.weekday().num_days_from_monday())) % 7 + 1;
        let found = day + Days::new(ahead + 7 * (nth - 1));
        prop_assert_eq!(read(&text, monday()), [(Modality::Want, When::Date(found))], "{}", text);
    }

    #[test]
    fn hours_within_a_part_of_a_day_are_read_back(
        day in future_day(), way in 0_usize..6, hour in 13_u32..18, from in any::<bool>(),
    ) {
        let side = if from { "vanaf" } else { "tot" };
        let text = format!(
            "Graag komen wij {} 's middags {side} {hour}.00 uur.", day_in_words(day, way)
        );
        let at = |hour| Some(day.and_hms_opt(hour, 0, 0).unwrap());
        let (start, end) = if from { (at(hour), at(18)) } else { (at(12), at(hour)) };
        let expected = [(Modality::Want, When::DateTimeRange { start, end })];
        prop_assert_eq!(read(&text, monday()), expected, "{}", text);
    }

    #[test]
    fn whole_weeks_later_the_same_words_mean_whole_weeks_later(
        words in prop::sample::select(&["morgen", "vrijdag", "volgende week dinsdag",
            "over twee weken", "maandag over een week", "deze week", "overmorgen om 10 uur",
            "komende donderdag van 13 tot 15 uur"][..]),
        weeks in 1_u64..20,
    ) {
        let text = format!("Graag komen wij {words}.");
        let later = monday() + Days::new(7 * weeks);
        let moved: Vec<_> = read(&text, monday()).into_iter()
            .map(|(modality, when)| (modality, moved(when, Days::new(7 * weeks)))).collect();
        prop_assert!(!moved.is_empty(), "nothing is read in {}", text);
        prop_assert_eq!(read(&text, later), moved, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_without_a_panic_and_spans_lie_inside_it(text in any::<String>()) {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let context = Context { explain: true, ..Context::new(monday(), &places, &policy) };
        let length = text.chars().count();
        for wish in &read_text(&text, &context).when {
            prop_assert!(wish.span[0] < wish.span[1] && wish.span[1] <= length, "{text}");
        }
    }
}

/// The same that many days later.
fn moved(when: When, by: Days) -> When {
    match when {
        When::Date(day) => When::Date(day + by),
        When::DateTime(at) => When::DateTime(at + by),
        When::DateRange { start, end } => {
            When::DateRange { start: start.map(|day| day + by), end: end.map(|day| day + by) }
        }
        When::DateTimeRange { start, end } => {
            When::DateTimeRange { start: start.map(|at| at + by), end: end.map(|at| at + by) }
        }
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => {
            panic!("{when:?} does not move")
        }
    }
}

/// `vrijdag 14 mei 2027, 13.30 uur`.
fn shown(when: &When) -> String {
    let day = |day: NaiveDate| day_in_words(day, 5);
    match when {
        When::Date(date) => day(*date),
        When::DateTime(at) => format!("{}, {} uur", day(at.date()), at.format("%-H.%M")),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_page_for_staff_tells_what_is_really_read() {
    let page = include_str!("../docs/lezen.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| zin"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 6, "the page has examples");
    for row in rows {
        let [sentence, meant, moment] = row[..] else { panic!("{row:?}") };
        let modality = match meant {
            "graag" => Modality::Want,
            "liever" => Modality::Prefer,
            "niet" => Modality::Cannot,
            other => panic!("what is `{other}`?"),
        };
        let read: Vec<(Modality, String)> =
            read(sentence, monday()).iter().map(|(how, when)| (*how, shown(when))).collect();
        assert_eq!(read, [(modality, moment.to_owned())], "{sentence}");
    }
}
