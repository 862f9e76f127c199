//! Questions for information: answered from the knowledge base when it is sure, by a person otherwise.

use super::facts;
use super::reply::{Weight, courtesy, hand_over, loose, permit, to_person};
use super::work::{Case, Heard, Work};
use crate::domain::desk::{Approval, Desk, Knowledge};
use crate::domain::letter::{GivenAnswer, LetterKind};
use crate::domain::mail::{Filing, Mail, MailRecord, Why};
use crate::domain::notice::Passage;
use crate::domain::people::{Mailbox, Need};
use crate::domain::reading::{Doubt, Errand, Language, Reading, Span};
use crate::reading::knowledge::Questions;

/// The best passages that staff see with a question.
const PASSAGES_MAX: usize = 3;

/// Remembers what a mail asks, so that it is not lost beside what else the mail does, and what in it
/// is not understood. The answers are in the language of the letter that will show them.
pub(super) fn hear(work: &mut Work<'_>, reading: &Reading, language: Language) {
    let seen_by_staff = work.desk.approval == Approval::Always;
    hear_all(work, reading, language, seen_by_staff);
}

/// The same in the conversation of a visit, where facts are taken in without anybody who looks.
pub(super) fn hear_in_case(work: &mut Work<'_>, reading: &Reading, language: Language) {
    hear_all(work, reading, language, false);
}

fn hear_all(work: &mut Work<'_>, reading: &Reading, language: Language, seen_by_staff: bool) {
    let mut heard = asked(work.desk, reading, language);
    let shown = |doubt: &&Doubt| match doubt {
        Doubt::Unclear { span, .. } => !is_delicate(reading, *span),
        Doubt::When { .. }
        | Doubt::NoSuchDate { .. }
        | Doubt::Place { .. }
        | Doubt::Choice { .. } => !is_secret(reading),
    };
    let said = reading.doubts.iter().chain(&reading.beside);
    heard.doubts = said.filter(shown).cloned().collect();
    let named = reading.when.iter().filter(|wish| wish.is_wanted());
    heard.moments = named.filter(|wish| !is_delicate(reading, wish.span)).cloned().collect();
    // Letters promise that a colleague sees to the security.
    let guarded = reading.needs.iter().any(|need| need.value == Need::Beveiliging);
    heard.says_more = reading.beside.is_some() || guarded && !seen_by_staff;
    heard.call_back = reading.call_back.clone().filter(|_| !is_secret(reading));
    let whole = [0, reading.text.chars().count()];
    heard.words = (!is_delicate(reading, whole)).then(|| reading.text.to_string());
    work.hear(heard);
}

/// What comes nearest to the questions of a mail that waited.
pub(super) fn near_to(work: &Work<'_>, mail: &MailRecord) -> Vec<Passage> {
    let reading = facts::read_text(work, &mail.text, mail.received);
    asked(work.desk, &reading, reading.language).passages
}

/// The questions of a reading: those with a known answer, and for the others what comes nearest.
fn asked(desk: &Desk, reading: &Reading, language: Language) -> Heard {
    let mut heard = Heard { questions: reading.questions.len(), ..Heard::default() };
    if reading.questions.is_empty() {
        return heard;
    }
    let base = Questions::new(&desk.knowledge);
    let mut near = Vec::new();
    for question in &reading.questions {
        match answer_to(&base, &question.value, language) {
            Some(answer) => heard.answers.push(answer),
            None => {
                near.extend(base.nearest(&question.value, PASSAGES_MAX));
                if !is_delicate(reading, question.span) {
                    heard.open.push(question.value.clone());
                }
            }
        }
    }
    heard.passages = if is_secret(reading) { Vec::new() } else { best(near) };
    heard
}

fn answer_to(base: &Questions<'_>, question: &str, language: Language) -> Option<GivenAnswer> {
    let known = base.answer(question)?;
    let answer = match language {
        Language::Nl => &known.answer,
        Language::En | Language::Other => &known.answer_en,
    };
    (!answer.is_empty()).then(|| GivenAnswer {
        question: question.to_owned(),
        knowledge: known.id.clone(),
        answer: answer.clone(),
    })
}

/// The best of what was found, nearest first, each entry once.
fn best(mut near: Vec<(f64, &Knowledge)>) -> Vec<Passage> {
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

/// Health, security and what nobody may hear of are not shown in chat: who must know reads the mail.
fn is_delicate(reading: &Reading, [from, to]: Span) -> bool {
    is_secret(reading)
        || reading.needs.iter().any(|need| {
            let inside = from <= need.span[0] && need.span[1] <= to;
            let delicate = match need.value {
                Need::Beveiliging | Need::Rolstoel | Need::Dieet | Need::Zintuigen => true,
                Need::Pers | Need::Foto | Need::Parkeren | Need::Ov | Need::Tolk | Need::Lunch => {
                    false
                }
            };
            inside && delicate
        })
}

/// Whether no word of the mail may be told in a room.
fn is_secret(reading: &Reading) -> bool {
    reading.errand.as_ref().is_some_and(|found| found.value == Errand::Secret)
}

/// A question from outside any conversation.
pub(super) fn received(work: &mut Work<'_>, mail: &Mail, from: &Mailbox, reading: &Reading) {
    let answers = work.heard().answers.clone();
    if answers.is_empty() || answers.len() < reading.questions.len() {
        return hand_over(work, mail, from, reading, Why::QuestionForAPerson, None);
    }
    match permit(work, mail, &from.address, Weight::Courtesy) {
        Ok(is_last) => {
            let mut draft = loose(work, mail, from, LetterKind::Information, is_last);
            draft.language = reading.language;
            draft.facts.answers = answers;
            work.file(mail, None, Filing::Answered { letter: draft.id.clone() });
            work.send(draft);
        }
        Err(why) => work.wait(mail, None, why),
    }
}

/// A question in a conversation about a visit.
pub(super) fn in_case(work: &mut Work<'_>, mut case: Case, mail: &Mail, reading: &Reading) {
    let answers = &work.heard().answers;
    if answers.is_empty() || answers.len() < reading.questions.len() {
        return to_person(work, case, mail, Why::QuestionForAPerson);
    }
    courtesy(work, &mut case, mail, LetterKind::Information);
    work.finish(case);
}
