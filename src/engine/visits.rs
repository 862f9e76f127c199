//! Brings open visits that are away from memory: to the core, and to whoever looks something up. The
//! core says which it missed; they are read, and it is asked again. What it answers is the same,
//! whatever memory holds.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::guard::guarded;
use super::{DUE_MAX, Engine};
use crate::domain::event::Event;
use crate::domain::ids::VisitId;
use crate::domain::state::{Key, Missing, Record, State};
use crate::domain::visit::Visit;
use crate::store::{Store, StoreError, Version};

/// What can be looked up in a desk while nothing is decided.
pub trait Lookup {
    fn state(&self) -> &State;

    /// An open visit, also one that is away from memory.
    ///
    /// # Errors
    /// When it cannot be read, or is not open.
    fn visit(&self, id: VisitId) -> Result<Cow<'_, Visit>, StoreError>;
}

impl<S: Store> Lookup for Engine<S> {
    fn state(&self) -> &State {
        &self.state
    }

    fn visit(&self, id: VisitId) -> Result<Cow<'_, Visit>, StoreError> {
        match self.state.at_hand(id) {
            Some(visit) => Ok(Cow::Borrowed(visit)),
            None => visit(id, (&self.store, self.version)).map(Cow::Owned),
        }
    }
}

impl<S: Store> Engine<S> {
    /// Keeps other than the usual number of visits whole in memory: what is decided is the same.
    pub fn keeping_whole(mut self, most: usize) -> Self {
        self.whole_max = most;
        self.state.let_go(most);
        self
    }

    /// Brings what is due for each visit in line with config.
    pub(super) fn follow_config(&mut self) -> Result<(), StoreError> {
        let open: Vec<VisitId> = self.state.briefs().map(|visit| visit.id).collect();
        for some in open.chunks(DUE_MAX) {
            let events = some.iter().map(|visit| Event::StartedWith { visit: *visit });
            self.handle(events.collect())?;
        }
        Ok(())
    }
}

/// The visits that one question met and that are away.
#[derive(Debug, Clone, Default)]
struct Missed(Arc<Mutex<BTreeSet<VisitId>>>);

impl Missing for Missed {
    fn miss(&self, id: VisitId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }
}

impl Missed {
    fn take(&self) -> BTreeSet<VisitId> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is asked of the state, with every visit that this looks at.
pub(super) fn asked<T>(
    state: &mut State,
    store: (&impl Store, Version),
    ask: impl Fn(&State) -> T,
) -> Result<T, StoreError> {
    let missed = Missed::default();
    state.tell_missing(Box::new(missed.clone()));
    loop {
        let answer = ask(state);
        let away = missed.take();
        if away.is_empty() {
            return Ok(answer);
        }
        for id in away {
            state.bring(visit(id, store)?);
        }
    }
}

/// The same of the core. The inner error is of this event alone: a fault in the program, or a visit
/// that is lost.
pub(super) fn decided<T>(
    state: &mut State,
    store: (&impl Store, Version),
    decide: impl Fn(&State) -> T,
) -> Result<Result<T, String>, StoreError> {
    match asked(state, store, |state| guarded(|| Ok(decide(state)))) {
        Err(error) if error.is_lost_record() => Ok(Err(error.to_string())),
        other => other,
    }
}

/// An open visit as it is on disk.
pub(super) fn visit(id: VisitId, (store, at): (&impl Store, Version)) -> Result<Visit, StoreError> {
    match store.open_record(at, &Key::Visit(id))? {
        Some(Record::Visit(visit)) => Ok(*visit),
        Some(_) | None => Err(StoreError::Missing(format!("visit {id}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::state::Change;
    use crate::store::memory::MemoryStore;
    use crate::words::chat_specimen;

    /// A state in which the visit is away, and the store that has it.
    fn away() -> (State, MemoryStore, Visit) {
        let visit = chat_specimen::visit(crate::domain::stage::Stage::Confirmed);
        let put = Change::Put { record: Record::Visit(Box::new(visit.clone())) };
        let (mut state, mut store) = (State::default(), MemoryStore::new());
        store.commit(Version(0), std::slice::from_ref(&put)).unwrap();
        state.apply(&put);
        state.let_go(0);
        (state, store, visit)
    }

    #[test]
    fn what_is_away_is_brought_for_whoever_asks() {
        let (mut state, store, visit) = away();
        let ask = |state: &State| state.visit(visit.id).cloned();
        let found = asked(&mut state, (&store, Version(1)), ask).unwrap();
        assert_eq!(found, Some(visit.clone()));
        assert_eq!(state.at_hand(visit.id), Some(&visit), "it stays until it is let go");
    }

    #[test]
    fn a_visit_that_is_lost_fails_one_event_and_a_store_that_moved_on_the_batch() {
        let (mut state, store, visit) = away();
        let ask = |state: &State| state.visit(visit.id).is_some();
        let moved_on = decided(&mut state, (&store, Version(0)), ask);
        assert!(matches!(moved_on, Err(StoreError::Conflict(_))), "{moved_on:?}");
        let lost = decided(&mut state, (&MemoryStore::new(), Version(0)), ask).unwrap();
        assert_eq!(lost, Err(format!("visit {} is missing in the store", visit.id)));
        let other =
            decided(&mut state, (&MemoryStore::new(), Version(0)), |state| state.briefs().count());
        assert_eq!(other.unwrap(), Ok(1), "what was missed before is forgotten");
    }
}
