//! A moment that the guest proposed with a calendar, and that cannot be: no to that moment, and the
//! moments that can, in one letter (RFC 5546, 3.2.8).

use super::calendar::declined;
use super::offering::{draft_with_options, put_offer};
use crate::decide::dates::Offering;
use crate::decide::reply;
use crate::decide::work::{Case, Work};
use crate::domain::ids::LetterId;
use crate::domain::letter::LetterKind;
use crate::domain::mail::{CalendarAnswer, Mail};
use crate::domain::people::Actor;
use crate::domain::reason::Reason;
use crate::domain::time::Slot;
use crate::domain::trail::Step;

/// Says no to the moment, with dates that are held if there are any to offer. Returns the letter.
pub(in crate::decide) fn decline_counter(
    work: &mut Work<'_>,
    case: &mut Case,
    mail: &Mail,
    (counter, slot): (&CalendarAnswer, Slot),
    reasons: Vec<Reason>,
    instead: Option<Offering>,
) -> LetterId {
    case.note(Actor::Bot, Step::SlotWasTaken { slot, reasons: reasons.clone() });
    let offers = instead.is_some();
    if let Some(offering) = instead {
        put_offer(work, case, offering, Actor::Bot);
    }
    let invitation = declined(&case.visit, &case.visit.writer.mailbox, counter, slot);
    let offer = case.visit.offer.clone().filter(|_| offers);
    let letter = draft_with_options(work, case, LetterKind::CounterDeclined, offer);
    case.amend(&letter, |draft| {
        draft.facts.slot = Some(slot);
        draft.facts.reasons = reasons;
        draft.invitation = invitation;
    });
    reply::outcome(work, case, &letter, Some(mail));
    letter
}
