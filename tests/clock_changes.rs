//! Every change of the clock from 2024 to 2032: around each, a visit is asked for, offered, chosen,
//! confirmed and reminded of. Letter, invitation and the agenda to subscribe to name one local time,
//! with the weekday written out, and the reminder leaves at nine on the wall.
//!
//! What is right is told here by the rule (EU directive 2000/84: the last Sundays of March and October,
//! at one o'clock UTC) and not by the time zone data that the bot uses.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/object.rs"]
mod object;
#[path = "support/world.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod world;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use mail_parser::{MessageParser, MimeHeaders};
use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::letter::Letter;
use werkbezoek::domain::wijk::{Hours, OpenDay};
use werkbezoek::words::feed;
use world::{World, eml};

const YEARS: std::ops::RangeInclusive<i32> = 2024..=2032;
/// Days before and after a change on which a visit is tried.
const AROUND: i64 = 3;
const STARTS: [&str; 4] = ["09:00", "10:30", "13:00", "15:30"];
const REMINDED_DAYS_BEFORE: i64 = 3;

fn last_sunday(year: i32, month: u32) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
    last - Duration::days(i64::from(last.weekday().num_days_from_sunday()))
}

/// The instant at which a Dutch clock shows `wall`, by the rule; not for the hours of a change itself.
fn by_the_rule(wall: NaiveDateTime) -> DateTime<Utc> {
    let at_two = |day: NaiveDate| day.and_hms_opt(2, 0, 0).unwrap();
    let summer = at_two(last_sunday(wall.year(), 3))..at_two(last_sunday(wall.year(), 10));
    (wall - Duration::hours(if summer.contains(&wall) { 2 } else { 1 })).and_utc()
}

/// `dinsdag 30 maart 2027, 10.00 tot`, as a letter begins to say when.
fn in_dutch(start: NaiveDateTime) -> String {
    const DAYS: [&str; 7] =
        ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
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
    let day = DAYS[start.weekday().num_days_from_monday() as usize];
    let month = MONTHS[start.month0() as usize];
    format!("{day} {} {month} {}, {} tot", start.day(), start.year(), start.format("%-H.%M"))
}

/// A visit at this moment, from request to reminder. `None` where the day itself cannot be.
struct Played {
    world: World,
    letters: Vec<(DateTime<Utc>, Letter)>,
}

fn play(start: NaiveDateTime) -> Option<Played> {
    let begin = start.date() - Duration::days(30);
    let mut world = World::new(&format!("{begin} 09:00"), |desk| {
        desk.approval = Approval::Never;
        desk.limits.undo_seconds = 0;
        let whole_day = Hours { from: time("09:00"), until: time("18:30") };
        for wijk in desk.wijken.values_mut() {
            wijk.opening = (1..=7).map(|day| (OpenDay(day), vec![whole_day])).collect();
        }
    });
    let day = start.format("%-d-%-m-%Y om %H:%M");
    let text =
        format!("Wethouder Karim Smit komt graag naar Vollenhoven op {day} uur.\n\nEva Bakker");
    world.mail(&mail(&world, 1, None, &text));
    let mut letters = sent(&mut world);
    let offer = letters.iter().find(|(_, letter)| letter.id.slug() == "voorstel")?;
    // Where the day itself cannot be, others are offered: those are not what is tried here.
    if !text_of(&offer.1).to_lowercase().contains(&in_dutch(start)) {
        return None;
    }
    let answer = mail(&world, 2, Some("voorstel.1"), "Optie 1 graag.\n\nEva Bakker");
    world.mail(&answer);
    letters.extend(sent(&mut world));
    while let Some(next) = world.next_before(start) {
        world.set_clock(next.max(world.now() + Duration::seconds(1)));
        letters.extend(sent(&mut world));
    }
    Some(Played { world, letters })
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

fn mail(world: &World, number: u32, answers: Option<&str>, text: &str) -> Vec<u8> {
    let bot = &world.engine.desk().bot.address;
    let mut headers = BTreeMap::from([
        ("From".to_owned(), "Eva Bakker <e.bakker@rijswijkdam.example>".to_owned()),
        ("To".to_owned(), bot.to_string()),
        ("Subject".to_owned(), "Werkbezoek".to_owned()),
        ("Message-ID".to_owned(), format!("<{number}@rijswijkdam.example>")),
    ]);
    if let Some(letter) = answers {
        let case = format!("WB-{}-001", world.now().year());
        let id = world.message_id(&case, letter);
        headers.insert("In-Reply-To".to_owned(), format!("<{id}>"));
    }
    eml(&headers, text)
}

fn sent(world: &mut World) -> Vec<(DateTime<Utc>, Letter)> {
    let (letters, _) = world.settle();
    letters.into_iter().map(|letter| (world.engine.now(), letter)).collect()
}

/// The text part, as one line.
fn text_of(letter: &Letter) -> String {
    let message = MessageParser::default().parse(letter.mime.as_bytes()).unwrap();
    let text = message.body_text(0).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn invitation_of(letter: &Letter) -> String {
    let message = MessageParser::default().parse(letter.mime.as_bytes()).unwrap();
    let calendar = message.attachments().find(|part| part.is_content_type("application", "ics"));
    String::from_utf8_lossy(calendar.unwrap().contents()).into_owned()
}

impl Played {
    fn letter(&self, slug: &str) -> &(DateTime<Utc>, Letter) {
        let mut those = self.letters.iter().filter(|(_, letter)| letter.id.slug() == slug);
        let first = those.next().unwrap_or_else(|| panic!("no {slug} in {:?}", self.slugs()));
        assert!(those.next().is_none(), "{slug} twice in {:?}", self.slugs());
        first
    }

    fn slugs(&self) -> Vec<&str> {
        self.letters.iter().map(|(_, letter)| letter.id.as_str()).collect()
    }

    fn check(&self, start: NaiveDateTime) {
        let line = start.format("DTSTART;TZID=Europe/Amsterdam:%Y%m%dT%H%M%S\r\n").to_string();
        let (_, confirmation) = self.letter("bevestiging");
        let (at, reminder) = self.letter("herinnering");
        for letter in [confirmation, reminder] {
            let text = text_of(letter).to_lowercase();
            assert!(text.contains(&in_dutch(start)), "{} says: {text}", letter.id);
        }
        let invitation = invitation_of(confirmation);
        assert!(invitation.contains(&line), "{line}");
        assert_eq!(object::faults(invitation.as_bytes()), Vec::<String>::new());
        let (engine, words) = (&self.world.engine, self.world.engine.words());
        let (desk, state, now) = (engine.desk(), engine.state(), engine.now());
        let visits = state.briefs().filter_map(|visit| state.visit(visit.id));
        let entries: Vec<_> = visits.flat_map(|visit| feed::of_visit(desk, visit)).collect();
        for file in words.agenda(engine.desk(), &feed::standing(&entries, now)).unwrap() {
            let here = file.name == "agenda.ics" || file.name == "agenda-vollenhoven.ics";
            assert_eq!(file.text.contains(&line), here, "{} and {line}", file.name);
        }
        let nine = (start.date() - Duration::days(REMINDED_DAYS_BEFORE)).and_time(time("09:00"));
        assert_eq!(*at, by_the_rule(nine), "the reminder of a visit at {start}");
    }
}

#[test]
fn around_every_change_of_the_clock_everybody_is_told_one_local_time() {
    let changes = YEARS.flat_map(|year| [last_sunday(year, 3), last_sunday(year, 10)]);
    let days =
        changes.flat_map(|sunday| (-AROUND..=AROUND).map(move |n| sunday + Duration::days(n)));
    let (mut tried, mut played) = (0, 0);
    for (day, start) in days.zip(STARTS.iter().cycle()) {
        let start = day.and_time(time(start));
        tried += 1;
        if let Some(visit) = play(start) {
            visit.check(start);
            played += 1;
        }
    }
    // Easter and the days that belong to it are closed; all others take part.
    assert!(tried == 126 && played >= 110, "{played} of {tried}");
}

#[test]
fn the_rule_of_this_test_is_that_of_the_time_zone_data() {
    for year in YEARS {
        for (month, summer) in [(3, 2), (10, 1)] {
            let noon = last_sunday(year, month).and_hms_opt(12, 0, 0).unwrap();
            assert_eq!(by_the_rule(noon), (noon - Duration::hours(summer)).and_utc());
            assert_eq!(by_the_rule(noon), werkbezoek::domain::time::instant(noon));
        }
    }
}
