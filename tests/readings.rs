//! Runs the tables in `tests/readings/`: one phrase a line, and what is read in it.
//!
//! A table opens with settings (`moment:`, `show:`, `offered:`, `period:`, `policy:` for a file of
//! `tests/policies`, `about:` for the agreed day, `names:` for who writes and who comes, `guest:` for who comes), then rows
//! `phrase | reading`. `\n` in a phrase is a line end. A row that reads otherwise shows as a diff;
//! `RECORD=1 cargo test --test readings` rewrites the tables, to be looked at before they are kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use werkbezoek::domain::ids::WijkId;
use werkbezoek::domain::people::Office;
use werkbezoek::domain::reading::{Doubt, Moves, NamedPeriod, Offered, Reading, Taken, When, Wish};
use werkbezoek::domain::time::Slot;
use werkbezoek::domain::visit::Guest;
use werkbezoek::domain::wijk::{SchoolRegion, Wijk};
use werkbezoek::reading::json::Sheet;
use werkbezoek::reading::{Context, Gazetteer, Policy, read_text};

#[test]
fn the_tables_read_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no tables found");
    let mut report = String::new();
    for file in files {
        run_table(&file, &mut report);
    }
    assert!(report.is_empty(), "\n{report}");
}

fn run_table(file: &Path, report: &mut String) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut settings = Settings::default();
    let mut recorded = String::new();
    let mut rows = 0;
    for (number, line) in text.lines().enumerate() {
        let Some((phrase, expected)) = line.split_once(" | ").filter(|_| !line.starts_with('#'))
        else {
            settings.take(line);
            writeln!(recorded, "{line}").unwrap();
            continue;
        };
        rows += 1;
        let found = settings.reading(phrase.trim());
        if found != expected.trim() {
            let place = format!("{}:{}", file.file_name().unwrap().to_string_lossy(), number + 1);
            writeln!(report, "{place} {phrase}\n  - {}\n  + {found}", expected.trim()).unwrap();
        }
        writeln!(recorded, "{phrase} | {found}").unwrap();
    }
    assert!(rows > 0, "{} has no rows", file.display());
    if std::env::var_os("RECORD").is_some() {
        std::fs::write(file, recorded).unwrap();
    }
}

#[derive(Default)]
struct Settings {
    moment: Option<NaiveDateTime>,
    show: Vec<String>,
    offered: Vec<Offered>,
    periods: Vec<NamedPeriod>,
    policy: Policy,
    about: Option<NaiveDate>,
    names: Vec<String>,
    guest: Option<Guest>,
}

impl Settings {
    fn take(&mut self, line: &str) {
        let Some((key, value)) = line.split_once(": ").filter(|_| !line.starts_with('#')) else {
            return;
        };
        let words: Vec<&str> = value.split_whitespace().collect();
        match key {
            "moment" => self.moment = Some(moment(value)),
            "show" => self.show = value.split(", ").map(str::to_owned).collect(),
            "offered" => {
                let (start, end) = (moment(words[1]), moment(words[2]));
                let slot = Slot { start, end };
                self.offered.push(Offered { option: words[0].parse().unwrap(), slot });
            }
            "period" => {
                let (start, end) = (words[1].parse().unwrap(), words[2].parse().unwrap());
                self.periods.push(NamedPeriod { name: words[0].to_owned(), start, end });
            }
            "policy" => self.policy = policy(value.trim()),
            "about" => self.about = Some(value.trim().parse().unwrap()),
            "names" => self.names.push(value.trim().to_owned()),
            "guest" => self.guest = Some(guest(value)),
            _ => panic!(
                "unknown setting `{key}`; use moment, show, offered, period, policy, about, names or guest"
            ),
        }
    }

    fn reading(&self, phrase: &str) -> String {
        let places = Gazetteer::new(&wijken());
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let context = Context {
            offered: &self.offered,
            periods: &self.periods,
            about: self.about,
            names: &names,
            guest: self.guest.as_ref(),
            ..Context::new(
                self.moment.expect("a table opens with `moment: 2026-11-25T09:00`"),
                &places,
                &self.policy,
            )
        };
        let text = phrase.replace("\\n", "\n");
        let reading = read_text(&text, &context);
        let parts: Vec<String> =
            self.show.iter().filter_map(|what| shown(&reading, what)).collect();
        if parts.is_empty() { "-".to_owned() } else { parts.join("; ") }
    }
}

/// Readers of the sheet know a closed set of needs; what we know beside it has a key of its own.
#[test]
fn the_sheet_names_only_the_needs_of_its_format() {
    let (places, policy) = (Gazetteer::default(), Policy::default());
    let context = Context::new(moment("2026-11-25T09:00"), &places, &policy);
    let text = "Een van de gasten is doof en brengt een tolk mee.";
    let reading = &read_text(text, &context);
    let sheet = serde_json::to_value(Sheet { id: None, reading }).unwrap();
    let needs: Vec<&str> = sheet["needs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| need["value"].as_str().unwrap())
        .collect();
    assert_eq!((needs, &sheet["sees_or_hears_badly"]), (vec!["tolk"], &true.into()));
}

/// An office, and a name where it is known: `kamerlid Sanne de Wit`.
fn guest(text: &str) -> Guest {
    let (slug, name) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let office = Office::ALL.into_iter().find(|office| office.slug() == slug);
    let name = (!name.is_empty()).then(|| name.to_owned());
    let office = office.expect("an office such as `kamerlid`");
    let (party, party_agreed, needs, phone) = (None, None, Vec::new(), None);
    Guest { name, office, party, party_agreed, needs, phone }
}

/// The conventions of a file in `tests/policies`.
fn policy(name: &str) -> Policy {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies");
    let text = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
    toml::from_str(&text).unwrap()
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M").unwrap()
}

/// One finding as the tables write it; nothing when nothing was found.
fn shown(reading: &Reading, what: &str) -> Option<String> {
    let json = werkbezoek::reading::json::to_json(reading);
    let listed = |key: &str| {
        let values: Vec<String> = json[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["value"].as_str().unwrap().to_owned())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    };
    match what {
        "when" => joined(reading.when.iter().map(wish)),
        "doubts" => joined(reading.doubts.iter().map(doubt)),
        "beside" => reading.beside.as_ref().map(doubt),
        "party" => reading.party.as_ref().map(|p| format!("{}-{}", p.min, p.max)),
        "duration" => reading.duration_minutes.as_ref().map(|d| format!("{} min", d.value)),
        "choice" => reading.choice.as_ref().map(|c| {
            let otherwise = c.otherwise.map(|other| format!(" else {other}")).unwrap_or_default();
            format!(
                "option {}{otherwise}{}",
                c.option,
                if c.taken == Taken::Altered { ", altered" } else { "" }
            )
        }),
        "plain" => reading
            .choice
            .as_ref()
            .filter(|c| c.taken == Taken::WithMore)
            .map(|_| "and more".to_owned()),
        "moves" => reading.moves.map(|moves| match moves {
            Moves::Asked => "moves".to_owned(),
            Moves::TakenBack => "stays".to_owned(),
            Moves::Agreed => "agreed".to_owned(),
        }),
        "stays_away" => reading.stays_away.map(|_| "may stay away".to_owned()),
        "language" => Some(json["language"].as_str().unwrap().to_owned()),
        "principal" => reading.principal.as_ref().map(|p| {
            let office = p.office.map_or("?", |office| office.slug());
            format!("{} ({office})", p.name.as_deref().unwrap_or("?"))
        }),
        "writer" => reading.writer.as_ref().map(|w| {
            let parts = [&w.name, &w.function, &w.organisation, &w.phone];
            parts.map(|part| part.as_deref().unwrap_or("?")).join(" / ")
        }),
        // The sheet names those of its format only.
        "needs" => {
            let name = |need| serde_json::to_value(need).unwrap().as_str().unwrap().to_owned();
            let names: Vec<String> = reading.needs.iter().map(|found| name(found.value)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        "intents" | "wijken" | "themes" | "questions" | "ambiguous_places" => listed(what),
        _ => panic!("cannot show `{what}`"),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn wish(wish: &Wish) -> String {
    let modality = format!("{:?}", wish.modality).to_lowercase();
    let mut text = format!("{modality} {}", when(&wish.when));
    for other in &wish.alternatives {
        write!(text, " or {}", when(other)).unwrap();
    }
    text
}

fn when(value: &When) -> String {
    let day = |day: &Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let hour =
        |time: &Option<NaiveTime>| time.map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
    let at = |at: &Option<NaiveDateTime>| {
        at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    };
    match value {
        When::Date(date) => date.to_string(),
        When::DateTime(moment) => at(&Some(*moment)),
        When::Time(time) => hour(&Some(*time)),
        When::DateRange { start, end } => format!("{}..{}", day(start), day(end)),
        When::DateTimeRange { start: Some(start), end: Some(end) }
            if start.date() == end.date() =>
        {
            format!("{}..{}", at(&Some(*start)), hour(&Some(end.time())))
        }
        When::DateTimeRange { start, end } => format!("{}..{}", at(start), at(end)),
        When::TimeRange { from, until } => format!("{}..{}", hour(from), hour(until)),
        When::Duration { seconds } => format!("{} min", seconds / 60),
        When::Set { weekdays, nth, from, until, within } => {
            let names = ["ma", "di", "wo", "do", "vr", "za", "zo"];
            let days: Vec<&str> = weekdays.iter().map(|day| names[usize::from(*day) - 1]).collect();
            let days = if days.is_empty() { "dag".to_owned() } else { days.join(",") };
            let hours = if from.is_some() || until.is_some() {
                format!(" {}..{}", hour(from), hour(until))
            } else {
                String::new()
            };
            let inside = within.map(|w| format!(" in {}..{}", w.start, w.end)).unwrap_or_default();
            let nth: Vec<String> = nth.iter().map(i8::to_string).collect();
            let nth = if nth.is_empty() { String::new() } else { format!("{}e ", nth.join(",")) };
            format!("elke {nth}{days}{hours}{inside}")
        }
    }
}

fn doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::When { text, .. } => format!("doubt \"{text}\""),
        Doubt::NoSuchDate { text, nearest, .. } => {
            let days: Vec<String> = nearest.iter().map(NaiveDate::to_string).collect();
            format!("no such date \"{text}\", nearest {}", days.join(" and "))
        }
        Doubt::Place { text, .. } => format!("which {text}"),
        Doubt::Choice { options } => format!("which option of {options:?}"),
        Doubt::Unclear { text, .. } => format!("unclear \"{text}\""),
    }
}

fn wijken() -> BTreeMap<WijkId, Wijk> {
    [
        wijk(
            "vollenhoven",
            "Vollenhoven",
            &["Vollenhove"],
            "Zeist",
            "Utrecht",
            &["Vollenhove (gemeente Steenwijkerland, Overijssel)"],
        ),
        wijk("wilgensingel", "Wilgensingel", &[], "Raalte", "Overijssel", &[]),
        wijk(
            "dommelbergen",
            "Dommelbergen",
            &[],
            "Oosterhout",
            "Noord-Brabant",
            &["Oosterhout (gemeente Overbetuwe, Gelderland)"],
        ),
    ]
    .into_iter()
    .map(|wijk| (wijk.id.clone(), wijk))
    .collect()
}

fn wijk(
    id: &str,
    name: &str,
    aliases: &[&str],
    municipality: &str,
    province: &str,
    elsewhere: &[&str],
) -> Wijk {
    let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    Wijk {
        id: WijkId::new(id),
        name: name.to_owned(),
        also_known_as: owned(aliases),
        municipality: municipality.to_owned(),
        not_to_confuse_with: owned(elsewhere),
        province: province.to_owned(),
        school_region: SchoolRegion::Midden,
        carnival: false,
        description: String::new(),
        meeting_point: None,
        programme: vec![],
        station: None,
        themes: Vec::new(),
        hosts: Vec::new(),
        open_on: BTreeMap::new(),
        school_holidays: Vec::new(),
        residents: None,
        confirm: None,
        opening: BTreeMap::new(),
        closed: Vec::new(),
        visits_per_week_max: 1,
        visits_per_day_max: 1,
        party_max: 12,
        duration_minutes: 150,
        buffer_minutes: 30,
        travel_minutes: BTreeMap::new(),
    }
}

/// The spans of all findings cut the writer's own words out of the text.
#[test]
fn spans_cut_out_the_words() {
    let places = Gazetteer::new(&wijken());
    let context = Context {
        now: moment("2026-11-25T09:00"),
        places: &places,
        offered: &[],
        periods: &[],
        policy: &Policy::default(),
        explain: false,
        about: None,
        names: &[],
        guest: None,
    };
    let reading =
        read_text("Één café: kan het op 14 januari om 10.00 uur in Vollenhoven?", &context);
    let cut = |[from, to]: [usize; 2]| {
        reading.text.chars().skip(from).take(to - from).collect::<String>()
    };
    assert_eq!(cut(reading.when[0].span), "14 januari om 10.00 uur");
    assert_eq!(cut(reading.wijken[0].span), "Vollenhoven");
}

#[test]
fn a_policy_changes_the_reading() {
    let policy: Policy =
        toml::from_str("next_weekday = \"coming\"\nbare_weekday = \"today_or_after\"").unwrap();
    let places = Gazetteer::default();
    let context = Context::new(moment("2026-11-25T09:00"), &places, &policy);
    let read = |text: &str| when(&read_text(text, &context).when[0].when);
    assert_eq!(read("volgende vrijdag kan"), "2026-11-27");
    assert_eq!(read("woensdag kan"), "2026-11-25");
}

/// Words and shapes that the grammar knows, thrown together: whatever the order, nothing panics and
/// every span lies inside the text.
#[test]
fn no_order_of_words_breaks_the_reader() {
    use proptest::prelude::*;
    let words = vec![
        "maandag",
        "vr",
        "vrijdagmiddag",
        "de",
        "16e",
        "31",
        "30",
        "februari",
        "mei",
        "2027",
        "'26",
        "14/11",
        "9-11",
        "10.00",
        "13u",
        "half",
        "elf",
        "kwart",
        "voor",
        "over",
        "na",
        "tot",
        "t/m",
        "van",
        "tussen",
        "en",
        "of",
        ",",
        ".",
        "?",
        ":",
        "(",
        "week",
        "53",
        "9999",
        "99999999999",
        "weken",
        "uur",
        "werkdagen",
        "binnen",
        "volgende",
        "komende",
        "vorige",
        "jaar",
        "eind",
        "medio",
        "eerste",
        "laatste",
        "kwartaal",
        "een",
        "elke",
        "geleden",
        "later",
        "erna",
        "Prinsjesdag",
        "niet",
        "geen",
        "maar",
        "wel",
        "optie",
        "2",
        "personen",
        "met",
        "z'n",
        "minister",
        "Van",
        "Jansen",
        "Groet",
        "\n",
        "é",
        "🙂",
        "reces",
        "zomerreces",
        "pm",
        "the",
        "morning",
        "29",
        "0",
        "24:00",
        "-",
        "–",
        "-5",
    ];
    let texts = proptest::collection::vec(proptest::sample::select(words), 0..25);
    let places = Gazetteer::new(&wijken());
    let policy = Policy::default();
    let slot = Slot { start: moment("2027-01-14T13:30"), end: moment("2027-01-14T15:30") };
    let offered = [Offered { option: 2, slot }];
    proptest!(ProptestConfig::with_cases(1500), |(parts in texts, glue in prop::bool::ANY)| {
        let text = parts.join(if glue { "" } else { " " });
        let now = moment("2026-11-25T09:00");
        let context = Context { offered: &offered, ..Context::new(now, &places, &policy) };
        let reading = read_text(&text, &context);
        let length = text.chars().count();
        for wish in &reading.when {
            prop_assert!(wish.span[0] < wish.span[1] && wish.span[1] <= length, "{text}");
            let cut: String = text.chars().skip(wish.span[0]).take(wish.span[1] - wish.span[0]).collect();
            prop_assert_eq!(&cut, &wish.text);
        }
    });
}
