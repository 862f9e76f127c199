//! Facts that are added to a visit or corrected, and agreeing with a reservation.

use super::leave::goes_on;
use super::visit::any_agreed;
use super::{Cue, Cues, Phrases, Sentence, Span, Text, feelings, is_wanted};
use crate::domain::people::Need;
use crate::domain::reading::{Doubt, Found, Wish};
use crate::reading::cursor::Tokens;
use crate::reading::promise::promises;
use crate::reading::token::Word;

/// A word of adding or correcting.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) span: Span,
    /// It can only be about a visit that is agreed.
    pub(super) about_agreed: bool,
}

pub(crate) const ADDS: Phrases = &[
    "praktische zaken",
    "praktische punten",
    "praktische informatie",
    "kleine aanpassing",
    "aanvulling op",
    "ter aanvulling",
    "een aanvulling",
    "aanvulling :",
    "nog vergeten",
    "vergeten te",
    "vergeten door",
    "vergat",
    "correctie",
    "geef ik door",
    "geven wij door",
    "geven we door",
    "zoals toegezegd",
    "zoals gevraagd",
    "zoals beloofd",
    "u vroeg",
    "je vroeg",
    "gewijzigde deelnemers",
    "verkeerd telefoonnummer",
    "verkeerde telefoonnummer",
    "verkeerd nummer",
    "nieuw telefoonnummer",
    "nieuw nummer",
    "ander nummer",
    "kleine update",
    "update :",
    "kleine wijziging",
    "we zijn toch",
    "wij zijn toch",
    "forgot to",
    "correction",
    "small update",
    "small change",
    "bijgaand de",
    "hierbij de namen",
    "hierbij de lijst",
    "hierbij de deelnemers",
    "hierbij de deelnemerslijst",
    "hierbij het kenteken",
    "hierbij de gegevens",
    "hierbij de kentekens",
    "deelnemerslijst",
    "lijst met namen",
    "namenlijst",
    "lijst van deelnemers",
    "nummer aanpassen",
    "anders dan eerder",
    "persoon minder",
    "persoon meer",
    "één minder",
];
pub(crate) const CORRECTS: Phrases = &[
    "in plaats van",
    "i.p.v",
    "i.p.v.",
    "ipv",
    "instead of",
    "toch geen",
    "toch wel",
    "voortaan",
    "ook nog",
    "komt nog",
    "gaat mee",
    "kenteken",
    "kentekens",
    "namen van",
    "names of",
    "licence plate",
    "een van de deelnemers",
    "een van de gasten",
    "een van ons",
    "one of our guests",
    "one of us",
    "vergezellen",
    "vergezelt",
    "komt mee",
    "komen mee",
    "sluit aan",
    "neemt het van mij over",
    "neemt het van me over",
    "neemt de ontvangst over",
    "neemt de ontvangst waar",
    "uitgebreid met",
    "deelnemers",
];
/// Words for how somebody can be reached.
pub(crate) const CONTACT: Phrases = &[
    "telefoonnummer",
    "nummer",
    "mobiel",
    "bereikbaar op",
    "contactpersoon",
    "e-mailadres",
    "mailadres",
    "phone number",
    "contact person",
    "haar bellen op",
    "hem bellen op",
    "bereiken op",
];

/// The words with which facts are added or corrected.
pub(super) fn said(text: &Text<'_, '_>) -> Option<Said> {
    const ADDING: &Cues = &Cues::these(&[Cue::AddsFacts]);
    let mut given = text.saying(ADDING).filter(|s| !is_to_follow(text, s));
    let added = given.find_map(|s| text.place_in(s, Cue::AddsFacts));
    let strong = added.map(|span| Said { span, about_agreed: true });
    let weak = || {
        let told = text.place(Cue::CorrectsFacts).or_else(|| contact(text));
        // Who does not come may still come to another end than the one who does.
        let instead = || goes_on(text).filter(|_| text.place(Cue::NotComing).is_none());
        let span = told.or_else(|| joins_in(text)).or_else(instead)?;
        let informs = text.reading.questions.is_empty();
        informs.then(|| Said { span, about_agreed: any_agreed(text) && !text.wants_time() })
    };
    strong.or_else(weak)
}

/// "De definitieve deelnemerslijst volgt": a fact that is still to be told.
fn is_to_follow(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let any = |words: &[&str]| (s.from..s.to).any(|at| text.t.is(at, words));
    any(&["volgt", "volgen"]) && !any(&["hier", "hierbij", "hieronder", "hierna", "onder"])
}

/// "Er sluit nog iemand van de provincie aan bij het bezoek": one more, at a visit that is agreed.
fn joins_in(text: &Text<'_, '_>) -> Option<Span> {
    const JOINING: &Cues = &Cues::these(&[Cue::JoinsVisit]);
    text.saying(JOINING)
        .filter(|s| text.agreed && !s.asks)
        .find_map(|s| text.apart(s, Cue::JoinsVisit, &["aan", "mee"]))
}

/// The verbs of joining, of which the particle stands further on.
pub(crate) const JOINS: Phrases = &["sluit", "sluiten", "gaat", "gaan", "komt", "reist", "reizen"];

/// A phone number or a contact person, told in a sentence of its own.
fn contact(text: &Text<'_, '_>) -> Option<Span> {
    const REACHED: &Cues = &Cues::these(&[Cue::ContactFacts]);
    text.saying(REACHED).filter(|s| !s.asks).find_map(|s| {
        let number = (s.from..s.to).any(|at| text.t.word(at) == Word::OddNumber);
        let person = text.has(s, Cue::ContactPerson);
        text.place_in(s, Cue::ContactFacts).filter(|_| number || person)
    })
}

/// Facts and nothing else: needs, a party, times, without a word about visiting.
pub(super) fn only_facts(text: &Text<'_, '_>) -> Option<Span> {
    let reading = text.reading;
    if reading.choice.is_some() || feelings::thanks(text).is_some() {
        return None;
    }
    let promised =
        |wish: &Wish| text.body.sentence_at(wish.span).is_some_and(|s| promises(text.t, &s));
    let wishes = reading.when.iter().any(|w| is_wanted(w.modality) && !promised(w));
    let wishes = wishes || reading.doubts.iter().any(|d| matches!(d, Doubt::NoSuchDate { .. }));
    // What a question names is asked, not told.
    let asked =
        |span: Span| reading.questions.iter().any(|q| q.span[0] <= span[0] && span[1] <= q.span[1]);
    let party = reading.party.as_ref().is_some_and(|party| !asked(party.span));
    // Who makes a broadcast and asks something tells so, and says nothing of a visit.
    let reports = |need: &Found<Need>| {
        let makes = |s: Sentence| s.cues.has(Cue::NeedReport);
        need.value == Need::Pers
            && !reading.questions.is_empty()
            && text.body.sentence_at(need.span).is_some_and(makes)
    };
    let needs = reading.needs.iter().any(|need| !asked(need.span) && !reports(need));
    let facts = party || needs || reading.no_press.is_some();
    let times = wishes && reading.questions.is_empty() && !only_goodbye(text);
    let stated = any_agreed(text) && states_a_fact(text);
    (facts && !wishes || times || stated).then(|| text.whole())
}

/// A need or a party that is told, not asked about.
fn states_a_fact(text: &Text<'_, '_>) -> bool {
    let tells = |span: Span| text.body.sentence_at(span).is_some_and(|s| !s.asks);
    let reading = text.reading;
    let party = reading.party.as_ref().is_some_and(|party| tells(party.span));
    party || reading.no_press.is_some() || reading.needs.iter().any(|need| tells(need.span))
}

/// "Tot donderdag!"
fn only_goodbye(text: &Text<'_, '_>) -> bool {
    let said = text.sentences().filter(|s| text.names_time(s));
    let mut said = said.peekable();
    said.peek().is_some() && said.all(|s| text.t.is(s.from, &["tot"]) && s.to - s.from <= 5)
}

pub(crate) const RESERVE: Phrases = &[
    "onder voorbehoud",
    "onder het voorbehoud",
    "onder enig voorbehoud",
    "met voorbehoud",
    "voorlopig akkoord",
    "subject to",
    "provisionally",
    "provisional",
    "tentatively",
    "tentative",
    "provided that",
];
/// Softer words, which reserve only beside a choice.
pub(crate) const RESERVE_SOFT: Phrases = &[
    "mits",
    "voorlopig",
    "voorlopige",
    "voorbehoud",
    "definitieve bevestiging",
    "definitief uitsluitsel",
    "nog niet definitief",
    "nog te bevestigen",
    "tenzij",
    "als de agenda",
    "na akkoord",
    "na goedkeuring",
    "na toestemming",
    "na instemming",
    "na groen licht",
    "pencil",
    "potlood",
    "pencilled",
    "penciled",
    "to be confirmed",
    "unless",
    "niets toezeggen",
    "niet toezeggen",
    "geen toezegging",
    "niets beloven",
    "het moet nog langs",
    "dit moet nog langs",
    "dat moet nog langs",
    "moet het nog langs",
    "moet dit nog langs",
    "moet nog langs de",
    "instemt",
    "het goedkeurt",
    "dat goedkeurt",
    "dit goedkeurt",
    "bevestig dat morgen",
    "bevestig dat later",
    "bevestig dat nog",
    "bevestig het morgen",
    "bevestig het later",
    "bevestig het nog",
    "bevestigen dat morgen",
    "bevestigen dat later",
    "bevestigen dat nog",
    "bevestigen het morgen",
    "bevestigen het later",
    "bevestigen het nog",
];
/// Words that doubt what their clause says, and so reserve where that is the choice: "optie 2 past
/// waarschijnlijk", not "waarschijnlijk komen wij met de trein".
pub(crate) const HEDGES: Phrases = &[
    "alvast vrij",
    "goedkeurt",
    "waarschijnlijk",
    "vermoedelijk",
    "probably",
    "hopefully",
    "hopelijk",
];
/// Words that put the last word off, which reserve in the sentence of the choice.
pub(crate) const PUTS_OFF: Phrases = &[
    "op terug",
    "er nog op terug",
    "definitief hoort",
    "bevestig ik morgen",
    "bevestig ik later",
    "bevestig ik nog",
    "bevestigen wij morgen",
    "bevestigen wij later",
    "bevestigen we morgen",
    "bevestigen we later",
    "will confirm",
    "i'll confirm",
    "we'll confirm",
    "shall confirm",
    "to confirm later",
    "get back to you",
];

/// What the writer must still do before the choice stands.
pub(crate) const CHECKS: Phrases = &[
    "checken",
    "afstemmen",
    "overleggen",
    "bevestigen",
    "navragen",
    "voorleggen",
    "goedkeuring",
    "goedkeuren",
    "bevestigd",
    "instemming",
    "instemmen",
    "toestemming",
    "groen licht",
    "akkoord van",
    "fiat",
    "go-ahead",
    "approval",
    "check",
    "confirm",
];

/// Agreeing "onder voorbehoud"; not "zonder voorbehoud".
pub(super) fn reserves(text: &Text<'_, '_>, chosen: bool) -> Option<Span> {
    const RESERVES: &Cues = &Cues::these(&[Cue::Reserves]);
    let firm = text.saying(RESERVES).find_map(|s| {
        let asked = s.asks || text.has(s, Cue::Without);
        text.place_in(s, Cue::Reserves).filter(|_| !asked)
    });
    let agreed = chosen || text.agreed;
    let unsure = || text.about.and_then(|_| wonders_whether(text));
    firm.filter(|_| agreed || text.offered)
        .or_else(|| {
            const SOFT: &Cues = &Cues::these(&[
                Cue::ReservesSoftly,
                Cue::HedgesChoice,
                Cue::StillChecks,
                Cue::PutsOff,
            ]);
            let mut soft = text.saying(SOFT).filter(|s| chosen && !text.has(s, Cue::Without));
            soft.find_map(|s| {
                let still = text.has(s, Cue::StillWord);
                let checks = text.place_in(s, Cue::StillChecks).filter(|_| still && !s.asks);
                let put_off = || text.place_in(s, Cue::PutsOff).filter(|_| puts_off(text, s));
                let hedged = || hedges(text, s);
                text.place_in(s, Cue::ReservesSoftly).or(checks).or_else(hedged).or_else(put_off)
            })
        })
        .or_else(unsure)
}

/// A word that doubts the choice: in its clause, or by itself beside it ("optie 2, hopelijk").
fn hedges(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let t = text.t;
    let (at, words) = t.first(s.from, s.to, Cue::HedgesChoice).filter(|_| text.chooses_in(s))?;
    let (from, to) = clause_around(t, s, at);
    let chosen = text.reading.choice.as_ref()?.span;
    let [begins, ends] = t.span(from, to);
    let says = begins <= chosen[0] && chosen[1] <= ends
        || text.times_in(s).any(|wish| begins <= wish.span[0] && wish.span[1] <= ends);
    (says || to - from <= words + 1).then(|| t.span(at, at + words))
}

/// "I will confirm later"; not "I will confirm the number of guests later".
fn puts_off(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const FACTS: &[&str] = &["aantal", "number", "namen", "names", "kentekens", "programme"];
    let t = text.t;
    let Some(at) = t.at(s.from, s.to, Cue::PutsOff).filter(|_| text.chooses_in(s)) else {
        return false;
    };
    let (from, to) = clause_around(t, s, at);
    let fact = |i: usize| t.is(i, FACTS) || t.listed(i, Cue::PartyPeople) || t.listed(i, Cue::Need);
    !(from..to).any(fact)
}

/// From sign to sign, or "en" and "maar".
fn clause_around(t: Tokens<'_, '_>, s: &Sentence, at: usize) -> (usize, usize) {
    let ends = |i: usize| {
        matches!(t.word(i), Word::Sign(',' | ';' | ':' | '.' | '!' | '(' | ')'))
            || t.is(i, &["en", "and", "maar", "but"])
    };
    let from = (s.from..at).rev().find(|&i| ends(i)).map_or(s.from, |i| i + 1);
    (from, (at..s.to).find(|&i| ends(i)).unwrap_or(s.to))
}

/// "Het is nog onzeker of wij kunnen komen", of a visit that is agreed.
fn wonders_whether(text: &Text<'_, '_>) -> Option<Span> {
    const UNSURE: &Cues = &Cues::these(&[Cue::Unsure]);
    let mut unsure = text.saying(UNSURE).filter(|s| !s.asks);
    unsure.find_map(|s| {
        let visit = text.has(s, Cue::ToCome) || text.has(s, Cue::GoesThrough);
        text.place_in(s, Cue::Unsure).filter(|_| visit)
    })
}

/// Whether something is so, the writer does not know.
pub(crate) const UNSURE: Phrases = &[
    "onzeker of",
    "niet zeker of",
    "weten niet of",
    "weten nog niet of",
    "weet niet of",
    "weet nog niet of",
    "niet duidelijk of",
    "onduidelijk of",
    "de vraag of",
    "hangt ervan af of",
    "uncertain if",
    "uncertain whether",
    "unsure if",
    "unsure whether",
    "not sure if",
    "not sure whether",
    "not certain if",
    "not certain whether",
    "not know if",
    "not know whether",
];

/// Somebody to call.
pub(crate) const PERSON: Phrases = &["contactpersoon", "contact person"];

/// "Zonder voorbehoud" reserves nothing.
pub(crate) const WITHOUT: Phrases = &["zonder", "geen"];

/// Something comes first.
pub(crate) const STILL: Phrases = &["nog", "eerst", "still", "even"];
