//! The period and the deputy of an out-of-office mail.

use super::body::Body;
use super::cursor::Tokens;
use super::people::name_end;
use crate::domain::reading::{Away, When, Wish};

/// Reads the absence from a text that an absent person's program sent.
pub(crate) fn away(body: &Body<'_>, wishes: &[Wish]) -> Option<Away> {
    let mut away = Away { from: None, until: None, deputy: deputy(body) };
    for wish in wishes {
        let back = is_return(body, wish);
        match &wish.when {
            When::DateRange { start: Some(start), end: None } if back => away.until = Some(*start),
            When::DateRange { start, end } if !back => {
                away.from = away.from.or(*start);
                away.until = away.until.or(*end);
            }
            When::Date(day) if back => away.until = Some(*day),
            When::Date(day) => away.from = away.from.or(Some(*day)),
            When::DateRange { .. }
            | When::DateTime(_)
            | When::Time(_)
            | When::DateTimeRange { .. }
            | When::TimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => {}
        }
    }
    let found = away.from.is_some() || away.until.is_some() || away.deputy.is_some();
    found.then_some(away)
}

/// "Vanaf dinsdag 4 mei ben ik er weer", "op 4 mei ben ik terug".
fn is_return(body: &Body<'_>, wish: &Wish) -> bool {
    let t = body.tokens();
    body.sentences.iter().any(|s| {
        let span = t.span(s.from, s.to);
        let holds = span[0] <= wish.span[0] && wish.span[1] <= span[1];
        let words: &[&[&str]] = &[
            &["weer"],
            &["terug"],
            &["back"],
            &["return"],
            &["returning"],
            &["aanwezig"],
            &["bereikbaar"],
        ];
        holds && t.find(s.from, s.to, words).is_some()
    })
}

/// The name behind "collega", "contact opnemen met", "terecht bij".
fn deputy(body: &Body<'_>) -> Option<String> {
    let t = body.tokens();
    let leads: &[&[&str]] = &[
        &["mijn", "collega"],
        &["collega"],
        &["contact", "opnemen", "met"],
        &["terecht", "bij"],
        &["neem", "contact", "op", "met"],
        &["my", "colleague"],
        &["please", "contact"],
        &["contact"],
        &["vervangen", "door"],
        &["waargenomen", "door"],
    ];
    (0..body.end).find_map(|at| {
        let length = t.any_of(at, leads)?;
        name(body, t, at + length)
    })
}

fn name(body: &Body<'_>, t: Tokens<'_, '_>, at: usize) -> Option<String> {
    let end = name_end(t, at)?;
    let name = body.words(at, end).split_whitespace().collect::<Vec<_>>().join(" ");
    (name.split(' ').count() >= 2).then_some(name)
}
