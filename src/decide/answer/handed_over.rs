//! An answer that a person must read, and how the visit waits for them.

use crate::decide::reply::to_person;
use crate::decide::work::{Case, Work};
use crate::decide::{change, facts, steps};
use crate::domain::mail::{Mail, Why};
use crate::domain::visit::{Guest, Loose, Visit};

/// What was known before the mail: of the guest, and of where and when the visit is wanted.
pub(super) struct Before {
    pub(super) guest: Guest,
    pub(super) asked: facts::Asked,
}

impl Before {
    pub(super) fn of(visit: &Visit) -> Self {
        Self { guest: visit.guest.clone(), asked: facts::Asked::of(visit) }
    }
}

/// A choice that comes with more is for staff to see to, and so is who writes from now on: until they
/// have looked, what is on offer stays held. Who comes stays as it was, unless it goes with a choice,
/// and so does where and when the visit is wanted.
pub(super) fn to_staff(work: &mut Work<'_>, mut case: Case, mail: &Mail, before: Before, why: Why) {
    before.asked.put_back(&mut case.visit);
    let is_choice = matches!(why, Why::OptionChanged { .. });
    if is_choice {
        case.visit.leave_loose(Loose::ChoiceWaits, work.now);
    } else {
        change::keep_who_comes(&mut case.visit, &before.guest);
    }
    let holds = is_choice || matches!(why, Why::Errand { .. });
    if holds && !work.is_unproven(mail) {
        let until = steps::hold_longer(work, &mut case);
        work.holds_until(until);
    }
    to_person(work, case, mail, why);
}

/// What a mail says of two visits: a person does it to both, or to neither.
pub(super) fn of_both(work: &mut Work<'_>, mut case: Case, mail: &Mail, calls_off: bool) {
    if !calls_off && !work.is_unproven(mail) {
        let until = steps::hold_longer(work, &mut case);
        work.holds_until(until);
    }
    let why = if calls_off { Why::MayCallOff } else { Why::TwoVisits };
    to_person(work, case, mail, why);
}
