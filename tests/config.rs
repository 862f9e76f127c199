//! Config as an operator meets it: the shipped files hold, and each broken one says what to mend.
//!
//! Each file under `tests/config/` opens with the exact words it must give, in lines beginning `#= `.
//! After a change of wording: `UPDATE=1 cargo test --test config`, and read the diff.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};

use werkbezoek::config::{Config, ConfigError, holidays, knowledge};
use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::{Approval, Recipient, SigningKey};
use werkbezoek::domain::ids::WijkId;
use werkbezoek::domain::mail::Reporter;
use werkbezoek::domain::people::{Office, Theme};
use werkbezoek::domain::wijk::{Hours, OpenDay, SchoolRegion, Wijk};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    std::fs::read_to_string(repository().join(name)).unwrap()
}

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::from_text(text, SigningKey::new(*b"a key for tests"))
}

/// Compares what every file in the folder gives with what its header says.
fn each_says_what_its_header_says(folder: &str, fault: impl Fn(&str) -> Option<ConfigError>) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(repository().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let header: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("#= ")).collect();
        let said = fault(&text).map_or("(nothing)".to_owned(), |error| error.to_string());
        if said != header.join("\n") {
            wrong.push(format!("{}\n{said}", path.display()));
            record(&path, &text, header.len(), &said);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

/// With UPDATE=1 the header is rewritten. A header of another length moves the lines it speaks of, so
/// run it twice then.
fn record(path: &Path, text: &str, header: usize, said: &str) {
    if std::env::var_os("UPDATE").is_none() {
        return;
    }
    let header_lines = said.lines().map(|line| format!("#= {line}"));
    let body = text.lines().skip(header).map(str::to_owned);
    let lines: Vec<String> = header_lines.chain(body).collect();
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
}

#[test]
fn each_broken_config_says_what_to_mend() {
    each_says_what_its_header_says("tests/config/broken", |text| read(text).err());
}

#[test]
fn each_broken_knowledge_file_says_what_to_mend() {
    each_says_what_its_header_says("tests/config/kennis", |text| {
        knowledge::parse("kennis.toml", text).err()
    });
}

#[test]
fn each_broken_table_of_school_holidays_says_what_to_mend() {
    each_says_what_its_header_says("tests/config/schoolvakanties", |text| {
        holidays::parse("schoolvakanties.toml", text).err()
    });
}

#[test]
fn the_smallest_config_has_sensible_defaults() {
    let desk = read(&text("tests/config/good.toml")).unwrap().desk;
    assert_eq!(desk.approval, Approval::Always);
    assert!(!desk.plus_addresses, "an answer must not bounce at a server that nobody asked");
    assert_eq!(desk.planning.notice_days_for(Office::Bewindspersoon), 90);
    assert_eq!((desk.planning.options_max, desk.planning.hold_working_days), (3, 5));
    assert_eq!((desk.limits.undo_seconds, desk.limits.nudge_hours), (60, 4));
    let dorp = desk.wijk(&WijkId::new("dorp")).unwrap();
    assert_eq!((dorp.visits_per_week_max, dorp.party_max, dorp.duration_minutes), (1, 12, 150));
}

#[test]
fn a_mail_server_that_reports_without_a_name_can_be_told() {
    let shipped = |id: &str| {
        let line = format!("authserv_id = \"{id}\"");
        let text = text("config.toml").replace("# authserv_id = \"mx.m50.example\"", &line);
        read(&text).unwrap().mail.authserv_id
    };
    assert_eq!(shipped("none"), Some(Reporter::Nameless));
    assert_eq!(shipped("MX.m50.example"), Some(Reporter::Named("mx.m50.example".to_owned())));
    assert_eq!(read(&text("config.toml")).unwrap().mail.authserv_id, None);
}

#[test]
fn a_file_saved_by_a_windows_editor_is_the_same_config() {
    let text = text("tests/config/good.toml");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let wijken = |text: &str| read(text).unwrap().desk.wijken;
    assert_eq!(wijken(&windows), wijken(&text));
    let broken = read(&windows.replace("hosts = [\"anna\"]", "hosts = [\"cor\"]")).unwrap_err();
    assert_eq!(broken.faults.first().and_then(|fault| fault.line), Some(18));
}

#[test]
fn the_last_day_of_a_period_belongs_to_it() {
    let more = "\n[[recess]]\nname = \"meireces\"\nfrom = 2027-04-23\nuntil = 2027-05-10\n";
    let desk = read(&(text("tests/config/good.toml") + more)).unwrap().desk;
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    assert!(desk.recess_on(day(4, 22)).is_none());
    assert!(desk.recess_on(day(4, 23)).is_some());
    assert!(desk.recess_on(day(5, 10)).is_some());
    assert!(desk.recess_on(day(5, 11)).is_none());
}

#[test]
fn a_wijk_may_need_the_yes_of_others_than_the_desk() {
    let good = text("tests/config/good.toml");
    let more = "\n[confirm]\nneeds = [\"office\", \"host\"]\n\n[[wijk]]";
    let own = "residents = \"bram\"\nconfirm = [\"office\", \"residents\"]\nhosts = ";
    let with = good.replacen("\n[[wijk]]", more, 1).replacen("hosts = ", own, 1);
    let desk = read(&with).unwrap().desk;
    assert_eq!(desk.voices_in(&WijkId::new("dorp")), [Voice::Residents]);
    assert_eq!(desk.voices_in(&WijkId::new("dijk")), [Voice::Host]);
    assert_eq!(read(&good).unwrap().desk.voices_in(&WijkId::new("dorp")), []);
}

/// The residents of the dorp can on Monday morning, and not in May; it is open on one Saturday too.
#[test]
fn a_wijk_receives_when_its_residents_can_and_on_a_date_of_its_own() {
    let wijk = "residents = \"bram\"\nopen_on = [{ on = 2027-05-08, hours = [\"12:00-14:00\", \"10:00-12:00\"] }]";
    let bram = "address = \"bram@voorbeeld.example\"";
    let can = "hours = { monday = [\"08:00-12:00\"] }\naway = [{ from = 2027-05-01, until = 2027-05-31, why = \"feest\" }]";
    let text = text("tests/config/good.toml")
        .replacen("hosts = ", &format!("{wijk}\nhosts = "), 1)
        .replacen(bram, &format!("{bram}\n{can}"), 1);
    let desk = read(&text).unwrap().desk;
    let dorp = desk.wijk(&WijkId::new("dorp")).unwrap();
    let shown = |hours: &[Hours]| -> Vec<String> {
        hours
            .iter()
            .map(|h| format!("{}-{}", h.from.format("%H:%M"), h.until.format("%H:%M")))
            .collect()
    };
    assert_eq!(shown(&dorp.opening[&OpenDay(1)]), ["09:00-12:00"]);
    assert_eq!(dorp.closed.iter().map(|period| period.why.as_str()).collect::<Vec<_>>(), ["feest"]);
    let saturday = chrono::NaiveDate::from_ymd_opt(2027, 5, 8).unwrap();
    assert_eq!(shown(&dorp.open_on[&saturday]), ["10:00-14:00"]);
}

#[test]
fn an_office_may_have_days_of_its_own_and_a_horizon() {
    let more = "\n[planning.office.wethouder]\nahead_days_max = 100\nbusy = [{ days = [\"tuesday\"], hours = \"09:00-12:00\", why = \"college\" }]\n\n[[wijk]]";
    let with = text("tests/config/good.toml").replacen("\n[[wijk]]", more, 1);
    let planning = read(&with).unwrap().desk.planning;
    assert_eq!(planning.ahead_days_for(Some(Office::Wethouder)), 100);
    assert_eq!(planning.ahead_days_for(Some(Office::Kamerlid)), 270);
    let busy = planning.busy(Some(Office::Wethouder));
    assert_eq!(busy.iter().map(|busy| busy.why.as_str()).collect::<Vec<_>>(), ["college"]);
    let shipped = read(&text("config.toml")).unwrap().desk.planning;
    assert_eq!(shipped.ahead_days_for(Some(Office::Bewindspersoon)), 183);
}

#[test]
fn a_wijk_may_tell_how_a_visit_usually_goes() {
    let line = "programme = [{ after_minutes = 0, what = \"koffie\" },\n  { after_minutes = 30, what = \"wandeling\" }]";
    let with = text("tests/config/good.toml").replacen("hosts = ", &format!("{line}\nhosts = "), 1);
    let programme =
        |text: &str| read(text).unwrap().desk.wijk(&WijkId::new("dorp")).unwrap().programme.clone();
    let told: Vec<(u32, String)> =
        programme(&with).into_iter().map(|line| (line.after_minutes, line.what)).collect();
    assert_eq!(told, [(0, "koffie".to_owned()), (30, "wandeling".to_owned())]);
    assert!(programme(&text("tests/config/good.toml")).is_empty());
}

#[test]
fn travel_told_on_one_side_holds_on_both() {
    let desk = read(&text("config.toml")).unwrap().desk;
    let minutes = |from: &str, to: &str| {
        desk.wijk(&WijkId::new(from)).unwrap().travel_minutes.get(&WijkId::new(to)).copied()
    };
    assert_eq!(minutes("dommelbergen", "wilgensingel"), minutes("wilgensingel", "dommelbergen"));
    assert!(minutes("dommelbergen", "vollenhoven").is_some());
}

#[test]
fn the_shipped_config_holds_the_facts_of_the_three_wijken() {
    let desk = read(&text("config.toml")).unwrap().desk;
    let facts = |wijk: &Wijk| {
        let station = wijk.station.clone().unwrap_or_default();
        format!(
            "{} | {} | {} | {:?} | {station} | {}",
            wijk.id, wijk.municipality, wijk.province, wijk.school_region, wijk.carnival
        )
    };
    let all: Vec<String> = desk.wijken.values().map(facts).collect();
    assert_eq!(
        all,
        [
            "dommelbergen | Oosterhout | Noord-Brabant | Zuid |  | true",
            "vollenhoven | Zeist | Utrecht | Midden | Driebergen-Zeist | false",
            "wilgensingel | Raalte | Overijssel | Noord | Raalte | false",
        ]
    );
    let vollenhoven = desk.wijk(&WijkId::new("vollenhoven")).unwrap();
    assert!(vollenhoven.also_known_as.contains(&"Vollenhove".to_owned()));
    assert!(vollenhoven.themes.contains(&Theme::Gezondheid));
    assert!(desk.wijken.values().all(|wijk| wijk.meeting_point.is_none()), "none is agreed yet");
}

#[test]
fn the_shipped_config_has_a_contact_person_and_a_backup_for_each_wijk_and_no_recess() {
    let desk = read(&text("config.toml")).unwrap().desk;
    assert!(desk.wijken.values().all(|wijk| wijk.hosts.len() >= 2));
    assert!(desk.contacts.values().all(|contact| contact.address.domain().ends_with(".example")));
    assert_eq!(desk.recess, []);
    let pair = (WijkId::new("wilgensingel"), WijkId::new("dommelbergen"));
    assert_eq!(desk.planning.never_same_day, [pair]);
    let days: Vec<u32> = desk.reminders.iter().map(|rule| rule.days_before).collect();
    assert_eq!(days, [14, 3, 1]);
    assert!(desk.reminders.iter().any(|rule| rule.to.contains(&Recipient::Office)));
}

#[test]
fn the_example_of_a_recess_works_when_its_marks_are_taken_away() {
    let config = text("config.toml");
    let example: String = config
        .lines()
        .skip_while(|line| *line != "# [[recess]]")
        .map_while(|line| line.strip_prefix("# "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(read(&(config + example.as_str())).unwrap().desk.recess.len(), 1);
}

#[test]
fn the_shipped_knowledge_answers_in_two_languages_or_leaves_it_to_a_person() {
    let known = knowledge::parse("kennis.toml", &text("templates/kennis.toml")).unwrap();
    let by_a_person: Vec<&str> =
        known.iter().filter(|k| k.answer.is_empty()).map(|k| k.id.as_str()).collect();
    assert_eq!(by_a_person, ["bedrag", "standpunt", "persvragen"]);
    assert!(known.iter().all(|k| k.answer.is_empty() == k.answer_en.is_empty()));
}

/// B1: at most 20 words in a sentence and 12 on average, no officialese.
#[test]
fn the_shipped_knowledge_is_plain_dutch() {
    let officialese =
        ["middels", "teneinde", "derhalve", "inzake", "conform", "gaarne", "betreffende", "tevens"];
    for entry in knowledge::parse("kennis.toml", &text("templates/kennis.toml")).unwrap() {
        let answer = entry.answer.replace("? ", ". ").to_lowercase();
        let lengths: Vec<usize> = answer
            .split(". ")
            .map(|sentence| sentence.split_whitespace().count())
            .filter(|words| *words > 0)
            .collect();
        assert!(lengths.iter().all(|words| *words <= 20), "{}: {lengths:?}", entry.id);
        assert!(lengths.iter().sum::<usize>() <= 12 * lengths.len(), "{}: {lengths:?}", entry.id);
        for word in officialese {
            assert!(!answer.contains(word), "{}: {word}", entry.id);
        }
    }
}

#[test]
fn the_shipped_school_holidays_cover_each_region_in_each_year() {
    let name = "templates/kalender/schoolvakanties.toml";
    let table = holidays::parse(name, &text(name)).unwrap();
    use chrono::Datelike;
    for region in [SchoolRegion::Noord, SchoolRegion::Midden, SchoolRegion::Zuid] {
        for year in 2025..=2028 {
            for holiday in ["voorjaars", "mei", "zomer", "herfst", "kerst"] {
                let name = format!("{holiday}vakantie");
                let count = table
                    .iter()
                    .filter(|h| h.name == name && h.days.start.year() == year)
                    .filter(|h| h.regions.contains(&region))
                    .count();
                assert_eq!(count, 1, "{name} {year} {region:?}");
            }
        }
    }
}

/// The one real person in the repository is named where the desk can change it, and nowhere else.
#[test]
fn the_general_contact_stands_in_config_only() {
    let contact = read(&text("config.toml")).unwrap().desk.general;
    let phone = contact.phone.clone().unwrap();
    let secrets =
        [contact.name.as_str(), contact.address.as_str(), contact.address.domain(), &phone];
    let mut searched = 0;
    let mut found = Vec::new();
    walk(repository(), &mut |path| {
        let Ok(bytes) = std::fs::read(path) else { return };
        searched += 1;
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if secrets.iter().any(|secret| text.contains(&secret.to_lowercase())) {
            found.push(path.strip_prefix(repository()).unwrap().to_owned());
        }
    });
    assert!(searched > 50, "only {searched} files were searched");
    assert_eq!(found, [Path::new("config.toml")]);
}

/// Every file of the repository; not what is built, kept by git, or written by a running bot.
fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let not_ours =
            folder == repository() && ["target", "data", ".git"].contains(&name.as_str());
        match (path.is_dir(), not_ours) {
            (_, true) => {}
            (true, false) => walk(&path, visit),
            (false, false) => visit(&path),
        }
    }
}
