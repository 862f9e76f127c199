//! Whether a wijk takes as many as come. More may come where staff said so.

use super::super::work::Work;
use crate::domain::ids::WijkId;
use crate::domain::notice::{PreviewOf, TooMany};
use crate::domain::visit::Visit;

/// Staff saw that more come than the wijk takes, and said yes: nobody is asked about it again.
pub(super) fn agree_to_party(work: &Work<'_>, visit: &mut Visit, wijk: &WijkId) {
    if let Some(many) = too_many(work, visit, wijk) {
        visit.guest.party_agreed = Some(many.guests);
    }
}

pub(super) fn too_many(work: &Work<'_>, visit: &Visit, wijk: &WijkId) -> Option<TooMany> {
    beyond(work, wijk, visit.guest.party_to_fit()?.max)
}

fn beyond(work: &Work<'_>, wijk: &WijkId, guests: u32) -> Option<TooMany> {
    let max = work.desk.wijk(wijk)?.party_max;
    (guests > max).then_some(TooMany { guests, max })
}

/// How many come more than the wijk takes, if what is previewed goes beyond that.
pub(super) fn party_beyond(work: &Work<'_>, action: &PreviewOf) -> Option<TooMany> {
    if let PreviewOf::Guest { case, size, .. } = action {
        return beyond(work, work.state.visit(*case)?.in_wijk()?, (*size)?);
    }
    let (case, wijk, _) = action.moments()?;
    too_many(work, work.state.visit(case)?, wijk)
}
