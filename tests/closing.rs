//! Promise 34: a wijk closes for two weeks with ten visits booked. One command, one yes, a letter to each
//! office and each host; the program dies after the fourth of them left, and none goes twice.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/shipped.rs"]
mod desk;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use werkbezoek::clock::Clock;
use werkbezoek::domain::desk::Desk;
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::LetterId;
use werkbezoek::domain::letter::{Handover, Letter, LetterKind, Sighting};
use werkbezoek::domain::people::{Address, Role};
use werkbezoek::domain::room::{RoomName, Spot, Staff};
use werkbezoek::domain::time::instant;
use werkbezoek::domain::visit::{Offer, Stage, Visit};
use werkbezoek::engine::{Committed, Engine};
use werkbezoek::mail::Courier;
use werkbezoek::mail::parse::parse;
use werkbezoek::rounds::{self, rooms};
use werkbezoek::store::sled::SledStore;

type Program = Engine<SledStore>;

const VISITS: usize = 10;
const CLOSE: &str = "wijk sluit vollenhoven 3-5-2027 t/m 14-5-2027 wegens verbouwing";

/// A server that takes every letter as often as it comes, and keeps a copy of each. After some of them
/// the program dies before it can write down what the server said.
#[derive(Default)]
struct Server {
    taken: Vec<LetterId>,
    dies_after: Option<usize>,
}

impl Courier for Server {
    fn deliver(&mut self, letter: &Committed<Letter>) -> Handover {
        self.taken.push(letter.id.clone());
        assert_ne!(Some(self.taken.len()), self.dies_after, "the program dies here");
        Handover::accepted("250 ok")
    }

    fn sighting(&mut self, letter: &Committed<Letter>) -> Sighting {
        if self.taken.contains(&letter.id) { Sighting::Seen } else { Sighting::SurelyNot }
    }
}

fn at(day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

/// The program as it starts on what is on disk: the wijk has room for ten visits in two weeks.
fn start(folder: &Path, now: NaiveDateTime) -> Program {
    start_with(folder, now, |_| ())
}

fn start_with(folder: &Path, now: NaiveDateTime, change: impl FnOnce(&mut Desk)) -> Program {
    let (mut desk, words) = desk::shipped();
    change(&mut desk);
    desk.limits.undo_seconds = 0;
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (9, 3);
    }
    let (store, _) = SledStore::open(folder).unwrap();
    let clock = Clock::Fixed(instant(now));
    let mut engine = Engine::open(store, Arc::new(desk), Arc::new(words), clock).unwrap();
    engine.handle(vec![Event::Started]).unwrap();
    engine
}

fn says(engine: &mut Program, line: &str) -> String {
    let staff = Staff::new("noor", "Noor", Role::Beheerder);
    let desk = Arc::clone(engine.desk());
    let heard = rooms::heard(&desk, engine.now(), &staff, &Spot::default(), line).unwrap();
    engine.handle(vec![heard]).unwrap();
    let notices = engine.notices(RoomName::Console);
    notices.last().map(|notice| notice.lines.join("\n")).unwrap_or_default()
}

/// Ten offices, and staff agree a moment with each by telephone.
fn book_ten(engine: &mut Program) {
    let moments = [
        "3-5-2027 10:00",
        "3-5-2027 14:00",
        "4-5-2027 10:00",
        "4-5-2027 14:00",
        "10-5-2027 10:00",
        "10-5-2027 14:00",
        "11-5-2027 10:00",
        "12-5-2027 10:00",
        "13-5-2027 10:00",
        "14-5-2027 10:00",
    ];
    for (number, moment) in (1..).zip(moments) {
        let desk = Arc::clone(engine.desk());
        let bytes = format!(
            "From: Sanne <sanne@raad{number}.example>\r\nTo: {}\r\nSubject: Werkbezoek\r\n\
             Message-ID: <{number}@post.example>\r\n\r\n\
             Graag komt wethouder {} op werkbezoek in de wijk Vollenhoven.\r\n",
            desk.bot.address,
            ["Smit", "Vos", "Bakker", "Visser", "Mulder"][number % 5],
        );
        let mail = parse(bytes.as_bytes(), None, &desk.bot.address).unwrap();
        let (file, known, closed_visit) = ("test.eml".to_owned(), None, None);
        let incoming = Incoming { mail, file, arrived: None, known, closed_visit };
        engine.handle(vec![Event::MailArrived(Box::new(incoming))]).unwrap();
        says(engine, &format!("bezoek bevestig WB-2027-{number:03} {moment}"));
        says(engine, "ja");
    }
    let booked = engine.state().visits().filter(|visit| visit.stage == Stage::Confirmed);
    assert_eq!(booked.count(), VISITS);
    rounds::send(engine, &mut Server::default()).unwrap();
}

/// How often each letter of these was taken.
fn times(server: &Server) -> BTreeMap<String, usize> {
    let mut times = BTreeMap::new();
    for id in &server.taken {
        *times.entry(id.to_string()).or_default() += 1;
    }
    times
}

fn offers(engine: &Program) -> Vec<(&Visit, &Offer)> {
    engine.state().visits().filter_map(|visit| Some((visit, visit.offer.as_ref()?))).collect()
}

/// Two dates for each, and no moment that two of them could take.
fn nobody_is_in_the_way(engine: &Program) {
    let offers = offers(engine);
    assert_eq!(offers.len(), VISITS);
    for (visit, offer) in &offers {
        assert_eq!((offer.options.len(), visit.stage), (2, Stage::Confirmed), "{}", visit.id);
        let days: Vec<NaiveDate> = offer.options.iter().map(|option| option.slot.day()).collect();
        let closed = NaiveDate::from_ymd_opt(2027, 5, 3).unwrap()
            ..NaiveDate::from_ymd_opt(2027, 5, 15).unwrap();
        assert!(days.iter().all(|day| !closed.contains(day)), "{days:?}");
    }
    for (one, mine) in &offers {
        for (other, theirs) in offers.iter().filter(|(other, _)| other.id != one.id) {
            let mut pairs =
                mine.options.iter().flat_map(|a| theirs.options.iter().map(move |b| (a, b)));
            let meet = pairs.any(|(a, b)| a.slot.widened(29).overlaps(&b.slot));
            assert!(!meet, "{} and {} are offered one moment", one.id, other.id);
        }
    }
}

#[test]
fn all_letters_leave_once_though_the_program_dies_after_the_fourth() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = start(folder.path(), at(1, 9));
    book_ten(&mut engine);
    let shown = says(&mut engine, CLOSE);
    assert!(shown.contains("vallen 10 bezoeken"), "{shown}");
    assert_eq!(offers(&engine).len(), 0, "nothing is done before the yes");
    says(&mut engine, "ja");
    nobody_is_in_the_way(&engine);
    let mut server = Server { taken: Vec::new(), dies_after: Some(4) };
    let died = catch_unwind(AssertUnwindSafe(|| rounds::send(&mut engine, &mut server)));
    assert!(died.is_err());
    drop(engine);
    assert_eq!(server.taken.len(), 4);

    let mut engine = start(folder.path(), at(1, 10));
    nobody_is_in_the_way(&engine);
    server.dies_after = None;
    for hour in 10..16 {
        engine.set_clock(Clock::Fixed(instant(at(1, hour))));
        rounds::look(&mut engine, &mut server).unwrap();
        rounds::send(&mut engine, &mut server).unwrap();
    }
    let times = times(&server);
    assert!(times.values().all(|count| *count == 1), "{times:?}");
    for letter in [".voorstel.", ".gastheer-afzegging."] {
        assert_eq!(times.keys().filter(|id| id.contains(letter)).count(), VISITS, "{times:?}");
    }
    assert_eq!(times.len(), 2 * VISITS, "{times:?}");
}

#[test]
fn a_host_who_has_another_address_since_is_told_once_that_it_is_off() {
    let folder = tempfile::tempdir().unwrap();
    book_ten(&mut start(folder.path(), at(1, 9)));
    let mut engine = start_with(folder.path(), at(1, 10), |desk| {
        for contact in desk.contacts.values_mut() {
            contact.address = Address::parse(&format!("nieuw.{}", contact.address)).unwrap();
        }
    });
    says(&mut engine, CLOSE);
    says(&mut engine, "ja");
    let told = |engine: &Program| {
        let letters = engine.state().letters();
        letters.filter(|letter| letter.kind == LetterKind::HostCancellation).count()
    };
    assert_eq!(told(&engine), VISITS);
    says(&mut engine, "bezoek annuleer WB-2027-001");
    says(&mut engine, "ja");
    assert_eq!(told(&engine), VISITS);
}

#[test]
fn herroep_puts_back_the_visits_and_the_book_of_the_wijk() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = start(folder.path(), at(1, 9));
    book_ten(&mut engine);
    says(&mut engine, "systeem pauze");
    let book = |engine: &Program| engine.state().visits().map(|v| v.appointment.clone()).collect();
    let before: Vec<_> = book(&engine);
    says(&mut engine, CLOSE);
    says(&mut engine, "ja");
    nobody_is_in_the_way(&engine);
    let vollenhoven = engine.desk().wijken.keys().find(|id| id.as_str() == "vollenhoven").cloned();
    let vollenhoven = vollenhoven.unwrap();
    assert!(engine.state().book(&vollenhoven).is_some());
    says(&mut engine, "herroep");
    let after: Vec<_> = book(&engine);
    assert_eq!(before, after);
    assert!(offers(&engine).is_empty());
    assert_eq!(engine.state().book(&vollenhoven), None);
}

#[test]
fn a_visit_that_was_booked_since_makes_the_preview_outdated() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = start(folder.path(), at(1, 9));
    book_ten(&mut engine);
    says(&mut engine, "bezoek annuleer WB-2027-010");
    says(&mut engine, "ja");
    let shown = says(&mut engine, CLOSE);
    assert!(shown.contains("vallen 9 bezoeken"), "{shown}");
    let number = shown.split("ja ").nth(1).unwrap().split('`').next().unwrap().to_owned();
    says(&mut engine, "bezoek toon WB-2027-001");
    let again = "From: Sanne <sanne@raad.example>\r\nTo: werkbezoek@m50.example\r\nSubject: \
                 Werkbezoek\r\nMessage-ID: <11@post.example>\r\n\r\nGraag komt wethouder Smit op \
                 werkbezoek in de wijk Vollenhoven.\r\n";
    let desk = Arc::clone(engine.desk());
    let mail = parse(again.as_bytes(), None, &desk.bot.address).unwrap();
    let (file, known, closed_visit) = ("test.eml".to_owned(), None, None);
    let incoming = Incoming { mail, file, arrived: None, known, closed_visit };
    engine.handle(vec![Event::MailArrived(Box::new(incoming))]).unwrap();
    says(&mut engine, "bezoek bevestig WB-2027-011 14-5-2027 10:00");
    says(&mut engine, "ja");
    let said = says(&mut engine, &format!("ja {number}"));
    assert!(said.contains("verouderd"), "{said}");
    assert!(offers(&engine).is_empty());
}
