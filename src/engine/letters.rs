//! The letters that leave: each bears a mark on disk before it is tried, so that after a crash it is
//! known which may have gone out.

use super::{CONFLICTS_MAX, Committed, Engine, bodies, readable};
use crate::domain::event::Event;
use crate::domain::ids::LetterId;
use crate::domain::letter::{Handover, Letter, LetterState};
use crate::store::{Store, StoreError};

impl<S: Store> Engine<S> {
    /// Handles what became of earlier letters (`told`), and gives those whose time has come, marked as
    /// being tried: at most `most` of them. Both with one flush.
    ///
    /// # Errors
    /// When nothing can be stored; then no letter may be tried, and what was told is still to be told.
    pub fn take_letters(
        &mut self,
        told: Vec<Event>,
        most: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        let mut events = told;
        let mut tries = 0;
        loop {
            self.freshen()?;
            // On a conflict the choice is made anew: a letter that bears a mark by then is being
            // tried by somebody else.
            match self.mark(&mut events, most) {
                Err(StoreError::Conflict(_)) if tries < CONFLICTS_MAX => {
                    self.stale = true;
                    tries += 1;
                }
                Err(error) => return Err(self.undone(error)),
                Ok(letters) if letters.is_empty() => {
                    return self.handle(events).map(|_| Vec::new());
                }
                Ok(letters) => return Ok(self.marked(letters)),
            }
        }
    }

    /// Stores the mark on the letters that are ready, together with `events`; does nothing if none is.
    fn mark(&mut self, events: &mut Vec<Event>, most: usize) -> Result<Vec<Letter>, StoreError> {
        // Read before they are marked: of a letter that bears the mark nobody knows whether it left.
        let (letters, lost) = self.letters_ready(most)?;
        self.give_up(lost)?;
        if !letters.is_empty() {
            let ids = letters.iter().map(|letter| letter.id.clone()).collect();
            events.push(Event::Trying { letters: ids });
            let attempt = self.attempt(events);
            events.pop();
            attempt?;
        }
        Ok(letters)
    }

    /// Those of these letters that bear the mark now, as the state has them.
    fn marked(&self, letters: Vec<Letter>) -> Vec<Committed<Letter>> {
        let marked = letters.into_iter().filter_map(|Letter { id, mime, .. }| {
            let letter = self.state.letter(&id)?;
            let is_marked = matches!(letter.state, LetterState::Trying { .. });
            is_marked.then(|| Committed(Letter { mime, ..letter.clone() }))
        });
        marked.collect()
    }

    /// The letters that can be tried now, and those of which the bytes are lost.
    fn letters_ready(&self, most: usize) -> Result<(Vec<Letter>, Vec<LetterId>), StoreError> {
        if most == 0 {
            return Ok(Default::default());
        }
        readable(self.ready().map(|letter| self.whole(letter)), most)
    }

    /// Letters of which the bytes are lost are for a person.
    fn give_up(&mut self, letters: Vec<LetterId>) -> Result<(), StoreError> {
        let unreadable = |letter| Event::Delivery { letter, handover: Handover::Unreadable };
        let events: Vec<Event> = letters.into_iter().map(unreadable).collect();
        if events.is_empty() { Ok(()) } else { self.handle(events).map(|_| ()) }
    }

    fn whole(&self, letter: &Letter) -> (LetterId, Result<Letter, StoreError>) {
        (letter.id.clone(), bodies::whole(letter, (&self.store, self.version)))
    }

    /// Whether a letter could be tried now.
    pub(super) fn has_letters_ready(&self) -> bool {
        !self.stale && self.ready().next().is_some()
    }

    fn ready(&self) -> impl Iterator<Item = &Letter> {
        let now = self.now();
        self.state.letters_due(now).filter(move |letter| {
            matches!(letter.state, LetterState::Waiting { .. }) && letter.not_before <= now
        })
    }

    /// The letters whose own copy should be looked for now.
    pub fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        let in_doubt = self.freshen().and_then(|()| self.in_doubt());
        self.or_later(in_doubt)
    }

    fn in_doubt(&mut self) -> Result<Vec<Letter>, StoreError> {
        let due = self.state.letters_due(self.now());
        // One that is being tried is due only when nobody reported its outcome in time.
        let in_doubt = |letter: &&Letter| {
            matches!(letter.state, LetterState::Unknown { .. } | LetterState::Trying { .. })
        };
        let in_doubt = due.filter(in_doubt).map(|letter| self.whole(letter));
        let (letters, lost) = readable(in_doubt, usize::MAX)?;
        self.give_up(lost)?;
        Ok(letters)
    }
}
