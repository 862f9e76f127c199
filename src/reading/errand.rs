//! What a mail is after that is no visit of its own party, though it may speak of one: a journalist
//! who heard of a visit, a bewoner who wants none, whoever wants to be called.
//!
//! A person handles each of these, whatever else the mail asks. The trap is the office that brings a
//! camera crew or leaves a number "voor vragen": only what the writer is or asks counts, and not what
//! they speak of.

use super::body::Body;
use super::cue::{Cue, Phrases};
use super::people::phone_in;
use super::sentence::Sentence;
use crate::domain::reading::{Errand, Found, Intent, Modality, Reading};

/// The writer makes news, or says so.
pub(crate) const PRESS: Phrases = &[
    "persvraag",
    "persvragen",
    "persverzoek",
    "perscheck",
    "ik ben journalist",
    "ik ben verslaggever",
    "ik ben redacteur",
    "wij zijn journalisten",
    "wij maken een documentaire",
    "ik maak een documentaire",
    "wij maken een reportage",
    "ik maak een reportage",
    "wij maken een uitzending",
    "wij maken een podcast",
    "ik maak een podcast",
    "voor een reportage",
    "voor een documentaire",
    "voor onze krant",
    "voor onze lezers",
    "voor onze uitzending",
    "voor ons programma",
    "voor een artikel",
    "i am a journalist",
    "press enquiry",
    "press inquiry",
    "we are making a documentary",
];
/// How whoever makes news signs.
const MAKES_NEWS: &[&str] = &[
    "journalist",
    "verslaggever",
    "verslaggeefster",
    "redacteur",
    "eindredacteur",
    "redactie",
    "correspondent",
    "programmamaker",
    "documentairemaker",
    "reporter",
    "filmmaker",
];
/// Whoever lives there wants no visit.
pub(crate) const PROTEST: Phrases = &[
    "met rust",
    "spandoek",
    "spandoeken",
    "aapjes kijken",
    "aapjes komen kijken",
    "blijf weg",
    "blijf uit",
    "geen politici",
    "leave us alone",
];
/// Documents by law.
pub(crate) const RECORDS: Phrases = &[
    "wet open overheid",
    "wet openbaarheid van bestuur",
    "woo-verzoek",
    "wob-verzoek",
    "woo verzoek",
    "grond van de woo",
    "informatieverzoek",
    "freedom of information",
];
/// Somebody wants to learn the work.
pub(crate) const TRAINING: Phrases = &[
    "stage lopen",
    "stage te lopen",
    "stage doen",
    "stage te doen",
    "stageplek",
    "stageplaats",
    "stageplekken",
    "stageverzoek",
    "meewerkstage",
    "afstudeerstage",
    "afstudeerplek",
    "snuffelstage",
    "internship",
    "traineeship",
    "work placement",
];
/// The writer wants to be called.
pub(crate) const CALL: Phrases = &[
    "terugbellen",
    "terug bellen",
    "terugbelt",
    "terugbelverzoek",
    "mij bellen",
    "me bellen",
    "ons bellen",
    "mij even bellen",
    "me even bellen",
    "bel mij",
    "bel me",
    "bel ons",
    "bellen op",
    "telefonisch contact",
    "telefonisch overleggen",
    "telefonisch overleg",
    "call me",
    "call us",
    "ring me",
];
/// A call that is offered, or that hangs on something.
pub(crate) const CALL_IF: Phrases = &[
    "gerust",
    "altijd",
    "vragen",
    "vraag",
    "onduidelijkheden",
    "nodig",
    "indien",
    "mocht",
    "mochten",
    "als",
    "eventueel",
    "questions",
    "if",
    "should",
];
/// A visit of which the writer only heard.
pub(crate) const HEARSAY: Phrases = &[
    "klopt het dat",
    "klopt dat",
    "is het waar dat",
    "wij horen dat",
    "we horen dat",
    "ik hoor dat",
    "hoorde dat",
    "hoorden dat",
    "gehoord dat",
    "las dat",
    "lazen dat",
    "gelezen dat",
    "vernam dat",
    "vernamen dat",
    "vernomen dat",
    "is it true that",
    "heard that",
];
/// We are the ones who are to come.
pub(crate) const INVITES: Phrases = &[
    "nodigen u uit",
    "nodig u uit",
    "nodigen wij u",
    "nodig ik u",
    "nodigen jullie uit",
    "nodig jullie uit",
    "nodigen wij jullie",
    "nodig ik jullie",
    "nodigen wij m50",
    "nodigen m50",
    "komen jullie ook",
    "komt u ook",
    "komen jullie naar ons",
    "meldt u zich aan",
    "meld u aan",
    "invite you",
    "you are invited",
];
/// Where people meet.
pub(crate) const ROOM: Phrases = &[
    "zaal",
    "zaaltje",
    "zaalruimte",
    "vergaderzaal",
    "vergaderruimte",
    "ruimte",
    "buurthuis",
    "meeting room",
];
/// What is done with a room by whoever meets there.
pub(crate) const HIRES: Phrases = &[
    "huren",
    "te huur",
    "reserveren",
    "gebruik maken",
    "gebruik te maken",
    "gebruikmaken",
    "hire",
    "rent",
];
/// Nobody may hear of it, our rooms included.
pub(crate) const SECRET: Phrases = &[
    "ruchtbaarheid",
    "strikt vertrouwelijk",
    "streng vertrouwelijk",
    "geheimhouding",
    "geheim te houden",
    "geheim houden",
    "strictly confidential",
];

/// Errands that a few words tell, wherever they stand.
const TOLD: [(Errand, Cue); 6] = [
    (Errand::Press, Cue::ErrandPress),
    (Errand::Protest, Cue::ErrandProtest),
    (Errand::Records, Cue::ErrandRecords),
    (Errand::Training, Cue::ErrandTraining),
    (Errand::Secret, Cue::ErrandSecret),
    (Errand::Invitation, Cue::ErrandInvites),
];

/// What the mail is after, if a person must handle it.
pub(super) fn errand(
    body: &Body<'_>,
    reading: &Reading<'_>,
    sender: Option<&str>,
) -> Option<Found<Errand>> {
    let wants_time = wants_time(reading);
    let by_sentence = |s: &Sentence| {
        if hires_a_room(s) {
            Some(Errand::Room)
        } else if is_hearsay(body, reading, s) {
            Some(Errand::Hearsay)
        } else if !wants_time && asks_for_a_call(body, s) {
            Some(Errand::Call)
        } else {
            None
        }
    };
    let at = |value, s: &Sentence| Found { value, span: body.tokens().span(s.from, s.to) };
    let signed =
        || makes_news(reading, sender).then_some(Found { value: Errand::Press, span: [0, 0] });
    let mut sentences = body.sentences.iter();
    told(body).or_else(signed).or_else(|| sentences.find_map(|s| Some(at(by_sentence(s)?, s))))
}

/// What a few words tell, those of a subject too.
pub(super) fn told(body: &Body<'_>) -> Option<Found<Errand>> {
    TOLD.iter().find_map(|&(value, cue)| {
        let s = body.sentences.iter().find(|s| s.cues.has(cue))?;
        Some(Found { value, span: body.tokens().span(s.from, s.to) })
    })
}

/// The number at which the writer wants to be called, or an empty one where they tell none.
pub(super) fn call_back(body: &Body<'_>) -> Option<String> {
    let sentence = body.sentences.iter().find(|s| asks_for_a_call(body, s))?;
    Some(phone_in(body.sentence_text(*sentence)).unwrap_or_default())
}

/// Whoever signs as a journalist, or writes in the name of an editorial office.
fn makes_news(reading: &Reading<'_>, sender: Option<&str>) -> bool {
    let function = reading.writer.as_ref().and_then(|writer| writer.function.as_deref());
    let words = sender.into_iter().chain(function).flat_map(str::split_whitespace);
    words.map(str::to_lowercase).any(|word| MAKES_NEWS.contains(&word.as_str()))
}

fn asks_for_a_call(body: &Body<'_>, s: &Sentence) -> bool {
    if !s.cues.has(Cue::ErrandCall) || s.cues.has(Cue::ErrandCallIf) {
        return false;
    }
    let orders = body.tokens().is(s.from, &["bel", "call", "ring", "terugbelverzoek"]);
    s.asks || orders || s.cues.has(Cue::PlainWish)
}

fn hires_a_room(s: &Sentence) -> bool {
    s.cues.has(Cue::ErrandRoom) && s.cues.has(Cue::ErrandHires)
}

/// "Klopt het dat de minister vrijdag in Vollenhoven op bezoek komt?": the visit that was found is
/// somebody else's. "Ik las dat u bezoekers ontvangt en wil graag komen" asks for one.
fn is_hearsay(body: &Body<'_>, reading: &Reading<'_>, s: &Sentence) -> bool {
    if !s.cues.has(Cue::ErrandHearsay) || s.cues.has(Cue::Gladly) {
        return false;
    }
    let t = body.tokens();
    let says = (s.from..s.to).find_map(|at| t.cue(at, Cue::ErrandHearsay).map(|long| at + long));
    let ours = says.is_some_and(|at| t.is(at, &["u", "jullie", "you", "m50", "er", "wij", "we"]));
    let span = t.span(s.from, s.to);
    let inside = |found: &Found<Intent>| span[0] <= found.span[0] && found.span[1] <= span[1];
    let mut asked = reading.intents.iter().filter(|found| found.value == Intent::VisitRequest);
    !ours && asked.any(inside)
}

fn wants_time(reading: &Reading<'_>) -> bool {
    reading.when.iter().any(|wish| matches!(wish.modality, Modality::Want | Modality::Prefer))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::{Context, Gazetteer, Policy, read_text};
    use super::*;

    #[test]
    fn what_is_no_visit_of_the_writer_is_told_from_one_that_is() {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        for (text, wanted) in [
            ("Wij horen dat de minister vrijdag op bezoek komt. Klopt dat?", Some(Errand::Hearsay)),
            ("Persvraag: mogen wij vrijdag langskomen?", Some(Errand::Press)),
            ("Wij maken een documentaire en willen graag langskomen.", Some(Errand::Press)),
            ("Laat ons met rust met uw werkbezoek op 12 maart!", Some(Errand::Protest)),
            ("Op grond van de Wet open overheid vraag ik alle stukken.", Some(Errand::Records)),
            ("Mag ik bij u stage lopen vanaf 12 april?", Some(Errand::Training)),
            ("Kunt u mij terugbellen op 06-12121212?", Some(Errand::Call)),
            ("Graag nodigen wij u uit voor ons congres op 16 april.", Some(Errand::Invitation)),
            ("Mogen wij op 16 april gebruik maken van een zaal?", Some(Errand::Room)),
            ("Graag geen enkele ruchtbaarheid aan dit bezoek.", Some(Errand::Secret)),
            ("Het Kamerlid komt graag langs op 16 april. Er komt een cameraploeg mee.", None),
            ("Wij komen graag langs. U kunt mij bellen op 06-12121212.", None),
            ("Wij komen graag langs. Kunt u mij bellen bij vragen?", None),
            ("Wij horen dat u Kamerleden ontvangt en willen graag langskomen op 16 april.", None),
            ("Wij spreken graag bewoners over de leegstaande ruimte.", None),
        ] {
            let found = read_text(text, &context).errand.map(|found| found.value);
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn who_wants_to_be_called_tells_where() {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        let text = "Wij komen graag op 16 april. Wilt u mij bellen op 06-12121212?";
        let reading = read_text(text, &context);
        assert_eq!(reading.call_back.as_deref(), Some("06-12121212"));
        assert!(reading.errand.is_none());
    }
}
