//! The knowledge file: what the bot may answer by itself, in our own words.
//!
//! Staff edit it, so its keys are Dutch. An entry with certainty `mens` has no answer on purpose: a
//! person answers. That somebody forgot an answer must not look the same, so the two are kept apart.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::explain;
use super::fault::{ConfigError, Faults};
use super::values::{Day, Slug, Text};
use crate::domain::desk::Knowledge;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KnowledgeFile {
    #[serde(default)]
    kennis: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<Slug>,
    vragen: Vec<Spanned<Text>>,
    #[serde(default)]
    antwoord: String,
    #[serde(default)]
    answer_en: String,
    zekerheid: Spanned<Certainty>,
    bron: Option<Text>,
    peildatum: Option<Day>,
}

/// Where an answer comes from: our own paper, a public source, or nobody but a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Certainty {
    Paper,
    Openbaar,
    Mens,
}

/// Reads the text of a knowledge file; `file` is its name in messages.
///
/// # Errors
/// What is no TOML, or every entry that breaks a rule.
pub fn parse(file: &str, text: &str) -> Result<Vec<Knowledge>, ConfigError> {
    let read: KnowledgeFile = explain::parse(file, text)?;
    let mut faults = Faults::new(file, text);
    names(&read.kennis, &mut faults);
    for entry in &read.kennis {
        answer(entry, &mut faults);
    }
    faults.finish()?;
    Ok(read.kennis.into_iter().map(knowledge).collect())
}

fn names(entries: &[Entry], faults: &mut Faults<'_>) {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for entry in entries {
        let id = entry.id.get_ref().0.as_str();
        if !ids.insert(id) {
            let what = format!("entry `{id}` is there twice");
            faults.at(entry.id.span(), what, "give one of the two another id");
        }
        if entry.vragen.is_empty() {
            let what = format!("entry `{id}` has no question in `vragen`");
            faults.at(entry.id.span(), what, "write at least one, as a guest would ask it");
        }
        for question in &entry.vragen {
            let owner = owners.entry(question.get_ref().0.to_lowercase()).or_insert(id);
            if *owner != id {
                let what = format!("entry `{owner}` answers this question too");
                faults.at(question.span(), what, "leave the question to one of the two");
            }
        }
    }
}

fn answer(entry: &Entry, faults: &mut Faults<'_>) {
    let id = &entry.id.get_ref().0;
    let empty = |text: &str| text.trim().is_empty();
    let mut fault = |what: String, remedy: &str| faults.at(entry.zekerheid.span(), what, remedy);
    match entry.zekerheid.get_ref() {
        Certainty::Mens => {
            if !empty(&entry.antwoord) || !empty(&entry.answer_en) {
                let what = format!("a person answers `{id}`, and yet there is an answer");
                fault(what, "empty `antwoord` and `answer_en`, or change `zekerheid`");
            }
        }
        Certainty::Paper | Certainty::Openbaar => {
            if empty(&entry.antwoord) || empty(&entry.answer_en) {
                let what = format!("`{id}` lacks an answer in Dutch or in English");
                fault(what, "fill in `antwoord` and `answer_en`, or write `zekerheid = \"mens\"`");
            }
        }
    }
    if *entry.zekerheid.get_ref() == Certainty::Openbaar && entry.bron.is_none() {
        let what = format!("`{id}` is said to be public and names no source");
        fault(what, "add `bron = \"...\"` with the page where it stands");
    }
}

fn knowledge(entry: Entry) -> Knowledge {
    Knowledge {
        id: entry.id.into_inner().0,
        questions: entry.vragen.into_iter().map(|question| question.into_inner().0).collect(),
        answer: entry.antwoord.trim().to_owned(),
        answer_en: entry.answer_en.trim().to_owned(),
        source: entry.bron.map(|Text(source)| source),
        as_of: entry.peildatum.map(|Day(day)| day),
    }
}
