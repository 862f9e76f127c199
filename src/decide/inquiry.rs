//! Questions for information: answered from the knowledge base when it is sure, by a person otherwise.

use super::facts;
use super::reply::{Weight, courtesy, hand_over, loose, permit, to_person};
use super::work::{Case, Heard, Work};
use crate::domain::desk::{Desk, Knowledge};
use crate::domain::letter::{GivenAnswer, LetterKind};
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::notice::Passage;
use crate::domain::people::{Mailbox, Need};
use crate::domain::reading::{Doubt, Found, Language, Reading, Span};
use crate::reading::knowledge::Questions;

/// The best passages that staff see with a question.
const PASSAGES_MAX: usize = 3;

/// Remembers what a mail asks, so that it is not lost beside what else the mail does, and what in it
/// is not understood. The answers are in the language of the letter that will show them.
pub(super) fn hear(work: &mut Work<'_>, reading: &Reading, language: Language) {
    let answers = answers_in(work.desk, reading, language);
    let is_open =
        |question: &&Found<String>| answers.iter().all(|answer| answer.question != question.value);
    let open: Vec<&Found<String>> = reading.questions.iter().filter(is_open).collect();
    let passages = passages(work.desk, &open);
    let shown = |span: Span| !is_delicate(reading, span);
    let asked = open.iter().filter(|question| shown(question.span));
    let open = asked.map(|question| question.value.clone()).collect();
    let doubts = reading.doubts.iter().filter(|doubt| match doubt {
        Doubt::Unclear { span, .. } => shown(*span),
        Doubt::When { .. }
        | Doubt::NoSuchDate { .. }
        | Doubt::Place { .. }
        | Doubt::Choice { .. } => true,
    });
    let doubts = doubts.cloned().collect();
    let questions = reading.questions.len();
    work.hear(Heard { questions, answers, open, passages, doubts });
}

/// What comes nearest to the questions of a mail that waited.
pub(super) fn near_to(work: &Work<'_>, mail: &MailRecord) -> Vec<Passage> {
    let reading = facts::read_text(work, &mail.text, mail.received);
    let answers = answers_in(work.desk, &reading, reading.language);
    let is_open =
        |question: &&Found<String>| answers.iter().all(|answer| answer.question != question.value);
    passages(work.desk, &reading.questions.iter().filter(is_open).collect::<Vec<_>>())
}

/// Health and security are not shown in chat: who must know reads the mail.
fn is_delicate(reading: &Reading, [from, to]: Span) -> bool {
    reading.needs.iter().any(|need| {
        let inside = from <= need.span[0] && need.span[1] <= to;
        let delicate = match need.value {
            Need::Beveiliging | Need::Rolstoel | Need::Dieet => true,
            Need::Pers | Need::Foto | Need::Parkeren | Need::Ov | Need::Tolk | Need::Lunch => false,
        };
        inside && delicate
    })
}

/// What the knowledge base has that comes nearest to any of the questions, nearest first.
fn passages(desk: &Desk, questions: &[&Found<String>]) -> Vec<Passage> {
    if questions.is_empty() {
        return Vec::new();
    }
    let base = Questions::new(&desk.knowledge);
    let near = questions.iter().flat_map(|question| base.nearest(&question.value, PASSAGES_MAX));
    let mut near: Vec<(f64, &Knowledge)> = near.collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut out: Vec<Passage> = Vec::new();
    for (_, known) in near {
        if out.len() < PASSAGES_MAX && out.iter().all(|passage| passage.knowledge != known.id) {
            out.push(Passage {
                knowledge: known.id.clone(),
                text: known.answer.clone(),
                source: known.source.clone(),
                as_of: known.as_of,
            });
        }
    }
    out
}

/// A question from outside any conversation.
pub(super) fn received(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, reading: &Reading) {
    let answers = answers_in(work.desk, reading, reading.language);
    if answers.is_empty() || answers.len() < reading.questions.len() {
        return hand_over(work, mail, from, reading, Why::QuestionForAPerson);
    }
    match permit(work, mail, &from.address, Weight::Courtesy) {
        Ok(is_last) => {
            let mut draft = loose(work, mail, from, LetterKind::Information, is_last);
            draft.language = reading.language;
            draft.facts.answers = answers;
            work.file(mail, None, Filing::Answered { letter: draft.id.clone() });
            work.loose_letter(draft);
        }
        Err(why) => work.wait(mail, None, why),
    }
}

/// A question in a conversation about a visit.
pub(super) fn in_case(work: &mut Work<'_>, mut case: Case, mail: &Mail, reading: &Reading) {
    let answers = answers_in(work.desk, reading, case.visit.writer.language);
    if answers.is_empty() || answers.len() < reading.questions.len() {
        return to_person(work, case, mail, Why::QuestionForAPerson);
    }
    courtesy(work, &mut case, mail, LetterKind::Information);
    work.finish(case);
}

/// The questions of a mail that the knowledge base can answer, with the answers.
fn answers_in(desk: &Desk, reading: &Reading, language: Language) -> Vec<GivenAnswer> {
    if reading.questions.is_empty() {
        return Vec::new();
    }
    let known = Questions::new(&desk.knowledge);
    reading
        .questions
        .iter()
        .filter_map(|question| {
            let known = known.answer(&question.value)?;
            let answer = match language {
                Language::Nl => &known.answer,
                Language::En | Language::Other => &known.answer_en,
            };
            (!answer.is_empty()).then(|| GivenAnswer {
                question: question.value.clone(),
                knowledge: known.id.clone(),
                answer: answer.clone(),
            })
        })
        .collect()
}
