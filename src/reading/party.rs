//! How many guests come: "met z'n drieën", "acht tot tien personen", "de minister en vier
//! ambtenaren", "vergezeld door een adviseur en door mijzelf".
//!
//! A total that is said goes before one that is added up, and what is added up counts the
//! principal. The trap is every other crowd in a mail: residents, visitors of an evening, gasten
//! who eat vegetarian. A number of people only counts beside a word that says that they come.

use super::body::Body;
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::reading::PartyFound;

/// The size of the party, if the text says it.
pub(crate) fn party(body: &Body<'_>) -> Option<PartyFound> {
    let t = body.tokens();
    let rules: [Rule; 6] = [total, collective, brought, guests, accompanied, alone];
    rules.iter().find_map(|rule| {
        body.sentences
            .iter()
            .filter(|sentence| !speaks_of_others(t, **sentence))
            .find_map(|sentence| rule(t, *sentence))
            .map(|(min, max, from, to)| PartyFound { min, max, span: t.span(from, to) })
    })
}

/// Min, max, and the tokens that say it.
type Size = (u32, u32, usize, usize);
type Rule = fn(Tokens<'_, '_>, Sentence) -> Option<Size>;

const PEOPLE: &[&str] = &[
    "personen",
    "mensen",
    "man",
    "leden",
    "people",
    "persons",
    "deelnemers",
    "persoon",
    "pers",
    "koppen",
];
const GUESTS: &[&str] = &[
    "raadsleden",
    "statenleden",
    "kamerleden",
    "ambtenaren",
    "collega's",
    "collega’s",
    "gasten",
    "researchers",
    "colleagues",
    "onderzoekers",
    "studenten",
    "medewerkers",
    "bestuurders",
    "wethouders",
    "fractieleden",
    "commissieleden",
    "adviseurs",
    "members",
];

fn speaks_of_others(t: Tokens<'_, '_>, sentence: Sentence) -> bool {
    t.find(
        sentence.from,
        sentence.to,
        &[&["inwoners"], &["afgemeld"], &["aanwezig", "waren"], &["bezoekers"], &["woningen"]],
    )
    .is_some()
}

/// One number or a range, from `at`; and where it ends.
fn amount(t: Tokens<'_, '_>, at: usize) -> Option<(u32, u32, usize)> {
    if let Word::Pair { left, right, sign: '-', .. } = t.word(at) {
        return (left < right && right <= 100).then_some((left, right, at + 1));
    }
    let min = t.count(at).filter(|n| (1..=200).contains(n))?;
    let joint = t
        .any_of(at + 1, &[&["tot", "en", "met"], &["tot"], &["à"], &["a"], &["of"], &["to"]])
        .or_else(|| t.get(at + 1).filter(|s| s.is_dash()).map(|_| 1));
    if let Some(n) = joint
        && let Some(max) = t.count(at + 1 + n).filter(|max| *max > min && *max <= 200)
    {
        return Some((min, max, at + 2 + n));
    }
    Some((min, min, at + 1))
}

/// "in totaal met vijf mensen", "met z'n zevenen", "Aantal personen: 5", "4 man".
fn total(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    (s.from..s.to).find_map(|at| {
        together(t, at)
            .or_else(|| form_field(t, at))
            .or_else(|| instead(t, at))
            .or_else(|| counted(t, s, at))
    })
}

/// "6 in plaats van 8 personen": the first number is the new one. "6 in plaats van 8 uur" is a time.
fn instead(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let new = t.count(at).filter(|n| (1..=200).contains(n))?;
    let people = |at: usize| t.is(at, PEOPLE) || t.is(at, GUESTS);
    let next = if people(at + 1) { at + 2 } else { at + 1 };
    let words = t.any_of(next, &[&["in", "plaats", "van"], &["instead", "of"]])?;
    t.count(next + words)?;
    let after = next + words + 1;
    let ends =
        t.get(after).is_none_or(|token| matches!(token.word, Word::Sign('.' | ',' | ';' | '!')));
    (people(at + 1) || people(after) || ends && !t.was(at, &["om"]))
        .then_some((new, new, at, after))
}

fn together(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let words = t.any_of(
        at,
        &[
            &["met", "z'n"],
            &["met", "z’n"],
            &["met", "zn"],
            &["met", "ons"],
            &["met", "hun"],
            &["met", "zijn"],
        ],
    )?;
    let count = in_group(&t.get(at + words)?.lower)?;
    Some((count, count, at, at + words + 1))
}

/// `tweeën`, `drieën`, `zevenen`.
fn in_group(lower: &str) -> Option<u32> {
    Some(match lower {
        "tweeën" | "tweeen" | "beiden" | "tweetjes" => 2,
        "drieën" | "drieen" => 3,
        "vieren" => 4,
        "vijven" => 5,
        "zessen" => 6,
        "zevenen" => 7,
        "achten" => 8,
        "negenen" => 9,
        "tienen" => 10,
        "elven" => 11,
        "twaalven" => 12,
        _ => return None,
    })
}

fn form_field(t: Tokens<'_, '_>, at: usize) -> Option<Size> {
    let words = t.any_of(
        at,
        &[
            &["aantal", "personen"],
            &["aantal", "gasten"],
            &["aantal", "bezoekers"],
            &["number", "of", "people"],
        ],
    )?;
    let colon = t.get(at + words).filter(|s| s.is_sign(':')).map(|_| at + words + 1)?;
    let (min, max, next) = amount(t, colon)?;
    Some((min, max, at, next))
}

fn counted(t: Tokens<'_, '_>, s: Sentence, at: usize) -> Option<Size> {
    let (min, max, next) = amount(t, at)?;
    if t.is(at, &["een"]) || of_something(t, at) {
        return None;
    }
    let whole = t.any_of(next, &[&["in", "totaal"], &["totaal"], &["in", "total"]]).is_some();
    let people = t.is(next, PEOPLE);
    let other =
        t.was(at, &["plaats", "van"]) && t.find(s.from, at, &[&["in", "plaats", "van"]]).is_some();
    let comes = t
        .find(
            s.from,
            s.to,
            &[
                &["wij"],
                &["we"],
                &["zijn"],
                &["komen"],
                &["komt"],
                &["met"],
                &["with"],
                &["totaal"],
                &["telt"],
                &["delegatie"],
                &["groep"],
                &["reken"],
                &["are"],
                &["come"],
                &["group"],
                &["zullen"],
                &["bestaat"],
            ],
        )
        .is_some()
        || t.before(at).is_some_and(|b| b.is_sign('('))
            && t.is(next, &["personen", "mensen", "persons", "people"]);
    let eats = t.find(s.from, s.to, &[&["eten"], &["eet"]]).is_some();
    let with = t.was(at, &["met"]) && matches!(t.word(next), Word::Sign(_));
    let ours = t.find(s.from, at, &[&["wij"], &["we"]]).is_some();
    ((whole || people || with && ours) && comes && !other && !eats).then_some((
        min,
        max,
        at,
        next + 1,
    ))
}

/// "één van de 40 personen", "over 30 personen": not the party; "een groep van 12" is.
fn of_something(t: Tokens<'_, '_>, at: usize) -> bool {
    let group = at >= 2
        && t.is(at - 2, &["groep", "delegatie", "gezelschap", "totaal", "group", "delegation"]);
    t.was(at, &["van", "over", "of"]) && !group
}

/// "een vijftiental raadsleden", "een zestal collega's".
fn collective(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    (s.from..s.to).find_map(|at| {
        let stem = t.get(at)?.lower.strip_suffix("tal")?;
        let count = super::numeral::number(stem)?;
        Some((count, count, at, at + 1))
    })
}

/// "Zes Statenleden bezoeken graag", "a group of three researchers", "de minister en vier
/// ambtenaren": guests by what they are; "met" and "en" add the principal.
fn guests(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    let mentions_visit = t
        .find(
            s.from,
            s.to,
            &[
                &["bezoeken"],
                &["bezoekt"],
                &["komen"],
                &["komt"],
                &["kijken"],
                &["visit"],
                &["delegatie"],
                &["group"],
                &["kennismaken"],
                &["langs"],
                &["mee"],
                &["vergezeld"],
            ],
        )
        .is_some();
    if !mentions_visit {
        return None;
    }
    (s.from..s.to).find_map(|at| {
        let (min, max, next) = amount(t, at)?;
        let added = t.was(at, &["met", "en", "plus", "door"]) && has_principal(t, s.from, at)
            || t.find(next, s.to, &[&["mee"]]).is_some() && has_principal(t, s.from, at);
        let extra = u32::from(added);
        t.is(next, GUESTS).then_some((min + extra, max + extra, at, next + 1))
    })
}

/// Somebody who comes stands before this place: an office, a person, or "hij" and "zij".
fn has_principal(t: Tokens<'_, '_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        t.is(at, &["hij", "zij", "ze", "mevrouw", "heer", "he", "she", "ik"])
            || t.get(at).is_some_and(|token| super::people::office(&token.lower).is_some())
    })
}

/// "komt met haar medewerker en twee fractiegenoten": only people count, not the train.
fn brought(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    let at = t.find(s.from, s.to, &[&["komt", "met"], &["komen", "met"], &["comes", "with"]])?;
    let people = |i: usize| (i + 1..i + 3).any(|n| t.get(n).is_some_and(|w| is_person(&w.lower)));
    let count = |i: usize| match t.count(i) {
        Some(count) if count <= 20 && people(i) => count,
        _ => u32::from(t.is(i, &["haar", "zijn", "een", "de", "a", "her", "his"]) && people(i)),
    };
    let companions: u32 = (at + 2..s.to).map(count).sum();
    (companions > 0).then_some((companions + 1, companions + 1, at, s.to))
}

fn is_person(lower: &str) -> bool {
    let stems = [
        "medewerker",
        "adviseur",
        "genoot",
        "genoten",
        "manager",
        "voorlichter",
        "secretaris",
        "collega",
        "ambtenaar",
        "ambtenaren",
        "assistent",
        "griffier",
        "advis",
        "colleague",
        "chauffeur",
        "fotograaf",
        "stagiair",
    ];
    stems.iter().any(|stem| lower.contains(stem))
}

/// "neemt de wijkmanager en een beleidsadviseur mee", "vergezeld door één adviseur".
fn accompanied(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    let accompanied = t.find(s.from, s.to, &[&["vergezeld"], &["samen", "met"], &["accompanied"]]);
    let takes = t.find(s.from, s.to, &[&["neemt"], &["brengt"], &["neem"]]);
    let (from, to) = match (accompanied, takes) {
        (Some(at), _) => (at + 1, s.to),
        (None, Some(at)) => (at + 1, t.find(at, s.to, &[&["mee"]])?),
        (None, None) => return None,
    };
    let companions = (from..to).map(|at| companion(t, at, to)).sum::<u32>();
    (companions > 0).then_some((companions + 1, companions + 1, from - 1, to))
}

/// One person or more begins here: an article or a number before a plain noun.
fn companion(t: Tokens<'_, '_>, at: usize, to: usize) -> u32 {
    let noun = at + 1 < to && t.word(at + 1) == Word::Other;
    if t.is(at, &["mijzelf", "mezelf", "ondergetekende", "myself"]) {
        return 1;
    }
    if t.is(at, &["de", "zijn", "haar", "a", "the", "een", "één"]) && noun {
        return 1;
    }
    match t.count(at) {
        Some(count) if noun && count <= 20 => count,
        _ => 0,
    }
}

/// "Hij komt alleen."
fn alone(t: Tokens<'_, '_>, s: Sentence) -> Option<Size> {
    let at =
        t.find(s.from, s.to, &[&["komt", "alleen"], &["kom", "alleen"], &["comes", "alone"]])?;
    let ends = t.get(at + 2).is_none_or(|next| matches!(next.word, Word::Sign(_)));
    ends.then_some((1, 1, at, at + 2))
}
