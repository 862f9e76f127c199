//! Which wijk, which host, which slots, and why not.
//!
//! Pure. Everything is computed fresh from desk, state and request; nothing is cached.

use chrono::NaiveDate;

use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::people::{Office, Party, Theme};
use crate::domain::reading::Wish;
use crate::domain::reason::{DayVerdict, Reason, WijkChoice};
use crate::domain::state::State;
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::OfferOption;

/// What slots are wanted for.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// The visit itself: its own holds do not stand in its way.
    pub visit: Option<VisitId>,
    pub office: Office,
    pub wishes: &'a [Wish],
    pub themes: &'a [Theme],
    pub party: Option<Party>,
    pub duration_minutes: Option<u32>,
    /// Wijken that the guest named; empty: any.
    pub wijken: &'a [WijkId],
}

/// What can be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub wijk: WijkId,
    pub why: WijkChoice,
    /// At most `desk.planning.options_max`, in the order of time, numbered from 1.
    pub options: Vec<OfferOption>,
}

/// Nothing can be offered, and why not: the reasons for what the guest asked, most telling first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NothingFree {
    pub wijk: Option<WijkId>,
    pub reasons: Vec<Reason>,
}

/// The best slots for an ask.
pub fn plan(
    _desk: &Desk,
    _state: &State,
    _now: Instant,
    _ask: &Ask<'_>,
) -> Result<Plan, NothingFree> {
    Err(NothingFree { wijk: None, reasons: Vec::new() })
}

/// A host who is free for exactly this slot in this wijk, or every reason why it cannot be. Staff may
/// go against the notice period and the days of the office, so those are left out when `by_staff`.
pub fn host_for(
    _desk: &Desk,
    _state: &State,
    _now: Instant,
    _ask: &Ask<'_>,
    _wijk: &WijkId,
    _slot: Slot,
    _by_staff: bool,
) -> Result<ContactId, Vec<Reason>> {
    Err(Vec::new())
}

/// Whether this very host is free for the slot (other visits of the same host, buffers included).
pub fn host_is_free(
    _desk: &Desk,
    _state: &State,
    _now: Instant,
    _visit: Option<VisitId>,
    _host: &ContactId,
    _slot: Slot,
) -> Result<(), VisitId> {
    Ok(())
}

/// Whether a day suits a wijk and a guest of this office, and why.
pub fn day(
    _desk: &Desk,
    _state: &State,
    _now: Instant,
    _wijk: &WijkId,
    _office: Option<Office>,
    _day: NaiveDate,
) -> DayVerdict {
    DayVerdict { suits: crate::domain::reason::Suits::Good, reasons: Vec::new() }
}
