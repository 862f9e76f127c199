//! Help on `privacy ...`.

use super::{CARETAKER, on};
use crate::domain::command::privacy::PrivacyCommand;
use crate::domain::notice::HelpPage;

pub(crate) const LOOK: HelpPage = on(
    ["privacy", "inzage"],
    "privacy inzage <adres>",
    "privacy inzage jip@fractie.example",
    CARETAKER,
    "privacy_inzage",
);
pub(crate) const ERASE: HelpPage = on(
    ["privacy", "wis"],
    "privacy wis <adres> <code>",
    "privacy wis jip@fractie.example WIS-4821",
    CARETAKER,
    "privacy_wis",
);
pub(crate) const TERMS: HelpPage = on(
    ["privacy", "termijnen"],
    "privacy [termijnen]",
    "privacy termijnen",
    CARETAKER,
    "privacy_termijnen",
);

pub(super) fn page(command: &PrivacyCommand) -> HelpPage {
    match command {
        PrivacyCommand::Look { .. } => LOOK,
        PrivacyCommand::Erase { .. } => ERASE,
        PrivacyCommand::Terms => TERMS,
    }
}
