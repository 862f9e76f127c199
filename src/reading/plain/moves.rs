//! Whether an answer about a visit that stands plainly asks to move it, or plainly takes that back.
//!
//! Other days are named for a hundred reasons: a roster, a list that follows, a match that fills the
//! roads. So a day moves nothing. What moves is a clause that asks for it in words that do nothing
//! else: a verb of moving, "kan het" with another moment, or another day beside the agreed one that
//! falls out. Who must go at noon, or begins half an hour later, asks for no other day.

use chrono::NaiveDate;

use super::super::Context;
use super::super::body::Body;
use super::super::cue::Cue;
use super::said::{Clause, Said, TIMES_MOST, is_wanted, names_days};
use super::words::moves::{
    ASKS_FOR, BESIDE_KEEP, BESIDE_MOVE, DENIES, GREETS, HAVE, IS, IT, KEEPS, LEAVES, LETS_GO,
    MEETINGS, MOVED, MOVES, ONE_MORE, ONLY_IF, OPENS, OURSELVES, POSSIBLE, PREFERS, STAY, STOOD,
    TAKES_BACK, TELLS, THAT, TURNS, US, VISITS, WHETHER,
};
use super::words::{CALLS_OFF, PARTICLES, TAKES, TITLES, UNDECIDED};
use super::{day_of, is_name};
use crate::domain::reading::{Modality, Moves, Reading, When, Wish};

/// The words of whoever asks for another moment, and nothing else.
pub(super) const WORDS: &[&[&str]] = &[TAKES, CALLS_OFF, MOVES, BESIDE_MOVE];

/// The words of whoever wants what stands, and nothing else.
const WORDS_THAT_KEEP: &[&[&str]] = &[KEEPS, LEAVES, STAY, STOOD, BESIDE_KEEP];

/// What the text plainly does with the day that is agreed; nothing where it is for a person to say.
pub(super) fn moves(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    day: NaiveDate,
) -> Option<Moves> {
    let taken = reading.choice.as_ref().map(|choice| day_of(context.offered, choice.option));
    if taken.is_some_and(|taken| taken != Some(day)) || reading.when.len() > TIMES_MOST {
        return None;
    }
    let answer = Said::new(body.tokens(), reading, context);
    let said = answer.sentences(body);
    let mut clauses = said.iter().flatten();
    if clauses.any(|&clause| answer.says(clause, UNDECIDED) || answer.says(clause, ONLY_IF)) {
        None
    } else if answer.keeps(&said) {
        Some(Moves::TakenBack)
    } else {
        answer.asks(&said).then_some(Moves::Asked)
    }
}

impl Said<'_, '_> {
    /// All that speaks of another moment is plain, and something of it asks for that.
    fn asks(&self, said: &[Vec<Clause>]) -> bool {
        let speaks = |sentence: &&Vec<Clause>| sentence.iter().any(|&clause| self.speaks(clause));
        let falls_out = said.iter().flatten().any(|&clause| self.falls_out(clause));
        let asks = |clause: Clause| {
            self.moves_the_visit(clause)
                || self.asks_for_it(clause)
                || self.exchanges(clause)
                || self.refuses_offer(clause)
                || falls_out && self.times(clause).any(|wish| self.is_another_day(wish))
        };
        let mut speaking = said.iter().filter(speaks).flatten().copied();
        let stays = said.iter().flatten().any(|&clause| {
            let no = self.t.is(clause.from, &["nee", "no"]);
            no || self.keeps_what_stands(clause) || self.says(clause, TAKES_BACK)
        });
        !stays
            && speaking.clone().any(asks)
            && speaking.all(|clause| {
                let plain = self.is_known(clause, WORDS) && !self.is_denied(clause);
                // "Wij zouden graag verzetten, maar dat is nu te laat."
                let turns = self.t.is(clause.from, TURNS) && !self.falls_out(clause);
                (plain || !self.speaks(clause))
                    && (!turns || asks(clause))
                    && !self.is_condition(clause)
                    && !self.asks_whether(clause)
                    && !self.rather_not(clause)
            })
    }

    fn speaks(&self, clause: Clause) -> bool {
        self.times(clause).any(is_wanted)
            || self.says(clause, MOVES)
            || self.asks_for_another(clause)
            || self.refuses_offer(clause)
    }

    /// "Wij willen niet verzetten"; but "9 april kan niet, maar 16 april wel" refuses no more than one.
    fn is_denied(&self, clause: Clause) -> bool {
        let refuses = self.times(clause).any(|wish| wish.modality == Modality::Cannot);
        let one_of_two = refuses && self.times(clause).any(is_wanted);
        self.says(clause, DENIES) && !one_of_two && !self.refuses_offer(clause)
    }

    /// "Kan het bezoek nog verzet worden?" asks whether it can, and for no moment.
    fn asks_whether(&self, clause: Clause) -> bool {
        clause.asks && self.says(clause, &["nog", "still"]) && self.times(clause).next().is_none()
    }

    /// "Maar liever niet."
    fn rather_not(&self, clause: Clause) -> bool {
        let bare = self.times(clause).next().is_none();
        bare && self.says(clause, PREFERS) && self.says(clause, DENIES)
    }

    /// "Kunnen wij het bezoek verzetten?", "9 april verplaatsen graag", "a different date, please".
    fn moves_the_visit(&self, clause: Clause) -> bool {
        let day = self.context.about.map(When::Date);
        let own = |wish: &&Wish| is_wanted(wish) && Some(&wish.when) != day.as_ref();
        let mut wanted = self.times(clause).filter(own).peekable();
        let shifts = self.says(clause, MOVES) && !self.has_moved(clause) && !self.joins_us(clause);
        (shifts || self.asks_for_another(clause))
            && !self.is_of_another(clause)
            && self.is_about_the_visit(clause)
            && (wanted.peek().is_none()
                || wanted.any(|wish| self.is_another(wish) || self.ends_behind(wish)))
    }

    /// "Mijn collega en ik schuiven aan": they come too.
    fn joins_us(&self, clause: Clause) -> bool {
        self.says(clause, &["schuif", "schuift", "schuiven"]) && self.says(clause, &["aan"])
    }

    /// "Graag een andere datum."
    fn asks_for_another(&self, clause: Clause) -> bool {
        self.has(clause, Cue::OtherDate) && (clause.asks || self.says(clause, ASKS_FOR))
    }

    /// "Kan het naar 16 april?", "wij willen het bezoek graag een week later".
    fn asks_for_it(&self, clause: Clause) -> bool {
        let visit = self.says(clause, VISITS) && !self.is_one_more(clause);
        let it = visit || clause.asks && self.says(clause, IT) && !self.says(clause, VISITS);
        let asks = clause.asks && self.says(clause, OPENS) || self.says(clause, ASKS_FOR);
        let another = |wish: &Wish| self.is_another(wish);
        (it || self.would_come(clause))
            && asks
            && self.is_about_the_visit(clause)
            && !self.has_moved(clause)
            && !self.says(clause, TELLS)
            && self
                .times(clause)
                .any(|wish| if it { another(wish) } else { self.is_another_day(wish) })
    }

    /// "Kunnen wij een week later komen?": we, on another day; at another hour of the day that stands they
    /// may be late.
    fn would_come(&self, clause: Clause) -> bool {
        const COME: &[&str] = &["come", "komen"];
        const AGAIN: &[&str] = &["again", "also", "eens", "nog", "ook", "opnieuw", "weer"];
        const SHIFTS: &[&str] = &["earlier", "eerder", "later"];
        let we = self.says(clause, &["we", "wij"]);
        let shifts = self.says(clause, COME) && self.says(clause, SHIFTS);
        clause.asks && we && shifts && !self.says(clause, AGAIN)
    }

    /// "In plaats van 9 april graag 16 april", "liever 16 dan 9 april"; but who would rather have 9 April
    /// than another day moves nothing.
    fn exchanges(&self, clause: Clause) -> bool {
        let own = self.times(clause).any(|wish| wish.when.day() == self.context.about);
        let mut another = self.times(clause).filter(|wish| self.is_another_day(wish));
        let Some(rather) = (clause.from..clause.to).find(|&at| self.t.is(at, PREFERS)) else {
            return own && self.has(clause, Cue::Instead) && another.next().is_some();
        };
        let from = self.t.span(rather, rather + 1)[1];
        let first = self.times(clause).find(|wish| wish.span[0] >= from);
        own && first.is_some_and(|wish| self.is_another_day(wish))
    }

    /// "Geen van deze dagen past", while other days are on offer.
    fn refuses_offer(&self, clause: Clause) -> bool {
        !self.context.offered.is_empty() && self.has(clause, Cue::NoneOfOptions)
    }

    /// The visit that there is, or nothing else that could be moved.
    fn is_about_the_visit(&self, clause: Clause) -> bool {
        let own = |wish: &Wish| wish.when.day() == self.context.about;
        let named = self.says(clause, VISITS) && !self.has(clause, Cue::AVisit);
        named || self.times(clause).any(own) || !self.says(clause, MEETINGS)
    }

    /// "Een tweede bezoek", "de afspraak met de wethouder".
    fn is_one_more(&self, clause: Clause) -> bool {
        let t = self.t;
        let with_another = |at: usize| t.is(at + 1, &["met", "with"]) && !t.is(at + 2, US);
        let visit = |at: &usize| t.is(*at, VISITS);
        (clause.from..clause.to).filter(visit).any(|at| {
            let before = at.saturating_sub(2).max(clause.from)..at;
            with_another(at) || before.into_iter().any(|before| t.is(before, ONE_MORE))
        }) || self.is_of_another(clause)
    }

    /// "Het bezoek van minister Van Dam", who is nobody of ours.
    fn is_of_another(&self, clause: Clause) -> bool {
        let t = self.t;
        let of = |at: usize| t.is(at + 1, &["van", "of"]) && t.is(at + 2, TITLES);
        let mut visits = (clause.from..clause.to).filter(|&at| t.is(at, VISITS));
        visits.any(|at| of(at) && self.is_stranger(at + 3))
    }

    /// Behind a title a name that this conversation does not know.
    fn is_stranger(&self, at: usize) -> bool {
        const NAME_TOKENS: usize = 4;
        let t = self.t;
        let is_known = |at: usize| {
            let own = |word: &str| t.get(at).is_some_and(|w| word.eq_ignore_ascii_case(w.lower));
            let named = |name: &&str| name.split_whitespace().any(own);
            !t.is(at, PARTICLES) && self.context.names.iter().any(named)
        };
        !self.context.names.is_empty()
            && t.get(at).is_some_and(|name| name.starts_upper())
            && !(at..at + NAME_TOKENS).any(is_known)
    }

    /// "Dank dat u het hebt verzet", "het is al verplaatst", "moet het bezoek verzet worden?"
    fn has_moved(&self, clause: Clause) -> bool {
        let have = |at: usize| self.t.is(at, HAVE) && !self.t.is(at + 1, &["to"]);
        let is_moved = self.says(clause, MOVED) && self.says(clause, IS);
        let asks_whether = clause.asks && self.t.is(clause.from, WHETHER);
        is_moved
            || (clause.from..clause.to).any(have)
            || asks_whether && !self.says(clause, POSSIBLE)
    }

    /// The agreed day does not suit: it is ruled out, or "het lukt niet" is all that is said.
    fn falls_out(&self, clause: Clause) -> bool {
        let ruled_out = |wish: &Wish| wish.modality == Modality::Cannot && self.holds_day(wish);
        let of_guest = || self.is_known(clause, WORDS) || self.names_the_guest(clause);
        let it = [VISITS, IT, THAT].iter().any(|list| self.says(clause, list));
        let says_so = || {
            let bare = self.times(clause).next().is_none() && !self.says(clause, MOVES);
            bare && it && self.has(clause, Cue::CannotThen) && self.is_known(clause, WORDS)
        };
        let title = |at: usize| self.t.is(at, TITLES) && self.is_stranger(at + 1);
        let of_another = (clause.from..clause.to).any(title);
        !of_another && (self.times(clause).any(ruled_out) && of_guest() || says_so())
    }

    /// That a photographer cannot come moves nothing.
    fn names_the_guest(&self, clause: Clause) -> bool {
        let name = |at: usize| is_name(self.t, self.reading, self.context, at);
        self.says(clause, OURSELVES)
            || self.says(clause, TITLES)
            || (clause.from..clause.to).any(name)
    }

    /// "Tot mei": up to a day behind the agreed one.
    fn ends_behind(&self, wish: &Wish) -> bool {
        let day = self.context.about;
        matches!(wish.when, When::DateRange { start: None, end } if day < end)
    }

    fn holds_day(&self, wish: &Wish) -> bool {
        match wish.when {
            When::DateRange { start, end } => {
                let day = self.context.about;
                day.is_some() && start <= day && (end.is_none() || day < end)
            }
            When::Date(_)
            | When::DateTime(_)
            | When::DateTimeRange { .. }
            | When::Time(_)
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => wish.when.day() == self.context.about,
        }
    }

    fn is_another_day(&self, wish: &Wish) -> bool {
        is_wanted(wish) && names_days(wish) && wish.when.day() != self.context.about
    }

    /// Another day, or another hour to begin at.
    fn is_another(&self, wish: &Wish) -> bool {
        let begins = match wish.when {
            When::DateTime(_) | When::Time(_) => true,
            When::DateTimeRange { start, .. } => start.is_some(),
            When::TimeRange { from, .. } => from.is_some(),
            When::Date(_) | When::DateRange { .. } | When::Duration { .. } | When::Set { .. } => {
                false
            }
        };
        is_wanted(wish) && begins || self.is_another_day(wish)
    }

    /// "Bij nader inzien houden we 9 april", "geen van deze, laat maar zoals het was": nothing else is
    /// said, asked or chosen, and no other day is named but to rule it out.
    fn keeps(&self, said: &[Vec<Clause>]) -> bool {
        let greets = |clause: Clause| self.t.is(clause.from, GREETS);
        let mut plain = said.iter().flatten().filter(|&&clause| !greets(clause));
        said.iter().flatten().any(|&clause| self.keeps_what_stands(clause))
            && self.reading.when.iter().all(|wish| self.is_kept(wish))
            && plain.all(|&clause| !clause.asks && self.is_known(clause, WORDS_THAT_KEEP))
    }

    /// The agreed day, and not as one that does not suit; or another one that does not.
    fn is_kept(&self, wish: &Wish) -> bool {
        let own = wish.when.day() == self.context.about;
        own != (wish.modality == Modality::Cannot)
    }

    fn keeps_what_stands(&self, clause: Clause) -> bool {
        let own = self.times(clause).any(|wish| wish.when.day() == self.context.about);
        let stood = self.says(clause, STOOD);
        // "Laat 9 april maar" lets it go as well as not.
        let in_hand = |at: usize| self.t.is(at, &["vast"]) && !self.t.is(at + 1, &["aan"]);
        let in_hand = (clause.from..clause.to).any(in_hand);
        let firm = self.says(clause, KEEPS) && (own || stood) && !in_hand;
        let left = self.says(clause, LEAVES) && (stood || own && self.says(clause, STAY));
        (firm || left) && !self.says(clause, DENIES) && !self.says(clause, LETS_GO)
    }
}
