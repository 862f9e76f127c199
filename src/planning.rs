//! Which wijk, which host, which slots, and why not.
//!
//! Pure. Everything is computed fresh from desk, state and request; nothing is cached and nothing is
//! written: a plan holds no slot until `decide` puts it into an offer. The trap: a slot is a promise
//! about a wall clock, so all arithmetic here is on local time, and the two nights when the clock
//! changes are days like any other.
//!
//! - `day_set`: a set of days; `starts`: the moments of a day at which a visit can begin.
//! - `days`: what a day is like, apart from what is held on it.
//! - `office`: the week of a guest from The Hague.
//! - `holds`: what is held already, for residents and for hosts.
//! - `guest`: what is held already for the guest, in other cases.
//! - `wishes`: what the guest said about time.
//! - `search`: the free slots of one wijk, or every reason why there are none.
//! - `pick`: the few slots that are offered.
//! - `which_wijk`: in what order wijken are tried.

mod day_set;
mod days;
mod guest;
mod holds;
mod office;
mod pick;
mod search;
mod starts;
mod which_wijk;
mod wishes;

use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::desk::Desk;
use crate::domain::ids::{ContactId, VisitId, WijkId};
use crate::domain::people::{Office, Party, Theme};
use crate::domain::reading::{Modality, Wish};
use crate::domain::reason::{DayVerdict, Reason, Suits, WijkChoice};
use crate::domain::state::{Brief, State};
use crate::domain::time::{Instant, Slot};
use crate::domain::visit::{Hold, OfferOption, Visit};

pub use guest::GuestKey;

use days::Calendar;
use holds::Holds;
use office::Word;
use search::{FreeDay, Search};

/// What slots are wanted for.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// The visit itself: its own holds do not stand in its way.
    pub visit: Option<VisitId>,
    /// Who comes, as far as they can be known again; `None`: nobody who has another visit.
    pub guest: Option<GuestKey<'a>>,
    pub office: Office,
    pub wishes: &'a [Wish],
    pub themes: &'a [Theme],
    pub party: Option<Party>,
    pub duration_minutes: Option<u32>,
    /// Wijken that the guest named; empty: any.
    pub wijken: &'a [WijkId],
    /// Who receives them as it stands, and stays if they are free then.
    pub host: Option<&'a ContactId>,
    /// What is given to other visits in the same decision, and stands in no state yet.
    pub beside: &'a [Hold<'a>],
    /// Those of them that were named by their municipality only.
    pub by_municipality: &'a [WijkId],
}

impl Ask<'_> {
    /// Of a guest of this office, of whom nothing else is known.
    pub fn of_anybody(office: Office) -> Self {
        Self {
            visit: None,
            guest: None,
            office,
            wishes: &[],
            themes: &[],
            party: None,
            duration_minutes: None,
            wijken: &[],
            host: None,
            beside: &[],
            by_municipality: &[],
        }
    }
}

/// What can be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub wijk: WijkId,
    pub why: WijkChoice,
    /// At most `desk.planning.options_max`, numbered from 1: what the guest prefers first, then in the
    /// order of time.
    pub options: Vec<OfferOption>,
}

/// Nothing can be offered, and why not: the reasons for what the guest asked, most telling first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NothingFree {
    /// The wijk that was looked at; `None` when there were several.
    pub wijk: Option<WijkId>,
    /// Never empty.
    pub reasons: Vec<Reason>,
}

/// The best slots for an ask.
///
/// What the guest wants narrows the offer and is never widened; what they prefer comes first and is
/// filled up with other days. A bridge day is never offered by the planner itself, not even when
/// asked for: staff may (`host_for` with `by_staff`).
pub fn plan(desk: &Desk, state: &State, now: Instant, ask: &Ask<'_>) -> Result<Plan, NothingFree> {
    let tried = which_wijk::in_order(desk, state, now, ask);
    let mut refused = Vec::new();
    for (wijk, why) in &tried {
        let search = Search::new(desk, state, now, ask, wijk);
        let options = match search.refusal() {
            None => pick::options(&search, desk.planning.options_max),
            Some(_) => Vec::new(),
        };
        if !options.is_empty() {
            return Ok(Plan { wijk: wijk.id.clone(), why: why.clone(), options });
        }
        refused.push(search);
    }
    let wijk = match tried.as_slice() {
        [(only, _)] => Some(only.id.clone()),
        _ => None,
    };
    Err(NothingFree { wijk, reasons: search::most_telling(&refused) })
}

/// Every slot of this wijk that `plan` may choose from for this ask, with the host who would
/// receive, in the order of time. Empty for a wijk that is not in config.
pub fn free_slots<'a>(
    desk: &'a Desk,
    state: &'a State,
    now: Instant,
    ask: &Ask<'a>,
    wijk: &WijkId,
) -> Vec<(Slot, &'a ContactId)> {
    let mut all = Vec::new();
    each_free_day(desk, state, now, ask, wijk, |free| {
        all.extend(free.slots().map(|free| (free.slot, free.host)));
    });
    all
}

/// How many slots `free_slots` would list, without writing them out.
pub fn count_free_slots(
    desk: &Desk,
    state: &State,
    now: Instant,
    ask: &Ask<'_>,
    wijk: &WijkId,
) -> u32 {
    let mut count = 0;
    each_free_day(desk, state, now, ask, wijk, |free| count += free.count());
    count
}

fn each_free_day<'a>(
    desk: &'a Desk,
    state: &'a State,
    now: Instant,
    ask: &Ask<'a>,
    wijk: &WijkId,
    mut see: impl FnMut(&FreeDay<'_, 'a>),
) {
    let Some(wijk) = desk.wijk(wijk) else { return };
    let search = Search::new(desk, state, now, ask, wijk);
    if search.refusal().is_none() {
        search.each_open_day(|free| {
            see(free);
            ControlFlow::Continue(())
        });
    }
}

/// Whether the guest says that they cannot then: of words with two readings, either will do.
pub fn is_ruled_out(wishes: &[Wish], slot: Slot) -> bool {
    wishes.iter().any(|wish| wishes::rules_out(wish, slot))
}

/// Whether a wish is for a day of which the guest says now that they cannot at all.
pub fn is_of_day_ruled_out(wish: &Wish, wishes: &[Wish]) -> bool {
    let minute = |day, hour| Some(Slot::on(day, NaiveTime::from_hms_opt(hour, 0, 0)?, 1));
    let is_over = |slot: Option<Slot>| slot.is_some_and(|slot| is_ruled_out(wishes, slot));
    let day = wish.when.day().filter(|_| wish.modality != Modality::Cannot);
    day.is_some_and(|day| [0, 12, 23].iter().all(|hour| is_over(minute(day, *hour))))
}

/// Whether a slot is among what the guest wants; also when they said nothing about time.
pub fn is_asked_for(desk: &Desk, now: Instant, ask: &Ask<'_>, slot: Slot) -> bool {
    let first = desk.first_day_for(ask.office, now);
    wishes::Wishes::new(ask.wishes, first, slot.day()).wants.fit(slot) == wishes::Fit::Whole
}

/// A host who is free for exactly this slot in this wijk, or every reason why it cannot be. Staff may
/// go against the notice period and the days of the office, so those are left out when `by_staff`.
///
/// What is merely "rather not" is no reason here, nor is the size of the party: both were weighed
/// when the slot was chosen.
pub fn host_for(
    desk: &Desk,
    state: &State,
    now: Instant,
    ask: &Ask<'_>,
    wijk: &WijkId,
    slot: Slot,
    by_staff: bool,
) -> Result<ContactId, Vec<Reason>> {
    let Some(wijk) = desk.wijk(wijk) else { return Err(vec![Reason::NoHost]) };
    Search::new(desk, state, now, ask, wijk).host_for(slot, by_staff)
}

/// Whether this very host is free for the slot (other visits of the same host, buffers included).
pub fn host_is_free(
    desk: &Desk,
    state: &State,
    now: Instant,
    visit: Option<VisitId>,
    host: &ContactId,
    slot: Slot,
) -> Result<(), VisitId> {
    let wijk = visit.and_then(|id| state.visit(id)).and_then(Visit::in_wijk);
    let wijk = wijk.and_then(|id| desk.wijk(id));
    match holds::host_held_by(desk, state, now, visit, wijk, host, slot) {
        Some(other) => Err(other),
        None => Ok(()),
    }
}

/// Whether this very host can receive in the slot: free, and not away by what config says.
pub fn host_can(
    desk: &Desk,
    state: &State,
    now: Instant,
    visit: &Visit,
    host: &ContactId,
    slot: Slot,
) -> bool {
    let is_free = host_is_free(desk, state, now, Some(visit.id), host, slot).is_ok();
    is_free && holds::is_available(desk, host, slot)
}

/// What the planner would hold against a slot because of what this guest has elsewhere. Staff may have
/// it so, but should know.
pub fn guest_elsewhere(
    desk: &Desk,
    state: &State,
    now: Instant,
    ask: &Ask<'_>,
    wijk: &WijkId,
    slot: Slot,
) -> Vec<Reason> {
    let Some(wijk) = desk.wijk(wijk) else { return Vec::new() };
    Search::new(desk, state, now, ask, wijk).guest_elsewhere(slot)
}

/// Whether two cases are of the same guest.
pub fn is_same_guest(one: &Visit, other: &Visit) -> bool {
    guest::is_same(one, other)
}

/// Whether another case, known in brief, may be of the same guest.
pub fn could_be_same_guest(one: &Visit, other: &Brief) -> bool {
    one.writer.mailbox.address == other.writer || one.day_with.contains(&other.id)
}

/// The other case in which the guest of this visit has something at the very time of the slot.
pub fn guest_held_by(state: &State, now: Instant, visit: &Visit, slot: Slot) -> Option<VisitId> {
    guest::held_by(state, now, visit, slot)
}

/// Whether config keeps these wijken off one day.
pub fn are_too_far_apart(desk: &Desk, here: &WijkId, there: &WijkId) -> bool {
    desk.wijk(here).is_some_and(|here| holds::never_same_day(desk, here, there))
}

/// Whether a day suits a wijk and a guest of this office, and why: caps included, and by whom a
/// full day is taken; and within which hours a visit of the usual length can still be.
pub fn day(
    desk: &Desk,
    state: &State,
    now: Instant,
    wijk: &WijkId,
    office: Option<Office>,
    day: NaiveDate,
) -> DayVerdict {
    let closed = |reasons| DayVerdict { suits: Suits::Closed, reasons, free: Vec::new() };
    let Some(wijk) = desk.wijk(wijk) else { return closed(vec![Reason::NoHost]) };
    let calendar = Calendar::new(desk, state, now, wijk, office);
    let holds = Holds::between(desk, state, now, wijk, (day, day), None, &[]);
    let weeks = holds.weeks(day, 1);
    let against: Vec<Reason> = calendar
        .closed(day, Word::Planner)
        .chain(holds.taken_on(&weeks, day))
        .chain(holds.caps_reached(&weeks, day))
        .flat_map(|reason| holds.if_offered(&weeks, day, reason))
        .collect();
    if !against.is_empty() {
        return closed(search::without_repeats(against));
    }
    // Of a guest whose office nobody named, no duties are known either.
    let ask = Ask::of_anybody(office.unwrap_or(Office::Other));
    let search = Search::new(desk, state, now, &ask, wijk);
    let free = search.free_hours_on(day);
    if free.is_empty() {
        return closed(search.why_nothing_on(day));
    }
    let rather_not = calendar.rather_not(day);
    let suits = if rather_not.is_empty() { Suits::Good } else { Suits::RatherNot };
    let reasons = rather_not.into_iter().chain(calendar.favour(day)).collect();
    DayVerdict { suits, reasons, free }
}
