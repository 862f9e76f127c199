//! Asking for a visit: plainly, or by naming a place and a moment and nothing else.

mod unasked;

pub(crate) use unasked::WARES;

use super::visit::{is_advice_of_host, is_agreed, is_heard_of};
use super::{Cue, Cues, Phrases, Sentence, Span, Text, is_wanted, leave};
use crate::domain::reading::Wish;
use crate::reading::classes::Classes;
use crate::reading::cursor::Tokens;
use crate::reading::token::Word;
use unasked::{is_idle, is_kept_away, is_unneeded, sells};

/// Verbs and turns for going on a visit.
pub(crate) const COME: Phrases = &[
    "bezoeken",
    "bezoekt",
    "bezoek ik",
    "bezoek brengen",
    "bezoek te brengen",
    "bezoek afleggen",
    "bezoek af te leggen",
    "langskomen",
    "langs komen",
    "langs te komen",
    "langsgaan",
    "komen kijken",
    "komen afkijken",
    "komen leren",
    "komen luisteren",
    "komen horen",
    "komen bekijken",
    "komen sparren",
    "komt kijken",
    "te komen kijken",
    "kijkje",
    "meekijken",
    "mee te kijken",
    "meelopen",
    "loop ik",
    "mee te lopen",
    "mee de wijk in",
    "de wijk in",
    "rondkijken",
    "rond te kijken",
    "rondgeleid",
    "rondlopen",
    "afzakken",
    "kennismaken",
    "kennis te maken",
    "kennis maken",
    "graag kennis",
    "keuken",
    "ontvangen worden",
    "worden ontvangen",
    "op bezoek",
    "op werkbezoek",
    "terecht",
    "langs",
    "visiting",
    "to visit",
    "could visit",
    "can visit",
    "we visit",
    "come and see",
    "come to see",
    "come over",
    "come by",
    "come and have a look",
    "come have a look",
    "sfeer proeven",
    "sfeer te proeven",
    "binnenlopen",
    "binnen te lopen",
    "binnen lopen",
    "be shown around",
    "look around",
    "bezoekmogelijkheid",
    "op excursie",
    "een van jullie pilots",
    "een van uw pilots",
    "een van jullie wijken",
    "een van uw wijken",
    "een van uw pilotwijken",
    "een van de pilots",
    "een van de pilotwijken",
    "een van de drie pilots",
    "een van de drie wijken",
    "naar een van de wijken",
    "naar een pilot",
    "naar een pilotwijk",
    "een van jullie pilotwijken",
    "one of your neighbourhoods",
    "te mogen ontvangen",
    "te ontvangen in",
    "aanschuiven",
    "te gast zijn",
    "op de koffie",
    "graag bekijken",
    "opportunity to see",
    "opportunity to visit",
    "te gast te zijn",
    "van dichtbij",
    "met eigen ogen",
    "op stap",
    "naar jullie wijk",
    "naar uw wijk",
    "naar jullie toe",
    "naar jullie komen",
    "bij jullie op bezoek",
    "in jullie wijk",
    "meedraaien",
    "meedraai",
    "mee te draaien",
    "bezichtigen",
    "doorbrengen",
    "door te brengen",
    "op het oog",
    "fit in",
    "spend a morning",
    "spend an afternoon",
    "spend a day",
];
/// Verbs of seeing and working in a place: a request where they stand beside the name of a wijk.
pub(crate) const LOOK: Phrases = &[
    "zien",
    "bekijken",
    "kijken",
    "leren kennen",
    "ervaren",
    "aandoen",
    "opnames",
    "opnemen",
    "reportage",
    "interviewen",
    "filmen",
    "fotograferen",
    "heen",
    "gesprek",
    "gesprekken",
    "see",
    "experience",
    "learn",
    "gast zijn",
    "te gast",
    "ontvangen",
    "ontvangt",
    "receive",
    "welcome",
    "wandeling",
    "laten bijpraten",
    "spreken",
    "werkbezoeken",
];
pub(crate) const WISH: Phrases = &[
    "graag",
    "wil",
    "willen",
    "wenst",
    "wensen",
    "kan",
    "kunnen",
    "mogen",
    "mag",
    "zou",
    "zouden",
    "vraag",
    "vragen",
    "verzoek",
    "verzoeken",
    "verzoekt",
    "belangstelling",
    "interesse",
    "geïnteresseerd",
    "benieuwd",
    "mogelijk",
    "mogelijkheid",
    "mogelijkheden",
    "aanvraag",
    "aanvragen",
    "besloten",
    "like",
    "love",
    "would",
    "could",
    "can",
    "want",
    "wish",
    "hope",
    "hopes",
    "hoping",
    "wants",
    "wishes",
    "hopen",
    "hoop",
    "request",
    "interested",
    "zoek",
    "zoeken",
    "plannen",
    "inplannen",
    "organiseren",
    "regelen",
    "komen",
    "komt",
    "kom",
    "gaan",
    "gaat",
    "verheugd",
    "voornemens",
    "van plan",
    "voornemen",
    "overweegt",
    "overwegen",
    "denken aan",
    "brengt",
    "brengen",
    "gaarne",
    "please",
    "aangenaam",
    "eens",
    "delighted",
    "happy",
    "keen",
    "dolgraag",
];
/// A wish in so many words.
pub(crate) const PLAIN_WISH: Phrases = &[
    "graag",
    "wil",
    "willen",
    "zou",
    "zouden",
    "mogelijk",
    "verzoek",
    "vraag",
    "aanvraag",
    "plannen",
    "inplannen",
    "belangstelling",
    "would",
    "like",
    "could",
    "gaarne",
    "possible",
    "bevestiging",
    "ajb",
];
/// A sentence that thanks, or tells of another time.
pub(crate) const LOOKS_BACK: Phrases = &[
    "dank",
    "bedankt",
    "opgegeven",
    "ontvangst",
    "terug op",
    "thank",
    "thanks",
    "afgelopen",
    "vorige week",
    "gisteren",
    "eerdere",
];
pub(crate) const THANKS: Phrases = &["dank", "danken", "bedankt", "bedanken", "thank", "thanks"];
pub(crate) const GONE_BY: Phrases =
    &["afgelopen", "gisteren", "vorige week", "ontvangst", "yesterday", "last"];
pub(crate) const ABOUT_PAPERS: Phrases = &["krant", "verhaal", "scriptie", "notitie", "thesis"];

/// A visit is asked for in so many words; not the one that is agreed already.
pub(super) fn plainly(text: &Text<'_, '_>) -> Option<Span> {
    let dates = text.wants_time();
    text.sentences().find_map(|s| {
        if !dates && !text.has(s, Cue::WishesVisit) {
            return None;
        }
        let comes = text.place_in(s, Cue::GoesVisiting).or_else(|| looks(text, s));
        let asked = a_visit(text, s).or(comes).or_else(|| into_a_wijk(text, s))?;
        let other = is_idle(text, s)
            || is_agreed(text, s)
            || leave::ends_it(text, s)
            || only_asks(text, s)
            || is_heard_of(text, s)
            || is_unneeded(text, s)
            || is_kept_away(text, s)
            || sells(text, s);
        (!other).then_some(asked)
    })
}

/// "Wij overwegen een bezoek. Wat kost zo'n bezoek?": a visit that may come, in a mail that names no
/// moment and asks how things are.
fn only_asks(text: &Text<'_, '_>, s: &Sentence) -> bool {
    if text.reading.questions.is_empty() || text.wants_time() {
        return false;
    }
    let span = text.span(s);
    let asked = |q: Span| span[0] <= q[0] && q[1] <= span[1];
    text.has(s, Cue::MayVisit) || text.reading.questions.iter().any(|q| asked(q.span))
}

/// A visit that is not asked for yet.
pub(crate) const MAY_VISIT: Phrases = &[
    "overwegen",
    "overweeg",
    "overweegt",
    "voordat wij",
    "voordat we",
    "voordat ik",
    "alvorens",
    "stel dat",
    "mochten wij",
    "mochten we",
    "eventueel bezoek",
    "eventueel werkbezoek",
    "mogelijk bezoek",
    "mogelijk werkbezoek",
    "zo'n bezoek",
    "zo’n bezoek",
    "zo'n werkbezoek",
    "zo’n werkbezoek",
    "considering",
    "before we",
];

/// A visit of which only the place and the moment are named, or that is called "het bezoek".
pub(super) fn perhaps(text: &Text<'_, '_>) -> Option<Span> {
    let dates = text.wants_time();
    const VISIT: &Cues = &Cues::these(&[Cue::VisitNoun]);
    let named = text.saying(VISIT).find_map(|s| {
        let wishes = text.has(s, Cue::PlainWish) || dates && text.has(s, Cue::WishesVisit);
        if !wishes {
            return None;
        }
        let thanked = || text.t.find(s.from, s.to, &[&["bedanken", "voor"], &["danken", "voor"]]);
        let about = leave::ends_it(text, s)
            || text.has(s, Cue::ThanksForVisit) && thanked().is_some()
            || text.has(s, Cue::AboutPapers)
            || is_advice_of_host(text, s)
            || is_idle(text, s)
            || is_agreed(text, s)
            || only_asks(text, s);
        let at = (s.from..s.to).find(|&at| text.t.is_cue(at, Cue::VisitNoun))?;
        (!about).then(|| text.t.span(at, at + 1))
    });
    // "Eerder vroeg ik u om een werkbezoek. Graag hoor ik of 14 januari kan."
    let before = || {
        if !dates || text.agreed || !text.says(Cue::PlainWish) {
            return None;
        }
        let mut fresh = text.sentences().filter(|s| !text.has(s, Cue::ThanksForVisit));
        fresh.find_map(|s| a_visit(text, s))
    };
    named
        .or_else(|| placed(text, dates))
        .or_else(|| coming(text, dates))
        .or_else(|| in_a_word(text))
        .or_else(before)
        .or_else(|| accepts(text))
}

/// "Vrijdag 6 november met z'n vijven?": a question that is nothing but a moment and how many come, in
/// a mail to which nothing went before.
fn in_a_word(text: &Text<'_, '_>) -> Option<Span> {
    const WORDS_MOST: usize = 16;
    let party = text.reading.party.as_ref()?;
    let fresh = !text.offered && text.about.is_none() && !text.agreed;
    let asked = text.sentences().find(|s| s.asks && s.to - s.from <= WORDS_MOST)?;
    let span = text.span(asked);
    let counts = span[0] <= party.span[0] && party.span[1] <= span[1];
    let timed = text.times_in(asked).any(|wish| is_wanted(wish.modality));
    (fresh && counts && timed && text.reading.questions.is_empty()).then_some(span)
}

/// "Op uw uitnodiging gaat de wethouder graag in."
fn accepts(text: &Text<'_, '_>) -> Option<Span> {
    let invited = text.place(Cue::Invited)?;
    let accepts = text.sentences().any(|s| {
        let gladly = text.has(s, Cue::WithPleasure);
        gladly && text.has(s, Cue::GoesIn) && !text.has(s, Cue::DeniesPlainly)
    });
    let agreed = text.agreed;
    (accepts && !agreed && !text.offered).then_some(invited)
}

/// Accepting an invitation.
pub(crate) const GOES_IN: Phrases = &["in", "ingaan", "aan", "accept", "accepts"];

/// The sentence is one of the questions for information, which stand in the order of the text, and
/// does not go on to ask for a visit.
fn asks_only(text: &Text<'_, '_>, s: &Sentence) -> bool {
    if goes_on(text, s) {
        return false;
    }
    let span = text.span(s);
    let questions = &text.reading.questions;
    let first = questions.partition_point(|question| question.span[1] < span[1]);
    questions.get(first).is_some_and(|question| question.span[1] == span[1])
}

/// "Wat houdt de aanpak in, en kan ik langskomen op 9 december?"
fn goes_on(text: &Text<'_, '_>, s: &Sentence) -> bool {
    const AND: &[&str] = &["en", "and"];
    const MAY: &[&str] = &["kan", "kunnen", "mag", "mogen", "zou", "zouden", "can", "could", "may"];
    let t = text.t;
    let opens = |at: &usize| t.is(*at, AND) && t.is(at + 1, MAY);
    let Some(at) = (s.from + 1..s.to).rev().find(opens) else { return false };
    let comes = t.first(at, s.to, Cue::GoesVisiting).is_some();
    let from = t.span(at, at + 1)[0];
    comes && text.times_in(s).any(|wish| wish.span[0] > from && is_wanted(wish.modality))
}

/// "een werkbezoek", "Verzoek werkbezoek": a noun without "het" or "ons" before it.
fn a_visit(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if !text.has(s, Cue::VisitNoun) && !text.classes.meets(Classes::SLIP_IN_VISIT) {
        return None;
    }
    let t = text.t;
    let at = (s.from..s.to).find(|&at| {
        let noun = t.is_cue(at, Cue::VisitNoun)
            || text.classes.meets(Classes::SLIP_IN_VISIT)
                && t.get(at).is_some_and(|token| is_nearly_visit(token.lower));
        if !noun {
            return false;
        }
        let definite = t.was_cue(at, Cue::Definite)
            || at >= 2 && t.is_cue(at - 2, Cue::Definite) && !t.was(at, &["een", "a"]);
        let loose = t.is(at, &["ontvangst", "komst", "bijeenkomst", "meeting"])
            || t.is(at, &["afspraak", "appointment", "afspraken"])
                && !text.has(s, Cue::MakesAppointment)
            || t.was(at, &["andere", "another"])
            || is_advice_of_host(text, s)
            || is_of_visitors(t, at, s.to);
        !definite && !loose
    })?;
    Some(t.span(at, at + 1))
}

/// "dat er hoog bezoek komt", "wij krijgen bezoek": visitors, and no visit that is asked for.
fn is_of_visitors(t: Tokens<'_, '_>, at: usize, to: usize) -> bool {
    const GETS: &[&str] = &["krijgen", "krijgt", "kregen", "kreeg", "hebben", "heeft", "hadden"];
    let counted =
        (at.saturating_sub(2)..at).any(|i| t.is(i, &["een", "op", "voor", "om", "graag"]));
    let comes = || at + 1 < to && t.is(at + 1, &["komt", "kwam", "kwamen", "krijgt", "krijgen"]);
    let gets = || (at.saturating_sub(4)..at).any(|i| t.is(i, GETS));
    t.is(at, &["bezoek"]) && !counted && (comes() || gets())
}

/// Before a visit that is known already.
pub(crate) const DEFINITE: Phrases = &[
    "het", "de", "dit", "dat", "ons", "onze", "mijn", "uw", "jullie", "the", "our", "your", "this",
    "zijn", "haar", "hun", "geen", "no", "elk", "ieder", "elke", "deze", "vorige",
];

/// What is done to an "afspraak" that is not there yet.
pub(crate) const MAKES: Phrases =
    &["maken", "plannen", "inplannen", "prikken", "make", "arrange", "schedule", "regelen"];

/// "werkbezoeken", "werkbzoek", "werkbezoeck", "werkbezeok".
pub(in crate::reading) fn is_nearly_visit(lower: &str) -> bool {
    lower.len() >= 9
        && lower.starts_with("werk")
        && (lower == "werkbezoeken"
            || crate::reading::slip::is_one_letter_off(lower, "werkbezoek")
            || has_swapped(lower, "werkbezoek"))
}

/// The same letters, two neighbours the other way round.
fn has_swapped(word: &str, wanted: &str) -> bool {
    let same = |(a, b): &(u8, u8)| a == b;
    let mut rest = word.bytes().zip(wanted.bytes()).skip_while(same);
    let (first, second) = (rest.next(), rest.next());
    let swapped = first.zip(second).is_some_and(|((a, b), (c, d))| a == d && b == c);
    word.len() == wanted.len() && swapped && rest.all(|(a, b)| a == b)
}

/// "bij een van uw pilots kijken"; not "wij kijken ernaar uit".
fn looks(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    if !text.has(s, Cue::Looking) {
        return None;
    }
    let t = text.t;
    let at = t.at(s.from, s.to, Cue::Looking)?;
    // "Ik zal er eens naar kijken": at a thing, not at a place.
    let at_it = t.was(at, &["naar"]);
    let forward = t.at(at, s.to, Cue::LooksForward).is_some() || at_it;
    let around = t.find(s.from, at, &[&["bij"], &["in"], &["rond"], &["naar"]]).is_some();
    (around && !forward || comes_to_look(t, s, at)).then(|| t.span(at, at + 1))
}

/// "Wij komen binnenkort graag een keer kijken"; not "komen erop terug en kijken of het kan", "kom
/// gerust een keer kijken", "komen nog kijken welke dag past".
fn comes_to_look(t: Tokens<'_, '_>, s: &Sentence, looks: usize) -> bool {
    const WORDS_BETWEEN: usize = 7;
    const TURNS: &[&str] = &["en", "and", "terug", "erop", "of", "naar"];
    const WHICH: &[&str] = &["welke", "wanneer", "wat", "wie"];
    let from = looks.saturating_sub(WORDS_BETWEEN).max(s.from);
    let comes = (from..looks).rev().find(|&at| t.is(at, &["kom", "komt", "komen"]));
    comes.is_some_and(|comes| {
        let invites = comes == s.from && !t.is(comes + 1, &["wij", "we", "ik"]);
        let straight = |at| !t.is(at, TURNS) && !matches!(t.word(at), Word::Sign(_));
        !invites && !s.asks && !t.is(looks + 1, WHICH) && (comes..looks).all(straight)
    })
}

/// Looking forward, or looking whether.
pub(crate) const FORWARD: Phrases =
    &["uit", "terug", "vooruit", "ernaar", "of", "even", "we", "wij"];

/// "naar Vollenhoven", "de Wilgensingel zien": a wijk in the sentence, and going or looking there.
fn into_a_wijk(text: &Text<'_, '_>, s: &Sentence) -> Option<Span> {
    let span = text.span(s);
    let inside = |place: &Span| span[0] <= place[0] && place[1] <= span[1] && place[1] > 0;
    let wijken = text.reading.wijken.iter().map(|wijk| wijk.span);
    let places = text.reading.ambiguous_places.iter().map(|place| place.span);
    let mut named = wijken.chain(places).filter(inside).peekable();
    if text.has(s, Cue::LooksAround) {
        return named.peek().copied();
    }
    named.peek()?;
    let t = text.t;
    let to = (s.from..s.to).find(|&at| t.is(at, &["naar", "to"]))?;
    let near = |place: &Span| {
        (to + 1..to + 4).any(|i| t.get(i).is_some_and(|token| token.span()[0] == place[0]))
    };
    named.find(near)
}

/// A wijk and a moment, with a wish or a question, or with whoever is to come there.
fn placed(text: &Text<'_, '_>, dates: bool) -> Option<Span> {
    let reading = text.reading;
    // "De speeltuin in Vollenhoven wordt liever in mei opgeknapt" asks for no visit.
    let guests = reading.party.is_some() && reading.principal.is_some();
    let wants = guests || text.sentences().any(|s| s.asks || text.has(s, Cue::WishesVisit));
    let wijk = text.reading.wijken.first().map(|wijk| wijk.span);
    let place = text.reading.ambiguous_places.first().map(|place| place.span);
    // "Hoe vaak komt dat nog voor dit jaar?": the time of a question is no moment to come.
    let asked = |wish: &Wish| {
        text.reading
            .questions
            .iter()
            .any(|question| question.span[0] <= wish.span[0] && wish.span[1] <= question.span[1])
    };
    let heard =
        |wish: &Wish| text.body.sentence_at(wish.span).is_some_and(|s| is_heard_of(text, &s));
    let asked = |wish: &Wish| asked(wish) || heard(wish);
    let mut wanted = text.reading.when.iter().filter(|wish| is_wanted(wish.modality));
    let moment = dates && (wanted.clone().next().is_none() || wanted.any(|wish| !asked(wish)));
    let agreed = text.agreed;
    wijk.or(place).filter(|_| moment && wants && !agreed)
}

/// "Kunnen wij op 14 januari komen?", "komt graag op 14 januari", "is er dan plek?": coming, at a
/// moment.
fn coming(text: &Text<'_, '_>, dates: bool) -> Option<Span> {
    if !dates || text.offered {
        return None;
    }
    const COMES: &Cues = &Cues::these(&[Cue::Coming, Cue::RoomForGuests]);
    text.saying(COMES).find_map(|s| {
        let timed = || text.times_in(s).any(|wish| is_wanted(wish.modality));
        let gladly = (s.asks || text.has(s, Cue::Gladly)) && !text.has(s, Cue::Returns);
        let comes = text.place_in(s, Cue::Coming).filter(|_| gladly);
        let found = comes.or_else(|| text.place_in(s, Cue::RoomForGuests).filter(|_| s.asks));
        found.filter(|_| timed() && !is_idle(text, s) && !is_agreed(text, s))
    })
}

/// Coming in another sense.
pub(crate) const RETURNS: Phrases = &["terug", "later", "eerder", "uit", "mee"];

/// Wishing to come.
pub(crate) const GLADLY: Phrases = &["graag", "zou", "zouden", "wil", "willen", "like"];

/// Room for a visit.
pub(crate) const ROOM: Phrases =
    &["plek", "plaats", "ruimte", "gelegenheid", "mogelijkheid", "room"];

/// Coming on a visit.
pub(crate) const COMING: Phrases = &["komen", "komt", "kom", "come", "terecht"];

/// What a mail goes in on.
pub(crate) const INVITED: Phrases = &["uitnodiging", "invitation", "aanbod"];

/// Accepting gladly.
pub(crate) const WITH_PLEASURE: Phrases =
    &["graag", "gladly", "plezier", "would", "besloten", "ingestemd", "genoegen"];

/// Not accepting.
pub(crate) const DENIES: Phrases = &["niet", "geen", "not"];

/// Looking at a place, or forward to a day.
pub(crate) const LOOKING: Phrases = &["kijken"];
