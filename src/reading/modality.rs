//! What the writer feels about a time: wants it, prefers it, cannot, states it, sets a deadline,
//! looks back.
//!
//! Judged per clause: Dutch puts "niet" anywhere in it ("dinsdag kan de wethouder helaas niet").
//! Clauses end at "maar", a semicolon or a comma that does not join two times. The traps are
//! "geen probleem" (no negation of the time), "liever niet", and "behalve", which turns only what
//! follows it.

use super::cursor::Tokens;
use super::lexer::Sentence;
use super::times::{Bound, Phrase, link};
use super::token::Word;
use crate::domain::reading::Modality;

/// The clause around a phrase, and how the phrase is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judgement {
    pub(crate) modality: Modality,
    /// The words speak of what has been: dates without a year look back.
    pub(crate) past: bool,
    /// A weekday here means every one of them.
    pub(crate) habit: bool,
    /// "voor 8 oktober" means for that day, not before it.
    pub(crate) is_for: bool,
}

/// Judges the phrase at `index` of a sentence.
pub(crate) fn judge(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    phrases: &[Phrase],
    index: usize,
) -> Judgement {
    let none = Judgement { modality: Modality::Want, past: false, habit: false, is_for: false };
    let Some(phrase) = phrases.get(index) else { return none };
    let clauses = clauses(t, sentence, phrases);
    let at = clauses.iter().position(|c| c.0 <= phrase.from && phrase.from < c.1).unwrap_or(0);
    let clause = clauses.get(at).copied().unwrap_or((sentence.from, sentence.to));
    let previous = at.checked_sub(1).and_then(|i| clauses.get(i)).copied();
    let here = Cues::of(t, clause);
    let answers = t.find(sentence.from, sentence.to, ANSWER).is_some();
    let is_for = phrase.bound == Some(Bound::BeforeOrFor) && !answers && !here.wants();
    let past = looks_back(t, clause, phrase);
    let mut modality = polarity(t, sentence, phrase, here, previous);
    // "bij voorkeur maandag, of anders dinsdag": what comes behind "anders" is second best.
    let second = t.find(clause.0, phrase.from, &[&["anders"], &["otherwise"]]).is_some();
    if second && modality == Modality::Prefer {
        modality = Modality::Want;
    }
    if here.is_silent() {
        modality = from_neighbours(t, &clauses, at).unwrap_or(modality);
    }
    if excepted(t, clause, phrase) {
        modality = Modality::Cannot;
    }
    let deadline = answers && phrase.bound.is_some_and(|b| b != Bound::After && b != Bound::From)
        || matches!(phrase.bound, Some(Bound::UpTo)) && !here.no
        || phrase.within.is_some()
        || t.find(clause.0, clause.1, &[&["deadline"]]).is_some();
    if deadline && !is_for {
        modality = Modality::Deadline;
    }
    if past {
        modality = Modality::Past;
    } else if is_for || is_moved_from(t, sentence, phrase) {
        modality = Modality::Fixed;
    }
    let habit = modality == Modality::Cannot
        && phrase.bare_weekday().is_some()
        && t.was(phrase.from, &["op", "on"]);
    Judgement { modality, past, habit, is_for }
}

const ANSWER: &[&[&str]] = &[
    &["laten", "weten"],
    &["laat", "weten"],
    &["weten"],
    &["reactie"],
    &["antwoord"],
    &["horen"],
    &["hoor"],
    &["hoort"],
    &["verneem"],
    &["vernemen"],
    &["aangeven"],
    &["bevestigen"],
    &["reageren"],
    &["doorgeven"],
    &["terugkoppeling"],
    &["bericht"],
    &["hear"],
    &["know"],
    &["reply"],
    &["respond"],
    &["deadline"],
];

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
}

impl Cues {
    fn of(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> Self {
        let has = |phrases: &[&[&str]]| t.find(from, to, phrases).is_some();
        let no_problem = has(NO_PROBLEM);
        let negated = (from..to).any(|at| is_negation(t, at));
        let away = has(AWAY);
        let want = has(WANT);
        // Who is on a working visit elsewhere cannot come; who wants to go on one can.
        let elsewhere = has(&[&["op", "werkbezoek"]]) && !want && !has(PREFER);
        let impossible = has(IMPOSSIBLE) || falls_away(t, from, to);
        Self {
            no: (negated && !no_problem) || away || elsewhere || impossible,
            want,
            prefer: has(PREFER),
            states: has(STATES),
            well: has(&[&["wel"]]),
            no_problem,
        }
    }

    fn wants(self) -> bool {
        self.want || self.prefer
    }

    fn is_silent(self) -> bool {
        !self.no && !self.want && !self.prefer && !self.states && !self.no_problem && !self.well
    }
}

const NO_PROBLEM: &[&[&str]] = &[
    &["geen", "probleem"],
    &["geen", "bezwaar"],
    &["geen", "punt"],
    &["no", "problem"],
    &["geen", "enkel", "probleem"],
    &["niet", "alleen"],
    &["niet", "erg"],
    &["waarom", "niet"],
    &["not", "only"],
    &["geen", "voorkeur"],
];

const AWAY: &[&[&str]] = &[
    &["verhinderd"],
    &["gesloten"],
    &["dicht"],
    &["afwezig"],
    &["vakantie"],
    &["bezet"],
    &["vol"],
    &["vervalt"],
    &["vervallen"],
    &["niemand"],
    &["annuleren"],
    &["afzeggen"],
    &["geannuleerd"],
    &["op", "reis"],
    &["in", "het", "buitenland"],
    &["closed"],
    &["unavailable"],
    &["cancelled"],
    &["cancel"],
    &["ziek"],
    &["weg"],
    &["away"],
];

const IMPOSSIBLE: &[&[&str]] = &[
    &["lastig"],
    &["onmogelijk"],
    &["uitgesloten"],
    &["moeilijk"],
    &["ongelukkig"],
    &["impossible"],
    &["nooit"],
    &["never"],
];

const WANT: &[&[&str]] = &[
    &["kan"],
    &["kunnen"],
    &["kunt"],
    &["kun"],
    &["graag"],
    &["wil"],
    &["willen"],
    &["zou"],
    &["zouden"],
    &["voorstel"],
    &["stel"],
    &["stellen"],
    &["past"],
    &["passen"],
    &["schikt"],
    &["goed"],
    &["prima"],
    &["akkoord"],
    &["lukt"],
    &["beschikbaar"],
    &["bereikbaar"],
    &["mogelijk"],
    &["mogelijkheden"],
    &["welkom"],
    &["denken"],
    &["optie"],
    &["gewenst"],
    &["dan"],
    &["anders"],
    &["alternatief"],
    &["houden"],
    &["uitkomen"],
    &["komen"],
    &["komt"],
    &["can"],
    &["could"],
    &["would"],
    &["like"],
    &["fine"],
    &["works"],
    &["suits"],
    &["possible"],
    &["available"],
    &["please"],
    &["perfect"],
    &["liggen"],
    &["voorkeuren"],
    &["kiezen"],
    &["kies"],
    &["verplaatsen"],
    &["verzetten"],
    &["uit"],
];

const PREFER: &[&[&str]] = &[
    &["liefst"],
    &["voorkeur"],
    &["liever"],
    &["beter"],
    &["ideaal"],
    &["fijn"],
    &["preferably"],
    &["prefer"],
    &["ideally"],
    &["rather"],
    &["voorkeursdatum"],
];

const STATES: &[&[&str]] = &[
    &["is"],
    &["zijn"],
    &["ben"],
    &["start"],
    &["begint"],
    &["loopt"],
    &["bel"],
    &["vindt"],
    &["duurt"],
    &["moet"],
    &["staat"],
    &["wordt"],
    &["afgesproken"],
    &["gepland"],
    &["bevestigd"],
    &["geworden"],
    &["was"],
    &["are"],
    &["starts"],
    &["begins"],
];

const EXCEPT: &[&[&str]] = &[
    &["behalve"],
    &["uitgezonderd"],
    &["uitzondering", "van"],
    &["except"],
    &["buiten"],
    &["alleen", "niet"],
];

fn is_negation(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(
        at,
        &[
            "niet", "geen", "nooit", "not", "cannot", "can't", "won't", "couldn't", "níet", "géén",
            "evenmin",
        ],
    )
}

/// `valt af`, `vallen ... af`, `gaat niet door` is a plain negation.
fn falls_away(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    t.find(from, to, &[&["valt"], &["vallen"]]).is_some() && t.find(from, to, &[&["af"]]).is_some()
}

fn polarity(
    t: Tokens<'_, '_>,
    sentence: Sentence,
    phrase: &Phrase,
    here: Cues,
    previous: Option<(usize, usize)>,
) -> Modality {
    let before = previous.map(|clause| Cues::of(t, clause));
    if here.well && !here.want && !here.prefer && !here.no {
        // "geen probleem ..., maandag helaas wel": the problem is on Monday.
        return if before.is_some_and(|b| b.no_problem) {
            Modality::Cannot
        } else {
            Modality::Want
        };
    }
    if here.no {
        return Modality::Cannot;
    }
    if here.prefer {
        return Modality::Prefer;
    }
    if here.want || here.no_problem || sentence.asks || phrase.duration_seconds.is_some() {
        return Modality::Want;
    }
    if here.states { Modality::Fixed } else { Modality::Want }
}

/// A clause without any cue of its own borrows: from the next, then from the one before.
fn from_neighbours(t: Tokens<'_, '_>, clauses: &[(usize, usize)], at: usize) -> Option<Modality> {
    let next = clauses.get(at + 1).filter(|c| !has_except(t, **c));
    let before = at.checked_sub(1).and_then(|i| clauses.get(i));
    [next, before].into_iter().flatten().map(|clause| Cues::of(t, *clause)).find_map(|cues| {
        if cues.no {
            Some(Modality::Cannot)
        } else if cues.prefer {
            Some(Modality::Prefer)
        } else {
            cues.want.then_some(Modality::Want)
        }
    })
}

fn has_except(t: Tokens<'_, '_>, (from, to): (usize, usize)) -> bool {
    t.find(from, to, EXCEPT).is_some()
}

fn excepted(t: Tokens<'_, '_>, clause: (usize, usize), phrase: &Phrase) -> bool {
    t.find(clause.0, phrase.from, EXCEPT).is_some()
}

/// "verplaatsen van donderdag 20 mei naar donderdag 27 mei": the first day is the agreement.
fn is_moved_from(t: Tokens<'_, '_>, sentence: Sentence, phrase: &Phrase) -> bool {
    let moves = t
        .find(
            sentence.from,
            sentence.to,
            &[&["verplaatsen"], &["verzetten"], &["verschuiven"], &["move"], &["reschedule"]],
        )
        .is_some();
    let from_here = t.was(phrase.from, &["van", "from"]) || t.is(phrase.from, &["van", "from"]);
    let goes = (phrase.to..phrase.to + 4).any(|at| t.is(at, &["naar", "to"]));
    moves && from_here && goes
}

fn looks_back(t: Tokens<'_, '_>, clause: (usize, usize), phrase: &Phrase) -> bool {
    let said = t.find(
        clause.0,
        clause.1,
        &[
            &["spraken"],
            &["sprak"],
            &["stond"],
            &["geweest"],
            &["gemaild"],
            &["vastgesteld"],
            &["bezochten"],
            &["gesproken"],
            &["ontving"],
            &["ontvingen"],
            &["stuurde"],
            &["gevraagd"],
        ],
    );
    let behind_noun = t.was(phrase.from, &["van", "d.d.", "of", "from"])
        && phrase.from.checked_sub(2).is_some_and(|at| {
            t.is(
                at,
                &[
                    "mail",
                    "e-mail",
                    "email",
                    "bericht",
                    "brief",
                    "gesprek",
                    "overleg",
                    "verslag",
                    "ontvangst",
                    "voorstel",
                    "uitnodiging",
                    "verzoek",
                    "aanbod",
                    "proposal",
                    "invitation",
                    "telefoongesprek",
                    "letter",
                    "conversation",
                    "meeting",
                ],
            )
        });
    let named = t.is(phrase.from, &["afgelopen", "vorige", "gisteren", "eergisteren", "yesterday"])
        || matches!(t.word(phrase.from), Word::Day(days) if days < 0);
    said.is_some() || behind_noun || named
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
    if phrases.iter().any(|phrase| phrase.from < at && at < phrase.to) {
        return false;
    }
    let turns = t.is(at, &["maar", "echter", "but", "however", "though", "terwijl", "want"]);
    let pair = t.is(at, &["en", "and"]) && t.is(at + 1, &["niet", "wel", "geen", "not"]);
    let sign = matches!(t.word(at), Word::Sign(';' | ':' | '('));
    let comma = matches!(t.word(at), Word::Sign(',')) && !joins_times(t, at, phrases);
    turns || pair || sign || comma
}

fn joins_times(t: Tokens<'_, '_>, at: usize, phrases: &[Phrase]) -> bool {
    let before = phrases.iter().rev().find(|phrase| phrase.to <= at);
    let after = phrases.iter().find(|phrase| phrase.from > at);
    match (before, after) {
        (Some(before), Some(after)) => link::is_joined(t, before.to, after.from),
        _ => false,
    }
}
