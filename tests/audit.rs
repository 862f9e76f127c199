//! `werkbezoek audit` on a real desk: in order, with mail lost on purpose, after kills, and while the
//! bot works.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop, helpers included"
)]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use program::{Home, request};

const MAIL: &str = "data/mail";

/// A mail with these words, from an office of its own.
fn words(number: usize, headers: &str, text: &str) -> String {
    format!(
        "From: Sanne <sanne@kantoor{number}.example>\r\nTo: werkbezoek@m50.example\r\n\
         Subject: Vraag\r\nMessage-ID: <vraag{number}@kantoor{number}.example>\r\n{headers}\r\n{text}\r\n"
    )
}

fn drop_in(home: &Home, file: &str, mail: &str) {
    let inbox = home.path(MAIL).join("inbox/new");
    fs::create_dir_all(&inbox).unwrap();
    fs::write(home.path(file), mail).unwrap();
    fs::rename(home.path(file), inbox.join(file)).unwrap();
}

/// A desk with a mail of each kind, all of them handled.
fn handled() -> Home {
    let home = Home::new();
    home.set("undo_seconds = 60", "undo_seconds = 0");
    for number in 1..=3 {
        drop_in(&home, &format!("verzoek{number}.eml"), &request(number));
    }
    let machine = "Auto-Submitted: auto-replied\r\n";
    drop_in(&home, "robot.eml", &words(4, machine, "Ik ben er niet."));
    drop_in(&home, "klacht.eml", &words(5, "", "Ik dien een klacht in over de gemeente."));
    drop_in(&home, "leeg.eml", "");
    let (ok, said, errors) = home.once("");
    assert!(ok, "{said}{errors}");
    home
}

fn file(home: &Home, folder: &str, name: &str) -> PathBuf {
    home.path(MAIL).join(folder).join(name)
}

/// The table, without what is only there to line it up.
fn squeezed(table: &str) -> Vec<String> {
    table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn a_desk_in_order_is_accounted_for_to_the_last_mail() {
    let home = handled();
    drop_in(&home, "nieuw.eml", &request(6));
    let before = tree(&home);
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
    let expected = "\
folder           mails  answered  waits  filed  quarantined  not yet  thrown away  UNACCOUNTED
inbox                1         0      0      0            0        1            0            0
verwerkt             4         3      0      1            0        0            0            0
ter-beoordeling      1         0      1      0            0        0            0            0
quarantaine          1         0      0      0            1        0            0            0
together             7         3      1      1            1        1            0            0
every mail is accounted for
";
    assert_eq!(table, expected);
    assert_eq!(tree(&home), before, "it must change nothing");
}

/// Every file of the desk with its bytes.
fn tree(home: &Home) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut files, mut folders) = (Vec::new(), vec![home.path("data")]);
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.push((path, bytes));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn what_was_moved_taken_away_or_put_there_by_others_is_found() {
    let home = handled();
    let moved = |from: PathBuf, to: PathBuf| fs::rename(from, to).unwrap();
    moved(file(&home, "verwerkt", "verzoek1.eml"), file(&home, "quarantaine", "verzoek1.eml"));
    fs::remove_file(file(&home, "ter-beoordeling", "klacht.eml")).unwrap();
    fs::write(file(&home, "verwerkt", "vreemd.eml"), request(9)).unwrap();
    let (ok, table) = home.audit();
    assert!(!ok);
    let listed = squeezed(&table);
    let faults: Vec<&str> =
        listed.iter().map(String::as_str).skip_while(|l| !l.starts_with('-')).collect();
    assert_eq!(
        faults,
        [
            "- verwerkt, vreemd.eml sanne@kantoor9.example \"Werkbezoek\": no record of it; if nobody \
             has answered it, move it to the inbox and the bot handles it, else out of the bot's folders",
            "- quarantaine, verzoek1.eml sanne@kantoor1.example \"Werkbezoek\": its record says \
             `verwerkt`; the bot moves it there, or move it yourself",
            "- ter-beoordeling, queue 1: waits for staff and lies in no folder of the bot; `wachtrij` \
             shows it, put the mail back or deal with it there",
        ]
    );
    assert_eq!(listed[5], "together 6 2 0 1 1 0 0 2");
}

/// As the README says: a pause before anything leaves, and then a person looks.
#[test]
fn a_backup_of_before_the_last_mails_sends_nothing_in_a_pause_and_audit_names_them() {
    let home = Home::new();
    home.set("undo_seconds = 60", "undo_seconds = 0");
    drop_in(&home, "verzoek1.eml", &request(1));
    let paused = "systeem pauze wegens proef\n";
    assert!(home.once(paused).0);
    // The letter to the first waits when the backup is made, and leaves after it.
    let records = tree(&home).into_iter().filter(|(path, _)| !path.starts_with(home.path(MAIL)));
    let backup: Vec<(PathBuf, Vec<u8>)> = records.collect();
    assert!(home.once("systeem hervat\n").0);
    drop_in(&home, "verzoek2.eml", &request(2));
    drop_in(&home, "klacht.eml", &words(5, "", "Ik dien een klacht in over de gemeente."));
    assert!(home.once("").0);
    let sent = home.sent(MAIL).len();
    for (path, _) in tree(&home).iter().filter(|(path, _)| !path.starts_with(home.path(MAIL))) {
        fs::remove_file(path).unwrap();
    }
    backup.iter().for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    let (ok, said, errors) = home.once(paused);
    assert!(ok, "{said}{errors}");
    assert_eq!(home.sent(MAIL).len(), sent, "{said}");
    assert!(errors.contains("1 letter(s) still in the outbox"), "{errors}");
    let (_, table) = home.audit();
    for since in ["- verwerkt, verzoek2.eml", "- ter-beoordeling, klacht.eml"] {
        let line = table.lines().find(|line| line.starts_with(since));
        assert!(line.is_some_and(|line| line.contains("no record of it; if nobody")), "{table}");
    }
}

#[test]
fn without_records_no_handled_mail_is_accounted_for() {
    let home = handled();
    for item in fs::read_dir(home.path("data")).unwrap() {
        let path = item.unwrap().path();
        if path.file_name().unwrap().to_string_lossy().contains('-') && path.is_file() {
            fs::remove_file(path).unwrap();
        }
    }
    let (ok, table) = home.audit();
    assert!(!ok);
    assert_eq!(table.matches("no record of it").count(), 6, "{table}");
}

#[test]
fn kills_leave_every_mail_accounted_for() {
    let home = handled();
    let mut number = 10;
    for wait in [40, 90, 150, 300, 20, 600, 200] {
        for _ in 0..4 {
            number += 1;
            drop_in(&home, &format!("verzoek{number}.eml"), &request(number));
        }
        let mut bot = home.live();
        thread::sleep(Duration::from_millis(wait));
        bot.kill().unwrap();
        bot.wait().unwrap();
    }
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
    assert_eq!(squeezed(&table)[5].split(' ').nth(1), Some("34"), "{table}");
}

#[test]
fn a_bot_that_works_is_not_disturbed_and_not_accused() {
    let home = handled();
    let mut bot = home.live();
    for number in 10..40 {
        drop_in(&home, &format!("verzoek{number}.eml"), &request(number));
        if number % 10 == 9 {
            let (ok, table) = home.audit();
            assert!(ok, "{table}");
        }
    }
    assert!(bot.try_wait().unwrap().is_none());
    bot.kill().unwrap();
    bot.wait().unwrap();
}
