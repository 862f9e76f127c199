//! Files for staff, as they lie on disk: where the answer says, for the user of the bot alone, and gone
//! with what they were made from.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]
#![allow(dead_code, reason = "a part of the world is used")]

#[path = "support/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
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
use werkbezoek::store::memory::MemoryStore;

use world::{eml, moment, shipped};

const FORMULA: &str = "=HYPERLINK(1)";

/// A desk that keeps its files in a folder.
struct Office {
    engine: Engine<MemoryStore>,
    folder: tempfile::TempDir,
}

impl Office {
    /// With one visit, agreed for Friday 2 April 2027, in a wijk whose name is a trap.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, words) = shipped();
        desk.approval = Approval::Never;
        desk.export_folder = folder.path().join("export");
        let wijk = desk.wijken.values_mut().find(|wijk| wijk.id.as_str() == "vollenhoven");
        wijk.unwrap().name = FORMULA.to_owned();
        let clock = Clock::Fixed(instant(moment("2027-03-01 09:00")));
        let (desk, words) = (Arc::new(desk), Arc::new(words));
        let engine = Engine::open(MemoryStore::default(), desk, words, clock).unwrap();
        let mut office = Self { engine: engine.exporting(), folder };
        office.mail();
        office.say("bezoek stel-voor 1 wijk=vollenhoven 2-4-2027 10:00");
        office.say("ja");
        office.say("bezoek bevestig 1 optie 1");
        office.say("ja");
        office
    }

    fn mail(&mut self) {
        let headers = [
            ("From", "Bram Postma <b.postma@tweedekamer.example>"),
            ("Subject", "Werkbezoek"),
            ("Message-ID", "<1@x.example>"),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let text = "Kamerlid Sanne de Wit wil graag op een vrijdag in april op werkbezoek komen.\n\n\
                    Met vriendelijke groet,\nBram Postma\n";
        let bytes = eml(&BTreeMap::from(headers), text);
        let mail = parse(&bytes, None, &self.engine.desk().bot.address).unwrap();
        let (file, arrived, known, closed_visit) = ("test.eml".to_owned(), None, None, None);
        let incoming = Incoming { mail, file, arrived, known, closed_visit };
        self.engine.handle(vec![Event::MailArrived(Box::new(incoming))]).unwrap();
    }

    fn say(&mut self, line: &str) -> String {
        let staff = Staff::new("noor", "Noor", Role::Beheerder);
        let desk = self.engine.desk().clone();
        let spot = Spot::in_room(RoomName::Console);
        let event = rooms::heard(&desk, self.engine.now(), &staff, &spot, line).unwrap();
        self.engine.handle(vec![event]).unwrap();
        self.engine.notices(RoomName::Console).last().unwrap().lines.join("\n")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("export").join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path().join("export")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

#[test]
fn an_invitation_lies_where_the_answer_says_and_only_the_bot_reads_it() {
    let mut office = Office::new();
    let answer = office.say("export ics 1");
    let path = office.file("wb-2027-001.ics");
    assert!(answer.contains(&format!("`{}`", path.display())), "{answer}");
    let object = fs::read_to_string(&path).unwrap();
    for line in ["METHOD:REQUEST", "DTSTART;TZID=Europe/Amsterdam:20270402T100000"] {
        assert!(object.lines().any(|there| there == line), "{object}");
    }
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(office.names(), ["wb-2027-001.ics"]);
}

#[test]
fn a_table_has_a_row_for_each_visit_and_no_formula_in_it() {
    let mut office = Office::new();
    office.say("export csv");
    let table = fs::read_to_string(office.file("bezoeken.csv")).unwrap();
    let lines: Vec<&str> = table.trim_start_matches('\u{FEFF}').split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{table}");
    let row = format!(
        "\"WB-2027-001\";\"'{FORMULA}\";\"Kamerlid\";\"bevestigd\";\"2027-03-01\";\"2027-03-01\";\
         \"2027-04-02\";\"\";\"\""
    );
    assert_eq!(lines[1], row);
    assert!(!table.contains("Sanne") && !table.contains("Postma") && !table.contains('@'));
}

#[test]
fn a_visit_stays_in_the_table_when_it_is_closed() {
    let mut office = Office::new();
    office.say("bezoek annuleer 1");
    office.say("ja");
    assert!(office.engine.state().visits().next().is_none());
    office.say("export csv 1-3-2027 t/m 31-3-2027");
    let table = fs::read_to_string(office.file("bezoeken-2027-03-01-2027-03-31.csv")).unwrap();
    assert!(table.contains("\"WB-2027-001\"") && table.contains("\"geannuleerd\""), "{table}");
    office.say("export csv 1-5-2027 t/m 31-5-2027");
    let none = fs::read_to_string(office.file("bezoeken-2027-05-01-2027-05-31.csv")).unwrap();
    assert!(!none.contains("WB-"), "{none}");
}

#[test]
fn what_is_erased_from_the_records_is_erased_from_the_folder() {
    let mut office = Office::new();
    office.say("export ics 1");
    office.say("export csv");
    office.say("bezoek annuleer 1");
    office.say("ja");
    let seen = office.say("privacy inzage b.postma@tweedekamer.example");
    let code = seen.split_whitespace().find(|word| word.starts_with("WIS-")).unwrap();
    office.say(&format!("privacy wis b.postma@tweedekamer.example {}", code.trim_matches('`')));
    assert_eq!(office.names(), ["bezoeken.csv"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_no_file_is_promised() {
    let mut office = Office::new();
    fs::write(office.folder.path().join("export"), "a file of that name").unwrap();
    let answer = office.say("export csv");
    assert!(answer.contains("make the folder writable for the bot"), "{answer}");
}
