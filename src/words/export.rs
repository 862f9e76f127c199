//! Files for staff: a calendar object as a letter would carry it, a table for a spreadsheet, and what
//! there is of a case.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Value, context};

use super::cell::CELLS;
use super::{Words, WordsError};
use crate::domain::desk::Desk;
use crate::domain::export::Dossier;
use crate::domain::letter::LetterDraft;
use crate::domain::sweep::Row;
use crate::domain::time::{Instant, today};

/// What its templates print is a cell.
pub(super) const TABLES: &str = "tabel/";
/// The timeline of a case: its template, and its name in a dossier.
const TIMELINE: &str = "dossier/tijdlijn.txt";
const TIMELINE_FILE: &str = "tijdlijn.txt";
const INVITATION: &str = "uitnodiging.ics";
/// The folder with letters.
const LETTERS: &str = "brieven";
/// Without it a spreadsheet takes the file for another alphabet than UTF-8.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

impl Words {
    /// The calendar object of a letter that is not sent.
    ///
    /// # Errors
    /// A template that is missing or does not fit its facts.
    pub fn invitation_file(
        &self,
        desk: &Desk,
        now: Instant,
        letter: &LetterDraft,
    ) -> Result<String, WordsError> {
        Ok(self.calendar(desk, now, letter)?.unwrap_or_default())
    }

    /// The files of a dossier by their names. None of it depends on the day.
    ///
    /// # Errors
    /// As `invitation_file`.
    pub fn dossier(
        &self,
        desk: &Desk,
        dossier: &Dossier,
    ) -> Result<Vec<(String, Vec<u8>)>, WordsError> {
        let at = dossier.at();
        let (here, lost): (Vec<_>, Vec<_>) =
            dossier.letters.iter().partition(|letter| !letter.mime.is_empty());
        let mut files: Vec<(String, Vec<u8>)> = here
            .into_iter()
            .map(|letter| {
                (format!("{LETTERS}/{}.eml", letter.id), letter.mime.clone().into_bytes())
            })
            .collect();
        if let Some(letter) = &dossier.invitation {
            let object = self.invitation_file(desk, at, letter)?;
            files.push((INVITATION.to_owned(), object.into_bytes()));
        }
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let lost: Vec<String> = lost.into_iter().map(|letter| letter.id.to_string()).collect();
        let facts = context! {
            names,
            lost,
            visit => Serde(&dossier.visit),
            elsewhere => Serde(&dossier.elsewhere),
        };
        let timeline = self.text_of_case(desk, at, TIMELINE, facts)?;
        files.insert(0, (TIMELINE_FILE.to_owned(), timeline.into_bytes()));
        Ok(files)
    }

    /// The line for the public agenda of a guest, in the words of the visit sheet.
    pub(super) fn public_line(
        &self,
        desk: &Desk,
        letter: &LetterDraft,
    ) -> Result<String, WordsError> {
        let name = format!("{}/_agendaregel.md", super::facts::language_of(letter));
        let source = self.render(&name, super::facts::context_of(desk, letter))?;
        Ok(super::markup::one_line(&super::markup::read(source.trim())))
    }

    /// A table for a spreadsheet.
    ///
    /// # Errors
    /// As `invitation_file`.
    pub fn table(&self, desk: &Desk, rows: &[Row]) -> Result<String, WordsError> {
        let rows: Vec<Value> = rows.iter().map(|row| facts(desk, row)).collect();
        let text = self.render(&format!("{TABLES}bezoeken.txt"), context! { rows })?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut table = String::from(BYTE_ORDER_MARK);
        // RFC 4180, 2.1.
        lines.for_each(|line| table.extend([line, "\r\n"]));
        Ok(table)
    }
}

/// The row with days for its moments: a spreadsheet sorts and counts those.
fn facts(desk: &Desk, row: &Row) -> Value {
    let wijk = row.wijk.as_ref();
    context! {
        wijk_name => wijk.map(|id| desk.wijk(id).map_or(id.as_str(), |wijk| wijk.name.as_str())),
        asked_on => Serde(today(row.asked)),
        confirmed_on => Serde(row.confirmed.map(today)),
        ..Value::from(Serde(row))
    }
}

/// Escaping for the templates of tables; none for the others.
pub(super) fn escaping(name: &str) -> Option<AutoEscape> {
    name.starts_with(TABLES).then(|| AutoEscape::Custom(CELLS.into()))
}
