//! What a clause does with the times in it: wish, preference, refusal, fact, deadline, looking back.
//!
//! A sentence falls into clauses at commas and words such as "maar". The words of a clause colour
//! every time in it; a clause without any borrows from its neighbours ("maandag niet, dinsdag wel").
//! Each clause is looked at once.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

mod row;
pub(crate) mod words;

use super::cue::{self, Cue};
use super::cursor::Tokens;
use super::hindrance;
use super::sentence::Sentence;
use super::times::{Bound, Days, Phrase, Time, link};
use super::token::{Relative, Unit, Word};
use crate::domain::reading::Modality;

/// How a phrase is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) modality: Modality,
    /// The words around it speak of what has been.
    pub(crate) past: bool,
    /// A bare weekday stands for every one of them.
    pub(crate) habit: bool,
    /// "voor" means that something is meant for the day, not before it.
    pub(crate) is_for: bool,
    /// It is left out of what was named before: "week 7, behalve woensdag".
    pub(crate) excepted: bool,
}

impl Judgement {
    fn plain() -> Self {
        Self { modality: Modality::Want, past: false, habit: false, is_for: false, excepted: false }
    }
}

/// What a short sentence without a time says of the time that was asked about just before it: "24
/// sept? Echt niet."
pub(crate) fn answer(t: Tokens<'_, '_>, sentence: Sentence) -> Option<Modality> {
    const WORDS_MOST: usize = 8;
    let timed = (sentence.from..sentence.to).any(|at| {
        matches!(t.word(at), Word::Weekday { .. } | Word::Month(_) | Word::FullDate { .. })
    });
    if timed || sentence.to - sentence.from > WORDS_MOST {
        return None;
    }
    if t.is(sentence.from, &["nee", "neen", "helaas", "no"]) {
        return Some(Modality::Cannot);
    }
    if t.is(sentence.from, &["ja", "yes"]) {
        return Some(Modality::Want);
    }
    let cues = Cues::of(t, (sentence.from, sentence.to), &[], sentence.cues);
    if cues.no {
        Some(Modality::Cannot)
    } else if cues.prefer {
        Some(Modality::Prefer)
    } else {
        (cues.want || cues.no_problem).then_some(Modality::Want)
    }
}

/// How each phrase of a sentence is meant; `before`: "voor" without a plan is before the day.
pub(crate) fn judge(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    phrases: &[Phrase],
    before: bool,
) -> Vec<Judgement> {
    if phrases.is_empty() {
        return Vec::new();
    }
    let clauses: Vec<Clause> = clauses(t, sentence, phrases)
        .into_iter()
        .map(|(from, to)| {
            let whole = (from, to) == (sentence.from, sentence.to);
            let all = if whole { sentence.cues } else { t.cues(from, to) };
            Clause { from, to, cues: Cues::of(t, (from, to), phrases, all), all }
        })
        .collect();
    let answers = sentence.cues.has(Cue::Answer)
        || sentence.asks && sentence.cues.has(Cue::Receives) && asks_to_receive(t, sentence);
    let scene = Scene { t, sentence, clauses: &clauses, answers, before, phrases };
    phrases.iter().map(|phrase| scene.judge(phrase)).collect()
}

#[derive(Debug, Clone, Copy)]
struct Clause {
    from: usize,
    to: usize,
    cues: Cues,
    /// Every list of which a phrase stands in it.
    all: cue::Cues,
}

/// Who asks to be reminded on a day does not come then.
pub(crate) const REMINDS: cue::Phrases = &[
    "herinnert u ons",
    "herinnert u mij",
    "herinner ons",
    "herinner mij",
    "ons herinneren",
    "mij herinneren",
    "ons een herinnering",
    "mij een herinnering",
    "remind us",
    "remind me",
];

/// `Mag ik het programma vóór 17.00 uur ontvangen?`: who asks wants something by then.
fn asks_to_receive(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    let (from, to) = (sentence.from, sentence.to);
    sentence.asks
        && t.find(from, to, &[&["mag", "ik"], &["mogen", "wij"], &["mogen", "we"]]).is_some()
        && t.find(from, to, &[&["ontvangen"], &["hebben"]]).is_some()
}

/// A sentence with its clauses.
#[derive(Debug, Clone, Copy)]
struct Scene<'a, 't> {
    t: Tokens<'a, 't>,
    sentence: Sentence,
    clauses: &'a [Clause],
    /// Somewhere in the sentence an answer is asked for.
    answers: bool,
    before: bool,
    phrases: &'a [Phrase],
}

/// The words of a clause that colour a time.
#[derive(Debug, Clone, Copy, Default)]
struct Cues {
    no: bool,
    want: bool,
    prefer: bool,
    states: bool,
    /// "wel" without a verb: the opposite of the clause before.
    well: bool,
    /// "geen probleem": a negation that says yes.
    no_problem: bool,
    /// Somebody does something: a statement, though no verb of it is known.
    told: bool,
}

impl Cues {
    /// Words inside the times themselves ("niet voor tienen") colour nothing.
    fn of(
        t: Tokens<'_, '_>,
        (from, to): (usize, usize),
        phrases: &[Phrase],
        all: cue::Cues,
    ) -> Self {
        let outside = |at: usize| !phrases.iter().any(|p| p.from <= at && at < p.to);
        let has = |cue| all.has(cue);
        let negated =
            has(Cue::No) && (from..to).any(|at| t.cue(at, Cue::No).is_some() && outside(at));
        let no_problem = has(Cue::NoProblem)
            || (has(Cue::No) || has(Cue::Impossible)) && hindrance::is_denied(t, from, to);
        let (mut want, prefer) = (has(Cue::Want), has(Cue::Prefer));
        let arrives = has(Cue::Comes) && arrives(t, from, to);
        want &= !arrives;
        // Who is on a working visit elsewhere cannot come; who wants to go on one can.
        let elsewhere = !want && !prefer && has(Cue::Elsewhere);
        let refused = negated && !no_problem;
        // "wat u het beste uitkomt": the choice is left to the other side.
        let prefer = prefer && !has(Cue::YourChoice);
        Self {
            no: refused
                || has(Cue::Away) && !no_problem
                || has(Cue::Impossible) && !no_problem
                || has(Cue::Falls) && falls_away(t, from, to)
                || elsewhere,
            want,
            prefer,
            states: has(Cue::States) || arrives,
            well: has(Cue::Well),
            no_problem,
            told: has(Cue::Subject),
        }
    }

    fn wants(self) -> bool {
        self.want || self.prefer
    }

    fn is_silent(self) -> bool {
        !self.no && !self.want && !self.prefer && !self.states && !self.no_problem && !self.well
    }
}

impl Scene<'_, '_> {
    fn judge(self, phrase: &Phrase) -> Judgement {
        let t = self.t;
        let at = self
            .clauses
            .iter()
            .position(|c| c.from <= phrase.from && phrase.from < c.to)
            .unwrap_or(0);
        let Some(clause) = self.clauses.get(at) else { return Judgement::plain() };
        let here = clause.cues;
        let is_for = phrase.bound == Some(Bound::BeforeOrFor)
            && !self.answers
            && !clause.all.has(Cue::Finishes)
            && (!here.wants() && !self.before
                || self.is_behind_plan(phrase)
                || self.before && names_unit(phrase));
        let past = looks_back(t, clause, phrase);
        let also = self.also(phrase, at);
        let mut modality = also.unwrap_or_else(|| self.polarity(phrase, at, here));
        // "bij voorkeur maandag, of anders dinsdag": what comes behind "anders" is second best.
        let second = || (clause.from..phrase.from).any(|i| t.is(i, &["anders", "otherwise"]));
        if modality == Modality::Prefer && second() {
            modality = Modality::Want;
        }
        if here.is_silent() && also.is_none() && !self.is_one_of_none(phrase, at) {
            let borrowed = self.borrowed(at).or_else(|| self.stated_beside(at));
            modality = borrowed.unwrap_or(modality);
        }
        let except =
            self.sentence.cues.has(Cue::Except) && t.has(clause.from, phrase.from, Cue::Except);
        if except {
            modality = Modality::Cannot;
        }
        // "week 24 kan ik, alleen de dinsdag niet": the Tuesday of that week.
        let excepted = except || modality == Modality::Cannot && self.follows_row(phrase);
        if self.is_deadline(phrase, clause) && !is_for {
            modality = Modality::Deadline;
        }
        if past {
            modality = Modality::Past;
        } else if is_for && !here.no_problem
            || clause.all.has(Cue::Reminds)
            || self.is_moved_from(phrase)
            || self.is_agreed(phrase, clause, modality)
        {
            modality = Modality::Fixed;
        }
        if phrase.length.is_some() && t.is(phrase.to, &["weg", "afwezig", "away"]) {
            modality = Modality::Cannot;
        }
        let habit = modality == Modality::Cannot
            && phrase.bare_weekday().is_some()
            && t.was(phrase.from, &["op", "on"]);
        Judgement { modality, past, habit, is_for, excepted }
    }

    fn follows_row(self, phrase: &Phrase) -> bool {
        phrase.bare_weekday().is_some()
            && self.phrases.iter().take_while(|before| before.from < phrase.from).any(|before| {
                before.end.is_none()
                    && before.start.days.as_ref().is_some_and(|days| {
                        matches!(days, Days::Weeks { .. } | Days::UnitOf { .. } | Days::Unit { .. })
                    })
            })
    }

    /// "het voorstel voor 26 juni": a plan is for a day, not before it.
    fn is_behind_plan(self, phrase: &Phrase) -> bool {
        let t = self.t;
        t.before(phrase.from).is_some_and(|noun| noun.cues.has(Cue::Plan))
            || (phrase.from.saturating_sub(4)..phrase.from).any(|at| {
                t.is(at, &["kies", "kiezen", "gekozen", "gaan", "ga", "opteren", "opteer"])
            })
    }

    /// What is agreed is spoken of, and nobody wishes anything in the same words.
    fn is_agreed(self, phrase: &Phrase, clause: &Clause, modality: Modality) -> bool {
        modality == Modality::Want
            && self.is_of_visit(phrase)
            && (!clause.cues.wants() || clause.all.has(Cue::PutsElsewhere))
    }

    /// "het werkbezoek van 14 oktober".
    fn is_of_visit(self, phrase: &Phrase) -> bool {
        let t = self.t;
        let Some(noun) = phrase.from.checked_sub(2) else { return false };
        let led = t.was(phrase.from, &["van", "op", "d.d.", "of", "on"]);
        let visit = t.is(noun, &["werkbezoek", "bezoek", "afspraak", "visit", "appointment"]);
        let definite =
            t.was(noun, &["het", "de", "ons", "onze", "uw", "jullie", "dit", "our", "the", "your"]);
        led && visit && definite
    }

    /// "... op een congres, dan kunnen wij niet".
    fn is_refused_next(self, at: usize) -> bool {
        let t = self.t;
        self.clauses.get(at + 1).is_some_and(|next| {
            let timed = self.phrases.iter().any(|p| next.from <= p.from && p.from < next.to);
            let then = (next.from..next.from + 3).any(|i| t.is(i, &["dan"]));
            next.cues.no && !timed && then
        })
    }

    fn is_deadline(self, phrase: &Phrase, clause: &Clause) -> bool {
        let bound = phrase.bound.is_some_and(|b| b != Bound::After && b != Bound::From)
            || matches!(phrase.start.time, Some(Time::Until(_)));
        let latest = matches!(phrase.bound, Some(Bound::UpTo | Bound::Through)) && !clause.cues.no;
        let named = || clause.all.has(Cue::Closes);
        let finishes =
            phrase.bound.is_some_and(|b| matches!(b, Bound::Before | Bound::BeforeOrFor))
                && clause.all.has(Cue::Finishes);
        self.answers && bound || latest || finishes || phrase.within.is_some() || named()
    }

    fn polarity(self, phrase: &Phrase, at: usize, here: Cues) -> Modality {
        if here.well && !here.want && !here.prefer && !here.no {
            // "geen probleem ..., maandag helaas wel": the problem is on Monday.
            let before = at.checked_sub(1).and_then(|i| self.clauses.get(i));
            let problem = before.is_some_and(|clause| clause.cues.no_problem);
            return if problem { Modality::Cannot } else { Modality::Want };
        }
        if let Some(own) = self.said_of_row(phrase) {
            return own;
        }
        if self.is_one_of_none(phrase, at) {
            return Modality::Cannot;
        }
        // "indien 11 maart niet mogelijk is, dan graag 18 maart": the first is wanted first.
        if here.no && self.is_supposed(at) {
            return Modality::Want;
        }
        if here.no {
            return Modality::Cannot;
        }
        if here.prefer {
            return if self.is_less_liked(phrase) { Modality::Want } else { Modality::Prefer };
        }
        if here.want || here.no_problem || self.sentence.asks || phrase.length.is_some() {
            return Modality::Want;
        }
        if here.states || here.told {
            return if self.is_refused_next(at) { Modality::Cannot } else { Modality::Fixed };
        }
        Modality::Want
    }

    /// "kan niet vrijdag wel", "10 dec, 17 dec wel": a lone word behind the time is about it alone.
    fn said_behind(self, phrase: &Phrase) -> Option<Modality> {
        let t = self.t;
        let ends = |at: usize| {
            at >= self.sentence.to
                || t.get(at).is_none_or(|next| matches!(next.word, Word::Sign(_)))
        };
        if t.is(phrase.to, &["wel"]) && ends(phrase.to + 1) {
            let problem = self.clauses.iter().any(|clause| clause.cues.no_problem);
            return Some(if problem { Modality::Cannot } else { Modality::Want });
        }
        if t.was(phrase.from, &["wel"]) && !t.is(phrase.to, &["niet"]) {
            return Some(Modality::Want);
        }
        // "8 december: nee".
        let sign = matches!(t.word(phrase.to), Word::Sign(':' | '-' | '–'));
        let said = if sign { phrase.to + 1 } else { phrase.to };
        if t.is(said, &["ja", "yes"]) && ends(said + 1) {
            return Some(Modality::Want);
        }
        if t.is(said, &["nee", "neen", "no"]) && ends(said + 1) {
            return Some(Modality::Cannot);
        }
        (t.is(phrase.to, &["niet"]) && ends(phrase.to + 1)).then_some(Modality::Cannot)
    }

    /// The clause only supposes, and what follows from it stands in a clause of its own.
    fn is_supposed(self, at: usize) -> bool {
        let t = self.t;
        let Some(clause) = self.clauses.get(at) else { return false };
        let open = (clause.from..clause.from + 2)
            .any(|i| t.is(i, &["indien", "als", "mocht", "mochten", "wanneer", "if", "should"]));
        open && self.clauses.len() > at + 1
    }

    /// A clause without any cue of its own borrows: from the next, then from the one before.
    fn borrowed(self, at: usize) -> Option<Modality> {
        let except = |c: &&Clause| c.all.has(Cue::Except);
        // What comes behind "maar" is another matter.
        let turns = |c: &&Clause| self.t.get(c.from).is_some_and(|word| word.cues.has(Cue::Turns));
        let after =
            self.clauses.iter().skip(at + 1).take_while(|c| !turns(c)).filter(|c| !except(c));
        let before = self.clauses.iter().take(at).rev().filter(|c| c.to > c.from + 1);
        let here = self.clauses.get(at)?;
        // "Niet op 14 maart, maar op 21 maart".
        if turns(&here) && before.clone().next().is_some_and(|c| c.cues.no) {
            return Some(Modality::Want);
        }
        // "... kunnen wij u niet ontvangen, dus 10 december".
        let so = self.t.is(here.from, &["dus"]) || self.t.is(here.from + 1, &["dus"]);
        if so
            && at.checked_sub(1).and_then(|i| self.clauses.get(i)).is_some_and(|c| {
                c.cues.no && self.phrases.iter().any(|p| c.from <= p.from && p.from < c.to)
            })
        {
            return Some(Modality::Want);
        }
        let timed = |c: &Clause| self.phrases.iter().any(|p| c.from <= p.from && p.from < c.to);
        after.chain(before).find_map(|clause| {
            if clause.cues.no {
                Some(Modality::Cannot)
            } else if clause.cues.prefer && timed(clause) {
                // "in Q4, liefst halverwege november": the preference is about the other time.
                Some(Modality::Want)
            } else if clause.cues.prefer {
                Some(Modality::Prefer)
            } else {
                (clause.cues.want || clause.cues.no_problem).then_some(Modality::Want)
            }
        })
    }

    /// "Ter bevestiging: 2 juni", "dinsdag, dus 5 mei, is een vrije dag": the verb stands behind a
    /// colon or a comma.
    fn stated_beside(self, at: usize) -> Option<Modality> {
        let here = self.clauses.get(at)?;
        let before = at.checked_sub(1).and_then(|i| self.clauses.get(i));
        let told = before.is_some_and(|clause| {
            clause.cues.states && self.t.is_sign(here.from, ':') && !clause.cues.wants()
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

    /// "verplaatsen van donderdag 20 mei naar donderdag 27 mei": the first day is the agreement.
    fn is_moved_from(self, phrase: &Phrase) -> bool {
        let t = self.t;
        let from_here = t.was(phrase.from, &["van", "from"]) || t.is(phrase.from, &["van", "from"]);
        let goes = || (phrase.to..phrase.to + 4).any(|at| t.is(at, &["naar", "to"]));
        let put = t.cue(phrase.to, Cue::PutsElsewhere).is_some();
        let instead = t.was(phrase.from, &["i.p.v.", "ipv"])
            || phrase.from >= 3 && t.are(phrase.from - 3, &["in", "plaats", "van"]);
        (from_here || put) && goes() || instead
    }
}

/// "voor de komende week": a week or a year is what something is for.
fn names_unit(phrase: &Phrase) -> bool {
    let Some(Days::Unit { unit, .. } | Days::UnitOf { unit, .. }) = &phrase.start.days else {
        return false;
    };
    matches!(unit, Unit::Week | Unit::Month | Unit::Year)
}

/// `valt af`, `vallen ... af`: a plain refusal.
fn falls_away(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let stands = |words: &[&str]| (from..to).any(|at| t.is(at, words));
    stands(&["valt", "vallen"]) && stands(&["af"])
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
            && (at + 1 >= to || t.is(at + 1, &["op", "in", "bij", "met"]) || t.is_sign(at + 1, '.'))
    });
    !asks && (aan || t.is(verb + 1, &["er"]) && t.is(verb + 2, &["een"]))
}

fn looks_back(t: Tokens<'_, '_>, clause: &Clause, phrase: &Phrase) -> bool {
    let behind_noun = t.was(phrase.from, &["van", "d.d.", "of", "from"])
        && phrase.from >= 2
        && t.get(phrase.from - 2).is_some_and(|noun| noun.cues.has(Cue::Written));
    let since = t.is(phrase.from, &["sinds", "since"]);
    let ago = since
        || matches!(&phrase.start.days, Some(Days::Ahead(by)) if by.whole_seconds() < 0)
        || t.is(phrase.to.saturating_sub(1), &["jl", "j.l.", "l.l.", "ll"])
        || t.is_sign(phrase.to.saturating_sub(1), '.')
            && t.is(phrase.to.saturating_sub(2), &["jl", "ll"])
        || t.is(phrase.to, &["jl", "j.l.", "jongstleden", "ll", "l.l."]);
    let article = usize::from(t.is(phrase.from, &["de", "het", "the"]));
    let named = match t.word(phrase.from + article) {
        Word::Relative(Relative::Past | Relative::Previous) => true,
        Word::Day(days) => days < 0,
        _ => false,
    };
    behind_noun || ago || named || clause.all.has(Cue::LooksBack)
}

/// Splits a sentence into clauses. A comma inside a phrase or between two joined times is none.
fn clauses(t: Tokens<'_, '_>, sentence: Sentence, phrases: &[Phrase]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = sentence.from;
    for at in sentence.from..sentence.to {
        if at > from && splits(t, at, phrases) {
            found.push((from, at));
            from = at;
        }
    }
    found.push((from, sentence.to));
    found
}

fn splits(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    // The dot of "27 oct." in a mail without capitals.
    let sign = matches!(t.word(at), Word::Sign(';' | ':' | '(' | '.'));
    let comma = matches!(t.word(at), Word::Sign(','));
    let turns = t.get(at).is_some_and(|token| token.cues.has(Cue::Turns));
    let pair = !sign
        && !comma
        && !turns
        && t.is(at, &["en", "and"])
        && (t.is(at + 1, &["niet", "wel", "geen", "not"])
            || t.was(at, &["niet"]) && phrases.iter().any(|phrase| phrase.from == at + 1));
    if !(sign || comma || turns || pair) {
        return false;
    }
    let inside = phrases.iter().any(|phrase| phrase.from < at && at < phrase.to);
    !inside && (!comma || !joins_times(t, at, phrases) || opens_clause(t, at, phrases))
}

/// "..., week 20 heeft onze voorkeur": behind the comma stands a sentence of its own, and before it
/// one that says something.
fn opens_clause(t: Tokens<'_, '_>, comma: usize, phrases: &[Phrase]) -> bool {
    let Some(after) = phrases.iter().find(|phrase| phrase.from > comma) else { return false };
    let before = phrases.iter().rev().find(|phrase| phrase.to <= comma);
    let start = before.map_or(comma, |phrase| phrase.from).saturating_sub(4);
    let verb = t.get(after.to).is_some_and(|next| next.cues.has(Cue::Verb));
    let said = before.is_some_and(|phrase| {
        [Cue::No, Cue::Want, Cue::Prefer, Cue::Away]
            .iter()
            .any(|cue| t.has(start, phrase.from, *cue) || t.has(phrase.to, comma, *cue))
    });
    verb && said
}

fn joins_times(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let before = phrases.iter().rev().find(|phrase| phrase.to <= at);
    let after = phrases.iter().find(|phrase| phrase.from > at);
    match (before, after) {
        (Some(before), Some(after)) => link::is_joined(t, before.to, after.from),
        _ => false,
    }
}
