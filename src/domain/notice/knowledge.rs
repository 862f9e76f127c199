//! What the bot says from the knowledge base, and about what is missing in it.
//!
//! The answers in it are our own words, meant for guests: every room may read them.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::desk::Knowledge;
use crate::domain::room::RoomName;
use crate::domain::staffroom::OpenQuestion;
use crate::domain::time::Instant;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "knowledge")]
pub enum KnowledgeSaying {
    /// `sure`: a guest who asks this gets the first of these. Otherwise what comes nearest.
    Asked {
        sure: bool,
        entries: Vec<KnowledgeEntry>,
    },
    Topic {
        entry: KnowledgeEntry,
    },
    /// The names of all entries.
    Topics {
        topics: Vec<String>,
    },
    /// No entry of this name; what comes nearest.
    NoSuchTopic {
        entries: Vec<KnowledgeEntry>,
    },
    Reported {
        number: u32,
    },
    /// The questions that were kept; `more` are not shown.
    List {
        questions: Vec<QuestionLine>,
        more: usize,
    },
    Settled {
        number: u32,
    },
    NoSuchQuestion {
        number: u32,
    },
}

/// A piece of the knowledge base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnowledgeEntry {
    pub topic: String,
    /// Empty: a person answers.
    pub published: String,
    pub published_en: String,
    pub source: Option<String>,
    pub as_of: Option<NaiveDate>,
}

/// A piece of the knowledge base, for who answers a question by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The id of its entry.
    pub knowledge: String,
    pub text: String,
    pub source: Option<String>,
    pub as_of: Option<NaiveDate>,
}

/// A question that was kept, as it reads in one room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    pub number: u32,
    pub at: Instant,
    pub by: String,
    pub text: String,
    /// The text, in the room where it was typed: there it may be read although the room is not ours.
    pub typed_here: Option<String>,
}

impl From<&Knowledge> for KnowledgeEntry {
    fn from(known: &Knowledge) -> Self {
        Self {
            topic: known.id.clone(),
            published: known.answer.clone(),
            published_en: known.answer_en.clone(),
            source: known.source.clone(),
            as_of: known.as_of,
        }
    }
}

impl QuestionLine {
    pub fn new(question: &OpenQuestion, room: RoomName) -> Self {
        Self {
            number: question.number,
            at: question.at,
            by: question.by.clone(),
            text: question.text.clone(),
            typed_here: (question.room == room).then(|| question.text.clone()),
        }
    }
}
