//! The conversation with an engine whose store refuses for a while.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::*;
use crate::chat::console::Look;
use crate::domain::ids::MailKey;
use crate::domain::letter::Letter;
use crate::domain::mail::Filing;
use crate::engine::{Committed, Outcome};
use crate::words::specimen;

/// Refuses so many times, and remembers what it took.
#[derive(Clone, Default)]
struct Refusing(Arc<Mutex<(usize, Vec<Event>)>>);

impl Refusing {
    fn taken(&self) -> usize {
        self.0.lock().unwrap().1.len()
    }
}

impl Submit for Refusing {
    fn submit(&mut self, events: Vec<Event>) -> Result<Vec<Outcome>, StoreError> {
        let mut inside = self.0.lock().unwrap();
        if inside.0 > 0 {
            inside.0 -= 1;
            return Err(StoreError::Failed("no room".into()));
        }
        inside.1.extend(events);
        Ok(Vec::new())
    }

    fn take_letters(
        &mut self,
        _: Vec<Event>,
        _: usize,
    ) -> Result<Vec<Committed<Letter>>, StoreError> {
        Ok(Vec::new())
    }

    fn letters_in_doubt(&mut self) -> Vec<Committed<Letter>> {
        Vec::new()
    }

    fn mails_waiting(&mut self) -> Result<BTreeSet<MailKey>, StoreError> {
        Ok(BTreeSet::new())
    }

    fn mails_done(&mut self, _: Vec<MailKey>) -> Result<BTreeMap<MailKey, Filing>, StoreError> {
        Ok(BTreeMap::new())
    }

    fn notices(&mut self) -> Vec<Committed<Notice>> {
        Vec::new()
    }
}

fn talk(refusals: usize) -> (Refusing, Talk<Refusing>) {
    let engine = Refusing::default();
    engine.0.lock().unwrap().0 = refusals;
    let desk = Arc::new(specimen::desk());
    (engine.clone(), Talk::new(engine, desk, console::staff(None)))
}

#[tokio::test]
async fn a_command_that_cannot_be_stored_does_not_end_the_conversation() {
    let (engine, talk) = talk(1);
    let lines = console::lines(&b"wieben\nwieben\n"[..]).unwrap();
    let room = Console::new(Vec::new(), Look::of(false, None));
    let talking = on_console(talk, lines, room);
    let ended = tokio::time::timeout(Duration::from_secs(1), talking).await;
    assert!(ended.is_err(), "it ended: {ended:?}");
    assert_eq!(engine.taken(), 1, "the first was refused, the second taken");
}

#[test]
fn that_a_notice_was_seen_is_stored_once_the_store_takes_it() {
    let (engine, mut talk) = talk(1);
    talk.pass_on(Heard::Shown(NoticeId(7))).unwrap();
    talk.store_seen().unwrap();
    talk.store_seen().unwrap();
    assert_eq!(engine.taken(), 0, "it waits before it tries again");
    talk.again = None;
    talk.store_seen().unwrap();
    talk.store_seen().unwrap();
    assert_eq!(engine.0.lock().unwrap().1, [Event::NoticeShown { notice: NoticeId(7) }]);
}
