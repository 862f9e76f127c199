//! Themes: findings that hang on words rather than on a grammar.

use super::body::Body;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::token::Token;
use crate::domain::people::Theme;
use crate::domain::reading::Found;

/// Words that name a theme whole.
const THEMES: &[(Theme, Phrases)] = &[
    (Theme::Huisvesting, HUISVESTING),
    (Theme::Onderwijs, ONDERWIJS),
    (Theme::Armoede, ARMOEDE),
    (Theme::Veiligheid, VEILIGHEID),
    (Theme::Gezondheid, GEZONDHEID),
    (Theme::Participatie, PARTICIPATIE),
    (Theme::Leefbaarheid, LEEFBAARHEID),
    (Theme::Duurzaamheid, DUURZAAMHEID),
    (Theme::Jeugd, JEUGD),
    (Theme::Ondermijning, ONDERMIJNING),
];
pub(crate) const HUISVESTING: Phrases =
    &["huisvesting", "wonen", "housing", "woonbeleid", "wooncrisis"];
pub(crate) const ONDERWIJS: Phrases =
    &["school", "scholen", "basisschool", "basisscholen", "education", "schooluitval"];
pub(crate) const ARMOEDE: Phrases =
    &["schulden", "minima", "geldzorgen", "bestaanszekerheid", "poverty", "debt"];
pub(crate) const VEILIGHEID: Phrases = &["criminaliteit", "safety", "crime", "misdaad"];
pub(crate) const GEZONDHEID: Phrases =
    &["zorg", "health", "healthcare", "leefstijl", "ggz", "wijkzorg"];
pub(crate) const PARTICIPATIE: Phrases =
    &["inspraak", "zeggenschap", "participation", "bewonersbetrokkenheid"];
pub(crate) const LEEFBAARHEID: Phrases = &["liveability", "livability"];
pub(crate) const DUURZAAMHEID: Phrases = &[
    "energietransitie",
    "warmtetransitie",
    "aardgasvrij",
    "klimaat",
    "sustainability",
    "duurzaam",
    "duurzame",
    "sustainable",
    "groenaanleg",
    "ontstening",
];
pub(crate) const JEUGD: Phrases = &["jongeren", "jongerenwerk", "youth", "jongerenparticipatie"];
pub(crate) const ONDERMIJNING: Phrases = &["undermining", "subversion"];

/// Beginnings and ends of words that name a theme: "jeugdhulp", "volkshuisvesting".
const STEMS: &[(Theme, &str)] = &[
    (Theme::Huisvesting, "huisvesting"),
    (Theme::Huisvesting, "woningbouw"),
    (Theme::Huisvesting, "woningnood"),
    (Theme::Huisvesting, "woningtekort"),
    (Theme::Huisvesting, "woningmarkt"),
    (Theme::Onderwijs, "onderwijs"),
    (Theme::Armoede, "armoede"),
    (Theme::Armoede, "schuldhulp"),
    (Theme::Armoede, "schuldenproblematiek"),
    (Theme::Armoede, "schuldenaanpak"),
    (Theme::Veiligheid, "veiligheid"),
    (Theme::Gezondheid, "gezondheid"),
    (Theme::Participatie, "participatie"),
    (Theme::Leefbaarheid, "leefbaarheid"),
    (Theme::Duurzaamheid, "duurzaamheid"),
    (Theme::Duurzaamheid, "verduurzam"),
    (Theme::Duurzaamheid, "klimaat"),
    (Theme::Duurzaamheid, "waterberging"),
    (Theme::Duurzaamheid, "wateroverlast"),
    (Theme::Duurzaamheid, "vergroening"),
    (Theme::Duurzaamheid, "hittestress"),
    (Theme::Duurzaamheid, "biodiversiteit"),
    (Theme::Duurzaamheid, "energiebespar"),
    (Theme::Duurzaamheid, "warmtenet"),
    (Theme::Duurzaamheid, "zonnepane"),
    (Theme::Duurzaamheid, "isolatie"),
    (Theme::Onderwijs, "schoolverlat"),
    (Theme::Gezondheid, "ouderenzorg"),
    (Theme::Gezondheid, "mantelzorg"),
    (Theme::Gezondheid, "thuiszorg"),
    (Theme::Jeugd, "jeugd"),
    (Theme::Ondermijning, "ondermijn"),
];

/// The stems of every theme.
pub(crate) fn stems() -> impl Iterator<Item = &'static str> {
    STEMS.iter().map(|(_, stem)| *stem)
}

/// A theme is in none of these, though the word holds one.
const NO_THEME: &[&str] = &[
    "leefbaarheidsfonds",
    "veiligheidsregio",
    "veiligheidsredenen",
    "onderwijsinstelling",
    "jeugdherberg",
    "leefklimaat",
    "woonklimaat",
    "werkklimaat",
    "binnenklimaat",
];
/// Names of offices and bodies that carry a theme: "ministerie van Justitie en Veiligheid".
const BODIES: &[&str] = &[
    "ministerie",
    "minister",
    "staatssecretaris",
    "commissie",
    "directie",
    "afdeling",
    "wethouder",
    "ministry",
    "inspectie",
    "programma",
    "stichting",
    "portefeuille",
    "woordvoerder",
    "directeur",
];
const JOINTS: &[&str] = &["van", "voor", "en", "of", "and", "for", "de", "het"];
/// Behind these "zorg" and "wonen" are verbs.
const SUBJECTS: &[&str] =
    &["ik", "wij", "we", "jullie", "u", "zij", "ze", "die", "er", "mensen", "bewoners"];
const CARE_FOR: &[&str] = &["voor", "dat", "ervoor", "er", "dan", "ik", "wij", "we"];

/// What may name a theme.
const NAMES_THEME: &Cues = &Cues::these(&[Cue::Theme, Cue::ThemePart]);

/// The subjects that the writer names, in the order in which they stand.
pub(crate) fn themes(body: &Body<'_>) -> Vec<Found<Theme>> {
    let t = body.tokens();
    let mut found: Vec<Found<Theme>> = Vec::new();
    let named = body.sentences.iter().filter(|s| s.cues.meets(NAMES_THEME));
    for at in named.flat_map(|s| t.places(s.from, s.to, NAMES_THEME)) {
        let Some(token) = t.get(at) else { continue };
        let Some(value) = theme(token) else { continue };
        let undermining = token.is("criminaliteit") && t.was(at, &["ondermijnende"]);
        let meant =
            !undermining && !is_verb(t, at) && !in_name_of_body(t, at) && !is_where_they_are(t, at);
        if meant && !found.iter().any(|f| f.value == value) {
            found.push(Found { value, span: token.span() });
        }
    }
    found
}

fn theme(token: &Token<'_>) -> Option<Theme> {
    if token.cues.has(Cue::Theme) {
        let whole = THEMES.iter().find(|(_, words)| token.is_any(*words));
        return whole.map(|(theme, _)| *theme);
    }
    let lower: &str = token.lower;
    if !token.word.is_other() || !token.cues.has(Cue::ThemePart) {
        return None;
    }
    let holds = |stem: &str| lower.starts_with(stem) || lower.ends_with(stem);
    let by_stem = STEMS.iter().find(|(_, stem)| holds(stem)).map(|(theme, _)| *theme);
    by_stem.filter(|_| !NO_THEME.iter().any(|word| lower.starts_with(word)))
}

/// "ik zorg dat", "wij wonen in": no theme.
fn is_verb(t: Tokens<'_, '_>, at: usize) -> bool {
    if !t.is(at, &["zorg", "wonen"]) || t.get(at).is_some_and(|w| w.starts_upper() && at > 0) {
        return false;
    }
    let noun = t.was(at, &["de", "aan", "in", "over", "en", "goede", "van", "onze"]);
    t.was(at, SUBJECTS) || t.is(at, &["zorg"]) && t.is(at + 1, CARE_FOR) && !noun
}

/// "Ik moet invallen op school", "ik haal haar van school": where somebody is kept, and no subject.
fn is_where_they_are(t: Tokens<'_, '_>, at: usize) -> bool {
    const NEAR: usize = 8;
    const KEPT: &[&str] = &[
        "moet", "moeten", "invallen", "inval", "werk", "werkt", "sta", "staat", "haal", "halen",
        "haalt", "breng", "brengen", "brengt",
    ];
    let near = at.saturating_sub(NEAR)..at;
    t.is(at, &["school"])
        && t.was(at, &["op", "van", "naar"])
        && near.into_iter().any(|i| t.is(i, KEPT))
}

/// A word with a capital in the name of a ministry, a committee, a portfolio.
fn in_name_of_body(t: Tokens<'_, '_>, at: usize) -> bool {
    const LONGEST_NAME: usize = 8;
    let capital = |at: usize| t.get(at).is_some_and(Token::starts_upper);
    if !capital(at) {
        return false;
    }
    // "Namens Haarzicht Wonen": what the firm is called.
    if t.is(at, &["wonen"]) && at > 1 && capital(at - 1) && t.word(at - 2).is_other() {
        return true;
    }
    (at.saturating_sub(LONGEST_NAME)..at)
        .rev()
        .take_while(|&i| {
            t.is(i + 1, JOINTS)
                || t.is(i + 1, &[",", "-"])
                || t.get(i + 1).is_some_and(Token::starts_upper)
        })
        .any(|i| t.is(i, BODIES))
}
