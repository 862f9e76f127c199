//! The guest proposed another moment in a calendar (COUNTER): one more option, with the difference
//! that nobody offered it.

use super::{Said, noted, to_staff};
use crate::decide::dates::{Dates, Offering, ask_of, at_once, dates_for};
use crate::decide::reply::courtesy;
use crate::decide::steps::{self, Agreement};
use crate::decide::work::{Case, Work};
use crate::decide::{command, facts, inquiry, schedule};
use crate::domain::desk::Approval;
use crate::domain::ids::{ContactId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::mail::{Filing, Why};
use crate::domain::notice::{PreviewOf, Saying};
use crate::domain::people::Actor;
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::reason::Reason;
use crate::domain::time::Slot;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, OfferOption, Word};
use crate::planning;

pub(super) fn weighed(work: &mut Work<'_>, mut case: Case, said: Said<'_>) {
    let agreed = case.visit.appointment.clone();
    let (Some(agreed), Word::OtherMoment { slot: Some(slot) }) = (agreed, &said.word) else {
        // A moment on a clock that nobody knows.
        return to_staff(work, case, said, Why::CalendarAnswer);
    };
    let slot = *slot;
    if slot == agreed.slot {
        steps::let_chosen_go(work, &mut case);
        return to_staff(work, case, said, Why::CalendarAnswer);
    }
    hear(work, &case, &said);
    if case.visit.consent_at(work.now).is_some_and(|consent| consent.slot == slot) {
        // It is what they chose, and others are asked for it already.
        return noted(work, case, said);
    }
    facts::follow(&mut case, said.mail);
    case.visit.asked = None;
    case.note(Actor::Guest, Step::Chosen { slot });
    match host_for(work, &case, &agreed, slot) {
        Ok(host) => free(work, case, said, (agreed.wijk, host), slot),
        Err(reasons) => taken(work, case, said, slot, reasons),
    }
}

/// What was typed with it is not lost beside what the button does: a question waits for its answer.
fn hear(work: &mut Work<'_>, case: &Case, said: &Said<'_>) {
    if let Some(text) = &said.text {
        let mail = said.mail.saying(text);
        let reading = facts::read_mail(work, &mail, None);
        inquiry::hear(work, &reading, case.visit.writer.language);
    }
}

/// The host who is agreed if they are free then, else another.
fn host_for(
    work: &Work<'_>,
    case: &Case,
    agreed: &Appointment,
    slot: Slot,
) -> Result<ContactId, Vec<Reason>> {
    let (desk, state, now) = (work.desk, work.state, work.now);
    planning::host_for(desk, state, now, &ask_of(&case.visit), &agreed.wijk, slot, false)
}

/// Where config lets dates go without a person the moment is agreed; otherwise it is held, and a
/// preview stands ready for staff.
fn free(
    work: &mut Work<'_>,
    mut case: Case,
    said: Said<'_>,
    (wijk, host): (WijkId, ContactId),
    slot: Slot,
) {
    let id = case.visit.id;
    let by_rule =
        work.desk.approval == Approval::Never && !work.is_spent(&case.visit.writer.mailbox.address);
    if by_rule {
        let agreement = Agreement { wijk, slot, host, reserved: false, otherwise: None };
        let letter = steps::settle(work, &mut case, agreement, said.mail);
        work.file(said.mail, Some(id), Filing::Answered { letter });
        return work.finish(case);
    }
    let option = OfferOption::new(1, slot, host);
    let options = vec![option];
    let offering = Offering { wijk: wijk.clone(), why: None, options, instead: Vec::new() };
    steps::hold(work, &mut case, offering);
    schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    case.tell(move |visit| Saying::GuestCounters { visit, slot });
    courtesy(work, &mut case, said.mail, LetterKind::ChangeReceived);
    let version = case.visit.version + 1;
    work.finish(case);
    let what = PreviewOf::Confirm { case: id, wijk: Some(wijk), slot, reserved: false };
    command::ready(work, id, version, what);
}

/// The appointment stands; the guest hears why not, and what can be.
fn taken(work: &mut Work<'_>, mut case: Case, said: Said<'_>, slot: Slot, reasons: Vec<Reason>) {
    wish_for(&mut case, slot);
    let dates = dates_for(work, &case.visit);
    let counter = (said.answer, slot);
    let letter = match at_once(work, &case.visit, dates) {
        Ok(offering) => {
            let (plan, nothing_free) = (offering.options.clone(), reasons.clone());
            case.tell(|visit| Saying::GuestMoves { visit, plan, nothing_free });
            steps::decline_counter(work, &mut case, said.mail, counter, reasons, Some(offering))
        }
        Err(Dates { plan, .. }) => {
            let plan = plan.map(|plan| plan.options).unwrap_or_default();
            let nothing_free = reasons.clone();
            steps::let_chosen_go(work, &mut case);
            schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
            case.tell(|visit| Saying::GuestMoves { visit, plan, nothing_free });
            steps::decline_counter(work, &mut case, said.mail, counter, reasons, None)
        }
    };
    work.file(said.mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

/// What is looked for instead lies near the moment that was proposed.
fn wish_for(case: &mut Case, slot: Slot) {
    let wishes = &mut case.visit.request.wishes;
    wishes.retain(|wish| wish.modality == Modality::Cannot);
    wishes.push(Wish {
        when: When::Date(slot.day()),
        modality: Modality::Want,
        text: slot.start.format("%-d-%-m-%Y %H:%M").to_string(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    });
}
