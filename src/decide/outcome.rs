//! What every change of a visit brings with it, whichever journey made it: who is asked for a yes no
//! more, who must be rung, which reminder is held, who waited for what is free now.
//!
//! A visit is changed as an owned copy and handed back with `Work::finish`, which gives it its new
//! version, stores or archives it, and lets its letters and notices see it as it has become.

use super::decision::Decision;
use super::work::{Case, Work};
use super::{calls, held_back, in_queue, retention, schedule, steps, waiting};
use crate::domain::state::{Change, Record};
use crate::domain::visit::{Loose, Stage, Visit};
use crate::domain::wijk::{HeldVisit, WijkYear};

/// The whole decision: who waits for what fell free has a turn in it, and who offered what is taken
/// hears of it.
pub(super) fn of(mut work: Work<'_>) -> Decision {
    waiting::first_in_line(&mut work);
    if work.takes() {
        waiting::is_it_taken(&mut work);
    }
    work.into_decision()
}

impl Work<'_> {
    /// Stores the visit as it has become, with a new version.
    pub(super) fn finish(&mut self, mut case: Case) {
        case.visit.version += 1;
        self.keep(case);
    }

    /// Stores the visit without a new version: for facts that make no preview outdated, such as a
    /// letter that was delivered. A visit that ended leaves the live state.
    pub(super) fn keep(&mut self, mut case: Case) {
        steps::let_asked_go(self, &mut case);
        let (mut visit, mut letters, sayings) = case.into_parts();
        if !visit.stage.is_final() {
            held_back::let_go(self, &mut visit);
        }
        visit.due.sort();
        for wijk in waiting::freed_by(self.desk, self.state, self.now, &visit) {
            self.free(wijk);
        }
        if waiting::takes(self.state, self.now, &visit) {
            self.take();
        }
        // What it became earlier in this decision is in it.
        self.supersede(visit.id);
        if visit.stage.is_final() {
            self.let_go_of_its_day(&visit);
            retention::forget_needs(self.desk, &mut visit, self.today());
            self.remember_held(&visit);
            let erase_on = schedule::first_term(self.desk, &visit, self.today());
            let record = Record::Visit(Box::new(visit.clone()));
            self.change(Change::Archive { record, erase_on });
        } else {
            self.put(Record::Visit(Box::new(visit.clone())));
        }
        for letter in &mut letters {
            letter.visit = Some(Box::new(visit.clone()));
        }
        calls::owe_news(self, &visit, &letters);
        letters.into_iter().for_each(|letter| self.send(letter));
        for saying in sayings {
            let mut saying = saying(Box::new(visit.clone()));
            saying.set_mails(in_queue::about(self, visit.id));
            self.tell(saying);
        }
    }

    /// With a visit that ended no other is apart, nor on one day if it never took place.
    fn let_go_of_its_day(&mut self, visit: &Visit) {
        for id in &visit.day_with {
            let Some(mut other) = self.case(*id) else { continue };
            let was_held = matches!(visit.stage, Stage::Closed | Stage::NoShow);
            let shares = !was_held && other.visit.day_with.contains(&visit.id);
            if other.visit.is_loose(Loose::DayApart) || shares {
                other.visit.tie_off(Loose::DayApart);
                other.visit.day_with.retain(|id| was_held || *id != visit.id);
                self.keep(other);
            }
        }
    }

    /// A visit that took place leaves the live state: its wijk and host still count it for a year.
    fn remember_held(&mut self, visit: &Visit) {
        let Some(agreed) = visit.appointment.as_ref().filter(|_| visit.stage == Stage::Closed)
        else {
            return;
        };
        let known = self.state.year(&agreed.wijk).cloned();
        let mut year = known.unwrap_or_else(|| WijkYear::new(agreed.wijk.clone()));
        let (day, host) = (agreed.slot.day(), agreed.host.clone());
        year.add(HeldVisit { day, visit: visit.id, host }, self.today());
        self.put(Record::WijkYear(year));
    }
}
