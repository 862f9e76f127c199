//! What the guests need or bring along: press, a wheelchair, a place to park.
//!
//! A word names a need; the clause around it tells whether it is wanted or dropped ("geen pers of
//! fotograaf", "een tolk is niet nodig", "de lunch regelen wij zelf"). The trap is a word that only
//! tells the time ("na de lunch") or counts people ("2 pers.").

use super::body::Body;
use super::bounded;
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::people::Need;
use crate::domain::reading::Found;

mod dropped;

use dropped::is_dropped;

/// Words that name a need whole.
const WORDS: &[(Need, &[&str])] = &[
    (
        Need::Pers,
        &[
            "pers",
            "journalist",
            "journaliste",
            "journalisten",
            "verslaggever",
            "verslaggeefster",
            "verslaggevers",
            "cameraploeg",
            "cameraman",
            "cameramensen",
            "filmploeg",
            "press",
            "media",
            "persmoment",
            "journalists",
            "reporter",
            "reporters",
            "omroep",
        ],
    ),
    (
        Need::Ov,
        &[
            "trein",
            "treinen",
            "pendelbus",
            "station",
            "ov",
            "train",
            "trains",
            "treinreis",
            "treinreizigers",
            "treinstation",
            "bushalte",
            "busverbinding",
            "treinverbinding",
            "intercity",
            "ns",
        ],
    ),
    (
        Need::Lunch,
        &[
            "lunch",
            "lunchen",
            "luncht",
            "lunches",
            "broodje",
            "broodjes",
            "lunchpakket",
            "sandwiches",
        ],
    ),
    (
        Need::Dieet,
        &[
            "halal",
            "hallal",
            "koosjer",
            "kosher",
            "vegan",
            "coeliakie",
            "varkensvlees",
            "zoutarm",
            "notenvrij",
            "vegetarian",
            "vegetarians",
            "vega",
        ],
    ),
    (
        Need::Tolk,
        &[
            "tolk",
            "tolken",
            "gebarentaal",
            "interpreter",
            "interpreters",
            "interpretation",
            "tolkt",
            "vertaler",
        ],
    ),
    (
        Need::Beveiliging,
        &["security", "bodyguard", "bodyguards", "dkdb", "lijfwacht", "lijfwachten"],
    ),
    (
        Need::Rolstoel,
        &["wheelchair", "mindervalide", "rollator", "krukken", "drempelvrij", "traplopen"],
    ),
    (Need::Parkeren, &["touringcar", "laadpaal", "laadpunt", "laadplek", "parking", "geparkeerd"]),
];

/// Beginnings of words that name a need.
const BEGINNINGS: &[(Need, &str)] = &[
    (Need::Foto, "fotogra"),
    (Need::Foto, "photograph"),
    (Need::Foto, "fotomoment"),
    (Need::Beveiliging, "beveilig"),
    (Need::Beveiliging, "persoonsbeveilig"),
    (Need::Rolstoel, "rolstoel"),
    (Need::Rolstoel, "scootmobiel"),
    (Need::Dieet, "vegetari"),
    (Need::Dieet, "veganis"),
    (Need::Dieet, "dieet"),
    (Need::Dieet, "diëet"),
    (Need::Dieet, "gluten"),
    (Need::Dieet, "lactose"),
    (Need::Dieet, "diabet"),
    (Need::Parkeren, "parkeer"),
    (Need::Parkeren, "parkeren"),
    (Need::Parkeren, "invalidenparkeer"),
];
/// Parts of words: "notenallergie".
const INSIDE: &[(Need, &str)] = &[(Need::Dieet, "allerg"), (Need::Dieet, "intoleran")];
const ENDS: &[(Need, &str)] = &[(Need::Tolk, "tolk"), (Need::Foto, "fotograaf")];

/// Needs in several words.
const PHRASES: &[(Need, &[&[&str]])] = &[
    (Need::Ov, &[&["openbaar", "vervoer"], &["public", "transport"], &["met", "de", "bus"]]),
    (
        Need::Rolstoel,
        &[
            &["slecht", "ter", "been"],
            &["minder", "mobiel"],
            &["minder", "valide"],
            &["trappen", "lopen"],
            &["step", "-", "free"],
        ],
    ),
    (
        Need::Dieet,
        &[&["geen", "vlees"], &["geen", "vis"], &["no", "meat"], &["plant", "-", "based"]],
    ),
    (Need::Parkeren, &[&["car", "park"], &["auto", "kwijt"], &["plek", "voor", "de", "auto"]]),
    (Need::Tolk, &[&["sign", "language"]]),
    (Need::Pers, &[&["tv", "-", "ploeg"], &["camera", "crew"]]),
];

/// The need that stands at a token, and how many tokens name it.
fn need_at(t: Tokens<'_, '_>, at: usize) -> Option<(Need, usize)> {
    let lower: &str = &t.get(at)?.lower;
    let whole = WORDS.iter().find(|(_, words)| words.contains(&lower));
    let part = |list: &[(Need, &str)], holds: fn(&str, &str) -> bool| {
        list.iter().find(|(_, part)| holds(lower, part)).map(|(need, _)| *need)
    };
    whole
        .map(|(need, _)| *need)
        .or_else(|| part(BEGINNINGS, |word, part| word.starts_with(part)))
        .or_else(|| part(INSIDE, |word, part| word.contains(part)))
        .or_else(|| part(ENDS, |word, part| word.ends_with(part)))
        .map(|need| (need, 1))
        .or_else(|| {
            PHRASES
                .iter()
                .find_map(|(need, phrases)| t.any_of(at, phrases).map(|length| (*need, length)))
        })
}

/// What the guests need or bring along; what is said not to come is not in it.
pub(crate) fn needs(body: &Body<'_>) -> Vec<Found<Need>> {
    let t = body.tokens();
    let mut found: Vec<Found<Need>> = Vec::new();
    for sentence in bounded::sentences(body) {
        for at in sentence.from..sentence.to {
            let named = need_at(t, at).or_else(|| told(t, sentence, at).map(|need| (need, 1)));
            if let Some((value, length)) = named
                && !found.iter().any(|f| f.value == value)
                && !means_something_else(t, sentence, at, value)
                && !is_dropped(t, sentence, at, value)
            {
                found.push(Found { value, span: t.span(at, at + length) });
            }
        }
    }
    found
}

/// Where the text says that no press, or nobody who takes photos, comes along.
pub(crate) fn no_press(body: &Body<'_>) -> Option<[usize; 2]> {
    const PHOTOS: &[&str] =
        &["foto", "foto's", "foto’s", "fotos", "photos", "camera", "camera's", "filmopnamen"];
    let t = body.tokens();
    let sentences = bounded::sentences(body).filter(|sentence| !sentence.asks);
    sentences.flat_map(|s| (s.from..s.to).map(move |at| (s, at))).find_map(|(sentence, at)| {
        let need = match need_at(t, at) {
            Some((need @ (Need::Pers | Need::Foto), _)) => need,
            Some(_) | None => t.is(at, PHOTOS).then_some(Need::Foto)?,
        };
        let meant = !means_something_else(t, sentence, at, need);
        (meant && is_dropped(t, sentence, at, need)).then_some(t.span(at, at + 1))
    })
}

const REPORTS: &[&str] = &[
    "reportage",
    "podcast",
    "documentaire",
    "radioprogramma",
    "televisieprogramma",
    "documentary",
];
const MAKES: &[&str] = &["ik", "wij", "we", "i", "onze", "ons", "mijn", "our", "my"];
const MAKING: &[&str] =
    &["maak", "maken", "opnemen", "draaien", "make", "making", "werk", "werken", "film", "voor"];

/// "Voor De Stadskoerier maak ik een reportage": the writer is the press. "Er worden foto's gemaakt".
fn told(t: Tokens<'_, '_>, sentence: Sentence, at: usize) -> Option<Need> {
    const PHOTOS: &[&str] = &["foto's", "foto’s", "fotos", "photos", "opnamen"];
    const MADE: &[&str] = &["maakt", "maken", "maak", "gemaakt", "nemen", "take", "taken"];
    let any = |words| (sentence.from..sentence.to).any(|i| t.is(i, words));
    if t.is(at, PHOTOS) && any(MADE) {
        return Some(Need::Foto);
    }
    (t.is(at, REPORTS) && any(MAKES) && any(MAKING)).then_some(Need::Pers)
}

const TIME_BEFORE: &[&str] = &["na", "rond", "tot", "after", "before", "around", "until"];
const FOR: &[&str] = &["voor", "vóór"];
const DETERMINERS: &[&str] = &["de", "het", "een", "the", "a", "onze", "uw", "jullie"];
const CARE: &[&str] = &[
    "zorgen",
    "zorgt",
    "zorg",
    "regelen",
    "blijven",
    "blijf",
    "blijft",
    "aanschuiven",
    "graag",
    "dank",
    "gezorgd",
    "verzorgen",
    "kosten",
    "opgave",
    "aanmelden",
    "tellen",
];
const THANKS: &[&str] =
    &["dank", "bedankt", "bedanken", "heerlijk", "heerlijke", "lekkere", "thanks"];

/// "2 pers.", "sociale media", "na de lunch", "dank voor de lunch": the word is no need here.
fn means_something_else(t: Tokens<'_, '_>, s: Sentence, at: usize, need: Need) -> bool {
    match need {
        Need::Pers => {
            let counted = t.is(at, &["pers"])
                && at > 0
                && (t.count(at - 1).is_some() || matches!(t.word(at - 1), Word::Pair { .. }));
            counted || t.was(at, &["social", "sociale"]) || is_past(t, s)
        }
        Need::Lunch => {
            let noun = if t.was(at, DETERMINERS) { at - 1 } else { at };
            let cares = || (s.from..s.to).any(|i| t.is(i, CARE));
            t.was(noun, TIME_BEFORE) || t.was(noun, FOR) && !cares() || is_past(t, s)
        }
        Need::Ov => t.is(at, &["ns"]) && t.get(at).is_none_or(|token| token.text != "NS"),
        Need::Foto
        | Need::Beveiliging
        | Need::Rolstoel
        | Need::Dieet
        | Need::Parkeren
        | Need::Tolk => false,
    }
}

/// Thanks for what was.
fn is_past(t: Tokens<'_, '_>, s: Sentence) -> bool {
    const WAS: &[&str] = &["was", "waren", "geweest", "ontvangst", "gastvrijheid", "were"];
    let any = |words| (s.from..s.to).any(|i| t.is(i, words));
    any(THANKS)
        && (any(WAS) || t.is(s.from, &["dank", "bedankt", "hartelijk", "nogmaals", "thanks"]))
}
