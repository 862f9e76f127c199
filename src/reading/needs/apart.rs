//! Words of a need in a sentence that speaks of something else: what we keep of somebody, a place where
//! nobody arrives.

use super::super::cue::Cue;
use super::super::cursor::Tokens;
use super::super::sentence::Sentence;

/// "Een overzicht van mijn gegevens, waaronder mijn dieetwensen": what we know of them, and no wish.
pub(super) fn is_kept_of_them(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const KEPT: &[&str] = &[
        "bewaart",
        "bewaard",
        "bewaren",
        "opgeslagen",
        "vastgelegd",
        "inzage",
        "overzicht",
        "verwijderen",
        "wissen",
        "kopie",
    ];
    s.cues.has(Cue::Data)
        && t.any(s.from, s.to, &["gegevens", "persoonsgegevens"])
        && t.any(s.from, s.to, KEPT)
}

/// "De ramen van het station zijn vies": a place where nobody arrives.
pub(super) fn is_spoken_of(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> bool {
    t.is(at, &["station", "treinstation", "bushalte"])
        && t.was(at, &["het", "de", "dit", "ons", "the"])
        && (t.was(at - 1, &["van", "of"]) || at == s.from + 1)
        && !t.any(s.from, s.to, TRAVELS)
}

/// On the way from or to a station.
const TRAVELS: &[&str] = &[
    "komen",
    "komt",
    "kom",
    "reizen",
    "reist",
    "reis",
    "aankomen",
    "aan",
    "lopen",
    "loopt",
    "loop",
    "lopend",
    "wandelen",
    "ophalen",
    "opgehaald",
    "halen",
    "haalt",
    "haal",
    "vanaf",
    "naar",
    "bus",
    "taxi",
    "ver",
    "afstand",
    "bereikbaar",
    "trein",
    "vervoer",
    "rijdt",
    "rijden",
    "from",
    "to",
    "walk",
    "far",
    "pick",
    "collect",
    "arrive",
    "arriving",
];
