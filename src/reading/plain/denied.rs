//! What is named is denied in the same sentence: "de 12e dan maar niet", "optie 3, nee, dank u", "het
//! bezoek vervalt niet".
//!
//! Every word of such a sentence is one with which an option is taken or a visit called off, so the
//! lists of those words cannot tell. The trap is what is denied beside it: "optie 1 lukt niet, optie 2
//! wel" takes the second, and "gaat niet door" calls off by its "niet".

use super::clause;
use super::words::aside::NONE_OF;
use crate::domain::reading::{Doubt, Span};
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::{Sentence, clauses};
use crate::reading::token::Word;
use crate::reading::unread::doubt;

const NOT: &[&str] = &["niet", "not", "geen", "nooit", "never"];
const NO: &[&str] = &["niet", "not", "no", "nee", "neen", "nope"];
const SORRY: &[&str] = &["helaas", "unfortunately", "sorry"];
/// A clause without one of these is a few words thrown in.
const VERBS: &[&str] = &[
    "kan", "kunnen", "kunt", "lukt", "lukken", "past", "passen", "schikt", "schikken", "gaat",
    "gaan", "komt", "komen", "is", "zijn", "can", "works", "work", "suits", "suit", "valt",
    "vallen", "blijft", "wordt", "hebben", "heeft", "are", "does", "do",
];
/// "Nee, dank u", "maar helaas".
const DENIAL_WORDS: usize = 4;
/// Verbs and nouns that call off by themselves.
const LEAVES: &[&str] = &[
    "annuleer",
    "annuleert",
    "annuleren",
    "geannuleerd",
    "annulering",
    "vervalt",
    "vervallen",
    "afzeggen",
    "afgezegd",
    "zeg",
    "zeggen",
    "zegt",
    "schrap",
    "schrappen",
    "geschrapt",
    "cancel",
    "cancels",
    "cancelled",
    "cancelling",
    "canceled",
    "trek",
    "trekken",
    "ingetrokken",
    "zie",
    "zien",
    "afzien",
    "afgelast",
    "afgeblazen",
    "blazen",
    "withdraw",
];
/// "Wij kunnen niet eerder komen dan 10.00 uur": they come.
const BOUNDS: &[&str] = &["eerder", "later", "vroeger", "earlier"];

type Range = (usize, usize);

/// Whether the sentence refuses the option that it names, or keeps it for when another cannot be.
pub(super) fn is_refused(t: Tokens<'_, '_>, own: Sentence, option: Span) -> bool {
    let answer = Answer { t, own, option, clauses: clauses(t, own) };
    answer.is_second_best() || answer.weighs_two() || answer.denies()
}

/// A sentence that names an option.
struct Answer<'a, 't> {
    t: Tokens<'a, 't>,
    own: Sentence,
    option: Span,
    clauses: Vec<Range>,
}

impl Answer<'_, '_> {
    /// "Lukt 2 april niet, dan 5 april."
    fn is_second_best(&self) -> bool {
        let first = self.clauses.first().filter(|_| self.t.is(self.own.from, VERBS));
        first.is_some_and(|&first| self.says(first, NO) && !self.holds(first))
            && self.clauses.iter().any(|&it| self.holds(it) && self.says(it, &["dan", "then"]))
    }

    /// "Optie 1 heeft mijn voorkeur, optie 2 die van Sanne."
    fn weighs_two(&self) -> bool {
        let whole = (self.own.from, self.own.to);
        let number =
            |&at: &usize| self.t.is(at, &["optie", "option"]) && self.t.count(at + 1).is_some();
        (whole.0..whole.1).filter(number).count() > 1
            && self.says(whole, &["voorkeur", "preference"])
            && !self.says(whole, NO)
    }

    /// "De 12e dan maar niet", "optie 3, nee, dank u", "de 5e helaas".
    fn denies(&self) -> bool {
        let sorry = |it: Range| self.says(it, SORRY) && !self.says(it, VERBS);
        let other = |it: Range| !self.holds(it) && self.says(it, NO) && self.says(it, VERBS);
        let refuses_another = self.clauses.iter().any(|&it| other(it));
        self.clauses.iter().any(|&it| {
            let it = self.behind_another(it);
            let no = self.says(it, NO) && !self.is_without(it) || sorry(it);
            let thrown_in = self.words(it) <= DENIAL_WORDS && !self.says(it, VERBS);
            no && (self.holds(it) || thrown_in && !refuses_another)
        })
    }

    /// "Niet vrijdag 2 april maar vrijdag 9 april graag": of what stands before the turn another option is
    /// denied, and this one is named behind it.
    fn behind_another(&self, (from, to): Range) -> Range {
        let t = self.t;
        let option = |at: &usize| t.span(*at, at + 1)[0] >= self.option[0];
        let named = (from..to).find(option).unwrap_or(from);
        let turn = (from..named).rev().find(|&at| t.is(at, &["but", "maar"]));
        let number = |at: usize| !matches!(t.word(at), Word::Other | Word::Sign(_));
        turn.filter(|&turn| (from..turn).any(number)).map_or((from, to), |turn| (turn, to))
    }

    /// "No press": nobody comes of whom there may be none.
    fn is_without(&self, (from, to): Range) -> bool {
        (from..to).any(|at| self.t.is(at, &["no"]) && self.t.is(at + 1, NONE_OF))
    }

    fn says(&self, (from, to): Range, list: &[&str]) -> bool {
        (from..to).any(|at| self.t.is(at, list))
    }

    fn words(&self, (from, to): Range) -> usize {
        (from..to).filter(|&at| self.t.word(at).is_other()).count()
    }

    /// The option is named in this clause.
    fn holds(&self, (from, to): Range) -> bool {
        let [start, end] = self.t.span(from, to.max(from + 1));
        start <= self.option[0] && self.option[0] < end
    }
}

/// Where what seems to call off or to turn down is denied, or said of some, in the same words: "wij zien
/// er niet van af", "het bezoek vervalt, maar niet voor Sanne".
pub(in crate::reading) fn denies(body: &Body<'_>, leave: Span) -> Option<Doubt> {
    let t = body.tokens();
    let s = body.sentence_at(leave)?;
    let not = denied_at(t, s, clause(t, s, leave)?)?;
    let words = body.words(not, not + 1);
    Some(doubt(words.to_owned(), body.sentence_text(s), t.span(not, not + 1)))
}

fn denied_at(t: Tokens<'_, '_>, s: Sentence, (from, to): Range) -> Option<usize> {
    let find = |mut range: std::ops::Range<usize>, list: &[&str]| range.find(|&at| t.is(at, list));
    let leaves = find(from..to, LEAVES).is_some();
    let denied = || find(from..to, NOT).filter(|_| leaves);
    let only = || (to..s.to).find(|&at| t.is(at, NOT) && t.is(at + 1, &["voor", "for"]));
    // "... zeggen wij af, dat aan Vollenhoven niet".
    let thrown_in = leaves && find(to..s.to, VERBS).is_none();
    let other = || find(to..s.to, NOT).filter(|_| thrown_in);
    denied().or_else(only).or_else(other).or_else(|| find(from..to, BOUNDS))
}
