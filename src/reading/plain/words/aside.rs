//! The words of clauses that leave a choice as it is, each kind with its own; each list by the
//! alphabet.

/// Opens a mail.
#[rustfmt::skip]
pub(in crate::reading::plain) const GREETS: &[&str] = &[
    "beste", "dag", "dear", "geachte", "goedemiddag", "goedemorgen", "goedenavond",
    "goedendag", "hallo", "hello", "hey", "hi", "hoi", "l.s", "l.s.", "ls",
];

/// At the head of a clause that is glad of something.
#[rustfmt::skip]
pub(in crate::reading::plain) const GLAD: &[&str] = &[
    "fijn", "geweldig", "great", "leuk", "mooi", "nice", "prachtig", "super", "top", "wat",
    "what",
];

/// What it may be glad of, or thank for, beside the words of courtesy.
#[rustfmt::skip]
pub(in crate::reading::plain) const HEARTY: &[&str] = &[
    "back", "data", "dates", "datums", "fast", "gelukt", "gereageerd", "getting", "het",
    "kan", "kon", "lovely", "meedenken", "meegedacht", "mogelijkheden", "nice", "opties",
    "options", "prompt", "quick", "quickly", "reacting", "reageren", "replying", "responding",
    "response", "sending", "snelheid", "so", "such", "vlot", "vlotte", "wat", "zo", "zorg",
    "zorgen",
];

/// The words in which a fact is told of those who come.
#[rustfmt::skip]
pub(in crate::reading::plain) const FACTS: &[&str] = &[
    "aan", "aantal", "aanwezigen", "alle", "allemaal", "allen", "allergie", "allergisch",
    "and", "are", "arrive", "arriving", "at", "be", "been", "bestaat", "by", "car", "come",
    "coming", "daarvan", "de", "deelnemers", "delegatie", "die", "dieet", "door", "dus",
    "een", "eet", "eigen", "en", "er", "eten", "fractie", "fractiemedewerker",
    "fractiemedewerkers", "from", "gaan", "gaat", "gast", "gasten", "gebruik", "gebruikt",
    "gewoon", "gezelschap", "groep", "guests", "have", "hebben", "heeft", "het", "i", "ik",
    "ikzelf", "in", "incl", "inclusief", "is", "ja", "kom", "komen", "komt", "m", "man", "me",
    "medewerker", "medewerkers", "mee", "mensen", "met", "mij", "mijn", "mijzelf", "nee",
    "nog", "of", "onder", "ons", "onszelf", "onze", "op", "our", "party", "people", "per",
    "pers", "personen", "persons", "persoon", "plus", "reist", "reizen", "samen", "slecht",
    "stagiair", "stagiairs", "steeds", "sterk", "te", "ter", "the", "there", "totaal",
    "travel", "travelling", "uit", "us", "van", "vanuit", "vervoer", "via", "voor",
    "waaronder", "waarvan", "we", "we'll", "we’ll", "wie", "wij", "will", "with", "x", "yes",
    "z'n", "ze", "zelf", "zich", "zij", "zijn", "zit", "zitten", "zullen", "z’n",
];

/// How they come.
#[rustfmt::skip]
pub(in crate::reading::plain) const TRAVELS: &[&str] = &[
    "auto", "auto's", "auto’s", "bike", "bus", "busje", "car", "cars", "fiets", "fietsen",
    "lopend", "metro", "ov", "taxi", "te-voet", "train", "tram", "trein", "voet", "wagen",
    "wagens",
];

/// What there may be none of.
#[rustfmt::skip]
pub(in crate::reading::plain) const NONE_OF: &[&str] = &[
    "allergie", "allergieën", "bijzondere", "bijzonderheden", "camera's", "comments", "dieet",
    "dieetwensen", "diet", "dietary", "eisen", "foto's", "fotograaf", "fotografen", "foto’s",
    "journalisten", "lunch", "media", "opmerkingen", "pers", "photographers", "photos", "press",
    "requirements", "special", "speciale", "verdere", "wensen",
];

/// The labels of a form.
#[rustfmt::skip]
pub(in crate::reading::plain) const FORM: &[&str] = &[
    "aantal", "aanwezigen", "bezoeker", "bezoekers", "bijzonderheden", "choice", "comments",
    "contact", "contactpersoon", "dag", "date", "datum", "day", "de", "deelnemers", "delegatie",
    "dieet", "dieetwensen", "diet", "foto's", "foto’s", "gast", "gasten", "gegevens",
    "gezelschap", "groep", "guest", "guests", "het", "keus", "keuze", "lunch", "mensen",
    "mobiel", "naam", "name", "namen", "names", "number", "nummer", "of", "on", "ons", "onze",
    "op", "opmerkingen", "optie", "option", "our", "participants", "party", "people", "pers",
    "personen", "phone", "press", "tel", "telefoon", "telefoonnummer", "the", "tijd",
    "tijdstip", "transport", "travel", "van", "vervoer", "voor", "voorkeur", "voorkeursdatum",
    "voorkeursoptie", "zijn",
];

/// Says that there is none, behind a label.
#[rustfmt::skip]
pub(in crate::reading::plain) const NO: &[&str] = &[
    "geen", "n.v.t", "nee", "neen", "no", "none", "nvt",
];

/// Before a moment.
#[rustfmt::skip]
pub(in crate::reading::plain) const OTHER: &[&str] = &[
    "ander", "andere", "another", "different", "other",
];

/// What there may be another of.
#[rustfmt::skip]
pub(in crate::reading::plain) const MOMENTS: &[&str] = &[
    "dag", "dagen", "data", "date", "dates", "datum", "day", "moment", "momenten", "tijd",
    "tijdstip", "time", "week",
];

/// Before the verb of a question.
#[rustfmt::skip]
pub(in crate::reading::plain) const LEADS: &[&str] = &[
    "also", "and", "daarnaast", "en", "nog", "ook", "tevens", "verder",
];

/// Opens a question about what may be.
#[rustfmt::skip]
pub(in crate::reading::plain) const CAN: &[&str] = &[
    "can", "could", "kan", "kunnen", "mag", "may", "mogen", "zou", "zouden",
];

/// What may be done on the day of the visit.
#[rustfmt::skip]
pub(in crate::reading::plain) const ATTENDS: &[&str] = &[
    "aansluiten", "attend", "bring", "eten", "filmen", "fotograferen", "join", "lunchen",
    "meebrengen", "meedoen", "meegaan", "meekomen", "meelopen", "meenemen", "meeëten", "park",
    "parkeren",
];

/// With these a question asks whether it still holds, or whether it can be otherwise: at another time,
/// in another's place, from a distance.
#[rustfmt::skip]
pub(in crate::reading::plain) const HANGS: &[&str] = &[
    "als", "anders", "dagen", "digitaal", "eerder", "eerst", "if", "indien", "instead", "later",
    "maand", "mits", "nog", "online", "plaats", "place", "still", "teams", "tenzij", "tot",
    "unless", "until", "uur", "video", "week", "weer", "weken", "wijzigen", "zoom",
];

/// Labels behind which those who come are listed.
#[rustfmt::skip]
pub(in crate::reading::plain) const WHO: &[&str] = &[
    "aanwezigen", "deelnemers", "delegatie", "gasten", "gezelschap", "guests", "namen",
    "names", "participants", "party",
];

/// Labels behind which a name or number is given of whoever can be reached.
#[rustfmt::skip]
pub(in crate::reading::plain) const CONTACT: &[&str] = &[
    "contact", "contactpersoon", "mobiel", "phone", "tel", "telefoon", "telefoonnummer",
];

/// Beside one of these another option does not suit.
#[rustfmt::skip]
pub(in crate::reading::plain) const REFUSES: &[&str] = &[
    "al", "bezet", "can't", "cannot", "doesn't", "evenmin", "geen", "helaas", "lastig", "nee",
    "niet", "no", "not", "ook", "unfortunately", "verhinderd", "vol",
];

/// Behind a verb that puts down these take it out again: "zet die uit de agenda".
#[rustfmt::skip]
pub(in crate::reading::plain) const TAKES_OUT: &[&str] = &[
    "af", "door", "off", "out", "terug", "uit",
];

/// Opens a condition.
#[rustfmt::skip]
pub(in crate::reading::plain) const IF: &[&str] = &[
    "als", "if", "indien",
];

/// That the option is still there.
#[rustfmt::skip]
pub(in crate::reading::plain) const FREE: &[&str] = &[
    "available", "beschikbaar", "free", "vrij",
];

/// And says nothing but this.
#[rustfmt::skip]
pub(in crate::reading::plain) const IF_FREE: &[&str] = &[
    "available", "beschikbaar", "dat", "date", "datum", "deze", "die", "er", "free", "het",
    "is", "it", "kan", "nog", "optie", "option", "steeds", "still", "that", "vrij", "zijn",
];

/// A visit in another form, about which somebody asks.
#[rustfmt::skip]
pub(in crate::reading::plain) const OTHER_FORM: &[&str] = &[
    "digitaal",
    "digitale",
    "hybride",
    "online",
    "remote",
    "skype",
    "teams",
    "telefonisch",
    "video",
    "videobellen",
    "videogesprek",
    "virtual",
    "virtueel",
    "webex",
    "zoom",
];
/// Who meets somebody, somewhere else than the visit is.
#[rustfmt::skip]
pub(in crate::reading::plain) const EACH_OTHER: &[&str] = &["elkaar"];
#[rustfmt::skip]
pub(in crate::reading::plain) const MEETS: &[&str] =
    &["afspreken", "ontmoeten", "spreken", "treffen", "zien"];
/// What asks where or when, and leaves it to us.
#[rustfmt::skip]
pub(in crate::reading::plain) const WHERE: &[&str] =
    &["hoe", "how", "waar", "wanneer", "when", "where", "wie", "who"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_place_in_the_alphabet() {
        for list in
            [ATTENDS, CAN, CONTACT, FACTS, FORM, GLAD, HANGS, HEARTY, NONE_OF, REFUSES, TRAVELS]
        {
            assert!(list.is_sorted());
        }
    }
}
