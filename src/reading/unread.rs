//! Words about a time or an option that no reader understood, in a mail that hangs on them.
//!
//! "Kan het op diezelfde dag?" names a day to a person and to no reader here. Such a mail must not be
//! handled as if it left the day open: the words are kept as a doubt, and staff see them. Looks only
//! where no time and no choice was found, so it says nothing about what a reader did understand.

use super::Context;
use super::body::Body;
use super::cue::Cue;
use super::sentence::Sentence;
use crate::domain::reading::{Doubt, Intent, Modality, Reading, Span};

/// A word of a sentence, in small letters and without the signs around it.
struct Piece {
    lower: String,
    from: usize,
    to: usize,
}

/// The first words that say when or which, if nothing else does.
pub(crate) fn unread(body: &Body<'_>, reading: &Reading, context: &Context<'_>) -> Option<Doubt> {
    if let Some(doubt) = hangs_in_the_air(body, reading, context) {
        return Some(doubt);
    }
    if !hangs_on_a_time(reading) {
        return None;
    }
    body.sentences.iter().find_map(|&sentence| {
        let text = body.sentence_text(sentence);
        let start = body.tokens().span(sentence.from, sentence.to)[0];
        let pieces = pieces(text);
        let (from, to) = times(&pieces).or_else(|| options(&pieces, context))?;
        let words: String = text.chars().skip(from).take(to - from).collect();
        if points_at_offers(&words) && refuses_offers(reading, sentence) {
            return None;
        }
        Some(doubt(words, text, [start + from, start + to]))
    })
}

/// Words that nobody understood, and their sentence on one line.
pub(crate) fn doubt(text: String, sentence: &str, span: Span) -> Doubt {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    Doubt::Unclear { text, sentence, span }
}

/// "Op geen van die dagen": the words mean the offers, all of which are refused.
fn refuses_offers(reading: &Reading, sentence: Sentence) -> bool {
    const REFUSALS: [Cue; 3] = [Cue::NoneOfOptions, Cue::AsksAfresh, Cue::TheOffers];
    reading.has(Intent::ProposeOther) && REFUSALS.iter().any(|cue| sentence.cues.has(*cue))
}

fn points_at_offers(words: &str) -> bool {
    const POINTING: &[&str] = &["dan", "die", "dat", "deze", "dit", "that", "those"];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    POINTING.contains(&first.as_str())
}

/// "De week erna" as the first time of a mail counts from something that stands elsewhere, such as in
/// our letter; counted from today it would be a guess. "Een week later" is the same where no day is
/// agreed.
fn hangs_in_the_air(body: &Body<'_>, reading: &Reading, context: &Context<'_>) -> Option<Doubt> {
    let first = reading.when.iter().min_by_key(|wish| wish.span[0])?;
    let leans = |word: &str| AFTER_IT.iter().any(|it| it.eq_ignore_ascii_case(word));
    let counts =
        || first.text.split(char::is_whitespace).any(|word| leans(word.trim_matches(is_sign)));
    let shifts = || context.about.is_none() && shifts(&first.text);
    if reading.choice.is_some() || !counts() && !shifts() {
        return None;
    }
    let holds = |from: usize, to: usize| {
        let span = body.tokens().span(from, to);
        span[0] <= first.span[0] && first.span[1] <= span[1]
    };
    let sentence = body.sentences.iter().find(|sentence| holds(sentence.from, sentence.to))?;
    // "Kan het twee dagen eerder?", counted from today, would look as if it had been.
    let wanted = match first.modality {
        Modality::Want | Modality::Prefer => true,
        Modality::Past => sentence.asks,
        Modality::Cannot | Modality::Fixed | Modality::Deadline => false,
    };
    if !wanted {
        return None;
    }
    Some(doubt(first.text.clone(), body.sentence_text(*sentence), first.span))
}

/// Words that lean on a day named before.
const AFTER_IT: &[&str] = &["erna", "daarna", "daarop", "erop", "ervoor", "daarvoor"];

/// "een week later", "met een maand uitstellen": so much further than a day that stands elsewhere; not
/// "vrijdag of later".
fn shifts(text: &str) -> bool {
    const FURTHER: &[&str] = &[
        "later",
        "eerder",
        "vroeger",
        "opschuiven",
        "doorschuiven",
        "uitstellen",
        "vervroegen",
        "voren",
        "achteren",
        "earlier",
    ];
    let mut back = text.split_whitespace().rev().map(|word| word.trim_matches(is_sign));
    let last = back.next().is_some_and(|w| FURTHER.iter().any(|it| it.eq_ignore_ascii_case(w)));
    last && back.next().is_some_and(|word| !matches!(word, "of" | "en" | "or" | "and"))
}

/// The mail asks for a visit, for another time or for an option, and nothing says which.
fn hangs_on_a_time(reading: &Reading) -> bool {
    let wants = [Intent::VisitRequest, Intent::ProposeOther, Intent::Change, Intent::Reserve];
    let about = wants.into_iter().any(|intent| reading.has(intent)) || says_nothing_else(reading);
    about && reading.when.is_empty() && reading.choice.is_none() && reading.doubts.is_empty()
}

fn says_nothing_else(reading: &Reading) -> bool {
    reading.intents.iter().all(|intent| intent.value == Intent::Other)
}

fn pieces(sentence: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in sentence.split(char::is_whitespace) {
        let length = word.chars().count();
        let before = length - word.trim_start_matches(is_sign).chars().count();
        let bare = word.trim_matches(is_sign);
        let from = at + before;
        if !bare.is_empty() {
            let to = from + bare.chars().count();
            out.push(Piece { lower: bare.to_lowercase(), from, to });
        }
        at += length + 1;
    }
    out
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric()
}

/// "diezelfde dag", "de week erna", "de 12e", "10.30 uur", "dan past het".
fn times(pieces: &[Piece]) -> Option<(usize, usize)> {
    const POINTING: &[&str] = &[
        "die",
        "dat",
        "deze",
        "dit",
        "diezelfde",
        "dezelfde",
        "datzelfde",
        "hetzelfde",
        "that",
        "those",
        "same",
        "zelfde",
    ];
    const STRETCHES: &[&str] = &[
        "dag",
        "dagen",
        "datum",
        "data",
        "week",
        "weken",
        "maand",
        "moment",
        "tijd",
        "tijdstip",
        "ochtend",
        "middag",
        "avond",
        "dagdeel",
        "periode",
        "day",
        "days",
        "date",
        "time",
        "morning",
        "afternoon",
    ];
    const AROUND: &[&str] = &[
        "erna", "ervoor", "daarna", "daarvoor", "daarop", "erop", "later", "eerder", "after",
        "before", "earlier",
    ];
    const NAMED: &[&str] = &[
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "januari",
        "februari",
        "maart",
        "april",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const SUITS: &[&str] = &[
        "kan",
        "kunnen",
        "past",
        "passen",
        "schikt",
        "graag",
        "komen",
        "langskomen",
        "kunt",
        "works",
        "suits",
    ];
    // "Mocht het niet gaan, dan komen wij later": a consequence, no time.
    const SUPPOSES: &[&str] =
        &["als", "indien", "mocht", "mochten", "wanneer", "zodra", "if", "meer"];
    let supposes = pieces.iter().any(|piece| SUPPOSES.contains(&piece.lower.as_str()));
    let word = |at: usize| pieces.get(at).map_or("", |piece| piece.lower.as_str());
    (0..pieces.len()).find_map(|at| {
        let (this, next) = (word(at), word(at + 1));
        let before = at.checked_sub(1).map_or("", word);
        let suits = |before: &str, at: usize, next: &str| {
            let verb = if before == "het" { at.checked_sub(2).map_or("", word) } else { before };
            SUITS.contains(&verb) || SUITS.contains(&next)
        };
        let many = if POINTING.contains(&this) && STRETCHES.contains(&next)
            || STRETCHES.contains(&this) && AROUND.contains(&next)
            || is_number(this) && matches!(next, "uur" | "u" | "h" | "am" | "pm")
        {
            2
        } else if this == "dan" && !supposes && suits(before, at, next)
            || NAMED.contains(&this)
            || before == "de" && is_ordinal(this)
            || is_date(this)
        {
            1
        } else {
            return None;
        };
        Some((pieces.get(at)?.from, pieces.get(at + many - 1)?.to))
    })
}

/// "optie B graag", of an offer that is open.
fn options(pieces: &[Piece], context: &Context<'_>) -> Option<(usize, usize)> {
    const OPTIONS: &[&str] = &["optie", "option", "voorstel", "keuze", "nummer"];
    if context.offered.is_empty() {
        return None;
    }
    let at = pieces.iter().position(|piece| OPTIONS.contains(&piece.lower.as_str()))?;
    let named = pieces.get(at + 1).filter(|next| next.lower.chars().count() <= 2);
    let last = named.or(pieces.get(at))?;
    Some((pieces.get(at)?.from, last.to))
}

fn is_number(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':'))
}

/// "12e", "21ste".
fn is_ordinal(word: &str) -> bool {
    let end = word.trim_start_matches(|c: char| c.is_ascii_digit());
    end.len() < word.len()
        && word.len() - end.len() <= 2
        && matches!(end, "e" | "ste" | "de" | "th")
}

/// "14/11", "14-11-2026": two short numbers, and perhaps a year.
fn is_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    let number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    match parts.as_slice() {
        [day, month] => number(day, 2) && number(month, 2),
        [day, month, year] => number(day, 2) && number(month, 2) && number(year, 4),
        _ => false,
    }
}
