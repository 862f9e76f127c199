//! Help on `export ...`.

use super::{CARETAKER, READER, on};
use crate::domain::command::export::ExportCommand;
use crate::domain::notice::HelpPage;

pub(crate) const PUBLIC_LINE: HelpPage = on(
    ["export", "agendaregel"],
    "export agendaregel <zaak>",
    "export agendaregel 14",
    READER,
    "export_agendaregel",
);
pub(crate) const INVITATION: HelpPage =
    on(["export", "ics"], "export ics <zaak>", "export ics 14", READER, "export_ics");
pub(crate) const TABLE: HelpPage = on(
    ["export", "csv"],
    "export csv [<dag of dagen>]",
    "export csv 1-1-2027 t/m 31-3-2027",
    READER,
    "export_csv",
);
pub(crate) const DOSSIER: HelpPage = on(
    ["export", "dossier"],
    "export dossier <zaak>",
    "export dossier 14",
    CARETAKER,
    "export_dossier",
);

pub(super) fn page(command: &ExportCommand) -> HelpPage {
    match command {
        ExportCommand::PublicLine { .. } => PUBLIC_LINE,
        ExportCommand::Invitation { .. } => INVITATION,
        ExportCommand::Table { .. } => TABLE,
        ExportCommand::Dossier { .. } => DOSSIER,
    }
}
