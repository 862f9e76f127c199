//! An answer in clauses, and what can be asked of each: which words it says, which times it names, and
//! whether it holds nothing else.

use super::super::Context;
use super::super::body::Body;
use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::intents::is_closing;
use super::super::sentence::{Sentence, clauses};
use super::super::token::Word;
use super::words::moves::{ASKS_FOR, BEFORE_TIME, CONDITIONS, IF_IT_CAN};
use super::words::{GOES_ON, REASONS};
use super::{is_in, is_within};
use crate::domain::reading::{Modality, Reading, Span, When, Wish};

/// Who names more times has a roster to tell; it also keeps the search linear in an endless text.
pub(super) const TIMES_MOST: usize = 12;

/// A clause, and whether its sentence is a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) asks: bool,
}

/// The words of an answer, and what was read in them.
pub(super) struct Said<'a, 't> {
    pub(super) t: Tokens<'a, 't>,
    pub(super) reading: &'a Reading<'a>,
    pub(super) context: &'a Context<'a>,
    /// Where times stand.
    times: Vec<Span>,
}

impl<'a, 't> Said<'a, 't> {
    pub(super) fn new(
        t: Tokens<'a, 't>,
        reading: &'a Reading<'a>,
        context: &'a Context<'a>,
    ) -> Self {
        let times = reading.when.iter().map(|wish| wish.span).collect();
        Self { t, reading, context, times }
    }

    /// The clauses of each sentence, up to where the mail takes its leave.
    pub(super) fn sentences(&self, body: &Body<'_>) -> Vec<Vec<Clause>> {
        let sentences = body.sentences.iter().take_while(|s| !is_closing(self.t, s));
        sentences.map(|s| self.clauses(s)).collect()
    }

    /// From sign to sign; what is nothing but a time goes with the words before it ("een uur later, om
    /// 11 uur").
    fn clauses(&self, s: &Sentence) -> Vec<Clause> {
        let mut all: Vec<Clause> = Vec::new();
        for (from, to) in clauses(self.t, *s) {
            let clause = Clause { from, to, asks: s.asks };
            match all.last_mut() {
                Some(before) if self.is_time(clause) => before.to = to,
                Some(_) | None => all.push(clause),
            }
        }
        all
    }

    fn is_time(&self, clause: Clause) -> bool {
        (clause.from..clause.to).all(|at| {
            let sign = matches!(self.t.word(at), Word::Sign(_));
            sign || is_within(self.t, &self.times, at) || self.t.is(at, BEFORE_TIME)
        })
    }

    pub(super) fn says(&self, clause: Clause, list: &[&str]) -> bool {
        (clause.from..clause.to).any(|at| self.t.is(at, list))
    }

    pub(super) fn has(&self, clause: Clause, cue: Cue) -> bool {
        self.t.has(clause.from, clause.to, cue)
    }

    pub(super) fn times(&self, clause: Clause) -> impl Iterator<Item = &Wish> {
        let [from, to] = self.t.span(clause.from, clause.to);
        let inside = move |wish: &&Wish| from <= wish.span[0] && wish.span[0] < to;
        self.reading.when.iter().filter(inside)
    }

    /// Whether a clause has no word but those of these lists, of times, of names and of a reason.
    pub(super) fn is_known(&self, clause: Clause, lists: &[&[&str]]) -> bool {
        let mut reason = false;
        (clause.from..clause.to).all(|at| {
            reason = self.gives_reason(at) || reason && !self.t.is(at, GOES_ON);
            let listed = |list: &&[&str]| is_in(self.t, self.reading, self.context, list, at);
            reason || is_within(self.t, &self.times, at) || lists.iter().any(listed)
        })
    }

    /// "Want to" and "schuift ... door" open no reason.
    pub(super) fn gives_reason(&self, at: usize) -> bool {
        let t = self.t;
        let wish = t.is(at, &["want"]) && t.is(at + 1, &["to", "our", "the"]);
        let particle = t.is(at, &["door"]) && t.is(at + 1, &["naar", "te"]);
        t.is(at, REASONS) && !wish && !particle
    }

    /// "Als het regent"; but "als dat kan" is no more than polite, also right before a wish.
    pub(super) fn is_condition(&self, clause: Clause) -> bool {
        let stands = |at: &usize| !self.t.is(*at, IF_IT_CAN);
        let behind = || (clause.from + 1..clause.to).find(stands);
        let polite = || behind().is_none_or(|at| self.t.is(at, ASKS_FOR));
        self.t.is(clause.from, CONDITIONS) && !polite()
    }
}

pub(super) fn is_wanted(wish: &Wish) -> bool {
    matches!(wish.modality, Modality::Want | Modality::Prefer)
}

/// Days to come on, and no hour or bound alone: "voor 2 april" says when we are to answer.
pub(super) fn names_days(wish: &Wish) -> bool {
    match wish.when {
        When::Date(_) | When::DateTime(_) => true,
        When::DateRange { start, .. } => start.is_some(),
        When::DateTimeRange { start, .. } => start.is_some(),
        When::Set { ref weekdays, within, .. } => !weekdays.is_empty() || within.is_some(),
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => false,
    }
}
