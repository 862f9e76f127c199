//! What an answer from a calendar does: the table "Answers from a calendar" in ARCHITECTURE.md, cell by
//! cell. Each cell is a world of its own in which a visit stands that was moved once, and one answer; the
//! same answer by a sender who does not fit comes first, and must leave no trace.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test may stop where it stands"
)]
#![allow(dead_code, reason = "the shared world has more than this test uses")]

#[path = "support/world.rs"]
mod world;

use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::people::Address;
use werkbezoek::domain::visit::{Appointment, Visit};
use world::World;

const VISIT: VisitId = VisitId { year: 2027, number: 1 };
const GUEST: &str = "b.postma@kamer.example";
const STRANGER: &str = "d.vos@elders.example";

const INVITED: [&str; 3] = ["guest", "host", "nobody"];
const VERSIONS: [&str; 3] = ["an older version", "the current version", "a version never sent"];
const AGES: [&str; 3] = ["newer", "same", "older"];
const WORDS: [&str; 6] =
    ["accepted", "tentative", "declined", "delegated", "another moment", "nothing we know"];

/// One cell, in the words of the table.
#[derive(Debug, Clone, Copy)]
struct Cell {
    invited: &'static str,
    version: &'static str,
    age: &'static str,
    word: &'static str,
}

impl Cell {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for invited in INVITED {
            for version in VERSIONS {
                for age in AGES {
                    all.extend(WORDS.map(|word| Self { invited, version, age, word }));
                }
            }
        }
        all
    }
}

#[test]
fn every_cell_of_the_table_is_what_happens() {
    let rows = rows();
    let mut used = vec![false; rows.len()];
    let mut wrong = Vec::new();
    for cell in Cell::all() {
        for (fits, found) in ["no", "yes"].into_iter().zip(outcomes(cell)) {
            let labels = [fits, cell.invited, cell.version, cell.age, cell.word];
            let is_of = |row: &Vec<&str>| {
                labels.iter().zip(row).all(|(label, said)| *said == "any" || said == label)
            };
            let row = rows.iter().position(is_of).unwrap_or_else(|| panic!("no row: {labels:?}"));
            used[row] = true;
            if found != rows[row][5] {
                wrong.push(format!("{labels:?}: written `{}`, found `{found}`", rows[row][5]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(used.iter().filter(|used| !**used).count(), 0, "a row that no cell uses: {used:?}");
    assert_eq!(rows.len(), 17, "the table has another size");
}

fn rows() -> Vec<Vec<&'static str>> {
    let page = include_str!("../ARCHITECTURE.md");
    let table = page.split("### Answers from a calendar").nth(1).unwrap();
    let rows = table.lines().skip_while(|line| !line.starts_with('|')).skip(2);
    let cells = |row: &'static str| row.trim_matches('|').split('|').map(str::trim).collect();
    rows.take_while(|line| line.starts_with('|')).map(cells).collect()
}

/// What becomes of the answer of this cell: of a sender who does not fit, then of one who does.
fn outcomes(cell: Cell) -> [String; 2] {
    let mut desk = Desk::open();
    let attendee = if cell.invited == "guest" { GUEST.to_owned() } else { desk.host() };
    let said_before_the_move = cell.age == "same" && cell.version == "an older version";
    if said_before_the_move {
        desk.say(&attendee, 0, 12, cell.word, &attendee);
    }
    desk.moves();
    let current = desk.sent_to(&attendee);
    if cell.age != "newer" && !said_before_the_move {
        let word = if cell.age == "same" { cell.word } else { "tentative" };
        desk.say(&attendee, current, 12, word, &attendee);
    }
    if cell.invited == "nobody" && desk.host() == attendee {
        desk.staff_say("wijk vervang vollenhoven door vollenhoven-2 zaak=1");
    }
    let sequence = match cell.version {
        "an older version" => 0,
        "the current version" => current,
        _ => desk.agreed().sequence + 1,
    };
    let hour = if cell.age == "older" { 11 } else { 12 };
    [STRANGER, attendee.as_str()].map(|from| desk.say(&attendee, sequence, hour, cell.word, from))
}

/// A desk with one visit that stands.
struct Desk {
    world: World,
    mails: usize,
}

impl Desk {
    fn open() -> Self {
        let mut world = World::new("2027-03-01 09:00", |desk| desk.approval = Approval::Never);
        let request = "Kamerlid Sanne de Wit wil graag op een vrijdag in april Vollenhoven bezoeken. \
                       Zij komt met 8 personen.";
        let mail = |id: &str, answers: &str, text: &str| {
            format!(
                "From: {GUEST}\nTo: werkbezoek@m50.example\nSubject: Werkbezoek\n\
                 Message-ID: <{id}@kamer.example>\n{answers}\n{text}\n"
            )
        };
        world.mail(mail("a", "", request).as_bytes());
        world.settle();
        let key = world.message_id("WB-2027-001", "voorstel.1");
        let answers = format!("In-Reply-To: <{key}>\n");
        world.mail(mail("b", &answers, "Optie 1 graag.").as_bytes());
        world.settle();
        Self { world, mails: 0 }
    }

    fn visit(&self) -> &Visit {
        self.world.engine.state().visit(VISIT).unwrap()
    }

    fn agreed(&self) -> &Appointment {
        self.visit().appointment.as_ref().unwrap()
    }

    fn host(&self) -> String {
        let desk = self.world.engine.desk();
        desk.contact(&self.agreed().host).unwrap().address.to_string()
    }

    fn sent_to(&self, attendee: &str) -> u32 {
        self.agreed().sent[&Address::parse(attendee).unwrap()]
    }

    fn staff_say(&mut self, line: &str) {
        self.world.say(line);
        self.world.say("ja");
        self.world.settle();
    }

    fn moves(&mut self) {
        self.staff_say("bezoek verzet 1 naar donderdag 22 april 13:30");
    }

    /// Hands an answer over; says what came of it.
    fn say(&mut self, attendee: &str, sequence: u32, hour: u32, word: &str, from: &str) -> String {
        self.mails += 1;
        let before = self.visit().clone();
        let mail = self.answer(attendee, sequence, hour, word, from);
        let filing = self.world.mail(mail.as_bytes()).filing.unwrap();
        let (letters, notices) = self.world.settle();
        let mine = Address::parse(attendee).unwrap();
        let answers =
            |visit: &Visit| visit.appointment.as_ref().unwrap().answers.get(&mine).cloned();
        let kept = answers(self.visit()) != answers(&before);
        let heard =
            notices.iter().any(|notice| notice.lines[0].starts_with("Antwoord in de agenda"));
        let backup = self.agreed().host != before.appointment.as_ref().unwrap().host;
        match filing {
            Filing::WaitsForStaff { .. } if letters.is_empty() => "staff",
            Filing::Filed { .. } if backup && kept => "backup asked",
            Filing::Filed { .. } if kept && heard => "remembered, staff hear",
            Filing::Filed { .. } if kept && letters.is_empty() => "remembered",
            Filing::Filed { .. } if letters.is_empty() => "noted",
            Filing::Answered { letter } if letter.slug() == "vraag" && kept => "asked once",
            Filing::Answered { letter } if letter.slug() == "wijziging" && kept => "weighed",
            other => return format!("{other:?}, {letters:?}"),
        }
        .to_owned()
    }

    fn answer(&self, attendee: &str, sequence: u32, hour: u32, word: &str, from: &str) -> String {
        let (method, status) = match word {
            "accepted" => ("REPLY", "ACCEPTED"),
            "tentative" => ("REPLY", "TENTATIVE"),
            "declined" => ("REPLY", "DECLINED"),
            "delegated" => ("REPLY", "DELEGATED"),
            "another moment" => ("COUNTER", "TENTATIVE"),
            "nothing we know" => ("REPLY", "X-MAYBE"),
            other => panic!("nobody says {other}"),
        };
        format!(
            "From: {from}\nTo: werkbezoek@m50.example\nSubject: Antwoord\n\
             Message-ID: <antwoord-{}@elders.example>\nMIME-Version: 1.0\n\
             Content-Type: text/calendar; charset=utf-8; method={method}\n\n\
             BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\nBEGIN:VEVENT\nUID:{}\n\
             SEQUENCE:{sequence}\nDTSTAMP:20270301T{hour}0000Z\nDTSTART:20270416T113000Z\n\
             DTEND:20270416T140000Z\nATTENDEE;PARTSTAT={status}:mailto:{attendee}\n\
             END:VEVENT\nEND:VCALENDAR\n",
            self.mails,
            self.agreed().uid.to_uppercase(),
        )
    }
}
