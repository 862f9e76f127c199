//! Words of the predicates with which an option is taken.

/// It fits, is wished or picked.
#[rustfmt::skip]
pub(in crate::reading::plain) const FITS: &[&str] = &[
    "a.u.b", "a.u.b.", "aanbod", "aanvaarden", "accepteren", "afgesproken", "ahead",
    "akkoord", "alsjeblieft", "alstublieft", "aub", "available", "beschikbaar", "best",
    "bezwaar", "can", "choice", "choose", "chosen", "convenient", "deal", "definite",
    "definitief", "do", "doe", "doen", "excellent", "fantastisch", "fijn", "fine", "gebruik",
    "gekozen", "geschikt", "geweldig", "go", "goed", "good", "graag", "great", "gunstig",
    "gunstigst", "gunstigste", "haalbaar", "handig", "handigst", "happy", "heerlijk",
    "ideaal", "ideal", "ideale", "instemming", "ja", "kan", "keus", "keuze", "kies", "kiest",
    "kiezen", "kunnen", "leuk", "liefst", "liever", "like", "lukken", "lukt", "mag", "mogen",
    "mooi", "neem", "nemen", "nice", "ok", "okay", "oke", "oké", "opteren", "pak", "pakken",
    "pakt", "passen", "past", "perfect", "pick", "please", "prachtig", "prefer", "preference",
    "prettig", "prettigst", "prima", "probleem", "s.v.p", "s.v.p.", "schikken", "schikt",
    "schitterend", "select", "sounds", "suit", "suitable", "suits", "super", "svp", "take",
    "top", "uitgekozen", "uitstekend", "vallen", "valt", "voorkeur", "welkom", "werkt",
    "works", "yes",
];

/// It is put down, for them or for the visit.
#[rustfmt::skip]
pub(in crate::reading::plain) const PUTS_DOWN: &[&str] = &[
    "agenda", "bevestig", "bevestigd", "bevestigen", "bevestigt", "boek", "boeken", "book",
    "confirm", "confirmed", "confirming", "genoteerd", "gereserveerd", "gezet", "inplannen",
    "noteer", "noteert", "noteren", "plannen", "reserveer", "reserveren", "vast", "vastgelegd",
    "vastleggen", "zet", "zetten",
];

/// They come.
#[rustfmt::skip]
pub(in crate::reading::plain) const COMES: &[&str] = &[
    "aanwezig", "attend", "bezoeken", "bezoekt", "come", "kom", "komen", "komt", "present",
    "visit",
];

/// They are with us, where we are named.
pub(in crate::reading::plain) const MEETS: &[&str] = &["are", "see", "staan", "zien", "zijn"];

/// Whoever reads the mail.
pub(in crate::reading::plain) const YOU: &[&str] = &["je", "jou", "jullie", "u", "you"];

/// For whom it is put down.
pub(in crate::reading::plain) const US: &[&str] =
    &["haar", "hem", "hen", "her", "jullie", "me", "mij", "ons", "them", "u", "us", "you"];

pub(in crate::reading::plain) const ARTICLES: &[&str] =
    &["a", "an", "de", "een", "het", "mijn", "my", "onze", "ons", "our", "the", "uw", "your"];

/// What it is put down for.
#[rustfmt::skip]
pub(in crate::reading::plain) const VISIT: &[&str] = &[
    "bezoek", "delegatie", "delegation", "gasten", "gezelschap", "groep", "guests", "komst",
    "party", "visit", "werkbezoek",
];

pub(in crate::reading::plain) const IT: &[&str] =
    &["dat", "deze", "die", "dit", "het", "it", "that", "this", "which"];

/// Words around a name that say nothing of it.
#[rustfmt::skip]
pub(in crate::reading::plain) const BARE: &[&str] = &[
    "a", "aanstaande", "absoluut", "alleen", "an", "and", "antwoord", "at", "bedankt",
    "bedoel", "bedoelde", "beste", "betreft", "bezoek", "but", "by", "dag", "dan", "dank",
    "de", "dear", "deze", "die", "dit", "dus", "earliest", "een", "eerstgenoemde", "en",
    "enkel", "for", "from", "geachte", "genoemde", "geworden", "groet", "groeten", "hallo",
    "hello", "het", "hierbij", "hoor", "i", "ik", "in", "inderdaad", "it", "jullie",
    "laatste", "laatstgenoemde", "last", "maar", "middelste", "middle", "mijn", "my",
    "namelijk", "namens", "natuurlijk", "nee", "no", "nogmaals", "nou", "oftewel", "ofwel",
    "om", "on", "only", "ons", "onze", "op", "our", "reactie", "reply", "slechts", "thank",
    "thanks", "that", "the", "third", "this", "to", "toch", "tot", "u", "us", "uw", "van",
    "visit", "voor", "voorgestelde", "vriendelijk", "vriendelijke", "vroegste", "wat", "we",
    "wel", "werkbezoek", "wij", "with", "wordt", "you", "your", "zeker",
];

/// What else may stand in a sentence that takes an option, though not where a visit is called off or
/// moved.
#[rustfmt::skip]
pub(in crate::reading::plain) const ALSO: &[&str] = &[
    "aangeboden", "aanvaarden", "aanwezig", "decided", "definite", "delighted", "den",
    "fantastisch", "genoegen", "geweldig", "geworden", "gunstig", "gunstige", "gunstigst",
    "gunstigste", "heerlijk", "ideaal", "ideal", "ideale", "inschrijven", "merci", "momenten",
    "namelijk", "oftewel", "ofwel", "pak", "pakken", "pakt", "perfectly", "pleased",
    "plezier", "present", "schitterend", "three", "twee", "uitgaat", "uitgekozen",
];

/// With these the writer keeps an option.
#[rustfmt::skip]
pub(in crate::reading::plain) const KEEPS: &[&str] = &[
    "hou", "houd", "houden",
];

/// They will.
#[rustfmt::skip]
pub(in crate::reading::plain) const WILL: &[&str] = &[
    "shall", "zal", "zullen",
];

/// With these the writer tells it: "delen wij u mee", "laat ik u weten".
pub(in crate::reading::plain) const TELLS: &[(&[&str], &[&str])] = &[
    (&["deel", "delen"], &["mede", "mee"]),
    (&["laat", "laten"], &["weten"]),
    (&["kan", "kunnen"], &["mededelen", "meedelen"]),
];
