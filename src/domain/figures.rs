//! What is counted of the visits in some days.
//!
//! Counted from the visits themselves, open and closed, one by one: nothing is kept to count by, so it
//! goes back as far as their terms do. An event counts on its own day, a visit on the day it was for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::ids::{LetterId, WijkId};
use super::letter::LetterKind;
use super::people::{Actor, Office};
use super::stage::Stage;
use super::time::{Days, Instant, today};
use super::trail::Step;
use super::visit::{LetterFate, Visit};

/// Some days in figures: no name and no address is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub days: Days,
    #[serde(flatten)]
    pub counts: Counts,
    /// Visits of which nobody said whether they went ahead.
    pub unsaid: usize,
    pub no_show: usize,
    pub cancelled: Cancelled,
    pub first_answer: FirstAnswer,
    /// Most requests first; `None` where the wijk is not known.
    pub wijken: Vec<OfWijk>,
    /// Most requests first.
    pub offices: Vec<OfOffice>,
}

/// How many were asked for, how many were agreed, and how many took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Counts {
    pub requests: usize,
    pub confirmed: usize,
    pub held: usize,
}

/// Visits that were called off, by whoever did it. What somebody told us by telephone, we did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cancelled {
    pub by_guest: usize,
    pub by_us: usize,
}

/// How long who asked by mail waited for the first letter that says more than that a person will look.
/// By the clock: nights and weekends count, for the guest waits through those too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FirstAnswer {
    pub median_minutes: Option<i64>,
    /// Requests that were answered.
    pub answered: usize,
    /// Requests that still wait for it.
    pub waiting: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfWijk {
    pub wijk: Option<WijkId>,
    #[serde(flatten)]
    pub counts: Counts,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfOffice {
    pub office: Office,
    #[serde(flatten)]
    pub counts: Counts,
}

/// Figures while they are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    days: Days,
    all: Counts,
    unsaid: usize,
    no_show: usize,
    cancelled: Cancelled,
    minutes: Vec<i64>,
    waiting: usize,
    wijken: BTreeMap<Option<WijkId>, Counts>,
    offices: BTreeMap<Office, Counts>,
}

impl Tally {
    pub fn new(days: Days) -> Self {
        Self {
            days,
            all: Counts::default(),
            unsaid: 0,
            no_show: 0,
            cancelled: Cancelled::default(),
            minutes: Vec::new(),
            waiting: 0,
            wijken: BTreeMap::new(),
            offices: BTreeMap::new(),
        }
    }

    pub fn take(&mut self, visit: &Visit) {
        let counts = self.counts_of(visit);
        self.all.add(counts);
        if counts != Counts::default() {
            self.wijken.entry(visit.in_wijk().cloned()).or_default().add(counts);
            self.offices.entry(visit.guest.office).or_default().add(counts);
        }
        self.take_end(visit);
        if counts.requests > 0 {
            self.take_wait(visit);
        }
    }

    fn falls(&self, at: Option<Instant>) -> bool {
        at.is_some_and(|at| self.days.contains(today(at)))
    }

    fn counts_of(&self, visit: &Visit) -> Counts {
        let was_held = visit.went_ahead() == Some(true) && self.was_for_these_days(visit);
        Counts {
            requests: usize::from(is_request(visit) && self.falls(Some(visit.opened))),
            confirmed: usize::from(self.falls(visit.first_confirmed())),
            held: usize::from(was_held),
        }
    }

    fn was_for_these_days(&self, visit: &Visit) -> bool {
        visit.appointment.as_ref().is_some_and(|agreed| self.days.contains(agreed.slot.day()))
    }

    fn take_end(&mut self, visit: &Visit) {
        let Some(ended) = &visit.ended else { return };
        match visit.stage {
            Stage::Closed if visit.went_ahead().is_none() && self.was_for_these_days(visit) => {
                self.unsaid += 1;
            }
            Stage::NoShow if self.was_for_these_days(visit) => self.no_show += 1,
            Stage::Cancelled if self.falls(Some(ended.at)) => match ended.by {
                Actor::Guest => self.cancelled.by_guest += 1,
                Actor::Bot | Actor::Host | Actor::Staff { .. } => self.cancelled.by_us += 1,
            },
            Stage::Requested
            | Stage::AskedForDetails
            | Stage::AwaitingApproval
            | Stage::Proposed
            | Stage::AcceptedWithReservation
            | Stage::Confirmed
            | Stage::HeldVisit
            | Stage::Closed
            | Stage::Cancelled
            | Stage::Declined
            | Stage::Lapsed
            | Stage::NoShow => {}
        }
    }

    /// Whoever telephoned was answered there and then.
    fn take_wait(&mut self, visit: &Visit) {
        let telephoned = |step: &Step| matches!(step, Step::Telephoned { .. });
        if visit.trail.iter().any(|entry| telephoned(&entry.step)) {
            return;
        }
        match first_answer(visit) {
            Some(at) => self.minutes.push((at - visit.written()).num_minutes()),
            None if !visit.stage.is_final() => self.waiting += 1,
            None => {}
        }
    }

    pub fn figures(&self) -> Figures {
        let wijken = self.wijken.iter();
        let wijken = wijken.map(|(wijk, counts)| OfWijk { wijk: wijk.clone(), counts: *counts });
        let offices = self.offices.iter();
        let offices = offices.map(|(office, counts)| OfOffice { office: *office, counts: *counts });
        let (mut wijken, mut offices): (Vec<_>, Vec<_>) = (wijken.collect(), offices.collect());
        wijken.sort_by_key(|of| Reverse(of.counts));
        offices.sort_by_key(|of| Reverse(of.counts));
        Figures {
            days: self.days,
            counts: self.all,
            unsaid: self.unsaid,
            no_show: self.no_show,
            cancelled: self.cancelled,
            first_answer: FirstAnswer {
                median_minutes: median(self.minutes.clone()),
                answered: self.minutes.len(),
                waiting: self.waiting,
            },
            wijken,
            offices,
        }
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.requests += other.requests;
        self.confirmed += other.confirmed;
        self.held += other.held;
    }
}

/// Two cases of one request are one request, and nobody asked for what we propose by ourselves after a
/// visit that did not go ahead.
fn is_request(visit: &Visit) -> bool {
    visit.went_into().is_none() && visit.request.origin.missed.is_none()
}

/// When the first letter left that is an answer. A case that has ended hears no more of its last
/// letters: of those it is when they were written.
fn first_answer(visit: &Visit) -> Option<Instant> {
    let is_answer = |letter: &LetterId| letter.kind().is_some_and(answers);
    let left = visit.trail.iter().filter_map(|entry| {
        let Step::LetterAccepted { letter } = &entry.step else { return None };
        is_answer(letter).then_some(entry.at)
    });
    let last = visit.letters.iter().filter(|(letter, trace)| {
        visit.stage.is_final() && trace.fate == LetterFate::Decided && is_answer(letter)
    });
    left.chain(last.map(|(_, trace)| trace.decided)).min()
}

/// Whether it tells the office more than that their mail came in and that a person will look.
fn answers(kind: LetterKind) -> bool {
    match kind {
        LetterKind::Receipt
        | LetterKind::DetailsNoted
        | LetterKind::ChangeReceived
        | LetterKind::HandOver
        | LetterKind::CancelledByGuest
        | LetterKind::HostInvitation
        | LetterKind::HostUpdate
        | LetterKind::HostCancellation
        | LetterKind::HostReminder
        | LetterKind::HostHeldQuestion
        | LetterKind::HostMail
        | LetterKind::MailAnswer
        | LetterKind::YesQuestion
        | LetterKind::YesNotNeeded => false,
        LetterKind::Question
        | LetterKind::Offer
        | LetterKind::NothingFree
        | LetterKind::SlotGone
        | LetterKind::AwaitsYes
        | LetterKind::Confirmation
        | LetterKind::Change
        | LetterKind::CounterDeclined
        | LetterKind::CancelledByUs
        | LetterKind::Reminder
        | LetterKind::Thanks
        | LetterKind::Information
        | LetterKind::FreeText
        | LetterKind::OfferLapsed
        | LetterKind::Waiting
        | LetterKind::WaitLapsed => true,
    }
}

/// Of an even number the lower of the two in the middle: a wait that somebody really had.
fn median(mut minutes: Vec<i64>) -> Option<i64> {
    minutes.sort_unstable();
    minutes.get(minutes.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::ids::VisitId;
    use crate::domain::time::instant;
    use crate::domain::trail::Entry;
    use crate::domain::visit::LetterTrace;
    use crate::words::chat_specimen;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn at(month: u32, of_month: u32, hour: u32) -> Instant {
        instant(day(month, of_month).and_hms_opt(hour, 0, 0).unwrap())
    }

    fn month(month: u32) -> Days {
        Days { start: day(month, 1), end: day(month + 1, 1) }
    }

    /// Asked for on 1 March 2027 at nine, for 15 January of that year if it has a moment.
    fn visit(stage: Stage, steps: Vec<(Instant, Step)>) -> Visit {
        let entry = |(at, step)| Entry { at, by: Actor::Bot, step };
        Visit {
            opened: at(3, 1, 9),
            trail: steps.into_iter().map(entry).collect(),
            ..chat_specimen::visit(stage)
        }
    }

    fn reached(stage: Stage) -> Step {
        Step::StageReached { stage }
    }

    fn left(kind: LetterKind) -> Step {
        let case = VisitId { year: 2027, number: 1 };
        Step::LetterAccepted { letter: LetterId::about(case, kind.slug(), "1") }
    }

    fn counted(days: Days, visits: &[Visit]) -> Figures {
        let mut tally = Tally::new(days);
        visits.iter().for_each(|visit| tally.take(visit));
        tally.figures()
    }

    fn shown(counts: Counts) -> [usize; 3] {
        [counts.requests, counts.confirmed, counts.held]
    }

    #[test]
    fn everything_counts_on_its_own_day() {
        let steps = vec![(at(4, 2, 9), reached(Stage::Confirmed)), (at(5, 7, 9), held(true))];
        let mut held = visit(Stage::HeldVisit, steps);
        held.appointment.as_mut().unwrap().slot.start = at(5, 6, 10).naive_utc();
        let visits = [held];
        let by_month = [3, 4, 5, 6].map(|nth| shown(counted(month(nth), &visits).counts));
        assert_eq!(by_month, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]]);
        let figures = counted(Days { start: day(1, 1), end: day(12, 31) }, &visits);
        assert_eq!(shown(figures.counts), [1, 1, 1]);
        assert_eq!(figures.wijken.len(), 1);
        assert_eq!(shown(figures.wijken[0].counts), [1, 1, 1]);
        assert_eq!(figures.offices[0].office, Office::Kamerlid);
    }

    fn held(held: bool) -> Step {
        Step::Held { held }
    }

    #[test]
    fn a_confirmation_that_was_called_back_is_none() {
        let confirmed = |hour| (at(3, 1, hour), reached(Stage::Confirmed));
        let put_back = |hour, stage| (at(3, 1, hour), Step::PutBack { stage });
        let first = |steps| visit(Stage::Confirmed, steps).first_confirmed();
        let open = Stage::AwaitingApproval;
        assert_eq!(first(vec![confirmed(10), put_back(11, open)]), None);
        let again = vec![confirmed(10), put_back(11, open), confirmed(12), confirmed(13)];
        assert_eq!(first(again), Some(at(3, 1, 12)));
        // Its cancellation was.
        let cancelled = (at(3, 1, 11), reached(Stage::Cancelled));
        let stands = vec![confirmed(10), cancelled, put_back(12, Stage::Confirmed)];
        assert_eq!(first(stands), Some(at(3, 1, 10)));
    }

    #[test]
    fn one_request_counts_once() {
        let into = Step::WentInto { case: VisitId { year: 2027, number: 2 } };
        let gone = visit(Stage::Lapsed, vec![(at(3, 2, 9), into.clone())]);
        let mut ours = visit(Stage::Proposed, vec![]);
        ours.request.origin.missed =
            chat_specimen::visit(Stage::Confirmed).appointment.map(|a| a.slot);
        let back = vec![(at(3, 2, 9), into), (at(3, 3, 9), reached(Stage::AwaitingApproval))];
        assert_eq!(counted(month(3), &[gone, ours]).counts.requests, 0);
        assert_eq!(counted(month(3), &[visit(Stage::AwaitingApproval, back)]).counts.requests, 1);
    }

    #[test]
    fn a_wait_ends_with_the_first_letter_that_answers() {
        let waited = |hours: u32| {
            let receipt = (at(3, 1, 9), left(LetterKind::Receipt));
            let to_host = (at(3, 1, 9), left(LetterKind::HostInvitation));
            let answer = (at(3, 1, 9 + hours), left(LetterKind::Offer));
            let later = (at(3, 2, 9), left(LetterKind::Confirmation));
            visit(Stage::Proposed, vec![receipt, to_host, answer, later])
        };
        let silent = |stage| visit(stage, vec![(at(3, 1, 9), left(LetterKind::HandOver))]);
        let mut refused = silent(Stage::Declined);
        let letter = LetterId::about(refused.id, LetterKind::CancelledByUs.slug(), "1");
        let trace = LetterTrace { decided: at(3, 1, 12), fate: LetterFate::Decided };
        refused.letters.insert(letter, trace);
        let called = Step::Telephoned { findings: Vec::new(), doubts: Vec::new() };
        let visits = [
            waited(8),
            waited(1),
            refused,
            waited(2),
            silent(Stage::AwaitingApproval),
            // Nobody waits any more.
            silent(Stage::Cancelled),
            visit(Stage::AwaitingApproval, vec![(at(3, 1, 9), called)]),
        ];
        let expected = FirstAnswer { median_minutes: Some(120), answered: 4, waiting: 1 };
        assert_eq!(counted(month(3), &visits).first_answer, expected);
        assert_eq!(counted(month(4), &visits).first_answer, FirstAnswer::default());
    }

    #[test]
    fn an_end_counts_by_what_it_was() {
        let ended = |stage, steps, by: Actor| {
            let mut visit = visit(stage, steps);
            visit.appointment = chat_specimen::visit(Stage::Confirmed).appointment;
            visit.ended.as_mut().unwrap().at = at(1, 20, 9);
            visit.ended.as_mut().unwrap().by = by;
            visit
        };
        let said = |went| vec![(at(1, 18, 9), held(went))];
        let staff = || Actor::Staff { name: "Noor".to_owned() };
        let visits = [
            ended(Stage::Closed, vec![], Actor::Bot),
            ended(Stage::Closed, said(true), Actor::Bot),
            ended(Stage::NoShow, said(false), Actor::Host),
            ended(Stage::Cancelled, vec![], Actor::Guest),
            ended(Stage::Cancelled, vec![], Actor::Guest),
            ended(Stage::Cancelled, vec![], staff()),
            ended(Stage::Declined, vec![], staff()),
            ended(Stage::Lapsed, vec![], Actor::Bot),
        ];
        let figures = counted(month(1), &visits);
        assert_eq!((figures.counts.held, figures.unsaid, figures.no_show), (1, 1, 1));
        assert_eq!(figures.cancelled, Cancelled { by_guest: 2, by_us: 1 });
        let later = counted(month(2), &visits);
        assert_eq!((later.counts.held, later.unsaid, later.no_show), (0, 0, 0));
        assert_eq!(later.cancelled, Cancelled::default());
    }

    #[test]
    fn whoever_asks_most_stands_first() {
        let mut elsewhere = visit(Stage::AwaitingApproval, vec![]);
        elsewhere.wijk = None;
        let here = || visit(Stage::AwaitingApproval, vec![]);
        let figures = counted(month(3), &[elsewhere, here(), here()]);
        let wijken = figures.wijken.iter().map(|of| (of.wijk.is_some(), of.counts.requests));
        assert_eq!(wijken.collect::<Vec<_>>(), [(true, 2), (false, 1)]);
    }

    #[test]
    fn the_median_is_a_wait_that_somebody_had() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1]), Some(1));
    }
}
