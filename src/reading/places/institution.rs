//! Schools, centres and clubs that are called after a wijk: "basisschool Dommelbergen".
//!
//! Who works there does not ask to visit the wijk; who wants to see the school does.

use super::gazetteer::Seen;
use crate::reading::cursor::Tokens;
use crate::reading::token::{Token, Word};

const NOUNS: &[&str] = &[
    "obs",
    "cbs",
    "rkbs",
    "pcbs",
    "ikc",
    "kdv",
    "mfa",
    "vve",
    "bso",
    "station",
    "crèche",
    "kerk",
    "parochie",
    "moskee",
    "museum",
    "theater",
    "sporthal",
    "zwembad",
    "apotheek",
    "hotel",
    "restaurant",
    "café",
    "manege",
    "bibliotheek",
    "stichting",
    "platform",
    "corporatie",
    "kinderopvang",
    "school",
    "academie",
    "vv",
    "sv",
    "voetbalvereniging",
    "atelier",
    "omroep",
    "krant",
];
const ENDS: &[&str] = &[
    "school",
    "schoolgemeenschap",
    "vereniging",
    "college",
    "lyceum",
    "praktijk",
    "centrum",
    "huis",
    "team",
    "raad",
    "club",
    "speelzaal",
    "opvang",
    "comité",
    "stichting",
    "corporatie",
    "winkel",
    "bedrijf",
];
/// Who belongs to an institution, and how it is said.
const BELONGS: &[&str] = &[
    "namens",
    "onze",
    "ons",
    "mijn",
    "werk",
    "werkt",
    "werken",
    "werkzaam",
    "docent",
    "docente",
    "docenten",
    "leerkracht",
    "leerkrachten",
    "leraar",
    "lerares",
    "juf",
    "meester",
    "directeur",
    "directrice",
    "directie",
    "rector",
    "conrector",
    "begeleider",
    "medewerker",
    "medewerkers",
    "teamleider",
    "team",
    "groep",
    "klas",
    "leerling",
    "leerlingen",
    "studenten",
    "collega",
    "collega's",
    "collega’s",
    "bestuur",
    "bestuurslid",
    "voorzitter",
    "secretaris",
    "penningmeester",
    "lid",
    "leden",
    "vrijwilliger",
    "vrijwilligers",
    "ouderraad",
    "coördinator",
    "beheerder",
    "verbonden",
    "teacher",
    "behalf",
];
/// Where somebody comes from: "wij zijn van de basisschool".
const COMES: &[&str] = &["ben", "zijn", "kom", "komen", "schrijf", "schrijven"];
/// The institution is where the visit goes.
const GOES: &[&str] = &["aan", "naar", "bezoek", "bezoeken", "bezoekt", "to", "visit"];
const WISHES: &[&str] = &[
    "wil", "willen", "zou", "zouden", "komt", "komen", "vraagt", "brengt", "gaat", "verzoekt",
    "heeft", "would",
];
/// So many words stand between the institution and who belongs to it.
const NEAR: usize = 6;

/// Where the noun stands (the gemeente of a "gemeenteraad" is no institution's name) that makes an institution of a name: "basisschool De Wilgensingel", "de
/// Dommelbergen-school".
pub(super) fn noun_of(t: Tokens<'_, '_>, seen: &Seen) -> Option<usize> {
    if seen.gemeente {
        return None;
    }
    let mut from = seen.from;
    while from > 0 && (t.was(from, &["de", "het", "’t", "'t"]) || is_quote(t, from - 1)) {
        from -= 1;
    }
    let before = from.checked_sub(1).filter(|at| t.get(*at).is_some_and(is_institution));
    let hyphened = t.get(seen.to).is_some_and(|dash| dash.is_dash() && dash.glued)
        && t.get(seen.to + 1).is_some_and(is_institution);
    // "Het Dommelbergen College".
    let named = t.get(seen.to).is_some_and(|noun| noun.starts_upper() && is_institution(noun));
    before.or((hyphened || named).then_some(seen.from))
}

fn is_quote(t: Tokens<'_, '_>, at: usize) -> bool {
    matches!(t.word(at), Word::Sign('"' | '\'' | '“' | '‘' | '«' | '„'))
}

fn is_institution(token: &Token<'_>) -> bool {
    token.is_any(NOUNS) || ENDS.iter().any(|end| token.lower.ends_with(end))
}

/// The writer, or those who come, belong to the institution of this name.
pub(super) fn is_of_writer(t: Tokens<'_, '_>, seen: &Seen) -> bool {
    let Some(noun) = noun_of(t, seen) else { return false };
    let low = noun.saturating_sub(NEAR);
    let ends = |at: &usize| matches!(t.word(*at), Word::Sign(sign) if sign != ',');
    let from = (low..noun).rev().find(ends).map_or(low, |at| at + 1);
    let any = |words: &[&str]| (from..noun).any(|at| t.is(at, words));
    let led = if t.was(noun, &["de", "het", "een"]) { noun - 1 } else { noun };
    let comes = t.was(led, &["van", "vanuit", "uit"]) && any(COMES);
    (any(BELONGS) || comes) && !any(GOES) || wishes_itself(t, led, seen.to)
}

/// "Kindcentrum Wilgensingel wil graag ..."; not "Kindcentrum Wilgensingel zouden wij graag zien".
fn wishes_itself(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    let opens = t.get(from).is_some_and(|token| token.breaks > 0)
        || t.before(from).is_none_or(|before| matches!(before.word, Word::Sign(_)));
    let verb = if t.is_sign(to, ',') { to + 1 } else { to };
    opens && t.is(verb, WISHES) && !t.is(verb + 1, &["we", "wij", "ik"])
}
