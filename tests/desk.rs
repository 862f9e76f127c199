//! The real program with its mailbox on a real server: what staff hear of Junk and of new numbers, and
//! whether every mail is accounted for.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop, helpers included"
)]

#[path = "support/program.rs"]
mod program;
#[path = "support/servers.rs"]
mod servers;

use std::thread;
use std::time::Duration;

use program::{Home, plain, request};
use servers::{BOT, Dovecot, Proxy, Sink};

/// A desk whose mail comes from this port and goes to that one.
fn desk(imap: u16, smtp: u16) -> Home {
    let home = Home::new();
    home.set("undo_seconds = 60", "undo_seconds = 0");
    home.over_servers((BOT.name, BOT.password), &plain(imap), &plain(smtp));
    home
}

/// A mail that is for a person.
fn complaint(number: usize) -> String {
    format!(
        "From: Sanne <sanne@kantoor{number}.example>\r\nTo: werkbezoek@m50.example\r\n\
         Subject: Klacht\r\nMessage-ID: <klacht{number}@kantoor{number}.example>\r\n\r\n\
         Ik dien een klacht in over de gemeente.\r\n"
    )
}

fn pass(home: &Home) -> String {
    let (ok, said, errors) = home.once("");
    assert!(ok, "{said}{errors}");
    said
}

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn junk_is_shown_once_and_nobody_answers_or_marks_it() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let home = desk(dovecot.imap, sink.port);
    dovecot.append("Junk", request(1));
    let said = pass(&home);
    assert!(said.contains("sanne@kantoor1.example, \"Werkbezoek\""), "{said}");
    let again = pass(&home);
    assert!(!again.contains("ongewenste mail"), "{again}");
    assert_eq!(sink.mails(), []);
    let mut client = dovecot.onlooker();
    client.open("Junk").unwrap();
    let flags = client.ask("UID FETCH 1:* (FLAGS)").unwrap();
    assert!(flags.iter().all(|said| !said.text.contains(r"\Seen")), "{flags:?}");
}

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn new_numbers_are_told_once_and_answer_nobody_twice() {
    let (mut dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let home = desk(dovecot.imap, sink.port);
    dovecot.deliver(request(1));
    assert!(!pass(&home).contains("nieuw nummer"));
    // A copy from before lies in the inbox again, as after a restore.
    dovecot.deliver(request(1));
    dovecot.renumber("INBOX");
    let said = pass(&home);
    assert!(said.contains("nieuw nummer"), "{said}");
    assert!(!pass(&home).contains("nieuw nummer"));
    assert_eq!(sink.mails().len(), 1);
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
}

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn every_mail_on_a_server_is_accounted_for_and_what_others_did_is_found() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let home = desk(dovecot.imap, sink.port);
    for number in 1..=3 {
        dovecot.deliver(request(number));
    }
    dovecot.deliver(complaint(4));
    dovecot.append("INBOX", "no mail at all");
    pass(&home);
    dovecot.deliver(request(5));
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
    let expected = "\
folder           mails  answered  waits  filed  quarantined  not yet  thrown away  UNACCOUNTED
INBOX                1         0      0      0            0        1            0            0
Verwerkt             3         3      0      0            0        0            0            0
Ter beoordeling      1         0      1      0            0        0            0            0
Quarantaine          1         0      0      0            1        0            0            0
together             6         3      1      0            1        1            0            0
every mail is accounted for
";
    assert_eq!(table, expected);
    pass(&home);
    let mut client = dovecot.onlooker();
    client.append("Verwerkt", request(9).as_bytes()).unwrap();
    client.open("Ter beoordeling").unwrap();
    client.move_to("1", "Trash").unwrap();
    client.open("Verwerkt").unwrap();
    client.move_to("1", "Quarantaine").unwrap();
    client.move_to("2", "INBOX").unwrap();
    let (ok, table) = home.audit();
    assert!(!ok);
    let faults: Vec<&str> = table.lines().skip_while(|line| !line.starts_with('-')).collect();
    let begins = |line: usize, with: &str| assert!(faults[line].starts_with(with), "{table}");
    assert_eq!(faults.len(), 3, "{table}");
    begins(0, "- Verwerkt, UID 5 sanne@kantoor9.example \"Werkbezoek\": no record of it");
    begins(
        1,
        "- Quarantaine, UID 2 sanne@kantoor1.example \"Werkbezoek\": its record says `verwerkt`",
    );
    begins(2, "- ter-beoordeling, queue 1: waits for staff and lies in no folder");
    // The mail that came back to the inbox came a moment ago; the bot knows it and puts it back.
    assert!(
        table.contains("INBOX                1         0      0      0            0        1"),
        "{table}"
    );
    // Whoever complained heard that a person will answer.
    assert_eq!(sink.mails().len(), 5);
}

#[test]
#[ignore = "needs Dovecot and Postfix's smtp-sink; tests/run runs it"]
fn a_bot_that_is_killed_on_a_server_leaves_every_mail_accounted_for() {
    let (dovecot, sink) = (Dovecot::start(), Sink::start(&[]));
    let proxy = Proxy::start(dovecot.imap);
    let home = desk(proxy.port, sink.port);
    let mut number = 0;
    for wait in [60, 120, 200, 300, 500] {
        for _ in 0..4 {
            number += 1;
            dovecot.deliver(request(number));
        }
        let mut bot = home.live();
        thread::sleep(Duration::from_millis(wait));
        proxy.cut();
        bot.kill().unwrap();
        bot.wait().unwrap();
    }
    pass(&home);
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
    assert_eq!(dovecot.listing("INBOX"), []);
    assert_eq!(dovecot.listing("Verwerkt").len(), number);
}
