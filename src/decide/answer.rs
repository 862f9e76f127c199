//! A mail in the conversation of an open visit: what it comes down to (`gist`), and what that leads to
//! in each stage.

mod button;
mod gist;
mod handed_over;
mod in_short;
mod number;
mod phase;
mod standing;
mod too_many;

pub(super) use button::Button;
use button::held_against;
use gist::Gist;
use handed_over::Before;
use in_short::gist;
use phase::{Phase, phase};
use standing::{asks_for_a_move, wants_change};

use super::reply::to_person;
use super::work::{Case, Work};
use super::{
    change, dates, facts, inquiry, older, reply, request, resolve, several, steps, waiting,
};
use crate::domain::ids::{LetterId, VisitId};
use crate::domain::letter::{LetterKind, Question};
use crate::domain::mail::{Filing, Mail, Why};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::reading::{Intent, Reading};
use crate::domain::time::instant;
use crate::domain::trail::Step;
use crate::domain::visit::{Appointment, Loose, Offer, OfferOption, Stage, Visit};
use crate::planning;
use crate::reading::bare_yes_no;

/// Whether the time of a visit is over, as far as it was not off already. Dates that are on offer
/// beside it can still be chosen.
pub(super) fn is_over(work: &Work<'_>, visit: &Visit) -> bool {
    let stood = visit.appointment.as_ref().filter(|agreed| agreed.shut.is_none());
    stood.is_some_and(|agreed| instant(agreed.slot.end) <= work.now) && visit.offer.is_none()
}

/// The office wrote.
pub(super) fn received(work: &mut Work<'_>, id: VisitId, mail: &Mail, letter: Option<&LetterId>) {
    match work.case(id) {
        Some(case) => spoken(work, case, mail, letter, None),
        None => work.wait(mail, Some(id), Why::CaseClosed),
    }
}

/// The office pressed a button in a calendar and wrote with it.
pub(super) fn beside_button(work: &mut Work<'_>, case: Case, mail: &Mail, button: Button) {
    spoken(work, case, mail, None, Some(button));
}

fn spoken(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    letter: Option<&LetterId>,
    button: Option<Button>,
) {
    let id = case.visit.id;
    // While others are asked, a bare yes of the office adds nothing.
    let confirms = asks_whether_it_holds(&case.visit, letter) || case.visit.consent.is_some();
    let offer = older::asked_about(&case.visit, letter);
    let offer = offer.or_else(|| offer_answered(&case.visit, letter).cloned());
    let mut reading = facts::read_about(work, mail, offer.as_ref(), &case.visit);
    if asks_for_a_move(&case.visit, letter, offer.as_ref(), &reading) {
        reading = facts::read_about(work, mail, None, &case.visit);
    }
    let answered = resolve::answered(work, &mut case.visit, mail, letter, reading);
    let resolve::Answered { mut reading, kept } = answered;
    number::weigh(&case.visit, &mut reading);
    inquiry::hear_in_case(work, &reading, case.visit.writer.language);
    facts::receive(&mut case, mail, &reading, Actor::Guest);
    reply::note_reply_to(&mut case, mail);
    if several::may_mean_another(work, &case.visit, letter, &reading) {
        return to_person(work, case, mail, Why::TwoVisits);
    }
    if let Some(other) = several::of_both(work, &case.visit, &reading) {
        work.is_about_too(other);
        let calls_off = reading.has(Intent::Cancel) || reading.has(Intent::Decline);
        return handed_over::of_both(work, case, mail, calls_off);
    }
    if several::asks_for_another(&case.visit, &reading) {
        return to_person(work, case, mail, Why::AnotherRequest);
    }
    let before = Before::of(&case.visit);
    let waited_for = case.visit.request.wishes.clone();
    facts::take_in(work.desk, &mut case, &reading);
    facts::keep_wishes(&mut case.visit, kept);
    // Whoever waits and names another day waits for the first as well.
    if case.visit.waits.is_some() && !wants_change(&reading) {
        let mut kept = waited_for;
        kept.retain(|wish| !planning::is_of_day_ruled_out(wish, &reading.when));
        facts::keep_wishes(&mut case.visit, kept);
    }
    let number = too_many::put_back(work, &mut case.visit, &before.guest, &reading);
    case.visit.writer.undeliverable = false;
    case.visit.tie_off(Loose::NotReached);
    let gist = match button {
        None if confirms && bare_yes_no(&reading.text) == Some(true) => Some(Gist::Thanks),
        None => Some(unless_chosen(
            &case.visit,
            gist(work, &case.visit, letter, offer.as_ref(), &reading),
        )),
        Some(button) => {
            let gist = gist(work, &case.visit, letter, offer.as_ref(), &reading);
            held_against(button, &case.visit, &reading.text, gist)
        }
    };
    let Some(gist) = gist else {
        before.asked.put_back(&mut case.visit);
        if button == Some(Button::Declines) {
            case.visit.leave_loose(Loose::GuestDeclined, work.now);
        }
        work.wait(mail, Some(id), Why::CalendarAnswer);
        return work.finish(case);
    };
    let gist = too_many::beside(number, &case.visit, &before.guest, gist);
    if proof_missing(work, mail, &gist) {
        return handed_over::to_staff(work, case, mail, before, Why::SenderNotProven);
    }
    if gist.says_whether_they_come() {
        case.visit.tie_off(Loose::GuestDeclined);
    }
    // Whoever wants another moment, or none, tells why.
    if matches!(gist, Gist::Other | Gist::Cancel | Gist::NotDefinite) {
        work.hear_no_more();
    }
    act(work, case, mail, &reading, before, gist);
}

/// Who has chosen, while others are still asked, need not say again what they choose.
fn unless_chosen(visit: &Visit, gist: Gist) -> Gist {
    let asks_again = matches!(gist, Gist::Ask(Question::WhichOption));
    if asks_again && visit.consent.is_some() { Gist::Thanks } else { gist }
}

/// The mail answers our question whether an answer to an older invitation holds for the one of now.
fn asks_whether_it_holds(visit: &Visit, letter: Option<&LetterId>) -> bool {
    let to_question = letter.is_some_and(|id| id.slug() == LetterKind::Question.slug());
    to_question && visit.asked == Some(Question::StillComing)
}

/// Our own mail server reports on senders and says nothing of this one: what it writes may be read
/// and answered, but not change what was offered or agreed.
fn proof_missing(work: &Work<'_>, mail: &Mail, gist: &Gist) -> bool {
    let changes = match gist {
        Gist::Cancel
        | Gist::Choose(_)
        | Gist::Reserve(..)
        | Gist::Definite
        | Gist::NotDefinite
        | Gist::Stays
        | Gist::TakesBack
        | Gist::Other => true,
        Gist::Person(_) | Gist::Ask(_) | Gist::Details | Gist::Inquiry | Gist::Thanks => false,
    };
    changes && work.is_unproven(mail)
}

/// What each gist leads to in each phase; what has no sense there goes to a person.
fn act(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    reading: &Reading,
    before: Before,
    gist: Gist,
) {
    use Phase::{Asking, Confirmed, Offered, Over, Reserved};
    let id = case.visit.id;
    match (phase(case.visit.stage), gist) {
        (_, Gist::Person(why)) => handed_over::to_staff(work, case, mail, before, why),
        (_, Gist::Inquiry) => inquiry::in_case(work, case, mail, reading),
        (_, Gist::Thanks) => {
            work.noted(mail, Some(id));
            work.finish(case);
        }
        (Asking, Gist::Other) if case.visit.waits.is_some() => {
            waiting::other_days(work, case, mail);
        }
        (Asking, Gist::Details) if case.visit.waits.is_some() => {
            change::details(work, case, mail, &before.guest);
        }
        (Asking, Gist::Other | Gist::Details) => request::settle(work, case, mail, reading),
        (Offered, Gist::Other) => change::other_dates(work, case, mail, reading),
        (Reserved | Confirmed, Gist::Other) => change::move_wanted(work, case, mail, reading),
        (Offered | Reserved | Confirmed, Gist::Details) => {
            change::details(work, case, mail, &before.guest);
        }
        (Offered | Reserved | Confirmed, Gist::Choose(option)) => {
            choose(work, case, mail, &option, Firmness::Agreed);
        }
        (Offered | Reserved, Gist::Reserve(option, otherwise)) => {
            choose(work, case, mail, &option, Firmness::Reserved { otherwise });
        }
        (Reserved, Gist::Definite) => definite(work, case, mail),
        (Reserved, Gist::NotDefinite) => second_choice(work, case, mail),
        (Confirmed, Gist::Stays) => stays(work, case, mail, true),
        (Confirmed, Gist::TakesBack) => change::move_taken_back(work, case, mail),
        (Asking | Offered | Reserved | Confirmed, Gist::Cancel) => {
            change::cancelled_by_guest(work, case, mail);
        }
        (Asking | Offered | Reserved | Confirmed, Gist::Ask(question)) => {
            change::tell_host(work, &mut case, &before.guest);
            request::ask(work, case, mail, question);
        }
        (
            Asking | Offered | Confirmed | Over,
            Gist::Choose(_)
            | Gist::Reserve(..)
            | Gist::Definite
            | Gist::NotDefinite
            | Gist::Cancel
            | Gist::Other
            | Gist::Details
            | Gist::Ask(_),
        )
        | (Asking | Offered | Reserved | Over, Gist::Stays | Gist::TakesBack) => {
            before.asked.put_back(&mut case.visit);
            to_person(work, case, mail, Why::NotUnderstood);
        }
    }
}

/// The offer that the mail answers: the version in the letter it replies to, else the open one, else
/// the last one made.
fn offer_answered<'v>(visit: &'v Visit, letter: Option<&LetterId>) -> Option<&'v Offer> {
    // A moment for which others are asked, or a second choice, is one of those that were offered.
    let is_part = visit.consent.is_some() || visit.stage == Stage::AcceptedWithReservation;
    let open = || visit.offer.iter().filter(|_| !is_part);
    let all = || open().chain(visit.older_offers.iter().rev());
    let offers = || all().filter(|offer| visit.was_told(offer));
    let named = letter
        .and_then(LetterId::offer_version)
        .and_then(|version| offers().find(|offer| offer.version == version));
    named.or_else(|| offers().next())
}

/// How firmly an option is taken.
#[derive(Debug)]
enum Firmness {
    Agreed,
    Reserved { otherwise: Option<OfferOption> },
}

/// The office takes an option: confirmed if it is (still) free, otherwise told so with fresh dates.
/// An option of an offer that expired or was replaced counts as long as its slot is free.
fn choose(
    work: &mut Work<'_>,
    mut case: Case,
    mail: &Mail,
    option: &OfferOption,
    firmness: Firmness,
) {
    let slot = option.slot;
    case.note(Actor::Guest, Step::Chosen { slot });
    let stands = |agreed: &Appointment| agreed.slot == slot && agreed.shut.is_none();
    let asked = case.visit.consent_at(work.now).is_some_and(|consent| consent.slot == slot);
    if asked {
        return stands_already(work, case, mail);
    }
    if case.visit.appointment.as_ref().is_some_and(stands) {
        return stays(work, case, mail, matches!(firmness, Firmness::Agreed));
    }
    let Some(wijk) = case.visit.wijk_of(option).cloned() else {
        return to_person(work, case, mail, Why::NotUnderstood);
    };
    match dates::host_for(work, &case.visit, option, &wijk) {
        Ok(host) => {
            let (reserved, otherwise) = match firmness {
                Firmness::Agreed => (false, None),
                Firmness::Reserved { otherwise } => (true, otherwise),
            };
            let agreement = steps::Agreement { wijk, slot, host, reserved, otherwise };
            let letter = steps::settle(work, &mut case, agreement, mail);
            work.file(mail, Some(case.visit.id), Filing::Answered { letter });
            work.finish(case);
        }
        Err(reasons) => steps::slot_gone(work, case, mail, slot, reasons),
    }
}

/// What was taken with a reservation cannot be: the second choice is offered, or staff look at it.
fn second_choice(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    match steps::fall_back(work, &mut case, Actor::Guest, Some(mail)) {
        Some(letter) => {
            case.tell(|visit| Saying::SecondChoice { visit });
            work.file(mail, Some(case.visit.id), Filing::Answered { letter });
            work.finish(case);
        }
        None => {
            let option = steps::still_free(work, &case.visit);
            change::move_by_staff(work, case, mail, option.into_iter().collect(), Vec::new());
        }
    }
}

/// The reservation is lifted: what was held is agreed.
fn definite(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let agreed = case.visit.appointment.clone().filter(|agreed| agreed.shut.is_none());
    let Some(agreed) = agreed else {
        return to_person(work, case, mail, Why::NotUnderstood);
    };
    let (wijk, slot, host) = (agreed.wijk, agreed.slot, agreed.host);
    let agreement = steps::Agreement { wijk, slot, host, reserved: false, otherwise: None };
    let letter = steps::settle(work, &mut case, agreement, mail);
    work.file(mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

/// The office wants the moment that stands. Whatever it chose since, for which others are asked, is let
/// go; a reservation that it goes back to without another is definite.
fn stays(work: &mut Work<'_>, mut case: Case, mail: &Mail, is_firm: bool) {
    let goes_back = case.visit.consent.is_some();
    steps::let_chosen_go(work, &mut case);
    match case.visit.stage == Stage::AcceptedWithReservation && goes_back && is_firm {
        true => definite(work, case, mail),
        false => stands_already(work, case, mail),
    }
}

/// What was chosen is what stands: the mail is noted. That somebody else comes, or more do, is news.
fn stands_already(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let before = work.visit_now(case.visit.id).map(|visit| visit.guest.clone());
    if let Some(before) = before.filter(|before| *before != case.visit.guest) {
        return change::details(work, case, mail, &before);
    }
    reply::courtesy(work, &mut case, mail, LetterKind::DetailsNoted);
    work.finish(case);
}
