//! Words of who does not come, where nothing is called off in so many words: "mevrouw is verhinderd", "wij
//! moeten passen", "she has been recalled".
//!
//! They cancel nothing. A person reads the mail, and until then nobody may hear that the visit simply
//! stands. The trap is what else does not come: the interpreter, the train, a colleague.

use super::Context;
use super::body::Body;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::sentence::Sentence;
use crate::domain::reading::Span;

pub(crate) const AWAY: Phrases = &[
    "zit er niet in",
    "zit er helaas niet in",
    "moeten passen",
    "moet passen",
    "moeten helaas passen",
    "verstek",
    "trekken ons terug",
    "trekt zich terug",
    "halen het niet",
    "haalt het niet",
    "haal het niet",
    "redden het niet",
    "redt het niet",
    "doe maar niet",
    "toch maar niet",
    "dan maar niet",
    "zonder ons",
    "wordt hem niet",
    "is off",
    "off for",
    "moeten bedanken",
    "moet bedanken",
    "moeten teleurstellen",
    "moet teleurstellen",
    "verontschuldigen",
    "niet om erbij te zijn",
    "er helaas niet zijn",
    "komt niet",
    "komt helaas niet",
    "komen niet",
    "komen helaas niet",
    "er niet bij",
    "er niet zijn",
    "niet van de partij",
    "heeft griep",
    "met griep",
    "is ziek",
    "ziek geworden",
    "door ziekte",
    "wegens ziekte",
    "in het ziekenhuis",
    "geopereerd",
    "overleden",
    "afgetreden",
    "opgestapt",
    "teruggeroepen",
    "zwangerschapsverlof",
    "ziekteverlof",
    "pull out",
    "recalled",
    "withdraw",
    "resigned",
    "stepped down",
    "unable to attend",
    "unable to travel",
    "unable to join",
    "cannot attend",
    "can't attend",
    "can’t attend",
    "no longer attend",
    "not attend",
    "not be attending",
    "not be there",
    "not be coming",
    "is ill",
    "taken ill",
    "in hospital",
    "passed away",
    "maternity leave",
    "sick leave",
];

/// What may say that the guest does not come.
const STAYS_AWAY: &Cues = &Cues::these(&[Cue::StaysAway, Cue::NotComing, Cue::AfterAll]);

/// Who stays away without the visit.
const OTHERS: &[&str] = &[
    "adviseur",
    "assistent",
    "assistente",
    "bewoner",
    "bewoners",
    "chauffeur",
    "collega",
    "collega's",
    "collega’s",
    "colleague",
    "interpreter",
    "medewerker",
    "medewerkers",
    "photographer",
    "voorlichter",
    "woordvoerder",
];
/// What does not suit behind them is what stands.
const COMES: &[&str] =
    &["kan", "kunnen", "komt", "komen", "kom", "lukt", "gaat", "past", "can", "come", "works"];
const OTHERWISE: &[&str] =
    &["alleen", "mee", "uit", "met", "per", "eerder", "later", "om", "vanaf", "voor", "via"];
const NOT: &[&str] = &["niet", "not", "no"];

/// The words by which the guest may stay away, in an answer to us.
pub(crate) fn stays_away(body: &Body<'_>, context: &Context<'_>) -> Option<Span> {
    let answers = context.about.is_some() || !context.offered.is_empty();
    if !answers || !body.cues.meets(STAYS_AWAY) {
        return None;
    }
    let t = body.tokens();
    let said = body.sentences.iter().filter(|s| s.cues.meets(STAYS_AWAY) && !s.asks);
    said.filter(|s| !is_of_others(t, s)).find_map(|s| {
        let first = |cue: Cue| s.cues.has(cue).then(|| t.first(s.from, s.to, cue)).flatten();
        let after_all = first(Cue::AfterAll).filter(|&(at, words)| is_refused(t, s, at, words));
        let (at, words) = first(Cue::StaysAway).or_else(|| first(Cue::NotComing)).or(after_all)?;
        // "Zij komt niet alleen", "niet met de trein".
        let last = at + words;
        let otherwise = t.was(last, NOT) && t.is(last, OTHERWISE);
        // "Ik ben er niet bij, mevrouw De Wit wel".
        let another = (last..s.to).any(|at| t.is(at, &["wel", "will"]));
        let supposed = s.cues.has(Cue::Supposed) && t.at(s.from, at, Cue::Supposed).is_some();
        (!supposed && !otherwise && !another).then(|| t.span(at, at + words))
    })
}

/// The interpreter, the train, a colleague.
fn is_of_others(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const THINGS: &Cues = &Cues::these(&[Cue::Need, Cue::NeedPart, Cue::OffElsewhere]);
    s.cues.meets(THINGS) || (s.from..s.to).any(|at| t.is(at, OTHERS))
}

/// "Kan die dag toch niet", "komt niet meer"; "bij nader inzien" alone refuses nothing.
fn is_refused(t: Tokens<'_, '_>, s: &Sentence, at: usize, words: usize) -> bool {
    let denies = (at..at + words).any(|at| t.is(at, NOT));
    denies && (s.from..s.to).any(|at| t.is(at, COMES))
}
