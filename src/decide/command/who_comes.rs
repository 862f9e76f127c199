//! Who comes, written down; of a visit that stands the office and the host are told.

use super::super::work::{Case, Work};
use super::super::{change, schedule, steps};
use super::{fit, open_case};
use crate::domain::command::Case as CaseId;
use crate::domain::notice::Refusal;
use crate::domain::people::{Actor, Office, Party};
use crate::domain::time::instant;
use crate::domain::trail::Step;
use crate::domain::visit::Stage;

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
            fit::agree_to_party(work, &mut case.visit, &wijk);
        }
        let changed = change::changed(&before, &case.visit.guest);
        steps::update_both(work, &mut case, changed);
    }
    work.finish(case);
    Ok(())
}
