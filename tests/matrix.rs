//! The room on Matrix, with the real program, a real homeserver (Synapse), and people whose client shares
//! no code with ours (matrix-nio).
//!
//! The desk is the real one too: a mail comes in, staff are told in an encrypted room, and what they say
//! there sends a letter.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/program.rs"]
mod program;
#[path = "support/servers.rs"]
mod servers;
#[path = "matrix/stage.rs"]
mod stage;

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use servers::people::{NO, YES};
use stage::{Stage, soon};

/// How long the bot lets the homeserver wait for something to tell it.
const LONG_POLL: Duration = Duration::from_secs(30);

/// A request whose writer tries everything that could do something in a chat.
const MISCHIEF: &str = "<b>@room</b> [klik](https://boos.example) @noor:m50.example **vet** `ja 1`";

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn a_request_is_told_shown_and_answered_by_a_reaction_in_an_encrypted_room() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    stage.people.invite("piet", &stage.room, "bot");
    soon("a stranger's invitation is declined", || {
        (stage.bot_is() == Some("leave".to_owned())).then_some(())
    });
    let elsewhere = stage.people.make_room("noor", true);
    stage.people.invite("noor", &elsewhere, "bot");
    soon("another room is declined", || {
        (stage.people.membership("noor", &elsewhere, "bot")? == "leave").then_some(())
    });
    stage.let_in();

    let asked = stage.say("wieben");
    let answer = stage.until("an answer", |row| row.answers(&asked));
    assert!(answer.body().contains("planner"), "{answer:?}");
    assert!(answer.decrypted && answer.content.get("formatted_body").is_none(), "{answer:?}");

    stage.mail_comes(1, MISCHIEF);
    let card = stage.until("a card", |row| row.body().contains("WB-") && row.thread().is_none());
    let news = stage.until("what happened", |row| row.thread() == Some(card.event.as_str()));
    assert!(news.decrypted);

    let asked = stage.say_in(&card.event, "bezoek stel-voor");
    let preview = stage.until("a preview", |row| row.answers(&asked));
    assert_eq!(preview.thread(), Some(card.event.as_str()), "the case was not named");
    for key in [YES, NO] {
        stage.until("what can be pressed", |row| row.reacts() == Some((&preview.event, key)));
    }
    stage.people.react("noor", &stage.room, &preview.event, YES);
    soon("a letter", || stage.home.sent("data/mail").pop());
    let edit = stage.until("the card shows it", |row| row.edits() == Some(card.event.as_str()));
    assert_ne!(edit.content["m.new_content"]["body"], card.content["body"]);

    for row in stage.seen().iter().filter(|row| row.is_of_bot() && row.kind == "m.room.message") {
        assert_eq!(row.content["msgtype"], "m.notice", "{row:?}");
        assert_eq!(row.content["m.mentions"], json!({}), "{row:?}");
        assert!(row.content.get("format").is_none(), "{row:?}");
    }
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn after_a_restart_it_is_the_same_device_and_nothing_stands_there_twice() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    stage.let_in();
    stage.mail_comes(1, "Tot ziens.");
    let card = stage.until("a card", |row| row.body().contains("WB-"));
    stage.until("what happened", |row| row.thread() == Some(card.event.as_str()));
    let before = stage.said_by_bot();

    stage.stop_bot();
    let asked = stage.say("systeem status");
    stage.start_bot();
    stage.until("what was typed meanwhile is answered", |row| row.answers(&asked));
    stage.kill_bot();
    stage.start_bot();
    let asked = stage.say("wieben");
    stage.until("an answer", |row| row.answers(&asked));

    let after = stage.said_by_bot();
    assert_eq!(after.len(), before.len() + 2, "{after:#?}");
    assert_eq!(stage.people.devices("bot", "geheim"), ["werkbezoek"]);
    assert!(stage.seen().iter().all(|row| row.decrypted || row.kind != "m.room.encrypted"));
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn after_a_restart_nothing_waits_for_somebody_to_speak() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    stage.let_in();
    // Everything is heard that was said until now.
    thread::sleep(Duration::from_secs(5));
    stage.stop_bot();
    let begun = Instant::now();
    stage.start_bot();
    stage.mail_comes(1, "Tot ziens.");
    stage.until("a card", |row| row.body().contains("WB-"));
    assert!(begun.elapsed() < LONG_POLL / 2, "{:?}", begun.elapsed());
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn what_happens_while_the_homeserver_is_away_is_told_when_it_is_back() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    stage.let_in();
    stage.synapse.stop();
    stage.mail_comes(1, "Tot ziens.");
    soon("the mail is handled meanwhile", || {
        let mut done = std::fs::read_dir(stage.home.path("data/mail/verwerkt")).ok()?;
        done.next().map(|_| ())
    });
    stage.synapse.start_again();
    let card = stage.until("a card", |row| row.body().contains("WB-"));
    stage.until("what happened", |row| row.thread() == Some(card.event.as_str()));
    let asked = stage.say("wieben");
    stage.until("an answer", |row| row.answers(&asked));
    let cards = stage.said_by_bot().iter().filter(|row| **row == card.body()).count();
    assert_eq!(cards, 1);
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn a_room_that_is_not_encrypted_is_left_unless_config_allows_it() {
    let mut stage = Stage::open(false);
    stage.start_bot();
    stage.people.invite("noor", &stage.room, "bot");
    soon("the bot is told of", || stage.log().contains("not encrypted").then_some(()));
    soon("it leaves", || (stage.bot_is()? == "leave").then_some(()));
    stage.stop_bot();
    stage.home.set("\nallow_unencrypted = false", "\nallow_unencrypted = true");
    stage.start_bot();
    stage.let_in();
    let asked = stage.say("wieben");
    let answer = stage.until("an answer", |row| row.answers(&asked));
    assert!(!answer.decrypted);
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn in_an_encrypted_room_what_is_not_encrypted_is_not_obeyed_and_a_stranger_hears_once() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    stage.let_in();
    stage.people.say_in_plain(&stage.room, "noor", "wieben");
    let asked = stage.people.say("piet", &stage.room, &text("wieben"));
    let answer = stage.until("a stranger hears", |row| row.answers(&asked));
    assert!(answer.body().contains("matrix:@piet:m50.example"), "{answer:?}");
    stage.people.say("piet", &stage.room, &text("wieben"));
    let asked = stage.say("wieben");
    stage.until("an answer", |row| row.answers(&asked));
    assert_eq!(stage.said_by_bot().len(), 2, "{:#?}", stage.said_by_bot());
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn a_token_will_do_and_one_that_was_ended_is_told_with_what_to_do() {
    let mut stage = Stage::open(true);
    let token = stage.people.token("bot", "geheim");
    stage.give_token(&token);
    stage.home.set("password_file = \"wachtwoord\"", "token_file = \"token\"");
    stage.start_bot();
    soon("signed", || stage.people.signed("noor", "bot").pop());
    stage.let_in();
    let asked = stage.say("wieben");
    assert!(stage.until("an answer", |row| row.answers(&asked)).decrypted);
    stage.stop_bot();
    let asked = stage.say("wieben");
    stage.start_bot();
    stage.until("the same session reads on", |row| row.answers(&asked));

    stage.people.end(&token);
    soon("staff elsewhere hear it", || stage.log().contains("token_file").then_some(()));
    assert!(!stage.log().contains("move the folder"), "{}", stage.log());
    stage.stop_bot();
    stage.give_token(&stage.people.token("bot", "geheim"));
    stage.start_bot();
    stage.mail_comes(1, "Tot ziens.");
    stage.until("a card of the new device", |row| row.body().contains("WB-"));
    let asked = stage.say("wieben");
    assert!(stage.until("an answer", |row| row.answers(&asked)).decrypted);
}

#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn colleagues_can_know_that_the_device_of_the_bot_is_its_own_also_after_its_keys_were_lost() {
    let mut stage = Stage::open(true);
    stage.start_bot();
    let first = soon("signed", || stage.people.signed("noor", "bot").pop());
    stage.stop_bot();
    std::fs::remove_dir_all(stage.home.path("data/matrix")).unwrap();
    stage.start_bot();
    let is_new = |device: &String| *device != first;
    soon("the new one is signed", || stage.people.signed("noor", "bot").into_iter().find(is_new));
    stage.let_in();
    let asked = stage.say("wieben");
    assert!(stage.until("an answer", |row| row.answers(&asked)).decrypted);
}

fn text(body: &str) -> Value {
    json!({ "msgtype": "m.text", "body": body })
}
