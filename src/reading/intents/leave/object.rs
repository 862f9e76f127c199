//! What it is that is called off: the visit, or something beside it.
//!
//! "Zeg de taxi maar af" and "de borrel vervalt" call off no visit, and to cancel cannot be undone: so
//! wherever a thing is named beside the verb, it has to be the visit, and all else is a doubt. Who
//! stays away and why are no things: "de wethouder zegt af", "wegens een debat".

use super::super::{Cue, Sentence};
use crate::domain::reading::{Doubt, Span};
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::token::Word;
use crate::reading::unread::doubt;

/// What opens a noun.
const DETERMINERS: &[&str] = &[
    "de", "een", "onze", "ons", "mijn", "uw", "jullie", "zijn", "haar", "hun", "deze", "alle",
    "the", "our", "my", "his", "her", "your", "a", "an",
];
/// What opens a noun, or stands for one: "het diner", "het lukt niet".
const PRONOUNS: &[&str] = &["het", "dit", "this"];
/// Whose it is: it is no guest then, but something or somebody of theirs.
const THEIRS: &[&str] = &["zijn", "haar", "hun", "his", "her", "their"];
/// Behind "het", what is no noun.
const NO_NOUNS: &[&str] = &[
    "gaat", "lukt", "niet", "helaas", "toch", "moet", "kan", "wordt", "zal", "is", "was", "werd",
    "blijkt", "past", "spijt", "komt", "hoeft", "mag", "moeten", "kunnen", "allemaal", "nog", "nu",
    "ook", "echt", "dus", "zo", "even", "graag", "beter", "liefst", "hierbij", "vervalt", "zit",
    "heeft", "doet", "betreft", "gaan", "hem", "haar", "ons", "will", "cannot", "won't",
];
/// The day of the visit, where it is written down, or all of it.
const OF_THE_VISIT: &[&str] = &[
    "agenda",
    "agenda's",
    "planning",
    "programma",
    "komst",
    "deelname",
    "reservering",
    "wijk",
    "buurt",
    "gemeente",
    "uitnodiging",
    "geheel",
    "boel",
    "zaak",
    "optie",
    "plek",
    "trip",
    "uitje",
    "gesprek",
    "ontmoeting",
    "kennismaking",
];
/// Behind them stands why, when, or to whom it is said.
const LEADS_ASIDE: &[&str] = &[
    "wegens", "vanwege", "door", "i.v.m.", "ivm", "i.v.m", "verband", "gevolg", "gezien",
    "omwille", "namens", "volgens", "dankzij", "ondanks", "due", "because", "tijdens", "bij", "na",
    "rond", "tot", "in", "aan", "uit", "met", "per", "sinds", "binnen", "om", "op",
];
/// What stands beside a visit is not the visit.
const BESIDE: &[&str] = &["tijdens", "bij", "na", "rond", "om", "during", "after", "around"];
/// It may be, or is only heard of, or not all of it.
const HEDGES: &[&str] = &[
    "misschien",
    "mogelijk",
    "wellicht",
    "eventueel",
    "vermoedelijk",
    "zou",
    "zouden",
    "dreigt",
    "voorkomen",
    "vermijden",
    "vrees",
    "vrezen",
    "overwegen",
    "overweegt",
    "hopelijk",
    "hoorde",
    "hoorden",
    "hoor",
    "begreep",
    "begrepen",
    "las",
    "lees",
    "klopt",
    "wel",
    "slechts",
    "maybe",
    "perhaps",
    "might",
    "possibly",
    "heard",
    "enkel",
    "gedeeltelijk",
    "deels",
];
/// Beside them the visit goes on.
const GOES_ON: &[&str] = &["gewoon"];
/// What is called off in a number, or by its number.
const COUNTED: &[&str] = &[
    "optie",
    "option",
    "personen",
    "persoon",
    "mensen",
    "deelnemers",
    "deelnemer",
    "gasten",
    "collega",
    "collega's",
    "medewerkers",
    "medewerker",
    "people",
    "colleagues",
];
/// A noun stands this near behind what opens it.
const NOUN_TOKENS: usize = 3;

/// The words by which it is not plain that the visit is called off.
pub(crate) fn not_plainly_the_visit(body: &Body<'_>, called_off: Span) -> Option<Doubt> {
    let t = body.tokens();
    let s = body.sentence_at(called_off)?;
    let at = (s.from..s.to).find(|&at| t.span(at, at + 1)[0] >= called_off[0])?;
    let end = (at..s.to).find(|&i| t.span(i, i + 1)[1] >= called_off[1])? + 1;
    let (from, to) = clause(t, &s, at);
    let hedged = (s.from..s.to).find(|&i| is_hedge(t, i));
    let thing = || {
        let first = (from..to).find(|&i| is_another_thing(t, i, to));
        first.filter(|_| !is_the_visit(t, from, to))
    };
    let numbered =
        |i: usize| i == end && t.count(i).is_some() && !matches!(t.word(i + 1), Word::Month(_));
    let of_one = || (from..to).find(|&i| is_of_one(t, i) || numbered(i));
    let named = hedged.or_else(|| negated(t, &s, at, end)).or_else(of_one).or_else(thing);
    let named = named.or_else(|| (0..t.0.len()).find(|&i| t.is(i, GOES_ON)));
    let (from, to) = match named {
        Some(thing) if thing < at && thing >= from => (thing, end),
        Some(thing) => (thing, (thing + NOUN_TOKENS).min(t.0.len())),
        None => body.sentences.iter().find(|s| s.asks).map(|s| (s.from, s.to))?,
    };
    let word = |i: &usize| !matches!(t.word(*i), Word::Sign(_));
    let last = (from..to).rev().find(word).unwrap_or(from);
    let span = t.span(from, last + 1);
    let sentence = body.sentence_text(body.sentence_at(span).unwrap_or(s));
    Some(doubt(body.words(from, last + 1).to_owned(), sentence, span))
}

/// It may be, it is only heard of, or something else goes on: "de rondleiding niet, het gesprek wel".
fn is_hedge(t: Tokens<'_, '_>, at: usize) -> bool {
    t.is(at, HEDGES) && !(t.is(at, &["wel"]) && t.was(at, &["u", "je", "jullie", "dank"]))
}

/// "Wij zeggen niet af", "wij hoeven niet te annuleren", "een mail over een annulering".
fn negated(t: Tokens<'_, '_>, s: &Sentence, at: usize, end: usize) -> Option<usize> {
    const NOT: &[&str] = &["niet", "geen", "nooit", "not", "never", "over", "about"];
    let apart = t.is_cue(at, Cue::SaysOff) && end > at + 1;
    const VERBS: &[&str] = &[
        "is", "zijn", "was", "doen", "doe", "hoeft", "hoeven", "kan", "kunnen", "willen", "wil",
        "mag", "lijkt", "wordt", "gaat", "gaan",
    ];
    let inside = (at..end).find(|&i| apart && t.is(i, NOT));
    // "Annuleren is niet aan de orde."
    let (_, last) = clause(t, s, at);
    let denied = || (end..last).find(|&i| t.is(end, VERBS) && t.is(i, NOT));
    inside.or_else(denied).or_else(|| (at.saturating_sub(2)..at).find(|&i| t.is(i, NOT)))
}

/// "Karin's afspraak", "de afspraak van Els", "de deelname van onze voorzitter": of one of them, who may
/// have more appointments than this, or come no more while the others do.
fn is_of_one(t: Tokens<'_, '_>, at: usize) -> bool {
    const OWN: &[&str] =
        &["afspraak", "deelname", "aanwezigheid", "appointment", "participation", "attendance"];
    const VISITS: &[&str] = &["bezoek", "werkbezoek", "komst", "visit"];
    let whose = t.get(at).is_some_and(|word| {
        word.starts_upper() && (word.lower.ends_with("'s") || word.lower.ends_with("’s"))
    });
    let of = t.is(at, OWN) && t.is(at + 1, &["van", "of"]) && t.word(at + 2).is_other();
    of || whose && !t.is(at + 1, VISITS)
}

fn clause(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> (usize, usize) {
    let ends = |i: usize| {
        matches!(t.word(i), Word::Sign(',' | ';' | ':' | '.' | '!' | '?' | '(' | ')'))
            || t.is(i, &["maar", "but", "omdat", "want", "because", "aangezien", "dus"])
    };
    let from = (s.from..at).rev().find(|&i| ends(i)).map_or(s.from, |i| i + 1);
    (from, (at..s.to).find(|&i| ends(i)).unwrap_or(s.to))
}

/// The visit or its day is named, and not as that beside which something else is off.
fn is_the_visit(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        names_visit(t, at) && !(from..at).rev().take(NOUN_TOKENS).any(|lead| t.is(lead, BESIDE))
    })
}

fn names_visit(t: Tokens<'_, '_>, at: usize) -> bool {
    // A tour is part of a visit as often as it is one.
    let part = t.is(at, &["rondleiding", "tour", "wijkwandeling", "wandeling", "meeting"]);
    !part && [Cue::VisitNoun, Cue::TheVisit, Cue::Visit].iter().any(|cue| t.is_cue(at, *cue))
}

/// Here begins a noun that is neither the visit nor a guest nor a reason.
fn is_another_thing(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    let opens = t.is(at, DETERMINERS)
        || t.is(at, PRONOUNS) && t.get(at + 1).is_some_and(|next| !next.is_any(NO_NOUNS));
    let led = t.was(at, LEADS_ASIDE);
    if t.is(at, COUNTED) && !t.was(at, LEADS_ASIDE) {
        return true;
    }
    if !opens || led {
        return false;
    }
    let noun = at + 1..to.min(at + 1 + NOUN_TOKENS);
    let first = t.get(at + 1).is_some_and(|word| word.word.is_other());
    let visit = |at: usize| t.is(at, OF_THE_VISIT) || t.is_cue(at, Cue::DateNoun);
    first && !noun.clone().any(visit) && (t.is(at, THEIRS) || !is_guest(t, noun.start, noun.end))
}

/// Whoever comes, and so may stay away.
fn is_guest(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    const GUESTS: &[Cue] =
        &[Cue::Office, Cue::GuestBody, Cue::CivilServant, Cue::Leader, Cue::Honorific];
    const GROUPS: &[&str] = &[
        "groep",
        "delegatie",
        "commissie",
        "fractie",
        "gezelschap",
        "klas",
        "raad",
        "kamer",
        "staten",
        "college",
        "minister-president",
        "gast",
        "gasten",
        "delegation",
        "committee",
    ];
    GUESTS.iter().any(|cue| t.has(from, to, *cue)) || (from..to).any(|at| t.is(at, GROUPS))
}
