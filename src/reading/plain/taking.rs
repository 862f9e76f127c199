//! Whether the sentence that names an option has a predicate that takes it.
//!
//! That every word is known says little: "wij leggen optie 2 voor aan de minister" has no other words
//! than those of taking. What names the option must be no more than a name ("vrijdag 9 april,
//! 10.00 uur"), or say that it fits, is wished or picked ("past", "graag", "kiezen"), is put down
//! ("genoteerd") or that they come. To put down and to come is also said of other things, so there
//! the clause may have no other object.

use super::words::TITLES;
use super::words::taking::{
    ALSO, ARTICLES, BARE, COMES, FITS, IT, KEEPS, MEETS, PUTS_DOWN, TELLS, US, VISIT, WILL, YOU,
};
use super::{is_name, is_within};
use crate::domain::reading::{Reading, Span};
use crate::reading::Context;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::hindrance;
use crate::reading::sentence::{Sentence, clauses};

type Range = (usize, usize);

/// Whether a word may stand beside those of taking, in the sentence that takes an option.
pub(super) fn is_known(t: Tokens<'_, '_>, own: Sentence, at: usize) -> bool {
    let says = |list: &[&str]| (own.from..own.to).any(|at| t.is(at, list));
    // "Zal wel lukken" is no promise; whoever asks us to keep it has not taken it.
    let will = || says(COMES) && !says(&["wel"]);
    let keeps = || says(WE) && !says(YOU);
    let number = || t.is(at + 1, &["namelijk", "oftewel", "ofwel"]) || t.is_sign(at + 1, ',');
    let told = |&(verb, end): &(&[&str], &[&str])| {
        says(verb) && says(end) && says(WE) && (t.is(at, verb) || t.is(at, end))
    };
    let agreed = || t.is(at, &["spreek", "spreken"]) && says(WE) && says(&["af"]);
    let letter = || t.was(at, &[":"]) && number() && t.get(at).is_some_and(|it| it.length() == 1);
    t.is(at, ALSO)
        || t.is(at, WILL) && will()
        || t.is(at, KEEPS) && keeps()
        || TELLS.iter().any(told)
        || agreed()
        || letter()
}

/// A sentence that names an option, or agrees without a name.
pub(super) struct Naming<'a, 't> {
    pub(super) t: Tokens<'a, 't>,
    pub(super) reading: &'a Reading<'a>,
    pub(super) context: &'a Context<'a>,
    pub(super) own: Sentence,
    pub(super) option: Span,
}

impl Naming<'_, '_> {
    /// Whether it takes what it names.
    pub(super) fn takes(&self) -> bool {
        let all = clauses(self.t, self.own);
        let Some(place) = all.iter().position(|&clause| self.holds(clause)) else { return true };
        let Some(&named) = all.get(place) else { return true };
        let behind = all.get(place + 1);
        let takes = self.agrees(named)
            || self.is_bare(named)
            || self.has_predicate(named)
            || behind.is_some_and(|&clause| self.judges(clause));
        takes && !all.iter().any(|&clause| self.passes_on(clause) || self.weighs(clause, named))
    }

    fn holds(&self, (from, to): Range) -> bool {
        let [start, end] = self.t.span(from, to.max(from + 1));
        start <= self.option[0] && self.option[0] < end
    }

    fn says(&self, (from, to): Range, list: &[&str]) -> bool {
        (from..to).any(|at| self.t.is(at, list))
    }

    fn is_person(&self, at: usize) -> bool {
        self.t.is(at, TITLES) || is_name(self.t, self.reading, self.context, at)
    }

    /// "Dat past ons": the words of agreeing themselves stand for the choice.
    fn agrees(&self, (from, to): Range) -> bool {
        let own = |at: &usize| self.t.span(*at, at + 1)[0] >= self.option[0];
        let agrees = |at| [Cue::Agrees, Cue::AgreesAtHead].map(|cue| self.t.cue(at, cue));
        let at = (from..to).find(own);
        at.is_some_and(|at| agrees(at).iter().any(Option::is_some))
            && !self.says((from, to), RECEIPT)
    }

    /// No more than the name of the option: "vrijdag 9 april", "namens mevrouw De Wit optie 2".
    fn is_bare(&self, (from, to): Range) -> bool {
        let (talks, end) = self.talks((from, to)).unwrap_or((to, to));
        (from..to).all(|at| {
            let named = !self.t.word(at).is_other() || self.t.is_cue(at, Cue::OptionWord);
            let thanks = self.t.is(at, THANKS) && self.says((at + 1, to.min(at + 3)), FOR);
            let plain =
                self.t.is(at, BARE) || self.t.is(at, IT) || self.is_it(at) || self.is_person(at);
            let read = self.is_wijk(at) || self.is_party(at);
            named || plain && !thanks || read || (talks..end).contains(&at)
        })
    }

    /// "Na overleg met de fractie": who agrees, up to the verb or the option.
    fn talks(&self, (from, to): Range) -> Option<Range> {
        let after = (from..to).find(|&at| self.t.are(at, &["na", "overleg"]))?;
        let option = |at: &usize| self.t.span(*at, at + 1)[0] == self.option[0];
        let ends = |at: &usize| self.t.is(*at, &["is", "wordt"]) || option(at);
        Some((after, (after..to).find(ends).unwrap_or(to)))
    }

    /// "Is het 16 april", "optie 2 is het", "option 2 it is": the verb only names.
    fn is_it(&self, at: usize) -> bool {
        self.t.is(at, &["is"]) && (self.t.is(at + 1, IT) || self.t.was(at, IT))
    }

    fn has_predicate(&self, clause: Range) -> bool {
        let goes_for = self.says(clause, &["ga", "gaan", "gaat"]) && self.says(clause, FOR);
        let puts_down = self.says(clause, PUTS_DOWN) && !self.is_for_another(clause);
        let comes = self.says(clause, COMES) || self.is_with_us(clause);
        let (from, to) = clause;
        let asked = self.own.asks && self.t.has(from, to, Cue::FixesOption);
        let free =
            hindrance::is_denied(self.t, from, to) || hindrance::is_said_of(self.t, from, to);
        let fits = self.says(clause, FITS) || free || asked;
        let keeps = self.keeps(clause) || self.makes_a_date(clause);
        fits || goes_for || keeps || puts_down || comes && !self.is_elsewhere(clause)
    }

    /// "Zijn wij er", "is Sanne er", "zien wij u", "zijn we van de partij".
    fn is_with_us(&self, clause: Range) -> bool {
        let (from, to) = clause;
        let guest = self.says(clause, WE)
            || self.says(clause, &["hij", "she", "he", "ze", "zij"])
            || (from..to).any(|at| self.is_person(at));
        let there = self.says(clause, YOU) || self.says(clause, &["er"]) && guest;
        let joins = (from..to).any(|at| self.t.are(at, &["van", "de", "partij"]));
        let is = self.says(clause, MEETS) || self.says(clause, &["ben", "is"]) && guest;
        is && (there || joins && guest)
    }

    /// "Wij houden het op 9 april", "houden wij graag 9 april aan".
    fn keeps(&self, clause: Range) -> bool {
        let (from, to) = clause;
        let it = |at: usize| self.t.is(at, IT) && self.t.is(at + 1, &["bij", "op"]);
        let on = self.says(clause, &["aan"]) || (from..to).any(it);
        self.says(clause, KEEPS) && self.says(clause, WE) && on
    }

    /// "Dan spreken we 2 april af"; not "dat spreken we op 9 april wel af".
    fn makes_a_date(&self, clause: Range) -> bool {
        let (from, to) = clause;
        let last = (from..to).rev().find(|&at| self.t.word(at).is_other());
        let off = last.is_some_and(|at| self.t.is(at, &["af"]));
        let agrees = self.says(clause, &["spreek", "spreken"]) && self.says(clause, WE);
        off && agrees && !self.says(clause, IT)
    }

    /// "..., dat past ons": said of what stands before it.
    fn judges(&self, (from, to): Range) -> bool {
        let joined = usize::from(self.t.is(from, &["en", "and"]));
        let said = self.t.is(from + joined, IT) || self.t.is(from + joined, FITS);
        said && self.says((from, to), FITS)
    }

    /// "Gereserveerd voor de commissie", "het bezoek aan een school", "de ontvangst van uw voorstel".
    fn is_for_another(&self, (from, to): Range) -> bool {
        let ours = |at| self.t.is(at, US) || self.t.is(at, VISIT) || self.is_named(at);
        let noun = |at: usize| ours(at) || self.t.is(at, ARTICLES) && ours(at + 1);
        let to_another = |at: usize| self.t.is(at, FOR) && at + 1 < to && !noun(at + 1);
        self.says((from, to), RECEIPT)
            || (from..to).any(|at| to_another(at) || self.visits_another(at))
    }

    fn is_named(&self, at: usize) -> bool {
        !self.t.word(at).is_other() || self.t.is_cue(at, Cue::OptionWord) || self.is_person(at)
    }

    /// "Bezoek aan een school", "afspraak met de minister"; not "het bezoek aan jullie", "aan Vollenhoven".
    fn visits_another(&self, at: usize) -> bool {
        let visit = self.t.is(at, &["bezoek", "werkbezoek"]) && self.t.is(at + 1, &["aan", "bij"]);
        let meeting = self.t.is(at, &["afspraak"]) && self.t.is(at + 1, &["met", "bij"]);
        (visit || meeting) && !self.t.is(at + 2, YOU) && !self.is_wijk(at + 2)
    }

    fn is_wijk(&self, at: usize) -> bool {
        self.reading.wijken.iter().any(|wijk| is_within(self.t, &[wijk.span], at))
    }

    fn is_party(&self, at: usize) -> bool {
        self.reading.party.iter().any(|party| is_within(self.t, &[party.span], at))
    }

    /// "Komt de minister bij ons", "komt naar de commissie", "komt van mijn collega".
    fn is_elsewhere(&self, (from, to): Range) -> bool {
        let at_another = |at: usize| {
            self.t.is(at, &["bij", "naar"]) && !self.t.is(at + 1, YOU) && !self.is_wijk(at + 1)
        };
        let of = |at: usize| self.t.is(at, COMES) && self.t.is(at + 1, &["van", "from"]);
        (from..to).any(|at| at_another(at) || of(at) || self.visits_another(at))
    }

    /// "Leggen wij voor", "doorgegeven aan de commissie", "gaat naar mevrouw De Wit", "in overleg met".
    fn passes_on(&self, clause: Range) -> bool {
        let says = |list: &[&str]| self.says(clause, list);
        let lays = says(&["leg", "leggen", "legt"]) && !says(&["vast"]);
        let given = || says(&["doorgegeven", "doorgeven"]);
        let to = |at: usize| self.t.is(at, &["aan", "to"]) && !self.t.is(at + 1, YOU);
        let goes = |at: usize| self.t.is(at, &["naar"]) && self.is_person(at + 1);
        let (from, end) = clause;
        let handed = (from..end).any(|at| to(at) && given() || goes(at) && says(&["gaat", "mag"]));
        let talks = (from..end).any(|at| self.t.are(at, &["in", "overleg"]));
        let meets = (from..end).any(|at| self.t.is(at, &["afspraak"]) && self.visits_another(at));
        lays || handed || talks || meets
    }

    /// "Ik zou optie 2 kiezen, mevrouw De Wit optie 3": another takes another, without a verb of its own.
    fn weighs(&self, clause: Range, named: Range) -> bool {
        let option =
            |at: usize| self.t.is_cue(at, Cue::OptionWord) && self.t.count(at + 1).is_some();
        let says = |list| self.says(clause, list);
        let verb = says(FITS) || says(PUTS_DOWN) || says(COMES) || says(&["is", "niet", "not"]);
        let (from, to) = clause;
        clause != named
            && !verb
            && (from..to).any(option)
            && (from..to).any(|at| self.is_person(at) || self.t.is(at, &["ik", "i"]))
    }
}

const WE: &[&str] = &["ik", "we", "wij"];
const RECEIPT: &[&str] = &["ontvangst", "ontvangen", "receipt"];
const THANKS: &[&str] = &["dank", "bedankt", "thank", "thanks"];
const FOR: &[&str] = &["voor", "for"];
