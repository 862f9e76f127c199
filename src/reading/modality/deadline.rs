//! Tells when a time is a deadline: an answer is asked for by then, something is done before it, or
//! nothing is possible behind it.

use super::told::is_held;
use super::{Clause, Scene};
use crate::reading::cue::Cue;
use crate::reading::party::nouns::is_company;
use crate::reading::times::{Bound, Phrase, Time};

impl Scene<'_, '_> {
    /// Whether an answer, or the thing itself, is asked for by then.
    pub(super) fn is_deadline(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let bound = phrase.bound.is_some_and(|b| b != Bound::After && b != Bound::From)
            || matches!(phrase.start.time, Some(Time::Until(_)));
        // "Ik vervang mijn collega tot en met 6 augustus" tells, and asks for nothing by then.
        let lasts = phrase.bound == Some(Bound::Through) && clause.cues.told;
        let latest =
            matches!(phrase.bound, Some(Bound::UpTo | Bound::Through)) && !clause.cues.no && !lasts;
        let heading = || {
            let before = self.clauses.iter().find(|before| before.to == clause.from);
            self.t.is_sign(clause.from, ':') && before.is_some_and(|c| c.all.has(Cue::Closes))
        };
        // "21 mei sluit goed aan op ons overleg".
        let closes = || {
            clause.all.has(Cue::Closes)
                && !self.is_beside_something(clause)
                && !self.shuts_doors(clause)
        };
        let named = || closes() || heading();
        let finishes =
            phrase.bound.is_some_and(|b| matches!(b, Bound::Before | Bound::BeforeOrFor))
                && (clause.all.has(Cue::Finishes) || self.is_musts(phrase, clause));
        let awaited = phrase
            .bound
            .is_some_and(|b| matches!(b, Bound::Before | Bound::BeforeOrFor | Bound::UpTo))
            && self.is_awaited(clause);
        let within = phrase.within.is_some() && (self.answers || !clause.cues.prefer);
        let held = matches!(phrase.bound, Some(Bound::Before | Bound::Through | Bound::UpTo))
            && is_held(self.t, clause);
        // "Dat vernemen wij graag deze week nog".
        let soon = || {
            self.answers
                && phrase.bound.is_none()
                && (self.t.was(phrase.from, &["nog"]) || self.t.is(phrase.to, &["nog"]))
                && phrase.is_near()
                && clause.all.has(Cue::Answer)
        };
        // "laat het maar weten tegen woensdag".
        let by = || {
            self.answers
                && self.t.was(phrase.from, &["tegen"])
                && !self.sentence.cues.has(Cue::Hindrance)
        };
        // "Ik ben tot 8 maart met verlof, daarna hoort u van mij."
        let absent = clause.all.has(Cue::Away) && !clause.all.has(Cue::Answer);
        self.answers && bound && !absent
            || awaited
            || by()
            || soon()
            || held
            || latest
            || finishes
            || within
            || named()
    }

    /// "Ik verwacht vóór 7 juni een verklaring", "graag ontvangen wij voor 1 mei het programma": something is to
    /// be there, and no guests.
    pub(super) fn is_awaited(&self, clause: &Clause) -> bool {
        const WE: &[&str] = &["ik", "wij", "we"];
        let t = self.t;
        let awaits = |at: usize| {
            t.is(at, &["verwacht", "verwachten", "ontvang", "ontvangen"])
                && (t.was(at, WE) || t.is(at + 1, WE))
        };
        let thing = |at: usize| {
            t.listed(at, Cue::Determiner)
                && t.get(at + 1).is_some_and(|noun| noun.word.is_other() && !is_company(noun))
                && !t.listed(at + 1, Cue::GuestNoun)
                && !t.listed(at + 1, Cue::VisitNoun)
        };
        (clause.from..clause.to).any(awaits)
            && (clause.from..clause.to).any(thing)
            && !(clause.from..clause.to).any(|at| t.is(at, &["u", "jullie", "you"]))
    }

    /// "De balie sluit vrijdag om 12 uur": a house is open no longer, and nobody has to answer by then.
    fn shuts_doors(&self, clause: &Clause) -> bool {
        const HOUSES: &[&str] = &[
            "griffie",
            "balie",
            "loket",
            "kantoor",
            "stadhuis",
            "gemeentehuis",
            "wijkhuis",
            "buurthuis",
            "wijkcentrum",
            "school",
            "bibliotheek",
            "gebouw",
            "zaal",
            "winkel",
            "keuken",
        ];
        let t = self.t;
        let house =
            |at: usize| t.get(at).is_some_and(|w| HOUSES.iter().any(|h| w.lower.ends_with(h)));
        let verb = (clause.from..clause.to).find(|&at| t.is(at, &["sluit", "sluiten"]));
        verb.is_some_and(|verb| verb > clause.from && house(verb - 1))
    }

    /// "sluit om 15.00 uur aan", "sluit goed aan op": next to something else, and nothing closes; "sluit
    /// aan het eind van de week" does.
    fn is_beside_something(&self, clause: &Clause) -> bool {
        let t = self.t;
        let verb = (clause.from..clause.to).find(|&at| t.is(at, &["sluit"]));
        verb.is_some_and(|verb| {
            (verb + 1..clause.to)
                .any(|at| t.is(at, &["aan"]) && !t.is(at + 1, &["het", "de", "'t"]))
        })
    }

    /// "Het moet voor eind maart": before it, not meant for it.
    pub(super) fn is_musts(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        // "Voor 1 april moet de uitnodiging de deur uit".
        if t.is(phrase.to, &["moet", "moeten"]) && phrase.from <= clause.from + 1 {
            return true;
        }
        let near = phrase.from.saturating_sub(3).max(clause.from);
        (near..phrase.from).any(|at| {
            t.is(at, &["moet", "moeten"])
                && t.was(at, &["het", "dat", "dit", "alles", "bezoek", "werkbezoek"])
        })
    }
}
