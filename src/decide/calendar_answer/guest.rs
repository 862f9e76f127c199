//! The guest answered in a calendar: they come, they decline, or they answer what was replaced.
//!
//! A visit never ends on a button alone: to decline can mean that it is off, or that it should be
//! on another day. What was typed with it decides; without words the guest is asked, once.

use super::{Said, noted, to_staff};
use crate::decide::answer::{Button, beside_button};
use crate::decide::request::{ask, asked_since_agreed};
use crate::decide::work::{Case, Work};
use crate::decide::{facts, in_queue, steps};
use crate::domain::letter::Question;
use crate::domain::mail::Why;
use crate::domain::notice::Saying;
use crate::domain::visit::Loose;

/// They come, or perhaps; what they typed is read like any mail.
pub(super) fn comes(work: &mut Work<'_>, case: Case, said: Said<'_>) {
    let case = settled(case);
    match &said.text {
        Some(text) if !is_yes(text) => spoken(work, case, &said, text, Button::Comes),
        Some(_) | None => noted(work, case, said),
    }
}

pub(super) fn declined(work: &mut Work<'_>, case: Case, said: Said<'_>) {
    match &said.text {
        Some(text) => spoken(work, case, &said, text, Button::Declines),
        None => asked(work, case, said, Question::CancelOrMove),
    }
}

pub(super) fn asked_again(work: &mut Work<'_>, case: Case, said: Said<'_>) {
    asked(work, case, said, Question::StillComing);
}

/// One question back is help; a second is for a person.
fn asked(work: &mut Work<'_>, mut case: Case, said: Said<'_>, question: Question) {
    if asked_since_agreed(&case.visit) {
        if question == Question::CancelOrMove {
            case.visit.leave_loose(Loose::GuestDeclined, work.now);
        }
        return to_staff(work, case, said, Why::CalendarAnswer);
    }
    facts::follow(&mut case, said.mail);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    if slot.is_some_and(|slot| in_queue::is_near(work, slot)) {
        let (words, calls_off) = (said.text.clone(), question == Question::CancelOrMove);
        let host_phone = steps::host_of(work, &case.visit).and_then(|host| host.phone);
        case.tell(move |visit| Saying::MayBeOff {
            visit,
            calls_off,
            surely: true,
            words,
            host_phone,
        });
    }
    ask(work, case, said.mail, question);
}

/// The words beside the button. The calendar's own round them would be read as the guest's.
fn spoken(work: &mut Work<'_>, case: Case, said: &Said<'_>, text: &str, button: Button) {
    work.hear_calendar(said.news.clone());
    beside_button(work, case, &said.mail.saying(text), button);
}

/// "Akkoord" says no more than the button.
fn is_yes(text: &str) -> bool {
    crate::reading::bare_yes_no(text) == Some(true)
}

/// A question about the same appointment has its answer now.
fn settled(mut case: Case) -> Case {
    let about_this =
        matches!(case.visit.asked, Some(Question::CancelOrMove | Question::StillComing));
    if about_this {
        case.visit.asked = None;
    }
    case.visit.tie_off(Loose::GuestDeclined);
    case
}
