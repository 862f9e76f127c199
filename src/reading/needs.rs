//! What the guests need or bring along: press, a wheelchair, a place to park.
//!
//! A word names a need; the clause around it tells whether it is wanted or dropped ("geen pers of
//! fotograaf", "een tolk is niet nodig", "de lunch regelen wij zelf"). The trap is a word that only
//! tells the time ("na de lunch") or counts people ("2 pers.").

use super::body::Body;
use super::classes::Classes;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::lexer::lowered;
use super::sentence::Sentence;
use super::token::{Token, Word};
use crate::domain::people::Need;
use crate::domain::reading::{Found, Reading};

mod asked;
pub(super) mod dropped;
pub(super) mod weighed;

use dropped::is_dropped;

/// Words that name a need whole.
const WORDS: &[(Need, Phrases)] = &[
    (Need::Pers, PERS),
    (Need::Ov, OV),
    (Need::Lunch, LUNCH),
    (Need::Dieet, DIEET),
    (Need::Tolk, TOLK),
    (Need::Beveiliging, BEVEILIGING),
    (Need::Rolstoel, ROLSTOEL),
    (Need::Parkeren, PARKEREN),
    (Need::Zintuigen, ZINTUIGEN),
];
pub(crate) const PERS: Phrases = &[
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
    "publiciteit",
    "persaandacht",
];
pub(crate) const OV: Phrases = &[
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
];
pub(crate) const LUNCH: Phrases = &[
    "lunch",
    "lunchen",
    "luncht",
    "lunches",
    "broodje",
    "broodjes",
    "lunchpakket",
    "sandwiches",
    "meelunchen",
    "luncharrangement",
    "lunchpakketten",
    "lunchpakketje",
    "meeëten",
    "meeeten",
    "boterham",
    "boterhammen",
];
pub(crate) const DIEET: Phrases = &[
    "halal",
    "hallal",
    "koosjer",
    "kosher",
    "vegan",
    "coeliac",
    "coeliacs",
    "coeliakie",
    "celiac",
    "varkensvlees",
    "zoutarm",
    "notenvrij",
    "vegetarian",
    "vegetarians",
    "vega",
    "veg",
    "pork",
];
pub(crate) const TOLK: Phrases = &[
    "tolk",
    "tolken",
    "gebarentaal",
    "interpreter",
    "interpreters",
    "interpretation",
    "tolkt",
    "vertaler",
];
pub(crate) const BEVEILIGING: Phrases =
    &["security", "bodyguard", "bodyguards", "dkdb", "lijfwacht", "lijfwachten"];
pub(crate) const ROLSTOEL: Phrases = &[
    "wheelchair",
    "wheelchairs",
    "rolst",
    "mindervalide",
    "rollator",
    "krukken",
    "drempelvrij",
    "traplopen",
    "rolwagen",
    "invalide",
    "mindervaliden",
    "gehandicapt",
    "gelijkvloers",
];
pub(crate) const ZINTUIGEN: Phrases = &[
    "slechtziend",
    "slechtziende",
    "slechtzienden",
    "blind",
    "blinde",
    "doof",
    "dove",
    "slechthorend",
    "slechthorende",
    "slechthorenden",
    "doofblind",
    "geleidehond",
    "blindengeleidehond",
    "hulphond",
    "blindenstok",
    "ringleiding",
    "gehoorapparaat",
    "gehoorapparaten",
    "deaf",
];
pub(crate) const PARKEREN: Phrases = &[
    "touringcar",
    "autocar",
    "laadpaal",
    "laadpunt",
    "laadplek",
    "parking",
    "geparkeerd",
    "p-plek",
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
    (Need::Rolstoel, "rolwagen"),
    (Need::Rolstoel, "scootermobiel"),
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
const ENDS: &[(Need, &str)] =
    &[(Need::Tolk, "tolk"), (Need::Foto, "fotograaf"), (Need::Lunch, "lunch")];

/// Needs in several words.
const PHRASES: &[(Need, Phrases)] = &[
    (Need::Ov, OV_PHRASES),
    (Need::Lunch, LUNCH_PHRASES),
    (Need::Rolstoel, ROLSTOEL_PHRASES),
    (Need::Dieet, DIEET_PHRASES),
    (Need::Parkeren, PARKEREN_PHRASES),
    (Need::Tolk, TOLK_PHRASES),
    (Need::Pers, PERS_PHRASES),
    (Need::Foto, FOTO_PHRASES),
    (Need::Zintuigen, ZINTUIGEN_PHRASES),
];
pub(crate) const OV_PHRASES: Phrases = &["openbaar vervoer", "public transport", "met de bus"];
pub(crate) const LUNCH_PHRASES: Phrases = &[
    "mee - eten",
    "mee eten",
    "mee te eten",
    "eten mee",
    "eet mee",
    "blijven eten",
    "blijft eten",
    "hapje eten",
    "iets te eten",
    "iets eten",
    "bite to eat",
];
pub(crate) const ROLSTOEL_PHRASES: Phrases = &[
    "slecht ter been",
    "moeilijk ter been",
    "niet goed ter been",
    "minder goed ter been",
    "minder mobiel",
    "beperkt mobiel",
    "minder valide",
    "trappen lopen",
    "trap lopen",
    "trap op",
    "trappen op",
    "slecht lopen",
    "moeilijk lopen",
    "moeizaam lopen",
    "niet ver lopen",
    "loopt slecht",
    "loopt moeilijk",
    "loopt moeizaam",
    "met een stok",
    "met de lift",
    "met een lift",
    "er een lift",
    "step - free",
];
pub(crate) const DIEET_PHRASES: Phrases = &["geen vlees", "geen vis", "no meat", "plant - based"];
pub(crate) const PARKEREN_PHRASES: Phrases = &[
    "car park",
    "p - plek",
    "to park",
    "plek voor de bus",
    "bus kwijt",
    "auto kwijt",
    "plek voor de auto",
    "met de auto",
    "per auto",
    "by car",
];
pub(crate) const FOTO_PHRASES: Phrases = &["op de foto", "in the picture"];
pub(crate) const ZINTUIGEN_PHRASES: Phrases = &[
    "ziet slecht",
    "hoort slecht",
    "slecht ziend",
    "slecht horend",
    "hard of hearing",
    "partially sighted",
    "visually impaired",
    "guide dog",
];
pub(crate) const TOLK_PHRASES: Phrases = &["sign language"];
pub(crate) const PERS_PHRASES: Phrases = &["tv - ploeg", "camera crew"];

/// The parts of words of every need.
pub(crate) fn parts() -> impl Iterator<Item = &'static str> {
    [BEGINNINGS, INSIDE, ENDS].into_iter().flatten().map(|(_, part)| *part)
}

/// The need that stands at a token, and how many tokens name it.
fn need_at(t: Tokens<'_, '_>, at: usize) -> Option<(Need, usize)> {
    let token = t.get(at)?;
    if token.cues.has(Cue::Need) {
        let whole = WORDS.iter().find(|(_, words)| token.is_any(*words));
        return whole.map(|(need, _)| (*need, 1));
    }
    if token.word.is_other() && token.cues.has(Cue::NeedPart) {
        return by_part(token.lower).map(|need| (need, 1));
    }
    let length = t.cue(at, Cue::NeedPhrase)?;
    let named = PHRASES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| t.says(at, phrase)));
    named.map(|(need, _)| (*need, length))
}

fn by_part(lower: &str) -> Option<Need> {
    let part = |list: &[(Need, &str)], holds: fn(&str, &str) -> bool| {
        list.iter().find(|(_, part)| holds(lower, part)).map(|(need, _)| *need)
    };
    part(BEGINNINGS, |word, part| word.starts_with(part))
        .or_else(|| part(INSIDE, |word, part| word.contains(part)))
        .or_else(|| part(ENDS, |word, part| word.ends_with(part)))
}

/// What tells of a need.
const TELLS: &Cues = &Cues::these(&[
    Cue::Need,
    Cue::NeedPart,
    Cue::NeedPhrase,
    Cue::NeedPhotos,
    Cue::NeedReport,
    Cue::NeedCars,
]);

/// What the guests need or bring along; what is said not to come is not in it.
pub(crate) fn needs(body: &Body<'_>) -> Vec<Found<Need>> {
    let t = body.tokens();
    let mut found: Vec<Found<Need>> = Vec::new();
    for sentence in body.saying(TELLS) {
        for at in t.places(sentence.from, sentence.to, TELLS) {
            let named = need_at(t, at).or_else(|| told(t, &sentence, at).map(|need| (need, 1)));
            if let Some((value, length)) = named
                && !found.iter().any(|f| f.value == value)
                && !means_something_else(t, &sentence, at, value)
                && !is_dropped(t, &sentence, at, value)
                && !weighed::is_weighed(t, &sentence, at, value)
            {
                found.push(Found { value, span: t.span(at, at + length) });
            }
        }
    }
    found
}

pub(crate) const CAMERA: Phrases =
    &["foto", "foto's", "foto’s", "fotos", "photos", "camera", "camera's", "filmopnamen"];

/// What tells of the press, or of photos.
const TELLS_OF_PRESS: &Cues =
    &Cues::these(&[Cue::Need, Cue::NeedPart, Cue::NeedPhrase, Cue::NeedCamera]);

/// Where the text says that no press, or nobody who takes photos, comes along.
pub(crate) fn no_press(body: &Body<'_>) -> Option<[usize; 2]> {
    let t = body.tokens();
    let told = body.saying(TELLS_OF_PRESS);
    told.filter(|s| !s.asks && dropped::may_drop(t, s)).find_map(|s| {
        t.places(s.from, s.to, TELLS_OF_PRESS).find_map(|at| {
            let need = match need_at(t, at) {
                Some((need @ (Need::Pers | Need::Foto), _)) => need,
                Some(_) | None => t.listed(at, Cue::NeedCamera).then_some(Need::Foto)?,
            };
            let dropped = !means_something_else(t, &s, at, need) && is_dropped(t, &s, at, need);
            dropped.then(|| t.span(at, at + 1))
        })
    })
}

/// Who signs as a journalist and asks for a visit comes for the press. It has an empty span, as it may
/// stand in a signature.
pub(crate) fn of_press(reading: &mut Reading<'_>) {
    const JOURNALISTS: &[&str] =
        &["journalist", "verslaggever", "verslaggeefster", "redacteur", "correspondent"];
    let function = reading.writer.as_ref().and_then(|writer| writer.function.as_deref());
    let reports = function.is_some_and(|function| {
        let lower = lowered(function);
        JOURNALISTS.iter().any(|word| lower.contains(word))
    });
    let known = reading.needs.iter().any(|need| need.value == Need::Pers);
    if reports && !known && reading.no_press.is_none() {
        reading.needs.push(Found { value: Need::Pers, span: [0, 0] });
    }
}

pub(crate) const REPORTS: Phrases = &[
    "reportage",
    "aflevering",
    "uitzending",
    "podcast",
    "documentaire",
    "radioprogramma",
    "televisieprogramma",
    "documentary",
];
pub(crate) const MAKES: Phrases = &["ik", "wij", "we", "i", "onze", "ons", "mijn", "our", "my"];
pub(crate) const MAKING: Phrases =
    &["maak", "maken", "opnemen", "draaien", "make", "making", "werk", "werken", "film", "voor"];

pub(crate) const PHOTOS: Phrases = &["foto's", "foto’s", "fotos", "photos", "opnamen"];
pub(crate) const MADE: Phrases = &["maakt", "maken", "maak", "gemaakt", "nemen", "take", "taken"];

/// "Voor De Stadskoerier maak ik een reportage": the writer is the press. "Er worden foto's gemaakt".
fn told(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> Option<Need> {
    let has = |cue| s.cues.has(cue);
    if t.listed(at, Cue::NeedPhotos) && has(Cue::NeedMade) {
        return (!has(Cue::NeedTaken)).then_some(Need::Foto);
    }
    if t.listed(at, Cue::NeedCars) {
        return drives(t, s, at).then_some(Need::Parkeren);
    }
    let reports = t.listed(at, Cue::NeedReport) && has(Cue::NeedMakes) && has(Cue::NeedMaking);
    reports.then_some(Need::Pers)
}

/// Photos that were taken on a visit that is over.
pub(crate) const TAKEN: Phrases = &[
    "heeft gemaakt",
    "hebben gemaakt",
    "hebt gemaakt",
    "heb gemaakt",
    "gemaakt heeft",
    "gemaakt hebben",
    "zijn gemaakt",
    "werden gemaakt",
    "have taken",
    "has taken",
    "were taken",
];
pub(crate) const CARS: Phrases =
    &["auto's", "auto’s", "autos", "dienstauto", "dienstauto's", "dienstauto’s", "cars"];

/// "Zij reist met twee dienstauto's", "een plek voor de twee auto's": cars that the guests come in.
fn drives(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    const FARTHEST: usize = 3;
    const PLACE: &[&str] = &["plek", "plekken", "plaats", "plaatsen", "space", "spaces"];
    let near = at.saturating_sub(FARTHEST).max(s.from);
    let led = |words: &[&str]| (near..at).any(|i| t.is(i, words));
    led(&["met", "in", "by", "with"]) && s.cues.has(Cue::PartyGoes)
        || led(&["voor", "for"]) && (s.from..s.to).any(|i| t.is(i, PLACE))
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

/// Before a lunch that may be there or not.
const SUPPOSES: &[&str] = &["als", "indien", "wanneer", "mocht", "mochten"];
const PRESS_OFFICERS: &[&str] =
    &["officer", "attaché", "attache", "secretary", "adviser", "advisor", "spokesperson"];

/// "2 pers.", "sociale media", "na de lunch", "dank voor de lunch": the word is no need here.
fn means_something_else(t: Tokens<'_, '_>, s: &Sentence, at: usize, need: Need) -> bool {
    match need {
        Need::Pers => {
            let counted = t.is(at, &["pers"])
                && at > 0
                && (t.count(at - 1).is_some() || matches!(t.word(at - 1), Word::Pair { .. }));
            counted
                || t.was(at, &["social", "sociale"])
                // "A press officer" speaks for the guest.
                || t.is(at, &["press"]) && t.is(at + 1, PRESS_OFFICERS)
                || is_in_name(t, at)
                || is_past(t, s)
                || asked::is_asked(t, s, at)
                || asked::is_permission(t, s, at)
        }
        Need::Lunch => {
            let noun = if t.was(at, DETERMINERS) { at - 1 } else { at };
            let diet = |i| need_at(t, i).is_some_and(|(need, _)| need == Need::Dieet);
            let cares = || (s.from..s.to).any(|i| t.is(i, CARE) || diet(i));
            // "graag rekening mee houden als er iets te eten is"
            let supposed = noun > 0 && t.was(noun, &["er"]) && t.was(noun - 1, SUPPOSES);
            supposed
                || asked::is_asked(t, s, at)
                || t.was(noun, TIME_BEFORE)
                || t.was(noun, FOR) && !cares()
                || is_past(t, s)
        }
        Need::Ov => {
            let any = |words: &[&str]| (s.from..s.to).any(|i| t.is(i, words));
            // "In de trein terug waren ze er vol van", "de NS staakt die dag".
            let over = any(&["was", "waren", "zaten", "had", "hadden"]) && any(&["terug"]);
            let struck = any(&["staking", "staakt", "staken"]);
            over || struck
                || t.is(at, &["ns"])
                    && !t.get(at).is_some_and(|token| token.may_be(Classes::SHOUTED))
        }
        // Who asks whether photos may be taken would take them; what stands in one is none.
        Need::Foto => {
            let wishes = ["wil", "willen", "graag", "wilt", "zou", "like", "would"];
            let posed = t.cue(at, Cue::NeedPhrase).is_some();
            if posed && !(s.from..s.to).any(|i| t.is(i, &wishes)) {
                return true;
            }
            let comes = || !t.listed(at, Cue::NeedPhotos);
            asked::is_asked(t, s, at) || comes() && asked::is_permission(t, s, at)
        }
        Need::Beveiliging => asked::is_asked(t, s, at),
        // Whoever asks for a lift may be curious; nobody asks for an interpreter without a guest.
        Need::Rolstoel => t.cue(at, Cue::NeedPhrase).is_some() && asked::is_there(t, s, at),
        Need::Parkeren => {
            let reserved = t.get(at).is_some_and(|word| word.lower.starts_with("invalide"));
            !reserved && asked::is_there(t, s, at)
        }
        // "Wij varen blind op u", "een blinde muur", "doof voor": said of no guest.
        Need::Zintuigen => is_no_sense(t, at),
        Need::Dieet | Need::Tolk => false,
    }
}

/// "Blind vertrouwen", "een blinde vlek", "doof voor kritiek".
fn is_no_sense(t: Tokens<'_, '_>, at: usize) -> bool {
    const AS_IF: &[&str] = &[
        "op",
        "vertrouwen",
        "vertrouwt",
        "voor",
        "vlek",
        "vlekken",
        "muur",
        "muren",
        "gevel",
        "to",
    ];
    let said = t.is(at, &["blind", "blinde", "doof", "dove", "deaf"]);
    // "Kamerlid Blind komt".
    let inside = at > 0 && !matches!(t.word(at - 1), Word::Sign(_));
    let named = inside && t.get(at).is_some_and(|token| token.starts_upper() && token.breaks == 0);
    said && (named
        || t.is(at + 1, AS_IF)
        || t.was(at, &["varen", "vaar", "vaart", "vertrouwen", "vertrouw"]))
}

/// "Omroep Delta": the name of an organisation.
fn is_in_name(t: Tokens<'_, '_>, at: usize) -> bool {
    let capital = |at: usize| t.get(at).is_some_and(Token::starts_upper);
    t.is(at, &["omroep", "media"]) && capital(at) && capital(at + 1)
}

/// Thanks for what was.
fn is_past(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const WAS: &[&str] = &["was", "waren", "geweest", "ontvangst", "gastvrijheid", "were"];
    let any = |words| (s.from..s.to).any(|i| t.is(i, words));
    any(THANKS)
        && (any(WAS) || t.is(s.from, &["dank", "bedankt", "hartelijk", "nogmaals", "thanks"]))
}
