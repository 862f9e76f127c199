//! A line to copy, and files for whoever has no use for a chat: a calendar object, a table.
//!
//! Nothing is sent. What a file says of a visit is what the letters about it say; what the table says
//! of it is nothing of a person.

use super::super::steps::standing_invitation;
use super::super::work::Work;
use super::{Found, Speaker, dossier, file, may_write, open_case, sheet};
use crate::domain::command::Case as CaseId;
use crate::domain::command::export::ExportCommand;
use crate::domain::export::{Content, Export};
use crate::domain::letter::LetterDraft;
use crate::domain::notice::{ExportSaying, Refusal, Saying};
use crate::domain::state::State;
use crate::domain::sweep::{Rows, Sweep};
use crate::domain::time::Days;
use crate::domain::visit::Visit;

/// The look through the archive that this needs.
pub(super) fn sweep(
    state: &State,
    command: &ExportCommand,
    closed: Option<&Visit>,
) -> Option<Sweep> {
    match command {
        ExportCommand::Dossier { case } => dossier::sweep(state, *case, closed),
        ExportCommand::Table { days } => Some(Sweep::Rows(Rows::new(*days))),
        ExportCommand::PublicLine { .. } | ExportCommand::Invitation { .. } => None,
    }
}

pub(super) fn obey(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    command: &ExportCommand,
    found: Found<'_>,
) -> Result<(), Refusal> {
    match command {
        ExportCommand::PublicLine { case } => public_line(work, speaker, *case),
        ExportCommand::Invitation { case } => invitation(work, speaker, *case),
        ExportCommand::Table { days } => {
            table(work, speaker, *days, found.swept);
            Ok(())
        }
        ExportCommand::Dossier { case } => dossier::show(work, speaker, *case, found),
    }
}

fn public_line(work: &mut Work<'_>, speaker: Speaker<'_>, id: CaseId) -> Result<(), Refusal> {
    let case = open_case(work, id)?;
    sheet::agreed(&case)?;
    let letter = Box::new(file::unsent(work, case));
    work.answer(speaker.spot, Saying::Export(ExportSaying::PublicLine { letter }));
    Ok(())
}

fn invitation(work: &mut Work<'_>, speaker: Speaker<'_>, id: CaseId) -> Result<(), Refusal> {
    let case = open_case(work, id)?;
    sheet::agreed(&case)?;
    may_write(&case)?;
    let invitation = standing_invitation(&case.visit, &case.visit.writer.mailbox);
    let letter = Box::new(LetterDraft { invitation, ..file::unsent(work, case) });
    let name = format!("{id}.ics").to_lowercase();
    let export_path = file::keep(work, Export { name, content: Content::Invitation(letter) });
    work.answer(speaker.spot, Saying::Export(ExportSaying::Invitation { case: id, export_path }));
    Ok(())
}

fn table(work: &mut Work<'_>, speaker: Speaker<'_>, days: Option<Days>, swept: Option<&Sweep>) {
    let Some(Sweep::Rows(rows)) = swept else { return };
    let rows = rows.sorted();
    let visits = rows.len();
    let name = match days {
        Some(Days { start, end }) => {
            format!("bezoeken-{start}-{}.csv", end.pred_opt().unwrap_or(end))
        }
        None => "bezoeken.csv".to_owned(),
    };
    let export_path = file::keep(work, Export { name, content: Content::Table(rows) });
    work.answer(speaker.spot, Saying::Export(ExportSaying::Table { visits, export_path }));
}
