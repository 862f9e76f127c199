//! Finds the warnings that a mail server writes above a mail from outside.

use super::Line;
use crate::domain::mail::ZoneKind;
use crate::mail::phrases::Section;

/// How far from the start of its line a warning may begin: behind a sign, or a word like `CAUTION`.
const LEAD_BYTES_MAX: usize = 40;

/// Marks the banner lines among the own lines.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let mut inside = false;
    let lowers: Vec<String> = lines.iter().map(|line| line.lower.clone()).collect();
    for (at, line) in lines.iter_mut().enumerate() {
        if !line.is_own() || line.is_blank() {
            inside = false;
            continue;
        }
        let next = lowers.get(at + 1).map_or("", String::as_str);
        let tail = inside && Section::BannerTail.found_in(&line.lower).is_some();
        inside = begins(&line.lower, next) || tail;
        if inside {
            line.kind = ZoneKind::Banner;
        }
    }
}

fn begins(lower: &str, next: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '[' && c != ']');
    if Section::BannerAlone.has(bare) {
        return true;
    }
    // The warning may be folded in the middle of the phrase.
    let folded = format!("{lower} {next}");
    let at = Section::Banner.phrases().iter().filter_map(|phrase| folded.find(phrase)).min();
    at.is_some_and(|at| at < LEAD_BYTES_MAX && at < lower.len())
}
