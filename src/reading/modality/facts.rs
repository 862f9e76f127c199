//! Tells what takes place at a time, whether anybody wishes it or not: the hours of a programme, what
//! is done then, what was agreed.

use super::told::is_reason;
use super::{Clause, Scene, scope};
use crate::domain::reading::Modality;
use crate::reading::cue::Cue;
use crate::reading::times::{Phrase, Time};
use crate::reading::token::Token;

/// How the names of what takes place on a day end.
const EVENTS: &[&str] = &[
    "vergadering",
    "overleg",
    "bijeenkomst",
    "debat",
    "congres",
    "conferentie",
    "symposium",
    "borrel",
    "receptie",
    "studiedag",
    "heidag",
    "avond",
    "markt",
    "feest",
    "verkiezingen",
    "overleg",
    "zitting",
    "behandeling",
    "raad",
];
const HAS: &[&str] = &["heeft", "hebben", "heb", "has", "have"];
/// Who has this is not free; who has "tijd" or "een gaatje" is.
pub(super) const OCCUPIED: &[&str] = &[
    "gemeenteraad",
    "raadsvergadering",
    "commissievergadering",
    "collegevergadering",
    "debat",
    "college",
    "fractie",
    "raad",
    "commissie",
    "overleg",
    "vergadering",
    "vergaderingen",
    "spreekuur",
    "les",
    "dienst",
    "kabinet",
    "ministerraad",
    "council",
    "meeting",
    "meetings",
    "class",
];
/// What stands in the way of a visit until it is called off; a visit is none of these.
const IN_THE_WAY: &[&str] =
    &["debat", "vergadering", "overleg", "congres", "stemming", "stemmingen"];
const CALLED_OFF: &[&str] = &[
    "vervallen",
    "vervalt",
    "afgelast",
    "geannuleerd",
    "geschrapt",
    "gecanceld",
    "afgeblazen",
    "ingetrokken",
    "cancelled",
];
/// Before what something else is done for.
const OCCASION: &[&str] =
    &["voor", "in", "tijdens", "door", "wegens", "vanwege", "i.v.m.", "ivm", "for", "during"];
/// What a line of a programme begins with.
const LABELS: &[&str] =
    &["aankomst", "vertrek", "inloop", "ontvangst", "afsluiting", "lunch", "arrival", "departure"];
/// From "onder voorbehoud van" to the day of what comes behind it: an article, a noun, and "op".
const CONDITION_TOKENS: usize = 5;
/// So far before its hour at most.
const LABEL_TOKENS: usize = 7;
/// So many words beside a time, the comma and the full stop included, make no clause of it.
const BESIDE_TIME_MOST: usize = 6;

impl Scene<'_, '_> {
    /// "het werkbezoek van 14 oktober".
    pub(super) fn is_of_visit(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        // "Het bezoek aan Dommelbergen op 4 oktober": where it goes may stand between.
        const PLACE_TOKENS: usize = 4;
        let led_at = phrase.from.saturating_sub(1);
        let place = |at: usize| t.get(at).is_some_and(Token::starts_upper);
        let leads = |at: &usize| t.is(*at, &["aan", "in", "to"]) && place(at + 1);
        let named = (led_at.saturating_sub(PLACE_TOKENS)..led_at).rev().find(leads);
        let named = named.filter(|at| (at + 1..led_at).all(place)).unwrap_or(led_at);
        let Some(noun) = named.checked_sub(1) else { return false };
        let led = t.was(phrase.from, &["van", "op", "d.d.", "of", "on"]);
        let visit = t.is(noun, &["werkbezoek", "bezoek", "afspraak", "visit", "appointment"]);
        let definite =
            t.was(noun, &["het", "de", "ons", "onze", "uw", "jullie", "dit", "our", "the", "your"]);
        led && visit && definite
    }

    /// "Om twaalf uur gaat de deur op slot": a verb that asks for nothing stands behind the hour.
    pub(super) fn happens_at(&self, phrase: &Phrase) -> bool {
        matches!(phrase.start.time, Some(Time::At(_)))
            && phrase.is_hours_only()
            && !self.sentence.asks
            && self.t.is(phrase.to, &["gaat", "gaan", "heeft", "hebben", "krijgt", "doen", "doet"])
    }

    /// Somebody does it; "onze" may belong to anything.
    pub(super) fn is_done(&self, clause: &Clause) -> bool {
        let subject = |at: usize| self.t.listed(at, Cue::Subject) && !self.t.is(at, &["onze"]);
        clause.cues.told && (clause.from..clause.to).any(subject)
    }

    pub(super) fn is_settled(&self, phrase: &Phrase, clause: &Clause, wished: Modality) -> bool {
        self.is_line_of_programme(phrase)
            || self.is_event(phrase) && wished == Modality::Want
            || wished == Modality::Want && self.is_taken_up(phrase, clause)
            || wished == Modality::Want && self.is_engaged(phrase, clause)
            || wished == Modality::Want && self.hangs_on(phrase, clause)
            || wished == Modality::Want && self.stands_there(phrase, clause)
            || phrase.bound.is_some() && self.is_of_substitute(clause)
            || clause.all.has(Cue::Reminds)
            || clause.all.has(Cue::AsAgreed) && wished == Modality::Want
            || wished == Modality::Want && self.is_struck(phrase, clause)
            || self.is_moved_from(phrase)
            || self.is_moved_on(phrase)
            || clause.cues.states && self.stood(phrase, clause)
            || is_reason(self.t, phrase)
    }

    /// "Het bezoek van vrijdag 18 juni kan uit de agenda": the day of what is called off is not wished.
    fn is_struck(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let noun = phrase.from.checked_sub(2).filter(|_| t.was(phrase.from, &["van", "op"]));
        self.sentence.cues.has(Cue::Cancel)
            && !self.sentence.asks
            && t.has(clause.from, clause.to, Cue::Cancel)
            && noun.is_some_and(|noun| t.listed(noun, Cue::VisitNoun))
    }

    /// "De wethouder heeft op maandag altijd college": somebody has something on each of those days.
    fn is_taken_up(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let any = |words: &[&str]| (clause.from..clause.to).any(|at| t.is(at, words));
        !clause.cues.wants() && self.is_usual(phrase) && any(HAS) && any(OCCUPIED)
    }

    /// "Het voor maandag 14 december geplande werkbezoek": what was planned is so for that day.
    pub(super) fn is_planned_behind(&self, phrase: &Phrase) -> bool {
        const PLANNED: &[&str] = &[
            "geplande",
            "ingeplande",
            "voorziene",
            "afgesproken",
            "vastgelegde",
            "aangekondigde",
            "beoogde",
            "geboekte",
        ];
        self.t.is(phrase.to, PLANNED)
    }

    /// "Zijn agenda kent nog twee gaten: maandag 18 januari en ...": what is open is named to be taken.
    pub(super) fn heads_gaps(&self, phrase: &Phrase) -> bool {
        const GAPS: &[&str] =
            &["gat", "gaten", "gaatje", "gaatjes", "opening", "openingen", "mogelijkheden", "gaps"];
        let t = self.t;
        let colon = (self.sentence.from..phrase.from).find(|&at| t.is_sign(at, ':'));
        self.sentence.cues.has(Cue::OfVisitDay)
            && !self.sentence.asks
            && colon.is_some_and(|colon| {
                let any = |words: &[&str]| (self.sentence.from..colon).any(|at| t.is(at, words));
                any(GAPS) && !any(&["geen", "niet", "no", "not"])
            })
    }

    /// "Zij heeft om 13.00 uur een uitvaart": what somebody has at an hour, and no room for a visit.
    fn is_engaged(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let hours = matches!(phrase.start.time, Some(Time::At(_) | Time::Range(..)));
        let noun = phrase.to + 1;
        let visit = [Cue::OfVisitDay, Cue::VisitNoun, Cue::Want, Cue::Prefer];
        hours
            && !self.sentence.asks
            && !clause.cues.wants()
            && (clause.from..phrase.from).any(|at| t.is(at, HAS))
            && t.is(phrase.to, &["een", "a", "an"])
            && t.get(noun).is_some_and(|word| word.word.is_other())
            && !visit.iter().any(|cue| t.cue(noun, *cue).is_some())
    }

    /// "Wij staan om 13.15 uur op het station, kan iemand ons ophalen?": who is there at that hour asks
    /// for something else.
    fn stands_there(&self, phrase: &Phrase, clause: &Clause) -> bool {
        const STANDS: &[&str] = &["sta", "staan", "staat"];
        const STOPS: &[&str] =
            &["station", "perron", "halte", "bushalte", "busstation", "deur", "stoep"];
        let t = self.t;
        let any = |from: usize, to: usize, words: &[&str]| (from..to).any(|at| t.is(at, words));
        phrase.is_hours_only()
            && any(clause.from + 1, clause.to, STANDS)
            && any(phrase.to, clause.to, STOPS)
            && !clause.cues.wants()
    }

    /// "9.30 uur is voor onze mensen wel erg vroeg", "17 uur is aan de late kant": nobody wishes for that
    /// hour, and without a "te" nobody refuses it either.
    pub(super) fn is_odd_hour(&self, phrase: &Phrase, clause: &Clause) -> bool {
        const IS: &[&str] = &["is", "zijn", "lijkt", "vinden", "vind"];
        const VERY: &[&str] = &["erg", "heel", "zeer", "nogal", "behoorlijk", "rather", "very"];
        let t = self.t;
        // "Is 9 uur erg vroeg?" only asks.
        let turned = t.was(phrase.from, IS) && phrase.from > clause.from + 1;
        let odd = |at: usize| {
            t.is(at, &["vroeg", "laat", "early", "late"]) && t.was(at, VERY)
                || t.is(at, &["vroege", "late"]) && t.is(at + 1, &["kant"])
        };
        let hour = matches!(phrase.start.time, Some(Time::At(_))) && phrase.is_hours_only();
        hour && (t.is(phrase.to, IS) || turned)
            && !(phrase.to..clause.to).any(|at| t.is(at, &["niet", "not"]))
            && (phrase.to..clause.to).any(odd)
    }

    /// "Het debat van 15 april is afgelast, dus zij heeft ruimte": what was in the way is gone, and
    /// the day is wanted, since that follows. A day that fell out itself, a meeting with the other
    /// side, and what has no wish behind it are left to what "vervallen" says.
    pub(super) fn is_freed(&self, phrase: &Phrase, at: usize, clause: &Clause) -> bool {
        let t = self.t;
        let noun = phrase.from.checked_sub(2).filter(|_| t.was(phrase.from, &["van", "op"]));
        let event = noun
            .and_then(|at| t.get(at))
            .is_some_and(|noun| IN_THE_WAY.iter().any(|name| noun.lower.ends_with(name)));
        // It is the subject: only an article stands before it, and the verb behind its day.
        let opens = noun.is_some_and(|noun| noun <= clause.from + 1);
        let off = clause.all.has(Cue::Away)
            && t.is(phrase.to, &["is", "zijn", "werd", "wordt", "vervalt"])
            && (phrase.to..clause.to).any(|i| t.is(i, CALLED_OFF));
        let so = |c: &Clause| (c.from..c.from + 2).any(|i| t.is(i, &["dus", "zodat"]));
        let other = |c: &Clause| (c.from..c.to).any(|i| t.is(i, &["ander", "andere", "later"]));
        let timed = |c: &Clause| self.phrases.iter().any(|p| c.from <= p.from && p.from < c.to);
        event
            && opens
            && off
            && self.clauses.get(at + 1).is_some_and(|next| {
                so(next) && next.cues.wants() && !next.cues.no && !other(next) && !timed(next)
            })
    }

    /// "Vrijdag graag, onder voorbehoud van goedkeuring op 2 februari": the day of what it hangs on. A
    /// day that is alone in its sentence is the one that is meant.
    fn hangs_on(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let conditions: &[&[&str]] = &[&["voorbehoud", "van"], &["subject", "to"]];
        let near = phrase.from.saturating_sub(CONDITION_TOKENS).max(clause.from);
        self.phrases.len() > 1
            && self.t.was(phrase.from, &["op", "van", "on", "of"])
            && self.t.find(near, phrase.from, conditions).is_some()
            && !clause.cues.wants()
    }

    /// "Het stond op 8 juni; kan het een week later?": where it was put.
    pub(super) fn stood(&self, phrase: &Phrase, clause: &Clause) -> bool {
        (clause.from..phrase.from).any(|at| self.t.is(at, &["stond", "stonden"]))
    }

    /// "Ter bevestiging: 2 juni", "dinsdag, dus 5 mei, is een vrije dag": the verb stands behind a
    /// colon or a comma.
    pub(super) fn stated_beside(&self, at: usize) -> Option<Modality> {
        let here = self.clauses.get(at)?;
        let before = at.checked_sub(1).and_then(|i| self.clauses.get(i));
        // "De uitzending is live, zondag tussen 12.10 en 13.00 uur".
        let alone = || {
            let said = self.phrases.iter().filter(|p| here.from <= p.from && p.to <= here.to);
            let words: usize = said.map(|p| p.to - p.from).sum();
            words + BESIDE_TIME_MOST >= here.to - here.from
        };
        let told = before.is_some_and(|clause| {
            let beside = self.t.is_sign(here.from, ':')
                || self.t.is_sign(here.from, ',') && alone() && !self.sentence.asks;
            clause.cues.states
                && beside
                && !clause.cues.wants()
                && !scope::is_left_to_you(self.t, clause.from, clause.to)
        });
        let goes_on = !self.sentence.asks
            && self.clauses.get(at + 1..)?.iter().any(|clause| {
                clause.cues.states
                    && !clause.cues.wants()
                    && self.t.is_sign(clause.from, ',')
                    && self.t.is(clause.from + 1, &["is", "zijn", "wordt", "staat", "vindt"])
            });
        (told || goes_on).then_some(Modality::Fixed)
    }

    /// "10.15 uur: presentatie": the hour of a programme.
    pub(super) fn is_line_of_programme(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        // "12.00 - 13.00 lunch".
        let item = || {
            matches!(phrase.start.time, Some(Time::Range(..)))
                && phrase.to < self.sentence.to
                && t.word(phrase.to).is_other()
        };
        // "Vertrek stadhuis: 8.50 uur".
        let named = || {
            let label = t.is(self.sentence.from, LABELS);
            label && phrase.from - self.sentence.from <= LABEL_TOKENS
        };
        let heads = phrase.from == self.sentence.from && (t.is_sign(phrase.to, ':') || item());
        (heads || named())
            && phrase.is_hours_only()
            && matches!(phrase.start.time, Some(Time::At(_) | Time::Range(..)))
            && !self.sentence.asks
            && ![Cue::No, Cue::Want, Cue::Prefer].iter().any(|cue| self.sentence.cues.has(*cue))
    }

    /// "De commissievergadering van 12 oktober": it takes place then, whatever is wished for it.
    pub(super) fn is_event(&self, phrase: &Phrase) -> bool {
        let t = self.t;
        let noun = phrase.from.checked_sub(2).filter(|_| t.was(phrase.from, &["van", "op"]));
        let event = noun.and_then(|at| t.get(at)).is_some_and(|noun| {
            noun.word.is_other() && EVENTS.iter().any(|event| noun.lower.ends_with(event))
        });
        // "Van het overleg van 12 oktober" speaks of something else.
        let aside = || {
            noun.and_then(|at| at.checked_sub(2)).is_some_and(|at| {
                t.is(at, &["van", "voor", "over"]) && t.listed(at + 1, Cue::Determiner)
            })
        };
        let occasion = || noun.is_some_and(|noun| self.is_occasion(phrase, noun));
        event && (self.phrases.len() > 1 || aside() || occasion())
    }

    /// "Ter voorbereiding van het wetgevingsoverleg van 15 november": what something else is done for,
    /// or because of, or in.
    fn is_occasion(&self, phrase: &Phrase, noun: usize) -> bool {
        let t = self.t;
        // "Na de raadsvergadering van dinsdag graag": from then on, and that is a wish.
        if phrase.bound.is_some() {
            return false;
        }
        let leads = |at: usize| {
            t.is(at, OCCASION)
                || t.is(at, &["van", "op", "met", "of"])
                    && t.was(at, &["voorbereiding", "verband", "aanleiding", "preparation"])
        };
        let visits = [Cue::GoesVisiting, Cue::Coming, Cue::VisitNoun];
        let led = t.before(noun).is_some_and(|word| word.word.is_other());
        led && (noun.saturating_sub(3)..noun).any(leads)
            && !visits.iter().any(|cue| self.sentence.cues.has(*cue))
    }
}
