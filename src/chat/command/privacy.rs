//! `privacy ...`: what is kept of somebody.

use super::arguments::Arguments;
use super::near::squash;
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::command::{Command, CommandError};

/// `privacy inzage <adres>`
pub(super) fn look(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Privacy(PrivacyCommand::Look { address: of.address()? }))
}

/// `privacy wis <adres> <code>`, the code as `privacy inzage` shows it: `WIS-4821`.
pub(super) fn erase(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let address = of.address()?;
    let word = of.word().ok_or_else(|| of.missing("code"))?;
    let code = squash(word);
    let number = code.strip_prefix("wis").ok_or_else(|| of.not_a_number(word))?;
    let number = of.number_in(number).map_err(|_| of.not_a_number(word))?;
    Ok(Command::Privacy(PrivacyCommand::Erase { address, number }))
}

/// `privacy [termijnen]`
pub(super) fn terms(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Privacy(PrivacyCommand::Terms))
}
