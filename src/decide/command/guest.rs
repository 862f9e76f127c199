//! Who comes, and how many, as staff heard it: by telephone, or from a mail that the bot did not read.
//!
//! As long as nobody counts on it, it is written down at once. Once the visit stands the office and the
//! host are told, calendars included, so it is shown first like whatever else is sent.

use super::super::facts;
use super::super::work::Work;
use super::{Speaker, done, open_case, preview, who_comes};
use crate::domain::command::Case as CaseId;
use crate::domain::notice::{DoneWhat, PreviewOf, Refusal};

/// Writes it down, or shows what would be sent. A name may come with an office.
pub(super) fn set(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    size: Option<u32>,
    words: Option<&str>,
) -> Result<(), Refusal> {
    let case = open_case(work, id)?;
    let found = words.and_then(|words| facts::read_text(work, words, work.now).principal);
    let named = found.as_ref().and_then(|found| found.office);
    let office = named.unwrap_or(case.visit.guest.office);
    let name = found.and_then(|found| found.name).or_else(|| words.map(str::to_owned));
    if who_comes::is_counted_on(work, &case) {
        return preview::show(
            work,
            speaker,
            PreviewOf::Guest { case: id, size, name, office },
            None,
        );
    }
    who_comes::write_down(work, id, (size, name.as_deref(), office), &speaker.actor())?;
    let visit = work.visit_now(id).cloned().map(Box::new).filter(|_| name.is_some());
    match (visit, size) {
        (Some(visit), _) => done(work, speaker, DoneWhat::GuestSet { visit }),
        (None, Some(size)) => done(work, speaker, DoneWhat::PartySet { case: id, size }),
        (None, None) => {}
    }
    Ok(())
}
