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
use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::{Approval, Desk, Recipient};
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::letter::Letter;
use werkbezoek::domain::mail::{Filing, Why};
use werkbezoek::domain::people::{Address, Role};
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::sweep::Person;
use werkbezoek::domain::time::instant;
use werkbezoek::domain::visit::{Due, Task};
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
        Self::with(|desk| desk.approval = Approval::Never)
    }

    fn with(change: impl FnOnce(&mut Desk)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, words) = shipped();
        desk.rooms = vec![RoomName::Console, RoomName::Discord];
        change(&mut desk);
        let store = SledStore::open(folder.path()).unwrap().0;
        let clock = Clock::Fixed(instant(moment("2027-03-01 09:00")));
        let engine = Engine::open(store, Arc::new(desk), Arc::new(words), clock).unwrap();
        Self { engine, folder }
    }

    fn mail(&mut self, from: &str, subject: &str, text: &str) {
        self.mail_with(from, subject, None, text);
    }

    /// An answer to the letter with this identity.
    fn answer(&mut self, from: &str, letter: &str, text: &str) {
        let letter = self.engine.state().letters().find(|sent| sent.id.to_string() == letter);
        let about = format!("<{}>", letter.unwrap().message_id);
        self.mail_with(from, "Antwoord", Some(("In-Reply-To", &about)), text);
    }

    fn mail_with(&mut self, from: &str, subject: &str, more: Option<(&str, &str)>, text: &str) {
        let id = format!("<{subject}@x.example>");
        let headers = [("From", from), ("Subject", subject), ("Message-ID", &id)];
        let headers = headers.into_iter().chain(more);
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let bytes = eml(&headers.collect::<BTreeMap<_, _>>(), text);
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

    /// Looks at what is kept of somebody and erases it.
    fn erase(&mut self, address: &str) -> String {
        let seen = self.say(&format!("privacy inzage {address}"));
        self.say(&format!("privacy wis {address} {}", code(&seen)))
    }

    fn letters_to(&self, address: &str) -> Vec<String> {
        let letters = self.engine.state().letters();
        let to = letters.filter(|letter| letter.to.address.as_str() == address);
        to.map(|letter| letter.id.to_string()).collect()
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
    assert!(
        desk.say_in(RoomName::Discord, "privacy termijnen").contains("plek van het bezoek: 90")
    );
    assert!(desk.holds("postma"));
}

#[test]
fn an_address_stands_where_no_longer_one_does() {
    let person = Person::new(&Address::parse(BRAM).unwrap());
    for theirs in [
        BRAM.to_owned(),
        BRAM.to_uppercase(),
        format!("Bram <{BRAM}>"),
        format!("Mail naar {BRAM}."),
        format!("naar:\n{BRAM}\nof bel"),
        format!("rob.{BRAM}, {BRAM}"),
    ] {
        assert!(person.stands_in(&theirs), "{theirs}");
        assert!(person.stands_in(&[[&theirs]]), "{theirs}");
    }
    for other in ["ro", "rob.", "rob-", "rob+"].map(|before| format!("{before}{BRAM}")) {
        assert!(!person.stands_in(&other), "{other}");
    }
    for other in [format!("{BRAM}.nl"), format!("{BRAM}s"), "postma".to_owned()] {
        assert!(!person.stands_in(&other), "{other}");
    }
}

#[test]
fn an_address_that_ends_like_theirs_is_somebody_else() {
    const ROB: &str = "rob.postma@tweedekamer.example";
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    desk.mail(
        &format!("Rob Aalders <{ROB}>"),
        "Bezoek-van-Rob",
        "Kamerlid Joost Wiersma wil graag op een vrijdag in mei Vollenhoven bezoeken met 4 personen.",
    );
    desk.mail(&format!("Rob Aalders <{ROB}>"), "Klacht-van-Rob", "Ik heb een klacht over u.");
    let letters = desk.letters_to(ROB);
    assert!(!letters.is_empty());
    let done = desk.erase(BRAM);
    assert!(done.starts_with("Gewist") && !done.contains("WB-2027-002"), "{done}");
    assert_eq!(desk.letters_to(ROB), letters);
    let mails = desk.engine.state().mails();
    assert_eq!(mails.filter(|mail| mail.queue_number.is_some()).count(), 1);
}

#[test]
fn who_only_reads_along_takes_nothing_from_the_case() {
    let mut desk = OnDisk::new();
    let copied = Some(("Cc", BRAM));
    desk.mail_with("Pien Kuipers <pien@kantoor.example>", "Bezoek", copied, REQUEST);
    let letters = desk.letters_to("pien@kantoor.example");
    let is_copied = |letter: &Letter| letter.cc.iter().any(|to| to.address.as_str() == BRAM);
    assert!(desk.engine.state().letters().any(is_copied));
    let done = desk.erase(BRAM);
    assert!(done.contains("staat: WB-2027-001") && !done.contains("Zaken"), "{done}");
    assert_eq!(desk.letters_to("pien@kantoor.example"), letters);
    assert_eq!(desk.engine.state().visits().count(), 1);
}

#[test]
fn a_short_name_is_no_part_of_a_word() {
    let mut desk = OnDisk::new();
    let request = REQUEST.replace("Kamerlid Sanne Dewitte", "Kamerlid Jan");
    desk.mail(&format!("Jan <{BRAM}>"), "Bezoek", &request);
    desk.say("herinner zet - 7-1-2028 10:00 bel in januari of op 8 jan de gemeente");
    desk.say("herinner zet - 7-1-2028 10:00 bel Jan");
    let told = |desk: &mut OnDisk, text: &str| {
        let notices = desk.engine.notices(RoomName::Console);
        notices.iter().any(|notice| notice.lines.join("\n").contains(text))
    };
    assert!(told(&mut desk, "op 8 jan de") && told(&mut desk, "bel Jan"));
    desk.erase(BRAM);
    assert!(told(&mut desk, "op 8 jan de") && !told(&mut desk, "bel Jan"));
}

#[test]
fn what_staff_typed_about_the_person_goes_and_the_rest_stays() {
    let mut desk = OnDisk::new();
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    desk.say("herinner zet 1 5-3-2027 10:00 zijn kantoor bellen");
    desk.say("herinner zet - 5-3-2027 10:00 bel bram postma terug");
    desk.say("herinner zet - 5-3-2027 10:00 Abram Postmans bellen");
    desk.say("kennis meld mag Sanne Dewitte een hond meenemen");
    desk.say("kennis meld mag een kat mee");
    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    assert!(seen.contains("Herinneringen van collega's: 1, 2\n"), "{seen}");
    assert!(seen.contains("Bewaarde vragen voor de kennisbank: 1\n"), "{seen}");
    let done = desk.erase(BRAM);
    assert!(done.contains("Herinneringen van collega's: 2\n"), "{done}");
    assert!(done.contains("Bewaarde vragen voor de kennisbank: 1\n"), "{done}");
    for gone in ["bram postma terug", "kantoor bellen", "een hond"] {
        assert!(!desk.holds(gone), "{gone} is left");
    }
    let staff = desk.engine.state().staff();
    assert!(staff.memos().map(|memo| memo.text.as_str()).eq(["Abram Postmans bellen"]));
    assert!(staff.questions().map(|kept| kept.text.as_str()).eq(["mag een kat mee"]));
}

#[test]
fn a_mail_that_was_passed_on_goes_with_its_letter() {
    let mut desk = OnDisk::new();
    let text = "Ik heb een klacht over de parkeerplaats bij Vollenhoven.";
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Klacht", text);
    desk.mail("Pien Kuipers <pien@kantoor.example>", "Klacht-van-Pien", text);
    for mail in [1, 2] {
        desk.say(&format!("wachtrij doorsturen {mail} aan vollenhoven-1"));
        desk.say("ja");
    }
    let host = "contact.vollenhoven@zeist.example";
    assert_eq!(desk.letters_to(host).len(), 2);
    desk.erase(BRAM);
    assert_eq!(desk.letters_to(host).len(), 1);
    assert!(!desk.holds("postma") && desk.holds("pien"));
}

#[test]
fn nothing_is_erased_while_others_are_asked_for_their_yes() {
    let mut desk = OnDisk::with(|desk| {
        desk.approval = Approval::Never;
        desk.confirm = vec![Voice::Office, Voice::Host];
    });
    let bram = format!("Bram Postma <{BRAM}>");
    desk.mail(&bram, "Bezoek", REQUEST);
    desk.answer(&bram, "wb-2027-001.voorstel.1", "Optie 1 graag.");
    assert!(desk.engine.state().visits().any(|visit| visit.consent.is_some()));
    let answer = desk.erase(BRAM);
    assert!(answer.starts_with("Zaak WB-2027-001 moet nog komen"), "{answer}");
    assert!(desk.holds("postma"));
}

#[test]
fn what_the_host_wrote_brings_nobody_back() {
    let mut desk = OnDisk::new();
    let bram = format!("Bram Postma <{BRAM}>");
    desk.mail(&bram, "Bezoek", REQUEST);
    desk.answer(&bram, "wb-2027-001.voorstel.1", "Optie 1 graag.");
    let host = "contact.vollenhoven@zeist.example";
    desk.answer(host, "wb-2027-001.gastheer-uitnodiging.1", "Komt er pers mee?");
    assert_eq!(desk.engine.state().mails().count(), 1);
    // The visit is over, and nothing that is due then has happened yet.
    desk.engine.set_clock(Clock::Fixed(instant(moment("2027-04-05 09:00"))));
    let done = desk.erase(BRAM);
    assert!(done.starts_with("Gewist"), "{done}");
    assert_eq!(desk.engine.state().briefs().count(), 0);
    assert!(!desk.holds("postma") && !desk.holds("dewitte"));
}

#[test]
fn a_reminder_that_waited_for_a_mail_that_is_erased_goes_out() {
    let mut desk = OnDisk::new();
    let bram = format!("Bram Postma <{BRAM}>");
    desk.mail(&bram, "Bezoek", REQUEST);
    desk.answer(&bram, "wb-2027-001.voorstel.1", "Optie 1 graag.");
    let cas = "c.prins@tweedekamer.example";
    let doubt = "Door de staking is het nog onzeker of wij kunnen komen.";
    let confirmed = desk.engine.state().letters().find(|letter| letter.id.slug() == "bevestiging");
    let about = format!("<{}>", confirmed.unwrap().message_id);
    desk.mail_with(cas, "Staking", Some(("In-Reply-To", &about)), doubt);
    let mail = desk.engine.state().mails().next().unwrap().clone();
    assert_eq!(mail.filing, Filing::WaitsForStaff { why: Why::MayCallOff }, "{mail:?}");
    desk.engine.set_clock(Clock::Fixed(instant(moment("2027-04-01 10:00"))));
    desk.engine.tick().unwrap();
    let put_off = |desk: &OnDisk| {
        let visit = desk.engine.state().visits().next().unwrap();
        let start = instant(visit.appointment.as_ref().unwrap().slot.start);
        let is_reminder =
            |due: &&Due| matches!(due.task, Task::Remind { to: Recipient::Office, .. });
        visit.due.iter().filter(is_reminder).any(|due| due.at >= start)
    };
    assert!(put_off(&desk));
    desk.erase(cas);
    assert!(!put_off(&desk));
}

#[test]
fn a_case_of_another_that_took_theirs_over_is_named() {
    let mut desk = OnDisk::with(|desk| desk.approval = Approval::Always);
    let request = "Kamerlid Sanne Dewitte wil graag op werkbezoek komen.";
    desk.mail("Pien Kuipers <pien@kantoor.example>", "Bezoek-van-Pien", request);
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", request);
    let merged = desk.say("bezoek koppel 1 met 2");
    assert!(merged.starts_with("Zaak WB-2027-002 is opgegaan in zaak WB-2027-001"), "{merged}");
    let done = desk.erase(BRAM);
    assert!(done.contains("Zaken: WB-2027-002\n"), "{done}");
    assert!(done.contains("staat: WB-2027-001"), "{done}");
}

#[test]
fn a_mail_that_staff_let_wait_once_more_goes_too() {
    let mut desk = OnDisk::with(|desk| desk.approval = Approval::Always);
    desk.mail(&format!("Bram Postma <{BRAM}>"), "Bezoek", REQUEST);
    let again = desk.say("wachtrij terug 1");
    assert!(again.contains("als mail 1"), "{again}");
    let seen = desk.say(&format!("privacy inzage {BRAM}"));
    assert!(seen.contains("Mail 1 in de wachtrij"), "{seen}");
    desk.erase(BRAM);
    assert!(desk.engine.state().mails().next().is_none());
    assert!(!desk.holds("postma"));
}
