//! Dutch mail -> what its writer wants, with the span of text behind every finding.
//!
//! Pure: the reference time, the names of places and the conventions are arguments.

pub mod knowledge;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::domain::ids::WijkId;
use crate::domain::mail::Mail;
use crate::domain::reading::{NamedPeriod, Offered, Reading};
use crate::domain::wijk::Wijk;

/// What a reader must know besides the text.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Local time at which the mail is read.
    pub now: NaiveDateTime,
    pub wijken: &'a BTreeMap<WijkId, Wijk>,
    /// Options of the open offer in this conversation.
    pub offered: &'a [Offered],
    /// Named periods such as a recess.
    pub periods: &'a [NamedPeriod],
    pub policy: &'a Policy,
}

/// The conventions under which relative expressions resolve.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {}

/// Reads a whole mail.
pub fn read(_mail: &Mail, _context: &Context<'_>) -> Reading {
    unimplemented!()
}

/// Reads a bare piece of text, as if a person had written it.
pub fn read_text(_text: &str, _context: &Context<'_>) -> Reading {
    unimplemented!()
}

/// A plain yes or no at the head of a text, if that is what it begins with.
pub fn yes_no(_text: &str) -> Option<bool> {
    unimplemented!()
}
