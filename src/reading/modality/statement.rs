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
use crate::reading::times::Phrase;
use crate::reading::token::Word;

/// What opens a noun.
const DETERMINERS: &[&str] = &[
    "de", "het", "een", "deze", "dit", "die", "dat", "onze", "ons", "mijn", "uw", "jullie", "zijn",
    "haar", "hun", "elke", "iedere", "alle", "enkele", "beide", "mevrouw", "mevr", "heer", "'t",
];
/// The same in English, where the verb ends in another way.
const ENGLISH_DETERMINERS: &[&str] = &["the", "our", "my", "his", "her", "their", "a", "an"];
/// Who does it, or what, in one word.
const PRONOUNS: &[&str] = &[
    "ik", "wij", "we", "hij", "zij", "ze", "men", "er", "je", "jij", "u", "niemand", "iedereen",
    "dat", "dit", "het", "die",
];
/// Before the first noun of a clause, and part of no noun.
const OPENS_CLAUSE: &[&str] = &["en", "maar", "want", "dus", "ook", "of"];
/// What goes on with a noun: "de leden van de commissie", "de wethouder en haar adviseur".
const EXTENDS_NOUN: &[&str] = &[
    "van", "voor", "in", "op", "uit", "bij", "met", "over", "aan", "te", "ten", "ter", "tegen",
    "tot", "naar", "per", "door", "om", "rond", "na", "tussen", "en", "of", "der", "den", "and",
    "for", "from", "at", "to", "by", "with",
];
/// What may stand before the verb with its noun: "blijkens uw brief verloopt de termijn".
const LEADS_AWAY: &[&str] = &[
    "blijkens",
    "volgens",
    "wegens",
    "vanwege",
    "tijdens",
    "sinds",
    "namens",
    "dankzij",
    "ondanks",
    "gezien",
    "conform",
    "krachtens",
    "behalve",
    "naast",
    "zonder",
    "via",
    "na",
    "bij",
    "met",
    "in",
    "op",
    "aan",
    "door",
    "uit",
];
/// Words that end like a verb and are none.
const NO_VERBS: &[&str] = &[
    "niet",
    "met",
    "tot",
    "uit",
    "dat",
    "wat",
    "het",
    "liefst",
    "best",
    "eerst",
    "juist",
    "net",
    "exact",
    "direct",
    "strikt",
    "gerust",
    "want",
    "meest",
    "wellicht",
    "zoiets",
    "ooit",
    "nooit",
    "alleen",
    "samen",
    "buiten",
    "binnen",
    "tussen",
    "aan",
    "van",
    "dan",
    "tegen",
    "boven",
    "en",
    "een",
    "geen",
    "tijdens",
    "tenminste",
    "bovendien",
    "misschien",
    "indien",
    "zodoende",
    "stipt",
    "bijten",
    "op",
    "mits",
    "dit",
    "die",
    "eventueel",
    "ten",
    "ruwweg",
    "precies",
    "onder",
    "vast",
    "alsjeblieft",
    "alstublieft",
];
/// A preterite or a verb of one syllable that ends in another letter.
const SHORT_VERBS: &[&str] = &[
    "is", "ga", "doe", "heb", "ben", "zit", "lig", "was", "nam", "kwam", "ging", "gaf", "las",
    "sprak", "zag", "deed", "lag", "werd", "had", "houd", "werk", "geef", "maak", "loop", "rij",
    "rijd", "begin", "start", "stuur", "schrijf", "lees", "vertrek", "reis", "vier", "woon",
    "spreek", "verlaat", "verhuis", "stop",
];
/// Whoever does this to a day speaks of the visit.
const PLANS: &[&str] = &[
    "kiezen",
    "kies",
    "kiest",
    "koos",
    "kozen",
    "reserveren",
    "reserveer",
    "reserveert",
    "plannen",
    "plant",
    "boeken",
    "boek",
    "boekt",
    "opteert",
    "mikken",
    "mikt",
    "mikten",
    "stelt",
    "noteer",
    "noteert",
    "beoogt",
    "proposes",
    "suggests",
    "chooses",
];
/// Whoever does this with the other side visits it.
const VISITS: &[&str] =
    &["bezoeken", "bezoekt", "ontvangen", "ontvangt", "treffen", "treft", "begroeten", "begroet"];
/// Whoever does this was told something.
const HEARS: &[&str] = &[
    "lees", "lezen", "las", "lazen", "hoorde", "hoorden", "vernam", "vernamen", "begreep",
    "begrepen",
];
/// The other side.
const YOU: &[&str] = &["u", "jullie", "jou", "ge", "you"];
/// A person, in one word.
const PERSONS: &[&str] = &["ik", "wij", "we", "hij", "zij", "ze", "je", "jij", "u"];
/// The visit, its day, room in an agenda, or how it seems.
const MATTERS: &[&str] = &[
    "datum",
    "data",
    "datums",
    "dag",
    "dagen",
    "dagdeel",
    "tijdstip",
    "moment",
    "momenten",
    "agenda",
    "gat",
    "gaten",
    "plekken",
    "opening",
    "openingen",
    "uur",
    "kans",
    "keuze",
    "wens",
    "rek",
    "oog",
    "maandagen",
    "dinsdagen",
    "woensdagen",
    "donderdagen",
    "vrijdagen",
    "bezoeken",
    "werkbezoeken",
    "rondleidingen",
    "aanvangstijd",
    "gereserveerd",
    "lijkt",
    "lijken",
    "date",
    "dates",
    "day",
    "slot",
    "slots",
    "diary",
    "calendar",
    "schedule",
];
/// Words of wish that say little by themselves: what is wished stands at the end of the clause.
const AUXILIARIES: &[&str] = &[
    "kan", "kunnen", "wil", "willen", "zou", "zouden", "mag", "mogen", "komt", "komen", "open",
    "houden", "doen",
];
/// What guests come for.
const COMES_FOR: &[&str] = &[
    "komen",
    "langskomen",
    "kijken",
    "zien",
    "bekijken",
    "bezoeken",
    "ontvangen",
    "aansluiten",
    "zijn",
    "meelopen",
    "meekijken",
    "meegaan",
    "meekomen",
    "rondkijken",
    "spreken",
    "praten",
    "bijpraten",
    "kennismaken",
    "ontmoeten",
    "treffen",
    "wandelen",
    "lopen",
    "reizen",
    "aanschuiven",
    "bijwonen",
    "leren",
    "horen",
    "luisteren",
    "gaan",
    "plannen",
    "inplannen",
    "afspreken",
    "kunnen",
    "vinden",
    "worden",
    "willen",
    "deelnemen",
    "beginnen",
    "starten",
    "vertrekken",
    "verzetten",
    "verplaatsen",
    "schuiven",
    "bezichtigen",
    "informeren",
    "rijden",
];
/// Whoever may be among the guests.
const GUESTS: &[&str] = &[
    "commissie",
    "delegatie",
    "groep",
    "gezelschap",
    "college",
    "klas",
    "leerlingen",
    "studenten",
    "leden",
    "directeur",
    "bestuur",
    "collega",
    "collega's",
    "voorzitter",
    "heer",
    "mevrouw",
    "fractie",
    "team",
    "directie",
    "afdeling",
    "raad",
    "kabinet",
    "staten",
    "kamer",
    "bestuurders",
    "mt",
    "ploeg",
    "jury",
    "vereniging",
    "stichting",
    "koor",
    "cursisten",
    "medewerkers",
    "gasten",
    "bewindslieden",
    "huisartsen",
    "corporatie",
    "gemeente",
    "provincie",
    "ministerie",
    "klasgenoten",
    "deelnemers",
    "organisatie",
    "school",
    "minister-president",
    "gezelschappen",
    "mensen",
    "bus",
];
/// A noun with what belongs to it is no longer than this.
const SUBJECT_TOKENS: usize = 14;

impl Scene<'_, '_> {
    /// The clause states something of another matter than the visit.
    pub(super) fn is_statement(&self, phrase: &Phrase, clause: &Clause) -> bool {
        // A length is how long it takes, and "naar 10.30 uur" is where something goes.
        !self.sentence.asks
            && phrase.length.is_none()
            && !self.t.was(phrase.from, &["naar"])
            && !self.is_of_our_matter(clause)
            && !self.plans(clause)
            && self.finite_verb(clause).is_some()
    }

    /// "Ik lees in de krant dat er op 18 februari een feest is": what was read or heard is a fact.
    pub(super) fn is_hearsay(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let mut before = clause.from..phrase.from;
        let Some(heard) = before.find(|&at| t.is(at, HEARS)) else { return false };
        let told = before.any(|at| t.is(at, &["dat"])) && !self.sentence.asks;
        let who = &["ik", "wij", "we"];
        told && (t.was(heard, who) || t.is(heard + 1, who))
    }

    /// "Wij kiezen 9 februari", "wij bezoeken u op 18 februari": a statement that is a wish.
    pub(super) fn plans(&self, clause: &Clause) -> bool {
        self.says(clause, PLANS) || self.says(clause, YOU) && self.says(clause, VISITS)
    }

    /// "De huismeester kan pas in april weer werken": what somebody else can or wants to do is no visit.
    pub(super) fn is_wish_of_others(&self, phrase: &Phrase, clause: &Clause) -> bool {
        let t = self.t;
        let wishes = |at: &usize| t.cue(*at, Cue::Want).is_some();
        let weak = |at: usize| t.is(at, AUXILIARIES);
        !self.sentence.asks
            && (clause.from..clause.to).filter(wishes).all(weak)
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
        infinitive && self.is_verb(last) && !t.is(last, COMES_FOR)
            || t.is(last, &["zijn"]) && t.was(last, &["klaar", "gereed", "af", "open", "dicht"])
            || self.says(clause, &["komt", "komen"])
            || phrase.is_hours_only() && self.says(clause, &["open"])
    }

    /// Whoever does it may come along: the subject stands before the verb, or right behind it.
    fn is_guest(&self, clause: &Clause, verb: usize) -> bool {
        let t = self.t;
        let headed = self.phrases.iter().any(|phrase| phrase.to == verb);
        let (from, to) = if headed { (verb + 1, verb + 4) } else { (clause.from, verb) };
        (from..to).any(|at| t.is(at, GUESTS) || t.is(at, PERSONS))
            || [Cue::Office, Cue::GuestBody, Cue::CivilServant, Cue::Leader, Cue::Honorific]
                .iter()
                .any(|cue| t.has(from, to, *cue))
    }

    /// The visit, its day, or those whom it is asked of are named.
    fn is_of_our_matter(&self, clause: &Clause) -> bool {
        self.t.has(clause.from, clause.to, Cue::VisitNoun)
            || self.says(clause, YOU)
            || self.says(clause, MATTERS)
    }

    /// Whether one of these words stands in the clause, outside its times.
    fn says(&self, clause: &Clause, words: &[&str]) -> bool {
        let inside = |at: usize| self.phrases.iter().any(|p| p.from <= at && at < p.to);
        (clause.from..clause.to).any(|at| self.t.is(at, words) && !inside(at))
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
        if t.is(from, LEADS_AWAY) {
            return self.behind_subject(from, clause.to).filter(|verb| is_subject(t, verb + 1));
        }
        // "Het zal gebeuren", "het kabinet verhuist": the longer reading first.
        let one_word = || (t.is(from, PRONOUNS) && self.is_verb(from + 1)).then_some(from + 1);
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
            phrase.from == from || phrase.from == from + 1 && self.t.is(from, EXTENDS_NOUN)
        };
        self.phrases.iter().find(led)
    }

    /// "De leden van de commissie reizen": the first word behind a noun that does not go on with it.
    fn behind_subject(&self, from: usize, to: usize) -> Option<usize> {
        let t = self.t;
        let english = t.is(from, ENGLISH_DETERMINERS);
        if !english && !t.is(from, DETERMINERS) && !t.is(from, LEADS_AWAY) {
            return None;
        }
        let (mut at, mut opened) = (from, true);
        while at < to.min(from + SUBJECT_TOKENS) {
            if let Some(time) = self.phrases.iter().find(|phrase| phrase.from == at) {
                (at, opened) = (time.to, false);
                continue;
            }
            let described = opened && self.is_adjective(at);
            let goes_on = [EXTENDS_NOUN, LEADS_AWAY, DETERMINERS, ENGLISH_DETERMINERS];
            if goes_on.iter().any(|words| t.is(at, *words)) || described {
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
            && !word.is_any(NO_VERBS)
            && (ends || word.is_any(SHORT_VERBS) || word.cues.has(Cue::Verb))
    }
}

/// Behind the verb stands who does it: "krijgen de kleintjes", "sprak ik", "vervangt Joris".
fn is_subject(t: Tokens<'_, '_>, at: usize) -> bool {
    let opens = |at: usize| {
        t.is(at, PRONOUNS)
            || t.is(at, DETERMINERS)
            || t.get(at).is_some_and(|word| word.starts_upper() && word.word.is_other())
    };
    opens(at)
        || t.is(at, &["hier", "daar", "dan", "ook", "nog", "al", "altijd", "weer", "pas"])
            && opens(at + 1)
}
