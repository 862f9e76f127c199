//! Specimens of what the bot says about the rooms themselves.

use super::now;
use super::sayings::boxed;
use crate::domain::notice::{Folded, Saying};
use crate::domain::visit::Stage;

pub(super) fn about_rooms() -> Vec<Saying> {
    vec![
        Saying::WhileAway(Folded { since: now(), count: 7, cases: [].into() }),
        Saying::WhileAway(Folded {
            since: now(),
            count: 12,
            cases: [boxed(Stage::Proposed).id, boxed(Stage::Confirmed).id].into(),
        }),
        Saying::Title { visit: boxed(Stage::Proposed) },
        Saying::Gone { case: boxed(Stage::Closed).id },
        Saying::Stranger { account: "discord:80351110224678912".to_owned() },
        Saying::SaidTooLate,
        Saying::NotStored { why: "no space left on device".to_owned() },
    ]
}
