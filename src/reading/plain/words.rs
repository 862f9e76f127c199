//! The words that do nothing but take an option or call a visit off; the order of the alphabet is for
//! whoever looks one up.

pub(super) mod aside;
pub(super) mod moves;
pub(super) mod off;
pub(super) mod others;
pub(super) mod taking;

/// With these an option is taken.
#[rustfmt::skip]
pub(super) const TAKES: &[&str] = &[
    "a", "a.u.b", "a.u.b.", "aan", "aanbod", "aanstaande", "absoluut", "accepteren", "adviseur",
    "adviseurs", "af", "afgesproken", "afspraak", "afspreken", "agenda", "ahead", "akkoord",
    "alleen", "allen", "alsjeblieft", "alstublieft", "alternatief", "am", "ambassadeur",
    "ambassador", "ambtenaren", "an", "and", "antwoord", "are", "at", "attend", "aub",
    "available", "bedankt", "bedoel", "bedoelde", "bent", "beschikbaar", "best", "beste",
    "betreft", "bevestig", "bevestigd", "bevestigen", "bevestigt", "bezet", "bezoek", "bezoeken",
    "bezoekt", "bij", "blij", "boek", "boeken", "book", "boven", "burgemeester", "by", "can",
    "can't", "cannot", "choice", "choose", "chosen", "collega", "collega's", "collega’s",
    "college", "come", "commissaris", "commissie", "confirm", "confirmed", "confirming",
    "convenient", "could", "daar", "dag", "dan", "dank", "dankjewel", "dankuwel", "dat", "data",
    "date", "dates", "datum", "datums", "day", "de", "deal", "dear", "deelnemers", "delegatie",
    "delegation", "der", "deze", "die", "dit", "do", "doe", "doen", "doorgegeven", "doorgeven",
    "dus", "earliest", "een", "eens", "eerstgenoemde", "en", "enkel", "er", "ervan", "excellent",
    "fijn", "fijne", "fine", "first", "for", "fractie", "from", "ga", "gaan", "gaat", "gasten",
    "geachte", "gebruik", "gedeputeerde", "geeft", "gekozen", "geldt", "gelukkig", "genoemde",
    "genoteerd", "gereserveerd", "geschikt", "geven", "gezelschap", "gezet", "go", "goed",
    "goede", "goedemiddag", "goedemorgen", "good", "gr", "graag", "great", "griffier", "groet",
    "groeten", "guests", "haalbaar", "haar", "hallo", "handig", "handigst", "happy", "hartelijk",
    "have", "he", "hebben", "heeft", "heer", "helaas", "helemaal", "hello", "hem", "hen", "her",
    "het", "hierbij", "hij", "his", "hoi", "hoor", "hè", "i", "ik", "impossible", "in",
    "inderdaad", "inplannen", "instemming", "is", "it", "ja", "je", "jij", "jou", "jouw",
    "jullie", "kamerleden", "kamerlid", "kan", "keus", "keuze", "keuzemogelijkheid", "kies",
    "kiest", "kiezen", "kom", "komen", "komst", "komt", "kunnen", "kunt", "laat", "laatste",
    "laatstgenoemde", "last", "lastig", "laten", "latest", "leden", "leg", "leggen", "legt",
    "let's", "leuk", "liefst", "liever", "lijken", "lijkt", "like", "lukken", "lukt", "maar",
    "mag", "mail", "make", "maken", "medewerker", "medewerkers", "meest", "melden", "meldt",
    "mensen", "met", "mevrouw", "middelste", "middle", "mij", "mijn", "minister", "mogelijkheden",
    "mogelijkheid", "mogen", "moment", "mooi", "most", "mr", "mrs", "ms", "mw", "my", "na",
    "naar", "namens", "natuurlijk", "nd", "nee", "neem", "nemen", "nice", "niet", "no",
    "nogmaals", "not", "noteer", "noteert", "noteren", "nr", "nu", "number", "nummer", "off",
    "ok", "okay", "oke", "oké", "om", "on", "one", "only", "onmogelijk", "ons", "onszelf",
    "ontvangen", "ontvangst", "ontvangt", "onze", "op", "opte", "opteren", "optie", "opties",
    "option", "options", "our", "overleg", "overlegd", "partij", "party", "passen", "past",
    "people", "perfect", "personen", "persons", "persoon", "pick", "plaats", "plannen", "please",
    "prachtig", "prefer", "preference", "prettig", "prettigst", "prima", "proposal", "proposed",
    "raadslid", "reactie", "reply", "reserveer", "reserveren", "right", "s.v.p", "s.v.p.",
    "samen", "schikken", "schikt", "second", "secretaris", "see", "select", "slechts", "slot",
    "snelle", "sounds", "staan", "staat", "staatssecretaris", "statenlid", "suit", "suitable",
    "suits", "super", "svp", "take", "team", "tegen", "thank", "thanks", "that", "the", "them",
    "they", "third", "this", "tijd", "tijdstip", "time", "to", "toch", "top", "tot", "totaal",
    "u", "uit", "uitnodiging", "uitstekend", "unfortunately", "us", "uur", "uw", "vallen", "valt",
    "van", "variant", "vast", "vastgelegd", "vastleggen", "veel", "very", "visit", "vol",
    "volgorde", "voor", "voorgestelde", "voorkeur", "voorstel", "voorstellen", "voorzitter",
    "vriendelijk", "vriendelijke", "vroegste", "wat", "wb", "we", "we'd", "we'll", "wel",
    "welkom", "well", "werkbezoek", "werkt", "wethouder", "we’d", "we’ll", "wij", "wil", "will",
    "willen", "with", "wordt", "works", "would", "yes", "you", "your", "z'n", "ze", "zeer",
    "zeker", "zet", "zetten", "zich", "zien", "zij", "zijn", "zit", "zou", "zouden",
];

/// With these a visit is called off; those with which an option is taken do as well.
#[rustfmt::skip]
pub(super) const CALLS_OFF: &[&str] = &[
    "aanwezig", "able", "afbellen", "afgelast", "afgezegd", "afhaakt", "afhaken", "afmeld",
    "afmelden", "after", "afwezig", "afzegen", "afzeggen", "afzegging", "all", "annuleer",
    "annuleert", "annuleren", "annulering", "annulleren", "baan", "be", "been", "berichten",
    "beschouwen", "blaas", "blazen", "booking", "call", "called", "cancel", "canceled",
    "cancelled", "cancellen", "coming", "daardoor", "daarom", "deelname", "door", "doorgaan",
    "doorgang", "even", "excuses", "ff", "geannuleerd", "gecanceld", "geen", "gehele", "gepland",
    "geplande", "geveld", "gewoon", "had", "hadden", "has", "hele", "hier", "hierdoor", "hun",
    "ingetrokken", "intrekken", "jammer", "kon", "longer", "mededelen", "meedelen", "moet",
    "moeten", "morgen", "must", "need", "note", "onverhoopt", "onvermijdelijk", "onverwacht",
    "pakken", "planning", "regret", "reservering", "schrap", "schrappen", "sickness", "snel",
    "spijt", "spijtig", "streep", "strepen", "te", "terug", "terugtrekken", "trekken", "unable",
    "vandaag", "vanwege", "verder", "verhinderd", "verstek", "vervallen", "vervalt", "wegens",
    "weten", "wijk", "zal", "zeg", "zeggen", "zegt", "ziek", "zieke", "zullen",
];

/// Opens a reason, which may be anything, up to what goes on behind it.
#[rustfmt::skip]
pub(super) const REASONS: &[&str] = &[
    "because", "door", "doordat", "due", "i.v.m", "i.v.m.", "ivm", "omdat", "owing", "since",
    "vanwege", "verband", "want", "wegens",
];

/// Where the clause goes on behind a reason.
#[rustfmt::skip]
pub(super) const GOES_ON: &[&str] = &[
    "gaat", "ik", "is", "kan", "komen", "komt", "kunnen", "moet", "moeten", "vervalt", "we",
    "wij", "wordt", "zeg", "zeggen", "zegt",
];

/// Courtesies beside a choice are made of these alone.
#[rustfmt::skip]
pub(super) const COURTEOUS: &[&str] = &[
    "a", "aandacht", "aangenaam", "afgestemd", "afspraak", "agenda", "akkoord", "alle", "allebei",
    "allemaal", "allen", "alvast", "and", "antwoord", "apologies", "avond", "bedankt", "begrip",
    "bel", "bellen", "below", "benieuwd", "bereikbaar", "bereiken", "beschikbaar", "best", "beste",
    "bevestigen", "bevestiging", "bezoek", "bij", "bijzonder", "blij", "boeiend", "collega",
    "collega's", "collega’s", "confirmation", "contact", "daar", "dag", "dames", "dan", "dank",
    "dankbaar", "danken", "dankjewel", "dankuwel", "dat", "day", "de", "dear", "deze", "die",
    "dit", "duidelijk", "een", "elkaar", "en", "enorm", "enthousiast", "er", "ernaar", "erop",
    "erover", "excuse", "excuses", "excuus", "fijn", "fijne", "fine", "flexibiliteit", "for",
    "forward", "from", "ga", "gaan", "gastvrijheid", "geachte", "geef", "geeft", "gelukt",
    "genoteerd", "genoten", "gesprek", "geven", "geweldig", "gewenst", "glad", "goed", "goede",
    "goedemiddag", "goedemorgen", "goedenavond", "good", "graag", "great", "groet", "groeten",
    "groetjes", "hallo", "happy", "hartelijk", "hartelijke", "have", "hear", "heb",
    "hebben", "hebt", "heeft", "heel", "heer", "helder", "hello", "help", "heren", "het", "hi",
    "hier", "hieronder", "hij", "hoi", "hoor", "hoort", "horen", "hulp", "i", "iedereen", "ik",
    "in", "informatie", "interessant", "inzet", "is", "it", "ja", "je", "jou", "jullie",
    "kennismaken", "kennismaking", "kijk", "kijken", "kijkt", "kind", "klaar", "komst", "kunnen",
    "kunt", "late", "leuk", "leuke", "lezen", "look", "looking", "lukt", "mail", "mailen", "many",
    "me", "mededeling", "medewerkers", "medewerking", "meeting", "meneer", "mensen", "met",
    "mevrouw", "middag", "mij", "mijn", "mobiel", "mocht", "mochten", "moeite", "mooi", "mooie",
    "morgen", "much", "naar", "namens", "nemen", "nice", "nogmaals", "nummer", "ok", "oke", "oké",
    "om", "ons", "ontmoeten", "ontmoeting", "ontvang", "ontvangen", "ontvangst", "onze", "op",
    "opnemen", "organiseren", "our", "past", "perfect", "plezier", "plezierig", "prachtig",
    "prettig", "prettige", "prima", "programma", "questions", "reactie", "received", "regards",
    "reply", "samenwerking", "see", "seeing", "snel", "snelle", "sorry", "spoedig", "spreken",
    "staan", "staat", "succes", "super", "team", "tegemoet", "telefonisch", "telefoon", "tevreden",
    "thank", "thanks", "that", "the", "this", "tijd", "to", "top", "tot", "u", "uit",
    "uitnodiging", "uitstekend", "uitwerken", "understood", "uw", "van", "veel",
    "vele", "verdere", "verheug", "verheugd", "verheugen", "verheugt", "vernemen", "verwelkomen",
    "very", "via", "visit", "voor", "voorbereiding", "voorstel", "voorstellen", "vragen",
    "vriendelijk", "vriendelijke", "warme", "we", "weekend", "welkom", "wens", "wensen", "werk",
    "werkbezoek", "werken", "wij", "wijk", "willen", "wishes", "with", "you", "your", "ze", "zeer",
    "zie", "zien", "zij", "zijn", "zin", "zullen",
];

/// Words that settle what was taken with a reservation.
pub(super) const SETTLES: &[&str] = &[
    "accepted",
    "akkoord",
    "bevestig",
    "bevestigd",
    "bevestigen",
    "bevestigt",
    "blijft",
    "can",
    "confirm",
    "confirmed",
    "confirming",
    "definitief",
    "definitieve",
    "door",
    "fine",
    "goed",
    "houden",
    "ja",
    "kan",
    "kunnen",
    "lukt",
    "ok",
    "oke",
    "oké",
    "past",
    "prima",
    "schikt",
    "suits",
    "vast",
    "works",
    "yes",
    "zeker",
];

/// Words of what is not decided yet, or only half: wherever they stand, the choice is not all.
#[rustfmt::skip]
pub(super) const UNDECIDED: &[&str] = &[
    "achterban", "beslissen", "beslissing", "beslist", "definitief", "eerst", "geblokt", "inkt",
    "leaning", "leunen", "pen", "pending", "potlood", "potloodje", "principe", "toestemming",
    "twijfelen", "twijfelt", "uitsluitsel", "undecided", "vooralsnog", "voorlopig",
];

/// Whoever these name comes in the place of the guest, or writes in that of the office.
#[rustfmt::skip]
pub(super) const SUBSTITUTES: &[&str] = &[
    "deputy", "invalt", "opvolger", "opvolgster", "plaatsvervanger", "replacement", "replaces",
    "successor", "vervanger", "vervangster", "vervangt", "waarneemt", "waarnemer",
    "waarnemend",
];

/// Behind these stands a name.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "ambassadeur", "ambassador", "burgemeester", "commissaris", "dhr", "gedeputeerde", "heer",
    "kamerlid", "mevrouw", "mevr", "minister", "mr", "mrs", "ms", "mw", "raadslid",
    "staatssecretaris", "statenlid", "wethouder",
];

/// Parts of a name that have no capital.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "de", "den", "der", "van", "ten", "ter", "te", "el", "von",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_place_in_the_alphabet() {
        for list in [TAKES, CALLS_OFF, COURTEOUS, SETTLES] {
            assert!(list.is_sorted());
        }
    }
}
