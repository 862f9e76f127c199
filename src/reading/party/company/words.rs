//! The words by which a sentence tells who comes along with whom.

use crate::reading::cue::Phrases;

/// The guests are named, or merely counted: "het gaat om 28 leerlingen en 3 docenten".
pub(crate) const CONCERNS: Phrases = &[
    "gaat om",
    "gaat het om",
    "betreft",
    "rekenen op",
    "reken op",
    "rekent op",
    "concerns",
    "it is about",
    "het worden",
    "expect",
];
pub(crate) const CONSISTS: Phrases = &[
    "bestaat uit",
    "bestaan uit",
    "bestaande uit",
    "bestaat in elk geval uit",
    "consists of",
    "consisting of",
    "namelijk",
    "te weten",
    "aanwezig zijn :",
    "zijn aanwezig",
    "zijn aanwezig :",
    "aanwezig :",
    "deelnemers zijn :",
    "deelnemers :",
    "gasten :",
    "komen :",
    "komen mee :",
    "gaan mee :",
    "wie :",
];
pub(crate) const ACCOMPANIED: Phrases = &[
    "vergezeld",
    "samen met",
    "in gezelschap van",
    "accompanied",
    "together with",
    "joined by",
    "bijgestaan door",
    "begeleid door",
    "geflankeerd door",
    "inclusief",
    "along with",
    "vergezellen door",
    "bijstaan door",
    "begeleiden door",
];
pub(crate) const TAKES: Phrases = &[
    "neemt", "brengt", "neem", "nemen", "breng", "brengen", "takes", "brings", "bring", "bringing",
    "take",
];
/// Of the other side, who come to nobody.
pub(super) const YOURS: &[&str] = &["uw", "jullie", "your"];
pub(super) const EACH: &[&str] = &["elk", "ieder", "each"];
pub(super) const ONE: &[&str] = &["een", "mijn", "zijn", "haar", "onze", "de", "m'n"];
pub(super) const ALONG: &[&str] = &["mee", "along", "meenemen", "meebrengen", "with"];
pub(crate) const COME_WITH: Phrases = &[
    "komt met",
    "komen met",
    "kom met",
    "comes with",
    "come with",
    "coming with",
    "komt samen met",
    "reist met",
    "ben met",
    "is met",
    "komt enkel met",
    "komt alleen met",
    "zijn met",
    "travel with",
    "travels with",
    "travelling with",
];
pub(crate) const GO: Phrases = &[
    "gaat",
    "gaan",
    "komt",
    "komen",
    "reist",
    "reizen",
    "rijdt",
    "rijden",
    "loopt",
    "lopen",
    "will",
    "zal",
    "zullen",
    "sluit",
    "sluiten",
    "vergezelt",
    "vergezellen",
    "begeleidt",
    "begeleiden",
];
pub(crate) const VISITS: Phrases = &[
    "bezoeken",
    "bezoekt",
    "bezoek",
    "komen",
    "komt",
    "kom",
    "kijken",
    "langskomen",
    "visit",
    "langs",
    "kennismaken",
    "mee",
    "werkbezoek",
    "willen",
    "wil",
    "gaan",
    "aansluiten",
    "come",
    "coming",
    "zouden",
    "leren",
    "attend",
    "join",
    "deelnemen",
    "graag",
    "alleen",
    "slechts",
    "travel",
    "reizen",
    "reist",
];
pub(crate) const TALKS: Phrases = &[
    "spreken",
    "spreekt",
    "praten",
    "praat",
    "gesprek",
    "gesprekken",
    "ontmoeten",
    "overleg",
    "overleggen",
    "contact",
    "bereikbaar",
    "bellen",
    "speak",
    "talk",
    "meet",
    "rondleiding",
    "ontvangt",
    "ontvangen",
    "overlegd",
    "afgestemd",
    "besproken",
    "overlegt",
    "besprak",
    "discuss",
    "afstemmen",
    "lezen",
    "leest",
];
/// Somebody is there.
pub(super) const PRESENT: &[&[&str]] =
    &[&["zijn", "er"], &["zijn", "aanwezig"], &["zijn", "erbij"]];
/// Behind "wil" or "zou": somebody else is the subject, so that no "ik" is left out.
pub(super) const OTHERS: &[&str] =
    &["u", "je", "jij", "jullie", "het", "dat", "dit", "er", "de", "iemand"];
/// Bodies whose members may stand in brackets behind them.
pub(crate) const BODIES: Phrases = &["mt", "bestuur", "college", "directie", "fractie", "staf"];
pub(crate) const NOT: Phrases = &["niet", "geen", "not", "no", "zonder"];
pub(crate) const WE: Phrases = &["wij", "we"];

/// What a party does that is the subject.
pub(crate) const VERBS: Phrases = &[
    "bezoeken",
    "komen",
    "kijken",
    "visit",
    "willen",
    "zouden",
    "kennismaken",
    "brengen",
    "gaan",
    "mee",
    "langs",
    "bezoekt",
    "komt",
    "group",
    "delegatie",
    "vergezeld",
    "would",
    "come",
    "kunnen",
    "meegaan",
    "meekomen",
    "meereizen",
    "deel",
    "deelnemen",
    "reizen",
    "attend",
];
/// Others go too.
pub(crate) const ALSO: Phrases = &[
    "mee",
    "along",
    "aan",
    "naast",
    "behalve",
    "vergezelt",
    "vergezellen",
    "begeleidt",
    "begeleiden",
    "join",
];
pub(crate) const TAKE_ALONG: Phrases = &["meenemen", "meebrengen"];
/// Behind these a list may begin.
pub(crate) const HEADS: Phrases = &[
    "alleen", "slechts", "enkel", "just", "only", "dat", "willen", "zouden", "komen", "namelijk",
    "namens", "bezoeken", "gaan", "and", "en", "kunnen",
];
