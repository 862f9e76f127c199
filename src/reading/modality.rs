//! What a clause does with the times in it: wish, preference, refusal, fact, deadline, looking back.
//!
//! A sentence falls into clauses at commas and words such as "maar". The words of a clause colour
//! every time in it; a clause without any borrows from its neighbours ("maandag niet, dinsdag wel").
//! Each clause is looked at once.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

mod back;
pub(crate) mod behind;
mod clause;
mod cues;
mod deadline;
mod facts;
mod instead;
mod row;
mod scope;
mod statement;
mod told;
pub(crate) mod whereabouts;
pub(crate) mod words;

use super::cue::{self, Cue, TimeCues};
use super::cursor::Tokens;
use super::judgement::Judgement;
use super::sentence::Sentence;
use super::times::{Bound, Days, Phrase};
use super::token::{Unit, Word};
use crate::domain::reading::Modality;
use back::{is_behind, looks_back};
use cues::Cues;
use told::{SURELY_BEFORE, is_beside, is_move};

/// What a short sentence without a time says of the time that was asked about just before it: "24
/// sept? Echt niet."
pub(crate) fn answer(t: Tokens<'_, '_>, sentence: Sentence) -> Option<Modality> {
    const WORDS_MOST: usize = 8;
    let timed = (sentence.from..sentence.to).any(|at| {
        matches!(t.word(at), Word::Weekday { .. } | Word::Month(_) | Word::FullDate { .. })
    });
    if timed || sentence.to - sentence.from > WORDS_MOST {
        return None;
    }
    if t.is(sentence.from, &["nee", "neen", "helaas", "no"]) {
        return Some(Modality::Cannot);
    }
    if t.is(sentence.from, &["ja", "yes"]) {
        return Some(Modality::Want);
    }
    let cues = Cues::of(t, (sentence.from, sentence.to), &[], sentence.cues.of_times());
    if cues.no {
        Some(Modality::Cannot)
    } else if cues.prefer {
        Some(Modality::Prefer)
    } else {
        (cues.want || cues.no_problem).then_some(Modality::Want)
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Clause {
    from: usize,
    to: usize,
    cues: Cues,
    /// Every list of which a phrase stands in it.
    all: TimeCues,
}

/// Who asks to be reminded on a day does not come then.
pub(crate) const REMINDS: cue::Phrases = &[
    "herinnert u ons",
    "herinnert u mij",
    "herinner ons",
    "herinner mij",
    "ons herinneren",
    "mij herinneren",
    "ons een herinnering",
    "mij een herinnering",
    "remind us",
    "remind me",
];

/// `Mag ik het programma vóór 17.00 uur ontvangen?`: who asks wants something by then.
fn asks_to_receive(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    let (from, to) = (sentence.from, sentence.to);
    sentence.asks
        && t.find(from, to, &[&["mag", "ik"], &["mogen", "wij"], &["mogen", "we"]]).is_some()
        && t.find(from, to, &[&["ontvangen"], &["hebben"]]).is_some()
}

/// Whether the sentence asks for an answer: "het kabinet liet ons weten dat 9 juni kan" gives one.
fn asks_for_answer(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    /// So far before "weten" stands the verb that lets.
    const LETS_TOKENS: usize = 4;
    let lets = |at: usize| t.is(at, &["liet", "lieten", "heeft"]);
    let is_given = |weten: usize| {
        t.is(weten, &["weten"]) && (weten.saturating_sub(LETS_TOKENS)..weten).any(lets)
    };
    let asked = |at: usize| !is_given(at) && !is_given(at + 1);
    sentence.cues.has(Cue::Answer) && t.each(sentence.from, sentence.to, Cue::Answer).any(asked)
}

/// At the head of a clause these suppose, wherever it stands.
const MOCHT: &[&str] = &["mocht", "mochten"];

/// What was done for a day: "dat u ons aanbood voor 6 januari".
const PLANNED: &[&str] = &[
    "aanbood",
    "aanboden",
    "aangeboden",
    "genoteerd",
    "ingepland",
    "gepland",
    "voorstelde",
    "voorstelden",
    "voorgesteld",
];

/// Who chooses a day, or prefers one, does so "voor" that day.
const CHOOSES: &[&str] =
    &["kies", "kiezen", "gekozen", "gaan", "ga", "opteren", "opteer", "voorkeur", "voel", "voelen"];

/// A sentence with its clauses and the times in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a, 't> {
    t: Tokens<'a, 't>,
    sentence: Sentence,
    clauses: &'a [Clause],
    /// Somewhere in the sentence an answer is asked for.
    answers: bool,
    before: bool,
    phrases: &'a [Phrase],
}

impl<'a, 't> Scene<'a, 't> {
    /// The clauses of the sentence take the place of those that were there; `before`: "voor" without a
    /// plan is before the day.
    pub(crate) fn new(
        t: Tokens<'a, 't>,
        sentence: Sentence,
        (phrases, clauses): (&'a [Phrase], &'a mut Vec<Clause>),
        before: bool,
    ) -> Self {
        clauses.clear();
        clauses.extend(clause::clauses(t, sentence, phrases).map(|(from, to)| {
            let whole = (from, to) == (sentence.from, sentence.to);
            let all = if whole { sentence.cues.of_times() } else { t.time_cues(from, to) };
            Clause { from, to, cues: Cues::of(t, (from, to), phrases, all), all }
        }));
        let answers = asks_for_answer(t, sentence)
            || sentence.asks && sentence.cues.has(Cue::Receives) && asks_to_receive(t, sentence);
        Self { t, sentence, clauses, answers, before, phrases }
    }
}

impl Scene<'_, '_> {
    /// How a phrase of the sentence is meant.
    pub(crate) fn judge(&self, phrase: &Phrase) -> Judgement {
        if let Some(first) = self.first_side(phrase) {
            return self.judge(first);
        }
        let inside = |c: &Clause| c.from <= phrase.from && phrase.from < c.to;
        let at = self.clauses.iter().position(inside).unwrap_or(0);
        let Some(clause) = self.clauses.get(at) else { return Judgement::plain() };
        let takes_leave = self.takes_leave(phrase);
        let is_for = takes_leave || self.is_for(phrase, clause);
        let deadline = !is_for && self.is_deadline(phrase, clause) && !self.gives_word(phrase);
        let surely_past = is_behind(self.t, phrase);
        let asked_for = || self.asked_for(phrase, at, clause).is_some();
        let past = surely_past || looks_back(self.t, clause, phrase) && !asked_for();
        let perhaps_past = !surely_past && (past || self.may_look_back(phrase, clause));
        let except = self.is_left_out(phrase, clause);
        let wished = if except {
            self.excepted_from(phrase, clause)
        } else {
            self.wished(phrase, at, clause)
        };
        // "week 24 kan ik, alleen de dinsdag niet": the Tuesday of that week.
        let excepted = except || wished == Modality::Cannot && self.follows_row(phrase);
        let ahead = if takes_leave
            || is_for
                && !clause.cues.no_problem
                && wished != Modality::Prefer
                && !self.is_chosen(phrase)
            || self.is_settled(phrase, clause, wished)
            || !deadline && self.is_agreed(phrase, clause, wished)
            || wished == Modality::Want && self.is_hearsay(phrase, clause)
            || past && wished == Modality::Want && !clause.cues.wants()
        {
            Modality::Fixed
        } else if deadline {
            Modality::Deadline
        } else {
            wished
        };
        let open = ahead == Modality::Fixed && self.heads_gaps(phrase);
        let ahead = if open { Modality::Want } else { ahead };
        let modality = if past { Modality::Past } else { ahead };
        let modality = self.said_beside(phrase, clause, modality);
        let habit = self.is_habit(phrase, modality);
        let may_be_agreed = self.may_be_agreed(phrase, modality);
        let only_refused = self.only_refuses(phrase, modality);
        let has_room = match modality {
            Modality::Want | Modality::Prefer => true,
            Modality::Fixed => !self.is_abroad(clause),
            Modality::Cannot | Modality::Deadline | Modality::Past => false,
        };
        Judgement {
            modality,
            past,
            perhaps_past,
            ahead,
            habit,
            is_for,
            excepted,
            may_be_agreed,
            only_refused,
            has_room,
        }
    }

    /// "praktische zaken voor 8 oktober": meant for the day, not before it.
    fn is_for(&self, phrase: &Phrase, clause: &Clause) -> bool {
        phrase.bound == Some(Bound::BeforeOrFor) && self.is_planned_behind(phrase)
            || phrase.bound == Some(Bound::BeforeOrFor)
                && !self.answers
                && !self.is_musts(phrase, clause)
                && !self.is_awaited(clause)
                && (!names_period(phrase) || self.is_behind_plan(phrase))
                && !clause.all.has(Cue::Finishes)
                && !self.t.was(phrase.from, SURELY_BEFORE)
                && (!clause.cues.wants() && !self.before
                    || self.is_behind_plan(phrase)
                    || self.before && names_unit(phrase))
    }

    /// "Alles behalve de woensdag is goed in week 43": the verb ends what is left out.
    fn is_left_out(&self, phrase: &Phrase, clause: &Clause) -> bool {
        if self.t.is(phrase.to, &["uitgezonderd", "excepted"]) {
            return true;
        }
        // "... is, op de vrijdag na, nog geheel open".
        let behind = self.t.is(phrase.to, &["na"])
            && self.t.get(phrase.to + 1).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        if behind && phrase.from >= 2 && self.t.is(row::led_from(self.t, phrase), &["op"]) {
            return true;
        }
        if self.sentence.cues.has(Cue::Except) && self.explains_exception(phrase, clause) {
            return true;
        }
        self.sentence.cues.has(Cue::Except)
            && self.t.at(clause.from, phrase.from, Cue::Except).is_some_and(|at| {
                !self.t.has(at, phrase.from, Cue::Verb)
                    && !self.is_outdoors(at)
                    && !self.is_day_after_hours(at, phrase)
            })
    }

    /// "graag buiten op 15 oktober": under the open sky, and nothing is left out.
    fn is_outdoors(&self, at: usize) -> bool {
        self.t.is(at, &["buiten"]) && self.t.is(at + 1, &["op", "in", "om", "vanaf", "tussen"])
    }

    /// What the words of the clause, or of those beside it, say.
    fn wished(&self, phrase: &Phrase, at: usize, clause: &Clause) -> Modality {
        let (t, here) = (self.t, clause.cues);
        if let Some(whose) = self.of_absent(phrase, clause) {
            return whose;
        }
        if here.no && self.is_supposed_by_verb(*clause) {
            return Modality::Want;
        }
        if self.is_on_duty(phrase, clause) || self.is_away(phrase, clause) {
            return Modality::Cannot;
        }
        if let Some(asked_for) = self.asked_for(phrase, at, clause) {
            return asked_for;
        }
        if self.is_odd_hour(phrase, clause) {
            return Modality::Fixed;
        }
        if self.is_freed(phrase, at, clause)
            || self.is_left_open(phrase, at, clause)
            || !here.no && self.is_let_in(at)
        {
            return Modality::Want;
        }
        let also = self.also(phrase, at);
        let modality = also.unwrap_or_else(|| self.polarity(phrase, at, here));
        // "bij voorkeur maandag, of anders dinsdag": what comes behind "anders" is second best.
        let second = || (clause.from..phrase.from).any(|i| t.is(i, &["anders", "otherwise"]));
        let modality = match modality {
            Modality::Prefer if second() => Modality::Want,
            modality => modality,
        };
        // "niet voor 10 uur" says itself what it says, and so does "een dag later?".
        let example = || is_beside(phrase) || t.was(phrase.from, &["bijvoorbeeld"]);
        let whole = t.is(phrase.from, &["niet"]) || self.sentence.asks && example();
        let apart = || {
            whole
                || phrase.leans_on_last()
                || self.is_one_of_none(phrase, at)
                || self.said_of_row(phrase).is_some()
        };
        if here.is_silent() && also.is_none() && !apart() {
            let borrowed = self.borrowed(at).or_else(|| self.stated_beside(at));
            if self.happens_at(phrase) {
                return Modality::Fixed;
            }
            return match borrowed {
                // "Ik geef les tot kwart voor vier en ben daarna bereikbaar".
                Some(Modality::Want)
                    if self.is_done(clause) && !self.plans(clause) && !self.sentence.asks =>
                {
                    Modality::Fixed
                }
                Some(Modality::Want | Modality::Prefer) if self.is_statement(phrase, clause) => {
                    Modality::Fixed
                }
                Some(Modality::Prefer) if self.is_done(clause) && phrase.is_hours_only() => {
                    Modality::Fixed
                }
                Some(Modality::Cannot) if self.is_free(phrase) => Modality::Want,
                borrowed => borrowed.unwrap_or(modality),
            };
        }
        modality
    }

    pub(super) fn follows_row(&self, phrase: &Phrase) -> bool {
        phrase.bare_weekday().is_some()
            && self.phrases.iter().take_while(|before| before.from < phrase.from).any(|before| {
                before.end.is_none()
                    && before.start.days.as_ref().is_some_and(|days| {
                        matches!(days, Days::Weeks { .. } | Days::UnitOf { .. } | Days::Unit { .. })
                    })
            })
    }

    /// "het voorstel voor 26 juni": a plan is for a day, not before it.
    fn is_behind_plan(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        t.was(phrase.from, &["voorkeur", "preference"])
            || t.before(phrase.from).is_some_and(|noun| noun.cues.has(Cue::Plan))
            || self.t.was(phrase.from, PLANNED)
            || self.t.is(phrase.to, &["genoteerd", "ingepland", "gereserveerd"])
            || self.is_chosen(phrase)
    }

    /// "Dan kies ik voor 15 april", "een sterke voorkeur hebben wij voor 15 april".
    fn is_chosen(&self, phrase: &Phrase) -> bool {
        (phrase.from.saturating_sub(4)..phrase.from).any(|at| self.t.is(at, CHOOSES))
    }

    /// What is agreed is spoken of, and nobody wishes anything in the same words.
    fn is_agreed(&self, phrase: &Phrase, clause: &Clause, modality: Modality) -> bool {
        modality == Modality::Want
            && self.is_of_visit(phrase)
            && (!clause.cues.wants() || clause.all.has(Cue::PutsElsewhere))
    }

    fn polarity(&self, phrase: &Phrase, at: usize, here: Cues) -> Modality {
        if here.well && !here.want && !here.prefer && !here.no {
            // "geen probleem ..., maandag helaas wel": the problem is on Monday.
            let before = at.checked_sub(1).and_then(|i| self.clauses.get(i));
            let problem = before.is_some_and(|clause| clause.cues.no_problem);
            return if problem { Modality::Cannot } else { Modality::Want };
        }
        if let Some(own) = self.said_of_row(phrase) {
            return own;
        }
        if self.is_one_of_none(phrase, at) {
            return Modality::Cannot;
        }
        // "Is 9.30 uur te vroeg?"
        let doubted = self.sentence.asks
            && self.t.is(self.sentence.from, &["is", "zijn"])
            && !self.sentence.cues.has(Cue::No);
        if here.no && doubted {
            return Modality::Want;
        }
        // "indien 11 maart niet mogelijk is, dan graag 18 maart": the first is wanted first.
        if here.no && self.is_supposed(at) {
            return Modality::Want;
        }
        if self.is_therefore_refused(at) || self.is_taken_back(at) {
            return Modality::Cannot;
        }
        if let Some(unless) = self.is_excepted_by_condition(at, here) {
            return unless;
        }
        // "afwezig en pas 3 november weer terug".
        if here.no && self.t.was(row::led_from(self.t, phrase), &["pas"]) {
            return Modality::Want;
        }
        let framed =
            || self.clauses.get(at).is_some_and(|clause| self.is_frame_of_refused(phrase, clause));
        if here.no && !framed() || self.is_other_than(phrase, at) {
            return Modality::Cannot;
        }
        if here.prefer {
            return if self.is_less_liked(phrase) { Modality::Want } else { Modality::Prefer };
        }
        let moved = is_move(self.t, phrase);
        if here.want
            && self.clauses.get(at).is_some_and(|clause| self.is_wish_of_others(phrase, clause))
        {
            return Modality::Fixed;
        }
        if self.must_be(phrase) {
            return Modality::Want;
        }
        if self.is_said_of_others(phrase) {
            return Modality::Fixed;
        }
        if here.want || here.no_problem || self.sentence.asks || phrase.length.is_some() || moved {
            return Modality::Want;
        }
        // The "zijn" of "op zijn vroegst 9 maart" is no verb.
        let own = phrase.bound == Some(Bound::From) && self.t.is(phrase.from, &["op"]);
        if (here.states && !own || self.is_told_there(phrase, at)) && !self.is_condition(at) {
            return if self.is_refused_next(at) {
                Modality::Cannot
            } else if self.is_wished_behind(at) {
                Modality::Want
            } else {
                Modality::Fixed
            };
        }
        Modality::Want
    }

    /// "Wij werken allemaal, dus het moet op een avond": nothing else will do.
    fn must_be(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let ends = |at: usize| t.get(at).is_none_or(|end| matches!(end.word, Word::Sign(_)));
        let led = row::led_from(t, phrase);
        led > 1 && t.is(led - 1, &["moet"]) && t.was(led - 1, &["het", "dat"]) && ends(phrase.to)
    }

    /// Somebody does something then, and it is not the visit that they plan.
    fn is_told_there(&self, phrase: &Phrase, at: usize) -> bool {
        self.clauses.get(at).is_some_and(|clause| {
            clause.cues.told && !self.plans(clause) || self.is_statement(phrase, clause)
        })
    }

    /// "... zolang het maar op een donderdag is": a condition of the wish states nothing.
    fn is_condition(&self, at: usize) -> bool {
        let t = self.t;
        let opens = |clause: &Clause| {
            (clause.from..clause.from + 2).any(|i| t.is(i, &["zolang", "mits"]))
                || t.are(clause.from, &["of", "het", "nu"])
        };
        let before = at.checked_sub(1).and_then(|i| self.clauses.get(i));
        self.clauses.get(at).is_some_and(|clause| {
            opens(clause) || t.is(clause.from, &["maar"]) && before.is_some_and(opens)
        })
    }

    /// "kan niet vrijdag wel", "10 dec, 17 dec wel": a lone word behind the time is about it alone.
    fn said_behind(&self, phrase: &Phrase) -> Option<Modality> {
        let t = self.t;
        let ends = |at: usize| {
            at >= self.sentence.to
                || t.get(at).is_none_or(|next| matches!(next.word, Word::Sign(_)))
        };
        if t.is(phrase.to, &["wel"]) && ends(phrase.to + 1) {
            let problem = self.clauses.iter().any(|clause| clause.cues.no_problem);
            return Some(if problem { Modality::Cannot } else { Modality::Want });
        }
        if t.was(row::led_from(t, phrase), &["wel"]) && !t.is(phrase.to, &["niet"]) {
            return Some(Modality::Want);
        }
        // "Datum: 17 november\nNiet mogelijk: 16 november": the next line of a form is another matter.
        if phrase.to >= self.sentence.to {
            return None;
        }
        // "9/4 hele dag vrij behalve 11-12, 13/4 bezet".
        if self.is_free(phrase) && t.cue(phrase.to + 1, Cue::Except).is_some() {
            return Some(Modality::Want);
        }
        // "8 december: nee".
        let sign = matches!(t.word(phrase.to), Word::Sign(':' | '-' | '–'));
        let said = if sign { phrase.to + 1 } else { phrase.to };
        if t.is(said, &["ja", "yes"]) && ends(said + 1) {
            return Some(Modality::Want);
        }
        let next_line = t.get(said).is_some_and(|word| word.breaks > 0);
        if t.is(said, &["nee", "neen", "no", "n.v.t.", "n.v.t", "nvt"])
            && ends(said + 1)
            && !next_line
        {
            return Some(Modality::Cannot);
        }
        // "Maandag 15 november: gemeenteraad".
        let busy = t.is_sign(phrase.to, ':') && t.is(said, facts::OCCUPIED) && !next_line;
        let refused = t.is(phrase.to, &["niet"]) && ends(phrase.to + 1) || busy && ends(said + 1);
        refused.then_some(Modality::Cannot)
    }

    /// The clause only supposes, and what follows from it stands in a clause of its own.
    fn is_supposed(&self, at: usize) -> bool {
        let t = self.t;
        let Some(clause) = self.clauses.get(at) else { return false };
        let open = (clause.from..clause.from + 2)
            .any(|i| t.is(i, &["indien", "als", "mocht", "mochten", "wanneer", "if", "should"]));
        // "Kan het op de 23e, mocht de 9e niet lukken?"
        let behind = at > 0 && t.is(clause.from + usize::from(t.is_sign(clause.from, ',')), MOCHT);
        open && (self.clauses.len() > at + 1 || behind)
    }

    /// "Lukt 15 april niet, dan graag de 16e", "Past 15 april niet? Dan de 16e": the verb comes first, and
    /// "dan" tells what follows from it.
    pub(super) fn is_supposed_by_verb(&self, clause: Clause) -> bool {
        let t = self.t;
        let then = if t.is_sign(clause.to, ',') { clause.to + 1 } else { clause.to };
        t.listed(clause.from, Cue::Verb) && t.is(then, &["dan", "then"])
    }

    /// "15 april kan, tenzij het na 16.00 uur wordt": what stands behind "tenzij" does not suit; what is
    /// refused there does.
    fn is_excepted_by_condition(&self, at: usize, here: Cues) -> Option<Modality> {
        let unless = self.t.is(self.clauses.get(at)?.from, &["tenzij", "unless"]);
        let suits = here.no || here.wants();
        unless.then_some(if suits { Modality::Want } else { Modality::Cannot })
    }
}

/// "Voor de zomer", "voor het reces": before it, unless something is planned for it.
fn names_period(phrase: &Phrase) -> bool {
    matches!(
        phrase.start.days,
        Some(Days::Season(..) | Days::Named(_) | Days::SummerRecess | Days::Feast(..))
    )
}

/// "voor de komende week": a week or a year is what something is for.
fn names_unit(phrase: &Phrase) -> bool {
    let Some(Days::Unit { unit, .. } | Days::UnitOf { unit, .. }) = &phrase.start.days else {
        return false;
    };
    matches!(unit, Unit::Week | Unit::Month | Unit::Year)
}
