//! Moves a spoken hour into the part of the day that is said with it: "acht uur 's avonds".

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "only the hours move; whatever else a time is stays as it is"
)]

use super::{ClockTime, Time};
use crate::reading::token::Part;

/// Moves a spoken hour into the part of the day that is named with it.
pub(super) fn shift(clock: &mut ClockTime, part: Part) {
    clock.part_said = true;
    match part {
        Part::Ochtend => {
            if clock.hour == 12 && clock.spoken {
                clock.hour = 0;
            }
            clock.spoken = false;
        }
        Part::Nacht => {
            if (8..12).contains(&clock.hour) && clock.spoken {
                clock.hour += 12;
            } else if clock.hour == 12 {
                clock.hour = 0;
            }
            clock.spoken = false;
        }
        Part::Middag | Part::Namiddag | Part::Avond => {
            if clock.hour < 12 {
                clock.hour += 12;
            }
            clock.spoken = false;
        }
    }
}

/// A time of day before the word that tells its half: "voor half zes morgenochtend".
pub(super) fn shifted(time: Time, part: Part) -> Time {
    let move_in = |mut clock: ClockTime| {
        shift_early(&mut clock, part);
        clock
    };
    match time {
        Time::At(clock) => Time::At(move_in(clock)),
        Time::From(clock) => Time::From(move_in(clock)),
        Time::Until(clock) => Time::Until(move_in(clock)),
        other => other,
    }
}

/// The hours within a part of the day that is named first: "dinsdagavond om acht uur", "'s middags tot
/// vier".
pub(super) fn in_part(time: Time, part: Part) -> Time {
    let moved = |mut clock: ClockTime| {
        shift_spoken(&mut clock, part);
        clock
    };
    match time {
        Time::At(clock) => Time::At(moved(clock)),
        Time::Range(from, until) => Time::Range(moved(from), moved(until)),
        Time::From(clock) => Time::PartFrom(part, moved(clock)),
        Time::Until(clock) => Time::PartUntil(part, moved(clock)),
        other => other,
    }
}

/// The same for a part of the day that is named first: "vanmiddag om 4", but "13.00" stays.
pub(super) fn shift_spoken(clock: &mut ClockTime, part: Part) {
    if clock.spoken || matches!(part, Part::Ochtend | Part::Nacht | Part::Avond) || clock.hour < 6 {
        shift(clock, part);
    }
}

/// Moves an hour that stands before the part of a day: "om half zes morgenavond", but not "11.30
/// vrijdagmiddag".
fn shift_early(clock: &mut ClockTime, part: Part) {
    if clock.hour < 9 || part == Part::Avond {
        shift(clock, part);
    }
}
