//! Tells what a negation turns round, and what a clause borrows that says nothing itself. One that
//! stands right before a time ("niet op woensdag", "geen vrijdag") is about that time; one that is
//! about a place, a person or a condition ("niet naar Zeist maar naar Raalte", "van wie twee
//! verhinderd", "als het niet regent") is about no time at all.
//!
//! The trap is the list: in "niet op maandag, dinsdag of donderdag" the comma ends nothing.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::row::led_from;
use super::{Clause, Scene};
use crate::domain::reading::Modality;
use crate::reading::cue::{Cue, TimeCues};
use crate::reading::cursor::Tokens;
use crate::reading::times::phrase::is_row;
use crate::reading::times::{Days, Phrase};
use crate::reading::token::Word;

/// So far behind "niet naar Zeist" stands the place that is meant.
const CONTRAST_TOKENS: usize = 16;
/// What leads a place or a means, and no time.
const ELSEWHERE_LEADS: &[&str] = &["naar", "aan", "met", "bij", "over", "door", "to", "with"];
/// Before a clause about persons of those who were named.
const OF_THEM: &[&[&str]] =
    &[&["van", "wie"], &["onder", "wie"], &["waarvan"], &["waaronder"], &["of", "whom"]];
/// Who or what comes along with a guest who needs it.
const COMPANIONS: &[&str] = &[
    "hond",
    "hulphond",
    "geleidehond",
    "blindengeleidehond",
    "assistentiehond",
    "tolk",
    "gebarentolk",
    "schrijftolk",
    "begeleider",
    "begeleiding",
    "assistent",
    "rolstoel",
    "rollator",
    "scootmobiel",
    "dog",
    "interpreter",
    "wheelchair",
];
/// What has not been done where the day is open still.
const UNDECIDED: &[&[&str]] =
    &[&["niet", "gekozen"], &["niet", "besloten"], &["niet", "beslist"], &["not", "decided"]];
/// From "niets" to "liever": "niets zou zij liever".
const COMPARED_TOKENS: usize = 4;
const CONDITIONS: &[&str] = &["als", "indien", "wanneer", "mits", "zolang", "if", "provided"];

/// Whether the negation at `at` is about the time behind it, and about nothing else.
pub(super) fn leads(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| phrase.from > at && led_from(t, phrase) == at + 1)
}

/// Whether the negation at `at` is about another matter than any time.
pub(super) fn is_elsewhere(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    is_accompanied(t, at)
        || is_contrast(t, at, phrases)
        || is_place_instead(t, at, phrases)
        || is_comparison(t, at)
        || is_of_condition(t, at, phrases)
        || is_of_noun(t, at, phrases)
}

/// "niet zonder haar hond", "niet zonder tolk": who comes along, and the visit can be. Without leave, or
/// without somebody who decides, it cannot.
fn is_accompanied(t: Tokens<'_, '_>, at: usize) -> bool {
    let noun = at + 2 + usize::from(t.listed(at + 2, Cue::Determiner));
    t.is(at + 1, &["zonder", "without"]) && t.is(noun, COMPANIONS)
}

/// "zou niets liever willen dan op 15 april komen": what comes behind "dan" is what is wanted most.
fn is_comparison(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, &["niets", "niks", "nothing"])
        && (at + 1..at + COMPARED_TOKENS).any(|i| t.is(i, &["liever", "rather", "better"]))
}

/// "niet naar Zeist (daar was zij al), maar wel naar Raalte": one place instead of another. Where a day
/// stands on either side of the "maar", it is one day instead of another too.
fn is_contrast(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    if !t.is(at + 1, ELSEWHERE_LEADS) {
        return false;
    }
    let lead = |at: usize| t.get(at).map(|word| &word.lower);
    let plain = |i: &usize| !matches!(t.word(*i), Word::Sign('.' | '?' | '!' | ';'));
    let turn = (at + 2..at + CONTRAST_TOKENS).take_while(plain).find(|&i| {
        let wel = usize::from(t.is(i + 1, &["wel", "juist", "alleen", "graag"]));
        t.is(i, &["maar", "but"]) && lead(i + 1 + wel) == lead(at + 1)
    });
    turn.is_some_and(|turn| {
        let before = || phrases.iter().filter(|phrase| phrase.to <= turn);
        let behind = |phrase: &&Phrase| phrase.from > turn && !phrase.is_hours_only();
        let another = |next: &Phrase| before().any(|first| first.start.days != next.start.days);
        !phrases.iter().filter(behind).any(another)
    })
}

/// "in de gymzaal en niet in het buurthuis": one place, and not another that is led by the same word.
fn is_place_instead(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let timed = |i: usize| phrases.iter().any(|phrase| phrase.from <= i && i < phrase.to);
    let plain = |i: &usize| !matches!(t.word(*i), Word::Sign('.' | '?' | '!' | ';')) && !timed(*i);
    let lead = |at: usize| t.get(at).map(|word| &word.lower);
    let noun = at + 2 + usize::from(t.listed(at + 2, Cue::Determiner));
    let joined = t.was(at, &["en", "and", ","]) || at > 0 && t.is_sign(at - 1, ',');
    let before = || (at.saturating_sub(CONTRAST_TOKENS)..at).rev().take_while(plain);
    joined
        && t.is(at + 1, &["in", "naar", "bij", "aan", "to", "at"])
        && (at + 1..=noun).all(|i| !timed(i))
        && before().any(|i| lead(i) == lead(at + 1))
}

/// "17 december kan alleen als de raad niet wordt vervroegd": what must hold for a day that was named.
fn is_of_condition(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let (from, to) = part(t, at);
    let Some(condition) = (from..at).rev().find(|&i| t.is(i, CONDITIONS)) else { return false };
    let named = |phrase: &Phrase| from <= phrase.from && phrase.to <= condition;
    let inside = |phrase: &Phrase| condition < phrase.from && phrase.from < to;
    phrases.iter().any(named) && !phrases.iter().any(inside)
}

/// "... van stemmingen die wij nu nog niet kennen": said of whom or what was named right before "die",
/// and its verb stands behind the negation. What is said so of a day is said of the time.
fn is_of_noun(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let (from, to) = part(t, at);
    let relative = |i: &usize| t.is(*i, &["die", "dat", "wie"]);
    let Some(that) = (from..at).rev().find(relative).filter(|that| *that > 0) else {
        return false;
    };
    let noun = if t.is_sign(that - 1, ',') { that.saturating_sub(2) } else { that - 1 };
    let timed = |i: usize| phrases.iter().any(|phrase| phrase.from <= i && i < phrase.to);
    let named = t.get(noun).is_some_and(|word| word.word.is_other() && word.lower.len() > 3)
        && !timed(noun)
        && ![Cue::Verb, Cue::OfVisitDay, Cue::VisitNoun].iter().any(|cue| t.listed(noun, *cue));
    let led = (noun.saturating_sub(2)..noun).any(|i| t.listed(i, Cue::Determiner) || t.is(i, OF));
    named && led && at + 1 < to && !(that..to).any(timed)
}

const OF: &[&str] = &["van", "voor", "met", "door", "of", "for", "with"];

/// From the sign before a word to the one behind it.
fn part(t: Tokens<'_, '_>, at: usize) -> (usize, usize) {
    let sign = |i: &usize| t.get(*i).is_none_or(|word| matches!(word.word, Word::Sign(_)));
    let from = (0..at).rev().find(sign).map_or(0, |sign| sign + 1);
    (from, (at..).find(sign).unwrap_or(at))
}

/// "Of, als dat met de bewoners beter uitkomt, dinsdag": it may be better for them, and nobody says so.
pub(super) fn is_left_to_you(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    const SUITS: &[&str] = &[
        "uitkomt", "uitkomen", "is", "zijn", "schikt", "schikken", "past", "passen", "heeft",
        "hebt", "hebben", "lukt", "vindt", "vinden",
    ];
    let word = |at: &usize| !matches!(t.word(*at), Word::Sign(_));
    let opens = |at: &usize| t.is(*at, &["als", "indien", "mocht", "mochten", "if", "should"]);
    let Some(first) = (from..from + 3).find(opens) else { return false };
    let last = (first..to).rev().find(word);
    t.is(first, &["if", "should"]) && !t.is(first + 1, &["possible"])
        || last.is_some_and(|last| t.is(last, SUITS))
}

/// "(11 leden, van wie 2 verhinderd)": some of them are not there, and the others come.
pub(super) fn is_of_some(t: Tokens<'_, '_>, (from, to): (usize, usize), all: TimeCues) -> bool {
    if !all.has(Cue::Away) {
        return false;
    }
    let from = (from..to).find(|&at| !matches!(t.word(at), Word::Sign(_))).unwrap_or(to);
    OF_THEM.iter().any(|words| t.are(from, words))
}

/// Whether the sentence goes on behind the bracket that closes at `at` as if that had not been
/// there: no time stands in it, and none right before it.
pub(super) fn ends_aside(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let Some(open) = (0..at).rev().find(|&open| t.is_sign(open, '(')) else { return false };
    !phrases.iter().any(|phrase| phrase.to == open || open < phrase.to && phrase.from < at)
}

impl Scene<'_, '_> {
    /// A clause without any cue of its own borrows: from the next, then from the one before.
    pub(super) fn borrowed(&self, at: usize) -> Option<Modality> {
        let except = |c: &&Clause| c.all.has(Cue::Except) || self.keeps_to_itself(c, at);
        // What comes behind "maar" is another matter.
        let turns = |c: &&Clause| self.t.get(c.from).is_some_and(|word| word.cues.has(Cue::Turns));
        let after =
            self.clauses.iter().skip(at + 1).take_while(|c| !turns(c)).filter(|c| !except(c));
        let after = after.filter(|c| !self.tells_why(c));
        let heads = self.t.is_sign(self.clauses.get(at)?.from, ':');
        let spoken = |c: &&Clause| c.to > c.from + usize::from(!heads) && !self.tells_why(c);
        let own = |c: &&Clause| !self.keeps_to_itself(c, at) && !self.is_of_absent(c);
        let before = self.clauses.iter().take(at).rev().filter(spoken).filter(own);
        let here = self.clauses.get(at)?;
        // "Niet op 14 maart, maar op 21 maart".
        if turns(&here) && before.clone().next().is_some_and(|c| c.cues.no) {
            return Some(Modality::Want);
        }
        // "... kunnen wij u niet ontvangen, dus 10 december".
        let so = (here.from..here.from + 2).any(|at| self.t.is(at, &["dus", "so"]));
        if so && at.checked_sub(1).and_then(|i| self.clauses.get(i)).is_some_and(|c| c.cues.no) {
            return Some(Modality::Want);
        }
        let timed = |c: &Clause| self.phrases.iter().any(|p| c.from <= p.from && p.from < c.to);
        // "Data die kunnen: 1 en 5 mei; data die niet kunnen: 6 mei": the heading speaks first.
        let heading = before.clone().next().filter(|_| self.t.is_sign(here.from, ':'));
        heading.into_iter().chain(after).chain(before).find_map(|clause| {
            let word = clause.to == clause.from + 1;
            // "Op zijn vroegst half drie, eerder gaat niet lukken".
            let first = clause.from + usize::from(self.t.is_sign(clause.from, ','));
            if clause.cues.no && !timed(clause) && self.t.is(first, &["eerder", "later", "vroeger"])
            {
                return Some(Modality::Want);
            }
            if clause.cues.no || word && self.t.is(clause.from, &["nee", "neen", "no"]) {
                Some(Modality::Cannot)
            } else if clause.cues.prefer && timed(clause) {
                // "in Q4, liefst halverwege november": the preference is about the other time.
                Some(Modality::Want)
            } else if clause.cues.prefer {
                Some(Modality::Prefer)
            } else {
                (clause.cues.want || clause.cues.no_problem || clause.cues.well)
                    .then_some(Modality::Want)
            }
        })
    }

    /// What the clause says is about its own time, or about none: nobody else borrows it. What stands
    /// in a list with its time does ("niet op maandag, dinsdag of donderdag").
    pub(super) fn keeps_to_itself(&self, clause: &Clause, at: usize) -> bool {
        if !clause.cues.no {
            return false;
        }
        let mut own = self.phrases.iter().filter(|p| clause.from <= p.from && p.from < clause.to);
        let Some(first) = own.next() else { return self.is_bare_condition(clause) };
        clause.cues.leads && !self.goes_on_list(own.next_back().unwrap_or(first), at)
    }

    /// "als het niet regent", "wij komen lopen als het niet regent": what must hold, without a day of
    /// its own. Who "niet kan als het regent" refuses.
    fn is_bare_condition(&self, clause: &Clause) -> bool {
        let refuses = [Cue::No, Cue::Away, Cue::Impossible];
        let denied = refuses.iter().filter_map(|cue| self.t.at(clause.from, clause.to, *cue)).min();
        let denied = denied.unwrap_or(clause.from + 2);
        // "Wanneer niet: 20 april" is the label of a field.
        let label = |at: usize| self.t.is(at, &["wanneer"]) && at + 1 == denied;
        (clause.from..denied).any(|at| self.t.is(at, CONDITIONS) && !label(at))
    }

    /// Only a sign or "en" stands between the two, and they are of a kind.
    fn goes_on_list(&self, last: &Phrase, at: usize) -> bool {
        let Some(here) = self.clauses.get(at) else { return false };
        let next = self.phrases.iter().find(|p| here.from <= p.from && p.from < here.to);
        next.is_some_and(|next| {
            let t = self.t;
            let joins = |i: usize| matches!(t.word(i), Word::Sign(_)) || t.is(i, JOINTS);
            next.from >= last.to
                && (last.to..led_from(t, next)).all(joins)
                && kind(last) == kind(next)
        })
    }

    /// The negation of the clause is about a time behind this one, which only frames it: "ik kan in
    /// april niet op dinsdag".
    pub(super) fn is_frame_of_refused(&self, phrase: &Phrase, clause: &Clause) -> bool {
        clause.cues.leads
            && phrase.start.days.as_ref().is_some_and(is_row)
            && self.phrases.iter().any(|next| {
                phrase.to <= next.from
                    && next.from < clause.to
                    && self.t.was(led_from(self.t, next), &["niet", "geen", "not"])
            })
    }

    /// "9/4 vrij, behalve 11-12, 12/4 vanaf 13 uur": hours are left out of the day before the word at
    /// `except`, and the next day is another matter.
    pub(super) fn is_day_after_hours(&self, except: usize, phrase: &Phrase) -> bool {
        let Some(left_out) = self.phrases.iter().find(|p| p.from > except) else { return false };
        let days = &left_out.start.days;
        let lent = self.phrases.iter().any(|p| p.to <= except && p.start.days == *days);
        left_out.from < phrase.from
            && lent
            && left_out.start.time.is_some()
            && phrase.start.days != *days
    }

    /// Of what was refused just before, the exception is what does suit: "alle vrijdagen bezet, behalve
    /// de laatste". All exceptions of a row are of one kind.
    pub(super) fn excepted_from(&self, phrase: &Phrase, clause: &Clause) -> Modality {
        let except = self.t.at(clause.from, phrase.from, Cue::Except).unwrap_or(phrase.from);
        let inside = |at: usize| move |c: &Clause| c.from <= at && at < c.to;
        let refused = match self.phrases.iter().rev().find(|before| before.to <= except) {
            Some(before) => {
                let place = self.clauses.iter().position(inside(before.from));
                let clause = place.and_then(|at| Some((at, self.clauses.get(at)?)));
                clause.is_some_and(|(at, c)| self.wished(before, at, c) == Modality::Cannot)
            }
            // "Wij zijn bezet, behalve week 15 en week 16".
            None => {
                let place = self.clauses.iter().position(inside(clause.from)).unwrap_or(0);
                let before = place.checked_sub(1).and_then(|at| self.clauses.get(at));
                before.is_some_and(|before| before.cues.no && !before.cues.wants())
            }
        };
        if refused { Modality::Want } else { Modality::Cannot }
    }

    /// "nog niet gekozen tussen 15 en 16 april, beide kan": what follows says that either suits.
    pub(super) fn is_left_open(&self, phrase: &Phrase, at: usize, clause: &Clause) -> bool {
        let both = |c: &Clause| {
            (c.from..c.from + 3).any(|i| self.t.is(i, &["beide", "allebei", "both", "either"]))
        };
        let wished = |next: &Clause| next.cues.wants() && !next.cues.no && both(next);
        clause.cues.no
            && self.clauses.get(at + 1).is_some_and(wished)
            && self.t.find(clause.from, phrase.from, UNDECIDED).is_some()
    }

    /// "9/4 hele dag vrij, 13/4 bezet": what is free borrows no refusal.
    pub(super) fn is_free(&self, phrase: &Phrase) -> bool {
        self.t.is(phrase.to, &["vrij", "free"])
    }
}

const JOINTS: &[&str] = &["en", "of", "and", "or", "noch"];

/// Hours, one day, or a row of days: what is of another kind goes on with no list.
fn kind(phrase: &Phrase) -> (bool, bool) {
    let row = phrase.start.days.as_ref().is_some_and(is_row) || phrase.end.is_some();
    (phrase.has_hours_only(), row || matches!(phrase.start.days, Some(Days::Feast(..))))
}
