//! Questions that carry no question mark: "hoeveel mensen wonen er", "graag hoor ik wie ons ontvangt".

use super::{Cue, Found, Phrases, Sentence, Span, names_time, opening, skip_marker, whole};
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::token::{Token, Word};

/// A bare question is short; a long sentence that opens with "wat" or "hoe" is mostly a statement.
const BARE_TOKENS_MAX: usize = 14;

/// Verbs behind a question word that make a question of it: "wat ons betreft" has none.
pub(crate) const VERBS: Phrases = &[
    "is", "zijn", "kost", "kosten", "doet", "doen", "betaalt", "betalen", "wordt", "worden",
    "komt", "komen", "gaat", "houdt", "werkt", "werken", "kan", "kunnen", "moet", "moeten", "mag",
    "mogen", "heeft", "hebben", "ontvangt", "beslist", "bepaalt", "duurt", "staat", "ligt", "vind",
    "vinden", "betekent", "begint", "are", "does", "do", "can", "pays", "many", "long", "much",
    "laat", "lang", "veel", "groot", "wonen", "regelt",
];

/// Whether a sentence without a question mark is a question all the same.
pub(super) fn asks_without_mark(t: Tokens<'_, '_>, s: Sentence) -> bool {
    if !s.cues.has(Cue::Wh) {
        return false;
    }
    let from = opening(t, s);
    // "Wat hebben wij genoten!" asks nothing.
    let open = |last: &Token<'_>| matches!(last.word, Word::Sign(',' | ':' | '!'));
    let ends_plain = t.before(s.to).is_some_and(|last| !open(last));
    let comma = (from..s.to.min(from + BARE_TOKENS_MAX))
        .any(|at| t.get(at).is_some_and(|token| token.is_sign(',')) && at + 1 < s.to);
    let short = s.to - from <= BARE_TOKENS_MAX;
    let asks = t.is_cue(from, Cue::Wh)
        && !t.is_cue(from, Cue::WhenWord)
        && t.is_cue(from + 1, Cue::QuestionVerb)
        || t.is(from, &["hoeveel"]);
    asks && short && !comma && ends_plain && !is_open(t, s)
}

/// "Hoeveel mensen er meegaan weet ik nog niet", "hoeveel het er worden laat ik u weten": what the writer
/// does not know yet, and asks of nobody.
fn is_open(t: Tokens<'_, '_>, s: Sentence) -> bool {
    const OPEN: &[&[&str]] = &[
        &["weet", "ik"],
        &["weten", "wij"],
        &["weten", "we"],
        &["laat", "ik"],
        &["laten", "wij"],
        &["laten", "we"],
        &["hoort", "u"],
        &["nog", "niet", "bekend"],
        &["nog", "onbekend"],
    ];
    t.find(s.from, s.to, OPEN).is_some()
}

/// Words with which somebody says that they want to know.
pub(crate) const WANTS_TO_KNOW: Phrases = &[
    "benieuwd",
    "nieuwsgierig",
    "weten",
    "hoor",
    "horen",
    "hoort",
    "verneem",
    "vernemen",
    "vraag me af",
    "vraag mij af",
    "vragen ons af",
    "vragen wij ons af",
    "vraag is",
    "vragen of",
    "curious",
    "wonder",
    "wondering",
    "know",
];
/// Words with which somebody asks for papers or information.
pub(crate) const WANTS_PAPERS: Phrases = &[
    "informatie",
    "cijfers",
    "position paper",
    "rapport",
    "presentatie",
    "evaluatie",
    "information",
    "report",
    "toelichting",
    "verslag",
];
pub(crate) const WISHES: Phrases = &[
    "ontvang",
    "ontvangen",
    "zoek",
    "zoeken",
    "stuur",
    "sturen",
    "toesturen",
    "zou graag",
    "receive",
    "looking for",
    "nodig",
    "graag informatie",
    "graag meer informatie",
];

/// The sentences that ask without a question mark, for a mail that says nothing else: beside a
/// request "wij zijn benieuwd hoe het werkt" is why somebody comes.
pub(crate) fn indirect(body: &Body<'_>, times: &[Span]) -> Vec<Found<String>> {
    let t = body.tokens();
    let sentences = body
        .sentences
        .iter()
        .filter(|s| !s.asks)
        .map(|s| Sentence { from: skip_marker(t, s.from), ..*s });
    sentences
        .filter(|s| {
            let has = |cue| s.cues.has(cue);
            let timed = || names_time(times, t.span(s.from, s.to));
            let about_plan =
                has(Cue::Arranges) || has(Cue::Opinion) || has(Cue::PlansVisit) || timed();
            !about_plan && (wants_to_know(t, *s) || has(Cue::WantsPapers) && has(Cue::WishesPapers))
        })
        .map(|s| whole(body, s))
        .collect()
}

/// "benieuwd hoe", "ik vraag me af of er": the word of wanting to know, and a question behind it.
fn wants_to_know(t: Tokens<'_, '_>, s: Sentence) -> bool {
    if !s.cues.has(Cue::WantsToKnow) {
        return false;
    }
    let Some(at) = t.at(s.from, s.to, Cue::WantsToKnow) else { return false };
    (at + 1..s.to.min(at + 8))
        .any(|i| t.is_cue(i, Cue::Wh) || t.is(i, &["of", "naar", "if", "whether"]) && i + 2 < s.to)
}
