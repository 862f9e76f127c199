//! The staff room: what staff say and what they read, one file for each group of commands in
//! `tests/staffroom/`, played in every room there is.
//!
//! What is recorded is what the engine answers (`UPDATE=1 cargo test --test staffroom`). A room must show
//! the same: the console whole, Discord what may leave the house. So a case is text only; a room is one
//! more line in `ROOMS`. The grammar stands in `tests/support/transcript.rs`.

#![allow(dead_code, reason = "the shared world and the fake have more than this test uses")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::wildcard_enum_match_arm,
    reason = "a test may stop where it stands"
)]

#[path = "support/mouth/console.rs"]
mod console;
#[path = "support/mouth/discord.rs"]
mod discord;
#[path = "support/discord.rs"]
mod fake;
#[path = "support/mouth/lent.rs"]
mod lent;
#[path = "support/mouth.rs"]
mod mouth;
#[path = "support/transcript.rs"]
mod transcript;
#[path = "support/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::path::Path;

use console::AtTheConsole;
use discord::OnDiscord;
use mouth::{Direct, Mouth, Spoken};
use transcript::written::{BUTTONS, diff};
use transcript::{Player, Records, only_room};
use werkbezoek::domain::help;
use werkbezoek::domain::room::RoomName;
use world::World;

const PLAYER: Player = Player { folder: "staffroom", mails: "corpus", records: Records::Buttons };

/// A room: how it is opened, and what it shows otherwise than the engine says it.
struct Place {
    room: RoomName,
    opens: fn(&mut World) -> Box<dyn Mouth>,
    shape: fn(&str) -> String,
}

const ROOMS: [Place; 2] = [
    Place {
        room: RoomName::Console,
        opens: |world| Box::new(AtTheConsole::open(world)),
        shape: without_buttons,
    },
    Place {
        room: RoomName::Discord,
        opens: |world| Box::new(OnDiscord::open(world)),
        shape: without_backticks,
    },
];

/// The console shows a button as the line to type.
fn without_buttons(played: &str) -> String {
    let lines = played.lines().filter(|line| !line.starts_with(BUTTONS));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Discord shows what stands between backticks in another type.
fn without_backticks(played: &str) -> String {
    played.replace('`', "")
}

#[test]
fn every_transcript_ends_as_recorded() {
    let wrong = PLAYER.differences();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_gives_the_same_answers() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let files = PLAYER.transcripts().into_iter();
    let files = files.filter(|path| path.to_string_lossy().contains(&only));
    let wrong: Vec<String> = files
        .flat_map(|path| {
            ROOMS.iter().filter_map(move |place| {
                let text = std::fs::read_to_string(&path).unwrap();
                differs(&text, place)
                    .map(|how| format!("{} in {:?}:\n{how}", path.display(), place.room))
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How a room differs from the engine, when it does.
fn differs(text: &str, place: &Place) -> Option<String> {
    let room = place.room;
    if only_room(text).is_some_and(|only| only != room) {
        return None;
    }
    let meant = PLAYER.play(text, room, &|_| Box::new(Direct::at(room)));
    let shown = PLAYER.play(text, room, &place.opens);
    let (meant, shown) = ((place.shape)(&meant), (place.shape)(&shown));
    (meant != shown).then(|| diff(&meant, &shown))
}

/// Pages of which no case is told here, each with its reason.
const NEVER_SPOKEN: [(&str, bool, &str); 6] = [
    ("bezoek_heropen", true, "told in bezoek-heropend.txt; only the engine looks into the archive"),
    ("kennis_toon", false, "a topic that is not there is answered with what comes nearest"),
    ("privacy_inzage", true, "told in privacy.txt; only the engine looks into the archive"),
    ("privacy_wis", true, "told in privacy.txt; only the engine looks into the archive"),
    ("privacy_termijnen", true, "told in privacy.txt; only the engine looks into the archive"),
    ("hulp", false, "a topic that nobody knows is answered with the whole list"),
];

#[test]
fn every_command_is_spoken_in_a_good_and_in_a_bad_case() {
    let spoken = Spoken::default();
    for path in PLAYER.transcripts() {
        let text = std::fs::read_to_string(&path).unwrap();
        let room = only_room(&text).unwrap_or_default();
        PLAYER.play(&text, room, &|_| Box::new(Direct::at(room).remembering(&spoken)));
    }
    let spoken = spoken.borrow();
    let both = help::pages().iter().flat_map(|page| [true, false].map(|good| (page.key, good)));
    let silent: Vec<_> = both.filter(|case| !spoken.contains(case)).collect();
    let excused: Vec<_> = NEVER_SPOKEN.iter().map(|(key, good, _)| (*key, *good)).collect();
    assert_eq!(silent, excused, "commands without a case, and whether it is the good one");
}

#[test]
fn a_file_is_named_after_its_group() {
    let groups: BTreeSet<&str> = help::pages().iter().map(|page| page.group).collect();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    for name in PLAYER.transcripts().iter().map(|path| name(path)) {
        let group = name.split('-').next().unwrap();
        assert!(groups.contains(group) || group == "knoppen", "{name}");
    }
}
