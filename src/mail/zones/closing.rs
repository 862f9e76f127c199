//! Finds signatures: the greeting and what follows it, `-- `, device lines, disclaimers.
//!
//! A signature ends where a quote begins, and a postscript is the writer's own again. Two dashes
//! without a space are a line that somebody typed, not a mark.

use super::Line;
use crate::domain::mail::ZoneKind;
use crate::mail::phrases::Section;

/// Marks the signature lines among the own lines.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    mark_disclaimers(lines);
    let mut closed = false;
    let mut postscript = false;
    for line in lines {
        match line.kind {
            ZoneKind::Own => {}
            ZoneKind::Quoted => {
                closed = false;
                postscript = false;
                continue;
            }
            ZoneKind::Signature | ZoneKind::Banner => continue,
        }
        if closed {
            postscript = is_postscript(&line.lower) || (postscript && !line.is_blank());
        } else {
            closed = line.text.trim_end_matches(['\r', '\n']) == "-- " || is_closing(line);
        }
        if (closed && !postscript) || is_device(&line.lower) {
            line.kind = ZoneKind::Signature;
        }
    }
}

fn is_device(lower: &str) -> bool {
    lower.chars().count() <= 120
        && Section::Device.opens(lower.trim_start_matches(['[', '<', '*'])).is_some()
}

fn is_postscript(lower: &str) -> bool {
    let first = lower.split([' ', ':']).next().unwrap_or_default();
    Section::AfterSignature.has(first)
}

/// `Met vriendelijke groet,` or `Gr Jesse`: words of greeting only, and behind them at most a name.
fn is_closing(line: &Line<'_>) -> bool {
    let bare = line.lower.trim_end_matches([',', '.', '!', ' ']);
    if Section::ClosingLine.has(bare) {
        return true;
    }
    if speaks_on(&line.lower) {
        return false;
    }
    let words: Vec<&str> = line
        .text
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '?')
        .filter(|word| !word.is_empty())
        .collect();
    let greeting = words.iter().position(|word| Section::ClosingGreeting.has(&word.to_lowercase()));
    let Some(greeting) = greeting else { return false };
    let before = words.iter().take(greeting);
    let behind: Vec<&&str> = words.iter().skip(greeting + 1).collect();
    words.iter().all(|word| !word.contains('?'))
        && before.into_iter().all(|word| Section::ClosingWord.has(&word.to_lowercase()))
        && behind.len() <= 6
        && (behind.len() <= 1 || behind.first().is_some_and(|word| names_somebody(word)))
}

/// "Groeten uit Zeist! Donderdag past.": a sentence ends inside the line, and another begins. The dot
/// of a short word ends none ("gr. Jan").
fn speaks_on(lower: &str) -> bool {
    lower.split_once(['!', '?']).is_some_and(|(_, rest)| rest.contains(char::is_alphabetic))
        || lower.match_indices(". ").any(|(at, _)| {
            let word = lower.get(..at).and_then(|part| part.rsplit(' ').next());
            word.is_some_and(|word| word.chars().count() > 4)
        })
}

fn names_somebody(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.chars().next().is_some_and(char::is_uppercase)
        || ["van", "namens", "uit"].contains(&lower.as_str())
        || Section::ClosingWord.has(&lower) && !["de", "een"].contains(&lower.as_str())
}

/// A paragraph that speaks of intended recipients and rights is part of no message.
fn mark_disclaimers(lines: &mut [Line<'_>]) {
    let is_part = |line: &Line<'_>| line.is_own() && !line.is_blank();
    for paragraph in lines.chunk_by_mut(|a, b| is_part(a) == is_part(b)) {
        if !paragraph.first().is_some_and(|line| line.is_own() && !line.is_blank()) {
            continue;
        }
        let words: Vec<&str> = paragraph.iter().map(|line| line.lower.as_str()).collect();
        let text = words.join(" ");
        if Section::Disclaimer.found_in(&text).is_some() && !text.contains('?') {
            for line in paragraph {
                line.kind = ZoneKind::Signature;
            }
        }
    }
}
