//! The desk of a run: the one that ships, with hosts who serve more than one wijk and with limits
//! that bite within days, so that clashes are common.

use chrono::NaiveTime;
use werkbezoek::domain::consent::Voice;
use werkbezoek::domain::desk::{Approval, Desk};
use werkbezoek::domain::ids::ContactId;

use crate::chance::Chance;

/// The desk of one run.
pub(crate) fn varied(shipped: &Desk, chance: &mut Chance) -> Desk {
    let mut desk = shipped.clone();
    let hosts = ["vollenhoven-1", "wilgensingel-1", "dommelbergen-1"].map(ContactId::new);
    let few = 2 + chance.below(2);
    desk.contacts.retain(|id, _| hosts[..few].contains(id));
    let shift = chance.below(few);
    for (nth, wijk) in desk.wijken.values_mut().enumerate() {
        wijk.hosts = (0..2).map(|k| hosts[(nth + k + shift) % few].clone()).collect();
        wijk.visits_per_week_max = chance.between(1, 4) as u32;
        wijk.visits_per_day_max = chance.between(1, 2) as u32;
        wijk.travel_minutes.clear();
    }
    desk.planning.never_same_day.clear();
    desk.planning.ahead_days_max = *chance.pick(&[60, 270]);
    desk.planning.hold_working_days = chance.between(1, 5) as u32;
    for days in desk.planning.notice_days.values_mut() {
        *days = *chance.pick(&[2, 5, 14]);
    }
    desk.approval = *chance.pick(&[Approval::Always, Approval::Never]);
    if chance.one_in(3) {
        let all = [vec![Voice::Host], vec![Voice::Staff], vec![Voice::Host, Voice::Residents]];
        desk.confirm = [vec![Voice::Office], chance.pick(&all).clone()].concat();
    }
    desk.limits.undo_seconds = *chance.pick(&[0, 60, 600]);
    desk.limits.answers_per_address_per_day = *chance.pick(&[2, 5, 50]);
    desk.retention.text_days = *chance.pick(&[3, 90]);
    desk.retention.contact_days = *chance.pick(&[5, 365]);
    if chance.one_in(3) {
        desk.reminders[0].at = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    }
    desk
}
