//! How everything stands, told to all staff once on a working day.
//!
//! When it is next told is state: it is told with the change that moves it on, so a crash neither
//! repeats nor loses it. A bot that comes back later on the day still tells it; the days that it missed
//! are not caught up on.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::command::letters_in_doubt;
use super::work::Work;
use super::{calls, in_queue, steps, turn};
use crate::domain::calendar::{is_working_day, working_days_after};
use crate::domain::ids::VisitId;
use crate::domain::notice::{AgendaLine, Cases, Digest, Saying, Shut};
use crate::domain::staffroom::{DigestBook, StaffRecord};
use crate::domain::state::{Brief, Record};
use crate::domain::time::{Days, Instant, instant, today};

/// Cases in one list.
const CASES_MAX: usize = 10;
/// How far the agenda in it looks.
const AHEAD_WORKING_DAYS: u32 = 5;

/// Brings the next moment in line with config.
pub(super) fn follow_config(work: &mut Work<'_>) {
    let book = work.state.staff().digest();
    let next = work.desk.digest.map(|at| match book.next {
        // Its moment passed while the bot was off: `due` says what that comes to.
        Some(next) if next <= work.now => next,
        Some(_) | None => next_at(work, at, book.told),
    });
    keep(work, DigestBook { next, ..book });
}

/// Tells it, unless today's was told or is still to come.
pub(super) fn due(work: &mut Work<'_>) {
    let DigestBook { next, mut told } = work.state.staff().digest();
    if next.is_none_or(|next| next > work.now) {
        return;
    }
    let is_time = |at| is_to_tell(work, told) && moment_of_today(work, at) <= work.now;
    if work.desk.digest.is_some_and(is_time) {
        let since = told.unwrap_or(work.now - chrono::Duration::days(1));
        let digest = digest(work, since);
        work.tell(Saying::Digest(Box::new(digest)));
        told = Some(work.now);
    }
    let next = work.desk.digest.map(|at| next_at(work, at, told));
    keep(work, DigestBook { next, told });
}

fn keep(work: &mut Work<'_>, book: DigestBook) {
    if book != work.state.staff().digest() {
        work.put(Record::Staff(StaffRecord::Digest(book)));
    }
}

/// The first such moment on a working day that is still to come, and on which nothing was told.
fn next_at(work: &Work<'_>, at: NaiveTime, told: Option<Instant>) -> Instant {
    let moment = moment_of_today(work, at);
    if moment > work.now && is_to_tell(work, told) {
        return moment;
    }
    instant(working_days_after(work.today(), 1).and_time(at))
}

/// Whether this is a working day on which nothing was told yet. What was told later than now was told
/// by a clock that went wrong, and silences nothing.
fn is_to_tell(work: &Work<'_>, told: Option<Instant>) -> bool {
    let day = work.today();
    is_working_day(day) && told.is_none_or(|told| today(told) != day)
}

fn moment_of_today(work: &Work<'_>, at: NaiveTime) -> Instant {
    instant(work.today().and_time(at))
}

fn digest(work: &Work<'_>, since: Instant) -> Digest {
    let visits = || work.state.briefs();
    let untold = untold(work);
    // Who has not read it cannot answer.
    let waits_for_writer =
        |visit: &&Brief| turn::waits_for_writer(visit) && !untold.contains(&visit.id);
    let (day, tomorrow) = (work.today(), work.today() + chrono::Days::new(1));
    let end = working_days_after(day, AHEAD_WORKING_DAYS) + chrono::Days::new(1);
    Digest {
        since,
        calls: calls::all(work),
        came: cases(work, visits().filter(|visit| visit.opened > since)),
        ours: cases(work, visits().filter(|visit| turn::waits_for_us(visit, work.now))),
        theirs: visits().filter(waits_for_writer).map(|visit| visit.id).collect(),
        listed: visits().filter(is_listed).map(|visit| visit.id).collect(),
        today: agenda(work, (day, tomorrow)),
        coming: agenda(work, (tomorrow, end)),
        letters: letters_in_doubt(work),
        mails: work.state.mails().count(),
        mail_cases: in_queue::cases(work),
        closed: closed(work, Days { start: day, end }),
        paused: work.state.post().paused.clone(),
        untold,
    }
}

/// Whoever waits until something comes free, and has nothing to see yet.
fn is_listed(visit: &&Brief) -> bool {
    visit.waits.is_some() && !visit.marks.came_free
}

/// The cases whose letters lie here because the post stands still.
fn untold(work: &Work<'_>) -> Vec<VisitId> {
    let unsent = work.state.letters().filter(|letter| letter.is_unsent());
    let cases = unsent.filter(|_| work.is_paused()).filter_map(|letter| letter.visit);
    cases.collect::<BTreeSet<VisitId>>().into_iter().collect()
}

fn cases<'v>(work: &Work<'_>, mut visits: impl Iterator<Item = &'v Brief>) -> Cases {
    let first = visits.by_ref().take(CASES_MAX);
    let shown = first.filter_map(|visit| work.state.visit(visit.id)).cloned().collect();
    Cases { shown, more: visits.count() }
}

/// The visits that are agreed on.
fn agenda(work: &Work<'_>, (from, until): (NaiveDate, NaiveDate)) -> Vec<AgendaLine> {
    let holds = work.state.holds_between(from, until, work.now).filter(|hold| hold.firm);
    let line = |hold: crate::domain::visit::Hold<'_>| {
        let visit = Box::new(work.state.visit(hold.visit)?.clone());
        let word = steps::host_word(work, &visit);
        Some(AgendaLine { slot: hold.slot, wijk: hold.wijk.clone(), visit, firm: true, word })
    };
    let mut lines: Vec<AgendaLine> = holds.filter_map(line).collect();
    lines.sort_by_key(|line| line.slot);
    lines
}

/// The wijken that receive nobody on one of these days, by config or by staff.
fn closed(work: &Work<'_>, days: Days) -> Vec<Shut> {
    let of_wijk = |wijk: &crate::domain::wijk::Wijk| -> Vec<Shut> {
        let by_staff = work.state.book(&wijk.id).map_or(&[][..], |book| book.closed.as_slice());
        let periods = wijk.closed.iter().chain(by_staff).map(|period| period.days);
        let overlapping = periods.filter(|shut| shut.start < days.end && days.start < shut.end);
        overlapping.map(|days| Shut { wijk: wijk.id.clone(), days }).collect()
    };
    work.desk.wijken.values().flat_map(of_wijk).collect()
}
