//! What is due when. The schedule is a property of each visit: a list of moments with their tasks,
//! made anew at each step, never a timer.

mod answered;
mod sheets;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime, Timelike};

use crate::domain::calendar::{
    is_working_day, working_day_from, working_days_after, working_days_before,
};
use crate::domain::desk::{Desk, Recipient};
use crate::domain::ids::WijkId;
use crate::domain::reading::{Modality, When, Wish};
use crate::domain::time::{Instant, Slot, instant, local, today};
use crate::domain::visit::{Due, Loose, Offer, Stage, Task, Visit};
pub(super) use answered::{move_answered, office_answered, party_settled};
pub(super) use sheets::{
    asked_sheet, asks_whether_definite, days_before, has_sheet, next_sheet, reminder_of,
    reminder_ordinal, sheet_to, sheet_went_out,
};

/// When the working day of staff begins and ends: terms in working hours count in it.
const STAFF_FROM: u32 = 9;
const STAFF_UNTIL: u32 = 17;
/// When staff see what is on today.
const TODAY_AT: u32 = 8;
/// An unanswered question, or an offer that expired, keeps its case open this long.
const PATIENCE_WORKING_DAYS: u32 = 10;
/// A host who does not answer is left alone this long before staff hear of it.
const HOST_WORKING_DAYS: u32 = 2;
/// The office is asked whether its reservation is definite this long before the visit.
const DEFINITE_WORKING_DAYS: u32 = 10;
/// Staff are told this long before the visit that its reservation still stands.
const DOUBTFUL_WORKING_DAYS: u32 = 5;
/// Who waits for something to come free waits no longer than this.
const WAIT_DAYS: u64 = 90;
/// What came free is looked at this long after it can be called back no more.
const LOOK_AGAIN_SECONDS: i64 = 60;
/// What a guest needs is forgotten this long after the visit.
const NEEDS_DAYS: u64 = 7;

/// Staff must look at the case: a reminder if nobody does. Beside an appointment everything else that
/// is due stays.
pub(super) fn waiting_for_staff(desk: &Desk, visit: &mut Visit, now: Instant) {
    let task = if visit.appointment.is_none() {
        // Whoever is on the waiting list stays there.
        visit.due.retain(|due| due.task == Task::WaitLapses);
        Task::Nudge
    } else {
        if visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none()) {
            visit.leave_loose(Loose::MoveWanted, now);
        }
        Task::NudgeMove
    };
    if !visit.due.iter().any(|due| due.task == task) {
        let at = working_hours_after(now, desk.limits.nudge_hours);
        visit.due.push(Due { at, task });
    }
}

/// The writer must answer a question.
pub(super) fn question_asked(visit: &mut Visit, now: Instant) {
    visit.due.clear();
    visit.due.push(Due { at: patience_ends(now), task: Task::QuestionLapses });
}

/// An offer is out. A reservation that it stands beside ends when it did.
pub(super) fn offer_made(visit: &mut Visit, offer: &Offer) {
    let held = visit.appointment.is_some();
    visit.tie_off(Loose::MoveWanted);
    visit.tie_off(Loose::CameFree);
    visit.due.retain(|due| match due.task {
        Task::Nudge | Task::NudgeMove | Task::LookAgain { .. } | Task::WaitLapses => false,
        Task::QuestionLapses => held,
        Task::OfferLapses { .. }
        | Task::YesMissing
        | Task::Remind { .. }
        | Task::HostSilent
        | Task::OfficeHears
        | Task::Today
        | Task::AskWhetherHeld
        | Task::NudgeHeld
        | Task::HeldLapses
        | Task::Thank => true,
    });
    offer_ends(visit, offer);
}

/// Until when an open offer holds each of its slots: with the last the offer lapses, and at each before
/// it whoever waits may have what comes free.
pub(super) fn offer_ends(visit: &mut Visit, offer: &Offer) {
    let task = Task::OfferLapses { version: offer.version };
    visit.due.retain(|due| due.task != task);
    let ends: BTreeSet<Instant> = offer.options.iter().map(|it| offer.held_until(it)).collect();
    visit.due.extend(ends.into_iter().map(|at| Due { at, task: task.clone() }));
}

/// No offer is open any more.
pub(super) fn offer_gone(visit: &mut Visit) {
    visit.due.retain(|due| !matches!(due.task, Task::OfferLapses { .. } | Task::YesMissing));
}

/// An offer expired without an answer: a late answer is still welcome for a while.
pub(super) fn offer_lapsed(visit: &mut Visit, now: Instant) {
    if visit.appointment.is_none() {
        visit.due.push(Due { at: patience_ends(now), task: Task::QuestionLapses });
    }
}

/// Somebody of staff looks after the case. That a reservation still stands they hear all the same.
pub(super) fn taken(visit: &mut Visit) {
    let reserved = visit.stage == Stage::AcceptedWithReservation;
    visit.due.retain(|due| match due.task {
        Task::Nudge => reserved,
        Task::NudgeMove => false,
        Task::QuestionLapses
        | Task::OfferLapses { .. }
        | Task::YesMissing
        | Task::Remind { .. }
        | Task::HostSilent
        | Task::OfficeHears
        | Task::Today
        | Task::AskWhetherHeld
        | Task::NudgeHeld
        | Task::HeldLapses
        | Task::LookAgain { .. }
        | Task::WaitLapses
        | Task::Thank => true,
    });
}

/// The guest waits until something comes free.
pub(super) fn waits(visit: &mut Visit, until: Instant) {
    visit.due.clear();
    visit.due.push(Due { at: until, task: Task::WaitLapses });
}

/// Until when a guest waits: no longer than dates in time are still to come of what they asked for.
pub(super) fn wait_ends(desk: &Desk, visit: &Visit, now: Instant) -> Instant {
    let day = today(now);
    let longest = working_day_from(day + Days::new(WAIT_DAYS));
    let notice = Days::new(u64::from(desk.planning.notice_days_for(visit.guest.office)));
    let useful = last_day_wanted(&visit.request.wishes).map(|last| last - notice);
    let soonest = working_days_after(day, 1);
    morning(useful.map_or(longest, |useful| useful.min(longest)).max(soonest))
}

/// The last of the days that the guest wants; `None` when they name none, or no end.
fn last_day_wanted(wishes: &[Wish]) -> Option<NaiveDate> {
    let wanted = wishes.iter().filter(|wish| wish.modality == Modality::Want);
    let wanted = wanted.map(|wish| &wish.when);
    let in_a_period = wanted.clone().any(is_period);
    match wanted.filter_map(|when| reach(when, in_a_period)).max() {
        Some(Reach::Until(day)) => Some(day),
        Some(Reach::Endless) | None => None,
    }
}

fn is_period(when: &When) -> bool {
    matches!(when, When::DateRange { .. } | When::DateTimeRange { .. })
}

/// How far into the future a wish reaches: any day is earlier than no end.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Until(NaiveDate),
    Endless,
}

/// `None` when it says nothing of days. A day of the week says nothing new beside a period.
fn reach(when: &When, in_a_period: bool) -> Option<Reach> {
    let until = |day: Option<NaiveDate>| Some(day.map_or(Reach::Endless, Reach::Until));
    match when {
        When::Date(day) => until(Some(*day)),
        When::DateTime(at) => until(Some(at.date())),
        When::DateRange { end, .. } => until(end.and_then(|end| end.pred_opt())),
        When::DateTimeRange { end, .. } => until(end.map(|end| end.date())),
        When::Set { within: Some(days), .. } => until(days.end.pred_opt()),
        When::Set { within: None, .. } => until(None).filter(|_| !in_a_period),
        When::Time(_) | When::TimeRange { .. } | When::Duration { .. } => None,
    }
}

/// Something came free in a wijk. Not at once: staff may still call back what freed it.
pub(super) fn look_again(desk: &Desk, visit: &mut Visit, wijk: WijkId, now: Instant) {
    let seconds = i64::from(desk.limits.undo_seconds) + LOOK_AGAIN_SECONDS;
    look_at(visit, wijk, now + chrono::Duration::seconds(seconds));
}

/// What came free and was not offered yet may be gone by the next morning, when staff are told of it
/// again.
pub(super) fn look_next_morning(visit: &mut Visit, wijk: WijkId, now: Instant) {
    let morning = at_hour(working_days_after(today(now), 1), TODAY_AT);
    look_at(visit, wijk, morning);
}

/// At the latest; it may be due sooner already.
fn look_at(visit: &mut Visit, wijk: WijkId, at: Instant) {
    let task = Task::LookAgain { wijk };
    let known = visit.due.extract_if(.., |due| due.task == task).map(|due| due.at).min();
    visit.due.push(Due { at: known.map_or(at, |known| known.min(at)), task });
}

/// The wijken that a visit is still to look at.
pub(super) fn looks(visit: &Visit) -> Vec<WijkId> {
    let wijk = |due: &Due| {
        let Task::LookAgain { wijk } = &due.task else { return None };
        Some(wijk.clone())
    };
    visit.due.iter().filter_map(wijk).collect()
}

/// What came free for who waits is free no more.
pub(super) fn free_no_more(visit: &mut Visit) {
    if visit.is_loose(Loose::CameFree) {
        visit.tie_off(Loose::CameFree);
        visit.due.retain(|due| due.task != Task::Nudge);
    }
}

/// The wijken that a visit was still to look at, and now will not: the next in line must.
pub(super) fn looks_dropped(before: &Visit, after: &Visit, now: Instant) -> Vec<WijkId> {
    let kept = if after.stage.is_final() { Vec::new() } else { looks(after) };
    let to_come = |due: &&Due| due.at > now;
    let wijk = |due: &Due| {
        let Task::LookAgain { wijk } = &due.task else { return None };
        (!kept.contains(wijk)).then(|| wijk.clone())
    };
    before.due.iter().filter(to_come).filter_map(wijk).collect()
}

/// A date was agreed: only the reminders that are still to come, and the morning after.
pub(super) fn agreed(desk: &Desk, visit: &mut Visit, now: Instant) {
    visit.due.clear();
    let Some(slot) = visit.appointment.as_ref().map(|agreed| agreed.slot) else { return };
    if visit.stage == Stage::AcceptedWithReservation {
        return reserved(visit, slot, now);
    }
    for rule in &desk.reminders {
        let day = slot.day() - Days::new(u64::from(rule.days_before));
        let at = instant(day.and_time(rule.at));
        for to in rule.to.iter().copied().filter(|_| at > now && at < instant(slot.start)) {
            visit.due.push(Due { at, task: Task::Remind { days_before: rule.days_before, to } });
        }
    }
    let today = at_hour(slot.day(), TODAY_AT);
    if today > now {
        visit.due.push(Due { at: today, task: Task::Today });
    }
    let after = working_day_from(slot.day() + Days::new(1));
    visit.due.push(Due { at: morning(after), task: Task::AskWhetherHeld });
}

/// A date was taken with a reservation: the office is asked in good time whether it is definite, then
/// staff are; what is not definite when the day is over was no visit. Where that time is past by now,
/// the next working morning does.
fn reserved(visit: &mut Visit, slot: Slot, now: Instant) {
    let next = working_day_from(today(now) + Days::new(1));
    let in_time = |day: NaiveDate| if morning(day) > now { day } else { next };
    let ask = in_time(working_days_before(slot.day(), DEFINITE_WORKING_DAYS));
    let days_before = u32::try_from((slot.day() - ask).num_days()).unwrap_or_default();
    let to = Recipient::Office;
    let nudge = in_time(working_days_before(slot.day(), DOUBTFUL_WORKING_DAYS));
    let before = [
        Due { at: morning(ask), task: Task::Remind { days_before, to } },
        Due { at: morning(nudge), task: Task::Nudge },
    ];
    visit.due.extend(before.into_iter().filter(|due| due.at < instant(slot.start)));
    let after = slot.day() + Days::new(1);
    visit.due.push(Due { at: morning(after), task: Task::QuestionLapses });
}

/// The program starts with a config that may be new: reminders still to come follow it; what was
/// missed while it was down stays due.
pub(super) fn follow_config(desk: &Desk, visit: &mut Visit, now: Instant) {
    if visit.stage != Stage::Confirmed {
        return;
    }
    let missed: Vec<Due> = visit.due.iter().filter(|due| due.at <= now).cloned().collect();
    let slot = visit.appointment.as_ref().map(|agreed| agreed.slot);
    let waits = |due: &Due| slot.is_some_and(|slot| due.was_put_off(slot, now));
    let beside = visit.due.iter().filter(|due| is_beside(&due.task) || waits(due));
    let beside: Vec<Due> = beside.cloned().collect();
    agreed(desk, visit, now);
    // What is due beside config may be due by config too: nobody is reminded twice.
    let is_kept = |due: &Due| beside.iter().any(|kept| kept.task == due.task);
    visit.due.retain(|due| !missed.contains(due) && !is_kept(due));
    visit.due.extend(missed.into_iter().filter(|due| !beside.contains(due)));
    visit.due.extend(beside.iter().cloned());
    visit.due.sort();
}

/// What is due of a visit beside what follows from its date and from config.
fn is_beside(task: &Task) -> bool {
    match task {
        Task::OfferLapses { .. }
        | Task::YesMissing
        | Task::NudgeMove
        | Task::HostSilent
        | Task::OfficeHears => true,
        Task::Nudge
        | Task::QuestionLapses
        | Task::Remind { .. }
        | Task::Today
        | Task::AskWhetherHeld
        | Task::NudgeHeld
        | Task::HeldLapses
        | Task::Thank
        | Task::LookAgain { .. }
        | Task::WaitLapses => false,
    }
}

/// The host was sent an invitation; before the visit begins staff must know whether they come.
pub(super) fn host_invited(visit: &mut Visit, now: Instant) {
    host_answered(visit);
    host_has_time(visit, now);
}

/// From now on the host has some days to answer.
pub(super) fn host_has_time(visit: &mut Visit, now: Instant) {
    let Some(start) = visit.appointment.as_ref().map(|agreed| instant(agreed.slot.start)) else {
        return;
    };
    let patient = morning(working_days_after(today(now), HOST_WORKING_DAYS));
    let soon = morning(working_days_after(today(now), 1));
    let at = [patient, soon].into_iter().find(|at| *at < start);
    visit.due.extend(at.map(|at| Due { at, task: Task::HostSilent }));
}

/// The host said whether they come, or somebody else is asked.
pub(super) fn host_answered(visit: &mut Visit) {
    visit.due.retain(|due| due.task != Task::HostSilent);
    let of_host = [
        Loose::HostSilent,
        Loose::HostWrote,
        Loose::HostAway,
        Loose::NoHost,
        Loose::HostNotReached,
    ];
    of_host.into_iter().for_each(|end| visit.tie_off(end));
}

/// The host wrote what a person must read: until somebody does, nobody counts on them.
pub(super) fn host_wrote(visit: &mut Visit, now: Instant) {
    visit.tie_off(Loose::HostNotReached);
    visit.due.retain(|due| due.task != Task::HostSilent);
    visit.tie_off(Loose::HostSilent);
    if visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_none()) {
        visit.leave_loose(Loose::HostWrote, now);
    }
}

/// Somebody was asked for their yes, or asked again.
pub(super) fn yes_asked(visit: &mut Visit, now: Instant) {
    visit.due.retain(|due| due.task != Task::YesMissing);
    let at = morning(working_days_after(today(now), HOST_WORKING_DAYS));
    visit.due.push(Due { at, task: Task::YesMissing });
}

/// Until when a moment is held for a yes: the end of the working day before it, but not before the end
/// of the next, and never past its beginning.
pub(super) fn consent_ends(slot: Slot, now: Instant) -> Instant {
    let before = working_days_before(slot.day(), 1);
    let soonest = working_days_after(today(now), 1);
    at_hour(before.max(soonest), STAFF_UNTIL).min(instant(slot.start))
}

/// A backup was asked in the place of the host. The office hears of it after a while, and not on the
/// day itself: by then the guest may be on the way. A second backup in a row makes it wait no longer.
/// Gives false when no such morning is left.
pub(super) fn backup_asked(visit: &mut Visit, now: Instant) -> bool {
    if awaits_backup(visit) {
        return true;
    }
    let Some(day) = visit.appointment.as_ref().map(|agreed| agreed.slot.day()) else {
        return false;
    };
    let mornings = (1..=HOST_WORKING_DAYS).rev().map(|days| working_days_after(today(now), days));
    let hears = mornings.into_iter().find(|morning| *morning < day);
    let due = hears.map(|day| Due { at: morning(day), task: Task::OfficeHears });
    visit.due.extend(due);
    hears.is_some()
}

/// Whether a backup was asked and the office does not know of it yet.
pub(super) fn awaits_backup(visit: &Visit) -> bool {
    visit.due.iter().any(|due| due.task == Task::OfficeHears)
}

/// What became of a visit is looked at on the working morning after this moment.
pub(super) fn ask_after(visit: &mut Visit, moment: Instant) {
    let after = working_day_from(today(moment) + Days::new(1));
    visit.due.push(Due { at: morning(after), task: Task::AskWhetherHeld });
}

/// The office knows who receives them.
pub(super) fn office_heard(visit: &mut Visit) {
    visit.due.retain(|due| due.task != Task::OfficeHears);
}

/// The host was asked whether the visit went ahead.
pub(super) fn host_asked(visit: &mut Visit, now: Instant) {
    let at = morning(working_days_after(today(now), HOST_WORKING_DAYS));
    visit.due.push(Due { at, task: Task::NudgeHeld });
}

/// Staff were asked whether the visit went ahead: if nobody says so, the case is closed.
pub(super) fn staff_asked(visit: &mut Visit, now: Instant) {
    visit.due.push(Due { at: patience_ends(now), task: Task::HeldLapses });
}

/// The visit took place: thanks on the next working day.
pub(super) fn was_held(visit: &mut Visit, now: Instant) {
    visit.due.clear();
    let at = morning(working_days_after(today(now), 1));
    visit.due.push(Due { at, task: Task::Thank });
}

/// The office wrote, and a person must read first whether that is an answer.
pub(super) fn lapse_waits(visit: &mut Visit, now: Instant) {
    let at = morning(working_days_after(today(now), 1));
    visit.due.push(Due { at, task: Task::QuestionLapses });
}

/// Somebody wrote about it, and is thanked when a person has read that.
pub(super) fn thanks_wait(visit: &mut Visit, now: Instant) {
    let at = morning(working_days_after(today(now), 1));
    visit.due.push(Due { at, task: Task::Thank });
}

/// Until when an offer holds this slot: the end of the day `hold_working_days` from now, but never into
/// the notice period, and at least until the end of the next working day.
pub(super) fn slot_held_until(desk: &Desk, visit: &Visit, slot: Slot, now: Instant) -> Instant {
    let day = today(now);
    let wanted = working_days_after(day, desk.planning.hold_working_days);
    let notice = Days::new(u64::from(desk.planning.notice_days_for(visit.guest.office)));
    let latest = slot.day().checked_sub_days(notice).unwrap_or(wanted);
    let earliest = working_days_after(day, 1);
    at_hour(wanted.min(latest).max(earliest), STAFF_UNTIL)
}

/// The first moment from `now` on at which a letter that the clock causes may leave.
pub(super) fn in_office_hours(desk: &Desk, now: Instant) -> Instant {
    let wall = local(now);
    let hours = &desk.office_hours;
    if wall.time() < hours.from {
        instant(wall.date().and_time(hours.from))
    } else if wall.time() >= hours.until {
        instant((wall.date() + Days::new(1)).and_time(hours.from))
    } else {
        now
    }
}

/// The day on which the first thing is erased from a visit that ended on `today`.
pub(super) fn first_term(desk: &Desk, visit: &Visit, today: NaiveDate) -> NaiveDate {
    terms(desk, visit, today).into_iter().find(|term| *term > today).unwrap_or(today)
}

/// The days on which something is erased from a visit that ended on `ended`: needs, text, contact
/// data, everything.
pub(super) fn terms(desk: &Desk, visit: &Visit, ended: NaiveDate) -> [NaiveDate; 4] {
    let after = |days: u32| ended + Days::new(u64::from(days));
    let visited = visit.appointment.as_ref().map_or(ended, |agreed| agreed.slot.day());
    [
        visited + Days::new(NEEDS_DAYS),
        after(desk.retention.text_days),
        after(desk.retention.contact_days),
        after(desk.retention.core_days),
    ]
}

fn patience_ends(now: Instant) -> Instant {
    morning(working_days_after(today(now), PATIENCE_WORKING_DAYS))
}

/// When staff begin on a day.
pub(super) fn morning(day: NaiveDate) -> Instant {
    at_hour(day, STAFF_FROM)
}

fn at_hour(day: NaiveDate, hour: u32) -> Instant {
    instant(day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()))
}

/// `hours` of staff's working time after `now`.
fn working_hours_after(now: Instant, hours: u32) -> Instant {
    let mut at = local(now);
    let mut left = i64::from(hours) * 60;
    loop {
        let day = at.date();
        let open = day.and_time(NaiveTime::from_hms_opt(STAFF_FROM, 0, 0).unwrap_or_default());
        let close = day.and_time(NaiveTime::from_hms_opt(STAFF_UNTIL, 0, 0).unwrap_or_default());
        if is_working_day(day) && at < close {
            let from = at.max(open);
            let here = (close - from).num_minutes();
            if left <= here {
                return instant(
                    from.with_second(0).unwrap_or(from) + chrono::Duration::minutes(left),
                );
            }
            left -= here;
        }
        at = (day + Days::new(1)).and_time(NaiveTime::MIN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::chat_specimen;

    fn at(day: &str) -> Instant {
        instant(day.parse().unwrap())
    }

    /// When the office hears of a backup that was asked at `now` for a visit on Friday 15 January.
    fn office_hears(now: &str) -> Option<Instant> {
        let mut visit = chat_specimen::visit(Stage::Confirmed);
        assert_eq!(visit.appointment.as_ref().unwrap().slot.day().to_string(), "2027-01-15");
        let later = backup_asked(&mut visit, at(now));
        let due = visit.due.iter().find(|due| due.task == Task::OfficeHears);
        assert_eq!(later, due.is_some());
        due.map(|due| due.at)
    }

    #[test]
    fn the_office_hears_of_a_backup_before_the_day_of_the_visit() {
        assert_eq!(office_hears("2027-01-04T10:00:00"), Some(at("2027-01-06T09:00:00")));
        assert_eq!(office_hears("2027-01-12T10:00:00"), Some(at("2027-01-14T09:00:00")));
        assert_eq!(office_hears("2027-01-13T10:00:00"), Some(at("2027-01-14T09:00:00")));
        assert_eq!(office_hears("2027-01-14T10:00:00"), None);
        assert_eq!(office_hears("2027-01-15T08:00:00"), None);
    }

    fn want(when: When) -> Wish {
        Wish { when, ..chat_specimen::visit(Stage::Requested).request.wishes[0].clone() }
    }

    fn day(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    fn friday(within: Option<crate::domain::time::Days>) -> When {
        When::Set { weekdays: vec![5], nth: Vec::new(), from: None, until: None, within }
    }

    #[test]
    fn a_wish_without_an_end_has_no_last_day() {
        let last =
            |whens: &[When]| last_day_wanted(&whens.iter().cloned().map(want).collect::<Vec<_>>());
        let date = || When::Date(day("2027-01-14"));
        let range = |end| When::DateRange { start: Some(day("2027-02-15")), end };
        let (january, march) = (Some(day("2027-01-14")), Some(day("2027-03-01")));
        assert_eq!(last(&[]), None);
        assert_eq!(last(&[date()]), january);
        assert_eq!(last(&[date(), range(None)]), None);
        assert_eq!(last(&[date(), range(march)]), Some(day("2027-02-28")));
        assert_eq!(last(&[date(), friday(None)]), None);
        assert_eq!(last(&[friday(None), range(march)]), Some(day("2027-02-28")));
        let within = crate::domain::time::Days { start: day("2027-01-01"), end: day("2027-02-01") };
        assert_eq!(last(&[friday(Some(within))]), Some(day("2027-01-31")));
        assert_eq!(last(&[date(), When::Duration { seconds: 3600 }]), january);
    }
}
