//! The week, the month or the year that two times share, though only one of them says it: "donderdag of vrijdag
//! volgende week", "volgende week woensdag of donderdag", "op dinsdag en donderdag in april".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the tree of times has many kinds; what is not asked for here is treated as the rest"
)]

use super::super::{Days, Phrase, Weekly, Which, Year};
use crate::reading::token::Unit;

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
