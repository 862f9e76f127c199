//! What the mail at hand asks and leaves unclear, kept until it is filed.

use super::Work;
use crate::domain::ids::VisitId;
use crate::domain::letter::{GivenAnswer, LetterKind};
use crate::domain::notice::{CalendarNews, Passage};
use crate::domain::reading::{Doubt, Wish};
use crate::domain::time::Instant;

/// What the mail at hand asks and leaves unclear: looked at when it is filed.
#[derive(Debug, Default)]
pub(in crate::decide) struct Heard {
    /// How many questions it asks.
    pub(in crate::decide) questions: usize,
    /// Those that the knowledge base answers.
    pub(in crate::decide) answers: Vec<GivenAnswer>,
    /// Those that it does not, as staff may see them in chat, and what comes nearest to them.
    pub(in crate::decide) open: Vec<String>,
    pub(in crate::decide) passages: Vec<Passage>,
    pub(in crate::decide) doubts: Vec<Doubt>,
    /// The moments that it names as if they were wanted.
    pub(in crate::decide) moments: Vec<Wish>,
    /// It says something beside what is handled by itself.
    pub(in crate::decide) says_more: bool,
    /// Its words, where they may be read in chat.
    pub(in crate::decide) words: Option<String>,
    /// What a calendar says with it.
    pub(in crate::decide) calendar: Option<CalendarNews>,
    /// Until when what is on offer is held because of it.
    pub(in crate::decide) held_until: Option<Instant>,
    /// The writer wants to be called at this number; empty where they tell none.
    pub(in crate::decide) call_back: Option<String>,
    /// The other visit that it says to be about too.
    pub(in crate::decide) also: Option<VisitId>,
    /// The open visits that it may be about, the likeliest first.
    pub(in crate::decide) perhaps: Vec<VisitId>,
    /// Staff read its words, and that there is haste, in a notice of its own.
    pub(in crate::decide) told_at_once: bool,
}

impl Heard {
    /// It asks something that only a person can answer.
    pub(in crate::decide) fn leaves_open(&self) -> bool {
        self.answers.len() < self.questions
    }
}

impl Work<'_> {
    pub(in crate::decide) fn heard(&self) -> &Heard {
        &self.heard
    }

    pub(in crate::decide) fn hear(&mut self, heard: Heard) {
        let calendar = self.heard.calendar.take();
        self.heard = Heard { calendar, ..heard };
    }

    /// What stands beside the rest of the mail at hand is seen anyhow, or belongs to what it asks.
    pub(in crate::decide) fn hear_no_more(&mut self) {
        self.heard.says_more = false;
    }

    /// Who wants to be called is not done with a letter.
    pub(in crate::decide) fn hears_of_a_call(&mut self) {
        self.heard.says_more |= self.heard.call_back.is_some();
    }

    pub(in crate::decide) fn hear_calendar(&mut self, news: CalendarNews) {
        self.heard.calendar = Some(news);
    }

    /// The mail at hand says to be about this visit as well.
    pub(in crate::decide) fn is_about_too(&mut self, other: VisitId) {
        self.heard.also = Some(other);
    }

    /// The mail at hand carries no key, and may be about one of these visits.
    pub(in crate::decide) fn is_perhaps_about(&mut self, visits: Vec<VisitId>) {
        self.heard.perhaps = visits;
    }

    /// Staff read at once what it says.
    pub(in crate::decide) fn told_at_once(&mut self) {
        self.heard.told_at_once = true;
    }

    /// Until when what is on offer is held because of the mail at hand.
    pub(in crate::decide) fn holds_until(&mut self, until: Option<Instant>) {
        self.heard.held_until = until;
    }

    /// The answers that a letter of this kind can show.
    pub(in crate::decide) fn answers_in(&self, kind: LetterKind) -> Vec<GivenAnswer> {
        if shows_answers(kind.slug()) { self.heard.answers.clone() } else { Vec::new() }
    }
}

/// Whether letters of this kind have a place for answers from the knowledge base.
pub(in crate::decide) fn shows_answers(slug: &str) -> bool {
    let kinds = [LetterKind::Information, LetterKind::Receipt, LetterKind::DetailsNoted];
    kinds.iter().any(|kind| kind.slug() == slug)
}
