//! `wachtrij ...`: the mails that wait for a person, by their number in the queue.

use super::arguments::Arguments;
use crate::domain::command::{Command, CommandError};

/// `wachtrij [lijst] [pagina=<nummer>]`
pub(super) fn list(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Queue { page: of.page()? })
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

/// `wachtrij terug <zaak>`
pub(super) fn again(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::QueueAgain { case: of.case()? })
}

/// `wachtrij doorsturen <nummer> [aan] <contactpersoon>`
pub(super) fn forward(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let number = of.number()?;
    of.skip("aan");
    let name = of.text("contactpersoon")?;
    Ok(Command::ForwardMail { number, contact: of.contact_in(&name, &[])? })
}

/// `wachtrij antwoord <nummer> <tekst>`
pub(super) fn answer(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::AnswerMail { number: of.number()?, text: of.text("tekst")? })
}
