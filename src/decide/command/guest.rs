//! Who comes, and how many, as staff heard it: by telephone, or from a mail that the bot did not read.
//!
//! As long as nobody counts on it, it is written down at once. Once the visit stands the office and the
//! host are told, calendars included, so it is shown first like whatever else is sent.

use super::super::work::{Case, Work};
use super::super::{change, facts, schedule, steps};
use super::{Speaker, action, done, open_case, preview};
use crate::domain::command::Case as CaseId;
use crate::domain::notice::{DoneWhat, PreviewOf, Refusal};
use crate::domain::people::{Actor, Office, Party};
use crate::domain::time::instant;
use crate::domain::trail::Step;
use crate::domain::visit::Stage;

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
    if is_counted_on(work, &case) {
        return preview::show(
            work,
            speaker,
            PreviewOf::Guest { case: id, size, name, office },
            None,
        );
    }
    write_down(work, id, (size, name.as_deref(), office), &speaker.actor())?;
    let visit = work.visit_now(id).cloned().map(Box::new).filter(|_| name.is_some());
    match (visit, size) {
        (Some(visit), _) => done(work, speaker, DoneWhat::GuestSet { visit }),
        (None, Some(size)) => done(work, speaker, DoneWhat::PartySet { case: id, size }),
        (None, None) => {}
    }
    Ok(())
}

/// Whether the office and the host were told who comes, and it is still to be.
pub(super) fn is_counted_on(work: &Work<'_>, case: &Case) -> bool {
    let agreed = case.visit.appointment.as_ref();
    let stands =
        agreed.is_some_and(|agreed| agreed.shut.is_none() && instant(agreed.slot.start) > work.now);
    case.visit.stage == Stage::Confirmed && stands
}

/// Staff saw in the preview when more come than the wijk takes, and said yes to it.
pub(super) fn write_down(
    work: &mut Work<'_>,
    id: CaseId,
    (size, name, office): (Option<u32>, Option<&str>, Office),
    by: &Actor,
) -> Result<(), Refusal> {
    let mut case = open_case(work, id)?;
    let before = case.visit.guest.clone();
    if let Some(size) = size {
        case.visit.guest.party = Some(Party { min: size, max: size });
        case.note(by.clone(), Step::Noted { text: size.to_string() });
        schedule::party_settled(&mut case.visit);
    }
    if let Some(name) = name {
        case.visit.guest.name = Some(name.to_owned());
        case.visit.guest.office = office;
        case.note(by.clone(), Step::Noted { text: name.to_owned() });
    }
    if is_counted_on(work, &case) && case.visit.guest != before {
        if let Some(wijk) = case.visit.in_wijk().cloned() {
            action::agree_to_party(work, &mut case.visit, &wijk);
        }
        let changed = change::changed(&before, &case.visit.guest);
        steps::update_both(work, &mut case, changed);
    }
    work.finish(case);
    Ok(())
}
