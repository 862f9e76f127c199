//! In what order wijken are tried for a request: those that were named, those that can show the
//! themes, or else the one with the fewest visits ahead.
//!
//! Only an order: the first wijk with a free slot gets the visit. A theme is not given up for a
//! date; a guest who comes for it would see nothing of it elsewhere.

use std::collections::BTreeMap;

use crate::domain::desk::Desk;
use crate::domain::ids::WijkId;
use crate::domain::people::Theme;
use crate::domain::reason::WijkChoice;
use crate::domain::state::State;
use crate::domain::time::{Instant, local};
use crate::domain::visit::Visit;
use crate::domain::wijk::Wijk;

use super::Ask;
use super::holds::wijk_of;

/// The wijken to try, the best first, each with the reason why. Empty only when config has none.
pub(crate) fn in_order<'a>(
    desk: &'a Desk,
    state: &State,
    now: Instant,
    ask: &Ask<'_>,
) -> Vec<(&'a Wijk, WijkChoice)> {
    let named: Vec<_> = ask.wijken.iter().filter_map(|id| desk.wijk(id)).collect();
    if !named.is_empty() {
        return named.into_iter().map(|wijk| (wijk, WijkChoice::Named)).collect();
    }
    let loads = visits_ahead(state, now, ask);
    let load = |wijk: &Wijk| loads.get(&wijk.id).copied().unwrap_or_default();
    let mut by_load: Vec<(u32, &Wijk)> =
        desk.wijken.values().map(|wijk| (load(wijk), wijk)).collect();
    by_load.sort_by_key(|(load, _)| *load);
    let by_theme = by_theme(&by_load, ask.themes);
    if !by_theme.is_empty() {
        return by_theme;
    }
    let choice = |(visits_ahead, wijk)| (wijk, WijkChoice::ByLoad { visits_ahead });
    by_load.into_iter().map(choice).collect()
}

/// The wijken that show a theme that was asked for, those that show most of them first.
fn by_theme<'a>(by_load: &[(u32, &'a Wijk)], asked: &[Theme]) -> Vec<(&'a Wijk, WijkChoice)> {
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

/// For each wijk the open visits that are still to come, agreed or not, this one left out.
fn visits_ahead<'s>(state: &'s State, now: Instant, ask: &Ask<'_>) -> BTreeMap<&'s WijkId, u32> {
    let now = local(now);
    let to_come = |visit: &&Visit| {
        let over = visit.appointment.as_ref().is_some_and(|a| a.slot.end <= now);
        !visit.stage.is_final() && !over && Some(visit.id) != ask.visit
    };
    let mut ahead = BTreeMap::new();
    for wijk in state.visits().filter(to_come).filter_map(wijk_of) {
        *ahead.entry(wijk).or_default() += 1;
    }
    ahead
}
