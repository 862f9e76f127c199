//! The open visits of the state: all of them in brief, some of them whole.

use super::{Brief, Missing, State};
use crate::domain::ids::VisitId;
use crate::domain::visit::Visit;

/// How many visits memory keeps whole: those of a few batches, so that what becomes of their letters
/// finds them there.
pub const WHOLE_MAX: usize = 256;

impl State {
    pub(super) fn put_visit(&mut self, visit: &Visit) {
        self.take_out(visit.id);
        let brief = Box::new(Brief::of(visit));
        self.held.add(&brief);
        self.ahead.add(&brief);
        self.offices.add(&brief);
        if let Some(at) = brief.next_due {
            self.due.insert((at, brief.id));
        }
        if let Some(waits) = brief.waits {
            self.waiting.insert((waits.since, brief.id));
        }
        self.visits.insert(brief.id, brief);
        self.whole.put(visit.clone());
    }

    pub(super) fn remove_visit(&mut self, id: VisitId) {
        self.take_out(id);
        self.whole.remove(id);
    }

    /// Takes a visit out of the indexes.
    fn take_out(&mut self, id: VisitId) {
        let Some(old) = self.visits.remove(&id) else { return };
        self.held.remove(&old);
        self.ahead.remove(&old);
        self.offices.remove(&old);
        if let Some(at) = old.next_due {
            self.due.remove(&(at, id));
        }
        if let Some(waits) = old.waits {
            self.waiting.remove(&(waits.since, id));
        }
    }

    /// An open visit. One that is away is missed (`tell_missing`).
    pub fn visit(&self, id: VisitId) -> Option<&Visit> {
        let whole = self.whole.get(id);
        if whole.is_none() && self.is_open(id) {
            self.whole.miss(id);
        }
        whole
    }

    /// An open visit, if it is not away.
    pub fn at_hand(&self, id: VisitId) -> Option<&Visit> {
        self.whole.get(id)
    }

    /// All open visits, whole. Those that are away are told as missed and left out, so whoever does not
    /// bring them and ask again sees a part: ask `briefs` for what they can answer.
    pub fn visits(&self) -> impl Iterator<Item = &Visit> {
        self.visits.keys().filter_map(|id| self.visit(*id))
    }

    pub fn is_open(&self, id: VisitId) -> bool {
        self.visits.contains_key(&id)
    }

    pub fn brief(&self, id: VisitId) -> Option<&Brief> {
        self.visits.get(&id).map(Box::as_ref)
    }

    /// All open visits in brief.
    pub fn briefs(&self) -> impl Iterator<Item = &Brief> {
        self.visits.values().map(Box::as_ref)
    }

    /// The open visits that somebody with an address at this domain asked for, in brief.
    pub fn asked_from(&self, domain: &str) -> impl Iterator<Item = &Brief> {
        let near = self.offices.near(domain).filter_map(|id| self.brief(id));
        near.filter(move |visit| visit.writer.domain() == domain)
    }

    /// Tells `missing` from now on which visits are asked for and away. If there are any, what was
    /// found without them does not count.
    pub fn tell_missing(&mut self, missing: Box<dyn Missing>) {
        self.whole.tell(missing);
    }

    /// An open visit as it is on disk.
    pub fn bring(&mut self, visit: Visit) {
        self.whole.put(visit);
    }

    /// Keeps `most` visits whole. Of what is not on disk yet, nothing may go.
    pub fn let_go(&mut self, most: usize) {
        self.whole.let_go(most);
    }
}
