//! The real program and what staff type at it: lines that are no lines, and what a pass sweeps.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, helpers included; files need real ages"
)]

#[path = "support/program.rs"]
mod program;

use std::fs::{self, File};
use std::io::Write;
use std::time::{Duration, Instant, SystemTime};

use program::{Home, request};

/// Longer than any command may be, and no UTF-8.
fn nonsense() -> Vec<u8> {
    let mut line = vec![0xff_u8; 40_000];
    line.push(b'\n');
    line
}

/// Waits until the log of the live bot holds `text`.
fn logged(home: &Home, text: &str) -> bool {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        if fs::read_to_string(home.path("log")).is_ok_and(|log| log.contains(text)) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

#[test]
fn a_line_that_is_too_long_does_not_stop_the_live_bot() {
    let home = Home::new();
    let mut bot = home.live();
    let mut typing = bot.stdin.take().unwrap();
    typing.write_all(&nonsense()).unwrap();
    typing.write_all(b"wieben\n").unwrap();
    let (remedy, answer) = (logged(&home, "type it in parts"), logged(&home, "beheerder"));
    let runs_on = bot.try_wait().unwrap().is_none();
    bot.kill().unwrap();
    bot.wait().unwrap();
    let log = fs::read_to_string(home.path("log")).unwrap();
    assert!(remedy && answer && runs_on, "{remedy} {answer} {runs_on}\n{log}");
}

/// It starts itself once more for that, in its own place: whoever watches the process sees one.
#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn the_bot_tells_the_c_library_to_give_back_what_it_borrowed() {
    let home = Home::new();
    let mut bot = home.live();
    bot.stdin.as_mut().unwrap().write_all(b"wieben\n").unwrap();
    let answered = logged(&home, "beheerder");
    let told = fs::read(format!("/proc/{}/environ", bot.id())).unwrap();
    bot.kill().unwrap();
    bot.wait().unwrap();
    let told = String::from_utf8_lossy(&told);
    assert!(answered && told.contains("MALLOC_MMAP_THRESHOLD_=131072"), "{answered} {told}");
}

#[test]
fn a_pass_reads_lines_as_the_console_does() {
    let home = Home::new();
    let mut typed = nonsense();
    typed.extend(b"\xff\xfe\nwieben\n");
    let (ok, said, errors) = home.once_bytes(&typed);
    assert!(ok, "{errors}");
    assert!(said.contains("type it in parts") && said.contains("beheerder"), "{said}");
}

fn old(home: &Home, file: &str, days: u64) {
    fs::write(home.path(file), request(1)).unwrap();
    let time = SystemTime::now() - Duration::from_secs(days * 86_400);
    File::open(home.path(file)).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_pass_sweeps_files_whose_term_is_over_and_those_in_quarantine_by_a_term_of_their_own() {
    let home = Home::new();
    home.set("unwanted_days = 30", "unwanted_days = 10");
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    let files = ["verwerkt/oud.eml", "verwerkt/nieuw.eml", "quarantaine/oud.eml"]
        .map(|file| format!("data/mail/{file}"));
    for (file, days) in files.iter().zip([401, 11, 11]) {
        old(&home, file, days);
    }
    old(&home, "data/mail/sent/new/oud.eml", 401);
    let (ok, _, errors) = home.once("");
    assert!(ok, "{errors}");
    assert_eq!(files.map(|file| home.path(&file).exists()), [false, true, false]);
    assert_eq!(home.sent("data/mail"), []);
}
