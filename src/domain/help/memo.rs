//! The pages of `herinner`.

use super::{HelpPage, PLANNER, on};
use crate::domain::command::MemoCommand;

pub(crate) const SET: HelpPage = on(
    ["herinner", "zet"],
    "herinner zet <zaak> [mij | allen] <moment> <tekst>",
    "herinner zet 14 allen 15-1-2027 10:00 bel de contactpersoon",
    PLANNER,
    "herinner_zet",
);
pub(crate) const LIST: HelpPage =
    on(["herinner", "lijst"], "herinner [lijst]", "herinner lijst", PLANNER, "herinner_lijst");
pub(crate) const WIPE: HelpPage =
    on(["herinner", "wis"], "herinner wis <nummer>", "herinner wis 3", PLANNER, "herinner_wis");

pub(super) fn page(command: &MemoCommand) -> HelpPage {
    match command {
        MemoCommand::Set { .. } => SET,
        MemoCommand::List => LIST,
        MemoCommand::Wipe { .. } => WIPE,
    }
}
