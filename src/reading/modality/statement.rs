//! Tells a statement by its build: Dutch puts the finite verb of a main clause second, behind a time, a
//! pronoun or a noun with what belongs to it. So it is found whatever it means, and no list of verbs
//! need know it.
//!
//! What is stated of another matter is a fact ("de huur geldt vanaf 1 juli"); what is stated of the
//! visit, its day or the other side may be a wish ("een bezoek op 4 maart sluit goed aan").

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Clause, Scene};
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::party::nouns::is_company;
use crate::reading::times::Phrase;
use crate::reading::token::{Token, Word};

/// Before the first noun of a clause, and part of no noun.
const OPENS_CLAUSE: &[&str] = &["en", "maar", "want", "dus", "ook", "of", "ps", "p.s.", "nb"];
/// A person, in one word.
const PERSONS: &[&str] = &["ik", "wij", "we", "hij", "zij", "ze", "je", "jij", "u"];
/// A noun with what belongs to it is no longer than this.
const SUBJECT_TOKENS: usize = 14;

/// A day that may be taken.
const FREE: &[&str] = &[
    "vrij", "ruimte", "past", "kan", "kunnen", "schikt", "mogelijk", "akkoord", "lukt", "uitkomt",
];

impl Scene<'_, '_> {
    /// The clause states something of another matter than the visit.
    pub(super) fn is_statement(&self, phrase: &Phrase, clause: &Clause) -> bool {
        // A length is how long it takes, and "naar 10.30 uur" is where something goes.
        !self.sentence.asks
            && phrase.length.is_none()
            && !self.t.was(phrase.from, &["naar"])
            && !self.is_of_our_matter(clause)
            && !self.plans(clause)
            && self.finite_verb(clause).is_some_and(|verb| {
                // Whoever is elsewhere comes nowhere, guest or not.
                !self.is_guest(clause, verb)
                    || self.t.is(verb, &["verblijft", "verblijven", "verbleef"])
            })
    }

    /// "Ik lees in de krant dat er op 18 februari een feest is": what was read or heard is a fact.
    pub(super) fn is_hearsay(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let mut before = clause.from..phrase.from;
        if !clause.all.has(Cue::Hears) {
            return false;
        }
        let Some(heard) = before.find(|&at| t.listed(at, Cue::Hears)) else { return false };
        let told = before.any(|at| t.is(at, &["dat"])) && !self.sentence.asks;
        // What we wrote ourselves is taken: "wij begrepen dat 4 maart u schikt".
        let ours = (clause.from..clause.to).skip_while(|&at| !t.is(at, &["dat"]));
        let taken = |at: usize| t.listed(at, Cue::You) || t.is(at, PERSONS) || t.is(at, FREE);
        let told = told && !ours.into_iter().any(taken);
        let who = &["ik", "wij", "we"];
        told && (t.was(heard, who) || t.is(heard + 1, who))
    }

    /// "Four mayors who are in the Netherlands from 21 to 23 April": where those who were named are.
    pub(super) fn is_said_of_others(&self, phrase: &Phrase) -> bool {
        // Where somebody stays some days.
        if phrase.end.is_none() || self.sentence.asks {
            return false;
        }
        let t = self.t;
        let straight = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
        let mut before = (self.sentence.from..phrase.from).rev().take_while(straight);
        let Some(who) = before.find(|&at| t.is(at, &["who", "die"])) else { return false };
        let noun = t.before(who).is_some_and(|noun| noun.word.is_other() && noun.lower.len() > 3);
        let english = t.is(who, &["who"]) && t.is(who + 1, &["are", "is", "will"]);
        // "... die van 21 tot 23 april in Nederland zijn".
        let ends = (phrase.to..self.sentence.to).take_while(straight).last();
        let dutch = ends.is_some_and(|end| t.is(end, &["zijn", "is", "verblijven", "verblijft"]));
        let suits = (who..self.sentence.to).take_while(straight).any(|at| t.is(at, FREE));
        noun && !t.listed(who - 1, Cue::OfVisitDay)
            && !suits
            && (english || t.is(who, &["die"]) && dutch)
    }

    /// "Wij kiezen 9 februari", "wij bezoeken u op 18 februari": a statement that is a wish.
    pub(super) fn plans(&self, clause: &Clause) -> bool {
        self.says(clause, Cue::PlansDay) && !self.has_another_object(clause)
            || self.says(clause, Cue::You) && self.says(clause, Cue::VisitsYou)
    }

    /// "Wij boeken op 4 maart het hotel": it is no day that is booked.
    fn has_another_object(&self, clause: &Clause) -> bool {
        let t = self.t;
        let plans = |at: &usize| t.listed(*at, Cue::PlansDay);
        let verb = (clause.from..clause.to).find(plans).unwrap_or(clause.to);
        let goes_on = |at: &usize| !t.is_sign(*at, ';');
        (verb..clause.to).take_while(goes_on).any(|at| {
            let noun = t.get(at + 1).is_some_and(|word| word.word.is_other());
            t.listed(at, Cue::Determiner) && noun && !t.listed(at + 1, Cue::OfVisitDay)
        })
    }

    /// "De huismeester kan pas in april weer werken": what somebody else can or wants to do is no visit.
    pub(super) fn is_wish_of_others(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let weak = |at: usize| t.listed(at, Cue::Auxiliary);
        !self.sentence.asks
            && t.each(clause.from, clause.to, Cue::Want).all(weak)
            && self.does_something_else(phrase, clause)
            && !self.is_of_our_matter(clause)
            && self.finite_verb(clause).is_some_and(|verb| !self.is_guest(clause, verb))
    }

    /// The clause ends with a verb that guests do not come for, or tells when something is open. From
    /// which day it is open may well be asked for.
    fn does_something_else(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let word = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
        let Some(last) = (clause.from..clause.to).rev().find(word) else { return false };
        let timed = self.phrases.iter().any(|phrase| phrase.from <= last && last < phrase.to);
        let infinitive = !timed
            && t.get(last).is_some_and(|word| word.lower.len() > 4 && word.lower.ends_with("en"));
        infinitive && self.is_verb(last) && !t.listed(last, Cue::ComesFor)
            || t.is(last, &["zijn"]) && t.was(last, &["klaar", "gereed", "af", "open", "dicht"])
            || clause.all.has(Cue::Comes)
            || phrase.is_hours_only() && (clause.from..clause.to).any(|at| t.is(at, &["open"]))
    }

    /// Whoever does it may come along: the subject stands before the verb, or right behind it.
    fn is_guest(&self, clause: &Clause, verb: usize) -> bool {
        let t = self.t;
        let headed = self.phrases.iter().any(|phrase| phrase.to == verb);
        let (from, to) = if headed { (verb + 1, verb + 4) } else { (clause.from, verb) };
        // "Op 4 maart komt Karin Post": who has a name may well be a guest.
        let named = |at: usize| {
            let name = |word: &Token<'_>| word.word.is_other() && word.starts_upper();
            at > self.sentence.from && t.get(at).is_some_and(name)
        };
        let persons = [Cue::Office, Cue::GuestBody, Cue::CivilServant, Cue::Leader, Cue::Honorific];
        let company = |at: usize| t.get(at).is_some_and(is_company);
        (from..to).any(|at| t.is(at, PERSONS) || t.listed(at, Cue::GuestNoun))
            || (from..to).any(|at| named(at) || company(at))
            || persons.iter().any(|cue| t.has(from, to, *cue))
    }

    /// The visit, its day, or those whom it is asked of are named.
    fn is_of_our_matter(&self, clause: &Clause) -> bool {
        self.says(clause, Cue::You)
            || self.says(clause, Cue::OfVisitDay)
            || self.sentence.cues.has(Cue::VisitNoun)
                && self.t.has(clause.from, clause.to, Cue::VisitNoun)
    }

    /// Whether a word of the list stands in the clause, outside its times.
    fn says(&self, clause: &Clause, list: Cue) -> bool {
        let inside = |at: usize| self.phrases.iter().any(|p| p.from <= at && at < p.to);
        let mut words = clause.from..clause.to;
        clause.all.has(list) && words.any(|at| self.t.listed(at, list) && !inside(at))
    }

    /// Where the verb stands that makes a main clause of it.
    fn finite_verb(&self, clause: &Clause) -> Option<usize> {
        let t = self.t;
        let mut from = clause.from;
        while matches!(t.word(from), Word::Sign(_)) || t.is(from, OPENS_CLAUSE) {
            from += 1;
        }
        if let Some(first) = self.opens_with(from) {
            let verb = first.to;
            return (self.is_verb(verb) && is_subject(t, verb + 1)).then_some(verb);
        }
        if t.listed(from, Cue::LeadsAway) {
            return self.behind_subject(from, clause.to).filter(|verb| is_subject(t, verb + 1));
        }
        // "Het zal gebeuren", "het kabinet verhuist": the longer reading first.
        let one_word =
            || (t.listed(from, Cue::Pronoun) && self.is_verb(from + 1)).then_some(from + 1);
        // "Monseigneur verblijft", "daarna volgt".
        let third = || {
            let verb = t.get(from + 1)?;
            let asks = t.is(from, &["wat", "wie", "hoe", "waar", "wanneer", "welke"]);
            let word = t.word(from).is_other() && verb.lower.ends_with('t') && !asks;
            (word && self.is_verb(from + 1)).then_some(from + 1)
        };
        self.behind_subject(from, clause.to).or_else(one_word).or_else(third)
    }

    /// The time at the head of a clause, its preposition before it.
    fn opens_with(&self, from: usize) -> Option<&Phrase> {
        let led = |phrase: &&Phrase| {
            phrase.from == from || phrase.from == from + 1 && self.t.listed(from, Cue::ExtendsNoun)
        };
        self.phrases.iter().find(led)
    }

    /// "De leden van de commissie reizen": the first word behind a noun that does not go on with it.
    fn behind_subject(&self, from: usize, to: usize) -> Option<usize> {
        let t = self.t;
        let english = t.listed(from, Cue::EnglishDeterminer);
        if !english && !t.listed(from, Cue::Determiner) && !t.listed(from, Cue::LeadsAway) {
            return None;
        }
        let (mut at, mut opened) = (from, true);
        while at < to.min(from + SUBJECT_TOKENS) {
            if let Some(time) = self.phrases.iter().find(|phrase| phrase.from == at) {
                (at, opened) = (time.to, false);
                continue;
            }
            let described = opened && self.is_adjective(at);
            let goes_on =
                [Cue::ExtendsNoun, Cue::LeadsAway, Cue::Determiner, Cue::EnglishDeterminer];
            if described || goes_on.iter().any(|cue| t.listed(at, *cue)) {
                opened = true;
            } else if opened {
                opened = false;
            } else if !t.get(at)?.starts_upper() {
                let verb = if english { self.is_english_verb(at) } else { self.is_verb(at) };
                return verb.then_some(at);
            }
            at += 1;
        }
        None
    }

    /// "nieuwe" before a noun; before a verb ("de akte passeert") it is the noun itself.
    fn is_adjective(&self, at: usize) -> bool {
        let verb = self.is_verb(at + 1) && !self.is_verb(at + 2);
        self.t.get(at).is_some_and(|word| word.word.is_other() && word.lower.ends_with('e'))
            && !verb
    }

    /// "speaks", "closed"; the verbs of wish are looked at before.
    fn is_english_verb(&self, at: usize) -> bool {
        self.t.get(at).is_some_and(|word| {
            let ends = word.lower.ends_with('s') || word.lower.ends_with("ed");
            word.word.is_other() && word.lower.len() > 3 && ends
        })
    }

    /// A small word that ends as finite verbs do.
    fn is_verb(&self, at: usize) -> bool {
        let Some(word) = self.t.get(at).filter(|word| word.word.is_other()) else { return false };
        let ends = word.lower.len() > 3 && word.lower.ends_with(['t', 'n'])
            || word.lower.ends_with("de")
            || word.lower.ends_with("te");
        !word.starts_upper()
            && !word.cues.has(Cue::NoVerb)
            && (ends || word.cues.has(Cue::ShortVerb) || word.cues.has(Cue::Verb))
    }
}

/// Behind the verb stands who does it: "krijgen de kleintjes", "sprak ik", "vervangt Joris".
fn is_subject(t: Tokens<'_, '_>, at: usize) -> bool {
    let opens = |at: usize| {
        t.listed(at, Cue::Pronoun)
            || t.listed(at, Cue::Determiner)
            || t.get(at).is_some_and(|word| word.starts_upper() && word.word.is_other())
    };
    opens(at)
        || t.is(at, &["hier", "daar", "dan", "ook", "nog", "al", "altijd", "weer", "pas"])
            && opens(at + 1)
}
