//! What one decision costs with 1,000 open visits, reading included: `cargo bench --bench decide`; and
//! an offer with 10,000.
//!
//! The visits are made by the engine itself. `shipped` keeps the shipped config, with one visit a week
//! in each wijk and staff who look first: some requests have an offer that holds its slots, the others
//! wait. `stuffed` lifts the caps and offers to everybody as long as anything fits, so that the planner
//! works in calendars that are nearly full, as no three wijken ever are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop at once")]

use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::{Duration, NaiveDate};
use divan::Bencher;
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::decide::decide;
use werkbezoek::domain::desk::{Approval, Desk, SigningKey};
use werkbezoek::domain::event::{Event, Incoming};
use werkbezoek::domain::ids::{ContactId, WijkId};
use werkbezoek::domain::keys::message_id_for;
use werkbezoek::domain::letter::LetterKind;
use werkbezoek::domain::people::{Contact, Office, Role};
use werkbezoek::domain::reading::{Modality, When, Wish};
use werkbezoek::domain::room::{Spot, Staff};
use werkbezoek::domain::state::{Change, Record, State};
use werkbezoek::domain::time::{Instant, instant, local};
use werkbezoek::domain::visit::Visit;
use werkbezoek::domain::wijk::Wijk;
use werkbezoek::engine::Engine;
use werkbezoek::engine::visits::Lookup;
use werkbezoek::mail::parse::parse;
use werkbezoek::planning::{self, Ask};
use werkbezoek::reading::{Context, Gazetteer, Policy, read};
use werkbezoek::rounds::rooms;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::words::Words;

const OPEN: u32 = 1000;
/// So many have an open offer at the desk as shipped.
const OFFERED: u32 = 20;

fn main() {
    divan::main();
}

struct Scene {
    desk: Arc<Desk>,
    state: State,
    now: Instant,
}

impl Scene {
    fn decide(&self, at: Instant, event: &Event) -> werkbezoek::decide::Decision {
        decide(&self.desk, &self.state, at, event)
    }
}

const DESKS: [&str; 2] = ["shipped", "stuffed"];
const WITH_MANY_VISITS: [&str; 3] = ["shipped", "stuffed", "many"];

/// As shipped, with more wijken and hosts of their own, room in all of them, and 10,000 open visits. The
/// planner gave each its dates, so that the calendars are such as they can become: more than half full,
/// and nobody in two places at once.
fn many_visits() -> &'static Scene {
    static MANY: OnceLock<Scene> = OnceLock::new();
    MANY.get_or_init(|| {
        let Scene { desk, state, now } = scene("shipped");
        let mut scene =
            Scene { desk: Arc::new(many_wijken(desk)), state: state.clone(), now: *now };
        let wijken: Vec<WijkId> = scene.desk.wijken.keys().cloned().collect();
        let offered = state.visits().find(|visit| visit.offer.is_some()).unwrap().clone();
        for number in OPEN + 1..=10_000 {
            let visit = offered_by_the_planner(&scene, offered.clone(), number, &wijken);
            scene.state.apply(&Change::Put { record: Record::Visit(Box::new(visit)) });
        }
        scene
    })
}

fn many_wijken(desk: &Desk) -> Desk {
    let mut desk = desk.clone();
    let one = desk.wijken.values().next().unwrap().clone();
    for number in 1..=147 {
        let id = WijkId::new(format!("wijk-{number}"));
        let hosts: Vec<ContactId> = one
            .hosts
            .iter()
            .map(|host| {
                let contact = desk.contacts[host].clone();
                let id = ContactId::new(format!("{host}-{number}"));
                desk.contacts.insert(id.clone(), Contact { id: id.clone(), ..contact });
                id
            })
            .collect();
        desk.wijken.insert(id.clone(), Wijk { id, hosts, ..one.clone() });
    }
    for wijk in desk.wijken.values_mut() {
        (wijk.visits_per_week_max, wijk.visits_per_day_max) = (50, 10);
    }
    desk
}

/// Such a visit under another number, in one of the wijken, wanted in one of the months.
fn offered_by_the_planner(
    scene: &Scene,
    mut visit: Visit,
    number: u32,
    wijken: &[WijkId],
) -> Visit {
    let wijk = &wijken[number as usize % wijken.len()];
    let first = scene.now.date_naive() + Duration::days(i64::from(number / 150 * 11) % 200 + 20);
    let wish = Wish {
        when: When::DateRange { start: Some(first), end: None },
        modality: Modality::Want,
        text: String::new(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    };
    let ask = Ask {
        wijken: std::slice::from_ref(wijk),
        wishes: std::slice::from_ref(&wish),
        ..Ask::of_anybody(Office::Ambtenaar)
    };
    let plan = planning::plan(&scene.desk, &scene.state, scene.now, &ask).unwrap();
    visit.id.number = number;
    visit.wijk = Some(wijk.clone());
    if let Some(offer) = &mut visit.offer {
        (offer.wijk, offer.options) = (wijk.clone(), plan.options);
    }
    visit
}

/// Each made once for all benchmarks.
fn scene(desk: &str) -> &'static Scene {
    if desk == "many" {
        return many_visits();
    }
    static SHIPPED: OnceLock<Scene> = OnceLock::new();
    static STUFFED: OnceLock<Scene> = OnceLock::new();
    let stuffed = desk == "stuffed";
    let scene = if stuffed { &STUFFED } else { &SHIPPED };
    scene.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml");
        let mut config = Config::look(&path).unwrap();
        config.desk.key = SigningKey::new(*b"a key that only the benches know");
        config.desk.approval = Approval::Never;
        config.desk.limits.answers_per_day = u32::MAX;
        for wijk in config.desk.wijken.values_mut().filter(|_| stuffed) {
            (wijk.visits_per_week_max, wijk.visits_per_day_max) = (50, 10);
        }
        let words = Arc::new(Words::from_sources(config.templates).unwrap());
        let desk = Arc::new(config.desk.clone());
        // As shipped, staff look first: most open requests wait for them and hold nothing.
        config.desk.approval = if stuffed { Approval::Never } else { Approval::Always };
        let later = Arc::new(config.desk);
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let now = instant(day.and_hms_opt(10, 0, 0).unwrap());
        let clock = Clock::Fixed(now);
        let store = MemoryStore::new();
        let mut engine = Engine::open(store, desk, Arc::clone(&words), clock.clone()).unwrap();
        for number in 0..OFFERED {
            engine.handle(vec![request(&later, number)]).unwrap();
        }
        let store = engine.into_store();
        let mut engine = Engine::open(store, Arc::clone(&later), words, clock).unwrap();
        for number in OFFERED..OPEN {
            engine.handle(vec![request(&later, number)]).unwrap();
        }
        let desk = later;
        let state = with_all_whole(&engine);
        assert_eq!(state.visits().count(), OPEN as usize);
        Scene { desk, state, now }
    })
}

/// Decisions alone are timed, not what brings a visit from disk.
fn with_all_whole(engine: &Engine<MemoryStore>) -> State {
    let mut state = engine.state().clone();
    let open: Vec<_> = state.briefs().map(|visit| visit.id).collect();
    open.into_iter().for_each(|id| state.bring(engine.visit(id).unwrap().into_owned()));
    state
}

fn mail(desk: &Desk, number: u32, header: &str, text: &str) -> Event {
    let bytes = format!(
        "From: Sanne <sanne@kantoor{number}.example>\r\nTo: {}\r\nSubject: Werkbezoek\r\n\
         Message-ID: <{number}@kantoor.example>\r\nDate: Mon, 1 Mar 2027 09:00:00 +0100\r\n\
         {header}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
        desk.bot.address
    );
    let mail = parse(bytes.as_bytes(), None, &desk.bot.address).unwrap();
    let file = "bench.eml".to_owned();
    Event::MailArrived(Box::new(Incoming {
        mail,
        file,
        arrived: None,
        known: None,
        closed_visit: None,
    }))
}

fn request(desk: &Desk, number: u32) -> Event {
    request_in(desk, number, "mei of juni")
}

fn request_in(desk: &Desk, number: u32, months: &str) -> Event {
    let wijk = ["Vollenhoven", "Wilgensingel", "Dommelbergen"][number as usize % 3];
    let text = format!(
        "Goedemorgen,\r\n\r\nGraag komt Kamerlid De Vries met vier personen op werkbezoek in de wijk \
         {wijk}, het liefst op een vrijdag in {months}. De woensdagen kunnen helaas niet.\r\n\r\n\
         Met vriendelijke groet,\r\nSanne de Boer\r\nBeleidsmedewerker"
    );
    mail(desk, number, "", &text)
}

/// A request for months that all the others wanted too.
#[divan::bench(args = DESKS)]
fn a_request(bencher: Bencher<'_, '_>, desk: &str) {
    let scene = scene(desk);
    let event = request(&scene.desk, OPEN + 1);
    bencher.bench(|| scene.decide(scene.now, divan::black_box(&event)));
}

/// A request for months in which there is still room: what most are.
#[divan::bench]
fn a_request_with_room(bencher: Bencher<'_, '_>) {
    let scene = scene("shipped");
    let event = request_in(&scene.desk, OPEN + 1, "oktober of november");
    bencher.bench(|| scene.decide(scene.now, divan::black_box(&event)));
}

#[divan::bench(args = DESKS)]
fn a_choice(bencher: Bencher<'_, '_>, desk: &str) {
    let scene = scene(desk);
    let offered = scene.state.visits().find(|visit| visit.offer.is_some()).unwrap();
    let is_offer = |id: &&werkbezoek::domain::ids::LetterId| id.slug() == LetterKind::Offer.slug();
    let letter = offered.letters.keys().find(is_offer).unwrap();
    let key = format!("In-Reply-To: <{}>\r\n", message_id_for(&scene.desk, letter));
    let event = mail(&scene.desk, offered.id.number - 1, &key, "Optie 2 graag.");
    let decision = scene.decide(scene.now, &event);
    assert!(decision.letters.iter().any(|letter| letter.kind == LetterKind::Confirmation));
    bencher.bench(|| scene.decide(scene.now, divan::black_box(&event)));
}

/// A preview of an offer: the planner, and the letters that would go out.
#[divan::bench(args = WITH_MANY_VISITS)]
fn a_command(bencher: Bencher<'_, '_>, desk: &str) {
    let scene = scene(desk);
    let staff = Staff::new("noor", "Noor", Role::Planner);
    let line = format!("bezoek stel-voor WB-2027-{OPEN}");
    let event = rooms::heard(&scene.desk, scene.now, &staff, &Spot::default(), &line).unwrap();
    bencher.bench(|| scene.decide(scene.now, divan::black_box(&event)));
}

#[divan::bench(args = DESKS)]
fn a_note(bencher: Bencher<'_, '_>, desk: &str) {
    let scene = scene(desk);
    let staff = Staff::new("noor", "Noor", Role::Planner);
    let line = "bezoek notitie WB-2027-500 teruggebeld";
    let event = rooms::heard(&scene.desk, scene.now, &staff, &Spot::default(), line).unwrap();
    bencher.bench(|| scene.decide(scene.now, divan::black_box(&event)));
}

#[divan::bench(args = DESKS)]
fn a_visit_that_is_due(bencher: Bencher<'_, '_>, desk: &str) {
    let scene = scene(desk);
    let later = scene.now + Duration::days(30);
    let visit = scene.state.visits_due(later).next().unwrap();
    let event = Event::Due { visit };
    bencher.bench(|| scene.decide(later, divan::black_box(&event)));
}

/// The part of a request that is reading.
#[divan::bench]
fn reading_a_request(bencher: Bencher<'_, '_>) {
    let scene = scene("shipped");
    let Event::MailArrived(incoming) = request(&scene.desk, OPEN + 1) else { return };
    let policy = Policy::default();
    let places = Gazetteer::new(&scene.desk.wijken);
    let context = Context {
        now: local(scene.now),
        places: &places,
        offered: &[],
        periods: &scene.desk.recess,
        policy: &policy,
        explain: false,
        about: None,
        guest: None,
        names: &[],
    };
    bencher.bench(|| read(divan::black_box(&incoming.mail), &context));
}
