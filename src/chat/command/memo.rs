//! `herinner ...`: what staff ask to be reminded of.

use super::arguments::Arguments;
use crate::domain::command::{Command, CommandError, MemoCommand};

/// `herinner zet <zaak> [mij | allen] <moment> <tekst>`; `-` is no case.
pub(super) fn set(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let word = of.word().ok_or_else(|| of.missing("zaak"))?;
    let case = (word != "-").then(|| of.case_in(word)).transpose()?;
    let for_all = of.skip("allen");
    if !for_all {
        of.skip("mij");
    }
    let (moment, text) = of.moment_and_text()?;
    Ok(Command::Memo(MemoCommand::Set { case, for_all, moment, text }))
}

/// `herinner [lijst]`
pub(super) fn list(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Memo(MemoCommand::List))
}

/// `herinner wis <nummer>`
pub(super) fn wipe(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Memo(MemoCommand::Wipe { number: of.number()? }))
}
