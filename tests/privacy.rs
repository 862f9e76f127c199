//! What is erased on request is gone: every byte of the store on disk is looked at. What belongs to
//! somebody else stays, and so does the chain of the logbook.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop where it stands"
)]
#![allow(dead_code, reason = "a part of the world is used")]

#[path = "support/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::time::instant;
use werkbezoek::engine::Engine;
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds::rooms;
use werkbezoek::store::sled::SledStore;

use world::{eml, moment, shipped};

const BRAM: &str = "b.postma@tweedekamer.example";

/// A desk whose store is on disk.
struct OnDisk {
    engine: Engine<SledStore>,
    folder: tempfile::TempDir,
}

impl OnDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, words) = shipped();
        desk.approval = Approval::Never;
        desk.rooms = vec![RoomName::Console, RoomName::Discord];
        let store = SledStore::open(folder.path()).unwrap().0;
        let clock = Clock::Fixed(instant(moment("2027-03-01 09:00")));
        let engine = Engine::open(store, Arc::new(desk), Arc::new(words), clock).unwrap();
        Self { engine, folder }
    }

    fn mail(&mut self, from: &str, subject: &str, text: &str) {
        let id = format!("<{subject}@x.example>");
        let headers = [("From", from), ("Subject", subject), ("Message-ID", &id)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let bytes = eml(&BTreeMap::from(headers), text);
        let mail = parse(&bytes, None, &self.engine.desk().bot.address).unwrap();
        let incoming = Incoming {
            mail,
            file: "test.eml".to_owned(),
            arrived: None,
            known: None,
            closed_visit: None,
        };
        let outcomes = self.engine.handle(vec![Event::MailArrived(Box::new(incoming))]).unwrap();
        assert_eq!(outcomes[0].failed, None);
    }

    /// Says a line and returns the answer. No notice is ever shown, so all of them wait in the store.
    fn say_in(&mut self, room: RoomName, line: &str) -> String {
        let staff = Staff::new("noor", "Noor", Role::Beheerder);
        let desk = self.engine.desk().clone();
        let spot = Spot::in_room(room);
        let event = rooms::heard(&desk, self.engine.now(), &staff, &spot, line).unwrap();
        self.engine.handle(vec![event]).unwrap();
        self.engine.notices(room).last().unwrap().lines.join("\n")
    }

    fn say(&mut self, line: &str) -> String {
        self.say_in(RoomName::Console, line)
    }

    fn holds(&self, text: &str) -> bool {
        holds(self.folder.path(), text)
    }
}

/// Whether any file below the folder has these bytes, in any case.
fn holds(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

/// The code that a look shows.
fn code(answer: &str) -> String {
    let at = answer.find("WIS-").unwrap_or_else(|| panic!("no code in:\n{answer}"));
    answer[at..].chars().take_while(|c| *c != '`').collect()
}

const REQUEST: &str = "Beste mensen,\n\nKamerlid Sanne Dewitte wil graag op een vrijdag in april \
    Vollenhoven bezoeken. Zij komt met 8 personen.\n\nMet vriendelijke groet,\nBram Postma\n";

#[test]
fn nothing_of_the_person_is_left_on_disk_and_all_of_somebody_else() {
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    desk.mail(
        "Pien Kuipers <pien@kantoor.example>",
        "Bezoek-van-Pien",
        "Kamerlid Joost Wiersma wil graag op een vrijdag in mei Vollenhoven bezoeken met 4 personen.",
    );
    desk.say("bezoek notitie 1 Postma belde");
    desk.say("bezoek annuleer 1 wegens ziekte van Dewitte");
    desk.say("ja");
    desk.mail(
        &format!("Bram Postma <{BRAM}>"),
        "Klacht",
        "Ik heb een klacht over de behandeling van Sanne Dewitte.",
    );
    let traces = ["postma", "dewitte", "ziekte van"];
    for trace in traces {
        assert!(desk.holds(trace), "{trace} should be there first");
    }

    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    assert!(seen.contains("WB-2027-001") && seen.contains("Sanne Dewitte"), "{seen}");
    assert!(!seen.contains("WB-2027-002"), "{seen}");
    let done = desk.say(&format!("privacy wis {BRAM} {}", code(&seen)));
    assert!(done.starts_with("Gewist"), "{done}");

    for trace in traces {
        assert!(!desk.holds(trace), "{trace} is left");
    }
    for other in ["pien@kantoor.example", "joost wiersma", "wb-2027-002"] {
        assert!(desk.holds(other), "{other} is gone");
    }
    let log = desk.say("systeem logboek");
    assert!(log.starts_with("Het logboek klopt"), "{log}");
    let again = desk.say(&format!("privacy inzage {BRAM}"));
    assert!(again.starts_with("Van deze persoon bewaart de bot niets"), "{again}");
    assert!(desk.say("bezoek toon 2").contains("Pien Kuipers"));
}

#[test]
fn what_the_archive_has_is_found_and_erased_too() {
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    desk.say("bezoek wijs-af 1");
    desk.say("ja");
    assert!(desk.engine.state().visits().next().is_none());
    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    assert!(seen.contains("Gewist wordt"), "{seen}");
    desk.say(&format!("privacy wis {BRAM} {}", code(&seen)));
    assert!(!desk.holds("postma") && !desk.holds("dewitte"));
}

#[test]
fn a_code_counts_for_what_was_seen_only() {
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    desk.say("bezoek neem 1");
    let answer = desk.say(&format!("privacy wis {BRAM} {}", code(&seen)));
    assert!(answer.starts_with("Die code past niet"), "{answer}");
    assert!(desk.holds("postma"));
}

#[test]
fn a_room_outside_the_house_shows_and_erases_nobody() {
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    for line in [format!("privacy inzage {BRAM}"), format!("privacy wis {BRAM} {}", code(&seen))] {
        let answer = desk.say_in(RoomName::Discord, &line);
        assert!(answer.starts_with("Persoonsgegevens staan niet in deze ruimte"), "{answer}");
    }
    assert!(desk.say_in(RoomName::Discord, "privacy termijnen").contains("- tekst: 90"));
    assert!(desk.holds("postma"));
}
