//! A number of people that is no bare number: "met z'n drieën", "ongeveer tien".

use super::super::cue::Cue;
use super::super::cursor::Tokens;

/// `tweeën`, `drieën`, `zevenen`.
pub(super) fn in_group(lower: &str) -> Option<u32> {
    Some(match lower {
        "tweeën" | "tweeen" | "tweeeen" | "beiden" | "tweetjes" | "tweëen" => 2,
        "drieën" | "drieen" | "drietjes" | "driëen" => 3,
        "vieren" | "viertjes" => 4,
        "vijven" => 5,
        "zessen" => 6,
        "zevenen" => 7,
        "achten" => 8,
        "negenen" => 9,
        "tienen" => 10,
        "elven" => 11,
        "twaalven" => 12,
        "dertienen" => 13,
        "veertienen" => 14,
        "vijftienen" => 15,
        _ => return None,
    })
}

/// Behind "ongeveer", "max." and the like.
pub(super) fn skip_about(t: Tokens<'_, '_>, at: usize) -> usize {
    let about = |at: usize| t.listed(at, Cue::PartyAbout) || t.is_sign(at, '.');
    (at..at + 4).find(|&next| !about(next)).unwrap_or(at)
}
