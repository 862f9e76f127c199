//! `kennis ...`: what a guest would get as an answer, and the questions that nothing answers yet.

use super::super::work::Work;
use super::Speaker;
use crate::domain::command::KnowledgeCommand;
use crate::domain::desk::Knowledge;
use crate::domain::help::squash;
use crate::domain::notice::{KnowledgeEntry, KnowledgeSaying, QuestionLine, Saying};
use crate::domain::staffroom::{OpenQuestion, StaffKey, StaffRecord};
use crate::domain::state::{Change, Key, Record};
use crate::reading::knowledge::Questions;

/// So many entries are shown when none is the answer.
const NEAREST_MAX: usize = 3;
/// Questions in one list.
const PAGE: usize = 10;

pub(super) fn obey(work: &mut Work<'_>, speaker: Speaker<'_>, command: &KnowledgeCommand) {
    let saying = match command {
        KnowledgeCommand::Ask { question } => ask(work, question),
        KnowledgeCommand::Show { topic: Some(topic) } => show(work, topic),
        KnowledgeCommand::Show { topic: None } => topics(work),
        KnowledgeCommand::Report { text } => report(work, speaker, text),
        KnowledgeCommand::Reported => reported(work, speaker),
        KnowledgeCommand::Settle { number } => settle(work, *number),
    };
    work.answer(speaker.spot, Saying::Knowledge(saying));
}

fn ask(work: &Work<'_>, question: &str) -> KnowledgeSaying {
    let base = Questions::new(&work.desk.knowledge);
    match base.answer(question) {
        Some(known) => KnowledgeSaying::Asked { sure: true, entries: vec![known.into()] },
        None => KnowledgeSaying::Asked { sure: false, entries: nearest(&base, question) },
    }
}

fn nearest(base: &Questions<'_>, words: &str) -> Vec<KnowledgeEntry> {
    let near = base.nearest(words, NEAREST_MAX);
    near.into_iter().map(|(_, known)| known.into()).collect()
}

fn show(work: &Work<'_>, topic: &str) -> KnowledgeSaying {
    let named = |known: &&Knowledge| squash(&known.id) == squash(topic);
    match work.desk.knowledge.iter().find(named) {
        Some(known) => KnowledgeSaying::Topic { entry: known.into() },
        None => {
            let base = Questions::new(&work.desk.knowledge);
            KnowledgeSaying::NoSuchTopic { entries: nearest(&base, topic) }
        }
    }
}

fn topics(work: &Work<'_>) -> KnowledgeSaying {
    let topics = work.desk.knowledge.iter().map(|known| known.id.clone()).collect();
    KnowledgeSaying::Topics { topics }
}

fn report(work: &mut Work<'_>, speaker: Speaker<'_>, text: &str) -> KnowledgeSaying {
    work.counters().questions += 1;
    let number = work.counters().questions;
    let (by, room) = (speaker.staff.name.clone(), speaker.spot.room);
    let question = OpenQuestion { number, at: work.now, by, room, text: text.to_owned() };
    work.put(Record::Staff(StaffRecord::Question(question)));
    KnowledgeSaying::Reported { number }
}

/// The oldest first.
fn reported(work: &Work<'_>, speaker: Speaker<'_>) -> KnowledgeSaying {
    let all = work.state.staff().questions();
    let shown = all.take(PAGE).map(|question| QuestionLine::new(question, speaker.spot.room));
    let more = work.state.staff().questions().count().saturating_sub(PAGE);
    KnowledgeSaying::List { questions: shown.collect(), more }
}

fn settle(work: &mut Work<'_>, number: u32) -> KnowledgeSaying {
    if work.state.staff().question(number).is_none() {
        return KnowledgeSaying::NoSuchQuestion { number };
    }
    work.change(Change::Remove { key: Key::Staff(StaffKey::Question(number)) });
    KnowledgeSaying::Settled { number }
}
