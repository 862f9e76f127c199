//! Files for staff, as they lie on disk: where the answer says, for the user of the bot alone, and gone
//! with what they were made from. Whether others can read a dossier, `tests/judges` says.

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

use sha2::{Digest, Sha256};
use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::letter::Handover;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::time::instant;
use werkbezoek::domain::visit::LetterFate;
use werkbezoek::engine::Engine;
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds::rooms;
use werkbezoek::store::memory::MemoryStore;

use world::{eml, moment, shipped};

const DOSSIER: &str = "wb-2027-001.dossier.zip";
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
        self.say_in(RoomName::Console, line)
    }

    fn say_in(&mut self, room: RoomName, line: &str) -> String {
        let staff = Staff::new("noor", "Noor", Role::Beheerder);
        let desk = self.engine.desk().clone();
        let spot = Spot::in_room(room);
        let event = rooms::heard(&desk, self.engine.now(), &staff, &spot, line).unwrap();
        self.engine.handle(vec![event]).unwrap();
        self.engine.notices(room).last().unwrap().lines.join("\n")
    }

    fn later(&mut self, at: &str) {
        self.engine.set_clock(Clock::Fixed(instant(moment(at))));
    }

    /// All letters leave.
    fn post(&mut self) {
        let letters = self.engine.take_letters(Vec::new(), 100).unwrap();
        let told = letters.iter().map(|letter| Event::Delivery {
            letter: letter.id.clone(),
            handover: Handover::accepted("250 ok"),
        });
        self.engine.handle(told.collect()).unwrap();
    }

    /// What is in the dossier of the first case.
    fn dossier(&mut self) -> BTreeMap<String, Vec<u8>> {
        self.say("export dossier 1");
        unpacked(&fs::read(self.file(DOSSIER)).unwrap())
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

/// The files of a dossier by their names in its folder. Whether others read the same, a judge says.
fn unpacked(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let archive = rawzip::ZipArchive::from_slice(zip).unwrap();
    let (mut files, mut entries) = (BTreeMap::new(), archive.entries());
    while let Some(entry) = entries.next_entry().unwrap() {
        let path = entry.file_path().try_normalize().unwrap();
        let name = path.as_ref().strip_prefix("wb-2027-001/").unwrap().to_owned();
        let content = archive.get_entry(entry.wayfinder()).unwrap().data().to_vec();
        files.insert(name, content);
    }
    files
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> &'f str {
    std::str::from_utf8(&files[name]).unwrap()
}

fn letters(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().filter_map(|name| name.strip_prefix("brieven/")).collect()
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
    office.say("export dossier 1");
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

#[test]
fn a_dossier_is_one_file_with_the_letters_that_are_here_and_their_sums() {
    let mut office = Office::new();
    let answer = office.say("export dossier 1");
    let path = office.file(DOSSIER);
    assert!(answer.contains(&format!("`{}`", path.display())), "{answer}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(office.names(), [DOSSIER]);
    let files = office.dossier();
    let bot = office.engine.desk().bot.address.clone();
    let waiting: Vec<_> = office.engine.state().letters().cloned().collect();
    assert_eq!(waiting.len(), 2);
    let here: Vec<String> = waiting.iter().map(|letter| format!("{}.eml", letter.id)).collect();
    assert_eq!(letters(&files), here);
    for letter in &waiting {
        let bytes = &files[&format!("brieven/{}.eml", letter.id)];
        assert_eq!(parse(bytes, None, &bot).unwrap().message_id, letter.message_id);
    }
    assert!(
        text(&files, "uitnodiging.ics").contains("DTSTART;TZID=Europe/Amsterdam:20270402T100000")
    );
    for line in text(&files, "SHA256SUMS").lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let found = Sha256::digest(&files[name]);
        let found: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{name}");
    }
    assert_eq!(text(&files, "SHA256SUMS").lines().count(), files.len() - 1);
}

#[test]
fn the_same_case_at_the_same_state_gives_the_same_bytes() {
    let mut office = Office::new();
    let dossier = |office: &mut Office| {
        office.say("export dossier 1");
        fs::read(office.file(DOSSIER)).unwrap()
    };
    let first = dossier(&mut office);
    office.later("2028-06-01 12:00");
    assert!(dossier(&mut office) == first);
    office.say("bezoek notitie 2027-001 gebeld");
    office.say("export dossier 2027-001");
    assert!(fs::read(office.file(DOSSIER)).unwrap() != first);
}

#[test]
fn the_timeline_tells_every_step_and_what_lies_elsewhere() {
    let mut office = Office::new();
    let long = "Bel Bram over de groep. ".repeat(60);
    office.say(&format!("bezoek notitie 1 {long}"));
    let steps = office.say("bezoek waarom 1");
    office.later("2027-03-01 09:30");
    office.post();
    let files = office.dossier();
    let timeline = text(&files, "tijdlijn.txt");
    let in_both = |line: &&str| timeline.lines().any(|other| other == *line);
    let cut: Vec<&str> = steps.lines().skip(1).filter(|line| !in_both(line)).collect();
    assert_eq!(cut.len(), 1, "{cut:#?}");
    assert!(timeline.contains(long.trim()), "what chat cuts short stands whole");
    assert!(letters(&files).is_empty(), "a letter that left is in Sent");
    let visit = office.engine.state().visits().next().unwrap();
    let left = visit.letters.iter().filter(|(_, trace)| trace.fate == LetterFate::Accepted);
    assert_eq!(left.clone().count(), 2);
    for (letter, _) in left {
        let id = werkbezoek::domain::keys::message_id_for(office.engine.desk(), letter);
        assert!(timeline.contains(&format!("<{id}>")), "{letter} in:\n{timeline}");
    }
    let mail = visit.request.mail.as_ref().unwrap();
    assert!(timeline.contains(&format!("Mail {mail}, gelezen maandag 1 maart 2027")), "{timeline}");
    assert!(timeline.contains("Message-ID <1@x.example>"), "{timeline}");
}

/// What waits once more has a name of its own, and lies in the box under the old one.
#[test]
fn a_mail_that_waited_once_more_is_named_as_it_lies_in_the_box() {
    let mut office = Office::new();
    let visit = office.engine.state().visits().next().unwrap();
    let mail = visit.request.mail.clone().unwrap();
    office.say("wachtrij terug 1");
    office.say("wachtrij koppel 1 aan 1");
    let timeline = text(&office.dossier(), "tijdlijn.txt").to_owned();
    let named: Vec<&str> = timeline.lines().filter(|line| line.contains(", gelezen ")).collect();
    assert_eq!(named.len(), 1, "{timeline}");
    assert!(named[0].starts_with(&format!("- Mail {mail}, gelezen")), "{timeline}");
    office.say("wachtrij terug 1");
    office.say("wachtrij nieuw 2");
    office.say("export dossier 2");
    let files = unpacked(&fs::read(office.file("wb-2027-002.dossier.zip")).unwrap());
    let timeline = text(&files, "tijdlijn.txt");
    assert!(timeline.contains(&format!("- Mail {mail}, gelezen")), "{timeline}");
}

#[test]
fn a_case_that_is_closed_has_a_dossier_too_and_one_that_never_was_has_none() {
    let mut office = Office::new();
    office.later("2027-03-01 09:30");
    office.post();
    office.say("bezoek annuleer 1");
    office.say("ja");
    office.later("2027-03-01 10:30");
    office.post();
    assert!(office.engine.state().visits().next().is_none());
    let files = office.dossier();
    assert_eq!(files.keys().collect::<Vec<_>>(), ["SHA256SUMS", "tijdlijn.txt"]);
    let timeline = text(&files, "tijdlijn.txt");
    assert!(timeline.contains("Toestand: geannuleerd"), "{timeline}");
    assert!(timeline.contains(".afzegging.1."), "{timeline}");
    assert!(
        timeline.contains(", gelezen maandag 1 maart 2027, 9.00 uur: in de mailbox"),
        "{timeline}"
    );
    assert!(office.say("export dossier 7").starts_with("Er is geen open zaak WB-2027-007."));
    assert_eq!(office.names(), [DOSSIER]);
}

#[test]
fn a_dossier_is_for_a_room_of_our_own() {
    let mut office = Office::new();
    let answer = office.say_in(RoomName::Discord, "export dossier 1");
    assert!(answer.starts_with("Persoonsgegevens staan niet in deze ruimte."), "{answer}");
    assert!(!office.folder.path().join("export").exists());
}
