//! One grammar for all rooms: a line that staff typed -> a `Command`, or an error that says what to
//! type instead.
//!
//! `[prefix] groep [werkwoord] [zaak] [sleutel=waarde ...] [vrije tekst]`. Forgiving in case,
//! spaces and hyphens (`stelvoor` is `stel-voor`), strict in everything else: a word that is not
//! understood is never skipped and a near miss is never carried out, because what follows may reach
//! a guest. Whether the case exists and the person may do this is not known here.

mod arguments;
mod bezoek;
mod export;
mod figures;
mod in_thread;
mod keys;
mod knowledge;
mod lists;
mod memo;
mod moments;
mod near;
pub mod options;
mod privacy;
mod system;
pub(crate) mod table;
mod wachtrij;
mod wijk;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDateTime;

use crate::domain::command::{Command, CommandError};
use crate::domain::ids::{ContactId, WijkId};
use crate::domain::people::Contact;
use crate::domain::reading::Wish;
use crate::domain::wijk::Wijk;

use arguments::Arguments;
pub use in_thread::with_case;
pub use lists::{office_words, stage_words};

/// What the parser must know besides the line.
#[derive(Clone, Copy)]
pub struct ParseContext<'a> {
    /// Local time. A case without a year is of this year.
    pub now: NaiveDateTime,
    pub wijken: &'a BTreeMap<WijkId, Wijk>,
    pub contacts: &'a BTreeMap<ContactId, Contact>,
    /// The reader of Dutch dates, the same as for mail: `reading::read_text(text, ..).when`. Its
    /// spans must count in the text that it was given.
    pub read: &'a dyn Fn(&str) -> Vec<Wish>,
}

impl fmt::Debug for ParseContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParseContext").field("now", &self.now).finish_non_exhaustive()
    }
}

/// Reads one line. `None` for an empty line and for a comment, which begins with `#`.
///
/// # Errors
/// What was not understood, with the nearest thing that would have been, or an example.
pub fn parse(line: &str, context: &ParseContext<'_>) -> Option<Result<Command, CommandError>> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    let line = line.strip_prefix(['/', '!']).unwrap_or(line).trim_start();
    (!line.is_empty()).then(|| command(line, context))
}

fn command(line: &str, context: &ParseContext<'_>) -> Result<Command, CommandError> {
    let (entry, rest) = table::find(line, context)?;
    let mut arguments = Arguments::new(&entry.page, rest, context);
    let command = (entry.parse)(&mut arguments)?;
    arguments.end()?;
    Ok(command)
}
