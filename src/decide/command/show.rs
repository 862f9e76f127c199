//! Commands that only look: overview, agenda, a day, a case, its trail, the wijken.

use chrono::NaiveDate;

use super::super::in_queue;
use super::super::steps;
use super::super::work::Work;
use super::super::{calls, turn};
use super::{Speaker, letters};
use crate::domain::command::{Case as CaseId, OverviewFilter};
use crate::domain::ids::{VisitId, WijkId};
use crate::domain::letter::{Letter, LetterState};
use crate::domain::notice::{AgendaLine, Page, Refusal, Saying, WijkView};
use crate::domain::people::{Contact, Office};
use crate::domain::state::Brief;
use crate::domain::sweep::Sweep;
use crate::domain::time::Days;
use crate::domain::visit::{Hold, Visit};
use crate::domain::wijk::Wijk;
use crate::planning;

/// Lines on one page.
const PAGE: usize = 10;
/// Steps of a trail on one page: most trails fit.
const STEPS: usize = 40;

/// What stands on one page of a list; beyond the last page stands the last.
pub(super) fn on_page<T>(all: Vec<T>, page: usize) -> (Vec<T>, Page) {
    let (before, page) = page_of(all.len(), PAGE, page);
    (all.into_iter().skip(before).take(PAGE).collect(), page)
}

/// A page of a list in pages of this length, and how many stand before it.
fn page_of(total: usize, length: usize, page: usize) -> (usize, Page) {
    let pages = total.div_ceil(length).max(1);
    let page = page.clamp(1, pages);
    ((page - 1) * length, Page { page, pages, total })
}

pub(super) fn overview(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    filter: &OverviewFilter,
    page: usize,
) {
    let (mail_cases, calls) = (in_queue::cases(work), calls::all(work));
    let is_ours = |visit: &Brief| {
        let call = calls.iter().any(|call| call.case == visit.id);
        call || mail_cases.contains(&visit.id) || turn::waits_for_us(visit, work.now)
    };
    let mine = |visit: &Brief| {
        let is_own = visit.owner.as_deref() == Some(speaker.staff.name.as_str());
        is_own || (!filter.mine && (filter.all || visit.owner.is_none()))
    };
    let fits = |visit: &&Brief| {
        let there = visit.wijk.as_ref().or(visit.wanted.first());
        let is_there = there.is_some_and(|wijk| filter.wijken.contains(wijk));
        (filter.wijken.is_empty() || is_there)
            && filter.stage.is_none_or(|stage| visit.stage == stage)
            && (!filter.ours || is_ours(visit))
    };
    let (mut shown, others): (Vec<&Brief>, Vec<&Brief>) =
        work.state.briefs().filter(fits).partition(|visit| mine(visit));
    // What waits for us stands first, and of that what waits longest.
    shown.sort_by_key(|visit| (!is_ours(visit), visit.id));
    let cases = shown.iter().map(|visit| visit.id).collect();
    let elsewhere = others.iter().filter(|visit| visit.owner.is_some()).count();
    let (cases, Page { page, pages, total }) = on_page(cases, page);
    let cases = whole(work, cases);
    let (letters, paused) = (letters::in_doubt(work), work.state.post().paused.clone());
    let is_wide = filter.all && !filter.mine && !filter.ours;
    let widest = is_wide && filter.wijken.is_empty() && filter.stage.is_none();
    let saying = Saying::Overview {
        cases,
        page,
        pages,
        total,
        widest,
        elsewhere,
        letters,
        mail_cases,
        calls,
        paused,
    };
    work.answer(speaker.spot, saying);
}

pub(super) fn agenda(work: &mut Work<'_>, speaker: Speaker<'_>, days: Days, page: usize) {
    let mut holds: Vec<Hold<'_>> =
        work.state.holds_between(days.start, days.end, work.now).collect();
    holds.sort_by_key(|hold| hold.slot);
    let (holds, page) = on_page(holds, page);
    let line = |hold: Hold<'_>| {
        let visit = Box::new(work.state.visit(hold.visit)?.clone());
        let (slot, wijk, firm) = (hold.slot, hold.wijk.clone(), hold.firm);
        Some(AgendaLine { slot, wijk, visit, firm, word: None })
    };
    let lines = holds.into_iter().filter_map(line).collect();
    let saying = Saying::Agenda { from: days.start, until: days.end, lines, page };
    work.answer(speaker.spot, saying);
}

/// Whether a day suits each wijk and a guest of this office, and why.
pub(super) fn day(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    day: NaiveDate,
    wijk: Option<&WijkId>,
    office: Option<Office>,
) {
    let asked = work.desk.wijken.keys().filter(|id| wijk.is_none_or(|wijk| wijk == *id));
    let verdicts = asked
        .map(|id| {
            let verdict = planning::day(work.desk, work.state, work.now, id, office, day);
            (id.clone(), verdict)
        })
        .collect();
    work.answer(speaker.spot, Saying::Day { day, verdicts });
}

pub(super) fn case(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    closed: Option<&Visit>,
) -> Result<(), Refusal> {
    let mut visit = open_or_closed(work, id, closed)?;
    // Only what is open can be put together with it.
    let like = visit.request.like.take();
    visit.request.like = like.filter(|like| visit.ended.is_none() && work.state.is_open(*like));
    // Of an open offer only what is held still is worth a look.
    if let Some(offer) = &mut visit.offer {
        let ends: Vec<bool> =
            offer.options.iter().map(|option| work.now < offer.held_until(option)).collect();
        let mut held = ends.into_iter();
        offer.options.retain(|_| held.next().unwrap_or(true));
    }
    let waiting = waiting_for_the_pause(work, &visit);
    let (mails, call) = (in_queue::about(work, id), calls::about(work, id));
    let word = steps::host_word(work, &visit);
    work.answer(speaker.spot, Saying::Case { visit, waiting, mails, call, word });
    Ok(())
}

/// How many letters about a case leave when the pause is over.
fn waiting_for_the_pause(work: &Work<'_>, visit: &Visit) -> usize {
    let letters = visit.letters.keys().filter_map(|id| work.state.letter(id));
    let waits = |letter: &&Letter| matches!(letter.state, LetterState::Waiting { .. });
    let is_paused = work.state.post().paused.is_some();
    letters.filter(|_| is_paused).filter(waits).count()
}

pub(super) fn trail(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    id: CaseId,
    page: usize,
    closed: Option<&Visit>,
) -> Result<(), Refusal> {
    let visit = open_or_closed(work, id, closed)?;
    let (before, page) = page_of(visit.trail.len(), STEPS, page);
    work.answer(speaker.spot, Saying::Trail { visit, before, until: before + STEPS, page });
    Ok(())
}

/// A case that is over can still be read, as far as its terms have left it.
pub(super) fn open_or_closed(
    work: &Work<'_>,
    id: CaseId,
    closed: Option<&Visit>,
) -> Result<Box<Visit>, Refusal> {
    let found = work.state.visit(id).or(closed.filter(|closed| closed.id == id));
    found.cloned().map(Box::new).ok_or(Refusal::NoSuchCase { case: id })
}

/// Cases in which every word stands.
pub(super) fn search(
    work: &mut Work<'_>,
    speaker: Speaker<'_>,
    swept: Option<&Sweep>,
    page: usize,
) {
    let Some(Sweep::Search(search)) = swept else { return };
    let (found, page) = on_page(search.found.clone(), page);
    let cases = whole(work, found);
    work.answer(speaker.spot, Saying::Found { cases, page });
}

fn whole(work: &Work<'_>, ids: Vec<VisitId>) -> Vec<Visit> {
    ids.into_iter().filter_map(|id| work.state.visit(id)).cloned().collect()
}

pub(super) fn wijken(work: &mut Work<'_>, speaker: Speaker<'_>, wijk: Option<&WijkId>) {
    let asked = work.desk.wijken.values().filter(|one| wijk.is_none_or(|wijk| *wijk == one.id));
    let books = asked.map(|wijk| view(work, wijk)).collect();
    work.answer(speaker.spot, Saying::Wijken { books });
}

/// Who receives in a wijk: the host first, then who stands in.
pub(super) fn contacts(work: &mut Work<'_>, speaker: Speaker<'_>, wijk: &WijkId) {
    let hosts = work.desk.wijk(wijk).map_or_else(Vec::new, |wijk| hosts(work, wijk));
    work.answer(speaker.spot, Saying::Contacts { wijk: wijk.clone(), hosts });
}

fn hosts(work: &Work<'_>, wijk: &Wijk) -> Vec<Contact> {
    wijk.hosts.iter().filter_map(|id| work.desk.contact(id)).cloned().collect()
}

fn view(work: &Work<'_>, wijk: &Wijk) -> WijkView {
    let today = work.today();
    let by_staff = work.state.book(&wijk.id).map_or(&[][..], |book| book.closed.as_slice());
    let closed = wijk.closed.iter().chain(by_staff).filter(|period| period.days.end > today);
    let ahead = work.state.briefs().filter(|visit| {
        let agreed = visit.agreed();
        agreed.is_some_and(|agreed| *agreed.wijk == wijk.id && agreed.slot.day() >= today)
    });
    WijkView {
        wijk: wijk.id.clone(),
        hosts: hosts(work, wijk),
        closed: closed.cloned().collect(),
        ahead: u32::try_from(ahead.count()).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_into_pages_and_beyond_the_last_stands_the_last() {
        let of = |count: usize, page| {
            let (lines, Page { page, pages, total }) = on_page((1..=count).collect(), page);
            (lines, [page, pages, total])
        };
        assert_eq!(of(0, 1), (vec![], [1, 1, 0]));
        assert_eq!(of(10, 1), ((1..=10).collect(), [1, 1, 10]));
        assert_eq!(of(11, 2), (vec![11], [2, 2, 11]));
        assert_eq!(of(11, usize::MAX), (vec![11], [2, 2, 11]));
        assert_eq!(of(11, 0), ((1..=10).collect(), [1, 2, 11]));
    }
}
