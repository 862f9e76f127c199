//! What is still to be brought to its place, in order.
//!
//! Of the cards of a case only the newest counts, so a newer one takes the place of one that waits.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::chat::room::Card;
use crate::domain::notice::Notice;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Notice(Box<Notice>),
    Card(Card),
}

#[derive(Debug, Default)]
pub(super) struct Backlog {
    items: Mutex<VecDeque<Item>>,
    changed: Notify,
}

impl Backlog {
    pub(super) fn add_notice(&self, notice: Box<Notice>) {
        self.items().push_back(Item::Notice(notice));
        self.changed.notify_waiters();
    }

    pub(super) fn add_card(&self, card: Card) {
        let mut items = self.items();
        let older = items.iter_mut().skip(1).find(|item| match item {
            Item::Card(older) => older.case == card.case,
            Item::Notice(_) => false,
        });
        match older {
            Some(older) => *older = Item::Card(card),
            None => items.push_back(Item::Card(card)),
        }
        drop(items);
        self.changed.notify_waiters();
    }

    /// The first, which stays until it is `done`.
    pub(super) async fn first(&self) -> Item {
        loop {
            let changed = self.changed.notified();
            if let Some(first) = self.items().front() {
                return first.clone();
            }
            changed.await;
        }
    }

    /// The first has been brought to its place, or never will be.
    pub(super) fn done(&self) {
        self.items().pop_front();
        self.changed.notify_waiters();
    }

    pub(super) async fn until_empty(&self) {
        loop {
            let changed = self.changed.notified();
            if self.items().is_empty() {
                return;
            }
            changed.await;
        }
    }

    fn items(&self) -> MutexGuard<'_, VecDeque<Item>> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::VisitId;

    fn card(number: u32, version: u32) -> Card {
        let case = VisitId { year: 2026, number };
        let (lines, buttons) = (vec![], vec![]);
        Card { case, version, title: case.to_string(), lines, buttons, closed: false }
    }

    #[tokio::test]
    async fn only_the_newest_card_waits_and_the_one_in_hand_stays() {
        let backlog = Backlog::default();
        for version in 1..=3 {
            backlog.add_card(card(1, version));
            backlog.add_card(card(2, version));
        }
        let mut shown = Vec::new();
        for _ in 0..3 {
            let Item::Card(card) = backlog.first().await else { panic!("a card") };
            shown.push((card.case.number, card.version));
            backlog.done();
        }
        assert_eq!(shown, [(1, 1), (2, 3), (1, 3)]);
        backlog.until_empty().await;
    }
}
