//! What a room outside the house may read: no name, no address and no word of a guest.
//!
//! Facts lose their text before a template sees them, so no template can let one slip. What may stay is
//! listed, and everything else goes: a field that is new is hidden until somebody puts it here. Days,
//! times, numbers and ids stay wherever they are.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use minijinja::value::Serde;
use minijinja::{Environment, Value};
use serde_json::{Map, Value as Json};

use crate::domain::ids::VisitId;
use crate::domain::time::Instant;

/// What stands in the place of a text.
const HIDDEN: &str = "…";

/// The facts without text that is somebody's own.
pub(super) fn facts(facts: Value) -> Value {
    // Facts are made by serde; what cannot be read back is not shown at all.
    let read = serde_json::to_value(&facts).unwrap_or(Json::Null);
    Value::from(Serde(hidden(read, "")))
}

/// The filters that would bring a name back by its id.
pub(super) fn register(env: &mut Environment<'static>) {
    env.add_filter("gastheer", |_: String| "de contactpersoon");
    env.add_filter("gastheer_bel", |_: String| "de contactpersoon");
    env.add_filter("citaat", |_: String| HIDDEN);
    env.add_filter("regels", |_: String| HIDDEN);
    env.add_filter("eerste_regels", |_: String, _: usize| HIDDEN);
}

fn hidden(value: Json, key: &str) -> Json {
    match value {
        // Empty says that there is none.
        Json::String(text) if text.is_empty() || may_stay(key, &text) => Json::String(text),
        Json::String(_) => Json::String(HIDDEN.to_owned()),
        Json::Array(items) => items.into_iter().map(|item| hidden(item, key)).collect(),
        Json::Object(fields) => {
            let is_ours = is_name_of_ours(&fields);
            // Why a wijk is closed, somebody typed in a room of ours.
            let closed_for = is(&fields, ("kind", "wijk_closed"));
            let hide = |(number, (key, value)): (usize, (String, Json))| {
                let stays = is_ours && key == "name";
                let value = if closed_for && key == "why" { Json::from(HIDDEN) } else { value };
                let value = if stays { value } else { hidden(value, &key) };
                (if is_field(&key) { key } else { format!("{HIDDEN}{number}") }, value)
            };
            Json::Object(fields.into_iter().enumerate().map(hide).collect())
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => value,
    }
}

fn is(fields: &Map<String, Json>, (tag, value): (&str, &str)) -> bool {
    fields.get(tag).and_then(Json::as_str) == Some(value)
}

/// The name of a field, or an id; a map may have addresses for its keys.
fn is_field(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    key.chars().all(plain) || key.parse::<VisitId>().is_ok()
}

/// Whether the name in it is that of a holiday, or of whoever of staff is spoken to.
fn is_name_of_ours(fields: &Map<String, Json>) -> bool {
    NAMES_OF_OURS.iter().any(|tag| is(fields, *tag))
}

fn may_stay(key: &str, text: &str) -> bool {
    let is_id = || text.parse::<VisitId>().is_ok();
    OURS.contains(&key) || (TAGS.contains(&key) && is_tag(text)) || is_id() || is_time(text)
}

/// A word of the program, as `accepted_with_reservation`; no sentence and no name is.
fn is_tag(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

/// A day, a time or both, as serde writes them. A telephone number is none.
fn is_time(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok()
        || text.parse::<NaiveTime>().is_ok()
        || text.parse::<NaiveDateTime>().is_ok()
        || text.parse::<Instant>().is_ok()
}

/// By the tag of what they stand in: names that may be read anywhere.
const NAMES_OF_OURS: [(&str, &str); 6] = [
    ("saying", "who_am_i"),
    ("done", "taken"),
    ("kind", "holiday"),
    ("kind", "in_recess"),
    ("kind", "school_holiday"),
    ("kind", "rather_not_holiday"),
];

/// The fields that hold a word of the program, if it looks like one.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "about", "attendance", "attendee", "choice", "do", "done", "error", "export", "fate", "fault", "filing",
    "errand", "kind", "knowledge", "language", "memo", "modality", "needs", "object", "office", "part", "privacy",
    "refusal", "result", "role", "room", "saying", "says", "side", "stage", "state", "step", "suits",
    "themes", "unreadable", "verb", "what", "who", "why", "group", "key", "open", "said", "voice",
    "voices", "wish", "without",
];

/// The fields whose text is the program's own, or that of staff in this room, or says which wijk or
/// letter it is about.
#[rustfmt::skip]
const OURS: &[&str] = &[
    "account", "again", "by", "choices", "config_place", "did_you_mean", "dropped", "example", "export_path",
    "leaving", "letter", "letters", "owner",
    "public_line", "published", "published_en", "seal", "source", "staff", "too_late", "topic", "topics", "typed_here", "usage",
    "verdicts", "version", "wijk", "wijken", "word",
];
