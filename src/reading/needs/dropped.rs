//! Whether the clause around a need drops it.
//!
//! A "geen" reaches forward over a list until a verb or "wel" takes over; a "niet" reaches back over
//! its clause. Of a wheelchair and a diet a mere "niet" says nothing ("eet niet vegetarisch" does,
//! "kan niet lopen zonder rollator" does not): there only "niet nodig" and its like drop the need.

use super::super::cue::{Cue, Cues, Phrases};
use super::super::cursor::Tokens;
use super::super::hindrance;
use super::super::sentence::Sentence;
use super::super::token::Word;
use crate::domain::people::Need;

pub(crate) const NONE: Phrases = &[
    "geen", "géén", "zonder", "no", "without", "noch", "nor", "neither", "niemand", "nobody",
    "none",
];
pub(crate) const NOT: Phrases = &[
    "niet",
    "not",
    "níet",
    "nooit",
    "niks",
    "don't",
    "won't",
    "isn't",
    "aren't",
    "doesn't",
    "don’t",
    "won’t",
    "isn’t",
    "aren’t",
    "doesn’t",
    "cannot",
];
/// Here another thought begins, which a "geen" before it does not reach.
const TAKES_OVER: &[&str] = &[
    "wel", "maar", "but", "echter", "want", "dus", "omdat", "graag", "komen", "komt", "kom",
    "reizen", "reist", "is", "zijn", "met", "with", "willen", "wil", "gebruikt", "zit", "eet",
    "eten", "however", "wij", "we", "ik", "hij", "zij", "ze", "i", "he", "she", "neemt", "nemen",
    "brengt", "brengen", "will",
];
/// What a need is when it is dropped.
pub(crate) const DROPPED: Phrases = &[
    "vervalt",
    "vervallen",
    "overbodig",
    "achterwege",
    "afzien",
    "afgezien",
    "afgemeld",
    "afgezegd",
    "geannuleerd",
    "geschrapt",
    "schrappen",
    "overslaan",
    "weglaten",
    "unnecessary",
    "cancelled",
    "afbestellen",
    "afbesteld",
    "afzeggen",
    "annuleren",
    "trekt zich terug",
    "trekken zich terug",
    "teruggetrokken",
    "schrap",
    "schrapt",
    "scrap",
    "drop",
    "skip",
    "remove",
    "van de lijst",
    "off the list",
    "eraf",
    "eruit",
    "cancel",
    "annuleer",
    "annuleert",
];
/// Behind what is left out: "haal de lunch er maar af".
const LEFT_OUT: &[&[&str]; 5] = &[
    &["maar", "zitten"],
    &["er", "maar", "af"],
    &["er", "maar", "uit"],
    &["er", "af"],
    &["er", "uit"],
];
/// Without one of these nothing is left out, and nobody gone.
pub(crate) const LEFT: Phrases = &[
    "haal",
    "halen",
    "haalt",
    "laat",
    "laten",
    "vergeet",
    "forget",
    "ziek",
    "uitgevallen",
    "verhinderd",
    "ill",
    "thuis",
    "valt",
    "haakt",
];
const LEAVES_OUT: &[&str] = &["haal", "halen", "haalt", "laat", "laten"];
/// Who needed it, or whoever it is, does not come.
const GONE: &[&[&str]] = &[
    &["is", "ziek"],
    &["is", "uitgevallen"],
    &["is", "verhinderd"],
    &["is", "ill"],
    &["blijft", "thuis"],
    &["valt", "uit"],
    &["valt", "af"],
    &["haakt", "af"],
];
const NOBODY: &[&str] = &["niemand", "nobody"];
const NONE_OF: &[&[&str]; 3] = &[&["geen", "van"], &["none", "of"], &["no", "one"]];
const DAYS: &[&str] =
    &["dagen", "data", "datums", "momenten", "opties", "deze", "die", "beide", "dates", "options"];
/// What is listed behind a comma: "niemand is vegetariër, veganist".
const LISTED_TOKENS: usize = 2;
/// What "niemand" before it does not reach.
const TURNS: &[&str] = &["wel", "maar", "but", "echter", "want", "dus", "omdat", "however"];
const FORGETS: &[&str] = &["vergeet", "forget"];
const STAIRS: &[&str] = &["trap", "trappen", "traplopen"];
const WELL: &[&str] = &["prima", "goed", "gewoon", "uitstekend", "makkelijk", "fine", "well"];
const HAD: &[&str] = &["hadden", "had"];
const ORDERED: &[&str] = &[
    "gevraagd",
    "aangevraagd",
    "besteld",
    "gereserveerd",
    "opgegeven",
    "doorgegeven",
    "asked",
    "ordered",
    "requested",
    "booked",
];
const NEEDED: &[&str] = &[
    "nodig",
    "meer",
    "hoeft",
    "hoeven",
    "gewenst",
    "noodzakelijk",
    "bij",
    "mee",
    "sprake",
    "orde",
    "needed",
    "required",
    "necessary",
    "need",
    "vereist",
    "verplicht",
    "toepassing",
    "benodigd",
];
const HAS_TO: &[&str] = &["hoeft", "hoeven", "hoef", "need", "needs", "require", "requires"];
const SELF: &[&str] = &["zelf", "ourselves", "eigen", "own"];
const ARRANGES: &[&str] = &[
    "zorgen",
    "zorg",
    "zorgt",
    "regelen",
    "regel",
    "regelt",
    "nemen",
    "neem",
    "neemt",
    "verzorgen",
    "brengen",
    "bring",
    "arrange",
    "organise",
    "geregeld",
    "meebrengen",
    "meenemen",
    "brengt",
    "breng",
    "meegenomen",
    "mee",
    "parkeren",
    "gezorgd",
];
/// "Parkeren doen we bij het station."
const WE_DO: &[&[&str]; 4] = &[&["doen", "we"], &["doen", "wij"], &["regelen", "we"], &["lukt"]];
/// "Een lunch vooraf stellen wij op prijs."
const ASKED: &[&str] = &["prijs", "graag", "welkom"];
const ELSEWHERE: &[&str] =
    &["elders", "onderweg", "vooraf", "thuis", "elsewhere", "geluncht", "daarvoor", "beforehand"];
pub(crate) const NO_USE: Phrases =
    &["geen behoefte", "geen gebruik", "geen noodzaak", "niet op prijs", "no need"];
const POINTS_BACK: &[&str] =
    &["die", "dat", "deze", "dit", "hoeft", "is", "kan", "vervalt", "gaat", "which", "it", "that"];
/// What it is instead of.
pub(crate) const INSTEAD: Phrases = &["in plaats van", "i.p.v.", "instead of"];
const SMALL: &[&str] =
    &["de", "het", "een", "met", "per", "voor", "via", "op", "the", "a", "an", "by"];
const AVOIDED: &[&str] =
    &["varkensvlees", "pork", "gluten", "lactose", "trap", "trappen", "traplopen"];
const ONLY: &[&str] = &["alleen", "only", "vergeten", "slechts", "zomaar", "te", "too"];

/// Words for it in the next sentence.
const POINTS_ON: &[&str] = &["die", "dat", "deze", "dit", "it"];

const DROPS: &Cues = &Cues::these(&[
    Cue::NeedNone,
    Cue::IsNotNeeded,
    Cue::NeedDropped,
    Cue::NeedNoUse,
    Cue::NeedInstead,
]);

/// Whether the words of a sentence, or those that follow, can drop what it names.
pub(super) fn may_drop(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    s.cues.meets(DROPS) || t.is(s.to, POINTS_ON)
}

/// "géén pers", "Pers wordt niet uitgenodigd", "lunch hoeft niet".
pub(super) fn is_dropped(t: Tokens<'_, '_>, s: &Sentence, at: usize, need: Need) -> bool {
    let (from, to) = clause(t, s, at);
    let says = |cue| s.cues.has(cue) && t.has(from, to, cue);
    let any = |words| t.any(from, to, words);
    let denied = |at: usize| t.was(at, NOT);
    let not = s.cues.has(Cue::IsNotNeeded) && any(NOT);
    let forgets = s.cues.has(Cue::NeedLeftOut) && any(FORGETS);
    // "Schrap de tolk niet", "vergeet de lunch niet" want it.
    if not && (forgets || t.at(from, to, Cue::NeedDropped).is_some_and(denied)) {
        return false;
    }
    is_denied_field(t, at)
        || rather_not(t, s, at)
        || is_not_wished(t, s.from, at)
        || s.cues.has(Cue::NeedNone) && none_before(t, s.from, at, need)
        || not_before(t, s, at)
        || not_behind(t, s, at, to, need)
        || says(Cue::NeedDropped) && is_struck(t, (from, to), at)
        || forgets
        || s.cues.has(Cue::NeedLeftOut) && is_left_out(t, from, at, s.to)
        // An interpreter who is ill is wanted all the more.
        || s.cues.has(Cue::NeedLeftOut) && need != Need::Tolk && is_gone(t, at, to)
        || need == Need::Rolstoel && goes_well(t, from, at, to)
        || was_ordered(t, from, to)
        || s.cues.has(Cue::IsNotNeeded) && any(HAS_TO) && says(Cue::IsNotNeeded)
        || says(Cue::SeesOff) && any(&["af"])
        || says(Cue::NeedNoUse)
        || matches!(need, Need::Lunch | Need::Parkeren) && any(SELF) && any(ARRANGES)
        || need == Need::Parkeren && t.any_of(at + 1, WE_DO).is_some()
        || need == Need::Lunch && any(ELSEWHERE) && !any(ASKED)
        || next_sentence_drops(t, s)
}

/// "De tolk is geschrapt", "schrapt u de rolstoel maar"; "drop the photographer at the station" sets
/// somebody down, and whoever gets out of a bus leaves out nothing.
fn is_struck(t: Tokens<'_, '_>, (from, to): (usize, usize), at: usize) -> bool {
    const STRIKES: &[&str] = &[
        "scrap",
        "drop",
        "skip",
        "remove",
        "schrap",
        "schrapt",
        "cancel",
        "annuleer",
        "annuleert",
    ];
    const OUT: &[&str] = &["eraf", "eruit"];
    const OBJECT: &[&str] = &["u", "maar", "de", "het", "die", "een", "the", "our", "onze"];
    const LAST: &[&str] = &["maar", "please", "graag", "dan"];
    (from..to).filter(|&i| t.cue(i, Cue::NeedDropped).is_some()).any(|i| {
        let object = || i < at && (i + 1..at).all(|word| t.is(word, OBJECT));
        let end = || (at + 1..to).all(|word| t.is(word, LAST));
        if t.is(i, STRIKES) {
            return object() && (end() || t.are(at + 1, &["from", "the", "list"]));
        }
        !t.is(i, OUT) || (from..i).any(|verb| t.is(verb, LEAVES_OUT) || t.is(verb, CROSSES))
    })
}

const CROSSES: &[&str] = &["kan", "mag", "kunnen", "mogen", "streep", "strepen"];

/// "Haal de lunch er maar af", "laat die parkeerplek maar zitten".
fn is_left_out(t: Tokens<'_, '_>, from: usize, at: usize, end: usize) -> bool {
    let leaves = (from..at).any(|i| t.is(i, LEAVES_OUT));
    let sign = |i: &usize| matches!(t.word(*i), Word::Sign(_));
    let end = (at..end).find(sign).unwrap_or(end);
    // "Laat de lunch maar zitten in het wijkcentrum" seats it there.
    let last = |out: usize| t.any_of(out, LEFT_OUT).is_some_and(|words| out + words >= end);
    leaves && (at..end).any(last)
}

/// "De collega met de rolstoel is ziek"; not "zij neemt een tolk mee en is ziek".
fn is_gone(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    let gone = t.find(at, to, GONE);
    let over = |gone: usize| t.is(gone + 2, &["geweest"]);
    gone.is_some_and(|gone| !over(gone) && !(at..gone).any(|i| t.is(i, &["en", "and"])))
}

/// "Trappen lopen gaat prima": what goes well needs no lift.
fn goes_well(t: Tokens<'_, '_>, from: usize, at: usize, to: usize) -> bool {
    let any = |words| (from..to).any(|i| t.is(i, words));
    t.is(at, STAIRS) && (any(WELL) && !any(NOT) && !any(NONE) || hindrance::is_denied(t, from, to))
}

/// "Wij hadden om een tolk gevraagd, maar onze collega spreekt Turks"; "... maar hoorden nog niets" asks
/// for one again.
fn was_ordered(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    const AGAIN: &[&str] = &["nog", "niet", "niets", "niks", "geen", "ook", "not", "no", "yet"];
    let any = |words: &[&str]| (from..to).any(|i| t.is(i, words));
    let turns = if t.is_sign(to, ',') { to + 1 } else { to };
    let sign = |at: &usize| matches!(t.word(*at), Word::Sign(_));
    let end = (turns..t.0.len()).find(sign).unwrap_or(t.0.len());
    t.is(turns, &["maar", "but", "echter"])
        && any(HAD)
        && any(ORDERED)
        && !(turns..end).any(|i| t.is(i, AGAIN))
}

/// `Pers: nee`, `Lunch: niet nodig`: a field of a form, and what is filled in.
fn is_denied_field(t: Tokens<'_, '_>, at: usize) -> bool {
    let label = (at + 1..at + LABEL_TOKENS).find(|&i| t.is_sign(i, ':'));
    let Some(colon) = label.filter(|&colon| (at + 1..colon).all(|i| t.is(i, LABEL))) else {
        return false;
    };
    let denied = colon + 1;
    let needed = usize::from(t.is(denied + 1, &["nodig", "gewenst", "required", "needed"]));
    let end = denied + 1 + needed;
    let ends = t.get(end).is_none_or(|end| end.breaks > 0 || matches!(end.word, Word::Sign(_)));
    t.is(denied, DENIED) && ends
}

/// "Rolstoeltoegankelijk nodig?: nee", "Lunch (ja/nee): nee".
const LABEL_TOKENS: usize = 8;
const LABEL: &[&str] = &["nodig", "gewenst", "ja", "nee", "j", "n", "?", "(", ")", "/", "needed"];
const DENIED: &[&str] =
    &["nee", "neen", "geen", "niet", "nvt", "n.v.t", "n.v.t.", "no", "none", "not"];

/// The clause of a token, with what points back to it behind a comma ("een tolk, die is niet nodig").
pub(super) fn clause(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> (usize, usize) {
    let ends =
        |i: usize| matches!(t.word(i), Word::Sign(',' | ';' | ':' | '.' | '?' | '!' | '(' | ')'));
    let turns = |i: usize| {
        // "... geen behoefte aan beveiliging en komt met de trein".
        let goes_on = t.is(i, &["en", "and"]) && t.is(i + 1, TAKES_OVER);
        goes_on || t.is(i, &["maar", "but", "wel", "echter"])
    };
    let from = (s.from..at).rev().find(|&i| ends(i) || turns(i)).map_or(s.from, |i| i + 1);
    let mut to = at;
    while to < s.to {
        let relative = matches!(t.word(to), Word::Sign(',')) && t.is(to + 1, POINTS_BACK);
        if ends(to) && !relative || turns(to) {
            break;
        }
        to += 1;
    }
    (from, to)
}

/// "De tolk maar niet.", "Pers: liever niet", "de lunch toch niet, graag": behind the noun stands a "niet",
/// and nothing more; "de tolk maar niet vergeten" wants one.
fn rather_not(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    const SOFTENS: &[&str] = &[
        "toch",
        "maar",
        "liever",
        "liefst",
        "dan",
        "ook",
        "preferably",
        "rather",
        "graag",
        "bij",
        "nader",
        "inzien",
        "deze",
        "keer",
    ];
    const LAST: &[&str] =
        &["graag", "please", "alstublieft", "alsjeblieft", "aub", "svp", "dus", "hoor", "meer"];
    let first = if t.is_sign(at + 1, ':') { at + 2 } else { at + 1 };
    let not = (first..s.to).find(|&i| !t.is(i, SOFTENS)).filter(|&i| i > first && t.is(i, NOT));
    not.is_some_and(|not| {
        let end = (not + 1..s.to).find(|&i| !t.is(i, LAST)).unwrap_or(s.to);
        !s.asks && (end >= s.to || matches!(t.word(end), Word::Sign(_)))
    })
}

/// "Wij willen liever niet dat er pers bij is", "we would prefer not to have press".
fn is_not_wished(t: Tokens<'_, '_>, from: usize, at: usize) -> bool {
    const WISHES: &[&str] =
        &["liever", "wil", "willen", "wenst", "wensen", "prefer", "rather", "want", "like"];
    const HAVING: &[&[&str]; 5] = &[
        &["niet", "dat", "er"],
        &["niet", "dat"],
        &["not", "have"],
        &["not", "to", "have"],
        &["not", "want"],
    ];
    /// From what is not wished to the noun.
    const NEAR: usize = 7;
    let straight = |i: &usize| !matches!(t.word(*i), Word::Sign(_));
    let first = (from..at).rev().take_while(straight).last().unwrap_or(at);
    let not = (first.max(at.saturating_sub(NEAR))..at).find(|&i| t.any_of(i, HAVING).is_some());
    let wished = |not: usize| {
        let too = (not..at).any(|i| t.is(i, &["te", "too", "weinig", "geen", "no"]));
        (first..not).any(|i| t.is(i, WISHES)) && !too
    };
    // "Wij willen niet dat de pers wegblijft".
    let plain = || (at + 1..t.0.len()).find(|&i| !t.is(i, COMES)).unwrap_or(t.0.len());
    not.is_some_and(wished) && t.get(plain()).is_none_or(|end| matches!(end.word, Word::Sign(_)))
}

/// What whoever is not wished would do, and no more.
const COMES: &[&str] = &[
    "bij", "is", "zijn", "komt", "komen", "meekomt", "aanwezig", "mee", "erbij", "wordt", "there",
    "present", "along", "please", "around", "at", "all", "gaat",
];

/// "geen lunch, tolk of parkeerplek": up to the verb before it; "niemand van ons eet vegetarisch".
fn none_before(t: Tokens<'_, '_>, from: usize, at: usize, need: Need) -> bool {
    // "zonder varkensvlees", "kan geen trappen lopen": that is the need.
    let avoided =
        matches!(need, Need::Dieet | Need::Rolstoel | Need::Zintuigen) && t.is(at, AVOIDED);
    let (mut verbs, mut elsewhere) = (false, false);
    for i in (from..at).rev() {
        let none_of = t.any_of(i, NONE_OF).is_some();
        let nobody = t.is(i, NOBODY) || none_of;
        if nobody && elsewhere || none_of && is_of_days(t, i) {
            return false;
        }
        if nobody || !verbs && t.is(i, NONE) {
            return !avoided && !is_lifted(t, from, i, at);
        }
        if t.is(i, TURNS) || matches!(t.word(i), Word::Sign(';' | ':' | '.')) {
            return false;
        }
        verbs |= t.is(i, TAKES_OVER);
        elsewhere |= t.is_sign(i, ',') && at - i > LISTED_TOKENS;
    }
    false
}

/// "Geen van de dagen past" says nothing of people.
fn is_of_days(t: Tokens<'_, '_>, none: usize) -> bool {
    const DAYS_WITHIN: usize = 5;
    (none + 2..none + DAYS_WITHIN).any(|i| t.is(i, DAYS))
}

/// "Geen bezwaar tegen pers" lets it come, and "niet zonder tolk" wants one.
fn is_lifted(t: Tokens<'_, '_>, from: usize, none: usize, at: usize) -> bool {
    let without = t.is(none, &["zonder", "without"]);
    let denied = |i: &usize| t.is(*i, NOT) || t.is(*i, NOBODY);
    let inside = (from..none).rev().take_while(|&i| !matches!(t.word(i), Word::Sign(_)));
    hindrance::is_denied(t, none, at)
        || t.is(none, NOBODY) && (none..at).any(|i| t.listed(i, Cue::Hindrance))
        || without && inside.into_iter().any(|i| denied(&i))
}

const NOT_BEFORE: &Cues = &Cues::these(&[Cue::IsNotNeeded, Cue::NeedInstead]);

/// "niet met de trein", "in plaats van een lunch".
fn not_before(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    if !s.cues.meets(NOT_BEFORE) {
        return false;
    }
    let from = s.from;
    let mut i = at;
    while i > from && t.was(i, SMALL) {
        i -= 1;
    }
    let ends_here = |start: usize| {
        t.cue(start, Cue::NeedInstead).is_some_and(|words| (i..=at).contains(&(start + words)))
    };
    let instead = (from..at).any(ends_here);
    // "We will not be needing the interpreter", "we do not need an interpreter".
    let needs = (from..i).rev().take_while(|&verb| t.is(verb, NEEDING)).last().unwrap_or(i);
    instead || i > from && t.was(i, NOT) || needs > from && needs < i && t.was(needs, NOT)
}

/// Between "not" and what is not needed.
const NEEDING: &[&str] = &[
    "be",
    "need",
    "needing",
    "require",
    "requiring",
    "using",
    "use",
    // "We cannot stay for lunch", "wij kunnen niet blijven lunchen".
    "stay",
    "staying",
    "for",
    "blijven",
    "blijft",
];

fn not_behind(t: Tokens<'_, '_>, s: &Sentence, at: usize, to: usize, need: Need) -> bool {
    if t.is(at + 1, &["noch", "nor"]) {
        return true;
    }
    let not = s.cues.has(Cue::IsNotNeeded).then(|| t.at(at, to, Cue::IsNotNeeded)).flatten();
    let Some(not) = not else { return false };
    let strict = matches!(need, Need::Rolstoel | Need::Dieet | Need::Zintuigen);
    let needed = || (at..to).any(|i| t.is(i, NEEDED));
    !t.is(not + 1, ONLY) && (!strict || needed())
}

/// "Nog iets over de tolk. Die is toch niet nodig."
fn next_sentence_drops(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    if !t.is(s.to, POINTS_ON) {
        return false;
    }
    let end = (s.to..t.0.len()).find(|&i| matches!(t.word(i), Word::Sign('.' | '!' | '?')));
    let any = |words| (s.to..end.unwrap_or(t.0.len())).any(|i| t.is(i, words));
    any(NOT) && any(NEEDED) || any(DROPPED)
}
