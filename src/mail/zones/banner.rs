//! Finds the warnings that a mail server writes above a mail from outside.

use std::collections::BTreeSet;

use super::Line;
use crate::domain::mail::ZoneKind;
use crate::mail::phrases::Section;

/// How far from the start of its line a warning may begin: behind a sign, or a word like `CAUTION`.
const LEAD_BYTES_MAX: usize = 40;

/// Marks the banner lines among the own lines.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let warnings = warnings(lines);
    let (mut inside, mut start) = (false, 0);
    for line in lines {
        let end = start + line.lower.len().min(LEAD_BYTES_MAX);
        let warns = warnings.range(start..end).next().is_some();
        start += line.lower.len() + 1;
        if !line.is_own() || line.is_blank() {
            inside = false;
            continue;
        }
        let tail = inside && Section::BannerTail.found_in(&line.lower).is_some();
        inside = warns || stands_alone(&line.lower) || tail;
        if inside {
            line.kind = ZoneKind::Banner;
        }
    }
}

/// Where warnings begin in the lines put one behind the other: one may be folded in the middle of its
/// phrase.
fn warnings(lines: &[Line<'_>]) -> BTreeSet<usize> {
    let lowers: Vec<&str> = lines.iter().map(|line| line.lower.as_str()).collect();
    Section::Banner.places_in(&lowers.join(" "))
}

fn stands_alone(lower: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '[' && c != ']');
    Section::BannerAlone.has(bare)
}
