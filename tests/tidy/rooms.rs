//! The rooms of a ring stand on each other: none uses one that uses it, by whatever way round.
//!
//! A room is what stands directly below a ring, such as `decide::steps` with all its files. Who reads
//! one has then read all that it needs, and never comes back to where they began.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::{Fault, used_from};
use crate::source::Source;

/// The rings whose rooms keep to it, and the rooms of several files within them.
pub(crate) const STACKED: &[&str] = &[
    "reading",
    "reading/choice",
    "reading/intents",
    "reading/party",
    "planning",
    "decide",
    "decide/command",
    "words",
    "words/chat",
    "store",
    "engine",
    "chat",
    "mail",
    "rounds",
    "audit",
    "cli",
];
/// The one dictionary of `reading`: what it brings together stands with the readers that ask for it.
const DICTIONARY: [&str; 2] = ["src/reading/cue/lists.rs", "src/reading/classes.rs"];

/// A room used by another: where, and by which line.
type Uses = BTreeMap<String, BTreeMap<String, (String, usize)>>;

/// Every use that is part of a circle of rooms.
pub(crate) fn no_circles(files: &[Source]) -> Vec<Fault> {
    let circles = STACKED.iter().flat_map(|ring| left_in_a_circle(uses(files, ring)));
    let faults = circles.flat_map(|(room, used)| {
        used.into_iter().map(move |(other, (path, line))| {
            let what = format!("`{room}` uses `{other}`, which uses it: move what both need below");
            Fault { rule: "rooms stand on each other", path, line, what }
        })
    });
    faults.collect()
}

/// Which rooms of a ring each room uses.
fn uses(files: &[Source], ring: &str) -> Uses {
    let below = format!("src/{ring}/");
    let inside = |file: &&Source| {
        let collects = DICTIONARY.contains(&file.path.as_str());
        file.is_program() && file.path.starts_with(&below) && !collects
    };
    let room_of = |path: &str| {
        let (_, rest) = path.split_at(below.len());
        rest.split(['/', '.']).next().unwrap_or_default().to_owned()
    };
    let rooms: BTreeSet<String> =
        files.iter().filter(inside).map(|file| room_of(&file.path)).collect();
    let mut uses = Uses::new();
    for file in files.iter().filter(inside) {
        let room = room_of(&file.path);
        let depth = file.path[below.len()..].split('/').count();
        let roots = [format!("crate::{}::", ring.replace('/', "::")), "super::".repeat(depth)];
        for (line, used) in used_from(file, &roots) {
            if used != room && rooms.contains(&used) {
                let of_room = uses.entry(room.clone()).or_default();
                of_room.entry(used).or_insert((file.path.clone(), line));
            }
        }
    }
    uses
}

/// Takes away, again and again, what uses nothing and what nothing uses.
fn left_in_a_circle(mut uses: Uses) -> Uses {
    loop {
        let before: usize = uses.values().map(BTreeMap::len).sum();
        let users: BTreeSet<String> = uses.keys().cloned().collect();
        let used: BTreeSet<String> = uses.values().flat_map(|of| of.keys().cloned()).collect();
        uses.retain(|room, _| used.contains(room));
        uses.values_mut().for_each(|of| of.retain(|other, _| users.contains(other)));
        uses.retain(|_, of| !of.is_empty());
        if uses.values().map(BTreeMap::len).sum::<usize>() == before {
            return uses;
        }
    }
}

#[test]
fn a_circle_is_found_and_a_ladder_is_none() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let ladder = [
        source("src/decide/top.rs", "use super::{middle, bottom::x};"),
        source("src/decide/middle/part.rs", "use crate::decide::bottom;"),
        source("src/decide/bottom.rs", "use crate::domain::visit;"),
    ];
    assert_eq!(no_circles(&ladder), Vec::new());
    let back = source("src/decide/bottom/deep.rs", "\nfn f() { super::super::middle::g() }");
    let circle: Vec<Source> = ladder.into_iter().chain([back]).collect();
    let found: Vec<(String, usize)> =
        no_circles(&circle).into_iter().map(|fault| (fault.path, fault.line)).collect();
    let expected = [("src/decide/bottom/deep.rs", 2), ("src/decide/middle/part.rs", 1)];
    assert_eq!(found, expected.map(|(path, line)| (path.to_owned(), line)));
}
