//! Whether an answer to an open offer plainly lets go of it: it refuses what is on offer, or asks
//! for days that are not.
//!
//! What is let go may be gone when it is wanted after all. A day beside an offer can be the one on
//! which they choose, a second string, or of something else; another hour of a day that is on offer
//! asks for no other day. So a day alone lets go of nothing: it must be asked for, in words that do
//! nothing else.

use super::super::Context;
use super::super::body::Body;
use super::super::cue::Cue;
use super::said::{Clause, Said, TIMES_MOST, is_wanted, names_days};
use super::words::UNDECIDED;
use super::words::moves::{ASKS_FOR, MOVES, ONLY_IF, OPENS};
use super::words::others::{AGREES, ALSO, BETTER, HAS, LATE, SPARES, WHEN};
use crate::domain::reading::{Modality, Reading, When, Wish, recurs_on};

/// `refused`: the text refuses all that is on offer in so many words.
pub(super) fn lets_go(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    refused: bool,
) -> bool {
    let wants = reading.when.iter().any(is_wanted);
    if reading.choice.is_some() || !refused && !wants || reading.when.len() > TIMES_MOST {
        return false;
    }
    let answer = Said::new(body.tokens(), reading, context);
    let said = answer.sentences(body);
    let mut clauses = said.iter().flatten().copied();
    if clauses.clone().any(|clause| answer.leaves_open(clause)) {
        return false;
    }
    let mut naming = clauses.clone().filter(|&clause| answer.names_a_day(clause));
    if refused {
        // "Op geen van deze dagen is er plenair, dus alles kan", "geen ..., behalve misschien de derde".
        let spares = |clause| answer.says(clause, SPARES);
        if clauses.any(spares) {
            return false;
        }
        return naming.all(|clause| !answer.says(clause, AGREES));
    }
    let one_is_refused = reading.when.iter().any(|wish| answer.refuses_one(wish));
    clauses.all(|clause| !answer.keeps_an_option(clause) && !answer.adds_a_day(clause))
        && naming.clone().all(|clause| answer.is_plain(clause))
        && naming.any(|clause| one_is_refused || answer.asks_for_days(clause))
}

impl Said<'_, '_> {
    /// "Mocht de 9e niet lukken", "als zij kan", "dat weten wij eerst maandag".
    fn leaves_open(&self, clause: Clause) -> bool {
        // "Wanneer kan het in mei?"
        let asks_when = clause.asks && self.t.is(clause.from, WHEN);
        let undecided = [UNDECIDED, ONLY_IF].iter().any(|list| self.says(clause, list));
        undecided || self.is_condition(clause) && !asks_when
    }

    /// Whether a clause wants days.
    fn names_a_day(&self, clause: Clause) -> bool {
        self.times(clause).any(|wish| is_wanted(wish) && names_days(wish))
    }

    /// "9 april om 9.00 uur": a day that is on offer is still looked at.
    fn keeps_an_option(&self, clause: Clause) -> bool {
        self.times(clause).any(|wish| is_wanted(wish) && self.is_on_offer(wish))
    }

    /// A day that is on offer, or a stretch or a weekday in which one is.
    fn is_on_offer(&self, wish: &Wish) -> bool {
        let mut days = self.context.offered.iter().map(|it| it.slot.day());
        match &wish.when {
            When::DateRange { start, end } => {
                days.any(|day| start.is_none_or(|s| s <= day) && end.is_none_or(|e| day < e))
            }
            When::Set { weekdays, nth, within, .. } => days.any(|day| {
                recurs_on(day, weekdays, nth) && within.is_none_or(|days| days.contains(day))
            }),
            When::Date(_) | When::DateTime(_) | When::DateTimeRange { .. } => {
                wish.when.day().is_some_and(|own| days.any(|day| day == own))
            }
            When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => false,
        }
    }

    /// "Kan het ook op 6 april?": one day more, and none of the others is refused.
    fn adds_a_day(&self, clause: Clause) -> bool {
        let day = |wish: &Wish| is_wanted(wish) && wish.when.day().is_some();
        self.says(clause, ALSO) && self.times(clause).any(day)
    }

    fn refuses_one(&self, wish: &Wish) -> bool {
        wish.modality == Modality::Cannot && self.is_on_offer(wish)
    }

    /// Words of asking and of nothing else; "want 26 maart is al voorbij" only gives a reason.
    fn is_plain(&self, clause: Clause) -> bool {
        let reasons = || (clause.from..clause.to).any(|at| self.gives_reason(at));
        let late = |at: usize| self.t.is(at, LATE) && self.t.is(at + 1, &["laat", "late", "vroeg"]);
        self.is_known(clause, super::moves::WORDS)
            && !reasons()
            && !self.says(clause, AGREES)
            && !(clause.from..clause.to).any(late)
    }

    /// "Kan het in mei?", "heeft u ook iets in juni?", "liever een maandag", "16 april graag".
    fn asks_for_days(&self, clause: Clause) -> bool {
        let asks = clause.asks && [OPENS, HAS].iter().any(|list| self.says(clause, list));
        let wishes = [ASKS_FOR, BETTER, MOVES].iter().any(|list| self.says(clause, list));
        asks || wishes || self.has(clause, Cue::OtherDate)
    }
}
