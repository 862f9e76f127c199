//! What a mail says beside what was read of it: a warning beside a choice, an accident beside a "ja".
//!
//! A choice, a fact and an answer are handled without anybody who looks, so what stands beside them is
//! shown to staff in the writer's words. Only a sentence that is a courtesy, or in which something was
//! read, is passed over. Not for a request: there a person may tell anything.
//!
//! What stands beside a choice may take it back ("dat wordt lastig", "wacht even"). So there a courtesy
//! has the words of courtesy alone, and a day, a wijk or a theme that was read is no more than itself.

use super::Context;
use super::body::Body;
use super::cue::{Cue, Phrases};
use super::cursor::Tokens;
use super::intents::{is_closing, is_courtesy};
use super::lexer::{Both, lowered};
use super::plain;
use super::sentence::{Sentence, clauses};
use super::understood;
use super::unread::doubt;
use super::yes_no::is_bare_word;
use crate::domain::names::can_be_one_person;
use crate::domain::people::Need;
use crate::domain::reading::{Doubt, Errand, Found, Intent, Reading, Span};

/// Whoever begins so wants us to know what follows.
pub(crate) const HEED: Phrases = &[
    "let op",
    "let u erop",
    "let er op",
    "houd er rekening mee",
    "houdt u er rekening mee",
    "houden jullie er rekening mee",
    "denk eraan",
    "ter info",
    "ter informatie",
    "overigens",
    "trouwens",
    "o ja",
    "p.s",
    "ps",
    "please note",
    "be aware",
    "by the way",
    "note that",
];
/// What is usual beside a choice or a fact, and asks nothing of anybody.
pub(crate) const USUAL: Phrases = &[
    "hoor graag",
    "horen graag",
    "hoort u",
    "bevestiging",
    "bevestigen",
    "bereikbaar",
    "bereiken",
    "vragen",
    "overleg",
    "overlegd",
    "afgestemd",
    "voorgelegd",
    "naar aanleiding",
    "in antwoord op",
    "reactie",
    "verzoek",
    "voorstel",
    "voorstellen",
    "hierbij",
    "bijgaand",
    "agenda",
    "opties",
    "data",
    "keuze",
    "akkoord",
    "benieuwd",
    "kijken uit",
    "kijkt uit",
    "ziens",
    "confirm",
    "confirmation",
    "proposal",
    "options",
    "dates",
    "hear from you",
    "questions",
    "forward",
    // Another option, told of or asked for.
    "optie",
    "option",
    "anders",
    "otherwise",
];

/// The first sentence beside what was read, in a conversation about an offer or an appointment.
/// `elsewhere`: where it speaks of other options.
pub(super) fn beside(
    body: &Body<'_>,
    reading: &Reading<'_>,
    context: &Context<'_>,
    elsewhere: &[Span],
) -> Option<Doubt> {
    let in_conversation = !context.offered.is_empty() || context.about.is_some();
    let handled = [Intent::Choose, Intent::Reserve, Intent::Details];
    let unsure = |doubt: &Doubt| matches!(doubt, Doubt::Choice { .. });
    let is_handled =
        handled.into_iter().any(|intent| reading.has(intent)) || reading.doubts.iter().any(unsure);
    let chooses = reading.choice.is_some();
    let falls_back = reading.choice.as_ref().is_some_and(|choice| choice.otherwise.is_some());
    // Whoever wants another moment tells why, and hears of another.
    let moves = reading.has(Intent::Change) || reading.has(Intent::ProposeOther);
    if !in_conversation || !is_handled || moves {
        return None;
    }
    let t = body.tokens();
    let read = if chooses { understood::facts(reading) } else { understood::spans(reading) };
    // That another guest comes was read, and is done.
    let known = |name: &str| context.names.iter().any(|own| can_be_one_person(name, own));
    let of_guest = reading
        .principal
        .as_ref()
        .is_some_and(|found| found.instead && !found.name.as_deref().is_some_and(known))
        || reading.errand.as_ref().is_some_and(|errand| errand.value == Errand::TakesOver);
    let said = body.sentences.iter().take_while(|s| !is_closing(t, s));
    let mut beside = said.filter(|s| {
        let span = t.span(s.from, s.to);
        let inside = |read: &Span| span[0] <= read[0] && read[1] <= span[1];
        let afresh = s.cues.has(Cue::AsksAfresh) && !chooses;
        let of_options = afresh || s.cues.has(Cue::NoneOfOptions);
        // "Mocht dat niet kunnen, dan optie 3."
        let otherwise = || falls_back && (s.from..s.to).any(|at| t.is_cue(at, Cue::OptionWord));
        let of_others = || elsewhere.iter().any(|it| it[0] <= span[0] && span[1] <= it[1]);
        let of_options = of_options || otherwise() || of_others();
        let is_read = of_options || read.iter().any(inside) || tells_phone(body, reading, s);
        // "Wij staan op het station, kan iemand ons ophalen?": how they travel is not what they ask.
        let travels = |need: &Found<Need>| need.value == Need::Ov && inside(&need.span);
        let asked = || reading.questions.iter().any(|question| inside(&question.span));
        let is_read = is_read && !(s.asks && reading.needs.iter().any(travels) && !asked());
        let replaced = || !of_guest && plain::names_a_substitute(t, reading, context, s);
        let usual = match chooses {
            true => {
                plain::is_made_of_courtesy(body, reading, context, **s)
                    || plain::leaves_choice(body, reading, context, **s)
            }
            false => is_usual(s) || is_polite(t, s),
        };
        // "Zijn er trouwens nog stukken?"
        let heed = s.cues.has(Cue::Heed) && !(s.asks && asked());
        heed || plain::asks_of_choice(t, reading, context, **s) || replaced() || !is_read && !usual
    });
    beside.next().map(|s| words(body, (s.from, s.to)))
}

/// Words that tell one visit from another.
const OTHER: &[&str] = &["ander", "andere", "other"];
/// What a visit is called.
const VISIT: &[&str] = &["bezoek", "werkbezoek", "visit"];
/// What more of them are called.
const NAMED: &[&str] = &["bezoeken", "werkbezoeken", "afspraken", "visits", "appointments"];
/// What else there may be two of.
const PLACES: &[&str] = &["dagen", "wijken"];
/// Before them, those that there are: "Beste Werkbezoeken M50" greets us.
const ALL: &[&str] = &["de", "onze", "deze", "alle", "twee", "the", "our", "these", "all", "two"];
/// Words that speak of two.
const BOTH: &[&str] = &["beide", "beiden", "allebei", "both"];
/// Behind such a word it is about visits, and not about two of the guests.
const DONE_TO_VISITS: &[&str] = &[
    "gaan",
    "vervallen",
    "moeten",
    "kunnen",
    "afzeggen",
    "verzetten",
    "graag",
    "need",
    "must",
    "are",
];

/// "Akkoord! Beide."
const ALONE_WORDS_MAX: usize = 4;

/// Whether a text speaks of more than the one visit that it answers.
pub fn speaks_of_both(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|word| list.contains(word));
    (0..words.len()).any(|at| {
        let all = || (at.saturating_sub(2)..at).any(|before| is(before, ALL) || is(before, BOTH));
        let visits = || (at + 1..at + 3).any(|next| is(next, NAMED) || is(next, PLACES));
        let alone = words.len() <= ALONE_WORDS_MAX;
        is(at, BOTH) && (visits() || is(at + 1, DONE_TO_VISITS) || alone)
            || is(at, NAMED) && all()
            || is(at, OTHER) && is(at + 1, VISIT)
    })
}

/// The text without the line that greets whoever reads it.
pub fn beyond_greeting(text: &str) -> &str {
    const GREETS: &[&str] = &[
        "beste",
        "geachte",
        "dag",
        "hallo",
        "hoi",
        "goedemorgen",
        "goedemiddag",
        "dear",
        "hi",
        "hello",
    ];
    let text = text.trim_start();
    let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let greets = GREETS.contains(&first.to_lowercase().as_str());
    let ends = text.find([',', '\n', '!']).filter(|_| greets);
    ends.and_then(|end| text.get(end..)).unwrap_or(text)
}

/// What stands beside the yes or no of whoever was asked; nothing where that is all.
pub fn beside_answer(text: &str) -> Option<Doubt> {
    let lower = lowered(text);
    let body = Body::new(Both { text, lower: &lower });
    let t = body.tokens();
    let said = body.sentences.iter().take_while(|s| !is_closing(t, s));
    let mut said = said.flat_map(|s| clauses(t, *s));
    let beside = said.find(|&(from, to)| {
        let bare = (from..to).all(|at| t.get(at).is_none_or(|word| is_bare_word(word.lower)));
        !bare && !is_courtesy(t, (from, to))
    });
    beside.map(|clause| words(&body, clause))
}

fn words(body: &Body<'_>, (from, to): (usize, usize)) -> Doubt {
    let said = body.words(from, to);
    let on_one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    doubt(on_one_line, said, body.tokens().span(from, to))
}

/// "Op de dag zelf bellen kan op 06 5550 0199."
fn tells_phone(body: &Body<'_>, reading: &Reading<'_>, s: &Sentence) -> bool {
    let told = reading.phone_told.as_ref();
    told.is_some_and(|told| body.sentence_text(*s).contains(&told.number))
}

/// "Mocht u vragen hebben, dan hoor ik het graag": with more words it asks or tells something.
fn is_usual(s: &Sentence) -> bool {
    const TOKENS_MAX: usize = 12;
    s.cues.has(Cue::UsualBeside) && s.to - s.from <= TOKENS_MAX
}

fn is_polite(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    !s.asks && clauses(t, *s).into_iter().all(|clause| is_courtesy(t, clause))
}
