//! The last yes is held against the clock: after its time nobody can say yes any more, also where the
//! program did not come round yet to letting the moment go.

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

use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::Approval;
use werkbezoek::domain::ids::VisitId;
use werkbezoek::domain::mail::Filing;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::time::local;
use werkbezoek::domain::visit::{Stage, Visit};
use world::World;

const VISIT: VisitId = VisitId { year: 2027, number: 1 };
const GUEST: &str = "b.postma@kamer.example";

/// A desk where the office chose a moment, and the contact person must still say yes.
fn asked() -> World {
    let mut world = World::new("2027-03-01 09:00", |desk| {
        desk.approval = Approval::Never;
        desk.confirm = vec![Voice::Office, Voice::Host];
    });
    let request = "Kamerlid Sanne de Wit wil graag op een vrijdag in april Vollenhoven bezoeken.";
    world.mail(mail(GUEST, "a", "", request).as_bytes());
    world.settle();
    let key = world.message_id("WB-2027-001", "voorstel.1");
    world.mail(mail(GUEST, "b", &key, "Optie 2 graag.").as_bytes());
    world.settle();
    assert!(visit(&world).consent.is_some());
    world
}

fn mail(from: &str, id: &str, answers: &str, text: &str) -> String {
    let answers = match answers {
        "" => String::new(),
        key => format!("In-Reply-To: <{key}>\n"),
    };
    format!(
        "From: {from}\nTo: werkbezoek@m50.example\nSubject: Werkbezoek\n\
         Message-ID: <{id}@kamer.example>\n{answers}\n{text}\n"
    )
}

fn visit(world: &World) -> &Visit {
    world.engine.state().visit(VISIT).unwrap()
}

/// The contact person answers the question that was sent to them.
fn host_says_yes(world: &mut World) -> Filing {
    let letter = visit(world).letters.keys().find(|id| id.slug() == "akkoord-vraag").unwrap();
    let ordinal = format!("akkoord-vraag.{}", letter.ordinal());
    let key = world.message_id("WB-2027-001", &ordinal);
    let desk = world.engine.desk();
    let host = visit(world).offer.as_ref().unwrap().options[0].host.clone();
    let address = desk.contact(&host).unwrap().address.to_string();
    world.mail(mail(&address, "c", &key, "Ja, dat kan.").as_bytes()).filing.unwrap()
}

/// Sets the clock so many minutes after the end of the time to say yes; nothing that is due happens.
fn minutes_after_its_time(world: &mut World, minutes: i64) {
    let expires = visit(world).offer.as_ref().unwrap().expires;
    world.set_clock(local(expires + chrono::Duration::minutes(minutes)));
}

#[test]
fn a_yes_in_time_is_the_last_one() {
    let mut world = asked();
    minutes_after_its_time(&mut world, -1);
    assert!(matches!(host_says_yes(&mut world), Filing::Filed { .. }));
    assert_eq!(visit(&world).stage, Stage::Confirmed);
}

#[test]
fn a_yes_after_its_time_is_for_a_person_though_the_moment_was_not_let_go_yet() {
    let mut world = asked();
    minutes_after_its_time(&mut world, 0);
    assert!(matches!(host_says_yes(&mut world), Filing::WaitsForStaff { .. }));
    assert!(visit(&world).appointment.is_none());
    world.settle();
    let after = visit(&world);
    assert!(after.consent.is_none() && after.appointment.is_none(), "{after:?}");
}

#[test]
fn a_bot_that_slept_past_its_time_asks_nobody_again() {
    let mut world = asked();
    minutes_after_its_time(&mut world, 0);
    let (letters, _) = world.settle();
    let to_host: Vec<&str> = letters
        .iter()
        .filter(|letter| letter.kind.is_for_host())
        .map(|letter| letter.id.slug())
        .collect();
    assert_eq!(to_host, ["akkoord-niet-nodig"]);
}

#[test]
fn staff_pass_on_no_yes_after_its_time() {
    let mut world = asked();
    minutes_after_its_time(&mut world, 0);
    world.say("bezoek akkoord 1 contactpersoon");
    world.say("ja");
    assert!(visit(&world).appointment.is_none());
    let told = world.shown(RoomName::Console);
    let refused = told.iter().any(|notice| notice.lines[0].contains("wacht niemand op een ja"));
    assert!(refused, "{told:?}");
}
