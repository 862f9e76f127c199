//! Questions for information: answered from the knowledge base when it is sure, by a person otherwise.

use super::reply::{Weight, courtesy, hand_over, loose, permit, to_person};
use super::work::{Case, Work};
use crate::domain::desk::Desk;
use crate::domain::letter::{GivenAnswer, LetterKind};
use crate::domain::mail::{Filing, Mail, Why};
use crate::domain::people::Mailbox;
use crate::domain::reading::{Language, Reading};
use crate::reading::knowledge::Questions;

/// Remembers what a mail asks, so that it is not lost beside what else the mail does.
/// The answers are in the language of the letter that will show them.
pub(super) fn hear(work: &mut Work<'_>, reading: &Reading, language: Language) {
    let answers = answers_in(work.desk, reading, language);
    work.hear(reading.questions.len(), answers);
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
