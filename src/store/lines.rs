//! Payloads: a line with the schema number, then one line of JSON for each change.
//!
//! Lines, so that a person can read a journal with `less`; JSON never holds a raw line break. Every
//! older schema is read here and nowhere else: `read` is where the switch grows.

use std::borrow::Cow;
use std::path::Path;

use super::StoreError;
use super::folder::damaged;
use crate::domain::state::{Change, SCHEMA};

/// Why a payload cannot be used.
#[derive(Debug)]
pub(crate) enum Unreadable {
    Newer(u32),
    Bad(String),
}

impl Unreadable {
    /// The error that names the place.
    pub(crate) fn at(self, place: &Path, at: u64) -> StoreError {
        match self {
            Self::Newer(found) => {
                let place = place.display().to_string();
                StoreError::NewerSchema { place, found, known: SCHEMA }
            }
            Self::Bad(detail) => damaged(place, at, detail),
        }
    }
}

/// Appends the line that opens each payload.
pub(crate) fn open(payload: &mut Vec<u8>) {
    push(payload, SCHEMA.to_string().as_bytes());
}

/// Appends one line.
pub(crate) fn push(payload: &mut Vec<u8>, line: &[u8]) {
    payload.extend_from_slice(line);
    payload.push(b'\n');
}

/// Appends a change as a line, and gives the length of the line without its break.
///
/// A type that serde writes and cannot read would make a store that never opens again, so a debug
/// build, and with it every test that commits, reads back what it wrote.
pub(crate) fn push_change(payload: &mut Vec<u8>, change: &Change) -> Result<usize, String> {
    let before = payload.len();
    serde_json::to_writer(&mut *payload, change).map_err(|error| error.to_string())?;
    let length = payload.len() - before;
    if cfg!(debug_assertions) {
        match read(SCHEMA, payload.get(before..).unwrap_or_default()) {
            Ok(again) if again == *change => {}
            Ok(_) => return Err("the change is not what is read back".to_owned()),
            Err(why) => return Err(format!("the change cannot be read back: {why:?}")),
        }
    }
    payload.push(b'\n');
    Ok(length)
}

/// A line without its break, and where in the payload it begins.
pub(crate) type Line<'p> = (usize, &'p [u8]);

/// The schema of a payload, and its other lines.
pub(crate) fn split(payload: &[u8]) -> Result<(u32, Vec<Line<'_>>), Unreadable> {
    let mut at = 0;
    let mut all = Vec::new();
    for line in payload.split_inclusive(|byte| *byte == b'\n') {
        all.push((at, line.strip_suffix(b"\n").unwrap_or(line)));
        at += line.len();
    }
    let first = all.first().and_then(|(_, line)| std::str::from_utf8(line).ok());
    let schema: u32 = first
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Unreadable::Bad("it does not begin with a schema number".to_owned()))?;
    if schema > SCHEMA {
        return Err(Unreadable::Newer(schema));
    }
    all.remove(0);
    Ok((schema, all))
}

/// Reads a change written under `schema`.
pub(crate) fn read(schema: u32, line: &[u8]) -> Result<Change, Unreadable> {
    match schema {
        // 2 came with the record of the post, 3 with the bodies of letters, 4 with the logbook and the
        // records of the staff room: what older ones wrote is read as it was, a letter that has its own
        // bytes included.
        1..=5 => serde_json::from_slice(line).map_err(|error| Unreadable::Bad(error.to_string())),
        0 => Err(Unreadable::Bad("schema 0 never existed".to_owned())),
        newer => Err(Unreadable::Newer(newer)),
    }
}

/// The line as this program would write it.
pub(crate) fn renew(schema: u32, line: &[u8]) -> Result<Cow<'_, [u8]>, Unreadable> {
    if schema == SCHEMA {
        return Ok(Cow::Borrowed(line));
    }
    let change = read(schema, line)?;
    let fresh = serde_json::to_vec(&change).map_err(|error| Unreadable::Bad(error.to_string()))?;
    Ok(Cow::Owned(fresh))
}
