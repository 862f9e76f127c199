//! Tells when the words around a time look back: "uw brief van 3 november", "wij spraken elkaar", "jl."

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "a grammar asks for one kind of word; any other kind is simply not it"
)]

use super::{Clause, Scene};
use crate::domain::reading::Modality;
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::times::{Days, Phrase, Which, Year};
use crate::reading::token::{Relative, Token, Word};

/// What is still to be done is not past: "moet het bezoek zijn geweest".
const TO_BE_DONE: &[&str] =
    &["wordt", "worden", "zal", "zullen", "moet", "moeten", "dient", "dienen", "hoeft", "hoeven"];

impl Scene<'_, '_> {
    /// A statement in a past tense about a date without a year: "op 15 februari heeft de raad ingestemd"
    /// has been, "het bezoek was gepland op 15 april" is still to come. The date at the head of a letter
    /// has been too, and that of a form is the one asked for.
    pub(super) fn may_look_back(&self, phrase: &Phrase, clause: &Clause) -> bool {
        if is_letterhead(self.t, phrase) {
            return true;
        }
        let undated = matches!(
            phrase.start.days,
            Some(Days::Date { weekday: None, month: Some(_), year: Year::Unsaid, .. })
        );
        undated
            && phrase.bound.is_none()
            && phrase.end.is_none()
            && !self.sentence.asks
            && clause.all.has(Cue::Was)
            && !clause.cues.prefer
            && (is_preterite(self.t, clause)
                || !clause.cues.no
                    && (is_perfect(self.t, clause) || is_done_then(self.t, clause, phrase)))
    }

    /// "Wij hadden om een vrijdag gevraagd": that is what they wish still, unless they take it back in
    /// the same breath. What others asked for is no wish of theirs.
    pub(super) fn asked_for(
        &self,
        phrase: &Phrase,
        at: usize,
        clause: &Clause,
    ) -> Option<Modality> {
        let t = self.t;
        let asked = |at: usize| t.is(at, &["gevraagd", "verzocht", "asked"]);
        let who = || (clause.from..clause.to).find(|&at| t.listed(at, Cue::Pronoun));
        let ours = t.was(phrase.from, &["om", "for"])
            && (phrase.to..clause.to).any(asked)
            && !clause.cues.no
            && who().is_some_and(|who| t.is(who, &["ik", "wij", "we"]));
        let spoken = |clause: &&Clause| clause.to > clause.from + 1;
        let next = self.clauses.iter().skip(at + 1).find(spoken);
        let that = |next: &Clause| {
            (next.from..next.from + 3).any(|i| t.is(i, &["dat", "dit", "die", "that"]))
        };
        let taken_back = || next.is_some_and(|next| next.cues.no && that(next));
        ours.then(|| if taken_back() { Modality::Cannot } else { Modality::Want })
    }
}

/// "was", "werd": without a word that makes a wish of it.
fn is_preterite(t: Tokens<'_, '_>, clause: &Clause) -> bool {
    let wishes = |at: usize| t.is(at, &["graag", "liever", "als", "indien", "kunnen", "willen"]);
    let was = |at: usize| {
        t.is(at, &["was", "waren", "werd", "werden", "had", "hadden", "stond", "stonden"])
    };
    (clause.from..clause.to).any(was) && !(clause.from..clause.to).any(wishes)
}

/// "heeft ... ingestemd", "is ... genomen": a participle ends the clause.
fn is_perfect(t: Tokens<'_, '_>, clause: &Clause) -> bool {
    let sign = |at: usize| matches!(t.word(at), Word::Sign(_));
    let last = if sign(clause.to.saturating_sub(1)) { clause.to - 1 } else { clause.to };
    let ends = last.checked_sub(1).and_then(|at| t.get(at));
    ends.is_some_and(is_participle) && (clause.from..last).any(|at| t.is(at, HAS))
}

/// "De commissie heeft in haar vergadering van 23 augustus besloten u te bezoeken": done right behind
/// the day, whatever follows from it.
fn is_done_then(t: Tokens<'_, '_>, clause: &Clause, phrase: &Phrase) -> bool {
    let has = |from: usize, to: usize| (from..to).any(|at| t.is(at, HAS));
    let done = t.was(phrase.from, &["van"]) && t.get(phrase.to).is_some_and(is_participle);
    // "In haar vergadering van 16 september heeft de commissie besloten in te gaan op ...".
    let decided = (phrase.to..clause.to).find(|&at| t.is(at, DECIDED));
    done && has(clause.from, phrase.from)
        || decided.is_some_and(|decided| has(clause.from, phrase.from) || has(phrase.to, decided))
}

const DECIDED: &[&str] = &["besloten", "ingestemd", "afgesproken", "vastgesteld", "aangenomen"];

const HAS: &[&str] = &["heeft", "hebben", "heb", "is", "zijn", "ben", "bent"];

fn is_participle(word: &Token<'_>) -> bool {
    word.lower.len() > 5
        && word.lower.ends_with(['d', 't', 'n'])
        && PREFIXES.iter().any(|prefix| word.lower.starts_with(prefix))
        && !word.cues.has(Cue::States)
}

/// How participles begin, those of verbs in two parts included: "ingestemd", "plaatsgevonden".
const PREFIXES: &[&str] = &[
    "ge", "be", "ver", "ont", "her", "inge", "aange", "afge", "opge", "uitge", "toege", "plaatsge",
    "doorge", "overge", "langsge", "meege", "voorge", "bijge", "terugge",
];

/// What was agreed is still to come.
const AGREED: &[&[&str]] = &[&["spraken", "af"], &["sprak", "af"], &["spraken", "we", "af"]];

/// The words of the time itself say that it has been: "jl.", "sinds", "vorige", "gisteren".
pub(super) fn is_behind(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    // "sinds 3 augustus", "sinds de brand van 3 augustus".
    let since = t.is(phrase.from, &["sinds", "since"])
        || phrase.from >= 4
            && t.was(phrase.from, &["van", "of"])
            && t.is(phrase.from - 4, &["sinds", "since"]);
    let ago = since
        || matches!(&phrase.start.days, Some(Days::Ahead(by)) if by.whole_seconds() < 0)
        || t.is(phrase.to.saturating_sub(1), &["jl", "j.l.", "l.l.", "ll", "jongstleden"])
        || t.is_sign(phrase.to.saturating_sub(1), '.')
            && t.is(phrase.to.saturating_sub(2), &["jl", "ll"])
        || t.is(phrase.to, &["jl", "j.l.", "jongstleden", "ll", "l.l."]);
    // "Er was vannacht een explosie", "zij is vannacht opgenomen".
    let night = t.is(phrase.from, &["vannacht"])
        && (t.was(phrase.from, &["was", "waren", "werd", "werden", "had", "hadden"])
            || t.was(phrase.from, &["is", "zijn", "ben", "heeft", "hebben"])
                && is_done_at_end(t, phrase.to));
    if night {
        return true;
    }
    let article = usize::from(t.is(phrase.from, &["de", "het", "the"]));
    ago || match t.word(phrase.from + article) {
        Word::Relative(Relative::Past | Relative::Previous) => true,
        Word::Day(days) | Word::PartOfDay(days, _) => days < 0,
        _ => false,
    }
}

/// A participle ends the clause that goes on at `at`: "... in het ziekenhuis opgenomen".
fn is_done_at_end(t: Tokens<'_, '_>, at: usize) -> bool {
    const CLAUSE_TOKENS: usize = 10;
    let sign = |at: &usize| t.get(*at).is_none_or(|end| matches!(end.word, Word::Sign(_)));
    let Some(end) = (at..at + CLAUSE_TOKENS).find(sign) else { return false };
    end > at && t.before(end).is_some_and(|word| word.lower.contains("ge") && word.word.is_other())
}

/// "Dank voor het bezoek van 11 februari": who is thanked for it was there.
fn is_thanked_for(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    /// From the noun back to "voor", over an article and what praises it.
    const DESCRIBED_TOKENS: usize = 3;
    /// From "voor" back to the thanks: "dank u wel voor".
    const THANKED_TOKENS: usize = 3;
    let Some(noun) =
        phrase.from.checked_sub(2).filter(|_| t.was(phrase.from, &["van", "op", "on"]))
    else {
        return false;
    };
    let near = noun.saturating_sub(DESCRIBED_TOKENS)..noun;
    let thanks = |at: usize| (at.saturating_sub(THANKED_TOKENS)..at).any(|at| t.is(at, THANKS));
    let thanked = |at: usize| t.is(at, &["voor", "for"]) && thanks(at);
    t.is(noun, VISITED) && near.rev().any(thanked)
}

const THANKS: &[&str] =
    &["dank", "danken", "bedankt", "bedanken", "dankjewel", "dankuwel", "thanks", "thank"];
const VISITED: &[&str] = &[
    "bezoek",
    "werkbezoek",
    "rondleiding",
    "ontvangst",
    "gastvrijheid",
    "visit",
    "tour",
    "welcome",
];

/// The head of a letter: "Datum: 19 november" on a line of its own, and other lines of a head or the
/// greeting behind it.
fn is_letterhead(t: Tokens<'_, '_>, phrase: &Phrase) -> bool {
    let labelled = phrase.from >= 2
        && t.is_sign(phrase.from - 1, ':')
        && t.is(phrase.from - 2, &["datum", "date"])
        && (phrase.from == 2 || t.get(phrase.from - 2).is_some_and(|label| label.breaks > 0));
    let next = phrase.to;
    let begins_line = t.get(next).is_some_and(|word| word.breaks > 0);
    let goes_on = t.is(next, HEAD)
        || t.is(next, &["aan", "re"]) && t.is_sign(next + 1, ':')
        || t.is(next, &["ons", "uw", "our", "your"]) && t.is(next + 1, REFERENCE);
    labelled && begins_line && goes_on
}

/// How the other lines of the head of a letter, and the greeting, begin.
const HEAD: &[&str] = &[
    "onderwerp",
    "betreft",
    "kenmerk",
    "bijlage",
    "bijlagen",
    "geachte",
    "beste",
    "subject",
    "dear",
];
const REFERENCE: &[&str] = &["kenmerk", "referentie", "ref", "reference", "brief"];

/// The words around it do: "uw brief van 3 november", "wij spraken elkaar".
pub(super) fn looks_back(t: Tokens<'_, '_>, clause: &Clause, phrase: &Phrase) -> bool {
    let behind_noun = t.was(phrase.from, &["van", "d.d.", "of", "from"])
        && phrase.from >= 2
        && t.get(phrase.from - 2).is_some_and(|noun| noun.cues.has(Cue::Written))
        // "Uw voorstel van 11 oktober komt ons goed uit" is of that day.
        && !(t.is(phrase.from - 2, &["voorstel", "aanbod"])
            && t.is(phrase.to, &["komt", "past", "schikt", "lukt", "kan"]))
        // "De ontvangst van vanmiddag" is that of guests, and not of a letter.
        && !(t.is(phrase.from - 2, &["ontvangst"])
            && matches!(
                phrase.start.days,
                Some(Days::FromToday(0..) | Days::Weekday(_, Which::Bare | Which::Coming))
            ));
    // "Het verslag van de bijeenkomst van 18 februari".
    let of_report = phrase.from >= 5
        && t.was(phrase.from, &["van", "op", "of"])
        && t.listed(phrase.from - 3, Cue::Determiner)
        && t.is(phrase.from - 4, &["van"])
        && t.is(phrase.from - 5, &["verslag", "notulen", "opname", "opnames"]);
    // "Het gesprek van 11 mei was zeer nuttig".
    let was = t.is(phrase.to, &["was", "waren"]) && t.was(phrase.from, &["van", "op"]);
    // "Voor het einde van de maand wil zij langs zijn geweest", "wij spraken af op 9 maart".
    // "De stukken worden op 9 maart verstuurd": that is still to be done.
    let to_be_done = |at: usize| t.is(at, TO_BE_DONE);
    let agreed = || {
        t.find(clause.from, clause.to, AGREED).is_some() || (clause.from..clause.to).any(to_be_done)
    };
    let ahead =
        phrase.bound.is_some() && clause.cues.wants() || clause.all.has(Cue::LooksBack) && agreed();
    behind_noun
        || of_report
        || was
        || is_thanked_for(t, phrase)
        || clause.all.has(Cue::LooksBack) && !ahead && !is_reported(t, clause, phrase)
}

/// "Zij vertelde dat er op 7 november een buurtdag is", "heeft gevraagd te bezien of februari past": what
/// was said has been, and not what it was about.
fn is_reported(t: Tokens<'_, '_>, clause: &Clause, phrase: &Phrase) -> bool {
    let opens = |at: &usize| {
        t.is(*at, &["dat", "of", "that", "whether"])
            && t.get(at - 1).is_some_and(|w| w.word.is_other())
    };
    let Some(that) = (clause.from + 1..phrase.from).rev().find(opens) else { return false };
    t.has(clause.from, that, Cue::LooksBack) && !t.has(that, clause.to, Cue::LooksBack)
}
