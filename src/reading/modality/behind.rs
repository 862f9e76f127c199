//! Tells what the clause behind a fact makes of its day: "op 7 mei is zij in Delft, dus dat gaat
//! niet", "dan kunnen wij niet", "wij zijn er dan gewoon, kom gerust".
//!
//! The trap is the clause that has a time of its own, or speaks of another matter: it says nothing
//! of the day before it.

use super::{Clause, Scene};
use crate::reading::cue::{Cue, Phrases};

/// What tells that the clause follows from the one before.
const THEREFORE: &[&str] = &["zodat", "waardoor", "waarop"];
/// Behind "dat" or "die": the verb by which a day suits, or does not.
const SUITS: &[&str] = &[
    "dag", "dagen", "datum", "valt", "vallen", "kan", "kunnen", "kunt", "gaat", "wordt", "lukt",
    "past", "komt", "schikt", "haal", "halen", "red", "redden",
];
/// Behind "die is": the day is no choice.
const SHUT: &[&str] = &["uitgesloten", "onmogelijk", "bezet", "vol"];
/// The same in English.
const SUITS_ENGLISH: &[&str] =
    &["day", "date", "week", "morning", "afternoon", "will", "won't", "won’t", "would", "does"];
/// What tells that the clause says what comes of the one before.
const SO: &[&str] = &["dus", "so"];
/// Before what seemed so once: "leek ons eerst ideaal, maar ...".
const AT_FIRST: &[&str] = &["eerst", "aanvankelijk", "first", "initially"];
const SEEMED: &[&str] = &[
    "leek", "leken", "kon", "konden", "paste", "was", "waren", "had", "hadden", "stond", "zou",
    "zouden", "seemed", "looked",
];
/// Whoever may come "gerust" is asked to.
const COME: &[&str] = &["kom", "komt", "schuif", "schuift", "loop", "loopt", "sluit", "wees"];
/// Whoever says so lets the other side come.
pub(crate) const GERUST: Phrases = &["gerust"];
/// From the verb to that word: "komt u dan gerust".
const GERUST_TOKENS: usize = 4;

impl Scene<'_, '_> {
    /// "... op een congres, dan kunnen wij niet".
    pub(super) fn is_refused_next(&self, at: usize) -> bool {
        let refuses = |next: &Clause| next.cues.no && self.speaks_of_day(next);
        // "Graag op 7 april, zodat wij die dag niet terug hoeven": a wish has its reasons.
        let wished = self.clauses.get(at).is_some_and(|clause| clause.cues.wants());
        let follows = |next: &Clause| self.follows(next);
        let reasons =
            (self.sentence.asks || wished) && self.clauses.get(at + 1).is_some_and(follows);
        !reasons && self.clauses.get(at + 1).is_some_and(refuses) && !self.is_wished_behind(at)
    }

    /// "... is jarig; die dag zit ze niet op kantoor maar wil ze graag langskomen": the last word counts.
    /// And "wij werken die dag door, komt u gerust dan": whoever is let in is wanted.
    pub(super) fn is_wished_behind(&self, at: usize) -> bool {
        let wishes = |last: &Clause| {
            let turns = self.t.is(last.from, &["maar", "but"]);
            turns && last.cues.wants() && !last.cues.no
        };
        self.is_let_in(at)
            || self.clauses.get(at + 1).is_some_and(|next| self.speaks_of_day(next))
                && self.clauses.get(at + 2).is_some_and(wishes)
    }

    /// "... is de hele fractie weg, dus dan kunnen wij komen met een kleine groep".
    pub(super) fn is_open_next(&self, clause: &Clause) -> bool {
        let here = self.clauses.iter().position(|c| c.from == clause.from);
        let can = |next: &Clause| {
            let may = &["kan", "kunnen", "kom", "komt", "komen", "wil", "willen", "graag"];
            !next.cues.no && (next.from..next.to).any(|at| self.t.is(at, may))
        };
        here.and_then(|at| self.clauses.get(at + 1))
            .is_some_and(|next| self.speaks_of_day(next) && can(next))
    }

    /// Without a time of its own, of the one that was just named: "dan", "die dag", "dat".
    fn speaks_of_day(&self, next: &Clause) -> bool {
        let t = self.t;
        // "..., dus dat heeft geen zin", "so that is no good": it follows from the day, whatever the verb.
        let so = |i: usize| t.was(i, SO) && t.get(i + 1).is_some_and(|verb| verb.word.is_other());
        let shut = |i: usize| t.is(i, &["is"]) && t.is(i + 1, SHUT);
        let suits = |i: usize| so(i) || t.is(i + 1, SUITS) || shut(i + 1);
        let then = |i: usize| {
            t.is(i, &["dan", "then"])
                || t.is(i, &["die", "dat"]) && suits(i)
                || t.is(i, &["that"]) && (so(i) || t.is(i + 1, SUITS_ENGLISH))
        };
        let near = if self.follows(next) { next.to } else { next.from + 3 };
        !self.is_timed(next) && (next.from..near).any(then)
    }

    fn follows(&self, next: &Clause) -> bool {
        self.t.is(next.from, THEREFORE) || self.t.is(next.from + 1, THEREFORE)
    }

    /// The clause behind this one lets the other side come.
    pub(super) fn is_let_in(&self, at: usize) -> bool {
        self.sentence.cues.has(Cue::LetsCome)
            && self.clauses.get(at + 1).is_some_and(|next| self.lets_come(next))
    }

    /// "Kom gerust langs", "dus komt u dan gerust".
    fn lets_come(&self, next: &Clause) -> bool {
        let t = self.t;
        let gerust = t.at(next.from, next.to, Cue::LetsCome);
        !self.is_timed(next)
            && !next.cues.no
            && gerust.is_some_and(|at| {
                (at.saturating_sub(GERUST_TOKENS).max(next.from)..at).any(|verb| t.is(verb, COME))
            })
    }

    fn is_timed(&self, clause: &Clause) -> bool {
        self.phrases.iter().any(|p| clause.from <= p.from && p.from < clause.to)
    }

    /// "Woensdagmiddag zijn de kinderen vrij, dus dan kan het niet".
    pub(super) fn is_therefore_refused(&self, at: usize) -> bool {
        let t = self.t;
        let Some(next) = self.clauses.get(at + 1).filter(|next| next.cues.no) else {
            return false;
        };
        let so = |i: usize| t.is(i, SO) || t.is(i, THEREFORE);
        self.is_refused_next(at) && (next.from..next.to).any(so)
    }

    /// "Leek mij eerst ideaal, maar daar is een bijeenkomst overheen gekomen": it is so no more.
    pub(super) fn is_taken_back(&self, at: usize) -> bool {
        let t = self.t;
        let spoken = |clause: &&Clause| clause.to > clause.from + 1;
        let pair = self.clauses.get(at).zip(self.clauses.iter().skip(at + 1).find(spoken));
        let Some((here, next)) = pair else { return false };
        let says = |words: &[&str]| (here.from..here.to).any(|i| t.is(i, words));
        let turns = (next.from..next.from + 2).any(|i| t.is(i, &["maar", "but"]));
        let gone = || next.cues.no && self.speaks_of_day(next);
        turns
            && !next.cues.wants()
            && !self.is_timed(next)
            && says(SEEMED)
            && (gone() || says(AT_FIRST))
    }

    /// "Bij ons verzet naar dinsdag, dus dan is zij verhinderd": what was put there is in the way.
    pub(super) fn is_refused_at(&self, clause: &Clause) -> bool {
        let here = self.clauses.iter().position(|c| c.from == clause.from);
        here.is_some_and(|at| self.is_refused_next(at))
    }

    /// "Na 16.30 uur, anders mis ik de trein": what happens otherwise refuses nothing before it.
    pub(super) fn tells_why(&self, clause: &Clause) -> bool {
        let t = self.t;
        let first = clause.from + usize::from(t.is_sign(clause.from, ','));
        t.is(first, &["anders", "otherwise"])
            && clause.cues.no
            && t.get(first + 1).is_some_and(|verb| verb.word.is_other())
            && t.listed(first + 2, Cue::Pronoun)
            && !self.is_timed(clause)
    }
}
