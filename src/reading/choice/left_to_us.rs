//! A choice that is ours to make, or that is more than one: "alle drie kunnen, kiest u maar", "optie 1 én
//! optie 3, wij komen tweemaal". To ask once more which one they take helps nobody: a person looks.

use super::{Cue, Phrases};
use crate::domain::reading::{Doubt, Offered};
use crate::reading::body::Body;
use crate::reading::cursor::Tokens;
use crate::reading::sentence::Sentence;
use crate::reading::token::Word;
use crate::reading::unread::doubt;

pub(crate) const LEAVES: Phrases = &[
    "kiest u maar",
    "kies maar",
    "kiezen jullie maar",
    "kiest u zelf",
    "u mag kiezen",
    "jullie mogen kiezen",
    "mag u kiezen",
    "mogen jullie kiezen",
    "zegt u maar",
    "zeg maar welke",
    "zeggen jullie maar",
    "keuze aan u",
    "keuze aan jullie",
    "keus aan u",
    "keus aan jullie",
    "keuze is aan u",
    "keus is aan u",
    "laten wij aan u",
    "laten we aan jullie",
    "laat ik aan u",
    "laat ik aan jullie",
    "laten het aan u",
    "maakt ons niet uit",
    "maakt mij niet uit",
    "maakt niet uit",
    "om het even",
    "geen voorkeur",
    "wat u het beste",
    "wat jullie het beste",
    "wat u uitkomt",
    "wat u schikt",
    "wat jullie uitkomt",
    "you choose",
    "you may choose",
    "you can choose",
    "you pick",
    "your choice",
    "up to you",
    "whichever suits",
    "whichever works",
    "whatever suits",
    "whatever works",
    "no preference",
];
pub(crate) const TWO: Phrases = &[
    "én",
    "tweemaal",
    "twee keer",
    "beide keren",
    "twee bezoeken",
    "alle keren",
    "twice",
    "two visits",
    "both times",
];

/// The words that leave the choice to us, that want more visits than one, or ask how long it may wait.
pub(super) fn doubt_of(body: &Body<'_>, offered: &[Offered], many: bool) -> Option<Doubt> {
    let t = body.tokens();
    let of_us = |s: &&Sentence| s.cues.has(Cue::LeavesChoice) && offered.len() > 1;
    let of_two = |s: &&Sentence| many && (s.cues.has(Cue::WantsTwo) || is_shared_out(t, s));
    let waits = |s: &&Sentence| asks_how_long(t, s);
    let s = body.sentences.iter().find(|s| of_us(s) || of_two(s) || waits(s))?;
    let said = body.sentence_text(*s);
    let on_one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(doubt(on_one_line, said, t.span(s.from, s.to)))
}

/// "Hoe lang kunnen we nog wachten met kiezen?": who asks that has not chosen.
pub(super) fn asks_how_long(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    const HOW_LONG: &[&[&str]] = &[
        &["hoe", "lang"],
        &["tot", "wanneer"],
        &["tot", "welke"],
        &["how", "long"],
        &["until", "when"],
        &["by", "when"],
    ];
    const CHOOSING: &[&str] = &[
        "kiezen",
        "beslissen",
        "reageren",
        "besluiten",
        "antwoorden",
        "antwoord",
        "vasthouden",
        "choose",
        "decide",
        "decision",
        "answer",
        "hold",
    ];
    let asks = s.asks && t.find(s.from, s.to, HOW_LONG).is_some();
    asks && (s.from..s.to).any(|at| t.is(at, CHOOSING))
}

/// "Optie 2 voor Kamerlid De Wit; optie 3 voor Kamerlid Blauw": each has one of their own.
fn is_shared_out(t: Tokens<'_, '_>, s: &Sentence) -> bool {
    let number = |at: usize| matches!(t.word(at), Word::Digits { .. } | Word::Ordinal(_));
    let whom = |at: usize| {
        t.listed(at, Cue::Office)
            || t.get(at).is_some_and(|token| token.starts_upper())
            || t.is(at, &["mevrouw", "de", "mijn", "onze"])
    };
    let for_one = |at: &usize| number(*at) && t.is(at + 1, &["voor", "for"]) && whom(at + 2);
    (s.from..s.to).filter(for_one).count() > 1
}
