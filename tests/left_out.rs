//! What a record leaves out, the words leave out: a sheet that cannot be shown takes the whole case
//! away from staff, and a letter that cannot be written keeps a guest waiting.
//!
//! Every part of a visit that its record may do without is taken away, one at a time, and all that
//! staff and guests read of it must still be written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it fails; the helpers here are used by tests only"
)]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use werkbezoek::domain::notice::{Page, Saying};
use werkbezoek::domain::reading::Language;
use werkbezoek::domain::room::RoomName;
use werkbezoek::domain::visit::{Stage, Visit};
use werkbezoek::words::Words;
use werkbezoek::words::chat_specimen;
use werkbezoek::words::specimen::{desk, specimens};

/// The words of the house, of letters and of chat.
fn words() -> Words {
    let sources = ["nl", "en", "kalender", "chat"].into_iter().flat_map(|folder| {
        let files = fs::read_dir(format!("templates/{folder}")).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|end| end == "md" || end == "txt")).map(
            move |path| {
                let name = path.file_name().unwrap().to_str().unwrap();
                (format!("{folder}/{name}"), fs::read_to_string(&path).unwrap())
            },
        )
    });
    Words::from_sources(sources).unwrap()
}

/// A step into a JSON value.
#[derive(Clone)]
enum Part {
    Key(String),
    Index(usize),
}

/// Where something stands that could be left out: every key of every object in a value.
fn keys(value: &Value, here: &mut Vec<Part>, all: &mut Vec<Vec<Part>>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                here.push(Part::Key(key.clone()));
                all.push(here.clone());
                keys(inner, here, all);
                here.pop();
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                here.push(Part::Index(index));
                keys(inner, here, all);
                here.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn without(value: &Value, path: &[Part]) -> Value {
    let mut whole = value.clone();
    let (last, parents) = path.split_last().unwrap();
    let parent = parents.iter().fold(&mut whole, |inner, part| match part {
        Part::Key(key) => &mut inner[key],
        Part::Index(index) => &mut inner[index],
    });
    if let (Value::Object(map), Part::Key(key)) = (parent, last) {
        map.remove(key);
    }
    whole
}

/// The visits that are like this one, but for one thing that nobody told; each with what it lacks.
fn each_without_one(visit: &Visit) -> Vec<(String, Visit)> {
    let value = serde_json::to_value(visit).unwrap();
    let mut paths = Vec::new();
    keys(&value, &mut Vec::new(), &mut paths);
    let lacking = paths.into_iter().filter_map(|path| {
        // What the record cannot do without no record lacks.
        let visit: Visit = serde_json::from_value(without(&value, &path)).ok()?;
        let name: Vec<String> = path
            .iter()
            .map(|part| match part {
                Part::Key(key) => key.clone(),
                Part::Index(index) => index.to_string(),
            })
            .collect();
        Some((name.join("."), visit))
    });
    lacking.collect()
}

#[test]
fn the_sheet_and_the_trail_of_a_visit_are_shown_whatever_nobody_told() {
    let words = words();
    let mut visit = chat_specimen::visit(Stage::Confirmed);
    visit.trail = chat_specimen::steps();
    let lacking = each_without_one(&visit);
    assert!(lacking.len() > 40, "only {} parts can be left out", lacking.len());
    let mut faults = Vec::new();
    for (what, visit) in lacking {
        let until = visit.trail.len();
        let page = Page { page: 1, pages: 1, total: until };
        let (visit, call) = (Box::new(visit), None);
        let sheet =
            Saying::Case { visit: visit.clone(), waiting: 0, mails: Vec::new(), call, word: None };
        let trail = Saying::Trail { visit, before: 0, until, page };
        for saying in [sheet, trail] {
            for room in [RoomName::Console, RoomName::Discord] {
                let told =
                    words.notice(&chat_specimen::desk(), chat_specimen::now(), &saying, room);
                faults.extend(told.err().map(|fault| format!("without {what}: {fault}")));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_letter_is_written_whatever_nobody_told() {
    let words = words();
    let mut faults = Vec::new();
    let mut kinds = BTreeSet::new();
    for draft in specimens() {
        let Some(visit) = draft.visit.clone() else { continue };
        // The first specimen of a kind has everything.
        if !kinds.insert((draft.kind.slug(), draft.language == Language::En)) {
            continue;
        }
        for (what, visit) in each_without_one(&visit) {
            let mut draft = draft.clone();
            draft.visit = Some(Box::new(visit));
            let written = words.letter_text(&desk(), &draft);
            faults.extend(written.err().map(|f| format!("{} without {what}: {f}", draft.id)));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}
