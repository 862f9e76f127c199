//! In what order wijken are tried for a request: those that were named, those that can show the
//! themes, or else the one with the fewest visits: ahead, and received in the last 52 weeks.
//!
//! Only an order: the first wijk with a free slot gets the visit. A theme is not given up for a
//! date; a guest who comes for it would see nothing of it elsewhere.

use chrono::NaiveDate;

use crate::domain::desk::Desk;
use crate::domain::people::Theme;
use crate::domain::reason::WijkChoice;
use crate::domain::state::State;
use crate::domain::time::{Instant, today};
use crate::domain::wijk::Wijk;

use super::Ask;

/// The wijken to try, the best first, each with the reason why. Empty only when config has none.
pub(crate) fn in_order<'a>(
    desk: &'a Desk,
    state: &State,
    now: Instant,
    ask: &Ask<'_>,
) -> Vec<(&'a Wijk, WijkChoice)> {
    let named: Vec<_> = ask.wijken.iter().filter_map(|id| desk.wijk(id)).collect();
    if !named.is_empty() {
        return named.into_iter().map(|wijk| (wijk, how_named(ask, wijk))).collect();
    }
    let load = |wijk| (load_of(state, now, ask, wijk), wijk);
    let mut by_load: Vec<(Load, &Wijk)> = desk.wijken.values().map(load).collect();
    by_load.sort_by_key(|(load, _)| (load.ahead + load.held, load.last));
    let by_theme = by_theme(&by_load, ask.themes);
    if !by_theme.is_empty() {
        return by_theme;
    }
    let choice =
        |(Load { ahead, held, .. }, wijk)| (wijk, WijkChoice::ByLoad { visits_ahead: ahead, held });
    by_load.into_iter().map(choice).collect()
}

fn how_named(ask: &Ask<'_>, wijk: &Wijk) -> WijkChoice {
    if ask.by_municipality.contains(&wijk.id) {
        WijkChoice::ByMunicipality
    } else {
        WijkChoice::Named
    }
}

/// What a wijk has had and has ahead.
#[derive(Debug, Clone, Copy)]
struct Load {
    ahead: u32,
    /// In the last 52 weeks.
    held: u32,
    /// The last of those.
    last: Option<NaiveDate>,
}

fn load_of(state: &State, now: Instant, ask: &Ask<'_>, wijk: &Wijk) -> Load {
    let count = |visits: usize| u32::try_from(visits).unwrap_or(u32::MAX);
    let today = today(now);
    let held = || state.year(&wijk.id).into_iter().flat_map(|year| year.held_by(today));
    Load {
        ahead: count(state.visits_ahead(&wijk.id, now, ask.visit)),
        held: count(held().count()),
        last: held().map(|visit| visit.day).max(),
    }
}

/// The wijken that show a theme that was asked for, those that show most of them first.
fn by_theme<'a>(by_load: &[(Load, &'a Wijk)], asked: &[Theme]) -> Vec<(&'a Wijk, WijkChoice)> {
    let mut shown: Vec<(&Wijk, Vec<Theme>)> = by_load
        .iter()
        .map(|(_, wijk)| {
            let shows = |theme: &&Theme| wijk.themes.contains(theme);
            (*wijk, asked.iter().filter(shows).copied().collect())
        })
        .filter(|(_, themes): &(_, Vec<_>)| !themes.is_empty())
        .collect();
    shown.sort_by_key(|(_, themes)| std::cmp::Reverse(themes.len()));
    shown.into_iter().map(|(wijk, themes)| (wijk, WijkChoice::ByTheme { themes })).collect()
}
