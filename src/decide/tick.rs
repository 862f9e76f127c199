//! What the passing of time leads to: reminders, lapsed offers, the morning after, thanks.
//!
//! Pure. "Late" is judged against `now` only: a bot that slept for a week catches up in one tick, with
//! at most one reminder per visit and reader, and none for a visit that has begun.

use super::calls;
use super::delivery;
use super::digest;
use super::held_back;
use super::host;
use super::in_queue;
use super::schedule;
use super::steps;
use super::waiting;
use super::work::{Case, Work};
use crate::domain::desk::Recipient;
use crate::domain::ids::{LetterId, NoticeId, VisitId};
use crate::domain::letter::{Changed, LetterKind, LetterState};
use crate::domain::notice::Saying;
use crate::domain::people::Actor;
use crate::domain::staffroom::StaffKey;
use crate::domain::state::Unread;
use crate::domain::state::{Change, Key};
use crate::domain::time::{Slot, instant, today};
use crate::domain::trail::Step;
use crate::domain::visit::{Due, Loose, Stage, Task, Visit};

/// A reminder that leaves later than this says that it is late.
const LATE_MINUTES: i64 = 60;
/// A request that nobody took is told of with another this long before its time.
const NUDGE_TOGETHER_MINUTES: i64 = 60;
/// So many are told of at once; what is left has a notice of its own.
const NUDGES_MOST: usize = 30;
/// A preview that nobody confirms is forgotten after this.
const PREVIEW_HOURS: i64 = 24;

/// The program started: letters that were on their way are looked for.
pub(super) fn started(work: &mut Work<'_>) {
    delivery::after_restart(work);
    digest::follow_config(work);
    // A room that config no longer names shows nothing any more.
    let nowhere = |unread: &&Unread| !work.desk.rooms.contains(&unread.room);
    let lost: Vec<NoticeId> = work.state.unread().filter(nowhere).map(|unread| unread.id).collect();
    lost.into_iter().for_each(|notice| work.forget_notice(notice));
}

/// A visit that was open when the program started: what is due for it follows config.
pub(super) fn follow_config(work: &mut Work<'_>, id: VisitId) {
    let Some(visit) = work.state.visit(id) else { return };
    let mut scheduled = visit.clone();
    schedule::follow_config(work.desk, &mut scheduled, work.now);
    // Config may name the place by now.
    if steps::place_is_known(work, &scheduled) {
        scheduled.tie_off(Loose::NoPlace);
    }
    if scheduled.due != visit.due || scheduled.loose_ends != visit.loose_ends {
        work.keep(Case::of(scheduled, work.now));
    }
}

/// What has come due for a visit, all of it at once.
pub(super) fn due(work: &mut Work<'_>, id: VisitId) {
    if let Some(case) = work.case(id) {
        visit_due(work, case);
    }
}

fn visit_due(work: &mut Work<'_>, mut case: Case) {
    let now = work.now;
    let (come, later): (Vec<Due>, Vec<Due>) =
        case.visit.due.drain(..).partition(|due| due.at <= now);
    // Another visit may have taken it along.
    if come.is_empty() {
        return;
    }
    case.visit.due = later;
    // Letters of the clock leave in office hours only.
    let leave_at = std::mem::replace(&mut work.leave_at, schedule::in_office_hours(work.desk, now));
    remind(work, &mut case, &come);
    for due in &come {
        if !case.visit.stage.is_final() {
            run(work, &mut case, &due.task);
        }
    }
    work.leave_at = leave_at;
    work.finish(case);
}

fn run(work: &mut Work<'_>, case: &mut Case, task: &Task) {
    match task {
        Task::Remind { .. } => {}
        Task::Nudge => nudge(work, case),
        Task::NudgeMove if has_begun(work, case) => {}
        Task::NudgeMove => case.tell(still_moving),
        // That no answer came is not so: it waits for us.
        Task::QuestionLapses if steps::answer_waits(work, &case.visit) => {
            schedule::lapse_waits(&mut case.visit, work.now);
        }
        Task::QuestionLapses if steps::fall_back(work, case, Actor::Bot, None).is_some() => {
            case.tell(|visit| Saying::SecondChoice { visit });
        }
        // The reservation is over, but other dates are still on offer.
        Task::QuestionLapses
            if case.visit.offer.is_some() && case.visit.stage == Stage::Proposed =>
        {
            case.visit.appointment = None;
        }
        Task::QuestionLapses => {
            case.end(Stage::Lapsed, Actor::Bot, None);
            // A reservation that nobody lifted was no appointment.
            case.visit.appointment = None;
            case.tell(|visit| Saying::OfferLapsed { visit, unanswered: false, unsent: false });
        }
        Task::YesMissing => steps::yes_missing(work, case),
        Task::OfferLapses { version } => offer_lapses(work, case, *version),
        Task::HostSilent
            if is_shut(&case.visit)
                || has_begun(work, case)
                || work.host_has_accepted(&case.visit) => {}
        Task::HostSilent if host_is_unasked(work, &case.visit) => {
            schedule::host_has_time(&mut case.visit, work.now);
        }
        Task::HostSilent => {
            case.visit.leave_loose(Loose::HostSilent, work.now);
            case.tell(|visit| Saying::HostSilent { visit });
        }
        Task::OfficeHears if has_begun(work, case) => {}
        Task::OfficeHears => {
            steps::update_office(work, case, vec![Changed::Host]);
        }
        // It cannot go ahead, and nothing else was agreed yet.
        Task::Today if is_shut(&case.visit) && !has_begun(work, case) => {
            case.tell(still_moving);
        }
        // Caught up on later, it would be no news.
        Task::Today if !has_begun(work, case) => {
            let mails = in_queue::about(work, case.visit.id);
            let call = calls::about(work, case.visit.id);
            case.tell(|visit| Saying::VisitToday { visit, mails, call });
        }
        Task::Today => {}
        Task::AskWhetherHeld if is_shut(&case.visit) => shut_day_is_over(case),
        Task::AskWhetherHeld => ask_whether_held(work, case),
        Task::NudgeHeld => {
            case.tell(|visit| Saying::HeldQuestion { visit });
            schedule::staff_asked(&mut case.visit, work.now);
        }
        Task::HeldLapses => {
            case.end(Stage::Closed, Actor::Bot, None);
            case.tell(|visit| Saying::HeldQuestion { visit });
        }
        Task::LookAgain { wijk } => waiting::look_again(work, case, wijk),
        Task::WaitLapses => waiting::lapses(work, case),
        // What they wrote may be a complaint, or that it never took place.
        Task::Thank if steps::answer_waits(work, &case.visit) => {
            schedule::thanks_wait(&mut case.visit, work.now);
        }
        Task::Thank => {
            if !case.visit.writer.undeliverable {
                case.to_office(work, LetterKind::Thanks);
            }
            case.end(Stage::Closed, Actor::Bot, None);
        }
    }
}

fn still_moving(visit: Box<Visit>) -> Saying {
    Saying::Nudge { visit, moving: true, mails: Vec::new(), others: Vec::new() }
}

/// Nobody took a request. The others that nobody took either and that would be told of soon go with
/// it: after a busy morning staff read one notice, not eighteen.
fn nudge(work: &mut Work<'_>, case: &mut Case) {
    let is_request = |stage| matches!(stage, Stage::Requested | Stage::AwaitingApproval);
    let soon = work.now + chrono::Duration::minutes(NUDGE_TOGETHER_MINUTES);
    let alone = case.visit.owner.is_some() || !is_request(case.visit.stage);
    let near = work.state.briefs().filter(|brief| {
        let untaken = brief.owner.is_none() && is_request(brief.stage);
        untaken && brief.id != case.visit.id && brief.next_due.is_some_and(|due| due <= soon)
    });
    let ids: Vec<VisitId> =
        near.filter(|_| !alone).map(|brief| brief.id).take(NUDGES_MOST).collect();
    let mut others = Vec::new();
    for mut other in ids.into_iter().filter_map(|id| work.case(id)).collect::<Vec<_>>() {
        let is_nudge = |due: &Due| due.task == Task::Nudge && due.at <= soon;
        if other.visit.due.iter().any(is_nudge) {
            other.visit.due.retain(|due| !is_nudge(due));
            others.push(other.visit.clone());
            work.keep(other);
        }
    }
    case.tell(|visit| Saying::Nudge { visit, moving: false, mails: Vec::new(), others });
}

/// Of the reminders that came due for one reader, the last one counts; older ones are dropped.
fn remind(work: &mut Work<'_>, case: &mut Case, come: &[Due]) {
    let Some(slot) = case.visit.appointment.as_ref().map(|agreed| agreed.slot) else { return };
    if is_shut(&case.visit) {
        return;
    }
    for to in [Recipient::Office, Recipient::Host] {
        let start = instant(slot.start);
        let waits = work.now < start && held_back::waits(work, &case.visit, to);
        let mut last: Option<(&Due, u32)> = None;
        for due in come {
            let Task::Remind { days_before, to: reader } = &due.task else { continue };
            if *reader != to {
                continue;
            }
            if let Some((_, older)) = last.replace((due, *days_before)) {
                case.note(Actor::Bot, Step::ReminderDropped { days_before: older });
            }
        }
        match last {
            Some((_, days_before)) if waits => held_back::put_off(case, start, to, days_before),
            Some((due, days_before)) => send_reminder(work, case, slot, to, days_before, due),
            None => {}
        }
    }
}

fn send_reminder(
    work: &mut Work<'_>,
    case: &mut Case,
    slot: Slot,
    to: Recipient,
    days_before: u32,
    due: &Due,
) {
    let no_use = work.leave_at >= instant(slot.start);
    let ordinal = schedule::reminder_ordinal(&case.visit, days_before).filter(|_| !no_use);
    let dropped = Step::ReminderDropped { days_before };
    let Some(ordinal) = ordinal else { return case.note(Actor::Bot, dropped) };
    if schedule::has_sheet(&case.visit, to, &ordinal) {
        return;
    }
    let is_certain = case.visit.stage == Stage::Confirmed && case.visit.offer.is_none();
    if is_certain && !steps::place_is_known(work, &case.visit) {
        case.visit.leave_loose(Loose::NoPlace, work.now);
    }
    let late = (work.leave_at - due.at).num_minutes() > LATE_MINUTES;
    // What was held back leaves nearer to the visit than its rule says, and is not late for that.
    let left = u32::try_from((slot.day() - today(work.leave_at)).num_days()).ok();
    let days_left = left.filter(|left| !late && *left < days_before).unwrap_or(days_before);
    let Some(draft) = steps::remind(work, case, to, &ordinal) else {
        return case.note(Actor::Bot, dropped);
    };
    draft.facts.days_before = Some(days_left);
    draft.facts.late = late;
}

/// Whether an invitation of the host lies here still, as in a pause: who was not asked is not silent.
fn host_is_unasked(work: &Work<'_>, visit: &Visit) -> bool {
    let waits = |id: &LetterId| {
        let letter = work.state.letter(id);
        letter.is_some_and(|letter| matches!(letter.state, LetterState::Waiting { .. }))
    };
    visit.letters.keys().any(|id| id.kind() == Some(LetterKind::HostInvitation) && waits(id))
}

/// The wijk closed for the day that was agreed: there is nothing to look forward to.
fn is_shut(visit: &Visit) -> bool {
    visit.appointment.as_ref().is_some_and(|agreed| agreed.shut.is_some())
}

fn has_begun(work: &Work<'_>, case: &Case) -> bool {
    let agreed = case.visit.appointment.as_ref();
    agreed.is_none_or(|agreed| instant(agreed.slot.start) <= work.now)
}

/// Nobody answered in time: the slots are free again; a late answer is still looked at.
fn offer_lapses(work: &mut Work<'_>, case: &mut Case, version: u32) {
    let offer = case.visit.offer.clone().filter(|offer| offer.version == version);
    let Some(offer) = offer else { return };
    if steps::is_unheard(work, &case.visit, &offer) {
        return steps::hold_anew(work, case);
    }
    if work.now < offer.expires {
        return waiting::some_lapsed(work, &case.visit);
    }
    if let Some(voice) = case.visit.consent.as_ref().and_then(|one| one.open.first().copied()) {
        return steps::let_fall(work, case, voice);
    }
    if steps::let_plan_b_go(case) {
        return case.note(Actor::Bot, Step::OfferLapsed { version });
    }
    steps::set_aside_offer(&mut case.visit);
    schedule::offer_lapsed(&mut case.visit, work.now);
    case.note(Actor::Bot, Step::OfferLapsed { version });
    // The moment that was held beside the offer stands as it did.
    steps::stand_again(work, case, Actor::Bot);
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    // What was held for a moment that the guest proposed is no proposal of ours.
    let was_ours = case.visit.letters.keys().any(|id| id.offer_version() == Some(version));
    // Who wrote and waits for us did answer: what they hear now is for staff.
    let unanswered = steps::answer_waits(work, &case.visit);
    if was_ours && !unanswered && !case.visit.writer.undeliverable {
        case.to_office(work, LetterKind::OfferLapsed).facts.slot = slot;
    }
    if is_shut(&case.visit) {
        schedule::waiting_for_staff(work.desk, &mut case.visit, work.now);
    }
    case.tell(move |visit| Saying::OfferLapsed { visit, unanswered, unsent: false });
}

/// The wijk was shut, so nothing took place. What was offered instead can still be chosen; after that
/// staff see once more that nothing came of it.
fn shut_day_is_over(case: &mut Case) {
    match case.visit.offer.as_ref().map(|offer| offer.expires) {
        Some(expires) => schedule::ask_after(&mut case.visit, expires),
        None => case.tell(still_moving),
    }
}

/// The morning after: the host says whether it went ahead.
fn ask_whether_held(work: &mut Work<'_>, case: &mut Case) {
    if !case.enter(Stage::HeldVisit, Actor::Bot) {
        return;
    }
    let slot = case.visit.appointment.as_ref().map(|agreed| agreed.slot);
    // What the host wrote of it already is for staff to read, who say what it comes to; and so is a
    // mail that called it off.
    let known = host::has_reported(work, &case.visit) || held_back::may_be_off(work, &case.visit);
    let host = steps::host_of(work, &case.visit).filter(|_| !known);
    match host {
        Some(host) => {
            case.to_host(work, LetterKind::HostHeldQuestion, &host).facts.slot = slot;
            schedule::host_asked(&mut case.visit, work.now);
        }
        None => {
            case.tell(|visit| Saying::HeldQuestion { visit });
            schedule::staff_asked(&mut case.visit, work.now);
        }
    }
}

/// Previews nobody confirmed, the tallies of other days, and questions whose term is over.
pub(super) fn day_began(work: &mut Work<'_>) {
    calls::forget_past(work);
    let now = work.now;
    let today = work.today();
    let old = |made| (now - made) > chrono::Duration::hours(PREVIEW_HOURS);
    let previews = work.state.previews().filter(|preview| old(preview.made));
    let previews = previews.map(|preview| Key::Preview(preview.number));
    let tallies = work.state.tallies().filter(|tally| tally.day < today);
    let tallies = tallies.map(|tally| Key::Tally(tally.address.clone()));
    // A question may name somebody: it stays no longer than the words of a guest.
    let term = chrono::Duration::days(work.desk.retention.text_days.into());
    let questions = work.state.staff().questions().filter(|question| now - question.at > term);
    let questions = questions.map(|question| Key::Staff(StaffKey::Question(question.number)));
    let keys: Vec<Key> = previews.chain(tallies).chain(questions).collect();
    for key in keys {
        work.change(Change::Remove { key });
    }
}
