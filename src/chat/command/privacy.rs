//! `privacy ...`: what is kept of somebody.

use super::arguments::Arguments;
use super::near::squash;
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::command::{Command, CommandError};
use crate::domain::people::Address;

/// `privacy inzage <adres>`
pub(super) fn look(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Privacy(PrivacyCommand::Look { address: address(of)? }))
}

/// `privacy wis <adres> <code>`, the code as `privacy inzage` shows it: `WIS-4821`.
pub(super) fn erase(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let address = address(of)?;
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

/// An address as mail programs copy it, with or without marks around it.
fn address(of: &mut Arguments<'_>) -> Result<Address, CommandError> {
    let word = of.word().ok_or_else(|| of.missing("adres"))?;
    let bare = word.trim_matches(['<', '>', '`', ',', ';']);
    Address::parse(bare)
        .ok_or_else(|| CommandError::NotAnAddress { text: word.to_owned(), example: of.example() })
}
