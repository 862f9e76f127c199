//! Reads TOML into our own structs and puts what the TOML library says into words with a remedy.
//!
//! The library's messages are the only way to learn which key was unknown, so they are taken apart
//! here and nowhere else. A message that looks different after an upgrade is shown as it is: less
//! helpful, never wrong. `tests/config/` holds every wording to its promise.

use serde::de::DeserializeOwned;

use super::fault::{ConfigError, Faults, choice};

/// Reads a whole file.
///
/// # Errors
/// The first thing that is no TOML, an unknown key, or a value of the wrong shape; with its line.
pub(super) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, ConfigError> {
    let error = match toml::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let (what, remedy) = explain(error.message());
    let mut faults = Faults::new(file, text);
    // What is missing at the top has no line; the library names the first.
    let span = error.span().filter(|span| !(what.ends_with("is missing") && span.start == 0));
    faults.at(span, what, remedy);
    Err(faults.into_error())
}

fn explain(message: &str) -> (String, String) {
    let words = quoted(message);
    match words.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => {
            (format!("unknown key `{key}`"), choice(key, known))
        }
        Some((word, known)) if message.starts_with("unknown variant") => {
            (format!("`{word}` is not possible here"), choice(word, known))
        }
        Some((key, _)) if message.starts_with("missing field") => {
            (format!("`{key}` is missing"), how_to_add(key))
        }
        Some(_) | None => shape(message).unwrap_or_else(|| own_or_syntax(message)),
    }
}

fn how_to_add(key: &str) -> String {
    match key {
        "desk" | "general_contact" => {
            format!("add a section [{key}] with at least name and address")
        }
        _ => format!("add a line `{key} = ...`"),
    }
}

/// `invalid type: string "x", expected u32` and its kin.
fn shape(message: &str) -> Option<(String, String)> {
    let rest = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .or_else(|| message.strip_prefix("invalid length "))?;
    let (found, expected) = rest.split_once(", expected ")?;
    Some((format!("{found} does not fit here"), format!("write {}", plain(expected))))
}

fn plain(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "a whole number without quotes",
        "a string" => "text between quotes",
        "a boolean" => "true or false",
        "a sequence" => "a list between [ and ]",
        "a TOML datetime" => "a date without quotes, such as 2027-05-03",
        "a tuple of size 2" => "two of them between [ and ]",
        other if other.starts_with("struct ") => "a table with keys",
        other => other,
    }
}

/// Our own value types say `what; remedy`; the TOML parser says only what it expected.
fn own_or_syntax(message: &str) -> (String, String) {
    let message = message.replace('\n', ", ");
    if let Some((what, remedy)) = message.split_once("; ") {
        return (what.to_owned(), remedy.to_owned());
    }
    let remedy = match message.as_str() {
        "duplicate key" => "take one of the two out",
        date if date.starts_with("invalid date") => "write a date that exists, such as 2027-05-03",
        _ => "mend this line: text stands between quotes, a list between [ and ]",
    };
    (message, remedy.to_owned())
}

/// The words between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
