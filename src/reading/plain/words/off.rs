//! The words that may stand beside a visit that is called off, and those with which it may not be; each
//! list by the alphabet.

/// Beside one of these a clause is polite, or sorry.
#[rustfmt::skip]
pub(in crate::reading::plain) const SORRY: &[&str] = &[
    "afraid", "apologies", "apologise", "apologize", "bedankt", "begrip", "beterschap", "dank",
    "dankbaar", "danken", "dankjewel", "dankuwel", "excuses", "excuus", "helaas", "hopelijk",
    "inconvenience", "jammer", "ongemak", "overlast", "regret", "regrets", "sorry", "spijt",
    "spijten", "spijtig", "succes", "teleurstelling", "thank", "thanks", "understanding",
    "unfortunately", "verontschuldiging", "verontschuldigingen", "vervelend",
];

/// And it says nothing but these. "Verwarring" and "vorige mail" are not among them: whoever is sorry
/// for those may take all of it back.
#[rustfmt::skip]
pub(in crate::reading::plain) const BESIDE_SORRY: &[&str] = &[
    "aan", "aanbieden", "aanbod", "accept", "alle", "allemaal", "alles", "alvast", "and", "any",
    "are", "at", "be", "begrijpen", "begrijpt", "belangstelling", "bied", "bieden", "bij",
    "bijzonder", "by", "caused", "collega's", "dat", "de", "deze", "die", "dit", "do", "een",
    "en", "enorm", "er", "erg", "for", "gastvrijheid", "gedane", "genomen", "hartelijk", "have",
    "heb", "hebben", "hebt", "heeft", "heel", "het", "hier", "hierdoor", "hiermee", "hiervoor",
    "hoop", "hope", "hopen", "i", "ik", "in", "inspanningen", "interesse", "inzet", "is", "it",
    "jou", "jullie", "korte", "laat", "last", "late", "mededelen", "medewerking", "meedelen",
    "melden", "met", "mij", "mijn", "minute", "moeite", "moet", "moeten", "my", "namens",
    "nogmaals", "notice", "on", "ons", "ontzettend", "onze", "op", "oprecht", "oprechte",
    "organisatie", "our", "please", "short", "sincere", "sincerely", "snelle", "so", "te",
    "termijn", "that", "the", "this", "tijd", "toch", "tot", "trouble", "u", "uitnodiging",
    "understand", "us", "uw", "van", "veel", "veroorzaakt", "veroorzaakte", "verschuldigd",
    "very", "voor", "voorbereiding", "voorbereidingen", "voorstel", "voorstellen", "we", "wens",
    "wensen", "wij", "you", "your", "zeer", "zo", "zo'n",
];

/// Beside one of these a clause speaks of another time, which nobody has to find yet.
#[rustfmt::skip]
pub(in crate::reading::plain) const LATER: &[&str] = &[
    "another", "contact", "future", "gelegenheid", "keer", "later", "opnieuw", "t.z.t", "terug",
    "toekomst", "touch", "zijner",
];

/// And it says nothing but these.
#[rustfmt::skip]
pub(in crate::reading::plain) const BESIDE_LATER: &[&str] = &[
    "a", "aan", "afspraak", "again", "ander", "andere", "another", "be", "beter", "bezoek",
    "binnenkort", "book", "contact", "daar", "daarop", "daarover", "date", "de", "der", "die",
    "dit", "een", "er", "for", "future", "gaan", "gelegenheid", "graag", "het", "hier", "hierop",
    "hierover", "hoop", "hope", "hopelijk", "hopen", "i", "ik", "in", "it", "jaar", "jullie",
    "keer", "kom", "komen", "komt", "later", "maken", "met", "misschien", "moment", "most",
    "neem", "nemen", "new", "nieuw", "nieuwe", "on", "onze", "op", "opnemen", "opnieuw", "over",
    "perhaps", "plan", "plannen", "soon", "t.z.t", "te", "terug", "the", "tijd", "time", "to",
    "toekomst", "tot", "touch", "u", "uw", "visit", "volgende", "voor", "we", "we'll", "weer",
    "wellicht", "wij", "will", "with", "you", "zal", "zelf", "zijner", "zoeken", "zullen",
];

/// Of those, whoever speaks.
#[rustfmt::skip]
pub(in crate::reading::plain) const SPEAKS: &[&str] = &[
    "i", "ik", "we", "we'll", "wij",
];

/// Beside one of these a clause says that nobody comes.
#[rustfmt::skip]
pub(in crate::reading::plain) const ABSENT: &[&str] = &[
    "af", "afgeblazen", "afgelast", "afgezegd", "afmelden", "afwezig", "afzeggen", "afzegging",
    "annuleer", "annuleren", "annulering", "can't", "cancel", "canceled", "cancelled",
    "cancellen", "cannot", "geannuleerd", "gecanceld", "geen", "niet", "not", "schrappen",
    "unable", "verhinderd", "vervallen", "vervalt",
];

/// And it says nothing but these, names and times.
#[rustfmt::skip]
pub(in crate::reading::plain) const BESIDE_ABSENT: &[&str] = &[
    "a.u.b", "aanwezig", "able", "afspraak", "after", "agenda", "all", "alsjeblieft",
    "alstublieft", "am", "are", "aub", "be", "beschouwen", "bezoek", "bij", "bijwonen", "blazen",
    "can", "come", "daar", "daarbij", "daardoor", "daarom", "daarvoor", "dan", "dat", "de",
    "delegatie", "deze", "die", "dit", "do", "doen", "door", "doorgaan", "doorgang", "dus",
    "elders", "er", "erbij", "ervan", "ga", "gaan", "gaat", "gelieve", "graag", "haar", "halen",
    "has", "have", "hebben", "heeft", "helaas", "hem", "het", "hierdoor", "hij", "i", "ik", "in",
    "is", "it", "kan", "kom", "komen", "komt", "kunnen", "langs", "langskomen", "laten", "lukken",
    "lukt", "maar", "made", "make", "meer", "meld", "melden", "moet", "moeten", "mogelijk",
    "must", "naar", "of", "on", "ons", "onze", "op", "our", "past", "plaatsvinden", "planning",
    "please", "s.v.p", "she", "staan", "svp", "te", "the", "then", "this", "tijd", "to", "toch",
    "u", "uit", "van", "vinden", "visit", "voor", "we", "werkbezoek", "wij", "will", "worden",
    "wordt", "zal", "ze", "zeg", "zeggen", "zegt", "zie", "zien", "ziet", "zij", "zijn", "zullen",
];

/// Beside one of these a clause may tell why.
#[rustfmt::skip]
pub(in crate::reading::plain) const WHY: &[&str] = &[
    "afgetreden", "agenda", "begrafenis", "commissievergadering", "corona", "covid", "debat",
    "debate", "debatten", "fractievergadering", "funeral", "geopereerd", "geveld", "griep",
    "ijzel", "ill", "ingelast", "ingelaste", "koorts", "mantelzorg", "ministerraad",
    "omstandigheden", "ongeval", "opgenomen", "overbezet", "overleden", "overlijden", "overmacht",
    "raadsvergadering", "sick", "sneeuw", "spoed", "staking", "stakingen", "stemming",
    "stemmingen", "storm", "treinstaking", "tussengekomen", "uitvaart", "vergadering",
    "vergadert", "verhinderd", "verplichting", "verplichtingen", "vote", "ziek", "zieke",
    "ziekenhuis", "ziekte",
];

/// With these it tells more than why: who comes all the same, what is to be done, what it hangs on.
#[rustfmt::skip]
pub(in crate::reading::plain) const MORE_THAN_WHY: &[&str] = &[
    "afgezegd", "al", "alleen", "als", "althans", "ander", "andere", "anderen", "anders",
    "arrives", "bel", "bellen", "belt", "bent", "beslissen", "bespreken", "blijft", "blijven",
    "but", "come", "comes", "coming", "dan", "doorgaat", "even", "geannuleerd", "geen", "gewoon",
    "graag", "if", "indien", "jullie", "kom", "komen", "komt", "kunt", "later", "liever", "maar",
    "misschien", "mits", "mocht", "mochten", "nee", "niemand", "niet", "nog", "not", "of",
    "others", "overleggen", "pas", "please", "rest", "tenminste", "tenzij", "toch", "u",
    "uitsluitsel", "unless", "uw", "verplaatst", "verschoven", "vervalt", "verzet", "verzetten",
    "wacht", "wachten", "wanneer", "wel", "wellicht", "wilt", "you", "your", "zodra", "zonder",
];

/// What a clause may be about that says nothing of it: "bezoek morgen: geannuleerd".
#[rustfmt::skip]
pub(in crate::reading::plain) const TOPIC: &[&str] = &[
    "aan", "afspraak", "appointment", "betreft", "bezoek", "de", "het", "onderwerp", "ons",
    "onze", "op", "our", "the", "van", "visit", "werkbezoek",
];

/// Anywhere in the sentence these make it hang on something, or leave a part of it standing.
#[rustfmt::skip]
pub(in crate::reading::plain) const HANGS: &[&str] = &[
    "alleen", "althans", "behalve", "betreft", "except", "if", "indien", "liever", "manier",
    "mits", "mocht", "mochten", "only", "opzet", "order", "provided", "rather",
    "tenminste", "tenzij", "unless", "vooralsnog", "voorbehoud", "voorlopig", "vorm", "without",
    "zoals", "zodra", "zolang", "zonder",
];

/// With these the writer tells it, of their own accord.
#[rustfmt::skip]
pub(in crate::reading::plain) const TELLS: &[&str] = &[
    "afraid", "announce", "berichten", "doorgeven", "helaas", "inform", "informeren", "know",
    "laten", "mededelen", "meedelen", "melden", "note", "regret", "say", "sorry", "spijt", "tell",
    "unfortunately", "weten", "zeggen",
];

/// Before "dat": somebody told it to the writer.
#[rustfmt::skip]
pub(in crate::reading::plain) const TOLD: &[&str] = &[
    "colleague", "collega", "gemeente", "host", "jammer", "jullie", "lezen", "u", "uw", "you",
    "your",
];

/// Who comes along with a guest.
#[rustfmt::skip]
pub(in crate::reading::plain) const COMPANIONS: &[&str] = &[
    "adviseur", "adviseurs", "chauffeur", "colleague", "colleagues", "collega", "collega's",
    "collega’s", "deelnemer", "deelnemers", "fotograaf", "griffier", "medewerker", "medewerkers",
    "secretaris", "stagiair", "stagiaire", "woordvoerder",
];

/// Stands before somebody for whom, or through whom, it is called off.
#[rustfmt::skip]
pub(in crate::reading::plain) const FOR_WHOM: &[&str] = &[
    "met", "mijn", "namens", "of", "onze", "van", "with",
];

/// Of those who come together.
#[rustfmt::skip]
pub(in crate::reading::plain) const TOGETHER: &[&str] = &[
    "commissie", "committee", "delegatie", "delegation", "fractie", "gezelschap", "groep",
];

/// Where they come to.
#[rustfmt::skip]
pub(in crate::reading::plain) const PLACES: &[&str] = &[
    "buurt", "district", "m50", "neighbourhood", "wijk",
];

/// Before what a visit is to, or with whom.
#[rustfmt::skip]
pub(in crate::reading::plain) const LEADS_ON: &[&str] = &[
    "aan", "at", "bij", "met", "with",
];

/// Before a noun.
#[rustfmt::skip]
pub(in crate::reading::plain) const DETERMINERS: &[&str] = &[
    "de", "deze", "het", "mijn", "ons", "onze", "our", "the", "uw", "your",
];

/// In a reason these are no more than a part of it.
#[rustfmt::skip]
pub(in crate::reading::plain) const WITHIN_REASON: &[&str] = &[
    "al", "geen", "niet", "nog", "not", "u", "uw", "you", "your",
];

/// What is in the way, also at the end of a longer word: "spoeddebat", "raadsvergadering".
pub(in crate::reading::plain) const ENDS_OF_WHY: &[&str] =
    &["debat", "overleg", "staking", "stemming", "vergadering"];

/// Verbs of whatever is in the way; with others something is done about it.
#[rustfmt::skip]
pub(in crate::reading::plain) const IS_SO: &[&str] = &[
    "are", "had", "has", "have", "heb", "hebben", "heeft", "is", "kwam", "ligt", "moet", "moeten",
    "must", "vergadert", "was", "werd", "wordt", "zijn",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_place_in_the_alphabet() {
        for list in [SORRY, BESIDE_SORRY, LATER, BESIDE_LATER, ABSENT, BESIDE_ABSENT, TOPIC] {
            assert!(list.is_sorted());
        }
    }
}
