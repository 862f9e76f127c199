//! `export ...`: a line to copy, or a file.

use super::arguments::Arguments;
use crate::domain::command::export::ExportCommand;
use crate::domain::command::{Command, CommandError};

/// `export agendaregel <zaak>`
pub(super) fn public_line(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Export(ExportCommand::PublicLine { case: of.case()? }))
}

/// `export ics <zaak>`
pub(super) fn invitation(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Export(ExportCommand::Invitation { case: of.case()? }))
}

/// `export dossier <zaak>`
pub(super) fn dossier(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Export(ExportCommand::Dossier { case: of.case()? }))
}

/// `export csv [<dag of dagen>]`, in the words of `agenda`.
pub(super) fn table(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let text = of.take_rest();
    let days = if text.is_empty() { None } else { Some(of.agenda_in(text)?) };
    Ok(Command::Export(ExportCommand::Table { days }))
}
