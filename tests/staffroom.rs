//! The staff room: what staff say and what they read, one file for each group of commands in
//! `tests/staffroom/`, played in every room there is.
//!
//! What is recorded is what the engine answers (`UPDATE=1 cargo test --test staffroom`). A room must show
//! the same: the console whole, Discord what may leave the house. So a case is text only; a room is one
//! more line in `ROOMS`, and Matrix, which wants a homeserver, a test of its own. The grammar stands in
//! `tests/support/transcript.rs`.

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
#[cfg(feature = "matrix")]
#[path = "support/mouth/matrix.rs"]
mod matrix;
#[path = "support/mouth.rs"]
mod mouth;
#[cfg(feature = "matrix")]
#[path = "support/servers.rs"]
mod servers;
#[path = "support/transcript.rs"]
mod transcript;
#[path = "support/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use console::AtTheConsole;
use discord::OnDiscord;
use mouth::{Direct, Spoken};
use transcript::written::{BUTTONS, diff};
use transcript::{OpensRoom, Player, Records, only_room};
use werkbezoek::domain::help;
use werkbezoek::domain::room::RoomName;

const PLAYER: Player = Player { folder: "staffroom", mails: "corpus", records: Records::Buttons };

/// A room: how it is opened, and what it shows otherwise than the engine says it.
struct Place<'a> {
    room: RoomName,
    opens: OpensRoom<'a>,
    shape: fn(&str) -> String,
}

const ROOMS: [Place<'static>; 2] = [
    Place {
        room: RoomName::Console,
        opens: &|world| Box::new(AtTheConsole::open(world)),
        shape: without_buttons,
    },
    Place {
        room: RoomName::Discord,
        opens: &|world| Box::new(OnDiscord::open(world)),
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

/// Matrix has a sign for yes and for no; what else can be done is typed.
#[cfg(feature = "matrix")]
fn with_yes_and_no(played: &str) -> String {
    let kept = |line: &str| match line.strip_prefix(BUTTONS) {
        None => Some(format!("{line}\n")),
        Some(labels) => {
            let signs: Vec<_> =
                labels.split(" · ").filter(|label| ["Ja", "Nee"].contains(label)).collect();
            (!signs.is_empty()).then(|| format!("{BUTTONS}{}\n", signs.join(" · ")))
        }
    };
    played.lines().filter_map(kept).collect()
}

#[test]
fn every_room_gives_the_same_answers() {
    let wrong: Vec<String> = ROOMS.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(feature = "matrix")]
#[test]
#[ignore = "needs Synapse; tests/run runs it"]
fn matrix_gives_the_same_answers() {
    let homeserver = matrix::Homeserver::start();
    let wrong = differences(&Place {
        room: RoomName::Matrix,
        opens: &|world| Box::new(matrix::OnMatrix::open(&homeserver, world)),
        shape: with_yes_and_no,
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How each transcript (or those whose name holds `ONLY`) differs in a room.
fn differences(place: &Place<'_>) -> Vec<String> {
    let only = std::env::var("ONLY").unwrap_or_default();
    let files = PLAYER.transcripts().into_iter();
    let files = files.filter(|path| path.to_string_lossy().contains(&only));
    let differs = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let how = differs(&text, place)?;
        Some(format!("{} in {:?}:\n{how}", path.display(), place.room))
    };
    files.filter_map(differs).collect()
}

/// How a room differs from the engine, when it does.
fn differs(text: &str, place: &Place<'_>) -> Option<String> {
    let room = place.room;
    if only_room(text).is_some_and(|only| only != room) {
        return None;
    }
    let meant = PLAYER.play(text, room, &|_| Box::new(Direct::at(room)));
    let shown = PLAYER.play(text, room, place.opens);
    let (meant, shown) = ((place.shape)(&meant), (place.shape)(&shown));
    (meant != shown).then(|| diff(&meant, &shown))
}

/// Pages of which no case is told here, each with its reason.
const NEVER_SPOKEN: [(&str, bool, &str); 5] = [
    ("bezoek_heropen", true, "told in bezoek-heropend.txt; only the engine looks into the archive"),
    ("kennis_toon", false, "a topic that is not there is answered with what comes nearest"),
    ("privacy_inzage", true, "told in privacy.txt; only the engine looks into the archive"),
    ("privacy_wis", true, "told in privacy.txt; only the engine looks into the archive"),
    ("privacy_termijnen", true, "told in privacy.txt; only the engine looks into the archive"),
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
