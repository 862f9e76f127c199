//! The real program that begins anew with other config while staff type, mail comes in and somebody pulls
//! the plug: `systeem herlaad`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that cannot go on should stop, helpers included"
)]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::Write;
use std::process::{Child, ChildStdin};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use program::{Home, request};

/// To look config over takes an unoptimised program on a busy machine half a minute.
const LONG: Duration = Duration::from_secs(180);
/// Shorter than the bot takes from its answer to its end.
const MOMENT: Duration = Duration::from_millis(2);

const BEGINS: &str = "De bot begint nu opnieuw";
const WORKS_AGAIN: &str = "De bot werkt weer";
const FAULTY: &str = "De configuratie heeft fouten";
/// What the program says for itself.
const STARTED: &str = "started with";

/// The live bot with its keyboard. All that it prints is read from where it was last read.
struct Bot<'a> {
    home: &'a Home,
    program: Child,
    keys: ChildStdin,
    read: usize,
}

impl<'a> Bot<'a> {
    fn at(home: &'a Home) -> Self {
        let read = printed(home).len();
        let mut program = home.live();
        let keys = program.stdin.take().unwrap();
        let mut bot = Self { home, program, keys, read };
        bot.says(STARTED);
        bot
    }

    fn hears(&mut self, lines: &str) {
        writeln!(self.keys, "{lines}").unwrap();
    }

    /// Waits until it says this, after all that was waited for before.
    fn says(&mut self, text: &str) {
        let until = Instant::now() + LONG;
        while Instant::now() < until {
            let printed = printed(self.home);
            if let Some(at) = printed[self.read..].find(text) {
                self.read += at + text.len();
                return;
            }
            std::thread::sleep(MOMENT);
        }
        panic!("`{text}` was not said:\n{}", printed(self.home));
    }

    /// How often it said this since it was last waited for.
    fn said(&self, text: &str) -> usize {
        printed(self.home)[self.read..].matches(text).count()
    }

    fn stops(mut self) {
        kill(Pid::from_raw(self.program.id().cast_signed()), Signal::SIGTERM).unwrap();
        assert!(self.program.wait().unwrap().success(), "{}", printed(self.home));
    }

    fn dies(mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

impl Drop for Bot<'_> {
    /// A test that fails leaves nobody behind.
    fn drop(&mut self) {
        _ = self.program.kill();
        _ = self.program.wait();
    }
}

fn printed(home: &Home) -> String {
    fs::read_to_string(home.path("log")).unwrap_or_default()
}

fn edit(home: &Home, template: &str, from: &str, to: &str) {
    let path = home.path("templates").join(template);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{template} has no `{from}` any more");
    fs::write(&path, text.replace(from, to)).unwrap();
}

#[test]
fn a_template_and_a_value_of_config_are_those_of_now_and_staff_hear_it_once() {
    let home = Home::new();
    let mut bot = Bot::at(&home);
    bot.hears("wieben");
    bot.says("U bent console");
    home.set("console_name = \"console\"", "console_name = \"Fatima\"");
    edit(&home, "chat/wieben.txt", "U bent", "Dag, u bent");
    bot.hears("systeem herlaad");
    bot.says(BEGINS);
    bot.says(WORKS_AGAIN);
    bot.says("Gevraagd door: console");
    bot.hears("wieben");
    bot.says("Dag, u bent Fatima");
    assert_eq!(bot.said(WORKS_AGAIN), 0);
    bot.stops();
}

#[test]
fn broken_config_is_refused_with_its_place_and_all_goes_on_as_it_was() {
    let home = Home::new();
    let mut bot = Bot::at(&home);
    home.set("from = \"08:00\"", "from = \"20:30\"");
    edit(&home, "chat/wieben.txt", "U bent", "Dag, u bent");
    bot.hears("systeem herlaad");
    bot.says(FAULTY);
    bot.says("[office_hours] until");
    home.set("from = \"20:30\"", "from = \"08:00\"");
    edit(&home, "chat/wieben.txt", "{{ name }}", "{% if %}");
    bot.hears("systeem herlaad");
    bot.says(FAULTY);
    bot.says("chat/wieben.txt");
    edit(&home, "chat/wieben.txt", "{% if %}", "{{ name }}");
    // A word that no file for staff knows.
    for (template, word) in
        [("dossier/tijdlijn.txt", "visit.id }}"), ("tabel/bezoeken.txt", "r.case }}")]
    {
        let unknown = word.replace(" }}", "x }}");
        edit(&home, template, word, &unknown);
        bot.hears("systeem herlaad");
        bot.says(FAULTY);
        bot.says(template);
        edit(&home, template, &unknown, word);
    }
    home.set("folder = \"data\"", "folder = \"elders\"");
    bot.hears("systeem herlaad");
    bot.says(FAULTY);
    bot.says("[store] folder");
    bot.hears("wieben");
    bot.says("\nU bent console");
    assert_eq!(bot.said(STARTED), 0);
    assert!(!home.path("elders").exists());
    bot.stops();
}

#[test]
fn what_is_typed_all_the_while_is_answered_once_each() {
    let home = Home::new();
    let mut bot = Bot::at(&home);
    let lines = |from: u32| -> String {
        (from..from + 40).map(|number| format!("bezoek toon 2001-{number:03}\n")).collect()
    };
    bot.hears(&format!("systeem herlaad\n{}", lines(100)));
    for from in [200, 300] {
        bot.says(BEGINS);
        bot.hears(&lines(from));
        bot.says(WORKS_AGAIN);
        bot.hears(&format!("{}systeem herlaad\n{}", lines(from + 40), lines(from + 500)));
    }
    bot.says(BEGINS);
    bot.says(WORKS_AGAIN);
    bot.hears("wieben");
    bot.says("U bent console");
    bot.read = 0;
    let asked = [100, 200, 240, 300, 340, 700, 800].into_iter().flat_map(|from| from..from + 40);
    let answers = asked.map(|number| (number, bot.said(&format!("WB-2001-{number:03}"))));
    let not_once: Vec<_> = answers.filter(|(_, times)| *times != 1).collect();
    assert_eq!(not_once, []);
    assert_eq!(bot.said(WORKS_AGAIN), 3);
    bot.stops();
}

#[test]
fn mail_that_arrives_meanwhile_is_answered_once() {
    let home = Home::new();
    home.set("undo_seconds = 60", "undo_seconds = 0");
    let mut bot = Bot::at(&home);
    for number in 0..3 {
        bot.hears("systeem herlaad");
        bot.says(BEGINS);
        let file = format!("data/mail/inbox/new/{number}.eml");
        fs::write(home.path(&file), request(number)).unwrap();
        bot.says(WORKS_AGAIN);
    }
    let until = Instant::now() + LONG;
    while home.sent("data/mail").len() < 3 && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
    }
    bot.stops();
    let letters = home.sent("data/mail").into_iter().map(|(name, _)| name);
    let answers: Vec<String> = letters.filter(|name| name.contains("ontvangst")).collect();
    assert_eq!(answers.len(), 3, "{answers:?}\n{}", printed(&home));
    let (ok, table) = home.audit();
    assert!(ok, "{table}");
}

#[test]
fn killed_right_after_the_answer_it_says_once_that_it_works_again() {
    let home = Home::new();
    let mut bot = Bot::at(&home);
    bot.hears("systeem herlaad");
    bot.says(BEGINS);
    bot.dies();
    let mut bot = Bot::at(&home);
    bot.says(WORKS_AGAIN);
    bot.stops();
    let mut bot = Bot::at(&home);
    bot.hears("wieben");
    bot.says("U bent console");
    bot.stops();
    assert_eq!(printed(&home).matches(WORKS_AGAIN).count(), 1, "{}", printed(&home));
}

#[test]
fn told_to_stop_while_it_begins_anew_it_stops() {
    let home = Home::new();
    let mut bot = Bot::at(&home);
    bot.hears("systeem herlaad");
    bot.says("begins anew");
    bot.stops();
}
