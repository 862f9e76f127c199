//! What can be offered to a visit: the planner asked in the words of a visit.

use chrono::{NaiveDate, NaiveTime};

use super::work::{Case, Work};
use crate::domain::desk::Approval;
use crate::domain::ids::{ContactId, WijkId};
use crate::domain::people::Actor;
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::reason::{Reason, WijkChoice};
use crate::domain::time::{Days, Instant, Slot};
use crate::domain::trail::Step;
use crate::domain::visit::{Loose, OfferOption, Visit};
use crate::planning::{self, Ask, GuestKey, Plan};

/// What can be offered: dates as they were asked for or, when none of those is free, the nearest
/// ones, with the reasons why not.
#[derive(Debug)]
pub(super) struct Dates {
    pub(super) plan: Option<Plan>,
    /// Empty when the plan is what was asked for.
    pub(super) nothing_free: Vec<Reason>,
}

impl Dates {
    /// Where these dates are, and why there, if the request leaves that open.
    pub(super) fn there(&self, visit: &Visit) -> Option<(WijkId, WijkChoice)> {
        let plan = self.plan.as_ref().filter(|_| visit.in_wijk().is_none())?;
        Some((plan.wijk.clone(), plan.why.clone()))
    }

    /// As staff see it; why nothing was free stays on the trail.
    pub(super) fn shown(self, case: &mut Case) -> (Vec<OfferOption>, Vec<Reason>) {
        if !self.nothing_free.is_empty() {
            let reasons = self.nothing_free.clone();
            case.note(Actor::Bot, Step::NothingFree { reasons });
        }
        (self.plan.map(|plan| plan.options).unwrap_or_default(), self.nothing_free)
    }
}

/// What is offered.
#[derive(Debug, Clone)]
pub(super) struct Offering {
    pub(super) wijk: WijkId,
    pub(super) why: Option<WijkChoice>,
    pub(super) options: Vec<OfferOption>,
    /// Why not what was asked for; empty when this is what was asked for.
    pub(super) instead: Vec<Reason>,
}

/// Plans a visit as it stands.
pub(super) fn dates_for(work: &Work<'_>, visit: &Visit) -> Dates {
    dates(work, &ask_of(visit))
}

pub(super) fn dates(work: &Work<'_>, ask: &Ask<'_>) -> Dates {
    let standing = ask.visit.and_then(|id| work.state.visit(id)?.appointment.as_ref());
    let mut wishes = ask.wishes.to_vec();
    if let Some(slot) = standing.map(|agreed| agreed.slot) {
        wishes.extend(hours_of_its_day(ask.wishes, slot.day()));
        if !may_lie_over(work, &Ask { wishes: &wishes, ..ask.clone() }, slot) {
            wishes.push(not_at(slot));
        }
    }
    let ask = &Ask { wishes: &wishes, ..ask.clone() };
    match planning::plan(work.desk, work.state, work.now, ask) {
        Ok(plan) => Dates { plan: Some(plan), nothing_free: Vec::new() },
        Err(nothing) => Dates { plan: nearest(work, ask), nothing_free: said(nothing.reasons) },
    }
}

/// What lies nearest when nothing that was wanted is free: a want becomes a preference.
fn nearest(work: &Work<'_>, ask: &Ask<'_>) -> Option<Plan> {
    let mut wishes = ask.wishes.to_vec();
    wishes.extend(ask.wishes.iter().filter_map(its_hours));
    soften(&mut wishes);
    planning::plan(work.desk, work.state, work.now, &Ask { wishes: &wishes, ..ask.clone() }).ok()
}

/// "Morgen om 11 uur": on another day the same hours are the nearest.
fn its_hours(wish: &Wish) -> Option<Wish> {
    let when = match wish.when {
        When::DateTime(at) => When::Time(at.time()),
        When::DateTimeRange { start: Some(start), end: Some(end) }
            if start.date() == end.date() =>
        {
            When::TimeRange { from: Some(start.time()), until: Some(end.time()) }
        }
        When::Date(_)
        | When::Time(_)
        | When::DateRange { .. }
        | When::DateTimeRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => return None,
    };
    wish.is_wanted().then(|| Wish { when, modality: Modality::Prefer, ..wish.clone() })
}

/// What was wanted is no more than preferred.
pub(super) fn soften(wishes: &mut [Wish]) {
    for wish in wishes.iter_mut().filter(|wish| wish.modality == Modality::Want) {
        wish.modality = Modality::Prefer;
    }
}

/// What the guest did not say is no reason to give: that is ours (`not_at`).
fn said(reasons: Vec<Reason>) -> Vec<Reason> {
    if reasons.len() > 1 { ours_left_out(reasons) } else { reasons }
}

/// What we ruled out ourselves, as after a no of the residents, the guest is not told to have said.
fn ours_left_out(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.retain(|reason| *reason != Reason::GuestCannot { text: String::new() });
    reasons
}

/// "Kan het een uur later, om 11 uur?": whoever names hours and no day would rather keep the day that
/// stands.
fn hours_of_its_day(wishes: &[Wish], day: NaiveDate) -> Vec<Wish> {
    let wanted = || wishes.iter().filter(|wish| wish.modality == Modality::Want);
    let on_its_day = |wish: &Wish| {
        let when = match wish.when {
            When::Time(at) => When::DateTime(day.and_time(at)),
            When::TimeRange { from, until } => When::DateTimeRange {
                start: Some(day.and_time(from.unwrap_or(NaiveTime::MIN))),
                end: until.map(|until| day.and_time(until)),
            },
            When::Date(_)
            | When::DateTime(_)
            | When::DateRange { .. }
            | When::DateTimeRange { .. }
            | When::Duration { .. }
            | When::Set { .. } => return None,
        };
        Some(Wish { when, modality: Modality::Prefer, ..wish.clone() })
    };
    wanted().map(on_its_day).collect::<Option<_>>().unwrap_or_default()
}

/// Whether the visit may move by so little that its old and its new moment overlap: where the guest
/// speaks of that very day, and of other hours than those that stand.
fn may_lie_over(work: &Work<'_>, ask: &Ask<'_>, slot: Slot) -> bool {
    let of_its_day = |wish: &Wish| match wish.when {
        When::Date(day) => day == slot.day(),
        When::DateTime(at) => at.date() == slot.day(),
        When::DateTimeRange { start, .. } => start.is_some_and(|at| at.date() == slot.day()),
        When::Time(_)
        | When::DateRange { .. }
        | When::TimeRange { .. }
        | When::Duration { .. }
        | When::Set { .. } => false,
    };
    ask.wishes.iter().any(|wish| wish.is_wanted() && of_its_day(wish))
        && !planning::is_asked_for(work.desk, work.now, ask, slot)
}

/// Who wants to move is not offered the moment that stands.
fn not_at(slot: Slot) -> Wish {
    not(When::DateTimeRange { start: Some(slot.start), end: Some(slot.end) })
}

/// Nothing on these days, whatever the guest says: the wijk is about to close, or somebody cannot.
pub(super) fn not_on(days: Days) -> Wish {
    not(When::DateRange { start: Some(days.start), end: Some(days.end) })
}

fn not(when: When) -> Wish {
    Wish {
        when,
        modality: Modality::Cannot,
        text: String::new(),
        span: [0, 0],
        alternatives: Vec::new(),
        why: None,
    }
}

/// An offer that goes out without a person: only where config lets it, where there is something to
/// offer, and as long as this address has not had its answers for today. Otherwise the dates come back.
pub(super) fn at_once(work: &Work<'_>, visit: &Visit, dates: Dates) -> Result<Offering, Dates> {
    let allowed =
        work.desk.approval == Approval::Never && !work.is_spent(&visit.writer.mailbox.address);
    match dates {
        Dates { plan: Some(Plan { wijk, why, options }), nothing_free } if allowed => {
            let instead = ours_left_out(nothing_free);
            Ok(Offering { wijk, why: Some(why), options, instead })
        }
        Dates { .. } => Err(dates),
    }
}

/// Why staff offer something else than was asked: empty when they do not, or when what was asked has
/// been answered by an appointment that nobody wants to move.
pub(super) fn why_else(work: &Work<'_>, visit: &Visit, slots: &[Slot]) -> Vec<Reason> {
    let ask = ask_of(visit);
    let as_asked = |slot: &Slot| planning::is_asked_for(work.desk, work.now, &ask, *slot);
    let answered = visit.appointment.is_some() && !visit.is_loose(Loose::MoveWanted);
    if answered || slots.iter().any(as_asked) {
        return Vec::new();
    }
    ours_left_out(dates(work, &ask).nothing_free)
}

/// What a visit asks of the planner.
pub(super) fn ask_of(visit: &Visit) -> Ask<'_> {
    Ask {
        visit: Some(visit.id),
        guest: Some(GuestKey::of(visit)),
        office: visit.guest.office,
        wishes: &visit.request.wishes,
        themes: &visit.request.themes,
        party: visit.guest.party_to_fit(),
        duration_minutes: visit.request.duration_minutes,
        wijken: match &visit.appointment {
            // A visit that moves stays in its wijk.
            Some(appointment) => std::slice::from_ref(&appointment.wijk),
            None => &visit.request.wijken,
        },
        host: visit.appointment.as_ref().map(|agreed| &agreed.host),
        beside: &[],
        by_municipality: &visit.request.by_municipality,
    }
}

/// Who receives in the chosen slot: the host of the option if free, else another. A slot that we still
/// hold was judged when it was offered, so notice and the days of the office are not judged again.
pub(super) fn host_for(
    work: &Work<'_>,
    visit: &Visit,
    option: &OfferOption,
    wijk: &WijkId,
) -> Result<ContactId, Vec<Reason>> {
    let Work { desk, state, now, .. } = *work;
    let held = is_held(visit, option.slot, now);
    let ask = ask_of(visit);
    let free = planning::host_for(desk, state, now, &ask, wijk, option.slot, held)?;
    let offered =
        planning::host_is_free(desk, state, now, Some(visit.id), &option.host, option.slot);
    Ok(if offered.is_ok() { option.host.clone() } else { free })
}

fn is_held(visit: &Visit, slot: Slot, now: Instant) -> bool {
    visit.holds(now).any(|hold| hold.slot == slot)
}
