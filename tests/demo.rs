//! `werkbezoek demo`, as somebody sees it who has just built the program: what it prints into a pipe,
//! what it leaves behind, how it ends, and that it does not call a bad ending good.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop, helpers included"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use tempfile::TempDir;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config.toml")
}

fn demo(config: &Path, folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_werkbezoek"))
        .args(["demo", "--config"])
        .arg(config)
        .arg("--folder")
        .arg(folder)
        .env_remove("WERKBEZOEK_KEY")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The shipped config and templates in a folder of their own, to be changed.
fn copy_of_config() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for item in fs::read_dir(from).unwrap() {
            let path = item.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                copy(&path, &target);
            } else {
                fs::copy(&path, &target).unwrap();
            }
        }
    }
    let place = TempDir::new().unwrap();
    fs::copy(shipped(), place.path().join("config.toml")).unwrap();
    copy(&shipped().with_file_name("templates"), &place.path().join("templates"));
    place
}

fn change(file: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(file).unwrap();
    assert!(before.contains(from), "{} has no `{from}`", file.display());
    fs::write(file, before.replace(from, to)).unwrap();
}

#[test]
fn the_story_ends_as_it_must_and_shows_what_happened() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("new");
    let began = Instant::now();
    let output = demo(&shipped(), &folder);
    assert!(began.elapsed() < Duration::from_secs(20), "it took {:?}", began.elapsed());
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{shown}\n{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "a pipe gets plain text");
    let mut rest = shown.as_str();
    for part in [
        "— Monday 1 March 2027, 09:00 —",
        "mail in   From: Wiersma, J. (Joost) <j.wiersma@tweedekamer.example>",
        "set aside: warning of the mail server, signature",
        "chat      Noor> bezoek stel-voor 1",
        "chat      Noor> ja",
        "mail out  To: Joost Wiersma <j.wiersma@tweedekamer.example>",
        "Geachte Joost Wiersma,",
        "Optie 2 komt mevrouw Hofstede het beste uit.",
        "set aside: signature, quoted letter",
        "invitation REQUEST, sequence 0, ",
        "invitation REQUEST, sequence 0, ",
        "Kan het ook op een vrijdag in mei?",
        "De eerste graag.",
        "invitation REQUEST, sequence 1, ",
        "invitation REQUEST, sequence 1, ",
        "Ja, het bezoek is doorgegaan.",
        "The story ended as it must.",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is missing in:\n{rest}"));
        rest = &rest[at + part.len()..];
    }
    assert!(shown.contains(&folder.join("agenda").display().to_string()));
}

#[test]
fn mails_letters_and_calendar_objects_are_left_where_it_says() {
    let place = TempDir::new().unwrap();
    assert!(demo(&shipped(), place.path()).status.success());
    let agenda = names(&place.path().join("agenda"));
    let expected =
        ["bevestiging.1", "gastheer-uitnodiging.1", "gastheer-wijziging.1", "wijziging.1"];
    assert_eq!(agenda, expected.map(|name| format!("wb-2027-001.{name}.ics")));
    for name in agenda {
        let object = fs::read_to_string(place.path().join("agenda").join(name)).unwrap();
        assert!(object.starts_with("BEGIN:VCALENDAR\r\n"));
    }
    assert_eq!(names(&place.path().join("mail/verwerkt")).len(), 5);
    assert_eq!(names(&place.path().join("mail/inbox")), ["cur", "new", "tmp"]);
    let reply = place.path().join("mail/verwerkt/2-choice-outlook.eml");
    let reply = fs::read_to_string(reply).unwrap();
    let offer = place.path().join("mail/sent/new/wb-2027-001.voorstel.1.eml");
    let offer = fs::read_to_string(offer).unwrap();
    let id = offer.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
    assert!(reply.contains(&format!("In-Reply-To: {id}\r\n")), "it answers the offer that left");
    assert!(!reply.contains("{{"));
}

#[test]
fn two_plays_are_the_same() {
    let (one, two) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let shown = |place: &TempDir| {
        let shown = text(&demo(&shipped(), place.path()).stdout);
        shown.replace(&place.path().display().to_string(), "HERE")
    };
    assert_eq!(shown(&one), shown(&two));
}

#[test]
fn a_broken_template_stops_the_story_and_is_named() {
    let config = copy_of_config();
    let template = config.path().join("templates/nl/wijziging.md");
    change(&template, "slot", "slott");
    let place = TempDir::new().unwrap();
    let output = demo(&config.path().join("config.toml"), place.path());
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{shown}");
    assert!(shown.contains("The story did not end as it must:"), "{shown}");
    assert!(shown.contains("it stopped: template `nl/wijziging.md`, line "), "{shown}");
}

#[test]
fn reminders_follow_config_and_are_counted_by_it() {
    let config = copy_of_config();
    let file = config.path().join("config.toml");
    change(
        &file,
        "days_before = 14\nat = \"09:00\"\nto = [\"host\"]",
        "days_before = 14\nat = \"09:00\"\nto = [\"office\"]",
    );
    let place = TempDir::new().unwrap();
    let output = demo(&file, place.path());
    assert!(output.status.success(), "{}", text(&output.stdout));
    let reminders = names(&place.path().join("mail/sent/new"));
    let reminders = reminders.iter().filter(|name| name.contains(".herinnering.14-"));
    assert_eq!(reminders.count(), 1);
}

#[test]
fn a_folder_that_is_in_use_and_a_config_that_is_not_there_are_refused() {
    let place = TempDir::new().unwrap();
    fs::write(place.path().join("thesis.txt"), "mine").unwrap();
    let output = demo(&shipped(), place.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("is not empty; name an empty or a new one"));
    assert_eq!(names(place.path()), ["thesis.txt"]);

    let output = demo(&place.path().join("config.toml"), &place.path().join("new"));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("name the file with --config"));
}
