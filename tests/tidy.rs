//! Rules of the house that no compiler knows, as tests that run.
//!
//! `tidy/rules.rs` holds one function for each rule, `tidy/rooms.rs` the one that looks at a whole
//! ring, `tidy/source.rs` what they look at, and `tidy/bad.rs` proves for each that it catches what it forbids. An exception stands in `EXCEPT`
//! with its reason, and is an error itself once nothing needs it any more.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail loudly"
)]

#[path = "tidy/bad.rs"]
mod bad;
#[path = "tidy/rooms.rs"]
mod rooms;
#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/source.rs"]
mod source;

use std::path::Path;

use rules::Fault;

/// Rule, file, and why it may.
const EXCEPT: &[(&str, &str, &str)] = &[(
    "addresses are fictional",
    "config.toml",
    "names the person whom M50 gives as its contact in a public paper",
)];

#[test]
fn the_house_is_tidy() {
    let files = source::all(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(files.len() > 200, "only {} files found: the walk is broken", files.len());
    let faults = rules::all(&files);
    let excused = |fault: &&Fault| {
        EXCEPT.iter().any(|(rule, path, _)| fault.rule == *rule && fault.path == *path)
    };
    let (excused, faults): (Vec<&Fault>, Vec<&Fault>) = faults.iter().partition(excused);
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} faults\n{}", lines.len(), lines.join("\n"));
    for (rule, path, reason) in EXCEPT {
        let needed = excused.iter().any(|fault| fault.rule == *rule && fault.path == *path);
        assert!(needed, "`{path}` keeps the rule `{rule}`: take away the exception ({reason})");
    }
}

/// The numbers 400 and 600 are from CONTRIBUTING.md: the first asks a question, the second is an
/// answer.
#[test]
fn files_that_grow_are_named() {
    let files = source::all(Path::new(env!("CARGO_MANIFEST_DIR")));
    for file in files.iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().count();
        if (rules::LINES_ASK..=rules::LINES_MOST).contains(&lines) {
            println!("{}: {lines} lines; is it two things?", file.path);
        }
    }
}
