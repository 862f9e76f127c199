//! Themes and needs: findings that hang on words rather than on a grammar.

use super::body::Body;
use super::cursor::Tokens;
use super::sentence::Sentence;
use super::token::Word;
use crate::domain::people::{Need, Theme};
use crate::domain::reading::Found;

const THEMES: &[(Theme, &[&str])] = &[
    (
        Theme::Huisvesting,
        &["huisvesting", "volkshuisvesting", "woningbouw", "woningnood", "wonen", "housing"],
    ),
    (Theme::Onderwijs, &["onderwijs", "scholen", "school", "education", "onderwijsachterstanden"]),
    (
        Theme::Armoede,
        &["armoede", "schulden", "armoedebestrijding", "schuldenproblematiek", "poverty"],
    ),
    (Theme::Veiligheid, &["veiligheid", "onveiligheid", "criminaliteit", "safety"]),
    (Theme::Gezondheid, &["gezondheid", "zorg", "gezondheidszorg", "health"]),
    (
        Theme::Participatie,
        &["participatie", "bewonersparticipatie", "participation", "zeggenschap"],
    ),
    (Theme::Leefbaarheid, &["leefbaarheid", "liveability"]),
    (Theme::Duurzaamheid, &["duurzaamheid", "verduurzaming", "energietransitie", "sustainability"]),
    (Theme::Jeugd, &["jeugd", "jongeren", "jeugdhulp", "jeugdzorg", "youth"]),
    (Theme::Ondermijning, &["ondermijning", "ondermijnende"]),
];

/// The subjects that the writer names, in the order in which they stand.
pub(crate) fn themes(body: &Body<'_>) -> Vec<Found<Theme>> {
    let mut found: Vec<Found<Theme>> = Vec::new();
    for token in body.tokens().0 {
        let theme = THEMES.iter().find(|(_, words)| token.is_any(words)).map(|(theme, _)| *theme);
        if let Some(value) = theme
            && !found.iter().any(|f| f.value == value)
        {
            found.push(Found { value, span: token.span });
        }
    }
    found
}

fn need(lower: &str) -> Option<Need> {
    let starts = |stems: &[&str]| stems.iter().any(|stem| lower.starts_with(stem));
    Some(match lower {
        "pers" | "journalist" | "journalisten" | "cameraploeg" | "press" | "media" => Need::Pers,
        "trein" | "pendelbus" | "station" | "ov" | "train" => Need::Ov,
        "lunch" | "lunchen" | "broodje" | "broodjes" => Need::Lunch,
        "dieet" | "glutenvrij" | "lactosevrij" | "halal" | "koosjer" | "vegan" => Need::Dieet,
        "tolk" | "tolken" | "gebarentaal" | "gebarentolk" | "interpreter" => Need::Tolk,
        _ if starts(&["fotograaf", "fotografe", "photograph"]) => Need::Foto,
        _ if starts(&["beveilig", "security"]) => Need::Beveiliging,
        _ if starts(&["rolstoel", "wheelchair", "scootmobiel"]) => Need::Rolstoel,
        _ if starts(&["vegetari", "veganis", "allergi", "dieet"]) => Need::Dieet,
        _ if starts(&["parkeer", "parking", "touringcar"]) => Need::Parkeren,
        _ => return None,
    })
}

/// What the guests need or bring along; what is said not to come is not in it.
pub(crate) fn needs(body: &Body<'_>) -> Vec<Found<Need>> {
    let t = body.tokens();
    let mut found: Vec<Found<Need>> = Vec::new();
    for &sentence in &body.sentences {
        for at in sentence.from..sentence.to {
            let Some(token) = t.get(at) else { break };
            if let Some(value) = need(&token.lower)
                && !is_denied(t, sentence, at)
                && !found.iter().any(|f| f.value == value)
            {
                found.push(Found { value, span: token.span });
            }
        }
    }
    found
}

/// Where the text says that no press, or nobody who takes photos, comes along.
pub(crate) fn no_press(body: &Body<'_>) -> Option<[usize; 2]> {
    let t = body.tokens();
    let sentences = body.sentences.iter().filter(|sentence| !sentence.asks);
    sentences.flat_map(|s| (s.from..s.to).map(|at| (*s, at))).find_map(|(sentence, at)| {
        let token = t.get(at)?;
        let is_press = matches!(need(&token.lower), Some(Need::Pers | Need::Foto));
        let is_photo =
            token.is_any(&["foto", "foto's", "foto’s", "fotos", "photos", "camera", "camera's"]);
        ((is_press || is_photo) && is_denied(t, sentence, at)).then_some(token.span)
    })
}

/// "géén pers", "Pers wordt niet uitgenodigd".
fn is_denied(t: Tokens<'_, '_>, sentence: Sentence, at: usize) -> bool {
    let none = ["geen", "géén", "zonder", "no", "without"];
    let negations = ["niet", "not", "níet"];
    let before = t.was(at, &none) || at >= 2 && t.is(at - 2, &none);
    let clause_end = (at..sentence.to)
        .find(|&i| matches!(t.word(i), Word::Sign(',' | ';' | '.')))
        .unwrap_or(sentence.to);
    before || (at..clause_end).any(|i| t.is(i, &negations))
}
