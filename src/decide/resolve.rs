//! The answer to a question of ours about a moment: which of the days that we named is meant.
//!
//! The question stays open until a mail of the office answers it, by one of those days or by another
//! one. What the answer leaves open goes to staff with the rest of the case (`request`).

use super::facts;
use super::work::Work;
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, Question};
use crate::domain::mail::Mail;
use crate::domain::reading::{Doubt, Found, Intent, Modality, Moves, Reading, Span, When, Wish};
use crate::domain::visit::{Loose, Stage, Visit};
use crate::reading::Meant;

/// What a mail says once it is held against the question that is open.
#[derive(Debug)]
pub(super) struct Answered<'m> {
    pub(super) reading: Reading<'m>,
    /// Wishes of before that an answer about another one leaves as they were.
    pub(super) kept: Vec<Wish>,
}

/// The reading with the moment that the mail means, if it answers our question about one.
pub(super) fn answered<'m>(
    work: &Work<'_>,
    visit: &mut Visit,
    mail: &Mail,
    letter: Option<&LetterId>,
    reading: Reading<'m>,
) -> Answered<'m> {
    let unchanged = |reading| Answered { reading, kept: Vec::new() };
    let Some((text, moments)) = visit.asked.as_ref().and_then(moments_asked) else {
        // Any other question has had its answer once the office writes.
        let asks_how_many = visit.is_loose(Loose::PartyAsked);
        visit.asked = visit.asked.take().filter(|asked| is_kept(asked, asks_how_many));
        return unchanged(reading);
    };
    let to_question = letter.is_some_and(|id| id.slug() == LetterKind::Question.slug());
    if !to_question && visit.stage != Stage::AskedForDetails {
        return unchanged(reading);
    }
    match facts::meant_moment(work, mail, &moments) {
        Some(meant) => {
            let modality = modality_of(visit, &text);
            visit.asked = None;
            let kept = visit.request.wishes.iter().filter(|wish| wish.text != text);
            let kept = kept.cloned().collect();
            Answered { reading: with_moment(reading, meant, modality), kept }
        }
        None => {
            if names_another_day(&reading) {
                visit.asked = None;
            }
            unchanged(reading)
        }
    }
}

/// The name of a place that nobody knows here, if the question which one is meant is still open.
pub(super) fn place_asked(visit: &Visit) -> Option<&str> {
    let Some(Question::WhichPlace { text }) = &visit.asked else { return None };
    let is_open = visit.request.wijken.is_empty() && visit.appointment.is_none();
    is_open.then_some(text)
}

/// What is still wanted to be known after a mail that is about something else.
fn is_kept(question: &Question, asks_how_many: bool) -> bool {
    matches!(question, Question::WhichPlace { .. })
        || asks_how_many && matches!(question, Question::PartyTooLarge { .. })
}

/// The words that were asked about, and the moments that the question named.
fn moments_asked(question: &Question) -> Option<(String, Vec<When>)> {
    match question {
        Question::WhichMoment { text, moments } => Some((text.clone(), moments.clone())),
        Question::NoSuchDate { text, nearest } => {
            Some((text.clone(), nearest.iter().copied().map(When::Date).collect()))
        }
        Question::WhichPlace { .. }
        | Question::WhichOption
        | Question::WhenSuits
        | Question::PartyTooLarge { .. }
        | Question::OlderOption { .. }
        | Question::PlainText
        | Question::CancelOrMove
        | Question::StillComing => None,
    }
}

/// How the day was wished for when it was first named.
fn modality_of(visit: &Visit, text: &str) -> Modality {
    let wish = visit.request.wishes.iter().find(|wish| wish.text == text);
    match wish.map(|wish| wish.modality) {
        Some(Modality::Prefer) => Modality::Prefer,
        Some(Modality::Cannot) => Modality::Cannot,
        Some(Modality::Want | Modality::Fixed | Modality::Deadline | Modality::Past) | None => {
            Modality::Want
        }
    }
}

/// What the reader made of the same words without knowing the question gives way.
fn with_moment(mut reading: Reading, meant: Meant, modality: Modality) -> Reading {
    reading.when.retain(|wish| !overlap(wish.span, meant.span));
    reading.doubts.retain(|doubt| match doubt {
        Doubt::When { span, .. } | Doubt::NoSuchDate { span, .. } | Doubt::Unclear { span, .. } => {
            !overlap(*span, meant.span)
        }
        Doubt::Place { .. } | Doubt::Choice { .. } => true,
    });
    // "De 16e." is a fact for us, whatever it is by itself.
    reading.intents.retain(|intent| intent.value != Intent::Other);
    if reading.intents.is_empty() {
        reading.intents.push(Found { value: Intent::Details, span: meant.span });
    }
    // What we ask about beside an appointment is where it should move to.
    reading.moves = Some(Moves::Asked);
    reading.when.push(Wish {
        when: meant.when,
        modality,
        text: meant.text,
        span: meant.span,
        alternatives: Vec::new(),
        why: None,
    });
    reading
}

fn overlap(a: Span, b: Span) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

/// The office answers with a day of its own, and a plain one.
fn names_another_day(reading: &Reading) -> bool {
    let plain = reading.doubts.iter().all(|doubt| match doubt {
        Doubt::When { .. } | Doubt::NoSuchDate { .. } | Doubt::Unclear { .. } => false,
        Doubt::Place { .. } | Doubt::Choice { .. } => true,
    });
    plain
        && reading.when.iter().any(|wish| {
            let says = match wish.modality {
                Modality::Want | Modality::Prefer | Modality::Fixed => true,
                Modality::Cannot | Modality::Deadline | Modality::Past => false,
            };
            says && has_day(&wish.when)
        })
}

fn has_day(when: &When) -> bool {
    match when {
        When::Date(_)
        | When::DateTime(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::Set { .. } => true,
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => false,
    }
}
