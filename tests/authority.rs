//! What a mail may do: the table "Graded authority" in ARCHITECTURE.md, cell by cell. Each cell is a
//! world of its own in which an offer is out, and one mail that calls off or asks.

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
use werkbezoek::domain::mail::{Filing, Why};
use werkbezoek::domain::visit::Stage;
use world::{World, moment};

const VISIT: VisitId = VisitId { year: 2027, number: 1 };
const REQUEST: &str = "Kamerlid Sanne de Wit wil graag op een vrijdag in april Vollenhoven bezoeken. \
    Zij komt met 8 personen.";

#[test]
fn every_cell_of_the_table_is_what_happens() {
    let table = include_str!("../ARCHITECTURE.md").split("### Graded authority").nth(1).unwrap();
    let mut rows = table.lines().skip_while(|line| !line.starts_with('|'));
    let proofs: Vec<&str> = cells(rows.next().unwrap()).split_off(3);
    let rows: Vec<&str> = rows.skip(1).take_while(|line| line.starts_with('|')).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let (labels, written) =
            cells(row).split_first_chunk().map(|(a, b)| (*a, b.to_vec())).unwrap();
        for (proof, written) in proofs.iter().zip(&written) {
            let found = outcome(labels, proof);
            if found != *written {
                wrong.push(format!("{labels:?}, {proof}: written `{written}`, found `{found}`"));
            }
        }
        assert_eq!(written.len(), proofs.len(), "{row}");
    }
    assert_eq!((rows.len(), proofs.len()), (14, 4), "the table has another size");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_offer_is_held_longer_once_and_for_a_proven_sender_only() {
    let mut world = World::new("2027-03-01 09:00", |desk| {
        desk.approval = Approval::Never;
        desk.checks_senders = true;
    });
    let writer = "b.postma@kamer.example";
    world.mail(mail(writer, "eerste", "dmarc=pass", "", REQUEST).as_bytes());
    world.settle();
    let answers = format!("In-Reply-To: <{}>\n", world.message_id("WB-2027-001", "voorstel.1"));
    let mut expires = |id: &str, at: &str, result: &str| {
        world.set_clock(moment(at));
        let text = "Optie 1 is goed, mits het om 11 uur kan beginnen.";
        let filing = world.mail(mail(writer, id, result, &answers, text).as_bytes()).filing;
        let changed = Why::OptionChanged { option: 1 };
        assert_eq!(filing, Some(Filing::WaitsForStaff { why: changed }), "{id}");
        world.engine.state().visit(VISIT).unwrap().offer.as_ref().unwrap().expires
    };
    let unproven = expires("tweede", "2027-03-02 09:00", "dmarc=none");
    let proven = expires("derde", "2027-03-03 09:00", "dmarc=pass");
    let again = expires("vierde", "2027-03-04 09:00", "dmarc=pass");
    assert!(unproven < proven);
    assert_eq!(proven, again);
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

/// What becomes of a mail by this sender, with or without our key, that says this, under this proof.
fn outcome([sender, key, says]: [&str; 3], proof: &str) -> String {
    let (writer, from) = match sender {
        "writer" => ("b.postma@kamer.example", "b.postma@kamer.example"),
        "colleague" => ("b.postma@kamer.example", "c.smit@kamer.example"),
        "stranger" => ("b.postma@kamer.example", "d.vos@elders.example"),
        "look-alike" => ("b.postma@kamer.example", "e.kok@rninisterie.example"),
        "in the name" => {
            ("b.postma@kamer.example", "\"Pers ministerie.example\" <p@elders.example>")
        }
        "protected" => ("e.kok@ministerie.example", "e.kok@ministerie.example"),
        other => panic!("no such sender: {other}"),
    };
    let mut world = World::new("2027-03-01 09:00", |desk| {
        desk.approval = Approval::Never;
        desk.checks_senders = proof != "not looked at";
        desk.vip_domains = vec!["ministerie.example".to_owned()];
    });
    world.mail(mail(writer, "eerste", "dmarc=pass", "", REQUEST).as_bytes());
    world.settle();
    assert_eq!(world.engine.state().visit(VISIT).map(|visit| visit.stage), Some(Stage::Proposed));
    let result = match proof {
        "proven" => "dmarc=pass",
        "not known" | "not looked at" => "dmarc=none",
        "forged" => "dmarc=fail",
        other => panic!("no such proof: {other}"),
    };
    let answers = match key {
        "ours" => format!("In-Reply-To: <{}>\n", world.message_id("WB-2027-001", "voorstel.1")),
        "none" => String::new(),
        other => panic!("no such key: {other}"),
    };
    let text = match says {
        "calls off" => "Helaas moeten wij ons werkbezoek afzeggen.",
        "asks for a visit" => REQUEST,
        other => panic!("nobody says {other}"),
    };
    let filing =
        world.mail(mail(from, "tweede", result, &answers, text).as_bytes()).filing.unwrap();
    let (letters, _) = world.settle();
    described(&world, filing, letters.iter().any(|letter| letter.to.address.as_str() == from))
}

fn mail(from: &str, id: &str, result: &str, answers: &str, text: &str) -> String {
    format!(
        "Authentication-Results: mx.m50.example; {result}\nFrom: {from}\nTo: werkbezoek@m50.example\n\
         Subject: Werkbezoek\nMessage-ID: <{id}@elders.example>\n{answers}\n{text}\n"
    )
}

fn described(world: &World, filing: Filing, answered: bool) -> String {
    let state = world.engine.state();
    let changed = state.visit(VISIT).map(|visit| visit.stage) != Some(Stage::Proposed);
    let opened = state.visits().count() > 1;
    let waits = |why: Why| if answered { format!("{why:?}, says so") } else { format!("{why:?}") };
    match (changed, opened, filing) {
        (true, false, Filing::Answered { .. }) => "changes".to_owned(),
        (false, true, Filing::Answered { .. }) => "opens".to_owned(),
        (false, false, Filing::WaitsForStaff { why }) => waits(why),
        (changed, opened, filing) => format!("{changed} {opened} {filing:?}"),
    }
}
