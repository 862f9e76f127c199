//! Mail about how somebody was treated: their data, their displeasure, their thanks.

use super::{Cue, Cues, Phrases, Sentence, Span, Text};

pub(crate) const PRIVACY: Phrases = &[
    "avg",
    "gdpr",
    "persoonsgegevens",
    "inzageverzoek",
    "gegevensbescherming",
    "personal data",
    "privacywet",
    "recht op inzage",
    "recht op vergetelheid",
    "right to erasure",
    "right of access",
    "functionaris gegevensbescherming",
];
pub(crate) const DATA: Phrases = &[
    "gegevens",
    "naam",
    "mailadres",
    "data",
    "e-mailadres",
    "adressenbestand",
    "bestand",
    "bestanden",
    "mailinglijst",
    "verzendlijst",
    "systeem",
    "over mij",
    "van mij",
    "telefoonnummer",
    "about me",
    "on me",
];
pub(crate) const ERASE: Phrases = &[
    "verwijderen",
    "wissen",
    "wist",
    "wis",
    "verwijder",
    "verwijderd",
    "gewist",
    "vernietigen",
    "schrap",
    "schrappen",
    "inzage",
    "inzien",
    "bewaart",
    "toestemming",
    "bezwaar",
    "rectificatie",
    "delete",
    "erase",
    "remove",
    "consent",
    "hold",
    "uitschrijven",
    "kopie",
    "copy",
    "overzicht",
    "halen",
    "bewaren",
    "bewaar",
    "opgeslagen",
    "vastgelegd",
    "niet langer",
    "niet meer",
];
/// Words that mean the writer's data, and erasing, also some sentences apart.
pub(crate) const OWN_DATA: Phrases = &[
    "mijn naam",
    "mijn gegevens",
    "mijn mailadres",
    "mijn e-mailadres",
    "mijn telefoonnummer",
    "mijn adres",
    "mijn foto",
    "my name",
    "my data",
    "my details",
];
pub(crate) const ERASES: Phrases = &[
    "verwijderen",
    "verwijdert",
    "verwijder",
    "wissen",
    "wist",
    "weghalen",
    "delete",
    "erase",
    "remove",
];
/// Erasing and what is erased stand no further apart.
const NEAR: usize = 12;

/// A request about the writer's own data.
pub(super) fn privacy(text: &Text<'_, '_>) -> Option<Span> {
    let firm = || {
        if !text.says(Cue::ErasesData) {
            return None;
        }
        let about = text.t.at(0, text.body.end, Cue::OwnData)?;
        let erase = text.t.at(about, text.body.end.min(about + 25), Cue::ErasesData)?;
        Some(text.t.span(about, erase + 1))
    };
    text.place(Cue::Privacy).or_else(firm).or_else(|| {
        const ABOUT_DATA: &Cues = &Cues::these(&[Cue::Data]);
        text.saying(ABOUT_DATA).filter(|s| text.has(s, Cue::Erase)).find_map(|s| {
            let about = text.t.at(s.from, s.to, Cue::Data)?;
            let erase = text.t.at(s.from, s.to, Cue::Erase)?;
            let visit = text.has(s, Cue::OfVisits);
            let near = about.abs_diff(erase) <= NEAR && !visit;
            near.then(|| text.t.span(about.min(erase), about.max(erase) + 1))
        })
    })
}

pub(crate) const COMPLAINT: Phrases = &[
    "een klacht",
    "mijn klacht",
    "onze klacht",
    "deze klacht",
    "klacht in",
    "klacht over",
    "klacht indienen",
    "schande",
    "schandalig",
    "belachelijk",
    "onbehoorlijk",
    "schaamteloos",
    "ongepast",
    "onfatsoenlijk",
    "onacceptabel",
    "onaanvaardbaar",
    "ongehoord",
    "respectloos",
    "wanvertoning",
    "aanfluiting",
    "spuugzat",
    "het zat",
    "dit zat",
    "meer dan zat",
    "beu",
    "woedend",
    "beklag",
    "beklagen",
    "ik klaag",
    "complaint",
    "complain",
    "unacceptable",
    "disgraceful",
    "beneden alle peil",
    "zwaar teleurgesteld",
    "erg teleurgesteld",
    "zeer teleurgesteld",
    "ontevreden",
    "not satisfied",
    "dissatisfied",
    "zo gaat u niet",
    "slecht geregeld",
    "slechtste",
    "nooit meer antwoord",
    "onbeschoft",
    "very unhappy",
    "excuses verwacht",
    "verwacht excuses",
    "zwaar beledigd",
    "ons in de kou",
    "ronduit slecht",
];
/// Displeasure that two such words make.
pub(crate) const GRIEVANCES: Phrases = &[
    "troep",
    "rommel",
    "niemand die",
    "wanbeleid",
    "niets gehoord",
    "geen antwoord",
    "geen reactie",
    "krijg ik antwoord",
    "nooit",
    "derde keer",
    "drie keer",
    "reageert er niemand",
    "nog steeds niet",
    "nog steeds geen",
    "zoveelste keer",
    "vierde keer",
    "in de steek",
    "overlast",
    "dichte deur",
    "voor niets",
    "al weken",
    "al maanden",
    "boos",
    "slordig",
    "teruggebeld",
    "belde terug",
    "niet blij",
    "klopte",
    "van geen kant",
    "zat",
    "afgesnauwd",
    "excuses",
    "teleurgesteld",
    "teleurstellend",
    "niets gevraagd",
    "dit ophoudt",
    "erger me",
    "erger mij",
    "bleef het stil",
    "blijft het stil",
    "bleef stil",
    "bevreemdt",
    "verbaast mij",
    "valt mij tegen",
    "valt me tegen",
    "valt ons tegen",
    "niets vernomen",
    "moet anders",
    "moet beter",
    "kan zo niet",
    "dat kan echt niet",
    "dit kan echt niet",
    "dat kan toch niet",
    "wachten wij op antwoord",
    "wachten we op antwoord",
    "wacht ik op antwoord",
    "wachten wij op een antwoord",
    "wacht ik op een antwoord",
    "niemand nam op",
    "neemt niemand op",
    "niemand stond",
    "stond niemand",
    "niemand belde",
    "in de kou",
    "niet netjes",
    "drie keer gebeld",
    "twee keer gebeld",
    "al drie weken",
    "al twee weken",
    "al vier weken",
    "let us down",
    "feel let down",
    "still waiting for your",
    "still waiting for an answer",
    "niemand aan de lijn",
    "niemand opneemt",
    "niet weer gebeurt",
    "we are disappointed",
    "we were disappointed",
    "nobody called",
    "nobody answered",
];

/// A complaint, also one that never calls itself so: two words of displeasure near each other.
pub(super) fn complaint(text: &Text<'_, '_>) -> Option<Span> {
    const SAYS_SO: &Cues = &Cues::these(&[Cue::Complaint]);
    let said = text
        .saying(SAYS_SO)
        .find_map(|s| text.place_in(s, Cue::Complaint).filter(|_| !is_topic(text, s)));
    said.or_else(|| {
        if !text.says(Cue::Grievance) {
            return None;
        }
        let end = text.body.end;
        let first = text.t.at(0, end, Cue::Grievance)?;
        let second = text.t.at(first + 1, end.min(first + 80), Cue::Grievance)?;
        // Apologies and thanks are not for those who are angry; what they ask for elsewhere, they may
        // ask for nicely.
        let around = |s: &&Sentence| s.from <= second && first < s.to;
        let says = |cue| text.sentences().filter(around).any(|s| text.has(s, cue));
        let of_others = || says(Cue::PartyResidents) && text.says(Cue::Polite);
        (!says(Cue::Polite) && !of_others()).then(|| text.t.span(first, second + 1))
    })
}

/// What bewoners complain about is a subject to talk of.
fn is_topic(text: &Text<'_, '_>, s: &Sentence) -> bool {
    let about = text.has(s, Cue::TalkedOf);
    about && text.has(s, Cue::Wills)
}

pub(crate) const THANKS: Phrases =
    &["dank", "bedankt", "thank", "thanks", "dankbaar", "bedanken", "dankjewel", "danken"];
/// Looking back with pleasure.
pub(crate) const PLEASED: Phrases = &[
    "plezier terug",
    "genoegen terug",
    "kijken terug op",
    "kijkt terug op",
    "terug op het",
    "terug op een",
    "het was een",
    "it was a",
    "genoten",
    "indrukwekkend",
    "complimenten",
    "wat een",
    "wat was",
    "wat waren",
];
pub(crate) const GOOD: Phrases = &[
    "warm",
    "warme",
    "leuk",
    "leuke",
    "hartelijk",
    "hartelijke",
    "indrukwekkende",
    "boeiend",
    "boeiende",
    "waardevol",
    "waardevolle",
    "gastvrij",
    "gastvrije",
    "mooi",
    "mooie",
    "leerzaam",
    "leerzame",
    "inspirerend",
    "inspirerende",
    "geslaagd",
    "geslaagde",
    "fijn",
    "fijne",
    "bijzonder",
    "bijzondere",
    "prachtige",
    "goed",
    "goede",
    "plezier",
    "genoegen",
    "genoten",
    "indrukwekkend",
    "complimenten",
    "great",
    "wonderful",
    "inspiring",
    "lovely",
];
/// No praise, whatever stands beside it: "wat was de datum ook alweer".
const SOUR: &[&str] = &[
    "alweer", "ook", "slecht", "slechte", "gedoe", "boos", "nooit", "niet", "jammer", "geen",
    "toch",
];
/// What is thanked for out of manners.
pub(crate) const MANNERS: Phrases = &[
    "mail",
    "e-mail",
    "bericht",
    "berichtje",
    "voorstel",
    "voorstellen",
    "snelle",
    "vlotte",
    "advance",
    "reactie",
    "antwoord",
    "bevestiging",
    "ontvangstbevestiging",
    "uitnodiging",
    "aanbod",
    "opties",
    "begrip",
    "aandacht",
    "medewerking",
    "moeite",
    "voorhand",
    "terugkoppeling",
    "informatie",
    "message",
    "email",
    "reply",
    "invitation",
    "proposal",
    "proposals",
    "options",
    "response",
    "understanding",
    "meedenken",
];

/// Thanks that are the message; "alvast bedankt" and "dank voor uw bericht" are manners.
pub(super) fn thanks(text: &Text<'_, '_>) -> Option<Span> {
    let t = text.t;
    const THANKFUL: &Cues = &Cues::these(&[Cue::ThanksMail, Cue::Pleased]);
    text.saying(THANKFUL).filter(|s| !s.asks).find_map(|s| {
        let thanked = t.at(s.from, s.to, Cue::ThanksMail).filter(|&at| {
            let manners = t.was(at, &["alvast", "superveel", "bij", "in", "voorbaat"])
                || t.is(at + 1, &["alvast"])
                || t.at(at, s.to, Cue::Manners).is_some()
                || t.find(s.from, s.to, &[&["maar"], &["but"], &["alvast"], &["no"], &["nee"]])
                    .is_some();
            !manners
        });
        // "Wat een indrukwekkende middag was het": an exclamation over what has been.
        let sour = (s.from..s.to).any(|at| t.is(at, SOUR));
        let pleased =
            || t.at(s.from, s.to, Cue::Pleased).filter(|_| text.has(s, Cue::GoodVisit) && !sour);
        thanked.or_else(pleased).map(|at| t.span(at, at + 1))
    })
}

/// Words of a mail about visits, whose data are other data.
pub(crate) const OF_VISITS: Phrases = &["bezoek", "werkbezoek", "wijken", "pilot", "reken"];

/// Apologies and thanks are not for those who are angry.
pub(crate) const POLITE: Phrases = &["onze excuses", "excuses voor", "sorry", "graag"];

/// What bewoners complain about is a subject to talk of.
pub(crate) const TALKED_OF: Phrases = &["bewoners", "bespreken", "gesprek", "horen"];

/// Wanting to talk of it.
pub(crate) const WILLS: Phrases = &["graag", "wil", "willen"];
