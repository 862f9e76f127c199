//! The week, the month or the year that two times share, though only one of them says it: "donderdag of vrijdag
//! volgende week", "volgende week woensdag of donderdag", "op dinsdag en donderdag in april".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use super::super::phrase::is_row;
use super::super::{Days, Phrase, Weekly, Which, Year};
use super::{STRAIGHT_TOKENS, is_week};
use crate::reading::cue::Cue;
use crate::reading::cursor::Tokens;
use crate::reading::token::{Unit, Word};

/// "donderdag of vrijdag volgende week": both in that week.
pub(super) fn share_week(last: &mut Phrase, next: &Phrase) {
    let (Some(Days::Weekday(first, _)), Some(days)) = (&last.start.days, &next.start.days) else {
        return;
    };
    match days {
        Days::Weekday(_, Which::InWeek(weeks)) => {
            last.start.days = Some(Days::Weekday(*first, Which::InWeek(*weeks)));
        }
        Days::In { what, frame } if matches!(**what, Days::Weekday(..)) => {
            let what = Box::new(Days::Weekday(*first, Which::Bare));
            last.start.days = Some(Days::In { what, frame: frame.clone() });
        }
        _ => {}
    }
}

/// "Op dinsdag en donderdag in april": every one of both in that month. Says whether it was so.
pub(super) fn share_month(last: &mut Phrase, next: &Phrase) -> bool {
    let (Some(first), Some(Days::In { what, frame })) = (last.bare_weekday(), &next.start.days)
    else {
        return false;
    };
    let Days::Weekday(second, Which::Bare) = **what else { return false };
    let month = matches!(**frame, Days::Month { .. } | Days::Unit { unit: Unit::Month, .. });
    if !month || last.start.time != next.start.time || next.end.is_some() {
        return false;
    }
    last.start.days = None;
    last.set = Weekly::set(vec![first, second], Some((**frame).clone()));
    last.to = next.to;
    true
}

/// "volgende week woensdag of donderdag", "komende dinsdag of woensdag": the second is near the
/// first.
pub(super) fn share_frame(last: &Phrase, next: &mut Phrase) {
    let Some(weekday) = next.bare_weekday() else { return };
    match &last.start.days {
        Some(Days::Weekday(
            _,
            which @ (Which::InWeek(_) | Which::This | Which::Last | Which::Previous),
        )) => {
            next.start.days = Some(Days::Weekday(weekday, *which));
        }
        Some(Days::Weekday(_, Which::Next)) => {
            let what = Box::new(Days::Weekday(weekday, Which::Bare));
            let day = Box::new(Days::Previous);
            let frame = Box::new(Days::UnitOf { unit: Unit::Week, day, offset: 0 });
            next.start.days = Some(Days::In { what, frame });
        }
        Some(Days::In { what, frame }) if matches!(**what, Days::Weekday(..)) => {
            let what = Box::new(Days::Weekday(weekday, Which::Bare));
            next.start.days = Some(Days::In { what, frame: frame.clone() });
        }
        _ => {}
    }
}

/// "Donderdag 27 mei heeft zij raad, vrijdag is ze er weer": the day of that same week.
pub(super) fn share_dated_week(last: &Phrase, next: &mut Phrase) {
    let dated =
        matches!(last.start.days, Some(Days::Date { weekday: Some(_), month: Some(_), .. }));
    let Some(weekday) = next.bare_weekday().filter(|_| dated && last.end.is_none()) else { return };
    let what = Box::new(Days::Weekday(weekday, Which::Bare));
    let day = Box::new(Days::Previous);
    let frame = Box::new(Days::UnitOf { unit: Unit::Week, day, offset: 0 });
    next.start.days = Some(Days::In { what, frame });
}

/// "Volgend jaar in maart of april": the year of the first month is that of the second as well.
pub(super) fn share_year(last: &Phrase, next: &mut Phrase) {
    if let (
        Some(Days::Month { month: first, year: of }),
        Some(Days::Month { month, year: year @ Year::Unsaid }),
    ) = (&last.start.days, &mut next.start.days)
        && first < month
    {
        *year = *of;
    }
}

/// "In januari kan zij alleen op dinsdag", "in week 3 kan maandag": the Tuesdays of that month, and not
/// the month; of a week it is one day. Says whether it was so.
pub(super) fn only_within(t: Tokens<'_, '_>, linked: &mut [Phrase], next: &Phrase) -> bool {
    let (Some(weekday), Some(last)) = (next.bare_weekday(), linked.last_mut()) else {
        return false;
    };
    let plain = last.bound.is_none() && last.set.is_none() && last.end.is_none();
    let row = last.start.days.take_if(|days| plain && is_row(days));
    let Some(row) = row else { return false };
    // "In maart niet op woensdag": of the month it is those that are refused.
    let refused = next.from == last.to + 2 && t.are(last.to, &["niet", "op"]);
    let inside = (last.from.saturating_sub(2)..=last.from).any(|at| t.is(at, &["in"]));
    let suits = t.is(last.to, SUITS) && inside && next.bound.is_none();
    let only = refused
        || suits && !t.has(last.to, next.from, Cue::No)
        || (last.to..next.from).any(|at| t.is(at, &["alleen", "enkel", "uitsluitend", "only"]));
    let behind = if t.is_sign(last.to, ':') { last.to + 1 } else { last.to };
    let signs = (behind..next.from).any(|at| matches!(t.word(at), Word::Sign(_)));
    if !only || signs || next.from - last.to > STRAIGHT_TOKENS || t.is(next.to, &["niet"]) {
        last.start.days = Some(row);
        return false;
    }
    last.start.time = next.start.time.or(last.start.time);
    if refused {
        last.from = next.from;
    }
    if is_week(&row) {
        let what = Box::new(Days::Weekday(weekday, Which::Bare));
        last.start.days = Some(Days::In { what, frame: Box::new(row) });
    } else {
        last.set = Weekly::set(vec![weekday], Some(row));
    }
    last.to = next.to;
    true
}

/// Behind a week or a month that only tells where the day lies.
const SUITS: &[&str] = &["kan", "kunnen", "past", "passen", "lukt", "schikt", "komt", "komen"];
