//! A number of guests beside a noun or a verb that counts them: "wij komen met 10 personen", "2 pers.",
//! "reken op vier".
//!
//! The trap is a number of something else, of others, or of some of those who come: "twee gasten zijn
//! vegetarier".

use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;
use super::super::token::Word;
use super::change::draw_back;
use super::figure::skip_about;
use super::list::{includes, sum};
use super::more::{
    accompanied, apart, each_with, goes_on, is_without, less, others, with_leave, with_others,
    without_absent,
};
use super::nouns::is_other_crowd;
use super::{Size, amount, has_guest, has_principal};

/// What a sentence says around a number.
pub(super) struct Scene<'a, 't> {
    t: Tokens<'a, 't>,
    s: &'a Sentence,
    comes: bool,
    eats: bool,
    short: bool,
    /// The number comes with a guest who is not in it.
    beside: bool,
}

pub(crate) const COMES: Phrases = &[
    "wij",
    "we",
    "zijn",
    "komen",
    "komt",
    "met",
    "with",
    "totaal",
    "telt",
    "delegatie",
    "groep",
    "reken",
    "are",
    "come",
    "group",
    "zullen",
    "bestaat",
    "deelname",
    "meekomen",
    "uit",
    "wordt",
    "worden",
    "rekenen",
    "gaat",
    "kom",
    "gezelschap",
    "us",
    "komt",
    "will be",
    "signed",
    "aangemeld",
    "deel",
    "ontvangen",
];
pub(crate) const EATS: Phrases =
    &["eten", "eet", "gebruikt", "gebruiken", "rolstoel", "vegetarisch", "eats", "eat"];
/// From "reken" to "op": "reken voor de zekerheid op zes".
const VERB_TOKENS: usize = 5;
/// A telegram has no verb: "2 pers.", "Vier personen."
const TELEGRAM_TOKENS: usize = 7;

impl<'a, 't> Scene<'a, 't> {
    pub(super) fn new(t: Tokens<'a, 't>, s: &'a Sentence) -> Self {
        let has = |cue| s.cues.has(cue);
        let short = s.to - s.from <= TELEGRAM_TOKENS;
        let beside = has(Cue::PartyBeside) && has_guest(s);
        Self { t, s, comes: has(Cue::PartyComes), eats: has(Cue::PartyEats), short, beside }
    }

    pub(super) fn counted(&self, at: usize) -> Option<Size> {
        let (t, s) = (self.t, self.s);
        if self.eats && self.eats_here(at) || t.is(at, &["een", "a"]) {
            return None;
        }
        let (min, max, next) = amount(t, at)?;
        let whole = t.cue(next, Cue::PartyInAll).is_some();
        let people = t.listed(next, Cue::PartyPeople) && self.is_really_people(next);
        let with = || {
            let heads = at == s.from + 1 && t.is_sign(next, '(');
            let to = if heads { s.to } else { at };
            let ours = || (s.from..to).any(|i| t.is(i, &["wij", "we", "ze", "zij", "het"]));
            // "Daarmee komen we op acht."
            let reaches = || t.was(at, &["op"]) && (s.from..at).any(|i| t.is(i, &["daarmee"]));
            let first = self.before_about(at);
            // "Wij denken aan 8 plus een tolk"; "wij denken aan 8 of 9" may be days.
            let thinks = || {
                let plus = t.is(next, &["plus"]) && others(t, s, next).is_some();
                plus && t.was(at, &["aan"]) && (s.from..at).any(|i| t.is(i, &["denken"]))
            };
            // "We worden er zeven".
            let grow = || t.was(first, &["er"]) && t.was(first - 1, &["worden", "zijn"]);
            let counts = t.was(first, &["met", "with", "zijn", "nu", "are", "be"])
                || reaches()
                || thinks()
                || grow();
            self.ends_count(next) && counts && ours()
        };
        let inside = || {
            let opens = t.before(at).is_some_and(|b| b.is_sign('(')) || self.sums_up(at, next);
            let end = next + 1;
            let stands = self.is_tail(at, end) || self.is_part(at, end) || self.is_in_row(at, end);
            people && (opens || stands)
        };
        let answers = || at == s.from && self.is_counted_in(next);
        let telegram = self.short && people;
        let said = (whole || people || with()) && (self.comes || telegram || inside()) || answers();
        // "One of us is gluten-free": one of those who come.
        let of_us = || min > 1 && t.are(next, &["of", "us"]) && !some_of_us(t, next + 2);
        let in_all = || self.in_all(at) && !is_other_crowd(t, next);
        let some = people && self.are_some(at, next);
        let meant = (said || of_us() || in_all()) && !some && !self.is_another_number(at, next);
        let whole = Size { min, max, from: at, to: next + usize::from(people) };
        if meant
            && t.was(at, &["telt"])
            && let Some(size) = with_leave(t, s, next)
        {
            return Some(size);
        }
        meant.then(|| {
            let present = with_others(t, s, less(t, whole));
            let present = without_absent(t, s, each_with(t, s, accompanied(t, s, present)));
            apart(t, s, present)
        })
    }

    /// "Dus tien personen", "so ten people", "tien personen dus".
    fn sums_up(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let noun = usize::from(t.listed(next, Cue::PartyPeople));
        t.was(at, &["dus", "so"]) || t.is(next + noun, &["dus", "altogether"])
    }

    /// "Twee mensen zijn glutenvrij", "er zijn drie personen die later komen": what some of them are or
    /// do says nothing of how many there are; "zes mensen zijn aangemeld" does.
    fn are_some(&self, at: usize, noun: usize) -> bool {
        const ARE: &[&str] = &[
            "zijn", "is", "are", "hebben", "heeft", "have", "has", "moeten", "moet", "kunnen",
            "kan", "need", "must",
        ];
        const COMING: &[&str] = &[
            "aangemeld",
            "aanwezig",
            "attend",
            "attending",
            "bevestigd",
            "come",
            "coming",
            "confirmed",
            "deelnemen",
            "erbij",
            "expected",
            "het",
            "ingeschreven",
            "join",
            "joining",
            "komen",
            "komt",
            "mee",
            "meekomen",
            "opgegeven",
            "partij",
            "present",
            "register",
            "registered",
            "signed",
            "toegezegd",
            "totaal",
            "verwacht",
            "we",
            "wij",
        ];
        let t = self.t;
        let sign = |i: &usize| matches!(t.word(*i), Word::Sign(_));
        let end = (noun + 1..self.s.to).find(sign).unwrap_or(self.s.to);
        let described = t.is(noun + 1, ARE) && !(noun + 2..end).any(|i| t.is(i, COMING));
        let there =
            t.was(at, &["zijn", "are"]) && (self.s.from..at).any(|i| t.is(i, &["er", "there"]));
        described || there && t.is(noun + 1, &["die", "who"])
    }

    /// The words of eating stand in the clause of the number: "twee personen eten vegetarisch".
    fn eats_here(&self, at: usize) -> bool {
        let t = self.t;
        let ends = |i: &usize| matches!(t.word(*i), Word::Sign(',' | ';' | ':' | '('));
        let from = (self.s.from..at).rfind(ends).unwrap_or(self.s.from);
        let to = (at..self.s.to).find(ends).unwrap_or(self.s.to);
        t.has(from, to, Cue::PartyEats)
    }

    /// The number with the words before it that say about how many: "minimaal 6".
    fn before_about(&self, at: usize) -> usize {
        let about = |at: &usize| self.t.listed(*at, Cue::PartyAbout);
        (self.s.from..at).rev().take_while(about).last().unwrap_or(at)
    }

    /// "... wil graag naar Vollenhoven, 2 personen.": behind the last comma, and nothing more.
    fn is_tail(&self, at: usize, end: usize) -> bool {
        let visits = self.s.cues.has(Cue::PartyVisits) || has_guest(self.s);
        let ends = || end >= self.s.to || matches!(self.t.word(end), Word::Sign('.' | ',' | ';'));
        visits && at > self.s.from && self.t.is_sign(at - 1, ',') && ends()
    }

    /// "Vollenhoven, 2 pers., ca. 1,5 uur": a sentence without a verb, and in one of its parts nothing
    /// but how many come.
    fn is_part(&self, at: usize, end: usize) -> bool {
        let (t, s) = (self.t, self.s);
        let heads = at == s.from || t.is_sign(at - 1, ',');
        let end = end + usize::from(t.is(end, &["graag", "please"]));
        let closes = end >= s.to || matches!(t.word(end), Word::Sign('.' | ',' | ';'));
        let verb = self.is_list() || (s.from..s.to).any(|i| t.listed(i, Cue::Verb));
        heads && closes && !self.eats && !verb
    }

    /// "Drie, ondergetekende meegerekend.": behind the number, and the whole of what is said.
    fn is_counted_in(&self, next: usize) -> bool {
        let alone = || {
            let (min, max) = (1, 1);
            let size = Size { min, max, from: self.s.from, to: next };
            apart(self.t, self.s, size) != size
        };
        self.t.is_sign(next, ',') && (includes(self.t, next + 1, self.s.to) || alone())
    }

    /// "4 personen, 3 auto's, 2 vegetariërs": a row of numbers, each with what it counts; "drie leden, een
    /// griffier en vier gasten" is a list of who comes.
    fn is_in_row(&self, at: usize, end: usize) -> bool {
        let (t, s) = (self.t, self.s);
        let closes = |i: usize| i >= s.to || matches!(t.word(i), Word::Sign('.' | ','));
        let commas = (s.from..s.to).filter(|&i| t.is_sign(i, ','));
        let starts = || commas.clone().map(|comma| comma + 1);
        let heads = at == s.from || t.is_sign(at - 1, ',');
        heads
            && closes(end)
            && starts().next().is_some()
            && t.count(s.from).is_some()
            && starts().all(|start| t.count(start).is_some())
            && !self.is_list()
    }

    /// Whoever is joined to others, or does something, is one of those who come.
    fn is_list(&self) -> bool {
        let joined = (self.s.from..self.s.to).any(|at| self.t.is(at, &["en", "and"]));
        joined || self.s.cues.has(Cue::PartyVerbs)
    }

    /// "Wij zijn met vier.", "met vijf want ...", "met vier en dan nog twee raadsleden": the number
    /// counts people that no noun names.
    fn ends_count(&self, next: usize) -> bool {
        let t = self.t;
        matches!(t.word(next), Word::Sign('.' | ',' | '!' | ';' | ')' | '(' | '?' | ':'))
            || t.is(next, &["zijn", "komen", "langskomen"])
            || t.is(next, &["te"]) && t.is(next + 1, &["zijn", "komen", "kunnen"])
            || t.are(next, &["rather", "than"])
            || t.is(next, &["want", "omdat", "maar", "dus", "because", "but"])
            || t.is(next, &["en", "and"]) && goes_on(t, next + 1)
            || others(t, self.s, next).is_some()
    }

    fn is_another_number(&self, at: usize, next: usize) -> bool {
        let (t, s) = (self.t, self.s);
        // "Er komen twee mensen extra", "Naast de minister komen er drie mensen mee": not the whole.
        const MORE: &[&str] = &["extra", "minder", "meer", "erbij", "more", "fewer"];
        let more = t.is(next, MORE) || t.is(next + 1, MORE) || t.is(next + 1, &["was", "waren"]);
        let whole = t.cue(next + 1, Cue::PartyInAll).is_some() || self.sums_up(at, next);
        let beside = || self.beside && !whole && !(s.from..at).any(|i| t.is(i, &["wij", "we"]));
        more || is_bound(t, at)
            || draw_back(t, s, at)
            || are_some(t, next)
            || self.may_stay_away(next)
            || is_without(t, s, at)
            || self.of_something(at)
            || self.is_old_number(at)
            || self.is_help(at, next)
            || self.is_body(at, next)
            || self.is_beside_others(at, next)
            || beside()
    }

    /// "De Kamer telt 150 leden": of whom somebody may come.
    fn is_body(&self, at: usize, next: usize) -> bool {
        let (t, s) = (self.t, self.s);
        let counts = t.was(at, &["telt", "heeft", "has"]) && t.is(next, &["leden", "members"]);
        counts && with_leave(t, s, next).is_none() && !s.cues.has(Cue::PartyGroup)
    }

    /// "Samen met de wethouder en twee mensen", "de voorzitter komt met drie leden": beside whoever
    /// stands before it.
    fn is_beside_others(&self, at: usize, next: usize) -> bool {
        /// No office with its name is longer.
        const OTHER_TOKENS: usize = 12;
        let (t, s) = (self.t, self.s);
        let first = at.saturating_sub(OTHER_TOKENS).max(s.from);
        let joined = t.was(at, &["en", "and", "plus"]);
        let longer = |from: usize| {
            t.listed(from, Cue::PartyDeterminer)
                && sum(t, from, s.to, false).is_some_and(|list| list.items > 1 && list.size.to > at)
        };
        let comes = t.was(at, &["met"]) && at >= 2 && t.is(at - 2, &["komt"]);
        joined && (first..at).any(longer)
            || comes && t.is(next, &["leden"]) && has_principal(t, s.from, at)
    }

    /// "Dan moeten twee leden afzeggen": those do not come, and the others do.
    fn may_stay_away(&self, next: usize) -> bool {
        const STAY: &[&str] =
            &["afzeggen", "afhaken", "afvallen", "afmelden", "annuleren", "thuisblijven", "cancel"];
        let ends = |i: &usize| matches!(self.t.word(*i), Word::Sign(_));
        let to = (next..self.s.to).find(ends).unwrap_or(self.s.to);
        (next..to).any(|i| self.t.is(i, STAY))
    }

    /// "of er 4 man zijn die kunnen tillen", "2 personen moeten helpen": who is to be there for the guests.
    fn is_help(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let asked = t.was(at, &["er"])
            && t.is(next + 1, &["zijn", "is"])
            && t.is(next + 2, &["die", "om", "nodig", "beschikbaar"]);
        let must = t.is(next + 1, &["moeten"])
            && (next..self.s.to).any(|i| t.is(i, &["helpen", "tillen", "dragen"]));
        asked || must
    }

    /// "in totaal zes", "een man of tien": said before the number.
    fn in_all(&self, at: usize) -> bool {
        let t = self.t;
        let before = |words: &[&str]| at >= words.len() && t.are(at - words.len(), words);
        before(&["in", "totaal"])
            || before(&["in", "totaal", "met"])
            || before(&["totaal", ":"])
            || before(&["een", "man", "of"])
            || before(&["in", "total"])
            || before(&["dus", "samen"])
            || before(&["samen", "dus"])
    }

    /// "1 pers" is a person, "de pers" is the press; "4 p" only at the end of a clause.
    fn is_really_people(&self, at: usize) -> bool {
        !self.t.is(at, &["p"])
            || matches!(self.t.word(at + 1), Word::Sign(_))
            || self.t.get(at + 1).is_none()
    }

    /// "één van de 40 personen", "over 30 personen": not the party; "een groep van 12" is.
    fn of_something(&self, at: usize) -> bool {
        let t = self.t;
        let near = |i: usize| t.listed(i, Cue::PartyGroup) || t.is(i, &["totaal"]);
        t.was(at, &["van", "over", "of"])
            && !(at.saturating_sub(3)..at).any(near)
            && !self.in_all(at)
    }

    /// "In plaats van acht komen er zes personen", "niet acht maar zes", "van 8 naar 6 personen".
    fn is_old_number(&self, at: usize) -> bool {
        let t = self.t;
        let stands = |words: &[&str]| at >= words.len() && t.are(at - words.len(), words);
        stands(&["in", "plaats", "van"])
            || stands(&["i.p.v."])
            || stands(&["ipv"])
            || stands(&["instead", "of"])
            || t.was(at, &["niet", "not", "geen"])
            || stands(&["niet", "met"])
            || stands(&["niet", "meer", "met"])
            || stands(&["not", "with"])
            || t.was(at, &["van", "from"])
                && (t.is(at + 1, &["naar", "to"]) || t.is(at + 2, &["naar"]))
    }
}

/// "Two of us are vegetarians": some of those who come. "Five of us are coming" is all of them.
fn some_of_us(t: Tokens<'_, '_>, at: usize) -> bool {
    const THEIRS: &[&str] =
        &["need", "needs", "use", "uses", "eat", "eats", "don't", "cannot", "can't", "require"];
    const DIETS: &[&str] =
        &["vegetarian", "vegetarians", "vegan", "vegans", "allergic", "in", "a", "an", "not", "no"];
    t.is(at, THEIRS) || t.is(at, &["are", "is", "have", "has", "do"]) && t.is(at + 1, DIETS)
}

/// "U kunt op drie mensen rekenen", "dus reken op vier", "please count on six": whatever was said before.
pub(super) fn reckoned(t: Tokens<'_, '_>, s: &Sentence) -> Option<Size> {
    const RECKONS: &[&str] = &["reken", "rekenen", "rekent", "count", "reckon"];
    let verb = (s.from..s.to).find(|&at| t.is(at, RECKONS))?;
    let near = verb.saturating_sub(VERB_TOKENS).max(s.from)..s.to.min(verb + VERB_TOKENS);
    let on = near.clone().filter(|&at| t.is(at, &["op", "on"]));
    on.into_iter().find_map(|on| {
        let about = skip_about(t, on + 1);
        let start = if t.are(about, &["een", "man", "of"]) { about + 3 } else { about };
        let (min, max, next) = amount(t, start).filter(|_| !t.is(start, &["een", "a"]))?;
        let people = t.listed(next, Cue::PartyPeople);
        let ends = || t.get(next).is_none_or(|sign| matches!(sign.word, Word::Sign(_)));
        // "Reken op zes voor de lunch, wij zijn met vier", "op tien personen van uw kant".
        let to = next + usize::from(people);
        let other = (to..s.to).any(|i| t.count(i).is_some() || t.is(i, OTHER_CROWDS));
        let meant = (on > verb && ends() || people) && !other;
        meant.then_some(Size { min, max, from: start, to: next + usize::from(people) })
    })
}

const OTHER_CROWDS: &[&str] = &["kant", "zijde", "lunch", "diner", "koffie", "side", "bewoners"];

/// "Two guests are vegetarian", "twee gasten zijn allergisch": not all who come.
fn are_some(t: Tokens<'_, '_>, noun: usize) -> bool {
    const DIETS: &[&str] = &[
        "vegetarian",
        "vegetarians",
        "vegan",
        "vegans",
        "allergic",
        "vegetariër",
        "vegetariërs",
        "vegetarisch",
        "veganist",
        "veganistisch",
        "allergisch",
        "slechthorend",
        "slechtziend",
    ];
    t.is(noun + 1, &["are", "is", "zijn"]) && t.is(noun + 2, DIETS)
}

/// "Wij houden niet van groepen van meer dan 6 personen": a bound, and not how many come.
pub(super) fn is_bound(t: Tokens<'_, '_>, at: usize) -> bool {
    const MORE: &[&str] = &["meer", "groter", "more", "larger", "bigger"];
    let than = at >= 2 && t.was(at, &["dan", "than"]) && t.is(at - 2, MORE);
    than && !t.was(at - 2, &["niet", "not", "no"])
}
