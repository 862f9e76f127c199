//! What a mail is after that is no visit of its own party, though it may speak of one: a journalist
//! who heard of a visit, a bewoner who wants none, whoever wants to be called.
//!
//! A person handles each of these. The trap is the office that brings a camera crew or leaves a number
//! "voor vragen": only what the writer is or asks counts, and not what they speak of. Whoever asks for
//! a visit of their own beside it has asked for a visit.

use super::body::Body;
use super::cue::{Cue, Cues, Phrases};
use super::cursor::Tokens;
use super::people::phone_in;
use super::sentence::Sentence;
use super::spoken::wants_time;
use crate::domain::reading::{Errand, Found, Intent, Reading};

/// The writer makes news.
pub(crate) const PRESS: Phrases = &[
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
    "voor onze krant",
    "voor onze lezers",
    "voor onze uitzending",
    "i am a journalist",
    "we are making a documentary",
];
/// What news is made of: an office speaks of it too.
pub(crate) const PRESS_WORK: Phrases = &[
    "persvraag",
    "persvragen",
    "persverzoek",
    "perscheck",
    "voor een reportage",
    "voor een documentaire",
    "voor ons programma",
    "voor een artikel",
    "press enquiry",
    "press inquiry",
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
    "laat ons met rust",
    "laat ons eens met rust",
    "laat ons nu met rust",
    "laat mij met rust",
    "laat de wijk met rust",
    "laat de buurt met rust",
    "laat de bewoners met rust",
    "laat deze wijk met rust",
    "laat deze buurt met rust",
    "laat onze wijk met rust",
    "laat onze buurt met rust",
    "spandoek",
    "spandoeken",
    "aapjes kijken",
    "aapjes komen kijken",
    "blijf weg",
    "blijf uit",
    "willen geen politici",
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
    "bellen",
    "belt",
    "telefoneren",
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
/// Somebody else writes from now on: whoever says so, or the one whom they name.
pub(crate) const TAKES_OVER: Phrases = &[
    "ik ben de opvolger",
    "ik ben de opvolgster",
    "ik ben zijn opvolger",
    "ik ben haar opvolger",
    "ik ben haar opvolgster",
    "als opvolger van",
    "als opvolgster van",
    "mijn opvolger",
    "mijn opvolgster",
    "voortaan aan mij",
    "voortaan naar mij",
    "voortaan bij mij",
    "voortaan met mij",
    "vanaf nu aan mij",
    "vanaf nu naar mij",
    "neem dit over van",
    "neem het over van",
    "neem dit dossier over",
    "neem deze zaak over",
    "neem de correspondentie over",
    "neem zijn taken over",
    "neem haar taken over",
    "neem zijn werk over",
    "neem haar werk over",
    "i am the successor",
    "my successor",
    "i am taking over from",
    "i have taken over from",
    "from now on to me",
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

/// The lists of which a sentence has one when it says what the mail is after.
const NAMES_ONE: &Cues = &Cues::these(&[
    Cue::ErrandSecret,
    Cue::ErrandRecords,
    Cue::ErrandPress,
    Cue::ErrandPressWork,
    Cue::ErrandProtest,
    Cue::ErrandTraining,
    Cue::ErrandInvites,
    Cue::ErrandRoom,
    Cue::ErrandHearsay,
    Cue::ErrandTakesOver,
    Cue::ErrandCall,
]);

/// What the mail is after, if a person must handle it. First what must not be told in a room, and
/// what the law gives days for, whoever asks.
pub(super) fn errand(
    body: &Body<'_>,
    reading: &Reading<'_>,
    sender: Option<&str>,
) -> Option<Found<Errand>> {
    let signed = makes_news(reading, sender);
    let sentences: Vec<Sentence> = body.saying(NAMES_ONE).collect();
    let mut order = [Errand::Secret, Errand::Records].into_iter().chain(Errand::ALL);
    let found = |value| {
        if value == Errand::Press && signed {
            return Some(Found { value, span: [0, 0] });
        }
        let s = sentences.iter().find(|s| is_after(body, reading, s, value))?;
        Some(Found { value, span: body.tokens().span(s.from, s.to) })
    };
    order.find_map(found)
}

fn is_after(body: &Body<'_>, reading: &Reading<'_>, s: &Sentence, errand: Errand) -> bool {
    let said = match errand {
        // Who these are or what they ask, a visit beside it does not change.
        Errand::Secret => return s.cues.has(Cue::ErrandSecret),
        Errand::Records => return s.cues.has(Cue::ErrandRecords),
        Errand::Press if s.cues.has(Cue::ErrandPress) => return true,
        Errand::Press => makes_it_for_news(body, s),
        Errand::Protest => s.cues.has(Cue::ErrandProtest),
        Errand::Training => wants_to_learn(body, s),
        Errand::Invitation => s.cues.has(Cue::ErrandInvites),
        Errand::Room => s.cues.has(Cue::ErrandRoom) && s.cues.has(Cue::ErrandHires),
        Errand::Hearsay => is_hearsay(body, reading, s),
        Errand::TakesOver => s.cues.has(Cue::ErrandTakesOver) && is_of_the_writer(body, s),
        // Who names no moment and wants to be called tells it then.
        Errand::Call => return asks_for_a_call(body, s) && !wants_time(body, reading),
    };
    said && !asks_beside(body, reading, s)
}

/// What a subject that the writer made up says. A subject that names a visit says what it is about.
pub(super) fn in_subject(subject: &Body<'_>, reading: &Reading<'_>) -> Option<Errand> {
    let has = |cue| subject.cues.has(cue);
    if has(Cue::ErrandSecret) {
        return Some(Errand::Secret);
    }
    if has(Cue::ErrandRecords) {
        return Some(Errand::Records);
    }
    if has(Cue::ErrandPress) || has(Cue::ErrandPressWork) {
        return Some(Errand::Press);
    }
    if has(Cue::VisitNoun) || reading.has(Intent::VisitRequest) {
        return None;
    }
    let told = [
        (Errand::Protest, Cue::ErrandProtest),
        (Errand::Training, Cue::ErrandTraining),
        (Errand::Invitation, Cue::ErrandInvites),
    ];
    told.into_iter().find(|(_, cue)| has(*cue)).map(|(errand, _)| errand)
}

/// Whether another sentence asks for a visit of the writer's own party.
fn asks_beside(body: &Body<'_>, reading: &Reading<'_>, errand: &Sentence) -> bool {
    let t = body.tokens();
    let asked = reading.intents.iter().find(|found| found.value == Intent::VisitRequest);
    let Some(Found { span: asked, .. }) = asked else { return false };
    let holds = |s: &Sentence| {
        let span = t.span(s.from, s.to);
        span[0] <= asked[0] && asked[1] <= span[1]
    };
    let asks = |s: &Sentence| {
        let comes = holds(s) || s.cues.has(Cue::GoesVisiting);
        comes && (s.asks || s.cues.has(Cue::PlainWish)) && !s.cues.has(Cue::ErrandHearsay)
    };
    body.sentences.iter().any(|s| s.from != errand.from && asks(s))
}

/// "Persvraag: ...", "mogen wij filmen voor een documentaire": and not "er loopt een fotograaf mee
/// voor een reportage".
fn makes_it_for_news(body: &Body<'_>, s: &Sentence) -> bool {
    let t = body.tokens();
    let headed = t.is(s.from, &["persvraag", "persverzoek", "perscheck", "press"]);
    let ours = || (s.from..s.to).any(|at| t.is(at, &["wij", "we", "ik", "i"]));
    s.cues.has(Cue::ErrandPressWork) && (headed || ours())
}

/// "Mag ik bij u stage lopen", "ik zoek een stageplek": and not "jongeren die stage lopen".
fn wants_to_learn(body: &Body<'_>, s: &Sentence) -> bool {
    if !s.cues.has(Cue::ErrandTraining) || s.cues.has(Cue::GoesVisiting) {
        return false;
    }
    let t = body.tokens();
    let Some((told, _)) = t.first(s.from, s.to, Cue::ErrandTraining) else { return false };
    let said = |words: &[&str]| (s.from..told).rev().find(|&at| t.is(at, words));
    let others = said(&["die", "met", "wie", "who", "with"]);
    let seeks = said(&["zoek", "solliciteer", "looking", "apply"]);
    let does = said(&["ik", "i"]).filter(|_| t.is(told, &["stage"]));
    seeks.or(does).is_some_and(|at| others.is_none_or(|other| other < at))
}

/// "Als opvolger van Petra neem ik dit over": and not the minister who comes as the successor of another.
fn is_of_the_writer(body: &Body<'_>, s: &Sentence) -> bool {
    let t = body.tokens();
    const WRITER: &[&str] = &["ik", "mij", "me", "mijn", "neem", "i", "my"];
    (s.from..s.to).any(|at| t.is(at, WRITER))
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
    let t = body.tokens();
    let orders = t.is(s.from, &["bel", "belt", "call", "ring", "terugbelverzoek"]);
    // "Graag 16 april, wij bellen nog": of a bare verb nobody knows who is to call.
    let is_bare = |at: usize| t.is(at, &["bellen", "belt", "telefoneren"]);
    let wishes = || t.each(s.from, s.to, Cue::ErrandCall).any(|at| !is_bare(at));
    s.asks || orders || s.cues.has(Cue::PlainWish) && wishes()
}

/// "Klopt het dat de minister vrijdag in Vollenhoven op bezoek komt?": the visit that was found is
/// somebody else's. "Ik las dat u bezoekers ontvangt en wil graag komen" asks for one.
fn is_hearsay(body: &Body<'_>, reading: &Reading<'_>, s: &Sentence) -> bool {
    let t = body.tokens();
    if !s.cues.has(Cue::ErrandHearsay) || s.cues.has(Cue::Gladly) || goes_on_to_ask(t, s) {
        return false;
    }
    let says = (s.from..s.to).find_map(|at| t.cue(at, Cue::ErrandHearsay).map(|long| at + long));
    let ours = says.is_some_and(|at| t.is(at, &["u", "jullie", "you", "m50", "er", "wij", "we"]));
    let span = t.span(s.from, s.to);
    let inside = |found: &Found<Intent>| span[0] <= found.span[0] && found.span[1] <= span[1];
    let visit = |found: &Found<Intent>| match found.value {
        Intent::VisitRequest => true,
        // "Klopt het dat Kamerlid Bos vrijdag komt?" asks after the visit of somebody.
        Intent::Inquiry => s.cues.has(Cue::Coming) && s.cues.has(Cue::Office),
        Intent::Choose
        | Intent::ProposeOther
        | Intent::Decline
        | Intent::Change
        | Intent::Cancel
        | Intent::Reserve
        | Intent::Details
        | Intent::Privacy
        | Intent::Thanks
        | Intent::Complaint
        | Intent::Other => false,
    };
    !ours && reading.intents.iter().any(|found| visit(found) && inside(found))
}

/// "Ik hoorde dat het goed gaat, kan ons Kamerlid langskomen?"
fn goes_on_to_ask(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const MAY: &[&str] = &["kan", "kunnen", "mag", "mogen", "zou", "zouden", "can", "could", "may"];
    let told = t.at(s.from, s.to, Cue::ErrandHearsay).unwrap_or(s.from);
    let asks = (told..s.to).find(|&at| t.is_sign(at, ',') && t.is(at + 1, MAY));
    asks.is_some_and(|at| {
        let behind = t.cues(at + 1, s.to);
        behind.has(Cue::GoesVisiting) || behind.has(Cue::Coming)
    })
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
            ("Belt u ons woensdag even?", Some(Errand::Call)),
            ("Zullen we woensdag even bellen?", Some(Errand::Call)),
            ("Wij komen graag op 16 april en bellen nog.", None),
            ("Bel mij even op 06-12121212.", Some(Errand::Call)),
            ("Bel mij even als er iets onduidelijk is.", None),
            ("Graag nodigen wij u uit voor ons congres op 16 april.", Some(Errand::Invitation)),
            ("Mogen wij op 16 april gebruik maken van een zaal?", Some(Errand::Room)),
            ("Graag geen enkele ruchtbaarheid aan dit bezoek.", Some(Errand::Secret)),
            (
                "Ik ben de opvolger van Femke Bos. Schrijft u voortaan aan mij?",
                Some(Errand::TakesOver),
            ),
            ("Vanaf 1 april is Tom Kok mijn opvolger.", Some(Errand::TakesOver)),
            ("Als opvolger van Petra Bos schrijf ik u.", Some(Errand::TakesOver)),
            ("De opvolger van de minister komt ook mee.", None),
            ("Als opvolger van minister Vos wil minister Bos graag langskomen op 16 april.", None),
            ("Kamerlid Bos, als opvolger van Kamerlid Vos, komt graag langs op 16 april.", None),
            ("Het Kamerlid komt graag langs op 16 april. Er komt een cameraploeg mee.", None),
            ("Wij komen graag langs. U kunt mij bellen op 06-12121212.", None),
            ("Wij komen graag langs. Kunt u mij bellen bij vragen?", None),
            ("Wij horen dat u Kamerleden ontvangt en willen graag langskomen op 16 april.", None),
            ("Wij spreken graag bewoners over de leegstaande ruimte.", None),
            ("Mogen wij op 16 april filmen voor een documentaire?", Some(Errand::Press)),
            ("Ik zoek een stageplek vanaf 12 april.", Some(Errand::Training)),
            (
                "Ik hoor dat er een werkbezoek komt op 12 april. Laat ons met rust.",
                Some(Errand::Protest),
            ),
            (
                "Het Kamerlid spreekt graag met jongeren die geen stageplek vinden, op 16 april.",
                None,
            ),
            (
                "Ik hoorde dat het goed gaat in Vollenhoven, kan ons Kamerlid 12 maart langskomen?",
                None,
            ),
        ] {
            let found = read_text(text, &context).errand.map(|found| found.value);
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn whoever_asks_for_a_visit_of_their_own_has_asked_for_one() {
        let (places, policy) = (Gazetteer::default(), Policy::default());
        let now = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
        let context = Context::new(now, &places, &policy);
        for beside in [
            "Er loopt een fotograaf mee voor een reportage.",
            "Persvragen lopen via onze woordvoerder.",
            "Kunnen wij na afloop gebruik maken van een ruimte om na te praten?",
            "Wij willen de bewoners verder met rust laten.",
            "Er komen geen politici mee, alleen ambtenaren.",
            "Er hangen spandoeken, hoorden wij.",
            "Na afloop nodigen wij u graag uit voor een tegenbezoek.",
            "Wij spreken ook graag met jongeren die stage lopen.",
        ] {
            let text = format!("Ons Kamerlid komt graag langs op 16 april. {beside}");
            let reading = read_text(&text, &context);
            assert!(reading.has(Intent::VisitRequest), "{text}");
            assert_eq!(reading.errand.map(|found| found.value), None, "{text}");
        }
        let text = "Ons Kamerlid komt graag langs op 16 april. Wij maken een documentaire.";
        let found = read_text(text, &context).errand.map(|found| found.value);
        assert_eq!(found, Some(Errand::Press), "{text}");
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
