//! A programme in the text of a mail: "10.00 uur ontvangst, 10.30 uur rondleiding, 12.00 uur lunch".
//!
//! Its hours are no wishes beside each other, one of which will do: the visit begins with the first. A
//! programme is three hours or more, each later than the one before and each with the thing that is
//! done then behind it. The trap is a row of hours to choose from: there "of" stands between, or
//! whether the hour suits.

use chrono::{NaiveDate, NaiveTime};

use super::body::Body;
use super::cue::Cue;
use super::cursor::Tokens;
use super::token::Word;
use crate::domain::reading::{Modality, When, Wish};

const HOURS_LEAST: usize = 3;
/// So many words may tell what is done.
const ITEM_TOKENS: usize = 8;

/// Of the hours of a programme only the first stays.
pub(super) fn begin(body: &Body<'_>, found: &mut Vec<Wish>) {
    let mut at = 0;
    while at + HOURS_LEAST <= found.len() {
        let rest = found.get(at..).unwrap_or_default();
        let pairs = rest.array_windows().take_while(|[a, b]| goes_on(body, a, b)).count();
        let ends = || rest.get(pairs).is_some_and(|last| does(body, last, None));
        let is_programme = pairs + 1 >= HOURS_LEAST && ends();
        if is_programme {
            found.drain(at + 1..=at + pairs);
        }
        at += 1;
    }
}

/// Whether `next` is the line of the programme behind `last`.
fn goes_on(body: &Body<'_>, last: &Wish, next: &Wish) -> bool {
    let (Some((day, hour)), Some((next_day, next_hour))) = (hour_of(last), hour_of(next)) else {
        return false;
    };
    let same_day = next_day.is_none() || next_day == day;
    same_day && hour < next_hour && does(body, last, Some(next))
}

fn hour_of(wish: &Wish) -> Option<(Option<NaiveDate>, NaiveTime)> {
    let wanted = wish.modality == Modality::Want;
    match wish.when {
        When::Time(hour) if wanted => Some((None, hour)),
        When::DateTime(at) if wanted => Some((Some(at.date()), at.time())),
        When::Date(_)
        | When::DateTime(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => None,
    }
}

/// Whether behind the hour stands what is done then, and nothing else up to the next.
fn does(body: &Body<'_>, hour: &Wish, next: Option<&Wish>) -> bool {
    let t = body.tokens();
    let behind = behind(t, hour.span[1]);
    let from = behind + usize::from(matches!(t.word(behind), Word::Sign(':' | '-' | '–')));
    let to = next.map_or(from + 1, |next| self::behind(t, next.span[0]));
    let told = t.get(from).is_some_and(|word| word.word.is_other());
    let plain = |at: usize| !t.is(at, CHOOSES) && !SAYS.iter().any(|cue| t.is_cue(at, *cue));
    told && (1..=ITEM_TOKENS).contains(&to.saturating_sub(from)) && (from..to).all(plain)
}

/// The first token at or behind this character.
fn behind(t: Tokens<'_, '_>, character: usize) -> usize {
    t.0.partition_point(|token| token.span()[0] < character)
}

/// One of the hours will do.
const CHOOSES: &[&str] = &["of", "or", "dan", "ook", "kan", "kunnen", "can"];
/// How an hour suits, or who does something then.
const SAYS: [Cue; 6] = [Cue::No, Cue::Want, Cue::Prefer, Cue::Verb, Cue::Impossible, Cue::Subject];
