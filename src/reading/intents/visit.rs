//! Words for a visit, and how a visit that is agreed already is told from one that is asked for.

use super::{Cue, Phrases, Sentence, Text};
use crate::reading::token::Word;

/// Nouns that name a visit.
pub(crate) const NOUNS: Phrases = &[
    "bezoek",
    "werkbezoek",
    "studiebezoek",
    "wijkbezoek",
    "bedrijfsbezoek",
    "fractiebezoek",
    "rondleiding",
    "afspraak",
    "komst",
    "excursie",
    "kennismaking",
    "bezoekje",
    "werkbezoekje",
    "visit",
    "tour",
    "appointment",
    "reservering",
    "boeking",
    "reservation",
    "booking",
    "afspraken",
    "bijeenkomst",
    "ontmoeting",
    "wijkwandeling",
    "rondgang",
    "wijkschouw",
    "meeting",
];
/// A visit beside the one that there is.
pub(crate) const ONE_MORE: Phrases = &[
    "nog een",
    "ook een",
    "ook nog",
    "tweede bezoek",
    "tweede werkbezoek",
    "another visit",
    "another working visit",
    "also visit",
    "second visit",
];
/// The same as phrases, and words for their date.
pub(crate) const VISIT: Phrases = &[
    "bezoek",
    "werkbezoek",
    "studiebezoek",
    "wijkbezoek",
    "fractiebezoek",
    "rondleiding",
    "afspraak",
    "komst",
    "excursie",
    "kennismaking",
    "reservering",
    "boeking",
    "visit",
    "tour",
    "appointment",
    "reservation",
    "booking",
    "wijkwandeling",
    "meeting",
];
pub(crate) const DATE: Phrases = &[
    "datum",
    "data",
    "dag",
    "tijd",
    "tijdstip",
    "moment",
    "aanvangstijd",
    "aanvang",
    "begintijd",
    "starttijd",
    "uur",
    "planning",
    "date",
    "time",
];
/// Words by which a visit shows to be agreed already.
pub(crate) const AGREED: Phrases = &[
    "afgesproken",
    "gepland",
    "geplande",
    "ingepland",
    "ingeplande",
    "afgesprokene",
    "bevestigd",
    "bevestigde",
    "bevestiging",
    "gemaakte afspraak",
    "aanstaande bezoek",
    "komende bezoek",
    "agreed",
    "scheduled",
    "planned",
    "booked",
    "as arranged",
    "staat ons",
    "zoals toegezegd",
    "zoals beloofd",
    "upcoming",
    "nog even over",
    "toegezegde",
];
pub(crate) const OURS: Phrases = &["ons", "onze", "mijn", "our", "my"];
pub(crate) const THE: Phrases = &["het", "de", "the", "dit", "dat", "this", "deze"];

/// Whether a sentence speaks of a visit that is agreed: "ons bezoek", "de afspraak", "het werkbezoek
/// van maandag", "zoals afgesproken".
pub(super) fn is_agreed(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let t = text.t;
    // "Tot donderdag!"
    let goodbye = t.is(s.from, &["tot"]) && s.to - s.from <= 5 && text.names_time(s);
    // "We zouden 14 januari komen, maar ..."
    let would = || {
        let at = t.at(s.from, s.to, Cue::WouldCome)?;
        let comes = t.find(at, s.to, &[&["komen"], &["langskomen"], &["come"]])?;
        t.find(comes, s.to.min(comes + 4), &[&["maar"], &["but"]])
    };
    let would = text.has(s, Cue::WouldCome) && would().is_some() && text.names_time(s);
    if goodbye || would || text.has(s, Cue::Agreed) {
        return true;
    }
    text.has(s, Cue::VisitNoun)
        && (s.from..s.to).any(|at| {
            t.is_cue(at, Cue::VisitNoun) && {
                // "ons geplande bezoek": an adjective may stand between.
                let ours = t.was_cue(at, Cue::Ours) || at >= 2 && t.is_cue(at - 2, Cue::Ours);
                let the = t.was_cue(at, Cue::The);
                let fixed_noun = t.is(at, &["afspraak", "reservering", "boeking", "appointment"]);
                ours || the && (fixed_noun || dated(text, s, at))
            }
        })
}

/// "het bezoek van 14 januari", "het bezoek aan Dommelbergen op 14 januari".
fn dated(text: &Text<'_, '_>, s: &Sentence, at: usize) -> bool {
    let t = text.t;
    let joins = (at + 1..s.to.min(at + 6))
        .find(|&i| t.is(i, &["van", "op", "voor", "d.d", "om", "of", "on", "for", "at"]));
    let Some(joint) = joins else { return false };
    let Some(next) = t.get(joint + 1) else { return false };
    let is_verb_between = (at + 1..joint).any(|i| t.is(i, &["kan", "zou", "kunnen", "graag"]));
    let timed = !matches!(next.word, Word::Other | Word::Sign(_))
        || text.times_in(s).take(100).any(|wish| {
            wish.span[0] >= t.get(joint).map_or(0, |j| j.span()[0])
                && wish.span[0] <= next.span()[0] + 4
        });
    timed && !is_verb_between
}

/// Whether some sentence of the text speaks of an agreed visit.
pub(super) fn any_agreed(text: &Text<'_, '_>) -> bool {
    text.agreed
}

/// "We zouden 14 januari komen, maar ...".
pub(crate) const WOULD: Phrases = &["zouden", "zou"];

/// "Wij hoorden dat de minister donderdag naar de Wilgensingel komt", "in de krant stond dat er een
/// Kamerlid komt kijken": a visit of somebody else, of which the writer heard.
pub(super) fn is_heard_of(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const TELLS: &[&str] = &["stond", "staat", "vertelde", "zei", "zegt", "gehoord", "gelezen"];
    let t = text.t;
    let heard = |at: &usize| t.listed(*at, Cue::Hears) || t.is(*at, TELLS);
    let told = |from: usize| {
        (from..s.to).find(|&at| t.is(at, &["dat"])).is_some_and(|dat| t.has(dat, s.to, Cue::Office))
    };
    // "Volgens de krant komt er vrijdag een minister".
    let reported = || t.is(s.from, &["volgens"]) && t.has(s.from, s.to, Cue::Office);
    text.has(s, Cue::Office)
        && !text.has(s, Cue::Gladly)
        && (!s.asks && reported() || (s.from..s.to).find(heard).is_some_and(told))
}

/// "Het wijkhuis is tot 7 mei dicht. Bezoek dus liefst daarna": who has the house tells when visits suit,
/// and asks for none.
pub(super) fn is_advice_of_host(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const HOUSES: &[&str] = &[
        "wijkhuis",
        "buurthuis",
        "wijkcentrum",
        "buurtcentrum",
        "buurtkamer",
        "zaal",
        "keuken",
        "gebouw",
    ];
    let t = text.t;
    let closed = |s: &Sentence| {
        let house = t.is(s.from, &["het", "de", "ons", "onze"]) && t.is(s.from + 1, HOUSES);
        house && text.has(s, Cue::Away)
    };
    t.is(s.from, &["bezoek", "bezoeken"]) && !s.asks && text.sentences().any(closed)
}
