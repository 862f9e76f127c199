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
use super::super::cursor::Tokens;
use super::super::intents::{clauses, is_closing};
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::words::moves::{
    ASKS_FOR, BEFORE_TIME, BESIDE_KEEP, BESIDE_MOVE, CONDITIONS, DENIES, GREETS, HAVE, IF_IT_CAN,
    IS, IT, KEEPS, LEAVES, LETS_GO, MEETINGS, MOVED, MOVES, ONE_MORE, ONLY_IF, OPENS, OURSELVES,
    POSSIBLE, PREFERS, STAY, STOOD, TAKES_BACK, TELLS, THAT, TURNS, US, VISITS, WHETHER,
};
use super::words::{CALLS_OFF, GOES_ON, PARTICLES, REASONS, TAKES, TITLES, UNDECIDED};
use super::{day_of, is_in, is_name, is_within};
use crate::domain::reading::{Modality, Moves, Reading, Span, When, Wish};

/// The words of whoever asks for another moment, and nothing else.
const WORDS: &[&[&str]] = &[TAKES, CALLS_OFF, MOVES, BESIDE_MOVE];

/// The words of whoever wants what stands, and nothing else.
const WORDS_THAT_KEEP: &[&[&str]] = &[KEEPS, LEAVES, STAY, STOOD, BESIDE_KEEP];

/// Who names more times has a roster to tell; it also keeps the search linear in an endless text.
const TIMES_MOST: usize = 12;

/// A clause, and whether its sentence is a question.
#[derive(Debug, Clone, Copy)]
struct Clause {
    from: usize,
    to: usize,
    asks: bool,
}

struct Answer<'a, 't> {
    t: Tokens<'a, 't>,
    reading: &'a Reading<'a>,
    context: &'a Context<'a>,
    /// The day that is agreed.
    day: NaiveDate,
    /// Where times stand.
    times: Vec<Span>,
}

/// What the text plainly does with the day that is agreed; nothing where it is for a person to say.
pub(in crate::reading) fn moves(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
) -> Option<Moves> {
    let day = context.about?;
    let taken = reading.choice.as_ref().map(|choice| day_of(context.offered, choice.option));
    if taken.is_some_and(|taken| taken != Some(day)) || reading.when.len() > TIMES_MOST {
        return None;
    }
    let t = body.tokens();
    let times = reading.when.iter().map(|wish| wish.span).collect();
    let answer = Answer { t, reading, context, day, times };
    let sentences = body.sentences.iter().take_while(|s| !is_closing(t, s));
    let said: Vec<Vec<Clause>> = sentences.map(|s| answer.clauses(s)).collect();
    let mut clauses = said.iter().flatten();
    if clauses.any(|&clause| answer.says(clause, UNDECIDED) || answer.says(clause, ONLY_IF)) {
        None
    } else if answer.keeps(&said) {
        Some(Moves::TakenBack)
    } else {
        answer.asks(&said).then_some(Moves::Asked)
    }
}

impl Answer<'_, '_> {
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

    fn says(&self, clause: Clause, list: &[&str]) -> bool {
        (clause.from..clause.to).any(|at| self.t.is(at, list))
    }

    fn has(&self, clause: Clause, cue: Cue) -> bool {
        self.t.has(clause.from, clause.to, cue)
    }

    fn times(&self, clause: Clause) -> impl Iterator<Item = &Wish> {
        let [from, to] = self.t.span(clause.from, clause.to);
        let inside = move |wish: &&Wish| from <= wish.span[0] && wish.span[0] < to;
        self.reading.when.iter().filter(inside)
    }

    /// Whether a clause has no word but those of these lists, of times, of names and of a reason.
    fn is_known(&self, clause: Clause, lists: &[&[&str]]) -> bool {
        let mut reason = false;
        (clause.from..clause.to).all(|at| {
            reason = self.gives_reason(at) || reason && !self.t.is(at, GOES_ON);
            let listed = |list: &&[&str]| is_in(self.t, self.reading, self.context, list, at);
            reason || is_within(self.t, &self.times, at) || lists.iter().any(listed)
        })
    }

    /// "Want to" and "schuift ... door" open no reason.
    fn gives_reason(&self, at: usize) -> bool {
        let t = self.t;
        let wish = t.is(at, &["want"]) && t.is(at + 1, &["to", "our", "the"]);
        let particle = t.is(at, &["door"]) && t.is(at + 1, &["naar", "te"]);
        t.is(at, REASONS) && !wish && !particle
    }

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

    /// "Als het regent"; but "als dat kan" is no more than polite.
    fn is_condition(&self, clause: Clause) -> bool {
        let polite = || (clause.from + 1..clause.to).all(|at| self.t.is(at, IF_IT_CAN));
        self.t.is(clause.from, CONDITIONS) && !polite()
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
        let own = |wish: &&Wish| is_wanted(wish) && wish.when != When::Date(self.day);
        let mut wanted = self.times(clause).filter(own).peekable();
        let shifts = self.says(clause, MOVES) && !self.has_moved(clause);
        (shifts || self.asks_for_another(clause))
            && !self.is_of_another(clause)
            && self.is_about_the_visit(clause)
            && (wanted.peek().is_none()
                || wanted.any(|wish| self.is_another(wish) || self.ends_behind(wish)))
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
        it && asks
            && self.is_about_the_visit(clause)
            && !self.has_moved(clause)
            && !self.says(clause, TELLS)
            && self.times(clause).any(|wish| self.is_another(wish))
    }

    /// "In plaats van 9 april graag 16 april", "liever 16 dan 9 april"; but who would rather have 9 April
    /// than another day moves nothing.
    fn exchanges(&self, clause: Clause) -> bool {
        let own = self.times(clause).any(|wish| wish.when.day() == Some(self.day));
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
        let own = |wish: &Wish| wish.when.day() == Some(self.day);
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
        matches!(wish.when, When::DateRange { start: None, end: Some(end) } if self.day < end)
    }

    fn holds_day(&self, wish: &Wish) -> bool {
        match wish.when {
            When::DateRange { start, end } => {
                start.is_none_or(|start| start <= self.day) && end.is_none_or(|end| self.day < end)
            }
            When::Date(_)
            | When::DateTime(_)
            | When::DateTimeRange { .. }
            | When::Time(_)
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => wish.when.day() == Some(self.day),
        }
    }

    fn is_another_day(&self, wish: &Wish) -> bool {
        let names_days = match wish.when {
            When::Date(_) | When::DateTime(_) => true,
            // "Voor 2 april" says when we are to answer.
            When::DateRange { start, .. } => start.is_some(),
            When::DateTimeRange { start, .. } => start.is_some(),
            When::Set { ref weekdays, within, .. } => !weekdays.is_empty() || within.is_some(),
            When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => false,
        };
        is_wanted(wish) && names_days && wish.when.day() != Some(self.day)
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
        let own = wish.when.day() == Some(self.day);
        own != (wish.modality == Modality::Cannot)
    }

    fn keeps_what_stands(&self, clause: Clause) -> bool {
        let own = self.times(clause).any(|wish| wish.when.day() == Some(self.day));
        let stood = self.says(clause, STOOD);
        // "Laat 9 april maar" lets it go as well as not.
        let in_hand = |at: usize| self.t.is(at, &["vast"]) && !self.t.is(at + 1, &["aan"]);
        let in_hand = (clause.from..clause.to).any(in_hand);
        let firm = self.says(clause, KEEPS) && (own || stood) && !in_hand;
        let left = self.says(clause, LEAVES) && (stood || own && self.says(clause, STAY));
        (firm || left) && !self.says(clause, DENIES) && !self.says(clause, LETS_GO)
    }
}

fn is_wanted(wish: &Wish) -> bool {
    matches!(wish.modality, Modality::Want | Modality::Prefer)
}
