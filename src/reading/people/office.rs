//! The office that a word names.
//!
//! Words for one guest and for many count alike ("raadslid", "raadsleden", "raadsfractie"). Civil
//! servants are told apart: nearly every party brings some along, so they are the guest only where
//! nobody of another office is.

use super::super::cursor::Tokens;
use crate::domain::people::Office;

const OFFICES: &[(Office, &[&str])] = &[
    (
        Office::Kamerlid,
        &[
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
        ],
    ),
    (
        Office::Bewindspersoon,
        &[
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
        ],
    ),
    (
        Office::Wethouder,
        &[
            "wethouder",
            "wethouders",
            "alderman",
            "aldermen",
            "alderwoman",
            "schepen",
            "loco-burgemeester",
            "locoburgemeester",
        ],
    ),
    (Office::Burgemeester, &["burgemeester", "burgemeesters", "mayor", "mayors"]),
    (
        Office::Raadslid,
        &[
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
        ],
    ),
    (
        Office::Statenlid,
        &["statenlid", "statenleden", "statenfractie", "statendelegatie", "statencommissie"],
    ),
    (
        Office::Ambtenaar,
        &[
            "dg",
            "sg",
            "topambtenaar",
            "programmadirecteur",
            "directeur-generaal",
            "secretaris-generaal",
        ],
    ),
    (Office::Other, &["gedeputeerde", "gedeputeerden", "dijkgraaf", "ambassadeur", "ambassador"]),
];

/// The office that a word names, except that of plain civil servants.
pub(crate) fn office(lower: &str) -> Option<Office> {
    OFFICES.iter().find(|(_, words)| words.contains(&lower)).map(|(office, _)| *office)
}

const SENIOR: &[&[&str]] = &[&["directeur", "-", "generaal"], &["secretaris", "-", "generaal"]];
const PARLIAMENT: &[&[&str]] = &[
    &["member", "of", "parliament"],
    &["members", "of", "parliament"],
    &["vaste", "commissie"],
    &["lid", "van", "de", "tweede", "kamer"],
    &["leden", "van", "de", "tweede", "kamer"],
    &["lid", "van", "de", "eerste", "kamer"],
];
const DEPUTY: &[&[&str]] =
    &[&["deputy", "mayor"], &["vice", "mayor"], &["loco", "-", "burgemeester"]];
const COUNCIL: &[&[&str]] = &[
    &["council", "member"],
    &["council", "members"],
    &["lid", "van", "de", "gemeenteraad"],
    &["leden", "van", "de", "gemeenteraad"],
];
const STATE: &[&[&str]] = &[&["state", "secretary"], &["secretary", "of", "state"]];
const STATES: &[&[&str]] = &[
    &["lid", "van", "provinciale", "staten"],
    &["leden", "van", "provinciale", "staten"],
    &["lid", "van", "de", "provinciale", "staten"],
];
const PHRASES: &[(Office, &[&[&str]])] = &[
    (Office::Ambtenaar, SENIOR),
    (Office::Kamerlid, PARLIAMENT),
    (Office::Wethouder, DEPUTY),
    (Office::Raadslid, COUNCIL),
    (Office::Bewindspersoon, STATE),
    (Office::Statenlid, STATES),
];

/// An office of one or more words, and where it ends.
pub(super) fn office_at(t: Tokens<'_, '_>, at: usize) -> Option<(Office, usize)> {
    let token = t.get(at)?;
    if let Some(office) = office(&token.lower) {
        let end = if t.are(at + 1, &["-", "president"]) { at + 3 } else { at + 1 };
        return Some((office, end));
    }
    PHRASES
        .iter()
        .find_map(|(office, phrases)| t.any_of(at, phrases).map(|length| (*office, at + length)))
}

/// A body of people, behind which its own name stands: "raadsfractie Dorpsbelang".
pub(super) fn is_group(lower: &str) -> bool {
    ["fractie", "delegatie", "commissie"].iter().any(|end| lower.ends_with(end))
}

const CIVIL: &[&str] = &[
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

/// Civil servants: guests where nobody of another office is.
pub(super) fn civil_servant_at(t: Tokens<'_, '_>, at: usize) -> Option<usize> {
    let lower: &str = &t.get(at)?.lower;
    if lower.ends_with("ambtenaar") || lower.ends_with("ambtenaren") || CIVIL.contains(&lower) {
        return Some(at + 1);
    }
    const ENGLISH: &[&[&str]] = &[
        &["civil", "servants"],
        &["civil", "servant"],
        &["policy", "officers"],
        &["policy", "officer"],
    ];
    t.any_of(at, ENGLISH).map(|length| at + length)
}

const ROLES: &[&str] = &[
    "directeur",
    "directrice",
    "voorzitter",
    "bestuursvoorzitter",
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
const HEADS_OF_GROUP: &[&str] = &["fractievoorzitter", "fractieleider", "partijleider"];

/// Somebody who leads, in an office that the desk has no word for: a guest only when named.
pub(super) fn leader_at(t: Tokens<'_, '_>, at: usize) -> Option<(Office, usize)> {
    if t.is(at, HEADS_OF_GROUP) {
        return Some((of_council(t, 0, t.0.len()).unwrap_or(Office::Raadslid), at + 1));
    }
    let koning = t.are(at, &["commissaris", "van", "de", "koning"]);
    t.is(at, ROLES).then_some((Office::Other, if koning { at + 4 } else { at + 1 }))
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
