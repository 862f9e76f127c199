//! Tells that those who would come are somewhere else on a day: abroad, away with all of them, or kept
//! at their own house. Whoever is back from there is not away.

use super::{Clause, Scene};
use crate::reading::cue::{Cue, Phrases};
use crate::reading::cursor::Tokens;
use crate::reading::times::Phrase;
use crate::reading::token::Word;

/// Where officials of ours are when they are away, what whoever is away is, and the house of whoever
/// must be there.
pub(crate) const TELLS: Phrases = &[
    "brussel",
    "straatsburg",
    "luxemburg",
    "genève",
    "geneve",
    "parijs",
    "berlijn",
    "londen",
    "washington",
    "buitenland",
    "brussels",
    "strasbourg",
    "geneva",
    "abroad",
    "travelling",
    "traveling",
    "frankrijk",
    "spanje",
    "portugal",
    "italië",
    "griekenland",
    "turkije",
    "marokko",
    "duitsland",
    "oostenrijk",
    "zwitserland",
    "engeland",
    "schotland",
    "ierland",
    "denemarken",
    "zweden",
    "noorwegen",
    "kroatië",
    "amerika",
    "canada",
    "suriname",
    "curaçao",
    "aruba",
    "weg",
    "in huis",
    "op kantoor",
    "op school",
    "op het werk",
    "thuis",
    "thuisblijven",
    "in de kamer",
    "in den haag",
    "op het ministerie",
    "op het stadhuis",
    "op het gemeentehuis",
    "op het provinciehuis",
    "travelling",
    "traveling",
];
/// Not abroad: the others of the list.
const AT_HOME: &[&str] = &["weg", "in", "op", "thuis", "thuisblijven"];
/// Who are away all together: "in augustus is het hele team weg".
const ALL_OF_THEM: &[&str] = &[
    "iedereen",
    "allemaal",
    "team",
    "bestuur",
    "bureau",
    "secretariaat",
    "griffie",
    "fractie",
    "collega's",
    "collega’s",
    "mensen",
    "helft",
    "meesten",
    "velen",
];
const STAYS: &[&str] = &["zijn", "blijven", "thuisblijven", "wezen"];

/// "Weer terug van vakantie", "hersteld van zijn ziekte": it is over.
pub(super) fn is_back(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| t.is(at, &["terug", "hersteld", "back"]) && t.is(at + 1, FROM))
}

const FROM: &[&str] = &["van", "uit", "from"];

impl Scene<'_, '_> {
    /// "Van 15 tot 19 maart is de minister in Brussel": nobody comes then.
    pub(super) fn is_abroad(&self, clause: &Clause) -> bool {
        self.says_where(clause).is_some_and(|at| !self.t.is(at, AT_HOME))
    }

    fn says_where(&self, clause: &Clause) -> Option<usize> {
        let said = self.sentence.cues.has(Cue::Whereabouts);
        said.then(|| self.t.at(clause.from, clause.to, Cue::Whereabouts)).flatten()
    }

    /// "Ik zit tot 1 juli in Frankrijk", "dan is iedereen weg", "die dag moeten we in huis zijn".
    pub(super) fn is_away(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let wishes = ["kan", "kunnen", "wil", "willen", "graag", "zou", "zouden"];
        let any = |words: &[&str]| (clause.from..clause.to).any(|at| self.t.is(at, words));
        self.sentence.cues.has(Cue::Whereabouts)
            && phrase.start.days.is_some()
            && !self.sentence.asks
            && !clause.cues.no
            && !any(&wishes)
            && !self.is_open_next(clause)
            && (self.is_on_journey(phrase)
                || any(&["zit", "zitten"]) && self.is_abroad(clause)
                || any(&["unfortunately", "helaas"]) && self.is_abroad(clause)
                || any(&["weg"]) && self.ends_with(clause, &["weg"]) && self.are_all(clause)
                || any(&["moet", "moeten"]) && self.must_stay(phrase, clause))
    }

    /// "She is travelling from 24 March to 2 April": days on end, and nothing is said of where or how.
    fn is_on_journey(&self, phrase: &Phrase) -> bool {
        phrase.end.is_some() && self.t.was(phrase.from, &["travelling", "traveling"])
    }

    fn are_all(&self, clause: &Clause) -> bool {
        let any = |words: &[&str]| (clause.from..clause.to).any(|at| self.t.is(at, words));
        any(&["is", "zijn", "ben"])
            && (any(ALL_OF_THEM) || self.t.has(clause.from, clause.to, Cue::Office))
    }

    /// A whole day, and not an hour of it.
    fn must_stay(&self, phrase: &Phrase, clause: &Clause) -> bool {
        phrase.start.time.is_none()
            && self.ends_with(clause, STAYS)
            && self.says_where(clause).is_some_and(|at| self.t.is(at, AT_HOME))
    }

    fn ends_with(&self, clause: &Clause, words: &[&str]) -> bool {
        let word = |at: &usize| !matches!(self.t.word(*at), Word::Sign(_));
        let last = (clause.from..clause.to).rev().find(word);
        last.is_some_and(|at| self.t.is(at, words))
    }
}
