//! What the words of one clause say together, apart from any time in it: a wish, a preference, a
//! refusal, a fact.
//!
//! The trap is the negation that says yes ("geen probleem"), and the preference that is asked for ("wat u
//! het beste uitkomt").

use super::told::is_ours;
use super::{scope, whereabouts};
use crate::reading::cue::{Cue, TimeCues};
use crate::reading::cursor::Tokens;
use crate::reading::hindrance;
use crate::reading::times::Phrase;
use crate::reading::token::Word;

/// The words of a clause that colour a time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    pub(super) no: bool,
    pub(super) want: bool,
    pub(super) prefer: bool,
    pub(super) states: bool,
    /// "wel" without a verb: the opposite of the clause before.
    pub(super) well: bool,
    /// "geen probleem": a negation that says yes.
    pub(super) no_problem: bool,
    /// Somebody does something: a statement, though no verb of it is known.
    pub(super) told: bool,
    /// Each negation stands right before the time that it refuses.
    pub(super) leads: bool,
}

impl Cues {
    /// Words inside the times themselves ("niet voor tienen") colour nothing.
    pub(super) fn of(
        t: Tokens<'_, '_>,
        (from, to): (usize, usize),
        phrases: &[Phrase],
        all: TimeCues,
    ) -> Self {
        let outside = |at: usize| !phrases.iter().any(|p| p.from <= at && at < p.to);
        let has = |cue| all.has(cue);
        let denies = |at: &usize| outside(*at) && !scope::is_elsewhere(t, *at, phrases);
        let denials = || t.each(from, to, Cue::No).filter(denies);
        let negated = has(Cue::No) && denials().next().is_some();
        let hinders = has(Cue::Hindrance) || has(Cue::Hinders) || has(Cue::NothingAtAll);
        let no_problem = has(Cue::NoProblem)
            || hinders
                && (has(Cue::No) || has(Cue::Impossible))
                && hindrance::is_denied(t, from, to);
        let (mut want, prefer) = (has(Cue::Want), has(Cue::Prefer));
        let arrives = has(Cue::Comes) && arrives(t, from, to);
        want &= !(arrives || has(Cue::States) && only_seems_to_wish(t, from, to));
        let kept = has(Cue::Impossible) && keeps_free(t, from, to);
        want |= kept;
        // Who is on a working visit elsewhere cannot come; who wants to go on one can.
        // "Besloten om op 12 maart op werkbezoek te gaan": that is where they come.
        let goes = |at: usize| t.is(at + 2, &["te"]);
        let there = || t.at(from, to, Cue::Elsewhere).is_some_and(|at| !goes(at));
        let elsewhere = !want && !prefer && has(Cue::Elsewhere) && there();
        let refused = negated && !no_problem;
        let away = has(Cue::Away)
            && !no_problem
            && !scope::is_of_some(t, (from, to), all)
            && !whereabouts::is_back(t, from, to);
        let otherwise = away || has(Cue::Impossible) || has(Cue::Falls) || elsewhere;
        let leads = refused && !otherwise && denials().all(|at| scope::leads(t, at, phrases));
        // "wat u het beste uitkomt": the choice is left to the other side; "ontvangen wij u liever" not.
        let yours = has(Cue::YourChoice).then(|| t.at(from, to, Cue::YourChoice)).flatten();
        let prefer =
            prefer && yours.is_none_or(|at| is_ours(t, at)) && !scope::is_left_to_you(t, from, to);
        Self {
            no: refused
                || away
                || has(Cue::Impossible) && !no_problem && !kept
                || has(Cue::Falls) && !no_problem && refuses(t, from, to)
                || elsewhere,
            want,
            prefer,
            states: has(Cue::States) && !only_labels(t, (from, to), phrases) || arrives,
            well: has(Cue::Well),
            no_problem,
            told: has(Cue::Subject),
            leads,
        }
    }

    pub(super) fn wants(self) -> bool {
        self.want || self.prefer
    }

    pub(super) fn is_silent(self) -> bool {
        !self.no && !self.want && !self.prefer && !self.states && !self.no_problem && !self.well
    }
}

/// Verbs that refuse together with the word that ends their clause: "valt af", "sla week 14 maar over".
const REFUSES: &[(&[&str], &[&str])] = &[
    (&["valt", "vallen"], &["af"]),
    (&["raad", "raden", "raadt"], &["af"]),
    (&["haak", "haken", "haakt"], &["af"]),
    (&["zie", "zien", "ziet"], &["af"]),
    (&["sla", "slaan", "slaat"], &["over"]),
    (&["streep", "strepen"], &["door", "weg"]),
    (&["ligt", "liggen"], &["plat", "stil"]),
    (&["laat", "laten"], &["schieten", "vallen"]),
    (&["zit", "zitten"], &["vast"]),
];

/// What may follow the word that ends the clause: why it is refused.
const BEHIND_PARTICLE: &[&str] = &[
    "want",
    "omdat",
    "aangezien",
    "voor",
    "wegens",
    "vanwege",
    "door",
    "i.v.m.",
    "ivm",
    "in",
    "van",
    "als",
    "aan",
    "met",
];

/// Whether such a verb and its word stand in the clause.
fn refuses(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    t.each(from, to, Cue::Falls).any(|verb| {
        // "Zit 12 mei al vast?" asks whether it is settled.
        let settled = verb == from && t.is(verb, &["zit", "zitten"]);
        let refuses = REFUSES.iter().find(|(verbs, _)| t.is(verb, *verbs) && !settled);
        refuses.is_some_and(|(_, words)| {
            (verb + 1..to).any(|at| t.is(at, *words) && ends(t, at + 1, to))
        })
    })
}

fn ends(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    at >= to || matches!(t.word(at), Word::Sign(_)) || t.is(at, BEHIND_PARTICLE)
}

/// `... en lopen dan om 9 uur de woning in`: no word in it wishes, though some may elsewhere.
fn only_seems_to_wish(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let deliberated = || (from..to).any(|at| t.is(at, DELIBERATED));
    let seems = |at: usize| {
        // The "past" of "half past three" suits nobody.
        at > from + 1 && t.is(at, &["dan"])
            || t.is(at, &["past"]) && t.was(at, &["half", "quarter"])
            || (t.is(at, PAPERS) || t.is(at + 1, PAPERS)) && deliberated()
            || is_aim_of_others(t, at)
            || t.is(at, &["liggen"]) && (from..to).any(|i| t.is(i, &["moet", "moeten"]))
            || t.is(at, &["please"]) && t.is(at + 1, &["note"])
            // "Zaterdag is onze open dag": a day of their own, and not one that is free.
            || t.is(at, &["open"]) && t.is(at + 1, &["dag", "dagen", "huis"])
            // "Alleen op 8 mei is er studiedag" tells why not.
            || t.is(at, &["alleen"]) && t.find(at, to, &[&["is", "er"], &["zijn", "er"]]).is_some()
    };
    t.each(from, to, Cue::Want).all(seems)
}

/// "9 april, start 9.30, einde 11.00": between a day and its hour it is a label, and no verb.
fn only_labels(t: Tokens<'_, '_>, (from, to): (usize, usize), phrases: &[Phrase]) -> bool {
    let label = |at: usize| {
        let inside = |p: &Phrase| p.from < at && at + 1 < p.to;
        t.is(at, &["start"])
            && matches!(t.word_before(at), Word::Sign(_))
            && phrases.iter().any(inside)
    };
    t.each(from, to, Cue::States).all(label)
}

/// What a council does with a paper, whatever stands in it: "onze wens wordt op 4 maart besproken".
const DELIBERATED: &[&str] =
    &["besproken", "behandeld", "geagendeerd", "voorgelegd", "ingediend", "getoetst", "discussed"];
const PAPERS: &[&str] = &["wens", "wensen", "voorstel", "voorstellen", "suggestie", "suggesties"];

/// "De streefdatum voor de renovatie": of a thing that is no visit.
fn is_aim_of_others(t: Tokens<'_, '_>, at: usize) -> bool {
    let noun = at + 3;
    t.is(at, &["streefdatum", "streefdata"])
        && t.is(at + 1, &["voor", "van"])
        && t.listed(at + 2, Cue::Determiner)
        && t.get(noun).is_some_and(|word| word.word.is_other())
        && !t.listed(noun, Cue::VisitNoun)
        && !t.listed(noun, Cue::OfVisitDay)
}

/// `Ik heb 25 februari geblokkeerd`: for this visit, unless it is said for what.
fn keeps_free(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let Some(blocked) = (from..to).find(|&at| t.is(at, &["geblokkeerd"])) else { return false };
    let why = ["voor", "wegens", "vanwege", "door", "i.v.m.", "ivm", "met", "in", "om", ":"];
    (from..blocked).any(|at| t.is(at, &["heb", "hebben"])) && !t.is(blocked + 1, &why)
}

/// `komt ... aan op station Zeist`, `komt er een nieuwe ...`: it happens, nobody asks for it.
fn arrives(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let Some(verb) = (from..to).find(|at| t.is(*at, &["komt", "komen", "kom"])) else {
        return false;
    };
    let asks = (from..to).any(|at| {
        t.is(at, &["kan", "kunnen", "kunt", "wil", "willen", "zou", "zouden", "graag", "mag"])
    });
    let aan = (verb + 2..to).any(|at| {
        t.is(at, &["aan", "bijeen", "samen"])
            && (at + 1 >= to
                || t.is(at + 1, &["op", "in", "bij", "met"])
                || matches!(t.word(at + 1), Word::Sign('.' | ',')))
    });
    !asks && (aan || t.is(verb + 1, &["er"]) && t.is(verb + 2, &["een"]))
}

#[cfg(test)]
mod tests {
    use super::REFUSES;
    use crate::reading::modality::words::FALLS;

    #[test]
    fn every_verb_that_may_refuse_is_looked_for() {
        let verbs: Vec<&str> = REFUSES.iter().flat_map(|(verbs, _)| *verbs).copied().collect();
        assert_eq!(FALLS, verbs);
    }
}
