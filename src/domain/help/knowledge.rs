//! The pages of `kennis`.

use super::{CARETAKER, HelpPage, READER, on};
use crate::domain::command::KnowledgeCommand;

pub(crate) const ASK: HelpPage = on(
    ["kennis", "vraag"],
    "kennis vraag <vraag>",
    "kennis vraag wat is de M50",
    READER,
    "kennis_vraag",
);
pub(crate) const SHOW: HelpPage = on(
    ["kennis", "toon"],
    "kennis toon [<onderwerp>]",
    "kennis toon vollenhoven-wat",
    READER,
    "kennis_toon",
);
pub(crate) const REPORT: HelpPage = on(
    ["kennis", "meld"],
    "kennis meld <vraag>",
    "kennis meld mag een hond mee",
    READER,
    "kennis_meld",
);
pub(crate) const REPORTED: HelpPage =
    on(["kennis", "lijst"], "kennis lijst", "kennis lijst", READER, "kennis_lijst");
pub(crate) const SETTLE: HelpPage =
    on(["kennis", "wis"], "kennis wis <nummer>", "kennis wis 3", CARETAKER, "kennis_wis");

pub(super) fn page(command: &KnowledgeCommand) -> HelpPage {
    match command {
        KnowledgeCommand::Ask { .. } => ASK,
        KnowledgeCommand::Show { .. } => SHOW,
        KnowledgeCommand::Report { .. } => REPORT,
        KnowledgeCommand::Reported => REPORTED,
        KnowledgeCommand::Settle { .. } => SETTLE,
    }
}
