//! The waiting list: nothing suits now, and the guest waits until something does.
//!
//! Whatever frees a moment makes the first guest who could use it look again (`first_in_line`), once
//! it can be called back no more; that look passes it on to the next. So a moment that came free is
//! seen by one guest after the other, in the order in which they came, and nobody looks at the list
//! meanwhile. A guest waits for what they asked for: only that is offered, never the nearest.

use super::dates::{Dates, Offering, ask_of, at_once, dates_for};
use super::work::{Case, Place, Work};
use super::{change, facts, in_queue, reply, schedule, steps};
use crate::domain::desk::Desk;
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::letter::LetterKind;
use crate::domain::mail::Mail;
use crate::domain::notice::{Refusal, Saying};
use crate::domain::people::Actor;
use crate::domain::state::{Brief, State};
use crate::domain::time::{Instant, instant};
use crate::domain::trail::Step;
use crate::domain::visit::{Hold, Loose, Stage, Visit, Waiting};
use crate::planning::{self, Plan};

/// Whether a visit can go on the waiting list: nothing is agreed, and it does not wait already.
pub(super) fn may_wait(visit: &Visit) -> Result<(), Refusal> {
    if let Some(waits) = visit.waits {
        return Err(Refusal::AlreadyWaiting { case: visit.id, until: waits.until });
    }
    let stage = visit.stage;
    let may = stage == Stage::AwaitingApproval
        || stage.may_become().contains(&Stage::AwaitingApproval) && visit.appointment.is_none();
    if may { Ok(()) } else { Err(Refusal::WrongStage { case: visit.id, stage }) }
}

/// Lets go what was on offer, and tells the guest that they wait.
pub(super) fn put_on_the_list(
    work: &mut Work<'_>,
    case: &mut Case,
    by: Actor,
    mail: Option<&Mail>,
) {
    steps::withdraw_offers(work, case);
    steps::set_aside_offer(&mut case.visit);
    case.enter(Stage::AwaitingApproval, by.clone());
    let until = schedule::wait_ends(work.desk, &case.visit, work.now);
    case.visit.waits = Some(Waiting { since: work.now, until });
    case.visit.asked = None;
    case.visit.tie_off(Loose::CameFree);
    schedule::waits(&mut case.visit, until);
    case.note(by, Step::Waits { until });
    let draft = case.to_office(work, LetterKind::Waiting);
    draft.facts.expires = Some(until);
    let letter = draft.id.clone();
    reply::outcome(work, case, &letter, mail);
}

/// The wijken that may have room by this: where the visit held something to come that it holds no
/// more, where the same host receives, where the same guest waits in another case, and where it should
/// still look itself and will not. An offer
/// that expired holds nothing by itself; it is freed when it is set aside.
pub(super) fn freed_by(desk: &Desk, state: &State, now: Instant, after: &Visit) -> Vec<WijkId> {
    let nobody_waits = state.visits_waiting().next().is_none();
    let Some(before) = state.visit(after.id).filter(|_| !nobody_waits) else { return Vec::new() };
    let still = |hold: &Hold<'_>| {
        let mut holds = after.holds(Instant::MIN_UTC).filter(|_| !after.stage.is_final());
        holds.any(|kept| kept.wijk == hold.wijk && kept.slot == hold.slot)
    };
    let to_come = |hold: &Hold<'_>| instant(hold.slot.start) > now;
    let gone: Vec<Hold<'_>> =
        before.holds(Instant::MIN_UTC).filter(to_come).filter(|hold| !still(hold)).collect();
    let own = guest_waits_in(desk, state, after).into_iter().filter(|_| !gone.is_empty());
    let own: Vec<WijkId> = own.collect();
    let unseen = schedule::looks_dropped(before, after, now);
    let there = gone.into_iter().flat_map(|hold| kept_busy(desk, hold));
    there.chain(own).chain(unseen).collect()
}

/// The wijken in which nobody else can be received as long as this is held.
fn kept_busy(desk: &Desk, hold: Hold<'_>) -> impl Iterator<Item = WijkId> {
    let (wijk, host) = (hold.wijk.clone(), hold.host.clone());
    let wijken = desk.wijken.values();
    let busy = wijken.filter(move |other| other.id == wijk || other.hosts.contains(&host));
    busy.map(|wijk| wijk.id.clone())
}

/// Some of the moments of an open offer are held no more, and may be what somebody waits for.
pub(super) fn some_lapsed(work: &mut Work<'_>, visit: &Visit) {
    let is_over = |until: Option<Instant>| until.is_some_and(|until| until <= work.now);
    let over = visit.kept().filter(|(_, until)| is_over(*until));
    let free: Vec<WijkId> = over.flat_map(|(hold, _)| kept_busy(work.desk, hold)).collect();
    free.into_iter().for_each(|wijk| work.free(wijk));
}

/// The wijken in which this very guest waits in another case: what they had elsewhere kept them away.
fn guest_waits_in(desk: &Desk, state: &State, visit: &Visit) -> Vec<WijkId> {
    let others = state.visits_waiting().filter(|other| other.id != visit.id);
    let could_be = others.filter(|other| planning::could_be_same_guest(visit, other));
    let is_same = |other: &&Brief| {
        state.visit(other.id).is_some_and(|other| planning::is_same_guest(visit, other))
    };
    let wanted = could_be.filter(is_same).flat_map(|other| match &*other.wanted {
        [] => desk.wijken.keys().cloned().collect(),
        named => named.to_vec(),
    });
    wanted.collect()
}

/// For each wijk in which this decision frees something, the guest who waits longest looks again.
pub(super) fn first_in_line(work: &mut Work<'_>) {
    // All are chosen before the first is told to look: one guest may be the first for two wijken.
    let freed = work.freed().iter();
    let chosen = freed.filter_map(|(wijk, after)| Some((next(work, wijk, *after)?, wijk.clone())));
    for (id, wijk) in chosen.collect::<Vec<_>>() {
        let Some(mut case) = work.case(id) else { continue };
        schedule::look_again(work.desk, &mut case.visit, wijk, work.now);
        work.keep(case);
    }
}

/// The first behind this place who could use something in the wijk. What this decision changes itself
/// has its own word.
fn next(work: &Work<'_>, wijk: &WijkId, after: Option<Place>) -> Option<VisitId> {
    let could_use = |visit: &&Brief| {
        place(visit.waits, visit.id) > after
            && (visit.wanted.is_empty() || visit.wanted.contains(wijk))
            && !work.changes(visit.id)
    };
    work.state.visits_waiting().find(could_use).map(|visit| visit.id)
}

/// The place of a visit in the line; nobody's comes before the first.
fn place(waits: Option<Waiting>, id: VisitId) -> Option<Place> {
    waits.map(|waits| (waits.since, id))
}

/// Something came free in a wijk. What suits is offered, or shown to staff where they decide, or where
/// a mail of the guest waits, who may want no more to wait; once it is offered, when nothing suits, and
/// when staff leave it until the next morning, the next in line looks too.
pub(super) fn look_again(work: &mut Work<'_>, case: &mut Case, wijk: &WijkId) {
    let here = place(case.visit.waits, case.visit.id);
    if here.is_none() {
        return work.free(wijk.clone());
    }
    let mails = in_queue::about(work, case.visit.id);
    let plan = plan_for(work, &case.visit);
    let found = plan.is_some();
    let dates = Dates { plan, nothing_free: Vec::new() };
    // Staff were told of it, and let a night go by.
    let mut is_left = false;
    let unhindered = !case.visit.writer.undeliverable && mails.is_empty();
    match at_once(work, &case.visit, dates) {
        Ok(offering) if unhindered => {
            let plan = offering.options.clone();
            let letter = steps::offer(work, case, offering, Actor::Bot, None);
            case.amend(&letter, |draft| draft.facts.waited = true);
            case.tell(|visit| Saying::SlotFreed { visit, plan, offered: true, mails });
        }
        Ok(Offering { options: plan, .. })
        | Err(Dates { plan: Some(Plan { options: plan, .. }), .. }) => {
            is_left = !came_free(work, case, wijk);
            if !is_left {
                case.tell(|visit| Saying::SlotFreed { visit, plan, offered: false, mails });
            }
        }
        Err(Dates { plan: None, .. }) => schedule::free_no_more(&mut case.visit),
    }
    if !found || is_left || case.visit.waits.is_none() {
        work.free_behind(wijk.clone(), here);
    }
}

/// What is free of what a guest asks for, also in a mail that nobody has read yet: then it is staff who
/// see it.
fn plan_for(work: &Work<'_>, visit: &Visit) -> Option<Plan> {
    let heard = facts::with_what_waits(work, visit);
    planning::plan(work.desk, work.state, work.now, &ask_of(&heard)).ok()
}

/// Staff must offer what came free, and it stays theirs to see to until they do or it is taken again;
/// says whether that is news.
fn came_free(work: &Work<'_>, case: &mut Case, wijk: &WijkId) -> bool {
    let is_news = !case.visit.is_loose(Loose::CameFree);
    if is_news {
        schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
        case.visit.leave_loose(Loose::CameFree, work.now);
    }
    schedule::look_next_morning(&mut case.visit, wijk.clone(), work.now);
    is_news
}

/// Whether a visit holds a moment from others that it did not hold before.
pub(super) fn takes(state: &State, now: Instant, after: &Visit) -> bool {
    let before = state.visit(after.id);
    let is_new = |hold: Hold<'_>| {
        let mut known = before.into_iter().flat_map(|before| before.holds(now));
        !known.any(|known| known.wijk == hold.wijk && known.slot == hold.slot)
    };
    !after.stage.is_final() && after.holds(now).any(is_new)
}

/// What came free for somebody, and was not offered yet, may be what this decision takes.
pub(super) fn is_it_taken(work: &mut Work<'_>) {
    let waiting = work.state.visits_waiting();
    let unsure = waiting.filter(|visit| visit.marks.came_free && !work.changes(visit.id));
    for id in unsure.map(|visit| visit.id).collect::<Vec<_>>() {
        let Some(mut case) = work.case(id) else { continue };
        for wijk in schedule::looks(&case.visit) {
            schedule::look_again(work.desk, &mut case.visit, wijk, work.now);
        }
        work.keep(case);
    }
}

/// Who waits named other days as well. What is free of what they ask is offered or shown to staff;
/// otherwise they wait on.
pub(super) fn other_days(work: &mut Work<'_>, mut case: Case, mail: &Mail) {
    let dates = dates_for(work, &case.visit);
    let as_asked = dates.nothing_free.is_empty();
    let dates = if as_asked { at_once(work, &case.visit, dates) } else { Err(dates) };
    match dates {
        Ok(offering) => change::offer_at_once(work, case, mail, offering, |visit, plan, none| {
            Saying::GuestWantsOther { visit, plan, nothing_free: none }
        }),
        Err(dates) => {
            if let Some(plan) = dates.plan.as_ref().filter(|_| as_asked) {
                came_free(work, &mut case, &plan.wijk);
            }
            pass_on(work, &case.visit);
            let (plan, nothing_free) = dates.shown(&mut case);
            case.tell(|visit| Saying::GuestWantsOther { visit, plan, nothing_free });
            reply::courtesy(work, &mut case, mail, LetterKind::ChangeReceived);
            work.finish(case);
        }
    }
}

/// What came free for a guest who asks for something else by now may be what the next in line waits
/// for.
fn pass_on(work: &mut Work<'_>, visit: &Visit) {
    let here = place(visit.waits, visit.id);
    for wijk in schedule::looks(visit) {
        work.free_behind(wijk, here);
    }
}

/// The guest waited long enough: they hear that nothing is free, and may ask again. The clock sends
/// nobody away for whom something is free after all, or whose mail waits for us.
pub(super) fn lapses(work: &mut Work<'_>, case: &mut Case) {
    // What came free at the same moment may have been offered just now.
    if case.visit.waits.is_none() {
        return;
    }
    let plan = plan_for(work, &case.visit).map(|plan| plan.options).unwrap_or_default();
    let mails = in_queue::about(work, case.visit.id);
    if plan.is_empty() && mails.is_empty() {
        if !case.visit.writer.undeliverable {
            case.to_office(work, LetterKind::WaitLapsed);
        }
        case.end(Stage::Lapsed, Actor::Bot, None);
    } else {
        case.visit.waits = None;
        schedule::free_no_more(&mut case.visit);
        schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    }
    case.tell(|visit| Saying::WaitLapsed { visit, plan, mails });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::decide::decide;
    use crate::domain::event::Event;
    use crate::domain::state::{Change, Record};
    use crate::domain::visit::{Due, Task};
    use crate::words::{chat_specimen, specimen};

    fn id(number: u32) -> VisitId {
        VisitId { year: 2026, number }
    }

    /// A state in which these visits wait, the first longest, for a day that is over.
    fn waiting(numbers: [u32; 2]) -> State {
        let mut state = State::default();
        for (hour, number) in (0..).zip(numbers) {
            let mut visit = chat_specimen::visit(Stage::AwaitingApproval);
            let since = specimen::now() - chrono::Duration::hours(9 - hour);
            let until = specimen::now() + chrono::Duration::days(30);
            (visit.id, visit.waits) = (id(number), Some(Waiting { since, until }));
            visit.request.wijken = Vec::new();
            for wish in &mut visit.request.wishes {
                wish.when = crate::domain::reading::When::Date(
                    crate::domain::time::today(since) - chrono::Days::new(30),
                );
            }
            state.apply(&Change::Put { record: Record::Visit(Box::new(visit)) });
        }
        state
    }

    /// Which wijken each visit is to look at because of these changes.
    fn looks(changes: &[Change]) -> BTreeMap<VisitId, Vec<WijkId>> {
        let mut looks: BTreeMap<VisitId, Vec<WijkId>> = BTreeMap::new();
        for change in changes {
            let Change::Put { record: Record::Visit(visit) } = change else { continue };
            for due in &visit.due {
                let Task::LookAgain { wijk } = &due.task else { continue };
                looks.entry(visit.id).or_default().push(wijk.clone());
            }
        }
        looks
    }

    fn wijken() -> [WijkId; 2] {
        ["dommelbergen", "vollenhoven"].map(WijkId::new)
    }

    #[test]
    fn who_waits_longest_is_the_first_for_each_wijk_that_comes_free() {
        let (desk, state) = (specimen::desk(), waiting([3, 2]));
        let mut work = Work::new(&desk, &state, specimen::now());
        wijken().into_iter().for_each(|wijk| work.free(wijk));
        let changes = crate::decide::outcome::of(work).changes;
        assert_eq!(looks(&changes), BTreeMap::from([(id(3), wijken().to_vec())]));
    }

    #[test]
    fn whoever_finds_nothing_in_two_wijken_passes_both_on_to_the_next() {
        let (desk, mut state) = (specimen::desk(), waiting([3, 2]));
        let mut first = state.visit(id(3)).unwrap().clone();
        let at = specimen::now();
        first.due = wijken().map(|wijk| Due { at, task: Task::LookAgain { wijk } }).to_vec();
        state.apply(&Change::Put { record: Record::Visit(Box::new(first)) });
        let changes = decide(&desk, &state, at, &Event::Due { visit: id(3) }).changes;
        assert_eq!(looks(&changes), BTreeMap::from([(id(2), wijken().to_vec())]));
    }
}
