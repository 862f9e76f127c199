//! Not wanting a visit at all: turning down the invitation, taking back the request.
//!
//! The trap is what else may not be needed: "de tolk hoeft niet meer" declines nothing.

mod object;

use super::super::token::Word;
use super::supposed::is_supposed;
use super::visit::is_agreed;
use super::{Cue, Cues, Phrases, Sentence, Span, Text};

pub(crate) const DECLINE: Phrases = &[
    "niet te laten doorgaan",
    "niet door te laten gaan",
    "niet laten doorgaan",
    "af te zien",
    "afzien",
    "zien af",
    "ziet af",
    "zien ervan af",
    "wordt afgezien",
    "worden afgezien",
    "afgezien wordt",
    "ziet ervan af",
    "over te slaan",
    "overslaan",
    "geen belangstelling",
    "geen interesse",
    "niet geïnteresseerd",
    "not interested",
    "geen behoefte",
    "laten het hierbij",
    "laten het erbij",
    "geen gebruik",
    "laat maar .",
    "er geen tijd voor",
    "voorbijgaan",
    "voorbij gaan",
    "geen prioriteit",
    "niet op uw uitnodiging",
    "niet in op uw",
    "niet op in te gaan",
    "niet in te gaan",
    "niet op in",
    "nee bedankt",
    "nee dank",
    "no thank",
    "no thanks",
    "decided against",
    "decided not to",
    "withdraw our",
    "decline",
    "we will pass",
    "besloten niet te komen",
    "besloten het niet te doen",
    "kiezen voor een andere",
    "gekozen voor een andere",
    "een andere gemeente gekozen",
    "bezoek aan een andere gemeente",
    "bezoek aan een andere wijk",
    "bedanken voor de eer",
    "slaan wij af",
    "slaan we af",
    "aan een andere gemeente",
    "naar een andere gemeente",
    "aan een andere stad",
    "naar een andere wijk",
    "wenst niet",
    "niet wenst",
    "niet wensen",
    "wil niet komen",
    "willen niet komen",
    "van tafel",
    "niet zitten",
    "verzoek in te trekken",
    "aanvraag in te trekken",
    "verzoek intrekken",
    "aanvraag intrekken",
    "verzoek graag intrekken",
    "aanvraag graag intrekken",
    "gaan het toch niet doen",
    "wij doen het toch niet",
    "we doen het toch niet",
    "wij doen het toch maar niet",
    "we doen het toch maar niet",
];
/// What is turned down when somebody does not go into it.
pub(crate) const INVITATION: Phrases = &["uitnodiging", "aanbod", "invitation", "offer"];
pub(crate) const ACCEPTS: Phrases =
    &["gaan", "gaat", "ga", "ingaan", "aannemen", "accepteren", "aanvaarden", "accept"];
/// The choice fell on somebody else.
pub(crate) const ELSEWHERE: Phrases = &[
    "andere wijk",
    "andere gemeente",
    "andere stad",
    "andere organisatie",
    "different neighbourhood",
    "another neighbourhood",
];
/// What is no longer needed when a visit is declined; a parking place is another matter.
pub(crate) const THE_VISIT: Phrases = &[
    "werkbezoek",
    "bezoek",
    "rondleiding",
    "afspraak",
    "voorstel",
    "aanvraag",
    "visit",
    "uitnodiging",
    "verzoek",
];
pub(crate) const NOT_NEEDED: Phrases = &[
    "niet meer nodig",
    "niet langer nodig",
    "hoeft niet meer",
    "hoeven niet meer",
    "hoeft voor ons niet",
    "hoeven geen",
    "hoeft geen",
    "niet meer zinvol",
    "niet meer aan de orde",
    "no longer needed",
    "no longer need",
];

/// What may turn a visit down.
const DECLINES: &Cues = &Cues::these(&[
    Cue::Decline,
    Cue::Skips,
    Cue::SeesOff,
    Cue::Pulls,
    Cue::NoVisit,
    Cue::NoRoom,
    Cue::InPlanning,
    Cue::Invitation,
    Cue::OtherHost,
    Cue::Drops,
    Cue::NeedNot,
    Cue::NotNeeded,
    Cue::TakesOut,
    Cue::DeclinesWithThanks,
]);

/// No visit is wanted.
///
/// `asked`: a visit is asked for elsewhere, so that only a visit itself can be declined.
pub(super) fn declines(text: &Text<'_, '_>, asked: bool) -> Option<Span> {
    text.saying(DECLINES).filter(|s| !s.asks).find_map(|s| {
        if asked && !text.has(s, Cue::TheVisit) {
            return None;
        }
        let supposed = |span: &Span| !is_supposed(text, s, span[0]);
        turns_down_plainly(text, s)
            .filter(supposed)
            .or_else(|| skips(text, s))
            .or_else(|| no_visit(text, s))
            .or_else(|| turns_down(text, s))
            .or_else(|| withdraws(text, s))
            .or_else(|| frees(text, s))
            .or_else(|| declines_with_thanks(text, s))
            .or_else(|| {
                text.place_in(s, Cue::NeedNot).filter(|_| s.to - s.from <= 8 && bare(text, s))
            })
            .or_else(|| text.place_in(s, Cue::NotNeeded).filter(|_| text.has(s, Cue::TheVisit)))
    })
}

/// "Geen belangstelling", "zien af van het bezoek"; not "geen behoefte aan publiciteit".
fn turns_down_plainly(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    text.place_in(s, Cue::Decline).filter(|_| !object::is_aside(text, s))
}

/// "besloten geen werkbezoek te brengen"; not "dan is er geen bezoek mogelijk".
fn no_visit(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let visit = text.has(s, Cue::Visit) && !s.asks;
    let unplanned = text.has(s, Cue::SuitsWord) && text.has(s, Cue::NietWord);
    let asks = text.asks;
    let no_room = || {
        let wanted = text.times_in(s).any(|wish| super::is_wanted(wish.modality));
        let room = text.place_in(s, Cue::NoRoom).filter(|_| !wanted);
        let planned =
            || text.place_in(s, Cue::InPlanning).filter(|_| unplanned && !is_agreed(text, s));
        room.or_else(planned).filter(|_| visit && !asks && !text.offered || visit && unplanned)
    };
    text.place_in(s, Cue::NoVisit).filter(|_| !text.has(s, Cue::NoVisitOtherwise)).or_else(no_room)
}

/// Where a visit does not fit in.
pub(crate) const IN_PLANNING: Phrases = &["planning", "agenda", "programma"];

/// "Geen bezoek" in such a sentence declines nothing.
pub(crate) const OTHERWISE: Phrases =
    &["mogelijk", "nog geen", "mocht", "als", "geweest", "gehad", "kan geen", "gebracht", "pers"];

/// There is no room for a visit.
pub(crate) const NO_ROOM: Phrases = &[
    "geen ruimte",
    "geen tijd",
    "geen gelegenheid",
    "geen mogelijkheid",
    "geen mogelijkheden",
    "geen aanleiding",
    "geen noodzaak",
    "geen meerwaarde",
    "geen plek",
    "niet toe",
    "geen plaats",
    "no room",
    "no time",
];

/// There is no visit.
pub(crate) const NO_VISIT: Phrases =
    &["geen werkbezoek", "geen bezoek", "geen rondleiding", "no visit"];

/// "Hoeft niet meer, dank je"; not "de tolk hoeft niet meer".
pub(crate) const NEED_NOT: Phrases = &["hoeft niet meer", "niet meer nodig"];

fn bare(text: &Text<'_, '_>, s: &Sentence) -> bool {
    text.t.cue(s.from, Cue::NeedNot).is_some()
        || text.t.is(s.from, &["het", "dat"]) && text.t.cue(s.from + 1, Cue::NeedNot).is_some()
}

/// "het verzoek laten vervallen".
fn withdraws(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    text.place_in(s, Cue::Drops).filter(|_| text.has(s, Cue::TheRequest) && !s.asks)
}

/// "De drie data kunt u weer vrijgeven", of an offer of which nothing is taken.
fn frees(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let taken = text.reading.choice.is_some() || text.wants_time();
    if !text.offered || taken || text.asks || !text.has(s, Cue::TakesOut) {
        return None;
    }
    let t = text.t;
    let says = |words: &[&str]| t.any(s.from, s.to, words);
    let yours = says(&["u", "jullie", "je"]) && says(&["data", "opties", "momenten", "datums"]);
    let rest = says(&["andere", "overige", "rest", "resterende", "als", "indien", "zodra"]);
    let keeps = says(&["niet", "nog", "voordat", "tot", "tenzij", "not", "yet", "until"]);
    // Who gives the days back and asks for others declines nothing.
    let asks = || t.any(0, t.0.len(), OTHER_DAYS);
    let freed = yours && !rest && !keeps && !asks();
    text.place_in(s, Cue::TakesOut).filter(|_| freed)
}

/// Declining, or thanking for what has been.
pub(crate) const WITH_THANKS: Phrases = &["bedanken"];

/// "Helaas moeten wij bedanken voor het werkbezoek": who thanks for it with regret does not take it.
/// Whoever thanks somebody ("ik moet u nog bedanken voor ...") was there.
fn declines_with_thanks(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    const REGRETS: &[&str] = &["helaas", "genoodzaakt", "spijt"];
    const THANKED: &[&str] = &["u", "jou", "je", "jullie", "allen", "iedereen", "nog", "hartelijk"];
    // A visit that has been is thanked for, late as it is.
    const BEEN: &[&str] = &[
        "mooie",
        "fijne",
        "leuke",
        "goede",
        "prettige",
        "interessante",
        "bijzondere",
        "warme",
        "vorige",
        "vorig",
        "afgelopen",
        "laatste",
        "gisteren",
        "vandaag",
        "geweest",
        "eerder",
    ];
    const OFFERED: &[&str] =
        &["eer", "werkbezoek", "bezoek", "uitnodiging", "aanbod", "voorstel", "rondleiding"];
    let t = text.t;
    let says = |from: usize, words: &[&str]| (from..s.to).any(|at| t.is(at, words));
    if !text.has(s, Cue::DeclinesWithThanks) {
        return None;
    }
    let thanks = t.at(s.from, s.to, Cue::DeclinesWithThanks)?;
    // "Helaas moeten wij bedanken, de agenda is vol."
    let ends = matches!(t.word(thanks + 1), Word::Sign(_)) || thanks + 1 >= s.to;
    let must = (s.from..thanks).any(|at| t.is(at, &["moet", "moeten"]));
    let of_visit = t.is(thanks + 1, &["voor"]) && says(thanks, OFFERED) || ends && must;
    let regrets = (s.from..thanks).any(|at| t.is(at, REGRETS));
    let thanked = (s.from..thanks).any(|at| t.is(at, THANKED)) || says(s.from, BEEN);
    (regrets && !thanked && of_visit).then(|| t.span(thanks, thanks + 1))
}

/// Something is to be offered instead.
const OTHER_DAYS: &[&str] = &[
    "nieuw",
    "nieuwe",
    "ander",
    "andere",
    "anders",
    "later",
    "voorstel",
    "voorstellen",
    "alternatief",
    "alternatieven",
    "opnieuw",
    "other",
    "new",
    "instead",
];

/// Dropping a request.
pub(crate) const DROPS: Phrases =
    &["vervallen", "intrekken", "trekken", "terugtrekken", "withdraw"];

/// What is dropped.
pub(crate) const REQUEST: Phrases = &["verzoek", "aanvraag", "request"];

/// "gaan niet in op uw uitnodiging", "unable to accept the invitation", "kozen een andere wijk".
fn turns_down(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let t = text.t;
    let says = |words: &[&str]| t.any(s.from, s.to, words);
    // "Daar gaan wij niet op in"; not "maakt niet uit, dan gaat de uitnodiging eruit".
    let goes = || !says(&["gaan", "gaat", "ga"]) || says(&["in", "ingaan"]) && says(&["op"]);
    let refuses = text.has(s, Cue::TurnsDown) && text.has(s, Cue::Accepts) && goes();
    let invited = text.place_in(s, Cue::Invitation).filter(|_| refuses);
    invited.or_else(|| text.place_in(s, Cue::OtherHost).filter(|_| text.has(s, Cue::Chose)))
}

/// Choosing somebody else.
pub(crate) const CHOSE: Phrases = &["keuze", "gekozen", "kiezen", "kiest", "kozen", "chosen"];

/// A negation of accepting.
pub(crate) const NOT: Phrases = &["niet", "geen", "not", "unable", "cannot"];

/// "wij slaan dit werkbezoek over", "trekken onze aanvraag in": verb and particle far apart.
fn skips(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let asked = text.has(s, Cue::TheVisit);
    text.apart(s, Cue::Skips, &["over"])
        .or_else(|| text.apart(s, Cue::SeesOff, &["af"]).filter(|_| !object::is_aside(text, s)))
        .or_else(|| text.apart(s, Cue::Pulls, &["in", "terug"]).filter(|_| asked))
}

/// "Trekken ... in": taking back.
pub(crate) const PULL: Phrases = &["trekken", "trek", "trekt"];

/// "Zien ... af": forgoing.
pub(crate) const SEE: Phrases = &["zien", "zie", "ziet"];

/// "Slaan ... over": skipping.
pub(crate) const SKIP: Phrases = &["slaan", "sla", "slaat"];

/// Whether a sentence turns a visit down.
pub(super) fn turns_away(text: &Text<'_, '_>, s: &Sentence) -> bool {
    turns_down_plainly(text, s).or_else(|| skips(text, s)).or_else(|| no_visit(text, s)).is_some()
}

/// What does not suit.
pub(crate) const SUITS: Phrases = &["past"];

/// The plain negation.
pub(crate) const NIET: Phrases = &["niet"];
