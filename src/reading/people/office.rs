//! The office that a word names.
//!
//! Words for one guest and for many count alike ("raadslid", "raadsleden", "raadsfractie"). Civil
//! servants are told apart: nearly every party brings some along, so they are the guest only where
//! nobody of another office is.

use super::super::classes::Classes;
use super::super::cue::{Cue, Phrases};
use super::super::cursor::Tokens;
use super::super::token::Token;
use crate::domain::people::Office;

pub(crate) const KAMERLID: Phrases = &[
    "kamerlid",
    "kamerleden",
    "kamerfractie",
    "tweedekamerlid",
    "tweedekamerleden",
    "eerstekamerlid",
    "senator",
    "senatoren",
    "kamerdelegatie",
    "kamercommissie",
    "parlementariër",
    "parlementariërs",
    "europarlementariër",
    "volksvertegenwoordiger",
    "volksvertegenwoordigers",
    "parlementslid",
    "parlementsleden",
];
pub(crate) const BEWINDSPERSOON: Phrases = &[
    "minister",
    "ministers",
    "staatssecretaris",
    "staatssecretarissen",
    "bewindspersoon",
    "bewindsvrouw",
    "bewindsman",
    "bewindslieden",
    "premier",
    "vicepremier",
];
pub(crate) const WETHOUDER: Phrases = &[
    "wethouder",
    "wethouders",
    "alderman",
    "aldermen",
    "alderwoman",
    "schepen",
    "loco-burgemeester",
    "locoburgemeester",
];
pub(crate) const BURGEMEESTER: Phrases = &["burgemeester", "burgemeesters", "mayor", "mayors"];
pub(crate) const RAADSLID: Phrases = &[
    "raadslid",
    "raadsleden",
    "gemeenteraadslid",
    "gemeenteraadsleden",
    "raadsfractie",
    "gemeenteraadsfractie",
    "raadsdelegatie",
    "raadscommissie",
    "burgerraadslid",
    "duoraadslid",
    "steunfractielid",
    "councillor",
    "councillors",
    "councilor",
    "councilors",
];
pub(crate) const STATENLID: Phrases =
    &["statenlid", "statenleden", "statenfractie", "statendelegatie", "statencommissie"];
pub(crate) const AMBTENAAR: Phrases = &[
    "dg",
    "sg",
    "topambtenaar",
    "programmadirecteur",
    "directeur-generaal",
    "secretaris-generaal",
];
pub(crate) const OTHER: Phrases = &[
    "gedeputeerde",
    "gedeputeerden",
    "dijkgraaf",
    "ambassadeur",
    "ambassador",
    "heemraad",
    "heemraden",
    "hoogheemraad",
    "hoogheemraden",
    "hoofdingeland",
    "hoofdingelanden",
    "watergraaf",
];

const OFFICES: &[(Office, Phrases)] = &[
    (Office::Kamerlid, KAMERLID),
    (Office::Bewindspersoon, BEWINDSPERSOON),
    (Office::Wethouder, WETHOUDER),
    (Office::Burgemeester, BURGEMEESTER),
    (Office::Raadslid, RAADSLID),
    (Office::Statenlid, STATENLID),
    (Office::Ambtenaar, AMBTENAAR),
    (Office::Other, OTHER),
];

/// The office that a word names, except that of plain civil servants.
pub(crate) fn office(token: &Token<'_>) -> Option<Office> {
    if !token.cues.has(Cue::Office) {
        return None;
    }
    OFFICES.iter().find(|(_, words)| token.is_any(*words)).map(|(office, _)| *office)
}

pub(crate) const SENIOR: Phrases = &[
    "directeur - generaal",
    "secretaris - generaal",
    "inspecteur - generaal",
    "thesaurier - generaal",
];
pub(crate) const PARLIAMENT: Phrases = &["vaste commissie"];
pub(crate) const DEPUTY: Phrases = &["deputy mayor", "vice mayor", "loco - burgemeester"];
pub(crate) const COUNCIL: Phrases = &["council member", "council members"];
pub(crate) const STATE: Phrases = &["state secretary", "secretary of state"];
/// Of what, follows: a chamber makes it an office.
pub(crate) const MEMBERS: Phrases =
    &["member of", "members of", "lid van", "lid der", "leden van", "leden der", "lid in"];
const PHRASES: &[(Office, Phrases)] = &[
    (Office::Ambtenaar, SENIOR),
    (Office::Kamerlid, PARLIAMENT),
    (Office::Wethouder, DEPUTY),
    (Office::Raadslid, COUNCIL),
    (Office::Bewindspersoon, STATE),
];

/// What elects or seats somebody, by its last word.
const CHAMBERS: &[(Office, &[&str])] = &[
    (
        Office::Kamerlid,
        &[
            "kamer",
            "parlement",
            "parliament",
            "senaat",
            "senate",
            "congress",
            "commons",
            "lords",
            "bundestag",
            "bondsdag",
            "storting",
            "riksdag",
            "folketing",
        ],
    ),
    (Office::Statenlid, &["staten"]),
    (Office::Raadslid, &["gemeenteraad", "deelraad", "districtsraad", "stadsdeelcommissie"]),
];

/// Councils and chambers of something else: behind "van".
const NO_CHAMBERS: &[&str] = &[
    "koophandel",
    "state",
    "europa",
    "europe",
    "bestuur",
    "toezicht",
    "commissarissen",
    "advies",
    "beheer",
    "beroep",
    "kerken",
];

/// "Lid van de Tweede Kamer", "member of the Norwegian parliament": the office, and where it ends.
fn member_at(t: Tokens<'_, '_>, of: usize) -> Option<(Office, usize)> {
    const LONGEST: usize = 5;
    let describes = |at: &usize| {
        t.is(*at, &["de", "het", "the", "van", "of", "house", "city"])
            || t.get(*at).is_some_and(|token| token.starts_upper() && token.breaks <= 1)
    };
    let seat = |at: usize| CHAMBERS.iter().find(|(_, words)| t.is(at, *words));
    // "Lid van de raad", but not "lid van de Raad van Bestuur" or "van de Kamer van Koophandel".
    let other = |at: usize| t.is(at + 1, &["van", "voor", "of"]) && t.is(at + 2, NO_CHAMBERS);
    let council = |at: usize| {
        let board =
            t.is(at + 1, &["van", "voor", "of"]) && !t.get(at + 2).is_some_and(Token::starts_upper);
        (t.is(at, &["raad"]) || t.is(at, &["council"]) && t.was(at, &["city", "town", "the"]))
            && !board
    };
    let mut at = of;
    while at < of + LONGEST {
        if other(at) {
            return None;
        }
        if let Some((office, _)) = seat(at) {
            return Some((*office, at + 1));
        }
        if council(at) {
            return Some((Office::Raadslid, at + 1));
        }
        if !describes(&at) {
            return None;
        }
        at += 1;
    }
    None
}

/// An office of one or more words, and where it ends.
pub(super) fn office_at(t: Tokens<'_, '_>, at: usize) -> Option<(Office, usize)> {
    if let Some(office) = office(t.get(at)?) {
        let end = if t.are(at + 1, &["-", "president"]) { at + 3 } else { at + 1 };
        return Some((office, end));
    }
    let end = at + t.cue(at, Cue::OfficePhrase)?;
    let named = PHRASES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| t.says(at, phrase)));
    named.map(|(office, _)| (*office, end)).or_else(|| member_at(t, end))
}

/// The office that a post is: "Tweede Kamerlid", "PvdA-raadslid", "wethouder Wonen". Of "medewerker van
/// Kamerlid Bos" and "secretaris burgemeester" it is only whom they serve, and an "oud-wethouder" holds
/// it no more.
pub(super) fn held(t: Tokens<'_, '_>) -> Option<Office> {
    const BEFORE_MOST: usize = 3;
    let of_party = |token: &Token<'_>| {
        token.may_be(Classes::SHOUTED.or(Classes::CAPITAL_INSIDE)) || token.is_dash()
    };
    let before =
        |at: usize| t.is(at, OF_OFFICES) || !t.is(at, PAST) && t.get(at).is_some_and(of_party);
    let heads = |at: &usize| office_at(t, *at).is_some() || t.is(*at, HEADS_OF_GROUP);
    let at = (0..=BEFORE_MOST).find(heads).filter(|at| (0..*at).all(before))?;
    let (office, next) = office_at(t, at).or_else(|| leader_at(t, at))?;
    let word = t.before(next)?;
    // "NOS minister correspondent" writes about one.
    let of = |token: &Token<'_>| {
        token.starts_upper() || token.is_any(&["van", "voor", "in", "en", "te", "of", "for"])
    };
    let goes_on = |token: &Token<'_>| token.word.is_other() && !of(token);
    if t.get(next).is_some_and(goes_on) {
        return None;
    }
    let joined = t.get(next).is_some_and(|sign| sign.glued && sign.is_dash());
    (!is_group(word.lower) && !joined).then_some(office)
}

/// What may stand before an office and tells which one it is.
const OF_OFFICES: &[&str] = &[
    "tweede",
    "eerste",
    "vlaams",
    "waals",
    "brussels",
    "federaal",
    "europees",
    "lokaal",
    "plaatsvervangend",
    "waarnemend",
    "nieuw",
    "fractievoorzitter",
    "en",
    "/",
];
const PAST: &[&str] = &["oud", "ex", "voormalig", "former"];

/// A body of people, behind which its own name stands: "raadsfractie Dorpsbelang".
pub(super) fn is_group(lower: &str) -> bool {
    ["fractie", "delegatie", "commissie"].iter().any(|end| lower.ends_with(end))
}

pub(crate) const CIVIL: Phrases = &[
    "beleidsmedewerker",
    "beleidsmedewerkers",
    "beleidsadviseur",
    "beleidsadviseurs",
    "rijksambtenaar",
    "rijksambtenaren",
    "afdelingshoofd",
    "afdelingshoofden",
    "gemeentesecretaris",
];

/// The same in English, in two words.
pub(crate) const CIVIL_SERVANTS: Phrases =
    &["civil servants", "civil servant", "policy officers", "policy officer"];

/// Civil servants: guests where nobody of another office is.
pub(super) fn civil_servant_at(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let lower: &str = t.get(at)?.lower;
    if lower.ends_with("ambtenaar") || lower.ends_with("ambtenaren") {
        return Some(at + 1);
    }
    t.cue(at, Cue::CivilServant).map(|length| at + length)
}

pub(crate) const ROLES: Phrases = &[
    "directeur",
    "directrice",
    "voorzitter",
    "bestuursvoorzitter",
    "vicevoorzitter",
    "partijvoorzitter",
    "raadsvoorzitter",
    "commissievoorzitter",
    "afdelingsvoorzitter",
    "regiodirecteur",
    "lijsttrekker",
    "hoogleraar",
    "lector",
    "professor",
    "commissaris",
    "bestuurder",
    "director",
    "chair",
    "president",
    "consul",
    "korpschef",
];
pub(crate) const HEADS_OF_GROUP: Phrases = &["fractievoorzitter", "fractieleider", "partijleider"];

/// Somebody who leads, in an office that the desk has no word for: a guest only when named.
pub(super) fn leader_at(t: Tokens<'_, '_>, at: usize) -> Option<(Office, usize)> {
    if !t.listed(at, Cue::Leader) {
        return None;
    }
    if t.is(at, HEADS_OF_GROUP) {
        return Some((of_council(t, 0, t.0.len()).unwrap_or(Office::Raadslid), at + 1));
    }

    let koning = t.are(at, &["commissaris", "van", "de", "koning"]);
    Some((Office::Other, if koning { at + 4 } else { at + 1 }))
}

const COUNCILS: &[(Office, &[&[&str]])] = &[
    (Office::Kamerlid, &[&["tweede", "kamer"], &["eerste", "kamer"]]),
    (Office::Statenlid, &[&["provinciale", "staten"], &["de", "staten"], &["statenfractie"]]),
    (
        Office::Raadslid,
        &[&["gemeenteraad"], &["de", "raad"], &["raadsfractie"], &["city", "council"]],
    ),
];

/// "de fractie van X in de gemeenteraad", "fractievoorzitter": the council tells the office.
pub(super) fn of_council(t: Tokens<'_, '_>, from: usize, to: usize) -> Option<Office> {
    let council = COUNCILS.iter().find(|(_, names)| t.find(from, to, names).is_some());
    council.map(|(office, _)| *office)
}
