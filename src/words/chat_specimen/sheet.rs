//! Specimens of the programme that goes with the visit sheet.

use super::previews::preview_of;
use super::{PreviewOf, Saying, case, clock, now};
use crate::domain::command::ProgrammeAt;
use crate::domain::notice::OnSheet;
use crate::domain::time::Instant;

pub(super) fn sayings() -> Vec<Saying> {
    vec![
        programme(Some(now()), false, false),
        programme(None, true, false),
        programme(None, false, true),
    ]
}

fn programme(next: Option<Instant>, sent: bool, reserved: bool) -> Saying {
    let line = |hour, what: &str| ProgrammeAt { at: clock(hour, 30), what: what.to_owned() };
    let lines = vec![line(13, "ontvangst"), line(14, "wandeling door de wijk")];
    let what = PreviewOf::Programme { case: case(14), lines };
    let mut saying = preview_of(what, Vec::new(), Vec::new());
    if let Saying::Preview { on_sheet, .. } = &mut saying {
        *on_sheet = Some(OnSheet { next, reserved, sent });
    }
    saying
}
