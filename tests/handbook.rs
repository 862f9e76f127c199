//! The handbook for staff: its screens are those of the transcripts, its page of commands is the help of
//! the program, and what it tells people to type is understood.
//!
//! `UPDATE=1 cargo test --test handbook` writes screens and page anew; read the difference.

#![allow(dead_code, reason = "the shared world has more than this test uses")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands, helpers included"
)]

#[path = "support/world.rs"]
mod world;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use werkbezoek::domain::event::Event;
use werkbezoek::domain::help;
use werkbezoek::domain::notice::{HelpPage, Saying};
use werkbezoek::domain::room::{RoomName, Spot};
use werkbezoek::rounds::rooms;
use world::World;

const MARK: &str = "<!-- scherm: ";
const FENCE: &str = "```";

fn repository(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Holds a text against a file, or writes it there.
fn recorded(file: &str, text: &str) {
    let path = repository(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == text, "{file} is out of date; UPDATE=1 cargo test --test handbook");
}

/// `<!-- scherm: transcript | how the screen begins | lines -->`; all lines when no number is given.
fn screen(mark: &str) -> String {
    let inside = mark.trim_start_matches(MARK).trim_end_matches("-->").trim();
    let mut parts = inside.split(" | ");
    let (transcript, begin) = (parts.next().unwrap(), parts.next().unwrap().trim());
    let most: usize = parts.next().map_or(usize::MAX, |most| most.trim().parse().unwrap());
    let text =
        fs::read_to_string(repository(&format!("tests/scenarios/{transcript}.txt"))).unwrap();
    let screens = text.split("\nchat uit\n").skip(1);
    let lines = |screen: &str| -> Vec<String> {
        let own = screen.lines().take_while(|line| line.is_empty() || line.starts_with("  "));
        own.map(|line| line.strip_prefix("  ").unwrap_or(line).to_owned()).collect()
    };
    let found = screens.map(lines).find(|lines| lines[0].starts_with(begin));
    let found = found.unwrap_or_else(|| panic!("no screen of {transcript} begins with `{begin}`"));
    let mut shown: Vec<String> = found.iter().take(most).cloned().collect();
    if found.len() > most {
        shown.push("...".to_owned());
    }
    shown.join("\n").trim_end().to_owned()
}

/// The handbook with each screen behind its mark.
fn with_screens(handbook: &str) -> String {
    let mut out = String::new();
    let mut lines = handbook.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        if !line.starts_with(MARK) {
            continue;
        }
        if lines.peek().is_some_and(|line| line.starts_with(FENCE)) {
            lines.next();
            lines.by_ref().find(|line| line.starts_with(FENCE)).expect("a screen that ends");
        }
        writeln!(out, "{FENCE}text\n{}\n{FENCE}", screen(line)).unwrap();
    }
    out
}

#[test]
fn the_screens_of_the_handbook_are_those_of_the_transcripts() {
    let handbook = fs::read_to_string(repository("docs/handboek.md")).unwrap();
    assert!(handbook.matches(MARK).count() > 10);
    recorded("docs/handboek.md", &with_screens(&handbook));
}

#[test]
fn the_page_of_commands_is_the_help_of_the_program() {
    let world = World::new("2027-03-01 09:00", |_| {});
    let mut page =
        "# Alle opdrachten\n\nDeze bladzijde komt uit de hulp van de bot zelf. Tussen < en > \
                    vult u iets in; wat tussen [ en ] staat, mag weg.\n"
            .to_owned();
    let mut group = "";
    for about in help::pages() {
        if about.group != group {
            group = about.group;
            writeln!(page, "\n## {group}").unwrap();
        }
        writeln!(page, "{}", entry(&world, about)).unwrap();
    }
    recorded("docs/opdrachten.md", &page);
}

fn entry(world: &World, about: &HelpPage) -> String {
    let (words, desk) = (world.engine.words(), world.engine.desk());
    let saying = Saying::Help { about: Some(about.clone()), pages: Vec::new() };
    let told = words.notice(desk, world.engine.now(), &saying, RoomName::Console).unwrap().lines;
    let role = told.last().unwrap().to_lowercase();
    format!("- `{}`: {} Voorbeeld: `{}` ({role})", about.usage, told[0], about.example)
}

/// What stands between backticks and begins like a command is one.
#[test]
fn whatever_the_handbook_says_to_type_is_understood() {
    let world = World::new("2027-03-01 09:00", |_| {});
    let handbook = fs::read_to_string(repository("docs/handboek.md")).unwrap();
    let mut said = 0;
    let mut screen = false;
    for line in handbook.lines() {
        screen ^= line.starts_with(FENCE);
        for typed in line.split('`').skip(1).step_by(2).filter(|_| !screen) {
            let group = typed.split(' ').next().unwrap();
            // A verb alone is spoken of, and not to be typed like that.
            if help::pages().iter().any(|page| page.group == group) && !typed.starts_with("brief ")
            {
                let (desk, now) = (world.engine.desk(), world.engine.now());
                let event = rooms::heard(desk, now, &world.staff, &Spot::default(), typed);
                let understood = matches!(event, Some(Event::StaffSaid { said: Ok(_), .. }));
                assert!(understood, "`{typed}`: {event:?}");
                said += 1;
            }
        }
    }
    assert!(said > 20, "only {said} commands in the handbook");
}
