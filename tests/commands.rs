//! What staff type, and what is made of it: the tables in `tests/commands/*.txt`.
//!
//! A row is `line | what is read`; `-` is no command, `?` an error. After a change that is meant,
//! `UPDATE=1 cargo test --test commands` rewrites the right-hand sides; read the difference before
//! committing it. Dates go through a small reader of figures: the real one has its own tables.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on should stop, helpers included"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;

use werkbezoek::chat::command::options::{CommandOption, OptionKind, line, options};
use werkbezoek::chat::command::{ParseContext, parse};
use werkbezoek::domain::command::{Command, CommandError};
use werkbezoek::domain::help;
use werkbezoek::domain::ids::{ContactId, WijkId};
use werkbezoek::domain::notice::HelpPage;
use werkbezoek::domain::people::{Address, Contact};
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::wijk::{SchoolRegion, Wijk};

/// Wednesday 25 November 2026, noon.
fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

fn wijk(id: &str, name: &str, aliases: &[&str], hosts: &[&str]) -> (WijkId, Wijk) {
    let wijk = Wijk {
        id: WijkId::new(id),
        name: name.to_owned(),
        also_known_as: aliases.iter().map(ToString::to_string).collect(),
        municipality: String::new(),
        not_to_confuse_with: vec![],
        province: String::new(),
        school_region: SchoolRegion::Midden,
        carnival: false,
        description: String::new(),
        meeting_point: None,
        programme: vec![],
        station: None,
        themes: vec![],
        hosts: hosts.iter().map(|host| ContactId::new(*host)).collect(),
        open_on: BTreeMap::new(),
        school_holidays: Vec::new(),
        residents: None,
        confirm: None,
        opening: BTreeMap::new(),
        closed: vec![],
        visits_per_week_max: 1,
        visits_per_day_max: 1,
        party_max: 10,
        duration_minutes: 120,
        buffer_minutes: 30,
        travel_minutes: BTreeMap::new(),
    };
    (wijk.id.clone(), wijk)
}

fn wijken() -> BTreeMap<WijkId, Wijk> {
    BTreeMap::from([
        wijk("vollenhoven", "Vollenhoven", &["Zeist-Vollenhoven"], &["anna", "bram"]),
        wijk("heerlen-noord", "Heerlen-Noord", &["Noord"], &["chris"]),
        wijk("noordhoek", "Noordhoek", &["Noord"], &[]),
        wijk("zuidwest", "Den Haag Zuidwest", &["Den Haag"], &["dewi"]),
    ])
}

fn contacts() -> BTreeMap<ContactId, Contact> {
    let people = [
        ("anna", "Anna Voorbeeld"),
        ("bram", "Bram Voorbeeld"),
        ("chris", "Chris van Elders"),
        ("dewi", "Dewi Anders"),
    ];
    people
        .into_iter()
        .map(|(id, name)| {
            let address = Address::parse(&format!("{id}@wijk.example")).unwrap();
            let (id, name) = (ContactId::new(id), name.to_owned());
            (id.clone(), Contact { id, name, address, phone: None, available: Default::default() })
        })
        .collect()
}

/// Reads figures: `2027-01-15`, `15-1-2027`, `15-1` (the next one), each with or without `10:00` or
/// `10:00-12:00` behind it (`om` may stand between), and `... t/m ...` between two days. `niet`
/// before a day says that it is not wanted. `3/4` is read in two ways,
/// `vrijdagmiddag` as the hours of a part of a day.
fn read(text: &str) -> Vec<Wish> {
    let words = words_with_places(text);
    let mut wishes = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest: Vec<&str> = words[at..].iter().map(|(_, word)| word.as_str()).collect();
        let Some((when, alternatives, taken)) = read_words(&rest) else {
            at += 1;
            continue;
        };
        let not = at.checked_sub(1).map(|before| &words[before]).filter(|(_, word)| word == "niet");
        let modality = if not.is_some() { Modality::Cannot } else { Modality::Want };
        let from = not.unwrap_or(&words[at]).0;
        let (last, word) = &words[at + taken - 1];
        let span = [from, last + word.chars().count()];
        let named = text.chars().skip(span[0]).take(span[1] - span[0]).collect();
        wishes.push(Wish { when, modality, text: named, span, alternatives, why: None });
        at += taken;
    }
    wishes
}

fn words_with_places(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut inside = false;
    for (at, c) in text.chars().enumerate() {
        let part = !c.is_whitespace() && !";,".contains(c);
        match (part, inside) {
            (true, false) => words.push((at, c.to_string())),
            (true, true) => words.last_mut().unwrap().1.push(c),
            (false, _) => {}
        }
        inside = part;
    }
    words
}

fn read_words(words: &[&str]) -> Option<(When, Vec<When>, usize)> {
    let on = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    match words {
        ["3/4", ..] => return Some((When::Date(on(4, 3)), vec![When::Date(on(3, 4))], 1)),
        ["vrijdagmiddag", ..] => {
            let hour = |hour| on(1, 15).and_hms_opt(hour, 0, 0);
            return Some((When::DateTimeRange { start: hour(12), end: hour(18) }, vec![], 1));
        }
        [word, ..] if time(word).is_some() => return Some((When::Time(time(word)?), vec![], 1)),
        _ => {}
    }
    let day = date(words.first()?)?;
    if let [_, "t/m", last, ..] = words
        && let Some(last) = date(last)
    {
        return Some((When::DateRange { start: Some(day), end: last.succ_opt() }, vec![], 3));
    }
    let om = usize::from(words.get(1) == Some(&"om"));
    let word = words.get(1 + om).copied().unwrap_or_default();
    if let Some((from, until)) = word.split_once('-').and_then(|(a, b)| Some((time(a)?, time(b)?)))
    {
        let (start, end) = (Some(day.and_time(from)), Some(day.and_time(until)));
        return Some((When::DateTimeRange { start, end }, vec![], 2 + om));
    }
    Some(match time(word) {
        Some(time) => (When::DateTime(day.and_time(time)), vec![], 2 + om),
        None => (When::Date(day), vec![], 1),
    })
}

fn date(word: &str) -> Option<NaiveDate> {
    let iso = NaiveDate::parse_from_str(word, "%Y-%m-%d").ok();
    let dutch = || NaiveDate::parse_from_str(word, "%d-%m-%Y").ok();
    let short = || {
        let (day, month) = word.split_once('-')?;
        let (day, month) = (day.parse().ok()?, month.parse().ok()?);
        let dates = [2026, 2027].map(|year| NaiveDate::from_ymd_opt(year, month, day));
        dates.into_iter().flatten().find(|date| *date >= now().date())
    };
    iso.or_else(dutch).or_else(short)
}

fn time(word: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(word, "%H:%M").ok()
}

fn say(line: &str) -> Option<Result<Command, CommandError>> {
    let (wijken, contacts) = (wijken(), contacts());
    parse(line, &ParseContext { now: now(), wijken: &wijken, contacts: &contacts, read: &read })
}

fn shown(line: &str) -> String {
    match say(line) {
        None => "-".to_owned(),
        Some(Ok(command)) => format!("{command:?}"),
        Some(Err(error)) => format!("? {error:?}"),
    }
}

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The table with its right-hand sides as they are now.
fn answered(table: &str) -> String {
    let row = |row: &str| match row.split_once(" |") {
        Some((line, _)) if !row.starts_with("--") => format!("{line} | {}\n", shown(line)),
        _ => format!("{row}\n"),
    };
    table.lines().map(row).collect()
}

#[test]
fn lines_are_read_as_the_tables_say() {
    for file in tables() {
        let table = fs::read_to_string(&file).unwrap();
        let now = answered(&table);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &now).unwrap();
            continue;
        }
        for (expected, got) in table.lines().zip(now.lines()) {
            assert_eq!(got, expected, "in {}", file.display());
        }
    }
}

#[test]
fn every_example_in_help_is_that_command() {
    for page in help::pages() {
        match say(page.example) {
            Some(Ok(command)) => {
                assert_eq!(help::page(&command), *page);
                assert_eq!(command.role(), page.role, "{}", page.example);
            }
            other => panic!("`{}` gives {other:?}", page.example),
        }
    }
}

#[test]
fn every_example_filled_in_as_options_is_the_same_command() {
    for page in help::pages() {
        let values = taken_apart(page);
        let filled_in = line(page, &values);
        assert_eq!(say(&filled_in), say(page.example), "{filled_in}, of {values:?}");
        let required = options(page).into_iter().filter(|option| option.required);
        for option in required {
            assert!(values.contains_key(&option.name), "{} shows no {option:?}", page.example);
        }
    }
}

/// What somebody would fill in who means the example of a page.
fn taken_apart(page: &HelpPage) -> BTreeMap<String, String> {
    let behind = page.example.trim_start_matches(page.group).trim_start();
    let mut words: Vec<&str> = behind.trim_start_matches(page.verb).split_whitespace().collect();
    let mut values = BTreeMap::new();
    let (keyed, plain): (Vec<_>, Vec<_>) =
        options(page).into_iter().partition(|option| option.grammar.contains('='));
    for option in keyed {
        let key = format!("{}=", option.name);
        if let Some(at) = words.iter().position(|word| word.starts_with(&key)) {
            values.insert(option.name, words.remove(at).trim_start_matches(&key).to_owned());
        }
    }
    for (nth, option) in plain.iter().enumerate() {
        let value = next_value(&mut words, option, plain.get(nth + 1));
        values.extend(value.map(|value| (option.name.clone(), value)));
    }
    assert!(words.is_empty(), "{words:?} of `{}`", page.example);
    values
}

/// Takes the words of an option off the front, without those that only lead up to them.
fn next_value(
    words: &mut Vec<&str>,
    option: &CommandOption,
    next: Option<&CommandOption>,
) -> Option<String> {
    const LEADING: &[&str] = &["naar", "door", "aan", "met", "wegens"];
    if option.kind == OptionKind::Flag {
        let said = words.first() == Some(&option.name.as_str());
        return said.then(|| words.remove(0).to_owned());
    }
    if words.first().is_some_and(|word| LEADING.contains(word)) {
        words.remove(0);
    }
    let leads = words.iter().position(|word| LEADING.contains(word));
    // `dagen` is the one value of several words that is not the last.
    let count = match next {
        None => words.len(),
        Some(_) if option.name == "dagen" => leads.unwrap_or(words.len()),
        Some(_) => words.len().min(1),
    };
    let taken: Vec<&str> = words.drain(..count).collect();
    (!taken.is_empty()).then(|| taken.join(" "))
}

#[test]
fn every_page_is_listed_once() {
    let mut keys: Vec<&str> = help::pages().iter().map(|page| page.key).collect();
    keys.sort();
    let all = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), all);
}

#[test]
fn a_suggestion_is_never_carried_out_and_always_understood() {
    for page in help::pages() {
        for at in 0..page.group.len() {
            let mut slip = page.example.to_owned();
            slip.replace_range(at..=at, "q");
            let Some(Err(CommandError::Unknown { did_you_mean, .. })) = say(&slip) else {
                panic!("`{slip}` was understood: {:?}", say(&slip));
            };
            if let Some(group) = did_you_mean {
                assert!(help::pages().iter().any(|page| page.group == group) || group == "help");
            }
        }
    }
}

#[test]
fn the_tables_show_every_error() {
    let all: String = tables().iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let errors = [
        "Unknown {",
        "Missing {",
        "NotAMoment {",
        "AmbiguousMoment {",
        "NoSuchCase {",
        "NoSuchWijk {",
        "NoSuchHost {",
        "NotANumber {",
        "UnknownKey {",
        "NotAnAddress {",
        "NotAChoice {",
    ];
    for error in errors {
        assert!(all.contains(&format!("| ? {error}")), "no row shows {error}");
    }
}

proptest! {
    #[test]
    fn no_line_makes_the_parser_panic(line in any::<String>()) {
        say(&line);
    }

    /// Nearer to what people type: the words of the grammar in any order, with odd ones between.
    #[test]
    fn no_row_of_words_makes_the_parser_panic(words in proptest::collection::vec(word(), 0..8)) {
        say(&words.join(" "));
    }
}

fn word() -> impl Strategy<Value = String> {
    let names: Vec<String> = help::pages()
        .iter()
        .flat_map(|page| page.example.split_whitespace())
        .chain(["", "wijk=", "reden=", "zaak=", "=", "\"", "wijk=\"", "2026-014", "0", "3/4", "-"])
        .chain(["99999999999999999999", "9999-1", "week", "-1-1", "vrijdagmiddag", "é=ß"])
        .map(str::to_owned)
        .collect();
    prop_oneof![4 => proptest::sample::select(names), 1 => any::<String>()]
}
