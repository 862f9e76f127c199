//! Two rooms at one desk: each is told everything once in its own words, and neither can say yes for
//! the other.

#![allow(dead_code, reason = "the shared world has more than this test uses")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/world.rs"]
mod world;

use std::path::Path;
use std::sync::Arc;

use chrono::Duration;
use werkbezoek::clock::Clock;
use werkbezoek::config::Config;
use werkbezoek::domain::event::Event;
use werkbezoek::domain::help;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::notice::Notice;
use werkbezoek::domain::people::Role;
use werkbezoek::domain::room::{RoomName, Seen, Spot, Staff};
use werkbezoek::domain::state::State;
use werkbezoek::domain::visit::Stage;
use werkbezoek::engine::Engine;
use werkbezoek::rounds::rooms;
use werkbezoek::store::memory::MemoryStore;
use werkbezoek::words::Words;
use world::World;

const BOTH: [RoomName; 2] = [RoomName::Console, RoomName::Discord];

fn desk() -> World {
    World::new("2027-03-01 09:00", |desk| desk.rooms = BOTH.to_vec())
}

fn a_request(world: &mut World, number: u32) {
    let bytes = format!(
        "From: Sanne Wiersma <sanne.wiersma@fractie{number}.example>\r\n\
         To: werkbezoek@m50.example\r\nSubject: Werkbezoek voor Joost Vermeer\r\n\
         Message-ID: <{number}@post.example>\r\n\r\n\
         Kan ons Kamerlid Joost Vermeer vrijdag 14 mei langskomen in Vollenhoven? Bel mij op \
         06-12345678.\r\n\r\nSanne Wiersma\r\n"
    );
    world.mail(bytes.as_bytes());
}

fn noor() -> Staff {
    Staff::new("discord:1", "Noor", Role::Planner)
}

/// Says a line, or presses the button that says it.
fn say(world: &mut World, staff: &Staff, room: RoomName, line: &str, pressed: Option<Seen>) {
    let (desk, now) = (Arc::clone(world.engine.desk()), world.engine.now());
    let mut event = rooms::heard(&desk, now, staff, &Spot::in_room(room), line).unwrap();
    if let Event::StaffSaid { seen, .. } = &mut event {
        *seen = pressed;
    }
    world.engine.handle(vec![event]).unwrap();
}

/// Shows everything that a room is owed.
fn shown(world: &mut World, room: RoomName) -> Vec<Notice> {
    let notices: Vec<Notice> =
        world.engine.notices(room).iter().map(|notice| (**notice).clone()).collect();
    let seen = notices.iter().map(|notice| Event::NoticeShown { notice: notice.id }).collect();
    world.engine.handle(seen).unwrap();
    notices
}

fn text(notices: &[Notice]) -> String {
    notices.iter().flat_map(|notice| notice.lines.clone()).collect::<Vec<_>>().join("\n")
}

fn the_case() -> VisitId {
    "WB-2027-001".parse().unwrap()
}

fn stage(world: &World) -> Stage {
    world.engine.state().visit(the_case()).unwrap().stage
}

#[test]
fn each_room_is_told_once_in_its_own_words() {
    let mut world = desk();
    a_request(&mut world, 1);
    let here = shown(&mut world, RoomName::Console);
    assert!(text(&here).contains("Joost Vermeer") && text(&here).contains("06-12345678"));
    assert_eq!(shown(&mut world, RoomName::Console), []);
    let outside = shown(&mut world, RoomName::Discord);
    assert_eq!(outside.len(), here.len());
    assert!(text(&outside).contains("WB-2027-001"), "{}", text(&outside));
    for own in ["Vermeer", "Joost", "Wiersma", "Sanne", "@", "12345678", "langskomen"] {
        assert!(!text(&outside).contains(own), "{own} in:\n{}", text(&outside));
    }
    assert_eq!(outside[0].about, Some(the_case()));
    assert_eq!(outside[0].buttons, here[0].buttons);
}

/// Whoever has the role is called when nobody took a request in time, and never otherwise.
#[test]
fn only_a_request_that_nobody_took_calls_the_planners() {
    let mut world = desk();
    a_request(&mut world, 1);
    a_request(&mut world, 2);
    say(&mut world, &noor(), RoomName::Discord, "bezoek neem 2", None);
    world.set_clock(world::moment("2027-03-02 12:00"));
    world.engine.tick().unwrap();
    let notices = shown(&mut world, RoomName::Discord);
    let calling: Vec<&Notice> = notices.iter().filter(|n| n.mentions.is_some()).collect();
    assert!(calling.len() == 1 && notices.len() > 3, "{}", text(&notices));
    assert_eq!((calling[0].mentions, calling[0].about), (Some(Role::Planner), Some(the_case())));
}

/// What was typed in a room may be read there; elsewhere it may be about anybody.
#[test]
fn a_reminder_is_told_where_it_was_set_and_to_all_without_its_words_elsewhere() {
    let mut world = desk();
    let line = "herinner zet - 2 maart 2027 10:00 bel Joost Vermeer";
    say(&mut world, &noor(), RoomName::Discord, line, None);
    let line = "herinner zet - allen 2 maart 2027 11:00 bel Sanne";
    let here = world.staff.clone();
    say(&mut world, &here, RoomName::Console, line, None);
    BOTH.iter().for_each(|room| _ = shown(&mut world, *room));
    world.set_clock(world::moment("2027-03-02 10:00"));
    world.engine.tick().unwrap();
    assert_eq!(shown(&mut world, RoomName::Console), []);
    assert!(text(&shown(&mut world, RoomName::Discord)).contains("bel Joost Vermeer"));
    world.set_clock(world::moment("2027-03-02 11:00"));
    world.engine.tick().unwrap();
    assert!(text(&shown(&mut world, RoomName::Console)).contains("bel Sanne"));
    let outside = text(&shown(&mut world, RoomName::Discord));
    assert!(outside.contains("Herinnering") && !outside.contains("Sanne"), "{outside}");
}

/// Whoever set a reminder counts on it; a room that comes back late reads it whole.
#[test]
fn a_reminder_is_never_folded_into_what_a_room_missed() {
    let mut world = desk();
    say(&mut world, &noor(), RoomName::Discord, "herinner zet - 2 maart 2027 bel Jan", None);
    shown(&mut world, RoomName::Discord);
    (1..=5).for_each(|number| a_request(&mut world, number));
    world.set_clock(world::moment("2027-03-03 12:00"));
    world.engine.tick().unwrap();
    world.engine.handle(vec![Event::RoomBack { room: RoomName::Discord, in_hand: None }]).unwrap();
    world.set_clock(world::moment("2027-03-03 20:00"));
    world.engine.handle(vec![Event::RoomBack { room: RoomName::Discord, in_hand: None }]).unwrap();
    let late = shown(&mut world, RoomName::Discord);
    // What nobody took is one notice already: there is nothing to fold it with.
    assert_eq!(late.len(), 3, "{}", text(&late));
    assert!(text(&late).contains("kwamen hier 5 meldingen niet aan"), "{}", text(&late));
    assert!(text(&late).contains("bel Jan"), "{}", text(&late));
}

/// A crash between deciding and showing neither repeats nor loses what the clock tells staff.
#[test]
fn what_the_clock_tells_staff_survives_a_restart_once() {
    let mut world = World::new("2027-03-01 09:00", |desk| {
        desk.digest = "08:30:00".parse().ok();
    });
    world.say("herinner zet - 2 maart 2027 08:30 bel Jan");
    world.settle();
    world.set_clock(world::moment("2027-03-02 08:30"));
    world.engine.tick().unwrap();
    let mut world = world.restart();
    let told = text(&shown(&mut world, RoomName::Console));
    assert_eq!(told.matches("bel Jan").count(), 1, "{told}");
    assert_eq!(told.matches("Goedemorgen").count(), 1, "{told}");
    let mut world = world.restart();
    world.engine.tick().unwrap();
    assert_eq!(shown(&mut world, RoomName::Console), []);
    assert_eq!(
        world.next_before(world::moment("2027-03-03 08:30")),
        Some(world::moment("2027-03-03 08:30"))
    );
}

/// What a clock did that went years ahead keeps the bot neither from telling nor from forgetting.
#[test]
fn a_clock_that_is_set_right_is_believed() {
    let mut world = World::new("2036-03-03 08:00", |desk| desk.digest = "08:30:00".parse().ok());
    world.set_clock(world::moment("2036-03-03 09:00"));
    world.engine.tick().unwrap();
    assert!(text(&shown(&mut world, RoomName::Console)).contains("Goedemorgen"));
    world.set_clock(world::moment("2027-03-02 08:00"));
    let mut world = world.restart();
    world.set_clock(world::moment("2027-03-02 08:30"));
    world.engine.tick().unwrap();
    let told = text(&shown(&mut world, RoomName::Console));
    assert_eq!(told.matches("Goedemorgen").count(), 1, "{told}");
    assert_eq!(world.engine.state().counters().swept, Some(world.now().date()));
}

#[test]
fn an_answer_goes_where_it_was_asked_for() {
    let mut world = desk();
    say(&mut world, &noor(), RoomName::Discord, "wieben", None);
    assert_eq!(shown(&mut world, RoomName::Console), []);
    assert!(text(&shown(&mut world, RoomName::Discord)).contains("Noor"));
}

#[test]
fn a_bare_yes_counts_in_the_room_where_the_preview_stands() {
    let mut world = desk();
    a_request(&mut world, 1);
    say(&mut world, &noor(), RoomName::Discord, "bezoek stel-voor 1", None);
    say(&mut world, &noor(), RoomName::Console, "ja", None);
    assert_eq!(stage(&world), Stage::AwaitingApproval);
    say(&mut world, &noor(), RoomName::Discord, "bezoek stel-voor 1", None);
    let bram = Staff::new("discord:2", "Noor", Role::Planner);
    say(&mut world, &bram, RoomName::Discord, "ja", None);
    assert_eq!(stage(&world), Stage::AwaitingApproval, "another person of the same name");
    say(&mut world, &bram, RoomName::Console, "ja 2", None);
    assert_eq!(stage(&world), Stage::AwaitingApproval, "what was shown elsewhere to somebody else");
    say(&mut world, &noor(), RoomName::Discord, "ja", None);
    assert_eq!(stage(&world), Stage::Proposed);
    say(&mut world, &bram, RoomName::Discord, "herroep", None);
    assert_eq!(stage(&world), Stage::Proposed, "only who said yes calls it back");
    say(&mut world, &noor(), RoomName::Console, "herroep 2", None);
    assert_eq!(stage(&world), Stage::AwaitingApproval);
}

#[test]
fn a_button_on_another_version_of_the_case_says_that_it_is_outdated() {
    let mut world = desk();
    a_request(&mut world, 1);
    let notices = shown(&mut world, RoomName::Discord);
    let takes = notices[0].buttons.iter().find(|button| button.says == "bezoek neem 1").unwrap();
    say(&mut world, &noor(), RoomName::Discord, "bezoek gasten 1 5", None);
    shown(&mut world, RoomName::Discord);
    say(&mut world, &noor(), RoomName::Discord, &takes.says, takes.seen);
    let answer = shown(&mut world, RoomName::Discord);
    assert!(text(&answer).starts_with("Deze knop is verouderd"), "{}", text(&answer));
    assert_eq!(world.engine.state().visit(the_case()).unwrap().owner, None);
    // Looking does no harm.
    say(&mut world, &noor(), RoomName::Discord, "bezoek toon 1", takes.seen);
    let answer = shown(&mut world, RoomName::Discord);
    let takes = answer[0].buttons.iter().find(|button| button.says == "bezoek neem 1").unwrap();
    say(&mut world, &noor(), RoomName::Discord, &takes.says, takes.seen);
    assert!(world.engine.state().visit(the_case()).unwrap().owner.is_some());
}

#[test]
fn an_end_can_be_called_back_by_its_button() {
    let mut world = desk();
    a_request(&mut world, 1);
    say(&mut world, &noor(), RoomName::Discord, "bezoek wijs-af 1", None);
    say(&mut world, &noor(), RoomName::Discord, "ja", None);
    assert!(world.engine.state().visit(the_case()).is_none(), "it is over");
    let answer = shown(&mut world, RoomName::Discord);
    let buttons = answer.iter().flat_map(|notice| &notice.buttons);
    let back = buttons.clone().find(|button| button.says == "herroep 1").unwrap();
    say(&mut world, &noor(), RoomName::Discord, &back.says, back.seen);
    assert_eq!(stage(&world), Stage::AwaitingApproval);
}

#[test]
fn what_cannot_be_written_is_told_outside_without_the_words_of_the_fault() {
    let mut world = desk();
    let clock = Clock::Fixed(world.engine.now());
    let desk = Arc::clone(world.engine.desk());
    let broken = ("chat/nieuw-verzoek.txt".to_owned(), "{{ visit.guest.name|datum }}".to_owned());
    let shipped = Config::look(Path::new("config.toml")).unwrap().templates;
    let others = shipped.into_iter().filter(|(name, _)| *name != broken.0);
    let words = Words::from_sources(others.chain([broken.clone()])).unwrap();
    world.engine = Engine::open(MemoryStore::default(), desk, Arc::new(words), clock).unwrap();
    a_request(&mut world, 1);
    assert!(text(&shown(&mut world, RoomName::Console)).contains("nieuw-verzoek.txt"));
    let outside = text(&shown(&mut world, RoomName::Discord));
    assert!(outside.contains("the console says") && !outside.contains("Vermeer"), "{outside}");
}

#[test]
fn a_room_that_was_away_hears_stale_news_in_one_notice() {
    let mut world = desk();
    for number in 1..=5 {
        a_request(&mut world, number);
    }
    let back = || vec![Event::RoomBack { room: RoomName::Discord, in_hand: None }];
    world.engine.handle(back()).unwrap();
    assert_eq!(world.engine.notices(RoomName::Discord).len(), 5, "they are not stale yet");
    world.engine.set_clock(Clock::Fixed(world.engine.now() + Duration::hours(2)));
    a_request(&mut world, 6);
    world.engine.handle(back()).unwrap();
    let notices = shown(&mut world, RoomName::Discord);
    assert_eq!(notices.len(), 2, "{}", text(&notices));
    assert!(text(&notices[1..]).starts_with("Sinds maandag 1 maart 2027, 9.00 uur kwamen hier 5"));
    assert!(text(&notices[1..]).contains("WB-2027-005"));
    assert_eq!(shown(&mut world, RoomName::Console).len(), 6, "the others show all");
}

#[test]
fn a_line_for_several_that_nobody_read_goes_into_the_next_one() {
    let mut world = desk();
    for number in 1..=5 {
        a_request(&mut world, number);
    }
    let comes_back_late = |world: &mut World| {
        world.engine.set_clock(Clock::Fixed(world.engine.now() + Duration::hours(2)));
        let back = Event::RoomBack { room: RoomName::Discord, in_hand: None };
        world.engine.handle(vec![back]).unwrap();
    };
    comes_back_late(&mut world);
    for number in 6..=8 {
        a_request(&mut world, number);
    }
    comes_back_late(&mut world);
    let notices = shown(&mut world, RoomName::Discord);
    let folded = notices.iter().find(|notice| notice.folded.is_some()).unwrap();
    let says = text(std::slice::from_ref(folded));
    assert!(says.starts_with("Sinds maandag 1 maart 2027, 9.00 uur kwamen hier 8"), "{says}");
    assert!(says.contains("WB-2027-001") && says.contains("WB-2027-008"), "{says}");
    assert_eq!(notices.iter().filter(|notice| notice.folded.is_some()).count(), 1);
}

#[test]
fn what_the_room_has_in_its_hands_is_not_said_for_it() {
    let mut world = desk();
    for number in 1..=5 {
        a_request(&mut world, number);
    }
    let in_hand = world.engine.notices(RoomName::Discord).get(2).map(|notice| notice.id);
    for number in 6..=9 {
        a_request(&mut world, number);
    }
    world.engine.set_clock(Clock::Fixed(world.engine.now() + Duration::hours(2)));
    let back = Event::RoomBack { room: RoomName::Discord, in_hand };
    world.engine.handle(vec![back]).unwrap();
    let notices = shown(&mut world, RoomName::Discord);
    assert_eq!(notices.len(), 4, "{}", text(&notices));
    assert!(text(&notices[3..]).contains("kwamen hier 6 meldingen"), "{}", text(&notices[3..]));
}

#[test]
fn what_a_room_was_owed_goes_when_config_names_it_no_more() {
    let mut world = desk();
    a_request(&mut world, 1);
    let (words, clock) = (Arc::clone(world.engine.words()), Clock::Fixed(world.engine.now()));
    let mut desk = (**world.engine.desk()).clone();
    desk.rooms = vec![RoomName::Console];
    let store: MemoryStore = world.engine.into_store();
    let mut engine = Engine::open(store, Arc::new(desk), words, clock).unwrap();
    assert!(engine.notices(RoomName::Discord).is_empty());
    assert_eq!(engine.notices(RoomName::Console).len(), 1);
}

#[test]
fn each_role_may_say_what_its_page_says_and_nothing_more() {
    let roles = [Role::Lezer, Role::Planner, Role::Beheerder];
    for (page, role) in help::pages().iter().flat_map(|page| roles.map(|role| (page, role))) {
        let mut world = desk();
        a_request(&mut world, 1);
        shown(&mut world, RoomName::Discord);
        let before = world.engine.state().clone();
        let who = Staff::new("discord:9", "Bo", role);
        // The desk that ships has no Anna.
        let line = page.example.replace("anna", "vollenhoven-2");
        say(&mut world, &who, RoomName::Discord, &line, None);
        let answer = text(&shown(&mut world, RoomName::Discord));
        let refused = answer.starts_with("Dit mag u niet");
        assert_eq!(refused, role < page.role, "{role:?}: {}\n{answer}", page.example);
        if refused {
            let visits = |state: &State| state.visits().cloned().collect::<Vec<_>>();
            assert_eq!(visits(world.engine.state()), visits(&before));
        }
    }
}
