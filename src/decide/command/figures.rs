//! Some days in figures, from what is open and what is in the archive.

use chrono::Days as Length;

use super::super::work::Work;
use super::Speaker;
use crate::domain::figures::Tally;
use crate::domain::notice::Saying;
use crate::domain::sweep::Sweep;
use crate::domain::time::Days;

/// The look through the archive that this needs.
pub(super) fn sweep(days: Days) -> Sweep {
    Sweep::Figures(Tally::new(days))
}

pub(super) fn show(work: &mut Work<'_>, speaker: Speaker<'_>, swept: Option<&Sweep>) {
    let Some(Sweep::Figures(tally)) = swept else { return };
    let figures = Box::new(tally.figures());
    let since = work.today() - Length::new(work.desk.retention.core_days.into());
    work.answer(speaker.spot, Saying::Figures { figures, since });
}
