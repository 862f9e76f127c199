//! `kennis ...`: what the knowledge base says, and what is missing in it.

use super::arguments::Arguments;
use crate::domain::command::{Command, CommandError, KnowledgeCommand};

/// `kennis vraag <vraag>`
pub(super) fn ask(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Knowledge(KnowledgeCommand::Ask { question: of.text("vraag")? }))
}

/// `kennis toon [<onderwerp>]`
pub(super) fn show(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    let topic = of.take_rest();
    let topic = (!topic.is_empty()).then(|| topic.to_owned());
    Ok(Command::Knowledge(KnowledgeCommand::Show { topic }))
}

/// `kennis meld <vraag>`
pub(super) fn report(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Knowledge(KnowledgeCommand::Report { text: of.text("vraag")? }))
}

/// `kennis lijst`
pub(super) fn reported(_: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Knowledge(KnowledgeCommand::Reported))
}

/// `kennis wis <nummer>`
pub(super) fn settle(of: &mut Arguments<'_>) -> Result<Command, CommandError> {
    Ok(Command::Knowledge(KnowledgeCommand::Settle { number: of.number()? }))
}
