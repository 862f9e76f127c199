//! A first request, and what was still missing from it.
//!
//! A request that leaves a question open is asked one thing; a request that is clear waits for staff
//! with a plan ready, or (when config says so) is answered with dates at once.

use super::dates::{at_once, dates_for};
use super::reply::{Weight, address_to, courtesy, permit};
use super::work::{Case, Work};
use super::{facts, reply, schedule, several, steps};
use crate::domain::desk::Approval;
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, Question};
use crate::domain::mail::{Filing, Mail, Why};
use crate::domain::notice::Saying;
use crate::domain::people::{Actor, Mailbox};
use crate::domain::reading::{Doubt, Reading, When};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, Numbered, Offer, OfferOption, Origin, Stage, Thread, Visit};

/// One question back is help; a second is a quarrel with a machine.
const QUESTIONS_MAX: usize = 1;

/// `before`: the visit, over by now, in whose conversation it is asked.
pub(super) fn received(
    work: &mut Work<'_>,
    mail: &Mail,
    from: &Mailbox,
    reading: &Reading,
    before: Option<&Visit>,
) {
    let follows = before.map(|visit| visit.id);
    let origin = Origin { follows, ..Origin::default() };
    let parts = several::parts(reading);
    if !parts.is_empty() {
        return several::received(work, mail, from, &parts, &origin);
    }
    let mut case = facts::new_case(work, mail, from, reading);
    case.visit.request.origin = origin;
    if let Some(before) = before {
        facts::remember(&mut case.visit, before, reading);
    }
    reply::note_reply_to(&mut case, mail);
    settle(work, case, mail, reading);
}

/// A request that somebody passed on: whoever asks did not write to us, and hears nothing until a
/// person says so. Whoever passed it on hears that we have it.
pub(super) fn passed_on(work: &mut Work<'_>, mail: &Mail, inner: &Mail, reading: &Reading) {
    let (Some(by), Some(writer)) = (&mail.from, &inner.from) else {
        return work.wait(mail, None, Why::NothingToRead);
    };
    let mut case = facts::new_case(work, inner, writer, reading);
    case.visit.thread = Thread::default();
    case.visit.request.origin.passed_on_by = Some(by.clone());
    // We have it since it was passed on, whenever it was written.
    case.visit.request.written = Some(facts::written(mail, work.now));
    steps::before_staff(work, &mut case);
    let id = case.visit.id;
    work.finish(case);
    reply::picked_up(work, mail, by, reading.language, id);
}

/// Takes a request as far as it can go: a question, staff, or dates.
pub(super) fn settle(work: &mut Work<'_>, case: Case, mail: &Mail, reading: &Reading) {
    match open_question(work, &case.visit, reading) {
        Some(question) => ask(work, case, mail, question),
        None => match work.desk.approval {
            Approval::Never if !in_doubt(&case.visit, reading) => {
                straight_away(work, case, mail);
            }
            Approval::Never | Approval::Always => to_staff(work, case, mail),
        },
    }
}

/// Something that a date hangs on is not understood, and the question about it was asked or cannot be
/// asked: dates would be a guess.
fn in_doubt(visit: &Visit, reading: &Reading) -> bool {
    let no_wijk = visit.request.wijken.is_empty();
    let open = match &visit.asked {
        Some(Question::WhichMoment { .. } | Question::NoSuchDate { .. }) => true,
        Some(Question::WhichPlace { .. }) => no_wijk,
        Some(
            Question::WhichOption
            | Question::WhenSuits
            | Question::PartyTooLarge { .. }
            | Question::OlderOption { .. }
            | Question::PlainText
            | Question::CancelOrMove
            | Question::StillComing,
        )
        | None => false,
    };
    let no_place =
        no_wijk && reading.doubts.iter().any(|doubt| matches!(doubt, Doubt::Place { .. }));
    open || no_place || leaves_time_open(reading) || was_left_open(visit)
}

/// A time of an earlier mail is still in doubt: it has two readings, or words that no reader understood
/// and that no later mail put a day in the place of.
fn was_left_open(visit: &Visit) -> bool {
    let two_readings = visit.request.wishes.iter().any(|wish| !wish.alternatives.is_empty());
    let mails = visit.trail.iter().rev().filter_map(|entry| {
        let (Step::MailRead { findings, doubts, .. } | Step::Telephoned { findings, doubts }) =
            &entry.step
        else {
            return None;
        };
        Some((findings, doubts))
    });
    let mut said = mails.filter_map(|(findings, doubts)| {
        let in_doubt = doubts.iter().any(is_about_time);
        let wishes = findings.iter().any(|finding| !finding.moments.is_empty());
        (in_doubt || wishes).then_some(in_doubt)
    });
    two_readings || said.next().unwrap_or(false)
}

/// Something that the mail says about a time can be read in two ways or in none.
pub(super) fn leaves_time_open(reading: &Reading) -> bool {
    let in_doubt = reading.doubts.iter().any(is_about_time);
    in_doubt || reading.when.iter().any(|wish| !wish.alternatives.is_empty())
}

/// The one thing that must be known before dates can be offered.
pub(super) fn open_question(work: &Work<'_>, visit: &Visit, reading: &Reading) -> Option<Question> {
    if asked_before(visit) {
        return None;
    }
    // "Alle drie kunnen, kiest u maar": which one they take is no question to ask once more.
    let is_beside = |doubt: &Doubt| matches!(doubt, Doubt::Unclear { .. });
    let is_choice = |doubt: &Doubt| matches!(doubt, Doubt::Choice { .. });
    let for_a_person = reading.doubts.iter().any(is_beside);
    let mut asked = reading.doubts.iter().filter(|doubt| !for_a_person || !is_choice(doubt));
    let doubts = asked.find_map(|doubt| question_for(doubt, visit, reading));
    doubts.or_else(|| two_readings(reading)).or_else(|| party_question(work, visit))
}

/// Whether a question was asked back already.
pub(super) fn asked_before(visit: &Visit) -> bool {
    let questions = visit.letters.keys().filter(|id| id.slug() == LetterKind::Question.slug());
    questions.count() >= QUESTIONS_MAX
}

/// Whether a question was asked back since the appointment is what it is. By the order of the steps: a
/// clock that was set back makes the later one the earlier.
pub(super) fn asked_since_agreed(visit: &Visit) -> bool {
    use Stage::{AcceptedWithReservation, Confirmed};
    let question = LetterKind::Question.slug();
    let is_question =
        |step: &Step| matches!(step, Step::LetterDecided { letter } if letter.slug() == question);
    let agreed = |step: &Step| {
        matches!(step, Step::StageReached { stage: Confirmed | AcceptedWithReservation })
    };
    let mut since = visit.trail.iter().rev().take_while(|entry| !agreed(&entry.step));
    visit.appointment.is_some() && since.any(|entry| is_question(&entry.step))
}

fn question_for(doubt: &Doubt, visit: &Visit, reading: &Reading) -> Option<Question> {
    match doubt {
        Doubt::When { text, span } => {
            let moments = moments_at(reading, *span);
            (!moments.is_empty()).then(|| Question::WhichMoment { text: text.clone(), moments })
        }
        Doubt::NoSuchDate { text, nearest, .. } => {
            Some(Question::NoSuchDate { text: text.clone(), nearest: nearest.clone() })
        }
        Doubt::Place { text, .. } if visit.request.wijken.is_empty() => {
            Some(Question::WhichPlace { text: text.clone() })
        }
        // What they ask beside it would be answered by nobody.
        Doubt::Choice { .. } if !reading.questions.is_empty() => None,
        Doubt::Choice { .. } => visit.offer.is_some().then_some(Question::WhichOption),
        Doubt::Place { .. } | Doubt::Unclear { .. } => None,
    }
}

fn is_about_time(doubt: &Doubt) -> bool {
    match doubt {
        Doubt::When { .. } | Doubt::NoSuchDate { .. } | Doubt::Unclear { .. } => true,
        Doubt::Place { .. } | Doubt::Choice { .. } => false,
    }
}

/// Words that name more moments than one, whether or not the reader calls that a doubt.
fn two_readings(reading: &Reading) -> Option<Question> {
    let wish = reading.when.iter().find(|wish| !wish.alternatives.is_empty())?;
    let moments = moments_at(reading, wish.span);
    Some(Question::WhichMoment { text: wish.text.clone(), moments })
}

/// The readings of the words at a span: the first and its alternatives.
fn moments_at(reading: &Reading, span: [usize; 2]) -> Vec<When> {
    let wish = reading.when.iter().find(|wish| wish.span == span && !wish.alternatives.is_empty());
    let mut moments: Vec<When> = wish.map_or_else(Vec::new, |wish| {
        std::iter::once(wish.when.clone()).chain(wish.alternatives.iter().cloned()).collect()
    });
    // In the order of the calendar, whichever the reader thought the likelier.
    moments.sort_by_key(|when| match when {
        When::Date(day) => Some(*day),
        When::DateTime(at) => Some(at.date()),
        When::DateRange { start, .. } => *start,
        When::DateTimeRange { start, .. } => start.map(|at| at.date()),
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } | When::Set { .. } => None,
    });
    moments
}

/// More guests than any wijk that may receive them can take.
pub(super) fn party_question(work: &Work<'_>, visit: &Visit) -> Option<Question> {
    let asked = visit.guest.party_to_fit()?.min;
    let max = party_max(work, visit)?;
    (asked > max).then_some(Question::PartyTooLarge { max, asked })
}

/// How many the largest wijk takes that may receive them; that of the appointment, once there is one.
pub(super) fn party_max(work: &Work<'_>, visit: &Visit) -> Option<u32> {
    let wijken = match &visit.appointment {
        Some(agreed) => std::slice::from_ref(&agreed.wijk),
        None => visit.request.wijken.as_slice(),
    };
    let candidates =
        work.desk.wijken.values().filter(|wijk| wijken.is_empty() || wijken.contains(&wijk.id));
    candidates.map(|wijk| wijk.party_max).max()
}

/// Asks one thing back.
pub(super) fn ask(work: &mut Work<'_>, mut case: Case, mail: &Mail, question: Question) {
    case.enter(Stage::AskedForDetails, Actor::Bot);
    let is_agreed = case.visit.appointment.is_some();
    if let Some(loose) = left_loose(&question, is_agreed) {
        case.visit.leave_loose(loose, work.now);
    }
    case.visit.asked = Some(question.clone());
    if case.visit.stage == Stage::AskedForDetails {
        schedule::question_asked(&mut case.visit, work.now);
    }
    case.tell(|visit| Saying::AskedForDetails { visit });
    let address = case.visit.writer.mailbox.address.clone();
    let filing = match permit(work, mail, &address, Weight::Reply) {
        Ok(is_last) => {
            let letter = put(work, &mut case, question);
            case.amend(&letter, |draft| address_to(work, draft, mail, is_last));
            Filing::Answered { letter }
        }
        Err(why) => Filing::WaitsForStaff { why },
    };
    work.file(mail, Some(case.visit.id), filing);
    work.finish(case);
}

/// What stays open of a visit until a question is answered. An offer that lapses has its own end.
fn left_loose(question: &Question, is_agreed: bool) -> Option<Loose> {
    match question {
        Question::CancelOrMove => Some(Loose::GuestDeclined),
        Question::PartyTooLarge { .. } => is_agreed.then_some(Loose::PartyAsked),
        Question::WhichMoment { .. }
        | Question::NoSuchDate { .. }
        | Question::WhichPlace { .. }
        | Question::WhichOption
        | Question::WhenSuits
        | Question::OlderOption { .. }
        | Question::PlainText
        | Question::StillComing => None,
    }
}

/// The letter that asks it, not yet the answer to any mail.
pub(super) fn put(work: &Work<'_>, case: &mut Case, question: Question) -> LetterId {
    let options = options_asked(work, &case.visit, &question);
    let has_numbers = !options.is_empty();
    let draft = case.to_office(work, LetterKind::Question);
    draft.facts.question = Some(question);
    draft.facts.options = options.clone();
    let letter = draft.id.clone();
    let numbered = || Numbered { letter: letter.clone(), options };
    case.visit.numbered = has_numbers.then(numbered);
    letter
}

/// The moments that a question names. Until when one is held the letter that offered it has said; what
/// is held no more, or is of an older offer, must not be read as held.
fn options_asked(work: &Work<'_>, visit: &Visit, question: &Question) -> Vec<OfferOption> {
    match question {
        Question::WhichOption => {
            let held = |offer: &Offer| {
                let options = offer.options.iter();
                options.filter(|it| work.now < offer.held_until(it)).cloned().collect()
            };
            visit.offer.as_ref().map(held).unwrap_or_default()
        }
        Question::OlderOption { options } => {
            options.iter().map(|option| OfferOption { until: None, ..option.clone() }).collect()
        }
        Question::WhichMoment { .. }
        | Question::NoSuchDate { .. }
        | Question::WhichPlace { .. }
        | Question::WhenSuits
        | Question::PartyTooLarge { .. }
        | Question::PlainText
        | Question::CancelOrMove
        | Question::StillComing => Vec::new(),
    }
}

/// The request is clear: staff see it with a plan, the writer hears that it came in.
fn to_staff(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    steps::before_staff(work, &mut case);
    courtesy(work, &mut case, mail, LetterKind::Receipt);
    work.finish(case);
}

/// Config lets the bot offer dates by itself.
fn straight_away(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let Ok(offering) = at_once(work, &case.visit, dates_for(work, &case.visit)) else {
        return to_staff(work, case, mail);
    };
    let (plan, nothing_free) = (offering.options.clone(), offering.instead.clone());
    let letter = steps::offer(work, &mut case, offering, Actor::Bot, Some(mail));
    case.tell(|visit| Saying::NewRequest { visit, plan, nothing_free, there: None });
    work.file(mail, Some(case.visit.id), Filing::Answered { letter });
    work.finish(case);
}

#[cfg(test)]
mod tests {

    use chrono::NaiveDate;

    use super::*;
    use crate::reading::{Context, Gazetteer, Policy, read_text};

    #[test]
    fn words_with_two_readings_are_asked_about_whether_or_not_the_reader_doubts() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = day(1).and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        let mut reading = read_text("Wij komen graag volgende vrijdag.", &context);
        reading.doubts.clear();
        let wish = reading.when.first_mut().unwrap();
        (wish.when, wish.alternatives) = (When::Date(day(5)), vec![When::Date(day(12))]);
        let text = wish.text.clone();
        let moments = vec![When::Date(day(5)), When::Date(day(12))];
        assert_eq!(two_readings(&reading), Some(Question::WhichMoment { text, moments }));
        assert!(leaves_time_open(&reading));
        reading.when.clear();
        assert_eq!(two_readings(&reading), None);
        assert!(!leaves_time_open(&reading));
    }
}
