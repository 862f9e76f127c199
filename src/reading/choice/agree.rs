//! Answers that name no option: "dat past", "alle drie zijn goed", "geen van deze".

use std::collections::BTreeMap;

use super::{Cue, Phrases, Rank, put};
use crate::domain::reading::{Offered, Span};
use crate::reading::cursor::Tokens;
use crate::reading::hindrance;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;

/// "Dat past", "Ja, graag": whatever was offered is taken. With one offer that is a choice; with more
/// it is a doubt about which.
pub(super) fn agree(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    let mut opening = sentences.iter().filter(|s| !is_greeting(t, **s)).take(2);
    let Some(s) = opening.find(|s| agrees(t, **s)) else { return };
    // Only the words of agreeing: what else the sentence says is for `plain` to weigh.
    let head = t.cue(s.from, Cue::AgreesAtHead).map(|words| (s.from, words));
    let said = head.or_else(|| t.first(s.from, s.to, Cue::Agrees));
    let (from, to) = said.map_or((s.from, s.to), |(at, words)| (at, at + words));
    for offer in offered {
        put(taken, offer.option, Rank::Wanted, t.span(from, to));
    }
}

fn is_greeting(t: Tokens<'_, '_>, s: Sentence) -> bool {
    t.is(s.from, &["beste", "geachte", "hoi", "hallo", "dag", "goedemorgen", "goedemiddag", "dear"])
}

pub(crate) const BEGINS: Phrases = &[
    "ja",
    "akkoord",
    "prima",
    "graag",
    "uitstekend",
    "perfect",
    "top",
    "yes",
    "ok",
    "oké",
    "oke",
    "okay",
    "helemaal goed",
    "goed",
    "doen we",
    "fine",
    "great",
    "sounds good",
    "sounds great",
    "confirmed",
    "bevestigd",
    "genoteerd",
    "geregeld",
];
pub(crate) const SAYS: Phrases = &[
    "dat past",
    "dit past",
    "past ons",
    "past mij",
    "past prima",
    "past goed",
    "dat is goed",
    "is akkoord",
    "zijn akkoord",
    "gaan akkoord",
    "ga akkoord",
    "gaat akkoord",
    "stemmen in",
    "stem in",
    "is prima",
    "komt goed uit",
    "komt ons goed uit",
    "komt prima uit",
    "schikt",
    "staat genoteerd",
    "staat in de agenda",
    "bevestigen wij",
    "bevestig ik",
    "wij bevestigen",
    "ik bevestig",
    "we bevestigen",
    "that works",
    "that suits",
    "is fine",
    "we confirm",
    "i confirm",
    "past uitstekend",
    "past perfect",
    "werkt voor ons",
    "daar zijn we bij",
    "daar zijn wij bij",
    "wij komen graag",
    "we komen graag",
    "maakt ons niet uit",
    "maakt niet uit",
    "maakt mij niet uit",
    "geen voorkeur",
    "no preference",
];
/// Sentences with these words agree although they hold a "niet".
pub(crate) const ALL_THE_SAME: Phrases =
    &["niet uit", "geen voorkeur", "geen probleem", "no preference"];
pub(crate) const BUT: Phrases =
    &["niet", "geen", "maar", "helaas", "not", "none", "no", "but", "als", "onmogelijk"];

fn agrees(t: Tokens<'_, '_>, s: Sentence) -> bool {
    let has = |cue: Cue| s.cues.has(cue);
    let begins = t.cue(s.from, Cue::AgreesAtHead).is_some();
    let unhindered = hindrance::is_denied(t, s.from, s.to)
        || has(Cue::NoneOfOptions) && hindrance::is_said_of(t, s.from, s.to);
    let agrees = begins || has(Cue::Agrees) || unhindered || settles(t, s);
    let same = has(Cue::AllTheSame) && !comes_not_out(t, s);
    agrees && (!has(Cue::AgreesBut) || same || unhindered) && !s.asks
}

/// "Het wordt definitief", and not a word more: "na overleg" and "op 19 april" tell what it waits for.
fn settles(t: Tokens<'_, '_>, s: Sentence) -> bool {
    const ALL: &[&str] = &[
        "ja",
        "het",
        "de",
        "dat",
        "dit",
        "bezoek",
        "werkbezoek",
        "afspraak",
        "reservering",
        "is",
        "wordt",
        "mag",
        "kan",
        "worden",
        "nu",
        "dus",
        "dan",
        "hierbij",
        "wat",
        "ons",
        "mij",
        "betreft",
        "wij",
        "we",
        "komen",
        "graag",
        "helemaal",
        "it",
        "visit",
        "the",
        "now",
        "definitief",
        "definite",
    ];
    let definite = (s.from..s.to).any(|at| t.is(at, &["definitief", "definite"]));
    definite && (s.from..s.to).all(|at| t.is(at, ALL) || matches!(t.word(at), Word::Sign(_)))
}

/// "Dat maakt niet uit" agrees, "dat komt niet uit" refuses.
fn comes_not_out(t: Tokens<'_, '_>, s: Sentence) -> bool {
    (s.from..s.to).any(|at| t.is(at, &["komt", "komen"]))
        && t.find(s.from, s.to, &[&["niet", "uit"]]).is_some()
}

pub(crate) const ALL: Phrases = &[
    "allebei",
    "alledrie",
    "alle drie",
    "alle twee",
    "alle data",
    "alle opties",
    "alle momenten",
    "alle voorstellen",
    "elke optie",
    "elke datum",
    "elk moment",
    "iedere optie",
    "any option",
    "any date",
    "alle genoemde",
    "alle voorgestelde",
    "beide",
    "elk van",
    "all three",
    "all dates",
    "all of",
    "both",
    "any of",
];

/// "allebei de data passen": every option, and so a question which.
pub(super) fn all_of_them(
    t: Tokens<'_, '_>,
    sentences: &[Sentence],
    offered: &[Offered],
    taken: &mut BTreeMap<u32, (Rank, Span)>,
) {
    for s in sentences {
        let Some(at) = t.at(s.from, s.to, Cue::AllOptions) else { continue };
        if t.at(s.from, s.to, Cue::OptionsFit).is_some() && !denies(t, *s) {
            for offer in offered {
                put(taken, offer.option, Rank::Possible, t.span(at, at + 1));
            }
        }
    }
}

/// Fitting, said of all the options.
pub(crate) const FIT: Phrases = &[
    "passen", "kunnen", "goed", "prima", "fine", "akkoord", "mogelijk", "schikken", "ok", "oké",
    "work", "works", "lukken",
];

fn denies(t: Tokens<'_, '_>, s: Sentence) -> bool {
    t.at(s.from, s.to, Cue::DeniesOptions).is_some()
}

/// Whether what is denied is that the offers suit: "geen van de data past", "de data lukken niet"; not
/// "op die data heeft zij geen vergadering", "ik kon de data nog niet voorleggen".
fn denies_fitting(t: Tokens<'_, '_>, s: Sentence) -> bool {
    const NOT_YET: &[&[&str]; 2] = &[&["nog", "niet"], &["not", "yet"]];
    let any = |words: &[&str]| (s.from..s.to).any(|at| t.is(at, words));
    let of_offers = |at: usize| t.cue(at, Cue::NoneOfOptions).is_some() || t.is(at + 1, NO_ROOM);
    let denied = (s.from..s.to).filter(|&at| t.cue(at, Cue::DeniesOptions).is_some());
    let mut said = denied.filter(|&at| !t.is(at, &["geen"]) || of_offers(at));
    let later = any(&["yet"]) || t.find(s.from, s.to, NOT_YET).is_some();
    !later
        && said.any(|at| {
            let word = t.is(at, &["niet", "not", "cannot", "can't", "can’t"]);
            let treated = (at..s.to).any(|i| t.is(i, TREATED));
            // "Niet allemaal", "niet met de hele groep", "niet ongelegen".
            let in_part = word && t.is(at + 1, IN_PART);
            !treated && !in_part && (!word || any(SUITS) && !any(TREATS))
        })
}

/// Without room the offers do not suit: "op die dagen hebben wij geen ruimte".
const NO_ROOM: &[&str] =
    &["van", "enkele", "enkel", "ruimte", "tijd", "plek", "gaatje", "mogelijkheid", "optie"];
/// What the offers do not do, or the guests on them.
const SUITS: &[&str] = &[
    "passen",
    "past",
    "lukken",
    "lukt",
    "schikken",
    "schikt",
    "kunnen",
    "kan",
    "komen",
    "komt",
    "mogelijk",
    "haalbaar",
    "beschikbaar",
    "aanwezig",
    "gaan",
    "gaat",
    "goed",
    "handig",
    "geschikt",
    "vrij",
    "werken",
    "uitkomen",
    "redden",
    "halen",
    "work",
    "works",
    "suit",
    "suits",
    "possible",
    "available",
    "able",
    "make",
    "do",
    "attend",
    "free",
    "fit",
    "cannot",
    "can't",
    "can’t",
    "convenient",
    "suitable",
];
/// What is done with an offer that is still looked at.
const TREATS: &[&str] = &[
    "kiezen",
    "openen",
    "voorleggen",
    "bespreken",
    "overleggen",
    "bevestigen",
    "beslissen",
    "vinden",
    "zien",
    "lezen",
    "terugvinden",
    "zeggen",
    "bekijken",
    "choose",
    "confirm",
    "decide",
    "discuss",
    "open",
    "find",
    "see",
    "read",
    "tell",
    "say",
];

/// What was done with an offer, or not.
const TREATED: &[&str] = &[
    "besproken",
    "bekeken",
    "bevestigd",
    "gekozen",
    "voorgelegd",
    "discussed",
    "seen",
    "confirmed",
    "chosen",
    "yet",
];

/// Not fitting, said of all the options.
pub(crate) const NOT: Phrases = &[
    "niet",
    "geen",
    "not",
    "none",
    "onmogelijk",
    "verhinderd",
    "bezet",
    "reces",
    "vallen af",
    "vallen in",
    "cannot",
    "neither",
    "can't",
    "can’t",
];

pub(crate) const NONE: Phrases = &[
    "geen van deze",
    "geen van die",
    "geen van de",
    "geen van uw",
    "geen van jullie",
    "geen enkele",
    "geen enkel",
    "geen van drie",
    "geen van drieën",
    "geen van allen",
    "geen van beide",
    "geen van alle",
    "geen ervan",
    "geen daarvan",
    "none suits",
    "none suit",
    "none works",
    "none work",
    "none of",
    "neither of",
    "alle drie niet",
    "past ons niet",
    "past helaas niet",
    "past dat niet",
    "passen ons niet",
    "passen helaas niet",
    "passen niet",
    "lukken niet",
    "lukken helaas niet",
    "lukken ons niet",
    "schikken niet",
    "schikken ons niet",
    "kunnen niet",
    "does not suit",
    "do not suit",
    "don't work",
    "do not work",
];
/// The offers together: "de voorgestelde data passen niet".
pub(crate) const OFFERS: Phrases = &[
    "de data",
    "de voorgestelde",
    "voorgestelde data",
    "voorgestelde momenten",
    "deze data",
    "deze momenten",
    "deze opties",
    "de opties",
    "de genoemde",
    "genoemde data",
    "uw voorstellen",
    "jullie voorstellen",
    "de voorstellen",
    "alle drie",
    "alledrie",
    "alle data",
    "alle momenten",
    "alle opties",
    "alle voorstellen",
    "allemaal",
    "beide",
    "allebei",
    "these dates",
    "the dates",
    "the proposed",
    "proposed dates",
    "all three",
    "deze",
];

/// "geen van deze", "none of these", "alle data vallen in het reces", "kunt u nieuwe data voorstellen?".
///
/// `nothing`: no option is taken, so that "liever een andere week" and "dat lukt niet" mean them all.
pub(super) fn refuses_all(t: Tokens<'_, '_>, sentences: &[Sentence], nothing: bool) -> bool {
    sentences.iter().any(|s| {
        let has = |cue: Cue| s.cues.has(cue);
        let fine = is_fine(t, *s) || hindrance::is_said_of(t, s.from, s.to);
        let none = !fine
            && t.at(s.from, s.to, Cue::NoneOfOptions).is_some_and(|at| is_about_offers(t, *s, at));
        let offers = has(Cue::TheOffers) && denies_fitting(t, *s) && !names_one(t, *s) && !fine;
        let afresh = nothing && has(Cue::AsksAfresh) && !has(Cue::NoNeed);
        none || offers || afresh
    })
}

/// "Op alle voorgestelde dagen is hij verhinderd", "op die drie dagen kunnen wij niet", "we can't do any of
/// these": the offers together, whatever they are called, in a text that names none of them.
pub(super) fn refuses_offers(t: Tokens<'_, '_>, sentences: &[Sentence], offers: usize) -> bool {
    sentences.iter().filter(|s| !s.asks && denies_fitting(t, **s)).any(|s| {
        let fine = is_fine(t, *s) || hindrance::is_said_of(t, s.from, s.to);
        let said = |noun: usize| t.is(noun, OFFERED_NOUNS) && are_offered(t, *s, noun, offers);
        !fine && !names_one(t, *s) && (s.from..s.to).any(|at| said(at) || is_any_of_them(t, *s, at))
    })
}

const OFFERED_NOUNS: &[&str] = &[
    "data",
    "datums",
    "dagen",
    "momenten",
    "opties",
    "voorstellen",
    "tijdstippen",
    "dates",
    "days",
    "options",
    "slots",
];
const IN_PART: &[&str] = &[
    "allemaal",
    "alle",
    "altijd",
    "lang",
    "de",
    "het",
    "alleen",
    "all",
    "met",
    "zonder",
    "ongelegen",
    "slecht",
    "verkeerd",
];

/// "Alle voorgestelde dagen", "die drie data" where so many are on offer; not "op sommige", "drie van de vijf".
fn are_offered(t: Tokens<'_, '_>, s: Sentence, noun: usize, offers: usize) -> bool {
    const OFFERED: &[&str] =
        &["voorgestelde", "genoemde", "aangeboden", "proposed", "offered", "suggested"];
    const THESE: &[&str] =
        &["die", "deze", "de", "uw", "jullie", "these", "those", "the", "your", "alle", "all"];
    const BEFORE_MOST: usize = 4;
    let first = noun.saturating_sub(BEFORE_MOST).max(s.from);
    let offered = (first..noun).any(|at| t.is(at, OFFERED));
    let all = |at: usize| t.count(at).and_then(|n| usize::try_from(n).ok()) == Some(offers);
    let counted = noun > s.from && all(noun - 1) && t.was(noun - 1, THESE);
    let counts = (s.from..s.to).filter(|&at| t.count(at).is_some()).count();
    let some = (first..noun).any(|at| t.is(at, &["niet", "not", "sommige", "some"]));
    (offered || counted && offers > 1) && counts <= 1 && !some
}

/// "We cannot make any of the three dates", "we can't do any of these".
fn is_any_of_them(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    const CANNOT: &[&str] = &["cannot", "can't", "can’t", "not"];
    const NOUN_TOKENS: usize = 5;
    let noun = || (at + 3..at + NOUN_TOKENS).any(|i| t.is(i, OFFERED_NOUNS));
    t.are(at, &["any", "of"])
        && (t.is(at + 2, &["these", "those", "them"]) || noun())
        && (s.from..at).any(|i| t.is(i, CANNOT))
}

/// Asking for other dates, or turning all of them down.
pub(crate) const AFRESH: Phrases = &[
    "nieuwe data",
    "andere data",
    "nieuwe voorstellen",
    "andere momenten",
    "nieuwe momenten",
    "andere opties",
    "nieuwe opties",
    "andere mogelijkheden",
    "other dates",
    "new dates",
    "other options",
    "propose others",
    "andere week",
    "ander moment",
    "andere datum",
    "andere dag",
    "nieuwe datum",
    "another date",
    "another week",
    "different date",
    "dan kunnen wij niet",
    "dan kunnen we niet",
    "dan kan ik niet",
    "dan kan niet",
    "dat lukt niet",
    "dat lukt ons niet",
    "dat lukt helaas niet",
    "dat lukt mij niet",
    "lukt ons helaas niet",
    "dat gaat niet",
    "dat gaat helaas niet",
    "dat schikt niet",
    "dan verhinderd",
    "on these dates",
];

/// No refusal, although it holds a negation.
pub(crate) const FINE: Phrases = &["geen probleem", "geen bezwaar", "niet uit"];

fn is_fine(t: Tokens<'_, '_>, s: Sentence) -> bool {
    s.cues.has(Cue::FineAnyway) && !comes_not_out(t, s)
}

/// "geen enkel bezwaar" refuses no offer.
const HINDRANCE_TOKENS: usize = 4;

/// "kunnen niet" counts only where nothing but the offers is spoken of.
fn is_about_offers(t: Tokens<'_, '_>, s: Sentence, at: usize) -> bool {
    if hindrance::is_denied(t, at, s.to.min(at + HINDRANCE_TOKENS)) {
        return false;
    }
    // "None of us is vegetarian", "geen van de andere": not of all that is on offer.
    const OTHERS: &[&str] = &["andere", "anderen", "overige", "others", "other"];
    if t.is(at + 2, &["us", "ons"]) || t.is(at + 2, OTHERS) || t.is(at + 3, OTHERS) {
        return false;
    }
    // "Geen daarvan is al besproken": of none of them is anything known.
    // "Geen van de drie is onmogelijk."
    const DENIED_TWICE: &[&str] =
        &["onmogelijk", "uitgesloten", "slecht", "verkeerd", "impossible"];
    if (at..s.to).any(|i| t.is(i, TREATED) || t.is(i, DENIED_TWICE)) {
        return false;
    }
    let weak = t.is(at, &["kunnen", "lukken", "passen", "schikken", "do", "don't"]);
    !weak || t.at(s.from, at, Cue::TheOffers).is_some() && !names_one(t, s)
}

/// An ordinal or a number in the sentence: some of the offers, not all.
fn names_one(t: Tokens<'_, '_>, s: Sentence) -> bool {
    (s.from..s.to).any(|at| {
        matches!(t.word(at), Word::Ordinal(_) | Word::Digits { .. } | Word::Weekday { .. })
    })
}

/// No other dates are asked for.
pub(crate) const NO_NEED: Phrases = &["geen", "no", "niet nodig"];
