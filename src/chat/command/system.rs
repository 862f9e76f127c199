//! `systeem ...` and `brief ...`: the bot as a whole, and letters that wait for a decision.

use super::arguments::Arguments;
use super::bezoek::reason;
use crate::domain::command::{Command, CommandError};
use crate::domain::ids::LetterId;

/// `systeem [status]`
pub(super) fn status(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Status)
}

/// `systeem pauze [[wegens | reden=] <reden>]`
pub(super) fn pause(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Pause { reason: reason(of) })
}

/// `systeem hervat`
pub(super) fn resume(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Resume)
}

/// `systeem herlaad`
pub(super) fn reload(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Reload)
}

/// `systeem controle`
pub(super) fn checkup(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Checkup)
}

/// `systeem logboek [pagina=<nummer>]`
pub(super) fn logbook(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let keyed = of.keyed(&["pagina"])?;
    if let Some(word) = keyed.plain.split_whitespace().next() {
        return Err(CommandError::Unknown { word: word.to_owned(), did_you_mean: None });
    }
    let page = keyed.get("pagina").map(|number| of.number_in(number)).transpose()?;
    Ok(Command::Logbook { page: page.unwrap_or(1).try_into().unwrap_or(usize::MAX) })
}

/// `brief opnieuw <brief>`
pub(super) fn send_again(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::SendAgain { letter: letter(of)? })
}

/// `brief laat <brief>`
pub(super) fn let_go(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::LetGo { letter: letter(of)? })
}

/// The name of a letter as the bot shows it, in any case and with the marks around it.
fn letter(of: &mut Arguments<'_>) -> Result<LetterId, CommandError> {
    let word = of.word().ok_or_else(|| of.missing("brief"))?;
    Ok(LetterId::new(word.trim_matches('`').to_lowercase()))
}
