//! The words that ask for another moment or keep the one that stands, and those beside which neither is
//! meant; each list by the alphabet.

/// With these a visit is moved.
#[rustfmt::skip]
pub(in crate::reading::plain) const MOVES: &[&str] = &[
    "bring", "doorgeschoven", "doorschuiven", "move", "moved", "moving", "omboeken", "omzetten",
    "opgeschoven", "opschuiven", "postpone", "postponed", "postponing", "push", "reschedule",
    "rescheduled", "rescheduling", "schuif", "schuift", "schuiven", "uitgesteld", "uitstel",
    "uitstellen", "verleggen", "verplaats", "verplaatsen", "verplaatsing", "verplaatst",
    "verschoven", "verschuif", "verschuift", "verschuiven", "vervroegd", "vervroegen", "verzet",
    "verzetten",
];

/// What may stand beside them, as may the words of taking and of calling off.
#[rustfmt::skip]
pub(in crate::reading::plain) const BESIDE_MOVE: &[&str] = &[
    "aanleiding", "achteren", "afraid", "als", "alternative", "ander", "andere", "another",
    "any", "anything", "ask", "back", "been", "beginnen", "begint", "beter", "better",
    "brengen", "change", "daarna", "data", "dezelfde", "dienen", "diens", "dient",
    "different", "dit", "eerder", "erna", "excuus", "find", "forward", "free", "gedwongen",
    "gelieve", "genoodzaakt", "heb", "hebt", "i.p.v", "i.p.v.", "iets", "ingelast",
    "ingelaste", "instead", "inzien", "ipv", "kamerdebat", "keer", "later", "latere",
    "lukken", "maken", "meer", "meeting", "mogelijk", "mogelijkheden", "nader", "nieuw",
    "nieuwe", "nog", "none", "of", "omstandigheden", "onvoorziene", "ook", "opnieuw", "or",
    "other", "plaatsvinden", "place", "plek", "possible", "prikken", "rather", "request",
    "ruilen", "ruimte", "same", "sorry", "starten", "stemming", "toe", "tussen",
    "tussengekomen", "verzoek", "verzoeken", "vinden", "voorstellen", "voorzien", "voren",
    "vraag", "vragen", "vrij", "waardoor", "wanneer", "want", "we're", "week", "weekje",
    "weken", "wens", "wensen", "we’re", "when", "which", "worden", "work", "works", "zelfde",
    "zoek", "zoeken", "zullen",
];

/// A clause with one of these asks for nothing.
#[rustfmt::skip]
pub(in crate::reading::plain) const DENIES: &[&str] = &[
    "can't", "cannot", "can’t", "don't", "don’t", "geen", "hoeft", "impossible", "lastig", "nee",
    "niet", "no", "nooit", "not", "onmogelijk", "won't", "won’t", "zonder",
];

/// What is done already.
#[rustfmt::skip]
pub(in crate::reading::plain) const HAVE: &[&str] = &[
    "bedankt", "dank", "had", "hadden", "has", "have", "heb", "hebben", "hebt", "heeft", "thank",
    "thanks",
];

/// What is so already.
#[rustfmt::skip]
pub(in crate::reading::plain) const IS: &[&str] = &[
    "is", "waren", "was", "werd", "wordt",
];

/// Words of what can be.
#[rustfmt::skip]
pub(in crate::reading::plain) const POSSIBLE: &[&str] = &[
    "free", "haalbaar", "mogelijk", "mogelijkheden", "mogelijkheid", "possible", "vrij",
];

/// The visit, or its day.
#[rustfmt::skip]
pub(in crate::reading::plain) const VISITS: &[&str] = &[
    "afspraak", "appointment", "bezoek", "boeking", "booking", "dag", "date", "datum", "day",
    "komst", "moment", "reservering", "tijdstip", "visit", "werkbezoek",
];

/// The same, in a question or where it does not suit.
pub(in crate::reading::plain) const IT: &[&str] = &["het", "it"];

/// The same where it does not suit: in a question it may be anything.
pub(in crate::reading::plain) const THAT: &[&str] = &["dat", "that"];

/// What else can be moved.
#[rustfmt::skip]
pub(in crate::reading::plain) const MEETINGS: &[&str] = &[
    "agenda", "antwoord", "college", "commissie", "fractie", "gezelschap", "overleg", "reactie",
    "team", "uitnodiging", "voorstel",
];

/// Asks whether it can be.
#[rustfmt::skip]
pub(in crate::reading::plain) const OPENS: &[&str] = &[
    "can", "could", "haalbaar", "kan", "kunnen", "lukt", "mag", "mogelijk", "mogen", "past",
    "possible", "schikt", "would", "zou", "zouden",
];

/// Asks without a question.
#[rustfmt::skip]
pub(in crate::reading::plain) const ASKS_FOR: &[&str] = &[
    "alsjeblieft", "alstublieft", "graag", "liefst", "liever", "like", "please", "verzoek",
    "verzoeken", "wensen", "wil", "willen",
];

/// One rather than the other.
#[rustfmt::skip]
pub(in crate::reading::plain) const PREFERS: &[&str] = &[
    "liefst", "liever", "rather",
];

/// What is asked for is a word of us.
#[rustfmt::skip]
pub(in crate::reading::plain) const TELLS: &[&str] = &[
    "afgelopen", "agenda", "antwoord", "bel", "bellen", "berichten", "bevestigd", "bevestigen",
    "call", "doorgaan", "doorgang", "doorgegeven", "doorgeven", "gemeld", "genoteerd", "mededelen",
    "meedelen", "melden", "ontvangen", "overleggen", "reactie", "spreken", "vastgelegd", "weten",
];

/// Stands before a time that goes with what was said.
#[rustfmt::skip]
pub(in crate::reading::plain) const BEFORE_TIME: &[&str] = &[
    "at", "en", "liefst", "naar", "of", "om", "on", "op", "or", "to",
];

/// At the head of a clause these make it hang on something.
#[rustfmt::skip]
pub(in crate::reading::plain) const CONDITIONS: &[&str] = &[
    "alleen", "als", "if", "indien", "mits", "mocht", "tenzij", "unless", "wanneer", "zodra",
];

/// "Als dat kan": polite, and no condition.
#[rustfmt::skip]
pub(in crate::reading::plain) const IF_IT_CAN: &[&str] = &[
    "dat", "enigszins", "het", "is", "it", "kan", "kunnen", "lukt", "mogelijk", "possible",
    "that", "uitkomt", "zou",
];

/// Conditions, wherever they stand.
#[rustfmt::skip]
pub(in crate::reading::plain) const ONLY_IF: &[&str] = &[
    "mits", "provided", "tenzij", "unless",
];

/// With these a day is kept.
#[rustfmt::skip]
pub(in crate::reading::plain) const KEEPS: &[&str] = &[
    "blijf", "blijft", "blijven", "handhaven", "hou", "houd", "houden", "houdt", "keep",
    "keeping", "stay", "staying", "stick", "sticking",
];

/// With these it is kept where they leave it standing, or as it was.
#[rustfmt::skip]
pub(in crate::reading::plain) const LEAVES: &[&str] = &[
    "laat", "laten", "leave",
];

/// How it is left.
#[rustfmt::skip]
pub(in crate::reading::plain) const STAY: &[&str] = &[
    "blijven", "doorgaan", "staan", "stand",
];

/// Whoever says so has thought better of it: "grapje", "nee dus", "wij komen gewoon".
#[rustfmt::skip]
pub(in crate::reading::plain) const TAKES_BACK: &[&str] = &[
    "gewoon", "grapje", "joke", "joking",
];

/// A clause that begins so turns what went before.
pub(in crate::reading::plain) const TURNS: &[&str] = &["but", "maar"];

/// What was agreed before another day was asked for.
#[rustfmt::skip]
pub(in crate::reading::plain) const STOOD: &[&str] = &[
    "afgesproken", "agreed", "gepland", "geplande", "had", "hadden", "huidige", "old",
    "oorspronkelijke", "original", "originele", "oude", "planned", "stond", "was", "zoals",
];

/// What may stand beside them. The words of taking may not: "9 april blijft bezet" keeps nothing.
#[rustfmt::skip]
pub(in crate::reading::plain) const BESIDE_KEEP: &[&str] = &[
    "aan", "afspraak", "alsjeblieft", "alstublieft", "andere", "appointment", "as", "at", "bedankt",
    "bestaande", "bezoek", "bij", "dag", "dagen", "dan", "dank", "dat", "data", "date", "datum",
    "de", "deze", "die", "dit", "dus", "excuses", "excuus", "fine", "geen", "gewoon", "graag",
    "het", "hun", "i", "ik", "inzien", "is", "it", "it's", "ja", "let's", "let’s", "liever", "maar",
    "moeite", "moment", "nader", "nee", "niet", "nodig", "none", "of", "on", "ons", "onze", "op",
    "our", "past", "please", "prima", "second", "sorry", "thank", "thanks", "the", "these",
    "thought", "thoughts", "to", "toch", "u", "uw", "van", "vast", "verwarring", "visit", "voor",
    "was", "wat", "we", "we'll", "were", "werkbezoek", "we’ll", "what", "wij", "will", "with",
    "you",
];

/// With one of these a day is not kept.
#[rustfmt::skip]
pub(in crate::reading::plain) const LETS_GO: &[&str] = &[
    "af", "boven", "ga", "gaan", "gaat", "go", "off", "tegen", "uit", "vol",
];

/// Opens a mail.
#[rustfmt::skip]
pub(in crate::reading::plain) const GREETS: &[&str] = &[
    "beste", "dag", "dear", "geachte", "goedemiddag", "goedemorgen", "hallo", "hello", "hi",
    "hoi",
];

/// What was moved, where a word of being stands with it.
#[rustfmt::skip]
pub(in crate::reading::plain) const MOVED: &[&str] = &[
    "doorgeschoven", "moved", "opgeschoven", "postponed", "rescheduled", "uitgesteld",
    "verplaatst", "verschoven", "vervroegd", "verzet",
];

/// At the head of a question these ask what is so.
#[rustfmt::skip]
pub(in crate::reading::plain) const WHETHER: &[&str] = &[
    "had", "has", "is", "moet", "moeten", "must", "should", "was", "werd", "wordt", "zijn",
];

/// Before a visit: not the one that there is.
#[rustfmt::skip]
pub(in crate::reading::plain) const ONE_MORE: &[&str] = &[
    "extra", "nieuw", "nieuwe", "nog", "second", "tweede", "volgende",
];

/// With whom the visit is agreed.
#[rustfmt::skip]
pub(in crate::reading::plain) const US: &[&str] = &[
    "jou", "jullie", "ons", "u", "us", "you",
];

/// Who cannot come when they cannot.
#[rustfmt::skip]
pub(in crate::reading::plain) const OURSELVES: &[&str] = &[
    "he", "hij", "i", "ik", "meneer", "mevrouw", "she", "we", "wij", "ze", "zij",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_place_in_the_alphabet() {
        for list in [MOVES, BESIDE_MOVE, KEEPS, LEAVES, STAY, STOOD, BESIDE_KEEP] {
            assert!(list.is_sorted());
        }
    }
}
