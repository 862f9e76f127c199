//! What the words right beside a time say of it, whatever else its clause says: a promise ("begin
//! volgende week hoort u van ons"), a day that is moved or taken out, what is usual, and what may be the
//! day of the appointment.

use super::row::led_from;
use super::{Clause, Scene};
use crate::domain::reading::Modality;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::times::link::leaving::is_left_by;
use crate::reading::times::{Days, Phrase, Time};
use crate::reading::token::Word;

/// What is asked behind a fact: "klopt dat?".
const CHECKS: &[&[&str]] = &[&["klopt"], &["is", "dat", "juist"], &["is", "het", "juist"]];
/// Before a day: it does not count any more.
const DROPS: &[&str] = &["vergeet", "schrap", "annuleer", "skip", "cancel"];
/// Who prefers something for the other side: "ontvangen wij u liever".
const OURS: &[&str] = &["wij", "we", "ik", "hij", "zij", "ze"];
/// Behind these words "voor" is before: "nog voor 1 mei".
pub(super) const SURELY_BEFORE: &[&str] = &["nog", "ruim", "vlak", "kort", "net", "niet"];
/// Between a day and the verb that moves it.
const MUST_WE: &[&[&str]; 9] = &[
    &["moeten", "we", "helaas"],
    &["moeten", "wij", "helaas"],
    &["moet", "ik", "helaas"],
    &["moeten", "we"],
    &["moeten", "wij"],
    &["moet", "ik"],
    &["willen", "wij"],
    &["willen", "we"],
    &["wil", "ik"],
];
/// Who is told, and who tells.
const YOU: &[&str] = &["u", "jij", "je", "jullie"];
const WE: &[&str] = &["wij", "we"];
/// What leaves the choice to the other side: "wat u liever heeft".
const ASKS_YOU: &[&str] = &["wat", "wanneer", "welke", "welk", "of", "als", "dat", "waar", "hoe"];
/// What makes a weekday that of every week.
pub(crate) const USUALLY: &[&str] =
    &["altijd", "meestal", "doorgaans", "normaliter", "gewoonlijk", "steevast", "standaard"];

impl<'a> Scene<'a, '_> {
    /// The "een dag eerder" of "een dag eerder of later": what holds of one side holds of the other.
    pub(super) fn first_side(&self, phrase: &Phrase) -> Option<&'a Phrase> {
        let joined = self.t.was(phrase.from, &["of", "en"]) && phrase.to == phrase.from + 1;
        if !joined || !is_beside(phrase) {
            return None;
        }
        let before = self.phrases.iter().find(|before| before.to + 1 == phrase.from)?;
        is_beside(before).then_some(before)
    }
}

impl Scene<'_, '_> {
    /// What is said right beside it overrules the clause.
    pub(super) fn said_beside(&self, phrase: &Phrase, clause: &Clause, said: Modality) -> Modality {
        let t = self.t;
        if phrase.length.is_some() && t.is(phrase.to, &["weg", "afwezig", "away"]) {
            return Modality::Cannot;
        }
        if matches!(phrase.start.time, Some(Time::Until(_))) && is_left_by(t, phrase) {
            return Modality::Want;
        }
        // "gezien de drukke maand januari".
        if t.was(phrase.from, &["drukke"]) {
            return Modality::Cannot;
        }
        if t.cue(phrase.to, Cue::TakesOut).is_some() || t.was(phrase.from, DROPS) {
            return Modality::Cannot;
        }
        // "op reis, 1 mei is zij weer terug".
        let again = t.is(phrase.to, &["weer", "terug"]);
        // "8 mei te laten vervallen en uit te wijken naar 22 mei": there it goes.
        let goes_there = t.was(phrase.from, &["naar"])
            && !clause.all.has(Cue::No)
            && !self.is_refused_at(clause);
        match said {
            Modality::Want if self.is_told(phrase) => Modality::Fixed,
            Modality::Cannot if goes_there => Modality::Want,
            Modality::Cannot if again || t.cue(phrase.to, Cue::GivesWord).is_some() => {
                Modality::Fixed
            }
            said => said,
        }
    }

    /// Whether a bare weekday is that of every week.
    pub(super) fn is_habit(&self, phrase: &Phrase, said: Modality) -> bool {
        let weekday = phrase.bare_weekday().is_some();
        // "Op vrijdag om 14.00 uur niet" is one hour of one day.
        let at_hour = matches!(phrase.start.time, Some(Time::At(_)));
        let refused = || said == Modality::Cannot && !at_hour && self.is_on(phrase);
        let of_all_days = || {
            phrase.from > 2
                && self.t.was(phrase.from, &["behalve"])
                && self.t.is(phrase.from - 2, &["dag", "dagen"])
        };
        weekday
            && (refused()
                || of_all_days()
                || self.is_usual(phrase)
                || said == Modality::Prefer && self.is_best(phrase)
                || self.is_never(phrase, said)
                || said == Modality::Cannot && !at_hour && self.is_held_on(phrase))
    }

    /// "Dinsdag is collegedag": a meeting of their own is held on every such day, and who has to be there
    /// cannot come.
    pub(super) fn is_on_duty(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let cues = clause.cues;
        let own = phrase.bare_weekday().is_some() && !self.t.was(phrase.from, &["van", "die"]);
        if self.works_then(phrase) {
            return true;
        }
        own && clause.all.has(Cue::Duty)
            && !self.sentence.asks
            && !(cues.wants() || cues.no || cues.no_problem || cues.well)
            && !self.comes_around(clause)
    }

    /// "Werk door de week": who leaves out "ik" and works then.
    fn works_then(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let recurs = phrase.start.days.is_none() && phrase.start.time.is_none();
        if !recurs && phrase.bare_weekday().is_none() || self.sentence.asks {
            return false;
        }
        let behind = led_from(t, phrase);
        let Some(verb) = behind.checked_sub(1).filter(|_| t.was(behind, &["werk"])) else {
            return false;
        };
        verb == self.sentence.from || matches!(t.word_before(verb), Word::Sign(_))
    }

    /// "Dinsdag na de stemmingen", "dinsdag is er een stemming, dan komen wij kijken": the meeting is no
    /// reason to stay away.
    fn comes_around(&self, clause: &Clause) -> bool {
        let t = self.t;
        let around = ["na", "voor", "vóór", "tijdens", "rond", "bij"];
        let led = |at: usize| t.was(at, &around) || t.was(at, &["de"]) && t.was(at - 1, &around);
        t.at(clause.from, clause.to, Cue::Duty).is_some_and(led)
            || self.clauses.iter().any(|other| other.cues.wants())
            || (clause.to..self.sentence.to).any(|at| t.is(at, &["dan", "daar", "daarna"]))
    }

    fn is_held_on(&self, phrase: &Phrase) -> bool {
        let clause = self.clauses.iter().find(|c| c.from <= phrase.from && phrase.from < c.to);
        clause.is_some_and(|clause| self.is_on_duty(phrase, clause))
    }

    /// "Maandag en dinsdag zijn lastig.": the sentence does nothing but refuse days of the week.
    pub(super) fn only_refuses(&self, phrase: &Phrase, said: Modality) -> bool {
        let refused = |other: &Phrase| {
            let inside = |c: &Clause| c.from <= other.from && other.from < c.to;
            let place = self.clauses.iter().position(inside);
            let clause = place.and_then(|at| Some((at, self.clauses.get(at)?)));
            clause.is_some_and(|(at, c)| self.wished(other, at, c) == Modality::Cannot)
        };
        let plain = |other: &Phrase| {
            other.bare_weekday().is_some() && !matches!(other.start.time, Some(Time::At(_)))
        };
        said == Modality::Cannot
            && !self.sentence.asks
            && plain(phrase)
            && self.phrases.iter().all(|o| o.from == phrase.from || plain(o) && refused(o))
    }

    /// "op zaterdag", "geen zaterdag", and the "zondag" of "op zaterdag of zondag".
    fn is_on(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let joined = t.was(phrase.from, &["en", "of", "and", "or"]);
        let before = self.phrases.iter().find(|before| joined && before.to + 1 == phrase.from);
        t.was(phrase.from, &["op", "on"])
            || t.was(phrase.from, &["geen"]) && !self.follows_row(phrase)
            || before.is_some_and(|before| before.bare_weekday().is_some() && self.is_on(before))
    }

    /// "Zaterdag is voor de meesten het handigst": in general, and not the coming one.
    fn is_best(&self, phrase: &Phrase) -> bool {
        const BEST: &[&str] = &[
            "beste",
            "best",
            "handigst",
            "handigste",
            "makkelijkst",
            "makkelijkste",
            "gunstigst",
            "gunstigste",
            "prettigst",
            "prettigste",
            "fijnst",
            "fijnste",
            "geschiktst",
            "rustigst",
        ];
        let t = self.t;
        let straight = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
        let behind = phrase.to + 1..self.sentence.to;
        led_from(t, phrase) == self.sentence.from
            && t.is(phrase.to, &["is", "zijn"])
            && behind.take_while(straight).any(|at| t.is(at, BEST))
    }

    /// "Woensdagmiddag is nooit een optie": no week has one that is.
    fn is_never(&self, phrase: &Phrase, said: Modality) -> bool {
        let t = self.t;
        let ends = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
        said == Modality::Cannot
            && (phrase.to..self.sentence.to)
                .take_while(ends)
                .any(|at| t.is(at, &["nooit", "never"]))
    }

    /// A bare weekday that is refused, moved or led by "de" may be that of the appointment.
    pub(super) fn may_be_agreed(&self, phrase: &Phrase, said: Modality) -> bool {
        let t = self.t;
        phrase.bare_weekday().is_some()
            && (said == Modality::Cannot
                || t.is(phrase.from, &["de", "the"])
                || t.was(phrase.from, &["die", "that"])
                || self.is_of_visit(phrase)
                || self.is_moved_on(phrase))
    }

    /// "altijd op dinsdag", "alleen op maandag en vrijdag", "vrijdag is altijd goed": of every week.
    pub(super) fn is_usual(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let on = phrase.from >= 2 && t.was(phrase.from, &["op", "on"]);
        let is = t.is(phrase.to, &["is", "kan", "past", "zijn"]);
        let joined = t.was(phrase.from, &["en", "of", "and", "or"]);
        let before = self.phrases.iter().find(|before| joined && before.to + 1 == phrase.from);
        // "Ik kom alleen op dinsdag" is one guest on one day.
        let only = || {
            t.is(phrase.from - 2, &["alleen", "uitsluitend"])
                && (self.sentence.from..phrase.from)
                    .any(|i| t.is(i, &["kan", "kunnen", "lukt", "past", "beschikbaar"]))
        };
        on && (t.is(phrase.from - 2, USUALLY) || only())
            || t.is(phrase.to + usize::from(is), USUALLY)
            || self.is_always_so(phrase)
            || before.is_some_and(|before| before.bare_weekday().is_some() && self.is_usual(before))
    }

    /// "Prima, tot dinsdag!": the day on which we meet, and nothing ends then.
    pub(super) fn takes_leave(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        if !t.is(phrase.from, &["tot"]) {
            return false;
        }
        let day = phrase.bare_weekday().is_some()
            || matches!(phrase.start.days, Some(Days::FromToday(1..) | Days::Date { .. }));
        let ends = phrase.to + 1 >= self.sentence.to;
        let behind = t.before(phrase.from).is_some_and(|before| {
            before.is_sign(',') || before.is_any(&["ok", "oké", "oke", "prima", "top", "dan"])
        }) && self.phrases.len() == 1
            || phrase.from == self.sentence.from
                && matches!(t.word(phrase.to), Word::Sign('!' | '.'));
        day && ends && behind
    }

    /// "Donderdag werk ik altijd thuis", "de dinsdag is in verband met de fractie altijd vol".
    fn is_always_so(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let straight = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
        (phrase.to..self.sentence.to)
            .take_while(straight)
            .any(|at| t.is(at, USUALLY) || t.is(at, &["vaste"]))
    }

    /// "een andere dag dan dinsdag 6 oktober".
    pub(super) fn is_other_than(&self, phrase: &Phrase, at: usize) -> bool {
        let t = self.t;
        let from = self.clauses.get(at).map_or(phrase.from, |clause| clause.from);
        let than = t.was(phrase.from, &["dan", "than"]);
        than && (from..phrase.from).any(|i| t.is(i, &["andere", "ander", "other", "another"]))
    }

    /// "Klopt het dat wij 7 april kunnen komen?" is asked of one's own visit.
    fn is_of_us(&self) -> bool {
        let ours = |at: usize| {
            self.t.is(at, &["wij", "we", "ik", "mag", "mogen", "kan", "kunnen", "plek", "ruimte"])
        };
        (self.sentence.from..self.sentence.to).any(ours)
    }

    /// "Begin volgende week hoort u van ons", "ik heb 11 maart doorgekregen, klopt dat?": a promise, or
    /// a fact that is checked.
    pub(super) fn is_told(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let checks = || {
            self.sentence.asks
                && (t.find(phrase.to, self.sentence.to, CHECKS).is_some()
                    || t.are(self.sentence.from, &["klopt", "het", "dat"]) && !self.is_of_us())
        };
        // "Definitief na 15 maart" is when they know.
        let settles = || {
            t.was(phrase.from, &["definitief", "uitsluitsel", "duidelijkheid"])
                && phrase.from == self.sentence.from + 1
                && phrase.bound.is_some()
        };
        // "Definitief volgt vrijdag".
        let follows = || {
            t.was(phrase.from, &["volgt", "volgen"])
                && t.get(phrase.to).is_none_or(|end| matches!(end.word, Word::Sign(_)))
        };
        self.gives_word(phrase) || self.is_deliberated(phrase) || follows() || checks() || settles()
    }

    /// "U hoort maandag van ons": the day on which they answer, whatever days were offered.
    pub(crate) fn gives_word(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let you = || {
            phrase.from > 1
                && t.is(phrase.from - 1, &["hoort", "horen", "verneemt", "krijgt"])
                && t.is(phrase.from - 2, YOU)
        };
        // "Dan hoort u maandag van mij welke het wordt".
        let turned = || {
            phrase.from > 1
                && !self.sentence.asks
                && t.is(phrase.from - 2, &["hoort", "hoor", "horen", "verneemt", "vernemen"])
                && t.is(phrase.from - 1, YOU)
        };
        // "Mag ik vrijdag horen of het lukt?"
        let hears = || {
            self.sentence.asks
                && phrase.bound.is_none()
                && t.is(phrase.to, &["horen", "vernemen"])
                && (self.sentence.from..phrase.from).any(|at| t.is(at, &["ik", "wij", "we"]))
        };
        t.cue(phrase.to, Cue::GivesWord).is_some()
            || hears()
            || you()
            || turned()
            || self.comes_back(phrase)
            || self.answers_then(phrase)
    }

    /// "Wij komen er vrijdag bij u op terug", "I will get back to you on Friday".
    fn comes_back(&self, phrase: &Phrase) -> bool {
        const WORDS_BETWEEN: usize = 4;
        let t = self.t;
        // "Wij komen er na het zomerreces op terug" is when they would like to.
        let day = matches!(
            phrase.start.days,
            Some(Days::Weekday(..) | Days::Date { .. } | Days::FromToday(_))
        );
        let ahead = phrase.to..phrase.to + WORDS_BETWEEN;
        let back = || ahead.clone().any(|at| t.are(at, &["op", "terug"]));
        let english = || {
            let near = phrase.from.saturating_sub(WORDS_BETWEEN + 2);
            t.find(near, phrase.from, &[&["get", "back", "to", "you"]]).is_some()
        };
        day && phrase.bound.is_none() && !self.sentence.asks && (back() || english())
    }

    /// "Ik laat het u vrijdag weten", "I will let you know on Monday": the day stands inside what is
    /// promised.
    fn answers_then(&self, phrase: &Phrase) -> bool {
        const VERB_TOKENS: usize = 6;
        let t = self.t;
        let from = phrase.from.saturating_sub(VERB_TOKENS).max(self.sentence.from);
        let own = |at: usize| {
            t.is(at, &["laat"]) && (t.is(at + 1, &["ik"]) || t.was(at, &["ik"]))
                || t.is(at, &["laten"]) && (t.is(at + 1, WE) || t.was(at, WE))
        };
        let english = || {
            let known =
                t.find(from, phrase.from, &[&["let", "you", "know"], &["you", "will", "hear"]]);
            known.is_some()
        };
        let told = || t.is(phrase.to, &["weten", "horen"]) && (from..phrase.from).any(own);
        // "Ik bel u vrijdag"; "binnen een uur" is the term of it.
        let day = phrase.start.days.is_some() && phrase.bound.is_none();
        let calls = |at: usize| {
            t.is(at, &["bel", "mail", "bellen", "mailen"])
                && t.is(at - 1, &["ik", "wij", "we"])
                && t.is(at + 1, YOU)
        };
        let answers = self.sentence.cues.has(Cue::Answer);
        !self.sentence.asks
            && (answers && (told() || english()) || day && (from + 1..phrase.from).any(calls))
    }

    /// "De fractie bespreekt het maandag": among themselves, and no day of the visit.
    pub(crate) fn is_deliberated(&self, phrase: &Phrase) -> bool {
        const DELIBERATES: &[&str] = &[
            "bespreekt",
            "bespreken",
            "overlegt",
            "overleggen",
            "beslist",
            "beslissen",
            "besluit",
            "besluiten",
        ];
        const GLADLY: &[&str] = &["graag", "liefst", "liever", "kan", "kunnen", "willen", "wil"];
        if phrase.bare_weekday().is_none() || self.sentence.asks {
            return false;
        }
        let t = self.t;
        let inside = |c: &&Clause| c.from <= phrase.from && phrase.from < c.to;
        let clause = self.clauses.iter().find(inside);
        let says = |words: &[&str]| {
            clause.is_some_and(|clause| (clause.from..clause.to).any(|at| t.is(at, words)))
        };
        says(DELIBERATES) && !says(YOU) && !says(GLADLY)
    }

    /// "verplaatsen van donderdag 20 mei naar donderdag 27 mei": the first day is the agreement.
    pub(super) fn is_moved_from(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let from_here = t.was(phrase.from, &["van", "from"]) || t.is(phrase.from, &["van", "from"]);
        let goes = || (phrase.to..phrase.to + 4).any(|at| t.is(at, &["naar", "to"]));
        let moves = self.sentence.cues.has(Cue::PutsElsewhere);
        let must = || phrase.to + t.any_of(phrase.to, MUST_WE).unwrap_or(0);
        let put = moves && t.cue(must(), Cue::PutsElsewhere).is_some();
        let instead = t.was(phrase.from, &["i.p.v.", "ipv"])
            || phrase.from >= 3 && t.are(phrase.from - 3, &["in", "plaats", "van"])
            || phrase.from >= 2 && t.are(phrase.from - 2, &["instead", "of"]);
        // "Could we move Thursday's visit to Friday?"
        let of_visit = || moves && t.is(phrase.to, &["visit", "meeting", "appointment", "tour"]);
        (from_here || put || of_visit()) && goes() || instead || put && self.is_day_of_visit(phrase)
    }

    /// "Het bezoek van de minister aan Raalte op 4 mei moeten we verzetten": what belongs to the visit
    /// may stand between it and its day.
    fn is_day_of_visit(&self, phrase: &Phrase) -> bool {
        const NOUN_TOKENS: usize = 10;
        let t = self.t;
        let from = phrase.from.saturating_sub(NOUN_TOKENS).max(self.sentence.from);
        let visit = (from..phrase.from).rev().find(|&at| t.listed(at, Cue::VisitNoun));
        t.was(phrase.from, &["van", "op", "of", "on"])
            && visit.is_some_and(|at| {
                t.was(at, &["het", "de", "ons", "onze", "the", "our"])
                    && (at + 1..phrase.from).all(|i| !t.has(i, i + 1, Cue::Verb))
            })
    }

    /// "Kan de vrijdag een week later?", "ons bezoek van 12 mei moet een maand opschuiven": what is moved
    /// from there, no wish.
    pub(super) fn is_moved_on(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let Some(next) = self.phrases.iter().find(|next| next.from >= phrase.to) else {
            return false;
        };
        let plain = |at: usize| {
            !matches!(t.word(at), Word::Sign(_)) && !t.is(at, &["of", "en", "or", "and"])
        };
        is_beside(next) && phrase.start.days.is_some() && (phrase.to..next.from).all(plain)
    }
}

/// "Kunt u 22 mei vasthouden tot maandag?": until then and no longer.
pub(super) fn is_held(t: Tokens<'_, '_>, clause: &Clause) -> bool {
    let holds =
        &["vasthouden", "vastgehouden", "vasthoudt", "gereserveerd", "reserveren", "aanhouden"];
    // "Ik houd 2 februari vast tot vrijdag".
    let apart = || {
        let holds =
            (clause.from..clause.to).find(|&at| t.is(at, &["houd", "houden", "houdt", "hou"]));
        holds.is_some_and(|verb| (verb + 1..clause.to).any(|at| t.is(at, &["vast", "aan", "vrij"])))
    };
    (clause.from..clause.to).any(|at| t.is(at, holds)) || apart()
}

/// Whether we are the ones who prefer: "ontvangen wij u liever", "wij zien u het liefst".
pub(super) fn is_ours(t: Tokens<'_, '_>, at: usize) -> bool {
    !t.was(at, ASKS_YOU) && (at.saturating_sub(2)..at).any(|i| t.is(i, OURS))
}

/// `een week later`, `een dag ervoor`: counted from the day named before.
pub(super) fn is_beside(phrase: &Phrase) -> bool {
    match &phrase.start.days {
        Some(Days::Shift { from, .. }) => **from == Days::Previous,
        _ => false,
    }
}

/// "een week opschuiven", "met een maand uitstellen": who moves something wants it there.
pub(super) fn is_move(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    matches!(phrase.start.days, Some(Days::Shift { .. }))
        && t.is(
            phrase.to.saturating_sub(1),
            &["opschuiven", "doorschuiven", "uitstellen", "vervroegen", "achteren", "voren"],
        )
}

/// "want dan is het Pasen", "omdat het dan Goede Vrijdag is": why not, and no wish.
pub(super) fn is_reason(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    if !matches!(phrase.start.days, Some(Days::Feast(..))) {
        return false;
    }
    let mut from = phrase.from;
    while from > 0 && t.was(from, &["dan", "is", "het", "'t", "t"]) {
        from -= 1;
    }
    from < phrase.from && t.was(from, &["want", "omdat", "aangezien"])
}
