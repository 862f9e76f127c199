//! `wachtrij ...`: the mails that wait for a person, by their number in the queue.

use super::arguments::Arguments;
use crate::domain::command::{Command, CommandError};

/// `wachtrij [lijst]`
pub(super) fn list(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Queue)
}

/// `wachtrij lees <nummer>`
pub(super) fn read(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::ReadMail { number: of.number()? })
}

/// `wachtrij koppel <nummer> [aan] <zaak>`
pub(super) fn link(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let number = of.number()?;
    of.skip("aan");
    Ok(Command::LinkMail { number, case: of.case()? })
}

/// `wachtrij nieuw <nummer>`
pub(super) fn open(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::OpenMail { number: of.number()? })
}

/// `wachtrij ongewenst <nummer>`
pub(super) fn dismiss(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::DismissMail { number: of.number()? })
}
