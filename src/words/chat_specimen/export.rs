//! Specimens of what staff hear who ask for a line to copy or for a file.

use super::{MailKey, Saying, Stage, bare_visit, case, now, visit};
use crate::domain::export::{Dossier, Elsewhere, Received, Sent};
use crate::domain::ids::LetterId;
use crate::domain::letter::LetterKind;
use crate::domain::notice::ExportSaying;
use crate::domain::sweep::{Row, Rows};
use crate::words::specimen::specimens;

/// A visit of which all is known, and one of which nothing is.
pub fn rows() -> Vec<Row> {
    let visits = [visit(Stage::Confirmed), bare_visit(Stage::AwaitingApproval)];
    let mut rows = Rows::new(None);
    visits.iter().for_each(|visit| rows.take(visit));
    rows.sorted()
}

/// A case with each kind of thing that lies elsewhere.
pub fn dossier() -> Dossier {
    let id = |what: &str| format!("{what}@fractie.example");
    let mail =
        |key: &str, received, message_id| Received { key: MailKey::new(key), received, message_id };
    let elsewhere = Elsewhere {
        sent: vec![Sent {
            letter: LetterId::about(case(14), "bevestiging", "1"),
            message_id: id("bevestiging"),
        }],
        mails: vec![mail("3f2a", Some(now()), Some(id("vraag"))), mail("0a1b", None, None)],
        conversation: vec![id("collega")],
    };
    let invitation = specimens().into_iter().find(|letter| letter.kind == LetterKind::Confirmation);
    Dossier {
        visit: visit(Stage::Confirmed),
        letters: Vec::new(),
        invitation: invitation.map(Box::new),
        elsewhere,
    }
}

pub(super) fn sayings() -> Vec<Saying> {
    let letter = specimens().into_iter().find(|letter| letter.kind == LetterKind::Confirmation);
    let line = letter.map(|letter| ExportSaying::PublicLine { letter: Box::new(letter) });
    let path = |name: &str| format!("data/export/{name}");
    let invitation =
        ExportSaying::Invitation { case: case(14), export_path: path("wb-2026-014.ics") };
    let table = |visits| ExportSaying::Table { visits, export_path: path("bezoeken.csv") };
    let dossier =
        ExportSaying::Dossier { case: case(14), export_path: path("wb-2026-014.dossier.zip") };
    line.into_iter().chain([invitation, table(1), table(12), dossier]).map(Saying::Export).collect()
}
